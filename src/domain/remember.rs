//! Answers that hold for the next files too.

use super::day::Instant;
use super::format::Format;
use super::import::Question;

/// What an answer is remembered for: files of this store and format that ask the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The store.
    pub store: String,
    /// The format; `None` where the header alone tells ([`Question::Mapping`]).
    pub format: Option<Format>,
    /// The question's stable word.
    pub ask: &'static str,
    /// What the question is about: the header's signature, the column of a date, else nothing.
    pub subject: String,
}

impl Occasion {
    /// The occasion of a question; `None` where each file has its own answer, or the format is not known yet.
    pub fn of(store: &str, format: Option<Format>, question: &Question) -> Option<Self> {
        let (format, subject) = match question {
            Question::Mapping { signature, .. } => (None, signature.clone()),
            Question::DateOrder { column, .. } => (Some(format?), column.clone()),
            Question::Marketplace { .. } => (Some(format?), String::new()),
            Question::FewerRows { .. } | Question::Period => return None,
        };
        Some(Self { store: store.to_owned(), format, ask: question.word(), subject })
    }
}

/// A remembered answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Its number.
    pub id: i64,
    /// The question's stable word: `mapping`, `marketplace`, `date-order`.
    pub ask: String,
    /// What the question was about (outside text).
    pub subject: String,
    /// The answer: JSON of a mapping, a marketplace code, `dmy`, `mdy` or `ymd`.
    pub answer: String,
    /// When it was given.
    pub at: Instant,
    /// By whom (outside text).
    pub who: String,
}
