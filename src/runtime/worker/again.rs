//! A file that comes again: what was found before holds, and its ledger row is the only one.

use super::{Given, Note, Worker, WorkerError, info};
use crate::domain::day::{HOUR, Instant};
use crate::domain::format::Format;
use crate::domain::import::{FileContext, FileState, ImportReport, Reject};
use crate::ingest::frame::PARSER_VERSION;
use crate::store::facts::Entry;

/// A longer file of the same name replaces its own beginning when that came not longer ago. A sheet to which somebody
/// appends a line each day is another file each day.
const PART_OF: i64 = 12 * HOUR;

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
        let report = self.facts.note_refused(&info(seq, "", 0, context, ended), reject)?;
        self.board.trouble(ended().0, &report.file, "");
        Ok(report)
    }

    /// Takes earlier parts of a file back, once the whole of it was applied: those of the same name that came within the last
    /// hours and are how this one begins. Rows of a part can be cut, so it is not enough that the whole file is read after
    /// it. A file that was refused or waits replaces nothing, and neither does mail: a mail is known by its own id, whatever
    /// file it stands in. Gives the report of the file as it is then.
    pub(super) fn supersede(
        &mut self,
        sha256: &str,
        note: &Note,
        mut report: ImportReport,
        now: Instant,
    ) -> Result<ImportReport, WorkerError> {
        if report.format == Some(Format::Mail) || !matches!(report.state, FileState::Applied | FileState::Partly) {
            return Ok(report);
        }
        for part in self.parts_of(sha256, note)? {
            let (_, again) = self.undo(part.seq, now)?;
            report = again.into_iter().find(|again| again.import == report.import).unwrap_or(report);
        }
        Ok(report)
    }

    /// The notes of the earlier parts of an archived file, the newest first.
    fn parts_of(&self, sha256: &str, note: &Note) -> Result<Vec<Note>, WorkerError> {
        let context = &note.context;
        let since = context.received.plus(-PART_OF);
        let mut parts = Vec::new();
        for (seq, start, bytes) in self.facts.parts(&context.store, &context.name, note.bytes, since)? {
            if seq < note.seq && self.archive.start(sha256, bytes)? == start {
                parts.extend(self.archive.note(&context.store, &start)?.filter(|part| part.seq == seq));
            }
        }
        Ok(parts)
    }

    /// What was answered of an earlier part holds for the whole of it: without the part nothing else may tell its marketplace.
    pub(super) fn with_answers_of_part(&self, sha256: &str, note: Note) -> Result<Note, WorkerError> {
        let Some(part) = self.parts_of(sha256, &note)?.into_iter().next() else { return Ok(note) };
        let (new, old) = (note.context, part.context);
        let context = FileContext {
            market: new.market.or(old.market),
            period: new.period.or(old.period),
            dates: new.dates.or(old.dates),
            map: new.map.or(old.map),
            ..new
        };
        Ok(Note { context, ..note })
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
        let Some(known) = known.filter(|_| given.says_nothing()) else { return Ok(None) };
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
