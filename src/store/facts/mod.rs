//! Writing `facts.db`: applying the rows of a file by the policy of its format, in one transaction with its ledger row.

use rusqlite::{Connection, Transaction};

use super::open::{Facts, StoreError};
use crate::domain::batch::{FileEnd, FileHead, Part, Source, Stop};
use crate::domain::day::Instant;
use crate::domain::format::{Policy, Row};
use crate::domain::import::{FileContext, FileState, ImportReport, Problem, Question, Reject};
use crate::domain::market::Market;
use crate::domain::personal::FirstDue;

mod bulk;
mod forget;
mod hash;
mod keyed;
mod ledger;
mod market;
mod orders;
mod period;
mod person;
mod purge;
mod rows;
mod scope;
mod snapshot;
mod stored;
mod table;
#[cfg(test)]
mod tests;
mod thread;

pub use ledger::Entry;
use orders::{Orders, Plan};
use rows::Rows;
pub(in crate::store) use snapshot::EVERY_ROW;
use table::Table;

/// A file that is about to be applied.
#[derive(Clone, Copy)]
pub struct FileInfo<'a> {
    /// The archive's sequence number: the ledger's key.
    pub seq: i64,
    /// SHA-256 of the file as it came, in hex.
    pub sha256: &'a str,
    /// Its size.
    pub bytes: u64,
    /// What is known beside its bytes.
    pub context: &'a FileContext,
    /// The store's only marketplace when the file was read first; `None` when it had none or several, or that is not known:
    /// then the one that the store has now counts.
    pub only: Option<Market>,
    /// The version of the parser that reads it.
    pub parser_version: u32,
    /// The present moment and the seconds since work on the file began; what counts for the ledger is asked at the end.
    pub ended: &'a dyn Fn() -> (Instant, f64),
}

/// What became of the records; their sum is the number of records (H9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    inserted: u64,
    updated: u64,
    unchanged: u64,
    rejected: u64,
}

impl Counts {
    fn sum(self) -> u64 {
        self.inserted + self.updated + self.unchanged + self.rejected
    }
}

/// How a pass over a file ended.
enum Verdict {
    /// Commit.
    Done,
    /// Roll back and read the file again with this knowledge.
    Again(Plan),
    /// Roll back.
    Stop(Stop),
}

impl Verdict {
    /// Rows without a marketplace make the file wait (H2).
    fn of_markets(unknown: u64) -> Self {
        match unknown {
            0 => Self::Done,
            rows => Self::Stop(Stop::Ask(Question::Marketplace { rows })),
        }
    }
}

/// What a pass learned of the file, for the ledger.
#[derive(Default)]
struct Seen {
    head: Option<FileHead>,
    end: FileEnd,
    counts: Counts,
    rejects: Vec<Reject>,
    /// Of a file that was read to its end: when the first personal data in it is due.
    due: Option<FirstDue>,
}

/// The writer of one format.
enum Writer<'t> {
    Orders(Box<Orders<'t>>),
    Rows(Box<Rows<'t>>),
}

impl<'t> Writer<'t> {
    fn new(db: &'t Connection, file: &'t FileInfo<'t>, table: &'t Table, plan: Plan) -> Result<Self, StoreError> {
        Ok(match table.spec.policy {
            Policy::NewestGroup => Self::Orders(Box::new(Orders::new(db, file, table, plan)?)),
            _ => Self::Rows(Box::new(Rows::new(db, file, table)?)),
        })
    }

    fn question(&self) -> Option<Question> {
        match self {
            Self::Orders(_) => None,
            Self::Rows(rows) => rows.question(),
        }
    }

    fn row(&mut self, row: Row) -> Result<(), StoreError> {
        match self {
            Self::Orders(orders) => orders.row(row),
            Self::Rows(rows) => rows.row(row),
        }
    }

    fn reject(&mut self, reject: Reject, group: Option<String>) {
        match self {
            Self::Orders(orders) => {
                orders.counts.rejected += 1;
                orders.reject(reject, group);
            }
            Self::Rows(rows) => {
                rows.counts.rejected += 1;
                rows.rejects.push(reject);
            }
        }
    }

    fn counts(&mut self) -> &mut Counts {
        match self {
            Self::Orders(orders) => &mut orders.counts,
            Self::Rows(rows) => &mut rows.counts,
        }
    }

    fn finish(&mut self, end: &FileEnd) -> Result<Verdict, StoreError> {
        match self {
            Self::Orders(orders) => orders.finish(),
            Self::Rows(rows) => rows.finish(end),
        }
    }

    fn note_markets(&self) -> Result<(), StoreError> {
        match self {
            Self::Orders(orders) => orders.markets.finish(),
            Self::Rows(rows) => rows.markets.finish(),
        }
    }

    fn results(self) -> (Counts, Vec<Reject>) {
        match self {
            Self::Orders(orders) => (orders.counts, orders.rejects),
            Self::Rows(rows) => (rows.counts, rows.rejects),
        }
    }
}

/// Reads a file again from its beginning.
pub type Open<'a> = dyn FnMut() -> Result<Box<dyn Source>, Stop> + 'a;

impl Facts {
    /// Applies a file as one transaction with its ledger row, after its source has ended well; otherwise only the ledger
    /// row is written: waiting with its question, or refused with its reason. `open` may be called again when rejects or
    /// scattered lines of an order were met after the order was written.
    pub fn apply(&mut self, file: &FileInfo<'_>, open: &mut Open<'_>) -> Result<ImportReport, StoreError> {
        let mut plan = Plan::default();
        let mut seen = Seen::default();
        for _pass in 0..3 {
            let tx = self.begin_immediate()?;
            let verdict = match open() {
                Ok(mut source) => match pass(&tx, file, source.as_mut(), std::mem::take(&mut plan), &mut seen) {
                    // A record that breaks a rule of the schema: the fault of the file or its reader, not of the disk.
                    Err(StoreError::Sqlite(error)) if is_of_content(&error) => {
                        let status = format!("the database does not take a record: {error}");
                        Verdict::Stop(Stop::Refuse(whole_file(Problem::ParserDied { status })))
                    }
                    other => other?,
                },
                Err(stop) => Verdict::Stop(stop),
            };
            match verdict {
                Verdict::Done => return commit(tx, file, &seen),
                Verdict::Again(next) => plan = next,
                Verdict::Stop(stop) => {
                    tx.rollback()?;
                    return self.note_stop(file, &seen, &stop);
                }
            }
            tx.rollback()?;
        }
        // The second reading knew everything that the first one found: the file must have changed in between.
        let status = "the file read differently each time".to_owned();
        let problem = Problem::ParserDied { status };
        self.note_stop(file, &seen, &Stop::Refuse(whole_file(problem)))
    }

    fn note_stop(&mut self, file: &FileInfo<'_>, seen: &Seen, stop: &Stop) -> Result<ImportReport, StoreError> {
        let tx = self.begin_immediate()?;
        let report = ledger::note_stop(&tx, file, seen, stop)?;
        tx.commit()?;
        Ok(report)
    }
}

fn is_of_content(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{ConstraintViolation, TooBig, TypeMismatch};
    matches!(error.sqlite_error_code(), Some(ConstraintViolation | TooBig | TypeMismatch))
}

/// A reason for refusing a whole file.
pub(crate) fn whole_file(problem: Problem) -> Reject {
    Reject { line: 0, column: String::new(), read: String::new(), problem }
}

fn pass(
    tx: &Transaction<'_>,
    file: &FileInfo<'_>,
    source: &mut dyn Source,
    plan: Plan,
    seen: &mut Seen,
) -> Result<Verdict, StoreError> {
    let head = match source.head() {
        Ok(head) => head,
        Err(stop) => return Ok(Verdict::Stop(stop)),
    };
    let table = Table::new(head.format.spec(), &head.columns);
    let mut due = FirstDue::of(head.format.spec(), &head.columns, file.context.received);
    seen.head = Some(head);
    let mut writer = Writer::new(tx, file, &table, plan)?;
    if let Some(question) = writer.question() {
        return Ok(Verdict::Stop(Stop::Ask(question)));
    }
    let (mut records, mut rejected, mut last) = (0, 0, None);
    let end = loop {
        match source.part() {
            Ok(Part::Rows(rows)) => {
                for row in rows {
                    // Further rows of one record stand behind its first one and count with it (H9).
                    due.row(&row);
                    let further = last.replace(row.line) == Some(row.line);
                    records += u64::from(!further);
                    let before = *writer.counts();
                    writer.row(row)?;
                    if further {
                        *writer.counts() = before;
                    }
                }
            }
            Ok(Part::Reject { reject, group }) => {
                (records, rejected) = (records + 1, rejected + 1);
                due.reject();
                writer.reject(reject, group);
            }
            Ok(Part::End(end)) => break end,
            Err(stop) => return Ok(Verdict::Stop(stop)),
        }
    };
    if (end.records, end.rejected) != (records, rejected) {
        let problem = Problem::LinesLost { raw: end.records, read: records };
        return Ok(Verdict::Stop(Stop::Refuse(whole_file(problem))));
    }
    let verdict = writer.finish(&end)?;
    writer.note_markets()?;
    (seen.counts, seen.rejects) = writer.results();
    (seen.end, seen.due) = (end, Some(due));
    if matches!(verdict, Verdict::Done) && seen.counts.sum() != records {
        let problem = Problem::LinesLost { raw: records, read: seen.counts.sum() };
        return Ok(Verdict::Stop(Stop::Refuse(whole_file(problem))));
    }
    Ok(verdict)
}

fn commit(tx: Transaction<'_>, file: &FileInfo<'_>, seen: &Seen) -> Result<ImportReport, StoreError> {
    let state = if seen.counts.rejected > 0 { FileState::Partly } else { FileState::Applied };
    let report = ledger::note(&tx, file, seen, state, None)?;
    tx.commit()?;
    Ok(report)
}
