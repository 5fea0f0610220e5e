//! The flat report formats as tables of data, one file per format: which header names bring which column.

#![allow(
    clippy::unnecessary_wraps,
    reason = "what the layouts call has one signature, whether a format needs it or not"
)]

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::build::Record;
use super::cell::Cell;
use super::header::Name;
use super::{Context, Stop};
use crate::domain::format::{Columns, Format, Row, Spec, Value};
use crate::domain::import::Problem;
use crate::domain::market::{DateOrder, Market};
use control::Origin;

mod ads;
mod ads_brands;
mod ads_console;
mod ads_products;
mod afn;
mod all_orders;
mod brand_terms;
mod bulk;
mod business;
mod business_asin;
mod business_date;
mod competitors;
pub(super) mod control;
mod date_range;
mod disputes;
mod fba_inventory;
mod fba_planning;
mod fee_preview;
pub(super) mod feedback;
mod fulfilled_shipments;
mod helium;
mod inbound;
mod keepa;
mod ledger;
mod listings;
mod new_orders;
mod own_warehouse;
mod payment_words;
pub(super) mod performance;
mod promotions;
mod reimbursements;
mod research;
mod reserved;
mod restock;
mod returns;
mod reviews;
mod sales_traffic;
mod settlement;
mod sp_search_term;
mod stranded;
mod suppliers;
mod transaction_view;
mod unshipped;

/// The layouts of all formats that are tables: TSV, CSV, XLSX, lists of objects in JSON, and elements in XML.
pub(super) static LAYOUTS: &[&Layout] = &[
    // Orders and returns.
    &all_orders::LAYOUT,
    &unshipped::LAYOUT,
    &new_orders::LAYOUT,
    &fulfilled_shipments::LAYOUT,
    &returns::FBM,
    &returns::FBA,
    // Stock.
    &fba_inventory::LAYOUT,
    &fba_planning::LAYOUT,
    &afn::INVENTORY,
    &afn::BY_COUNTRY,
    &restock::LAYOUT,
    &reserved::LAYOUT,
    &stranded::LAYOUT,
    &inbound::PERFORMANCE,
    &inbound::RECEIVED,
    &ledger::SUMMARY,
    &ledger::DETAIL,
    &reimbursements::LAYOUT,
    &own_warehouse::LAYOUT,
    &suppliers::LAYOUT,
    // Advertising.
    &sp_search_term::LAYOUT,
    &ads_products::TARGETING,
    &ads_products::ADVERTISED_PRODUCT,
    &ads_products::PLACEMENT,
    &ads_products::CAMPAIGN,
    &ads_console::CAMPAIGNS,
    &ads_console::TERMS,
    &ads_brands::KEYWORD,
    &ads_brands::SEARCH_TERM,
    &ads_brands::DISPLAY,
    &ads_brands::DISPLAY_MATCH,
    &bulk::DOWNLOAD,
    &bulk::ERRORS,
    // Sales and listings.
    &business_asin::LAYOUT,
    &business_date::LAYOUT,
    &sales_traffic::LAYOUT,
    &listings::ALL,
    &listings::ACTIVE,
    &listings::OPEN,
    &fee_preview::LAYOUT,
    // Money.
    &settlement::V2,
    &settlement::V1,
    &date_range::LAYOUT,
    &transaction_view::LAYOUT,
    // Promotions, brand, competitors, reviews.
    &promotions::PERFORMANCE,
    &promotions::COUPONS,
    &brand_terms::LAYOUT,
    &keepa::LAYOUT,
    &helium::XRAY,
    &helium::CEREBRO,
    &competitors::LAYOUT,
    &reviews::LAYOUT,
    &disputes::LAYOUT,
    &promotions::CALENDAR,
    // The account and its mail.
    &feedback::LAYOUT,
];

/// The header names of a format.
#[derive(Debug)]
pub(super) struct Layout {
    /// The format.
    pub(super) format: Format,
    /// Columns of the format's table with the header names that bring them.
    pub(super) columns: &'static [Column],
    /// Header names that are known but kept only as they stand (H18): they are not "unknown".
    pub(super) documented: &'static [&'static str],
    /// Header names of other reports that look much the same.
    pub(super) foreign: &'static [&'static str],
    /// Names of which a header must have two, where no single column is sure to be there.
    pub(super) signs: &'static [&'static str],
    /// In JSON: a list inside a record, whose objects are records below it.
    pub(super) nested: Option<&'static str>,
    /// The column by which a row names its marketplace (H2).
    pub(super) market: Option<MarketColumn>,
    /// Key columns that a row may leave blank: the cell is the empty text, never NULL.
    pub(super) blank: &'static [&'static str],
    /// Amounts are rounded to the currency's digits: the report has float noise.
    pub(super) round: bool,
    /// The column whose newest day is the file's as-of.
    pub(super) as_of: Option<&'static str>,
    /// Columns that rows have though no header name brings them: [`Layout::given`] or [`Layout::finish`] fills them.
    pub(super) derived: &'static [&'static str],
    /// What the file says of all its rows: values of [`Layout::derived`] columns, or of columns that the header lacks.
    pub(super) given: Option<GivenBy>,
    /// Finishes a row when its cells are read.
    pub(super) finish: Option<Finish>,
    /// A currency that one row names holds for the rows below it.
    pub(super) carry_currency: bool,
    /// The order of day and month that the report has of its own in a marketplace, unless a file proves another one; `None`
    /// where it follows the marketplace.
    pub(super) dates: fn(Option<Market>) -> Option<DateOrder>,
    /// A day may be a whole month: the cell is then `2026-05`, and [`Layout::finish`] makes a day of it.
    pub(super) months: bool,
    /// Several header names bring one column, of which a record fills one: the lists of a JSON file name things their own
    /// way. Else a second column of a name is kept apart as it stands.
    pub(super) together: bool,
    /// Header names whose cells [`Layout::finish`] takes as they stand; they bring no column of their own.
    pub(super) raw: &'static [&'static str],
    /// What tells how its numbers are written.
    pub(super) numbers: Numbers,
    /// The file is applied as a whole or not at all: one bad record refuses it, and so does a total that it states and
    /// its amounts do not add up to.
    pub(super) balanced: bool,
    /// A column of days whose day is that of a column of instants: the pair proves the order of day and month.
    pub(super) same_day: Option<(&'static str, &'static str)>,
    /// Columns whose times may stand without a zone, and the marketplaces in which they are then its own.
    pub(super) local: &'static [(&'static str, &'static [Market])],
}

/// What tells which separator stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// The marketplace.
    Market,
    /// The file's own amounts where they prove it, else the marketplace.
    File,
    /// The file's own numbers alone: they are written as in the browser of who made it.
    Browser,
}

/// What [`Layout::given`] calls.
type GivenBy = fn(&Above<'_>) -> Result<Given, Stop>;

/// What [`Layout::finish`] calls.
type Finish = fn(&mut Draft<'_>) -> Result<(), Problem>;

/// Values of columns that hold for the whole file.
pub(super) type Given = Vec<(&'static str, Value)>;

/// What stands above the rows of a file.
pub(super) struct Above<'a> {
    /// The lines above the header, as cells.
    pub(super) lines: &'a [Vec<String>],
    /// The names of the header, as the format has them.
    pub(super) header: &'a [String],
    /// The same names as the file has them: where somebody said what they mean, another text.
    pub(super) raw: &'a [String],
    /// What is known beside the file's bytes.
    pub(super) ctx: &'a Context,
}

/// A row whose cells are read, before it is sent.
pub(super) struct Draft<'a> {
    pub(super) row: &'a mut Row,
    pub(super) columns: &'a Columns,
    pub(super) spec: &'static Spec,
    /// The record as read, and the names of the header.
    pub(super) record: &'a dyn Record,
    pub(super) header: &'a [String],
    /// The column that [`Draft::blame`] named.
    pub(super) blamed: Option<&'static str>,
    pub(super) origin: Origin<'a>,
    /// Further rows of the same record.
    pub(super) further: Vec<Row>,
    /// The header position of a cell of [`Layout::raw`] that is to blame.
    pub(super) blamed_at: Option<usize>,
}

impl Draft<'_> {
    fn cell(&self, column: &str) -> Option<usize> {
        let position = self.spec.position(column)? as u16;
        self.columns.fields.iter().position(|&field| field == position)
    }

    /// The value of a column; NULL when the file lacks it.
    pub(super) fn get(&self, column: &str) -> &Value {
        self.cell(column).and_then(|cell| self.row.cells.get(cell)).unwrap_or(&Value::Null)
    }

    /// Sets the value of a column that the file has or that is among [`Layout::derived`].
    pub(super) fn set(&mut self, column: &str, value: Value) {
        if let Some(cell) = self.cell(column) {
            self.row.cells[cell] = value;
        }
    }

    /// The text under a header name that is no column of the table; the name as the file has it.
    pub(super) fn read(&self, name: &str) -> Option<String> {
        let at = self.header.iter().position(|known| known == name)?;
        Some(self.record.cell(at)).filter(|cell| *cell != Cell::Empty).map(Cell::shown)
    }

    /// The problem, with the column whose cell is to be shown with it.
    pub(super) fn blame(&mut self, column: &'static str, problem: Problem) -> Problem {
        self.blamed = Some(column);
        problem
    }
}

/// A column of the format's table.
#[derive(Debug)]
pub(super) struct Column {
    /// Its name in [`crate::domain::format::Spec`].
    pub(super) brings: &'static str,
    /// Header names that bring it, compared as [`Name`]s.
    pub(super) names: &'static [&'static str],
    /// Without it the file is not of this format.
    pub(super) needed: bool,
    /// Its name carries the attribution window.
    pub(super) windowed: bool,
}

/// Where a row names its marketplace.
#[derive(Debug)]
pub(super) struct MarketColumn {
    /// Header names.
    pub(super) names: &'static [&'static str],
    /// How its cells are read.
    pub(super) words: MarketWords,
}

/// How a cell names a marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarketWords {
    /// `Amazon.co.uk`; `Non-Amazon` and other channels name none.
    SalesChannel,
    /// `US`, `United Kingdom` or an Amazon id; anything else is rejected.
    CodeOrCountry,
    /// The same, but another word is no mistake: it may be a store's name.
    Perhaps,
    /// An address (`https://www.amazon.de/dp/...`) or the end of one (`co.uk`); anything else names none.
    Web,
}

/// A column without which the file is not of the format.
const fn need(brings: &'static str, names: &'static [&'static str]) -> Column {
    Column { brings, names, needed: true, windowed: false }
}

/// A column that a file may lack.
const fn have(brings: &'static str, names: &'static [&'static str]) -> Column {
    Column { brings, names, needed: false, windowed: false }
}

/// A needed column whose name starts with the attribution window.
const fn need_windowed(brings: &'static str, names: &'static [&'static str]) -> Column {
    Column { brings, names, needed: true, windowed: true }
}

/// A column that a file may lack and whose name starts with the attribution window.
const fn have_windowed(brings: &'static str, names: &'static [&'static str]) -> Column {
    Column { brings, names, needed: false, windowed: true }
}

/// The reduced names of a layout.
#[derive(Debug)]
struct Keys {
    /// Position in [`Layout::columns`] of each name.
    columns: HashMap<String, usize>,
    documented: HashSet<String>,
    foreign: HashSet<String>,
    signs: HashSet<String>,
    market: Vec<String>,
}

impl Layout {
    /// What most formats have in common.
    const BASE: Self = Self {
        format: Format::AllOrders,
        columns: &[],
        documented: &[],
        foreign: &[],
        signs: &[],
        nested: None,
        market: None,
        blank: &[],
        round: false,
        as_of: None,
        derived: &[],
        given: None,
        finish: None,
        carry_currency: false,
        dates: |_| None,
        months: false,
        together: false,
        raw: &[],
        numbers: Numbers::Market,
        balanced: false,
        same_day: None,
        local: &[],
    };

    fn keys(&self) -> &'static Keys {
        // Built in one go: a file's header is held against all layouts anyway.
        static KEYS: LazyLock<Vec<Keys>> = LazyLock::new(|| LAYOUTS.iter().map(|layout| layout.reduce()).collect());
        let at = LAYOUTS.iter().position(|layout| layout.format == self.format).unwrap_or(0);
        &KEYS[at]
    }

    fn reduce(&self) -> Keys {
        let reduce = |names: &[&str]| names.iter().map(|name| Name::of(name).key).collect::<Vec<_>>();
        Keys {
            columns: self
                .columns
                .iter()
                .enumerate()
                .flat_map(|(at, c)| reduce(c.names).into_iter().map(move |k| (k, at)))
                .collect(),
            documented: [self.documented, self.raw, &[super::json::LIST]].into_iter().flat_map(reduce).collect(),
            foreign: reduce(self.foreign).into_iter().collect(),
            signs: reduce(self.signs).into_iter().collect(),
            market: self.market.as_ref().map_or_else(Vec::new, |m| reduce(m.names)),
        }
    }

    /// The column that a header name brings.
    pub(super) fn column(&self, name: &Name) -> Option<&'static Column> {
        let columns: &'static [Column] = self.columns;
        let column = columns.get(*self.keys().columns.get(&name.key)?)?;
        (!column.windowed || name.window.is_some()).then_some(column)
    }

    /// Whether the cells under a header name tell the marketplace.
    pub(super) fn is_market(&self, name: &Name) -> bool {
        self.keys().market.contains(&name.key)
    }

    /// Whether a header name is known though it brings no column.
    pub(super) fn is_documented(&self, name: &Name) -> bool {
        let keys = self.keys();
        keys.documented.contains(&name.key) || keys.market.contains(&name.key)
    }

    /// Whether a header line is one of this format.
    pub(super) fn fits(&self, names: &[Name]) -> bool {
        let keys = self.keys();
        let signs = names.iter().filter(|name| keys.signs.contains(&name.key)).count();
        self.missing(names).is_empty() && (self.signs.is_empty() || signs >= 2) && !self.is_ruled_out(names)
    }

    /// Whether a name of another report stands in a header line.
    pub(super) fn is_ruled_out(&self, names: &[Name]) -> bool {
        names.iter().any(|name| self.keys().foreign.contains(&name.key))
    }

    /// The needed columns that a header line lacks, by their usual names.
    pub(super) fn missing(&self, names: &[Name]) -> Vec<String> {
        let brought: HashSet<&str> = names.iter().filter_map(|name| self.column(name)).map(|c| c.brings).collect();
        self.columns
            .iter()
            .filter(|c| c.needed && !brought.contains(c.brings))
            .filter_map(|c| c.names.first().map(|&name| name.to_owned()))
            .collect()
    }

    /// How many names of a header line the format knows.
    pub(super) fn known(&self, names: &[Name]) -> usize {
        names.iter().filter(|name| self.column(name).is_some() || self.is_documented(name)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_a_layout_is_one_of_its_format_and_no_name_stands_twice() {
        for layout in LAYOUTS {
            let spec = layout.format.spec();
            for column in layout.columns {
                assert!(spec.position(column.brings).is_some(), "{}: {}", spec.word, column.brings);
            }
            for column in layout.derived {
                assert!(spec.position(column).is_some(), "{}: {column}", spec.word);
            }
            for field in spec.fields.iter().filter(|f| !layout.derived.contains(&f.column)) {
                assert!(layout.columns.iter().any(|c| c.brings == field.column), "{}: {}", spec.word, field.column);
            }
            let keys = layout.keys();
            let mut seen = HashSet::new();
            let names = layout.columns.iter().flat_map(|c| c.names).chain(layout.documented).chain(layout.raw);
            for name in names.chain(&[crate::ingest::json::LIST]) {
                assert!(seen.insert(Name::of(name).key), "{}: {name} twice", spec.word);
            }
            assert_eq!(keys.columns.len() + keys.documented.len(), seen.len());
        }
    }
}
