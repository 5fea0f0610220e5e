//! The archive (H3): every file that was read lies under its content's hash, with a note beside it that says in which order
//! and with which answers it was read. `facts.db` can be made again from it at any time.
//!
//! ```text
//! archive/2f7c…      the file as it came, or without the personal data whose date has come
//! archive/2f7c….toml [[file]] seq, bytes, parser_version, context: once for each store that the file was read for
//! ```
//!
//! Both are durable before the database hears of the file.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::{FileContext, hex};
use crate::domain::market::Market;
use crate::store::open::Folder;

/// A note beside an archived file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The sequence number: the ledger's key and the order of a rebuild.
    pub seq: i64,
    /// The file's size.
    pub bytes: u64,
    /// The version of the parser that read it last.
    pub parser_version: u32,
    /// Set when the file stands for "Amazon gave no file, because there is nothing" (H8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nothing: Option<Format>,
    /// Since when the file is taken back: nothing of it counts (H17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<Instant>,
    /// The store's only marketplace when the file was read: rows that name none are its, whatever came later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Market>,
    /// What a look for personal data found; `None` before the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purge: Option<Purge>,
    /// Set for the new end of a mailbox that grew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind: Option<Behind>,
    /// What is known about the file beside its bytes, with the answers given so far.
    pub context: FileContext,
}

/// The personal data in an archived file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purge {
    /// When the next of it is due; `None` when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Instant>,
}

/// What an archived end of a mailbox stands behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// Bytes of the mailbox before it.
    pub bytes: u64,
    /// SHA-256, in hex, of the mailbox from its start to the end of the archived file, as it came.
    pub sha256: String,
}

/// An archived file with one of its notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// SHA-256 of its content, in hex.
    pub sha256: String,
    /// The note.
    pub note: Note,
}

#[derive(Default, Serialize, Deserialize)]
struct Notes {
    file: Vec<Note>,
}

/// The archive of a data folder.
#[derive(Clone, Debug)]
pub struct Archive {
    folder: Folder,
}

/// Opens a file that came from outside: no link, no waiting for the other end of a pipe, a regular file, and everything
/// after this works on the open file, not on its name.
pub fn open_outside(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"))
}

/// Whether a name in `tmp/` is one that the worker gives: an interrupted copy holds what the original holds, names and
/// addresses too.
fn is_ours(name: &str) -> bool {
    let database = |name: &str| name == "rebuild.db" || name == "undo.db";
    name.starts_with("archive-")
        || database(name)
        || ["-wal", "-shm", "-journal"].iter().any(|tail| name.strip_suffix(tail).is_some_and(database))
}

/// SHA-256 of a file from byte `start` on, in hex, and how many bytes those are; copies them into `copy` on the way.
pub fn hash(file: &mut File, start: u64, copy: Option<&mut File>) -> io::Result<(String, u64)> {
    file.seek(SeekFrom::Start(start))?;
    let mut hash = Sha256::new();
    let bytes = hash_into(file, &mut hash, copy)?;
    Ok((hex(&hash.finalize()), bytes))
}

/// Goes on with a hash until a stream ends, and gives how many bytes those are; copies them into `copy` on the way.
pub fn hash_into(from: &mut impl Read, hash: &mut Sha256, mut copy: Option<&mut File>) -> io::Result<u64> {
    let (mut bytes, mut buffer) = (0, vec![0; 1 << 18]);
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(&buffer[..read]);
        if let Some(copy) = copy.as_deref_mut() {
            copy.write_all(&buffer[..read])?;
        }
        bytes += read as u64;
    }
}

impl Archive {
    /// The archive of `folder`. Removes what an interrupted copy left behind: only the holder of the lock may call it.
    pub fn open(folder: &Folder) -> io::Result<Self> {
        let archive = Self { folder: folder.clone() };
        archive.clear()?;
        Ok(archive)
    }

    /// Removes unfinished copies, of files and of the database.
    fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(self.folder.tmp())? {
            let entry = entry?;
            if is_ours(&entry.file_name().to_string_lossy()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn path(&self, sha256: &str) -> PathBuf {
        self.folder.archive().join(sha256)
    }

    /// The archived file, for reading.
    pub fn file(&self, sha256: &str) -> io::Result<File> {
        open_outside(&self.path(sha256))
    }

    /// All notes, in the order of their numbers. A note that cannot be read is an error that names it.
    pub fn list(&self) -> io::Result<Vec<Archived>> {
        let mut all = Vec::new();
        for entry in fs::read_dir(self.folder.archive())? {
            let name = entry?.file_name();
            if let Some(sha256) = name.to_str().and_then(|name| name.strip_suffix(".toml")) {
                let notes = self.notes(sha256)?;
                all.extend(notes.file.into_iter().map(|note| Archived { sha256: sha256.to_owned(), note }));
            }
        }
        all.sort_by_key(|archived| archived.note.seq);
        Ok(all)
    }

    /// The note of a content in a store.
    pub fn note(&self, store: &str, sha256: &str) -> io::Result<Option<Note>> {
        Ok(self.notes(sha256)?.file.into_iter().find(|note| note.context.store == store))
    }

    fn notes(&self, sha256: &str) -> io::Result<Notes> {
        let path = self.folder.archive().join(format!("{sha256}.toml"));
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {error}", path.display()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Notes::default()),
            Err(error) => Err(error),
        }
    }

    /// Copies the file's content from byte `start` on into the archive and gives its hash and size: those of the copy, whatever happened to the
    /// original meanwhile.
    pub fn copy(&self, file: &mut File, start: u64) -> io::Result<(String, u64)> {
        let temporary = self.temporary("copy");
        // Left by a copy that failed, for want of space perhaps.
        _ = fs::remove_file(&temporary);
        let mut copy = self.folder.create_file(&temporary)?;
        let (sha256, bytes) = hash(file, start, Some(&mut copy))?;
        copy.sync_all()?;
        fs::rename(&temporary, self.path(&sha256))?;
        Ok((sha256, bytes))
    }

    /// SHA-256 of the first `bytes` of an archived file, in hex.
    pub fn start(&self, sha256: &str, bytes: u64) -> io::Result<String> {
        let mut start = Sha256::new();
        hash_into(&mut self.file(sha256)?.take(bytes), &mut start, None)?;
        Ok(hex(&start.finalize()))
    }

    /// Writes the note of a file, over the one that its store had.
    pub fn write_note(&self, sha256: &str, note: &Note) -> io::Result<()> {
        let mut notes = self.notes(sha256)?;
        notes.file.retain(|other| other.context.store != note.context.store);
        notes.file.push(note.clone());
        let text = toml::to_string(&notes).map_err(io::Error::other)?;
        let temporary = self.temporary("note");
        _ = fs::remove_file(&temporary);
        let mut file = self.folder.create_file(&temporary)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&temporary, self.folder.archive().join(format!("{sha256}.toml")))?;
        File::open(self.folder.archive())?.sync_all()
    }

    /// Puts a text of our own into the archive: a statement without a file.
    pub fn copy_text(&self, text: &str) -> io::Result<(String, u64)> {
        let temporary = self.temporary("text");
        _ = fs::remove_file(&temporary);
        let mut file = self.folder.create_file(&temporary)?;
        file.write_all(text.as_bytes())?;
        let copied = self.copy(&mut file, 0);
        fs::remove_file(&temporary)?;
        copied
    }

    /// A new file beside the archive, to be put in the place of an archived one.
    pub fn beside(&self) -> io::Result<File> {
        let temporary = self.temporary("redacted");
        _ = fs::remove_file(&temporary);
        self.folder.create_file(&temporary)
    }

    /// Puts the file of [`Archive::beside`], which is durable, in the place of an archived one.
    pub fn replace(&self, sha256: &str) -> io::Result<()> {
        fs::rename(self.temporary("redacted"), self.path(sha256))?;
        File::open(self.folder.archive())?.sync_all()
    }

    /// Removes the file of [`Archive::beside`].
    pub fn drop_beside(&self) {
        _ = fs::remove_file(self.temporary("redacted"));
    }

    /// A name in `tmp/` for a file of this process: the lock's holder makes one file at a time, and `copy_text` two.
    fn temporary(&self, what: &str) -> PathBuf {
        self.folder.tmp().join(format!("archive-{what}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;

    fn context(store: &str) -> FileContext {
        let day = Day::parse("2026-11-01").unwrap();
        FileContext {
            store: store.into(),
            market: Some(Market::Us),
            name: "a \"b\"\n\u{1b}[31m.txt".into(),
            modified: Instant(5),
            received: Instant(6),
            period: Some((day, day)),
            dates: None,
            complete: true,
            map: None,
        }
    }

    #[test]
    fn a_file_and_its_notes_come_back_one_note_for_each_store() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("deck")).unwrap();
        let outside = temp.path().join("file.txt");
        fs::write(&outside, "content").unwrap();
        fs::write(folder.tmp().join("archive-0"), "left behind").unwrap();
        let archive = Archive::open(&folder).unwrap();
        let (sha256, bytes) = archive.copy(&mut open_outside(&outside).unwrap(), 0).unwrap();
        assert_eq!((sha256.as_str(), bytes), ("ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73", 7));
        let note = |seq, store| Note {
            seq,
            bytes,
            parser_version: 1,
            nothing: None,
            undone: None,
            purge: Some(Purge { next: Some(Instant(7)) }),
            behind: None,
            only: Some(Market::Us),
            context: context(store),
        };
        for (seq, store) in [(4, "b"), (2, "a"), (3, "b")] {
            archive.write_note(&sha256, &note(seq, store)).unwrap();
        }
        let listed: Vec<_> = archive.list().unwrap().into_iter().map(|a| a.note).collect();
        assert_eq!(listed, [note(2, "a"), note(3, "b")]);
        assert_eq!(io::read_to_string(archive.file(&sha256).unwrap()).unwrap(), "content");
        assert!(fs::read_dir(folder.tmp()).unwrap().next().is_none());
    }

    #[test]
    fn links_pipes_and_folders_are_no_files() {
        let temp = tempfile::tempdir().unwrap();
        let (link, pipe) = (temp.path().join("link"), temp.path().join("pipe"));
        std::os::unix::fs::symlink("/etc/passwd", &link).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, Mode::RUSR, 0).unwrap();
        for path in [&link, &pipe, &temp.path().to_owned(), &PathBuf::from("/dev/null")] {
            assert!(open_outside(path).is_err(), "{}", path.display());
        }
    }
}
