//! Any bytes as a model file: the result is a model that round-trips and predicts, or an error.
#![no_main]

use facade_fuzz::{MAX_MEMORY, seed, seeds, within};
use facade_nn::model_file::Model;
use facade_protocol::Home;

/// The largest number of parameters with which prediction is tried, so that it takes little time.
const FEW: usize = 100_000;

libfuzzer_sys::fuzz_target!(init: seed(seeds::models()), |bytes: &[u8]| {
    within(MAX_MEMORY, || {
        let model = match Model::from_bytes(bytes) {
            Ok(model) => model,
            Err(problem) => return assert!(problem.to_string().ends_with('.')),
        };
        let written = model.to_bytes().expect("a model that was read can be written");
        assert!(Model::from_bytes(&written).is_ok_and(|again| again == model));
        let [width, height] = model.summary.config.size();
        if model.summary.parameters < FEW && width * height < 10_000 {
            let home = Home::from_montage(vec![0; width * height * 3]);
            let estimate = pollster::block_on(model.estimate(&home, None));
            assert!(estimate.is_err() || estimate.is_ok_and(|estimate| estimate.is_some_and(|estimate| estimate.price.is_finite())));
        }
    });
});
