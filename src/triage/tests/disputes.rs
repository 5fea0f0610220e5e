//! Kinds 16, 17, 18 and 19.

use super::*;
use crate::domain::fact::{Dispute, DisputeFact, DisputeMail, DisputeRow, NoticeFact};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::Num;

pub(super) fn fact(dispute: Dispute) -> DisputeFact {
    DisputeFact {
        store: "s".to_owned(),
        market: Market::Us,
        dispute,
        subject: "111-1".to_owned(),
        order_id: Some("111-1".to_owned()),
        total: Some(Money::new(2399, Currency::of(b"USD"))),
        asked: None,
        decided: None,
        sheet: None,
    }
}

/// A verified mail of the evening of the 17th in Los Angeles.
pub(super) fn mail() -> DisputeMail {
    DisputeMail { sent: at("2026-11-18T04:00:00Z"), respond_by: None, verified: true, evidence: row(1) }
}

/// A row of the sheet of the 19th, 06:00.
pub(super) fn sheet() -> DisputeRow {
    DisputeRow {
        opened: Some(day("2026-11-17")),
        respond_by: None,
        appeal_by: None,
        amount: Some(Money::new(1999, Currency::of(b"USD"))),
        state: "action required".to_owned(),
        decision: String::new(),
        funded_by: String::new(),
        evidence: row(4),
    }
}

pub(super) fn notice() -> NoticeFact {
    NoticeFact {
        store: "s".to_owned(),
        market: Market::Us,
        thread: "<n1@amazon.example>".to_owned(),
        asin: None,
        mail: mail(),
        notices: 1,
        answered: None,
    }
}

type OfNotice = fn(&mut NoticeFact);

#[test]
fn a_policy_notice_is_answered_in_72_hours_or_by_its_own_date() {
    let kind = Kind::PolicyNotice;
    let cases: &[(&str, OfNotice, Came)] = &[
        ("no date", |_| (), opens(kind, Lane::Now, "2026-11-21T04:00:00Z")),
        (
            "its own date",
            |f| f.mail.respond_by = Some(at("2026-11-20T04:00:00Z")),
            opens(kind, Lane::Now, "2026-11-20T04:00:00Z"),
        ),
        ("answered", |f| f.answered = Some((at("2026-11-18T04:00:01Z"), row(2))), Came::Gone("answered")),
        (
            "asked again",
            |f| f.answered = Some((at("2026-11-18T04:00:00Z"), row(2))),
            opens(kind, Lane::Now, "2026-11-21T04:00:00Z"),
        ),
        (
            "thirty days old",
            |f| f.mail.sent = at("2026-10-20T12:00:00Z"),
            opens(kind, Lane::Now, "2026-10-23T12:00:00Z"),
        ),
        ("older", |f| f.mail.sent = at("2026-10-19T12:00:00Z"), Came::Unknown),
        ("older in Tokyo too", |f| (f.market, f.mail.sent) = (Market::Jp, at("2026-10-19T14:00:00Z")), Came::Unknown),
    ];
    for (name, change, wanted) in cases {
        let mut fact = notice();
        change(&mut fact);
        let facts = Facts { notices: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{name}");
    }
    let holds = held(&Facts { notices: vec![notice()], ..Facts::default() }, NOON, kind);
    assert_eq!(holds.entity, "#n1amazon");
}

type Change = fn(&mut DisputeFact);

fn only(dispute: Dispute, change: Change) -> Facts {
    let mut fact = fact(dispute);
    change(&mut fact);
    Facts { disputes: vec![fact], ..Facts::default() }
}

#[test]
fn the_date_in_the_mail_wins_then_that_of_the_sheet_then_the_rule() {
    let due = |text| opens(Kind::ClaimDue, Lane::Now, text);
    let cases: &[(&str, Change, Came)] = &[
        ("nothing is asked", |_| (), Came::Unknown),
        ("a mail without a date: 48 hours", |f| f.asked = Some(mail()), due("2026-11-20T04:00:00Z")),
        (
            "the mail's own date",
            |f| {
                f.asked = Some(DisputeMail { respond_by: Some(at("2026-11-21T04:00:00Z")), ..mail() });
                f.sheet = Some(DisputeRow { respond_by: Some(day("2026-11-25")), ..sheet() });
            },
            due("2026-11-21T04:00:00Z"),
        ),
        (
            "the sheet's date before the rule",
            |f| {
                f.asked = Some(mail());
                f.sheet = Some(DisputeRow { respond_by: Some(day("2026-11-25")), ..sheet() });
            },
            due("2026-11-26T07:59:59Z"),
        ),
        ("the sheet alone: 48 hours from its day", |f| f.sheet = Some(sheet()), due("2026-11-19T08:00:00Z")),
        ("no day anywhere", |f| f.sheet = Some(DisputeRow { opened: None, ..sheet() }), Came::Unknown),
        (
            "decided by mail",
            |f| (f.asked, f.decided) = (Some(mail()), Some((at("2026-11-18T04:00:01Z"), row(2)))),
            Came::Gone("decided"),
        ),
        (
            "asked again after the decision",
            |f| (f.asked, f.decided) = (Some(mail()), Some((at("2026-11-18T04:00:00Z"), row(2)))),
            due("2026-11-20T04:00:00Z"),
        ),
        ("a decision alone", |f| f.decided = Some((at("2026-11-18T04:00:00Z"), row(2))), Came::Gone("decided")),
        (
            "decided by the sheet",
            |f| (f.asked, f.sheet) = (Some(mail()), Some(DisputeRow { decision: "denied".to_owned(), ..sheet() })),
            Came::Gone("decided"),
        ),
        (
            "closed by the sheet",
            |f| f.sheet = Some(DisputeRow { state: "已关闭".to_owned(), ..sheet() }),
            Came::Gone("decided"),
        ),
        (
            "asked again after the mail, and the sheet still tells of the decision",
            |f| {
                (f.asked, f.decided) = (Some(mail()), Some((at("2026-11-17T04:00:00Z"), row(2))));
                f.sheet = Some(DisputeRow { decision: "denied".to_owned(), ..sheet() });
            },
            due("2026-11-20T04:00:00Z"),
        ),
        (
            "asked again after the sheet",
            |f| {
                f.asked = Some(DisputeMail { sent: at("2026-11-19T07:00:00Z"), ..mail() });
                f.sheet = Some(DisputeRow { decision: "denied".to_owned(), ..sheet() });
            },
            due("2026-11-21T07:00:00Z"),
        ),
    ];
    for (name, change, wanted) in cases {
        assert_eq!(came(&only(Dispute::Claim, *change), NOON, Kind::ClaimDue), *wanted, "{name}");
    }
    // However often the sheet is saved, it asks since the day that the claim was opened.
    let alone = |opened| {
        let fact = DisputeFact { sheet: Some(DisputeRow { opened, ..sheet() }), ..fact(Dispute::Chargeback) };
        held(&Facts { disputes: vec![fact], ..Facts::default() }, NOON, Kind::ChargebackDue).evidence
    };
    let (opened, midnight) = (Some(day("2026-11-17")), day("2026-11-17").start(Market::Us.zone()).0);
    assert_eq!(alone(opened), Evidence { as_of: midnight, ..row(4) });
    assert_eq!(alone(Some(day("2026-11-20"))), row(4), "a day to come is a slip");
    let both: Change = |f| {
        f.asked = Some(DisputeMail { respond_by: Some(at("2026-11-21T04:00:00Z")), verified: false, ..mail() });
        f.sheet = Some(DisputeRow { respond_by: Some(day("2026-11-25")), ..sheet() });
    };
    let holds = held(&only(Dispute::Claim, both), NOON, Kind::ClaimDue);
    assert_eq!(holds.money, Some(Money::new(1999, Currency::of(b"USD"))), "the disputed amount, not the order's");
    let text = |name: &str| holds.numbers.get(name).cloned();
    assert_eq!(text("says"), Some(Num::Text("by-mail".to_owned())));
    assert_eq!(text("verified"), Some(Num::Text("no".to_owned())));
    assert_eq!(
        (text("mail_day"), text("sheet_day")),
        (Some(Num::Day(day("2026-11-20"))), Some(Num::Day(day("2026-11-25"))))
    );
}

#[test]
fn a_chargeback_has_seven_calendar_days_of_its_marketplace() {
    let kind = Kind::ChargebackDue;
    let cases: &[(&str, Change, &str)] = &[
        ("from the 17th in Los Angeles", |f| f.asked = Some(mail()), "2026-11-25T07:59:59Z"),
        ("from the 18th in Tokyo", |f| (f.market, f.asked) = (Market::Jp, Some(mail())), "2026-11-25T14:59:59Z"),
        ("from the sheet's day", |f| f.sheet = Some(sheet()), "2026-11-25T07:59:59Z"),
    ];
    for (name, change, due) in cases {
        let found = came(&only(Dispute::Chargeback, *change), NOON, kind);
        assert_eq!(found, opens(kind, Lane::Now, due), "{name}");
    }
}

type OfRow = fn(DisputeRow) -> DisputeRow;

#[test]
fn a_granted_claim_may_be_appealed_for_thirty_days() {
    let kind = Kind::ClaimAppeal;
    let granted = || DisputeRow { decision: "granted".to_owned(), funded_by: "seller".to_owned(), ..sheet() };
    let cases: &[(&str, OfRow, Option<&str>, Came)] = &[
        (
            "the sheet's day",
            |r| DisputeRow { appeal_by: Some(day("2026-11-19")), ..r },
            None,
            opens(kind, Lane::Today, "2026-11-20T07:59:59Z"),
        ),
        ("a day too late", |r| DisputeRow { appeal_by: Some(day("2026-11-18")), ..r }, None, Came::Gone("time-over")),
        (
            "thirty days after the mail",
            |r| r,
            Some("2026-10-20T12:00:00Z"),
            opens(kind, Lane::Today, "2026-11-20T07:59:59Z"),
        ),
        ("a day longer ago", |r| r, Some("2026-10-19T12:00:00Z"), Came::Gone("time-over")),
        ("no day is known", |r| r, None, Came::Holds(kind, Lane::Today, None)),
        (
            "who pays is not noted",
            |r| DisputeRow { funded_by: String::new(), ..r },
            None,
            Came::Holds(kind, Lane::Today, None),
        ),
        ("Amazon pays", |r| DisputeRow { funded_by: "amazon".to_owned(), ..r }, None, Came::Gone("paid-by-amazon")),
        ("appealed", |r| DisputeRow { state: "appealed".to_owned(), ..r }, None, Came::Gone("appealed")),
        ("denied", |r| DisputeRow { decision: "denied".to_owned(), ..r }, None, Came::Gone("not-granted")),
        ("a word nobody knows", |r| DisputeRow { decision: "maybe".to_owned(), ..r }, None, Came::Unknown),
        ("no decision", |r| DisputeRow { decision: String::new(), ..r }, None, Came::Unknown),
    ];
    for (name, change, decided, wanted) in cases {
        let decided = decided.map(|text| (at(text), row(2)));
        let fact = DisputeFact { sheet: Some(change(granted())), decided, ..fact(Dispute::Claim) };
        let facts = Facts { disputes: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{name}");
    }
    let fact = DisputeFact { sheet: Some(granted()), ..fact(Dispute::Chargeback) };
    let facts = Facts { disputes: vec![fact], ..Facts::default() };
    assert_eq!(came(&facts, NOON, kind), Came::Unknown, "a chargeback has no appeal here");
}
