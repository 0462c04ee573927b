//! Models on features of the pretrained network, trained on the photos of the sample set.
//!
//! For each `interchange pretrained DIR FILE` writes what `write` does, except that `KIND.u8` has the photos of the homes one by one,
//! squeezed to the pretrained network's size; and `FILE`, a copy of the pretrained network's file, and `squeeze-WIDTHxHEIGHT.u8`: a
//! photo of this size, and what is made of it.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use facade_data::{Dataset, House};
use facade_features::Extractor;
use facade_imaging::{Image, photo_features, sample, squeeze};
use facade_nn::model_file::Model;
use facade_protocol::{Bytes, DeviceChoice, Event, Home, Request};
use facade_session::Session;
use facade_spec::{Config, ModelKind};

use super::{Case, HOMES, Outcome, random};

/// Tile size of the montages, which these networks do not use.
const TILE: usize = 16;
/// After these, prices of the sample's houses differ and are plausible.
const EPOCHS: usize = 60;
/// Photos that the homes lack in the case with fewer photos.
const MISSING: [usize; 2] = [0, 2];

/// Writes all cases.
pub(super) fn write(folder: &Path, file: &Path) -> Outcome<()> {
    let weights = std::fs::read(file)?;
    let extractor = Extractor::read(&weights)?;
    let data = sample::dataset_with_features(TILE, Some(&extractor));
    let cases = [
        ("pretrained-photos", ModelKind::PretrainedPhotos, &[][..]),
        ("pretrained-set", ModelKind::PretrainedSet, &[]),
        ("pretrained-set-fewer", ModelKind::PretrainedSet, &MISSING),
        ("pretrained-mixed", ModelKind::PretrainedMixed, &[]),
    ];
    for (name, kind, missing) in cases {
        let model = train(&data, kind)?;
        let (mut homes, mut pictures) = (Vec::new(), Vec::new());
        for (number, house) in data.houses.iter().take(HOMES).enumerate() {
            let (home, photos) = home(&model, &data, house, missing, &extractor)?;
            // An attribute that is not known.
            let attributes = home.attributes.iter().enumerate();
            let attributes = attributes.map(|(at, value)| value.filter(|_| (number, at) != (1, 0))).collect();
            homes.push(Home { attributes, ..home });
            pictures.extend(photos);
        }
        Case { name, model: &model, homes, pictures, pretrained: Some(&weights) }.write(folder)?;
    }
    for [width, height] in [[431, 300], [500, 150], [90, 224]] {
        let any = random(width);
        let rgb: Vec<u8> = (0..3 * width * height).map(|i| (any(i) * 127.0 + 128.0) as u8).collect();
        let photo = Image { width, height, rgb };
        let both = [&photo.rgb[..], &squeeze(&photo, Extractor::SIDE)].concat();
        std::fs::write(folder.join(format!("squeeze-{width}x{height}.u8")), both)?;
    }
    Ok(std::fs::write(folder.join("pretrained.safetensors"), &weights)?)
}

/// A house as a home, and the photos that it has, `[photos, SIDE, SIDE, 3]`.
fn home(
    model: &Model,
    data: &Dataset,
    house: &House,
    missing: &[usize],
    extractor: &Extractor,
) -> Outcome<(Home, Vec<u8>)> {
    let number = house.id.as_number().ok_or("a house of the sample has no number")?;
    let photos = sample::photos(number).ok_or("a house of the sample has no photos")?;
    let features = photos.iter().flat_map(|photo| photo_features(photo, Some(extractor).into())).collect();
    let is_there = |photo: &usize| !missing.contains(photo);
    let there = (0..photos.len()).filter(is_there);
    let pictures = there.flat_map(|photo| squeeze(&photos[photo], Extractor::SIDE)).collect();
    let value = |name: &String| {
        let at = data.attributes.iter().position(|attribute| attribute == name)?;
        *house.attributes.get(at)?
    };
    let home = Home {
        features: Bytes(features),
        attributes: model.summary.input_schema.attributes.iter().map(value).collect(),
        zip_code: house.zip_code.clone(),
        missing_photos: missing.to_vec(),
        ..Home::from_montage(Vec::new())
    };
    Ok((home, pictures))
}

/// A short run of a network's recipe.
fn train(data: &Dataset, kind: ModelKind) -> Outcome<Model> {
    let config = Config { tile: TILE, epochs: EPOCHS, ..Config::recipe(kind) };
    let end = Rc::new(RefCell::new(Err("the run ended without a model".to_owned())));
    let recorded = Rc::clone(&end);
    let mut session = Session::new(move |event| match event {
        Event::Finished { file, .. } => *recorded.borrow_mut() = Ok(file),
        Event::Failed { message, .. } => *recorded.borrow_mut() = Err(message),
        _ => {}
    });
    pollster::block_on(async {
        session.handle(1, Request::Load(Box::new(data.clone()))).await;
        let (device, excluded) = (DeviceChoice::Cpu, Vec::new());
        session.handle(2, Request::Train { run: 1, config, device, excluded, resume: None }).await;
        while session.is_training() {
            session.advance().await;
        }
    });
    let file = end.borrow().clone()?;
    Ok(Model::from_bytes(&file.0)?)
}
