//! The log of a screen: `DIR/log/screen-<uid>.log`. Standard error goes there while the screen is taken, so that nothing
//! writes over the picture and nothing panics on a dead terminal.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::{Mutex, Once, OnceLock, PoisonError};

use super::terminal::restore_now;
use crate::domain::text::SafeText;
use crate::i18n::{Lang, runtime as say};
use crate::store::open::{Folder, Mode};

/// Where the log of this process is, for the message after a panic.
static LOG: OnceLock<PathBuf> = OnceLock::new();
/// The panic hook is installed once.
static HOOK: Once = Once::new();
/// The standard error of before, for the message after a panic.
static BEFORE: Mutex<Option<OwnedFd>> = Mutex::new(None);

/// While it lives, standard error is the log. Dropping it brings the old one back.
#[derive(Debug)]
pub struct Redirected(());

impl Redirected {
    /// Points standard error at the log and installs the panic hook. A folder that does not exist yet gets its log with the
    /// first write ([`open`]); until then the words go nowhere.
    pub fn start(folder: &Folder, lang: Lang) -> io::Result<Self> {
        let before = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stderr(), 3)?;
        if folder.root().exists() {
            open(folder)?;
        } else {
            rustix::stdio::dup2_stderr(&OpenOptions::new().append(true).open("/dev/null")?)?;
        }
        *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        HOOK.call_once(|| hook(lang));
        Ok(Self(()))
    }
}

/// Opens the log and points standard error at it.
pub fn open(folder: &Folder) -> io::Result<()> {
    let name = format!("screen-{}.log", rustix::process::getuid().as_raw());
    let log = append(folder, &name)?;
    rustix::stdio::dup2_stderr(&log)?;
    // The first folder of the process names the log.
    let _ = LOG.set(folder.log().join(&name));
    Ok(())
}

/// A file of the log folder, to be written at its end.
pub fn append(folder: &Folder, name: &str) -> io::Result<File> {
    let mode = if folder.mode() == Mode::Shared { 0o660 } else { 0o600 };
    OpenOptions::new().create(true).append(true).mode(mode).open(folder.log().join(name))
}

impl Drop for Redirected {
    fn drop(&mut self) {
        back();
    }
}

fn back() {
    if let Some(before) = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = rustix::stdio::dup2_stderr(&before);
    }
}

/// A panic on the loop's thread gives the screen back, writes to the log, and names the log on the terminal. A panic on a
/// database thread only goes to the log: the thread goes on.
fn hook(lang: Lang) {
    let main = std::thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        let what = SafeText::new(&panic.to_string());
        let _ = rustix::io::write(rustix::stdio::stderr(), format!("{what}\n").as_bytes());
        if std::thread::current().id() == main {
            restore_now();
            back();
            let log = LOG.get().map_or_else(|| "-".to_owned(), |path| path.display().to_string());
            let _ = rustix::io::write(
                rustix::stdio::stderr(),
                format!("{}\n", say::stopped_by_defect(lang, what, SafeText::new(&log))).as_bytes(),
            );
        }
    }));
}
