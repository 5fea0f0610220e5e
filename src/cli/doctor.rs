//! `daydeck doctor`: what is wrong with this installation, and the command that mends it. Writes nothing.

use std::path::Path;

use rustix::fs::Mode as Bits;
use serde_json::{Map, Value};

use super::context::Context;
use super::exit::{Exit, Failure};
use super::print::{object, outside};
use super::wire;
use crate::i18n::{Lang, cli};
use crate::store::open::{Folder, Mode, StoreError};

/// Less free space is a warning: a large import and its archive must fit.
const LEAST_FREE_MIB: u64 = 512;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Ok,
    Note,
    Wrong,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Wrong => "wrong",
        }
    }

    fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Ok => cli::doctor_ok(lang),
            Self::Note => cli::doctor_warn(lang),
            Self::Wrong => cli::doctor_fail(lang),
        }
    }
}

/// One check.
#[derive(Debug)]
struct Check {
    id: &'static str,
    name: &'static str,
    verdict: Verdict,
    found: String,
    repair: Option<String>,
}

/// Runs all checks; exit 1 when one is wrong.
pub fn run(context: &mut Context, json: bool) -> Result<Exit, Failure> {
    let checks = checks(context);
    let lang = context.lang;
    if json {
        let objects: Vec<_> = checks.iter().map(Check::object).collect();
        context.out.objects(&objects)?;
    } else {
        for check in &checks {
            context.out.line(&format!("{}: {}: {}", check.verdict.words(lang), check.name, check.found))?;
            if let Some(repair) = &check.repair {
                context.out.line(&format!("  {}", cli::doctor_repair(lang, repair)))?;
            }
        }
    }
    let wrong = checks.iter().any(|check| check.verdict == Verdict::Wrong);
    if !wrong {
        context.out.say(cli::doctor_all_well(lang));
    }
    Ok(if wrong { Exit::Failed } else { Exit::Ok })
}

impl Check {
    fn new(id: &'static str, name: &'static str, verdict: Verdict, found: impl Into<String>) -> Self {
        Self { id, name, verdict, found: found.into(), repair: None }
    }

    fn repair(mut self, repair: impl Into<String>) -> Self {
        self.repair = Some(repair.into());
        self
    }

    fn object(&self) -> Map<String, Value> {
        object([
            ("check", self.id.into()),
            ("state", self.verdict.word().into()),
            ("found", outside(&self.found)),
            ("repair", self.repair.as_deref().map_or(Value::Null, outside)),
        ])
    }
}

fn checks(context: &Context) -> Vec<Check> {
    let lang = context.lang;
    let folder = Folder::open(&context.root);
    let me = &context.around.me;
    let mut checks = vec![
        Check::new("user", cli::check_user(lang), Verdict::Ok, format!("{} ({})", me.name, me.uid)),
        folder_check(lang, &context.root, &folder),
    ];
    if let Ok(folder) = &folder {
        checks.extend(database_checks(lang, folder));
    }
    checks.push(log_check(lang, wire::log_socket().as_deref()));
    checks.push(Check::new("sqlite", cli::check_sqlite(lang), Verdict::Ok, wire::sqlite_version()));
    checks.push(umask_check(lang, umask(), folder.as_ref().ok().map(Folder::mode)));
    checks.push(terminal_check(lang, context.around.variable("TERM"), context.around.can_draw()));
    checks.push(locale_check(lang, context));
    checks.push(zone_check(lang, context));
    checks.push(disk_check(lang, free_mib(&context.root)));
    checks.extend(config_checks(lang, context));
    checks
}

fn folder_check(lang: Lang, root: &Path, folder: &Result<Folder, StoreError>) -> Check {
    let name = cli::check_folder(lang);
    let shown = root.display();
    match folder {
        Ok(folder) => {
            let mode = match folder.mode() {
                Mode::Private => cli::found_private(lang),
                Mode::Shared => cli::found_shared(lang),
            };
            Check::new("folder", name, Verdict::Ok, format!("{shown}: {mode}"))
        }
        Err(StoreError::Missing(_)) => {
            Check::new("folder", name, Verdict::Ok, format!("{shown}: {}", cli::found_none_yet(lang)))
        }
        Err(StoreError::Folder { what, repair, .. }) => {
            Check::new("folder", name, Verdict::Wrong, format!("{shown}: {what}")).repair(repair)
        }
        Err(other) => Check::new("folder", name, Verdict::Wrong, other.to_string()),
    }
}

fn database_checks(lang: Lang, folder: &Folder) -> Vec<Check> {
    let check = |id, name, problem: Option<String>| match problem {
        None => Check::new(id, name, Verdict::Ok, cli::found_sound(lang)),
        Some(words) => Check::new(id, name, Verdict::Wrong, words),
    };
    match wire::check_databases(folder) {
        Ok(found) => found
            .files
            .into_iter()
            .map(|(file, problem)| match file {
                "team.db" => check("team", cli::check_team(lang), problem),
                _ => check("facts", cli::check_facts(lang), problem),
            })
            .collect(),
        Err(Failure::Words(_, words)) => vec![Check::new("facts", cli::check_facts(lang), Verdict::Wrong, words)],
        Err(Failure::Busy) => vec![Check::new("facts", cli::check_facts(lang), Verdict::Note, cli::busy(lang))],
        Err(Failure::NoData | Failure::Closed) => {
            vec![Check::new("facts", cli::check_facts(lang), Verdict::Ok, cli::found_none_yet(lang))]
        }
    }
}

/// Whether the journal's head is kept where operators cannot rewrite it (D9).
fn log_check(lang: Lang, socket: Option<&Path>) -> Check {
    let name = cli::check_log(lang);
    match socket {
        Some(socket) => Check::new("log", name, Verdict::Ok, socket.display().to_string()),
        None => Check::new("log", name, Verdict::Note, cli::found_no_log(lang)).repair(cli::repair_log(lang)),
    }
}

/// The umask of the process; it can only be read by setting it, so it is set back at once (nothing else runs yet).
fn umask() -> u32 {
    let own = rustix::process::umask(Bits::from_raw_mode(0o077));
    rustix::process::umask(own);
    own.as_raw_mode()
}

/// In a shared folder a umask that takes rights from the group makes dropped files unreadable for the others; in a
/// private one every umask works, daydeck sets its own.
fn umask_check(lang: Lang, umask: u32, mode: Option<Mode>) -> Check {
    let found = format!("{umask:04o}");
    if mode == Some(Mode::Shared) && umask & 0o070 != 0 {
        return Check::new("umask", cli::check_umask(lang), Verdict::Note, found).repair(cli::repair_umask(lang));
    }
    Check::new("umask", cli::check_umask(lang), Verdict::Ok, found)
}

fn terminal_check(lang: Lang, term: Option<&str>, can_draw: bool) -> Check {
    let found = format!("TERM={}", term.unwrap_or_default());
    match term {
        None | Some("dumb") => {
            Check::new("terminal", cli::check_terminal(lang), Verdict::Note, found).repair(cli::repair_term(lang))
        }
        Some(_) if can_draw => Check::new("terminal", cli::check_terminal(lang), Verdict::Ok, found),
        Some(_) => Check::new("terminal", cli::check_terminal(lang), Verdict::Ok, format!("{found}, no tty")),
    }
}

fn locale_check(lang: Lang, context: &Context) -> Check {
    let around = &context.around;
    let charset = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| around.variable(name)).unwrap_or("C");
    let folded = charset.to_ascii_lowercase();
    if folded.contains("utf-8") || folded.contains("utf8") {
        return Check::new("locale", cli::check_locale(lang), Verdict::Ok, charset);
    }
    Check::new("locale", cli::check_locale(lang), Verdict::Note, charset).repair(cli::repair_locale(lang))
}

fn zone_check(lang: Lang, context: &Context) -> Check {
    let known = context.config.zone.is_some() || context.around.zone().is_some();
    let verdict = if known { Verdict::Ok } else { Verdict::Note };
    let check = Check::new("zone", cli::check_zone(lang), verdict, context.zone.name());
    if known { check } else { check.repair(cli::repair_zone(lang)) }
}

fn disk_check(lang: Lang, free: Result<u64, String>) -> Check {
    let name = cli::check_disk(lang);
    match free {
        Ok(free) if free >= LEAST_FREE_MIB => Check::new("disk", name, Verdict::Ok, cli::found_free(lang, free)),
        Ok(free) => Check::new("disk", name, Verdict::Note, cli::found_free(lang, free)).repair(cli::repair_disk(lang)),
        Err(cause) => Check::new("disk", name, Verdict::Note, cause),
    }
}

/// Free MiB for this user on the file system of a folder, or of the nearest folder above that exists.
fn free_mib(root: &Path) -> Result<u64, String> {
    let there = root.ancestors().find(|path| path.exists()).unwrap_or(Path::new("/"));
    let stat = rustix::fs::statvfs(there).map_err(|error| error.to_string())?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize) >> 20)
}

fn config_checks(lang: Lang, context: &Context) -> Vec<Check> {
    let name = cli::check_config(lang);
    if context.problems.is_empty() {
        return vec![Check::new("config", name, Verdict::Ok, cli::found_problems(lang, 0))];
    }
    let problems = context.problems.iter();
    problems.map(|problem| Check::new("config", name, Verdict::Wrong, problem.words(lang))).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::cli::context::tests::context;

    #[test]
    fn an_empty_place_is_well_and_stays_empty() {
        let folder = tempfile::tempdir().unwrap();
        let (mut empty, data, _) = context(&folder.path().join("none"));
        assert_eq!(run(&mut empty, true).unwrap(), Exit::Ok);
        let objects: Vec<Map<String, Value>> = serde_json::from_str(&data.text()).unwrap();
        let ids: Vec<&str> = objects.iter().map(|check| check["check"].as_str().unwrap()).collect();
        assert_eq!(ids, ["user", "folder", "log", "sqlite", "umask", "terminal", "locale", "zone", "disk", "config"]);
        assert!(objects.iter().all(|o| o.keys().map(String::as_str).eq(["check", "state", "found", "repair"])));
        assert!(!folder.path().join("none").exists());
    }

    #[test]
    fn a_wrong_configuration_is_named_and_ends_with_1() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("config.toml"), "colour = 1\n").unwrap();
        let (mut bad, data, _) = context(folder.path());
        assert_eq!(run(&mut bad, false).unwrap(), Exit::Failed);
        assert!(data.text().contains("config.toml:1: there is no setting colour"), "{}", data.text());
    }

    #[test]
    fn a_folder_with_wrong_rights_comes_with_its_repair() {
        let error = StoreError::Folder { folder: "/d".into(), what: "mode 0777".into(), repair: "chmod 700 /d".into() };
        let check = folder_check(Lang::En, Path::new("/d"), &Err(error));
        assert_eq!((check.verdict, check.repair.as_deref()), (Verdict::Wrong, Some("chmod 700 /d")));
        assert_eq!(check.found, "/d: mode 0777");
    }

    #[test]
    fn surroundings_are_judged() {
        let umask = |umask, mode| umask_check(Lang::En, umask, mode).verdict;
        assert_eq!(umask(0o022, Some(Mode::Private)), Verdict::Ok);
        assert_eq!(umask(0o022, Some(Mode::Shared)), Verdict::Note);
        assert_eq!(umask(0o007, Some(Mode::Shared)), Verdict::Ok);
        let terminal = |term, draw| terminal_check(Lang::En, term, draw).verdict;
        assert_eq!(terminal(None, false), Verdict::Note);
        assert_eq!(terminal(Some("dumb"), false), Verdict::Note);
        assert_eq!(terminal(Some("xterm"), true), Verdict::Ok);
        assert_eq!(log_check(Lang::En, None).verdict, Verdict::Note);
        assert!(log_check(Lang::En, None).repair.is_some());
        assert_eq!(log_check(Lang::En, Some(Path::new("/dev/log"))).verdict, Verdict::Ok);
        assert_eq!(disk_check(Lang::En, Ok(511)).verdict, Verdict::Note);
        assert_eq!(disk_check(Lang::En, Ok(512)).verdict, Verdict::Ok);
        assert_eq!(disk_check(Lang::En, Err("gone".into())).found, "gone");
        assert!(free_mib(Path::new("/no/such/folder")).is_ok());
    }

    #[test]
    fn reading_the_umask_leaves_it_as_it_is() {
        assert_eq!(umask(), umask());
    }
}
