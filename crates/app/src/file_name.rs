//! Names of saved files. The stem may be any text: of a model, of a workspace that somebody sent, of the visitor.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    Safetensors,
    /// A workspace.
    Facade,
    Onnx,
    Csv,
    Xlsx,
    Svg,
    Png,
    Html,
    /// A quarantined record.
    Bin,
}

impl Extension {
    pub const ALL: [Extension; 9] = [
        Extension::Safetensors,
        Extension::Facade,
        Extension::Onnx,
        Extension::Csv,
        Extension::Xlsx,
        Extension::Svg,
        Extension::Png,
        Extension::Html,
        Extension::Bin,
    ];

    /// With its dot.
    pub fn text(self) -> &'static str {
        match self {
            Extension::Safetensors => ".safetensors",
            Extension::Facade => ".facade",
            Extension::Onnx => ".onnx",
            Extension::Csv => ".csv",
            Extension::Xlsx => ".xlsx",
            Extension::Svg => ".svg",
            Extension::Png => ".png",
            Extension::Html => ".html",
            Extension::Bin => ".bin",
        }
    }
}

/// File systems allow 255 bytes, with the extension and with what browsers add to tell files apart.
const MAX_STEM_BYTES: usize = 180;
const DEFAULT_STEM: &str = "facade";
/// Devices of Windows. No file can have these names, whatever its extension is.
const RESERVED_NAMES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A valid name on any system, with the extension of its content. `wanted` may have the extension already.
pub fn file_name(wanted: &str, extension: Extension) -> String {
    let mut name: String = wanted.chars().filter_map(valid_char).collect();
    while let Some(rest) = without_extension(&name, extension.text()) {
        name.truncate(rest);
    }
    let mut end = name.len().min(MAX_STEM_BYTES);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    // A leading dot hides a file, and Windows removes trailing dots.
    let name = name.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    let name = if name.is_empty() { DEFAULT_STEM } else { name };
    let prefix = if is_reserved(name) { "facade-" } else { "" };
    format!("{prefix}{name}{}", extension.text())
}

/// A name without this extension, if it has it.
pub fn stem(name: &str, extension: Extension) -> &str {
    &name[..without_extension(name, extension.text()).unwrap_or(name.len())]
}

/// Length of a name without this extension, if it has it.
fn without_extension(name: &str, extension: &str) -> Option<usize> {
    let at = name.len().checked_sub(extension.len())?;
    name.get(at..)?.eq_ignore_ascii_case(extension).then_some(at)
}

/// A character as it may stand in a file name; `None` drops it.
fn valid_char(letter: char) -> Option<char> {
    match letter {
        // Not every system allows these in a name.
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => Some('-'),
        '\u{2028}' | '\u{2029}' => Some(' '),
        _ if letter.is_whitespace() => Some(' '),
        _ if letter.is_control() || is_invisible(letter) => None,
        _ => Some(letter),
    }
}

/// Characters that are invisible or change the direction of text: with one of these, `gpj.exe` is shown as `exe.jpg`.
fn is_invisible(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0xad | 0x61c | 0x180e | 0x200b | 0x200e | 0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff0..=0xffff | 0xe0000..=0x10_ffff
    )
}

/// Whether Windows takes a name for a device: the part before its first dot counts.
fn is_reserved(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default().trim_end();
    let is = |device: &str| first.eq_ignore_ascii_case(device);
    let numbered = |device: &str| {
        let port = first.get(..3).filter(|letters| letters.eq_ignore_ascii_case(device));
        let number = port.and_then(|_| first.get(3..)).map(|rest| rest.chars().collect::<Vec<char>>());
        matches!(number.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
    };
    RESERVED_NAMES.into_iter().any(is) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_extension_of_its_content() {
        for extension in Extension::ALL {
            let text = extension.text();
            assert_eq!(file_name("Elm Street 5", extension), format!("Elm Street 5{text}"));
            assert_eq!(file_name(&format!("a{text}"), extension), format!("a{text}"), "it is there once");
            assert_eq!(file_name(&format!("a{}", text.to_uppercase()), extension), format!("a{text}"));
            for wanted in ["invoice.hta", "x.exe", "a.lnk", "page.html.js"] {
                assert_eq!(
                    file_name(wanted, extension),
                    format!("{wanted}{text}"),
                    "another extension ends nothing"
                );
            }
        }
        assert_eq!(stem("a.Safetensors", Extension::Safetensors), "a");
        assert_eq!(stem("a.facade", Extension::Safetensors), "a.facade");
    }

    #[test]
    fn a_name_is_valid_on_every_system() {
        let save = |wanted: &str| file_name(wanted, Extension::Csv);
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
    fn a_name_is_short_enough_in_every_script() {
        for letter in ["a", "ß", "東", "🏠", "e\u{301}"] {
            let name = file_name(&letter.repeat(500), Extension::Safetensors);
            assert!(
                name.len() <= MAX_STEM_BYTES + 12 && name.len() > MAX_STEM_BYTES,
                "{letter}: {}",
                name.len()
            );
            assert!(name.ends_with(".safetensors") && name.starts_with(letter));
        }
    }

    /// Random names in all scripts.
    #[test]
    fn any_wanted_name_gives_a_valid_one() {
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
            let extension = Extension::ALL[draw() as usize % 7];
            let name = file_name(&wanted, extension);
            assert!(name.ends_with(extension.text()) && name.len() > extension.text().len());
            assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) && !name.starts_with('.'));
            assert!(!name.chars().any(|c| c.is_control() || is_invisible(c)), "{name:?}");
            assert_eq!(file_name(&name, extension), name, "a valid name stays the same");
        }
    }
}
