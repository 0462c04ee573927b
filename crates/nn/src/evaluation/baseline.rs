//! Baselines without photos, which a useful model must beat.

use std::collections::BTreeMap;

use super::ridge::{Ridge, ZipCodeTerms};
use facade_data::statistics::{best_constant, mean, mean_and_std};
use facade_data::{House, median};
use facade_spec::evaluation::{Baseline, BaselinePredictions, Baselines};

/// Fits baselines on the training houses and scores them on the test houses. `attributes` are the names of
/// the houses' attributes.
pub fn baselines(train: &[&House], test: &[&House], attributes: &[String]) -> Baselines {
    let prices: Vec<f64> = train.iter().map(|house| house.price).collect();
    let constant = |price: f64| {
        let BaselinePredictions { mape_mean, mape_std, .. } = score(vec![price; test.len()], test);
        Baseline { price, mape_mean, mape_std }
    };
    let ridge = |terms| {
        let ridge = Ridge::fit(train, attributes, terms)?;
        Some(score(test.iter().map(|house| ridge.price(house)).collect(), test))
    };
    let zip_code = by_zip_code(train, test).map(|predictions| score(predictions, test));
    Baselines {
        best_constant: constant(best_constant(&prices)),
        mean: constant(mean(prices.iter().copied())),
        median: constant(median(&prices)),
        ridge: ridge(ZipCodeTerms::Constant),
        ridge_slopes: zip_code.as_ref().and_then(|_| ridge(ZipCodeTerms::Slopes)),
        zip_code,
    }
}

fn score(prices: Vec<f64>, test: &[&House]) -> BaselinePredictions {
    let errors = prices.iter().zip(test).map(|(p, house)| 100.0 * ((p - house.price) / house.price).abs());
    let (mape_mean, mape_std) = mean_and_std(errors);
    BaselinePredictions { mape_mean, mape_std, prices }
}

/// For each test house the best constant price of the training houses with its zip code, or of all training
/// houses if there are none; `None` if there is only one zip code.
fn by_zip_code(train: &[&House], test: &[&House]) -> Option<Vec<f64>> {
    let mut prices: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for house in train {
        prices.entry(&house.zip_code).or_default().push(house.price);
    }
    let all = best_constant(&prices.values().flatten().copied().collect::<Vec<_>>());
    let guess: BTreeMap<&str, f64> =
        prices.iter().map(|(code, prices)| (*code, best_constant(prices))).collect();
    let of = |house: &&House| guess.get(house.zip_code.as_str()).copied().unwrap_or(all);
    (guess.len() > 1).then(|| test.iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::HouseId;

    fn house(zip_code: &str, price: f64) -> House {
        House {
            id: HouseId::from(1),
            price,
            zip_code: zip_code.into(),
            attributes: Vec::new(),
            date: None,
            missing_photos: Vec::new(),
        }
    }

    #[test]
    fn each_zip_code_has_its_own_constant_and_an_unknown_one_that_of_all() {
        let train = [house("a", 100.0), house("a", 100.0), house("a", 900.0), house("b", 50.0)];
        let test = [house("a", 100.0), house("b", 100.0), house("c", 50.0)];
        let (train, test): (Vec<_>, Vec<_>) = (train.iter().collect(), test.iter().collect());
        let predictions = baselines(&train, &test, &[]).zip_code.unwrap();
        assert_eq!(predictions.prices, [100.0, 50.0, 100.0]);
        assert!((predictions.mape_mean - 50.0).abs() < 1e-9);
        assert!(baselines(&train[..2], &test, &[]).zip_code.is_none(), "one zip code only");
    }
}
