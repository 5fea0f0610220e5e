//! Orders to ship by the seller.

use crate::domain::day::Instant;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Money;

/// How an order left the unshipped report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// All Orders says shipped.
    Shipped,
    /// All Orders says cancelled.
    Cancelled,
    /// A later complete unshipped report does not list it (H8).
    LeftReport,
}

/// More units of a SKU than 99 of 100 orders have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddUnits {
    /// The SKU (outside text).
    pub sku: String,
    /// Units of it in the order.
    pub units: i64,
    /// What 99 of 100 orders have at most.
    pub usual: i64,
    /// Orders behind that figure.
    pub orders: i64,
}

/// An order to ship by the seller (FBM): its open lines together.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The order id.
    pub order_id: String,
    /// SKU of its first line with anything to ship (outside text).
    pub sku: String,
    /// Product name of that line (outside text).
    pub title: String,
    /// How many further SKUs of it are still to ship.
    pub more_skus: i64,
    /// Units still to ship over its lines; `None` when a line leaves it blank and no other has any: unknown.
    pub units_to_ship: Option<i64>,
    /// The earliest promise: ship by then.
    pub promise_at: Option<Instant>,
    /// Amazon's own count of days past the promise; negative before it. The largest over the lines.
    pub days_past_promise: Option<i64>,
    /// Amazon's flag; `None` when the file has no such column.
    pub verge_of_cancellation: Option<bool>,
    /// Amazon's flag.
    pub verge_of_late: Option<bool>,
    /// The buyer asked to cancel by Amazon's own way.
    pub cancel_requested: Option<bool>,
    /// The buyer's reason.
    pub cancel_reason: Option<String>,
    /// Prime or premium order.
    pub premium: bool,
    /// Sum of the lines in All Orders, when that report knows the order.
    pub total: Option<Money>,
    /// The row of the unshipped report.
    pub evidence: Evidence,
    /// When somebody last marked its item as shipped; `None` when nobody did, or took it back.
    pub acted: Option<Instant>,
    /// A SKU of which it has more units than is usual; `None` when it is usual, or what is usual is not known.
    pub odd: Option<OddUnits>,
    /// How it ended, with the row that proves it; `None` while it is open.
    pub closed: Option<(Closing, Evidence)>,
}
