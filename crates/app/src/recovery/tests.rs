use super::*;
use facade_data::HouseId;
use facade_protocol::{DeviceName, DeviceReport, EpochDone, ModelSummary};
use facade_spec::Architecture;

fn termination(why: &str) -> Termination {
    Termination::from_reason(why.to_owned())
}

/// Sends a request as the page does, and returns its number.
fn ask(recovery: &mut Recovery, request: Request) -> u32 {
    let ask = recovery.ids.number(request);
    recovery.record_request(&ask);
    ask.id
}

/// The requests of a plan, without their numbers.
fn requests(asks: &[NumberedRequest]) -> Vec<Request> {
    asks.iter().map(|ask| ask.request.clone()).collect()
}

fn model(byte: u8) -> Request {
    Request::LoadModel(Bytes(vec![byte]))
}

fn backbone(byte: u8) -> Request {
    Request::LoadBackbone(Bytes(vec![byte]))
}

fn failed(id: u32) -> Event {
    Event::Failed { id, run: None, message: "No.".to_owned() }
}

fn price() -> Request {
    Request::Predict(facade_protocol::Home::from_montage(vec![1]))
}

fn train(device: DeviceChoice) -> Request {
    Request::Train {
        run: 5,
        config: Config::default(),
        device,
        excluded: [7].map(HouseId::from).into(),
        resume: None,
    }
}

fn checkpoint(epochs_done: usize) -> Event {
    Event::Checkpoint { run: 5, epochs_done, state: Bytes(vec![epochs_done as u8]) }
}

fn resumed(plan: &RestartPlan) -> (DeviceChoice, Option<u8>) {
    assert!(plan.restart && plan.resuming);
    match last(plan).unwrap() {
        Request::Train { run: 5, device, resume, excluded, .. } => {
            assert_eq!(*excluded, [7.into()], "the same houses stay out");
            (*device, resume.as_ref().map(|state| state.0[0]))
        }
        other => panic!("{other:?}"),
    }
}

/// The worker crashes after it has started.
fn crash(recovery: &mut Recovery) -> RestartPlan {
    recovery.handle_event(Event::Ready);
    recovery.worker_ended(&termination("unreachable"), Vec::new())
}

fn last(plan: &RestartPlan) -> Option<&Request> {
    plan.requests.last().map(|ask| &ask.request)
}

fn training(device: DeviceChoice) -> Recovery {
    let mut recovery = Recovery::default();
    recovery.handle_event(Event::Ready);
    ask(&mut recovery, train(device));
    recovery
}

fn summary() -> ModelSummary {
    let config = Config::default();
    ModelSummary {
        config,
        epochs_done: 1,
        parameters: 1,
        test_mape: None,
        data: String::new(),
        rooms: Default::default(),
        prices: [1.0, 2.0],
        input_schema: Default::default(),
        intervals: Vec::new(),
        missing_intervals: Vec::new(),
        network: String::new(),
    }
}

#[test]
fn a_rejected_file_never_replaces_a_good_one() {
    let mut recovery = Recovery::default();
    for (file, loaded) in [
        (
            model as fn(u8) -> Request,
            (|id| Event::ModelLoaded { id, summary: summary(), rooms: None }) as fn(u32) -> Event,
        ),
        (backbone, |id| Event::BackboneLoaded { id, architecture: Architecture::Resnet18 }),
    ] {
        let good = ask(&mut recovery, file(1));
        assert!(matches!(recovery.handle_event(loaded(good)), Some(SessionReport::Event(_))));
        let bad = ask(&mut recovery, file(2));
        assert_eq!(recovery.handle_event(failed(bad)), Some(SessionReport::Event(failed(bad))));
    }
    // One worker is ended with a run that had not begun, and one crashes.
    ask(&mut recovery, train(DeviceChoice::Gpu));
    let plans = [recovery.abandon_unstarted_run(&mut Vec::new()).unwrap(), crash(&mut recovery)];
    for plan in plans {
        assert_eq!(requests(&plan.requests), [model(1), backbone(1)]);
        for ask in &plan.requests {
            let answer = match ask.request {
                Request::LoadModel(_) => Event::ModelLoaded { id: ask.id, summary: summary(), rooms: None },
                _ => Event::BackboneLoaded { id: ask.id, architecture: Architecture::Resnet18 },
            };
            recovery.handle_event(answer);
        }
    }
    assert_eq!(requests(&recovery.restore()), [model(1), backbone(1)]);
}

#[test]
fn two_files_in_flight_are_not_confused() {
    let mut recovery = Recovery::default();
    let [one, other] = [1, 2].map(|byte| ask(&mut recovery, model(byte)));
    recovery.handle_event(Event::ModelLoaded { id: one, summary: summary(), rooms: None });
    recovery.handle_event(failed(other));
    assert_eq!(requests(&recovery.restore()), [model(1)]);
    let [one, other] = [3, 4].map(|byte| ask(&mut recovery, model(byte)));
    recovery.handle_event(failed(one));
    recovery.handle_event(Event::ModelLoaded { id: other, summary: summary(), rooms: None });
    assert_eq!(requests(&recovery.restore()), [model(4)]);
}

#[test]
fn a_restored_model_is_not_mistaken_for_the_visitor_s() {
    let mut recovery = Recovery::default();
    let good = ask(&mut recovery, model(1));
    recovery.handle_event(Event::Ready);
    recovery.handle_event(Event::ModelLoaded { id: good, summary: summary(), rooms: None });
    // A preparation crashes the worker while a model waits.
    recovery.prepare(prepare());
    let offered = NumberedRequest { id: ask(&mut recovery, model(2)), request: model(2) };
    let plan = recovery.worker_ended(&termination("unreachable"), vec![offered.clone()]);
    assert!(plan.restart && plan.message.is_none() && !recovery.is_preparing());
    assert_eq!(requests(&plan.requests), [model(1), model(2)]);
    assert_eq!(plan.requests[1], offered, "the page knows it by its number");
    let back = Event::ModelLoaded { id: plan.requests[0].id, summary: summary(), rooms: None };
    assert_eq!(recovery.handle_event(back), None, "nobody waits for it");
    let loaded = Event::ModelLoaded { id: offered.id, summary: summary(), rooms: None };
    assert_eq!(recovery.handle_event(loaded.clone()), Some(SessionReport::Event(loaded)));
    assert_eq!(requests(&recovery.restore()), [model(2)]);
}

fn prepare() -> Request {
    Request::Prepare { config: Config::default(), device: DeviceChoice::Gpu }
}

#[test]
fn a_crash_while_preparing_is_not_reported() {
    let mut recovery = Recovery::default();
    for _ in 0..2 * MAX_CRASHES {
        recovery.handle_event(Event::Ready);
        recovery.prepare(prepare());
        let plan = recovery.worker_ended(&termination("unreachable"), Vec::new());
        assert!(plan.restart && !plan.resuming && plan.message.is_none());
    }
    recovery.handle_event(Event::Ready);
    recovery.prepare(prepare());
    let waiting = NumberedRequest {
        id: ask(&mut recovery, train(DeviceChoice::Gpu)),
        request: train(DeviceChoice::Gpu),
    };
    let plan = recovery.worker_ended(&termination("unreachable"), vec![waiting.clone()]);
    assert!(plan.resuming && recovery.is_training(), "a waiting run keeps waiting");
    assert_eq!(plan.requests, [waiting]);
}

#[test]
fn a_crash_before_the_preparation_began_is_reported() {
    for before in 0..3 {
        let mut recovery = Recovery::default();
        recovery.handle_event(Event::Ready);
        let asked = match before {
            0 => recovery.number_dataset_request(),
            1 => ask(&mut recovery, price()),
            _ => ask(&mut recovery, model(1)),
        };
        recovery.prepare(prepare());
        let plan = recovery.worker_ended(&termination("unreachable"), Vec::new());
        assert!(plan.message.is_some(), "request {asked} is not answered");
        assert_eq!(plan.requests, []);
    }
}

#[test]
fn rejected_houses_are_reported_and_nothing_else_is_lost() {
    let mut recovery = Recovery::default();
    recovery.handle_event(Event::Ready);
    let houses = recovery.number_dataset_request();
    let sent = ask(&mut recovery, model(1));
    assert_eq!(recovery.handle_event(failed(houses)), Some(SessionReport::DatasetRejected("No.".to_owned())));
    let loaded = Event::ModelLoaded { id: sent, summary: summary(), rooms: None };
    assert_eq!(recovery.handle_event(loaded.clone()), Some(SessionReport::Event(loaded)));
    assert_eq!(requests(&recovery.restore()), [model(1)]);
}

#[test]
fn requests_behind_an_abandoned_run_are_sent_again() {
    let mut recovery = training(DeviceChoice::Gpu);
    let sent = [price(), model(2)]
        .map(|request| NumberedRequest { id: ask(&mut recovery, request.clone()), request });
    let unsent = NumberedRequest {
        id: ask(&mut recovery, Request::Export { pretrained: None }),
        request: Request::Export { pretrained: None },
    };
    let stop = recovery.ids.number(Request::Stop);
    let plan = recovery.abandon_unstarted_run(&mut vec![unsent.clone(), stop]).unwrap();
    assert_eq!(plan.requests, [sent.to_vec(), vec![unsent]].concat());
}

#[test]
fn only_a_run_that_has_not_begun_is_abandoned() {
    let mut recovery = training(DeviceChoice::Auto);
    let plan = recovery.abandon_unstarted_run(&mut Vec::new()).unwrap();
    assert!(plan.restart && !plan.resuming);
    assert!(!recovery.is_training());
    assert_eq!(recovery.abandon_unstarted_run(&mut Vec::new()), None, "there is none any more");

    let mut recovery = training(DeviceChoice::Auto);
    recovery.handle_event(checkpoint(1));
    recovery.worker_ended(&termination("a panic"), Vec::new());
    assert_eq!(
        recovery.abandon_unstarted_run(&mut Vec::new()),
        None,
        "its checkpoint holds a model: it is stopped by a request"
    );
}

#[test]
fn a_run_resumes_from_its_last_checkpoint_which_the_page_never_sees() {
    let mut recovery = training(DeviceChoice::Auto);
    assert_eq!(recovery.handle_event(checkpoint(1)), None);
    recovery.handle_event(checkpoint(2));
    recovery.handle_event(Event::Checkpoint { run: 4, epochs_done: 9, state: Bytes(vec![9]) });
    let plan = crash(&mut recovery);
    assert_eq!(resumed(&plan), (DeviceChoice::Auto, Some(2)));
    assert!(plan.message.unwrap().contains("after epoch 2"));
}

#[test]
fn a_run_of_an_earlier_visit_resumes_from_its_checkpoint_again() {
    let mut recovery = Recovery::default();
    recovery.handle_event(Event::Ready);
    recovery.resume_after(57);
    let Request::Train { run, config, device, excluded, .. } = train(DeviceChoice::Cpu) else { panic!() };
    ask(&mut recovery, Request::Train { run, config, device, excluded, resume: Some(Bytes(vec![57])) });
    assert_eq!(recovery.abandon_unstarted_run(&mut Vec::new()), None, "its checkpoint holds a model");
    let plan = crash(&mut recovery);
    assert_eq!(resumed(&plan), (DeviceChoice::Cpu, Some(57)));
    assert!(plan.message.unwrap().contains("after epoch 57"));
}

#[test]
fn repeated_epochs_are_no_progress() {
    let mut recovery = training(DeviceChoice::Cpu);
    recovery.handle_event(checkpoint(1));
    for _ in 1..MAX_CRASHES {
        resumed(&crash(&mut recovery));
        let epoch = EpochDone {
            run: 5,
            epoch: 1,
            train_loss: 1.0,
            validation_loss: 1.0,
            validation_mape: 1.0,
            seconds: 1.0,
        };
        assert!(recovery.handle_event(Event::Epoch(epoch)).is_some());
    }
    let plan = crash(&mut recovery);
    assert!(plan.restart && !plan.resuming);
    assert_eq!(last(&plan), None);
    assert!(!recovery.is_training());
}

#[test]
fn a_checkpoint_is_progress_but_not_forever_and_not_on_the_gpu() {
    let mut recovery = training(DeviceChoice::Gpu);
    for epoch in 1..MAX_CRASHES_PER_RUN {
        recovery.handle_event(checkpoint(epoch as usize));
        let device = if epoch < MAX_CRASHES { DeviceChoice::Gpu } else { DeviceChoice::Cpu };
        assert_eq!(resumed(&crash(&mut recovery)), (device, Some(epoch as u8)));
    }
    recovery.handle_event(checkpoint(MAX_CRASHES_PER_RUN as usize));
    assert!(!crash(&mut recovery).resuming);
}

#[test]
fn the_second_retry_moves_from_the_gpu_to_the_cpu() {
    let mut recovery = training(DeviceChoice::Gpu);
    assert_eq!(resumed(&crash(&mut recovery)).0, DeviceChoice::Gpu);
    let plan = crash(&mut recovery);
    assert_eq!(resumed(&plan), (DeviceChoice::Cpu, None));
    assert!(plan.message.unwrap().contains("on the CPU"));
    assert!(!crash(&mut recovery).resuming);

    let mut recovery = training(DeviceChoice::Auto);
    let chosen = DeviceName { kind: DeviceKind::Cpu, name: String::new() };
    recovery.handle_event(Event::Device {
        run: 5,
        report: DeviceReport { chosen, step_times: vec![], no_gpu: None },
    });
    crash(&mut recovery);
    assert_eq!(resumed(&crash(&mut recovery)).0, DeviceChoice::Auto);
}

#[test]
fn pause_and_stop_survive_a_crash() {
    let mut recovery = training(DeviceChoice::Cpu);
    recovery.handle_event(checkpoint(3));
    ask(&mut recovery, Request::Pause);
    assert_eq!(last(&crash(&mut recovery)), Some(&Request::Pause));
    ask(&mut recovery, Request::Resume);
    assert!(matches!(last(&crash(&mut recovery)), Some(Request::Train { .. })));
    recovery.handle_event(checkpoint(4));
    ask(&mut recovery, Request::Stop);
    assert_eq!(last(&crash(&mut recovery)), Some(&Request::Stop));

    let mut recovery = training(DeviceChoice::Cpu);
    ask(&mut recovery, Request::Stop);
    assert!(!crash(&mut recovery).resuming, "there is no model to keep");
}

#[test]
fn the_last_good_model_is_restored() {
    let mut recovery = Recovery::default();
    let good = ask(&mut recovery, model(1));
    recovery.handle_event(Event::ModelLoaded { id: good, summary: summary(), rooms: None });
    ask(&mut recovery, model(2));
    let plan = crash(&mut recovery);
    assert_eq!(
        requests(&plan.requests),
        [model(1)],
        "the one that may have crashed the worker is not sent again"
    );
    recovery.handle_event(Event::ModelLoaded { id: plan.requests[0].id, summary: summary(), rooms: None });
    assert_eq!(requests(&recovery.restore()), [model(1)], "restored, it is still the last good one");
}

#[test]
fn a_failed_run_is_not_resumed() {
    let mut recovery = training(DeviceChoice::Cpu);
    recovery.handle_event(Event::Failed { id: 1, run: Some(5), message: String::new() });
    let plan = recovery.worker_ended(&termination("out of memory"), Vec::new());
    assert!(plan.restart && !plan.resuming);
    assert_eq!(last(&plan), None);
    assert!(plan.message.unwrap().contains("out of memory"));
}

#[test]
fn the_worker_says_whether_memory_ran_out() {
    let message = |memory, why: &str| {
        let mut recovery = Recovery::default();
        recovery.handle_event(Event::Ready);
        recovery
            .worker_ended(&Termination { out_of_memory: memory, reason: why.to_owned() }, Vec::new())
            .message
            .unwrap()
    };
    assert!(message(true, "unreachable").contains("out of memory"));
    assert!(message(false, "index out of bounds in memory.rs").contains("crashed"));
    assert!(Termination::from_reason("Device lost: out of memory".to_owned()).out_of_memory);
    assert!(!Termination::from_reason("Device lost".to_owned()).out_of_memory);
}

#[test]
fn a_worker_that_never_starts_is_given_up_until_the_next_request() {
    let mut recovery = Recovery::default();
    let run = NumberedRequest {
        id: ask(&mut recovery, train(DeviceChoice::Gpu)),
        request: train(DeviceChoice::Gpu),
    };
    for _ in 1..MAX_CRASHES {
        let plan = recovery.worker_ended(&termination("404"), vec![run.clone()]);
        assert!(plan.restart && plan.resuming);
        assert_eq!((plan.requests, plan.message), (vec![run.clone()], None));
    }
    let plan = recovery.worker_ended(&termination("404"), Vec::new());
    assert!(!plan.restart && !plan.resuming && !recovery.is_training());
    assert!(plan.message.unwrap().contains("could not be started"));
    ask(&mut recovery, Request::Resume);
    assert!(recovery.worker_ended(&termination("404"), Vec::new()).restart);
}

#[test]
fn a_worker_that_keeps_crashing_is_given_up_until_the_next_request() {
    let mut recovery = Recovery::default();
    for _ in 1..MAX_CRASHES {
        assert!(crash(&mut recovery).restart);
    }
    assert!(!crash(&mut recovery).restart);
    ask(&mut recovery, Request::Resume);
    assert!(crash(&mut recovery).restart);
}
