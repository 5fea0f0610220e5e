//! Stock at Amazon.

use crate::domain::day::Day;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::Money;

/// One day of a SKU's stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StockDay {
    /// The day of the snapshot.
    pub day: Day,
    /// Sellable units.
    pub available: i64,
}

/// What the stock ladder already says of a SKU: between the alarm and the upper limit it decides which step holds (R58).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alarm {
    /// No item of the alarm.
    #[default]
    Quiet,
    /// An open item: out of stock, or near it.
    Open,
    /// Such an item that waits for proof or is set aside.
    Aside,
}

/// The newest stock state of a SKU in a marketplace.
#[derive(Clone, Debug, PartialEq)]
pub struct StockFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The SKU (outside text).
    pub sku: String,
    /// The product name (outside text).
    pub title: String,
    /// The ASIN.
    pub asin: String,
    /// The day of the snapshot that this speaks of.
    pub day: Day,
    /// Sellable units; `None` when the report leaves it blank: unknown.
    pub available: Option<i64>,
    /// Units on the way (working, shipped, receiving).
    pub inbound: Option<i64>,
    /// Units shipped in the last 7, 30, 60, 90 days; `None` when the report has no such column.
    pub units: [Option<i64>; 4],
    /// The price.
    pub price: Option<Money>,
    /// Whether the SKU is one of those that bring 80 % of 30 days' revenue; `false` when unknown.
    pub hero: bool,
    /// Snapshots of the last 90 days, oldest first.
    pub history: Vec<StockDay>,
    /// Whether the alarm has already rung.
    pub alarm: Alarm,
    /// The row.
    pub evidence: Evidence,
}

/// A SKU of the newest stranded inventory report: stock at Amazon that no offer sells.
#[derive(Clone, Debug, PartialEq)]
pub struct StrandedFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The SKU (outside text).
    pub sku: String,
    /// The FNSKU; empty when blank.
    pub fnsku: String,
    /// The product name (outside text).
    pub title: String,
    /// Amazon's reason, as the report words it (outside text).
    pub reason: String,
    /// The day of the report.
    pub day: Day,
    /// The day on which Amazon removes the units by itself.
    pub removal_day: Option<Day>,
    /// Units that could be sold; `None`: unknown.
    pub fulfillable: Option<i64>,
    /// Units that cannot be sold.
    pub unfulfillable: Option<i64>,
    /// The price.
    pub price: Option<Money>,
    /// The row.
    pub evidence: Evidence,
}

/// One day of a SKU in the planning report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanDay {
    /// The day of the snapshot.
    pub day: Day,
    /// Units in transfer between warehouses.
    pub transfer: Option<i64>,
    /// Units at Amazon: sellable and reserved.
    pub stock: Option<i64>,
    /// Units that cannot be sold.
    pub unsellable: Option<i64>,
}

/// The first age in days of each band of [`PlanFact::ages`]; the last is open.
pub const AGES: [i64; 6] = [0, 91, 181, 271, 366, 456];

/// A SKU of the newest planning report: what Amazon says of fees, excess, transfer and season. Blank cells are `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The SKU (outside text).
    pub sku: String,
    /// The product name (outside text).
    pub title: String,
    /// The day of the report.
    pub day: Day,
    /// Sellable units.
    pub available: Option<i64>,
    /// Units on the way.
    pub inbound: Option<i64>,
    /// Units shipped in the last 7, 30, 60, 90 days.
    pub units: [Option<i64>; 4],
    /// Amazon's excess, in units.
    pub excess: Option<i64>,
    /// Amazon's advice, as the report words it (outside text); empty when blank.
    pub advice: String,
    /// Storage cost of the next month, Amazon's estimate.
    pub storage: Option<Money>,
    /// Units in transfer between warehouses.
    pub transfer: Option<i64>,
    /// Units at Amazon: sellable and reserved.
    pub stock: Option<i64>,
    /// Units that cannot be sold.
    pub unsellable: Option<i64>,
    /// Units by age, in the bands of [`AGES`].
    pub ages: [Option<i64>; 6],
    /// Units that Amazon will charge the aged-inventory surcharge for, by its eight bands of age.
    pub charged: [Option<i64>; 8],
    /// Its estimate of that surcharge, the bands together.
    pub aged_fee: Option<Money>,
    /// Whether the low-inventory-level fee is waived.
    pub low_fee_exempt: Option<bool>,
    /// Whether it is taken in the report's week.
    pub low_fee_applied: Option<bool>,
    /// Historical days of supply over 30 days, thousandths.
    pub short_supply: Option<i64>,
    /// The same over 90 days.
    pub long_supply: Option<i64>,
    /// Units that Amazon recommends to send in.
    pub ship_in_units: Option<i64>,
    /// The day for it.
    pub ship_in_day: Option<Day>,
    /// Whether a season begins within three months.
    pub seasonal: Option<bool>,
    /// Its name (outside text); empty when blank.
    pub season: String,
    /// Its first day.
    pub season_start: Option<Day>,
    /// Its last day.
    pub season_end: Option<Day>,
    /// Snapshots of the last 90 days, oldest first; only of SKUs with units in transfer or that cannot be sold.
    pub history: Vec<PlanDay>,
    /// The row.
    pub evidence: Evidence,
}

/// A lot in the own warehouse that has a best-before date, as the newest sheet of its place has it.
#[derive(Clone, Debug, PartialEq)]
pub struct LotFact {
    /// The store.
    pub store: String,
    /// The marketplace, when the sheet belongs to one.
    pub market: Option<Market>,
    /// The SKU (outside text).
    pub sku: String,
    /// The place (outside text).
    pub place: String,
    /// The lot (outside text); empty when blank.
    pub lot: String,
    /// Units of all its piles; `None` when one is blank.
    pub units: Option<i64>,
    /// The best-before date; of several the first.
    pub expires: Day,
    /// The row.
    pub evidence: Evidence,
}
