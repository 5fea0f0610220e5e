//! The practices with their last sign-off, and the size of the business that decides how often they are due.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::day::{DAY, Instant};
use crate::domain::fact::PracticeFact;
use crate::domain::practice::Practice;
use crate::store::list::sql::{Binds, Take, first, number, rows};

/// All ten practices, in order.
pub(in crate::store) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<PracticeFact>> {
    let sql = "SELECT practice, MAX(at), name FROM main.signoff GROUP BY practice";
    let signed = rows(db, sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        let practice: String = take.next()?;
        Ok((practice, (Instant(take.next()?), take.next::<String>()?)))
    })?;
    let mut signed: HashMap<String, _> = signed.into_iter().collect();
    let since = since(db)?.unwrap_or(now);
    let fact = |practice: Practice| PracticeFact { practice, last: signed.remove(practice.word()), since };
    Ok(Practice::ALL.into_iter().map(fact).collect())
}

/// The earliest trace of the team: what it noted itself, its first act, its first file.
fn since(db: &Connection) -> rusqlite::Result<Option<Instant>> {
    let noted = "SELECT MIN(at) FROM (SELECT CAST(value AS INTEGER) AS at FROM main.setting WHERE key = 'since' \
         UNION ALL SELECT at FROM main.journal WHERE seq = 1 UNION ALL SELECT MIN(at) FROM main.rules_run \
         UNION ALL SELECT MIN(received_at) FROM facts.import)";
    Ok(first(db, noted, &Binds::default(), |row| row.get::<_, Option<i64>>(0))?.flatten().map(Instant))
}

/// Orders of the seven days before the newest All Orders file, over all stores; `None` when none came yet.
pub(in crate::store) fn orders_per_week(db: &Connection) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT MAX(as_of) FROM facts.import WHERE format = 'all-orders' AND state IN ('applied', 'partly')";
    let Some(newest) = first(db, sql, &Binds::default(), |row| row.get::<_, Option<i64>>(0))?.flatten() else {
        return Ok(None);
    };
    let mut binds = Binds::default();
    let from = binds.put(newest - 7 * DAY);
    let to = binds.put(newest);
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT DISTINCT store, order_id FROM facts.order_line \
         WHERE purchased_at > {from} AND purchased_at <= {to})"
    );
    number(db, &sql, &binds).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW};

    #[test]
    fn each_practice_has_its_newest_sign_off_and_the_team_s_beginning() {
        let bench = Bench::new();
        assert_eq!(load(&bench.reader.0, NOW).unwrap()[0].since, NOW);
        bench.fact("import", "seq = 1; sha256 = 'aa'; received_at = 500");
        for (period, at, name) in [("2026-W45", 900, "wei"), ("2026-W44", 800, "li")] {
            bench.sql(&format!(
                "INSERT INTO signoff VALUES ('check-reports', '{period}', {at}, 7, '{name}', 'ok', {at})"
            ));
        }
        let facts = load(&bench.reader.0, NOW).unwrap();
        assert_eq!(facts.len(), 10);
        assert_eq!(facts[0].last, Some((Instant(900), "wei".to_owned())));
        assert_eq!((facts[1].last.as_ref(), facts[1].since), (None, Instant(500)));
        bench.sql("INSERT INTO setting VALUES ('since', '400', 1, '-')");
        assert_eq!(load(&bench.reader.0, NOW).unwrap()[1].since, Instant(400));
    }

    #[test]
    fn the_week_before_the_newest_file_says_how_big_the_business_is() {
        let bench = Bench::new();
        assert_eq!(orders_per_week(&bench.reader.0).unwrap(), None);
        let as_of = NOW.0 - 30 * DAY;
        bench.fact("import", &format!("seq = 1; sha256 = 'aa'; format = 'all-orders'; as_of = {as_of}"));
        assert_eq!(orders_per_week(&bench.reader.0).unwrap(), Some(0));
        for (order, sku, ago) in [("1", "a", 5), ("1", "b", 5), ("2", "a", 6 * DAY), ("3", "a", 8 * DAY)] {
            let at = as_of - ago;
            bench.fact(
                "order_line",
                &format!("order_id = '{order}'; sku = '{sku}'; occurrence = 1; purchased_at = {at}"),
            );
        }
        assert_eq!(orders_per_week(&bench.reader.0).unwrap(), Some(2));
    }
}
