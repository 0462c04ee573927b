//! Which decoder does what next. Knows no browser: decoders are numbers, and the link does what is said here.

use std::collections::VecDeque;

/// Houses a decoder is given at a time: few enough for a smooth progress bar and an even load, enough to hide the way
/// there and back.
const CHUNK: usize = 4;

/// Jobs after which a decoder makes room for a fresh one. The files that it was handed (some kilobytes each in Chromium) go
/// only with it: no collector comes for what lies outside its heap. Of 40,000 photos they were 140 MB.
const SERVES: usize = 250;

/// Decoders in a row that may end before they are ready. After that it is not chance.
const FAILED_STARTS: u32 = 3;

/// Something for one decoder to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// List an archive.
    List,
    /// Look at the columns of the table at this position.
    Table(usize),
    /// Read the houses of a table.
    Open,
    /// Draw the sample.
    Sample,
    /// Compare all houses.
    Compare,
    /// Tile the houses at these positions of the listing.
    Tile(Vec<usize>),
    /// Tile the home of this number.
    Home(u32),
    /// Tile the home of this number, one of many.
    ListedHome(u32),
}

impl Job {
    fn is_home(&self) -> bool {
        matches!(self, Job::Home(_) | Job::ListedHome(_))
    }
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Start a decoder and give it this number.
    Start(u32),
    /// Hand this decoder this job.
    Give(u32, Job),
    /// End this decoder, which has served for long enough.
    End(u32),
    /// Nothing until a decoder answers.
    Wait,
    /// Decoders cannot be started: these jobs will not be done.
    GiveUp(Vec<Job>),
}

#[derive(Debug)]
struct Decoder {
    id: u32,
    ready: bool,
    served: usize,
    job: Option<Job>,
}

/// The decoders and what waits for them.
#[derive(Debug)]
pub struct Pool {
    limit: usize,
    decoders: Vec<Decoder>,
    waiting: VecDeque<Job>,
    started: u32,
    failed_starts: u32,
}

impl Pool {
    /// A pool that will start up to `limit` decoders, and at least one.
    pub fn new(limit: usize) -> Self {
        Pool {
            limit: limit.max(1),
            decoders: Vec::new(),
            waiting: VecDeque::new(),
            started: 0,
            failed_starts: 0,
        }
    }

    /// Adds a job. A home goes before everything else: someone is waiting for its price. Many homes go in their order, before
    /// all that are no homes.
    pub fn push(&mut self, job: Job) {
        let at = match job {
            Job::Home(_) => 0,
            Job::ListedHome(_) => self.waiting.iter().take_while(|job| job.is_home()).count(),
            _ => self.waiting.len(),
        };
        self.waiting.insert(at, job);
    }

    /// Adds a job that takes the place of all but homes: the decoders to end at once. Nobody hears what they would answer.
    pub fn replace(&mut self, job: Job) -> Vec<u32> {
        let gone = self.cancel();
        self.push(job);
        gone
    }

    /// Adds the tiling of `houses` houses, in chunks.
    pub fn push_houses(&mut self, houses: usize) {
        let positions: Vec<usize> = (0..houses).collect();
        self.waiting.extend(positions.chunks(CHUNK).map(|chunk| Job::Tile(chunk.to_vec())));
    }

    /// What to do next. To be asked again until it says [`Step::Wait`].
    pub fn step(&mut self) -> Step {
        if self.failed_starts >= FAILED_STARTS {
            // The next job may try again: the network may be back.
            self.failed_starts = 0;
            return Step::GiveUp(self.waiting.drain(..).collect());
        }
        if let Some(position) = self.decoders.iter().position(|d| d.ready && d.job.is_none()) {
            let Some(job) = self.waiting.pop_front() else { return Step::Wait };
            let idle = &mut self.decoders[position];
            if idle.served >= SERVES {
                self.waiting.push_front(job);
                return Step::End(self.decoders.remove(position).id);
            }
            idle.served += 1;
            idle.job = Some(job.clone());
            return Step::Give(idle.id, job);
        }
        let starting = self.decoders.iter().filter(|d| !d.ready).count();
        if self.decoders.len() < self.limit && starting < self.waiting.len() {
            self.started += 1;
            self.decoders.push(Decoder { id: self.started, ready: false, served: 0, job: None });
            return Step::Start(self.started);
        }
        Step::Wait
    }

    /// A decoder has started.
    pub fn ready(&mut self, id: u32) {
        self.failed_starts = 0;
        if let Some(decoder) = self.decoders.iter_mut().find(|d| d.id == id) {
            decoder.ready = true;
        }
    }

    /// A decoder has answered: the job that it answers. None for a decoder that was let go.
    pub fn done(&mut self, id: u32) -> Option<Job> {
        self.decoders.iter_mut().find(|d| d.id == id)?.job.take()
    }

    /// A decoder has ended: the job that went with it. Of several houses each is tried again by itself, so that only the
    /// one that ends decoders is lost.
    pub fn died(&mut self, id: u32) -> Option<Job> {
        let position = self.decoders.iter().position(|d| d.id == id)?;
        let decoder = self.decoders.remove(position);
        if !decoder.ready {
            self.failed_starts += 1;
        }
        match decoder.job {
            Some(Job::Tile(houses)) if houses.len() > 1 => {
                for house in houses.into_iter().rev() {
                    self.waiting.push_front(Job::Tile(vec![house]));
                }
                None
            }
            job => job,
        }
    }

    /// Forgets everything but homes: the decoders to end at once.
    pub fn cancel(&mut self) -> Vec<u32> {
        self.waiting.retain(Job::is_home);
        self.let_go(|decoder| decoder.job.as_ref().is_some_and(|job| !job.is_home()))
    }

    /// The decoders to end when all is read: all idle ones, since a module gives memory back only by ending. Another one
    /// starts in a moment where a home is to be tiled.
    pub fn retire(&mut self) -> Vec<u32> {
        self.let_go(|decoder| decoder.job.is_none())
    }

    fn let_go(&mut self, mut which: impl FnMut(&Decoder) -> bool) -> Vec<u32> {
        let (gone, kept) = self.decoders.drain(..).partition(|decoder| which(decoder));
        self.decoders = kept;
        let gone: Vec<Decoder> = gone;
        gone.into_iter().map(|decoder| decoder.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pool with this many decoders, started and idle.
    fn pool(decoders: u32) -> Pool {
        let mut pool = Pool::new(decoders as usize);
        pool.push_houses(100);
        for id in 1..=decoders {
            assert_eq!(pool.step(), Step::Start(id));
        }
        assert_eq!(pool.step(), Step::Wait);
        pool.cancel();
        for id in 1..=decoders {
            pool.ready(id);
        }
        pool
    }

    #[test]
    fn every_house_is_given_once_and_decoders_are_started_as_needed() {
        let mut pool = Pool::new(8);
        pool.push_houses(10);
        let mut given = Vec::new();
        let mut started = 0;
        loop {
            match pool.step() {
                Step::Start(id) => {
                    started += 1;
                    pool.ready(id);
                }
                Step::Give(id, Job::Tile(houses)) => {
                    assert!(houses.len() <= CHUNK);
                    given.extend(houses.clone());
                    // One decoder is fast, so that others are hardly needed.
                    assert_eq!(pool.done(id), Some(Job::Tile(houses)));
                }
                Step::Wait => break,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(given, (0..10).collect::<Vec<_>>());
        assert_eq!(started, 1);
    }

    #[test]
    fn no_more_decoders_than_jobs_and_than_the_limit() {
        let mut few = Pool::new(8);
        few.push(Job::Open);
        assert_eq!((few.step(), few.step()), (Step::Start(1), Step::Wait));
        let mut none = Pool::new(0);
        none.push_houses(100);
        assert_eq!((none.step(), none.step()), (Step::Start(1), Step::Wait));
    }

    #[test]
    fn a_home_goes_first_and_survives_cancelling() {
        let mut pool = pool(2);
        pool.push_houses(8);
        pool.push(Job::Home(7));
        assert_eq!(pool.step(), Step::Give(1, Job::Home(7)));
        assert_eq!(pool.step(), Step::Give(2, Job::Tile(vec![0, 1, 2, 3])));
        assert_eq!(pool.cancel(), [2]);
        assert_eq!(pool.done(2), None, "an answer from before is of no use");
        assert_eq!(pool.done(1), Some(Job::Home(7)));
        assert_eq!(pool.step(), Step::Wait, "the houses are forgotten");
    }

    #[test]
    fn many_homes_go_in_their_order_and_one_by_itself_before_them() {
        let mut pool = pool(1);
        pool.push_houses(8);
        for home in [3, 4, 5] {
            pool.push(Job::ListedHome(home));
        }
        pool.push(Job::Home(9));
        let homes = [Job::Home(9), Job::ListedHome(3), Job::ListedHome(4), Job::ListedHome(5)];
        for home in homes {
            assert_eq!(pool.step(), Step::Give(1, home.clone()));
            assert_eq!(pool.done(1), Some(home));
        }
        assert_eq!(pool.step(), Step::Give(1, Job::Tile(vec![0, 1, 2, 3])));
    }

    #[test]
    fn a_step_of_the_reading_that_another_takes_the_place_of_is_answered_to_nobody() {
        let mut pool = pool(2);
        // One table is chosen twice, and then read.
        pool.push(Job::Table(1));
        assert_eq!(pool.step(), Step::Give(1, Job::Table(1)));
        assert_eq!(pool.replace(Job::Table(1)), [1]);
        assert_eq!(pool.step(), Step::Give(2, Job::Table(1)));
        assert_eq!(pool.replace(Job::Open), [2]);
        assert_eq!((pool.done(1), pool.done(2)), (None, None));
        // A decoder that was ended takes nothing along.
        assert_eq!((pool.died(1), pool.died(2)), (None, None));
        assert_eq!(pool.step(), Step::Start(3));
        pool.ready(3);
        assert_eq!(pool.step(), Step::Give(3, Job::Open));
        // What waits for a decoder goes, too; a home stays.
        pool.push(Job::Home(7));
        pool.push(Job::Table(2));
        assert_eq!(pool.replace(Job::Table(0)), [3]);
        assert_eq!(pool.step(), Step::Start(4));
        pool.ready(4);
        assert_eq!(pool.step(), Step::Give(4, Job::Home(7)));
        assert_eq!(pool.step(), Step::Start(5));
        pool.ready(5);
        assert_eq!(pool.step(), Step::Give(5, Job::Table(0)));
    }

    #[test]
    fn of_the_houses_of_a_decoder_that_ended_only_the_culprit_is_lost() {
        let mut pool = pool(1);
        pool.push_houses(5);
        assert_eq!(pool.step(), Step::Give(1, Job::Tile(vec![0, 1, 2, 3])));
        assert_eq!(pool.died(1), None);
        let (mut lost, mut tiled) = (Vec::new(), Vec::new());
        loop {
            match pool.step() {
                Step::Start(id) => pool.ready(id),
                Step::Give(id, Job::Tile(houses)) if houses.contains(&2) => lost.extend(pool.died(id)),
                Step::Give(id, _) => tiled.extend(pool.done(id)),
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
    fn decoders_that_never_start_are_given_up_and_tried_again_later() {
        let mut pool = Pool::new(1);
        pool.push(Job::Open);
        for id in 1..=FAILED_STARTS {
            assert_eq!(pool.step(), Step::Start(id));
            assert_eq!(pool.died(id), None);
        }
        assert_eq!(pool.step(), Step::GiveUp(vec![Job::Open]));
        assert_eq!(pool.step(), Step::Wait);
        pool.push(Job::Sample);
        assert_eq!(pool.step(), Step::Start(FAILED_STARTS + 1));
    }

    #[test]
    fn a_decoder_that_has_served_for_long_makes_room() {
        let mut pool = pool(1);
        pool.push_houses(CHUNK * (SERVES + 1));
        for _ in 0..SERVES {
            let Step::Give(id, job) = pool.step() else { panic!("no job") };
            assert_eq!(pool.done(id), Some(job));
        }
        assert_eq!(pool.step(), Step::End(1));
        assert_eq!(pool.step(), Step::Start(2));
        pool.ready(2);
        let last = (CHUNK * SERVES..CHUNK * (SERVES + 1)).collect();
        assert_eq!(pool.step(), Step::Give(2, Job::Tile(last)));
    }

    #[test]
    fn idle_decoders_end_when_all_is_read() {
        let mut pool = pool(3);
        pool.push(Job::Home(1));
        assert_eq!(pool.step(), Step::Give(1, Job::Home(1)));
        assert_eq!(pool.retire(), [2, 3]);
        assert_eq!(pool.retire(), Vec::<u32>::new());
        assert_eq!(pool.done(1), Some(Job::Home(1)));
    }
}
