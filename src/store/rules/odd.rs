//! How many units of a SKU an order usually has, and which open orders have far more.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use crate::domain::day::{DAY, Instant};
use crate::domain::fact::{OddUnits, OrderFact};
use crate::domain::keys;
use crate::domain::market::Market;
use crate::domain::settings::Settings;
use crate::store::list::sql::{Binds, Take, rows};

/// How far back orders are looked at.
const DAYS: i64 = 90;

/// Store and SKU.
type Sku = (String, String);
/// Store and order id.
type Order = (String, String);

/// Marks the open orders that have more units of a SKU than 99 of 100 orders of the last 90 days, and at least the number
/// of the rule. A SKU with few orders has no usual number.
pub(in crate::store) fn mark(
    db: &Connection,
    orders: &mut [OrderFact],
    now: Instant,
    settings: &Settings,
) -> rusqlite::Result<()> {
    let mut rules: HashMap<(String, Market), (i64, i64)> = HashMap::new();
    for order in orders.iter() {
        let OrderFact { store, market, .. } = order;
        rules.entry((store.clone(), *market)).or_insert_with(|| {
            let get = |key| settings.get(&key, store, Some(*market), now.day(market.zone()));
            (get(keys::ODD_MIN_UNITS), get(keys::ODD_MIN_ORDERS))
        });
    }
    let large = large(db, rules.values().map(|(least, _)| *least).min().unwrap_or(0))?;
    let usual = usual(db, now, large.values().flatten().map(|(sku, _)| sku))?;
    for order in orders {
        let key = (order.store.clone(), order.order_id.clone());
        let (least, enough) = rules.get(&(order.store.clone(), order.market)).copied().unwrap_or_default();
        let odd = large.get(&key).into_iter().flatten().filter(|(_, units)| *units >= least);
        let odd = odd.filter_map(|(sku, units)| {
            let (usual, orders) = p99(usual.get(&(order.store.clone(), sku.clone()))?);
            (orders >= enough && *units > usual).then(|| OddUnits { sku: sku.clone(), units: *units, usual, orders })
        });
        order.odd = odd.max_by_key(|odd| odd.units);
    }
    Ok(())
}

/// Open orders with at least so many units of a SKU to ship: store and order, SKU and units.
fn large(db: &Connection, least: i64) -> rusqlite::Result<HashMap<Order, Vec<(String, i64)>>> {
    let mut binds = Binds::default();
    let least = binds.put(least);
    let sql = format!(
        "SELECT store, order_id, sku, SUM(units_to_ship) AS units FROM facts.unshipped_line WHERE closed_at IS NULL \
         GROUP BY store, order_id, sku HAVING units >= {least} ORDER BY store, order_id, sku"
    );
    let mut found: HashMap<Order, Vec<(String, i64)>> = HashMap::new();
    for (key, line) in rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        Ok(((take.next()?, take.next()?), (take.next()?, take.next()?)))
    })? {
        found.entry(key).or_default().push(line);
    }
    Ok(found)
}

/// Of each of these SKUs: units of an order, and how many orders have so many.
fn usual<'a>(
    db: &Connection,
    now: Instant,
    skus: impl Iterator<Item = &'a String>,
) -> rusqlite::Result<HashMap<Sku, BTreeMap<i64, i64>>> {
    let skus: Vec<&String> = skus.collect();
    let mut found: HashMap<Sku, BTreeMap<i64, i64>> = HashMap::new();
    if skus.is_empty() {
        return Ok(found);
    }
    let mut binds = Binds::default();
    let (from, skus) = (binds.put(now.plus(-DAYS * DAY).0), binds.put(serde_json::json!(skus).to_string()));
    let sql = format!(
        "SELECT store, sku, units, COUNT(*) FROM (SELECT o.store, o.sku, SUM(o.units) AS units FROM facts.order_line o \
           INDEXED BY order_line_purchased WHERE o.purchased_at >= {from} AND o.sku IN (SELECT value FROM json_each({skus})) \
           GROUP BY o.store, o.order_id, o.sku HAVING COUNT(*) = COUNT(o.units) AND SUM(o.units) > 0) \
         GROUP BY store, sku, units"
    );
    for (sku, units, count) in rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        Ok(((take.next()?, take.next()?), take.next::<i64>()?, take.next::<i64>()?))
    })? {
        found.entry(sku).or_default().insert(units, count);
    }
    Ok(found)
}

/// What 99 of 100 orders have at most, and the number of orders.
fn p99(counts: &BTreeMap<i64, i64>) -> (i64, i64) {
    let orders: i64 = counts.values().sum();
    let mut seen = 0;
    let at = counts.iter().find(|(_, count)| {
        seen += **count;
        seen * 100 >= orders * 99
    });
    (at.map_or(0, |(units, _)| *units), orders)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW, seen};
    use crate::store::rules::orders::{Wanted, load};

    #[test]
    fn the_usual_number_is_that_of_99_in_100_orders() {
        let counts = |pairs: &[(i64, i64)]| p99(&pairs.iter().copied().collect());
        assert_eq!(counts(&[(1, 99), (50, 1)]), (1, 100));
        assert_eq!(counts(&[(1, 98), (2, 1), (50, 1)]), (2, 100));
        assert_eq!(counts(&[(1, 98), (50, 2)]), (50, 100));
        assert_eq!(counts(&[]), (0, 0));
    }

    #[test]
    fn an_open_order_is_held_against_the_orders_of_its_sku() {
        let bench = Bench::new();
        let open = |order: &str, sku: &str, units: i64| {
            let pairs = format!(
                "order_item_id = '{order}{sku}'; order_id = '{order}'; sku = '{sku}'; units_to_ship = {units}; as_of = 9"
            );
            bench.fact("unshipped_line", &pairs);
        };
        open("1", "A", 6);
        open("2", "A", 5);
        open("3", "A", 4);
        open("4", "B", 9);
        let past = |sku: &str, units: i64, count: usize, age: i64| {
            for n in 0..count {
                let pairs = format!(
                    "order_id = '{sku}{units}{n}{age}'; sku = '{sku}'; occurrence = 1; units = {units}; purchased_at = {}",
                    NOW.0 - age * DAY
                );
                bench.fact("order_line", &pairs);
            }
        };
        past("A", 1, 97, 5);
        past("A", 5, 3, 5);
        past("A", 9, 50, 91);
        past("B", 1, 99, 5);
        let mut orders = load(&bench.reader.0, Wanted::Open).unwrap();
        seen();
        mark(&bench.reader.0, &mut orders, NOW, &Settings::shipped().unwrap()).unwrap();
        let steps = bench.plan_of("COUNT(o.units)");
        assert!(steps.iter().any(|step| step.contains("order_line_purchased (purchased_at>?)")), "{steps:#?}");
        let odd: Vec<_> = orders.iter().map(|o| o.odd.as_ref().map(|odd| (odd.units, odd.usual, odd.orders))).collect();
        assert_eq!(odd, [Some((6, 5, 100)), None, None, None], "of B there are too few orders");
        // A marketplace may have figures of its own, and so may a store.
        let marked = |set: &dyn Fn(&mut Settings)| {
            let mut settings = Settings::shipped().unwrap();
            set(&mut settings);
            let mut orders = load(&bench.reader.0, Wanted::Open).unwrap();
            mark(&bench.reader.0, &mut orders, NOW, &settings).unwrap();
            orders.iter().filter(|order| order.odd.is_some()).count()
        };
        let of_us = |key, value| marked(&|all| all.set(&key, Some(Market::Us), value, "test").unwrap());
        assert_eq!((of_us(keys::ODD_MIN_UNITS, 7), of_us(keys::ODD_MIN_ORDERS, 99)), (0, 2));
        let of = |store: &str, key, value| marked(&|all| all.set_for_store(&key, store, value, "test").unwrap());
        assert_eq!((of("s", keys::ODD_MIN_UNITS, 7), of("s", keys::ODD_MIN_ORDERS, 99)), (0, 2));
        assert_eq!((of("z", keys::ODD_MIN_UNITS, 7), of("z", keys::ODD_MIN_ORDERS, 99)), (1, 1));
    }
}
