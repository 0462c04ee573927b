//! Reads and tiles photos. One request, one answer, nothing kept in between.

use futures_util::future::join_all;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

use crate::bitmap;
use crate::browser::Planes;
use crate::slices::Slices;
use facade_data as dataset;
use facade_data::{
    ArchiveError, DatasetError, Entry, Looks, Mapping, Print, Reason, SourceError, Table, Tiled,
    check_table_size, content, list_archive, read_table, unpack, unpack_start, unpackable,
};
use facade_imaging::sample;
use facade_imaging::{
    Foreign, HEAD, Home, HomeError, PhotoError, Picture, at_once, check_photo_head, check_photo_size, decode,
    is_upright_jpeg, look, place, resize_into, tile_photos,
};
use facade_platform as platform;
use facade_protocol::{IntakeEvent, IntakeRequest, Part, TablePreview};
use facade_text as text;
use facade_text::format::room_words;
use facade_worker::{listen, post, post_with, report_panics};

/// Starts to answer requests.
pub(crate) fn run() {
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
    check_table_size(&table.path, size_of(&photo)?)?;
    let (bytes, buffer) = bytes_of(&photo).await?;
    if let Some(buffer) = &buffer {
        platform::free(buffer);
    }
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

/// The montage of a home, as [`facade_imaging::tile_home`] makes it. Photos are read and decoded at once as far as there is
/// room; the larger ones come after them, one by one, and nothing is kept of each but its tile.
async fn home(photos: &[Photo<'_>], tile: usize) -> Result<Home, HomeError> {
    let count = photos.len();
    // What is wrong with a size, opening says.
    let sizes: Vec<u64> = photos.iter().map(|photo| size_of(photo).unwrap_or(0)).collect();
    let together = photos
        .iter()
        .zip(at_once(&sizes))
        .map(|(photo, now)| async move { if now { Some(open_photo(photo).await) } else { None } });
    let mut opened = Vec::with_capacity(count);
    for (photo, read) in photos.iter().zip(join_all(together).await) {
        let alone = read.is_none();
        let read = match read {
            Some(read) => read,
            None => open_photo(photo).await,
        };
        opened.push(match read {
            Ok(Opened { bytes, pixels }) => match Foreign::of(&bytes).filter(|kind| kind.for_browsers()) {
                // One after the other: each may be as large as may be read.
                Some(kind) => {
                    bitmap::decode(&bytes, kind).await.map(|picture| reduced(&bytes, &picture, tile))
                }
                None if alone => all_reduced(&bytes, &pixels, tile),
                None => Ok(Opened { bytes, pixels }),
            },
            refused => refused,
        });
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
            Pixels::Reduced(reduced) => {
                place(&reduced.tile, photo, count, tile, montage);
                return Ok((reduced.content, reduced.print));
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
    /// Its file's; none where all that is needed of it is known.
    bytes: Vec<u8>,
    pixels: Pixels,
}

/// Where the pixels of a photo come from.
enum Pixels {
    /// From our decoder, or nowhere.
    Ours,
    /// From the browser, with the same bits as ours.
    Planes(Planes),
    /// All that is needed of a photo that only the browser can decode, or that is so large that it is read alone.
    Reduced(Box<Reduced>),
}

struct Reduced {
    /// As large as a tile.
    tile: Picture,
    /// What copies have in common.
    print: Option<Print>,
    /// A hash of the file.
    content: u64,
}

/// All that is needed of a picture that a file's bytes hold.
fn reduced(bytes: &[u8], picture: &impl facade_imaging::Pixels, tile: usize) -> Opened {
    let mut rgb = vec![0; 3 * tile * tile];
    resize_into(picture, tile, tile, &mut rgb, 3 * tile);
    let tile = Picture { width: tile, height: tile, rgb };
    let reduced = Reduced { tile, print: look(picture), content: content(bytes) };
    Opened { bytes: Vec::new(), pixels: Pixels::Reduced(Box::new(reduced)) }
}

/// The same from the browser's planes or by our decoder.
fn all_reduced(bytes: &[u8], pixels: &Pixels, tile: usize) -> Result<Opened, PhotoError> {
    if let Pixels::Planes(planes) = pixels
        && let Some(picture) = planes.picture(&planes.values())
    {
        return Ok(reduced(bytes, &picture, tile));
    }
    Ok(reduced(bytes, &decode(bytes)?, tile))
}

/// Bytes of a file from which on its beginning is looked at by itself: to read the whole of a smaller one takes no longer.
const WORTH_A_LOOK: u64 = 1 << 20;

/// The bytes of a photo, and what the browser's decoder makes of them where that gives the same bits as ours. How large it is
/// and what it is, is looked at before it is read.
async fn open_photo(photo: &Photo<'_>) -> Result<Opened, PhotoError> {
    let size = size_of(photo)?;
    check_photo_size(size)?;
    if size > WORTH_A_LOOK
        && let Some(head) = head_of(photo).await?
    {
        check_photo_head(&head)?;
    }
    let (bytes, buffer) = bytes_of(photo).await?;
    let planes = if is_upright_jpeg(&bytes) {
        let buffer = buffer.unwrap_or_else(|| Uint8Array::from(bytes.as_slice()).buffer());
        let planes = Planes::decode(&buffer).await;
        platform::free(&buffer);
        planes
    } else {
        if let Some(buffer) = &buffer {
            platform::free(buffer);
        }
        None
    };
    Ok(Opened { bytes, pixels: planes.map_or(Pixels::Ours, Pixels::Planes) })
}

/// How many bytes a file has, unpacked where it lies in an archive.
fn size_of(photo: &Photo<'_>) -> Result<u64, SourceError> {
    match &photo.part.packed {
        Some(entry) => {
            unpackable(entry)?;
            Ok(entry.size)
        }
        None => Ok(photo.blob.size() as u64),
    }
}

/// A file's first bytes, as far as they can be had: what is wrong with an archive, reading all of it says.
async fn head_of(photo: &Photo<'_>) -> Result<Option<Vec<u8>>, SourceError> {
    // A local header and its names come before what is packed.
    let length = if photo.part.packed.is_some() { 4 * HEAD } else { HEAD };
    let slice = photo.blob.slice_with_f64_and_f64(0.0, length as f64);
    let buffer = read(photo, &slice.map_err(|error| unreadable(photo, &error))?).await?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    platform::free(&buffer);
    match &photo.part.packed {
        Some(entry) => Ok(unpack_start(entry, &bytes, HEAD)),
        None => Ok(Some(bytes)),
    }
}

/// A file's own bytes, and the browser's copy of them; none where they were packed.
async fn bytes_of(photo: &Photo<'_>) -> Result<(Vec<u8>, Option<ArrayBuffer>), SourceError> {
    let buffer = read(photo, photo.blob).await?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    match &photo.part.packed {
        Some(entry) => {
            platform::free(&buffer);
            Ok((unpack(entry, &bytes)?, None))
        }
        None => Ok((bytes, Some(buffer))),
    }
}

/// What a file, or a part of it, holds.
async fn read(photo: &Photo<'_>, blob: &Blob) -> Result<ArrayBuffer, SourceError> {
    let read = JsFuture::from(blob.array_buffer()).await;
    read.map(JsCast::unchecked_into).map_err(|error| unreadable(photo, &error))
}

fn unreadable(photo: &Photo<'_>, error: &JsValue) -> SourceError {
    SourceError::Unreadable { path: photo.part.path.clone(), why: in_words(error) }
}

/// What a browser's exception says, its first letter small and without a full stop, to stand within a sentence.
fn in_words(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &JsValue::from_str("message"));
    let text = message.ok().and_then(|message| message.as_string()).unwrap_or_default();
    let mut letters = text.trim_end_matches('.').chars();
    let first = letters.next().unwrap_or_default();
    first.to_lowercase().chain(letters).collect()
}
