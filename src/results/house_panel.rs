//! The selected house: its price, its prediction, and the explanation.

use std::ops::Range;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shown_run::ShownRun;
use crate::browser::blob;
use crate::components::button::{BlockedReason, Button};
use crate::components::explanation::{ExplanationPanel, PhotoSource};
use crate::components::house_dialog::HousePicture;
use crate::page::Page;
use facade_app::explanation::ExplainTarget;
use facade_app::home_inputs::home_looks;
use facade_app::map_houses::MapHouse;
use facade_app::state::State;
use facade_data::{Dataset, House, HouseId};
use facade_protocol::{Bytes, Home, Request};
use facade_text as text;
use facade_text::format::{money, signed_money, signed_percent};

/// Why the price of a house cannot be explained; none if it can.
fn explanation_blocked_by(state: &State, run: ShownRun, has_data: bool) -> Option<String> {
    match &*state.model {
        None => Some(text::house_no_model().to_owned()),
        // A model from a file or an earlier visit is recognised by its test error.
        Some(model)
            if model.run != Some(run.number)
                && !run.test_mapes.map(Some).contains(&model.summary.test_mape) =>
        {
            Some(text::house_other_model(run.number))
        }
        Some(_) if !has_data => Some(text::house_no_data().to_owned()),
        Some(_) => None,
    }
}

#[component]
pub(super) fn HousePanel(run: ShownRun) -> impl IntoView {
    let selected_house = move || run.find(&run.selected_house.get()?);
    view! {
        <div class="full" id="house">
            // Keyed, so that another house gets a canvas of its own.
            <For each=selected_house key=|house| house.house.clone() let:house>
                <HouseDetails run house />
            </For>
        </div>
    }
}

#[component]
fn HouseDetails(run: ShownRun, house: MapHouse) -> impl IntoView {
    let page = Page::from_context();
    let id = StoredValue::new(house.house.clone());
    // Whoever chose the house goes on reading here.
    let heading = NodeRef::<html::H3>::new();
    heading.on_load(|heading| {
        let _ = heading.focus();
    });
    let source = StoredValue::new(house.position.zip(run.data.get_value()));
    let has_data = source.with_value(Option::is_some);
    let blocked = page.memo(move |s| explanation_blocked_by(s, run, has_data));
    let explain = move || {
        if let Some((position, data)) = source.get_value() {
            request_explanation(page, id.get_value(), position, data);
        }
    };
    let target = StoredValue::new(ExplainTarget::House(house.house.clone()));
    let is_requested = page.memo(move |s| target.with_value(|target| s.explanation(target).is_some()));
    let panel = move || {
        let (position, data) = source.get_value().filter(|_| is_requested.get())?;
        Some(view! {
            <ExplanationPanel
                target=target.get_value()
                source=PhotoSource::House {
                    house: id.get_value(),
                    position,
                    data,
                }
            />
        })
    };
    let picture = source.get_value().map(|(position, data)| view! { <HousePicture data position /> });
    let predicted_name =
        if house.is_test { text::house_predicted() } else { text::house_training_predicted() };
    let predicted = house.predicted.zip(house.error()).map(|(predicted, error)| {
        view! {
            <div>
                <dt>{predicted_name}</dt>
                <dd>{money(predicted)}</dd>
            </div>
            <div>
                <dt>{text::house_error()}</dt>
                <dd>{signed_percent(error)} <small>{signed_money(predicted - house.actual)}</small></dd>
            </div>
        }
    });
    view! {
        <section class="blk c12 one" data-testid="house" aria-labelledby="h-house">
            <div class="head">
                <h3 id="h-house" tabindex="-1" node_ref=heading>
                    {text::house(&house.house)}
                </h3>
                <button class="textbtn" type="button" on:click=move |_| run.selected_house.set(None)>
                    {text::house_close()}
                </button>
            </div>
            <div class="one-in">
                {picture} <dl class="facts">
                    <div>
                        <dt>{text::house_zip_code()}</dt>
                        <dd>{house.zip_code.clone()}</dd>
                    </div>
                    <div>
                        <dt>{text::house_actual()}</dt>
                        <dd>{money(house.actual)}</dd>
                    </div>
                    {predicted}
                </dl> <div>
                    <Button
                        testid="why-house"
                        reason_id="why-house"
                        label=text::house_why()
                        blocked
                        on_click=explain
                    />
                    <BlockedReason reason_id="why-house" reason=blocked />
                </div>
            </div>
            {panel}
        </section>
    }
    .into_any()
}

/// A house in the form of a request: its attributes in the model's order, matched by name.
fn home_of(page: Page, house: &House, attributes: &[String], montage: Vec<u8>) -> Home {
    let names =
        page.state.with_untracked(|s| s.model.as_ref().map(|m| m.summary.input_schema.attributes.clone()));
    let value = |name: &String| {
        let place = attributes.iter().position(|known| known == name)?;
        house.attributes.get(place).copied().flatten()
    };
    let attributes = names.unwrap_or_default().iter().map(value).collect();
    let (zip_code, missing_photos) = (house.zip_code.clone(), house.missing_photos.clone());
    Home { attributes, zip_code, missing_photos, ..Home::from_montage(montage) }
}

/// Requests the explanation of a house's price.
fn request_explanation(page: Page, house: HouseId, position: usize, data: Arc<Dataset>) {
    let mut pixels = None;
    page.with_workers(|workers| pixels = workers.pixels(&data));
    let mut id = 0;
    page.state.update(|s| id = s.request_explanation(ExplainTarget::House(house.clone())));
    spawn_local(async move {
        let read = async |range: Range<u64>| match &pixels {
            Some(pixels) => blob::read_range(pixels, range).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let montage = read(data.montages.byte_range(position)).await;
        let Some(listed) = data.houses.get(position) else { return };
        let mut home = home_of(page, listed, &data.attributes, montage);
        if page.state.with_untracked(home_looks) {
            home.features =
                Bytes(read(data.montages.feature_range(position..position + 1, data.houses.len())).await);
            let photos = page.workers().map(|workers| (workers.photo_parts(&data, &house), workers));
            if let Some((photos, workers)) = photos {
                home.maps = Bytes(workers.look_at_all(photos).await.unwrap_or_default());
            }
        }
        page.with_workers(|workers| workers.request(id, Request::Explain { home, house: Some(house) }));
    });
}
