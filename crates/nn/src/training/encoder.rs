//! Encoding of attributes and zip codes.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use facade_data::House;
use facade_data::statistics::mean_and_std;
use facade_spec::{AttributeRange, Encoding, InputSchema};
use facade_text as text;

/// An attribute whose greatest value exceeds this is a measure (square feet), and [`Encoding::Standard`]
/// takes its logarithm; otherwise it is a count (bedrooms).
const LOG_ABOVE: f64 = 50.0;

/// Encoding of an attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Column {
    name: String,
    /// Index in [`House::attributes`].
    #[serde(rename = "place")]
    index: usize,
    /// Whether its logarithm is taken.
    pub(crate) log: bool,
    pub(crate) centre: f64,
    pub(crate) spread: f64,
    /// Encoded mean of the training houses, used for missing values.
    #[serde(rename = "middle")]
    pub(crate) fill_value: f64,
    /// Values of the training houses; none in models of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    range: Option<AttributeRange>,
}

impl Column {
    /// The value or its logarithm; none if it is missing or not finite.
    fn raw(&self, value: Option<f64>) -> Option<f64> {
        let value = if self.log { value?.ln() } else { value? };
        value.is_finite().then_some(value)
    }

    fn encode(&self, value: Option<f64>) -> f64 {
        self.raw(value).map_or(self.fill_value, |value| (value - self.centre) / self.spread)
    }
}

/// Encodes a house's attributes and zip code. Fitted on the training houses only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Encoder {
    columns: Vec<Column>,
    /// One-hot encoded; empty if all training houses have the same.
    zip_codes: Vec<String>,
    /// Whether the products of attributes and zip codes follow.
    #[serde(default)]
    crossed: bool,
}

/// Why no encoder can be fitted. The message is a sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EncoderError {
    /// All attributes and zip codes are equal.
    #[error("{}", text::encoder_nothing())]
    Nothing,
}

impl Encoder {
    /// Fits an encoder on the training houses; `names` are those of their attributes. Attributes without
    /// values or with equal values are left out, as is the zip code if there is only one; the second result
    /// explains each in a sentence.
    ///
    /// # Errors
    /// If nothing is left.
    pub fn fit(
        houses: &[&House],
        names: &[String],
        encoding: Encoding,
    ) -> Result<(Self, Vec<String>), EncoderError> {
        let (mut columns, mut warnings) = (Vec::new(), Vec::new());
        for (index, name) in names.iter().enumerate() {
            let values = || houses.iter().filter_map(|h| h.attributes.get(index).copied().flatten());
            let greatest = values().fold(f64::MIN, f64::max);
            let log = encoding != Encoding::MinMax && greatest > LOG_ABOVE && values().all(|v| v > 0.0);
            let mut column = Column {
                name: name.clone(),
                index,
                log,
                centre: 0.0,
                spread: 1.0,
                fill_value: 0.0,
                range: None,
            };
            let known: Vec<f64> = values().filter_map(|value| column.raw(Some(value))).collect();
            let [low, high] = [f64::MAX, f64::MIN];
            let (low, high) = known.iter().fold((low, high), |(low, high), &v| (low.min(v), high.max(v)));
            if low >= high {
                warnings.push(if known.is_empty() {
                    text::encoder_untold(name)
                } else {
                    text::encoder_same(name)
                });
                continue;
            }
            let (mean, deviation) = mean_and_std(known.iter().copied());
            (column.centre, column.spread) = match encoding {
                Encoding::MinMax => (low, high - low),
                Encoding::Standard | Encoding::Crossed => (mean, deviation),
            };
            column.fill_value = (mean - column.centre) / column.spread;
            column.range = AttributeRange::of(values().filter(|value| value.is_finite()));
            columns.push(column);
        }
        let mut zip_codes: Vec<String> = houses.iter().map(|h| h.zip_code.clone()).collect();
        zip_codes.sort();
        zip_codes.dedup();
        if zip_codes.len() == 1 {
            if zip_codes.iter().all(|code| !code.is_empty()) {
                warnings.push(text::encoder_same_zip_code().to_owned());
            }
            zip_codes.clear();
        }
        let encoder = Encoder { columns, zip_codes, crossed: encoding == Encoding::Crossed };
        if encoder.width() == 0 { Err(EncoderError::Nothing) } else { Ok((encoder, warnings)) }
    }

    /// The encoded attributes, in order.
    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Whether attributes are crossed with zip codes.
    pub(crate) fn is_crossed(&self) -> bool {
        self.crossed
    }

    /// Encoded values per house.
    pub fn width(&self) -> usize {
        let [columns, codes] = [self.columns.len(), self.zip_codes.len()];
        let products = if self.crossed { columns.saturating_mul(codes) } else { 0 };
        products.saturating_add(columns + codes)
    }

    /// Known zip codes, sorted.
    pub(crate) fn zip_codes(&self) -> &[String] {
        &self.zip_codes
    }

    /// Encoded attributes of a training house, and the index of its zip code.
    pub(crate) fn encode_parts(&self, house: &House) -> (Vec<f32>, Option<usize>) {
        let value = |column: &Column| house.attributes.get(column.index).copied().flatten();
        let values = self.columns.iter().map(|column| column.encode(value(column)) as f32).collect();
        // Sorted when they were fitted.
        (values, self.zip_codes.binary_search(&house.zip_code).ok())
    }

    /// Inputs that the encoder needs for a home.
    pub fn input_schema(&self) -> InputSchema {
        let attributes = self.columns.iter().map(|column| column.name.clone()).collect();
        let ranges: Option<Vec<AttributeRange>> = self.columns.iter().map(|column| column.range).collect();
        InputSchema { attributes, ranges: ranges.unwrap_or_default(), zip_codes: self.zip_codes.clone() }
    }

    /// Encodes a house, to as many values as [`width`](Self::width). Missing attributes count as the training
    /// houses' mean; an unknown zip code is all zeros.
    pub fn encode_house(&self, house: &House) -> Vec<f32> {
        let values: Vec<_> =
            self.columns.iter().map(|column| house.attributes.get(column.index).copied().flatten()).collect();
        self.encode(&values, &house.zip_code)
    }

    /// Encodes values in the order of the [`input_schema`](Self::input_schema).
    pub fn encode(&self, values: &[Option<f64>], zip_code: &str) -> Vec<f32> {
        let value = |index: usize| values.get(index).copied().flatten();
        let columns: Vec<f64> =
            self.columns.iter().enumerate().map(|(index, column)| column.encode(value(index))).collect();
        let codes: Vec<f64> =
            self.zip_codes.iter().map(|code| if *code == zip_code { 1.0 } else { 0.0 }).collect();
        let products =
            codes.iter().filter(|_| self.crossed).flat_map(|code| columns.iter().map(move |v| code * v));
        columns
            .iter()
            .copied()
            .chain(codes.iter().copied())
            .chain(products)
            .map(|value| value as f32)
            .collect()
    }

    /// Whether its values can come from a fit.
    pub fn is_valid(&self) -> bool {
        let valid = |column: &Column| {
            [column.centre, column.spread, column.fill_value].iter().all(|v| v.is_finite())
                && column.spread > 0.0
                && column.range.is_none_or(|range| range.is_valid())
        };
        self.width() > 0 && self.columns.iter().all(valid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::HouseId;

    fn house(zip_code: &str, attributes: [Option<f64>; 2]) -> House {
        House {
            id: HouseId::from(1),
            price: 1.0,
            zip_code: zip_code.into(),
            attributes: attributes.to_vec(),
            date: None,
            missing_photos: Vec::new(),
        }
    }

    fn fit(houses: &[House], encoding: Encoding) -> Result<(Encoder, Vec<String>), EncoderError> {
        let names = ["bedrooms".to_owned(), "area".to_owned()];
        Encoder::fit(&houses.iter().collect::<Vec<_>>(), &names, encoding)
    }

    /// Expected values from scikit-learn's MinMaxScaler and LabelBinarizer, as in part 1 of the series.
    #[test]
    fn min_max_scales_to_0_and_1_and_zip_codes_are_one_hot() {
        let houses = [
            house("b", [Some(2.0), Some(500.0)]),
            house("a", [Some(4.0), None]),
            house("b", [Some(3.0), Some(900.0)]),
        ];
        let (encoder, warnings) = fit(&houses, Encoding::MinMax).unwrap();
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!(encoder.encode_house(&houses[2]), [0.5, 1.0, 0.0, 1.0]);
        assert_eq!(
            encoder.encode_house(&houses[1]),
            [1.0, 0.5, 1.0, 0.0],
            "a missing value counts as the mean"
        );
        assert_eq!(encoder.encode_house(&house("c", [Some(6.0), Some(500.0)])), [2.0, 0.0, 0.0, 0.0]);
        assert_eq!(encoder.encode(&[Some(2.0)], "a"), [0.0, 0.5, 1.0, 0.0]);
    }

    #[test]
    fn measures_are_standardised_by_their_logarithm() {
        let area = |ln: f64| Some(f64::exp(ln));
        let houses = [house("a", [Some(1.0), area(6.0)]), house("a", [Some(3.0), area(8.0)])];
        let (encoder, warnings) = fit(&houses, Encoding::Standard).unwrap();
        assert_eq!(encoder.encode_house(&houses[0]), [-1.0, -1.0]);
        assert_eq!(encoder.encode_house(&house("a", [Some(2.0), area(7.5)])), [0.0, 0.5]);
        assert_eq!(warnings, ["All training houses have the same zip code: the network does not use it."]);
    }

    #[test]
    fn crossed_attributes_have_a_coefficient_per_zip_code() {
        let houses = [house("a", [Some(1.0), None]), house("b", [Some(3.0), None])];
        let (encoder, _) = fit(&houses, Encoding::Crossed).unwrap();
        assert_eq!(encoder.width(), 5);
        assert_eq!(encoder.encode_house(&houses[0]), [-1.0, 1.0, 0.0, -1.0, 0.0]);
        assert_eq!(encoder.encode_house(&house("c", [Some(4.0), None])), [2.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn constant_attributes_are_left_out_with_a_warning() {
        let houses = [house("", [Some(2.0), None]), house("", [Some(2.0), None])];
        assert_eq!(fit(&houses, Encoding::MinMax), Err(EncoderError::Nothing));
        let houses = [house("a", [Some(2.0), None]), house("b", [Some(2.0), None])];
        let (encoder, warnings) = fit(&houses, Encoding::MinMax).unwrap();
        assert_eq!(encoder.width(), 2);
        assert!(
            warnings[0].contains("same bedrooms") && warnings[1].contains("a value for area"),
            "{warnings:?}"
        );
    }
}
