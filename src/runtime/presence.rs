//! Who has a screen open: one locked file per session in `DIR/run/`. A file whose lock is free belongs to nobody any more.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use crate::store::open::{Folder, Mode};

/// This session's mark; gone with the process, however it ends.
#[derive(Debug)]
pub struct Presence {
    _lock: File,
    path: PathBuf,
}

impl Presence {
    /// Marks this process as an open screen.
    pub fn enter(folder: &Folder, name: &str) -> io::Result<Self> {
        let path = folder.run().join(format!("{}.screen", std::process::id()));
        let mode = if folder.mode() == Mode::Shared { 0o660 } else { 0o600 };
        let mut lock = OpenOptions::new().create(true).truncate(true).write(true).mode(mode).open(&path)?;
        lock.try_lock().map_err(io::Error::other)?;
        writeln!(lock, "{name}")?;
        Ok(Self { _lock: lock, path })
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Screens that are open now. Marks of dead processes are removed on the way.
pub fn screens(folder: &Folder) -> usize {
    let Ok(entries) = std::fs::read_dir(folder.run()) else { return 0 };
    let marks =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "screen"));
    marks
        .filter(|path| {
            let Ok(file) = File::open(path) else { return false };
            let held = file.try_lock_shared().is_err();
            if !held {
                let _ = std::fs::remove_file(path);
            }
            held
        })
        .count()
}
