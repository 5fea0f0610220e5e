//! How a file writes its days, by what its own records prove, before its first row is built.

use super::{Plan, Record, date_order};
use crate::domain::format::Kind;
use crate::domain::import::Question;
use crate::domain::market::DateOrder;
use crate::ingest::cell::Cell;
use crate::ingest::date::{self, DayText, Orders};
use crate::ingest::header::clip;
use crate::ingest::table::{Go, Line, Table};
use crate::ingest::{Context, Stop};

/// Records in which some days are blank before the search for one that can be read two ways is given up, and records with
/// such a day that agree on one order before the others are believed.
const LOOK: u32 = 500;

/// What a record says about the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence {
    /// It has no day at all.
    None,
    /// It has days, and none that depends on it.
    Clear,
    /// Some of its days are blank, and none of the others depends on it.
    Partly,
    /// It has days such as `03/04/26`, and these are the orders in which all of them can be read.
    Open(Orders),
}

/// What the records seen so far say together.
struct Search {
    /// The orders in which all of their days can be read.
    orders: Orders,
    /// So many records with a day that depends on it were seen.
    open: u32,
    /// So many other records.
    others: u32,
    /// The order that is usual in the first record's marketplace.
    usual: Option<DateOrder>,
    /// Asked unless an order is proven: records of marketplaces that are used to different ones.
    differs: Option<Question>,
    /// Asked where several orders are left: a day that is none in the usual one.
    against: Option<Question>,
}

impl Plan {
    /// Where the first day of a file is one such as `03/04/26`: looks through the file for what proves the order. A file
    /// writes all its days one way, so rows of marketplaces that are used to different ones leave it open, and so does a
    /// day that is none in the usual order and one in several others: a question. Days that contradict each other prove
    /// nothing.
    pub(in crate::ingest) fn find_dates(&mut self, table: &mut dyn Table, ctx: &Context) -> Result<(), Stop> {
        if self.days.is_empty() || self.dates.is_some() {
            return Ok(());
        }
        let mut search = Search { orders: Orders::ALL, open: 0, others: 0, usual: None, differs: None, against: None };
        table.run(&mut |line| {
            let Line::Record { record, .. } = line else { return Ok(Go::On) };
            Ok(search.look(self, record, ctx))
        })?;
        let against = search.against.filter(|_| !search.orders.is_empty());
        match (search.orders.only(), search.differs.or(against)) {
            (Some(order), _) => self.dates = Some(order),
            (None, Some(question)) => return Err(Stop::Ask(question)),
            (None, None) => {}
        }
        Ok(())
    }

    /// What the days of a record say together.
    fn day_evidence(&self, record: &dyn Record) -> Evidence {
        let mut found = Evidence::None;
        let mut blank = false;
        for &(at, kind) in &self.days {
            let day = match record.cell(at) {
                Cell::Text(text) if kind == Kind::Instant && date::instant(text).is_some() => None,
                Cell::Text(text) => Some(date::day(text)),
                Cell::Empty | Cell::Bool(_) => Some(DayText::None),
                Cell::Number(_) | Cell::Serial(_) => None,
            };
            found = match (day, found) {
                // `-`, or a word: as good as a blank.
                (Some(DayText::None), found) => {
                    blank = true;
                    found
                }
                (Some(DayText::Numbers(a, b, c)), found) => {
                    let others = if let Evidence::Open(orders) = found { orders } else { Orders::ALL };
                    Evidence::Open(others.and(self.orders(record, at, (a, b, c))))
                }
                (_, Evidence::None) => Evidence::Clear,
                (_, found) => found,
            };
        }
        if blank && found == Evidence::Clear { Evidence::Partly } else { found }
    }

    /// The orders in which three numbers can be read; where the same day stands beside them as an instant, those that give
    /// it.
    fn orders(&self, record: &dyn Record, at: usize, numbers: (u32, u32, u32)) -> Orders {
        let orders = Orders::of(numbers);
        let beside = self.same_day.filter(|(day, _)| *day == at).map(|(_, instant)| record.cell(instant));
        let Some(Cell::Text(text)) = beside else { return orders };
        let DayText::Day(day) = date::day(text) else { return orders };
        let same = orders.and(Orders::that(|order| date::ordered(numbers, order) == Some(day)));
        if same.is_empty() { orders } else { same }
    }

    /// The order of day and month that the report has, else that of the record's marketplace.
    fn usual_order(&self, record: &dyn Record, ctx: &Context) -> Option<DateOrder> {
        let place = self.market(record, 0).ok().flatten().or(ctx.market);
        (self.header.layout.dates)(place).or_else(|| date_order(place, None))
    }

    /// The question which order the days of the file have; `record` has one that can be read two ways.
    fn ask_order(&self, record: &dyn Record) -> Option<Question> {
        let open = |at: &usize| matches!(record.cell(*at), Cell::Text(text) if matches!(date::day(text), DayText::Numbers(..)));
        let at = self.days.iter().map(|(at, _)| *at).find(open)?;
        Some(Question::DateOrder { column: self.header.raw[at].clone(), sample: clip(&record.cell(at).shown()) })
    }
}

impl Search {
    fn look(&mut self, plan: &Plan, record: &dyn Record, ctx: &Context) -> Go {
        let orders = match plan.day_evidence(record) {
            // What is no day in any order says nothing about the others.
            Evidence::Open(orders) if !orders.is_empty() => orders,
            evidence => {
                self.others = self.others.saturating_add(1);
                let enough = evidence == Evidence::Clear || (evidence == Evidence::Partly && self.others > LOOK);
                return if enough && self.open == 0 { Go::Stop } else { Go::On };
            }
        };
        self.open += 1;
        self.orders = self.orders.and(orders);
        let usual = plan.usual_order(record, ctx);
        if self.differs.is_none() && usual.is_some() && self.usual.is_some() && usual != self.usual {
            self.differs = plan.ask_order(record);
        }
        if self.against.is_none() && usual.is_some_and(|usual| !orders.has(usual)) {
            self.against = plan.ask_order(record);
        }
        self.usual = self.usual.or(usual);
        if self.orders.only().is_some() && self.open > LOOK { Go::Stop } else { Go::On }
    }
}
