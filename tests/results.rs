//! The results of a run: curves, errors by group, and the report, for real runs of a session.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use facade_app::Message;
use facade_app::chart::{self, LossChartOptions, loss_chart, scatter, scatter_positions};
use facade_app::error_statistics::{groups_csv, price_errors};
use facade_app::html_report;
use facade_app::result_rows::{Row, rows};
use facade_app::run::curve_csv;
use facade_app::state::State;
use facade_imaging::sample;
use facade_protocol::{DeviceChoice, Event, Request};
use facade_session::Session;
use facade_spec::{Config, ModelKind};
use pollster::block_on;

/// The state after two runs on the sample set, both in the list.
fn page() -> State {
    let data = sample::dataset(8);
    let events = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&events);
    let mut session = Session::new(move |event| sink.borrow_mut().push(event));
    let mut state = State::default();
    state.apply(Message::Session(Event::Ready), 0.0);
    state.apply(Message::DatasetLoadStarted { name: data.name.clone() }, 0.0);
    state.apply(Message::DatasetLoaded(Arc::new(data.clone())), 1.0);
    block_on(session.handle(1, Request::Load(Box::new(data))));
    for seed in [1, 2] {
        let config = Config { tile: 8, filters: vec![4], epochs: 30, seed, ..Config::recipe(ModelKind::Cnn) };
        let run = state.request_run(config.clone(), DeviceChoice::Cpu);
        block_on(async {
            let (device, excluded) = (DeviceChoice::Cpu, Vec::new());
            session.handle(1, Request::Train { run, config, device, excluded, resume: None }).await;
            while session.is_training() {
                session.advance().await;
            }
        });
        for event in events.take() {
            state.apply(Message::Session(event), 2.0);
        }
        state.add_run_to_list(run, 1_700_000_000_000.0);
    }
    state
}

fn points(svg: &str, class: &str) -> Vec<usize> {
    let start = format!(r#"class="{class}" d=""#);
    svg.split(&start)
        .skip(1)
        .map(|path| path.split('"').next().unwrap().matches(['M', 'L']).count())
        .collect()
}

#[test]
fn the_loss_chart_shows_the_best_epoch_and_earlier_runs_and_can_be_smoothed() {
    let state = page();
    let [first, second] = &state.runs[..] else { panic!() };
    let plain = loss_chart(second, &[first], LossChartOptions::default());
    assert_eq!((points(&plain, "p-val"), points(&plain, "p-old")), (vec![30], vec![30]));
    let best = second.curve.iter().map(|e| e.validation_mape).fold(f64::MAX, f64::min);
    let epoch = second.curve.iter().find(|e| e.validation_mape == best).unwrap().epoch;
    assert!(plain.contains(&format!("lowest: {best:.1}\u{a0}%, epoch {epoch}")), "{plain}");
    assert!(!plain.contains("p-raw"));

    let alone =
        loss_chart(second, &[first], LossChartOptions { earlier: false, ..LossChartOptions::default() });
    assert!(points(&alone, "p-old").is_empty());
    let smooth =
        loss_chart(second, &[first], LossChartOptions { smooth: true, ..LossChartOptions::default() });
    assert_eq!((points(&smooth, "p-val"), points(&smooth, "p-val p-raw")), (vec![30], vec![30]));
    let turns = |svg: &str, class: &str| {
        let start = format!(r#"class="{class}" d=""#);
        let path = svg.split(&start).nth(1).unwrap().split('"').next().unwrap();
        let heights: Vec<f64> =
            path.split(['M', 'L']).skip(1).map(|p| p.split(' ').nth(1).unwrap().parse().unwrap()).collect();
        heights.windows(3).filter(|w| (w[1] - w[0]) * (w[2] - w[1]) < 0.0).count()
    };
    assert!(turns(&smooth, "p-val") < turns(&smooth, "p-val p-raw"), "the curve is smoother");
}

#[test]
fn spikes_are_clipped_and_counted() {
    let mut state = page();
    state.runs[0].curve[17].validation_mape = 40_000.0;
    let view = LossChartOptions { log: false, ..LossChartOptions::default() };
    let clipped = loss_chart(&state.runs[0], &[], view);
    assert!(clipped.contains("above the chart") && !clipped.contains("40,000"), "{clipped}");
    let whole = loss_chart(&state.runs[0], &[], LossChartOptions { clip: false, ..view });
    assert!(!whole.contains("above the chart") && whole.contains("40,000"), "{whole}");
}

#[test]
fn price_bands_contain_all_houses_and_keep_equal_prices_together() {
    let row = |house: u32, actual: f64| Row {
        house: house.into(),
        zip_code: String::new(),
        actual,
        predicted: actual * 1.1,
        position: None,
    };
    let different: Vec<Row> = (1..=23).map(|i| row(i, 1000.0 * f64::from(i))).collect();
    let bands = price_errors(&different);
    assert_eq!(bands.iter().map(|band| band.houses).collect::<Vec<_>>(), [4, 5, 4, 5, 5]);
    assert_eq!(bands[0].name, "$1k to $4k");
    assert!(bands.iter().all(|band| (band.mape - 10.0).abs() < 1e-9));
    let same: Vec<Row> = (1..=20).map(|i| row(i, if i < 15 { 5e5 } else { 9e5 })).collect();
    assert_eq!(price_errors(&same).iter().map(|band| band.houses).collect::<Vec<_>>(), [14, 6]);
    assert_eq!(price_errors(&different[..3]).len(), 1);
    assert!(price_errors(&[]).is_empty());

    // One bar per band, the longest as wide as the chart. Names are escaped, since they come from a folder.
    let mut drawn = bands.clone();
    (drawn[0].name, drawn[0].mape) = ("<94501>".to_owned(), 20.0);
    let bars = chart::group_bars(&drawn, "Errors");
    assert_eq!(bars.matches("<rect").count(), drawn.len());
    assert!(bars.contains("&lt;94501&gt;") && !bars.contains("<94501>"));
    assert_eq!(["100.00", "50.00"].map(|wide| bars.matches(&format!(r#"width="{wide}%""#)).count()), [1, 4]);
    assert_eq!(chart::group_bars_size(drawn.len())[1] / chart::group_bars_size(1)[1], drawn.len() as f64);
    assert!(
        groups_csv("prices", &bands).starts_with("prices,houses,bias_dollars,mape_percent\n$1k to $4k,4,")
    );
}

#[test]
fn points_are_drawn_at_their_positions() {
    let state = page();
    let evaluation = state.runs[1].evaluation.as_ref().unwrap();
    let rows = rows(&evaluation.predictions, state.data.as_deref());
    let svg = scatter(&rows, None);
    for [x, y] in scatter_positions(&rows) {
        assert!(svg.contains(&format!(r#"cx="{x:.2}%" cy="{y:.2}%""#)));
    }
}

#[test]
fn the_csv_of_a_chart_contains_the_runs() {
    let state = page();
    let csv = curve_csv(&state.runs.iter().collect::<Vec<_>>());
    assert_eq!(csv.lines().count(), 61);
    let last = state.runs[1].curve.last().unwrap();
    let line = format!(
        "2,30,{},{},{},{}",
        last.train_loss, last.validation_loss, last.validation_mape, last.seconds
    );
    assert_eq!(csv.lines().last(), Some(line.as_str()));
}

#[test]
fn a_report_is_self_contained_and_describes_the_run() {
    let state = page();
    let entry = state.list.get(2).unwrap();
    let html = html_report::html(entry, state.data.as_deref(), "Mon 1 Jan 2024 <here>").unwrap();
    let mape = state.runs[1].evaluation.as_ref().unwrap().test.mape_mean;
    assert!(html.contains(&format!("<p class=\"fig\">{mape:.1} %</p>")), "the error");
    assert!(html.contains("&lt;here&gt;") && !html.contains("<here>"));
    for part in [
        "Error by epoch",
        "Predicted against actual",
        "Distribution of errors",
        "Error by zip code",
        "Error by actual price",
        "Test and training set",
        "Training settings",
        "Learning rate",
        "Test houses",
        "Excluded houses",
        "Always the median",
    ] {
        assert!(html.contains(part), "{part}");
    }
    // It loads nothing, its policy forbids loading, and all elements are closed.
    assert!(html.contains("<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"));
    assert!(
        !html.contains("http:")
            && !html.contains("https:")
            && !html.contains("src=")
            && !html.contains("@import")
    );
    for tag in ["table", "tr", "section", "div", "svg", "p", "h2", "main"] {
        let opened = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    let houses = state.runs[1].evaluation.as_ref().unwrap().predictions.len();
    let (_, table) = html.split_once("<h2>Test houses</h2>").unwrap();
    assert_eq!(table.matches("<tr><th scope=\"row\">").count(), houses);
    // Without the houses the section on the data is missing.
    assert!(!html_report::html(entry, None, "").unwrap().contains("Excluded houses</h"));
}
