//! Claims (16), chargebacks (18) and policy notices (19) that wait for an answer, granted claims that may be appealed (17). Amazon tells of them
//! by mail alone; the sheet that is kept by hand adds amounts and decisions. The date in the mail wins, then that of the
//! sheet, then the rule: 48 hours for a claim, 7 calendar days for a chargeback, 30 days for an appeal (R21, R105).

use super::pass::{Collect, Pass, Round, gone, holds, mark};
use crate::domain::day::Instant;
use crate::domain::fact::{Dispute, DisputeFact, DisputeRow, NoticeFact};
use crate::domain::import::Evidence;
use crate::domain::keys;
use crate::domain::market::Market;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num, Numbers};

pub(super) fn run(facts: &[DisputeFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in facts {
        let pass = round.of(&fact.store);
        out.extend(answer(fact, pass));
        out.extend(appeal(fact, pass));
    }
}

pub(super) fn notices(facts: &[NoticeFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| notice(fact, round.of(&fact.store))));
}

fn notice(fact: &NoticeFact, pass: Pass<'_>) -> Option<Finding> {
    let (market, zone) = (Some(fact.market), fact.market.zone());
    let key = Key::new(Kind::PolicyNotice, &fact.store, market, &fact.thread);
    if let Some((sent, evidence)) = &fact.answered
        && *sent > fact.mail.sent
    {
        return Some(gone(key, evidence, "answered"));
    }
    let sent = fact.mail.sent.day(zone);
    if pass.now().day(zone).since(sent) > pass.get(keys::NOTICE_DAYS, market) {
        return None;
    }
    let due = fact.mail.respond_by.unwrap_or_else(|| fact.mail.sent.plus(pass.hours(keys::NOTICE_HOURS, market)));
    let numbers = Collect::default()
        .with("asin", fact.asin.clone().map(Num::Text))
        .with("asked", Num::At(fact.mail.sent))
        .with("notices", Num::Int(fact.notices))
        .with("due", Num::At(due))
        .text("says", if fact.mail.respond_by.is_some() { "by-mail" } else { "by-rule" })
        .with("hours", Num::Int(pass.get(keys::NOTICE_HOURS, market)))
        .flag("verified", Some(fact.mail.verified))
        .done();
    let entity = fact.asin.clone().unwrap_or_else(|| mark(&fact.thread));
    let base = holds(key, Kind::PolicyNotice, Lane::Now, &entity, numbers, &fact.mail.evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(due), ..base })))
}

/// States of the sheet in which nothing is asked any more.
const OVER: &[&str] = &["closed", "resolved", "withdrawn", "decided", "已关闭", "已结案", "已撤销", "已裁决"];
/// Decisions for the buyer.
const GRANTED: &[&str] = &["granted", "seller-funded", "granted seller-funded", "判赔", "已判赔", "支持买家"];
/// Decisions against the buyer.
const REFUSED: &[&str] = &["denied", "refused", "rejected", "withdrawn", "won", "驳回", "已驳回", "支持卖家", "已撤销"];
/// Who pays, when it is not the seller.
const AMAZON: &[&str] = &["amazon", "亚马逊"];
/// States in which somebody has decided about the appeal.
const APPEALED: &[&str] = &["appealed", "appeal", "under appeal", "accepted", "已申诉", "申诉中", "已接受"];

fn is(text: &str, words: &[&str]) -> bool {
    words.contains(&text)
}

fn answer(fact: &DisputeFact, pass: Pass<'_>) -> Option<Finding> {
    let kind = match fact.dispute {
        Dispute::Claim => Kind::ClaimDue,
        Dispute::Chargeback => Kind::ChargebackDue,
    };
    let key = Key::new(kind, &fact.store, Some(fact.market), &fact.subject);
    if let Some(evidence) = decided(fact) {
        return Some(gone(key, evidence, "decided"));
    }
    let (due, says) = due(fact, pass)?;
    let mail_day = fact.asked.as_ref().and_then(|mail| mail.respond_by).map(|at| at.day(fact.market.zone()));
    let sheet_day = fact.sheet.as_ref().and_then(|row| row.respond_by);
    let differ = mail_day.zip(sheet_day).filter(|(mail, sheet)| mail != sheet);
    let amount = fact.sheet.as_ref().and_then(|row| row.amount);
    let numbers = Collect::from(numbers(fact))
        .with("asked", fact.asked.as_ref().map(|mail| Num::At(mail.sent)))
        .with("due", Num::At(due))
        .text("says", says)
        .with("hours", Num::Int(pass.get(keys::CLAIM_HOURS, Some(fact.market))))
        .with("days_allowed", Num::Int(pass.get(keys::CHARGEBACK_DAYS, Some(fact.market))))
        .with("mail_day", differ.map(|(day, _)| Num::Day(day)))
        .with("sheet_day", differ.map(|(_, day)| Num::Day(day)))
        .flag("verified", fact.asked.as_ref().map(|mail| mail.verified))
        .done();
    let evidence = match (&fact.asked, &fact.sheet) {
        (Some(mail), _) => mail.evidence.clone(),
        (None, Some(row)) => opened(row, fact.market),
        (None, None) => return None,
    };
    let money = amount.or(fact.total);
    let base = holds(key, kind, Lane::Now, &entity(fact), numbers, &evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(due), money, money_per_day: money, ..base })))
}

/// The row that decides it: a verified mail or a row of the sheet, later than the last mail that asks. The sheet has no day of
/// its decision: where a mail has decided before the question, the sheet may still tell of that one.
fn decided(fact: &DisputeFact) -> Option<&Evidence> {
    let asked = fact.asked.as_ref().map(|mail| mail.sent);
    if let Some((sent, evidence)) = &fact.decided
        && asked.is_none_or(|asked| *sent > asked)
    {
        return Some(evidence);
    }
    let row = fact.sheet.as_ref()?;
    let over = !row.decision.is_empty() || is(&row.state, OVER);
    let later = asked.is_none_or(|asked| row.evidence.as_of > asked.0 && fact.decided.is_none());
    (over && later).then_some(&row.evidence)
}

/// The row of a dispute that no mail tells of: it asks since the day that it was opened, however often the sheet is saved.
fn opened(row: &DisputeRow, market: Market) -> Evidence {
    let asked = row.opened.map_or(i64::MAX, |day| day.start(market.zone()).0);
    Evidence { as_of: row.evidence.as_of.min(asked), ..row.evidence.clone() }
}

/// The deadline, and who says so.
fn due(fact: &DisputeFact, pass: Pass<'_>) -> Option<(Instant, &'static str)> {
    let (market, zone) = (Some(fact.market), fact.market.zone());
    let sheet = fact.sheet.as_ref();
    let days = pass.get(keys::CHARGEBACK_DAYS, market);
    let by_rule = |sent: Instant| match fact.dispute {
        Dispute::Claim => sent.plus(pass.hours(keys::CLAIM_HOURS, market)),
        Dispute::Chargeback => sent.day(zone).plus(days).end(zone),
    };
    let mail = fact.asked.as_ref().and_then(|mail| mail.respond_by).map(|at| (at, "by-mail"));
    mail.or_else(|| sheet.and_then(|row| row.respond_by).map(|day| (day.end(zone), "by-sheet")))
        .or_else(|| fact.asked.as_ref().map(|mail| (by_rule(mail.sent), "by-rule")))
        .or_else(|| sheet.and_then(|row| row.opened).map(|day| (by_rule(day.start(zone)), "by-rule")))
}

fn appeal(fact: &DisputeFact, pass: Pass<'_>) -> Option<Finding> {
    let row = fact.sheet.as_ref().filter(|_| fact.dispute == Dispute::Claim)?;
    let key = Key::new(Kind::ClaimAppeal, &fact.store, Some(fact.market), &fact.subject);
    if is(&row.decision, REFUSED) {
        return Some(gone(key, &row.evidence, "not-granted"));
    }
    if !is(&row.decision, GRANTED) {
        return None;
    }
    if is(&row.funded_by, AMAZON) {
        return Some(gone(key, &row.evidence, "paid-by-amazon"));
    }
    if is(&row.state, APPEALED) {
        return Some(gone(key, &row.evidence, "appealed"));
    }
    let due = appeal_by(fact, row, pass);
    if due.is_some_and(|due| due < pass.now()) {
        return Some(gone(key, &row.evidence, "time-over"));
    }
    let numbers = Collect::from(numbers(fact))
        .with("due", due.map(Num::At))
        .with("days_allowed", Num::Int(pass.get(keys::APPEAL_DAYS, Some(fact.market))))
        .flag("payer", Some(!row.funded_by.is_empty()))
        .flag("due_known", Some(due.is_some()))
        .done();
    let money = row.amount.or(fact.total);
    let base = holds(key, Kind::ClaimAppeal, Lane::Today, &entity(fact), numbers, &row.evidence);
    Some(Finding::Holds(Box::new(Holds { due, money, ..base })))
}

/// The sheet's own day, else 30 days after the mail with the decision; without either it is not known.
fn appeal_by(fact: &DisputeFact, row: &DisputeRow, pass: Pass<'_>) -> Option<Instant> {
    let zone = fact.market.zone();
    let days = pass.get(keys::APPEAL_DAYS, Some(fact.market));
    let by_mail = || fact.decided.as_ref().map(|(sent, _)| sent.day(zone).plus(days).end(zone));
    row.appeal_by.map(|day| day.end(zone)).or_else(by_mail)
}

fn numbers(fact: &DisputeFact) -> Numbers {
    Collect::default()
        .with("order", fact.order_id.clone().map(Num::Text))
        .money("amount", fact.sheet.as_ref().and_then(|row| row.amount))
        .money("total", fact.total)
        .done()
}

/// The order, else a short mark: a Message-ID is long and says nothing.
fn entity(fact: &DisputeFact) -> String {
    fact.order_id.clone().unwrap_or_else(|| mark(&fact.subject))
}
