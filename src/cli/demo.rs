//! `daydeck demo`: sample data in a folder of its own (H19). The folder carries a mark; only a marked one is made anew.

use std::fs;
use std::path::Path;

use super::args::DemoArgs;
use super::context::{Context, DEMO_MARK};
use super::exit::{self, Exit, Failure};
use super::{import, wire};
use crate::i18n::cli;
use crate::runtime::worker::Worker;
use crate::store::open::Folder;

/// Makes the data, reads it, and opens the screen on it.
pub fn run(context: &mut Context, args: &DemoArgs) -> Result<Exit, Failure> {
    context.rules_may_run()?;
    if !context.root.exists() {
        Folder::create(&context.root)?;
    }
    if !context.demo() {
        context.root.push("demo");
    }
    let root = context.root.clone();
    clear(context, &root)?;
    let folder = Folder::create(&root)?;
    fs::write(root.join(DEMO_MARK), b"Made by daydeck demo; may be deleted.\n")?;
    let files = root.join("files");
    fs::create_dir(&files)?;
    let files = wire::demo_files(&files, args, context.now())?;
    let mut worker = Worker::acquire(&folder)?;
    let reports = import::read_here(context, &mut worker, &files)?;
    drop(worker);
    context.out.say(&cli::demo_ready(context.lang, root.display(), reports.len()));
    match exit::of_imports(&reports) {
        Exit::Ok if !args.no_tui => super::screen(context),
        exit => Ok(exit),
    }
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
