//! A file that comes again: what was found before holds, and its ledger row is the only one.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use sha2::{Digest, Sha256};

use super::{Given, Worker, WorkerError, info};
use crate::domain::day::{HOUR, Instant};
use crate::domain::format::Format;
use crate::domain::import::{FileContext, FileState, ImportReport, Reject, hex};
use crate::ingest::frame::PARSER_VERSION;
use crate::store::facts::Entry;

/// A longer file of the same name replaces its own beginning when that came not longer ago. A sheet to which somebody
/// appends a line each day is another file each day.
const PART_OF: i64 = 12 * HOUR;

struct Hasher<'h>(&'h mut Sha256);

impl Write for Hasher<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Worker {
    /// A file that cannot be opened: refused, with one ledger row however often it is looked at. `again` writes the row
    /// anew, because somebody named the file; a look into a folder leaves it as it is.
    pub(super) fn unopened(
        &mut self,
        context: &FileContext,
        ended: &dyn Fn() -> (Instant, f64),
        reject: Reject,
        again: bool,
    ) -> Result<ImportReport, WorkerError> {
        let before = self.facts.refused_unread(&context.store, &context.name, &reject)?;
        if let Some(seq) = before.filter(|_| !again)
            && let Some((report, _)) = self.facts.refused(seq)?
        {
            return Ok(report);
        }
        let seq = before.unwrap_or_else(|| self.take_seq());
        Ok(self.facts.note_refused(&info(seq, "", 0, context, ended), reject)?)
    }

    /// Takes an earlier part of a file back: one of the same name that came within the last hours and is how this one
    /// begins. Rows of a part can be cut, so it is not enough that the whole file is read after it.
    pub(super) fn supersede(
        &mut self,
        file: &mut File,
        context: &FileContext,
        bytes: u64,
        now: Instant,
    ) -> Result<(), WorkerError> {
        for (seq, sha256, part) in self.facts.parts(&context.store, &context.name, bytes, now.plus(-PART_OF))? {
            file.seek(SeekFrom::Start(0))?;
            let mut start = Sha256::new();
            io::copy(&mut Read::by_ref(file).take(part), &mut Hasher(&mut start))?;
            if hex(&start.finalize()) == sha256 {
                self.take_back(seq, now)?;
            }
        }
        Ok(())
    }

    /// Whether a marketplace is named now for mails that were rejected for want of one: they are read again.
    pub(super) fn answers(&self, known: &Entry, given: &Given) -> Result<bool, WorkerError> {
        if known.format != Some(Format::Mail) || known.state != FileState::Partly || given.market.is_none() {
            return Ok(false);
        }
        let before = self.archive.note(&known.store, &known.sha256)?;
        Ok(before.is_some_and(|note| note.context.market.is_none()))
    }

    /// What was said of the same bytes when they were refused before; `None` when this program may read more out of them
    /// now, or something new is said about them. What waits is read again: other files may have answered its question.
    pub(super) fn refused_before(
        &self,
        known: Option<&Entry>,
        given: &Given,
    ) -> Result<Option<ImportReport>, WorkerError> {
        let says_nothing = Given { store: None, ..given.clone() } == Given::default();
        let Some(known) = known.filter(|_| says_nothing) else { return Ok(None) };
        let refused = self.facts.refused(known.seq)?;
        Ok(refused.filter(|(_, version)| *version == i64::from(PARSER_VERSION)).map(|(report, _)| report))
    }
}

pub(super) fn duplicate(context: &FileContext, format: Option<Format>, seconds: f64) -> ImportReport {
    ImportReport {
        file: context.name.clone(),
        format,
        store: context.store.clone(),
        rows: 0,
        inserted: 0,
        updated: 0,
        unchanged: 0,
        rejected: 0,
        state: FileState::Duplicate,
        seconds,
        import: None,
        question: None,
        refusal: None,
        controls: vec![],
    }
}

/// A file that waited or was refused comes again: what was answered before still holds where nothing new is said.
pub(super) fn with_earlier_answers(new: FileContext, old: FileContext) -> FileContext {
    FileContext {
        // The same bytes came before: what waits since then has not become younger.
        received: old.received,
        market: new.market.or(old.market),
        period: new.period.or(old.period),
        dates: new.dates.or(old.dates),
        complete: new.complete || old.complete,
        map: new.map.or(old.map),
        ..new
    }
}
