//! Keyboard focus. When the control that has the focus is removed, the browser moves the focus to the start of the page; here it
//! moves to a control nearby.

use std::cell::RefCell;
use std::time::Duration;

use js_sys::{Array, Object, Reflect};
use leptos::prelude::{set_timeout, window_event_listener_untyped};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlElement, MutationObserver, MutationObserverInit, Node};

use super::document::document;

const CONTROLS: &str = "a,button,input,select,summary,[tabindex]";

/// The control that has the focus, the elements around it from the inside out, and the controls before and after it.
struct Focused {
    control: Element,
    around: Vec<Element>,
    before: Vec<Element>,
    after: Vec<Element>,
    /// Selects the part of the page around it, which is another element once the page is drawn again, in another currency for one.
    part: String,
}

thread_local! {
    static FOCUSED: RefCell<Option<Focused>> = RefCell::default();
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = HtmlElement, js_name = HTMLElement)]
    type Focusable;
    #[wasm_bindgen(method)]
    fn focus(this: &Focusable, options: &Object);
}

/// Watches the focus as long as the page is open.
pub(crate) fn keep() {
    let Some(document) = document() else { return };
    window_event_listener_untyped("focusin", remember);
    window_event_listener_untyped("pointerdown", forget);
    // A change of the state reaches the views one after the other; all of them are done before the next task.
    let changed = Closure::<dyn Fn(Array)>::new(|_| set_timeout(restore, Duration::ZERO));
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    if let (Ok(observer), Some(body)) =
        (MutationObserver::new(changed.as_ref().unchecked_ref()), document.body())
    {
        let _ = observer.observe_with_options(&body, &options);
    }
    changed.forget();
}

fn remember(event: Event) {
    let Some(control) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    // These stay when what they contain is drawn again.
    let part = control.closest(".place,header,footer,body").ok().flatten();
    FOCUSED.set(part.map(|part| {
        let mut before = controls(&part);
        let at = before.iter().position(|other| *other == control).unwrap_or(before.len());
        let after = before.split_off(at).into_iter().skip(1).collect();
        let name = if part.id().is_empty() { part.tag_name() } else { format!("#{}", part.id()) };
        let around = std::iter::successors(control.parent_element(), |element| element.parent_element());
        let around = around.take_while(|element| *element != part).chain([part.clone()]).collect();
        Focused { control, around, before, after, part: name }
    }));
}

/// A click beside the control takes the focus away from it.
fn forget(event: Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
    FOCUSED.with_borrow_mut(|focused| focused.take_if(|focused| !focused.control.contains(target.as_ref())));
}

/// The visible controls in an element.
fn controls(within: &Element) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(CONTROLS) else { return Vec::new() };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok())
        .filter(|control| control.offset_parent().is_some())
        .map(Element::from)
        .collect()
}

/// Moves the focus if the control that had it is gone, within the smallest element around it that has one: to the control at its
/// position in what replaced its group, or else to the next one; if there is none, to the nearest one before it.
fn restore() {
    let Some(focused) = FOCUSED.take() else { return };
    let active = document().and_then(|document| document.active_element());
    if focused.control.is_connected() || active.is_some_and(|active| active.tag_name() != "BODY") {
        return FOCUSED.set(Some(focused));
    }
    // What replaced the group that is gone lies between the controls around it that are still there.
    let gone = focused.before.iter().rev().take_while(|control| !control.is_connected()).count();
    let mut nearest = None;
    let again = document().and_then(|document| document.query_selector(&focused.part).ok().flatten());
    for around in focused.around.iter().filter(|element| element.is_connected()).chain(&again) {
        let now = controls(around);
        let place = |sibling: &Element| now.iter().position(|control| control == sibling);
        let start = focused.before.iter().rev().skip(gone).find_map(place).map_or(0, |before| before + 1);
        let end = focused.after.iter().find_map(place).unwrap_or(now.len());
        let next = if start < end { (start + gone).min(end - 1) } else { end };
        if let Some(control) = now.get(next) {
            return move_to(control);
        }
        nearest = nearest.or(now.last().cloned());
    }
    if let Some(control) = nearest {
        move_to(&control);
    }
}

fn move_to(control: &Element) {
    let options = Object::new();
    // A plain object takes every property.
    let _ = Reflect::set(&options, &"preventScroll".into(), &JsValue::TRUE);
    control.unchecked_ref::<Focusable>().focus(&options);
}
