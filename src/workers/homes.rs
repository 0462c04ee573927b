//! Homes to be priced: their archives are listed, their tables read and their photos made into montages.

use futures_channel::oneshot;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use web_sys::{Blob, File};

use super::hub::{HomeArchives, HomePhotos, HomeTables, Unpacking, WorkerHub, Workers};
use super::picked_files::{FilePart, PickedFiles};
use super::pretrained::pretrained_url;
use facade_app::Message;
use facade_app::homes::HomeTiling;
use facade_app::worker_pool::Job;
use facade_data::{ArchiveEntry, HomeInputs, MAX_CANDIDATES, find_tables};
use facade_text as text;

impl Workers {
    /// Makes the montage of a home from a photo for each room, where some may be missing, and then photos without a room;
    /// `home` is the number of the request. The rooms of the photos at the indices `unknown` are recognised if the model
    /// can. A single home is served before those on the list of many (`listed`).
    pub(crate) fn tile_home(
        &self,
        home: u32,
        (mut photos, unknown): (Vec<Option<FilePart>>, Vec<usize>),
        mut tiling: HomeTiling,
        listed: bool,
    ) {
        self.0.with(|hub| {
            if tiling.looks && hub.pretrained.is_none() {
                let missing = pretrained_url().is_none();
                let message =
                    if missing { text::why_pretrained_missing() } else { text::why_pretrained_failed() }
                        .to_owned();
                return hub.emit(Message::HomeFailed { home, message });
            }
            tiling.classifier = tiling.classifier.filter(|_| !unknown.is_empty() && hub.pretrained.is_some());
            if tiling.classifier.is_none() {
                photos.truncate(tiling.rooms.len());
            }
            hub.homes.insert(home, HomePhotos { photos, unknown, tiling });
            hub.readers.push(if listed { Job::ListedHome(home) } else { Job::Home(home) });
        });
    }

    /// Reads the tables among the files of many homes; `request` is the number of the request.
    pub(crate) fn read_home_tables(&self, request: u32, picked: &PickedFiles, inputs: HomeInputs) {
        let paths = picked.paths().to_vec();
        let positions = find_tables(&paths).unwrap_or_default().into_iter().take(MAX_CANDIDATES);
        let tables = positions.filter_map(|position| Some((position, picked.part(position)?))).collect();
        self.0.with(|hub| {
            hub.home_tables.insert(request, HomeTables { tables, paths, inputs });
            hub.readers.push(Job::HomeTables(request));
        });
    }

    /// The files of many homes, with those in archives in the place of the archives. An archive that cannot be listed stays a file,
    /// and a sentence says why. `None` if other files were picked meanwhile.
    pub(crate) async fn list_home_archives(&self, picked: PickedFiles) -> Option<(PickedFiles, Vec<String>)> {
        let archives = picked.archives();
        if archives.is_empty() {
            return Some((picked, Vec::new()));
        }
        let (send, receive) = oneshot::channel();
        self.0.with(|hub| {
            let number = hub.next_number();
            for &archive in &archives {
                hub.readers.push(Job::HomeArchive(number, archive));
            }
            let unlisted = archives.len();
            hub.home_archives =
                Some(HomeArchives { number, picked, unlisted, listed: Vec::new(), notes: Vec::new(), send });
        });
        receive.await.ok()
    }

    /// Reads photos out of archives. `None` for those that cannot be read.
    pub(crate) async fn unpack(&self, photos: Vec<FilePart>) -> Vec<Option<File>> {
        let count = photos.len();
        let (send, receive) = oneshot::channel();
        self.0.with(|hub| {
            let number = hub.next_number();
            hub.unpacking.insert(number, Unpacking { photos, send });
            hub.readers.push(Job::Unpack(number));
        });
        receive.await.unwrap_or_else(|_| vec![None; count])
    }
}

impl WorkerHub {
    pub(super) fn next_number(&mut self) -> u32 {
        self.numbers += 1;
        self.numbers
    }

    pub(super) fn home_archive(&self, number: u32, position: usize) -> Option<Blob> {
        let archives = self.home_archives.as_ref().filter(|archives| archives.number == number)?;
        Some(archives.picked.archive(position)?.clone().into())
    }

    /// An archive is listed, or cannot be, with a sentence. When all are, the files are handed over.
    pub(super) fn home_archive_listed(
        &mut self,
        number: u32,
        position: usize,
        entries: Result<Vec<ArchiveEntry>, &str>,
    ) {
        let Some(archives) = self.home_archives.as_mut().filter(|archives| archives.number == number) else {
            return;
        };
        match entries {
            Ok(entries) => archives.listed.push((position, entries)),
            Err(problem) => {
                let file = archives.picked.name(position);
                archives.notes.push(text::t!(homes_archive_unread, file, problem));
            }
        }
        archives.unlisted -= 1;
        if let Some(HomeArchives { mut picked, listed, notes, send, .. }) =
            self.home_archives.take_if(|archives| archives.unlisted == 0)
        {
            picked.unpack(listed);
            // Nobody waits any more if the page is being closed.
            let _ = send.send((picked, notes));
        }
    }

    /// Photos are read out of archives: their sizes and their bytes, or nothing.
    pub(super) fn photos_unpacked(&mut self, number: u32, sizes: &[Option<usize>], bytes: &ArrayBuffer) {
        let Some(Unpacking { photos, send }) = self.unpacking.remove(&number) else { return };
        let mut start = 0;
        let file = |((part, _), size): (&FilePart, &Option<usize>)| {
            let size = (*size)? as u32;
            let slice = Uint8Array::new_with_byte_offset_and_length(bytes, start, size);
            start += size;
            let name = part.path.rsplit_once('/').map_or(part.path.as_str(), |(_, name)| name);
            File::new_with_u8_array_sequence(&Array::of1(&slice), name).ok()
        };
        let _ = send.send(photos.iter().zip(sizes).map(file).collect());
    }
}
