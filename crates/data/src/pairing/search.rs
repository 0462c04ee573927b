//! Finds the places in photos' paths at which ids stand, on a sample of the photos.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::ids::{Ids, Target};
use super::names::{KeyForm, Name};
use super::photos::{Photo, Photos};
use super::place::{Found, IdPlace, places_of, simplicity};

/// Maximum number of photos, evenly spaced, that are examined.
const SAMPLE_PHOTOS: usize = 1000;
/// Maximum number of places that are tried; the simplest ones.
const MAX_PLACES: usize = 150;
/// Number of places that are kept.
const KEPT: usize = 3;
/// Longest names that are examined, in runs.
const LONGEST_NAME: usize = 64;
/// Longest ids that are looked up by their keys' numbers, in runs.
const MAX_RUNS: usize = 12;

/// A sample of the photos, and the places in their paths.
pub(super) struct Sample {
    photos: Vec<Photo>,
    places: Vec<IdPlace>,
    /// The different loose keys of all runs in the names, and for each name (file, then folders), first run and number
    /// of runs less one the index of the key, or [`NO_KEY`].
    keys: Vec<String>,
    spans: Vec<Vec<NameSpans>>,
}

type NameSpans = Vec<Vec<u32>>;
const NO_KEY: u32 = u32::MAX;

/// A place, and how well it fits in the sample.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlaceFit {
    pub(super) place: IdPlace,
    /// Share of the photos that have an id there, times the number of different ids.
    pub(super) fit: f64,
    /// Share of the photos that have an id there.
    explained: f64,
}

impl PlaceFit {
    /// Whether nearly all photos have an id there, though perhaps few different ones.
    pub(super) fn explains_all(&self) -> bool {
        !self.place.anywhere && self.explained >= 0.9
    }
}

impl Sample {
    pub(super) fn of(photos: &Photos<'_>) -> Self {
        let step = photos.len().div_ceil(SAMPLE_PHOTOS).max(1);
        let mut sample: Vec<Photo> = Vec::with_capacity(photos.len().min(SAMPLE_PHOTOS));
        // Not every step-th photo exactly: with four photos a house, that would always be the same room.
        let indices =
            photos.indices.chunks(step).enumerate().filter_map(|(k, chunk)| chunk.get(k % chunk.len()));
        photos.visit(indices.copied(), |_, photo| sample.push(photo.clone()));
        let mut counts: BTreeMap<_, (usize, IdPlace)> = BTreeMap::new();
        for photo in &sample {
            for place in places_of(photo) {
                counts.entry(simplicity(&place)).or_insert((0, place)).0 += 1;
            }
        }
        let mut places: Vec<(usize, IdPlace)> = counts.into_values().collect();
        // Places that few photos have explain little; the sort keeps the simplest first among equals.
        places.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        places.truncate(MAX_PLACES);
        places.sort_by_key(|(_, place)| simplicity(place));
        let places = places.into_iter().map(|(_, place)| place).collect();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let spans = sample
            .iter()
            .map(|photo| {
                std::iter::once(&photo.stem)
                    .chain(&photo.folders)
                    .map(|name| spans_of(name, &mut numbers))
                    .collect()
            })
            .collect();
        let mut keys = vec![String::new(); numbers.len()];
        for (key, number) in numbers {
            if let Some(slot) = keys.get_mut(number as usize) {
                *slot = key;
            }
        }
        Sample { photos: sample, places, keys, spans }
    }

    /// The places that fit best, the best first. Of places that give the same result, the simplest is kept.
    pub(super) fn best_places(&self, ids: &Ids) -> Vec<PlaceFit> {
        let by_key = self.targets(ids);
        if by_key.as_ref().is_some_and(|targets| targets.iter().all(Option::is_none)) {
            return Vec::new();
        }
        let mut key = String::new();
        let mut fits: Vec<PlaceFit> = Vec::new();
        let mut results: HashSet<Vec<usize>> = HashSet::new();
        let mut most = 0;
        for &place in &self.places {
            // Anywhere is a last resort.
            if place.anywhere && 2 * most >= self.photos.len() {
                continue;
            }
            let mut rows: Vec<usize> = Vec::with_capacity(self.photos.len());
            let (mut found, mut ambiguous) = (0, 0);
            for (number, photo) in self.photos.iter().enumerate() {
                let at_place = match &by_key {
                    Some(targets) if !place.anywhere => self.find(number, photo, place, ids, targets),
                    _ => match place.find(photo, ids, &mut key) {
                        Found::Row(row, _) => Some(Target::Row(row)),
                        Found::Ambiguous => Some(Target::Ambiguous),
                        Found::Nothing => None,
                    },
                };
                // Rows from 1, so that 0 stands for none.
                rows.push(match at_place {
                    Some(Target::Row(row)) => {
                        found += 1;
                        row + 1
                    }
                    Some(Target::Ambiguous) => {
                        ambiguous += 1;
                        0
                    }
                    None => 0,
                });
            }
            most = most.max(found);
            if found == 0 || found < ambiguous || results.contains(&rows) {
                continue;
            }
            let distinct = rows.iter().filter(|&&row| row > 0).collect::<HashSet<_>>().len();
            let explained = (found - ambiguous) as f64 / self.photos.len().max(1) as f64;
            let fit = explained * distinct as f64 * if place.anywhere { 0.7 } else { 1.0 };
            results.insert(rows);
            fits.push(PlaceFit { place, fit, explained });
        }
        // A stable sort: on ties, the simplest first.
        fits.sort_by(|a, b| b.fit.total_cmp(&a.fit));
        fits.truncate(KEPT);
        fits
    }

    /// For each key of the sample, the row. `None` if the ids are not compared by loose keys, or too long.
    fn targets(&self, ids: &Ids) -> Option<Vec<Option<Target>>> {
        if ids.longest > MAX_RUNS {
            return None;
        }
        self.keys.iter().map(|key| ids.find_loose(key)).collect()
    }

    /// As [`IdPlace::find`], by the numbers of keys.
    fn find(
        &self,
        number: usize,
        photo: &Photo,
        place: IdPlace,
        ids: &Ids,
        targets: &[Option<Target>],
    ) -> Option<Target> {
        let name = photo.part(place.part)?;
        let position = place.position(name)?;
        let spans =
            self.spans.get(number)?.get(photo.folder_index(place.part).map_or(0, |folder| folder + 1))?;
        let most = if place.from_end { position + 1 } else { name.len() - position }.min(ids.longest);
        (1..=most).rev().find_map(|length| {
            let start = if place.from_end { position + 1 - length } else { position };
            let key = *spans.get(start)?.get(length - 1)?;
            *targets.get(key as usize)?
        })
    }
}

fn spans_of(name: &Name, numbers: &mut HashMap<String, u32>) -> NameSpans {
    if name.len() > LONGEST_NAME {
        return NameSpans::new();
    }
    let mut key = String::new();
    let mut number = |start: usize, length: usize| {
        if !name.may_be_id(start..start + length) {
            return NO_KEY;
        }
        name.key(start..start + length, KeyForm::Loose, &mut key);
        if let Some(number) = numbers.get(&key) {
            return *number;
        }
        let next = u32::try_from(numbers.len()).unwrap_or(NO_KEY);
        numbers.insert(key.clone(), next);
        next
    };
    (0..name.len())
        .map(|start| (1..=(name.len() - start).min(MAX_RUNS)).map(|length| number(start, length)).collect())
        .collect()
}
