//! One pass of the rules over the items: opens, updates, wakes, clears (H1, H5). A pass that finds what the last one
//! found writes nothing.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

use super::item::{Item, Look, Place, Quiet};
use super::journal::{Entry, Journal, RULES};
use super::part::Proof;
use super::turn::{Turn, mutes, turn};
use super::{setting, signoff};
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::Evidence;
use crate::domain::work::{Finding, Holds, Key, State};
use crate::store::open::{StoreError, Team};

/// What a pass of the rules looked at; recorded with it (H4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The newest import that the facts contain.
    pub import: i64,
    /// The version of the rule pack.
    pub pack: String,
    /// When the newest file of each format was received: wakes what sleeps until new data.
    pub newest: Vec<(Format, Instant)>,
    /// Keys of findings whose kind is switched off: their items are kept in line, and none is opened or opened again.
    pub off: HashSet<Key>,
}

/// The last pass of the rules: another import or pack, or a due boundary that is past, means that they must run again (H4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesRun {
    /// The newest import that it saw.
    pub import: i64,
    /// The version of the rule pack.
    pub pack: String,
    /// When it ran.
    pub at: Instant,
    /// The next deadline, wake or end of a dismissal after it.
    pub next_due: Option<Instant>,
}

/// What a pass of the rules changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Items opened.
    pub opened: usize,
    /// Items whose numbers, lane or deadline changed.
    pub updated: usize,
    /// Items cleared by evidence.
    pub cleared: usize,
    /// Items opened again: by a contradicting row, worse data, or the end of a dismissal.
    pub reopened: usize,
    /// Items whose sleep ended.
    pub woken: usize,
}

impl Team {
    /// Brings the items in line with the findings of one pass of the rules, in one immediate transaction (H1, H5). Items of
    /// which the findings say nothing stay as they are. What changed for a reader is one journal step of uid -1: its first
    /// row `rules` has the counts, then comes a row for each item that opened, moved, woke, opened again or was cleared.
    pub fn reconcile(&mut self, findings: &[Finding], run: &Run, now: Instant) -> Result<Reconciled, StoreError> {
        self.write(|db| {
            let ends = unfinished(db)?;
            let mut pass = Pass { db, run, now, done: Reconciled::default(), events: Vec::new() };
            for finding in findings {
                match finding {
                    Finding::Holds(holds) => pass.holds(holds)?,
                    // Most of what is over was never an item: a rule judges every row of a report.
                    Finding::Gone { key, evidence, how } if ends.contains(&Place::of(key)) => {
                        pass.gone(key, evidence, how)?;
                    }
                    Finding::Gone { .. } => {}
                }
            }
            pass.finish()
        })
    }

    /// The last pass of the rules; `None` before the first.
    pub fn rules_run(&self) -> Result<Option<RulesRun>, StoreError> {
        Ok(last_run(&self.0)?)
    }
}

struct Pass<'a> {
    db: &'a Connection,
    run: &'a Run,
    now: Instant,
    done: Reconciled,
    /// Journal rows, after the row of the pass itself.
    events: Vec<Entry>,
}

impl Pass<'_> {
    fn holds(&mut self, holds: &Holds) -> Result<(), StoreError> {
        let place = Place::of(&holds.key);
        let found = Item::at(self.db, &place)?;
        let off = self.run.off.contains(&holds.key);
        let Some(live) = live(&found, &holds.key) else {
            return if off { Ok(()) } else { self.open(holds, place, &found) };
        };
        let mut item = found[live].clone();
        let signed = item.state == State::Cleared && signoff::since(self.db, &item, holds.evidence.as_of)?;
        match turn(&item, holds, signed, self.run, self.now) {
            Turn::Leave => Ok(()),
            Turn::Anew | Turn::Reopen(_) if off => Ok(()),
            Turn::Anew => self.open(holds, place, &found),
            Turn::Update => self.update(item, holds),
            Turn::Wake(why) => {
                item.snooze = None;
                self.done.woken += 1;
                self.bring_back(item, holds, "woke", why)
            }
            Turn::Reopen(why) => {
                item.reopened |= matches!(item.state, State::Acted | State::Cleared);
                item.open_again();
                self.done.reopened += 1;
                self.bring_back(item, holds, "reopened", why)
            }
            Turn::Unmark => {
                item.cleared = None;
                item.touch("-", self.now);
                self.done.updated += 1;
                Ok(item.save(self.db)?)
            }
        }
    }

    /// A new occurrence, unless the rule is muted for the subject.
    fn open(&mut self, holds: &Holds, place: Place, found: &[Item]) -> Result<(), StoreError> {
        if found.iter().any(|item| mutes(item, holds, self.now)) {
            return Ok(());
        }
        let count = found.iter().filter_map(|item| counted(&item.epoch)).max().unwrap_or(0);
        let epoch = holds.key.epoch.clone().unwrap_or_else(|| (count + 1).to_string());
        let mut item = Item::new(place, epoch, look(holds)?, Quiet::of(holds), self.now);
        item.insert(self.db)?;
        self.done.opened += 1;
        self.event(&item, "opened", &seen(&holds.evidence));
        Ok(())
    }

    /// Takes over what the finding says: a new version only when a reader sees the difference.
    fn update(&mut self, mut item: Item, holds: &Holds) -> Result<(), StoreError> {
        let (look, quiet) = (look(holds)?, Quiet::of(holds));
        if item.look == look && item.quiet == quiet {
            return Ok(());
        }
        let from = std::mem::replace(&mut item.look, look);
        item.quiet = quiet;
        if from != item.look {
            item.touch("-", self.now);
            self.done.updated += 1;
        }
        if from.kind != item.look.kind || from.lane != item.look.lane {
            let detail = json!({
                "kind": item.look.kind, "lane": item.look.lane.word(), "from_kind": from.kind, "from_lane": from.lane.word(),
            });
            self.event(&item, "moved", &detail);
        }
        Ok(item.save(self.db)?)
    }

    /// Writes an item that is to do again, with what the finding says.
    fn bring_back(&mut self, mut item: Item, holds: &Holds, verb: &str, why: &str) -> Result<(), StoreError> {
        (item.look, item.quiet) = (look(holds)?, Quiet::of(holds));
        item.touch("-", self.now);
        item.save(self.db)?;
        let mut detail = seen(&holds.evidence);
        detail["why"] = json!(why);
        self.event(&item, verb, &detail);
        Ok(())
    }

    fn gone(&mut self, key: &Key, evidence: &Evidence, how: &str) -> Result<(), StoreError> {
        let found = Item::at(self.db, &Place::of(key))?;
        let Some(mut item) = live(&found, key).map(|live| found[live].clone()) else { return Ok(()) };
        match item.state {
            State::Open | State::Acted => item.close(State::Cleared, self.now),
            // Stays set aside: only marked as over.
            State::Dismissed if item.cleared.is_none() => {}
            State::Dismissed | State::Cleared => return Ok(()),
        }
        item.cleared = Some((evidence.clone(), how.to_owned()));
        item.touch("-", self.now);
        item.save(self.db)?;
        self.done.cleared += 1;
        self.event(&item, "cleared", &json!(Proof::of(evidence, how)));
        Ok(())
    }

    fn event(&mut self, item: &Item, verb: &str, detail: &Value) {
        self.events.push(Entry {
            uid: RULES,
            verb: verb.to_owned(),
            item: Some((item.id, item.version)),
            detail: Some(detail.to_string()),
            ..Entry::default()
        });
    }

    /// Writes the journal of the pass and records that the rules ran.
    fn finish(self) -> Result<Reconciled, StoreError> {
        setting::begin(self.db, self.now)?;
        if self.done != Reconciled::default() {
            let Reconciled { opened, updated, cleared, reopened, woken } = self.done;
            let detail = json!({
                "import": self.run.import, "pack": self.run.pack,
                "opened": opened, "updated": updated, "cleared": cleared, "reopened": reopened, "woken": woken,
            });
            let mut journal = Journal::open(self.db, self.now)?;
            let head =
                Entry { uid: RULES, verb: "rules".to_owned(), detail: Some(detail.to_string()), ..Entry::default() };
            let step = journal.append(head)?;
            for event in self.events {
                journal.append(Entry { step, ..event })?;
            }
        }
        record(self.db, self.run, self.now)?;
        Ok(self.done)
    }
}

/// The places with an item that can still end.
fn unfinished(db: &Connection) -> rusqlite::Result<HashSet<Place>> {
    let mut statement =
        db.prepare_cached("SELECT DISTINCT ladder, store, market, subject FROM item WHERE state <> 'cleared'")?;
    let place = |row: &rusqlite::Row<'_>| {
        Ok(Place { ladder: row.get(0)?, store: row.get(1)?, market: row.get(2)?, subject: row.get(3)? })
    };
    statement.query_map([], place)?.collect()
}

fn look(holds: &Holds) -> rusqlite::Result<Look> {
    Look::of(holds).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

/// The row that shows a condition, for the journal: without the file's name, which is text from outside.
fn seen(evidence: &Evidence) -> Value {
    json!({ "sha256": evidence.sha256, "row": evidence.row, "as_of": evidence.as_of })
}

/// The number of an epoch that was counted here.
fn counted(epoch: &str) -> Option<u64> {
    epoch.parse().ok()
}

/// The item that a key speaks of: its own epoch, or for state kinds the newest one.
fn live(found: &[Item], key: &Key) -> Option<usize> {
    match &key.epoch {
        Some(epoch) => found.iter().position(|item| item.epoch == *epoch),
        None => {
            (0..found.len()).filter(|i| counted(&found[*i].epoch).is_some()).max_by_key(|i| counted(&found[*i].epoch))
        }
    }
}

fn last_run(db: &Connection) -> rusqlite::Result<Option<RulesRun>> {
    db.query_row("SELECT import, pack, at, next_due FROM rules_run", [], |row| {
        let next_due = row.get::<_, Option<i64>>(3)?.map(Instant);
        Ok(RulesRun { import: row.get(0)?, pack: row.get(1)?, at: Instant(row.get(2)?), next_due })
    })
    .optional()
}

/// Records the pass and the moment at which the rules must run again.
fn record(db: &Connection, run: &Run, now: Instant) -> rusqlite::Result<()> {
    let next = "SELECT min(at) FROM (SELECT min(due_at) AS at FROM item WHERE state = 'open' AND due_at > ?1 \
                UNION ALL SELECT min(snooze_until) FROM item WHERE state = 'open' AND snooze_until > ?1 \
                UNION ALL SELECT min(dismiss_until) FROM item WHERE state = 'dismissed' AND dismiss_until > ?1)";
    let next_due = db.query_row(next, [now.0], |row| row.get::<_, Option<i64>>(0))?.map(Instant);
    let this = RulesRun { import: run.import, pack: run.pack.clone(), at: now, next_due };
    if last_run(db)?.as_ref() == Some(&this) {
        return Ok(());
    }
    db.execute(
        "INSERT OR REPLACE INTO rules_run (one, import, pack, at, next_due) VALUES (1, ?1, ?2, ?3, ?4)",
        params![this.import, this.pack, now.0, next_due.map(|at| at.0)],
    )?;
    Ok(())
}
