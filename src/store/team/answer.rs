//! Answers that hold for the next files too: remembered once, for the whole team, until somebody forgets them.

use rusqlite::{Connection, OptionalExtension, params};

use super::journal::{Entry, Journal, Text};
use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::remember::Occasion;
use crate::store::open::{StoreError, Team};

/// Writes the journal's row about an answer: people and header names are text that a purge can delete.
fn note(db: &Connection, verb: &str, what: String, who: &Actor, now: Instant) -> Result<(), StoreError> {
    Journal::open(db, now)?.append(Entry {
        uid: i64::from(who.uid),
        verb: verb.to_owned(),
        text: Some(Text { who: who.name.clone(), note: Some(what), ..Text::default() }),
        ..Entry::default()
    })?;
    Ok(())
}

impl Team {
    /// Remembers an answer for files of `format`, over an earlier one; the same again writes nothing.
    pub fn remember(
        &mut self,
        on: &Occasion,
        format: Format,
        answer: &str,
        who: &Actor,
        now: Instant,
    ) -> Result<(), StoreError> {
        self.write(|db| {
            if find(db, on)?.as_deref() == Some(answer) {
                return Ok(());
            }
            if on.format.is_none() {
                // The header alone tells: one answer, whatever format an earlier one named.
                let sql = "DELETE FROM answer WHERE store = ?1 AND ask = ?2 AND subject = ?3";
                db.execute(sql, params![on.store, on.ask, on.subject])?;
            }
            db.execute(
                "INSERT INTO answer (store, format, ask, subject, answer, changed_at, changed_by)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (store, format, ask, subject) DO UPDATE
                 SET answer = excluded.answer, changed_at = excluded.changed_at, changed_by = excluded.changed_by",
                params![on.store, format.word(), on.ask, on.subject, answer, now.0, who.name],
            )?;
            note(db, "remember", format!("{} {} {}: {answer}", on.store, format.word(), on.ask), who, now)
        })
    }

    /// The answer that holds on an occasion.
    pub fn remembered(&self, on: &Occasion) -> Result<Option<String>, StoreError> {
        Ok(find(&self.0, on)?)
    }

    /// Forgets an answer; what was read by it stays. `false` when somebody was faster.
    pub fn forget_answer(&mut self, id: i64, who: &Actor, now: Instant) -> Result<bool, StoreError> {
        self.write(|db| {
            let sql = "DELETE FROM answer WHERE id = ?1 RETURNING store || ' ' || format || ' ' || ask";
            let gone: Option<String> = db.query_row(sql, [id], |row| row.get(0)).optional()?;
            gone.as_ref().map(|what| note(db, "forget", what.clone(), who, now)).transpose()?;
            Ok(gone.is_some())
        })
    }
}

fn find(db: &Connection, on: &Occasion) -> rusqlite::Result<Option<String>> {
    let sql =
        "SELECT answer FROM answer WHERE store = ?1 AND ask = ?2 AND subject = ?3 AND coalesce(?4, format) = format
               ORDER BY changed_at DESC LIMIT 1";
    let format = on.format.map(Format::word);
    db.prepare_cached(sql)?.query_row(params![on.store, on.ask, on.subject, format], |row| row.get(0)).optional()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Bench, NOW, actor};
    use super::*;

    fn on(ask: &'static str, format: Option<Format>, subject: &str) -> Occasion {
        Occasion { store: "north".into(), format, ask, subject: subject.into() }
    }

    #[test]
    fn an_answer_is_remembered_for_its_store_format_and_subject_alone() {
        let bench = Bench::new();
        let (mut ann, ben) = (bench.team(), bench.team());
        let market = on("marketplace", Some(Format::FbaInventory), "");
        ann.remember(&market, Format::FbaInventory, "DE", &actor("ann"), NOW).unwrap();
        assert_eq!(ben.remembered(&market).unwrap().as_deref(), Some("DE"), "another operator's files too");
        assert_eq!(ben.remembered(&on("marketplace", Some(Format::Unshipped), "")).unwrap(), None);
        assert_eq!(ben.remembered(&Occasion { store: "south".into(), ..market.clone() }).unwrap(), None);
        let dates = on("date-order", Some(Format::FbaInventory), "Datum");
        ann.remember(&dates, Format::FbaInventory, "dmy", &actor("ann"), NOW).unwrap();
        assert_eq!(ben.remembered(&on("date-order", Some(Format::FbaInventory), "Date")).unwrap(), None);
        assert_eq!(ben.remembered(&dates).unwrap().as_deref(), Some("dmy"));
    }

    #[test]
    fn a_header_has_one_answer_whatever_format_it_names() {
        let bench = Bench::new();
        let mut team = bench.team();
        let header = on("mapping", None, "abc");
        team.remember(&header, Format::FbaInventory, "one", &actor("ann"), NOW).unwrap();
        team.remember(&header, Format::FbaPlanning, "two", &actor("ben"), NOW).unwrap();
        assert_eq!(team.remembered(&header).unwrap().as_deref(), Some("two"));
        let count: i64 = team.connection().query_row("SELECT count(*) FROM answer", [], |row| row.get(0)).unwrap();
        assert_eq!(count, 1);
    }

    #[test]
    fn what_is_forgotten_is_asked_again_and_each_change_is_one_row_of_the_journal() {
        let bench = Bench::new();
        let mut team = bench.team();
        let market = on("marketplace", Some(Format::FbaInventory), "");
        for answer in ["DE", "DE", "FR"] {
            team.remember(&market, Format::FbaInventory, answer, &actor("ann"), NOW).unwrap();
        }
        assert_eq!(team.remembered(&market).unwrap().as_deref(), Some("FR"));
        let id: i64 = team.connection().query_row("SELECT id FROM answer", [], |row| row.get(0)).unwrap();
        assert!(team.forget_answer(id, &actor("ben"), NOW).unwrap());
        assert!(!team.forget_answer(id, &actor("ben"), NOW).unwrap(), "somebody was faster");
        assert_eq!(team.remembered(&market).unwrap(), None);
        assert_eq!(team.journal_head().unwrap().unwrap().seq, 3);
    }
}
