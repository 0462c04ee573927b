//! Price lists and names of photos for measuring how the work grows with them: no photo is made.
#![allow(dead_code, reason = "whoever includes it uses a part")]

use facade_data::{Look, Looks};
use serde_bytes::ByteArray;

/// What the photos of a house show.
pub(crate) const ROOMS: [&str; 4] = ["bathroom", "bedroom", "frontal", "kitchen"];

/// A price list, the path of every file, and where among them the list lies.
pub(crate) struct Listed {
    /// The price list's bytes.
    pub(crate) table: String,
    /// The path of every file.
    pub(crate) paths: Vec<String>,
    /// The list's position among them.
    pub(crate) position: usize,
}

/// As the tutorial's folder: `HousesInfo.txt`, and photos named by number and room.
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

/// A table whose columns name photos by a path that counts from another folder than the table's: every house has a folder,
/// and in each the photos have the same names.
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

/// A zip code for each fortieth house.
fn code(house: usize, houses: usize) -> usize {
    10_000 + house % houses.div_ceil(40)
}

/// Looks of the photos of so many houses: no two alike but that `placeholder` houses share one photo of the kitchen.
pub(crate) fn looks(houses: usize, placeholder: usize) -> Vec<Looks> {
    let numbers: Vec<u8> = (0..136).map(|number| (number * 37 % 251) as u8).collect();
    let look = |photo: usize| {
        let bits = mix(photo as u64);
        let cells = std::array::from_fn(|cell| (mix(bits ^ cell as u64) % 256) as u8);
        // As a print is packed: to read one from a picture would take longer than all that is measured.
        let packed = postcard::to_stdvec(&(bits, ByteArray::<64>::new(cells))).unwrap_or_default();
        let mut features = numbers.clone();
        features[photo % 4] = bits as u8;
        Look { content: bits, print: postcard::from_bytes(&packed).ok(), features }
    };
    let of = |house: usize| {
        let mut looks: Vec<Look> = (0..4).map(|room| look(4 * house + room)).collect();
        if house < placeholder {
            looks[3].content = 0;
        }
        Looks::pack(&looks)
    };
    (0..houses).map(of).collect()
}

/// SplitMix64: a number from a number.
fn mix(value: u64) -> u64 {
    let a = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let b = (a ^ a >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let c = (b ^ b >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    c ^ c >> 31
}
