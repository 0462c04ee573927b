//! Contains nothing: see `Cargo.toml`.
