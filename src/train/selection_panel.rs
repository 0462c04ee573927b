//! The choice among networks for a visitor's own houses.

use leptos::prelude::*;

use crate::components::button::Button;
use crate::next_step::{candidate_forms, is_next};
use crate::page::Page;
use facade_app::form::model_words;
use facade_app::home_inputs::cannot_look;
use facade_app::model_selection::{CandidateRow, CandidateState};
use facade_app::next_step::Action;
use facade_app::state::{PretrainedFile, State};
use facade_app::time_estimate::{TimeEstimate, selection_time};
use facade_text as text;
use facade_text::format::percent;

/// What the panel shows of a selection.
#[derive(Clone, PartialEq)]
struct SelectionView {
    rows: Vec<CandidateRow>,
    is_active: bool,
    /// Which network is being trained, of how many.
    position: [usize; 2],
    best: Option<(u32, f64)>,
}

fn selection_view(state: &State) -> Option<SelectionView> {
    let selection = state.selection.as_ref()?;
    Some(SelectionView {
        rows: selection.rows(&state.runs),
        is_active: selection.is_active(&state.runs),
        position: selection.position(&state.runs),
        best: selection.best(&state.runs),
    })
}

#[component]
pub(super) fn SelectionPanel() -> impl IntoView {
    let page = Page::from_context();
    let selection = page.memo(selection_view);
    let candidates = Memo::new(move |_| {
        let forms = candidate_forms(page);
        (forms.len(), page.state.with(|state| selection_time(state, &forms)))
    });
    let without =
        page.memo(|state| cannot_look(state).filter(|_| *state.pretrained == PretrainedFile::Failed));
    let can_start = move || candidates.get().0 > 1;
    let is_shown = Memo::new(move |_| can_start() || selection.with(Option::is_some));
    view! {
        <Show when=move || is_shown.get()>
            <div class="run gap-l" role="group" aria-labelledby="h-select" data-testid="selection">
                <div class="title">
                    <h3 id="h-select">{text::select_title()}</h3>
                </div>
                <div>
                    <Show when=can_start>
                        <p class="s dim">{move || text::select_how(candidates.get().0)}</p>
                        <p class="s dim" data-testid="selection-time">
                            {move || candidates.get().1.map(TimeEstimate::text)}
                        </p>
                        <p class="s" hidden=move || without.get().is_none()>
                            {move || without.get()}
                        </p>
                        <div class="btns gap">
                            <Button
                                testid="selection-start"
                                reason_id="selection"
                                icon="play"
                                label=text::select_start()
                                primary=is_next(page, Action::SelectModel)
                                on_click=move || page.start_selection()
                            />
                        </div>
                    </Show>
                    {move || selection.get().map(|selection| view! { <Candidates selection /> })}
                </div>
            </div>
        </Show>
    }
}

#[component]
fn Candidates(selection: SelectionView) -> impl IntoView {
    let SelectionView { rows, is_active, position: [at, all], best } = selection;
    let ended =
        |row: &&CandidateRow| matches!(row.state, CandidateState::Trained(_) | CandidateState::Failed);
    let done = rows.iter().filter(ended).count();
    let chosen = best.and_then(|(run, error)| Some((rows.iter().find(|row| row.run == Some(run))?, error)));
    let outcome = match chosen {
        _ if is_active => text::t!(select_running, at, all),
        Some((row, error)) if done == all => {
            text::t!(select_chosen, network = model_words(row.model).0, error = percent(error))
        }
        None if done == all => text::select_none().to_owned(),
        _ => text::select_ended().to_owned(),
    };
    let row = |row: CandidateRow| {
        let state = match row.state {
            CandidateState::Waiting => text::select_waiting().to_owned(),
            CandidateState::Training => text::select_training().to_owned(),
            CandidateState::Trained(error) => percent(error),
            CandidateState::Failed => text::select_failed().to_owned(),
            CandidateState::Stopped => text::select_stopped().to_owned(),
        };
        let is_best = best.is_some_and(|(run, _)| row.run == Some(run)) && !is_active;
        view! {
            <tr class:me=is_best data-testid=format!("candidate-{}", row.model.name())>
                <th scope="row">{model_words(row.model).0}</th>
                <td class="n">{state}</td>
                <td class="n">{row.run.map(|run| run.to_string())}</td>
            </tr>
        }
    };
    view! {
        <p class="gap" aria-live="polite" data-testid="selection-outcome">
            {outcome}
        </p>
        <table class="against">
            <thead>
                <tr>
                    <th scope="col">{text::select_network()}</th>
                    <th scope="col" class="n">
                        {text::select_error()}
                    </th>
                    <th scope="col" class="n">
                        {text::select_run()}
                    </th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
