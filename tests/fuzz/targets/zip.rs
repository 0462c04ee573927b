//! Any bytes as an archive: the result is files of the stated sizes, or an error.
#![no_main]

use std::io::Cursor;

use facade_data::{list_archive, unpack};
use facade_fuzz::{MAX_MEMORY, seed, seeds, within};

/// The largest number of files that are unpacked, so that an execution is short: each can contain the whole input.
const UNPACKED: usize = 64;

libfuzzer_sys::fuzz_target!(init: seed(seeds::archives()), |bytes: &[u8]| {
    within(MAX_MEMORY, || {
        let entries = match list_archive(Cursor::new(bytes)) {
            Ok(entries) => entries,
            Err(problem) => return assert!(problem.to_string().ends_with('.'), "{problem}"),
        };
        assert!(!entries.is_empty());
        for entry in entries.iter().take(UNPACKED) {
            assert!(!entry.path.starts_with('/') && !entry.path.split('/').any(|part| part == ".."));
            let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
            // Like the page, which reads as many of these bytes as the file has.
            let part = bytes.get(place(entry.start)..place(entry.end).min(bytes.len())).unwrap_or_default();
            match unpack(entry, part) {
                Ok(unpacked) => assert_eq!(unpacked.len() as u64, entry.size),
                Err(problem) => assert!(problem.to_string().ends_with('.'), "{problem}"),
            }
        }
    });
});
