//! Arbitrary numbers and names from an untrusted file: charts, reports and CSV files stay well-formed, and take little time.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use facade_app::chart::{self, Axis, LossChartOptions};
use facade_app::data_report::{self, price_bins};
use facade_app::error_statistics::{self, GroupError};
use facade_app::export::svg_file;
use facade_app::markup::{find_error, is_safe_svg};
use facade_app::result_rows::{self, Row, SortKey};
use facade_app::run::{self, Setup};
use facade_app::run_entry::{Results, RunEntry, RunResults};
use facade_app::series_results::{Score, SeriesResults};
use facade_app::state::State;
use facade_app::{compare, csv, html_report, result_text};
use facade_data::statistics::RunStatistics;
use facade_data::{DataIssue, Dataset, DropReason, Dropped, House, HouseId, ZipCode};
use facade_imaging::sample;
use facade_protocol::{DeviceChoice, EpochDone};
use facade_spec::Config;
use facade_spec::evaluation::{
    Baseline, BaselinePredictions, Baselines, Evaluation, MapeCalibration, Metrics, OodScore, Prediction,
};
use facade_spec::repeats::RepeatAxis;
use facade_text::{Language, format, speak};

/// Numbers that a file can contain, but no real run.
const EXTREMES: [f64; 20] = [
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    0.0,
    -0.0,
    5e-324,
    f64::MIN_POSITIVE,
    1e-300,
    1e-12,
    -1e-9,
    1.0,
    -1.0,
    1000.0,
    533_388.27,
    -250_000.0,
    1e15,
    1.75e308,
    1e308,
    -1e308,
    f64::MAX,
];

/// Names with markup, formulas and special characters.
const NAMES: [&str; 12] = [
    "<img src=x onerror=alert(1)>",
    "</text></svg><script>alert(1)</script>",
    "\"onload=\"alert(1)",
    "' onclick='x",
    "=1+1",
    "@SUM(A1)",
    "a\u{0}b\u{b}c\u{1b}[2Jd\u{9b}31m",
    "\u{202e}gpj.exe\u{202c}",
    "\u{ffff}\u{fffe}\u{10ffff}",
    "&amp;&lt;&#0;&bogus;",
    "]]><!-- -->",
    "Ünïcode 東京 🏠",
];

/// Knuth's MMIX generator: the same numbers in every run of the test.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 11
    }

    fn below(&mut self, end: usize) -> usize {
        self.next() as usize % end
    }

    /// An extreme number, any number, or an ordinary one.
    fn number(&mut self) -> f64 {
        match self.below(4) {
            0 | 1 => EXTREMES[self.below(EXTREMES.len())],
            2 => f64::from_bits(self.next() ^ self.next() << 32),
            _ => self.below(2_000_000) as f64 / 7.0,
        }
    }

    fn count(&mut self) -> usize {
        [0, 1, 2, 7, 400, 100_000, u32::MAX as usize, usize::MAX][self.below(8)]
    }

    fn name(&mut self) -> String {
        NAMES[self.below(NAMES.len())].to_owned()
    }

    fn rows(&mut self) -> Vec<Row> {
        let rows = self.below(30);
        let row = |random: &mut Self| Row {
            house: (random.next() as u32).into(),
            zip_code: random.name(),
            actual: random.number(),
            predicted: random.number(),
            position: None,
        };
        (0..rows).map(|_| row(self)).collect()
    }

    fn baseline(&mut self) -> Baseline {
        Baseline { price: self.number(), mape_mean: self.number(), mape_std: self.number() }
    }

    fn guesses(&mut self) -> Option<BaselinePredictions> {
        (self.below(2) == 0).then(|| BaselinePredictions {
            mape_mean: self.number(),
            mape_std: self.number(),
            prices: vec![self.number()],
        })
    }

    fn baselines(&mut self) -> Baselines {
        Baselines {
            best_constant: self.baseline(),
            mean: self.baseline(),
            median: self.baseline(),
            zip_code: self.guesses(),
            ridge: self.guesses(),
            ridge_slopes: self.guesses(),
        }
    }

    fn metrics(&mut self) -> Metrics {
        Metrics {
            houses: self.count(),
            mape_mean: self.number(),
            mape_std: self.number(),
            mae: self.number(),
            rmse: self.number(),
            bias: self.number(),
            r2: Some(self.number()),
            r2_log: Some(self.number()),
        }
    }

    fn curve(&mut self) -> Vec<(usize, f64)> {
        (0..self.below(60)).map(|_| (self.count(), self.number())).collect()
    }

    fn entry(&mut self, number: u32) -> RunEntry {
        let prediction =
            |row: Row| Prediction { house: row.house, actual: row.actual, predicted: row.predicted };
        let predictions = self.rows().into_iter().map(prediction).collect();
        let evaluation = Evaluation {
            importance: Vec::new(),
            calibration: MapeCalibration::new(self.number(), [&self.metrics(), &self.metrics()]),
            map: Vec::new(),
            held_out: Vec::new(),
            test: self.metrics(),
            train: self.metrics(),
            baselines: self.baselines(),
            predictions,
            intervals: Vec::new(),
        };
        let single = RunResults {
            stopped: true,
            epochs: self.count(),
            parameters: self.count(),
            seconds_per_epoch: self.number(),
            curve: self.curve(),
            evaluation,
        };
        let score = |random: &mut Self, run| Score {
            run,
            price_mape: Some(random.number()),
            calibrated_mape: random.number(),
            mae: random.number(),
            r2: Some(random.number()),
            r2_log: Some(random.number()),
            houses: random.count(),
            constants: [random.number(), random.number(), random.number()],
            zip_code: Some(random.number()),
            ridge: Some(random.number()),
            ridge_slopes: Some(random.number()),
            train: 9,
            epochs: random.count(),
            parameters: random.count(),
            seconds_per_epoch: random.number(),
        };
        let results = match number % 2 {
            0 => Results::Single(Box::new(single)),
            _ => Results::Series(SeriesResults {
                axis: [RepeatAxis::Seeds, RepeatAxis::Splits, RepeatAxis::Folds][self.below(3)],
                runs: self.count(),
                scores: (0..self.below(6)).map(|run| score(self, run)).collect(),
                failed: vec![(self.count(), self.name())],
            }),
        };
        let config = Config {
            test_share: self.number(),
            learning_rate: self.number(),
            seed: self.next(),
            ..Config::default()
        };
        let title = if self.below(2) == 0 { self.name() } else { String::new() };
        let (data, device, pinned, saved_ms) = (self.name(), self.name(), self.below(2) == 0, self.number());
        RunEntry { number, title, pinned, saved_ms, data, device, config, excluded: vec![], results }
    }
}

/// Asserts that a chart is safe, well-formed SVG without NaN or infinite numbers.
fn check(drawing: &str) {
    let numbers = |_: &str, attribute: &str, value: &str| {
        attribute.is_empty() || attribute == "class" || !(value.contains("NaN") || value.contains("inf"))
    };
    assert_eq!(find_error(drawing, numbers), None, "{drawing}");
    assert!(is_safe_svg(drawing), "{drawing}");
    assert!(drawing.len() < 500_000, "{}", drawing.len());
}

/// The CPU time of this thread, or the wall-clock time if the system does not report it.
fn thread_time() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = stat.and_then(|stat| stat.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

fn within(limit: Duration, what: &str, run: impl FnOnce()) {
    let started = thread_time();
    run();
    let took = thread_time() - started;
    println!("{what}: {took:?}");
    assert!(took < limit, "{what}: {took:?}");
}

#[test]
fn an_axis_of_any_numbers_has_few_labels_and_bounded_positions() {
    let mut random = Random(1);
    let pairs = EXTREMES.iter().flat_map(|low| EXTREMES.map(|high| (*low, high)));
    let more: Vec<(f64, f64)> = (0..5000).map(|_| (random.number(), random.number())).collect();
    within(Duration::from_secs(20), "axes", || {
        for (low, high) in pairs.chain(more) {
            for axis in [Axis::log(low, high), Axis::linear(low, high)] {
                assert!(axis.ticks.len() <= 40, "{low} to {high}: {} labels", axis.ticks.len());
                assert!(axis.ticks.iter().all(|tick| tick.is_finite()), "{low} to {high}: {:?}", axis.ticks);
                for value in EXTREMES.into_iter().chain([low, high]) {
                    let at = axis.at(value);
                    assert!((0.0..=100.0).contains(&at), "{value} on {low} to {high} is at {at}");
                }
            }
        }
    });
}

#[test]
fn ordinary_axes_have_round_labels() {
    assert_eq!(Axis::log(30.0, 900.0).ticks, [50.0, 100.0, 200.0, 500.0]);
    assert_eq!(Axis::linear(0.0, 200.0).ticks, [0.0, 50.0, 100.0, 150.0, 200.0]);
    let axis = Axis::log(10.0, 1000.0);
    assert_eq!([1.0, 10.0, 100.0, 1000.0, 1e4].map(|v| axis.at(v).round()), [0.0, 0.0, 50.0, 100.0, 100.0]);
}

#[test]
fn charts_of_any_numbers_are_valid() {
    let mut random = Random(2);
    within(Duration::from_secs(60), "drawings", || {
        for round in 0..150 {
            speak(if round % 2 == 0 { Language::English } else { Language::German });
            let rows = random.rows();
            check(&chart::scatter(&rows, rows.first().map(|row| &row.house)));
            assert_eq!(
                chart::price_axis(&rows, [0.8, 1.25]).map_or(0, |_| rows.len()),
                chart::scatter_positions(&rows).len()
            );
            for places in chart::scatter_positions(&rows) {
                assert!(places.iter().all(|at| (0.0..=100.0).contains(at)), "{places:?}");
            }
            let axis = Axis::log(random.number(), random.number());
            rows.iter().for_each(|row| check(&chart::error_bar(row, &axis)));
            let curves = [random.curve(), random.curve()];
            check(&chart::validation_curves(&[&curves[0], &curves[1]], Some(random.number())));
            check(&chart::histogram(&error_statistics::error_bins(&rows), random.count(), 0, None));
            check(&chart::histogram(&[usize::MAX; 16], 0, 0, Some(3)));
            check(&chart::group_bars(&error_statistics::zip_errors(&rows), &random.name()));
            let mut groups = error_statistics::price_errors(&rows);
            groups.push(GroupError {
                name: random.name(),
                houses: random.count(),
                bias: random.number(),
                mape: random.number(),
            });
            check(&chart::group_bars(&groups, &random.name()));
            let prices: Vec<f64> = (0..random.below(20)).map(|_| random.number()).collect();
            let bins = price_bins(&prices);
            assert!(bins.len() < 200, "{}", bins.len());
            check(&chart::price_histogram(&bins, random.number()));
            let range = (random.below(2) == 0).then(|| (random.number(), random.number()));
            check(&chart::price_line(random.number(), range, [random.number(), random.number()]));
            check(&chart::gables(random.count(), random.count()));
            check(&chart::gables(100_000, 100_000));
        }
    });
    speak(Language::English);
}

#[test]
fn the_loss_chart_of_any_run_is_valid() {
    let mut random = Random(3);
    within(Duration::from_secs(60), "curves", || {
        for round in 0..100 {
            let mut state = State::default();
            for _ in 0..2 {
                let config = Config { epochs: random.count(), ..Config::default() };
                state.request_run(config, DeviceChoice::Cpu);
            }
            for run in state.runs.iter_mut() {
                let epoch = |random: &mut Random, at| EpochDone {
                    run: run.number,
                    epoch: if at == 5 { random.count() } else { at },
                    train_loss: random.number(),
                    validation_loss: random.number(),
                    validation_mape: random.number(),
                    seconds: random.number(),
                };
                run.curve = (1..random.below(80)).map(|at| epoch(&mut random, at)).collect();
                let baselines = random.baselines();
                run.setup = Some(Setup { train: 3, test: 1, steps_per_epoch: 1, parameters: 1, baselines });
            }
            let [first, second] = &state.runs[..] else { panic!() };
            let view = LossChartOptions {
                log: round % 2 == 0,
                smooth: round % 3 == 0,
                clip: round % 5 > 0,
                earlier: round % 7 > 0,
            };
            check(&chart::loss_chart(second, &[first], view));
            let csv = run::curve_csv(&[first, second]);
            assert!(!csv.contains("NaN") && !csv.contains("inf"), "{csv}");
        }
    });
}

#[test]
fn any_number_can_be_formatted() {
    let mut random = Random(4);
    for _ in 0..5000 {
        let value = random.number();
        for text in [
            format::money(value),
            format::money_cents(value),
            format::signed_money(value),
            format::compact_money(value),
            format::percent(value),
            format::signed_percent(value),
            format::decimal(value, 2),
            format::duration(value),
            format::short_time(value),
            format::times(value),
        ] {
            assert!(text.chars().count() < 40, "{value}: {text}");
            assert!(!text.contains("NaN") && !text.contains("inf"), "{value}: {text}");
        }
        let _ = (
            result_text::price_warning(value, [random.number(), random.number()]),
            result_text::r2_text(Some(value)),
        );
        let _ =
            (result_text::bias_text(value, random.number()), result_text::price_span(value, random.number()));
        let alarms = [random.count(), random.count()];
        let _ = result_text::ood_warning(OodScore { distance: value, false_alarms: alarms });
    }
    let values: Vec<f64> = (0..50).map(|_| random.number()).collect();
    let _ = RunStatistics::of(&values, random.number());
}

#[test]
fn any_results_can_be_compared_and_reported() {
    let mut random = Random(5);
    within(Duration::from_secs(60), "reports", || {
        for number in 0..100 {
            let mut rows = random.rows();
            for key in
                [SortKey::House, SortKey::Zip, SortKey::Actual, SortKey::AbsoluteError, SortKey::PercentError]
            {
                result_rows::sort(&mut rows, key, number % 2 == 0);
            }
            for csv in [
                result_rows::csv(&rows),
                error_statistics::groups_csv("zip-codes", &error_statistics::zip_errors(&rows)),
                csv::counts_csv("x", rows.iter().map(|row| (row.zip_code.clone(), random.count()))),
            ] {
                assert!(!csv.contains("NaN") && !csv.contains("inf"), "{csv}");
                let formula = |cell: &str| cell.starts_with(['=', '@']) || cell.starts_with("\"=");
                assert!(!csv.split([',', '\n']).any(formula), "{csv}");
            }
            let _ = (error_statistics::median_error(&rows), error_statistics::within_factor_two(&rows));
            let entries: Vec<_> = (0..3).map(|n| Arc::new(random.entry(2 * n + number % 2))).collect();
            let all: Vec<&RunEntry> = entries.iter().map(|entry| &**entry).collect();
            let _ =
                (compare::metric_rows(&all), compare::baseline_rows(&all), compare::differing_settings(&all));
            let _ = (compare::verdicts(&entries), compare::verdicts(&entries[..2]));
            if let Some(single) = all[0].single() {
                let (of, any) = (&single.evaluation, random.number());
                let _ = error_statistics::interquartile_range(any, &of.predictions);
                let _ = result_text::baseline_verdict(any, &of.baselines, all[0].config.model);
            }
            if let Some(html) = html_report::html(all[0], None, &random.name()) {
                let (_, body) = html.split_once("<body>").unwrap();
                let body = body.strip_suffix("</body></html>").unwrap();
                let numbers = |element: &str, attribute: &str, value: &str| match attribute {
                    "" => !matches!(element, "img" | "script" | "a" | "style"),
                    "class" | "aria-label" => true,
                    _ => !attribute.starts_with("on") && !value.contains("NaN") && !value.contains("inf"),
                };
                assert_eq!(find_error(body, numbers), None, "{body}");
            }
        }
    });
}

#[test]
fn charts_with_any_names_are_valid_svg_files() {
    for name in NAMES {
        let groups = [GroupError { name: name.to_owned(), houses: 1, bias: 0.0, mape: 1.0 }];
        let legend = [("p-val", name.to_owned())];
        let (file, _) = svg_file(name, name, &legend, &chart::group_bars(&groups, name), [560.0, 36.0]);
        let allowed = |element: &str, attribute: &str, _: &str| match attribute {
            "" => !matches!(element, "img" | "script"),
            attribute => !attribute.starts_with("on"),
        };
        assert_eq!(find_error(&file, allowed), None, "{file}");
        assert!(!file.contains(|c: char| c.is_control() && c != '\n'));
    }
}

/// The largest data set that is accepted, with hostile names and the same photo in all houses.
fn large() -> Dataset {
    const HOUSES: u32 = 100_000;
    let mut data = sample::dataset(1);
    let code = |number: u32| format!("{}{number}", NAMES[number as usize % NAMES.len()]);
    let any = data.houses[0].clone();
    let house = |number: u32| {
        let (id, price) = (HouseId::from(number), f64::from(1000 + number));
        House { id, price, zip_code: code(number), attributes: Vec::new(), ..any.clone() }
    };
    data.houses = (1..=HOUSES).map(house).collect();
    data.report.issues = (2..=HOUSES)
        .map(|number| match number % 2 {
            0 => {
                DataIssue::OutlyingPrice { house: number.into(), times_median: 9.0, zip_code: String::new() }
            }
            _ => DataIssue::Shared {
                houses: [1, number].map(HouseId::from),
                rooms: vec!["kitchen".to_owned()],
                identical: true,
            },
        })
        .collect();
    data.report.dropped = (0..HOUSES)
        .map(|house| (house.into(), DropReason::RareZipCode { zip_code: code(house), houses: 1 }))
        .map(|(house, reason)| Dropped { house, reason })
        .collect();
    data.report.zip_codes = (1..=HOUSES)
        .map(|number| ZipCode {
            code: code(number),
            houses: 1,
            median_price: 1.0,
            min_price: 1.0,
            max_price: 1.0,
        })
        .collect();
    data
}

/// 100,000 houses, each in its own zip code and in a finding: a linear search per house would take minutes.
#[test]
fn a_hundred_thousand_houses_are_reported_quickly() {
    let data = large();
    let predictions: Vec<Prediction> = data
        .houses
        .iter()
        .map(|house| Prediction {
            house: house.id.clone(),
            actual: house.price,
            predicted: 2.0 * house.price,
        })
        .collect();
    within(Duration::from_secs(60), "a large report", || {
        let csv = data_report::csv(&data, &[5.into()].into(), &[]);
        assert_eq!(csv.lines().filter(|line| line.contains(",finding,")).count(), 50_000 + 2 * 49_999);
        assert!(csv.contains("$1,002"), "findings contain prices");
        let rows = result_rows::rows(&predictions, Some(&data));
        let groups = error_statistics::zip_errors(&rows);
        assert_eq!(error_statistics::groups_csv("zip-codes", &groups).lines().count(), 100_001);
        assert_eq!(error_statistics::price_errors(&rows).len(), 5);
        assert_eq!(data_report::dropped_groups(&data.report)[0].houses, 100_000);
        assert_eq!(price_bins(&rows.iter().map(|row| row.actual).collect::<Vec<_>>()).len(), 21);
    });
}
