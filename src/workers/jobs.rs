//! Starts the workers that read files, hands out jobs and receives answers.

use js_sys::ArrayBuffer;

use super::hub::WorkerHub;
use super::readers::KINDS;
use crate::browser::worker_host::WorkerMessage;
use facade_app::worker_pool::{Job, Step, WorkerKind};
use facade_protocol as protocol;
use facade_protocol::{DecodeEvent, TablesEvent};
use facade_text as text;

impl WorkerHub {
    /// Starts workers and hands out jobs, as the pools decide.
    pub(super) fn assign_jobs(&mut self) {
        for kind in KINDS {
            loop {
                match self.readers.of(kind).pool.next_step() {
                    Step::Start(id) => self.start_reader(kind, id),
                    Step::Assign(id, job) => self.assign(kind, id, &job),
                    Step::Stop(id) => self.readers.of(kind).stop(vec![id]),
                    Step::Wait => break,
                    Step::GiveUp(jobs) => jobs.iter().for_each(|job| match job {
                        // No decoder starts: that is not the fault of these houses.
                        Job::Tile(_) => self.fail_loading(text::photo_reader_not_started().to_owned()),
                        job => self.fail_job(
                            job,
                            match kind {
                                WorkerKind::Tables => text::table_reader_not_started(),
                                WorkerKind::Decode => text::photo_reader_not_started(),
                            },
                        ),
                    }),
                }
            }
        }
    }

    fn start_reader(&mut self, kind: WorkerKind, id: u32) {
        let inner = self.inner.clone();
        let reader = self.readers.of(kind);
        let worker = reader.module.start(move |message| {
            if let Some(inner) = inner.upgrade() {
                inner.with(|hub| hub.on_reader_message(kind, id, message));
            }
        });
        reader.workers.insert(id, worker);
    }

    fn assign(&mut self, kind: WorkerKind, id: u32, job: &Job) {
        let sent = self
            .request_for(job)
            .and_then(|(request, files)| self.readers.of(kind).workers.get(&id)?.post(&request, &files).ok());
        if sent.is_none() {
            self.on_reader_lost(kind, id);
        }
    }

    fn on_reader_message(&mut self, kind: WorkerKind, id: u32, message: WorkerMessage) {
        let WorkerMessage::Event(bytes, pixels) = message else { return self.on_reader_lost(kind, id) };
        let pixels = pixels.unwrap_or_else(|| ArrayBuffer::new(0));
        match kind {
            WorkerKind::Tables => match protocol::decode(&bytes) {
                Ok(TablesEvent::Ready) => self.readers.tables.pool.worker_ready(id),
                Ok(event) => {
                    if let Some(job) = self.readers.tables.pool.job_done(id) {
                        self.on_tables_read(job, event);
                    }
                }
                Err(_) => self.on_reader_lost(kind, id),
            },
            WorkerKind::Decode => match protocol::decode(&bytes) {
                Ok(DecodeEvent::Ready) => self.readers.decode.pool.worker_ready(id),
                Ok(event) => {
                    if let Some(job) = self.readers.decode.pool.job_done(id) {
                        self.on_decoded(job, event, &pixels);
                    }
                }
                Err(_) => self.on_reader_lost(kind, id),
            },
        }
    }

    fn on_reader_lost(&mut self, kind: WorkerKind, id: u32) {
        let reader = self.readers.of(kind);
        reader.workers.remove(&id);
        if let Some(job) = reader.pool.worker_died(id) {
            self.fail_job(
                &job,
                match kind {
                    WorkerKind::Tables => text::table_reader_ended(),
                    WorkerKind::Decode => text::photo_reader_ended(),
                },
            );
        }
    }
}
