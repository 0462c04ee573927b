//! Reads and tiles photos. One request, one answer, nothing kept in between.

use futures_util::future::join_all;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

use super::browser::Planes;
use super::{listen, post, report_panics};
use crate::dataset::{
    self, DatasetError, Listing, Mapping, Pixels, Reason, SourceError, Tiled, find_table, read_table,
};
use crate::imaging::{HomeError, PhotoError, decode, is_upright_jpeg, place, tile_photos};
use crate::protocol::{IntakeEvent, IntakeRequest};
use crate::sample;

/// Starts to answer requests.
pub fn run() {
    report_panics();
    listen(|request: IntakeRequest, files| {
        spawn_local(async move {
            let files: Vec<File> = files.into_iter().map(JsCast::unchecked_into).collect();
            post(&answer(request, &files).await);
        });
    });
    post(&IntakeEvent::Ready);
}

async fn answer(request: IntakeRequest, files: &[File]) -> IntakeEvent {
    match request {
        IntakeRequest::Open { name, paths } => match open(&name, &paths, files).await {
            Ok(listing) => IntakeEvent::Opened(listing),
            Err(error) => IntakeEvent::Failed { message: error.to_string() },
        },
        IntakeRequest::Sample { tile } => IntakeEvent::Sample(Box::new(sample::dataset(tile))),
        IntakeRequest::Tile { tile, photos, positions } => {
            let mut houses = Vec::with_capacity(positions.len());
            for (position, photos) in positions.into_iter().zip(files.chunks(photos.max(1))) {
                houses.push(house(position, photos, tile).await);
            }
            IntakeEvent::Tiled(houses)
        }
        IntakeRequest::TileHome { tile, rooms } => match home(files, tile).await {
            Ok(montage) => IntakeEvent::HomeTiled { montage },
            Err(HomeError { photo, problem }) => {
                let message = format!("The {} photo cannot be read: {problem}", rooms.word(photo));
                IntakeEvent::Failed { message }
            }
        },
    }
}

async fn open(name: &str, paths: &[String], files: &[File]) -> Result<Listing, DatasetError> {
    let table = find_table(paths)?;
    let file = files.first().ok_or_else(|| SourceError::Missing { path: paths[table].clone() })?;
    let bytes = Uint8Array::new(&read(file).await?).to_vec();
    let rows = read_table(&paths[table], &bytes)?;
    dataset::list(name, &rows, &Mapping::guess(&rows, paths), paths, table)
}

async fn house(position: usize, photos: &[File], tile: usize) -> Tiled {
    let outcome = home(photos, tile).await.map(Pixels).map_err(|error| {
        let file = photos.get(error.photo).map(File::name).unwrap_or_default();
        Reason::UnreadablePhoto { file, problem: error.problem.to_string() }
    });
    Tiled { position, outcome }
}

/// The montage of a home, as [`crate::imaging::tile_home`] makes it, with all photos being read and decoded at once.
async fn home(photos: &[File], tile: usize) -> Result<Vec<u8>, HomeError> {
    let count = photos.len();
    let opened = join_all(photos.iter().map(open_photo)).await;
    tile_photos(tile, count, |photo, montage| {
        let (bytes, planes) = opened[photo].as_ref().map_err(Clone::clone)?;
        let values = planes.as_ref().map(Planes::values);
        let picture =
            planes.as_ref().zip(values.as_ref()).and_then(|(planes, values)| planes.picture(values));
        match picture {
            Some(picture) => place(&picture, photo, count, tile, montage),
            None => place(&decode(bytes)?, photo, count, tile, montage),
        }
        Ok(())
    })
}

/// The bytes of a photo, and what the browser's decoder makes of them where that gives the same bits as ours.
async fn open_photo(photo: &File) -> Result<(Vec<u8>, Option<Planes>), PhotoError> {
    let buffer = read(photo).await?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    let planes = if is_upright_jpeg(&bytes)? { Planes::decode(&buffer).await } else { None };
    Ok((bytes, planes))
}

/// The bytes of a file.
async fn read(file: &File) -> Result<JsValue, SourceError> {
    JsFuture::from(file.array_buffer())
        .await
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
