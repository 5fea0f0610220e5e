//! How long personal data is kept (D12): one rule for the database and for the archived files.
//!
//! Amazon's Data Protection Policy wants buyer data gone 30 days after delivery. The reports do not say when an order was
//! delivered, so the date is counted from what is known: 60 days after the latest of purchase, update and promise
//! (delivery within 30 days, then 30 more), and 60 days after a message was sent.

use chrono_tz::Tz;

use super::day::{DAY, Day, Instant};
use super::format::{Columns, Row, Spec, Value};

/// How long personal data is kept when the delivery is not known.
pub const KEEP: i64 = 60 * DAY;

/// Columns from whose latest date the days are counted.
const DATES: [&str; 9] = [
    "purchased_at",
    "updated_at",
    "promise_at",
    "sent_at",
    "shipped_at",
    "returned_at",
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

    /// When the personal data of one record (its rows) must be gone; `otherwise` is counted from where no row has a date.
    pub fn purge_after<'r>(&self, rows: impl IntoIterator<Item = &'r Row>, otherwise: Instant) -> Instant {
        let moment = |value: &Value| match value {
            Value::Text(day) => Day::parse(day).map(|day| day.end(Tz::UTC).0),
            other => other.int(),
        };
        let cells = rows.into_iter().flat_map(|row| self.0.iter().filter_map(|cell| row.cells.get(*cell)));
        Instant(cells.filter_map(moment).max().unwrap_or(otherwise.0)).plus(KEEP)
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
}
