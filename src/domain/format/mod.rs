//! The report formats as tables of data: which columns a format brings, of which kind, where they are kept, what
//! identifies a row and how a newer file replaces an older one. `ingest` fills rows of these columns, `store` writes them.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::list::List;
use super::market::Market;

mod account;
mod ads;
mod money;
mod orders;
mod rivals;
mod sales;
mod stock;

macro_rules! formats {
    ($($(#[$doc:meta])* $name:ident => $spec:path;)*) => {
        /// A file format that daydeck reads, known by its content and never by its file name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Format {
            $($(#[$doc])* $name,)*
        }

        impl Format {
            /// All formats, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The table of the format.
            pub fn spec(self) -> &'static Spec {
                match self {
                    $(Self::$name => &$spec,)*
                }
            }
        }
    };
}

formats! {
    // Orders and returns.

    /// All Orders, flat file (29 to 91 columns).
    AllOrders => orders::ALL_ORDERS;
    /// Unshipped orders (27 to 68 columns).
    Unshipped => orders::UNSHIPPED;
    /// New orders, also for invoices and for taxes (29 to 40 columns).
    NewOrders => orders::NEW_ORDERS;
    /// Amazon fulfilled shipments (48 columns).
    FulfilledShipments => orders::FULFILLED_SHIPMENTS;
    /// Returns of orders that the seller ships, flat file (32 and 33 columns) or XML.
    FbmReturns => orders::FBM_RETURNS;
    /// FBA customer returns (12 and 13 columns).
    FbaReturns => orders::FBA_RETURNS;

    // Stock.

    /// Manage FBA Inventory (18 to 22 columns).
    FbaInventory => stock::FBA_INVENTORY;
    /// FBA Inventory Planning, also called Inventory Health (63 to 99 columns).
    FbaPlanning => stock::FBA_PLANNING;
    /// FBA inventory by warehouse condition.
    AfnInventory => stock::AFN_INVENTORY;
    /// FBA inventory by country.
    AfnByCountry => stock::AFN_BY_COUNTRY;
    /// Restock recommendations (27 to 30 columns).
    Restock => stock::RESTOCK;
    /// Reserved FBA inventory (8 to 10 columns).
    Reserved => stock::RESERVED;
    /// Stranded FBA inventory.
    Stranded => stock::STRANDED;
    /// Problems of inbound shipments.
    InboundPerformance => stock::INBOUND_PERFORMANCE;
    /// Units that were received, the old report.
    Received => stock::RECEIVED;
    /// Inventory Ledger, summary view (21 or 22 columns).
    LedgerSummary => stock::LEDGER_SUMMARY;
    /// Inventory Ledger, detailed view (14 or 16 columns).
    LedgerDetail => stock::LEDGER_DETAIL;
    /// FBA reimbursements.
    Reimbursements => stock::REIMBURSEMENTS;
    /// The own warehouse, kept by hand.
    OwnWarehouse => stock::OWN_WAREHOUSE;
    /// Suppliers and lead times, kept by hand.
    Suppliers => stock::SUPPLIERS;

    // Advertising.

    /// Sponsored Products search term report, XLSX or CSV.
    SpSearchTerm => ads::SP_SEARCH_TERM;
    /// Sponsored Products targeting report, console or API.
    SpTargeting => ads::SP_TARGETING;
    /// Sponsored Products advertised product report, console or API.
    SpAdvertisedProduct => ads::SP_ADVERTISED_PRODUCT;
    /// Sponsored Products placement report, console or API.
    SpPlacement => ads::SP_PLACEMENT;
    /// Sponsored Products campaign report, console or API.
    SpCampaign => ads::SP_CAMPAIGN;
    /// The table of the campaign manager, exported: it names no period.
    CampaignTable => ads::CAMPAIGN_TABLE;
    /// The search terms tab of an ad group, exported: it names neither period nor ad group.
    AdGroupTerms => ads::AD_GROUP_TERMS;
    /// Sponsored Brands keyword report.
    SbKeyword => ads::SB_KEYWORD;
    /// Sponsored Brands search term report, console or API.
    SbSearchTerm => ads::SB_SEARCH_TERM;
    /// Sponsored Display targeting report.
    SdTargeting => ads::SD_TARGETING;
    /// Sponsored Display matched target report.
    SdMatchedTarget => ads::SD_MATCHED_TARGET;
    /// Bulk operations download: the Sponsored Products campaigns tab.
    BulkOperations => ads::BULK_OPERATIONS;
    /// What went wrong in an upload of bulk operations.
    BulkErrors => ads::BULK_ERRORS;

    // Sales and listings.

    /// Business report by child ASIN: sales and traffic of the detail pages, CSV.
    BusinessAsin => sales::BUSINESS_ASIN;
    /// Business report by date, CSV.
    BusinessDate => sales::BUSINESS_DATE;
    /// Sales and Traffic, JSON: by date and by ASIN.
    SalesTraffic => sales::SALES_TRAFFIC;
    /// All listings, with their status (29 columns).
    AllListings => sales::ALL_LISTINGS;
    /// Active listings (34 to 47 columns).
    ActiveListings => sales::ACTIVE_LISTINGS;
    /// Open listings: price and quantity.
    OpenListings => sales::OPEN_LISTINGS;
    /// Fee preview (22 to 37 columns).
    FeePreview => sales::FEE_PREVIEW;

    // Money.

    /// Settlement report, flat file V2 (23 or 24 columns).
    SettlementV2 => money::SETTLEMENT_V2;
    /// Settlement report, flat file V1 (33 to 36 columns).
    SettlementV1 => money::SETTLEMENT_V1;
    /// Date range (monthly) transactions, CSV, in many languages.
    DateRange => money::DATE_RANGE;
    /// Transaction view, CSV.
    TransactionView => money::TRANSACTION_VIEW;

    // Promotions, brand, competitors, reviews.

    /// Promotion performance, JSON: a row for each promotion and for each of its products.
    Promotions => rivals::PROMOTIONS;
    /// Coupon performance, JSON.
    Coupons => rivals::COUPONS;
    /// Brand Analytics search terms, CSV (three products in a line) or JSON.
    BrandTerms => rivals::BRAND_TERMS;
    /// Keepa's Product Finder or Viewer, CSV or XLSX with columns of the user's choice.
    Keepa => rivals::KEEPA;
    /// Helium 10 Xray, CSV (33 columns).
    Xray => rivals::XRAY;
    /// Helium 10 Cerebro, CSV (17 columns and variants).
    Cerebro => rivals::CEREBRO;
    /// Competitors, looked at and written down by hand.
    Competitors => rivals::COMPETITORS;
    /// Product reviews, kept by hand: no report has them.
    Reviews => rivals::REVIEWS;
    /// A-to-z claims, chargebacks and SAFE-T claims, kept by hand: no report has them.
    Disputes => rivals::DISPUTES;
    /// The calendar of promotions, kept by hand.
    PromotionCalendar => rivals::PROMOTION_CALENDAR;

    // The account and its mail.

    /// Seller performance V2, JSON.
    Performance => account::PERFORMANCE;
    /// Seller feedback, known by the order of its six columns.
    SellerFeedback => account::SELLER_FEEDBACK;
    /// Mail: one `.eml` file, a mailbox file (mbox) or a Maildir.
    Mail => account::MAIL;
}

impl Format {
    /// The stable word for files, databases and `--json`: `all-orders`.
    pub fn word(self) -> &'static str {
        self.spec().word
    }

    /// The sheets that are kept by hand, in the same order.
    pub fn kept_by_hand() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|format| !format.spec().example.is_empty())
    }

    /// The format of a stable word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.word() == word)
    }
}

/// What a cell of a column means and how it is kept in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text as it stands, trimmed; blank is NULL.
    Text,
    /// An id: text that must not be empty and must not look like `1.44383E+14`.
    Id,
    /// A whole number.
    Int,
    /// An amount: integer minor units of the row's currency.
    Money,
    /// true/false, Yes/No, Y/N: 1 or 0.
    Bool,
    /// An instant: UTC seconds.
    Instant,
    /// A calendar day: `YYYY-MM-DD`.
    Day,
    /// A ratio in millionths: 0.032 is 32,000.
    Ppm,
    /// A decimal in thousandths: 19.5 is 19,500.
    Milli,
}

/// Where a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the format's own table.
    Fact,
    /// In the table of personal data, with a purge date (D12).
    Person,
}

/// One column of a format.
#[derive(Debug)]
pub struct Field {
    /// The column's name in the database, in `--json` and in the docs.
    pub column: &'static str,
    /// What its cells mean.
    pub kind: Kind,
    /// Where it is kept.
    pub place: Place,
}

/// How a newer file of the format replaces what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// All lines of a group (an order) are replaced by those of the newest file; newest by `updated_at`, else as-of,
    /// else file hash (H7). A rejected line rejects its group.
    NewestGroup,
    /// A snapshot: a later complete file closes the rows of its scope that are gone (H8).
    Snapshot,
    /// A dated snapshot: one row per day and key is kept; the newest day is the present state (H8).
    DailySnapshot,
    /// Rows of a period: a file replaces what overlaps with it, equal keys inside one file are summed (H11).
    Period,
    /// One row per key, the last file by as-of wins.
    Upsert,
    /// Rows of a scope, of which the newest file has all: those that it no longer lists are deleted (a settlement, the
    /// transactions of a span of days).
    Scope(Scope),
}

/// The rows that a file of [`Policy::Scope`] replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those that agree with one of its rows in this column.
    Column(&'static str),
    /// Those of its marketplaces whose day in this column lies between its first and its last one.
    Days(&'static str),
}

/// What a key that stands twice in one file means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// The same thing again: the last one counts.
    Same,
    /// Parts of one thing: counts and amounts are added.
    Sum,
    /// Several equal things: each keeps its number in the file, column `occurrence` of the table.
    Count,
}

/// Whether a row must belong to one marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarketNeed {
    /// Its amounts or its meaning depend on it: the file asks where nothing says it (H2).
    Needed,
    /// Rows of the whole account are normal: the marketplace is the empty text.
    Perhaps,
}

/// A format's table.
#[derive(Debug)]
pub struct Spec {
    /// The format.
    pub format: Format,
    /// The stable word.
    pub word: &'static str,
    /// The table of its facts in `facts.db`; two formats may share one.
    pub table: &'static str,
    /// The table of its personal columns, empty when it has none: `order_person` for those of an order (the rows have
    /// `order_id`), `row_person` for those of a row of its own.
    pub person: &'static str,
    /// Its columns.
    pub fields: &'static [Field],
    /// The columns that identify a row beside store and marketplace (and the occurrence, where [`Repeat`] counts it).
    pub key: &'static [&'static str],
    /// The key alone identifies a row: Amazon's own ids are the same in every marketplace.
    pub global: bool,
    /// How newer replaces older.
    pub policy: Policy,
    /// What a key that stands twice in a file means.
    pub repeat: Repeat,
    /// Whether a row must belong to one marketplace.
    pub market: MarketNeed,
    /// An amount is in the currency that its own row names: the marketplace's says nothing about it.
    pub own_currency: bool,
    /// The tab whose rows it feeds: its age is shown there.
    pub feeds: Option<List>,
    /// Of a sheet that is kept by hand: its header names, each with the cell of one example row. Empty for what is
    /// downloaded.
    pub example: &'static [(&'static str, &'static str)],
}

impl Spec {
    /// What most formats have in common; a format's table names what is its own.
    const BASE: Self = Self {
        format: Format::AllOrders,
        word: "",
        table: "",
        person: "",
        fields: &[],
        key: &[],
        global: false,
        policy: Policy::Upsert,
        repeat: Repeat::Same,
        market: MarketNeed::Needed,
        own_currency: false,
        feeds: None,
        example: &[],
    };
}

impl Spec {
    /// The position of a column in [`Spec::fields`].
    pub fn position(&self, column: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.column == column)
    }
}

/// One cell on its way from a file to the database.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Blank in the file.
    Null,
    /// A number, amount, instant, flag, ratio.
    Int(i64),
    /// Text, id or day (`YYYY-MM-DD`). Up to 24 bytes, which is most of them, need no memory of their own.
    Text(CompactString),
}

impl Value {
    /// The text, when it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, when it is one.
    pub fn int(&self) -> Option<i64> {
        match self {
            Self::Int(int) => Some(*int),
            _ => None,
        }
    }
}

/// One record of a file: its cells stand in the order of [`Columns::fields`] of the file they came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The record's line in the file, counted from 1 with the header; of a mail or JSON file the record's number.
    pub line: u32,
    /// The marketplace that the row itself names; never guessed (H2).
    pub market: Option<Market>,
    /// The cells.
    pub cells: Vec<Value>,
    /// The filled cells of columns outside the format's table: name and value as read (H18).
    pub extra: Vec<(u16, String)>,
}

/// The columns that a file has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// Positions in [`Spec::fields`] of the columns that the file has, in the order of [`Row::cells`].
    pub fields: Vec<u16>,
    /// Names of the other columns, as read; [`Row::extra`] points into this list.
    pub extra: Vec<String>,
    /// Those of `extra` that no documentation names: shown on the Imports tab (H18).
    pub unknown: Vec<String>,
}

const fn field(column: &'static str, kind: Kind, place: Place) -> Field {
    Field { column, kind, place }
}

/// The columns of a format: `name: Kind` or `name: Kind @ Person`.
macro_rules! fields {
    ($($column:ident: $kind:ident $(@ $place:ident)?),* $(,)?) => {
        &[$($crate::domain::format::field(
            stringify!($column), $crate::domain::format::Kind::$kind, $crate::domain::format::fields!(@place $($place)?),
        )),*]
    };
    (@place Person) => { $crate::domain::format::Place::Person };
    (@place) => { $crate::domain::format::Place::Fact };
}
use fields;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_word_and_its_key_columns() {
        for format in Format::ALL {
            let spec = format.spec();
            assert_eq!(spec.format, *format);
            assert_eq!(Format::parse(spec.word), Some(*format));
            assert!(["", "order_person", "message_person", "row_person"].contains(&spec.person), "{}", spec.word);
            assert!(spec.person != "order_person" || spec.position("order_id").is_some(), "{}", spec.word);
            if let Policy::Scope(Scope::Column(column) | Scope::Days(column)) = spec.policy {
                assert!(spec.position(column).is_some(), "{}: {column}", spec.word);
            }
            let by_value = matches!(spec.policy, Policy::Scope(Scope::Column(_)));
            assert!(!by_value || spec.global, "{}: a value's rows are found whatever their marketplace", spec.word);
            for key in spec.key {
                assert!(spec.position(key).is_some(), "{}: {key}", spec.word);
            }
            assert_eq!(spec.person.is_empty(), spec.fields.iter().all(|f| f.place == Place::Fact));
            for (i, field) in spec.fields.iter().enumerate() {
                assert_eq!(spec.position(field.column), Some(i), "{} twice in {}", field.column, spec.word);
            }
        }
    }
}
