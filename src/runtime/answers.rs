//! The database threads of one operator's process: two readers (pages and the counts of the queue; everything else) and one
//! writer. The screen never waits for them: per lane the newest question wins, and an answer comes back as a message.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Barrier, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::heads::Log;
use crate::domain::act::{Actor, Intent, Outcome};
use crate::domain::day::Instant;
use crate::domain::import::ImportReport;
use crate::domain::lease::Moment;
use crate::domain::list::{List, Query, ReadError, Reply, Viewpoint};
use crate::domain::purge::Purged;
use crate::domain::role::Rights;
use crate::domain::team::Here;
use crate::i18n::words::word;
use crate::i18n::{Lang, import, runtime as say, worker};
use crate::store::list::Seen;
use crate::store::open::{Folder, Reader, StoreError, Team};
use crate::store::team::Since;
use crate::tui::{Lane, Msg};

/// How often other processes' commits are looked for.
const POLL: Duration = Duration::from_secs(1);

/// A screen that closes waits so long for its last write.
const FAREWELL: Duration = Duration::from_millis(500);

/// Gives the present moment: the only clock that the threads know.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// What is common to the threads.
#[derive(Clone)]
pub struct Common {
    /// The data folder.
    pub folder: Folder,
    /// Who looks and acts.
    pub view: Viewpoint,
    /// What they may do.
    pub rights: Rights,
    /// The reader's language.
    pub lang: Lang,
    /// The clock.
    pub clock: Clock,
    /// Where answers go.
    pub answers: UnboundedSender<Msg>,
}

/// Waiting questions of one thread: at most one per lane.
#[derive(Default)]
struct Desk {
    waiting: Mutex<Waiting>,
    bell: Condvar,
}

#[derive(Default)]
struct Waiting {
    questions: BTreeMap<Lane, (u64, Query)>,
    closed: bool,
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The running threads. Dropping it ends them.
pub struct Answers {
    pages: Arc<Desk>,
    rest: Arc<Desk>,
    writes: std::sync::mpsc::Sender<Job>,
    writer: Option<JoinHandle<()>>,
}

/// What the writer thread does.
enum Job {
    /// Writes.
    Write(Intent),
    /// Notes that the operator's screen opens, and tells what they had seen before.
    Come,
    /// Notes that it closes.
    Leave,
}

impl Answers {
    /// Starts the threads.
    pub fn start(common: &Common) -> std::io::Result<Self> {
        let (pages, rest) = (Arc::new(Desk::default()), Arc::new(Desk::default()));
        let looked = Arc::new(Barrier::new(2));
        for (name, desk, polls) in [("pages", &pages, false), ("counts", &rest, true)] {
            let (common, desk, looked) = (common.clone(), Arc::clone(desk), Arc::clone(&looked));
            std::thread::Builder::new().name(name.into()).spawn(move || read(&common, &desk, polls, &looked))?;
        }
        let (writes, inbox) = std::sync::mpsc::channel();
        let common = common.clone();
        let writer = std::thread::Builder::new().name("writer".into()).spawn(move || write(&common, &inbox))?;
        let _ = writes.send(Job::Come);
        Ok(Self { pages, rest, writes, writer: Some(writer) })
    }

    /// Asks; a question of the same lane that still waits is dropped.
    pub fn ask(&self, lane: Lane, generation: u64, query: Query) {
        let desk = if is_near(lane, &query) { &self.pages } else { &self.rest };
        desk.lock().questions.insert(lane, (generation, query));
        desk.bell.notify_one();
    }

    /// Writes, after what was asked to be written before. `false` when the writer is gone.
    pub fn write(&self, intent: Intent) -> bool {
        self.writes.send(Job::Write(intent)).is_ok()
    }

    /// The screen closes: notes how far the operator has seen the journal. Waits for what is being written, not for long.
    pub fn leave(&mut self) {
        let Some(writer) = self.writer.take().filter(|_| self.writes.send(Job::Leave).is_ok()) else { return };
        let start = std::time::Instant::now();
        while !writer.is_finished() && start.elapsed() < FAREWELL {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// What the reader of the pages answers: what is looked at, and what is counted of the open items that it keeps in memory.
fn is_near(lane: Lane, query: &Query) -> bool {
    matches!(lane, Lane::Page | Lane::Detail) || matches!(query, Query::Counts | Query::Splits(List::Today))
}

impl Drop for Answers {
    fn drop(&mut self) {
        for desk in [&self.pages, &self.rest] {
            desk.lock().closed = true;
            desk.bell.notify_one();
        }
    }
}

/// Answers questions until the desk is closed. `polls`: looks for other processes' commits meanwhile. Nothing is read
/// before the first look (`looked`): a commit behind it is either in the first page or told.
fn read(common: &Common, desk: &Desk, polls: bool, looked: &Barrier) {
    let mut reader = Reader::open(&common.folder).ok();
    let mut seen = Seen::default();
    let (mut told, mut others) = (None, Vec::new());
    if polls && reader.is_some() {
        look(common, &mut reader, &mut seen);
    }
    looked.wait();
    loop {
        let Some(job) = next(desk, polls) else { return };
        let Some((lane, generation, query)) = job else {
            let moved = std::mem::replace(&mut told, super::bulletin::moved(&common.folder)) != told;
            let changed = look(common, &mut reader, &mut seen);
            let here = others_here(common);
            if here != others {
                others.clone_from(&here);
                if common.answers.send(Msg::Here(here)).is_err() {
                    return;
                }
            }
            let msg = if changed { Some(Msg::Changed) } else { moved.then_some(Msg::Progress) };
            if msg.is_some_and(|msg| common.answers.send(msg).is_err()) {
                return;
            }
            continue;
        };
        let result = answer(common, &mut reader, &query);
        if matches!(result, Err(ReadError::Other(_))) {
            // A database that was replaced or damaged under us: the next question opens it again.
            reader = None;
        }
        if reader.is_none() {
            seen.reopened();
        }
        if common.answers.send(Msg::Reply { lane, generation, result }).is_err() {
            return;
        }
    }
}

/// The next question; `Some(None)` when it is time to look for changes; `None` at the end.
#[expect(clippy::option_option, reason = "end, time to look, and a question are three different things")]
fn next(desk: &Desk, polls: bool) -> Option<Option<(Lane, u64, Query)>> {
    let mut waiting = desk.lock();
    loop {
        if waiting.closed {
            return None;
        }
        if let Some((lane, (generation, query))) = waiting.questions.pop_first() {
            return Some(Some((lane, generation, query)));
        }
        if polls {
            let (guard, timeout) = desk.bell.wait_timeout(waiting, POLL).unwrap_or_else(PoisonError::into_inner);
            waiting = guard;
            if timeout.timed_out() && waiting.questions.is_empty() && !waiting.closed {
                return Some(None);
            }
        } else {
            waiting = desk.bell.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn answer(common: &Common, reader: &mut Option<Reader>, query: &Query) -> Result<Reply, ReadError> {
    let open = match reader.take() {
        Some(open) => open,
        None => Reader::open(&common.folder)?,
    };
    let view = Viewpoint { now: (common.clock)(), boot: super::boot::now(), ..common.view.clone() };
    // A panic in a query is a defect, but it must not take the screen with it: the thread goes on with a new connection.
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| open.answer(query, &view)));
    match result {
        Ok(mut result) => {
            if let Ok(Reply::Worker(state)) = &mut result {
                *state = super::start::worker_state(&common.folder, state.queued);
            }
            *reader = Some(open);
            result
        }
        Err(_) => Err(ReadError::Other("the query failed inside the program; the log has the details".to_owned())),
    }
}

/// Who else has a screen open.
fn others_here(common: &Common) -> Vec<Here> {
    let own = std::process::id();
    super::presence::here(&common.folder).into_iter().filter(|here| here.pid != own).collect()
}

/// Whether another process has changed something since the last look, or the databases have come into being.
fn look(common: &Common, reader: &mut Option<Reader>, seen: &mut Seen) -> bool {
    if reader.is_none() {
        *reader = Reader::open(&common.folder).ok();
    }
    let Some(open) = reader else { return false };
    let changed = open.changed(seen);
    if changed.is_err() {
        *reader = None;
        seen.reopened();
    }
    changed.unwrap_or(false)
}

/// Carries out writes in their order. While the worker owes an answer to a request of this screen, it is asked for each
/// second and told when it comes.
fn write(common: &Common, inbox: &Receiver<Job>) {
    let mut team: Option<Team> = None;
    let mut asked: Vec<i64> = Vec::new();
    loop {
        let next = if asked.is_empty() { inbox.recv().map_err(Into::into) } else { inbox.recv_timeout(POLL) };
        let msg = match next {
            Ok(Job::Come) => match come(common, &mut team) {
                Some(since) => Msg::Back { seq: since.seq, at: since.at },
                None => continue,
            },
            Ok(Job::Leave) => return leave(common, &mut team),
            Ok(Job::Write(intent)) => {
                let result = carry_out(common, &mut team, &intent, &common.view.me).map_err(|error| error.to_string());
                if let Ok(Outcome::Queued(number)) = &result {
                    asked.push(*number);
                }
                Msg::Wrote { intent, result }
            }
            Err(RecvTimeoutError::Timeout) => match heard(common, &mut team, &mut asked) {
                Some(words) => Msg::Notice(words),
                None => continue,
            },
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if common.answers.send(msg).is_err() {
            return;
        }
    }
}

/// Notes that the operator's screen opens; gives how far they had seen the journal. Nothing where there is no database yet.
fn come(common: &Common, team: &mut Option<Team>) -> Option<Since> {
    if !common.folder.team().is_file() || !common.folder.facts().is_file() {
        return None;
    }
    let mut open = Team::open(&common.folder).ok()?;
    let since = open.come(&common.view.me, (common.clock)()).ok()?;
    *team = Some(open);
    since
}

/// Notes that it closes. A database that does not answer now keeps what it has.
fn leave(common: &Common, team: &mut Option<Team>) {
    if let Some(open) = team {
        let _ = open.leave(&common.view.me, (common.clock)());
    }
}

/// What the worker answered to one of the requests, in words; the request is then done with.
fn heard(common: &Common, team: &mut Option<Team>, asked: &mut Vec<i64>) -> Option<String> {
    if team.is_none() {
        *team = Team::open(&common.folder).ok();
    }
    let open = team.as_ref()?;
    let (place, answer) =
        asked.iter().enumerate().find_map(|(i, number)| Some((i, open.request_answer(*number).ok()??)))?;
    asked.remove(place);
    let and = common.lang.pick("; ", "；", "; ");
    if let Ok(purged) = serde_json::from_str::<Purged>(&answer) {
        return Some(worker::purge_lines(common.lang, &purged).join(and));
    }
    let Ok(reports) = serde_json::from_str::<Vec<ImportReport>>(&answer) else {
        return Some(worker::refusal(common.lang, &answer));
    };
    if reports.is_empty() {
        return Some(say::done(common.lang).to_owned());
    }
    let lines = reports.iter().map(|report| {
        let state = word(common.lang, report.state.word());
        let question = report.question.as_ref().map(|question| import::question(common.lang, question));
        let problem = question.or_else(|| Some(import::rejected(common.lang, report.refusal.as_ref()?)));
        let what = problem.unwrap_or_else(|| say::rows_new(common.lang, report.rows, report.inserted, report.rejected));
        say::file_read(common.lang, &report.file, state, what)
    });
    Some(lines.collect::<Vec<_>>().join(and))
}

fn carry_out(common: &Common, team: &mut Option<Team>, intent: &Intent, me: &Actor) -> Result<Outcome, StoreError> {
    let mut open = match team.take() {
        Some(open) => open,
        None => Team::open(&common.folder)?,
    };
    let now = (common.clock)();
    let moment = Moment { at: now, boot: super::boot::now() };
    let outcome = open.perform(intent, me, &common.rights, &moment)?;
    // The act is done, whatever becomes of its line in the log.
    let _ = Log::of_system().keep(&common.folder, &open, now);
    *team = Some(open);
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::{Request, WhichStore};

    #[test]
    fn what_the_worker_did_without_a_file_is_said_too() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("deck")).unwrap();
        let me = Actor { uid: 7, name: "ann".into() };
        let settings = Arc::new(crate::domain::settings::Settings::shipped().unwrap());
        let common = Common {
            folder: folder.clone(),
            view: Viewpoint { now: Instant(5), me: me.clone(), zone: chrono_tz::UTC, settings, boot: None, ahead: 0 },
            rights: Rights::default(),
            lang: Lang::En,
            clock: Arc::new(|| Instant(5)),
            answers: tokio::sync::mpsc::unbounded_channel().0,
        };
        let mut team = Team::open(&folder).unwrap();
        let mut asked = vec![team.ask(&Request::Forget { answer: 1 }, &me, Instant(5)).unwrap()];
        assert_eq!(heard(&common, &mut None, &mut asked), None, "not yet");
        team.finish_request(asked[0], "[]", Instant(6)).unwrap();
        assert_eq!(heard(&common, &mut None, &mut asked).as_deref(), Some("the worker has done it"));
        assert!(asked.is_empty());
        asked.push(team.ask(&Request::Purge, &me, Instant(7)).unwrap());
        let which = WhichStore { which_store: vec!["acme".into(), "zeta".into()] };
        team.finish_request(asked[0], &which.answer(), Instant(8)).unwrap();
        let zh = Common { lang: Lang::Zh, ..common.clone() };
        let said = heard(&zh, &mut None, &mut asked).unwrap();
        assert_eq!(said, "有多个店铺的数据（acme, zeta）：请用 --store 指明是哪个店铺");
        // A purge that was confirmed on a screen.
        let purged = Purged { rows: 3, failed: vec!["a\u{1b}.txt".into()], ..Purged::default() };
        asked.push(team.ask(&Request::Purge, &me, Instant(7)).unwrap());
        team.finish_request(asked[0], &serde_json::to_string(&purged).unwrap(), Instant(8)).unwrap();
        let said = heard(&common, &mut None, &mut asked).unwrap();
        assert!(
            said.contains("3 rows deleted") && said.contains(".txt: ") && !said.contains(['{', '\u{1b}']),
            "{said}"
        );
    }
}
