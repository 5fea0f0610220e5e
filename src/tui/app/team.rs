//! What several operators need of the screen: taking over, assigning, notes, who is here, what changed, what waits for a
//! second person.

use super::action::Action;
use super::cmd::{Cmd, Lane};
use super::model::Model;
use super::overlay::{Overlay, Purpose, Sheet};
use super::tab::{Seen, mark};
use super::{run, take_back, verbs};
use crate::domain::act::{Actor, Intent, Outcome, Proposal, Verb};
use crate::domain::day::Instant;
use crate::domain::lease::LEASE;
use crate::domain::list::{Cell, HistoryLine, List, Query, ReadError, Reply};
use crate::domain::role::{Rights, Role};
use crate::domain::team::{About, Here};
use crate::domain::text::SafeText;
use crate::domain::work::{Claim, HowTo, Kind, WorkItem};
use crate::i18n::words::word;
use crate::i18n::{Lang, format, screen as say, team as words, work};
use crate::tui::text;

/// Rows of a journal that a sheet shows.
const ROWS: u32 = 500;
/// Somebody who was away for less has missed nothing that must be said.
const AWAY: i64 = 15 * 60;
/// A claim with less left than this is renewed by a key.
const RENEW: i64 = LEASE * 2 / 3;
/// People that the menu shows.
const PEOPLE: usize = 30;

/// The rows and items that words are about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Target {
    pub(crate) ids: Vec<String>,
    pub(crate) items: Vec<Seen>,
}

/// Whether an action writes: what a viewer cannot do.
fn writes(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::Done
            | A::Snooze
            | A::SnoozeFor(_)
            | A::Observe
            | A::Claim
            | A::Dismiss
            | A::DismissAs(_)
            | A::Undo
            | A::Redo
    ) || matches!(action, A::TakeOver | A::TakeOverNow | A::Assign | A::AssignTo(_) | A::Note | A::Judge(..))
        || matches!(action, A::Import | A::StartWorker | A::Answer | A::AnswerWith(_) | A::Forget(_))
        || matches!(action, A::TakeBack | A::TakeBackNow | A::SaveView(true))
}

/// Whether the role suffices for an action.
pub(crate) fn may(lang: Lang, rights: &Rights, action: Action) -> Result<(), String> {
    if writes(action) && rights.role < Role::Operator {
        return Err(words::role_wanted(lang, word(lang, Role::Operator.word())));
    }
    Ok(())
}

/// Why an action of a team is not possible now.
pub(crate) fn possible(model: &Model, action: Action) -> Result<(), String> {
    let lang = model.options.lang;
    let known = || model.counts.as_ref().is_some_and(|counts| !counts.people.is_empty());
    match action {
        Action::TakeOver | Action::TakeOverNow => {
            verbs::possible(model, action)?;
            held(model).map(|_| ()).ok_or_else(|| words::held_by_nobody(lang).to_owned())
        }
        Action::Assign | Action::AssignTo(_) | Action::Note => {
            verbs::possible(model, action)?;
            if action == Action::Assign && !known() { Err(words::nobody_known(lang).to_owned()) } else { Ok(()) }
        }
        Action::Judge(..) | Action::Proposals if proposals(model).is_empty() => {
            Err(words::no_proposals(lang).to_owned())
        }
        Action::History => about(model).map(|_| ()).ok_or_else(|| say::no_row(lang).to_owned()),
        Action::HowTo => {
            let row = model.current().row().ok_or_else(|| say::no_row(lang).to_owned())?;
            mark(row).1.kind.map(|_| ()).ok_or_else(|| say::no_item(lang).to_owned())
        }
        _ => Ok(()),
    }
}

/// The item under the cursor that somebody else holds.
fn held(model: &Model) -> Option<(&WorkItem, &Claim)> {
    let row = model.current().row().filter(|row| row.fold.is_none() && model.current().marks.is_empty())?;
    let item = row.item.as_deref()?;
    let claim = item.claim.as_ref().filter(|claim| claim.uid != model.options.me.uid)?;
    Some((item, claim))
}

/// Whether claiming means asking first: somebody else holds the item.
pub(crate) fn asks(model: &Model, action: Action) -> bool {
    action == Action::Claim && held(model).is_some()
}

/// Since when somebody holds the item under the cursor, as far as its history tells; else when the lease began.
fn since(model: &Model, claim: &Claim) -> Instant {
    // The history of an order or a SKU is that of all its items: what others took there began no lease of this one.
    let takes = |line: &&HistoryLine| {
        matches!(line.verb.as_str(), "claim" | "take-over") && !line.undone && line.who == claim.name
    };
    let taken = model.current().read().and_then(|detail| detail.history.iter().rev().find(takes));
    taken.map_or_else(|| claim.until.plus(-LEASE), |line| line.at)
}

/// The title of the question before taking over: who has it, since when.
pub(crate) fn take_over_title(model: &Model) -> String {
    let lang = model.options.lang;
    let Some((item, claim)) = held(model) else { return words::do_take_over(lang).to_owned() };
    let since = text::clock(since(model, claim), model.options.zone);
    words::take_over_title(lang, SafeText::new(&item.entity).cut(24), SafeText::new(&claim.name).cut(16), since)
}

/// The text of an action of a team, where it depends on people or rows.
pub(crate) fn label(model: &Model, action: Action) -> Option<String> {
    let lang = model.options.lang;
    Some(match action {
        Action::TakeOverNow => {
            let (_, claim) = held(model)?;
            let since = text::clock(since(model, claim), model.options.zone);
            words::do_take_over_from(lang, SafeText::new(&claim.name).cut(16), since)
        }
        Action::AssignTo(Some(uid)) if uid == model.options.me.uid => words::do_assign_me(lang).to_owned(),
        Action::AssignTo(Some(uid)) => {
            words::do_assign_to(lang, SafeText::new(&people(model).iter().find(|who| who.uid == uid)?.name).cut(24))
        }
        Action::Judge(id, confirm) => {
            let it = proposals(model).iter().find(|it| it.id == id)?;
            let what = words::proposed_act(lang, it);
            if confirm { words::confirm_this(lang, what) } else { words::reject_this(lang, what) }
        }
        _ => return None,
    })
}

fn people(model: &Model) -> &[Actor] {
    model.counts.as_ref().map_or(&[], |counts| &counts.people)
}

pub(crate) fn proposals(model: &Model) -> &[Proposal] {
    model.counts.as_ref().map_or(&[], |counts| &counts.proposals)
}

/// The people to assign to, each by the first letter of the name that is free; then nobody. Digits are the places in the
/// menu; j and k move in it, q closes it.
pub(crate) fn assign_menu(model: &Model) -> Vec<(char, Action)> {
    let mut out: Vec<(char, Action)> = Vec::new();
    for who in people(model).iter().take(PEOPLE) {
        let free = |c: &char| c.is_ascii_lowercase() && !"jkq".contains(*c) && !out.iter().any(|(taken, _)| taken == c);
        let letter = who.name.to_lowercase().chars().find(free).or_else(|| ('a'..='z').find(free));
        out.push((letter.unwrap_or('\0'), Action::AssignTo(Some(who.uid))));
    }
    out.push(('-', Action::AssignTo(None)));
    out
}

/// The acts that wait for a second person: one's own can only be turned down.
pub(crate) fn proposals_menu(model: &Model) -> Vec<(char, Action)> {
    let me = model.options.me.uid;
    let mut out = Vec::new();
    for it in proposals(model).iter().take(PEOPLE) {
        out.extend((it.who.uid != me).then_some(('\0', Action::Judge(it.id, true))));
        out.push(('\0', Action::Judge(it.id, false)));
    }
    out
}

/// Carries out an action of a team.
pub(crate) fn run(model: &mut Model, action: Action) -> Vec<Cmd> {
    let lang = model.options.lang;
    match action {
        Action::TakeOverNow => verbs::write(model, Verb::TakeOver),
        Action::AssignTo(to) => {
            let to = to.and_then(|uid| people(model).iter().find(|who| who.uid == uid).cloned());
            verbs::write(model, Verb::Assign { to })
        }
        Action::Note => {
            let (target, what) = target(model);
            run::form(model, Purpose::Note(target), words::form_note(lang, what))
        }
        Action::Redo => verbs::write(model, Verb::Redo),
        Action::Judge(proposal, confirm) => verbs::write(model, Verb::Judge { proposal, confirm }),
        Action::WhoIsHere => {
            let lines = words::here(lang, &everybody(model), model.options.now, model.options.zone);
            sheet(model, words::who_title(lang).to_owned(), &lines);
            Vec::new()
        }
        Action::SinceLeft => ask(model, Query::Changes(model.left)),
        Action::Handover => ask(model, Query::Handover),
        Action::History => about(model).map_or_else(Vec::new, |about| ask(model, Query::Journal(about, ROWS))),
        Action::HowTo => {
            let kind = model.current().row().and_then(|row| mark(row).1.kind);
            kind.map_or_else(Vec::new, |kind| ask(model, Query::HowTo(kind)))
        }
        _ => Vec::new(),
    }
}

/// The rows that words are about, and what they are called.
pub(crate) fn target(model: &Model) -> (Target, String) {
    let (ids, items) = verbs::targets(model);
    let row = model.current().rows().iter().find(|row| ids.first() == Some(&row.id));
    let what = match (items.len(), row) {
        (1, Some(row)) => SafeText::new(&text::row_title(model, row)).cut(40),
        (count, _) => say::items(model.options.lang, count),
    };
    (Target { ids, items }, what)
}

fn ask(model: &mut Model, query: Query) -> Vec<Cmd> {
    model.briefly = false;
    model.lanes.ask(Lane::Team, query).into_iter().collect()
}

/// What the journal of the row under the cursor is about: its item, its order, its SKU.
fn about(model: &Model) -> Option<About> {
    let text = |column| match take_back::cell(model, column) {
        Some(Cell::Text(text)) => Some(text.clone()),
        _ => None,
    };
    match model.tab {
        List::Orders => text("order_id").map(About::Order),
        List::Stock => text("sku").map(About::Sku),
        _ => model.current().row()?.item.as_ref().map(|item| About::Item(item.id)),
    }
}

/// Everybody with a screen open, the reader too.
fn everybody(model: &Model) -> Vec<Here> {
    let options = &model.options;
    let item = model.open_item().map(|item| (item, options.now));
    let me = Here { who: options.me.clone(), pid: 0, since: model.came, tty: String::new(), item };
    std::iter::once(me).chain(model.here.iter().cloned()).collect()
}

/// Who else has an item open.
pub(crate) fn lookers(model: &Model, item: i64) -> impl Iterator<Item = (&Here, Instant)> {
    model.here.iter().filter_map(move |here| here.item.filter(|(id, _)| *id == item).map(|(_, at)| (here, at)))
}

fn sheet(model: &mut Model, title: String, lines: &[String]) {
    let lines = lines.iter().map(|line| SafeText::new(line)).collect();
    model.overlays.push(Overlay::Sheet(Sheet { title, lines, top: 0 }));
}

/// The operator is back: what changed is said in one line, when they were away for long.
pub(crate) fn back(model: &mut Model, seq: i64, at: Instant) -> Vec<Cmd> {
    model.left = Some((seq, at));
    if model.options.now.0 - at.0 < AWAY {
        return Vec::new();
    }
    model.briefly = true;
    model.lanes.ask(Lane::Team, Query::Changes(model.left)).into_iter().collect()
}

/// Shows an answer about the team.
pub(crate) fn show(model: &mut Model, reply: Reply) {
    let (lang, now, zone) = (model.options.lang, model.options.now, model.options.zone);
    match reply {
        Reply::Changes(changes) => {
            let some = changes.opened + changes.cleared + changes.reopened + changes.acted > 0;
            match std::mem::take(&mut model.briefly) {
                true if some => model.say(words::counts(lang, &changes, now)),
                true => {}
                false => sheet(model, words::do_since(lang).to_owned(), &words::changes(lang, &changes, now, zone)),
            }
        }
        Reply::Journal(lines) => {
            let mut lines: Vec<String> = lines.iter().map(|line| words::journal(lang, line, zone)).collect();
            if lines.is_empty() {
                lines.push(words::journal_empty(lang).to_owned());
            }
            sheet(model, words::journal_title(lang).to_owned(), &lines);
        }
        Reply::Handover(shares) => {
            let mut lines = words::handover(lang, &shares, now, zone);
            let title = if lines.is_empty() { String::new() } else { lines.remove(0).1 };
            let indent =
                |(depth, text): &(u8, String)| format!("{}{text}", "  ".repeat(usize::from(depth.saturating_sub(1))));
            sheet(model, title, &lines.iter().map(indent).collect::<Vec<_>>());
        }
        _ => {}
    }
}

/// Shows how a kind of work is done: as the team wrote it, else as the program has it.
pub(crate) fn how_to(model: &mut Model, kind: Kind, own: Option<&HowTo>) {
    let (lang, name) = (model.options.lang, word(model.options.lang, kind.word()));
    let (title, text, end) = if let Some(own) = own {
        let at = format::instant(own.at, model.options.now, model.options.zone);
        let end = words::howto_team(lang, SafeText::new(&own.who).cut(24), at);
        (words::howto_title_team(lang, name), own.text.as_str(), end)
    } else {
        let end = words::howto_write(lang, kind.word());
        (words::howto_title(lang, name), work::how_to(lang, kind), end)
    };
    let mut lines = SafeText::lines(text);
    lines.extend([SafeText::default(), SafeText::new(&end)]);
    model.overlays.push(Overlay::Sheet(Sheet { title, lines, top: 0 }));
}

/// The answer could not be read.
pub(crate) fn unread(model: &mut Model, why: &ReadError) {
    if !std::mem::take(&mut model.briefly) {
        model.warn(text::read_error(model.options.lang, why));
    }
}

/// A key on an item that the operator holds renews the lease before it ends. One that writes says itself what becomes of
/// the item; and until the list shows what the last write made of it, nobody knows whether it is still held.
pub(crate) fn renew(model: &mut Model, cmds: &[Cmd]) -> Vec<Cmd> {
    let (me, now) = (model.options.me.uid, model.options.now);
    let item = model.current().row().filter(|row| row.fold.is_none()).and_then(|row| row.item.as_deref());
    let short = |claim: &Claim| claim.uid == me && claim.until > now && claim.until.0 - now.0 < RENEW;
    let Some(id) = item.filter(|item| item.claim.as_ref().is_some_and(short)).map(|item| item.id) else {
        return Vec::new();
    };
    let writing = cmds.iter().any(|cmd| matches!(cmd, Cmd::Write(_))) || !model.pending.is_empty();
    let unread = !model.settled.is_empty() || model.lanes.asking();
    if writing || unread || model.renewing.is_some() || model.options.rights.role < Role::Operator {
        return Vec::new();
    }
    model.renewing = Some(id);
    vec![Cmd::Write(renewal(id))]
}

fn renewal(id: i64) -> Intent {
    Intent::Act { verb: Verb::Claim, items: vec![(id, None)] }
}

/// Whether the answer is that to a renewal: nobody asked for it, so nothing is said.
pub(crate) fn renewed(model: &mut Model, intent: &Intent) -> bool {
    let own = model.renewing.is_some_and(|id| *intent == renewal(id))
        && !model.pending.iter().any(|pending| pending.intent == *intent);
    if own {
        model.renewing = None;
    }
    own
}

/// A write that came to nothing keeps the words that were typed for it: their form comes back, with what happened.
pub(crate) fn keep_words(model: &mut Model, intent: &Intent, result: &Result<Outcome, String>, ids: &[String]) {
    let Intent::Act { verb, items } = intent else { return };
    if matches!(result, Ok(Outcome::Done { .. } | Outcome::Proposed { .. } | Outcome::Queued(_))) {
        return;
    }
    // The operator has read what others did: the second Enter means the item as it is now.
    let items = items.iter().map(|(id, _)| (*id, None)).collect();
    let target = Target { ids: ids.to_vec(), items };
    let lang = model.options.lang;
    let what = say::items(lang, target.items.len());
    let (purpose, title, typed) = match verb {
        Verb::Note { text } => (Purpose::Note(target), words::form_note(lang, what), text),
        Verb::Done { note: Some(note) } => (Purpose::Cause(target), words::form_cause(lang, what), note),
        Verb::SignOff { practice, note } => {
            let name = word(lang, practice.word());
            (Purpose::SignOff(*practice, target), say::form_sign_off(lang, name), note)
        }
        _ => return,
    };
    let why = model.toast.as_ref().map_or_else(String::new, |toast| toast.text.clone());
    let mut kept = Overlay::form(model, purpose, title);
    if let Overlay::Form(form) = &mut kept {
        form.input = typed.as_str().into();
        form.error = Some(words::lost_text(lang, why));
    }
    // Below whatever is being typed now.
    model.overlays.insert(0, kept);
}
