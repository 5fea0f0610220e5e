//! What Amazon may owe: lost units of the ledger against found and reimbursed ones, refunds against returns and
//! reimbursements.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::stock::scopes;
use crate::domain::day::{Day, Instant};
use crate::domain::fact::{Known, Loss, LostFact, MadeGood, RefundFact};
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Money;
use crate::store::list::sql::{Binds, Take, rows};

/// How far back losses are given: what is found or paid is set against the oldest first.
pub(super) const LOST_DAYS: i64 = 150;

/// How far back refunds are given: the window of a claim, and two months in which a late return may still come.
pub(super) const REFUND_DAYS: i64 = 180;

/// A store and an FNSKU.
type Product = (String, String);

/// Units and a row; no number where a row does not say how many.
type Units = (Option<i64>, Evidence);

/// The lost units, by store and FNSKU.
pub(in crate::store) fn lost(db: &Connection, now: Instant) -> rusqlite::Result<Vec<LostFact>> {
    let mut binds = Binds::default();
    let from = binds.put(now.day(chrono_tz::UTC).plus(-LOST_DAYS).to_string());
    let sql = format!(
        "SELECT e.store, e.market, e.fnsku, e.sku, e.title, e.day, e.reason, SUM(e.units), \
           SUM(abs(e.unreconciled)), COUNT(*) = COUNT(e.unreconciled), f.sha256, f.name, MIN(e.line), e.as_of \
         FROM facts.ledger_event e LEFT JOIN facts.import f ON f.seq = e.import \
         WHERE e.day >= {from} AND e.reason IN ('M', 'F') AND lower(e.event_type) = 'adjustments' \
           AND ((e.reason = 'M' AND e.units < 0) OR (e.reason = 'F' AND e.units > 0)) \
         GROUP BY e.store, e.market, e.fnsku, e.day, e.reason, e.import ORDER BY e.store, e.fnsku, e.day, e.market"
    );
    let mut found: BTreeMap<Product, LostFact> = BTreeMap::new();
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market, fnsku): (String, _, String) = (take.next()?, take.some_market()?, take.next()?);
        let (sku, title, day) = (take.text()?, take.text()?, take.parse(Day::parse)?);
        let (reason, units): (String, i64) = (take.next()?, take.next()?);
        let (open, whole): (Option<i64>, bool) = (take.next()?, take.next()?);
        let evidence = take.evidence()?;
        let product = (store.clone(), fnsku.clone());
        let fact = found.entry(product).or_insert_with(|| LostFact {
            store,
            fnsku,
            sku,
            title,
            losses: Vec::new(),
            found: Vec::new(),
            paid: Vec::new(),
            known: None,
        });
        if reason == "M" {
            let unreconciled = open.filter(|_| whole);
            fact.losses.push(Loss { market, day, units: -units, unreconciled, evidence });
        } else {
            fact.found.push(MadeGood { day, units, evidence });
        }
        Ok(())
    })?;
    found.retain(|_, fact| !fact.losses.is_empty());
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let paid = reimbursed(db, &from, &binds)?;
    let known = known_days(db, "reimbursements", "reimbursement", "''", "approved_day")?;
    let mut facts: Vec<LostFact> = found.into_values().collect();
    for fact in &mut facts {
        let paid = paid.get(&(fact.store.clone(), fact.fnsku.clone())).cloned().unwrap_or_else(|| Some(Vec::new()));
        fact.known = known.get(&(fact.store.clone(), String::new())).copied().filter(|_| paid.is_some());
        fact.paid = paid.unwrap_or_default();
    }
    Ok(facts)
}

/// Reimbursed units of lost stock, by store and FNSKU; what was taken back is negative. `None`: a row does not say how many.
fn reimbursed(
    db: &Connection,
    from: &str,
    binds: &Binds,
) -> rusqlite::Result<BTreeMap<Product, Option<Vec<MadeGood>>>> {
    let units = reimbursed_units("r");
    let sql = format!(
        "SELECT r.store, r.fnsku, r.approved_day, {units}, \
           f.sha256, f.name, r.line, r.as_of \
         FROM facts.reimbursement r LEFT JOIN facts.import f ON f.seq = r.import \
         WHERE r.approved_day >= {from} AND r.fnsku IS NOT NULL \
           AND (lower(r.reason) LIKE '%lost%warehouse%' OR lower(r.original_type) LIKE '%lost%warehouse%') \
         ORDER BY r.store, r.fnsku, r.approved_day"
    );
    let mut found: BTreeMap<Product, Option<Vec<MadeGood>>> = BTreeMap::new();
    rows(db, &sql, binds, |row| {
        let take = &mut Take::new(row);
        let product = (take.next()?, take.next()?);
        let (day, units): (Day, Option<i64>) = (take.parse(Day::parse)?, take.next()?);
        let all = found.entry(product).or_insert_with(|| Some(Vec::new()));
        match (&mut *all, units) {
            (Some(goods), Some(units)) => goods.push(MadeGood { day, units, evidence: take.evidence()? }),
            _ => *all = None,
        }
        Ok(())
    })?;
    Ok(found)
}

/// Units of a reimbursement, in money or goods; an amount that was taken back takes them back. NULL where none of the columns
/// says how many.
fn reimbursed_units(row: &str) -> String {
    let units = format!(
        "COALESCE({row}.units, {row}.units_cash + {row}.units_inventory, {row}.units_cash, {row}.units_inventory)"
    );
    format!("CASE WHEN {row}.amount < 0 THEN -abs({units}) ELSE {units} END")
}

/// The days of which a report tells, by store and `market` (SQL). Its rows say it: a file may be newer than the span that
/// it was asked for, and another marketplace's rows say nothing of this one. No day is later than the newest file.
fn known_days(
    db: &Connection,
    format: &str,
    table: &str,
    market: &str,
    day: &str,
) -> rusqlite::Result<BTreeMap<(String, String), Known>> {
    let mut binds = Binds::default();
    let format = binds.put(format.to_owned());
    let sql = format!(
        "SELECT t.store, {market} AS place, MIN(t.{day}), MIN(MAX(t.{day}), date((SELECT MAX(i.as_of) FROM facts.import i \
           WHERE i.format = {format} AND i.store = t.store AND i.state IN ('applied', 'partly')), 'unixepoch')) \
         FROM facts.{table} t WHERE t.{day} IS NOT NULL GROUP BY t.store, place"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        Ok(((take.next()?, take.next()?), (take.day()?, take.day()?)))
    })?;
    let both =
        |(key, (from, until)): (_, (Option<Day>, Option<Day>))| Some((key, Known { from: from?, until: until? }));
    Ok(found.into_iter().filter_map(both).collect())
}

/// The refunds of orders that Amazon shipped, by store, marketplace, order and SKU. Three statements a marketplace.
pub(in crate::store) fn refunds(db: &Connection, now: Instant) -> rusqlite::Result<Vec<RefundFact>> {
    let places = scopes(db, "account_event")?;
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let returns = known_days(db, "fba-returns", "fba_return", "t.market", "returned_day")?;
    let paid = known_days(db, "reimbursements", "reimbursement", "''", "approved_day")?;
    let mut facts = Vec::new();
    for (store, market) in places {
        let returns = returns.get(&(store.clone(), market.code().to_owned()));
        let known = returns.zip(paid.get(&(store.clone(), String::new()))).map(|(returns, paid)| returns.and(*paid));
        facts.extend(refunds_of(db, &store, market, known, now)?);
    }
    Ok(facts)
}

fn refunds_of(
    db: &Connection,
    store: &str,
    market: Market,
    known: Option<Known>,
    now: Instant,
) -> rusqlite::Result<Vec<RefundFact>> {
    let mut binds = Binds::default();
    let (at_store, at_market) = (binds.put(store.to_owned()), binds.put(market.code().to_owned()));
    let from = binds.put(now.day(market.zone()).plus(-REFUND_DAYS).to_string());
    let refund = format!(
        "FROM facts.account_event t WHERE t.store = {at_store} AND t.market = {at_market} AND t.day >= {from} \
         AND t.kind = 'refund' AND lower(t.fulfilment) = 'amazon' AND t.order_id <> '' AND t.sku <> ''"
    );
    let returned = ended(db, &binds, &at_store, &refund, "fba_return", "COALESCE(e.units, 1)", "1")?;
    let units = reimbursed_units("e");
    let paid = ended(db, &binds, &at_store, &refund, "reimbursement", &units, "e.order_id IS NOT NULL")?;
    let sale = |sum: &str| {
        format!(
            "(SELECT SUM(s.{sum}) FROM facts.account_event s WHERE s.store = r.store AND s.order_id = r.order_id \
             AND s.order_id <> '' AND s.sku = r.sku AND s.kind = 'order')"
        )
    };
    let sql = format!(
        "SELECT r.order_id, r.sku, r.day, r.back, r.currency, {}, {}, \
           f.sha256, f.name, r.line, r.as_of \
         FROM (SELECT t.store, t.order_id, t.sku, MIN(t.day) AS day, -SUM(t.product_sales) AS back, t.currency, t.import, \
           t.line, t.as_of {refund} GROUP BY t.order_id, t.sku) r LEFT JOIN facts.import f ON f.seq = r.import \
         ORDER BY r.order_id, r.sku",
        sale("units"),
        sale("product_sales"),
    );
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (order_id, sku): (String, String) = (take.next()?, take.next()?);
        let day = take.parse(Day::parse)?;
        let amount: Option<Money> = take.money(Some(market))?;
        let (units, sales): (Option<i64>, Option<i64>) = (take.next()?, take.next()?);
        let price =
            units.zip(sales).filter(|(units, sales)| *units > 0 && *sales > 0).map(|(units, sales)| sales / units);
        let subject = (order_id.clone(), sku.clone());
        Ok(RefundFact {
            store: store.to_owned(),
            market,
            day,
            units: amount.zip(price).filter(|(_, price)| *price > 0).map(|(back, price)| back.minor.max(0) / price),
            amount,
            returned: returned.get(&subject).and_then(said),
            paid: paid.get(&subject).and_then(said).filter(|(units, _)| *units > 0),
            // Where a payment does not say for how many units it is, nothing is claimed.
            known: known.filter(|_| paid.get(&subject).is_none_or(|(units, _)| units.is_some())),
            evidence: take.evidence()?,
            order_id,
            sku,
        })
    })
}

/// Units and a row, where every row says how many.
fn said((units, evidence): &Units) -> Option<(i64, Evidence)> {
    units.map(|units| (units, evidence.clone()))
}

/// What another report says of the refunded orders, by order and SKU: the sum of `units`, `None` where a row does not say
/// them, and the newest row.
fn ended(
    db: &Connection,
    binds: &Binds,
    store: &str,
    refund: &str,
    table: &str,
    units: &str,
    only: &str,
) -> rusqlite::Result<BTreeMap<(String, String), Units>> {
    let sql = format!(
        "SELECT e.order_id, e.sku, CASE WHEN COUNT(*) = COUNT({units}) THEN SUM({units}) END, f.sha256, f.name, e.line, MAX(e.as_of) FROM facts.{table} e \
         LEFT JOIN facts.import f ON f.seq = e.import WHERE e.store = {store} AND {only} \
         AND (e.order_id, e.sku) IN (SELECT t.order_id, t.sku {refund}) GROUP BY e.order_id, e.sku"
    );
    let found = rows(db, &sql, binds, |row| {
        let take = &mut Take::new(row);
        let subject = (take.next()?, take.next()?);
        Ok((subject, (take.next()?, take.evidence()?)))
    })?;
    Ok(found.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;
    use crate::store::list::testing::{Bench, NOW, seen};

    fn known(from: &str, until: &str) -> Option<Known> {
        Day::parse(from).zip(Day::parse(until)).map(|(from, until)| Known { from, until })
    }

    fn event(bench: &Bench, day: &str, units: i64, reason: &str, more: &str) {
        let count: i64 = bench.reader.0.query_row("SELECT COUNT(*) FROM facts.ledger_event", [], |r| r.get(0)).unwrap();
        let pairs = format!(
            "day = '{day}'; fnsku = 'X1'; sku = 'A'; event_type = 'Adjustments'; reference_id = '{count}'; \
             fulfillment_center = ''; disposition = 'SELLABLE'; reason = '{reason}'; country = ''; store_name = ''; \
             occurrence = 1; units = {units}; {more}"
        );
        bench.fact("ledger_event", &pairs);
    }

    #[test]
    fn losses_stand_beside_what_was_found_and_paid() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'ledger.csv'; format = 'ledger-detail'");
        bench.fact("import", "seq = 2; sha256 = 'bb'; format = 'reimbursements'; as_of = 1795348800");
        event(&bench, "2026-10-01", -2, "M", "unreconciled = 1");
        event(&bench, "2026-10-01", -1, "M", "unreconciled = 1");
        event(&bench, "2026-10-03", -1, "M", "");
        event(&bench, "2026-10-05", 1, "F", "");
        event(&bench, "2026-10-05", -4, "E", "");
        event(&bench, "2026-01-05", -9, "M", "");
        let paid = |id: &str, units: i64, reason: &str, more: &str| {
            let pairs = format!(
                "reimbursement_id = '{id}'; sku = 'A'; reason = '{reason}'; occurrence = 1; fnsku = 'X1'; \
                 approved_day = '2026-10-09'; units = {units}; import = 2; {more}"
            );
            bench.fact("reimbursement", &pairs);
        };
        paid("1", 1, "Lost_Warehouse", "amount = 900");
        paid("2", 1, "Reimbursement_Reversal", "amount = -900; original_type = 'Lost_Warehouse'");
        paid("3", 5, "CustomerReturn", "amount = 900");
        let facts = lost(&bench.reader.0, NOW).unwrap();
        assert_eq!(facts.len(), 1);
        let losses: Vec<_> = facts[0].losses.iter().map(|l| (l.day.to_string(), l.units, l.unreconciled)).collect();
        assert_eq!(losses, [("2026-10-01".to_owned(), 3, Some(2)), ("2026-10-03".to_owned(), 1, None)]);
        assert_eq!(facts[0].found.iter().map(|f| f.units).collect::<Vec<_>>(), [1]);
        assert_eq!(facts[0].paid.iter().map(|f| f.units).collect::<Vec<_>>(), [1, -1]);
        assert_eq!(facts[0].known, known("2026-10-09", "2026-10-09"), "whenever the file was saved");
        assert_eq!((facts[0].losses[0].market, facts[0].losses[0].evidence.sha256.as_str()), (Some(Market::Us), "aa"));
    }

    #[test]
    fn a_refund_stands_beside_its_sale_and_what_came_back() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'range.csv'");
        bench.fact("import", "seq = 2; sha256 = 'bb'; format = 'fba-returns'; as_of = 1795348800");
        bench.fact("import", "seq = 3; sha256 = 'cc'; format = 'reimbursements'; as_of = 1795348800");
        let event = |kind: &str, order: &str, day: &str, sales: i64, who: &str, more: &str| {
            let pairs = format!(
                "occurred_at = 1; kind = '{kind}'; order_id = '{order}'; sku = 'A'; total = {sales}; occurrence = 1; \
                 day = '{day}'; product_sales = {sales}; fulfilment = '{who}'; currency = 'USD'{more}"
            );
            bench.fact("account_event", &pairs);
        };
        event("order", "o1", "2026-08-01", 4000, "Amazon", "; units = 2");
        event("refund", "o1", "2026-08-20", -2000, "Amazon", "");
        event("order", "o2", "2026-08-01", 2000, "Amazon", "; units = 1");
        event("refund", "o2", "2026-08-20", -500, "Amazon", "");
        event("refund", "o3", "2026-08-20", -2000, "Amazon", "");
        event("refund", "o4", "2026-01-20", -2000, "Amazon", "");
        event("refund", "fbm", "2026-08-20", -2000, "Seller", "");
        let back = |market: &str, order: &str, day: &str| {
            let pairs = format!(
                "market = '{market}'; order_id = '{order}'; sku = 'A'; unit = '{day}'; occurrence = 1; returned_day = '{day}'; units = 1; import = 2"
            );
            bench.fact("fba_return", &pairs);
        };
        back("US", "o1", "2026-08-25");
        back("US", "other", "2026-07-02");
        back("DE", "other-2", "2026-06-02");
        back("DE", "other-3", "2026-11-20");
        let paid = |id: u8, order: &str, day: &str, units: i64, amount: i64| {
            let pairs = format!(
                "reimbursement_id = '{id}'; sku = 'A'; reason = 'CustomerReturn'; occurrence = 1; order_id = '{order}'; \
                 approved_day = '{day}'; units = {units}; amount = {amount}; import = 3"
            );
            bench.fact("reimbursement", &pairs);
        };
        paid(1, "o3", "2026-08-29", 2, 0);
        paid(2, "o3", "2026-08-30", 1, -900);
        paid(3, "o2", "2026-07-30", 1, 900);
        paid(4, "o2", "2026-07-31", 1, -900);
        seen();
        let facts = refunds(&bench.reader.0, NOW).unwrap();
        let brief: Vec<_> = facts
            .iter()
            .map(|f| (f.order_id.as_str(), f.units, f.returned.as_ref().map(|r| r.0), f.paid.as_ref().map(|p| p.0)))
            .collect();
        let wanted = [("o1", Some(1), Some(1), None), ("o2", Some(0), None, None), ("o3", None, None, Some(1))];
        assert_eq!(brief, wanted);
        assert_eq!(facts[0].amount, Some(Money::new(2000, Currency::of(b"USD"))));
        assert_eq!(facts[0].known, known("2026-07-30", "2026-08-25"), "not what the files of Germany tell");
        let steps = bench.plan_of("product_sales");
        assert_eq!(steps.iter().filter(|step| step.contains("account_event_order")).count(), 2, "{steps:#?}");
        assert_eq!((facts[0].day, facts[0].evidence.sha256.as_str()), (Day::parse("2026-08-20").unwrap(), "aa"));
        // Units in money and goods say it too; where nothing does, nothing is known of the claim.
        bench.facts("UPDATE reimbursement SET units = NULL, units_inventory = units WHERE order_id = 'o3'");
        let claim = || refunds(&bench.reader.0, NOW).unwrap().swap_remove(2);
        assert_eq!((claim().paid.map(|paid| paid.0), claim().known.is_some()), (Some(1), true));
        bench.facts("UPDATE reimbursement SET units_inventory = NULL WHERE reimbursement_id = '1'");
        assert_eq!((claim().paid, claim().known), (None, None));
    }
}
