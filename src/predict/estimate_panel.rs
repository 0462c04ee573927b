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
use facade_app::home_inputs::{home_attribute, home_rooms};
use facade_app::next_step::Action;
use facade_app::result_text::{price_span, price_warning};
use facade_app::state::State;
use facade_app::trust::{Doubts, trust_text};
use facade_text as text;
use facade_text::format::{money, percent, signed_money};

/// What the panel shows of an estimate.
#[derive(Clone, PartialEq)]
struct EstimateView {
    price: f64,
    price_before: Option<f64>,
    range: Option<(f64, f64)>,
    prices: [f64; 2],
    range_text: Option<String>,
    trust: Option<String>,
    price_warning: Option<String>,
    doubts: Doubts,
}

fn estimate_view(state: &State) -> Option<EstimateView> {
    let price = state.home.price?;
    let model = state.model.as_ref()?;
    let evaluation = model.run.and_then(|number| state.evaluation(number));
    let interval = state.home.intervals.first();
    let range = interval
        .map(|range| range.ends.into())
        .or_else(|| evaluation.and_then(|e| interquartile_range(price, &e.predictions)))
        .filter(|_| state.home.missing == 0 || interval.is_some());
    let range_text = match interval {
        // What was measured on test houses is of homes with all photos.
        Some(interval) if state.home.missing > 0 => {
            let photos = home_rooms(state).len();
            let given = photos.saturating_sub(state.home.missing);
            let rate = format!("{:.0}\u{a0}%", 100.0 * interval.rate);
            Some(text::t!(predict_range_fewer, given, photos, rate))
        }
        None if state.home.missing > 0 => None,
        Some(interval) => {
            let measured = evaluation.and_then(|e| e.intervals.first()).map(|covered| {
                text::t!(
                    predict_range_tested,
                    run = model.run.unwrap_or(0),
                    covered = percent(100.0 * covered.coverage)
                )
            });
            let rate = format!("{:.0}\u{a0}%", 100.0 * interval.rate);
            let sentences = [Some(text::predict_range_holds(rate)), measured];
            Some(sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        None => evaluation
            .zip(model.run)
            .map(|(e, n)| text::t!(predict_range_middle, run = n, houses = e.test.houses)),
    };
    let prices = model.summary.prices;
    let count = model.summary.input_schema.attributes.len();
    let attributes: Vec<Option<f64>> =
        (0..count).map(|at| home_attribute(state, at).unwrap_or_default()).collect();
    let home = &state.home;
    let doubts = Doubts::of(&model.summary, &attributes, &home.zip_code, home.ood_score);
    let trust = evaluation.map(trust_text);
    let trust = trust.or_else(|| model.summary.test_mape.map(|mape| text::predict_off(percent(mape))));
    Some(EstimateView {
        price,
        price_before: state.home.price_before.filter(|before| *before != price),
        range: range.filter(|_| doubts.range_holds()),
        prices,
        range_text,
        trust,
        price_warning: price_warning(price, prices),
        doubts,
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
    let model = page.memo(State::model_text);
    view! {
        <div class="blk c4 w5 price" id="estimate">
            <h3>{text::predict_estimate()}</h3>
            {move || {
                model
                    .get()
                    .map(|model| {
                        view! {
                            <p class="s dim" data-testid="pricing-model">
                                {text::model_in_use(model)}
                            </p>
                        }
                    })
            }}
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
    let EstimateView { price, price_before, range, prices, range_text, trust, price_warning, doubts } =
        estimate;
    let line = price_line(price, range, prices);
    let range = range.zip(range_text).map(|((low, high), range_text)| {
        view! {
            <p class="s" data-testid="price-range">
                <b>{price_span(low, high)} "."</b>
                " "
                {range_text}
            </p>
        }
    });
    let incomplete_warning = doubts.is_incomplete.then(|| text::predict_untold().to_owned());
    let no_range = (!doubts.range_holds()).then(|| {
        view! {
            <p class="s" data-testid="no-range">
                {text::predict_no_range()}
            </p>
        }
    });
    let shown = money(price);
    // A long price is set smaller.
    let characters = format!("--characters:{}", shown.chars().count());
    view! {
        <p class="amt" style=characters data-testid="price" data-value=price.to_string()>
            {shown}
        </p>
        {price_before
            .map(|before| {
                let moved = text::t!(
                    predict_moved, by = signed_money(price - before), before = money(before)
                );
                view! {
                    <p class="s" data-testid="price-moved">
                        {moved}
                    </p>
                }
            })}
        {price_warning.map(|warning| view! { <WarningBox testid="price-doubt" warning /> })}
        {incomplete_warning.map(|warning| view! { <WarningBox testid="price-untold" warning /> })}
        {doubts.outside.map(|warning| view! { <WarningBox testid="price-outside" warning /> })}
        {doubts.unlike.map(|warning| view! { <WarningBox testid="price-unlike" warning /> })}
        <div class="rng">
            <svg role="img" aria-label=text::predict_line(money(price)) inner_html=line></svg>
        </div>
        {range}
        {no_range}
        <Help topic=RANGE />
        <p class="s" data-testid="trust">
            {trust}
            " "
            {text::predict_no_valuation()}
        </p>
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
