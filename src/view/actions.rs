//! What a visitor asks of the workers.

use leptos::prelude::*;

use super::page::Page;
use crate::link::Link;
use facade_app::explain::About;
use facade_app::run::Asked;
use facade_app::state::State;
use facade_app::steps::{told, why_no_repeat, why_no_start};
use facade_protocol::{Bytes, Home, Request};

impl Page {
    /// Starts a run with the settings of the form.
    pub(super) fn start(self) {
        let form = self.form.get_untracked();
        if self.state.with_untracked(|state| why_no_start(state, &form)).is_some() {
            return;
        }
        let Ok(config) = self.config() else { return };
        self.prefer(|all| (all.config, all.device) = (Some(config.clone()), form.device));
        let mut number = 0;
        self.state.update(|state| number = state.ask_run(config.clone(), form.device));
        let excluded = self.state.with_untracked(|state| state.excluded.iter().copied().collect());
        self.tell(|link| link.train(number, config, form.device, excluded));
    }

    /// Starts a series of runs with the settings of the form.
    pub(super) fn repeat(self) {
        let (form, wish) = (self.form.get_untracked(), self.wish.get_untracked());
        if self.state.with_untracked(|state| why_no_repeat(state, &form, &wish)).is_some() {
            return;
        }
        let Ok(config) = self.config() else { return };
        let runs = self.state.with_untracked(|state| wish.runs(state.split_counts(&config)?.0).ok());
        let Some(runs) = runs else { return };
        let mut asked = None;
        self.state.update(|state| {
            state.ask_series(config.clone(), wish.over, runs);
            let series = state.series.as_ref();
            asked = series.map(|series| (series.repeated.configs(&config), series.excluded.clone()));
        });
        if let Some((configs, excluded)) = asked {
            self.tell(|link| link.repeat(configs, form.device, excluded));
        }
    }

    /// Ends the series. What has come of it stays.
    pub(super) fn cancel_series(self) {
        self.state.update(State::cancel_series);
        self.tell(Link::cancel_series);
    }

    /// Asks something of the run that is going on.
    pub(super) fn ask(self, asked: Asked) {
        self.state.update(|state| state.ask(asked));
        self.tell(|link| match asked {
            Asked::Pause => link.pause(),
            Asked::Resume => link.resume(),
            Asked::Stop => link.stop(),
        });
    }

    /// The home to be priced, as the session is asked about it.
    fn home(self) -> Home {
        self.state.with_untracked(|state| {
            let asks = state.model.as_ref().map_or(0, |model| model.summary.asks.attributes.len());
            Home {
                montage: Bytes(
                    state.home.montage.as_ref().map(|(pixels, _)| pixels.clone()).unwrap_or_default(),
                ),
                attributes: (0..asks).map(|place| told(state, place).unwrap_or_default()).collect(),
                zip_code: state.home.zip_code.clone(),
            }
        })
    }

    /// Asks for the price of the home.
    pub(super) fn estimate(self) {
        let home = self.home();
        let mut id = 0;
        self.state.update(|state| id = state.ask_price());
        self.tell(|link| link.ask(id, Request::Predict(home)));
    }

    /// Asks why it is what it is.
    pub(super) fn explain_home(self) {
        let home = self.home();
        let mut id = 0;
        self.state.update(|state| id = state.ask_why(About::Home));
        self.tell(|link| link.ask(id, Request::Explain { home, house: None }));
    }
}
