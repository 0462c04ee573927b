//! Against Keras, step by step from recorded states: long loss curves drift apart in float32 even between two correct
//! implementations. The fixtures and their script stand in `tests/fixtures/`.
#![cfg(feature = "training")]
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

mod recorded;

use burn::tensor::Device;
use pollster::block_on;
use recorded::{Deviation, LIMITS};

fn check(found: Deviation) {
    println!("{found:?}");
    assert!(found.loss < LIMITS.loss, "{found:?}");
    assert!(found.gradient < LIMITS.gradient, "{found:?}");
    assert!(found.evaluation < LIMITS.evaluation, "{found:?}");
    assert!(found.moving < LIMITS.moving, "{found:?}");
    assert!(found.adam < LIMITS.adam, "{found:?}");
}

#[test]
fn a_dozen_training_steps_agree_with_keras() {
    check(Deviation::between(&block_on(recorded::small(&Device::flex())), &recorded::small_in_keras()));
}

#[test]
fn the_full_network_agrees_with_keras() {
    check(Deviation::between(&block_on(recorded::full(&Device::flex())), &recorded::full_in_keras()));
}
