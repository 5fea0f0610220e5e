//! One tab: a window over the rows of a list, with selection, marks, filter and sort.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::filter::Filter;
use crate::domain::list::{self, Column, Detail, List, ListQuery, ListRow, Page, ReadError};
use crate::domain::money::Totals;
use crate::domain::work::Kind;

/// Rows asked for at once: a screen and what is around it.
pub(crate) const OVERSCAN: u64 = 200;
/// Rows at most that "mark all" fetches.
pub(crate) const MARKS_MAX: u64 = 5000;

/// An item with the version that was seen.
pub(crate) type Seen = (i64, Option<i64>);

/// What a marked row stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Marked {
    /// Its items, those of a fold all of them.
    pub(crate) items: Vec<Seen>,
    /// Their kind.
    pub(crate) kind: Option<Kind>,
    /// What they cost, one sum per currency; none where nothing is known.
    pub(crate) money: Totals,
    /// So many of them have no known amount.
    pub(crate) unknown: usize,
}

/// The state of a tab.
#[derive(Debug)]
pub(crate) struct Tab {
    pub(crate) list: List,
    /// Place in [`List::views`].
    pub(crate) view: usize,
    /// The filter as typed, last good one.
    pub(crate) filter_text: String,
    pub(crate) filter: Arc<Filter>,
    pub(crate) sort: Option<(&'static str, bool)>,
    pub(crate) unfold: bool,
    /// What is known of the list; `None` before the first answer.
    pub(crate) page: Option<Page>,
    pub(crate) error: Option<ReadError>,
    /// Place of the selected row in the whole list, and its id as far as it is loaded.
    pub(crate) index: u64,
    pub(crate) selected: Option<String>,
    /// Place of the first row on the screen.
    pub(crate) top: u64,
    /// Marked rows with their items.
    pub(crate) marks: BTreeMap<String, Marked>,
    /// Where the last mark was set, for a range.
    pub(crate) anchor: Option<u64>,
    /// A range that follows the selection: the row where it began, and the marks that were there before.
    pub(crate) range: Option<(String, BTreeMap<String, Marked>)>,
    /// Mark everything in the next page.
    pub(crate) mark_next: bool,
    pub(crate) detail: Option<Box<Detail>>,
    pub(crate) scroll: u16,
    /// The row under the cursor went without an act of this screen: another stands there now.
    pub(crate) swapped: bool,
    /// Another list was asked for than the one that is loaded.
    pub(crate) other: bool,
}

impl Tab {
    pub(crate) fn new(list: List) -> Self {
        Self {
            list,
            view: 0,
            filter_text: String::new(),
            filter: Arc::default(),
            sort: None,
            unfold: false,
            page: None,
            error: None,
            index: 0,
            selected: None,
            top: 0,
            marks: BTreeMap::new(),
            anchor: None,
            range: None,
            mark_next: false,
            detail: None,
            scroll: 0,
            swapped: false,
            other: false,
        }
    }

    /// The view's stable word.
    pub(crate) fn view_word(&self) -> &'static str {
        self.list.views().get(self.view).copied().unwrap_or_default()
    }

    pub(crate) fn columns(&self) -> &'static [Column] {
        list::columns(self.list, self.view_word())
    }

    pub(crate) fn total(&self) -> u64 {
        self.page.as_ref().map_or(0, |p| p.total)
    }

    pub(crate) fn rows(&self) -> &[ListRow] {
        self.page.as_ref().map_or(&[], |p| &p.rows)
    }

    fn offset(&self) -> u64 {
        self.page.as_ref().map_or(0, |p| p.offset)
    }

    /// The loaded row at a place of the whole list.
    pub(crate) fn row_at(&self, index: u64) -> Option<&ListRow> {
        let place = index.checked_sub(self.offset())?;
        self.rows().get(usize::try_from(place).ok()?)
    }

    pub(crate) fn row(&self) -> Option<&ListRow> {
        self.row_at(self.index)
    }

    /// What was read of the selected row; `None` while it is being read.
    pub(crate) fn read(&self) -> Option<&Detail> {
        self.detail.as_deref().filter(|detail| Some(&detail.id) == self.selected.as_ref())
    }

    /// The question for a window.
    pub(crate) fn query(&self, offset: u64, limit: u64, around: Option<String>) -> ListQuery {
        ListQuery {
            list: self.list,
            view: self.view_word(),
            filter: Arc::clone(&self.filter),
            sort: self.sort,
            offset,
            limit,
            around,
            unfold: self.unfold,
        }
    }

    /// Whether the loaded rows are those that a key would act on when the question under way is answered.
    pub(crate) fn settled(&self) -> bool {
        self.page.is_some() && !self.other && !self.mark_next && (self.row().is_some() || self.total() == 0)
    }

    /// Whether the answer to a question shows this list as it was asked for last.
    pub(crate) fn asked(&self, query: &ListQuery) -> bool {
        let mine = self.query(query.offset, query.limit, query.around.clone());
        mine == *query
    }

    /// The question that reads the present window again and keeps the operator's row in it.
    pub(crate) fn again(&self) -> ListQuery {
        self.query(self.top.saturating_sub(OVERSCAN / 3), OVERSCAN, self.selected.clone())
    }

    /// Selects a place, keeps it on a screen of `height` rows; the question when rows of that screen are not loaded.
    pub(crate) fn select(&mut self, index: u64, height: u64) -> Option<ListQuery> {
        self.index = index.min(self.total().saturating_sub(1));
        self.selected = self.row().map(|r| r.id.clone());
        self.scroll = 0;
        self.stretch();
        self.show(height)
    }

    /// Moves the list by `by` rows when the place is the one above or below the screen.
    pub(crate) fn turn(&mut self, index: u64, height: u64, by: u64) {
        if index == self.top + height {
            self.top += by.max(1);
        } else if index + 1 == self.top {
            self.top = self.top.saturating_sub(by.max(1));
        }
    }

    /// Marks from where the range began to the selected row; a range whose begin is no longer loaded stays as it is.
    fn stretch(&mut self) {
        let Some((from, before)) = &self.range else { return };
        let Some(place) = self.rows().iter().position(|r| r.id == *from) else { return };
        let from = self.offset() + place as u64;
        let mut marks = before.clone();
        marks.extend((from.min(self.index)..=from.max(self.index)).filter_map(|i| self.row_at(i)).map(mark));
        self.marks = marks;
    }

    /// Forgets the marks and the range that is being drawn.
    pub(crate) fn unmark(&mut self) {
        self.marks.clear();
        self.anchor = None;
        self.range = None;
        self.swapped = false;
    }

    /// Keeps the selected row on a screen of `height` rows.
    pub(crate) fn show(&mut self, height: u64) -> Option<ListQuery> {
        let height = height.max(1);
        self.top = self.top.min(self.index).max((self.index + 1).saturating_sub(height));
        self.top = self.top.min(self.total().saturating_sub(height).max(self.index.saturating_sub(height - 1)));
        let page = self.page.as_ref()?;
        let end = (self.top + height).min(page.total);
        let loaded = page.offset <= self.top && end <= page.offset + page.rows.len() as u64;
        (!loaded).then(|| self.query(self.top.saturating_sub(OVERSCAN / 3), OVERSCAN, None))
    }

    /// Takes a new window and finds the operator's row in it.
    pub(crate) fn take(&mut self, page: Page) {
        let place = self.selected.as_ref().and_then(|id| page.rows.iter().position(|r| r.id == *id));
        let shown = self.selected.is_some() && self.row().map(|r| &r.id) == self.selected.as_ref();
        let before = self.page.as_ref().map_or(0, |old| old.total);
        let covers = (page.offset..page.offset + page.rows.len() as u64).contains(&self.index);
        self.swapped |= place.is_none() && shown && covers && page.total < before;
        self.error = None;
        let (offset, total) = (page.offset, page.total);
        self.page = Some(page);
        if let Some(place) = place {
            let old = self.index;
            self.index = offset + place as u64;
            // The row stays at its height on the screen when the list moved under it.
            self.top = (self.top + self.index).saturating_sub(old);
        }
        self.index = self.index.min(total.saturating_sub(1));
        self.selected = self.row().map(|r| r.id.clone());
        if std::mem::take(&mut self.mark_next) {
            self.marks = self.rows().iter().filter(|r| r.item.is_some() || r.fold.is_some()).map(mark).collect();
        }
    }

    /// Forgets the place in the list: another view, filter or order begins at the top.
    pub(crate) fn rewind(&mut self) {
        self.index = 0;
        self.top = 0;
        self.selected = None;
        self.scroll = 0;
        self.anchor = None;
        self.range = None;
    }

    /// Takes rows out of the window; the selection goes to the next row that stays. Gives back what was taken.
    pub(crate) fn hide(&mut self, ids: &[String]) -> Vec<(u64, ListRow)> {
        let (offset, index) = (self.offset(), self.index);
        let Some(page) = &mut self.page else { return Vec::new() };
        let mut taken = Vec::new();
        let mut kept = Vec::with_capacity(page.rows.len());
        for (place, row) in (offset..).zip(std::mem::take(&mut page.rows)) {
            if ids.contains(&row.id) {
                taken.push((place, row));
            } else {
                kept.push(row);
            }
        }
        page.rows = kept;
        page.total = page.total.saturating_sub(taken.len() as u64);
        page.unfiltered = page.unfiltered.saturating_sub(taken.len() as u64);
        let before = taken.iter().filter(|(place, _)| *place < index).count() as u64;
        self.index = index.saturating_sub(before).min(page.total.saturating_sub(1));
        self.selected = self.row().map(|r| r.id.clone());
        self.scroll = 0;
        taken
    }

    /// Puts rows back that were taken out.
    pub(crate) fn restore(&mut self, taken: Vec<(u64, ListRow)>) {
        let offset = self.offset();
        let Some(page) = &mut self.page else { return };
        for (place, row) in taken {
            if page.rows.iter().any(|r| r.id == row.id) {
                continue;
            }
            let at = usize::try_from(place.saturating_sub(offset)).unwrap_or(usize::MAX).min(page.rows.len());
            if offset + at as u64 <= self.index && page.total > 0 {
                self.index += 1;
            }
            page.rows.insert(at, row);
            page.total += 1;
            page.unfiltered += 1;
        }
        self.index = self.index.min(page.total.saturating_sub(1));
        self.selected = self.row().map(|r| r.id.clone());
    }
}

/// A row as a mark: its id, the items that a verb acts on, their kind and money.
pub(crate) fn mark(row: &ListRow) -> (String, Marked) {
    let marked = match (&row.fold, &row.item) {
        (Some(fold), _) => Marked {
            items: fold.ids.iter().map(|id| (*id, None)).collect(),
            kind: Some(fold.kind),
            money: fold.money.clone(),
            unknown: fold.unknown,
        },
        (None, Some(item)) => {
            let mut money = Totals::default();
            item.money.into_iter().for_each(|amount| money.add(amount));
            let unknown = usize::from(item.money.is_none());
            Marked { items: vec![(item.id, Some(item.version))], kind: Some(item.kind), money, unknown }
        }
        (None, None) => Marked::default(),
    };
    (row.id.clone(), marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(range: std::ops::Range<u64>) -> Vec<ListRow> {
        range
            .map(|n| ListRow { id: format!("r{n}"), cells: Vec::new(), item: None, fold: None, market: None })
            .collect()
    }

    fn tab(total: u64, loaded: std::ops::Range<u64>) -> Tab {
        let mut tab = Tab::new(List::Orders);
        let page =
            Page { total, exact: true, unfiltered: total, offset: loaded.start, rows: rows(loaded), ..Page::default() };
        tab.take(page);
        tab
    }

    #[test]
    fn a_far_jump_asks_for_the_rows_around_it() {
        let mut tab = tab(1_000_000, 0..200);
        assert_eq!(tab.select(100, 18), None);
        assert_eq!((tab.top, tab.selected.as_deref()), (83, Some("r100")));
        let query = tab.select(u64::MAX, 18).unwrap();
        assert_eq!((tab.index, tab.top, tab.selected.clone()), (999_999, 999_982, None));
        assert!(query.offset <= 999_982 && query.offset + query.limit >= 1_000_000);
        tab.take(Page { total: 1_000_000, offset: 999_900, rows: rows(999_900..1_000_000), ..Page::default() });
        assert_eq!(tab.selected.as_deref(), Some("r999999"));
    }

    #[test]
    fn beside_a_pane_the_list_turns_by_more_than_a_row() {
        let mut tab = tab(100, 0..100);
        for (index, top) in [(9, 0), (10, 5), (14, 5), (15, 10), (10, 10), (9, 5), (99, 90), (89, 85), (84, 80)] {
            tab.turn(index, 10, 5);
            assert_eq!((tab.select(index, 10), tab.top), (None, top), "row {index}");
        }
        tab.select(3, 10);
        tab.turn(2, 10, 5);
        tab.select(2, 10);
        assert_eq!(tab.top, 0);
    }

    #[test]
    fn the_operators_row_survives_a_reload() {
        let mut tab = tab(50, 0..50);
        tab.select(20, 10);
        let mut page = Page { total: 52, rows: rows(0..50), ..Page::default() };
        page.rows.splice(0..0, [rows(90..91).remove(0), rows(91..92).remove(0)]);
        tab.take(page);
        assert_eq!((tab.index, tab.selected.as_deref(), tab.top), (22, Some("r20"), 13));
        // Gone: the place stays.
        tab.take(Page { total: 19, rows: rows(0..19), ..Page::default() });
        assert_eq!((tab.index, tab.selected.as_deref()), (18, Some("r18")));
    }

    #[test]
    fn hidden_rows_hand_the_selection_to_the_next_and_come_back() {
        let mut tab = tab(5, 0..5);
        tab.select(1, 10);
        let taken = tab.hide(&["r0".into(), "r1".into()]);
        assert_eq!((tab.total(), tab.selected.as_deref()), (3, Some("r2")));
        tab.select(2, 10);
        let last = tab.hide(&["r4".into()]);
        assert_eq!(tab.selected.as_deref(), Some("r3"));
        tab.restore(last);
        tab.restore(taken);
        let ids: Vec<&str> = tab.rows().iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids, ["r0", "r1", "r2", "r3", "r4"]);
        assert_eq!(tab.selected.as_deref(), Some("r3"));
    }
}
