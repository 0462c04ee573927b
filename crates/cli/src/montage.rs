//! `facade montage`: writes the montage of a house.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{
    CliError,
    load::{DatasetFiles, SAMPLE, TableArgs},
};
use facade_data::{HouseId, montage_size};
use facade_imaging::{read_photo, sample, tile_home};
use facade_spec::Config;

#[derive(Debug, Args)]
pub(super) struct MontageArgs {
    /// A folder or zip archive, or `sample` for the built-in sample
    dataset: String,
    /// Id of the house, as in the table; or the number of its row
    house: String,
    /// The PNG file to write
    out: PathBuf,
    /// Width and height of a photo in the montage, in pixels
    #[arg(long, default_value_t = Config::default().tile, value_parser = super::tile)]
    tile: usize,
    #[command(flatten)]
    table: TableArgs,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

/// Writes the montage of a house, even if the house is dropped from the dataset.
///
/// # Errors
/// If the house or one of its photos is missing or cannot be read, or the file cannot be written.
pub(super) fn run(args: &MontageArgs) -> Result<(), CliError> {
    let (pixels, photos) =
        if args.dataset == SAMPLE { sample_montage(args)? } else { dataset_montage(args)? };
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
    .map_err(|why| CliError::Message(format!("The montage could not be written to {out}: {why}.")))?;
    if args.json {
        let file = out.to_string();
        super::print_stdout(
            &json!({ "house": HouseId::from(args.house.as_str()), "tile": args.tile, "width": width, "height": height, "file": file }).to_string(),
        );
    } else {
        super::print_stdout(&format!("{out}: house {}, {width} by {height} pixels, RGB.", args.house));
    }
    Ok(())
}

/// The pixels of a montage, and its number of photos.
type MontagePixels = (Vec<u8>, usize);

fn sample_montage(args: &MontageArgs) -> Result<MontagePixels, CliError> {
    let photos = args.house.parse().ok().and_then(sample::photos).ok_or_else(|| {
        CliError::Message(format!(
            "The sample has no house {}. Its houses are 1 to {}.",
            args.house,
            sample::HOUSES
        ))
    })?;
    Ok((super::build_montage(&photos, args.tile), photos.len()))
}

fn dataset_montage(args: &MontageArgs) -> Result<MontagePixels, CliError> {
    let files = DatasetFiles::open(&[PathBuf::from(&args.dataset)], &args.table)?;
    let rooms = files.list_houses()?.rooms;
    let photos = files.photos();
    let house = HouseId::from(args.house.as_str());
    let house_photos = photos.get(&house).ok_or_else(|| {
        let last = photos.keys().next_back().map_or("", HouseId::as_str);
        CliError::Message(format!(
            "There are no photos of house {}. The last house with photos is {last}.",
            args.house
        ))
    })?;
    let mut paths = Vec::new();
    for room in rooms.names() {
        let position = house_photos.get(room).ok_or_else(|| {
            CliError::Message(if files.mapping.photos.is_empty() {
                format!(
                    "House {0} has no {room} photo. Put {0}_{room}.jpg beside the price list.",
                    args.house
                )
            } else {
                format!("House {} has no {room} photo: the price list names none that exists.", args.house)
            })
        })?;
        paths.push(&files.paths[*position]);
    }
    let montage = tile_home(
        args.tile,
        paths.len(),
        |_| true,
        None,
        |photo| read_photo(&*files.source, paths[photo]).map(Some),
    );
    let montage = montage
        .map_err(|e| CliError::Message(format!("{} cannot be read: {}", paths[e.photo], e.problem)))?;
    Ok((montage.montage, paths.len()))
}
