//! Handles the requests of a decode worker. Each request has one answer, and no state is kept between requests.

use futures_util::future::join_all;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use crate::image_bitmap;
use crate::image_decoder::Planes;
use facade_data::{DropReason, PackedDescriptors, PhotoHash, TiledHouse, content_hash, find_issues};
use facade_imaging::sample;
use facade_imaging::{
    HEADER_BYTES, Image, PhotoError, PixelSource, TileError, TiledHome, UnsupportedFormat,
    check_photo_header, check_photo_size, concurrent_reads, decode, is_upright_jpeg, photo_hash, resize_into,
    resize_into_tile, tile_photos,
};
use facade_platform as platform;
use facade_protocol::{DecodeEvent, DecodeRequest, THUMBNAIL};
use facade_text as text;
use facade_text::format::room_in_sentence;
use facade_worker::{SourceBlob, listen, post, post_with, report_panics};

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
    let result = match request {
        DecodeRequest::Thumbnails { photos } => {
            let mut readable = Vec::with_capacity(photos.len());
            for (file, blob) in photos.iter().zip(files) {
                let square = tile_home(&[Some(SourceBlob { file, blob })], THUMBNAIL).await;
                readable.push(square.is_ok());
                pixels.extend(square.map(|home| home.montage).unwrap_or_default());
            }
            Ok(DecodeEvent::Thumbnails(readable))
        }
        DecodeRequest::Sample { tile } => {
            let mut dataset = sample::dataset(tile);
            pixels = std::mem::take(&mut dataset.montages.pixels);
            Ok(DecodeEvent::Sample(Box::new(dataset)))
        }
        DecodeRequest::Tile { tile, positions, photos } => {
            let mut houses = Vec::with_capacity(positions.len());
            let mut files = files.iter();
            let mut with_blob = |file| Some(SourceBlob { file, blob: files.next()? });
            let photos: Vec<Option<SourceBlob>> =
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
        DecodeRequest::TileHome { tile, rooms, photos } => {
            let photos: Vec<Option<SourceBlob>> =
                photos.iter().zip(files).map(|(file, blob)| Some(SourceBlob { file, blob })).collect();
            let tiled =
                tile_home(&photos, tile).await.map(|home| DecodeEvent::HomeTiled { montage: home.montage });
            tiled.map_err(|TileError { photo, problem }| {
                text::t!(worker_photo_unread, room = room_in_sentence(rooms.name(photo)), problem)
            })
        }
        DecodeRequest::Unpack { photos } => {
            let mut sizes = Vec::with_capacity(photos.len());
            for (file, blob) in photos.iter().zip(files) {
                let photo = SourceBlob { file, blob };
                let is_small = photo.size().is_ok_and(|size| check_photo_size(size).is_ok());
                let bytes = if is_small { photo.read().await.ok() } else { None };
                sizes.push(bytes.as_ref().map(|(bytes, _)| bytes.len()));
                pixels.extend(bytes.map(|(bytes, _)| bytes).unwrap_or_default());
            }
            Ok(DecodeEvent::Unpacked(sizes))
        }
        DecodeRequest::Compare { rooms, houses, descriptors } => {
            Ok(DecodeEvent::Compared(find_issues(&houses, &rooms, &descriptors)))
        }
    };
    (result.unwrap_or_else(|message| DecodeEvent::Failed { message }), pixels)
}

async fn tile_house(
    position: usize,
    photos: &[Option<SourceBlob<'_>>],
    tile: usize,
) -> TiledHouse<TiledHome> {
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
async fn tile_home(photos: &[Option<SourceBlob<'_>>], tile: usize) -> Result<TiledHome, TileError> {
    let count = photos.len();
    // `load_photo` reports errors about the size.
    let size = |photo: &Option<SourceBlob<'_>>| photo.as_ref().and_then(|photo| photo.size().ok());
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
async fn load_photo(photo: &SourceBlob<'_>) -> Result<LoadedPhoto, PhotoError> {
    let size = photo.size()?;
    check_photo_size(size)?;
    if size > CHECK_HEADER_FROM
        && let Some(header) = photo.read_start(HEADER_BYTES).await?
    {
        check_photo_header(&header)?;
    }
    let (bytes, buffer) = photo.read().await?;
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
