//! The model as a file: saved, exported, loaded.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::blob;
use crate::browser::document::scroll_to;
use crate::browser::files;
use crate::components::button::{BlockedReason, Button};
use crate::components::icon::Icon;
use crate::page::Page;
use crate::workers::pretrained_url;
use facade_app::availability::model_load_blocked_by;
use facade_app::file_name::Extension;
use facade_app::home_inputs::home_looks;
use facade_app::notice::{NoticeKind, Place};
use facade_protocol::{Bytes, Request};
use facade_text as text;
use facade_text::format::size;

#[component]
pub(super) fn ModelFiles() -> impl IntoView {
    view! {
        <div class="keep c12">
            <div class="c4">
                <h3>{text::predict_keep()}</h3>
                <p class="sub">{text::predict_keep_how()}</p>
            </div>
            <SaveModel />
            <LoadModel />
        </div>
    }
}

#[component]
fn SaveModel() -> impl IntoView {
    let page = Page::from_context();
    let blocked = page.memo(|s| s.model.is_none().then(|| text::predict_no_model().to_owned()));
    let file = page.memo(|s| s.model.as_ref().map(|m| format!("{}, {}", m.file_name, size(m.file.len()))));
    let download = move || {
        let model =
            page.state.with_untracked(|s| s.model.as_ref().map(|m| (m.file_name.clone(), m.file.clone())));
        if let Some((name, file)) = model
            && files::download(&name, Extension::Safetensors, &file).is_err()
        {
            let text = text::predict_not_saved().to_owned();
            page.state.update(|s| s.notice(NoticeKind::Error, Place::Predict, text));
        }
    };
    let export = move || {
        let mut requested = None;
        page.state.update(|s| requested = s.request_export());
        let Some(id) = requested else { return };
        let file =
            page.workers().filter(|_| page.state.with_untracked(home_looks)).and_then(|w| w.pretrained());
        spawn_local(async move {
            let pretrained = match file {
                Some(file) => blob::read_range(&file, 0..file.size() as u64).await.ok().map(Bytes),
                None => None,
            };
            page.with_workers(|workers| workers.request(id, Request::Export { pretrained }));
        });
    };
    let weights_url = page.memo(|s| home_looks(s).then(pretrained_url).flatten());
    // The script takes the file of this name that lies beside it.
    let weights = move || {
        let url = weights_url.get()?;
        Some(view! {
            " "
            {text::predict_elsewhere_pretrained()}
            " "
            <a href=url download="pretrained.safetensors" data-testid="pretrained-file">
                {"pretrained.safetensors"}
            </a>
        })
    };
    view! {
        <div class="c4">
            <div class="btns">
                <Button
                    testid="save-model"
                    reason_id="save"
                    icon="save"
                    label=text::predict_save()
                    blocked
                    on_click=download
                />
                <Button
                    testid="save-onnx"
                    reason_id="save"
                    icon="save"
                    label=text::predict_save_onnx()
                    blocked
                    on_click=export
                />
            </div>
            <p class="fine gap-s" data-testid="model-file">
                {file}
            </p>
            <BlockedReason reason_id="save" reason=blocked />
            <p class="fine">
                {text::predict_elsewhere()} " " <a href="facade_model.py" download="">
                    {"facade_model.py"}
                </a> {weights}
            </p>
        </div>
    }
}

/// The file input for a model, and the button to restore the one before.
#[component]
fn LoadModel() -> impl IntoView {
    let page = Page::from_context();
    let blocked = page.memo(model_load_blocked_by);
    let is_blocked = move || blocked.with(Option::is_some);
    let load = move |event: web_sys::Event| {
        // The result is reported there.
        scroll_to("predict");
        page.read_picked_file(&event, Place::Predict, move |name, bytes| page.load_model(name, bytes));
    };
    let previous = page.memo(|s| s.previous_model.as_ref().map(|model| model.file_name.clone()));
    let restore_previous = move |_| {
        let mut requested = None;
        page.state.update(|s| requested = s.request_previous_model());
        if let Some((id, file)) = requested {
            page.with_workers(|workers| workers.request(id, Request::LoadModel(Bytes(file.to_vec()))));
        }
    };
    let previous_notice = move || {
        let name = previous.get().filter(|_| !is_blocked())?;
        Some(view! {
            <p class="fine">
                {text::predict_before(name)} " "
                <button class="textbtn" type="button" data-testid="model-back" on:click=restore_previous>
                    {text::predict_take_back()}
                </button>
            </p>
        })
    };
    view! {
        <div class="c4">
            <span class="btn pick" aria-disabled=move || is_blocked().to_string()>
                <Icon name="open" />
                " "
                {text::predict_load()}
                <input
                    type="file"
                    accept=".safetensors"
                    aria-label=text::predict_load_file()
                    data-testid="load-model-input"
                    disabled=is_blocked
                    aria-describedby="why-load"
                    on:change=load
                />
            </span>
            <p class="fine gap-s">{text::predict_load_how()}</p>
            <BlockedReason reason_id="load" reason=blocked />
            {previous_notice}
        </div>
    }
}
