//! Taking a file back (H17): afterwards everything is as if it had never come. A copy of `facts.db` forgets what the file's
//! format has of its store, reads the format's other files again from the archive, in their order, and is written over the
//! live file in one go: no reader ever sees something in between. The archive keeps the file, and that it was taken back.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::again::duplicate;
use super::{Archived, Note, Worker, WorkerError, apply, remove};
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::{FileState, ImportReport};
use crate::store::facts::Entry;
use crate::store::open::Facts;

impl Worker {
    /// Takes import `seq` back; gives its ledger row as it is now. A file that never reached the tables (waiting, refused)
    /// is only noted; a duplicate or an unknown number is an error that says so. Files of the same format that need a
    /// question answered without it wait again; a marketplace that another file names too stays theirs.
    pub fn take_back(&mut self, seq: i64, now: Instant) -> Result<ImportReport, WorkerError> {
        Ok(self.undo(seq, now)?.0)
    }

    /// The same, with the reports of the files that were read again.
    pub(super) fn undo(&mut self, seq: i64, now: Instant) -> Result<(ImportReport, Vec<ImportReport>), WorkerError> {
        let invalid = |what: String| io::Error::new(io::ErrorKind::InvalidInput, what);
        let entry = self.facts.entry(seq)?.ok_or_else(|| invalid(format!("there is no import {seq}")))?;
        match entry.state {
            FileState::Duplicate => {
                return Err(invalid(format!("import {seq} only says that a file came again")).into());
            }
            FileState::Undone => return Err(invalid(format!("import {seq} was taken back before")).into()),
            _ => {}
        }
        let mut note = self
            .archive
            .note(&entry.store, &entry.sha256)?
            .filter(|note| note.seq == seq)
            .ok_or_else(|| invalid(format!("import {seq} is not in the archive")))?;
        // First the archive: a process that dies now does the rest when it starts again.
        note.undone = Some(now);
        self.archive.write_note(&entry.sha256, &note)?;
        let again = self.forget(&entry, now)?;
        self.dirty = true;
        let report =
            ImportReport { state: FileState::Undone, import: Some(seq), ..duplicate(&note.context, entry.format, 0.0) };
        Ok((report, again))
    }

    /// Reads everything again that the file of a note may have touched; gives what came of it.
    fn forget(&mut self, entry: &Entry, now: Instant) -> Result<Vec<ImportReport>, WorkerError> {
        let Some(format) = entry.format.filter(|_| matches!(entry.state, FileState::Applied | FileState::Partly))
        else {
            return self.only_note(entry, now);
        };
        let beside = self.folder.tmp().join("undo.db");
        remove(&beside)?;
        let again = self.read_beside(&beside, entry, &relatives(format), now);
        // Also when it failed: it holds what the live file holds.
        remove(&beside)?;
        again
    }

    fn read_beside(
        &self,
        beside: &Path,
        entry: &Entry,
        formats: &BTreeSet<Format>,
        now: Instant,
    ) -> Result<Vec<ImportReport>, WorkerError> {
        // Made with the folder's own mode before anything is in it.
        drop(self.folder.create_file(beside)?);
        self.facts.copy_to(beside)?;
        let mut facts = Facts::open_beside(&self.folder, beside)?;
        let (mut again, mut named) = (BTreeSet::from([entry.seq]), BTreeSet::new());
        let (reports, asking) = loop {
            again.extend(facts.forget(&entry.store, formats)?);
            let (reports, asking) = self.read_again(&mut facts, &again, &named, now)?;
            let before = named.len();
            for Archived { note, .. } in &asking {
                if let Some(only) = note.only
                    && facts.has_market(&entry.store, only)?
                {
                    named.insert(note.seq);
                }
            }
            // A file that came later names the marketplace of an earlier one: both are read once more, each in its place.
            if named.len() == before {
                break (reports, asking);
            }
        };
        // Before the live file: a process that dies in between does it all again when it starts.
        for Archived { sha256, note } in asking {
            self.archive.write_note(&sha256, &Note { only: None, ..note })?;
        }
        facts.write_over_live(&self.folder)?;
        Ok(reports)
    }

    /// Reads the archived files of these numbers. One that was read with the store's only marketplace keeps it when a file
    /// before it says it too, or when it is one of `named`. Gives the reports, and the files that were read without it.
    fn read_again(
        &self,
        facts: &mut Facts,
        again: &BTreeSet<i64>,
        named: &BTreeSet<i64>,
        now: Instant,
    ) -> Result<(Vec<ImportReport>, Vec<Archived>), WorkerError> {
        let (mut reports, mut asking) = (Vec::new(), Vec::new());
        for mut archived in self.archive.list()? {
            let note = &mut archived.note;
            if !again.contains(&note.seq) {
                continue;
            }
            let only = note.only;
            if let Some(market) = only.filter(|_| note.undone.is_none() && !named.contains(&note.seq))
                && !facts.has_market(&note.context.store, market)?
            {
                note.only = None;
            }
            reports.push(apply(facts, &self.archive, self.parser.as_ref(), &archived.sha256, note, now)?);
            if note.only != only {
                note.only = only;
                asking.push(archived);
            }
        }
        Ok((reports, asking))
    }

    /// A file of which nothing reached the tables.
    fn only_note(&mut self, entry: &Entry, now: Instant) -> Result<Vec<ImportReport>, WorkerError> {
        let Some(note) = self.archive.note(&entry.store, &entry.sha256)? else { return Ok(Vec::new()) };
        Ok(vec![apply(&mut self.facts, &self.archive, self.parser.as_ref(), &entry.sha256, &note, now)?])
    }

    /// Finishes what an interrupted [`Worker::take_back`] began: the archive says that a file was taken back, the ledger
    /// does not.
    pub(super) fn forget_rest(&mut self, seq: i64, now: Instant) -> Result<(), WorkerError> {
        match self.facts.entry(seq)? {
            Some(entry) if entry.state != FileState::Undone => self.forget(&entry, now).map(drop),
            _ => Ok(()),
        }
    }
}

/// The format and those that write the same tables, of facts or of persons.
fn relatives(format: Format) -> BTreeSet<Format> {
    let mut family = BTreeSet::from([format]);
    loop {
        let related = |other: &Format| {
            family.iter().any(|one| {
                let (one, other) = (one.spec(), other.spec());
                one.table == other.table || one.person == "order_person" && other.person == "order_person"
            })
        };
        let more: BTreeSet<Format> = Format::ALL.iter().copied().filter(related).collect();
        if more.is_subset(&family) {
            return family;
        }
        family.extend(more);
    }
}
