//! New orders: the order report for shipping, with addresses for invoices, and with taxes. 29 columns in 2009, 34 in the EU
//! today. Unshipped orders have the same columns and a promise.

use super::{Layout, MarketColumn, MarketWords, have, need};
use crate::domain::format::Format;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::NewOrders,
    columns: &[
        need("order_item_id", &["order-item-id"]),
        need("order_id", &["order-id"]),
        need("purchased_at", &["purchase-date"]),
        have("paid_at", &["payments-date"]),
        need("sku", &["sku"]),
        have("title", &["product-name"]),
        need("units", &["quantity-purchased"]),
        have("currency", &["currency"]),
        have("item_price", &["item-price"]),
        have("item_tax", &["item-tax"]),
        have("shipping_price", &["shipping-price"]),
        have("shipping_tax", &["shipping-tax"]),
        have("item_discount", &["item-promotion-discount"]),
        have("ship_discount", &["ship-promotion-discount"]),
        have("ship_service", &["ship-service-level"]),
        have("sales_channel", &["sales-channel"]),
        have("ship_state", &["ship-state"]),
        have("ship_country", &["ship-country"]),
        have("is_business", &["is-business-order"]),
        have("buyer_email", &["buyer-email"]),
        have("buyer_name", &["buyer-name"]),
        have("buyer_phone", &["buyer-phone-number"]),
        have("recipient", &["recipient-name"]),
        have("address_1", &["ship-address-1"]),
        have("address_2", &["ship-address-2"]),
        have("address_3", &["ship-address-3"]),
        have("ship_city", &["ship-city"]),
        have("ship_postal_code", &["ship-postal-code"]),
        have("ship_phone", &["ship-phone-number"]),
        have("delivery_instructions", &["delivery-Instructions"]),
    ],
    documented: &[
        "delivery-start-date",
        "delivery-end-date",
        "delivery-time-zone",
        "purchase-order-number",
        "price-designation",
        "is-sold-by-ab",
        "bill-address-1",
        "bill-address-2",
        "bill-address-3",
        "bill-city",
        "bill-state",
        "bill-postal-code",
        "bill-country",
        "item-promotion-id",
        "ship-promotion-id",
    ],
    // Unshipped orders.
    foreign: &["quantity-to-ship", "days-past-promise"],
    market: Some(MarketColumn { names: &["sales-channel"], words: MarketWords::SalesChannel }),
    ..Layout::BASE
};
