//! The hash of everything that the files said (H17): two databases with equal hashes tell the same story. Left out is what
//! only tells how it came here: import numbers, lines, as-of, hashes and shapes of rows, and personal data.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use super::super::open::{Facts, StoreError};
use super::keyed::key_names;
use crate::domain::format::{Format, Spec};
use crate::domain::import::hex;

/// The state tables with the order in which they are read: their keys. Two formats may share a table.
fn tables() -> BTreeMap<&'static str, String> {
    let order = |spec: &Spec| format!("store, market, {}", key_names(spec).join(", "));
    Format::ALL.iter().map(|format| (format.spec().table, order(format.spec()))).collect()
}

/// Columns that do not count.
const BOOKKEEPING: &[&str] = &["as_of", "import", "line", "shape", "row_hash", "closed_at", "closed_import"];

impl Facts {
    /// The content hash, in hex. Reads every row.
    pub fn content_hash(&self) -> Result<String, StoreError> {
        let mut hash = Sha256::new();
        for (table, order) in tables() {
            hash.update(table.as_bytes());
            let mut columns: Vec<String> = self
                .0
                .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            columns.retain(|name| !BOOKKEEPING.contains(&name.as_str()));
            // Whether a line is closed is a fact; when we learned it is not.
            let closed = if table == "unshipped_line" { ", closed_at IS NOT NULL" } else { "" };
            let sql = format!("SELECT {}{closed} FROM {table} ORDER BY {order}", columns.join(", "));
            let mut select = self.0.prepare(&sql)?;
            let width = select.column_count();
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..width {
                    let (kind, bytes) = match row.get_ref(column)? {
                        ValueRef::Null => (0_u8, Vec::new()),
                        ValueRef::Integer(int) => (1, int.to_le_bytes().to_vec()),
                        ValueRef::Real(real) => (2, real.to_bits().to_le_bytes().to_vec()),
                        ValueRef::Text(text) => (3, text.to_vec()),
                        ValueRef::Blob(blob) => (4, blob.to_vec()),
                    };
                    hash.update([kind]);
                    hash.update((bytes.len() as u64).to_le_bytes());
                    hash.update(&bytes);
                }
            }
        }
        Ok(hex(&hash.finalize()))
    }
}
