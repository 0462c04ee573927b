//! Which worker reads what next. Workers are numbers here; [`Step`] says what the caller does.

use std::collections::VecDeque;

/// Few enough for a smooth progress bar and an even load, enough to hide the round trip.
const HOUSES_PER_JOB: usize = 4;

/// Jobs after which a worker is replaced. The files that it was sent (some kilobytes each in Chromium) are freed
/// only with it, since they lie outside the heap that a garbage collector watches. For 40,000 photos they took 140
/// MB.
const JOBS_PER_WORKER: usize = 250;

/// Consecutive workers that may crash before they are ready. After that it is not chance.
const MAX_FAILED_STARTS: u32 = 3;

/// A job for one worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// List the archive at this position.
    List(usize),
    /// Preview the table at this index, or the one that is the price list.
    Table(Option<usize>),
    /// Pair photos with the rows of the table.
    Pair,
    /// Find the houses of a folder without a table.
    PhotoHouses,
    /// Read photos of the example houses.
    Thumbnails,
    /// Read the houses of a table.
    Open,
    /// Draw the sample.
    Sample,
    /// Compare all houses.
    Compare,
    /// Tile the houses at these indices of the listing.
    Tile(Vec<usize>),
    /// Tile the home of this request.
    Home(u32),
    /// Tile the home of this request, one of a list.
    ListedHome(u32),
    /// List the archive at this position among the files of many homes, for this request.
    HomeArchive(u32, usize),
    /// Read the tables of a list of homes, for this request.
    HomeTables(u32),
    /// Read the photos of this request out of archives, to show them.
    Unpack(u32),
    /// Let the pretrained network look at the photos of this request.
    Look(u32),
}

impl Job {
    /// The kind of worker that it is for.
    pub fn kind(&self) -> WorkerKind {
        match self {
            Job::List(_)
            | Job::Table(_)
            | Job::Pair
            | Job::PhotoHouses
            | Job::Open
            | Job::HomeArchive(..)
            | Job::HomeTables(_) => WorkerKind::Tables,
            Job::Thumbnails
            | Job::Sample
            | Job::Compare
            | Job::Tile(_)
            | Job::Home(_)
            | Job::ListedHome(_)
            | Job::Look(_)
            | Job::Unpack(_) => WorkerKind::Decode,
        }
    }

    fn is_home(&self) -> bool {
        matches!(
            self,
            Job::Home(_)
                | Job::ListedHome(_)
                | Job::HomeArchive(..)
                | Job::HomeTables(_)
                | Job::Look(_)
                | Job::Unpack(_)
        )
    }
}

/// The kinds of workers that read files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerKind {
    /// Lists archives, reads tables and pairs photos.
    Tables,
    /// Reads photos.
    Decode,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Start a worker with this number.
    Start(u32),
    Assign(u32, Job),
    /// Stop this worker, which has done enough jobs.
    Stop(u32),
    /// Nothing until a worker answers.
    Wait,
    /// Workers cannot be started: these jobs will not be done.
    GiveUp(Vec<Job>),
}

#[derive(Debug)]
struct Member {
    id: u32,
    ready: bool,
    jobs_done: usize,
    job: Option<Job>,
}

/// The workers of one kind.
#[derive(Debug)]
pub struct WorkerPool {
    limit: usize,
    workers: Vec<Member>,
    waiting: VecDeque<Job>,
    started: u32,
    failed_starts: u32,
}

impl WorkerPool {
    /// Starts up to `limit` workers, and at least one.
    pub fn new(limit: usize) -> Self {
        WorkerPool {
            limit: limit.max(1),
            workers: Vec::new(),
            waiting: VecDeque::new(),
            started: 0,
            failed_starts: 0,
        }
    }

    /// A single home goes first, since the visitor waits for its price. Listed homes go in order, before all other
    /// jobs.
    pub fn push(&mut self, job: Job) {
        let at = match job {
            Job::Home(_) | Job::Look(_) | Job::Unpack(_) => 0,
            Job::ListedHome(_) | Job::HomeArchive(..) | Job::HomeTables(_) => {
                self.waiting.iter().take_while(|job| job.is_home()).count()
            }
            _ => self.waiting.len(),
        };
        self.waiting.insert(at, job);
    }

    /// Tiles this many houses.
    pub fn push_houses(&mut self, houses: usize) {
        let positions: Vec<usize> = (0..houses).collect();
        self.waiting.extend(positions.chunks(HOUSES_PER_JOB).map(|chunk| Job::Tile(chunk.to_vec())));
    }

    /// Call this until it returns [`Step::Wait`].
    pub fn next_step(&mut self) -> Step {
        if self.failed_starts >= MAX_FAILED_STARTS {
            // The next job may succeed: the network may be back.
            self.failed_starts = 0;
            return Step::GiveUp(self.waiting.drain(..).collect());
        }
        if let Some(position) = self.workers.iter().position(|d| d.ready && d.job.is_none()) {
            let Some(job) = self.waiting.pop_front() else { return Step::Wait };
            let idle = &mut self.workers[position];
            if idle.jobs_done >= JOBS_PER_WORKER {
                self.waiting.push_front(job);
                return Step::Stop(self.workers.remove(position).id);
            }
            idle.jobs_done += 1;
            idle.job = Some(job.clone());
            return Step::Assign(idle.id, job);
        }
        let starting = self.workers.iter().filter(|d| !d.ready).count();
        if self.workers.len() < self.limit && starting < self.waiting.len() {
            self.started += 1;
            self.workers.push(Member { id: self.started, ready: false, jobs_done: 0, job: None });
            return Step::Start(self.started);
        }
        Step::Wait
    }

    pub fn worker_ready(&mut self, id: u32) {
        self.failed_starts = 0;
        if let Some(worker) = self.workers.iter_mut().find(|d| d.id == id) {
            worker.ready = true;
        }
    }

    /// The worker has answered: returns its job. `None` for a worker that was stopped.
    pub fn job_done(&mut self, id: u32) -> Option<Job> {
        self.workers.iter_mut().find(|d| d.id == id)?.job.take()
    }

    /// The worker has crashed: returns its job. If that had several houses, each is retried alone, so that only the
    /// one that crashes workers is lost.
    pub fn worker_died(&mut self, id: u32) -> Option<Job> {
        let position = self.workers.iter().position(|d| d.id == id)?;
        let worker = self.workers.remove(position);
        if !worker.ready {
            self.failed_starts += 1;
        }
        match worker.job {
            Some(Job::Tile(houses)) if houses.len() > 1 => {
                for house in houses.into_iter().rev() {
                    self.waiting.push_front(Job::Tile(vec![house]));
                }
                None
            }
            job => job,
        }
    }

    /// Cancels everything except homes. Returns the workers to stop at once; their answers are
    /// ignored.
    pub fn cancel(&mut self) -> Vec<u32> {
        self.waiting.retain(Job::is_home);
        self.remove(|worker| worker.job.as_ref().is_some_and(|job| !job.is_home()))
    }

    /// All idle workers, to be stopped once everything is read: a module frees memory only by ending. Another starts
    /// in a moment if a home has to be tiled.
    pub fn retire_idle(&mut self) -> Vec<u32> {
        self.remove(|worker| worker.job.is_none())
    }

    fn remove(&mut self, mut which: impl FnMut(&Member) -> bool) -> Vec<u32> {
        let (removed, kept) = self.workers.drain(..).partition(|worker| which(worker));
        self.workers = kept;
        let removed: Vec<Member> = removed;
        removed.into_iter().map(|worker| worker.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replaces all jobs except homes by this one.
    fn replace(pool: &mut WorkerPool, job: Job) -> Vec<u32> {
        let stopped = pool.cancel();
        pool.push(job);
        stopped
    }

    /// A pool with this many workers, started and idle.
    fn pool(workers: u32) -> WorkerPool {
        let mut pool = WorkerPool::new(workers as usize);
        pool.push_houses(100);
        for id in 1..=workers {
            assert_eq!(pool.next_step(), Step::Start(id));
        }
        assert_eq!(pool.next_step(), Step::Wait);
        pool.cancel();
        for id in 1..=workers {
            pool.worker_ready(id);
        }
        pool
    }

    #[test]
    fn every_house_is_assigned_once_and_workers_start_as_needed() {
        let mut pool = WorkerPool::new(8);
        pool.push_houses(10);
        let mut assigned = Vec::new();
        let mut started = 0;
        loop {
            match pool.next_step() {
                Step::Start(id) => {
                    started += 1;
                    pool.worker_ready(id);
                }
                Step::Assign(id, Job::Tile(houses)) => {
                    assert!(houses.len() <= HOUSES_PER_JOB);
                    assigned.extend(houses.clone());
                    // This worker answers at once, so no other is needed.
                    assert_eq!(pool.job_done(id), Some(Job::Tile(houses)));
                }
                Step::Wait => break,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(assigned, (0..10).collect::<Vec<_>>());
        assert_eq!(started, 1);
    }

    #[test]
    fn no_more_workers_than_jobs_and_than_the_limit() {
        let mut few = WorkerPool::new(8);
        few.push(Job::Open);
        assert_eq!((few.next_step(), few.next_step()), (Step::Start(1), Step::Wait));
        let mut none = WorkerPool::new(0);
        none.push_houses(100);
        assert_eq!((none.next_step(), none.next_step()), (Step::Start(1), Step::Wait));
    }

    #[test]
    fn a_home_goes_first_and_survives_a_cancel() {
        let mut pool = pool(2);
        pool.push_houses(8);
        pool.push(Job::Home(7));
        assert_eq!(pool.next_step(), Step::Assign(1, Job::Home(7)));
        assert_eq!(pool.next_step(), Step::Assign(2, Job::Tile(vec![0, 1, 2, 3])));
        assert_eq!(pool.cancel(), [2]);
        assert_eq!(pool.job_done(2), None, "an answer from before is of no use");
        assert_eq!(pool.job_done(1), Some(Job::Home(7)));
        assert_eq!(pool.next_step(), Step::Wait, "the houses are forgotten");
    }

    #[test]
    fn listed_homes_go_in_order_after_a_single_home() {
        let mut pool = pool(1);
        pool.push_houses(8);
        for home in [3, 4, 5] {
            pool.push(Job::ListedHome(home));
        }
        pool.push(Job::Home(9));
        let homes = [Job::Home(9), Job::ListedHome(3), Job::ListedHome(4), Job::ListedHome(5)];
        for home in homes {
            assert_eq!(pool.next_step(), Step::Assign(1, home.clone()));
            assert_eq!(pool.job_done(1), Some(home));
        }
        assert_eq!(pool.next_step(), Step::Assign(1, Job::Tile(vec![0, 1, 2, 3])));
    }

    #[test]
    fn the_answer_to_a_replaced_job_is_ignored() {
        let mut pool = pool(2);
        // One table is chosen twice, and then read.
        pool.push(Job::Table(Some(1)));
        assert_eq!(pool.next_step(), Step::Assign(1, Job::Table(Some(1))));
        assert_eq!(replace(&mut pool, Job::Table(Some(1))), [1]);
        assert_eq!(pool.next_step(), Step::Assign(2, Job::Table(Some(1))));
        assert_eq!(replace(&mut pool, Job::Open), [2]);
        assert_eq!((pool.job_done(1), pool.job_done(2)), (None, None));
        // A stopped worker loses no job.
        assert_eq!((pool.worker_died(1), pool.worker_died(2)), (None, None));
        assert_eq!(pool.next_step(), Step::Start(3));
        pool.worker_ready(3);
        assert_eq!(pool.next_step(), Step::Assign(3, Job::Open));
        // Waiting jobs are replaced, too; a home stays.
        pool.push(Job::Home(7));
        pool.push(Job::Table(Some(2)));
        assert_eq!(replace(&mut pool, Job::Table(Some(0))), [3]);
        assert_eq!(pool.next_step(), Step::Start(4));
        pool.worker_ready(4);
        assert_eq!(pool.next_step(), Step::Assign(4, Job::Home(7)));
        assert_eq!(pool.next_step(), Step::Start(5));
        pool.worker_ready(5);
        assert_eq!(pool.next_step(), Step::Assign(5, Job::Table(Some(0))));
    }

    #[test]
    fn only_the_house_that_crashes_a_worker_is_lost() {
        let mut pool = pool(1);
        pool.push_houses(5);
        assert_eq!(pool.next_step(), Step::Assign(1, Job::Tile(vec![0, 1, 2, 3])));
        assert_eq!(pool.worker_died(1), None);
        let (mut lost, mut tiled) = (Vec::new(), Vec::new());
        loop {
            match pool.next_step() {
                Step::Start(id) => pool.worker_ready(id),
                Step::Assign(id, Job::Tile(houses)) if houses.contains(&2) => {
                    lost.extend(pool.worker_died(id))
                }
                Step::Assign(id, _) => tiled.extend(pool.job_done(id)),
                Step::Wait => break,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(lost, [Job::Tile(vec![2])]);
        let tiled: Vec<usize> = tiled
            .into_iter()
            .flat_map(|job| match job {
                Job::Tile(houses) => houses,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(tiled, [0, 1, 3, 4]);
    }

    #[test]
    fn workers_that_never_start_are_given_up_and_retried_later() {
        let mut pool = WorkerPool::new(1);
        pool.push(Job::Open);
        for id in 1..=MAX_FAILED_STARTS {
            assert_eq!(pool.next_step(), Step::Start(id));
            assert_eq!(pool.worker_died(id), None);
        }
        assert_eq!(pool.next_step(), Step::GiveUp(vec![Job::Open]));
        assert_eq!(pool.next_step(), Step::Wait);
        pool.push(Job::Sample);
        assert_eq!(pool.next_step(), Step::Start(MAX_FAILED_STARTS + 1));
    }

    #[test]
    fn a_worker_is_replaced_after_its_jobs() {
        let mut pool = pool(1);
        pool.push_houses(HOUSES_PER_JOB * (JOBS_PER_WORKER + 1));
        for _ in 0..JOBS_PER_WORKER {
            let Step::Assign(id, job) = pool.next_step() else { panic!("no job") };
            assert_eq!(pool.job_done(id), Some(job));
        }
        assert_eq!(pool.next_step(), Step::Stop(1));
        assert_eq!(pool.next_step(), Step::Start(2));
        pool.worker_ready(2);
        let last = (HOUSES_PER_JOB * JOBS_PER_WORKER..HOUSES_PER_JOB * (JOBS_PER_WORKER + 1)).collect();
        assert_eq!(pool.next_step(), Step::Assign(2, Job::Tile(last)));
    }

    #[test]
    fn idle_workers_end_when_everything_is_read() {
        let mut pool = pool(3);
        pool.push(Job::Home(1));
        assert_eq!(pool.next_step(), Step::Assign(1, Job::Home(1)));
        assert_eq!(pool.retire_idle(), [2, 3]);
        assert_eq!(pool.retire_idle(), Vec::<u32>::new());
        assert_eq!(pool.job_done(1), Some(Job::Home(1)));
    }
}
