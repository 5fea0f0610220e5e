//! The lists that screen and command line show: what is asked of the database and what comes back.
//! `store` answers, `tui`, `cli` and `export` show; none of them knows the others.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::day::{Day, Instant};
use super::filter::Filter;
use super::format::Format;
use super::market::Market;
use super::money::{Money, Totals};
use super::work::{Kind, WorkItem};

pub use super::detail::{Detail, HistoryLine, Origin, Section};
pub use super::viewpoint::Viewpoint;

/// A tab and the list behind it. Sales (6) and Listings (7) come later and are absent until they work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum List {
    /// Tab 1: the day's queue.
    Today,
    /// Tab 2: orders.
    Orders,
    /// Tab 3: mails and disputes.
    Messages,
    /// Tab 4: search terms.
    Ads,
    /// Tab 5: FBA stock.
    Stock,
    /// Tab 8: the ten best practices.
    Practices,
    /// Tab 9: files.
    Imports,
}

impl List {
    /// All lists in tab order.
    pub const ALL: [Self; 7] =
        [Self::Today, Self::Orders, Self::Messages, Self::Ads, Self::Stock, Self::Practices, Self::Imports];

    /// The digit of the tab.
    pub fn digit(self) -> u8 {
        match self {
            Self::Today => 1,
            Self::Orders => 2,
            Self::Messages => 3,
            Self::Ads => 4,
            Self::Stock => 5,
            Self::Practices => 8,
            Self::Imports => 9,
        }
    }

    /// The stable word, also the sub-command.
    pub fn word(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Orders => "orders",
            Self::Messages => "messages",
            Self::Ads => "ads",
            Self::Stock => "stock",
            Self::Practices => "practices",
            Self::Imports => "imports",
        }
    }

    /// The views (splits) of the tab; the first is the default.
    pub fn views(self) -> &'static [&'static str] {
        match self {
            Self::Today => &["open", "mine", "everyone", "mentions", "snoozed", "done"],
            Self::Orders => &["ship", "all", "cancelled"],
            Self::Messages => &["needs-answer", "all", "claims"],
            Self::Ads => &["decide", "terms"],
            Self::Stock => &["reorder", "all"],
            Self::Practices => &["all", "due"],
            Self::Imports => &["problems", "files", "freshness"],
        }
    }

    /// The columns of the list (of all its views), in screen order; also the fields of `--json` and the export.
    /// Today has none: its rows are work items.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Today => &[],
            Self::Orders => ORDERS,
            Self::Messages => MESSAGES,
            Self::Ads => ADS,
            Self::Stock => STOCK,
            Self::Practices => PRACTICES,
            Self::Imports => IMPORTS,
        }
    }
}

/// A column: data for screen, sort, export and `--json` alike.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Stable id; its heading is a message of the reader's language.
    pub id: &'static str,
    /// Cells at least.
    pub width: u16,
    /// Takes what is left over, in shares.
    pub grow: u16,
    /// Right-aligned (numbers).
    pub right: bool,
    /// Dropped from the right in this order when there is no room: higher goes first, 0 never; 99 only in detail and export.
    pub drop: u8,
    /// Whether the list can be sorted by it.
    pub sort: bool,
}

const fn col(id: &'static str, width: u16, grow: u16, right: bool, drop: u8, sort: bool) -> Column {
    Column { id, width, grow, right, drop, sort }
}

static ORDERS: &[Column] = &[
    col("ship_by", 8, 0, true, 0, true),
    col("order_id", 19, 0, false, 0, true),
    col("sku", 10, 0, false, 3, true),
    col("title", 12, 1, false, 0, true),
    col("units", 3, 0, true, 0, true),
    col("total", 10, 0, true, 2, true),
    col("channel", 3, 0, false, 4, true),
    col("state", 9, 0, false, 0, true),
    col("marketplace", 2, 0, false, 1, true),
    col("purchased_at", 16, 0, false, 6, true),
    col("store", 8, 0, false, 8, true),
];

static MESSAGES: &[Column] = &[
    col("answer_by", 8, 0, true, 0, true),
    col("marketplace", 2, 0, false, 1, true),
    col("from", 14, 0, false, 0, true),
    col("subject", 20, 1, false, 0, true),
    col("class", 12, 0, false, 3, true),
    col("order_id", 19, 0, false, 4, true),
    col("sent_at", 16, 0, false, 5, true),
    col("store", 8, 0, false, 8, true),
];

static ADS: &[Column] = &[
    col("verdict", 7, 0, false, 0, true),
    col("term", 16, 2, false, 0, true),
    col("match_type", 6, 0, false, 5, true),
    col("campaign", 12, 1, false, 4, true),
    col("ad_group", 12, 1, false, 6, true),
    col("impressions", 8, 0, true, 7, true),
    col("clicks", 6, 0, true, 0, true),
    col("orders", 6, 0, true, 0, true),
    col("spend", 9, 0, true, 0, true),
    col("sales", 9, 0, true, 3, true),
    col("acos", 6, 0, true, 2, true),
    col("cvr", 6, 0, true, 2, true),
    col("marketplace", 2, 0, false, 1, true),
    col("store", 8, 0, false, 8, true),
];

static STOCK: &[Column] = &[
    col("sku", 12, 0, false, 0, true),
    col("title", 10, 1, false, 0, true),
    col("available", 6, 0, true, 0, true),
    col("inbound", 6, 0, true, 0, true),
    col("speed", 7, 0, true, 0, true),
    col("cover", 6, 0, true, 0, true),
    col("run_out", 10, 0, false, 2, true),
    col("ship_before", 10, 0, false, 3, true),
    col("marketplace", 2, 0, false, 1, true),
    col("snapshot_day", 10, 0, false, 6, true),
    col("store", 8, 0, false, 8, true),
];

static PRACTICES: &[Column] = &[
    col("number", 2, 0, true, 0, true),
    col("practice", 24, 1, false, 0, true),
    col("cadence", 9, 0, false, 2, true),
    col("signed_at", 16, 0, false, 1, true),
    col("signed_by", 10, 0, false, 3, true),
    col("due", 10, 0, true, 0, true),
    col("state", 8, 0, false, 0, true),
];

static IMPORTS: &[Column] = &[
    col("received_at", 16, 0, false, 0, true),
    col("format", 14, 0, false, 0, true),
    col("file", 16, 1, false, 0, true),
    col("rows", 9, 0, true, 0, true),
    col("inserted", 9, 0, true, 3, true),
    col("updated", 8, 0, true, 4, true),
    col("unchanged", 9, 0, true, 5, true),
    col("rejected", 8, 0, true, 1, true),
    col("state", 9, 0, false, 0, true),
    col("marketplace", 2, 0, false, 2, true),
    col("as_of", 16, 0, false, 6, true),
    col("seconds", 7, 0, true, 7, true),
    col("store", 8, 0, false, 8, true),
    col("controls", 24, 0, false, 99, false),
];

/// The columns of the view "freshness" of Imports, which lists reports and not files.
pub static FRESHNESS: &[Column] = &[
    col("format", 16, 1, false, 0, true),
    col("marketplace", 2, 0, false, 0, true),
    col("store", 10, 0, false, 0, true),
    col("as_of", 16, 0, false, 0, true),
    col("age", 8, 0, true, 0, true),
    col("wanted", 8, 0, true, 0, true),
    col("state", 8, 0, false, 0, true),
];

/// The columns of a view.
pub fn columns(list: List, view: &str) -> &'static [Column] {
    if list == List::Imports && view == "freshness" { FRESHNESS } else { list.columns() }
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Unknown or not applicable: shown as `-`, JSON null.
    None,
    /// Text from outside: shown through `SafeText`.
    Text(String),
    /// A stable word with a translation: state, class, cadence.
    Word(&'static str),
    /// A count.
    Int(i64),
    /// An amount.
    Money(Money),
    /// An instant; shown as a clock in the marketplace's zone.
    At(Instant),
    /// A deadline; shown as time left.
    Due(Instant),
    /// A calendar day.
    Day(Day),
    /// A ratio in millionths.
    Ppm(i64),
    /// A decimal in thousandths.
    Milli(i64),
    /// A span in seconds.
    Span(i64),
}

/// A question about a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListQuery {
    /// The list.
    pub list: List,
    /// The view, one of [`List::views`].
    pub view: &'static str,
    /// The filter.
    pub filter: Arc<Filter>,
    /// Column to sort by and whether downwards; `None` is the list's own order (Today: H10).
    pub sort: Option<(&'static str, bool)>,
    /// First row.
    pub offset: u64,
    /// Rows at most.
    pub limit: u64,
    /// Start the window so that the row with this id is inside, when it is still there.
    pub around: Option<String>,
    /// Bulk kinds as single rows instead of folded (Today only).
    pub unfold: bool,
}

impl ListQuery {
    /// Everything of a list's first view, in its own order.
    pub fn of(list: List) -> Self {
        Self {
            list,
            view: list.views()[0],
            filter: Arc::default(),
            sort: None,
            offset: 0,
            limit: u64::MAX,
            around: None,
            unfold: false,
        }
    }
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRow {
    /// Stable id of the row: `w17`, an order id with its line, a thread.
    pub id: String,
    /// The cells, in the order of the view's columns; empty for Today.
    pub cells: Vec<Cell>,
    /// The open work item of this row, when it has one: verbs act on it.
    pub item: Option<Box<WorkItem>>,
    /// Set when the row stands for several folded items of one kind.
    pub fold: Option<Fold>,
    /// The marketplace, for the zone of its clocks.
    pub market: Option<Market>,
}

/// Several items drawn as one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Fold {
    /// Their kind.
    pub kind: Kind,
    /// Their ids.
    pub ids: Vec<i64>,
    /// What they cost together, one sum per currency.
    pub money: Totals,
    /// So many of them have no known amount.
    pub unknown: usize,
}

/// A window of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Rows that match, or the number up to which was counted.
    pub total: u64,
    /// Whether `total` is exact.
    pub exact: bool,
    /// Rows without the filter, for "0 of 23 match".
    pub unfiltered: u64,
    /// The place of the first row.
    pub offset: u64,
    /// The rows.
    pub rows: Vec<ListRow>,
    /// Sums of what the view is about (spend of the terms, totals of the orders); one per currency.
    pub sums: Totals,
}

/// How old the newest file of a report is.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The report.
    pub format: Format,
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Option<Market>,
    /// The moment of which it speaks; `None`: never came.
    pub as_of: Option<Instant>,
    /// Wanted not older than so many seconds.
    pub wanted: i64,
}

/// The counts of tabs and closing line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Open items per tab, in the order of [`List::ALL`]; `None` while unknown (no data).
    pub tabs: [Option<u64>; 7],
    /// Items done or cleared today by anyone (reader's day).
    pub done_today: u64,
    /// Items that sleep, and when the next wakes.
    pub snoozed: u64,
    /// The next wake.
    pub next_wake: Option<Instant>,
    /// The next deadline among open and sleeping items.
    pub next_due: Option<Instant>,
    /// Seconds between the first and last act of today, and acts: the closing line.
    pub session: Option<(i64, u64)>,
    /// Whether any file was ever imported.
    pub has_data: bool,
    /// Highest import and journal numbers: whether a reload is needed.
    pub marks: (i64, i64),
    /// Everybody who has worked here, by name.
    pub people: Vec<super::act::Actor>,
    /// Acts that wait for a second person, oldest first.
    pub proposals: Vec<super::act::Proposal>,
}

/// What the screen may ask of the database.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// A window of a list.
    Page(ListQuery),
    /// One row with its evidence and history.
    Detail(List, String),
    /// Counts of the tabs.
    Counts,
    /// Age of the sources.
    Sources,
    /// The worker: who holds the lock, what it reads.
    Worker,
    /// Rows of the journal, the newest so many.
    Journal(super::team::About, u32),
    /// What changed since a row of the journal and its moment; `None`: since the reader left.
    Changes(Option<(i64, Instant)>),
    /// What each person has.
    Handover,
    /// The team's own how-to of a kind.
    HowTo(Kind),
    /// The rows of each view of a list, without a filter.
    Splits(List),
}

/// The rows of each view of a list: its word, how many, and whether that is exact.
pub type Splits = Vec<(&'static str, u64, bool)>;

/// The answer to a [`Query`].
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// To [`Query::Page`].
    Page(Page),
    /// To [`Query::Detail`]; `None` when the row is no longer there.
    Detail(Option<Box<Detail>>),
    /// To [`Query::Counts`].
    Counts(Counts),
    /// To [`Query::Sources`].
    Sources(Vec<Source>),
    /// To [`Query::Worker`].
    Worker(WorkerState),
    /// To [`Query::Journal`], oldest first.
    Journal(Vec<super::team::JournalLine>),
    /// To [`Query::Changes`].
    Changes(super::team::Changes),
    /// To [`Query::Handover`].
    Handover(Vec<super::team::Share>),
    /// To [`Query::HowTo`]; `None` where the built-in one holds.
    HowTo(Option<super::work::HowTo>),
    /// To [`Query::Splits`]: in the order of [`List::views`], with whether the number is exact.
    Splits(Splits),
}

/// What the import worker does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkerState {
    /// Who holds `worker.lock`; `None` when nobody does.
    pub holder: Option<super::holder::Holder>,
    /// Requests not yet done.
    pub queued: u64,
    /// What it reads and how far it is; blank when nobody holds the lock, but for the last trouble.
    pub bulletin: super::bulletin::Bulletin,
}

/// Why a question could not be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No `facts.db` yet: first run.
    #[error("there is no database yet")]
    NoData,
    /// The database was busy longer than five seconds.
    #[error("the database is busy")]
    Busy,
    /// The query ran into its time limit.
    #[error("stopped after {0} seconds")]
    TimedOut(u64),
    /// The database is newer than this program, damaged, or has wrong permissions: what and what to do.
    #[error("{0}")]
    Other(String),
}
