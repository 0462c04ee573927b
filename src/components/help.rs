//! Explanations of terms, which the visitor opens where the terms are used.

use leptos::prelude::*;

use facade_text as text;
use facade_text::TextFn;

/// A question, and two paragraphs that answer it.
pub(crate) type HelpTopic = [TextFn; 3];

pub(crate) const MONTAGE: HelpTopic = [text::guide_montage, text::guide_montage_1, text::guide_montage_2];

pub(crate) const MAPE: HelpTopic = [text::guide_mape, text::guide_mape_1, text::guide_mape_2];

pub(crate) const OVERFITTING: HelpTopic =
    [text::guide_overfitting, text::guide_overfitting_1, text::guide_overfitting_2];

pub(crate) const BASELINES: HelpTopic =
    [text::guide_baselines, text::guide_baselines_1, text::guide_baselines_2];

pub(crate) const FIGURES: HelpTopic = [text::guide_figures, text::guide_figures_1, text::guide_figures_2];

pub(crate) const RANGE: HelpTopic = [text::guide_range, text::guide_range_1, text::guide_range_2];

#[component]
pub(crate) fn Help(topic: HelpTopic) -> impl IntoView {
    let [question, first, second] = topic;
    view! {
        <details class="read guide">
            <summary>{question()}</summary>
            <p>{first()}</p>
            <p>{second()}</p>
        </details>
    }
}
