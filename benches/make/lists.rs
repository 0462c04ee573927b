//! Generates price lists and names of photos for benchmarks, without photos.
#![allow(dead_code, reason = "whoever includes it uses a part")]

use facade_data::{PackedDescriptors, PhotoDescriptor};
use serde_bytes::ByteArray;

/// The rooms of a house's photos.
pub(crate) const ROOMS: [&str; 4] = ["bathroom", "bedroom", "frontal", "kitchen"];

/// A price list, and the paths of all files.
pub(crate) struct Listed {
    /// The contents of the price list.
    pub(crate) table: String,
    /// The paths of all files.
    pub(crate) paths: Vec<String>,
    /// The index of the price list in `paths`.
    pub(crate) position: usize,
}

/// Like the tutorial's folder: `HousesInfo.txt`, and photos named by number and room.
pub(crate) fn numbered(houses: usize) -> Listed {
    let line = |house: usize| {
        let price = 100_000 + house * 7919 % 900_000;
        format!(
            "{} {} {} {} {price}\n",
            2 + house % 4,
            1 + house % 3,
            1200 + house % 900,
            code(house, houses)
        )
    };
    let photos = (1..=houses).flat_map(|house| ROOMS.map(|room| format!("houses/{house}_{room}.jpg")));
    Listed {
        table: (1..=houses).map(line).collect(),
        paths: ["houses/HousesInfo.txt".to_owned()].into_iter().chain(photos).collect(),
        position: 0,
    }
}

/// A table whose columns name photos by paths relative to another folder than the table's. Every house has a folder, with the same
/// names of photos in each.
pub(crate) fn named(houses: usize) -> Listed {
    let mut table = String::from("id,price,zip code,rooms,area");
    ROOMS.iter().for_each(|room| table.extend([",", room]));
    for house in 1..=houses {
        let price = 100_000 + house * 7919 % 900_000;
        table +=
            &format!("\n{house},{price},{},{},{}", code(house, houses), 2 + house % 4, 1200 + house % 900);
        ROOMS.iter().for_each(|room| table += &format!(",Img\\{house}\\{}.JPG", room.to_uppercase()));
    }
    let photos = (1..=houses).flat_map(|house| ROOMS.map(|room| format!("all/old/img/{house}/{room}.jpg")));
    Listed {
        table,
        paths: ["all/lists/houses.csv".to_owned()].into_iter().chain(photos).collect(),
        position: 0,
    }
}

/// The zip code of a house: there are forty houses per zip code.
fn code(house: usize, houses: usize) -> usize {
    10_000 + house % houses.div_ceil(40)
}

/// Descriptors of the photos of `houses` houses: all different, except that the first `placeholder` houses share one kitchen photo.
pub(crate) fn descriptors(houses: usize, placeholder: usize) -> Vec<PackedDescriptors> {
    let numbers: Vec<u8> = (0..136).map(|number| (number * 37 % 251) as u8).collect();
    let describe = |photo: usize| {
        let bits = mix(photo as u64);
        let cells = std::array::from_fn(|cell| (mix(bits ^ cell as u64) % 256) as u8);
        // A serialised hash: computing one from an image would take longer than everything measured.
        let packed = postcard::to_stdvec(&(bits, ByteArray::<64>::new(cells))).unwrap_or_default();
        let mut features = numbers.clone();
        features[photo % 4] = bits as u8;
        PhotoDescriptor {
            content_hash: Some(bits),
            photo_hash: postcard::from_bytes(&packed).ok(),
            defect: None,
            features,
        }
    };
    let of = |house: usize| {
        let mut descriptors: Vec<PhotoDescriptor> = (0..4).map(|room| describe(4 * house + room)).collect();
        if house < placeholder {
            descriptors[3].content_hash = Some(0);
        }
        PackedDescriptors::pack(&descriptors)
    };
    (0..houses).map(of).collect()
}

/// SplitMix64.
fn mix(value: u64) -> u64 {
    let a = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let b = (a ^ a >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let c = (b ^ b >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    c ^ c >> 31
}
