//! The verbs: each is one journal step in one immediate transaction, or nothing at all.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::clock::When;
use super::item::{Item, to_json};
use super::journal::{Entry, Journal, Text};
use super::part::{Aside, Nap, Part};
use super::signoff::{Period, SIGNED, Signoff, due, early, is_about, is_practice};
use super::{note, person, request};
use crate::domain::act::{Actor, Intent, Outcome, Refused, Verb};
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::Evidence;
use crate::domain::lease::{LEASE, Moment};
use crate::domain::practice::Practice;
use crate::domain::work::{Claim, Kind, Snooze, State};
use crate::store::open::{StoreError, Team};

/// Why a verb ends before anything is written.
pub(super) enum Stop {
    /// The operator is told.
    Say(Outcome),
    /// The database failed.
    Fail(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Fail(error)
    }
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::Fail(error.into())
    }
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Self::Say(Outcome::Refused(refused))
    }
}

/// What the journal keeps of a verb on an item, beside the part before it.
#[derive(Serialize)]
pub(super) struct Detail<'a> {
    /// The changeable part after the act: undo wants it unchanged.
    pub after: Part,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<&'a str>,
    #[serde(flatten)]
    pub signed: Option<&'a Period>,
}

impl Team {
    /// Carries out what an operator wants, as one journal step in one immediate transaction. An item of another version
    /// than the one that was seen, or one that somebody else holds, is a [`Outcome::Conflict`], and then nothing of the
    /// whole intent is written. [`Verb::Claim`] by the holder renews the lease without a step of its own.
    ///
    /// This asks nobody for leave: [`Team::perform`] is the door of screens and commands.
    pub fn act(&mut self, intent: &Intent, actor: &Actor, moment: impl Into<Moment>) -> Result<Outcome, StoreError> {
        let moment = moment.into();
        self.write(|db| {
            let by = By { actor, when: When::of(db, &moment)?, others: false };
            told(carry_out(db, intent, &by))
        })
    }
}

/// Who acts, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct By<'a> {
    pub actor: &'a Actor,
    pub when: When,
    /// Whether steps of other people may be taken back.
    pub others: bool,
}

/// What the operator is told is no failure.
pub(super) fn told(done: Result<Outcome, Stop>) -> Result<Outcome, StoreError> {
    match done {
        Ok(outcome) | Err(Stop::Say(outcome)) => Ok(outcome),
        Err(Stop::Fail(error)) => Err(error),
    }
}

/// Carries an intent out inside the transaction of the caller.
pub(super) fn carry_out(db: &Connection, intent: &Intent, by: &By<'_>) -> Result<Outcome, Stop> {
    person::known(db, by.actor, by.when.now)?;
    match intent {
        Intent::Ask(request) => Ok(Outcome::Queued(request::ask(db, request, by.actor, by.when.now)?)),
        Intent::Act { verb: Verb::Undo { step }, .. } => super::undo::undo(db, *step, by),
        Intent::Act { verb: Verb::Redo, .. } => super::undo::redo(db, by),
        Intent::Act { verb: Verb::Judge { proposal, confirm }, .. } => super::gate::judge(db, *proposal, *confirm, by),
        Intent::Act { verb: Verb::SignOff { practice, note }, items } => sign_off(db, *practice, note, items, by),
        Intent::Act { verb, items } => act(db, verb, items, by),
    }
}

/// One verb on its items.
fn act(db: &Connection, verb: &Verb, wanted: &[(i64, Option<i64>)], by: &By<'_>) -> Result<Outcome, Stop> {
    let By { actor, when, .. } = *by;
    let mut items = load(db, verb, wanted, by)?;
    for item in &items {
        allowed(verb, item, actor)?;
    }
    let verb = &given(db, verb)?;
    let (count, entity) = (items.len(), items.first().map(|item| item.look.entity.clone()).unwrap_or_default());
    let takes = matches!(verb, Verb::Claim | Verb::TakeOver);
    let renewed = if takes { renew(db, &mut items, by)? } else { 0 };
    let mut step = Step::begin(db, verb.word(), actor, when.now)?;
    for mut item in items {
        let before = item.part();
        let names = names(verb, &item);
        change(verb, &mut item, by);
        // A note changes nothing that another's verb could be wrong about.
        if !matches!(verb, Verb::Note { .. }) {
            item.touch(&actor.name, when.now);
            item.save(db)?;
        }
        let (reason, until, format) = words(verb);
        let signed = signs(verb).map(|p| Period { practice: p.word().to_owned(), period: item.epoch.clone() });
        let detail = Detail { after: item.part(), reason, until, format, signed: signed.as_ref() };
        let words = words_of(verb);
        let Text { who, entity, .. } = step.text(Some(&item));
        step.row(Some(&item), Some(&before), &detail, Text { who, entity, note: words.clone(), ..names })?;
        let words = words.unwrap_or_default();
        note::call(db, item.id, step.number, &words)?;
        if let Some(of) = &signed {
            Signoff { of, at: when.now, actor, note: &words, step: step.number }.insert(db)?;
        }
    }
    let number = if step.number == 0 { renewed } else { step.number };
    Ok(Outcome::Done { step: number, verb: verb.word().to_owned(), count, entity })
}

/// Loads the items and makes sure that each is the one that the operator saw.
fn load(db: &Connection, verb: &Verb, wanted: &[(i64, Option<i64>)], by: &By<'_>) -> Result<Vec<Item>, Stop> {
    // What does not work on the item itself may be done beside its holder, and at any version.
    let aside = matches!(verb, Verb::TakeOver | Verb::Assign { .. } | Verb::Note { .. });
    let blind = matches!(verb, Verb::Note { .. });
    let mut seen = BTreeSet::new();
    let mut items = Vec::with_capacity(wanted.len());
    for (id, version) in wanted {
        if !seen.insert(*id) {
            continue;
        }
        let item = Item::load(db, *id)?.ok_or(Refused::NoSuchItem(*id))?;
        let held = !aside && item.held_by_other(by.actor.uid, by.when.lease).is_some();
        if held || !blind && version.is_some_and(|version| version != item.version) {
            return Err(Stop::Say(Outcome::Conflict(Box::new(item.conflict(by.when.ahead())))));
        }
        items.push(item);
    }
    if items.is_empty() { Err(Refused::NoSuchItem(0).into()) } else { Ok(items) }
}

/// Whether the verb makes sense in the state of the item.
fn allowed(verb: &Verb, item: &Item, actor: &Actor) -> Result<(), Refused> {
    let fits = match verb {
        Verb::Done { .. } if is_practice(item) && item.state == State::Open => return Err(Refused::NoteWanted),
        Verb::Done { note } if item.state == State::Open && blank(note.as_deref()) && wants_cause(item) => {
            return Err(Refused::CauseWanted(item.id));
        }
        Verb::Note { text } => !blank(Some(text)),
        Verb::Assign { .. } => matches!(item.state, State::Open | State::Acted),
        Verb::Release => item.state == State::Open && item.claim.as_ref().is_some_and(|claim| claim.uid == actor.uid),
        Verb::Dismiss { .. } => matches!(item.state, State::Open | State::Acted),
        Verb::SignOff { practice, .. } => item.state == State::Open && is_about(item, *practice),
        Verb::Done { .. } | Verb::Snooze(_) | Verb::Claim | Verb::TakeOver => item.state == State::Open,
        Verb::Undo { .. } | Verb::Redo | Verb::Judge { .. } => false,
    };
    if fits { Ok(()) } else { Err(Refused::NotNow { item: item.id, state: item.state }) }
}

/// Renews the leases that the operator still holds, takes those items out of `items`, and gives the step of the newest.
fn renew(db: &Connection, items: &mut Vec<Item>, by: &By<'_>) -> rusqlite::Result<i64> {
    let (actor, now, mut step) = (by.actor, by.when.lease, 0);
    let (mine, others): (Vec<_>, Vec<_>) = std::mem::take(items)
        .into_iter()
        .partition(|item| item.claim.as_ref().is_some_and(|claim| claim.uid == actor.uid && claim.until > now));
    *items = others;
    for mut item in mine {
        item.claim = Some(lease(actor, now));
        item.save(db)?;
        let sql = "SELECT step FROM journal WHERE item = ?1 AND uid = ?2 AND verb IN ('claim', 'take-over', 'undo') \
                   ORDER BY seq DESC LIMIT 1";
        let claimed: Option<i64> =
            db.prepare_cached(sql)?.query_row(params![item.id, actor.uid], |row| row.get(0)).optional()?;
        step = step.max(claimed.unwrap_or(0));
    }
    Ok(step)
}

fn lease(actor: &Actor, now: Instant) -> Claim {
    Claim { uid: actor.uid, name: actor.name.clone(), until: now.plus(LEASE) }
}

/// Changes the item as the verb says; a claim ends with the work.
fn change(verb: &Verb, item: &mut Item, by: &By<'_>) {
    let (actor, now) = (by.actor, by.when.now);
    match verb {
        Verb::Done { .. } => item.close(State::Acted, now),
        Verb::Snooze(snooze) => {
            item.claim = None;
            item.snooze = Some(match snooze {
                Snooze::Until(until) => Nap { until: Some(*until), format: None, at: now },
                Snooze::NewData(format) => {
                    Nap { until: None, format: Some(format.map_or("", Format::word).to_owned()), at: now }
                }
            });
        }
        Verb::Dismiss { reason, until } => {
            item.close(State::Dismissed, now);
            item.aside = Some(Aside { reason: reason.word().to_owned(), until: *until });
        }
        Verb::Claim | Verb::TakeOver => item.claim = Some(lease(actor, by.when.lease)),
        Verb::Assign { to } => item.assigned.clone_from(to),
        Verb::Release => item.claim = None,
        Verb::SignOff { .. } => {
            item.close(State::Cleared, now);
            item.cleared = Some((Evidence { as_of: now.0, ..Evidence::default() }, SIGNED.to_owned()));
        }
        Verb::Note { .. } | Verb::Undo { .. } | Verb::Redo | Verb::Judge { .. } => {}
    }
}

fn blank(words: Option<&str>) -> bool {
    words.is_none_or(|words| words.trim().is_empty())
}

/// Whether the kind is done only with a line that says what was found or done.
fn wants_cause(item: &Item) -> bool {
    Kind::parse(&item.look.kind).is_some_and(Kind::wants_cause)
}

/// The verb with the name that the person whom it names has now; a uid that nobody has is nobody.
fn given(db: &Connection, verb: &Verb) -> Result<Verb, Stop> {
    let Verb::Assign { to: Some(to) } = verb else { return Ok(verb.clone()) };
    let name = person::name(db, to.uid)?.ok_or_else(|| Refused::NoSuchPerson(to.name.clone()))?;
    Ok(Verb::Assign { to: Some(Actor { uid: to.uid, name }) })
}

/// Who held the item, who answered for it, and to whom it goes.
fn names(verb: &Verb, item: &Item) -> Text {
    let to = if let Verb::Assign { to } = verb { to.as_ref().map(|to| to.name.clone()) } else { None };
    let held = item.claim.as_ref().map(|claim| claim.name.clone());
    Text { held, given: item.assigned.as_ref().map(|who| who.name.clone()), to, ..Text::default() }
}

/// The operator's own words.
fn words_of(verb: &Verb) -> Option<String> {
    match verb {
        Verb::Done { note } => note.clone(),
        Verb::Note { text } => Some(text.trim().to_owned()),
        Verb::SignOff { note, .. } => Some(note.clone()),
        _ => None,
    }
}

fn signs(verb: &Verb) -> Option<Practice> {
    if let Verb::SignOff { practice, .. } = verb { Some(*practice) } else { None }
}

/// Reason, end and format of a verb, for the journal.
fn words(verb: &Verb) -> (Option<&'static str>, Option<Instant>, Option<&'static str>) {
    match verb {
        Verb::Snooze(Snooze::Until(until)) => (None, Some(*until), None),
        Verb::Snooze(Snooze::NewData(format)) => (None, None, Some(format.map_or("", Format::word))),
        Verb::Dismiss { reason, until } => (Some(reason.word()), *until, None),
        _ => (None, None, None),
    }
}

/// Signs a practice off: the given items, else its open item that is due first, else ahead of its item.
fn sign_off(
    db: &Connection,
    practice: Practice,
    note: &str,
    wanted: &[(i64, Option<i64>)],
    by: &By<'_>,
) -> Result<Outcome, Stop> {
    let note = note.trim().to_owned();
    if note.is_empty() {
        return Err(Refused::NoteWanted.into());
    }
    let verb = Verb::SignOff { practice, note };
    if !wanted.is_empty() {
        return act(db, &verb, wanted, by);
    }
    match due(db, practice)? {
        Some(id) => act(db, &verb, &[(id, None)], by),
        None => sign_ahead(db, &verb, practice, by),
    }
}

/// Signs a practice off that has no open item.
fn sign_ahead(db: &Connection, verb: &Verb, practice: Practice, by: &By<'_>) -> Result<Outcome, Stop> {
    let (actor, now) = (by.actor, by.when.now);
    let of = Period { practice: practice.word().to_owned(), period: early(practice, now) };
    let mut step = Step::begin(db, verb.word(), actor, now)?;
    let entity = Some(of.practice.clone());
    let words = words_of(verb);
    step.row(None, None, &of, Text { note: words.clone(), entity, ..step.text(None) })?;
    Signoff { of: &of, at: now, actor, note: &words.unwrap_or_default(), step: step.number }.insert(db)?;
    Ok(Outcome::Done { step: step.number, verb: verb.word().to_owned(), count: 1, entity: of.practice })
}

/// The journal rows of one act.
pub(super) struct Step<'a> {
    journal: Journal<'a>,
    verb: &'a str,
    actor: &'a Actor,
    /// The step that this one takes back.
    pub undoes: Option<i64>,
    /// The number, after the first row.
    pub number: i64,
}

impl<'a> Step<'a> {
    pub(super) fn begin(db: &'a Connection, verb: &'a str, actor: &'a Actor, now: Instant) -> rusqlite::Result<Self> {
        Ok(Self { journal: Journal::open(db, now)?, verb, actor, undoes: None, number: 0 })
    }

    /// Who, and what about.
    pub(super) fn text(&self, item: Option<&Item>) -> Text {
        Text { who: self.actor.name.clone(), entity: item.map(|item| item.look.entity.clone()), ..Text::default() }
    }

    /// Appends the row of one item.
    pub(super) fn row<D: Serialize>(
        &mut self,
        item: Option<&Item>,
        before: Option<&Part>,
        detail: &D,
        text: Text,
    ) -> Result<(), StoreError> {
        self.number = self.journal.append(Entry {
            uid: i64::from(self.actor.uid),
            step: self.number,
            verb: self.verb.to_owned(),
            item: item.map(|item| (item.id, item.version)),
            before: before.map(to_json).transpose()?,
            detail: Some(to_json(detail)?),
            undoes: self.undoes,
            text: Some(text),
        })?;
        Ok(())
    }
}
