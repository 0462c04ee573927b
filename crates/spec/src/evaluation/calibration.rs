//! The factor on prices that is best for the MAPE, kept apart from the prices.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Baselines, Evaluation, InputImportance, IntervalCoverage, MapPoint, Metrics, Prediction};
use facade_data::statistics::mean_and_std;
use facade_record::lenient;

/// A mean absolute percentage error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mape {
    /// Mean of `|predicted - actual| / actual`, in percent.
    pub mean: f64,
    /// Its standard deviation (n, not n - 1), in percent.
    pub std: f64,
}

impl Mape {
    /// Of predicted prices times a factor; the two slices have equal length.
    pub fn of(actual: &[f64], predicted: &[f64], factor: f64) -> Self {
        let error =
            |(actual, predicted): (&f64, &f64)| 100.0 * ((factor * predicted - actual) / actual).abs();
        let (mean, std) = mean_and_std(actual.iter().zip(predicted).map(error));
        Mape { mean, std }
    }
}

/// Prices that are too low cost at most 100 % each, prices that are too high any number: the MAPE favours low prices. A
/// factor, fitted on houses that were held out, lowers it, but makes most prices too low. So prices are not multiplied: the
/// errors with it are shown beside those of the prices, where a MAPE is compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapeCalibration {
    /// The factor; 1 for networks that are not calibrated.
    pub factor: f64,
    /// MAPE on the test houses with it.
    pub test: Mape,
    /// MAPE on the training houses with it.
    pub train: Mape,
    /// MAPE with it on training houses that were held out, each predicted by models that were not trained on it; `None` if
    /// there were none.
    #[serde(default)]
    pub held_out: Option<Mape>,
}

impl MapeCalibration {
    /// A factor with which test and training houses have these errors.
    pub fn new(factor: f64, errors: [&Metrics; 2]) -> Self {
        let [test, train] = errors.map(|metrics| Mape { mean: metrics.mape_mean, std: metrics.mape_std });
        MapeCalibration { factor, test, train, held_out: None }
    }

    pub(super) fn is_valid(&self) -> bool {
        let MapeCalibration { factor, test, train, held_out } = self;
        let errors = [Some(test), Some(train), held_out.as_ref()].into_iter().flatten();
        *factor > 0.0 && factor.is_finite() && errors.flat_map(|e| [e.mean, e.std]).all(f64::is_finite)
    }
}

// `remote` derives functions of these names, which are called here.
impl Serialize for Evaluation {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Evaluation::serialize(self, to)
    }
}

/// Records name their fields, and may be of an earlier version. Messages do not, and are of this one.
impl<'de> Deserialize<'de> for Evaluation {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            StoredEvaluation::deserialize(from).map(Self::from)
        } else {
            Evaluation::deserialize(from)
        }
    }
}

/// An evaluation as records hold it.
#[derive(Deserialize)]
pub(super) struct StoredEvaluation {
    test: Metrics,
    train: Metrics,
    baselines: Baselines,
    predictions: Vec<Prediction>,
    #[serde(default)]
    held_out: Vec<Prediction>,
    #[serde(default)]
    map: Vec<MapPoint>,
    #[serde(default, rename = "ranges", deserialize_with = "lenient::list")]
    intervals: Vec<IntervalCoverage>,
    /// Absent in records of versions that multiplied the prices themselves.
    #[serde(default, deserialize_with = "lenient::or_default")]
    calibration: Option<MapeCalibration>,
    #[serde(default, deserialize_with = "lenient::list")]
    importance: Vec<InputImportance>,
    /// The factor by which those versions multiplied all prices.
    #[serde(default = "one")]
    shade: f64,
}

fn one() -> f64 {
    1.0
}

impl From<StoredEvaluation> for Evaluation {
    fn from(stored: StoredEvaluation) -> Self {
        let StoredEvaluation {
            mut test,
            train,
            baselines,
            mut predictions,
            held_out,
            map,
            intervals,
            calibration,
            importance,
            shade,
        } = stored;
        let calibration = calibration.unwrap_or_else(|| {
            let calibration = MapeCalibration::new(shade, [&test, &train]);
            if shade != 1.0 {
                predictions.iter_mut().for_each(|p| p.predicted /= shade);
                let (actual, predicted): (Vec<f64>, Vec<f64>) =
                    predictions.iter().map(|p| (p.actual, p.predicted)).unzip();
                // Predictions for the training houses were not stored: their errors stay those of the multiplied prices.
                test = Metrics::of(&actual, &predicted);
            }
            calibration
        });
        Evaluation { test, train, baselines, predictions, held_out, map, intervals, calibration, importance }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::Baseline;

    #[test]
    fn prices_of_earlier_versions_are_divided_by_their_factor() {
        let (actual, predicted) = ([100.0, 200.0, 400.0], [90.0, 250.0, 300.0]);
        let constant = || Baseline { price: 1.0, mape_mean: 2.0, mape_std: 3.0 };
        let multiplied = predicted.map(|price| 0.8 * price);
        let evaluation = Evaluation {
            test: Metrics::of(&actual, &multiplied),
            train: Metrics::of(&actual, &multiplied),
            baselines: Baselines {
                best_constant: constant(),
                mean: constant(),
                median: constant(),
                zip_code: None,
                ridge: None,
                ridge_slopes: None,
            },
            predictions: Vec::new(),
            held_out: Vec::new(),
            map: Vec::new(),
            intervals: Vec::new(),
            importance: Vec::new(),
            calibration: MapeCalibration {
                factor: 1.0,
                test: Mape::of(&[], &[], 1.0),
                train: Mape::of(&[], &[], 1.0),
                held_out: None,
            },
        };
        let mut record = serde_json::to_value(&evaluation).unwrap();
        record.as_object_mut().unwrap().remove("calibration");
        record["shade"] = 0.8.into();
        record["predictions"] = actual
            .iter()
            .zip(multiplied)
            .map(|(actual, predicted)| serde_json::json!({ "house": "1", "actual": actual, "predicted": predicted }))
            .collect();
        let read: Evaluation = serde_json::from_value(record).unwrap();
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        read.predictions.iter().zip(predicted).for_each(|(read, price)| close(read.predicted, price));
        close(read.test.mape_mean, Metrics::of(&actual, &predicted).mape_mean);
        close(read.calibration.test.mean, evaluation.test.mape_mean);
        close(read.mape().mean, read.test.mape_mean);
        close(read.percentage_errors().sum::<f64>() / 3.0, read.test.mape_mean);
        assert_eq!(read.calibration.factor, 0.8);
        // What is written now is read as it is.
        let again: Evaluation = serde_json::from_value(serde_json::to_value(&read).unwrap()).unwrap();
        assert_eq!(again, read);
    }
}
