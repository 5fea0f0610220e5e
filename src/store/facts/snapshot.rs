//! The unshipped report, a snapshot (H8): what a later complete one no longer lists is closed, where it proves that. And
//! what is noted of every complete snapshot.
//!
//! Nothing in the report says when it was made, and a download of today may be a report of last week. Its cells bound the
//! moment from both sides: it is not older than the newest date in it, and not younger than its day counts allow.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::open::StoreError;
use super::FileInfo;
use super::table::{Table, value};
use crate::domain::day::{DAY, Day, Instant};
use crate::domain::format::{Format, Row};
use crate::domain::market::Market;

/// Columns that say when something happened to an order: a report with such a date was made no earlier.
const DATES: [&str; 3] = ["purchased_at", "paid_at", "reported_at"];

/// The newest complete snapshot of a scope.
pub(super) struct Last {
    pub as_of: i64,
    pub rows: u64,
    pub sha256: String,
    /// The newest date in it: it says nothing about an order that came later. `None`: it proves nothing.
    pub proven: Option<i64>,
}

impl Last {
    /// Whether it would list the order of this row if it were still open.
    pub fn covers(&self, table: &Table, row: &Row) -> bool {
        self.proven.zip(newest(table, row)).is_some_and(|(proven, date)| date <= proven)
    }
}

/// What the rows of a report say about its moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moment {
    /// The newest date in it.
    pub earliest: Option<i64>,
    /// The latest moment that its day counts allow.
    pub latest: Option<i64>,
}

impl Moment {
    /// Reads the rows of a report that was received at `received`; a date after that is a slip and proves nothing.
    pub fn of<'r>(table: &Table, rows: impl Iterator<Item = &'r Row>, received: Instant) -> Self {
        let cell = |row: &Row, name| table.cell(name).and_then(|cell| value(row, cell).int());
        rows.fold(Self::default(), |known, row| {
            let date = newest(table, row).filter(|at| *at <= received.0);
            // `days-past-promise` counts days from the promised one to that of the report. Whose midnight is counted is not
            // documented: two days are allowed for.
            let days = cell(row, "promise_at").zip(cell(row, "days_past_promise"));
            let latest = days.and_then(|(promise, past)| past.checked_add(2)?.checked_mul(DAY)?.checked_add(promise));
            Self { earliest: known.earliest.max(date), latest: known.latest.into_iter().chain(latest).min() }
        })
    }

    /// The moment of which the report speaks: the file's, unless its own cells say that it is older.
    pub fn as_of(self, modified: Instant) -> i64 {
        // A day count that contradicts a date of the same file is none.
        let latest = self.latest.filter(|latest| self.earliest.is_none_or(|earliest| earliest <= *latest));
        latest.map_or(modified.0, |latest| modified.0.min(latest))
    }
}

/// The newest date of a row.
fn newest(table: &Table, row: &Row) -> Option<i64> {
    DATES.iter().filter_map(|name| value(row, table.cell(name)?).int()).max()
}

/// The newest date of a stored line, in SQL; NULL when it has none.
fn stored_date() -> String {
    let dates: Vec<String> = DATES.iter().map(|date| format!("coalesce({date}, -9e18)")).collect();
    format!("nullif(max({}), -9e18)", dates.join(", "))
}

/// Dated reports that list all there is: what a later day lacks is over (`store::rules::left`), so that one with less than
/// half the rows asks first.
pub(in crate::store) const EVERY_ROW: [Format; 3] = [Format::FbaPlanning, Format::Stranded, Format::OpenListings];

/// The newest complete snapshot of a report of a store and marketplace.
pub(super) fn last(
    db: &Connection,
    file: &FileInfo<'_>,
    format: Format,
    market: Market,
) -> Result<Option<Last>, StoreError> {
    let sql = format!(
        "SELECT s.as_of, s.rows, coalesce(i.sha256, ''),
           CASE WHEN s.rows = 0 THEN s.as_of
           ELSE (SELECT max({}) FROM unshipped_line u WHERE u.store = s.store AND u.import = s.import) END
         FROM snapshot s LEFT JOIN import i ON i.seq = s.import
         WHERE s.format = ?1 AND s.store = ?2 AND s.market = ?3 ORDER BY s.as_of DESC LIMIT 1",
        stored_date()
    );
    let found = db.query_row(&sql, params![format.word(), file.context.store, market.code()], |row| {
        let rows = row.get::<_, i64>(1)? as u64;
        Ok(Last { as_of: row.get(0)?, rows, sha256: row.get(2)?, proven: row.get(3)? })
    });
    Ok(found.optional()?)
}

/// The rows of the newest day before `day` of a dated report: also those of a file with a rejected line, which is not noted.
pub(super) fn rows_before(
    db: &Connection,
    table: &Table,
    file: &FileInfo<'_>,
    market: Market,
    day: Day,
) -> Result<u64, StoreError> {
    let table = table.spec.table;
    let sql = format!(
        "SELECT count(*) FROM {table} WHERE store = ?1 AND market = ?2 AND snapshot_day =
         (SELECT max(snapshot_day) FROM {table} WHERE store = ?1 AND market = ?2 AND snapshot_day < ?3)"
    );
    let of = params![file.context.store, market.code(), day.to_string()];
    Ok(db.query_row(&sql, of, |row| row.get::<_, i64>(0))? as u64)
}

/// Notes the complete snapshots of a file.
pub(super) fn note(
    db: &Connection,
    format: Format,
    store: &str,
    market: Market,
    as_of: i64,
    rows: u64,
    seq: i64,
) -> Result<(), StoreError> {
    let row = params![format.word(), store, market.code(), as_of, rows as i64, seq];
    db.execute("INSERT OR REPLACE INTO snapshot VALUES (?1, ?2, ?3, ?4, ?5, ?6)", row)?;
    Ok(())
}

/// Closes the open lines of a scope that the snapshot of `as_of` does not list. It proves that a line is gone when the line's
/// own dates, and the last change of the order that All Orders knows of, are not after `proven`; a line without dates counts
/// as old as the report that listed it.
pub(super) fn close_missing(
    db: &Connection,
    store: &str,
    market: Market,
    as_of: i64,
    proven: i64,
    seq: i64,
) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE unshipped_line AS u SET closed_at = ?3, closed_import = ?4
         WHERE store = ?1 AND market = ?2 AND closed_at IS NULL AND as_of < ?3 AND import <> ?4
         AND coalesce({}, as_of) <= ?5
         AND NOT EXISTS (SELECT 1 FROM order_line o WHERE o.store = u.store AND o.order_id = u.order_id
           AND o.updated_at > ?5 AND coalesce(o.item_status, o.order_status, '') NOT LIKE 'Shipped%'
           AND coalesce(o.item_status, o.order_status, '') NOT LIKE 'Cancel%')",
        stored_date()
    );
    db.execute(&sql, params![store, market.code(), as_of, seq, proven])?;
    Ok(())
}
