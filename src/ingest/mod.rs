//! From the bytes of a report or a mail to records. Knows nothing of SQL, screens or clocks.
//!
//! [`read`] sniffs a file, finds its format by content and sends [`frame::Frame`]s: `Head`, then `Rows` and `Reject`s,
//! then exactly one of `End`, `Ask`, `Refuse`. [`child::main`] is the same behind a process boundary with limits (D7).

use std::fs::File;
use std::io;

use serde::{Deserialize, Serialize};

use crate::domain::day::{Day, Instant};
use crate::domain::import::{FileContext, Problem, Question, Reject};
use crate::domain::mapping::Mapping;
use crate::domain::market::{DateOrder, Market};
use frame::{Frame, Trailer};

pub mod attached;
pub mod catalogue;
pub mod child;
pub mod frame;
pub mod redact;

mod build;
mod cell;
mod date;
mod delimited;
mod header;
mod json;
mod mail;
mod mapping;
mod moment;
mod number;
mod parts;
mod report;
mod sheet;
mod sign;
mod source;
mod table;
mod text;
mod words;
mod xml;
mod zipped;

/// What is known about a file beside its bytes: handed to the child as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The marketplace from the folder or the command line: its currency and date order where the rows say nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<Market>,
    /// The order of day and month, given by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// The period given by hand, for a file that does not say its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<(Day, Day)>,
    /// Modification time of the file: the time of a mail that has no `Date`.
    pub modified: Instant,
    /// SHA-256 of the file in hex: the identity of a mail without Message-ID. Computed when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The answer "this short snapshot is complete" (H8); the parser only hands it through.
    #[serde(default)]
    pub complete: bool,
    /// Which column is which, where the header is of no known report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<Mapping>,
}

impl Context {
    /// A context that knows nothing but the file's modification time.
    pub fn new(modified: Instant) -> Self {
        Self { market: None, dates: None, period: None, modified, sha256: None, complete: false, map: None }
    }

    /// The context of an archived file.
    pub fn of(file: &FileContext, sha256: &str) -> Self {
        Self {
            market: file.market,
            dates: file.dates.as_deref().and_then(DateOrder::parse),
            period: file.period,
            modified: file.modified,
            sha256: Some(sha256.to_owned()),
            complete: file.complete,
            map: file.map.clone(),
        }
    }
}

/// Reads `file` from its start and emits its frames. An error is one of the system (or of `emit`), never of the file's
/// content: what is wrong with the content is a `Refuse`, `Ask` or `Reject` frame.
pub fn read(file: &mut File, ctx: &Context, emit: &mut dyn FnMut(Frame) -> io::Result<()>) -> io::Result<()> {
    let last = match source::sniff_and_read(file, ctx, emit) {
        Ok(trailer) => Frame::End(trailer),
        Err(Stop::Ask(question)) => Frame::Ask(question),
        Err(Stop::Refuse(reject)) => Frame::Refuse(reject),
        Err(Stop::Io(error)) => return Err(error),
    };
    emit(last)
}

/// Whether a line begins a mail of a mailbox file wherever it stands: `From ` with weekday and time.
pub fn begins_mail(line: &[u8]) -> bool {
    mail::mbox::begins_mail(line)
}

/// What a reader hands back when it came to the end of its file.
type Outcome = Result<Trailer, Stop>;

/// Where frames go.
type Emit<'a> = &'a mut dyn FnMut(Frame) -> io::Result<()>;

/// Why reading stopped before the end.
#[derive(Debug)]
enum Stop {
    /// The system, or the receiver of the frames.
    Io(io::Error),
    /// The file cannot be applied.
    Refuse(Reject),
    /// The file needs an answer first.
    Ask(Question),
}

impl Stop {
    /// A refusal that means the file as a whole.
    fn whole(problem: Problem) -> Self {
        Self::Refuse(Reject { line: 0, column: String::new(), read: String::new(), problem })
    }

    /// A refusal at a line.
    fn at(line: u32, problem: Problem) -> Self {
        Self::Refuse(Reject { line, column: String::new(), read: String::new(), problem })
    }

    /// A container that is not read.
    fn looks_like(what: &str) -> Self {
        Self::whole(Problem::NotReadable { looks_like: what.to_owned() })
    }

    /// A limit that was passed.
    fn too_large(limit: impl Into<String>) -> Self {
        Self::whole(Problem::TooLarge { limit: limit.into() })
    }
}

/// A problem of the content that travels through a `Read` chain as an [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{0:?}")]
struct Broken(Problem);

impl Broken {
    fn error(problem: Problem) -> io::Error {
        io::Error::other(Self(problem))
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Broken>()) {
            Some(Broken(problem)) => Self::whole(problem.clone()),
            None => Self::Io(error),
        }
    }
}
