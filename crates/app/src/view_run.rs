//! The run whose results are in view, and whether its model prices homes.

use std::sync::Arc;

use super::availability::model_load_blocked_by;
use super::data_report::data_name;
use super::notice::Place;
use super::run_entry::RunEntry;
use super::run_models::MODELS_ROOM;
use super::state::State;
use facade_spec::evaluation::Evaluation;
use facade_text as text;
use facade_text::format::{percent, size};

impl State {
    /// The number of the run whose results are in view: one that was chosen from the list, or the latest.
    pub fn viewed_run(&self) -> Option<u32> {
        self.list.shown.or_else(|| self.shown_run().map(|run| run.number))
    }

    /// What a run of this or an earlier visit was found to be worth.
    pub fn evaluation(&self, run: u32) -> Option<&Evaluation> {
        let ended =
            self.runs.iter().find(|each| each.number == run).and_then(|run| run.evaluation.as_deref());
        ended.or_else(|| Some(&self.list.get(run)?.single()?.evaluation))
    }

    /// Which run and which data the charts of a place show.
    pub fn chart_source(&self, place: Place) -> String {
        let run = match place {
            Place::Data => None,
            Place::Train => self.run_in_view().map(|run| run.number),
            Place::Results | Place::Predict => self.viewed_run(),
        };
        let entry = run.and_then(|run| self.list.get(run));
        let name = match (entry, run) {
            (Some(entry), _) => Some(entry.name()),
            (None, Some(number)) => Some(text::t!(listed_name, kind = "run", number)),
            (None, None) => None,
        };
        let in_use = || self.data.as_ref().map(|data| data.name.as_str());
        let data =
            entry.map(|entry| entry.data.as_str()).or_else(in_use).map(|name| data_name(name).to_owned());
        name.into_iter().chain(data).collect::<Vec<_>>().join(", ")
    }

    /// Once what an earlier visit saved was read: the run of its model is in view or, if there is none, the latest run.
    pub fn view_restored_run(&mut self) {
        if self.viewed_run().is_some() {
            return;
        }
        let is_single = |entry: &&Arc<RunEntry>| entry.single().is_some();
        let of_model = self.pricing_run().and_then(|run| self.list.get(run)).filter(is_single);
        let run = of_model.or(self.list.entries().iter().rfind(is_single)).map(|entry| entry.number);
        self.list.shown = run;
        *self.results_seen = run.is_some();
    }

    /// The model in use, with its error.
    pub fn model_text(&self) -> Option<String> {
        let model = self.model.as_ref()?;
        let run = model.run.and_then(|run| self.list.get(run));
        let name = run.map_or_else(|| text::model_of_file(&model.file_name), |run| run.name());
        Some(match model.summary.test_mape {
            Some(mape) => text::t!(model_with_error, name = &name, error = percent(mape)),
            None => name,
        })
    }

    /// A sentence about the model that prices, if it is not that of the run in view; and that run, if its model can price instead.
    pub fn other_model(&self) -> Option<(String, Option<u32>)> {
        let run = self.viewed_run()?;
        if self.is_loading_model() || self.model.as_ref()?.run == Some(run) {
            return None;
        }
        let is_kept = self.list.model(run).is_some();
        let kept = if is_kept { "kept" } else { "gone" };
        let sentence = text::t!(model_other, model = self.model_text()?, run, kept, room = size(MODELS_ROOM));
        Some((sentence, Some(run).filter(|_| is_kept && model_load_blocked_by(self).is_none())))
    }
}
