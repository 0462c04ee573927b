//! Many homes at once: a folder of photos, a price for each.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Event, File};

use super::dom::{View, html, several};
use super::files;
use super::header::scroll_to;
use super::page::Page;
use super::parts::{button, fixed, icon, never, why};
use super::photos::put;
use crate::protocol::{Bytes, Home};
use crate::text;
use crate::ui::figures::{price_span, unlike};
use crate::ui::format::{count, money};
use crate::ui::homes::{Listed, MOST, Outcome, csv, group};
use crate::ui::state::{NoticeKind, Place};
use crate::ui::steps::{home_rooms, home_tile};

/// Homes shown at a time.
const STEP: usize = 50;

/// Takes files that were picked or dropped, with their paths.
fn take(page: Page, picked: Vec<(String, File)>) {
    let (paths, files): (Vec<String>, Vec<File>) = picked.into_iter().unzip();
    let rooms = page.state.with_untracked(home_rooms);
    let groups = group(&paths, &rooms);
    let problem = match groups.len() {
        0 => Some(text::homes_no_photos().to_owned()),
        homes if homes > MOST => Some(text::homes_too_many(count(homes), count(MOST))),
        _ => None,
    };
    if let Some(text) = problem {
        return page.state.update(|s| s.notice(NoticeKind::Error, Place::Predict, text));
    }
    page.listed.set(files);
    page.state.update(|s| {
        s.list_homes(groups, &rooms);
    });
    price(page);
}

/// Has all homes on the list priced, where there is a model.
fn price(page: Page) {
    if page.state.with_untracked(|s| s.model.is_none()) {
        return;
    }
    let mut first = 0;
    page.state.update(|s| first = s.ask_homes_again());
    let sees =
        page.state.with_untracked(|s| s.model.as_ref().is_some_and(|m| m.summary.config.model.sees_photos()));
    let (rooms, tile) = page.state.with_untracked(|s| (home_rooms(s), home_tile(s)));
    let waiting: Vec<(u32, Vec<usize>)> = page.state.with_untracked(|s| {
        let homes = s.homes.iter().enumerate().filter(|(_, home)| home.outcome == Outcome::Waiting);
        homes
            .map(|(at, home)| (first + at as u32, home.group.photos.iter().copied().flatten().collect()))
            .collect()
    });
    if !sees {
        let text = text::homes_without_photos().to_owned();
        return page.state.update(|s| s.notice(NoticeKind::Error, Place::Predict, text));
    }
    for (number, photos) in waiting {
        let files = page
            .listed
            .with_untracked(|files| photos.iter().filter_map(|at| files.get(*at).cloned()).collect());
        let rooms = rooms.clone();
        page.tell(|link| link.tile_home(number, files, rooms, tile));
    }
}

/// Asks the price of a home on the list, whose montage has come.
pub(super) fn ask(page: Page, number: u32, montage: Vec<u8>) {
    let Some(asks) = page.state.with_untracked(|s| Some(s.model.as_ref()?.summary.asks.attributes.len()))
    else {
        return;
    };
    let home = Home { montage: Bytes(montage), attributes: vec![None; asks], zip_code: String::new() };
    page.tell(|link| link.predict(number, home));
}

pub(super) fn homes(page: Page) -> View {
    let any = page.memo(|s| !s.homes.is_empty());
    let shown = RwSignal::new(STEP);
    let over = RwSignal::new(false);
    let picked = move |event: Event| {
        if let Some(picked) = files::picked(&event) {
            spawn_local(async move { take(page, files::take(picked).await) });
        }
    };
    let dropped = move |event: Event| {
        event.prevent_default();
        over.set(false);
        if let Some(transfer) = files::transfer(&event) {
            let entries = files::entries(&transfer);
            spawn_local(async move { take(page, files::walk(entries).await) });
        }
    };
    let hover = move |event: Event| {
        event.prevent_default();
        over.set(true);
    };
    let no_model = page.memo(|s| s.model.is_none().then(|| text::homes_no_model().to_owned()));
    let progress = page.memo(|s| (s.homes.len(), s.homes_waiting()));
    let line = move || {
        let (all, waiting) = progress.get();
        match waiting {
            0 => text::homes_on_list(all),
            left => text::homes_priced(count(all - left), all),
        }
    };
    let asks = page.memo(|s| s.model.as_ref().is_some_and(|m| m.summary.config.model.sees_attributes()));
    let mean = move || asks.get().then(|| html! { <p class="fine">{text::homes_no_attributes()}</p> });
    let save = move |_| {
        let text = page.state.with_untracked(|s| csv(&s.homes));
        page.save(Place::Predict, "facade-homes.csv", text.as_bytes());
    };
    let cleared = page.cleared;
    let clear = move |_| {
        let files = page.listed.get_untracked();
        page.listed.set(Vec::new());
        page.state.update(|s| {
            cleared.set(Some((files, std::mem::take(&mut s.homes))));
            s.list_homes(Vec::new(), &home_rooms(s));
        });
    };
    let none = page.memo(|s| s.homes.is_empty());
    let undo = move || {
        (none.get() && cleared.with(Option::is_some)).then(|| {
            html! {
                <p class="s gap-s" role="status" data-testid="homes-cleared">{text::homes_cleared()} " "
                    <button class="textbtn" type="button" data-testid="homes-undo" on:click={move |_| {
                        if let Some((files, homes)) = cleared.try_update(Option::take).flatten() {
                            page.listed.set(files);
                            page.state.update(|s| s.homes = homes);
                        }
                    }}>{text::shelf_undo()}</button></p>
            }
        })
    };
    // Not drawn anew with every word from a worker.
    let first = page.memo(move |s| s.homes.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let rows =
        move || first.with(|all| several(all.iter().enumerate().map(|(at, home)| row(page, at, home))));
    let left = move || progress.with(|(all, _)| all.saturating_sub(shown.get()));
    let table = move || {
        any.get().then(|| html! {
            <p class="s gap-s" role="status" data-testid="homes-line">{line}</p>{mean}
            <div class="sc" role="region" aria-label={text::homes_table()} tabindex="0"><table class="gap-s" data-testid="homes">
                <caption class="vh">{text::homes_table()}</caption>
                <thead><tr><th scope="col">{text::homes_home()}</th><th scope="col" class="n">{text::homes_price()}</th><th scope="col" class="n">{text::homes_range()}</th><th scope="col">{text::homes_note()}</th><th scope="col"><span class="vh">{text::homes_look()}</span></th></tr></thead>
                <tbody>{rows}</tbody></table></div>
            <div class="btns gap-s">
                <button class="btn" type="button" hidden={move || left() == 0} on:click={move |_| shown.update(|n| *n += STEP)}>{move || text::homes_more(left().min(STEP))}</button>
                <button class="btn" type="button" data-testid="homes-csv" on:click={save}>{icon("save")} " " {text::homes_save()}</button>
                <div>{button("homes-again", "homes-again", "", fixed(text::homes_again()), no_model, never(), Box::new(move || price(page)))}{why("homes-again", no_model)}</div>
                <button class="textbtn" type="button" data-testid="homes-clear" on:click={clear}>{text::homes_clear()}</button></div>
        })
    };
    html! {
        <section class="blk c12 one" class:over={move || over.get()} aria-labelledby="h-homes" on:dragover={hover} on:dragleave={move |_| over.set(false)} on:drop={dropped}>
            <div class="head"><div><h3 id="h-homes">{text::homes_many()}</h3>
                <p class="sub">{text::homes_many_how()}</p></div>
                <span class="btn pick">{icon("folder")} " " {text::homes_choose()}<input type="file" multiple webkitdirectory aria-label={text::homes_choose_folder()} data-testid="homes-input" on:change={picked}/></span></div>
            {table}{undo}
        </section>
    }
}

fn row(page: Page, at: usize, Listed { group, outcome }: &Listed) -> View {
    let (price, range, note) = match outcome {
        Outcome::Waiting => (String::new(), String::new(), text::homes_waiting().to_owned()),
        Outcome::Asked => (String::new(), String::new(), text::homes_asked().to_owned()),
        Outcome::Failed(why) => (String::new(), String::new(), why.clone()),
        Outcome::Priced(price, ranges, familiarity) => {
            let range = ranges.first().map(|range| price_span(range.ends[0], range.ends[1]));
            let note = familiarity.and_then(unlike).map(|_| text::homes_guess().to_owned());
            (money(*price), range.unwrap_or_default(), note.unwrap_or_default())
        }
    };
    let photos = group.photos.clone();
    let look = move |_| {
        let files = page.listed.with_untracked(|files| {
            photos.iter().map(|photo| photo.and_then(|at| files.get(at).cloned())).collect()
        });
        put(page, files);
        scroll_to("predict");
    };
    let name = group.name.clone();
    html! {
        <tr data-testid={format!("home-{at}")}><th scope="row">{name.clone()}</th><td class="n">{price}</td><td class="n">{range}</td><td>{note}</td>
            <td class="n"><button class="textbtn" type="button" aria-label={text::homes_look_at(&name)} on:click={look}>{text::homes_look()}</button></td></tr>
    }
}
