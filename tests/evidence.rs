//! Series, the list of runs and their comparison, as the page folds and tells them: no browser needed.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::rc::Rc;

use facade_app::Message;
use facade_app::compare::{self, difference_words, verdict};
use facade_app::form::Form;
use facade_app::list::{Entry, Single, What};
use facade_app::series::{Repeated, Score, SeriesEvent, SeriesState, Wish, plan_words};
use facade_app::state::State;
use facade_app::store_status::{Hold, Kept};
use facade_app::{steps, words};
use facade_data::{DataReport, Dataset, House, Montages, Rooms};
use facade_protocol::{
    Bytes, DeviceChoice, DeviceKind, DeviceName, DeviceReport, EpochDone, Event, ModelSummary,
};
use facade_spec::Config;
use facade_spec::evaluation::{Baseline, Baselines, Evaluation, Guesses, Interval, Metrics, Prediction};
use facade_spec::repeats::Over;

fn houses(count: u32, tile: usize) -> Rc<Dataset> {
    let house = |number| House {
        number,
        attributes: Vec::new(),
        zip_code: "93510".to_owned(),
        price: 100_000.0 * f64::from(number),
    };
    Rc::new(Dataset {
        name: "Houses".to_owned(),
        rooms: Rooms::default(),
        attributes: Vec::new(),
        houses: (1..=count).map(house).collect(),
        montages: Montages { tile, photos: 4, pixels: Vec::new() },
        report: DataReport::default(),
    })
}

/// Predictions for houses 1 to 12 that are off by so many percent, one after the other.
fn evaluation(off: &[f64]) -> Evaluation {
    let predictions: Vec<Prediction> = (1..=12u32)
        .zip(off.iter().cycle())
        .map(|(house, off)| {
            let actual = 100_000.0 * f64::from(house);
            Prediction { house, actual, predicted: actual * (1.0 + off / 100.0) }
        })
        .collect();
    let actual: Vec<f64> = predictions.iter().map(|p| p.actual).collect();
    let predicted: Vec<f64> = predictions.iter().map(|p| p.predicted).collect();
    let at = |mape_mean| Baseline { price: 1e5, mape_mean, mape_std: 1.0 };
    Evaluation {
        test: Metrics::of(&actual, &predicted),
        train: Metrics::of(&actual, &predicted),
        baselines: Baselines {
            best_constant: at(71.2),
            mean: at(115.4),
            median: at(111.3),
            zip_code: None,
            ridge: Some(Guesses { mape_mean: 19.4, mape_std: 1.0, prices: vec![1e5; 12] }),
        },
        predictions,
        ranges: Vec::new(),
        shade: 1.0,
        r2_log_unshaded: Some(0.5),
    }
}

fn run(number: u32, off: &[f64]) -> Entry {
    Entry {
        number,
        title: String::new(),
        saved_ms: f64::from(number),
        data: "Houses".to_owned(),
        device: "CPU".to_owned(),
        config: Config::default(),
        excluded: Vec::new(),
        what: What::Single(Box::new(Single {
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

fn series(number: u32, over: Over, mapes: &[f64]) -> Entry {
    let scores = mapes.iter().enumerate().map(|(run, &mape)| score(run, mape, 70.0 + run as f64)).collect();
    let repeated = Repeated { over, runs: mapes.len(), scores, lost: Vec::new() };
    Entry { what: What::Series(repeated), ..run(number, &[0.0]) }
}

fn value(lines: &[compare::Line], name: &str) -> Vec<String> {
    let line = lines.iter().find(|line| line.name == name);
    let values = line.unwrap_or_else(|| panic!("no line {name}: {lines:?}")).values.clone();
    values.into_iter().map(|value| value.replace('\u{a0}', " ")).collect()
}

#[test]
fn two_runs_on_the_same_houses_are_paired_house_by_house() {
    // Every house is 4 points nearer, but for a little noise: chance is out of the question.
    let (far, near) = (run(1, &[24.0, 25.0, 26.0]), run(3, &[20.0, 21.5, 21.5]));
    let said = verdict(&near, &far);
    assert!(
        said.starts_with("On the same 12 houses run 3 is 4.0 points nearer than run 1 (95 % interval"),
        "{said}"
    );
    assert!(said.contains("more than chance"), "{said}");
    let said = verdict(&far, &near);
    assert!(said.contains("run 1 is 4.0 points farther off than run 3"), "{said}");
    // One house decides.
    let lucky = run(4, &[24.0, 25.0, 26.0, 24.0, 25.0, 26.0, 24.0, 25.0, 26.0, 24.0, 25.0, 2.0]);
    let said = verdict(&lucky, &far);
    assert!(said.contains("that may be chance"), "{said}");
}

#[test]
fn runs_on_other_houses_are_not_paired_and_told_why() {
    let first = run(1, &[20.0]);
    let mut other = run(2, &[20.0]);
    other.config.split_seed = 43;
    if let What::Single(single) = &mut other.what {
        single.evaluation.predictions.pop();
    }
    let said = verdict(&first, &other);
    assert!(
        said.contains("their split seeds are 42 and 43") && said.contains("cannot be compared"),
        "{said}"
    );
    assert!(verdict(&other, &first).contains("cannot be compared"), "the other way round too");

    let mut elsewhere = run(2, &[20.0]);
    elsewhere.data = "Flats".to_owned();
    let said = verdict(&first, &elsewhere);
    assert!(
        said.contains("they learned from “Houses” and “Flats”")
            && said.ends_with("Train both on the same houses instead.")
    );

    let mut repriced = run(2, &[20.0]);
    if let What::Single(single) = &mut repriced.what {
        single.evaluation.predictions[3].actual += 1.0;
    }
    assert!(verdict(&first, &repriced).contains("cannot be compared"));
    assert!(
        verdict(&first, &series(3, Over::Seeds, &[1.0, 2.0])).contains("one is a run, the other a series")
    );
}

#[test]
fn two_series_are_paired_run_by_run_and_folds_widen_the_interval() {
    let pair = |over| {
        let (a, b) = (series(1, over, &[20.0, 21.0, 22.0]), series(2, over, &[21.0, 22.5, 22.5]));
        verdict(&a, &b)
    };
    let said = pair(Over::Seeds);
    assert!(
        said.starts_with("On the same 3 seeds, pair by pair, series 1 is 1.0 point nearer than series 2"),
        "{said}"
    );
    // Differences -1, -1.5, -0.5: 1 with a standard deviation of 0.5, so 4.3 * 0.5 / sqrt(3) to each side.
    assert!(said.contains("0.2 farther off to 2.2 nearer"), "{said}");
    // With a third of the houses in common: sqrt(1/3 + 1/2) in its place.
    assert!(pair(Over::Folds).contains("1.0 farther off to 3.0 nearer"), "{}", pair(Over::Folds));

    let seeds = series(1, Over::Seeds, &[20.0, 21.0]);
    assert!(verdict(&seeds, &series(2, Over::Splits, &[20.0, 21.0])).contains("fewer than two runs"));
    let mut other = series(2, Over::Seeds, &[20.0, 21.0]);
    if let What::Series(repeated) = &mut other.what {
        repeated.scores.iter_mut().for_each(|score| score.constants[0] += 1.0);
    }
    assert!(
        verdict(&seeds, &other).contains("fewer than two runs"),
        "guesses tell that the houses were others"
    );
}

#[test]
fn of_several_each_is_paired_with_the_one_that_errs_least() {
    let all = [run(1, &[24.0, 25.0]), run(2, &[20.0, 21.0]), run(3, &[30.0, 31.0])].map(Rc::new);
    let said = compare::verdicts(&all);
    assert_eq!(said.len(), 2);
    assert!(said[0].contains("run 2 is 4.0 points nearer than run 1"), "{said:?}");
    assert!(said[1].contains("run 2 is 10.0 points nearer than run 3"), "{said:?}");
    assert!(compare::verdicts(&all[..1]).is_empty());
}

#[test]
fn a_difference_reads_the_right_way_round() {
    let words = |mean, ends| difference_words("it", "ridge", Interval { mean, ends });
    assert_eq!(
        words(-2.6, [-4.4, -0.9]),
        "it is 2.6 points nearer than ridge (95 % interval 0.9 to 4.4): more than chance."
    );
    assert_eq!(
        words(1.0, [-0.5, 2.5]),
        "it is 1.0 point farther off than ridge (95 % interval 0.5 nearer to 2.5 farther off): that may be chance."
    );
}

#[test]
fn side_by_side_stand_figures_guesses_and_only_settings_that_differ() {
    let mut small = run(2, &[30.0]);
    small.config.filters = vec![4, 8];
    small.config.seed = 9;
    let repeated = series(3, Over::Folds, &[10.0, 20.0]);
    let all = [&run(1, &[20.0]), &small, &repeated];
    let differing = compare::settings(&all);
    assert_eq!(differing.iter().map(|line| line.name).collect::<Vec<_>>(), ["Filters", "Seed"]);
    assert_eq!(value(&differing, "Seed"), ["1", "9", "1"]);
    let figures = compare::figures(&all);
    assert_eq!(value(&figures, "Mean test error"), ["20.0 %", "30.0 %", "15.0 %"]);
    assert_eq!(value(&figures, "Standard deviation")[2], "7.1 % from run to run");
    let figures_of_one = compare::figures(&[&run(1, &[10.0, 30.0])]);
    assert_eq!(
        value(&figures_of_one, "Standard deviation"),
        ["10.0 % from house to house"],
        "as under Results"
    );
    assert_eq!(value(&figures, "Test houses"), ["12", "12", "12"]);
    let guesses = compare::baselines(&all);
    assert_eq!(value(&guesses, "Best single price"), ["71.2 %", "71.2 %", "70.5 %"]);
    assert_eq!(value(&guesses, "Best price in each zip code"), ["none", "none", "none"]);
    assert!(compare::settings(&all[..1]).is_empty());
    assert_eq!(compare::kind_words(all[2]).unwrap(), "cross-validated on 2 folds");
    assert_eq!(compare::kind_words(all[0]), None);
}

#[test]
fn what_a_series_does_is_told_before_it_starts() {
    let words = |over, team| plan_words(over, 5, &Config::default(), team, true);
    assert!(words(Over::Seeds, (4, DeviceChoice::Cpu)).starts_with("Seeds 1 to 5 on one split"));
    assert!(words(Over::Seeds, (4, DeviceChoice::Cpu)).contains("4 at once, on the CPU"));
    assert!(words(Over::Splits, (1, DeviceChoice::Gpu)).contains("Split seeds 42 to 46"));
    assert!(words(Over::Splits, (1, DeviceChoice::Gpu)).contains("One after the other on the GPU"));
    assert!(words(Over::Folds, (1, DeviceChoice::Cpu)).contains("The test houses have no part in it"));
}

fn ready() -> State {
    let mut state = State::default();
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::IntakeDone(houses(40, 32)), 0.0);
    state
}

fn finish(state: &mut State, number: u32) {
    let chosen = DeviceName { kind: DeviceKind::Cpu, name: "4 cores".to_owned() };
    let report = DeviceReport { chosen, raced: Vec::new(), no_gpu: None };
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
        asks: Default::default(),
        ranges: Vec::new(),
    };
    let finished = Event::Finished {
        run: number,
        stopped: false,
        model,
        evaluation: Box::new(evaluation(&[20.0])),
        seconds_per_epoch: 0.25,
        file: Bytes(Vec::new()),
    };
    state.apply(Message::Session(finished), 1000.0);
}

#[test]
fn a_run_that_has_ended_stands_on_the_list_with_its_curve_and_results() {
    let mut state = ready();
    let number = state.ask_run(Config { epochs: 900, ..Config::default() }, DeviceChoice::Auto);
    assert_eq!(state.list_run(number, 5.0), Vec::<u32>::new(), "not before it has results");
    finish(&mut state, number);
    state.list.shown = Some(7);
    assert_eq!(state.list_run(number, 5.0), [1]);
    assert_eq!(state.list.shown, None, "the latest results are shown");
    let entry = state.list.get(1).unwrap();
    assert_eq!((entry.data.as_str(), entry.device.as_str(), entry.saved_ms), ("Houses", "CPU, 4 cores", 5.0));
    let single = entry.single().unwrap();
    assert_eq!((single.epochs, single.parameters, single.evaluation.predictions.len()), (900, 5, 12));
    assert!(single.curve.len() <= 401 && single.curve.last().unwrap().0 == 900, "{}", single.curve.len());
    assert!(single.knows(&houses(40, 32)) && !single.knows(&houses(11, 32)));
    let drawn = facade_app::chart::overlay(&[&single.curve, &[(1, 50.0), (2, f64::NAN)]], Some(71.2));
    assert!(
        drawn.contains(r#"class="line l0""#)
            && drawn.contains(r#"class="line l1""#)
            && !drawn.contains("NaN")
    );
}

#[test]
fn a_series_waits_for_houses_in_its_tile_size_and_ends_with_their_reading() {
    let mut state = ready();
    let config = Config { tile: 64, ..Config::default() };
    assert_eq!(state.ask_series(config.clone(), Over::Seeds, 3), 1);
    assert_eq!(state.next_run(), 2, "runs and series are numbered together");
    state.apply(Message::IntakeStarted { name: "Houses".to_owned() }, 0.0);
    state.apply(Message::IntakeFailed { message: "gone".to_owned() }, 0.0);
    assert_eq!(state.series.as_ref().unwrap().state, SeriesState::Cancelled);

    state.ask_series(config, Over::Seeds, 3);
    state.apply(Message::IntakeDone(houses(40, 64)), 0.0);
    let begun = SeriesEvent::Begun { workers: 2, device: DeviceChoice::Cpu, scarce: false };
    state.apply(Message::Series(begun), 0.0);
    // Other houses may be read, and given up, while its workers have their own.
    state.apply(Message::IntakeCancelled, 0.0);
    assert_eq!(state.series.as_ref().unwrap().state, SeriesState::Preparing);
    assert_eq!(state.list_series(1.0), Vec::<u32>::new(), "nothing has come of it yet");
    state.apply(Message::Series(SeriesEvent::Given(0)), 0.0);
    assert!(
        steps::why_no_forget(&state).unwrap().contains("Series 2 is being saved"),
        "its runs would end the undo"
    );
    state.apply(Message::Series(SeriesEvent::Ended(0, Ok(score(0, 20.0, 70.0)))), 1.0);
    assert_eq!(state.list_series(1.0), [2]);
    state.apply(Message::Series(SeriesEvent::Ended(1, Ok(score(1, 30.0, 70.0)))), 1.0);
    assert_eq!(state.list_series(2.0), [2], "it takes the place of what there was of it");
    assert_eq!(state.list.entries().len(), 1);
}

#[test]
fn why_a_series_cannot_start_is_told() {
    let mut state = ready();
    let form = Form::default();
    let why = |state: &State, wish: &Wish| steps::why_no_repeat(state, &form, wish);
    let folds = |text: &str| Wish { over: Over::Folds, text: text.to_owned() };
    assert_eq!(
        why(&State::default(), &Wish::default()).unwrap(),
        steps::why_no_start(&State::default(), &form).unwrap()
    );
    assert_eq!(why(&state, &Wish::default()), None);
    assert_eq!(
        why(&state, &folds("31")).unwrap(),
        "There are 31 folds and 30 training houses. Choose fewer folds than houses."
    );
    assert!(why(&state, &folds("few")).unwrap().contains("The number of folds is “few”"));
    state.ask_series(Config::default(), Over::Seeds, 3);
    assert_eq!(why(&state, &Wish::default()).unwrap(), "Series 1 goes on. Cancel it to start another.");
    assert_eq!(steps::why_no_start(&state, &form), None, "a run can start beside it");
    state.cancel_series();
    state.ask_run(Config::default(), DeviceChoice::Cpu);
    assert!(why(&state, &Wish::default()).unwrap().contains("Run 2 goes on"));
}

#[test]
fn in_a_second_tab_nothing_is_deleted() {
    let mut state = ready();
    assert_eq!(steps::why_no_delete(&state), None);
    state.kept = Kept { hold: Hold::OtherTab, ..Kept::default() };
    assert!(steps::why_no_delete(&state).unwrap().contains("Another tab"));
    assert!(words::list_words(&state).contains("not saved until that tab is closed"));
    state.kept.hold = Hold::Denied;
    assert!(words::list_words(&state).contains("goes with the page"));
}
