//! What the visitor sees of saving: the run that can be resumed, what is saved, and the buttons to forget it.

use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;

use crate::components::button::{BlockedReason, Button};
use crate::components::icon::Icon;
use crate::next_step::is_next;
use crate::page::Page;
use facade_app::availability::{clear_blocked_by, resume_blocked_by};
use facade_app::next_step::Action;
use facade_app::quarantine::QuarantinedRecord;
use facade_app::storage_text::{persistence_text, saving_text, stored_text};
use facade_text as text;
use facade_text::format::size;

/// Offers to resume the run of an earlier visit.
#[component]
pub(crate) fn ResumeOffer() -> impl IntoView {
    let page = Page::from_context();
    // The sentence says how long ago the run was saved.
    let minutes = RwSignal::new(0);
    if let Ok(clock) =
        set_interval_with_handle(move || minutes.update(|minutes| *minutes += 1), Duration::from_secs(60))
    {
        on_cleanup(move || clock.clear());
    }
    let sentence = page.memo(move |s| {
        minutes.track();
        s.offered_run().map(|run| run.summary_text(Date::now()))
    });
    let blocked = page.memo(resume_blocked_by);
    view! {
        <Show when=move || sentence.with(Option::is_some)>
            <div class="notices">
                <div
                    class="note-box ok"
                    role="group"
                    aria-label=text::offer_label()
                    data-testid="resume-offer"
                >
                    <Icon name="pause" />
                    <p>{sentence} " " {text::offer_replaced()}</p>
                    <div class="btns">
                        <Button
                            testid="go-on"
                            reason_id="go-on"
                            icon="play"
                            label=text::offer_go_on()
                            blocked
                            primary=is_next(page, Action::ResumeSaved)
                            on_click=move || page.resume_saved_run()
                        />
                        <Button
                            testid="discard-run"
                            reason_id="go-on"
                            icon="close"
                            label=text::offer_discard()
                            blocked
                            on_click=move || page.discard_saved_run()
                        />
                    </div>
                    <BlockedReason reason_id="go-on" reason=blocked />
                </div>
            </div>
        </Show>
        <ForgetUndo all=false />
    }
}

/// Says whether the active run is saved.
#[component]
pub(crate) fn SavingStatus() -> impl IntoView {
    let text = Page::from_context().memo(saving_text);
    view! {
        <Show when=move || text.with(Option::is_some)>
            <p class="fine gap-s" data-testid="saving">
                {text}
            </p>
        </Show>
    }
}

/// What the browser stores, and the button to forget it.
#[component]
pub(crate) fn StoragePanel() -> impl IntoView {
    let page = Page::from_context();
    let stored = page.memo(stored_text);
    let persistence = page.memo(persistence_text);
    let quarantined = page.memo(|s| s.store_status.quarantined.clone());
    let blocked = page.memo(clear_blocked_by);
    view! {
        <Show when=move || stored.with(Option::is_some)>
            <div class="blk c12" data-testid="kept">
                <p class="fine" data-testid="kept-words">
                    {stored}
                </p>
                <Show when=move || persistence.with(Option::is_some)>
                    <p class="fine gap-s" data-testid="kept-lasting">
                        {persistence}
                    </p>
                </Show>
                <Show when=move || !quarantined.with(Vec::is_empty)>
                    <QuarantineList quarantined />
                </Show>
                <div class="btns gap-s">
                    <Button
                        testid="forget"
                        reason_id="forget"
                        icon="close"
                        label=text::offer_forget()
                        blocked
                        on_click=move || page.forget()
                    />
                </div>
                <BlockedReason reason_id="forget" reason=blocked />
            </div>
        </Show>
        <QuarantineUndo />
        <ForgetUndo all=true />
    }
}

/// Records that cannot be read, to download or delete.
#[component]
fn QuarantineList(quarantined: Memo<Vec<QuarantinedRecord>>) -> impl IntoView {
    view! {
        <p class="fine gap-s">{text::aside_what()}</p>
        <ul class="fine" data-testid="aside">
            <For each=move || quarantined.get() key=|record| record.key.clone() let:record>
                <QuarantineItem record />
            </For>
        </ul>
    }
}

#[component]
fn QuarantineItem(record: QuarantinedRecord) -> impl IntoView {
    let page = Page::from_context();
    let (key, label, size) = (record.key.clone(), record.label(), size(record.size));
    let deleted = record.clone();
    view! {
        <li>
            {text::t!(aside_one, what = &label, size)} " "
            <button
                class="textbtn"
                type="button"
                data-testid=format!("save-{key}")
                aria-label=text::shelf_save_named(&label)
                on:click=move |_| page.download_quarantined(record.clone())
            >
                {text::shelf_save_one()}
            </button> " "
            <button
                class="textbtn"
                type="button"
                data-testid=format!("delete-{key}")
                aria-label=text::shelf_delete_named(&label)
                on:click=move |_| page.delete_quarantined(deleted.clone())
            >
                {text::shelf_delete()}
            </button>
        </li>
    }
}

/// Says that a quarantined record was deleted, with a button to restore it.
#[component]
fn QuarantineUndo() -> impl IntoView {
    let page = Page::from_context();
    let deleted =
        move || page.deleted_quarantined.with(|deleted| deleted.last().map(|deleted| deleted.0.label()));
    let notice = move |what: String| {
        view! {
            <p class="blk c12 s" role="status" data-testid="aside-deleted">
                {text::aside_deleted(what)}
                " "
                <button
                    class="textbtn"
                    type="button"
                    data-testid="aside-undo"
                    on:click=move |_| page.restore_quarantined()
                >
                    {text::shelf_undo()}
                </button>
            </p>
        }
    };
    move || deleted().map(notice)
}

/// Says that the saved run (or `all`) was forgotten, with a button to restore it.
#[component]
fn ForgetUndo(all: bool) -> impl IntoView {
    let page = Page::from_context();
    let is_shown = move || page.undo.with(|undo| undo.as_ref().is_some_and(|undo| undo.all == all));
    let testid = if all { "forgotten" } else { "discarded" };
    view! {
        <Show when=is_shown>
            <p class="blk c12 s" role="status" data-testid=testid>
                {if all { text::keeping_forgotten() } else { text::keeping_discarded() }}
                " "
                <button
                    class="textbtn"
                    type="button"
                    data-testid=format!("undo-{testid}")
                    on:click=move |_| page.undo_forget()
                >
                    {text::shelf_undo()}
                </button>
            </p>
        </Show>
    }
}
