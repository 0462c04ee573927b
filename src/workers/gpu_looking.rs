//! The pretrained network on the GPU: the session looks at photos that the decode workers have squeezed for it. These look at the
//! others themselves.

use js_sys::{ArrayBuffer, Uint8Array};

use super::hub::{GpuLooking, LoadStep, WorkerHub};
use super::session::post;
use facade_app::dataset_loader::DatasetLoader;
use facade_app::worker_pool::Job;
use facade_data::{PackedDescriptors, TiledHouse, feature_bytes};
use facade_platform as platform;
use facade_protocol::{Bytes, DeviceChoice, Event, Looks, Request};
use web_sys::Blob;

/// Batches that the session has at a time. They take about 3 MB each.
const MAX_BATCHES: usize = 2;
/// With fewer photos, the decode workers have finished before the GPU is prepared.
const MIN_PHOTOS: usize = 64;
/// Photos by which the decode workers are timed.
const TIMED_PHOTOS: usize = 16;

impl WorkerHub {
    /// Houses are not read any more.
    pub(super) fn cancel_gpu_looking(&mut self) {
        self.gpu_looking.batches.clear();
        self.gpu_looking.waiting = None;
    }

    /// Gives houses to the decode workers, and prepares the GPU if the pretrained network shall look at so many photos.
    pub(super) fn push_houses(&mut self, houses: usize, photos: usize, looks: bool) {
        self.cancel_gpu_looking();
        let device = self.gpu_looking.device;
        let is_wanted =
            looks && device != DeviceChoice::Cpu && (device == DeviceChoice::Gpu || photos >= MIN_PHOTOS);
        if is_wanted && self.gpu_looking.seconds.is_none() {
            self.prepare_gpu_looking();
            if device == DeviceChoice::Gpu && self.gpu_looking.asked.is_some() {
                self.gpu_looking.waiting = Some(houses);
                return;
            }
        }
        self.start_decoding(houses);
    }

    fn start_decoding(&mut self, houses: usize) {
        self.gpu_looking.started_ms = platform::now_ms();
        self.readers.push_houses(houses);
    }

    fn prepare_gpu_looking(&mut self) {
        let (Some(session), Some(file)) = (&self.session, &self.pretrained) else { return };
        if self.gpu_looking.asked.is_some() || !self.session_ready || self.recovery.is_training() {
            return;
        }
        // The file is attached.
        let (file, attached) = (Bytes(Vec::new()), [file]);
        let request = Request::PrepareLooking { file, device: self.gpu_looking.device };
        let ask = self.ids.number(request);
        if post(session, &ask, &attached).is_ok() {
            self.gpu_looking.asked = Some(ask.id);
        }
    }

    /// Where the pretrained network looks at the next photos.
    pub(super) fn looks_where(gpu: &GpuLooking, loader: &DatasetLoader<ArrayBuffer, Blob>) -> Looks {
        let done = loader.photos_done();
        let seconds_here = (platform::now_ms() - gpu.started_ms) / 1e3 / done.max(1) as f64;
        let is_faster = gpu.seconds.is_some_and(|seconds| match gpu.device {
            DeviceChoice::Gpu => true,
            DeviceChoice::Auto => done >= TIMED_PHOTOS && seconds < seconds_here,
            DeviceChoice::Cpu => false,
        });
        match loader.looks() {
            false => Looks::No,
            true if is_faster && gpu.batches.len() < MAX_BATCHES => Looks::Elsewhere,
            true => Looks::Here,
        }
    }

    /// Houses with squeezed photos have arrived: the session looks at these.
    pub(super) fn look_on_gpu(&mut self, houses: Vec<TiledHouse<PackedDescriptors>>, pixels: &ArrayBuffer) {
        let Some(LoadStep::Houses { loader, .. }) = &self.loading else { return };
        let montage = loader.montage_bytes();
        let count = houses.iter().filter(|house| house.outcome.is_ok()).count();
        let all = Uint8Array::new(pixels).to_vec();
        if self.gpu_looking.seconds.is_none() || count == 0 || all.len() < count * montage {
            return self.look_again(&houses);
        }
        let mut montages = all;
        let photos = montages.split_off(count * montage);
        let ask = self.ids.number(Request::Look { photos: Bytes(photos) });
        self.gpu_looking.batches.insert(ask.id, (houses, montages));
        self.send(&ask);
    }

    /// The decode workers read these houses once more, and look at them.
    fn look_again(&mut self, houses: &[TiledHouse<PackedDescriptors>]) {
        self.readers.push(Job::Tile(houses.iter().map(|house| house.position).collect()));
    }

    /// The GPU is lost: the decode workers look at the houses that it had.
    pub(super) fn gpu_looking_lost(&mut self) {
        (self.gpu_looking.asked, self.gpu_looking.seconds) = (None, None);
        for (houses, _) in std::mem::take(&mut self.gpu_looking.batches).into_values() {
            self.look_again(&houses);
        }
        if let Some(houses) = self.gpu_looking.waiting.take() {
            self.start_decoding(houses);
        }
    }

    /// Takes the events that answer the requests above. Returns the others.
    pub(super) fn take_gpu_looking(&mut self, event: Event) -> Option<Event> {
        match event {
            Event::LookingPrepared { id, seconds } if self.gpu_looking.asked == Some(id) => {
                (self.gpu_looking.asked, self.gpu_looking.seconds) = (None, seconds);
                if let Some(houses) = self.gpu_looking.waiting.take() {
                    self.start_decoding(houses);
                }
            }
            Event::Looked { id, features } => self.add_gpu_features(id, &features.0),
            Event::Failed { id, .. }
                if self.gpu_looking.asked == Some(id) || self.gpu_looking.batches.contains_key(&id) =>
            {
                self.gpu_looking_lost();
            }
            event => return Some(event),
        }
        None
    }

    /// Adds houses with the features that the session has computed.
    fn add_gpu_features(&mut self, id: u32, features: &[u8]) {
        let Some((houses, montages)) = self.gpu_looking.batches.remove(&id) else { return };
        let Some(LoadStep::Houses { loader, .. }) = &self.loading else { return };
        let of_house = feature_bytes(loader.photos_per_house());
        let mut joined = montages;
        let good = houses.iter().filter(|house| house.outcome.is_ok());
        for (house, features) in good.zip(features.chunks_exact(of_house)) {
            let mut features = features.to_vec();
            for (photo, _) in
                loader.photos(&[house.position]).iter().enumerate().filter(|(_, photo)| photo.is_none())
            {
                features[feature_bytes(photo)..feature_bytes(photo + 1)].fill(0);
            }
            joined.extend(&features);
        }
        let joined = Uint8Array::from(joined.as_slice()).buffer();
        self.add_houses(houses, &joined);
    }
}
