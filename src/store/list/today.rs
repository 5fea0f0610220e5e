//! Today: the work items, in the order of H10, bulk kinds folded (H5).

use std::cmp::Reverse;
use std::collections::HashMap;

use rusqlite::Connection;

use super::detail::{Block, finish, money_cell};
use super::filter::{Lexicon, asleep, claimed, compile, names, switched_on};
use super::item::by_ids;
use super::page::start;
use super::sql::{Binds, Take, rows};
use super::{ads, imports, messages, orders, practices, stock};
use crate::domain::day::{DAY, Instant};
use crate::domain::filter::Filter;
use crate::domain::key::SEPARATOR;
use crate::domain::list::{Cell, Detail, Fold, List, ListQuery, ListRow, Page, Viewpoint};
use crate::domain::market::Market;
use crate::domain::money::{Money, Totals};
use crate::domain::work::{Kind, Lane, WorkItem, parse_id, public_id, urgency};

/// With more items than this in a store and marketplace, a bulk kind is drawn as one row.
const FOLD_ABOVE: usize = 3;
/// How long the view "done" looks back.
const DONE_DAYS: i64 = 7;

pub(super) const LEXICON: Lexicon = Lexicon {
    words: &["i.entity", "i.subject", "i.numbers"],
    market: "i.market",
    store: "i.store",
    sku: "CASE WHEN i.ladder = 'stock' THEN i.subject ELSE i.numbers ->> '$.sku.text' END",
    order: "CASE WHEN i.ladder IN ('ship', 'buyer-cancellation') THEN i.subject \
        ELSE COALESCE(i.numbers ->> '$.order.text', i.numbers ->> '$.order_id.text') END",
    due: "i.due_at",
    age: "i.opened_at",
    money: "i.money",
    currency: "i.currency",
    state: "i.state",
    channel: "",
    format: "CASE WHEN i.ladder = 'report' THEN i.subject END",
    item: "{test}",
};

/// What decides the place of an item.
#[derive(Debug)]
struct Light {
    id: i64,
    kind: Kind,
    store: String,
    market: String,
    lane: Lane,
    due: Option<Instant>,
    money: Option<Money>,
    daily: Option<Money>,
    hero: bool,
    opened: i64,
    closed: i64,
}

/// One line of the list before it is drawn: an item, or several of one kind.
#[derive(Debug)]
struct Line {
    ids: Vec<i64>,
    kind: Kind,
    store: String,
    market: String,
    money: Totals,
}

impl Line {
    fn id(&self) -> String {
        match self.ids.as_slice() {
            [one] => public_id(*one),
            _ => format!("fold:{}:{}:{}", self.kind.word(), self.store, dash(&self.market)),
        }
    }
}

fn dash(market: &str) -> &str {
    if market.is_empty() { "-" } else { market }
}

pub(super) fn page(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    let lines = lines(db, query.view, &query.filter, query.unfold, view)?;
    let unfiltered = if query.filter.is_empty() { lines.len() as u64 } else { count(db, query.view, view)? };
    let mut page = Page { total: lines.len() as u64, exact: true, unfiltered, ..Page::default() };
    for money in lines.iter().flat_map(|line| &line.money.0) {
        page.sums.add(*money);
    }
    let place = query.around.as_deref().and_then(|id| {
        let number = parse_id(id);
        lines.iter().position(|line| number.is_some_and(|n| line.ids.contains(&n)) || line.id() == id)
    });
    page.offset = start(query, place.map(|place| place as u64), page.total, true);
    let window: Vec<Line> = lines.into_iter().skip(page.offset as usize).take(query.limit as usize).collect();
    let heads: Vec<i64> = window.iter().filter_map(|line| line.ids.first().copied()).collect();
    let mut items = by_ids(db, &heads, view)?;
    page.rows = window.into_iter().map(|line| row(line, &mut items)).collect();
    Ok(page)
}

/// The number of rows of a view without a filter, folded as they are drawn.
pub(super) fn count(db: &Connection, split: &str, view: &Viewpoint) -> rusqlite::Result<u64> {
    Ok(lines(db, split, &Filter::default(), false, view)?.len() as u64)
}

/// A fold shows its most urgent item; verbs act on all of [`Fold::ids`].
fn row(line: Line, items: &mut HashMap<i64, WorkItem>) -> ListRow {
    let item = line.ids.first().and_then(|id| items.remove(id)).map(Box::new);
    let (id, market) = (line.id(), Market::parse(&line.market));
    let fold = (line.ids.len() > 1).then_some(Fold { kind: line.kind, ids: line.ids, money: line.money });
    ListRow { id, cells: Vec::new(), item, fold, market }
}

fn lines(db: &Connection, split: &str, filter: &Filter, unfold: bool, view: &Viewpoint) -> rusqlite::Result<Vec<Line>> {
    let mut items = load(db, split, filter, view)?;
    if split == "done" {
        items.sort_by_key(|item| (Reverse(item.closed), Reverse(item.id)));
    } else {
        order(&mut items, view);
    }
    let bulk = |kind: Kind| kind.info().bulk && !unfold && split != "done" && !names(filter, kind);
    Ok(fold(items, bulk))
}

/// The condition of a view.
fn condition(split: &str, view: &Viewpoint, binds: &mut Binds) -> String {
    let (held, sleeps) = (claimed(&binds.put(view.lease().0)), asleep(&binds.put(view.now.0)));
    let me = binds.put(i64::from(view.me.uid));
    // What one holds, and what was given to one while nobody else holds it.
    let mine = format!("({held} AND i.claim_uid = {me} OR NOT {held} AND i.assign_uid = {me})");
    match split {
        "mine" => format!("i.state = 'open' AND NOT {sleeps} AND {mine}"),
        "mentions" => {
            let name = binds.put(view.me.name.to_lowercase());
            format!("i.state IN ('open', 'acted') AND {}", called(&me, &name))
        }
        "everyone" => format!("i.state = 'open' AND NOT {sleeps}"),
        "snoozed" => format!("i.state = 'open' AND {sleeps}"),
        "done" => {
            let from = binds.put(view.now.plus(-DONE_DAYS * DAY).0);
            format!("i.state <> 'open' AND i.closed_at >= {from}")
        }
        _ => format!("i.state = 'open' AND NOT {sleeps} AND (NOT {held} AND i.assign_uid IS NULL OR {mine})"),
    }
}

/// Whether a note calls somebody who has done nothing about the item since.
fn called(me: &str, name: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM main.mention m WHERE m.item = i.id AND (m.uid = {me} OR m.uid IS NULL AND m.name = {name}) \
         AND NOT EXISTS (SELECT 1 FROM main.journal j WHERE j.item = i.id AND j.uid = {me} AND j.seq > m.step))"
    )
}

fn load(db: &Connection, split: &str, filter: &Filter, view: &Viewpoint) -> rusqlite::Result<Vec<Light>> {
    let mut binds = Binds::default();
    let condition = condition(split, view, &mut binds);
    let on = if split == "done" { "1".to_owned() } else { switched_on(db, view, &mut binds)? };
    let filter = compile(filter, &LEXICON, view, &mut binds);
    let sql = format!(
        "SELECT i.kind, i.id, i.store, i.market, i.lane, i.due_at, i.money, i.currency, i.daily_money, i.daily_currency, \
         i.hero, i.opened_at, COALESCE(i.closed_at, 0) FROM main.item i WHERE {condition} AND {on} AND {filter}"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let Some(kind) = Kind::parse(&take.next::<String>()?) else { return Ok(None) };
        Ok(Some(Light {
            kind,
            id: take.next()?,
            store: take.next()?,
            market: take.next()?,
            lane: take.parse(Lane::parse)?,
            due: take.instant()?,
            money: take.money(None)?,
            daily: take.money(None)?,
            hero: take.next()?,
            opened: take.next()?,
            closed: take.next()?,
        }))
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// H10: lane, overdue first, time left in doubling steps, money at risk per day in the base currency, hero, age.
fn order(items: &mut [Light], view: &Viewpoint) {
    let worth = Worth::of(items, view);
    items.sort_by_cached_key(|item| {
        let overdue = item.due.is_some_and(|due| due < view.now);
        let money = item.daily.map_or(0, |money| worth.of_day(money));
        (item.lane, !overdue, urgency(item.due, view.now), Reverse(money), !item.hero, item.opened, item.id)
    });
}

/// What amounts are worth beside each other, for the order only: never shown.
struct Worth {
    rates: HashMap<String, i64>,
}

impl Worth {
    /// One currency needs no rate; with several, those without a rate count as unknown, which is nothing.
    fn of(items: &[Light], view: &Viewpoint) -> Self {
        let mut codes: Vec<String> =
            items.iter().filter_map(|item| item.daily).map(|money| money.currency.code().to_owned()).collect();
        codes.sort();
        codes.dedup();
        let today = view.now.day(view.zone);
        let only = codes.len() == 1;
        let rate = |code: &str| match code {
            _ if only => 1_000_000,
            "USD" => 1_000_000,
            _ => view.settings.get(&format!("fx.{}_ppm", code.to_ascii_lowercase()), None, today),
        };
        Self { rates: codes.into_iter().map(|code| (code.clone(), rate(&code))).collect() }
    }

    /// Millionths of a base unit, in hundredths.
    fn of_day(&self, money: Money) -> i128 {
        let rate = self.rates.get(money.currency.code()).copied().unwrap_or(0);
        let hundredths = if money.currency.digits() == 0 { 100 } else { 1 };
        i128::from(money.minor) * hundredths * i128::from(rate)
    }
}

/// Puts the items of a bulk kind of one store and marketplace into the line of the first of them.
fn fold(items: Vec<Light>, bulk: impl Fn(Kind) -> bool) -> Vec<Line> {
    let group = |item: &Light| (item.kind, item.store.clone(), item.market.clone());
    let mut sizes = HashMap::new();
    for item in items.iter().filter(|item| bulk(item.kind)) {
        *sizes.entry(group(item)).or_insert(0_usize) += 1;
    }
    let mut places = HashMap::new();
    let mut lines: Vec<Line> = Vec::new();
    for item in items {
        let key = group(&item);
        let folded = sizes.get(&key).is_some_and(|size| *size > FOLD_ABOVE);
        let place = if folded { *places.entry(key).or_insert(lines.len()) } else { lines.len() };
        if place == lines.len() {
            let Light { kind, store, market, .. } = item;
            lines.push(Line { ids: Vec::new(), kind, store, market, money: Totals::default() });
        }
        let line = &mut lines[place];
        line.ids.push(item.id);
        if let Some(money) = item.money {
            line.money.add(money);
        }
    }
    lines
}

/// The detail of an item is that of the row of facts behind it, with the item's own evidence.
pub(super) fn detail(db: &Connection, id: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    let Some(number) = parse_id(id) else { return folded(db, id, view) };
    let Some(item) = by_ids(db, &[number], view)?.remove(&number) else { return Ok(None) };
    let behind = behind(db, &item, view)?;
    let (sections, link) = behind.map_or((Vec::new(), None), |detail| (detail.sections, detail.link));
    let sections = sections.into_iter().map(Some).collect();
    let evidence = Some(item.evidence.clone());
    finish(db, id, sections, evidence, Some(item), link).map(Some)
}

fn behind(db: &Connection, item: &WorkItem, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    let (store, subject) = (item.key.store.as_str(), item.key.subject.as_str());
    match (item.key.ladder.as_str(), item.key.market) {
        ("ship" | "buyer-cancellation", _) => orders::about(db, Some(store), subject, view),
        ("answer", _) => messages::about(db, store, subject, view),
        (ladder, Some(market)) if of_sku(ladder) => {
            stock::about(db, store, market, subject.split(SEPARATOR).next().unwrap_or(subject), view)
        }
        ("negate-term", Some(market)) => ads::about(db, store, market, subject, view),
        ("practice", _) => practices::detail(db, subject, view),
        ("import", _) => imports::of_file(db, store, subject, view),
        ("metric", Some(market)) => {
            let link = Some(super::detail::seller_central(market, "performance/dashboard"));
            Ok(Some(Detail { link, ..Detail::default() }))
        }
        _ => Ok(None),
    }
}

/// Whether the subject of a ladder is a SKU of a marketplace's stock, or begins with it.
fn of_sku(ladder: &str) -> bool {
    let ladders = ["stock", "way-closed", "send-in", "stranded", "low-stock-fee", "aged-stock-fee", "excess"];
    ladders.contains(&ladder) || ["unsellable", "stuck-transfer", "season"].contains(&ladder)
}

/// The detail of a fold: how many, what they cost, what they are about.
fn folded(db: &Connection, id: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    /// More are not listed; the list itself shows them unfolded.
    const SHOWN: usize = 100;
    for split in ["everyone", "snoozed"] {
        let lines = lines(db, split, &Filter::default(), false, view)?;
        let Some(line) = lines.into_iter().find(|line| line.ids.len() > 1 && line.id() == id) else { continue };
        let shown: Vec<i64> = line.ids.iter().take(SHOWN).copied().collect();
        let mut items = by_ids(db, &shown, view)?;
        let mut block = Block::new("items").int("count", Some(line.ids.len() as i64));
        for money in &line.money.0 {
            block = block.cell("total", money_cell(Some(*money)));
        }
        let names = shown.iter().filter_map(|id| items.get(id)).map(|item| item.entity.clone());
        let block = block.lines(names.collect::<Vec<_>>());
        let first = line.ids.first().and_then(|id| items.remove(id));
        let evidence = first.as_ref().map(|item| item.evidence.clone());
        let sections = [block.cell("kind", Cell::Word(line.kind.word())).done()].into_iter().collect();
        return finish(db, id, sections, evidence, None, None).map(Some);
    }
    Ok(None)
}

/// The tab on which an item of a ladder is counted.
pub(super) fn tab(ladder: &str) -> Option<List> {
    Some(match ladder {
        "ship" | "buyer-cancellation" => List::Orders,
        "answer" => List::Messages,
        "negate-term" => List::Ads,
        "lost" | "expiry" => List::Stock,
        ladder if of_sku(ladder) => List::Stock,
        "practice" => List::Practices,
        "report" | "import" => List::Imports,
        _ => return None,
    })
}
