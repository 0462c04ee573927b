//! Ridge regression on the logarithm of the price: what attributes and zip codes say without any network.

use nalgebra::{DMatrix, DVector};

use crate::training::Encoder;
use facade_data::House;
use facade_spec::Encoding;

/// What the squares of the weights are multiplied by.
const ALPHA: f64 = 1.0;

/// A fit: bedrooms, bathrooms and so on, standardised, measures by their logarithm, and each zip code a number of its own.
#[derive(Clone, Debug)]
pub(super) struct Ridge {
    encoder: Encoder,
    /// Of the attributes.
    weights: DVector<f64>,
    /// Of the zip codes.
    levels: Vec<f64>,
    intercept: f64,
}

/// Houses of one zip code: how many, and the sums of their attributes and targets.
#[derive(Clone)]
struct Area {
    houses: f64,
    attributes: DVector<f64>,
    target: f64,
}

impl Ridge {
    /// Fitted on these houses, whose attributes have these names; none where nothing of them differs. The intercept is not held
    /// back, as in scikit-learn's `Ridge(alpha=1)`.
    ///
    /// A house has one zip code, so the weights of the zip codes follow from the others, one by one (the Schur complement of
    /// their diagonal): thousands of codes cost no more than as many houses, where a matrix of all of them would not fit.
    pub(super) fn fit(houses: &[&House], attributes: &[String]) -> Option<Self> {
        let (encoder, _) = Encoder::fit(houses, attributes, Encoding::Standard).ok()?;
        let told: Vec<_> = houses.iter().map(|house| apart(&encoder, house)).collect();
        let count = houses.len() as f64;
        let width = encoder.columns().len();
        let centre = told.iter().fold(DVector::zeros(width), |sum, (values, _)| sum + values) / count;
        let level = houses.iter().map(|house| house.price.ln()).sum::<f64>() / count;

        // Of the attributes and, at last, the intercept: products with each other and with the targets.
        let mut product = DMatrix::<f64>::zeros(width + 1, width + 1);
        let mut right = DVector::<f64>::zeros(width + 1);
        let none = Area { houses: 0.0, attributes: DVector::zeros(width + 1), target: 0.0 };
        let mut areas = vec![none; encoder.zip_codes().len()];
        for ((values, code), house) in told.iter().zip(houses) {
            let row = (values - &centre).push(1.0);
            let target = house.price.ln() - level;
            product.ger(1.0, &row, &row, 1.0);
            right.axpy(target, &row, 1.0);
            if let Some(area) = code.and_then(|code| areas.get_mut(code)) {
                area.houses += 1.0;
                area.attributes += row;
                area.target += target;
            }
        }
        (0..width).for_each(|at| product[(at, at)] += ALPHA);
        for Area { houses, attributes, target } in &areas {
            let share = 1.0 / (houses + ALPHA);
            product.ger(-share, attributes, attributes, 1.0);
            right.axpy(-share * target, attributes, 1.0);
        }
        let solved = product.cholesky()?.solve(&right);
        let levels =
            areas.iter().map(|area| (area.target - area.attributes.dot(&solved)) / (area.houses + ALPHA));
        let levels = levels.collect();
        let weights = solved.rows(0, width).into_owned();
        let intercept = level + solved[width] - centre.dot(&weights);
        Some(Ridge { encoder, weights, levels, intercept })
    }

    /// The price of a house, in dollars.
    pub(super) fn price(&self, house: &House) -> f64 {
        let (values, code) = apart(&self.encoder, house);
        let level = code.and_then(|code| self.levels.get(code)).copied().unwrap_or(0.0);
        (self.intercept + values.dot(&self.weights) + level).exp()
    }
}

/// A house's attributes as the encoder tells them, and its zip code's place.
fn apart(encoder: &Encoder, house: &House) -> (DVector<f64>, Option<usize>) {
    let (values, code) = encoder.apart(house);
    (DVector::from_iterator(values.len(), values.into_iter().map(f64::from)), code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked out with scikit-learn: StandardScaler on bedrooms and log area, LabelBinarizer on the zip code, Ridge(alpha=1).
    #[test]
    fn it_is_scikit_learns() {
        let house = |zip_code: &str, bedrooms: f64, area: f64, price: f64| House {
            number: 1,
            price,
            zip_code: zip_code.into(),
            attributes: vec![Some(bedrooms), Some(area)],
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
    fn as_many_zip_codes_as_houses_take_no_matrix_of_them_all() {
        let house = |number: u32| House {
            number,
            price: 1e5 + f64::from(number),
            zip_code: number.to_string(),
            attributes: vec![Some(f64::from(number % 7))],
        };
        // A matrix of 30,000 by 30,000 numbers has 7 GB.
        let houses: Vec<House> = (0..30_000).map(house).collect();
        let ridge = Ridge::fit(&houses.iter().collect::<Vec<_>>(), &["rooms".to_owned()]).unwrap();
        let price = ridge.price(&houses[15_000]);
        assert!((1e5..1.3e5).contains(&price), "{price}");
    }
}
