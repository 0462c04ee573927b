//! Names of the files that are saved. What comes before the ending may be anybody's words: of a model, of a session that somebody
//! sent, of the visitor.

/// What a file that is saved ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A model.
    Safetensors,
    /// A session.
    Facade,
    /// A model for other programs.
    Onnx,
    /// A table.
    Csv,
    /// A drawing.
    Svg,
    /// A picture.
    Png,
    /// A report.
    Html,
    /// A record as it was kept.
    Bin,
}

impl Ending {
    /// All of them.
    pub const ALL: [Ending; 8] = [
        Ending::Safetensors,
        Ending::Facade,
        Ending::Onnx,
        Ending::Csv,
        Ending::Svg,
        Ending::Png,
        Ending::Html,
        Ending::Bin,
    ];

    /// With its dot.
    pub fn text(self) -> &'static str {
        match self {
            Ending::Safetensors => ".safetensors",
            Ending::Facade => ".facade",
            Ending::Onnx => ".onnx",
            Ending::Csv => ".csv",
            Ending::Svg => ".svg",
            Ending::Png => ".png",
            Ending::Html => ".html",
            Ending::Bin => ".bin",
        }
    }
}

/// Bytes of a name before its ending. File systems take 255, with the ending and with what browsers add to tell files apart.
const LONGEST: usize = 180;
/// What a file is called that has no name.
const NAMELESS: &str = "facade";
/// Devices of Windows, which no file can be called, whatever it ends in.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A name by which any system can save a file, and which ends as what is in it. `wanted` may have the ending already.
pub fn file_name(wanted: &str, ending: Ending) -> String {
    let mut name: String = wanted.chars().filter_map(kept).collect();
    while let Some(rest) = without_ending(&name, ending.text()) {
        name.truncate(rest);
    }
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    // A dot in front hides a file, and Windows takes those at the end away.
    let name = name.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    let name = if name.is_empty() { NAMELESS } else { name };
    let prefix = if is_device(name) { "facade-" } else { "" };
    format!("{prefix}{name}{}", ending.text())
}

/// A name without its ending, if it has it.
pub fn stem(name: &str, ending: Ending) -> &str {
    &name[..without_ending(name, ending.text()).unwrap_or(name.len())]
}

/// How long a name is before its ending, if it has it.
fn without_ending(name: &str, ending: &str) -> Option<usize> {
    let at = name.len().checked_sub(ending.len())?;
    name.get(at..)?.eq_ignore_ascii_case(ending).then_some(at)
}

/// A letter as it stands in a file's name, if it does.
fn kept(letter: char) -> Option<char> {
    match letter {
        // No system, or not every one, has these in a name.
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => Some('-'),
        '\u{2028}' | '\u{2029}' => Some(' '),
        _ if letter.is_whitespace() => Some(' '),
        _ if letter.is_control() || is_hidden(letter) => None,
        _ => Some(letter),
    }
}

/// Letters that cannot be seen, or that turn the order of others around: with one of these `gpj.exe` is shown as `exe.jpg`.
fn is_hidden(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0xad | 0x61c | 0x180e | 0x200b | 0x200e | 0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff0..=0xffff | 0xe0000..=0x10_ffff
    )
}

/// Whether Windows takes a name for a device: by what stands before its first dot.
fn is_device(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default().trim_end();
    let is = |device: &str| first.eq_ignore_ascii_case(device);
    let numbered = |device: &str| {
        let port = first.get(..3).filter(|letters| letters.eq_ignore_ascii_case(device));
        let number = port.and_then(|_| first.get(3..)).map(|rest| rest.chars().collect::<Vec<char>>());
        matches!(number.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
    };
    DEVICES.into_iter().any(is) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_as_what_is_in_the_file() {
        for ending in Ending::ALL {
            let text = ending.text();
            assert_eq!(file_name("Elm Street 5", ending), format!("Elm Street 5{text}"));
            assert_eq!(file_name(&format!("a{text}"), ending), format!("a{text}"), "it is there once");
            assert_eq!(file_name(&format!("a{}", text.to_uppercase()), ending), format!("a{text}"));
            for wanted in ["invoice.hta", "x.exe", "a.lnk", "page.html.js"] {
                assert_eq!(
                    file_name(wanted, ending),
                    format!("{wanted}{text}"),
                    "another ending ends nothing"
                );
            }
        }
        assert_eq!(stem("a.Safetensors", Ending::Safetensors), "a");
        assert_eq!(stem("a.facade", Ending::Safetensors), "a.facade");
    }

    #[test]
    fn a_name_is_one_on_every_system() {
        let save = |wanted: &str| file_name(wanted, Ending::Csv);
        assert_eq!(save("../../etc/passwd"), "-..-etc-passwd.csv");
        assert_eq!(save(r"C:\autoexec.bat"), "C--autoexec.bat.csv");
        assert_eq!(save("a<b>c|d?e*f\"g"), "a-b-c-d-e-f-g.csv");
        assert_eq!(save(".htaccess"), "htaccess.csv");
        assert_eq!(save("a. . ."), "a.csv");
        assert_eq!(save(""), "facade.csv");
        assert_eq!(save("\u{202e}..."), "facade.csv");
        assert_eq!(save("a\0b\x1b[2Jc\u{9b}d\ne"), "ab[2Jcd e.csv");
        assert_eq!(save("photo\u{202e}gpj.exe"), "photogpj.exe.csv");
        assert_eq!(save("\u{2066}a\u{2069}\u{200f}\u{200b}b\u{feff}"), "ab.csv");
        assert_eq!(save("Straße 5, München – 東京"), "Straße 5, München – 東京.csv");
        for device in ["con", "NUL", "Aux.txt", "com1", "LPT9", "COM²", "nul .a", "conin$"] {
            assert_eq!(save(device), format!("facade-{device}.csv"));
        }
        for fine in ["console", "com10", "comma", "lpt", "nullable"] {
            assert_eq!(save(fine), format!("{fine}.csv"));
        }
    }

    #[test]
    fn a_name_is_short_enough_whatever_its_letters_are() {
        for letter in ["a", "ß", "東", "🏠", "e\u{301}"] {
            let name = file_name(&letter.repeat(500), Ending::Safetensors);
            assert!(name.len() <= LONGEST + 12 && name.len() > LONGEST, "{letter}: {}", name.len());
            assert!(name.ends_with(".safetensors") && name.starts_with(letter));
        }
    }

    /// Names of all kinds of letters by chance: what comes of them is always a name.
    #[test]
    fn whatever_is_wanted_gives_a_name() {
        let mut seed = 1u64;
        let mut draw = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as u32
        };
        for _ in 0..5000 {
            let letters = draw() % 40;
            let wanted: String = (0..letters)
                .filter_map(|_| {
                    char::from_u32(match draw() % 4 {
                        0 => draw() % 0x80,
                        1 => draw() % 0x300,
                        2 => 0x2000 + draw() % 0x100,
                        _ => draw() % 0x11_0000,
                    })
                })
                .collect();
            let ending = Ending::ALL[draw() as usize % 7];
            let name = file_name(&wanted, ending);
            assert!(name.ends_with(ending.text()) && name.len() > ending.text().len());
            assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) && !name.starts_with('.'));
            assert!(!name.chars().any(|c| c.is_control() || is_hidden(c)), "{name:?}");
            assert_eq!(file_name(&name, ending), name, "it is its own name");
        }
    }
}
