//! Work items: lanes, findings of the rules, and the states that an item passes through.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::day::{Day, Instant};
use super::format::Format;
use super::import::Evidence;
use super::market::Market;
use super::money::Money;

pub use super::kind::{Kind, KindInfo};

/// How soon: worse if it waits until tomorrow, or irreversible, is Today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lane {
    /// At once (P0).
    Now,
    /// Before the marketplace's midnight (P1).
    Today,
    /// This week (P2, P3).
    Week,
    /// When there is time (P4).
    Free,
}

impl Lane {
    /// All lanes, most urgent first.
    pub const ALL: [Self; 4] = [Self::Now, Self::Today, Self::Week, Self::Free];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Today => "today",
            Self::Week => "week",
            Self::Free => "free",
        }
    }

    /// The lane of a stable word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.word() == word)
    }
}

/// A number or word that a rule used; shown in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Num {
    /// A count.
    Int(i64),
    /// An amount.
    Money(Money),
    /// Text from outside (show through `SafeText`) or a stable word.
    Text(String),
    /// An instant.
    At(Instant),
    /// A day.
    Day(Day),
    /// A ratio in millionths.
    Ppm(i64),
    /// A decimal in thousandths.
    Milli(i64),
    /// Seconds.
    Span(i64),
}

/// The named numbers of a finding. Items hold kind and numbers, never a sentence (H5).
pub type Numbers = BTreeMap<String, Num>;

/// The key of an item (H5): importing the same file twice makes no second item.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// The ladder that the kind belongs to.
    pub ladder: String,
    /// The store.
    pub store: String,
    /// The marketplace; `None` for what belongs to the whole store.
    pub market: Option<Market>,
    /// What it is about: order id, thread, SKU, metric, practice, report.
    pub subject: String,
    /// The occurrence, when the data give it (event kinds). `None` for state kinds: `team.db` counts 1, 2, 3.
    pub epoch: Option<String>,
}

/// What a rule found out about one key. A key in neither form is unknown and its item stays as it is (H1).
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// The condition holds.
    Holds(Box<Holds>),
    /// The condition is over, and this row proves it.
    Gone {
        /// The key.
        key: Key,
        /// The row that proves it.
        evidence: Evidence,
        /// Why, as a stable word: `shipped`, `cancelled`, `left-report`, `answered`, `restocked`, `signed`, ...
        how: &'static str,
    },
}

/// A condition that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Holds {
    /// The key.
    pub key: Key,
    /// The kind: decides ladder, text and how-to.
    pub kind: Kind,
    /// How soon.
    pub lane: Lane,
    /// The deadline.
    pub due: Option<Instant>,
    /// What it is about, short: order id, SKU, term (outside text).
    pub entity: String,
    /// What is at stake, when it is known.
    pub money: Option<Money>,
    /// Money at risk per day, for the order inside a lane only (H10).
    pub money_per_day: Option<Money>,
    /// Whether the SKU is one of those that bring 80 % of 30 days' revenue (H10).
    pub hero: bool,
    /// The numbers of title and reason.
    pub numbers: Numbers,
    /// The row that shows it.
    pub evidence: Evidence,
}

/// How a condition can end: the words of [`Finding::Gone`].
pub const ENDS: &[&str] = &[
    // Orders shipped by the seller.
    "shipped",
    "cancelled",
    "left-report",
    "nothing-to-ship",
    "not-due",
    "not-requested",
    "enough-stock",
    "covered",
    // Mails, disputes, returns, feedback.
    "answered",
    "sent-again",
    "return-decided",
    "refunded",
    "decided",
    "appealed",
    "time-over",
    "not-granted",
    "paid-by-amazon",
    "not-bad",
    "handled",
    "quiet",
    "usual-returns",
    // Stock at Amazon.
    "restocked",
    "no-sales",
    "nothing-stranded",
    "way-open",
    "nothing-asked",
    "fee-exempt",
    "no-low-fee",
    "nothing-aged",
    "no-excess",
    "few-unsellable",
    "usual-transfer",
    "no-season",
    "season-began",
    "claim-settled",
    "returned",
    "sold-off",
    "long-life",
    // Advertising.
    "sold",
    "below-test",
    "counted-together",
    "targeted",
    "spend-usual",
    "paused",
    "bid-changed",
    "inside-band",
    "one-left",
    "offer-back",
    "shown",
    // The account, the practices, the program.
    "target-met",
    "imported",
    "signed",
    "signed-late",
    "picked-up",
    "finished",
];

/// A how-to that the team wrote for a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HowTo {
    /// The text, several lines (outside text).
    pub text: String,
    /// Who wrote it.
    pub who: String,
    /// When.
    pub at: Instant,
}

/// The state of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// To do. A claim and a snooze lie over this state.
    Open,
    /// Done by an operator, waiting for the row that proves it.
    Acted,
    /// Proven by data.
    Cleared,
    /// Set aside with a reason, for the whole team.
    Dismissed,
}

impl State {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acted => "acted",
            Self::Cleared => "cleared",
            Self::Dismissed => "dismissed",
        }
    }

    /// The state of a stable word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Open, Self::Acted, Self::Cleared, Self::Dismissed].into_iter().find(|s| s.word() == word)
    }
}

/// A work item as the list and the reason pane need it.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkItem {
    /// The row number behind the public id `w17`; never reused.
    pub id: i64,
    /// The version: a write names the one it saw.
    pub version: i64,
    /// The key, with the epoch as it is stored.
    pub key: Key,
    /// The kind.
    pub kind: Kind,
    /// The lane.
    pub lane: Lane,
    /// The deadline.
    pub due: Option<Instant>,
    /// The state.
    pub state: State,
    /// What it is about (outside text).
    pub entity: String,
    /// What is at stake.
    pub money: Option<Money>,
    /// See [`Holds::hero`].
    pub hero: bool,
    /// When it first opened.
    pub opened: Instant,
    /// Who holds it, and until when.
    pub claim: Option<Claim>,
    /// Who answers for it, also while nobody holds it.
    pub assigned: Option<super::act::Actor>,
    /// Asleep until then; `None` in the instant means until new data of its kind.
    pub snoozed: Option<Snooze>,
    /// The reason of a dismissal.
    pub dismissed: Option<String>,
    /// The numbers of title and reason.
    pub numbers: Numbers,
    /// The row that shows it.
    pub evidence: Evidence,
    /// The row that cleared it, and how.
    pub cleared: Option<(Evidence, String)>,
    /// Set when an acted or cleared item was opened again by a contradicting row.
    pub reopened: bool,
}

/// Who holds an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Unix uid.
    pub uid: u32,
    /// Unix name.
    pub name: String,
    /// End of the lease.
    pub until: Instant,
}

/// How long an item sleeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Snooze {
    /// Until an instant.
    Until(Instant),
    /// Until the next import of the format that feeds it.
    NewData(Option<Format>),
}

/// The public id of an item: `w17`.
pub fn public_id(id: i64) -> String {
    format!("w{id}")
}

/// The row number of a public id.
pub fn parse_id(id: &str) -> Option<i64> {
    id.trim().strip_prefix('w')?.parse().ok().filter(|n| *n > 0)
}

/// The bucket of the time that is left: `floor(log2(minutes / 15))`, -1 when less than 15 minutes, `i64::MAX` without a deadline (H10).
pub fn urgency(due: Option<Instant>, now: Instant) -> i64 {
    let Some(due) = due else { return i64::MAX };
    let quarters = (due.0 - now.0).max(0) / 60 / 15;
    if quarters == 0 { -1 } else { i64::from(quarters.ilog2()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_bucketed_by_doubling_quarters() {
        let now = Instant(0);
        let cases =
            [(-600, -1), (0, -1), (14, -1), (15, 0), (29, 0), (30, 1), (60, 2), (119, 2), (120, 3), (24 * 60, 6)];
        for (minutes, bucket) in cases {
            assert_eq!(urgency(Some(Instant(minutes * 60)), now), bucket, "{minutes} minutes");
        }
        assert_eq!(urgency(None, now), i64::MAX);
    }

    #[test]
    fn a_public_id_reads_back() {
        assert_eq!(parse_id(&public_id(17)), Some(17));
        assert_eq!(parse_id("17"), None);
        assert_eq!(parse_id("w0"), None);
    }
}
