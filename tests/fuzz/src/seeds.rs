//! First inputs: small, whole, and one of each kind.

#[cfg(feature = "training")]
use std::cell::RefCell;
use std::io::Cursor;
#[cfg(feature = "training")]
use std::rc::Rc;

#[cfg(feature = "training")]
use facade::protocol::Event;
use facade::protocol::{self, Ask, Request};
use facade::sample;
#[cfg(feature = "training")]
use facade::{dataset, training};
use image::{DynamicImage, ImageFormat};

type Seeds = Vec<(String, Vec<u8>)>;

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(path))
        .unwrap_or_default()
}

/// A picture in each format and kind of pixel.
pub fn photos() -> Seeds {
    let rgb = image::RgbImage::from_fn(19, 13, |x, y| image::Rgb([x as u8 * 13, y as u8 * 19, 77]));
    let rgb = DynamicImage::ImageRgb8(rgb);
    let kinds = [
        ("rgb", rgb.clone()),
        ("rgba", rgb.to_rgba8().into()),
        ("grey", rgb.to_luma8().into()),
        ("grey-alpha", rgb.to_luma_alpha8().into()),
        ("deep", rgb.to_rgb16().into()),
        ("deep-grey", rgb.to_luma16().into()),
    ];
    let formats =
        [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp];
    let mut seeds = Seeds::new();
    for format in formats {
        for (kind, picture) in &kinds {
            let mut bytes = Vec::new();
            // Not every format has every kind of pixel.
            if picture.write_to(&mut Cursor::new(&mut bytes), format).is_ok() {
                seeds.push((format!("{kind}.{}", format.extensions_str()[0]), bytes));
            }
        }
    }
    if let Some((_, jpeg)) = seeds.iter().find(|(name, _)| name == "rgb.jpg") {
        let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let length = (exif.len() as u16 + 2).to_be_bytes();
        let turned = [&jpeg[..2], &[0xff, 0xe1], &length[..], exif, &jpeg[2..]].concat();
        seeds.push(("turned.jpg".to_owned(), turned));
    }
    // As many pixels as the limit allows, in few bytes: where memory and time run out first.
    let large = DynamicImage::new_rgb8(1414, 1414);
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let mut bytes = Vec::new();
        if large.write_to(&mut Cursor::new(&mut bytes), format).is_ok() && bytes.len() < 16_384 {
            seeds.push((format!("large.{}", format.extensions_str()[0]), bytes));
        }
    }
    for name in ["cmyk.jpg", "progressive.jpg", "lossy.webp", "transparent.webp", "animated.webp"] {
        seeds.push((name.to_owned(), fixture(&format!("photos/{name}"))));
    }
    seeds.retain(|(_, bytes)| !bytes.is_empty());
    seeds
}

/// The beginning of a message of each kind, behind the byte that tells its type, and one whole message with all that a
/// dataset holds. In this form of bytes the rest is quickly found.
pub fn messages() -> Seeds {
    let mut seeds = Seeds::new();
    for kind in 0..4 {
        for variant in 0..24 {
            let mut bytes = vec![1; 40];
            bytes[..2].copy_from_slice(&[kind, variant]);
            seeds.push((format!("{kind}-{variant}"), bytes));
        }
    }
    let mut data = sample::dataset(4);
    data.houses.truncate(2);
    data.report.dropped.truncate(2);
    data.report.zip_codes.truncate(2);
    data.montages.pixels.truncate(2 * data.montages.stride());
    if let Ok(bytes) = protocol::encode(&Ask { id: 1, request: Request::Load(Box::new(data)) }) {
        seeds.push(("load".to_owned(), [vec![2], bytes].concat()));
    }
    seeds
}

/// A network small enough that a whole file of it can be turned over byte by byte.
#[cfg(feature = "training")]
pub fn config() -> training::Config {
    training::Config { tile: 4, filters: vec![1], photos: 1, ..training::Config::default() }
}

/// The file of a small model.
#[cfg(feature = "training")]
pub fn models() -> Seeds {
    let config = config();
    let parameters = config.parameters(0);
    let summary = protocol::ModelSummary {
        parameters,
        epochs_done: 1,
        test_mape: Some(20.0),
        data: "set".to_owned(),
        rooms: dataset::Rooms::new(vec!["frontal".to_owned()]).unwrap_or_default(),
        prices: [2e4, 1e6],
        asks: Default::default(),
        ranges: Vec::new(),
        config,
    };
    let moving = vec![0.5; 2 * (1 + 16)];
    let scale = training::Scale::fit(training::Target::Share, &[1e6]);
    let weights = vec![0.25; parameters];
    let model = facade::model_file::Model {
        summary,
        scale,
        encoder: None,
        shade: 1.0,
        neighbours: None,
        fixed: Vec::new(),
        weights,
        moving,
    };
    let plain = model.to_bytes().ok().map(|bytes| ("model".to_owned(), bytes));
    plain.into_iter().chain(tuned().map(|bytes| ("tuned".to_owned(), bytes))).collect()
}

/// The file that a small run of a tuned network leaves: with an encoder, ranges, shading and fixed values.
#[cfg(feature = "training")]
fn tuned() -> Option<Vec<u8>> {
    let file = Rc::new(RefCell::new(None));
    let told = Rc::clone(&file);
    let mut session = facade::session::Session::new(move |event| {
        if let Event::Finished { file, .. } = event {
            told.replace(Some(file.0));
        }
    });
    let mut data = sample::dataset(16);
    data.houses.truncate(30);
    let recipe = training::Config::recipe(training::ModelKind::TunedMixed);
    let config = training::Config { tile: 16, filters: vec![1], epochs: 1, members: 2, ..recipe };
    pollster::block_on(async {
        session.handle(1, Request::Load(Box::new(data))).await;
        let device = protocol::DeviceChoice::Cpu;
        session.handle(2, Request::Train { run: 1, config, device, excluded: Vec::new(), resume: None }).await;
        while session.is_training() {
            session.advance().await;
        }
    });
    file.take()
}

/// A checkpoint of the same network.
#[cfg(feature = "training")]
pub fn checkpoints() -> Seeds {
    let config = config();
    let parameters = config.parameters(0);
    let numbers = || vec![0.25; parameters];
    let state = training::checkpoint::Checkpoint {
        config,
        fingerprint: 0,
        steps: 1,
        history: Vec::new(),
        weights: numbers(),
        m: numbers(),
        v: numbers(),
        moving: vec![0.5; 2 * (1 + 16)],
        best: None,
    };
    state.pack().map(|bytes| ("checkpoint".to_owned(), bytes)).into_iter().collect()
}

/// Price lists behind the byte that tells the file's name.
pub fn tables() -> Seeds {
    let tables: [(u8, &str); 8] = [
        (0, "4 4 4053 85255 869500\n3 2 1500 85255 450000.5\n5\t3 2000 36372 1e6\n"),
        (
            1,
            "id,price,zip,beds,photo\n1,\"$450,000\",85255,3,1_kitchen.jpg\n2,\"$1,200,000\",36372,4,front.webp\n",
        ),
        (1, "\u{feff}Preis;Fläche;PLZ\r\n450.000,50;120,5;01067\r\n1.200.000;98;80331\r\n"),
        (1, "sep=|\nprice|area\n1|2\n\"3\n4\"|5\n"),
        (2, "house number\tsale price\tnotes\n1\t450k\tnice\n3\t1.2m\t\"a \"\"quote\"\"\"\n"),
        (1, "1,2,3\n4,5,6\n"),
        (1, "price,price,,price\n1,2,3,4\n1,2,3\n1,2,3,4,,\n"),
        (1, "number,images,cost\n1,1_kitchen.jpg;1_bath.jpg,(450)\n2,,-5\n3,2_bath.jpg,EUR 5.5\n"),
    ];
    let mut seeds: Seeds = (0..)
        .zip(tables)
        .map(|(number, (name, text))| (format!("table-{number}"), [&[name], text.as_bytes()].concat()))
        .collect();
    let wide = "price,area\n450000,100\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    seeds.push(("utf16".to_owned(), [&[1, 0xff, 0xfe], &wide[..]].concat()));
    seeds
}

/// Archives of a stored and a deflated file, of folders, and of what has no place in one.
pub fn archives() -> Seeds {
    use std::io::Write;
    use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};
    let method = |method| SimpleFileOptions::default().compression_method(method);
    let both = [method(CompressionMethod::Stored), method(CompressionMethod::Deflated)];
    let pack = |names: &[&str]| -> Option<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, options) in names.iter().zip(both.iter().cycle()) {
            writer.start_file(*name, *options).ok()?;
            writer.write_all(&[b'4'; 90]).ok()?;
        }
        Some(writer.finish().ok()?.into_inner())
    };
    let names: [&[&str]; 3] = [
        &["a.txt"],
        &["set/HousesInfo.txt", "set/1_kitchen.jpg"],
        &["../a", "__MACOSX/b", "/c", ".d", "e\\f", "g"],
    ];
    (0..).zip(names).filter_map(|(number, names)| Some((format!("zip-{number}"), pack(names)?))).collect()
}
