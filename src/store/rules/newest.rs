//! The newest day of a dated snapshot, as most rules read it.

use rusqlite::{Connection, Row};

use super::stock::scopes;
use crate::domain::format::Format;
use crate::domain::market::Market;
use crate::store::list::sql::{Binds, rows};

/// The rows of the newest day of `table` (alias `t`) for each store and marketplace: `columns`, then hash, name, line and
/// moment for [`Take::evidence`](crate::store::list::sql::Take::evidence). None where the report was empty since then. One
/// statement a marketplace.
pub(in crate::store) fn rows_of_newest<T>(
    db: &Connection,
    table: &str,
    columns: &str,
    order: &str,
    mut read: impl FnMut(&Row<'_>, String, Market) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut found = Vec::new();
    let format = Format::ALL.iter().find(|format| format.spec().table == table).map_or("", |format| format.word());
    let day = format!("(SELECT MAX(snapshot_day) FROM facts.{table} WHERE store = ?1 AND market = ?2)");
    let sql = format!(
        "SELECT {columns}, f.sha256, f.name, t.line, t.as_of FROM facts.{table} t LEFT JOIN facts.import f ON f.seq = t.import \
         WHERE t.store = ?1 AND t.market = ?2 AND t.snapshot_day = {day} AND NOT EXISTS (SELECT 1 FROM facts.snapshot s \
           WHERE s.format = ?3 AND s.store = ?1 AND s.market = ?2 AND s.rows = 0 AND s.as_of > (SELECT MAX(as_of) \
             FROM facts.{table} WHERE store = ?1 AND market = ?2 AND snapshot_day = {day})) ORDER BY {order}"
    );
    for (store, market) in scopes(db, table)? {
        let mut binds = Binds::default();
        binds.put(store.clone());
        binds.put(market.code().to_owned());
        binds.put(format.to_owned());
        found.extend(rows(db, &sql, &binds, |row| read(row, store.clone(), market))?);
    }
    Ok(found)
}
