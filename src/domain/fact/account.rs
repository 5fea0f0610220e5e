//! The account, the reports and files, the practices.

use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::{Evidence, FileState};
use crate::domain::market::Market;
use crate::domain::practice::Practice;
use crate::domain::work::Kind;

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
    /// End of the range of the first of the reports in a row that count any defect.
    pub since: Option<Instant>,
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

/// A claim on an item, or the end of one that was told to be stale.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenFact {
    /// The store of the item; empty for what belongs to the whole team.
    pub store: String,
    /// Its marketplace.
    pub market: Option<Market>,
    /// Its public id: `w17`.
    pub item: String,
    /// Its kind; `None` for a kind of a newer program.
    pub kind: Option<Kind>,
    /// What it is about (outside text).
    pub entity: String,
    /// Its deadline.
    pub due: Option<Instant>,
    /// Who took it, and when that was last.
    pub taken: Option<(String, Instant)>,
    /// Whether it is still to do.
    pub open: bool,
    /// When anybody last did something to it.
    pub changed: Instant,
}
