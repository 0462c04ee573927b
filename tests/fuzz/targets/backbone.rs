//! Any header with the values of a ResNet-18 or an EfficientNet-Lite0, some of them replaced; and any bytes as a file: the result is a
//! backbone or an error.
#![no_main]

use std::sync::OnceLock;

use facade_fuzz::{MAX_MEMORY, seed, seeds, within};
use facade_nn::model::Backbone;

/// The number of values of each network with folded batch normalisation.
const VALUES: [usize; 2] = [11_171_712, 3_350_000];
/// The largest header in bytes.
const ROOM: usize = 1 << 16;

/// The values of a valid file of each network, after room for a header.
static FILES: OnceLock<[Vec<u8>; 2]> = OnceLock::new();

fn write_seeds() {
    let (headers, values) = seeds::backbones();
    FILES.get_or_init(|| values.map(|values| [vec![0; ROOM], values].concat()));
    seed(headers);
}

libfuzzer_sys::fuzz_target!(init: write_seeds(), |bytes: &[u8]| {
    let [kind, bytes @ ..] = bytes else { return };
    if *kind == 0 {
        return within(MAX_MEMORY, || check(bytes));
    }
    // The header up to the first zero, then an index and a value for each eight bytes.
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()).min(ROOM - 8);
    let mut file = FILES.get().map_or_else(Vec::new, |files| files[usize::from(kind % 2 == 0)].clone());
    let start = ROOM - 8 - end;
    file[start..ROOM - end].copy_from_slice(&(end as u64).to_le_bytes());
    file[ROOM - end..ROOM].copy_from_slice(&bytes[..end]);
    let values = file.len() - ROOM;
    for change in bytes.get(end + 1..).unwrap_or_default().as_chunks::<8>().0 {
        let [p0, p1, p2, p3, value @ ..] = *change;
        let at = ROOM + u32::from_le_bytes([p0, p1, p2, p3]) as usize % (values / 4) * 4;
        file[at..at + 4].copy_from_slice(&value);
    }
    within(MAX_MEMORY, || check(&file[start..]));
});

fn check(bytes: &[u8]) {
    match Backbone::from_bytes(bytes) {
        Ok(backbone) => {
            assert!(VALUES.contains(&backbone.values().len()));
            assert!(backbone.values().iter().all(|value| value.is_finite()));
        }
        Err(problem) => assert!(problem.to_string().ends_with('.'), "{problem}"),
    }
}
