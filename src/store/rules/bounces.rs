//! Mails of ours that came back, and whether a later one went through.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::day::{DAY, Instant};
use crate::domain::fact::BounceFact;
use crate::domain::import::Evidence;
use crate::store::list::sql::{Binds, Take, rows};

/// Store and thread.
type Thread = (String, String);
/// When a mail was sent, and its row.
type Sent = (Instant, Evidence);

/// How far back reports of failures are looked at.
const DAYS: i64 = 90;

/// The mails that came back in the last 90 days, sorted by store, thread and time. A report about a mail that is not known as
/// ours says nothing.
pub(in crate::store) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<BounceFact>> {
    let mut binds = Binds::default();
    let from = binds.put(now.plus(-DAYS * DAY).0);
    let sql = format!(
        "SELECT o.store, o.market, o.thread, o.order_id, o.message_id, b.sent_at, f.sha256, f.name, b.line, b.as_of \
         FROM facts.message b JOIN facts.message o \
           ON o.store = b.store AND o.message_id = b.in_reply_to AND o.direction = 'out' \
         LEFT JOIN facts.import f ON f.seq = b.import WHERE b.class = 'bounce' AND b.sent_at >= {from} \
         ORDER BY o.store, o.thread, o.message_id, b.sent_at DESC, b.message_id"
    );
    let mut found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        Ok(BounceFact {
            store: take.next()?,
            market: take.market()?,
            thread: take.next()?,
            order_id: take.next()?,
            message_id: take.next()?,
            at: Instant(take.next()?),
            evidence: take.evidence()?,
            resent: None,
        })
    })?;
    // Several reports about one mail: the newest.
    found.dedup_by(|later, first| later.store == first.store && later.message_id == first.message_id);
    let accepted = accepted(db, &found)?;
    for fact in &mut found {
        let key = (fact.store.clone(), fact.thread.clone());
        fact.resent = accepted.get(&key).into_iter().flatten().find(|(sent, _)| *sent > fact.at).cloned();
    }
    Ok(found)
}

/// Our verified mails in these threads of which no report says that they came back, oldest first.
fn accepted(db: &Connection, bounces: &[BounceFact]) -> rusqlite::Result<HashMap<Thread, Vec<Sent>>> {
    let keys: Vec<(&str, &str)> = bounces.iter().map(|b| (b.store.as_str(), b.thread.as_str())).collect();
    let mut binds = Binds::default();
    let keys = binds.put(serde_json::json!(keys).to_string());
    let sql = format!(
        "SELECT k.store, k.thread, m.sent_at, f.sha256, f.name, m.line, m.as_of \
         FROM (SELECT DISTINCT value ->> 0 AS store, value ->> 1 AS thread FROM json_each({keys})) k \
         CROSS JOIN facts.message m INDEXED BY message_thread ON m.store = k.store AND m.thread = k.thread \
         LEFT JOIN facts.import f ON f.seq = m.import WHERE m.direction = 'out' AND m.trusted = 1 AND NOT EXISTS \
           (SELECT 1 FROM facts.message b INDEXED BY message_reply WHERE b.store = m.store AND b.in_reply_to = m.message_id AND b.class = 'bounce') \
         ORDER BY k.store, k.thread, m.sent_at, m.message_id"
    );
    let mut found: HashMap<Thread, Vec<Sent>> = HashMap::new();
    for (key, mail) in rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        Ok(((take.next()?, take.next()?), (Instant(take.next()?), take.evidence()?)))
    })? {
        found.entry(key).or_default().push(mail);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW, seen};

    #[test]
    fn a_mail_came_back_until_a_later_one_did_not() {
        let bench = Bench::new();
        let mail = |id: &str, thread: &str, direction: &str, answers: &str, ago: i64, trusted: bool| {
            let class = if direction == "in" { "bounce" } else { "other" };
            bench.fact(
                "message",
                &format!(
                    "message_id = '{id}'; thread = '{thread}'; sent_at = {}; direction = '{direction}'; class = '{class}'; \
                     needs_answer = 0; trusted = {trusted}; in_reply_to = '{answers}'; line = 1; as_of = {ago}",
                    NOW.0 - ago,
                ),
            );
        };
        mail("ours-1", "t", "out", "q", 90, true);
        mail("back-1", "t", "in", "ours-1", 80, false);
        mail("back-1b", "t", "in", "ours-1", 70, false);
        mail("ours-2", "t", "out", "q", 60, true);
        mail("back-2", "t", "in", "ours-2", 50, false);
        mail("ours-3", "t", "out", "q", 40, false);
        mail("stranger", "u", "in", "unknown", 50, false);
        let brief = || -> Vec<(String, i64, Option<i64>)> {
            let found = load(&bench.reader.0, NOW).unwrap();
            found.into_iter().map(|f| (f.message_id, f.evidence.as_of, f.resent.map(|(_, e)| e.as_of))).collect()
        };
        seen();
        assert_eq!(brief(), [("ours-1".to_owned(), 70, None), ("ours-2".to_owned(), 50, None)]);
        let steps = bench.plan_of("json_each");
        for step in ["message_thread (store=? AND thread=?)", "message_reply (store=? AND in_reply_to=?)"] {
            assert!(steps.iter().any(|known| known.contains(step)), "{step}: {steps:#?}");
        }
        mail("ours-4", "t", "out", "q", 30, true);
        assert_eq!(brief(), [("ours-1".to_owned(), 70, Some(30)), ("ours-2".to_owned(), 50, Some(30))]);
    }
}
