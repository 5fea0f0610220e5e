//! Stock in Amazon's warehouses.

use super::{Format, Policy, Spec, fields};
use crate::domain::list::List;

pub(super) static FBA_INVENTORY: Spec = Spec {
    format: Format::FbaInventory,
    word: "fba-inventory",
    table: "fba_inventory",
    fields: fields![
        sku: Id, fnsku: Text, asin: Text, title: Text, condition: Text, price: Money, mfn_listing: Bool,
        mfn_fulfillable: Int, afn_listing: Bool, warehouse: Int, fulfillable: Int, unsellable: Int, reserved: Int,
        total: Int, unit_volume: Milli, inbound_working: Int, inbound_shipped: Int, inbound_receiving: Int,
        researching: Int, reserved_future: Int, future_buyable: Int, store_name: Text,
    ],
    key: &["sku"],
    policy: Policy::DailySnapshot,
    feeds: Some(List::Stock),
    ..Spec::BASE
};

pub(super) static FBA_PLANNING: Spec = Spec {
    format: Format::FbaPlanning,
    word: "fba-planning",
    table: "fba_planning",
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
    feeds: Some(List::Stock),
    ..Spec::BASE
};
