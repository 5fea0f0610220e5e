//! Kind 78.

use super::*;
use crate::domain::fact::TakenFact;
use crate::domain::market::Market;

/// Taken 25 hours ago, due in 20 hours.
pub(super) fn fact() -> TakenFact {
    TakenFact {
        store: "s".to_owned(),
        market: Some(Market::Us),
        item: "w17".to_owned(),
        kind: Some(Kind::OutOfStock),
        entity: "SKU-014".to_owned(),
        due: Some(at("2026-11-20T08:00:00Z")),
        taken: Some(("wei".to_owned(), at("2026-11-18T11:00:00Z"))),
        open: true,
        changed: at("2026-11-18T11:00:00Z"),
    }
}

type Change = fn(&mut TakenFact);

#[test]
fn a_claim_is_stale_after_a_day_when_its_deadline_is_near() {
    let kind = Kind::StaleClaim;
    let today = |due| opens(kind, Lane::Today, due);
    let due = "2026-11-20T08:00:00Z";
    let cases: &[(&str, Change, Came)] = &[
        ("25 hours", |_| (), today(due)),
        ("24 hours", |f| f.taken = Some(("wei".into(), at("2026-11-18T12:00:00Z"))), Came::Gone("picked-up")),
        ("a second more", |f| f.taken = Some(("wei".into(), at("2026-11-18T11:59:59Z"))), today(due)),
        ("due in a day", |f| f.due = Some(at("2026-11-20T12:00:00Z")), today("2026-11-20T12:00:00Z")),
        ("a second later", |f| f.due = Some(at("2026-11-20T12:00:01Z")), Came::Unknown),
        ("overdue", |f| f.due = Some(at("2026-11-01T12:00:00Z")), today("2026-11-01T12:00:00Z")),
        ("without a deadline", |f| f.due = None, Came::Unknown),
        ("given back", |f| f.taken = None, Came::Gone("picked-up")),
        ("done", |f| f.open = false, Came::Gone("finished")),
    ];
    for (case, change, wanted) in cases {
        let mut fact = fact();
        change(&mut fact);
        let facts = Facts { taken: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{case}");
    }
    let facts = Facts { taken: vec![fact()], ..Facts::default() };
    let before = at("2026-11-19T10:00:00Z");
    assert_eq!(next_change(&facts, before, &settings()), at("2026-11-19T11:00:01Z"));
}
