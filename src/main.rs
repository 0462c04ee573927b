//! The page: shows what the workers report, and passes on what the visitor asks for. It runs in browsers only.

// `#[component]` makes the function behind it public.
#![allow(unreachable_pub)]

#[cfg(target_arch = "wasm32")]
mod actions;
#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod data;
#[cfg(target_arch = "wasm32")]
mod header;
#[cfg(target_arch = "wasm32")]
mod library;
#[cfg(target_arch = "wasm32")]
mod next_step;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod persistence;
#[cfg(target_arch = "wasm32")]
mod predict;
#[cfg(target_arch = "wasm32")]
mod results;
#[cfg(target_arch = "wasm32")]
mod train;
#[cfg(target_arch = "wasm32")]
mod update_notice;
#[cfg(target_arch = "wasm32")]
mod workers;

fn main() {
    #[cfg(target_arch = "wasm32")]
    app::mount().start_workers();
}
