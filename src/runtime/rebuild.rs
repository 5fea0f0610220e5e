//! Making `facts.db` again from the archive (H3): every archived file in the order of its number, with the answers that
//! were given. It is made beside the live file and then written over its contents, so readers never miss it.

use std::path::Path;

use super::archive::Archive;
use super::child::{ChildParser, Parser};
use super::worker::{WorkerError, apply, remove, take_lock};
use crate::domain::day::Instant;
use crate::store::open::{Facts, Folder};

/// Makes `facts.db` again with the parser of this program; gives the number of files read. `step` is told how many of
/// how many are done. [`WorkerError::Held`] while another process is the worker.
pub fn rebuild(folder: &Folder, now: Instant, step: &mut dyn FnMut(usize, usize)) -> Result<usize, WorkerError> {
    rebuild_with(folder, &ChildParser::own()?, now, step)
}

/// The same with another parser.
pub fn rebuild_with(
    folder: &Folder,
    parser: &dyn Parser,
    now: Instant,
    step: &mut dyn FnMut(usize, usize),
) -> Result<usize, WorkerError> {
    let _lock = take_lock(folder)?;
    let archive = Archive::open(folder)?;
    let beside = folder.tmp().join("rebuild.db");
    remove(&beside)?;
    let done = read_all(folder, &beside, &archive, parser, now, step);
    // Also when it failed: it holds what the archive holds.
    remove(&beside)?;
    done
}

fn read_all(
    folder: &Folder,
    beside: &Path,
    archive: &Archive,
    parser: &dyn Parser,
    now: Instant,
    step: &mut dyn FnMut(usize, usize),
) -> Result<usize, WorkerError> {
    let mut facts = Facts::open_beside(folder, beside)?;
    let archived = archive.list()?;
    for (done, one) in archived.iter().enumerate() {
        step(done, archived.len());
        apply(&mut facts, archive, parser, &one.sha256, &one.note, now)?;
    }
    step(archived.len(), archived.len());
    facts.write_over_live(folder)?;
    Ok(archived.len())
}
