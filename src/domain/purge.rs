//! What came of a purge of personal data (D12).

use serde::{Deserialize, Serialize};

/// The result of a purge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purged {
    /// Rows of personal data that were deleted from `facts.db`.
    pub rows: usize,
    /// Archived files that were written anew without what was due.
    pub files: usize,
    /// Archived files that could not be written anew: they hold personal data whose date has come.
    pub failed: Vec<String>,
    /// Files that were refused and lay aside too long, deleted.
    pub refused: usize,
    /// Texts of the team's journal that were deleted from `team.db`.
    #[serde(default)]
    pub texts: usize,
    /// What is left in the bytes of the database.
    pub residue: Option<Residue>,
}

/// Deleted data that still lies in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residue {
    /// The file: `facts.db` or its log.
    pub file: String,
    /// Who keeps it there by reading, as words; empty when that is not known.
    pub holders: Vec<String>,
}
