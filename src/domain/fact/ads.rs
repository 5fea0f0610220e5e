//! Advertising.

use crate::domain::day::Day;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Currency;

/// Clicks and what came of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clicks {
    /// Clicks.
    pub clicks: i64,
    /// Orders inside the attribution window.
    pub orders: i64,
    /// Spend, minor units.
    pub spend: i64,
    /// Attributed sales, minor units.
    pub sales: i64,
}

/// A search term of an ad group over the look-back window; only rows older than the attribution lag count.
#[derive(Clone, Debug, PartialEq)]
pub struct TermFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The campaign's name (outside text).
    pub campaign: String,
    /// The ad group's name (outside text).
    pub ad_group: String,
    /// What was targeted (outside text).
    pub targeting: String,
    /// `BROAD`, `PHRASE`, `EXACT`, `-`.
    pub match_type: String,
    /// The buyer's words, or an ASIN (outside text).
    pub term: String,
    /// First and last day that count.
    pub from: Day,
    /// Last day that counts.
    pub to: Day,
    /// The attribution window in days.
    pub window_days: i64,
    /// The currency of spend and sales.
    pub currency: Currency,
    /// Judged clicks of the term.
    pub judged: Clicks,
    /// Orders inside the lag: not judged, but an order is an order.
    pub recent_orders: i64,
    /// The ad group without this term.
    pub group: Clicks,
    /// The campaign without this term.
    pub campaign_total: Clicks,
    /// The account (store, marketplace) without this term.
    pub account: Clicks,
    /// The newest row of the term.
    pub evidence: Evidence,
}
