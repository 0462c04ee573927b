//! Puts a view together, piece by piece.

use std::cell::RefCell;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use super::attribute::{Attribute, Flag, Live, Property, Value};
use super::effect;
use super::node::{Branch, Properties, create_element, create_element_ns, create_fragment, create_text};
use super::show::{Show, View};
use crate::trusted::fill;

/// What is done to an element with a value, or without one.
type Put = Box<dyn Fn(&Element, Option<&str>)>;

/// Builds a [`View`] from its start to its end, for [`html`](super::html).
pub(in crate::view) struct Builder {
    /// What is open.
    at: Branch,
    /// The value of a list, which it can take only once it has its options.
    waiting: RefCell<Option<Live<JsValue>>>,
}

impl Builder {
    /// Begins.
    pub(in crate::view) fn new() -> Self {
        Builder { at: create_fragment(), waiting: RefCell::new(None) }
    }

    /// Adds what never changes, as many pieces as stand between two values. Each begins with a zero: `<` and the name of
    /// an element opens it, `/` closes the last, `"` is followed by text, and everything else is an attribute. One string
    /// for all takes less room than a call for each.
    pub(in crate::view) fn fixed(&mut self, pieces: &str) {
        for piece in pieces.split('\0').skip(1) {
            if let Some(tag) = piece.strip_prefix('<') {
                self.open(tag);
            } else if let Some(text) = piece.strip_prefix('"') {
                self.at.append(&create_text(text));
            } else if let Some((name, value)) = piece.split_once('=') {
                set_attribute(self.at.unchecked_ref(), name, Some(value));
            } else {
                self.close();
            }
        }
    }

    fn open(&mut self, tag: &str) {
        let element = match tag {
            "svg" => create_element_ns("http://www.w3.org/2000/svg", tag),
            _ => create_element(tag),
        };
        self.at.append(&element);
        self.at = element.unchecked_into();
    }

    fn close(&mut self) {
        let is_list = self.at.node_name() == "SELECT";
        if let Some(value) = is_list.then(|| self.waiting.take()).flatten() {
            self.put_property("value", value);
        }
        if let Some(parent) = self.at.parent_node() {
            self.at = parent.unchecked_into();
        }
    }

    /// Ends.
    pub(in crate::view) fn done(self) -> View {
        View(self.at)
    }

    /// Adds something to the element that is open.
    pub(in crate::view) fn show(&self, what: impl Show) {
        what.show(&self.at);
    }

    fn element(&self) -> Element {
        self.at.clone().unchecked_into()
    }

    /// Gives the element an attribute, or none where the value is none or false.
    pub(in crate::view) fn attribute(&self, name: &'static str, value: impl Attribute) {
        self.put(value.attribute(), Box::new(move |element, value| set_attribute(element, name, value)));
    }

    /// Gives the element a class or not.
    pub(in crate::view) fn class(&self, name: &'static str, value: impl Flag) {
        let put = move |element: &Element, on: Option<&str>| {
            // A name of a class is one.
            let _ = element.class_list().toggle_with_force(name, on.is_some());
        };
        self.put(value.flag(), Box::new(put));
    }

    /// Fills the element with a drawing.
    pub(in crate::view) fn inner_html(&self, value: impl Attribute) {
        self.put(value.attribute(), Box::new(|element, drawing| fill(element, drawing.unwrap_or_default())));
    }

    fn put(&self, value: Value, put: Put) {
        let element = self.element();
        match value {
            Value::Fixed(value) => put(&element, value.as_deref()),
            Value::Live(value) => {
                let before = RefCell::new(None);
                effect(Box::new(move || {
                    let now = Some(value());
                    // The browser would style the page anew for the same value too.
                    if *before.borrow() != now {
                        put(&element, now.as_ref().and_then(Option::as_deref));
                        before.replace(now);
                    }
                }));
            }
        }
    }

    /// Sets a property of the element.
    pub(in crate::view) fn property(&self, name: &'static str, value: impl Property) {
        if name == "value" && self.at.node_name() == "SELECT" {
            self.waiting.replace(Some(value.property()));
        } else {
            self.put_property(name, value.property());
        }
    }

    fn put_property(&self, name: &'static str, value: Live<JsValue>) {
        let element: Properties = self.at.clone().unchecked_into();
        effect(Box::new(move || element.set(name, &value())));
    }

    /// Listens.
    pub(in crate::view) fn on(&self, event: &str, hear: impl Fn(Event) + 'static) {
        self.listen(event, Box::new(hear));
    }

    fn listen(&self, event: &str, hear: Box<dyn Fn(Event)>) {
        // The browser's collector frees it with the element.
        let hear = Closure::<dyn Fn(Event)>::wrap(hear).into_js_value();
        let _ = self.at.add_event_listener_with_callback(event, hear.unchecked_ref());
    }
}

fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
