//! The explanation of a price: comparable training houses, the effect of each attribute, and heatmaps over the photos.

use std::sync::Arc;

use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, Element, ImageData, PointerEvent};

use super::house_dialog::HousePicture;
use super::input_hint::InputHint;
use super::montage::{HouseMontage, Montage};
use super::segment::segment;
use super::table::TableRow;
use crate::browser::photo::ObjectUrl;
use crate::page::Page;
use facade_app::comparables::{Comparable, Comparables, KnownHome, comparables};
use facade_app::explanation::ExplainTarget;
use facade_app::explanation::{Heatmap, effect_names, heatmap_rgba, max_abs, region, summary, top_regions};
use facade_app::home_inputs::home_rooms;
use facade_app::state::ExplanationRequest;
use facade_data::{Dataset, HouseId, cell, grid};
use facade_protocol::{Bytes, Explanation, LayerPictures};
use facade_spec::evaluation::Neighbour;
use facade_text as text;
use facade_text::format::{money, plain, signed_money};

/// Rows of the table of regions.
const REGIONS: usize = 8;

/// Whose price is explained.
#[derive(Clone)]
pub(crate) enum PhotoSource {
    /// A house of a dataset, by id and position.
    House { house: HouseId, position: usize, data: Arc<Dataset> },
    /// The home to price.
    Home,
}

/// URLs of the photos of a house, in the montage's order; empty if the files are not available.
type PhotoUrls = Vec<Option<ObjectUrl>>;

#[component]
pub(crate) fn ExplanationPanel(target: ExplainTarget, source: PhotoSource) -> impl IntoView {
    let page = Page::from_context();
    let target = StoredValue::new(target);
    let request = page.memo(move |s| target.with_value(|target| s.explanation(target).cloned()));
    let map = RwSignal::new(Heatmap::Occlusion);
    let photos: PhotoUrls = match &source {
        PhotoSource::House { house, data, .. } => {
            let mut files = Vec::new();
            page.with_workers(|workers| files = workers.photos(data, house));
            files.iter().map(ObjectUrl::new).collect()
        }
        PhotoSource::Home => PhotoUrls::new(),
    };
    let photos = StoredValue::new_local(photos);
    let source = StoredValue::new(source);
    let answer = move || {
        let request = request.get()?;
        let Some(explanation) = &request.answer else {
            return Some(
                view! {
                    <p class="sub" role="status">
                        {text::why_looking()}
                    </p>
                }
                .into_any(),
            );
        };
        // What people know of homes comes before parts of photos.
        let answer = view! {
            <ComparableHouses nearest=explanation.nearest.clone() target=target.get_value() />
            <AttributeEffects explanation=explanation.clone() />
            {(explanation.cells > 0)
                .then(|| {
                    view! {
                        <HeatmapFigure
                            request=request.clone()
                            explanation=explanation.clone()
                            map
                            source
                            photos
                        />
                    }
                })}
            <LayerViews layers=explanation.layers.clone() />
        };
        Some(answer.into_any())
    };
    view! {
        <div class="why-price cols" data-testid="why-price">
            {answer}
        </div>
    }
}

#[component]
fn HeatmapFigure(
    request: Arc<ExplanationRequest>,
    explanation: Explanation,
    map: RwSignal<Heatmap>,
    source: StoredValue<PhotoSource>,
    photos: StoredValue<PhotoUrls, LocalStorage>,
) -> impl IntoView {
    let page = Page::from_context();
    let rooms = page.state.with_untracked(home_rooms);
    let [columns, rows] = grid(rooms.len());
    let base = match source.get_value() {
        PhotoSource::House { house, position, data } => {
            view! { <HouseMontage data position label=text::why_photos_of(house) /> }.into_any()
        }
        PhotoSource::Home => page
            .state
            .with_untracked(|s| s.home.montage.clone())
            .map(|(rgb, size)| view! { <Montage rgb size label=text::why_photos().to_owned() /> })
            .into_any(),
    };
    let url = move |photo: usize| match source.get_value() {
        PhotoSource::House { .. } => {
            photos.with_value(|photos| Some(photos.get(photo)?.as_ref()?.as_str().to_owned()))
        }
        PhotoSource::Home => {
            page.photos.with_untracked(|photos| Some(photos.get(photo)?.as_ref()?.url.as_str().to_owned()))
        }
    };
    let count = rooms.len();
    let answer = request.clone();
    let photo_layer = move |photo: usize| {
        let [column, row] = cell(photo, count);
        let style = format!(
            "left:{}%;top:{}%;width:{}%;height:{}%",
            100.0 * column as f64 / columns as f64,
            100.0 * row as f64 / rows as f64,
            100.0 / columns as f64,
            100.0 / rows as f64
        );
        let broken = RwSignal::new(false);
        let picture = url(photo).map(|url| {
            view! { <img src=url alt="" hidden=move || broken.get() on:error=move |_| broken.set(true) /> }
        });
        let answer = answer.clone();
        let overlay = move || {
            let explanation = answer.answer.as_ref()?;
            let (rgba, size) = heatmap_rgba(explanation, map.get(), photo, count);
            Some(view! { <Overlay rgba size /> })
        };
        view! {
            <div class="shot" style=style>
                {picture}
                {overlay}
            </div>
        }
    };
    let readout = RwSignal::new(None::<String>);
    let (answer, names) = (request.clone(), rooms.clone());
    let pointer_moved = move |event: PointerEvent| {
        let found = cell_at_pointer(&event, [columns, rows]).and_then(|(cell_at, within)| {
            let photo = (0..count).find(|photo| cell(*photo, count) == cell_at)?;
            let explanation = answer.answer.as_ref()?;
            let cell = within.map(|share| (share * explanation.cells as f64) as usize);
            region(explanation, &names, photo, cell)
        });
        let text = found.map(|region| format!("{}: {}", region.name(), signed_money(region.dollars)));
        if readout.get_untracked() != text {
            readout.set(text);
        }
    };
    let maximum = f64::from(max_abs(&explanation.occlusion));
    let radio = move |name, value, testid| segment("map", map, (name, value), testid);
    let how = match explanation.base {
        Some(base) => {
            let attributes = if explanation.attribute_effects.is_empty() { "no" } else { "yes" };
            text::t!(why_regions_exact, base = money(base), attributes)
        }
        None => text::why_regions_how().to_owned(),
    };
    let has_pixels = !explanation.saliency.is_empty();
    let legend = move || match map.get() {
        Heatmap::Occlusion => view! {
            <div class="scale-key">
                <span>{signed_money(-maximum)}</span>
                <i class={"ramp"}></i>
                <span>{signed_money(maximum)}</span>
            </div>
            <p class="sub">{how.clone()}</p>
        }
        .into_any(),
        Heatmap::Saliency => view! { <p class="sub">{text::why_pixels_how()}</p> }.into_any(),
        Heatmap::Off => ().into_any(),
    };
    let region_rows = top_regions(&explanation, &rooms, REGIONS)
        .into_iter()
        .map(|region| view! { <TableRow heading=region.name() values=vec![signed_money(region.dollars)] /> })
        .collect_view();
    view! {
        <figure class="blk c7 w5">
            <figcaption class="head">
                <h4>{text::why_title()}</h4>
                <span class="seg" role="radiogroup" aria-label=text::why_map()>
                    {radio(text::why_regions(), Heatmap::Occlusion, "map-regions")}
                    {has_pixels.then(|| radio(text::why_pixels(), Heatmap::Saliency, "map-pixels"))}
                    {radio(text::why_none(), Heatmap::Off, "map-none")}
                </span>
            </figcaption>
            <div
                class="map"
                class:drawn=move || map.get() != Heatmap::Off
                data-testid="why-map"
                role="img"
                aria-label=summary(&explanation, &rooms)
                style=format!("aspect-ratio:{columns}/{rows}")
                on:pointermove=pointer_moved.clone()
                on:pointerdown=pointer_moved
                // A finger leaves as soon as it is lifted.
                on:pointerleave=move |event: PointerEvent| {
                    if event.pointer_type() == "mouse" {
                        readout.set(None);
                    }
                }
            >
                {base}
                {(0..count).map(photo_layer).collect_view()}
            </div>
            <p class="s readout" hidden=move || map.get() != Heatmap::Occlusion>
                {move || match readout.get() {
                    Some(readout) => Either::Left(readout),
                    None => {
                        Either::Right(view! { <InputHint pointer=text::why_point() touch=text::why_tap() /> })
                    }
                }}
            </p>
            {legend}
        </figure>
        <div class="blk c5 w4">
            <h4>{text::why_words()}</h4>
            <p class="sub gap-s" data-testid="why-summary">
                {summary(&explanation, &rooms)}
            </p>
            <table class="gap-s" data-testid="why-regions">
                <caption class="vh">{text::why_most()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::why_region()}</th>
                        <th scope="col" class="n">
                            {text::why_adds()}
                        </th>
                    </tr>
                </thead>
                <tbody>{region_rows}</tbody>
            </table>
        </div>
    }
}

/// The cell of the montage under the pointer, by column and row, and the position in it, in 0 to 1.
fn cell_at_pointer(pointer: &PointerEvent, [columns, rows]: [usize; 2]) -> Option<([usize; 2], [f64; 2])> {
    let area = pointer.current_target()?.unchecked_into::<Element>().get_bounding_client_rect();
    let x = (f64::from(pointer.client_x()) - area.left()) / area.width() * columns as f64;
    let y = (f64::from(pointer.client_y()) - area.top()) / area.height() * rows as f64;
    let inside = x >= 0.0 && y >= 0.0 && x < columns as f64 && y < rows as f64;
    inside.then(|| ([x as usize, y as usize], [x.fract(), y.fract()]))
}

/// A square canvas of `size` pixels, which CSS stretches.
#[component]
fn Overlay(rgba: Vec<u8>, size: usize) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    canvas.on_load(move |canvas| {
        let context = canvas.get_context("2d").ok().flatten();
        let context = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok());
        // Without pixels there is no image.
        let image = ImageData::new_with_u8_clamped_array(Clamped(&rgba), size as u32);
        if let (Some(context), Ok(image)) = (context, image) {
            // A canvas that has lost its memory stays blank; the text beside it says the same.
            let _ = context.put_image_data(&image, 0.0, 0.0);
        }
    });
    view! { <canvas node_ref=canvas width=size height=size aria-hidden="true"></canvas> }
}

/// A table of what each attribute adds to the price.
#[component]
fn AttributeEffects(explanation: Explanation) -> impl IntoView {
    let schema = Page::from_context()
        .state
        .with_untracked(|s| s.model.as_ref().map(|m| m.summary.input_schema.clone()))
        .unwrap_or_default();
    let rows = effect_names(&schema)
        .into_iter()
        .zip(&explanation.attribute_effects)
        .map(|(heading, dollars)| view! { <TableRow heading values=vec![signed_money(*dollars)] /> })
        .collect_view();
    // Without any attribute there is nothing to show.
    let has_effects = !rows.is_empty() && explanation.attribute_effects.iter().any(|dollars| *dollars != 0.0);
    has_effects.then(|| {
        view! {
            <div class="blk c5 w3">
                <h4>{text::why_told()}</h4>
                <p class="sub gap-s">
                    {if explanation.base.is_some() { text::why_told_exact() } else { text::why_told_how() }}
                </p>
                <table class="gap-s" data-testid="why-told">
                    <caption class="vh">{text::why_told_table()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::why_attribute()}</th>
                            <th scope="col" class="n">
                                {text::why_adds()}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

/// The filters of the first layer, and what the first layers make of the photos; folded.
#[component]
fn LayerViews(layers: Vec<LayerPictures>) -> impl IntoView {
    let mut number = 0;
    let layer = |layer: LayerPictures| {
        let LayerPictures { are_filters, filters, size, pixels: Bytes(pixels) } = layer;
        let pictures = pixels.chunks_exact(3 * size[0] * size[1]);
        let shown = pictures.len();
        let title = if are_filters {
            text::t!(why_filters, shown, all = filters)
        } else {
            number += 1;
            text::t!(why_activations, shown, all = filters, layer = number)
        };
        let picture = |(at, rgb): (usize, &[u8])| {
            view! { <Montage rgb=rgb.to_vec() size label=(at + 1).to_string() /> }
        };
        view! {
            <h5>{title.clone()}</h5>
            <div class="layers" role="group" aria-label=title>
                {pictures.enumerate().map(picture).collect_view()}
            </div>
        }
    };
    (!layers.is_empty()).then(|| {
        view! {
            <details class="blk c12 more" data-testid="why-layers">
                <summary>{text::why_layers()}</summary>
                <p class="sub">{text::why_layers_how()}</p>
                {layers.into_iter().map(layer).collect_view()}
            </details>
        }
    })
}

/// Training houses that are comparable, as an assessor lists them.
#[component]
fn ComparableHouses(nearest: Vec<Neighbour>, target: ExplainTarget) -> impl IntoView {
    let page = Page::from_context();
    let (data, has_pictures, found) = page.state.with_untracked(|s| {
        let Some(model) = &*s.model else { return (None, false, Comparables::default()) };
        let run = s.runs.iter().find(|run| Some(run.number) == model.run);
        let data = run
            .and_then(|run| run.data.clone())
            .or_else(|| s.data.clone().filter(|data| model.summary.data == data.name));
        let config = &model.summary.config;
        let home = match (&target, &data) {
            (ExplainTarget::House(house), Some(data)) => KnownHome::of_house(data, house),
            _ => KnownHome::typed(s),
        };
        let found = comparables(&nearest, data.as_deref(), &home, config.model.uses_photos());
        let has_pictures = data.as_ref().is_some_and(|data| config.accepts(&data.montages));
        (data, has_pictures, found)
    });
    let Comparables { attributes, houses } = found;
    let has_zip_codes = houses.iter().any(|house| !house.zip_code.is_empty());
    let row = |comparable: &Comparable| {
        let picture =
            data.clone().zip(comparable.position).filter(|_| has_pictures).map(|(data, position)| {
                view! { <HousePicture data position /> }
            });
        let value = |value: &Option<f64>| view! { <td class="n">{value.map(plain)}</td> };
        view! {
            <tr>
                <th scope="row">{comparable.house.to_string()} {picture}</th>
                <td class="n">{money(comparable.price)}</td>
                {has_zip_codes.then(|| view! { <td>{comparable.zip_code.clone()}</td> })}
                {comparable.attributes.iter().map(value).collect_view()}
            </tr>
        }
    };
    let head = |name: &String| {
        view! {
            <th scope="col" class="n">
                {name.clone()}
            </th>
        }
    };
    (!houses.is_empty()).then(|| {
        view! {
            <div class="blk c12">
                <h4>{text::why_like()}</h4>
                <p class="sub gap-s">{text::why_like_how()}</p>
                <div class="sc gap-s" role="region" aria-label=text::why_like() tabindex="0">
                    <table class="comparables" data-testid="why-nearest">
                        <thead>
                            <tr>
                                <th scope="col">{text::report_house()}</th>
                                <th scope="col" class="n">
                                    {text::findings_price()}
                                </th>
                                {has_zip_codes
                                    .then(|| view! { <th scope="col">{text::results_zip_code()}</th> })}
                                {attributes.iter().map(head).collect_view()}
                            </tr>
                        </thead>
                        <tbody>{houses.iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </div>
        }
    })
}
