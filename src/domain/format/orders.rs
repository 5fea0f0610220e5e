//! Orders, what is still to be shipped, what was shipped, and what comes back.

use super::{Format, Policy, Repeat, Spec, fields};
use crate::domain::list::List;

pub(super) static ALL_ORDERS: Spec = Spec {
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
    global: true,
    policy: Policy::NewestGroup,
    repeat: Repeat::Count,
    feeds: Some(List::Orders),
    ..Spec::BASE
};

pub(super) static UNSHIPPED: Spec = Spec {
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
    global: true,
    policy: Policy::Snapshot,
    feeds: Some(List::Orders),
    ..Spec::BASE
};

pub(super) static NEW_ORDERS: Spec = Spec {
    format: Format::NewOrders,
    word: "new-orders",
    table: "new_order_line",
    person: "order_person",
    fields: fields![
        order_item_id: Id, order_id: Id, purchased_at: Instant, paid_at: Instant, sku: Id, title: Text, units: Int,
        currency: Text, item_price: Money, item_tax: Money, shipping_price: Money, shipping_tax: Money,
        item_discount: Money, ship_discount: Money, ship_service: Text, sales_channel: Text, ship_state: Text,
        ship_country: Text, is_business: Bool,
        buyer_email: Text @ Person, buyer_name: Text @ Person, buyer_phone: Text @ Person, recipient: Text @ Person,
        address_1: Text @ Person, address_2: Text @ Person, address_3: Text @ Person, ship_city: Text @ Person,
        ship_postal_code: Text @ Person, ship_phone: Text @ Person, delivery_instructions: Text @ Person,
    ],
    key: &["order_item_id"],
    global: true,
    ..Spec::BASE
};

pub(super) static FULFILLED_SHIPMENTS: Spec = Spec {
    format: Format::FulfilledShipments,
    word: "fulfilled-shipments",
    table: "fulfilled_shipment",
    person: "order_person",
    fields: fields![
        shipment_id: Id, shipment_item_id: Id, order_id: Id, order_item_id: Text, purchased_at: Instant,
        paid_at: Instant, shipped_at: Instant, reported_at: Instant, arrival_at: Instant, sku: Id, title: Text,
        units: Int, currency: Text, item_price: Money, item_tax: Money, shipping_price: Money, shipping_tax: Money,
        gift_price: Money, gift_tax: Money, item_discount: Money, ship_discount: Money, ship_service: Text,
        ship_state: Text, ship_country: Text, carrier: Text, tracking: Text, fulfillment_center: Text, channel: Text,
        sales_channel: Text,
        buyer_email: Text @ Person, buyer_name: Text @ Person, buyer_phone: Text @ Person, recipient: Text @ Person,
        address_1: Text @ Person, address_2: Text @ Person, address_3: Text @ Person, ship_city: Text @ Person,
        ship_postal_code: Text @ Person, ship_phone: Text @ Person,
    ],
    key: &["shipment_item_id", "shipment_id"],
    global: true,
    ..Spec::BASE
};

pub(super) static FBM_RETURNS: Spec = Spec {
    format: Format::FbmReturns,
    word: "fbm-returns",
    table: "fbm_return",
    fields: fields![
        order_id: Id, request: Id, sku: Id, order_item_id: Text, rma_id: Text, merchant_rma_id: Text, ordered_day: Day,
        requested_day: Day, status: Text, label_type: Text, label_payer: Text, carrier: Text, tracking: Text,
        claim: Bool, is_prime: Bool, asin: Text, title: Text, units: Int, reason: Text, in_policy: Bool,
        return_type: Text, resolution: Text, delivered_day: Day, order_units: Int, currency: Text, label_cost: Money,
        order_amount: Money, refunded: Money, safet_reason: Text, safet_id: Text, safet_state: Text, safet_at: Text,
        safet_amount: Money,
    ],
    key: &["order_id", "request", "sku"],
    global: true,
    repeat: Repeat::Count,
    ..Spec::BASE
};

pub(super) static FBA_RETURNS: Spec = Spec {
    format: Format::FbaReturns,
    word: "fba-returns",
    table: "fba_return",
    person: "row_person",
    fields: fields![
        returned_day: Day, order_id: Id, sku: Id, unit: Id, asin: Text, fnsku: Text, title: Text, units: Int,
        fulfillment_center: Text, disposition: Text, reason: Text, status: Text, plate: Text, comment: Text @ Person,
    ],
    key: &["order_id", "sku", "unit"],
    global: true,
    repeat: Repeat::Count,
    ..Spec::BASE
};
