//! Advertising: is a term without orders bad luck or a bad term? The test for clicks may use floating point, because a
//! power has no exact integer form; its results at the limits are pinned by a table. Money is compared in integers.

use super::fact::Clicks;

const MILLION: i64 = 1_000_000;

/// The chance of no order in `clicks` clicks when each sells with `cvr_ppm` millionths: `(1 - p)^n`.
pub fn p_zero_orders(cvr_ppm: i64, clicks: i64) -> f64 {
    let miss = 1.0 - cvr_ppm.clamp(0, MILLION) as f64 / MILLION as f64;
    miss.powf(clicks.max(0) as f64)
}

/// The fewest clicks without an order that are less likely than `alpha_ppm`; `None` when nothing ever sells.
pub fn clicks_needed(cvr_ppm: i64, alpha_ppm: i64) -> Option<i64> {
    if !(1..=MILLION).contains(&cvr_ppm) || alpha_ppm <= 0 {
        return None;
    }
    let alpha = alpha_ppm as f64 / MILLION as f64;
    let guess = alpha.ln() / (1.0 - cvr_ppm as f64 / MILLION as f64).ln();
    // The logarithm may land one beside the limit; the test itself decides.
    let start = (guess as i64 - 1).max(0);
    (start..start + 4).find(|n| p_zero_orders(cvr_ppm, *n) < alpha)
}

/// Wilson's bounds of a rate, millionths: where the true rate lies with `z` standard deviations of certainty
/// (1.96 is 95 %). `None` without clicks.
pub fn wilson(orders: i64, clicks: i64, z: f64) -> Option<(i64, i64)> {
    if clicks <= 0 {
        return None;
    }
    let (n, p) = (clicks as f64, orders.clamp(0, clicks) as f64 / clicks as f64);
    let spread = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let bound = |sign: f64| {
        let value = (p + z * z / (2.0 * n) + sign * spread) / (1.0 + z * z / n);
        (value.clamp(0.0, 1.0) * MILLION as f64).round() as i64
    };
    Some((bound(-1.0), bound(1.0)))
}

/// A conversion rate from few clicks, pulled towards `prior_ppm` as if that had been seen in `prior_clicks` clicks:
/// `(orders + m p0) / (clicks + m)`, millionths, rounded.
pub fn shrunk_cvr_ppm(orders: i64, clicks: i64, prior_ppm: i64, prior_clicks: i64) -> i64 {
    let (clicks, m) = (i128::from(clicks.max(0)), i128::from(prior_clicks.max(0)));
    if clicks + m == 0 {
        return prior_ppm;
    }
    let sum = i128::from(orders.max(0)) * i128::from(MILLION) + m * i128::from(prior_ppm);
    ((2 * sum + clicks + m) / (2 * (clicks + m))).try_into().unwrap_or(MILLION)
}

/// The conversion rate to expect of a term: that of its ad group, pulled to that of the campaign, pulled to that of the
/// account, each without the term itself (H11). `None` when the account has no other click: nothing to compare with.
pub fn expected_cvr_ppm(group: Clicks, campaign: Clicks, account: Clicks, prior_clicks: i64) -> Option<i64> {
    if account.clicks <= 0 {
        return None;
    }
    let base = shrunk_cvr_ppm(account.orders, account.clicks, 0, 0);
    let campaign = shrunk_cvr_ppm(campaign.orders, campaign.clicks, base, prior_clicks);
    Some(shrunk_cvr_ppm(group.orders, group.clicks, campaign, prior_clicks))
}

/// The target cost of one order: target ad cost share x sales / orders, minor units, rounded. `None` without orders and sales.
pub fn target_cpa(of: Clicks, target_acos_ppm: i64) -> Option<i64> {
    if of.orders <= 0 || of.sales <= 0 {
        return None;
    }
    let (sales, orders) = (i128::from(of.sales), i128::from(of.orders) * i128::from(MILLION));
    ((2 * sales * i128::from(target_acos_ppm) + orders) / (2 * orders)).try_into().ok()
}

/// The ad cost share of sales, millionths, rounded up: a share just above a goal is above it. `None` without sales.
pub fn acos_ppm(of: Clicks) -> Option<i64> {
    if of.sales <= 0 {
        return None;
    }
    let sales = i128::from(of.sales);
    ((i128::from(of.spend.max(0)) * i128::from(MILLION) + sales - 1) / sales).try_into().ok()
}

/// Whether `spend` is at least `times_ppm` times the target cost of an order; exact, without the rounding of
/// [`target_cpa`]. `None` without orders and sales.
pub fn spend_reaches_cpa(spend: i64, of: Clicks, target_acos_ppm: i64, times_ppm: i64) -> Option<bool> {
    target_cpa(of, target_acos_ppm)?;
    let million = i128::from(MILLION);
    let spent = i128::from(spend) * i128::from(of.orders) * million * million;
    let cost = i128::from(of.sales).checked_mul(i128::from(target_acos_ppm))?.checked_mul(i128::from(times_ppm))?;
    Some(spent >= cost)
}

/// Whether a search term is a product's ASIN or ISBN: it can only be excluded as a product target, never as a keyword.
pub fn is_asin(term: &str) -> bool {
    let term = term.trim();
    let book =
        |t: &str| t[..9].bytes().all(|b| b.is_ascii_digit()) && matches!(t.as_bytes()[9], b'0'..=b'9' | b'x' | b'X');
    term.len() == 10
        && term.bytes().all(|b| b.is_ascii_alphanumeric())
        && (term[..2].eq_ignore_ascii_case("b0") || book(term))
}

/// The ASIN of a product target's expression (`asin="B0..."`), lower case; `None` for any other expression.
pub fn target_asin(expression: &str) -> Option<String> {
    let expression = expression.trim().to_lowercase();
    let asin = expression.strip_prefix("asin=")?.trim_matches('"');
    is_asin(asin).then(|| asin.to_owned())
}

/// Whether a state of a report says that a campaign, ad group or target runs; `None` for a word that is not known.
pub fn runs(state: &str) -> Option<bool> {
    const WORDS: [(&str, bool); 12] = [
        ("enabled", true),
        ("delivering", true),
        ("aktiviert", true),
        ("已启用", true),
        ("有効", true),
        ("paused", false),
        ("archived", false),
        ("angehalten", false),
        ("archiviert", false),
        ("已暂停", false),
        ("已存档", false),
        ("一時停止", false),
    ];
    let state = state.trim().to_lowercase();
    WORDS.iter().find(|(word, _)| *word == state).map(|(_, runs)| *runs)
}

/// What a bid should be, and how far one step may go towards it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bid {
    /// Target ad cost share x value of an order x conversion rate, in millionths of a minor unit.
    pub fair_micro: i128,
    /// The fair bid in minor units, rounded, not more than one step from the present one.
    pub step: i64,
}

/// The bid that a click is worth: `target * value of an order * conversion rate`, one step of at most `step_ppm` from
/// `current` (minor units) towards it, and not below `least`. `value` is sales and orders of the place that says it; `None`
/// without an order there. Source: rules of the bid (R65), vectors `bid`.
pub fn bid(value: Clicks, cvr_ppm: i64, target_acos_ppm: i64, current: i64, step_ppm: i64, least: i64) -> Option<Bid> {
    if value.orders <= 0 || value.sales <= 0 || current <= 0 {
        return None;
    }
    let million = i128::from(MILLION);
    let worth = i128::from(value.sales).checked_mul(i128::from(cvr_ppm))?.checked_mul(i128::from(target_acos_ppm))?;
    let fair_micro = worth / i128::from(value.orders) / million;
    // The bounds are rounded inwards: a step is never larger than allowed.
    let bound = |sign: i128| i128::from(current) * (million + sign * i128::from(step_ppm));
    let (low, high) = ((bound(-1) + million - 1) / million, bound(1) / million);
    let near = ((2 * fair_micro + million) / (2 * million)).clamp(low, high.max(low));
    Some(Bid { fair_micro, step: i64::try_from(near).ok()?.max(least) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_order_in_a_few_clicks_proves_little() {
        let cases = [
            (50_000, [0.7738, 0.5987, 0.4633, 0.3585, 0.2146, 0.1047]),
            (70_000, [0.6957, 0.484, 0.3367, 0.2342, 0.1134, 0.041]),
            (85_000, [0.6414, 0.4113, 0.2638, 0.1692, 0.0696, 0.0201]),
            (100_000, [0.5905, 0.3487, 0.2059, 0.1216, 0.0424, 0.0097]),
            (150_000, [0.4437, 0.1969, 0.0874, 0.0388, 0.0076, 0.0008]),
        ];
        for (cvr, chances) in cases {
            for (clicks, chance) in [5, 10, 15, 20, 30, 44].into_iter().zip(chances) {
                assert!((p_zero_orders(cvr, clicks) - chance).abs() < 0.000_051, "{cvr} ppm, {clicks} clicks");
            }
        }
    }

    #[test]
    fn the_clicks_that_a_verdict_needs_are_exact() {
        let cases = [
            (20_000, [80, 114, 149]),
            (50_000, [32, 45, 59]),
            (70_000, [23, 32, 42]),
            (85_000, [19, 26, 34]),
            (100_000, [16, 22, 29]),
            (150_000, [10, 15, 19]),
            (200_000, [8, 11, 14]),
        ];
        for (cvr, counts) in cases {
            for (alpha, count) in [200_000, 100_000, 50_000].into_iter().zip(counts) {
                assert_eq!(clicks_needed(cvr, alpha), Some(count), "{cvr} ppm at {alpha} ppm");
                assert!(p_zero_orders(cvr, count - 1) * 1e6 >= alpha as f64);
            }
        }
        assert_eq!(clicks_needed(0, 100_000), None);
        assert_eq!(clicks_needed(1_000_000, 100_000), Some(1));
    }

    #[test]
    fn wilson_bounds_hold_the_rate() {
        let cases = [
            (0, 20, 1.281_551_565_5, (0, 75_887)),
            (0, 20, 1.959_963_984_5, (0, 161_125)),
            (0, 44, 1.281_551_565_5, (0, 35_984)),
            (0, 44, 1.959_963_984_5, (0, 80_296)),
            (1, 40, 1.281_551_565_5, (7_508, 79_960)),
            (1, 40, 1.959_963_984_5, (4_427, 128_814)),
            (3, 60, 1.281_551_565_5, (24_449, 99_531)),
            (3, 60, 1.959_963_984_5, (17_150, 137_005)),
            (7, 100, 1.281_551_565_5, (43_779, 110_117)),
            (7, 100, 1.959_963_984_5, (34_319, 137_495)),
            (10, 100, 1.281_551_565_5, (67_785, 145_142)),
            (10, 100, 1.959_963_984_5, (55_229, 174_366)),
        ];
        for (orders, clicks, z, bounds) in cases {
            assert_eq!(wilson(orders, clicks, z), Some(bounds), "{orders} of {clicks}");
        }
        assert_eq!(wilson(0, 0, 1.96), None);
    }

    #[test]
    fn a_rate_of_few_clicks_is_pulled_to_the_wider_one() {
        assert_eq!(shrunk_cvr_ppm(3, 60, 85_000, 20), 58_750);
        assert_eq!(shrunk_cvr_ppm(0, 10, 85_000, 20), 56_667);
        assert_eq!(shrunk_cvr_ppm(9, 60, 85_000, 20), 133_750);
        assert_eq!(shrunk_cvr_ppm(0, 0, 85_000, 0), 85_000);
        let of = |clicks, orders| Clicks { clicks, orders, ..Clicks::default() };
        // The group has no other click: its campaign speaks; that one neither: the account does.
        assert_eq!(expected_cvr_ppm(of(0, 0), of(0, 0), of(1000, 70), 20), Some(70_000));
        assert_eq!(expected_cvr_ppm(of(0, 0), of(60, 3), of(200, 17), 20), Some(58_750));
        assert_eq!(expected_cvr_ppm(of(60, 3), of(0, 0), of(200, 17), 20), Some(58_750));
        assert_eq!(expected_cvr_ppm(of(0, 0), of(0, 0), of(0, 0), 20), None);
    }

    #[test]
    fn a_term_has_cost_an_order_when_it_has() {
        let group = Clicks { clicks: 300, orders: 7, spend: 9000, sales: 20_000 };
        // 30 % of 200.00 over 7 orders: 8.571 each.
        assert_eq!(target_cpa(group, 300_000), Some(857));
        assert_eq!(spend_reaches_cpa(857, group, 300_000, 1_000_000), Some(false));
        assert_eq!(spend_reaches_cpa(858, group, 300_000, 1_000_000), Some(true));
        assert_eq!(spend_reaches_cpa(858, group, 300_000, 1_500_000), Some(false));
        assert_eq!(spend_reaches_cpa(858, Clicks::default(), 300_000, 1_000_000), None);
    }

    #[test]
    fn a_bid_is_what_a_click_is_worth_one_step_at_a_time() {
        // Value of an order 25.00, goal 30 %, the rate shrunk to 8.5 % over 20 clicks; orders, clicks, fair, one step.
        let value = Clicks { orders: 4, sales: 10_000, ..Clicks::default() };
        for (orders, clicks, fair, step) in [(3, 60, 440_625, 51), (0, 10, 425_002, 51), (9, 60, 1_003_125, 69)] {
            let cvr = shrunk_cvr_ppm(orders, clicks, 85_000, 20);
            let found = bid(value, cvr, 300_000, 60, 150_000, 2).unwrap();
            assert_eq!((found.fair_micro / 100, found.step), (fair, step), "{orders} of {clicks}");
        }
        // Within one step the fair bid itself; never below what Amazon takes; without an order nothing is known.
        assert_eq!(bid(value, 58_750, 300_000, 45, 150_000, 2).unwrap().step, 44);
        assert_eq!(bid(value, 100, 300_000, 2, 150_000, 2).unwrap().step, 2);
        assert_eq!(bid(Clicks::default(), 58_750, 300_000, 60, 150_000, 2), None);
    }

    #[test]
    fn states_and_expressions_are_read_or_left() {
        let cases = [("Enabled", Some(true)), ("已启用", Some(true)), ("ARCHIVED ", Some(false)), ("draft", None)];
        for (word, wanted) in cases {
            assert_eq!(runs(word), wanted, "{word}");
        }
        assert_eq!(target_asin("asin=\"B0C7XQ1234\"").as_deref(), Some("b0c7xq1234"));
        assert_eq!(target_asin("asin-expanded=\"B0C7XQ1234\""), None);
        assert_eq!(target_asin("close-match"), None);
    }

    #[test]
    fn an_asin_is_no_keyword() {
        for asin in ["b0c7xq1234", "B01LYCLS24", "0306406152", "080442957x"] {
            assert!(is_asin(asin), "{asin}");
        }
        for words in ["spatula", "b0 spatula", "silicone12", "1234567", "硅胶铲套装", "b0c7xq12345", "*", ""] {
            assert!(!is_asin(words), "{words}");
        }
    }
}
