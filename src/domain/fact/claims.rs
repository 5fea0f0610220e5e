//! What Amazon may owe: units lost in its warehouses, refunds whose goods never came back.

use crate::domain::day::Day;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Money;

/// Units that the ledger says were lost on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The marketplace; `None` where the ledger names no country that is one.
    pub market: Option<Market>,
    /// The day.
    pub day: Day,
    /// Units, positive.
    pub units: i64,
    /// Of these, what Amazon has not reconciled; `None` when the report leaves it blank.
    pub unreconciled: Option<i64>,
    /// The row.
    pub evidence: Evidence,
}

/// Units that came back or were paid on one day; negative when a payment was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeGood {
    /// The day.
    pub day: Day,
    /// Units.
    pub units: i64,
    /// The row.
    pub evidence: Evidence,
}

/// The days of which a report tells: from its first row's to its last row's. What lies outside no file could have told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The first day.
    pub from: Day,
    /// The last one.
    pub until: Day,
}

impl Known {
    /// The days of which both tell.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), until: self.until.min(other.until) }
    }
}

/// What the ledger and the reimbursements say of the lost units of a product, in all marketplaces of the store together:
/// a payment does not say for which of them it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostFact {
    /// The store.
    pub store: String,
    /// The FNSKU.
    pub fnsku: String,
    /// The SKU (outside text); empty when blank.
    pub sku: String,
    /// The product name (outside text).
    pub title: String,
    /// Lost units of the last 150 days, oldest first.
    pub losses: Vec<Loss>,
    /// Found units of the same time, oldest first.
    pub found: Vec<MadeGood>,
    /// Reimbursed units, oldest first.
    pub paid: Vec<MadeGood>,
    /// The days of which the reimbursements of the store tell; `None` when there are none.
    pub known: Option<Known>,
}

/// A refund of an order that Amazon shipped, and what came back for it.
#[derive(Clone, Debug, PartialEq)]
pub struct RefundFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The order id.
    pub order_id: String,
    /// The SKU (outside text).
    pub sku: String,
    /// The day of the refund.
    pub day: Day,
    /// Units whose whole price was given back; 0 when it was a part of the price of one; `None` while the sale is not known.
    pub units: Option<i64>,
    /// What was given back, positive.
    pub amount: Option<Money>,
    /// Units that came back, and the row of the last one.
    pub returned: Option<(i64, Evidence)>,
    /// Units that were reimbursed for the order, in money or goods, and the row of the last one.
    pub paid: Option<(i64, Evidence)>,
    /// The days of which both the returns of the marketplace and the reimbursements of the store tell.
    pub known: Option<Known>,
    /// The row of the refund.
    pub evidence: Evidence,
}
