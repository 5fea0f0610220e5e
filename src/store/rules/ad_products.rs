//! Products in ads: the judged clicks of all ads of an ASIN, and of the rest of the account.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::ad_days::{from, look_back};
use super::campaigns::add;
use super::terms::{ROWS, scope_sql};
use crate::domain::day::{Day, Instant};
use crate::domain::fact::{AdProductFact, Clicks};
use crate::domain::market::Market;
use crate::domain::money::Currency;
use crate::domain::settings::Settings;
use crate::store::list::sql::{Binds, Take, rows};

/// The products, sorted by store, marketplace, ASIN and currency. Rows of one ad group and day with the same figures under
/// two campaign names are one: a campaign that was renamed between two downloads stands under both, and a product must not
/// look surer than it is.
pub(in crate::store) fn load(
    db: &Connection,
    now: Instant,
    settings: &Settings,
) -> rusqlite::Result<Vec<AdProductFact>> {
    let scopes = look_back(db, "ads_product", now, settings)?;
    let mut binds = Binds::default();
    let (with, _) = scope_sql(&scopes, &mut binds);
    let now = binds.put(now.0);
    let sql = format!(
        "WITH {with}, one AS (SELECT t.store, t.market, COALESCE(t.currency, s.currency) AS currency, t.asin, t.sku, \
           t.ad_group, t.start_day, t.impressions, t.clicks, t.orders, t.spend, t.sales, MAX(t.rowid) AS newest \
           FROM {from} WHERE s.judged_at <= MIN(t.as_of, {now}) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), \
           part AS (SELECT store, market, currency, asin, MAX(sku) AS sku, SUM(COALESCE(clicks, 0)) AS clicks, \
           SUM(COALESCE(orders, 0)) AS orders, SUM(COALESCE(spend, 0)) AS spend, SUM(COALESCE(sales, 0)) AS sales, \
           MIN(start_day) AS from_day, MAX(start_day) AS to_day, \
           MAX(unixepoch(start_day) / 86400 * {ROWS} + newest) AS newest FROM one WHERE asin <> '' GROUP BY 1, 2, 3, 4) \
         SELECT p.store, p.market, p.currency, p.asin, p.sku, p.clicks, p.orders, p.spend, p.sales, p.from_day, p.to_day, \
           f.sha256, f.name, t.line, MIN(t.as_of, unixepoch(t.end_day) + 86400) \
         FROM part p JOIN facts.ads_product t ON t.rowid = p.newest % {ROWS} \
         LEFT JOIN facts.import f ON f.seq = t.import ORDER BY 1, 2, 4, 3",
        from = from("ads_product"),
    );
    let mut found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market, currency) = (take.next()?, take.market()?, take.parse(Currency::parse)?);
        let (asin, sku) = (take.next()?, take.text()?);
        let judged = Clicks { clicks: take.next()?, orders: take.next()?, spend: take.next()?, sales: take.next()? };
        let (from, to, evidence) = (take.parse(Day::parse)?, take.parse(Day::parse)?, take.evidence()?);
        let others = Clicks::default();
        Ok(AdProductFact { store, market, asin, sku, currency, from, to, judged, others, evidence })
    })?;
    let mut sums: BTreeMap<(String, Market, Currency), Clicks> = BTreeMap::new();
    for fact in &found {
        add(sums.entry((fact.store.clone(), fact.market, fact.currency)).or_default(), fact.judged);
    }
    for fact in &mut found {
        let all = sums.get(&(fact.store.clone(), fact.market, fact.currency)).copied().unwrap_or_default();
        fact.others = Clicks {
            clicks: all.clicks - fact.judged.clicks,
            orders: all.orders - fact.judged.orders,
            spend: all.spend - fact.judged.spend,
            sales: all.sales - fact.judged.sales,
        };
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW, settings};

    #[test]
    fn a_renamed_campaign_counts_once_and_young_clicks_not_at_all() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'p.csv'");
        let row = |campaign: &str, day: &str, asin: &str, clicks: i64, orders: i64, line: i64| {
            bench.fact(
                "ads_product",
                &format!(
                    "grain = 'daily'; window_days = 7; start_day = '{day}'; end_day = '{day}'; campaign = '{campaign}'; \
                     ad_group = 'g'; asin = '{asin}'; sku = 'S'; retailer = ''; currency = 'USD'; impressions = 900; \
                     clicks = {clicks}; orders = {orders}; spend = {}; sales = 0; as_of = {}; line = {line}",
                    clicks * 50,
                    NOW.0 - 60
                ),
            );
        };
        row("Old name", "2026-11-01", "B0A", 40, 1, 2);
        row("New name", "2026-11-01", "B0A", 40, 1, 3);
        row("New name", "2026-11-02", "B0A", 70, 2, 4);
        row("New name", "2026-11-20", "B0A", 500, 50, 5);
        row("New name", "2026-11-02", "B0B", 10, 1, 6);
        let found = load(&bench.reader.0, NOW, &settings()).unwrap();
        let [a, b] = &found[..] else { panic!("{found:#?}") };
        assert_eq!((a.judged.clicks, a.judged.orders, a.others.clicks), (110, 3, 10));
        assert_eq!((b.judged.clicks, b.others.clicks), (10, 110));
        assert_eq!((a.from.to_string(), a.to.to_string()), ("2026-11-01".to_owned(), "2026-11-02".to_owned()));
        assert_eq!((a.evidence.sha256.as_str(), a.evidence.row), ("aa", 4));
    }
}
