//! The form of a series, the workers that it gets, and the sentence that says so.

use super::series_results::MAX_RUNS;
use facade_data::{feature_bytes, montage_bytes};
use facade_protocol::DeviceChoice;
use facade_spec::Config;
use facade_spec::repeats::RepeatAxis;
use facade_text as text;
use facade_text::format::count;

/// Memory that all workers together may take.
const MAX_TOTAL_BYTES: usize = 2 << 30;
/// Memory of a worker without data.
const WORKER_BYTES: usize = 64 << 20;
/// Each byte of the images is also held as a float of four bytes, which the training uses.
const BYTES_PER_IMAGE_BYTE: usize = 5;
/// Each parameter has a gradient, two moments and an earlier state.
const BYTES_PER_PARAMETER: usize = 32;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatForm {
    /// What differs between the runs.
    pub axis: RepeatAxis,
    /// Number of runs, as typed.
    pub count_text: String,
}

impl Default for RepeatForm {
    fn default() -> Self {
        RepeatForm { axis: RepeatAxis::Seeds, count_text: "5".to_owned() }
    }
}

impl RepeatForm {
    /// Prepares a cross-validation.
    pub fn cross_validate(&mut self) {
        *self = RepeatForm { axis: RepeatAxis::Folds, ..RepeatForm::default() };
    }

    /// `houses` is the number of training houses.
    ///
    /// # Errors
    /// A sentence for the visitor.
    pub fn run_count(&self, houses: usize) -> Result<usize, String> {
        let typed = self.count_text.trim();
        let folds = self.axis == RepeatAxis::Folds;
        let what = if folds { "folds" } else { "runs" };
        let most = match self.axis {
            RepeatAxis::Folds => MAX_RUNS.min(houses),
            // Each run has half of the houses of the next, and the first at least two.
            RepeatAxis::Sizes => (houses.max(4).ilog2() as usize).min(MAX_RUNS),
            RepeatAxis::Seeds | RepeatAxis::Splits => MAX_RUNS,
        };
        match typed.parse() {
            Ok(folds_asked) if folds && folds_asked > houses => {
                Err(text::t!(repeat_too_many_folds, folds = count(folds_asked), houses))
            }
            Ok(runs) if (2..=most).contains(&runs) => Ok(runs),
            _ => Err(text::t!(
                repeat_unreadable,
                what,
                text = typed,
                most = count(most),
                example = 5.min(most)
            )),
        }
    }
}

/// Memory that a worker needs to train such a network on so many houses with tiles of this size.
pub fn worker_bytes(config: &Config, houses: usize, tile: usize) -> usize {
    let of_house = if config.model.is_pretrained() {
        feature_bytes(config.photos).saturating_add(size_of::<f32>().saturating_mul(config.features()))
    } else {
        BYTES_PER_IMAGE_BYTE.saturating_mul(montage_bytes(tile, config.photos))
    };
    // A frozen backbone takes memory, too.
    let values = config.parameters(0).max(config.frozen_values());
    let parameters = BYTES_PER_PARAMETER.saturating_mul(values);
    // A browser counts sizes with 32 bits.
    houses.saturating_mul(of_house).saturating_add(WORKER_BYTES).saturating_add(parameters)
}

/// The number of workers, each of which needs `bytes`, and their device. Several workers would only take turns on one
/// GPU, so they use the CPU; if the visitor chose the GPU, one works there.
pub fn plan_workers(cores: usize, runs: usize, device: DeviceChoice, bytes: usize) -> (usize, DeviceChoice) {
    if device == DeviceChoice::Gpu {
        return (1, device);
    }
    let room = (MAX_TOTAL_BYTES / bytes.max(1)).max(1);
    match cores.min(runs).min(room) {
        0 | 1 => (1, device),
        several => (several, DeviceChoice::Cpu),
    }
}

/// What a series with these settings does, and where, in two sentences. `gpu` says whether there may be a GPU.
pub fn plan_text(
    axis: RepeatAxis,
    runs: usize,
    config: &Config,
    (workers, device): (usize, DeviceChoice),
    gpu: bool,
) -> String {
    let last = |first: u64| first.wrapping_add(runs as u64 - 1);
    let (seed, split) = (config.seed, config.split_seed.into());
    let what = match axis {
        RepeatAxis::Seeds => text::t!(repeat_plan_seeds, first = seed, last = last(seed)),
        RepeatAxis::Splits => text::t!(repeat_plan_splits, first = split, last = last(split)),
        RepeatAxis::Folds => text::repeat_plan_folds(count(runs)),
        RepeatAxis::Sizes => text::repeat_plan_sizes(count(runs)),
    };
    let how = match (workers, device) {
        (1, DeviceChoice::Gpu) => text::repeat_plan_one_gpu().to_owned(),
        (1, _) => text::repeat_plan_one().to_owned(),
        _ if !gpu => text::repeat_plan_several(count(workers)),
        _ => text::repeat_plan_several_gpu(count(workers)),
    };
    format!("{what} {how}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_spec::ModelKind;

    fn run_count(axis: RepeatAxis, text: &str) -> Result<usize, String> {
        RepeatForm { axis, count_text: text.to_owned() }.run_count(180)
    }

    #[test]
    fn an_invalid_number_of_runs_or_folds_is_reported() {
        assert_eq!(run_count(RepeatAxis::Seeds, " 5 "), Ok(5));
        assert_eq!(run_count(RepeatAxis::Folds, "100"), Ok(100));
        assert_eq!(
            run_count(RepeatAxis::Folds, "500").unwrap_err(),
            "There are 500 folds but only 180 training houses. Choose fewer folds than houses."
        );
        assert_eq!(
            run_count(RepeatAxis::Folds, "1").unwrap_err(),
            "The number of folds is “1”. Enter a whole number from 2 to 100, such as 5."
        );
        for bad in ["", "0", "1", "2.5", "-3", "many", "101", "99999999999999999999"] {
            assert!(
                run_count(RepeatAxis::Seeds, bad).unwrap_err().contains("The number of runs is"),
                "{bad}"
            );
        }
        let few = RepeatForm { axis: RepeatAxis::Folds, count_text: "x".into() }.run_count(3).unwrap_err();
        assert!(few.ends_with("from 2 to 3, such as 3."), "{few}");
    }

    #[test]
    fn several_workers_use_the_cpu_and_no_more_than_memory_allows() {
        use DeviceChoice::{Auto, Cpu, Gpu};
        // A montage of four tiles of 16 pixels has 3 KiB.
        let bytes = |image_bytes: usize| worker_bytes(&Config::default(), image_bytes / (3 << 10), 16);
        assert_eq!(plan_workers(8, 5, Auto, bytes(1 << 20)), (5, Cpu));
        assert_eq!(plan_workers(2, 5, Cpu, bytes(1 << 20)), (2, Cpu));
        assert_eq!(
            plan_workers(1, 5, Auto, bytes(1 << 20)),
            (1, Auto),
            "a single worker may use the faster device"
        );
        assert_eq!(plan_workers(8, 5, Gpu, bytes(1 << 20)), (1, Gpu));
        assert_eq!(plan_workers(8, 8, Auto, bytes(123 << 20)), (3, Cpu));
        assert_eq!(plan_workers(8, 8, Cpu, bytes(3 << 30)), (1, Cpu));
        let backbone = Config::recipe(ModelKind::Backbone);
        assert_eq!(plan_workers(8, 8, Auto, worker_bytes(&backbone, 341, 16)), (4, Cpu));
    }
}
