//! Tabs, view line, status and key line.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use super::line::Row;
use crate::domain::format::Format;
use crate::domain::list::List;
use crate::domain::text::SafeText;
use crate::i18n::{formats, screen as say, views, words::word, worker};
use crate::tui::app::layout::Areas;
use crate::tui::app::model::Model;
use crate::tui::app::overlay::{FilterLine, Overlay};
use crate::tui::app::{first, run};
use crate::tui::text;
use crate::tui::theme::Tone;

/// The tabs as written, with the column where each begins.
fn tabs(model: &Model) -> Vec<(List, String, usize)> {
    let width = usize::from(model.options.size.0);
    let count = |list: List| {
        let counts = model.counts.as_ref().and_then(|c| c.tabs.get(list as usize).copied().flatten());
        counts.map_or_else(|| "-".to_owned(), |n| n.to_string())
    };
    let name = |list: List| word(model.options.lang, list.word());
    let wide = |list: List| format!("{} {} {}", list.digit(), name(list), count(list));
    let narrow = |list: List| format!("{}{}:{}", list.digit(), name(list), count(list));
    let short = |list: List| {
        let id = format!("short-{}", list.word());
        format!("{}{}:{}", list.digit(), word(model.options.lang, &id), count(list))
    };
    let bare = |list: List| format!("{}{}", list.digit(), name(list));
    let digit = |list: List| list.digit().to_string();
    let styles: [(&dyn Fn(List) -> String, usize); 5] =
        [(&wide, 2), (&narrow, 1), (&short, 1), (&bare, 1), (&digit, 1)];
    // DEMO, the name and the clocks stand at the right of a wide screen.
    let room = if width >= 120 {
        width.saturating_sub(40)
    } else {
        width.saturating_sub(if model.options.demo { 5 } else { 0 })
    };
    let mut out = Vec::new();
    for (style, gap) in styles {
        out.clear();
        let mut at = 0;
        for list in List::ALL {
            let text = style(list);
            let text = if list == model.tab { format!("[{text}]") } else { text };
            let cells = text.width();
            out.push((list, text, at));
            at += cells + gap;
        }
        if at.saturating_sub(gap) <= room {
            break;
        }
    }
    out
}

/// The tab that is written at a column.
pub(crate) fn tab_at(model: &Model, x: u16) -> Option<List> {
    let x = usize::from(x);
    tabs(model).into_iter().find(|(_, text, at)| (*at..at + text.width()).contains(&x)).map(|(list, ..)| list)
}

/// The three lines at the top.
pub(crate) fn top(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let width = areas.tabs.width;
    let mut row = Row::new(model, width);
    for (list, text, at) in tabs(model) {
        row.to(at);
        row.put(&text, if list == model.tab { Tone::Open } else { Tone::Plain });
    }
    let mut right = Vec::new();
    if model.options.demo {
        right.push("DEMO".to_owned());
    }
    if width >= 120 {
        let zone = model.options.zone;
        let clock = model.options.now.utc().with_timezone(&zone).format("%H:%M %Z");
        right.push(format!("@{}", SafeText::new(&model.options.me.name)));
        if !model.here.is_empty() {
            right.push(crate::i18n::team::here_count(model.options.lang, model.here.len() + 1));
        }
        right.push(clock.to_string());
    }
    let right = right.join("  ");
    let start = usize::from(width).saturating_sub(right.width());
    if !right.is_empty() && row.used() < start {
        row.to(start);
        row.put(&right, if model.options.demo { Tone::Soon } else { Tone::Quiet });
    }
    row.draw(buffer, 0, areas.tabs.y);
    view(model, areas, buffer);
    let mut row = Row::new(model, width);
    row.rule();
    row.draw(buffer, 0, areas.rule.y);
}

/// The ages of the reports, the worst of each: too old ones first, then those of the tab, oldest first.
fn ages(model: &Model) -> Vec<(&'static str, String, u8)> {
    let mut out: Vec<(&'static str, String, u8, i64, bool)> = Vec::new();
    for format in Format::ALL {
        let of = model.sources.iter().filter(|s| s.format == *format);
        let worst = of.min_by_key(|s| {
            (std::cmp::Reverse(text::source_age(s, model.options.now).1), s.as_of.map_or(i64::MIN, |a| a.0))
        });
        if let Some(worst) = worst {
            let (age, level) = text::source_age(worst, model.options.now);
            let as_of = worst.as_of.map_or(i64::MIN, |at| at.0);
            out.push((
                formats::short(model.options.lang, *format),
                age,
                level,
                as_of,
                format.spec().feeds == Some(model.tab),
            ));
        }
    }
    out.sort_by_key(|(_, _, level, as_of, own)| (std::cmp::Reverse(*level), !*own, *as_of));
    out.into_iter().map(|(name, age, level, ..)| (name, age, level)).collect()
}

/// What stands behind a label: a full-width colon brings its own blank.
fn gap(label: &str) -> &'static str {
    if label.ends_with('：') { "" } else { " " }
}

/// View, count, filter, order at the left; ages of the data at the right.
fn view(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let lang = model.options.lang;
    let width = usize::from(areas.view.width);
    let ages = ages(model);
    let label = say::data_label(lang);
    let mut right: Vec<(String, u8)> = Vec::new();
    let mut right_width = label.width();
    for (place, (name, age, level)) in ages.iter().enumerate() {
        let blank = if place == 0 { gap(label) } else { " " };
        let text = format!("{blank}{name} {age}{}", "!".repeat(usize::from(*level)));
        let rest = ages.len() - place;
        if right_width + text.width() + 4 > width / 2 && rest > 0 {
            let more = format!(" +{rest}");
            right_width += more.width();
            right.push((more, 0));
            break;
        }
        right_width += text.width();
        right.push((text, *level));
    }
    let room = if right.is_empty() { width } else { width.saturating_sub(right_width + 1) };
    let room = u16::try_from(room).unwrap_or(u16::MAX);
    let mut row = Row::new(model, room);
    left(model, room, &mut row);
    row.draw(buffer, 0, areas.view.y);
    if !right.is_empty() {
        let mut row = Row::new(model, u16::try_from(right_width).unwrap_or(u16::MAX));
        row.put(label, Tone::Quiet);
        for (text, level) in right {
            row.put(&text, [Tone::Plain, Tone::Soon, Tone::Late][usize::from(level.min(2))]);
        }
        row.draw(buffer, u16::try_from(width.saturating_sub(right_width)).unwrap_or(0), areas.view.y);
    }
}

/// The left half of the view line.
fn left(model: &Model, width: u16, row: &mut Row) {
    let lang = model.options.lang;
    let tab = model.current();
    if model.first_run() {
        row.put(say::first_line(lang), Tone::Plain);
        return;
    }
    if let Some(Overlay::Filter(line)) = model.overlays.last() {
        row.put("/", Tone::Key);
        let typed = line.input.value();
        match &line.error {
            Some(error) => {
                let span = error.span.clone();
                row.put(typed.get(..span.start).unwrap_or_default(), Tone::Plain);
                row.put(typed.get(span.clone()).unwrap_or_default(), Tone::Wrong);
                row.put(typed.get(span.end..).unwrap_or_default(), Tone::Plain);
            }
            None => row.put(typed, Tone::Plain),
        }
        row.put("_ ", Tone::Key);
        row.put(&say::matches(lang, tab.total(), unfiltered(model)), Tone::Quiet);
        return;
    }
    let label = say::view_label(lang);
    row.put(label, Tone::Quiet);
    row.put(gap(label), Tone::Plain);
    row.put(run::view_name(lang, tab.view_word()), Tone::Head);
    if let Some(page) = &tab.page {
        row.put(
            &format!(
                " {}{}",
                crate::i18n::format::count(i64::try_from(page.total).unwrap_or(i64::MAX)),
                if page.exact { "" } else { "+" }
            ),
            Tone::Head,
        );
    }
    if !tab.filter.is_empty() {
        row.put("  /", Tone::Key);
        row.put(&tab.filter_text, Tone::Plain);
    }
    if let Some((column, down)) = tab.sort {
        row.put("  ", Tone::Plain);
        row.put(&say::sorted(lang, text::heading(lang, column), if down { "v" } else { "^" }), Tone::Quiet);
    }
    if !tab.marks.is_empty() {
        row.put("  ", Tone::Plain);
        row.put(&say::marked(lang, tab.marks.len()), Tone::Marked);
    }
    if model.tab == List::Today
        && let Some(counts) = &model.counts
    {
        row.put("  ", Tone::Plain);
        row.put(&say::done_today(lang, counts.done_today), Tone::Quiet);
        if counts.snoozed > 0 {
            row.put("  ", Tone::Plain);
            row.put(&say::snoozed(lang, counts.snoozed), Tone::Quiet);
        }
    }
    if let Some(page) = tab.page.as_ref().filter(|p| !p.sums.0.is_empty()) {
        let sums = format!("  {}", text::totals(&page.sums));
        // Half an amount would be a wrong amount.
        if row.used() + sums.width() <= usize::from(width) {
            row.put(&sums, Tone::Quiet);
        }
    }
}

fn unfiltered(model: &Model) -> u64 {
    model.current().page.as_ref().map_or(0, |p| p.unfiltered)
}

/// Status and key line.
pub(crate) fn bottom(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let lang = model.options.lang;
    let mut row = Row::new(model, areas.status.width);
    if let Some(Overlay::Filter(line)) = model.overlays.last()
        && offers(model, line, &mut row)
    {
    } else if let Some(Overlay::Filter(line)) = model.overlays.last()
        && let Some(error) = &line.error
    {
        row.put(&super::states::filter_error(lang, &error.why), Tone::Late);
    } else if let Some(toast) = &model.toast {
        row.put(&toast.text, if toast.bad { Tone::Late } else { Tone::Good });
    } else if model.lanes.reading() {
        row.put(say::reading(lang), Tone::Quiet);
    } else if model.current().error.is_some() && model.current().page.is_some() {
        row.put(say::not_live(lang), Tone::Late);
    } else if let Some(reading) = &model.worker.bulletin.reading {
        row.put(&worker::reading(lang, reading, model.worker.bulletin.files), Tone::Quiet);
    } else if let Some(holder) = model.worker.holder.as_ref().filter(|_| model.worker.queued > 0) {
        let who = SafeText::new(&holder.who);
        row.put(&say::worker_reads(lang, who, holder.pid, model.worker.queued), Tone::Quiet);
    } else if let Some(row_item) = model.current().row().and_then(|r| r.item.as_ref())
        && let Some(claim) = row_item.claim.as_ref().filter(|c| c.uid != model.options.me.uid)
    {
        let at = text::clock(claim.until, model.options.zone);
        row.put(&say::held_by(lang, SafeText::new(&claim.name), at), Tone::Soon);
    } else if model.tab == List::Imports && !model.first_run() {
        importer(model, &mut row);
    }
    row.draw(buffer, 0, areas.status.y);
    keys(model, areas, buffer);
}

/// What may stand in the filter where it is typed, the chosen one within sight; whether there is anything.
fn offers(model: &Model, line: &FilterLine, row: &mut Row) -> bool {
    let (offers, chosen) = line.offers(model);
    if offers.is_empty() || chosen.is_none() && line.input.value().is_empty() {
        return false;
    }
    let label = views::offers(model.options.lang);
    let width = usize::from(model.options.size.0).saturating_sub(label.width() + 2);
    // From the chosen one backwards as many as fit, then forwards.
    let at = chosen.unwrap_or(0);
    let mut from = at;
    let mut used = offers[at].width();
    while from > 0 && used + offers[from - 1].width() + 2 <= width / 2 {
        from -= 1;
        used += offers[from].width() + 2;
    }
    row.put(label, Tone::Quiet);
    let mut used = 0;
    for (place, offer) in offers.iter().enumerate().skip(from) {
        if used + offer.width() + 2 > width {
            break;
        }
        used += offer.width() + 2;
        row.put("  ", Tone::Plain);
        row.put(offer, if chosen == Some(place) { Tone::Selected } else { Tone::Plain });
    }
    true
}

/// Who imports, what waits, and what went wrong last.
fn importer(model: &Model, row: &mut Row) {
    let lang = model.options.lang;
    let worker = &model.worker;
    let words = match &worker.holder {
        Some(holder) => {
            let who = SafeText::new(&holder.who);
            worker::holder_does(lang, who, holder.pid, worker::doing(lang, worker))
        }
        None => worker::nobody(lang).to_owned(),
    };
    let words = match &worker.bulletin.trouble {
        Some(trouble) => {
            let trouble = worker::trouble(lang, trouble, model.options.now, model.options.zone);
            worker::with_trouble(lang, words, trouble)
        }
        None => words,
    };
    row.put(&words, Tone::Quiet);
}

/// The keys that are valid here, as many as fit.
fn keys(model: &Model, areas: &Areas, buffer: &mut Buffer) {
    let lang = model.options.lang;
    let mut row = Row::new(model, areas.keys.width);
    let fixed: Option<std::borrow::Cow<'static, str>> = match model.overlays.last() {
        Some(Overlay::Menu(_)) => Some(say::keys_menu(lang).into()),
        Some(Overlay::Search(_)) => Some(say::keys_search(lang).into()),
        Some(Overlay::Form(_)) => Some(say::keys_form(lang).into()),
        Some(Overlay::Filter(_)) => Some(say::keys_filter(lang).into()),
        Some(Overlay::Bulk(_)) => Some(views::keys_bulk(lang).into()),
        Some(Overlay::Sheet(_)) => Some(say::keys_sheet(lang).into()),
        Some(Overlay::Mapping(pane)) if pane.pick.is_some() => Some(say::keys_pick(lang).into()),
        Some(Overlay::Mapping(_)) => Some(say::keys_mapping(lang).into()),
        None if model.first_run() => Some(say::keys_first(lang, first::ways(model).len()).into()),
        None => None,
    };
    if let Some(text) = fixed {
        row.put(&text, Tone::Quiet);
    } else {
        for (key, text) in run::hints(model, usize::from(areas.keys.width)) {
            let gap = usize::from(row.used() > 0) * run::HINT_GAP;
            row.put(&" ".repeat(gap), Tone::Plain);
            row.put(key, Tone::Key);
            row.put(" ", Tone::Plain);
            row.put(&text, Tone::Plain);
        }
    }
    row.draw(buffer, 0, areas.keys.y);
}
