//! `daydeck watch`: reads what is dropped into the inbox, keeps mail folders read, does what screens ask for and runs the
//! rules in time. Between all that it sleeps.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant as Moment, SystemTime};

use chrono_tz::Tz;
use notify::{EventKind, RecursiveMode, Watcher as _};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};

use super::bulletin::Board;
use super::presence;
use super::worker::{Given, Worker, WorkerError, clock, looks_complete};
use super::writers::{self, Pens};
use crate::domain::day::Instant;
use crate::domain::import::{FileState, ImportReport};
use crate::domain::market::Market;
use crate::domain::purge::Purged;
use crate::domain::settings::Settings;
use crate::domain::text::SafeText;
use crate::store::open::Folder;

/// Files and folders are looked at again so often, whatever the kernel told: a copy by `sftp` is a link and an unlink,
/// and folders on some file systems tell nothing.
const LOOK: Duration = Duration::from_secs(30);
/// A file whose size and time stay the same so long is taken for complete; the parser still checks its structure.
const QUIET: Duration = Duration::from_secs(2);
/// A purge that was missed waits so long after the start; a residue is looked at again after so long.
const SETTLED: Duration = Duration::from_mins(1);
const RESIDUE: Duration = Duration::from_mins(10);
/// Whether the day's purge was made is looked at so often.
const PURGE_LOOK: i64 = 5 * 60;

/// What a watcher does beside the inbox.
#[derive(Clone, Debug)]
pub struct Options {
    /// The zone in which night is night: personal data is purged once a day, at a quiet hour.
    pub zone: Tz,
    /// Mail folders (Maildir) and mailbox files that are read in place, each with the store that it belongs to (blank: the worker finds it).
    pub mail: Vec<(PathBuf, String)>,
    /// End when the last screen of the folder has ended.
    pub with_screens: bool,
}

/// What wakes the watcher.
enum Wake {
    /// Something changed in the inbox, a mail folder or `team.db`.
    Changed,
    /// Stop, by this signal.
    Stop(i32),
}

/// What a watcher has to tell: a line for a log or a terminal.
pub type Tell<'a> = dyn FnMut(&Told<'_>) + 'a;

/// One thing to tell.
#[derive(Debug)]
pub enum Told<'a> {
    /// A file was read.
    Read(&'a ImportReport),
    /// Personal data whose date has come was deleted.
    Purged(&'a Purged),
    /// Something failed and will be tried again.
    Failed(SafeText),
}

/// Watches until SIGTERM, SIGINT or SIGHUP, whose number it gives, or until the last screen has ended. The caller has
/// acquired the worker.
pub fn watch(
    worker: &mut Worker,
    settings: &Settings,
    options: &Options,
    tell: &mut Tell<'_>,
) -> Result<Option<i32>, WorkerError> {
    let (send, wake) = mpsc::channel();
    let signals = stop_on_signals(send.clone())?;
    let ended = run(worker, settings, options, Night::new(options.zone), tell, &send, &wake);
    signals.close();
    ended
}

fn stop_on_signals(send: mpsc::Sender<Wake>) -> io::Result<Handle> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP])?;
    let handle = signals.handle();
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            _ = send.send(Wake::Stop(signal));
        }
    })?;
    Ok(handle)
}

fn run(
    worker: &mut Worker,
    settings: &Settings,
    options: &Options,
    mut night: Night,
    tell: &mut Tell<'_>,
    send: &mpsc::Sender<Wake>,
    wake: &Receiver<Wake>,
) -> Result<Option<i32>, WorkerError> {
    let (folder, board) = (worker.folder().clone(), worker.board().clone());
    let mut inbox = Inbox::new(&folder);
    let _notices = listen(&folder, options, inbox.pens.clone(), send.clone());
    // Mail is looked at when it changed and with every regular look; requests whenever anything happened.
    let (mut looked, mut told) = (None, HashMap::new());
    let mut mailboxes = Mailboxes::default();
    loop {
        let now = Moment::now();
        let mut waits = LOOK;
        match inbox.pass(worker, tell) {
            Ok(Some(wait)) => waits = wait,
            Ok(None) => {}
            Err(error) => failed(&board, tell, error)?,
        }
        if looked.is_none_or(|last: Moment| now.duration_since(last) >= QUIET) {
            looked = Some(now);
            for (path, store) in &options.mail {
                let given = Given { store: Some(store.clone()), ..Given::default() };
                if let Some(wait) = mailboxes.wait(path, now) {
                    waits = waits.min(wait);
                    continue;
                }
                let began = Moment::now();
                match worker.look(path, &given, clock()) {
                    Ok(reports) => {
                        let waits = reports.iter().any(|report| report.state == FileState::Waiting);
                        mailboxes.was_read(path, waits.then(|| again(began)));
                        // A mail that cannot be read is met at every look; it is told once.
                        let new = reports.iter().filter(|report| {
                            report.state != FileState::Duplicate
                                && report
                                    .import
                                    .is_none_or(|number| told.insert(number, report.state) != Some(report.state))
                        });
                        new.for_each(|report| tell(&Told::Read(report)));
                    }
                    Err(error) => failed(&board, tell, error)?,
                }
            }
        }
        if let Err(error) = worker.serve(clock()) {
            failed(&board, tell, error)?;
        }
        match worker.run_rules(clock(), settings) {
            Ok(Some(next)) => waits = waits.min(Duration::from_secs((next.0 - clock().0).max(0) as u64)),
            Ok(None) => {}
            Err(error) => failed(&board, tell, error)?,
        }
        // Also while a file is on its way, which may take for ever.
        if let Err(error) = night.pass(worker, tell) {
            failed(&board, tell, error)?;
        }
        if options.with_screens && presence::screens(&folder) == 0 {
            return Ok(None);
        }
        match wake.recv_timeout(waits.max(Duration::from_millis(50))) {
            Ok(Wake::Stop(signal)) => return Ok(Some(signal)),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Ok(Wake::Changed) => {
                // One change seldom comes alone.
                std::thread::sleep(Duration::from_millis(50));
                while let Ok(more) = wake.try_recv() {
                    if let Wake::Stop(signal) = more {
                        return Ok(Some(signal));
                    }
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// When the day's purge is made.
struct Night {
    zone: Tz,
    started: Moment,
    /// The moment of the next look whether it is due.
    look: Instant,
    /// Since when a reader keeps deleted data in the log.
    residue: Option<Moment>,
}

impl Night {
    fn new(zone: Tz) -> Self {
        Self { zone, started: Moment::now(), look: Instant(0), residue: None }
    }

    fn pass(&mut self, worker: &mut Worker, tell: &mut Tell<'_>) -> Result<(), WorkerError> {
        let now = clock();
        if self.residue.is_some_and(|since| since.elapsed() > RESIDUE) {
            // Also after a try that fails: the next one waits.
            self.residue = Some(Moment::now());
            let again = worker.purge_again()?;
            self.told(again.as_ref(), tell);
        }
        if now < self.look || self.started.elapsed() < SETTLED {
            return Ok(());
        }
        // Also after a purge that failed: the next try waits.
        self.look = now.plus(PURGE_LOOK);
        if worker.purge_is_due(now, self.zone) {
            let purged = worker.purge(now)?;
            self.told(Some(&purged), tell);
        }
        Ok(())
    }

    fn told(&mut self, purged: Option<&Purged>, tell: &mut Tell<'_>) {
        self.residue = purged.is_some_and(|purged| purged.residue.is_some()).then(Moment::now);
        if let Some(purged) = purged {
            tell(&Told::Purged(purged));
        }
    }
}

/// What can pass by itself is told and tried again; what cannot ends the watcher.
fn failed(board: &Board, tell: &mut Tell<'_>, error: WorkerError) -> Result<(), WorkerError> {
    match error {
        WorkerError::Store(error) if !error.may_pass() => Err(error.into()),
        held @ WorkerError::Held { .. } => Err(held),
        other => {
            board.trouble(clock(), "", &other.to_string());
            tell(&Told::Failed(SafeText::new(&other.to_string())));
            Ok(())
        }
    }
}

/// Asks the kernel for notices. Without them (too many watches on the machine) the regular look still finds everything.
fn listen(
    folder: &Folder,
    options: &Options,
    pens: Pens,
    send: mpsc::Sender<Wake>,
) -> Option<notify::RecommendedWatcher> {
    let team = folder.root().join("team.db-wal");
    let root = folder.root().to_owned();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        pens.take(&event);
        // Reading makes notices too, and the root holds `facts.db`, which this process writes itself.
        let foreign = |path: &PathBuf| path.parent() != Some(&root) || *path == team;
        if !matches!(
            event.kind,
            EventKind::Access(notify::event::AccessKind::Open(_) | notify::event::AccessKind::Read)
        ) && event.paths.iter().any(foreign)
        {
            _ = send.send(Wake::Changed);
        }
    })
    .ok()?;
    watcher.watch(folder.root(), RecursiveMode::NonRecursive).ok()?;
    watcher.watch(&folder.inbox(), RecursiveMode::Recursive).ok()?;
    for (path, _) in &options.mail {
        for part in ["cur", "new"] {
            _ = watcher.watch(&path.join(part), RecursiveMode::NonRecursive);
        }
        if path.is_file() {
            _ = watcher.watch(path, RecursiveMode::NonRecursive);
        }
    }
    Some(watcher)
}

/// What was seen of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    size: u64,
    modified: Option<SystemTime>,
    since: Moment,
}

impl Look {
    fn new(meta: &Metadata, now: Moment) -> Self {
        Self { size: meta.len(), modified: meta.modified().ok(), since: now }
    }

    fn same(&self, meta: &Metadata) -> bool {
        (self.size, self.modified) == (meta.len(), meta.modified().ok())
    }

    /// How long until the file may be complete; `None` when it is.
    fn wait(&mut self, meta: &Metadata, now: Moment) -> Option<Duration> {
        if !self.same(meta) {
            *self = Self::new(meta, now);
        }
        let quiet = now.duration_since(self.since);
        (quiet < QUIET && !settled(self.modified)).then(|| QUIET.saturating_sub(quiet))
    }
}

/// When what waits is read again, which began to be read at `began`: with a regular look, and not so often that the worker
/// does little else.
fn again(began: Moment) -> Moment {
    Moment::now() + LOOK.max(began.elapsed() * 20)
}

/// The mailbox files that are read in place: each is read again when it has changed and is quiet, and now and then while it
/// waits for what another file may tell.
#[derive(Default)]
struct Mailboxes {
    seen: HashMap<PathBuf, Look>,
    /// How each looked when it was read, and when it is read again although nothing changed.
    read: HashMap<PathBuf, (Look, Option<Moment>)>,
}

impl Mailboxes {
    /// How long until `path` may be looked at; `None` for at once, as for every folder and for what is not there.
    fn wait(&mut self, path: &Path, now: Moment) -> Option<Duration> {
        let meta = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
        if let Some((look, again)) = self.read.get(path)
            && look.same(&meta)
        {
            let left = again.map_or(LOOK, |again| again.saturating_duration_since(now));
            return (left > Duration::ZERO).then_some(left);
        }
        self.seen.entry(path.to_owned()).or_insert_with(|| Look::new(&meta, now)).wait(&meta, now)
    }

    /// Notes that `path` was read as it was last seen: a change since then is one to read. With `again` it waits, and is read
    /// again then at the latest.
    fn was_read(&mut self, path: &Path, again: Option<Moment>) {
        let look = self.seen.remove(path).or_else(|| self.read.get(path).map(|(look, _)| *look));
        if let Some(look) = look {
            self.read.insert(path.to_owned(), (look, again));
        }
    }
}

/// The inbox: `inbox/[STORE/[MARKETPLACE/]]file`.
struct Inbox {
    folder: Folder,
    seen: HashMap<PathBuf, Look>,
    pens: Pens,
}

impl Inbox {
    fn new(folder: &Folder) -> Self {
        Self { folder: folder.clone(), seen: HashMap::new(), pens: Pens::default() }
    }

    /// Reads every file that is complete; gives how long to wait for the next one that may be, `None` when none is on its
    /// way.
    fn pass(&mut self, worker: &mut Worker, tell: &mut Tell<'_>) -> Result<Option<Duration>, WorkerError> {
        let mut files = Vec::new();
        walk(&self.folder.inbox(), &mut Vec::new(), &mut files)?;
        self.seen.retain(|path, _| files.iter().any(|(found, _)| found == path));
        let (now, mut wait) = (Moment::now(), None);
        // One file that cannot be read or put away is no reason to leave the others.
        let mut fault = None;
        let all = files.len();
        for (place, (path, given)) in files.into_iter().enumerate() {
            worker.board().files(all - place, false);
            // Gone since the look: somebody took it back.
            let Ok(meta) = fs::symlink_metadata(&path) else { continue };
            let look = self.seen.entry(path.clone()).or_insert_with(|| Look::new(&meta, now));
            let quiet_left = look.wait(&meta, now);
            // What is no file at all is refused at once. A writer may be slower than any wait: who has it open decides.
            let written = || quiet_left.is_some() || self.pens.on(&path) || writers::any(&meta);
            if meta.is_file() && written() {
                let left = quiet_left.unwrap_or(QUIET);
                wait = Some(wait.map_or(left, |other: Duration| other.min(left)));
                continue;
            }
            self.seen.remove(&path);
            match worker.import(&path, &given, clock()) {
                Ok(reports) => {
                    for report in &reports {
                        tell(&Told::Read(report));
                        fault = self.put_away(&path, &meta, report).err().map(WorkerError::Io).or(fault);
                    }
                }
                Err(WorkerError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error @ WorkerError::Io(_)) => fault = Some(error),
                Err(error) => return Err(error),
            }
        }
        worker.board().files(self.seen.len(), true);
        fault.map_or(Ok(wait), Err)
    }

    /// After the commit the inbox file goes: it lies in the archive. A refused one is kept in `refused/` with its reason.
    /// Another file that came under the same name meanwhile stays for the next pass.
    fn put_away(&self, path: &Path, read: &Metadata, report: &ImportReport) -> io::Result<()> {
        let of = |meta: &Metadata| (meta.dev(), meta.ino(), meta.len(), meta.mtime(), meta.mtime_nsec());
        if fs::symlink_metadata(path).map_or(true, |present| of(&present) != of(read)) {
            return Ok(());
        }
        // Somebody began to write while it was read: what comes would go with the file.
        if self.pens.on(path) || writers::any(read) {
            return Ok(());
        }
        if report.state != FileState::Refused {
            return fs::remove_file(path);
        }
        let name = path.file_name().unwrap_or_default().to_os_string();
        let mut number = 0;
        let (target, reason) = loop {
            let mut target = self.folder.refused().join(&name).into_os_string();
            if number > 0 {
                target.push(format!(".{number}"));
            }
            let mut reason = target.clone();
            reason.push(".reason.txt");
            if fs::symlink_metadata(&target).is_err() && fs::symlink_metadata(&reason).is_err() {
                break (PathBuf::from(target), PathBuf::from(reason));
            }
            number += 1;
        };
        let mut note = self.folder.create_file(&reason)?;
        let refusal = report.refusal.as_ref().map(serde_json::to_string).transpose()?.unwrap_or_default();
        writeln!(note, "{}\n{}", SafeText::new(&report.file), SafeText::new(&refusal))?;
        fs::rename(path, target)
    }
}

/// A file last written a while ago was not written to just now: it was moved here whole.
fn settled(modified: Option<SystemTime>) -> bool {
    modified.and_then(|time| time.elapsed().ok()).is_some_and(|age| age > Duration::from_mins(1))
}

/// Collects the files of the inbox with what their folders say about them. Deeper folders are not looked into.
fn walk(folder: &Path, names: &mut Vec<String>, files: &mut Vec<(PathBuf, Given)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if !looks_complete(&path) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            if names.len() < 2
                && let Some(name) = path.file_name().and_then(|name| name.to_str())
            {
                names.push(name.to_owned());
                // A folder that cannot be read, or is gone again, is no reason to leave the others.
                _ = walk(&path, names, files);
                names.pop();
            }
            continue;
        }
        let market = names.get(1).and_then(|name| Market::parse(name));
        files.push((path, Given { store: names.first().cloned(), market, ..Given::default() }));
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(())
}

#[cfg(test)]
mod tests;
