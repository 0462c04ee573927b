//! Any number and any name in a file from elsewhere: what is drawn and written of it is well-formed, and done in no time.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

use std::rc::Rc;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use facade_app::chart::{self, Axis, LossView};
use facade_app::data_report::{self, price_bins};
use facade_app::export::svg;
use facade_app::figures::{self, GroupError, Row, SortKey};
use facade_app::list::{Entry, Single, What};
use facade_app::markup::{fault, is_drawing};
use facade_app::run::Setup;
use facade_app::series::{Repeated, Score};
use facade_app::state::State;
use facade_app::{compare, report};
use facade_data::statistics::Summary;
use facade_data::{Dataset, Dropped, Finding, House, Reason, ZipCode};
use facade_imaging::sample;
use facade_protocol::{DeviceChoice, EpochDone};
use facade_spec::Config;
use facade_spec::evaluation::{Baseline, Baselines, Evaluation, Familiarity, Guesses, Metrics, Prediction};
use facade_spec::repeats::Over;
use facade_text::format;
use facade_text::{Language, speak};

/// Numbers that a file may hold and that no run should come to.
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

/// Names that are more than names.
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

/// Knuth's generator of MMIX: the same numbers in every run of the test.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 11
    }

    fn below(&mut self, end: usize) -> usize {
        self.next() as usize % end
    }

    /// An extreme, any number at all, or a usual one.
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
        let row = |chance: &mut Self| Row {
            house: chance.next() as u32,
            zip_code: chance.name(),
            actual: chance.number(),
            predicted: chance.number(),
            position: None,
        };
        (0..rows).map(|_| row(self)).collect()
    }

    fn baseline(&mut self) -> Baseline {
        Baseline { price: self.number(), mape_mean: self.number(), mape_std: self.number() }
    }

    fn guesses(&mut self) -> Option<Guesses> {
        (self.below(2) == 0).then(|| Guesses {
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

    fn entry(&mut self, number: u32) -> Entry {
        let predictions = self
            .rows()
            .into_iter()
            .map(|row| Prediction { house: row.house, actual: row.actual, predicted: row.predicted })
            .collect();
        let evaluation = Evaluation {
            test: self.metrics(),
            train: self.metrics(),
            baselines: self.baselines(),
            predictions,
            ranges: Vec::new(),
            shade: self.number(),
            r2_log_unshaded: Some(self.number()),
        };
        let single = Single {
            stopped: true,
            epochs: self.count(),
            parameters: self.count(),
            seconds_per_epoch: self.number(),
            curve: self.curve(),
            evaluation,
        };
        let score = |chance: &mut Self, run| Score {
            run,
            mape: chance.number(),
            mae: chance.number(),
            r2: Some(chance.number()),
            r2_log: Some(chance.number()),
            houses: chance.count(),
            constants: [chance.number(), chance.number(), chance.number()],
            zip_code: Some(chance.number()),
            ridge: Some(chance.number()),
            epochs: chance.count(),
            parameters: chance.count(),
            seconds_per_epoch: chance.number(),
        };
        let what = match number % 2 {
            0 => What::Single(Box::new(single)),
            _ => What::Series(Repeated {
                over: [Over::Seeds, Over::Splits, Over::Folds][self.below(3)],
                runs: self.count(),
                scores: (0..self.below(6)).map(|run| score(self, run)).collect(),
                lost: vec![(self.count(), self.name())],
            }),
        };
        let config = Config {
            test_share: self.number(),
            learning_rate: self.number(),
            seed: self.next(),
            ..Config::default()
        };
        let title = if self.below(2) == 0 { self.name() } else { String::new() };
        let (data, device) = (self.name(), self.name());
        Entry { number, title, saved_ms: self.number(), data, device, config, excluded: vec![], what }
    }
}

/// That a drawing is one, with numbers where numbers must be.
fn check(drawing: &str) {
    let numbers = |_: &str, attribute: &str, value: &str| {
        attribute.is_empty() || attribute == "class" || !(value.contains("NaN") || value.contains("inf"))
    };
    assert_eq!(fault(drawing, numbers), None, "{drawing}");
    assert!(is_drawing(drawing), "{drawing}");
    assert!(drawing.len() < 500_000, "{}", drawing.len());
}

/// How long this thread has computed, where the system tells; else what the clock on the wall shows.
fn computed() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

fn within(limit: Duration, what: &str, run: impl FnOnce()) {
    let started = computed();
    run();
    let took = computed() - started;
    println!("{what}: {took:?}");
    assert!(took < limit, "{what}: {took:?}");
}

#[test]
fn an_axis_of_any_numbers_has_few_labels_and_places_on_it() {
    let mut chance = Chance(1);
    let pairs = EXTREMES.iter().flat_map(|low| EXTREMES.map(|high| (*low, high)));
    let more: Vec<(f64, f64)> = (0..5000).map(|_| (chance.number(), chance.number())).collect();
    within(Duration::from_secs(20), "axes", || {
        for (low, high) in pairs.chain(more) {
            for axis in [Axis::log(low, high), Axis::linear(low, high)] {
                assert!(axis.ticks.len() <= 40, "{low} to {high}: {} labels", axis.ticks.len());
                assert!(axis.ticks.iter().all(|tick| tick.is_finite()), "{low} to {high}: {:?}", axis.ticks);
                for value in EXTREMES.into_iter().chain([low, high]) {
                    let at = axis.at(value);
                    assert!((0.0..=100.0).contains(&at), "{value} on {low} to {high} lies at {at}");
                }
            }
        }
    });
}

#[test]
fn usual_axes_are_as_they_were() {
    assert_eq!(Axis::log(30.0, 900.0).ticks, [50.0, 100.0, 200.0, 500.0]);
    assert_eq!(Axis::linear(0.0, 200.0).ticks, [0.0, 50.0, 100.0, 150.0, 200.0]);
    let axis = Axis::log(10.0, 1000.0);
    assert_eq!([1.0, 10.0, 100.0, 1000.0, 1e4].map(|v| axis.at(v).round()), [0.0, 0.0, 50.0, 100.0, 100.0]);
}

#[test]
fn any_numbers_can_be_drawn() {
    let mut chance = Chance(2);
    within(Duration::from_secs(60), "drawings", || {
        for round in 0..150 {
            speak(if round % 2 == 0 { Language::English } else { Language::German });
            let rows = chance.rows();
            check(&chart::scatter(&rows, rows.first().map(|row| row.house)));
            assert_eq!(
                chart::price_axis(&rows, [0.8, 1.25]).map_or(0, |_| rows.len()),
                chart::scatter_places(&rows).len()
            );
            for places in chart::scatter_places(&rows) {
                assert!(places.iter().all(|at| (0.0..=100.0).contains(at)), "{places:?}");
            }
            let axis = Axis::log(chance.number(), chance.number());
            rows.iter().for_each(|row| check(&chart::deviation(row, &axis)));
            let curves = [chance.curve(), chance.curve()];
            check(&chart::overlay(&[&curves[0], &curves[1]], Some(chance.number())));
            check(&chart::histogram(&figures::error_bins(&rows), chance.count(), chance.count()));
            check(&chart::histogram(&[usize::MAX; 16], 0, 0));
            check(&chart::groups(&figures::zip_errors(&rows), &chance.name()));
            let mut groups = figures::price_errors(&rows);
            groups.push(GroupError {
                name: chance.name(),
                houses: chance.count(),
                bias: chance.number(),
                mape: chance.number(),
            });
            check(&chart::groups(&groups, &chance.name()));
            let prices: Vec<f64> = (0..chance.below(20)).map(|_| chance.number()).collect();
            let bins = price_bins(&prices);
            assert!(bins.len() < 200, "{}", bins.len());
            check(&chart::prices(&bins, chance.number()));
            let range = (chance.below(2) == 0).then(|| (chance.number(), chance.number()));
            check(&chart::price_line(chance.number(), range, [chance.number(), chance.number()]));
            check(&chart::gables(chance.count(), chance.count()));
            check(&chart::gables(100_000, 100_000));
        }
    });
    speak(Language::English);
}

#[test]
fn the_curve_of_any_run_can_be_drawn() {
    let mut chance = Chance(3);
    within(Duration::from_secs(60), "curves", || {
        for round in 0..100 {
            let mut state = State::default();
            for _ in 0..2 {
                let config = Config { epochs: chance.count(), ..Config::default() };
                state.ask_run(config, DeviceChoice::Cpu);
            }
            for run in &mut state.runs {
                let epoch = |chance: &mut Chance, at| EpochDone {
                    run: run.number,
                    epoch: if at == 5 { chance.count() } else { at },
                    train_loss: chance.number(),
                    validation_loss: chance.number(),
                    validation_mape: chance.number(),
                    seconds: chance.number(),
                };
                run.curve = (1..chance.below(80)).map(|at| epoch(&mut chance, at)).collect();
                let baselines = chance.baselines();
                run.setup = Some(Setup { train: 3, test: 1, steps: 1, parameters: 1, baselines });
            }
            let [first, second] = &state.runs[..] else { panic!() };
            let view = LossView {
                log: round % 2 == 0,
                smooth: round % 3 == 0,
                clip: round % 5 > 0,
                earlier: round % 7 > 0,
            };
            check(&chart::loss(second, &[first], view));
            let csv = figures::curve_csv(&[first, second]);
            assert!(!csv.contains("NaN") && !csv.contains("inf"), "{csv}");
        }
    });
}

#[test]
fn any_numbers_can_be_written() {
    let mut chance = Chance(4);
    for _ in 0..5000 {
        let value = chance.number();
        for text in [
            format::money(value),
            format::money_cents(value),
            format::signed_money(value),
            format::short_money(value),
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
        let _ = (figures::doubt(value, [chance.number(), chance.number()]), figures::r2(Some(value)));
        let _ = (figures::bias_words(value, chance.number()), figures::price_span(value, chance.number()));
        let alarms = [chance.count(), chance.count()];
        let _ = figures::unlike(Familiarity { distance: value, false_alarms: alarms });
    }
    let values: Vec<f64> = (0..50).map(|_| chance.number()).collect();
    let _ = Summary::of(&values, chance.number());
}

#[test]
fn any_results_can_be_compared_and_reported() {
    let mut chance = Chance(5);
    within(Duration::from_secs(60), "reports", || {
        for number in 0..100 {
            let mut rows = chance.rows();
            for key in [SortKey::House, SortKey::Zip, SortKey::Actual, SortKey::Off, SortKey::Error] {
                figures::sort(&mut rows, key, number % 2 == 0);
            }
            for csv in [
                figures::csv(&rows),
                figures::groups_csv("zip-codes", &figures::zip_errors(&rows)),
                figures::counts_csv("x", rows.iter().map(|row| (row.zip_code.clone(), chance.count()))),
            ] {
                assert!(!csv.contains("NaN") && !csv.contains("inf"), "{csv}");
                let formula = |cell: &str| cell.starts_with(['=', '@']) || cell.starts_with("\"=");
                assert!(!csv.split([',', '\n']).any(formula), "{csv}");
            }
            let _ = (figures::median_error(&rows), figures::within_factor_two(&rows));
            let entries: Vec<Rc<Entry>> = (0..3).map(|n| Rc::new(chance.entry(2 * n + number % 2))).collect();
            let all: Vec<&Entry> = entries.iter().map(|entry| &**entry).collect();
            let _ = (compare::figures(&all), compare::baselines(&all), compare::settings(&all));
            let _ = (compare::verdicts(&entries), compare::verdicts(&entries[..2]));
            if let Some(single) = all[0].single() {
                let _ = figures::middle_half(chance.number(), &single.evaluation.predictions);
                let _ = figures::verdict(chance.number(), &single.evaluation.baselines);
            }
            if let Some(html) = report::html(all[0], None, &chance.name()) {
                let (_, body) = html.split_once("<body>").unwrap();
                let body = body.strip_suffix("</body></html>").unwrap();
                let numbers = |element: &str, attribute: &str, value: &str| match attribute {
                    "" => !matches!(element, "img" | "script" | "a" | "style"),
                    "class" | "aria-label" => true,
                    _ => !attribute.starts_with("on") && !value.contains("NaN") && !value.contains("inf"),
                };
                assert_eq!(fault(body, numbers), None, "{body}");
            }
        }
    });
}

#[test]
fn drawings_are_files_whatever_their_words_are() {
    for name in NAMES {
        let groups = [GroupError { name: name.to_owned(), houses: 1, bias: 0.0, mape: 1.0 }];
        let legend = [("p-val", name.to_owned())];
        let (file, _) = svg(name, &legend, &chart::groups(&groups, name), [560.0, 36.0]);
        let allowed = |element: &str, attribute: &str, _: &str| match attribute {
            "" => !matches!(element, "img" | "script"),
            attribute => !attribute.starts_with("on"),
        };
        assert_eq!(fault(&file, allowed), None, "{file}");
        assert!(!file.contains(|c: char| c.is_control() && c != '\n'));
    }
}

/// A set of houses as large as any that is read, all of whose words are hostile and all of whose photos are alike.
fn large() -> Dataset {
    const HOUSES: u32 = 100_000;
    let mut data = sample::dataset(1);
    let code = |number: u32| format!("{}{number}", NAMES[number as usize % NAMES.len()]);
    data.houses = (1..=HOUSES)
        .map(|number| House {
            number,
            price: f64::from(1000 + number),
            zip_code: code(number),
            attributes: Vec::new(),
        })
        .collect();
    data.report.findings = (2..=HOUSES)
        .map(|number| match number % 2 {
            0 => Finding::OutlyingPrice { house: number, times_median: 9.0, zip_code: String::new() },
            _ => Finding::Shared { houses: [1, number], rooms: vec!["kitchen".to_owned()], identical: true },
        })
        .collect();
    data.report.dropped = (0..HOUSES)
        .map(|house| Dropped { house, reason: Reason::RareZipCode { zip_code: code(house), houses: 1 } })
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

/// A hundred thousand houses, each in a zip code of its own and in a finding. Looked up one by one, any of these takes minutes.
#[test]
fn a_hundred_thousand_houses_are_reported_at_once() {
    let data = large();
    let predictions: Vec<Prediction> = data
        .houses
        .iter()
        .map(|house| Prediction { house: house.number, actual: house.price, predicted: 2.0 * house.price })
        .collect();
    within(Duration::from_secs(60), "a large report", || {
        let csv = data_report::csv(&data, &[5].into());
        assert_eq!(csv.lines().filter(|line| line.contains(",finding,")).count(), 50_000 + 2 * 49_999);
        assert!(csv.contains("$1,002"), "findings tell prices");
        let rows = figures::rows(&predictions, Some(&data));
        let groups = figures::zip_errors(&rows);
        assert_eq!(groups.len(), 100_000);
        assert_eq!(figures::groups_csv("zip-codes", &groups).lines().count(), 100_001);
        assert_eq!(figures::price_errors(&rows).len(), 5);
        assert_eq!(figures::drop_groups(&data.report)[0].houses, 100_000);
        assert_eq!(price_bins(&rows.iter().map(|row| row.actual).collect::<Vec<_>>()).len(), 21);
    });
}
