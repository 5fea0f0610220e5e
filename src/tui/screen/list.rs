//! The list: a window of rows, columns as data.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::line::Row;
use super::states;
use crate::domain::day::{Day, HOUR};
use crate::domain::list::{Cell, Column, List, ListRow};
use crate::domain::work::{Lane, State, WorkItem};
use crate::i18n::{format, screen as say};
use crate::tui::app::layout::Areas;
use crate::tui::app::model::Model;
use crate::tui::app::team;
use crate::tui::text;
use crate::tui::theme::Tone;

/// Cells before the first column: `>`, `*`, severity, blank.
const GUTTER: u16 = 5;
/// Widths on Today: due, kind, marketplace, who.
const DUE: usize = 7;
const KIND: usize = 8;
const WHO: usize = 5;

/// The bar of the selected row covers the first left-aligned column of at least so many cells: it names the row. A bar
/// over the whole row would be written twice per key.
const NAME: u16 = 8;

/// How urgent a row is: 3 late or nearly so, 2 today, 1 later, 0 nothing to do.
pub(crate) fn severity(model: &Model, row: &ListRow) -> u8 {
    let now = model.options.now;
    if let Some(item) = row.item.as_ref().filter(|i| i.state == State::Open) {
        return item_severity(item, now, text::zone(model, row));
    }
    if row.fold.is_some() {
        return 1;
    }
    let word = row.cells.iter().rev().find_map(|c| if let Cell::Word(w) = c { Some(*w) } else { None });
    match word {
        Some("refused" | "waiting") => 3,
        Some("partly") => 2,
        _ => stale(model, row),
    }
}

/// How much too old a row of the freshness view is.
fn stale(model: &Model, row: &ListRow) -> u8 {
    let columns = model.current().columns();
    let span = |id: &str| {
        let place = columns.iter().position(|c| c.id == id)?;
        if let Some(Cell::Span(seconds)) = row.cells.get(place) { Some(*seconds) } else { None }
    };
    match (span("age"), span("wanted")) {
        (Some(age), Some(wanted)) if age > wanted.saturating_mul(3) => 3,
        (Some(age), Some(wanted)) if age > wanted => 2,
        _ => 0,
    }
}

fn item_severity(item: &WorkItem, now: crate::domain::day::Instant, zone: chrono_tz::Tz) -> u8 {
    let today: Day = now.day(zone);
    match item.due {
        Some(due) if due.0 - now.0 < 4 * HOUR => 3,
        Some(due) if due <= today.end(zone) => 2,
        _ if item.lane == Lane::Now => 3,
        _ if item.lane == Lane::Today => 2,
        _ => 1,
    }
}

/// `!!`, `!`, `.` and its look.
pub(crate) fn sign(severity: u8) -> (&'static str, Tone) {
    match severity {
        3 => ("!!", Tone::Late),
        2 => ("! ", Tone::Soon),
        1 => (". ", Tone::Quiet),
        _ => ("  ", Tone::Plain),
    }
}

/// The least width of a column: an amount has room for its currency.
fn width_of(column: &Column) -> u16 {
    if matches!(column.id, "total" | "spend" | "sales") { column.width.max(12) } else { column.width }
}

/// Cells of a list's area that its columns share.
pub(crate) fn room(area: Rect) -> u16 {
    area.width.saturating_sub(GUTTER)
}

/// The columns that fit into `width` with the cells each gets: those that may go are dropped, the rest is shared out.
pub(crate) fn fit_columns(columns: &'static [Column], width: u16) -> Vec<(usize, u16)> {
    let mut shown: Vec<(usize, &Column)> = columns.iter().enumerate().filter(|(_, c)| c.drop < 99).collect();
    let needs = |shown: &[(usize, &Column)]| shown.iter().map(|(_, c)| width_of(c) + 1).sum::<u16>().saturating_sub(1);
    while needs(&shown) > width {
        let droppable = shown.iter().enumerate().filter(|(_, (_, c))| c.drop > 0);
        let Some((place, _)) = droppable.max_by_key(|(place, (_, c))| (c.drop, *place)) else { break };
        shown.remove(place);
    }
    let spare = width.saturating_sub(needs(&shown));
    let shares: u16 = shown.iter().map(|(_, c)| c.grow).sum();
    let mut left = spare;
    shown
        .into_iter()
        .map(|(place, column)| {
            let more = if column.grow == 0 { 0 } else { (spare * column.grow).div_ceil(shares).min(left) };
            left -= more;
            (place, width_of(column) + more)
        })
        .collect()
}

/// The list with its headings, or what stands there instead.
pub(crate) fn draw(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    if areas.list.height == 0 {
        return;
    }
    let tab = model.current();
    if tab.rows().is_empty() && tab.total() == 0 {
        let body = Rect { y: areas.head.y, height: areas.list.height + 1, ..areas.list };
        states::empty(model, body, buffer);
        return;
    }
    let today = model.tab == List::Today;
    let columns = fit_columns(tab.columns(), room(areas.list));
    let mut head = Row::new(model, areas.list.width);
    head.to(usize::from(GUTTER));
    if today {
        today_head(model, &mut head);
    } else {
        for (place, cells) in &columns {
            let Some(column) = tab.columns().get(*place) else { continue };
            let name = text::list_heading(model, column.id);
            if column.right {
                head.right(&name, usize::from(*cells), Tone::Quiet);
            } else {
                head.cell(&name, usize::from(*cells), Tone::Quiet);
            }
            head.put(" ", Tone::Plain);
        }
    }
    head.draw(buffer, areas.head.x, areas.head.y);
    for y in 0..areas.list.height {
        let index = tab.top + u64::from(y);
        if index >= tab.total() {
            break;
        }
        let mut line = Row::new(model, areas.list.width);
        let Some(row) = tab.row_at(index) else {
            line.to(usize::from(GUTTER));
            line.put(".", Tone::Quiet);
            line.draw(buffer, areas.list.x, areas.list.y + y);
            continue;
        };
        let selected = index == tab.index;
        let marked = tab.marks.contains_key(&row.id);
        let (sign, tone) = sign(severity(model, row));
        line.put(if selected { ">" } else { " " }, Tone::Plain);
        line.put(if marked { "*" } else { " " }, if marked { Tone::Marked } else { Tone::Plain });
        line.cell(sign, 3, tone);
        let fill = if today { today_row } else { cells };
        fill(model, row, &columns, &mut line);
        let line = if selected { line.point(Tone::Selected) } else { line };
        line.draw(buffer, areas.list.x, areas.list.y + y);
    }
}

fn what_width(line: &Row) -> usize {
    line.free().saturating_sub(DUE + 1 + KIND + 1 + 1 + 2 + 1 + WHO)
}

fn today_head(model: &Model, head: &mut Row) {
    let lang = model.options.lang;
    let what = what_width(head);
    head.right(say::head_due(lang), DUE, Tone::Quiet);
    head.put(" ", Tone::Plain);
    head.cell(say::head_kind(lang), KIND, Tone::Quiet);
    head.put(" ", Tone::Plain);
    head.cell(say::head_what(lang), what, Tone::Quiet);
    head.put(" ", Tone::Plain);
    head.cell(say::head_market(lang), 2, Tone::Quiet);
    head.put(" ", Tone::Plain);
    head.cell(say::head_who(lang), WHO, Tone::Quiet);
}

/// A row of the queue: when, what kind, what, where, whose.
fn today_row(model: &Model, row: &ListRow, _columns: &[(usize, u16)], line: &mut Row) {
    let lang = model.options.lang;
    let what = what_width(line);
    let item = row.item.as_ref();
    let due = item.and_then(|i| i.due).map_or_else(|| "-".to_owned(), |d| format::left(d.0 - model.options.now.0));
    let kind = row.fold.as_ref().map(|f| f.kind).or(item.map(|i| i.kind));
    let who = item.map_or_else(|| "-".to_owned(), |item| whose(model, item));
    line.right(&due, DUE, Tone::Plain);
    line.put(" ", Tone::Plain);
    line.cell(kind.map_or("", |k| text::kind_short(lang, k)), KIND, Tone::Plain);
    line.named(line.spans() - 1);
    line.put(" ", Tone::Plain);
    line.cell(&text::row_title(model, row), what, Tone::Plain);
    line.put(" ", Tone::Plain);
    line.cell(row.market.map_or("-", crate::domain::market::Market::code), 2, Tone::Quiet);
    line.put(" ", Tone::Plain);
    line.cell(&who, WHO, Tone::Quiet);
}

/// Who has an item: its holder; else who answers for it, behind `=`; else who has it open, behind `~`.
fn whose(model: &Model, item: &WorkItem) -> String {
    let assigned = || item.assigned.as_ref().map(|who| format!("={}", who.name));
    let looks = || team::lookers(model, item.id).next().map(|(here, _)| format!("~{}", here.who.name));
    let held = item.claim.as_ref().map(|claim| claim.name.clone());
    held.or_else(assigned).or_else(looks).unwrap_or_else(|| "-".to_owned())
}

fn cells(model: &Model, row: &ListRow, columns: &[(usize, u16)], line: &mut Row) {
    let zone = text::zone(model, row);
    for (place, width) in columns {
        let (Some(column), Some(cell)) = (model.current().columns().get(*place), row.cells.get(*place)) else {
            continue;
        };
        let shown = text::cell(model.options.lang, cell, model.options.now, row.market, zone);
        let begin = line.spans();
        if column.right {
            line.right(&shown, usize::from(*width), Tone::Plain);
        } else {
            line.cell(&shown, usize::from(*width), Tone::Plain);
        }
        if !column.right && column.width >= NAME && !line.has_name() {
            line.named(begin);
        }
        line.put(" ", Tone::Plain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_by_their_rank_and_the_rest_is_shared() {
        for list in List::ALL {
            for view in list.views() {
                let columns = crate::domain::list::columns(list, view);
                for width in 35..200 {
                    let shown = fit_columns(columns, width);
                    let used: u16 = shown.iter().map(|(_, w)| w + 1).sum::<u16>().saturating_sub(1);
                    let all_fixed = shown.iter().all(|(p, _)| columns[*p].drop == 0);
                    assert!(used <= width || all_fixed, "{list:?} {view} at {width}: {used}");
                    let kept = |p: usize| shown.iter().any(|(q, _)| *q == p);
                    assert!(columns.iter().enumerate().all(|(p, c)| c.drop > 0 || kept(p)));
                }
            }
        }
    }
}
