//! When the rules run, and that they run.

use super::{Worker, WorkerError};
use crate::domain::day::{HOUR, Instant};
use crate::domain::keys;
use crate::domain::market::Market;
use crate::domain::settings::Settings;
use crate::store::open::{Reader, Team};
use crate::store::team::Run;
use crate::triage;

/// The rules run at least so often: some findings change with the time of day alone (an answer that is due soon).
pub(super) const RULES_AT_LEAST: i64 = HOUR / 4;

impl Worker {
    /// Runs the rules over the present facts and brings the items in line; skipped when neither the facts nor the time ask
    /// for it. Personal data whose date has come is deleted first. Gives the moment at which they must run again.
    pub fn run_rules(&mut self, now: Instant, settings: &Settings) -> Result<Option<Instant>, WorkerError> {
        self.keep_texts(now, settings);
        let mut team = Team::open(&self.folder)?;
        let import = self.facts.newest_import()?;
        if !self.dirty
            && let Some(last) = team.rules_run()?
            && last.import == import
            && last.pack == settings.version()
        {
            let next = next_pass(last.at, last.next_due.into_iter().chain(self.turns).min());
            if now < next && now >= last.at {
                return Ok(Some(next));
            }
        }
        self.purge_rows(now)?;
        let facts = Reader::open(&self.folder)?.facts(now, settings)?;
        let findings = triage::run(&facts, now, settings);
        let newest = self.facts.newest_by_format()?;
        let run =
            Run { import, pack: settings.version().to_owned(), newest, off: triage::off(&findings, now, settings) };
        team.reconcile(&findings, &run, now)?;
        // Every pass whose rows the log has not got yet: those of commands and screens that ended too early, too.
        if team.journal_head()?.is_some_and(|head| head.seq > self.told) {
            self.told = self.log.keep(&self.folder, &team, now)?.unwrap_or(self.told);
        }
        self.dirty = false;
        self.turns = Some(triage::next_change(&facts, now, settings));
        let due = team.rules_run()?.and_then(|run| run.next_due);
        Ok(Some(next_pass(now, due.into_iter().chain(self.turns).min())))
    }

    /// Takes over for how long the words of the team's journal are kept.
    pub fn keep_texts(&mut self, now: Instant, settings: &Settings) {
        self.text_days = settings.for_all(&keys::TEXT_DAYS, now.day(chrono_tz::UTC));
    }
}

/// When the rules must run again after a pass at `at`: at the next deadline, wake-up or turn of a finding, at the next midnight of any
/// marketplace, and a quarter of an hour later in any case.
fn next_pass(at: Instant, turn: Option<Instant>) -> Instant {
    let midnights = Market::ALL.iter().map(|market| at.day(market.zone()).end(market.zone()).plus(1));
    midnights.chain(turn).chain([at.plus(RULES_AT_LEAST)]).filter(|next| *next > at).min().unwrap_or(at)
}
