//! Units that came back, to Amazon and to the seller: read once for the rules that count them.

use rusqlite::Connection;

use crate::domain::day::{DAY, Day, Instant};
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::store::list::sql::{Binds, Take, rows};

/// How far back returns are looked at: as far as the widest settings of the rules ask.
pub(super) const DAYS: i64 = 150;

/// The two reports: FBA returns, and returns to the seller.
pub(super) const REPORTS: [i64; 2] = [1, 2];

/// A row of a returns report.
pub(super) struct Returned {
    pub store: String,
    pub market: Market,
    pub sku: String,
    /// In capitals, without Amazon's `CR-`; empty when blank.
    pub reason: String,
    pub day: Day,
    pub units: i64,
    pub evidence: Evidence,
    /// Which report it is of: each is known until its own newest day.
    pub report: i64,
}

/// The returns of the last 150 days, oldest first.
pub(super) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<Returned>> {
    let mut binds = Binds::default();
    let from = binds.put(now.plus(-DAYS * DAY).day(chrono_tz::UTC).to_string());
    let part = |report: i64, table: &str, day: &str| {
        format!(
            "SELECT r.store, r.market, r.sku, r.reason, r.{day} AS day, r.units, f.sha256, f.name, r.line, r.as_of, \
             {report} FROM facts.{table} r LEFT JOIN facts.import f ON f.seq = r.import WHERE r.{day} >= {from}"
        )
    };
    let sql = format!(
        "{} UNION ALL {} ORDER BY 5, 10, 7, 9",
        part(REPORTS[0], "fba_return", "returned_day"),
        part(REPORTS[1], "fbm_return", "requested_day")
    );
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market, sku) = (take.next()?, take.market()?, take.next()?);
        let reason = take.text()?.trim().to_uppercase();
        let reason = reason.strip_prefix("CR-").unwrap_or(&reason).to_owned();
        let (day, units): (Day, Option<i64>) = (take.parse(Day::parse)?, take.next()?);
        let (evidence, report) = (take.evidence()?, take.next()?);
        Ok(Returned { store, market, sku, reason, day, units: units.unwrap_or(1), evidence, report })
    })
}
