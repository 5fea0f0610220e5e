//! What became of a file: the ledger's words, shared by parser, store, worker and screens (H3, H9).

use serde::{Deserialize, Serialize};

use super::day::{Day, Instant};
use super::format::Format;
use super::mapping::{Mapping, Near, Offer, Proposal};
use super::market::Market;
use super::money::{Currency, Money};

/// The state of a read file (H9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileState {
    /// Every record is in the database.
    Applied,
    /// Applied, but for the rejected records.
    Partly,
    /// Nothing applied: one question must be answered first.
    Waiting,
    /// Nothing applied: the file cannot be read as anything known.
    Refused,
    /// The same bytes were applied before.
    Duplicate,
    /// Taken back by somebody: nothing of it counts (H17).
    Undone,
}

impl FileState {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Partly => "partly",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::Duplicate => "duplicate",
            Self::Undone => "undone",
        }
    }

    /// The state of a stable word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Applied, Self::Partly, Self::Waiting, Self::Refused, Self::Duplicate, Self::Undone]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// What a file asks before it can be applied. One question at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "ask")]
pub enum Question {
    /// Rows do not say their marketplace and nothing else does (H2). Answered by `--marketplace` or the folder.
    Marketplace {
        /// Rows without a marketplace.
        rows: u64,
    },
    /// A snapshot has fewer than half the rows of the last one (H8): complete, or cut off?
    FewerRows {
        /// Rows of the last snapshot of this scope.
        before: u64,
        /// Rows of this one.
        now: u64,
    },
    /// Dates such as 03/04/26 can be read two ways. Answered by the marketplace or `--dates dmy|mdy|ymd`.
    DateOrder {
        /// The column.
        column: String,
        /// One value as read.
        sample: String,
    },
    /// The file does not say its period. Answered by `--period`.
    Period,
    /// No report has this header, but one is near: which column is which? Answered on the mapping screen or by `--map`.
    Mapping {
        /// The nearest format.
        format: Format,
        /// The header's names in their order, each with a proposal.
        columns: Vec<Proposal>,
        /// The columns that a name can be, in the format's order.
        offers: Vec<Offer>,
        /// What all files with this header have in common: a hash of its names, in whatever order they stand.
        signature: String,
        /// Other formats that are near, the next one first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        others: Vec<Near>,
    },
}

impl Question {
    /// The stable word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Marketplace { .. } => "marketplace",
            Self::FewerRows { .. } => "fewer-rows",
            Self::DateOrder { .. } => "date-order",
            Self::Period => "period",
            Self::Mapping { .. } => "mapping",
        }
    }
}

/// Why a record or a file was not taken. The words are made in the reader's language from this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "problem")]
pub enum Problem {
    /// Not the number that the column holds.
    NotANumber,
    /// Not a date or time that the column holds.
    NotADate,
    /// Not true/false, yes/no.
    NotABool,
    /// A key cell is blank.
    Blank,
    /// An id that a spreadsheet turned into a number such as `1.44383E+14`: digits are lost.
    LostDigits,
    /// Not a currency code.
    NotACurrency,
    /// Names a marketplace that is not in the table of marketplaces.
    NotAMarketplace,
    /// Nothing says the marketplace of this record, while it is known of others in the file.
    NoMarketplace,
    /// An amount stands in a row whose currency is not known.
    NoCurrency,
    /// An amount carries the sign of another currency than its row's.
    OtherCurrency {
        /// The currency of the row.
        wanted: Currency,
    },
    /// An amount has more digits behind the point than its currency, or is too large.
    NotAnAmount,
    /// The line has another number of cells than the header.
    CellCount {
        /// Cells of the header.
        header: u32,
        /// Cells of the line.
        line: u32,
    },
    /// A line or field is longer than 1 MiB.
    TooLong,
    /// Another line of the same order was rejected, so the order was (H7).
    RejectedWithOrder,
    /// No known report has these columns.
    UnknownHeader {
        /// The first names of the header, as read.
        header: Vec<String>,
        /// The nearest format, when one is near.
        nearest: Option<Format>,
        /// Columns that the nearest format needs and the file lacks.
        missing: Vec<String>,
    },
    /// The file is empty or has only a header: Amazon gives no file for an empty report.
    Empty,
    /// Not a container that is read (a PDF, a picture, a password-protected workbook).
    NotReadable {
        /// What it looks like.
        looks_like: String,
    },
    /// A ZIP with more than one file: which of them is meant is not guessed.
    SeveralFiles {
        /// Their names, as they stand in the ZIP.
        names: Vec<String>,
    },
    /// The file ends in the middle.
    CutOff,
    /// Larger than the limits: unpacked bytes, cells, parts.
    TooLarge {
        /// Which limit.
        limit: String,
    },
    /// Not a regular file, or not readable by this user.
    NotAFile {
        /// The system's words.
        cause: String,
    },
    /// The parser died (out of memory, a crash): the file is kept.
    ParserDied {
        /// Signal or exit status.
        status: String,
    },
    /// The number of raw lines and of records read differ (D8).
    LinesLost {
        /// Raw lines of the file, without header and blank end.
        raw: u64,
        /// Records read.
        read: u64,
    },
    /// Amounts do not add up to the total that the file states for them: a wrong number costs money.
    TotalDiffers {
        /// The total as stated, in minor units; `None` when the file states none.
        expected: Option<i64>,
        /// What the amounts add up to.
        found: i64,
        /// The currency of both.
        currency: Currency,
    },
}

/// A total that a file states, held against what its lines add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// What is totalled: `settlement`.
    pub word: String,
    /// Its id as the file has it (outside text).
    pub subject: String,
    /// The currency of both amounts.
    pub currency: Currency,
    /// The total as stated, in minor units; `None` when the file states none.
    pub expected: Option<i64>,
    /// What its lines add up to.
    pub found: i64,
}

impl Control {
    /// Whether the lines add up to what is stated.
    pub fn holds(&self) -> bool {
        self.expected == Some(self.found)
    }

    /// All of a file, in one line.
    pub fn plain_list(controls: &[Self]) -> String {
        controls.iter().map(Self::plain).collect::<Vec<_>>().join("; ")
    }

    /// `28471003921: 582.89 = 582.89 USD`; a total that is not stated is `?`.
    pub fn plain(&self) -> String {
        let amount = |minor| Money::new(minor, self.currency).plain();
        let expected = self.expected.map_or_else(|| "?".to_owned(), amount);
        let sign = if self.holds() { "=" } else { "≠" };
        format!("{}: {expected} {sign} {} {}", self.subject, amount(self.found), self.currency)
    }
}

/// One rejected record, or one reason for a refused file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// Line in the file, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// The column's name as the file has it; empty when no single column is meant.
    pub column: String,
    /// What was read, as it stood (outside text: show it through `SafeText`).
    pub read: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Where a fact stands: the file by content, and the row in it. Outlives a rebuild of the database (H3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// SHA-256 of the file as it came, in hex.
    pub sha256: String,
    /// The file's original name (outside text).
    pub file: String,
    /// Line in the file; 0 when the whole file is the evidence (a row that is absent from a complete snapshot).
    pub row: u32,
    /// The moment of which the file speaks.
    pub as_of: i64,
}

/// What is known about a file beside its bytes; kept beside it in the archive (H3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileContext {
    /// The store it belongs to.
    pub store: String,
    /// The marketplace from the folder or the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<Market>,
    /// Original name without its folder.
    pub name: String,
    /// Modification time of the file: its as-of unless a column says better.
    pub modified: Instant,
    /// When daydeck received it.
    pub received: Instant,
    /// The period given by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<(Day, Day)>,
    /// The order of day, month and year, when given by hand: `dmy`, `mdy` or `ymd`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<String>,
    /// The answer "this short snapshot is complete" (H8).
    #[serde(default)]
    pub complete: bool,
    /// Which column is which, where the header is of no known report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<Mapping>,
}

/// One line of `daydeck import --json` and one row of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Original name (outside text).
    pub file: String,
    /// The format, when known.
    pub format: Option<Format>,
    /// The store.
    pub store: String,
    /// Records in the file = inserted + updated + unchanged + rejected (H9).
    pub rows: u64,
    /// New records.
    pub inserted: u64,
    /// Changed records.
    pub updated: u64,
    /// Records that say what is known, or older things than what is known.
    pub unchanged: u64,
    /// Records that were not taken.
    pub rejected: u64,
    /// What became of the file.
    pub state: FileState,
    /// Wall time.
    pub seconds: f64,
    /// The ledger's number, when the file has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import: Option<i64>,
    /// What it asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Reject>,
    /// The totals that it states, each held against its lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Control>,
}

/// The bytes of a hash in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).map(char::from).collect()
}
