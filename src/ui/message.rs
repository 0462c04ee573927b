//! Everything that can reach the page's state.

use std::rc::Rc;

use crate::dataset::Dataset;
use crate::protocol::Event;

/// What happened, as the link to the workers tells it. [`super::state`] folds these into what is shown.
#[derive(Clone, Debug)]
pub enum Message {
    /// A folder or the sample is being read.
    IntakeStarted {
        /// What was picked.
        name: String,
    },
    /// Photos read so far.
    IntakeProgress {
        /// Photos done.
        done: usize,
        /// Photos to read.
        total: usize,
    },
    /// The houses are ready; they have been sent to the compute worker too.
    IntakeDone(Rc<Dataset>),
    /// The houses of an earlier visit are back. They cannot be read again in another tile size.
    HousesBack(Rc<Dataset>),
    /// The visitor cancelled; what was loaded before is still there.
    IntakeCancelled,
    /// Nothing could be read; what was loaded before is still there.
    IntakeFailed {
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
    /// The session speaks.
    Session(Event),
    /// The state of a run after a whole epoch, to be kept. Nothing of it is shown.
    Checkpoint {
        /// The run.
        run: u32,
        /// Epochs done.
        epochs_done: usize,
        /// The packed state.
        state: Rc<Vec<u8>>,
    },
    /// A run was stopped before it had begun: it leaves no model.
    RunGivenUp,
    /// The compute worker ended and another was started: the data and the model are back, and a run in progress goes
    /// on from its last checkpoint.
    ComputeLost {
        /// A sentence that says what happened and what goes on.
        message: String,
        /// Whether a run goes on.
        resuming: bool,
    },
    /// The four photos of a home are tiled: RGB, `[2 * tile, 2 * tile, 3]`.
    HomeTiled {
        /// The page's number for these photos.
        home: u32,
        /// The montage.
        montage: Vec<u8>,
        /// Tile size in pixels.
        tile: usize,
    },
    /// One of the four photos could not be read.
    HomeFailed {
        /// The page's number for these photos.
        home: u32,
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
}
