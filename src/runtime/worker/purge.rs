//! The purge (D4, D12): rows, archived files and refused ones whose date has come, and a look at the bytes that are left.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono_tz::Tz;

use super::super::{log, readers};
use super::{Worker, WorkerError};
use crate::domain::day::{DAY, HOUR, Instant};
use crate::domain::personal::KEEP;
use crate::domain::purge::{Purged, Residue};
use crate::store::open::Team;

/// The hour of the day (of the worker's zone) from which the day's purge is due.
const QUIET_HOUR: i64 = 3;
/// Where each purge leaves a line.
const LOG: &str = "purge.log";
/// Texts that are remembered between two looks at the bytes.
const REMEMBERED: usize = 256;

impl Worker {
    /// Deletes rows of personal data whose date has come, and remembers some of their texts for [`Worker::purge`].
    pub(super) fn purge_rows(&mut self, now: Instant) -> Result<usize, WorkerError> {
        let samples = self.facts.samples(now)?;
        let rows = self.facts.purge(now)?;
        self.uncut |= rows > 0;
        let room = REMEMBERED.saturating_sub(self.deleted.len());
        self.deleted.extend(samples.into_iter().take(room));
        Ok(rows)
    }

    /// Deletes everything personal whose date has come: rows, cells of archived files, files that were refused, words of the
    /// team's journal. Then cuts off the log and looks for what was deleted in the bytes of `facts.db`; writes the file anew
    /// when something is found.
    pub fn purge(&mut self, now: Instant) -> Result<Purged, WorkerError> {
        let cells = self.facts.purge_refusals(now)?;
        self.uncut |= cells > 0;
        let rows = self.purge_rows(now)? + cells;
        let archive = self.redact(now)?;
        let refused = self.purge_refused(now)?;
        // Their answers name files and what was read in them.
        Team::open(&self.folder)?.forget_requests(now.plus(-KEEP))?;
        let residue = self.residue()?;
        let texts = Team::open(&self.folder)?.purge_texts(self.text_days, now)?;
        let purged = Purged { rows, files: archive.files, failed: archive.failed, refused, texts, residue };
        self.write_log(&purged, now)?;
        Ok(purged)
    }

    /// Tries again to cut off what a reader kept; `None` when there is nothing to try.
    pub fn purge_again(&mut self) -> Result<Option<Purged>, WorkerError> {
        if !self.uncut {
            return Ok(None);
        }
        // No line in the log: the last one there is that of the last purge.
        Ok(Some(Purged { residue: self.residue()?, ..Purged::default() }))
    }

    /// Whether the purge of this day is due: since the last quiet hour there was none.
    pub fn purge_is_due(&self, now: Instant, zone: Tz) -> bool {
        let last = fs::read_to_string(self.folder.log().join(LOG)).unwrap_or_default();
        let last = last.lines().next_back().and_then(|line| line.split(' ').next());
        let last = last.and_then(|moment| chrono::DateTime::parse_from_rfc3339(moment).ok());
        last.is_none_or(|last| last.timestamp() < quiet_hour(now, zone).0)
    }

    /// Deleted texts that still lie in the files, after everything was tried.
    fn residue(&mut self) -> Result<Option<Residue>, WorkerError> {
        let cut = self.facts.checkpoint()?;
        let files = ["facts.db", "facts.db-wal"].map(|name| self.folder.root().join(name));
        let texts = self.facts.gone(&self.deleted)?;
        let mut found = self.parser.find(&files, &texts)?;
        // Without room for a second copy, or while somebody writes, the residue stays and is reported.
        if cut && !found.is_empty() && self.facts.vacuum().is_ok() {
            // What stands in a file that was just written anew is a fact: a title, a search term.
            found = if self.facts.checkpoint()? { Vec::new() } else { self.parser.find(&files, &texts)? };
        }
        if cut && found.is_empty() {
            self.deleted.clear();
            self.uncut = false;
            return Ok(None);
        }
        // A log that could not be cut off may hold anything that was deleted, also what nobody looked for.
        let log = self.folder.root().join("facts.db-wal");
        let kept = found.first().cloned().or_else(|| (!cut && self.uncut).then_some(log));
        let name = |path: PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(kept
            .map(|path| Residue { file: name(path), holders: readers::of(&self.folder.root().join("facts.db-shm")) }))
    }

    /// Deletes the files in `refused/` that came too long ago, with their reasons.
    fn purge_refused(&self, now: Instant) -> io::Result<usize> {
        let mut gone = 0;
        for entry in fs::read_dir(self.folder.refused())? {
            let reason = entry?.path();
            // Also of a name that is not UTF-8.
            let Some(file) = reason.as_os_str().as_bytes().strip_suffix(b".reason.txt") else { continue };
            let written = fs::symlink_metadata(&reason)?.modified()?.duration_since(SystemTime::UNIX_EPOCH);
            if written.is_ok_and(|written| written.as_secs() as i64 + KEEP > now.0) {
                continue;
            }
            for path in [Path::new(OsStr::from_bytes(file)), reason.as_path()] {
                match fs::remove_file(path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            gone += 1;
        }
        Ok(gone)
    }

    /// One line for each purge; the last one says when the last purge was.
    fn write_log(&self, purged: &Purged, now: Instant) -> io::Result<()> {
        let Purged { rows, files, failed, refused, texts, residue } = purged;
        let residue = residue.as_ref().map_or("-", |residue| residue.file.as_str());
        let failed = failed.len();
        let mut log = log::append(&self.folder, LOG)?;
        writeln!(
            log,
            "{} rows {rows} files {files} failed {failed} refused {refused} texts {texts} residue {residue}",
            now.rfc3339()
        )
    }
}

/// The last quiet hour before `now`.
fn quiet_hour(now: Instant, zone: Tz) -> Instant {
    let today = now.day(zone).start(zone).plus(QUIET_HOUR * HOUR);
    if today <= now { today } else { today.plus(-DAY) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quiet_hour_is_the_one_of_the_zone() {
        // 2026-11-22T12:00:00Z
        let noon = Instant(1_795_348_800);
        assert_eq!(quiet_hour(noon, Tz::UTC), noon.plus(-9 * HOUR));
        assert_eq!(quiet_hour(noon.plus(-10 * HOUR), Tz::UTC), noon.plus(-33 * HOUR));
        assert_eq!(quiet_hour(noon, Tz::Asia__Shanghai), noon.plus(-17 * HOUR));
    }
}
