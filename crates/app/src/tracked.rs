//! Fields whose readers are told when they change.

use std::ops::{Deref, DerefMut};

use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify, Track};

/// A field of the state as a signal of its own: the memo or effect that reads it subscribes to it, and whoever borrows it mutably
/// notifies its subscribers. Outside of Leptos' reactive graph, as in tests, it is just its value.
///
/// `reactive_stores` does the same through a guard per field. Here the fields stay plain, so that the functions of the state
/// can read several of them and return references.
#[derive(Debug, Default)]
pub struct Tracked<T> {
    value: T,
    changed: ArcTrigger,
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.changed.track();
        &self.value
    }
}

impl<T> DerefMut for Tracked<T> {
    fn deref_mut(&mut self) -> &mut T {
        // Subscribers only note that they are outdated. They read the value later, when it has changed.
        self.changed.notify();
        &mut self.value
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use reactive_graph::computed::ArcMemo;
    use reactive_graph::owner::Owner;
    use reactive_graph::traits::GetUntracked;

    use super::*;

    #[derive(Default)]
    struct Pair {
        one: Tracked<u32>,
        other: Tracked<Vec<u32>>,
    }

    #[test]
    fn a_memo_runs_again_only_for_the_fields_it_read() {
        let owner = Owner::new();
        owner.set();
        let pair = Arc::new(std::sync::Mutex::new(Pair::default()));
        let runs = Arc::new(AtomicUsize::new(0));
        let doubled = ArcMemo::new({
            let (pair, runs) = (pair.clone(), runs.clone());
            move |_| {
                runs.fetch_add(1, Ordering::Relaxed);
                2 * *pair.lock().unwrap().one
            }
        });
        assert_eq!(doubled.get_untracked(), 0);
        pair.lock().unwrap().other.push(1);
        assert_eq!((doubled.get_untracked(), runs.load(Ordering::Relaxed)), (0, 1));
        *pair.lock().unwrap().one = 2;
        assert_eq!((doubled.get_untracked(), runs.load(Ordering::Relaxed)), (4, 2));
    }
}
