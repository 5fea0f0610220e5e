//! Sign-offs of the practices: the row beside the journal step.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::domain::practice::Practice;
use crate::domain::work::Kind;

/// How a sign-off clears an item: the proof is a person's, not a file's.
pub(super) const SIGNED: &str = "signed";

/// What a sign-off is about, in the `detail` of its journal row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Period {
    pub practice: String,
    pub period: String,
}

/// One row of `signoff`; `step` is the journal step that made it.
pub(super) struct Signoff<'a> {
    pub of: &'a Period,
    pub at: Instant,
    pub actor: &'a Actor,
    pub note: &'a str,
    pub step: i64,
}

impl Signoff<'_> {
    pub(super) fn insert(&self, db: &Connection) -> rusqlite::Result<()> {
        let sql = "INSERT OR IGNORE INTO signoff (practice, period, at, uid, name, note, step) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let Period { practice, period } = self.of;
        let row = params![practice, period, self.at.0, self.actor.uid, self.actor.name, self.note, self.step];
        db.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }
}

/// Takes back what a step signed.
pub(super) fn delete(db: &Connection, step: i64) -> rusqlite::Result<()> {
    db.execute("DELETE FROM signoff WHERE step = ?1", [step])?;
    Ok(())
}

/// Whether the item wants a sign-off instead of a "done".
pub(super) fn is_practice(item: &Item) -> bool {
    item.place.ladder == Kind::PracticeDue.info().ladder
}

/// Whether the item is about this practice.
pub(super) fn is_about(item: &Item, practice: Practice) -> bool {
    is_practice(item) && subject(item) == Some(practice)
}

/// Whether the practice of the item was signed off after this moment.
pub(super) fn since(db: &Connection, item: &Item, moment: i64) -> rusqlite::Result<bool> {
    let Some(practice) = is_practice(item).then(|| subject(item)).flatten() else { return Ok(false) };
    let sql = "SELECT EXISTS (SELECT 1 FROM signoff WHERE practice = ?1 AND at > ?2)";
    db.prepare_cached(sql)?.query_row(params![practice.word(), moment], |row| row.get(0))
}

/// The practice that the item is about: its subject is the practice's word or number.
fn subject(item: &Item) -> Option<Practice> {
    let subject = &item.place.subject;
    Practice::parse(subject).or_else(|| Practice::from_number(subject.parse().ok()?))
}

/// The open item of a practice that is due first.
pub(super) fn due(db: &Connection, practice: Practice) -> rusqlite::Result<Option<i64>> {
    let sql =
        "SELECT id FROM item WHERE ladder = ?1 AND subject IN (?2, ?3) AND state = 'open' ORDER BY due_at, id LIMIT 1";
    let key = params![Kind::PracticeDue.info().ladder, practice.word(), practice.number().to_string()];
    db.query_row(sql, key, |row| row.get(0)).optional()
}

/// The period of a sign-off before its item opened: the finest that the practice can have, by the day in UTC.
pub(super) fn early(practice: Practice, now: Instant) -> String {
    practice.cadence(true).period(now.day(chrono_tz::UTC))
}
