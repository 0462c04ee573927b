//! Describes photos, and compares all photos and prices of a dataset to find duplicates, photos of another room and
//! outlying prices.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};

use serde::{Deserialize, Serialize};

use super::data_issue::outlying_prices;
use super::perceptual_hash::{PhotoHash, duplicate_pairs};
use super::photo_features::feature_bytes;
use super::room_classifier::{Misclassified, misclassified};
use super::room_features::pretrained_room_features;
use super::{DataIssue, House, HouseId, PhotoDefect, Rooms};

/// What is kept of a photo besides its tile, to compare it with others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PhotoDescriptor {
    /// Hash of the file's bytes ([`content_hash`]); `None` if there is no photo.
    pub content_hash: Option<u64>,
    /// Perceptual hash; `None` for a photo with too little contrast.
    pub photo_hash: Option<PhotoHash>,
    /// What is wrong with it.
    pub defect: Option<PhotoDefect>,
    /// Features by which its room is recognised: [`super::pretrained_room_features`] if the pretrained network has looked,
    /// otherwise [`super::room_features`]; empty if there are none.
    #[serde(with = "serde_bytes")]
    pub features: Vec<u8>,
}

/// The serialised descriptors of one house's photos. The page only passes them on, so it does not need to decode them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedDescriptors(#[serde(with = "serde_bytes")] Vec<u8>);

impl PackedDescriptors {
    /// Serialises the descriptors of a house's photos, in the order of the rooms.
    pub fn pack(descriptors: &[PhotoDescriptor]) -> Self {
        // Serialising plain data cannot fail.
        PackedDescriptors(postcard::to_stdvec(descriptors).unwrap_or_default())
    }

    /// The same with features of the photos by the pretrained network, `[photos, QUARTERS, CHANNELS]` in half precision; as
    /// they are if the bytes are not valid.
    pub fn with_features(self, features: &[u8]) -> Self {
        let Some(mut photos) = self.unpack() else { return self };
        for (photo, features) in photos.iter_mut().zip(features.chunks_exact(feature_bytes(1))) {
            if photo.content_hash.is_some() {
                photo.features = pretrained_room_features(features);
            }
        }
        PackedDescriptors::pack(&photos)
    }

    /// Deserialises the descriptors. `None` if the bytes are not valid.
    pub fn unpack(&self) -> Option<Vec<PhotoDescriptor>> {
        postcard::from_bytes(&self.0).ok()
    }
}

/// A hash of a file's bytes. It is comparable only within one run of the program.
pub fn content_hash(bytes: &[u8]) -> u64 {
    // SipHash: constructing two photos with the same hash takes about 2^32 attempts.
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// If more than this share of the photos look like another one, they are drawings or one placeholder used many times.
/// Listing all pairs would then be long and useless.
const MAX_SIMILAR_SHARE: f64 = 0.25;
/// If more than this share of the photos are poor, the folder holds thumbnails or the like.
const MAX_POOR_SHARE: f64 = 0.25;

/// Finds issues in a dataset; `descriptors` holds one element per house. Order: duplicate photos (byte-identical before
/// similar), photos that look like another room (by descending odds), poor photos, outlying prices.
pub fn find_issues(houses: &[House], rooms: &Rooms, descriptors: &[PackedDescriptors]) -> Vec<DataIssue> {
    let count = rooms.len();
    // If a house's descriptors are unreadable or too few, all later photo indices would be wrong.
    let unpacked = descriptors.iter().map(|house| house.unpack().filter(|photos| photos.len() == count));
    let Some(descriptors) = unpacked.collect::<Option<Vec<_>>>() else { return outlying_prices(houses) };
    let descriptors: &Vec<PhotoDescriptor> = &descriptors.into_iter().flatten().collect();
    let duplicates = duplicates(descriptors);
    let mut issues = Vec::new();
    let similar = duplicates.iter().filter(|pair| !pair.identical).count();
    let of = descriptors.iter().filter(|photo| photo.content_hash.is_some()).count();
    if similar as f64 > MAX_SIMILAR_SHARE * of as f64 {
        issues.push(DataIssue::ManyAlike { photos: similar, of });
    }
    let few = issues.is_empty();
    let listed = duplicates.into_iter().filter(|pair| pair.identical || few);
    let (within, between): (Vec<Duplicate>, Vec<Duplicate>) =
        listed.partition(|pair| pair.photos[0] / count == pair.photos[1] / count);
    let room = |photo: usize| rooms.name(photo % count).to_owned();
    let id =
        |photo: usize| houses.get(photo / count).map_or_else(|| HouseId::from(""), |house| house.id.clone());
    issues.extend(
        within
            .iter()
            .map(|pair| DataIssue::SamePhoto { house: id(pair.photos[0]), rooms: pair.photos.map(room) }),
    );
    issues.extend(shared_photos(&between, count, id, room));
    issues.extend(other_rooms(descriptors, &within, count, id, room));
    issues.extend(poor_photos(descriptors, of, count, id, room));
    issues.extend(outlying_prices(houses));
    issues
}

/// Two duplicate photos, by index.
struct Duplicate {
    photos: [usize; 2],
    identical: bool,
}

/// Pairs each photo that occurred before with an earlier occurrence.
fn duplicates(descriptors: &[PhotoDescriptor]) -> Vec<Duplicate> {
    let mut first: HashMap<u64, usize> = HashMap::new();
    let mut duplicates = Vec::new();
    let mut hashes = Vec::with_capacity(descriptors.len());
    for (index, photo) in descriptors.iter().enumerate() {
        let Some(content_hash) = photo.content_hash else {
            hashes.push(None);
            continue;
        };
        let earlier = *first.entry(content_hash).or_insert(index);
        // Byte-identical photos need no perceptual comparison.
        hashes.push(photo.photo_hash.filter(|_| earlier == index));
        if earlier != index {
            duplicates.push(Duplicate { photos: [earlier, index], identical: true });
        }
    }
    let similar = duplicate_pairs(&hashes).into_iter();
    duplicates
        .extend(similar.map(|(earlier, index)| Duplicate { photos: [earlier, index], identical: false }));
    duplicates
}

/// Photos shared between houses: one issue per pair of houses.
fn shared_photos(
    between: &[Duplicate],
    count: usize,
    id: impl Fn(usize) -> HouseId,
    room: impl Fn(usize) -> String,
) -> Vec<DataIssue> {
    let mut pairs: BTreeMap<[usize; 2], (Vec<usize>, bool)> = BTreeMap::new();
    for Duplicate { photos, identical } in between {
        let (rooms, all) = pairs.entry(photos.map(|photo| photo / count)).or_insert((Vec::new(), true));
        rooms.push(photos[0]);
        *all &= identical;
    }
    let issue = |([a, b], (mut photos, identical)): ([usize; 2], (Vec<usize>, bool))| {
        photos.sort_unstable();
        photos.dedup();
        let houses = [a, b].map(|house| id(house * count));
        DataIssue::Shared { houses, rooms: photos.into_iter().map(&room).collect(), identical }
    };
    let mut issues: Vec<DataIssue> = pairs.into_iter().map(issue).collect();
    issues.sort_by_key(|issue| matches!(issue, DataIssue::Shared { identical: false, .. }));
    issues
}

/// Photos that look like another room, except those already listed as duplicates within their house.
fn other_rooms(
    descriptors: &[PhotoDescriptor],
    within: &[Duplicate],
    count: usize,
    id: impl Fn(usize) -> HouseId,
    room: impl Fn(usize) -> String,
) -> Vec<DataIssue> {
    let listed: HashSet<usize> = within.iter().flat_map(|pair| pair.photos).collect();
    let features: Vec<&[u8]> = descriptors.iter().map(|photo| photo.features.as_slice()).collect();
    let rooms: Vec<usize> = (0..descriptors.len()).map(|photo| photo % count).collect();
    let houses: Vec<usize> = (0..descriptors.len()).map(|photo| photo / count).collect();
    let issue = |Misclassified { photo, looks_like, .. }: Misclassified| DataIssue::OtherRoom {
        house: id(photo),
        room: room(photo),
        looks_like: room(looks_like),
    };
    let found = misclassified(&features, &rooms, &houses);
    found.into_iter().filter(|found| !listed.contains(&found.photo)).map(issue).collect()
}

/// Photos with a defect, of `of` photos.
fn poor_photos(
    descriptors: &[PhotoDescriptor],
    of: usize,
    count: usize,
    id: impl Fn(usize) -> HouseId,
    room: impl Fn(usize) -> String,
) -> Vec<DataIssue> {
    let issue = |(photo, descriptor): (usize, &PhotoDescriptor)| {
        Some(DataIssue::PoorPhoto { house: id(photo), room: room(photo % count), defect: descriptor.defect? })
    };
    let poor = descriptors.iter().filter(|photo| photo.defect.is_some()).count();
    match poor as f64 > MAX_POOR_SHARE * of as f64 {
        true => vec![DataIssue::ManyPoorPhotos { photos: poor, of }],
        false => descriptors.iter().enumerate().filter_map(issue).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::photo_features::{CHANNELS, PHOTO_FEATURES, pack_features};
    use super::*;

    fn photo(content_hash: u64, level: usize) -> PhotoDescriptor {
        let photo_hash = PhotoHash::of(64, 64, |x, y| ((x * level + y * y / 16) % 256) as u8);
        PhotoDescriptor { content_hash: Some(content_hash), photo_hash, ..PhotoDescriptor::default() }
    }

    fn houses(count: u32) -> Vec<House> {
        let house = |number| House {
            id: HouseId::from(number),
            price: 1e5,
            zip_code: String::new(),
            attributes: Vec::new(),
            date: None,
            missing_photos: Vec::new(),
        };
        (1..=count).map(|k| house(10 * k)).collect()
    }

    /// Two photos per house.
    fn packed(photos: &[PhotoDescriptor]) -> Vec<PackedDescriptors> {
        photos.chunks(2).map(PackedDescriptors::pack).collect()
    }

    fn rooms() -> Rooms {
        Rooms::new(vec!["bed".to_owned(), "kitchen".to_owned()]).unwrap()
    }

    #[test]
    fn features_replace_those_of_the_tile() {
        let photo = |content_hash| PhotoDescriptor { content_hash, features: vec![7], ..Default::default() };
        let packed = PackedDescriptors::pack(&[photo(Some(1)), photo(None)]);
        let features = pack_features(&[6.0; 2 * PHOTO_FEATURES]);
        let photos = packed.with_features(&features).unpack().unwrap();
        assert_eq!(photos[0].features, [255; CHANNELS]);
        assert_eq!(photos[1], photo(None), "a missing photo has none");
        let damaged = PackedDescriptors(vec![255]);
        assert_eq!(damaged.clone().with_features(&features), damaged);
    }

    #[test]
    fn duplicates_within_and_between_houses_are_listed_once() {
        let photos = [
            // House 10 uses one photo twice; 30 has it too, and its other photo is also 20's.
            photo(1, 3),
            photo(1, 3),
            photo(2, 0),
            photo(3, 1),
            photo(1, 3),
            photo(2, 0),
        ];
        let issues = find_issues(&houses(3), &rooms(), &packed(&photos));
        let rooms = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        assert_eq!(
            issues,
            [
                DataIssue::SamePhoto { house: 10.into(), rooms: rooms("bed", "kitchen") },
                DataIssue::Shared {
                    houses: [10, 30].map(HouseId::from),
                    rooms: vec!["bed".to_owned()],
                    identical: true
                },
                DataIssue::Shared {
                    houses: [20, 30].map(HouseId::from),
                    rooms: vec!["bed".to_owned()],
                    identical: true
                },
            ]
        );
    }

    #[test]
    fn similar_photos_are_listed_unless_there_are_many() {
        let mut photos: Vec<PhotoDescriptor> =
            (0..20).map(|k| PhotoDescriptor { photo_hash: None, ..photo(100 + k, 0) }).collect();
        photos[3] = photo(1, 2);
        photos[8] = photo(2, 2);
        let issues = find_issues(&houses(10), &rooms(), &packed(&photos));
        assert_eq!(
            issues,
            [DataIssue::Shared {
                houses: [20, 50].map(HouseId::from),
                rooms: vec!["kitchen".to_owned()],
                identical: false
            }]
        );
        let drawings: Vec<PhotoDescriptor> = (0..20).map(|k| photo(k, 2)).collect();
        assert_eq!(
            find_issues(&houses(10), &rooms(), &packed(&drawings)),
            [DataIssue::ManyAlike { photos: 19, of: 20 }]
        );
    }
}
