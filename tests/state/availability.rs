//! The next step, the reasons for disabled controls, and the status for screen readers.

use std::sync::Arc;

use facade_app::form::{self, Form};
use facade_app::next_step::{self, Action, PlaceStatus};
use facade_app::notice::Place;
use facade_app::state::State;
use facade_app::{Message, availability, status_text};
use facade_data::{Dataset, ReadOptions, TableReading, ZipCode};
use facade_protocol::{DeviceChoice, DeviceKind, DeviceName, DeviceReport, Event, TablePreview};
use facade_spec::evaluation::{MapeCalibration, Metrics};
use facade_spec::settings::{FINE_TUNE, MEMBERS, TEST_SHARE, TILE, VALIDATION_SHARE};
use facade_spec::{Architecture, Config, ModelKind};
use facade_text as text;

use super::{
    ALL, NONE, dataset, done, epoch, failed, finished, loaded, metrics, places, predicted, running, tiled,
};

#[test]
fn a_missing_gpu_is_reported_before_a_run_needs_it() {
    let mut state = loaded();
    let no_gpu = Some("This browser has no WebGPU.".to_string());
    state.apply(Message::Session(Event::Prepared { id: 1, no_gpu }), 0.0);
    let of = |device| Form::of(&Config::default(), device);
    let sentence = "This browser has no WebGPU. Choose CPU or Automatic.";
    assert_eq!(availability::start_blocked_by(&state, &of(DeviceChoice::Gpu)).as_deref(), Some(sentence));
    assert_eq!(availability::start_blocked_by(&state, &of(DeviceChoice::Auto)), None);
    state.apply(Message::Session(Event::Prepared { id: 2, no_gpu: None }), 0.0);
    assert_eq!(
        availability::start_blocked_by(&state, &of(DeviceChoice::Gpu)),
        None,
        "a later check found the GPU"
    );
}

#[test]
fn a_pending_column_mapping_is_given_as_the_reason() {
    let mut state = loaded();
    let columns = ["price", "id"].map(str::to_owned).into();
    let preview = TablePreview {
        file: "a.csv".into(),
        columns,
        rows: Vec::new(),
        count: 0,
        reading: TableReading::default(),
        is_fixed: false,
        pairings: Vec::new(),
        is_clear: true,
        problem: None,
        other_tables: Vec::new(),
    };
    state.apply(
        Message::MappingNeeded {
            preview,
            options: ReadOptions::default(),
            tables: vec!["a.csv".into()],
            table: 0,
        },
        0.0,
    );
    assert_eq!(
        availability::start_blocked_by(&state, &Form::default()).as_deref(),
        Some(text::why_columns())
    );
    // While the photos are read, the columns have been assigned.
    state.apply(Message::DatasetLoadStarted { name: "Houses".to_owned() }, 0.0);
    assert!(state.mapping.is_some());
    let why = [
        availability::start_blocked_by(&state, &Form::default()),
        availability::dataset_load_blocked_by(&state),
    ];
    assert_eq!(why, [text::why_still_reading(), text::why_photos_read()].map(|why| Some(why.to_owned())));
}

#[test]
fn there_is_always_one_next_step() {
    let action = |state: &State, photos: [bool; 4]| next_step::next_step(state, &photos).action;
    assert_eq!(action(&State::default(), NONE), Action::ChooseFolder);
    assert_eq!(action(&loaded(), NONE), Action::Start);
    assert_eq!(next_step::next_step(&running(), &NONE).label, "See the progress");
    let mut state = done();
    assert_eq!(next_step::next_step(&state, &NONE).place, Place::Results);
    *state.results_seen = true;
    assert_eq!(next_step::next_step(&state, &NONE).label, "Price a home");
    assert_eq!(next_step::next_step(&state, &[true, true, true, false]).label, "Choose the kitchen photo");
    let home = state.change_home_photos(true).unwrap();
    state.apply(tiled(home, 0), 0.0);
    assert_eq!(action(&state, ALL), Action::Estimate);
    let id = state.request_price();
    state.apply(predicted(id, 1.0), 0.0);
    assert_eq!(action(&state, ALL), Action::NextHome);
    assert_eq!(next_step::place_status(&state, Place::Predict), PlaceStatus::Done);
    let _ = state.request_run(Config::default(), DeviceChoice::Auto);
    assert_eq!(next_step::next_step(&state, &ALL).label, "Results of run 1");
}

#[test]
fn a_result_that_cannot_be_relied_on_leads_to_a_better_one() {
    let after = |mape: f64, houses: usize| {
        let mut state = running();
        let Message::Session(Event::Finished {
            run,
            stopped,
            model,
            rooms,
            mut evaluation,
            seconds_per_epoch,
            file,
        }) = finished(1, false)
        else {
            panic!()
        };
        let test = Metrics { houses, ..metrics(mape) };
        evaluation.calibration = MapeCalibration::new(1.0, [&test, &test]);
        evaluation.test = test;
        let event = Event::Finished { run, stopped, model, rooms, evaluation, seconds_per_epoch, file };
        state.apply(Message::Session(event), 0.0);
        state.add_run_to_list(1, 1.0);
        *state.results_seen = true;
        state
    };
    let step = |state: &State| next_step::next_step(state, &NONE);
    assert_eq!(step(&after(57.0, 100)).label, "Price a home");
    // The best single price is 71.2 % off.
    let bad = after(70.9, 100);
    assert_eq!((step(&bad).action, step(&bad).label.as_str()), (Action::Improve, "Find a better network"));
    // Unless the visitor has begun with a home.
    assert_eq!(next_step::next_step(&bad, &[true, true, true, false]).label, "Choose the kitchen photo");
    let few = after(57.0, 2);
    assert_eq!(
        (step(&few).action, step(&few).prompt.as_str()),
        (Action::CrossValidate, "Only 2 test houses:")
    );
    assert_eq!(step(&few).label, "Test on more houses (cross-validation)", "in plain words");
    // Other houses are in use: the result says nothing of them.
    let mut other = after(70.9, 100);
    other.runs[0].data = Some(dataset(8, 32));
    other.apply(Message::DatasetLoaded(dataset(12, 32)), 0.0);
    assert_eq!(step(&other).action, Action::Start);
}

#[test]
fn too_many_zip_codes_are_refused_before_a_run_on_attributes() {
    let mut state = loaded();
    let mut data = Dataset::clone(&dataset(8, 32));
    let code = |code: u32| ZipCode {
        code: code.to_string(),
        houses: 1,
        median_price: 1e5,
        min_price: 1e5,
        max_price: 1e5,
    };
    data.report.zip_codes = (0..10_001).map(code).collect();
    state.apply(Message::DatasetLoaded(Arc::new(data)), 0.0);
    let why = |model| {
        let mut form = Form::default();
        form.choose_model(model);
        availability::start_blocked_by(&state, &form)
    };
    let sentence = why(ModelKind::TunedMixed).unwrap();
    assert!(sentence.starts_with("The houses have 10001 different zip codes"), "{sentence}");
    assert!(sentence.contains("another column as the zip code"), "{sentence}");
    assert_eq!(why(ModelKind::Cnn), None, "this network does not use zip codes");
}

#[test]
fn every_disabled_control_gives_a_reason() {
    let form = Form::default();
    assert!(
        availability::start_blocked_by(&State::default(), &form)
            .unwrap()
            .starts_with("No houses are loaded yet")
    );
    let mut state = loaded();
    assert_eq!(availability::start_blocked_by(&state, &form), None);
    *state.ready = false;
    assert!(availability::start_blocked_by(&state, &form).unwrap().contains("not started yet"));
    assert!(
        availability::start_blocked_by(&running(), &form).unwrap().starts_with("Run 2 can start when run 1")
    );
    assert!(availability::dataset_load_blocked_by(&running()).unwrap().contains("run 1"));
    assert!(availability::model_load_blocked_by(&running()).is_some());
    let mut greedy = Form::default();
    greedy.set(&TEST_SHARE, "0.99".to_string());
    assert!(
        availability::start_blocked_by(&loaded(), &greedy)
            .unwrap()
            .contains("of 8 houses leaves no training houses")
    );

    assert!(availability::estimate_blocked_by(&loaded(), &ALL).unwrap().contains("no model yet"));
    let mut state = done();
    assert!(availability::estimate_blocked_by(&state, &NONE).unwrap().contains("four photos"));
    assert_eq!(
        availability::estimate_blocked_by(&state, &[true, false, true, false]).unwrap(),
        "The bedroom and kitchen photos are missing. This network needs all photos of a home; a pretrained network needs \
         only one."
    );
    let home = state.change_home_photos(true).unwrap();
    assert!(availability::estimate_blocked_by(&state, &ALL).unwrap().contains("being read"));
    state.apply(Message::HomeFailed { home, message: "No picture.".to_string() }, 0.0);
    assert!(availability::estimate_blocked_by(&state, &ALL).unwrap().contains("Replace it"));
    let home = state.change_home_photos(true).unwrap();
    state.apply(tiled(home, 0), 0.0);
    assert_eq!(availability::estimate_blocked_by(&state, &ALL), None);
}

#[test]
fn the_live_region_announces_changes_but_not_epochs() {
    let mut state = running();
    let before = status_text::announcement(&state);
    state.apply(epoch(1, 3, 70.0), 16_000.0);
    assert_eq!(status_text::announcement(&state), before);
    state.apply(finished(1, true), 17_000.0);
    assert!(status_text::announcement(&state).starts_with("Run 1 was stopped"));
}

#[test]
fn the_device_is_named_by_kind() {
    let mut state = running();
    let chosen = DeviceName { kind: DeviceKind::SoftwareGpu, name: "google swiftshader".to_string() };
    let report = DeviceReport { chosen, step_times: vec![], no_gpu: None };
    state.apply(Message::Session(Event::Device { run: 1, report }), 0.0);
    assert_eq!(status_text::device_line(&state), ("Software GPU", "google swiftshader".to_string()));
}

#[test]
fn a_backbone_network_needs_its_file() {
    let mut state = loaded();
    state.apply(Message::Session(Event::Ready), 0.0);
    let mut form = Form::default();
    form.choose_model(ModelKind::Backbone);
    form.set(&MEMBERS, "2".to_string());
    let why = |state: &State| availability::start_blocked_by(state, &form);
    assert!(why(&state).unwrap().contains("choose the weights file"), "{:?}", why(&state));
    let loaded = |id| Message::Session(Event::BackboneLoaded { id, architecture: Architecture::Resnet18 });
    let name = |state: &State| state.backbone.as_ref().map(|file| file.name.clone()).unwrap_or_default();
    let id = state.request_backbone("resnet18.safetensors".to_string());
    assert!(why(&state).unwrap().contains("is being read"));
    state.apply(failed(id), 0.0);
    assert!(why(&state).unwrap().contains("choose the weights file"));
    assert_eq!(places(&state), [Place::Train]);
    let id = state.request_backbone("resnet18.safetensors".to_string());
    assert!(state.notices.is_empty());
    state.apply(loaded(id), 0.0);
    // The recipe has another tile size, so the houses will be read again for the run.
    assert_eq!(why(&state), None);
    let id = state.request_backbone("other.safetensors".to_string());
    // A new worker loads the former one.
    state.apply(loaded(state.request_ids().next()), 0.0);
    assert_eq!(name(&state), "resnet18.safetensors");
    assert!(why(&state).unwrap().contains("is being read"));
    state.apply(failed(id), 0.0);
    assert_eq!((why(&state), name(&state)), (None, "resnet18.safetensors".to_owned()));

    form.set(&FINE_TUNE, "true".to_owned());
    let config = form.config(4).unwrap();
    assert_eq!(config, Config::recipe(ModelKind::Backbone).fine_tuned());
    assert!(form.is_recipe() && !form.shows(&MEMBERS) && form.shows(&VALIDATION_SHARE));
    assert_eq!(form::changed_settings(&config), ["backbone: ResNet-18", "fine-tuned"]);
    form.set(&FINE_TUNE, "false".to_owned());
    assert_eq!(form.config(4), Ok(Config::recipe(ModelKind::Backbone)));
}

#[test]
fn the_settings_follow_the_file_of_the_backbone() {
    let mut state = loaded();
    state.apply(Message::Session(Event::Ready), 0.0);
    let mut form = Form::default();
    form.choose_model(ModelKind::Backbone);
    form.set(&MEMBERS, "2".to_string());
    let architecture = Architecture::EfficientnetLite0;
    let id = state.request_backbone("model.safetensors".to_string());
    state.apply(Message::Session(Event::BackboneLoaded { id, architecture }), 0.0);
    let why = availability::start_blocked_by(&state, &form).unwrap();
    assert!(
        why.starts_with("The settings say ResNet-18, but the file that you chose is EfficientNet-Lite0."),
        "{why}"
    );
    form.fit_backbone(architecture);
    assert_eq!(availability::start_blocked_by(&state, &form), None);
    let config = form.config(4).unwrap();
    assert_eq!(config, Config { cross_fit_folds: 2, ..Config::on_backbone(architecture) });
    assert_eq!(form::changed_settings(&config), ["backbone: EfficientNet-Lite0", "ensemble members: 2"]);

    form.set(&FINE_TUNE, "true".to_owned());
    let why = form.config(4).unwrap_err();
    assert!(why.contains("only used frozen") && form.wrong(&TILE).is_none(), "{why}");
    form.set(&FINE_TUNE, "false".to_owned());
    assert_eq!(form.config(4), Ok(Config::on_backbone(architecture)));

    // A tile size of the visitor's stays.
    form.set(&TILE, "96".to_owned());
    form.fit_backbone(Architecture::Resnet18);
    assert_eq!(form.config(4), Ok(Config { tile: 96, ..Config::recipe(ModelKind::Backbone) }));
}
