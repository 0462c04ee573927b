//! Any bytes as an archive: files that are as long as they say, or a sentence.
#![no_main]

use std::io::Cursor;

use facade_data::{list_archive, unpack};
use facade_fuzz::{MOST, seed, seeds, within};

/// Files of one archive that are unpacked, so that one execution stays short: each can hold the whole input again.
const UNPACKED: usize = 64;

libfuzzer_sys::fuzz_target!(init: seed(seeds::archives()), |bytes: &[u8]| {
    within(MOST, || {
        let entries = match list_archive(Cursor::new(bytes)) {
            Ok(entries) => entries,
            Err(problem) => return assert!(problem.to_string().ends_with('.'), "{problem}"),
        };
        assert!(!entries.is_empty());
        for entry in entries.iter().take(UNPACKED) {
            assert!(!entry.path.starts_with('/') && !entry.path.split('/').any(|part| part == ".."));
            let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
            // What the page does: it asks the file for these bytes and gets as many as there are.
            let part = bytes.get(place(entry.start)..place(entry.end).min(bytes.len())).unwrap_or_default();
            match unpack(entry, part) {
                Ok(unpacked) => assert_eq!(unpacked.len() as u64, entry.size),
                Err(problem) => assert!(problem.to_string().ends_with('.'), "{problem}"),
            }
        }
    });
});
