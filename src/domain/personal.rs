//! How long personal data is kept (D12): one rule for the database and for the archived files.
//!
//! Amazon's Data Protection Policy wants buyer data gone 30 days after delivery. The reports do not say when an order was
//! delivered, so the date is counted from what is known: 60 days after the latest of purchase, update and promise
//! (delivery within 30 days, then 30 more), and 60 days after a message was sent. A date later than 60 days after the file
//! came is a slip or a forgery, and counts as that day.

use chrono_tz::Tz;

use super::day::{DAY, Day, Instant};
use super::format::{Columns, Row, Spec, Value};

/// How long personal data is kept when the delivery is not known.
pub const KEEP: i64 = 60 * DAY;

/// Days for which notes and names of the team's journal are kept, unless the team says otherwise (`team.text_days`).
pub const TEXT_DAYS: i64 = 365;

/// Columns from whose latest date the days are counted.
const DATES: [&str; 9] = [
    "purchased_at",
    "updated_at",
    "promise_at",
    "sent_at",
    "shipped_at",
    "occurred_at",
    "returned_day",
    "requested_day",
    "rated_day",
];

/// The cells of a file's rows from whose dates the days are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates(Vec<usize>);

impl Dates {
    /// Those of a file with these columns.
    pub fn of(spec: &Spec, columns: &Columns) -> Self {
        let is_date = |field: &u16| spec.fields.get(usize::from(*field)).is_some_and(|f| DATES.contains(&f.column));
        let cells = columns.fields.iter().enumerate().filter(|(_, field)| is_date(field));
        Self(cells.map(|(cell, _)| cell).collect())
    }

    /// When the personal data of one record (its rows) must be gone. `otherwise` is when the file came: it is counted from
    /// where no row has a date.
    pub fn purge_after<'r>(&self, rows: impl IntoIterator<Item = &'r Row>, otherwise: Instant) -> Instant {
        let moment = |value: &Value| match value {
            Value::Text(day) => Day::parse(day).map(|day| day.end(Tz::UTC).0),
            other => other.int(),
        };
        let cells = rows.into_iter().flat_map(|row| self.0.iter().filter_map(|cell| row.cells.get(*cell)));
        let latest = cells.filter_map(moment).max().unwrap_or(otherwise.0);
        Instant(latest).min(otherwise.plus(KEEP)).plus(KEEP)
    }
}

/// When the first personal data of a file is due, learnt while it is read. Never later than what a look into the file finds.
#[derive(Clone, Debug)]
pub struct FirstDue {
    dates: Dates,
    /// The format has personal data in columns of its own.
    personal: bool,
    received: Instant,
    first: Option<Instant>,
}

impl FirstDue {
    /// Of a file with these columns that came at `received`.
    pub fn of(spec: &Spec, columns: &Columns, received: Instant) -> Self {
        Self { dates: Dates::of(spec, columns), personal: !spec.person.is_empty(), received, first: None }
    }

    /// A row was read: it is personal when its format is, or when it has cells of unknown columns (H18).
    pub fn row(&mut self, row: &Row) {
        if self.personal || !row.extra.is_empty() {
            self.at(self.dates.purge_after([row], self.received));
        }
    }

    /// A record was rejected: whatever it holds, its days are counted from when the file came.
    pub fn reject(&mut self) {
        self.at(self.received.plus(KEEP));
    }

    /// The moment; `None` when nothing in the file is personal.
    pub fn first(&self) -> Option<Instant> {
        self.first
    }

    fn at(&mut self, due: Instant) {
        self.first = Some(self.first.map_or(due, |first| first.min(due)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::format::Format;

    #[test]
    fn days_are_counted_from_the_latest_date_of_a_record_else_from_when_it_came() {
        let spec = Format::Unshipped.spec();
        let position = |column| spec.position(column).unwrap() as u16;
        let fields = vec![position("promise_at"), position("sku"), position("purchased_at")];
        let dates = Dates::of(spec, &Columns { fields, ..Columns::default() });
        let row = |promise, purchased| {
            let cells = vec![promise, Value::Text("2030-01-01".into()), purchased];
            Row { line: 2, market: None, cells, extra: vec![] }
        };
        let rows = [row(Value::Int(5), Value::Int(9)), row(Value::Null, Value::Int(7))];
        assert_eq!(dates.purge_after(&rows, Instant(0)), Instant(9 + KEEP));
        assert_eq!(dates.purge_after(&[row(Value::Null, Value::Null)], Instant(3)), Instant(3 + KEEP));
    }

    #[test]
    fn each_date_is_a_report_s_and_each_report_with_personal_data_has_one() {
        let specs = || Format::ALL.iter().map(|format| format.spec());
        for date in DATES {
            assert!(specs().any(|spec| spec.position(date).is_some()), "no report has {date}");
        }
        let columns = |spec: &Spec| Columns { fields: (0..spec.fields.len() as u16).collect(), ..Columns::default() };
        let undated = specs().filter(|spec| !spec.person.is_empty() && Dates::of(spec, &columns(spec)).0.is_empty());
        // A dispute goes on for as long as it goes on: its notes count from when they came.
        assert_eq!(undated.map(|spec| spec.format).collect::<Vec<_>>(), [Format::Disputes]);
    }

    #[test]
    fn a_date_far_ahead_keeps_nothing_longer_than_a_promise_could() {
        let spec = Format::Mail.spec();
        let sent = spec.position("sent_at").unwrap() as u16;
        let dates = Dates::of(spec, &Columns { fields: vec![sent], ..Columns::default() });
        let row = |sent| Row { line: 2, market: None, cells: vec![Value::Int(sent)], extra: vec![] };
        let received = Instant(1_000 * DAY);
        for (sent, until) in [(990, 990), (1_030, 1_030), (1_060, 1_060), (1_061, 1_060), (i64::MAX / DAY, 1_060)] {
            let purge = dates.purge_after(&[row(sent * DAY)], received);
            assert_eq!(purge, Instant(until * DAY + KEEP), "sent on day {sent}");
        }
    }
}
