//! Small pieces that every view uses.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::dom::{View, each, html, several};
use super::memo::Memo;
use super::page::{PLACES, Page};
use crate::blob;
use facade_app::notice::{NoticeKind, Place};
use facade_app::words::{Mark, place_line};
use facade_data::Dataset;
use facade_text as text;
use facade_text::format::count;

/// An icon from the sprite in `index.html`. Decoration: the words beside it say the same.
pub(super) fn icon(name: &str) -> View {
    html! { <svg class="i" aria-hidden="true" inner_html={format!("<use href=\"#i-{name}\"/>")}></svg> }
}

/// A button that stays in reach when it cannot work; `told` names the [`why`] beside it that then says the reason. `act`
/// is boxed, so that the view is compiled once.
pub(super) fn button(
    testid: &'static str,
    told: &'static str,
    icon_name: &'static str,
    label: Box<dyn Fn() -> String>,
    why: Memo<Option<String>>,
    primary: Box<dyn Fn() -> bool>,
    act: Box<dyn Fn()>,
) -> View {
    html! {
        <button class="btn" class:primary={move || primary() && why.with(Option::is_none)} type="button" data-testid={testid}
            aria-disabled={move || why.with(Option::is_some).to_string()}
            aria-describedby={move || why.with(Option::is_some).then(|| format!("why-{told}"))}
            on:click={move |_| if why.with_untracked(Option::is_none) { act() }}>
            {(!icon_name.is_empty()).then(|| icon(icon_name))} {label}
        </button>
    }
}

/// The reason why a control cannot work, tied to it by its name.
pub(super) fn why(name: &'static str, reason: Memo<Option<String>>) -> View {
    let id = format!("why-{name}");
    html! {
        <p class="why gap-s" id={id.clone()} data-testid={id} hidden={move || reason.with(Option::is_none)}>
            {icon("lock")} <span>{move || reason.get()}</span>
        </p>
    }
}

/// RGB pixels as a canvas, one canvas pixel each.
pub(super) fn montage(rgb: Vec<u8>, size: [usize; 2], label: String) -> View {
    canvas(size, label, Box::new(move |canvas| paint(&canvas, &rgb)))
}

/// The montage of one of the houses, painted when the browser has brought its pixels.
pub(super) fn montage_of(page: Page, houses: &Rc<Dataset>, position: usize, label: String) -> View {
    let mut pixels = None;
    page.tell(|link| pixels = link.pixels(houses));
    let place = houses.montages.place(position);
    let fetch = move |canvas: HtmlCanvasElement| {
        let Some(pixels) = pixels else { return };
        spawn_local(async move {
            // Pixels that the browser has lost leave the canvas blank; the page goes on.
            if let Ok(rgb) = blob::read(&pixels, place).await {
                paint(&canvas, &rgb);
            }
        });
    };
    canvas(houses.montages.size(), label, Box::new(fetch))
}

/// A canvas, handed to `load`.
fn canvas([width, height]: [usize; 2], label: String, load: Box<dyn FnOnce(HtmlCanvasElement)>) -> View {
    let view =
        html! { <canvas class="m" width={width} height={height} role="img" aria-label={label}></canvas> };
    if let Some(canvas) = view.node().first_child() {
        load(canvas.unchecked_into());
    }
    view
}

/// Paints and notes so in the document, for who looks at the pixels.
fn paint(canvas: &HtmlCanvasElement, rgb: &[u8]) {
    let mut rgba = Vec::with_capacity(rgb.len() / 3 * 4);
    for pixel in rgb.chunks_exact(3) {
        rgba.extend_from_slice(pixel);
        rgba.push(255);
    }
    let width = canvas.width();
    let context =
        canvas.get_context("2d").ok().flatten().and_then(|c| c.dyn_into::<CanvasRenderingContext2d>().ok());
    if let (Some(context), Ok(image)) = (context, ImageData::new_with_u8_clamped_array(Clamped(&rgba), width))
    {
        // A canvas that lost its memory stays blank; the page goes on.
        let _ = context.put_image_data(&image, 0.0, 0.0);
        let _ = canvas.set_attribute("data-painted", "");
    }
}

/// The notices of a place.
pub(super) fn notices(page: Page, place: Place) -> View {
    let here = page.memo(move |s| s.notices.iter().filter(|n| n.place == place).cloned().collect::<Vec<_>>());
    let ids = move || here.with(|here| here.iter().map(|notice| notice.id).collect());
    let one = move |id| {
        let notice = here.with_untracked(|here| here.iter().find(|notice| notice.id == id).cloned())?;
        let (class, name, testid, prefix) = match notice.kind {
            NoticeKind::Error => ("note-box x err", "err", "notice-error", text::notice_error()),
            NoticeKind::Warning => ("note-box x warn", "warn", "notice-warning", text::notice_warning()),
            NoticeKind::Done => ("note-box x ok", "check", "notice-done", ""),
        };
        let role = if notice.kind == NoticeKind::Error { "alert" } else { "status" };
        let dismiss = move |_| page.state.update(|s| s.dismiss(notice.id));
        Some(html! {
            <div class={class} role={role} data-testid={testid}>
                {icon(name)} <p><span class="vh">{prefix}" "</span>{notice.text}</p>
                <button class="textbtn" type="button" on:click={dismiss}>{text::notice_dismiss()}</button>
            </div>
        })
    };
    html! { <div class="notices">{each(ids, one)}</div> }
}

/// A place: margin column with its grid bubble, and the sheet.
pub(super) fn place(page: Page, place: Place, blurb: &'static str, content: View) -> View {
    let number = place as usize + 1;
    let (_, id, title) = PLACES[place as usize];
    let line = page.memo(move |s| place_line(s, place));
    // Not drawn anew while only the words change, as they do with every epoch.
    let kind = Memo::new(move || line.with(|(mark, _)| *mark));
    let words = move || line.get().1;
    let mark = move || {
        let class = match kind.get() {
            Mark::Check => return html! { {icon("check")} <span>{words}</span> },
            Mark::Running => "pill running",
            Mark::Paused => "pill paused",
            Mark::Bad => "pill bad",
            _ => "pill off",
        };
        html! { <span class={class}>{words}</span> }
    };
    html! {
        <section class="place" id={id} aria-labelledby={format!("h-{id}")}>
            <div class="margin"><div class="in">
                <div class="axis"><span class="bub" aria-hidden="true">{number}</span></div>
                <h2 id={format!("h-{id}")}>{title}</h2>
                <p>{blurb}</p>
                <p class="state" data-testid={format!("state-{id}")}>{mark}</p>
            </div></div>
            <div>{notices(page, place)}<div class="cols">{content}</div></div>
        </section>
    }
}

/// A row of figures, behind what they are.
pub(super) fn figures(name: String, values: Vec<String>) -> View {
    let value = |value| html! { <td class="n">{value}</td> };
    html! { <tr><th scope="row">{name}</th>{several(values.into_iter().map(value))}</tr> }
}

/// Rows of a table of groups, shown first and at a time: a street taken for the area makes as many groups as there are houses.
pub(super) const ROWS: usize = 100;

/// A button that shows more rows of a table, while there are any.
pub(super) fn more_rows(testid: String, all: usize, shown: RwSignal<usize>) -> View {
    let left = move || all.saturating_sub(shown.get());
    html! {
        <div class="btns gap-s" hidden={move || left() == 0}><button class="btn" type="button" data-testid={testid}
            on:click={move |_| shown.update(|shown| *shown += ROWS)}>{move || text::parts_more(count(left().min(ROWS)), count(left()))}</button></div>
    }
}

/// For a button that is never the next step.
pub(super) fn never() -> Box<dyn Fn() -> bool> {
    Box::new(|| false)
}

/// A label that never changes.
pub(super) fn fixed(text: &'static str) -> Box<dyn Fn() -> String> {
    Box::new(|| text.to_string())
}
