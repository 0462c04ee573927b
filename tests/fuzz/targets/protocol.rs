//! Any bytes as a message, an entry of the run list, or a checkpoint: what can be read round-trips.
#![no_main]

use facade_app::run_entry::RunEntry;
use facade_fuzz::records;
use facade_fuzz::{MAX_MEMORY, seed, seeds, within};
use facade_protocol::{
    DecodeEvent, DecodeRequest, Event, NumberedRequest, TablesEvent, TablesRequest, decode, encode,
};

fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned>(bytes: &[u8]) {
    let Ok(message) = decode::<T>(bytes) else { return };
    // Compare with the re-encoded bytes, since a number can be encoded in more than one way.
    let once = encode(&message).expect("a message that was read can be written");
    let again = decode::<T>(&once).expect("what was written can be read");
    assert!(encode(&again).is_ok_and(|twice| once == twice));
}

fn checkpoint(bytes: &[u8]) {
    use facade_nn::training::checkpoint::Checkpoint;
    let config = seeds::config();
    let parameters = config.parameters(0);
    // With a valid checksum, which the fuzzer would not find.
    let bytes = &records::with_head("checkpoint", bytes);
    if let Ok(state) = Checkpoint::unpack(bytes, &config, [0; 2], parameters, 2 * (1 + 16)) {
        let bytes = state.pack().expect("a state that was read can be written");
        assert!(
            Checkpoint::unpack(&bytes, &config, [0; 2], parameters, 2 * (1 + 16))
                .is_ok_and(|again| again == state)
        );
    }
}

fn write_seeds() {
    seed(seeds::messages());
    seed(
        seeds::checkpoints()
            .into_iter()
            .map(|(name, bytes)| (name, [vec![4], records::body("checkpoint", &bytes)].concat())),
    );
}

libfuzzer_sys::fuzz_target!(init: write_seeds(), |bytes: &[u8]| {
    let [kind, bytes @ ..] = bytes else { return };
    within(MAX_MEMORY, || match kind {
        0 => round_trip::<DecodeRequest>(bytes),
        1 => round_trip::<DecodeEvent>(bytes),
        2 => round_trip::<NumberedRequest>(bytes),
        3 => round_trip::<Event>(bytes),
        4 => checkpoint(bytes),
        5 => round_trip::<RunEntry>(bytes),
        6 => round_trip::<TablesRequest>(bytes),
        7 => round_trip::<TablesEvent>(bytes),
        _ => {}
    });
});
