//! Campaigns by their names: the days of the daily campaign report, and the state that the bulk operations download names.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::ad_days::{from, look_back};
use super::stock::scopes;
use super::terms::{Scope, scope_sql};
use crate::domain::ads;
use crate::domain::day::{Day, Instant};
use crate::domain::fact::{CampaignDay, CampaignFact, Clicks};
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Currency;
use crate::domain::settings::Settings;
use crate::store::list::sql::{Binds, Take, rows};

/// The campaigns of both files, sorted by store, marketplace and name.
pub(in crate::store) fn load(
    db: &Connection,
    now: Instant,
    settings: &Settings,
) -> rusqlite::Result<Vec<CampaignFact>> {
    let mut found: BTreeMap<(String, Market, String), CampaignFact> = BTreeMap::new();
    let scopes = look_back(db, "ads_campaign", now, settings)?;
    for row in daily(db, &scopes, now)? {
        let fact = found.entry((row.store.clone(), row.market, row.campaign.clone())).or_insert_with(|| row.fact());
        row.add_to(fact);
    }
    around(&mut found);
    for listed in listed(db)? {
        let key = (listed.store.clone(), listed.market, listed.campaign.clone());
        let fact = found.entry(key).or_insert_with(|| listed.fact());
        listed.add_to(fact);
    }
    let mut known: BTreeMap<(String, Market), BTreeSet<Day>> = BTreeMap::new();
    for fact in found.values() {
        let days = fact.days.iter().filter(|day| day.whole).map(|day| day.day);
        known.entry((fact.store.clone(), fact.market)).or_default().extend(days);
    }
    for fact in found.values_mut() {
        let days = known.get(&(fact.store.clone(), fact.market));
        fact.known = days.map(|days| days.iter().copied().collect()).unwrap_or_default();
    }
    Ok(found.into_values().collect())
}

/// A day of a campaign, all retailers together.
struct Daily {
    store: String,
    market: Market,
    campaign: String,
    currency: Currency,
    day: CampaignDay,
    status: String,
    started: Option<Day>,
    ends: Option<Day>,
    judged: Clicks,
}

fn daily(db: &Connection, scopes: &[Scope], now: Instant) -> rusqlite::Result<Vec<Daily>> {
    let mut binds = Binds::default();
    let (with, _) = scope_sql(scopes, &mut binds);
    let now = binds.put(now.0);
    let judged = |column: &str| format!("SUM((s.judged_at <= MIN(t.as_of, {now})) * COALESCE(t.{column}, 0))");
    let [clicks, orders, spend, sales] = ["clicks", "orders", "spend", "sales"].map(judged);
    let sql = format!(
        "WITH {with} SELECT t.store, t.market, t.campaign, COALESCE(t.currency, s.currency), t.start_day, \
         SUM(t.impressions), SUM(t.spend), SUM(t.orders), {clicks}, {orders}, {spend}, {sales}, t.status, \
         t.campaign_start, t.campaign_end, f.sha256, f.name, t.line, MAX(t.as_of) \
         FROM {from} LEFT JOIN facts.import f ON f.seq = t.import \
         GROUP BY t.store, t.market, t.campaign, COALESCE(t.currency, s.currency), t.start_day ORDER BY 1, 2, 3, 4, 5",
        from = from("ads_campaign"),
    );
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market, campaign) = (take.next()?, take.market()?, take.next()?);
        let (currency, day) = (take.parse(Currency::parse)?, take.parse(Day::parse)?);
        let (impressions, spend, orders) = (take.next()?, take.next()?, take.next()?);
        let judged = Clicks { clicks: take.next()?, orders: take.next()?, spend: take.next()?, sales: take.next()? };
        let (status, started, ends, evidence) = (take.text()?, take.day()?, take.day()?, take.evidence()?);
        let whole = day.end(market.zone()).0 < evidence.as_of;
        let day = CampaignDay { day, whole, impressions, spend, orders, evidence };
        Ok(Daily { store, market, campaign, currency, day, status, started, ends, judged })
    })
}

impl Daily {
    fn fact(&self) -> CampaignFact {
        blank(&self.store, self.market, &self.campaign, self.currency)
    }

    /// Adds the day; of a campaign with two currencies only the first one counts.
    fn add_to(self, fact: &mut CampaignFact) {
        if self.currency != fact.currency {
            return;
        }
        if let Some(enabled) = ads::runs(&self.status) {
            fact.enabled = Some((enabled, self.day.evidence.clone()));
        }
        fact.started = self.started.or(fact.started);
        fact.ends = self.ends;
        add(&mut fact.judged, self.judged);
        fact.days.push(self.day);
    }
}

fn blank(store: &str, market: Market, campaign: &str, currency: Currency) -> CampaignFact {
    CampaignFact {
        store: store.to_owned(),
        market,
        campaign: campaign.to_owned(),
        currency,
        days: Vec::new(),
        known: Vec::new(),
        enabled: None,
        started: None,
        ends: None,
        listed_impressions: None,
        judged: Clicks::default(),
        account: Clicks::default(),
    }
}

/// The account of each campaign: all campaigns of its store, marketplace and currency.
fn around(found: &mut BTreeMap<(String, Market, String), CampaignFact>) {
    let mut sums: BTreeMap<(String, Market, Currency), Clicks> = BTreeMap::new();
    for fact in found.values() {
        add(sums.entry((fact.store.clone(), fact.market, fact.currency)).or_default(), fact.judged);
    }
    for fact in found.values_mut() {
        let sum = sums.get(&(fact.store.clone(), fact.market, fact.currency));
        fact.account = sum.copied().unwrap_or_default();
    }
}

/// Adds clicks to a sum.
pub(super) fn add(sum: &mut Clicks, more: Clicks) {
    sum.clicks = sum.clicks.saturating_add(more.clicks);
    sum.orders = sum.orders.saturating_add(more.orders);
    sum.spend = sum.spend.saturating_add(more.spend);
    sum.sales = sum.sales.saturating_add(more.sales);
}

/// A campaign's row of the bulk operations download.
struct Listed {
    store: String,
    market: Market,
    campaign: String,
    state: String,
    started: Option<Day>,
    ends: Option<Day>,
    /// Those of all campaigns of its name in its file; known when each of them has a count.
    impressions: Option<i64>,
    evidence: Evidence,
}

fn listed(db: &Connection) -> rusqlite::Result<Vec<Listed>> {
    let mut found = Vec::new();
    for (store, market) in scopes(db, "ads_entity")? {
        let mut binds = Binds::default();
        let (at_store, at_market) = (binds.put(store.clone()), binds.put(market.code().to_owned()));
        let sql = format!(
            "SELECT COALESCE(e.campaign, e.campaign_shown), e.state, e.start_day, e.end_day, \
             CASE WHEN COUNT(*) OVER same = COUNT(e.impressions) OVER same THEN SUM(e.impressions) OVER same END, \
             f.sha256, f.name, e.line, e.as_of FROM facts.ads_entity e LEFT JOIN facts.import f ON f.seq = e.import \
             WHERE e.store = {at_store} AND e.market = {at_market} AND e.entity = 'Campaign' AND e.operation = '' \
             AND COALESCE(e.campaign, e.campaign_shown) IS NOT NULL \
             WINDOW same AS (PARTITION BY COALESCE(e.campaign, e.campaign_shown), e.import) ORDER BY e.as_of, e.campaign_id"
        );
        found.extend(rows(db, &sql, &binds, |row| {
            let take = &mut Take::new(row);
            Ok(Listed {
                store: store.clone(),
                market,
                campaign: take.next()?,
                state: take.text()?,
                started: take.day()?,
                ends: take.day()?,
                impressions: take.next()?,
                evidence: take.evidence()?,
            })
        })?);
    }
    Ok(found)
}

impl Listed {
    fn fact(&self) -> CampaignFact {
        blank(&self.store, self.market, &self.campaign, self.market.currency())
    }

    /// Of two campaigns of one name the enabled one counts: the report adds both. The newest file comes last.
    fn add_to(self, fact: &mut CampaignFact) {
        let newer = fact.enabled.as_ref().is_none_or(|(_, known)| known.as_of <= self.evidence.as_of);
        let same_file = fact.enabled.as_ref().is_some_and(|(_, known)| known.sha256 == self.evidence.sha256);
        fact.listed_impressions = self.impressions;
        if let Some(enabled) = ads::runs(&self.state)
            && newer
            && !(same_file && fact.enabled.as_ref().is_some_and(|(on, _)| *on))
        {
            fact.enabled = Some((enabled, self.evidence));
            fact.ends = self.ends;
        }
        fact.started = fact.started.or(self.started);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW, settings};

    fn day(bench: &Bench, campaign: &str, day: &str, more: &str) {
        let as_of = NOW.0 - 60;
        bench.fact(
            "ads_campaign",
            &format!(
                "grain = 'daily'; window_days = 7; start_day = '{day}'; end_day = '{day}'; campaign = '{campaign}'; \
                 retailer = ''; currency = 'USD'; as_of = {as_of}; {more}"
            ),
        );
    }

    fn entity(bench: &Bench, id: u8, campaign: &str, state: &str, more: &str) {
        let ids = "ad_group_id = ''; ad_id = ''; keyword_id = ''; target_id = ''; placement = ''; audience_id = ''";
        bench.fact(
            "ads_entity",
            &format!(
                "campaign_id = '{id}'; {ids}; entity = 'Campaign'; operation = ''; campaign = '{campaign}'; \
                 state = '{state}'; {more}"
            ),
        );
    }

    #[test]
    fn days_are_joined_by_name_and_a_running_day_is_not_whole() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'c.csv'");
        day(&bench, "A", "2026-11-20", "impressions = 100; spend = 500; orders = 1; clicks = 9; status = 'ENABLED'");
        day(&bench, "A", "2026-11-22", "impressions = 5; spend = 20; orders = 0; status = 'PAUSED'; line = 4");
        day(&bench, "A", "2026-11-01", "impressions = 5; spend = 30; sales = 900; orders = 1; clicks = 3");
        day(&bench, "A", "2026-08-01", "impressions = 5; spend = 9999");
        day(&bench, "B", "2026-11-01", "impressions = 0; spend = 7; campaign_start = '2026-01-01'");
        let facts = load(&bench.reader.0, NOW, &settings()).unwrap();
        let [a, b] = &facts[..] else { panic!("{facts:#?}") };
        let days: Vec<_> = a.days.iter().map(|d| (d.day.to_string(), d.whole, d.spend)).collect();
        let wanted = [("2026-11-01", true, Some(30)), ("2026-11-20", true, Some(500)), ("2026-11-22", false, Some(20))];
        assert_eq!(days, wanted.map(|(day, whole, spend)| (day.to_owned(), whole, spend)));
        assert_eq!(a.enabled.as_ref().map(|(on, row)| (*on, row.row)), Some((false, 4)));
        assert_eq!(a.judged, Clicks { clicks: 3, orders: 1, spend: 30, sales: 900 });
        assert_eq!(b.account, Clicks { clicks: 3, orders: 1, spend: 37, sales: 900 });
        let known: Vec<_> = b.known.iter().map(Day::to_string).collect();
        assert_eq!(known, ["2026-11-01", "2026-11-20"]);
        assert_eq!(b.started, Day::parse("2026-01-01"));
    }

    #[test]
    fn the_newer_file_says_whether_a_campaign_runs() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'c.csv'");
        bench.fact("import", "seq = 2; sha256 = 'bb'; name = 'bulk.csv'");
        day(&bench, "A", "2026-11-20", "impressions = 1; status = 'ENABLED'");
        day(&bench, "B", "2026-11-20", "impressions = 1; status = 'ENABLED'");
        entity(&bench, 1, "A", "paused", &format!("import = 2; as_of = {}", NOW.0));
        entity(&bench, 2, "B", "paused", "import = 2; as_of = 5");
        // Two campaigns of one name: one of them runs, and their impressions are added.
        entity(&bench, 3, "C", "enabled", "import = 2; as_of = 5; impressions = 4");
        entity(&bench, 4, "C", "paused", "import = 2; as_of = 5; impressions = 3; start_day = '2026-02-02'");
        entity(&bench, 5, "D", "mystery", "import = 2; as_of = 5; impressions = 5");
        entity(&bench, 6, "D", "mystery", "import = 2; as_of = 5; impressions = 0");
        entity(&bench, 7, "E", "enabled", "import = 2; as_of = 5");
        entity(&bench, 8, "E", "enabled", "import = 2; as_of = 5; impressions = 0");
        entity(&bench, 9, "E", "enabled", "import = 1; as_of = 4; impressions = 8");
        let facts = load(&bench.reader.0, NOW, &settings()).unwrap();
        let brief: Vec<_> =
            facts.iter().map(|f| (f.campaign.as_str(), f.enabled.as_ref().map(|(on, _)| *on))).collect();
        assert_eq!(brief, [("A", Some(false)), ("B", Some(true)), ("C", Some(true)), ("D", None), ("E", Some(true))]);
        let listed: Vec<_> = facts[2..].iter().map(|f| f.listed_impressions).collect();
        assert_eq!(listed, [Some(7), Some(5), None], "a blank count makes the sum unknown");
    }
}
