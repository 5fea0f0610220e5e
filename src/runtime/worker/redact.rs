//! Archived files without the personal data whose date has come. A new file is put in the place of the old one only after
//! both were read and tell the same, record by record, but for what had to go.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io;

use super::super::archive::{self, Archived, Note, Purge};
use super::{PARSER_VERSION, Worker, WorkerError};
use crate::domain::batch::{FileEnd, FileHead, Part, Source, Stop};
use crate::domain::day::Instant;
use crate::domain::format::Row;
use crate::domain::import::Reject;
use crate::domain::personal::Dates;
use crate::ingest::Context;
use crate::ingest::redact::{Form, Found, Task, strip, strip_reject};

/// What became of the archive.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    /// Files that were written anew.
    pub files: usize,
    /// Original names of those that could not be.
    pub failed: Vec<String>,
}

impl Worker {
    /// Looks through the archived files in which something may be due.
    pub(super) fn redact(&mut self, now: Instant) -> Result<Rewritten, WorkerError> {
        let mut contents: BTreeMap<String, Vec<Note>> = BTreeMap::new();
        for Archived { sha256, note } in self.archive.list()? {
            // What stands for "Amazon gave no file" is our own text.
            if note.nothing.is_none() {
                contents.entry(sha256).or_default().push(note);
            }
        }
        let mut rewritten = Rewritten::default();
        for (sha256, notes) in &contents {
            let mut due = false;
            for note in notes {
                due = due || self.may_be_due(note, now)?;
            }
            if !due {
                continue;
            }
            match self.redact_one(sha256, notes, now) {
                Ok(true) => rewritten.files += 1,
                Ok(false) => {}
                // The other files need not wait for this one.
                Err(_) => rewritten.failed.extend(notes.first().map(|note| note.context.name.clone())),
            }
        }
        self.archive.drop_beside();
        Ok(rewritten)
    }

    /// Whether something in a file may be due: what a look into it found says it, before the first one what the ledger knows.
    /// No process is started for a file of which both say that nothing is.
    fn may_be_due(&self, note: &Note, now: Instant) -> Result<bool, WorkerError> {
        if let Some(purge) = note.purge {
            return Ok(purge.next.is_some_and(|next| next <= now));
        }
        Ok(self.facts.due_from(note.seq, PARSER_VERSION)?.is_none_or(|due| due <= now))
    }

    /// Writes one content anew, for all stores that it was read for; says whether its bytes changed.
    fn redact_one(&self, sha256: &str, notes: &[Note], now: Instant) -> io::Result<bool> {
        let first = notes.first().map(|note| &note.context).ok_or_else(|| io::Error::other("no note"))?;
        // One content has one file: what has no date of its own stays until the last of the stores must be without it.
        let received = notes.iter().map(|note| note.context.received).max().unwrap_or(first.received);
        let mut next = None;
        let mut written = None;
        for as_rows in [false, true] {
            let task = Task { context: Context::of(first, sha256), received, now, as_rows };
            let (found, file) = self.write_beside(sha256, &task)?;
            next = found.next;
            if found.form == Form::Same {
                break;
            }
            let same = |note| self.tells_the_same(sha256, &file, note, &task).is_ok_and(|same| same);
            if notes.iter().all(same) {
                written = Some(file);
                break;
            }
            if as_rows {
                return Err(io::Error::other("the new file would tell something else"));
            }
        }
        let mut changed = false;
        if let Some(mut file) = written {
            file.sync_all()?;
            let new = archive::hash(&mut file, 0, None)?.0;
            changed = new != archive::hash(&mut self.archive.file(sha256)?, 0, None)?.0;
            if changed {
                // Before the note: after a crash in between its old date has the file looked at again.
                self.archive.replace(sha256)?;
            }
        }
        for old in notes {
            self.archive.write_note(sha256, &Note { purge: Some(Purge { next }), ..old.clone() })?;
        }
        Ok(changed)
    }

    fn write_beside(&self, sha256: &str, task: &Task) -> io::Result<(Found, File)> {
        let mut file = self.archive.beside()?;
        let found = self.parser.redact(self.archive.file(sha256)?, task, &mut file)?;
        Ok((found, file))
    }

    /// Reads the archived file and the new one: the same records, those that are due without their personal data.
    fn tells_the_same(&self, sha256: &str, new: &File, note: &Note, task: &Task) -> io::Result<bool> {
        let rewind = |mut file: File| io::Seek::rewind(&mut file).map(|()| file);
        let mut old = Records::of(self.parser.open(self.archive.file(sha256)?, sha256, &note.context));
        let mut new = Records::of(self.parser.open(rewind(new.try_clone()?)?, sha256, &note.context));
        let (was, is) = (old.head(), new.head());
        let dates = match (&was, &is) {
            (None, None) => Dates::default(),
            (Some(was), Some(is)) if (was.format, &was.columns) == (is.format, &is.columns) => {
                Dates::of(was.format.spec(), &was.columns)
            }
            _ => return Ok(false),
        };
        loop {
            let same = match (old.next(), new.next()) {
                (Record::Row(mut row), Record::Row(other)) => {
                    if let Some(head) = &was
                        && dates.purge_after([&row], task.received) <= task.now
                    {
                        strip(&mut row, head.format.spec(), &head.columns);
                    }
                    row == other
                }
                (Record::Reject(a, group), Record::Reject(b, other)) => (bare(a), group) == (bare(b), other),
                (Record::End(a), Record::End(b)) => return Ok(a == b),
                (Record::Stop(Stop::Ask(a)), Record::Stop(Stop::Ask(b))) => return Ok(a == b),
                (Record::Stop(Stop::Refuse(a)), Record::Stop(Stop::Refuse(b))) => return Ok(bare(a) == bare(b)),
                _ => false,
            };
            if !same {
                return Ok(false);
            }
        }
    }
}

/// A reject without what was read there: it may be personal, and gone.
fn bare(mut reject: Reject) -> Reject {
    strip_reject(&mut reject);
    reject
}

/// A file's records one by one, however they were handed over.
struct Records {
    source: Result<Box<dyn Source>, Stop>,
    rows: VecDeque<Row>,
}

enum Record {
    Row(Row),
    Reject(Reject, Option<String>),
    End(FileEnd),
    Stop(Stop),
}

impl Records {
    fn of(source: Result<Box<dyn Source>, Stop>) -> Self {
        Self { source, rows: VecDeque::new() }
    }

    /// The head; `None` for a file that has none, whose only record tells why.
    fn head(&mut self) -> Option<FileHead> {
        match self.source.as_mut().ok()?.head() {
            Ok(head) => Some(head),
            Err(stop) => {
                self.source = Err(stop);
                None
            }
        }
    }

    fn next(&mut self) -> Record {
        loop {
            if let Some(row) = self.rows.pop_front() {
                return Record::Row(row);
            }
            let part = match &mut self.source {
                Ok(source) => source.part(),
                Err(stop) => return Record::Stop(stop.clone()),
            };
            match part {
                Ok(Part::Rows(rows)) => self.rows.extend(rows),
                Ok(Part::Reject { reject, group }) => return Record::Reject(reject, group),
                Ok(Part::End(end)) => return Record::End(end),
                Err(stop) => return Record::Stop(stop),
            }
        }
    }
}
