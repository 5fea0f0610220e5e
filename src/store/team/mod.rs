//! Writing `team.db`: reconciling findings with items, verbs, undo, journal, requests, sign-offs.
//!
//! Every write is one short immediate transaction (D3). What happens to an item:
//!
//! ```text
//!          done            row proves it
//!   open --------> acted ----------------> cleared
//!    |  ^            | newer row            |  holds again within 90 days: the same item,
//!    |  +------------+ contradicts          |  later: a new epoch
//!    |  ^                                   |
//!    |  +-----------------------------------+
//!    |  +-- until is over, or worse data
//!    v  |
//!   dismissed
//! ```
//!
//! A claim and a sleep lie over `open`. Undo brings the part back that a verb changed, by a step of its own.

mod act;
mod answer;
pub(in crate::store) mod clock;
pub(in crate::store) mod gate;
mod item;
mod journal;
mod note;
mod part;
pub(in crate::store) mod person;
mod purge;
mod reconcile;
mod request;
pub(in crate::store) mod setting;
mod signoff;
#[cfg(test)]
mod story;
#[cfg(test)]
mod testing;
mod turn;
pub(in crate::store) mod undo;
mod verify;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

pub use self::journal::JournalHead;
pub use self::person::Since;
pub use self::reconcile::{Reconciled, RulesRun, Run};
pub use self::verify::{BadRow, Fault, JournalCheck};
use super::open::{StoreError, Team};

impl Team {
    /// Runs `work` in one immediate transaction; rolled back when it fails.
    fn write<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let run = |db: &mut Connection| {
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&tx)?;
            tx.commit()?;
            Ok(done)
        };
        run(&mut self.0).map_err(busy)
    }

    /// SHA-256, in hex, of what the queue says: items and sign-offs without row numbers, versions, journal, names and the
    /// times at which they were written (H17). Equal before an act and after its undo.
    pub fn content_hash(&self) -> Result<String, StoreError> {
        let sql = "SELECT json_array('item', ladder, store, market, subject, epoch, kind, lane, due_at, state, entity, money, \
                   currency, daily_money, daily_currency, hero, numbers, evidence, cleared_by, cleared_how, claim_uid, \
                   snooze_until, snooze_format, dismiss_reason, dismiss_until, reopened) AS line FROM item \
                   UNION ALL SELECT json_array('given', ladder, store, market, subject, epoch, assign_uid) FROM item \
                   WHERE assign_uid IS NOT NULL \
                   UNION ALL SELECT json_array('called', ladder, store, market, subject, epoch, mention.name) FROM mention \
                   JOIN item ON item.id = mention.item \
                   UNION ALL SELECT json_array('signoff', practice, period, uid) FROM signoff ORDER BY line";
        let mut statement = self.0.prepare(sql)?;
        let lines = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        Ok(journal::sha256(&[lines.join("\n").as_bytes()]))
    }

    /// The connection, for tests.
    pub fn connection(&self) -> &Connection {
        &self.0
    }
}

/// SQLite's "busy" in our own words.
fn busy(error: StoreError) -> StoreError {
    match &error {
        StoreError::Sqlite(inner)
            if matches!(inner.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) =>
        {
            StoreError::Busy
        }
        _ => error,
    }
}
