//! A file's contents on their way from the parser to the database, in plain words: the parser's side implements
//! [`Source`], the database's side reads it.

use super::day::Instant;
use super::format::{Columns, Format, Row};
use super::import::{Control, Question, Reject};

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
    /// Records in the file = those of the rows + rejects.
    pub records: u64,
    /// Records rejected by the parser.
    pub rejected: u64,
    /// The moment of which the file itself speaks, when it says so.
    pub as_of: Option<Instant>,
    /// The totals that the file states, each held against its lines.
    pub controls: Vec<Control>,
}

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Rows, in the file's order. Rows of one record stand together and have its line: they count once (H9).
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

/// Files made by tests, as a parser would hand them over.
#[cfg(test)]
pub mod testing {
    use std::collections::VecDeque;

    use super::{FileEnd, FileHead, Part, Source, Stop};
    use crate::domain::day::Instant;
    use crate::domain::format::{Columns, Format, Kind, Row, Value};
    use crate::domain::import::{Problem, Reject};
    use crate::domain::market::Market;

    /// A file in memory.
    #[derive(Clone, Debug)]
    pub struct Fixed {
        head: FileHead,
        parts: VecDeque<Part>,
        records: u64,
        rejected: u64,
        as_of: Option<Instant>,
        broken: bool,
    }

    impl Fixed {
        /// A file of `format` with these columns (names of the format's table, in one text).
        ///
        /// # Panics
        /// When the format has no such column.
        pub fn new(format: Format, columns: &str) -> Self {
            let position = |name| format.spec().position(name).unwrap_or_else(|| panic!("no column {name}")) as u16;
            let fields = columns.split_whitespace().map(position).collect();
            let columns = Columns { fields, extra: vec!["other".into()], unknown: vec!["other".into()] };
            let head = FileHead { format, columns, encoding: "UTF-8".into() };
            Self { head, parts: VecDeque::new(), records: 0, rejected: 0, as_of: None, broken: false }
        }

        /// With a record; cells separated by `|`, blank ones NULL.
        pub fn row(self, market: Option<Market>, cells: &str) -> Self {
            self.row_with(market, cells, None)
        }

        /// With a record that has a cell of an unknown column.
        ///
        /// # Panics
        /// When a cell of a number is none.
        pub fn row_with(mut self, market: Option<Market>, cells: &str, extra: Option<&str>) -> Self {
            let cells: Vec<Value> = cells
                .split('|')
                .map(str::trim)
                .zip(&self.head.columns.fields)
                .map(|(text, field)| match self.head.format.spec().fields[usize::from(*field)].kind {
                    _ if text.is_empty() => Value::Null,
                    Kind::Text | Kind::Id | Kind::Day => Value::Text(text.into()),
                    _ => Value::Int(text.parse().unwrap_or_else(|_| panic!("{text}"))),
                })
                .collect();
            self.records += 1;
            let extra = extra.map(|text| (0, text.to_owned())).into_iter().collect();
            let row = Row { line: self.records as u32 + 1, market, cells, extra };
            self.parts.push_back(Part::Rows(vec![row]));
            self
        }

        /// With a record that the parser rejected.
        pub fn reject(mut self, group: Option<&str>) -> Self {
            self.records += 1;
            self.rejected += 1;
            let line = self.records as u32 + 1;
            let reject = Reject { line, column: "units".into(), read: "x".into(), problem: Problem::NotANumber };
            self.parts.push_back(Part::Reject { reject, group: group.map(str::to_owned) });
            self
        }

        /// Which speaks of this moment.
        pub fn as_of(mut self, as_of: i64) -> Self {
            self.as_of = Some(Instant(as_of));
            self
        }

        /// Whose parser dies before the end.
        pub fn broken(mut self) -> Self {
            self.broken = true;
            self
        }
    }

    impl Source for Fixed {
        fn head(&mut self) -> Result<FileHead, Stop> {
            Ok(self.head.clone())
        }

        fn part(&mut self) -> Result<Part, Stop> {
            if let Some(part) = self.parts.pop_front() {
                return Ok(part);
            }
            if self.broken {
                let problem = Problem::ParserDied { status: "signal 6".into() };
                return Err(Stop::Refuse(Reject { line: 0, column: String::new(), read: String::new(), problem }));
            }
            Ok(Part::End(FileEnd {
                records: self.records,
                rejected: self.rejected,
                as_of: self.as_of,
                controls: vec![],
            }))
        }
    }
}
