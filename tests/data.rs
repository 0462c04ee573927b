//! From a folder of files to houses and montages: the tutorial's results, and bad input.
//!
//! Tests on the real photos use `HOUSES_DATASET`: the dataset's repository, or the folder of photos in it. Reference values that the
//! tutorial's own tools computed are in the folder `golden` beside the repository; without it `./run` skips the tests named
//! `golden_...` and reports that.

use std::{
    io::{Cursor, Read},
    path::{Path, PathBuf},
};

use facade_data::split::train_test_split;
use facade_data::{
    DataIssue, Dataset, DatasetError, DropReason, FolderSource, HouseList, Mapping, MemorySource, Montages,
    NETWORK, Rooms, Source, TiledHouse, assemble_dataset, find_table, list_houses, read_table,
};
use facade_features::Extractor;
use facade_imaging::sample;
use facade_imaging::{Image, PixelSource, Plane, Ycc, decode, resize_into, tile_home, tile_house};
use image::{DynamicImage, ImageFormat, RgbImage};

// ---- loading, as in the page and the command line

fn listed(name: &str, source: &impl Source, paths: &[String]) -> Result<HouseList, DatasetError> {
    let table = find_table(paths)?;
    let rows = read_table(&paths[table], &source.read(&paths[table])?)?;
    list_houses(name, &rows, &Mapping::houses_info(), paths, table)
}

pub(crate) fn load(name: &str, source: &impl Source, tile: usize) -> Result<Dataset, DatasetError> {
    load_as(name, source, &Mapping::houses_info(), tile, None)
}

/// With an extractor, photos get features of the pretrained network.
pub(crate) fn load_as(
    name: &str,
    source: &impl Source,
    mapping: &Mapping,
    tile: usize,
    extractor: Option<&Extractor>,
) -> Result<Dataset, DatasetError> {
    let paths = source.paths();
    let table = find_table(&paths)?;
    let rows = read_table(&paths[table], &source.read(&paths[table])?)?;
    let listing = list_houses(name, &rows, mapping, &paths, table)?;
    let of_house = |position: usize| {
        let photos = listing.photos_of(position).iter();
        let photos: Vec<Option<&str>> = photos.map(|&photo| Some(paths[photo?].as_str())).collect();
        TiledHouse { position, outcome: tile_house(source, &photos, tile, extractor) }
    };
    let tiled = (0..listing.houses.len()).map(of_house).collect();
    let network = if extractor.is_some() { NETWORK } else { "" };
    let montages = Montages::new(tile, listing.rooms.len(), network);
    assemble_dataset(listing, tiled, montages)
}

// ---- the real dataset

/// The dataset's repository, which holds the folder of photos.
pub(crate) fn houses() -> PathBuf {
    let folder =
        PathBuf::from(std::env::var_os("HOUSES_DATASET").expect("HOUSES_DATASET is the dataset's folder"));
    if folder.join(PHOTOS).is_dir() { folder } else { folder.join("..") }
}

pub(crate) const PHOTOS: &str = "Houses Dataset";

/// A file of reference values. They are made from the photos, and like these may not be published.
fn golden(name: &str) -> Vec<u8> {
    let path = houses().join("../golden").join(name);
    std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

#[test]
#[ignore = "needs HOUSES_DATASET"]
fn cleaning_keeps_the_tutorials_houses() {
    let data = load("houses", &FolderSource::open(&houses()).unwrap(), 4).unwrap();
    let report = &data.report;
    assert_eq!((report.rows, report.before.houses, report.before.photos), (535, 535, 2140));
    assert_eq!((data.houses.len(), report.after.houses, report.after.photos), (362, 362, 1448));
    assert_eq!(
        format!("{:.2} {:.2}", report.after.mean_price, report.after.std_price),
        "533388.27 493403.08"
    );
    let zip_codes: Vec<(&str, usize)> =
        report.zip_codes.iter().map(|z| (z.code.as_str(), z.houses)).collect();
    let expected = [
        ("92276", 100),
        ("93510", 60),
        ("93446", 54),
        ("92880", 49),
        ("94501", 41),
        ("91901", 32),
        ("92677", 26),
    ];
    assert_eq!(zip_codes, expected);
    assert!(report.dropped.iter().all(|dropped| dropped.reason.key() == "rare_zip_code"));
    assert_eq!(report.dropped.len(), 173);
}

#[test]
#[ignore = "needs HOUSES_DATASET"]
fn the_folder_may_be_the_repository_or_the_photos() {
    let list_of = |folder: &Path| {
        let source = FolderSource::open(folder).unwrap();
        let paths = source.paths();
        listed(source.name(), &source, &paths).unwrap()
    };
    let [repository, photos] = [list_of(&houses()), list_of(&houses().join(PHOTOS))];
    assert_eq!(repository.houses, photos.houses);
    assert_eq!(repository.houses.len(), 362);
    assert_eq!(photos.name, PHOTOS);
}

#[test]
#[ignore = "needs HOUSES_DATASET"]
fn golden_splits_equal_scikit_learns() {
    let splits: serde_json::Value = serde_json::from_slice(&golden("splits.json")).unwrap();
    let splits = splits.as_object().unwrap();
    assert_eq!(splits.len(), 6);
    for (name, expected) in splits {
        let parts: Vec<&str> = name.split('/').collect();
        let [rows, share, seed] = parts[..] else { panic!("{name}") };
        let split =
            train_test_split(rows.parse().unwrap(), share.parse().unwrap(), seed.parse().unwrap()).unwrap();
        assert_eq!(serde_json::json!({ "train": split.train, "test": split.test }), *expected, "{name}");
    }
}

/// A deflated entry of a zip archive. (A zip crate as a dev-dependency would change a feature of `memchr`, and Burn would be built
/// again for the tests.)
fn unzip(archive: &[u8], name: &str) -> Vec<u8> {
    let u16_at = |at: usize| usize::from(u16::from_le_bytes([archive[at], archive[at + 1]]));
    let is_header = |at: &usize| archive[*at..].starts_with(b"PK\x03\x04");
    let named = |at: &usize| archive[at + 30..at + 30 + u16_at(at + 26)] == *name.as_bytes();
    let at = (0..archive.len() - 30).filter(is_header).find(named).unwrap();
    assert_eq!(u16_at(at + 8), 8, "deflated");
    let data = at + 30 + u16_at(at + 26) + u16_at(at + 28);
    let mut bytes = Vec::new();
    flate2::read::DeflateDecoder::new(&archive[data..]).read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
#[ignore = "needs HOUSES_DATASET"]
fn golden_montages_equal_opencvs() {
    let archive = golden("montages.npz");
    let array = |name: &str| {
        let bytes = unzip(&archive, name);
        // .npy, version 1: 6 bytes of magic, 2 of version, 2 of header length, the header, the values.
        assert_eq!(bytes[..8], *b"\x93NUMPY\x01\x00");
        let header = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
        let text = String::from_utf8_lossy(&bytes[10..10 + header]).into_owned();
        (text, bytes[10 + header..].to_vec())
    };
    let (header, numbers) = array("house.npy");
    assert!(header.contains("'<i4'") && header.contains("(121,)"), "{header}");
    let (header, bgr) = array("bgr.npy");
    assert!(header.contains("'|u1'") && header.contains("(121, 64, 64, 3)"), "{header}");
    assert!(header.contains("'fortran_order': False"));

    let rooms = Rooms::default();
    let folder = FolderSource::open(&houses().join(PHOTOS)).unwrap();
    let (mut all, mut worst_house, mut worst_byte) = (0.0, 0.0f64, 0);
    for (number, expected) in numbers.chunks_exact(4).zip(bgr.chunks_exact(64 * 64 * 3)) {
        let number = u32::from_le_bytes(number.try_into().unwrap());
        let montage = tile_home(
            32,
            4,
            |_| true,
            None,
            |room| Ok(Some(folder.read(&format!("{}/{number}_{}.jpg", folder.name(), rooms.name(room)))?)),
        )
        .unwrap()
        .montage;
        let pairs = montage.chunks_exact(3).zip(expected.chunks_exact(3));
        let off: Vec<u8> =
            pairs.flat_map(|(rgb, bgr)| [0, 1, 2].map(|c| rgb[c].abs_diff(bgr[2 - c]))).collect();
        let mean = off.iter().map(|&d| f64::from(d)).sum::<f64>() / off.len() as f64;
        all += mean / 121.0;
        worst_house = worst_house.max(mean);
        worst_byte = off.into_iter().fold(worst_byte, u8::max);
    }
    println!("mean {all:.4}, worst house {worst_house:.4}, worst byte {worst_byte}");
    assert!(all <= 0.2, "mean {all}");
    assert!(worst_house <= 0.35, "worst house {worst_house}");
    assert!(worst_byte <= 6, "worst byte {worst_byte}");
}

// ---- resizing, compared with OpenCV (tests/fixtures/make_resize.py)

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn ppm(bytes: &[u8]) -> Image {
    let mut lines = bytes.splitn(4, |&byte| byte == b'\n');
    let mut text = || String::from_utf8(lines.next().unwrap().to_vec()).unwrap();
    assert_eq!(text(), "P6");
    let size = text();
    assert_eq!(text(), "255");
    let (width, height) = size.split_once(' ').unwrap();
    let rgb = lines.next().unwrap().to_vec();
    let picture = Image { width: width.parse().unwrap(), height: height.parse().unwrap(), rgb };
    assert_eq!(picture.rgb.len(), 3 * picture.width * picture.height);
    picture
}

#[test]
fn resizing_equals_opencvs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/resize");
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let [source, _, "ppm"] = name.split('.').collect::<Vec<_>>()[..] else { continue };
        let photo = ppm(&fixture(&format!("resize/{source}.ppm")));
        let expected = ppm(&fixture(&format!("resize/{name}")));
        let (width, height) = (expected.width, expected.height);
        let mut out = vec![0; 3 * width * height];
        resize_into(&photo, width, height, &mut out, 3 * width);
        // All bytes are equal, since the arithmetic is OpenCV's.
        let off = out.iter().zip(&expected.rgb).filter(|(a, b)| a != b).count();
        assert_eq!(off, 0, "{name}: {off} of {} bytes differ", out.len());
        cases += 1;
    }
    assert_eq!(cases, 17);
}

#[test]
fn planes_become_the_pixels_of_opencv() {
    for (name, smaller) in [("444", [1, 1]), ("422", [2, 1]), ("420", [2, 2])] {
        for [width, height] in [[23_usize, 17], [16, 16], [5, 3], [4, 4], [3, 7], [1, 1]] {
            let expected = ppm(&fixture(&format!("ycc/{name}.{width}x{height}.ppm")));
            let bytes = fixture(&format!("ycc/{name}.{width}x{height}.ycc"));
            let colour = [width.div_ceil(smaller[0]), height.div_ceil(smaller[1])];
            let [first, second] = [width * height, width * height + colour[0] * colour[1]];
            let planes = [(0, width), (first, colour[0]), (second, colour[0])];
            let planes = planes.map(|(start, stride)| Plane { start, stride });
            let picture = Ycc::new(&bytes, planes, [width, height], smaller).unwrap();
            let pixels: Vec<u8> =
                (0..width * height).flat_map(|at| picture.pixel(at % width, at / width)).collect();
            assert_eq!(pixels, expected.rgb, "{name} {width}x{height}");
            assert!(Ycc::new(&bytes[1..], planes, [width, height], smaller).is_none(), "a byte is missing");
        }
    }
}

// ---- photos

/// A picture with four different corners, so that all its orientations differ.
fn corners() -> RgbImage {
    RgbImage::from_fn(48, 32, |x, y| {
        image::Rgb(match (x < 24, y < 16) {
            (true, true) => [230, 30, 30],
            (false, true) => [30, 200, 30],
            (true, false) => [30, 30, 220],
            (false, false) => [240, 240, 240],
        })
    })
}

pub(crate) fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.into().write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// Inserts an EXIF block with this orientation after a JPEG's first marker, in either byte order.
fn with_orientation(jpeg: &[u8], orientation: u8, big_endian: bool) -> Vec<u8> {
    let o = orientation;
    let exif: &[u8] = if big_endian {
        &[b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, o, 0, 0, 0, 0, 0, 0]
    } else {
        &[b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, o, 0, 0, 0, 0, 0, 0, 0]
    };
    let length = (2 + 6 + exif.len()) as u16;
    let head = [&[0xff, 0xe1][..], &length.to_be_bytes(), b"Exif\0\0", exif].concat();
    [&jpeg[..2], &head, &jpeg[2..]].concat()
}

#[test]
fn photos_are_rotated_by_their_exif_orientation() {
    let upright = corners();
    let (width, height) = upright.dimensions();
    for orientation in 1..=8u8 {
        // The stored picture, which the operation of the EXIF standard turns upright.
        let stored = match orientation {
            1 => upright.clone(),
            2 => image::imageops::flip_horizontal(&upright),
            3 => image::imageops::rotate180(&upright),
            4 => image::imageops::flip_vertical(&upright),
            // Transposed; the other three are mirror images of this one.
            5 => RgbImage::from_fn(height, width, |x, y| *upright.get_pixel(y, x)),
            6 => RgbImage::from_fn(height, width, |x, y| *upright.get_pixel(width - 1 - y, x)),
            7 => RgbImage::from_fn(height, width, |x, y| *upright.get_pixel(width - 1 - y, height - 1 - x)),
            _ => RgbImage::from_fn(height, width, |x, y| *upright.get_pixel(y, height - 1 - x)),
        };
        let jpeg = encoded(stored, ImageFormat::Jpeg);
        let picture = decode(&with_orientation(&jpeg, orientation, orientation % 2 == 0)).unwrap();
        assert_eq!((picture.width, picture.height), (48, 32), "orientation {orientation}");
        for (x, y) in [(6, 5), (40, 5), (6, 28), (40, 28)] {
            let found = &picture.rgb[3 * (y * 48 + x)..][..3];
            let expected = upright.get_pixel(x as u32, y as u32).0;
            let close = found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 12);
            assert!(close, "orientation {orientation} at {x}, {y}: {found:?}, not {expected:?}");
        }
    }
}

#[test]
fn a_cmyk_jpeg_is_read_like_opencv_reads_it() {
    let picture = decode(&fixture("photos/cmyk.jpg")).unwrap();
    let expected = ppm(&fixture("photos/cmyk.ppm"));
    assert_eq!((picture.width, picture.height), (expected.width, expected.height));
    let worst = picture.rgb.iter().zip(&expected.rgb).map(|(a, b)| a.abs_diff(*b)).max();
    assert!(worst <= Some(2), "{worst:?}");
}

// ---- folders

/// A folder `set` with 26 houses in one zip code and all their photos.
pub(crate) fn folder() -> MemorySource {
    let photo = encoded(corners(), ImageFormat::Png);
    let mut source = MemorySource::default();
    let table: String = (1..=26).map(|k| format!("3 2 1500 12345 {}\n", 1000 * k)).collect();
    source.insert("set/HousesInfo.txt", table);
    for (k, room) in
        (1..=26).flat_map(|k| ["bathroom", "bedroom", "frontal", "kitchen"].map(|room| (k, room)))
    {
        source.insert(format!("set/{k}_{room}.jpg"), photo.clone());
    }
    source
}

#[test]
fn a_valid_folder_is_read_completely() {
    let data = load("set", &folder(), 16).unwrap();
    assert_eq!(data.houses.len(), 26);
    assert_eq!(data.report.dropped, []);
    // The kitchen's quarter, bottom left, shows the four colours of the picture.
    let montage = data.montages.get(25).unwrap();
    let at = |x: usize, y: usize| &montage[3 * (32 * y + x)..][..3];
    assert_eq!((at(2, 18), at(13, 18)), (&[230, 30, 30][..], &[30, 200, 30][..]));
    assert_eq!((at(2, 30), at(13, 30)), (&[30, 30, 220][..], &[240, 240, 240][..]));
}

#[test]
fn an_empty_folder_and_a_wrong_one_are_reported() {
    let empty = load("set", &MemorySource::default(), 8).unwrap_err();
    assert_eq!(empty, DatasetError::EmptyFolder);
    let mut wrong = MemorySource::default();
    wrong.insert("Pictures/beach.jpg", encoded(corners(), ImageFormat::Jpeg));
    assert_eq!(
        load("Pictures", &wrong, 8).unwrap_err().to_string(),
        "There is no price list in “Pictures”: no HousesInfo.txt, no CSV file and no spreadsheet. Choose the folder that holds the price list and the photos."
    );
}

#[test]
fn a_fault_of_one_house_is_reported_and_drops_only_that_house() {
    let mut source = folder();
    let table = String::from_utf8(source.read("set/HousesInfo.txt").unwrap()).unwrap();
    // Line 3 is invalid: 25 houses are left in the zip code, just enough.
    source.insert("set/HousesInfo.txt", table.replace("3 2 1500 12345 3000\n", "3 2 1500 12345\n"));
    source.remove("set/5_kitchen.jpg");
    source.insert("set/7_frontal.jpg", "not a picture");
    source.insert("set/8_bedroom.jpg", "");
    let whole = encoded(corners(), ImageFormat::Jpeg);
    source.insert("set/9_bathroom.jpg", &whole[..whole.len() * 2 / 3]);

    let data = load("set", &source, 8).unwrap();
    assert_eq!((data.report.rows, data.houses.len(), data.report.after.houses), (26, 21, 21));
    let dropped: Vec<(u32, &str, String)> = data
        .report
        .dropped
        .iter()
        .map(|d| (d.house.as_number().unwrap(), d.reason.key(), d.reason.to_string()))
        .collect();
    let expected = [
        (3, "broken_line", "Line 3 has 4 fields, but needs 5: bedrooms, bathrooms, area, zip code, price."),
        (5, "missing_photo", "There is no kitchen photo."),
        (
            7,
            "unreadable_photo",
            "7_frontal.jpg cannot be read: The file is not a JPEG, PNG, WebP, GIF or BMP image. Save the photo as JPEG.",
        ),
        (8, "unreadable_photo", "8_bedroom.jpg cannot be read: The file is empty. Copy the photo again."),
        (
            9,
            "unreadable_photo",
            "9_bathroom.jpg cannot be read: The file ends before the image does. Copy the photo again.",
        ),
    ];
    assert_eq!(dropped, expected.map(|(house, key, text)| (house, key, text.to_owned())));
}

#[test]
fn a_photo_that_disappears_meanwhile_drops_its_house() {
    let source = folder();
    let paths = source.paths();
    let listing = listed("set", &source, &paths).unwrap();
    let photos = [Some(paths[listing.photos_of(0)[0].unwrap()].as_str())];
    let reason = tile_house(&MemorySource::default(), &photos, 8, None).unwrap_err();
    let DropReason::UnreadablePhoto { file, problem } = reason else { panic!("{reason:?}") };
    assert_eq!(file, "1_bathroom.jpg");
    assert!(problem.starts_with("There is no file “set/1_bathroom.jpg”."), "{problem}");
}

#[test]
fn a_folder_on_disk_is_read_recursively() {
    let root = std::env::temp_dir().join(format!("facade-data-{}", std::process::id()));
    let set = root.join("set");
    std::fs::create_dir_all(set.join("more")).unwrap();
    std::fs::create_dir_all(set.join(".hidden")).unwrap();
    for name in ["more/HousesInfo.txt", "a.jpg", ".hidden/b.jpg", ".c.jpg"] {
        std::fs::write(set.join(name), name).unwrap();
    }
    let source = FolderSource::open(&set).unwrap();
    let gone = FolderSource::open(&root.join("gone")).unwrap_err().to_string();
    assert_eq!(source.name(), "set");
    assert_eq!(source.paths(), ["set/a.jpg", "set/more/HousesInfo.txt"]);
    assert_eq!(source.read("set/more/HousesInfo.txt").unwrap(), b"more/HousesInfo.txt");
    std::fs::remove_dir_all(&root).unwrap();
    assert!(source.read("set/a.jpg").unwrap_err().to_string().starts_with("“set/a.jpg” could not be read: "));
    assert!(gone.contains("gone” could not be read: ") && !gone.contains("os error"), "{gone}");
}

// ---- the built-in sample

#[test]
fn the_sample_equals_the_same_houses_in_a_folder() {
    let mut source = MemorySource::default();
    let table: String = sample::houses()
        .iter()
        .map(|h| {
            let [bedrooms, bathrooms, area] = h.attributes[..] else { panic!("{h:?}") };
            let number = |attribute: Option<f64>| attribute.unwrap();
            format!(
                "{} {} {} {} {}\n",
                number(bedrooms),
                number(bathrooms),
                number(area),
                h.zip_code,
                h.price
            )
        })
        .collect();
    source.insert("s/HousesInfo.txt", table);
    for k in 1..=sample::HOUSES {
        for (room, photo) in Rooms::default().names().iter().zip(sample::photos(k).unwrap()) {
            let image = RgbImage::from_raw(photo.width as u32, photo.height as u32, photo.rgb).unwrap();
            source.insert(format!("s/{k}_{room}.bmp"), encoded(image, ImageFormat::Bmp));
        }
    }
    let mut data = load(facade_data::SAMPLE_NAME, &source, 32).unwrap();
    // The drawings differ in little but colour: in a folder they are reported as alike, and no pair is listed.
    let findings = std::mem::take(&mut data.report.issues);
    assert!(
        matches!(findings[..], [DataIssue::ManyAlike { of: 960, .. }, DataIssue::ManyPoorPhotos { .. }]),
        "{findings:?}"
    );
    assert!(data.houses.len() >= 96 && data.report.zip_codes.len() == 3);
    assert!(data == sample::dataset(32));
}
