//! More returns of a SKU than usual (25): its units that came back in two weeks beside those of the six weeks before, each
//! measured by the units ordered a week earlier. The two rates are compared by the exact conditional test of two Poisson
//! counts (Przyborowski and Wilenski, 1940). Source: FBA returns, returns report, All Orders; thresholds are our own
//! choice (R26). Days of which one of the reports does not tell are never judged.

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::day::Day;
use crate::domain::fact::ReturnRateFact;
use crate::domain::keys;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[ReturnRateFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| spike(fact, round.of(&fact.store))));
}

/// Units that came back, and units ordered a lag earlier.
#[derive(Clone, Copy)]
struct Rate {
    back: i64,
    ordered: i64,
}

/// The stretches of a day: so many days up to it, and those before.
#[derive(Clone, Copy)]
struct Spans {
    days: i64,
    base: i64,
    lag: i64,
}

impl Spans {
    /// The stretch up to `day` and the usual one before it; `None` where the reports do not tell all of both.
    fn rates(self, fact: &ReturnRateFact, day: Day) -> Option<[Rate; 2]> {
        let middle = day.plus(-self.days);
        let start = middle.plus(-self.base);
        let told = fact.returns_known.0 <= start.plus(1)
            && day <= fact.returns_known.1
            && fact.orders_known.0 <= start.plus(1 - self.lag)
            && day.plus(-self.lag) <= fact.orders_known.1;
        let rate = |after: Day, until: Day| Rate {
            back: between(&fact.back, after, until),
            ordered: between(&fact.ordered, after.plus(-self.lag), until.plus(-self.lag)),
        };
        told.then(|| [rate(middle, day), rate(start, middle)])
    }
}

/// The units of the days after one and up to another.
fn between(units: &[(Day, i64)], after: Day, until: Day) -> i64 {
    units.iter().filter(|(day, _)| after < *day && *day <= until).map(|(_, units)| units).sum()
}

/// The chance, in millionths, of at least so many returns in the first stretch, when both have the same rate: the share of
/// all returns that falls into it has a binomial distribution, with the share of units ordered. `None` where nothing was
/// ordered in one of them.
fn chance(now: Rate, usual: Rate) -> Option<i64> {
    if now.ordered <= 0 || usual.ordered <= 0 {
        return None;
    }
    let all = now.back + usual.back;
    let share = now.ordered as f64 / (now.ordered + usual.ordered) as f64;
    let odds = (share / (1.0 - share)).ln();
    // The logarithm of each term follows from the one before; terms too small for a number add nothing.
    let mut term = all as f64 * (1.0 - share).ln();
    let mut sum = 0.0;
    for k in 0..=all {
        if k >= now.back {
            sum += term.exp();
        }
        term += ((all - k) as f64 / (k + 1) as f64).ln() + odds;
    }
    Some((sum.min(1.0) * 1e6).round() as i64)
}

fn spike(fact: &ReturnRateFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let get = |key| pass.get(key, market);
    let spans = Spans { days: get(keys::SPIKE_DAYS), base: get(keys::SPIKE_BASE_DAYS), lag: get(keys::SPIKE_LAG_DAYS) };
    let (least, limit) = (get(keys::SPIKE_UNITS), get(keys::SPIKE_CHANCE_PPM));
    let key = Key::new(Kind::MoreReturns, &fact.store, market, &fact.sku);
    let newest = fact.returns_known.1;
    // As long as one of the last days ended an unusual stretch, the returns are not usual again.
    let mut all_usual = true;
    for day in (0..spans.days).map(|back| newest.plus(-back)) {
        let judged = spans.rates(fact, day).and_then(|[now, usual]| Some((now, usual, chance(now, usual)?)));
        let Some((now, usual, chance)) = judged else {
            all_usual = false;
            continue;
        };
        if now.back < least || chance > limit {
            continue;
        }
        let evidence = fact.evidence.as_ref()?;
        let due = day.plus(2).end(fact.market.zone());
        let numbers = Collect::default()
            .with("count", Num::Int(now.back))
            .with("units", Num::Int(now.ordered))
            .with("span", Num::Int(spans.days))
            .with("last_back", Num::Day(day))
            .with("base_count", Num::Int(usual.back))
            .with("base_units", Num::Int(usual.ordered))
            .with("base_days", Num::Int(spans.base))
            .with("lag", Num::Int(spans.lag))
            .with("chance", Num::Ppm(chance))
            .with("limit", Num::Ppm(limit))
            .with("until", Num::Day(newest))
            .with("due", Num::At(due))
            .done();
        let base = holds(key, Kind::MoreReturns, Lane::Week, &fact.sku, numbers, evidence);
        return Some(Finding::Holds(Box::new(Holds { due: Some(due), ..base })));
    }
    all_usual.then(|| gone(key, &fact.until, "usual-returns"))
}
