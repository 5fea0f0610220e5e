//! `daydeck db`: check, backup, rebuild.

use std::path::Path;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::wire;
use crate::i18n::cli;

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
    let folder = context.folder()?;
    let files = wire::rebuild(context, &folder)?;
    context.out.say(&cli::rebuilt(context.lang, files));
    Ok(Exit::Ok)
}
