//! Today: the work items, in the order of H10, bulk kinds folded (H5).

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Row};

use super::detail::finish;
use super::filter::{Lexicon, Off, asleep, claimed, compile, free, mine, names};
use super::item::by_ids;
use super::page::{sorted, start};
use super::sql::{Binds, Take, rows};
use super::{ads, imports, messages, orders, practices, stock};
use crate::domain::day::{DAY, Instant};
use crate::domain::key::SEPARATOR;
use crate::domain::list::{Detail, Fold, List, ListQuery, ListRow, Page, Viewpoint};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money, Totals};
use crate::domain::work::{Kind, Lane, WorkItem, parse_id, public_id, urgency};

/// With more items than this in a store and marketplace, a bulk kind is drawn as one row.
const FOLD_ABOVE: usize = 3;
/// So many rows of the lane today are shown to an operator one by one; the rest are folded by kind. The lane now has no cap.
const TODAY_MOST: usize = 15;
/// How long the view "done" looks back.
const DONE_DAYS: i64 = 7;

pub(super) const LEXICON: Lexicon = Lexicon {
    words: &["i.words"],
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

/// What the list can be sorted by beside its own order (H10).
const SORT: &[(&str, &str)] = &[
    ("due", "i.due_at"),
    ("kind", "i.kind"),
    ("entity", "i.entity"),
    ("money", "i.currency IS NULL, i.currency, i.money"),
    ("marketplace", "NULLIF(i.market, '')"),
    ("who", "COALESCE(CASE WHEN i.claim_until > {now} THEN i.claim_name END, i.assign_name)"),
    ("opened_at", "i.opened_at"),
    ("store", "i.store"),
];

/// What decides the place of an item.
#[derive(Clone, Copy, Debug)]
struct Light {
    id: i64,
    kind: Kind,
    /// Its store and marketplace, by their number in [`Loaded::places`].
    place: usize,
    lane: Lane,
    due: Option<Instant>,
    money: Option<Money>,
    daily: Option<Money>,
    hero: bool,
    opened: i64,
    closed: i64,
}

/// The items of a view, with the stores and marketplaces that they name.
#[derive(Debug, Default)]
struct Loaded {
    items: Vec<Light>,
    places: Vec<(String, String)>,
    /// With a filter: items of each kind and place, also those that it leaves out.
    sizes: HashMap<(Kind, usize), u64>,
}

/// One line of the list before it is drawn: an item, or several of one kind.
#[derive(Debug)]
struct Line {
    head: Light,
    /// All its items, the most urgent first; empty when it is the head alone.
    folded: Vec<i64>,
}

impl Line {
    fn ids(&self) -> &[i64] {
        if self.folded.is_empty() { std::slice::from_ref(&self.head.id) } else { &self.folded }
    }

    fn id(&self, places: &[(String, String)]) -> String {
        if self.folded.is_empty() {
            return public_id(self.head.id);
        }
        let (store, market) = &places[self.head.place];
        format!("fold:{}:{store}:{}", self.head.kind.word(), dash(market))
    }
}

fn dash(market: &str) -> &str {
    if market.is_empty() { "-" } else { market }
}

/// The lines of a view.
struct Lines {
    loaded: Loaded,
    lines: Vec<Line>,
}

impl Lines {
    /// What the items of a fold cost together, one sum per currency, and how many have no known amount.
    fn money(&self, line: &Line) -> (Totals, usize) {
        let (mut totals, mut unknown) = (Totals::default(), 0);
        let folded: HashSet<i64> = line.folded.iter().copied().collect();
        for item in self.loaded.items.iter().filter(|item| folded.contains(&item.id)) {
            match item.money {
                Some(money) => totals.add(money),
                None => unknown += 1,
            }
        }
        (totals, unknown)
    }
}

pub(super) fn page(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    let off = Off::of(db, view)?;
    let all = lines(db, query, view, &off)?;
    let total = all.lines.len() as u64;
    let unfiltered = if query.filter.is_empty() { total } else { rows_without_filter(query.view, &all.loaded) };
    let mut page = Page { total, exact: true, unfiltered, ..Page::default() };
    for money in all.loaded.items.iter().filter_map(|item| item.money) {
        page.sums.add(money);
    }
    let place = query.around.as_deref().and_then(|id| match parse_id(id) {
        Some(number) => all.lines.iter().position(|line| line.ids().contains(&number)),
        None => all.lines.iter().position(|line| !line.folded.is_empty() && line.id(&all.loaded.places) == id),
    });
    page.offset = start(query, place.map(|place| place as u64), page.total, true);
    let window = all.lines.iter().skip(page.offset as usize).take(usize::try_from(query.limit).unwrap_or(usize::MAX));
    let window: Vec<&Line> = window.collect();
    let heads: Vec<i64> = window.iter().map(|line| line.head.id).collect();
    let mut items = by_ids(db, &heads, view)?;
    page.rows = window.into_iter().map(|line| row(&all, line, &mut items)).collect();
    Ok(page)
}

/// The number of rows of an operator's queue as it is drawn.
pub(super) fn count(db: &Connection, view: &Viewpoint, off: &Off) -> rusqlite::Result<u64> {
    Ok(lines(db, &ListQuery::of(List::Today), view, off)?.lines.len() as u64)
}

/// The number of rows of a view without a filter and without the cap, which a filter lifts: the sizes of the groups say how
/// many rows they make.
fn rows_without_filter(split: &str, loaded: &Loaded) -> u64 {
    let rows = |(&(kind, _), &count): (&(Kind, usize), &u64)| {
        if kind.info().bulk && split != "done" && count > FOLD_ABOVE as u64 { 1 } else { count }
    };
    loaded.sizes.iter().map(rows).sum()
}

/// A fold shows its most urgent item; verbs act on all of [`Fold::ids`].
fn row(all: &Lines, line: &Line, items: &mut HashMap<i64, WorkItem>) -> ListRow {
    let item = items.remove(&line.head.id).map(Box::new);
    let market = Market::parse(&all.loaded.places[line.head.place].1);
    let fold = (!line.folded.is_empty()).then(|| {
        let (money, unknown) = all.money(line);
        Fold { kind: line.head.kind, ids: line.folded.clone(), money, unknown }
    });
    ListRow { id: line.id(&all.loaded.places), cells: Vec::new(), item, fold, market }
}

fn lines(db: &Connection, query: &ListQuery, view: &Viewpoint, off: &Off) -> rusqlite::Result<Lines> {
    let split = query.view;
    let mut loaded = load(db, query, view, off)?;
    if query.sort.is_none() {
        if split == "done" {
            loaded.items.sort_by_key(|item| (Reverse(item.closed), Reverse(item.id)));
        } else {
            order(&mut loaded.items, view);
        }
    }
    let bulk = |kind: Kind| kind.info().bulk && !query.unfold && split != "done" && !names(&query.filter, kind);
    let mut lines = fold(&loaded.items, bulk);
    // A filter or an order of one's own asks for these very rows.
    if capped(split) && !query.unfold && query.filter.is_empty() && query.sort.is_none() {
        lines = cap(lines);
    }
    Ok(Lines { loaded, lines })
}

/// The queues of one operator: of the lane today they show [`TODAY_MOST`] rows.
fn capped(split: &str) -> bool {
    matches!(split, "open" | "mine")
}

/// The condition of a view.
fn condition(split: &str, view: &Viewpoint, binds: &mut Binds) -> String {
    let (held, sleeps) = (claimed(&binds.put(view.lease().0)), asleep(&binds.put(view.now.0)));
    let me = binds.put(i64::from(view.me.uid));
    let (mine, free) = (mine(&held, &me), free(&held));
    match split {
        "mine" => format!("i.state = 'open' AND NOT {sleeps} AND {mine}"),
        "mentions" => {
            let name = binds.put(view.me.name.to_lowercase());
            // The few rows of the mentions lead; by its state a planner would read every open item.
            format!("+i.state IN ('open', 'acted') AND {}", called(&me, &name))
        }
        "everyone" => format!("i.state = 'open' AND NOT {sleeps}"),
        "snoozed" => format!("i.state = 'open' AND {sleeps}"),
        "done" => {
            let from = binds.put(view.now.plus(-DONE_DAYS * DAY).0);
            format!("i.state <> 'open' AND i.closed_at >= {from}")
        }
        _ => format!("i.state = 'open' AND NOT {sleeps} AND ({free} OR {mine})"),
    }
}

/// Whether a note calls somebody who has done nothing about the item since.
fn called(me: &str, name: &str) -> String {
    format!(
        "i.id IN (SELECT m.item FROM main.mention m WHERE (m.uid = {me} OR m.uid IS NULL AND m.name = {name}) \
         AND NOT EXISTS (SELECT 1 FROM main.journal j WHERE j.item = m.item AND j.uid = {me} AND j.seq > m.step))"
    )
}

/// Open items are read along an index that has all that order and folds need: the rows themselves are ten times as wide.
fn from(split: &str) -> &'static str {
    if matches!(split, "done" | "mentions") { "main.item i" } else { "main.item i INDEXED BY item_queue" }
}

fn load(db: &Connection, query: &ListQuery, view: &Viewpoint, off: &Off) -> rusqlite::Result<Loaded> {
    let mut binds = Binds::default();
    let condition = condition(query.view, view, &mut binds);
    let on = if query.view == "done" { "1".to_owned() } else { off.condition(&mut binds) };
    let filter = compile(&query.filter, &LEXICON, view, &mut binds);
    let order = match query.sort {
        Some(_) => {
            format!("ORDER BY {}", sorted(query, SORT, "i.due_at, i.id").replace("{now}", &binds.put(view.lease().0)))
        }
        None => String::new(),
    };
    // The filter is no condition: one reading counts also what it leaves out.
    let sql = format!(
        "SELECT {filter}, i.kind, i.store, i.market, i.id, i.lane, i.due_at, i.money, i.currency, i.daily_money, \
         i.daily_currency, i.hero, i.opened_at, COALESCE(i.closed_at, 0) FROM {} WHERE {condition} AND {on} {order}",
        from(query.view)
    );
    let filtered = !query.filter.is_empty();
    let mut loaded = Loaded::default();
    let mut last = None;
    let found = rows(db, &sql, &binds, |row| {
        let Some(kind) = kind_of(row, &mut last)? else { return Ok(None) };
        let place = place_of(row, &mut loaded.places)?;
        if filtered {
            *loaded.sizes.entry((kind, place)).or_insert(0) += 1;
        }
        if !row.get::<_, Option<bool>>(0)?.unwrap_or(false) {
            return Ok(None);
        }
        let take = &mut Take::from(row, 4);
        Ok(Some(Light {
            kind,
            place,
            id: take.next()?,
            lane: take.parse(Lane::parse)?,
            due: take.instant()?,
            money: take.money(None)?,
            daily: take.money(None)?,
            hero: take.next()?,
            opened: take.next()?,
            closed: take.next()?,
        }))
    })?;
    loaded.items = found.into_iter().flatten().collect();
    Ok(loaded)
}

/// The kind of a row; most rows have that of the one before. One of a newer program is none.
fn kind_of(row: &Row<'_>, last: &mut Option<Kind>) -> rusqlite::Result<Option<Kind>> {
    let word = row.get_ref(1)?.as_str()?;
    if last.is_none_or(|kind| kind.word() != word) {
        *last = Kind::parse(word);
    }
    Ok(*last)
}

/// The number of a row's store and marketplace, which are few: they are kept once.
fn place_of(row: &Row<'_>, places: &mut Vec<(String, String)>) -> rusqlite::Result<usize> {
    let (store, market) = (row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_str()?);
    if let Some(place) = places.iter().position(|(s, m)| s == store && m == market) {
        return Ok(place);
    }
    places.push((store.to_owned(), market.to_owned()));
    Ok(places.len() - 1)
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
    rates: Vec<(Currency, i64)>,
}

impl Worth {
    /// One currency needs no rate; with several, those without a rate count as unknown, which is nothing.
    fn of(items: &[Light], view: &Viewpoint) -> Self {
        let mut rates: Vec<(Currency, i64)> = Vec::new();
        for money in items.iter().filter_map(|item| item.daily) {
            if !rates.iter().any(|(currency, _)| *currency == money.currency) {
                rates.push((money.currency, 0));
            }
        }
        let today = view.now.day(view.zone);
        let only = rates.len() == 1;
        for (currency, rate) in &mut rates {
            *rate = match currency.code() {
                _ if only => 1_000_000,
                "USD" => 1_000_000,
                code => view.settings.get(&format!("fx.{}_ppm", code.to_ascii_lowercase()), None, today),
            };
        }
        Self { rates }
    }

    /// Millionths of a base unit, in hundredths.
    fn of_day(&self, money: Money) -> i128 {
        let rate = self.rates.iter().find(|(currency, _)| *currency == money.currency).map_or(0, |(_, rate)| *rate);
        let hundredths = if money.currency.digits() == 0 { 100 } else { 1 };
        i128::from(money.minor) * hundredths * i128::from(rate)
    }
}

/// Puts the items of a bulk kind of one store and marketplace into the line of the first of them.
fn fold(items: &[Light], bulk: impl Fn(Kind) -> bool) -> Vec<Line> {
    let mut sizes = HashMap::new();
    for item in items.iter().filter(|item| bulk(item.kind)) {
        *sizes.entry((item.kind, item.place)).or_insert(0_usize) += 1;
    }
    let mut folds = HashMap::new();
    let mut lines: Vec<Line> = Vec::with_capacity(if sizes.is_empty() { items.len() } else { 0 });
    for item in items {
        let key = (item.kind, item.place);
        if sizes.get(&key).is_none_or(|size| *size <= FOLD_ABOVE) {
            lines.push(Line { head: *item, folded: Vec::new() });
        } else {
            let at = *folds.entry(key).or_insert(lines.len());
            if at == lines.len() {
                lines.push(Line { head: *item, folded: Vec::new() });
            }
            lines[at].folded.push(item.id);
        }
    }
    lines
}

/// Of the lane today the first [`TODAY_MOST`] lines stay, the others are folded by kind, store and marketplace. What is due
/// now, and what waits for later, stays as it is.
fn cap(lines: Vec<Line>) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut shown = 0;
    let mut folds: HashMap<(Kind, usize), usize> = HashMap::new();
    for line in lines {
        shown += usize::from(line.head.lane == Lane::Today);
        if line.head.lane != Lane::Today || shown <= TODAY_MOST {
            kept.push(line);
            continue;
        }
        match folds.entry((line.head.kind, line.head.place)) {
            Entry::Vacant(free) => {
                free.insert(kept.len());
                kept.push(line);
            }
            Entry::Occupied(at) => {
                let fold = &mut kept[*at.get()];
                if fold.folded.is_empty() {
                    fold.folded.push(fold.head.id);
                }
                fold.folded.extend_from_slice(line.ids());
            }
        }
    }
    kept
}

/// The detail of an item is that of the row of facts behind it, with the item's own evidence.
pub(super) fn detail(db: &Connection, id: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    let Some(number) = parse_id(id) else { return Ok(None) };
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
        (ladder, Some(market)) if stock::LADDERS.contains(&ladder) => {
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

/// The tab on which an item of a ladder is counted.
pub(super) fn tab(ladder: &str) -> Option<List> {
    Some(match ladder {
        "ship" | "buyer-cancellation" => List::Orders,
        "answer" => List::Messages,
        "negate-term" => List::Ads,
        "lost" | "expiry" => List::Stock,
        ladder if stock::LADDERS.contains(&ladder) => List::Stock,
        "practice" => List::Practices,
        "report" | "import" => List::Imports,
        _ => return None,
    })
}
