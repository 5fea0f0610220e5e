//! FBA reimbursements, 18 columns: what Amazon paid, or gave back in units, for what it lost or damaged.

use super::{Layout, have, need};
use crate::domain::format::Format;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::Reimbursements,
    columns: &[
        need("approved_day", &["approval-date"]),
        need("reimbursement_id", &["reimbursement-id"]),
        have("case_id", &["case-id"]),
        have("order_id", &["amazon-order-id"]),
        need("reason", &["reason"]),
        have("sku", &["sku"]),
        have("fnsku", &["fnsku"]),
        have("asin", &["asin"]),
        have("title", &["product-name"]),
        have("condition", &["condition"]),
        have("currency", &["currency-unit"]),
        have("amount_per_unit", &["amount-per-unit"]),
        need("amount", &["amount-total"]),
        have("units_cash", &["quantity-reimbursed-cash"]),
        have("units_inventory", &["quantity-reimbursed-inventory"]),
        have("units", &["quantity-reimbursed-total"]),
        have("original_id", &["original-reimbursement-id"]),
        have("original_type", &["original-reimbursement-type"]),
    ],
    blank: &["sku", "reason"],
    round: true,
    ..Layout::BASE
};
