//! FBA inventory by warehouse condition, and by country: what can be sold from where. Neither has a date of its own.

use super::{Layout, MarketColumn, MarketWords, have, need};
use crate::domain::format::Format;

pub(super) static INVENTORY: Layout = Layout {
    format: Format::AfnInventory,
    columns: &[
        need("sku", &["seller-sku"]),
        have("fnsku", &["fulfillment-channel-sku"]),
        have("asin", &["asin"]),
        have("condition", &["condition-type"]),
        need("warehouse_condition", &["Warehouse-Condition-code"]),
        need("available", &["Quantity Available"]),
    ],
    blank: &["warehouse_condition"],
    ..Layout::BASE
};

pub(super) static BY_COUNTRY: Layout = Layout {
    format: Format::AfnByCountry,
    columns: &[
        need("sku", &["seller-sku"]),
        have("fnsku", &["fulfillment-channel-sku"]),
        have("asin", &["asin"]),
        have("condition", &["condition-type"]),
        need("country", &["country"]),
        need("available", &["quantity-for-local-fulfillment"]),
    ],
    // Stock also lies in countries that are no marketplace.
    market: Some(MarketColumn { names: &["country"], words: MarketWords::Perhaps }),
    blank: &["condition", "country"],
    ..Layout::BASE
};
