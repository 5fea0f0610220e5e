//! Undo: a step that brings back what an earlier step of the same operator changed. Undoing an undo is redo.

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;

use super::act::{By, Detail, Step, Stop};
use super::item::{Item, unreadable};
use super::journal::{Text, text};
use super::part::Part;
use super::signoff::{self, Period, Signoff};
use super::{note, person};
use crate::domain::act::{Actor, Outcome, Refused};
use crate::domain::day::Instant;

/// The verbs that undo takes back when no step is named; an undo is taken back by naming it.
const VERBS: [&str; 9] = ["done", "snooze", "dismiss", "claim", "release", "take-over", "assign", "note", "sign-off"];
const SIGN_OFF: &str = "sign-off";
const NOTE: &str = "note";

/// What undo reads of a journal row.
struct Past {
    seq: i64,
    at: Instant,
    uid: i64,
    verb: String,
    item: Option<i64>,
    before: String,
    detail: String,
    undoes: Option<i64>,
}

#[derive(Deserialize)]
struct After {
    after: Part,
}

/// Takes a step back: the given one, or the operator's own last one that still counts.
pub(super) fn undo(db: &Connection, step: Option<i64>, by: &By<'_>) -> Result<Outcome, Stop> {
    let By { actor, when, others } = *by;
    let number = match step {
        Some(number) => number,
        None => last(db, actor)?.ok_or(Refused::NothingToUndo)?,
    };
    let past = rows(db, number)?;
    let Some(first) = past.first().filter(|row| row.verb == "undo" || VERBS.contains(&row.verb.as_str())) else {
        return Err(Refused::NothingToUndo.into());
    };
    if first.uid != i64::from(actor.uid) && !others {
        return Err(Refused::NotYours(number).into());
    }
    if undone(db, number)? {
        return Err(Refused::UndoneBefore(number).into());
    }
    let items = unchanged(db, &past, when.ahead())?;
    let (count, entity) = (past.len(), text(db, first.seq)?.entity.unwrap_or_default());
    let mut step = Step::begin(db, "undo", actor, when.now)?;
    step.undoes = Some(number);
    for (row, item) in past.iter().zip(items) {
        take_back(db, &mut step, row, item, actor, when.now)?;
    }
    let base = signatures(db, number)?;
    let verb = rows(db, base)?.first().map_or_else(String::new, |row| row.verb.clone());
    Ok(Outcome::Done { step: step.number, verb, count, entity })
}

/// Does again what the operator undid last, unless something new was done since.
pub(super) fn redo(db: &Connection, by: &By<'_>) -> Result<Outcome, Stop> {
    let sql = "SELECT seq, verb, undoes FROM journal WHERE uid = ?1 AND step = seq ORDER BY seq DESC";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([by.actor.uid])?;
    while let Some(row) = rows.next()? {
        let (step, verb, undoes): (i64, String, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if VERBS.contains(&verb.as_str()) {
            break;
        }
        // An undo of an undo is a redo: what lies under it may be done again too.
        let of_undo = undoes.map_or(Ok(false), |step| is_undo(db, step))?;
        if verb == "undo" && !of_undo && !undone(db, step)? {
            return undo(db, Some(step), by);
        }
    }
    Err(Refused::NothingToRedo.into())
}

fn is_undo(db: &Connection, step: i64) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT verb = 'undo' FROM journal WHERE seq = ?1")?.query_row([step], |row| row.get(0))
}

/// The operator's last step that was not taken back.
fn last(db: &Connection, actor: &Actor) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT seq, verb FROM journal WHERE uid = ?1 AND step = seq ORDER BY seq DESC";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([actor.uid])?;
    while let Some(row) = rows.next()? {
        let (step, verb): (i64, String) = (row.get(0)?, row.get(1)?);
        if VERBS.contains(&verb.as_str()) && !undone(db, step)? {
            return Ok(Some(step));
        }
    }
    Ok(None)
}

/// Whether a step was taken back by an undo that was not itself taken back.
pub(in crate::store) fn undone(db: &Connection, step: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT step FROM main.journal WHERE undoes = ?1 AND seq = step ORDER BY seq DESC LIMIT 1";
    // Only the newest one counts: an earlier one must have been taken back before the step could be undone again.
    let by: Option<i64> = db.prepare_cached(sql)?.query_row([step], |row| row.get(0)).optional()?;
    by.map_or(Ok(false), |by| Ok(!undone(db, by)?))
}

/// The rows of a step, in their order.
fn rows(db: &Connection, step: i64) -> rusqlite::Result<Vec<Past>> {
    let sql = "SELECT seq, at, uid, verb, item, before, detail, undoes FROM journal WHERE step = ?1 ORDER BY seq";
    db.prepare_cached(sql)?
        .query_map([step], |row| {
            Ok(Past {
                seq: row.get(0)?,
                at: Instant(row.get(1)?),
                uid: row.get(2)?,
                verb: row.get(3)?,
                item: row.get(4)?,
                before: row.get(5)?,
                detail: row.get(6)?,
                undoes: row.get(7)?,
            })
        })?
        .collect()
}

/// The items of the step, as long as nobody and no row of data changed them since.
fn unchanged(db: &Connection, past: &[Past], ahead: i64) -> Result<Vec<Option<Item>>, Stop> {
    let mut items = Vec::with_capacity(past.len());
    for row in past {
        let Some(id) = row.item else {
            items.push(None);
            continue;
        };
        let item = Item::load(db, id)?.ok_or(Refused::NoSuchItem(id))?;
        let after: After = serde_json::from_str(&row.detail).map_err(|e| unreadable("detail", &e.to_string()))?;
        if !only_words(db, row)? && !item.part().same(&after.after) {
            return Err(Stop::Say(Outcome::Conflict(Box::new(item.conflict(ahead)))));
        }
        items.push(Some(item));
    }
    Ok(items)
}

/// Brings one item back and writes the row of the compensating step.
fn take_back(
    db: &Connection,
    step: &mut Step<'_>,
    row: &Past,
    item: Option<Item>,
    actor: &Actor,
    now: Instant,
) -> Result<(), Stop> {
    let Some(mut item) = item else {
        let text = Text { entity: text(db, row.seq)?.entity, ..step.text(None) };
        return Ok(step.row(None, None, &serde_json::json!({}), text)?);
    };
    let part: Part = serde_json::from_str(&row.before).map_err(|e| unreadable("before", &e.to_string()))?;
    let before = item.part();
    let held = item.claim.as_ref().map(|claim| claim.name.clone());
    let given = item.assigned.as_ref().map(|who| who.name.clone());
    if !only_words(db, row)? {
        let then = text(db, row.seq)?;
        item.restore(part, then.held, then.given);
        item.touch(&actor.name, now);
        item.save(db)?;
    }
    let detail = Detail { after: item.part(), reason: None, until: None, format: None, signed: None };
    let text = Text { held, given, ..step.text(Some(&item)) };
    Ok(step.row(Some(&item), Some(&before), &detail, text)?)
}

/// Whether the row, or what it takes back, wrote something down and changed nothing else.
fn only_words(db: &Connection, row: &Past) -> rusqlite::Result<bool> {
    if row.verb == NOTE {
        return Ok(true);
    }
    let (mut verb, mut undoes) = (row.verb.clone(), row.undoes);
    while let (true, Some(step)) = (verb == "undo", undoes) {
        let sql = "SELECT verb, undoes FROM journal WHERE seq = ?1";
        (verb, undoes) = db.prepare_cached(sql)?.query_row([step], |row| Ok((row.get(0)?, row.get(1)?)))?;
    }
    Ok(verb == NOTE)
}

/// Deletes the sign-offs of a step that was taken back, or brings them back when the step was itself an undo: signed by
/// whoever signed, not by whoever brings them back.
fn signatures(db: &Connection, step: i64) -> Result<i64, Stop> {
    let (mut base, mut removes) = (step, true);
    while let Some(earlier) = rows(db, base)?.first().and_then(|row| row.undoes) {
        (base, removes) = (earlier, !removes);
    }
    if removes {
        signoff::delete(db, base)?;
        note::uncall(db, base)?;
        return Ok(base);
    }
    for row in &rows(db, base)? {
        let then = text(db, row.seq)?;
        let words = then.note.clone().unwrap_or_default();
        if let Some(item) = row.item {
            note::call(db, item, base, &words)?;
        }
        if row.verb != SIGN_OFF {
            continue;
        }
        let of: Period = serde_json::from_str(&row.detail).map_err(|e| unreadable("detail", &e.to_string()))?;
        let actor = &signer(db, row, then)?;
        Signoff { of: &of, at: row.at, actor, note: &words, step: base }.insert(db)?;
    }
    Ok(base)
}

/// Who wrote a row: by the name of then, after a purge by that of now.
fn signer(db: &Connection, row: &Past, then: Text) -> Result<Actor, Stop> {
    let uid = u32::try_from(row.uid).map_err(|e| unreadable("uid", &e.to_string()))?;
    let name = match then.who {
        who if !who.is_empty() => who,
        _ => person::name(db, uid)?.unwrap_or_else(|| format!("uid {uid}")),
    };
    Ok(Actor { uid, name })
}
