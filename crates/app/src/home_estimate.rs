//! The home to be priced.

use facade_data::RecognisedRoom;
use facade_protocol::PriceInterval;
use facade_spec::evaluation::OodScore;

/// The home to be priced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HomeEstimate {
    /// RGB, with width and height, once the photos are read.
    pub montage: Option<(Vec<u8>, [usize; 2])>,
    /// Features of the photos, if the model takes them.
    pub features: Vec<u8>,
    /// The room of each photo that was sent, if rooms were recognised.
    pub recognised: Vec<Option<RecognisedRoom>>,
    /// Number of photos that it lacked when the price was requested.
    pub missing: usize,
    /// In dollars.
    pub price: Option<f64>,
    /// The price before a slider moved, in dollars.
    pub price_before: Option<f64>,
    /// Empty if the model gives none.
    pub intervals: Vec<PriceInterval>,
    pub ood_score: Option<OodScore>,
    /// What the visitor typed for each input of the model, in its order.
    pub attribute_texts: Vec<String>,
    /// As chosen.
    pub zip_code: String,
}
