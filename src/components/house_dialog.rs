//! A house, large: its photos, what is known of it, and how far off the run in view is.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::icon::Icon;
use super::montage::HouseMontage;
use crate::browser::photo::ObjectUrl;
use crate::page::Page;
use facade_app::gallery::errors_by_house;
use facade_app::state::State;
use facade_data::{Dataset, House};
use facade_text as text;
use facade_text::format::{money, plain, room_name, signed_percent};

/// A picture of a house that opens large.
#[component]
pub(crate) fn HousePicture(data: Arc<Dataset>, position: usize) -> impl IntoView {
    let page = Page::from_context();
    let label = text::house(&data.houses[position].id);
    let name = text::house_enlarge(&label);
    let opened = data.clone();
    view! {
        <button
            class="zoom"
            type="button"
            title=name.clone()
            aria-label=name
            on:click=move |_| page.enlarged.set(Some((opened.clone(), position)))
        >
            <HouseMontage data position label />
        </button>
    }
}

/// The dialog; closed until a picture is chosen.
#[component]
pub(crate) fn HouseDialog() -> impl IntoView {
    let page = Page::from_context();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let (Some(dialog), is_chosen) = (dialog.get(), page.enlarged.with(Option::is_some)) else { return };
        match (is_chosen, dialog.open()) {
            // It fails if the dialog is not in the document, and then nothing can be seen.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let content =
        move || page.enlarged.get().map(|(data, position)| view! { <EnlargedHouse data position /> });
    view! {
        <dialog
            class="large"
            node_ref=dialog
            data-testid="house-dialog"
            aria-labelledby="h-large"
            on:close=move |_| page.enlarged.set(None)
        >
            {content}
        </dialog>
    }
}

/// Its relative error in the run in view, if that has predicted it without having learned from it.
fn error_in_view(state: &State, house: &House) -> Option<f64> {
    let evaluation = state.evaluation(state.viewed_run()?)?;
    errors_by_house(evaluation).get(&house.id).copied()
}

#[component]
fn EnlargedHouse(data: Arc<Dataset>, position: usize) -> impl IntoView {
    let page = Page::from_context();
    let house = data.houses[position].clone();
    let mut files = Vec::new();
    page.with_workers(|workers| files = workers.photos(&data, &house.id));
    let photos: Vec<ObjectUrl> = files.iter().filter_map(ObjectUrl::new).collect();
    let error = page.state.with_untracked(|state| error_in_view(state, &house));
    let pictures = if photos.is_empty() {
        let label = text::house(&house.id);
        view! { <HouseMontage data=data.clone() position label /> }.into_any()
    } else {
        let photos = StoredValue::new_local(photos);
        let urls = photos.with_value(|all| all.iter().map(|url| url.as_str().to_owned()).collect::<Vec<_>>());
        let photo = |(at, url): (usize, String)| {
            let room = data.rooms.names().get(at).map(|name| room_name(name)).unwrap_or_default();
            view! {
                <figure>
                    <img src=url alt=room.clone() />
                    <figcaption class="sub">{room}</figcaption>
                </figure>
            }
        };
        urls.into_iter().enumerate().map(photo).collect_view().into_any()
    };
    let fact = |name: String, value: String| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let attributes = data.attributes.iter().zip(&house.attributes);
    let attributes =
        attributes.filter_map(|(name, value)| Some(fact(name.clone(), plain((*value)?)))).collect_view();
    let zip_code =
        (!house.zip_code.is_empty()).then(|| fact(text::house_zip_code().to_owned(), house.zip_code.clone()));
    let error = error.map(|error| fact(text::house_error().to_owned(), signed_percent(100.0 * error)));
    view! {
        <div class="head">
            <h3 id="h-large">{text::house(&house.id)}</h3>
            <button
                class="btn"
                type="button"
                data-testid="close-house"
                on:click=move |_| page.enlarged.set(None)
            >
                <Icon name="close" />
                " "
                {text::house_close()}
            </button>
        </div>
        <div class="pictures">{pictures}</div>
        <dl class="facts">
            {fact(text::house_actual().to_owned(), money(house.price))} {error} {zip_code} {attributes}
        </dl>
    }
}
