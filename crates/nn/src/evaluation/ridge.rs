//! Ridge regression of the log price on attributes and zip codes, without a network.

use nalgebra::{DMatrix, DVector};

use crate::training::Encoder;
use facade_data::House;
use facade_spec::Encoding;

/// L2 penalty.
const ALPHA: f64 = 1.0;

/// A fit: attributes are standardised, measures by their logarithm; zip codes are one-hot encoded.
#[derive(Clone, Debug)]
pub(super) struct Ridge {
    encoder: Encoder,
    /// Coefficients of the attributes.
    weights: DVector<f64>,
    /// Coefficients of the zip codes.
    zip_code_effects: Vec<f64>,
    intercept: f64,
}

/// Sums over the houses of one zip code: their number, attributes and targets.
#[derive(Clone)]
struct ZipCodeSums {
    houses: f64,
    attributes: DVector<f64>,
    target: f64,
}

impl Ridge {
    /// Fits the regression on houses with these attributes; `None` if all are equal. The intercept is not
    /// penalised, as in scikit-learn's `Ridge(alpha=1)`.
    ///
    /// A house has one zip code, so the coefficients of the zip codes follow from the others one by one
    /// (Schur complement of their diagonal): thousands of zip codes cost as much as that many houses, and a
    /// matrix over all of them would not fit in memory.
    pub(super) fn fit(houses: &[&House], attributes: &[String]) -> Option<Self> {
        let (encoder, _) = Encoder::fit(houses, attributes, Encoding::Standard).ok()?;
        let encoded: Vec<_> = houses.iter().map(|house| encode(&encoder, house)).collect();
        let count = houses.len() as f64;
        let width = encoder.columns().len();
        let centre = encoded.iter().fold(DVector::zeros(width), |sum, (values, _)| sum + values) / count;
        let log_price_mean = houses.iter().map(|house| house.price.ln()).sum::<f64>() / count;

        // Gram matrix of the attributes and, last, the intercept; and their products with the targets.
        let mut gram = DMatrix::<f64>::zeros(width + 1, width + 1);
        let mut rhs = DVector::<f64>::zeros(width + 1);
        let none = ZipCodeSums { houses: 0.0, attributes: DVector::zeros(width + 1), target: 0.0 };
        let mut sums = vec![none; encoder.zip_codes().len()];
        for ((values, code), house) in encoded.iter().zip(houses) {
            let row = (values - &centre).push(1.0);
            let target = house.price.ln() - log_price_mean;
            gram.ger(1.0, &row, &row, 1.0);
            rhs.axpy(target, &row, 1.0);
            if let Some(zip_code) = code.and_then(|code| sums.get_mut(code)) {
                zip_code.houses += 1.0;
                zip_code.attributes += row;
                zip_code.target += target;
            }
        }
        (0..width).for_each(|at| gram[(at, at)] += ALPHA);
        for ZipCodeSums { houses, attributes, target } in &sums {
            let share = 1.0 / (houses + ALPHA);
            gram.ger(-share, attributes, attributes, 1.0);
            rhs.axpy(-share * target, attributes, 1.0);
        }
        let solved = gram.cholesky()?.solve(&rhs);
        let effect =
            |sums: &ZipCodeSums| (sums.target - sums.attributes.dot(&solved)) / (sums.houses + ALPHA);
        let zip_code_effects = sums.iter().map(effect).collect();
        let weights = solved.rows(0, width).into_owned();
        let intercept = log_price_mean + solved[width] - centre.dot(&weights);
        Some(Ridge { encoder, weights, zip_code_effects, intercept })
    }

    /// Predicted price of a house, in dollars.
    pub(super) fn price(&self, house: &House) -> f64 {
        let (values, code) = encode(&self.encoder, house);
        let effect = code.and_then(|code| self.zip_code_effects.get(code)).copied().unwrap_or(0.0);
        (self.intercept + values.dot(&self.weights) + effect).exp()
    }
}

/// Encoded attributes of a house, and the index of its zip code.
fn encode(encoder: &Encoder, house: &House) -> (DVector<f64>, Option<usize>) {
    let (values, code) = encoder.encode_parts(house);
    (DVector::from_iterator(values.len(), values.into_iter().map(f64::from)), code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::HouseId;

    /// Expected values from scikit-learn: StandardScaler on bedrooms and log area, LabelBinarizer on the zip
    /// code, Ridge(alpha=1).
    #[test]
    fn ridge_matches_scikit_learn() {
        let house = |zip_code: &str, bedrooms: f64, area: f64, price: f64| House {
            id: HouseId::from(1),
            price,
            zip_code: zip_code.into(),
            attributes: vec![Some(bedrooms), Some(area)],
            date: None,
            missing_photos: Vec::new(),
        };
        let houses = [
            house("a", 2.0, 900.0, 200_000.0),
            house("a", 3.0, 1500.0, 310_000.0),
            house("b", 4.0, 2500.0, 900_000.0),
            house("b", 3.0, 1800.0, 640_000.0),
            house("c", 5.0, 4100.0, 1_500_000.0),
        ];
        let names = ["bedrooms".to_owned(), "area".to_owned()];
        let ridge = Ridge::fit(&houses.iter().collect::<Vec<_>>(), &names).unwrap();
        for (house, price) in
            houses.iter().zip([213114.6483, 361563.4017, 875790.1637, 572511.2943, 1386511.7193])
        {
            assert!((ridge.price(house) / price - 1.0).abs() < 1e-5, "{} {price}", ridge.price(house));
        }
    }
    #[test]
    fn a_zip_code_per_house_needs_no_matrix_over_all_of_them() {
        let house = |number: u32| House {
            id: HouseId::from(number),
            price: 1e5 + f64::from(number),
            zip_code: number.to_string(),
            attributes: vec![Some(f64::from(number % 7))],
            date: None,
            missing_photos: Vec::new(),
        };
        // A matrix of 30,000 by 30,000 numbers takes 7 GB.
        let houses: Vec<House> = (0..30_000).map(house).collect();
        let ridge = Ridge::fit(&houses.iter().collect::<Vec<_>>(), &["rooms".to_owned()]).unwrap();
        let price = ridge.price(&houses[15_000]);
        assert!((1e5..1.3e5).contains(&price), "{price}");
    }
}
