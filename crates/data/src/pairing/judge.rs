//! Ranks hypotheses, and judges whether the best is certain.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::{Pairing, Strength};

/// A hypothesis that explains this share of what the best one explains is a rival.
const RIVAL: f64 = 0.8;
/// The same, if it uses a column called like an id and the best one counts rows.
const RIVAL_TO_ROWS: f64 = 0.3;
/// The same, if its names are less likely to match by accident.
const STRONGER_RIVAL: f64 = 0.1;
/// Two hypotheses contradict each other if they pair this share of the photos that both pair with different rows.
const CONTRADICTION: f64 = 0.01;

/// Sets each hypothesis' score and sorts them, the best first. `preference` is a factor near 1 for each.
pub(super) fn rank(hypotheses: &mut [(Pairing, f64)]) {
    let most = Most::of(hypotheses.iter().map(|(pairing, _)| pairing));
    for (pairing, preference) in hypotheses.iter_mut() {
        let by_strength = match pairing.evidence.strength {
            Strength::Weak => 1.0,
            Strength::Strong => 1.3,
            Strength::Explicit => 3.0,
        };
        pairing.evidence.score = most.share(pairing) * *preference * by_strength;
    }
    hypotheses.sort_by(|(a, _), (b, _)| b.evidence.score.total_cmp(&a.evidence.score));
}

/// A hypothesis that finds at least this many times the photos that a table names finds those that it does not name.
const MORE: f64 = 1.5;

/// If a table names some photos of its houses only, such as the cover, and all photos of all houses are found in another
/// way that agrees with it, that one goes first.
pub(super) fn prefer_complete(hypotheses: &mut [(Pairing, f64)]) {
    let Some((best, _)) = hypotheses.first() else { return };
    if best.evidence.strength != Strength::Explicit {
        return;
    }
    let is_complete = |other: &Pairing| {
        let rows: HashMap<usize, usize> = other.photos.iter().map(|photo| (photo.path, photo.row)).collect();
        !other.evidence.is_doubtful
            && other.rows >= best.rows
            && other.photos.len() as f64 >= MORE * best.photos.len() as f64
            && best.photos.iter().all(|photo| rows.get(&photo.path) == Some(&photo.row))
    };
    if let Some(at) = hypotheses.iter().position(|(other, _)| is_complete(other)) {
        hypotheses.swap(0, at);
    }
}

/// The most photos and rows that any hypothesis explains.
struct Most {
    photos: f64,
    rows: f64,
}

impl Most {
    fn of<'a>(pairings: impl Iterator<Item = &'a Pairing>) -> Self {
        let mut most = Most { photos: 1.0, rows: 1.0 };
        for pairing in pairings {
            most.photos = most.photos.max(pairing.evidence.explained as f64);
            most.rows = most.rows.max(pairing.rows as f64);
        }
        most
    }

    /// What a hypothesis explains of what can be explained, from 0 to 1: the shares of photos and of rows, multiplied. A
    /// small number that is in all names by accident (`1` to `8` for the photos of a house) explains few rows.
    fn share(&self, pairing: &Pairing) -> f64 {
        (pairing.evidence.explained as f64 / self.photos) * (pairing.rows as f64 / self.rows)
    }
}

/// Whether the best of several hypotheses is certain enough not to ask: nothing speaks against it, there is no other
/// that explains about as much and contradicts it, a word says which column is the price, and no price is far from all
/// others.
///
/// `hypotheses` are those of [`super::hypotheses()`].
pub fn is_clear(hypotheses: &[Pairing]) -> bool {
    let Some((best, others)) = hypotheses.split_first() else { return false };
    let price_is_certain = best.price_is_named && best.price_doubt.is_none() && best.odd_prices.is_empty();
    if best.rows == 0 || best.evidence.is_doubtful || !price_is_certain {
        return false;
    }
    let most = Most::of(hypotheses.iter());
    !others.iter().any(|other| is_rival(best, other, &most) && contradict(best, other))
}

fn is_rival(best: &Pairing, other: &Pairing, most: &Most) -> bool {
    let (ours, theirs) = (&best.evidence, &other.evidence);
    let explains_more = theirs.explained > ours.explained + best.ambiguous && other.rows > best.rows;
    // Where there are ids, nobody counts rows from 2, unless it explains what the ids do not.
    if best.mapping.id.is_some()
        && other.mapping.id.is_none()
        && other.mapping.photos.is_empty()
        && !theirs.is_likely_count
        && !explains_more
    {
        return false;
    }
    let ratio = most.share(other) / most.share(best).max(f64::MIN_POSITIVE);
    match theirs.strength.cmp(&ours.strength) {
        // The table names files that are not there, and ids fit all that are: the names may be out of date.
        Ordering::Less => explains_more && !best.missing.is_empty(),
        Ordering::Greater => ratio >= STRONGER_RIVAL,
        Ordering::Equal if best.mapping.id.is_none() && theirs.is_named => ratio >= RIVAL_TO_ROWS,
        // If all numbers fit, another count that leaves a photo over is wrong: counted from 0, there is no number 40.
        Ordering::Equal => ratio >= RIVAL && !(ours.fits_all && theirs.explained < ours.explained),
    }
}

/// Whether photos that both hypotheses pair belong to other rows in one than in the other.
fn contradict(a: &Pairing, b: &Pairing) -> bool {
    let rows: HashMap<usize, usize> = a.photos.iter().map(|photo| (photo.path, photo.row)).collect();
    let both = b.photos.iter().filter_map(|photo| Some((photo.row, *rows.get(&photo.path)?)));
    let (mut common, mut different) = (0_usize, 0_usize);
    for (row, other) in both {
        common += 1;
        different += usize::from(row != other);
    }
    different as f64 > CONTRADICTION * common as f64
}
