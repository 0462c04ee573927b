//! Notices: errors, warnings and confirmations.

use leptos::prelude::*;

use super::icon::Icon;
use crate::page::Page;
use facade_app::notice::{Notice, NoticeKind, Place};
use facade_text as text;

#[component]
pub(crate) fn Notices(place: Place) -> impl IntoView {
    let page = Page::from_context();
    let here = page.memo(move |s| s.notices.iter().filter(|n| n.place == place).cloned().collect::<Vec<_>>());
    view! {
        <div class="notices">
            <For each=move || here.get() key=|notice| notice.id let:notice>
                <NoticeBox notice />
            </For>
        </div>
    }
}

#[component]
fn NoticeBox(notice: Notice) -> impl IntoView {
    let page = Page::from_context();
    let (class, icon, testid, prefix) = match notice.kind {
        NoticeKind::Error => ("note-box x err", "err", "notice-error", text::notice_error()),
        NoticeKind::Warning => ("note-box x warn", "warn", "notice-warning", text::notice_warning()),
        NoticeKind::Done => ("note-box x ok", "check", "notice-done", ""),
    };
    let role = if notice.kind == NoticeKind::Error { "alert" } else { "status" };
    view! {
        <div class=class role=role data-testid=testid>
            <Icon name=icon />
            " "
            <p>
                <span class="vh">{prefix} " "</span>
                {notice.text}
            </p>
            <button
                class="textbtn"
                type="button"
                on:click=move |_| page.state.update(|s| s.dismiss(notice.id))
            >
                {text::notice_dismiss()}
            </button>
        </div>
    }
}
