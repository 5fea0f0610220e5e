//! Exit codes, and why a command ended without doing what it was asked.

use std::io;

use signal_hook::consts::{SIGHUP, SIGINT};

use crate::domain::import::{FileState, ImportReport};
use crate::domain::list::ReadError;
use crate::runtime::worker::WorkerError;
use crate::store::open::StoreError;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Ok,
    /// 1: failed, or every file was refused.
    Failed,
    /// 2: the command line makes no sense.
    Usage,
    /// 3: a file or record was refused, or waits for an answer.
    Partly,
    /// 4: data older than wanted.
    Old,
    /// 5: the database was busy.
    Busy,
    /// 130: interrupted.
    Interrupted,
    /// What the screen or the watcher ended with: 128 and the number of the signal that ended it.
    Screen(u8),
}

impl Exit {
    /// The code.
    pub fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Partly => 3,
            Self::Old => 4,
            Self::Busy => 5,
            Self::Interrupted => 130,
            Self::Screen(code) => code,
        }
    }
}

/// Why a command ended early.
#[derive(Debug)]
pub enum Failure {
    /// Words for stderr, and the code.
    Words(Exit, String),
    /// There is no database yet.
    NoData,
    /// The database was busy longer than five seconds.
    Busy,
    /// Nobody reads stdout any more: not an error of ours, and nothing to say.
    Closed,
}

impl Failure {
    /// A failure with code 1.
    pub fn failed(words: impl Into<String>) -> Self {
        Self::Words(Exit::Failed, words.into())
    }

    /// A command line that makes no sense.
    pub fn usage(words: impl Into<String>) -> Self {
        Self::Words(Exit::Usage, words.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::failed(error.to_string()) }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing(_) => Self::NoData,
            StoreError::Busy => Self::Busy,
            other => Self::failed(other.to_string()),
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NoData => Self::NoData,
            ReadError::Busy => Self::Busy,
            other => Self::failed(other.to_string()),
        }
    }
}

impl From<WorkerError> for Failure {
    fn from(error: WorkerError) -> Self {
        match error {
            WorkerError::Store(error) => error.into(),
            other => Self::failed(other.to_string()),
        }
    }
}

/// The code of a watcher that a signal stopped: 130 after Ctrl-C, 129 when its terminal went; SIGTERM is how a service is
/// told to stop, and it has done so: 0.
pub fn of_watch(stopped: Option<i32>) -> Exit {
    match stopped {
        Some(SIGINT) => Exit::Interrupted,
        Some(SIGHUP) => Exit::Screen(129),
        _ => Exit::Ok,
    }
}

/// The code of an import (H9): 1 when every file was refused, 3 when a file or record was refused or waits.
pub fn of_imports(reports: &[ImportReport]) -> Exit {
    let refused = |report: &ImportReport| report.state == FileState::Refused;
    let whole = |report: &ImportReport| {
        matches!(report.state, FileState::Applied | FileState::Duplicate | FileState::Undone) && report.rejected == 0
    };
    if reports.iter().all(whole) {
        Exit::Ok
    } else if reports.iter().all(refused) {
        Exit::Failed
    } else {
        Exit::Partly
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn report(state: FileState, rejected: u64) -> ImportReport {
        ImportReport {
            file: "a.txt".into(),
            format: None,
            store: "default".into(),
            rows: 10,
            inserted: 10 - rejected,
            updated: 0,
            unchanged: 0,
            rejected,
            state,
            seconds: 0.25,
            import: Some(1),
            question: None,
            refusal: None,
            controls: vec![],
        }
    }

    #[test]
    fn an_import_ends_with_the_code_of_its_worst_file() {
        use FileState::{Applied, Duplicate, Partly, Refused, Waiting};
        let cases: [(&[(FileState, u64)], Exit); 10] = [
            (&[], Exit::Ok),
            (&[(Applied, 0)], Exit::Ok),
            (&[(Applied, 0), (Duplicate, 0)], Exit::Ok),
            (&[(Partly, 2)], Exit::Partly),
            (&[(Applied, 1)], Exit::Partly),
            (&[(Waiting, 0)], Exit::Partly),
            (&[(Applied, 0), (Refused, 0)], Exit::Partly),
            (&[(Waiting, 0), (Refused, 0)], Exit::Partly),
            (&[(Refused, 0)], Exit::Failed),
            (&[(Refused, 0), (Refused, 0)], Exit::Failed),
        ];
        for (files, exit) in cases {
            let reports: Vec<_> = files.iter().map(|(state, rejected)| report(*state, *rejected)).collect();
            assert_eq!(of_imports(&reports), exit, "{files:?}");
        }
    }

    #[test]
    fn a_watcher_ends_with_the_code_of_its_signal() {
        let codes = [Some(SIGINT), Some(SIGHUP), Some(signal_hook::consts::SIGTERM), None].map(|s| of_watch(s).code());
        assert_eq!(codes, [130, 129, 0, 0]);
    }

    #[test]
    fn codes_are_those_of_the_help() {
        use Exit::{Busy, Failed, Interrupted, Ok, Old, Partly, Usage};
        assert_eq!([Ok, Failed, Usage, Partly, Old, Busy, Interrupted].map(Exit::code), [0, 1, 2, 3, 4, 5, 130]);
        assert_eq!(Exit::Screen(129).code(), 129);
    }

    #[test]
    fn errors_become_the_right_failure() {
        assert!(matches!(Failure::from(StoreError::Busy), Failure::Busy));
        assert!(matches!(Failure::from(StoreError::Missing("x".into())), Failure::NoData));
        assert!(matches!(Failure::from(ReadError::NoData), Failure::NoData));
        assert!(matches!(Failure::from(WorkerError::Store(StoreError::Busy)), Failure::Busy));
        assert!(matches!(Failure::from(io::Error::from(io::ErrorKind::BrokenPipe)), Failure::Closed));
        let other = Failure::from(io::Error::from(io::ErrorKind::PermissionDenied));
        assert!(matches!(other, Failure::Words(Exit::Failed, _)));
    }
}
