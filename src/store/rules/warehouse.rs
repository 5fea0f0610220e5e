//! The own warehouse, beside what is to ship and what open listings offer.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;

use super::newest::rows_of_newest;
use crate::domain::day::{Day, Instant};
use crate::domain::fact::{NeedFact, OfferFact, OrderFact, OwnStock};
use crate::domain::import::Evidence;
use crate::domain::money::Money;
use crate::store::list::sql::{Binds, Take, rows};

/// Store and SKU.
type Sku = (String, String);

/// An open line of the unshipped report.
struct Line {
    order_id: String,
    units: Option<i64>,
    promise_at: Option<Instant>,
    title: String,
    evidence: Evidence,
}

/// What is to ship, and what is offered, of the SKUs that lie in the own warehouse. `orders` are those of the unshipped
/// report: one that All Orders knows as ended takes nothing from the shelf any more.
pub(in crate::store) fn load(
    db: &Connection,
    orders: &[OrderFact],
) -> rusqlite::Result<(Vec<NeedFact>, Vec<OfferFact>)> {
    let own = own(db)?;
    if own.is_empty() {
        return Ok(Default::default());
    }
    let lines = open_lines(db, orders)?;
    let offers = offers(db, &own, &lines)?;
    Ok((needs(db, own, lines)?, offers))
}

/// What the sheet has of each SKU, over its places.
fn own(db: &Connection) -> rusqlite::Result<BTreeMap<Sku, OwnStock>> {
    let sql = "SELECT o.store, o.sku, SUM(o.units), COUNT(*) = COUNT(o.units), o.counted_on, f.sha256, f.name, o.line, \
           MAX(o.as_of) FROM facts.own_stock o LEFT JOIN facts.import f ON f.seq = o.import GROUP BY o.store, o.sku";
    let found = rows(db, sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        let sku = (take.next()?, take.next()?);
        let (units, known): (Option<i64>, bool) = (take.next()?, take.next()?);
        let counted = take.day()?;
        Ok((sku, OwnStock { units: units.filter(|_| known), counted, evidence: take.evidence()? }))
    })?;
    Ok(found.into_iter().collect())
}

fn open_lines(db: &Connection, orders: &[OrderFact]) -> rusqlite::Result<HashMap<Sku, Vec<Line>>> {
    let ended: HashSet<(&str, &str)> =
        orders.iter().filter(|o| o.closed.is_some()).map(|o| (o.store.as_str(), o.order_id.as_str())).collect();
    let sql = "SELECT u.store, u.sku, u.order_id, u.units_to_ship, u.promise_at, u.title, f.sha256, f.name, u.line, u.as_of \
         FROM facts.unshipped_line u LEFT JOIN facts.import f ON f.seq = u.import WHERE u.closed_at IS NULL \
         ORDER BY u.store, u.sku, u.promise_at IS NULL, u.promise_at, u.order_id, u.order_item_id";
    let found = rows(db, sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        let sku: Sku = (take.next()?, take.next()?);
        let (order_id, units, promise_at) = (take.next()?, take.next()?, take.instant()?);
        Ok((sku, Line { order_id, units, promise_at, title: take.text()?, evidence: take.evidence()? }))
    })?;
    let mut lines: HashMap<Sku, Vec<Line>> = HashMap::new();
    for (sku, line) in found {
        if line.units != Some(0) && !ended.contains(&(sku.0.as_str(), line.order_id.as_str())) {
            lines.entry(sku).or_default().push(line);
        }
    }
    Ok(lines)
}

/// Units over lines; unknown when one is.
fn units(lines: Option<&Vec<Line>>) -> Option<i64> {
    lines.map_or(Some(0), |lines| lines.iter().try_fold(0_i64, |sum, line| Some(sum.saturating_add(line.units?))))
}

fn needs(
    db: &Connection,
    own: BTreeMap<Sku, OwnStock>,
    mut lines: HashMap<Sku, Vec<Line>>,
) -> rusqlite::Result<Vec<NeedFact>> {
    let mut emptied = emptied(db)?;
    let leads = leads(db)?;
    let mut found = Vec::new();
    for ((store, sku), own) in own {
        let key = (store, sku);
        let lines = lines.remove(&key).unwrap_or_default();
        let units = units(Some(&lines));
        let orders: HashSet<&str> = lines.iter().map(|line| line.order_id.as_str()).collect();
        let orders = i64::try_from(orders.len()).unwrap_or(i64::MAX);
        let (title, promise_at, evidence) = match lines.into_iter().next() {
            Some(line) => (line.title, line.promise_at, line.evidence),
            None => match emptied.remove(&key) {
                Some(evidence) => (String::new(), None, evidence),
                None => continue,
            },
        };
        let (lead_days, supplier) = leads.get(&key).cloned().unzip();
        let supplier = supplier.unwrap_or_default();
        let (store, sku) = key;
        found.push(NeedFact { store, sku, title, units, orders, promise_at, own, lead_days, supplier, evidence });
    }
    Ok(found)
}

/// Of the SKUs of items that are not cleared: the newest complete report of what is to ship, if it is newer than the row
/// behind the item.
fn emptied(db: &Connection) -> rusqlite::Result<HashMap<Sku, Evidence>> {
    let sql = "SELECT i.store, i.subject, f.sha256, f.name, 0, MAX(s.as_of) FROM main.item i \
         JOIN facts.snapshot s ON s.format = 'unshipped' AND s.store = i.store AND s.as_of > i.seen_at \
         LEFT JOIN facts.import f ON f.seq = s.import \
         WHERE i.ladder = 'buy' AND i.state <> 'cleared' GROUP BY i.store, i.subject";
    let found = rows(db, sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        Ok(((take.next()?, take.next()?), take.evidence()?))
    })?;
    Ok(found.into_iter().collect())
}

/// Days and name of the quickest supplier of each SKU: making, carrying, receiving; blank days count as none.
fn leads(db: &Connection) -> rusqlite::Result<HashMap<Sku, (i64, String)>> {
    let sql = "SELECT store, sku, supplier, \
           MIN(lead_days + COALESCE(transport_days, 0) + COALESCE(receiving_days, 0)) FROM facts.supplier_sku \
         WHERE lead_days IS NOT NULL GROUP BY store, sku";
    let found = rows(db, sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        let key = (take.next()?, take.next()?);
        let supplier: String = take.next()?;
        Ok((key, (take.next()?, supplier)))
    })?;
    Ok(found.into_iter().collect())
}

/// What the newest open listings offer: without a quantity Amazon ships it.
fn offers(
    db: &Connection,
    own: &BTreeMap<Sku, OwnStock>,
    lines: &HashMap<Sku, Vec<Line>>,
) -> rusqlite::Result<Vec<OfferFact>> {
    let columns = "t.sku, t.snapshot_day, t.quantity, t.price, t.currency";
    let found = rows_of_newest(db, "listing_open", columns, "t.sku", |row, store, market| {
        let take = &mut Take::new(row);
        let sku: String = take.next()?;
        let day = take.parse(Day::parse)?;
        let quantity: Option<i64> = take.next()?;
        let price: Option<Money> = take.money(Some(market))?;
        let evidence = take.evidence()?;
        let key = (store, sku);
        Ok(quantity.zip(own.get(&key).cloned()).map(|(quantity, own)| {
            let to_ship = units(lines.get(&key));
            let (store, sku) = key;
            OfferFact { store, market, sku, day, quantity, price, to_ship, own, evidence }
        }))
    })?;
    Ok(found.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::Closing;
    use crate::store::list::testing::Bench;
    use crate::store::rules::orders::{Wanted, load as load_orders};

    fn line(bench: &Bench, item: u32, order: &str, sku: &str, units: &str, promise: i64) {
        bench.fact(
            "unshipped_line",
            &format!(
                "order_item_id = '{item}'; order_id = '{order}'; sku = '{sku}'; units_to_ship = {units}; \
                 promise_at = {promise}; as_of = 10; line = {item}"
            ),
        );
    }

    fn own(bench: &Bench, sku: &str, lot: &str, units: &str) {
        bench.fact(
            "own_stock",
            &format!("market = ''; sku = '{sku}'; location = 'Home'; lot = '{lot}'; occurrence = 1; units = {units}"),
        );
    }

    #[test]
    fn what_is_to_ship_meets_what_lies_in_the_house() {
        let bench = Bench::new();
        line(&bench, 1, "111-1", "A", "2", 900);
        line(&bench, 2, "111-2", "A", "3", 800);
        line(&bench, 3, "111-3", "B", "NULL", 900);
        line(&bench, 4, "111-4", "C", "5", 900);
        line(&bench, 5, "111-5", "A", "7", 100);
        for (sku, lot, units) in [("A", "1", "3"), ("A", "2", "1"), ("B", "", "4"), ("D", "", "NULL")] {
            own(&bench, sku, lot, units);
        }
        bench.fact(
            "supplier_sku",
            "market = ''; sku = 'A'; supplier = 'slow'; transport_mode = ''; marketplace = ''; lead_days = 9",
        );
        bench.fact(
            "supplier_sku",
            "market = ''; sku = 'A'; supplier = 'quick'; transport_mode = ''; marketplace = ''; lead_days = 2; transport_days = 1",
        );
        bench.fact(
            "listing_open",
            "snapshot_day = '2026-11-21'; sku = 'A'; quantity = 9; price = 1999; currency = 'USD'",
        );
        bench.fact("listing_open", "snapshot_day = '2026-11-21'; sku = 'B'; quantity = NULL");
        bench.fact("listing_open", "snapshot_day = '2026-11-21'; sku = 'Z'; quantity = 5");
        let mut orders = load_orders(&bench.reader.0, Wanted::Open).unwrap();
        for order in orders.iter_mut().filter(|order| order.order_id == "111-5") {
            order.closed = Some((Closing::Shipped, Evidence::default()));
        }
        let (needs, offers) = load(&bench.reader.0, &orders).unwrap();
        let brief: Vec<_> = needs
            .iter()
            .map(|n| (n.sku.as_str(), n.units, n.own.units, n.orders, n.promise_at, n.lead_days, n.supplier.as_str()))
            .collect();
        let wanted = [
            ("A", Some(5), Some(4), 2, Some(Instant(800)), Some(3), "quick"),
            ("B", None, Some(4), 1, Some(Instant(900)), None, ""),
        ];
        assert_eq!(brief, wanted, "C is not in the sheet, of D nothing is to ship");
        assert_eq!(needs[0].evidence.row, 2);
        let brief: Vec<_> = offers.iter().map(|o| (o.sku.as_str(), o.quantity, o.to_ship, o.own.units)).collect();
        assert_eq!(brief, [("A", 9, Some(5), Some(4))], "B is shipped by Amazon, Z is not in the sheet");
    }

    #[test]
    fn a_sku_of_an_open_item_with_nothing_to_ship_needs_a_newer_complete_report() {
        let bench = Bench::new();
        own(&bench, "A", "", "1");
        bench.item("buy", "s", "", "A", "buy-before-ship", "today", None);
        bench.sql("UPDATE item SET seen_at = 20");
        let found = || load(&bench.reader.0, &[]).unwrap().0;
        bench.fact("snapshot", "format = 'unshipped'; market = 'US'; as_of = 20; rows = 4; import = 1");
        assert!(found().is_empty());
        bench.fact("snapshot", "format = 'unshipped'; market = 'US'; as_of = 30; rows = 4; import = 1");
        let need = &found()[0];
        assert_eq!((need.units, need.orders, need.evidence.as_of, need.evidence.row), (Some(0), 0, 30, 0));
    }
}
