//! Handles the requests of a decode worker. Each request has one answer, and no state is kept between requests.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use futures_util::future::join_all;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

use crate::image_bitmap;
use crate::image_decoder::Planes;
use facade_data::{
    DropReason, Montages, PackedDescriptors, TiledHouse, content_hash, find_issues, pack_features,
};
use facade_features::{Extractor, ExtractorError};
use facade_imaging::sample;
use facade_imaging::{
    HEADER_BYTES, Image, Looking, PhotoError, PhotoRead, PixelSource, TileError, TiledHome,
    UnsupportedFormat, check_photo_header, check_photo_size, concurrent_reads, decode, is_upright_jpeg,
    resize_into, resize_into_tile, squeeze, tile_photos,
};
use facade_platform as platform;
use facade_protocol::{DecodeEvent, DecodeRequest, Looks, Recognise, SourceFile, THUMBNAIL};
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

thread_local! {
    /// The pretrained network, once it is needed.
    static EXTRACTOR: RefCell<Option<Rc<Extractor>>> = const { RefCell::new(None) };
}

/// The pretrained network, if it is to look. Its file is the last of those attached.
async fn extractor(looks: bool, files: &[Blob]) -> Result<Option<Rc<Extractor>>, ExtractorError> {
    if !looks {
        return Ok(None);
    }
    if let Some(extractor) = EXTRACTOR.with_borrow(Option::clone) {
        return Ok(Some(extractor));
    }
    let file = files.last().ok_or(ExtractorError::Missing)?;
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| ExtractorError::Missing)?;
    let extractor = Rc::new(Extractor::read(&Uint8Array::new(&buffer).to_vec())?);
    EXTRACTOR.set(Some(Rc::clone(&extractor)));
    Ok(Some(extractor))
}

/// Why a request failed.
enum Failure {
    /// The pretrained network cannot be used.
    Network(ExtractorError),
    /// A sentence for the visitor.
    Other(String),
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Failure::Other(message)
    }
}

impl From<ExtractorError> for Failure {
    fn from(error: ExtractorError) -> Self {
        Failure::Network(error)
    }
}

/// The answer to a request, and the pixels attached to it.
async fn answer(request: DecodeRequest, files: &[Blob]) -> (DecodeEvent, Vec<u8>) {
    let mut pixels = Vec::new();
    match handle(request, files, &mut pixels).await {
        Ok(event) => (event, pixels),
        Err(Failure::Network(error)) => (DecodeEvent::NoNetwork { message: error.to_string() }, Vec::new()),
        Err(Failure::Other(message)) => (DecodeEvent::Failed { message }, Vec::new()),
    }
}

/// Handles a request: the event, and the pixels that go with it.
async fn handle(
    request: DecodeRequest,
    files: &[Blob],
    pixels: &mut Vec<u8>,
) -> Result<DecodeEvent, Failure> {
    match request {
        DecodeRequest::Thumbnails { photos } => {
            let mut readable = Vec::with_capacity(photos.len());
            for (file, blob) in photos.iter().zip(files) {
                let square =
                    tile_home(&[Some(SourceBlob { file, blob })], |_| true, THUMBNAIL, Looking::No).await;
                readable.push(square.is_ok());
                pixels.extend(square.map(|(home, _)| home.montage).unwrap_or_default());
            }
            Ok(DecodeEvent::Thumbnails(readable))
        }
        DecodeRequest::Sample { tile, looks } => {
            let extractor = extractor(looks, files).await?;
            let mut dataset = sample::dataset_with_features(tile, extractor.as_deref());
            *pixels = std::mem::take(&mut dataset.montages.pixels);
            Ok(DecodeEvent::Sample(Box::new(dataset)))
        }
        DecodeRequest::Tile { tile, looks, positions, photos } => {
            let extractor = extractor(looks == Looks::Here, files).await?;
            let looking = match looks {
                Looks::Elsewhere => Looking::Squeeze,
                Looks::Here | Looks::No => extractor.as_deref().into(),
            };
            let (mut houses, mut features) = (Vec::with_capacity(positions.len()), Vec::new());
            let photos = with_blobs(&photos, files);
            let per_house = (photos.len() / positions.len().max(1)).max(1);
            for (position, photos) in positions.into_iter().zip(photos.chunks(per_house)) {
                let tiled = tile_house(position, photos, tile, looking).await;
                houses.push(tiled.map(|mut home| {
                    pixels.extend(home.montage);
                    features.extend(home.features);
                    if looks != Looks::No {
                        // The page would hold them twice: they are among the pixels.
                        home.descriptors.iter_mut().for_each(|photo| photo.features.clear());
                    }
                    PackedDescriptors::pack(&home.descriptors)
                }));
            }
            pixels.extend(features);
            let event = if looks == Looks::Elsewhere { DecodeEvent::Squeezed } else { DecodeEvent::Tiled };
            Ok(event(houses))
        }
        DecodeRequest::TileHome { tile, looks, rooms, photos, recognise } => {
            let extractor = extractor(looks || recognise.is_some(), files).await?;
            let blobs = with_blobs(&photos, files);
            let unknown = recognise.as_ref().map_or(&[][..], |recognise| &recognise.photos);
            let looking = extractor.as_deref().into();
            let tiled = tile_home(&blobs, |photo| !unknown.contains(&photo), tile, looking).await;
            let (mut home, unread) = tiled.map_err(|TileError { photo, problem }| {
                text::t!(worker_photo_unread, room = room_in_sentence(rooms.name(photo)), problem)
            })?;
            let sentence = |TileError { photo, problem }: TileError| {
                let file = photos.get(photo).and_then(Option::as_ref).map_or("", |file| &file.path);
                text::t!(worker_file_unread, file, problem)
            };
            let unread = unread.into_iter().map(sentence).collect();
            let found = recognise
                .map(|Recognise { classifier, photos }| home.recognise_rooms(&classifier, &photos, tile));
            let features = if looks { home.features } else { Vec::new() };
            let rooms = found.unwrap_or_default();
            Ok(DecodeEvent::HomeTiled { montage: home.montage, features, rooms, unread })
        }
        DecodeRequest::Look { photos } => {
            let extractor = extractor(true, files).await?.ok_or(ExtractorError::Missing)?;
            for (file, blob) in photos.iter().zip(files) {
                let map = look(&SourceBlob { file, blob }, &extractor).await;
                pixels.extend(map.map_err(|problem| problem.to_string())?);
            }
            Ok(DecodeEvent::Looked)
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
        DecodeRequest::Compare { rooms, houses, mut descriptors, montages } => {
            if let Some(pixels) = files.first().filter(|_| montages.has_features()) {
                let added = add_features(&mut descriptors, &montages, pixels).await;
                added.map_err(|_| text::photo_reader_not_compared().to_owned())?;
            }
            Ok(DecodeEvent::Compared(find_issues(&houses, &rooms, &descriptors)))
        }
    }
}

/// Bytes that are read at a time, about.
const CHUNK: usize = 4 << 20;

/// Adds the features of the photos to the descriptors of all houses.
async fn add_features(
    descriptors: &mut [PackedDescriptors],
    montages: &Montages,
    pixels: &Blob,
) -> Result<(), JsValue> {
    let (count, of_house) = (descriptors.len(), montages.feature_bytes());
    let at_once = (CHUNK / of_house.max(1)).max(1);
    for (chunk, houses) in descriptors.chunks_mut(at_once).enumerate() {
        let first = chunk * at_once;
        let Range { start, end } = montages.feature_range(first..first + houses.len(), count);
        let slice = pixels.slice_with_f64_and_f64(start as f64, end as f64)?;
        let buffer: ArrayBuffer = JsFuture::from(slice.array_buffer()).await?.unchecked_into();
        let bytes = Uint8Array::new(&buffer).to_vec();
        platform::free_buffer(&buffer);
        for (house, features) in houses.iter_mut().zip(bytes.chunks_exact(of_house)) {
            *house = std::mem::take(house).with_features(features);
        }
    }
    Ok(())
}

/// What the pretrained network makes of each place of a photo.
async fn look(photo: &SourceBlob<'_>, extractor: &Extractor) -> Result<Vec<u8>, PhotoError> {
    let LoadedPhoto { bytes, decoded } = load_photo(photo).await?;
    let map =
        |image: &dyn PixelSource| pack_features(&extractor.look(&squeeze(image, Extractor::SIDE)).values);
    if let Some(format) = UnsupportedFormat::detect(&bytes).filter(|format| format.browser_may_decode()) {
        return Ok(map(&image_bitmap::decode(&bytes, format).await?));
    }
    if let Decoded::Planes(planes) = &decoded
        && let Some(image) = planes.image(&planes.samples())
    {
        return Ok(map(&image));
    }
    Ok(map(&decode(&bytes)?))
}

/// The photos with the files attached for them, which missing ones have not.
fn with_blobs<'a>(photos: &'a [Option<SourceFile>], files: &'a [Blob]) -> Vec<Option<SourceBlob<'a>>> {
    let mut files = files.iter();
    let mut with_blob = |file| Some(SourceBlob { file, blob: files.next()? });
    photos.iter().map(|file| file.as_ref().and_then(&mut with_blob)).collect()
}

async fn tile_house(
    position: usize,
    photos: &[Option<SourceBlob<'_>>],
    tile: usize,
    looking: Looking<'_>,
) -> TiledHouse<TiledHome> {
    let outcome = tile_home(photos, |_| true, tile, looking).await.map(|(home, _)| home).map_err(|error| {
        let photo = photos.get(error.photo).and_then(Option::as_ref);
        let path = photo.map_or("", |photo| &photo.file.path);
        let file = path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned();
        DropReason::UnreadablePhoto { file, problem: error.problem.to_string() }
    });
    TiledHouse { position, outcome }
}

/// Builds the montage of a home, as [`facade_imaging::tile_home`]. Photos are read and decoded concurrently within a
/// memory budget. Larger ones follow one at a time, and only their tiles are kept. Photos that are not required count as missing if
/// they cannot be read; what is wrong with them is returned.
async fn tile_home(
    photos: &[Option<SourceBlob<'_>>],
    is_required: impl Fn(usize) -> bool,
    tile: usize,
    looking: Looking<'_>,
) -> Result<(TiledHome, Vec<TileError>), TileError> {
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
                        image.map(|image| reduce(&bytes, &image, tile, looking))
                    }
                    None if is_large => decode_and_reduce(&bytes, &decoded, tile, looking),
                    None => Ok(LoadedPhoto { bytes, decoded }),
                }
            }
            error => error,
        }));
    }
    let fill_tile = |photo: usize, montage: &mut [u8]| {
        let Some(loaded) = &loaded[photo] else { return Ok(None) };
        let LoadedPhoto { bytes, decoded } = loaded.as_ref().map_err(Clone::clone)?;
        let read = match decoded {
            Decoded::Planes(planes) => {
                let samples = planes.samples();
                planes.image(&samples).map(|image| {
                    resize_into_tile(&image, photo, count, tile, montage);
                    PhotoRead::of(&image, content_hash(bytes), looking)
                })
            }
            Decoded::Reduced(reduced) => {
                resize_into_tile(&reduced.tile, photo, count, tile, montage);
                return Ok(Some(reduced.read.clone()));
            }
            Decoded::NotYet => None,
        };
        Ok(Some(match read {
            Some(read) => read,
            None => {
                let image = decode(bytes)?;
                resize_into_tile(&image, photo, count, tile, montage);
                PhotoRead::of(&image, content_hash(bytes), looking)
            }
        }))
    };
    let mut unread = Vec::new();
    let home = tile_photos(tile, count, |photo, montage| match fill_tile(photo, montage) {
        Err(problem) if !is_required(photo) => {
            unread.push(TileError { photo, problem });
            Ok(None)
        }
        filled => filled,
    })?;
    Ok((home, unread))
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
    read: PhotoRead,
}

fn reduce(bytes: &[u8], image: &impl PixelSource, tile: usize, looking: Looking<'_>) -> LoadedPhoto {
    let mut rgb = vec![0; 3 * tile * tile];
    resize_into(image, tile, tile, &mut rgb, 3 * tile);
    let tile = Image { width: tile, height: tile, rgb };
    let read = PhotoRead::of(image, content_hash(bytes), looking);
    let reduced = ReducedPhoto { tile, read };
    LoadedPhoto { bytes: Vec::new(), decoded: Decoded::Reduced(Box::new(reduced)) }
}

fn decode_and_reduce(
    bytes: &[u8],
    decoded: &Decoded,
    tile: usize,
    looking: Looking<'_>,
) -> Result<LoadedPhoto, PhotoError> {
    if let Decoded::Planes(planes) = decoded
        && let Some(image) = planes.image(&planes.samples())
    {
        return Ok(reduce(bytes, &image, tile, looking));
    }
    Ok(reduce(bytes, &decode(bytes)?, tile, looking))
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
