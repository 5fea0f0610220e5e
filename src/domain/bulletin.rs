//! What the import worker tells while it works, for screens and commands.

use serde::{Deserialize, Serialize};

use super::day::Instant;

/// The worker's notice. Without a worker only its last trouble counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulletin {
    /// The file that is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    /// Files that lie in the inbox, with the one that is read.
    #[serde(default)]
    pub files: u64,
    /// What went wrong last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Trouble>,
}

/// How far the reading of a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Its name (outside text).
    pub file: String,
    /// Records so far.
    pub rows: u64,
    /// The part that is read, in hundredths; `None` before the first record.
    pub percent: Option<u8>,
    /// Seconds until it is read, by the pace so far.
    pub left: Option<u64>,
}

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// When.
    pub at: Instant,
    /// The file that was refused (outside text); blank for an error of the system.
    pub file: String,
    /// The system's words; blank for a refused file, whose reason is in the ledger.
    pub words: String,
}
