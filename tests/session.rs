//! The session as its hosts use it: requests in, events out, and nothing is lost when a request fails.

use std::cell::RefCell;
use std::rc::Rc;

use facade_data::{Dataset, HouseId};
use facade_imaging::sample;
use facade_nn::model_file::Model;
use facade_protocol::{Bytes, DeviceChoice, DeviceKind, Event, Home, Request};
use facade_session::Session;
use facade_spec::Config;
use pollster::block_on;

/// A session, and its events since the last request.
struct Host {
    session: Session,
    /// Id of the last request.
    id: u32,
    events: Rc<RefCell<Vec<Event>>>,
}

impl Host {
    fn new() -> Self {
        let events = Rc::new(RefCell::new(Vec::new()));
        let sink = Rc::clone(&events);
        Host { session: Session::new(move |event| sink.borrow_mut().push(event)), id: 0, events }
    }

    fn with_data(data: &Dataset) -> Self {
        let mut host = Host::new();
        let events = host.ask(Request::Load(Box::new(data.clone())));
        assert_eq!(events, [Event::Loaded { id: 1, houses: data.houses.len() }]);
        host
    }

    fn ask(&mut self, request: Request) -> Vec<Event> {
        self.id += 1;
        block_on(self.session.handle(self.id, request));
        let events = self.events.take();
        for event in &events {
            if let Some(id) = request_id(event) {
                assert_eq!(id, self.id, "{event:?}");
            }
        }
        events
    }

    fn train(&mut self, run: u32, config: &Config, resume: Option<Bytes>) -> Vec<Event> {
        self.ask(train(run, config, Vec::new(), resume))
    }

    /// Advances until an event matches; returns all events.
    fn until(&mut self, is_last: impl Fn(&Event) -> bool) -> Vec<Event> {
        let mut all = Vec::new();
        while self.session.is_training() {
            block_on(self.session.advance());
            all.extend(self.events.take());
            if all.iter().any(&is_last) {
                return all;
            }
        }
        panic!("the run ended without the event: {all:?}");
    }

    /// The error message of a request that fails.
    fn failure(&mut self, request: Request) -> String {
        match &self.ask(request)[..] {
            [Event::Failed { message, .. }] | [Event::Preparing { .. }, Event::Failed { message, .. }] => {
                message.clone()
            }
            other => panic!("expected one failure: {other:?}"),
        }
    }
}

/// The id of the request that an event answers.
fn request_id(event: &Event) -> Option<u32> {
    match event {
        Event::Loaded { id, .. }
        | Event::Prepared { id, .. }
        | Event::Predicted { id, .. }
        | Event::Explained { id, .. }
        | Event::Exported { id, .. }
        | Event::ModelLoaded { id, .. }
        | Event::BackboneLoaded { id, .. }
        | Event::Failed { id, .. } => Some(*id),
        _ => None,
    }
}

fn config() -> Config {
    Config { tile: 8, filters: vec![4], epochs: 4, ..Config::default() }
}

fn is_finished(event: &Event) -> bool {
    matches!(event, Event::Finished { .. })
}

fn file_of(events: &[Event]) -> Bytes {
    let file = events.iter().find_map(|event| match event {
        Event::Finished { file, .. } => Some(file.clone()),
        _ => None,
    });
    file.expect("a finished run has a model file")
}

fn montage(data: &Dataset) -> Home {
    Home::from_montage(data.montages.get(0).unwrap().to_vec())
}

fn price(events: &[Event]) -> f64 {
    match events {
        [Event::Predicted { price, .. }] => *price,
        other => panic!("expected a price: {other:?}"),
    }
}

#[test]
fn a_new_session_predicts_the_same_price_from_the_saved_model() {
    let data = sample::dataset(8);
    let mut host = Host::with_data(&data);
    let begun = host.train(3, &config(), None);
    let [Event::Device { report, .. }, Event::Started { run: 3, train, test, parameters, .. }] = &begun[..]
    else {
        panic!("{begun:?}");
    };
    assert_eq!(report.chosen.kind, DeviceKind::Cpu);
    assert_eq!(train + test, data.houses.len());
    assert_eq!(*parameters, config().parameters(0));

    let events = host.until(is_finished);
    let epochs: Vec<usize> = events
        .iter()
        .filter_map(|event| match event {
            Event::Epoch(done) => Some(done.epoch),
            _ => None,
        })
        .collect();
    assert_eq!(epochs, [1, 2, 3, 4]);
    let checkpoints = events.iter().filter(|e| matches!(e, Event::Checkpoint { .. })).count();
    assert_eq!(checkpoints, 4);
    let Some(Event::Finished { stopped: false, evaluation, model, .. }) = events.last() else {
        panic!("{events:?}");
    };
    assert_eq!(evaluation.predictions.len(), *test);
    assert_eq!(model.epochs_done, 4);

    let home = montage(&data);
    let before = price(&host.ask(Request::Predict(home.clone())));
    let mut fresh = Host::new();
    let loaded = fresh.ask(Request::LoadModel(file_of(&events)));
    assert_eq!(loaded, [Event::ModelLoaded { id: 1, summary: model.clone(), rooms: None }]);
    let after = price(&fresh.ask(Request::Predict(home)));
    assert_eq!(before.to_bits(), after.to_bits());
    // The same house in the results, predicted on the training device.
    let listed = evaluation.predictions.iter().find(|p| p.house == data.houses[0].id);
    if let Some(listed) = listed {
        assert!((listed.predicted - after).abs() < 1e-3 * after.abs(), "{listed:?} {after}");
    }
}

#[test]
fn a_paused_run_does_not_compute_and_a_stopped_run_keeps_its_model() {
    let data = sample::dataset(8);
    let mut host = Host::with_data(&data);
    host.train(1, &Config { epochs: 500, ..config() }, None);
    host.until(|event| matches!(event, Event::Epoch(done) if done.epoch == 2));
    assert_eq!(host.ask(Request::Pause), [Event::Paused { run: 1 }]);
    assert!(!host.session.is_training());
    assert_eq!(host.ask(Request::Pause), []);
    assert_eq!(host.ask(Request::Resume), [Event::Resumed { run: 1 }]);
    host.until(|event| matches!(event, Event::Epoch(done) if done.epoch == 3));
    let events = host.ask(Request::Stop);
    let [Event::Finished { run: 1, stopped: true, model, .. }] = &events[..] else { panic!("{events:?}") };
    assert_eq!(model.epochs_done, 3);
    assert!(!host.session.is_training());
    price(&host.ask(Request::Predict(montage(&data))));
}

#[test]
fn houses_loaded_during_a_run_do_not_affect_it() {
    let data = sample::dataset(8);
    let mut host = Host::with_data(&data);
    host.train(1, &config(), None);
    let mut fewer = data.clone();
    fewer.houses.truncate(30);
    host.ask(Request::Load(Box::new(fewer)));
    let events = host.until(is_finished);
    let Some(Event::Finished { evaluation, .. }) = events.last() else { panic!("{events:?}") };
    assert_eq!(evaluation.predictions.len(), data.houses.len() / 4);
}

fn train(run: u32, config: &Config, excluded: Vec<u32>, resume: Option<Bytes>) -> Request {
    let excluded = excluded.into_iter().map(HouseId::from).collect();
    Request::Train { run, config: config.clone(), device: DeviceChoice::Cpu, excluded, resume }
}

#[test]
fn a_run_resumes_only_with_the_houses_that_it_started_with() {
    let data = sample::dataset(8);
    let mut host = Host::with_data(&data);
    let out = vec![3, 9, 200];
    let begun = host.ask(train(1, &config(), out.clone(), None));
    assert!(begun.iter().any(|e| matches!(e, Event::Started { train: 177, test: 60, .. })), "{begun:?}");
    let whole = host.until(is_finished);
    let saved = whole.iter().find_map(|event| match event {
        Event::Checkpoint { epochs_done: 2, state, .. } => Some(state.clone()),
        _ => None,
    });
    host.ask(train(2, &config(), out, saved.clone()));
    let resumed = host.until(is_finished);
    assert_eq!(file_of(&whole), file_of(&resumed));
    for others in [Vec::new(), vec![3, 9], vec![3, 9, 201]] {
        let failure = host.failure(train(3, &config(), others, saved.clone()));
        assert!(failure.contains("other houses"), "{failure}");
    }
}

#[test]
fn another_session_resumes_from_the_last_checkpoint_to_the_same_model() {
    let data = sample::dataset(8);
    let mut whole = Host::with_data(&data);
    whole.train(1, &config(), None);
    let whole = whole.until(is_finished);

    let mut first = Host::with_data(&data);
    first.train(1, &config(), None);
    let events = first.until(|event| matches!(event, Event::Checkpoint { epochs_done: 2, .. }));
    drop(first);
    let Some(Event::Checkpoint { state, .. }) = events.last() else { panic!("{events:?}") };
    let mut second = Host::with_data(&data);
    let begun = second.train(1, &config(), Some(state.clone()));
    assert!(matches!(begun[1], Event::Started { epochs_done: 2, .. }), "{begun:?}");
    // The host that holds the checkpoint knows the earlier epochs.
    assert!(!begun.iter().any(|e| matches!(e, Event::Epoch(_))), "{begun:?}");
    let second = second.until(is_finished);
    let (one, two) = (file_of(&whole), file_of(&second));
    let (one, two) = (Model::from_bytes(&one.0).unwrap(), Model::from_bytes(&two.0).unwrap());
    assert_eq!(one, two);
}

#[test]
fn impossible_requests_are_reported_and_nothing_is_lost() {
    let data = sample::dataset(8);
    let home = montage(&data);
    let mut empty = Host::new();
    let train = |config: Config| Request::Train {
        run: 1,
        config,
        device: DeviceChoice::Cpu,
        excluded: Vec::new(),
        resume: None,
    };
    let prepare =
        |tile: usize| Request::Prepare { config: Config { tile, ..config() }, device: DeviceChoice::Auto };
    let prepared = |id| [Event::Prepared { id, no_gpu: None }];
    assert_eq!(empty.ask(prepare(8)), prepared(1), "preparing a run that may never start reports no error");
    assert!(empty.failure(train(config())).contains("No houses are loaded yet"));
    assert!(empty.failure(Request::Predict(home.clone())).contains("no model yet"));

    let mut host = Host::with_data(&data);
    assert_eq!(host.ask(prepare(16)), prepared(2), "nor for a tile size that does not fit the houses");
    host.train(1, &config(), None);
    host.until(is_finished);
    let before = price(&host.ask(Request::Predict(home.clone())));
    assert!(host.failure(train(Config { tile: 16, ..config() })).contains("a tile size of 8 pixels"));
    assert!(host.failure(train(Config { epochs: 0, ..config() })).contains("Epochs"));
    assert!(host.failure(train(Config { test_share: 0.999, ..config() })).contains("train"));
    assert!(host.failure(Request::LoadModel(Bytes(b"no model".to_vec()))).contains("not a model file"));
    assert!(host.failure(Request::Predict(Home::from_montage(vec![0; 5]))).contains("does not fit"));
    let gpu = Request::Train {
        run: 2,
        config: config(),
        device: DeviceChoice::Gpu,
        excluded: Vec::new(),
        resume: None,
    };
    assert!(host.failure(gpu).contains("without GPU support"));
    assert_eq!(before, price(&host.ask(Request::Predict(home))));
}

/// A request, and a predicate for the expected response.
type Case = (Request, fn(&Event) -> bool);

#[test]
fn every_response_and_every_failure_has_the_id_of_its_request() {
    let data = sample::dataset(8);
    let mut host = Host::with_data(&data);
    let home = montage(&data);
    let house = Some(data.houses[0].id.clone());
    host.failure(Request::Predict(home.clone()));
    host.failure(Request::Export { pretrained: None });
    host.train(1, &config(), None);
    let file = file_of(&host.until(is_finished));
    let bad = || Bytes(b"neither".to_vec());
    let cases: Vec<Case> = vec![
        (Request::Predict(home.clone()), |event| matches!(event, Event::Predicted { .. })),
        (Request::Predict(Home::from_montage(vec![0; 5])), |event| {
            matches!(event, Event::Failed { run: None, .. })
        }),
        (Request::LoadModel(file), |event| matches!(event, Event::ModelLoaded { .. })),
        (Request::LoadModel(bad()), |event| matches!(event, Event::Failed { run: None, .. })),
        (Request::LoadBackbone(bad()), |event| matches!(event, Event::Failed { run: None, .. })),
        (Request::Export { pretrained: None }, |event| matches!(event, Event::Exported { .. })),
        (Request::Explain { home, house }, |event| matches!(event, Event::Explained { .. })),
        (train(7, &Config { epochs: 0, ..config() }, Vec::new(), None), |event| {
            matches!(event, Event::Failed { run: Some(7), .. })
        }),
    ];
    for (request, is_expected) in cases {
        let events = host.ask(request.clone());
        assert!(
            events.len() == 1 && is_expected(&events[0]) && request_id(&events[0]).is_some(),
            "{events:?}"
        );
    }
}

#[test]
fn without_checkpoints_a_run_has_the_same_result() {
    let data = sample::dataset(8);
    let checkpoints =
        |events: &[Event]| events.iter().filter(|e| matches!(e, Event::Checkpoint { .. })).count();
    let mut with = Host::with_data(&data);
    with.train(1, &config(), None);
    let with = with.until(is_finished);
    let mut without = Host::with_data(&data);
    assert_eq!(without.ask(Request::DisableCheckpoints), []);
    without.train(1, &config(), None);
    let without = without.until(is_finished);
    assert_eq!((checkpoints(&with), checkpoints(&without)), (4, 0));
    assert_eq!(file_of(&with), file_of(&without));
}

/// As with too high a learning rate: here the prices are so high that squared errors overflow.
#[test]
fn infinite_results_fail_the_run_and_keep_the_former_model() {
    let data = sample::dataset(8);
    let mut host = Host::with_data(&data);
    host.train(1, &config(), None);
    host.until(is_finished);
    let before = price(&host.ask(Request::Predict(montage(&data))));

    let mut expensive = data.clone();
    expensive.houses.iter_mut().for_each(|house| house.price *= 1e200);
    host.ask(Request::Load(Box::new(expensive)));
    host.train(7, &config(), None);
    let events = host.until(|event| matches!(event, Event::Failed { .. }));
    let Some(Event::Failed { run: Some(7), message, .. }) = events.last() else { panic!("{events:?}") };
    assert!(message.contains("no longer finite numbers"), "{message}");
    assert!(!events.iter().any(is_finished), "{events:?}");
    assert_eq!(price(&host.ask(Request::Predict(montage(&data)))), before);
}
