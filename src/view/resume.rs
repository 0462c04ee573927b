//! What outlives the visit, as the page shows it: the run that can go on, what is saved, what can be forgotten.

use js_sys::Date;
use leptos::prelude::With;

use super::dom::{View, html, several};
use super::memo::Memo;
use super::next::is_next;
use super::page::Page;
use super::parts::{button, fixed, icon, never, why};
use facade_app::aside::Aside;
use facade_app::steps::{Action, why_no_forget, why_no_go_on};
use facade_app::words::{kept_words, lasting_words, saving_words};
use facade_text as text;
use facade_text::format::size;

/// The run of an earlier visit that can go on.
pub(super) fn offer(page: Page) -> View {
    let sentence = page.memo(|s| s.offered_run().map(|run| run.sentence(Date::now())));
    let reason = page.memo(why_no_go_on);
    let shown = move |sentence: String| {
        let again = Box::new(move || page.go_on());
        let away = Box::new(move || page.discard());
        html! {
            <div class="notices"><div class="note-box ok" role="group" aria-label={text::offer_label()} data-testid="resume-offer">
                {icon("pause")} <p>{sentence} " " {text::offer_replaced()}</p>
                <div class="btns">
                    {button("go-on", "go-on", "play", fixed(text::offer_go_on()), reason, is_next(page, Action::GoOn), again)}
                    {button("discard-run", "go-on", "close", fixed(text::offer_discard()), reason, never(), away)}
                </div>
                {why("go-on", reason)}
            </div></div>
        }
    };
    html! { {move || sentence.get().map(shown)} {undo(page, false)} }
}

/// Whether the run that goes on is saved.
pub(super) fn saving(page: Page) -> View {
    let words = page.memo(saving_words);
    let any = page.memo(|s| saving_words(s).is_some());
    let shown = move || html! { <p class="fine gap-s" data-testid="saving">{move || words.get()}</p> };
    html! { {move || any.get().then(shown)} }
}

/// What the browser keeps, and how to have it forgotten.
pub(super) fn kept(page: Page) -> View {
    let words = page.memo(kept_words);
    let lasting = page.memo(lasting_words);
    let aside = page.memo(|s| s.kept.aside.clone());
    let reason = page.memo(why_no_forget);
    let shown = move |words: String| {
        let forget = Box::new(move || page.forget());
        html! {
            <div class="blk c12" data-testid="kept">
                <p class="fine" data-testid="kept-words">{words}</p>
                {move || lasting.get().map(|words| html! { <p class="fine gap-s" data-testid="kept-lasting">{words}</p> })}
                {move || aside.with(|all| (!all.is_empty()).then(|| laid_aside(page, all)))}
                <div class="btns gap-s">{button("forget", "forget", "close", fixed(text::offer_forget()), reason, never(), forget)}</div>
                {why("forget", reason)}
            </div>
        }
    };
    html! { {move || words.get().map(shown)} {undo_aside(page)} {undo(page, true)} }
}

/// What cannot be read, each to be saved as a file or deleted.
fn laid_aside(page: Page, all: &[Aside]) -> View {
    let line = |aside: &Aside| {
        let (saved, gone) = (aside.clone(), aside.clone());
        let save = move |_| page.save_aside(saved.clone());
        let delete = move |_| page.delete_aside(gone.clone());
        html! {
            <li>{text::aside_one(aside.words(), size(aside.size))} " "
                <button class="textbtn" type="button" data-testid={format!("save-{}", aside.key)} aria-label={text::shelf_save_named(aside.words())} on:click={save}>{text::shelf_save_one()}</button> " "
                <button class="textbtn" type="button" data-testid={format!("delete-{}", aside.key)} aria-label={text::shelf_delete_named(aside.words())} on:click={delete}>{text::shelf_delete()}</button></li>
        }
    };
    html! { <p class="fine gap-s">{text::aside_what()}</p> <ul class="fine" data-testid="aside">{several(all.iter().map(line))}</ul> }
}

/// That what lay aside is deleted, and how to have it back.
fn undo_aside(page: Page) -> View {
    let shown = move || {
        let what = page.deleted_aside.with(|deleted| deleted.last().map(|deleted| deleted.0.words()))?;
        Some(html! {
            <p class="blk c12 s" role="status" data-testid="aside-deleted">{text::aside_deleted(what)} " "
                <button class="textbtn" type="button" data-testid="aside-undo" on:click={move |_| page.bring_back_aside()}>{text::shelf_undo()}</button></p>
        })
    };
    html! { {shown} }
}

/// That what was kept is gone, and how to have it back.
fn undo(page: Page, all: bool) -> View {
    let gone = Memo::new(move || page.gone.with(|gone| gone.as_ref().is_some_and(|gone| gone.all == all)));
    let testid = if all { "forgotten" } else { "discarded" };
    let shown = move || {
        html! {
            <p class="blk c12 s" role="status" data-testid={testid}>{if all { text::keeping_forgotten() } else { text::keeping_discarded() }} " "
                <button class="textbtn" type="button" data-testid={format!("undo-{testid}")} on:click={move |_| page.bring_back_gone()}>{text::shelf_undo()}</button></p>
        }
    };
    html! { {move || gone.get().then(shown)} }
}
