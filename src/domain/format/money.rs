//! What Amazon pays out and keeps.

use super::{Field, Format, MarketNeed, Policy, Repeat, Scope, Spec, fields};

/// The columns of both settlement reports: one table, one meaning.
const SETTLEMENT: &[Field] = fields![
    settlement_id: Id, line_no: Int, part: Int, start_at: Instant, end_at: Instant, deposit_at: Instant,
    total_amount: Money, currency: Text, transaction_type: Text, order_id: Text, merchant_order_id: Text,
    adjustment_id: Text, shipment_id: Text, marketplace_name: Text, amount_type: Text, amount_description: Text,
    amount: Money, fulfilment: Text, posted_day: Day, posted_at: Instant, order_item_code: Text,
    merchant_order_item_id: Text, merchant_adjustment_item_id: Text, sku: Text, units: Int, promotion_id: Text,
];

/// What both settlement reports have in common.
const BASE: Spec = Spec {
    table: "settlement_line",
    fields: SETTLEMENT,
    key: &["settlement_id", "line_no", "part"],
    global: true,
    policy: Policy::Scope(Scope::Column("settlement_id")),
    market: MarketNeed::Perhaps,
    ..Spec::BASE
};

pub(super) static SETTLEMENT_V2: Spec = Spec { format: Format::SettlementV2, word: "settlement-v2", ..BASE };

pub(super) static SETTLEMENT_V1: Spec = Spec { format: Format::SettlementV1, word: "settlement-v1", ..BASE };

pub(super) static DATE_RANGE: Spec = Spec {
    format: Format::DateRange,
    word: "date-range",
    table: "account_event",
    person: "order_person",
    fields: fields![
        occurred_at: Instant, day: Day, settlement_id: Text, kind: Text, kind_text: Text, order_id: Text, sku: Text,
        description: Text, units: Int, marketplace_name: Text, account_type: Text, fulfilment: Text, order_state: Text,
        tax_model: Text, currency: Text, product_sales: Money, product_sales_tax: Money, shipping_credits: Money,
        shipping_credits_tax: Money, gift_credits: Money, gift_credits_tax: Money, regulatory_fee: Money,
        regulatory_fee_tax: Money, points_cost: Money, rebates: Money, rebates_tax: Money, sales_tax: Money,
        withheld_tax: Money, facilitator_tax: Money, gst: Money, tcs_cgst: Money, tcs_sgst: Money, tcs_igst: Money,
        tds: Money, selling_fees: Money, fba_fees: Money, other_fees: Money, other: Money, total: Money,
        status: Text, status_text: Text, released_at: Instant,
        ship_city: Text @ Person, ship_postal_code: Text @ Person,
    ],
    key: &["occurred_at", "kind", "order_id", "sku", "total"],
    policy: Policy::Scope(Scope::Days("day")),
    repeat: Repeat::Count,
    ..Spec::BASE
};

pub(super) static TRANSACTION_VIEW: Spec = Spec {
    format: Format::TransactionView,
    word: "transaction-view",
    table: "transaction_view",
    fields: fields![
        day: Day, kind: Text, kind_text: Text, status_text: Text, order_id: Text, product: Text, currency: Text,
        product_charges: Money, rebates: Money, amazon_fees: Money, other: Money, total: Money,
    ],
    key: &["day", "kind", "order_id", "product", "total"],
    policy: Policy::Scope(Scope::Days("day")),
    repeat: Repeat::Count,
    ..Spec::BASE
};
