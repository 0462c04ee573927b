//! The dataset before and after cleaning, and its split.

use std::sync::Arc;

use leptos::prelude::*;

use super::cleaning::{CleaningTable, DroppedHouses, ZipCodeTable};
use super::drop_zone::DropZone;
use super::gallery::MontageGallery;
use super::issues::IssueTable;
use super::price_chart::PriceChart;
use super::split_figure::SplitFigure;
use crate::components::place::PlaceSection;
use crate::page::Page;
use crate::persistence::panels::StoragePanel;
use crate::workers::Workers;
use facade_app::availability::dataset_load_blocked_by;
use facade_app::data_report::data_name;
use facade_app::notice::Place;
use facade_data::Dataset;
use facade_text as text;

#[component]
pub(crate) fn DataPlace() -> impl IntoView {
    let page = Page::from_context();
    let version = page.memo(|s| *s.data_version);
    let dataset = move || {
        let version = version.get();
        page.state.with_untracked(|s| s.data.clone()).map(|data| (version, data))
    };
    // These forms need the full width.
    let is_mapping = page.memo(|s| s.mapping.is_some() || s.price_entry.is_some());
    view! {
        <PlaceSection place=Place::Data description=text::load_blurb()>
            <div class=move || if is_mapping.get() { "blk intake c12 w8" } else { "blk intake c5 w4" }>
                <DropZone />
                <ReplacedNotice />
            </div>
            <For each=dataset key=|(version, _)| *version let((_, data))>
                <DatasetOverview data />
            </For>
            <Show when=move || version.get() == 0>
                <GettingStarted />
            </Show>
            <StoragePanel />
        </PlaceSection>
    }
}

/// Says that another dataset was replaced, with a button to restore it.
#[component]
fn ReplacedNotice() -> impl IntoView {
    let page = Page::from_context();
    let previous = page.memo(|s| {
        let previous = s.previous_dataset.as_ref().filter(|_| dataset_load_blocked_by(s).is_none())?;
        Some((previous.data.name.clone(), previous.data.houses.len()))
    });
    let notice = move |(name, houses): (String, usize)| {
        view! {
            <p class="s gap-s" role="status" data-testid="replaced">
                {text::t!(load_replaced, name = data_name(&name), houses)}
                " "
                <button
                    class="textbtn"
                    type="button"
                    data-testid="undo-replaced"
                    on:click=move |_| page.with_workers(Workers::swap_datasets)
                >
                    {text::shelf_undo()}
                </button>
            </p>
        }
    };
    move || previous.get().map(notice)
}

#[component]
fn GettingStarted() -> impl IntoView {
    view! {
        <div class="blk c7 w8">
            <h3>{text::load_what_then()}</h3>
            <ol class="sub plain gap">
                <li>{text::load_then_read()}</li>
                <li>{text::load_then_pictures()}</li>
                <li>{text::load_then_run()}</li>
                <li>{text::load_then_price()}</li>
            </ol>
        </div>
    }
}

#[component]
fn DatasetOverview(data: Arc<Dataset>) -> impl IntoView {
    let zip_codes = (!data.report.zip_codes.is_empty()).then(|| {
        view! {
            <div class="blk c6 w4 zips">
                <ZipCodeTable data=data.clone() />
            </div>
        }
    });
    view! {
        <SplitFigure data=data.clone() />
        <div class="blk c6 w4">
            <CleaningTable data=data.clone() />
        </div>
        <div class="blk c6 w4">
            <DroppedHouses data=data.clone() />
        </div>
        <PriceChart data=data.clone() />
        {zip_codes}
        <IssueTable data=data.clone() />
        <MontageGallery data />
    }
}
