//! The network that the settings describe: its layers, and what differs from the tutorial's.

use leptos::prelude::*;

use crate::components::table::TableRow;
use crate::page::Page;
use facade_app::form::changes_against_reference;
use facade_app::network_picture::{layer_boxes, network_picture};
use facade_app::state::State;
use facade_spec::Config;
use facade_spec::networks::graph;
use facade_text as text;
use facade_text::format::list;

#[component]
pub(super) fn NetworkPicture() -> impl IntoView {
    let page = Page::from_context();
    let photos = page.memo(State::photos_per_house);
    let attributes = page.memo(|s| s.data.as_ref().map_or(0, |data| data.attributes.len()));
    // While a field is invalid, the last valid network stays.
    let config = Memo::new(move |before: Option<&Option<Config>>| {
        let valid = page.form.with(|form| form.config(photos.get())).ok();
        valid.or_else(|| before.cloned().flatten())
    });
    let picture = move || {
        let config = config.get()?;
        let boxes = layer_boxes(&graph(&config, attributes.get()));
        let (drawing, [width, height]) = network_picture(&boxes);
        let changes = changes_against_reference(&config);
        let row = |layer: &facade_app::network_picture::LayerBox| {
            view! { <TableRow heading=layer.name.clone() values=vec![layer.shape.clone()] /> }
        };
        Some(view! {
            <p class="sub">{text::net_sub(config.cross_fit_folds)}</p>
            <p class="s" data-testid="network-changes" hidden=changes.is_empty()>
                {text::net_changed(list(&changes))}
            </p>
            <div class="sc plot net" role="region" aria-label=text::net_title() tabindex="0">
                <svg
                    style=format!("width:{width}px;height:{height}px")
                    role="img"
                    aria-label=text::net_title()
                    inner_html=drawing
                ></svg>
            </div>
            <details class="more">
                <summary>{text::net_table()}</summary>
                <table data-testid="layers">
                    <thead>
                        <tr>
                            <th scope="col">{text::net_layer()}</th>
                            <th scope="col" class="n">
                                {text::net_output()}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{boxes.iter().map(row).collect_view()}</tbody>
                </table>
            </details>
        })
    };
    view! { <div class="blk c12">{picture}</div> }
}
