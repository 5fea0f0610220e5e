//! Claims and chargebacks: Amazon's mails of the last 90 days and the sheet that is kept by hand, brought together by order.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::orders::all_orders;
use crate::domain::day::{DAY, Instant};
use crate::domain::fact::{Dispute, DisputeFact, DisputeMail, DisputeRow, NoticeFact};
use crate::domain::market::Market;
use crate::store::list::sql::{Binds, Take, rows};

/// How far back mails are looked at.
pub(super) const DAYS: i64 = 90;

/// Class of a mail, what it is about, whether it decides.
const CLASSES: [(&str, Dispute, bool); 4] = [
    ("claim", Dispute::Claim, false),
    ("claim-decision", Dispute::Claim, true),
    ("chargeback", Dispute::Chargeback, false),
    ("chargeback-decision", Dispute::Chargeback, true),
];

/// Store, dispute, subject.
type Place = (String, Dispute, String);

/// The disputes, sorted by store, kind and subject.
pub(in crate::store) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<DisputeFact>> {
    let mut found = BTreeMap::new();
    mails(db, now, &mut found)?;
    sheet(db, &mut found)?;
    let mut found: Vec<DisputeFact> = found.into_values().collect();
    let keys: Vec<(&str, &str)> =
        found.iter().filter_map(|f| Some((f.store.as_str(), f.order_id.as_deref()?))).collect();
    let totals = all_orders(db, &keys)?;
    for fact in &mut found {
        let key = fact.order_id.clone().map(|order| (fact.store.clone(), order));
        fact.total = key.and_then(|key| totals.get(&key)).and_then(|known| known.total);
    }
    Ok(found)
}

/// A mail that names no order is a case of its own, and decides nothing.
fn mails(db: &Connection, now: Instant, found: &mut BTreeMap<Place, DisputeFact>) -> rusqlite::Result<()> {
    let mut binds = Binds::default();
    let from = binds.put(now.plus(-DAYS * DAY).0);
    let classes: Vec<String> = CLASSES.iter().map(|(class, ..)| format!("'{class}'")).collect();
    let sql = format!(
        "SELECT m.store, m.market, m.class, m.order_id, m.message_id, m.sent_at, m.respond_by, m.trusted, f.sha256, \
           f.name, m.line, m.as_of FROM facts.message m LEFT JOIN facts.import f ON f.seq = m.import \
         WHERE m.class IN ({}) AND m.direction = 'notice' AND m.sent_at >= {from} \
         ORDER BY m.sent_at, m.message_id",
        classes.join(", ")
    );
    let mails = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market, class): (String, _, String) = (take.next()?, take.market()?, take.next()?);
        let (order, id): (Option<String>, String) = (take.next()?, take.next()?);
        let (sent, respond_by, verified) = (Instant(take.next()?), take.instant()?, take.next()?);
        Ok((store, market, class, order, id, DisputeMail { sent, respond_by, verified, evidence: take.evidence()? }))
    })?;
    for (store, market, class, order, id, mail) in mails {
        let Some((_, dispute, decides)) = CLASSES.iter().find(|(name, ..)| *name == class).copied() else { continue };
        if decides && (order.is_none() || !mail.verified) {
            continue;
        }
        let subject = order.clone().unwrap_or(id);
        let fact = at(found, &store, market, dispute, &subject, order);
        if decides {
            fact.decided = Some((mail.sent, mail.evidence));
        } else if !stands(fact, &mail) {
            fact.asked = Some(mail);
        }
    }
    Ok(())
}

/// Whether the question that is known stands before a later mail: nobody's word moves the deadline of a verified one, before a
/// decision lies between them.
fn stands(fact: &DisputeFact, later: &DisputeMail) -> bool {
    let open = |asked: &DisputeMail| fact.decided.as_ref().is_none_or(|(at, _)| *at < asked.sent);
    !later.verified && fact.asked.as_ref().is_some_and(|asked| asked.verified && open(asked))
}

/// Of several rows of an order one that is not decided counts, else the newest.
fn sheet(db: &Connection, found: &mut BTreeMap<Place, DisputeFact>) -> rusqlite::Result<()> {
    let sql = "SELECT d.store, d.market, d.kind, d.order_id, d.claim_id, d.opened_on, d.respond_by, d.appeal_by, d.amount, \
           d.currency, d.state, d.decision, d.funded_by, f.sha256, f.name, d.line, d.as_of \
         FROM facts.dispute d LEFT JOIN facts.import f ON f.seq = d.import WHERE d.kind IN ('atoz', 'chargeback') \
         ORDER BY d.store, d.kind, d.order_id, TRIM(COALESCE(d.decision, '')) = '', d.as_of, d.occurrence";
    let lines = rows(db, sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        let (store, market, kind): (String, Market, String) = (take.next()?, take.market()?, take.next()?);
        let (order, claim): (String, String) = (take.next()?, take.next()?);
        let (opened, respond_by, appeal_by) = (take.day()?, take.day()?, take.day()?);
        let amount = take.money(Some(market))?;
        let lower = |text: String| text.trim().to_lowercase();
        let (state, decision, funded_by) = (lower(take.text()?), lower(take.text()?), lower(take.text()?));
        let evidence = take.evidence()?;
        let row = DisputeRow { opened, respond_by, appeal_by, amount, state, decision, funded_by, evidence };
        Ok((store, market, kind, order, claim, row))
    })?;
    for (store, market, kind, order, claim, row) in lines {
        let dispute = if kind == "atoz" { Dispute::Claim } else { Dispute::Chargeback };
        let order = Some(order).filter(|order| !order.is_empty());
        let subject = order.clone().unwrap_or(claim);
        at(found, &store, market, dispute, &subject, order).sheet = Some(row);
    }
    Ok(())
}

/// Policy notices of the last 90 days, the newest of each thread, with our answer; sorted by store and thread.
pub(in crate::store) fn notices(db: &Connection, now: Instant) -> rusqlite::Result<Vec<NoticeFact>> {
    let mut binds = Binds::default();
    let from = binds.put(now.plus(-DAYS * DAY).0);
    let sql = format!(
        "SELECT m.store, m.thread, m.market, m.asin, m.direction = 'out', m.sent_at, m.respond_by, m.trusted, f.sha256, \
           f.name, m.line, m.as_of FROM facts.message m LEFT JOIN facts.import f ON f.seq = m.import \
         WHERE m.sent_at >= {from} AND (m.class = 'policy' AND m.direction = 'notice' \
           OR m.class = 'to-amazon' AND m.direction = 'out' AND m.trusted = 1) ORDER BY m.sent_at, m.message_id"
    );
    let mails = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let place: (String, String) = (take.next()?, take.next()?);
        let (market, asin, ours): (Market, Option<String>, bool) = (take.market()?, take.next()?, take.next()?);
        let (sent, respond_by, verified) = (Instant(take.next()?), take.instant()?, take.next()?);
        Ok((place, market, asin, ours, DisputeMail { sent, respond_by, verified, evidence: take.evidence()? }))
    })?;
    let mut found: BTreeMap<(String, String), NoticeFact> = BTreeMap::new();
    for (place, market, asin, ours, mail) in mails {
        match found.get_mut(&place) {
            Some(fact) if ours => fact.answered = Some((mail.sent, mail.evidence)),
            Some(fact) => {
                fact.notices += 1;
                fact.asin = asin.or(fact.asin.take());
                fact.mail = mail;
            }
            // What we wrote before any notice answers none.
            None if ours => {}
            None => {
                let (store, thread) = place.clone();
                let fact = NoticeFact { store, market, thread, asin, mail, notices: 1, answered: None };
                found.insert(place, fact);
            }
        }
    }
    Ok(found.into_values().collect())
}

fn at<'a>(
    found: &'a mut BTreeMap<Place, DisputeFact>,
    store: &str,
    market: Market,
    dispute: Dispute,
    subject: &str,
    order_id: Option<String>,
) -> &'a mut DisputeFact {
    found.entry((store.to_owned(), dispute, subject.to_owned())).or_insert_with(|| DisputeFact {
        store: store.to_owned(),
        market,
        dispute,
        subject: subject.to_owned(),
        order_id,
        total: None,
        asked: None,
        decided: None,
        sheet: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW};

    fn mail(bench: &Bench, n: i64, class: &str, order: &str, ago: i64, trusted: bool) {
        bench.fact(
            "message",
            &format!(
                "message_id = '<{n}@x>'; thread = 't{n}'; sent_at = {}; direction = 'notice'; class = '{class}'; \
                 needs_answer = 0; trusted = {trusted}; order_id = {order}; respond_by = {}; line = 1; as_of = {n}",
                NOW.0 - ago,
                NOW.0 - ago + 3 * DAY,
            ),
        );
    }

    #[test]
    fn a_notice_is_answered_by_a_verified_mail_of_ours_in_its_thread() {
        let bench = Bench::new();
        let mail = |n: i64, thread: &str, ours: bool, ago: i64, trusted: bool| {
            let (direction, class) = if ours { ("out", "to-amazon") } else { ("notice", "policy") };
            bench.fact(
                "message",
                &format!(
                    "message_id = '<{n}@x>'; thread = '{thread}'; sent_at = {}; direction = '{direction}'; \
                     class = '{class}'; needs_answer = 0; trusted = {trusted}; line = 1; as_of = {n}",
                    NOW.0 - ago,
                ),
            );
        };
        mail(1, "a", false, 50, true);
        mail(2, "a", false, 40, true);
        mail(3, "a", true, 30, true);
        mail(4, "b", false, 50, false);
        mail(5, "b", true, 30, false);
        mail(6, "c", true, 30, true);
        mail(7, "d", false, 91 * DAY, true);
        let found = notices(&bench.reader.0, NOW).unwrap();
        let brief: Vec<_> = found
            .iter()
            .map(|f| (f.thread.as_str(), f.notices, f.mail.evidence.as_of, f.answered.as_ref().map(|(_, e)| e.as_of)))
            .collect();
        assert_eq!(brief, [("a", 2, 2, Some(3)), ("b", 1, 4, None)]);
    }

    #[test]
    fn mails_and_sheet_meet_at_the_order() {
        let bench = Bench::new();
        mail(&bench, 1, "claim", "'111-1'", 5 * DAY, true);
        mail(&bench, 2, "claim", "'111-1'", 4 * DAY, false);
        mail(&bench, 3, "claim-decision", "'111-1'", DAY, true);
        mail(&bench, 4, "claim-decision", "'111-2'", DAY, false);
        mail(&bench, 5, "claim", "NULL", DAY, true);
        mail(&bench, 6, "claim-decision", "NULL", DAY, true);
        mail(&bench, 7, "claim", "'111-3'", 91 * DAY, true);
        mail(&bench, 8, "chargeback", "'111-1'", 2 * DAY, false);
        mail(&bench, 9, "chargeback", "'111-1'", DAY, true);
        mail(&bench, 10, "claim", "'111-4'", 5 * DAY, true);
        mail(&bench, 11, "claim-decision", "'111-4'", 4 * DAY, true);
        mail(&bench, 12, "claim", "'111-4'", 3 * DAY, false);
        let row = |nth: i64, decision: &str, as_of: i64| {
            let pairs = format!(
                "kind = 'atoz'; order_id = '111-1'; claim_key = '111-1'; occurrence = {nth}; claim_id = ''; decision = {decision}; amount = 1999; \
                 currency = 'USD'; respond_by = '2026-11-24'; as_of = {as_of}"
            );
            bench.fact("dispute", &pairs);
        };
        row(1, "NULL", 10);
        row(2, "'Granted '", 20);
        bench.fact("dispute", "kind = 'safet'; order_id = '111-9'; claim_id = ''");
        let found = load(&bench.reader.0, NOW).unwrap();
        let brief: Vec<_> = found.iter().map(|f| (f.dispute, f.subject.as_str())).collect();
        let claims = ["111-1", "111-4", "<5@x>"].map(|subject| (Dispute::Claim, subject));
        let wanted = [&claims[..], &[(Dispute::Chargeback, "111-1")]].concat();
        assert_eq!(brief, wanted);
        let claim = &found[0];
        let asked = claim.asked.as_ref().unwrap();
        assert_eq!(
            (asked.evidence.as_of, asked.verified),
            (1, true),
            "a forged mail does not move a verified deadline"
        );
        assert_eq!(asked.respond_by, Some(NOW.plus(-2 * DAY)));
        let asked = |at: usize| found[at].asked.as_ref().map(|mail| (mail.evidence.as_of, mail.verified));
        assert_eq!(asked(1), Some((12, false)), "after a decision whoever asks is heard");
        assert_eq!(asked(3), Some((9, true)), "a verified mail wins over what is not");
        assert_eq!(claim.decided.as_ref().map(|(at, e)| (at.0, e.as_of)), Some((NOW.0 - DAY, 3)));
        let row = claim.sheet.as_ref().unwrap();
        assert_eq!((row.decision.as_str(), row.evidence.as_of), ("", 10), "the open row counts");
        assert_eq!(found[2].order_id, None);
        assert_eq!((&found[3].sheet, &found[3].decided), (&None, &None));
    }
}
