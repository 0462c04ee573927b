//! A workspace: the list with its models, the model in use and the settings, without data. It is saved in the library or as a file.

use serde::{Deserialize, Serialize};

use super::run_entry::RunEntry;
use super::run_list::MAX_ENTRIES;
use super::saved::{SavedModel, Settings};
use facade_protocol::Bytes;
use facade_record as record;
use facade_record::{Record, RecordKind, Unreadable, kinds, lenient};
use facade_text as text;

/// The most runs and series that are read of a workspace, many times what the list holds.
const MAX_READ_ENTRIES: usize = 10_000;

/// A single run is saved as a workspace with one entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    /// Runs and series, the oldest first.
    pub entries: Vec<RunEntry>,
    /// The model in use.
    pub model: Option<SavedModel>,
    /// The models of other runs.
    pub models: Vec<SavedModel>,
    pub settings: Option<Settings>,
}

/// A workspace as it is stored. Its entries and its settings are records themselves, so that an unreadable one does not affect the
/// others.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct WorkspaceRecord {
    entries: Vec<Bytes>,
    model: Option<SavedModel>,
    #[serde(deserialize_with = "lenient::list")]
    models: Vec<SavedModel>,
    settings: Option<Bytes>,
}

impl Record for WorkspaceRecord {
    const KIND: RecordKind = kinds::WORKSPACE;

    fn size(&self) -> usize {
        let entries: usize = self.entries.iter().map(|entry| entry.0.len() + 8).sum();
        let models: usize = self.model.iter().chain(&self.models).map(SavedModel::size).sum();
        entries + models + 2048
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenedWorkspace {
    /// The readable part.
    pub workspace: Workspace,
    /// Why the other runs and series are unreadable.
    pub unreadable: Vec<Unreadable>,
}

impl Workspace {
    /// As the bytes of a file. `None` if something cannot be serialised, which does not happen with plain data.
    pub fn pack(&self) -> Option<Vec<u8>> {
        let entries =
            self.entries.iter().map(|entry| record::pack(entry).map(Bytes)).collect::<Option<_>>()?;
        let settings = self.settings.as_ref().map(|settings| record::pack(settings).map(Bytes));
        let settings = settings.map_or(Some(None), |packed| packed.map(Some))?;
        let (model, models) = (self.model.clone(), self.models.clone());
        record::pack(&WorkspaceRecord { entries, model, models, settings })
    }

    /// From the bytes of a file, which may come from anybody. Unreadable settings, and settings that no run can start with, are
    /// dropped.
    ///
    /// # Errors
    /// If this is not a workspace that this version reads.
    pub fn unpack(bytes: &[u8]) -> Result<OpenedWorkspace, Unreadable> {
        let WorkspaceRecord { entries, model, models, settings } = record::unpack(bytes)?;
        // Each entry is compared with all others.
        if entries.len() > MAX_READ_ENTRIES {
            return Err(Unreadable::Invalid);
        }
        let settings = settings.and_then(|Bytes(packed)| record::unpack::<Settings>(&packed).ok());
        let settings = settings.filter(|settings| settings.config.check().is_ok());
        let (mut valid, mut unreadable) = (Vec::new(), Vec::new());
        for Bytes(entry) in entries {
            match RunEntry::unpack(&entry) {
                Ok(entry) => valid.push(entry),
                Err(why) => unreadable.push(why),
            }
        }
        Ok(OpenedWorkspace { workspace: Workspace { entries: valid, model, models, settings }, unreadable })
    }
}

/// Sentences about runs and series of a workspace that were not imported.
pub fn skipped_runs_text(no_room: usize, unreadable: &[Unreadable]) -> Vec<String> {
    let mut sentences = Vec::new();
    if no_room > 0 {
        sentences.push(text::t!(shelf_no_room, runs = no_room, most = MAX_ENTRIES));
    }
    // A workspace of this form has no entries of the old form.
    for (reason, key) in
        [(Unreadable::Newer, "newer"), (Unreadable::Invalid, "unsound"), (Unreadable::Damaged, "damaged")]
    {
        match unreadable.iter().filter(|other| **other == reason).count() {
            0 => {}
            runs => sentences.push(text::t!(shelf_left_out, runs, why = key)),
        }
    }
    sentences
}
