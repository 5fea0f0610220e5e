//! The newest stock state of each SKU: from the planning report or from Manage FBA Inventory, whichever speaks of the later
//! moment. Sales are in the planning report alone.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::day::{Day, Instant};
use crate::domain::fact::{Alarm, StockDay, StockFact};
use crate::domain::market::Market;
use crate::domain::work::Kind;
use crate::store::list::sql::{Binds, Take, first, rows};

/// How far back snapshots are given.
const DAYS: i64 = 90;

/// The two reports that say what is in stock; the columns of [`read`] in the words of each.
struct Source {
    table: &'static str,
    columns: &'static str,
    available: &'static str,
}

const PLANNING: Source = Source {
    table: "fba_planning",
    columns: "SUM(t.available), SUM(COALESCE(t.inbound, t.inbound_working + t.inbound_shipped + t.inbound_received)), \
        SUM(t.units_t7), SUM(t.units_t30), SUM(t.units_t60), SUM(t.units_t90), SUM(t.sales_t30), MAX(t.price), t.currency",
    available: "available",
};

const INVENTORY: Source = Source {
    table: "fba_inventory",
    columns: "SUM(t.fulfillable), SUM(t.inbound_working + t.inbound_shipped + t.inbound_receiving), \
        NULL, NULL, NULL, NULL, NULL, MAX(t.price), t.currency",
    available: "fulfillable",
};

/// The store and marketplace of a stock report, the newest day of it, and the moment of its newest file.
struct Scope {
    source: &'static Source,
    store: String,
    market: Market,
    day: String,
    as_of: i64,
}

impl Scope {
    fn place(&self) -> (&str, Market) {
        (&self.store, self.market)
    }
}

/// The stores and marketplaces of a table whose key begins with them: one step along the index for each.
pub(in crate::store) fn scopes(db: &Connection, table: &str) -> rusqlite::Result<Vec<(String, Market)>> {
    let mut found: Vec<(String, Market)> = Vec::new();
    let sql = format!(
        "SELECT store, market FROM facts.{table} WHERE (store, market) > (?1, ?2) ORDER BY store, market LIMIT 1"
    );
    let mut last = (String::new(), String::new());
    loop {
        let mut binds = Binds::default();
        binds.put(last.0);
        binds.put(last.1);
        let next = first(db, &sql, &binds, |row| {
            let take = &mut Take::new(row);
            Ok((take.next::<String>()?, take.market()?))
        })?;
        let Some((store, market)) = next else { return Ok(found) };
        last = (store.clone(), market.code().to_owned());
        found.push((store, market));
    }
}

/// The scopes of both reports; those of one store and marketplace stand together, the one that speaks of the later moment
/// first.
fn newest(db: &Connection) -> rusqlite::Result<Vec<Scope>> {
    let mut found: Vec<Scope> = Vec::new();
    for source in [&PLANNING, &INVENTORY] {
        for (store, market) in scopes(db, source.table)? {
            let mut binds = Binds::default();
            let (at_store, at_market) = (binds.put(store.clone()), binds.put(market.code().to_owned()));
            let from = format!("FROM facts.{} WHERE store = {at_store} AND market = {at_market}", source.table);
            let sql = format!(
                "SELECT snapshot_day, MAX(as_of) {from} AND snapshot_day = (SELECT MAX(snapshot_day) {from}) \
                 GROUP BY snapshot_day"
            );
            if let Some((day, as_of)) = first(db, &sql, &binds, |row| Ok((row.get(0)?, row.get(1)?)))? {
                found.push(Scope { source, store, market, day, as_of });
            }
        }
    }
    // Stable: of two reports of one moment the planning report counts.
    found.sort_by(|a, b| a.place().cmp(&b.place()).then((&b.day, b.as_of).cmp(&(&a.day, a.as_of))));
    Ok(found)
}

/// The newest state of every SKU with its snapshots of 90 days, sorted by store, marketplace and SKU.
pub(in crate::store) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<StockFact>> {
    let mut facts = current(db)?;
    for scope in newest(db)? {
        let own = facts.iter_mut().filter(|fact| fact.store == scope.store && fact.market == scope.market);
        let mut history: HashMap<String, &mut Vec<StockDay>> =
            own.map(|fact| (fact.sku.clone(), &mut fact.history)).collect();
        let mut binds = Binds::default();
        let (store, market) = (binds.put(scope.store.clone()), binds.put(scope.market.code().to_owned()));
        let from = binds.put(now.day(scope.market.zone()).plus(-DAYS).to_string());
        let Source { table, available, .. } = scope.source;
        let sql = format!(
            "SELECT sku, snapshot_day, SUM({available}) FROM facts.{table} INDEXED BY {table}_sku \
             WHERE store = {store} AND market = {market} AND snapshot_day >= {from} AND {available} IS NOT NULL \
             GROUP BY sku, snapshot_day"
        );
        rows(db, &sql, &binds, |row| {
            let take = &mut Take::new(row);
            let days = history.get_mut(row.get_ref(0)?.as_str()?);
            take.next::<rusqlite::types::Value>()?;
            let day = take.parse(Day::parse)?;
            if let Some(days) = days {
                days.push(StockDay { day, available: take.next()? });
            }
            Ok(())
        })?;
    }
    let alarms = alarms(db)?;
    for fact in &mut facts {
        let key = (fact.store.clone(), fact.market, fact.sku.clone());
        fact.alarm = alarms.get(&key).copied().unwrap_or_default();
        // A day that both reports speak of counts once, as the one says that was read first.
        fact.history.sort_by_key(|snapshot| snapshot.day);
        fact.history.dedup_by_key(|snapshot| snapshot.day);
    }
    Ok(facts)
}

/// The SKUs of which the stock ladder says that they are out of stock or near it.
fn alarms(db: &Connection) -> rusqlite::Result<HashMap<(String, Market, String), Alarm>> {
    let mut binds = Binds::default();
    let ladder = binds.put(Kind::StockOutNear.info().ladder.to_owned());
    let watch = binds.put(Kind::StockToWatch.word().to_owned());
    let sql = format!(
        "SELECT store, market, subject, state = 'open' FROM main.item \
         WHERE ladder = {ladder} AND state <> 'cleared' AND kind <> {watch} AND market <> '' ORDER BY id"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let key = (take.next()?, take.market()?, take.next()?);
        Ok((key, if take.next()? { Alarm::Open } else { Alarm::Aside }))
    })?;
    // Of several occurrences of a SKU the newest counts.
    Ok(found.into_iter().collect())
}

/// The newest state of every SKU without its earlier snapshots.
pub(in crate::store) fn current(db: &Connection) -> rusqlite::Result<Vec<StockFact>> {
    let mut facts = Vec::new();
    for both in newest(db)?.chunk_by(|a, b| a.place() == b.place()) {
        let mut found = read(db, &both[0])?;
        // The planning report is complete in itself; Manage FBA Inventory knows no sales and leaves out hidden listings.
        if let [main, older] = both
            && main.source.table == INVENTORY.table
        {
            found = joined(found, read(db, older)?);
        }
        heroes(&mut found);
        facts.extend(found.into_iter().map(|(fact, _)| fact));
    }
    facts.sort_by(|a, b| (&a.store, a.market, &a.sku).cmp(&(&b.store, b.market, &b.sku)));
    Ok(facts)
}

/// A SKU with its revenue of 30 days.
type Sold = (StockFact, Option<i64>);

/// The SKUs of the later report, with what only the older one knows: sales, price, and SKUs that the later one lacks.
fn joined(mut later: Vec<Sold>, older: Vec<Sold>) -> Vec<Sold> {
    let known: HashMap<String, usize> = later.iter().enumerate().map(|(i, (fact, _))| (fact.sku.clone(), i)).collect();
    for (old, revenue) in older {
        let Some(at) = known.get(&old.sku) else {
            later.push((old, revenue));
            continue;
        };
        let (fact, sold) = &mut later[*at];
        for (units, old) in fact.units.iter_mut().zip(old.units) {
            *units = units.or(old);
        }
        fact.price = fact.price.or(old.price);
        *sold = sold.or(revenue);
    }
    later
}

/// The SKUs of a scope with their revenue of 30 days.
fn read(db: &Connection, scope: &Scope) -> rusqlite::Result<Vec<Sold>> {
    let mut binds = Binds::default();
    let (store, market) = (binds.put(scope.store.clone()), binds.put(scope.market.code().to_owned()));
    let day = binds.put(scope.day.clone());
    let Source { table, columns, .. } = scope.source;
    let sql = format!(
        "SELECT t.sku, t.title, t.asin, t.snapshot_day, {columns}, f.sha256, f.name, t.line, MAX(t.as_of) \
         FROM facts.{table} t LEFT JOIN facts.import f ON f.seq = t.import \
         WHERE t.store = {store} AND t.market = {market} AND t.snapshot_day = {day} GROUP BY t.sku"
    );
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (sku, title, asin) = (take.next()?, take.text()?, take.text()?);
        let (day, available, inbound) = (take.parse(Day::parse)?, take.next()?, take.next()?);
        let units = [take.next()?, take.next()?, take.next()?, take.next()?];
        let revenue = take.next()?;
        let price = take.money(Some(scope.market))?;
        let fact = StockFact {
            store: scope.store.clone(),
            market: scope.market,
            sku,
            title,
            asin,
            day,
            available,
            inbound,
            units,
            price,
            hero: false,
            history: Vec::new(),
            alarm: Alarm::Quiet,
            evidence: take.evidence()?,
        };
        Ok((fact, revenue))
    })
}

/// Marks the SKUs that together bring the first 80 % of the revenue of their store and marketplace (H10).
fn heroes(facts: &mut [Sold]) {
    let total: i64 = facts.iter().filter_map(|(_, revenue)| *revenue).sum();
    facts.sort_by_key(|(_, revenue)| std::cmp::Reverse(*revenue));
    let mut before = 0_i64;
    for (fact, revenue) in facts {
        let revenue = revenue.unwrap_or(0);
        fact.hero = revenue > 0 && before.saturating_mul(10) < total.saturating_mul(8);
        before = before.saturating_add(revenue);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::{Currency, Money};
    use crate::store::list::testing::{Bench, NOW};

    fn planning(bench: &Bench, market: &str, day: &str, sku: &str, more: &str) {
        let pairs = format!("market = '{market}'; snapshot_day = '{day}'; sku = '{sku}'; {more}");
        bench.fact("fba_planning", &pairs);
    }

    #[test]
    fn the_newest_day_of_a_scope_is_the_present_state() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'plan.csv'");
        planning(&bench, "US", "2026-11-20", "A", "available = 5");
        planning(&bench, "US", "2026-11-20", "GONE", "available = 9");
        planning(&bench, "US", "2026-07-01", "A", "available = 1");
        let more = "available = 3; inbound_working = 1; inbound_shipped = 2; inbound_received = 0; units_t7 = 7; \
                    units_t30 = 30; sales_t30 = 8000; price = 999; currency = 'USD'; asin = 'B0'; title = '铲'; line = 4";
        planning(&bench, "US", "2026-11-21", "A", more);
        planning(&bench, "US", "2026-11-21", "B", "sales_t30 = 1500");
        planning(&bench, "US", "2026-11-21", "C", "sales_t30 = 500");
        planning(&bench, "DE", "2026-11-19", "A", "available = 0; inbound = 0");
        bench.fact("fba_inventory", "market = 'US'; snapshot_day = '2026-11-22'; sku = 'OTHER'; fulfillable = 1");
        bench.fact(
            "fba_inventory",
            "market = 'JP'; snapshot_day = '2026-11-22'; sku = 'J'; fulfillable = 4; price = 2480; line = 9",
        );
        let facts = load(&bench.reader.0, NOW).unwrap();
        let brief: Vec<_> = facts
            .iter()
            .map(|f| (f.market.code(), f.sku.as_str(), f.day.to_string(), f.available, f.inbound, f.hero))
            .collect();
        let wanted = [
            ("US", "A", "2026-11-21".to_owned(), Some(3), Some(3), true),
            ("US", "B", "2026-11-21".to_owned(), None, None, false),
            ("US", "C", "2026-11-21".to_owned(), None, None, false),
            ("US", "OTHER", "2026-11-22".to_owned(), Some(1), None, false),
            ("DE", "A", "2026-11-19".to_owned(), Some(0), Some(0), false),
            ("JP", "J", "2026-11-22".to_owned(), Some(4), None, false),
        ];
        assert_eq!(brief, wanted);
        assert_eq!((facts[0].units, facts[0].evidence.row), ([Some(7), Some(30), None, None], 4));
        assert_eq!(facts[0].price, Some(Money::new(999, Currency::of(b"USD"))));
        assert_eq!(facts[5].price, Some(Money::new(2480, Currency::of(b"JPY"))));
        let history: Vec<_> = facts[0].history.iter().map(|d| (d.day.to_string(), d.available)).collect();
        assert_eq!(history, [("2026-11-20".to_owned(), 5), ("2026-11-21".to_owned(), 3)]);
    }

    #[test]
    fn an_old_planning_report_does_not_beat_newer_stock() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'plan.csv'");
        bench.fact("import", "seq = 2; sha256 = 'bb'; name = 'stock.txt'");
        let sold = "units_t7 = 7; units_t30 = 30; units_t90 = 90; sales_t30 = 8000; price = 999; currency = 'USD'";
        planning(&bench, "US", "2026-11-10", "A", &format!("available = 50; inbound = 9; {sold}"));
        planning(&bench, "US", "2026-11-10", "B", "available = 4; inbound = 0");
        let stock = |day: &str, sku: &str, more: &str| {
            let pairs = format!("market = 'US'; snapshot_day = '{day}'; sku = '{sku}'; import = 2; {more}");
            bench.fact("fba_inventory", &pairs);
        };
        stock("2026-11-09", "A", "fulfillable = 60");
        let brief = || -> Vec<_> {
            let facts = load(&bench.reader.0, NOW).unwrap();
            facts.into_iter().map(|f| (f.sku, f.day.to_string(), f.available, f.inbound, f.evidence.sha256)).collect()
        };
        let row = |sku: &str, day: &str, available, inbound, file: &str| {
            (sku.to_owned(), day.to_owned(), Some(available), inbound, file.to_owned())
        };
        let planned = [row("A", "2026-11-10", 50, Some(9), "aa"), row("B", "2026-11-10", 4, Some(0), "aa")];
        assert_eq!(brief(), planned, "the older stock report says nothing more");
        stock("2026-11-21", "A", "fulfillable = 0; inbound_working = 0; inbound_shipped = 0; inbound_receiving = 0");
        assert_eq!(brief(), [row("A", "2026-11-21", 0, Some(0), "bb"), planned[1].clone()]);
        let fact = load(&bench.reader.0, NOW).unwrap().remove(0);
        assert_eq!((fact.units, fact.hero), ([Some(7), Some(30), None, Some(90)], true), "sales are those of the plan");
        assert_eq!(fact.price, Some(Money::new(999, Currency::of(b"USD"))));
        let history: Vec<_> = fact.history.iter().map(|d| (d.day.to_string(), d.available)).collect();
        let days = [("2026-11-09", 60), ("2026-11-10", 50), ("2026-11-21", 0)];
        assert_eq!(history, days.map(|(day, n)| (day.to_owned(), n)));
        stock("2026-11-21", "OLD", "fulfillable = 2");
        // A newer plan counts again, and alone.
        planning(&bench, "US", "2026-11-22", "A", &format!("available = 3; inbound = 1; {sold}"));
        assert_eq!(brief(), [row("A", "2026-11-22", 3, Some(1), "aa")]);
    }

    #[test]
    fn an_alarm_that_rang_is_known_open_or_put_aside() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'plan.csv'");
        let skus = [
            ("near", "stock-out-near", "open", Alarm::Open),
            ("out", "out-goods-coming", "open", Alarm::Open),
            ("done", "out-of-stock", "acted", Alarm::Aside),
            ("known", "stock-out-near", "dismissed", Alarm::Aside),
            ("over", "stock-out-near", "cleared", Alarm::Quiet),
            ("watched", "stock-to-watch", "open", Alarm::Quiet),
        ];
        for (sku, kind, state, _) in skus {
            planning(&bench, "US", "2026-11-21", sku, "available = 40");
            let id = bench.item("stock", "s", "US", sku, kind, "today", None);
            bench.sql(&format!("UPDATE item SET state = '{state}' WHERE id = {id}"));
        }
        // The same SKU elsewhere has an alarm of its own.
        planning(&bench, "DE", "2026-11-21", "near", "available = 40");
        let facts = load(&bench.reader.0, NOW).unwrap();
        let alarm = |market, sku| facts.iter().find(|f| f.market == market && f.sku == sku).unwrap().alarm;
        for (sku, _, _, wanted) in skus {
            assert_eq!(alarm(Market::Us, sku), wanted, "{sku}");
        }
        assert_eq!(alarm(Market::De, "near"), Alarm::Quiet);
    }

    #[test]
    fn heroes_are_the_few_that_bring_most_of_the_revenue() {
        let bench = Bench::new();
        for (sku, sales) in [("A", 50), ("B", 29), ("C", 2), ("D", 19)] {
            planning(&bench, "US", "2026-11-21", sku, &format!("sales_t30 = {sales}"));
        }
        let heroes: Vec<_> = current(&bench.reader.0).unwrap().into_iter().filter(|f| f.hero).map(|f| f.sku).collect();
        assert_eq!(heroes, ["A", "B", "D"]);
    }
}
