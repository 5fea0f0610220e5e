//! Files that have all rows of a scope (a settlement, a span of days): an older file adds nothing to what a newer one has
//! said, and rows that the newest one no longer lists are deleted. A file with less than half the rows asks first (H8).

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension, params};

use super::super::open::StoreError;
use super::FileInfo;
use super::keyed::Change;
use super::table::{Table, quoted, value};
use crate::domain::batch::Stop;
use crate::domain::format::{Kind, Row, Scope, Spec, Value};
use crate::domain::import::{Question, Reject};

/// What a file has of one scope: a marketplace, and a value of the column or the span of all its days.
#[derive(Default)]
struct Seen {
    /// Its rows.
    rows: u64,
    /// Those of them that were known before.
    known: u64,
    from: String,
    to: String,
}

/// The scopes of one file.
pub(super) struct Scopes<'t> {
    db: &'t Connection,
    file: &'t FileInfo<'t>,
    table: &'t str,
    column: &'static str,
    cell: Option<usize>,
    /// One scope for each value of the column, of the whole account; or one for all days of a marketplace.
    by_value: bool,
    /// Nothing of a file is taken when a record was rejected.
    whole: bool,
    /// Whether a newer file has already said all about a value.
    older: HashMap<(&'static str, String), bool>,
    seen: BTreeMap<(&'static str, String), Seen>,
}

impl<'t> Scopes<'t> {
    pub fn new(db: &'t Connection, file: &'t FileInfo<'t>, table: &'t Table, scope: Scope) -> Self {
        let (column, by_value) = match scope {
            Scope::Column(column) => (column, true),
            Scope::Days(column) => (column, false),
        };
        let (cell, older, seen) = (table.cell(column), HashMap::new(), BTreeMap::new());
        let whole = has_amount_in_key(table.spec);
        Self { db, file, table: table.spec.table, column, cell, by_value, whole, older, seen }
    }

    /// The marketplace of a row's scope. A settlement is one, whatever marketplace its rows are found to have: that changes
    /// from file to file.
    fn place(&self, market: &'static str) -> &'static str {
        if self.by_value { "" } else { market }
    }

    fn value<'r>(&self, row: &'r Row) -> &'r str {
        self.cell.and_then(|cell| value(row, cell).text()).unwrap_or_default()
    }

    /// Whether the row is taken: no newer file has all rows of its scope.
    pub fn takes(&mut self, row: &Row, market: &'static str) -> Result<bool, StoreError> {
        let key = (self.place(market), self.value(row).to_owned());
        if let Some(older) = self.older.get(&key) {
            return Ok(!older);
        }
        let newer: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT 1 FROM scope s WHERE \"table\" = ?1 AND store = ?2 AND market = ?3 AND from_value <= ?4
                 AND to_value >= ?4 AND import <> ?5 AND (as_of > ?6 OR as_of = ?6 AND
                 (SELECT sha256 FROM import WHERE seq = s.import) > ?7) LIMIT 1",
            )?
            .query_row(
                params![
                    self.table,
                    self.file.context.store,
                    key.0,
                    key.1,
                    self.file.seq,
                    self.file.context.modified.0,
                    self.file.sha256
                ],
                |row| row.get(0),
            )
            .optional()?;
        self.older.insert(key, newer.is_some());
        Ok(newer.is_none())
    }

    /// Counts a row that was written.
    pub fn count(&mut self, row: &Row, market: &'static str, change: Change) {
        let value = self.value(row).to_owned();
        let key = (self.place(market), if self.by_value { value.clone() } else { String::new() });
        let seen = self.seen.entry(key).or_insert_with(|| Seen { from: value.clone(), ..Seen::default() });
        seen.rows += 1;
        seen.known += u64::from(change != Change::Inserted);
        if value < seen.from {
            seen.from.clone_from(&value);
        }
        if value > seen.to {
            seen.to = value;
        }
    }

    /// Deletes what the file no longer lists, and notes what it has all of. Nothing when a record was rejected: then the
    /// file does not have all. Gives what keeps the file from being applied.
    pub fn finish(&mut self, rejects: &[Reject]) -> Result<Option<Stop>, StoreError> {
        if let Some(reject) = rejects.first() {
            return Ok(self.whole.then(|| Stop::Refuse(reject.clone())));
        }
        let whose = if self.by_value { "?2 = ''" } else { "market = ?2" };
        // Rows of the account that name no marketplace are of no known one where others of the file do.
        let mixed = self.seen.len() > 1 && !self.by_value;
        for ((market, _), seen) in &self.seen {
            if mixed && market.is_empty() {
                continue;
            }
            let (column, table) = (quoted(self.column), self.table);
            let gone = format!(
                "{table} WHERE store = ?1 AND {whose} AND {column} BETWEEN ?3 AND ?4 AND import <> ?5 AND as_of <= ?6"
            );
            let (store, seq, as_of) = (&self.file.context.store, self.file.seq, self.file.context.modified.0);
            let of = params![store, market, seen.from, seen.to, seq, as_of];
            let gone_rows: u64 =
                self.db.query_row(&format!("SELECT count(*) FROM {gone}"), of, |row| row.get::<_, i64>(0))? as u64;
            let before = gone_rows + seen.known;
            if seen.rows * 2 < before && !self.file.context.complete {
                return Ok(Some(Stop::Ask(Question::FewerRows { before, now: seen.rows })));
            }
            self.db.execute(&format!("DELETE FROM {gone}"), of)?;
            self.db.execute(
                "INSERT OR REPLACE INTO scope VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![self.table, store, market, seen.from, seen.to, as_of, seq],
            )?;
        }
        Ok(None)
    }
}

/// Whether an amount identifies a row: then a corrected one is another row, and only a file that has all rows of its days
/// can tell that the old one is gone.
fn has_amount_in_key(spec: &Spec) -> bool {
    spec.fields.iter().any(|field| field.kind == Kind::Money && spec.key.contains(&field.column))
}

/// The number of a row among those of its file with the same key.
#[derive(Default)]
pub(super) struct Occurrences(HashMap<u64, i64>);

impl Occurrences {
    /// The next number under a key's hash: 1 for the first one.
    pub fn next(&mut self, key: u64) -> Value {
        let count = self.0.entry(key).or_default();
        *count += 1;
        Value::Int(*count)
    }
}
