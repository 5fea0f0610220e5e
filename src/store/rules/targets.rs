//! Keywords and product targets: what is targeted exactly, where, and what each bid bought.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use super::ad_days::{from, look_back};
use super::campaigns::add;
use super::stock::scopes;
use super::terms::scope_sql;
use crate::domain::ads;
use crate::domain::day::{Day, Instant};
use crate::domain::fact::{BidFact, Clicks, KeywordPlace, SameExactFact, TargetedFact};
use crate::domain::import::Evidence;
use crate::domain::key::bid_of_epoch;
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::settings::Settings;
use crate::domain::work::Kind;
use crate::store::list::sql::{Binds, Take, rows};

/// A keyword or product target of a bulk operations download.
pub(in crate::store) struct Target {
    store: String,
    market: Market,
    id: String,
    campaign_id: String,
    campaign: String,
    ad_group: String,
    /// The keyword, or the expression.
    text: String,
    /// `exact`, `phrase`, `broad`; `-` for a product target.
    match_type: String,
    states: [String; 3],
    bid: Option<i64>,
    spend: Option<i64>,
    currency: Currency,
    evidence: Evidence,
}

impl Target {
    /// Whether all three states say that it runs; `None` when one is not known and none says no. A blank state of a parent
    /// is a column that the file lacks.
    fn enabled(&self) -> Option<bool> {
        let [own, parents @ ..] = &self.states;
        let parents = parents.iter().filter(|state| !state.is_empty()).map(|state| ads::runs(state));
        let all: Vec<_> = std::iter::once(ads::runs(own)).chain(parents).collect();
        if all.contains(&Some(false)) {
            return Some(false);
        }
        (!all.contains(&None)).then_some(true)
    }

    fn archived(&self) -> bool {
        self.states.iter().any(|state| ["archived", "archiviert", "已存档"].contains(&state.to_lowercase().as_str()))
    }

    /// What is targeted, when it is targeted exactly: the keyword or the ASIN, lower case.
    fn exact(&self) -> Option<String> {
        match self.match_type.as_str() {
            "exact" => Some(self.text.trim().to_lowercase()),
            "-" => ads::target_asin(&self.text),
            _ => None,
        }
    }
}

/// All keywords and product targets that are known, not the negative ones.
pub(in crate::store) fn all(db: &Connection) -> rusqlite::Result<Vec<Target>> {
    let mut found = Vec::new();
    for (store, market) in scopes(db, "ads_entity")? {
        let mut binds = Binds::default();
        let (at_store, at_market) = (binds.put(store.clone()), binds.put(market.code().to_owned()));
        let sql = format!(
            "SELECT e.keyword_id || e.target_id, e.campaign_id, COALESCE(e.campaign_shown, e.campaign), \
             COALESCE(e.ad_group_shown, e.ad_group), COALESCE(e.keyword, e.expression), \
             CASE e.entity WHEN 'Keyword' THEN lower(COALESCE(e.match_type, '')) ELSE '-' END, \
             e.state, e.ad_group_state, e.campaign_state, e.bid, e.spend, e.currency, \
             f.sha256, f.name, e.line, e.as_of FROM facts.ads_entity e LEFT JOIN facts.import f ON f.seq = e.import \
             WHERE e.store = {at_store} AND e.market = {at_market} AND e.entity IN ('Keyword', 'Product Targeting') \
             AND e.operation = '' AND e.keyword_id || e.target_id <> '' \
             AND COALESCE(e.keyword, e.expression) IS NOT NULL ORDER BY 1"
        );
        found.extend(rows(db, &sql, &binds, |row| {
            let take = &mut Take::new(row);
            Ok(Target {
                store: store.clone(),
                market,
                id: take.next()?,
                campaign_id: take.next()?,
                campaign: take.text()?,
                ad_group: take.text()?,
                text: take.next()?,
                match_type: take.next()?,
                states: [take.text()?, take.text()?, take.text()?],
                bid: take.next()?,
                spend: take.next()?,
                currency: Currency::parse(&take.text()?).unwrap_or(market.currency()),
                evidence: take.evidence()?,
            })
        })?);
    }
    Ok(found)
}

/// What is targeted exactly in each store and marketplace of which a download came.
pub(in crate::store) fn targeted(db: &Connection, targets: &[Target]) -> rusqlite::Result<Vec<TargetedFact>> {
    let mut found: BTreeMap<(String, Market), BTreeMap<String, Evidence>> =
        scopes(db, "ads_entity")?.into_iter().map(|place| (place, BTreeMap::new())).collect();
    for target in targets.iter().filter(|target| !target.archived()) {
        if let Some(exact) = target.exact() {
            let place = found.entry((target.store.clone(), target.market)).or_default();
            place.entry(exact).or_insert_with(|| target.evidence.clone());
        }
    }
    Ok(found.into_iter().map(|((store, market), exact)| TargetedFact { store, market, exact }).collect())
}

/// The exact keywords of the newest download of each store and marketplace, each with all its places: one that stands in a
/// single one ends an item.
pub(in crate::store) fn exacts(targets: &[Target]) -> Vec<SameExactFact> {
    let mut newest: HashMap<(&str, Market), i64> = HashMap::new();
    for target in targets {
        let at = newest.entry((target.store.as_str(), target.market)).or_default();
        *at = (*at).max(target.evidence.as_of);
    }
    let mut found: BTreeMap<(&str, Market, String), Vec<&Target>> = BTreeMap::new();
    for target in targets.iter().filter(|target| target.match_type == "exact") {
        if newest.get(&(target.store.as_str(), target.market)) == Some(&target.evidence.as_of) {
            let words = target.text.trim().to_lowercase();
            found.entry((&target.store, target.market, words)).or_default().push(target);
        }
    }
    found
        .into_iter()
        .map(|((store, market, keyword), mut of)| {
            of.sort_by(|a, b| (&a.campaign, &a.ad_group, &a.id).cmp(&(&b.campaign, &b.ad_group, &b.id)));
            let currency = of.first().map_or(market.currency(), |target| target.currency);
            let places = of.iter().filter(|t| t.currency == currency).map(|target| place(target)).collect();
            SameExactFact { store: store.to_owned(), market, keyword, currency, places }
        })
        .collect()
}

fn place(target: &Target) -> KeywordPlace {
    KeywordPlace {
        campaign_id: target.campaign_id.clone(),
        campaign: target.campaign.clone(),
        ad_group: target.ad_group.clone(),
        enabled: target.enabled(),
        spend: target.spend,
        evidence: target.evidence.clone(),
    }
}

/// A row of the targeting report's look-back: campaign, ad group, targeting and match type, lower case.
type Bought = HashMap<(String, Market, Currency, [String; 4]), Clicks>;

/// The bids, each with what its clicks brought: files are joined by the names that a person sees, because the console's
/// report has no ids. Two targets with the same names are told apart by nothing, so neither is judged.
pub(in crate::store) fn bids(
    db: &Connection,
    targets: &[Target],
    now: Instant,
    settings: &Settings,
) -> rusqlite::Result<Vec<BidFact>> {
    let (bought, spans) = bought(db, now, settings)?;
    let (mut asked, changed) = history(db)?;
    let mut names: HashMap<(&str, Market, [String; 4]), usize> = HashMap::new();
    for target in targets {
        *names.entry((&target.store, target.market, name(target))).or_default() += 1;
    }
    let mut sums: Bought = HashMap::new();
    for ((store, market, currency, [campaign, group, ..]), clicks) in &bought {
        for (campaign, group) in [(campaign.as_str(), group.as_str()), (campaign, ""), ("", "")] {
            let names = [campaign.to_owned(), group.to_owned(), String::new(), String::new()];
            add(sums.entry((store.clone(), *market, *currency, names)).or_default(), *clicks);
        }
    }
    let mut found = Vec::new();
    for target in targets {
        let own = name(target);
        let (Some(minor), Some((from, to))) = (target.bid, spans.get(&(target.store.clone(), target.market))) else {
            continue;
        };
        if names.get(&(&target.store, target.market, own.clone())) != Some(&1) {
            continue;
        }
        let of = |names: [String; 4]| (target.store.clone(), target.market, target.currency, names);
        let judged = bought.get(&of(own.clone())).copied().unwrap_or_default();
        let [campaign, group, ..] = own;
        let without = |campaign: &str, group: &str| {
            let key = of([campaign.to_owned(), group.to_owned(), String::new(), String::new()]);
            less(sums.get(&key).copied().unwrap_or_default(), judged)
        };
        let item = (target.store.clone(), target.market, target.id.clone());
        found.push(BidFact {
            store: target.store.clone(),
            market: target.market,
            target_id: target.id.clone(),
            campaign: target.campaign.clone(),
            ad_group: target.ad_group.clone(),
            targeting: target.text.clone(),
            match_type: target.match_type.clone(),
            bid: Money::new(minor, target.currency),
            enabled: target.enabled(),
            from: *from,
            to: *to,
            judged,
            group: without(&campaign, &group),
            campaign_total: without(&campaign, ""),
            account: without("", ""),
            asked: asked.remove(&item).unwrap_or_default(),
            changed: changed.get(&item).map(|at| at.day(target.market.zone())),
            evidence: target.evidence.clone(),
        });
    }
    Ok(found)
}

fn name(target: &Target) -> [String; 4] {
    [&target.campaign, &target.ad_group, &target.text, &target.match_type].map(|text| text.trim().to_lowercase())
}

fn less(all: Clicks, own: Clicks) -> Clicks {
    Clicks {
        clicks: all.clicks - own.clicks,
        orders: all.orders - own.orders,
        spend: all.spend - own.spend,
        sales: all.sales - own.sales,
    }
}

type Spans = HashMap<(String, Market), (Day, Day)>;

/// Daily rows of the targeting report, judged; and the first and last day that count in each store and marketplace.
fn bought(db: &Connection, now: Instant, settings: &Settings) -> rusqlite::Result<(Bought, Spans)> {
    let scopes = look_back(db, "ads_target", now, settings)?;
    let mut binds = Binds::default();
    let (with, _) = scope_sql(&scopes, &mut binds);
    let now = binds.put(now.0);
    let sql = format!(
        "WITH {with} SELECT t.store, t.market, COALESCE(t.currency, s.currency), t.campaign, t.ad_group, t.targeting, \
         t.match_type, SUM(COALESCE(t.clicks, 0)), SUM(COALESCE(t.orders, 0)), SUM(COALESCE(t.spend, 0)), \
         SUM(COALESCE(t.sales, 0)), MIN(t.start_day), MAX(t.end_day) FROM {from} \
         WHERE s.judged_at <= MIN(t.as_of, {now}) GROUP BY 1, 2, 3, 4, 5, 6, 7",
        from = from("ads_target"),
    );
    let (mut bought, mut spans): (Bought, Spans) = (HashMap::new(), HashMap::new());
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market): (String, _) = (take.next()?, take.market()?);
        let currency = take.parse(Currency::parse)?;
        let mut names: [String; 4] = [take.next()?, take.next()?, take.next()?, take.next()?];
        for name in &mut names {
            *name = name.trim().to_lowercase();
        }
        let clicks = Clicks { clicks: take.next()?, orders: take.next()?, spend: take.next()?, sales: take.next()? };
        let (from, to) = (take.parse(Day::parse)?, take.parse(Day::parse)?);
        let span = spans.entry((store.clone(), market)).or_insert((from, to));
        *span = (span.0.min(from), span.1.max(to));
        add(bought.entry((store, market, currency, names)).or_default(), clicks);
        Ok(())
    })?;
    Ok((bought, spans))
}

type Subjects<T> = HashMap<(String, Market, String), T>;

/// The bids of items that are to do or wait for proof, and when a changed bid was last seen.
fn history(db: &Connection) -> rusqlite::Result<(Subjects<Vec<i64>>, Subjects<Instant>)> {
    let mut binds = Binds::default();
    let ladder = binds.put(Kind::BidOff.info().ladder.to_owned());
    let (mut asked, mut changed): (Subjects<Vec<i64>>, Subjects<Instant>) = (HashMap::new(), HashMap::new());
    let sql = format!(
        "SELECT store, market, subject, epoch, state, cleared_how, cleared_by ->> '$.as_of' FROM main.item \
         WHERE ladder = {ladder} ORDER BY id"
    );
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let subject: (String, Market, String) = (take.next()?, take.market()?, take.next()?);
        let (epoch, state, how): (String, String, String) = (take.next()?, take.next()?, take.text()?);
        let at: Option<Instant> = take.instant()?;
        if matches!(state.as_str(), "open" | "acted") {
            asked.entry(subject).or_default().extend(bid_of_epoch(&epoch));
        } else if let Some(at) = at.filter(|_| state == "cleared" && how == "bid-changed") {
            let known = changed.entry(subject).or_insert(at);
            *known = (*known).max(at);
        }
        Ok(())
    })?;
    Ok((asked, changed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW, settings};

    fn entity(bench: &Bench, id: u8, pairs: &str) {
        let ids = "ad_group_id = '1'; ad_id = ''; target_id = ''; placement = ''; audience_id = ''; operation = ''";
        let states = "state = 'enabled'; campaign_state = 'enabled'; ad_group_state = 'enabled'";
        bench.fact("ads_entity", &format!("keyword_id = 'k{id}'; {ids}; {states}; currency = 'USD'; {pairs}"));
    }

    fn keyword(bench: &Bench, id: u8, campaign: &str, text: &str, more: &str) {
        let pairs = format!(
            "campaign_id = '{campaign}'; campaign_shown = '{campaign}'; ad_group_shown = 'g'; entity = 'Keyword'; \
             keyword = '{text}'; match_type = 'exact'; {more}"
        );
        entity(bench, id, &pairs);
    }

    fn clicks(bench: &Bench, day: &str, group: &str, targeting: &str, clicks: i64, orders: i64) {
        bench.fact(
            "ads_target",
            &format!(
                "grain = 'daily'; window_days = 7; start_day = '{day}'; end_day = '{day}'; campaign = 'C'; \
                 ad_group = '{group}'; targeting = '{targeting}'; match_type = 'EXACT'; retailer = ''; currency = 'USD'; \
                 clicks = {clicks}; orders = {orders}; spend = {}; sales = {}; as_of = {}",
                clicks * 50,
                orders * 2500,
                NOW.0 - 60
            ),
        );
    }

    #[test]
    fn what_is_targeted_exactly_is_known_where_a_download_came() {
        let bench = Bench::new();
        keyword(&bench, 1, "C", "Jar Lid ", "");
        keyword(&bench, 2, "C", "old", "");
        bench.facts("UPDATE ads_entity SET state = 'archived' WHERE keyword = 'old'");
        keyword(&bench, 3, "C", "wide", "");
        bench.facts("UPDATE ads_entity SET match_type = 'broad' WHERE keyword = 'wide'");
        bench.fact(
            "ads_entity",
            "campaign_id = 'C'; ad_group_id = '1'; ad_id = ''; keyword_id = ''; target_id = 't'; placement = ''; \
             audience_id = ''; operation = ''; entity = 'Product Targeting'; expression = 'asin=\"B0C7XQ1234\"'",
        );
        let targets = all(&bench.reader.0).unwrap();
        let found = targeted(&bench.reader.0, &targets).unwrap();
        let texts: Vec<_> = found[0].exact.keys().map(String::as_str).collect();
        assert_eq!((found.len(), texts), (1, vec!["b0c7xq1234", "jar lid"]));
    }

    #[test]
    fn a_bid_has_its_own_clicks_those_around_it_and_its_history() {
        let bench = Bench::new();
        keyword(&bench, 1, "C", "jar", "bid = 60; line = 7");
        keyword(&bench, 2, "C", "lid", "bid = 60");
        keyword(&bench, 3, "C", "twin", "bid = 60");
        keyword(&bench, 4, "C", "twin", "bid = 70");
        keyword(&bench, 5, "C", "none", "");
        bench.facts("UPDATE ads_entity SET ad_group_state = 'paused' WHERE keyword = 'lid'");
        clicks(&bench, "2026-11-01", "g", "Jar", 20, 1);
        clicks(&bench, "2026-11-20", "g", "jar", 99, 9);
        clicks(&bench, "2026-11-02", "g", "lid", 10, 2);
        clicks(&bench, "2026-11-02", "h", "pot", 5, 1);
        bench.item("bid", "s", "US", "k1", "bid-off", "week", None);
        bench.sql("UPDATE item SET epoch = 'bid-75'");
        bench.item("bid", "s", "US", "k1", "bid-off", "week", None);
        bench.sql(
            "UPDATE item SET state = 'cleared', cleared_how = 'bid-changed', \
             cleared_by = '{\"sha256\":\"a\",\"row\":2,\"as_of\":1795348800}' WHERE epoch <> 'bid-75'",
        );
        let targets = all(&bench.reader.0).unwrap();
        let found = bids(&bench.reader.0, &targets, NOW, &settings()).unwrap();
        let brief: Vec<_> = found.iter().map(|f| (f.targeting.as_str(), f.enabled, f.bid.minor)).collect();
        assert_eq!(brief, [("jar", Some(true), 60), ("lid", Some(false), 60)]);
        let jar = &found[0];
        assert_eq!(jar.judged, Clicks { clicks: 20, orders: 1, spend: 1000, sales: 2500 });
        assert_eq!((jar.group.clicks, jar.campaign_total.clicks, jar.account.clicks), (10, 15, 15));
        assert_eq!((jar.asked.as_slice(), jar.changed), ([75].as_slice(), Day::parse("2026-11-22")));
        assert_eq!((jar.from.to_string(), jar.to.to_string()), ("2026-11-01".to_owned(), "2026-11-02".to_owned()));
        assert_eq!(jar.evidence.row, 7);
    }

    #[test]
    fn places_of_a_keyword_are_those_of_the_newest_download() {
        let bench = Bench::new();
        keyword(&bench, 1, "A", "Jar", "spend = 500; as_of = 20");
        keyword(&bench, 2, "B", "jar", "spend = 300; as_of = 20");
        keyword(&bench, 3, "C", "jar", "spend = 900; as_of = 10");
        let found = exacts(&all(&bench.reader.0).unwrap());
        let places: Vec<_> = found[0].places.iter().map(|p| (p.campaign.as_str(), p.spend, p.enabled)).collect();
        assert_eq!((found.len(), found[0].keyword.as_str()), (1, "jar"));
        assert_eq!(places, [("A", Some(500), Some(true)), ("B", Some(300), Some(true))]);
    }
}
