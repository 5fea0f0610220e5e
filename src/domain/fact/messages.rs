//! Threads of messages.

use crate::domain::day::Instant;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Money;

/// A thread of messages with one buyer.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The thread's key.
    pub thread: String,
    /// The order, when the thread names one.
    pub order_id: Option<String>,
    /// Order total, when known (H10).
    pub total: Option<Money>,
    /// Each wait of the last 90 days: from the first unanswered buyer message to its answer.
    pub waits: Vec<Wait>,
}

/// A mail of ours that came back.
#[derive(Clone, Debug, PartialEq)]
pub struct BounceFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The thread's key.
    pub thread: String,
    /// The order, when our mail names one.
    pub order_id: Option<String>,
    /// Message-ID of our mail: the epoch of the item.
    pub message_id: String,
    /// When the report of the failure was sent.
    pub at: Instant,
    /// The row of that report.
    pub evidence: Evidence,
    /// A later verified mail of ours in the thread that did not come back, and its row.
    pub resent: Option<(Instant, Evidence)>,
}

/// One stretch of a thread in which the buyer waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// Message-ID of the first unanswered mail: the epoch of the item.
    pub message_id: String,
    /// When it was sent.
    pub since: Instant,
    /// Buyer messages in this wait.
    pub messages: i64,
    /// The row of the first unanswered mail.
    pub evidence: Evidence,
    /// When an answer went out, with its row.
    pub answered: Option<(Instant, Evidence)>,
}
