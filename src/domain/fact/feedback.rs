//! What buyers said: of the seller and of products. Never their words: those are personal data.

use crate::domain::day::Day;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Money;

/// Feedback about the seller.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedbackFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The order.
    pub order_id: String,
    /// The day on which it was given.
    pub day: Day,
    /// Stars, 1 to 5; `None`: unknown.
    pub rating: Option<i64>,
    /// Whether our answer stands below it; `None`: unknown.
    pub answered: Option<bool>,
    /// Order total, when known (H10).
    pub total: Option<Money>,
    /// Its row.
    pub evidence: Evidence,
}

/// A product review of the sheet that is kept by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// What tells it from others. It may hold the buyer's title: it never leaves the facts as it stands.
    pub review_key: String,
    /// Number among those of an equal key.
    pub occurrence: i64,
    /// The product.
    pub asin: String,
    /// The day on which it was written.
    pub day: Option<Day>,
    /// Stars, 1 to 5; `None`: unknown.
    pub stars: Option<i64>,
    /// What it is about, in the team's word; empty when blank.
    pub topic: String,
    /// The day on which the team was done with it.
    pub done: Option<Day>,
    /// Its row.
    pub evidence: Evidence,
}
