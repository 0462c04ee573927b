//! Results: tables, charts, comparisons and the format of numbers.

use facade_app::chart::{self, Axis};
use facade_app::result_rows::{self, SortKey};
use facade_app::{data_report, error_statistics, result_text};
use facade_data::{DataReport, DropReason, Dropped, ZipCode};
use facade_spec::ModelKind;
use facade_spec::evaluation::{Baseline, BaselinePredictions, Baselines, Mape, Metrics, Prediction};
use facade_text::format;

use super::{dataset, done};

#[test]
fn numbers_are_formatted_for_people() {
    assert_eq!(format::count(2140), "2,140");
    assert_eq!(format::count_noun(1, "house", "houses"), "1 house");
    assert_eq!(format::money(533_388.27), "$533,388");
    assert_eq!(format::money_cents(533_388.27), "$533,388.27");
    assert_eq!(format::money(-98_941.4), "\u{2212}$98,941");
    assert_eq!(format::money(-0.2), "$0");
    assert_eq!(format::money(999_999.6), "$1,000,000");
    assert_eq!(format::signed_money(241_500.0), "+$241,500");
    assert_eq!(format::compact_money(50_000.0), "$50k");
    assert_eq!(format::compact_money(1_250_000.0), "$1.25M");
    assert_eq!(format::compact_money(292_345.0), "$292k");
    assert_eq!(format::percent(3465.55), "3,465.6\u{a0}%");
    assert_eq!(format::signed_percent(-18_830.6), "\u{2212}18,831\u{a0}%");
    assert_eq!(format::decimal(-0.001, 2), "0.00");
    assert_eq!(format::percent(57.04), "57.0\u{a0}%");
    assert_eq!(format::signed_percent(-66.6), "\u{2212}67\u{a0}%");
    assert_eq!(format::decimal(-0.001, 2), "0.00");
    assert_eq!(format::duration(0.2), "under 1\u{a0}s");
    assert_eq!(format::duration(65.0), "1\u{a0}min 5\u{a0}s");
    assert_eq!(format::duration(7380.0), "2\u{a0}h 3\u{a0}min");
    assert_eq!(format::short_time(0.0452), "45.2\u{a0}ms");
    assert_eq!(format::size(361_234), "361\u{a0}kB");
    assert_eq!(format::list(&["a", "b", "c"]), "a, b and c");
}

fn predictions() -> Vec<Prediction> {
    let one = |house: u32, actual, predicted| Prediction { house: house.into(), actual, predicted };
    vec![
        one(1, 100_000.0, 250_000.0),
        one(2, 200_000.0, 150_000.0),
        one(3, 300_000.0, 330_000.0),
        one(4, 400_000.0, 100_000.0),
    ]
}

#[test]
fn test_houses_are_joined_sorted_and_grouped() {
    let data = dataset(8, 2);
    let mut rows = result_rows::rows(&predictions(), Some(&data));
    assert_eq!((rows[1].zip_code.as_str(), rows[1].position), ("92276", Some(1)));
    result_rows::sort(&mut rows, SortKey::PercentError, true);
    assert_eq!(rows.iter().filter_map(|r| r.house.as_number()).collect::<Vec<_>>(), [1, 4, 2, 3]);
    result_rows::sort(&mut rows, SortKey::Zip, false);
    assert_eq!(rows.iter().filter_map(|r| r.house.as_number()).collect::<Vec<_>>(), [2, 4, 1, 3]);
    let zips = error_statistics::zip_errors(&rows);
    assert_eq!((zips[0].name.as_str(), zips[0].houses, zips[0].mape), ("93510", 2, 80.0));
    assert_eq!(zips[1].bias, (-50_000.0 - 300_000.0) / 2.0);
    assert_eq!(error_statistics::within_factor_two(&rows), 2);
    assert_eq!(error_statistics::median_error(&rows), Some(50.0));
    let bins = error_statistics::error_bins(&rows);
    assert_eq!((bins[1], bins[3], bins[5], bins[12]), (1, 1, 1, 1));
    assert!(
        result_rows::csv(&rows)
            .starts_with("house,zip_code,actual,predicted,error_percent\n2,92276,200000,150000,-25\n")
    );
}

#[test]
fn the_interquartile_range_comes_from_the_runs_errors() {
    let ratio = |r: f64| Prediction { house: 1.into(), actual: 100.0 * r, predicted: 100.0 };
    let nine: Vec<_> = (1..=9).map(|i| ratio(f64::from(i) / 4.0)).collect();
    assert_eq!(error_statistics::interquartile_range(1000.0, &nine), Some((750.0, 1750.0)));
    assert_eq!(error_statistics::interquartile_range(1000.0, &nine[..7]), None);
    assert_eq!(error_statistics::interquartile_range(-5.0, &nine), None);
}

#[test]
fn dropped_houses_are_counted_by_reason() {
    let rare = |house: u32| Dropped {
        house: house.into(),
        reason: DropReason::RareZipCode { zip_code: "90210".to_string(), houses: 2 },
    };
    let photo = Dropped {
        house: 9.into(),
        reason: DropReason::MissingPhoto { room: "kitchen".to_string(), file: None },
    };
    let report = DataReport { dropped: vec![rare(1), rare(2), photo], ..DataReport::default() };
    let groups = data_report::dropped_groups(&report);
    assert_eq!((groups[0].houses, groups[0].lines.as_slice()), (2, &["90210: 2 houses".to_string()][..]));
    assert_eq!(groups[1].lines, ["House 9: There is no kitchen photo."]);
    assert_eq!(groups[3].houses, 0);
    assert_eq!(data_report::extra_rooms_text(&[]), None);
    let words = data_report::extra_rooms_text(&["attic".to_string(), "yard".to_string()]);
    assert_eq!(words.as_deref(), Some("A montage has 9 places: photos of attic and yard are not used."));
    let _ = ZipCode { code: String::new(), houses: 0, median_price: 0.0, min_price: 0.0, max_price: 0.0 };
}

#[test]
fn axes_have_round_labels_within_range() {
    let log = Axis::log(48.0, 900.0);
    assert_eq!(log.ticks, [50.0, 100.0, 200.0, 500.0]);
    assert_eq!((log.at(48.0), log.at(900.0)), (0.0, 100.0));
    assert_eq!(Axis::log(55.0, 75.0).ticks, [60.0, 70.0]);
    assert_eq!(Axis::linear(0.0, 200.0).ticks, [0.0, 50.0, 100.0, 150.0, 200.0]);
}

#[test]
fn charts_contain_every_point_and_the_baseline() {
    let state = done();
    let svg = chart::loss_chart(&state.runs[0], &[], Default::default());
    let path = svg.split(r#"class="p-val" d=""#).nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(path.matches(['M', 'L']).count(), 2);
    assert!(svg.contains("always $117,500: 71.2"));
    assert!(!svg.contains("NaN"));
    let rows = result_rows::rows(&predictions(), None);
    assert_eq!(chart::scatter(&rows, None).matches("<circle").count(), 4);
    assert!(chart::scatter(&rows, Some(&4.into())).contains("house 4: \u{2212}75"));
    assert_eq!(
        chart::histogram(&error_statistics::error_bins(&rows), 2, 2, None).matches("<rect").count(),
        4
    );
    assert!(chart::price_line(4e5, Some((3e5, 8e5)), [1e5, 5e6]).contains("$300k"));
}

#[test]
fn labels_that_would_overlap_on_a_narrow_screen_are_hidden_there() {
    let labels = |currency| {
        format::set_units(currency, "");
        let line = chart::price_line(4e5, None, [50_000.0, 1_600_000.0]);
        format::set_units("USD", "");
        (line.matches("<text").count(), line.matches("<text class=\"roomy\"").count())
    };
    assert_eq!(labels("USD"), (5, 0), "$50k, $100k, $200k, $500k, $1M");
    assert_eq!(labels("CHF"), (5, 2), "CHF 50k, CHF 200k, CHF 500k are shown");
}

#[test]
fn a_network_is_compared_with_the_best_single_price() {
    let baseline = |mape_mean| Baseline { price: 1e5, mape_mean, mape_std: 1.0 };
    let mut baselines = Baselines {
        best_constant: baseline(46.0),
        mean: baseline(90.0),
        median: baseline(41.5),
        zip_code: None,
        ridge: None,
        ridge_slopes: None,
    };
    let of = |mape: f64, baselines: &Baselines, model| {
        result_text::baseline_verdict(mape, baselines, model).replace('\u{a0}', " ")
    };
    let verdict = |mape: f64, baselines: &Baselines| of(mape, baselines, ModelKind::PretrainedMixed);
    assert_eq!(
        verdict(38.0, &baselines),
        "Better than a single price for all houses, which has a MAPE of 41.5 %."
    );
    assert!(verdict(44.0, &baselines).starts_with("Worse than"), "it is better than only one of them");
    assert!(verdict(41.0, &baselines).starts_with("About as good as a single price"));
    // Where there are attributes, what a regression makes of them comes first.
    baselines.ridge = Some(BaselinePredictions { mape_mean: 20.0, mape_std: 1.0, prices: Vec::new() });
    assert_eq!(
        verdict(38.0, &baselines),
        "Worse than ridge regression on the attributes, without photos, which has a MAPE of 20.0 %. So the photos add nothing \
         here: without them, the regression is 18.0 percentage points closer. Better than a single price for all houses, which \
         has a MAPE of 41.5 %."
    );
    assert!(
        verdict(19.4, &baselines).contains("So the photos add little here: less than one percentage point.")
    );
    let better = verdict(17.0, &baselines);
    assert!(better.starts_with("Better than ridge regression"), "{better}");
    assert!(better.contains("With the photos, the network is 3.0 percentage points closer"), "{better}");
    assert!(of(38.0, &baselines, ModelKind::Cnn).contains("sees only the photos"));
    assert!(of(19.0, &baselines, ModelKind::Mlp).contains("does not use the photos"));
    // The better of two regressions is named.
    baselines.ridge_slopes = Some(BaselinePredictions { mape_mean: 18.0, mape_std: 1.0, prices: Vec::new() });
    let beside = verdict(15.0, &baselines);
    let named = "ridge regression on the attributes, with slopes for each zip code, without photos, which has a MAPE of 18.0 %.";
    assert!(beside.starts_with(&format!("Better than {named}")), "{beside}");
}

#[test]
fn one_error_is_shown_and_the_one_with_the_factor_is_explained() {
    let prices = predictions();
    let (actual, predicted): (Vec<f64>, Vec<f64>) = prices.iter().map(|p| (p.actual, p.predicted)).unzip();
    let mut evaluation = done().runs[0].evaluation.as_deref().unwrap().clone();
    evaluation.test = Metrics::of(&actual, &predicted);
    evaluation.predictions = prices;
    assert_eq!(result_text::calibration_text(&evaluation), None);
    evaluation.calibration.factor = 0.8;
    evaluation.calibration.test = Mape::of(&actual, &predicted, 0.8);
    assert_eq!(evaluation.mape().mean, evaluation.test.mape_mean, "the error of the prices");
    let mean = evaluation.percentage_errors().sum::<f64>() / 4.0;
    assert!((mean - evaluation.mape().mean).abs() < 1e-9);
    let words = result_text::calibration_text(&evaluation).unwrap().replace('\u{a0}', " ");
    assert!(words.starts_with("If all prices were multiplied by 0.80"), "{words}");
    assert!(words.contains(&format!("{:.1} %", evaluation.calibration.test.mean)), "{words}");
    assert!(
        facade_app::trust::error_interval(&evaluation)
            .unwrap()
            .starts_with("95 % confidence interval: 0.0 to ")
    );
}

#[test]
fn an_estimate_outside_the_training_prices_has_a_warning() {
    let prices = [1e5, 9e5];
    assert_eq!(result_text::price_warning(3e5, prices), None);
    assert!(result_text::price_warning(2e7, prices).unwrap().contains("above every price"));
    assert!(result_text::price_warning(9e4, prices).unwrap().contains("below every price"));
    assert!(result_text::price_warning(-5.0, prices).unwrap().contains("This price is impossible"));
}
