//! The run over a table: evidence about dates first where it is needed, then rows in batches, rejects, and the totals.

use super::build::{Plan, Record, Refusal};
use super::cell::Cell;
use super::frame::{BATCH, Frame, Head, Trailer};
use super::header::clip;
use super::parts::Parted;
use super::{Context, Emit, Outcome, Stop};
use crate::domain::day::{Day, Instant};
use crate::domain::format::{Format, Row};
use crate::domain::import::{Control, Problem, Question, Reject};

/// Bytes of text in a batch at most: frames stay small whatever the cells hold.
const BATCH_BYTES: usize = 4 << 20;

/// One record of a table, or why it has none.
#[derive(Clone, Copy)]
pub(super) enum Line<'a> {
    /// A record with as many cells as the header.
    Record {
        /// Its line.
        line: u32,
        /// Its cells.
        record: &'a dyn Record,
        /// Bytes of its text.
        bytes: usize,
    },
    /// A record with another number of cells.
    Uneven {
        /// Its line.
        line: u32,
        /// Its number of cells.
        cells: u32,
        /// Its cells.
        record: &'a dyn Record,
    },
}

/// Whether a run over a table goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Go {
    /// To the next record.
    On,
    /// Enough was seen.
    Stop,
}

/// How a table ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// In a closed form.
    Closed,
    /// In the middle of a line: the last record may be cut.
    Open,
}

/// A container of records below a header line.
pub(super) trait Table {
    /// Runs over all records from the start. May be called again.
    fn run(&mut self, each: &mut dyn FnMut(Line<'_>) -> Result<Go, Stop>) -> Result<Ending, Stop>;
}

/// What the head frame says about the container.
pub(super) struct Container {
    /// `tab`, `comma`, `semicolon`, `xlsx`, `json`, `xml`.
    pub(super) word: &'static str,
    /// The encoding's name.
    pub(super) encoding: String,
}

/// Reads a table by its plan and emits head, rows and rejects.
pub(super) fn read(
    table: &mut dyn Table,
    mut plan: Plan,
    container: Container,
    format: Format,
    ctx: &Context,
    emit: Emit<'_>,
) -> Outcome {
    let mut parted;
    let table: &mut dyn Table = match plan.parts().cloned() {
        Some(parts) => {
            parted = Parted { table, parts };
            &mut parted
        }
        None => table,
    };
    let head = Head {
        format,
        columns: plan.columns.clone(),
        encoding: container.encoding,
        container: container.word.to_owned(),
    };
    // Also where the file asks or is refused: whoever keeps it must know what it is.
    emit(Frame::Head(head))?;
    plan.find_dates(table, ctx)?;
    plan.find_point(table)?;
    let mut run = Run {
        plan: &plan,
        ctx,
        emit,
        batch: Vec::new(),
        bytes: 0,
        trailer: Trailer::default(),
        newest: None,
        open: 0,
        last: None,
        refused: None,
        given: None,
    };
    let ending = table.run(&mut |line| run.line(line).map(|()| Go::On))?;
    run.end(ending)
}

struct Run<'a, 'e> {
    plan: &'a Plan,
    ctx: &'a Context,
    emit: Emit<'e>,
    batch: Vec<Row>,
    bytes: usize,
    trailer: Trailer,
    newest: Option<String>,
    /// Records with an amount whose currency nothing tells: the file will ask.
    open: u64,
    /// The last record's line, when it was rejected.
    last: Option<u32>,
    /// The first record that was rejected, where that refuses the file.
    refused: Option<Reject>,
    /// The last line that gave rows: parts of one line are one record.
    given: Option<u32>,
}

impl Run<'_, '_> {
    fn line(&mut self, line: Line<'_>) -> Result<(), Stop> {
        self.trailer.records += 1;
        self.last = None;
        match line {
            Line::Record { line, record, bytes } => match self.plan.row(record, line, self.ctx) {
                Ok((row, further)) => {
                    self.trailer.records -= u64::from(self.given.replace(line) == Some(line));
                    self.take(row, bytes)?;
                    further.into_iter().try_for_each(|row| self.take(row, bytes))
                }
                Err(Refusal::Reject(reject, group)) => self.reject(*reject, group),
                Err(Refusal::Marketplace) => {
                    self.open += 1;
                    Ok(())
                }
                Err(Refusal::Ask(question)) => Err(Stop::Ask(question)),
            },
            Line::Uneven { line, cells, record } => {
                let header = self.plan.header().len() as u32;
                let first = match record.cell(0) {
                    Cell::Empty => String::new(),
                    cell => clip(&cell.shown()),
                };
                let problem = Problem::CellCount { header, line: cells };
                let group = self.plan.group(record);
                self.reject(Reject { line, column: String::new(), read: first, problem }, group)
            }
        }
    }

    fn take(&mut self, row: Row, bytes: usize) -> Result<(), Stop> {
        if self.open > 0 {
            return Ok(());
        }
        if let Some(day) = self.plan.as_of(&row).filter(|day| self.newest.as_deref().is_none_or(|n| n < *day)) {
            self.newest = Some(day.to_owned());
        }
        if self.batch.len() == BATCH || self.bytes + bytes > BATCH_BYTES {
            self.flush()?;
        }
        self.bytes += bytes;
        self.batch.push(row);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Stop> {
        self.bytes = 0;
        if !self.batch.is_empty() {
            let rows = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
            (self.emit)(Frame::Rows(rows))?;
        }
        Ok(())
    }

    fn reject(&mut self, reject: Reject, group: Option<String>) -> Result<(), Stop> {
        self.trailer.rejected += 1;
        self.last = Some(reject.line);
        if self.plan.balanced() {
            self.refused.get_or_insert(reject);
        } else if self.open == 0 {
            // In the file's order: what came before goes first.
            self.flush()?;
            (self.emit)(Frame::Reject { reject, group })?;
        }
        Ok(())
    }

    fn end(mut self, ending: Ending) -> Outcome {
        if ending == Ending::Open
            && let Some(line) = self.last
        {
            return Err(Stop::at(line, Problem::CutOff));
        }
        if self.trailer.records == 0 {
            return Err(Stop::whole(Problem::Empty));
        }
        if self.open > 0 {
            return Err(Stop::Ask(Question::Marketplace { rows: self.open }));
        }
        if let Some(reject) = self.refused {
            return Err(Stop::Refuse(reject));
        }
        let controls = std::mem::take(&mut self.plan.controls.borrow_mut().0);
        if let Some(control) = controls.iter().find(|control| self.plan.balanced() && !control.holds()) {
            return Err(Stop::Refuse(unbalanced(control)));
        }
        self.trailer.controls = controls;
        self.flush()?;
        self.trailer.as_of =
            self.newest.as_deref().and_then(Day::parse).map(|day| Instant(day.start(chrono_tz::UTC).0));
        Ok(self.trailer)
    }
}

/// The refusal of a file whose amounts do not add up to a total that it states.
fn unbalanced(control: &Control) -> Reject {
    let Control { subject, currency, expected, found, .. } = control;
    let problem = Problem::TotalDiffers { expected: *expected, found: *found, currency: *currency };
    Reject { line: 0, column: String::new(), read: clip(subject), problem }
}
