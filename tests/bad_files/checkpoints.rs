//! Saved runs that cannot be resumed.

use facade_nn::training::checkpoint::Checkpoint;
use facade_record as record;
use facade_record::{Record, RecordKind, kinds};
use facade_spec::Config;
use serde::{Deserialize, Serialize};

const UNREADABLE: &str = "The checkpoint of the run cannot be read. Start the run again.";
const OTHER_DATA: &str = "The saved run was trained on other houses. Discard it, and start a new run.";
const OTHER_SETTINGS: &str = "The saved run had other settings. Restore them, or start a new run.";

const FINGERPRINT: u64 = 7;
const RUNNING_STATS: usize = 34;

fn config() -> Config {
    Config { tile: 4, filters: vec![1], photos: 1, ..Config::default() }
}

fn state() -> Checkpoint {
    let numbers = || vec![0.25; config().parameters(0)];
    Checkpoint {
        config: config(),
        fingerprint: FINGERPRINT,
        steps: 0,
        history: Vec::new(),
        weights: numbers(),
        m: numbers(),
        v: numbers(),
        running_stats: vec![0.5; RUNNING_STATS],
        best: None,
    }
}

fn unpack(bytes: &[u8]) -> Result<Checkpoint, String> {
    let unpacked =
        Checkpoint::unpack(bytes, &config(), [FINGERPRINT; 2], config().parameters(0), RUNNING_STATS);
    unpacked.map_err(|problem| problem.to_string())
}

fn changed(change: impl FnOnce(&mut Checkpoint)) -> Vec<u8> {
    let mut state = state();
    change(&mut state);
    state.pack().unwrap()
}

/// The record with another body and a matching checksum.
fn with_body(record: &[u8], body: &[u8]) -> Vec<u8> {
    let head = head(record);
    let mut sum = crc32fast::Hasher::new();
    [b"checkpoint", &1u16.to_le_bytes()[..], body].into_iter().for_each(|part| sum.update(part));
    [&record[..head - 4], &sum.finalize().to_le_bytes(), body].concat()
}

/// The length of the record's head, which ends with the checksum, two bytes after its name.
fn head(record: &[u8]) -> usize {
    record.windows(5).position(|bytes| bytes == b"crc32").unwrap() + 5 + 2 + 4
}

/// A checkpoint with settings only.
#[derive(Serialize, Deserialize)]
struct SettingsOnly {
    config: Config,
}

impl Record for SettingsOnly {
    const KIND: RecordKind = kinds::CHECKPOINT;
}

fn rows() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let sound = state().pack().unwrap();
    // A map header that claims the largest number of fields, without any.
    let endless = with_body(&sound, &[0xdf, 0xff, 0xff, 0xff, 0xff]);
    let settings_only = record::pack(&SettingsOnly { config: config() }).unwrap();
    vec![
        ("no bytes", Vec::new(), UNREADABLE),
        ("a text", b"a letter".to_vec(), UNREADABLE),
        ("the former format", b"facade\0\x02and the rest".to_vec(), UNREADABLE),
        ("settings only", settings_only, UNREADABLE),
        ("its magic bytes only", sound[..8].to_vec(), UNREADABLE),
        ("half of it", sound[..sound.len() / 2].to_vec(), UNREADABLE),
        ("its last byte missing", sound[..sound.len() - 1].to_vec(), UNREADABLE),
        ("a byte more", [&sound[..], &[0]].concat(), UNREADABLE),
        ("a huge length", endless, UNREADABLE),
        ("other houses", changed(|state| state.fingerprint = 8), OTHER_DATA),
        ("another seed", changed(|state| state.config.seed = 2), OTHER_SETTINGS),
        ("another tile size", changed(|state| state.config.tile = 8), OTHER_SETTINGS),
        ("one weight less", changed(|state| state.weights.truncate(state.weights.len() - 1)), UNREADABLE),
        ("one moment more", changed(|state| state.m.push(0.0)), UNREADABLE),
        ("no running statistics", changed(|state| state.running_stats.clear()), UNREADABLE),
        ("a NaN weight", changed(|state| state.weights[3] = f32::NAN), UNREADABLE),
        ("an infinite moment", changed(|state| state.m[3] = f32::INFINITY), UNREADABLE),
        ("a negative second moment", changed(|state| state.v[3] = -1.0), UNREADABLE),
    ]
}

#[test]
fn each_bad_saved_run_is_reported() {
    assert_eq!(unpack(&state().pack().unwrap()), Ok(state()));
    let rows = rows();
    println!("{} bad saved runs are reported as expected", rows.len());
    for (name, bytes, message) in rows {
        assert_eq!(unpack(&bytes), Err(message.to_owned()), "{name}");
    }
}

/// Every byte is replaced in turn, with and without a matching checksum: no panic, and an accepted state is finite.
#[test]
fn no_damage_to_a_saved_run_panics() {
    let sound = state().pack().unwrap();
    let head = head(&sound);
    for at in 0..sound.len() {
        for to in [0u8, 1, 0x7f, 0x80, 0xff] {
            let mut bytes = sound.clone();
            bytes[at] = to;
            assert!(bytes == sound || unpack(&bytes) == Err(UNREADABLE.to_owned()), "byte {at}");
            if at >= head
                && let Ok(state) = unpack(&with_body(&sound, &bytes[head..]))
            {
                assert!(state.weights.iter().chain(&state.v).all(|value| value.is_finite()));
            }
        }
    }
}
