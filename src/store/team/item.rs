//! The row of an item: what the rules bring, and the part that verbs change and undo restores.

use rusqlite::types::{FromSql, Type};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use super::part::{Aside, Nap, Part, Proof};
use crate::domain::act::{Actor, Conflict};
use crate::domain::day::Instant;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::{Claim, Holds, Key, Lane, State};

/// A key without its epoch: all occurrences of one subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub ladder: String,
    pub store: String,
    /// Marketplace code, empty for what belongs to the whole store.
    pub market: String,
    pub subject: String,
}

impl Place {
    pub(super) fn of(key: &Key) -> Self {
        Self {
            ladder: key.ladder.clone(),
            store: key.store.clone(),
            market: key.market.map_or("", Market::code).to_owned(),
            subject: key.subject.clone(),
        }
    }
}

/// What the rules bring and an operator sees: a change of it is a new version.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    /// The kind's word; kept as text, so that an older program leaves a newer kind alone.
    pub kind: String,
    pub lane: Lane,
    pub due: Option<Instant>,
    pub entity: String,
    pub money: Option<Money>,
    pub hero: bool,
    /// JSON of the numbers.
    pub numbers: String,
}

/// What the rules bring and nobody sees change: the row behind it, and the figure that only sorts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quiet {
    pub evidence: Evidence,
    pub daily: Option<Money>,
}

impl Look {
    pub(super) fn of(holds: &Holds) -> Result<Self, serde_json::Error> {
        Ok(Self {
            kind: holds.kind.word().to_owned(),
            lane: holds.lane,
            due: holds.due,
            entity: holds.entity.clone(),
            money: holds.money,
            hero: holds.hero,
            numbers: serde_json::to_string(&holds.numbers)?,
        })
    }
}

impl Quiet {
    pub(super) fn of(holds: &Holds) -> Self {
        Self { evidence: holds.evidence.clone(), daily: holds.money_per_day }
    }
}

/// A row of `item`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub id: i64,
    pub version: i64,
    pub place: Place,
    pub epoch: String,
    pub look: Look,
    pub quiet: Quiet,
    pub state: State,
    /// Acted, cleared or dismissed since.
    pub closed: Option<Instant>,
    pub claim: Option<Claim>,
    /// Who answers for it, also while nobody holds it.
    pub assigned: Option<Actor>,
    pub snooze: Option<Nap>,
    pub aside: Option<Aside>,
    pub cleared: Option<(Evidence, String)>,
    pub reopened: bool,
    pub changed_at: Instant,
    pub changed_by: String,
}

const COLUMNS: &str = "id, version, ladder, store, market, subject, epoch, kind, lane, due_at, entity, money, currency, \
     hero, numbers, daily_money, daily_currency, evidence, state, closed_at, claim_uid, claim_name, claim_until, \
     snooze_until, snooze_format, snooze_at, dismiss_reason, dismiss_until, cleared_by, cleared_how, reopened, \
     changed_at, changed_by, assign_uid, assign_name";

impl Item {
    /// A new open item; its number comes with [`Item::insert`].
    pub(super) fn new(place: Place, epoch: String, look: Look, quiet: Quiet, now: Instant) -> Self {
        Self {
            id: 0,
            version: 1,
            place,
            epoch,
            look,
            quiet,
            state: State::Open,
            closed: None,
            claim: None,
            assigned: None,
            snooze: None,
            aside: None,
            cleared: None,
            reopened: false,
            changed_at: now,
            changed_by: "-".to_owned(),
        }
    }

    /// The item of a row number.
    pub(super) fn load(db: &Connection, id: i64) -> rusqlite::Result<Option<Self>> {
        db.prepare_cached(&format!("SELECT {COLUMNS} FROM item WHERE id = ?1"))?.query_row([id], Self::read).optional()
    }

    /// All occurrences at a place, oldest first.
    pub(super) fn at(db: &Connection, place: &Place) -> rusqlite::Result<Vec<Self>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM item WHERE ladder = ?1 AND store = ?2 AND market = ?3 AND subject = ?4 ORDER BY id"
        );
        let key = params![place.ladder, place.store, place.market, place.subject];
        db.prepare_cached(&sql)?.query_map(key, Self::read)?.collect()
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let mut cells = Cells { row, next: 0 };
        // In the order of `COLUMNS`.
        Ok(Self {
            id: cells.next()?,
            version: cells.next()?,
            place: Place { ladder: cells.next()?, store: cells.next()?, market: cells.next()?, subject: cells.next()? },
            epoch: cells.next()?,
            look: Look {
                kind: cells.next()?,
                lane: cells.word("lane", Lane::parse)?,
                due: cells.instant()?,
                entity: cells.next()?,
                money: cells.money()?,
                hero: cells.next()?,
                numbers: cells.next()?,
            },
            quiet: Quiet { daily: cells.money()?, evidence: cells.json()?.unwrap_or_default() },
            state: cells.word("state", State::parse)?,
            closed: cells.instant()?,
            claim: cells.claim()?,
            snooze: cells.nap()?,
            aside: cells.aside()?,
            cleared: cells.json()?.zip(cells.next()?),
            reopened: cells.next()?,
            changed_at: cells.instant()?.unwrap_or(Instant(0)),
            changed_by: cells.next()?,
            assigned: cells.person()?,
        })
    }

    /// Writes a new row and takes its number.
    pub(super) fn insert(&mut self, db: &Connection) -> rusqlite::Result<()> {
        let sql = "INSERT INTO item (ladder, store, market, subject, epoch, kind, lane, state, entity, numbers, evidence, \
                   opened_at, changed_at, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, '{}', ?11, ?11, 0)";
        let (place, look) = (&self.place, &self.look);
        db.prepare_cached(sql)?.execute(params![
            place.ladder,
            place.store,
            place.market,
            place.subject,
            self.epoch,
            look.kind,
            look.lane.word(),
            self.state.word(),
            look.entity,
            look.numbers,
            self.changed_at.0,
        ])?;
        self.id = db.last_insert_rowid();
        self.save(db)
    }

    /// Writes everything that can change.
    pub(super) fn save(&self, db: &Connection) -> rusqlite::Result<()> {
        let sql = "UPDATE item SET version = ?2, kind = ?3, lane = ?4, due_at = ?5, state = ?6, entity = ?7, money = ?8, \
                   currency = ?9, daily_money = ?10, daily_currency = ?11, hero = ?12, numbers = ?13, evidence = ?14, \
                   cleared_by = ?15, cleared_how = ?16, changed_at = ?17, changed_by = ?18, closed_at = ?19, \
                   claim_uid = ?20, claim_name = ?21, claim_until = ?22, snooze_until = ?23, snooze_format = ?24, \
                   snooze_at = ?25, dismiss_reason = ?26, dismiss_until = ?27, reopened = ?28, seen_at = ?29, \
                   assign_uid = ?30, assign_name = ?31 WHERE id = ?1";
        let (look, quiet, claim, nap) = (&self.look, &self.quiet, self.claim.as_ref(), self.snooze.as_ref());
        let aside = self.aside.as_ref();
        db.prepare_cached(sql)?.execute(params![
            self.id,
            self.version,
            look.kind,
            look.lane.word(),
            look.due.map(|due| due.0),
            self.state.word(),
            look.entity,
            look.money.map(|m| m.minor),
            look.money.as_ref().map(|m| m.currency.code()),
            quiet.daily.map(|m| m.minor),
            quiet.daily.as_ref().map(|m| m.currency.code()),
            look.hero,
            look.numbers,
            to_json(&quiet.evidence)?,
            self.cleared.as_ref().map(|(by, _)| to_json(by)).transpose()?,
            self.cleared.as_ref().map(|(_, how)| how),
            self.changed_at.0,
            self.changed_by,
            self.closed.map(|at| at.0),
            claim.map(|c| c.uid),
            claim.map(|c| &c.name),
            claim.map(|c| c.until.0),
            nap.and_then(|n| n.until).map(|at| at.0),
            nap.and_then(|n| n.format.as_ref()),
            nap.map(|n| n.at.0),
            aside.map(|a| &a.reason),
            aside.and_then(|a| a.until).map(|at| at.0),
            self.reopened,
            quiet.evidence.as_of,
            self.assigned.as_ref().map(|a| a.uid),
            self.assigned.as_ref().map(|a| &a.name),
        ])?;
        Ok(())
    }

    /// The next version, changed by `who` (`-` for the rules).
    pub(super) fn touch(&mut self, who: &str, now: Instant) {
        self.version += 1;
        self.changed_at = now;
        who.clone_into(&mut self.changed_by);
    }

    /// The changeable part, for the journal.
    pub(super) fn part(&self) -> Part {
        Part {
            state: self.state,
            closed: self.closed,
            claim: self.claim.as_ref().map(|c| (c.uid, c.until)),
            snooze: self.snooze.clone(),
            aside: self.aside.clone(),
            cleared: self.cleared.as_ref().map(|(by, how)| Proof::of(by, how)),
            reopened: self.reopened,
            assigned: self.assigned.as_ref().map(|a| a.uid),
        }
    }

    /// Brings the changeable part back; `held` and `given` are the names behind the uids of its claim and of whoever answered
    /// for it.
    pub(super) fn restore(&mut self, part: Part, held: Option<String>, given: Option<String>) {
        self.state = part.state;
        self.closed = part.closed;
        self.claim = part.claim.map(|(uid, until)| Claim { uid, name: held.unwrap_or_else(|| uid.to_string()), until });
        self.snooze = part.snooze;
        self.aside = part.aside;
        self.cleared = part
            .cleared
            .map(|p| (Evidence { sha256: p.sha256, file: String::new(), row: p.row, as_of: p.as_of }, p.how));
        self.reopened = part.reopened;
        self.assigned = part.assigned.map(|uid| Actor { uid, name: given.unwrap_or_else(|| uid.to_string()) });
    }

    /// Leaves every state that lies over "to do"; whoever answers for the item still does.
    pub(super) fn open_again(&mut self) {
        let given = self.assigned.take();
        self.restore(
            Part {
                state: State::Open,
                closed: None,
                claim: None,
                snooze: None,
                aside: None,
                cleared: None,
                reopened: self.reopened,
                assigned: None,
            },
            None,
            None,
        );
        self.assigned = given;
    }

    /// Sets a final state and lets go of claim and sleep.
    pub(super) fn close(&mut self, state: State, now: Instant) {
        self.open_again();
        self.state = state;
        self.closed = Some(now);
    }

    /// The claim of somebody else, while its lease runs.
    pub(super) fn held_by_other(&self, uid: u32, now: Instant) -> Option<&Claim> {
        self.claim.as_ref().filter(|c| c.uid != uid && c.until > now)
    }

    /// Who was faster, for the screen of the one who was not. `ahead`: seconds that the clock of leases is ahead of the wall's.
    pub(super) fn conflict(&self, ahead: i64) -> Conflict {
        Conflict {
            item: self.id,
            entity: self.look.entity.clone(),
            who: self.changed_by.clone(),
            at: self.changed_at,
            state: self.state,
            claim: self.claim.clone().map(|claim| Claim { until: claim.until.plus(-ahead), ..claim }),
        }
    }
}

/// Reads a row cell by cell: a look-up by name is a search over all columns.
struct Cells<'a, 'b> {
    row: &'a Row<'b>,
    next: usize,
}

impl Cells<'_, '_> {
    fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    fn instant(&mut self) -> rusqlite::Result<Option<Instant>> {
        Ok(self.next::<Option<i64>>()?.map(Instant))
    }

    fn word<T>(&mut self, column: &str, parse: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
        let word: String = self.next()?;
        parse(&word).ok_or_else(|| unreadable(column, &word))
    }

    fn json(&mut self) -> rusqlite::Result<Option<Evidence>> {
        let text: Option<String> = self.next()?;
        text.map(|text| serde_json::from_str(&text).map_err(|e| unreadable("evidence", &e.to_string()))).transpose()
    }

    fn money(&mut self) -> rusqlite::Result<Option<Money>> {
        let amount: Option<(i64, String)> = self.next::<Option<i64>>()?.zip(self.next()?);
        let money = |(minor, code): (i64, String)| {
            Currency::parse(&code).map(|c| Money::new(minor, c)).ok_or_else(|| unreadable("currency", &code))
        };
        amount.map(money).transpose()
    }

    fn claim(&mut self) -> rusqlite::Result<Option<Claim>> {
        let (uid, name, until) = (self.next::<Option<u32>>()?, self.next::<Option<String>>()?, self.instant()?);
        Ok(uid.map(|uid| Claim {
            uid,
            name: name.unwrap_or_else(|| uid.to_string()),
            until: until.unwrap_or(Instant(0)),
        }))
    }

    fn person(&mut self) -> rusqlite::Result<Option<Actor>> {
        let (uid, name) = (self.next::<Option<u32>>()?, self.next::<Option<String>>()?);
        Ok(uid.map(|uid| Actor { uid, name: name.unwrap_or_else(|| uid.to_string()) }))
    }

    fn nap(&mut self) -> rusqlite::Result<Option<Nap>> {
        let (until, format, at) = (self.instant()?, self.next::<Option<String>>()?, self.instant()?);
        Ok((until.is_some() || format.is_some()).then_some(Nap { until, format, at: at.unwrap_or(Instant(0)) }))
    }

    fn aside(&mut self) -> rusqlite::Result<Option<Aside>> {
        let (reason, until) = (self.next::<Option<String>>()?, self.instant()?);
        Ok(reason.map(|reason| Aside { reason, until }))
    }
}

/// JSON for a column.
pub(super) fn to_json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

/// A cell that this program cannot read: the database was changed from outside, or by a newer program.
pub(super) fn unreadable(column: &str, found: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, format!("team.db, column {column}: {found:?}").into())
}
