//! Bad feedback of the last months, and what the sheet of product reviews says.

use rusqlite::Connection;

use super::orders::all_orders;
use crate::domain::day::{DAY, Day, Instant};
use crate::domain::fact::{FeedbackFact, ReviewFact};
use crate::store::list::sql::{Binds, Take, rows};

/// How far back is looked. More than the days in which a removal can be asked for.
pub(super) const DAYS: i64 = 120;

/// Feedback of the last months and of items that are not cleared, sorted by store, order and day.
pub(in crate::store) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<FeedbackFact>> {
    let mut binds = Binds::default();
    let from = binds.put(now.plus(-DAYS * DAY).day(chrono_tz::UTC).to_string());
    let sql = format!(
        "SELECT b.store, b.market, b.order_id, b.rated_day, b.rating, b.answered, f.sha256, f.name, b.line, b.as_of \
         FROM facts.feedback b LEFT JOIN facts.import f ON f.seq = b.import \
         WHERE b.rated_day >= {from} OR (b.store, b.order_id) IN \
           (SELECT store, subject FROM main.item WHERE ladder = 'feedback' AND state <> 'cleared') \
         ORDER BY b.store, b.order_id, b.rated_day"
    );
    let mut found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        Ok(FeedbackFact {
            store: take.next()?,
            market: take.market()?,
            order_id: take.next()?,
            day: take.parse(Day::parse)?,
            rating: take.next()?,
            answered: take.next()?,
            total: None,
            evidence: take.evidence()?,
        })
    })?;
    let keys: Vec<(&str, &str)> = found.iter().map(|f| (f.store.as_str(), f.order_id.as_str())).collect();
    let totals = all_orders(db, &keys)?;
    for fact in &mut found {
        fact.total = totals.get(&(fact.store.clone(), fact.order_id.clone())).and_then(|known| known.total);
    }
    Ok(found)
}

/// All rows of the sheet of reviews: it is kept by hand and small. Sorted by store, marketplace and key.
pub(in crate::store) fn reviews(db: &Connection) -> rusqlite::Result<Vec<ReviewFact>> {
    let sql = "SELECT r.store, r.market, r.review_key, r.occurrence, r.asin, r.day, r.stars, r.topic, r.done_on, f.sha256, \
           f.name, r.line, r.as_of FROM facts.review r LEFT JOIN facts.import f ON f.seq = r.import \
         ORDER BY r.store, r.market, r.review_key, r.occurrence";
    rows(db, sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        Ok(ReviewFact {
            store: take.next()?,
            market: take.market()?,
            review_key: take.next()?,
            occurrence: take.next()?,
            asin: take.text()?,
            day: take.day()?,
            stars: take.next()?,
            topic: take.text()?,
            done: take.day()?,
            evidence: take.evidence()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW};

    #[test]
    fn feedback_of_the_last_months_and_of_open_items_is_read() {
        let bench = Bench::new();
        for (order, day) in [("111-1", "2026-11-20"), ("111-2", "2026-01-01"), ("111-3", "2026-01-01")] {
            bench.fact("feedback", &format!("order_id = '{order}'; rated_day = '{day}'; rating = 2; answered = 0"));
        }
        bench.item("feedback", "s", "US", "111-3", "bad-feedback", "week", None);
        let found = load(&bench.reader.0, NOW).unwrap();
        let brief: Vec<_> = found.iter().map(|f| (f.order_id.as_str(), f.rating, f.answered)).collect();
        assert_eq!(brief, [("111-1", Some(2), Some(false)), ("111-3", Some(2), Some(false))]);
    }

    #[test]
    fn reviews_are_read_as_the_sheet_has_them() {
        let bench = Bench::new();
        bench.fact(
            "review",
            "review_key = 'R1EXAMPLE00000'; occurrence = 1; day = '2026-11-20'; asin = 'B000000001'; stars = 2; \
             done_on = '2026-11-21'; topic = 'handle'",
        );
        let found = reviews(&bench.reader.0).unwrap();
        assert_eq!((found[0].stars, found[0].topic.as_str()), (Some(2), "handle"));
        assert_eq!(found[0].done, Day::parse("2026-11-21"));
    }
}
