//! One attachment of an archived mail to a file. A process of its own takes it out (D7); the file gets a name of our own, made
//! of what it holds, never of what the sender called it, and nobody may run it.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

use super::archive;
use crate::domain::import::hex;
use crate::ingest::attached::{Found, Task};
use crate::ingest::child;

/// How the process is started: `daydeck __attachment TASK`.
pub const ATTACHMENT: &str = "__attachment";

/// What became of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It lies here.
    File(PathBuf),
    /// It runs when it is opened, and was not written.
    Blocked,
    /// It is not in the archived file.
    Missing,
    /// The archived mail holds only facts any more.
    Purged,
}

/// Takes an attachment out of `mail` with `program`, and writes it into the folder `to`, which is made if it is not there.
/// A file that is there already with these bytes stays.
pub fn write(program: &Path, mail: File, task: &Task, to: &Path) -> io::Result<Written> {
    let output = Command::new(program)
        .arg(ATTACHMENT)
        .arg(serde_json::to_string(task)?)
        .stdin(Stdio::from(mail))
        .stderr(Stdio::null())
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(output.status.to_string()));
    }
    let mut bytes = output.stdout.as_slice();
    let end = match child::found(&mut bytes)? {
        Found::File { end, .. } => end,
        Found::Blocked { .. } => return Ok(Written::Blocked),
        Found::Missing => return Ok(Written::Missing),
        Found::Purged => return Ok(Written::Purged),
    };
    let sha256 = hex(&Sha256::digest(bytes));
    DirBuilder::new().recursive(true).mode(0o700).create(to)?;
    let path = to.join(format!("{sha256}.{end}"));
    keep(&path, &sha256, bytes)?;
    Ok(Written::File(path))
}

/// Writes a new file that its owner alone may read, and nobody run.
fn keep(path: &Path, sha256: &str, bytes: &[u8]) -> io::Result<()> {
    let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let same = archive::hash(&mut archive::open_outside(path)?, 0, None)?.0 == sha256;
            return if same { Ok(()) } else { Err(error) };
        }
        file => file?,
    };
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| _ = fs::remove_file(path))
}
