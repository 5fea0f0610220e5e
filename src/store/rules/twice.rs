//! Threads in which two mails of ours follow each other.

use rusqlite::Connection;

use crate::domain::day::{DAY, HOUR, Instant};
use crate::domain::fact::TwiceFact;
use crate::store::list::sql::{Binds, Take, rows};

/// How far back mails are looked at.
const DAYS: i64 = 90;

/// Two verified mails of ours within an hour, after a mail of the buyer and with none between them, sorted by store, thread
/// and time. Automatic replies and mails to Amazon are no answers.
pub(in crate::store) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<TwiceFact>> {
    let mut binds = Binds::default();
    let (from, hour) = (binds.put(now.plus(-DAYS * DAY).0), binds.put(HOUR));
    let sql = format!(
        "WITH mail AS (SELECT m.store, m.market, m.thread, m.order_id, m.message_id, m.sent_at, m.import, m.line, m.as_of, \
             m.direction = 'out' AND m.trusted = 1 AS ours, m.direction = 'in' AS theirs \
           FROM facts.message m WHERE m.sent_at >= {from} AND m.direction IN ('in', 'out') \
             AND m.class NOT IN ('bounce', 'confirmation', 'to-amazon') AND m.class NOT LIKE 'auto%'), \
         pair AS (SELECT *, LAG(ours) OVER w AS ours_before, LAG(sent_at) OVER w AS sent_before, \
             LAG(message_id) OVER w AS id_before, SUM(theirs) OVER w AS asked FROM mail \
           WINDOW w AS (PARTITION BY store, thread ORDER BY sent_at, message_id)) \
         SELECT p.store, p.market, p.thread, p.order_id, p.sent_before, p.sent_at, p.message_id, \
           f.sha256, f.name, p.line, p.as_of, b.message_id IS NOT NULL, g.sha256, g.name, b.line, b.as_of \
         FROM pair p LEFT JOIN facts.import f ON f.seq = p.import \
         LEFT JOIN facts.message b INDEXED BY message_reply \
           ON b.store = p.store AND b.in_reply_to = p.id_before AND b.class = 'bounce' \
         LEFT JOIN facts.import g ON g.seq = b.import \
         WHERE p.ours AND p.ours_before AND p.asked > 0 AND p.sent_at - p.sent_before < {hour} \
         ORDER BY p.store, p.thread, p.sent_at, p.message_id"
    );
    let mut found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        Ok(TwiceFact {
            store: take.next()?,
            market: take.market()?,
            thread: take.next()?,
            order_id: take.next()?,
            first: Instant(take.next()?),
            second: Instant(take.next()?),
            message_id: take.next()?,
            evidence: take.evidence()?,
            came_back: take.next::<bool>()?.then(|| take.evidence()).transpose()?,
        })
    })?;
    // Several reports about one mail are one.
    found.dedup_by(|later, first| (&later.store, &later.message_id) == (&first.store, &first.message_id));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW};

    /// Mails of a thread, `direction class seconds-ago`; gives the pairs by the ages of both, and whether the first came back.
    fn pairs(mails: &[(&str, &str, i64)], change: &str) -> Vec<(i64, i64, bool)> {
        let bench = Bench::new();
        for (n, (direction, class, ago)) in mails.iter().enumerate() {
            bench.fact(
                "message",
                &format!(
                    "message_id = 'm{n}'; thread = 't'; sent_at = {}; direction = '{direction}'; class = '{class}'; \
                     needs_answer = 0; trusted = 1; in_reply_to = 'm1'; line = 1",
                    NOW.0 - ago
                ),
            );
        }
        bench.facts(change);
        let found = load(&bench.reader.0, NOW).unwrap();
        found.into_iter().map(|f| (NOW.0 - f.first.0, NOW.0 - f.second.0, f.came_back.is_some())).collect()
    }

    #[test]
    fn only_two_answers_in_a_row_to_a_buyer_are_a_pair() {
        let asked = ("in", "buyer-message", 5000);
        let twice = [asked, ("out", "other", 4000), ("out", "other", 3700)];
        assert_eq!(pairs(&twice, ""), [(4000, 3700, false)]);
        let none: &[(i64, i64, bool)] = &[];
        assert_eq!(pairs(&twice[1..], ""), none, "nobody asked");
        assert_eq!(pairs(&[asked, twice[1], ("in", "thanks", 3800), twice[2]], ""), none, "the buyer wrote between");
        assert_eq!(pairs(&[asked, twice[1], ("out", "auto-reply", 3700)], ""), none, "an automatic reply");
        assert_eq!(pairs(&[asked, ("out", "other", 4000), ("out", "other", 300)], ""), none, "more than an hour");
        let back = [twice[0], twice[1], ("in", "bounce", 3900), ("in", "bounce", 3800), twice[2]];
        assert_eq!(pairs(&back, ""), [(4000, 3700, true)], "sent again after it came back");
        assert_eq!(
            pairs(&twice, "UPDATE message SET trusted = 0 WHERE message_id = 'm2'"),
            none,
            "nobody vouches for it"
        );
    }
}
