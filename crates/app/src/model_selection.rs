//! Model selection: candidate networks are trained one after the other, and the one with the lowest error on held-out
//! training houses is taken. The test houses have no part in it.

use super::form::Form;
use super::run::{Run, RunState};
use facade_spec::{Config, ModelKind};

/// How far a candidate is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CandidateState {
    Waiting,
    Training,
    /// With its MAPE on held-out training houses, in percent.
    Trained(f64),
    Failed,
    /// By the visitor. Candidates that wait are not trained then.
    Stopped,
}

/// A network, and its run once that is requested.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) form: Form,
    pub(super) config: Config,
    pub(super) run: Option<u32>,
}

/// The candidates for one dataset.
#[derive(Clone, Debug, Default)]
pub struct ModelSelection {
    pub(super) candidates: Vec<Candidate>,
    /// Whether the best candidate's settings and model have been taken.
    pub(super) is_adopted: bool,
}

/// A candidate, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateRow {
    pub model: ModelKind,
    pub run: Option<u32>,
    pub state: CandidateState,
}

impl ModelSelection {
    /// Whether candidates still train or wait.
    pub fn is_active(&self, runs: &[Run]) -> bool {
        self.next(runs).is_some() || self.states(runs).any(|state| state == CandidateState::Training)
    }

    /// The candidate that is being trained, counted from 1, and how many there are.
    pub fn position(&self, runs: &[Run]) -> [usize; 2] {
        let has_ended =
            |state: &CandidateState| matches!(state, CandidateState::Trained(_) | CandidateState::Failed);
        let (ended, all) = (self.states(runs).filter(has_ended).count(), self.candidates.len());
        [(ended + 1).min(all), all]
    }

    /// The candidates, in the order in which they are trained.
    pub fn rows(&self, runs: &[Run]) -> Vec<CandidateRow> {
        let row = |(candidate, state): (&Candidate, CandidateState)| CandidateRow {
            model: candidate.config.model,
            run: candidate.run,
            state,
        };
        self.candidates.iter().zip(self.states(runs)).map(row).collect()
    }

    /// The run with the lowest error so far, and that error.
    pub fn best(&self, runs: &[Run]) -> Option<(u32, f64)> {
        let rows = self.rows(runs).into_iter();
        let trained = rows.filter_map(|row| match row.state {
            CandidateState::Trained(mape) => Some((row.run?, mape)),
            _ => None,
        });
        trained.min_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    /// The run that was chosen, once all candidates have ended and until a later run.
    pub fn chosen(&self, runs: &[Run]) -> Option<u32> {
        let is_latest =
            runs.last().is_some_and(|run| self.candidates.iter().any(|c| c.run == Some(run.number)));
        let has_ended = |state| matches!(state, CandidateState::Trained(_) | CandidateState::Failed);
        self.best(runs).filter(|_| is_latest && self.states(runs).all(has_ended)).map(|(run, _)| run)
    }

    /// The index of the candidate to be trained next.
    pub(super) fn next(&self, runs: &[Run]) -> Option<usize> {
        let states: Vec<CandidateState> = self.states(runs).collect();
        let goes_on =
            !states.contains(&CandidateState::Stopped) && !states.contains(&CandidateState::Training);
        states.iter().position(|state| *state == CandidateState::Waiting).filter(|_| goes_on)
    }

    fn states<'a>(&'a self, runs: &'a [Run]) -> impl Iterator<Item = CandidateState> + 'a {
        self.candidates.iter().map(move |candidate| {
            let Some(number) = candidate.run else { return CandidateState::Waiting };
            let Some(run) = runs.iter().find(|run| run.number == number) else {
                return CandidateState::Failed;
            };
            let held_out = run.evaluation.as_ref().and_then(|evaluation| evaluation.held_out_mape());
            match (run.state, held_out) {
                (RunState::Finished, Some(held_out)) => CandidateState::Trained(held_out),
                (RunState::Finished | RunState::Failed, _) => CandidateState::Failed,
                (RunState::Stopped, _) => CandidateState::Stopped,
                _ => CandidateState::Training,
            }
        })
    }
}
