//! Folders as people have them, made at random and read back: tables in many dialects and encodings, prices in many
//! forms, photos named in many ways, in folders and archives.
//!
//! Each house has to get its price and its photos, or the photos' rows are not clear and one of the ways offered is
//! right.

mod cases;
mod container;
mod generate;
mod houses;
mod names;
mod random;
mod read_back;
mod sheet;
mod words;

use std::collections::BTreeMap;

use facade_data::Source;

use self::generate::{Case, case};
use self::read_back::{Fault, read};

const CASES: u64 = 2000;
/// At least so many of a hundred folders are clear.
const CLEAR: u64 = 80;

/// How a folder was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Rightly, and without doubt.
    Clear,
    /// There is doubt, and the right way is offered.
    Asked,
}

/// Reads a folder. The error says what is wrong, and how bad that is.
fn outcome(case: &Case) -> Result<Outcome, (&'static str, String)> {
    let source = case.chosen.open().map_err(|error| ("archive refused", error.to_string()))?;
    let reading = read(source).map_err(|error| ("refused", error))?;
    if reading.table_bytes() != case.table {
        return Err(("another table", reading.paths[reading.position].clone()));
    }
    let fault = |pairing| reading.fault(pairing, &case.truth);
    let best = reading.pairings.first().and_then(fault);
    match (reading.is_clear, best) {
        (true, None) => Ok(Outcome::Clear),
        (true, Some(fault @ Fault::Wrong(_))) => Err(("clear, but wrong", format!("{fault:?}"))),
        (true, Some(fault)) => Err(("clear, but not all", format!("{fault:?}"))),
        (false, None) => Ok(Outcome::Asked),
        (false, _) if reading.pairings.iter().skip(1).any(|other| fault(other).is_none()) => {
            Ok(Outcome::Asked)
        }
        (false, best) => Err(("none is right", format!("{best:?}"))),
    }
}

/// The folder in a few lines.
fn listing(case: &Case) -> String {
    let paths = case.chosen.open().map(|source| source.paths()).unwrap_or_default();
    let more = paths.len().saturating_sub(24);
    let paths: Vec<String> = paths.into_iter().take(24).collect();
    let lines: Vec<&str> = case.table_text.lines().collect();
    let (head, tail) = (lines.iter().take(9), lines.iter().skip(9.max(lines.len().saturating_sub(3))));
    let table: Vec<&str> = head.chain(tail).copied().collect();
    format!("{}\n{} and {more} more\n{}", case.about.join("; "), paths.join("\n"), table.join("\n"))
}

/// Reads the folders of some seeds: the number of those that are clear, and what is wrong, by how bad it is.
fn outcomes(seeds: impl Iterator<Item = u64>) -> (u64, BTreeMap<&'static str, Vec<u64>>, Vec<String>) {
    let (mut clear, mut failures, mut texts) = (0, BTreeMap::<_, Vec<u64>>::new(), Vec::new());
    for seed in seeds {
        let case = case(seed);
        match outcome(&case) {
            Ok(outcome) => clear += u64::from(outcome == Outcome::Clear),
            Err((kind, what)) => {
                failures.entry(kind).or_default().push(seed);
                texts.push(format!("seed {seed}: {kind}: {what}\n{}\n", listing(&case)));
            }
        }
    }
    (clear, failures, texts)
}

#[test]
fn random_folders_are_read_back() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<_> = std::thread::scope(|scope| {
        let read = |first: usize| move || outcomes((first as u64..CASES).step_by(threads));
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(read(first))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let clear: u64 = parts.iter().map(|(clear, ..)| clear).sum();
    let failures: Vec<_> =
        parts.iter().map(|(_, failures, _)| failures).filter(|list| !list.is_empty()).collect();
    let texts: Vec<&str> = parts.iter().flat_map(|(_, _, texts)| texts).take(8).map(String::as_str).collect();
    assert!(failures.is_empty(), "{failures:?}\n{}", texts.join("\n"));
    assert!(100 * clear >= CLEAR * CASES, "only {clear} of {CASES} are clear");
}
