//! The import worker: the one writer of `facts.db` (H4). Archives a file, has it parsed by a child, applies it; then the
//! rules run (`rules`). What others ask of it: `serve`.

use std::fs::File;
use std::io;
use std::path::Path;

use self::file::Way;
use self::files::files_of;
pub(super) use self::files::looks_complete;
pub(super) use self::lock::take_lock;
use super::archive::{self, Archive, Archived, Note};
use super::bulletin::{Board, Told};
use super::child::{ChildParser, Parser};
use super::heads::Log;
use crate::domain::act::Actor;
use crate::domain::batch::Stop;
use crate::domain::day::{Day, Instant};
use crate::domain::format::Format;
use crate::domain::holder::Holder;
use crate::domain::import::{FileContext, FileState, ImportReport, Problem, Reject};
use crate::domain::mapping::Mapping;
use crate::domain::market::Market;
use crate::domain::personal::TEXT_DAYS;
use crate::ingest::frame::PARSER_VERSION;
use crate::store::facts::FileInfo;
use crate::store::open::{Facts, Folder, StoreError};

mod again;
mod file;
mod files;
mod lock;
mod mailbox;
mod purge;
mod redact;
mod remember;
mod rules;
mod serve;
mod undo;

/// What the command line or the folder says about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The store. Blank or `None`: the one that the same file was read for before, else, of mail that is read in place, the
    /// one that earlier mail went to, else the only one that there is data of, else `default`.
    pub store: Option<String>,
    /// The marketplace.
    pub market: Option<Market>,
    /// The period.
    pub period: Option<(Day, Day)>,
    /// `dmy` or `mdy`.
    pub dates: Option<String>,
    /// A short snapshot is complete all the same (H8).
    pub complete: bool,
    /// Which column is which, for a header of no known report.
    pub map: Option<Mapping>,
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
    /// Of which of these stores it is said that there is nothing, is not known.
    #[error("which store has none? Name one with --store: {}", .0.join(", "))]
    WhichStore(Vec<String>),
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
    /// The system log that keeps the journal's head, and the last row that it got.
    log: Log,
    told: i64,
    /// Texts that were deleted and not yet looked for in the bytes of the database.
    deleted: Vec<String>,
    /// Days for which the words of the team's journal are kept.
    text_days: i64,
    /// Rows were deleted that may still lie in the log of `facts.db`.
    uncut: bool,
    /// Where screens see what it does.
    board: Board,
    /// In whose name answers are remembered.
    who: Actor,
    /// Held until the worker is dropped.
    _lock: File,
}

impl Worker {
    /// Takes the lock and opens `facts.db`; [`WorkerError::Held`] when another process has it. Files that were archived but
    /// are not in the ledger (the process died in between, or `facts.db` was removed) are read now.
    pub fn acquire(folder: &Folder) -> Result<Self, WorkerError> {
        let board = Board::default();
        let parser = Told { parser: ChildParser::own()?, board: board.clone() };
        Self::start(folder, Box::new(parser), board, Log::of_system())
    }

    /// The same with another parser and without a system log.
    pub fn with_parser(folder: &Folder, parser: Box<dyn Parser>) -> Result<Self, WorkerError> {
        Self::start(folder, parser, Board::default(), Log::default())
    }

    fn start(folder: &Folder, parser: Box<dyn Parser>, board: Board, log: Log) -> Result<Self, WorkerError> {
        let lock = take_lock(folder)?;
        // The board is the lock's holder's.
        board.put_up(folder);
        let (facts, archive) = (Facts::open(folder)?, Archive::open(folder)?);
        let mut worker = Self {
            folder: folder.clone(),
            facts,
            archive,
            parser,
            next_seq: 0,
            dirty: true,
            turns: None,
            log,
            told: 0,
            deleted: Vec::new(),
            uncut: false,
            text_days: TEXT_DAYS,
            board,
            who: lock::me(),
            _lock: lock,
        };
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

    /// Where screens see what the worker does.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The database, for reading.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    fn read_unknown(&mut self, archived: &[Archived]) -> Result<(), WorkerError> {
        for archived in archived {
            let now = clock();
            if self.facts.entry(archived.note.seq)?.is_none() {
                self.read(&archived.sha256, &archived.note, now)?;
            } else if archived.note.undone.is_some() {
                self.forget_rest(archived.note.seq, now)?;
            }
        }
        Ok(())
    }

    /// Reads one file: archive, child, apply, ledger. A directory is a Maildir or a folder of files. One report per file.
    /// An [`WorkerError::Io`] means that the path itself cannot be opened.
    pub fn import(&mut self, path: &Path, given: &Given, now: Instant) -> Result<Vec<ImportReport>, WorkerError> {
        self.import_as(path, given, now, Way::Named)
    }

    /// The same for mail that is read in place: looking again at a Maildir or a mailbox file that has nothing new leaves no
    /// trace in the ledger.
    pub fn look(&mut self, path: &Path, given: &Given, now: Instant) -> Result<Vec<ImportReport>, WorkerError> {
        self.import_as(path, given, now, Way::Mailbox)
    }

    fn import_as(
        &mut self,
        path: &Path,
        given: &Given,
        now: Instant,
        way: Way,
    ) -> Result<Vec<ImportReport>, WorkerError> {
        let is_folder = std::fs::symlink_metadata(path)?.is_dir();
        let call = self.call(given, if is_folder { way.in_folder() } else { way }, now)?;
        if !is_folder {
            return Ok(vec![self.import_file(path, &call)?]);
        }
        let mut reports = Vec::new();
        for file in files_of(path)? {
            match self.import_file(&file, &call) {
                Ok(report) => reports.push(report),
                // A mail that was moved from new/ to cur/ meanwhile comes again under its new name.
                Err(WorkerError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(reports)
    }

    /// Has an archived file parsed and applies it.
    fn read(&mut self, sha256: &str, note: &Note, now: Instant) -> Result<ImportReport, WorkerError> {
        let before = self.facts.entry(note.seq)?.map(|entry| entry.state);
        let report = apply(&mut self.facts, &self.archive, self.parser.as_ref(), sha256, note, now)?;
        // What waited and waits still has changed nothing.
        self.dirty |= before != Some(FileState::Waiting) || report.state != FileState::Waiting;
        if report.state == FileState::Refused {
            self.board.trouble(now, &report.file, "");
        }
        Ok(report)
    }

    fn take_seq(&mut self) -> i64 {
        self.next_seq += 1;
        self.next_seq - 1
    }

    /// Notes that a report is empty now, so that Amazon gives no file for it: closes what is open in its scope (H8). A blank
    /// store is the only one there is data of; with several it is an error that names them.
    pub fn nothing(
        &mut self,
        format: Format,
        store: &str,
        market: Option<Market>,
        now: Instant,
    ) -> Result<ImportReport, WorkerError> {
        let store = self.store_of_nothing(store)?;
        let seq = self.take_seq();
        let context = FileContext {
            store: store.clone(),
            market,
            name: format!("no {}", format.word()),
            modified: now,
            received: now,
            period: None,
            dates: None,
            complete: true,
            map: None,
        };
        let code = market.map_or("", Market::code);
        let text = format!("nothing {} {store} {code} {} {seq}\n", format.word(), now.rfc3339());
        let (sha256, bytes) = self.archive.copy_text(&text)?;
        let note = Note {
            seq,
            bytes,
            parser_version: PARSER_VERSION,
            nothing: Some(format),
            undone: None,
            purge: None,
            behind: None,
            only: None,
            context,
        };
        self.archive.write_note(&sha256, &note)?;
        self.read(&sha256, &note, now)
    }
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
    let info = FileInfo { only: note.only, ..info(note.seq, sha256, note.bytes, &note.context, &ended) };
    if note.undone.is_some() {
        return Ok(facts.note_undone(&info)?);
    }
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
    FileInfo { seq, sha256, bytes, context, only: None, parser_version: PARSER_VERSION, ended }
}

fn not_a_file(error: &io::Error) -> Reject {
    let problem = Problem::NotAFile { cause: error.to_string() };
    Reject { line: 0, column: String::new(), read: String::new(), problem }
}

/// Removes a database that nobody has open, with its log.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    for tail in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(tail);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// The present moment: the runtime is where clocks are read.
pub(super) fn clock() -> Instant {
    Instant(chrono::Utc::now().timestamp())
}

#[cfg(test)]
mod tests;
