//! `DIR/worker.state`: what the worker reads and how far it is. Written while a file is read, at most once a second, and when
//! something went wrong; an idle worker writes nothing. Who is the worker, and whether it lives, is told by `worker.lock`.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Moment, SystemTime};

use super::child::Parser;
use crate::domain::batch::{FileHead, Part, Source, Stop};
use crate::domain::bulletin::{Bulletin, Reading, Trouble};
use crate::domain::day::Instant;
use crate::domain::import::FileContext;
use crate::domain::text::SafeText;
use crate::ingest::redact::{Found, Task};
use crate::store::open::Folder;

/// A file that is read in less time is not told of.
const PACE: Duration = Duration::from_secs(1);
/// The largest notice that is read.
const MAX: u64 = 64 << 10;

fn path(folder: &Folder) -> PathBuf {
    folder.root().join("worker.state")
}

/// The notice; blank when there is none.
pub fn read(folder: &Folder) -> Bulletin {
    let mut text = String::new();
    let read = File::open(path(folder)).and_then(|file| file.take(MAX).read_to_string(&mut text));
    read.ok().and_then(|_| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// When the notice was written last.
pub fn moved(folder: &Folder) -> Option<SystemTime> {
    fs::metadata(path(folder)).and_then(|meta| meta.modified()).ok()
}

/// Where the worker writes its notice. The default one keeps it to itself.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<Mutex<Pinned>>);

#[derive(Debug, Default)]
struct Pinned {
    folder: Option<Folder>,
    now: Bulletin,
    written: Bulletin,
    /// Since when the notice differs from the written one.
    since: Option<Moment>,
}

impl Board {
    /// The board of a folder.
    #[cfg(test)]
    fn of(folder: &Folder) -> Self {
        let board = Self::default();
        board.put_up(folder);
        board
    }

    /// Shows the board in a folder. What a worker before this one was reading when it died is taken off; its trouble stays.
    pub fn put_up(&self, folder: &Folder) {
        let written = read(folder);
        {
            let mut pinned = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if pinned.now.trouble.is_none() {
                pinned.now.trouble.clone_from(&written.trouble);
            }
            (pinned.folder, pinned.written) = (Some(folder.clone()), written);
        }
        self.change(true, |_| {});
    }

    /// How many files lie in the inbox. `settled`: nothing is read now.
    pub fn files(&self, files: usize, settled: bool) {
        self.change(settled, |now| now.files = files as u64);
    }

    /// Something went wrong.
    pub fn trouble(&self, at: Instant, file: &str, words: &str) {
        let words = SafeText::new(words).as_str().to_owned();
        self.change(true, |now| now.trouble = Some(Trouble { at, file: file.to_owned(), words }));
    }

    /// Changes the notice and writes it when it is another one: at once, or when it has been one for a second.
    fn change(&self, at_once: bool, change: impl FnOnce(&mut Bulletin)) {
        let mut pinned = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut pinned.now);
        if pinned.now == pinned.written {
            pinned.since = None;
        } else if at_once || pinned.since.get_or_insert_with(Moment::now).elapsed() >= PACE {
            // A notice that cannot be written is no reason not to read the file.
            _ = pinned.write();
        }
    }
}

impl Pinned {
    fn write(&mut self) -> io::Result<()> {
        self.since = None;
        self.written = self.now.clone();
        let Some(folder) = &self.folder else { return Ok(()) };
        let temporary = folder.tmp().join("worker.state");
        _ = fs::remove_file(&temporary);
        folder.create_file(&temporary)?.write_all(&serde_json::to_vec(&self.now)?)?;
        fs::rename(temporary, path(folder))
    }
}

/// A parser whose readings are told on a board.
#[derive(Debug)]
pub struct Told<P> {
    /// Reads.
    pub parser: P,
    /// Is told.
    pub board: Board,
}

impl<P: Parser> Parser for Told<P> {
    fn open(&self, file: File, sha256: &str, context: &FileContext) -> Result<Box<dyn Source>, Stop> {
        // The parser reads by the same open file: where it is there, it is here.
        let place = file.try_clone().ok();
        let bytes = place.as_ref().and_then(|file| file.metadata().ok()).map_or(0, |meta| meta.len());
        let source = self.parser.open(file, sha256, context)?;
        let (board, name) = (self.board.clone(), context.name.clone());
        Ok(Box::new(OnBoard { source, place, bytes, board, name, began: Moment::now(), rows: None }))
    }

    fn redact(&self, file: File, task: &Task, out: &mut dyn Write) -> io::Result<Found> {
        self.parser.redact(file, task, out)
    }

    fn find(&self, files: &[PathBuf], texts: &[String]) -> io::Result<Vec<PathBuf>> {
        self.parser.find(files, texts)
    }
}

/// A file that is read.
struct OnBoard {
    source: Box<dyn Source>,
    place: Option<File>,
    bytes: u64,
    board: Board,
    name: String,
    began: Moment,
    /// Records so far, and when the first came: what is read before is read again.
    rows: Option<(u64, Moment)>,
}

impl OnBoard {
    fn tell(&mut self) {
        if self.began.elapsed() < PACE {
            return;
        }
        let at = self.place.as_mut().and_then(|file| file.stream_position().ok()).unwrap_or(0).min(self.bytes);
        let (percent, left) = match self.rows {
            Some((_, since)) if at > 0 => {
                let left = since.elapsed().as_secs_f64() * (self.bytes - at) as f64 / at as f64;
                (Some((at * 100 / self.bytes) as u8), Some(left.ceil() as u64))
            }
            _ => (None, None),
        };
        let rows = self.rows.map_or(0, |(rows, _)| rows);
        let reading = Reading { file: self.name.clone(), rows, percent, left };
        self.board.change(false, |now| now.reading = Some(reading));
    }
}

impl Source for OnBoard {
    fn head(&mut self) -> Result<FileHead, Stop> {
        let head = self.source.head();
        self.rows = Some((0, Moment::now()));
        self.tell();
        head
    }

    fn part(&mut self) -> Result<Part, Stop> {
        let part = self.source.part();
        if let (Ok(part), Some((rows, _))) = (&part, &mut self.rows) {
            *rows += match part {
                Part::Rows(rows) => rows.len() as u64,
                Part::Reject { .. } => 1,
                Part::End(_) => 0,
            };
        }
        self.tell();
        part
    }
}

impl Drop for OnBoard {
    fn drop(&mut self) {
        self.board.change(true, |now| now.reading = None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_is_written_when_it_changes_and_not_when_it_is_idle() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("deck")).unwrap();
        let board = Board::of(&folder);
        board.files(3, false);
        board.files(0, true);
        assert_eq!(moved(&folder), None, "nothing happened that lasted");
        board.trouble(Instant(5), "x\u{1b}.xlsx", "");
        assert_eq!(read(&folder).trouble.map(|t| (t.at, t.file)), Some((Instant(5), "x\u{1b}.xlsx".to_owned())));
        let reading = Reading { file: "a.txt".into(), rows: 7, percent: Some(61), left: Some(4) };
        board.change(true, |now| now.reading = Some(reading.clone()));
        assert_eq!(read(&folder).reading, Some(reading));
        board.change(false, |now| now.reading = None);
        assert!(read(&folder).reading.is_some(), "within the same second");
        // The process died; the next worker reads something else, or nothing.
        Board::of(&folder);
        let left = read(&folder);
        assert!(left.reading.is_none() && left.trouble.is_some(), "{left:?}");
        let written = moved(&folder);
        Board::of(&folder).files(0, true);
        assert_eq!(moved(&folder), written);
        fs::write(path(&folder), "{").unwrap();
        assert_eq!(read(&folder), Bulletin::default());
    }
}
