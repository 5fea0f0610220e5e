//! The command line: one file per command. Commands print through [`print::Out`] alone, end with an [`Exit`], and reach the
//! other parts of the program through [`wire`].

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

pub mod act;
pub mod args;
pub mod attachment;
pub mod configure;
pub mod context;
pub mod db;
pub mod demo;
pub mod doctor;
pub mod exit;
pub mod formats;
pub mod howto;
pub mod import;
pub mod interrupt;
pub mod lists;
pub mod picture;
pub mod print;
pub mod status;
pub mod team;
pub mod template;
pub mod until;
pub mod wait;
pub mod wire;

use args::{Cli, Command, ConfigCommand, Db, UndoWhat};
use context::{Context, Surroundings};
use exit::{Exit, Failure};
use print::Out;

use crate::domain::act::Verb;
use crate::domain::list::List;
use crate::domain::role::Deed;
use crate::i18n::cli as words;
use crate::runtime::attachment::ATTACHMENT;
use crate::runtime::scan;
use crate::runtime::screen::Ended;

/// How the import worker calls this program to read one file: `daydeck __parse CONTEXT` (D7).
pub const PARSE: &str = "__parse";
/// How it has personal data taken out of an archived file: `daydeck __redact TASK` (D12).
pub const REDACT: &str = "__redact";

/// The whole program: reads the process's arguments and surroundings, ends with its exit code.
pub fn main() -> ExitCode {
    // Before everything else: the child reads no configuration, no user and no clock.
    let mut args = std::env::args_os().skip(1);
    let first = args.next();
    let told = args.next().unwrap_or_default();
    if first.as_ref().is_some_and(|first| first == PARSE) {
        return crate::ingest::child::main(&told.to_string_lossy());
    }
    if first.as_ref().is_some_and(|first| first == REDACT) {
        return crate::ingest::child::redact(&told.to_string_lossy());
    }
    if first.as_ref().is_some_and(|first| first == ATTACHMENT) {
        return crate::ingest::child::attachment(&told.to_string_lossy());
    }
    if first.is_some_and(|first| first == scan::SCAN) {
        return scan::main();
    }
    ExitCode::from(run(std::env::args_os(), Surroundings::of_process(), Out::of_process()))
}

/// Runs one command and gives its exit code.
pub fn run(args: impl Iterator<Item = OsString>, around: Surroundings, mut out: Out) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return clap_says(&error, &mut out),
    };
    if let Some(Command::Completions { shell }) = &cli.command {
        return end(completions(*shell, &mut out), &mut out);
    }
    let mut context = match Context::new(&cli, around, out) {
        Ok(context) => context,
        Err((failure, mut out)) => return end(Err(failure), &mut out),
    };
    // `config` and `doctor` show these as their answer.
    if !matches!(cli.command, Some(Command::Config(_) | Command::Doctor(_))) {
        context.say_problems();
    }
    let ended = match dispatch(&mut context, cli.command) {
        Err(Failure::NoData) => Err(Failure::failed(words::no_data(context.lang, context.root.display()))),
        Err(Failure::Busy) => Err(Failure::Words(Exit::Busy, words::busy(context.lang).to_owned())),
        other => other,
    };
    end(ended, &mut context.out)
}

fn dispatch(context: &mut Context, command: Option<Command>) -> Result<Exit, Failure> {
    let Some(command) = command else { return screen(context) };
    match command {
        Command::Formats(args) => formats::run(context, &args),
        Command::Demo(args) => demo::run(context, &args),
        Command::Import(args) => import::run(context, &args),
        Command::Watch { with_screens } => watch(context, with_screens),
        Command::Today(args) => lists::run(context, List::Today, &args),
        Command::Orders(args) => lists::run(context, List::Orders, &args),
        Command::Messages(args) => lists::run(context, List::Messages, &args),
        Command::Attachment(args) => attachment::run(context, &args),
        Command::Ads(args) => lists::run(context, List::Ads, &args),
        Command::Stock(args) => lists::run(context, List::Stock, &args),
        Command::Practices(args) => lists::run(context, List::Practices, &args),
        Command::Imports(args) => lists::run(context, List::Imports, &args),
        Command::Done(args) => act::on_items(context, Verb::Done { note: args.note }, &args.ids),
        Command::Claim(args) => act::claim(context, &args),
        Command::Release(args) => act::on_items(context, Verb::Release, &args.ids),
        Command::Snooze(args) => act::snooze(context, &args),
        Command::Dismiss(args) => act::dismiss(context, &args),
        Command::SignOff(args) => act::sign_off(context, &args),
        Command::Undo(args) => match args.what {
            Some(UndoWhat::Import { number, json }) => import::take_back(context, number, json),
            None => act::undo(context, args.step),
        },
        Command::Redo => act::alone(context, Verb::Redo),
        Command::Assign(args) => act::assign(context, &args),
        Command::Note(args) => act::note(context, &args),
        Command::Who(args) => team::who(context, args.json),
        Command::Journal(args) => team::journal(context, &args),
        Command::Handover(args) => team::handover(context, &args),
        Command::Since(args) => team::since(context, args.json),
        Command::Proposals(args) => team::proposals(context, args.json),
        Command::Confirm(args) => act::alone(context, Verb::Judge { proposal: args.number, confirm: true }),
        Command::Reject(args) => act::alone(context, Verb::Judge { proposal: args.number, confirm: false }),
        Command::Status(args) => status::run(context, &args),
        Command::Doctor(args) => doctor::run(context, args.json),
        Command::Db(Db::Check) => db::check(context),
        Command::Db(Db::Backup { dir }) => db::backup(context, &dir),
        Command::Db(Db::Rebuild) => db::rebuild(context),
        Command::Db(Db::Purge(args)) => db::purge(context, args.json),
        Command::Config(ConfigCommand::Check) => configure::check(context),
        Command::Config(ConfigCommand::Show(args)) => configure::show(context, args.json),
        Command::Config(ConfigCommand::Path) => configure::path(context),
        Command::Howto(args) => howto::run(context, &args),
        Command::Picture(args) => picture::run(context, &args),
        Command::Template { kind } => template::run(context, kind.as_deref()),
        Command::Completions { shell } => completions(shell, &mut context.out),
    }
}

/// Opens the screen, where there is a terminal to draw on; goes on in another folder when the operator says so.
fn screen(context: &mut Context) -> Result<Exit, Failure> {
    loop {
        if !context.around.can_draw() {
            return Err(Failure::failed(words::needs_terminal(context.lang)));
        }
        match wire::screen(context)? {
            Ended::Code(code) => return Ok(Exit::Screen(code)),
            Ended::Demo(true) => demo::enter(context)?,
            Ended::Demo(false) => {
                let parent = context.root.parent().map(Path::to_owned);
                context.enter(parent.unwrap_or_else(|| context.root.clone()))?;
            }
            Ended::Join(folder) => context.enter(PathBuf::from(folder))?,
        }
    }
}

fn watch(context: &mut Context, with_screens: bool) -> Result<Exit, Failure> {
    context.rules_may_run()?;
    context.may(Deed::Import)?;
    let folder = crate::store::open::Folder::create(&context.root)?;
    wire::watch(context, &folder, with_screens)
}

fn completions(shell: clap_complete::Shell, out: &mut Out) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "daydeck", &mut script);
    out.text(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Ok)
}

/// Help and version are data; errors are words. The codes are clap's: 0 and 2.
fn clap_says(error: &clap::Error, out: &mut Out) -> u8 {
    let text = error.render().to_string();
    if error.use_stderr() {
        out.say_lines(&text);
    } else if out.text(&text).and_then(|()| out.flush()).is_err() {
        // Nobody reads it any more.
    }
    u8::try_from(error.exit_code()).unwrap_or(Exit::Usage.code())
}

/// Says what went wrong and gives the code. A closed pipe is nobody's fault: the reader had enough.
fn end(ended: Result<Exit, Failure>, out: &mut Out) -> u8 {
    let flushed = out.flush();
    let exit = match ended.and_then(|exit| flushed.map(|()| exit)) {
        Ok(exit) => exit,
        Err(Failure::Closed) => Exit::Ok,
        Err(Failure::Words(exit, words)) => {
            out.say_lines(&words);
            exit
        }
        Err(Failure::NoData) => Exit::Failed,
        Err(Failure::Busy) => Exit::Busy,
    };
    exit.code()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::context::tests::around;
    use crate::cli::print::tests::out;

    /// Runs a command line in a made-up process; gives code, data and words.
    fn ran(line: &str) -> (u8, String, String) {
        let (out, data, words) = out();
        let code = run(line.split(' ').map(OsString::from), around(&[("HOME", "/nowhere"), ("TERM", "dumb")]), out);
        (code, data.text(), words.text())
    }

    #[test]
    fn help_is_data_and_a_usage_error_is_words() {
        let (code, data, words) = ran("daydeck --help");
        assert_eq!((code, words.as_str()), (0, ""));
        assert!(data.contains("Usage: daydeck"), "{data}");
        let (code, data, words) = ran("daydeck today --frob\u{1b}[31m");
        assert_eq!((code, data.as_str()), (2, ""));
        assert!(words.contains("--frob") && !words.contains('\u{1b}'), "{words}");
    }

    #[test]
    fn completions_name_the_commands() {
        for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
            let (code, data, words) = ran(&format!("daydeck completions {shell}"));
            assert_eq!((code, words.as_str()), (0, ""), "{shell}");
            assert!(data.contains("sign-off") && !data.contains(PARSE) && !data.contains(REDACT), "{shell}");
        }
    }

    #[test]
    fn without_a_terminal_the_screen_names_the_plain_command() {
        let (code, data, words) = ran("daydeck");
        assert_eq!((code, data.as_str()), (1, ""));
        assert!(words.contains("daydeck today --plain"), "{words}");
    }

    #[test]
    fn failures_have_their_codes() {
        let code = |failure| end(Err(failure), &mut out().0);
        assert_eq!(code(Failure::Closed), 0);
        assert_eq!(code(Failure::Busy), 5);
        assert_eq!(code(Failure::NoData), 1);
        assert_eq!(code(Failure::usage("x")), 2);
        assert_eq!(end(Ok(Exit::Old), &mut out().0), 4);
    }
}
