//! Kinds 22 and 23.

use super::*;
use crate::domain::fact::{FeedbackFact, ReviewFact};
use crate::domain::market::Market;

pub(super) fn fact() -> FeedbackFact {
    FeedbackFact {
        store: "s".to_owned(),
        market: Market::Us,
        order_id: "111-1".to_owned(),
        day: day("2026-11-18"),
        rating: Some(3),
        answered: Some(false),
        total: None,
        evidence: row(2),
    }
}

pub(super) fn review() -> ReviewFact {
    ReviewFact {
        store: "s".to_owned(),
        market: Market::Us,
        review_key: "2026-11-18 B000000001 3 Handle came loose".to_owned(),
        occurrence: 1,
        asin: "B000000001".to_owned(),
        day: Some(day("2026-11-18")),
        stars: Some(3),
        topic: "handle".to_owned(),
        done: None,
        evidence: row(2),
    }
}

type OfFeedback = fn(&mut FeedbackFact);

#[test]
fn bad_feedback_is_answered_in_two_days_and_can_be_removed_for_ninety() {
    let kind = Kind::BadFeedback;
    let week = |due| opens(kind, Lane::Week, due);
    let cases: &[(&str, OfFeedback, Came)] = &[
        ("three stars", |_| (), week("2026-11-21T07:59:59Z")),
        ("one star", |f| f.rating = Some(1), week("2026-11-21T07:59:59Z")),
        ("four stars", |f| f.rating = Some(4), Came::Gone("not-bad")),
        ("no stars known", |f| f.rating = None, Came::Unknown),
        ("answered", |f| f.answered = Some(true), Came::Gone("answered")),
        ("no word of an answer", |f| f.answered = None, Came::Unknown),
        ("the ninetieth day", |f| f.day = day("2026-08-21"), week("2026-08-24T06:59:59Z")),
        ("a day later", |f| f.day = day("2026-08-20"), Came::Unknown),
        ("answered after that", |f| (f.day, f.answered) = (day("2026-08-20"), Some(true)), Came::Gone("answered")),
        (
            "its last day in Los Angeles is over in Tokyo",
            |f| (f.day, f.market) = (day("2026-08-20"), Market::Jp),
            Came::Unknown,
        ),
    ];
    for (name, change, wanted) in cases {
        let mut fact = fact();
        change(&mut fact);
        let facts = Facts { feedback: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{name}");
    }
    let facts = Facts { feedback: vec![fact()], ..Facts::default() };
    assert_eq!(
        held(&facts, NOON, kind).key.epoch.as_deref(),
        Some("2026-11-18"),
        "two ratings of an order are two items"
    );
}

type OfReview = fn(&mut ReviewFact);

#[test]
fn a_bad_review_waits_for_the_team_s_own_word() {
    let kind = Kind::BadReview;
    let cases: &[(&str, OfReview, Came)] = &[
        ("three stars", |_| (), opens(kind, Lane::Week, "2026-11-22T07:59:59Z")),
        ("in Berlin", |f| f.market = Market::De, opens(kind, Lane::Week, "2026-11-21T22:59:59Z")),
        ("no day", |f| f.day = None, Came::Holds(kind, Lane::Week, None)),
        ("four stars", |f| f.stars = Some(4), Came::Gone("not-bad")),
        ("no stars known", |f| f.stars = None, Came::Unknown),
        ("done", |f| f.done = Some(day("2026-11-19")), Came::Gone("handled")),
    ];
    for (name, change, wanted) in cases {
        let mut fact = review();
        change(&mut fact);
        let facts = Facts { reviews: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{name}");
    }
    let holds = held(&Facts { reviews: vec![review()], ..Facts::default() }, NOON, kind);
    assert!(!format!("{:?} {:?}", holds.key, holds.numbers).contains("loose"), "the buyer's words stay out");
}
