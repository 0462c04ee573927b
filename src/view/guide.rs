//! What a word means, next to where it stands: closed until someone asks.

use super::dom::{View, html};
use facade_text as text;
use facade_text::Said;

/// A question, and its answer in two paragraphs.
type Answer = [Said; 3];

pub(super) const MONTAGE: Answer = [text::guide_montage, text::guide_montage_1, text::guide_montage_2];

pub(super) const MAPE: Answer = [text::guide_mape, text::guide_mape_1, text::guide_mape_2];

pub(super) const OVERFITTING: Answer =
    [text::guide_overfitting, text::guide_overfitting_1, text::guide_overfitting_2];

pub(super) const BASELINES: Answer =
    [text::guide_baselines, text::guide_baselines_1, text::guide_baselines_2];

pub(super) const FIGURES: Answer = [text::guide_figures, text::guide_figures_1, text::guide_figures_2];

pub(super) const RANGE: Answer = [text::guide_range, text::guide_range_1, text::guide_range_2];

pub(super) fn guide([question, first, second]: Answer) -> View {
    html! { <details class="read guide"><summary>{question()}</summary><p>{first()}</p><p>{second()}</p></details> }
}
