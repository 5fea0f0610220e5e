//! Search terms over the look-back window, and the ad group, campaign and account around them.

use std::collections::HashMap;

use rusqlite::Connection;

use super::stock::scopes;
use crate::domain::day::{DAY, Day, HOUR, Instant};
use crate::domain::fact::{Clicks, TermFact};
use crate::domain::keys;
use crate::domain::market::Market;
use crate::domain::money::Currency;
use crate::domain::settings::Settings;
use crate::store::list::sql::{Binds, Take, first, rows};

/// What is looked at in a store and marketplace.
#[derive(Clone, Debug)]
pub(in crate::store) struct Scope {
    pub store: String,
    pub market: Market,
    /// The attribution window of its newest report: 7 days for sellers, 14 for vendors.
    pub window_days: i64,
    /// The days of the look-back, each with the moment from which its orders are counted.
    pub days: Vec<(Day, Instant)>,
}

/// The stores and marketplaces that have search terms.
pub(in crate::store) fn look_back(db: &Connection, now: Instant, settings: &Settings) -> rusqlite::Result<Vec<Scope>> {
    let mut found = Vec::new();
    for (store, market) in scopes(db, "ads_term")? {
        let mut binds = Binds::default();
        let (at_store, at_market) = (binds.put(store.clone()), binds.put(market.code().to_owned()));
        let sql = format!(
            "SELECT window_days FROM facts.ads_term WHERE store = {at_store} AND market = {at_market} \
             ORDER BY end_day DESC LIMIT 1"
        );
        let Some(window_days) = first(db, &sql, &binds, |row| row.get(0))? else { continue };
        let days = judged_days(&store, market, now, settings);
        found.push(Scope { store, market, window_days, days });
    }
    Ok(found)
}

/// The days of the look-back, each with the moment from which its orders are counted.
pub(in crate::store) fn judged_days(
    store: &str,
    market: Market,
    now: Instant,
    settings: &Settings,
) -> Vec<(Day, Instant)> {
    let today = now.day(market.zone());
    let get = |key| settings.get(&key, store, Some(market), today);
    // Younger than 72 hours is never judged: cancelled orders and invalid clicks are still taken out.
    let lag = (get(keys::ADS_LAG_DAYS) * DAY).max(get(keys::ADS_MIN_LAG_HOURS) * HOUR).max(72 * HOUR);
    let days = (0..=get(keys::ADS_LOOKBACK_DAYS)).map(|back| today.plus(-back));
    days.map(|day| (day, day.end(market.zone()).plus(1 + lag))).collect()
}

/// The CTE `scope`, one row `s` a day, and `FROM` with every row `t` of the look-back.
pub(in crate::store) fn scope_sql(scopes: &[Scope], binds: &mut Binds) -> (String, &'static str) {
    let mut rows = Vec::new();
    for Scope { store, market, window_days, days } in scopes {
        let (code, currency) = (market.code(), market.currency().code().to_owned());
        let row =
            |(day, at): &(Day, Instant)| serde_json::json!([store, code, window_days, day.to_string(), at.0, currency]);
        rows.extend(days.iter().map(row));
    }
    let rows = binds.put(serde_json::Value::from(rows).to_string());
    let columns = ["store", "market", "window_days", "day", "judged_at", "currency"];
    let columns: Vec<String> = columns.iter().enumerate().map(|(i, c)| format!("value ->> {i} AS {c}")).collect();
    let with = format!("scope AS MATERIALIZED (SELECT {} FROM json_each({rows}))", columns.join(", "));
    let from = "scope s CROSS JOIN facts.ads_term t ON t.store = s.store AND t.market = s.market \
        AND t.end_day = s.day AND t.window_days = s.window_days";
    (with, from)
}

/// Whether the orders of a row's clicks were counted when its file was made: the attribution lag runs until the file's
/// own moment, not until now. `now` is a bound value.
pub(in crate::store) fn judged(now: &str) -> String {
    format!("(s.judged_at <= MIN(t.as_of, {now}))")
}

/// The columns that make a term.
pub(in crate::store) const TERM: &str = "t.store, t.market, t.campaign, t.ad_group, t.targeting, t.match_type, t.term";

/// The same for GROUP BY: the most different column first, which makes the sort cheaper.
pub(in crate::store) const BY_TERM: &str = "t.term, t.campaign, t.ad_group, t.targeting, t.match_type, t.store, t.market, \
    COALESCE(t.currency, s.currency)";

/// Day and row in one number, so that its maximum is the newest row of a term; the remainder by [`ROWS`] is the rowid.
const NEWEST: &str = "MAX(s.judged_at / 86400 * 1099511627776 + t.rowid)";
pub(super) const ROWS: &str = "1099511627776";

/// All terms of the look-back, sorted by their key. A term's evidence speaks of its last day, not of the newest file: only
/// a click after an act contradicts it.
pub(in crate::store) fn load(db: &Connection, now: Instant, settings: &Settings) -> rusqlite::Result<Vec<TermFact>> {
    let scopes = look_back(db, now, settings)?;
    let mut binds = Binds::default();
    let (with, from) = scope_sql(&scopes, &mut binds);
    let judged = judged(&binds.put(now.0));
    let sum = |column: &str| format!("SUM({judged} * COALESCE(t.{column}, 0)) AS {column}");
    let sql = format!(
        "WITH {with}, part AS MATERIALIZED (SELECT {TERM}, t.window_days, COALESCE(t.currency, s.currency) AS currency, \
           {clicks}, {orders}, {spend}, {sales}, SUM(COALESCE(t.orders, 0)) AS all_orders, {NEWEST} AS newest, \
           MIN(CASE WHEN {judged} THEN t.start_day END) AS from_day, MAX(CASE WHEN {judged} THEN t.end_day END) AS to_day \
           FROM {from} GROUP BY {BY_TERM}) \
         SELECT p.store, p.market, p.campaign, p.ad_group, p.targeting, p.match_type, p.term, p.from_day, p.to_day, \
           p.window_days, p.currency, p.clicks, p.orders, p.spend, p.sales, p.all_orders - p.orders, \
           f.sha256, f.name, t.line, MIN(t.as_of, unixepoch(t.end_day) + 86400) \
         FROM part p CROSS JOIN facts.ads_term t ON t.rowid = p.newest % {ROWS} \
         LEFT JOIN facts.import f ON f.seq = t.import ORDER BY 1, 2, 3, 4, 5, 6, 7",
        clicks = sum("clicks"),
        orders = sum("orders"),
        spend = sum("spend"),
        sales = sum("sales"),
    );
    let mut spans = HashMap::new();
    let mut terms = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market): (String, _) = (take.next()?, take.market()?);
        let parts = [take.next()?, take.next()?, take.next()?, take.next()?, take.next()?];
        let [campaign, ad_group, targeting, match_type, term] = parts;
        let span = take.day()?.zip(take.day()?);
        widen(&mut spans, (store.clone(), market), span);
        let today = now.day(market.zone());
        Ok(TermFact {
            store,
            market,
            campaign,
            ad_group,
            targeting,
            match_type,
            term,
            from: today,
            to: today,
            window_days: take.next()?,
            currency: take.parse(Currency::parse)?,
            judged: Clicks { clicks: take.next()?, orders: take.next()?, spend: take.next()?, sales: take.next()? },
            recent_orders: take.next()?,
            group: Clicks::default(),
            campaign_total: Clicks::default(),
            account: Clicks::default(),
            evidence: take.evidence()?,
        })
    })?;
    for term in &mut terms {
        if let Some((from, to)) = spans.get(&(term.store.clone(), term.market)) {
            (term.from, term.to) = (*from, *to);
        }
    }
    around(&mut terms);
    Ok(terms)
}

/// The first and the last day that count in each store and marketplace: what a day costs is spend by these days.
type Spans = HashMap<(String, Market), (Day, Day)>;

fn widen(spans: &mut Spans, of: (String, Market), span: Option<(Day, Day)>) {
    let Some((from, to)) = span else { return };
    let known = spans.entry(of).or_insert((from, to));
    *known = (known.0.min(from), known.1.max(to));
}

/// Which sum a row goes into: store, marketplace, currency, and as much of campaign, ad group and term as matters.
type Sums<'a> = HashMap<(&'a str, Market, Currency, &'a str, &'a str, &'a str), Clicks>;

/// Fills in ad group, campaign and account without the term: the comparison must not contain what is compared (H11).
/// The same words under another targeting of the group are the same term.
fn around(terms: &mut [TermFact]) {
    let mut sums: Sums<'_> = HashMap::new();
    for t in terms.iter() {
        for (campaign, group) in [(t.campaign.as_str(), t.ad_group.as_str()), (&t.campaign, ""), ("", "")] {
            for term in ["", t.term.as_str()] {
                let key = (t.store.as_str(), t.market, t.currency, campaign, group, term);
                add(sums.entry(key).or_default(), t.judged, 1);
            }
        }
    }
    let without = |t: &TermFact, campaign: &str, group: &str| {
        let of = |term: &str| {
            sums.get(&(t.store.as_str(), t.market, t.currency, campaign, group, term)).copied().unwrap_or_default()
        };
        let mut rest = of("");
        add(&mut rest, of(&t.term), -1);
        rest
    };
    let found: Vec<[Clicks; 3]> = terms
        .iter()
        .map(|t| [without(t, &t.campaign, &t.ad_group), without(t, &t.campaign, ""), without(t, "", "")])
        .collect();
    for (term, [group, campaign, account]) in terms.iter_mut().zip(found) {
        (term.group, term.campaign_total, term.account) = (group, campaign, account);
    }
}

fn add(sum: &mut Clicks, more: Clicks, times: i64) {
    sum.clicks += times * more.clicks;
    sum.orders += times * more.orders;
    sum.spend += times * more.spend;
    sum.sales += times * more.sales;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, DAY as DAY_SECONDS, NOW, settings};

    /// A row of one day: clicks and orders, 10 cents a click, 20 dollars an order.
    fn row(bench: &Bench, day: &str, group: &str, matched: &str, term: &str, clicks: i64, orders: i64) {
        let pairs = format!(
            "window_days = 7; start_day = '{day}'; end_day = '{day}'; grain = 'daily'; campaign = 'C'; \
             ad_group = '{group}'; targeting = 'x'; match_type = '{matched}'; term = '{term}'; currency = 'USD'; \
             clicks = {clicks}; orders = {orders}; spend = {}; sales = {}; as_of = {}; line = {}",
            clicks * 10,
            orders * 2000,
            NOW.0 - 60,
            day[8..].parse::<i64>().unwrap()
        );
        bench.fact("ads_term", &pairs);
    }

    #[test]
    fn a_term_is_judged_by_clicks_older_than_the_lag_and_compared_with_the_rest() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'terms.xlsx'");
        row(&bench, "2026-11-01", "g", "BROAD", "jar", 20, 0);
        row(&bench, "2026-11-10", "g", "BROAD", "jar", 5, 0);
        // Noon UTC on the 22nd less 7 days is in the 15th of Los Angeles: the 14th counts, the 15th not yet.
        row(&bench, "2026-11-14", "g", "BROAD", "jar", 1, 0);
        row(&bench, "2026-11-15", "g", "BROAD", "jar", 9, 1);
        row(&bench, "2026-08-01", "g", "BROAD", "jar", 99, 9);
        row(&bench, "2026-11-01", "g", "EXACT", "jar", 3, 1);
        row(&bench, "2026-11-01", "g", "BROAD", "lid", 10, 2);
        row(&bench, "2026-11-01", "h", "BROAD", "pot", 7, 1);
        let terms = load(&bench.reader.0, NOW, &settings()).unwrap();
        let jar = &terms[0];
        assert_eq!((jar.term.as_str(), jar.match_type.as_str(), terms.len()), ("jar", "BROAD", 4));
        assert_eq!(jar.judged, Clicks { clicks: 26, orders: 0, spend: 260, sales: 0 });
        assert_eq!((jar.recent_orders, jar.window_days), (1, 7));
        assert_eq!((jar.from.to_string(), jar.to.to_string()), ("2026-11-01".to_owned(), "2026-11-14".to_owned()));
        assert_eq!((jar.group.clicks, jar.group.orders, jar.group.sales), (10, 2, 4000));
        assert_eq!((jar.campaign_total.clicks, jar.campaign_total.orders), (17, 3));
        assert_eq!(jar.account, jar.campaign_total);
        assert_eq!((jar.evidence.sha256.as_str(), jar.evidence.row), ("aa", 15), "the newest row");
    }

    #[test]
    fn a_store_looks_back_as_far_and_waits_as_long_as_it_says() {
        let days = |store: &str, key: crate::domain::keys::OfStore, value| {
            let mut settings = Settings::shipped().unwrap();
            settings.set_for_store(&key, "own", value, "test").unwrap();
            let days = judged_days(store, Market::Us, NOW, &settings);
            (days.len(), days[0].1.0 - days[0].0.end(Market::Us.zone()).0 - 1)
        };
        let week = 7 * DAY_SECONDS;
        let cases = [
            (keys::ADS_LOOKBACK_DAYS, 30, (31, week)),
            (keys::ADS_LAG_DAYS, 14, (61, 2 * week)),
            (keys::ADS_MIN_LAG_HOURS, 240, (61, 10 * DAY_SECONDS)),
        ];
        for (key, value, own) in cases {
            assert_eq!((days("own", key.clone(), value), days("other", key, value)), (own, (61, week)));
        }
    }

    #[test]
    fn an_old_file_is_judged_at_its_own_moment() {
        let bench = Bench::new();
        row(&bench, "2026-11-10", "g", "BROAD", "jar", 5, 0);
        bench.facts(&format!("UPDATE ads_term SET as_of = {}", NOW.0 - 10 * DAY_SECONDS));
        let terms = load(&bench.reader.0, NOW, &settings()).unwrap();
        assert_eq!((terms[0].judged.clicks, terms[0].recent_orders), (0, 0));
    }

    #[test]
    fn stores_windows_and_currencies_stay_apart() {
        let bench = Bench::new();
        row(&bench, "2026-11-01", "g", "BROAD", "jar", 5, 1);
        row(&bench, "2026-11-02", "g", "BROAD", "jar", 7, 1);
        bench.facts("UPDATE ads_term SET store = 'z', market = 'DE', currency = 'EUR' WHERE clicks = 7");
        row(&bench, "2026-10-30", "g", "BROAD", "jar", 50, 1);
        bench.facts("UPDATE ads_term SET window_days = 14 WHERE clicks = 50");
        let terms = load(&bench.reader.0, NOW, &settings()).unwrap();
        let brief: Vec<_> = terms.iter().map(|t| (t.market.code(), t.currency.code(), t.judged.clicks)).collect();
        assert_eq!(brief, [("US", "USD", 5), ("DE", "EUR", 7)]);
        assert!(terms.iter().all(|t| t.account == Clicks::default()));
    }
}
