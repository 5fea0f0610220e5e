//! Claims and chargebacks: what Amazon's mails say of them, and the sheet that is kept by hand.

use crate::domain::day::{Day, Instant};
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Money;

/// What kind of dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dispute {
    /// An A-to-z claim of a buyer.
    Claim,
    /// A chargeback of a bank.
    Chargeback,
}

/// A claim or a chargeback.
#[derive(Clone, Debug, PartialEq)]
pub struct DisputeFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// Which of the two.
    pub dispute: Dispute,
    /// The order id, else the claim id, else the Message-ID of the mail.
    pub subject: String,
    /// The order.
    pub order_id: Option<String>,
    /// Order total, when known (H10).
    pub total: Option<Money>,
    /// The newest mail that asks.
    pub asked: Option<DisputeMail>,
    /// When the newest verified mail with a decision was sent, and its row.
    pub decided: Option<(Instant, Evidence)>,
    /// Its row of the sheet.
    pub sheet: Option<DisputeRow>,
}

/// A mail of Amazon that tells of a dispute or asks about it.
#[derive(Clone, Debug, PartialEq)]
pub struct DisputeMail {
    /// When it was sent.
    pub sent: Instant,
    /// The answer is due by then, in the mail's own words.
    pub respond_by: Option<Instant>,
    /// Whether its sender is verified.
    pub verified: bool,
    /// Its row.
    pub evidence: Evidence,
}

/// A policy or performance notice of Amazon: the newest of its thread.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The thread's key.
    pub thread: String,
    /// The product that it names.
    pub asin: Option<String>,
    /// The newest notice.
    pub mail: DisputeMail,
    /// Notices of the thread.
    pub notices: i64,
    /// When our newest verified mail to Amazon in this thread was sent, and its row.
    pub answered: Option<(Instant, Evidence)>,
}

/// A row of the sheet of disputes.
#[derive(Clone, Debug, PartialEq)]
pub struct DisputeRow {
    /// The day on which it was opened.
    pub opened: Option<Day>,
    /// The last day for an answer.
    pub respond_by: Option<Day>,
    /// The last day for an appeal.
    pub appeal_by: Option<Day>,
    /// What is disputed.
    pub amount: Option<Money>,
    /// Its state in the sheet's words, in lower case; empty when blank.
    pub state: String,
    /// The decision in the sheet's words, in lower case; empty when blank.
    pub decision: String,
    /// Who pays in the sheet's words, in lower case; empty when blank.
    pub funded_by: String,
    /// Its row.
    pub evidence: Evidence,
}
