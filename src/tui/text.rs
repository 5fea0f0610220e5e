//! Text for the screen: cells, clocks, amounts, titles and reasons; and the one function through which text from outside
//! becomes a span.

use chrono_tz::Tz;
use ratatui::style::Style;
use ratatui::text::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::app::action::What;
use super::app::model::Model;
use super::app::run;
use crate::domain::day::{DAY, HOUR, Instant};
use crate::domain::import::{Evidence, Question};
use crate::domain::list::{Cell, List, ListRow, ReadError, Source};
use crate::domain::mapping::{IGNORED, Mapping};
use crate::domain::market::Market;
use crate::domain::money::{Money, Totals};
use crate::domain::remember::Remembered;
use crate::domain::text::SafeText;
use crate::domain::work::{Kind, Num, WorkItem};
use crate::i18n::words::{self, word};
use crate::i18n::{Lang, format as fmt, screen as say, work};

/// Outside text becomes a span here and nowhere else, cut to `cells`.
pub fn span(text: &SafeText, cells: usize, style: Style) -> Span<'static> {
    Span::styled(text.cut(cells), style)
}

/// Signs whose width terminals disagree about, and what stands for them.
const UNSURE: [(&str, &str); 2] = [("€", "EUR"), ("zł", "PLN")];

fn sure(text: String) -> String {
    UNSURE
        .into_iter()
        .fold(text, |text, (sign, code)| if text.contains(sign) { text.replace(sign, code) } else { text })
}

/// Why an item is there.
pub fn why(model: &Model, row: &ListRow, item: &WorkItem) -> Vec<String> {
    let entity = SafeText::new(&item.entity);
    let lines = work::why(model.options.lang, item.kind, &entity, &item.numbers, model.options.now, zone(model, row));
    lines.into_iter().map(sure).collect()
}

/// The heading of a column; one whose id is also a word of something else has a word of its own.
pub fn heading(lang: Lang, column: &str) -> &str {
    words::find(lang, &format!("col-{column}")).unwrap_or_else(|| word(lang, column))
}

/// A short name of a kind for the list, at most eight cells.
pub fn kind_short(lang: Lang, kind: Kind) -> &'static str {
    work::table::fixed(lang, kind, |texts| texts.short)
}

/// An amount as its marketplace writes it, without signs of unsure width.
pub fn money(money: Money, market: Option<Market>) -> String {
    sure(fmt::money(money, market))
}

/// Sums, one per currency.
pub fn totals(sums: &Totals) -> String {
    sums.0.iter().map(|m| money(*m, Market::only_with_currency(m.currency))).collect::<Vec<_>>().join(" + ")
}

/// An age in one unit: `4m`, `2h`, `3d`.
pub fn age(seconds: i64) -> String {
    match seconds.max(0) {
        s if s < HOUR => format!("{}m", s / 60),
        s if s < 2 * DAY => format!("{}h", s / HOUR),
        s => format!("{}d", s / DAY),
    }
}

/// Hours and minutes of an instant in a zone.
pub fn clock(at: Instant, zone: Tz) -> String {
    at.utc().with_timezone(&zone).format("%H:%M").to_string()
}

/// Date and time of an instant in a zone: `11-22 07:30`; with the year when it is another one than `now`'s.
pub fn date_time(at: Instant, now: Instant, zone: Tz) -> String {
    let (at, now) = (at.utc().with_timezone(&zone), now.utc().with_timezone(&zone));
    let same = at.format("%Y").to_string() == now.format("%Y").to_string();
    at.format(if same { "%m-%d %H:%M" } else { "%Y-%m-%d %H:%M" }).to_string()
}

/// A cell as text, not yet cut. Text from outside is made safe here.
pub fn cell(lang: Lang, cell: &Cell, now: Instant, market: Option<Market>, zone: Tz) -> String {
    match cell {
        Cell::None => "-".to_owned(),
        Cell::Text(text) => SafeText::new(text).as_str().to_owned(),
        Cell::Word(id) => words::find(lang, &format!("cell-{id}")).unwrap_or_else(|| word(lang, id)).to_owned(),
        Cell::Int(n) => fmt::count(*n),
        Cell::Money(m) => money(*m, market),
        Cell::At(at) => date_time(*at, now, zone),
        Cell::Due(at) => fmt::left(at.0.saturating_sub(now.0)),
        Cell::Day(day) => day.to_string(),
        Cell::Ppm(ppm) => fmt::percent(*ppm),
        Cell::Milli(milli) => fmt::tenths(*milli),
        Cell::Span(seconds) => fmt::left(*seconds),
    }
}

/// The title of a row: of its item, of its fold, or its first texts.
pub fn row_title(model: &Model, row: &ListRow) -> String {
    let lang = model.options.lang;
    if let Some(fold) = &row.fold {
        let kind = word(lang, fold.kind.word());
        let sums = totals(&fold.money);
        return if sums.is_empty() {
            say::fold_title(lang, kind, fold.ids.len())
        } else {
            say::fold_title_money(lang, kind, fold.ids.len(), sums)
        };
    }
    if let Some(item) = &row.item {
        let entity = SafeText::new(&item.entity);
        return sure(work::title(lang, item.kind, &entity, &item.numbers, model.options.now, zone(model, row)));
    }
    joined(model, row, &title_cells(row))
}

/// Some cells of a row as one line.
pub fn joined(model: &Model, row: &ListRow, places: &[usize]) -> String {
    let zone = zone(model, row);
    let cells = places.iter().filter_map(|place| row.cells.get(*place));
    let shown = cells.map(|c| cell(model.options.lang, c, model.options.now, row.market, zone));
    shown.collect::<Vec<_>>().join("  ")
}

/// The cells of a row that make its title: its first texts; none when an item or a fold has a title of its own.
pub fn title_cells(row: &ListRow) -> Vec<usize> {
    if row.item.is_some() || row.fold.is_some() {
        return Vec::new();
    }
    let texts = row.cells.iter().enumerate().filter(|(_, c)| matches!(c, Cell::Text(_) | Cell::Word(_)));
    texts.take(3).map(|(place, _)| place).collect()
}

/// The zone of a row's clocks: its marketplace's, else the reader's. When a file came is a matter of the reader's clock,
/// whatever marketplace it is about.
pub fn zone(model: &Model, row: &ListRow) -> Tz {
    row.market.filter(|_| model.tab != List::Imports).map_or(model.options.zone, Market::zone)
}

/// The heading of a column in the list: a clock of the reader's names its zone.
pub fn list_heading(model: &Model, column: &str) -> String {
    let name = heading(model.options.lang, column);
    if column == "received_at" {
        let zone = model.options.now.utc().with_timezone(&model.options.zone).format("%Z").to_string();
        return format!("{name} {zone}");
    }
    name.to_owned()
}

/// A cell of the pane or a receipt, where there is room to name the zone of a clock.
pub fn cell_in_full(lang: Lang, value: &Cell, now: Instant, market: Option<Market>, zone: Tz) -> String {
    if let Cell::At(at) = value { fmt::instant(*at, now, zone) } else { cell(lang, value, now, market, zone) }
}

/// The age of a source, with `!` when it is older than wanted and `!!` when three times as old or never there.
pub fn source_age(source: &Source, now: Instant) -> (String, u8) {
    let Some(as_of) = source.as_of else { return ("-".to_owned(), 2) };
    let seconds = now.0 - as_of.0;
    let wanted = source.wanted.max(1);
    (age(seconds), u8::from(seconds > wanted) + u8::from(seconds > wanted.saturating_mul(3)))
}

/// Where an item comes from, in one line: a file, or for a practice, which no file proves, the journal.
pub fn source(model: &Model, item: &WorkItem, zone: Tz) -> String {
    if item.kind != Kind::PracticeDue {
        return evidence(model, &item.evidence, zone);
    }
    let lang = model.options.lang;
    match (item.numbers.get("last"), item.numbers.get("who")) {
        (Some(Num::At(at)), Some(Num::Text(who))) => {
            say::source_signed(lang, SafeText::new(who), fmt::instant(*at, model.options.now, zone))
        }
        _ => say::source_never_signed(lang).to_owned(),
    }
}

/// Where a number comes from, in one line. Without a hash it is no file but a person's act.
pub fn evidence(model: &Model, evidence: &Evidence, zone: Tz) -> String {
    let lang = model.options.lang;
    let now = model.options.now;
    let file = SafeText::new(&evidence.file);
    let at = date_time(Instant(evidence.as_of), now, zone);
    let old = age(now.0 - evidence.as_of);
    if evidence.sha256.is_empty() {
        say::source_journal(lang, at, old)
    } else if evidence.row == 0 {
        say::source_file(lang, file, at, old)
    } else {
        say::source_row(lang, file, evidence.row, at, old)
    }
}

/// Why a question could not be answered.
pub fn read_error(lang: Lang, error: &ReadError) -> String {
    match error {
        ReadError::NoData => say::err_no_data(lang).to_owned(),
        ReadError::Busy => say::err_busy(lang).to_owned(),
        ReadError::TimedOut(seconds) => say::err_timed_out(lang, seconds),
        ReadError::Other(why) => SafeText::new(why).as_str().to_owned(),
    }
}

/// What a waiting file asks.
pub fn question(lang: Lang, question: &Question) -> String {
    match question {
        Question::Marketplace { rows } => say::ask_market(lang, rows),
        Question::FewerRows { before, now } => say::ask_fewer(lang, before, now),
        Question::DateOrder { column, sample } => say::ask_dates(lang, SafeText::new(column), SafeText::new(sample)),
        Question::Period => say::ask_period(lang).to_owned(),
        Question::Mapping { format, .. } => say::ask_mapping(lang, word(lang, format.word())),
    }
}

/// What a remembered answer says, in a few words.
pub fn remembered(lang: Lang, answer: &Remembered) -> String {
    match (answer.ask.as_str(), Mapping::parse(&answer.answer)) {
        ("mapping", Ok(map)) => {
            let used = map.columns.values().filter(|column| *column != IGNORED).count();
            say::remembered_mapping(lang, used, word(lang, map.format.word()))
        }
        ("date-order", _) => say::remembered_dates(lang, SafeText::new(&answer.subject), SafeText::new(&answer.answer)),
        _ => say::answer_always(lang, SafeText::new(&answer.answer)),
    }
}

/// A moment as a day of the reader's zone, for labels.
pub fn day_of(model: &Model, at: Instant) -> String {
    at.day(model.options.zone).to_string()
}

/// What is copied of the selected row; `None` when it has no such thing.
pub fn copy(model: &Model, what: What) -> Option<String> {
    let row = model.current().row()?;
    let text = match what {
        What::Link => run::link(model)?.to_owned(),
        What::Row => {
            let zone = zone(model, row);
            let cells = row.cells.iter().map(|c| cell(model.options.lang, c, model.options.now, row.market, zone));
            let line = cells.collect::<Vec<_>>().join("\t");
            if line.is_empty() { row_title(model, row) } else { return Some(line) }
        }
        What::Text => {
            let mut lines = vec![row_title(model, row)];
            if let Some(item) = &row.item {
                lines.extend(why(model, row, item));
            }
            let safe: Vec<String> = lines.iter().map(|l| SafeText::new(l).as_str().to_owned()).collect();
            return Some(safe.join("\n"));
        }
        What::Order => texts(model, row).find_map(|t| find(t, is_order))?,
        What::Asin => texts(model, row).find_map(|t| find(t, is_asin))?,
        What::Sku => sku(model, row)?,
    };
    Some(SafeText::new(&text).as_str().to_owned())
}

/// Everything written in a row: its cells, its item, its detail.
fn texts<'a>(model: &'a Model, row: &'a ListRow) -> impl Iterator<Item = &'a str> {
    let item = row.item.iter().flat_map(|i| {
        let numbers = i.numbers.values().filter_map(|n| if let Num::Text(t) = n { Some(t.as_str()) } else { None });
        [i.entity.as_str(), i.key.subject.as_str()].into_iter().chain(numbers)
    });
    let tab = model.current();
    let detail = tab.detail.as_ref().filter(|d| d.id == row.id);
    let cells = detail.into_iter().flat_map(|d| &d.sections).flat_map(|s| &s.rows).map(|(_, cell)| cell);
    let cells = row.cells.iter().chain(cells);
    item.chain(cells.filter_map(|c| if let Cell::Text(t) = c { Some(t.as_str()) } else { None }))
        .chain(std::iter::once(row.id.as_str()))
}

fn find(text: &str, is: fn(&str) -> bool) -> Option<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').find(|word| is(word)).map(str::to_owned)
}

/// `113-1234567-1234567`.
fn is_order(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts.iter().map(|p| p.len()).eq([3, 7, 7]) && parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()))
}

/// `B0` and eight more.
fn is_asin(word: &str) -> bool {
    word.len() == 10 && word.starts_with("B0") && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn sku(model: &Model, row: &ListRow) -> Option<String> {
    let column = model.current().columns().iter().position(|c| c.id == "sku");
    if let Some(Cell::Text(sku)) = column.and_then(|place| row.cells.get(place)) {
        return Some(sku.clone());
    }
    let item = row.item.as_ref()?;
    match item.numbers.get("sku") {
        Some(Num::Text(sku)) => Some(sku.clone()),
        _ => (item.key.ladder == "stock").then(|| item.key.subject.clone()),
    }
}

/// Breaks text into lines of at most `cells` cells, at blanks where there are any.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(2);
    let mut out = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        if line.width() + word.trim_end().width() > cells && !line.trim_start().is_empty() {
            out.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or(0) > cells {
                out.push(std::mem::take(&mut line).trim_end().to_owned());
                if c == ' ' {
                    continue;
                }
            }
            line.push(c);
        }
    }
    if !line.trim_end().is_empty() || out.is_empty() {
        out.push(line.trim_end().to_owned());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn cells_are_short_and_of_sure_width() {
        assert_eq!((age(240), age(7200), age(3 * DAY)), ("4m".into(), "2h".into(), "3d".into()));
        let eur = money(Money::new(120_400, Currency::of(b"EUR")), Some(Market::De));
        assert_eq!(eur, "1.204,00 EUR");
        let shown = |c| cell(Lang::En, &c, Instant(0), None, Tz::UTC);
        assert_eq!((shown(Cell::Ppm(32_450)), shown(Cell::Milli(19_550))), ("3.25%".into(), "19.6".into()));
        assert_eq!((shown(Cell::None), shown(Cell::Text("a\u{1b}[1m".into()))), ("-".into(), "a␛[1m".into()));
        assert_eq!(shown(Cell::Word("acted")), "done");
    }

    #[test]
    fn lines_break_at_blanks_and_never_inside_a_character() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("硅胶铲套装", 5), ["硅胶", "铲套", "装"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        // An indent is no line of its own.
        assert_eq!(wrap("  abcdefgh", 5), ["  abc", "defgh"]);
    }

    #[test]
    fn ids_are_found_in_text() {
        assert_eq!(find("order 113-1120987-5512345, late", is_order).as_deref(), Some("113-1120987-5512345"));
        assert_eq!(find("on B0C7XQABCD \"melted\"", is_asin).as_deref(), Some("B0C7XQABCD"));
        assert_eq!(find("113-11209-5512345", is_order), None);
    }
}
