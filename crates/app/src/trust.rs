//! How far a result and a price can be trusted, in sentences that a person can act on.

use super::result_text::{interval_text, ood_warning};
use facade_data::statistics::RunStatistics;
use facade_protocol::ModelSummary;
use facade_spec::AttributeRange;
use facade_spec::evaluation::{Evaluation, OodScore};
use facade_text as text;
use facade_text::format::{money, percent, plain};

/// Test houses below which an error says little: its 95 % interval is then about as wide as half of the error, or wider.
pub const FEW_TEST_HOUSES: usize = 20;

/// How far off a network was, in money, on how many homes.
pub fn trust_text(evaluation: &Evaluation) -> String {
    let errors: Vec<f64> = evaluation.percentage_errors().collect();
    let median = if errors.is_empty() { 0.0 } else { facade_data::median(&errors) };
    let houses = evaluation.test.houses;
    let few = if houses < FEW_TEST_HOUSES { "yes" } else { "no" };
    text::t!(trust_off, houses, mae = money(evaluation.test.mae), median = percent(median), few)
}

/// The 95 % confidence interval of a run's mean error; `None` for a single test house.
pub fn error_interval(evaluation: &Evaluation) -> Option<String> {
    let errors: Vec<f64> = evaluation.percentage_errors().collect();
    interval_text(&RunStatistics::of(&errors, 0.0)).map(text::trust_interval)
}

/// Why no home has a range, if the model has none.
pub fn no_ranges_note(summary: &ModelSummary) -> Option<String> {
    summary.intervals.is_empty().then(|| text::homes_no_ranges().to_owned())
}

/// Why what was measured on test houses may not hold for a home.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doubts {
    /// Whether attributes are not known, or the zip code is none of the training houses'.
    pub is_incomplete: bool,
    /// A sentence about attributes beyond those of all training houses.
    pub outside: Option<String>,
    /// A sentence about photos unlike those of the training houses.
    pub unlike: Option<String>,
}

impl Doubts {
    /// About a home with these attributes, in the order of the model's.
    pub fn of(
        summary: &ModelSummary,
        attributes: &[Option<f64>],
        zip_code: &str,
        score: Option<OodScore>,
    ) -> Self {
        let schema = &summary.input_schema;
        let is_known = |at: usize| attributes.get(at).is_some_and(Option::is_some);
        let is_incomplete = !(0..schema.attributes.len()).all(is_known)
            || !schema.zip_codes.is_empty() && !schema.zip_codes.iter().any(|known| known == zip_code);
        let outside = |((name, value), range): ((&String, &Option<f64>), &AttributeRange)| {
            let value = (*value)?;
            let (side, limit) = match value {
                value if value > range.high => ("above", range.high),
                value if value < range.low => ("below", range.low),
                _ => return None,
            };
            let (value, limit) = (plain(value), plain(limit));
            Some(text::t!(trust_outside, name, side, value = &value, limit = &limit))
        };
        let outside: Vec<String> =
            schema.attributes.iter().zip(attributes).zip(&schema.ranges).filter_map(outside).collect();
        Doubts {
            is_incomplete,
            outside: (!outside.is_empty()).then(|| outside.join(" ")),
            unlike: score.and_then(ood_warning),
        }
    }

    /// Whether a range that was measured on test houses holds for the home.
    pub fn range_holds(&self) -> bool {
        !self.is_incomplete && self.outside.is_none() && self.unlike.is_none()
    }
}
