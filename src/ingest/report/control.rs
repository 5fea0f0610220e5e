//! What lets a layout's finish work with more than the cells of its own columns: the totals that a file states, further
//! rows of one record, and cells that the layout takes as they stand.

use super::Draft;
use crate::domain::format::{Kind, Row, Value};
use crate::domain::import::{Control, Problem};
use crate::domain::market::DateOrder;
use crate::domain::money::Currency;
use crate::ingest::build::{Plan, Record};
use crate::ingest::cell::{Cell, Fault, Reading};

/// The totals that a file states, and what its lines add up to so far.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Controls(pub(in crate::ingest) Vec<Control>);

impl Controls {
    fn of(&mut self, word: &str, subject: &str, currency: Currency) -> &mut Control {
        let found = self.0.iter().rposition(|c| c.subject == subject && c.currency == currency && c.word == word);
        let at = found.unwrap_or_else(|| {
            let (word, subject) = (word.to_owned(), subject.to_owned());
            self.0.push(Control { word, subject, currency, expected: None, found: 0 });
            self.0.len() - 1
        });
        &mut self.0[at]
    }
}

/// Where a record's cells come from: for what the row itself does not hold.
#[derive(Clone, Copy)]
pub(in crate::ingest) struct Origin<'a> {
    pub(in crate::ingest) plan: &'a Plan,
    pub(in crate::ingest) record: &'a dyn Record,
    pub(in crate::ingest) reading: &'a Reading,
}

impl Draft<'_> {
    /// The file states a total: the amounts of `subject` must add up to it.
    pub(super) fn expect(&mut self, word: &str, subject: &str, minor: i64) {
        if let Some(currency) = self.origin.reading.currency {
            self.origin.plan.controls.borrow_mut().of(word, subject, currency).expected = Some(minor);
        }
    }

    /// An amount that belongs to such a total.
    pub(super) fn add(&mut self, word: &str, subject: &str, minor: i64) {
        if let Some(currency) = self.origin.reading.currency {
            let mut controls = self.origin.plan.controls.borrow_mut();
            let control = controls.of(word, subject, currency);
            control.found = control.found.saturating_add(minor);
        }
    }

    /// The order of day and month in the row.
    pub(super) fn dates(&self) -> Option<DateOrder> {
        self.origin.reading.dates
    }

    /// The currency of the row's amounts.
    pub(super) fn currency(&self) -> Option<Currency> {
        self.origin.reading.currency
    }

    /// A further row of the same record; it counts with the first one.
    pub(super) fn push(&mut self, row: Row) {
        self.further.push(row);
    }

    /// The cell, as it stands, under the header name that brings a column.
    pub(super) fn written(&self, column: &str) -> Cell<'_> {
        self.cell(column)
            .and_then(|cell| self.origin.plan.position_of(cell))
            .map_or(Cell::Empty, |at| self.origin.record.cell(at))
    }

    /// The instant that stands under the header name of a column of days, when it is one.
    pub(super) fn moment(&self, column: &str) -> Option<i64> {
        self.written(column).value(Kind::Instant, self.origin.reading).ok()?.int()
    }

    /// The text under the name at `at` of [`super::Layout::raw`].
    pub(super) fn raw_text(&self, at: usize) -> Value {
        match self.origin.plan.raw(at).map_or(Cell::Empty, |at| self.origin.record.cell(at)) {
            Cell::Empty => Value::Null,
            cell => Value::Text(cell.shown().into()),
        }
    }

    /// The amount under the name at `at` of [`super::Layout::raw`]; what is none blames its column.
    pub(super) fn raw_amount(&mut self, at: usize) -> Result<Option<i64>, Problem> {
        let Some(position) = self.origin.plan.raw(at) else { return Ok(None) };
        match self.origin.record.cell(position).value(Kind::Money, self.origin.reading) {
            Ok(value) => Ok(value.int()),
            Err(fault) => {
                self.blamed_at = Some(position);
                Err(match fault {
                    Fault::Problem(problem) => problem,
                    Fault::NoCurrency => Problem::NoCurrency,
                    Fault::DateOrder => Problem::NotADate,
                })
            }
        }
    }
}
