//! Personal data and cells of unknown columns: kept apart from the facts, each row with its purge date (D12).
//!
//! How long it is kept: [`crate::domain::personal`]. Data whose date has passed when the file is applied is not stored.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement, params};
use serde_json::{Map, Value as Json};

use super::super::open::StoreError;
use super::FileInfo;
use super::bulk::Bulk;
use super::table::{Binder, Table, marks, value};
use crate::domain::day::Instant;
use crate::domain::format::{Row, Value};
use crate::domain::personal::Dates;

/// How the personal data of orders is written.
enum OrderSql<'t> {
    /// The table is being filled: each order comes once, and nothing is known of any.
    Fill(Statement<'t>, Bulk<'t>),
    /// Over what is known: to write an order's data, and to clear it.
    Patch(Statement<'t>, Statement<'t>),
}

/// Writes the personal part of one file's rows.
pub(super) struct People<'t> {
    table: &'t Table,
    store: &'t str,
    seq: i64,
    received: Instant,
    /// The present moment, also while a file of long ago is read again.
    now: Instant,
    dates: Dates,
    order: Option<OrderSql<'t>>,
    message: Option<Statement<'t>>,
    row: Option<Statement<'t>>,
    extra: Statement<'t>,
    /// What the record says about a person, and the same with nulls for its blank cells.
    said: Vec<u8>,
    patch: Vec<u8>,
}

impl<'t> People<'t> {
    /// `once` says that no order comes twice.
    pub fn new(db: &'t Connection, table: &'t Table, file: &FileInfo<'t>, once: bool) -> Result<Self, StoreError> {
        let dates = Dates::of(table.spec, &table.columns);
        let (mut order, mut message, mut row) = (None, None, None);
        if !table.person.is_empty() && table.spec.person == "order_person" {
            order = Some(order_sql(db, file, once)?);
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
        let (store, received, now) = (file.context.store.as_str(), file.context.received, (file.ended)().0);
        let (said, patch) = (Vec::new(), Vec::new());
        Ok(Self { table, store, seq: file.seq, received, now, dates, order, message, row, extra, said, patch })
    }

    /// Ends the pass.
    pub fn finish(&mut self) -> Result<(), StoreError> {
        match self.order.take() {
            Some(OrderSql::Fill(_, bulk)) => bulk.end(),
            _ => Ok(()),
        }
    }

    /// The purge date of a record; `None` when it has passed and nothing personal may be stored.
    fn purge_after(&self, rows: &[Row]) -> Option<i64> {
        let purge = self.dates.purge_after(rows, self.received).0;
        (purge > self.now.0).then_some(purge)
    }

    /// Writes what the rows of one record (an order with its lines, a message) say about a person, under `id`, and their
    /// cells of unknown columns.
    pub fn write(&mut self, id: &str, rows: &[Row]) -> Result<(), StoreError> {
        let Some(purge) = self.purge_after(rows) else { return Ok(()) };
        if self.order.is_some() {
            self.write_order(id, rows, purge)?;
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
                if let Some(name) = self.table.columns.extra.get(usize::from(*name)) {
                    cells.insert(name.clone(), Json::String(text.clone()));
                }
            }
            let cells = Json::Object(cells).to_string();
            self.extra.execute(params![self.seq, row.line, self.store, cells, purge])?;
        }
        Ok(())
    }

    fn write_order(&mut self, id: &str, rows: &[Row], purge: i64) -> Result<(), StoreError> {
        self.said.clear();
        self.patch.clear();
        for column in &self.table.person {
            let cells = rows.iter().map(|row| value(row, column.cell));
            let (name, filled) = (column.field.column, cells.into_iter().find(|v| **v != Value::Null));
            member(&mut self.patch, name, filled.unwrap_or(&Value::Null))?;
            if let Some(filled) = filled {
                member(&mut self.said, name, filled)?;
            }
        }
        let says_nothing = self.said.is_empty();
        self.said.push(b'}');
        self.patch.push(b'}');
        let text = |bytes| ToSqlOutput::Borrowed(ValueRef::Text(bytes));
        let (said, patch) = (text(self.said.as_slice()), text(self.patch.as_slice()));
        match &mut self.order {
            // A row that says nothing of anybody only clears what another one said.
            Some(OrderSql::Patch(_, clear)) if says_nothing => {
                clear.execute(params![self.store, id, patch, self.seq, purge])?;
            }
            // A new order's row is what it says; one that is known is patched, and a null in the patch clears.
            Some(OrderSql::Patch(write, _)) => {
                write.execute(params![self.store, id, patch, self.seq, purge, said])?;
            }
            Some(OrderSql::Fill(insert, _)) if !says_nothing => {
                insert.execute(params![self.store, id, said, self.seq, purge])?;
            }
            _ => {}
        }
        Ok(())
    }
}

fn order_sql<'t>(db: &'t Connection, file: &FileInfo<'_>, once: bool) -> Result<OrderSql<'t>, StoreError> {
    let bulk = if once { Bulk::begin(db, file, "order_person")? } else { None };
    if let Some(bulk) = bulk {
        return Ok(OrderSql::Fill(db.prepare("INSERT INTO order_person VALUES (?1, ?2, ?3, ?4, ?5)")?, bulk));
    }
    let set = "fields = json_patch(fields, ?3), import = ?4, purge_after = max(purge_after, ?5)";
    let write = format!("INSERT INTO order_person VALUES (?1, ?2, ?6, ?4, ?5) ON CONFLICT DO UPDATE SET {set}");
    let clear = format!("UPDATE order_person SET {set} WHERE store = ?1 AND order_id = ?2");
    Ok(OrderSql::Patch(db.prepare(&write)?, db.prepare(&clear)?))
}

/// Writes a member of a JSON object that is being written: behind `{` or behind another member.
fn member(object: &mut Vec<u8>, name: &str, value: &Value) -> rusqlite::Result<()> {
    object.extend_from_slice(if object.is_empty() { b"{\"" } else { b",\"" });
    object.extend_from_slice(name.as_bytes());
    object.extend_from_slice(b"\":");
    match value {
        Value::Null => serde_json::to_writer(object, &()),
        Value::Int(int) => serde_json::to_writer(object, int),
        Value::Text(text) => serde_json::to_writer(object, text.as_str()),
    }
    .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(int) => Json::from(*int),
        Value::Text(text) => Json::String(text.to_string()),
    }
}
