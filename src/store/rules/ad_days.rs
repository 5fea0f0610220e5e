//! Daily rows of an advertising report over the look-back: of one grain and one attribution window, judged where their orders
//! are counted.

use rusqlite::Connection;

use super::stock::scopes;
use super::terms::{Scope, judged_days};
use crate::domain::day::Instant;
use crate::domain::settings::Settings;
use crate::store::list::sql::{Binds, first};

/// The stores and marketplaces with daily rows in `table`, each with the attribution window of its newest day.
pub(in crate::store) fn look_back(
    db: &Connection,
    table: &str,
    now: Instant,
    settings: &Settings,
) -> rusqlite::Result<Vec<Scope>> {
    let mut found = Vec::new();
    let sql = format!(
        "SELECT window_days FROM facts.{table} WHERE store = ?1 AND market = ?2 AND grain = 'daily' \
         GROUP BY window_days ORDER BY MAX(start_day) DESC, window_days LIMIT 1"
    );
    for (store, market) in scopes(db, table)? {
        let mut binds = Binds::default();
        binds.put(store.clone());
        binds.put(market.code().to_owned());
        let Some(window_days) = first(db, &sql, &binds, |row| row.get(0))? else { continue };
        let days = judged_days(&store, market, now, settings);
        found.push(Scope { store, market, window_days, days });
    }
    Ok(found)
}

/// `FROM` with the rows `t` of `table` of these days (the CTE `scope` of [`super::terms::scope_sql`]).
pub(in crate::store) fn from(table: &str) -> String {
    format!(
        "scope s CROSS JOIN facts.{table} t ON t.store = s.store AND t.market = s.market AND t.grain = 'daily' \
         AND t.window_days = s.window_days AND t.start_day = s.day"
    )
}
