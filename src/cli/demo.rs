//! `daydeck demo`: sample data in a folder of its own (H19). The folder carries a mark; only a marked one is made anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::args::DemoArgs;
use super::context::{Context, DEMO_MARK};
use super::exit::{self, Exit, Failure};
use super::{import, wire};
use crate::domain::day::{DAY, Instant};
use crate::domain::import::ImportReport;
use crate::i18n::cli;
use crate::runtime::worker::Worker;
use crate::store::open::Folder;

/// What the mark says of a demo that is whole.
const MADE: &str = "Made by daydeck demo; may be deleted.\n";

/// Makes the data, reads it, and opens the screen on it.
pub fn run(context: &mut Context, args: &DemoArgs) -> Result<Exit, Failure> {
    let muted = if args.no_tui { None } else { wire::mute() };
    let reports = make(context, args)?;
    drop(muted);
    // A refused and a waiting file are part of the sample: they show what becomes of one, and do not stop the screen.
    if args.no_tui { Ok(exit::of_imports(&reports)) } else { super::screen(context) }
}

/// Goes to the demo beside the data, as the screen does; one made today is taken as it is.
pub fn enter(context: &mut Context) -> Result<(), Failure> {
    let root = place(context);
    let mark = fs::metadata(root.join(DEMO_MARK)).and_then(|mark| mark.modified());
    // One whose making was broken off is made again.
    let whole = fs::read_to_string(root.join(DEMO_MARK)).is_ok_and(|text| text == MADE);
    let made = mark
        .ok()
        .filter(|_| whole)
        .and_then(|at| at.duration_since(UNIX_EPOCH).ok())
        .map(|at| Instant(at.as_secs() as i64));
    if made.is_some_and(|at| context.now().0 - at.0 < DAY) {
        return context.enter(root);
    }
    let _muted = wire::mute();
    make(context, &DemoArgs::default()).map(|_| ())
}

/// The folder of the demo: the data folder when it is one, else `demo` inside it.
fn place(context: &Context) -> PathBuf {
    if context.demo() { context.root.clone() } else { context.root.join("demo") }
}

fn make(context: &mut Context, args: &DemoArgs) -> Result<Vec<ImportReport>, Failure> {
    context.rules_may_run()?;
    let root = place(context);
    if !context.root.exists() {
        Folder::create(&context.root)?;
    }
    clear(context, &root)?;
    context.out.say(cli::demo_making(context.lang));
    let folder = Folder::create(&root)?;
    fs::write(root.join(DEMO_MARK), "daydeck demo is making this; may be deleted.\n")?;
    context.enter(root.clone())?;
    let files = wire::demo_files(&root, args, context.now())?;
    let mut worker = Worker::acquire(&folder)?;
    let reports = import::read_here(context, &mut worker, &files)?;
    // The archive has them all. Left in the inbox, the first worker would read each once more, as a duplicate.
    for (path, _) in &files {
        fs::remove_file(path)?;
    }
    fs::write(root.join(DEMO_MARK), MADE)?;
    context.out.say(&cli::demo_ready(context.lang, root.display(), reports.len()));
    Ok(reports)
}

/// Removes an earlier demo; anything else in its place is left alone and refused, and so is one that somebody has open.
fn clear(context: &Context, root: &Path) -> Result<(), Failure> {
    if !root.exists() {
        return Ok(());
    }
    if !root.join(DEMO_MARK).is_file() {
        return Err(Failure::failed(cli::demo_foreign(context.lang, root.display())));
    }
    drop(Worker::acquire(&Folder::open(root)?)?);
    Ok(fs::remove_dir_all(root)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::context::tests::context;

    #[test]
    fn a_folder_without_the_mark_is_never_removed() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("demo")).unwrap();
        fs::write(folder.path().join("demo/facts.db"), "mine").unwrap();
        let (context, ..) = context(folder.path());
        assert!(matches!(clear(&context, &folder.path().join("demo")), Err(Failure::Words(Exit::Failed, _))));
        assert_eq!(fs::read_to_string(folder.path().join("demo/facts.db")).unwrap(), "mine");
        assert!(clear(&context, &folder.path().join("other")).is_ok());
    }
}
