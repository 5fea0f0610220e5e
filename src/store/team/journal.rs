//! The journal: append-only, chained and versioned from its first row (D9).
//!
//! `hash = sha256(prev || row)` where `row` is the JSON array `[version, seq, at, uid, step, verb, item, item_version,
//! before, detail, undoes, text_sha]` and `prev` the hash of the row before, 64 zeros before the first. Names, notes and
//! outside text lie in `journal_text` with a random salt; the chain has only `sha256(salt || text)`, so a purge of the
//! text does not break it.

use std::fmt::Write as _;
use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::item::to_json;
use crate::domain::day::Instant;
use crate::store::open::{StoreError, Team};

/// The format of a row; part of what is hashed.
const VERSION: i64 = 1;
/// What the first row names as the hash before it.
pub(super) const NO_ROW: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// The uid under which the rules write.
pub(super) const RULES: i64 = -1;

/// The end of the chain, as it is exported to a log outside the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    /// The last row.
    pub seq: i64,
    /// Its hash, in hex.
    pub hash: String,
}

/// What people may read of a row and a purge may delete.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Text {
    /// Who did it.
    pub who: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the item was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Who held the item before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
    /// Who answered for the item before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// To whom it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A row to write; `step` 0 begins a step of its own.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub uid: i64,
    pub step: i64,
    pub verb: String,
    /// Item and its version after the act.
    pub item: Option<(i64, i64)>,
    /// JSON of the changeable part before the act.
    pub before: Option<String>,
    /// JSON of ids and numbers.
    pub detail: Option<String>,
    pub undoes: Option<i64>,
    pub text: Option<Text>,
}

/// A row of `journal`.
pub(super) struct Line {
    pub version: i64,
    pub seq: i64,
    pub at: i64,
    pub uid: i64,
    pub step: i64,
    pub verb: String,
    pub item: Option<i64>,
    pub item_version: Option<i64>,
    pub before: String,
    pub detail: String,
    pub undoes: Option<i64>,
    pub text_sha: Option<String>,
    pub prev: String,
    pub hash: String,
}

impl Line {
    /// Columns from the first on: version, seq, at, ... hash.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            version: row.get(0)?,
            seq: row.get(1)?,
            at: row.get(2)?,
            uid: row.get(3)?,
            step: row.get(4)?,
            verb: row.get(5)?,
            item: row.get(6)?,
            item_version: row.get(7)?,
            before: row.get(8)?,
            detail: row.get(9)?,
            undoes: row.get(10)?,
            text_sha: row.get(11)?,
            prev: row.get(12)?,
            hash: row.get(13)?,
        })
    }

    /// The hash that the row must have.
    pub(super) fn seal(&self) -> String {
        let row = json!([
            self.version,
            self.seq,
            self.at,
            self.uid,
            self.step,
            self.verb,
            self.item,
            self.item_version,
            self.before,
            self.detail,
            self.undoes,
            self.text_sha
        ]);
        sha256(&[self.prev.as_bytes(), row.to_string().as_bytes()])
    }
}

/// SHA-256 over the parts, in hex.
pub(super) fn sha256(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The end of the journal inside one transaction: rows are appended to it.
pub(super) struct Journal<'a> {
    db: &'a Connection,
    now: Instant,
    head: JournalHead,
}

impl<'a> Journal<'a> {
    /// The present end of the journal. The caller has the write lock.
    pub(super) fn open(db: &'a Connection, now: Instant) -> rusqlite::Result<Self> {
        let head = head(db)?.unwrap_or_else(|| JournalHead { seq: 0, hash: NO_ROW.to_owned() });
        Ok(Self { db, now, head })
    }

    /// Appends a row and gives its step.
    pub(super) fn append(&mut self, entry: Entry) -> Result<i64, StoreError> {
        let seq = self.head.seq + 1;
        let text_sha = entry.text.map(|text| self.keep(seq, &text)).transpose()?;
        let mut line = Line {
            version: VERSION,
            seq,
            at: self.now.0,
            uid: entry.uid,
            step: if entry.step == 0 { seq } else { entry.step },
            verb: entry.verb,
            item: entry.item.map(|(id, _)| id),
            item_version: entry.item.map(|(_, version)| version),
            before: entry.before.unwrap_or_else(|| "{}".to_owned()),
            detail: entry.detail.unwrap_or_else(|| "{}".to_owned()),
            undoes: entry.undoes,
            text_sha,
            prev: self.head.hash.clone(),
            hash: String::new(),
        };
        line.hash = line.seal();
        let sql = "INSERT INTO journal (seq, version, at, uid, step, verb, item, item_version, before, detail, undoes, \
                   text_sha, prev, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        self.db.prepare_cached(sql)?.execute(params![
            line.seq,
            line.version,
            line.at,
            line.uid,
            line.step,
            line.verb,
            line.item,
            line.item_version,
            line.before,
            line.detail,
            line.undoes,
            line.text_sha,
            line.prev,
            line.hash
        ])?;
        self.head = JournalHead { seq, hash: line.hash };
        Ok(line.step)
    }

    /// Puts the text beside the row and gives its salted hash. A text that stands there already is left from a tail that
    /// was cut off from outside: work goes on, the exported head tells.
    fn keep(&self, seq: i64, text: &Text) -> Result<String, StoreError> {
        let salt = salt()?;
        let text = to_json(text)?;
        self.db
            .prepare_cached("INSERT OR REPLACE INTO journal_text (seq, salt, text) VALUES (?1, ?2, ?3)")?
            .execute(params![seq, salt, text])?;
        Ok(sha256(&[&salt, text.as_bytes()]))
    }
}

/// 16 random bytes of the system.
fn salt() -> Result<[u8; 16], StoreError> {
    let mut salt = [0; 16];
    let failed = |source| StoreError::Io { path: PathBuf::from("getrandom"), source };
    // Up to 256 bytes come whole (getrandom(2)).
    let count =
        rustix::rand::getrandom(&mut salt[..], rustix::rand::GetRandomFlags::empty()).map_err(|e| failed(e.into()))?;
    if count == salt.len() { Ok(salt) } else { Err(failed(std::io::ErrorKind::UnexpectedEof.into())) }
}

/// The text of a row, when it has one that was not purged.
pub(super) fn text(db: &Connection, seq: i64) -> rusqlite::Result<Text> {
    let text: Option<String> = db
        .prepare_cached("SELECT text FROM journal_text WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn head(db: &Connection) -> rusqlite::Result<Option<JournalHead>> {
    db.prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(JournalHead { seq: row.get(0)?, hash: row.get(1)? }))
        .optional()
}

impl Team {
    /// The end of the journal, to be kept outside the database; `None` while the journal is empty.
    pub fn journal_head(&self) -> Result<Option<JournalHead>, StoreError> {
        Ok(head(&self.0)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Bench, NOW, found, holds, run};
    use super::*;

    #[test]
    fn names_and_notes_are_beside_the_chain_and_not_in_it() {
        let bench = Bench::new();
        let mut team = bench.team();
        team.reconcile(&[found(holds("a")), found(holds("b"))], &run(1), NOW).unwrap();
        let note = Some("told Mrs Miller".to_owned());
        team.does("wei", crate::domain::act::Verb::Claim, &[2]);
        team.does("wei", crate::domain::act::Verb::Done { note }, &[2]);
        assert_eq!(
            text(&team.0, 5).unwrap(),
            Text {
                who: "wei".to_owned(),
                note: Some("told Mrs Miller".to_owned()),
                entity: Some("b".to_owned()),
                held: Some("wei".to_owned()),
                ..Text::default()
            }
        );
        let chain: String = team
            .0
            .query_row("SELECT group_concat(verb || before || detail) FROM journal", [], |row| row.get(0))
            .unwrap();
        assert!(!chain.contains("Miller") && !chain.contains("wei") && !chain.contains("stock.txt"), "{chain}");
    }
}
