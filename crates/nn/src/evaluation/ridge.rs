//! Ridge regression of the log price on attributes and zip codes, without a network.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use crate::training::Encoder;
use facade_data::House;
use facade_spec::Encoding;

/// L2 penalty.
const ALPHA: f64 = 1.0;

/// Which coefficients a zip code has of its own, beside those of all houses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ZipCodeTerms {
    /// A constant: one-hot encoding.
    Constant,
    /// A constant, and one for each attribute: products of the one-hot encoding and the attributes.
    Slopes,
}

/// A fit: attributes are standardised, measures by their logarithm.
#[derive(Clone, Debug)]
pub(super) struct Ridge {
    encoder: Encoder,
    /// Means of the encoded attributes.
    centre: DVector<f64>,
    /// Coefficients of the centred attributes and, last, the intercept.
    weights: DVector<f64>,
    /// The same for each zip code, in addition; zero where a zip code has no coefficient of its own.
    zip_codes: Vec<DVector<f64>>,
}

impl Ridge {
    /// Fits the regression on houses with these attributes; `None` if all are equal. The intercept is not
    /// penalised, as in scikit-learn's `Ridge(alpha=1)`.
    ///
    /// A house has one zip code, so the coefficients of the zip codes follow from the others, one zip code at a time
    /// (Schur complement of their block-diagonal matrix): thousands of zip codes cost as much as that many houses, and a
    /// matrix over all of them would not fit in memory.
    pub(super) fn fit(houses: &[&House], attributes: &[String], terms: ZipCodeTerms) -> Option<Self> {
        let (encoder, _) = Encoder::fit(houses, attributes, Encoding::Standard).ok()?;
        let encoded: Vec<_> = houses.iter().map(|house| encode(&encoder, house)).collect();
        let count = houses.len() as f64;
        let width = encoder.columns().len();
        let centre = encoded.iter().fold(DVector::zeros(width), |sum, (values, _)| sum + values) / count;
        let log_price_mean = houses.iter().map(|house| house.price.ln()).sum::<f64>() / count;

        // Gram matrix of the centred attributes and, last, the constant 1; and their products with the targets.
        let none = || Sums { gram: DMatrix::zeros(width + 1, width + 1), rhs: DVector::zeros(width + 1) };
        let mut all = none();
        let mut by_code: Vec<Vec<usize>> = vec![Vec::new(); encoder.zip_codes().len()];
        let row = |(values, _): &(DVector<f64>, Option<usize>)| (values - &centre).push(1.0);
        let target = |house: &House| house.price.ln() - log_price_mean;
        for (at, (encoded, house)) in encoded.iter().zip(houses).enumerate() {
            all.add(&row(encoded), target(house));
            if let Some(positions) = encoded.1.and_then(|code| by_code.get_mut(code)) {
                positions.push(at);
            }
        }
        (0..width).for_each(|at| all.gram[(at, at)] += ALPHA);
        let sums = |positions: &Vec<usize>| {
            let mut sums = none();
            positions.iter().for_each(|&at| sums.add(&row(&encoded[at]), target(houses[at])));
            sums
        };
        // The rows of a zip code's own coefficients begin here.
        let own = if terms == ZipCodeTerms::Slopes { 0 } else { width };
        for positions in &by_code {
            let of_code = sums(positions);
            let cross = of_code.gram.rows(own, width + 1 - own).into_owned();
            let solved = of_code.penalised(own)?.solve(&cross);
            all.gram -= cross.transpose() * &solved;
            all.rhs -= solved.transpose() * of_code.rhs.rows(own, width + 1 - own);
        }
        let weights = all.gram.cholesky()?.solve(&all.rhs);
        let coefficients = |positions: &Vec<usize>| {
            let of_code = sums(positions);
            let residual = &of_code.rhs - &of_code.gram * &weights;
            let solved = of_code.penalised(own)?.solve(&residual.rows(own, width + 1 - own).into_owned());
            let mut coefficients = DVector::zeros(width + 1);
            coefficients.rows_mut(own, width + 1 - own).copy_from(&solved);
            Some(coefficients)
        };
        let zip_codes = by_code.iter().map(coefficients).collect::<Option<_>>()?;
        let mut weights = weights;
        weights[width] += log_price_mean;
        Some(Ridge { encoder, centre, weights, zip_codes })
    }

    /// Predicted price of a house, in dollars.
    pub(super) fn price(&self, house: &House) -> f64 {
        let (values, code) = encode(&self.encoder, house);
        let row = (values - &self.centre).push(1.0);
        let of_code = code.and_then(|code| self.zip_codes.get(code)).map_or(0.0, |own| own.dot(&row));
        (self.weights.dot(&row) + of_code).exp()
    }
}

/// Gram matrix of houses' rows, and the products of the rows with the targets.
struct Sums {
    gram: DMatrix<f64>,
    rhs: DVector<f64>,
}

impl Sums {
    fn add(&mut self, row: &DVector<f64>, target: f64) {
        self.gram.ger(1.0, row, row, 1.0);
        self.rhs.axpy(target, row, 1.0);
    }

    /// The penalised Gram matrix from row and column `own` on.
    fn penalised(&self, own: usize) -> Option<Cholesky<f64, Dyn>> {
        let size = self.gram.nrows() - own;
        let own = self.gram.view((own, own), (size, size));
        (own + DMatrix::identity(size, size) * ALPHA).cholesky()
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
    /// code, Ridge(alpha=1); with slopes, also the products of the two.
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
        let houses_by_ref: Vec<&House> = houses.iter().collect();
        for (terms, prices) in [
            (ZipCodeTerms::Constant, [213114.6483, 361563.4017, 875790.1637, 572511.2943, 1386511.7193]),
            (ZipCodeTerms::Slopes, [203603.8135, 367931.6203, 842446.2612, 595814.2699, 1424620.8733]),
        ] {
            let ridge = Ridge::fit(&houses_by_ref, &names, terms).unwrap();
            for (house, price) in houses.iter().zip(prices) {
                assert!((ridge.price(house) / price - 1.0).abs() < 1e-5, "{} {price}", ridge.price(house));
            }
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
        let ridge =
            Ridge::fit(&houses.iter().collect::<Vec<_>>(), &["rooms".to_owned()], ZipCodeTerms::Slopes)
                .unwrap();
        let price = ridge.price(&houses[15_000]);
        assert!((1e5..1.3e5).contains(&price), "{price}");
    }
}
