//! Chooses the device of a run by measurement.

use std::rc::Rc;

use facade_data::split::Split;
#[cfg(feature = "gpu")]
use facade_nn::gpu::NoGpu;
use facade_nn::training::{Compute, Prepared, Progress, RunData, Trainer};
use facade_platform as platform;
use facade_protocol::{DeviceChoice, DeviceKind, DeviceName, DeviceReport};
use facade_spec::{Config, ModelKind};
use facade_text as text;

/// Untimed steps, in which kernels are compiled and autotuned.
const WARM_UP_STEPS: usize = 3;
/// Timed steps.
const TIMED_STEPS: usize = 5;

/// The devices of this process. The GPU is set up at most once, since Burn cannot repeat it even after a failure.
#[derive(Default)]
pub(super) struct Devices {
    #[cfg(feature = "gpu")]
    gpu: Option<Result<Compute, NoGpu>>,
}

impl Devices {
    /// Chooses the device of a run. With [`DeviceChoice::Auto`], times training steps of the run on the CPU and on a
    /// GPU. Emulated WebGPU is not timed: it uses the same cores and is many times slower.
    ///
    /// # Errors
    /// If the GPU was requested and is not available. The error says why and what to do.
    pub(super) async fn choose(
        &mut self,
        choice: DeviceChoice,
        config: &Config,
        prepared: &Rc<Prepared>,
        report_stage: impl Fn(&str),
    ) -> Result<(Compute, DeviceReport), String> {
        let cpu = Compute::cpu();
        if choice == DeviceChoice::Cpu {
            return Ok(untimed(cpu, None));
        }
        report_stage(text::gpu_looking());
        let gpu = match (self.gpu().await, choice) {
            (Ok(gpu), DeviceChoice::Gpu) => return Ok(untimed(gpu, None)),
            (Err(why), DeviceChoice::Gpu) => return Err(text::gpu_or_cpu(why)),
            (Ok(gpu), _) => gpu,
            (Err(why), _) => return Ok(untimed(cpu, Some(why))),
        };
        if gpu.name.kind == DeviceKind::SoftwareGpu {
            return Ok(untimed(cpu, Some(text::gpu_emulated(gpu.name.name))));
        }
        report_stage(text::gpu_timing());
        let mut step_times: Vec<(DeviceName, f64)> = Vec::new();
        let mut fastest: Option<(Compute, f64)> = None;
        for compute in [gpu, cpu] {
            let Some(ms) = time_steps(&compute, config, prepared).await else { continue };
            step_times.push((compute.name.clone(), ms));
            if fastest.as_ref().is_none_or(|(_, best)| ms < *best) {
                fastest = Some((compute, ms));
            }
        }
        match fastest {
            Some((compute, _)) => {
                let report = DeviceReport { chosen: compute.name.clone(), step_times, no_gpu: None };
                Ok((compute, report))
            }
            None => Err(text::gpu_no_steps().into()),
        }
    }

    /// Sets up the GPU and trains on a few houses to compile its kernels, if a run with this choice would use it.
    ///
    /// # Errors
    /// If there is no GPU. The error is a sentence.
    pub(super) async fn prepare(
        &mut self,
        choice: DeviceChoice,
        config: &Config,
        data: &RunData,
    ) -> Result<(), String> {
        if choice == DeviceChoice::Cpu {
            return Ok(());
        }
        let gpu = self.gpu().await?;
        if choice == DeviceChoice::Auto && gpu.name.kind == DeviceKind::SoftwareGpu {
            return Ok(());
        }
        // It would extract the features of all photos.
        if config.model == ModelKind::Backbone {
            return Ok(());
        }
        let config = Config { epochs: 1, ..config.clone() };
        // A full batch and a smaller one, as the last batch of an epoch.
        let train = (0..data.dataset.houses.len().min(config.batch_size.saturating_add(1))).collect();
        let split = Split { train, test: vec![0] };
        // Errors are reported by the run itself.
        let Ok(prepared) = Prepared::new(&config, data, &split, None, |_| {}).await else { return Ok(()) };
        let mut trainer = Trainer::new(&config, &Rc::new(prepared), &gpu);
        while let Ok(Progress::Step) = trainer.advance().await {}
        Ok(())
    }

    /// The device on which the backbone extracts photo features: the GPU if it was requested, or with
    /// [`DeviceChoice::Auto`] if it is not emulated; otherwise the CPU.
    pub(super) async fn for_feature_extraction(&mut self, choice: DeviceChoice) -> Compute {
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

/// A device that is used without timing.
fn untimed(compute: Compute, no_gpu: Option<String>) -> (Compute, DeviceReport) {
    let report = DeviceReport { chosen: compute.name.clone(), step_times: Vec::new(), no_gpu };
    (compute, report)
}

/// Milliseconds per training step of this run on a device; `None` if a step fails.
async fn time_steps(compute: &Compute, config: &Config, prepared: &Rc<Prepared>) -> Option<f64> {
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
    steps(WARM_UP_STEPS).await?;
    let start = platform::now_ms();
    steps(TIMED_STEPS).await?;
    Some((platform::now_ms() - start) / TIMED_STEPS as f64)
}
