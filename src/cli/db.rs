//! `daydeck db`: check, backup, rebuild, purge.

use std::path::Path;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::interrupt::Interrupt;
use super::print::{object, outside};
use super::status::holder_words;
use super::wait::{self, Answer};
use super::wire;
use crate::domain::act::{Intent, Request};
use crate::domain::purge::Purged;
use crate::domain::role::Deed;
use crate::domain::text::SafeText;
use crate::i18n::{cli, worker};
use crate::runtime::worker::{Worker, WorkerError};
use crate::store::open::{Folder, Team};

/// Checks both databases; exit 1 when one is not sound.
pub fn check(context: &mut Context) -> Result<Exit, Failure> {
    let folder = context.folder()?;
    let mut sound = true;
    let checked = wire::check_databases(&folder)?;
    for (file, problem) in checked.files {
        if let Some(words) = problem {
            sound = false;
            context.out.line(&cli::db_problem(context.lang, file, words))?;
        }
    }
    if sound {
        context.out.say(cli::db_sound(context.lang));
    }
    if !folder.is_demo() {
        context.out.say(&match checked.heads {
            0 => cli::no_heads(context.lang).to_owned(),
            heads => cli::heads_compared(context.lang, heads),
        });
    }
    Ok(if sound { Exit::Ok } else { Exit::Failed })
}

/// Writes a copy of both databases into a new folder.
pub fn backup(context: &mut Context, dir: &Path) -> Result<Exit, Failure> {
    let folder = context.folder()?;
    wire::backup(context, &folder, dir)?;
    context.out.say(&cli::backed_up(context.lang, dir.display()));
    Ok(Exit::Ok)
}

/// Makes `facts.db` again from the archive.
pub fn rebuild(context: &mut Context) -> Result<Exit, Failure> {
    context.rules_may_run()?;
    context.may(Deed::Rebuild)?;
    let folder = context.folder()?;
    let files = wire::rebuild(context, &folder)?;
    context.out.say(&cli::rebuilt(context.lang, files));
    Ok(Exit::Ok)
}

/// Deletes the personal data whose date has come (D12), here or by the worker that holds the lock; exit 3 when some of it is
/// still in the bytes of a file.
pub fn purge(context: &mut Context, json: bool) -> Result<Exit, Failure> {
    // With a broken file the team's own rules of purging are not known.
    context.rules_may_run()?;
    context.may(Deed::Purge)?;
    let intent = Intent::Ask(Request::Purge);
    if context.rights().wants_two(&intent, &[]) {
        return super::act::carry_out(context, &intent);
    }
    let folder = context.folder()?;
    let purged = match Worker::acquire(&folder) {
        Ok(worker) => purge_here(context, worker)?,
        Err(WorkerError::Held { holder }) => {
            let number = wire::ask(&mut Team::open(&folder)?, &Request::Purge, &context.around.me, context.now())?;
            let holder = holder_words(context.lang, &holder, context.now(), context.zone);
            context.out.say(&cli::waits_for_worker(context.lang, holder, number));
            purged_there(context, &folder, number)?
        }
        Err(error) => return Err(error.into()),
    };
    if json {
        let residue = purged.residue.as_ref();
        context.out.objects(&[object([
            ("rows", purged.rows.into()),
            ("files", purged.files.into()),
            ("refused", purged.refused.into()),
            ("texts", purged.texts.into()),
            ("failed", outside(&purged.failed.join(", "))),
            ("residue", residue.map_or(serde_json::Value::Null, |residue| residue.file.as_str().into())),
            ("holders", residue.map_or(serde_json::Value::Null, |residue| outside(&residue.holders.join(", ")))),
        ])])?;
    } else {
        for line in worker::purge_lines(context.lang, &purged) {
            context.out.line(&line)?;
        }
    }
    Ok(if purged.residue.is_none() && purged.failed.is_empty() { Exit::Ok } else { Exit::Partly })
}

fn purge_here(context: &Context, mut worker: Worker) -> Result<Purged, Failure> {
    worker.keep_texts(context.now(), &context.config.settings);
    Ok(worker.purge(context.now())?)
}

/// The worker's answer; its work is done here when it ends without one.
fn purged_there(context: &mut Context, folder: &Folder, number: i64) -> Result<Purged, Failure> {
    let (team, interrupt) = (Team::open(folder)?, Interrupt::listen()?);
    match wait::answer(context, &interrupt, &team, folder, number)? {
        Answer::Said(text) => {
            let says = |_| Failure::failed(cli::worker_says(context.lang, SafeText::new(&text)));
            serde_json::from_str(&text).map_err(says)
        }
        // The request that is still queued finds nothing left to do.
        Answer::Left(worker) => purge_here(context, *worker),
    }
}
