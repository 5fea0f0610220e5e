//! What the rules read: plain facts that `store` fills from `facts.db` and `triage` judges. No sentence, no clock.

use super::day::{Day, Instant};
use super::format::Format;
use super::import::{Evidence, FileState};
use super::market::Market;
use super::money::Money;
use super::practice::Practice;

/// Everything the rules look at in one pass.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Open and recently closed orders of the unshipped report.
    pub orders: Vec<OrderFact>,
    /// Threads with a buyer message of the last 90 days.
    pub threads: Vec<ThreadFact>,
    /// The newest stock state of each SKU.
    pub stock: Vec<StockFact>,
    /// Search terms of the look-back window.
    pub terms: Vec<TermFact>,
    /// The newest value of each account metric.
    pub metrics: Vec<MetricFact>,
    /// Reports that came at least once, or are expected by setting.
    pub reports: Vec<ReportFact>,
    /// Files that were refused or wait, and what became of them.
    pub files: Vec<FileFact>,
    /// The practices and their last sign-off.
    pub practices: Vec<PracticeFact>,
    /// Orders of the last seven days over all stores: the size of the business (R103). `None` when no order file came yet.
    pub orders_per_week: Option<i64>,
}

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

/// An order to ship by the seller (FBM): its open lines together.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The order id.
    pub order_id: String,
    /// SKU of its first line (outside text).
    pub sku: String,
    /// Product name of its first line (outside text).
    pub title: String,
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
    /// How it ended, with the row that proves it; `None` while it is open.
    pub closed: Option<(Closing, Evidence)>,
}

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
    pub currency: super::money::Currency,
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

/// An account metric as the newest report has it.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The metric's stable word: `order-defect-rate`, `late-shipment-rate`, ...
    pub metric: String,
    /// `mfn`, `afn` or empty.
    pub fulfilment: String,
    /// End of the reporting range.
    pub reported_to: Instant,
    /// Orders (or units) in the window.
    pub orders: Option<i64>,
    /// Defects in the window (for a rate that must be high: the good ones are orders - defects).
    pub defects: Option<i64>,
    /// The rate in the report, millionths.
    pub rate: Option<i64>,
    /// The target in the report, millionths (a count for violations).
    pub target: Option<i64>,
    /// `LESS_THAN`, `GREATER_THAN`, `EQUALS`.
    pub target_condition: String,
    /// Amazon's own verdict: `GOOD`, `BAD`, `NONE`, ...
    pub status: String,
    /// The row.
    pub evidence: Evidence,
}

/// A report of a store and marketplace, and how old it is.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportFact {
    /// The store.
    pub store: String,
    /// The marketplace; `None` for reports of a whole store (mail).
    pub market: Option<Market>,
    /// The report.
    pub format: Format,
    /// The moment of which the newest file speaks; `None` when it is expected by setting and never came.
    pub as_of: Option<Instant>,
    /// The newest file.
    pub evidence: Option<Evidence>,
}

/// A file that was refused or waits.
#[derive(Clone, Debug, PartialEq)]
pub struct FileFact {
    /// The store.
    pub store: String,
    /// The ledger number.
    pub import: i64,
    /// Original name (outside text).
    pub name: String,
    /// The format, when known.
    pub format: Option<Format>,
    /// Refused, waiting, or what it has become.
    pub state: FileState,
    /// When it was received.
    pub received: Instant,
    /// The file itself.
    pub evidence: Evidence,
    /// The later import that made it good: the same file answered, or a later file of the same name applied.
    pub resolved: Option<Evidence>,
}

/// A practice and its last sign-off.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeFact {
    /// The practice.
    pub practice: Practice,
    /// When and by whom it was last signed off.
    pub last: Option<(Instant, String)>,
    /// When the team started to use daydeck: the first due date counts from here.
    pub since: Instant,
}
