//! A part of an element that is shown anew when something changes.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

use super::effect;
use super::node::{Branch, Control, create_fragment, create_text};
use crate::view::document::document;

/// What can have the focus, as far as views use it.
const CONTROLS: &str = "a,button,input,select,summary";

/// The place between two empty texts.
#[derive(Clone)]
pub(super) struct Place {
    start: Node,
    end: Node,
}

impl Place {
    /// A place at the end of an element.
    pub(super) fn new(at: &Branch) -> Self {
        let place = Place { start: create_text(""), end: create_text("") };
        at.append(&place.start);
        at.append(&place.end);
        place
    }

    /// What comes after a node in this place.
    pub(super) fn after(&self, node: &Node) -> Option<Node> {
        node.next_sibling().filter(|next| *next != self.end)
    }

    /// The first node in this place.
    pub(super) fn first(&self) -> Option<Node> {
        self.after(&self.start)
    }

    /// Puts a node before another of this place, or last.
    pub(super) fn insert(&self, node: &Node, before: Option<&Node>) {
        if let Some(parent) = self.end.parent_node() {
            parent.unchecked_into::<Branch>().insert_before(node, before.unwrap_or(&self.end));
        }
    }

    /// The next control in the smallest element around this place that has one, or else its last.
    pub(super) fn neighbour(&self) -> Option<Node> {
        let follows =
            |node: &Node| self.end.compare_document_position(node) & Node::DOCUMENT_POSITION_FOLLOWING != 0;
        let mut around = self.end.parent_node()?;
        loop {
            let mut shown = controls(around.unchecked_ref());
            shown.retain(|node| node.unchecked_ref::<HtmlElement>().offset_parent().is_some());
            if let Some(control) = shown.iter().find(|node| follows(node)).or(shown.last()) {
                return Some(control.clone());
            }
            around = around.parent_element()?.into();
        }
    }

    fn replace(&self, new: &Branch) {
        let first = self.first();
        if first.is_none() && new.first_child().is_none() {
            return;
        }
        // A text that takes the place of a text changes it: who has it read aloud hears one change.
        if let (Some(old), Some(text)) = (&first, new.first_child())
            && self.after(old).is_none()
            && text.next_sibling().is_none()
            && old.node_type() == Node::TEXT_NODE
            && text.node_type() == Node::TEXT_NODE
        {
            let text = text.node_value();
            if old.node_value() != text {
                old.set_node_value(text.as_deref());
            }
            return;
        }
        let focused = focused();
        let old = create_fragment();
        let mut within = false;
        while let Some(node) = self.first() {
            within |= node.contains(focused.as_deref());
            old.append(&node);
        }
        // The control at the same position keeps the focus, so that whoever uses the keyboard stays where they are.
        // Where there are fewer now, the last one has it, and where there is none, one beside this place.
        let position = within
            .then(|| controls(&old).iter().position(|control| Some(control) == focused.as_deref()))
            .flatten();
        let next = position.and_then(|position| {
            let controls = controls(new);
            controls.get(position).or(controls.last()).cloned()
        });
        self.insert(new, None);
        if let Some(next) = next.or_else(|| position.and_then(|_| self.neighbour())) {
            focus(next);
        }
    }
}

/// What has the focus.
pub(super) fn focused() -> Option<Element> {
    document()?.active_element()
}

/// Hands the focus to a control, wherever the page is scrolled to.
pub(super) fn focus(control: Node) {
    let options = Object::new();
    // A plain object takes every property.
    let _ = Reflect::set(&options, &"preventScroll".into(), &JsValue::TRUE);
    control.unchecked_into::<Control>().focus(&options);
}

/// The controls of a view, in their order.
fn controls(view: &Branch) -> Vec<Node> {
    let all = view.query_selector_all(CONTROLS);
    (0..all.length()).filter_map(|position| all.item(position)).collect()
}

/// Shows at the end of an element what `draw` appends to what it is handed, now and whenever what it reads changes.
pub(super) fn region(at: &Branch, draw: Box<dyn Fn(&Branch)>) {
    let place = Place::new(at);
    effect(Box::new(move || {
        let new = create_fragment();
        draw(&new);
        place.replace(&new);
    }));
}
