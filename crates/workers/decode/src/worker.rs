//! Handles the requests of a decode worker. Each request has one answer, and no state is kept between requests.

use futures_util::future::join_all;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

use crate::blob_reader::BlobReader;
use crate::image_bitmap;
use crate::image_decoder::Planes;
use facade_data as dataset;
use facade_data::{
    ArchiveEntry, ArchiveError, DatasetError, DropReason, HomeInputs, HomesCandidate, MAX_HOMES,
    PackedDescriptors, PairingPreview, PhotoHash, ReadOptions, SourceError, Table, TableCandidate,
    TableFormat, TiledHouse, check_table_size, check_unpacked_size, choose_homes, content_hash, is_clear,
    list_archive, read_table_with, unpack, unpack_prefix,
};
use facade_imaging::sample;
use facade_imaging::{
    HEADER_BYTES, Image, PhotoError, PixelSource, TileError, TiledHome, UnsupportedFormat,
    check_photo_header, check_photo_size, concurrent_reads, decode, is_upright_jpeg, photo_hash, resize_into,
    resize_into_tile, tile_photos,
};
use facade_platform as platform;
use facade_protocol::{DecodeEvent, DecodeRequest, SourceFile, THUMBNAIL, TablePreview};
use facade_text as text;
use facade_text::format::{count, room_in_sentence};
use facade_worker::{listen, post, post_with, report_panics};

/// Starts to handle requests.
pub(crate) fn run() {
    report_panics();
    listen(|request: DecodeRequest, files| {
        spawn_local(async move {
            let files: Vec<Blob> = files.into_iter().map(JsCast::unchecked_into).collect();
            let (event, pixels) = answer(request, &files).await;
            post_with(&event, &pixels);
        });
    });
    post(&DecodeEvent::Ready);
}

/// The answer to a request, and the pixels attached to it.
async fn answer(request: DecodeRequest, files: &[Blob]) -> (DecodeEvent, Vec<u8>) {
    let mut pixels = Vec::new();
    let failed = |message: String| DecodeEvent::Failed { message };
    let result = match request {
        DecodeRequest::List => list_entries(files).map(DecodeEvent::Listed).map_err(|e| e.to_string()),
        DecodeRequest::Table { tables, options, paths } => {
            choose_table(&tables, &options, &paths, files).await.map_err(|e| e.to_string())
        }
        DecodeRequest::Pair { table, position, options, mapping, paths } => {
            let table = load_table(&table, &options, files.first()).await.map_err(|e| e.to_string());
            table.map(|table| {
                let pairing = dataset::pair(&table, &mapping, &paths, position);
                let problem = dataset::list_houses("", &table, &mapping, &paths, position).err();
                DecodeEvent::Paired(
                    PairingPreview::of(&table, &pairing, &paths),
                    problem.map(|e| e.to_string()),
                )
            })
        }
        DecodeRequest::PhotoHouses { paths } => {
            Ok(DecodeEvent::PhotoHouses(dataset::houses_by_photos(&paths)))
        }
        DecodeRequest::Thumbnails { photos } => {
            let mut readable = Vec::with_capacity(photos.len());
            for (file, blob) in photos.iter().zip(files) {
                let square = tile_home(&[Some(PhotoFile { file, blob })], THUMBNAIL).await;
                readable.push(square.is_ok());
                pixels.extend(square.map(|home| home.montage).unwrap_or_default());
            }
            Ok(DecodeEvent::Thumbnails(readable))
        }
        DecodeRequest::Open { name, table, position, options, mapping, paths } => {
            let table = load_table(&table, &options, files.first()).await;
            let list =
                table.and_then(|table| dataset::list_houses(&name, &table, &mapping, &paths, position));
            list.map(DecodeEvent::Opened).map_err(|e| e.to_string())
        }
        DecodeRequest::Sample { tile } => {
            let mut dataset = sample::dataset(tile);
            pixels = std::mem::take(&mut dataset.montages.pixels);
            Ok(DecodeEvent::Sample(Box::new(dataset)))
        }
        DecodeRequest::Tile { tile, positions, photos } => {
            let mut houses = Vec::with_capacity(positions.len());
            let mut files = files.iter();
            let mut with_blob = |file| Some(PhotoFile { file, blob: files.next()? });
            let photos: Vec<Option<PhotoFile>> =
                photos.iter().map(|file| file.as_ref().and_then(&mut with_blob)).collect();
            let per_house = (photos.len() / positions.len().max(1)).max(1);
            for (position, photos) in positions.into_iter().zip(photos.chunks(per_house)) {
                let tiled = tile_house(position, photos, tile).await;
                houses.push(tiled.map(|home| {
                    pixels.extend(home.montage);
                    PackedDescriptors::pack(&home.descriptors)
                }));
            }
            Ok(DecodeEvent::Tiled(houses))
        }
        DecodeRequest::Homes { tables, paths, inputs } => read_homes(&tables, &paths, &inputs, files).await,
        DecodeRequest::TileHome { tile, rooms } => {
            let sources: Vec<SourceFile> =
                rooms.names().iter().map(|room| SourceFile { path: room.clone(), packed: None }).collect();
            let photos: Vec<Option<PhotoFile>> =
                sources.iter().zip(files).map(|(file, blob)| Some(PhotoFile { file, blob })).collect();
            let tiled =
                tile_home(&photos, tile).await.map(|home| DecodeEvent::HomeTiled { montage: home.montage });
            tiled.map_err(|TileError { photo, problem }| {
                text::t!(worker_photo_unread, room = room_in_sentence(rooms.name(photo)), problem)
            })
        }
        DecodeRequest::Compare { rooms, houses, descriptors } => {
            Ok(DecodeEvent::Compared(dataset::find_issues(&houses, &rooms, &descriptors)))
        }
    };
    (result.unwrap_or_else(failed), pixels)
}

/// A file, with its bytes or the slice of the archive that holds it.
struct PhotoFile<'a> {
    file: &'a SourceFile,
    blob: &'a Blob,
}

/// Number of rows in the preview.
const PREVIEW_ROWS: usize = 5;

/// Reads tables one after the other, and keeps the best price list. The first error is the answer if none can be
/// read.
async fn choose_table(
    tables: &[(SourceFile, usize)],
    options: &ReadOptions,
    paths: &[String],
    files: &[Blob],
) -> Result<DecodeEvent, DatasetError> {
    let (mut found, mut first_error) = (Vec::new(), None);
    for (index, ((file, position), blob)) in tables.iter().zip(files).enumerate() {
        match load_table(file, options, Some(blob)).await {
            Ok(table) => {
                found.push((index, *position, TableCandidate::new(&file.path, table, paths, *position)))
            }
            Err(error) => drop(first_error.get_or_insert(error)),
        }
    }
    let (places, candidates): (Vec<(usize, usize)>, Vec<TableCandidate>) =
        found.into_iter().map(|(index, position, candidate)| ((index, position), candidate)).unzip();
    let Some((chosen, others)) = dataset::choose_table(&candidates) else {
        return Err(first_error.unwrap_or(DatasetError::EmptyFolder));
    };
    let (found, (index, position)) = (&candidates[chosen], places[chosen]);
    let best = found.pairings.first();
    let problem =
        best.and_then(|best| dataset::list_houses("", &found.table, &best.mapping, paths, position).err());
    match problem {
        // There is nothing to change about the tutorial's table.
        Some(error) if found.table.format == TableFormat::HousesInfo => Err(error),
        problem => {
            let others = others.into_iter().map(|other| candidates[other].table.file.clone()).collect();
            Ok(DecodeEvent::Table(index, preview(found, paths, problem, others)))
        }
    }
}

/// Reads tables one after the other, and takes the one that lists the homes to be priced. Tables that cannot be read are
/// not used. The error is a sentence: there are too many homes.
async fn read_homes(
    tables: &[(SourceFile, usize)],
    paths: &[String],
    inputs: &HomeInputs,
    files: &[Blob],
) -> Result<DecodeEvent, String> {
    let mut candidates = Vec::new();
    for ((file, position), blob) in tables.iter().zip(files) {
        if let Ok(table) = load_table(file, &ReadOptions::default(), Some(blob)).await {
            candidates.push(HomesCandidate::new(&file.path, table, inputs, paths, *position));
        }
    }
    let name = |candidate: &HomesCandidate| candidate.table().file.clone();
    let Some((chosen, others)) = choose_homes(&candidates) else {
        return Ok(DecodeEvent::Homes(Err(candidates.iter().map(name).collect())));
    };
    let mut table = candidates[chosen].homes(inputs, paths);
    if table.rows.len() > MAX_HOMES {
        return Err(text::t!(homes_too_many, homes = count(table.rows.len()), most = count(MAX_HOMES)));
    }
    table.other_tables = others.into_iter().map(|other| name(&candidates[other])).collect();
    Ok(DecodeEvent::Homes(Ok(Box::new(table))))
}

fn preview(
    found: &TableCandidate,
    paths: &[String],
    problem: Option<DatasetError>,
    other_tables: Vec<String>,
) -> TablePreview {
    let TableCandidate { table, pairings, .. } = found;
    let rows = table.rows.iter().filter_map(|row| row.fields.as_ref().ok());
    TablePreview {
        file: table.file.clone(),
        columns: table.columns.clone(),
        rows: rows.take(PREVIEW_ROWS).cloned().collect(),
        count: table.rows.len(),
        reading: table.reading.clone(),
        is_fixed: table.format == TableFormat::HousesInfo,
        pairings: pairings.iter().map(|pairing| PairingPreview::of(table, pairing, paths)).collect(),
        is_clear: is_clear(pairings) && other_tables.is_empty(),
        problem: problem.map(|error| error.to_string()),
        other_tables,
    }
}

fn list_entries(files: &[Blob]) -> Result<Vec<ArchiveEntry>, ArchiveError> {
    let file = files.first().ok_or(ArchiveError::Empty)?;
    list_archive(BlobReader::new(file))
}

async fn load_table(
    table: &SourceFile,
    options: &ReadOptions,
    blob: Option<&Blob>,
) -> Result<Table, DatasetError> {
    let missing = || SourceError::Missing { path: table.path.clone() };
    let file = PhotoFile { file: table, blob: blob.ok_or_else(missing)? };
    check_table_size(&table.path, unpacked_size(&file)?)?;
    let (bytes, buffer) = read_bytes(&file).await?;
    if let Some(buffer) = &buffer {
        platform::free_buffer(buffer);
    }
    read_table_with(&table.path, &bytes, options)
}

async fn tile_house(position: usize, photos: &[Option<PhotoFile<'_>>], tile: usize) -> TiledHouse<TiledHome> {
    let outcome = tile_home(photos, tile).await.map_err(|error| {
        let photo = photos.get(error.photo).and_then(Option::as_ref);
        let path = photo.map_or("", |photo| &photo.file.path);
        let file = path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned();
        DropReason::UnreadablePhoto { file, problem: error.problem.to_string() }
    });
    TiledHouse { position, outcome }
}

/// Builds the montage of a home, as [`facade_imaging::tile_home`]. Photos are read and decoded concurrently within a
/// memory budget. Larger ones follow one at a time, and only their tiles are kept.
async fn tile_home(photos: &[Option<PhotoFile<'_>>], tile: usize) -> Result<TiledHome, TileError> {
    let count = photos.len();
    // `load_photo` reports errors about the size.
    let size = |photo: &Option<PhotoFile<'_>>| photo.as_ref().and_then(|photo| unpacked_size(photo).ok());
    let sizes: Vec<u64> = photos.iter().map(|photo| size(photo).unwrap_or(0)).collect();
    let concurrent = photos.iter().zip(concurrent_reads(&sizes)).map(|(photo, now)| async move {
        match photo {
            Some(photo) if now => Some(load_photo(photo).await),
            _ => None,
        }
    });
    let mut loaded = Vec::with_capacity(count);
    for (photo, outcome) in photos.iter().zip(join_all(concurrent).await) {
        let Some(photo) = photo else {
            loaded.push(None);
            continue;
        };
        let is_large = outcome.is_none();
        let outcome = match outcome {
            Some(outcome) => outcome,
            None => load_photo(photo).await,
        };
        loaded.push(Some(match outcome {
            Ok(LoadedPhoto { bytes, decoded }) => {
                match UnsupportedFormat::detect(&bytes).filter(|format| format.browser_may_decode()) {
                    // One at a time, since each may be of the maximum size.
                    Some(format) => {
                        let image = image_bitmap::decode(&bytes, format).await;
                        image.map(|image| reduce(&bytes, &image, tile))
                    }
                    None if is_large => decode_and_reduce(&bytes, &decoded, tile),
                    None => Ok(LoadedPhoto { bytes, decoded }),
                }
            }
            error => error,
        }));
    }
    tile_photos(tile, count, |photo, montage| {
        let Some(loaded) = &loaded[photo] else { return Ok(None) };
        let LoadedPhoto { bytes, decoded } = loaded.as_ref().map_err(Clone::clone)?;
        let hash = match decoded {
            Decoded::Planes(planes) => {
                let samples = planes.samples();
                planes.image(&samples).map(|image| {
                    resize_into_tile(&image, photo, count, tile, montage);
                    photo_hash(&image)
                })
            }
            Decoded::Reduced(reduced) => {
                resize_into_tile(&reduced.tile, photo, count, tile, montage);
                return Ok(Some((reduced.content_hash, reduced.photo_hash)));
            }
            Decoded::NotYet => None,
        };
        let hash = match hash {
            Some(hash) => hash,
            None => {
                let image = decode(bytes)?;
                resize_into_tile(&image, photo, count, tile, montage);
                photo_hash(&image)
            }
        };
        Ok(Some((content_hash(bytes), hash)))
    })
}

/// A photo that has been read.
struct LoadedPhoto {
    /// The file's bytes; empty if the photo is reduced.
    bytes: Vec<u8>,
    decoded: Decoded,
}

/// How far a photo is decoded.
enum Decoded {
    /// Our decoder will decode it.
    NotYet,
    /// Decoded by the browser, bit-exact with our decoder.
    Planes(Planes),
    /// Reduced to a tile: a photo that only the browser can decode, or a large one.
    Reduced(Box<ReducedPhoto>),
}

/// Everything that is needed of a photo.
struct ReducedPhoto {
    tile: Image,
    photo_hash: Option<PhotoHash>,
    content_hash: u64,
}

fn reduce(bytes: &[u8], image: &impl PixelSource, tile: usize) -> LoadedPhoto {
    let mut rgb = vec![0; 3 * tile * tile];
    resize_into(image, tile, tile, &mut rgb, 3 * tile);
    let tile = Image { width: tile, height: tile, rgb };
    let reduced = ReducedPhoto { tile, photo_hash: photo_hash(image), content_hash: content_hash(bytes) };
    LoadedPhoto { bytes: Vec::new(), decoded: Decoded::Reduced(Box::new(reduced)) }
}

fn decode_and_reduce(bytes: &[u8], decoded: &Decoded, tile: usize) -> Result<LoadedPhoto, PhotoError> {
    if let Decoded::Planes(planes) = decoded
        && let Some(image) = planes.image(&planes.samples())
    {
        return Ok(reduce(bytes, &image, tile));
    }
    Ok(reduce(bytes, &decode(bytes)?, tile))
}

/// Above this file size, the header is read and checked first. Reading the whole of a smaller file takes no longer.
const CHECK_HEADER_FROM: u64 = 1 << 20;

/// Reads a photo after checking its size and format, and decodes it in the browser if that is bit-exact with our decoder.
async fn load_photo(photo: &PhotoFile<'_>) -> Result<LoadedPhoto, PhotoError> {
    let size = unpacked_size(photo)?;
    check_photo_size(size)?;
    if size > CHECK_HEADER_FROM
        && let Some(header) = read_header(photo).await?
    {
        check_photo_header(&header)?;
    }
    let (bytes, buffer) = read_bytes(photo).await?;
    let planes = if is_upright_jpeg(&bytes) {
        let buffer = buffer.unwrap_or_else(|| Uint8Array::from(bytes.as_slice()).buffer());
        let planes = Planes::decode(&buffer).await;
        platform::free_buffer(&buffer);
        planes
    } else {
        if let Some(buffer) = &buffer {
            platform::free_buffer(buffer);
        }
        None
    };
    Ok(LoadedPhoto { bytes, decoded: planes.map_or(Decoded::NotYet, Decoded::Planes) })
}

/// A file's size in bytes, uncompressed if it is in an archive.
fn unpacked_size(photo: &PhotoFile<'_>) -> Result<u64, SourceError> {
    match &photo.file.packed {
        Some(entry) => {
            check_unpacked_size(entry)?;
            Ok(entry.size)
        }
        None => Ok(photo.blob.size() as u64),
    }
}

/// A file's first bytes. `None` if they cannot be unpacked; reading the whole file then reports the error.
async fn read_header(photo: &PhotoFile<'_>) -> Result<Option<Vec<u8>>, SourceError> {
    // In an archive, the local header precedes the compressed bytes.
    let length = if photo.file.packed.is_some() { 4 * HEADER_BYTES } else { HEADER_BYTES };
    let slice = photo.blob.slice_with_f64_and_f64(0.0, length as f64);
    let buffer = read(photo, &slice.map_err(|error| unreadable(photo, &error))?).await?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    platform::free_buffer(&buffer);
    match &photo.file.packed {
        Some(entry) => Ok(unpack_prefix(entry, &bytes, HEADER_BYTES)),
        None => Ok(Some(bytes)),
    }
}

/// A file's bytes, and the browser's buffer with the same bytes unless the file is in an archive.
async fn read_bytes(photo: &PhotoFile<'_>) -> Result<(Vec<u8>, Option<ArrayBuffer>), SourceError> {
    let buffer = read(photo, photo.blob).await?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    match &photo.file.packed {
        Some(entry) => {
            platform::free_buffer(&buffer);
            Ok((unpack(entry, &bytes)?, None))
        }
        None => Ok((bytes, Some(buffer))),
    }
}

/// The bytes of a file or of a slice of it.
async fn read(photo: &PhotoFile<'_>, blob: &Blob) -> Result<ArrayBuffer, SourceError> {
    let read = JsFuture::from(blob.array_buffer()).await;
    read.map(JsCast::unchecked_into).map_err(|error| unreadable(photo, &error))
}

fn unreadable(photo: &PhotoFile<'_>, error: &JsValue) -> SourceError {
    SourceError::Unreadable { path: photo.file.path.clone(), why: message(error) }
}

/// An exception's message for use within a sentence: starting in lower case and without a full stop.
fn message(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &JsValue::from_str("message"));
    let text = message.ok().and_then(|message| message.as_string()).unwrap_or_default();
    let mut letters = text.trim_end_matches('.').chars();
    let first = letters.next().unwrap_or_default();
    first.to_lowercase().chain(letters).collect()
}
