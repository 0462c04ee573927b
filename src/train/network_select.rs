//! The choice of the network.

use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::page::Page;
use facade_app::form::model_words;
use facade_app::notice::Place;
use facade_app::state::LoadedBackbone;
use facade_protocol::{Bytes, Request};
use facade_spec::{Architecture, ModelKind};
use facade_text as text;

/// The list of networks. Choosing one replaces the settings by its recipe.
#[component]
pub(super) fn NetworkSelect(locked: Memo<bool>) -> impl IntoView {
    let page = Page::from_context();
    let selected = Memo::new(move |_| page.form.with(|f| f.model()));
    let option = move |model: ModelKind| {
        view! {
            <option value=model.name() prop:selected=move || selected.get() == model>
                {model_words(model).0}
            </option>
        }
    };
    let choose = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if let Some(model) = ModelKind::ALL.into_iter().find(|model| model.name() == name) {
            page.replace_settings(|form| {
                form.choose_model(model);
                if let Some(file) = page.state.with_untracked(|state| state.backbone.clone()) {
                    form.fit_backbone(file.architecture);
                }
                let counts = page.state.with_untracked(|state| state.split_counts(&form.recipe()));
                if let Some((train, _)) = counts {
                    form.fit_recipe(train);
                }
            });
        }
    };
    view! {
        <div class="field full">
            <label for="network">{text::form_network()}</label>
            <div class="in">
                <select class="select" id="network" data-testid="network" disabled=locked on:change=choose>
                    {ModelKind::ALL.into_iter().map(option).collect_view()}
                </select>
            </div>
            <span class="note" data-testid="network-note">
                {move || model_words(selected.get()).1}
            </span>
            <span class="note" data-testid="pretrained-origin" hidden=move || !selected.get().is_pretrained()>
                {text::form_pretrained_origin()}
            </span>
        </div>
    }
}

/// A file with weights that a visitor can download. The page itself requests nothing from another host.
struct Download {
    architecture: Architecture,
    url: &'static str,
    /// Size in megabytes, rounded.
    megabytes: usize,
    licence: &'static str,
}

const DOWNLOADS: [Download; 2] = [
    Download {
        architecture: Architecture::Resnet18,
        url: "https://huggingface.co/timm/resnet18.tv_in1k/resolve/main/model.safetensors",
        megabytes: 47,
        licence: "BSD-3-Clause",
    },
    Download {
        architecture: Architecture::EfficientnetLite0,
        url: "https://huggingface.co/timm/tf_efficientnet_lite0.in1k/resolve/main/model.safetensors",
        megabytes: 19,
        licence: "Apache-2.0",
    },
];

/// A link to a file with weights, with its size and licence.
#[component]
fn DownloadLink(download: Download) -> impl IntoView {
    let Download { architecture, url, megabytes, licence } = download;
    let network = architecture.title();
    view! {
        <li>
            <a
                href=url
                target="_blank"
                rel="noopener noreferrer"
                data-testid=format!("download-{}", architecture.name())
            >
                {text::t!(form_weights_file, network, megabytes, licence)}
            </a>
        </li>
    }
}

/// The file input for a backbone's weights, if the network needs one.
#[component]
pub(super) fn BackboneFile(locked: Memo<bool>) -> impl IntoView {
    let page = Page::from_context();
    let is_needed = Memo::new(move |_| page.form.with(|f| f.model() == ModelKind::Backbone));
    let file = page.memo(|s| s.backbone.clone());
    let note = move || match file.get() {
        Some(LoadedBackbone { name, architecture }) => {
            text::t!(form_weights_used, network = architecture.title(), file = name)
        }
        None => text::form_weights_none().to_owned(),
    };
    let load = move |event: web_sys::Event| {
        page.read_picked_file(&event, Place::Train, move |name, bytes| {
            let mut id = 0;
            page.state.update(|s| id = s.request_backbone(name));
            page.with_workers(|workers| workers.request(id, Request::LoadBackbone(Bytes(bytes))));
        });
    };
    view! {
        <div class="field full" hidden=move || !is_needed.get()>
            <span class="btn pick" aria-disabled=move || locked.get().to_string()>
                <Icon name="open" />
                " "
                {text::form_weights_choose()}
                <input
                    type="file"
                    accept=".safetensors"
                    aria-label=text::form_weights_label()
                    data-testid="backbone-input"
                    disabled=locked
                    aria-describedby="backbone-note"
                    on:change=load
                />
            </span>
            <span class="note" id="backbone-note" data-testid="backbone-note">
                {note}
            </span>
            <details class="more">
                <summary>{text::form_weights_how()}</summary>
                <p class="note">{text::form_weights_download()}</p>
                <ul class="note">
                    {DOWNLOADS.map(|download| view! { <DownloadLink download /> }).collect_view()}
                </ul>
                <p class="note">{text::form_weights_other()}</p>
            </details>
        </div>
    }
}
