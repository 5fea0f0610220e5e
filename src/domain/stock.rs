//! Stock: how fast a SKU sells and when it runs out. Integers only.

use super::day::Day;

/// The windows, in days, of the units that the planning report gives.
pub const WINDOWS: [i64; 4] = [7, 30, 60, 90];

/// Sales speed in thousandths of a unit per day: the weighted mean of units / days over 7, 30, 60 and 90 days (H12).
/// A window that the report does not give drops out and the weights of the others are scaled up; `None` when no
/// window with weight is known.
pub fn velocity_milli(units: [Option<i64>; 4], weights_ppm: [i64; 4]) -> Option<i64> {
    let (mut total, mut weight) = (0_i128, 0_i128);
    for i in 0..WINDOWS.len() {
        let Some(sold) = units[i] else { continue };
        let w = i128::from(weights_ppm[i].max(0));
        // Millionths of a unit, so that the four roundings together stay far below one thousandth.
        total += w * i128::from(sold.max(0)) * 1_000_000 / i128::from(WINDOWS[i]);
        weight += w;
    }
    (weight > 0).then(|| ((total / weight + 500) / 1000).try_into().unwrap_or(i64::MAX))
}

/// Whole days that `available` units last at a speed in thousandths per day; `None` when nothing sells: no end.
pub fn cover_days(available: i64, velocity_milli: i64) -> Option<i64> {
    (velocity_milli > 0).then(|| available.max(0).saturating_mul(1000) / velocity_milli)
}

/// The last day to start so that goods arrive `safety_days` before the run-out day (H12).
pub fn order_by(run_out: Day, lead_days: i64, safety_days: i64) -> Day {
    run_out.plus(-lead_days.max(0)).plus(-safety_days.max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speed_is_the_weighted_mean_of_the_windows() {
        let weights = [250_000, 400_000, 200_000, 150_000];
        assert_eq!(velocity_milli([Some(42), Some(150), Some(270), Some(360)], weights), Some(5000));
        assert_eq!(velocity_milli([None, Some(150), None, None], weights), Some(5000));
        assert_eq!(velocity_milli([None; 4], weights), None);
        assert_eq!((cover_days(84, 14_000), cover_days(0, 14_000), cover_days(5, 0)), (Some(6), Some(0), None));
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(order_by(day("2026-06-10"), 70, 14), day("2026-03-18"));
    }
}
