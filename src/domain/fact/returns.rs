//! Returns of orders that the seller ships.

use crate::domain::day::Day;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Money;

/// A reason for which a SKU comes back, to Amazon or to the seller.
#[derive(Clone, Debug, PartialEq)]
pub struct ComplaintFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The SKU (outside text).
    pub sku: String,
    /// Amazon's code of the reason, in capitals, without `CR-`.
    pub reason: String,
    /// Day and row of each unit of the last weeks, oldest first.
    pub units: Vec<(Day, Evidence)>,
    /// The newest day of the returns reports of this marketplace, and its row: until then the days are known.
    pub until: (Day, Evidence),
}

/// How much of a SKU came back, and how much of it was ordered, day by day.
#[derive(Clone, Debug, PartialEq)]
pub struct ReturnRateFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The SKU (outside text).
    pub sku: String,
    /// Units that came back, oldest first.
    pub back: Vec<(Day, i64)>,
    /// Units that were ordered and not cancelled, oldest first.
    pub ordered: Vec<(Day, i64)>,
    /// The first and the last day of which the returns reports tell.
    pub returns_known: (Day, Day),
    /// The first and the last day of which the order reports tell, without a hole.
    pub orders_known: (Day, Day),
    /// The row of its newest return; `None` without one.
    pub evidence: Option<Evidence>,
    /// The newest row of the returns reports: until then the days are known.
    pub until: Evidence,
}

/// A returned item of the returns report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReturnFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The order.
    pub order_id: String,
    /// RMA, or the day of a request that has none.
    pub request: String,
    /// The SKU (outside text).
    pub sku: String,
    /// Number among equal ones.
    pub occurrence: i64,
    /// The product name (outside text).
    pub title: String,
    /// The state of the request in the report's words, in lower case; empty when blank.
    pub status: String,
    /// The day of the request.
    pub requested: Option<Day>,
    /// The day on which it came back.
    pub delivered: Option<Day>,
    /// Units.
    pub units: Option<i64>,
    /// Amazon's code of the reason.
    pub reason: String,
    /// How it is to be settled, in the report's words, in lower case; empty when blank.
    pub resolution: String,
    /// The amount of the order.
    pub amount: Option<Money>,
    /// What the report says was refunded; `None` when blank.
    pub refunded: Option<Money>,
    /// A refund of it in the payments, with its day.
    pub paid_back: Option<(Day, Evidence)>,
    /// Its row.
    pub evidence: Evidence,
}
