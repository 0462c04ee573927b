//! Reads and tiles photos. One request, one answer, nothing kept in between.

use futures_util::future::join_all;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

use super::bitmap;
use super::browser::Planes;
use super::slices::Slices;
use super::{listen, post, post_with, report_panics};
use crate::dataset::{
    self, ArchiveError, DatasetError, Entry, Looks, Mapping, Print, Reason, SourceError, Table, Tiled,
    content, list_archive, read_table, unpack,
};
use crate::imaging::{
    Foreign, Home, HomeError, PhotoError, Picture, decode, is_upright_jpeg, look, place, resize_into,
    tile_photos,
};
use crate::platform;
use crate::protocol::{IntakeEvent, IntakeRequest, Part, TablePreview};
use crate::sample;
use crate::text;
use crate::ui::steps::room_words;

/// Starts to answer requests.
pub fn run() {
    report_panics();
    listen(|request: IntakeRequest, files| {
        spawn_local(async move {
            let files: Vec<Blob> = files.into_iter().map(JsCast::unchecked_into).collect();
            let (event, pixels) = answer(request, &files).await;
            post_with(&event, &pixels);
        });
    });
    post(&IntakeEvent::Ready);
}

/// The answer, and the pixels that go beside it.
async fn answer(request: IntakeRequest, files: &[Blob]) -> (IntakeEvent, Vec<u8>) {
    let mut pixels = Vec::new();
    let failed = |message: String| IntakeEvent::Failed { message };
    let told = match request {
        IntakeRequest::List => list(files).map(IntakeEvent::Listed).map_err(|e| e.to_string()),
        IntakeRequest::Table { table, paths } => {
            let read = table_of(&table, files).await.map_err(|e| e.to_string());
            read.map(|rows| IntakeEvent::Table(preview(&rows, &paths)))
        }
        IntakeRequest::Open { name, table, position, mapping, paths } => {
            let read = table_of(&table, files).await;
            let listed = read.and_then(|rows| dataset::list(&name, &rows, &mapping, &paths, position));
            listed.map(IntakeEvent::Opened).map_err(|e| e.to_string())
        }
        IntakeRequest::Sample { tile } => {
            let mut dataset = sample::dataset(tile);
            pixels = std::mem::take(&mut dataset.montages.pixels);
            Ok(IntakeEvent::Sample(Box::new(dataset)))
        }
        IntakeRequest::Tile { tile, positions, photos } => {
            let mut houses = Vec::with_capacity(positions.len());
            let photos: Vec<Photo> =
                photos.iter().zip(files).map(|(part, blob)| Photo { part, blob }).collect();
            let each = (photos.len() / positions.len().max(1)).max(1);
            for (position, photos) in positions.into_iter().zip(photos.chunks(each)) {
                let tiled = house(position, photos, tile).await;
                houses.push(tiled.map(|home| {
                    pixels.extend(home.montage);
                    Looks::pack(&home.looks)
                }));
            }
            Ok(IntakeEvent::Tiled(houses))
        }
        IntakeRequest::TileHome { tile, rooms } => {
            let parts: Vec<Part> =
                rooms.words().iter().map(|word| Part { path: word.clone(), packed: None }).collect();
            let photos: Vec<Photo> =
                parts.iter().zip(files).map(|(part, blob)| Photo { part, blob }).collect();
            let tiled =
                home(&photos, tile).await.map(|home| IntakeEvent::HomeTiled { montage: home.montage });
            tiled.map_err(|HomeError { photo, problem }| {
                text::worker_photo_unread(room_words(rooms.word(photo)), problem)
            })
        }
        IntakeRequest::Compare { rooms, houses, looks } => {
            Ok(IntakeEvent::Compared(dataset::compare(&houses, &rooms, &looks)))
        }
    };
    (told.unwrap_or_else(failed), pixels)
}

/// A photo's file, or the slice of an archive that holds it.
struct Photo<'a> {
    part: &'a Part,
    blob: &'a Blob,
}

/// Rows of a table that the page shows.
const PREVIEW: usize = 5;

fn preview(table: &Table, paths: &[String]) -> TablePreview {
    let rows = table.rows.iter().filter_map(|row| row.fields.as_ref().ok());
    TablePreview {
        file: table.file.clone(),
        columns: table.columns.clone(),
        rows: rows.take(PREVIEW).cloned().collect(),
        count: table.rows.len(),
        guess: Mapping::guess(table, paths),
    }
}

fn list(files: &[Blob]) -> Result<Vec<Entry>, ArchiveError> {
    let file = files.first().ok_or(ArchiveError::Empty)?;
    list_archive(Slices::new(file))
}

async fn table_of(table: &Part, files: &[Blob]) -> Result<Table, DatasetError> {
    let missing = || SourceError::Missing { path: table.path.clone() };
    let photo = Photo { part: table, blob: files.first().ok_or_else(missing)? };
    let bytes = bytes_of(&photo, &read(&photo).await?)?;
    read_table(&table.path, &bytes)
}

async fn house(position: usize, photos: &[Photo<'_>], tile: usize) -> Tiled<Home> {
    let outcome = home(photos, tile).await.map_err(|error| {
        let path = photos.get(error.photo).map_or("", |photo| &photo.part.path);
        let file = path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned();
        Reason::UnreadablePhoto { file, problem: error.problem.to_string() }
    });
    Tiled { position, outcome }
}

/// The montage of a home, as [`crate::imaging::tile_home`] makes it, with all photos being read and decoded at once.
async fn home(photos: &[Photo<'_>], tile: usize) -> Result<Home, HomeError> {
    let count = photos.len();
    let mut opened = join_all(photos.iter().map(open_photo)).await;
    for photo in &mut opened {
        // One after the other: each may be as large as may be read.
        if let Ok(Opened { bytes, pixels }) = photo
            && let Some(foreign) = Foreign::of(bytes).filter(|foreign| foreign.for_browsers())
        {
            match bitmap::decode(bytes, foreign).await {
                Ok(picture) => *pixels = reduced(&picture, tile),
                Err(problem) => *photo = Err(problem),
            }
        }
    }
    tile_photos(tile, count, |photo, montage| {
        let Opened { bytes, pixels } = opened[photo].as_ref().map_err(Clone::clone)?;
        let print = match pixels {
            Pixels::Planes(planes) => {
                let values = planes.values();
                planes.picture(&values).map(|picture| {
                    place(&picture, photo, count, tile, montage);
                    look(&picture)
                })
            }
            Pixels::Reduced(picture, print) => {
                place(picture, photo, count, tile, montage);
                Some(*print)
            }
            Pixels::Ours => None,
        };
        let print = match print {
            Some(print) => print,
            None => {
                let picture = decode(bytes)?;
                place(&picture, photo, count, tile, montage);
                look(&picture)
            }
        };
        Ok((content(bytes), print))
    })
}

/// A photo that has been read.
struct Opened {
    bytes: Vec<u8>,
    pixels: Pixels,
}

/// Where the pixels of a photo come from.
enum Pixels {
    /// From our decoder, or nowhere.
    Ours,
    /// From the browser, with the same bits as ours.
    Planes(Planes),
    /// From the browser, which alone can decode them: as large as a tile, and what copies have in common.
    Reduced(Picture, Option<Print>),
}

fn reduced(picture: &Picture, tile: usize) -> Pixels {
    let mut rgb = vec![0; 3 * tile * tile];
    resize_into(picture, tile, tile, &mut rgb, 3 * tile);
    Pixels::Reduced(Picture { width: tile, height: tile, rgb }, look(picture))
}

/// The bytes of a photo, and what the browser's decoder makes of them where that gives the same bits as ours.
async fn open_photo(photo: &Photo<'_>) -> Result<Opened, PhotoError> {
    let buffer = read(photo).await?;
    let bytes = bytes_of(photo, &buffer)?;
    let buffer =
        if photo.part.packed.is_some() { Uint8Array::from(bytes.as_slice()).buffer() } else { buffer };
    let planes = if is_upright_jpeg(&bytes) { Planes::decode(&buffer).await } else { None };
    platform::free(&buffer);
    Ok(Opened { bytes, pixels: planes.map_or(Pixels::Ours, Pixels::Planes) })
}

/// A file's own bytes, unpacked where they lie in an archive.
fn bytes_of(photo: &Photo, buffer: &ArrayBuffer) -> Result<Vec<u8>, SourceError> {
    let bytes = Uint8Array::new(buffer).to_vec();
    match &photo.part.packed {
        Some(entry) => Ok(unpack(entry, &bytes)?),
        None => Ok(bytes),
    }
}

/// What a file holds.
async fn read(photo: &Photo<'_>) -> Result<ArrayBuffer, SourceError> {
    let path = || photo.part.path.clone();
    JsFuture::from(photo.blob.array_buffer())
        .await
        .map(JsCast::unchecked_into)
        .map_err(|error| SourceError::Unreadable { path: path(), why: in_words(&error) })
}

/// What a browser's exception says, its first letter small and without a full stop, to stand within a sentence.
fn in_words(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &JsValue::from_str("message"));
    let text = message.ok().and_then(|message| message.as_string()).unwrap_or_default();
    let mut letters = text.trim_end_matches('.').chars();
    let first = letters.next().unwrap_or_default();
    first.to_lowercase().chain(letters).collect()
}
