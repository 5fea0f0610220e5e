//! Threads with buyers, and the stretches in which a buyer waits for an answer.

use std::collections::HashMap;

use rusqlite::Connection;

use super::orders::all_orders;
use crate::domain::day::{DAY, Instant};
use crate::domain::fact::{ThreadFact, Wait};
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::store::list::sql::{Binds, Take, rows};

/// How far back buyer messages are looked at.
const DAYS: i64 = 90;

/// Mails that matter to the clock: a buyer's message that wants an answer, our own mail, and the copy that Amazon itself
/// sends of an answer given in Seller Central. An automatic reply is no answer (help page 202152030). Anybody can write any
/// sender: only a mail whose sender was verified (`trusted`) is an answer, and [`follow`] asks more of our own.
const MATTERS: &str = "((m.direction = 'in' AND m.needs_answer = 1) OR \
    (m.trusted = 1 AND (m.class = 'confirmation' OR m.direction = 'out' AND m.class <> 'to-amazon' AND m.class NOT LIKE 'auto%')))";

struct Mail {
    store: String,
    market: Market,
    thread: String,
    id: String,
    sent: Instant,
    asks: bool,
    /// Amazon's own copy of an answer.
    copy: bool,
    order: Option<String>,
    /// Our side: the address that a buyer wrote to, or from which an answer went out.
    ours: Ours,
    evidence: Evidence,
}

/// What is known of our address in a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Ours {
    /// In lower case.
    Is(String),
    /// The mail does not name it, or the mails of a wait name several.
    Unclear,
    /// The personal data of the mail are purged.
    Purged,
}

impl Ours {
    fn of(person: bool, address: &str) -> Self {
        match address.trim() {
            _ if !person => Self::Purged,
            "" => Self::Unclear,
            address => Self::Is(address.to_lowercase()),
        }
    }

    /// Of several mails of a buyer.
    fn and(self, other: &Self) -> Self {
        match (&self, other) {
            (Self::Purged, _) | (_, Self::Purged) => Self::Purged,
            _ if self == *other => self,
            _ => Self::Unclear,
        }
    }
}

/// What is read of a mail `m`.
const COLUMNS: &str = "m.store, m.market, m.thread, m.message_id, m.sent_at, \
    m.direction = 'in' AND m.class <> 'confirmation' AS asks, m.class = 'confirmation' AS copy, m.order_id, m.direction, \
    m.import, m.line, m.as_of";

/// The threads with their waits, sorted by store and thread.
pub(in crate::store) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<ThreadFact>> {
    let mut binds = Binds::default();
    let from = binds.put(now.plus(-DAYS * DAY).0);
    // Threads of open items are read whole: their answer may stand there, however old the question is.
    let mails = format!(
        "WITH watched AS (SELECT DISTINCT i.store, i.subject FROM main.item i \
           WHERE i.ladder = 'answer' AND i.state <> 'cleared'), \
         mail AS (SELECT {COLUMNS} FROM facts.message m WHERE m.sent_at >= {from} AND {MATTERS} \
           UNION SELECT {COLUMNS} FROM watched w CROSS JOIN facts.message m \
             ON m.store = w.store AND m.thread = w.subject WHERE {MATTERS})"
    );
    gather(db, &mails, &binds)
}

/// Since when the buyer of this thread waits; `None` when nobody waits, or nothing is known of it.
pub(in crate::store) fn waits_since(db: &Connection, store: &str, thread: &str) -> rusqlite::Result<Option<Instant>> {
    let mut binds = Binds::default();
    let (store, thread) = (binds.put(store.to_owned()), binds.put(thread.to_owned()));
    let mails = format!(
        "WITH mail AS (SELECT {COLUMNS} FROM facts.message m \
           WHERE m.store = {store} AND m.thread = {thread} AND {MATTERS})"
    );
    let threads = gather(db, &mails, &binds)?;
    let last = threads.iter().find_map(|thread| thread.waits.last());
    Ok(last.filter(|wait| wait.answered.is_none()).map(|wait| wait.since))
}

/// The threads of the mails that the CTE `mail` gives.
fn gather(db: &Connection, mails: &str, binds: &Binds) -> rusqlite::Result<Vec<ThreadFact>> {
    let sql = format!(
        "{mails} SELECT l.store, l.market, l.thread, l.message_id, l.sent_at, l.asks, l.copy, l.order_id, \
           p.message_id IS NOT NULL, CASE l.direction WHEN 'out' THEN p.from_address ELSE p.to_address END, \
           f.sha256, f.name, l.line, l.as_of FROM mail l \
         LEFT JOIN facts.message_person p ON p.store = l.store AND p.message_id = l.message_id \
         LEFT JOIN facts.import f ON f.seq = l.import ORDER BY l.store, l.thread, l.sent_at, l.message_id"
    );
    let mails = rows(db, &sql, binds, |row| {
        let take = &mut Take::new(row);
        Ok(Mail {
            store: take.next()?,
            market: take.market()?,
            thread: take.next()?,
            id: take.next()?,
            sent: Instant(take.next()?),
            asks: take.next()?,
            copy: take.next()?,
            order: take.next()?,
            ours: Ours::of(take.next()?, &take.text()?),
            evidence: take.evidence()?,
        })
    })?;
    let mut threads: Vec<ThreadFact> = Vec::new();
    let mut asked = Ours::Unclear;
    for mail in mails {
        let known = threads.last().is_some_and(|t| t.store == mail.store && t.thread == mail.thread);
        if !known {
            threads.push(ThreadFact {
                store: mail.store.clone(),
                market: mail.market,
                thread: mail.thread.clone(),
                order_id: None,
                total: None,
                waits: Vec::new(),
            });
        }
        if let Some(thread) = threads.last_mut() {
            follow(thread, &mut asked, mail);
        }
    }
    threads.retain(|thread| !thread.waits.is_empty());
    totals(db, &mut threads)?;
    Ok(threads)
}

/// Takes the next mail of a thread; `asked` is the address that the buyer of the open wait wrote to. A mail of ours is an
/// answer only when it went out from there: a mail that anybody dropped into the inbox proves nothing. Where that cannot be
/// compared any more, because personal data are purged, the wait is neither open nor over: it is unknown (H1).
fn follow(thread: &mut ThreadFact, asked: &mut Ours, mail: Mail) {
    thread.order_id = thread.order_id.take().or(mail.order);
    let open = thread.waits.last_mut().filter(|wait| wait.answered.is_none());
    match (open, mail.asks) {
        (Some(wait), true) => {
            wait.messages += 1;
            *asked = asked.clone().and(&mail.ours);
        }
        // An answer of the same second may as well have gone out before the question.
        (Some(wait), false) if mail.sent > wait.since => match (&*asked, &mail.ours) {
            (Ours::Is(address), Ours::Is(sender)) if address == sender => {
                wait.answered = Some((mail.sent, mail.evidence));
            }
            _ if mail.copy => wait.answered = Some((mail.sent, mail.evidence)),
            (Ours::Purged, _) | (_, Ours::Purged) => drop(thread.waits.pop()),
            _ => {}
        },
        (None, true) => {
            thread.waits.push(Wait {
                message_id: mail.id,
                since: mail.sent,
                messages: 1,
                evidence: mail.evidence,
                answered: None,
            });
            *asked = mail.ours;
        }
        _ => {}
    }
}

fn totals(db: &Connection, threads: &mut [ThreadFact]) -> rusqlite::Result<()> {
    let keys: Vec<(&str, &str)> =
        threads.iter().filter_map(|t| Some((t.store.as_str(), t.order_id.as_deref()?))).collect();
    let totals: HashMap<_, _> = all_orders(db, &keys)?;
    for thread in threads {
        let key = thread.order_id.clone().map(|order| (thread.store.clone(), order));
        thread.total = key.and_then(|key| totals.get(&key)).and_then(|known| known.total);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::{Currency, Money};
    use crate::store::list::testing::{Bench, NOW};

    fn mail(bench: &Bench, n: i64, thread: &str, direction: &str, class: &str, ago: i64) {
        let pairs = format!(
            "message_id = '<{n}@x>'; thread = '{thread}'; sent_at = {}; direction = '{direction}'; class = '{class}'; \
             needs_answer = {}; trusted = 1; order_id = '113-1'; line = 1",
            NOW.0 - ago,
            i64::from(class == "buyer-message")
        );
        bench.fact("message", &pairs);
        bench.fact(
            "message_person",
            &format!("message_id = '<{n}@x>'; from_address = 'Shop@s.example'; to_address = 'shop@s.example'"),
        );
    }

    #[test]
    fn a_wait_runs_from_the_first_question_to_the_answer() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'mail.eml'; format = 'mail'");
        let pairs = "order_id = '113-1'; sku = 'a'; occurrence = 1; item_price = 2399; currency = 'USD'";
        bench.fact("order_line", pairs);
        mail(&bench, 1, "t1", "in", "buyer-message", 500);
        mail(&bench, 2, "t1", "in", "buyer-message", 400);
        mail(&bench, 3, "t1", "out", "auto-reply", 399);
        mail(&bench, 4, "t1", "notice", "confirmation", 300);
        mail(&bench, 5, "t1", "in", "thanks", 200);
        mail(&bench, 6, "t1", "in", "buyer-message", 100);
        mail(&bench, 7, "t2", "out", "own", 100);
        mail(&bench, 8, "t3", "in", "buyer-message", 100 * DAY);
        let threads = load(&bench.reader.0, NOW).unwrap();
        assert_eq!(threads.len(), 1);
        let thread = &threads[0];
        assert_eq!((thread.thread.as_str(), thread.order_id.as_deref()), ("t1", Some("113-1")));
        assert_eq!(thread.total, Some(Money::new(2399, Currency::of(b"USD"))));
        let waits: Vec<_> = thread
            .waits
            .iter()
            .map(|w| (w.message_id.as_str(), NOW.0 - w.since.0, w.messages, w.answered.as_ref().map(|a| NOW.0 - a.0.0)))
            .collect();
        assert_eq!(waits, [("<1@x>", 500, 2, Some(300)), ("<6@x>", 100, 1, None)]);
        assert_eq!(thread.waits[0].evidence.sha256, "aa");
    }

    #[test]
    fn an_old_question_with_an_open_item_is_still_looked_at() {
        let bench = Bench::new();
        mail(&bench, 1, "t3", "in", "buyer-message", 100 * DAY);
        mail(&bench, 2, "t3", "out", "own", 50);
        bench.item("answer", "s", "US", "t3", "answer-overdue", "now", None);
        let threads = load(&bench.reader.0, NOW).unwrap();
        assert_eq!(threads[0].waits[0].answered.as_ref().map(|a| a.0), Some(NOW.plus(-50)));
        bench.sql("UPDATE item SET state = 'cleared'");
        assert!(load(&bench.reader.0, NOW).unwrap().is_empty());
    }

    #[test]
    fn a_copy_that_is_not_amazon_s_own_proves_no_answer() {
        let bench = Bench::new();
        mail(&bench, 1, "t", "in", "buyer-message", 60);
        mail(&bench, 2, "t", "in", "confirmation", 30);
        bench.facts("UPDATE message SET trusted = 0");
        assert_eq!(load(&bench.reader.0, NOW).unwrap()[0].waits[0].answered, None);
        // Neither does a mail with our own sender that nobody vouches for.
        mail(&bench, 3, "t", "out", "other", 20);
        bench.facts("UPDATE message SET trusted = 0");
        assert_eq!(load(&bench.reader.0, NOW).unwrap()[0].waits[0].answered, None);
        bench.facts("UPDATE message SET trusted = 1 WHERE message_id = '<3@x>'");
        assert_eq!(load(&bench.reader.0, NOW).unwrap()[0].waits[0].answered.as_ref().map(|a| a.0), Some(NOW.plus(-20)));
    }

    #[test]
    fn only_a_mail_from_the_address_that_the_buyer_wrote_to_is_an_answer() {
        let bench = Bench::new();
        mail(&bench, 1, "t", "in", "buyer-message", 60);
        mail(&bench, 2, "t", "out", "other", 30);
        let waits = || load(&bench.reader.0, NOW).unwrap().pop().map(|thread| thread.waits);
        let answered = || waits().unwrap()[0].answered.is_some();
        assert!(answered());
        for (id, column, value) in [
            (2, "from_address", "'anybody@else.example'"),
            (2, "from_address", "NULL"),
            (2, "from_address", "' '"),
            (1, "to_address", "NULL"),
            (1, "to_address", "'other@s.example'"),
        ] {
            bench.facts("UPDATE message_person SET from_address = 'shop@s.example', to_address = 'shop@s.example'");
            assert!(answered());
            bench.facts(&format!("UPDATE message_person SET {column} = {value} WHERE message_id = '<{id}@x>'"));
            assert!(!answered(), "{column} {value}");
        }
        // A forged question of the same thread does not lend its address to a forged answer.
        bench.facts("UPDATE message_person SET from_address = 'evil@s.example', to_address = 'evil@s.example'");
        bench.facts("UPDATE message_person SET to_address = 'shop@s.example' WHERE message_id = '<1@x>'");
        mail(&bench, 3, "t", "in", "buyer-message", 50);
        bench.facts("UPDATE message_person SET to_address = 'evil@s.example' WHERE message_id = '<3@x>'");
        assert!(!answered());
        // Amazon's own copy needs no address.
        mail(&bench, 4, "t", "notice", "confirmation", 20);
        bench.facts("UPDATE message_person SET to_address = NULL, from_address = NULL");
        assert!(answered());
    }

    #[test]
    fn a_wait_whose_addresses_are_purged_is_unknown_once_a_mail_of_ours_followed() {
        let bench = Bench::new();
        mail(&bench, 1, "t", "in", "buyer-message", 61 * DAY);
        let waits = || load(&bench.reader.0, NOW).unwrap().pop().map(|thread| thread.waits);
        bench.facts("DELETE FROM message_person");
        assert_eq!(waits().unwrap()[0].answered, None, "nobody answered");
        mail(&bench, 2, "t", "out", "other", 60 * DAY);
        assert_eq!(waits(), None, "neither open nor answered");
        mail(&bench, 3, "t", "in", "buyer-message", DAY);
        let left = waits().unwrap();
        assert_eq!((left.len(), left[0].message_id.as_str(), &left[0].answered), (1, "<3@x>", &None));
    }

    #[test]
    fn an_answer_of_the_same_second_proves_nothing() {
        let bench = Bench::new();
        mail(&bench, 1, "t", "in", "buyer-message", 60);
        mail(&bench, 2, "t", "out", "own", 60);
        assert_eq!(load(&bench.reader.0, NOW).unwrap()[0].waits[0].answered, None);
    }
}
