//! Which compute worker trains which run of a series. Workers and runs are numbers here; [`Step`] says what the
//! caller does.

use std::collections::VecDeque;

/// Consecutive workers that may crash before they have the houses. After that it is not chance.
const MAX_FAILED_STARTS: u32 = 3;

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Start a worker with this number and send it the houses.
    Start(u32),
    /// Have this worker train this run.
    Assign(u32, usize),
    /// Stop this worker: no run is left for it.
    Stop(u32),
    /// Nothing until a worker answers.
    Wait,
    /// No worker can be started: these runs will not be trained.
    GiveUp(Vec<usize>),
}

#[derive(Debug)]
struct WorkerState {
    id: u32,
    ready: bool,
    run: Option<usize>,
}

#[derive(Debug)]
pub struct RunScheduler {
    limit: usize,
    workers: Vec<WorkerState>,
    waiting: VecDeque<usize>,
    /// Runs whose first worker has crashed.
    retried: Vec<usize>,
    started: u32,
    failed_starts: u32,
    /// Whether no worker could be started at all.
    never_started: bool,
}

impl RunScheduler {
    /// Starts up to `limit` workers, and at least one.
    pub fn new(limit: usize, runs: usize) -> Self {
        RunScheduler {
            limit: limit.max(1),
            workers: Vec::new(),
            waiting: (0..runs).collect(),
            retried: Vec::new(),
            started: 0,
            failed_starts: 0,
            never_started: false,
        }
    }

    /// Call this until it returns [`Step::Wait`].
    pub fn next_step(&mut self) -> Step {
        if self.failed_starts >= MAX_FAILED_STARTS {
            self.failed_starts = 0;
            // Running workers continue, and no more are started. If there are none, there will be none.
            self.limit = self.workers.len();
            self.never_started = self.limit == 0;
        }
        if self.limit == 0 {
            let waiting: Vec<usize> = self.waiting.drain(..).collect();
            return if waiting.is_empty() { Step::Wait } else { Step::GiveUp(waiting) };
        }
        if let Some(at) = self.workers.iter().position(|w| w.ready && w.run.is_none()) {
            return match self.waiting.pop_front() {
                Some(run) => {
                    self.workers[at].run = Some(run);
                    Step::Assign(self.workers[at].id, run)
                }
                None => Step::Stop(self.workers.remove(at).id),
            };
        }
        let starting = self.workers.iter().filter(|w| !w.ready).count();
        if self.workers.len() < self.limit && starting < self.waiting.len() {
            self.started += 1;
            self.workers.push(WorkerState { id: self.started, ready: false, run: None });
            return Step::Start(self.started);
        }
        Step::Wait
    }

    /// The worker has the houses.
    pub fn worker_ready(&mut self, id: u32) {
        self.failed_starts = 0;
        if let Some(worker) = self.workers.iter_mut().find(|w| w.id == id) {
            worker.ready = true;
        }
    }

    pub fn run_of(&self, id: u32) -> Option<usize> {
        self.workers.iter().find(|w| w.id == id)?.run
    }

    /// The worker has ended its run, with or without a result: returns the run.
    pub fn run_ended(&mut self, id: u32) -> Option<usize> {
        self.workers.iter_mut().find(|w| w.id == id)?.run.take()
    }

    /// The worker has no memory for the houses: the limit becomes the current number of workers. A later series may
    /// have room once those have ended.
    pub fn worker_refused(&mut self, id: u32) {
        self.workers.retain(|w| w.id != id);
        self.limit = self.workers.len();
    }

    /// The worker has crashed: returns its run, and whether another worker retries it.
    pub fn worker_died(&mut self, id: u32) -> Option<(usize, bool)> {
        let at = self.workers.iter().position(|w| w.id == id)?;
        let worker = self.workers.remove(at);
        if !worker.ready {
            self.failed_starts += 1;
        }
        let run = worker.run?;
        // It may have run out of memory: fewer workers have more each.
        self.limit = self.limit.saturating_sub(1).max(1);
        let again = !self.retried.contains(&run);
        if again {
            self.retried.push(run);
            self.waiting.push_front(run);
        }
        Some((run, again))
    }

    /// Whether no worker had memory for the houses.
    pub fn is_out_of_memory(&self) -> bool {
        self.limit == 0 && !self.never_started
    }

    /// Whether no run waits or is trained.
    pub fn is_finished(&self) -> bool {
        self.waiting.is_empty() && self.workers.iter().all(|w| w.run.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does what the scheduler says. Workers start at once; `train` returns whether a worker survives its run. Returns the runs in
    /// the order in which they were assigned, the lost runs, and the number of workers started.
    fn run_all(
        scheduler: &mut RunScheduler,
        mut train: impl FnMut(u32, usize) -> bool,
    ) -> (Vec<usize>, Vec<usize>, u32) {
        let (mut assigned, mut lost, mut started) = (Vec::new(), Vec::new(), 0);
        let mut busy = VecDeque::new();
        loop {
            match scheduler.next_step() {
                Step::Start(id) => {
                    started += 1;
                    scheduler.worker_ready(id);
                }
                Step::Assign(id, run) => {
                    assert_eq!(scheduler.run_of(id), Some(run));
                    assigned.push(run);
                    busy.push_back((id, run));
                }
                Step::Stop(id) => assert_eq!(scheduler.run_of(id), None),
                Step::GiveUp(runs) => lost.extend(runs),
                Step::Wait => match busy.pop_front() {
                    Some((id, run)) if train(id, run) => assert_eq!(scheduler.run_ended(id), Some(run)),
                    Some((id, _)) => {
                        if let Some((run, false)) = scheduler.worker_died(id) {
                            lost.push(run);
                        }
                    }
                    None => return (assigned, lost, started),
                },
            }
        }
    }

    #[test]
    fn every_run_is_trained_once_within_the_worker_limit() {
        for (limit, runs, workers) in [(1, 5, 1), (2, 5, 2), (8, 3, 3), (0, 2, 1)] {
            let mut scheduler = RunScheduler::new(limit, runs);
            let (assigned, lost, started) = run_all(&mut scheduler, |_, _| true);
            assert_eq!((assigned, lost, started), ((0..runs).collect(), vec![], workers));
            assert!(scheduler.is_finished() && scheduler.workers.is_empty(), "idle workers are ended");
        }
    }

    #[test]
    fn a_run_whose_worker_crashes_is_retried_once() {
        let mut once = false;
        let (assigned, lost, _) =
            run_all(&mut RunScheduler::new(2, 4), |_, run| run != 1 || std::mem::replace(&mut once, true));
        assert_eq!((assigned, lost), (vec![0, 1, 2, 1, 3], vec![]));

        let (assigned, lost, _) = run_all(&mut RunScheduler::new(2, 4), |_, run| run != 1);
        assert_eq!((assigned, lost), (vec![0, 1, 2, 1, 3], vec![1]));
    }

    #[test]
    fn workers_that_never_start_are_given_up() {
        let mut scheduler = RunScheduler::new(1, 2);
        for id in 1..=MAX_FAILED_STARTS {
            assert_eq!(scheduler.next_step(), Step::Start(id));
            assert_eq!(scheduler.worker_died(id), None);
        }
        assert_eq!(scheduler.next_step(), Step::GiveUp(vec![0, 1]));
        assert_eq!(scheduler.next_step(), Step::Wait);
        assert!(scheduler.is_finished());
    }

    #[test]
    fn failed_starts_lose_no_run_while_other_workers_live() {
        let mut scheduler = RunScheduler::new(4, 9);
        assert_eq!(
            (1..=4).map(|_| scheduler.next_step()).collect::<Vec<_>>(),
            (1..=4).map(Step::Start).collect::<Vec<_>>()
        );
        scheduler.worker_ready(1);
        assert_eq!(scheduler.next_step(), Step::Assign(1, 0));
        for id in 2..=4 {
            assert_eq!(scheduler.worker_died(id), None);
        }
        assert_eq!(scheduler.next_step(), Step::Wait, "nothing is assigned up, and nobody else is retried");
        for run in 0..9 {
            assert_eq!(scheduler.run_ended(1), Some(run));
            assert_eq!(scheduler.next_step(), if run < 8 { Step::Assign(1, run + 1) } else { Step::Stop(1) });
        }
        assert!(scheduler.is_finished());
    }

    #[test]
    fn workers_that_have_the_houses_continue_if_another_has_no_memory() {
        let mut scheduler = RunScheduler::new(2, 3);
        assert_eq!((scheduler.next_step(), scheduler.next_step()), (Step::Start(1), Step::Start(2)));
        scheduler.worker_ready(1);
        scheduler.worker_refused(2);
        assert_eq!((scheduler.next_step(), scheduler.next_step()), (Step::Assign(1, 0), Step::Wait));
        scheduler.run_ended(1);
        assert_eq!(scheduler.next_step(), Step::Assign(1, 1));

        let mut alone = RunScheduler::new(2, 3);
        assert_eq!(alone.next_step(), Step::Start(1));
        alone.worker_refused(1);
        assert_eq!(alone.next_step(), Step::GiveUp(vec![0, 1, 2]));
    }
}
