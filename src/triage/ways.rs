//! A way of shipping has just closed (40): the last day on which slow or fast sea freight would still have arrived before
//! the stock ends is over. One item a SKU and way. It opens for a few days after that day only, and ends when a report shows
//! that the way is open again, with some days to spare (R51, R54; last safe ship day as of H12).

use super::pass::{Collect, Pass, Round, gone, holds};
use super::stock::{cheapest, last_ship_day, per_day, speed};
use crate::domain::fact::StockFact;
use crate::domain::key::SEPARATOR;
use crate::domain::keys;
use crate::domain::stock::{self, Mode};
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[StockFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in facts {
        let pass = round.of(&fact.store);
        out.extend([Mode::SlowSea, Mode::FastSea].into_iter().filter_map(|way| closed(fact, way, pass)));
    }
}

fn closed(fact: &StockFact, way: Mode, pass: Pass<'_>) -> Option<Finding> {
    let (market, today) = (Some(fact.market), pass.today(Some(fact.market)));
    let subject = format!("{}{SEPARATOR}{}", fact.sku, way.word());
    let key = Key::new(Kind::WayClosed, &fact.store, market, subject);
    let (available, inbound) = (fact.available?.max(0), fact.inbound?.max(0));
    let speed = speed(fact, pass)?.milli;
    let Some(cover) = stock::cover_days(available.saturating_add(inbound), speed) else {
        return Some(gone(key, &fact.evidence, "no-sales"));
    };
    let run_out = fact.day.plus(cover);
    let last = last_ship_day(way, run_out, pass, fact.market);
    if last.since(today) >= pass.get(keys::WAY_OPEN_DAYS, market) {
        return Some(gone(key, &fact.evidence, "way-open"));
    }
    let late = today.since(last);
    if late <= 0 || late > pass.get(keys::WAY_CLOSED_DAYS, market) {
        return None;
    }
    let ways = Mode::ALL.map(|mode| (mode, last_ship_day(mode, run_out, pass, fact.market)));
    let (mode, ship_by) = cheapest(ways, today);
    let per_day = per_day(fact, speed);
    let numbers = Collect::default()
        .text("sku", &fact.sku)
        .text("product", &fact.title)
        .text("way", way.word())
        .with("last_day", Num::Day(last))
        .with("lead", Num::Int(pass.get(way.lead_key(), market)))
        .with("receive", Num::Int(pass.get(keys::RECEIVE_DAYS, market)))
        .with("day", Num::Day(fact.day))
        .with("available", Num::Int(available))
        .with("inbound", Num::Int(inbound))
        .with("speed", Num::Milli(speed))
        .with("cover", Num::Int(cover))
        .with("run_out", Num::Day(run_out))
        .text("mode", mode.word())
        .with("ship_by", Num::Day(ship_by))
        .money("per_day", per_day)
        .done();
    let base = holds(key, Kind::WayClosed, Lane::Today, &fact.sku, numbers, &fact.evidence);
    let due = Some(last.plus(pass.get(keys::WAY_CLOSED_DAYS, market)).end(fact.market.zone()));
    Some(Finding::Holds(Box::new(Holds { due, money: per_day, money_per_day: per_day, hero: fact.hero, ..base })))
}
