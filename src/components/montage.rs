//! Montages on a canvas.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::browser::blob;
use crate::page::Page;
use facade_data::Dataset;

/// A canvas of RGB pixels.
#[component]
pub(crate) fn Montage(rgb: Vec<u8>, size: [usize; 2], label: String) -> impl IntoView {
    view! { <Canvas size label draw=move |canvas: HtmlCanvasElement| paint(&canvas, &rgb) /> }
}

/// The montage of a house, painted when the browser has read its pixels.
#[component]
pub(crate) fn HouseMontage(data: Arc<Dataset>, position: usize, label: String) -> impl IntoView {
    let mut pixels = None;
    Page::from_context().with_workers(|workers| pixels = workers.pixels(&data));
    let range = data.montages.byte_range(position);
    let paint_later = move |canvas: HtmlCanvasElement| {
        let Some(pixels) = pixels else { return };
        spawn_local(async move {
            // If the browser has lost the pixels, the canvas stays blank.
            if let Ok(rgb) = blob::read_range(&pixels, range).await {
                paint(&canvas, &rgb);
            }
        });
    };
    view! { <Canvas size=data.montages.size() label draw=paint_later /> }
}

#[component]
fn Canvas(size: [usize; 2], label: String, draw: impl FnOnce(HtmlCanvasElement) + 'static) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    canvas.on_load(draw);
    let [width, height] = size;
    view! { <canvas node_ref=canvas class="m" width=width height=height role="img" aria-label=label></canvas> }
}

/// Paints a canvas, and marks it for tests that read its pixels.
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
        // A canvas that has lost its memory stays blank.
        let _ = context.put_image_data(&image, 0.0, 0.0);
        let _ = canvas.set_attribute("data-painted", "");
    }
}
