//! Place 4: the price of a home from its photos; keeping the model.

use std::rc::Rc;

use leptos::prelude::*;

use super::dom::{View, html, several};
use super::files;
use super::guide::{RANGE, guide};
use super::header::is_next;
use super::homes::homes;
use super::memo::Memo;
use super::page::Page;
use super::parts::{button, fixed, icon, montage, never, place, why};
use super::photos::{retile, slots};
use super::why::{Shown, why_panel};
use crate::dataset::Rooms;
use crate::protocol::Asks;
use crate::ui::chart::price_line;
use crate::ui::figures::{doubt, middle_half, price_span, unlike};
use crate::ui::format::{counted, money, percent, size, unit_of};
use crate::ui::state::{About, NoticeKind, Place, State};
use crate::ui::steps::{Action, home_rooms, home_tile, left_out, why_no_estimate, why_no_load};

pub(super) fn predict(page: Page) -> View {
    // Another model may want other photos, or see them in another size.
    let wanted = page.memo(|s| (home_tile(s), home_rooms(s)));
    Effect::new(move |before: Option<(usize, Rooms)>| {
        let wanted = wanted.get();
        if let Some((_, rooms)) = before.filter(|before| *before != wanted) {
            if rooms != wanted.1 {
                page.photos.set(Vec::new());
            }
            if untrack(move || page.chosen().contains(&true)) || rooms != wanted.1 {
                retile(page);
            }
        }
        wanted
    });
    let content = html! { {asked(page)} {slots(page)} {seen(page)} {estimate(page)} {explained(page)} {homes(page)} {keep(page)} };
    let blurb = "The photos of one home. The order matters, so each has its own place.";
    place(page, Place::Predict, blurb, content)
}

/// What the model asks beside photos.
fn asked(page: Page) -> View {
    let asks = page.memo(|s| s.model.as_ref().map(|m| m.summary.asks.clone()).unwrap_or_default());
    let tell = move |place: Option<usize>, event: web_sys::Event| {
        page.state.update(|s| s.tell_home(place, event_target_value(&event)));
    };
    let field = move |(place, name): (usize, String)| {
        let id = format!("told-{place}");
        let text = page.memo(move |s| s.home.told.get(place).cloned().unwrap_or_default());
        html! {
            <div class="field"><label for={id.clone()}>{name.clone()}</label>
                <div class="in"><input id={id.clone()} data-testid={id} inputmode="decimal" autocomplete="off"
                    prop:value={move || text.get()} on:input={move |event| tell(Some(place), event)}/>{unit_of(&name).map(|unit| html! { <span class="u">{unit}</span> })}</div></div>
        }
    };
    let zip = move |codes: Vec<String>| {
        let now = page.memo(|s| s.home.zip_code.clone());
        let option = |code: String| html! { <option value={code.clone()}>{code.clone()}</option> };
        html! {
            <div class="field"><label for="told-zip">"Zip code"</label>
                <div class="in"><select class="select" id="told-zip" data-testid="told-zip" prop:value={move || now.get()}
                    on:change={move |event| tell(None, event)}>
                    <option value="">"another, or not known"</option>{several(codes.into_iter().map(option))}</select></div></div>
        }
    };
    let left = page.memo(left_out);
    let shown = move || {
        let Asks { attributes, zip_codes } = asks.get();
        (!attributes.is_empty() || !zip_codes.is_empty()).then(|| html! {
            <div class="blk c12" data-testid="asked"><h3>"About the home"</h3>
                <p class="sub">"This model looks at more than photos. What you leave empty counts as the mean of the houses that it learned from."
                    {left.get().map(|sentence| format!(" {sentence}"))}</p>
                <div class="told">{several(attributes.into_iter().enumerate().map(field))}{(!zip_codes.is_empty()).then(|| zip(zip_codes))}</div>
            </div>
        })
    };
    html! { {shown} }
}

fn seen(page: Page) -> View {
    let home = page.memo(|s| s.home.montage.clone());
    let reading = page.memo(|s| s.home.reading);
    let picture = move || match home.get() {
        Some((pixels, size)) => {
            let [width, height] = size;
            let label = format!("The photos tiled into one picture of {width} by {height} pixels");
            let tile = page.state.with_untracked(home_tile);
            html! {
                {montage(pixels, size, label)}
                <p class="sub">{format!("{width} × {height} pixels, the photos at {tile} × {tile} each.")}</p>
            }
        }
        None => {
            let words = if reading.get() { "Reading the photos" } else { "The photos as one small picture" };
            html! { <div class="hole">{words}</div> <p class="sub">"It sees no more than this."</p> }
        }
    };
    html! {
        <figure class="blk c3 w3 m6 seen" data-testid="montage-preview">
            <figcaption class="head flush"><h3>"What the network sees"</h3></figcaption>{picture}
        </figure>
    }
}

/// The price with what surrounds it.
#[derive(Clone, PartialEq)]
struct Priced {
    price: f64,
    range: Option<(f64, f64)>,
    prices: [f64; 2],
    judged: Option<String>,
    off: Option<f64>,
    doubt: Option<String>,
    unlike: Option<String>,
}

fn priced(state: &State) -> Option<Priced> {
    let price = state.home.price?;
    let model = state.model.as_ref()?;
    let run = model.run.and_then(|number| state.runs.iter().find(|r| r.number == number));
    let evaluation = run.and_then(|r| r.evaluation.as_ref());
    let held = state.home.ranges.first();
    let range = held
        .map(|range| range.ends.into())
        .or_else(|| evaluation.and_then(|e| middle_half(price, &e.predictions)));
    let judged = match held {
        Some(held) => {
            let measured = evaluation.and_then(|e| e.ranges.first()).map(|covered| {
                format!(
                    " On run {}’s test houses it was {}.",
                    model.run.unwrap_or(0),
                    percent(100.0 * covered.coverage)
                )
            });
            let rate = format!("{:.0} %", 100.0 * held.rate);
            Some(format!("holds the price of {rate} of homes like these.{}", measured.unwrap_or_default()))
        }
        None => evaluation.zip(model.run).map(|(e, n)| {
            let houses = counted(e.test.houses, "test house", "test houses");
            format!("is where the middle half would fall, judging by run {n}’s errors on {houses}.")
        }),
    };
    let prices = model.summary.prices;
    let doubt = doubt(price, prices);
    let unlike = state.home.familiarity.and_then(unlike);
    Some(Priced { price, range, prices, judged, off: model.summary.test_mape, doubt, unlike })
}

fn estimate(page: Page) -> View {
    let reason = Memo::new(move || {
        let chosen = page.chosen();
        page.state.with(|s| why_no_estimate(s, &chosen))
    });
    let result = page.memo(priced);
    let shown = move || {
        result.get().map(|p| {
            let line = price_line(p.price, p.range, p.prices);
            let range = p.range.zip(p.judged).map(|((low, high), judged)| html! {
                <p class="s" data-testid="price-range"><b>{price_span(low, high)}</b> " " {judged}</p>
            });
            let off = p.off.map(|off| format!("On average it was {} off. ", percent(off)));
            html! {
                <p class="amt" data-testid="price" data-value={p.price.to_string()}>{money(p.price)}</p>
                {p.doubt.map(|doubt| html! { <div class="note-box warn" data-testid="price-doubt">{icon("warn")}<p>{doubt}</p></div> })}
                {p.unlike.map(|unlike| html! { <div class="note-box warn" data-testid="price-unlike">{icon("warn")}<p>{unlike}</p></div> })}
                <div class="rng"><svg role="img" aria-label={format!("The estimate {} on a logarithmic line of prices", money(p.price))} inner_html={line}></svg></div>
                {range}{guide(RANGE)}
                <p class="s dim">{off} "An illustration of a method, not a valuation."</p>
            }
        })
    };
    let act = move || page.estimate();
    html! {
        <div class="blk c4 w5 price"><h3>"Estimate"</h3>
            <div aria-live="polite">{shown}</div>
            <div>{button("estimate", "estimate", "", fixed("Estimate the price"), reason, is_next(page, Action::Estimate), Box::new(act))}
                {why("estimate", reason)}</div>
        </div>
    }
}

/// Why the estimate is what it is, once that was asked.
fn explained(page: Page) -> View {
    let priced = page.memo(|s| s.home.price.is_some());
    let asked = page.memo(|s| s.why(About::Home).is_some());
    let none = page.memo(|_| None);
    let shown = move || {
        priced.get().then(|| html! {
            <div class="blk c12 one">
                <div>{button("why-home", "why-home", "", fixed("Why this price"), none, never(), Box::new(move || page.explain_home()))}</div>
                {move || asked.get().then(|| why_panel(page, About::Home, Shown::Home))}
            </div>
        })
    };
    html! { {shown} }
}

fn keep(page: Page) -> View {
    let no_model = page.memo(|s| s.model.is_none().then(|| "There is no model yet.".to_string()));
    let file = page.memo(|s| s.model.as_ref().map(|m| format!("{}, {}", m.file_name, size(m.file.len()))));
    let no_load = page.memo(why_no_load);
    let save = move || {
        let model =
            page.state.with_untracked(|s| s.model.as_ref().map(|m| (m.file_name.clone(), m.file.clone())));
        if let Some((name, file)) = model
            && files::save(&name, &file).is_err()
        {
            let text =
                "The browser did not let the model be saved. Allow downloads for this page and try again.";
            page.state.update(|s| s.notice(NoticeKind::Error, Place::Predict, text.to_string()));
        }
    };
    let load = move |event: web_sys::Event| {
        page.read_picked(&event, Place::Predict, move |name, bytes| {
            let file = Rc::new(bytes);
            page.state.update(|s| s.ask_model(name, file.clone()));
            page.tell(|link| link.load_model(file.to_vec()));
        });
    };
    html! {
        <div class="keep c12">
            <div class="c4"><h3>"Keep this model"</h3><p class="sub">"One file holds the weights and all that is needed to predict again."</p></div>
            <div class="c4">{button("save-model", "save", "save", fixed("Save the model"), no_model, never(), Box::new(save))}
                <p class="fine gap-s" data-testid="model-file">{move || file.get()}</p>{why("save", no_model)}</div>
            <div class="c4"><span class="btn pick" aria-disabled={move || no_load.with(Option::is_some).to_string()}>{icon("open")} " Load a model…"
                    <input type="file" accept=".safetensors" aria-label="Load a model from a file" data-testid="load-model-input"
                        disabled={move || no_load.with(Option::is_some)} aria-describedby="why-load" on:change={load}/></span>
                <p class="fine gap-s">"It takes the place of the model here; the runs stay."</p>{why("load", no_load)}</div>
        </div>
    }
}
