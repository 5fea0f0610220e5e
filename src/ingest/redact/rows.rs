//! An archived file as the records that were read from it: what is needed to make the database again, and nothing else.
//!
//! ```text
//! daydeck rows 1 SHA256        of the file that they were read from
//! ["order_id", ...]            the columns' names, so that the records outlive a change of the format's table
//! {"Head": ...}                frames, one a line
//! {"End": ...}
//! {"letter":2,"bytes":812}     of a mailbox each mail that is not due, whole, behind its number: what is attached to it
//! From: ...
//! ```
//!
//! It is believed only under the hash that it names, which no file from outside can have: it would have to name its own.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};

use serde::{Deserialize, Serialize};

use super::{Dues, Task, strip, strip_reject};
use crate::domain::format::{Columns, Format};
use crate::domain::import::Problem;
use crate::ingest::frame::{Frame, Head};
use crate::ingest::{Context, Emit, Outcome, Stop, mail, read as read_file, source};

const MAGIC: &str = "daydeck rows 1 ";
/// How the line of the last frame begins, behind which mails may stand.
const END: &[u8] = b"{\"End\":";

/// What stands before a mail.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Kept {
    /// Its number in the mailbox, from 1.
    letter: u32,
    /// Its length.
    bytes: usize,
}

/// Whether a file that begins so is one of records, of the file that `ctx` speaks of.
pub(in crate::ingest) fn is_one(head: &[u8], ctx: &Context) -> bool {
    let line = ctx.sha256.as_ref().map(|sha256| format!("{MAGIC}{sha256}\n"));
    line.is_some_and(|line| head.starts_with(line.as_bytes()))
}

/// Writes the records of `file`; those that are due without their personal data.
pub(super) fn write(file: &mut File, task: &Task, dues: &Dues, out: &mut dyn Write) -> io::Result<()> {
    let Some(sha256) = &task.context.sha256 else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the file's hash is not known"));
    };
    writeln!(out, "{MAGIC}{sha256}")?;
    let mut seen: Option<(Format, Columns)> = None;
    let mut whole = false;
    read_file(file, &task.context, &mut |mut frame| {
        match (&mut frame, &seen) {
            (Frame::Head(head), _) => {
                seen = Some((head.format, head.columns.clone()));
                line(out, &names(head))?;
            }
            (Frame::Rows(rows), Some((format, columns))) => {
                for row in rows.iter_mut().filter(|row| dues.is(row.line)) {
                    strip(row, format.spec(), columns);
                }
            }
            (Frame::Reject { reject, .. } | Frame::Refuse(reject), _) if dues.others => strip_reject(reject),
            (Frame::End(_), _) => whole = true,
            _ => {}
        }
        // A file that was refused or asks at once has no columns.
        if seen.is_none() {
            seen = Some((Format::Mail, Columns::default()));
            line(out, &Vec::<String>::new())?;
        }
        line(out, &frame)
    })?;
    if !whole || seen.is_none_or(|(format, _)| format != Format::Mail) {
        return Ok(());
    }
    source::letters(file, &task.context, &mut |letter, bytes| {
        if dues.stays(letter) {
            line(out, &Kept { letter, bytes: bytes.len() })?;
            out.write_all(&bytes)?;
        }
        Ok(true)
    })
}

/// Gives the mails that are kept in a file of records, one after the other, until `each` wants no more.
pub(in crate::ingest) fn letters(input: &mut dyn Read, each: source::Each<'_>) -> io::Result<()> {
    let mut input = BufReader::with_capacity(256 << 10, input);
    let mut line = Vec::new();
    while !line.starts_with(END) {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
    }
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let Kept { letter, bytes: length } = serde_json::from_slice(&line)?;
        let mut bytes = Vec::new();
        (&mut input).take(length.min(mail::MAX_BYTES) as u64).read_to_end(&mut bytes)?;
        if bytes.len() != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if !each(letter, bytes)? {
            return Ok(());
        }
    }
}

fn line(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

fn names(head: &Head) -> Vec<&'static str> {
    let fields = head.format.spec().fields;
    let name = |field: &u16| fields.get(usize::from(*field)).map_or("", |field| field.column);
    head.columns.fields.iter().map(name).collect()
}

/// Reads a file of records.
pub(in crate::ingest) fn read(input: &mut dyn Read, emit: Emit<'_>) -> Outcome {
    let mut lines = BufReader::with_capacity(256 << 10, input).lines();
    let mut next = || lines.next().transpose();
    let broken = || Stop::whole(Problem::CutOff);
    let parsed = |line: Option<String>| line.ok_or_else(broken);
    parsed(next()?)?;
    let names: Vec<String> = serde_json::from_str(&parsed(next()?)?).map_err(|_| broken())?;
    // Cells of columns that the format's table has no more are left out.
    let mut kept: Vec<usize> = Vec::new();
    loop {
        match serde_json::from_str(&parsed(next()?)?).map_err(|_| broken())? {
            Frame::Head(mut head) => {
                let spec = head.format.spec();
                let positions =
                    names.iter().enumerate().filter_map(|(at, name)| Some((at, spec.position(name)? as u16)));
                (kept, head.columns.fields) = positions.unzip();
                emit(Frame::Head(head))?;
            }
            Frame::Rows(mut rows) => {
                for row in &mut rows {
                    let cells = std::mem::take(&mut row.cells);
                    row.cells = kept.iter().filter_map(|at| cells.get(*at).cloned()).collect();
                }
                emit(Frame::Rows(rows))?;
            }
            frame @ Frame::Reject { .. } => emit(frame)?,
            Frame::End(trailer) => return Ok(trailer),
            Frame::Ask(question) => return Err(Stop::Ask(question)),
            Frame::Refuse(reject) => return Err(Stop::Refuse(reject)),
        }
    }
}
