//! The doors from the command line to the other parts of the program, each a few lines: who calls what with which
//! arguments is seen on one page.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::args::DemoArgs;
use super::context::Context;
use super::exit::{Exit, Failure};
use crate::domain::act::{Actor, Request};
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::ImportReport;
use crate::domain::list::List;
use crate::domain::market::Market;
use crate::domain::text::SafeText;
use crate::domain::work::WorkItem;
use crate::i18n::Lang;
use crate::i18n::words::word;
use crate::runtime::worker::{Given, Worker};
use crate::store::open::{Folder, Team};

fn absent<T>(what: &str) -> Result<T, Failure> {
    Err(Failure::failed(format!("{what} is not in this build")))
}

/// Opens the screen on the context's folder.
pub fn screen(_context: &mut Context) -> Result<Exit, Failure> {
    absent("the screen")
}

/// Writes the files of the demo into `dir`, with their modification times, and says what each belongs to.
pub fn demo_files(_dir: &Path, _options: &DemoArgs, _now: Instant) -> Result<Vec<(PathBuf, Given)>, Failure> {
    absent("the demo")
}

/// The child of the import worker: reads one file and speaks frames on stdout.
pub fn parse(_rest: &[OsString]) -> Result<Exit, Failure> {
    absent("the parser")
}

/// Watches inbox and mail until stopped.
pub fn watch(_context: &mut Context, _folder: &Folder) -> Result<Exit, Failure> {
    absent("the watcher")
}

/// Says that a report is empty now (H8).
pub fn nothing(
    _worker: &mut Worker,
    _format: Format,
    _store: &str,
    _market: Option<Market>,
    _now: Instant,
) -> Result<(), Failure> {
    absent("closing an empty report")
}

/// Queues a request for the worker and gives its number.
pub fn ask(_team: &mut Team, _request: &Request, _me: &Actor, _now: Instant) -> Result<i64, Failure> {
    absent("the queue of requests")
}

/// The answer to a request, once it is there.
pub fn answer(_team: &Team, _number: i64) -> Result<Option<String>, Failure> {
    absent("the queue of requests")
}

/// Settings changed on the screen; none when there is no `team.db` yet. Never makes a file.
pub fn team_settings(_root: &Path) -> Vec<(String, String)> {
    Vec::new()
}

/// Draws a list as SVG.
pub fn picture(_context: &mut Context, _list: List, _columns: u16, _rows: u16) -> Result<String, Failure> {
    absent("the picture")
}

/// Makes `facts.db` again from the archive; gives the number of files read.
pub fn rebuild(_context: &mut Context, _folder: &Folder) -> Result<usize, Failure> {
    absent("the rebuild")
}

/// What is wrong with each database; `None` behind a file that is sound.
pub fn check_databases(_folder: &Folder) -> Result<Vec<(String, Option<String>)>, Failure> {
    absent("the check of the databases")
}

/// Writes a copy of both databases into a new folder.
pub fn backup(_context: &mut Context, _folder: &Folder, _dir: &Path) -> Result<(), Failure> {
    absent("the backup")
}

/// The version of the SQLite inside.
pub fn sqlite_version() -> String {
    String::new()
}

/// Title and reason of an item in the reader's language.
pub fn item_text(lang: Lang, item: &WorkItem, _now: Instant) -> (String, String) {
    (format!("{} {}", word(lang, item.kind.word()), SafeText::new(&item.entity)), String::new())
}

/// What a file asks, or why it was refused, in the reader's language.
pub fn problem_text(_lang: Lang, report: &ImportReport) -> Option<String> {
    let question = report.question.as_ref().and_then(|question| serde_json::to_string(question).ok());
    question.or_else(|| serde_json::to_string(report.refusal.as_ref()?).ok())
}
