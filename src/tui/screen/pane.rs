//! The pane of the selected row: why it is there, what to do, from which file, what happened to it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::line::Row;
use super::list;
use crate::domain::format::Format;
use crate::domain::list::{Cell, Detail, HistoryLine, List, ListRow, Section};
use crate::domain::text::SafeText;
use crate::domain::work::{Snooze, State, WorkItem};
use crate::i18n::{format, formats, screen as say, team as words, words::word};
use crate::tui::app::model::Model;
use crate::tui::app::team;
use crate::tui::text;
use crate::tui::theme::Tone;

/// Notes above the detail, the newest ones; all of them stand in the history.
const NOTES: usize = 3;

type Lines = Vec<(String, Tone)>;

/// A column's id and a row's cell below it.
type Said<'a> = (&'static str, &'a Cell);

/// Lines that the pane has to show at its present width.
pub(crate) fn height(model: &Model) -> u16 {
    let width = model.areas().and_then(|a| a.pane).map_or(40, |(pane, right)| inner(pane, right).width);
    u16::try_from(wrapped(model, width).len()).unwrap_or(u16::MAX)
}

fn inner(pane: Rect, right: bool) -> Rect {
    if right {
        Rect { x: pane.x + 2, width: pane.width.saturating_sub(2), ..pane }
    } else {
        Rect { y: pane.y + 1, height: pane.height.saturating_sub(1), ..pane }
    }
}

/// Draws the pane below the list with a heading line, or at its right behind a bar.
pub(crate) fn draw(model: &Model, pane: Rect, right: bool, buffer: &mut Buffer) {
    let lang = model.options.lang;
    let body = inner(pane, right);
    if right {
        for y in 0..pane.height {
            let mut bar = Row::new(model, 1);
            bar.put("|", if model.panes.detail { Tone::Open } else { Tone::Plain });
            bar.draw(buffer, pane.x, pane.y + y);
        }
    } else {
        let mut head = Row::new(model, pane.width);
        head.put("-- ", Tone::Quiet);
        head.put(say::pane_why(lang), if model.panes.detail { Tone::Open } else { Tone::Head });
        head.put(" ", Tone::Plain);
        let hint = say::pane_hint(lang);
        let tail = hint.width() + 1;
        let dashes = head.free().saturating_sub(tail);
        head.put(&"-".repeat(dashes), Tone::Quiet);
        head.put(" ", Tone::Plain);
        head.put(hint, Tone::Quiet);
        head.draw(buffer, pane.x, pane.y);
    }
    let lines = wrapped(model, body.width);
    let most = lines.len().saturating_sub(usize::from(body.height));
    let skip = usize::from(model.current().scroll).min(most);
    let shown = lines.len().saturating_sub(skip).min(usize::from(body.height));
    for (y, (line, tone)) in (body.y..).zip(lines.iter().skip(skip).take(shown)) {
        let mut row = Row::new(model, body.width);
        row.put(line, *tone);
        row.draw(buffer, body.x, y);
    }
    if skip + shown < lines.len() && body.height > 0 && body.width > 6 {
        let more = format!(" +{}", lines.len() - skip - shown);
        let width = u16::try_from(more.len()).unwrap_or(0);
        let mut row = Row::new(model, width);
        row.put(&more, Tone::Quiet);
        row.draw(buffer, body.right() - width, body.bottom() - 1);
    }
}

fn wrapped(model: &Model, width: u16) -> Lines {
    let lines = lines(model, width);
    lines
        .into_iter()
        .flat_map(|(line, tone)| {
            let safe = SafeText::new(&line);
            text::wrap(safe.as_str(), usize::from(width)).into_iter().map(move |l| (l, tone))
        })
        .collect()
}

fn lines(model: &Model, width: u16) -> Lines {
    let lang = model.options.lang;
    let Some(row) = model.current().row() else { return Vec::new() };
    let listed = listed(model, row);
    let said = said(model, row, &listed);
    let mut out = vec![(title(model, row, &listed), Tone::Head)];
    if row.item.is_none() && model.areas().is_some_and(|areas| areas.pane.is_some_and(|(_, right)| right)) {
        // Titles of one line and of two take the same room: what stands below keeps its place from row to row.
        let lines = text::wrap(&out[0].0, usize::from(width)).len();
        out.extend((lines < 2).then(|| (String::new(), Tone::Plain)));
    }
    let detail = model.current().detail.as_deref().filter(|d| d.id == row.id);
    if let Some(fold) = &row.fold {
        out.push((say::fold_help(lang, fold.ids.len()), Tone::Plain));
        return out;
    }
    match &row.item {
        Some(item) => item_lines(model, row, item, detail, &mut out),
        None if model.tab == List::Today => {}
        None => cell_lines(model, row, detail, &said, &mut out),
    }
    if model.tab == List::Imports
        && let Some(format) = report_of(model, row)
    {
        out.push((say::download_at(lang, formats::where_to_download(lang, format)), Tone::Plain));
    }
    if let Some((_, question)) = detail.and_then(|d| d.question.as_ref()) {
        out.push((text::question(lang, question), Tone::Soon));
        let key =
            crate::tui::keys::map::key_name(model.options.preset, model.tab, crate::tui::app::action::Action::Answer);
        if !key.is_empty() {
            out.push((say::answer_with(lang, key), Tone::Plain));
        }
    }
    if let Some(detail) = detail {
        detail_lines(model, row, detail, &said, usize::from(width), &mut out);
    }
    out
}

/// The report whose age a row of the view "freshness" tells.
fn report_of(model: &Model, row: &ListRow) -> Option<Format> {
    let ages = model.current().view_word() == "freshness";
    row.cells
        .iter()
        .filter(|_| ages)
        .find_map(|cell| if let Cell::Word(word) = cell { Format::parse(word) } else { None })
}

/// The title without what the list says uncut in the same row.
fn title(model: &Model, row: &ListRow, listed: &[usize]) -> String {
    let rest: Vec<usize> = text::title_cells(row).into_iter().filter(|place| !listed.contains(place)).collect();
    if rest.is_empty() { text::row_title(model, row) } else { text::joined(model, row, &rest) }
}

/// Reason, deadline, next step, holder and source of an item.
fn item_lines(model: &Model, row: &ListRow, item: &WorkItem, detail: Option<&Detail>, out: &mut Lines) {
    let lang = model.options.lang;
    let (now, zone) = (model.options.now, text::zone(model, row));
    out.extend(text::why(model, row, item).into_iter().map(|l| (l, Tone::Plain)));
    if let Some(due) = item.due {
        let clock = due.utc().with_timezone(&zone).format("%m-%d %H:%M %Z").to_string();
        let late = due < now;
        let left = format::left((due.0 - now.0).abs());
        let line = if late { say::was_due(lang, clock, left) } else { say::is_due(lang, clock, left) };
        out.push((line, if late { Tone::Late } else { Tone::Plain }));
    }
    let next = crate::i18n::work::next(lang, item.kind);
    if !next.is_empty() {
        out.push((say::next_step(lang, next), Tone::Plain));
    }
    if let Some(claim) = &item.claim {
        let until = text::clock(claim.until, model.options.zone);
        out.push((say::held_by(lang, SafeText::new(&claim.name), until), Tone::Soon));
    }
    if let Some(who) = &item.assigned {
        out.push((words::assigned_to(lang, SafeText::new(&who.name).cut(24)), Tone::Plain));
    }
    for (here, at) in team::lookers(model, item.id) {
        let name = SafeText::new(&here.who.name).cut(24);
        out.push((words::open_by(lang, name, words::span(now.0 - at.0)), Tone::Soon));
    }
    let notes = |line: &&HistoryLine| line.verb == "note" && !line.undone;
    let history = detail.map_or(&[][..], |detail| &detail.history);
    for line in history.iter().rev().filter(notes).take(NOTES) {
        let at = text::date_time(line.at, now, model.options.zone);
        let text = SafeText::new(line.note.as_deref().unwrap_or_default());
        out.push((words::note_line(lang, SafeText::new(&line.who).cut(24), at, text), Tone::Soon));
    }
    match &item.snoozed {
        Some(Snooze::Until(at)) => {
            let at = text::date_time(*at, now, model.options.zone);
            out.push((say::sleeps_until(lang, at), Tone::Soon));
        }
        Some(Snooze::NewData(_)) => out.push((say::sleeps_for_data(lang).to_owned(), Tone::Soon)),
        None => {}
    }
    if item.reopened {
        out.push((say::reopened(lang).to_owned(), Tone::Soon));
    }
    if item.state != State::Open {
        out.push((say::state_is(lang, word(lang, item.state.word())), Tone::Good));
    }
    if let Some((evidence, how)) = &item.cleared {
        out.push((say::cleared_by(lang, word(lang, how)), Tone::Good));
        out.push((text::evidence(model, evidence, zone), Tone::Quiet));
    }
    out.push((text::source(model, item, zone), Tone::Quiet));
}

/// The columns of a row that the list has no room for and no block of the detail names.
fn cell_lines(model: &Model, row: &ListRow, detail: Option<&Detail>, said: &[Said<'_>], out: &mut Lines) {
    let lang = model.options.lang;
    let zone = text::zone(model, row);
    let blocks = detail.map_or(&[][..], |d| &d.sections);
    let named = |id: &str| blocks.iter().any(|block| block.rows.iter().any(|(label, _)| *label == id));
    for (column, cell) in model.current().columns().iter().zip(&row.cells) {
        if *cell != Cell::None && !said.contains(&(column.id, cell)) && !named(column.id) {
            let shown = text::cell_in_full(lang, cell, model.options.now, row.market, zone);
            out.push((format!("{}{}{shown}", text::heading(lang, column.id), say::colon(lang)), Tone::Plain));
        }
    }
}

/// The cells of a row that stand uncut in the list or in the pane's title: the pane does not say them again.
fn said<'a>(model: &Model, row: &'a ListRow, listed: &[usize]) -> Vec<Said<'a>> {
    let mut places = text::title_cells(row);
    places.extend(listed);
    let columns = model.current().columns();
    places.into_iter().filter_map(|place| Some((columns.get(place)?.id, row.cells.get(place)?))).collect()
}

/// The places of the cells that stand in the list, uncut and in full.
fn listed(model: &Model, row: &ListRow) -> Vec<usize> {
    let zone = text::zone(model, row);
    let Some(area) = model.areas().map(|areas| areas.list).filter(|list| list.height > 0) else { return Vec::new() };
    let shown = list::fit_columns(model.current().columns(), list::room(area)).into_iter();
    let uncut = shown.filter(|(place, cells)| {
        row.cells.get(*place).is_some_and(|cell| {
            let (lang, now) = (model.options.lang, model.options.now);
            let shown = text::cell(lang, cell, now, row.market, zone);
            // The list has a short word for some things: the pane says those in full.
            shown.width() <= usize::from(*cells) && shown == text::cell_in_full(lang, cell, now, row.market, zone)
        })
    });
    uncut.map(|(place, _)| place).collect()
}

/// Whether a block is about what the row says, and of another thing of its kind (another line of the same order) not.
fn agrees(section: &Section, said: &[Said<'_>]) -> bool {
    section.rows.iter().all(|(label, cell)| said.iter().all(|(known, value)| known != label || *value == cell))
}

/// The blocks of a detail, those about the row first and without what it has said already.
fn blocks<'a>(detail: &'a Detail, said: &[Said<'_>]) -> Vec<(&'a Section, Vec<&'a (&'static str, Cell)>)> {
    let mut blocks: Vec<&Section> = detail.sections.iter().collect();
    blocks.sort_by_key(|section| !agrees(section, said));
    let told = |section: &'a Section| {
        let own = agrees(section, said);
        section.rows.iter().filter(|(label, cell)| !own || !said.contains(&(*label, cell))).collect()
    };
    blocks.into_iter().map(|section| (section, told(section))).collect()
}

fn detail_lines(model: &Model, row: &ListRow, detail: &Detail, said: &[Said<'_>], width: usize, out: &mut Lines) {
    let lang = model.options.lang;
    let (now, zone) = (model.options.now, text::zone(model, row));
    for (section, rows) in blocks(detail, said) {
        if rows.is_empty() && section.lines.is_empty() {
            continue;
        }
        out.push((String::new(), Tone::Plain));
        out.push((word(lang, section.heading).to_owned(), Tone::Head));
        for (label, cell) in rows {
            let shown = text::cell_in_full(lang, cell, now, row.market, zone);
            out.push((format!("  {}{}{shown}", word(lang, label), say::colon(lang)), Tone::Plain));
        }
        out.extend(section.lines.iter().flat_map(|l| SafeText::lines(l)).map(|l| (format!("  {l}"), Tone::Plain)));
    }
    if let Some(evidence) = &detail.evidence
        && row.item.as_ref().is_none_or(|i| i.evidence != *evidence)
    {
        out.push((text::evidence(model, evidence, zone), Tone::Quiet));
    }
    if let Some(link) = &detail.link {
        let key =
            crate::tui::keys::map::key_name(model.options.preset, model.tab, crate::tui::app::action::Action::OpenLink);
        // One line: an address that is broken over lines can neither be clicked nor read.
        let line = SafeText::new(&say::link_line(lang, key, SafeText::new(link)));
        out.push((line.cut(width), Tone::Quiet));
    }
    if !detail.history.is_empty() {
        out.push((String::new(), Tone::Plain));
        out.push((say::history(lang).to_owned(), Tone::Head));
    }
    for line in &detail.history {
        let at = text::date_time(line.at, now, model.options.zone);
        let mut note = line.note.as_deref().map_or_else(String::new, |n| format!("  {}", SafeText::new(n)));
        if line.undone && line.verb != "undo" {
            note = format!("  {}", words::taken_back(lang));
        }
        out.push((format!("  {at}  {}  {}{note}", SafeText::new(&line.who), word(lang, &line.verb)), Tone::Plain));
    }
}
