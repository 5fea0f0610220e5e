//! Who works here, and how far each has seen the journal.

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::store::open::{StoreError, Team};

/// What somebody who opens a screen has not seen: everything behind this row of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// The last row that they have seen.
    pub seq: i64,
    /// When that was.
    pub at: Instant,
}

/// Remembers who acts: assigning and calling need the name.
pub(super) fn known(db: &Connection, who: &Actor, now: Instant) -> rusqlite::Result<()> {
    let sql = "INSERT INTO person (uid, name, first_at) VALUES (?1, ?2, ?3) ON CONFLICT (uid) DO UPDATE \
               SET name = excluded.name WHERE name <> excluded.name";
    db.prepare_cached(sql)?.execute(params![who.uid, who.name, now.0])?;
    Ok(())
}

/// The end of the journal.
fn head(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("SELECT coalesce(max(seq), 0) FROM journal", [], |row| row.get(0))
}

/// How far somebody has seen the journal: to when their last screen closed, their last own act, or their last screen opened,
/// whichever is the latest. `None` for somebody new.
pub(in crate::store) fn seen(db: &Connection, uid: u32) -> rusqlite::Result<Option<Since>> {
    let sql = "SELECT max(seq), max(at) FROM (SELECT came_seq AS seq, came_at AS at FROM main.person WHERE uid = ?1 \
               UNION ALL SELECT left_seq, left_at FROM main.person WHERE uid = ?1 \
               UNION ALL SELECT * FROM (SELECT seq, at FROM main.journal WHERE uid = ?1 ORDER BY seq DESC LIMIT 1))";
    let found = db.query_row(sql, [uid], |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    Ok(found.0.zip(found.1).map(|(seq, at)| Since { seq, at: Instant(at) }))
}

impl Team {
    /// Notes that somebody's screen opens, and gives what they had seen before; `None` for somebody new.
    pub fn come(&mut self, who: &Actor, now: Instant) -> Result<Option<Since>, StoreError> {
        self.write(|db| {
            let before = seen(db, who.uid)?;
            known(db, who, now)?;
            let sql = "UPDATE person SET came_at = ?2, came_seq = ?3 WHERE uid = ?1";
            db.execute(sql, params![who.uid, now.0, head(db)?])?;
            Ok(before)
        })
    }

    /// Notes that somebody's screen closes.
    pub fn leave(&mut self, who: &Actor, now: Instant) -> Result<(), StoreError> {
        self.write(|db| {
            known(db, who, now)?;
            let sql = "UPDATE person SET left_at = ?2, left_seq = ?3 WHERE uid = ?1";
            db.execute(sql, params![who.uid, now.0, head(db)?])?;
            Ok(())
        })
    }

    /// Everybody who has worked here, by name.
    pub fn people(&self) -> Result<Vec<Actor>, StoreError> {
        Ok(people(&self.0)?)
    }

    /// The person of a name, whatever the case of its letters.
    pub fn person(&self, name: &str) -> Result<Option<Actor>, StoreError> {
        let name = name.to_lowercase();
        Ok(self.people()?.into_iter().find(|who| who.name.to_lowercase() == name))
    }
}

/// Everybody who has worked here, by name.
pub(in crate::store) fn people(db: &Connection) -> rusqlite::Result<Vec<Actor>> {
    let mut statement = db.prepare_cached("SELECT uid, name FROM main.person ORDER BY name, uid")?;
    let people = statement.query_map([], |row| Ok(Actor { uid: row.get(0)?, name: row.get(1)? }))?;
    people.collect()
}

/// The name that a uid has now.
pub(in crate::store) fn name(db: &Connection, uid: u32) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT name FROM main.person WHERE uid = ?1")?.query_row([uid], |row| row.get(0)).optional()
}
