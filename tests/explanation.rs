//! Why a price is what it is: maps that follow the network, slopes that are those of its prices, and homes unlike all others.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

#[path = "fixtures/resnet18.rs"]
mod resnet18;

use std::cell::RefCell;
use std::rc::Rc;

use facade_data::Dataset;
use facade_imaging::sample;
use facade_nn::explanation;
use facade_nn::model::Network;
use facade_nn::model_file::Model;
use facade_nn::training::Encoder;
use facade_protocol::{Bytes, DeviceChoice, Event, Explanation, Home, Request};
use facade_session::Session;
use facade_spec::random::{Purpose, Stream};
use facade_spec::{Config, ModelKind};
use pollster::block_on;

/// A session that has trained, and the model's file.
fn trained(data: &Dataset, config: &Config) -> (Session, Rc<RefCell<Vec<Event>>>, Model) {
    let told = Rc::new(RefCell::new(Vec::new()));
    let events = Rc::clone(&told);
    let mut session = Session::new(move |event| events.borrow_mut().push(event));
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
    let file = told.take().into_iter().find_map(|event| match event {
        Event::Finished { file, .. } => Some(file),
        _ => None,
    });
    (session, told, Model::from_bytes(&file.expect("the run ended").0).unwrap())
}

fn small(model: ModelKind) -> Config {
    let config = Config { tile: 16, epochs: 6, ..Config::recipe(model) };
    let filters = if model.is_tuned() { vec![3] } else { vec![4, 6] };
    Config { filters, members: config.members.min(3), ..config }
}

fn home(data: &Dataset, position: usize) -> Home {
    let house = &data.houses[position];
    let montage = Bytes(data.montages.get(position).unwrap().to_vec());
    Home { montage, attributes: house.attributes.clone(), zip_code: house.zip_code.clone() }
}

fn explain(model: &Model, home: &Home) -> Explanation {
    explain_house(model, home, None)
}

fn explain_house(model: &Model, home: &Home, house: Option<u32>) -> Explanation {
    block_on(explanation::explain(model, home, house, &burn::tensor::Device::flex())).unwrap().unwrap()
}

fn price(model: &Model, home: &Home) -> f64 {
    block_on(model.estimate(home, None)).unwrap().unwrap().price
}

/// Rank correlation (Spearman) of two maps.
fn alike(a: &[f32], b: &[f32]) -> f64 {
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

/// The network's own weights, but for their order.
fn randomised(model: &Model) -> Model {
    let mut stream = Stream::new(7, Purpose::Weights, 0, 0);
    let mut other = model.clone();
    let mut shuffle = |values: &mut [f32]| {
        for at in (1..values.len()).rev() {
            values.swap(at, stream.below(at as u64 + 1) as usize);
        }
    };
    shuffle(&mut other.weights);
    // Kernels that were learned without prices are weights too.
    let encoder = model.encoder.as_ref().map_or(0, Encoder::width);
    for kernels in &Network::of(&model.summary.config, encoder).layout().fixed {
        if kernels.name.ends_with(".kernels") || kernels.name.ends_with(".weight") {
            shuffle(&mut other.fixed[kernels.range()]);
        }
    }
    other
}

/// Adebayo et al., "Sanity Checks for Saliency Maps", 2018: a map that stays as it is when the weights are random tells of the photos
/// and not of the network.
#[test]
fn with_random_weights_the_maps_change() {
    let data = sample::dataset(16);
    let mut few = sample::dataset(32);
    few.houses.truncate(16);
    let backbone = Config { tile: 32, epochs: 3, members: 3, ..Config::recipe(ModelKind::Backbone) };
    let photos = ModelKind::ALL.into_iter().filter(|kind| kind.sees_photos() && *kind != ModelKind::Backbone);
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
            let alike = alike(real, random);
            println!("{kind:?}: {name} with random weights, rank correlation {alike:.2}");
            assert!(alike < 0.6, "{kind:?} {name} {alike}");
        }
    }
}

/// A pixel's saliency is what the price does when its colour changes a little.
#[test]
fn saliency_is_the_slope_of_the_price() {
    let mut data = sample::dataset(16);
    let mut few = sample::dataset(32);
    few.houses.truncate(16);
    let backbone = Config { tile: 32, epochs: 3, members: 3, ..Config::recipe(ModelKind::Backbone) };
    let tuned = Config { epochs: 1, warm_up: 0, ..backbone.clone().fine_tuned() };
    data.houses.truncate(60);
    let photos = ModelKind::ALL.into_iter().filter(|kind| kind.sees_photos() && *kind != ModelKind::Backbone);
    let configs = photos.map(small).map(|config| (&data, config));
    let together = Config { members: 2, ..small(ModelKind::Cnn) };
    for (data, config) in configs.chain([(&data, together), (&few, backbone), (&few, tuned)]) {
        let (_, _, model) = trained(data, &config);
        let mut home = home(data, 3);
        if config.model.is_tuned() {
            // Of what has no contrast, one level up or down is far from little.
            home.montage.0 = noise(home.montage.0.len());
        }
        let Explanation { saliency, price: whole, .. } = explain(&model, &home);
        let (tile, [width, _]) = (config.tile, config.size());
        assert_eq!(saliency.len(), config.photos * tile * tile);
        // Neither the least, whose steps are lost in rounding, nor the most, where a root begins: one level is far from little there.
        let mut pixels: Vec<usize> = (0..saliency.len()).filter(|at| saliency[*at] > 0.0).collect();
        pixels.sort_by(|a, b| saliency[*a].total_cmp(&saliency[*b]));
        // A backbone takes long for each of six prices a pixel.
        let step = if config.model == ModelKind::Backbone { 6 } else { 1 };
        let pixels: Vec<usize> =
            (0..24).step_by(step).map(|i| pixels[pixels.len() * (50 + i) / 100]).collect();
        let mut near = 0;
        let looked = pixels.len();
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
        println!("{:?}: {near} of {looked} slopes within a tenth", config.model);
        // At the others a maximum or a ReLU changes its mind on the way to both.
        assert!(near * 4 >= looked * 3, "{:?}: {near} of {looked}", config.model);
    }
}

#[test]
fn covering_what_has_one_colour_changes_nothing() {
    let data = sample::dataset(16);
    let (_, _, model) = trained(&data, &small(ModelKind::Cnn));
    let mut home = home(&data, 2);
    // The first photo is grey; the others are as they were.
    let width = 32 * 3;
    (0..16).for_each(|y| home.montage.0[y * width..y * width + 48].fill(90));
    let Explanation { occlusion, cells, .. } = explain(&model, &home);
    assert_eq!((cells, occlusion.len()), (8, 4 * 64));
    assert!(occlusion[..64].iter().all(|dollars| *dollars == 0.0));
    assert!(occlusion[64..].iter().any(|dollars| *dollars != 0.0));
}

#[test]
fn a_cell_is_worth_what_covering_it_takes_away() {
    let data = sample::dataset(16);
    let (_, _, model) = trained(&data, &small(ModelKind::Cnn));
    let home = home(&data, 8);
    let Explanation { occlusion, price: whole, .. } = explain(&model, &home);
    // The corner of the first photo is part of one square, of 4 by 4 pixels.
    let montage = &home.montage.0;
    let mut covered = home.clone();
    for channel in 0..3 {
        let level = |x: usize, y: usize| usize::from(montage[(y * 32 + x) * 3 + channel]);
        let mean: usize = (0..256).map(|at| level(at % 16, at / 16)).sum::<usize>() / 256;
        (0..16).for_each(|at| covered.montage.0[(at / 4 * 32 + at % 4) * 3 + channel] = mean as u8);
    }
    let without = price(&model, &covered);
    assert!((f64::from(occlusion[0]) - (whole - without)).abs() < 1e-3 * whole.abs(), "{}", occlusion[0]);
}

/// Its photos are looked at one by one for that, as those of a frozen one are.
#[test]
fn a_fine_tuned_backbone_is_explained_as_it_is() {
    let mut data = sample::dataset(32);
    data.houses.truncate(16);
    let config = Config { tile: 32, ..Config::recipe(ModelKind::Backbone).fine_tuned() };
    let (_, _, model) = trained(&data, &Config { epochs: 1, warm_up: 0, ..config });
    let home = home(&data, 4);
    let Explanation { occlusion, cells, price: whole, nearest, .. } = explain(&model, &home);
    assert_eq!((cells, occlusion.len()), (3, 4 * 9));
    let said = block_on(model.estimate(&home, None)).unwrap().unwrap();
    assert!((whole / said.price - 1.0).abs() < 1e-5, "{whole} {}", said.price);
    assert_eq!(nearest.len(), said.nearest.len());
    assert!(nearest.iter().zip(&said.nearest).all(|(one, other)| one.house == other.house));
    // The corner of the second photo is part of one square, of 21 by 21 pixels.
    let mut covered = home.clone();
    for channel in 0..3 {
        let at = |x: usize, y: usize| (y * 64 + 32 + x) * 3 + channel;
        let mean = (0..1024).map(|i| usize::from(home.montage.0[at(i % 32, i / 32)])).sum::<usize>() / 1024;
        (0..441).for_each(|i| covered.montage.0[at(i % 21, i / 21)] = mean as u8);
    }
    let taken = whole - price(&model, &covered);
    assert!((f64::from(occlusion[9]) - taken).abs() < 1e-4 * whole.abs(), "{} {taken}", occlusion[9]);
}

#[test]
fn each_thing_told_adds_what_its_absence_takes_away() {
    let data = sample::dataset(16);
    let (_, _, model) = trained(&data, &small(ModelKind::Mlp));
    let home = home(&data, 8);
    let explanation = explain(&model, &home);
    assert_eq!((explanation.cells, explanation.occlusion.len(), explanation.saliency.len()), (0, 0, 0));
    let asks = &model.summary.asks;
    assert_eq!(explanation.told.len(), asks.attributes.len() + 1);
    let mut silent = home.clone();
    silent.attributes[1] = None;
    assert_eq!(explanation.told[1], explanation.price - price(&model, &silent));
    let nowhere = Home { zip_code: String::new(), ..home };
    assert_eq!(explanation.told.last(), Some(&(explanation.price - price(&model, &nowhere))));
}

#[test]
fn a_session_explains_and_names_the_houses_that_are_like_it() {
    let data = sample::dataset(16);
    let (mut session, told, model) = trained(&data, &small(ModelKind::TunedPhotos));
    let (asked, house) = (home(&data, 4), data.houses[4].number);
    block_on(session.handle(9, Request::Explain { home: asked.clone(), house: Some(house) }));
    let [Event::Explained { id: 9, explanation }] = &told.take()[..] else { panic!() };
    assert_eq!(**explanation, explain_house(&model, &asked, Some(house)));
    let nearest = &explanation.nearest;
    assert_eq!(nearest.len(), 5);
    assert!(nearest.iter().all(|near| near.house != house && near.price > 0.0));

    // A training house is nearest to itself.
    let known = model.neighbours.as_ref().unwrap().houses[0];
    let position = data.houses.iter().position(|house| house.number == known).unwrap();
    block_on(session.handle(10, Request::Explain { home: home(&data, position), house: None }));
    let [Event::Explained { explanation, .. }] = &told.take()[..] else { panic!() };
    let nearest = &explanation.nearest;
    assert_eq!((nearest[0].house, nearest[0].price), (known, data.houses[position].price));

    let small = Home::shown(vec![0; 3]);
    block_on(session.handle(11, Request::Explain { home: small, house: None }));
    let [Event::Failed { id: 11, run: None, message }] = &told.take()[..] else { panic!() };
    assert!(message.contains("32 by 32 pixels"), "{message}");
}

#[test]
fn noise_is_unlike_the_houses_and_most_houses_are_not() {
    let data = sample::dataset(16);
    for kind in [ModelKind::Cnn, ModelKind::TunedPhotos] {
        let (mut session, told, model) = trained(&data, &small(kind));
        let [alarms, houses] = model.neighbours.as_ref().unwrap().false_alarms;
        println!("{kind:?}: {alarms} of {houses} test houses are called unlike the others");
        assert!(alarms * 4 <= houses, "{kind:?}: {alarms} of {houses}");
        let mut familiarity = |home: Home| {
            block_on(session.handle(1, Request::Predict(home)));
            match &told.take()[..] {
                [Event::Predicted { familiarity: Some(familiarity), .. }] => *familiarity,
                other => panic!("{other:?}"),
            }
        };
        let unlike = familiarity(Home::shown(noise(32 * 32 * 3)));
        assert!(unlike.distance > 1.0, "{kind:?}: {unlike:?}");
        assert_eq!(unlike.false_alarms, [alarms, houses]);
        assert!(facade_app::figures::unlike(unlike).is_some());
        let like = familiarity(home(&data, 0));
        assert!(like.distance < unlike.distance && facade_app::figures::unlike(like).is_none(), "{like:?}");
    }
}

/// What is told of homes that are none of the real houses' kind.
#[test]
#[ignore = "needs the real photos: set HOUSES_DATASET to their folder"]
fn homes_unlike_the_real_houses_are_told_apart() {
    let folder = std::env::var("HOUSES_DATASET").expect("HOUSES_DATASET names the folder of real photos");
    for kind in [ModelKind::Cnn, ModelKind::TunedPhotos] {
        let config = match Config::recipe(kind) {
            config if kind == ModelKind::Cnn => Config { epochs: 30, ..config },
            config => config,
        };
        let tile = config.tile;
        let data = facade_cli::load(&folder, &Default::default(), tile).unwrap();
        let (_, _, model) = trained(&data, &config);
        let [alarms, houses] = model.neighbours.as_ref().unwrap().false_alarms;
        let flagged = |name: &str, homes: Vec<Vec<u8>>| {
            let count = homes.len();
            let unlike = |montage: Vec<u8>| {
                let said = block_on(model.estimate(&Home::shown(montage), None)).unwrap().unwrap();
                said.familiarity.unwrap().distance > 1.0
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
        // Left and right change places: bathroom and bedroom, kitchen and front.
        let swapped = |montage: Vec<u8>| -> Vec<u8> {
            montage
                .chunks_exact(width)
                .flat_map(|line| [&line[width / 2..], &line[..width / 2]].concat())
                .collect()
        };
        let drawn = flagged("drawn homes", (0..60).map(|at| montage(&sample, at)).collect());
        flagged("rooms that changed places", some().map(swapped).collect());
        flagged(
            "inverted colours",
            some().map(|home| home.iter().map(|level| 255 - level).collect()).collect(),
        );
        let noise = flagged("noise", (0..5).map(|_| noise(width * 2 * tile)).collect());
        assert!(noise == 100 && alarms * 8 <= houses);
        assert!(kind == ModelKind::Cnn || drawn >= 90);
    }
}
