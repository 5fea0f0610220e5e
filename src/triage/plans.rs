//! What the planning report announces: stock that Amazon asks for (41) and a season that begins (53). Amazon's figure opens
//! and ends the item; ours is shown beside it.

use super::pass::{Collect, Pass, Round, gone, holds};
use super::stock::{cheapest, last_ship_day};
use crate::domain::fact::PlanFact;
use crate::domain::keys;
use crate::domain::stock::{self, Mode};
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[PlanFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in facts {
        let pass = round.of(&fact.store);
        out.extend(send_in(fact, pass));
        out.extend(season(fact, pass));
    }
}

fn head(fact: &PlanFact) -> Collect {
    Collect::default()
        .text("sku", &fact.sku)
        .text("product", &fact.title)
        .with("day", Num::Day(fact.day))
        .with("available", fact.available.map(Num::Int))
        .with("inbound", fact.inbound.map(Num::Int))
}

fn send_in(fact: &PlanFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let key = Key::new(Kind::SendIn, &fact.store, market, &*fact.sku);
    let units = fact.ship_in_units?;
    if units <= 0 {
        return Some(gone(key, &fact.evidence, "nothing-asked"));
    }
    // What would bring the cover with inbound to our own upper limit.
    let speed = stock::velocity_milli(fact.units, pass.weights(market));
    let limit = pass.get(keys::STOCK_B_WITH_INBOUND, market);
    let have = fact.available.zip(fact.inbound).map(|(here, coming)| here.max(0).saturating_add(coming.max(0)));
    let ours = speed.zip(have).map(|(speed, have)| (speed.saturating_mul(limit) / 1000 - have).max(0));
    let numbers = head(fact)
        .with("units", Num::Int(units))
        .with("by", fact.ship_in_day.map(Num::Day))
        .with("speed", speed.map(Num::Milli))
        .with("limit", Num::Int(limit))
        .with("ours", ours.map(Num::Int))
        .done();
    let base = holds(key, Kind::SendIn, Lane::Week, &fact.sku, numbers, &fact.evidence);
    let due = fact.ship_in_day.map(|day| day.end(fact.market.zone()));
    Some(Finding::Holds(Box::new(Holds { due, ..base })))
}

fn season(fact: &PlanFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let key = Key::new(Kind::SeasonNear, &fact.store, market, &*fact.sku);
    match fact.seasonal? {
        true if fact.season_start.is_some_and(|start| start <= fact.day) => {
            return Some(gone(key, &fact.evidence, "season-began"));
        }
        true => {}
        false => return Some(gone(key, &fact.evidence, "no-season")),
    }
    let today = pass.today(market);
    let ways =
        fact.season_start.map(|start| Mode::ALL.map(|mode| (mode, last_ship_day(mode, start, pass, fact.market))));
    let ship = ways.map(|ways| cheapest(ways, today));
    let speed = stock::velocity_milli(fact.units, pass.weights(market));
    let have = fact.available.zip(fact.inbound).map(|(here, coming)| here.max(0).saturating_add(coming.max(0)));
    let numbers = head(fact)
        .with("season", (!fact.season.is_empty()).then(|| Num::Text(fact.season.clone())))
        .with("start", fact.season_start.map(Num::Day))
        .with("end", fact.season_end.map(Num::Day))
        .flag("start_known", Some(fact.season_start.is_some()))
        .with("mode", ship.map(|(mode, _)| Num::Text(mode.word().to_owned())))
        .with("ship_by", ship.map(|(_, day)| Num::Day(day)))
        .with("receive", Num::Int(pass.get(keys::RECEIVE_DAYS, market)))
        .with("speed", speed.map(Num::Milli))
        .with("cover", have.zip(speed).and_then(|(have, speed)| stock::cover_days(have, speed)).map(Num::Int))
        .done();
    let base = holds(key, Kind::SeasonNear, Lane::Week, &fact.sku, numbers, &fact.evidence);
    let due = ship.map(|(_, day)| day.end(fact.market.zone()));
    Some(Finding::Holds(Box::new(Holds { due, ..base })))
}
