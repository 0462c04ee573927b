//! The frame of a chart: title, legend, drawing, the same numbers as a table, and downloads.

use leptos::children::ViewFn;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Element, Event, HtmlCanvasElement, Url};

use crate::browser::document::document;
use crate::browser::files;
use crate::page::Page;
use facade_app::export::{LegendEntry, svg_file};
use facade_app::file_name::Extension;
use facade_app::notice::Place;
use facade_text as text;

#[derive(Clone, Copy)]
enum FileFormat {
    Svg,
    Png,
    Csv,
}

/// Pixels of a PNG per CSS pixel.
const PNG_SCALE: f64 = 2.0;

/// A chart in its frame. `children` are drawn over the chart.
#[component]
pub(crate) fn ChartFrame(
    /// CSS classes of the figure.
    class: &'static str,
    /// CSS classes of the drawing's area.
    plot_class: &'static str,
    testid: &'static str,
    place: Place,
    title: &'static str,
    subtitle: AnyView,
    /// Controls beside the title.
    #[prop(optional)]
    tools: Option<AnyView>,
    /// Lines and their names; empty if the drawing names them.
    #[prop(optional, into)]
    legend: Signal<Vec<LegendEntry>>,
    #[prop(into)] drawing: Signal<String>,
    /// The chart in words.
    #[prop(into)]
    label: Signal<String>,
    /// Its numbers as a table, which is built when it is opened.
    #[prop(into)]
    table: ViewFn,
    /// The name of its downloads, without an extension.
    #[prop(into)]
    file_name: Signal<String>,
    /// Its numbers as comma-separated values.
    #[prop(into)]
    csv: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggled = move |event: Event| {
        let details: Element = event_target(&event);
        open.set(details.has_attribute("open"));
    };
    let keys = move || {
        let line = |(class, name): LegendEntry| {
            view! {
                <li>
                    <svg aria-hidden="true">
                        <path class=class d="M0 5H28" />
                    </svg>
                    {name}
                </li>
            }
        };
        let keys = legend.get();
        (!keys.is_empty())
            .then(|| view! { <ul class="legend">{keys.into_iter().map(line).collect_view()}</ul> })
    };
    view! {
        <figure class=class>
            <figcaption class="head">
                <div>
                    <h3>{title}</h3>
                    <p class="sub">{subtitle}</p>
                </div>
                {tools.map(|tools| view! { <div class="tools">{tools}</div> })}
            </figcaption>
            {keys}
            <div class=format!("plot {plot_class}")>
                <svg role="img" data-testid=testid aria-label=label inner_html=drawing></svg>
                {children.map(|children| children())}
            </div>
            <div class="under">
                <details class="read" prop:open=move || open.get() on:toggle=toggled>
                    <summary>{text::figure_table()}</summary>
                    {move || open.get().then(|| table.run())}
                </details>
                <ChartDownloads testid place title legend drawing file_name csv />
            </div>
        </figure>
    }
}

/// Buttons that download a chart as SVG and PNG, and its numbers as CSV.
#[component]
pub(crate) fn ChartDownloads(
    /// The start of the test ids of its buttons.
    testid: &'static str,
    place: Place,
    title: &'static str,
    #[prop(optional, into)] legend: Signal<Vec<LegendEntry>>,
    #[prop(into)] drawing: Signal<String>,
    /// Width and height of the drawing in pixels; none for those on the page.
    #[prop(optional)]
    size: Option<[f64; 2]>,
    #[prop(into)] file_name: Signal<String>,
    #[prop(into)] csv: Signal<String>,
) -> impl IntoView {
    let page = Page::from_context();
    let download = move |format: FileFormat, event: &Event| {
        let name = file_name.get_untracked();
        let picture = || {
            let size = size.or_else(|| drawing_size(event))?;
            let source = page.state.with_untracked(|state| state.chart_source(place));
            Some(svg_file(title, &source, &legend.get_untracked(), &drawing.get_untracked(), size))
        };
        match format {
            FileFormat::Csv => page.download(place, &name, Extension::Csv, csv.get_untracked().as_bytes()),
            FileFormat::Svg => {
                if let Some((svg, _)) = picture() {
                    page.download(place, &name, Extension::Svg, svg.as_bytes());
                }
            }
            FileFormat::Png => {
                let Some((svg, size)) = picture() else { return };
                spawn_local(async move {
                    let saved = render_png(&svg, size)
                        .await
                        .and_then(|blob| files::download_blob(&name, Extension::Png, &blob));
                    page.report_download(place, saved);
                });
            }
        }
    };
    let button = move |format: FileFormat, name: &'static str| {
        view! {
            <button
                class="textbtn"
                type="button"
                data-testid=format!("{testid}-{}", name.to_lowercase())
                aria-label=text::t!(figure_save_as, title, kind = name)
                on:click=move |event| download(format, &event)
            >
                {name}
            </button>
        }
    };
    view! {
        <p class="saves">
            {text::figure_save()} " " {button(FileFormat::Svg, "SVG")} {button(FileFormat::Png, "PNG")}
            {button(FileFormat::Csv, "CSV")}
        </p>
    }
}

/// Width and height of the drawing in the figure of the button that was clicked.
fn drawing_size(event: &Event) -> Option<[f64; 2]> {
    let button: Element = event.current_target()?.dyn_into().ok()?;
    let drawing = button.closest("figure").ok()??.query_selector(".plot > svg").ok()??;
    let around = drawing.get_bounding_client_rect();
    Some([around.width().round(), around.height().round()])
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = HTMLImageElement)]
    type ImageElement;
    #[wasm_bindgen(method, setter)]
    fn set_src(this: &ImageElement, url: &str);
    #[wasm_bindgen(method)]
    fn decode(this: &ImageElement) -> js_sys::Promise;

    #[wasm_bindgen(js_name = CanvasRenderingContext2D)]
    type CanvasContext;
    #[wasm_bindgen(method, js_name = drawImage)]
    fn draw(this: &CanvasContext, picture: &ImageElement, x: f64, y: f64, width: f64, height: f64);
}

/// Renders an SVG file of this width and height.
async fn render_png(svg: &str, [width, height]: [f64; 2]) -> Result<Blob, JsValue> {
    let url = Url::create_object_url_with_blob(&files::to_blob(svg.as_bytes(), "image/svg+xml")?)?;
    let document = document().ok_or(JsValue::NULL)?;
    let picture: ImageElement = document.create_element("img")?.unchecked_into();
    picture.set_src(&url);
    let shown = JsFuture::from(picture.decode()).await;
    Url::revoke_object_url(&url)?;
    shown?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width((PNG_SCALE * width) as u32);
    canvas.set_height((PNG_SCALE * height) as u32);
    let context: CanvasContext = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
    context.draw(&picture, 0.0, 0.0, PNG_SCALE * width, PNG_SCALE * height);
    let made = js_sys::Promise::new(&mut |yes, no| {
        if let Err(error) = canvas.to_blob(&yes) {
            // Calling reject cannot fail.
            let _ = no.call1(&JsValue::NULL, &error);
        }
    });
    // A canvas too large gives nothing.
    JsFuture::from(made).await?.dyn_into()
}
