//! What lies over the list: boxes of `-` and `|`, a form line, a sheet.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::line::Row;
use crate::domain::text::SafeText;
use crate::i18n::{screen as say, views};
use crate::tui::app::action::{Action, label};
use crate::tui::app::bulk::Bulk;
use crate::tui::app::layout::Areas;
use crate::tui::app::model::Model;
use crate::tui::app::overlay::{self, Form, Menu, Overlay, Search, Sheet};
use crate::tui::app::{menu, run};
use crate::tui::keys::map;
use crate::tui::theme::Tone;

/// Cells of a box where there is room.
const BOX: u16 = 76;

/// A line of a box: text at the left, text at the right, how it looks.
pub(super) struct Entry {
    pub(super) left: String,
    pub(super) right: String,
    pub(super) tone: Tone,
}

fn entry(left: impl Into<String>, tone: Tone) -> Entry {
    Entry { left: left.into(), right: String::new(), tone }
}

/// Draws the top layer.
pub(crate) fn draw(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let body = super::states::body(areas);
    match model.overlays.last() {
        Some(Overlay::Menu(menu)) => draw_menu(model, menu, body, buffer),
        Some(Overlay::Search(search)) => draw_search(model, search, body, buffer),
        Some(Overlay::Form(form)) => draw_form(model, form, body, buffer),
        Some(Overlay::Sheet(sheet)) => draw_sheet(model, sheet, body, buffer),
        Some(Overlay::Bulk(bulk)) => draw_bulk(model, bulk, body, buffer),
        Some(Overlay::Mapping(pane)) => super::mapping::draw(model, pane, body, buffer),
        Some(Overlay::Filter(_)) | None => {}
    }
}

/// A box in the middle of `body`, as high as its lines, with the title in its upper edge.
pub(super) fn draw_box(model: &Model, title: &str, lines: &[Entry], body: Rect, buffer: &mut Buffer) {
    draw_wide(model, title, lines, body, body.width.saturating_sub(4).min(BOX), buffer);
}

/// The same, so many cells wide.
fn draw_wide(model: &Model, title: &str, lines: &[Entry], body: Rect, width: u16, buffer: &mut Buffer) {
    let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX).min(body.height);
    let x = body.x + (body.width - width) / 2;
    let y = body.y + (body.height - height) / 2;
    // A wide character that the box cuts in two would hide the box's edge: its cells are blanked.
    for line in y..y + height {
        for column in [x.checked_sub(1), Some(x + width)].into_iter().flatten() {
            if let Some(cell) = buffer.cell_mut((column, line)) {
                cell.reset();
            }
        }
    }
    let edge = |title: &str| {
        let mut row = Row::new(model, width);
        row.put("+", Tone::Quiet);
        if !title.is_empty() {
            row.put("- ", Tone::Quiet);
            let title = SafeText::new(title).cut(usize::from(width).saturating_sub(7));
            row.put(&title, Tone::Head);
            row.put(" ", Tone::Plain);
        }
        let dashes = row.free().saturating_sub(1);
        row.put(&"-".repeat(dashes), Tone::Quiet);
        row.put("+", Tone::Quiet);
        row
    };
    edge(title).draw(buffer, x, y);
    let inside = height.saturating_sub(2);
    for (at, line) in (0..inside).zip(lines) {
        let mut row = Row::new(model, width);
        row.put("| ", Tone::Quiet);
        let room = usize::from(width).saturating_sub(4);
        let right = SafeText::new(&line.right).cut(room / 2);
        let left = room.saturating_sub(right.width() + usize::from(!right.is_empty()));
        row.cell(&line.left, left, line.tone);
        if !right.is_empty() {
            row.put(" ", line.tone);
        }
        row.put(&right, if line.tone == Tone::Plain { Tone::Key } else { line.tone });
        row.put(" |", Tone::Quiet);
        row.draw(buffer, x, y + 1 + at);
    }
    if height >= 2 {
        edge("").draw(buffer, x, y + height - 1);
    }
}

/// The part of `count` lines around `at` that fits into `room`.
pub(super) fn window(at: usize, count: usize, room: usize) -> std::ops::Range<usize> {
    let room = room.max(1);
    let from = at.saturating_sub(room / 2).min(count.saturating_sub(room));
    from..(from + room).min(count)
}

fn draw_menu(model: &Model, menu: &Menu, body: Rect, buffer: &mut Buffer) {
    let lang = model.options.lang;
    let room = usize::from(body.height.saturating_sub(2));
    let range = window(menu.at, menu.entries.len(), room);
    let lines: Vec<Entry> = menu
        .entries
        .iter()
        .enumerate()
        .skip(range.start)
        .take(range.len())
        .map(|(place, (letter, action))| {
            let mark = if place == menu.at { ">" } else { " " };
            let digit = menu.digit(place).map_or_else(|| " ".to_owned(), |digit| digit.to_string());
            let letter = match letter {
                '\0' => " ".to_owned(),
                ' ' => say::key_space(lang).to_owned(),
                // It stands at the left already.
                c if c.to_string() == digit => " ".to_owned(),
                c => c.to_string(),
            };
            Entry {
                left: format!("{mark} {digit}  {}", menu_text(model, *action)),
                right: letter,
                tone: if place == menu.at { Tone::Selected } else { Tone::Plain },
            }
        })
        .collect();
    draw_box(model, &menu.title, &lines, body, buffer);
}

/// A menu's title says what its entries belong to; the entries of `done` and of a question depend on the row.
fn menu_text(model: &Model, action: Action) -> String {
    match action {
        Action::Done
        | Action::AnswerWith(_)
        | Action::Forget(_)
        | Action::TakeBackNow
        | Action::TakeOverNow
        | Action::AssignTo(_)
        | Action::Judge(..)
        | Action::UseView(_)
        | Action::View(_) => menu::label_here(model, action),
        _ => label(model.options.lang, action),
    }
}

fn draw_bulk(model: &Model, bulk: &Bulk, body: Rect, buffer: &mut Buffer) {
    let lang = model.options.lang;
    // The choices stay in sight: of many kinds the first ones are named.
    let room = usize::from(body.height).saturating_sub(5);
    let over = bulk.lines.len().saturating_sub(room);
    let named = if over == 0 { bulk.kinds } else { bulk.kinds.saturating_sub(over + 1) };
    let (kinds, rest) = bulk.lines.split_at(bulk.kinds);
    let more = (named < bulk.kinds).then(|| views::bulk_more(lang, bulk.kinds - named));
    let texts = kinds.iter().take(named).cloned().chain(more).chain(rest.iter().cloned());
    let mut lines: Vec<Entry> = texts.map(|line| entry(line, Tone::Plain)).collect();
    lines.push(entry("", Tone::Plain));
    for (digit, text, chosen) in [(1, views::bulk_do(lang), !bulk.leave), (2, views::bulk_leave(lang), bulk.leave)] {
        let mark = if chosen { ">" } else { " " };
        let tone = if chosen { Tone::Selected } else { Tone::Plain };
        lines.push(entry(format!("{mark} {digit}  {text}"), tone));
    }
    draw_box(model, &bulk.title, &lines, body, buffer);
}

fn draw_search(model: &Model, search: &Search, body: Rect, buffer: &mut Buffer) {
    let lang = model.options.lang;
    let found = overlay::found(model, search);
    let room = usize::from(body.height.saturating_sub(6));
    let range = window(search.at, found.len(), room);
    let sign = if search.help { "?" } else { ":" };
    let mut lines = vec![entry(format!("{sign}{}_", search.input.value()), Tone::Head), entry("", Tone::Plain)];
    for (place, action) in found.iter().enumerate().skip(range.start).take(range.len()) {
        let why = run::enabled(model, *action).err();
        let chosen = place == search.at;
        lines.push(Entry {
            left: format!("{} {}", if chosen { ">" } else { " " }, menu::label_here(model, *action)),
            right: why.clone().unwrap_or_else(|| keys_of(model, *action)),
            tone: match (chosen, why) {
                (true, _) => Tone::Selected,
                (false, Some(_)) => Tone::Quiet,
                (false, None) => Tone::Plain,
            },
        });
    }
    if found.is_empty() {
        lines.push(entry(say::none_found(lang), Tone::Quiet));
    }
    let title = if search.help { say::help_title(lang) } else { say::palette_title(lang) };
    draw_box(model, title, &lines, body, buffer);
}

/// All keys of an action, for help and palette.
fn keys_of(model: &Model, action: Action) -> String {
    let binding = map::bindings(model.tab).find(|b| b.action == action);
    binding.map_or_else(String::new, |b| map::keys(model.options.preset, b).join(" "))
}

fn draw_form(model: &Model, form: &Form, body: Rect, buffer: &mut Buffer) {
    let width = usize::from(body.width.saturating_sub(4).min(76)).saturating_sub(8);
    // The end of a long text stays in sight.
    let typed = form.input.value();
    let mut shown = SafeText::new(typed).as_str().to_owned();
    while shown.width() > width && !shown.is_empty() {
        shown.remove(0);
    }
    let mut lines = vec![entry(format!("> {shown}_"), Tone::Head)];
    if let Some(error) = &form.error {
        lines.push(entry(error.clone(), Tone::Late));
    }
    draw_box(model, &form.title, &lines, body, buffer);
}

fn draw_sheet(model: &Model, sheet: &Sheet, body: Rect, buffer: &mut Buffer) {
    let room = usize::from(body.height.saturating_sub(2));
    // Lines of up to 76 cells, such as those of a how-to, stay whole on a screen of 80.
    let most = usize::from(body.width.min(BOX + 4)).saturating_sub(4);
    let wrapped: Vec<String> = sheet.lines.iter().flat_map(|l| crate::tui::text::wrap(l.as_str(), most)).collect();
    let widest = u16::try_from(wrapped.iter().map(|line| line.width() + 4).max().unwrap_or(0)).unwrap_or(u16::MAX);
    let width = widest.max(body.width.saturating_sub(4).min(BOX)).min(body.width);
    let from = sheet.top.min(wrapped.len().saturating_sub(room));
    let lines: Vec<Entry> = wrapped.into_iter().skip(from).take(room).map(|l| entry(l, Tone::Plain)).collect();
    draw_wide(model, &sheet.title, &lines, body, width, buffer);
}
