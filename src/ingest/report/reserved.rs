//! Reserved FBA inventory, 8 columns, or with program and staging; it has neither date nor marketplace.

use super::{Layout, have, need};
use crate::domain::format::Format;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::Reserved,
    columns: &[
        need("sku", &["sku"]),
        have("fnsku", &["fnsku"]),
        have("asin", &["asin"]),
        have("title", &["product-name"]),
        need("reserved", &["reserved_qty"]),
        need("customer_orders", &["reserved_customerorders"]),
        have("fc_transfers", &["reserved_fc-transfers"]),
        have("fc_processing", &["reserved_fc-processing"]),
        have("staging", &["reserved_staging"]),
        have("program", &["program"]),
    ],
    blank: &["program"],
    ..Layout::BASE
};
