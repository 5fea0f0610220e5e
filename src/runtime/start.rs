//! A worker started by a screen: a process of its own that ends with the last screen.

use std::fs::File;
use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use crate::domain::bulletin::Bulletin;
use crate::domain::holder::Holder;
use crate::domain::list::WorkerState;
use crate::store::open::Folder;

/// Starts `daydeck watch --with-screens` for the folder. Gives its process id in words.
pub fn worker(folder: &Folder) -> io::Result<String> {
    let log = super::log::append(folder, "worker.log")?;
    let mut child = Command::new(std::env::current_exe()?)
        .arg("--data")
        .arg(folder.root())
        .args(["watch", "--with-screens"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        // Its own group: ctrl-c and a lost line are meant for the screen.
        .process_group(0)
        .spawn()?;
    let pid = child.id();
    std::thread::Builder::new().name("worker's end".into()).spawn(move || child.wait().map(|_| ()))?;
    Ok(format!("pid {pid}"))
}

/// Who holds `worker.lock`. `None` when nobody does.
pub fn holder(folder: &Folder) -> Option<Holder> {
    let file = File::open(folder.worker_lock()).ok()?;
    if file.try_lock_shared().is_ok() {
        return None;
    }
    Some(Holder::parse(&std::fs::read_to_string(folder.worker_lock()).ok()?))
}

/// What the worker of a folder does, by its lock and its notice; `queued` requests wait for it.
pub fn worker_state(folder: &Folder, queued: u64) -> WorkerState {
    let (holder, bulletin) = (holder(folder), super::bulletin::read(folder));
    // Whoever is gone reads nothing.
    let bulletin =
        if holder.is_some() { bulletin } else { Bulletin { trouble: bulletin.trouble, ..Bulletin::default() } };
    WorkerState { holder, queued, bulletin }
}
