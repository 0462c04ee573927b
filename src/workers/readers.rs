//! The workers that read files, and their jobs.

use std::collections::HashMap;

use wasm_bindgen::JsValue;

use crate::browser::worker_host::{WorkerHandle, WorkerModule};
use facade_app::worker_pool::{Job, WorkerKind, WorkerPool};

/// The workers of one kind.
pub(super) struct Reader {
    pub(super) module: WorkerModule,
    pub(super) pool: WorkerPool,
    pub(super) workers: HashMap<u32, WorkerHandle>,
}

/// All workers that read files.
pub(super) struct Readers {
    pub(super) tables: Reader,
    pub(super) decode: Reader,
}

/// One reads the tables of a dataset while another one reads those of homes.
const MAX_TABLE_READERS: usize = 2;

pub(super) const KINDS: [WorkerKind; 2] = [WorkerKind::Tables, WorkerKind::Decode];

impl Reader {
    fn preload(name: &'static str, limit: usize) -> Result<Reader, JsValue> {
        Ok(Reader {
            module: WorkerModule::preload(name)?,
            pool: WorkerPool::new(limit),
            workers: HashMap::new(),
        })
    }

    pub(super) fn stop(&mut self, ids: Vec<u32>) {
        for id in ids {
            self.workers.remove(&id);
        }
    }
}

impl Readers {
    /// Fetches the modules. Workers are started when there is something to read: at most `decoders` for photos.
    ///
    /// # Errors
    /// If there is no document, which names the modules.
    pub(super) fn preload(decoders: usize) -> Result<Readers, JsValue> {
        Ok(Readers {
            tables: Reader::preload("tables", MAX_TABLE_READERS)?,
            decode: Reader::preload("decode", decoders)?,
        })
    }

    pub(super) fn of(&mut self, kind: WorkerKind) -> &mut Reader {
        match kind {
            WorkerKind::Tables => &mut self.tables,
            WorkerKind::Decode => &mut self.decode,
        }
    }

    pub(super) fn push(&mut self, job: Job) {
        self.of(job.kind()).pool.push(job);
    }

    /// Tiles this many houses.
    pub(super) fn push_houses(&mut self, houses: usize) {
        self.decode.pool.push_houses(houses);
    }

    /// Switches to another step, and discards the one before.
    pub(super) fn switch_to(&mut self, job: Job) {
        self.cancel();
        self.push(job);
    }

    /// Cancels everything except homes.
    pub(super) fn cancel(&mut self) {
        for kind in KINDS {
            let reader = self.of(kind);
            let cancelled = reader.pool.cancel();
            reader.stop(cancelled);
        }
    }

    /// Ends idle workers: a module frees memory only by ending.
    pub(super) fn retire_idle(&mut self) {
        for kind in KINDS {
            let reader = self.of(kind);
            let idle = reader.pool.retire_idle();
            reader.stop(idle);
        }
    }
}
