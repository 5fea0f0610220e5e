//! Search terms over the look-back window: those with a decision to take, and all.

use rusqlite::Connection;

use super::detail::{Block, finish, market_cell, ratio, text_cell};
use super::filter::{Lexicon, Small, compile};
use super::item::{Place, live};
use super::page::{Made, give_items, sorted, start};
use super::sql::{Binds, Take, join, number, rows, split};
use crate::domain::fact::Clicks;
use crate::domain::import::Evidence;
use crate::domain::key::{term_parts, term_subject};
use crate::domain::list::{Cell, Detail, ListQuery, ListRow, Page, Section, Viewpoint};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::store::rules::terms::{BY_TERM, Scope, TERM, judged, look_back, scope_sql};

const LEXICON: Lexicon = Lexicon {
    words: &["a.term", "a.campaign", "a.ad_group", "a.targeting"],
    market: "a.market",
    store: "a.store",
    sku: "",
    order: "",
    due: "",
    age: "",
    money: "a.spend",
    currency: "a.currency",
    state: "a.match_type",
    channel: "",
    format: "",
    item: "(a.store, a.market, a.subject) IN (SELECT i.store, i.market, i.subject FROM main.item i \
        WHERE i.ladder = 'negate-term' AND {test})",
};

const SORT: &[(&str, &str)] = &[
    ("verdict", "a.orders"),
    ("term", "a.term"),
    ("match_type", "a.match_type"),
    ("campaign", "a.campaign"),
    ("ad_group", "a.ad_group"),
    ("impressions", "a.impressions"),
    ("clicks", "a.clicks"),
    ("orders", "a.orders"),
    ("spend", "a.currency, a.spend"),
    ("sales", "a.currency, a.sales"),
    ("acos", "CAST(a.spend AS REAL) / NULLIF(a.sales, 0)"),
    ("cvr", "CAST(a.orders AS REAL) / NULLIF(a.clicks, 0)"),
    ("marketplace", "a.market"),
    ("store", "a.store"),
];

const COLUMNS: &str = "a.store, a.market, a.campaign, a.ad_group, a.targeting, a.match_type, a.term, a.currency, \
    a.impressions, a.clicks, a.orders, a.spend, a.sales";

/// `a`: the terms with what counts of them. `more` narrows the rows that are added up.
fn terms_sql(scopes: &[Scope], more: &str, view: &Viewpoint, binds: &mut Binds) -> String {
    let (with, from) = scope_sql(scopes, binds);
    let judged = judged(&binds.put(view.now.0));
    let subject = "t.campaign || char(31) || t.ad_group || char(31) || t.targeting || char(31) || t.match_type \
        || char(31) || t.term AS subject";
    format!(
        "WITH {with}, a AS MATERIALIZED (SELECT {TERM}, COALESCE(t.currency, s.currency) AS currency, {subject}, {} \
         FROM {from} WHERE {judged} {more} GROUP BY {BY_TERM})",
        sums()
    )
}

/// What is added up of the rows of a term.
fn sums() -> String {
    let sum = |column| format!("SUM(COALESCE(t.{column}, 0)) AS {column}");
    ["impressions", "clicks", "orders", "spend", "sales"].map(sum).join(", ")
}

pub(super) fn page(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    let scopes = look_back(db, view.now, &view.settings)?;
    let mut binds = Binds::default();
    let with = if query.view == "decide" {
        decide_sql(db, &scopes, view, &mut binds)?
    } else {
        terms_sql(&scopes, "", view, &mut binds)
    };
    let condition = compile(&query.filter, &LEXICON, view, &mut binds);
    let order = sorted(query, SORT, "a.spend DESC, a.store, a.market, a.subject");
    // Adding up the look-back is the work: all terms come of one statement, a window of them is shown.
    let sql = format!("{with} SELECT {COLUMNS} FROM a WHERE {condition} ORDER BY {order}");
    let all = rows(db, &sql, &binds, read)?;
    let total = all.len() as u64;
    let unfiltered = match total {
        total if query.filter.is_empty() => total,
        _ => number(db, &format!("{with} SELECT COUNT(*) FROM a"), &binds)? as u64,
    };
    let mut page = Page { total, exact: true, unfiltered, ..Page::default() };
    for term in &all {
        page.sums.add(Money::new(term.clicks.spend, term.currency));
    }
    let place = query.around.as_ref().and_then(|id| all.iter().position(|term| term.id() == *id));
    page.offset = start(query, place.map(|place| place as u64), total, true);
    let window = all.into_iter().skip(page.offset as usize).take(query.limit as usize);
    let mut made: Vec<Made> = window.map(Term::made).collect();
    give_items(db, &mut made, view)?;
    for made in &mut made {
        if made.row.item.is_some()
            && let Some(verdict) = made.row.cells.first_mut()
        {
            *verdict = Cell::Word("negate");
        }
    }
    page.rows = made.into_iter().map(|made| made.row).collect();
    Ok(page)
}

/// The terms with an open item: the items say which, the facts say how they do (H6).
fn decide_sql(db: &Connection, scopes: &[Scope], view: &Viewpoint, binds: &mut Binds) -> rusqlite::Result<String> {
    let sql =
        "SELECT i.store, i.market, i.subject FROM main.item i WHERE i.state = 'open' AND i.ladder = 'negate-term'";
    let open: Vec<(String, String, String)> =
        rows(db, sql, &Binds::default(), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    // Campaign and term find the rows by index; the whole key follows.
    let keys: Vec<_> = open
        .iter()
        .filter_map(|(store, market, subject)| {
            let [campaign, ad_group, targeting, match_type, term] = term_parts(subject)?;
            Some([store, market, campaign, ad_group, targeting, match_type, term])
        })
        .collect();
    let keys = binds.put(serde_json::json!(keys).to_string());
    let names = ["store", "market", "campaign", "ad_group", "targeting", "match_type", "term"];
    let named: Vec<String> = names.iter().enumerate().map(|(i, name)| format!("value ->> {i} AS {name}")).collect();
    let (scope, _) = scope_sql(scopes, binds);
    let judged = judged(&binds.put(view.now.0));
    let same: Vec<String> = names.iter().map(|name| format!("t.{name} = k.{name}")).collect();
    Ok(format!(
        "WITH {scope}, k AS MATERIALIZED (SELECT {} FROM json_each({keys})), \
         a AS MATERIALIZED (SELECT {TERM}, COALESCE(t.currency, s.currency) AS currency, \
           k.campaign || char(31) || k.ad_group || char(31) || k.targeting || char(31) || k.match_type \
             || char(31) || k.term AS subject, {} \
         FROM k CROSS JOIN scope s ON s.store = k.store AND s.market = k.market \
           CROSS JOIN facts.ads_term t ON {} AND t.end_day = s.day AND t.window_days = s.window_days \
         WHERE {judged} GROUP BY {BY_TERM})",
        named.join(", "),
        sums(),
        same.join(" AND "),
    ))
}

/// One term with what counts of it.
struct Term {
    store: String,
    market: Market,
    parts: [String; 5],
    currency: Currency,
    impressions: i64,
    clicks: Clicks,
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Term> {
    let take = &mut Take::new(row);
    let (store, market) = (take.next()?, take.market()?);
    let parts = [take.next()?, take.next()?, take.next()?, take.next()?, take.next()?];
    let (currency, impressions) = (take.parse(Currency::parse)?, take.next()?);
    let clicks = Clicks { clicks: take.next()?, orders: take.next()?, spend: take.next()?, sales: take.next()? };
    Ok(Term { store, market, parts, currency, impressions, clicks })
}

impl Term {
    fn money(&self, minor: i64) -> Cell {
        Cell::Money(Money::new(minor, self.currency))
    }

    fn id(&self) -> String {
        let [campaign, ad_group, targeting, match_type, term] = &self.parts;
        join(&[&self.store, self.market.code(), campaign, ad_group, targeting, match_type, term])
    }

    fn subject(&self) -> String {
        let [campaign, ad_group, targeting, match_type, term] = &self.parts;
        term_subject(campaign, ad_group, targeting, match_type, term)
    }

    fn made(self) -> Made {
        let Clicks { clicks, orders, spend, sales } = self.clicks;
        let [campaign, ad_group, _, match_type, term] = &self.parts;
        let cells = vec![
            Cell::Word(if orders > 0 { "keep" } else { "watch" }),
            text_cell(term),
            text_cell(match_type),
            text_cell(campaign),
            text_cell(ad_group),
            Cell::Int(self.impressions),
            Cell::Int(clicks),
            Cell::Int(orders),
            self.money(spend),
            self.money(sales),
            ratio(spend, sales),
            ratio(orders, clicks),
            market_cell(Some(self.market)),
            Cell::Text(self.store.clone()),
        ];
        let small = Small {
            store: self.store.clone(),
            market: self.market.code().to_owned(),
            subject: self.subject(),
            ladders: ["negate-term", ""],
            ..Small::default()
        };
        let row = ListRow { id: self.id(), cells, item: None, fold: None, market: Some(self.market) };
        Made { row, small, money: None }
    }

    fn block(&self, heading: &'static str) -> Option<Section> {
        numbers(Block::new(heading).int("impressions", Some(self.impressions)), self.clicks, self.currency).done()
    }
}

fn numbers(block: Block, of: Clicks, currency: Currency) -> Block {
    let Clicks { clicks, orders, spend, sales } = of;
    let money = |minor| Some(Money::new(minor, currency));
    let block = block.int("clicks", Some(clicks)).int("orders", Some(orders)).money("spend", money(spend));
    block.money("sales", money(sales)).cell("acos", ratio(spend, sales)).cell("cvr", ratio(orders, clicks))
}

pub(super) fn detail(db: &Connection, id: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    let parts = split(id);
    let [store, market, subject @ ..] = parts.as_slice() else { return Ok(None) };
    let Some(market) = Market::parse(market) else { return Ok(None) };
    let found = about(db, store, market, &subject.join("\u{1f}"), view)?;
    Ok(found.map(|detail| Detail { id: id.to_owned(), ..detail }))
}

/// A term, what counts of it, what is not judged yet, and the same words elsewhere in the account.
pub(super) fn about(
    db: &Connection,
    store: &str,
    market: Market,
    subject: &str,
    view: &Viewpoint,
) -> rusqlite::Result<Option<Detail>> {
    let Some([campaign, ad_group, targeting, match_type, term]) = term_parts(subject) else { return Ok(None) };
    let Some(newest) = newest(db, store, market, subject)? else { return Ok(None) };
    let mut scopes = look_back(db, view.now, &view.settings)?;
    scopes.retain(|scope| scope.store == store && scope.market == market);
    let mut binds = Binds::default();
    let word = binds.put(term.to_owned());
    let with = terms_sql(&scopes, &format!("AND t.term = {word}"), view, &mut binds);
    let sql = format!("{with} SELECT {COLUMNS} FROM a ORDER BY a.spend DESC, a.subject");
    let all = rows(db, &sql, &binds, read)?;
    let (own, others): (Vec<Term>, Vec<Term>) = all.into_iter().partition(|other| other.subject() == subject);
    let head = Block::new("term").text("term", term).text("match_type", match_type).text("targeting", targeting);
    let head = head.text("campaign", campaign).text("ad_group", ad_group).cell("newest-day", newest.day).done();
    let mut sections = vec![head, own.first().and_then(|term| term.block("judged"))];
    sections.push(recent(db, &scopes, subject, view)?);
    let elsewhere = |other: Term| {
        let [campaign, ad_group, targeting, match_type, _] = other.parts;
        let block = Block::new("elsewhere").text("match_type", match_type).text("targeting", targeting);
        numbers(block.text("campaign", campaign).text("ad_group", ad_group), other.clicks, other.currency).done()
    };
    sections.extend(others.into_iter().take(20).map(elsewhere));
    let place = Place::new("negate-term", store, Some(market), subject);
    let item = live(db, std::slice::from_ref(&place), view)?.remove(&place);
    let link = Some(format!("https://advertising.amazon.{}/cm/campaigns", market.info().domain));
    finish(db, subject, sections, Some(newest.evidence), item, link).map(Some)
}

struct Newest {
    day: Cell,
    evidence: Evidence,
}

/// The newest row of a term.
fn newest(db: &Connection, store: &str, market: Market, subject: &str) -> rusqlite::Result<Option<Newest>> {
    let mut binds = Binds::default();
    let place = place(store, market, subject, &mut binds);
    let sql = format!(
        "SELECT t.end_day, f.sha256, f.name, t.line, t.as_of FROM facts.ads_term t \
         LEFT JOIN facts.import f ON f.seq = t.import WHERE {place} ORDER BY t.end_day DESC, t.as_of DESC LIMIT 1"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let day = take.day()?.map_or(Cell::None, Cell::Day);
        Ok(Newest { day, evidence: take.evidence()? })
    })?;
    Ok(found.into_iter().next())
}

/// The condition that `t` is a row of this term.
fn place(store: &str, market: Market, subject: &str, binds: &mut Binds) -> String {
    let names = ["campaign", "ad_group", "targeting", "match_type", "term"];
    let mut tests = vec![
        format!("t.store = {}", binds.put(store.to_owned())),
        format!("t.market = {}", binds.put(market.code().to_owned())),
    ];
    for (name, part) in names.iter().zip(term_parts(subject).unwrap_or_default()) {
        tests.push(format!("t.{name} = {}", binds.put(part.to_owned())));
    }
    tests.join(" AND ")
}

/// What is younger than the attribution lag: shown, not judged.
fn recent(db: &Connection, scopes: &[Scope], subject: &str, view: &Viewpoint) -> rusqlite::Result<Option<Section>> {
    let Some(scope) = scopes.first() else { return Ok(None) };
    let mut binds = Binds::default();
    let place = place(&scope.store, scope.market, subject, &mut binds);
    let (with, from) = scope_sql(scopes, &mut binds);
    let judged = judged(&binds.put(view.now.0));
    let sql = format!(
        "WITH {with} SELECT SUM(t.clicks), SUM(t.orders), SUM(t.spend), COALESCE(t.currency, s.currency) FROM {from} \
         WHERE {place} AND NOT {judged} GROUP BY 4"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let block = Block::new("not-judged").int("clicks", take.next()?).int("orders", take.next()?);
        Ok(block.money("spend", take.money(Some(scope.market))?).done())
    })?;
    Ok(found.into_iter().next().flatten())
}
