//! Which of several compute workers trains which run of a series. Knows no browser: workers and runs are numbers, and the link
//! does what is said here.

use std::collections::VecDeque;

/// Workers in a row that may end before they have the houses. After that it is not chance.
const FAILED_STARTS: u32 = 3;

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Start a worker under this number and hand it the houses.
    Start(u32),
    /// Have this worker train this run.
    Give(u32, usize),
    /// End this worker: nothing is left for it.
    End(u32),
    /// Nothing until a worker answers.
    Wait,
    /// No worker can be had: these runs will not be trained.
    GiveUp(Vec<usize>),
}

#[derive(Debug)]
struct Worker {
    id: u32,
    ready: bool,
    run: Option<usize>,
}

/// The workers and the runs that wait for them.
#[derive(Debug)]
pub struct Crew {
    limit: usize,
    workers: Vec<Worker>,
    waiting: VecDeque<usize>,
    /// Runs whose first worker has ended.
    tried: Vec<usize>,
    started: u32,
    failed_starts: u32,
    /// Whether none could be started at all.
    never_started: bool,
}

impl Crew {
    /// For so many runs, with up to `limit` workers, and at least one.
    pub fn new(limit: usize, runs: usize) -> Self {
        Crew {
            limit: limit.max(1),
            workers: Vec::new(),
            waiting: (0..runs).collect(),
            tried: Vec::new(),
            started: 0,
            failed_starts: 0,
            never_started: false,
        }
    }

    /// What to do next. To be asked again until it says [`Step::Wait`].
    pub fn step(&mut self) -> Step {
        if self.failed_starts >= FAILED_STARTS {
            self.failed_starts = 0;
            // Those that live go on, and no more are started. Where none does, none will.
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
                    Step::Give(self.workers[at].id, run)
                }
                None => Step::End(self.workers.remove(at).id),
            };
        }
        let starting = self.workers.iter().filter(|w| !w.ready).count();
        if self.workers.len() < self.limit && starting < self.waiting.len() {
            self.started += 1;
            self.workers.push(Worker { id: self.started, ready: false, run: None });
            return Step::Start(self.started);
        }
        Step::Wait
    }

    /// A worker has the houses.
    pub fn ready(&mut self, id: u32) {
        self.failed_starts = 0;
        if let Some(worker) = self.workers.iter_mut().find(|w| w.id == id) {
            worker.ready = true;
        }
    }

    /// The run that a worker is at.
    pub fn run(&self, id: u32) -> Option<usize> {
        self.workers.iter().find(|w| w.id == id)?.run
    }

    /// A worker has ended its run, well or not: which.
    pub fn done(&mut self, id: u32) -> Option<usize> {
        self.workers.iter_mut().find(|w| w.id == id)?.run.take()
    }

    /// A worker has no room for the houses: no more are started than there are now. Another try may find room once those that
    /// are there have ended.
    pub fn refused(&mut self, id: u32) {
        self.workers.retain(|w| w.id != id);
        self.limit = self.workers.len();
    }

    /// A worker has ended: the run that went with it, and whether it is tried once more, by another.
    pub fn died(&mut self, id: u32) -> Option<(usize, bool)> {
        let at = self.workers.iter().position(|w| w.id == id)?;
        let worker = self.workers.remove(at);
        if !worker.ready {
            self.failed_starts += 1;
        }
        let run = worker.run?;
        // It may have ended for lack of memory: fewer at once have more.
        self.limit = self.limit.saturating_sub(1).max(1);
        let again = !self.tried.contains(&run);
        if again {
            self.tried.push(run);
            self.waiting.push_front(run);
        }
        Some((run, again))
    }

    /// Whether the houses did not fit anywhere.
    pub fn has_no_room(&self) -> bool {
        self.limit == 0 && !self.never_started
    }

    /// Whether nothing waits and nobody works.
    pub fn is_over(&self) -> bool {
        self.waiting.is_empty() && self.workers.iter().all(|w| w.run.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does what the crew says; workers start at once, and `train` tells whether one lives through a run. The runs in the order
    /// in which they were given, those that were lost, and the workers started.
    fn work(crew: &mut Crew, mut train: impl FnMut(u32, usize) -> bool) -> (Vec<usize>, Vec<usize>, u32) {
        let (mut given, mut lost, mut started) = (Vec::new(), Vec::new(), 0);
        let mut busy = VecDeque::new();
        loop {
            match crew.step() {
                Step::Start(id) => {
                    started += 1;
                    crew.ready(id);
                }
                Step::Give(id, run) => {
                    assert_eq!(crew.run(id), Some(run));
                    given.push(run);
                    busy.push_back((id, run));
                }
                Step::End(id) => assert_eq!(crew.run(id), None),
                Step::GiveUp(runs) => lost.extend(runs),
                Step::Wait => match busy.pop_front() {
                    Some((id, run)) if train(id, run) => assert_eq!(crew.done(id), Some(run)),
                    Some((id, _)) => {
                        if let Some((run, false)) = crew.died(id) {
                            lost.push(run);
                        }
                    }
                    None => return (given, lost, started),
                },
            }
        }
    }

    #[test]
    fn every_run_is_trained_once_by_no_more_workers_than_allowed() {
        for (limit, runs, workers) in [(1, 5, 1), (2, 5, 2), (8, 3, 3), (0, 2, 1)] {
            let mut crew = Crew::new(limit, runs);
            let (given, lost, started) = work(&mut crew, |_, _| true);
            assert_eq!((given, lost, started), ((0..runs).collect(), vec![], workers));
            assert!(crew.is_over() && crew.workers.is_empty(), "idle workers are ended");
        }
    }

    #[test]
    fn a_run_whose_worker_ends_is_tried_once_more_and_the_others_go_on() {
        let mut once = false;
        let (given, lost, _) =
            work(&mut Crew::new(2, 4), |_, run| run != 1 || std::mem::replace(&mut once, true));
        assert_eq!((given, lost), (vec![0, 1, 2, 1, 3], vec![]));

        let (given, lost, _) = work(&mut Crew::new(2, 4), |_, run| run != 1);
        assert_eq!((given, lost), (vec![0, 1, 2, 1, 3], vec![1]));
    }

    #[test]
    fn workers_that_never_start_are_given_up() {
        let mut crew = Crew::new(1, 2);
        for id in 1..=FAILED_STARTS {
            assert_eq!(crew.step(), Step::Start(id));
            assert_eq!(crew.died(id), None);
        }
        assert_eq!(crew.step(), Step::GiveUp(vec![0, 1]));
        assert_eq!(crew.step(), Step::Wait);
        assert!(crew.is_over());
    }

    #[test]
    fn workers_that_never_start_are_no_loss_while_others_live() {
        let mut crew = Crew::new(4, 9);
        assert_eq!(
            (1..=4).map(|_| crew.step()).collect::<Vec<_>>(),
            (1..=4).map(Step::Start).collect::<Vec<_>>()
        );
        crew.ready(1);
        assert_eq!(crew.step(), Step::Give(1, 0));
        for id in 2..=4 {
            assert_eq!(crew.died(id), None);
        }
        assert_eq!(crew.step(), Step::Wait, "nothing is given up, and nobody else is tried");
        for run in 0..9 {
            assert_eq!(crew.done(1), Some(run));
            assert_eq!(crew.step(), if run < 8 { Step::Give(1, run + 1) } else { Step::End(1) });
        }
        assert!(crew.is_over());
    }

    #[test]
    fn where_the_houses_do_not_fit_again_those_that_have_them_go_on() {
        let mut crew = Crew::new(2, 3);
        assert_eq!((crew.step(), crew.step()), (Step::Start(1), Step::Start(2)));
        crew.ready(1);
        crew.refused(2);
        assert_eq!((crew.step(), crew.step()), (Step::Give(1, 0), Step::Wait));
        crew.done(1);
        assert_eq!(crew.step(), Step::Give(1, 1));

        let mut alone = Crew::new(2, 3);
        assert_eq!(alone.step(), Step::Start(1));
        alone.refused(1);
        assert_eq!(alone.step(), Step::GiveUp(vec![0, 1, 2]));
    }
}
