//! What a drawing may contain. The browser makes elements of it, so each drawing is checked first: whatever names a
//! table or a file brings, nothing in it may run or load anything.

/// Elements of drawings.
const ELEMENTS: [&str; 9] = ["circle", "g", "line", "path", "polygon", "rect", "svg", "text", "use"];
/// The entities that [`super::export::escaped`] writes.
const ENTITIES: [&str; 5] = ["amp;", "lt;", "gt;", "quot;", "#39;"];

/// Whether this is a drawing, or the inside of one, with only shapes and text.
pub fn is_safe_svg(markup: &str) -> bool {
    let is_allowed = |element: &str, attribute: &str, value: &str| match attribute {
        "" => ELEMENTS.contains(&element),
        "href" => element == "use" && value.starts_with('#'),
        _ => !attribute.starts_with("on") && attribute != "style",
    };
    find_error(markup, is_allowed).is_none()
}

/// The position where markup is first not well-formed (XML 1.0, without declarations, comments and processing
/// instructions), or where an element or an attribute is not `allowed`. An element is checked with an empty
/// attribute.
pub fn find_error(markup: &str, allowed: impl Fn(&str, &str, &str) -> bool) -> Option<usize> {
    let mut scanner = Scanner { rest: markup };
    scanner.fragment(&allowed).is_none().then(|| markup.len() - scanner.rest.len())
}

struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn fragment(&mut self, allowed: &impl Fn(&str, &str, &str) -> bool) -> Option<()> {
        let mut open: Vec<&str> = Vec::new();
        loop {
            self.text('<')?;
            if self.rest.is_empty() {
                return open.is_empty().then_some(());
            }
            if self.take("</").is_some() {
                let name = self.name()?;
                self.take(">").filter(|()| open.pop() == Some(name))?;
                continue;
            }
            self.take("<")?;
            let element = self.name()?;
            allowed(element, "", "").then_some(())?;
            let mut known: Vec<&str> = Vec::new();
            while self.take(" ").is_some() {
                let attribute = self.name()?;
                self.take("=\"")?;
                let value = self.text('"')?;
                self.take("\"")?;
                (allowed(element, attribute, value) && !known.contains(&attribute)).then_some(())?;
                known.push(attribute);
            }
            if self.take("/>").is_none() {
                self.take(">")?;
                open.push(element);
            }
        }
    }

    /// Consumes this text, if it comes next.
    fn take(&mut self, what: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(what)?;
        Some(())
    }

    /// Consumes the name of an element or an attribute.
    fn name(&mut self) -> Option<&'a str> {
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
        let (name, rest) = self.rest.split_at(end);
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(())?;
        self.rest = rest;
        Some(name)
    }

    /// Consumes text up to a character or the end, if it is escaped.
    fn text(&mut self, until: char) -> Option<&'a str> {
        let (text, rest) = self.rest.split_at(self.rest.find(until).unwrap_or(self.rest.len()));
        let bad = |c: char| c == '<' || c.is_control() && c != '\n' || u32::from(c) & 0xfffe == 0xfffe;
        let known = |after: &str| ENTITIES.iter().any(|entity| after.starts_with(entity));
        let is_valid = !text.contains(bad) && text.split('&').skip(1).all(known);
        is_valid.then_some(())?;
        self.rest = rest;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::escaped;

    #[test]
    fn only_shapes_and_text_are_safe() {
        for fine in [
            "",
            "words &amp; &#39;more&#39;",
            r#"<path class="a" d="M0 0L1 1"/>"#,
            r#"<svg viewBox="0 0 1 1"><text x="1%">a</text><g></g></svg>"#,
            r##"<use href="#i-save"/>"##,
        ] {
            assert!(is_safe_svg(fine), "{fine}");
        }
        for bad in [
            "<img src=\"x\"/>",
            "<script>alert(1)</script>",
            "<foreignObject></foreignObject>",
            "<a href=\"#x\"></a>",
            "<animate/>",
            "<style>x</style>",
            r#"<rect onload="x"/>"#,
            r#"<rect style="background:url(x)"/>"#,
            r#"<use href="http://x/y#z"/>"#,
            r##"<path href="#x"/>"##,
            "<text>",
            "</text>",
            "<text></path>",
            "<text></text",
            "<rect x=1/>",
            "<rect x='1'/>",
            "<rect x/>",
            r#"<rect x="1" x="2"/>"#,
            r#"<rect x="1"y="2"/>"#,
            r#"<rect x="<"/>"#,
            "a & b",
            "&nbsp;",
            "a < b",
            "<!-- x -->",
            "<![CDATA[x]]>",
            "<?xml?>",
            "a\u{b}b",
            "a\u{9b}b",
            "a\u{ffff}b",
        ] {
            assert!(!is_safe_svg(bad), "{bad}");
        }
        assert_eq!(find_error("<text>ab</path>", |_, _, _| true), Some(15));
    }

    #[test]
    fn escaped_text_stays_text() {
        let all: String = (0..0x3000).chain(0xfff0..0x1_0010).filter_map(char::from_u32).collect();
        let text = escaped(&all);
        assert!(is_safe_svg(&format!(r#"<text class="{text}">{text}</text>"#)));
        assert_eq!(
            escaped("<img src=x onerror='a(\"b\")'>&\t\u{b}"),
            "&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt;&amp; \u{fffd}"
        );
    }
}
