//! The receipt of a row: from which file, row and report its numbers come and how old they are; of a work item the rule,
//! its formula and what went into it.

use chrono_tz::Tz;

use super::app::model::Model;
use super::text;
use crate::domain::day::Instant;
use crate::domain::import::Evidence;
use crate::domain::list::{Detail, List, ListRow};
use crate::domain::market::Market;
use crate::domain::text::SafeText;
use crate::domain::work::{Kind, Num, WorkItem};
use crate::i18n::words::word;
use crate::i18n::{format as fmt, receipt as say, screen};

/// The receipt of a row, line by line; not yet safe for a terminal.
pub fn lines(model: &Model, row: &ListRow) -> Vec<String> {
    let lang = model.options.lang;
    if row.fold.is_some() {
        return vec![say::fold(lang).to_owned()];
    }
    let detail = model.current().detail.as_deref().filter(|detail| detail.id == row.id);
    let zone = text::zone(model, row);
    let item = row.item.as_deref();
    let found = detail.and_then(|detail| detail.evidence.as_ref()).or(item.map(|item| &item.evidence));
    let mut out = match (found, item) {
        (_, Some(item)) if item.kind == Kind::PracticeDue => vec![text::source(model, item, zone)],
        (Some(evidence), _) => source(model, row, detail, evidence, zone),
        (None, _) if model.tab == List::Practices => vec![say::journal(lang).to_owned()],
        (None, _) if detail.is_none() => vec![say::not_read(lang).to_owned()],
        (None, _) => vec![say::no_file(lang).to_owned()],
    };
    if let Some(item) = item {
        out.push(String::new());
        out.extend(of_item(model, row, item, zone));
        if found.is_some_and(|found| *found != item.evidence) {
            out.extend([String::new(), say::item_file(lang).to_owned()]);
            out.extend(source(model, row, detail, &item.evidence, zone));
        }
    }
    if !row.cells.is_empty() {
        out.extend([String::new(), say::columns(lang).to_owned()]);
    }
    for (column, value) in model.current().columns().iter().zip(&row.cells) {
        let shown = text::cell_in_full(lang, value, model.options.now, row.market, zone);
        out.push(format!("  {}{}{shown}", text::heading(lang, column.id), screen::colon(lang)));
    }
    out
}

/// File and row, report and import, moment and age. Without a hash it is no file but a person's act.
fn source(model: &Model, row: &ListRow, detail: Option<&Detail>, evidence: &Evidence, zone: Tz) -> Vec<String> {
    if evidence.sha256.is_empty() {
        return vec![text::evidence(model, evidence, zone)];
    }
    let (lang, now) = (model.options.lang, model.options.now);
    let file = SafeText::new(&evidence.file);
    let place = if evidence.row == 0 { say::file_whole(lang, file) } else { say::file_row(lang, file, evidence.row) };
    let origin = detail.and_then(|detail| detail.origins.iter().find(|origin| origin.sha256 == evidence.sha256));
    let report = origin.map(|origin| {
        // A row of the ledger is that import, also where its content counts under another.
        let own = row.id.parse().ok().filter(|_| model.tab == List::Imports && row.item.is_none());
        let import = own.unwrap_or(origin.import);
        match origin.format {
            Some(format) => say::report_is(lang, word(lang, format.word()), import),
            None => say::import_is(lang, import),
        }
    });
    let at = fmt::instant(Instant(evidence.as_of), now, zone);
    let as_of = say::as_of(lang, at, fmt::left(now.0.saturating_sub(evidence.as_of)));
    let hash = screen::file_hash(lang, SafeText::new(&evidence.sha256));
    [Some(place), report, Some(as_of), Some(hash)].into_iter().flatten().collect()
}

/// Reason, rule, formula and inputs.
fn of_item(model: &Model, row: &ListRow, item: &WorkItem, zone: Tz) -> Vec<String> {
    let lang = model.options.lang;
    let mut out = text::why(model, row, item);
    out.push(String::new());
    out.push(say::rule_is(lang, item.kind.info().rule));
    out.extend(say::formula(lang, item.kind).map(|formula| say::formula_is(lang, formula)));
    out.push(say::inputs(lang).to_owned());
    for (name, number) in &item.numbers {
        let label = say::input(lang, item.kind, name).unwrap_or_else(|| word(lang, name));
        // A mark, not a count.
        let shown = match name.as_str() {
            "hero" | "premium" => word(lang, "yes").to_owned(),
            _ => shown(model, number, row.market, zone),
        };
        out.push(say::input_is(lang, label, shown));
    }
    out
}

/// A number that went into a rule.
fn shown(model: &Model, number: &Num, market: Option<Market>, zone: Tz) -> String {
    match number {
        Num::Int(n) => fmt::count(*n),
        Num::Text(text) if text.is_empty() => "-".to_owned(),
        Num::Text(text) => SafeText::new(word(model.options.lang, text)).as_str().to_owned(),
        Num::At(at) => fmt::instant(*at, model.options.now, zone),
        Num::Day(day) => fmt::day(*day),
        Num::Ppm(ppm) => fmt::percent(*ppm),
        Num::Milli(milli) => fmt::tenths(*milli),
        Num::Money(money) => text::money(*money, market),
        Num::Span(seconds) => fmt::left(*seconds),
    }
}
