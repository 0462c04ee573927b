//! The estimated price of the home, and its explanation.

use leptos::prelude::*;

use crate::components::button::{BlockedReason, Button};
use crate::components::explanation::{ExplanationPanel, PhotoSource};
use crate::components::help::{Help, RANGE};
use crate::components::icon::Icon;
use crate::next_step::is_next;
use crate::page::Page;
use facade_app::availability::estimate_blocked_by;
use facade_app::chart::price_line;
use facade_app::error_statistics::interquartile_range;
use facade_app::explanation::ExplainTarget;
use facade_app::next_step::Action;
use facade_app::result_text::{ood_warning, price_span, price_warning};
use facade_app::state::State;
use facade_text as text;
use facade_text::format::{money, percent};

/// What the panel shows of an estimate.
#[derive(Clone, PartialEq)]
struct EstimateView {
    price: f64,
    range: Option<(f64, f64)>,
    prices: [f64; 2],
    range_text: Option<String>,
    test_mape: Option<f64>,
    price_warning: Option<String>,
    ood_warning: Option<String>,
    is_incomplete: bool,
}

fn estimate_view(state: &State) -> Option<EstimateView> {
    let price = state.home.price?;
    let model = state.model.as_ref()?;
    let run = model.run.and_then(|number| state.runs.iter().find(|r| r.number == number));
    let evaluation = run.and_then(|r| r.evaluation.as_ref());
    let interval = state.home.intervals.first();
    let range = interval
        .map(|range| range.ends.into())
        .or_else(|| evaluation.and_then(|e| interquartile_range(price, &e.predictions)));
    let range_text = match interval {
        Some(interval) => {
            let measured = evaluation.and_then(|e| e.intervals.first()).map(|covered| {
                text::t!(
                    predict_range_tested,
                    run = model.run.unwrap_or(0),
                    covered = percent(100.0 * covered.coverage)
                )
            });
            let rate = format!("{:.0} %", 100.0 * interval.rate);
            let sentences = [Some(text::predict_range_holds(rate)), measured];
            Some(sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        None => evaluation
            .zip(model.run)
            .map(|(e, n)| text::t!(predict_range_middle, run = n, houses = e.test.houses)),
    };
    let prices = model.summary.prices;
    let price_warning = price_warning(price, prices);
    let ood_warning = state.home.ood_score.and_then(ood_warning);
    let schema = &model.summary.input_schema;
    let is_filled =
        |index| state.home.attribute_texts.get(index).is_some_and(|text: &String| !text.trim().is_empty());
    let is_incomplete = !(0..schema.attributes.len()).all(is_filled)
        || (!schema.zip_codes.is_empty() && state.home.zip_code.is_empty());
    Some(EstimateView {
        price,
        range,
        prices,
        range_text,
        test_mape: model.summary.test_mape,
        price_warning,
        ood_warning,
        is_incomplete,
    })
}

#[component]
pub(super) fn EstimatePanel() -> impl IntoView {
    let page = Page::from_context();
    let blocked = Memo::new(move |_| {
        let chosen = page.chosen_photos();
        page.state.with(|s| estimate_blocked_by(s, &chosen))
    });
    let estimate = page.memo(estimate_view);
    view! {
        <div class="blk c4 w5 price">
            <h3>{text::predict_estimate()}</h3>
            <div aria-live="polite">
                {move || estimate.get().map(|estimate| view! { <Estimate estimate /> })}
            </div>
            <div>
                <Button
                    testid="estimate"
                    reason_id="estimate"
                    label=text::predict_estimate_price()
                    blocked
                    primary=is_next(page, Action::Estimate)
                    on_click=move || page.request_estimate()
                />
                <BlockedReason reason_id="estimate" reason=blocked />
            </div>
        </div>
    }
}

/// The price with its range, its warnings, and the test error of the model.
#[component]
fn Estimate(estimate: EstimateView) -> impl IntoView {
    let EstimateView {
        price,
        range,
        prices,
        range_text,
        test_mape,
        price_warning,
        ood_warning,
        is_incomplete,
    } = estimate;
    let line = price_line(price, range, prices);
    let range = range.zip(range_text).map(|((low, high), range_text)| {
        view! {
            <p class="s" data-testid="price-range">
                <b>{price_span(low, high)}</b>
                " "
                {range_text}
            </p>
        }
    });
    let incomplete_warning = is_incomplete.then(|| text::predict_untold().to_owned());
    let test_error = test_mape.map(|mape| text::predict_off(percent(mape)) + " ");
    view! {
        <p class="amt" data-testid="price" data-value=price.to_string()>
            {money(price)}
        </p>
        {price_warning.map(|warning| view! { <WarningBox testid="price-doubt" warning /> })}
        {incomplete_warning.map(|warning| view! { <WarningBox testid="price-untold" warning /> })}
        {ood_warning.map(|warning| view! { <WarningBox testid="price-unlike" warning /> })}
        <div class="rng">
            <svg role="img" aria-label=text::predict_line(money(price)) inner_html=line></svg>
        </div>
        {range}
        <Help topic=RANGE />
        <p class="s dim">{test_error} {text::predict_no_valuation()}</p>
    }
}

#[component]
fn WarningBox(testid: &'static str, warning: String) -> impl IntoView {
    view! {
        <div class="note-box warn" data-testid=testid>
            <Icon name="warn" />
            <p>{warning}</p>
        </div>
    }
}

/// The explanation of the estimate, and the button to request it.
#[component]
pub(super) fn HomeExplanation() -> impl IntoView {
    let page = Page::from_context();
    let has_price = page.memo(|s| s.home.price.is_some());
    let is_requested = page.memo(|s| s.explanation(&ExplainTarget::Home).is_some());
    view! {
        <Show when=move || has_price.get()>
            <div class="blk c12 one">
                <div>
                    <Button
                        testid="why-home"
                        reason_id="why-home"
                        label=text::predict_why()
                        on_click=move || page.explain_home()
                    />
                </div>
                <Show when=move || is_requested.get()>
                    <ExplanationPanel target=ExplainTarget::Home source=PhotoSource::Home />
                </Show>
            </div>
        </Show>
    }
}
