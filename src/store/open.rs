//! Opening the two databases: pragmas, migrations, the check of the schema, read-only attach. The folder's rules are in
//! [`super::folder`].

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

pub use super::folder::{Folder, Mode};
use crate::domain::day::Instant;
use crate::domain::list::ReadError;
use crate::domain::work::urgency;

/// What can go wrong with the databases, in words that say what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder's owner, mode or file system is not one that works; `repair` is the command that mends it.
    #[error("{folder}: {what}. {repair}")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What is wrong.
        what: String,
        /// What to do.
        repair: String,
    },
    /// There is no such database yet.
    #[error("{0}: there is no database yet")]
    Missing(PathBuf),
    /// The database was busy longer than five seconds.
    #[error("the database is busy: another process holds the write lock")]
    Busy,
    /// Written by a newer program.
    #[error("{file} has schema {found}, this program knows up to {known}: update daydeck")]
    Newer {
        /// The file.
        file: PathBuf,
        /// `user_version` found.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// Not daydeck's, or its schema was changed from outside.
    #[error("{file}: {what}")]
    Foreign {
        /// The file.
        file: PathBuf,
        /// What was found.
        what: String,
    },
    /// SQLite's own words.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
    /// The file system's own words.
    #[error("{path}: {source}")]
    Io {
        /// Where.
        path: PathBuf,
        /// What.
        source: std::io::Error,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy) => Self::Busy,
            _ => Self::Sqlite(error),
        }
    }
}

impl From<StoreError> for ReadError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing(_) => Self::NoData,
            StoreError::Busy => Self::Busy,
            other => Self::Other(other.to_string()),
        }
    }
}

/// What is fixed about a database.
struct Kind {
    /// The value of `application_id`.
    application: i64,
    /// The steps of the schema, never edited once released; `user_version` counts them.
    migrations: &'static [&'static str],
    /// `synchronous`: imports can be repeated, decisions cannot.
    synchronous: &'static str,
    /// The schema's text after all steps, made once.
    schema: &'static OnceLock<String>,
}

static FACTS: Kind = Kind {
    application: 0x4444_6661, // "DDfa"
    migrations: &[
        include_str!("../../assets/schema/facts/0001_init.sql"),
        include_str!("../../assets/schema/facts/0003_any_format.sql"),
    ],
    synchronous: "NORMAL",
    schema: {
        static SCHEMA: OnceLock<String> = OnceLock::new();
        &SCHEMA
    },
};

static TEAM: Kind = Kind {
    application: 0x4444_7465, // "DDte"
    migrations: &[include_str!("../../assets/schema/team/0001_init.sql")],
    synchronous: "FULL",
    schema: {
        static SCHEMA: OnceLock<String> = OnceLock::new();
        &SCHEMA
    },
};

impl Kind {
    fn known(&self) -> i64 {
        self.migrations.len() as i64
    }

    /// The text that `sqlite_schema` must have after all steps.
    fn schema(&self) -> Result<&str, StoreError> {
        if let Some(text) = self.schema.get() {
            return Ok(text);
        }
        let db = Connection::open_in_memory()?;
        for step in self.migrations {
            db.execute_batch(step)?;
        }
        let text = schema_text(&db, "main")?;
        Ok(self.schema.get_or_init(|| text))
    }
}

/// The worker's connection: `facts.db` as `main`, read-write.
#[derive(Debug)]
pub struct Facts(pub(crate) Connection);

/// A writer of `team.db` as `main`, read-write; `facts` attached read-only when it exists.
#[derive(Debug)]
pub struct Team(pub(crate) Connection);

/// A reader: `team.db` as `main`, `facts.db` attached as `facts`, both read-only.
#[derive(Debug)]
pub struct Reader(pub(crate) Connection);

impl Facts {
    /// Opens or creates `facts.db` and brings it to the newest schema. The caller holds `worker.lock`.
    pub fn open(folder: &Folder) -> Result<Self, StoreError> {
        let db = open_writer(folder, &folder.facts(), &FACTS)?;
        // One file is one transaction: keep its pages in memory instead of spilling them into the log early.
        db.pragma_update(None, "cache_size", -131_072)?;
        Ok(Self(db))
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
        harden(&live)?;
        let backup = rusqlite::backup::Backup::new(&self.0, &mut live)?;
        // A step of -1 pages is everything; readers may hold the lock for a moment.
        let mut tries = 0;
        while backup.step(-1)? != rusqlite::backup::StepResult::Done {
            tries += 1;
            if tries > 100 {
                return Err(StoreError::Busy);
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        drop(backup);
        write_ahead(&live)?;
        check_schema(&live, "main", &path, &FACTS)
    }

    /// Begins an immediate transaction; refused when a newer program changed the schema meanwhile.
    pub fn begin_immediate(&mut self) -> Result<Transaction<'_>, StoreError> {
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
        add_functions(&db)?;
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
        harden(&db)?;
        if version(&db, "main", &path, &TEAM)? < TEAM.known() {
            drop(db);
            Team::open(folder)?;
            db = Connection::open_with_flags(&path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))?;
            harden(&db)?;
        }
        check_schema(&db, "main", &path, &TEAM)?;
        add_functions(&db)?;
        attach(&db, folder)?;
        Ok(Self(db))
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
fn harden(db: &Connection) -> Result<(), StoreError> {
    db.busy_timeout(std::time::Duration::from_secs(5))?;
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
         PRAGMA temp_store = FILE; PRAGMA journal_size_limit = 67108864;",
    )?;
    Ok(())
}

fn open_writer(folder: &Folder, path: &Path, kind: &Kind) -> Result<Connection, StoreError> {
    folder.prepare_database(path)?;
    let mut db = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    harden(&db)?;
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
            _ => std::thread::sleep(std::time::Duration::from_millis(50)),
        }
        tries += 1;
    }
}

/// The schema's version, after the check that the file is ours: the right `application_id`, or an empty new file.
fn version(db: &Connection, schema: &str, path: &Path, kind: &Kind) -> Result<i64, StoreError> {
    let foreign = |what: &str| StoreError::Foreign { file: path.to_owned(), what: what.to_owned() };
    let number = |sql: &str| {
        db.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => foreign("it is not a database"),
            Some(ErrorCode::DatabaseCorrupt) => foreign("it is damaged; see `daydeck db check`"),
            _ => error.into(),
        })
    };
    let mut application = number(&format!("PRAGMA {schema}.application_id"))?;
    if application == 0 {
        if number(&format!("SELECT count(*) FROM {schema}.sqlite_schema"))? == 0 {
            return Ok(0);
        }
        // Another process may have made it between the two looks: what it is now decides.
        application = number(&format!("PRAGMA {schema}.application_id"))?;
    }
    if application != kind.application {
        return Err(foreign("it is a database of another program"));
    }
    let found = number(&format!("PRAGMA {schema}.user_version"))?;
    if found > kind.known() {
        return Err(StoreError::Newer { file: path.to_owned(), found, known: kind.known() });
    }
    Ok(found)
}

fn migrate(db: &mut Connection, path: &Path, kind: &Kind) -> Result<(), StoreError> {
    if version(db, "main", path, kind)? == kind.known() {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again under the lock: another process may have been faster.
    let found = version(&tx, "main", path, kind)?;
    for step in &kind.migrations[found as usize..] {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", kind.application)?;
    tx.pragma_update(None, "user_version", kind.known())?;
    tx.commit()?;
    Ok(())
}

/// Refuses planted triggers, views and indexes: the schema's text must be the program's own.
fn check_schema(db: &Connection, schema: &str, path: &Path, kind: &Kind) -> Result<(), StoreError> {
    if schema_text(db, schema)? == kind.schema()? {
        return Ok(());
    }
    let what =
        "its schema was changed from outside; restore a backup, or rebuild it with `daydeck db rebuild`".to_owned();
    Err(StoreError::Foreign { file: path.to_owned(), what })
}

/// The schema's text; statistics tables of `ANALYZE` do not count.
fn schema_text(db: &Connection, schema: &str) -> Result<String, StoreError> {
    let mut select = db.prepare(&format!(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM {schema}.sqlite_schema
         WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
    ))?;
    let mut rows = select.query([])?;
    let mut text = String::new();
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            text.push_str(row.get_ref(column)?.as_str().unwrap_or("?"));
            text.push('\n');
        }
    }
    Ok(text)
}

fn begin<'a>(db: &'a mut Connection, kind: &Kind) -> Result<Transaction<'a>, StoreError> {
    let path = PathBuf::from(db.path().unwrap_or_default());
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    version(&tx, "main", &path, kind)?;
    Ok(tx)
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

/// `urgency(due, now)`: the bucket of the time left, see [`urgency`].
fn add_functions(db: &Connection) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    db.create_scalar_function("urgency", 2, flags, |args| {
        Ok(urgency(args.get::<Option<i64>>(0)?.map(Instant), Instant(args.get(1)?)))
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let temp = tempfile::tempdir().unwrap();
        // A path that needs encoding.
        let folder = Folder::create(&temp.path().join("a b?c%d'e")).unwrap();
        (temp, folder)
    }

    fn number(db: &Connection, sql: &str) -> i64 {
        db.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn the_linked_sqlite_has_the_wal_reset_fix() {
        assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
    }

    #[test]
    fn every_connection_has_the_settings() {
        let (_temp, folder) = folder();
        let facts = Facts::open(&folder).unwrap();
        let team = Team::open(&folder).unwrap();
        let reader = Reader::open(&folder).unwrap();
        for (db, sync) in [(&facts.0, 1), (&team.0, 2), (&reader.0, 2)] {
            for (pragma, wanted) in [
                ("mmap_size", 0),
                ("secure_delete", 1),
                ("trusted_schema", 0),
                ("foreign_keys", 1),
                ("cell_size_check", 1),
                ("recursive_triggers", 1),
                ("temp_store", 1),
                ("busy_timeout", 5000),
                ("synchronous", sync),
            ] {
                assert_eq!(number(db, &format!("PRAGMA {pragma}")), wanted, "{pragma}");
            }
            assert!(db.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).unwrap());
            for off in [DbConfig::SQLITE_DBCONFIG_DQS_DML, DbConfig::SQLITE_DBCONFIG_DQS_DDL] {
                assert!(!db.db_config(off).unwrap());
            }
            let mode: String = db.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
            assert_eq!(mode, "wal");
        }
        for db in [&team.0, &reader.0] {
            assert_eq!(number(db, "PRAGMA facts.mmap_size"), 0);
            assert_eq!(number(db, "PRAGMA facts.secure_delete"), 1);
        }
    }

    #[test]
    fn readers_cannot_write_and_teams_cannot_write_facts() {
        let (_temp, folder) = folder();
        assert!(matches!(Reader::open(&folder), Err(StoreError::Missing(_))));
        let team = Team::open(&folder).unwrap();
        assert!(!team.has_facts() && !folder.facts().exists());
        Facts::open(&folder).unwrap();
        assert!(team.attach_facts(&folder).unwrap() && team.has_facts());
        let reader = Reader::open(&folder).unwrap();
        let insert = "INSERT INTO facts.snapshot VALUES ('x', 'x', 'x', 1, 1, 1)";
        for db in [&team.0, &reader.0] {
            let error = db.execute(insert, []).unwrap_err();
            assert_eq!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly));
            assert_eq!(number(db, "SELECT urgency(NULL, 0) = 9223372036854775807 AND urgency(1800, 0) = 1"), 1);
        }
        assert!(reader.0.execute("DELETE FROM item", []).is_err());
    }

    #[test]
    fn the_files_are_the_owner_s_alone() {
        use std::os::unix::fs::MetadataExt;
        let (_temp, folder) = folder();
        let _facts = Facts::open(&folder).unwrap();
        let _team = Team::open(&folder).unwrap();
        for name in ["facts.db", "facts.db-wal", "facts.db-shm", "team.db", "team.db-wal"] {
            assert_eq!(std::fs::metadata(folder.root().join(name)).unwrap().mode() & 0o777, 0o600, "{name}");
        }
    }

    #[test]
    fn a_planted_trigger_a_newer_schema_and_a_foreign_file_are_refused() {
        let (_temp, folder) = folder();
        drop(Facts::open(&folder).unwrap());
        let plant = |sql: &str| Connection::open(folder.facts()).unwrap().execute_batch(sql).unwrap();
        plant("CREATE TRIGGER t AFTER INSERT ON import BEGIN DELETE FROM snapshot; END");
        assert!(matches!(Facts::open(&folder), Err(StoreError::Foreign { .. })));
        assert!(matches!(Reader::open(&folder), Err(StoreError::Foreign { .. })));
        plant("DROP TRIGGER t; ANALYZE");
        let mut facts = Facts::open(&folder).unwrap();
        plant("PRAGMA user_version = 99");
        assert!(matches!(facts.begin_immediate(), Err(StoreError::Newer { found: 99, .. })));
        assert!(matches!(Facts::open(&folder), Err(StoreError::Newer { .. })));
        plant("PRAGMA application_id = 7");
        assert!(matches!(Facts::open(&folder), Err(StoreError::Foreign { .. })));
        std::fs::write(folder.team(), "order-id\tsku\nno database at all, only text that is long enough").unwrap();
        std::fs::set_permissions(folder.team(), std::fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(Team::open(&folder), Err(StoreError::Foreign { .. })));
    }

    #[test]
    fn processes_that_open_at_once_make_one_database() {
        let (_temp, folder) = folder();
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(|| Team::open(&folder).map(drop))).collect();
            for one in all {
                one.join().unwrap().unwrap();
            }
        });
    }
}
