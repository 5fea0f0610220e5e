//! Returns of orders that the seller ships, and the refunds that the payments show for them.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::day::{DAY, Day, Instant};
use crate::domain::fact::ReturnFact;
use crate::domain::import::Evidence;
use crate::store::list::sql::{Binds, Take, rows};

/// How far back requests are looked at.
const DAYS: i64 = 120;

/// A refund in the payments.
struct Refund {
    /// Empty where the file names none.
    sku: String,
    day: Day,
    evidence: Evidence,
}

/// The returns of the last months and of items that are not cleared, sorted by store, order, request and SKU.
pub(in crate::store) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<ReturnFact>> {
    let mut binds = Binds::default();
    let from = binds.put(now.plus(-DAYS * DAY).day(chrono_tz::UTC).to_string());
    let sep = "char(31)";
    let sql = format!(
        "SELECT r.store, r.market, r.order_id, r.request, r.sku, r.occurrence, r.title, r.status, r.requested_day, \
           r.delivered_day, r.units, r.reason, r.resolution, r.order_amount, r.currency, r.refunded, r.currency, f.sha256, \
           f.name, r.line, r.as_of FROM facts.fbm_return r LEFT JOIN facts.import f ON f.seq = r.import \
         WHERE r.requested_day >= {from} OR \
           (r.store, r.order_id || {sep} || r.request || {sep} || r.sku || {sep} || r.occurrence) IN \
           (SELECT store, subject FROM main.item WHERE ladder IN ('return-request', 'refund') AND state <> 'cleared') \
         ORDER BY r.store, r.order_id, r.request, r.sku, r.occurrence"
    );
    let mut found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market) = (take.next()?, take.market()?);
        let lower = |text: String| text.trim().to_lowercase();
        Ok(ReturnFact {
            store,
            market,
            order_id: take.next()?,
            request: take.next()?,
            sku: take.next()?,
            occurrence: take.next()?,
            title: take.text()?,
            status: lower(take.text()?),
            requested: take.day()?,
            delivered: take.day()?,
            units: take.next()?,
            reason: take.text()?,
            resolution: lower(take.text()?),
            amount: take.money(Some(market))?,
            refunded: take.money(Some(market))?,
            paid_back: None,
            evidence: take.evidence()?,
        })
    })?;
    let refunds = refunds(db, &found)?;
    let mut returns: HashMap<(String, String), Vec<String>> = HashMap::new();
    for fact in &found {
        returns.entry((fact.store.clone(), fact.order_id.clone())).or_default().push(fact.sku.clone());
    }
    for fact in &mut found {
        let order = (fact.store.clone(), fact.order_id.clone());
        let skus = returns.get(&order).map_or(&[][..], Vec::as_slice);
        fact.paid_back = refunds.get(&order).and_then(|refunds| of(fact, refunds, skus));
    }
    Ok(found)
}

/// The first refund since the request, of its SKU. One that names no SKU is that of the only return of its order. Where two
/// returns may be meant it says of neither that it was paid: `skus` are those of all returns of the order.
fn of(fact: &ReturnFact, refunds: &[Refund], skus: &[String]) -> Option<(Day, Evidence)> {
    let requested = fact.requested?;
    let alone = skus.iter().filter(|sku| **sku == fact.sku).count() == 1;
    let same = |refund: &&Refund| if refund.sku.is_empty() { skus.len() == 1 } else { alone && refund.sku == fact.sku };
    let refund = refunds.iter().filter(|refund| refund.day >= requested).find(same)?;
    Some((refund.day, refund.evidence.clone()))
}

/// The refunds of the orders whose returns came back, oldest first.
fn refunds(db: &Connection, found: &[ReturnFact]) -> rusqlite::Result<HashMap<(String, String), Vec<Refund>>> {
    let keys: Vec<(&str, &str)> =
        found.iter().filter(|f| f.delivered.is_some()).map(|f| (f.store.as_str(), f.order_id.as_str())).collect();
    let mut binds = Binds::default();
    let keys = binds.put(serde_json::json!(keys).to_string());
    let part = |table: &str, sku: &str, day: &str, is: &str| {
        format!(
            "SELECT k.store, k.order_id, {sku} AS sku, {day} AS day, f.sha256, f.name, t.line, t.as_of FROM wanted k \
             CROSS JOIN facts.{table} t ON t.store = k.store AND t.order_id = k.order_id AND t.order_id <> '' \
             LEFT JOIN facts.import f ON f.seq = t.import WHERE {is} AND {day} IS NOT NULL"
        )
    };
    let sql = format!(
        "WITH wanted AS MATERIALIZED (SELECT DISTINCT value ->> 0 AS store, value ->> 1 AS order_id FROM json_each({keys})) \
         {} UNION ALL {} UNION ALL {} ORDER BY 1, 2, 4, 3, 7",
        part("account_event", "t.sku", "t.day", "t.kind = 'refund'"),
        part("settlement_line", "COALESCE(t.sku, '')", "t.posted_day", "t.transaction_type = 'Refund'"),
        part("transaction_view", "''", "t.day", "t.kind = 'refund'"),
    );
    let mut by_order: HashMap<(String, String), Vec<Refund>> = HashMap::new();
    for (key, refund) in rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let key = (take.next()?, take.next()?);
        Ok((key, Refund { sku: take.text()?, day: take.parse(Day::parse)?, evidence: take.evidence()? }))
    })? {
        by_order.entry(key).or_default().push(refund);
    }
    Ok(by_order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW};

    #[test]
    fn a_refund_belongs_to_the_return_of_its_sku_after_its_request() {
        let bench = Bench::new();
        let back = |order: &str, request: &str, sku: &str| {
            let pairs = format!(
                "order_id = '{order}'; request = '{request}'; sku = '{sku}'; occurrence = 1; requested_day = '2026-11-10'; \
                 delivered_day = '2026-11-15'; status = ' Approved '; order_amount = 1999; currency = 'USD'"
            );
            bench.fact("fbm_return", &pairs);
        };
        for (order, sku) in [("1", "A"), ("2", "A"), ("2", "B"), ("3", "A"), ("4", "A"), ("5", "A"), ("6", "A")] {
            back(order, "RMA", sku);
        }
        // Two returns of one SKU, one refund: whose it is nobody says.
        back("7", "RMA-1", "A");
        back("7", "RMA-2", "A");
        let event = |order: &str, sku: &str, day: &str, kind: &str| {
            let pairs = format!(
                "order_id = '{order}'; sku = '{sku}'; day = '{day}'; kind = '{kind}'; occurred_at = 1; total = -1999; \
                 occurrence = 1"
            );
            bench.fact("account_event", &pairs);
        };
        event("1", "A", "2026-11-16", "refund");
        event("2", "B", "2026-11-16", "refund");
        event("3", "A", "2026-11-09", "refund");
        event("3", "A", "2026-11-17", "order");
        event("7", "A", "2026-11-16", "refund");
        bench.fact(
            "settlement_line",
            "settlement_id = '9'; line_no = 2; part = 1; order_id = '4'; transaction_type = 'Refund'; \
             posted_day = '2026-11-10'; sku = 'A'; amount = -1999; line = 7",
        );
        bench.fact(
            "transaction_view",
            "order_id = '5'; product = 'x'; day = '2026-11-18'; kind = 'refund'; total = -1999; occurrence = 1",
        );
        bench.fact(
            "transaction_view",
            "order_id = '2'; product = 'x'; day = '2026-11-18'; kind = 'refund'; total = -1999; occurrence = 1",
        );
        let found = load(&bench.reader.0, NOW).unwrap();
        let brief: Vec<_> = found
            .iter()
            .map(|f| (f.order_id.as_str(), f.sku.as_str(), f.paid_back.as_ref().map(|(day, _)| day.to_string())))
            .collect();
        let day = |text: &str| Some(text.to_owned());
        let wanted = [
            ("1", "A", day("2026-11-16")),
            ("2", "A", None),
            ("2", "B", day("2026-11-16")),
            ("3", "A", None),
            ("4", "A", day("2026-11-10")),
            ("5", "A", day("2026-11-18")),
            ("6", "A", None),
            ("7", "A", None),
            ("7", "A", None),
        ];
        assert_eq!(brief, wanted);
        assert_eq!((found[0].status.as_str(), found[4].paid_back.as_ref().unwrap().1.row), ("approved", 7));
    }

    #[test]
    fn old_requests_are_read_only_for_their_items() {
        let bench = Bench::new();
        for order in ["1", "2"] {
            let pairs =
                format!("order_id = '{order}'; request = 'R'; sku = 'A'; occurrence = 1; requested_day = '2026-01-01'");
            bench.fact("fbm_return", &pairs);
        }
        bench.item("refund", "s", "US", "2\u{1f}R\u{1f}A\u{1f}1", "refund-owed", "today", None);
        let found = load(&bench.reader.0, NOW).unwrap();
        assert_eq!(found.iter().map(|f| f.order_id.as_str()).collect::<Vec<_>>(), ["2"]);
    }
}
