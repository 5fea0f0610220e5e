//! What happens to the screen.

use crate::domain::act::{Intent, Outcome};
use crate::domain::day::Instant;
use crate::domain::list::{ReadError, Reply};

use super::cmd::Lane;
use crate::domain::view::SavedView;
use crate::tui::keys::key::Key;

/// A message to [`update`](super::update).
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// The mouse was used.
    Mouse(Mouse),
    /// Text was pasted (bracketed paste): any bytes from outside.
    Paste(String),
    /// The terminal has a new size: columns, rows.
    Resize(u16, u16),
    /// Time has passed; see [`Model::wants_tick`](super::model::Model::wants_tick).
    Tick(Instant),
    /// A question has run for 400 ms without an answer: say so.
    Slow {
        /// The lane.
        lane: Lane,
        /// The number of the question.
        generation: u64,
    },
    /// An answer.
    Reply {
        /// The lane.
        lane: Lane,
        /// The number of the question.
        generation: u64,
        /// The answer.
        result: Result<Reply, ReadError>,
    },
    /// What came of a write.
    Wrote {
        /// What was wanted.
        intent: Intent,
        /// What came of it; an error in words when the database refused.
        result: Result<Outcome, String>,
    },
    /// Another process has committed something: read again.
    Changed,
    /// Who else has a screen open, and on which item.
    Here(Vec<crate::domain::team::Here>),
    /// The operator is back: how far they had seen the journal.
    Back {
        /// The last row that they have seen.
        seq: i64,
        /// When that was.
        at: Instant,
    },
    /// The import worker has come further: look what it does.
    Progress,
    /// An export was written (its path) or not (why).
    Exported(Result<String, String>),
    /// Text was copied (what the terminal was told) or not (why).
    Copied(Result<String, String>),
    /// A view was saved: its name and all views; or why not.
    Saved(Result<(String, Vec<SavedView>), String>),
    /// The import worker started (its words) or cannot start (why).
    Worker(Result<String, String>),
    /// Something the operator should know, in words of his language.
    Notice(String),
    /// A signal asks to end: no question.
    Quit,
}

/// A use of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// Column, from 0.
    pub x: u16,
    /// Row, from 0.
    pub y: u16,
    /// What was done.
    pub act: MouseAct,
}

/// What was done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAct {
    /// Left button.
    Click,
    /// Wheel away from the operator.
    WheelUp,
    /// Wheel towards the operator.
    WheelDown,
}
