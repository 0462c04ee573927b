//! `facade montage`: the picture that the network sees of a house.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{
    CliError,
    load::{Folder, SAMPLE, TableArgs},
};
use facade_data::montage_size;
use facade_imaging::{read_photo, sample, tile_home};
use facade_spec::Config;

/// Arguments of `facade montage`.
#[derive(Debug, Args)]
pub(super) struct MontageArgs {
    /// The dataset's folder or zip archive, or `sample` for the built-in houses
    dataset: String,
    /// The house's number, as in the photos' names
    house: u32,
    /// The PNG file to write
    out: PathBuf,
    /// Width and height of one photo in the montage, in pixels
    #[arg(long, default_value_t = Config::default().tile, value_parser = super::tile)]
    tile: usize,
    #[command(flatten)]
    table: TableArgs,
    /// Print one JSON object as the last line
    #[arg(long)]
    json: bool,
}

/// Writes the montage of a house, whether cleaning keeps the house or not.
///
/// # Errors
/// If the house or one of its photos is missing or cannot be read, or the file cannot be written.
pub(super) fn run(args: &MontageArgs) -> Result<(), CliError> {
    let (pixels, photos) = if args.dataset == SAMPLE { of_sample(args)? } else { of_folder(args)? };
    let [width, height] = montage_size(args.tile, photos);
    let out = args.out.display();
    let format = image::ImageFormat::Png;
    image::save_buffer_with_format(
        &args.out,
        &pixels,
        width as u32,
        height as u32,
        image::ColorType::Rgb8,
        format,
    )
    .map_err(|why| CliError::Told(format!("The montage could not be written to {out}: {why}.")))?;
    if args.json {
        let file = out.to_string();
        super::print(
            &json!({ "house": args.house, "tile": args.tile, "width": width, "height": height, "file": file }).to_string(),
        );
    } else {
        super::print(&format!("{out}: house {}, {width} by {height} pixels, RGB.", args.house));
    }
    Ok(())
}

/// A montage, and how many photos it holds.
type Tiles = (Vec<u8>, usize);

fn of_sample(args: &MontageArgs) -> Result<Tiles, CliError> {
    let photos = sample::photos(args.house).ok_or_else(|| {
        CliError::Told(format!(
            "The sample has no house {}. Its houses are 1 to {}.",
            args.house,
            sample::HOUSES
        ))
    })?;
    Ok((super::montage_of(&photos, args.tile), photos.len()))
}

fn of_folder(args: &MontageArgs) -> Result<Tiles, CliError> {
    let folder = Folder::open(&args.dataset, &args.table)?;
    let rooms = folder.list()?.rooms;
    let photos = folder.photos();
    let of_house = photos.get(&args.house).ok_or_else(|| {
        let last = photos.keys().next_back().copied().unwrap_or(0);
        CliError::Told(format!(
            "There are no photos of house {}. The last house with photos is {last}.",
            args.house
        ))
    })?;
    let mut found = Vec::new();
    for word in rooms.words() {
        let position = of_house.get(word).ok_or_else(|| {
            CliError::Told(if folder.mapping.photos.is_empty() {
                format!(
                    "House {0} has no {word} photo. Put {0}_{word}.jpg beside the price list.",
                    args.house
                )
            } else {
                format!("House {} has no {word} photo: the price list names none that is there.", args.house)
            })
        })?;
        found.push(&folder.paths[*position]);
    }
    let montage = tile_home(args.tile, found.len(), |photo| read_photo(&*folder.source, found[photo]));
    let montage =
        montage.map_err(|e| CliError::Told(format!("{} cannot be read: {}", found[e.photo], e.problem)))?;
    Ok((montage.montage, found.len()))
}
