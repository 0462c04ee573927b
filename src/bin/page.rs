//! The page's module: draws, and talks to the workers.

fn main() {
    #[cfg(target_arch = "wasm32")]
    facade::ui::mount().connect();
}
