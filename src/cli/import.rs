//! `daydeck import`: reads files here, or, when another process is the import worker, has them read there (H4).

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::args::{Dates, ImportArgs};
use super::context::Context;
use super::exit::{self, Exit, Failure};
use super::interrupt::Interrupt;
use super::print::{object, outside};
use super::status::holder_words;
use super::wait::{self, Answer};
use super::{act, wire};
use crate::domain::act::{Intent, Request};
use crate::domain::day::Day;
use crate::domain::format::Format;
use crate::domain::holder::Holder;
use crate::domain::import::{Control, FileState, ImportReport, Problem, Question, Reject};
use crate::domain::mapping::{Mapping, Misfit};
use crate::domain::market::Market;
use crate::domain::role::Deed;
use crate::domain::text::SafeText;
use crate::i18n::words::word;
use crate::i18n::worker::refusal;
use crate::i18n::{Lang, cli};
use crate::runtime::worker::{DEFAULT_STORE, Given, Worker, WorkerError};
use crate::store::open::{Folder, Team};

/// Reads files.
pub fn run(context: &mut Context, args: &ImportArgs) -> Result<Exit, Failure> {
    let given = given(context.lang, args)?;
    let none = args.none.as_deref().map(|word| format(context.lang, word)).transpose()?;
    context.rules_may_run()?;
    context.may(Deed::Import)?;
    let folder = Folder::create(&context.root)?;
    let mut job = Job::new(context, given, args.json)?;
    match none {
        Some(format) => job.nothing(&folder, format)?,
        None => match Worker::acquire(&folder) {
            Ok(mut worker) => job.here(&mut worker, &args.files)?,
            Err(WorkerError::Held { holder }) => job.there(&folder, &holder, &args.files)?,
            Err(error) => return Err(error.into()),
        },
    }
    job.end(args.json)
}

/// `daydeck undo import`: takes a file back (H17).
pub fn take_back(context: &mut Context, import: i64, json: bool) -> Result<Exit, Failure> {
    context.rules_may_run()?;
    context.may(Deed::Import)?;
    let request = Request::TakeBack { import };
    if context.rights().wants_two(&Intent::Ask(request.clone()), &[]) {
        return act::carry_out(context, &Intent::Ask(request));
    }
    let folder = context.folder()?;
    let mut job = Job::new(context, Given::default(), json)?;
    job.request(&folder, &request)?;
    job.end(json)
}

/// Reads files with this process as the worker, for `demo`; says only how far it is. The rules run once, at the end.
pub fn read_here(
    context: &mut Context,
    worker: &mut Worker,
    files: &[(PathBuf, Given)],
) -> Result<Vec<ImportReport>, Failure> {
    let interrupt = Interrupt::listen()?;
    let mut job = Job { context, given: Given::default(), quiet: true, silent: true, interrupt, reports: Vec::new() };
    for (place, (path, given)) in files.iter().enumerate() {
        job.context.out.progress(&cli::demo_progress(job.context.lang, place + 1, files.len()));
        job.read(worker, path, given)?;
    }
    job.context.out.progress(cli::demo_rules(job.context.lang));
    worker.run_rules(job.context.now(), &job.context.config.settings)?;
    Ok(job.reports)
}

/// One `import` at work.
struct Job<'a> {
    context: &'a mut Context,
    given: Given,
    /// No line per file: `--json` has its own form.
    quiet: bool,
    /// No word about the file that is read.
    silent: bool,
    interrupt: Interrupt,
    reports: Vec<ImportReport>,
}

impl<'a> Job<'a> {
    fn new(context: &'a mut Context, given: Given, quiet: bool) -> Result<Self, Failure> {
        Ok(Self { context, given, quiet, silent: false, interrupt: Interrupt::listen()?, reports: Vec::new() })
    }

    /// Shows what is left to show; the exit code of all reports.
    fn end(self, json: bool) -> Result<Exit, Failure> {
        let Self { context, reports, .. } = self;
        if json {
            let objects: Vec<_> = reports.iter().map(|report| flat(context.lang, report)).collect();
            context.out.objects(&objects)?;
        } else if reports.is_empty() {
            context.out.say(cli::nothing_to_read(context.lang));
        }
        Ok(exit::of_imports(&reports))
    }

    fn here(&mut self, worker: &mut Worker, files: &[PathBuf]) -> Result<(), Failure> {
        let given = self.given.clone();
        for path in files {
            self.read(worker, path, &given)?;
        }
        worker.run_rules(self.context.now(), &self.context.config.settings)?;
        Ok(())
    }

    fn read(&mut self, worker: &mut Worker, path: &Path, given: &Given) -> Result<(), Failure> {
        self.interrupt.check(self.context.lang)?;
        if !self.silent {
            self.context.out.say(&cli::reading(self.context.lang, path.display()));
        }
        let reports = match worker.import(path, given, self.context.now()) {
            Ok(reports) => reports,
            // A file that cannot be opened does not stop the others.
            Err(WorkerError::Io(error)) => vec![unreadable(path, given, &error.to_string())],
            Err(error) => return Err(error.into()),
        };
        self.take(reports)
    }

    /// Shows the reports as they come and keeps them.
    fn take(&mut self, reports: Vec<ImportReport>) -> Result<(), Failure> {
        for report in reports {
            if !self.quiet {
                for line in lines(self.context.lang, &report) {
                    self.context.out.line(&line)?;
                }
                self.context.out.flush()?;
            }
            self.reports.push(report);
        }
        Ok(())
    }

    /// Has the files read by the worker that holds the lock, and waits for its answers.
    fn there(&mut self, folder: &Folder, holder: &Holder, files: &[PathBuf]) -> Result<(), Failure> {
        let mut team = Team::open(folder)?;
        let mut queued = Vec::new();
        for path in files {
            let absolute = std::path::absolute(path)?;
            let Some(text) = absolute.to_str() else {
                self.take(vec![unreadable(path, &self.given, "the name is not UTF-8")])?;
                continue;
            };
            let request = Request::Import {
                path: text.to_owned(),
                // Blank: the worker knows which stores there are.
                store: self.given.store.clone().unwrap_or_default(),
                market: self.given.market.map(|m| m.code().to_owned()),
                period: self.given.period.map(|(from, to)| format!("{from}..{to}")),
                map: self.given.map.as_ref().map(Mapping::text),
            };
            queued.push((absolute, self.ask(&mut team, &request, holder)?));
        }
        for (path, number) in queued {
            match self.wait(&team, folder, number)? {
                Answer::Said(text) => self.answered(&mut team, folder, holder, &path, &text)?,
                Answer::Left(mut worker) => self.here(&mut worker, &[path])?,
            }
        }
        Ok(())
    }

    fn ask(&mut self, team: &mut Team, request: &Request, holder: &Holder) -> Result<i64, Failure> {
        let number = wire::ask(team, request, &self.context.around.me, self.context.now())?;
        let context = &mut *self.context;
        let holder = holder_words(context.lang, holder, context.now(), context.zone);
        context.out.say(&cli::waits_for_worker(context.lang, holder, number));
        Ok(number)
    }

    fn wait(&mut self, team: &Team, folder: &Folder, number: i64) -> Result<Answer, Failure> {
        wait::answer(self.context, &self.interrupt, team, folder, number)
    }

    /// Takes an answer over; a question that the command line answers (`--dates`, `--complete`) is answered.
    fn answered(
        &mut self,
        team: &mut Team,
        folder: &Folder,
        holder: &Holder,
        path: &Path,
        text: &str,
    ) -> Result<(), Failure> {
        // An error's words: this file could not be opened; the others go on.
        let reports = reports(text).unwrap_or_else(|| vec![unreadable(path, &self.given, text)]);
        for report in reports {
            let Some(request) = follow_up(&report, &self.given) else {
                self.take(vec![report])?;
                continue;
            };
            let number = self.ask(team, &request, holder)?;
            match self.wait(team, folder, number)? {
                Answer::Said(text) => self.said(&text)?,
                Answer::Left(_) => self.take(vec![report])?,
            }
        }
        Ok(())
    }

    /// Takes reports over, or fails with the worker's words.
    fn said(&mut self, text: &str) -> Result<(), Failure> {
        let Some(reports) = reports(text) else {
            return Err(Failure::failed(cli::worker_says(self.context.lang, refusal(self.context.lang, text))));
        };
        self.take(reports)
    }

    /// Has a request carried out: here, or by the worker that holds the lock.
    fn request(&mut self, folder: &Folder, request: &Request) -> Result<(), Failure> {
        match Worker::acquire(folder) {
            Ok(mut worker) => self.request_here(&mut worker, request),
            Err(WorkerError::Held { holder }) => {
                let mut team = Team::open(folder)?;
                let number = self.ask(&mut team, request, &holder)?;
                match self.wait(&team, folder, number)? {
                    Answer::Left(mut worker) => self.request_here(&mut worker, request),
                    Answer::Said(text) => self.said(&text),
                }
            }
            Err(error) => Err(error.into()),
        }
    }

    fn request_here(&mut self, worker: &mut Worker, request: &Request) -> Result<(), Failure> {
        let reports = wire::carry_out(self.context, worker, request)?;
        worker.run_rules(self.context.now(), &self.context.config.settings)?;
        self.take(reports)
    }

    fn nothing(&mut self, folder: &Folder, format: Format) -> Result<(), Failure> {
        self.request(folder, &nothing(&self.given, format))
    }
}

/// The statement that there is nothing in a report. A blank store: the worker knows which there are.
fn nothing(given: &Given, format: Format) -> Request {
    let store = given.store.clone().unwrap_or_default();
    Request::Nothing { format: format.word().to_owned(), store, market: given.market.map(|m| m.code().to_owned()) }
}

/// What the command line says about the files.
fn given(lang: Lang, args: &ImportArgs) -> Result<Given, Failure> {
    let market = args.marketplace.as_deref().map(|text| {
        let codes = || Market::ALL.iter().map(|m| m.code()).collect::<Vec<_>>().join(" ");
        Market::parse(text).ok_or_else(|| Failure::usage(cli::not_market(lang, SafeText::new(text), codes())))
    });
    let period = args
        .period
        .as_deref()
        .map(|text| Day::period(text).ok_or_else(|| Failure::usage(cli::not_period(lang, SafeText::new(text)))));
    Ok(Given {
        store: args.store.clone(),
        market: market.transpose()?,
        period: period.transpose()?,
        dates: args.dates.map(|dates: Dates| dates.word().to_owned()),
        complete: args.complete,
        map: args.map.as_deref().map(|text| mapping(lang, text)).transpose()?,
    })
}

/// `--map`: the mapping itself, or a TOML file that has it.
fn mapping(lang: Lang, text: &str) -> Result<Mapping, Failure> {
    let wrong = |misfit: &Misfit| Failure::usage(wire::misfit_text(lang, misfit));
    let Some(path) = text.strip_prefix('@') else { return Mapping::parse(text).map_err(|misfit| wrong(&misfit)) };
    let content = std::fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("--map: {}: {error}", SafeText::new(path))))?;
    let mapping: Mapping = toml::from_str(&content).map_err(|error| {
        Failure::usage(format!("--map: {}: {}", SafeText::new(path), SafeText::new(error.message())))
    })?;
    mapping.checked().map_err(|misfit| wrong(&misfit))
}

fn format(lang: Lang, text: &str) -> Result<Format, Failure> {
    Format::parse(text).ok_or_else(|| {
        let formats: Vec<&str> = Format::ALL.iter().map(|f| f.word()).collect();
        Failure::usage(cli::not_format(lang, SafeText::new(text), formats.join(", ")))
    })
}

fn unreadable(path: &Path, given: &Given, cause: &str) -> ImportReport {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let problem = Problem::NotAFile { cause: cause.to_owned() };
    ImportReport {
        file: name,
        format: None,
        store: given.store.clone().unwrap_or_else(|| DEFAULT_STORE.to_owned()),
        rows: 0,
        inserted: 0,
        updated: 0,
        unchanged: 0,
        rejected: 0,
        state: FileState::Refused,
        seconds: 0.0,
        import: None,
        question: None,
        refusal: Some(Reject { line: 0, column: String::new(), read: String::new(), problem }),
        controls: vec![],
    }
}

/// The reports of a worker's answer, one or several; `None` when it is an error's words.
fn reports(answer: &str) -> Option<Vec<ImportReport>> {
    serde_json::from_str(answer).or_else(|_| serde_json::from_str(answer).map(|one| vec![one])).ok()
}

/// The request that answers a waiting file with what the command line says.
fn follow_up(report: &ImportReport, given: &Given) -> Option<Request> {
    let (import, question) = (report.import?, report.question.clone()?);
    let answer = match question {
        Question::DateOrder { .. } => given.dates.clone()?,
        Question::FewerRows { .. } if given.complete => "complete".to_owned(),
        _ => return None,
    };
    Some(Request::Answer { import, question, answer })
}

/// One object of `import --json`; `controls` and `problem` only when there is one.
fn flat(lang: Lang, report: &ImportReport) -> Map<String, Value> {
    let mut flat = object([
        ("file", outside(&report.file)),
        ("format", report.format.map_or(Value::Null, |format| format.word().into())),
        ("store", outside(&report.store)),
        ("rows", report.rows.into()),
        ("inserted", report.inserted.into()),
        ("updated", report.updated.into()),
        ("unchanged", report.unchanged.into()),
        ("rejected", report.rejected.into()),
        ("state", report.state.word().into()),
        ("seconds", ((report.seconds * 1e3).round() / 1e3).into()),
    ]);
    if let Some(number) = report.import {
        flat.insert("import".to_owned(), number.into());
    }
    if !report.controls.is_empty() {
        flat.insert("controls".to_owned(), outside(&Control::plain_list(&report.controls)));
    }
    if let Some(problem) = wire::problem_text(lang, report) {
        flat.insert("problem".to_owned(), outside(&problem));
    }
    flat
}

/// The lines about one file for people.
pub fn lines(lang: Lang, report: &ImportReport) -> Vec<String> {
    let counts =
        cli::import_counts(lang, report.rows, report.inserted, report.updated, report.unchanged, report.rejected);
    let mut lines = vec![cli::import_line(
        lang,
        SafeText::new(&report.file),
        report.format.map_or("-", |format| word(lang, format.word())),
        word(lang, report.state.word()),
        counts,
        format_args!("{:.1}", report.seconds),
    )];
    lines.extend(wire::problem_text(lang, report).map(|problem| format!("  {}", SafeText::new(&problem))));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Cli, Command};
    use crate::cli::exit::tests::report;
    use clap::Parser;

    fn args(line: &str) -> ImportArgs {
        match Cli::try_parse_from(line.split(' ')).unwrap().command {
            Some(Command::Import(args)) => args,
            _ => panic!("not import"),
        }
    }

    #[test]
    fn what_the_command_line_says_reaches_the_worker() {
        let line =
            "daydeck import --store main --marketplace gb --period 2026-11-01..2026-11-02 --dates dmy --complete f";
        let given = given(Lang::En, &args(line)).unwrap();
        assert_eq!((given.store.as_deref(), given.market, given.complete), (Some("main"), Some(Market::Uk), true));
        assert_eq!(given.dates.as_deref(), Some("dmy"));
        assert_eq!(given.period.unwrap().1.to_string(), "2026-11-02");
    }

    #[test]
    fn what_is_no_marketplace_or_period_is_a_usage_error() {
        for line in ["daydeck import --marketplace XX f", "daydeck import --period 2026 f"] {
            assert!(matches!(given(Lang::En, &args(line)), Err(Failure::Words(Exit::Usage, _))), "{line}");
        }
        assert!(matches!(format(Lang::En, "nothing"), Err(Failure::Words(Exit::Usage, _))));
        assert_eq!(format(Lang::En, "unshipped").unwrap(), Format::Unshipped);
    }

    #[test]
    fn nothing_is_said_of_a_store_only_when_it_was_named() {
        let asked = |line| match nothing(&given(Lang::En, &args(line)).unwrap(), Format::Unshipped) {
            Request::Nothing { store, .. } => store,
            other => panic!("{other:?}"),
        };
        assert_eq!(asked("daydeck import --none unshipped"), "");
        assert_eq!(asked("daydeck import --none unshipped --store north"), "north");
    }

    #[test]
    fn a_report_is_flat_and_its_counts_are_there() {
        let mut one = report(FileState::Partly, 2);
        one.format = Some(Format::Unshipped);
        one.seconds = 1.234_56;
        one.file = "a\u{1b}.txt".into();
        let expected = serde_json::json!({
            "file": "a␛.txt", "format": "unshipped", "store": "default", "rows": 10, "inserted": 8, "updated": 0,
            "unchanged": 0, "rejected": 2, "state": "partly", "seconds": 1.235, "import": 1
        });
        let object = Value::Object(flat(Lang::En, &one));
        assert_eq!(object.to_string(), expected.to_string());
        one.question = Some(Question::Period);
        let object = flat(Lang::En, &one);
        assert_eq!(object.keys().next_back().map(String::as_str), Some("problem"));
        assert!(object["problem"].is_string());
    }

    #[test]
    fn a_file_that_cannot_be_opened_is_refused_by_name() {
        let report = unreadable(Path::new("/x/orders.txt"), &Given::default(), "permission denied");
        assert_eq!((report.file.as_str(), report.state), ("orders.txt", FileState::Refused));
        assert!(flat(Lang::En, &report)["problem"].as_str().unwrap().contains("permission denied"));
    }

    #[test]
    fn the_worker_s_answer_is_one_report_several_or_words() {
        let one = serde_json::to_string(&report(FileState::Applied, 0)).unwrap();
        assert_eq!(reports(&one).unwrap().len(), 1);
        assert_eq!(reports(&format!("[{one},{one}]")).unwrap().len(), 2);
        assert!(reports("disk full").is_none());
    }

    #[test]
    fn a_question_is_answered_only_with_what_was_said() {
        let mut waiting = report(FileState::Waiting, 0);
        waiting.question = Some(Question::FewerRows { before: 10, now: 2 });
        let given =
            |dates: Option<&str>, complete| Given { dates: dates.map(str::to_owned), complete, ..Given::default() };
        assert_eq!(follow_up(&waiting, &given(Some("dmy"), false)), None);
        let Some(Request::Answer { answer, import, .. }) = follow_up(&waiting, &given(None, true)) else { panic!() };
        assert_eq!((answer.as_str(), import), ("complete", 1));
        waiting.question = Some(Question::DateOrder { column: "d".into(), sample: "03/04/26".into() });
        assert_eq!(follow_up(&waiting, &given(None, true)), None);
        let Some(Request::Answer { answer, .. }) = follow_up(&waiting, &given(Some("mdy"), false)) else { panic!() };
        assert_eq!(answer, "mdy");
        assert_eq!(follow_up(&report(FileState::Applied, 0), &given(Some("mdy"), true)), None);
    }
}
