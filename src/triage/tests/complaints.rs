//! Kind 24.

use super::*;
use crate::domain::fact::ComplaintFact;
use crate::domain::market::Market;

/// Units of these days, the reports reach to the last given day.
pub(super) fn fact(days: &[&str], until: &str) -> ComplaintFact {
    ComplaintFact {
        store: "s".to_owned(),
        market: Market::Us,
        sku: "SKU-014".to_owned(),
        reason: "DEFECTIVE".to_owned(),
        units: (2..).zip(days).map(|(line, text)| (day(text), row(line))).collect(),
        until: (day(until), row(99)),
    }
}

#[test]
fn three_alike_in_seven_days_are_a_cluster_until_two_quiet_weeks() {
    let kind = Kind::SameComplaint;
    let opened = |due| opens(kind, Lane::Today, due);
    let cases: &[(&str, &[&str], &str, Came)] = &[
        ("two", &["2026-11-16", "2026-11-18"], "2026-11-18", Came::Unknown),
        (
            "three in seven days",
            &["2026-11-12", "2026-11-14", "2026-11-18"],
            "2026-11-18",
            opened("2026-11-20T07:59:59Z"),
        ),
        ("three in eight days", &["2026-11-11", "2026-11-14", "2026-11-18"], "2026-11-18", Came::Unknown),
        ("three of one day", &["2026-11-18", "2026-11-18", "2026-11-18"], "2026-11-18", opened("2026-11-20T07:59:59Z")),
        (
            "an older cluster and a single one since",
            &["2026-11-05", "2026-11-05", "2026-11-06", "2026-11-18"],
            "2026-11-18",
            opened("2026-11-08T07:59:59Z"),
        ),
        (
            "thirteen quiet days",
            &["2026-11-05", "2026-11-05", "2026-11-05"],
            "2026-11-18",
            opened("2026-11-07T07:59:59Z"),
        ),
        ("fourteen quiet days", &["2026-11-04", "2026-11-04", "2026-11-04"], "2026-11-18", Came::Gone("quiet")),
        ("no later report", &["2026-11-04", "2026-11-04", "2026-11-04"], "2026-11-04", opened("2026-11-06T07:59:59Z")),
    ];
    for (name, days, until, wanted) in cases {
        let facts = Facts { complaints: vec![fact(days, until)], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{name}");
    }
    let three = ["2026-11-17", "2026-11-18", "2026-11-18"];
    let tokyo = ComplaintFact { market: Market::Jp, ..fact(&three, "2026-11-18") };
    let found = came(&Facts { complaints: vec![tokyo], ..Facts::default() }, NOON, kind);
    assert_eq!(found, opened("2026-11-19T14:59:59Z"), "the day of its marketplace");
    let unwanted = ComplaintFact { reason: "UNWANTED_ITEM".to_owned(), ..fact(&three, "2026-11-18") };
    let found = came(&Facts { complaints: vec![unwanted], ..Facts::default() }, NOON, kind);
    assert_eq!(found, Came::Unknown, "a change of mind is no complaint");
}
