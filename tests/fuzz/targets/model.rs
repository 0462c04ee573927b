//! Any bytes as a model file: a model that can be written again and predicts, or a sentence.
#![no_main]

use facade_fuzz::{MOST, seed, seeds, within};
use facade_nn::model_file::Model;
use facade_protocol::Home;

/// Prediction is tried on networks that take no noticeable time.
const FEW: usize = 100_000;

libfuzzer_sys::fuzz_target!(init: seed(seeds::models()), |bytes: &[u8]| {
    within(MOST, || {
        let model = match Model::from_bytes(bytes) {
            Ok(model) => model,
            Err(problem) => return assert!(problem.to_string().ends_with('.')),
        };
        let written = model.to_bytes().expect("a model that was read can be written");
        assert!(Model::from_bytes(&written).is_ok_and(|again| again == model));
        let [width, height] = model.summary.config.size();
        if model.summary.parameters < FEW && width * height < 10_000 {
            let home = Home::shown(vec![0; width * height * 3]);
            let estimate = pollster::block_on(model.estimate(&home, None));
            assert!(estimate.is_err() || estimate.is_ok_and(|said| said.is_some_and(|said| said.price.is_finite())));
        }
    });
});
