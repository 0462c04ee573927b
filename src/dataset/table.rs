//! The price list: `HousesInfo.txt`. No header; blank-separated bedrooms, bathrooms, area in square feet, zip code and
//! price in dollars (Ahmed and Moustafa, 2016). Line k, from 1, owns the photos `k_bathroom`, `k_bedroom`, ...

use super::{DatasetError, Dropped, House, Reason};

/// The lines of a table, each a house or the reason why it is none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// One entry a line, in order; blank lines at the end do not count.
    pub(super) lines: Vec<Result<House, Dropped>>,
}

/// Reads the table's bytes. Accepts a byte order mark, either kind of line end, tabs and several blanks.
///
/// # Errors
/// If it is not text in UTF-8, is empty, or no line of it can be read.
pub(super) fn read(bytes: &[u8]) -> Result<Table, DatasetError> {
    let text = std::str::from_utf8(bytes).map_err(|_| DatasetError::TableNotText)?;
    // A zero byte is valid UTF-8, but no text file has one: UTF-16 without its mark does.
    if text.contains('\0') {
        return Err(DatasetError::TableNotText);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end();
    if text.is_empty() {
        return Err(DatasetError::TableEmpty);
    }
    let lines: Vec<_> = (1..)
        .zip(text.lines())
        .map(|(number, line)| {
            house(number, line)
                .map_err(|problem| Dropped { house: number, reason: Reason::BrokenLine { problem } })
        })
        .collect();
    match &lines[0] {
        Err(first) if lines.iter().all(Result::is_err) => {
            Err(DatasetError::NoReadableLine { first: first.reason.to_string() })
        }
        _ => Ok(Table { lines }),
    }
}

/// The house on a line, or what is wrong with the line: a sentence.
fn house(number: u32, line: &str) -> Result<House, String> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let [bedrooms, bathrooms, area, zip_code, price] = fields[..] else {
        let found = fields.len();
        let fields = if found == 1 { "field" } else { "fields" };
        return Err(format!(
            "Line {number} has {found} {fields} where 5 are needed: bedrooms, bathrooms, area, zip code, price."
        ));
    };
    let at_least_zero = |name: &str, text: &str| match text.parse::<f64>() {
        Ok(value) if value.is_finite() && value >= 0.0 => Ok(value),
        Ok(_) => Err(format!("Line {number}: the {name} is {}, which cannot be.", shown(text))),
        Err(_) => Err(format!("Line {number}: the {name}, {}, is not a number.", shown(text))),
    };
    let house = House {
        number,
        bedrooms: at_least_zero("number of bedrooms", bedrooms)?,
        bathrooms: at_least_zero("number of bathrooms", bathrooms)?,
        area: at_least_zero("area", area)?,
        zip_code: zip_code.to_owned(),
        price: at_least_zero("price", price)?,
    };
    if house.price > 0.0 {
        Ok(house)
    } else {
        Err(format!("Line {number}: the price is {}; it has to be above 0.", shown(price)))
    }
}

/// A field in quotes, cut where it is long.
fn shown(field: &str) -> String {
    let start: String = field.chars().take(20).collect();
    if start.len() < field.len() { format!("“{start}…”") } else { format!("“{start}”") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(line: &str) -> String {
        house(3, line).unwrap_err()
    }

    #[test]
    fn a_line_is_a_house() {
        let table = read(b"4 3.25 2016 05255 869500\n").unwrap();
        let house = House {
            number: 1,
            bedrooms: 4.0,
            bathrooms: 3.25,
            area: 2016.0,
            zip_code: "05255".to_owned(),
            price: 869_500.0,
        };
        assert_eq!(table.lines, [Ok(house)]);
    }

    #[test]
    fn editors_may_leave_their_marks() {
        let plain = read(b"4 4 4053 85255 869500\n4 3 3343 36372 865200").unwrap();
        let marked = "\u{feff}4  4\t4053 85255 869500 \r\n 4 3 3343   36372 865200\r\n\r\n \n";
        assert_eq!(read(marked.as_bytes()).unwrap(), plain);
    }

    #[test]
    fn a_blank_line_within_keeps_its_number() {
        let table = read(b"4 4 4053 85255 869500\n\n4 3 3343 36372 865200\n").unwrap();
        assert_eq!(table.lines.len(), 3);
        assert_eq!(table.lines[1].as_ref().unwrap_err().house, 2);
        assert_eq!(table.lines[2].as_ref().unwrap().number, 3);
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        assert!(problem("4 4 4053 85255").starts_with("Line 3 has 4 fields where 5 are needed"));
        assert!(problem("price").starts_with("Line 3 has 1 field where 5"));
        assert_eq!(
            problem("four 4 4053 85255 1"),
            "Line 3: the number of bedrooms, “four”, is not a number."
        );
        assert_eq!(problem("4 4 4053 85255 869,500"), "Line 3: the price, “869,500”, is not a number.");
        assert_eq!(problem("4 4 4053 85255 0"), "Line 3: the price is “0”; it has to be above 0.");
        assert_eq!(problem("4 4 4053 85255 -5"), "Line 3: the price is “-5”, which cannot be.");
        assert_eq!(problem("4 4 inf 85255 5"), "Line 3: the area is “inf”, which cannot be.");
        assert_eq!(problem("4 4 NaN 85255 5"), "Line 3: the area is “NaN”, which cannot be.");
    }

    #[test]
    fn a_table_without_houses_is_an_error() {
        assert_eq!(read(b""), Err(DatasetError::TableEmpty));
        assert_eq!(read(b"\xef\xbb\xbf \r\n\n"), Err(DatasetError::TableEmpty));
        assert_eq!(read(b"\xff\xfe4\0 \0"), Err(DatasetError::TableNotText));
        assert_eq!(read(b"4\0 \x003\0"), Err(DatasetError::TableNotText));
        let error = read(b"bedrooms;bathrooms\n4;4\n").unwrap_err().to_string();
        assert!(error.contains("Line 1 has 1 field"), "{error}");
    }
}
