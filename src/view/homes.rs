//! Many homes at once: a folder of photos, a price for each.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Event, File};

use super::document::scroll_to;
use super::dom::{View, html, several};
use super::files;
use super::page::Page;
use super::parts::{button, fixed, icon, never, why};
use super::photos::put;
use facade_app::figures::{price_span, unlike};
use facade_app::file_name::Ending;
use facade_app::homes::{HomeRequests, Listed, Outcome, csv};
use facade_app::notice::{NoticeKind, Place};
use facade_app::state::State;
use facade_protocol::Request;
use facade_text as text;
use facade_text::format::{count, money};

/// Homes shown at a time.
const STEP: usize = 50;

/// Takes files that were picked or dropped, with their paths.
fn take(page: Page, picked: Vec<(String, File)>) {
    let (paths, files): (Vec<String>, Vec<File>) = picked.into_iter().unzip();
    change(page, |s| match s.list_homes(paths) {
        Ok(()) => page.listed.set(files),
        Err(sentence) => s.notice(NoticeKind::Error, Place::Predict, sentence),
    });
}

/// Changes the list, and asks what is to be asked for it.
fn change(page: Page, change: impl FnOnce(&mut State)) {
    let mut homes = HomeRequests::default();
    page.state.update(|s| {
        change(s);
        homes = s.ask_homes();
    });
    ask(page, homes);
}

/// Asks what is to be asked for the homes on the list.
pub(super) fn ask(page: Page, homes: HomeRequests) {
    let HomeRequests { tile, rooms, tiles, prices } = homes;
    for (id, home) in prices {
        page.tell(|link| link.ask(id, Request::Predict(home)));
    }
    for (id, photos) in tiles {
        let file = |files: &Vec<File>, at: usize| files.get(at).cloned();
        let files =
            page.listed.with_untracked(|all| photos.into_iter().filter_map(|at| file(all, at)).collect());
        let rooms = rooms.clone();
        page.tell(|link| link.tile_home(id, files, rooms, tile, true));
    }
}

pub(super) fn homes(page: Page) -> View {
    let any = page.memo(|s| !s.homes.all.is_empty());
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
            spawn_local(async move { take(page, files::walk(entries, || true).await) });
        }
    };
    let hover = move |event: Event| {
        event.prevent_default();
        over.set(true);
    };
    let no_model = page.memo(|s| s.model.is_none().then(|| text::homes_no_model().to_owned()));
    let progress = page.memo(|s| (s.homes.all.len(), s.homes.waiting()));
    let line = move || {
        let (all, waiting) = progress.get();
        match waiting {
            0 => text::homes_on_list(all),
            left => text::homes_priced(count(all - left), all),
        }
    };
    let asks = page.memo(|s| s.model.as_ref().is_some_and(|m| m.summary.config.model.sees_attributes()));
    let other = page.memo(|s| s.homes.of_other_model(s.model.as_ref()));
    let other = move || {
        other.get().map(
            |name| html! { <p class="fine" data-testid="homes-other-model">{text::homes_of_model(name)}</p> },
        )
    };
    let mean = move || asks.get().then(|| html! { <p class="fine">{text::homes_no_attributes()}</p> });
    let save = move |_| {
        let text = page.state.with_untracked(|s| csv(&s.homes.all));
        page.save(Place::Predict, "facade-homes", Ending::Csv, text.as_bytes());
    };
    let cleared = page.cleared;
    let clear = move |_| {
        let files = page.listed.get_untracked();
        page.listed.set(Vec::new());
        page.state.update(|s| cleared.set(Some((files, s.clear_homes()))));
    };
    let none = page.memo(|s| s.homes.all.is_empty());
    let undo = move || {
        (none.get() && cleared.with(Option::is_some)).then(|| {
            html! {
                <p class="s gap-s" role="status" data-testid="homes-cleared">{text::homes_cleared()} " "
                    <button class="textbtn" type="button" data-testid="homes-undo" on:click={move |_| {
                        if let Some((files, homes)) = cleared.try_update(Option::take).flatten() {
                            page.listed.set(files);
                            change(page, |s| s.put_back_homes(homes));
                        }
                    }}>{text::shelf_undo()}</button></p>
            }
        })
    };
    // Not drawn anew with every word from a worker.
    let first = page.memo(move |s| s.homes.all.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let rows =
        move || first.with(|all| several(all.iter().enumerate().map(|(at, home)| row(page, at, home))));
    let left = move || progress.with(|(all, _)| all.saturating_sub(shown.get()));
    let table = move || {
        any.get().then(|| html! {
            <p class="s gap-s" role="status" data-testid="homes-line">{line}</p>{other}{mean}
            <div class="sc" role="region" aria-label={text::homes_table()} tabindex="0"><table class="gap-s" data-testid="homes">
                <caption class="vh">{text::homes_table()}</caption>
                <thead><tr><th scope="col">{text::homes_home()}</th><th scope="col" class="n">{text::homes_price()}</th><th scope="col" class="n">{text::homes_range()}</th><th scope="col">{text::homes_note()}</th><th scope="col"><span class="vh">{text::homes_look()}</span></th></tr></thead>
                <tbody>{rows}</tbody></table></div>
            <div class="btns gap-s">
                <button class="btn" type="button" hidden={move || left() == 0} on:click={move |_| shown.update(|n| *n += STEP)}>{move || text::homes_more(left().min(STEP))}</button>
                <button class="btn" type="button" data-testid="homes-csv" on:click={save}>{icon("save")} " " {text::homes_save()}</button>
                <div>{button("homes-again", "homes-again", "", fixed(text::homes_again()), no_model, never(), Box::new(move || change(page, State::price_homes)))}{why("homes-again", no_model)}</div>
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
