//! The choice of the device, and the results of the device benchmark.

use leptos::prelude::*;

use crate::page::Page;
use facade_app::run::{device_label, device_text};
use facade_app::state::State;
use facade_protocol::{DeviceChoice, DeviceName};
use facade_text as text;
use facade_text::format::short_time;

/// The results of the device benchmark: device and time of a step.
fn benchmark_lines(state: &State) -> Vec<(String, String)> {
    let Some(report) = &*state.device else { return Vec::new() };
    let line = |(device, ms): &(DeviceName, f64)| {
        (device_text(device_label(device)), text::form_device_step(short_time(ms / 1e3)))
    };
    report.step_times.iter().map(line).collect()
}

#[component]
pub(super) fn DeviceFields() -> impl IntoView {
    let page = Page::from_context();
    let results = page.memo(benchmark_lines);
    let no_gpu = page.memo(|s| s.no_gpu.clone().or_else(|| s.device.as_ref()?.no_gpu.clone()));
    let result = |(name, time)| {
        view! {
            <li>
                <span>{name}</span>
                <span>{time}</span>
            </li>
        }
    };
    view! {
        <fieldset>
            <legend>{text::form_device()}</legend>
            <div class="dev" data-testid="device-choice">
                <DeviceRadio
                    choice=DeviceChoice::Auto
                    testid="device-auto"
                    name=text::form_device_auto()
                    note=text::form_device_auto_note()
                />
                <DeviceRadio choice=DeviceChoice::Gpu testid="device-gpu" name="GPU" note="WebGPU" />
                <DeviceRadio
                    choice=DeviceChoice::Cpu
                    testid="device-cpu"
                    name="CPU"
                    note=text::form_device_cpu_note()
                />
            </div>
            <Show when=move || !results.with(Vec::is_empty)>
                <ul class="raced s" data-testid="race">
                    {move || results.get().into_iter().map(result).collect_view()}
                </ul>
                <p class="fine">{text::form_device_raced()}</p>
            </Show>
            {move || {
                no_gpu
                    .get()
                    .map(|reason| {
                        view! {
                            <p class="fine" data-testid="no-gpu">
                                {reason}
                            </p>
                        }
                    })
            }}
        </fieldset>
    }
}

#[component]
fn DeviceRadio(
    choice: DeviceChoice,
    testid: &'static str,
    name: &'static str,
    note: &'static str,
) -> impl IntoView {
    let form = Page::from_context().form;
    view! {
        <label>
            <input
                type="radio"
                name="device"
                data-testid=testid
                value=testid
                prop:checked=move || form.with(|f| f.device == choice)
                on:change=move |_| form.update(|f| f.device = choice)
            />
            <span>{name}</span>
            <span class="dim">{note}</span>
        </label>
    }
}
