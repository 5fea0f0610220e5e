//! Windows of lists: counting up to a limit, the place of the row under the cursor, and lists made in memory.

use std::cmp::Ordering;
use std::collections::HashMap;

use rusqlite::Connection;

use super::filter::{Small, compile, keep};
use super::item::{Place, live, live_anywhere};
use super::sql::{Binds, first, number};
use crate::domain::list::{Cell, ListQuery, ListRow, Page, Viewpoint, columns};
use crate::domain::money::{Money, Totals};

/// Rows are counted up to here; then the total is a lower bound.
const COUNTED: i64 = 100_000;

/// Where the window starts: at the wanted row, unless the row with `place` would lie outside. Behind the end the window is
/// empty, which ends a reading in steps; a screen that follows a row stays at the last rows.
pub(super) fn start(query: &ListQuery, place: Option<u64>, total: u64, exact: bool) -> u64 {
    let window = query.offset..query.offset.saturating_add(query.limit);
    let start = match place {
        Some(place) if !window.contains(&place) => place.saturating_sub(query.limit / 2),
        _ => query.offset,
    };
    match exact && start >= total {
        true if query.around.is_some() => total.saturating_sub(query.limit),
        true => total,
        false => start,
    }
}

/// A list that SQLite filters, sorts and cuts.
#[derive(Debug)]
pub(super) struct Table {
    /// `WITH ...`, or nothing.
    pub with: String,
    /// Behind FROM.
    pub from: String,
    /// The condition of the view.
    pub base: String,
    /// The expressions of the filter.
    pub lexicon: super::filter::Lexicon,
    /// Behind ORDER BY.
    pub order: String,
    /// The values bound in `with` and `base`.
    pub binds: Binds,
}

/// A [`Table`] with its filter, counted.
#[derive(Debug)]
pub(super) struct Counted {
    pub with: String,
    pub from: String,
    /// View and filter.
    pub condition: String,
    pub order: String,
    pub binds: Binds,
    pub page: Page,
}

impl Table {
    /// Applies the filter and counts; `sort` is the SQL of the columns that can be sorted by.
    pub(super) fn count(
        mut self,
        db: &Connection,
        query: &ListQuery,
        view: &Viewpoint,
        sort: &[(&str, &str)],
    ) -> rusqlite::Result<Counted> {
        let filter = compile(&query.filter, &self.lexicon, view, &mut self.binds);
        let condition = format!("{} AND {filter}", self.base);
        let count = |condition: &str| {
            let (with, from) = (&self.with, &self.from);
            let sql =
                format!("{with} SELECT COUNT(*) FROM (SELECT 1 FROM {from} WHERE {condition} LIMIT {})", COUNTED + 1);
            number(db, &sql, &self.binds).map(|n| (n.min(COUNTED) as u64, n <= COUNTED))
        };
        let (total, exact) = count(&condition)?;
        let unfiltered = if query.filter.is_empty() { total } else { count(&self.base)?.0 };
        let order = sorted(query, sort, &self.order);
        let page = Page { total, exact, unfiltered, offset: 0, rows: Vec::new(), sums: Totals::default() };
        Ok(Counted { with: self.with, from: self.from, condition, order, binds: self.binds, page })
    }
}

/// The order that is asked for, then the list's own; `sort` is the SQL of the columns that can be sorted by.
pub(super) fn sorted(query: &ListQuery, sort: &[(&str, &str)], own: &str) -> String {
    let chosen = query.sort.and_then(|(id, down)| Some((sort.iter().find(|(column, _)| *column == id)?.1, down)));
    match chosen {
        Some((expression, down)) => format!("{expression} {} NULLS LAST, {own}", if down { "DESC" } else { "ASC" }),
        None => own.to_owned(),
    }
}

impl Counted {
    /// The place of the row for which `key` is `value`, by numbering all rows.
    pub(super) fn place(&mut self, db: &Connection, key: &str, value: String) -> rusqlite::Result<Option<u64>> {
        let value = self.binds.put(value);
        let Self { with, from, condition, order, .. } = &*self;
        let sql = format!(
            "{with} SELECT place FROM (SELECT {key} AS key, ROW_NUMBER() OVER (ORDER BY {order}) - 1 AS place \
             FROM {from} WHERE {condition}) WHERE key = {value}"
        );
        first(db, &sql, &self.binds, |row| row.get::<_, i64>(0).map(|place| place as u64))
    }

    /// `LIMIT .. OFFSET ..` of the window; `place` is that of the row under the cursor.
    pub(super) fn window(&mut self, query: &ListQuery, place: Option<u64>) -> String {
        self.page.offset = start(query, place, self.page.total, self.page.exact);
        let (limit, offset) = (query.limit as i64, self.page.offset as i64);
        format!("LIMIT {} OFFSET {}", self.binds.put(limit), self.binds.put(offset))
    }
}

/// A row of a list that is made in memory.
#[derive(Debug)]
pub(super) struct Made {
    pub row: ListRow,
    /// What a filter sees of it.
    pub small: Small,
    /// Goes into the sums.
    pub money: Option<Money>,
}

impl Made {
    /// The places at which its item may stand, the first one first.
    fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let small = &self.small;
        let at = |ladder| Place {
            ladder,
            store: small.store.clone(),
            market: small.market.clone(),
            subject: small.subject.clone(),
        };
        small.ladders.into_iter().filter(|ladder| !ladder.is_empty()).map(at)
    }
}

/// Filters, sorts and cuts a list that was made in memory, and gives its rows their items.
pub(super) fn made(db: &Connection, query: &ListQuery, view: &Viewpoint, mut all: Vec<Made>) -> rusqlite::Result<Page> {
    let unfiltered = all.len() as u64;
    let seen: Vec<Small> = all.iter_mut().map(|made| std::mem::take(&mut made.small)).collect();
    let kept = keep(db, &query.filter, view, &seen)?;
    for (made, small) in all.iter_mut().zip(seen) {
        made.small = small;
    }
    let mut slots: Vec<Option<Made>> = all.into_iter().map(Some).collect();
    let mut kept: Vec<Made> = kept.into_iter().filter_map(|at| slots.get_mut(at)?.take()).collect();
    sort(&mut kept, query);
    let mut page = Page { total: kept.len() as u64, exact: true, unfiltered, ..Page::default() };
    for money in kept.iter().filter_map(|made| made.money) {
        page.sums.add(money);
    }
    let around = query.around.as_ref();
    let place = around.and_then(|id| kept.iter().position(|made| made.row.id == *id)).map(|place| place as u64);
    page.offset = start(query, place, page.total, true);
    let mut window: Vec<Made> = kept.into_iter().skip(page.offset as usize).take(query.limit as usize).collect();
    give_items(db, &mut window, view)?;
    page.rows = window.into_iter().map(|made| made.row).collect();
    Ok(page)
}

/// Gives rows their live items.
pub(super) fn give_items(db: &Connection, window: &mut [Made], view: &Viewpoint) -> rusqlite::Result<()> {
    let places: Vec<Place> = window.iter().filter(|m| !m.small.anywhere).flat_map(Made::places).collect();
    let items = live(db, &places, view)?;
    let mut anywhere = HashMap::new();
    if let Some(ladder) = window.iter().find(|m| m.small.anywhere).map(|m| m.small.ladders[0]) {
        let subjects: Vec<&str> = window.iter().map(|made| made.small.subject.as_str()).collect();
        anywhere = live_anywhere(db, ladder, &subjects, view)?;
    }
    for made in window {
        let item = if made.small.anywhere {
            anywhere.remove(&made.small.subject)
        } else {
            // Lines of one order share its item.
            made.places().find_map(|place| items.get(&place).cloned())
        };
        made.row.item = item.map(Box::new);
    }
    Ok(())
}

fn sort(kept: &mut [Made], query: &ListQuery) {
    let Some((id, down)) = query.sort else { return };
    let Some(at) = columns(query.list, query.view).iter().position(|column| column.id == id && column.sort) else {
        return;
    };
    kept.sort_by(|a, b| match (a.row.cells.get(at), b.row.cells.get(at)) {
        (Some(a), Some(b)) => compare(a, b, down),
        _ => Ordering::Equal,
    });
}

/// The order of two cells of one column; what is unknown comes last both ways.
fn compare(a: &Cell, b: &Cell, down: bool) -> Ordering {
    let order = match (a, b) {
        (Cell::None, Cell::None) => return Ordering::Equal,
        (Cell::None, _) => return Ordering::Greater,
        (_, Cell::None) => return Ordering::Less,
        (Cell::Text(_) | Cell::Word(_), Cell::Text(_) | Cell::Word(_)) => text_of(a).cmp(text_of(b)),
        (Cell::Day(a), Cell::Day(b)) => a.cmp(b),
        // Amounts of two currencies cannot be compared: each currency stands for itself.
        (Cell::Money(a), Cell::Money(b)) if a.currency != b.currency => {
            return a.currency.code().cmp(b.currency.code());
        }
        (a, b) => number_of(a).cmp(&number_of(b)),
    };
    if down { order.reverse() } else { order }
}

fn text_of(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        Cell::Word(word) => word,
        _ => "",
    }
}

fn number_of(cell: &Cell) -> i64 {
    match cell {
        Cell::Int(n) | Cell::Ppm(n) | Cell::Milli(n) | Cell::Span(n) => *n,
        Cell::Money(money) => money.minor,
        Cell::At(at) | Cell::Due(at) => at.0,
        Cell::None | Cell::Text(_) | Cell::Word(_) | Cell::Day(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::query;
    use super::*;
    use crate::domain::list::List;
    use crate::domain::money::Currency;

    #[test]
    fn the_window_follows_the_row_under_the_cursor_and_stays_inside() {
        let at = |offset, place, total, exact| {
            start(&ListQuery { offset, limit: 10, ..query(List::Stock, "all") }, place, total, exact)
        };
        assert_eq!(at(0, None, 100, true), 0);
        assert_eq!(at(0, Some(9), 100, true), 0);
        assert_eq!(at(0, Some(50), 100, true), 45);
        assert_eq!(at(40, Some(2), 100, true), 0);
        assert_eq!(at(200, None, 100, true), 100);
        let followed = ListQuery { offset: 200, limit: 10, around: Some("x".to_owned()), ..query(List::Stock, "all") };
        assert_eq!(start(&followed, None, 100, true), 90);
        assert_eq!(at(200, None, 100, false), 200);
        assert_eq!(at(5, None, 0, true), 0);
    }

    #[test]
    fn unknown_cells_come_last_both_ways() {
        for down in [false, true] {
            assert_eq!(compare(&Cell::None, &Cell::Int(1), down), Ordering::Greater);
        }
        assert_eq!(compare(&Cell::Int(2), &Cell::Int(1), true), Ordering::Less);
        let (dollars, euros) =
            (Cell::Money(Money::new(900, Currency::of(b"USD"))), Cell::Money(Money::new(5, Currency::of(b"EUR"))));
        for down in [false, true] {
            assert_eq!(compare(&dollars, &euros, down), Ordering::Greater);
        }
        assert_eq!(compare(&Cell::Text("b".into()), &Cell::Text("a".into()), false), Ordering::Greater);
    }
}
