//! How much of a SKU comes back, and how much of it was ordered.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::Connection;

use super::returned::{REPORTS, Returned};
use crate::domain::day::{DAY, Day, HOUR, Instant};
use crate::domain::fact::ReturnRateFact;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::store::list::sql::{Binds, Take, rows};

/// How far back orders are looked at.
const DAYS: i64 = 180;
/// SKUs with fewer units back in four weeks are not looked at: no threshold can be so low.
const LEAST: i64 = 3;
const WEEKS: i64 = 28;
/// Days in a row without any order of a store and marketplace, above which a file is missing.
const HOLE: i64 = 3;
/// The same for the rows of a returns report: small shops have quiet weeks.
const QUIET: i64 = 14;

type Place = (String, Market);
type Sku = (String, Market, String);

/// What the reports of a store and marketplace tell.
struct Known {
    from: Day,
    until: Day,
    newest: Evidence,
}

/// The SKUs of which several units came back, or about which an item is open, sorted by store, marketplace and SKU.
pub(super) fn load(db: &Connection, returned: &[Returned], now: Instant) -> rusqlite::Result<Vec<ReturnRateFact>> {
    let known = known(returned);
    let watched = watched(db)?;
    let mut back: BTreeMap<Sku, Vec<&Returned>> = BTreeMap::new();
    for row in returned {
        back.entry((row.store.clone(), row.market, row.sku.clone())).or_default().push(row);
    }
    back.retain(|sku, rows| {
        let newest = rows.last().map(|row| row.day);
        let recent = rows.iter().filter(|row| newest.is_some_and(|newest| newest.since(row.day) < WEEKS));
        watched.contains(sku) || recent.map(|row| row.units).sum::<i64>() >= LEAST
    });
    for sku in watched {
        back.entry(sku).or_default();
    }
    if back.is_empty() {
        return Ok(Vec::new());
    }
    let orders = Orders::load(db, &back.keys().map(|(.., sku)| sku.as_str()).collect(), now)?;
    let facts = back.into_iter().filter_map(|(sku, rows)| {
        let place = (sku.0.clone(), sku.1);
        // Of a SKU without a return, and so without a report that names it, both must tell.
        let names = |report: &&i64| rows.is_empty() || rows.iter().any(|row| row.report == **report);
        let told = REPORTS.iter().filter(names).filter_map(|report| known.get(&(place.clone(), *report)));
        let told: Vec<&Known> = told.collect();
        let last = told.iter().min_by_key(|known| known.until)?;
        let returns_known = (told.iter().map(|known| known.from).max()?, last.until);
        Some(ReturnRateFact {
            back: rows.iter().map(|row| (row.day, row.units)).collect(),
            ordered: orders
                .units
                .get(&sku)
                .map(|days| days.iter().map(|(d, n)| (*d, *n)).collect())
                .unwrap_or_default(),
            returns_known,
            orders_known: orders.known(&place)?,
            evidence: rows.last().map(|row| row.evidence.clone()),
            until: last.newest.clone(),
            store: sku.0,
            market: sku.1,
            sku: sku.2,
        })
    });
    Ok(facts.collect())
}

/// The days of each report without a hole, by store and marketplace.
fn known(returned: &[Returned]) -> HashMap<(Place, i64), Known> {
    let mut known: HashMap<(Place, i64), Known> = HashMap::new();
    // Oldest first.
    for row in returned {
        let of = known.entry(((row.store.clone(), row.market), row.report));
        let of = of.or_insert_with(|| Known { from: row.day, until: row.day, newest: row.evidence.clone() });
        if row.day.since(of.until) > QUIET + 1 {
            of.from = row.day;
        }
        (of.until, of.newest) = (row.day, row.evidence.clone());
    }
    known
}

/// The SKUs about which an item is not over: they are looked at even when nothing comes back any more.
fn watched(db: &Connection) -> rusqlite::Result<HashSet<Sku>> {
    let sql = "SELECT store, market, subject FROM main.item WHERE ladder = 'more-returns' AND state <> 'cleared'";
    let found = rows(db, sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        Ok((take.next()?, take.market()?, take.next()?))
    })?;
    Ok(found.into_iter().collect())
}

/// Units ordered by the marketplace's day, and the days of which the orders tell.
struct Orders {
    units: HashMap<Sku, BTreeMap<Day, i64>>,
    days: HashMap<Place, BTreeSet<Day>>,
}

impl Orders {
    fn load(db: &Connection, skus: &BTreeSet<&str>, now: Instant) -> rusqlite::Result<Self> {
        let mut binds = Binds::default();
        let (from, hour) = (binds.put(now.plus(-DAYS * DAY).0), binds.put(HOUR));
        let skus = binds.put(serde_json::json!(skus).to_string());
        // By the hour, for the days are those of the marketplace; the other SKUs say only that there were orders.
        let sql = format!(
            "SELECT o.store, o.market, CASE WHEN o.sku IN (SELECT value FROM json_each({skus})) THEN o.sku END AS sku, \
               o.purchased_at / {hour} AS hour, \
               SUM(CASE WHEN COALESCE(o.item_status, '') <> 'Cancelled' THEN COALESCE(o.units, 0) ELSE 0 END) \
             FROM facts.order_line o INDEXED BY order_line_purchased WHERE o.purchased_at >= {from} \
             GROUP BY o.store, o.market, 3, 4"
        );
        let mut all = Self { units: HashMap::new(), days: HashMap::new() };
        let found = rows(db, &sql, &binds, |row| {
            let take = &mut Take::new(row);
            let place: Place = (take.next()?, take.market()?);
            Ok((place, take.next::<Option<String>>()?, take.next::<i64>()?, take.next::<i64>()?))
        })?;
        for ((store, market), sku, hour, units) in found {
            let day = Instant(hour * HOUR).day(market.zone());
            all.days.entry((store.clone(), market)).or_default().insert(day);
            if let Some(sku) = sku {
                *all.units.entry((store, market, sku)).or_default().entry(day).or_insert(0) += units;
            }
        }
        Ok(all)
    }

    /// The newest days with orders without a hole between them.
    fn known(&self, place: &Place) -> Option<(Day, Day)> {
        let days = self.days.get(place)?;
        let until = *days.last()?;
        let from = days.iter().rev().fold(until, |from, day| if from.since(*day) <= HOLE + 1 { *day } else { from });
        Some((from, until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW};
    use crate::store::rules::returned;

    fn load(bench: &Bench) -> Vec<ReturnRateFact> {
        super::load(&bench.reader.0, &returned::load(&bench.reader.0, NOW).unwrap(), NOW).unwrap()
    }

    fn back(bench: &Bench, sku: &str, n: i64, day: &str, units: i64) {
        let pairs = format!(
            "order_id = 'o'; sku = '{sku}'; unit = '{n}'; occurrence = 1; returned_day = '{day}'; units = {units}; line = {n}"
        );
        bench.fact("fba_return", &pairs);
    }

    fn ordered(bench: &Bench, sku: &str, days_ago: i64, units: i64, status: &str) {
        let pairs = format!(
            "order_id = '{sku}-{days_ago}-{status}'; sku = '{sku}'; occurrence = 1; purchased_at = {}; units = {units}; \
             item_status = '{status}'",
            NOW.0 - days_ago * DAY
        );
        bench.fact("order_line", &pairs);
    }

    #[test]
    fn the_widest_settings_ask_for_no_day_that_is_not_read() {
        let settings = crate::domain::settings::Settings::shipped().unwrap();
        let most = |key: &str| settings.rules().iter().find(|rule| rule.key == key).unwrap().max;
        let (days, base) = (most("returns.spike_days"), most("returns.spike_base_days"));
        let judged = days - 1 + days + base;
        assert!(judged < returned::DAYS && judged + most("returns.spike_lag_days") < DAYS);
    }

    #[test]
    fn a_returns_report_is_known_after_its_last_hole() {
        let bench = Bench::new();
        for (n, day) in
            ["2026-09-01", "2026-10-01", "2026-10-16", "2026-10-31", "2026-11-14", "2026-11-20"].iter().enumerate()
        {
            back(&bench, "A", n as i64, day, 3);
        }
        ordered(&bench, "A", 1, 5, "Shipped");
        assert_eq!(
            load(&bench)[0].returns_known.0.to_string(),
            "2026-10-01",
            "two weeks may be quiet, four are a file"
        );
    }

    #[test]
    fn a_sku_is_counted_on_days_of_which_the_reports_tell() {
        let bench = Bench::new();
        back(&bench, "A", 1, "2026-11-01", 2);
        back(&bench, "A", 2, "2026-11-10", 2);
        back(&bench, "B", 3, "2026-11-20", 1);
        for days in [1, 4, 7, 12, 13] {
            ordered(&bench, if days == 4 { "B" } else { "A" }, days, 5, "Shipped");
        }
        ordered(&bench, "A", 2, 9, "Cancelled");
        let found = load(&bench);
        let brief = |fact: &ReturnRateFact| (fact.sku.clone(), fact.back.len(), fact.evidence.as_ref().map(|e| e.row));
        assert_eq!(found.iter().map(brief).collect::<Vec<_>>(), [("A".to_owned(), 2, Some(2))]);
        let fact = &found[0];
        // The report's newest row is of another SKU: until there nothing of this one came back.
        assert_eq!(fact.returns_known.0.to_string() + &fact.returns_known.1.to_string(), "2026-11-012026-11-20");
        assert_eq!(fact.until.row, 3);
        let units: Vec<i64> = fact.ordered.iter().map(|(_, units)| *units).collect();
        assert_eq!(units, [5, 5, 5, 0, 5], "a cancelled unit is none");
        // Four days without any order are a file that is missing: before them nothing is known.
        let today = NOW.day(fact.market.zone());
        assert_eq!((today.since(fact.orders_known.0), today.since(fact.orders_known.1)), (7, 1));
        // An open item keeps its SKU in sight.
        bench.item("more-returns", "s", "US", "C", "more-returns", "week", None);
        let found = load(&bench);
        assert_eq!(found.iter().map(brief).collect::<Vec<_>>()[1], ("C".to_owned(), 0, None));
        bench.sql("UPDATE item SET state = 'cleared'");
        assert_eq!(load(&bench).len(), 1);
    }
}
