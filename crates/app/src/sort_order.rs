//! What the rows of a table are sorted by, as the visitor presses the headings of its columns.

/// What a table is sorted by, and whether from the largest to the smallest.
pub type SortOrder<Key> = (Key, bool);

/// The order after the heading of the column `key` was pressed: numbers from the largest first, names from the first; pressed again,
/// the other way round; pressed once more, as `unsorted`, if the rows have an order of their own.
pub fn next_order<Key: Copy + PartialEq>(
    (sorted_by, descending): SortOrder<Key>,
    key: Key,
    is_name: bool,
    unsorted: Option<SortOrder<Key>>,
) -> SortOrder<Key> {
    let first = (key, !is_name);
    match unsorted {
        _ if sorted_by != key => first,
        Some(unsorted) if descending == is_name => unsorted,
        _ => (key, !descending),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_press_restores_the_order_of_the_list() {
        let press = |order, key, is_name| next_order(order, key, is_name, Some(("listed", false)));
        let prices = press(("listed", false), "price", false);
        assert_eq!(prices, ("price", true));
        assert_eq!(press(prices, "price", false), ("price", false));
        assert_eq!(press(("price", false), "price", false), ("listed", false));
        assert_eq!(press(("price", false), "name", true), ("name", false));
        assert_eq!(press(("name", false), "name", true), ("name", true));
        assert_eq!(press(("name", true), "name", true), ("listed", false));
        // Rows without an order of their own are sorted one way or the other.
        assert_eq!(next_order(("price", false), "price", false, None), ("price", true));
    }
}
