//! The purge of what people wrote and of the names beside it: the chain of the journal has only their hashes and stays whole.

use rusqlite::params;

use crate::domain::day::{DAY, Instant};
use crate::store::open::{StoreError, Team};

impl Team {
    /// Deletes the texts of journal rows that are older than so many days (or whose own date has come), the calls of that age,
    /// and proposals that old, judged or not. Sign-offs stay with person and note, for good (R120). Gives the number of texts.
    pub fn purge_texts(&mut self, days: i64, now: Instant) -> Result<usize, StoreError> {
        let before = now.plus(-days * DAY).0;
        let gone = self.write(|db| {
            let texts = db.execute(
                "DELETE FROM journal_text WHERE purge_after <= ?1 OR purge_after IS NULL \
                 AND seq IN (SELECT seq FROM journal WHERE at <= ?2)",
                params![now.0, before],
            )?;
            db.execute("DELETE FROM mention WHERE step IN (SELECT seq FROM journal WHERE at <= ?1)", [before])?;
            // One that nobody judges does not keep its words for good.
            db.execute("DELETE FROM proposal WHERE coalesce(done_at, at) <= ?1", [before])?;
            Ok(texts)
        })?;
        if gone > 0 {
            // What was deleted also stands in the log; a reader may keep it there until the next time.
            let cut = self.0.query_row("PRAGMA main.wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
            cut.map_err(StoreError::from)?;
        }
        Ok(gone)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Bench, DONE, NOW, actor, dismiss, found, holds, one, run, sign, undo};
    use super::*;
    use crate::domain::act::{Intent, Reason, Verb};
    use crate::domain::role::Rights;

    #[test]
    fn texts_go_after_their_days_and_the_chain_stays_whole() {
        let bench = Bench::new();
        let mut team = bench.team();
        // As every connection to a data folder has it.
        team.0.execute_batch("PRAGMA secure_delete = ON").unwrap();
        team.reconcile(&[found(holds("a"))], &run(1), NOW).unwrap();
        team.does("wei", Verb::Note { text: "Mrs Miller called, @li".into() }, &[1]);
        team.does("wei", sign("all is well"), &[]);
        // A proposal that nobody judges keeps its words no longer than others.
        let rights = Rights { two: vec!["dismiss".into()], ..Rights::default() };
        let intent = Intent::Act { verb: dismiss(Reason::Known), items: vec![(1, None)] };
        team.perform(&intent, &actor("wei"), &rights, &NOW.into()).unwrap();
        let late = NOW.plus(364 * DAY);
        team.does_at("wei", DONE, &[1], late);
        assert_eq!((team.purge_texts(365, late).unwrap(), team.proposals().unwrap().len()), (0, 1));
        assert_eq!(team.purge_texts(365, NOW.plus(365 * DAY)).unwrap(), 3);
        assert_eq!(team.proposals().unwrap(), []);
        let left: i64 = one(&team, "SELECT count(*) FROM journal_text");
        let calls: i64 = one(&team, "SELECT count(*) FROM mention");
        let notes: String = one(&team, "SELECT note FROM signoff");
        assert_eq!((left, calls, notes.as_str()), (1, 0, "all is well"));
        assert_eq!(team.verify_journal().unwrap().bad, None);
        let file = std::fs::read(bench.path()).unwrap();
        assert!(!file.windows(6).any(|bytes| bytes == b"Miller"), "the words are still in the file");
        // Undo of what is left works as before.
        team.does_at("wei", undo(None), &[], late);
        assert_eq!(team.verify_journal().unwrap().bad, None);
    }
}
