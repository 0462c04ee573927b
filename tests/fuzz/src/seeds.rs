//! Seed inputs: small, valid, and one of each kind.

use std::cell::RefCell;
use std::io::Cursor;
use std::rc::Rc;

#[path = "../../fixtures/lite0.rs"]
mod lite0;
#[path = "../../fixtures/resnet18.rs"]
mod resnet18;

use facade_data as dataset;
use facade_imaging::sample;
use facade_nn::training;
use facade_protocol as protocol;
use facade_protocol::Event;
use facade_protocol::{NumberedRequest, Request};
use image::{DynamicImage, ImageFormat};

/// Names and bytes.
pub type Seeds = Vec<(String, Vec<u8>)>;

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(path))
        .unwrap_or_default()
}

/// A picture in each format and pixel type.
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
            // Not every format supports every pixel type.
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
    // As many pixels as the limit allows, in few bytes: the worst case for memory and time.
    let large = DynamicImage::new_rgb8(1414, 1414);
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let mut bytes = Vec::new();
        if large.write_to(&mut Cursor::new(&mut bytes), format).is_ok() && bytes.len() < 16_384 {
            seeds.push((format!("large.{}", format.extensions_str()[0]), bytes));
        }
    }
    seeds.extend(with_profiles());
    // Above the limit on bytes with few pixels: 16 bits per channel, and full chroma.
    let deep = DynamicImage::new_rgba16(1300, 1300);
    let mut bytes = Vec::new();
    if deep.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).is_ok() {
        seeds.push(("heavy.png".to_owned(), bytes));
    }
    for name in ["cmyk.jpg", "progressive.jpg", "lossy.webp", "transparent.webp", "animated.webp"] {
        seeds.push((name.to_owned(), fixture(&format!("photos/{name}"))));
    }
    seeds.retain(|(_, bytes)| !bytes.is_empty());
    seeds
}

/// PNGs whose colour profiles unpack to the limit on metadata, to less, and to more.
fn with_profiles() -> Seeds {
    use image::ImageEncoder;
    use image::codecs::png::PngEncoder;
    const NOTES: usize = 8 << 20;
    let mut seeds = Seeds::new();
    for (name, size) in
        [("below", NOTES / 2), ("limit", NOTES), ("above", NOTES + 1), ("far", NOTES + NOTES / 2)]
    {
        let mut bytes = Vec::new();
        let mut encoder = PngEncoder::new(&mut bytes);
        let pixels = [7; 4 * 3 * 3];
        let written = encoder
            .set_icc_profile(vec![0; size])
            .is_ok_and(|()| encoder.write_image(&pixels, 4, 3, image::ExtendedColorType::Rgb8).is_ok());
        if written {
            seeds.push((format!("notes-{name}.png"), bytes));
        }
    }
    seeds
}

/// Headers of AVIF and HEIC, and the planes of a JPEG in each subsampling.
pub fn frames() -> Seeds {
    let boxed = |name: &[u8; 4], content: &[u8]| {
        [&(content.len() as u32 + 8).to_be_bytes()[..], name, content].concat()
    };
    let ispe = |width: u32, height: u32| {
        boxed(b"ispe", &[&[0; 4][..], &width.to_be_bytes(), &height.to_be_bytes()].concat())
    };
    let header = |brand: &[u8]| {
        let sizes = [ispe(160, 120), ispe(4032, 3024)].concat();
        let meta =
            [&[0; 4][..], &boxed(b"hdlr", &[0; 25]), &boxed(b"iprp", &boxed(b"ipco", &sizes))].concat();
        [boxed(b"ftyp", brand), boxed(b"meta", &meta), boxed(b"mdat", &[7; 9])].concat()
    };
    let mut seeds: Seeds = [("avif", &b"avif\0\0\0\0mif1"[..]), ("heic", &b"heic\0\0\0\0mif1"[..])]
        .map(|(name, brand)| (name.to_owned(), [vec![0], header(brand)].concat()))
        .into();
    // 12 by 10 pixels, one plane after the other.
    for (across, down) in [(1u8, 1u8), (2, 1), (2, 2)] {
        let (width, height) = (12u16.div_ceil(across.into()), 10u16.div_ceil(down.into()));
        let starts = [[0, 12], [120, width], [120 + width * height, width]];
        let head = [12u16, 10].into_iter().chain([u16::from_le_bytes([across, down])]).chain(starts.concat());
        let head: Vec<u8> = head.flat_map(u16::to_le_bytes).collect();
        let values = (0..120 + 2 * width * height).map(|at| (at * 7) as u8);
        seeds.push((format!("planes-{across}{down}"), [1].into_iter().chain(head).chain(values).collect()));
    }
    seeds
}

/// Names of files with a price list, and names of homes' photos with rooms.
pub fn pairings() -> Seeds {
    let rows: [(&str, &str); 5] = [
        ("f/1_kitchen.jpg\nf/1_bath.jpg\nf/2_kitchen.jpg\nf/2_bath.jpg", "id,price\n1,450000\n2,520000\n"),
        ("f/a/front.jpg\nf/a/back.jpg\nf/b/front.jpg\nf/b/back.jpg", "folder,price\na,450000\nb,520000\n"),
        (
            "f/x/front.jpg\nf/y/front.jpg\nf/x/bath.png\nf/y/bath.png",
            "price,front,bath\n1,x/front.jpg,x/bath.png\n2,Y/FRONT.JPG,y\\bath.png\n",
        ),
        ("f/one.webp\nf/two.webp\nf/three.avif", "photo,price,zip\none.webp,1e5,01067\ntwo.webp,2e5,80331\n"),
        ("f/1/a.jpg\nf/1/b.jpg\nf/2/a.jpg\nf/2/b.jpg\nf/10/a.jpg\nf/10/b.jpg", "1;10\n2;20\n10;30\n"),
    ];
    let homes: [(&str, &str); 3] = [
        ("new/10_kitchen.jpg\nnew/10_front.jpg\nnew/9_bed1.png\nnew/9_bath.png", "bath\nbed\nfront\nkitchen"),
        ("homes/Elm 5/kitchen.jpg\nhomes/Elm 5/IMG_2.jpg\nhomes/Oak/1.jpg", "kitchen"),
        ("a/\u{1e9e}_\u{130}.jpg\na/1_bk.jpg\nb/\u{df}.jpg", "\u{212a}\n\u{1e9e}\n\u{130}"),
    ];
    let all = rows.into_iter().map(|both| (0, both)).chain(homes.into_iter().map(|both| (1, both)));
    let one = |(number, (kind, (names, rest))): (usize, (u8, (&str, &str)))| {
        (format!("names-{number}"), [&[kind], names.as_bytes(), &[0], rest.as_bytes()].concat())
    };
    all.enumerate().map(one).collect()
}

/// Headers of a ResNet-18's and an EfficientNet-Lite0's file with a leading kind byte, some of them invalid; small whole files; and the
/// values of both files.
pub fn backbones() -> (Seeds, [Vec<u8>; 2]) {
    let parameters = resnet18::parameters();
    let [(header, values), (lite0_header, lite0_values)] =
        [&parameters, &lite0::parameters()].map(|parameters| header_and_values(&resnet18::file(parameters)));
    let changed = |kind: u8, header: &[u8], from: &str, to: &str| {
        [&[kind], String::from_utf8_lossy(header).replacen(from, to, 1).as_bytes()].concat()
    };
    let infinite = f32::INFINITY.to_le_bytes();
    let small: Vec<_> = parameters.iter().map(|(name, ..)| (name.clone(), vec![1], vec![0.5])).collect();
    let seeds = [
        ("header", [&[1], &header[..]].concat()),
        ("lite0", [&[2], &lite0_header[..]].concat()),
        ("half", changed(1, &header, "\"F32\"", "\"F16\"")),
        ("shape", changed(1, &header, "[64,3,7,7]", "[64,7,3,7]")),
        ("deeper", changed(1, &header, "layer1.0.conv1.weight", "layer1.2.conv1.weight")),
        ("lite0-deeper", changed(2, &lite0_header, "blocks.5.3.conv_pw.weight", "blocks.5.4.conv_pw.weight")),
        ("infinite", [&[1], &header[..], &[0; 5], &infinite].concat()),
        ("small", [vec![0], resnet18::file(&small)].concat()),
        ("empty", vec![0, 2, 0, 0, 0, 0, 0, 0, 0, b'{', b'}']),
    ];
    (seeds.map(|(name, bytes)| (name.to_owned(), bytes)).into(), [values, lite0_values])
}

fn header_and_values(file: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let length = file.first_chunk().map_or(0, |length| u64::from_le_bytes(*length)) as usize;
    let (header, values) = file[8..].split_at(length.min(file.len() - 8));
    (header.to_vec(), values.to_vec())
}

/// The start of a message of each kind with a leading type byte, and one whole message with a full dataset. In this format the fuzzer
/// quickly finds the rest.
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
    data.montages.pixels.truncate(2 * data.montages.house_bytes());
    if let Ok(bytes) = protocol::encode(&NumberedRequest { id: 1, request: Request::Load(Box::new(data)) }) {
        seeds.push(("load".to_owned(), [vec![2], bytes].concat()));
    }
    seeds
}

/// A network so small that a whole file of it can be fuzzed byte by byte.
pub fn config() -> facade_spec::Config {
    facade_spec::Config { tile: 4, filters: vec![1], photos: 1, ..facade_spec::Config::default() }
}

/// The file of a small model.
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
        input_schema: Default::default(),
        intervals: Vec::new(),
        missing_intervals: Vec::new(),
        network: String::new(),
        config,
    };
    let running_stats = vec![0.5; 2 * (1 + 16)];
    let target_scaler = training::TargetScaler::fit(facade_spec::Target::MaxScaled, &[1e6]);
    let weights = vec![0.25; parameters];
    let model = facade_nn::model_file::Model {
        summary,
        target_scaler,
        encoder: None,
        neighbours: None,
        room_classifier: dataset::RoomClassifier::from_weights(&[0.5; dataset::CHANNELS + 1], 1),
        frozen: Vec::new(),
        weights,
        running_stats,
    };
    let plain = model.to_bytes().ok().map(|bytes| ("model".to_owned(), bytes));
    plain.into_iter().chain(tuned().map(|bytes| ("tuned".to_owned(), bytes))).collect()
}

/// The model file of a small run of a tuned network: with an encoder, intervals, a calibration factor and frozen values.
fn tuned() -> Option<Vec<u8>> {
    let file = Rc::new(RefCell::new(None));
    let sink = Rc::clone(&file);
    let mut session = facade_session::Session::new(move |event| {
        if let Event::Finished { file, .. } = event {
            sink.replace(Some(file.0));
        }
    });
    let mut data = sample::dataset(16);
    data.houses.truncate(30);
    let recipe = facade_spec::Config::recipe(facade_spec::ModelKind::TunedMixed);
    let config = facade_spec::Config { tile: 16, filters: vec![1], epochs: 1, cross_fit_folds: 2, ..recipe };
    pollster::block_on(async {
        session.handle(1, Request::Load(Box::new(data))).await;
        let device = protocol::DeviceChoice::Cpu;
        session
            .handle(2, Request::Train { run: 1, config, device, excluded: Vec::new(), resume: None })
            .await;
        while session.is_training() {
            session.advance().await;
        }
    });
    file.take()
}

/// A checkpoint of the same network.
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
        running_stats: vec![0.5; 2 * (1 + 16)],
        best: None,
    };
    state.pack().map(|bytes| ("checkpoint".to_owned(), bytes)).into_iter().collect()
}

/// Price lists with a leading byte for the file's name.
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

/// Archives with a stored and a deflated file, with folders, and with unsafe entries.
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
