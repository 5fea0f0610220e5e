//! Manage FBA Inventory, 18 to 22 columns; it has no date of its own.

use super::{Layout, MarketColumn, MarketWords, have, need};
use crate::domain::format::Format;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::FbaInventory,
    columns: &[
        need("sku", &["sku", "出品者SKU"]),
        have("fnsku", &["fnsku"]),
        have("asin", &["asin"]),
        have("title", &["product-name"]),
        have("condition", &["condition"]),
        have("price", &["your-price"]),
        have("mfn_listing", &["mfn-listing-exists"]),
        have("mfn_fulfillable", &["mfn-fulfillable-quantity"]),
        have("afn_listing", &["afn-listing-exists"]),
        have("warehouse", &["afn-warehouse-quantity"]),
        need("fulfillable", &["afn-fulfillable-quantity", "販売できる数量"]),
        have("unsellable", &["afn-unsellable-quantity"]),
        have("reserved", &["afn-reserved-quantity"]),
        have("total", &["afn-total-quantity"]),
        have("unit_volume", &["per-unit-volume"]),
        have("inbound_working", &["afn-inbound-working-quantity"]),
        have("inbound_shipped", &["afn-inbound-shipped-quantity"]),
        have("inbound_receiving", &["afn-inbound-receiving-quantity"]),
        have("researching", &["afn-researching-quantity"]),
        have("reserved_future", &["afn-reserved-future-supply"]),
        have("future_buyable", &["afn-future-supply-buyable"]),
        have("store_name", &["store"]),
    ],
    foreign: &["snapshot-date"],
    market: Some(MarketColumn { names: &["store"], words: MarketWords::Perhaps }),
    ..Layout::BASE
};
