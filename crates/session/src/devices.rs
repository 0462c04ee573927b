//! Which device a run gets: by measurement, not by name.

use std::rc::Rc;

use facade_data::Dataset;
use facade_data::split::Split;
#[cfg(feature = "gpu")]
use facade_nn::gpu::NoGpu;
use facade_nn::training::{Compute, Prepared, Progress, Trainer};
use facade_platform as platform;
use facade_protocol::{DeviceChoice, DeviceKind, DeviceName, DeviceReport};
use facade_spec::{Config, ModelKind};
use facade_text as text;

/// Steps that a device takes unmeasured: kernels are compiled and tuned in them.
const WARM_UP: usize = 3;
/// Steps that are measured.
const MEASURED: usize = 5;

/// The devices of this process. The GPU is set up at most once, whether that works or not: it cannot be done again.
#[derive(Default)]
pub(super) struct Devices {
    #[cfg(feature = "gpu")]
    gpu: Option<Result<Compute, NoGpu>>,
}

impl Devices {
    /// The device for a run, and how it was chosen. Left to choose, it races training steps of the run itself on the
    /// CPU and on a real GPU. WebGPU emulated on the CPU is not raced: it computes on the same cores, many times slower.
    ///
    /// # Errors
    /// If the GPU was asked for and there is none: why, and what to do, in words.
    pub(super) async fn choose(
        &mut self,
        choice: DeviceChoice,
        config: &Config,
        prepared: &Rc<Prepared>,
        tell: impl Fn(&str),
    ) -> Result<(Compute, DeviceReport), String> {
        let cpu = Compute::cpu();
        if choice == DeviceChoice::Cpu {
            return Ok(alone(cpu, None));
        }
        tell(text::gpu_looking());
        let gpu = match (self.gpu().await, choice) {
            (Ok(gpu), DeviceChoice::Gpu) => return Ok(alone(gpu, None)),
            (Err(why), DeviceChoice::Gpu) => return Err(text::gpu_or_cpu(why)),
            (Ok(gpu), _) => gpu,
            (Err(why), _) => return Ok(alone(cpu, Some(why))),
        };
        if gpu.name.kind == DeviceKind::SoftwareGpu {
            return Ok(alone(cpu, Some(text::gpu_emulated(gpu.name.name))));
        }
        tell(text::gpu_timing());
        let mut raced: Vec<(DeviceName, f64)> = Vec::new();
        let mut fastest: Option<(Compute, f64)> = None;
        for compute in [gpu, cpu] {
            let Some(ms) = race(&compute, config, prepared).await else { continue };
            raced.push((compute.name.clone(), ms));
            if fastest.as_ref().is_none_or(|(_, best)| ms < *best) {
                fastest = Some((compute, ms));
            }
        }
        match fastest {
            Some((compute, _)) => {
                let report = DeviceReport { chosen: compute.name.clone(), raced, no_gpu: None };
                Ok((compute, report))
            }
            None => Err(text::gpu_no_steps().into()),
        }
    }

    /// Sets up the GPU, and trains on a few houses for the sake of its kernels, where a run with this choice would compute on
    /// it.
    ///
    /// # Errors
    /// Why there is no GPU, in words.
    pub(super) async fn prepare(
        &mut self,
        choice: DeviceChoice,
        config: &Config,
        data: &Rc<Dataset>,
    ) -> Result<(), String> {
        if choice == DeviceChoice::Cpu {
            return Ok(());
        }
        let gpu = self.gpu().await?;
        if choice == DeviceChoice::Auto && gpu.name.kind == DeviceKind::SoftwareGpu {
            return Ok(());
        }
        // It would look at all photos.
        if config.model == ModelKind::Backbone {
            return Ok(());
        }
        let config = Config { epochs: 1, ..config.clone() };
        // A whole batch, as most are, and one that is not, as the last may be.
        let train = (0..data.houses.len().min(config.batch_size.saturating_add(1))).collect();
        let split = Split { train, test: vec![0] };
        // What is wrong with the houses is told when a run is asked for.
        let Ok(prepared) = Prepared::new(&config, data, &split, None, |_| {}).await else { return Ok(()) };
        let mut trainer = Trainer::new(&config, &Rc::new(prepared), &gpu);
        while let Ok(Progress::Step) = trainer.advance().await {}
        Ok(())
    }

    /// Where a backbone looks at photos: on a real GPU, where the choice leaves it to that.
    pub(super) async fn for_looking(&mut self, choice: DeviceChoice) -> Compute {
        if choice == DeviceChoice::Cpu {
            return Compute::cpu();
        }
        let fits = |gpu: &Compute| choice == DeviceChoice::Gpu || gpu.name.kind != DeviceKind::SoftwareGpu;
        self.gpu().await.ok().filter(fits).unwrap_or_else(Compute::cpu)
    }

    #[cfg(feature = "gpu")]
    async fn gpu(&mut self) -> Result<Compute, String> {
        let gpu = match &self.gpu {
            Some(known) => known.clone(),
            None => match Compute::gpu().await {
                Err(why) if why.is_absence() => Err(why),
                known => self.gpu.insert(known).clone(),
            },
        };
        gpu.map_err(|why| why.to_string())
    }

    #[cfg(not(feature = "gpu"))]
    async fn gpu(&mut self) -> Result<Compute, String> {
        Err(text::gpu_not_built().to_owned())
    }
}

fn alone(compute: Compute, no_gpu: Option<String>) -> (Compute, DeviceReport) {
    let report = DeviceReport { chosen: compute.name.clone(), raced: Vec::new(), no_gpu };
    (compute, report)
}

/// Milliseconds a training step of this run takes on a device; none where it fails.
async fn race(compute: &Compute, config: &Config, prepared: &Rc<Prepared>) -> Option<f64> {
    let endless = Config { epochs: usize::MAX, ..config.clone() };
    let mut trainer = Trainer::new(&endless, prepared, compute);
    let mut steps = async |count: usize| {
        let mut done = 0;
        while done < count {
            match trainer.advance().await {
                Ok(Progress::Step) => done += 1,
                Ok(Progress::Epoch(_)) => {}
                Ok(Progress::Done) | Err(_) => return None,
            }
        }
        compute.wait().await;
        Some(())
    };
    steps(WARM_UP).await?;
    let start = platform::now_ms();
    steps(MEASURED).await?;
    Some((platform::now_ms() - start) / MEASURED as f64)
}
