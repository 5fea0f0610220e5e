//! Account health: how many more defects a target allows, and how many clean orders mend it. Integers only, because a
//! comparison decides: `ceil((0.9 * 50 - 40) / (1 - 0.9))` is 51 in floating point and 50 in truth.

const MILLION: i128 = 1_000_000;

/// Whether a metric must stay below its target, above it, or hit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Defects: the rate stays below the target.
    Below,
    /// Good ones: the rate is the target or more.
    AtLeast,
    /// A count that equals the target (none).
    Exactly,
}

impl Wanted {
    /// The condition that a report names: `LESS_THAN`, `GREATER_THAN`, `EQUALS`.
    pub fn parse(condition: &str) -> Option<Self> {
        match condition.trim().to_ascii_uppercase().as_str() {
            "LESS_THAN" | "LESS_THAN_OR_EQUALS" => Some(Self::Below),
            "GREATER_THAN" | "GREATER_THAN_OR_EQUALS" => Some(Self::AtLeast),
            "EQUALS" => Some(Self::Exactly),
            _ => None,
        }
    }

    /// Whether `rate_ppm` misses `target_ppm`. A rate that must be high and equals its target is met: Amazon's pages say
    /// "95 % or more".
    pub fn missed(self, rate_ppm: i64, target_ppm: i64) -> bool {
        match self {
            Self::Below => rate_ppm >= target_ppm,
            Self::AtLeast => rate_ppm < target_ppm,
            Self::Exactly => rate_ppm != target_ppm,
        }
    }
}

/// What is fixed about a metric of the account-health report.
#[derive(Debug)]
pub struct Metric {
    /// The stable word: the report's own name with dashes.
    pub word: &'static str,
    /// Other names for it.
    pub other: &'static [&'static str],
    /// Whether it is a rate with a target in the rule pack; else a count or a status.
    pub rate: bool,
    /// What is wanted when the report does not say.
    pub wanted: Wanted,
}

const fn rate(word: &'static str, wanted: Wanted) -> Metric {
    Metric { word, other: &[], rate: true, wanted }
}

const fn count(word: &'static str) -> Metric {
    Metric { word, other: &[], rate: false, wanted: Wanted::Exactly }
}

/// The metrics. Source: Amazon's account-health report schema of 2020-11-18 (R100).
pub static METRICS: &[Metric] = &[
    rate("order-defect-rate", Wanted::Below),
    rate("late-shipment-rate", Wanted::Below),
    Metric {
        word: "pre-fulfilment-cancel-rate",
        other: &["prefulfillment-cancel-rate", "pre-fulfillment-cancel-rate", "pre-fulfillment-cancellation-rate"],
        rate: true,
        wanted: Wanted::Below,
    },
    rate("invoice-defect-rate", Wanted::Below),
    rate("valid-tracking-rate", Wanted::AtLeast),
    rate("on-time-delivery-rate", Wanted::AtLeast),
    rate("unit-on-time-delivery-rate", Wanted::AtLeast),
    Metric { word: "account-health-rating", other: &["ahr-status"], rate: false, wanted: Wanted::Exactly },
    count("account-status"),
    count("listing-policy-violations"),
    count("product-authenticity-customer-complaints"),
    count("product-condition-customer-complaints"),
    count("product-safety-customer-complaints"),
    count("received-intellectual-property-complaints"),
    count("suspected-intellectual-property-violations"),
    count("restricted-product-policy-violations"),
    count("food-and-product-safety-issues"),
    count("customer-product-reviews-policy-violations"),
    Metric {
        word: "other-policy-violations",
        other: &["policy-violation-warnings"],
        rate: false,
        wanted: Wanted::Exactly,
    },
    Metric { word: "document-requests", other: &["document-request"], rate: false, wanted: Wanted::Exactly },
    Metric {
        word: "warning-state",
        other: &["policy-violation-warning", "warning-states"],
        rate: false,
        wanted: Wanted::Exactly,
    },
];

/// The metric of a word, also of its other names.
pub fn metric(word: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|m| m.word == word || m.other.contains(&word))
}

/// How many more defects keep the rate below `limit_ppm`: `ceil(n * limit) - 1 - defects`; negative when it is missed.
pub fn headroom(orders: i64, defects: i64, limit_ppm: i64) -> i64 {
    let allowed = (i128::from(orders) * i128::from(limit_ppm) + MILLION - 1).div_euclid(MILLION) - 1;
    i64::try_from(allowed).unwrap_or(i64::MAX).saturating_sub(defects)
}

/// How many more defects keep the share of good ones at `target_ppm` or above: `floor(n * (1 - target)) - defects`.
pub fn headroom_at_least(orders: i64, defects: i64, target_ppm: i64) -> i64 {
    let allowed = (i128::from(orders) * (MILLION - i128::from(target_ppm))).div_euclid(MILLION);
    i64::try_from(allowed).unwrap_or(i64::MAX).saturating_sub(defects)
}

/// How many clean units bring `good` of `units` to `target_ppm`: `ceil((t n - k) / (1 - t))`, 0 when it is met.
/// `None` for a target of 100 %, which nothing mends.
pub fn clean_needed(units: i64, good: i64, target_ppm: i64) -> Option<i64> {
    let missing = i128::from(target_ppm) * i128::from(units) - i128::from(good) * MILLION;
    if missing <= 0 {
        return Some(0);
    }
    let room = MILLION - i128::from(target_ppm);
    (room > 0).then(|| ((missing + room - 1) / room).try_into().unwrap_or(i64::MAX))
}

/// How many clean orders bring `defects` of `orders` below `limit_ppm`; 0 when it is below. `None` for a limit of 0.
pub fn clean_needed_below(orders: i64, defects: i64, limit_ppm: i64) -> Option<i64> {
    if headroom(orders, defects, limit_ppm) >= 0 {
        return Some(0);
    }
    let limit = i128::from(limit_ppm);
    // The smallest total with defects < total * limit.
    (limit > 0).then(|| (i128::from(defects) * MILLION / limit + 1 - i128::from(orders)).try_into().unwrap_or(i64::MAX))
}

/// Defects per order in millionths, rounded; `None` without orders.
pub fn rate_ppm(defects: i64, orders: i64) -> Option<i64> {
    let orders = i128::from(orders);
    (orders > 0).then(|| ((2 * i128::from(defects) * MILLION + orders) / (2 * orders)).try_into().unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headroom_counts_the_defects_that_are_left() {
        let cases = [
            (1200, 9, 10_000, 2),
            (60, 0, 10_000, 0),
            (250, 3, 40_000, 6),
            (400, 9, 25_000, 0),
            // 1 % of 900 is 9: a ninth defect is no longer below 1 %.
            (900, 8, 10_000, 0),
            (900, 9, 10_000, -1),
            (60, 1, 10_000, -1),
        ];
        for (orders, defects, limit, left) in cases {
            assert_eq!(headroom(orders, defects, limit), left, "{defects} of {orders}");
            assert_eq!(left < 0, Wanted::Below.missed(rate_ppm(defects, orders).unwrap(), limit));
        }
        assert_eq!(headroom_at_least(100, 5, 950_000), 0);
        assert_eq!(headroom_at_least(100, 6, 950_000), -1);
        assert_eq!(headroom_at_least(19, 0, 950_000), 0);
    }

    #[test]
    fn clean_units_mend_a_rate_exactly() {
        assert_eq!(clean_needed(50, 40, 900_000), Some(50));
        assert_eq!(clean_needed(20, 19, 900_000), Some(0));
        assert_eq!(clean_needed(20, 19, 1_000_000), None);
        // 9 of 900 is 1 %; 9 of 901 is below.
        assert_eq!(clean_needed_below(900, 9, 10_000), Some(1));
        assert_eq!(clean_needed_below(900, 8, 10_000), Some(0));
        assert_eq!(clean_needed_below(60, 1, 10_000), Some(41));
        assert_eq!(clean_needed_below(60, 1, 0), None);
    }

    #[test]
    fn a_condition_is_missed_on_its_own_side() {
        assert!(Wanted::Below.missed(10_000, 10_000) && !Wanted::Below.missed(9_999, 10_000));
        assert!(!Wanted::AtLeast.missed(950_000, 950_000) && Wanted::AtLeast.missed(949_999, 950_000));
        assert!(Wanted::Exactly.missed(1, 0) && !Wanted::Exactly.missed(0, 0));
        assert_eq!(Wanted::parse("less_than"), Some(Wanted::Below));
        assert_eq!(Wanted::parse(""), None);
        assert_eq!(metric("prefulfillment-cancel-rate").unwrap().word, "pre-fulfilment-cancel-rate");
    }
}
