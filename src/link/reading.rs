//! Reading tables and photos.

use std::rc::Rc;

use js_sys::ArrayBuffer;
use web_sys::{Blob, File};

use super::board::{Home, Reading, Source, Switchboard};
use crate::blob;
use crate::sources::Sources;
use crate::spawn::Heard;
use facade_app::Message;
use facade_app::intake::{Intake, former};
use facade_app::pool::{Job, Step};
use facade_data::{
    Dataset, Finding, Listing, Looks, Mapping, Tiled, find_tables, is_houses_info, montage_size,
};
use facade_platform as platform;
use facade_protocol as protocol;
use facade_protocol::{IntakeEvent, IntakeRequest, Part};
use facade_text as text;

/// Reading photos.
impl Switchboard {
    pub(super) fn tell(&mut self, message: Message) {
        self.outbox.push(message);
    }

    pub(super) fn open_files(&mut self, name: String, files: Vec<File>, paths: Vec<String>, tile: usize) {
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
    pub(super) fn open_sources(&mut self, name: String, sources: Sources) {
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

    pub(super) fn read_sample(&mut self, tile: usize) {
        self.tell(Message::IntakeStarted { name: facade_data::SAMPLE.to_owned() });
        self.reading = Some(Reading::Sample { tile });
        self.pool.push(Job::Sample);
    }

    pub(super) fn read_houses(&mut self, sources: Rc<Sources>, listing: Rc<Listing>, tile: usize) {
        self.pool.push_houses(listing.houses.len());
        let intake = Intake::new((*listing).clone(), tile);
        self.reading = Some(Reading::Houses { sources, listing, intake });
        self.progress();
    }

    /// Goes to another step of the reading. What comes of the one before is of no use any more.
    pub(super) fn go_to(&mut self, job: Job) {
        for id in self.pool.replace(job) {
            self.decoders.remove(&id);
        }
    }

    pub(super) fn cancel_intake(&mut self) {
        if self.reading.is_some() {
            self.end_reading();
            self.tell(Message::IntakeCancelled);
        }
    }

    pub(super) fn fail_intake(&mut self, message: String) {
        if self.reading.is_some() {
            self.end_reading();
            self.tell(Message::IntakeFailed { message });
        }
    }

    /// Forgets the reading, and the run or the series that waited for it.
    pub(super) fn end_reading(&mut self) {
        self.reading = None;
        self.waiting_run = None;
        self.waiting_series = None;
        for id in self.pool.cancel() {
            self.decoders.remove(&id);
        }
    }

    /// Starts decoders and hands out jobs, as the pool says.
    pub(super) fn set_to_work(&mut self) {
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

    pub(super) fn start_decoder(&mut self, id: u32) {
        let link = self.link.clone();
        let decoder = self.decode.start(move |heard| {
            if let Some(link) = link.upgrade() {
                link.with(|board| board.decoder_says(id, heard));
            }
        });
        self.decoders.insert(id, decoder);
    }

    pub(super) fn give(&mut self, id: u32, job: &Job) {
        let sent = self.request(job).and_then(|(request, files)| {
            let bytes = protocol::encode(&request).ok()?;
            self.decoders.get(&id)?.post(&bytes, &files).ok()
        });
        if sent.is_none() {
            self.decoder_ended(id);
        }
    }

    /// The request that a job stands for, and the files beside it.
    pub(super) fn request(&mut self, job: &Job) -> Option<(IntakeRequest, Vec<Blob>)> {
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

    pub(super) fn decoder_says(&mut self, id: u32, heard: Heard) {
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

    pub(super) fn decoder_ended(&mut self, id: u32) {
        self.decoders.remove(&id);
        if let Some(job) = self.pool.died(id) {
            self.lose(&job, text::photo_reader_ended());
        }
    }

    pub(super) fn decoder_answers(&mut self, job: Job, event: IntakeEvent, pixels: &ArrayBuffer) {
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
            (Job::Sample, IntakeEvent::Sample(dataset)) => match blob::wrap(std::slice::from_ref(pixels)) {
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

    pub(super) fn take_houses(&mut self, houses: Vec<Tiled<Looks>>, pixels: &ArrayBuffer) {
        let Some(Reading::Houses { intake, .. }) = &mut self.reading else { return };
        if intake.bytes(&houses) != pixels.byte_length() as usize {
            return self.fail_intake(text::photo_reader_ended().to_owned());
        }
        intake.take(houses, pixels.clone());
        self.progress();
    }

    /// A job will not be done.
    pub(super) fn lose(&mut self, job: &Job, why: &str) {
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
    pub(super) fn progress(&mut self) {
        let Some(Reading::Houses { intake, .. }) = &mut self.reading else { return };
        if let Some(batch) = intake.batch() {
            match blob::wrap(&batch) {
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
                    blob::compose(&finished.pixels).map_err(|_| text::photo_reader_no_room().to_owned())?;
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
    pub(super) fn compared(&mut self, findings: Option<Vec<Finding>>) {
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

    pub(super) fn use_houses(&mut self, houses: &Rc<Dataset>, source: Option<Source>) {
        let old = self.houses.replace((houses.clone(), source));
        self.former = former(old, self.former.take(), |(old, _)| old.is_same(houses));
    }

    pub(super) fn intake_done(&mut self, dataset: Dataset, pixels: Blob, source: Source) {
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
