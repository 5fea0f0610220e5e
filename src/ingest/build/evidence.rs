//! What records prove about how their file writes days and amounts, before its first row is built.

use super::{Plan, Record, date_order};
use crate::domain::format::Kind;
use crate::domain::import::Question;
use crate::domain::market::DateOrder;
use crate::ingest::Context;
use crate::ingest::cell::Cell;
use crate::ingest::date::{self, DayText};
use crate::ingest::header::clip;
use crate::ingest::number::{self, Style};

/// What a record says about the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Evidence {
    /// It has no day at all.
    None,
    /// It has days, and none that depends on it.
    Clear,
    /// Some of its days are blank, and none of the others depends on it.
    Partly,
    /// It has one that can be read two ways; the order that is usual in the record's marketplace.
    Open(Option<DateOrder>),
    /// It has one that can be read only this way.
    Order(DateOrder),
}

impl Plan {
    /// Whether the rows have days at all.
    pub(in crate::ingest) fn has_days(&self) -> bool {
        !self.days.is_empty()
    }

    /// Whether a record has a day such as `03/04/26`, and whether that proves an order.
    pub(in crate::ingest) fn day_evidence(&self, record: &dyn Record, ctx: &Context) -> Evidence {
        let mut found = Evidence::None;
        let mut blank = false;
        for &(at, kind) in &self.days {
            let numbers = match record.cell(at) {
                Cell::Empty => {
                    blank = true;
                    continue;
                }
                Cell::Text(text) if kind == Kind::Instant && date::instant(text).is_some() => DayText::None,
                Cell::Text(text) => date::day(text),
                _ => DayText::None,
            };
            found = match (numbers, found) {
                (DayText::Numbers(a, b, c), _) => {
                    match date::proven((a, b, c)).or_else(|| self.proven_by_instant(record, at, (a, b, c))) {
                        Some(order) => return Evidence::Order(order),
                        None => Evidence::Open(self.usual_order(record, ctx)),
                    }
                }
                (_, Evidence::None) => Evidence::Clear,
                (_, found) => found,
            };
        }
        if blank && found == Evidence::Clear { Evidence::Partly } else { found }
    }

    /// The order of day and month that the report has, else that of the record's marketplace.
    fn usual_order(&self, record: &dyn Record, ctx: &Context) -> Option<DateOrder> {
        let own = || self.market(record, 0).ok().flatten().or(ctx.market);
        self.dates.or(self.header.layout.dates).or_else(|| date_order(own(), None))
    }

    /// The question which order the days of the file have; `record` has one that can be read two ways.
    pub(in crate::ingest) fn ask_order(&self, record: &dyn Record) -> Option<Question> {
        let open = |at: &usize| matches!(record.cell(*at), Cell::Text(text) if matches!(date::day(text), DayText::Numbers(..)));
        let at = self.days.iter().map(|(at, _)| *at).find(open)?;
        Some(Question::DateOrder { column: self.header.raw[at].clone(), sample: clip(&record.cell(at).shown()) })
    }

    /// The order in which three numbers are the day of the instant beside them, when it is only one.
    fn proven_by_instant(&self, record: &dyn Record, at: usize, numbers: (u32, u32, u32)) -> Option<DateOrder> {
        let (_, instant) = self.same_day.filter(|(day, _)| *day == at)?;
        let Cell::Text(text) = record.cell(instant) else { return None };
        let DayText::Day(day) = date::day(text) else { return None };
        let fits = |order: &DateOrder| date::ordered(numbers, *order) == Some(day);
        match [DateOrder::Dmy, DateOrder::Mdy].map(|order| fits(&order)) {
            [true, false] => Some(DateOrder::Dmy),
            [false, true] => Some(DateOrder::Mdy),
            _ => None,
        }
    }

    /// Whether the file's own amounts tell what stands before their decimals.
    pub(in crate::ingest) fn wants_point(&self) -> bool {
        self.header.layout.point
    }

    /// What stands before the decimals of a record's amounts, when one of them proves it.
    pub(in crate::ingest) fn point_evidence(&self, record: &dyn Record) -> Option<char> {
        self.amounts.iter().find_map(|&at| match record.cell(at) {
            Cell::Text(text) => number::point(text),
            _ => None,
        })
    }

    /// Takes over what the file proved about its amounts. Flat files have a dot unless they prove a comma.
    pub(in crate::ingest) fn set_point(&mut self, point: char) {
        if self.style != Style::Plain || point != '.' {
            self.style = Style::Local(Some(point));
        }
    }

    /// Takes over what a look through the whole file proved about the order of day and month.
    pub(in crate::ingest) fn set_dates(&mut self, order: DateOrder) {
        self.dates.get_or_insert(order);
    }
}
