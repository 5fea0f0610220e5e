//! The report formats as tables of data: which columns a format brings, of which kind, where they are kept, what
//! identifies a row and how a newer file replaces an older one. `ingest` fills rows of these columns, `store` writes them.

use serde::{Deserialize, Serialize};

use super::market::Market;

/// A file format that daydeck reads, known by its content and never by its file name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// All Orders, flat file (29 to 91 columns).
    AllOrders,
    /// Unshipped orders (27 to 68 columns).
    Unshipped,
    /// Manage FBA Inventory (18 to 22 columns).
    FbaInventory,
    /// FBA Inventory Planning, also called Inventory Health (63 to 99 columns).
    FbaPlanning,
    /// Sponsored Products search term report, XLSX or CSV.
    SpSearchTerm,
    /// Seller performance V2, JSON.
    Performance,
    /// Mail: one `.eml` file or a Maildir.
    Mail,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::AllOrders,
        Self::Unshipped,
        Self::FbaInventory,
        Self::FbaPlanning,
        Self::SpSearchTerm,
        Self::Performance,
        Self::Mail,
    ];

    /// The stable word for files, databases and `--json`: `all-orders`.
    pub fn word(self) -> &'static str {
        self.spec().word
    }

    /// The format of a stable word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.word() == word)
    }

    /// The table of the format.
    pub fn spec(self) -> &'static Spec {
        match self {
            Self::AllOrders => &ALL_ORDERS,
            Self::Unshipped => &UNSHIPPED,
            Self::FbaInventory => &FBA_INVENTORY,
            Self::FbaPlanning => &FBA_PLANNING,
            Self::SpSearchTerm => &SP_SEARCH_TERM,
            Self::Performance => &PERFORMANCE,
            Self::Mail => &MAIL,
        }
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
}

/// A format's table.
#[derive(Debug)]
pub struct Spec {
    /// The format.
    pub format: Format,
    /// The stable word.
    pub word: &'static str,
    /// The table of its facts in `facts.db`.
    pub table: &'static str,
    /// The table of its personal columns, empty when it has none.
    pub person: &'static str,
    /// Its columns.
    pub fields: &'static [Field],
    /// The columns that identify a row beside store and marketplace (and the occurrence, where [`Policy`] counts it).
    pub key: &'static [&'static str],
    /// How newer replaces older.
    pub policy: Policy,
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
    /// Text, id or day (`YYYY-MM-DD`).
    Text(String),
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

macro_rules! fields {
    ($($column:ident: $kind:ident $(@ $place:ident)?),* $(,)?) => {
        &[$(field(stringify!($column), Kind::$kind, fields!(@place $($place)?))),*]
    };
    (@place Person) => { Place::Person };
    (@place) => { Place::Fact };
}

static ALL_ORDERS: Spec = Spec {
    format: Format::AllOrders,
    word: "all-orders",
    table: "order_line",
    person: "order_person",
    fields: fields![
        order_id: Id, purchased_at: Instant, updated_at: Instant, order_status: Text, channel: Text,
        sales_channel: Text, ship_service: Text, title: Text, sku: Id, asin: Text, item_status: Text, units: Int,
        currency: Text, item_price: Money, item_tax: Money, shipping_price: Money, shipping_tax: Money,
        gift_price: Money, gift_tax: Money, item_discount: Money, ship_discount: Money, ship_state: Text,
        ship_country: Text, is_business: Bool, is_replacement: Bool, cancel_requested: Bool, cancel_reason: Text,
        signature_recommended: Bool, ship_city: Text @ Person, ship_postal_code: Text @ Person,
    ],
    key: &["order_id", "sku"],
    policy: Policy::NewestGroup,
};

static UNSHIPPED: Spec = Spec {
    format: Format::Unshipped,
    word: "unshipped",
    table: "unshipped_line",
    person: "order_person",
    fields: fields![
        order_item_id: Id, order_id: Id, purchased_at: Instant, paid_at: Instant, reported_at: Instant,
        promise_at: Instant, days_past_promise: Int, sku: Id, title: Text, units_purchased: Int, units_shipped: Int,
        units_to_ship: Int, ship_service: Text, sales_channel: Text, ship_state: Text, ship_country: Text,
        is_business: Bool, is_prime: Bool, is_premium: Bool, cancel_requested: Bool, cancel_reason: Text,
        verge_of_cancellation: Bool, verge_of_late: Bool, signature_recommended: Bool,
        buyer_email: Text @ Person, buyer_name: Text @ Person, buyer_phone: Text @ Person, recipient: Text @ Person,
        address_1: Text @ Person, address_2: Text @ Person, address_3: Text @ Person, ship_city: Text @ Person,
        ship_postal_code: Text @ Person, gift_message: Text @ Person,
    ],
    key: &["order_item_id"],
    policy: Policy::Snapshot,
};

static FBA_INVENTORY: Spec = Spec {
    format: Format::FbaInventory,
    word: "fba-inventory",
    table: "fba_inventory",
    person: "",
    fields: fields![
        sku: Id, fnsku: Text, asin: Text, title: Text, condition: Text, price: Money, mfn_listing: Bool,
        mfn_fulfillable: Int, afn_listing: Bool, warehouse: Int, fulfillable: Int, unsellable: Int, reserved: Int,
        total: Int, unit_volume: Milli, inbound_working: Int, inbound_shipped: Int, inbound_receiving: Int,
        researching: Int, reserved_future: Int, future_buyable: Int, store_name: Text,
    ],
    key: &["sku"],
    policy: Policy::DailySnapshot,
};

static FBA_PLANNING: Spec = Spec {
    format: Format::FbaPlanning,
    word: "fba-planning",
    table: "fba_planning",
    person: "",
    fields: fields![
        snapshot_day: Day, sku: Id, fnsku: Text, asin: Text, title: Text, condition: Text, available: Int,
        fc_transfer: Int, pending_removal: Int, age_0_90: Int, age_91_180: Int, age_181_270: Int, age_271_365: Int,
        age_366_455: Int, age_456_plus: Int, currency: Text, units_t7: Int, units_t30: Int, units_t60: Int,
        units_t90: Int, alert: Text, price: Money, sales_price: Money, recommended_action: Text, sell_through: Milli,
        days_of_supply: Int, excess: Int, inbound: Int, inbound_working: Int, inbound_shipped: Int,
        inbound_received: Int, reserved: Int, unfulfillable: Int, sales_t7: Money, sales_t30: Money, sales_t60: Money, sales_t90: Money, storage_cost: Money, historical_supply: Milli,
        minimum_level: Int, health: Text, ship_in_units: Int, ship_in_day: Day, low_fee_exempt: Bool,
        low_fee_applied: Bool, short_supply: Milli, long_supply: Milli, total_supply_days: Int, supplier: Text,
        is_seasonal: Bool, season_name: Text,
    ],
    key: &["snapshot_day", "sku", "condition"],
    policy: Policy::DailySnapshot,
};

static SP_SEARCH_TERM: Spec = Spec {
    format: Format::SpSearchTerm,
    word: "sp-search-term",
    table: "ads_term",
    person: "",
    fields: fields![
        start_day: Day, end_day: Day, grain: Text, window_days: Int, portfolio: Text, currency: Text, campaign: Id,
        ad_group: Id, country: Text, retailer: Text, targeting: Text, match_type: Text, term: Id, impressions: Int,
        clicks: Int, spend: Money, sales: Money, orders: Int, units: Int, own_units: Int, other_units: Int,
        own_sales: Money, other_sales: Money,
    ],
    key: &["window_days", "start_day", "end_day", "campaign", "ad_group", "targeting", "match_type", "term"],
    policy: Policy::Period,
};

static PERFORMANCE: Spec = Spec {
    format: Format::Performance,
    word: "performance",
    table: "metric",
    person: "",
    fields: fields![
        metric: Id, fulfilment: Text, reported_from: Instant, reported_to: Instant, orders: Int, defects: Int,
        rate: Ppm, target: Ppm, target_condition: Text, status: Text, claims: Int, chargebacks: Int,
        negative_feedback: Int,
    ],
    key: &["metric", "fulfilment", "reported_to"],
    policy: Policy::Upsert,
};

static MAIL: Spec = Spec {
    format: Format::Mail,
    word: "mail",
    table: "message",
    person: "message_person",
    fields: fields![
        message_id: Id, sent_at: Instant, direction: Text, class: Text, needs_answer: Bool, trusted: Bool,
        order_id: Text, case_id: Text, asin: Text, relay: Text, in_reply_to: Text, attachments: Int,
        respond_by: Instant, subject: Text @ Person, from_name: Text @ Person, from_address: Text @ Person,
        to_address: Text @ Person, body: Text @ Person,
    ],
    key: &["message_id"],
    policy: Policy::Upsert,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_word_and_its_key_columns() {
        for format in Format::ALL {
            let spec = format.spec();
            assert_eq!(spec.format, *format);
            assert_eq!(Format::parse(spec.word), Some(*format));
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
