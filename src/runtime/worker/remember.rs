//! Questions that need not be asked: what the command line says, and what was answered for files like this one before.

use super::serve::set_answer;
use super::{Note, Worker, WorkerError};
use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::{FileState, ImportReport, Problem, Question};
use crate::domain::mapping::Mapping;
use crate::domain::remember::Occasion;
use crate::store::open::Team;

impl Worker {
    /// From now on answers are remembered in this person's name.
    pub(super) fn on_behalf_of(&mut self, who: &Actor) {
        self.who = who.clone();
    }

    /// Reads a file, and again with each answer that is known already. Of the command line's mapping it is remembered that
    /// it answered the question of this header.
    pub(super) fn read_answered(
        &mut self,
        sha256: &str,
        mut note: Note,
        map: Option<&Mapping>,
        now: Instant,
    ) -> Result<ImportReport, WorkerError> {
        let only = self.facts.only_market(&note.context.store)?;
        if note.only != only {
            note.only = only;
            self.archive.write_note(sha256, &note)?;
        }
        let mut report = self.read(sha256, &note, now)?;
        if let Some(map) = map.filter(|_| is_unknown(&report)) {
            // Far from every report, but somebody says what it is.
            return self.read_as_told(sha256, &note, map, report, now);
        }
        let mut asked = Vec::new();
        while let Some(question) = report.question.clone().filter(|question| !asked.contains(&question.word())) {
            asked.push(question.word());
            let told = map.filter(|_| matches!(question, Question::Mapping { .. })).map(Mapping::text);
            let occasion = Occasion::of(&note.context.store, report.format, &question);
            let known = match (&told, &occasion) {
                (None, Some(occasion)) => self.known(occasion, &question)?,
                _ => None,
            };
            let mut context = note.context.clone();
            let Some(answer) = told.as_ref().or(known.as_ref()) else { break };
            if !set_answer(&mut context, &question, answer) {
                break;
            }
            let before = note.clone();
            // With another answer other cells may be personal.
            (note.context, note.purge) = (context, None);
            self.archive.write_note(sha256, &note)?;
            report = self.read(sha256, &note, now)?;
            if report.question.as_ref().is_some_and(|again| again.word() == question.word()) {
                // It did not help: what was said of the file is what people said of it.
                note = before;
                self.archive.write_note(sha256, &note)?;
            } else if told.is_some() && report.state == FileState::Refused {
                return self.take_answer_off(sha256, &before, report, now);
            } else if let (Some(answer), Some(occasion)) = (told, occasion) {
                self.remember(&occasion, note.context.map.as_ref().map(|map| map.format), &answer, now)?;
            }
        }
        Ok(report)
    }

    /// An answer with which a file was refused does not count: the file waits as before. Gives the refusal, which says why.
    pub(super) fn take_answer_off(
        &mut self,
        sha256: &str,
        before: &Note,
        refused: ImportReport,
        now: Instant,
    ) -> Result<ImportReport, WorkerError> {
        self.archive.write_note(sha256, before)?;
        self.read(sha256, before, now)?;
        Ok(refused)
    }

    /// What was answered before, or is known of the store: the parser asks for a marketplace because of an amount's currency
    /// and cannot know that the store has only one (H2).
    fn known(&self, occasion: &Occasion, question: &Question) -> Result<Option<String>, WorkerError> {
        let remembered = Team::open(&self.folder)?.remembered(occasion)?;
        if remembered.is_some() || !matches!(question, Question::Marketplace { .. }) {
            return Ok(remembered);
        }
        Ok(self.facts.only_market(&occasion.store)?.map(|market| market.code().to_owned()))
    }

    /// Reads a refused file by a mapping; when it is refused all the same, nothing of the mapping is kept.
    fn read_as_told(
        &mut self,
        sha256: &str,
        note: &Note,
        map: &Mapping,
        refused: ImportReport,
        now: Instant,
    ) -> Result<ImportReport, WorkerError> {
        let mut told = note.clone();
        (told.context.map, told.purge) = (Some(map.clone()), None);
        self.archive.write_note(sha256, &told)?;
        let report = self.read(sha256, &told, now)?;
        if !is_unknown(&report) {
            return Ok(report);
        }
        self.archive.write_note(sha256, note)?;
        Ok(refused)
    }

    /// Remembers an answer for the next files that ask the same.
    pub(super) fn remember(
        &mut self,
        occasion: &Occasion,
        format: Option<Format>,
        answer: &str,
        now: Instant,
    ) -> Result<(), WorkerError> {
        let Some(format) = occasion.format.or(format) else { return Ok(()) };
        Ok(Team::open(&self.folder)?.remember(occasion, format, answer, &self.who, now)?)
    }

    /// Reads the other waiting files whose question a new answer answers too.
    pub(super) fn read_waiting(&mut self, occasion: &Occasion, now: Instant) -> Result<(), WorkerError> {
        for entry in self.facts.waiting(&occasion.store)? {
            let asks = self.facts.question(entry.seq)?;
            let same = asks.and_then(|question| Occasion::of(&entry.store, entry.format, &question));
            if same.as_ref() != Some(occasion) {
                continue;
            }
            if let Some(note) = self.archive.note(&entry.store, &entry.sha256)? {
                let report = self.read_answered(&entry.sha256, note.clone(), None, now)?;
                self.supersede(&entry.sha256, &note, report, now)?;
            }
        }
        Ok(())
    }
}

/// Whether a file was refused because no report has its header.
fn is_unknown(report: &ImportReport) -> bool {
    report.state == FileState::Refused
        && report.refusal.as_ref().is_some_and(|reject| matches!(reject.problem, Problem::UnknownHeader { .. }))
}
