//! What a visitor can ask of the workers.

use leptos::prelude::*;

use crate::page::Page;
use crate::workers::Workers;
use facade_app::availability::{series_blocked_by, start_blocked_by};
use facade_app::explanation::ExplainTarget;
use facade_app::home_inputs::home_attribute;
use facade_app::mapping_form::MappingForm;
use facade_app::price_entry::PriceEntry;
use facade_app::run::PendingCommand;
use facade_app::state::State;
use facade_protocol::{Bytes, Home, Request};

impl Page {
    /// Starts a run with the settings of the form.
    pub(crate) fn start_run(self) {
        let form = self.form.get_untracked();
        if self.state.with_untracked(|state| start_blocked_by(state, &form)).is_some() {
            return;
        }
        let Ok(config) = self.config() else { return };
        self.update_preferences(|all| (all.config, all.device) = (Some(config.clone()), form.device));
        let mut number = 0;
        self.state.update(|state| number = state.request_run(config.clone(), form.device));
        let excluded = self.state.with_untracked(|state| state.excluded.iter().cloned().collect());
        self.with_workers(|workers| workers.train(number, config, form.device, excluded));
    }

    /// Changes what the columns of the table mean, and shows how photos are paired then.
    pub(crate) fn change_mapping(self, change: impl FnOnce(&mut MappingForm)) {
        let mut mapping = None;
        self.state.update(|state| {
            if let Some(form) = &mut *state.mapping {
                change(form);
                mapping = form.mapping().ok().map(|mapping| (form.table, form.options.clone(), mapping));
            }
        });
        if let Some((table, options, mapping)) = mapping {
            self.with_workers(|workers| workers.preview_pairing(table, options, mapping));
        }
    }

    /// The visitor types the price of the house that is shown.
    pub(crate) fn type_price(self, text: String) {
        self.state.update(|state| {
            if let Some(entry) = &mut *state.price_entry {
                entry.set_text(text);
            }
        });
    }

    /// Shows another house whose price the visitor may type.
    pub(crate) fn show_price_of(self, choose: impl FnOnce(&mut PriceEntry)) {
        let mut house = None;
        self.state.update(|state| {
            if let Some(entry) = &mut *state.price_entry {
                let before = entry.shown;
                choose(entry);
                house = entry.shown_house().map(|(house, _)| house.clone()).filter(|_| entry.shown != before);
            }
        });
        if let Some(house) = house {
            self.with_workers(|workers| workers.show_photo_house(&house));
        }
    }

    /// Starts a series of runs with the settings of the form.
    pub(crate) fn start_series(self) {
        let (form, repeat_form) = (self.form.get_untracked(), self.repeat_form.get_untracked());
        if self.state.with_untracked(|state| series_blocked_by(state, &form, &repeat_form)).is_some() {
            return;
        }
        let Ok(config) = self.config() else { return };
        let runs =
            self.state.with_untracked(|state| repeat_form.run_count(state.split_counts(&config)?.0).ok());
        let Some(runs) = runs else { return };
        let mut job = None;
        self.state.update(|state| {
            state.request_series(config.clone(), repeat_form.axis, runs);
            let series = state.series.as_ref();
            job = series.map(|series| (series.results.configs(&config), series.excluded.clone()));
        });
        if let Some((configs, excluded)) = job {
            self.with_workers(|workers| workers.train_series(configs, form.device, excluded));
        }
    }

    /// Ends the series. Finished runs stay.
    pub(crate) fn cancel_series(self) {
        self.state.update(State::cancel_series);
        self.with_workers(Workers::cancel_series);
    }

    /// Pauses, resumes or stops the active run.
    pub(crate) fn control_run(self, command: PendingCommand) {
        self.state.update(|state| state.set_pending_command(command));
        self.with_workers(|workers| match command {
            PendingCommand::Pause => workers.pause(),
            PendingCommand::Resume => workers.resume(),
            PendingCommand::Stop => workers.stop(),
        });
    }

    /// The home to price, in the form of a request.
    fn home_request(self) -> Home {
        self.state.with_untracked(|state| {
            let count = state.model.as_ref().map_or(0, |model| model.summary.input_schema.attributes.len());
            Home {
                montage: Bytes(
                    state.home.montage.as_ref().map(|(pixels, _)| pixels.clone()).unwrap_or_default(),
                ),
                attributes: (0..count)
                    .map(|place| home_attribute(state, place).unwrap_or_default())
                    .collect(),
                zip_code: state.home.zip_code.clone(),
                missing_photos: Vec::new(),
            }
        })
    }

    /// Requests the price of the home.
    pub(crate) fn request_estimate(self) {
        let home = self.home_request();
        let mut id = 0;
        self.state.update(|state| id = state.request_price());
        self.with_workers(|workers| workers.request(id, Request::Predict(home)));
    }

    /// Requests the explanation of the home's price.
    pub(crate) fn explain_home(self) {
        let home = self.home_request();
        let mut id = 0;
        self.state.update(|state| id = state.request_explanation(ExplainTarget::Home));
        self.with_workers(|workers| workers.request(id, Request::Explain { home, house: None }));
    }
}
