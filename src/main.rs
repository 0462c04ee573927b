//! The page: draws what workers tell, and passes on what the visitor asks. It is for browsers alone.

// The markup of a view is taken apart piece by piece.
#![recursion_limit = "512"]

#[cfg(target_arch = "wasm32")]
mod blob;
#[cfg(target_arch = "wasm32")]
mod link;
#[cfg(target_arch = "wasm32")]
mod scope;
#[cfg(target_arch = "wasm32")]
mod sources;
#[cfg(target_arch = "wasm32")]
mod spawn;
#[cfg(target_arch = "wasm32")]
mod store;
#[cfg(target_arch = "wasm32")]
mod trusted;
#[cfg(target_arch = "wasm32")]
mod view;

fn main() {
    #[cfg(target_arch = "wasm32")]
    view::mount().connect();
}
