//! Any bytes as a message or an entry of the list of runs, and, where Burn is in the build, as a checkpoint: what is understood
//! is written the same way again.
#![no_main]

use facade_app::list::Entry;
use facade_fuzz::records;
use facade_fuzz::{MOST, seed, seeds, within};
use facade_protocol::{Ask, Event, IntakeEvent, IntakeRequest, decode, encode};

fn there_and_back<T: serde::Serialize + serde::de::DeserializeOwned>(bytes: &[u8]) {
    let Ok(message) = decode::<T>(bytes) else { return };
    // Not the bytes that came: a number can be written in more than one way.
    let once = encode(&message).expect("a message that was read can be written");
    let again = decode::<T>(&once).expect("what was written can be read");
    assert!(encode(&again).is_ok_and(|twice| once == twice));
}

fn checkpoint(bytes: &[u8]) {
    use facade_nn::training::checkpoint::Checkpoint;
    let config = seeds::config();
    let parameters = config.parameters(0);
    // Behind its sum, which chance would not find.
    let bytes = &records::sealed("checkpoint", bytes);
    if let Ok(state) = Checkpoint::unpack(bytes, &config, 0, parameters, 2 * (1 + 16)) {
        let bytes = state.pack().expect("a state that was read can be written");
        assert!(
            Checkpoint::unpack(&bytes, &config, 0, parameters, 2 * (1 + 16))
                .is_ok_and(|again| again == state)
        );
    }
}

fn first_inputs() {
    seed(seeds::messages());
    seed(
        seeds::checkpoints()
            .into_iter()
            .map(|(name, bytes)| (name, [vec![4], records::body("checkpoint", &bytes)].concat())),
    );
}

libfuzzer_sys::fuzz_target!(init: first_inputs(), |bytes: &[u8]| {
    let [kind, bytes @ ..] = bytes else { return };
    within(MOST, || match kind {
        0 => there_and_back::<IntakeRequest>(bytes),
        1 => there_and_back::<IntakeEvent>(bytes),
        2 => there_and_back::<Ask>(bytes),
        3 => there_and_back::<Event>(bytes),
        4 => checkpoint(bytes),
        5 => there_and_back::<Entry>(bytes),
        _ => {}
    });
});
