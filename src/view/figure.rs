//! The frame around a chart: title, legend, the drawing, the same as a table, and files to take along.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Element, Event, HtmlCanvasElement, Url};

use super::document::document;
use super::dom::{View, html, several};
use super::files;
use super::page::Page;
use facade_app::export::{Key, svg};
use facade_app::file_name::Ending;
use facade_app::notice::Place;
use facade_text as text;

/// A chart, all of it but the frame.
pub(super) struct Chart {
    /// Classes of the figure, and of the space that the drawing fills.
    pub(super) class: [&'static str; 2],
    pub(super) testid: &'static str,
    pub(super) place: Place,
    pub(super) title: &'static str,
    /// What stands below the title.
    pub(super) sub: View,
    /// What can be chosen about it.
    pub(super) tools: Option<View>,
    /// Lines and their names; none where the drawing names them.
    pub(super) legend: Box<dyn Fn() -> Vec<Key>>,
    pub(super) drawing: Box<dyn Fn() -> String>,
    /// What it shows, in words.
    pub(super) label: Box<dyn Fn() -> String>,
    /// The same as a table, made when it is opened.
    pub(super) table: Box<dyn Fn() -> View>,
    /// What its files are called, without an ending.
    pub(super) file: Box<dyn Fn() -> String>,
    /// Its numbers as comma-separated values.
    pub(super) csv: Box<dyn Fn() -> String>,
    /// What lies over the drawing.
    pub(super) over: Option<View>,
}

#[derive(Clone, Copy)]
enum Kind {
    Svg,
    Png,
    Csv,
}

/// Pixels of a PNG for each of the page.
const SCALE: f64 = 2.0;

pub(super) fn chart(page: Page, chart: Chart) -> View {
    let Chart { class, testid, place, title, sub, tools, legend, drawing, label, table, file, csv, over } =
        chart;
    let [outer, plot] = class;
    let legend: Rc<dyn Fn() -> Vec<Key>> = legend.into();
    let drawing: Rc<dyn Fn() -> String> = drawing.into();
    let take = Take {
        testid,
        place,
        title,
        legend: legend.clone(),
        drawing: drawing.clone(),
        size: None,
        file,
        csv,
    };
    let (legend, drawing) = (StoredValue::new_local(legend), StoredValue::new_local(drawing));
    let table = StoredValue::new_local(table);
    let open = RwSignal::new(false);
    let opened = move |event: Event| {
        let details: Element = leptos::prelude::event_target(&event);
        open.set(details.has_attribute("open"));
    };
    let keys = move || {
        let line = |(class, name): Key| {
            html! { <li><svg aria-hidden="true" inner_html={format!(r#"<path class="{class}" d="M0 5H28"/>"#)}></svg>{name}</li> }
        };
        let keys = legend.with_value(|legend| legend());
        (!keys.is_empty()).then(|| html! { <ul class="legend">{several(keys.into_iter().map(line))}</ul> })
    };
    html! {
        <figure class={outer}>
            <figcaption class="head"><div><h3>{title}</h3><p class="sub">{sub}</p></div>{tools.map(|tools| html! { <div class="tools">{tools}</div> })}</figcaption>
            {keys}
            <div class={format!("plot {plot}")}><svg role="img" data-testid={testid} aria-label={label} inner_html={move || drawing.with_value(|drawing| drawing())}></svg>{over}</div>
            <div class="under"><details class="read" on:toggle={opened}><summary>{text::figure_table()}</summary>{move || open.get().then(|| table.with_value(|table| table()))}</details>
                {files_of(page, take)}</div>
        </figure>
    }
}

/// What of a chart can be taken along.
pub(super) struct Take {
    /// Begins the names of its buttons in the document.
    pub(super) testid: &'static str,
    pub(super) place: Place,
    pub(super) title: &'static str,
    pub(super) legend: Rc<dyn Fn() -> Vec<Key>>,
    pub(super) drawing: Rc<dyn Fn() -> String>,
    /// Width and height of the drawing in pixels; none where they are those on the page.
    pub(super) size: Option<[f64; 2]>,
    pub(super) file: Box<dyn Fn() -> String>,
    pub(super) csv: Box<dyn Fn() -> String>,
}

/// Buttons that save a chart as a drawing, as a picture, and its numbers.
pub(super) fn files_of(page: Page, take: Take) -> View {
    let Take { testid, place, title, .. } = take;
    let take = StoredValue::new_local(take);
    let save = move |kind: Kind, event: &Event| {
        let name = take.with_value(|take| (take.file)());
        let picture = || {
            take.with_value(|take| {
                let size = take.size.or_else(|| size_of_drawing(event))?;
                Some(svg(title, &(take.legend)(), &(take.drawing)(), size))
            })
        };
        match kind {
            Kind::Csv => {
                page.save(place, &name, Ending::Csv, take.with_value(|take| (take.csv)()).as_bytes());
            }
            Kind::Svg => {
                if let Some((svg, _)) = picture() {
                    page.save(place, &name, Ending::Svg, svg.as_bytes());
                }
            }
            Kind::Png => {
                let Some((svg, size)) = picture() else { return };
                spawn_local(async move {
                    let saved =
                        png(&svg, size).await.and_then(|blob| files::save_blob(&name, Ending::Png, &blob));
                    page.saved(place, saved);
                });
            }
        }
    };
    let button = move |kind: Kind, name: &'static str| {
        html! {
            <button class="textbtn" type="button" data-testid={format!("{testid}-{}", name.to_lowercase())}
                aria-label={text::figure_save_as(title, name)} on:click={move |event| save(kind, &event)}>{name}</button>
        }
    };
    html! { <p class="saves">{text::figure_save()} " " {button(Kind::Svg, "SVG")}{button(Kind::Png, "PNG")}{button(Kind::Csv, "CSV")}</p> }
}

/// Width and height of the drawing in the figure that was clicked in.
fn size_of_drawing(event: &Event) -> Option<[f64; 2]> {
    let button: Element = event.current_target()?.dyn_into().ok()?;
    let drawing = button.closest("figure").ok()??.query_selector(".plot > svg").ok()??;
    let around = drawing.get_bounding_client_rect();
    Some([around.width().round(), around.height().round()])
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = HTMLImageElement)]
    type Picture;
    #[wasm_bindgen(method, setter)]
    fn set_src(this: &Picture, url: &str);
    #[wasm_bindgen(method)]
    fn decode(this: &Picture) -> js_sys::Promise;

    #[wasm_bindgen(js_name = CanvasRenderingContext2D)]
    type Pen;
    #[wasm_bindgen(method, js_name = drawImage)]
    fn draw(this: &Pen, picture: &Picture, x: f64, y: f64, width: f64, height: f64);
}

/// A picture of an SVG file of this width and height.
async fn png(svg: &str, [width, height]: [f64; 2]) -> Result<Blob, JsValue> {
    let url = Url::create_object_url_with_blob(&files::blob(svg.as_bytes(), "image/svg+xml")?)?;
    let document = document().ok_or(JsValue::NULL)?;
    let picture: Picture = document.create_element("img")?.unchecked_into();
    picture.set_src(&url);
    let shown = JsFuture::from(picture.decode()).await;
    Url::revoke_object_url(&url)?;
    shown?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width((SCALE * width) as u32);
    canvas.set_height((SCALE * height) as u32);
    let pen: Pen = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
    pen.draw(&picture, 0.0, 0.0, SCALE * width, SCALE * height);
    let made = js_sys::Promise::new(&mut |yes, no| {
        if let Err(error) = canvas.to_blob(&yes) {
            // Calling reject cannot fail.
            let _ = no.call1(&JsValue::NULL, &error);
        }
    });
    // A canvas too large gives nothing.
    JsFuture::from(made).await?.dyn_into()
}
