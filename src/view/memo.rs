//! Values that follow from others.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{Get, GetUntracked, GetValue, LocalStorage, StoredValue};

/// A value that follows from others and wakes its readers only when it differs, as Leptos' own `Memo`. That one is compiled
/// for each type of value; here it only counts how often the value has changed, and the value, of any type, lies beside it.
pub(super) struct Memo<T> {
    changes: leptos::prelude::Memo<u32>,
    value: Cell,
    of: std::marker::PhantomData<fn() -> T>,
}

/// Holds a `RefCell<Option<T>>`.
type Cell = StoredValue<Rc<dyn Any>, LocalStorage>;

impl<T> Copy for Memo<T> {}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: PartialEq + 'static> Memo<T> {
    /// A value that `compute` gives.
    pub(super) fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let value: Cell = StoredValue::new_local(Rc::new(RefCell::new(None::<T>)));
        let update = move || put(value, Some(compute()));
        Memo { changes: count(Box::new(update)), value, of: std::marker::PhantomData }
    }

    /// What `read` makes of it. Who calls this within an effect or a memo is woken when it differs.
    pub(super) fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.changes.get();
        self.read(read)
    }

    /// The same for who is not to be woken.
    pub(super) fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.changes.get_untracked();
        self.read(read)
    }

    #[expect(clippy::expect_used, reason = "reading the count has computed the value")]
    fn read<U>(self, read: impl FnOnce(&T) -> U) -> U {
        within(self.value, |value| read(value.borrow().as_ref().expect("a value")))
    }

    /// It, as with [`Memo::with`].
    pub(super) fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// It, as with [`Memo::with_untracked`].
    pub(super) fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }
}

/// Takes a value, and tells whether it differs.
#[inline(never)]
fn put<T: PartialEq + 'static>(value: Cell, new: Option<T>) -> bool {
    within(value, |old| {
        let differs = *old.borrow() != new;
        old.replace(new);
        differs
    })
}

#[expect(clippy::expect_used, reason = "a memo makes its cell itself")]
fn within<T: 'static, U>(value: Cell, act: impl FnOnce(&RefCell<Option<T>>) -> U) -> U {
    act(value.get_value().downcast_ref().expect("the type of the memo"))
}

/// Counts how often `update` tells of a change.
fn count(update: Box<dyn Fn() -> bool + Send + Sync>) -> leptos::prelude::Memo<u32> {
    leptos::prelude::Memo::new(move |changes| changes.map_or(0, |changes| *changes) + u32::from(update()))
}
