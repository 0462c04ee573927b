//! File and folder names in a normal form, cut into runs of letters and runs of digits.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A run of letters or of digits in a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Run {
    /// Where it begins in [`Name::text`], in bytes.
    start: usize,
    /// Where it ends in [`Name::text`], in bytes.
    end: usize,
    /// Index of its chunk: chunks are what other characters than letters and digits separate.
    chunk: usize,
    /// Whether it consists of ASCII digits.
    digits: bool,
}

/// A file name without its ending, a folder's name or a table's cell, cut into runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Name {
    /// The name as [`fold_name`] returns it.
    pub(super) text: String,
    /// The same with its capital letters, if it has any and is ASCII.
    cased: Option<String>,
    runs: Vec<Run>,
}

/// How ids are compared. The strictest form that tells all ids of a column apart is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyForm {
    /// `A-001`, `A_1` and `a1` are the same: only the runs count, and numbers have no leading zeros.
    Loose,
    /// As `Loose`, but leading zeros count.
    Strict,
    /// As `Strict`, but capital letters count.
    Cased,
    /// Only letters and digits count, wherever they are separated: an UUID with and without hyphens is the same.
    Compact,
    /// Only the number counts, of ids that have one: `House 17` is `17`.
    Number,
    /// What stands before the first comma or the zip code: `4 Oak Street, Springfield` is `4 Oak Street`.
    Head,
    /// Numbers whose thousands are marked: `1,037` is `1037`.
    Thousands,
    /// Two numbers with a point between: `1.2`.
    Decimal,
}

/// Longest name that is cut into runs, in bytes; what follows is ignored. Few systems allow longer names.
const MAX_NAME: usize = 512;

/// Unicode's composed form (NFC) in lower case.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfc().collect::<String>().to_lowercase().nfc().collect()
    }
}

/// As [`fold`], and letters and digits that only look different are the same: full-width ones, and the digits of Arabic,
/// Persian, Devanagari and other scripts.
pub(crate) fn fold_name(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let plain: String = text.nfkc().map(|letter| decimal_digit(letter).unwrap_or(letter)).collect();
    plain.to_lowercase().nfkc().collect()
}

/// Code points of the digit zero in scripts whose digits are in use (Unicode, general category `Nd`).
const ZEROS: [u32; 16] = [
    0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040,
    0x17e0, 0x1810,
];

/// The ASCII digit with the value of a digit of another script.
fn decimal_digit(letter: char) -> Option<char> {
    let code = u32::from(letter);
    let zero = ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

impl Name {
    pub(super) fn new(written: &str) -> Name {
        let mut text = fold_name(written);
        if text.len() > MAX_NAME {
            let end = (0..=MAX_NAME).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
            text.truncate(end);
        }
        let has_capitals = written.is_ascii() && written.bytes().any(|byte| byte.is_ascii_uppercase());
        let cased = if has_capitals { written.get(..text.len()).map(str::to_owned) } else { None };
        let mut runs: Vec<Run> = Vec::with_capacity(6);
        let mut chunk = 0;
        let mut chunk_start: Option<(usize, usize)> = None;
        let close = |runs: &mut Vec<Run>, chunk: &mut usize, from: Option<(usize, usize)>, end: usize| {
            let Some((start, first)) = from else { return };
            if is_opaque(&text[start..end]) {
                runs.truncate(first);
                runs.push(Run { start, end, chunk: *chunk, digits: false });
            }
            *chunk += 1;
        };
        for (at, letter) in text.char_indices() {
            if !letter.is_alphanumeric() {
                close(&mut runs, &mut chunk, chunk_start.take(), at);
                continue;
            }
            let digits = letter.is_ascii_digit();
            let end = at + letter.len_utf8();
            match runs.last_mut() {
                Some(run) if chunk_start.is_some() && run.digits == digits => run.end = end,
                _ => {
                    if chunk_start.is_none() {
                        chunk_start = Some((at, runs.len()));
                    }
                    runs.push(Run { start: at, end, chunk, digits });
                }
            }
        }
        close(&mut runs, &mut chunk, chunk_start.take(), text.len());
        Name { text, cased, runs }
    }

    /// Number of runs.
    pub(super) fn len(&self) -> usize {
        self.runs.len()
    }

    /// Number of chunks.
    pub(super) fn chunks(&self) -> usize {
        self.runs.last().map_or(0, |run| run.chunk + 1)
    }

    /// The range of runs of a chunk.
    pub(super) fn chunk(&self, chunk: usize) -> Range<usize> {
        self.runs.partition_point(|run| run.chunk < chunk)
            ..self.runs.partition_point(|run| run.chunk <= chunk)
    }

    /// The text of a run.
    pub(super) fn run(&self, run: usize) -> &str {
        self.runs.get(run).map_or("", |run| &self.text[run.start..run.end])
    }

    /// Whether a run consists of digits.
    pub(super) fn is_number(&self, run: usize) -> bool {
        self.runs.get(run).is_some_and(|run| run.digits)
    }

    /// Writes the key of these runs into `key`. Two ids are the same if their keys are.
    pub(super) fn key(&self, runs: Range<usize>, form: KeyForm, key: &mut String) {
        key.clear();
        let source = self.cased.as_ref().filter(|_| form == KeyForm::Cased).unwrap_or(&self.text);
        for run in self.runs.get(runs).unwrap_or_default() {
            if form == KeyForm::Number && !run.digits {
                continue;
            }
            let mut text = source.get(run.start..run.end).unwrap_or_default();
            let keeps_zeros = matches!(form, KeyForm::Strict | KeyForm::Cased | KeyForm::Compact);
            if !keeps_zeros && run.digits {
                text = text.trim_start_matches('0');
                text = if text.is_empty() { "0" } else { text };
            }
            if form != KeyForm::Compact && !key.is_empty() {
                key.push('\u{1f}');
            }
            key.push_str(text);
        }
    }

    /// Whether an id may consist of these runs: a chunk is cut only between letters and digits, and not so that letters
    /// are left alone (`17` is in `house17b`, but `house` and `b` are not).
    pub(super) fn may_be_id(&self, runs: Range<usize>) -> bool {
        let Some(last) = runs.end.checked_sub(1).filter(|&last| last >= runs.start) else { return false };
        let chunk = |run: usize| self.runs.get(run).map(|run| run.chunk);
        let starts =
            runs.start == 0 || chunk(runs.start - 1) != chunk(runs.start) || self.is_number(runs.start);
        let ends = chunk(last) != chunk(last + 1) || self.is_number(last);
        starts && ends
    }

    /// The text from the first to the last of these runs.
    pub(super) fn text_of(&self, runs: Range<usize>) -> &str {
        let (before, after) = self.around(runs);
        self.text.get(before.len()..self.text.len() - after.len()).unwrap_or_default()
    }

    /// The text before and after these runs.
    pub(super) fn around(&self, runs: Range<usize>) -> (&str, &str) {
        let start = self.runs.get(runs.start).map_or(self.text.len(), |run| run.start);
        let end = runs.end.checked_sub(1).and_then(|last| self.runs.get(last)).map_or(start, |run| run.end);
        (&self.text[..start], self.text.get(end..).unwrap_or_default())
    }
}

/// Whether a chunk is a hash or another code made by a program, in which letters and digits have no meaning of their own.
pub(super) fn is_opaque(chunk: &str) -> bool {
    if chunk.len() < 8 || !chunk.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    let bytes = chunk.as_bytes();
    let changes =
        bytes.windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    let hex = bytes.iter().all(u8::is_ascii_hexdigit);
    (hex && changes >= 3) || (bytes.len() >= 16 && changes >= 4)
}

/// A mark that a system adds to a copy's name, and the name without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CopyMark {
    /// The name, folded, without the mark.
    pub(super) plain: String,
    /// The number in brackets; 0 if the mark is a word.
    pub(super) number: u32,
}

/// Words that systems put behind the name of a copy (Windows and macOS in some languages).
const COPY_WORDS: [&str; 9] = ["copy", "kopie", "copie", "copia", "kopia", "kopi", "cópia", "副本", "コピー"];
/// What Google Drive puts before the name of a copy.
const COPY_OF: [&str; 5] = ["copy of ", "kopie von ", "copie de ", "copia de ", "cópia de "];

/// The mark of a copy in a file name without its ending: ` (1)`, ` - Copy` or `Copy of `.
pub(super) fn copy_mark(stem: &str) -> Option<CopyMark> {
    // Most names have none: look before folding.
    let last_word = stem.rsplit([' ', '_', '-']).next().unwrap_or_default();
    let may_be_word =
        !last_word.is_ascii() || COPY_WORDS.iter().any(|word| word.eq_ignore_ascii_case(last_word));
    if !stem.ends_with(')') && !may_be_word && !stem.contains(' ') {
        return None;
    }
    let text = fold(stem);
    let plain = |plain: &str, number| {
        let plain = plain.trim_end();
        (!plain.is_empty()).then(|| CopyMark { plain: plain.to_owned(), number })
    };
    if let Some((before, number)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        let digits =
            !number.is_empty() && number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        let mark = number.parse().ok().filter(|&number: &u32| digits && number > 0);
        return mark.and_then(|number| plain(before, number));
    }
    if let Some(rest) = COPY_OF.iter().find_map(|word| text.strip_prefix(word)) {
        return plain(rest, 0);
    }
    let before = COPY_WORDS.iter().find_map(|word| text.strip_suffix(word))?;
    let separated = before.strip_suffix(" - ").or_else(|| before.strip_suffix([' ', '_', '-']))?;
    plain(separated, 0)
}

/// Compares names as people order them: numbers by value.
pub(super) fn natural_key(path: &str) -> Vec<(String, u64, usize)> {
    let mut key: Vec<(String, u64, usize)> = Vec::new();
    let folded = fold(path);
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let words = rest.find(|letter: char| letter.is_ascii_digit()).unwrap_or(rest.len());
        let (text, after) = rest.split_at(words);
        let digits = after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(digits);
        // Numbers above 64 bits are rare here, and equal ones are told apart by their length.
        key.push((text.to_owned(), number.parse().unwrap_or(u64::MAX), number.len()));
        rest = after;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<String> {
        let name = Name::new(text);
        (0..name.len()).map(|run| name.run(run).to_owned()).collect()
    }

    fn key(text: &str, form: KeyForm) -> String {
        let (name, mut key) = (Name::new(text), String::new());
        name.key(0..name.len(), form, &mut key);
        key
    }

    #[test]
    fn names_are_cut_between_letters_and_digits() {
        assert_eq!(runs("House17_Living room-2"), ["house", "17", "living", "room", "2"]);
        assert_eq!(runs("9c8f5d2665812feb"), ["9c8f5d2665812feb"], "a hash is one run");
        assert_eq!(runs("17bed2"), ["17", "bed", "2"]);
        assert_eq!(runs("--"), Vec::<String>::new());
        assert_eq!(runs("Ku\u{308}che7"), ["k\u{fc}che", "7"]);
        assert_eq!(Name::new("a1_b").chunks(), 2);
        assert_eq!(Name::new(&"x".repeat(9999)).text.len(), MAX_NAME);
        assert_eq!(Name::new(&"ü".repeat(300)).len(), 1, "cut between letters");
    }

    #[test]
    fn ids_are_the_same_in_any_spelling() {
        let loose = |text| key(text, KeyForm::Loose);
        for text in ["A-001", "a_1", "A1", "a 01"] {
            assert_eq!(loose(text), loose("A-001"), "{text}");
        }
        assert_ne!(loose("1-23"), loose("12-3"));
        assert_eq!((loose("000"), loose("017")), ("0".to_owned(), "17".to_owned()));
        assert_ne!(key("A-001", KeyForm::Strict), key("A-1", KeyForm::Strict));
        assert_eq!(
            key("9c8f5d26-6581-2feb-7d74-220937d9a7e3", KeyForm::Compact),
            key("9C8F5D2665812FEB7D74220937D9A7E3", KeyForm::Compact)
        );
    }

    #[test]
    fn letters_and_digits_of_other_scripts_are_the_same() {
        for text in ["خانه ۱۷", "خانه ١٧", "خانه １７"] {
            assert_eq!(key(text, KeyForm::Loose), key("خانه 17", KeyForm::Loose), "{text}");
        }
        assert_eq!(runs("Ａ－१२"), ["a", "12"]);
        assert_ne!(key("aB1", KeyForm::Cased), key("Ab1", KeyForm::Cased));
        assert_eq!(key("aB1", KeyForm::Strict), key("Ab1", KeyForm::Strict));
    }

    #[test]
    fn letters_are_not_cut_from_a_number_as_an_id() {
        let name = Name::new("house17b");
        assert!(name.may_be_id(1..2) && name.may_be_id(0..3) && name.may_be_id(0..2) && name.may_be_id(1..3));
        assert!(!name.may_be_id(0..1) && !name.may_be_id(2..3) && !name.may_be_id(1..1));
        assert_eq!(name.around(1..2), ("house", "b"));
    }

    #[test]
    fn marks_of_copies_are_seen() {
        let mark = |stem| copy_mark(stem).map(|mark| (mark.plain, mark.number));
        assert_eq!(mark("3_front (1)"), Some(("3_front".to_owned(), 1)));
        assert_eq!(mark("3_front(12)"), Some(("3_front".to_owned(), 12)));
        assert_eq!(mark("3_front - Copy"), Some(("3_front".to_owned(), 0)));
        assert_eq!(mark("Kopie von 3_front"), Some(("3_front".to_owned(), 0)));
        for stem in ["(1)", "3 (0)", "3 (a)", "photocopy", "copy", "3_front"] {
            assert_eq!(mark(stem), None, "{stem}");
        }
    }

    #[test]
    fn numbers_are_ordered_by_value() {
        let mut names = ["a10.jpg", "a2.jpg", "A1.jpg", "b.jpg"];
        names.sort_by_key(|name| natural_key(name));
        assert_eq!(names, ["A1.jpg", "a2.jpg", "a10.jpg", "b.jpg"]);
    }
}
