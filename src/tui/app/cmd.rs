//! What the screen asks of the loop: plain comparable data, never a closure.

use crate::domain::act::Intent;
use crate::domain::list::{ListQuery, Query};
use crate::domain::view::SavedView;

/// A kind of question to the database. Each lane has at most one question running and one waiting; the newest wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lane {
    /// The window of the list.
    Page,
    /// The selected row.
    Detail,
    /// Counts of the tabs.
    Counts,
    /// Ages of the sources.
    Sources,
    /// The import worker.
    Worker,
    /// The team: journal, changes, hand-over.
    Team,
    /// The rows of each view.
    Splits,
}

impl Lane {
    /// All lanes.
    pub const ALL: [Self; 7] =
        [Self::Page, Self::Detail, Self::Counts, Self::Sources, Self::Worker, Self::Team, Self::Splits];
}

/// A file format of the export menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// Comma-separated.
    Csv,
    /// Tab-separated.
    Tsv,
    /// One JSON document.
    Json,
    /// A Markdown table.
    Md,
}

impl ExportFormat {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Tsv, Self::Json, Self::Md];

    /// The stable word, also the ending of the file's name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Md => "md",
        }
    }
}

/// Something for the loop to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Cmd {
    /// Ask the database; the answer comes back as [`Msg::Reply`](super::msg::Msg::Reply) with the same lane and generation.
    Load {
        /// The lane.
        lane: Lane,
        /// The number of the question.
        generation: u64,
        /// The question.
        query: Query,
    },
    /// Write; comes back as [`Msg::Wrote`](super::msg::Msg::Wrote). Writes are carried out in order.
    Write(Intent),
    /// Put text on the clipboard; comes back as [`Msg::Copied`](super::msg::Msg::Copied).
    Copy(String),
    /// Write the whole list (all rows of the query) into a file; comes back as [`Msg::Exported`](super::msg::Msg::Exported).
    Export {
        /// The list with filter and sort.
        query: ListQuery,
        /// The file format.
        format: ExportFormat,
    },
    /// Show an `https://` link: OSC 8 and the clipboard.
    Open(String),
    /// Start an import worker unless one holds the lock; comes back as [`Msg::Worker`](super::msg::Msg::Worker) when it cannot start.
    StartWorker,
    /// Enter (`true`) or leave (`false`) the demo; the loop builds a new model for the other folder.
    Demo(bool),
    /// Go on with the databases of another folder (an existing team's).
    Join(String),
    /// Save a view; comes back as [`Msg::Saved`](super::msg::Msg::Saved).
    SaveView(SavedView),
    /// Forget what the terminal shows and draw everything again.
    Redraw,
    /// Give the terminal back to the shell (ctrl-z).
    Suspend,
    /// Ring the bell once: somebody was faster.
    Bell,
    /// End.
    Quit,
}
