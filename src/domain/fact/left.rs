//! What a newer report no longer lists.

use crate::domain::import::Evidence;
use crate::domain::work::Key;

/// The subject of an item that is not cleared, which the newest whole day of its report no longer lists (H8).
#[derive(Clone, Debug, PartialEq)]
pub struct LeftFact {
    /// The key of the item.
    pub key: Key,
    /// The report of that day; row 0, for no row of it speaks of the subject.
    pub evidence: Evidence,
}
