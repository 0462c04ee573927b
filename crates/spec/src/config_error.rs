//! Errors of [`Config::check`](super::Config::check).

use thiserror::Error;

use super::recipe::Architecture;
use super::settings::OutOfRange;
use facade_data::MAX_PHOTOS;
use facade_text as text;
use facade_text::format::{count, plain};

/// Weights, gradients and Adam's two moments of this many parameters take 320 MB.
pub(crate) const MAX_PARAMETERS: u64 = 20_000_000;

/// Limits on zip codes. A model file lists them twice in its header, which holds one megabyte.
pub(crate) const MAX_ZIP_CODES: usize = 10_000;
pub(crate) const MAX_ZIP_CODE_BYTES: usize = 256 << 10;

/// A setting that prevents a run from starting. The message is a sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ConfigError {
    /// A number outside its allowed range.
    #[error("{}", out_of_range(.0))]
    OutOfRange(OutOfRange),
    /// No photos, or more than a montage holds.
    #[error("{}", text::t!(config_photos, photos = .0, most = MAX_PHOTOS))]
    Photos(usize),
    /// Pooling would leave nothing.
    #[error("{}", text::t!(config_too_deep, blocks = .filters, side = .side))]
    TooDeep {
        /// Convolution blocks.
        filters: usize,
        /// The montage's shorter side, in pixels.
        side: usize,
    },
    /// No block, a block without filters, or too many.
    #[error("{}", text::config_filters())]
    Filters,
    /// More parameters than a browser tab has memory for.
    #[error("{}", text::t!(config_too_large, parameters = .0, most = MAX_PARAMETERS))]
    TooLarge(u64),
    /// Too many different zip codes.
    #[error("{}", text::t!(config_many_zip_codes, zip_codes = .0, most = MAX_ZIP_CODES))]
    ManyZipCodes(usize),
    /// Zip codes with too many bytes in all.
    #[error("{}", text::t!(config_long_zip_codes, bytes = .0, most = MAX_ZIP_CODE_BYTES))]
    LongZipCodes(usize),
    /// More encoded inputs than a browser tab has memory for.
    #[error("{}", text::t!(config_many_inputs, encoding = if *.crossed { "crossed" } else { "plain" }, columns = .columns, zip_codes = .zip_codes, houses = .houses, inputs = .inputs))]
    ManyInputs {
        /// Attributes.
        columns: usize,
        /// Zip codes.
        zip_codes: usize,
        /// Houses.
        houses: usize,
        /// Encoded inputs per house.
        inputs: u64,
        /// Whether attributes are crossed with zip codes.
        crossed: bool,
    },
    /// A block's output is larger than 32 bits can address.
    #[error("{}", text::t!(config_too_wide, batch = .batch, values = .values))]
    TooWide {
        /// Houses in a batch.
        batch: usize,
        /// Output values of the widest block, for one batch.
        values: u64,
    },
    /// A fold that does not exist.
    #[error("{}", text::t!(config_fold, number = .number, of = .of))]
    Fold {
        /// The fold, from 1.
        number: usize,
        /// Number of folds.
        of: usize,
    },
    /// Warm-up at least as long as the run.
    #[error("{}", text::t!(config_warm_up, epochs = .warm_up, all = .epochs))]
    WarmUp {
        /// Epochs of warm-up.
        warm_up: usize,
        /// Epochs of the run.
        epochs: usize,
    },
    /// A tile too small for the network.
    #[error("{}", text::t!(config_too_small, pixels = .tile, least = .least))]
    TooSmall {
        /// Tile size, in pixels.
        tile: usize,
        /// Smallest tile that the network takes, in pixels.
        least: usize,
    },
    /// Several convolution blocks for a network with one.
    #[error("{}", text::config_one_layer())]
    OneLayer,
    /// A number of cross-fit folds that this network cannot have.
    #[error("{}", text::config_members(.0))]
    Members(usize),
    /// Fine-tuning of a backbone that is only used frozen.
    #[error("{}", text::config_fine_tune(.0.title()))]
    FineTune(Architecture),
    /// Calibration without held-out houses.
    #[error("{}", text::config_nothing_held_back())]
    NothingHeldBack,
    /// Early stopping or choice of the best epoch on the test houses.
    #[error("{}", text::config_chosen_by_test())]
    ChosenByTest,
}

/// A whole number with its thousands grouped, or a fraction.
fn shown(number: f64) -> String {
    if number >= 0.0 && number.fract() == 0.0 { count(number as usize) } else { plain(number) }
}

fn out_of_range(OutOfRange { setting, value, range }: &OutOfRange) -> String {
    let kind = match range.excludes {
        [false, _] => "from",
        [true, false] => "above",
        [true, true] => "between",
    };
    text::t!(
        config_out_of_range,
        name = (setting.label)(),
        value = shown(*value),
        kind,
        low = shown(range.low),
        high = shown(range.high)
    )
}
