//! What stands where no row is: reading, nothing left, nothing matches, no data, an error, the first run.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::line::Row;
use crate::domain::filter::Wrong;
use crate::domain::format::Format;
use crate::domain::list::{List, ReadError};
use crate::domain::text::SafeText;
use crate::i18n::{Lang, format, screen as say, words::word};
use crate::tui::app::action::Action;
use crate::tui::app::first::{self, Begin};
use crate::tui::app::layout::Areas;
use crate::tui::app::model::Model;
use crate::tui::keys::map;
use crate::tui::text;
use crate::tui::theme::Tone;

type Lines = Vec<(String, Tone)>;

/// Everything between the rule and the status line.
pub(crate) fn body(areas: &Areas) -> Rect {
    let top = areas.rule.bottom();
    Rect { x: 0, y: top, width: areas.rule.width, height: areas.status.y.saturating_sub(top) }
}

fn write(model: &Model, lines: &Lines, area: Rect, buffer: &mut Buffer) {
    let mut y = area.y;
    for (line, tone) in lines {
        let width = usize::from(area.width.saturating_sub(4));
        let indent = line.len() - line.trim_start().len();
        for part in text::wrap(line.trim_start(), width.saturating_sub(indent)) {
            if y >= area.bottom() {
                return;
            }
            let mut row = Row::new(model, area.width);
            row.to(2 + indent);
            row.put(&part, *tone);
            row.draw(buffer, area.x, y);
            y += 1;
        }
    }
}

/// What stands in an empty list.
pub(crate) fn empty(model: &Model, area: Rect, buffer: &mut Buffer) {
    let tab = model.current();
    let lines = if let Some(error) = &tab.error {
        error_lines(model, error)
    } else if let Some(page) = &tab.page {
        if !tab.filter.is_empty() {
            vec![blank(), (say::no_match(model.options.lang, page.unfiltered), Tone::Head)]
        } else if no_data(model) {
            no_data_lines(model)
        } else {
            success_lines(model)
        }
    } else if model.no_data {
        no_data_lines(model)
    } else if model.lanes.reading() {
        vec![blank(), (say::reading(model.options.lang).to_owned(), Tone::Quiet)]
    } else {
        Vec::new()
    };
    write(model, &lines, area, buffer);
}

fn blank() -> (String, Tone) {
    (String::new(), Tone::Plain)
}

/// Whether the tab is empty because nothing ever came for it.
fn no_data(model: &Model) -> bool {
    let list = model.tab;
    let counts = model.counts.as_ref();
    model.no_data
        || counts.is_some_and(|c| !c.has_data)
        || (list != List::Today && counts.is_some_and(|c| c.tabs.get(list as usize).is_some_and(Option::is_none)))
}

/// Which report fills a tab, and where Seller Central has it.
fn no_data_lines(model: &Model) -> Lines {
    let lang = model.options.lang;
    let key = map::key_name(model.options.preset, model.tab, Action::Import);
    let how = match model.tab {
        List::Today | List::Imports => say::need_any(lang),
        List::Orders => say::need_orders(lang),
        List::Messages => say::need_mail(lang),
        List::Ads => say::need_ads(lang),
        List::Stock => say::need_stock(lang),
        List::Practices => say::need_practices(lang),
    };
    let mut out = vec![
        blank(),
        (say::no_data_yet(lang, word(lang, model.tab.word())), Tone::Head),
        blank(),
        (how.to_owned(), Tone::Plain),
        blank(),
        (say::import_with(lang, key), Tone::Plain),
    ];
    if model.no_data {
        let key = map::key_name(model.options.preset, model.tab, Action::Go(List::Today));
        out.push((say::begin_with(lang, key), Tone::Plain));
    }
    out.push(menu_line(model));
    out
}

/// The key that opens the menu of an empty list.
fn menu_line(model: &Model) -> (String, Tone) {
    let key = map::key_name(model.options.preset, model.tab, Action::Open);
    (say::see_menu(model.options.lang, first_up(key)), Tone::Plain)
}

/// `enter` as the keys are written in lines of text: `Enter`.
fn first_up(key: &str) -> String {
    let mut chars = key.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Nothing left: what was done, how long it took, what comes next, where to go.
fn success_lines(model: &Model) -> Lines {
    let lang = model.options.lang;
    let (now, zone) = (model.options.now, model.options.zone);
    let key = |action| map::key_name(model.options.preset, model.tab, action);
    let mut out = vec![blank()];
    if model.tab != List::Today || model.current().view_word() != "open" {
        out.push((say::empty_view(lang).to_owned(), Tone::Head));
        out.push(blank());
        out.push((say::go_view(lang, key(Action::NextView)), Tone::Plain));
        out.push((say::import_with(lang, key(Action::Import)), Tone::Plain));
        out.push(menu_line(model));
        return out;
    }
    let Some(counts) = &model.counts else {
        out.push((say::nothing_left(lang).to_owned(), Tone::Head));
        return out;
    };
    let line = match counts.session {
        Some((seconds, acts)) if acts > 0 => {
            let minutes = (seconds + 59) / 60;
            let each = seconds / i64::try_from(acts).unwrap_or(i64::MAX).max(1);
            say::nothing_left_session(lang, counts.done_today, minutes, each)
        }
        _ => say::nothing_left_done(lang, counts.done_today),
    };
    out.push((line, Tone::Good));
    out.push(blank());
    if let Some(due) = counts.next_due {
        out.push((say::strip_due(lang, text::date_time(due, now, zone), format::left(due.0 - now.0)), Tone::Plain));
    }
    if let Some(wake) = counts.next_wake {
        out.push((say::strip_wake(lang, text::date_time(wake, now, zone), counts.snoozed), Tone::Plain));
    }
    out.push(blank());
    out.push((say::go_view(lang, key(Action::NextView)), Tone::Plain));
    if let Some(Some(count)) = counts.tabs.get(List::Practices as usize) {
        out.push((say::go_practices(lang, key(Action::Go(List::Practices)), count), Tone::Plain));
    }
    out.push(menu_line(model));
    out
}

/// What is wrong, who is in the way, what is kept, what to do.
fn error_lines(model: &Model, error: &ReadError) -> Lines {
    let lang = model.options.lang;
    let (advice, code) = match error {
        ReadError::NoData => (say::err_do_import(lang), "E-NO-DATA"),
        ReadError::Busy => (say::err_do_wait(lang), "E-DB-BUSY"),
        ReadError::TimedOut(_) => (say::err_do_narrow(lang), "E-DB-SLOW"),
        ReadError::Other(_) => (say::err_do_doctor(lang), "E-DB"),
    };
    let who = model.worker.holder.as_ref().map_or_else(
        || say::err_who_unknown(lang).to_owned(),
        |holder| say::err_who_worker(lang, SafeText::new(&holder.who), holder.pid),
    );
    let line = |label: &str, text: &str| (format!("{}{text}", crate::domain::text::fit(label, 9)), Tone::Plain);
    vec![
        blank(),
        (say::err_title(lang, word(lang, model.tab.word())), Tone::Late),
        blank(),
        line(say::err_what(lang), &text::read_error(lang, error)),
        line(say::err_who(lang), &who),
        line(say::err_kept(lang), say::err_kept_text(lang)),
        line(say::err_do(lang), advice),
        line(say::err_code(lang), code),
    ]
}

/// Why a filter is not understood.
pub(crate) fn filter_error(lang: Lang, wrong: &Wrong) -> String {
    match wrong {
        Wrong::NoSuchKey(nearest) => say::filter_no_key(lang, nearest),
        Wrong::WantsComparison => say::filter_comparison(lang).to_owned(),
        Wrong::NotANumber => say::filter_number(lang).to_owned(),
        Wrong::NoValue => say::filter_no_value(lang).to_owned(),
        Wrong::NoSuchValue(values) => say::filter_values(lang, values.join(" ")),
        Wrong::OpenQuote => say::filter_quote(lang).to_owned(),
    }
}

/// The first run: what this is, and three ways to begin.
pub(crate) fn first_run(model: &Model, area: Rect, buffer: &mut Buffer) {
    let lang = model.options.lang;
    let mut lines = vec![
        blank(),
        (say::welcome(lang).to_owned(), Tone::Head),
        (say::welcome_local(lang).to_owned(), Tone::Plain),
        blank(),
    ];
    for (place, way) in first::ways(model).into_iter().enumerate() {
        let chosen = place == model.choice;
        let text = match way {
            Begin::Demo => say::first_demo(lang).to_owned(),
            Begin::Import => say::first_import(lang).to_owned(),
            Begin::Join => say::first_join(lang, SafeText::new(model.options.team.as_deref().unwrap_or_default())),
        };
        let line = format!("{} {}  {text}", if chosen { ">" } else { " " }, place + 1);
        lines.push((
            if chosen { line } else { format!("  {}", line.trim_start()) },
            if chosen { Tone::Selected } else { Tone::Plain },
        ));
    }
    lines.push(blank());
    lines.push((say::first_files(lang, Format::ALL.len()), Tone::Quiet));
    lines.push((say::first_config(lang).to_owned(), Tone::Quiet));
    if let Some(error) = model.current().error.as_ref() {
        lines.push(blank());
        lines.extend(error_lines(model, error));
    }
    write(model, &lines, area, buffer);
}
