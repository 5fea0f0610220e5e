//! Orders to ship by the seller: open lines of the unshipped report, and how the closed ones ended.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use crate::domain::day::Instant;
use crate::domain::fact::{Closing, OrderFact};
use crate::domain::import::Evidence;
use crate::domain::money::{Currency, Money};
use crate::store::list::sql::{Binds, Take, rows};

/// What a line of All Orders comes to: goods, postage and wrapping less discounts. Taxes are left out: outside the EU
/// they pass through, inside the EU the price holds them already.
pub(in crate::store) const LINE_TOTAL: &str = "(o.item_price + COALESCE(o.shipping_price, 0) + COALESCE(o.gift_price, 0) \
    - COALESCE(o.item_discount, 0) - COALESCE(o.ship_discount, 0))";

/// Which orders are loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Wanted {
    /// Orders with an open line: the list of what is to ship.
    Open,
    /// These, and every order whose work item is not yet cleared: the rules look for the row that clears it.
    OpenAndWatched,
}

const OPEN: &str = "SELECT DISTINCT store, order_id FROM facts.unshipped_line WHERE closed_at IS NULL";
const WATCHED: &str = "SELECT i.store, i.subject FROM main.item i \
    WHERE i.ladder IN ('ship', 'buyer-cancellation', 'odd-order') AND i.state <> 'cleared'";

/// One line of the unshipped report, with what closed it.
struct Line {
    fact: OrderFact,
    /// The newest complete report that lists it: older rows of All Orders prove nothing against it.
    listed: i64,
    closed: Option<Evidence>,
    /// The SKUs of its lines with anything to ship; a blank count may be any.
    skus: BTreeSet<String>,
}

/// The orders, each with its first line, sorted by store and order id.
pub(in crate::store) fn load(db: &Connection, wanted: Wanted) -> rusqlite::Result<Vec<OrderFact>> {
    let sql_of_wanted = match wanted {
        Wanted::Open => OPEN.to_owned(),
        Wanted::OpenAndWatched => format!("{OPEN} UNION {WATCHED}"),
    };
    let sql = format!(
        "WITH wanted AS ({sql_of_wanted}), \
         newest AS (SELECT store, market, MAX(as_of) AS as_of FROM facts.snapshot WHERE format = 'unshipped' \
           GROUP BY store, market) \
         SELECT u.store, u.market, u.order_id, u.sku, u.title, u.units_to_ship, u.promise_at, u.days_past_promise, \
           u.verge_of_cancellation, u.verge_of_late, u.cancel_requested, u.cancel_reason, \
           COALESCE(u.is_prime, 0) OR COALESCE(u.is_premium, 0), f.sha256, f.name, u.line, u.as_of, \
           MAX(u.as_of, COALESCE(n.as_of, 0)), u.closed_at, c.sha256, c.name \
         FROM wanted w CROSS JOIN facts.unshipped_line u ON u.store = w.store AND u.order_id = w.order_id \
         LEFT JOIN newest n ON n.store = u.store AND n.market = u.market \
         LEFT JOIN facts.import f ON f.seq = u.import LEFT JOIN facts.import c ON c.seq = u.closed_import \
         ORDER BY u.store, u.order_id, u.closed_at IS NOT NULL, u.line, u.order_item_id"
    );
    let lines = rows(db, &sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        let fact = OrderFact {
            store: take.next()?,
            market: take.market()?,
            order_id: take.next()?,
            sku: take.next()?,
            title: take.text()?,
            more_skus: 0,
            units_to_ship: take.next()?,
            promise_at: take.instant()?,
            days_past_promise: take.next()?,
            verge_of_cancellation: take.next()?,
            verge_of_late: take.next()?,
            cancel_requested: take.next()?,
            cancel_reason: take.next()?,
            premium: take.next()?,
            total: None,
            acted: None,
            odd: None,
            evidence: take.evidence()?,
            closed: None,
        };
        let listed = take.next()?;
        let closed_at: Option<i64> = take.next()?;
        let (sha256, file) = (take.text()?, take.text()?);
        let closed = closed_at.map(|as_of| Evidence { sha256, file, row: 0, as_of });
        let skus = BTreeSet::from_iter(Some(fact.sku.clone()).filter(|_| fact.units_to_ship != Some(0)));
        Ok(Line { fact, listed, closed, skus })
    })?;
    let mut orders: Vec<Line> = Vec::new();
    for line in lines {
        match orders.last_mut().filter(|order| same(&order.fact, &line.fact)) {
            Some(order) => join(order, line),
            None => orders.push(line),
        }
    }
    let keys: Vec<(&str, &str)> = orders.iter().map(|o| (o.fact.store.as_str(), o.fact.order_id.as_str())).collect();
    let known = all_orders(db, &keys)?;
    let mut orders: Vec<OrderFact> = orders.into_iter().map(|order| finish(order, &known)).collect();
    if wanted == Wanted::OpenAndWatched {
        let acted = acted(db)?;
        for order in &mut orders {
            order.acted = acted.get(&(order.store.clone(), order.order_id.clone())).copied();
        }
    }
    Ok(orders)
}

/// When the items of orders were last marked as shipped: of those that wait for proof, and of those that a row has
/// contradicted since.
fn acted(db: &Connection) -> rusqlite::Result<HashMap<(String, String), Instant>> {
    let sql = "SELECT i.store, i.subject, CASE WHEN i.state = 'acted' THEN i.closed_at ELSE \
           (SELECT MAX(j.at) FROM main.journal j WHERE j.item = i.id AND j.verb = 'done') END AS acted \
         FROM main.item i WHERE i.ladder = 'ship' AND (i.state = 'acted' OR (i.state = 'open' AND i.reopened = 1))";
    let found = rows(db, sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        Ok(((take.next()?, take.next()?), take.instant()?))
    })?;
    Ok(found.into_iter().filter_map(|(key, at)| Some((key, at?))).collect())
}

fn same(a: &OrderFact, b: &OrderFact) -> bool {
    a.store == b.store && a.order_id == b.order_id
}

/// Adds a line to its order. Open lines come first; closed ones of an order that has open lines say nothing.
fn join(order: &mut Line, line: Line) {
    match (&order.closed, &line.closed) {
        (None, Some(_)) => return,
        (Some(first), Some(other)) if other.as_of > first.as_of => order.closed = line.closed,
        _ => {}
    }
    let (fact, more) = (&mut order.fact, line.fact);
    if order.skus.is_empty() && !line.skus.is_empty() {
        (fact.sku, fact.title) = (more.sku, more.title);
    }
    order.skus.extend(line.skus);
    fact.units_to_ship = match (fact.units_to_ship, more.units_to_ship) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (Some(n), None) | (None, Some(n)) if n > 0 => Some(n),
        _ => None,
    };
    fact.promise_at = [fact.promise_at, more.promise_at].into_iter().flatten().min();
    fact.days_past_promise = fact.days_past_promise.max(more.days_past_promise);
    // `None < Some(false) < Some(true)`: one line is enough, a missing column stays unknown.
    fact.verge_of_cancellation = fact.verge_of_cancellation.max(more.verge_of_cancellation);
    fact.verge_of_late = fact.verge_of_late.max(more.verge_of_late);
    fact.cancel_requested = fact.cancel_requested.max(more.cancel_requested);
    fact.cancel_reason = fact.cancel_reason.take().or(more.cancel_reason);
    fact.premium |= more.premium;
    order.listed = order.listed.max(line.listed);
}

fn finish(order: Line, known: &HashMap<(String, String), Known>) -> OrderFact {
    let mut fact = order.fact;
    fact.more_skus = i64::try_from(order.skus.len()).unwrap_or(i64::MAX).saturating_sub(1).max(0);
    let all = known.get(&(fact.store.clone(), fact.order_id.clone()));
    fact.total = all.and_then(|all| all.total);
    let ended = all.filter(|all| order.closed.is_some() || all.evidence.as_of > order.listed);
    let ended = ended.and_then(|all| Some((all.ended?, all.evidence.clone())));
    fact.closed = ended.or(order.closed.map(|evidence| (Closing::LeftReport, evidence)));
    fact
}

/// What All Orders knows about an order.
#[derive(Clone, Debug)]
pub(in crate::store) struct Known {
    /// The sum of its lines, when each has a price and all have one currency.
    pub total: Option<Money>,
    /// How it ended, when every line says so.
    pub ended: Option<Closing>,
    /// Its newest line.
    pub evidence: Evidence,
}

/// What All Orders knows about these orders (store, order id).
pub(in crate::store) fn all_orders(
    db: &Connection,
    keys: &[(&str, &str)],
) -> rusqlite::Result<HashMap<(String, String), Known>> {
    let mut binds = Binds::default();
    let keys = binds.put(serde_json::json!(keys).to_string());
    let status = "COALESCE(o.item_status, o.order_status)";
    let sql = format!(
        "WITH line AS MATERIALIZED (SELECT o.*, {LINE_TOTAL} AS total, {status} AS status \
           FROM (SELECT DISTINCT value ->> 0 AS store, value ->> 1 AS order_id FROM json_each({keys})) k \
           CROSS JOIN facts.order_line o ON o.store = k.store AND o.order_id = k.order_id), \
         known AS (SELECT store, order_id, SUM(total) AS total, COUNT(total) = COUNT(*) AS priced, \
           COUNT(DISTINCT currency) = 1 AS one, currency, SUM(status LIKE 'Shipped%') AS shipped, \
           SUM(status LIKE 'Cancel%') AS cancelled, COUNT(*) AS lines, MAX(as_of) AS as_of, line, import \
           FROM line GROUP BY store, order_id) \
         SELECT k.store, k.order_id, CASE WHEN k.priced AND k.one THEN k.total END, k.currency, \
           COALESCE(k.shipped, 0), COALESCE(k.cancelled, 0), k.lines, f.sha256, f.name, k.line, k.as_of \
         FROM known k LEFT JOIN facts.import f ON f.seq = k.import"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let key = (take.next()?, take.next()?);
        let (minor, code): (Option<i64>, String) = (take.next()?, take.text()?);
        let total = minor.zip(Currency::parse(&code)).map(|(minor, currency)| Money::new(minor, currency));
        let (shipped, cancelled, lines): (i64, i64, i64) = (take.next()?, take.next()?, take.next()?);
        let ended = match (shipped, cancelled) {
            (0, cancelled) if cancelled == lines => Some(Closing::Cancelled),
            (shipped, cancelled) if shipped > 0 && shipped + cancelled == lines => Some(Closing::Shipped),
            _ => None,
        };
        Ok((key, Known { total, ended, evidence: take.evidence()? }))
    })?;
    Ok(found.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::Bench;

    fn unshipped(bench: &Bench, item: u32, order: &str, more: &str) {
        let pairs =
            format!("order_item_id = '{item}'; order_id = '{order}'; sku = 'SKU-{item}'; line = {item}; {more}");
        bench.fact("unshipped_line", &pairs);
    }

    fn bench() -> Bench {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'unshipped.txt'; format = 'unshipped'");
        bench.fact("import", "seq = 2; sha256 = 'bb'; name = 'all.txt'; format = 'all-orders'");
        bench.fact("import", "seq = 3; sha256 = 'cc'; name = 'later.txt'; format = 'unshipped'");
        bench
    }

    #[test]
    fn the_open_lines_of_an_order_are_one_fact() {
        let bench = bench();
        unshipped(
            &bench,
            3,
            "113-1",
            "units_to_ship = 2; promise_at = 900; days_past_promise = -1; verge_of_late = 0; as_of = 10; title = 'B'",
        );
        unshipped(
            &bench,
            2,
            "113-1",
            "units_to_ship = 1; promise_at = 950; days_past_promise = 2; verge_of_late = 1; as_of = 10; title = 'A'; \
             is_prime = 1; cancel_reason = 'late'",
        );
        unshipped(
            &bench,
            4,
            "113-1",
            "units_to_ship = 9; promise_at = 1; as_of = 5; closed_at = 10; closed_import = 1",
        );
        let pairs = "order_id = '113-1'; sku = 'SKU-2'; occurrence = 1; item_price = 1000; shipping_price = 399; \
                     item_discount = 100; currency = 'USD'; item_status = 'Unshipped'; as_of = 20; import = 2";
        bench.fact("order_line", pairs);
        let orders = load(&bench.reader.0, Wanted::Open).unwrap();
        assert_eq!(orders.len(), 1);
        let order = &orders[0];
        assert_eq!((order.sku.as_str(), order.title.as_str(), order.units_to_ship), ("SKU-2", "A", Some(3)));
        assert_eq!((order.promise_at, order.days_past_promise), (Some(Instant(900)), Some(2)));
        assert_eq!((order.verge_of_late, order.verge_of_cancellation), (Some(true), None));
        assert_eq!((order.premium, order.cancel_reason.as_deref()), (true, Some("late")));
        assert_eq!(order.total, Some(Money::new(1299, Currency::of(b"USD"))));
        let evidence = Evidence { sha256: "aa".into(), file: "unshipped.txt".into(), row: 2, as_of: 10 };
        assert_eq!((&order.evidence, &order.closed), (&evidence, &None));
    }

    #[test]
    fn an_order_ends_by_a_newer_row_of_all_orders_or_by_leaving_the_report() {
        /// How it ended, with file and row of the proof.
        type Ended = Option<(Closing, &'static str, u32)>;
        // order, status of its All Orders row, its as-of, closing snapshot
        let cases: &[(&str, &str, i64, Option<i64>, Ended)] = &[
            ("113-1", "Shipped", 20, None, Some((Closing::Shipped, "bb", 7))),
            ("113-2", "Cancelled", 20, None, Some((Closing::Cancelled, "bb", 7))),
            ("113-3", "Shipped", 10, None, None),
            ("113-4", "Unshipped", 20, None, None),
            ("113-5", "Unshipped", 20, Some(30), Some((Closing::LeftReport, "cc", 0))),
            ("113-6", "Shipped", 5, Some(30), Some((Closing::Shipped, "bb", 7))),
        ];
        let bench = bench();
        for (item, (order, status, as_of, closed, _)) in (1_u32..).zip(cases) {
            let closed = closed.map_or(String::new(), |at| format!("; closed_at = {at}; closed_import = 3"));
            unshipped(&bench, item, order, &format!("as_of = 9{closed}"));
            let pairs = format!(
                "order_id = '{order}'; sku = 'x'; occurrence = 1; item_status = '{status}'; as_of = {as_of}; \
                 import = 2; line = 7"
            );
            bench.fact("order_line", &pairs);
            bench.item("ship", "s", "US", order, "ship-today", "today", None);
        }
        bench.fact("snapshot", "format = 'unshipped'; market = 'US'; as_of = 15; rows = 4; import = 1");
        let orders = load(&bench.reader.0, Wanted::OpenAndWatched).unwrap();
        assert_eq!(orders.len(), cases.len());
        for (order, (id, _, _, _, ended)) in orders.iter().zip(cases) {
            let found = order.closed.as_ref().map(|(how, e)| (*how, e.sha256.as_str(), e.row));
            assert_eq!((order.order_id.as_str(), found), (*id, *ended));
            assert_eq!(order.total, None, "no price, no total");
        }
        bench.sql("UPDATE item SET state = 'cleared'");
        let open: Vec<String> =
            load(&bench.reader.0, Wanted::OpenAndWatched).unwrap().into_iter().map(|o| o.order_id).collect();
        assert_eq!(open, ["113-1", "113-2", "113-3", "113-4"]);
    }

    #[test]
    fn the_moment_of_the_mark_is_that_of_the_item_or_of_the_act_that_a_row_contradicted() {
        // State, whether it was opened again, when it closed, the moment that counts.
        let cases = [
            ("acted", 0, "500", Some(500)),
            ("acted", 1, "600", Some(600)),
            ("open", 1, "NULL", Some(400)),
            ("open", 0, "NULL", None),
            ("dismissed", 1, "500", None),
        ];
        for (state, reopened, closed, wanted) in cases {
            let bench = bench();
            unshipped(&bench, 1, "113-1", "as_of = 9; units_to_ship = 1");
            let id = bench.item("ship", "s", "US", "113-1", "ship-today", "today", None);
            bench.sql(&format!(
                "UPDATE item SET state = '{state}', reopened = {reopened}, closed_at = {closed}; \
                 INSERT INTO journal (seq, version, at, uid, step, verb, item, prev, hash) \
                   VALUES (1, 1, 300, 7, 1, 'done', {id}, '', ''), (2, 1, 400, 7, 2, 'done', {id}, '', ''), \
                   (3, 1, 450, -1, 3, 'reopened', {id}, '', '')"
            ));
            let order = &load(&bench.reader.0, Wanted::OpenAndWatched).unwrap()[0];
            assert_eq!(order.acted, wanted.map(Instant), "{state} {reopened}");
            assert_eq!(load(&bench.reader.0, Wanted::Open).unwrap()[0].acted, None, "the list does not ask");
        }
    }

    #[test]
    fn an_order_is_named_after_its_first_sku_to_ship_and_the_others_are_counted() {
        /// SKU and units.
        type Lines = &'static [(&'static str, &'static str)];
        // The lines; the SKU of the order, how many more.
        let cases: &[(Lines, &str, i64)] = &[
            (&[("A", "1")], "A", 0),
            (&[("A", "1"), ("B", "2"), ("B", "1")], "A", 1),
            (&[("A", "0"), ("B", "2"), ("C", "NULL"), ("D", "0")], "B", 1),
            (&[("A", "0")], "A", 0),
        ];
        for (lines, sku, more) in cases {
            let bench = bench();
            for (item, (sku, units)) in (1_u32..).zip(*lines) {
                unshipped(&bench, item, "113-1", &format!("as_of = 9; units_to_ship = {units}"));
                bench.facts(&format!("UPDATE unshipped_line SET sku = '{sku}' WHERE order_item_id = '{item}'"));
            }
            let order = &load(&bench.reader.0, Wanted::Open).unwrap()[0];
            assert_eq!((order.sku.as_str(), order.more_skus), (*sku, *more), "{lines:?}");
        }
    }

    #[test]
    fn an_order_with_one_line_still_open_has_not_ended() {
        let bench = bench();
        unshipped(&bench, 1, "113-1", "as_of = 9");
        for (sku, status) in [("a", "Shipped"), ("b", "Unshipped")] {
            let pairs =
                format!("order_id = '113-1'; sku = '{sku}'; occurrence = 1; item_status = '{status}'; as_of = 20");
            bench.fact("order_line", &pairs);
        }
        assert_eq!(load(&bench.reader.0, Wanted::Open).unwrap()[0].closed, None);
        bench.facts("UPDATE order_line SET item_status = 'Cancelled' WHERE sku = 'b'");
        let closed = load(&bench.reader.0, Wanted::Open).unwrap()[0].closed.clone().unwrap();
        assert_eq!(closed.0, Closing::Shipped);
    }
}
