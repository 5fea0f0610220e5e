//! All about one row: its sections, where it comes from, and what was done about it.

use super::day::Instant;
use super::format::Format;
use super::import::{Evidence, Question};
use super::list::Cell;
use super::remember::Remembered;
use super::work::WorkItem;

/// A block of labelled cells in the detail of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Message id of the heading.
    pub heading: &'static str,
    /// Label (message id) and cell.
    pub rows: Vec<(&'static str, Cell)>,
    /// Free lines from outside (message bodies, rejected values).
    pub lines: Vec<String>,
}

/// Everything about one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    /// The row's id.
    pub id: String,
    /// The blocks, most important first.
    pub sections: Vec<Section>,
    /// The file and row that the row comes from.
    pub evidence: Option<Evidence>,
    /// What the ledger knows of the files of `evidence` and of the item's.
    pub origins: Vec<Origin>,
    /// The item, when there is one.
    pub item: Option<Box<WorkItem>>,
    /// The item's journal, oldest first.
    pub history: Vec<HistoryLine>,
    /// A page of Seller Central where the act is done, `https://` only.
    pub link: Option<String>,
    /// What a waiting file asks, and its number in the ledger (Imports only).
    pub question: Option<(i64, Question)>,
    /// Answers that hold for files like this one (Imports only).
    pub remembered: Vec<Remembered>,
}

/// A file in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its content.
    pub sha256: String,
    /// Its number: the newest one under which the content counts, else the newest.
    pub import: i64,
    /// Which report it is; `None` when it is none that is known.
    pub format: Option<Format>,
}

/// One line of an item's history.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryLine {
    /// When.
    pub at: Instant,
    /// Who; `-` for the rules.
    pub who: String,
    /// What, a stable word: `opened`, `done`, `claimed`, `cleared`.
    pub verb: String,
    /// Note, reason (outside text).
    pub note: Option<String>,
    /// Whether it was taken back.
    pub undone: bool,
}
