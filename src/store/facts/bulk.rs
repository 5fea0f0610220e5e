//! Filling an empty table with a large file: its indexes are made at the end from sorted keys instead of growing key by key.
//! It happens inside the file's transaction, so nobody ever sees the table without them.

use rusqlite::Connection;

use super::super::open::StoreError;
use super::FileInfo;

/// A file of so many bytes is worth it; a smaller one leaves the schema alone.
const BYTES: u64 = 1 << 20;

/// KiB of memory for pages while a table is filled; the sort takes as much again.
const CACHE: i64 = 24_576;

/// The indexes that were taken off an empty table, as the statements that make them.
#[derive(Debug)]
pub(super) struct Bulk<'t> {
    db: &'t Connection,
    indexes: Vec<String>,
}

impl<'t> Bulk<'t> {
    /// Takes the indexes off `table` when it is empty and the file is large. Until [`Bulk::end`] no row may be looked for,
    /// and the caller answers for keys that occur twice.
    pub fn begin(db: &'t Connection, file: &FileInfo<'_>, table: &str) -> Result<Option<Self>, StoreError> {
        if file.bytes < BYTES || !is_empty(db, table)? {
            return Ok(None);
        }
        let mut select = db.prepare(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY name",
        )?;
        let found = select.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (names, indexes): (Vec<String>, Vec<String>) = found.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
        drop(select);
        for name in names {
            db.execute_batch(&format!("DROP INDEX {name}"))?;
        }
        // Every page is written once and not looked at again, and what sorts the keys wants memory of its own.
        db.pragma_update(None, "cache_size", -CACHE)?;
        Ok(Some(Self { db, indexes }))
    }

    /// Makes the indexes again, from the same words.
    pub fn end(self) -> Result<(), StoreError> {
        for index in &self.indexes {
            self.db.execute_batch(index)?;
        }
        Ok(())
    }
}

/// Whether a table has no row.
pub(super) fn is_empty(db: &Connection, table: &str) -> Result<bool, StoreError> {
    Ok(db.query_row(&format!("SELECT NOT EXISTS (SELECT 1 FROM {table})"), [], |row| row.get(0))?)
}
