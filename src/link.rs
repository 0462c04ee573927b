//! The link between the page and its workers: starts them, hands on what the visitor asks, and tells what happens.
//!
//! What to do is decided by [`facade_app::pool`], [`facade_app::intake`], [`facade_app::recovery`] and [`facade_app::crew`], which know no browser.

mod board;
mod reading;
mod session;
mod team;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;
use web_sys::{Blob, File};

use crate::spawn::Module;
pub(crate) use board::Link;
use board::{DECODERS, Home, Inner, NewRun, Reading, Source, Switchboard};
use facade_app::Message;
use facade_app::pixels::Album;
use facade_app::pool::{Job, Pool};
use facade_app::recovery::Recovery;
use facade_app::saved::SavedRun;
use facade_data::{Dataset, Mapping, Rooms};
use facade_platform as platform;
use facade_protocol::{Ask, Bytes, DeviceChoice, Request, RequestIds};
use facade_spec::Config;

impl Link {
    /// Starts the compute worker; decoders are started when there is something to read. Requests of the page and of the link take
    /// their numbers from `ids`.
    ///
    /// # Errors
    /// If there is no page to find the modules of.
    pub(crate) fn new(ids: RequestIds, on_message: impl Fn(Message) + 'static) -> Result<Link, JsValue> {
        let mut switchboard = Switchboard {
            link: Weak::new(),
            outbox: Vec::new(),
            decode: Module::find("decode")?,
            decoders: HashMap::new(),
            pool: Pool::new((platform::cores() + 1).min(DECODERS)),
            reading: None,
            tile: Config::default().tile,
            drops: 0,
            waiting_run: None,
            homes: HashMap::new(),
            compute: Module::find("compute")?,
            session: None,
            sessions: 0,
            session_ready: false,
            preparation: None,
            unsent: Vec::new(),
            recovery: Recovery::new(ids.clone()),
            ids,
            houses: None,
            former: None,
            pixels: Album::default(),
            sent: None,
            waiting_series: None,
            team: None,
            teams: 0,
        };
        let inner = Rc::new_cyclic(|link| {
            switchboard.link = link.clone();
            Inner { switchboard: RefCell::new(switchboard), on_message: Box::new(on_message) }
        });
        inner.switchboard.borrow_mut().start_session();
        Ok(Link(inner))
    }

    /// Reads the houses, now that the visitor has said what the columns of the table at this position mean.
    pub(crate) fn map(&self, position: usize, chosen: Mapping) {
        self.0.with(|board| {
            if let Some(Reading::Table { mapping, name, table, .. }) = &mut board.reading {
                *table = position;
                *mapping = Some(chosen);
                let name = name.clone();
                board.tell(Message::IntakeStarted { name });
                board.go_to(Job::Open);
            }
        });
    }

    /// Looks at another of the tables that were found.
    pub(crate) fn choose_table(&self, position: usize) {
        self.0.with(|board| {
            if let Some(Reading::Table { table, mapping, .. }) = &mut board.reading {
                (*table, *mapping) = (position, None);
                board.go_to(Job::Table(position));
            }
        });
    }

    /// Notes that files were picked or dropped, which take a while to list; tells the number to open them by.
    pub(crate) fn expect_files(&self, name: String) -> u32 {
        let mut drop = 0;
        self.0.with(|board| {
            board.cancel_intake();
            board.tell(Message::IntakeStarted { name });
            board.drops += 1;
            board.reading = Some(Reading::List(board.drops));
            drop = board.drops;
        });
        drop
    }

    /// Whether the files of this number are still to come.
    pub(crate) fn awaits_files(&self, drop: u32) -> bool {
        matches!(self.0.switchboard.borrow().reading, Some(Reading::List(listed)) if listed == drop)
    }

    /// Reads the files that were expected under this number, or an archive where that is all, unless that was cancelled or
    /// something else was chosen since. `paths` are the files' paths, in the same order; `name` is the folder's name.
    pub(crate) fn open_dropped(
        &self,
        drop: u32,
        name: String,
        files: Vec<File>,
        paths: Vec<String>,
        tile: usize,
    ) {
        self.0.with(|board| {
            if matches!(board.reading, Some(Reading::List(listed)) if listed == drop) {
                board.reading = None;
                board.open_files(name, files, paths, tile);
            }
        });
    }

    /// Notes that the files that were expected under this number cannot be listed.
    pub(crate) fn fail_expected(&self, drop: u32, message: String) {
        self.0.with(|board| {
            if matches!(board.reading, Some(Reading::List(listed)) if listed == drop) {
                board.fail_intake(message);
            }
        });
    }

    /// Draws the built-in sample.
    pub(crate) fn open_sample(&self, tile: usize) {
        self.0.with(|board| {
            board.cancel_intake();
            board.read_sample(tile);
        });
    }

    /// The pixels of these houses, one montage behind the other, as long as someone holds the houses.
    pub(crate) fn pixels(&self, houses: &Rc<Dataset>) -> Option<Blob> {
        self.0.switchboard.borrow().pixels.get(houses).cloned()
    }

    /// The photos of one of these houses, by its number, in the montage's order, as they were picked; empty where they are not at
    /// hand: the sample's are drawn, those of an earlier visit or packed in an archive would have to be unpacked.
    pub(crate) fn photos(&self, houses: &Rc<Dataset>, number: u32) -> Vec<Blob> {
        let board = self.0.switchboard.borrow();
        let Some((known, Some(Source::Folder { sources, listing }))) = &board.houses else {
            return Vec::new();
        };
        let position = listing.houses.iter().position(|house| house.number == number);
        let Some(position) = position.filter(|_| Rc::ptr_eq(known, houses)) else { return Vec::new() };
        let parts = listing.photos_of(position).iter().filter_map(|&photo| sources.part(photo));
        parts.filter(|(part, _)| part.packed.is_none()).map(|(_, blob)| blob).collect()
    }

    /// Ends the reading at once. What was loaded before stays.
    pub(crate) fn cancel_intake(&self) {
        self.0.with(Switchboard::cancel_intake);
    }

    /// Trains on the houses in use but those `excluded`. They are read again first if the settings want another tile size.
    pub(crate) fn train(&self, run: u32, config: Config, device: DeviceChoice, excluded: Vec<u32>) {
        self.0.with(|board| board.train(NewRun { run, config, device, excluded }));
    }

    /// Has the session make ready for a run on the houses in use, while there is none.
    pub(crate) fn prepare(&self, config: Config, device: DeviceChoice) {
        self.0.with(|board| {
            board.preparation =
                (!board.recovery.is_training()).then_some(Request::Prepare { config, device });
            board.next_request();
        });
    }

    /// Brings back houses of an earlier visit, with their pixels, unless there are others by now.
    pub(crate) fn bring_back(&self, houses: Dataset, pixels: Blob) {
        self.0.with(|board| {
            if board.reading.is_none() && !board.recovery.is_training() {
                let houses = Rc::new(houses);
                board.pixels.put(&houses, pixels);
                board.use_houses(&houses, None);
                board.tell(Message::HousesBack(houses));
                board.load();
            }
        });
    }

    /// Uses the houses again that others took the place of.
    pub(crate) fn exchange_houses(&self) {
        self.0.with(|board| {
            if board.reading.is_none() && !board.recovery.is_training() && board.former.is_some() {
                std::mem::swap(&mut board.houses, &mut board.former);
                if let Some((houses, _)) = &board.houses {
                    board.outbox.push(Message::HousesExchanged(houses.clone()));
                }
                board.load();
            }
        });
    }

    /// Lets a run of an earlier visit go on, on the houses in use, from its state after so many epochs.
    pub(crate) fn go_on(&self, run: &SavedRun, state: Vec<u8>) {
        self.0.with(|board| {
            board.load();
            board.recovery.goes_on_after(run.epochs_done());
            board.ask_now(Request::Train {
                run: run.number,
                config: run.config.clone(),
                device: run.device,
                excluded: run.excluded.clone(),
                resume: Some(Bytes(state)),
            });
        });
    }

    /// Holds the run still.
    pub(crate) fn pause(&self) {
        self.0.with(|board| board.ask_now(Request::Pause));
    }

    /// Lets it go on.
    pub(crate) fn resume(&self) {
        self.0.with(|board| board.ask_now(Request::Resume));
    }

    /// Ends the run; its model so far is kept. A run that still waits for its houses ends with the reading, and one that
    /// has not begun with its worker: a device that does not answer would not hear.
    pub(crate) fn stop(&self) {
        self.0.with(|board| {
            if board.waiting_run.is_some() {
                board.cancel_intake();
            } else if let Some(revival) = board.recovery.give_up(&mut board.unsent) {
                board.tell(Message::RunGivenUp);
                board.replace_session(revival);
            } else {
                board.ask_now(Request::Stop);
            }
        });
    }

    /// Tiles the photos of a home, one for each of `rooms`; `home` is the number of the request. One that is not `listed` with
    /// others goes before those that are.
    pub(crate) fn tile_home(&self, home: u32, files: Vec<File>, rooms: Rooms, tile: usize, listed: bool) {
        self.0.with(|board| {
            board.homes.insert(home, Home { files, rooms, tile });
            board.pool.push(if listed { Job::ListedHome(home) } else { Job::Home(home) });
        });
    }

    /// Asks the session what the page waits for under this number.
    pub(crate) fn ask(&self, id: u32, request: Request) {
        self.0.with(|board| board.ask(Ask { id, request }));
    }
}
