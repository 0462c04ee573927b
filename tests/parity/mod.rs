//! Compares training steps with Keras from recorded states, step by step: in float32 the loss curves of two correct implementations
//! diverge over a long run. The fixtures and their scripts are in `tests/fixtures/`.

mod backbone;
mod extractor;
mod networks;
mod recorded;

use crate::{lite0, resnet18};
use burn::tensor::Device;
use facade_nn::training::Criterion;
use pollster::block_on;
use recorded::{Deviation, LIMITS};

fn check(found: Deviation) {
    println!("{found:?}");
    assert!(found.loss < LIMITS.loss, "{found:?}");
    assert!(found.gradient < LIMITS.gradient, "{found:?}");
    assert!(found.evaluation < LIMITS.evaluation, "{found:?}");
    assert!(found.running_stats < LIMITS.running_stats, "{found:?}");
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

#[test]
fn the_other_networks_agree_with_keras() {
    for kind in networks::KINDS {
        let ours = block_on(networks::on(&Device::flex(), kind, Criterion::Mape));
        println!("{kind:?}");
        check(Deviation::between(&[ours], &[networks::in_keras(kind)]));
    }
}

#[test]
fn each_loss_and_its_slopes_agree_with_keras() {
    for (name, criterion) in networks::CRITERIA {
        let ours = block_on(networks::loss(&Device::flex(), criterion));
        let theirs = networks::loss_in_keras(name);
        assert!(networks::difference(&ours, &theirs) < 1e-5, "{name}: {ours:?} {theirs:?}");
    }
}

#[test]
fn the_pretrained_network_on_a_device_of_burns_agrees_with_that_on_the_cpu() {
    let apart = block_on(extractor::difference(&Device::flex()));
    assert!(apart < extractor::LIMIT, "{apart}");
}

#[test]
fn backbones_agree_with_pytorch() {
    for architecture in backbone::BOTH {
        let ours = block_on(backbone::on(&Device::flex(), architecture));
        check(Deviation::between(&[ours], &[backbone::in_pytorch(architecture)]));
    }
}
