//! Writes tables as Excel workbooks.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Longest text in a cell, in UTF-16 units.
const MAX_TEXT: usize = 32_767;
/// Most digits of a number that a spreadsheet keeps.
const MAX_DIGITS: usize = 15;

/// A workbook with one sheet. The first row has the names of the columns. A field becomes a number if that is written
/// the same, but for the 17th digit of a decimal: `007` stays text. Texts are never formulas, whatever they begin with.
///
/// # Errors
/// If there are more rows or columns than a sheet holds, as a sentence.
pub fn workbook(rows: &[Vec<String>]) -> Result<Vec<u8>, String> {
    write(rows).map_err(|error| error.to_string())
}

fn write(rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_freeze_panes(1, 0)?;
    for (row, fields) in rows.iter().enumerate() {
        let at = u32::try_from(row).map_err(|_| XlsxError::RowColumnLimitError)?;
        for (column, field) in fields.iter().enumerate() {
            let column = u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)?;
            if row == 0 {
                sheet.write_string_with_format(at, column, shortened(field), &bold)?;
            } else if let Some(number) = plain_number(field) {
                sheet.write_number(at, column, number)?;
            } else if !field.is_empty() {
                sheet.write_string(at, column, shortened(field))?;
            }
        }
    }
    workbook.save_to_buffer()
}

/// A number that a spreadsheet shows as it is written.
fn plain_number(field: &str) -> Option<f64> {
    let number: f64 = field.parse().ok()?;
    let digits = field.bytes().filter(u8::is_ascii_digit).count();
    let is_same = number.is_finite() && number.to_string() == field;
    // What was computed has up to 17 digits, of which the last two do not matter.
    (is_same && (digits <= MAX_DIGITS || field.contains('.'))).then_some(number)
}

/// As much of a text as a cell holds.
fn shortened(field: &str) -> String {
    let mut units = 0;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units <= MAX_TEXT
    };
    field.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::read_table;

    #[test]
    fn what_is_written_can_be_read_again() {
        let long = "x".repeat(40_000);
        let rows: Vec<Vec<String>> = [
            ["id", "price", "note"],
            ["007", "412600.5", "=1+1"],
            ["12", "1234567890123456789", "Küche; \"a, b\""],
            ["A-1", "-3", &long],
            ["9", "", "@x"],
        ]
        .iter()
        .map(|row| row.iter().map(|&field| field.to_owned()).collect())
        .collect();
        let file = workbook(&rows).unwrap();
        let table = read_table("homes.xlsx", &file).unwrap();
        assert_eq!(table.columns, rows[0]);
        let read: Vec<Vec<String>> = table.rows.into_iter().map(|row| row.fields.unwrap()).collect();
        assert_eq!(read[0], rows[1]);
        assert_eq!(read[1], rows[2]);
        assert_eq!((&read[2][..2], read[2][2].len()), (&rows[3][..2], MAX_TEXT));
        assert_eq!(read[3], rows[4]);
    }

    #[test]
    fn numbers_that_would_change_stay_text() {
        for text in ["007", "1e5", "1.50", "+3", "12345678901234567", "NaN", "inf", "", "1,000"] {
            assert_eq!(plain_number(text), None, "{text}");
        }
        for (text, number) in [("-3.5", -3.5), ("0", 0.0), ("412600.1234567891", 412_600.123_456_789_1)] {
            assert_eq!(plain_number(text), Some(number), "{text}");
        }
    }
}
