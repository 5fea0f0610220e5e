//! Questions and their answers, and what screens and commands ask for by rows in `team.db`.

use std::io;
use std::path::Path;

use super::{Given, Worker, WorkerError};
use crate::domain::act::{Request, WhichStore};
use crate::domain::day::{Day, Instant};
use crate::domain::format::Format;
use crate::domain::import::{FileContext, FileState, ImportReport, Question};
use crate::domain::mapping::Mapping;
use crate::domain::market::Market;
use crate::domain::remember::Occasion;
use crate::store::open::{StoreError, Team};

impl Worker {
    /// Answers the question of a waiting file and reads it again. `answer` is a marketplace code, `dmy`, `FROM..TO`,
    /// `complete` or a [`Mapping`], whichever the question wants; a file that waits no more is left as it is. A mapping and
    /// an order of dates are remembered for the next files, a marketplace with ` always` behind it is too.
    pub fn answer(
        &mut self,
        import: i64,
        question: &Question,
        answer: &str,
        now: Instant,
    ) -> Result<ImportReport, WorkerError> {
        let invalid = |what: String| io::Error::new(io::ErrorKind::InvalidInput, what);
        let entry = self.facts.entry(import)?.ok_or_else(|| invalid(format!("there is no import {import}")))?;
        let question = self
            .facts
            .question(import)?
            .filter(|asked| asked.word() == question.word())
            .ok_or_else(|| invalid(format!("import {import} does not wait for this answer")))?;
        let (answer, always) = match answer.trim().strip_suffix(" always") {
            Some(answer) => (answer, true),
            None => (answer, matches!(question, Question::Mapping { .. } | Question::DateOrder { .. })),
        };
        let mut note = self
            .archive
            .note(&entry.store, &entry.sha256)?
            .ok_or_else(|| invalid(format!("import {import} is not in the archive")))?;
        let before = note.clone();
        note.purge = None;
        if !set_answer(&mut note.context, &question, answer) {
            return Err(invalid(format!("{answer:?} does not answer the question")).into());
        }
        self.archive.write_note(&entry.sha256, &note)?;
        let format = note.context.map.as_ref().map(|map| map.format);
        let report = self.read_answered(&entry.sha256, note.clone(), None, now)?;
        if report.question.as_ref().is_some_and(|again| again.word() == question.word()) {
            self.archive.write_note(&entry.sha256, &before)?;
            return Err(invalid(format!("{answer:?} does not answer the question")).into());
        }
        if report.state == FileState::Refused {
            return self.take_answer_off(&entry.sha256, &before, report, now);
        }
        let report = self.supersede(&entry.sha256, &note, report, now)?;
        let occasion = Occasion::of(&entry.store, entry.format, &question).filter(|_| always);
        if let Some(occasion) = occasion {
            self.remember(&occasion, format, answer, now)?;
            self.read_waiting(&occasion, now)?;
        }
        Ok(report)
    }

    /// Does what screens and commands asked for by rows in `team.db`; gives the number of requests done. What cannot be done
    /// is answered with the reason; only while a database is busy the request waits.
    pub fn serve(&mut self, now: Instant) -> Result<usize, WorkerError> {
        let mut team = Team::open(&self.folder)?;
        let mut done = 0;
        while let Some((id, request, who)) = team.next_request()? {
            self.on_behalf_of(&who);
            let answer = match self.answer_to(&request, now) {
                Ok(answer) => answer,
                Err(error @ WorkerError::Store(StoreError::Busy)) => return Err(error),
                Err(WorkerError::WhichStore(stores)) => WhichStore { which_store: stores }.answer(),
                Err(error) => error.to_string(),
            };
            team.finish_request(id, &answer, now)?;
            done += 1;
        }
        Ok(done)
    }

    /// Does what a request asks and gives the answer as JSON.
    fn answer_to(&mut self, request: &Request, now: Instant) -> Result<String, WorkerError> {
        Ok(match request {
            Request::Purge => serde_json::to_string(&self.purge(now)?),
            other => serde_json::to_string(&self.carry_out(other, now)?),
        }
        .map_err(io::Error::other)?)
    }

    /// Does what a request asks; gives the reports of the files that it touched.
    pub fn carry_out(&mut self, request: &Request, now: Instant) -> Result<Vec<ImportReport>, WorkerError> {
        match request {
            Request::Import { path, store, market, period, map } => {
                let given = Given {
                    store: Some(store.clone()),
                    market: market.as_deref().and_then(Market::parse),
                    period: period.as_deref().and_then(Day::period),
                    map: map.as_deref().and_then(|map| Mapping::parse(map).ok()),
                    ..Given::default()
                };
                self.import(Path::new(path), &given, now)
            }
            Request::Answer { import, question, answer } => {
                self.answer(*import, question, answer, now).map(|report| vec![report])
            }
            Request::Purge => self.purge(now).map(|_| Vec::new()),
            Request::TakeBack { import } => self.take_back(*import, now).map(|report| vec![report]),
            Request::Forget { answer } => {
                Team::open(&self.folder)?.forget_answer(*answer, &self.who, now)?;
                Ok(Vec::new())
            }
            Request::Nothing { format, store, market } => {
                let unknown = || io::Error::new(io::ErrorKind::InvalidInput, format!("there is no report {format:?}"));
                let format = Format::parse(format).ok_or_else(unknown)?;
                let market = market.as_deref().and_then(Market::parse);
                self.nothing(format, store, market, now).map(|report| vec![report])
            }
        }
    }
}

/// Writes an answer into what is known about a file; `false` when it is none.
pub(super) fn set_answer(context: &mut FileContext, question: &Question, answer: &str) -> bool {
    let answer = answer.trim();
    match question {
        Question::Marketplace { .. } => {
            context.market = Market::parse(answer);
            context.market.is_some()
        }
        Question::FewerRows { .. } => {
            context.complete = answer == "complete";
            context.complete
        }
        Question::DateOrder { .. } => {
            let known = matches!(answer, "dmy" | "mdy" | "ymd");
            context.dates = known.then(|| answer.to_owned());
            known
        }
        Question::Period => {
            context.period = Day::period(answer);
            context.period.is_some()
        }
        Question::Mapping { format, columns, offers, .. } => {
            // Of another format than the nearest only its reader knows what is missing.
            let whole = |map: &Mapping| map.format != *format || map.missing(columns, offers).is_empty();
            context.map = Mapping::parse(answer).ok().filter(whole);
            context.map.is_some()
        }
    }
}
