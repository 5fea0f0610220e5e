//! Settings that were changed on the screen, and when the team began.

use rusqlite::{Connection, OptionalExtension, params};

use super::journal::{Entry, Journal, Text};
use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::domain::work::{HowTo, Kind};
use crate::store::open::{StoreError, Team};

/// The setting that says when the team began: UTC seconds.
const SINCE: &str = "since";

fn howto_key(kind: Kind) -> String {
    format!("howto.{}", kind.word())
}

fn get(db: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    db.query_row("SELECT value FROM setting WHERE key = ?1", [key], |row| row.get(0)).optional()
}

fn put(db: &Connection, key: &str, value: &str, who: &str, now: Instant) -> rusqlite::Result<()> {
    let sql = "INSERT INTO setting (key, value, changed_at, changed_by) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE \
               SET value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by";
    db.execute(sql, params![key, value, now.0, who])?;
    Ok(())
}

/// The journal's row about a change: who, when, and the new value.
fn told(db: &Connection, key: &str, value: &str, actor: &Actor, now: Instant) -> Result<(), StoreError> {
    let note = Some(format!("{key} = {value}"));
    Journal::open(db, now)?.append(Entry {
        uid: i64::from(actor.uid),
        verb: "setting".to_owned(),
        text: Some(Text { who: actor.name.clone(), note, ..Text::default() }),
        ..Entry::default()
    })?;
    Ok(())
}

/// The team's own how-to of a kind.
pub(in crate::store) fn howto(db: &Connection, kind: Kind) -> rusqlite::Result<Option<HowTo>> {
    let sql = "SELECT value, changed_by, changed_at FROM main.setting WHERE key = ?1";
    let read = |row: &rusqlite::Row<'_>| Ok(HowTo { text: row.get(0)?, who: row.get(1)?, at: Instant(row.get(2)?) });
    db.query_row(sql, [howto_key(kind)], read).optional()
}

/// The earliest trace of the team.
fn since(db: &Connection) -> rusqlite::Result<Option<Instant>> {
    let sql = "SELECT min(at) FROM (SELECT min(at) AS at FROM journal UNION ALL SELECT min(at) FROM rules_run)";
    let traces: Option<i64> = db.query_row(sql, [], |row| row.get(0))?;
    let set = get(db, SINCE)?.and_then(|text| text.parse().ok());
    Ok(traces.into_iter().chain(set).min().map(Instant))
}

/// Notes the beginning, once.
pub(super) fn begin(db: &Connection, now: Instant) -> rusqlite::Result<()> {
    if get(db, SINCE)?.is_none() {
        let first = since(db)?.unwrap_or(now).min(now);
        put(db, SINCE, &first.0.to_string(), "-", now)?;
    }
    Ok(())
}

impl Team {
    /// The value of a setting that was changed on the screen.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(get(&self.0, key)?)
    }

    /// All of them, by key; not the how-tos, which are texts and set nothing.
    pub fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "SELECT key, value FROM setting WHERE key <> ?1 AND key NOT LIKE 'howto.%' ORDER BY key";
        let mut statement = self.0.prepare_cached(sql)?;
        Ok(statement.query_map([SINCE], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// Changes a setting for the whole team; the journal has who and what. The same value again writes nothing.
    pub fn set_setting(&mut self, key: &str, value: &str, actor: &Actor, now: Instant) -> Result<(), StoreError> {
        self.write(|db| {
            if get(db, key)?.as_deref() == Some(value) {
                return Ok(());
            }
            put(db, key, value, &actor.name, now)?;
            told(db, key, value, actor, now)
        })
    }

    /// The team's own how-to of a kind; `None` where the built-in one holds.
    pub fn howto(&self, kind: Kind) -> Result<Option<HowTo>, StoreError> {
        Ok(howto(&self.0, kind)?)
    }

    /// Writes the team's own how-to of a kind, or with `None` goes back to the built-in one. The journal has who, when and
    /// the text until its words are purged, so that an earlier one can be found again. Gives whether anything changed.
    pub fn set_howto(
        &mut self,
        kind: Kind,
        text: Option<&str>,
        actor: &Actor,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let key = howto_key(kind);
        self.write(|db| {
            if get(db, &key)?.as_deref() == text {
                return Ok(false);
            }
            match text {
                Some(text) => put(db, &key, text, &actor.name, now)?,
                None => {
                    db.execute("DELETE FROM setting WHERE key = ?1", [&key])?;
                }
            }
            told(db, &key, text.unwrap_or_default(), actor, now)?;
            Ok(true)
        })
    }

    /// When the team began to use daydeck: the first due date of a practice counts from here. `None` before the first act.
    pub fn since(&self) -> Result<Option<Instant>, StoreError> {
        Ok(since(&self.0)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Bench, NOW, actor, run};
    use crate::domain::work::Kind;

    #[test]
    fn a_setting_is_kept_journaled_and_written_once() {
        let bench = Bench::new();
        let mut team = bench.team();
        assert_eq!(team.setting("tz").unwrap(), None);
        for _ in 0..2 {
            team.set_setting("tz", "Asia/Shanghai", &actor("wei"), NOW).unwrap();
        }
        assert_eq!(team.settings().unwrap(), [("tz".to_owned(), "Asia/Shanghai".to_owned())]);
        assert_eq!(team.journal_head().unwrap().unwrap().seq, 1);
        team.set_setting("tz", "UTC", &actor("wei"), NOW).unwrap();
        assert_eq!(team.setting("tz").unwrap().as_deref(), Some("UTC"));
    }

    #[test]
    fn a_how_to_of_the_team_stands_over_the_built_in_one_until_it_is_taken_back() {
        let bench = Bench::new();
        let mut team = bench.team();
        let kind = Kind::ShipToday;
        assert_eq!(team.howto(kind).unwrap(), None);
        assert!(team.set_howto(kind, Some("1  Pack.\n2  Ship."), &actor("wei"), NOW).unwrap());
        assert!(!team.set_howto(kind, Some("1  Pack.\n2  Ship."), &actor("li"), NOW.plus(9)).unwrap());
        let found = team.howto(kind).unwrap().unwrap();
        assert_eq!((found.text.as_str(), found.who.as_str(), found.at), ("1  Pack.\n2  Ship.", "wei", NOW));
        assert_eq!(team.settings().unwrap(), [], "it is no setting of the configuration");
        assert!(team.set_howto(kind, None, &actor("li"), NOW.plus(9)).unwrap());
        assert_eq!((team.howto(kind).unwrap(), team.journal_head().unwrap().unwrap().seq), (None, 2));
    }

    #[test]
    fn the_beginning_is_noted_once_and_stays() {
        let bench = Bench::new();
        let mut team = bench.team();
        assert_eq!(team.since().unwrap(), None);
        team.reconcile(&[], &run(1), NOW).unwrap();
        team.reconcile(&[], &run(2), NOW.plus(500)).unwrap();
        assert_eq!(team.since().unwrap(), Some(NOW));
        let team = bench.team();
        assert_eq!(team.since().unwrap(), Some(NOW));
    }
}
