//! The part of an item that verbs change and undo restores, as the journal keeps it.

use serde::{Deserialize, Serialize};

use crate::domain::day::Instant;
use crate::domain::import::Evidence;
use crate::domain::work::State;

/// How long an item sleeps, as the row has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Nap {
    /// Wakes then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// Wakes with the next import of this format; empty: of any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// When it fell asleep.
    pub at: Instant,
}

/// Why an item is set aside, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Aside {
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// The proof that an item is over, without the file's name: that is text from outside and has no place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proof {
    pub sha256: String,
    pub row: u32,
    pub as_of: i64,
    pub how: String,
}

impl Proof {
    pub(super) fn of(evidence: &Evidence, how: &str) -> Self {
        Self { sha256: evidence.sha256.clone(), row: evidence.row, as_of: evidence.as_of, how: how.to_owned() }
    }
}

/// What verbs change and undo restores, as the journal keeps it: ids and numbers, no names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    pub state: State,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Instant>,
    /// Uid and end of the lease.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<(u32, Instant)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snooze: Option<Nap>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<Aside>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared: Option<Proof>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reopened: bool,
    /// Uid of whoever answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned: Option<u32>,
}

impl Part {
    /// Whether both say the same; a renewed lease is no difference.
    pub(super) fn same(&self, other: &Self) -> bool {
        let holder = |part: &Self| part.claim.map(|(uid, _)| uid);
        holder(self) == holder(other) && Self { claim: None, ..self.clone() } == Self { claim: None, ..other.clone() }
    }
}
