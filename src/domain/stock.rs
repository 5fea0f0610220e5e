//! Stock: how fast a SKU sells, when it runs out, and until when each way of shipping still arrives. Integers only.

use super::day::Day;
use super::fact::StockDay;

/// The windows, in days, of the units that the planning report gives.
pub const WINDOWS: [i64; 4] = [7, 30, 60, 90];

/// Ways of shipping from the factory to Amazon's warehouse, cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Standard sea freight.
    SlowSea,
    /// Fast sea freight.
    FastSea,
    /// Air freight.
    Air,
    /// Courier.
    Express,
}

impl Mode {
    /// All ways, cheapest first.
    pub const ALL: [Self; 4] = [Self::SlowSea, Self::FastSea, Self::Air, Self::Express];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::SlowSea => "slow-sea",
            Self::FastSea => "fast-sea",
            Self::Air => "air",
            Self::Express => "express",
        }
    }

    /// The key of its door-to-door days (the slow tenth of shipments).
    pub fn lead_key(self) -> super::keys::OfStore {
        match self {
            Self::SlowSea => super::keys::LEAD_SLOW_SEA,
            Self::FastSea => super::keys::LEAD_FAST_SEA,
            Self::Air => super::keys::LEAD_AIR,
            Self::Express => super::keys::LEAD_EXPRESS,
        }
    }
}

/// Sales speed in thousandths of a unit per day: the weighted mean of units / days over 7, 30, 60 and 90 days (H12).
/// A window that the report does not give drops out and the weights of the others are scaled up; `None` when no
/// window with weight is known.
pub fn velocity_milli(units: [Option<i64>; 4], weights_ppm: [i64; 4]) -> Option<i64> {
    speed(units, weights_ppm, [Some((1, 1)); 4])
}

/// The same per in-stock day: days on which a snapshot shows nothing to sell do not count. `None` with fewer than
/// `wanted` snapshots in the 90 days before `day`, when the plain speed is all that can be said. A window without one
/// in-stock snapshot drops out.
pub fn velocity_in_stock_milli(
    units: [Option<i64>; 4],
    weights_ppm: [i64; 4],
    history: &[StockDay],
    day: Day,
    wanted: i64,
) -> Option<i64> {
    let seen = |window: i64| {
        let inside = history.iter().filter(|d| (0..window).contains(&day.since(d.day)));
        inside.fold((0_i64, 0_i64), |(stocked, all), d| (stocked + i64::from(d.available > 0), all + 1))
    };
    if seen(WINDOWS[3]).1 < wanted {
        return None;
    }
    let shares = WINDOWS.map(|window| Some(seen(window)).filter(|(stocked, _)| *stocked > 0));
    speed(units, weights_ppm, shares)
}

/// Weighted units per day; a share is (in-stock days, days seen) of its window, `None` when the window says nothing.
fn speed(units: [Option<i64>; 4], weights: [i64; 4], shares: [Option<(i64, i64)>; 4]) -> Option<i64> {
    let (mut total, mut weight) = (0_i128, 0_i128);
    for i in 0..WINDOWS.len() {
        let (Some(sold), Some((stocked, seen))) = (units[i], shares[i]) else { continue };
        let w = i128::from(weights[i].max(0));
        // Millionths of a unit, so that the four roundings together stay far below one thousandth.
        total +=
            w * i128::from(sold.max(0)) * 1_000_000 * i128::from(seen) / (i128::from(WINDOWS[i]) * i128::from(stocked));
        weight += w;
    }
    (weight > 0).then(|| ((total / weight + 500) / 1000).try_into().unwrap_or(i64::MAX))
}

/// Whole days that `available` units last at a speed in thousandths per day; `None` when nothing sells: no end.
pub fn cover_days(available: i64, velocity_milli: i64) -> Option<i64> {
    (velocity_milli > 0).then(|| available.max(0).saturating_mul(1000) / velocity_milli)
}

/// The day on which `available` units of `day` run out; `None` when nothing sells.
pub fn run_out(day: Day, available: i64, velocity_milli: i64) -> Option<Day> {
    cover_days(available, velocity_milli).map(|days| day.plus(days))
}

/// The bands of days of supply by which the low-inventory-level fee rises, lowest first.
const LOW_FEE_BANDS: [(i64, i64); 3] = [(0, 14), (14, 21), (21, 28)];

/// The band of the low-inventory-level fee for the historical days of supply over 30 and over 90 days (thousandths): the
/// longer supply decides. `None` where it is above the last band and no fee is taken.
pub fn low_fee_band(short_milli: i64, long_milli: i64) -> Option<(i64, i64)> {
    let supply = short_milli.max(long_milli);
    LOW_FEE_BANDS.into_iter().find(|(_, below)| supply < below * 1000)
}

/// The last day to start so that goods arrive `safety_days` before the run-out day. With the door-to-door days of a
/// way of shipping as `lead_days` and the receiving days as `safety_days` it is the last safe ship date of H12.
pub fn order_by(run_out: Day, lead_days: i64, safety_days: i64) -> Day {
    run_out.plus(-lead_days.max(0)).plus(-safety_days.max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: [i64; 4] = [250_000, 400_000, 200_000, 150_000];

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn the_speed_is_the_weighted_mean_of_the_windows() {
        let cases = [
            // 6, 5, 4.5 and 4 a day.
            ([Some(42), Some(150), Some(270), Some(360)], Some(5000)),
            ([Some(0), Some(0), Some(0), Some(0)], Some(0)),
            ([None, None, None, None], None),
            // A window that is not in the file leaves its weight to the others.
            ([None, Some(150), None, None], Some(5000)),
            ([Some(7), Some(30), None, None], Some(1000)),
            ([Some(1), Some(1), Some(1), Some(1)], Some(54)),
        ];
        for (units, wanted) in cases {
            assert_eq!(velocity_milli(units, WEIGHTS), wanted, "{units:?}");
        }
        assert_eq!(velocity_milli([Some(7), None, None, None], [0, 1, 1, 1]), None);
        assert_eq!(velocity_milli([Some(i64::MAX); 4], WEIGHTS), Some(i64::MAX));
    }

    #[test]
    fn days_without_stock_do_not_slow_the_speed() {
        let today = day("2026-11-22");
        let history = |days: i64, empty: i64| -> Vec<StockDay> {
            (0..days).map(|i| StockDay { day: today.plus(-i), available: if i < empty { 0 } else { 9 } }).collect()
        };
        let units = [Some(0), Some(60), Some(180), Some(270)];
        let speed = |history: &[StockDay]| velocity_in_stock_milli(units, WEIGHTS, history, today, 30);
        // Ten empty days: the week says nothing, 60 units fell on 20 of 30 days.
        assert_eq!(speed(&history(30, 10)), Some((400 * 3 + 200 * 3 * 3 / 2 + 150 * 3 * 3 / 2) * 1000 / 750));
        assert_eq!(speed(&history(30, 0)), velocity_milli(units, WEIGHTS));
        assert_eq!(speed(&history(29, 10)), None);
        assert_eq!(speed(&history(90, 90)), None);
    }

    #[test]
    fn the_longer_supply_decides_the_step_of_the_low_inventory_fee() {
        let cases = [
            (20_000, 42_000, None),
            (20_000, 25_000, Some((21, 28))),
            (10_000, 13_000, Some((0, 14))),
            (13_900, 20_900, Some((14, 21))),
            (27_900, 27_900, Some((21, 28))),
            (28_000, 10_000, None),
        ];
        for (short, long, band) in cases {
            assert_eq!(low_fee_band(short, long), band, "{short} {long}");
        }
    }

    #[test]
    fn stock_ends_and_each_way_of_shipping_has_its_last_day() {
        let today = day("2026-03-02");
        let empty = run_out(today, 600 + 200, 8000).unwrap();
        assert_eq!(empty, day("2026-06-10"));
        let by = [(70, "2026-03-18"), (50, "2026-04-07"), (30, "2026-04-27"), (25, "2026-05-02")];
        for (lead, last) in by {
            assert_eq!(order_by(empty, lead, 14), day(last), "{lead} days");
        }
        assert_eq!(run_out(today, 10, 0), None);
        assert_eq!((cover_days(84, 14_000), cover_days(0, 14_000), cover_days(5, 0)), (Some(6), Some(0), None));
        assert_eq!(cover_days(-3, 1000), Some(0));
    }
}
