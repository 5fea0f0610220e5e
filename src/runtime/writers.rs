//! Is somebody still writing a file? The kernel's lists of open files tell it of the processes that this one may look at;
//! the notices of the inbox tell it of everybody else's writes until the file is closed.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};

/// A write so long ago whose end was not told was ended all the same: notices can be lost.
const FORGOTTEN: Duration = Duration::from_mins(10);

/// Whether a process has the file open for writing. Processes of other users are seen by root alone.
pub fn any(file: &Metadata) -> bool {
    let Ok(processes) = fs::read_dir("/proc") else { return false };
    let processes = processes.flatten().map(|process| process.path());
    processes.filter(|path| path.file_name().is_some_and(|name| name.as_encoded_bytes()[0].is_ascii_digit())).any(
        |process| {
            // Not ours to look at, or gone.
            let Ok(open) = fs::read_dir(process.join("fd")) else { return false };
            open.flatten().any(|fd| {
                let same = |meta: Metadata| (meta.dev(), meta.ino()) == (file.dev(), file.ino());
                fs::metadata(fd.path()).is_ok_and(same) && writes(&process.join("fdinfo").join(fd.file_name()))
            })
        },
    )
}

/// Whether an open file's `flags:` (octal) say that it is open for writing.
fn writes(info: &Path) -> bool {
    let text = fs::read_to_string(info).unwrap_or_default();
    let flags = text.lines().find_map(|line| line.strip_prefix("flags:"));
    let flags = flags.and_then(|flags| u64::from_str_radix(flags.trim(), 8).ok());
    // O_WRONLY is 1, O_RDWR is 2.
    flags.is_some_and(|flags| flags & 3 != 0)
}

/// Files that were written to and not closed since, by the notices of the kernel.
#[derive(Clone, Debug, Default)]
pub struct Pens(Arc<Mutex<HashMap<PathBuf, Instant>>>);

impl Pens {
    /// Takes a notice over. A file that is only created (`sftp` links its finished one) is not being written.
    pub fn take(&self, event: &notify::Event) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for path in &event.paths {
            match event.kind {
                EventKind::Modify(ModifyKind::Data(_)) => {
                    open.insert(path.clone(), Instant::now());
                }
                EventKind::Access(AccessKind::Close(AccessMode::Write))
                | EventKind::Modify(ModifyKind::Name(_))
                | EventKind::Remove(_) => {
                    open.remove(path);
                }
                _ => {}
            }
        }
    }

    /// Whether a file is being written.
    pub fn on(&self, path: &Path) -> bool {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, since| since.elapsed() < FORGOTTEN);
        open.contains_key(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange};

    #[test]
    fn a_file_is_written_while_a_process_has_it_open_for_that() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("x");
        let file = fs::File::create(&path).unwrap();
        let meta = fs::metadata(&path).unwrap();
        assert!(any(&meta));
        drop(file);
        let read = fs::File::open(&path).unwrap();
        assert!(!any(&meta), "a reader is no writer");
        drop(read);
    }

    #[test]
    fn a_write_lasts_until_it_is_closed() {
        let (pens, path) = (Pens::default(), PathBuf::from("/in/x"));
        let tell = |kind| pens.take(&notify::Event::new(kind).add_path(path.clone()));
        tell(EventKind::Create(CreateKind::File));
        assert!(!pens.on(&path));
        tell(EventKind::Modify(ModifyKind::Data(DataChange::Any)));
        assert!(pens.on(&path) && !pens.on(Path::new("/in/y")));
        tell(EventKind::Access(AccessKind::Close(AccessMode::Write)));
        assert!(!pens.on(&path));
    }
}
