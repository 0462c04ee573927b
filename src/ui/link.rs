//! The link between the page and its workers: starts them, hands on what the visitor asks, and tells what happens.
//!
//! What to do is decided by [`super::pool`], [`super::intake`], [`super::recovery`] and [`super::crew`], which know no browser.

mod team;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use js_sys::{ArrayBuffer, RangeError};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File};

use super::Message;
use super::intake::{Intake, former};
use super::pixels::{self, Album};
use super::pool::{Job, Pool, Step};
use super::recovery::{LastWord, Recovery, Revival, Told};
use super::saved::SavedRun;
use super::sources::Sources;
use super::spawn::{Heard, Hosted, Module};
use crate::dataset::{
    Dataset, Finding, Listing, Looks, Mapping, Rooms, Tiled, find_tables, is_houses_info, montage_size,
};
use crate::platform;
use crate::protocol::{
    self, Ask, Bytes, DeviceChoice, Event, IntakeEvent, IntakeRequest, Part, Request, RequestIds,
};
use crate::sample;
use crate::text;
use crate::training::Config;

/// Decoders at most: each holds the photos of a house, and beyond this the disk is the limit.
const DECODERS: usize = 8;

/// The page's hold on the workers. Clones share it.
#[derive(Clone)]
pub struct Link(Rc<Inner>);

struct Inner {
    switchboard: RefCell<Switchboard>,
    on_message: Box<dyn Fn(Message)>,
}

/// Where houses come from, to be read again in another tile size.
#[derive(Clone)]
enum Source {
    Sample,
    Folder { sources: Rc<Sources>, listing: Rc<Listing> },
}

/// An intake under way, by the step that it has come to.
enum Reading {
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
struct NewRun {
    run: u32,
    config: Config,
    device: DeviceChoice,
    excluded: Vec<u32>,
}

/// A home whose photos are to be tiled.
struct Home {
    files: Vec<File>,
    rooms: Rooms,
    tile: usize,
}

struct Switchboard {
    /// The link itself, for the workers' ears.
    link: Weak<Inner>,
    /// What to tell the page once nothing is borrowed.
    outbox: Vec<Message>,

    decode: Module,
    decoders: HashMap<u32, Hosted>,
    pool: Pool,
    reading: Option<Reading>,
    /// Tile size in which what was picked is to be read.
    tile: usize,
    /// Folders dropped so far.
    drops: u32,
    /// The run that waits for houses in its tile size.
    waiting_run: Option<NewRun>,
    homes: HashMap<u32, Home>,

    compute: Module,
    session: Option<Hosted>,
    /// Counts the compute workers started, so that the late words of an earlier one are not heard.
    sessions: u32,
    session_ready: bool,
    /// What the session will make ready for once it has nothing else to do.
    preparation: Option<Request>,
    /// What it will be asked once it has started and is not making ready.
    unsent: Vec<Ask>,
    /// The numbers of all requests.
    ids: RequestIds,
    recovery: Recovery,
    /// The houses in use, and where they came from: none for those of an earlier visit, of which the montages are left.
    houses: Option<(Rc<Dataset>, Option<Source>)>,
    /// Those that were in use before them, likewise.
    former: Option<(Rc<Dataset>, Option<Source>)>,
    /// The pixels of these and of all houses that the page still shows.
    pixels: Album<Blob>,
    /// The houses that the session has. A run under way keeps its own while others are read.
    sent: Option<Rc<Dataset>>,
    /// The series that waits for houses in its tile size.
    waiting_series: Option<team::Plan>,
    /// The workers of the series that goes on.
    team: Option<team::Team>,
    /// Counts the series, so that the late words of an earlier one are not heard.
    teams: u32,
}

impl Link {
    /// Starts the compute worker; decoders are started when there is something to read. Requests of the page and of the link take
    /// their numbers from `ids`.
    ///
    /// # Errors
    /// If there is no page to find the modules of.
    pub fn new(ids: RequestIds, on_message: impl Fn(Message) + 'static) -> Result<Link, JsValue> {
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
    pub fn map(&self, position: usize, chosen: Mapping) {
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
    pub fn choose_table(&self, position: usize) {
        self.0.with(|board| {
            if let Some(Reading::Table { table, mapping, .. }) = &mut board.reading {
                (*table, *mapping) = (position, None);
                board.go_to(Job::Table(position));
            }
        });
    }

    /// Notes that files were picked or dropped, which take a while to list; tells the number to open them by.
    pub fn expect_files(&self, name: String) -> u32 {
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
    pub fn awaits_files(&self, drop: u32) -> bool {
        matches!(self.0.switchboard.borrow().reading, Some(Reading::List(listed)) if listed == drop)
    }

    /// Reads the files that were expected under this number, or an archive where that is all, unless that was cancelled or
    /// something else was chosen since. `paths` are the files' paths, in the same order; `name` is the folder's name.
    pub fn open_dropped(&self, drop: u32, name: String, files: Vec<File>, paths: Vec<String>, tile: usize) {
        self.0.with(|board| {
            if matches!(board.reading, Some(Reading::List(listed)) if listed == drop) {
                board.reading = None;
                board.open_files(name, files, paths, tile);
            }
        });
    }

    /// Notes that the files that were expected under this number cannot be listed.
    pub fn fail_expected(&self, drop: u32, message: String) {
        self.0.with(|board| {
            if matches!(board.reading, Some(Reading::List(listed)) if listed == drop) {
                board.fail_intake(message);
            }
        });
    }

    /// Draws the built-in sample.
    pub fn open_sample(&self, tile: usize) {
        self.0.with(|board| {
            board.cancel_intake();
            board.read_sample(tile);
        });
    }

    /// The pixels of these houses, one montage behind the other, as long as someone holds the houses.
    pub fn pixels(&self, houses: &Rc<Dataset>) -> Option<Blob> {
        self.0.switchboard.borrow().pixels.get(houses).cloned()
    }

    /// The photos of one of these houses, by its number, in the montage's order, as they were picked; empty where they are not at
    /// hand: the sample's are drawn, those of an earlier visit or packed in an archive would have to be unpacked.
    pub fn photos(&self, houses: &Rc<Dataset>, number: u32) -> Vec<Blob> {
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
    pub fn cancel_intake(&self) {
        self.0.with(Switchboard::cancel_intake);
    }

    /// Trains on the houses in use but those `excluded`. They are read again first if the settings want another tile size.
    pub fn train(&self, run: u32, config: Config, device: DeviceChoice, excluded: Vec<u32>) {
        self.0.with(|board| board.train(NewRun { run, config, device, excluded }));
    }

    /// Has the session make ready for a run on the houses in use, while there is none.
    pub fn prepare(&self, config: Config, device: DeviceChoice) {
        self.0.with(|board| {
            board.preparation =
                (!board.recovery.is_training()).then_some(Request::Prepare { config, device });
            board.next_request();
        });
    }

    /// Brings back houses of an earlier visit, with their pixels, unless there are others by now.
    pub fn bring_back(&self, houses: Dataset, pixels: Blob) {
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
    pub fn exchange_houses(&self) {
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
    pub fn go_on(&self, run: &SavedRun, state: Vec<u8>) {
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
    pub fn pause(&self) {
        self.0.with(|board| board.ask_now(Request::Pause));
    }

    /// Lets it go on.
    pub fn resume(&self) {
        self.0.with(|board| board.ask_now(Request::Resume));
    }

    /// Ends the run; its model so far is kept. A run that still waits for its houses ends with the reading, and one that
    /// has not begun with its worker: a device that does not answer would not hear.
    pub fn stop(&self) {
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
    pub fn tile_home(&self, home: u32, files: Vec<File>, rooms: Rooms, tile: usize, listed: bool) {
        self.0.with(|board| {
            board.homes.insert(home, Home { files, rooms, tile });
            board.pool.push(if listed { Job::ListedHome(home) } else { Job::Home(home) });
        });
    }

    /// Asks the session what the page waits for under this number.
    pub fn ask(&self, id: u32, request: Request) {
        self.0.with(|board| board.ask(Ask { id, request }));
    }
}

impl Inner {
    /// Changes something, sets decoders to work, and then tells the page, which may call back at once.
    fn with(&self, change: impl FnOnce(&mut Switchboard)) {
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

/// Reading photos.
impl Switchboard {
    fn tell(&mut self, message: Message) {
        self.outbox.push(message);
    }

    fn open_files(&mut self, name: String, files: Vec<File>, paths: Vec<String>, tile: usize) {
        self.tile = tile;
        self.tell(Message::IntakeStarted { name: name.clone() });
        match files.as_slice() {
            [archive] if archive.name().to_ascii_lowercase().ends_with(".zip") => {
                self.reading = Some(Reading::Archive(archive.clone()));
                self.pool.push(Job::List);
            }
            _ => self.open_sources(name, Sources::files(paths, files)),
        }
    }

    /// Finds the tables: the tutorial's says what its columns mean, of another the visitor is asked.
    fn open_sources(&mut self, name: String, sources: Sources) {
        let tables = match find_tables(sources.paths()) {
            Ok(tables) => tables,
            Err(error) => {
                self.reading = None;
                return self.tell(Message::IntakeFailed { message: error.to_string() });
            }
        };
        let known = tables
            .first()
            .and_then(|&table| sources.paths().get(table))
            .is_some_and(|path| is_houses_info(path));
        let mapping = known.then(Mapping::houses_info);
        self.pool.push(if known { Job::Open } else { Job::Table(0) });
        self.reading = Some(Reading::Table { name, sources: Rc::new(sources), tables, table: 0, mapping });
    }

    fn read_sample(&mut self, tile: usize) {
        self.tell(Message::IntakeStarted { name: sample::NAME.to_owned() });
        self.reading = Some(Reading::Sample { tile });
        self.pool.push(Job::Sample);
    }

    fn read_houses(&mut self, sources: Rc<Sources>, listing: Rc<Listing>, tile: usize) {
        self.pool.push_houses(listing.houses.len());
        let intake = Intake::new((*listing).clone(), tile);
        self.reading = Some(Reading::Houses { sources, listing, intake });
        self.progress();
    }

    /// Goes to another step of the reading. What comes of the one before is of no use any more.
    fn go_to(&mut self, job: Job) {
        for id in self.pool.replace(job) {
            self.decoders.remove(&id);
        }
    }

    fn cancel_intake(&mut self) {
        if self.reading.is_some() {
            self.end_reading();
            self.tell(Message::IntakeCancelled);
        }
    }

    fn fail_intake(&mut self, message: String) {
        if self.reading.is_some() {
            self.end_reading();
            self.tell(Message::IntakeFailed { message });
        }
    }

    /// Forgets the reading, and the run or the series that waited for it.
    fn end_reading(&mut self) {
        self.reading = None;
        self.waiting_run = None;
        self.waiting_series = None;
        for id in self.pool.cancel() {
            self.decoders.remove(&id);
        }
    }

    /// Starts decoders and hands out jobs, as the pool says.
    fn set_to_work(&mut self) {
        loop {
            match self.pool.step() {
                Step::Start(id) => self.start_decoder(id),
                Step::Give(id, job) => self.give(id, &job),
                Step::End(id) => drop(self.decoders.remove(&id)),
                Step::Wait => return,
                Step::GiveUp(jobs) => jobs.iter().for_each(|job| match job {
                    // Without any reader no house will come; that is not the houses' fault.
                    Job::Tile(_) => self.fail_intake(text::photo_reader_not_started().to_owned()),
                    job => self.lose(job, text::photo_reader_not_started()),
                }),
            }
        }
    }

    fn start_decoder(&mut self, id: u32) {
        let link = self.link.clone();
        let decoder = self.decode.start(move |heard| {
            if let Some(link) = link.upgrade() {
                link.with(|board| board.decoder_says(id, heard));
            }
        });
        self.decoders.insert(id, decoder);
    }

    fn give(&mut self, id: u32, job: &Job) {
        let sent = self.request(job).and_then(|(request, files)| {
            let bytes = protocol::encode(&request).ok()?;
            self.decoders.get(&id)?.post(&bytes, &files).ok()
        });
        if sent.is_none() {
            self.decoder_ended(id);
        }
    }

    /// The request that a job stands for, and the files beside it.
    fn request(&mut self, job: &Job) -> Option<(IntakeRequest, Vec<Blob>)> {
        match (job, &mut self.reading) {
            (Job::List, Some(Reading::Archive(file))) => {
                Some((IntakeRequest::List, vec![file.clone().into()]))
            }
            (Job::Table(position), Some(Reading::Table { sources, tables, .. })) => {
                let (table, blob) = sources.part(*tables.get(*position)?)?;
                Some((IntakeRequest::Table { table, paths: sources.paths().to_vec() }, vec![blob]))
            }
            (Job::Open, Some(Reading::Table { name, sources, tables, table, mapping: Some(mapping) })) => {
                let position = *tables.get(*table)?;
                let (table, blob) = sources.part(position)?;
                let (name, mapping, paths) = (name.clone(), mapping.clone(), sources.paths().to_vec());
                Some((IntakeRequest::Open { name, table, position, mapping, paths }, vec![blob]))
            }
            (Job::Sample, Some(Reading::Sample { tile })) => {
                Some((IntakeRequest::Sample { tile: *tile }, Vec::new()))
            }
            (Job::Compare, Some(Reading::Compare { dataset, looks, .. })) => {
                let (rooms, houses) = (dataset.rooms.clone(), dataset.houses.clone());
                // Megabytes that nobody needs after this.
                let looks = std::mem::take(looks);
                Some((IntakeRequest::Compare { rooms, houses, looks }, Vec::new()))
            }
            (Job::Tile(houses), Some(Reading::Houses { sources, intake, .. })) => {
                let parts = intake.photos(houses).into_iter().map(|photo| sources.part(photo));
                let (photos, blobs) = parts.collect::<Option<Vec<(Part, Blob)>>>()?.into_iter().unzip();
                let positions = houses.clone();
                Some((IntakeRequest::Tile { tile: intake.tile(), positions, photos }, blobs))
            }
            (Job::Home(id) | Job::ListedHome(id), _) => {
                let home = self.homes.get(id)?;
                let request = IntakeRequest::TileHome { tile: home.tile, rooms: home.rooms.clone() };
                Some((request, home.files.iter().cloned().map(Blob::from).collect()))
            }
            _ => None,
        }
    }

    fn decoder_says(&mut self, id: u32, heard: Heard) {
        let (event, pixels) = match heard {
            Heard::Event(bytes, pixels) => (protocol::decode::<IntakeEvent>(&bytes).ok(), pixels),
            Heard::End(_) => (None, None),
        };
        match event {
            Some(IntakeEvent::Ready) => self.pool.ready(id),
            Some(event) => {
                if let Some(job) = self.pool.done(id) {
                    self.decoder_answers(job, event, &pixels.unwrap_or_else(|| ArrayBuffer::new(0)));
                }
            }
            None => self.decoder_ended(id),
        }
    }

    fn decoder_ended(&mut self, id: u32) {
        self.decoders.remove(&id);
        if let Some(job) = self.pool.died(id) {
            self.lose(&job, text::photo_reader_ended());
        }
    }

    fn decoder_answers(&mut self, job: Job, event: IntakeEvent, pixels: &ArrayBuffer) {
        match (job, event) {
            (Job::List, IntakeEvent::Listed(entries)) => {
                let archive = |reading: &mut Reading| matches!(reading, Reading::Archive(_));
                if let Some(Reading::Archive(file)) = self.reading.take_if(archive) {
                    let name = file.name();
                    self.open_sources(name, Sources::archive(file, entries));
                }
            }
            (Job::Table(position), IntakeEvent::Table(preview)) => {
                if let Some(Reading::Table { sources, tables, table, .. }) = &self.reading
                    && *table == position
                {
                    let path = |&position: &usize| sources.paths().get(position).cloned();
                    let tables = tables.iter().filter_map(path).collect();
                    let table = *table;
                    self.tell(Message::MappingAsked { preview, tables, table });
                }
            }
            (Job::Open, IntakeEvent::Opened(listing)) => {
                let table = |reading: &mut Reading| matches!(reading, Reading::Table { .. });
                if let Some(Reading::Table { sources, .. }) = self.reading.take_if(table) {
                    self.read_houses(sources, Rc::new(listing), self.tile);
                }
            }
            (Job::Sample, IntakeEvent::Sample(dataset)) => match pixels::wrap(std::slice::from_ref(pixels)) {
                Ok(pixels) => {
                    self.reading = None;
                    self.intake_done(*dataset, pixels, Source::Sample);
                }
                Err(_) => self.fail_intake(text::photo_reader_no_room().to_owned()),
            },
            (Job::Compare, IntakeEvent::Compared(findings)) => self.compared(Some(findings)),
            (Job::Tile(_), IntakeEvent::Tiled(houses)) => self.take_houses(houses, pixels),
            (Job::Home(id) | Job::ListedHome(id), IntakeEvent::HomeTiled { montage }) => {
                if let Some(Home { tile, rooms, .. }) = self.homes.remove(&id) {
                    let size = montage_size(tile, rooms.len());
                    self.tell(Message::HomeTiled { home: id, montage, size });
                }
            }
            (job, IntakeEvent::Failed { message }) => self.lose(&job, &message),
            (job, _) => self.lose(&job, text::photo_reader_ended()),
        }
    }

    fn take_houses(&mut self, houses: Vec<Tiled<Looks>>, pixels: &ArrayBuffer) {
        let Some(Reading::Houses { intake, .. }) = &mut self.reading else { return };
        if intake.bytes(&houses) != pixels.byte_length() as usize {
            return self.fail_intake(text::photo_reader_ended().to_owned());
        }
        intake.take(houses, pixels.clone());
        self.progress();
    }

    /// A job will not be done.
    fn lose(&mut self, job: &Job, why: &str) {
        match job {
            // What the visitor said about the columns may be the reason: they can say something else.
            Job::Open
                if matches!(&self.reading, Some(Reading::Table { tables, sources, table, .. })
                if tables.get(*table).is_some_and(|&t| !is_houses_info(&sources.paths()[t]))) =>
            {
                if let Some(Reading::Table { mapping, .. }) = &mut self.reading {
                    *mapping = None;
                }
                self.tell(Message::MappingRefused { message: why.to_owned() });
            }
            Job::List | Job::Table(_) | Job::Open | Job::Sample => self.fail_intake(why.to_owned()),
            // The houses are there all the same.
            Job::Compare => self.compared(None),
            Job::Home(id) | Job::ListedHome(id) => {
                if self.homes.remove(id).is_some() {
                    self.tell(Message::HomeFailed { home: *id, message: why.to_owned() });
                }
            }
            Job::Tile(houses) => {
                if let Some(Reading::Houses { sources, intake, .. }) = &mut self.reading {
                    intake.lose(houses, |photo| sources.name(photo));
                }
                self.progress();
            }
        }
    }

    /// Tells how far the reading has come, and ends it when all is read.
    fn progress(&mut self) {
        let Some(Reading::Houses { intake, .. }) = &mut self.reading else { return };
        if let Some(batch) = intake.batch() {
            match pixels::wrap(&batch) {
                Ok(chunk) => intake.store(chunk),
                Err(_) => return self.fail_intake(text::photo_reader_no_room().to_owned()),
            }
        }
        let done = intake.is_done();
        if let Some((done, total)) = intake.progress(platform::now_ms()) {
            self.outbox.push(Message::IntakeProgress { done, total });
        }
        if done && let Some(Reading::Houses { sources, listing, intake }) = self.reading.take() {
            let all = intake.finish().map_err(|error| error.to_string()).and_then(|finished| {
                let pixels =
                    pixels::compose(&finished.pixels).map_err(|_| text::photo_reader_no_room().to_owned())?;
                Ok((finished.dataset, finished.looks, pixels))
            });
            match all {
                Ok((dataset, looks, pixels)) => {
                    self.reading = Some(Reading::Compare {
                        dataset,
                        looks,
                        pixels,
                        source: Source::Folder { sources, listing },
                    });
                    self.pool.push(Job::Compare);
                }
                Err(message) => {
                    self.end_reading();
                    self.tell(Message::IntakeFailed { message });
                }
            }
        }
    }

    /// The houses have been compared, or could not be.
    fn compared(&mut self, findings: Option<Vec<Finding>>) {
        let compared = |reading: &mut Reading| matches!(reading, Reading::Compare { .. });
        let Some(Reading::Compare { mut dataset, pixels, source, .. }) = self.reading.take_if(compared)
        else {
            return;
        };
        match findings {
            Some(findings) => dataset.report.findings = findings,
            // A browser that takes no bytes has no room for them.
            None => {
                let message = text::photo_reader_not_compared().to_owned();
                self.tell(Message::IntakeWarning { message });
            }
        }
        self.intake_done(dataset, pixels, source);
    }

    fn use_houses(&mut self, houses: &Rc<Dataset>, source: Option<Source>) {
        let old = self.houses.replace((houses.clone(), source));
        self.former = former(old, self.former.take(), |(old, _)| old.is_same(houses));
    }

    fn intake_done(&mut self, dataset: Dataset, pixels: Blob, source: Source) {
        for id in self.pool.retire() {
            self.decoders.remove(&id);
        }
        let dataset = Rc::new(dataset);
        self.pixels.put(&dataset, pixels);
        self.use_houses(&dataset, Some(source));
        self.tell(Message::IntakeDone(dataset));
        match self.waiting_run.take() {
            Some(new) => self.train(new),
            None if !self.recovery.is_training() => self.load(),
            None => {}
        }
        if let Some(plan) = self.waiting_series.take() {
            self.begin_series(plan);
        }
    }
}

/// Computing.
impl Switchboard {
    fn train(&mut self, new: NewRun) {
        match self.other_tiles(&new.config) {
            Some(source) => {
                let tile = new.config.tile;
                self.read_again(source, tile);
                self.waiting_run = Some(new);
            }
            None => self.start_run(new),
        }
    }

    /// Where the houses are to be read again for these settings, which want another tile size.
    fn other_tiles(&self, config: &Config) -> Option<Source> {
        let (houses, source) = self.houses.as_ref()?;
        // Sizes that no run can start with are the session's to refuse, not the decoders' to try.
        source.clone().filter(|_| !config.takes_tile(houses.montages.tile) && config.check().is_ok())
    }

    fn read_again(&mut self, source: Source, tile: usize) {
        self.cancel_intake();
        match source {
            Source::Sample => self.read_sample(tile),
            Source::Folder { sources, listing } => {
                self.tell(Message::IntakeStarted { name: listing.name.clone() });
                self.read_houses(sources, listing, tile);
            }
        }
    }

    fn start_run(&mut self, new: NewRun) {
        self.load();
        let NewRun { run, config, device, excluded } = new;
        self.ask_now(Request::Train { run, config, device, excluded, resume: None });
    }

    /// Gives the session the houses in use, unless it has them.
    fn load(&mut self) {
        let Some((houses, _)) = &self.houses else { return };
        if self.sent.as_ref().is_some_and(|sent| Rc::ptr_eq(sent, houses)) {
            return;
        }
        self.sent = Some(houses.clone());
        if self.session_ready {
            self.send_houses();
        }
    }

    /// Sends the houses that the session is to have.
    fn send_houses(&mut self) {
        let (Some(session), Some(houses)) = (&self.session, &self.sent) else { return };
        let pixels = self.pixels.get(houses).into_iter().collect::<Vec<_>>();
        let ask =
            Ask { id: self.recovery.send_houses(), request: Request::Load(Box::new((**houses).clone())) };
        if let Err(last) = post(session, &ask, &pixels) {
            self.session_ended(&last);
        }
    }

    /// Asks the session what the page waits for in no other way than by what it shows of the run.
    fn ask_now(&mut self, request: Request) {
        let ask = self.ids.ask(request);
        self.ask(ask);
    }

    /// Asks the session, and starts it again if it was given up.
    fn ask(&mut self, ask: Ask) {
        self.recovery.asked(&ask);
        if self.session.is_none() {
            self.unsent = self.recovery.restore();
            self.unsent.push(ask);
            self.start_session();
        } else {
            self.unsent.push(ask);
            self.next_request();
        }
    }

    /// Sends what waits, and last what there is to prepare, as far as the session can hear it.
    fn next_request(&mut self) {
        if !self.session_ready || self.recovery.is_preparing() {
            return;
        }
        for ask in std::mem::take(&mut self.unsent) {
            self.send(&ask);
            if !self.session_ready {
                return;
            }
        }
        if let Some(request) = self.preparation.take().filter(|_| !self.recovery.is_training()) {
            let ask = self.recovery.prepare(request);
            self.send(&ask);
        }
    }

    fn send(&mut self, ask: &Ask) {
        let Some(session) = &self.session else { return };
        if let Err(last) = post(session, ask, &[] as &[JsValue]) {
            self.session_ended(&last);
        }
    }

    fn start_session(&mut self) {
        self.sessions += 1;
        self.session_ready = false;
        let (link, number) = (self.link.clone(), self.sessions);
        self.session = Some(self.compute.start(move |heard| {
            if let Some(link) = link.upgrade() {
                link.with(|board| {
                    if board.sessions == number {
                        board.session_says(heard);
                    }
                });
            }
        }));
    }

    fn session_says(&mut self, heard: Heard) {
        let event = match heard {
            Heard::Event(bytes, _) => {
                protocol::decode::<Event>(&bytes).map_err(|error| LastWord::of(error.to_string()))
            }
            Heard::End(last) => Err(last),
        };
        match event {
            Ok(Event::DeviceLost { why }) => self.session_ended(&LastWord::of(why)),
            Ok(event) => self.session_tells(event),
            Err(last) => self.session_ended(&last),
        }
    }

    fn session_tells(&mut self, event: Event) {
        let started = matches!(event, Event::Ready);
        let training = self.recovery.is_training();
        if let Event::Checkpoint { run, epochs_done, state } = &event {
            let state = Rc::new(state.0.clone());
            self.tell(Message::Checkpoint { run: *run, epochs_done: *epochs_done, state });
        }
        match self.recovery.heard(event) {
            Some(Told::Page(event)) => self.tell(Message::Session(event)),
            Some(Told::NoHouses(message)) => {
                // The next run sends them again.
                self.sent = None;
                self.tell(Message::HousesRefused { message });
            }
            None => {}
        }
        if started {
            self.session_ready = true;
            self.send_houses();
        }
        self.next_request();
        // Houses that came while a run was under way.
        if training && !self.recovery.is_training() {
            self.load();
        }
    }

    /// The compute worker has ended: another takes over, with the same houses and the same model, and the run goes on.
    fn session_ended(&mut self, last: &LastWord) {
        let unsent = std::mem::take(&mut self.unsent);
        let revival = self.recovery.ended(last, unsent);
        self.replace_session(revival);
    }

    /// Ends the compute worker, whatever it is at, and does what is to be done instead.
    fn replace_session(&mut self, revival: Revival) {
        self.session = None;
        self.sessions += 1;
        self.session_ready = false;
        if let Some(message) = revival.message {
            let resuming = revival.resuming || self.waiting_run.is_some();
            self.tell(Message::ComputeLost { message, resuming });
        }
        self.unsent = revival.requests;
        // The next session gets the houses in use, not those of a run that is over.
        if !revival.resuming
            && let Some((houses, _)) = &self.houses
        {
            self.sent = Some(houses.clone());
        }
        if revival.restart {
            self.start_session();
        }
    }
}

/// Sends a request to the session. A browser that has no room for it says so with a RangeError.
fn post(session: &Hosted, ask: &Ask, beside: &[impl AsRef<JsValue>]) -> Result<(), LastWord> {
    let bytes = protocol::encode(ask).map_err(|error| LastWord::of(error.to_string()))?;
    session.post(&bytes, beside).map_err(|error| LastWord {
        memory: error.has_type::<RangeError>(),
        why: format!("A request could not be sent: {error:?}"),
    })
}
