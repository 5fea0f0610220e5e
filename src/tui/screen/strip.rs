//! The third strip of a tall screen: what comes next, and what is left on each tab.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::line::Row;
use crate::domain::day::HOUR;
use crate::domain::list::{Counts, List};
use crate::i18n::{format, screen as say, words::word};
use crate::tui::app::model::Model;
use crate::tui::text;
use crate::tui::theme::Tone;

/// Hours in one box of the deadlines.
const STEP: i64 = 3;

/// Draws the strip over the whole width: deadlines at the left, counts at the right.
pub(crate) fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    // Headings over nothing say nothing.
    let Some(counts) = &model.counts else { return };
    let lang = model.options.lang;
    let left = area.width * 63 / 100;
    let mut head = Row::new(model, area.width);
    head.put("-- ", Tone::Quiet);
    head.put(say::strip_next(lang), Tone::Head);
    head.put(" ", Tone::Plain);
    head.put(&"-".repeat(usize::from(left).saturating_sub(head.used() + 1)), Tone::Quiet);
    head.put(" -- ", Tone::Quiet);
    head.put(say::strip_left(lang), Tone::Head);
    head.put(" ", Tone::Plain);
    head.rule();
    head.draw(buffer, area.x, area.y);
    let lines = [deadlines(model), next(model, counts)].concat();
    for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
        let mut row = Row::new(model, left);
        row.put("  ", Tone::Plain);
        row.put(&line, Tone::Plain);
        row.draw(buffer, area.x, y);
    }
    for (y, (list, count)) in (area.y + 1..area.bottom()).zip(List::ALL.into_iter().zip(counts.tabs)) {
        let mut row = Row::new(model, area.width - left);
        row.put("   ", Tone::Plain);
        row.cell(word(lang, list.word()), 14, Tone::Plain);
        let count = count.map_or_else(|| "-".to_owned(), |n| n.to_string());
        row.right(&count, 6, if count == "0" { Tone::Good } else { Tone::Plain });
        row.draw(buffer, area.x + left, y);
    }
}

/// Deadlines of the next 24 hours in boxes of three; only when the whole queue is loaded, so that the numbers are true.
fn deadlines(model: &Model) -> Vec<String> {
    let tab = model.of(List::Today);
    let whole = tab.page.as_ref().is_some_and(|p| p.exact && p.rows.len() as u64 == p.total);
    if !whole || !tab.filter.is_empty() || tab.view != 0 {
        return Vec::new();
    }
    let now = model.options.now;
    let dues: Vec<i64> = tab.rows().iter().filter_map(|r| r.item.as_ref()?.due).map(|d| d.0 - now.0).collect();
    let late = dues.iter().filter(|s| **s < 0).count();
    let boxes = (0..24 / STEP).map(|place| (place * STEP * HOUR, (place + 1) * STEP * HOUR));
    let clocks = boxes.clone().map(|(from, _)| format!("{:>7}", text::clock(now.plus(from), model.options.zone)));
    let counts = boxes.map(|(from, to)| {
        let count = dues.iter().filter(|s| (from..to).contains(*s)).count();
        if count == 0 { format!("{:>7}", ".") } else { format!("{count:>7}") }
    });
    vec![clocks.collect(), counts.collect(), say::strip_late(model.options.lang, late)]
}

/// The next deadline, the next wake, what was done.
fn next(model: &Model, counts: &Counts) -> Vec<String> {
    let lang = model.options.lang;
    let (now, zone) = (model.options.now, model.options.zone);
    let at = |at: crate::domain::day::Instant| text::date_time(at, now, zone);
    let mut out = Vec::new();
    if let Some(due) = counts.next_due {
        out.push(say::strip_due(lang, at(due), format::left(due.0 - now.0)));
    }
    if let Some(wake) = counts.next_wake {
        out.push(say::strip_wake(lang, at(wake), counts.snoozed));
    }
    out.push(say::done_today(lang, counts.done_today));
    out
}
