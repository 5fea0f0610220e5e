//! Items that somebody took, and those whose claim was told to be stale.

use rusqlite::Connection;

use crate::domain::day::Instant;
use crate::domain::fact::TakenFact;
use crate::domain::lease::LEASE;
use crate::domain::work::{Kind, public_id};
use crate::store::list::sql::{Binds, Take, rows};

/// The items with a claim, and whatever became of those that an open item of this ladder speaks of; sorted by number.
pub(in crate::store) fn load(db: &Connection) -> rusqlite::Result<Vec<TakenFact>> {
    let mut binds = Binds::default();
    let ladder = binds.put(Kind::StaleClaim.info().ladder.to_owned());
    let sql = format!(
        "WITH told AS (SELECT CAST(substr(subject, 2) AS INTEGER) AS id, store, market, entity FROM main.item \
           WHERE ladder = {ladder} AND state <> 'cleared'), \
         asked AS (SELECT id FROM told UNION SELECT id FROM main.item \
           WHERE state = 'open' AND claim_until IS NOT NULL AND ladder <> {ladder}) \
         SELECT a.id, COALESCE(i.store, t.store), COALESCE(i.market, t.market), i.kind, COALESCE(i.entity, t.entity), \
           i.due_at, i.claim_name, i.claim_until, COALESCE(i.state = 'open', 0), COALESCE(i.changed_at, 0) FROM asked a \
         LEFT JOIN main.item i ON i.id = a.id LEFT JOIN told t ON t.id = a.id ORDER BY a.id"
    );
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (item, store, market) = (public_id(take.next()?), take.text()?, take.some_market()?);
        let (kind, entity, due) = (Kind::parse(&take.text()?), take.text()?, take.instant()?);
        let (who, until): (Option<String>, Option<Instant>) = (take.next()?, take.instant()?);
        let taken = who.zip(until).map(|(who, until)| (who, until.plus(-LEASE)));
        let (open, changed) = (take.next()?, Instant(take.next()?));
        Ok(TakenFact { store, market, item, kind, entity, due, taken, open, changed })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW};

    #[test]
    fn claims_and_what_became_of_those_that_were_told() {
        let bench = Bench::new();
        let free = bench.item("ship", "s", "US", "113-1", "ship-today", "today", None);
        let taken = bench.item("ship", "s", "US", "113-2", "ship-today", "today", Some(NOW.0));
        let done = bench.item("ship", "s", "US", "113-3", "ship-today", "today", None);
        bench.item("stale-claim", "s", "US", &public_id(done), "stale-claim", "today", None);
        let claim = format!("claim_uid = 7, claim_name = 'wei', claim_until = {}", NOW.0);
        bench.sql(&format!("UPDATE item SET {claim} WHERE id = {taken}"));
        bench.sql(&format!("UPDATE item SET state = 'acted' WHERE id = {done}"));
        let found = load(&bench.reader.0).unwrap();
        let brief: Vec<_> = found.iter().map(|f| (f.entity.as_str(), f.taken.clone(), f.open)).collect();
        let since = ("wei".to_owned(), NOW.plus(-LEASE));
        assert_eq!(brief, [("113-2", Some(since), true), ("113-3", None, false)]);
        assert_eq!((found[0].kind, found[0].due), (Some(Kind::ShipToday), Some(NOW)));
        assert!(!found.iter().any(|fact| fact.item == public_id(free)));
    }
}
