//! Today: the work items, in the order of H10, bulk kinds folded (H5).

use std::cmp::Reverse;
use std::collections::HashMap;

use rusqlite::Connection;

use super::detail::finish;
use super::filter::{Lexicon, Off, compile, names};
use super::item::by_ids;
use super::light::{Light, Places, kind_of};
use super::page::{sorted, start};
use super::queue::{Kept, Loaded, has};
use super::sql::{Binds, rows};
use super::{ads, imports, messages, orders, practices, stock};
use crate::domain::day::DAY;
use crate::domain::key::SEPARATOR;
use crate::domain::list::{Detail, Fold, List, ListQuery, ListRow, Page, Viewpoint};
use crate::domain::market::Market;
use crate::domain::money::Totals;
use crate::domain::work::{Kind, Lane, WorkItem, parse_id, public_id};

/// With more items than this in a store and marketplace, a bulk kind is drawn as one row.
const FOLD_ABOVE: u64 = 3;
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

/// One line of the list before it is drawn: an item, or several of one kind, by their numbers in [`Loaded`].
#[derive(Debug)]
struct Line {
    head: u32,
    /// All its items, the most urgent first; empty when it is the head alone.
    folded: Vec<u32>,
}

impl Line {
    fn items(&self) -> &[u32] {
        if self.folded.is_empty() { std::slice::from_ref(&self.head) } else { &self.folded }
    }
}

/// The lines of a view.
struct Lines {
    loaded: Loaded,
    lines: Vec<Line>,
}

impl Lines {
    fn head(&self, line: &Line) -> &Light {
        self.loaded.item(line.head)
    }

    fn id(&self, line: &Line) -> String {
        let head = self.head(line);
        if line.folded.is_empty() {
            return public_id(head.id);
        }
        let (store, market) = self.loaded.places.at(head.place);
        format!("fold:{}:{store}:{}", head.kind.word(), dash(market))
    }

    /// The line with an item, or the fold of that name.
    fn place(&self, id: &str) -> Option<usize> {
        let Some(number) = parse_id(id) else {
            return self.lines.iter().position(|line| !line.folded.is_empty() && self.id(line) == id);
        };
        self.lines.iter().position(|line| line.items().iter().any(|at| self.loaded.item(*at).id == number))
    }

    /// A fold shows its most urgent item; verbs act on all of [`Fold::ids`].
    fn row(&self, line: &Line, items: &mut HashMap<i64, WorkItem>) -> ListRow {
        let head = self.head(line);
        let item = items.remove(&head.id).map(Box::new);
        let market = Market::parse(self.loaded.places.at(head.place).1);
        let fold = (!line.folded.is_empty()).then(|| {
            let mut fold = Fold { kind: head.kind, ids: Vec::new(), money: Totals::default(), unknown: 0 };
            for item in line.folded.iter().map(|at| self.loaded.item(*at)) {
                fold.ids.push(item.id);
                match item.money {
                    Some(money) => fold.money.add(money),
                    None => fold.unknown += 1,
                }
            }
            fold
        });
        ListRow { id: self.id(line), cells: Vec::new(), item, fold, market }
    }
}

fn dash(market: &str) -> &str {
    if market.is_empty() { "-" } else { market }
}

pub(super) fn page(db: &Connection, kept: &Kept, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    let all = lines(db, kept, query, view)?;
    let total = all.lines.len() as u64;
    let unfiltered = if query.filter.is_empty() { total } else { rows_without_filter(query.view, &all.loaded) };
    let mut page = Page { total, exact: true, unfiltered, ..Page::default() };
    for money in all.loaded.items().filter_map(|item| item.money) {
        page.sums.add(money);
    }
    let place = query.around.as_deref().and_then(|id| all.place(id));
    page.offset = start(query, place.map(|place| place as u64), page.total, true);
    let window = all.lines.iter().skip(page.offset as usize).take(usize::try_from(query.limit).unwrap_or(usize::MAX));
    let window: Vec<&Line> = window.collect();
    let heads: Vec<i64> = window.iter().map(|line| all.head(line).id).collect();
    let mut items = by_ids(db, &heads, view)?;
    page.rows = window.into_iter().map(|line| all.row(line, &mut items)).collect();
    Ok(page)
}

/// The number of rows of an operator's queue as it is drawn.
pub(super) fn count(db: &Connection, kept: &Kept, view: &Viewpoint) -> rusqlite::Result<u64> {
    Ok(lines(db, kept, &ListQuery::of(List::Today), view)?.lines.len() as u64)
}

/// The number of rows of a view without a filter and without the cap, which a filter lifts: the sizes of the groups say how
/// many rows they make.
fn rows_without_filter(split: &str, loaded: &Loaded) -> u64 {
    let rows = |(group, &count): (usize, &u64)| {
        let bulk = split != "done" && Light::kind_of(group).is_some_and(|kind| kind.info().bulk);
        if bulk && count > FOLD_ABOVE { 1 } else { count }
    };
    loaded.sizes.iter().enumerate().map(rows).sum()
}

fn lines(db: &Connection, kept: &Kept, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Lines> {
    let split = query.view;
    let loaded = if has(split) { kept.queue(db, view)?.select(db, query, view)? } else { load(db, query, view)? };
    let bulk = |kind: Kind| kind.info().bulk && !query.unfold && split != "done" && !names(&query.filter, kind);
    let mut lines = fold(&loaded, bulk);
    // A filter or an order of one's own asks for these very rows.
    if capped(split) && !query.unfold && query.filter.is_empty() && query.sort.is_none() {
        lines = cap(lines, &loaded);
    }
    Ok(Lines { loaded, lines })
}

/// The queues of one operator: of the lane today they show [`TODAY_MOST`] rows.
fn capped(split: &str) -> bool {
    matches!(split, "open" | "mine")
}

/// `ORDER BY` of the column asked for.
pub(super) fn order_by(query: &ListQuery, view: &Viewpoint, binds: &mut Binds) -> String {
    let order = sorted(query, SORT, "i.due_at, i.id").replace("{now}", &binds.put(view.lease().0));
    format!("ORDER BY {order}")
}

/// Whether a note calls the reader who has done nothing about the item since.
fn called(view: &Viewpoint, binds: &mut Binds) -> String {
    let (me, name) = (binds.put(i64::from(view.me.uid)), binds.put(view.me.name.to_lowercase()));
    // The few rows of the mentions lead; by its state a planner would read every open item.
    format!(
        "+i.state IN ('open', 'acted') AND i.id IN (SELECT m.item FROM main.mention m \
         WHERE (m.uid = {me} OR m.uid IS NULL AND m.name = {name}) \
         AND NOT EXISTS (SELECT 1 FROM main.journal j WHERE j.item = m.item AND j.uid = {me} AND j.seq > m.step))"
    )
}

/// The items of the views that are not of open items alone.
fn load(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Loaded> {
    let (mut binds, done) = (Binds::default(), query.view == "done");
    let condition = if done {
        format!("i.state <> 'open' AND i.closed_at >= {}", binds.put(view.now.plus(-DONE_DAYS * DAY).0))
    } else {
        format!("{} AND {}", called(view, &mut binds), Off::of(db, view)?.condition(&mut binds))
    };
    let filter = compile(&query.filter, &LEXICON, view, &mut binds);
    let by = if query.sort.is_some() { order_by(query, view, &mut binds) } else { String::new() };
    // The filter is no condition: one reading counts also what it leaves out.
    let columns = Light::COLUMNS;
    let sql = format!("SELECT {columns}, {filter}, COALESCE(i.closed_at, 0) FROM main.item i WHERE {condition} {by}");
    let (mut places, mut all, mut last) = (Places::default(), Vec::new(), None);
    let mut found: Vec<(i64, Light)> = Vec::new();
    rows(db, &sql, &binds, |row| {
        if let Some(kind) = kind_of(row, &mut last)? {
            let light = Light::read(row, kind, places.of(row)?)?;
            all.push(light.group());
            if row.get::<_, Option<bool>>(Light::WIDTH)?.unwrap_or(false) {
                found.push((row.get(Light::WIDTH + 1)?, light));
            }
        }
        Ok(())
    })?;
    if done && query.sort.is_none() {
        found.sort_by_key(|(closed, item)| (Reverse(*closed), Reverse(item.id)));
    }
    let mut sizes = vec![0; places.groups()];
    for group in all {
        sizes[group] += 1;
    }
    let items: Vec<Light> = found.into_iter().map(|(_, item)| item).collect();
    let mut loaded = Loaded::of(items, places, sizes);
    if !done && query.sort.is_none() {
        loaded.order(view);
    }
    Ok(loaded)
}

/// Puts the items of a bulk kind of one store and marketplace into the line of the first of them.
fn fold(loaded: &Loaded, bulk: impl Fn(Kind) -> bool) -> Vec<Line> {
    let groups = loaded.places.groups();
    let mut sizes: Vec<u64> = vec![0; groups];
    for item in loaded.items() {
        sizes[item.group()] += 1;
    }
    let folds: Vec<bool> =
        (0..groups).map(|group| sizes[group] > FOLD_ABOVE && Light::kind_of(group).is_some_and(&bulk)).collect();
    let mut lines: Vec<Line> = Vec::new();
    let mut begun: Vec<Option<usize>> = vec![None; groups];
    for &head in &loaded.chosen {
        let group = loaded.item(head).group();
        if !folds[group] {
            lines.push(Line { head, folded: Vec::new() });
            continue;
        }
        let at = *begun[group].get_or_insert(lines.len());
        if at == lines.len() {
            lines.push(Line { head, folded: Vec::new() });
        }
        lines[at].folded.push(head);
    }
    lines
}

/// Of the lane today the first [`TODAY_MOST`] lines stay, the others are folded by kind, store and marketplace. What is due
/// now, and what waits for later, stays as it is.
fn cap(lines: Vec<Line>, loaded: &Loaded) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut shown = 0;
    let mut folds: Vec<Option<usize>> = vec![None; loaded.places.groups()];
    for line in lines {
        let head = loaded.item(line.head);
        shown += usize::from(head.lane == Lane::Today);
        if head.lane != Lane::Today || shown <= TODAY_MOST {
            kept.push(line);
            continue;
        }
        match folds[head.group()] {
            None => {
                folds[head.group()] = Some(kept.len());
                kept.push(line);
            }
            Some(at) => {
                let fold = &mut kept[at];
                if fold.folded.is_empty() {
                    fold.folded.push(fold.head);
                }
                fold.folded.extend_from_slice(line.items());
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
