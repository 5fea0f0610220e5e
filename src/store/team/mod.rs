//! Writing `team.db`: reconciling findings with items, verbs, undo, journal, requests, sign-offs.

use rusqlite::Connection;

use super::open::{StoreError, Team};
use crate::domain::act::{Actor, Intent, Outcome};
use crate::domain::day::Instant;
use crate::domain::work::Finding;

/// What a pass of the rules changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Items opened.
    pub opened: usize,
    /// Items whose numbers, lane or deadline changed.
    pub updated: usize,
    /// Items cleared by evidence.
    pub cleared: usize,
    /// Items opened again by a contradicting row.
    pub reopened: usize,
}

impl Team {
    /// Carries out what an operator wants, as one journal step in one immediate transaction.
    pub fn act(&mut self, _intent: &Intent, _actor: &Actor, _now: Instant) -> Result<Outcome, StoreError> {
        Err(StoreError::Busy)
    }

    /// Brings the items in line with the findings of one pass of the rules, in one immediate transaction (H1, H5).
    pub fn reconcile(&mut self, _findings: &[Finding], _run: &Run, _now: Instant) -> Result<Reconciled, StoreError> {
        Err(StoreError::Busy)
    }

    /// The connection, for tests.
    pub fn connection(&self) -> &Connection {
        &self.0
    }
}

/// What a pass of the rules looked at; recorded with it (H4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The newest import that the facts contain.
    pub import: i64,
    /// The version of the rule pack.
    pub pack: String,
}
