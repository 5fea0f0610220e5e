//! Personal data and cells of unknown columns: kept apart from the facts, each row with its purge date (D12).
//!
//! Amazon's Data Protection Policy wants buyer data gone 30 days after delivery. The reports do not say when an order was
//! delivered, so the date is counted from what is known: 60 days after the latest of purchase, update and promise
//! (delivery within 30 days, then 30 more), and 60 days after a message was sent. Data whose date has passed when the file
//! is read is not stored at all.

use chrono_tz::Tz;
use rusqlite::{Connection, Statement, params};
use serde_json::{Map, Value as Json};

use super::super::open::{Facts, StoreError};
use super::FileInfo;
use super::table::{Binder, Table, marks, value};
use crate::domain::day::{DAY, Day, Instant};
use crate::domain::format::{Row, Value};

/// How long personal data is kept when the delivery is not known.
const KEEP: i64 = 60 * DAY;

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

/// Writes the personal part of one file's rows.
pub(super) struct People<'t> {
    table: &'t Table,
    store: &'t str,
    seq: i64,
    now: Instant,
    dates: Vec<usize>,
    /// To write an order's personal data, and to clear it.
    order: Option<(Statement<'t>, Statement<'t>)>,
    message: Option<Statement<'t>>,
    row: Option<Statement<'t>>,
    extra: Statement<'t>,
}

impl<'t> People<'t> {
    pub fn new(db: &'t Connection, table: &'t Table, file: &FileInfo<'t>) -> Result<Self, StoreError> {
        let dates = DATES.iter().filter_map(|c| table.cell(c)).collect();
        let (mut order, mut message, mut row) = (None, None, None);
        if !table.person.is_empty() && table.spec.person == "order_person" {
            let set = "fields = json_patch(fields, ?3), import = ?4, purge_after = max(purge_after, ?5)";
            let write = format!("INSERT INTO order_person VALUES (?1, ?2, ?6, ?4, ?5) ON CONFLICT DO UPDATE SET {set}");
            let clear = format!("UPDATE order_person SET {set} WHERE store = ?1 AND order_id = ?2");
            order = Some((db.prepare(&write)?, db.prepare(&clear)?));
        } else if !table.person.is_empty() && table.spec.person == "row_person" {
            row = Some(db.prepare("INSERT OR REPLACE INTO row_person VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?);
        } else if !table.person.is_empty() {
            let names: Vec<_> = table.person.iter().map(|c| c.field.column).collect();
            let sql = format!(
                "INSERT OR REPLACE INTO message_person (store, message_id, purge_after, {}) VALUES ({})",
                names.join(", "),
                marks(names.len() + 3)
            );
            message = Some(db.prepare(&sql)?);
        }
        let extra = db.prepare("INSERT OR REPLACE INTO extra VALUES (?1, ?2, ?3, ?4, ?5)")?;
        let (store, now) = (file.context.store.as_str(), file.context.received);
        Ok(Self { table, store, seq: file.seq, now, dates, order, message, row, extra })
    }

    /// The purge date of a record; `None` when it has passed and nothing personal may be stored.
    fn purge_after(&self, rows: &[Row]) -> Option<i64> {
        let moment = |value: &Value| match value {
            Value::Text(day) => Day::parse(day).map(|day| day.end(Tz::UTC).0),
            other => other.int(),
        };
        let dates = rows.iter().flat_map(|row| self.dates.iter().filter_map(|cell| moment(value(row, *cell))));
        let purge = dates.max().unwrap_or(self.now.0) + KEEP;
        (purge > self.now.0).then_some(purge)
    }

    /// Writes what the rows of one record (an order with its lines, a message) say about a person, under `id`, and their
    /// cells of unknown columns.
    pub fn write(&mut self, id: &str, rows: &[Row]) -> Result<(), StoreError> {
        let Some(purge) = self.purge_after(rows) else { return Ok(()) };
        if let Some(statement) = &mut self.order {
            let mut fields = Map::new();
            for column in &self.table.person {
                let filled = rows.iter().map(|row| value(row, column.cell)).find(|v| **v != Value::Null);
                fields.insert(column.field.column.to_owned(), json(filled.unwrap_or(&Value::Null)));
            }
            // A row that says nothing of anybody only clears what another one said.
            let said: Map<_, _> =
                fields.iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k.clone(), v.clone())).collect();
            let (write, clear) = statement;
            let patch = Json::Object(fields).to_string();
            if said.is_empty() {
                clear.execute(params![self.store, id, patch, self.seq, purge])?;
            } else {
                // A new order's row is what it says; one that is known is patched, and a null in the patch clears.
                let said = Json::Object(said).to_string();
                write.execute(params![self.store, id, patch, self.seq, purge, said])?;
            }
        }
        if let (Some(statement), Some(row)) = (&mut self.message, rows.first()) {
            let mut binder = Binder::new(statement);
            binder.bind(self.store)?.bind(id)?.bind(purge)?;
            for column in &self.table.person {
                binder.bind(value(row, column.cell))?;
            }
            binder.execute()?;
        }
        if let (Some(statement), Some(row)) = (&mut self.row, rows.first()) {
            let filled = self.table.person.iter().map(|c| (c.field.column.to_owned(), json(value(row, c.cell))));
            let fields: Map<_, _> = filled.filter(|(_, value)| !value.is_null()).collect();
            if !fields.is_empty() {
                let fields = Json::Object(fields).to_string();
                statement.execute(params![self.table.spec.word, self.store, id, fields, self.seq, purge])?;
            }
        }
        for row in rows.iter().filter(|row| !row.extra.is_empty()) {
            let mut cells = Map::new();
            for (name, text) in &row.extra {
                if let Some(name) = self.table.extra.get(usize::from(*name)) {
                    cells.insert(name.clone(), Json::String(text.clone()));
                }
            }
            let cells = Json::Object(cells).to_string();
            self.extra.execute(params![self.seq, row.line, self.store, cells, purge])?;
        }
        Ok(())
    }
}

/// The tables that hold personal data, each row with its purge date.
const TABLES: [&str; 4] = ["order_person", "message_person", "row_person", "extra"];

impl Facts {
    /// Deletes the personal data whose date has come (D12); gives the number of rows. The facts stay.
    pub fn purge(&mut self, now: Instant) -> Result<usize, StoreError> {
        let due = TABLES.map(|table| format!("EXISTS (SELECT 1 FROM {table} WHERE purge_after <= ?1)")).join(" OR ");
        // Most of the time there is nothing to do, and no lock is taken.
        if !self.0.query_row(&format!("SELECT {due}"), [now.0], |row| row.get::<_, bool>(0))? {
            return Ok(0);
        }
        let tx = self.begin_immediate()?;
        let mut gone = 0;
        for table in TABLES {
            gone += tx.execute(&format!("DELETE FROM {table} WHERE purge_after <= ?1"), [now.0])?;
        }
        tx.commit()?;
        Ok(gone)
    }
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(int) => Json::from(*int),
        Value::Text(text) => Json::String(text.clone()),
    }
}
