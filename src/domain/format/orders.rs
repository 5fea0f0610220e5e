//! Orders and what is still to be shipped.

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
