//! One file from outside: known or new, whose it is, copied to the archive, read.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::again::{duplicate, with_earlier_answers};
use super::mailbox::{New, Tail};
use super::{DEFAULT_STORE, Given, Note, PARSER_VERSION, Worker, WorkerError, archive, info, not_a_file};
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::{FileContext, FileState, ImportReport};

/// Bytes of a file from which on reading it once more is worth a look into the ledger.
pub(super) const LARGE: u64 = 1 << 20;

/// How a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Somebody named it: that it came again is noted.
    Named,
    /// It lies in a folder that is looked through: looking again leaves no trace in the ledger.
    Folder,
    /// A folder of mail that is read in place.
    Maildir,
    /// A file of mail that is read in place. It grows: its beginning is no part of a download.
    Mailbox,
}

impl Way {
    /// The way of a folder's files.
    pub(super) fn in_folder(self) -> Self {
        match self {
            Self::Named => Self::Folder,
            Self::Mailbox => Self::Maildir,
            other => other,
        }
    }

    fn is_mail(self) -> bool {
        matches!(self, Self::Maildir | Self::Mailbox)
    }
}

/// What is known of the files of one call before any of them is opened.
#[derive(Debug)]
pub(super) struct Call<'a> {
    given: &'a Given,
    /// The store of a file that is new.
    store: String,
    /// Where a file may have been read before: the store that was said, else those of the ledger.
    stores: Vec<String>,
    way: Way,
    now: Instant,
}

impl Call<'_> {
    /// What is known of a file before it is opened.
    fn context(&self, name: String) -> FileContext {
        FileContext {
            store: self.store.clone(),
            market: self.given.market,
            name,
            modified: self.now,
            received: self.now,
            period: self.given.period,
            dates: self.given.dates.clone().filter(|order| matches!(order.as_str(), "dmy" | "mdy" | "ymd")),
            complete: self.given.complete,
            map: None,
        }
    }
}

impl Given {
    /// The store that folder or command line say.
    fn said(&self) -> Option<&str> {
        self.store.as_deref().filter(|store| !store.is_empty())
    }

    /// Whether nothing is said but, perhaps, the store.
    pub(super) fn says_nothing(&self) -> bool {
        Self { store: None, ..self.clone() } == Self::default()
    }
}

impl Worker {
    /// The store of a new file for which nothing says it: mail belongs where the earlier mail went; else the only store that
    /// there is data of.
    fn store_of(&self, way: Way) -> Result<String, WorkerError> {
        let mail = if way.is_mail() { self.facts.store_of_mail()? } else { None };
        let mut stores = self.facts.stores()?;
        let only = if stores.len() == 1 { stores.pop() } else { None };
        Ok(mail.or(only).unwrap_or_else(|| DEFAULT_STORE.to_owned()))
    }

    /// One call: the store of new files is asked for once.
    pub(super) fn call<'a>(&self, given: &'a Given, way: Way, now: Instant) -> Result<Call<'a>, WorkerError> {
        let store = given.said().map_or_else(|| self.store_of(way), |store| Ok(store.to_owned()))?;
        let stores = given.said().map_or_else(|| self.facts.ledger_stores(), |store| Ok(vec![store.to_owned()]))?;
        Ok(Call { given, store, stores, way, now })
    }

    /// The store of which it is said that there is nothing: with several, somebody has to name it.
    pub(super) fn store_of_nothing(&self, store: &str) -> Result<String, WorkerError> {
        let stores = self.facts.stores()?;
        if store.is_empty() && stores.len() > 1 {
            return Err(WorkerError::WhichStore(stores));
        }
        if store.is_empty() { self.store_of(Way::Named) } else { Ok(store.to_owned()) }
    }

    /// Reads one file that is no folder.
    pub(super) fn import_file(&mut self, path: &Path, call: &Call<'_>) -> Result<ImportReport, WorkerError> {
        let Call { given, stores, way, now, .. } = call;
        let (way, now) = (*way, *now);
        let mut context = call.context(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        let started = std::time::Instant::now();
        let ended = move || (now.plus(started.elapsed().as_secs() as i64), started.elapsed().as_secs_f64());
        let mut file = match archive::open_outside(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(error.into()),
            Err(error) => return self.unopened(&context, &ended, not_a_file(&error), way == Way::Named),
        };
        let meta = file.metadata()?;
        if let Ok(since) = meta.modified()?.duration_since(UNIX_EPOCH) {
            // A clock that went wrong once must not make every later file look old.
            context.modified = Instant(i64::try_from(since.as_secs()).map_or(now.0, |at| at.min(now.0)));
        }
        let mut tail = None;
        if way == Way::Mailbox {
            match self.new_of_mailbox(&mut file, stores, &context.name, meta.len())? {
                Some(New::Nothing) => return Ok(duplicate(&context, Some(Format::Mail), ended().1)),
                Some(New::From(new)) => {
                    context.store.clone_from(&new.store);
                    tail = Some(new);
                }
                None => {}
            }
        }
        let start = tail.as_ref().map_or(0, |tail| tail.start);
        // A large file of a new size is new: it is not read for its hash alone.
        let mut known = None;
        if meta.len() - start < LARGE || self.facts.has_size(given.said(), meta.len() - start)? {
            let (sha256, bytes) = archive::hash(&mut file, start, None)?;
            if let Some(entry) = self.facts.first_entry_of(stores, &sha256)? {
                // Read before, when there were other stores perhaps: it stays where it is.
                context.store = entry.store;
            }
            known = self.facts.entry_of(&context.store, &sha256)?;
            if let Some(known) = &known
                && matches!(known.state, FileState::Applied | FileState::Partly)
                && !self.answers(known, given)?
            {
                let seq = self.next_seq;
                let info = info(seq, &sha256, bytes, &context, &ended);
                if way != Way::Named {
                    return Ok(duplicate(&context, known.format, ended().1));
                }
                let report = self.facts.note_duplicate(&info, known)?;
                self.next_seq = self.next_seq.max(self.facts.newest_import()? + 1);
                return Ok(report);
            }
        }
        if way != Way::Named
            && let Some(report) = self.refused_before(known.as_ref(), given)?
        {
            return Ok(report);
        }
        let (sha256, note) = self.archived(&mut file, tail, context, call)?;
        let report = self.read_answered(&sha256, note.clone(), given.map.as_ref(), now)?;
        self.supersede(&sha256, &note, report, now)
    }

    /// Copies what is new of a file into the archive and writes its note, with what was answered of it before.
    fn archived(
        &mut self,
        file: &mut File,
        tail: Option<Tail>,
        mut context: FileContext,
        call: &Call<'_>,
    ) -> Result<(String, Note), WorkerError> {
        // The copy is what counts: the file may have grown since it was looked at.
        let (sha256, bytes) = self.archive.copy(file, tail.as_ref().map_or(0, |tail| tail.start))?;
        let before = self.archive.note(&context.store, &sha256)?;
        let seq = before.as_ref().map_or_else(|| self.take_seq(), |note| note.seq);
        let behind = match tail {
            Some(tail) => self.behind(tail, &sha256)?,
            None => before.as_ref().and_then(|note| note.behind.clone()),
        };
        // What was said of a file that was taken back went with it.
        if let Some(before) = before.filter(|before| before.undone.is_none()) {
            context = with_earlier_answers(context, before.context);
        }
        let mut note = Note {
            seq,
            bytes,
            parser_version: PARSER_VERSION,
            nothing: None,
            undone: None,
            purge: None,
            behind,
            only: self.facts.only_market(&context.store)?,
            context,
        };
        if !call.way.is_mail() {
            note = self.with_answers_of_part(&sha256, note)?;
        }
        // A mapping is tried where a file asks for one; an earlier one must not keep it from asking.
        if call.given.map.is_some() {
            note.context.map = None;
        }
        self.archive.write_note(&sha256, &note)?;
        Ok((sha256, note))
    }
}
