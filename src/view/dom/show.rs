//! What can stand in an element.

use web_sys::Node;

use super::node::{Branch, create_fragment, create_text};
use super::region::region;

/// Elements and text that have no place in the document yet.
pub(in crate::view) struct View(pub(super) Branch);

impl View {
    /// Its elements, to be appended somewhere.
    pub(in crate::view) fn node(&self) -> &Node {
        &self.0
    }
}

/// What can stand in an element: text, numbers, views, none or several of them, or a closure that gives such.
pub(in crate::view) trait Show {
    /// Appends it.
    fn show(self, at: &Branch);
}

impl Show for View {
    fn show(self, at: &Branch) {
        at.append(&self.0);
    }
}

impl Show for &str {
    fn show(self, at: &Branch) {
        at.append(&create_text(self));
    }
}

impl Show for String {
    fn show(self, at: &Branch) {
        self.as_str().show(at);
    }
}

impl Show for u32 {
    fn show(self, at: &Branch) {
        (self as usize).show(at);
    }
}

impl Show for usize {
    fn show(self, at: &Branch) {
        self.to_string().show(at);
    }
}

impl<T: Show> Show for Option<T> {
    fn show(self, at: &Branch) {
        if let Some(what) = self {
            what.show(at);
        }
    }
}

impl<F: Fn() -> T + 'static, T: Show> Show for F {
    fn show(self, at: &Branch) {
        region(at, Box::new(move |at| self().show(at)));
    }
}

/// Several views as one.
pub(in crate::view) fn several(views: impl IntoIterator<Item = View>) -> View {
    let together = create_fragment();
    for view in views {
        view.show(&together);
    }
    View(together)
}
