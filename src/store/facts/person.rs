//! Personal data and cells of unknown columns: kept apart from the facts, each row with its purge date (D12).
//!
//! How long it is kept: [`crate::domain::personal`]. Data whose date has passed when the file is applied is not stored. What
//! several reports say of an order is one object: a newer file writes over it, an older one adds what is not there (H7).

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement, params};
use serde_json::{Map, Value as Json};

use super::super::open::StoreError;
use super::FileInfo;
use super::bulk::Bulk;
use super::table::{Binder, Table, marks, value};
use crate::domain::day::Instant;
use crate::domain::format::{Policy, Row, Value};
use crate::domain::personal::Dates;

/// How the personal data of orders and of rows is written.
enum FieldsSql<'t> {
    /// The table is being filled: each order comes once, and nothing is known of any.
    Fill(Statement<'t>, Bulk<'t>),
    /// Over what is known: to write the data of an order or a row, and to clear it.
    Patch(Statement<'t>, Statement<'t>),
}

/// Writes the personal part of one file's rows.
pub(super) struct People<'t> {
    table: &'t Table,
    store: &'t str,
    seq: i64,
    sha256: &'t str,
    received: Instant,
    /// The present moment, also while a file of long ago is read again.
    now: Instant,
    dates: Dates,
    /// A blank cell clears what was known.
    clears: bool,
    fields: Option<FieldsSql<'t>>,
    message: Option<Statement<'t>>,
    extra: Statement<'t>,
    /// What the record says about a person, and the same with nulls for its blank cells.
    said: Vec<u8>,
    patch: Vec<u8>,
}

impl<'t> People<'t> {
    /// `once` says that no order comes twice.
    pub fn new(db: &'t Connection, table: &'t Table, file: &FileInfo<'t>, once: bool) -> Result<Self, StoreError> {
        let dates = Dates::of(table.spec, &table.columns);
        let (mut fields, mut message) = (None, None);
        if !table.person.is_empty() && table.spec.person == "order_person" {
            fields = Some(order_sql(db, file, once)?);
        } else if !table.person.is_empty() && table.spec.person == "row_person" {
            let key = [("format", format!("'{}'", table.spec.word)), ("store", "?1".into()), ("id", "?2".into())];
            fields = Some(patch_sql(db, "row_person", &key)?);
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
        let (seq, sha256) = (file.seq, file.sha256);
        // A transaction names its order's city where Amazon fills it in: a blank one says nothing of the order.
        let clears = !matches!(table.spec.policy, Policy::Scope(_));
        let (said, patch) = (Vec::new(), Vec::new());
        Ok(Self { table, store, seq, sha256, received, now, dates, clears, fields, message, extra, said, patch })
    }

    /// Ends the pass.
    pub fn finish(&mut self) -> Result<(), StoreError> {
        match self.fields.take() {
            Some(FieldsSql::Fill(_, bulk)) => bulk.end(),
            _ => Ok(()),
        }
    }

    /// The purge date of a record; `None` when it has passed and nothing personal may be stored.
    fn purge_after(&self, rows: &[Row]) -> Option<i64> {
        let purge = self.dates.purge_after(rows, self.received).0;
        (purge > self.now.0).then_some(purge)
    }

    /// Writes what the rows of one record (an order with its lines, a message) say about a person, under `id`, and their
    /// cells of unknown columns. `as_of` is the moment of which they speak.
    pub fn write(&mut self, id: &str, rows: &[Row], as_of: i64) -> Result<(), StoreError> {
        let Some(purge) = self.purge_after(rows) else { return Ok(()) };
        if self.fields.is_some() {
            self.write_fields(id, rows, purge, as_of)?;
        }
        if let (Some(statement), Some(row)) = (&mut self.message, rows.first()) {
            let mut binder = Binder::new(statement);
            binder.bind(self.store)?.bind(id)?.bind(purge)?;
            for column in &self.table.person {
                binder.bind(value(row, column.cell))?;
            }
            binder.execute()?;
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

    fn write_fields(&mut self, id: &str, rows: &[Row], purge: i64, as_of: i64) -> Result<(), StoreError> {
        self.said.clear();
        self.patch.clear();
        for column in &self.table.person {
            let cells = rows.iter().map(|row| value(row, column.cell));
            let (name, filled) = (column.field.column, cells.into_iter().find(|v| **v != Value::Null));
            if self.clears || filled.is_some() {
                member(&mut self.patch, name, filled.unwrap_or(&Value::Null))?;
            }
            if let Some(filled) = filled {
                member(&mut self.said, name, filled)?;
            }
        }
        let says_nothing = self.said.is_empty();
        if self.patch.is_empty() {
            return Ok(());
        }
        self.said.push(b'}');
        self.patch.push(b'}');
        let text = |bytes| ToSqlOutput::Borrowed(ValueRef::Text(bytes));
        let (said, patch) = (text(self.said.as_slice()), text(self.patch.as_slice()));
        let known = params![self.store, id, said, self.seq, purge, as_of, patch, self.sha256];
        match &mut self.fields {
            // A row that says nothing of anybody only clears what another one said.
            Some(FieldsSql::Patch(_, clear)) if says_nothing => clear.execute(known)?,
            // A new row is what it says; one that is known is patched, and a null in the patch clears.
            Some(FieldsSql::Patch(write, _)) => write.execute(known)?,
            Some(FieldsSql::Fill(insert, _)) if !says_nothing => {
                insert.execute(params![self.store, id, said, self.seq, purge, as_of])?
            }
            _ => 0,
        };
        Ok(())
    }
}

fn order_sql<'t>(db: &'t Connection, file: &FileInfo<'_>, once: bool) -> Result<FieldsSql<'t>, StoreError> {
    let bulk = if once { Bulk::begin(db, file, "order_person")? } else { None };
    if let Some(bulk) = bulk {
        return Ok(FieldsSql::Fill(db.prepare("INSERT INTO order_person VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?, bulk));
    }
    patch_sql(db, "order_person", &[("store", "?1".into()), ("order_id", "?2".into())])
}

/// Writing and clearing by these columns of a table's key: `?3` is what is said, `?4` the import, `?5` the purge date, `?6`
/// the moment, `?7` what is said with nulls, `?8` the file's hash, which decides between two files of one moment.
fn patch_sql<'t>(db: &'t Connection, table: &str, key: &[(&str, String)]) -> Result<FieldsSql<'t>, StoreError> {
    let list = |part: fn(&(&str, String)) -> String, by: &str| key.iter().map(part).collect::<Vec<_>>().join(by);
    let (names, values) = (list(|k| k.0.to_owned(), ", "), list(|k| k.1.clone(), ", "));
    let wheres = list(|k| format!("{} = {}", k.0, k.1), " AND ");
    // The file at hand is not in the ledger yet, unless it was read before.
    let newer = format!(
        "(?6 > as_of OR ?6 = as_of AND coalesce((SELECT sha256 FROM import WHERE seq = {table}.import), '') <= ?8)"
    );
    let write = format!(
        "INSERT INTO {table} ({names}, fields, import, purge_after, as_of) VALUES ({values}, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET fields = iif({newer}, json_patch(fields, ?7), json_patch(?3, fields)),
         import = iif({newer}, ?4, import), as_of = max(as_of, ?6), purge_after = max(purge_after, ?5)"
    );
    let clear = format!(
        "UPDATE {table} SET fields = json_patch(fields, ?7), import = ?4, as_of = ?6, purge_after = max(purge_after, ?5)
         WHERE {wheres} AND {newer}"
    );
    Ok(FieldsSql::Patch(db.prepare(&write)?, db.prepare(&clear)?))
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
