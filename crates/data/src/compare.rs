//! Compares photos and prices with those of the other houses, and tells what stands out.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};

use serde::{Deserialize, Serialize};

use super::finding::outlying_prices;
use super::print::{self, Print};
use super::suspect::suspects;
use super::{Finding, House, Rooms};

/// What is known of a photo besides its tile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// A hash of the file's bytes.
    pub content: u64,
    /// What other copies of the picture have too; none for a picture without contrast.
    pub print: Option<Print>,
    /// What the rooms are told apart by ([`super::feature`]).
    #[serde(with = "serde_bytes")]
    pub features: Vec<u8>,
}

/// The looks of one house's photos, packed: whoever only carries them need not know them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looks(#[serde(with = "serde_bytes")] Vec<u8>);

impl Looks {
    /// Packs the looks of a house's photos, in the order of the rooms.
    pub fn pack(looks: &[Look]) -> Self {
        // Plain data, which always packs.
        Looks(postcard::to_stdvec(looks).unwrap_or_default())
    }

    /// The looks of a house's photos; none where these are not looks.
    pub fn unpack(&self) -> Option<Vec<Look>> {
        postcard::from_bytes(&self.0).ok()
    }
}

/// A hash of a file's bytes, for comparing files within one run of the program.
pub fn content(bytes: &[u8]) -> u64 {
    // SipHash: nobody can make two photos that it takes for one, short of trying 2^32.
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// Share of the photos that look like another one beyond which they are no photos but drawings, or one placeholder over
/// and over: then copies tell nothing, and there are too many to list.
const MANY_ALIKE: f64 = 0.25;

/// What stands out among the houses, of which each has looks. Copies first, the same byte for byte before those that only look the same; then photos that look
/// like another room, the surest first; then prices.
pub fn compare(houses: &[House], rooms: &Rooms, looks: &[Looks]) -> Vec<Finding> {
    let count = rooms.len();
    // Looks that cannot be read, or of too few photos, would put all that follow at wrong places.
    let unpacked = looks.iter().map(|looks| looks.unpack().filter(|looks| looks.len() == count));
    let Some(looks) = unpacked.collect::<Option<Vec<_>>>() else { return outlying_prices(houses) };
    let looks: &Vec<Look> = &looks.into_iter().flatten().collect();
    let copies = copies(looks);
    let mut findings = Vec::new();
    let similar = copies.iter().filter(|copy| !copy.identical).count();
    if similar as f64 > MANY_ALIKE * looks.len() as f64 {
        findings.push(Finding::ManyAlike { photos: similar, of: looks.len() });
    }
    let few = findings.is_empty();
    let listed = copies.into_iter().filter(|copy| copy.identical || few);
    let (within, between): (Vec<Copy>, Vec<Copy>) =
        listed.partition(|copy| copy.photos[0] / count == copy.photos[1] / count);
    let word = |photo: usize| rooms.word(photo % count).to_owned();
    let number = |photo: usize| houses.get(photo / count).map_or(0, |house| house.number);
    findings.extend(
        within
            .iter()
            .map(|copy| Finding::SamePhoto { house: number(copy.photos[0]), rooms: copy.photos.map(word) }),
    );
    findings.extend(shared(&between, count, number, word));
    findings.extend(other_rooms(looks, &within, count, number, word));
    findings.extend(outlying_prices(houses));
    findings
}

/// Two photos that are one, by position.
struct Copy {
    photos: [usize; 2],
    identical: bool,
}

/// For each photo that there was before: the earlier one and it.
fn copies(looks: &[Look]) -> Vec<Copy> {
    let mut first: HashMap<u64, usize> = HashMap::new();
    let mut copies = Vec::new();
    let mut prints = Vec::with_capacity(looks.len());
    for (at, look) in looks.iter().enumerate() {
        let earlier = *first.entry(look.content).or_insert(at);
        // One that is the same byte for byte need not be looked at.
        prints.push(look.print.filter(|_| earlier == at));
        if earlier != at {
            copies.push(Copy { photos: [earlier, at], identical: true });
        }
    }
    let similar = print::pairs(&prints).into_iter();
    copies.extend(similar.map(|(earlier, at)| Copy { photos: [earlier, at], identical: false }));
    copies
}

/// Copies between houses, one finding for each two of them.
fn shared(
    between: &[Copy],
    count: usize,
    number: impl Fn(usize) -> u32,
    word: impl Fn(usize) -> String,
) -> Vec<Finding> {
    let mut pairs: BTreeMap<[usize; 2], (Vec<usize>, bool)> = BTreeMap::new();
    for Copy { photos, identical } in between {
        let (rooms, all) = pairs.entry(photos.map(|photo| photo / count)).or_insert((Vec::new(), true));
        rooms.push(photos[0]);
        *all &= identical;
    }
    let finding = |([a, b], (mut photos, identical)): ([usize; 2], (Vec<usize>, bool))| {
        photos.sort_unstable();
        photos.dedup();
        let houses = [a, b].map(|house| number(house * count));
        Finding::Shared { houses, rooms: photos.into_iter().map(&word).collect(), identical }
    };
    let mut found: Vec<Finding> = pairs.into_iter().map(finding).collect();
    found.sort_by_key(|finding| matches!(finding, Finding::Shared { identical: false, .. }));
    found
}

/// Photos that look like another room. One that stands for two rooms of its house is told of already.
fn other_rooms(
    looks: &[Look],
    within: &[Copy],
    count: usize,
    number: impl Fn(usize) -> u32,
    word: impl Fn(usize) -> String,
) -> Vec<Finding> {
    let told: HashSet<usize> = within.iter().flat_map(|copy| copy.photos).collect();
    let features: Vec<&[u8]> = looks.iter().map(|look| look.features.as_slice()).collect();
    let rooms: Vec<usize> = (0..looks.len()).map(|photo| photo % count).collect();
    let of: Vec<usize> = (0..looks.len()).map(|photo| photo / count).collect();
    let suspects = suspects(&features, &rooms, &of);
    let finding = |suspect: super::suspect::Suspect| Finding::OtherRoom {
        house: number(suspect.photo),
        room: word(suspect.photo),
        looks_like: word(suspect.looks_like),
    };
    suspects.into_iter().filter(|suspect| !told.contains(&suspect.photo)).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(content: u64, level: usize) -> Look {
        let print = print::print(64, 64, |x, y| ((x * level + y * y / 16) % 256) as u8);
        Look { content, print, features: Vec::new() }
    }

    fn houses(count: u32) -> Vec<House> {
        let house = |number| House { number, price: 1e5, zip_code: String::new(), attributes: Vec::new() };
        (1..=count).map(|k| house(10 * k)).collect()
    }

    /// Two photos a house.
    fn packed(looks: &[Look]) -> Vec<Looks> {
        looks.chunks(2).map(Looks::pack).collect()
    }

    fn rooms() -> Rooms {
        Rooms::new(vec!["bed".to_owned(), "kitchen".to_owned()]).unwrap()
    }

    #[test]
    fn copies_within_and_between_houses_are_told_once() {
        let looks = [
            // House 10 uses one photo twice; 30 has it too, and its other photo is 20's.
            look(1, 3),
            look(1, 3),
            look(2, 0),
            look(3, 1),
            look(1, 3),
            look(2, 0),
        ];
        let found = compare(&houses(3), &rooms(), &packed(&looks));
        let words = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        assert_eq!(
            found,
            [
                Finding::SamePhoto { house: 10, rooms: words("bed", "kitchen") },
                Finding::Shared { houses: [10, 30], rooms: vec!["bed".to_owned()], identical: true },
                Finding::Shared { houses: [20, 30], rooms: vec!["bed".to_owned()], identical: true },
            ]
        );
    }

    #[test]
    fn what_only_looks_the_same_is_told_as_that_unless_much_does() {
        let mut looks: Vec<Look> = (0..20).map(|k| Look { print: None, ..look(100 + k, 0) }).collect();
        looks[3] = look(1, 2);
        looks[8] = look(2, 2);
        let found = compare(&houses(10), &rooms(), &packed(&looks));
        assert_eq!(
            found,
            [Finding::Shared { houses: [20, 50], rooms: vec!["kitchen".to_owned()], identical: false }]
        );
        let drawings: Vec<Look> = (0..20).map(|k| look(k, 2)).collect();
        assert_eq!(
            compare(&houses(10), &rooms(), &packed(&drawings)),
            [Finding::ManyAlike { photos: 19, of: 20 }]
        );
    }
}
