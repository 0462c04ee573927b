//! Every model that can be trained can be saved and opened, however large it is.

use facade_data::Rooms;
use facade_nn::evaluation::{Neighbours, PrincipalComponents};
use facade_nn::model::Network;
use facade_nn::model_file::{Model, ModelFileError};
use facade_nn::training::TargetScaler;
use facade_protocol::{MAX_FILE, ModelSummary};
use facade_spec::{Config, ModelKind, Target};

/// The largest header of a file.
const HEADER: usize = 1 << 20;
/// The largest number of rows of a table.
const HOUSES: usize = 100_000;

/// The configuration with the most filters per block, and the most inputs, with which a run can start.
fn largest(config: &Config, blocks: usize) -> Option<(Config, usize)> {
    let with = |filters: usize| Config { filters: vec![filters; blocks], ..config.clone() };
    // The number of parameters grows with the filters, so a binary search works.
    let (mut low, mut high) = (0usize, 512usize);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if with(middle).check().is_ok() {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    let config = with(low);
    config.check().ok()?;
    let code = "12345";
    let accepted = |codes: usize| config.check_inputs(1, 0, std::iter::repeat_n(code, codes)).is_ok();
    let most = || [10_000, 1_000, 100, 10, 1].into_iter().find(|codes| accepted(*codes));
    let inputs = if config.model.uses_attributes() { most()? } else { 0 };
    Some((config, inputs))
}

#[test]
fn every_model_that_can_be_trained_fits_into_a_file_that_can_be_opened() {
    let (mut configs, mut bounded, mut largest_file) = (0, 0, 0);
    for model in ModelKind::ALL {
        for (tile, photos) in
            [16, 32, 64, 128, 256].into_iter().flat_map(|tile| [(tile, 1), (tile, 4), (tile, 9)])
        {
            for (blocks, cross_fit_folds, fine_tune) in
                (1..=6).flat_map(|blocks| [(blocks, 0, false), (blocks, 20, false), (blocks, 0, true)])
            {
                let config = Config { model, tile, photos, cross_fit_folds, fine_tune, ..Config::default() };
                let Some((config, inputs)) = largest(&config, blocks) else { continue };
                let network = Network::of(&config, inputs);
                let layout = network.layout();
                let values = layout.frozen_len() + layout.weights_len() + layout.running_stats_len();
                let least = HEADER + 4 * values;
                assert!(least < MAX_FILE, "{least} bytes: {config:?}");
                let features = network.feature_count();
                let count = Neighbours::max_components(MAX_FILE - least, features, HOUSES);
                let more = if count > 0 {
                    4 * (count + 1) * features + 8 * (count + 1) + (12 + 4 * count) * HOUSES
                } else {
                    0
                };
                assert!(least + more <= MAX_FILE, "{} bytes: {config:?}", least + more);
                configs += 1;
                bounded += usize::from(count < 32);
                largest_file = largest_file.max(least + more);
            }
        }
    }
    assert!(configs > 200, "{configs}");
    assert!(bounded > 20, "only {bounded} of {configs} files needed fewer components");
    assert!(largest_file > MAX_FILE * 9 / 10, "{largest_file}");
}

/// A model of a network whose 32 principal components alone would exceed the limit.
fn large(count: impl Fn(usize, usize) -> usize) -> Model {
    let config = Config { tile: 128, filters: vec![32], ..Config::default() };
    assert_eq!(config.check(), Ok(()));
    let network = Network::of(&config, 0);
    let parameters = config.parameters(0);
    let summary = ModelSummary {
        config,
        epochs_done: 1,
        parameters,
        test_mape: Some(20.0),
        data: "set".into(),
        rooms: Rooms::default(),
        prices: [2e4, 1e6],
        input_schema: Default::default(),
        intervals: Vec::new(),
        missing_intervals: Vec::new(),
        network: String::new(),
    };
    let mut model = Model {
        summary,
        target_scaler: TargetScaler::fit(Target::MaxScaled, &[1e6]),
        encoder: None,
        frozen: Vec::new(),
        weights: (0..parameters).map(|i| (i % 1009) as f32 / 1009.0 - 0.5).collect(),
        running_stats: vec![0.5; network.layout().running_stats_len()],
        neighbours: None,
        room_classifier: None,
    };
    let features = network.feature_count();
    let count = count(model.free_bytes(), features);
    model.neighbours = Some(Neighbours {
        pca: PrincipalComponents { mean: vec![0.5; features], components: vec![0.125; count * features] },
        coordinate_stats: [0.0, 1.0].repeat(count + 1),
        coordinates: vec![0.5; 2 * count],
        houses: vec![3.into(), 7.into()],
        prices: vec![1e5, 2e5],
        threshold: 9.0,
        false_alarms: [1, 20],
    });
    model
}

#[test]
fn a_large_model_round_trips_and_one_beyond_the_limit_is_not_written() {
    let model = large(|room, features| Neighbours::max_components(room, features, 2));
    let bytes = model.to_bytes().unwrap();
    assert!((MAX_FILE - (4 << 20)..=MAX_FILE).contains(&bytes.len()), "{}", bytes.len());
    assert!(Model::from_bytes(&bytes).unwrap() == model);
    let beyond = large(|_, _| 32).to_bytes();
    assert!(matches!(beyond, Err(ModelFileError::TooLargeToReopen(bytes)) if bytes > MAX_FILE), "{beyond:?}");
}
