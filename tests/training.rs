//! A run is reproducible, resumes bit-identically, and reports why it cannot.

use std::rc::Rc;

use facade_data::split::{Split, train_test_split};
use facade_data::{Dataset, House, HouseId, Montages, Rooms};
use facade_nn::evaluation::baselines;
use facade_nn::training::{Compute, EpochRecord, Predictions, Prepared, Progress, Trainer, TrainingError};
use facade_spec::{Config, ModelKind};
use pollster::block_on;

/// Houses whose price is the brightness of their montage.
fn houses(count: usize, tile: usize) -> Dataset {
    let mut data = Dataset {
        name: "bright".into(),
        rooms: Rooms::default(),
        attributes: Vec::new(),
        houses: Vec::new(),
        montages: Montages { tile, photos: 4, pixels: Vec::new(), ..Default::default() },
        report: Default::default(),
    };
    for number in 1..=count as u32 {
        let level = 30 + (number * 37 % 200) as u8;
        data.houses.push(House {
            id: HouseId::from(number),
            attributes: Vec::new(),
            zip_code: "12345".into(),
            price: 2_000.0 * f64::from(level),
            date: None,
            missing_photos: Vec::new(),
        });
        let texture = (0..data.montages.house_bytes()).map(|i| level + (i * 7 % 11) as u8);
        data.montages.pixels.extend(texture);
    }
    data
}

fn small(epochs: usize) -> Config {
    Config { tile: 8, filters: vec![4, 6], epochs, batch_size: 8, ..Config::default() }
}

fn prepare_default(config: &Config) -> (Rc<Prepared>, Split) {
    prepare(config, houses(45, config.tile))
}

fn prepare(config: &Config, data: Dataset) -> (Rc<Prepared>, Split) {
    let split = train_test_split(data.houses.len(), config.test_share, config.split_seed).unwrap();
    let prepared = block_on(Prepared::new(config, &Rc::new(data).into(), &split, None, |_| {})).unwrap();
    (Rc::new(prepared), split)
}

/// Runs until the given number of epochs is done.
fn run_to(trainer: &mut Trainer, epochs: usize) -> Result<(), TrainingError> {
    while trainer.epochs_done() < epochs {
        assert_ne!(block_on(trainer.advance())?, Progress::Done, "ended before epoch {epochs}");
    }
    Ok(())
}

/// Everything that must be bit-identical: all but the seconds.
fn outcome(trainer: &Trainer) -> (Vec<(u64, u64)>, Vec<u32>, Vec<u64>) {
    let bits = |e: &EpochRecord| (e.train_loss.to_bits(), e.validation_loss.to_bits());
    let (weights, running_stats) = block_on(trainer.model()).unwrap();
    let values = weights.iter().chain(&running_stats).map(|v| v.to_bits()).collect();
    let Predictions { train, test, .. } = block_on(trainer.predictions()).unwrap();
    let prices = train.iter().chain(&test).map(|v| v.to_bits()).collect();
    (trainer.history().iter().map(bits).collect(), values, prices)
}

#[test]
fn the_same_seed_gives_a_bit_identical_run_and_another_seed_does_not() {
    let config = small(3);
    let (prepared, _) = prepare_default(&config);
    let run = |seed| {
        let config = Config { seed, ..config.clone() };
        let mut trainer = Trainer::new(&config, &prepared, &Compute::cpu());
        run_to(&mut trainer, 3).unwrap();
        assert_eq!(block_on(trainer.advance()).unwrap(), Progress::Done);
        outcome(&trainer)
    };
    let first = run(1);
    assert_eq!(first, run(1));
    assert_ne!(first.1, run(2).1);
}

#[test]
fn a_run_resumed_after_epoch_3_is_bit_identical() {
    let config = small(6);
    let (prepared, _) = prepare_default(&config);
    let compute = Compute::cpu();
    let mut whole = Trainer::new(&config, &prepared, &compute);
    run_to(&mut whole, 6).unwrap();

    let mut first = Trainer::new(&config, &prepared, &compute);
    run_to(&mut first, 3).unwrap();
    // Two more steps, which are lost: a checkpoint contains whole epochs.
    block_on(first.advance()).unwrap();
    block_on(first.advance()).unwrap();
    let saved = block_on(first.checkpoint()).unwrap();
    drop(first);
    let mut second = Trainer::resume(&config, &prepared, &compute, &saved).unwrap();
    assert_eq!(second.epochs_done(), 3);
    run_to(&mut second, 6).unwrap();
    assert_eq!(outcome(&whole), outcome(&second));
}

#[test]
fn a_network_learns_what_determines_the_price() {
    let config = small(60);
    let (prepared, _) = prepare(&config, houses(240, config.tile));
    let [train, test] = prepared.train_and_test();
    let constant = baselines(&train, &test, &[]).best_constant;
    let mut trainer = Trainer::new(&config, &prepared, &Compute::cpu());
    run_to(&mut trainer, 60).unwrap();
    let last = trainer.history()[59].validation_loss;
    assert!(last < constant.mape_mean / 2.0, "{last} % against {constant:?}");
}

#[test]
fn a_checkpoint_of_other_data_or_settings_or_a_damaged_one_is_refused() {
    let config = small(2);
    let (prepared, _) = prepare_default(&config);
    let compute = Compute::cpu();
    let mut trainer = Trainer::new(&config, &prepared, &compute);
    run_to(&mut trainer, 1).unwrap();
    let saved = block_on(trainer.checkpoint()).unwrap();
    let refuse = |config: &Config, prepared: &Rc<Prepared>, bytes: &[u8]| {
        Trainer::resume(config, prepared, &compute, bytes).unwrap_err().to_string()
    };
    let mut other = Dataset::clone(&prepared.data);
    other.montages.pixels[5] ^= 1;
    let (other, _) = prepare(&config, other);
    assert!(refuse(&config, &other, &saved).contains("other houses"));
    let hotter = Config { learning_rate: 0.1, ..config.clone() };
    assert!(refuse(&hotter, &prepared, &saved).contains("other settings"));
    assert!(refuse(&config, &prepared, &saved[..saved.len() / 2]).contains("cannot be read"));
    assert!(refuse(&config, &prepared, b"no checkpoint").contains("cannot be read"));
    assert!(refuse(&config, &prepared, b"").contains("cannot be read"));
}

#[test]
fn a_run_can_be_extended() {
    let config = small(1);
    let (prepared, _) = prepare_default(&config);
    let compute = Compute::cpu();
    let mut trainer = Trainer::new(&config, &prepared, &compute);
    run_to(&mut trainer, 1).unwrap();
    let saved = block_on(trainer.checkpoint()).unwrap();
    let longer = Config { epochs: 2, ..config };
    let mut trainer = Trainer::resume(&longer, &prepared, &compute, &saved).unwrap();
    run_to(&mut trainer, 2).unwrap();
    assert_eq!(block_on(trainer.advance()).unwrap(), Progress::Done);
    // The same as a run of two epochs from the start.
    let mut whole = Trainer::new(&longer, &prepared, &compute);
    run_to(&mut whole, 2).unwrap();
    assert_eq!(outcome(&trainer), outcome(&whole));
}

#[test]
fn a_diverging_run_ends_with_the_epoch_before() {
    let config = small(5);
    let mut data = houses(45, config.tile);
    let split = train_test_split(data.houses.len(), config.test_share, config.split_seed).unwrap();
    data.houses[split.train[0]].price = f64::NAN;
    let (prepared, _) = prepare(&config, data);
    let mut trainer = Trainer::new(&config, &prepared, &Compute::cpu());
    let error = run_to(&mut trainer, 5).unwrap_err();
    assert!(matches!(error, TrainingError::NotFinite { epoch: 1, .. }), "{error}");
    let (weights, _) = block_on(trainer.model()).unwrap();
    assert!(weights.iter().all(|w| w.is_finite()));
}

#[test]
fn a_partial_epoch_can_be_discarded() {
    let config = small(5);
    let (prepared, _) = prepare_default(&config);
    let mut trainer = Trainer::new(&config, &prepared, &Compute::cpu());
    run_to(&mut trainer, 2).unwrap();
    let whole = outcome(&trainer);
    assert_eq!(block_on(trainer.advance()).unwrap(), Progress::Step);
    assert_ne!(outcome(&trainer), whole);
    trainer.discard_partial_epoch();
    assert_eq!(outcome(&trainer), whole);
}

/// Without the check they would exhaust the memory of the tab.
#[test]
fn houses_with_too_many_encoded_inputs_are_refused() {
    let mut data = houses(1, 1);
    let house = data.houses[0].clone();
    data.houses = (1..=11_000)
        .map(|number| House { id: HouseId::from(number), zip_code: number.to_string(), ..house.clone() })
        .collect();
    let split = train_test_split(data.houses.len(), 0.25, 42).unwrap();
    let config = Config::recipe(ModelKind::Mlp);
    let refused = block_on(Prepared::new(&config, &Rc::new(data).into(), &split, None, |_| {})).unwrap_err();
    assert!(matches!(refused, TrainingError::Inputs(_)), "{refused}");
    assert!(refused.to_string().contains("more than fit in a browser tab"), "{refused}");
}
