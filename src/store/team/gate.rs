//! The door of screens and commands: whether the role suffices, whether a second person must confirm, and the acts that wait
//! for one.

use rusqlite::{Connection, OptionalExtension, params};

use super::act::{By, Stop, carry_out, told};
use super::clock::When;
use super::item::{Item, to_json, unreadable};
use super::journal::{Entry, Journal, Text};
use crate::domain::act::{Actor, Intent, Outcome, Proposal, Refused, Request};
use crate::domain::day::Instant;
use crate::domain::lease::Moment;
use crate::domain::role::Rights;
use crate::store::open::{StoreError, Team};

impl Team {
    /// Carries out what an operator wants, as far as the role suffices; what wants a second person is only proposed.
    pub fn perform(
        &mut self,
        intent: &Intent,
        actor: &Actor,
        rights: &Rights,
        moment: &Moment,
    ) -> Result<Outcome, StoreError> {
        if let Err(refused) = rights.allow(intent) {
            return Ok(Outcome::Refused(refused));
        }
        self.write(|db| {
            let by = By { actor, when: When::of(db, moment)?, others: rights.undoes_others() };
            let items = items(db, intent)?;
            let money: Vec<_> = items.iter().map(|item| item.look.money).collect();
            if rights.wants_two(intent, &money) {
                return told(propose(db, intent, &items, &by));
            }
            told(carry_out(db, intent, &by))
        })
    }

    /// The acts that wait for a second person, oldest first.
    pub fn proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        Ok(waiting(&self.0)?)
    }
}

/// The acts that wait for a second person, oldest first.
pub(in crate::store) fn waiting(db: &Connection) -> rusqlite::Result<Vec<Proposal>> {
    let sql = "SELECT id, at, uid, name, verb, count, entity FROM main.proposal WHERE done_at IS NULL ORDER BY id";
    db.prepare_cached(sql)?
        .query_map([], |row| {
            Ok(Proposal {
                id: row.get(0)?,
                at: Instant(row.get(1)?),
                who: Actor { uid: row.get(2)?, name: row.get(3)? },
                verb: row.get(4)?,
                count: row.get::<_, i64>(5)?.unsigned_abs(),
                entity: row.get(6)?,
            })
        })?
        .collect()
}

fn items(db: &Connection, intent: &Intent) -> rusqlite::Result<Vec<Item>> {
    let Intent::Act { items, .. } = intent else { return Ok(Vec::new()) };
    let mut found = Vec::with_capacity(items.len());
    for (id, _) in items {
        found.extend(Item::load(db, *id)?);
    }
    Ok(found)
}

/// The word of what is proposed.
fn word(intent: &Intent) -> &'static str {
    match intent {
        Intent::Act { verb, .. } => verb.word(),
        Intent::Ask(Request::TakeBack { .. }) => "undo-import",
        Intent::Ask(_) => "purge",
    }
}

/// Writes a proposal after the same checks that the act itself has: it is tried and rolled back.
fn propose(db: &Connection, intent: &Intent, items: &[Item], by: &By<'_>) -> Result<Outcome, Stop> {
    db.execute_batch("SAVEPOINT trial")?;
    let tried = carry_out(db, intent, by);
    db.execute_batch("ROLLBACK TO trial; RELEASE trial")?;
    if !matches!(tried?, Outcome::Done { .. } | Outcome::Queued(_)) {
        return Err(Refused::Other(String::new()).into());
    }
    let body = to_json(&pinned(intent, items))?;
    let entity = match intent {
        Intent::Ask(Request::TakeBack { import }) => import.to_string(),
        _ => items.first().map(|item| item.look.entity.clone()).unwrap_or_default(),
    };
    // A purge and a file count as one.
    let count = items.len().max(1) as i64;
    let (at, actor) = (by.when.now, by.actor);
    db.execute(
        "INSERT INTO proposal (at, uid, name, verb, count, entity, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![at.0, actor.uid, actor.name, word(intent), count, entity, body],
    )?;
    let number = db.last_insert_rowid();
    note(db, "propose", number, word(intent), &entity, by)?;
    Ok(Outcome::Proposed { number, verb: word(intent).to_owned() })
}

/// The intent on the versions that were tried: what somebody changes until the second person comes is a conflict.
fn pinned(intent: &Intent, items: &[Item]) -> Intent {
    match intent {
        Intent::Act { verb, .. } => {
            Intent::Act { verb: verb.clone(), items: items.iter().map(|item| (item.id, Some(item.version))).collect() }
        }
        Intent::Ask(request) => Intent::Ask(request.clone()),
    }
}

/// The journal's row about a proposal: what it was about is text that a purge can delete.
fn note(db: &Connection, verb: &str, number: i64, what: &str, entity: &str, by: &By<'_>) -> Result<(), StoreError> {
    let text = Text { who: by.actor.name.clone(), entity: Some(entity.to_owned()), ..Text::default() };
    Journal::open(db, by.when.now)?.append(Entry {
        uid: i64::from(by.actor.uid),
        verb: verb.to_owned(),
        detail: Some(serde_json::json!({ "proposal": number, "of": what }).to_string()),
        text: Some(text),
        ..Entry::default()
    })?;
    Ok(())
}

/// Lets a proposal of somebody else happen, or turns it down; one's own may be taken back.
pub(super) fn judge(db: &Connection, number: i64, confirm: bool, by: &By<'_>) -> Result<Outcome, Stop> {
    let sql = "SELECT uid, verb, entity, body FROM proposal WHERE id = ?1 AND done_at IS NULL";
    let found = db
        .query_row(sql, [number], |row| {
            let (uid, verb): (u32, String) = (row.get(0)?, row.get(1)?);
            Ok((uid, verb, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
        })
        .optional()?;
    let (uid, verb, entity, body) = found.ok_or(Refused::NoSuchProposal(number))?;
    if confirm && uid == by.actor.uid {
        return Err(Refused::OwnProposal(number).into());
    }
    let intent: Intent = serde_json::from_str(&body).map_err(|e| unreadable("body", &e.to_string()))?;
    let verdict = if confirm { "confirmed" } else { "rejected" };
    let sql = "UPDATE proposal SET done_at = ?2, done_uid = ?3, verdict = ?4 WHERE id = ?1";
    let judged = params![number, by.when.now.0, by.actor.uid, verdict];
    if !confirm {
        db.execute(sql, judged)?;
        note(db, "reject", number, &verb, &entity, by)?;
        return Ok(Outcome::Rejected(number));
    }
    // Who confirms carries it out: the journal has both, and it is theirs to undo. Items that somebody changed meanwhile are
    // a conflict, and the proposal waits on.
    let done = carry_out(db, &intent, by)?;
    db.execute(sql, judged)?;
    note(db, "confirm", number, &verb, &entity, by)?;
    Ok(done)
}
