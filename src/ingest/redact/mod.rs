//! Archived files without the personal data whose date has come (D12), made so that they are read as before.
//!
//! A table of text keeps its bytes but for the cells that go. Any other file (a mail, a workbook, JSON) is written as the
//! records that were read from it, a mailbox with the mails that are not due behind them: `rows`. Which records are due is
//! told by their own dates, one by one.

use std::fs::File;
use std::io::{self, BufReader, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use super::delimited::Outline;
use super::frame::{Frame, Head};
use super::header::Fate;
use super::source::{self, Source};
use super::{Context, read};
use crate::domain::day::Instant;
use crate::domain::format::{Columns, Place, Row, Spec, Value};
use crate::domain::import::{Problem, Question, Reject};
use crate::domain::mapping::IGNORED;
use crate::domain::personal::{Dates, KEEP};

pub(super) mod rows;
mod text;

/// What is to be done to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What is known beside the file's bytes.
    pub context: Context,
    /// When the file came: from here the days of a record without a date are counted.
    pub received: Instant,
    /// The present moment.
    pub now: Instant,
    /// Write the records, also where the text could be kept.
    pub as_rows: bool,
}

/// How the new file looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// There is nothing to take out: no new file.
    Same,
    /// The old text without the cells that go.
    Text,
    /// The records.
    Rows,
}

/// What was found in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// How the new file looks.
    pub form: Form,
    /// When the next of its records is due; `None` when nothing personal stays in it.
    pub next: Option<Instant>,
}

/// Whether a record is due, by its line.
#[derive(Debug, Default)]
struct Dues {
    /// 0: no record that was read; 1: due; 2: not yet.
    lines: Vec<u8>,
    /// What is no record that was read (a rejected line, a file that waits) is due by the moment at which the file came.
    others: bool,
    any: bool,
    next: Option<Instant>,
}

impl Dues {
    fn note(&mut self, line: Option<u32>, purge: Instant, now: Instant) {
        let due = purge <= now;
        self.any |= due;
        if !due {
            self.next = Some(self.next.map_or(purge, |next| next.min(purge)));
        }
        if let Some(line) = line {
            let line = line as usize;
            if self.lines.len() <= line {
                self.lines.resize(line + 1, 0);
            }
            self.lines[line] = if due { 1 } else { 2 };
        }
    }

    fn is(&self, line: u32) -> bool {
        match self.lines.get(line as usize) {
            Some(1) => true,
            Some(2) => false,
            _ => self.others,
        }
    }

    /// Whether a record was read and stays as it is for now.
    fn stays(&self, line: u32) -> bool {
        self.lines.get(line as usize) == Some(&2)
    }
}

/// Reads `file` and writes the found in one line of JSON, then the new file, to `out`.
pub fn run(file: &mut File, task: &Task, out: &mut dyn Write) -> io::Result<()> {
    let outline = source::outline(&mut Source::of(file)?, &task.context)?;
    let outline = outline.filter(|outline| text::can_be_kept(outline) && !task.as_rows);
    let blank = outline.as_ref().map(blank_columns);
    let dues = look(file, task, blank.as_deref())?;
    let form = match (&outline, dues.any) {
        (_, false) => Form::Same,
        (Some(_), true) => Form::Text,
        (None, true) => Form::Rows,
    };
    serde_json::to_writer(&mut *out, &Found { form, next: dues.next })?;
    out.write_all(b"\n")?;
    match (form, outline, blank) {
        (Form::Text, Some(outline), Some(blank)) => write_text(file, &outline, &blank, &dues, out)?,
        (Form::Rows, ..) => rows::write(file, task, &dues, out)?,
        _ => {}
    }
    out.flush()
}

/// Whether a format's own columns hold personal data: then everything that is no fact goes, also what is documented and
/// not used (a tax number, a gift note). Of other formats only the cells of unknown columns go (H18).
fn is_personal(spec: &Spec) -> bool {
    !spec.person.is_empty()
}

/// The header positions whose cells go.
fn blank_columns(outline: &Outline) -> Vec<bool> {
    let header = &outline.header;
    let spec = header.layout.format.spec();
    // The column that names the marketplace is read whatever else it brings.
    let market = header.names.iter().position(|name| header.layout.is_market(name));
    let goes = |(at, fate): (usize, Fate)| match fate {
        _ if market == Some(at) => false,
        Fate::Fills(column) | Fate::Second(column) => {
            spec.position(column).is_none_or(|at| spec.fields[at].place == Place::Person)
        }
        Fate::Kept | Fate::LeftOut => true,
        Fate::Unused => is_personal(spec),
    };
    let blank: Vec<bool> = header.fates().into_iter().enumerate().map(goes).collect();
    match &header.parts {
        Some(parts) => parts.widened(&blank, true),
        None => blank,
    }
}

/// Reads the file once to see which of its records are due.
fn look(file: &mut File, task: &Task, blank: Option<&[bool]>) -> io::Result<Dues> {
    let mut dues = Dues::default();
    let (mut dates, mut personal) = (Dates::default(), true);
    let others = task.received.plus(KEEP);
    let goes = blank.is_none_or(|blank| blank.contains(&true));
    // What a person left out is in no row, and may be anything.
    let left_out = task.context.map.as_ref().is_some_and(|map| map.columns.values().any(|column| column == IGNORED));
    // Of a text the header tells whether anything in it may go; of other files the format and the records.
    read(file, &task.context, &mut |frame| {
        match frame {
            Frame::Head(Head { format, columns, .. }) => {
                dates = Dates::of(format.spec(), &columns);
                personal = is_personal(format.spec());
            }
            Frame::Rows(rows) => {
                for row in rows.iter().filter(|row| goes && (personal || left_out || !row.extra.is_empty())) {
                    dues.note(Some(row.line), dates.purge_after([row], task.received), task.now);
                }
            }
            // No format with personal columns asks for its period, and its records can be read only from the file itself.
            Frame::Ask(Question::Period) if blank.is_none() => {}
            Frame::Reject { .. } | Frame::Ask(_) | Frame::Refuse(_)
                if goes && (personal || left_out || blank.is_some()) =>
            {
                dues.note(None, others, task.now);
            }
            _ => {}
        }
        Ok(())
    })?;
    dues.others = others <= task.now;
    Ok(dues)
}

fn write_text(file: &mut File, outline: &Outline, blank: &[bool], dues: &Dues, out: &mut dyn Write) -> io::Result<()> {
    let mut source = Source::of(file)?;
    let packed = source.is_packed();
    let input = &mut BufReader::with_capacity(256 << 10, source.open()?);
    if packed {
        let mut gzip = GzEncoder::new(out, Compression::default());
        text::copy(input, outline, blank, dues, &mut gzip)?;
        gzip.finish()?;
        return Ok(());
    }
    text::copy(input, outline, blank, dues, out)
}

/// Takes out of a record what goes with its personal data.
pub fn strip(row: &mut Row, spec: &Spec, columns: &Columns) {
    row.extra.clear();
    for (cell, field) in row.cells.iter_mut().zip(&columns.fields) {
        if spec.fields.get(usize::from(*field)).is_none_or(|field| field.place == Place::Person) {
            *cell = Value::Null;
        }
    }
}

/// Takes out of what was not read the cells that it shows: what stands in for an unknown header may be a line of persons.
pub fn strip_reject(reject: &mut Reject) {
    reject.read.clear();
    if let Problem::UnknownHeader { header, .. } = &mut reject.problem {
        header.clear();
    }
}

#[cfg(test)]
mod tests;
