//! Every difference between native and wasm.
