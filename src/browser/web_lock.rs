//! The Web Lock by which one tab owns what this page stores.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::task::spawn_local;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::document::navigator;
use super::local_storage::scoped_name;

const LOCK: &str = "facade";

// web-sys has these behind a compiler flag, since the standard is a draft.
#[wasm_bindgen]
extern "C" {
    type LockManager;
    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, granted: &Function) -> Result<Promise, JsValue>;
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Requested,
    /// With the function that releases it.
    Held(Function),
    Released,
}

/// Clones share one lock.
#[derive(Clone, Debug, Default)]
pub(crate) struct WebLock(Rc<RefCell<State>>);

impl WebLock {
    /// Requests the lock. The promise settles when it is granted; the lock is held until [`release`](WebLock::release), or for as
    /// long as the tab lives. In a browser without locks each tab believes that it is the only one.
    pub(crate) fn acquire(&self) -> Promise {
        let locks = navigator("locks");
        if !locks.is_object() {
            return Promise::resolve(&JsValue::NULL);
        }
        Promise::new(&mut |resolve, _| {
            let (alone, lock) = (resolve.clone(), self.0.clone());
            let granted = Closure::once_into_js(move |_: JsValue| {
                // The promise is ours: settling it throws nothing. The lock is held until what is returned settles.
                let _ = resolve.call0(&JsValue::UNDEFINED);
                Promise::new(&mut |end, _| {
                    let mut lock = lock.borrow_mut();
                    match *lock {
                        State::Released => drop(end.call0(&JsValue::UNDEFINED)),
                        _ => *lock = State::Held(end),
                    }
                })
            });
            let requested =
                locks.unchecked_ref::<LockManager>().request(&scoped_name(LOCK), granted.unchecked_ref());
            spawn_local(async move {
                // Refused where the page may store nothing; the store reports that.
                let refused = match requested {
                    Ok(requested) => JsFuture::from(requested).await.is_err(),
                    Err(_) => true,
                };
                if refused {
                    let _ = alone.call0(&JsValue::UNDEFINED);
                }
            });
        })
    }

    /// Releases it, or refuses it if it has not been granted yet.
    pub(crate) fn release(&self) {
        if let State::Held(release) = self.0.replace(State::Released) {
            // The promise is ours: settling it throws nothing.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }

    pub(crate) fn is_released(&self) -> bool {
        matches!(*self.0.borrow(), State::Released)
    }
}
