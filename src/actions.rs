//! What a visitor can ask of the workers.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::next_step::candidate_forms;
use crate::page::Page;
use crate::predict::photo_slots::home_photos;
use crate::workers::Workers;
use facade_app::availability::{series_blocked_by, start_blocked_by};
use facade_app::explanation::ExplainTarget;
use facade_app::home_inputs::{home_attribute, home_looks, missing_rooms};
use facade_app::mapping_form::MappingForm;
use facade_app::price_entry::PriceEntry;
use facade_app::run::PendingCommand;
use facade_app::select_model::{Adopted, network_to_begin_with};
use facade_app::state::State;
use facade_protocol::{Bytes, DeviceChoice, Home, Request};
use facade_spec::Config;

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
        self.train(number, config, form.device);
    }

    /// Sends a run that was requested to the workers.
    fn train(self, number: u32, config: Config, device: DeviceChoice) {
        let excluded = self.state.with_untracked(|state| state.excluded.iter().cloned().collect());
        self.with_workers(|workers| workers.train(number, config, device, excluded));
    }

    /// Trains the candidate networks one after the other, and takes the best.
    pub(crate) fn start_selection(self) {
        let forms = untrack(|| candidate_forms(self));
        if forms.len() > 1 {
            self.state.update(|state| state.begin_selection(forms));
        }
    }

    /// Trains the candidate networks or, if there are not several, the one that does best on houses.
    pub(crate) fn improve(self) {
        let network = self.state.with_untracked(network_to_begin_with);
        self.replace_settings(|form| {
            form.forget_choice();
            form.suggest(network);
        });
        let forms = untrack(|| candidate_forms(self));
        match forms.len() {
            0 | 1 => self.start_run(),
            _ => self.state.update(|state| state.begin_selection(forms)),
        }
    }

    /// Starts the run of the next candidate, or takes the best candidate, if it is time to.
    pub(crate) fn continue_selection(self) {
        let mut next = None;
        self.state.update(|state| next = state.request_candidate());
        if let Some((number, config, device)) = next {
            return self.train(number, config, device);
        }
        let mut adopted = None;
        self.state.update(|state| adopted = state.adopt_best());
        if let Some(Adopted { form, run }) = adopted {
            self.form.update(|current| current.adopt(&form));
            self.use_run_model(run);
        }
    }

    /// Shows the results of a run of the list, or of the latest run. Its model then prices homes.
    pub(crate) fn view_run(self, run: Option<u32>) {
        self.state.update(|state| state.list.shown = run);
        if let Some(run) = self.state.with_untracked(State::viewed_run) {
            self.use_run_model(run);
        }
    }

    /// Changes the form for the columns of the table, if it is open.
    pub(crate) fn edit_mapping<T>(self, edit: impl FnOnce(&mut MappingForm) -> T) -> Option<T> {
        let mut edited = None;
        self.state.update(|state| edited = state.mapping.as_mut().map(edit));
        edited
    }

    /// Changes what the columns of the table mean, and shows how photos are paired then.
    pub(crate) fn change_mapping(self, change: impl FnOnce(&mut MappingForm)) {
        let mapping = self.edit_mapping(|form| {
            change(form);
            form.mapping().ok().map(|mapping| (form.table, form.options.clone(), mapping))
        });
        if let Some((table, options, mapping)) = mapping.flatten() {
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
        let photos = untrack(move || self.chosen_photos());
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
                features: Bytes(state.home.features.clone()),
                missing_photos: if home_looks(state) { missing_rooms(state, &photos) } else { Vec::new() },
                ..Home::from_montage(Vec::new())
            }
        })
    }

    /// Requests the price of the home.
    pub(crate) fn request_estimate(self) {
        self.ask_for_price(State::request_price);
    }

    /// A slider moves an attribute of the home: its price follows.
    pub(crate) fn slide_attribute(self, index: usize, text: String) {
        self.state.update(|state| state.slide_home_input(index, text));
        self.ask_for_price(State::request_moved_price);
    }

    /// Asks for the price of the home as it is described now; `register` numbers the request.
    fn ask_for_price(self, register: fn(&mut State) -> u32) {
        let home = self.home_request();
        let mut id = 0;
        let missing = home.missing_photos.len();
        self.state.update(|state| {
            state.home.missing = missing;
            id = register(state);
        });
        self.with_workers(|workers| workers.request(id, Request::Predict(home)));
    }

    /// Requests the explanation of the home's price.
    pub(crate) fn explain_home(self) {
        let home = self.home_request();
        let mut id = 0;
        self.state.update(|state| id = state.request_explanation(ExplainTarget::Home));
        let photos = if self.state.with_untracked(home_looks) { home_photos(self) } else { Vec::new() };
        spawn_local(async move {
            let mut home = home;
            if let Some(workers) = self.workers().filter(|_| !photos.is_empty()) {
                home.maps = Bytes(workers.look_at_all(photos).await.unwrap_or_default());
            }
            self.with_workers(|workers| workers.request(id, Request::Explain { home, house: None }));
        });
    }
}
