//! Orders to ship by the seller: on the verge of cancellation (1), to ship today or overdue (2), and the buyer's own
//! wish to cancel (3), far more units than usual (9), and what Amazon did not take as shipped (10). Source: rules of the unshipped orders report; kinds 1, 2
//! and 10 share one item (R41, R42, R44, R45).

use chrono::{Datelike, Weekday};

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::day::{Day, HOUR, Instant};
use crate::domain::fact::{Closing, OrderFact};
use crate::domain::keys;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num, Numbers};

pub(super) fn run(orders: &[OrderFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for order in orders {
        out.extend(ship(order, round.of(&order.store)));
        out.extend(cancellation(order));
        out.extend(odd(order));
    }
}

/// Amazon's word and our own count; either is enough, and both are shown when they differ.
#[derive(Clone, Copy)]
struct Verdict {
    amazon: Option<bool>,
    ours: Option<bool>,
}

impl Verdict {
    fn holds(self) -> bool {
        self.amazon == Some(true) || self.ours == Some(true)
    }
}

fn ship(order: &OrderFact, pass: Pass<'_>) -> Option<Finding> {
    let key = Key::ship(&order.store, order.market, &order.order_id);
    if let Some((closing, evidence)) = &order.closed {
        return Some(gone(key, evidence, closed(*closing)));
    }
    if order.units_to_ship.is_some_and(|units| units <= 0) {
        return Some(gone(key, &order.evidence, "nothing-to-ship"));
    }
    let zone = order.market.zone();
    let today = pass.now().day(zone);
    let promise = promise(order);
    let days = pass.get(keys::AUTO_CANCEL_DAYS, Some(order.market));
    let cancel_day = promise.map(|at| business_days_after(at.day(zone), days));
    let verge = Verdict { amazon: order.verge_of_cancellation, ours: cancel_day.map(|day| today >= day) };
    let late = Verdict {
        amazon: order.verge_of_late.or_else(|| order.days_past_promise.filter(|d| *d >= 0).map(|_| true)),
        ours: promise.map(|at| at <= today.end(zone)),
    };
    let cancel_at = cancel_day.map(|day| day.end(zone));
    let numbers = Collect::from(numbers(order))
        .with("more_skus", more_skus(order))
        .with("promise", promise.map(Num::At))
        .with("cancel_at", cancel_at.map(Num::At))
        .with("business_days", Num::Int(days))
        .flag("amazon_verge", verge.amazon)
        .flag("our_verge", verge.ours)
        .flag("amazon_late", late.amazon)
        .flag("our_late", late.ours)
        .done();
    let not_taken = taken_until(order).filter(|until| order.evidence.as_of > until.0);
    let numbers = Collect::from(numbers)
        .with("acted", not_taken.and(order.acted).map(Num::At))
        .with("seen", not_taken.map(|_| Num::At(Instant(order.evidence.as_of))))
        .with("hours_to_show", not_taken.map(|_| Num::Int(Kind::NotTaken.info().proof_hours)))
        .done();
    let overdue = promise.map_or(order.days_past_promise.is_some_and(|d| d > 0), |at| at < pass.now());
    let (kind, lane, due) = if verge.holds() {
        (Kind::VergeOfCancellation, Lane::Now, if verge.ours == Some(true) { cancel_at } else { promise })
    } else if let Some(until) = not_taken {
        (Kind::NotTaken, Lane::Now, Some(until))
    } else if late.holds() || order.days_past_promise.is_some_and(|d| d >= 0) {
        (Kind::ShipToday, if overdue { Lane::Now } else { Lane::Today }, promise)
    } else {
        // A promise that lies behind today proves that nothing is due; without one nothing is known.
        return late.ours.map(|_| gone(key, &order.evidence, "not-due"));
    };
    let base = holds(key, kind, lane, &order.order_id, numbers, &order.evidence);
    Some(Finding::Holds(Box::new(Holds { due, money: order.total, money_per_day: order.total, ..base })))
}

/// Until when a confirmation may take to show in the report; `None` when nobody said that the order is shipped.
fn taken_until(order: &OrderFact) -> Option<Instant> {
    order.acted.map(|at| at.plus(Kind::NotTaken.info().proof_hours * HOUR))
}

fn cancellation(order: &OrderFact) -> Option<Finding> {
    let kind = Kind::BuyerCancellation;
    let key = Key::buyer_cancellation(&order.store, order.market, &order.order_id);
    if let Some((closing, evidence)) = &order.closed {
        return Some(gone(key, evidence, closed(*closing)));
    }
    if order.units_to_ship.is_some_and(|units| units <= 0) {
        return Some(gone(key, &order.evidence, "nothing-to-ship"));
    }
    if !order.cancel_requested? {
        return Some(gone(key, &order.evidence, "not-requested"));
    }
    let promise = promise(order);
    let numbers = Collect::from(numbers(order))
        .with("more_skus", more_skus(order))
        .with("promise", promise.map(Num::At))
        .with("reason", order.cancel_reason.clone().map(Num::Text))
        .done();
    let base = holds(key, kind, Lane::Now, &order.order_id, numbers, &order.evidence);
    Some(Finding::Holds(Box::new(Holds { due: promise, money: order.total, money_per_day: order.total, ..base })))
}

/// Far more units than usual (9): looked at before it leaves the house. It ends with the order.
fn odd(order: &OrderFact) -> Option<Finding> {
    let key = Key::new(Kind::OddOrder, &order.store, Some(order.market), &order.order_id);
    if let Some((closing, evidence)) = &order.closed {
        return Some(gone(key, evidence, closed(*closing)));
    }
    if order.units_to_ship.is_some_and(|units| units <= 0) {
        return Some(gone(key, &order.evidence, "nothing-to-ship"));
    }
    let odd = order.odd.as_ref()?;
    let promise = promise(order);
    let numbers = Collect::from(numbers(order))
        .text("sku", &odd.sku)
        .with("units", Num::Int(odd.units))
        .with("usual", Num::Int(odd.usual))
        .with("orders", Num::Int(odd.orders))
        .with("promise", promise.map(Num::At))
        .done();
    let base = holds(key, Kind::OddOrder, Lane::Week, &order.order_id, numbers, &order.evidence);
    Some(Finding::Holds(Box::new(Holds { due: promise, money: order.total, ..base })))
}

/// Ship by then: the report's own instant, else the end of the day that its count of days points to.
pub(super) fn promise(order: &OrderFact) -> Option<Instant> {
    order.promise_at.or_else(|| {
        let zone = order.market.zone();
        let reported = Instant(order.evidence.as_of).day(zone);
        order.days_past_promise.map(|days| reported.plus(-days).end(zone))
    })
}

fn numbers(order: &OrderFact) -> Numbers {
    Collect::default()
        .text("order", &order.order_id)
        .text("sku", &order.sku)
        .text("product", &order.title)
        .with("units", order.units_to_ship.map(Num::Int))
        .with("days_past", order.days_past_promise.map(Num::Int))
        .with("premium", order.premium.then_some(Num::Int(1)))
        .money("total", order.total)
        .done()
}

/// The units of an order are those of all its SKUs: how many stand behind the one that is named.
fn more_skus(order: &OrderFact) -> Option<Num> {
    (order.more_skus > 0).then_some(Num::Int(order.more_skus))
}

fn closed(closing: Closing) -> &'static str {
    match closing {
        Closing::Shipped => "shipped",
        Closing::Cancelled => "cancelled",
        Closing::LeftReport => "left-report",
    }
}

/// The day `count` business days (Monday to Friday) after `day`. Public holidays are not known and count as business
/// days, so the day is rather too early than too late.
fn business_days_after(day: Day, count: i64) -> Day {
    let mut last = day;
    let mut left = count;
    while left > 0 {
        last = last.plus(1);
        if !matches!(last.0.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_are_no_business_days() {
        let cases = [
            ("2026-11-13", 7, "2026-11-24"),
            ("2026-11-14", 7, "2026-11-24"),
            ("2026-11-16", 5, "2026-11-23"),
            ("2026-11-16", 0, "2026-11-16"),
        ];
        for (from, count, to) in cases {
            let from = Day::parse(from).unwrap();
            assert_eq!(business_days_after(from, count).to_string(), to);
        }
    }
}
