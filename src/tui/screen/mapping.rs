//! The mapping screen: file's column, samples, what it is read as; what is still missing; the line that applies it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::line::Row;
use super::over::{Entry, draw_box, window};
use crate::i18n::{screen as say, words::word};
use crate::tui::app::mapping::Pane;
use crate::tui::app::model::Model;
use crate::tui::theme::Tone;

/// Lines above and below the columns: title, headings; what is missing, the line that applies.
const AROUND: u16 = 4;

/// Draws it over everything between the rule and the status line.
pub(crate) fn draw(model: &Model, pane: &Pane, body: Rect, buffer: &mut Buffer) {
    let lang = model.options.lang;
    let room = usize::from(body.height.saturating_sub(AROUND)).max(1);
    let mut y = body.y;
    let mut line = |row: Row| {
        if y < body.bottom() {
            row.padded().draw(buffer, body.x, y);
            y += 1;
        }
    };
    let mut title = Row::new(model, body.width);
    title.put(&say::map_title(lang, &pane.file, word(lang, pane.format.word())), Tone::Head);
    if !pane.others.is_empty() {
        title.put("  ", Tone::Plain);
        title.put(&say::map_others(lang, pane.others.len()), Tone::Quiet);
    }
    line(title);
    line(three(
        model,
        body.width,
        "  ",
        [say::map_column(lang), say::map_samples(lang), say::map_read_as(lang)],
        Tone::Quiet,
    ));
    let columns = window(pane.at.min(pane.columns.len().saturating_sub(1)), pane.columns.len(), room);
    for at in columns.clone() {
        let column = &pane.columns[at];
        let offer = pane.chosen[at].map(|offer| &pane.offers[offer]);
        let read_as = offer.map_or_else(|| say::map_left_out(lang), |offer| offer.name.as_str());
        let tone = match offer {
            _ if at == pane.at => Tone::Selected,
            Some(_) => Tone::Plain,
            None => Tone::Quiet,
        };
        let mark = if at == pane.at { "> " } else { "  " };
        line(three(model, body.width, mark, [&column.name, &column.samples.join(" | "), read_as], tone));
    }
    for _ in columns.len()..room {
        line(Row::new(model, body.width));
    }
    let missing = pane.missing();
    let mut state = Row::new(model, body.width);
    if missing.is_empty() {
        state.put(say::map_complete(lang), Tone::Good);
    } else {
        state.put(&say::map_missing(lang, missing.join(", ")), Tone::Soon);
    }
    let hidden = pane.columns.len() - columns.len();
    if hidden > 0 {
        let more = format!("{}-{}/{}", columns.start + 1, columns.end, pane.columns.len());
        state.to(usize::from(body.width).saturating_sub(more.len()));
        state.put(&more, Tone::Quiet);
    }
    line(state);
    let mut apply = Row::new(model, body.width);
    let here = pane.at == pane.columns.len();
    apply.put(if here { "> " } else { "  " }, Tone::Plain);
    apply.put(say::map_apply(lang), if here { Tone::Selected } else { Tone::Key });
    line(apply);
    if let Some(pick) = pane.pick {
        draw_pick(model, pane, pick, body, buffer);
    }
}

/// A line of three parts.
fn three(model: &Model, width: u16, mark: &str, parts: [&str; 3], tone: Tone) -> Row {
    let mut row = Row::new(model, width);
    let each = (usize::from(width).saturating_sub(6)) / 3;
    row.put(mark, tone);
    for (at, part) in parts.into_iter().enumerate() {
        let cells = if at == 2 { row.free() } else { each };
        row.cell(part, cells, tone);
        if at < 2 {
            row.put("  ", tone);
        }
    }
    row
}

/// The columns that the selected one can be.
fn draw_pick(model: &Model, pane: &Pane, pick: usize, body: Rect, buffer: &mut Buffer) {
    let lang = model.options.lang;
    let range = window(pick, pane.offers.len() + 1, usize::from(body.height.saturating_sub(2)));
    let lines: Vec<Entry> = range
        .map(|place| {
            let offer = place.checked_sub(1).map(|at| (&pane.offers[at], pane.taken_by(at)));
            let left = offer.map_or_else(|| say::map_left_out(lang), |(offer, _)| offer.name.as_str());
            let right = match offer {
                Some((_, Some(by))) => say::map_taken(lang, &pane.columns[by].name),
                Some((offer, None)) if offer.needed => say::map_needed(lang).to_owned(),
                _ => String::new(),
            };
            let chosen = place == pick;
            Entry {
                left: format!("{} {left}", if chosen { ">" } else { " " }),
                right,
                tone: if chosen { Tone::Selected } else { Tone::Plain },
            }
        })
        .collect();
    let name = pane.columns.get(pane.at).map_or("", |column| column.name.as_str());
    draw_box(model, &say::map_pick(lang, name), &lines, body, buffer);
}
