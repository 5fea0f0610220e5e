//! The clock of leases in the database: where each start of the machine stands on the wall clock, noted once.

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::day::Instant;
use crate::domain::lease::{Moment, by_leases};

/// A moment as the verbs need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// By the wall clock.
    pub now: Instant,
    /// By the clock of leases.
    pub lease: Instant,
}

impl When {
    /// The moment, with the machine's start noted when this is the first act since. The caller has the write lock.
    pub(super) fn of(db: &Connection, moment: &Moment) -> rusqlite::Result<Self> {
        if let Some(boot) = &moment.boot {
            let start = moment.at.0 - boot.seconds;
            db.prepare_cached("INSERT OR IGNORE INTO boot (id, start) VALUES (?1, ?2)")?
                .execute(params![boot.id, start])?;
        }
        Ok(Self { now: moment.at, lease: by_leases(moment, started(db, moment)?) })
    }

    /// Seconds that the clock of leases is ahead of the wall's.
    pub(super) fn ahead(&self) -> i64 {
        self.lease.0 - self.now.0
    }
}

/// Where this start of the machine stands on the wall clock; `None` before the first act since.
pub(in crate::store) fn started(db: &Connection, moment: &Moment) -> rusqlite::Result<Option<i64>> {
    let Some(boot) = &moment.boot else { return Ok(None) };
    let sql = "SELECT start FROM main.boot WHERE id = ?1";
    db.prepare_cached(sql)?.query_row([&boot.id], |row| row.get(0)).optional()
}
