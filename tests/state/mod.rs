//! The state of the page after messages, without a browser.

mod availability;
mod form;
mod home_tables;
mod homes;
mod requests;
mod results;
mod runs;
mod selection;
mod trust;
mod view;

use std::sync::Arc;

use facade_app::Message;
use facade_app::notice::Place;
use facade_app::state::State;
use facade_data::{DataReport, Dataset, House, HouseId, Montages, Rooms, Summary};
use facade_protocol::{Bytes, DeviceChoice, EpochDone, Event, ModelSummary};
use facade_spec::Config;
use facade_spec::evaluation::{Baseline, Baselines, Evaluation, MapeCalibration, Metrics, Prediction};

const NONE: [bool; 4] = [false; 4];
const ALL: [bool; 4] = [true; 4];

fn dataset(houses: u32, tile: usize) -> Arc<Dataset> {
    let house = |number| House {
        id: HouseId::from(number),
        attributes: Vec::new(),
        zip_code: if number % 2 == 0 { "92276" } else { "93510" }.to_string(),
        price: 100_000.0 * f64::from(number),
        date: None,
        missing_photos: Vec::new(),
    };
    Arc::new(Dataset {
        name: "Houses".to_string(),
        rooms: Rooms::default(),
        attributes: Vec::new(),
        houses: (1..=houses).map(house).collect(),
        montages: Montages {
            tile,
            photos: 4,
            pixels: vec![0; houses as usize * 4 * tile * tile * 3],
            ..Default::default()
        },
        report: DataReport {
            rows: 12,
            after: Summary { houses: houses as usize, ..Summary::default() },
            ..DataReport::default()
        },
    })
}

fn baselines() -> Baselines {
    let at = |price, mape_mean| Baseline { price, mape_mean, mape_std: 22.0 };
    Baselines {
        best_constant: at(117_500.0, 71.2),
        mean: at(533_388.0, 115.4),
        median: at(527_000.0, 111.3),
        zip_code: None,
        ridge: None,
        ridge_slopes: None,
    }
}

fn metrics(mape_mean: f64) -> Metrics {
    Metrics {
        houses: 2,
        mape_mean,
        mape_std: 59.0,
        mae: 1.0,
        rmse: 1.0,
        bias: -5.0,
        r2: Some(0.2),
        r2_log: None,
    }
}

fn started(run: u32, epochs_done: usize) -> Message {
    Message::Session(Event::Started {
        run,
        train: 6,
        test: 2,
        steps_per_epoch: 1,
        parameters: 89_465,
        epochs_done,
        baselines: baselines(),
    })
}

fn epoch(run: u32, epoch: usize, loss: f64) -> Message {
    let done = EpochDone {
        run,
        epoch,
        train_loss: loss,
        validation_loss: loss + 1.0,
        validation_mape: loss + 1.0,
        seconds: 0.5,
    };
    Message::Session(Event::Epoch(done))
}

fn finished(run: u32, stopped: bool) -> Message {
    let predictions = vec![Prediction { house: 1.into(), actual: 100_000.0, predicted: 150_000.0 }];
    let evaluation = Evaluation {
        test: metrics(57.0),
        train: metrics(40.0),
        baselines: baselines(),
        predictions,
        held_out: Vec::new(),
        map: Vec::new(),
        intervals: Vec::new(),
        importance: Vec::new(),
        calibration: MapeCalibration::new(1.0, [&metrics(57.0), &metrics(40.0)]),
    };
    Message::Session(Event::Finished {
        run,
        stopped,
        model: summary(32),
        rooms: None,
        evaluation: Box::new(evaluation),
        seconds_per_epoch: 0.5,
        file: Bytes(vec![7]),
    })
}

fn summary(tile: usize) -> ModelSummary {
    let config = Config { tile, ..Config::default() };
    ModelSummary {
        config,
        epochs_done: 3,
        parameters: 89_465,
        test_mape: Some(57.0),
        rooms: Rooms::default(),
        data: "Houses".to_string(),
        prices: [1e5, 2e6],
        input_schema: Default::default(),
        intervals: Vec::new(),
        missing_intervals: Vec::new(),
        network: String::new(),
    }
}

/// The state with houses, once the compute module has started.
fn loaded() -> State {
    let mut state = State::default();
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::DatasetLoadStarted { name: "Houses".to_string() }, 0.0);
    state.apply(Message::DatasetLoaded(dataset(8, 2)), 2000.0);
    state
}

/// The state with run 1 after two epochs of two seconds.
fn running() -> State {
    let mut state = loaded();
    assert_eq!(state.request_run(Config { epochs: 10, ..Config::default() }, DeviceChoice::Auto), 1);
    state.apply(started(1, 0), 10_000.0);
    state.apply(epoch(1, 1, 90.0), 12_000.0);
    state.apply(epoch(1, 2, 80.0), 14_000.0);
    state
}

fn done() -> State {
    let mut state = running();
    state.apply(finished(1, false), 15_000.0);
    state
}

fn failed(id: u32) -> Message {
    Message::Session(Event::Failed { id, run: None, message: "It did not work.".to_string() })
}

fn model_loaded(id: u32, tile: usize) -> Message {
    Message::Session(Event::ModelLoaded { id, summary: summary(tile), rooms: None })
}

fn predicted(id: u32, price: f64) -> Message {
    Message::Session(Event::Predicted { id, price, intervals: Vec::new(), ood_score: None })
}

fn tiled(id: u32, byte: u8) -> Message {
    Message::HomeTiled {
        home: id,
        montage: vec![byte],
        features: Vec::new(),
        size: [64, 64],
        rooms: Vec::new(),
        unread: Vec::new(),
    }
}

/// The places of the notices.
fn places(state: &State) -> Vec<Place> {
    state.notices.iter().map(|notice| notice.place).collect()
}
