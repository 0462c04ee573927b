//! Checks of settings before a run.

use super::config::{Config, EVALUATION_BATCH, MIN_PATCH_TILE};
use super::config_error::{ConfigError, MAX_PARAMETERS, MAX_ZIP_CODE_BYTES, MAX_ZIP_CODES};
use super::recipe::{Architecture, Encoding, ModelKind};
use super::settings::SETTINGS;
use facade_data::MAX_PHOTOS;

/// Upper bound on the encoded inputs of all houses together, 4 bytes each.
const MAX_INPUT_VALUES: u64 = 1 << 26;

/// Smallest tile for a backbone, in pixels: it halves photos five times.
const MIN_BACKBONE_TILE: usize = 32;

/// A block's output has fewer values than this, 4 bytes each: sizes are 32-bit in a browser.
const MAX_VALUES: u64 = 1 << 30;

impl Config {
    /// Checks the encoded inputs of this many houses, with this many attributes and these distinct zip codes.
    /// Each zip code is an input, so a column with a value per house takes memory quadratic in the number of
    /// houses.
    ///
    /// # Errors
    /// If the network uses attributes and they would take too much memory.
    pub fn check_inputs<'a>(
        &self,
        houses: usize,
        columns: usize,
        zip_codes: impl Iterator<Item = &'a str> + Clone,
    ) -> Result<(), ConfigError> {
        if !self.model.uses_attributes() {
            return Ok(());
        }
        let codes = zip_codes.clone().count();
        if codes > MAX_ZIP_CODES {
            return Err(ConfigError::ManyZipCodes(codes));
        }
        let bytes = zip_codes.map(str::len).sum();
        if bytes > MAX_ZIP_CODE_BYTES {
            return Err(ConfigError::LongZipCodes(bytes));
        }
        let inputs = self.inputs(columns, codes);
        if inputs.saturating_mul(houses as u64) > MAX_INPUT_VALUES {
            let crossed = self.encoding == Encoding::Crossed;
            return Err(ConfigError::ManyInputs { columns, zip_codes: codes, houses, inputs, crossed });
        }
        let parameters = self.count_parameters(inputs);
        if parameters > MAX_PARAMETERS { Err(ConfigError::TooLarge(parameters)) } else { Ok(()) }
    }

    fn check_recipe(&self) -> Result<(), ConfigError> {
        if self.warm_up >= self.epochs {
            return Err(ConfigError::WarmUp { warm_up: self.warm_up, epochs: self.epochs });
        }
        if self.model == ModelKind::Backbone && self.fine_tune && self.architecture != Architecture::Resnet18
        {
            return Err(ConfigError::FineTune(self.architecture));
        }
        // Cross-fitting needs whole houses, and several backbones do not fit in memory.
        let alone = self.model == ModelKind::Single || (self.model == ModelKind::Backbone && self.fine_tune);
        let most = if alone { 0 } else { 20 };
        if self.cross_fit_folds == 1
            || self.cross_fit_folds > most
            || (self.cross_fit_folds > 0 && self.validation_share > 0.0)
        {
            return Err(ConfigError::Members(self.cross_fit_folds));
        }
        let held_back = self.validates();
        if !held_back && self.calibrate {
            return Err(ConfigError::NothingHeldBack);
        }
        if !held_back && (self.keep_best || self.patience > 0) {
            return Err(ConfigError::ChosenByTest);
        }
        Ok(())
    }

    /// Checks the settings.
    ///
    /// # Errors
    /// The first invalid setting, in the order of the form.
    pub fn check(&self) -> Result<(), ConfigError> {
        SETTINGS.iter().try_for_each(|setting| setting.check(self)).map_err(ConfigError::OutOfRange)?;
        if !(1..=MAX_PHOTOS).contains(&self.photos) {
            return Err(ConfigError::Photos(self.photos));
        }
        let blocks = self.filters.len();
        if !(1..=6).contains(&blocks) || self.filters.iter().any(|f| !(1..=512).contains(f)) {
            return Err(ConfigError::Filters);
        }
        let least = match self.model {
            model if model.is_tuned() => MIN_PATCH_TILE,
            ModelKind::Backbone => MIN_BACKBONE_TILE,
            _ => 0,
        };
        if self.tile < least {
            return Err(ConfigError::TooSmall { tile: self.tile, least });
        }
        if self.model.is_tuned() && blocks > 1 {
            return Err(ConfigError::OneLayer);
        }
        let [width, height] = self.picture();
        let side = width.min(height);
        if self.model.uses_pixels() && least == 0 && side >> blocks == 0 {
            return Err(ConfigError::TooDeep { filters: blocks, side });
        }
        // Parameters for attributes are checked in `check_inputs`.
        let parameters = self.count_parameters(0);
        if parameters > MAX_PARAMETERS {
            return Err(ConfigError::TooLarge(parameters));
        }
        let batch = self.batch_size.max(EVALUATION_BATCH);
        let values = self.widest() * batch as u64;
        if values >= MAX_VALUES {
            return Err(ConfigError::TooWide { batch, values });
        }
        if let Some(fold) = self.fold
            && !(fold.of >= 2 && fold.number < fold.of)
        {
            return Err(ConfigError::Fold { number: fold.number + 1, of: fold.of });
        }
        self.check_recipe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_reference_and_can_start() {
        let config = Config::default();
        assert_eq!(config.check(), Ok(()));
        assert_eq!(config.filters, [16, 32, 64]);
        assert_eq!(config.size(), [64, 64]);
        assert_eq!(config.decay, 5e-6);
        assert_eq!(config.parameters(0), 89_465);
    }

    #[test]
    fn each_impossible_setting_is_named() {
        let bad = |change: fn(&mut Config)| {
            let mut config = Config::default();
            change(&mut config);
            config.check().unwrap_err()
        };
        let out_of_range = |error: &ConfigError, id: &str| matches!(error, ConfigError::OutOfRange(error) if error.setting.id == id);
        assert!(out_of_range(&bad(|c| c.tile = 0), "tile"));
        assert_eq!(bad(|c| c.photos = 10), ConfigError::Photos(10));
        assert_eq!(bad(|c| c.filters = vec![]), ConfigError::Filters);
        assert_eq!(bad(|c| c.filters = vec![16, 0]), ConfigError::Filters);
        assert_eq!(
            bad(|c| {
                c.tile = 4;
                c.filters = vec![1; 4];
            }),
            ConfigError::TooDeep { filters: 4, side: 8 }
        );
        assert!(matches!(
            bad(|c| {
                c.tile = 256;
                c.filters = vec![512];
            }),
            ConfigError::TooLarge(_)
        ));
        assert!(out_of_range(&bad(|c| c.epochs = 0), "epochs"));
        assert!(out_of_range(&bad(|c| c.batch_size = 0), "batch-size"));
        let wide = bad(|c| (c.filters, c.batch_size) = (vec![80], 4096));
        assert_eq!(wide, ConfigError::TooWide { batch: 4096, values: 64 * 64 * 80 * 4096 });
        assert!(out_of_range(&bad(|c| c.learning_rate = f64::NAN), "learning-rate"));
        assert!(out_of_range(&bad(|c| c.decay = -1.0), "decay"));
        assert!(out_of_range(&bad(|c| c.test_share = 1.0), "test-share"));
    }
    /// On 32 bits this wrapped around to 8,885,876 and passed.
    #[test]
    fn parameters_are_counted_beyond_32_bits() {
        let config = Config {
            model: ModelKind::Branches,
            tile: 256,
            photos: 9,
            filters: vec![456],
            cross_fit_folds: 4,
            ..Config::default()
        };
        let parameters: u64 = 4_303_853_172;
        assert_eq!(config.count_parameters(0), parameters);
        assert_eq!(config.check(), Err(ConfigError::TooLarge(parameters)));
        assert_eq!(config.parameters(0) as u64, parameters.min(usize::MAX as u64));
    }

    #[test]
    fn counting_the_largest_sizes_does_not_overflow() {
        for model in ModelKind::ALL {
            let filters = if model.is_tuned() { vec![512] } else { vec![512; 6] };
            let largest =
                Config { model, tile: 256, photos: 9, filters, cross_fit_folds: 20, ..Config::default() };
            assert!(largest.count_parameters(u64::from(u32::MAX)) < 1 << 45, "{model:?}");
            assert!(largest.widest() < 1 << 45, "{model:?}");
        }
    }

    #[test]
    fn a_zip_code_for_each_house_is_refused_before_it_fills_the_memory() {
        let codes: Vec<String> = (0..10_001).map(|code| code.to_string()).collect();
        let mixed = Config::recipe(ModelKind::TunedMixed);
        let check = |config: &Config, houses, columns, codes: &[String]| {
            config.check_inputs(houses, columns, codes.iter().map(String::as_str))
        };
        assert_eq!(check(&mixed, 362, 3, &codes[..7]), Ok(()));
        assert_eq!(
            check(&mixed, 10_000, 10, &codes[..7500]),
            Err(ConfigError::ManyInputs {
                columns: 10,
                zip_codes: 7500,
                houses: 10_000,
                inputs: 82_510,
                crossed: true,
            })
        );
        let standard = Config::recipe(ModelKind::Mlp);
        assert_eq!(check(&standard, 100_000, 50, &codes[..600]), Ok(()));
        assert!(matches!(
            check(&standard, 100_000, 50, &codes[..700]),
            Err(ConfigError::ManyInputs { inputs: 750, crossed: false, .. })
        ));
        assert_eq!(check(&standard, 10_001, 0, &codes), Err(ConfigError::ManyZipCodes(10_001)));
        let long = ["x".repeat(300_000)];
        assert_eq!(check(&standard, 5, 0, &long), Err(ConfigError::LongZipCodes(300_000)));
        assert_eq!(check(&Config::default(), 10_001, 50, &codes), Ok(()), "it does not use them");
    }
}
