//! Stock: in Amazon's warehouses, on the way there, in the own warehouse and at the suppliers.

use super::{Format, MarketNeed, Policy, Repeat, Scope, Spec, fields};
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
        is_seasonal: Bool, season_name: Text, aged_units_181: Int, aged_fee_181: Money, aged_units_211: Int, aged_fee_211: Money, aged_units_241: Int, aged_fee_241: Money, aged_units_271: Int, aged_fee_271: Money, aged_units_301: Int, aged_fee_301: Money, aged_units_331: Int, aged_fee_331: Money, aged_units_366: Int, aged_fee_366: Money, aged_units_456: Int, aged_fee_456: Money, season_start: Day, season_end: Day,
    ],
    key: &["snapshot_day", "sku", "condition"],
    policy: Policy::DailySnapshot,
    feeds: Some(List::Stock),
    ..Spec::BASE
};

pub(super) static AFN_INVENTORY: Spec = Spec {
    format: Format::AfnInventory,
    word: "afn-inventory",
    table: "afn_inventory",
    fields: fields![
        sku: Id, fnsku: Text, asin: Text, condition: Text, warehouse_condition: Text, available: Int,
    ],
    key: &["sku", "warehouse_condition"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static AFN_BY_COUNTRY: Spec = Spec {
    format: Format::AfnByCountry,
    word: "afn-by-country",
    table: "afn_by_country",
    fields: fields![sku: Id, fnsku: Text, asin: Text, condition: Text, country: Text, available: Int],
    key: &["sku", "condition", "country"],
    policy: Policy::DailySnapshot,
    market: MarketNeed::Perhaps,
    ..Spec::BASE
};

pub(super) static RESTOCK: Spec = Spec {
    format: Format::Restock,
    word: "restock",
    table: "restock",
    fields: fields![
        country: Text, title: Text, fnsku: Text, sku: Id, asin: Text, condition: Text, supplier: Text,
        supplier_part: Text, currency: Text, price: Money, sales_t30: Money, units_t30: Int, total: Int, inbound: Int,
        available: Int, fc_transfer: Int, fc_processing: Int, customer_order: Int, unfulfillable: Int,
        inbound_working: Int, inbound_shipped: Int, inbound_receiving: Int, fulfilled_by: Text,
        total_supply_days: Milli, supply_days: Milli, alert: Text, ship_in_units: Int, ship_in_day: Day,
        recommended_action: Text, storage_size: Text,
    ],
    key: &["sku", "condition"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static RESERVED: Spec = Spec {
    format: Format::Reserved,
    word: "reserved-inventory",
    table: "reserved",
    fields: fields![
        sku: Id, fnsku: Text, asin: Text, title: Text, reserved: Int, customer_orders: Int, fc_transfers: Int,
        fc_processing: Int, staging: Int, program: Text,
    ],
    key: &["sku", "program"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static STRANDED: Spec = Spec {
    format: Format::Stranded,
    word: "stranded-inventory",
    table: "stranded",
    fields: fields![
        primary_action: Text, stranded_day: Day, removal_day: Day, status_primary: Text, status_secondary: Text,
        error_message: Text, reason: Text, asin: Text, sku: Id, fnsku: Text, title: Text, condition: Text,
        fulfilled_by: Text, fulfillable: Int, currency: Text, price: Money, unfulfillable: Int, reserved: Int,
        inbound_shipped: Int,
    ],
    key: &["sku", "fnsku"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static INBOUND_PERFORMANCE: Spec = Spec {
    format: Format::InboundPerformance,
    word: "inbound-performance",
    table: "inbound_problem",
    fields: fields![
        reported_day: Day, created_day: Day, shipment_id: Id, carton_id: Text, fulfillment_center: Text, sku: Text,
        fnsku: Text, asin: Text, title: Text, problem_type: Text, problem_units: Int, expected_units: Int,
        received_units: Int, measured_in: Text, coaching_level: Text, fee_type: Text, currency: Text, fee: Money,
        problem_level: Text, alert_status: Text,
    ],
    key: &["shipment_id", "carton_id", "sku", "fnsku", "problem_type", "fee_type", "reported_day"],
    global: true,
    repeat: Repeat::Count,
    market: MarketNeed::Perhaps,
    ..Spec::BASE
};

pub(super) static RECEIVED: Spec = Spec {
    format: Format::Received,
    word: "received-inventory",
    table: "received",
    fields: fields![
        received_day: Day, fnsku: Text, sku: Id, title: Text, units: Int, shipment_id: Text, fulfillment_center: Text,
    ],
    key: &["received_day", "fnsku", "sku", "shipment_id", "fulfillment_center"],
    policy: Policy::Scope(Scope::Days("received_day")),
    repeat: Repeat::Count,
    ..Spec::BASE
};

pub(super) static LEDGER_SUMMARY: Spec = Spec {
    format: Format::LedgerSummary,
    word: "ledger-summary",
    table: "ledger_summary",
    fields: fields![
        day: Day, grain: Text, fnsku: Id, asin: Text, sku: Text, title: Text, disposition: Text, starting: Int,
        in_transit: Int, receipts: Int, shipments: Int, returns: Int, vendor_returns: Int, transfers: Int, found: Int,
        lost: Int, damaged: Int, disposed: Int, other: Int, ending: Int, unknown_events: Int, location: Text,
        location_kind: Text, store_name: Text,
    ],
    key: &["grain", "day", "fnsku", "sku", "disposition", "location", "store_name"],
    global: true,
    market: MarketNeed::Perhaps,
    ..Spec::BASE
};

pub(super) static LEDGER_DETAIL: Spec = Spec {
    format: Format::LedgerDetail,
    word: "ledger-detail",
    table: "ledger_event",
    fields: fields![
        day: Day, fnsku: Id, asin: Text, sku: Text, title: Text, event_type: Text, reference_id: Text, units: Int,
        fulfillment_center: Text, disposition: Text, reason: Text, country: Text, reconciled: Int, unreconciled: Int,
        store_name: Text,
    ],
    key: &[
        "day",
        "fnsku",
        "sku",
        "event_type",
        "reference_id",
        "fulfillment_center",
        "disposition",
        "reason",
        "country",
        "store_name",
    ],
    global: true,
    policy: Policy::Scope(Scope::Days("day")),
    repeat: Repeat::Count,
    market: MarketNeed::Perhaps,
    ..Spec::BASE
};

pub(super) static REIMBURSEMENTS: Spec = Spec {
    format: Format::Reimbursements,
    word: "reimbursements",
    table: "reimbursement",
    fields: fields![
        approved_day: Day, reimbursement_id: Id, case_id: Text, order_id: Text, reason: Text, sku: Text, fnsku: Text,
        asin: Text, title: Text, condition: Text, currency: Text, amount_per_unit: Money, amount: Money,
        units_cash: Int, units_inventory: Int, units: Int, original_id: Text, original_type: Text,
    ],
    key: &["reimbursement_id", "sku", "reason"],
    global: true,
    repeat: Repeat::Count,
    market: MarketNeed::Perhaps,
    ..Spec::BASE
};

pub(super) static OWN_WAREHOUSE: Spec = Spec {
    format: Format::OwnWarehouse,
    word: "own-warehouse",
    table: "own_stock",
    fields: fields![
        sku: Id, location: Text, lot: Text, units: Int, counted_on: Day, expires_on: Day, note: Text,
    ],
    key: &["sku", "location", "lot"],
    global: true,
    policy: Policy::Scope(Scope::Column("location")),
    repeat: Repeat::Count,
    market: MarketNeed::Perhaps,
    example: &[
        ("sku", "EXAMPLE-SKU-1"),
        ("location", "Home"),
        ("lot", ""),
        ("units", "120"),
        ("counted_on", "2026-01-31"),
        ("expires_on", ""),
        ("note", "two boxes on shelf 3"),
    ],
    ..Spec::BASE
};

pub(super) static SUPPLIERS: Spec = Spec {
    format: Format::Suppliers,
    word: "suppliers",
    table: "supplier_sku",
    fields: fields![
        sku: Id, supplier: Id, moq: Int, pack_size: Int, unit_cost: Money, currency: Text, lead_days: Int,
        lead_days_p90: Int, transport_mode: Text, transport_days: Int, transport_days_p90: Int, receiving_days: Int,
        marketplace: Text, note: Text,
    ],
    // The destination is the row's own word: a sheet for all marketplaces is not that of the store's first one.
    key: &["sku", "supplier", "transport_mode", "marketplace"],
    global: true,
    policy: Policy::Scope(Scope::Column("supplier")),
    market: MarketNeed::Perhaps,
    own_currency: true,
    example: &[
        ("sku", "EXAMPLE-SKU-1"),
        ("supplier", "Example Factory"),
        ("moq", "500"),
        ("pack_size", "50"),
        ("unit_cost", "21.50"),
        ("currency", "CNY"),
        ("lead_days", "20"),
        ("lead_days_p90", "28"),
        ("transport_mode", "slow-sea"),
        ("transport_days", "40"),
        ("transport_days_p90", "52"),
        ("receiving_days", "7"),
        ("marketplace", "US"),
        ("note", "one line per way of transport"),
    ],
    ..Spec::BASE
};
