//! What the visitor changes about the home to be priced.

use super::explanation::ExplainTarget;
use super::home_estimate::HomeEstimate;
use super::notice::Place;
use super::pending::Purpose;
use super::state::State;

impl State {
    /// The photos of the home have changed: its montage and price no longer hold. If all photos are there
    /// (`complete`), they are read: returns the number of that request.
    pub fn change_home_photos(&mut self, complete: bool) -> Option<u32> {
        self.discard_price();
        self.pending.cancel(|purpose| matches!(purpose, Purpose::Photos));
        *self.home = HomeEstimate {
            attribute_texts: std::mem::take(&mut self.home.attribute_texts),
            zip_code: std::mem::take(&mut self.home.zip_code),
            ..HomeEstimate::default()
        };
        complete.then(|| self.pending.register(Purpose::Photos))
    }

    /// Forgets what the visitor has typed for the home. Its photos have been removed.
    pub fn clear_home(&mut self) {
        self.discard_price();
        *self.home = HomeEstimate::default();
    }

    pub fn is_reading_home(&self) -> bool {
        self.pending.any(|purpose| matches!(purpose, Purpose::Photos))
    }

    pub fn is_pricing_home(&self) -> bool {
        self.pending.any(|purpose| matches!(purpose, Purpose::Price))
    }

    fn discard_price(&mut self) {
        (self.home.price, self.home.price_before) = (None, None);
        self.cancel_price();
    }

    /// Answers that come later are ignored.
    fn cancel_price(&mut self) {
        self.explanations.retain(|request| request.target != ExplainTarget::Home);
        self.pending
            .cancel(|purpose| matches!(purpose, Purpose::Price | Purpose::Explanation(ExplainTarget::Home)));
    }

    /// What the visitor typed for an attribute, by its index, or for the zip code (`None`). The price no longer
    /// holds.
    pub fn set_home_input(&mut self, attribute: Option<usize>, text: String) {
        match attribute {
            Some(index) => self.set_attribute_text(index, text),
            None => self.home.zip_code = text,
        }
        self.discard_price();
    }

    fn set_attribute_text(&mut self, index: usize, text: String) {
        let texts = &mut self.home.attribute_texts;
        texts.resize(texts.len().max(index + 1), String::new());
        texts[index] = text;
    }

    /// Returns the number of the request.
    pub fn request_price(&mut self) -> u32 {
        self.clear_notices(Place::Predict);
        (self.home.price, self.home.price_before) = (None, None);
        self.pending.cancel(|purpose| matches!(purpose, Purpose::Price));
        self.pending.register(Purpose::Price)
    }

    /// A slider moves an attribute. The price stays until the new one is there.
    pub fn slide_home_input(&mut self, attribute: usize, text: String) {
        self.cancel_price();
        self.home.price_before = self.home.price_before.or(self.home.price);
        self.set_attribute_text(attribute, text);
    }

    /// The price after a slider has moved. Returns the number of the request.
    pub fn request_moved_price(&mut self) -> u32 {
        self.pending.register(Purpose::Price)
    }
}
