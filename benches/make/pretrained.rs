//! The pretrained network beside onnxruntime. `pretrained write FILE FOLDER`, where `FILE` has its weights, writes them as
//! `pretrained.onnx`, some photos of the sample set as `photos.u8`, `[photos, side, side, 3]`, and their features as `features.f32`.
//! `pretrained time FILE FOLDER ROUNDS` prints the milliseconds of each photo, each that often, on one thread.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::time::Instant;

use facade_features::Extractor;
use facade_imaging::{sample, squeeze};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["write", file, folder] => write(file, Path::new(folder)),
        ["time", file, folder, rounds] => time(file, Path::new(folder), rounds.parse().unwrap()),
        _ => panic!("pretrained write FILE FOLDER, or pretrained time FILE FOLDER ROUNDS"),
    }
}

fn write(file: &str, folder: &Path) {
    let file = fs::read(file).unwrap();
    let extractor = Extractor::read(&file).unwrap();
    let photos: Vec<Vec<u8>> =
        sample::photos(1).unwrap().iter().map(|photo| squeeze(photo, Extractor::SIDE)).collect();
    let features = photos.iter().flat_map(|photo| extractor.look(photo).quarters());
    let features: Vec<u8> = features.flat_map(f32::to_le_bytes).collect();
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("pretrained.onnx"), facade_nn::pretrained_to_onnx(&file).unwrap()).unwrap();
    fs::write(folder.join("photos.u8"), photos.concat()).unwrap();
    fs::write(folder.join("features.f32"), features).unwrap();
}

fn time(file: &str, folder: &Path, rounds: usize) {
    let extractor = Extractor::read(&fs::read(file).unwrap()).unwrap();
    let photos = fs::read(folder.join("photos.u8")).unwrap();
    let mut times = Vec::new();
    for _ in 0..rounds {
        for photo in photos.chunks_exact(3 * Extractor::SIDE * Extractor::SIDE) {
            let start = Instant::now();
            std::hint::black_box(extractor.look(photo).quarters());
            times.push(1000.0 * start.elapsed().as_secs_f64());
        }
    }
    println!("{times:?}");
}
