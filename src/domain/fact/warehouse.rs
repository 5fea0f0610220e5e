//! The own warehouse, against what is to ship and what is offered.

use crate::domain::day::{Day, Instant};
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Money;

/// What the sheet of the own warehouse has of a SKU, over all places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnStock {
    /// Units; `None` when a row leaves them blank.
    pub units: Option<i64>,
    /// The day of the newest count.
    pub counted: Option<Day>,
    /// Its newest row.
    pub evidence: Evidence,
}

/// A SKU with units to ship by the seller, over all marketplaces of a store: they lie on one shelf.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedFact {
    /// The store.
    pub store: String,
    /// The SKU (outside text).
    pub sku: String,
    /// The product name (outside text).
    pub title: String,
    /// Units to ship; `None` when a line leaves them blank.
    pub units: Option<i64>,
    /// Orders with such a line.
    pub orders: i64,
    /// The earliest promise.
    pub promise_at: Option<Instant>,
    /// The own warehouse.
    pub own: OwnStock,
    /// Days from the order at the quickest supplier until the goods are in the house.
    pub lead_days: Option<i64>,
    /// That supplier (outside text); empty when none is known.
    pub supplier: String,
    /// The line with the earliest promise; when nothing is to ship any more, the report that shows it.
    pub evidence: Evidence,
}

/// What the newest open listings report offers of a SKU that the own warehouse knows.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The SKU (outside text).
    pub sku: String,
    /// The day of the report.
    pub day: Day,
    /// Units offered.
    pub quantity: i64,
    /// The price.
    pub price: Option<Money>,
    /// Units of it that are still to ship, over all marketplaces; `None` when a line leaves them blank.
    pub to_ship: Option<i64>,
    /// The own warehouse.
    pub own: OwnStock,
    /// Its row.
    pub evidence: Evidence,
}
