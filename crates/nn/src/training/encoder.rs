//! Attributes and zip codes as numbers that a network can take.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use facade_data::House;
use facade_data::statistics::mean_and_std;
use facade_spec::{Asks, Encoding};
use facade_text as text;

/// An attribute of which the greatest value is above this is a measure (square feet) and enters [`Encoding::Standard`] by its
/// logarithm; one below it is a count (bedrooms), and enters as it is.
const MEASURE: f64 = 50.0;

/// An attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Column {
    name: String,
    /// Its place among those of a house.
    place: usize,
    /// Whether its logarithm is taken.
    pub(crate) log: bool,
    pub(crate) centre: f64,
    pub(crate) spread: f64,
    /// Mean of the training houses, encoded.
    pub(crate) middle: f64,
}

impl Column {
    /// On the attribute's own scale, or that of its logarithm.
    fn raw(&self, value: Option<f64>) -> Option<f64> {
        let value = if self.log { value?.ln() } else { value? };
        value.is_finite().then_some(value)
    }

    fn encode(&self, value: Option<f64>) -> f64 {
        self.raw(value).map_or(self.middle, |value| (value - self.centre) / self.spread)
    }
}

/// What turns a house's attributes and zip code into numbers. It knows the training houses alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Encoder {
    columns: Vec<Column>,
    /// One number each, 1 for the house's own; empty where all houses have the same.
    zip_codes: Vec<String>,
    /// Whether products follow.
    #[serde(default)]
    crossed: bool,
}

/// Houses of which nothing can be told apart by attributes. Its text is a sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EncoderError {
    /// No attribute and no zip code differs.
    #[error("{}", text::encoder_nothing())]
    Nothing,
}

impl Encoder {
    /// Fitted on the training houses, whose attributes have these names. Attributes that no house has, or all have alike, are
    /// left out, as is the zip code where there is one only; each is told in a sentence.
    ///
    /// # Errors
    /// If nothing is left.
    pub fn fit(
        houses: &[&House],
        names: &[String],
        encoding: Encoding,
    ) -> Result<(Self, Vec<String>), EncoderError> {
        let (mut columns, mut left_out) = (Vec::new(), Vec::new());
        for (place, name) in names.iter().enumerate() {
            let values = || houses.iter().filter_map(|h| h.attributes.get(place).copied().flatten());
            let greatest = values().fold(f64::MIN, f64::max);
            let log = encoding != Encoding::Range && greatest > MEASURE && values().all(|v| v > 0.0);
            let mut column = Column { name: name.clone(), place, log, centre: 0.0, spread: 1.0, middle: 0.0 };
            let known: Vec<f64> = values().filter_map(|value| column.raw(Some(value))).collect();
            let [low, high] = [f64::MAX, f64::MIN];
            let (low, high) = known.iter().fold((low, high), |(low, high), &v| (low.min(v), high.max(v)));
            if low >= high {
                left_out.push(if known.is_empty() {
                    text::encoder_untold(name)
                } else {
                    text::encoder_same(name)
                });
                continue;
            }
            let (mean, deviation) = mean_and_std(known.iter().copied());
            (column.centre, column.spread) = match encoding {
                Encoding::Range => (low, high - low),
                Encoding::Standard | Encoding::Crossed => (mean, deviation),
            };
            column.middle = (mean - column.centre) / column.spread;
            columns.push(column);
        }
        let mut zip_codes: Vec<String> = houses.iter().map(|h| h.zip_code.clone()).collect();
        zip_codes.sort();
        zip_codes.dedup();
        if zip_codes.len() == 1 {
            if zip_codes.iter().all(|code| !code.is_empty()) {
                left_out.push(text::encoder_same_zip_code().to_owned());
            }
            zip_codes.clear();
        }
        let encoder = Encoder { columns, zip_codes, crossed: encoding == Encoding::Crossed };
        if encoder.width() == 0 { Err(EncoderError::Nothing) } else { Ok((encoder, left_out)) }
    }

    /// Its attributes, in the order in which it is given them.
    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Whether products of attributes and zip codes follow them.
    pub(crate) fn is_crossed(&self) -> bool {
        self.crossed
    }

    /// How many numbers a house becomes.
    pub fn width(&self) -> usize {
        let [columns, codes] = [self.columns.len(), self.zip_codes.len()];
        let products = if self.crossed { columns.saturating_mul(codes) } else { 0 };
        products.saturating_add(columns + codes)
    }

    /// The zip codes that it knows.
    pub(crate) fn zip_codes(&self) -> &[String] {
        &self.zip_codes
    }

    /// The numbers of a training house's attributes, and its zip code's place among those that it knows.
    pub(crate) fn apart(&self, house: &House) -> (Vec<f32>, Option<usize>) {
        let value = |column: &Column| house.attributes.get(column.place).copied().flatten();
        let values = self.columns.iter().map(|column| column.encode(value(column)) as f32).collect();
        // As they were fitted, they are sorted.
        (values, self.zip_codes.binary_search(&house.zip_code).ok())
    }

    /// What a home is asked about.
    pub fn asks(&self) -> Asks {
        let attributes = self.columns.iter().map(|column| column.name.clone()).collect();
        Asks { attributes, zip_codes: self.zip_codes.clone() }
    }

    /// A house's numbers, as many as the [`width`](Self::width). What it does not tell counts as the training houses' mean, and a
    /// zip code that none of them has as none.
    pub fn house(&self, house: &House) -> Vec<f32> {
        let values: Vec<_> =
            self.columns.iter().map(|column| house.attributes.get(column.place).copied().flatten()).collect();
        self.encode(&values, &house.zip_code)
    }

    /// The same of values in the order of what is [asked](Self::asks).
    pub fn encode(&self, values: &[Option<f64>], zip_code: &str) -> Vec<f32> {
        let value = |place: usize| values.get(place).copied().flatten();
        let columns: Vec<f64> =
            self.columns.iter().enumerate().map(|(place, column)| column.encode(value(place))).collect();
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

    /// Whether its numbers are such as a fit can have brought.
    pub fn is_sound(&self) -> bool {
        let sound = |column: &Column| {
            [column.centre, column.spread, column.middle].iter().all(|v| v.is_finite()) && column.spread > 0.0
        };
        self.width() > 0 && self.columns.iter().all(sound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(zip_code: &str, attributes: [Option<f64>; 2]) -> House {
        House { number: 1, price: 1.0, zip_code: zip_code.into(), attributes: attributes.to_vec() }
    }

    fn fit(houses: &[House], encoding: Encoding) -> Result<(Encoder, Vec<String>), EncoderError> {
        let names = ["bedrooms".to_owned(), "area".to_owned()];
        Encoder::fit(&houses.iter().collect::<Vec<_>>(), &names, encoding)
    }

    /// Worked out with scikit-learn's MinMaxScaler and LabelBinarizer, as in part 1 of the series.
    #[test]
    fn a_range_goes_from_nought_to_one_and_each_zip_code_has_a_place() {
        let houses = [
            house("b", [Some(2.0), Some(500.0)]),
            house("a", [Some(4.0), None]),
            house("b", [Some(3.0), Some(900.0)]),
        ];
        let (encoder, left_out) = fit(&houses, Encoding::Range).unwrap();
        assert_eq!(left_out, Vec::<String>::new());
        assert_eq!(encoder.house(&houses[2]), [0.5, 1.0, 0.0, 1.0]);
        assert_eq!(encoder.house(&houses[1]), [1.0, 0.5, 1.0, 0.0], "what is not told counts as the mean");
        assert_eq!(encoder.house(&house("c", [Some(6.0), Some(500.0)])), [2.0, 0.0, 0.0, 0.0]);
        assert_eq!(encoder.encode(&[Some(2.0)], "a"), [0.0, 0.5, 1.0, 0.0]);
    }

    #[test]
    fn measures_enter_the_standard_scale_by_their_logarithm() {
        let area = |ln: f64| Some(f64::exp(ln));
        let houses = [house("a", [Some(1.0), area(6.0)]), house("a", [Some(3.0), area(8.0)])];
        let (encoder, left_out) = fit(&houses, Encoding::Standard).unwrap();
        assert_eq!(encoder.house(&houses[0]), [-1.0, -1.0]);
        assert_eq!(encoder.house(&house("a", [Some(2.0), area(7.5)])), [0.0, 0.5]);
        assert_eq!(left_out, ["All training houses have the same zip code: the network does without it."]);
    }

    #[test]
    fn crossed_attributes_have_a_slope_in_each_zip_code() {
        let houses = [house("a", [Some(1.0), None]), house("b", [Some(3.0), None])];
        let (encoder, _) = fit(&houses, Encoding::Crossed).unwrap();
        assert_eq!(encoder.width(), 5);
        assert_eq!(encoder.house(&houses[0]), [-1.0, 1.0, 0.0, -1.0, 0.0]);
        assert_eq!(encoder.house(&house("c", [Some(4.0), None])), [2.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn what_does_not_differ_is_left_out_with_a_word() {
        let houses = [house("", [Some(2.0), None]), house("", [Some(2.0), None])];
        assert_eq!(fit(&houses, Encoding::Range), Err(EncoderError::Nothing));
        let houses = [house("a", [Some(2.0), None]), house("b", [Some(2.0), None])];
        let (encoder, left_out) = fit(&houses, Encoding::Range).unwrap();
        assert_eq!(encoder.width(), 2);
        assert!(
            left_out[0].contains("same bedrooms") && left_out[1].contains("tells its area"),
            "{left_out:?}"
        );
    }
}
