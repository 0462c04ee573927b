//! Ridge regression on the logarithm of the price: what attributes and zip codes say without any network.

use nalgebra::{DMatrix, DVector};

use crate::dataset::House;
use crate::training::{Encoder, Encoding};

/// What the squares of the weights are multiplied by.
const ALPHA: f64 = 1.0;

/// A fit: bedrooms, bathrooms and so on, standardised, measures by their logarithm, and each zip code a number of its own.
#[derive(Clone, Debug)]
pub(super) struct Ridge {
    encoder: Encoder,
    weights: DVector<f64>,
    intercept: f64,
}

impl Ridge {
    /// Fitted on these houses, whose attributes have these names; none where nothing of them differs. The intercept is not held
    /// back, as in scikit-learn's `Ridge(alpha=1)`.
    pub(super) fn fit(houses: &[&House], attributes: &[String]) -> Option<Self> {
        let (encoder, _) = Encoder::fit(houses, attributes, Encoding::Standard).ok()?;
        let row = |house: &&House| encoder.house(house).into_iter().map(f64::from).collect::<Vec<_>>();
        let values: Vec<f64> = houses.iter().flat_map(row).collect();
        let mut x = DMatrix::from_row_slice(houses.len(), encoder.width(), &values);
        let mut y = DVector::from_iterator(houses.len(), houses.iter().map(|house| house.price.ln()));
        let (centre, level) = (x.row_mean(), y.mean());
        x.row_iter_mut().for_each(|mut row| row -= &centre);
        y.add_scalar_mut(-level);
        let mut product = x.tr_mul(&x);
        (0..encoder.width()).for_each(|at| product[(at, at)] += ALPHA);
        let weights = product.cholesky()?.solve(&x.tr_mul(&y));
        let intercept = level - (centre * &weights)[0];
        Some(Ridge { encoder, weights, intercept })
    }

    /// The price of a house, in dollars.
    pub(super) fn price(&self, house: &House) -> f64 {
        let encoded = self.encoder.house(house);
        let sum: f64 =
            encoded.iter().zip(self.weights.iter()).map(|(x, weight)| f64::from(*x) * weight).sum();
        (self.intercept + sum).exp()
    }
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
}
