//! Where SQLite puts what it sorts and copies on the side: inside the data folder, never in `/tmp` (D2).
//!
//! The variable `SQLITE_TMPDIR` cannot be set safely in a running process; the pragma says the same to SQLite. It holds for
//! the whole process: the folder that was opened last gives the place. <https://sqlite.org/tempfiles.html>

use rusqlite::Connection;

use super::error::StoreError;
use super::folder::Folder;

/// Sends temporary files to the folder's `tmp`; keeps them in memory where that cannot be.
pub(super) fn keep_inside(db: &Connection, folder: &Folder) -> Result<(), StoreError> {
    let tmp = folder.tmp();
    folder.make(&tmp)?;
    // A pragma takes text without a NUL, and this one refuses a folder that cannot be written to.
    let inside = tmp.to_str().is_some_and(|tmp| db.pragma_update(None, "temp_store_directory", tmp).is_ok());
    db.pragma_update(None, "temp_store", if inside { "FILE" } else { "MEMORY" })?;
    Ok(())
}
