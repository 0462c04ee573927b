//! What the link knows of its workers.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::{Rc, Weak};

use js_sys::ArrayBuffer;
use web_sys::{Blob, File};

use crate::sources::Sources;
use crate::spawn::{Hosted, Module};
use facade_app::Message;
use facade_app::crew::Crew;
use facade_app::intake::Intake;
use facade_app::pixels::Album;
use facade_app::pool::Pool;
use facade_app::recovery::Recovery;
use facade_data::{Dataset, Listing, Looks, Mapping, Rooms};
use facade_protocol as protocol;
use facade_protocol::{Ask, DeviceChoice, Request, RequestIds};
use facade_spec::Config;

/// Decoders at most: each holds the photos of a house, and beyond this the disk is the limit.
pub(super) const DECODERS: usize = 8;

/// The page's hold on the workers. Clones share it.
#[derive(Clone)]
pub(crate) struct Link(pub(super) Rc<Inner>);

pub(super) struct Inner {
    pub(super) switchboard: RefCell<Switchboard>,
    pub(super) on_message: Box<dyn Fn(Message)>,
}

/// Where houses come from, to be read again in another tile size.
#[derive(Clone)]
pub(super) enum Source {
    Sample,
    Folder { sources: Rc<Sources>, listing: Rc<Listing> },
}

/// An intake under way, by the step that it has come to.
pub(super) enum Reading {
    /// A dropped folder whose files are still being listed, by the number of the drop.
    List(u32),
    /// An archive whose files are still being listed.
    Archive(File),
    /// A table that is being read or looked at.
    Table {
        name: String,
        sources: Rc<Sources>,
        /// Positions of the tables among the paths, best first.
        tables: Vec<usize>,
        /// Which of them is in use.
        table: usize,
        /// What its columns mean; none while that is asked.
        mapping: Option<Mapping>,
    },
    Houses {
        sources: Rc<Sources>,
        listing: Rc<Listing>,
        intake: Intake<ArrayBuffer, Blob>,
    },
    /// All photos are read; what stands out among them is being looked for.
    Compare {
        dataset: Dataset,
        looks: Vec<Looks>,
        pixels: Blob,
        source: Source,
    },
    Sample {
        tile: usize,
    },
}

/// A run that has been asked for.
pub(super) struct NewRun {
    pub(super) run: u32,
    pub(super) config: Config,
    pub(super) device: DeviceChoice,
    pub(super) excluded: Vec<u32>,
}

/// A home whose photos are to be tiled.
pub(super) struct Home {
    pub(super) files: Vec<File>,
    pub(super) rooms: Rooms,
    pub(super) tile: usize,
}

pub(super) struct Switchboard {
    /// The link itself, for the workers' ears.
    pub(super) link: Weak<Inner>,
    /// What to tell the page once nothing is borrowed.
    pub(super) outbox: Vec<Message>,

    pub(super) decode: Module,
    pub(super) decoders: HashMap<u32, Hosted>,
    pub(super) pool: Pool,
    pub(super) reading: Option<Reading>,
    /// Tile size in which what was picked is to be read.
    pub(super) tile: usize,
    /// Folders dropped so far.
    pub(super) drops: u32,
    /// The run that waits for houses in its tile size.
    pub(super) waiting_run: Option<NewRun>,
    pub(super) homes: HashMap<u32, Home>,

    pub(super) compute: Module,
    pub(super) session: Option<Hosted>,
    /// Counts the compute workers started, so that the late words of an earlier one are not heard.
    pub(super) sessions: u32,
    pub(super) session_ready: bool,
    /// What the session will make ready for once it has nothing else to do.
    pub(super) preparation: Option<Request>,
    /// What it will be asked once it has started and is not making ready.
    pub(super) unsent: Vec<Ask>,
    /// The numbers of all requests.
    pub(super) ids: RequestIds,
    pub(super) recovery: Recovery,
    /// The houses in use, and where they came from: none for those of an earlier visit, of which the montages are left.
    pub(super) houses: Option<(Rc<Dataset>, Option<Source>)>,
    /// Those that were in use before them, likewise.
    pub(super) former: Option<(Rc<Dataset>, Option<Source>)>,
    /// The pixels of these and of all houses that the page still shows.
    pub(super) pixels: Album<Blob>,
    /// The houses that the session has. A run under way keeps its own while others are read.
    pub(super) sent: Option<Rc<Dataset>>,
    /// The series that waits for houses in its tile size.
    pub(super) waiting_series: Option<Plan>,
    /// The workers of the series that goes on.
    pub(super) team: Option<Team>,
    /// Counts the series, so that the late words of an earlier one are not heard.
    pub(super) teams: u32,
}

/// The runs of a series.
pub(super) struct Plan {
    pub(super) configs: Vec<Config>,
    pub(super) device: DeviceChoice,
    pub(super) excluded: Vec<u32>,
}

/// A worker, and what is known of its run.
pub(super) struct Member {
    pub(super) worker: Hosted,
    pub(super) epochs: usize,
    pub(super) parameters: usize,
    pub(super) told_ms: f64,
    /// Number of the request that brings it the houses.
    pub(super) houses: u32,
}

/// The workers of the series that goes on.
pub(super) struct Team {
    pub(super) number: u32,
    pub(super) plan: Plan,
    pub(super) crew: Crew,
    pub(super) members: BTreeMap<u32, Member>,
    pub(super) houses: Rc<Dataset>,
    pub(super) pixels: Blob,
}

impl Inner {
    /// Changes something, sets decoders to work, and then tells the page, which may call back at once.
    pub(super) fn with(&self, change: impl FnOnce(&mut Switchboard)) {
        let told = {
            let mut board = self.switchboard.borrow_mut();
            change(&mut board);
            board.set_to_work();
            board.set_team_to_work();
            std::mem::take(&mut board.outbox)
        };
        told.into_iter().for_each(&self.on_message);
    }
}

impl Member {
    /// Asks the worker something; false where it hears nothing any more.
    pub(super) fn ask(&self, ask: &Ask, beside: Option<&Blob>) -> bool {
        protocol::encode(ask).is_ok_and(|bytes| self.worker.post(&bytes, beside.as_slice()).is_ok())
    }
}
