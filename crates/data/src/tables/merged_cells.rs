//! Fills the cells that merged cells leave empty: where a house has several rows, one for each photo, people write its
//! id and price once, in the first of them.

use super::super::paths::is_photo;
use super::super::table::Row;

/// Fills columns downwards that are empty in the same rows, at least two of them.
///
/// A house whose id and price are missing would get those of the house above, or its photos. So all this must hold: the
/// columns name no photos, but each of the rows does in another one; at least a quarter of all rows are empty there, and never the first; what else such rows hold repeats
/// itself, as names of rooms do and addresses do not.
pub(super) fn fill(rows: &mut [Row]) {
    let cells = |rows: &[Row], column: usize| -> Option<Vec<bool>> {
        rows.iter()
            .map(|row| {
                Some(row.fields.as_ref().ok()?.get(column).is_some_and(|cell| !cell.trim().is_empty()))
            })
            .collect()
    };
    let columns = rows.first().and_then(|row| row.fields.as_ref().ok()).map_or(0, Vec::len);
    if rows.len() < 3 || columns < 3 {
        return;
    }
    let mut filled: Vec<Vec<bool>> = Vec::new();
    for column in 0..columns {
        let Some(of_column) = cells(rows, column) else { return };
        filled.push(of_column);
    }
    // The first column that is empty in many rows; the others must be empty in the same ones.
    let is_merged = |of_column: &&Vec<bool>| {
        let empty = of_column.iter().filter(|filled| !**filled).count();
        of_column.first() == Some(&true) && empty > 1 && 4 * empty >= of_column.len()
    };
    let Some(pattern) = filled.iter().find(is_merged).cloned() else { return };
    let (merged, others): (Vec<usize>, Vec<usize>) =
        (0..columns).partition(|column| filled.get(*column) == Some(&pattern));
    let names_photos = |column: &usize| {
        rows.iter().filter_map(|row| row.fields.as_ref().ok()?.get(*column)).any(|cell| is_photo(cell.trim()))
    };
    if merged.len() < 2 || merged.iter().any(names_photos) {
        return;
    }
    let below = || {
        rows.iter()
            .zip(&pattern)
            .filter(|(_, filled)| !**filled)
            .filter_map(|(row, _)| row.fields.as_ref().ok())
    };
    let count = below().count();
    let mut photos = false;
    for column in others {
        let texts: Vec<&str> = below()
            .filter_map(|fields| fields.get(column))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .collect();
        if !texts.is_empty() && texts.iter().all(|cell| is_photo(cell)) {
            photos |= texts.len() == count;
            continue;
        }
        let mut distinct = texts.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() > 3.max(texts.len() / 2) {
            return;
        }
    }
    if !photos {
        return;
    }
    for column in merged {
        let mut last = String::new();
        for row in rows.iter_mut() {
            let Some(cell) = row.fields.as_mut().ok().and_then(|fields| fields.get_mut(column)) else {
                continue;
            };
            if cell.trim().is_empty() {
                cell.clone_from(&last);
            } else {
                last.clone_from(cell);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::read_table;

    fn prices(text: &str) -> Vec<String> {
        let rows = read_table("t.csv", text.as_bytes()).unwrap().rows;
        rows.into_iter().map(|row| row.fields.unwrap()[1].clone()).collect()
    }

    #[test]
    fn id_and_price_hold_for_the_rows_below() {
        let rows: String =
            (1..=6).map(|k| format!("{k},{k}00000,front,{k}a.jpg\n,,bath,{k}b.jpg\n")).collect();
        let found = prices(&format!("id,price,room,photo\n{rows}"));
        assert_eq!(found.len(), 12);
        assert_eq!(found[10..], ["600000", "600000"]);
        let rows: String = (1..=6).map(|k| format!("{k},{k}00000,{k}a.jpg\n,,{k}b.jpg\n")).collect();
        assert_eq!(prices(&format!("id,price,photo\n{rows}")).len(), 12);
    }

    #[test]
    fn houses_without_id_and_price_stay_so() {
        // Other addresses: other houses.
        let rows: String =
            (1..=6).map(|k| format!("{k},{k}00000,{k} Oak St,{k}a.jpg\n,,{k} Elm St,{k}b.jpg\n")).collect();
        assert_eq!(prices(&format!("id,price,address,photo\n{rows}"))[1], "");
        // Houses without photos of two rooms.
        let rows: String = (1..=3).map(|k| format!("{k},,,{k}a.jpg\n")).collect();
        let first = "9,9b.jpg,9c.jpg,9a.jpg\n";
        assert_eq!(prices(&format!("id,bath,front,kitchen\n{first}{rows}")), ["9b.jpg", "", "", ""]);
        // Few of them, no photo, or a price alone.
        let rows: String = (1..=9).map(|k| format!("{k},{k}00000,{k}a.jpg\n")).collect();
        assert_eq!(prices(&format!("id,price,photo\n{rows},,x.jpg\n1,2,3.jpg\n"))[9], "");
        let rows: String = (1..=6).map(|k| format!("{k},{k}00000,3\n,,2\n")).collect();
        assert_eq!(prices(&format!("id,price,beds\n{rows}"))[1], "");
        let rows: String = (1..=6).map(|k| format!("{k},{k}00000,{k}a.jpg\n{k},,{k}b.jpg\n")).collect();
        assert_eq!(prices(&format!("id,price,photo\n{rows}"))[1], "");
    }
}
