//! Numbers in names that cameras, chat programs and calendars give: they say nothing about houses.

use std::ops::Range;

use super::names::Name;

/// Words before the number that cameras and telephones give a photo.
const CAMERA: [&str; 15] = [
    "img", "dsc", "dscn", "dscf", "mg", "pxl", "dji", "gopr", "pict", "sam", "imag", "p", "wp", "vid", "cimg",
];

/// Whether a run may be the number that a camera gave a photo: `IMG_2031`, `DSC01234`.
pub(super) fn is_camera_number(name: &Name, run: usize) -> bool {
    let digits = name.run(run).len();
    let before = run.checked_sub(1).map_or("", |before| name.run(before));
    (4..=7).contains(&digits) && CAMERA.contains(&before)
}

/// Whether a run is a number that a camera or a chat program counted, or a part of a date: `IMG-20240512-WA0001`
/// (WhatsApp), `photo_1@31-05-2024_10-11-17` (Telegram).
pub(super) fn is_serial(name: &Name, run: usize) -> bool {
    if is_camera_number(name, run) {
        return true;
    }
    let dates = dates(name);
    if dates.iter().any(|date| date.len() > 1 && date.contains(&run)) {
        return true;
    }
    let is_whatsapp = run.checked_sub(1).is_some_and(|before| name.run(before) == "wa");
    !dates.is_empty() && (is_whatsapp || name.text.contains('@'))
}

/// Whether the name has a date.
pub(super) fn has_date(name: &Name) -> bool {
    !dates(name).is_empty()
}

/// The dates in a name: year, month and day, or the other way round, as three runs or one (`20240512`).
pub(super) fn dates(name: &Name) -> Vec<Range<usize>> {
    let mut dates: Vec<Range<usize>> = Vec::new();
    let mut run = 0;
    while run < name.len() {
        let digits = |run: usize| if name.is_number(run) { name.run(run) } else { "" };
        if is_date(digits(run), digits(run + 1), digits(run + 2)) {
            dates.push(run..run + 3);
            run += 3;
            continue;
        }
        if is_compact_date(digits(run)) {
            dates.push(run..run + 1);
        }
        run += 1;
    }
    dates
}

/// Whether three numbers are a date.
pub(super) fn is_date(first: &str, second: &str, third: &str) -> bool {
    let year = |text: &str| text.len() == 4 && in_range(text, 1900, 2100);
    let day = |text: &str| (1..=2).contains(&text.len()) && in_range(text, 1, 31);
    let month = |text: &str| day(text) && in_range(text, 1, 12);
    (year(first) && month(second) && day(third))
        || (year(third) && (month(second) && day(first) || month(first) && day(second)))
}

/// Whether a number is a date without separators, perhaps with the time of day: `20240512`, `20240512093000`.
pub(super) fn is_compact_date(text: &str) -> bool {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    matches!(text.len(), 8 | 14) && is_date(part(0..4), part(4..6), part(6..8))
}

fn in_range(text: &str, low: u32, high: u32) -> bool {
    text.parse().is_ok_and(|number: u32| (low..=high).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serials(text: &str) -> Vec<String> {
        let name = Name::new(text);
        let runs = (0..name.len()).filter(|&run| name.is_number(run) && is_serial(&name, run));
        runs.map(|run| name.run(run).to_owned()).collect()
    }

    #[test]
    fn cameras_and_chats_number_their_photos() {
        assert_eq!(serials("IMG_2031"), ["2031"]);
        assert_eq!(serials("12_IMG_2031"), ["2031"]);
        assert_eq!(serials("IMG-20240512-WA0001"), ["0001"]);
        assert!(serials("photo_1@31-05-2024_10-11-17").contains(&"1".to_owned()));
        for name in ["img_17", "house_2031", "wa0001", "17@home", "1-2-3"] {
            assert!(serials(name).is_empty(), "{name}");
        }
    }

    #[test]
    fn days_are_no_numbers() {
        assert_eq!(serials("2024-05-31"), ["2024", "05", "31"]);
        assert_eq!(serials("31.5.2024_17"), ["31", "5", "2024"]);
        assert!(serials("2024-17-40").is_empty() && serials("1234-5-6").is_empty());
        let has = |text| has_date(&Name::new(text));
        assert!(
            has("PXL_20240512_093000") && has("2024-05-31 front") && !has("20241399_front") && !has("17")
        );
    }
}
