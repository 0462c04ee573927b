//! Every network in a session: its runs are reproducible and resume bit-identically, its model lists the inputs that it needs, and houses
//! that it cannot learn from are reported.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use crate::photo_features::with_features;
use facade_data::split::Fold;
use facade_data::{DataIssue, Dataset, HouseId, PhotoFeatures, unlikely_prices};
use facade_imaging::sample;
use facade_nn::model_file::Model;
use facade_protocol::{Bytes, DeviceChoice, EpochDone, Event, Home, Request};
use facade_session::Session;
use facade_spec::evaluation::{Evaluation, MapeCalibration};
use facade_spec::{Augmentation, Config, Loss, ModelKind, Schedule, Target};
use pollster::block_on;

/// The events of a run.
#[derive(Default)]
struct EventLog(Rc<RefCell<Vec<Event>>>);

impl EventLog {
    fn session(&self, data: &Dataset) -> Session {
        let events = Rc::clone(&self.0);
        let mut session = Session::new(move |event| events.borrow_mut().push(event));
        block_on(session.handle(1, Request::Load(Box::new(data.clone()))));
        session
    }

    fn warnings(&self) -> Vec<String> {
        let message = |event: &Event| match event {
            Event::Warning { message } => Some(message.clone()),
            _ => None,
        };
        self.0.borrow().iter().filter_map(message).collect()
    }

    fn failure(&self) -> Option<String> {
        self.0.borrow().iter().find_map(|event| match event {
            Event::Failed { message, .. } => Some(message.clone()),
            _ => None,
        })
    }

    fn epochs(&self) -> Vec<EpochDone> {
        let epoch = |event: &Event| if let Event::Epoch(done) = event { Some(done.clone()) } else { None };
        self.0.borrow().iter().filter_map(epoch).collect()
    }

    fn checkpoint(&self, epoch: usize) -> Bytes {
        let found = self.0.borrow().iter().find_map(|event| match event {
            Event::Checkpoint { epochs_done, state, .. } if *epochs_done == epoch => Some(state.clone()),
            _ => None,
        });
        found.expect("a checkpoint after each epoch")
    }

    /// The evaluation and the model's file.
    fn end(&self) -> (Evaluation, Bytes) {
        let found = self.0.borrow().iter().find_map(|event| match event {
            Event::Finished { evaluation, file, .. } => Some((Evaluation::clone(evaluation), file.clone())),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("the run did not end: {:?}", self.failure()))
    }
}

fn run(data: &Dataset, config: &Config, resume: Option<Bytes>) -> EventLog {
    run_on(data, None, config, resume)
}

/// The same, with features that are elsewhere.
fn run_on(
    data: &Dataset,
    features: Option<Rc<dyn PhotoFeatures>>,
    config: &Config,
    resume: Option<Bytes>,
) -> EventLog {
    let log = EventLog::default();
    let mut session = log.session(data);
    features.into_iter().for_each(|features| session.read_features_from(features));
    let (config, device) = (config.clone(), DeviceChoice::Cpu);
    block_on(async {
        session.handle(1, Request::Train { run: 1, config, device, excluded: Vec::new(), resume }).await;
        while session.is_training() {
            session.advance().await;
        }
    });
    log
}

/// The networks that need no file from the visitor.
fn networks() -> impl Iterator<Item = ModelKind> {
    ModelKind::ALL.into_iter().filter(|model| *model != ModelKind::Backbone)
}

/// A run of a few epochs.
fn small(model: ModelKind) -> Config {
    let config = Config { tile: 16, epochs: 4, ..Config::recipe(model) };
    let filters = if model.is_tuned() { vec![3] } else { vec![3, 4] };
    Config { filters, cross_fit_folds: config.cross_fit_folds.min(3), ..config }
}

/// A configuration in which most settings differ from the defaults.
fn all_changed() -> Config {
    Config {
        target: Target::Log,
        loss: Loss::Huber,
        schedule: Schedule::Cosine,
        warm_up: 1,
        weight_decay: 0.01,
        augmentation: Augmentation { flip: true, crop: 0.1, brightness: 0.2, colour: 0.1 },
        validation_share: 0.2,
        keep_best: true,
        patience: 3,
        calibrate: true,
        ..small(ModelKind::Branches)
    }
}

#[test]
fn each_network_is_reproducible_and_resumes_bit_identically() {
    let data = with_features(sample::dataset(16));
    let together = Config { cross_fit_folds: 2, ..small(ModelKind::Mixed) };
    for config in networks().map(small).chain([all_changed(), together]) {
        let whole = run(&data, &config, None);
        assert_eq!(whole.end(), run(&data, &config, None).end(), "{:?} repeated", config.model);
        let second = run(&data, &config, Some(whole.checkpoint(2)));
        assert_eq!(second.epochs()[0].epoch, 3);
        assert_eq!(whole.end(), second.end(), "{:?} resumed", config.model);
    }
}

/// Features that are not in a dataset; none if they are lost.
#[derive(Debug)]
struct Elsewhere(Option<Dataset>);

impl PhotoFeatures for Elsewhere {
    fn read(&self, houses: Range<usize>) -> Option<Cow<'_, [u8]>> {
        self.0.as_ref()?.read(houses)
    }
}

/// In the browser the session gets no pixels, and reads the features from a blob.
#[test]
fn networks_on_features_need_no_montages() {
    let data = with_features(sample::dataset(16));
    let mut alone = data.clone();
    alone.montages.pixels.clear();
    alone.montages.tile = 0;
    let elsewhere = Rc::new(Elsewhere(Some(data.clone())));
    for config in networks().filter(|model| model.is_pretrained()).map(small) {
        let whole = run(&data, &config, None);
        let run_alone = |resume| run_on(&alone, Some(elsewhere.clone()), &config, resume);
        assert_eq!(whole.end(), run_alone(None).end(), "{:?}", config.model);
        let resumed = run_alone(Some(whole.checkpoint(2)));
        assert_eq!(whole.end(), resumed.end(), "{:?} resumed", config.model);
    }
    let lost = run_on(&alone, Some(Rc::new(Elsewhere(None))), &small(ModelKind::PretrainedSet), None);
    assert_eq!(lost.failure().as_deref(), Some(facade_text::worker_houses_lost()));
}

#[test]
fn each_network_learns_what_determines_the_samples_prices() {
    let data = with_features(sample::dataset(16));
    for model in networks() {
        let epochs = if model.uses_pixels() { 40 } else { 200 };
        let (evaluation, _) = run(&data, &Config { epochs, ..small(model) }, None).end();
        let constant = evaluation.baselines.best_constant.mape_mean;
        assert!(
            evaluation.test.mape_mean < 0.9 * constant,
            "{model:?}: {} of {constant}",
            evaluation.test.mape_mean
        );
    }
}

#[test]
fn the_best_epoch_is_kept_and_early_stopping_ends_a_run() {
    let data = with_features(sample::dataset(16));
    // A learning rate at which the epochs differ much.
    let config = Config {
        validation_share: 0.25,
        keep_best: true,
        patience: 4,
        epochs: 300,
        learning_rate: 0.03,
        ..small(ModelKind::Cnn)
    };
    let log = run(&data, &config, None);
    let epochs = log.epochs();
    let best = epochs.iter().min_by(|a, b| a.validation_mape.total_cmp(&b.validation_mape)).unwrap();
    assert_eq!(epochs.len(), best.epoch + 4, "four epochs after the best one");
    let until_best = run(&data, &Config { epochs: best.epoch, patience: 0, ..config.clone() }, None);
    let [(kept, file), (_, other)] = [log.end(), until_best.end()];
    let weights = |file: &Bytes| {
        let file = safetensors::SafeTensors::deserialize(&file.0).unwrap();
        file.iter().map(|(name, view)| (name.to_owned(), view.data().to_vec())).collect::<BTreeMap<_, _>>()
    };
    assert!(weights(&file) == weights(&other), "the model is that of the best epoch");
    assert_eq!(kept.intervals.len(), 2, "validation houses give intervals");
}

#[test]
fn a_fold_is_evaluated_without_the_test_houses() {
    let data = with_features(sample::dataset(16));
    let numbers =
        |evaluation: &Evaluation| evaluation.predictions.iter().map(|p| p.house.clone()).collect::<Vec<_>>();
    let config = small(ModelKind::Mlp);
    let (whole, _) = run(&data, &config, None).end();
    let mut tested = Vec::new();
    for number in 0..3 {
        let fold = Some(Fold { number, of: 3, seed: 0 });
        tested.extend(numbers(&run(&data, &Config { fold, ..config.clone() }, None).end().0));
    }
    let test = numbers(&whole);
    assert!(tested.iter().all(|house| !test.contains(house)));
    assert_eq!(tested.len() + test.len(), data.houses.len());
    tested.sort_unstable();
    tested.dedup();
    assert_eq!(tested.len() + test.len(), data.houses.len(), "each training house once");
}

#[test]
fn a_network_without_photos_accepts_houses_of_any_tile_size() {
    let data = with_features(sample::dataset(16));
    let config = Config { epochs: 3, ..small(ModelKind::Mlp) };
    let other = Config { tile: 2 * data.montages.tile, ..config.clone() };
    let [(one, _), (two, _)] = [config, other].map(|config| run(&data, &config, None).end());
    assert_eq!(one.predictions, two.predictions);
}

#[test]
fn out_of_fold_predictions_give_intervals_and_a_calibration_factor() {
    let data = with_features(sample::dataset(16));
    let config = Config { epochs: 20, ..small(ModelKind::TunedMixed) };
    let (evaluation, file) = run(&data, &config, None).end();
    assert_eq!(evaluation.intervals.iter().map(|r| r.interval.rate).collect::<Vec<_>>(), [0.8, 0.9]);
    assert!(evaluation.intervals.iter().all(|r| r.coverage > 0.6), "{:?}", evaluation.intervals);
    // A message has no names of fields.
    let message = facade_protocol::encode(&evaluation).unwrap();
    assert_eq!(facade_protocol::decode::<Evaluation>(&message).unwrap(), evaluation);
    let MapeCalibration { factor, .. } = evaluation.calibration;
    assert!(factor != 1.0 && (0.5..1.5).contains(&factor));
    let errors: Vec<f64> = evaluation.percentage_errors().collect();
    let mean = errors.iter().sum::<f64>() / errors.len() as f64;
    assert!((mean - evaluation.mape().mean).abs() < 1e-9, "{mean} {:?}", evaluation.mape());

    let log = EventLog::default();
    let mut session = log.session(&data);
    block_on(session.handle(1, Request::LoadModel(file)));
    let montage = data.montages.get(0).unwrap().to_vec();
    let mut price = |attributes: Vec<Option<f64>>, zip_code: &str| {
        let home = Home { attributes, zip_code: zip_code.into(), ..Home::from_montage(montage.clone()) };
        block_on(session.handle(1, Request::Predict(home)));
        match log.0.borrow().last() {
            Some(Event::Predicted { price, intervals, .. }) => {
                assert!(intervals.iter().all(|r| r.ends[0] < *price && *price < r.ends[1]));
                assert!(
                    intervals[0].ends[0] > intervals[1].ends[0],
                    "an interval of higher coverage is wider"
                );
                *price
            }
            other => panic!("{other:?}"),
        }
    };
    let house = &data.houses[0];
    let full = price(house.attributes.clone(), &house.zip_code);
    // As in the results, if the house is a test house.
    if let Some(listed) = evaluation.predictions.iter().find(|p| p.house == house.id) {
        assert!((full / listed.predicted - 1.0).abs() < 1e-4);
    }
    let larger = house.attributes.iter().map(|value| value.map(|v| 2.0 * v)).collect();
    assert!(price(larger, &house.zip_code) > full);
    let _ = price(Vec::new(), "elsewhere");
}

#[test]
fn houses_that_a_network_cannot_learn_from_are_reported() {
    let data = with_features(sample::dataset(16));
    let change = |change: &dyn Fn(&mut Dataset)| {
        let mut data = data.clone();
        change(&mut data);
        data
    };
    let mlp = small(ModelKind::Mlp);

    let same = change(&|data| data.houses.iter_mut().for_each(|house| house.attributes[0] = Some(3.0)));
    assert!(run(&same, &mlp, None).warnings()[0].starts_with("All training houses have the same bedrooms"));
    let no_area = change(&|data| data.houses.iter_mut().for_each(|house| house.attributes[2] = None));
    assert!(run(&no_area, &mlp, None).warnings()[0].starts_with("No training house has a value for area"));
    let one_code = change(&|data| data.houses.iter_mut().for_each(|house| house.zip_code = "94501".into()));
    let log = run(&one_code, &mlp, None);
    assert!(log.warnings()[0].starts_with("All training houses have the same zip code"));
    assert_eq!(log.end().0.baselines.zip_code, None);
    let nothing = change(&|data| {
        data.attributes.clear();
        for house in &mut data.houses {
            house.attributes.clear();
            house.zip_code.clear();
        }
    });
    for model in [ModelKind::Mlp, ModelKind::Mixed, ModelKind::TunedMixed] {
        let failure = run(&nothing, &small(model), None).failure().unwrap();
        assert!(failure.contains("Choose a network that sees the photos"), "{failure}");
    }
    let (evaluation, _) = run(&nothing, &small(ModelKind::TunedPhotos), None).end();
    assert_eq!(evaluation.baselines.ridge, None);

    let few = change(&|data| data.houses.truncate(5));
    let log = run(&few, &small(ModelKind::Cnn), None);
    assert!(
        log.warnings()[0].starts_with("The batch size of 8 is larger than the 3 training houses"),
        "{:?}",
        log.warnings()
    );
    let _ = log.end();

    let failure = |config: Config| run(&few, &config, None).failure().unwrap_or_default();
    let cnn = || small(ModelKind::Cnn);
    let cases = [
        (Config { test_share: 0.9, ..cnn() }, "leaves no training houses"),
        (
            Config { fold: Some(Fold { number: 0, of: 4, seed: 0 }), ..cnn() },
            "Choose fewer folds than houses",
        ),
        (Config { fold: Some(Fold { number: 4, of: 4, seed: 0 }), ..cnn() }, "Fold 5 of 4"),
        (Config { validation_share: 0.9, ..cnn() }, "none would be left to train on"),
        (Config { cross_fit_folds: 8, ..small(ModelKind::TunedPhotos) }, "Choose fewer members than houses"),
        (Config { cross_fit_folds: 3, ..small(ModelKind::Single) }, "one photo at a time"),
        (Config { keep_best: true, ..cnn() }, "chosen on the test houses"),
        (Config { calibrate: true, ..cnn() }, "needs held-out houses"),
        (Config { filters: vec![2, 2], ..small(ModelKind::TunedPhotos) }, "a single convolution layer"),
        (Config { loss: Loss::Quantile(1.0), ..cnn() }, "between 0 and 1"),
        (Config { warm_up: 4, ..cnn() }, "Choose fewer warm-up epochs"),
        (
            Config { augmentation: Augmentation { crop: 0.6, ..Augmentation::default() }, ..cnn() },
            "from 0 to 0.5",
        ),
    ];
    for (config, part) in cases {
        let failure = failure(config);
        assert!(failure.contains(part), "{part}: {failure}");
    }
}

/// For a home with fewer photos the range is another one, fitted on training houses with as few: it holds on test houses
/// with as few.
#[test]
fn ranges_hold_for_homes_with_fewer_photos() {
    let data = with_features(sample::dataset(16));
    for kind in [ModelKind::PretrainedPhotos, ModelKind::PretrainedSet] {
        let (evaluation, file) = run(&data, &Config { epochs: 200, ..small(kind) }, None).end();
        let model = Model::from_bytes(&file.0).unwrap();
        for missing in 1..4 {
            let covered = |house: &HouseId| {
                let position = data.houses.iter().position(|other| other.id == *house).unwrap();
                let features = Bytes(data.montages.features(position).unwrap().to_vec());
                // Other photos for each house.
                let missing_photos = (0..missing).map(|at| (position + at) % 4).collect();
                let home = Home { features, missing_photos, ..Home::from_montage(Vec::new()) };
                let estimate = block_on(model.estimate(&home, None)).unwrap().unwrap();
                assert_eq!(estimate.intervals.len(), 2, "{kind:?}");
                let [low, high] = estimate.intervals[0].ends;
                (low..=high).contains(&data.houses[position].price)
            };
            let houses = evaluation.predictions.iter().map(|prediction| covered(&prediction.house));
            let held = houses.filter(|held| *held).count() as f64 / evaluation.predictions.len() as f64;
            println!("{kind:?} without {missing}: {held:.2}");
            assert!((0.65..0.95).contains(&held), "{kind:?} without {missing}: {held}");
        }
    }
}

/// Every network: the map holds each training and test house once, and held-out prices are those of training houses.
#[test]
fn the_map_has_every_house_of_the_run_once() {
    let data = with_features(sample::dataset(16));
    for model in [ModelKind::Cnn, ModelKind::TunedPhotos, ModelKind::PretrainedPhotos] {
        let config = small(model);
        let (evaluation, _) = run(&data, &config, None).end();
        let split = config.split(&data, &[]).unwrap();
        let id = |position: &usize| data.houses[*position].id.clone();
        let expected: BTreeSet<HouseId> = split.train.iter().chain(&split.test).map(id).collect();
        let on_map: BTreeSet<HouseId> = evaluation.map.iter().map(|point| point.house.clone()).collect();
        assert_eq!((&on_map, evaluation.map.len()), (&expected, expected.len()), "{model:?}");
        let different: BTreeSet<[u32; 2]> = evaluation.map.iter().map(|p| p.at.map(f32::to_bits)).collect();
        assert!(different.len() > expected.len() / 2, "{model:?}: the houses lie apart");
        let training: BTreeSet<HouseId> = split.train.iter().map(id).collect();
        let held_out: BTreeSet<HouseId> = evaluation.held_out.iter().map(|one| one.house.clone()).collect();
        if config.cross_fit_folds > 0 {
            assert_eq!(held_out, training, "{model:?}");
        }
        assert!(held_out.is_subset(&training), "{model:?}");
    }
}

/// A price that is typed with a digit too many is found by the networks that were not trained on the house.
#[test]
fn a_wrong_price_of_a_training_house_is_unlikely() {
    let mut data = with_features(sample::dataset(16));
    let config = Config { epochs: 40, ..small(ModelKind::TunedMixed) };
    let wrong = config.split(&data, &[]).unwrap().train[20];
    let right = data.houses[wrong].price;
    data.houses[wrong].price = 10.0 * right;
    let (evaluation, _) = run(&data, &config, None).end();
    let held_out = evaluation.held_out.iter().map(|one| (&one.house, one.actual, one.predicted));
    let unlikely = unlikely_prices(held_out);
    let Some(DataIssue::UnlikelyPrice { house, expected }) = unlikely.first() else { panic!("{unlikely:?}") };
    assert_eq!(*house, data.houses[wrong].id, "{unlikely:?}");
    assert!((0.5..2.0).contains(&(expected / right)), "{expected} instead of {right}");
    assert!(unlikely.len() < 12, "{unlikely:?}");
}
