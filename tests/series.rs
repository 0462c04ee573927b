//! Series, the list of runs, and comparisons, without a browser.

use std::sync::Arc;

use facade_app::Message;
use facade_app::compare::{self, difference_text, pairwise_verdict};
use facade_app::form::Form;
use facade_app::repeat_form::{RepeatForm, plan_text};
use facade_app::run_entry::{Results, RunEntry, RunResults};
use facade_app::series::{SeriesEvent, SeriesState};
use facade_app::series_results::{Score, SeriesResults};
use facade_app::state::State;
use facade_app::store_status::{StoreOwner, StoreStatus};
use facade_app::{availability, storage_text};
use facade_data::{DataReport, Dataset, House, HouseId, Montages, Rooms};
use facade_protocol::{
    Bytes, DeviceChoice, DeviceKind, DeviceName, DeviceReport, EpochDone, Event, ModelSummary,
};
use facade_spec::Config;
use facade_spec::evaluation::{
    Baseline, BaselinePredictions, Baselines, ConfidenceInterval, Evaluation, MapeCalibration, Metrics,
    Prediction,
};
use facade_spec::repeats::RepeatAxis;

fn houses(count: u32, tile: usize) -> Arc<Dataset> {
    let house = |number| House {
        id: HouseId::from(number),
        attributes: Vec::new(),
        zip_code: "93510".to_owned(),
        price: 100_000.0 * f64::from(number),
        date: None,
        missing_photos: Vec::new(),
    };
    Arc::new(Dataset {
        name: "Houses".to_owned(),
        rooms: Rooms::default(),
        attributes: Vec::new(),
        houses: (1..=count).map(house).collect(),
        montages: Montages { tile, photos: 4, pixels: Vec::new(), ..Default::default() },
        report: DataReport::default(),
    })
}

/// Predictions for houses 1 to 12 with these percent errors, in turn.
fn evaluation(off: &[f64]) -> Evaluation {
    let predictions: Vec<Prediction> = (1..=12u32)
        .zip(off.iter().cycle())
        .map(|(house, off)| {
            let actual = 100_000.0 * f64::from(house);
            Prediction { house: house.into(), actual, predicted: actual * (1.0 + off / 100.0) }
        })
        .collect();
    let actual: Vec<f64> = predictions.iter().map(|p| p.actual).collect();
    let predicted: Vec<f64> = predictions.iter().map(|p| p.predicted).collect();
    let at = |mape_mean| Baseline { price: 1e5, mape_mean, mape_std: 1.0 };
    let metrics = Metrics::of(&actual, &predicted);
    Evaluation {
        importance: Vec::new(),
        calibration: MapeCalibration::new(1.0, [&metrics, &metrics]),
        test: metrics.clone(),
        train: metrics,
        baselines: Baselines {
            best_constant: at(71.2),
            mean: at(115.4),
            median: at(111.3),
            zip_code: None,
            ridge_slopes: None,
            ridge: Some(BaselinePredictions { mape_mean: 19.4, mape_std: 1.0, prices: vec![1e5; 12] }),
        },
        predictions,
        held_out: Vec::new(),
        map: Vec::new(),
        intervals: Vec::new(),
    }
}

fn run(number: u32, off: &[f64]) -> RunEntry {
    RunEntry {
        number,
        title: String::new(),
        pinned: false,
        saved_ms: f64::from(number),
        data: "Houses".to_owned(),
        device: "CPU".to_owned(),
        config: Config::default(),
        excluded: Vec::new(),
        results: Results::Single(Box::new(RunResults {
            stopped: false,
            epochs: 200,
            parameters: 89_465,
            seconds_per_epoch: 0.5,
            curve: vec![(1, 90.0), (2, 80.0)],
            evaluation: evaluation(off),
        })),
    }
}

fn score(run: usize, mape: f64, best_constant: f64) -> Score {
    let mut score = Score::of(run, &evaluation(&[mape]), [10, 5], 0.1);
    score.constants[0] = best_constant;
    score
}

fn series(number: u32, axis: RepeatAxis, mapes: &[f64]) -> RunEntry {
    let scores = mapes.iter().enumerate().map(|(run, &mape)| score(run, mape, 70.0 + run as f64)).collect();
    let repeated = SeriesResults { axis, runs: mapes.len(), scores, failed: Vec::new() };
    RunEntry { results: Results::Series(repeated), ..run(number, &[0.0]) }
}

fn value(lines: &[compare::ComparisonRow], name: &str) -> Vec<String> {
    let line = lines.iter().find(|line| line.name == name);
    let values = line.unwrap_or_else(|| panic!("no line {name}: {lines:?}")).values.clone();
    values.into_iter().map(|value| value.replace('\u{a0}', " ")).collect()
}

#[test]
fn two_runs_on_the_same_houses_are_paired_house_by_house() {
    // Every house is about 4 points nearer, too consistently for chance.
    let (far, near) = (run(1, &[24.0, 25.0, 26.0]), run(3, &[20.0, 21.5, 21.5]));
    let verdict = pairwise_verdict(&near, &far).unwrap();
    assert!(
        verdict.starts_with("On the same 12 houses, run 3 is 4.0 percentage points better than run 1 (95 % confidence interval"),
        "{verdict}"
    );
    assert!(verdict.contains("this is probably not chance"), "{verdict}");
    let verdict = pairwise_verdict(&far, &near).unwrap();
    assert!(verdict.contains("run 1 is 4.0 percentage points worse than run 3"), "{verdict}");
    // The difference is due to one house.
    let lucky = run(4, &[24.0, 25.0, 26.0, 24.0, 25.0, 26.0, 24.0, 25.0, 26.0, 24.0, 25.0, 2.0]);
    let verdict = pairwise_verdict(&lucky, &far).unwrap();
    assert!(verdict.contains("this may be chance"), "{verdict}");
}

#[test]
fn runs_on_different_houses_are_not_compared_and_the_reason_is_given() {
    let first = run(1, &[20.0]);
    let mut other = run(2, &[20.0]);
    other.config.split_seed = 43;
    if let Results::Single(single) = &mut other.results {
        single.evaluation.predictions.pop();
    }
    let verdict = pairwise_verdict(&first, &other).unwrap_err();
    assert!(
        verdict.contains("their split seeds are 42 and 43") && verdict.contains("cannot be compared"),
        "{verdict}"
    );
    assert!(
        pairwise_verdict(&other, &first).unwrap_err().contains("cannot be compared"),
        "the other way round as well"
    );

    let mut elsewhere = run(2, &[20.0]);
    elsewhere.data = "Flats".to_owned();
    let verdict = pairwise_verdict(&first, &elsewhere).unwrap_err();
    assert!(
        verdict.contains("they were trained on “Houses” and “Flats”")
            && verdict.ends_with("Train both on the same houses instead.")
    );

    let mut repriced = run(2, &[20.0]);
    if let Results::Single(single) = &mut repriced.results {
        single.evaluation.predictions[3].actual += 1.0;
    }
    assert!(pairwise_verdict(&first, &repriced).unwrap_err().contains("cannot be compared"));
    assert!(
        pairwise_verdict(&first, &series(3, RepeatAxis::Seeds, &[1.0, 2.0]))
            .unwrap_err()
            .contains("one is a run, the other a series")
    );
}

#[test]
fn two_series_are_paired_run_by_run_and_folds_have_a_wider_interval() {
    let pair = |axis| {
        let (a, b) = (series(1, axis, &[20.0, 21.0, 22.0]), series(2, axis, &[21.0, 22.5, 22.5]));
        pairwise_verdict(&a, &b).unwrap()
    };
    let verdict = pair(RepeatAxis::Seeds);
    assert!(
        verdict.starts_with(
            "Over the same 3 seeds, compared in pairs, series 1 is 1.0 percentage point better than series 2"
        ),
        "{verdict}"
    );
    // Differences -1, -1.5, -0.5: mean 1, standard deviation 0.5, so 4.3 * 0.5 / sqrt(3) to each side.
    assert!(verdict.contains("0.2 worse to 2.2 better"), "{verdict}");
    // With a third of the houses in common: sqrt(1/3 + 1/2) instead of 1 / sqrt(3).
    assert!(pair(RepeatAxis::Folds).contains("1.0 worse to 3.0 better"), "{}", pair(RepeatAxis::Folds));

    let seeds = series(1, RepeatAxis::Seeds, &[20.0, 21.0]);
    assert!(
        pairwise_verdict(&seeds, &series(2, RepeatAxis::Splits, &[20.0, 21.0]))
            .unwrap_err()
            .contains("fewer than two of their runs")
    );
    let mut other = series(2, RepeatAxis::Seeds, &[20.0, 21.0]);
    if let Results::Series(repeated) = &mut other.results {
        repeated.scores.iter_mut().for_each(|score| score.constants[0] += 1.0);
    }
    assert!(
        pairwise_verdict(&seeds, &other).unwrap_err().contains("fewer than two of their runs"),
        "other baselines mean other houses"
    );
}

#[test]
fn of_several_all_that_can_be_paired_are() {
    let all = [run(1, &[24.0, 25.0]), run(2, &[20.0, 21.0]), run(3, &[30.0, 31.0])].map(Arc::new);
    let verdict = compare::verdicts(&all);
    assert_eq!(verdict.len(), 3);
    assert!(verdict[0].contains("run 2 is 4.0 percentage points better than run 1"), "{verdict:?}");
    assert!(verdict[1].contains("run 2 is 10.0 percentage points better than run 3"), "{verdict:?}");
    assert!(verdict[2].contains("run 1 is 6.0 percentage points better than run 3"), "{verdict:?}");
    // A run and two series: the series are paired, and why the run is not is said once.
    let of = |number, off| Arc::new(series(number, RepeatAxis::Seeds, off));
    let mixed = [all[0].clone(), of(8, &[20.0, 21.0]), of(9, &[21.0, 22.5])];
    let verdict = compare::verdicts(&mixed);
    assert_eq!(verdict.len(), 2, "{verdict:?}");
    assert!(verdict[0].contains("series 8 is") && verdict[1].contains("one is a run"), "{verdict:?}");
    assert!(compare::verdicts(&all[..1]).is_empty());
}

#[test]
fn a_run_that_was_stopped_is_named_where_it_is_compared() {
    let mut stopped = run(2, &[20.0, 21.0]);
    let Results::Single(single) = &mut stopped.results else { panic!() };
    (single.stopped, single.epochs) = (true, 23);
    assert_eq!(compare::stopped_text(&stopped).unwrap(), "stopped after 23 of 200 epochs");
    let whole = run(1, &[24.0, 25.0]);
    assert_eq!(compare::stopped_text(&whole), None);
    let verdicts = compare::verdicts(&[whole, stopped].map(Arc::new));
    assert_eq!(verdicts.len(), 2);
    assert!(verdicts[1].starts_with("Run 2 was stopped after 23 of 200 epochs:"), "{verdicts:?}");
}

#[test]
fn a_series_of_an_earlier_version_has_the_error_with_the_factor() {
    let calibrated = |number, mapes: &[f64]| {
        let mut entry = series(number, RepeatAxis::Seeds, mapes);
        entry.config.calibrate = true;
        let Results::Series(series) = &mut entry.results else { panic!() };
        series.scores.iter_mut().for_each(|score| score.calibrated_mape -= 2.0);
        entry
    };
    let now = calibrated(2, &[20.0, 21.0, 22.5]);
    let mut before = calibrated(1, &[24.0, 25.0, 26.0]);
    let Results::Series(series) = &mut before.results else { panic!() };
    series.scores.iter_mut().for_each(|score| score.price_mape = None);
    let figures = compare::metric_rows(&[&before, &now]);
    assert_eq!(value(&figures, "Mean test error"), ["23.0 %", "21.2 %"]);
    let with_factor = "The same if all prices are multiplied by the factor that is best for MAPE";
    assert_eq!(value(&figures, with_factor), ["23.0 %", "19.2 %"]);
    assert!(compare::kind_text(&before).unwrap().ends_with("error with the factor for MAPE"));
    assert_eq!(compare::kind_text(&now).unwrap(), "3 seeds");
    // Like is compared with like.
    let verdict = pairwise_verdict(&before, &now).unwrap();
    assert!(verdict.contains("series 1 is 3.8 percentage points worse than series 2"), "{verdict}");
}

#[test]
fn differences_have_the_right_sign() {
    let words = |mean, ends| difference_text("it", "ridge", ConfidenceInterval { mean, ends });
    assert_eq!(
        words(-2.6, [-4.4, -0.9]),
        "it is 2.6 percentage points better than ridge (95 % confidence interval 0.9 to 4.4): this is probably not chance."
    );
    assert_eq!(
        words(1.0, [-0.5, 2.5]),
        "it is 1.0 percentage point worse than ridge (95 % confidence interval 0.5 better to 2.5 worse): this may be chance."
    );
}

#[test]
fn the_comparison_lists_metrics_baselines_and_differing_settings() {
    let mut small = run(2, &[30.0]);
    small.config.filters = vec![4, 8];
    small.config.seed = 9;
    let repeated = series(3, RepeatAxis::Folds, &[10.0, 20.0]);
    let all = [&run(1, &[20.0]), &small, &repeated];
    let differing = compare::differing_settings(&all);
    assert_eq!(differing.iter().map(|line| line.name).collect::<Vec<_>>(), ["Filters", "Seed"]);
    assert_eq!(value(&differing, "Seed"), ["1", "9", "1"]);
    let figures = compare::metric_rows(&all);
    assert_eq!(value(&figures, "Mean test error"), ["20.0 %", "30.0 %", "15.0 %"]);
    assert_eq!(value(&figures, "Standard deviation")[2], "7.1 % from run to run");
    let figures_of_one = compare::metric_rows(&[&run(1, &[10.0, 30.0])]);
    assert_eq!(
        value(&figures_of_one, "Standard deviation"),
        ["10.0 % from house to house"],
        "as under Results"
    );
    assert_eq!(value(&figures, "Test houses"), ["12", "12", "12"]);
    let guesses = compare::baseline_rows(&all);
    assert_eq!(value(&guesses, "Best single price"), ["71.2 %", "71.2 %", "70.5 %"]);
    assert_eq!(value(&guesses, "Best price in each zip code"), ["none", "none", "none"]);
    assert!(compare::differing_settings(&all[..1]).is_empty());
    assert_eq!(value(&figures_of_one, "95 % confidence interval"), ["13.4 to 26.6 %, over houses"]);
    assert!(figures.iter().all(|line| !line.name.contains("factor")), "there is none");
    assert_eq!(compare::kind_text(all[2]).unwrap(), "cross-validated on 2 folds");
    assert_eq!(compare::kind_text(all[0]), None);
}

#[test]
fn the_plan_of_a_series_is_described_before_it_starts() {
    let words = |axis, workers| plan_text(axis, 5, &Config::default(), workers, true);
    assert!(words(RepeatAxis::Seeds, (4, DeviceChoice::Cpu)).starts_with("Seeds 1 to 5 on one split"));
    assert!(words(RepeatAxis::Seeds, (4, DeviceChoice::Cpu)).contains("4 runs in parallel on the CPU"));
    assert!(words(RepeatAxis::Splits, (1, DeviceChoice::Gpu)).contains("Split seeds 42 to 46"));
    assert!(words(RepeatAxis::Splits, (1, DeviceChoice::Gpu)).contains("One run at a time on the GPU"));
    assert!(words(RepeatAxis::Folds, (1, DeviceChoice::Cpu)).contains("The test houses are not used"));
}

fn ready() -> State {
    let mut state = State::default();
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::DatasetLoaded(houses(40, 32)), 0.0);
    state
}

fn finish(state: &mut State, number: u32) {
    let chosen = DeviceName { kind: DeviceKind::Cpu, name: "4 cores".to_owned() };
    let report = DeviceReport { chosen, step_times: Vec::new(), no_gpu: None };
    let Evaluation { baselines, .. } = evaluation(&[1.0]);
    let epoch = |epoch| EpochDone {
        run: number,
        epoch,
        train_loss: 1.0,
        validation_loss: 1.0,
        validation_mape: 100.0 / epoch as f64,
        seconds: 1.0,
    };
    state.apply(Message::Session(Event::Device { run: number, report }), 0.0);
    let started = Event::Started {
        run: number,
        train: 28,
        test: 12,
        steps_per_epoch: 1,
        parameters: 5,
        epochs_done: 0,
        baselines,
    };
    state.apply(Message::Session(started), 0.0);
    (1..=900).for_each(|e| state.apply(Message::Session(Event::Epoch(epoch(e))), e as f64));
    let model = ModelSummary {
        config: Config::default(),
        epochs_done: 900,
        parameters: 5,
        test_mape: None,
        data: "Houses".to_owned(),
        rooms: Rooms::default(),
        prices: [1.0, 2.0],
        input_schema: Default::default(),
        intervals: Vec::new(),
        missing_intervals: Vec::new(),
        network: String::new(),
    };
    let finished = Event::Finished {
        run: number,
        stopped: false,
        model,
        rooms: None,
        evaluation: Box::new(evaluation(&[20.0])),
        seconds_per_epoch: 0.25,
        file: Bytes(Vec::new()),
    };
    state.apply(Message::Session(finished), 1000.0);
}

#[test]
fn a_finished_run_is_listed_with_its_curve_and_results() {
    let mut state = ready();
    let number = state.request_run(Config { epochs: 900, ..Config::default() }, DeviceChoice::Auto);
    assert_eq!(state.add_run_to_list(number, 5.0), Vec::<u32>::new(), "a run without results is not listed");
    finish(&mut state, number);
    state.list.shown = Some(7);
    assert_eq!(state.add_run_to_list(number, 5.0), [1]);
    assert_eq!(state.list.shown, None, "the latest results are shown");
    let entry = state.list.get(1).unwrap();
    assert_eq!((entry.data.as_str(), entry.device.as_str(), entry.saved_ms), ("Houses", "CPU", 5.0));
    let single = entry.single().unwrap();
    assert_eq!((single.epochs, single.parameters, single.evaluation.predictions.len()), (900, 5, 12));
    assert!(single.curve.len() <= 401 && single.curve.last().unwrap().0 == 900, "{}", single.curve.len());
    assert!(single.matches_dataset(&houses(40, 32)) && !single.matches_dataset(&houses(11, 32)));
    let drawn =
        facade_app::chart::validation_curves(&[&single.curve, &[(1, 50.0), (2, f64::NAN)]], Some(71.2));
    assert!(
        drawn.contains(r#"class="line l0""#)
            && drawn.contains(r#"class="line l1""#)
            && !drawn.contains("NaN")
    );
}

#[test]
fn a_series_waits_for_houses_at_its_tile_size_and_is_cancelled_if_reading_fails() {
    let mut state = ready();
    let config = Config { tile: 64, ..Config::default() };
    assert_eq!(state.request_series(config.clone(), RepeatAxis::Seeds, 3), 1);
    assert_eq!(state.next_run_number(), 2, "runs and series are numbered together");
    state.apply(Message::DatasetLoadStarted { name: "Houses".to_owned() }, 0.0);
    state.apply(Message::DatasetLoadFailed { message: "gone".to_owned() }, 0.0);
    assert_eq!(state.series.as_ref().unwrap().state, SeriesState::Cancelled);

    state.request_series(config, RepeatAxis::Seeds, 3);
    state.apply(Message::DatasetLoaded(houses(40, 64)), 0.0);
    let begun = SeriesEvent::Started { workers: 2, device: DeviceChoice::Cpu, memory_limited: false };
    state.apply(Message::Series(begun), 0.0);
    // Reading other houses does not affect it once its workers have theirs.
    state.apply(Message::DatasetLoadCancelled, 0.0);
    assert_eq!(state.series.as_ref().unwrap().state, SeriesState::Preparing);
    assert_eq!(state.add_series_to_list(1.0), Vec::<u32>::new(), "it has no results yet");
    state.apply(Message::Series(SeriesEvent::RunStarted(0)), 0.0);
    assert!(
        availability::clear_blocked_by(&state).unwrap().contains("Series 2 is in progress and being saved"),
        "its runs would make the undo impossible"
    );
    state.apply(Message::Series(SeriesEvent::RunEnded(0, Ok(score(0, 20.0, 70.0)))), 1.0);
    assert_eq!(state.add_series_to_list(1.0), [2]);
    state.apply(Message::Series(SeriesEvent::RunEnded(1, Ok(score(1, 30.0, 70.0)))), 1.0);
    assert_eq!(state.add_series_to_list(2.0), [2], "it replaces its former entry");
    assert_eq!(state.list.entries().len(), 1);
}

#[test]
fn the_reason_why_a_series_cannot_start_is_given() {
    let mut state = ready();
    let form = Form::default();
    let why =
        |state: &State, repeat_form: &RepeatForm| availability::series_blocked_by(state, &form, repeat_form);
    let folds = |text: &str| RepeatForm { axis: RepeatAxis::Folds, count_text: text.to_owned() };
    assert_eq!(
        why(&State::default(), &RepeatForm::default()).unwrap(),
        availability::start_blocked_by(&State::default(), &form).unwrap()
    );
    assert_eq!(why(&state, &RepeatForm::default()), None);
    assert_eq!(
        why(&state, &folds("31")).unwrap(),
        "There are 31 folds but only 30 training houses. Choose fewer folds than houses."
    );
    assert!(why(&state, &folds("few")).unwrap().contains("The number of folds is “few”"));
    state.request_series(Config::default(), RepeatAxis::Seeds, 3);
    assert_eq!(
        why(&state, &RepeatForm::default()).unwrap(),
        "Series 1 is in progress. Cancel it to start another."
    );
    assert_eq!(availability::start_blocked_by(&state, &form), None, "a run can start at the same time");
    state.cancel_series();
    state.request_run(Config::default(), DeviceChoice::Cpu);
    assert!(why(&state, &RepeatForm::default()).unwrap().contains("Run 2 is in progress"));
}

#[test]
fn a_second_tab_cannot_delete_runs() {
    let mut state = ready();
    assert_eq!(availability::delete_blocked_by(&state), None);
    *state.store_status = StoreStatus { owner: StoreOwner::OtherTab, ..StoreStatus::default() };
    assert!(availability::delete_blocked_by(&state).unwrap().contains("Another tab"));
    assert!(storage_text::list_storage_text(&state).contains("not saved until you close that tab"));
    state.store_status.owner = StoreOwner::Denied;
    assert!(storage_text::list_storage_text(&state).contains("is lost when you close the page"));
}
