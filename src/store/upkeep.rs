//! Looking after the two files: are they sound, and a copy of them. Reads the databases, never writes them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::open::{Folder, StoreError, Team};
use super::team::JournalHead;
use super::temp::keep_inside;
use crate::domain::day::Instant;

/// The databases of a folder.
const FILES: [&str; 2] = ["facts.db", "team.db"];

/// What was found about one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Soundness {
    /// `facts.db` or `team.db`.
    pub file: &'static str,
    /// What is wrong with it, in SQLite's words or as the place in the journal; `None` when it is sound.
    pub problem: Option<String>,
}

/// The version of SQLite inside, such as `3.54.1`.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// Checks each database that exists: its pages and indexes, and the chain of the journal, in which `heads`, kept outside the
/// database, must be found.
///
/// # Errors
/// [`StoreError::Missing`] when there is none yet.
pub fn check(folder: &Folder, heads: &[JournalHead]) -> Result<Vec<Soundness>, StoreError> {
    let there: Vec<_> = FILES.into_iter().filter(|file| folder.root().join(file).exists()).collect();
    if there.is_empty() {
        return Err(StoreError::Missing(folder.root().join(FILES[0])));
    }
    there
        .into_iter()
        .map(|file| {
            let path = folder.root().join(file);
            let mut problem = integrity(&path)?;
            if file == "team.db" && problem.is_none() {
                problem = journal(&path, heads)?;
            }
            Ok(Soundness { file, problem })
        })
        .collect()
}

fn read_only(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(Duration::from_secs(5))?;
    Ok(db)
}

/// The first thing that SQLite finds wrong. A file that is no database at all is a finding, not an error.
fn integrity(path: &Path) -> Result<Option<String>, StoreError> {
    let words = read_only(path)?.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    match words {
        Ok(words) if words == "ok" => Ok(None),
        Ok(words) => Ok(Some(words)),
        Err(error) => match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                Ok(Some(error.to_string()))
            }
            Some(rusqlite::ErrorCode::DatabaseBusy) => Err(StoreError::Busy),
            _ => Err(error.into()),
        },
    }
}

/// The first row of the journal that is not as it was written; looked at without `facts.db`, which may be the damaged one.
fn journal(team: &Path, heads: &[JournalHead]) -> Result<Option<String>, StoreError> {
    let bad = Team(read_only(team)?).verify_journal_against(heads)?.bad;
    Ok(bad.map(|row| format!("journal row {}: {}", row.seq, row.fault.word())))
}

/// What a backup holds; written beside it as `manifest.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// When it was made.
    pub made_at: Instant,
    /// `user_version` of each file that was copied.
    pub schemas: Vec<(&'static str, i64)>,
    /// The newest import in `facts.db`; 0 when there is none.
    pub import: i64,
    /// Number and hash of the journal's last row.
    pub journal: Option<(i64, String)>,
}

impl Manifest {
    /// The manifest as TOML.
    pub fn to_toml(&self) -> String {
        let mut table = toml::Table::new();
        table.insert("made_at".to_owned(), self.made_at.rfc3339().into());
        table.insert("last_import".to_owned(), self.import.into());
        if let Some((row, hash)) = &self.journal {
            table.insert("journal_row".to_owned(), (*row).into());
            table.insert("journal_hash".to_owned(), hash.as_str().into());
        }
        let schemas: toml::Table = self.schemas.iter().map(|(file, n)| ((*file).to_owned(), (*n).into())).collect();
        table.insert("schema".to_owned(), schemas.into());
        table.to_string()
    }
}

/// Copies both databases into the new folder `dir` (0700, files 0600), checks the copies, and writes a manifest. The two
/// copies are of two moments; what ties them together is in the manifest.
///
/// # Errors
/// When `dir` exists; when there is no database; when a copy is not sound.
pub fn backup(folder: &Folder, dir: &Path, now: Instant) -> Result<Manifest, StoreError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| StoreError::Io { path, source }
    };
    let sources: Vec<(&'static str, PathBuf)> =
        FILES.map(|file| (file, folder.root().join(file))).into_iter().filter(|(_, path)| path.exists()).collect();
    if sources.is_empty() {
        return Err(StoreError::Missing(folder.root().join(FILES[0])));
    }
    DirBuilder::new().mode(0o700).create(dir).map_err(io(dir))?;
    let mut manifest = Manifest { made_at: now, schemas: Vec::new(), import: 0, journal: None };
    for (file, source) in sources {
        let target = dir.join(file);
        new_file(&target).map_err(io(&target))?;
        let db = read_only(&source)?;
        keep_inside(&db, folder)?;
        copy(&db, &target)?;
        if let Some(what) = integrity(&target)? {
            return Err(StoreError::Foreign { file: target, what });
        }
        File::open(&target).and_then(|copied| copied.sync_all()).map_err(io(&target))?;
        describe(file, &target, &mut manifest)?;
    }
    let path = dir.join("manifest.toml");
    let written = new_file(&path).and_then(|mut out| {
        out.write_all(manifest.to_toml().as_bytes())?;
        out.sync_all()
    });
    written.and_then(|()| fs::File::open(dir)?.sync_all()).map_err(io(&path))?;
    Ok(manifest)
}

fn new_file(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// `VACUUM INTO`: a consistent copy while others write, without what was deleted.
fn copy(source: &Connection, target: &Path) -> Result<(), StoreError> {
    let Some(name) = target.to_str() else {
        return Err(StoreError::Foreign { file: target.to_owned(), what: "the name is not UTF-8".to_owned() });
    };
    source.execute("VACUUM INTO ?1", [name])?;
    Ok(())
}

/// Reads schema, newest import and end of the journal from the copy: the manifest speaks of what was copied.
fn describe(file: &'static str, copy: &Path, manifest: &mut Manifest) -> Result<(), StoreError> {
    let db = read_only(copy)?;
    manifest.schemas.push((file, db.query_row("PRAGMA user_version", [], |row| row.get(0))?));
    if file == "facts.db" {
        manifest.import = db.query_row("SELECT COALESCE(MAX(seq), 0) FROM import", [], |row| row.get(0))?;
    } else {
        let last = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1";
        let mut statement = db.prepare(last)?;
        let mut rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        manifest.journal = rows.next().transpose()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const NOW: Instant = Instant(1_795_330_800);

    fn made(folder: &Path) {
        let schemas = [
            ("facts.db", include_str!("../../assets/schema/facts/0001_init.sql")),
            ("team.db", include_str!("../../assets/schema/team/0001_init.sql")),
        ];
        for (file, schema) in schemas {
            let db = Connection::open(folder.join(file)).unwrap();
            db.execute_batch(schema).unwrap();
            db.pragma_update(None, "user_version", 1).unwrap();
        }
    }

    #[test]
    fn a_manifest_is_toml() {
        let manifest = Manifest {
            made_at: NOW,
            schemas: vec![("facts.db", 1), ("team.db", 2)],
            import: 12,
            journal: Some((7, "ab".into())),
        };
        let table: toml::Table = manifest.to_toml().parse().unwrap();
        assert_eq!(table["last_import"].as_integer(), Some(12));
        assert_eq!(table["journal_hash"].as_str(), Some("ab"));
        assert_eq!(table["schema"]["team.db"].as_integer(), Some(2));
    }

    #[test]
    fn a_copy_is_sound_private_and_never_over_another_file() {
        let folder = tempfile::tempdir().unwrap();
        made(folder.path());
        let target = folder.path().join("copy.db");
        new_file(&target).unwrap();
        assert!(new_file(&target).is_err());
        copy(&read_only(&folder.path().join("facts.db")).unwrap(), &target).unwrap();
        assert_eq!(integrity(&target).unwrap(), None);
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
        let mut manifest = Manifest { made_at: NOW, schemas: vec![], import: 9, journal: None };
        describe("facts.db", &target, &mut manifest).unwrap();
        assert_eq!((manifest.schemas.as_slice(), manifest.import), ([("facts.db", 1)].as_slice(), 0));
    }

    #[test]
    fn a_damaged_file_is_a_finding() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facts.db");
        fs::write(&path, vec![b'x'; 8192]).unwrap();
        assert!(integrity(&path).unwrap().is_some());
    }

    #[test]
    fn the_sqlite_inside_has_the_fix_of_the_write_ahead_log() {
        // 3.7.0 to 3.51.2 can damage a database when a log is reset while another process reads (sqlite.org/wal.html).
        assert!(rusqlite::version_number() >= 3_051_003, "{}", sqlite_version());
    }
}
