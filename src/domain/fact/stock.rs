//! Stock at Amazon.

use crate::domain::day::Day;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Money;

/// One day of a SKU's stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StockDay {
    /// The day of the snapshot.
    pub day: Day,
    /// Sellable units.
    pub available: i64,
}

/// The newest stock state of a SKU in a marketplace.
#[derive(Clone, Debug, PartialEq)]
pub struct StockFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The SKU (outside text).
    pub sku: String,
    /// The product name (outside text).
    pub title: String,
    /// The ASIN.
    pub asin: String,
    /// The day of the snapshot that this speaks of.
    pub day: Day,
    /// Sellable units; `None` when the report leaves it blank: unknown.
    pub available: Option<i64>,
    /// Units on the way (working, shipped, receiving).
    pub inbound: Option<i64>,
    /// Units shipped in the last 7, 30, 60, 90 days; `None` when the report has no such column.
    pub units: [Option<i64>; 4],
    /// The price.
    pub price: Option<Money>,
    /// Whether the SKU is one of those that bring 80 % of 30 days' revenue; `false` when unknown.
    pub hero: bool,
    /// Snapshots of the last 90 days, oldest first.
    pub history: Vec<StockDay>,
    /// The row.
    pub evidence: Evidence,
}

/// A SKU of the newest stranded inventory report: stock at Amazon that no offer sells.
#[derive(Clone, Debug, PartialEq)]
pub struct StrandedFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The SKU (outside text).
    pub sku: String,
    /// The FNSKU; empty when blank.
    pub fnsku: String,
    /// The product name (outside text).
    pub title: String,
    /// Amazon's reason, as the report words it (outside text).
    pub reason: String,
    /// The day of the report.
    pub day: Day,
    /// The day on which Amazon removes the units by itself.
    pub removal_day: Option<Day>,
    /// Units that could be sold; `None`: unknown.
    pub fulfillable: Option<i64>,
    /// Units that cannot be sold.
    pub unfulfillable: Option<i64>,
    /// The price.
    pub price: Option<Money>,
    /// The row.
    pub evidence: Evidence,
}
