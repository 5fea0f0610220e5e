//! Questions under way: per lane one running and one waiting, the newest wins, stale answers are dropped.

use super::cmd::{Cmd, Lane};
use crate::domain::list::Query;

#[derive(Debug, Default)]
struct Job {
    running: Option<(u64, Query)>,
    waiting: Option<(u64, Query)>,
    slow: bool,
}

/// The lanes.
#[derive(Debug, Default)]
pub(crate) struct Lanes {
    last: u64,
    jobs: [Job; Lane::ALL.len()],
}

impl Lanes {
    fn job(&mut self, lane: Lane) -> &mut Job {
        &mut self.jobs[lane as usize]
    }

    /// Asks a question; the command when the lane is free, else it waits and replaces what waited.
    pub(crate) fn ask(&mut self, lane: Lane, query: Query) -> Option<Cmd> {
        self.last += 1;
        let generation = self.last;
        let job = self.job(lane);
        if job.running.is_some() {
            job.waiting = Some((generation, query));
            return None;
        }
        job.running = Some((generation, query.clone()));
        Some(Cmd::Load { lane, generation, query })
    }

    /// Notes an answer. The first part is the question when the answer is the newest one's and counts; the second is
    /// the question that has waited.
    pub(crate) fn answered(&mut self, lane: Lane, generation: u64) -> (Option<Query>, Option<Cmd>) {
        let job = self.job(lane);
        let Some((_, query)) = job.running.take_if(|(g, _)| *g == generation) else { return (None, None) };
        let Some((generation, next)) = job.waiting.take() else {
            job.slow = false;
            return (Some(query), None);
        };
        job.running = Some((generation, next.clone()));
        (None, Some(Cmd::Load { lane, generation, query: next }))
    }

    /// The number of the newest question ever asked.
    pub(crate) fn newest(&self) -> u64 {
        self.last
    }

    /// Notes that a question takes long; whether that is still so.
    pub(crate) fn slow(&mut self, lane: Lane, generation: u64) -> bool {
        let job = self.job(lane);
        let still = job.running.as_ref().is_some_and(|(g, _)| *g == generation);
        job.slow |= still;
        still
    }

    /// Whether a question for the list is under way.
    pub(crate) fn asking(&self) -> bool {
        self.jobs[Lane::Page as usize].running.is_some()
    }

    /// Whether the list's question takes long.
    pub(crate) fn reading(&self) -> bool {
        self.jobs[Lane::Page as usize].slow
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_runs_one_waits_and_the_newest_wins() {
        let mut lanes = Lanes::default();
        let load = |generation, query| Cmd::Load { lane: Lane::Counts, generation, query };
        assert_eq!(lanes.ask(Lane::Counts, Query::Counts), Some(load(1, Query::Counts)));
        assert_eq!(lanes.ask(Lane::Counts, Query::Sources), None);
        assert_eq!(lanes.ask(Lane::Counts, Query::Worker), None);
        assert_eq!(lanes.answered(Lane::Counts, 9), (None, None));
        assert!(lanes.slow(Lane::Counts, 1) && !lanes.slow(Lane::Counts, 9));
        assert_eq!(lanes.answered(Lane::Counts, 1), (None, Some(load(3, Query::Worker))));
        assert_eq!(lanes.answered(Lane::Counts, 1), (None, None));
        assert_eq!(lanes.answered(Lane::Counts, 3), (Some(Query::Worker), None));
    }
}
