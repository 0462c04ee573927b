//! Reads and tiles photos. One request, one answer, nothing kept in between.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, FileReaderSync};

use super::{listen, post, report_panics};
use crate::dataset::{self, DatasetError, Dropped, Listing, Pixels, Reason, SourceError, Tiled, find_table};
use crate::imaging::{HomeError, tile_home};
use crate::protocol::{IntakeEvent, IntakeRequest};
use crate::sample;

/// Starts to answer requests.
pub fn run() {
    report_panics();
    listen(|request: IntakeRequest, files| {
        let files: Vec<File> = files.into_iter().map(JsCast::unchecked_into).collect();
        post(&answer(request, &files));
    });
    post(&IntakeEvent::Ready);
}

fn answer(request: IntakeRequest, files: &[File]) -> IntakeEvent {
    match request {
        IntakeRequest::Open { name, paths } => match open(&name, &paths, files) {
            Ok(listing) => IntakeEvent::Opened(listing),
            Err(error) => IntakeEvent::Failed { message: error.to_string() },
        },
        IntakeRequest::Sample { tile } => IntakeEvent::Sample(Box::new(sample::dataset(tile))),
        IntakeRequest::Tile { tile, positions } => {
            let houses = positions.into_iter().zip(files.chunks(4));
            IntakeEvent::Tiled(houses.map(|(position, photos)| house(position, photos, tile)).collect())
        }
        IntakeRequest::TileHome { tile } => match home(files, tile) {
            Ok(montage) => IntakeEvent::HomeTiled { montage },
            Err(error) => IntakeEvent::Failed { message: error.to_string() },
        },
    }
}

fn open(name: &str, paths: &[String], files: &[File]) -> Result<Listing, DatasetError> {
    dataset::list(name, &read(files, 0)?, paths, find_table(paths)?)
}

fn house(position: usize, photos: &[File], tile: usize) -> Tiled {
    let outcome = home(photos, tile).map(Pixels).map_err(|error| {
        let file = photos.get(error.room as usize).map(File::name).unwrap_or_default();
        // The page knows the house's number.
        Dropped { house: 0, reason: Reason::UnreadablePhoto { file, problem: error.problem.to_string() } }
    });
    Tiled { position, outcome }
}

fn home(photos: &[File], tile: usize) -> Result<Vec<u8>, HomeError> {
    tile_home(tile, |room| read(photos, room as usize))
}

/// The bytes of a file.
fn read(files: &[File], position: usize) -> Result<Vec<u8>, SourceError> {
    let Some(file) = files.get(position) else {
        return Err(SourceError::Missing { path: String::new() });
    };
    let bytes = FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(file));
    bytes
        .map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec())
        .map_err(|error| SourceError::Unreadable { path: file.name(), why: in_words(&error) })
}

/// What a browser's exception says, its first letter small and without a full stop, to stand within a sentence.
fn in_words(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &JsValue::from_str("message"));
    let text = message.ok().and_then(|message| message.as_string()).unwrap_or_default();
    let mut letters = text.trim_end_matches('.').chars();
    let first = letters.next().unwrap_or_default();
    first.to_lowercase().chain(letters).collect()
}
