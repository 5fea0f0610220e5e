//! Stranded FBA inventory: units that no offer sells, with the reason and the day of their automatic removal.

use super::{Layout, have, need};
use crate::domain::format::Format;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::Stranded,
    columns: &[
        have("primary_action", &["primary-action"]),
        have("stranded_day", &["date-stranded"]),
        have("removal_day", &["Date-to-take-auto-removal"]),
        have("status_primary", &["status-primary"]),
        have("status_secondary", &["status-secondary"]),
        have("error_message", &["error-message"]),
        need("reason", &["stranded-reason"]),
        have("asin", &["asin"]),
        need("sku", &["sku"]),
        have("fnsku", &["fnsku"]),
        have("title", &["product-name"]),
        have("condition", &["condition"]),
        have("fulfilled_by", &["fulfilled-by"]),
        need("fulfillable", &["fulfillable-qty"]),
        have("price", &["your-price"]),
        have("unfulfillable", &["unfulfillable-qty"]),
        have("reserved", &["reserved-quantity"]),
        have("inbound_shipped", &["inbound-shipped-qty"]),
    ],
    blank: &["fnsku"],
    // The report has no currency column: the cell is made for the price.
    derived: &["currency"],
    ..Layout::BASE
};
