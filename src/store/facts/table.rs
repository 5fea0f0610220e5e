//! SQL from a format's table: which of its columns a file has, how a row is hashed, found, written and compared. A column
//! that the file lacks is in no statement, so it keeps its value; a blank cell writes NULL, so it clears (H7).

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Statement, ToSql};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::domain::format::{Columns, Field, Kind, Place, Row, Spec, Value};
use crate::domain::import::{Problem, Reject};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(value_ref(self)))
    }
}

fn value_ref(value: &Value) -> ValueRef<'_> {
    match value {
        Value::Null => ValueRef::Null,
        Value::Int(int) => ValueRef::Integer(*int),
        Value::Text(text) => ValueRef::Text(text.as_bytes()),
    }
}

/// A column of the file that has a place in the database.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Position in [`Row::cells`].
    pub cell: usize,
    /// The field.
    pub field: &'static Field,
}

/// The columns that a file brings to its format's table.
#[derive(Debug)]
pub(super) struct Table {
    pub spec: &'static Spec,
    /// Columns of the fact table, in the spec's order.
    pub facts: Vec<Column>,
    /// Columns of the table of personal data.
    pub person: Vec<Column>,
    /// Columns of the fact table that are ids.
    ids: Vec<Column>,
    /// Hash of the columns' names: rows of equal shape can be compared by their hashes.
    pub shape: i64,
    /// All columns of the file.
    pub columns: Columns,
}

impl Table {
    pub fn new(spec: &'static Spec, columns: &Columns) -> Self {
        let (mut facts, mut person, mut shape) = (Vec::new(), Vec::new(), Xxh3::new());
        // In the spec's order, so that files with the same columns in another order have one shape.
        let mut order: Vec<_> = columns.fields.iter().enumerate().collect();
        order.sort_by_key(|(_, position)| **position);
        for (cell, position) in order {
            let Some(field) = spec.fields.get(usize::from(*position)) else { continue };
            shape.update(field.column.as_bytes());
            shape.update(b"\n");
            match field.place {
                Place::Fact => facts.push(Column { cell, field }),
                Place::Person => person.push(Column { cell, field }),
            }
        }
        let ids = facts.iter().copied().filter(|c: &Column| c.field.kind == Kind::Id).collect();
        Self { spec, facts, person, ids, shape: shape.digest() as i64, columns: columns.clone() }
    }

    /// The cell of a column; `None` when the file lacks it.
    pub fn cell(&self, column: &str) -> Option<usize> {
        self.facts.iter().find(|c| c.field.column == column).map(|c| c.cell)
    }

    /// Whether a column is part of the format's key.
    pub fn is_key(&self, column: &str) -> bool {
        self.spec.key.contains(&column)
    }

    /// Columns of the fact table outside the key.
    pub fn values(&self) -> impl Iterator<Item = &Column> {
        self.facts.iter().filter(|c| !self.is_key(c.field.column))
    }

    /// The hash of all that the database keeps of the row. `bytes` is room that is used again.
    pub fn hash(&self, market: &str, row: &Row, bytes: &mut Vec<u8>) -> i64 {
        bytes.clear();
        bytes.extend_from_slice(market.as_bytes());
        for column in self.facts.iter().chain(&self.person) {
            match value(row, column.cell) {
                Value::Null => bytes.push(0),
                Value::Int(int) => {
                    bytes.push(1);
                    bytes.extend_from_slice(&int.to_le_bytes());
                }
                Value::Text(text) => {
                    bytes.push(2);
                    bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
                    bytes.extend_from_slice(text.as_bytes());
                }
            }
        }
        xxh3_64(bytes) as i64
    }

    /// A record whose id is blank cannot be kept.
    pub fn refuse_blank_ids(&self, row: &Row) -> Option<Reject> {
        let blank = self.ids.iter().find(|c| value(row, c.cell) == &Value::Null)?;
        let column = blank.field.column.to_owned();
        Some(Reject { line: row.line, column, read: String::new(), problem: Problem::Blank })
    }

    /// Whether the columns of `stored`, from `first` on, hold what the row says. They stand in the order of [`Table::values`].
    pub fn equals(&self, row: &Row, stored: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<bool> {
        for (offset, column) in self.values().enumerate() {
            if stored.get_ref(first + offset)? != value_ref(value(row, column.cell)) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The cell at a position; a short row is blank there.
pub(super) fn value(row: &Row, cell: usize) -> &Value {
    row.cells.get(cell).unwrap_or(&Value::Null)
}

/// Binds parameters one after the other, without allocating.
pub(super) struct Binder<'s, 'c> {
    statement: &'s mut Statement<'c>,
    next: usize,
}

impl<'s, 'c> Binder<'s, 'c> {
    pub fn new(statement: &'s mut Statement<'c>) -> Self {
        Self { statement, next: 1 }
    }

    /// Leaves the next `count` parameters as they were bound before: a statement keeps them from one execution to the next.
    pub fn keep(&mut self, count: usize) -> &mut Self {
        self.next += count;
        self
    }

    /// Binds the next parameter unless it is bound to the same value already, as the caller knows from `before`.
    pub fn bind_changed(&mut self, value: &Value, before: Option<&Value>) -> rusqlite::Result<&mut Self> {
        if before == Some(value) { Ok(self.keep(1)) } else { self.bind(value) }
    }

    pub fn bind(&mut self, value: impl ToSql) -> rusqlite::Result<&mut Self> {
        self.statement.raw_bind_parameter(self.next, value)?;
        self.next += 1;
        Ok(self)
    }

    pub fn execute(self) -> rusqlite::Result<usize> {
        self.statement.raw_execute()
    }
}

/// `?1, ?2, ...`: as many as wanted.
pub(super) fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// The name in quotes, as SQL wants it.
pub(super) fn quoted(column: &str) -> String {
    format!("\"{column}\"")
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::super::keyed::key_names;
    use crate::domain::format::{Format, Kind, Place};
    use crate::store::open::{Facts, Folder};

    #[test]
    fn the_schema_has_the_columns_of_every_format_and_finds_its_rows_by_their_key() {
        let temp = tempfile::tempdir().unwrap();
        let facts = Facts::open(&Folder::create(&temp.path().join("deck")).unwrap()).unwrap();
        for format in Format::ALL {
            let spec = format.spec();
            let mut select = facts.0.prepare("SELECT name, type FROM pragma_table_info(?1)").unwrap();
            let found = select.query_map([spec.table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            let types: HashMap<String, String> = found.collect::<Result<_, _>>().unwrap();
            let fact_fields = || spec.fields.iter().filter(|f| f.place == Place::Fact);
            for field in fact_fields() {
                // Anything else would be stored as another value than it is compared with.
                let text = matches!(field.kind, Kind::Text | Kind::Id | Kind::Day);
                let wanted = if text { "TEXT" } else { "INTEGER" };
                let found = types.get(field.column).map(String::as_str);
                assert_eq!(found, Some(wanted), "{}: {}", spec.word, field.column);
            }
            let columns: HashSet<String> = types.into_keys().collect();
            let facts_of = fact_fields().map(|f| f.column);
            let own = ["store", "market", "as_of", "import", "line", "shape", "row_hash"];
            let keys = key_names(spec);
            for column in facts_of.chain(own).chain(keys.iter().copied()) {
                assert!(columns.contains(column), "{}: {} lacks {column}", spec.word, spec.table);
            }
            let mut wheres = vec!["store = ?".to_owned()];
            wheres.extend((!spec.global).then(|| "market = ?".to_owned()));
            wheres.extend(keys.iter().map(|key| format!("\"{key}\" = ?")));
            let sql = format!("EXPLAIN QUERY PLAN SELECT import FROM {} WHERE {}", spec.table, wheres.join(" AND "));
            let binds = vec![""; wheres.len()];
            let plan: String =
                facts.0.query_row(&sql, rusqlite::params_from_iter(binds), |row| row.get("detail")).unwrap();
            assert!(plan.starts_with("SEARCH") && !plan.contains("AUTOMATIC"), "{}: {plan}", spec.word);
            let used = plan.matches("=?").count();
            assert_eq!(used, wheres.len(), "{}: the key's index has other columns: {plan}", spec.word);
        }
    }
}
