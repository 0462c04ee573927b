//! Lists whose lines stay while others come, go or change places.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::{Owner, untrack};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::effect;
use super::node::Branch;
use super::region::{Place, focus, focused};
use super::show::{Show, View};

/// A list: what its lines are called, in their order, and how each is drawn.
pub(in crate::view) struct Each {
    keys: Box<dyn Fn() -> Vec<u32>>,
    line: Box<dyn Fn(u32) -> Option<View>>,
}

/// One line, an element, for each key that has one; a line that stays is not drawn again.
pub(in crate::view) fn each(
    keys: impl Fn() -> Vec<u32> + 'static,
    line: impl Fn(u32) -> Option<View> + 'static,
) -> Each {
    Each { keys: Box::new(keys), line: Box::new(line) }
}

impl Show for Each {
    fn show(self, at: &Branch) {
        let place = Place::new(at);
        // What a line makes is cleaned up when it goes, and not when others do.
        let parent = Owner::current().unwrap_or_default();
        let lines = RefCell::new(BTreeMap::<u32, (Node, Owner)>::new());
        effect(Box::new(move || {
            let keys = (self.keys)();
            let mut before = lines.take();
            let mut now = BTreeMap::new();
            let mut next = Vec::with_capacity(keys.len());
            for key in keys {
                let line = before.remove(&key).or_else(|| {
                    let owner = parent.with(Owner::new);
                    let view = owner.with(|| untrack(|| (self.line)(key)))?;
                    Some((view.node().first_child()?, owner))
                });
                if let Some((node, owner)) = line {
                    next.push(node.clone());
                    now.insert(key, (node, owner));
                }
            }
            let control = focused();
            let kept = next.iter().any(|node| node.contains(control.as_deref()));
            let mut lost = false;
            for (node, owner) in before.into_values() {
                owner.cleanup();
                lost |= node.contains(control.as_deref());
                node.unchecked_into::<Element>().remove();
            }
            let mut at = place.first();
            for node in next {
                match at {
                    Some(there) if there == node => at = place.after(&there),
                    _ => place.insert(&node, at.as_ref()),
                }
            }
            lines.replace(now);
            // A line that goes takes the focus along, and one that changes places lets go of it.
            let to = if lost { place.neighbour() } else { control.clone().filter(|_| kept).map(Node::from) };
            if let Some(to) = to.filter(|_| focused() != control) {
                focus(to);
            }
        }));
    }
}
