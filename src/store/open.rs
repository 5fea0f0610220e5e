//! Opening the two databases: pragmas, write-ahead logging, read-only attach. The folder's rules are in [`super::folder`],
//! those of the schema in `super::schema`.

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction};

pub use super::error::StoreError;
pub use super::folder::{Folder, Mode};
use super::list::queue::Kept;
use super::schema::{FACTS, Kind, TEAM, begin, check_schema, migrate, version};
use super::temp::keep_inside;

/// The worker's connection: `facts.db` as `main`, read-write.
#[derive(Debug)]
pub struct Facts(pub(crate) Connection);

/// A writer of `team.db` as `main`, read-write; `facts` attached read-only when it exists.
#[derive(Debug)]
pub struct Team(pub(crate) Connection);

/// A reader: `team.db` as `main`, `facts.db` attached as `facts`, both read-only; and the open items as it last saw them.
#[derive(Debug)]
pub struct Reader(pub(crate) Connection, pub(super) Kept);

impl Facts {
    /// Opens or creates `facts.db` and brings it to the newest schema. The caller holds `worker.lock`.
    pub fn open(folder: &Folder) -> Result<Self, StoreError> {
        Ok(Self(open_writer(folder, &folder.facts(), &FACTS)?))
    }

    /// Opens or creates a database of the same kind elsewhere in the folder: one that is made again beside the live one.
    pub fn open_beside(folder: &Folder, path: &Path) -> Result<Self, StoreError> {
        Ok(Self(open_writer(folder, path, &FACTS)?))
    }

    /// Writes the contents of this database over those of the live `facts.db`, in one transaction and inside the same file:
    /// readers see the old rows or the new ones. The live file need not be sound, but it must be a database. Never by
    /// rename: a new file beside an old log is a broken database. The caller holds `worker.lock`.
    pub fn write_over_live(&self, folder: &Folder) -> Result<(), StoreError> {
        let path = folder.facts();
        folder.prepare_database(&path)?;
        let mut live = Connection::open_with_flags(&path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
        harden(&mut live, folder)?;
        let backup = rusqlite::backup::Backup::new(&self.0, &mut live)?;
        // A step of -1 pages is everything; readers may hold the lock for a moment.
        let mut tries = 0;
        while backup.step(-1)? != rusqlite::backup::StepResult::Done {
            tries += 1;
            if tries > 100 {
                return Err(StoreError::Busy);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        drop(backup);
        write_ahead(&live)?;
        check_schema(&live, "main", &path, &FACTS)
    }

    /// Begins an immediate transaction; refused when a newer program changed the schema meanwhile.
    pub fn begin_immediate(&mut self) -> Result<Transaction<'_>, StoreError> {
        // One file is one transaction: keep its pages in memory instead of spilling them into the log early.
        self.0.pragma_update(None, "cache_size", -98_304)?;
        begin(&mut self.0, &FACTS)
    }

    /// The connection, for reading and tests.
    pub fn connection(&self) -> &Connection {
        &self.0
    }
}

impl Team {
    /// Opens or creates `team.db` and brings it to the newest schema.
    pub fn open(folder: &Folder) -> Result<Self, StoreError> {
        let db = open_writer(folder, &folder.team(), &TEAM)?;
        super::functions::add(&db)?;
        let team = Self(db);
        team.attach_facts(folder)?;
        Ok(team)
    }

    /// Whether `facts` is attached.
    pub fn has_facts(&self) -> bool {
        attached(&self.0)
    }

    /// Attaches `facts.db` when it has come into being since; says whether it is attached. Not inside a transaction.
    pub fn attach_facts(&self, folder: &Folder) -> Result<bool, StoreError> {
        if self.has_facts() {
            return Ok(true);
        }
        match attach(&self.0, folder) {
            Ok(()) => Ok(true),
            Err(StoreError::Missing(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Begins an immediate transaction; refused when a newer program changed the schema meanwhile.
    pub fn begin_immediate(&mut self) -> Result<Transaction<'_>, StoreError> {
        begin(&mut self.0, &TEAM)
    }
}

impl Reader {
    /// Opens both databases for reading; [`StoreError::Missing`] when `facts.db` is not there yet. A missing or older
    /// `team.db` is made first, so that a reader never has to do without it.
    pub fn open(folder: &Folder) -> Result<Self, StoreError> {
        folder.check_database(&folder.facts())?;
        let path = folder.team();
        if !path.exists() {
            Team::open(folder)?;
        }
        folder.check_database(&path)?;
        let mut db = Connection::open_with_flags(&path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))?;
        harden(&mut db, folder)?;
        if version(&db, "main", &path, &TEAM)? < TEAM.known() {
            drop(db);
            Team::open(folder)?;
            db = Connection::open_with_flags(&path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))?;
            harden(&mut db, folder)?;
        }
        check_schema(&db, "main", &path, &TEAM)?;
        super::functions::add(&db)?;
        attach(&db, folder)?;
        // The open items are kept beside it, so that few pages of the team's are read twice; an operator has 20 MiB.
        db.pragma_update(Some("main"), "cache_size", -512)?;
        Ok(Self(db, Kept::default()))
    }

    /// The connection, for reading and tests.
    pub fn connection(&self) -> &Connection {
        &self.0
    }
}

fn flags(access: OpenFlags) -> OpenFlags {
    access | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW
}

/// Settings of every connection, before it reads or attaches anything. What they are for:
/// <https://sqlite.org/security.html>; `secure_delete` must be on from the file's birth (D4).
fn harden(db: &mut Connection, folder: &Folder) -> Result<(), StoreError> {
    db.busy_handler(Some(wait_for_lock))?;
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        // A cached statement keeps its plan when a bound value changes; without it each call would be planned again.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        db.set_db_config(setting, on)?;
    }
    db.execute_batch(
        "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    keep_inside(db, folder)
}

/// Waits for a lock, five seconds in all, and looks every two milliseconds. SQLite's own waiting grows to a tenth of a
/// second a look, and then those who have waited longest lose to whoever has just come.
pub(super) fn wait_for_lock(looks: i32) -> bool {
    const EVERY: Duration = Duration::from_millis(2);
    const LOOKS: i32 = 2_500;
    std::thread::sleep(EVERY);
    looks < LOOKS
}

fn open_writer(folder: &Folder, path: &Path, kind: &Kind) -> Result<Connection, StoreError> {
    folder.prepare_database(path)?;
    let mut db = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    harden(&mut db, folder)?;
    // Judged before anything is written: a foreign file stays as it is.
    version(&db, "main", path, kind)?;
    write_ahead(&db)?;
    db.pragma_update(None, "synchronous", kind.synchronous)?;
    migrate(&mut db, path, kind)?;
    check_schema(&db, "main", path, kind)?;
    Ok(db)
}

/// Switches to write-ahead logging. SQLite does not wait for this lock by itself when two processes do it at once.
fn write_ahead(db: &Connection) -> Result<(), StoreError> {
    let mut tries = 0;
    loop {
        match db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(_) if tries >= 100 => return Err(StoreError::Busy),
            Err(error) if error.sqlite_error_code() != Some(ErrorCode::DatabaseBusy) || tries >= 100 => {
                return Err(error.into());
            }
            _ => std::thread::sleep(Duration::from_millis(50)),
        }
        tries += 1;
    }
}

/// Attaches `facts.db` read-only as `facts`; [`StoreError::Missing`] when it is not there or was only just created.
fn attach(db: &Connection, folder: &Folder) -> Result<(), StoreError> {
    let path = folder.facts();
    folder.check_database(&path)?;
    db.execute("ATTACH ?1 AS facts", [read_only_uri(&path)]).map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::CannotOpen) => StoreError::Missing(path.clone()),
        _ => error.into(),
    })?;
    let checked = match version(db, "facts", &path, &FACTS) {
        Ok(0) => Err(StoreError::Missing(path.clone())),
        Ok(found) if found < FACTS.known() => Err(StoreError::Foreign {
            file: path.clone(),
            what: "it has the schema of an older daydeck: run `daydeck import` or `daydeck watch` once".to_owned(),
        }),
        Ok(_) => check_schema(db, "facts", &path, &FACTS),
        Err(error) => Err(error),
    };
    if checked.is_err() {
        db.execute_batch("DETACH facts")?;
    }
    checked
}

fn attached(db: &Connection) -> bool {
    db.query_row("SELECT 1 FROM pragma_database_list WHERE name = 'facts'", [], |_| Ok(())).is_ok()
}

/// `file:/a%20b/facts.db?mode=ro`: a plain path that is wrong would create a database.
fn read_only_uri(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => uri.push(char::from(*byte)),
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri.push_str("?mode=ro");
    uri
}

#[cfg(test)]
mod tests;
