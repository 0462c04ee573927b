//! Place 2: settings, the run in hand, its curve, and the runs so far.

use super::charts::loss_chart;
use super::dom::{View, html, several};
use super::page::Page;
use super::parts::place;
use super::repeat::repeat;
use super::resume::{offer, saving};
use super::run_panel::run_panel;
use super::settings::{changed_words, epochs_words, settings};
use facade_app::notice::Place;
use facade_app::run::Run;
use facade_text as text;
use facade_text::format::percent;

pub(super) fn train(page: Page) -> View {
    let any = page.memo(|s| !s.runs.is_empty());
    let content = html! {
        {offer(page)}
        {settings(page)}
        <div class="blk c7 w8">{run_panel(page)}{saving(page)}{move || any.get().then(|| loss_chart(page))}{repeat(page)}</div>
        {move || any.get().then(|| runs(page))}
    };
    place(page, Place::Train, text::train_blurb(), content)
}

fn line(run: &Run) -> [String; 5] {
    let error =
        run.evaluation.as_ref().map_or(text::train_not_yet().to_string(), |e| percent(e.test.mape_mean));
    let epochs = epochs_words(run.epoch(), run.config.epochs);
    [run.number.to_string(), changed_words(&run.config), epochs, error, run.word().to_string()]
}

fn runs(page: Page) -> View {
    let lines = page.memo(|s| s.runs.iter().map(line).collect::<Vec<_>>());
    let row = |[number, changed, epochs, error, state]: [String; 5]| {
        html! {
            <tr><th scope="row">{number}</th><td>{changed}</td><td class="n opt6">{epochs}</td>
                <td class="n">{error}</td><td>{state}</td></tr>
        }
    };
    html! {
        <div class="blk c12">
            <table data-testid="runs-table">
                <caption>{text::train_runs()} " " <span class="sub">{text::train_runs_note()}</span></caption>
                <thead><tr><th scope="col">{text::train_run()}</th><th scope="col">{text::train_changed()}</th><th scope="col" class="n opt6">{text::train_epochs()}</th>
                    <th scope="col" class="n">{text::train_test_error()}</th><th scope="col">{text::train_state()}</th></tr></thead>
                <tbody>{move || several(lines.get().into_iter().map(row))}</tbody>
            </table>
        </div>
    }
}
