//! Everything that can reach the page's state.

use std::rc::Rc;

use super::series::SeriesEvent;
use facade_data::Dataset;
use facade_protocol::{Event, TablePreview};

/// What happened, as the link to the workers tells it. [`super::state`] folds these into what is shown.
#[allow(clippy::large_enum_variant, reason = "one is under way at a time, and is taken apart at once")]
#[derive(Clone, Debug)]
pub enum Message {
    /// A folder or the sample is being read.
    IntakeStarted {
        /// What was picked.
        name: String,
    },
    /// A table was found whose columns the visitor is to name.
    MappingAsked {
        /// What it holds, and a guess.
        preview: TablePreview,
        /// Paths of all tables found.
        tables: Vec<String>,
        /// Which of them this is.
        table: usize,
    },
    /// The houses could not be read as the visitor said; they can say something else.
    MappingRefused {
        /// A sentence that says what is wrong and what to do.
        message: String,
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
    /// These houses, which others took the place of, are in use again, and those are the former ones now.
    HousesExchanged(Rc<Dataset>),
    /// The compute worker did not take the houses; it has none until they are sent again.
    HousesRefused {
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
    /// Something that the visitor should know about the houses; the reading goes on.
    IntakeWarning {
        /// A sentence.
        message: String,
    },
    /// The visitor cancelled; what was loaded before is still there.
    IntakeCancelled,
    /// Nothing could be read; what was loaded before is still there.
    IntakeFailed {
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
    /// The session speaks.
    Session(Event),
    /// What the workers of a series tell.
    Series(SeriesEvent),
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
    /// The photos of a home are tiled.
    HomeTiled {
        /// The request.
        home: u32,
        /// The montage, RGB, `[height, width, 3]`.
        montage: Vec<u8>,
        /// Its width and height in pixels.
        size: [usize; 2],
    },
    /// One of the photos could not be read.
    HomeFailed {
        /// The request.
        home: u32,
        /// A sentence that says what is wrong and what to do.
        message: String,
    },
}
