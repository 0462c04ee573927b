//! Place 4: the price of a home from its photos; keeping the model.

use leptos::prelude::*;

use super::document::scroll_to;
use super::dom::{View, html, several};
use super::files;
use super::guide::{RANGE, guide};
use super::homes::homes;
use super::memo::Memo;
use super::next::is_next;
use super::page::Page;
use super::parts::{button, fixed, icon, montage, never, place, why};
use super::photos::{retile, slots};
use super::shelf::shelf;
use super::why::{Shown, why_panel};
use facade_app::chart::price_line;
use facade_app::explain::About;
use facade_app::figures::{doubt, middle_half, price_span, unlike};
use facade_app::file_name::Ending;
use facade_app::notice::{NoticeKind, Place};
use facade_app::state::State;
use facade_app::steps::{Action, home_rooms, home_tile, left_out, why_no_estimate, why_no_load};
use facade_data::Rooms;
use facade_protocol::{Asks, Bytes, Request};
use facade_text as text;
use facade_text::format::{count, money, percent, size, unit_of};

/// Zip codes that are offered in a list, and that are suggested while one is typed.
const OPTIONS: usize = 500;
const SUGGESTED: usize = 20;

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
    let sees = page.memo(|s| s.model.as_ref().is_none_or(|m| m.summary.config.model.sees_photos()));
    let photos = move || match sees.get() {
        true => html! { {slots(page)} {seen(page)} },
        false => html! { <p class="blk c8 sub" data-testid="no-photos">{text::predict_no_photos()}</p> },
    };
    let content = html! { {asked(page)} {photos} {estimate(page)} {explained(page)} {homes(page)} {keep(page)} {shelf(page)} };
    place(page, Place::Predict, text::predict_blurb(), content)
}

/// What the model asks beside photos.
fn asked(page: Page) -> View {
    // What it asks may be much: looked at only where the model is another.
    let model = page.memo(|s| s.model.as_ref().map(|m| std::rc::Rc::as_ptr(&m.file) as usize));
    let asks = Memo::new(move || {
        model.with(|_| ());
        page.state.with_untracked(|s| s.model.as_ref().map(|m| m.summary.asks.clone()).unwrap_or_default())
    });
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
        if codes.len() > OPTIONS {
            return typed_zip(page, codes);
        }
        let now = page.memo(|s| s.home.zip_code.clone());
        let option = |code: String| html! { <option value={code.clone()}>{code.clone()}</option> };
        html! {
            <div class="field"><label for="told-zip">{text::predict_zip_code()}</label>
                <div class="in"><select class="select" id="told-zip" data-testid="told-zip" prop:value={move || now.get()}
                    on:change={move |event| tell(None, event)}>
                    <option value="">{text::predict_zip_code_unknown()}</option>{several(codes.into_iter().map(option))}</select></div></div>
        }
    };
    let left = page.memo(left_out);
    let shown = move || {
        let Asks { attributes, zip_codes } = asks.get();
        (!attributes.is_empty() || !zip_codes.is_empty()).then(|| html! {
            <div class="blk c12" data-testid="asked"><h3>{text::predict_about()}</h3>
                <p class="sub">{text::predict_about_how()}
                    {left.get().map(|sentence| format!(" {sentence}"))}</p>
                <div class="told">{several(attributes.into_iter().enumerate().map(field))}{(!zip_codes.is_empty()).then(|| zip(zip_codes))}</div>
            </div>
        })
    };
    html! { {shown} }
}

/// The zip code, to be typed: a list of very many is of no use to anybody.
fn typed_zip(page: Page, codes: Vec<String>) -> View {
    let now = page.memo(|s| s.home.zip_code.clone());
    let how = text::predict_zip_code_type(count(codes.len()));
    let codes = StoredValue::new(codes);
    let tell = move |event: web_sys::Event| {
        let typed = event_target_value(&event).trim().to_owned();
        page.state.update(|s| s.tell_home(None, typed));
    };
    let option = |code: String| html! { <option value={code}></option> };
    let suggested = move || {
        let begins = |code: &&String| now.with(|now| !now.is_empty() && code.starts_with(now.as_str()));
        let found: Vec<String> =
            codes.with_value(|codes| codes.iter().filter(begins).take(SUGGESTED).cloned().collect());
        several(found.into_iter().map(option))
    };
    let note = move || {
        let is_new = now.with(|now| !now.is_empty() && codes.with_value(|codes| !codes.contains(now)));
        if is_new { text::predict_zip_code_new().to_owned() } else { how.clone() }
    };
    html! {
        <div class="field"><label for="told-zip">{text::predict_zip_code()}</label>
            <div class="in"><input id="told-zip" data-testid="told-zip" list="zip-codes" autocomplete="off" aria-describedby="told-zip-how"
                prop:value={move || now.get()} on:input={tell}/><datalist id="zip-codes">{suggested}</datalist></div>
            <p class="fine" id="told-zip-how" role="status" data-testid="told-zip-how">{note}</p></div>
    }
}

fn seen(page: Page) -> View {
    let home = page.memo(|s| s.home.montage.clone());
    let told = page.memo(|s| s.model.as_ref().is_some_and(|m| m.summary.config.model.sees_attributes()));
    let reading = page.memo(State::reading_home);
    let picture = move || match home.get() {
        Some((pixels, size)) => {
            let [width, height] = size;
            let label = text::predict_montage(width, height);
            let tile = page.state.with_untracked(home_tile);
            html! {
                {montage(pixels, size, label)}
                <p class="sub">{text::predict_montage_size(width, height, tile)}</p>
            }
        }
        None => {
            let words =
                if reading.get() { text::predict_montage_reading() } else { text::predict_montage_to_come() };
            let all = if told.get() { text::predict_montage_and_told() } else { text::predict_montage_all() };
            html! { <div class="hole">{words}</div> <p class="sub">{all}</p> }
        }
    };
    html! {
        <figure class="blk c3 w3 m6 seen" data-testid="montage-preview">
            <figcaption class="head flush"><h3>{text::predict_seen()}</h3></figcaption>{picture}
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
    untold: bool,
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
                text::predict_range_tested(model.run.unwrap_or(0), percent(100.0 * covered.coverage))
            });
            let rate = format!("{:.0} %", 100.0 * held.rate);
            let sentences = [Some(text::predict_range_holds(rate)), measured];
            Some(sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        None => evaluation.zip(model.run).map(|(e, n)| text::predict_range_middle(n, e.test.houses)),
    };
    let prices = model.summary.prices;
    let doubt = doubt(price, prices);
    let unlike = state.home.familiarity.and_then(unlike);
    let asks = &model.summary.asks;
    let told = |place| state.home.told.get(place).is_some_and(|told: &String| !told.trim().is_empty());
    let untold = !(0..asks.attributes.len()).all(told)
        || (!asks.zip_codes.is_empty() && state.home.zip_code.is_empty());
    Some(Priced { untold, price, range, prices, judged, off: model.summary.test_mape, doubt, unlike })
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
            let off = p.off.map(|off| text::predict_off(percent(off)) + " ");
            html! {
                <p class="amt" data-testid="price" data-value={p.price.to_string()}>{money(p.price)}</p>
                {p.doubt.map(|doubt| html! { <div class="note-box warn" data-testid="price-doubt">{icon("warn")}<p>{doubt}</p></div> })}
                {p.untold.then(|| html! { <div class="note-box warn" data-testid="price-untold">{icon("warn")}<p>{text::predict_untold()}</p></div> })}
                {p.unlike.map(|unlike| html! { <div class="note-box warn" data-testid="price-unlike">{icon("warn")}<p>{unlike}</p></div> })}
                <div class="rng"><svg role="img" aria-label={text::predict_line(money(p.price))} inner_html={line}></svg></div>
                {range}{guide(RANGE)}
                <p class="s dim">{off} {text::predict_no_valuation()}</p>
            }
        })
    };
    let act = move || page.estimate();
    html! {
        <div class="blk c4 w5 price"><h3>{text::predict_estimate()}</h3>
            <div aria-live="polite">{shown}</div>
            <div>{button("estimate", "estimate", "", fixed(text::predict_estimate_price()), reason, is_next(page, Action::Estimate), Box::new(act))}
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
                <div>{button("why-home", "why-home", "", fixed(text::predict_why()), none, never(), Box::new(move || page.explain_home()))}</div>
                {move || asked.get().then(|| why_panel(page, About::Home, Shown::Home))}
            </div>
        })
    };
    html! { {shown} }
}

fn keep(page: Page) -> View {
    let no_model = page.memo(|s| s.model.is_none().then(|| text::predict_no_model().to_string()));
    let file = page.memo(|s| s.model.as_ref().map(|m| format!("{}, {}", m.file_name, size(m.file.len()))));
    let no_load = page.memo(why_no_load);
    let save = move || {
        let model =
            page.state.with_untracked(|s| s.model.as_ref().map(|m| (m.file_name.clone(), m.file.clone())));
        if let Some((name, file)) = model
            && files::save(&name, Ending::Safetensors, &file).is_err()
        {
            let text = text::predict_not_saved().to_string();
            page.state.update(|s| s.notice(NoticeKind::Error, Place::Predict, text));
        }
    };
    let export = move || {
        let mut asked = None;
        page.state.update(|s| asked = s.ask_export());
        if let Some(id) = asked {
            page.tell(|link| link.ask(id, Request::Export));
        }
    };
    let load = move |event: web_sys::Event| {
        // What comes of it is told there.
        scroll_to("predict");
        page.read_picked(&event, Place::Predict, move |name, bytes| page.take_model(name, bytes));
    };
    let previous = page.memo(|s| s.previous.as_ref().map(|model| model.file_name.clone()));
    let take_back = move |_| {
        let mut asked = None;
        page.state.update(|s| asked = s.ask_previous());
        if let Some((id, file)) = asked {
            page.tell(|link| link.ask(id, Request::LoadModel(Bytes(file.to_vec()))));
        }
    };
    let earlier = move || {
        let name = previous.get().filter(|_| no_load.with(Option::is_none))?;
        Some(html! {
            <p class="fine">{text::predict_before(name)} " "
                <button class="textbtn" type="button" data-testid="model-back" on:click={take_back}>{text::predict_take_back()}</button></p>
        })
    };
    html! {
        <div class="keep c12">
            <div class="c4"><h3>{text::predict_keep()}</h3><p class="sub">{text::predict_keep_how()}</p></div>
            <div class="c4"><div class="btns">{button("save-model", "save", "save", fixed(text::predict_save()), no_model, never(), Box::new(save))}
                {button("save-onnx", "save", "save", fixed(text::predict_save_onnx()), no_model, never(), Box::new(export))}</div>
                <p class="fine gap-s" data-testid="model-file">{move || file.get()}</p>{why("save", no_model)}
                <p class="fine">{text::predict_elsewhere()} " " <a href="facade_model.py" download="">"facade_model.py"</a></p></div>
            <div class="c4"><span class="btn pick" aria-disabled={move || no_load.with(Option::is_some).to_string()}>{icon("open")} " " {text::predict_load()}
                    <input type="file" accept=".safetensors" aria-label={text::predict_load_file()} data-testid="load-model-input"
                        disabled={move || no_load.with(Option::is_some)} aria-describedby="why-load" on:change={load}/></span>
                <p class="fine gap-s">{text::predict_load_how()}</p>{why("load", no_load)}{earlier}</div>
        </div>
    }
}
