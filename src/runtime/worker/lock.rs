//! `worker.lock`: who writes `facts.db` (H4).

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::time::Duration;

use super::{WorkerError, clock};
use crate::domain::act::Actor;
use crate::domain::holder::Holder;
use crate::store::open::{Folder, Mode};

/// Takes the lock, or says who has it. Somebody who only looks holds it for a moment, so a second look is taken.
pub(in crate::runtime) fn take_lock(folder: &Folder) -> Result<File, WorkerError> {
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

/// Who runs this process.
pub(super) fn me() -> Actor {
    Actor { uid: rustix::process::getuid().as_raw(), name: user() }
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
