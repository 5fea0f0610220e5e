//! What can go wrong with the databases.

use std::path::PathBuf;

use rusqlite::ErrorCode;

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

impl StoreError {
    /// Whether it passes by itself, or when somebody makes room: the same is worth another try later.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Busy => true,
            Self::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::DiskFull),
            _ => false,
        }
    }
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

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn a_full_disk_and_a_busy_database_pass_and_a_broken_one_does_not() {
        for (code, passes) in [(ffi::SQLITE_BUSY, true), (ffi::SQLITE_FULL, true), (ffi::SQLITE_CORRUPT, false)] {
            let error = StoreError::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
            assert_eq!(error.may_pass(), passes, "{error}");
        }
        assert!(!StoreError::Missing(PathBuf::new()).may_pass());
    }
}
