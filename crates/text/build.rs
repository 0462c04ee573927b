//! Generates a function for each text in `texts/`. A text that is missing in one language, or that uses other values there,
//! does not compile. A text with two or more values takes them as a struct of the same name, which `t!` fills in.
//!
//! The files are Fluent's (<https://projectfluent.org/fluent/guide>), of which these parts are known: messages, `{ $value }`,
//! `{ "literal" }`, and `{ $value -> [key] text *[other] text }`. What is chosen by numbers or plural categories takes a count.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

/// In the order of `Language` in `src/language.rs`, where a test compares them; the first says which texts there are.
const LANGUAGES: [&str; 3] = ["en", "de", "fr"];
/// Keys by which a count is chosen, beside numbers.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// One text, as `src/format_message.rs` reads it, and the values that it names.
#[derive(Default)]
struct Text {
    template: String,
    /// Of each value, in the order in which they come up, how it is given.
    values: Vec<(String, Kind)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    /// Anything that can be displayed.
    Shown,
    /// A word that a text is chosen by.
    Word,
    /// A count that a text is chosen by.
    Count,
}

impl Kind {
    /// The type of a parameter, and the `Value` made of it; `shown` is the type of what is displayed.
    fn parameter(self, name: &str, shown: &str) -> (String, String) {
        match self {
            Kind::Shown => (shown.to_owned(), format!("Value::Shown(&{name})")),
            Kind::Word => (
                (if shown.starts_with('T') { "&'a str" } else { "&str" }).to_owned(),
                format!("Value::Shown(&{name})"),
            ),
            Kind::Count => ("usize".to_owned(), format!("Value::Count({name})")),
        }
    }
}

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut all = Vec::new();
    for language in LANGUAGES {
        let file = format!("../../texts/{language}.ftl");
        println!("cargo::rerun-if-changed={file}");
        all.push(read(&file).map_err(|problem| format!("{file}: {problem}"))?);
    }
    let out = std::env::var_os("OUT_DIR").ok_or("Cargo names no folder for what is made")?;
    std::fs::write(Path::new(&out).join("text.rs"), functions(&all)?).map_err(|e| e.to_string())
}

fn read(file: &str) -> Result<BTreeMap<String, Text>, String> {
    let source = std::fs::read_to_string(file).map_err(|e| e.to_string())?;
    let resource = fluent_syntax::parser::parse(source.as_str())
        .map_err(|(_, errors)| errors.first().map_or_else(String::new, |e| format!("{e} at {:?}", e.pos)))?;
    let mut all = BTreeMap::new();
    for entry in resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            other => return Err(format!("{other:?} is not of a known kind")),
        };
        let id = message.id.name;
        let value = message.value.ok_or_else(|| format!("{id} has no text"))?;
        if !message.attributes.is_empty() {
            return Err(format!("{id} has attributes, which are not known"));
        }
        let mut text = Text::default();
        text.add(&value).map_err(|problem| format!("{id}: {problem}"))?;
        if all.insert(id.to_owned(), text).is_some() {
            return Err(format!("{id} stands there twice"));
        }
    }
    Ok(all)
}

impl Text {
    fn add(&mut self, pattern: &Pattern<&str>) -> Result<(), String> {
        for element in &pattern.elements {
            match element {
                // Lines are broken in the file only.
                PatternElement::TextElement { value } => self.template += &value.replace('\n', " "),
                PatternElement::Placeable { expression } => self.place(expression)?,
            }
        }
        Ok(())
    }

    fn place(&mut self, expression: &Expression<&str>) -> Result<(), String> {
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                let place = self.value(id.name, Kind::Shown);
                self.template.extend(['\u{1}', place]);
            }
            Expression::Inline(InlineExpression::StringLiteral { value }) => {
                self.template += &fluent_syntax::unicode::unescape_unicode_to_string(value);
            }
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                let is_count = variants.iter().all(|variant| match variant.key {
                    VariantKey::Identifier { name } => PLURALS.contains(&name),
                    VariantKey::NumberLiteral { .. } => true,
                });
                let place = self.value(id.name, if is_count { Kind::Count } else { Kind::Word });
                self.template.extend(['\u{2}', place]);
                for variant in variants {
                    let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) =
                        variant.key;
                    self.template += &format!("\u{3}{}\u{4}", if variant.default { "" } else { name });
                    self.add(&variant.value)?;
                }
                self.template.push('\u{5}');
            }
            other => return Err(format!("{other:?} is not of a known kind")),
        }
        Ok(())
    }

    /// Where a value stands among all, as a character.
    fn value(&mut self, name: &str, kind: Kind) -> char {
        let place = self.values.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.values.push((name.to_owned(), kind));
            self.values.len() - 1
        });
        let known = &mut self.values[place].1;
        *known = kind.max(*known);
        char::from(b'0' + place as u8)
    }

    /// With its values in the order in which another language names them.
    fn in_order_of(&self, first: &Text) -> Option<String> {
        if self.values.len() != first.values.len() {
            return None;
        }
        let place = |at: usize| first.values.iter().position(|(name, _)| *name == self.values[at].0);
        let mut template = String::new();
        let mut is_place = false;
        for c in self.template.chars() {
            template.push(if is_place {
                char::from(b'0' + place(c as usize - '0' as usize)? as u8)
            } else {
                c
            });
            is_place = matches!(c, '\u{1}' | '\u{2}');
        }
        Some(template)
    }
}

fn functions(all: &[BTreeMap<String, Text>]) -> Result<String, String> {
    let first = &all[0];
    for (language, texts) in LANGUAGES.iter().zip(all) {
        if let Some(id) = texts.keys().find(|id| !first.contains_key(*id)) {
            return Err(format!("{language} has {id}, which {} has not", LANGUAGES[0]));
        }
    }
    let mut code = format!(
        "/// What `build.rs` takes `Language` for.\n#[cfg(test)]\nconst CODES: [&str; {}] = {LANGUAGES:?};\n",
        LANGUAGES.len()
    );
    for (id, text) in first {
        let mut templates = Vec::new();
        let mut kinds: Vec<Kind> = text.values.iter().map(|(_, kind)| *kind).collect();
        for (language, texts) in LANGUAGES.iter().zip(all) {
            let own = texts.get(id).ok_or_else(|| format!("{language} lacks {id}"))?;
            let template =
                own.in_order_of(text).ok_or_else(|| format!("{id} names other values in {language}"))?;
            templates.push(format!("{template:?}"));
            for (name, kind) in &own.values {
                if let Some(at) = text.values.iter().position(|(known, _)| known == name) {
                    kinds[at] = kinds[at].max(*kind);
                }
            }
        }
        let name = id.replace('-', "_");
        let templates = templates.join(", ");
        let shown = text.template.chars().filter(|c| !c.is_control()).collect::<String>().replace('`', "'");
        let doc = format!("/// `{shown}`\n");
        let written = if let [(value, _)] = text.values.as_slice() {
            let value = value.replace('-', "_");
            let (taken, given) = kinds[0].parameter(&value, "impl std::fmt::Display");
            writeln!(
                code,
                "{doc}pub fn {name}({value}: {taken}) -> String {{ fill([{templates}][language() as usize], &[{given}]) }}"
            )
        } else if kinds.is_empty() {
            writeln!(code, "{doc}pub fn {name}() -> &'static str {{ [{templates}][language() as usize] }}")
        } else {
            let (mut generics, mut implied, mut fields, mut values) =
                (String::from("'a, "), String::from("'_, "), String::new(), String::new());
            for (at, ((value, _), kind)) in text.values.iter().zip(kinds).enumerate() {
                let value = value.replace('-', "_");
                let (taken, given) = kind.parameter(&format!("values.{value}"), &format!("T{at}"));
                if kind == Kind::Shown {
                    generics += &format!("T{at}: std::fmt::Display, ");
                    implied += "impl std::fmt::Display, ";
                }
                fields += &format!("pub {value}: {taken}, ");
                values += &format!("{given}, ");
            }
            if !fields.contains("'a") {
                generics = generics.replacen("'a, ", "", 1);
                implied = implied.replacen("'_, ", "", 1);
            }
            let brackets = |list: String| if list.is_empty() { list } else { format!("<{list}>") };
            let (generics, implied) = (brackets(generics), brackets(implied));
            writeln!(
                code,
                "{doc}pub struct {name}{generics} {{ {fields} }}\n\
                 {doc}pub fn {name}(values: {name}{implied}) -> String {{ fill([{templates}][language() as usize], &[{values}]) }}"
            )
        };
        written.map_err(|e| e.to_string())?;
    }
    Ok(code)
}
