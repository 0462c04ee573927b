//! Settings, the latest run with its curve, and series.

use leptos::prelude::*;

use super::loss_chart::LossChart;
use super::network_picture::NetworkPicture;
use super::run_panel::RunPanel;
use super::selection_panel::SelectionPanel;
use super::series_panel::SeriesPanel;
use super::settings_form::SettingsForm;
use crate::components::fold::Fold;
use crate::components::place::PlaceSection;
use crate::page::Page;
use crate::persistence::panels::{ResumeOffer, SavingStatus};
use facade_app::notice::Place;
use facade_text as text;

#[component]
pub(crate) fn TrainPlace() -> impl IntoView {
    let has_runs = Page::from_context().memo(|s| !s.runs.is_empty());
    view! {
        <PlaceSection place=Place::Train description=text::train_blurb()>
            <ResumeOffer />
            <SettingsForm />
            <div class="blk c7 w8">
                <SelectionPanel />
                <RunPanel />
                <SavingStatus />
                <Show when=move || has_runs.get()>
                    <LossChart />
                </Show>
                <SeriesPanel />
            </div>
            <Fold id="fold-network" title=text::net_title()>
                <NetworkPicture />
            </Fold>
        </PlaceSection>
    }
}
