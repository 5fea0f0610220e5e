//! Who has a screen open, and on which item: one locked file per session in `DIR/run/`, one line of JSON in it. A file whose
//! lock is free belongs to nobody any more. Nothing of this is in a database: nobody needs it tomorrow.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant as Clock};

use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::domain::team::Here;
use crate::store::open::{Folder, Mode};

/// The line is written at most this often, whatever the cursor does.
const PACE: Duration = Duration::from_secs(2);
/// The longest line that is read.
const LONGEST: u64 = 4096;

/// This session's mark; gone with the process, however it ends.
#[derive(Debug)]
pub struct Presence {
    lock: File,
    path: PathBuf,
    here: Here,
    written: Clock,
}

impl Presence {
    /// Marks this process as an open screen. The mark gets its name when it is locked and written: one that is not locked is
    /// removed by whoever looks.
    pub fn enter(folder: &Folder, who: &Actor, now: Instant) -> io::Result<Self> {
        let pid = std::process::id();
        let [path, new] = ["screen", "new"].map(|end| folder.run().join(format!("{pid}.{end}")));
        let mode = if folder.mode() == Mode::Shared { 0o660 } else { 0o600 };
        let lock = OpenOptions::new().create(true).truncate(true).write(true).mode(mode).open(&new)?;
        lock.try_lock().map_err(io::Error::other)?;
        let here = Here { who: who.clone(), pid, since: now, tty: tty(), item: None };
        let mut presence = Self { lock, path, here, written: Clock::now() };
        match presence.write().and_then(|()| std::fs::rename(&new, &presence.path)) {
            Ok(()) => Ok(presence),
            Err(error) => {
                let _ = std::fs::remove_file(new);
                Err(error)
            }
        }
    }

    /// Notes the item under the cursor. `Some`: it is another one than is written, which is due then.
    pub fn look(&mut self, item: Option<i64>, now: Instant) -> Option<Clock> {
        if self.here.item.map(|(id, _)| id) == item {
            return None;
        }
        let due = self.written + PACE;
        if due > Clock::now() {
            return Some(due);
        }
        self.here.item = item.map(|id| (id, now));
        // A mark that cannot be written is no reason to stop: the lock still says that somebody is here.
        let _ = self.write();
        None
    }

    /// One write, then the rest of an older line is cut off.
    fn write(&mut self) -> io::Result<()> {
        self.written = Clock::now();
        let line = serde_json::to_string(&self.here)? + "\n";
        self.lock.rewind()?;
        self.lock.write_all(line.as_bytes())?;
        self.lock.set_len(line.len() as u64)
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        // A process of the same number, of another container, may have put its own mark there.
        if lies_at(&self.lock, &self.path) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Whether an open file is still the one of that name.
fn lies_at(file: &File, path: &Path) -> bool {
    let of = |meta: Metadata| (meta.dev(), meta.ino());
    file.metadata().and_then(|open| Ok(of(open) == of(std::fs::symlink_metadata(path)?))).unwrap_or(false)
}

/// The terminal's name, such as `pts/3`.
fn tty() -> String {
    let name = std::fs::read_link("/proc/self/fd/0").ok();
    let name = name.as_deref().and_then(Path::to_str).and_then(|name| name.strip_prefix("/dev/"));
    name.unwrap_or_default().to_owned()
}

/// The files of screens that are open now. Marks of dead processes are removed on the way.
fn open(folder: &Folder) -> Vec<File> {
    let Ok(entries) = std::fs::read_dir(folder.run()) else { return Vec::new() };
    let marks =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "screen"));
    marks
        .filter_map(|path| {
            let file = File::open(&path).ok()?;
            let held = file.try_lock_shared().is_err();
            // A new screen may have put its own mark there meanwhile.
            if !held && lies_at(&file, &path) {
                let _ = std::fs::remove_file(path);
            }
            held.then_some(file)
        })
        .collect()
}

/// Screens that are open now.
pub fn screens(folder: &Folder) -> usize {
    open(folder).len()
}

/// Who has a screen open, and on which item; those who came first, first.
pub fn here(folder: &Folder) -> Vec<Here> {
    let read = |file: File| {
        let mut line = String::new();
        file.take(LONGEST).read_to_string(&mut line).ok()?;
        // While it is written anew an old end may stand behind the line.
        Here::parse(line.lines().next()?)
    };
    let mut here: Vec<Here> = open(folder).into_iter().filter_map(read).collect();
    here.sort_by_key(|here| (here.since, here.pid));
    here
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(temp: &tempfile::TempDir) -> Folder {
        Folder::create(&temp.path().join("deck")).unwrap()
    }

    #[test]
    fn a_screen_is_there_with_its_item_and_gone_with_its_process() {
        let temp = tempfile::tempdir().unwrap();
        let folder = folder(&temp);
        let who = Actor { uid: 7, name: "li".into() };
        let mut mark = Presence::enter(&folder, &who, Instant(100)).unwrap();
        let seen = here(&folder);
        assert_eq!((seen.len(), seen[0].who.clone(), seen[0].item), (1, who, None));
        // Not sooner than the pace allows; the same item again is nothing to write.
        assert!(mark.look(Some(3), Instant(101)).is_some());
        assert_eq!(mark.look(None, Instant(101)), None);
        mark.written = Clock::now().checked_sub(PACE).unwrap();
        assert_eq!(mark.look(Some(3), Instant(102)), None);
        assert_eq!(here(&folder)[0].item, Some((3, Instant(102))));
        drop(mark);
        assert!(here(&folder).is_empty());
        // A file that nobody holds is a dead screen's, and is removed.
        let dead = folder.run().join("1.screen");
        std::fs::write(&dead, "x\n").unwrap();
        assert_eq!(screens(&folder), 0);
        assert!(!dead.exists());
    }

    #[test]
    fn a_screen_removes_its_own_files_and_no_other() {
        let temp = tempfile::tempdir().unwrap();
        let folder = folder(&temp);
        let enter = || Presence::enter(&folder, &Actor { uid: 7, name: "li".into() }, Instant(100));
        let mark = enter().unwrap();
        let (path, other) = (mark.path.clone(), folder.run().join("other"));
        std::fs::write(&other, "other\n").unwrap();
        std::fs::rename(other, &path).unwrap();
        drop(mark);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "other\n");
        // A mark that cannot get its name leaves nothing behind.
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
        assert!(enter().is_err());
        assert!(path.is_dir() && !path.with_extension("new").exists());
    }

    #[test]
    fn a_screen_keeps_its_mark_while_others_look() {
        let temp = tempfile::tempdir().unwrap();
        let folder = folder(&temp);
        let who = Actor { uid: 7, name: "li".into() };
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    screens(&folder);
                }
            });
            for round in 0..500 {
                let mark = Presence::enter(&folder, &who, Instant(100));
                let there = mark.as_ref().is_ok_and(|mark| lies_at(&mark.lock, &mark.path));
                if !there {
                    done.store(true, std::sync::atomic::Ordering::Relaxed);
                    panic!("{round}: {mark:?}");
                }
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
    }
}
