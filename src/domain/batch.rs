//! A file's contents on their way from the parser to the database, in plain words: the parser's side implements
//! [`Source`], the database's side reads it.

use super::day::Instant;
use super::format::{Columns, Format, Row};
use super::import::{Question, Reject};

/// What the file is: known before its first record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHead {
    /// The format, by content.
    pub format: Format,
    /// The columns that the file has.
    pub columns: Columns,
    /// `UTF-8`, `windows-1252`, ...
    pub encoding: String,
}

/// Totals behind the last record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileEnd {
    /// Records in the file = rows + rejects.
    pub records: u64,
    /// Records rejected by the parser.
    pub rejected: u64,
    /// The moment of which the file itself speaks, when it says so.
    pub as_of: Option<Instant>,
}

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Records, in the file's order.
    Rows(Vec<Row>),
    /// A record that was not taken; `group` is its order id, when it could be read (H7).
    Reject {
        /// What and why.
        reject: Reject,
        /// The group of the format's policy.
        group: Option<String>,
    },
    /// The file was read to its end and the parser ended well: only now may anything be committed.
    End(FileEnd),
}

/// Why nothing of a file can be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// One question must be answered first.
    Ask(Question),
    /// The file cannot be read.
    Refuse(Reject),
}

/// The contents of one file, read once from its beginning to its end.
pub trait Source {
    /// What the file is. Called once, first.
    fn head(&mut self) -> Result<FileHead, Stop>;
    /// The next part. Not called again after [`Part::End`] or a [`Stop`].
    fn part(&mut self) -> Result<Part, Stop>;
}
