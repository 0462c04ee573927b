//! How far a price can be trusted.

use super::*;
use facade_app::trust::{Doubts, error_interval, trust_text};
use facade_protocol::PriceInterval;
use facade_spec::evaluation::OodScore;
use facade_spec::{AttributeRange, InputSchema};

fn with_attributes() -> ModelSummary {
    let range = |low, high| AttributeRange { low, high, step: 1.0 };
    let input_schema = InputSchema {
        attributes: ["area", "bedrooms"].map(str::to_owned).into(),
        ranges: vec![range(700.0, 2932.0), range(1.0, 6.0)],
        zip_codes: vec!["92276".to_owned()],
    };
    ModelSummary { input_schema, ..summary(32) }
}

#[test]
fn no_range_is_given_where_none_was_measured() {
    let model = with_attributes();
    let score = |distance| Some(OodScore { distance, false_alarms: [1, 50] });
    let about =
        |area, bedrooms, zip: &str, distance| Doubts::of(&model, &[area, bedrooms], zip, score(distance));
    let (area, rooms) = (Some(1374.0), Some(3.0));
    assert!(about(area, rooms, "92276", 0.5).range_holds());
    assert!(!about(area, None, "92276", 0.5).range_holds(), "an attribute is not known");
    assert!(!about(area, rooms, "", 0.5).range_holds(), "the zip code is not known");
    assert!(!about(area, rooms, "11111", 0.5).range_holds(), "no training house has the zip code");
    assert!(about(area, rooms, "92276", 1.5).unlike.unwrap().contains("1 of 50 test houses"));
    // A typing error.
    let doubts = about(Some(13_740.0), Some(0.0), "92276", 0.5);
    assert_eq!(
        doubts.outside.as_deref(),
        Some(
            "area is 13740, but no training house has more than 2932: check the value, and do not rely on the price. \
             bedrooms is 0, but no training house has less than 1: check the value, and do not rely on the price."
        )
    );
    assert!(!doubts.range_holds());
    // Models of earlier versions do not know the ranges.
    let old = ModelSummary {
        input_schema: InputSchema { ranges: Vec::new(), ..model.input_schema.clone() },
        ..model.clone()
    };
    assert_eq!(Doubts::of(&old, &[Some(1e9), rooms], "92276", None), Doubts::default());
    // A warning that one of five test houses gets as well says nothing.
    let often = Some(OodScore { distance: 1.5, false_alarms: [3, 10] });
    assert_eq!(Doubts::of(&model, &[area, rooms], "92276", often).unlike, None);
}

#[test]
fn a_home_of_the_list_loses_a_range_that_does_not_hold() {
    let mut state = done();
    state.model.as_mut().unwrap().summary = with_attributes();
    state.list_homes(vec!["1_bathroom.jpg".to_owned()], Vec::new()).unwrap();
    let mut home = state.homes.all[0].clone();
    let ranges = || vec![PriceInterval { rate: 0.8, ends: [9e4, 1.2e5] }];
    home.attributes = vec![Some(9000.0), Some(3.0)];
    home.zip_code = "92276".to_owned();
    home.set_price(&with_attributes(), 1e5, ranges(), None);
    let facade_app::homes::Outcome::Priced(_, intervals, _) = &home.outcome else { panic!() };
    assert!(intervals.is_empty() && home.outside.as_ref().unwrap().contains("more than 2932"));
    home.attributes[0] = Some(900.0);
    home.set_price(&with_attributes(), 1e5, ranges(), None);
    let facade_app::homes::Outcome::Priced(_, intervals, _) = &home.outcome else { panic!() };
    assert_eq!((intervals.len(), &home.outside), (1, &None));
}

#[test]
fn a_result_says_in_money_how_far_off_it_is_and_on_how_many_homes() {
    let mut evaluation = {
        let Message::Session(Event::Finished { evaluation, .. }) = finished(1, false) else { panic!() };
        *evaluation
    };
    let one = |house: u32, predicted| Prediction { house: house.into(), actual: 100_000.0, predicted };
    evaluation.predictions = vec![one(1, 110_000.0), one(2, 70_000.0), one(3, 150_000.0)];
    evaluation.test = Metrics { houses: 3, mae: 30_000.0, ..metrics(30.0) };
    assert_eq!(
        trust_text(&evaluation),
        "On 3 test houses, the model was off by $30,000 on average; on half of them by 30.0\u{a0}% or less. \
         With so few houses, both numbers may be chance."
    );
    // 10, 30 and 50 %: mean 30, standard deviation 20, so 4.3 * 20 / sqrt(3) to each side, and no error is below zero.
    assert_eq!(error_interval(&evaluation).unwrap(), "95 % confidence interval: 0.0 to 79.7\u{a0}%");
    evaluation.test.houses = 91;
    assert!(!trust_text(&evaluation).contains("chance"));
}
