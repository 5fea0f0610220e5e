//! Forgetting what the files of some formats said of a store, so that all but one of them can be read again (H17).

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, params};

use super::super::open::{Facts, StoreError};
use super::{FileInfo, Seen, ledger};
use crate::domain::format::Format;
use crate::domain::import::{FileState, ImportReport};

impl Facts {
    /// Copies the database as it is now into a new file.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        let path = path.to_str().ok_or_else(|| StoreError::Io {
            path: path.to_owned(),
            source: std::io::Error::new(std::io::ErrorKind::InvalidInput, "the name is not UTF-8"),
        })?;
        self.0.execute("VACUUM INTO ?1", [path])?;
        Ok(())
    }

    /// Deletes all rows of these formats in a store; gives the ledger's numbers of the files that brought them.
    pub fn forget(&mut self, store: &str, formats: &BTreeSet<Format>) -> Result<BTreeSet<i64>, StoreError> {
        let tx = self.begin_immediate()?;
        let mut again = BTreeSet::new();
        for format in formats {
            let (word, spec) = (format.word(), format.spec());
            let mut select =
                tx.prepare("SELECT seq FROM import WHERE store = ?1 AND format = ?2 AND state <> 'duplicate'")?;
            for seq in select.query_map([store, word], |row| row.get(0))? {
                again.insert(seq?);
            }
            tx.execute(&format!("DELETE FROM {} WHERE store = ?1", spec.table), [store])?;
            if !spec.person.is_empty() && spec.person != "row_person" {
                tx.execute(&format!("DELETE FROM {} WHERE store = ?1", spec.person), [store])?;
            }
            tx.execute("DELETE FROM row_person WHERE store = ?1 AND format = ?2", [store, word])?;
            tx.execute("DELETE FROM snapshot WHERE store = ?1 AND format = ?2", [store, word])?;
            tx.execute("DELETE FROM scope WHERE store = ?1 AND \"table\" = ?2", [store, spec.table])?;
            if *format == Format::SpSearchTerm {
                tx.execute("DELETE FROM ads_period WHERE store = ?1", [store])?;
            }
        }
        for seq in &again {
            tx.execute("DELETE FROM extra WHERE import = ?1", [seq])?;
        }
        note_markets(&tx, store)?;
        tx.commit()?;
        Ok(again)
    }

    /// Notes a file that was taken back: it is in the archive and nowhere else. Its duplicates go: the same file may come
    /// again and is new then.
    pub fn note_undone(&mut self, file: &FileInfo<'_>) -> Result<ImportReport, StoreError> {
        let tx = self.begin_immediate()?;
        let format: Option<String> = {
            let mut select = tx.prepare("SELECT format FROM import WHERE seq = ?1")?;
            let mut rows = select.query([file.seq])?;
            rows.next()?.map_or(Ok(None), |row| row.get(0))?
        };
        tx.execute("DELETE FROM import WHERE duplicate_of = ?1", [file.seq])?;
        let mut report = ledger::note(&tx, file, &Seen::default(), FileState::Undone, None)?;
        tx.execute("UPDATE import SET format = ?2 WHERE seq = ?1", params![file.seq, format])?;
        tx.commit()?;
        report.format = format.as_deref().and_then(Format::parse);
        Ok(report)
    }
}

/// Notes anew of which marketplaces a store has rows.
fn note_markets(db: &Connection, store: &str) -> Result<(), StoreError> {
    db.execute("DELETE FROM store_market WHERE store = ?1", [store])?;
    let tables: BTreeSet<&str> = Format::ALL.iter().map(|format| format.spec().table).collect();
    for table in tables {
        let sql = format!(
            "INSERT OR IGNORE INTO store_market SELECT DISTINCT store, market FROM {table} WHERE store = ?1 AND market <> ''"
        );
        db.execute(&sql, [store])?;
    }
    Ok(())
}
