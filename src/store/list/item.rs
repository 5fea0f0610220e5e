//! Work items as rows of lists, and the items that belong to rows of facts (H6).

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::sql::{Binds, Take, rows};
use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::Evidence;
use crate::domain::list::Viewpoint;
use crate::domain::market::Market;
use crate::domain::work::{Claim, Key, Kind, Lane, Snooze, State, WorkItem};

const COLUMNS: &str = "i.id, i.version, i.ladder, i.store, i.market, i.subject, i.epoch, i.kind, i.lane, i.due_at, \
    i.state, i.entity, i.money, i.currency, i.hero, i.opened_at, i.claim_uid, i.claim_name, i.claim_until, \
    i.snooze_until, i.snooze_format, i.dismiss_reason, i.numbers, i.evidence, i.cleared_by, i.cleared_how, i.reopened, \
    i.assign_uid, i.assign_name";

/// Reads an item as it is at `now`: an expired claim and a snooze that is over are none. A kind of a newer program is
/// nothing to this one.
fn read(row: &Row<'_>, view: &Viewpoint) -> rusqlite::Result<Option<WorkItem>> {
    let (take, now) = (&mut Take::new(row), view.now);
    let (id, version) = (take.next()?, take.next()?);
    let (ladder, store) = (take.next()?, take.next()?);
    let market = take.some_market()?;
    let key = Key { ladder, store, market, subject: take.next()?, epoch: take.next()? };
    let Some(kind) = Kind::parse(&take.next::<String>()?) else { return Ok(None) };
    let (lane, due) = (take.parse(Lane::parse)?, take.instant()?);
    let (state, entity) = (take.parse(State::parse)?, take.next()?);
    let (money, hero) = (take.money(market)?, take.next()?);
    let opened = Instant(take.next()?);
    let claim = claim(take)?.filter(|claim| claim.until > view.lease());
    // Shown by the wall clock.
    let claim = claim.map(|claim| Claim { until: claim.until.plus(-view.ahead), ..claim });
    let snoozed = snooze(take)?.filter(|snooze| !matches!(snooze, Snooze::Until(until) if *until <= now));
    let dismissed = take.next()?;
    let (numbers, evidence) = (take.json()?, take.json()?);
    let by = take.next::<Option<String>>()?.and_then(|text| serde_json::from_str::<Evidence>(&text).ok());
    let how: Option<String> = take.next()?;
    Ok(Some(WorkItem {
        id,
        version,
        key,
        kind,
        lane,
        due,
        state,
        entity,
        money,
        hero,
        opened,
        claim,
        snoozed,
        dismissed,
        numbers,
        evidence,
        cleared: by.zip(how),
        reopened: take.next()?,
        assigned: take.next::<Option<u32>>()?.zip(take.next()?).map(|(uid, name)| Actor { uid, name }),
    }))
}

fn claim(take: &mut Take<'_>) -> rusqlite::Result<Option<Claim>> {
    let (uid, name, until): (Option<u32>, Option<String>, _) = (take.next()?, take.next()?, take.instant()?);
    Ok(uid.zip(until).map(|(uid, until)| Claim { uid, name: name.unwrap_or_default(), until }))
}

fn snooze(take: &mut Take<'_>) -> rusqlite::Result<Option<Snooze>> {
    let (until, format) = (take.instant()?, take.next::<Option<String>>()?);
    Ok(format.map(|word| Snooze::NewData(Format::parse(&word))).or(until.map(Snooze::Until)))
}

/// The items of these numbers.
pub(super) fn by_ids(db: &Connection, ids: &[i64], view: &Viewpoint) -> rusqlite::Result<HashMap<i64, WorkItem>> {
    let mut binds = Binds::default();
    let ids = binds.put(serde_json::Value::from(ids).to_string());
    let sql = format!("SELECT {COLUMNS} FROM json_each({ids}) k CROSS JOIN main.item i ON i.id = k.value");
    Ok(rows(db, &sql, &binds, |row| read(row, view))?.into_iter().flatten().map(|item| (item.id, item)).collect())
}

/// Which item belongs to a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub ladder: &'static str,
    pub store: String,
    /// Marketplace code; empty for what belongs to the whole store.
    pub market: String,
    pub subject: String,
}

impl Place {
    pub(super) fn new(ladder: &'static str, store: &str, market: Option<Market>, subject: &str) -> Self {
        let market = market.map_or("", Market::code).to_owned();
        Self { ladder, store: store.to_owned(), market, subject: subject.to_owned() }
    }
}

/// The newest live item (open, or acted and waiting for proof) of each place that has one.
pub(super) fn live(db: &Connection, places: &[Place], view: &Viewpoint) -> rusqlite::Result<HashMap<Place, WorkItem>> {
    let mut binds = Binds::default();
    let keys: Vec<_> = places.iter().map(|p| [p.ladder, &p.store, &p.market, &p.subject]).collect();
    let keys = binds.put(serde_json::json!(keys).to_string());
    let sql = format!(
        "SELECT {COLUMNS}, k.key FROM json_each({keys}) k CROSS JOIN main.item i ON i.ladder = k.value ->> 0 \
         AND i.store = k.value ->> 1 AND i.market = k.value ->> 2 AND i.subject = k.value ->> 3 \
         WHERE i.state IN ('open', 'acted') ORDER BY i.id"
    );
    let found = rows(db, &sql, &binds, |row| Ok((row.get::<_, i64>("key")? as usize, read(row, view)?)))?;
    Ok(found.into_iter().filter_map(|(at, item)| Some((places.get(at)?.clone(), item?))).collect())
}

/// The newest live item of each subject of a ladder, in whatever store it stands (practices, files).
pub(super) fn live_anywhere(
    db: &Connection,
    ladder: &str,
    subjects: &[&str],
    view: &Viewpoint,
) -> rusqlite::Result<HashMap<String, WorkItem>> {
    let mut binds = Binds::default();
    let (ladder, subjects) = (binds.put(ladder.to_owned()), binds.put(serde_json::json!(subjects).to_string()));
    let sql = format!(
        "SELECT {COLUMNS} FROM main.item i WHERE i.ladder = {ladder} AND i.state IN ('open', 'acted') \
         AND i.subject IN (SELECT value FROM json_each({subjects})) ORDER BY i.id"
    );
    let found = rows(db, &sql, &binds, |row| read(row, view))?;
    Ok(found.into_iter().flatten().map(|item| (item.key.subject.clone(), item)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Bench, view};
    use super::*;

    #[test]
    fn the_newest_live_item_of_a_key_is_found_and_old_claims_are_none() {
        let bench = Bench::new();
        let now = view().now;
        let at = |now| Viewpoint { now, ..view() };
        let first = bench.item("ship", "s", "US", "113-1", "ship-today", "today", Some(now.0));
        bench.sql(&format!("UPDATE item SET state = 'cleared' WHERE id = {first}"));
        let second = bench.item("ship", "s", "US", "113-1", "ship-today", "now", Some(now.0));
        bench.sql(&format!(
            "UPDATE item SET claim_uid = 1, claim_name = 'li', claim_until = {}, snooze_until = {} WHERE id = {second}",
            now.0, now.0
        ));
        let place = Place::new("ship", "s", Some(Market::Us), "113-1");
        let other = Place::new("ship", "s", Some(Market::De), "113-1");
        let found = live(&bench.reader.0, &[place.clone(), other], &at(now)).unwrap();
        assert_eq!(found.len(), 1);
        let item = &found[&place];
        assert_eq!((item.id, item.claim.is_none(), item.snoozed.is_none()), (second, true, true));
        let earlier = now.plus(-1);
        let item = &live(&bench.reader.0, std::slice::from_ref(&place), &at(earlier)).unwrap()[&place];
        assert_eq!(item.claim.as_ref().map(|c| c.name.as_str()), Some("li"));
        assert_eq!(item.snoozed, Some(Snooze::Until(now)));
        let anywhere = live_anywhere(&bench.reader.0, "ship", &["113-1"], &at(now)).unwrap();
        assert_eq!(anywhere["113-1"].id, second);
    }

    #[test]
    fn a_kind_of_a_newer_program_is_left_alone_and_a_broken_row_is_named() {
        let bench = Bench::new();
        let id = bench.item("ship", "s", "US", "113-1", "ship-by-drone", "today", None);
        assert!(by_ids(&bench.reader.0, &[id], &view()).unwrap().is_empty());
        bench.sql("UPDATE item SET kind = 'ship-today', evidence = '{'");
        let error = by_ids(&bench.reader.0, &[id], &view()).unwrap_err().to_string();
        assert!(error.contains("evidence holds"), "{error}");
    }
}
