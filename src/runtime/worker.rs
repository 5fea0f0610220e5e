//! The import worker: the one writer of `facts.db` (H4). Archives a file, has it parsed by a child, applies it, runs the rules.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use again::{duplicate, with_earlier_answers};

use super::archive::{self, Archive, Archived, Note};
use super::child::{ChildParser, Parser};
use crate::domain::act::Request;
use crate::domain::batch::Stop;
use crate::domain::day::{Day, HOUR, Instant};
use crate::domain::format::Format;
use crate::domain::holder::Holder;
use crate::domain::import::{FileContext, FileState, ImportReport, Problem, Question, Reject};
use crate::domain::market::Market;
use crate::domain::settings::Settings;
use crate::ingest::frame::PARSER_VERSION;
use crate::store::facts::FileInfo;
use crate::store::open::{Facts, Folder, Mode, Reader, StoreError, Team};
use crate::store::team::Run;
use crate::triage;

/// What the command line or the folder says about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The store; `default` when nothing says it.
    pub store: Option<String>,
    /// The marketplace.
    pub market: Option<Market>,
    /// The period.
    pub period: Option<(Day, Day)>,
    /// `dmy` or `mdy`.
    pub dates: Option<String>,
    /// A short snapshot is complete all the same (H8).
    pub complete: bool,
}

/// The store of files for which nothing says it.
pub const DEFAULT_STORE: &str = "default";

/// Why the worker cannot work.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// Another process holds `worker.lock`.
    #[error("the import worker is {holder}")]
    Held {
        /// What it says about itself.
        holder: Holder,
    },
    /// The databases.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file system.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// The holder of `worker.lock`.
#[derive(Debug)]
pub struct Worker {
    folder: Folder,
    facts: Facts,
    archive: Archive,
    parser: Box<dyn Parser>,
    next_seq: i64,
    /// The facts may have changed since the last pass of the rules, or it is not known whether they have.
    dirty: bool,
    /// When time alone changes a finding of the last pass.
    turns: Option<Instant>,
    /// Held until the worker is dropped.
    _lock: File,
}

/// The rules run at least so often: some findings change with the time of day alone (an answer that is due soon).
const RULES_AT_LEAST: i64 = HOUR / 4;

impl Worker {
    /// Takes the lock and opens `facts.db`; [`WorkerError::Held`] when another process has it. Files that were archived but
    /// are not in the ledger (the process died in between, or `facts.db` was removed) are read now.
    pub fn acquire(folder: &Folder) -> Result<Self, WorkerError> {
        Self::with_parser(folder, Box::new(ChildParser::own()?))
    }

    /// The same with another parser.
    pub fn with_parser(folder: &Folder, parser: Box<dyn Parser>) -> Result<Self, WorkerError> {
        let lock = take_lock(folder)?;
        let (facts, archive) = (Facts::open(folder)?, Archive::open(folder)?);
        let mut worker =
            Self { folder: folder.clone(), facts, archive, parser, next_seq: 0, dirty: true, turns: None, _lock: lock };
        let archived = worker.archive.list()?;
        let newest = archived.last().map_or(0, |a| a.note.seq).max(worker.facts.newest_import()?);
        worker.next_seq = newest + 1;
        worker.read_unknown(&archived)?;
        Ok(worker)
    }

    /// The data folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The database, for reading.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    fn read_unknown(&mut self, archived: &[Archived]) -> Result<(), WorkerError> {
        for archived in archived {
            if self.facts.entry(archived.note.seq)?.is_none() {
                let now = clock();
                self.read(&archived.sha256, &archived.note, now)?;
            }
        }
        Ok(())
    }

    /// Reads one file: archive, child, apply, ledger. A directory is a Maildir or a folder of files. One report per file.
    /// An [`WorkerError::Io`] means that the path itself cannot be opened.
    pub fn import(&mut self, path: &Path, given: &Given, now: Instant) -> Result<Vec<ImportReport>, WorkerError> {
        if !std::fs::symlink_metadata(path)?.is_dir() {
            return Ok(vec![self.import_file(path, given, now, true)?]);
        }
        let mut reports = Vec::new();
        for file in files_of(path)? {
            match self.import_file(&file, given, now, false) {
                Ok(report) => reports.push(report),
                // A mail that was moved from new/ to cur/ meanwhile comes again under its new name.
                Err(WorkerError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(reports)
    }

    /// The store that a file belongs to when neither folder nor command line says it: the only one there is data of.
    fn store_of(&self, given: &Given) -> Result<String, WorkerError> {
        if let Some(store) = given.store.as_ref().filter(|store| !store.is_empty()) {
            return Ok(store.clone());
        }
        let mut stores = self.facts.stores()?;
        Ok(if stores.len() == 1 { stores.remove(0) } else { DEFAULT_STORE.to_owned() })
    }

    fn import_file(
        &mut self,
        path: &Path,
        given: &Given,
        now: Instant,
        note_duplicates: bool,
    ) -> Result<ImportReport, WorkerError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut context = FileContext {
            store: self.store_of(given)?,
            market: given.market,
            name,
            modified: now,
            received: now,
            period: given.period,
            dates: given.dates.clone().filter(|order| matches!(order.as_str(), "dmy" | "mdy" | "ymd")),
            complete: given.complete,
        };
        let started = std::time::Instant::now();
        let ended = move || (now.plus(started.elapsed().as_secs() as i64), started.elapsed().as_secs_f64());
        let mut file = match archive::open_outside(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(error.into()),
            Err(error) => return self.unopened(&context, &ended, not_a_file(&error), note_duplicates),
        };
        if let Ok(since) = file.metadata()?.modified()?.duration_since(UNIX_EPOCH) {
            // A clock that went wrong once must not make every later file look old.
            context.modified = Instant(i64::try_from(since.as_secs()).map_or(now.0, |at| at.min(now.0)));
        }
        let (sha256, bytes) = archive::hash(&mut file, None)?;
        let known = self.facts.entry_of(&context.store, &sha256)?;
        if let Some(known) = &known
            && matches!(known.state, FileState::Applied | FileState::Partly)
        {
            let seq = self.next_seq;
            let info = info(seq, &sha256, bytes, &context, &ended);
            if !note_duplicates {
                return Ok(duplicate(&context, known.format, ended().1));
            }
            let report = self.facts.note_duplicate(&info, known)?;
            self.next_seq = self.next_seq.max(self.facts.newest_import()? + 1);
            return Ok(report);
        }
        if !note_duplicates && let Some(report) = self.refused_before(known.as_ref(), given)? {
            return Ok(report);
        }
        // The copy is what counts: the file may have grown since it was looked at.
        let (sha256, bytes) = self.archive.copy(&mut file)?;
        let before = self.archive.note(&context.store, &sha256)?;
        let seq = before.as_ref().map_or_else(|| self.take_seq(), |note| note.seq);
        if let Some(before) = before {
            context = with_earlier_answers(context, before.context);
        }
        let note = Note { seq, bytes, parser_version: PARSER_VERSION, nothing: None, context };
        self.archive.write_note(&sha256, &note)?;
        self.read(&sha256, &note, now)
    }

    /// Has an archived file parsed and applies it.
    fn read(&mut self, sha256: &str, note: &Note, now: Instant) -> Result<ImportReport, WorkerError> {
        let report = apply(&mut self.facts, &self.archive, self.parser.as_ref(), sha256, note, now)?;
        self.dirty = true;
        Ok(report)
    }

    fn take_seq(&mut self) -> i64 {
        self.next_seq += 1;
        self.next_seq - 1
    }

    /// Notes that a report is empty now, so that Amazon gives no file for it: closes what is open in its scope (H8).
    pub fn nothing(
        &mut self,
        format: Format,
        store: &str,
        market: Option<Market>,
        now: Instant,
    ) -> Result<ImportReport, WorkerError> {
        let seq = self.take_seq();
        let context = FileContext {
            store: store.to_owned(),
            market,
            name: format!("no {}", format.word()),
            modified: now,
            received: now,
            period: None,
            dates: None,
            complete: true,
        };
        let code = market.map_or("", Market::code);
        let text = format!("nothing {} {store} {code} {} {seq}\n", format.word(), now.rfc3339());
        let (sha256, bytes) = self.archive.copy_text(&text)?;
        let note = Note { seq, bytes, parser_version: PARSER_VERSION, nothing: Some(format), context };
        self.archive.write_note(&sha256, &note)?;
        self.read(&sha256, &note, now)
    }

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
            let answer = match self.carry_out(&request, now) {
                Ok(reports) => serde_json::to_string(&reports).map_err(io::Error::other)?,
                Err(WorkerError::Store(error)) => return Err(error.into()),
                Err(error) => error.to_string(),
            };
            team.finish_request(id, &answer, now)?;
            done += 1;
        }
        Ok(done)
    }

    fn carry_out(&mut self, request: &Request, now: Instant) -> Result<Vec<ImportReport>, WorkerError> {
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
            Request::Nothing { format, store, market } => {
                let unknown = || io::Error::new(io::ErrorKind::InvalidInput, format!("there is no report {format:?}"));
                let format = Format::parse(format).ok_or_else(unknown)?;
                let market = market.as_deref().and_then(Market::parse);
                self.nothing(format, store, market, now).map(|report| vec![report])
            }
        }
    }

    /// Runs the rules over the present facts and brings the items in line; skipped when neither the facts nor the time ask
    /// for it. Personal data whose date has come is deleted first. Gives the moment at which they must run again.
    pub fn run_rules(&mut self, now: Instant, settings: &Settings) -> Result<Option<Instant>, WorkerError> {
        let mut team = Team::open(&self.folder)?;
        let import = self.facts.newest_import()?;
        if !self.dirty
            && let Some(last) = team.rules_run()?
            && last.import == import
            && last.pack == settings.version()
        {
            let next = next_pass(last.at, last.next_due.into_iter().chain(self.turns).min());
            if now < next && now >= last.at {
                return Ok(Some(next));
            }
        }
        self.facts.purge(now)?;
        let facts = Reader::open(&self.folder)?.facts(now, settings)?;
        let findings = triage::run(&facts, now, settings);
        let run = Run { import, pack: settings.version().to_owned(), newest: self.facts.newest_by_format()? };
        team.reconcile(&findings, &run, now)?;
        self.dirty = false;
        self.turns = Some(triage::next_change(&facts, now, settings));
        let due = team.rules_run()?.and_then(|run| run.next_due);
        Ok(Some(next_pass(now, due.into_iter().chain(self.turns).min())))
    }
}

/// When the rules must run again after a pass at `at`: at the next deadline, wake-up or turn of a finding, at the next midnight of any
/// marketplace, and a quarter of an hour later in any case.
fn next_pass(at: Instant, turn: Option<Instant>) -> Instant {
    let midnights = Market::ALL.iter().map(|market| at.day(market.zone()).end(market.zone()).plus(1));
    midnights.chain(turn).chain([at.plus(RULES_AT_LEAST)]).filter(|next| *next > at).min().unwrap_or(at)
}

/// Has an archived file parsed and applies it to `facts`.
pub(super) fn apply(
    facts: &mut Facts,
    archive: &Archive,
    parser: &dyn Parser,
    sha256: &str,
    note: &Note,
    now: Instant,
) -> Result<ImportReport, WorkerError> {
    let started = std::time::Instant::now();
    let ended = move || (now.plus(started.elapsed().as_secs() as i64), started.elapsed().as_secs_f64());
    let info = info(note.seq, sha256, note.bytes, &note.context, &ended);
    if let Some(format) = note.nothing {
        return Ok(facts.nothing(&info, format)?);
    }
    let report = facts.apply(&info, &mut || match archive.file(sha256) {
        Ok(file) => parser.open(file, sha256, &note.context),
        Err(error) => Err(Stop::Refuse(not_a_file(&error))),
    })?;
    Ok(report)
}

fn info<'a>(
    seq: i64,
    sha256: &'a str,
    bytes: u64,
    context: &'a FileContext,
    ended: &'a dyn Fn() -> (Instant, f64),
) -> FileInfo<'a> {
    FileInfo { seq, sha256, bytes, context, parser_version: PARSER_VERSION, ended }
}

fn not_a_file(error: &io::Error) -> Reject {
    let problem = Problem::NotAFile { cause: error.to_string() };
    Reject { line: 0, column: String::new(), read: String::new(), problem }
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

/// The files of a folder: of a Maildir those in `cur` and `new`, of another one those directly inside that look complete.
fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (cur, new) = (folder.join("cur"), folder.join("new"));
    let folders = if cur.is_dir() && new.is_dir() { vec![cur, new] } else { vec![folder.to_owned()] };
    let mut files = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() && looks_complete(&entry.path()) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Whether a name is not that of a file on its way: a hidden one, or a browser's half download.
pub(super) fn looks_complete(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    !name.starts_with('.') && ![".part", ".crdownload", ".tmp", ".download"].iter().any(|end| name.ends_with(end))
}

/// The present moment: the runtime is where clocks are read.
pub(super) fn clock() -> Instant {
    Instant(chrono::Utc::now().timestamp())
}

/// Takes the lock, or says who has it. Somebody who only looks holds it for a moment, so a second look is taken.
pub(super) fn take_lock(folder: &Folder) -> Result<File, WorkerError> {
    let path = folder.worker_lock();
    let mode = if folder.mode() == Mode::Shared { 0o660 } else { 0o600 };
    let mut lock = match folder.create_file(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            OpenOptions::new().read(true).write(true).mode(mode).open(&path)?
        }
        Err(error) => return Err(error.into()),
    };
    for look in 0..4 {
        if lock.try_lock().is_ok() {
            lock.set_len(0)?;
            lock.seek(SeekFrom::Start(0))?;
            writeln!(lock, "{}", Holder { who: user(), since: Some(clock()), pid: std::process::id() })?;
            return Ok(lock);
        }
        if look < 3 {
            std::thread::sleep(Duration::from_millis(25));
        }
    }
    let mut words = String::new();
    lock.take(1024).read_to_string(&mut words)?;
    Err(WorkerError::Held { holder: Holder::parse(&words) })
}

/// The name of this process's user in `/etc/passwd`, else its number.
fn user() -> String {
    let uid = rustix::process::getuid().as_raw();
    let passwd = std::fs::read("/etc/passwd").unwrap_or_default();
    let passwd = String::from_utf8_lossy(&passwd);
    let name = passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    });
    name.unwrap_or_else(|| format!("uid {uid}"))
}

mod again;
#[cfg(test)]
mod tests;
