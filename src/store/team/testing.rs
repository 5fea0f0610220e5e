//! A team.db in a folder of its own, findings and short words for tests.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use rusqlite::Connection;

use super::Run;
use crate::domain::act::{Actor, Intent, Outcome, Reason, Refused, Verb};
use crate::domain::day::Instant;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::practice::Practice;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num, Numbers};
use crate::store::open::Team;
use crate::store::schema::TEAM;

/// 2026-11-22T08:00:00Z.
pub(super) const NOW: Instant = Instant(1_795_334_400);

pub(super) struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    pub(super) fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        let db = Connection::open(bench.path()).unwrap();
        db.pragma_update(None, "journal_mode", "WAL").unwrap();
        TEAM.migrations.iter().for_each(|step| db.execute_batch(step).unwrap());
        bench
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("team.db")
    }

    /// A connection of its own, as every process has one.
    pub(super) fn team(&self) -> Team {
        let db = Connection::open(self.path()).unwrap();
        db.busy_timeout(Duration::from_secs(5)).unwrap();
        db.pragma_update(None, "synchronous", "NORMAL").unwrap();
        // Without it every bound value makes SQLite prepare a cached statement anew (STAT4): four times slower here.
        db.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).unwrap();
        Team(db)
    }
}

pub(super) fn actor(name: &str) -> Actor {
    Actor { uid: name.bytes().fold(1000, |sum, byte| sum + u32::from(byte)), name: name.to_owned() }
}

pub(super) fn run(import: i64) -> Run {
    Run { import, pack: "2026-11".to_owned(), ..Run::default() }
}

pub(super) fn evidence(as_of: i64) -> Evidence {
    Evidence { sha256: "ab".repeat(32), file: "stock.txt".to_owned(), row: 7, as_of }
}

pub(super) fn key(subject: &str) -> Key {
    Key {
        ladder: "stock".to_owned(),
        store: "north".to_owned(),
        market: Some(Market::Us),
        subject: subject.to_owned(),
        epoch: None,
    }
}

/// A SKU that is out of stock, in the lane `today`, by a file of an hour ago.
pub(super) fn holds(subject: &str) -> Holds {
    Holds {
        key: key(subject),
        kind: Kind::OutOfStock,
        lane: Lane::Today,
        due: Some(NOW.plus(3600)),
        entity: subject.to_owned(),
        money: Some(Money::new(2399, Currency::of(b"USD"))),
        money_per_day: None,
        hero: true,
        numbers: Numbers::from([("available".to_owned(), Num::Int(0))]),
        evidence: evidence(NOW.0 - 3600),
    }
}

/// A practice that is due, with the period as its epoch.
pub(super) fn practice(word: &str, period: &str) -> Holds {
    let key = Key { ladder: "practice".to_owned(), market: None, epoch: Some(period.to_owned()), ..key(word) };
    Holds { key, kind: Kind::PracticeDue, lane: Lane::Week, money: None, ..holds(word) }
}

pub(super) fn found(holds: Holds) -> Finding {
    Finding::Holds(Box::new(holds))
}

pub(super) fn gone(subject: &str, as_of: i64) -> Finding {
    Finding::Gone { key: key(subject), evidence: evidence(as_of), how: "restocked" }
}

impl Team {
    /// A verb on whatever version is there, at [`NOW`].
    pub(super) fn does(&mut self, who: &str, verb: Verb, items: &[i64]) -> Outcome {
        self.does_at(who, verb, items, NOW)
    }

    pub(super) fn does_at(&mut self, who: &str, verb: Verb, items: &[i64], now: Instant) -> Outcome {
        let items = items.iter().map(|id| (*id, None)).collect();
        self.act(&Intent::Act { verb, items }, &actor(who), now).unwrap()
    }

    /// Every row of every table but for the salted texts.
    pub(super) fn dump(&self) -> String {
        let tables = ["item", "journal", "signoff", "request", "rules_run", "setting"];
        let mut out = String::new();
        for table in tables {
            let mut statement = self.0.prepare(&format!("SELECT * FROM {table} ORDER BY 1")).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let cells: Vec<String> = (0..columns).map(|i| format!("{:?}", row.get_ref(i).unwrap())).collect();
                writeln!(out, "{table}: {}", cells.join(" | ")).unwrap();
            }
        }
        out
    }
}

pub(super) const DONE: Verb = Verb::Done { note: None };

pub(super) fn dismiss(reason: Reason) -> Verb {
    Verb::Dismiss { reason, until: None }
}

pub(super) fn undo(step: Option<i64>) -> Verb {
    Verb::Undo { step }
}

pub(super) fn sign(note: &str) -> Verb {
    Verb::SignOff { practice: Practice::NeverCancel, note: note.to_owned() }
}

/// `state version epoch` of an item, with `r` when it was opened again, `z` asleep, `c` claimed, `x` proven over.
pub(super) fn look(team: &Team, id: i64) -> String {
    let sql = "SELECT state || ' ' || version || ' ' || epoch || iif(reopened, ' r', '') \
               || iif(snooze_until IS NULL AND snooze_format IS NULL, '', ' z') || iif(claim_uid IS NULL, '', ' c') \
               || iif(cleared_by IS NULL, '', ' x') FROM item WHERE id = ?1";
    team.connection().query_row(sql, [id], |row| row.get(0)).unwrap_or_else(|_| "-".to_owned())
}

pub(super) fn verbs(team: &Team) -> Vec<String> {
    let mut statement = team.connection().prepare("SELECT verb FROM journal ORDER BY seq").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

pub(super) fn one<T: rusqlite::types::FromSql>(team: &Team, sql: &str) -> T {
    team.connection().query_row(sql, [], |row| row.get(0)).unwrap()
}

pub(super) fn step_of(outcome: &Outcome) -> i64 {
    let Outcome::Done { step, .. } = outcome else { panic!("{outcome:?}") };
    *step
}

pub(super) fn refused(outcome: &Outcome) -> &Refused {
    let Outcome::Refused(refused) = outcome else { panic!("{outcome:?}") };
    refused
}

pub(super) fn conflict(outcome: &Outcome) -> (i64, &str, &str) {
    let Outcome::Conflict(conflict) = outcome else { panic!("{outcome:?}") };
    (conflict.item, &conflict.who, conflict.state.word())
}
