//! Who a note calls: rows beside the journal step, as long as the step stands.

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::mention::mentions;

/// Notes whom the words of a step call to an item.
pub(super) fn call(db: &Connection, item: i64, step: i64, words: &str) -> rusqlite::Result<()> {
    for name in mentions(words) {
        let uid: Option<u32> = db
            .prepare_cached("SELECT uid FROM person WHERE lower(name) = ?1 ORDER BY uid")?
            .query_row([&name], |row| row.get(0))
            .optional()?;
        db.prepare_cached("INSERT OR IGNORE INTO mention (item, step, name, uid) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![item, step, name, uid])?;
    }
    Ok(())
}

/// Takes back whom a step called.
pub(super) fn uncall(db: &Connection, step: i64) -> rusqlite::Result<()> {
    db.execute("DELETE FROM mention WHERE step = ?1", [step])?;
    Ok(())
}
