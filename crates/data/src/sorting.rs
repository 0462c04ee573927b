//! One sort for all: the one of the standard library is compiled anew, as four kilobytes, for every type and every order.

use std::cmp::Ordering;

/// Sorts; equal items keep their order.
pub fn sort<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut from = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    // Each item goes to its place, around every cycle.
    for start in 0..from.len() {
        let mut at = start;
        while from[at] != start {
            let next = from[at];
            items.swap(at, next);
            from[at] = at;
            at = next;
        }
        from[at] = at;
    }
}

/// Which item comes first, which next, and so on.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| compare(a, b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        for count in [0, 1, 2, 3, 10, 1000] {
            // Every value several times, so that the order of equals shows.
            let items: Vec<(usize, usize)> = (0..count).map(|i| (i * 7919 % (count / 3 + 1), i)).collect();
            let (mut ours, mut theirs) = (items.clone(), items);
            sort(&mut ours, |a, b| b.0.cmp(&a.0));
            theirs.sort_by_key(|pair| std::cmp::Reverse(pair.0));
            assert_eq!(ours, theirs, "{count}");
        }
    }
}
