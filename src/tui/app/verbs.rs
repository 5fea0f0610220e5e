//! The verbs: what they act on, how they are written, and what the screen does with the outcome.

use super::action::{Action, Nap, Told};
use super::bulk;
use super::cmd::Cmd;
use super::model::{Model, Pending};
use super::overlay::{Overlay, Purpose};
use super::queue;
use super::run;
use super::saved;
use super::tab::{Marked, Seen, mark};
use super::team;
use crate::domain::act::{Conflict, Intent, Outcome, Refused, Request, Verb};
use crate::domain::day::{Day, HOUR, Instant};
use crate::domain::filter::span_seconds;
use crate::domain::list::{Cell, List, ListRow};
use crate::domain::practice::Practice;
use crate::domain::text::SafeText;
use crate::domain::work::{Kind, Snooze, public_id};
use crate::i18n::screen as say;
use crate::i18n::words::word;
use crate::i18n::work::act_word;
use crate::tui::text;

/// Whether done, snoozed and dismissed items leave the list of this view at once.
pub(crate) fn leaves(list: List, view: &str) -> bool {
    list == List::Today && matches!(view, "open" | "mine" | "everyone")
}

/// Whether an intent takes its items off the open list.
pub(crate) fn takes_away(intent: &Intent) -> bool {
    let Intent::Act { verb, .. } = intent else { return false };
    matches!(verb, Verb::Done { .. } | Verb::Snooze(_) | Verb::Dismiss { .. } | Verb::SignOff { .. })
}

/// The rows that a verb acts on, marked ones before the selected one.
fn marked(model: &Model) -> Vec<(String, Marked)> {
    let tab = model.current();
    let all: Vec<_> = if tab.marks.is_empty() {
        tab.row().map(mark).into_iter().collect()
    } else {
        tab.marks.iter().map(|(id, marked)| (id.clone(), marked.clone())).collect()
    };
    all.into_iter().filter(|(_, marked)| !marked.items.is_empty()).collect()
}

/// The same as row ids and items. Lines of one order share its item, which is acted on once.
pub(crate) fn targets(model: &Model) -> (Vec<String>, Vec<Seen>) {
    let (ids, marked): (Vec<String>, Vec<Marked>) = marked(model).into_iter().unzip();
    let mut seen = std::collections::BTreeSet::new();
    let items = marked.into_iter().flat_map(|marked| marked.items).filter(|(id, _)| seen.insert(*id));
    (ids, items.collect())
}

/// Items that a verb would act on.
pub(crate) fn count(model: &Model) -> usize {
    targets(model).1.len()
}

/// Why a verb is not possible on the selected row or the marks.
pub(crate) fn possible(model: &Model, action: Action) -> Result<(), String> {
    let lang = model.options.lang;
    if action == Action::Done && practice(model).is_some() {
        return Ok(());
    }
    if count(model) > 0 {
        return Ok(());
    }
    Err(if model.current().row().is_none() { say::no_row(lang) } else { say::no_item(lang) }.to_owned())
}

/// What `done` says of the rows that it acts on: one word per kind. `None` where nothing is to do or the kinds differ.
pub(crate) fn done_word(model: &Model) -> Option<&'static str> {
    let lang = model.options.lang;
    if practice(model).is_some() {
        return Some(act_word(lang, Kind::PracticeDue));
    }
    let words: Vec<&str> = kinds(model).into_iter().map(|kind| act_word(lang, kind)).collect();
    let first = *words.first()?;
    words.iter().all(|word| *word == first).then_some(first)
}

/// The kinds of the rows that a verb acts on, also of marked ones that are not loaded.
fn kinds(model: &Model) -> Vec<Kind> {
    marked(model).into_iter().filter_map(|(_, marked)| marked.kind).collect()
}

/// The practice that `done` signs off: of the selected practice row, or of an item that asks for it.
fn practice(model: &Model) -> Option<Practice> {
    let row = model.current().row().filter(|_| model.current().marks.is_empty())?;
    if let Some(item) = &row.item
        && item.kind == Kind::PracticeDue
    {
        let subject = item.key.subject.as_str();
        return Practice::parse(subject).or_else(|| Practice::from_number(subject.parse().ok()?));
    }
    match (model.tab, row.cells.first()) {
        (List::Practices, Some(Cell::Int(number))) => Practice::from_number(usize::try_from(*number).ok()?),
        _ => None,
    }
}

/// Carries out a verb on the targets.
pub(crate) fn act(model: &mut Model, action: Action) -> Vec<Cmd> {
    let lang = model.options.lang;
    let verb = match action {
        Action::Done => {
            let (target, what) = team::target(model);
            if let Some(practice) = practice(model) {
                let title = say::form_sign_off(lang, word(lang, practice.word()));
                return run::form(model, Purpose::SignOff(practice, target), title);
            }
            if kinds(model).into_iter().any(Kind::wants_cause) {
                return run::form(model, Purpose::Cause(target), crate::i18n::team::form_cause(lang, what));
            }
            Verb::Done { note: None }
        }
        Action::SnoozeFor(Nap::Date) => {
            return run::form(model, Purpose::SnoozeDate, say::form_date(lang).to_owned());
        }
        Action::SnoozeFor(nap) => Verb::Snooze(sleep(model, nap)),
        Action::DismissAs(reason) => Verb::Dismiss { reason, until: None },
        Action::Claim => claim(model),
        _ => Verb::Undo { step: None },
    };
    write(model, verb)
}

/// Claims, or gives back what is one's own already.
fn claim(model: &Model) -> Verb {
    let me = model.options.me.uid;
    let mine = |row: &ListRow| row.item.as_ref().is_some_and(|i| i.claim.as_ref().is_some_and(|c| c.uid == me));
    if model.current().marks.is_empty() && model.current().row().is_some_and(mine) {
        Verb::Release
    } else {
        Verb::Claim
    }
}

/// Until when to sleep. Mornings are 09:00 of the reader's zone.
fn sleep(model: &Model, nap: Nap) -> Snooze {
    let now = model.options.now;
    let today = now.day(model.options.zone);
    let day = match nap {
        Nap::Hour => return Snooze::Until(now.plus(HOUR)),
        Nap::NewData | Nap::Date => return Snooze::NewData(None),
        Nap::Tomorrow => today.plus(1),
        Nap::Monday => today.monday().plus(7),
        Nap::Days(days) => today.plus(days),
    };
    Snooze::Until(day.morning(model.options.zone))
}

/// Writes a verb on the targets and lets the list go on as if it had succeeded. More than one are shown first.
pub(crate) fn write(model: &mut Model, verb: Verb) -> Vec<Cmd> {
    let (ids, items) = match verb {
        Verb::Undo { .. } | Verb::Redo | Verb::Judge { .. } => (Vec::new(), Vec::new()),
        _ => targets(model),
    };
    write_on(model, verb, &ids, items)
}

/// Writes a verb on these rows; more than one are shown first.
fn write_on(model: &mut Model, verb: Verb, ids: &[String], items: Vec<Seen>) -> Vec<Cmd> {
    if items.len() > 1 {
        let bulk = bulk::preview(model, verb, ids.to_vec(), items, of_rows(model, ids));
        model.overlays.push(Overlay::Bulk(Box::new(bulk)));
        return Vec::new();
    }
    now(model, verb, ids, items)
}

/// Writes a verb on these rows, which are marked no more.
pub(super) fn now(model: &mut Model, verb: Verb, ids: &[String], items: Vec<Seen>) -> Vec<Cmd> {
    let cmds = queue::send_now(model, model.tab, verb, ids, items);
    model.current_mut().unmark();
    cmds
}

/// What these rows stand for, as they were marked or as they are loaded.
fn of_rows(model: &Model, ids: &[String]) -> Vec<Marked> {
    let tab = model.current();
    let loaded = |id: &String| tab.rows().iter().find(|row| row.id == *id).map(|row| mark(row).1);
    ids.iter().filter_map(|id| tab.marks.get(id).cloned().or_else(|| loaded(id))).collect()
}

/// Sends a verb, and lets the list go on.
pub(super) fn send(model: &mut Model, list: List, verb: Verb, ids: &[String], items: Vec<Seen>) -> Vec<Cmd> {
    let intent = Intent::Act { verb, items };
    let Intent::Act { items, .. } = &intent else { return Vec::new() };
    let numbers: Vec<i64> = items.iter().map(|(id, _)| *id).collect();
    let row = model.of(list).selected.clone();
    let mut rows = Vec::new();
    let mut cmds = vec![Cmd::Write(intent.clone())];
    let height = model.height();
    // A list that is not on the screen is read again before it is.
    if takes_away(&intent) && list == model.tab {
        let view = model.current().view_word();
        if leaves(list, view) {
            let tab = model.current_mut();
            rows = tab.hide(ids);
            if let Some(query) = tab.show(height) {
                let query = crate::domain::list::Query::Page(query);
                cmds.extend(model.lanes.ask(super::cmd::Lane::Page, query));
            }
            cmds.extend(run::ask_detail(model));
        } else {
            cmds.extend(next_open(model, ids));
        }
    }
    model.pending.push(Pending { intent, list, ids: numbers, rows, row, shown: ids.to_vec() });
    cmds
}

/// On a list of facts the row stays: its item is gone until the list is read again, and the next open one is selected.
fn next_open(model: &mut Model, ids: &[String]) -> Vec<Cmd> {
    let tab = model.current_mut();
    if let Some(page) = &mut tab.page {
        page.rows.iter_mut().filter(|r| ids.contains(&r.id)).for_each(|r| r.item = None);
    }
    let open = |i: &u64| tab.row_at(*i).is_some_and(|r| r.item.is_some());
    let after = (tab.index..tab.total()).take_while(|i| tab.row_at(*i).is_some()).find(open);
    let before = || (0..tab.index).rev().take_while(|i| tab.row_at(*i).is_some()).find(open);
    match after.or_else(before) {
        Some(index) => run::select(model, index),
        None => Vec::new(),
    }
}

/// What came of a write.
pub(crate) fn wrote(model: &mut Model, intent: &Intent, result: Result<Outcome, String>) -> Vec<Cmd> {
    let lang = model.options.lang;
    if team::renewed(model, intent) {
        return run::reload(model);
    }
    let place = model.pending.iter().position(|p| p.intent == *intent);
    let lost = matches!(result, Ok(Outcome::Conflict(_)));
    let mut pending = place.map(|place| model.pending.remove(place));
    let undo = matches!(intent, Intent::Act { verb: Verb::Undo { .. }, .. });
    let typed = result.clone();
    match result {
        Ok(Outcome::Done { step, verb, count, entity }) => {
            if let Some(done) = pending.take() {
                queue::settle(model, &done.intent);
                if let Some(row) = done.row.filter(|_| !undo) {
                    model.acted.push((step, done.list, row));
                }
            }
            if undo {
                back_to(model);
            }
            let text = done_text(model, intent, &verb, count, &entity);
            model.say(text);
        }
        Ok(Outcome::Queued(_)) => {
            model.say(say::queued(lang).to_owned());
            let mut cmds = vec![Cmd::StartWorker];
            cmds.extend(run::reload(model));
            return cmds;
        }
        Ok(Outcome::Proposed { number, verb }) => {
            model.say(crate::i18n::team::proposed(lang, word(lang, &verb), number));
        }
        Ok(Outcome::Rejected(number)) => model.say(crate::i18n::team::rejected(lang, number)),
        Ok(Outcome::Conflict(conflict)) if takes_back(intent) => model.warn(undo_conflict(model, &conflict)),
        Ok(Outcome::Conflict(conflict)) => model.warn(conflict_text(model, &conflict)),
        Ok(Outcome::Refused(refused)) => model.warn(refused_text(model, &refused)),
        Err(why) => model.warn(say::write_failed(lang, SafeText::new(&why))),
    }
    let shown = pending.as_ref().map_or_else(Vec::new, |failed| failed.shown.clone());
    team::keep_words(model, intent, &typed, &shown);
    // Not written: the rows come back where they were.
    if let Some(failed) = pending {
        let height = model.height();
        let tab = model.of_mut(failed.list);
        tab.restore(failed.rows);
        tab.show(height);
    }
    let mut cmds = run::reload(model);
    // Only a lost race rings: the operator believes that it is done.
    cmds.extend(lost.then_some(Cmd::Bell));
    cmds
}

/// After an undo the row it was about is selected again.
fn back_to(model: &mut Model) {
    let Some((_, list, row)) = model.acted.pop() else { return };
    if list == model.tab {
        model.current_mut().selected = Some(row);
    }
}

fn done_text(model: &Model, intent: &Intent, verb: &str, count: usize, entity: &str) -> String {
    let lang = model.options.lang;
    let what = if count == 1 { SafeText::new(&named(lang, entity)).cut(30) } else { say::items(lang, count) };
    let said = word(lang, verb);
    let tab = model.current();
    let key = crate::tui::keys::map::key_name(model.options.preset, model.tab, Action::Undo);
    match intent {
        Intent::Act { verb: Verb::Undo { .. }, .. } => say::undid(lang, said, what),
        Intent::Act { verb: Verb::Redo, .. } => crate::i18n::team::redid(lang, said, what),
        Intent::Act { verb: Verb::Snooze(Snooze::Until(at)), .. } => {
            let at = text::date_time(*at, model.options.now, model.options.zone);
            say::did_until(lang, said, what, at, key)
        }
        // A list of facts keeps its rows: their number is not what is left to do.
        _ if leaves(model.tab, tab.view_word()) => say::did(lang, said, what, tab.total(), key),
        _ => say::did_here(lang, said, what, key),
    }
}

/// What an item is about as people call it: practices and metrics have a name, ids stand for themselves.
fn named(lang: crate::i18n::Lang, entity: &str) -> String {
    let stable = entity.contains('-') && entity.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let name = stable.then(|| crate::i18n::words::find(lang, entity)).flatten();
    name.unwrap_or(entity).to_owned()
}

fn takes_back(intent: &Intent) -> bool {
    matches!(intent, Intent::Act { verb: Verb::Undo { .. } | Verb::Redo, .. })
}

/// Why a step is not taken back: who changed the item since.
fn undo_conflict(model: &Model, conflict: &Conflict) -> String {
    let (what, who) = (SafeText::new(&conflict.entity).cut(30), SafeText::new(&conflict.who).cut(16));
    let who = if who == "-" { crate::i18n::team::rules(model.options.lang).to_owned() } else { who };
    crate::i18n::team::undo_conflict(model.options.lang, what, who, text::clock(conflict.at, model.options.zone))
}

fn conflict_text(model: &Model, conflict: &Conflict) -> String {
    let lang = model.options.lang;
    let what = SafeText::new(&conflict.entity).cut(30);
    let at = text::clock(conflict.at, model.options.zone);
    let who = SafeText::new(&conflict.who).cut(16);
    match &conflict.claim {
        Some(claim) => say::conflict_claimed(lang, what, SafeText::new(&claim.name).cut(16), at),
        None => say::conflict(lang, what, who, at, word(lang, conflict.state.word())),
    }
}

fn refused_text(model: &Model, refused: &Refused) -> String {
    let lang = model.options.lang;
    match refused {
        Refused::NoSuchItem(id) => say::refused_no_item(lang, public_id(*id)),
        Refused::NothingToUndo => say::nothing_to_undo(lang).to_owned(),
        Refused::UndoneBefore(step) => say::undone_before(lang, step),
        Refused::NotYours(step) => say::not_yours(lang, step),
        Refused::NotNow { item, state } => say::not_now(lang, public_id(*item), word(lang, state.word())),
        Refused::NoteWanted => say::note_wanted(lang).to_owned(),
        Refused::CauseWanted(id) => crate::i18n::team::cause_wanted(lang, public_id(*id)),
        Refused::Role(role) => crate::i18n::team::role_wanted(lang, word(lang, role.word())),
        Refused::NothingToRedo => crate::i18n::team::nothing_to_redo(lang).to_owned(),
        Refused::NoSuchPerson(name) => crate::i18n::team::no_such_person(lang, SafeText::new(name)),
        Refused::NoSuchProposal(number) => crate::i18n::team::no_such_proposal(lang, number),
        Refused::OwnProposal(number) => crate::i18n::team::own_proposal(lang, number),
        Refused::Other(why) => SafeText::new(why).as_str().to_owned(),
    }
}

/// Answers the question of the selected file.
pub(crate) fn answer(model: &mut Model, told: Told) -> Vec<Cmd> {
    let answer = match told {
        Told::Market(market) => market.code().to_owned(),
        Told::Always(market) => format!("{} always", market.code()),
        Told::Complete => "complete".to_owned(),
        Told::Dmy => "dmy".to_owned(),
        Told::Mdy => "mdy".to_owned(),
        Told::Period => {
            let title = say::form_period(model.options.lang).to_owned();
            return run::form(model, Purpose::Period, title);
        }
    };
    send_answer(model, answer)
}

fn send_answer(model: &Model, answer: String) -> Vec<Cmd> {
    let Some((import, question)) = run::question(model).cloned() else { return Vec::new() };
    vec![Cmd::Write(Intent::Ask(Request::Answer { import, question, answer }))]
}

/// Takes the text of a form; why it does not fit.
pub(crate) fn submit(model: &mut Model, purpose: &Purpose, typed: &str) -> Result<Vec<Cmd>, String> {
    let lang = model.options.lang;
    match purpose {
        Purpose::SignOff(..) if typed.is_empty() => Err(say::note_wanted(lang).to_owned()),
        Purpose::SignOff(practice, to) => {
            let verb = Verb::SignOff { practice: *practice, note: typed.to_owned() };
            Ok(write_on(model, verb, &to.ids, to.items.clone()))
        }
        Purpose::Note(_) | Purpose::Cause(_) if typed.is_empty() => Err(crate::i18n::team::note_empty(lang).to_owned()),
        Purpose::Note(to) => Ok(write_on(model, Verb::Note { text: typed.to_owned() }, &to.ids, to.items.clone())),
        Purpose::Cause(to) => {
            Ok(write_on(model, Verb::Done { note: Some(typed.to_owned()) }, &to.ids, to.items.clone()))
        }
        Purpose::SnoozeDate => {
            let until = until(model, typed).filter(|until| *until > model.options.now);
            let until = until.ok_or_else(|| say::not_a_date(lang).to_owned())?;
            Ok(write(model, Verb::Snooze(Snooze::Until(until))))
        }
        Purpose::Import => {
            let path = path(model, typed).ok_or_else(|| say::not_a_path(lang).to_owned())?;
            // Blank: the worker knows which stores there are, and what each file belongs to.
            let store = String::new();
            Ok(vec![Cmd::Write(Intent::Ask(Request::Import { path, store, market: None, period: None, map: None }))])
        }
        Purpose::SaveView(shared) => saved::save(model, *shared, typed),
        Purpose::Period => {
            let (from, to) = Day::period(typed).ok_or_else(|| say::not_a_period(lang).to_owned())?;
            Ok(send_answer(model, format!("{from}..{to}")))
        }
    }
}

/// `2026-12-01`, `12-01`, `3d` or `4h`.
fn until(model: &Model, typed: &str) -> Option<Instant> {
    if let Some(seconds) = span_seconds(typed) {
        return Some(model.options.now.plus(seconds));
    }
    let today = model.options.now.day(model.options.zone);
    let year = today.to_string();
    let day = Day::parse(typed).or_else(|| Day::parse(&format!("{}-{typed}", year.get(..4)?)))?;
    Some(day.morning(model.options.zone))
}

/// An absolute path; `~/` is the reader's home, `file://` and quotes of a dropped file are taken off.
fn path(model: &Model, typed: &str) -> Option<String> {
    let typed = typed.trim_matches(['\'', '"']);
    let typed = typed.strip_prefix("file://").unwrap_or(typed);
    if let Some(rest) = typed.strip_prefix("~/") {
        return Some(format!("{}/{rest}", model.options.home.as_ref()?.trim_end_matches('/')));
    }
    typed.starts_with('/').then(|| typed.to_owned())
}
