//! Restock inventory recommendations, 27 to 30 columns, CSV from the page or TSV. No date of its own; the recommended day
//! is written as the site writes days, the same way for all countries of a file.

use super::{Layout, MarketColumn, MarketWords, have, need};
use crate::domain::format::Format;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::Restock,
    columns: &[
        have("country", &["Country"]),
        have("title", &["Product Name"]),
        have("fnsku", &["FNSKU"]),
        need("sku", &["Merchant SKU"]),
        have("asin", &["ASIN"]),
        have("condition", &["Condition"]),
        have("supplier", &["Supplier"]),
        have("supplier_part", &["Supplier part no."]),
        have("currency", &["Currency code"]),
        have("price", &["Price"]),
        have("sales_t30", &["Sales last 30 days"]),
        need("units_t30", &["Units Sold Last 30 Days"]),
        have("total", &["Total Units"]),
        have("inbound", &["Inbound"]),
        need("available", &["Available"]),
        have("fc_transfer", &["FC transfer"]),
        have("fc_processing", &["FC Processing"]),
        have("customer_order", &["Customer Order"]),
        have("unfulfillable", &["Unfulfillable"]),
        have("inbound_working", &["Working"]),
        have("inbound_shipped", &["Shipped"]),
        have("inbound_receiving", &["Receiving"]),
        have("fulfilled_by", &["Fulfilled by"]),
        have("total_supply_days", &["Total Days of Supply (including units from open shipments)"]),
        have("supply_days", &["Days of Supply at Amazon Fulfillment Network"]),
        have("alert", &["Alert"]),
        need("ship_in_units", &["Recommended replenishment qty"]),
        have("ship_in_day", &["Recommended ship date"]),
        have("recommended_action", &["Recommended action"]),
        have("storage_size", &["Unit storage size"]),
    ],
    market: Some(MarketColumn { names: &["Country"], words: MarketWords::CodeOrCountry }),
    blank: &["condition"],
    round: true,
    ..Layout::BASE
};
