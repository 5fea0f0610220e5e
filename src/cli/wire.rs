//! The doors from the command line to the other parts of the program, each a few lines: who calls what with which
//! arguments is seen on one page.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::act;
use super::args::DemoArgs;
use super::context::{Context, clock};
use super::exit::{self, Exit, Failure};
use super::import;
use crate::domain::act::{Actor, Request, WhichStore};
use crate::domain::day::Instant;
use crate::domain::import::ImportReport;
use crate::domain::list::{List, WorkerState};
use crate::domain::role::Deed;
use crate::domain::team::Here;
use crate::domain::view::SavedView;
use crate::i18n::Lang;
use crate::i18n::import as words;
use crate::i18n::words::word;
use crate::i18n::worker::{purge_lines, refusal};
use crate::runtime::attachment::Written;
use crate::runtime::heads::Log;
use crate::runtime::screen::{Ended, Setup};
use crate::runtime::watch::{self, Told};
use crate::runtime::worker::{Given, Worker, WorkerError};
use crate::store::list::MailFile;
use crate::store::open::{Folder, Team};
use crate::store::team::JournalCheck;
use crate::store::upkeep;
use crate::tui::{Key, Options, Palette, Preset};
use crate::{demo, ingest, runtime};

/// How the page of the formats is made.
pub const FORMATS_PAGE: &str = "daydeck formats --markdown";

/// Opens the screen on the context's folder.
pub fn screen(context: &Context) -> Result<Ended, Failure> {
    let (files, lang) = (context.view_files(), context.lang);
    let wrong_views = files.load(lang).1.into_iter().next();
    let may_write = context.rights().may(Deed::Write).map_err(|refused| act::refused_words(lang, &refused));
    let save = Box::new(move |view: &SavedView| {
        if view.shared {
            may_write.clone()?;
        }
        files.save(view, lang).map(|()| files.load(lang).0)
    });
    let setup = Setup {
        save,
        wrong_views,
        folder: Folder::planned(&context.root)?,
        options: options(context, SIZE),
        settings: Arc::new(context.config.settings.clone()),
        clock: Arc::new(clock),
        mouse: context.config.mouse,
        scroll: context.config.scroll,
    };
    Ok(runtime::screen::run(setup)?)
}

/// While the result lives, what is typed is not shown, and is forgotten afterwards: it was meant for a screen.
pub fn mute() -> Option<impl Drop> {
    runtime::terminal::Muted::start()
}

/// A file with a text for an editor. It lies in the data folder, where nobody else reads; the caller takes it away.
pub fn draft(folder: &Folder, text: &str) -> Result<PathBuf, Failure> {
    let (process, now) = (std::process::id(), clock().0);
    let path = folder.tmp().join(format!("howto-{now}-{process}.txt"));
    if let Some(parent) = path.parent() {
        folder.make(parent)?;
    }
    std::io::Write::write_all(&mut folder.create_file(&path)?, text.as_bytes())?;
    Ok(path)
}

/// Opens a file in an editor (a command line of the operator's own); whether that ended well.
pub fn edit(editor: &str, path: &Path) -> Result<bool, Failure> {
    let status =
        std::process::Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(path).status()?;
    Ok(status.success())
}

/// The size of a screen before its terminal is asked.
const SIZE: (u16, u16) = (80, 24);
/// Where a team's data folder may lie on a server.
const TEAM_FOLDERS: [&str; 2] = ["/srv/daydeck", "/var/lib/daydeck"];

fn options(context: &Context, size: (u16, u16)) -> Options {
    let around = &context.around;
    let team =
        TEAM_FOLDERS.into_iter().find(|dir| Path::new(dir) != context.root && Path::new(dir).join("team.db").is_file());
    Options {
        lang: context.lang,
        // https://no-color.org: set and not empty.
        palette: if around.variable("NO_COLOR").is_some() { Palette::Mono } else { Palette::Ansi },
        preset: Preset::parse(&context.config.keys).unwrap_or_default(),
        size,
        now: context.now(),
        zone: context.zone,
        me: around.me.clone(),
        demo: context.demo(),
        // Blank: the worker knows which stores there are.
        store: String::new(),
        home: around.home().and_then(|home| home.into_os_string().into_string().ok()),
        views: context.view_files().load(context.lang).0,
        team: team.map(str::to_owned),
        rights: context.rights(),
    }
}

/// Writes the files of the demo below `dir`, with their modification times, and says what each belongs to.
pub fn demo_files(dir: &Path, args: &DemoArgs, now: Instant) -> Result<Vec<(PathBuf, Given)>, Failure> {
    let files = demo::write(dir, &demo::Options { seed: args.seed, orders: args.orders, now })?;
    let given =
        |file: demo::DemoFile| (file.path, Given { store: Some(file.store), market: file.market, ..Given::default() });
    Ok(files.into_iter().map(given).collect())
}

/// Watches inbox and mail until stopped; one line on stdout per file. With `with_screens` until the last screen has ended.
pub fn watch(context: &mut Context, folder: &Folder, with_screens: bool) -> Result<Exit, Failure> {
    let mut worker = Worker::acquire(folder)?;
    let (mail, settings) = (&context.config.mail, &context.config.settings);
    let mail = mail.maildir.iter().chain(&mail.mbox).chain(&mail.sent).map(|path| (path.clone(), mail.store.clone()));
    let options = watch::Options { zone: context.zone, mail: mail.collect(), with_screens };
    let (lang, out) = (context.lang, &mut context.out);
    let stopped = watch::watch(&mut worker, settings, &options, &mut |told| match told {
        Told::Read(report) => {
            for line in import::lines(lang, report) {
                // A log that nobody reads any more does not stop the watcher.
                let _ = out.line(&line).and_then(|()| out.flush());
            }
        }
        Told::Purged(purged) => {
            for line in purge_lines(lang, purged) {
                let _ = out.line(&line).and_then(|()| out.flush());
            }
        }
        Told::Failed(words) => out.say(words.as_str()),
    })?;
    Ok(exit::of_watch(stopped))
}

/// Does what a request asks, with this process as the worker.
pub fn carry_out(context: &Context, worker: &mut Worker, request: &Request) -> Result<Vec<ImportReport>, Failure> {
    worker.carry_out(request, context.now()).map_err(|error| match error {
        WorkerError::WhichStore(which_store) => {
            Failure::failed(refusal(context.lang, &WhichStore { which_store }.answer()))
        }
        other => other.into(),
    })
}

/// What the worker does; `queued` requests wait for it.
pub fn worker_state(root: &Path, queued: u64) -> WorkerState {
    let none = || WorkerState { queued, ..WorkerState::default() };
    Folder::open(root).map_or_else(|_| none(), |folder| runtime::start::worker_state(&folder, queued))
}

/// Queues a request for the worker and gives its number.
pub fn ask(team: &mut Team, request: &Request, me: &Actor, now: Instant) -> Result<i64, Failure> {
    Ok(team.ask(request, me, now)?)
}

/// The answer to a request, once it is there.
pub fn answer(team: &Team, number: i64) -> Result<Option<String>, Failure> {
    Ok(team.request_answer(number)?)
}

/// Settings changed on the screen; none when there is no `team.db` yet. Never makes a file. A folder or database that
/// cannot be opened is the business of the command that needs it.
pub fn team_settings(root: &Path) -> Vec<(String, String)> {
    if !root.join("team.db").is_file() {
        return Vec::new();
    }
    Folder::open(root).and_then(|folder| Team::open(&folder)?.settings()).unwrap_or_default()
}

/// Draws a list as SVG.
pub fn picture(context: &mut Context, list: List, columns: u16, rows: u16) -> Result<String, Failure> {
    let reader = context.reader()?;
    let options = options(context, (columns, rows));
    let key: Vec<Key> = Key::parse(&list.digit().to_string()).into_iter().collect();
    let buffer = runtime::picture::screen(options, &reader, &context.viewpoint(), &key)?;
    Ok(runtime::picture::svg(&buffer, word(context.lang, list.word())))
}

/// Takes an attachment out of its archived mail into a folder.
pub fn attachment(context: &Context, of: &MailFile, to: &Path) -> Result<Written, Failure> {
    let mail = runtime::archive::open_outside(&context.folder()?.archive().join(&of.sha256))?;
    let known = ingest::Context { sha256: Some(of.sha256.clone()), ..ingest::Context::new(of.sent_at) };
    let task = ingest::attached::Task { context: known, letter: of.letter, number: of.number };
    Ok(runtime::attachment::write(&std::env::current_exe()?, mail, &task, to)?)
}

/// Makes `facts.db` again from the archive, then runs the rules; gives the number of files read.
pub fn rebuild(context: &mut Context, folder: &Folder) -> Result<usize, Failure> {
    let files = runtime::rebuild::rebuild(folder, context.now(), &mut |_, _| {})?;
    Worker::acquire(folder)?.run_rules(context.now(), &context.config.settings)?;
    Ok(files)
}

/// What is wrong with each database, and what the system log had to compare the journal with.
#[derive(Debug)]
pub struct Checked {
    /// Each file; `None` behind one that is sound.
    pub files: Vec<(&'static str, Option<String>)>,
    /// Heads of the journal that were found outside the database.
    pub heads: usize,
}

/// Checks both databases, the journal against the heads that the system log has of it.
pub fn check_databases(folder: &Folder) -> Result<Checked, Failure> {
    let heads = Log::of_system().find(folder);
    let files = upkeep::check(folder, &heads)?.into_iter().map(|found| (found.file, found.problem)).collect();
    Ok(Checked { files, heads: heads.len() })
}

/// Sends the journal's head to the system log. The act is done, whatever becomes of its line there.
pub fn keep_head(folder: &Folder, team: &Team, now: Instant) {
    let _ = Log::of_system().keep(folder, team, now);
}

/// The socket of the system log that takes the journal's head; `None` when there is none.
pub fn log_socket() -> Option<PathBuf> {
    Log::of_system().socket().map(Path::to_owned)
}

/// Reads the whole journal, against the heads that the system log has of it; also how many those were.
pub fn verify_journal(folder: &Folder) -> Result<(JournalCheck, usize), Failure> {
    let heads = Log::of_system().find(folder);
    Ok((Team::open(folder)?.verify_journal_against(&heads)?, heads.len()))
}

/// Who has a screen open on the folder.
pub fn here(folder: &Folder) -> Vec<Here> {
    runtime::presence::here(folder)
}

/// Writes a copy of both databases into a new folder.
pub fn backup(context: &Context, folder: &Folder, dir: &Path) -> Result<(), Failure> {
    upkeep::backup(folder, dir, context.now())?;
    Ok(())
}

/// The version of the SQLite inside.
pub fn sqlite_version() -> &'static str {
    upkeep::sqlite_version()
}

/// Title and reason of an item in the reader's language.
pub use crate::i18n::work::line as item_text;

/// Why a mapping cannot be used, in the reader's language.
pub use words::misfit as misfit_text;

/// What a file asks, or why it was refused, in the reader's language.
pub fn problem_text(lang: Lang, report: &ImportReport) -> Option<String> {
    let question = report.question.as_ref().map(|question| words::question(lang, question));
    question.or_else(|| report.refusal.as_ref().map(|refusal| words::rejected(lang, refusal)))
}
