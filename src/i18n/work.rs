//! Work items in words: title, reason, next step and how-to of each kind, made from its numbers in the reader's language.

mod account;
mod ads;
mod claims;
pub mod guide;
mod messages;
mod orders;
mod returns;
mod stock;
mod storage;
pub mod table;
pub mod title;
pub mod why;

use chrono_tz::Tz;

use super::words::word;
use super::{Lang, format};
use crate::domain::day::Instant;
use crate::domain::market::Market;
use crate::domain::text::SafeText;
use crate::domain::work::{Kind, Num, Numbers, WorkItem};

pub use guide::{act_word, clears, how_to, next};

/// The title of an item: one line from its kind and numbers. `zone` is that of its marketplace.
pub fn title(lang: Lang, kind: Kind, entity: &SafeText, numbers: &Numbers, now: Instant, zone: Tz) -> String {
    title::of(kind, entity.as_str(), &View { lang, numbers, now, zone })
}

/// Why an item is there, in two to six short lines: the rule with its figures, what waiting costs, what clears it.
pub fn why(lang: Lang, kind: Kind, entity: &SafeText, numbers: &Numbers, now: Instant, zone: Tz) -> Vec<String> {
    let view = View { lang, numbers, now, zone };
    let mut lines = why::of(kind, entity.as_str(), &view);
    lines.push(clears(lang, kind).to_owned());
    lines
}

/// Title and reason of an item, the reason in several lines, in the zone of its marketplace.
pub fn line(lang: Lang, item: &WorkItem, now: Instant) -> (String, String) {
    let zone = item.key.market.map_or(Tz::UTC, Market::zone);
    let entity = SafeText::new(&item.entity);
    let title = title(lang, item.kind, &entity, &item.numbers, now, zone);
    (title, why(lang, item.kind, &entity, &item.numbers, now, zone).join("\n"))
}

/// The numbers of one item, and how to show them. What is missing gives `None`, and its line is left out.
struct View<'a> {
    lang: Lang,
    numbers: &'a Numbers,
    now: Instant,
    zone: Tz,
}

impl View<'_> {
    fn int(&self, name: &str) -> Option<i64> {
        match self.numbers.get(name)? {
            Num::Int(n) => Some(*n),
            _ => None,
        }
    }

    fn count(&self, name: &str) -> Option<String> {
        self.int(name).map(format::count)
    }

    /// Text from outside, made safe and cut so that a line stays short.
    fn text(&self, name: &str, cells: usize) -> Option<String> {
        match self.numbers.get(name)? {
            Num::Text(text) if !text.trim().is_empty() => Some(SafeText::new(text).cut(cells)),
            _ => None,
        }
    }

    /// The translation of a stable word.
    fn word(&self, name: &str) -> Option<String> {
        match self.numbers.get(name)? {
            Num::Text(id) => Some(SafeText::new(word(self.lang, id)).cut(40)),
            _ => None,
        }
    }

    fn is(&self, name: &str, text: &str) -> bool {
        matches!(self.numbers.get(name), Some(Num::Text(t)) if t == text)
    }

    fn at(&self, name: &str) -> Option<Instant> {
        match self.numbers.get(name)? {
            Num::At(at) => Some(*at),
            _ => None,
        }
    }

    fn clock(&self, name: &str) -> Option<String> {
        self.at(name).map(|at| format::instant(at, self.now, self.zone))
    }

    /// Time from now to an instant; negative when it is over.
    fn left(&self, name: &str) -> Option<i64> {
        self.at(name).map(|at| at.0 - self.now.0)
    }

    fn day(&self, name: &str) -> Option<String> {
        match self.numbers.get(name)? {
            Num::Day(day) => Some(format::day(*day)),
            _ => None,
        }
    }

    /// Days from today to a day.
    fn days_to(&self, name: &str) -> Option<i64> {
        match self.numbers.get(name)? {
            Num::Day(day) => Some(day.since(self.now.day(self.zone))),
            _ => None,
        }
    }

    fn percent(&self, name: &str) -> Option<String> {
        match self.numbers.get(name)? {
            Num::Ppm(ppm) => Some(format::percent(*ppm)),
            Num::Int(n) => Some(format::count(*n)),
            _ => None,
        }
    }

    fn tenths(&self, name: &str) -> Option<String> {
        match self.numbers.get(name)? {
            Num::Milli(milli) => Some(format::tenths(*milli)),
            _ => None,
        }
    }

    fn money(&self, name: &str) -> Option<String> {
        match self.numbers.get(name)? {
            Num::Money(money) => Some(format::money(*money, Market::only_with_currency(money.currency))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
