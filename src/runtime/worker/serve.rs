//! Questions and their answers, and what screens and commands ask for by rows in `team.db`.

use std::io;
use std::path::Path;

use super::{Given, Worker, WorkerError};
use crate::domain::act::Request;
use crate::domain::day::{Day, Instant};
use crate::domain::format::Format;
use crate::domain::import::{FileContext, ImportReport, Question};
use crate::domain::market::Market;
use crate::store::open::Team;

impl Worker {
    /// Answers the question of a waiting file and reads it again. `answer` is a marketplace code, `dmy`, `FROM..TO` or
    /// `complete`, whichever the question wants; a file that waits no more is left as it is.
    pub fn answer(
        &mut self,
        import: i64,
        question: &Question,
        answer: &str,
        now: Instant,
    ) -> Result<ImportReport, WorkerError> {
        let invalid = |what: String| io::Error::new(io::ErrorKind::InvalidInput, what);
        let entry = self.facts.entry(import)?.ok_or_else(|| invalid(format!("there is no import {import}")))?;
        if self
            .facts
            .question(import)?
            .as_ref()
            .is_none_or(|q| std::mem::discriminant(q) != std::mem::discriminant(question))
        {
            return Err(invalid(format!("import {import} does not wait for this answer")).into());
        }
        let mut note = self
            .archive
            .note(&entry.store, &entry.sha256)?
            .ok_or_else(|| invalid(format!("import {import} is not in the archive")))?;
        if !set_answer(&mut note.context, question, answer) {
            return Err(invalid(format!("{answer:?} does not answer the question")).into());
        }
        self.archive.write_note(&entry.sha256, &note)?;
        self.read(&entry.sha256, &note, now)
    }

    /// Does what screens and commands asked for by rows in `team.db`; gives the number of requests done.
    pub fn serve(&mut self, now: Instant) -> Result<usize, WorkerError> {
        let mut team = Team::open(&self.folder)?;
        let mut done = 0;
        while let Some((id, request, _)) = team.next_request()? {
            let answer = match self.answer_to(&request, now) {
                Ok(answer) => answer,
                Err(WorkerError::Store(error)) => return Err(error.into()),
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
            Request::Import { path, store, market, period } => {
                let given = Given {
                    store: Some(store.clone()),
                    market: market.as_deref().and_then(Market::parse),
                    period: period.as_deref().and_then(parse_period),
                    ..Given::default()
                };
                self.import(Path::new(path), &given, now)
            }
            Request::Answer { import, question, answer } => {
                self.answer(*import, question, answer, now).map(|report| vec![report])
            }
            Request::Purge => self.purge(now).map(|_| Vec::new()),
            Request::TakeBack { import } => self.take_back(*import, now).map(|report| vec![report]),
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
fn set_answer(context: &mut FileContext, question: &Question, answer: &str) -> bool {
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
            context.period = parse_period(answer);
            context.period.is_some()
        }
    }
}

/// `2026-11-01..2026-11-30`.
fn parse_period(text: &str) -> Option<(Day, Day)> {
    let (from, to) = text.split_once("..")?;
    let (from, to) = (Day::parse(from.trim())?, Day::parse(to.trim())?);
    (from <= to).then_some((from, to))
}
