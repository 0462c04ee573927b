//! Elements of the document, kept up to date by Leptos' effects. It stands for Leptos' own `view!`, which makes a type of
//! every view and compiles each: of 1,040 kB of module 400 were that. Here all elements are one type, and what a view
//! adds to the module is little more than its words.

mod attribute;
mod builder;
mod each;
mod markup;
mod node;
mod region;
mod show;

pub(super) use builder::Builder;
pub(super) use each::each;
pub(super) use markup::{html, same};
pub(super) use show::{View, several};

use leptos::prelude::{RenderEffect, StoredValue};

/// Runs now, and again whenever what it reads changes, until its owner is cleaned up.
fn effect(run: Box<dyn Fn()>) {
    StoredValue::new_local(RenderEffect::new(move |_| run()));
}
