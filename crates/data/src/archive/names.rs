//! Guesses the encoding of names in archives. Zip has a mark for UTF-8; names without it are in whatever code page the
//! program used, and nothing says which. The names of an archive come from one program, so all are judged together.

use std::collections::BTreeSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};

use super::directory::RawEntry;
use super::oem_pages::{OEM_PAGES, OemPage};
use super::plausibility::plausibility;

/// How many bytes of names are judged. A few hundred names tell as much as all.
const MAX_JUDGED_BYTES: usize = 1 << 16;

/// An encoding of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameEncoding {
    /// A code page of DOS.
    Oem(&'static OemPage),
    /// An encoding of the web.
    Web(&'static Encoding),
}

impl NameEncoding {
    /// The encoding with this name, as in `cp437` or `Shift_JIS`.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let oem = OEM_PAGES.iter().find(|page| page.name.eq_ignore_ascii_case(name)).map(NameEncoding::Oem);
        oem.or_else(|| Encoding::for_label(name.as_bytes()).map(NameEncoding::Web))
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            NameEncoding::Oem(page) => page.name,
            NameEncoding::Web(encoding) => encoding.name(),
        }
    }

    /// The text of a name; U+FFFD in place of what is invalid.
    fn decode(self, bytes: &[u8]) -> String {
        match self {
            NameEncoding::Oem(page) => page.decode(bytes),
            NameEncoding::Web(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }
}

/// The names of entries, in their order, and the encoding of those that do not say theirs: the given one, or a guess.
/// `None` if all say it, or are ASCII.
pub(super) fn decode_names(
    entries: &[RawEntry],
    given: Option<NameEncoding>,
) -> (Vec<String>, Option<NameEncoding>) {
    let unknown: BTreeSet<&[u8]> =
        entries.iter().filter(|entry| known_name(entry).is_none()).map(|entry| &entry.name[..]).collect();
    if unknown.is_empty() {
        return (entries.iter().map(|entry| known_name(entry).unwrap_or_default()).collect(), None);
    }
    // Many programs write UTF-8 and forget the mark. Other encodings are valid UTF-8 only by chance, in short names.
    let (utf8, other): (Vec<&[u8]>, Vec<&[u8]>) =
        unknown.iter().partition(|name| std::str::from_utf8(name).is_ok());
    let is_mostly_utf8 = given.is_none() && utf8.len() >= other.len();
    let encoding = match given {
        Some(given) => given,
        None if is_mostly_utf8 && other.is_empty() => NameEncoding::Web(encoding_rs::UTF_8),
        None if is_mostly_utf8 => guess(&other),
        None => guess(&unknown.into_iter().collect::<Vec<_>>()),
    };
    let decode = |entry: &RawEntry| match known_name(entry) {
        Some(name) => name,
        None => {
            let utf8 = std::str::from_utf8(&entry.name).ok().filter(|_| is_mostly_utf8);
            utf8.map_or_else(|| encoding.decode(&entry.name), str::to_owned)
        }
    };
    (entries.iter().map(decode).collect(), Some(encoding))
}

/// The name of an entry that says its encoding.
fn known_name(entry: &RawEntry) -> Option<String> {
    if let Some(name) = &entry.unicode_name {
        return Some(name.clone());
    }
    let text = std::str::from_utf8(&entry.name).ok()?;
    (entry.marked_utf8 || entry.name.is_ascii()).then(|| text.to_owned())
}

/// The encoding in which the names read most like names. Of several, the likeliest.
fn guess(names: &[&[u8]]) -> NameEncoding {
    let mut judged = 0;
    let names: Vec<&[u8]> = names
        .iter()
        .copied()
        .take_while(|name| {
            judged += name.len();
            judged <= MAX_JUDGED_BYTES || judged == name.len()
        })
        .collect();
    // Knows the frequencies of letters, but none of the code pages of DOS besides 866.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for name in &names {
        detector.feed(name, false);
        detector.feed(b"\n", false);
    }
    detector.feed(b"", true);
    // On Windows, which writes names so, EUC-JP is no code page, and short Chinese names look like it.
    let detected = Some(detector.guess(None, Utf8Detection::Deny)).filter(|&encoding| encoding != EUC_JP);
    let oem = OEM_PAGES.iter().map(NameEncoding::Oem);
    let web = [IBM866, WINDOWS_1252, WINDOWS_1250, WINDOWS_1251, SHIFT_JIS, GBK, BIG5, EUC_KR];
    let candidates = oem.chain(detected.into_iter().chain(web).map(NameEncoding::Web));
    let (mut best, mut most) = (NameEncoding::Web(WINDOWS_1252), i64::MIN);
    for candidate in candidates {
        let mut score: i64 = names.iter().map(|name| plausibility(&candidate.decode(name))).sum();
        if let NameEncoding::Web(encoding) = candidate {
            score -= 5 * names.iter().map(|name| rare_pairs(encoding, name)).sum::<i64>();
            if Some(encoding) == detected && score > 0 {
                score += score / 4;
            }
        }
        if score > most {
            (best, most) = (candidate, score);
        }
    }
    best
}

/// In an East Asian encoding: how many of the characters of two bytes are rare ones. Any two bytes are a character in
/// most of these encodings, but their standards have the common ones together: the first level of JIS X 0208, GB 2312
/// and Big5, and the Hangul of KS X 1001.
fn rare_pairs(encoding: &'static Encoding, mut bytes: &[u8]) -> i64 {
    let is_common = |lead: u8, trail: u8| match encoding {
        _ if encoding == SHIFT_JIS => matches!(lead, 0x81..=0x83 | 0x88..=0x97),
        _ if encoding == GBK => trail > 0xa0 && matches!(lead, 0xa1..=0xa3 | 0xb0..=0xd7),
        _ if encoding == BIG5 => matches!(lead, 0xa1..=0xc6),
        _ if encoding == EUC_KR => trail > 0xa0 && matches!(lead, 0xa1..=0xa3 | 0xb0..=0xc8),
        _ => true,
    };
    let mut rare = 0;
    while let [lead, rest @ ..] = bytes {
        let is_single = *lead < 0x80 || encoding == SHIFT_JIS && (0xa0..=0xdf).contains(lead);
        bytes = match rest {
            [trail, rest @ ..] if !is_single => {
                rare += i64::from(!is_common(*lead, *trail));
                rest
            }
            _ => rest,
        };
    }
    rare
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &[u8]) -> RawEntry {
        RawEntry { name: name.to_vec(), ..RawEntry::default() }
    }

    /// The names as they are read, and the encoding.
    fn read(names: &[Vec<u8>]) -> (Vec<String>, Option<&'static str>) {
        let entries: Vec<RawEntry> = names.iter().map(|name| entry(name)).collect();
        let (names, encoding) = decode_names(&entries, None);
        (names, encoding.map(NameEncoding::name))
    }

    /// Names of the photos of ten houses.
    fn names(rooms: &[&str]) -> Vec<String> {
        (1..=10).flat_map(|house| rooms.iter().map(move |room| format!("{house}_{room}.jpg"))).collect()
    }

    fn in_page(page: &'static OemPage, text: &str) -> Vec<u8> {
        let byte = |letter: char| {
            (0..=255u8)
                .find(|&byte| page.decode(&[byte]).starts_with(letter))
                .expect("the page has the letter")
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn encodings_of_the_web_are_guessed() {
        for (encoding, rooms) in [
            (SHIFT_JIS, &["表", "台所", "外観"][..]),
            (SHIFT_JIS, &["玄関", "リビング", "浴室"]),
            (SHIFT_JIS, &["ｷｯﾁﾝ", "間取り図"]),
            (GBK, &["厨房", "卧室", "客厅", "外观"]),
            (BIG5, &["廚房", "臥室", "客廳", "外觀"]),
            (EUC_KR, &["부엌", "침실", "욕실", "외관"]),
            (IBM866, &["кухня", "спальня", "фасад", "Ванная"]),
            (WINDOWS_1251, &["кухня", "спальня", "фасад", "Ванная"]),
            (WINDOWS_1252, &["Küche", "Außen", "Gärten"]),
            (WINDOWS_1252, &["façade", "entrée", "salle à manger"]),
            (WINDOWS_1250, &["kuchyň", "ložnice", "průčelí"]),
        ] {
            let expected = names(rooms);
            let bytes: Vec<Vec<u8>> =
                expected.iter().map(|name| encoding.encode(name).0.into_owned()).collect();
            let (found, name) = read(&bytes);
            assert_eq!(found, expected, "{} read as {name:?}", encoding.name());
        }
    }

    #[test]
    fn code_pages_of_dos_are_guessed() {
        for (page, rooms) in [
            ("cp437", &["Küche", "Außen", "Gärten"][..]),
            ("cp437", &["Straße", "Bad"]),
            ("cp437", &["façade", "entrée", "salle à manger", "chambre d'été"]),
            ("cp850", &["køkken", "badeværelse", "Øst"]),
            ("cp850", &["cozinha", "salão", "situação"]),
            ("cp852", &["kuchyň", "ložnice", "průčelí"]),
            ("cp852", &["łazienka", "zdjęcie", "księga"]),
            ("cp857", &["mutfağı", "görünüş", "İç"]),
            ("cp737", &["κουζίνα", "μπάνιο", "Πρόσοψη"]),
        ] {
            let page = OEM_PAGES.iter().find(|known| known.name == page).unwrap();
            let expected = names(rooms);
            let bytes: Vec<Vec<u8>> = expected.iter().map(|name| in_page(page, name)).collect();
            let (found, name) = read(&bytes);
            assert_eq!(found, expected, "{} read as {name:?}", page.name);
        }
    }

    #[test]
    fn utf8_needs_no_mark() {
        let expected = names(&["Küche", "表"]);
        let bytes: Vec<Vec<u8>> = expected.iter().map(|name| name.clone().into_bytes()).collect();
        assert_eq!(read(&bytes), (expected.clone(), Some("UTF-8")));
        // One name by another program: the others stay.
        let mixed = [bytes, vec![b"11_K\x81che.jpg".to_vec()]].concat();
        assert_eq!(read(&mixed), ([expected, vec!["11_Küche.jpg".to_owned()]].concat(), Some("cp437")));
    }

    #[test]
    fn names_that_say_their_encoding_are_not_guessed() {
        assert_eq!(read(&[b"1_front.jpg".to_vec(), b"2\\a.jpg".to_vec()]).1, None);
        let marked = RawEntry { marked_utf8: true, ..entry("K\u{fc}che".as_bytes()) };
        let extra = RawEntry { unicode_name: Some("表".to_owned()), ..entry(b"?") };
        let (found, encoding) = decode_names(&[marked, extra], None);
        assert_eq!((found, encoding), (vec!["Küche".to_owned(), "表".to_owned()], None));
        // The mark may be wrong.
        let wrong = RawEntry { marked_utf8: true, ..entry(b"K\x81che") };
        assert_eq!(decode_names(&[wrong], None).0, ["Küche"]);
    }

    #[test]
    fn an_encoding_can_be_given() {
        let given = |name: &str| {
            let encoding = NameEncoding::of_name(name).unwrap();
            decode_names(&[entry(b"1_\x95\x5c.jpg")], Some(encoding)).0
        };
        assert_eq!(given("shift_jis"), ["1_表.jpg"]);
        assert_eq!(given("cp437"), ["1_ò\\.jpg"]);
        assert_eq!(NameEncoding::of_name("no such page"), None);
    }

    #[test]
    fn no_bytes_are_lost_or_hang() {
        for seed in 0..300u32 {
            let mut state = seed.wrapping_mul(2_654_435_761);
            let bytes: Vec<u8> = (0..seed % 60)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 24) as u8
                })
                .collect();
            let (found, _) = read(&[b"a".to_vec(), bytes.clone()]);
            assert_eq!((found.len(), found[1].is_empty()), (2, bytes.is_empty()));
        }
        let long = vec![vec![0x81; 60_000]; 3];
        assert_eq!(read(&long).0.len(), 3);
    }
}
