//! Where in a photo's path the house's id stands.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::ids::{Ids, Target};
use super::names::Name;
use super::photos::Photo;

/// The place of the house's id in the paths of photos.
///
/// A file or folder name consists of chunks, which anything but letters and digits separates. A chunk consists of
/// runs of letters and runs of digits. An id may be several chunks or part of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IdPlace {
    /// 0: the file's name; k: the k-th folder above the file; -k: the k-th folder below the chosen one.
    pub part: i8,
    /// Whether chunk and run are counted from the end of the name, where the id then ends. Otherwise it begins there.
    pub from_end: bool,
    /// Number of the chunk, from 0.
    pub chunk: u8,
    /// Number of the run within the chunk, from 0.
    pub run: u8,
    /// The id may stand anywhere in the name, if only one id does. Chunk and run have no meaning.
    pub anywhere: bool,
}

/// Highest number of a chunk or run that is tried.
const MAX_CHUNK: usize = 8;
const MAX_RUN: usize = 5;
/// Longest name in which ids are looked for everywhere, in runs.
const LONGEST_ANYWHERE: usize = 40;

/// The id found in a photo's path.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// There is no id at the place.
    Nothing,
    /// The id belongs to several rows, or there are several ids.
    Ambiguous,
    /// The row of the id, and the runs that it consists of.
    Row(usize, Range<usize>),
}

impl IdPlace {
    pub(super) fn at(part: i8, from_end: bool, chunk: usize, run: usize) -> Self {
        IdPlace { part, from_end, chunk: chunk as u8, run: run as u8, anywhere: false }
    }

    /// The run at which the id begins, or ends if counted from the end.
    pub(super) fn position(&self, name: &Name) -> Option<usize> {
        let (chunk, run) = (usize::from(self.chunk), usize::from(self.run));
        if self.from_end {
            let runs = name.chunk(name.chunks().checked_sub(chunk + 1)?);
            runs.end.checked_sub(run + 1).filter(|position| runs.contains(position))
        } else {
            let runs = name.chunk(chunk);
            Some(runs.start + run).filter(|position| runs.contains(position))
        }
    }

    /// The id at this place in a photo's path: the longest there is.
    pub(super) fn find(&self, photo: &Photo, ids: &Ids, key: &mut String) -> Found {
        let Some(name) = photo.part(self.part) else { return Found::Nothing };
        if self.anywhere {
            return find_anywhere(name, ids, key);
        }
        let Some(position) = self.position(name) else { return Found::Nothing };
        find_at(name, position, self.from_end, ids, key)
    }
}

fn find_at(name: &Name, position: usize, from_end: bool, ids: &Ids, key: &mut String) -> Found {
    let most = if from_end { position + 1 } else { name.len() - position }.min(ids.longest);
    for length in (1..=most).rev() {
        let runs = if from_end { position + 1 - length..position + 1 } else { position..position + length };
        if !name.may_be_id(runs.clone()) {
            continue;
        }
        match ids.find(name, runs.clone(), key) {
            None => {}
            Some(Target::Row(row)) => return Found::Row(row, runs),
            Some(Target::Ambiguous) => return Found::Ambiguous,
        }
    }
    Found::Nothing
}

fn find_anywhere(name: &Name, ids: &Ids, key: &mut String) -> Found {
    if name.len() > LONGEST_ANYWHERE {
        return Found::Nothing;
    }
    let mut only = Found::Nothing;
    let mut position = 0;
    while position < name.len() {
        match (find_at(name, position, false, ids, key), &only) {
            (Found::Nothing, _) => position += 1,
            (Found::Ambiguous, _) => return Found::Ambiguous,
            (Found::Row(row, _), Found::Row(other, _)) if row != *other => return Found::Ambiguous,
            (Found::Row(row, runs), _) => {
                position = runs.end;
                only = Found::Row(row, runs);
            }
        }
    }
    only
}

/// All places that a photo's path has, the simplest first.
pub(super) fn places_of(photo: &Photo) -> Vec<IdPlace> {
    let mut places = Vec::new();
    let depth = photo.folders.len().min(3) as i8;
    for part in (0..=depth).chain((1..=depth.min(2)).map(|k| -k)) {
        let Some(name) = photo.part(part) else { continue };
        let chunks = name.chunks();
        for from_end in [false, true] {
            for chunk in 0..chunks.min(MAX_CHUNK) {
                let runs = name.chunk(if from_end { chunks - 1 - chunk } else { chunk }).len();
                places.extend((0..runs.min(MAX_RUN)).map(|run| IdPlace::at(part, from_end, chunk, run)));
            }
        }
        if name.len() > 0 {
            places.push(IdPlace { part, anywhere: true, ..IdPlace::default() });
        }
    }
    places
}

/// Order of preference among places that give the same result.
pub(super) fn simplicity(place: &IdPlace) -> (bool, bool, u8, bool, u8, u8) {
    (place.anywhere, place.part < 0, place.part.unsigned_abs(), place.from_end, place.chunk, place.run)
}
