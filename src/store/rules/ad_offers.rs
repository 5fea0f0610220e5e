//! Advertised SKUs with the newest day that cost anything, and what the listing report and the bulk operations download say
//! of them.

use std::collections::HashMap;

use rusqlite::Connection;

use super::ad_days::{from, look_back};
use super::stock::scopes;
use super::terms::{ROWS, scope_sql};
use crate::domain::ads;
use crate::domain::day::{Day, Instant};
use crate::domain::fact::AdOfferFact;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Currency;
use crate::domain::settings::Settings;
use crate::store::list::sql::{Binds, Take, rows};

type Skus<T> = HashMap<(String, Market, String), T>;

/// The advertised SKUs that cost anything in the look-back, sorted by store, marketplace and SKU. Equal rows of one day and ad
/// group under two campaign names are one: a campaign that was renamed stands under both.
pub(in crate::store) fn load(db: &Connection, now: Instant, settings: &Settings) -> rusqlite::Result<Vec<AdOfferFact>> {
    let scopes = look_back(db, "ads_product", now, settings)?;
    let mut binds = Binds::default();
    let (with, _) = scope_sql(&scopes, &mut binds);
    let sql = format!(
        "WITH {with}, one AS (SELECT t.store, t.market, t.sku, t.asin, COALESCE(t.currency, s.currency) AS currency, \
           t.start_day, t.spend, MAX(t.rowid) AS newest FROM {from} WHERE t.sku <> '' AND t.spend > 0 \
           GROUP BY 1, 2, 3, 4, 5, 6, t.ad_group, t.impressions, t.clicks, t.spend), \
         day AS (SELECT store, market, sku, asin, currency, start_day, SUM(spend) AS spend, \
           MAX(unixepoch(start_day) / 86400 * {ROWS} + newest) AS newest FROM one GROUP BY 1, 2, 3, start_day), \
         last AS (SELECT store, market, sku, asin, currency, start_day, spend, MAX(newest) AS newest FROM day GROUP BY 1, 2, 3) \
         SELECT l.store, l.market, l.sku, l.asin, l.currency, l.start_day, l.spend, f.sha256, f.name, t.line, \
           MIN(t.as_of, unixepoch(l.start_day) + 86400) \
         FROM last l JOIN facts.ads_product t ON t.rowid = l.newest % {ROWS} \
         LEFT JOIN facts.import f ON f.seq = t.import ORDER BY 1, 2, 3",
        from = from("ads_product"),
    );
    let mut found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        Ok(AdOfferFact {
            store: take.next()?,
            market: take.market()?,
            sku: take.next()?,
            asin: take.text()?,
            currency: take.parse(Currency::parse)?,
            day: take.parse(Day::parse)?,
            spend: take.next()?,
            evidence: take.evidence()?,
            listing: None,
            paused: None,
        })
    })?;
    if found.is_empty() {
        return Ok(found);
    }
    let (listed, paused) = (listed(db, &found)?, paused(db, &found)?);
    for fact in &mut found {
        let key = (fact.store.clone(), fact.market, fact.sku.clone());
        fact.listing = listed.get(&key).cloned();
        fact.paused = paused.get(&key).cloned().flatten();
    }
    Ok(found)
}

/// The state of each of these SKUs in the newest All Listings report: its word, the day, the row.
fn listed(db: &Connection, facts: &[AdOfferFact]) -> rusqlite::Result<Skus<(String, Day, Evidence)>> {
    let keys: Vec<_> = facts.iter().map(|f| (f.store.as_str(), f.market.code(), f.sku.as_str())).collect();
    let mut binds = Binds::default();
    let keys = binds.put(serde_json::json!(keys).to_string());
    let sql = format!(
        "WITH wanted AS MATERIALIZED (SELECT value ->> 0 AS store, value ->> 1 AS market, value ->> 2 AS sku FROM json_each({keys})), \
         newest AS MATERIALIZED (SELECT p.store, p.market, (SELECT MAX(n.snapshot_day) FROM facts.listing n \
           WHERE n.store = p.store AND n.market = p.market) AS day FROM (SELECT DISTINCT store, market FROM wanted) p) \
         SELECT w.store, w.market, w.sku, COALESCE(t.status, ''), t.snapshot_day, f.sha256, f.name, t.line, t.as_of \
         FROM wanted w JOIN newest n ON n.store = w.store AND n.market = w.market \
         CROSS JOIN facts.listing t ON t.store = w.store AND t.market = w.market AND t.sku = w.sku \
           AND t.snapshot_day = n.day \
         LEFT JOIN facts.import f ON f.seq = t.import"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let key = (take.next()?, take.market()?, take.next()?);
        Ok((key, (take.next()?, take.parse(Day::parse)?, take.evidence()?)))
    })?;
    Ok(found.into_iter().collect())
}

/// The product ads of these SKUs; the newest row where none of its ads runs any more, nothing where one does or may.
fn paused(db: &Connection, facts: &[AdOfferFact]) -> rusqlite::Result<Skus<Option<Evidence>>> {
    let mut found: Skus<Option<Evidence>> = HashMap::new();
    for (store, market) in scopes(db, "ads_entity")? {
        let skus: Vec<&str> =
            facts.iter().filter(|f| f.store == store && f.market == market).map(|f| f.sku.as_str()).collect();
        if skus.is_empty() {
            continue;
        }
        let mut binds = Binds::default();
        let (at_store, at_market) = (binds.put(store.clone()), binds.put(market.code().to_owned()));
        let skus = binds.put(serde_json::json!(skus).to_string());
        let sql = format!(
            "SELECT e.sku, e.state, e.ad_group_state, e.campaign_state, f.sha256, f.name, e.line, e.as_of \
             FROM facts.ads_entity e LEFT JOIN facts.import f ON f.seq = e.import \
             WHERE e.store = {at_store} AND e.market = {at_market} AND e.entity = 'Product Ad' AND e.operation = '' \
             AND e.sku IN (SELECT value FROM json_each({skus})) ORDER BY e.as_of, e.line"
        );
        rows(db, &sql, &binds, |row| {
            let take = &mut Take::new(row);
            let sku: String = take.next()?;
            let states = [take.text()?, take.text()?, take.text()?];
            let evidence = take.evidence()?;
            let stands = states.iter().any(|state| ads::runs(state) == Some(false));
            let entry = found.entry((store.clone(), market, sku));
            let known = entry.or_insert_with(|| Some(evidence.clone()));
            *known = if stands && known.is_some() { Some(evidence) } else { None };
            Ok(())
        })?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW, settings};

    #[test]
    fn a_sku_has_its_last_day_that_cost_its_listing_and_its_ads() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'p.csv'");
        let row = |campaign: &str, day: &str, sku: &str, spend: i64, line: i64| {
            bench.fact(
                "ads_product",
                &format!(
                    "grain = 'daily'; window_days = 7; start_day = '{day}'; end_day = '{day}'; campaign = '{campaign}'; \
                     ad_group = 'g'; asin = 'B0A'; sku = '{sku}'; retailer = ''; currency = 'USD'; impressions = 9; \
                     clicks = 1; spend = {spend}; as_of = {}; line = {line}",
                    NOW.0
                ),
            );
        };
        row("A", "2026-11-19", "S", 900, 2);
        row("A", "2026-11-20", "S", 50, 3);
        row("A, renamed", "2026-11-20", "S", 50, 4);
        row("B", "2026-11-20", "S", 70, 5);
        row("A", "2026-11-21", "S", 0, 6);
        row("A", "2026-11-20", "T", 10, 7);
        bench.fact("listing", "snapshot_day = '2026-11-21'; sku = 'S'; status = 'inactive'; line = 9");
        bench.fact("listing", "snapshot_day = '2026-11-20'; sku = 'T'; status = 'active'");
        let ad = |id: u8, sku: &str, state: &str| {
            bench.fact(
                "ads_entity",
                &format!(
                    "campaign_id = '1'; ad_group_id = '1'; ad_id = '{id}'; keyword_id = ''; target_id = ''; \
                     placement = ''; audience_id = ''; operation = ''; entity = 'Product Ad'; sku = '{sku}'; \
                     state = '{state}'; campaign_state = 'enabled'"
                ),
            );
        };
        ad(1, "S", "paused");
        ad(2, "S", "enabled");
        ad(3, "T", "paused");
        let found = load(&bench.reader.0, NOW, &settings()).unwrap();
        let [s, t] = &found[..] else { panic!("{found:#?}") };
        assert_eq!((s.day.to_string(), s.spend, s.evidence.row), ("2026-11-20".to_owned(), 120, 5));
        assert_eq!(s.listing.as_ref().map(|(word, _, row)| (word.as_str(), row.row)), Some(("inactive", 9)));
        let midnight = Day::parse("2026-11-20").unwrap().end(chrono_tz::UTC).0 + 1;
        assert_eq!(s.evidence.as_of, midnight, "spend proves nothing later than its day, whenever it was downloaded");
        assert_eq!((s.paused.is_some(), t.paused.is_some(), t.listing.is_some()), (false, true, false));
    }
}
