//! Loading a dataset, as the page sees it: the houses that are wanted and those that have arrived from the decoders.

use std::collections::BTreeSet;
use std::ops::Range;

use super::pixel_store::{HouseLocation, chunk_ranges};
use facade_data::{
    Dataset, DatasetError, DropReason, HouseList, Montages, PackedDescriptors, TiledHouse, keep_readable,
};
use facade_text as text;

/// Milliseconds between two progress messages: twenty a second look smooth.
const PROGRESS_INTERVAL_MS: f64 = 50.0;

/// Bytes of pixels per chunk, at least. With a chunk for every few houses, joining them took the page a fifth of a second. Of a
/// large chunk the browser copies much wherever a range that is read begins or ends in it.
const CHUNK_BYTES: usize = 512 << 10;

/// Bytes that wait for a house before them, at most.
const MAX_WAITING_BYTES: usize = 16 << 20;

/// The houses that can be swapped back after others replace the `old` ones: the old ones, unless they are the same
/// houses in another tile size. The workers and the page both use this rule.
pub fn previous_dataset<T>(old: Option<T>, previous: Option<T>, is_same: impl Fn(&T) -> bool) -> Option<T> {
    old.filter(|old| !is_same(old)).or(previous)
}

/// Houses of a listing that arrive from the decoders. `B` holds the pixels of the houses of one answer: their montages, and then the
/// features of these. `C` holds montages of many houses, or features.
#[derive(Debug)]
pub struct DatasetLoader<B, C> {
    listing: HouseList,
    /// What the montages are like; without pixels.
    montages: Montages,
    /// Houses that are read or unreadable.
    done: usize,
    /// Houses whose pixels are in no chunk yet.
    unbatched: Vec<(Vec<TiledHouse<PackedDescriptors>>, B)>,
    unbatched_bytes: usize,
    /// The first house that is neither in a chunk nor unreadable.
    next: usize,
    /// Houses from `next` on that a decoder crashed on.
    crashed_on: BTreeSet<usize>,
    tiled: Vec<TiledHouse<(HouseLocation, PackedDescriptors)>>,
    /// Montages, and the features of the same houses.
    chunks: Vec<[C; 2]>,
    reported_ms: f64,
}

impl<B, C: Clone> DatasetLoader<B, C> {
    /// `network` is the pretrained network that looks at the photos; empty if none does.
    pub fn new(listing: HouseList, tile: usize, network: &str) -> Self {
        let montages = Montages::new(tile, listing.rooms.len(), network);
        DatasetLoader {
            listing,
            montages,
            done: 0,
            unbatched: Vec::new(),
            unbatched_bytes: 0,
            next: 0,
            crashed_on: BTreeSet::new(),
            tiled: Vec::new(),
            chunks: Vec::new(),
            reported_ms: f64::NEG_INFINITY,
        }
    }

    /// In pixels.
    pub fn tile(&self) -> usize {
        self.montages.tile
    }

    /// Whether the pretrained network looks at the photos.
    pub fn looks(&self) -> bool {
        self.montages.has_features()
    }

    pub fn photos_per_house(&self) -> usize {
        self.listing.rooms.len()
    }

    /// Number of photos that are read or unreadable.
    pub fn photos_done(&self) -> usize {
        self.photos_per_house() * self.done
    }

    /// Bytes of a montage without features.
    pub fn montage_bytes(&self) -> usize {
        self.montages.montage_bytes()
    }

    /// Indices of the photos of these houses among the paths, grouped by house; `None` for missing ones.
    pub fn photos(&self, houses: &[usize]) -> Vec<Option<usize>> {
        houses.iter().flat_map(|&house| self.listing.photos_of(house)).copied().collect()
    }

    /// Bytes of these houses' montages, with features.
    pub fn bytes(&self, tiled: &[TiledHouse<PackedDescriptors>]) -> usize {
        tiled.iter().filter(|tiled| tiled.outcome.is_ok()).count() * self.montages.house_bytes()
    }

    /// `pixels` holds the montages of the houses that have one, in the order of `tiled`, and then their features.
    pub fn add(&mut self, tiled: Vec<TiledHouse<PackedDescriptors>>, pixels: B) {
        self.done += tiled.len();
        self.unbatched_bytes += self.bytes(&tiled);
        self.unbatched.push((tiled, pixels));
    }

    /// What to join into two chunks, once there is enough or all has arrived: pixels, and the size of the montages with which they
    /// begin. [`add_chunk`](Self::add_chunk) takes the chunks: that of the montages, and that of the features.
    pub fn next_batch(&mut self) -> Option<Vec<(B, usize)>> {
        // In the order of the houses: of a chunk that is used as a whole, the browser copies nothing.
        let first = |tiled: &[TiledHouse<PackedDescriptors>]| tiled.first().map(|first| first.position);
        self.unbatched.sort_by_key(|(tiled, _)| first(tiled));
        let (mut next, mut ready, mut bytes) = (self.next, 0, 0);
        for (tiled, _) in &self.unbatched {
            while self.crashed_on.contains(&next) {
                next += 1;
            }
            if !tiled.iter().map(|tiled| tiled.position).eq(next..next + tiled.len()) {
                break;
            }
            (next, ready, bytes) = (next + tiled.len(), ready + 1, bytes + self.bytes(tiled));
        }
        if self.is_complete() || self.unbatched_bytes > MAX_WAITING_BYTES {
            (ready, bytes) = (self.unbatched.len(), self.unbatched_bytes);
            let last = self.unbatched.iter().flat_map(|(tiled, _)| tiled).map(|tiled| tiled.position).max();
            next = last.map_or(next, |last| next.max(last + 1));
        } else if bytes < CHUNK_BYTES {
            return None;
        }
        if ready == 0 {
            return None;
        }
        (self.next, self.unbatched_bytes) = (next, self.unbatched_bytes - bytes);
        let chunk = self.chunks.len();
        let mut montages = 0..;
        let mut locate =
            |descriptors| (HouseLocation { chunk, before: montages.next().unwrap_or_default() }, descriptors);
        let mut batch = Vec::with_capacity(ready);
        for (tiled, pixels) in self.unbatched.drain(..ready) {
            let readable = tiled.iter().filter(|tiled| tiled.outcome.is_ok()).count();
            self.tiled.extend(tiled.into_iter().map(|tiled| tiled.map(&mut locate)));
            batch.push((pixels, readable * self.montages.montage_bytes()));
        }
        Some(batch)
    }

    pub fn add_chunk(&mut self, chunk: [C; 2]) {
        self.chunks.push(chunk);
    }

    /// These houses will not arrive, since a decoder crashed on them. `name` gives a photo's file name by its index
    /// among the paths.
    pub fn mark_unreadable(&mut self, houses: &[usize], name: impl Fn(usize) -> String) {
        for &position in houses {
            let names: Vec<String> = self.photos(&[position]).into_iter().flatten().map(&name).collect();
            let reason = DropReason::UnreadablePhoto {
                file: text::load_one_of(names.join(", ")),
                problem: text::load_reader_broke_down().to_owned(),
            };
            self.tiled.push(TiledHouse { position, outcome: Err(reason) });
            self.crashed_on.insert(position);
            self.done += 1;
        }
    }

    /// Photos done and photos to read, if a progress message is due.
    pub fn progress(&mut self, now_ms: f64) -> Option<(usize, usize)> {
        let due = now_ms - self.reported_ms >= PROGRESS_INTERVAL_MS || self.is_complete();
        due.then(|| {
            self.reported_ms = now_ms;
            (self.photos_done(), self.listing.photos.len())
        })
    }

    /// Whether every house has arrived or is unreadable.
    pub fn is_complete(&self) -> bool {
        self.done >= self.listing.houses.len()
    }

    /// Call this after the last chunk was added.
    ///
    /// # Errors
    /// If no house could be read, or the outcome of one is missing.
    pub fn finish(self) -> Result<LoadedDataset<C>, DatasetError> {
        let sizes = [self.montages.montage_bytes(), self.montages.feature_bytes()];
        let (dataset, kept) = keep_readable(self.listing, self.tiled, self.montages)?;
        let (locations, descriptors): (Vec<HouseLocation>, Vec<PackedDescriptors>) = kept.into_iter().unzip();
        let chunks = &self.chunks;
        let ranges = |part: usize| {
            let all =
                chunk_ranges(&locations, sizes[part]).into_iter().filter(|(_, bytes)| !bytes.is_empty());
            all.filter_map(move |(chunk, bytes)| Some((chunks.get(chunk)?[part].clone(), bytes)))
        };
        Ok(LoadedDataset { dataset, pixels: ranges(0).chain(ranges(1)).collect(), descriptors })
    }
}

#[derive(Debug)]
pub struct LoadedDataset<C> {
    /// Without pixels.
    pub dataset: Dataset,
    /// Ranges of chunks that, concatenated, are the pixels.
    pub pixels: Vec<(C, Range<usize>)>,
    /// Descriptors of each house's photos.
    pub descriptors: Vec<PackedDescriptors>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::{DataReport, House, HouseId, Rooms};

    fn loader(houses: u32) -> DatasetLoader<Vec<u8>, Vec<u8>> {
        let house = |number| House {
            id: HouseId::from(number),
            price: 1e5,
            zip_code: "11111".to_owned(),
            attributes: Vec::new(),
            date: None,
            missing_photos: Vec::new(),
        };
        let listing = HouseList {
            name: "f".to_owned(),
            rooms: Rooms::default(),
            attributes: Vec::new(),
            houses: (1..=houses).map(house).collect(),
            photos: (0..4 * houses as usize).map(Some).collect(),
            report: DataReport::default(),
        };
        DatasetLoader::new(listing, 1, "")
    }

    fn tiled(position: usize) -> TiledHouse<PackedDescriptors> {
        TiledHouse { position, outcome: Ok(PackedDescriptors::default()) }
    }

    /// Adds houses whose pixels have their position as the level.
    fn add(loader: &mut DatasetLoader<Vec<u8>, Vec<u8>>, tiled: Vec<TiledHouse<PackedDescriptors>>) {
        let good = tiled.iter().filter(|tiled| tiled.outcome.is_ok());
        let pixels: Vec<u8> = good.flat_map(|tiled| [tiled.position as u8; 12]).collect();
        assert_eq!(loader.bytes(&tiled), pixels.len());
        loader.add(tiled, pixels);
    }

    #[test]
    fn houses_arrive_in_any_order_and_an_unreadable_one_is_named() {
        let mut loader = loader(3);
        assert_eq!(loader.photos(&[2, 0]), [8, 9, 10, 11, 0, 1, 2, 3].map(Some));
        add(&mut loader, vec![tiled(2), tiled(0)]);
        assert!(!loader.is_complete());
        loader.mark_unreadable(&[1], |position| format!("{position}.jpg"));
        assert!(loader.is_complete());
        let LoadedDataset { dataset, pixels, descriptors } = finish(loader).unwrap();
        let numbers: Vec<u32> = dataset.houses.iter().filter_map(|house| house.id.as_number()).collect();
        assert_eq!(numbers, [1, 3]);
        assert_eq!(dataset.montages.pixels, [0; 0]);
        assert_eq!(joined(&pixels), [[0; 12], [2; 12]].concat());
        assert_eq!(descriptors.len(), 2);
        assert_eq!(dataset.report.dropped[0].house, 2.into());
        let text = dataset.report.dropped[0].reason.to_string();
        assert!(text.starts_with("One of 4.jpg, 5.jpg, 6.jpg, 7.jpg cannot be read:"), "{text}");
    }

    #[test]
    fn a_house_without_a_montage_has_no_pixels() {
        let mut loader = loader(4);
        let reason = DropReason::MissingPhoto { room: "kitchen".to_owned(), file: None };
        add(&mut loader, vec![tiled(2), tiled(3)]);
        add(&mut loader, vec![TiledHouse { position: 0, outcome: Err(reason) }, tiled(1)]);
        let LoadedDataset { dataset, pixels, descriptors } = finish(loader).unwrap();
        assert_eq!(dataset.houses.len(), 3);
        assert_eq!(joined(&pixels), [[1; 12], [2; 12], [3; 12]].concat());
        assert_eq!((pixels.len(), descriptors.len()), (1, 3), "adjacent montages stay together");
    }

    fn chunk(batch: &[(Vec<u8>, usize)]) -> [Vec<u8>; 2] {
        let montages = batch.iter().flat_map(|(pixels, montages)| &pixels[..*montages]);
        let features = batch.iter().flat_map(|(pixels, montages)| &pixels[*montages..]);
        [montages.copied().collect(), features.copied().collect()]
    }

    #[test]
    fn features_follow_all_montages() {
        let mut loader = loader(3);
        loader.montages.network = "network".to_owned();
        let size = loader.montages.feature_bytes();
        for positions in [vec![2, 0], vec![1]] {
            let of = |bytes: usize, plus: u8| {
                positions.iter().flat_map(move |&position| vec![position as u8 + plus; bytes])
            };
            let pixels: Vec<u8> = of(12, 0).chain(of(size, 100)).collect();
            loader.add(positions.iter().map(|&position| tiled(position)).collect(), pixels);
        }
        let LoadedDataset { dataset, pixels, .. } = finish(loader).unwrap();
        let pixels = joined(&pixels);
        assert_eq!(pixels.len() as u64, dataset.montages.len(3));
        assert_eq!(pixels[..36], [[0; 12], [1; 12], [2; 12]].concat());
        for house in 0..3 {
            let range = dataset.montages.feature_range(house..house + 1, 3);
            let features = &pixels[range.start as usize..range.end as usize];
            assert_eq!(features, vec![100 + house as u8; size]);
        }
    }

    /// Adds the last chunk, and finishes.
    fn finish(mut loader: DatasetLoader<Vec<u8>, Vec<u8>>) -> Result<LoadedDataset<Vec<u8>>, DatasetError> {
        if let Some(batch) = loader.next_batch() {
            loader.add_chunk(chunk(&batch));
        }
        loader.finish()
    }

    #[test]
    fn pixels_are_batched_into_chunks() {
        let mut loader = loader(200_000);
        let mut position = 0;
        let mut add_next = |loader: &mut DatasetLoader<_, _>, houses: usize| {
            add(loader, (position..position + houses).map(tiled).collect());
            position += houses;
        };
        add_next(&mut loader, 40_000);
        assert_eq!(loader.next_batch(), None, "480 kB");
        add_next(&mut loader, 150_000);
        let batch = loader.next_batch().unwrap();
        assert_eq!(batch.len(), 2);
        loader.add_chunk(chunk(&batch));
        assert_eq!(loader.next_batch(), None, "nothing is left");
        add_next(&mut loader, 10_000);
        let LoadedDataset { dataset, pixels, .. } = finish(loader).unwrap();
        assert_eq!((dataset.houses.len(), pixels.len()), (200_000, 2));
    }

    #[test]
    fn chunks_are_in_the_order_of_the_houses_and_used_as_a_whole() {
        let houses = |from: usize| (from..from + 50_000).map(tiled).collect::<Vec<_>>();
        let mut loader = loader(200_001);
        let flush = |loader: &mut DatasetLoader<Vec<u8>, Vec<u8>>| {
            let batch = loader.next_batch().map(|batch| chunk(&batch));
            batch.map(|chunk| loader.add_chunk(chunk)).is_some()
        };
        add(&mut loader, houses(50_001));
        assert!(!flush(&mut loader), "the houses before have not arrived");
        loader.mark_unreadable(&[50_000], |position| position.to_string());
        add(&mut loader, houses(150_001));
        assert!(!flush(&mut loader));
        add(&mut loader, houses(0));
        assert!(flush(&mut loader), "the first hundred thousand");
        add(&mut loader, houses(100_001));
        assert!(flush(&mut loader));
        let LoadedDataset { dataset, pixels, .. } = finish(loader).unwrap();
        assert_eq!((dataset.houses.len(), pixels.len()), (200_000, 2));
        assert!(pixels.iter().all(|(chunk, bytes)| *bytes == (0..chunk.len())));
    }

    #[test]
    fn houses_do_not_wait_for_ever() {
        let mut loader = loader(1000);
        loader.montages.network = "network".to_owned();
        let size = loader.montages.house_bytes();
        let add = |loader: &mut DatasetLoader<Vec<u8>, Vec<u8>>, houses: Range<usize>| {
            let pixels = vec![0; houses.len() * size];
            loader.add(houses.map(tiled).collect(), pixels);
        };
        let most = MAX_WAITING_BYTES / size;
        add(&mut loader, 1..1 + most);
        assert_eq!(loader.next_batch(), None);
        add(&mut loader, 1 + most..2 + most);
        let batch = loader.next_batch().unwrap();
        loader.add_chunk(chunk(&batch));
        add(&mut loader, 0..1);
        add(&mut loader, 2 + most..1000);
        let LoadedDataset { dataset, pixels, .. } = finish(loader).unwrap();
        assert_eq!((dataset.houses.len(), pixels.len()), (1000, 6), "montages and features");
    }

    fn joined(parts: &[(Vec<u8>, Range<usize>)]) -> Vec<u8> {
        parts.iter().flat_map(|(chunk, bytes)| chunk[bytes.clone()].to_vec()).collect()
    }

    #[test]
    fn progress_is_reported_at_intervals_and_at_the_end() {
        let mut loader = loader(3);
        assert_eq!(loader.progress(1000.0), Some((0, 12)));
        add(&mut loader, vec![tiled(0)]);
        assert_eq!(loader.progress(1000.0 + PROGRESS_INTERVAL_MS / 2.0), None);
        assert_eq!(loader.progress(1000.0 + PROGRESS_INTERVAL_MS), Some((4, 12)));
        add(&mut loader, vec![tiled(1), tiled(2)]);
        assert_eq!(loader.progress(1001.0 + PROGRESS_INTERVAL_MS), Some((12, 12)));
    }
}
