//! Checking the journal's chain.

use std::collections::HashMap;

use super::journal::{JournalHead, Line, NO_ROW, sha256};
use crate::store::open::{StoreError, Team};

/// What [`Team::verify_journal`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalCheck {
    /// Rows that were read, up to and with the first bad one.
    pub rows: i64,
    /// The end of the chain, as far as it is sound.
    pub head: Option<JournalHead>,
    /// The first bad row.
    pub bad: Option<BadRow>,
}

/// A row of the journal that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The row.
    pub seq: i64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What can be wrong with a row of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The row is not there, though a later one is.
    Missing,
    /// The row does not name the hash of the row before it.
    Link,
    /// The row's content is not what its hash says.
    Content,
    /// Its note or name is not what was written. A purged text is no fault.
    Text,
    /// The journal ends before this row, or has another one there, though a head exported earlier names it.
    Head,
}

impl Fault {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Link => "link",
            Self::Content => "content",
            Self::Text => "text",
            Self::Head => "head",
        }
    }
}

impl Team {
    /// Reads the whole journal and names the first row that is not as it was written. It finds rows that were edited,
    /// replaced or taken out of the middle; a tail that was cut with all its traces only by [`Team::verify_journal_against`].
    pub fn verify_journal(&self) -> Result<JournalCheck, StoreError> {
        self.verify_journal_against(&[])
    }

    /// The same, and every head that was exported earlier must still be in the journal.
    pub fn verify_journal_against(&self, heads: &[JournalHead]) -> Result<JournalCheck, StoreError> {
        let sql = "SELECT j.version, j.seq, j.at, j.uid, j.step, j.verb, j.item, j.item_version, j.before, j.detail, \
                   j.undoes, j.text_sha, j.prev, j.hash, t.salt, t.text \
                   FROM journal j LEFT JOIN journal_text t ON t.seq = j.seq ORDER BY j.seq";
        // One transaction: what is appended meanwhile is not seen by one query and missed by the other.
        let db = self.0.unchecked_transaction()?;
        let mut statement = db.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut named: HashMap<i64, Vec<&str>> = HashMap::new();
        for head in heads {
            named.entry(head.seq).or_default().push(&head.hash);
        }
        let mut check = JournalCheck { rows: 0, head: None, bad: None };
        while let Some(row) = rows.next()? {
            check.rows += 1;
            let line = Line::read(row)?;
            let text = row.get::<_, Option<Vec<u8>>>(14)?.zip(row.get::<_, Option<String>>(15)?);
            let (seq, prev) = check.head.as_ref().map_or((0, NO_ROW.to_owned()), |h| (h.seq, h.hash.clone()));
            let named = named.get(&line.seq).map_or(&[][..], Vec::as_slice);
            check.bad = fault(&line, seq, &prev, text.as_ref(), named);
            if check.bad.is_some() {
                return Ok(check);
            }
            check.head = Some(JournalHead { seq: line.seq, hash: line.hash });
        }
        let last = check.head.as_ref().map_or(0, |head| head.seq);
        let left: Option<i64> =
            db.query_row("SELECT min(seq) FROM journal_text WHERE seq > ?1", [last], |row| row.get(0))?;
        if left.is_some() {
            check.bad = Some(BadRow { seq: last + 1, fault: Fault::Missing });
        } else if heads.iter().any(|head| head.seq > last) {
            check.bad = Some(BadRow { seq: last + 1, fault: Fault::Head });
        }
        Ok(check)
    }
}

/// What is wrong with a row that follows the row `seq` with the hash `prev`; `named` are the hashes that heads from outside
/// give it.
fn fault(line: &Line, seq: i64, prev: &str, text: Option<&(Vec<u8>, String)>, named: &[&str]) -> Option<BadRow> {
    let bad = |fault| Some(BadRow { seq: line.seq, fault });
    if line.seq != seq + 1 {
        return Some(BadRow { seq: seq + 1, fault: Fault::Missing });
    }
    if line.prev != prev {
        return bad(Fault::Link);
    }
    if line.hash != line.seal() {
        return bad(Fault::Content);
    }
    let sealed = |(salt, text): &(Vec<u8>, String)| Some(sha256(&[salt, text.as_bytes()])) == line.text_sha;
    if text.is_some_and(|text| !sealed(text)) {
        return bad(Fault::Text);
    }
    if named.iter().any(|hash| **hash != *line.hash) {
        return bad(Fault::Head);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Bench, DONE, NOW, found, holds, run, undo};
    use super::*;

    /// A journal of nine rows by rules and two operators.
    fn kept(bench: &Bench) -> Team {
        let mut team = bench.team();
        team.reconcile(&[found(holds("a")), found(holds("b"))], &run(1), NOW).unwrap();
        for who in ["wei", "ana", "li"] {
            team.does(who, DONE, &[1]);
            team.does(who, undo(None), &[]);
        }
        assert_eq!(
            team.verify_journal().unwrap(),
            JournalCheck { rows: 9, head: team.journal_head().unwrap(), bad: None }
        );
        team
    }

    /// What an enemy with a shell does: past the triggers.
    fn raw(team: &Team, sql: &str) {
        team.0.execute_batch("DROP TRIGGER journal_keep_update; DROP TRIGGER journal_keep_delete").unwrap();
        team.0.execute_batch("DROP TRIGGER journal_keep_order; DROP TRIGGER journal_text_keep_update").unwrap();
        team.0.execute_batch(sql).unwrap();
    }

    #[test]
    fn the_first_bad_row_is_named() {
        let reseal = "UPDATE journal SET hash = (SELECT hash FROM journal WHERE seq = 8) WHERE seq = 5";
        let replace = "INSERT OR REPLACE INTO journal SELECT 6, version, at, uid, step, verb, item, item_version, before, \
                       detail, undoes, text_sha, prev, hash FROM journal WHERE seq = 4";
        let cases = [
            ("UPDATE journal SET uid = 7 WHERE seq = 5", 5, Fault::Content),
            ("UPDATE journal SET detail = '{}' WHERE seq >= 4", 4, Fault::Content),
            ("UPDATE journal SET undoes = 4 WHERE seq = 4", 4, Fault::Content),
            ("UPDATE journal SET text_sha = NULL WHERE seq = 4", 4, Fault::Content),
            ("UPDATE journal SET version = 2 WHERE seq = 1", 1, Fault::Content),
            (reseal, 5, Fault::Content),
            (replace, 6, Fault::Link),
            ("UPDATE journal SET prev = hash WHERE seq = 3", 3, Fault::Link),
            ("DELETE FROM journal WHERE seq = 6", 6, Fault::Missing),
            ("DELETE FROM journal WHERE seq < 3", 1, Fault::Missing),
            ("UPDATE journal_text SET text = '{\"who\":\"li\"}' WHERE seq = 4", 4, Fault::Text),
            ("UPDATE journal_text SET salt = x'00' WHERE seq = 7", 7, Fault::Text),
            ("INSERT INTO journal_text (seq, salt, text) VALUES (2, x'00', '{}')", 2, Fault::Text),
        ];
        for (sql, seq, fault) in cases {
            let bench = Bench::new();
            let team = kept(&bench);
            raw(&team, sql);
            assert_eq!(team.verify_journal().unwrap().bad, Some(BadRow { seq, fault }), "{sql}");
        }
    }

    #[test]
    fn a_cut_tail_and_a_rewritten_chain_are_found_against_an_exported_head() {
        let bench = Bench::new();
        let team = kept(&bench);
        let head = team.journal_head().unwrap().unwrap();
        assert_eq!(team.verify_journal_against(std::slice::from_ref(&head)).unwrap().bad, None);
        raw(&team, "DELETE FROM journal WHERE seq > 7");
        let left = Some(BadRow { seq: 8, fault: Fault::Missing });
        assert_eq!(team.verify_journal().unwrap().bad, left);
        team.0.execute("DELETE FROM journal_text WHERE seq > 8", []).unwrap();
        assert_eq!(team.verify_journal().unwrap().bad, left);
        team.0.execute("DELETE FROM journal_text WHERE seq > 7", []).unwrap();
        assert_eq!(team.verify_journal().unwrap().bad, None);
        let check = team.verify_journal_against(std::slice::from_ref(&head)).unwrap();
        assert_eq!((check.bad, check.head.map(|h| h.seq)), (Some(BadRow { seq: 8, fault: Fault::Head }), Some(7)));
        // Somebody writes other rows over the cut ones: the chain is sound, the head is not in it.
        let mut team = bench.team();
        team.does("li", DONE, &[2]);
        team.does("li", undo(None), &[]);
        assert_eq!(team.verify_journal().unwrap().bad, None);
        let check = team.verify_journal_against(&[head]).unwrap();
        assert_eq!(check.bad, Some(BadRow { seq: 9, fault: Fault::Head }));
    }

    #[test]
    fn the_triggers_stop_our_own_mistakes_and_a_purge_of_text_breaks_nothing() {
        let bench = Bench::new();
        let team = kept(&bench);
        for sql in [
            "UPDATE journal SET uid = 7 WHERE seq = 5",
            "DELETE FROM journal WHERE seq = 9",
            "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 5",
            "INSERT INTO journal SELECT 11, version, at, uid, step, verb, item, item_version, before, detail, undoes, \
             text_sha, prev, hash FROM journal WHERE seq = 9",
            "UPDATE journal_text SET text = '{}'",
        ] {
            assert!(team.0.execute_batch(sql).unwrap_err().to_string().contains("append-only"), "{sql}");
        }
        team.0.execute("DELETE FROM journal_text", []).unwrap();
        assert_eq!(team.verify_journal().unwrap().bad, None);
    }
}
