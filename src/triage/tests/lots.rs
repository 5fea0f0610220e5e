//! Kind 54.

use super::*;
use crate::domain::fact::LotFact;
use crate::domain::market::Market;

pub(super) fn lot() -> LotFact {
    LotFact {
        store: "s".to_owned(),
        market: None,
        sku: "JAM-1".to_owned(),
        place: "Home".to_owned(),
        lot: "L1".to_owned(),
        units: Some(12),
        expires: day("2027-04-03"),
        evidence: row(3),
    }
}

#[test]
fn a_lot_is_told_a_month_before_its_last_day() {
    type Change = fn(&mut LotFact);
    let near = |due| opens(Kind::ExpiryNear, Lane::Week, due);
    // 105 days before the date, and 30 days ahead of that.
    let cases: &[(&str, Change, Came)] = &[
        ("31 days ahead", |f| f.expires = day("2027-04-04"), Came::Gone("long-life")),
        ("30 days ahead", |_| (), near("2026-12-19T23:59:59Z")),
        (
            "another marketplace's day",
            |f| {
                (f.market, f.expires) = (Some(Market::Jp), day("2027-04-03"));
            },
            near("2026-12-19T14:59:59Z"),
        ),
        ("the date is over", |f| f.expires = day("2026-11-01"), near("2026-07-19T23:59:59Z")),
        ("nothing left", |f| f.units = Some(0), Came::Gone("sold-off")),
        ("units unknown", |f| f.units = None, Came::Unknown),
    ];
    for (case, change, wanted) in cases {
        let mut fact = lot();
        change(&mut fact);
        assert_eq!(came(&Facts { lots: vec![fact], ..Facts::default() }, NOON, Kind::ExpiryNear), *wanted, "{case}");
    }
    let facts = Facts { lots: vec![LotFact { expires: day("2027-04-04"), ..lot() }], ..Facts::default() };
    assert_eq!(came(&facts, "2026-11-19T23:59:59Z", Kind::ExpiryNear), Came::Gone("long-life"));
    assert!(matches!(came(&facts, "2026-11-20T00:00:00Z", Kind::ExpiryNear), Came::Holds(..)));
}
