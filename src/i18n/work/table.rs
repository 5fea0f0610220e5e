//! The texts of a kind as a row of a table. Most kinds need no code: a line is a template that names the numbers of the
//! item, and a line whose number is not known is left out.
//!
//! A placeholder is the name of a number in braces and shows it as its type is shown: a count, an amount, an instant in the
//! marketplace's zone, a day, a percentage, one decimal, a span. `{entity}` is what the item is about, `{goods}` units and
//! SKUs of an order. Behind a colon stands how else to show it: `word` its translation, `left` the time to an instant without
//! a sign, `term` the same as `in 3h18m` or `2h10m late`, a number the cells to which a text is cut (40 where nothing is said).

use super::View;
use super::why::{day_term, term};
use crate::domain::text::cut;
use crate::domain::work::{Kind, Num};
use crate::i18n::{Lang, format};

/// A template in English and Chinese, and when it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English in brackets, for the test that finds texts beside the tables.
    pub marked: &'static str,
    /// Only when this number is this word: `("amazon", "no")`.
    pub when: Option<(&'static str, &'static str)>,
}

/// A line in both languages: `line!("en", "zh")`. With a name and a word in front it is shown only when that number of the
/// item is this word: `line!("amazon" is "no": "en", "zh")`.
macro_rules! line {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::i18n::work::table::Line { en: $en, zh: $zh, marked: concat!("⟦", $en, "⟧"), when: None }
    };
    ($name:literal is $word:literal: $en:literal, $zh:literal $(,)?) => {
        $crate::i18n::work::table::Line {
            en: $en, zh: $zh, marked: concat!("⟦", $en, "⟧"), when: Some(($name, $word))
        }
    };
}
pub(super) use line;

/// The texts of one kind.
#[derive(Debug)]
pub struct Texts {
    /// The kind.
    pub kind: Kind,
    /// Its name: the translation of its stable word.
    pub name: Line,
    /// Its name in the list, at most eight cells.
    pub short: Line,
    /// The title: the first of these whose numbers are all known. Empty where `title.rs` has code for it.
    pub title: &'static [Line],
    /// The reason, one to five lines: rule and figures first, what waiting costs last. Empty where `why.rs` has code for it.
    pub why: &'static [Line],
    /// The next step.
    pub next: Line,
    /// What the operator says when it is done.
    pub act: Line,
    /// What clears it.
    pub clears: Line,
    /// The how-to, four to eight numbered lines.
    pub how: Line,
}

impl Line {
    /// The template of a language.
    pub fn of(self, lang: Lang) -> &'static str {
        lang.pick(self.en, self.zh, self.marked)
    }

    /// The line with its numbers; `None` when one is not known, or when the line does not belong to the item.
    fn filled(self, entity: &str, view: &View<'_>) -> Option<String> {
        if self.when.is_some_and(|(name, is)| !view.is(name, is)) {
            return None;
        }
        let mut out = String::new();
        let mut rest = self.of(view.lang);
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, after) = after.split_once('}')?;
            out.push_str(before);
            out.push_str(&shown(inside, entity, view)?);
            rest = after;
        }
        out.push_str(rest);
        Some(out)
    }

    /// The placeholders of a language, with what stands behind the colon.
    #[cfg(test)]
    pub fn places(self, lang: Lang) -> Vec<&'static str> {
        let mut found: Vec<&str> =
            self.of(lang).split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect();
        found.sort_unstable();
        found
    }
}

/// What stands for a placeholder.
fn shown(inside: &str, entity: &str, view: &View<'_>) -> Option<String> {
    let (name, how) = inside.split_once(':').map_or((inside, None), |(name, how)| (name, Some(how)));
    let cells = how.and_then(|how| how.parse().ok()).unwrap_or(40);
    match name {
        "entity" => return Some(cut(entity, cells)),
        "goods" => return super::title::goods(view, cells),
        _ => {}
    }
    match how {
        Some("word") => return view.word(name),
        Some("left") => return view.left(name).map(|seconds| format::left(seconds.saturating_abs())),
        Some("term") => return term_of(view, name),
        _ => {}
    }
    match view.numbers.get(name)? {
        Num::Int(_) => view.count(name),
        Num::Money(_) => view.money(name),
        Num::Text(_) => view.text(name, cells),
        Num::At(_) => view.clock(name),
        Num::Day(_) => view.day(name),
        Num::Ppm(_) => view.percent(name),
        Num::Milli(_) => view.tenths(name),
        Num::Span(seconds) => Some(format::left(seconds.saturating_abs())),
    }
}

fn term_of(view: &View<'_>, name: &str) -> Option<String> {
    match view.numbers.get(name)? {
        Num::At(_) => Some(term(view, view.left(name)?)),
        _ => day_term(view, name, view.zone),
    }
}

/// The rows of all areas.
pub(super) static TABLES: [&[Texts]; 8] = [
    super::orders::TEXTS,
    super::messages::TEXTS,
    super::returns::TEXTS,
    super::stock::TEXTS,
    super::claims::TEXTS,
    super::storage::TEXTS,
    super::ads::TEXTS,
    super::account::TEXTS,
];

/// The rows of all areas, one after the other.
pub fn all() -> impl Iterator<Item = &'static Texts> {
    TABLES.iter().copied().flatten()
}

/// The row of a kind; a test asks that every kind has one.
pub fn of(kind: Kind) -> Option<&'static Texts> {
    all().find(|texts| texts.kind == kind)
}

/// The title, when the row has one for these numbers.
pub(super) fn title(kind: Kind, entity: &str, view: &View<'_>) -> Option<String> {
    of(kind)?.title.iter().find_map(|line| line.filled(entity, view))
}

/// The lines of the reason.
pub(super) fn why(kind: Kind, entity: &str, view: &View<'_>) -> Vec<Option<String>> {
    of(kind).map_or_else(Vec::new, |texts| texts.why.iter().map(|line| line.filled(entity, view)).collect())
}

/// One of the texts without numbers; empty for a kind that has no row, which a test forbids.
pub fn fixed(lang: Lang, kind: Kind, part: fn(&Texts) -> Line) -> &'static str {
    of(kind).map_or("", |texts| part(texts).of(lang))
}

/// Every text of the tables for the tests of all texts: name, English, Chinese.
#[cfg(test)]
pub fn texts() -> impl Iterator<Item = (String, &'static str, &'static str)> {
    all().flat_map(|texts| {
        let fixed = [texts.name, texts.short, texts.next, texts.act, texts.clears, texts.how];
        let lines = fixed.into_iter().chain(texts.title.iter().copied()).chain(texts.why.iter().copied());
        lines.map(|line| (format!("work::{}", texts.kind.word()), line.en, line.zh))
    })
}
