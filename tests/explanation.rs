//! Explanations of prices: the maps depend on the network, saliency equals the slope of the price, and unlike homes are detected.

use std::cell::RefCell;
use std::rc::Rc;

use crate::photo_features::with_features;
use crate::resnet18;
use facade_data::{CHANNELS, Dataset, HouseId, PHOTO_FEATURES};
use facade_imaging::sample;
use facade_nn::explanation;
use facade_nn::model::Network;
use facade_nn::model_file::Model;
use facade_nn::training::Encoder;
use facade_protocol::{Bytes, DeviceChoice, Event, Explanation, Home, Request};
use facade_session::Session;
use facade_spec::random::{Purpose, Stream};
use facade_spec::{Config, ModelKind, Target};
use pollster::block_on;

/// Trains a model; returns the session, its events and the model.
fn trained(data: &Dataset, config: &Config) -> (Session, Rc<RefCell<Vec<Event>>>, Model) {
    let events = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&events);
    let mut session = Session::new(move |event| sink.borrow_mut().push(event));
    block_on(async {
        session.handle(1, Request::Load(Box::new(data.clone()))).await;
        if config.model == ModelKind::Backbone {
            let file = resnet18::file(&resnet18::parameters());
            session.handle(1, Request::LoadBackbone(Bytes(file))).await;
        }
        let (config, device) = (config.clone(), DeviceChoice::Cpu);
        session
            .handle(1, Request::Train { run: 1, config, device, excluded: Vec::new(), resume: None })
            .await;
        while session.is_training() {
            session.advance().await;
        }
    });
    let file = events.take().into_iter().find_map(|event| match event {
        Event::Finished { file, .. } => Some(file),
        _ => None,
    });
    (session, events, Model::from_bytes(&file.expect("the run ended").0).unwrap())
}

fn small(model: ModelKind) -> Config {
    let config = Config { tile: 16, epochs: 6, ..Config::recipe(model) };
    let filters = if model.is_tuned() { vec![3] } else { vec![4, 6] };
    Config { filters, cross_fit_folds: config.cross_fit_folds.min(3), ..config }
}

fn home(data: &Dataset, position: usize) -> Home {
    let house = &data.houses[position];
    let montage = Bytes(data.montages.get(position).unwrap().to_vec());
    Home {
        montage,
        attributes: house.attributes.clone(),
        zip_code: house.zip_code.clone(),
        features: Bytes(data.montages.features(position).unwrap_or_default().to_vec()),
        ..Home::from_montage(Vec::new())
    }
}

fn explain(model: &Model, home: &Home) -> Explanation {
    explain_house(model, home, None)
}

fn explain_house(model: &Model, home: &Home, house: Option<HouseId>) -> Explanation {
    block_on(explanation::explain(model, home, house.as_ref(), &burn::tensor::Device::flex()))
        .unwrap()
        .unwrap()
}

fn price(model: &Model, home: &Home) -> f64 {
    block_on(model.estimate(home, None)).unwrap().unwrap().price
}

/// Rank correlation (Spearman) of two maps.
fn rank_correlation(a: &[f32], b: &[f32]) -> f64 {
    let ranks = |values: &[f32]| {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|x, y| values[*x].total_cmp(&values[*y]));
        let mut ranks = vec![0.0; values.len()];
        order.into_iter().enumerate().for_each(|(rank, at)| ranks[at] = rank as f64);
        ranks
    };
    let middle = (a.len() - 1) as f64 / 2.0;
    let (a, b) = (ranks(a), ranks(b));
    let product =
        |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    product(&a, &b) / (product(&a, &a) * product(&b, &b)).sqrt()
}

fn noise(bytes: usize) -> Vec<u8> {
    let mut stream = Stream::new(3, Purpose::Weights, 0, 0);
    (0..bytes).map(|_| stream.below(256) as u8).collect()
}

/// The model with shuffled weights.
fn randomised(model: &Model) -> Model {
    let mut stream = Stream::new(7, Purpose::Weights, 0, 0);
    let mut other = model.clone();
    let mut shuffle = |values: &mut [f32]| {
        for at in (1..values.len()).rev() {
            values.swap(at, stream.below(at as u64 + 1) as usize);
        }
    };
    shuffle(&mut other.weights);
    // Kernels that were learned without prices are shuffled as well.
    let encoder = model.encoder.as_ref().map_or(0, Encoder::width);
    for kernels in &Network::of(&model.summary.config, encoder).layout().frozen {
        if kernels.name.ends_with(".kernels") || kernels.name.ends_with(".weight") {
            shuffle(&mut other.frozen[kernels.range()]);
        }
    }
    other
}

/// Adebayo et al., "Sanity Checks for Saliency Maps", 2018: a map that does not change with random weights depends on the photos, not on
/// the network.
#[test]
fn with_random_weights_the_maps_change() {
    let data = sample::dataset(16);
    let mut few = sample::dataset(32);
    few.houses.truncate(16);
    let backbone = Config { tile: 32, epochs: 3, cross_fit_folds: 3, ..Config::recipe(ModelKind::Backbone) };
    let photos = ModelKind::ALL.into_iter().filter(|kind| kind.uses_pixels() && *kind != ModelKind::Backbone);
    let configs = photos.map(|kind| (&data, small(kind)));
    for (data, config) in configs.chain([(&few, backbone)]) {
        let kind = config.model;
        let (_, _, model) = trained(data, &config);
        let home = home(data, 5);
        let [real, again] = [explain(&model, &home), explain(&model, &home)];
        assert_eq!(real, again);
        assert!(real.occlusion.iter().any(|dollars| *dollars != 0.0), "{kind:?}");
        let random = explain(&randomised(&model), &home);
        for (name, real, random) in [
            ("occlusion", &real.occlusion, &random.occlusion),
            ("saliency", &real.saliency, &random.saliency),
        ] {
            let correlation = rank_correlation(real, random);
            println!("{kind:?}: {name} with random weights, rank correlation {correlation:.2}");
            assert!(correlation < 0.6, "{kind:?} {name} {correlation}");
        }
    }
}

/// A pixel's saliency is the change of the price for a small change of its colour.
#[test]
fn saliency_equals_the_slope_of_the_price() {
    let mut data = sample::dataset(16);
    let mut few = sample::dataset(32);
    few.houses.truncate(16);
    let backbone = Config { tile: 32, epochs: 3, cross_fit_folds: 3, ..Config::recipe(ModelKind::Backbone) };
    let tuned = Config { epochs: 1, warm_up: 0, ..backbone.clone().fine_tuned() };
    data.houses.truncate(60);
    let photos = ModelKind::ALL.into_iter().filter(|kind| kind.uses_pixels() && *kind != ModelKind::Backbone);
    let configs = photos.map(small).map(|config| (&data, config));
    let together = Config { cross_fit_folds: 2, ..small(ModelKind::Cnn) };
    for (data, config) in configs.chain([(&data, together), (&few, backbone), (&few, tuned)]) {
        let (_, _, model) = trained(data, &config);
        let mut home = home(data, 3);
        if config.model.is_tuned() {
            // Without contrast, one level up or down is not a small change.
            home.montage.0 = noise(home.montage.0.len());
        }
        let Explanation { saliency, price: whole, .. } = explain(&model, &home);
        let (tile, [width, _]) = (config.tile, config.size());
        assert_eq!(saliency.len(), config.photos * tile * tile);
        // From the middle: rounding hides the steps of the smallest values, and one level is not small at the largest ones, near the start
        // of a square root.
        let mut pixels: Vec<usize> = (0..saliency.len()).filter(|at| saliency[*at] > 0.0).collect();
        pixels.sort_by(|a, b| saliency[*a].total_cmp(&saliency[*b]));
        // A backbone is slow, and each pixel takes six prices.
        let step = if config.model == ModelKind::Backbone { 6 } else { 1 };
        let pixels: Vec<usize> =
            (0..24).step_by(step).map(|i| pixels[pixels.len() * (50 + i) / 100]).collect();
        let mut near = 0;
        let checked = pixels.len();
        // The change of each colour by one level up or down.
        for pixel in pixels {
            let (photo, y, x) = (pixel / (tile * tile), pixel / tile % tile, pixel % tile);
            let [column, row] = facade_data::cell(photo, config.photos);
            let at = ((row * tile + y) * width + column * tile + x) * 3;
            let slope = |channel: usize, other: fn(u8) -> u8| {
                let mut home = home.clone();
                let level = home.montage.0[at + channel];
                home.montage.0[at + channel] = other(level);
                let levels = (f64::from(other(level)) - f64::from(level)).abs().max(1.0);
                (price(&model, &home) - whole).abs() * 255.0 / levels
            };
            let measured: [f64; 2] =
                [|level: u8| level.saturating_sub(1), |level: u8| level.saturating_add(1)]
                    .map(|other| (0..3).map(|channel| slope(channel, other)).fold(0.0, f64::max));
            let is_near = |measured: &f64| (f64::from(saliency[pixel]) / measured - 1.0).abs() < 0.1;
            near += usize::from(measured.iter().any(is_near));
        }
        println!("{:?}: {near} of {checked} slopes within a tenth", config.model);
        // At the other pixels a max-pooling or a ReLU switches within one level.
        assert!(near * 4 >= checked * 3, "{:?}: {near} of {checked}", config.model);
    }
}

#[test]
fn occluding_a_uniform_area_changes_nothing() {
    let data = sample::dataset(16);
    let (_, _, model) = trained(&data, &small(ModelKind::Cnn));
    let mut home = home(&data, 2);
    // The first photo is grey, the others are unchanged.
    let width = 32 * 3;
    (0..16).for_each(|y| home.montage.0[y * width..y * width + 48].fill(90));
    let Explanation { occlusion, cells, .. } = explain(&model, &home);
    assert_eq!((cells, occlusion.len()), (8, 4 * 64));
    assert!(occlusion[..64].iter().all(|dollars| *dollars == 0.0));
    assert!(occlusion[64..].iter().any(|dollars| *dollars != 0.0));
}

#[test]
fn occlusion_equals_the_price_without_the_cell() {
    let data = sample::dataset(16);
    let (_, _, model) = trained(&data, &small(ModelKind::Cnn));
    let home = home(&data, 8);
    let Explanation { occlusion, price: whole, .. } = explain(&model, &home);
    // Only one occluded square, of 4 by 4 pixels, covers the corner of the first photo.
    let montage = &home.montage.0;
    let mut occluded = home.clone();
    for channel in 0..3 {
        let level = |x: usize, y: usize| usize::from(montage[(y * 32 + x) * 3 + channel]);
        let mean: usize = (0..256).map(|at| level(at % 16, at / 16)).sum::<usize>() / 256;
        (0..16).for_each(|at| occluded.montage.0[(at / 4 * 32 + at % 4) * 3 + channel] = mean as u8);
    }
    let without = price(&model, &occluded);
    assert!((f64::from(occlusion[0]) - (whole - without)).abs() < 1e-3 * whole.abs(), "{}", occlusion[0]);
}

/// It evaluates its photos one by one, like a frozen one.
#[test]
fn the_explanation_of_a_fine_tuned_backbone_matches_its_estimate() {
    let mut data = sample::dataset(32);
    data.houses.truncate(16);
    let config = Config { tile: 32, ..Config::recipe(ModelKind::Backbone).fine_tuned() };
    let (_, _, model) = trained(&data, &Config { epochs: 1, warm_up: 0, ..config });
    let home = home(&data, 4);
    let Explanation { occlusion, cells, price: whole, nearest, .. } = explain(&model, &home);
    assert_eq!((cells, occlusion.len()), (3, 4 * 9));
    let estimate = block_on(model.estimate(&home, None)).unwrap().unwrap();
    assert!((whole / estimate.price - 1.0).abs() < 1e-5, "{whole} {}", estimate.price);
    assert_eq!(nearest.len(), estimate.nearest.len());
    assert!(nearest.iter().zip(&estimate.nearest).all(|(one, other)| one.house == other.house));
    // Only one occluded square, of 21 by 21 pixels, covers the corner of the second photo.
    let mut occluded = home.clone();
    for channel in 0..3 {
        let at = |x: usize, y: usize| (y * 64 + 32 + x) * 3 + channel;
        let mean = (0..1024).map(|i| usize::from(home.montage.0[at(i % 32, i / 32)])).sum::<usize>() / 1024;
        (0..441).for_each(|i| occluded.montage.0[at(i % 21, i / 21)] = mean as u8);
    }
    let effect = whole - price(&model, &occluded);
    assert!((f64::from(occlusion[9]) - effect).abs() < 1e-4 * whole.abs(), "{} {effect}", occlusion[9]);
}

#[test]
fn the_effect_of_an_input_is_the_change_of_price_without_it() {
    let data = sample::dataset(16);
    let (_, _, model) = trained(&data, &small(ModelKind::Mlp));
    let home = home(&data, 8);
    let explanation = explain(&model, &home);
    assert_eq!((explanation.cells, explanation.occlusion.len(), explanation.saliency.len()), (0, 0, 0));
    let schema = &model.summary.input_schema;
    assert_eq!(explanation.attribute_effects.len(), schema.attributes.len() + 1);
    let mut without = home.clone();
    without.attributes[1] = None;
    assert_eq!(explanation.attribute_effects[1], explanation.price - price(&model, &without));
    let without_zip_code = Home { zip_code: String::new(), ..home };
    assert_eq!(
        explanation.attribute_effects.last(),
        Some(&(explanation.price - price(&model, &without_zip_code)))
    );
}

#[test]
fn the_first_layers_are_shown_as_pictures() {
    let data = sample::dataset(16);
    let sizes = |kind: ModelKind| {
        let (_, _, model) = trained(&data, &small(kind));
        let layers = explain(&model, &home(&data, 4)).layers;
        // As many pixels as pictures, 32 at most.
        for layer in &layers {
            let [width, height] = layer.size;
            assert_eq!(layer.pixels.0.len(), layer.filters.min(32) * width * height * 3, "{kind:?}");
            assert!(
                layer.pixels.0.iter().any(|level| *level != layer.pixels.0[0]),
                "{kind:?}: all pixels are equal"
            );
        }
        let config = model.summary.config;
        (
            layers.iter().map(|layer| (layer.are_filters, layer.filters, layer.size)).collect::<Vec<_>>(),
            config,
        )
    };
    let (shown, config) = sizes(ModelKind::Cnn);
    let [width, height] = config.size();
    assert_eq!(shown[0], (true, config.filters[0], [3, 3]));
    assert_eq!(shown[1], (false, config.filters[0], [width / 2, height / 2]));
    assert_eq!(shown.len(), 1 + config.filters.len().min(3));
    let (shown, config) = sizes(ModelKind::TunedPhotos);
    assert_eq!(shown, [(true, config.filters[0], [6, 6]), (false, config.filters[0], [6, 6])]);
    assert!(sizes(ModelKind::Mlp).0.is_empty(), "it sees no photos");
}

#[test]
fn a_session_explains_a_price_and_lists_similar_houses() {
    let data = sample::dataset(16);
    let (mut session, events, model) = trained(&data, &small(ModelKind::TunedPhotos));
    let (asked, house) = (home(&data, 4), data.houses[4].id.clone());
    block_on(session.handle(9, Request::Explain { home: asked.clone(), house: Some(house.clone()) }));
    let [Event::Explained { id: 9, explanation }] = &events.take()[..] else { panic!() };
    assert_eq!(**explanation, explain_house(&model, &asked, Some(house.clone())));
    let nearest = &explanation.nearest;
    let neighbours = model.neighbours.as_ref().unwrap();
    assert_eq!(nearest.len(), neighbours.houses.iter().filter(|other| **other != house).count());
    assert!(nearest.is_sorted_by(|a, b| a.distance <= b.distance));
    assert!(nearest.iter().all(|near| near.house != house && near.price > 0.0));

    // The nearest house of a training house is itself.
    let known = model.neighbours.as_ref().unwrap().houses[0].clone();
    let position = data.houses.iter().position(|house| house.id == known).unwrap();
    block_on(session.handle(10, Request::Explain { home: home(&data, position), house: None }));
    let [Event::Explained { explanation, .. }] = &events.take()[..] else { panic!() };
    let nearest = &explanation.nearest;
    assert_eq!((nearest[0].house.clone(), nearest[0].price), (known, data.houses[position].price));

    let small = Home::from_montage(vec![0; 3]);
    block_on(session.handle(11, Request::Explain { home: small, house: None }));
    let [Event::Failed { id: 11, run: None, message }] = &events.take()[..] else { panic!() };
    assert!(message.contains("32 by 32 pixels"), "{message}");
}

#[test]
fn noise_is_flagged_as_unlike_and_most_houses_are_not() {
    let data = sample::dataset(16);
    for kind in [ModelKind::Cnn, ModelKind::TunedPhotos] {
        let (mut session, events, model) = trained(&data, &small(kind));
        let [alarms, houses] = model.neighbours.as_ref().unwrap().false_alarms;
        println!("{kind:?}: {alarms} of {houses} test houses are flagged as unlike the others");
        assert!(alarms * 4 <= houses, "{kind:?}: {alarms} of {houses}");
        let mut ood_score = |home: Home| {
            block_on(session.handle(1, Request::Predict(home)));
            match &events.take()[..] {
                [Event::Predicted { ood_score: Some(ood_score), .. }] => *ood_score,
                other => panic!("{other:?}"),
            }
        };
        let unlike = ood_score(Home::from_montage(noise(32 * 32 * 3)));
        assert!(unlike.distance > 1.0, "{kind:?}: {unlike:?}");
        assert_eq!(unlike.false_alarms, [alarms, houses]);
        assert!(facade_app::result_text::ood_warning(unlike).is_some());
        let like = ood_score(home(&data, 0));
        assert!(
            like.distance < unlike.distance && facade_app::result_text::ood_warning(like).is_none(),
            "{like:?}"
        );
    }
}

/// Measures how often homes unlike the real houses are flagged.
#[test]
#[ignore = "needs the real photos: set HOUSES_DATASET to their folder"]
fn homes_unlike_the_real_houses_are_flagged() {
    let folder = std::env::var("HOUSES_DATASET").expect("HOUSES_DATASET is the folder of real photos");
    for kind in [ModelKind::Cnn, ModelKind::TunedPhotos] {
        let config = match Config::recipe(kind) {
            config if kind == ModelKind::Cnn => Config { epochs: 30, ..config },
            config => config,
        };
        let tile = config.tile;
        let data = facade_cli::load(std::slice::from_ref(&folder), &Default::default(), tile, None).unwrap();
        let (_, _, model) = trained(&data, &config);
        let [alarms, houses] = model.neighbours.as_ref().unwrap().false_alarms;
        let flagged = |name: &str, homes: Vec<Vec<u8>>| {
            let count = homes.len();
            let unlike = |montage: Vec<u8>| {
                let estimate = block_on(model.estimate(&Home::from_montage(montage), None)).unwrap().unwrap();
                estimate.ood_score.unwrap().distance > 1.0
            };
            let flagged = homes.into_iter().filter(|home| unlike(home.clone())).count();
            println!("{kind:?}: {name}: {flagged} of {count}");
            100 * flagged / count
        };
        println!("{kind:?}: test houses: {alarms} of {houses}");
        let sample = sample::dataset(tile);
        let montage = |data: &Dataset, at: usize| data.montages.get(at).unwrap().to_vec();
        let some = || (0..60).map(|at| montage(&data, at));
        let width = 2 * tile * 3;
        // Swaps left and right: bathroom and bedroom, kitchen and front.
        let swapped = |montage: Vec<u8>| -> Vec<u8> {
            montage
                .chunks_exact(width)
                .flat_map(|line| [&line[width / 2..], &line[..width / 2]].concat())
                .collect()
        };
        let drawn = flagged("drawn homes", (0..60).map(|at| montage(&sample, at)).collect());
        flagged("swapped rooms", some().map(swapped).collect());
        flagged(
            "inverted colours",
            some().map(|home| home.iter().map(|level| 255 - level).collect()).collect(),
        );
        let noise = flagged("noise", (0..5).map(|_| noise(width * 2 * tile)).collect());
        assert!(noise == 100 && alarms * 8 <= houses);
        assert!(kind == ModelKind::Cnn || drawn >= 90);
    }
}

/// For a pretrained network the parts of a price sum to it, with the quarters of a photo as places and with more.
#[test]
fn the_parts_of_a_pretrained_networks_price_sum_to_it() {
    let data = with_features(sample::dataset(16));
    for (kind, target) in [
        (ModelKind::PretrainedPhotos, Target::Log),
        (ModelKind::PretrainedSet, Target::Log),
        (ModelKind::PretrainedMixed, Target::Log),
        (ModelKind::PretrainedMixed, Target::MaxScaled),
    ] {
        let (_, _, model) = trained(&data, &Config { target, ..small(kind) });
        for missing_photos in [Vec::new(), vec![0, 3]] {
            let plain = Home { missing_photos, ..home(&data, 5) };
            let mapped = Home { maps: Bytes(maps(&plain.features.0)), ..plain.clone() };
            let [quarters, places] = [&plain, &mapped].map(|home| explain(&model, home));
            assert_eq!((quarters.cells, places.cells), (2, 4));
            for explanation in [&quarters, &places] {
                let parts = explanation.occlusion.iter().map(|part| f64::from(*part));
                let sum: f64 = parts.chain(explanation.attribute_effects.iter().copied()).sum();
                let whole = explanation.base.unwrap() + sum;
                assert!(
                    (whole / explanation.price - 1.0).abs() < 1e-5,
                    "{kind:?}: {whole} {}",
                    explanation.price
                );
            }
            assert!(quarters.occlusion[4..8].iter().any(|part| *part != 0.0));
            let is_missing = |photo: usize| quarters.occlusion[4 * photo..4 * photo + 4] == [0.0; 4];
            assert!(plain.missing_photos.iter().all(|photo| is_missing(*photo)));
            // The places of a quarter sum to it, but for what half precision leaves out.
            for (at, quarter) in quarters.occlusion.iter().enumerate() {
                let (photo, row, column) = (at / 4, at / 2 % 2 * 2, at % 2 * 2);
                let place = |x: usize, y: usize| places.occlusion[16 * photo + 4 * (row + y) + column + x];
                let sum = place(0, 0) + place(1, 0) + place(0, 1) + place(1, 1);
                assert!(
                    (sum - quarter).abs() <= 0.02 * explanation_scale(&quarters),
                    "{kind:?}: {sum} {quarter}"
                );
            }
        }
    }
}

fn explanation_scale(explanation: &Explanation) -> f32 {
    explanation.occlusion.iter().fold(1.0, |most, part| most.max(part.abs()))
}

/// Maps of four by four places whose means over the quarters are these features, and whose places differ.
fn maps(features: &[u8]) -> Vec<u8> {
    let features = facade_data::unpack_features(features);
    let place = |photo: &[f32], at: usize| -> Vec<f32> {
        let (x, y) = (at % 4, at / 4);
        let quarter = 2 * (y / 2) + x / 2;
        let factor = if (x + y) % 2 == 0 { 0.5 } else { 1.5 };
        photo[quarter * CHANNELS..][..CHANNELS].iter().map(|value| factor * value).collect()
    };
    let photos = features.chunks_exact(PHOTO_FEATURES);
    photos
        .flat_map(|photo| {
            (0..16).flat_map(|at| facade_data::pack_features(&place(photo, at))).collect::<Vec<_>>()
        })
        .collect()
}
