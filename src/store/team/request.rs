//! What screens and commands ask of the import worker (H4).

use rusqlite::{Connection, OptionalExtension, params};

use super::item::to_json;
use crate::domain::act::{Actor, Request};
use crate::domain::day::Instant;
use crate::store::open::{StoreError, Team};

pub(super) fn ask(db: &Connection, request: &Request, actor: &Actor, now: Instant) -> Result<i64, StoreError> {
    db.execute(
        "INSERT INTO request (at, uid, name, body) VALUES (?1, ?2, ?3, ?4)",
        params![now.0, actor.uid, actor.name, to_json(request)?],
    )?;
    Ok(db.last_insert_rowid())
}

impl Team {
    /// Queues a request for the worker and gives its number.
    pub fn ask(&mut self, request: &Request, actor: &Actor, now: Instant) -> Result<i64, StoreError> {
        self.write(|db| ask(db, request, actor, now))
    }

    /// The oldest request that is not done. One that this program cannot read (written by a newer one) is left where it is.
    pub fn next_request(&self) -> Result<Option<(i64, Request, Actor)>, StoreError> {
        let sql = "SELECT id, body, uid, name FROM request WHERE done_at IS NULL ORDER BY id";
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let body: String = row.get(1)?;
            if let Ok(request) = serde_json::from_str(&body) {
                let actor = Actor { uid: row.get(2)?, name: row.get(3)? };
                return Ok(Some((row.get(0)?, request, actor)));
            }
        }
        Ok(None)
    }

    /// Notes what came of a request: JSON of the import reports, or the words of the error. The first answer stays.
    pub fn finish_request(&mut self, id: i64, answer: &str, now: Instant) -> Result<(), StoreError> {
        self.write(|db| {
            let sql = "UPDATE request SET done_at = ?2, answer = ?3 WHERE id = ?1 AND done_at IS NULL";
            db.execute(sql, params![id, now.0, answer])?;
            Ok(())
        })
    }

    /// Deletes requests that were done until a moment, with their answers; gives their number.
    pub fn forget_requests(&mut self, until: Instant) -> Result<usize, StoreError> {
        self.write(|db| Ok(db.execute("DELETE FROM request WHERE done_at <= ?1", [until.0])?))
    }

    /// What came of a request; `None` while it waits.
    pub fn request_answer(&self, id: i64) -> Result<Option<String>, StoreError> {
        let sql = "SELECT answer FROM request WHERE id = ?1 AND done_at IS NOT NULL";
        let answer: Option<Option<String>> = self.0.query_row(sql, [id], |row| row.get(0)).optional()?;
        Ok(answer.flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Bench, NOW, actor};
    use super::*;
    use crate::domain::act::{Intent, Outcome};

    fn import(path: &str) -> Request {
        Request::Import { path: path.to_owned(), store: "north".to_owned(), market: None, period: None, map: None }
    }

    #[test]
    fn requests_are_done_in_order_and_answered_once() {
        let bench = Bench::new();
        let (mut screen, mut worker) = (bench.team(), bench.team());
        let first = screen.ask(&import("/in/a.txt"), &actor("wei"), NOW).unwrap();
        let asked = screen.act(&Intent::Ask(import("/in/b.txt")), &actor("ana"), NOW).unwrap();
        let second = first + 1;
        assert_eq!(asked, Outcome::Queued(second));
        assert_eq!(worker.next_request().unwrap(), Some((first, import("/in/a.txt"), actor("wei"))));
        assert_eq!(screen.request_answer(first).unwrap(), None);
        worker.finish_request(first, "[1]", NOW).unwrap();
        worker.finish_request(first, "[2]", NOW).unwrap();
        assert_eq!(screen.request_answer(first).unwrap().as_deref(), Some("[1]"));
        assert_eq!(worker.next_request().unwrap().map(|(id, ..)| id), Some(second));
    }

    #[test]
    fn a_request_of_a_newer_program_does_not_block_the_queue() {
        let bench = Bench::new();
        let mut team = bench.team();
        let newer = "INSERT INTO request (at, uid, name, body) VALUES (1, 1, 'wei', '{\"request\":\"teleport\"}')";
        team.connection().execute(newer, []).unwrap();
        let known = team.ask(&import("/in/a.txt"), &actor("wei"), NOW).unwrap();
        assert_eq!(team.next_request().unwrap().map(|(id, ..)| id), Some(known));
        assert_eq!(team.request_answer(known + 7).unwrap(), None);
    }
}
