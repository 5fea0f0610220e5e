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

/// Two mails of ours in a row, after a mail of the buyer.
#[derive(Clone, Debug, PartialEq)]
pub struct TwiceFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The thread's key.
    pub thread: String,
    /// The order, when the second mail names one.
    pub order_id: Option<String>,
    /// When the first one was sent.
    pub first: Instant,
    /// When the second one was sent.
    pub second: Instant,
    /// Message-ID of the second one: the epoch of the item.
    pub message_id: String,
    /// Its row.
    pub evidence: Evidence,
    /// The row of a report that the first one came back: the second is the same answer again.
    pub came_back: Option<Evidence>,
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
