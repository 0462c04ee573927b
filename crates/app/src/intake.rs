//! Reading houses, as the page's side of it sees it: what is wanted, what has come back. Knows no browser.

use std::ops::Range;

use super::pixels::{Place, parts};
use facade_data::sorting;
use facade_data::{Dataset, DatasetError, Listing, Looks, Reason, Tiled, keep, montage_bytes};
use facade_text as text;

/// Milliseconds between two words about progress: twenty a second look smooth.
const PROGRESS_EVERY: f64 = 50.0;

/// Bytes of pixels that are put into one chunk: a chunk for every few houses took the page a fifth of a second to join.
const CHUNK: usize = 2 << 20;

/// The houses that can be had back once others take the place of `old` ones: these, unless those are the same in another tile size.
/// The link and the page both go by this rule.
pub fn former<T>(old: Option<T>, former: Option<T>, is_same: impl Fn(&T) -> bool) -> Option<T> {
    old.filter(|old| !is_same(old)).or(former)
}

/// Houses of a listing, coming in from the decoders. `B` holds the pixels of the houses that come together, and `C` those
/// of many, one montage behind the other.
#[derive(Debug)]
pub struct Intake<B, C> {
    listing: Listing,
    tile: usize,
    /// Houses done: read or lost.
    done: usize,
    /// Those whose pixels are in no chunk yet.
    loose: Vec<(Vec<Tiled<Looks>>, B)>,
    loose_bytes: usize,
    tiled: Vec<Tiled<(Place, Looks)>>,
    chunks: Vec<C>,
    told_ms: f64,
}

impl<B, C: Clone> Intake<B, C> {
    /// Nothing read yet.
    pub fn new(listing: Listing, tile: usize) -> Self {
        Intake {
            listing,
            tile,
            done: 0,
            loose: Vec::new(),
            loose_bytes: 0,
            tiled: Vec::new(),
            chunks: Vec::new(),
            told_ms: f64::NEG_INFINITY,
        }
    }

    /// Tile size in pixels.
    pub fn tile(&self) -> usize {
        self.tile
    }

    /// Photos a house.
    pub fn photos_a_house(&self) -> usize {
        self.listing.rooms.len()
    }

    /// Positions of the photos of these houses among the paths, those of a house together.
    pub fn photos(&self, houses: &[usize]) -> Vec<usize> {
        houses.iter().flat_map(|&house| self.listing.photos_of(house)).copied().collect()
    }

    /// Bytes that the montages of these houses have.
    pub fn bytes(&self, tiled: &[Tiled<Looks>]) -> usize {
        tiled.iter().filter(|tiled| tiled.outcome.is_ok()).count() * self.stride()
    }

    fn stride(&self) -> usize {
        montage_bytes(self.tile, self.listing.rooms.len())
    }

    /// Takes houses in. `pixels` holds the montages of those that have one, in the order of `tiled`.
    pub fn take(&mut self, tiled: Vec<Tiled<Looks>>, pixels: B) {
        self.done += tiled.len();
        self.loose_bytes += self.bytes(&tiled);
        self.loose.push((tiled, pixels));
    }

    /// The pixels to put into one chunk, one behind the other, when there are enough or all have come;
    /// [`Intake::store`] takes the chunk.
    pub fn batch(&mut self) -> Option<Vec<B>> {
        if self.loose.is_empty() || self.loose_bytes < CHUNK && !self.is_done() {
            return None;
        }
        // In the order of the houses, so that few parts make the whole.
        let first = |tiled: &[Tiled<Looks>]| tiled.first().map(|first| first.position);
        sorting::sort(&mut self.loose, |(a, _), (b, _)| first(a).cmp(&first(b)));
        self.loose_bytes = 0;
        let chunk = self.chunks.len();
        let mut montages = 0..;
        let mut place = |looks| (Place { chunk, before: montages.next().unwrap_or_default() }, looks);
        let mut batch = Vec::with_capacity(self.loose.len());
        for (tiled, pixels) in self.loose.drain(..) {
            self.tiled.extend(tiled.into_iter().map(|tiled| tiled.map(&mut place)));
            batch.push(pixels);
        }
        Some(batch)
    }

    /// Takes a batch that was put into one chunk.
    pub fn store(&mut self, chunk: C) {
        self.chunks.push(chunk);
    }

    /// Notes that houses will never come, since what read them ended on them. `name` tells a photo's file name by its
    /// position among the paths.
    pub fn lose(&mut self, houses: &[usize], name: impl Fn(usize) -> String) {
        for &position in houses {
            let names: Vec<String> = self.photos(&[position]).into_iter().map(&name).collect();
            let reason = Reason::UnreadablePhoto {
                file: text::load_one_of(names.join(", ")),
                problem: text::load_reader_broke_down().to_owned(),
            };
            self.tiled.push(Tiled { position, outcome: Err(reason) });
            self.done += 1;
        }
    }

    /// Photos done and to do, when it is time to tell.
    pub fn progress(&mut self, now_ms: f64) -> Option<(usize, usize)> {
        let due = now_ms - self.told_ms >= PROGRESS_EVERY || self.is_done();
        due.then(|| {
            self.told_ms = now_ms;
            (self.photos_a_house() * self.done, self.listing.photos.len())
        })
    }

    /// Whether every house has come or is lost.
    pub fn is_done(&self) -> bool {
        self.done >= self.listing.houses.len()
    }

    /// Puts all together, once the last batch is stored.
    ///
    /// # Errors
    /// If no house could be read, or the outcome of one is missing.
    pub fn finish(self) -> Result<Finished<C>, DatasetError> {
        let stride = self.stride();
        let (dataset, kept) = keep(self.listing, self.tiled, self.tile)?;
        let (places, looks): (Vec<Place>, Vec<Looks>) = kept.into_iter().unzip();
        let parts = parts(&places, stride).into_iter();
        let pixels = parts.filter_map(|(chunk, bytes)| Some((self.chunks.get(chunk)?.clone(), bytes)));
        Ok(Finished { dataset, pixels: pixels.collect(), looks })
    }
}

/// Houses that have all been read.
#[derive(Debug)]
pub struct Finished<C> {
    /// The houses, without pixels.
    pub dataset: Dataset,
    /// The parts of what was taken in that, one behind the other, are the pixels.
    pub pixels: Vec<(C, Range<usize>)>,
    /// Looks of each house's photos.
    pub looks: Vec<Looks>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::{DataReport, House, Rooms};

    fn intake(houses: u32) -> Intake<Vec<u8>, Vec<u8>> {
        let house =
            |number| House { number, price: 1e5, zip_code: "11111".to_owned(), attributes: Vec::new() };
        let listing = Listing {
            name: "f".to_owned(),
            rooms: Rooms::default(),
            attributes: Vec::new(),
            houses: (1..=houses).map(house).collect(),
            photos: (0..4 * houses as usize).collect(),
            report: DataReport::default(),
        };
        Intake::new(listing, 1)
    }

    fn tiled(position: usize) -> Tiled<Looks> {
        Tiled { position, outcome: Ok(Looks::default()) }
    }

    /// Takes houses in whose pixels have the level of their position.
    fn take(intake: &mut Intake<Vec<u8>, Vec<u8>>, tiled: Vec<Tiled<Looks>>) {
        let good = tiled.iter().filter(|tiled| tiled.outcome.is_ok());
        let pixels: Vec<u8> = good.flat_map(|tiled| [tiled.position as u8; 12]).collect();
        assert_eq!(intake.bytes(&tiled), pixels.len());
        intake.take(tiled, pixels);
    }

    #[test]
    fn houses_come_in_any_order_and_a_lost_one_is_named() {
        let mut intake = intake(3);
        assert_eq!(intake.photos(&[2, 0]), [8, 9, 10, 11, 0, 1, 2, 3]);
        take(&mut intake, vec![tiled(2), tiled(0)]);
        assert!(!intake.is_done());
        intake.lose(&[1], |position| format!("{position}.jpg"));
        assert!(intake.is_done());
        let Finished { dataset, pixels, looks } = finish(intake).unwrap();
        let numbers: Vec<u32> = dataset.houses.iter().map(|house| house.number).collect();
        assert_eq!(numbers, [1, 3]);
        assert_eq!(dataset.montages.pixels, [0; 0]);
        assert_eq!(joined(&pixels), [[0; 12], [2; 12]].concat());
        assert_eq!(looks.len(), 2);
        assert_eq!(dataset.report.dropped[0].house, 2);
        let text = dataset.report.dropped[0].reason.to_string();
        assert!(text.starts_with("One of 4.jpg, 5.jpg, 6.jpg, 7.jpg cannot be read:"), "{text}");
    }

    #[test]
    fn a_house_without_a_montage_has_no_pixels_either() {
        let mut intake = intake(4);
        let reason = Reason::MissingPhoto { room: "kitchen".to_owned(), file: None };
        take(&mut intake, vec![tiled(2), tiled(3)]);
        take(&mut intake, vec![Tiled { position: 0, outcome: Err(reason) }, tiled(1)]);
        let Finished { dataset, pixels, looks } = finish(intake).unwrap();
        assert_eq!(dataset.houses.len(), 3);
        assert_eq!(joined(&pixels), [[1; 12], [2; 12], [3; 12]].concat());
        assert_eq!((pixels.len(), looks.len()), (1, 3), "what lies together stays together");
    }

    /// Stores what has come, and puts all together.
    fn finish(mut intake: Intake<Vec<u8>, Vec<u8>>) -> Result<Finished<Vec<u8>>, DatasetError> {
        if let Some(batch) = intake.batch() {
            intake.store(batch.concat());
        }
        intake.finish()
    }

    #[test]
    fn pixels_are_stored_when_there_are_enough() {
        let mut intake = intake(200_000);
        let mut position = 0;
        let mut come = |intake: &mut Intake<_, _>, houses: usize| {
            take(intake, (position..position + houses).map(tiled).collect());
            position += houses;
        };
        come(&mut intake, 100_000);
        assert_eq!(intake.batch(), None, "1.2 MB");
        come(&mut intake, 90_000);
        let batch = intake.batch().unwrap();
        assert_eq!(batch.len(), 2);
        intake.store(batch.concat());
        assert_eq!(intake.batch(), None, "nothing is left");
        come(&mut intake, 10_000);
        let Finished { dataset, pixels, .. } = finish(intake).unwrap();
        assert_eq!((dataset.houses.len(), pixels.len()), (200_000, 2));
    }

    fn joined(parts: &[(Vec<u8>, Range<usize>)]) -> Vec<u8> {
        parts.iter().flat_map(|(chunk, bytes)| chunk[bytes.clone()].to_vec()).collect()
    }

    #[test]
    fn progress_is_told_now_and_then_and_at_the_end() {
        let mut intake = intake(3);
        assert_eq!(intake.progress(1000.0), Some((0, 12)));
        take(&mut intake, vec![tiled(0)]);
        assert_eq!(intake.progress(1000.0 + PROGRESS_EVERY / 2.0), None);
        assert_eq!(intake.progress(1000.0 + PROGRESS_EVERY), Some((4, 12)));
        take(&mut intake, vec![tiled(1), tiled(2)]);
        assert_eq!(intake.progress(1001.0 + PROGRESS_EVERY), Some((12, 12)));
    }
}
