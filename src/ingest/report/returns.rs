//! Returns: of orders that the seller ships (32 and 33 columns, some German names, XML), and to Amazon's fulfilment centres
//! (12 and 13 columns).

use super::{Draft, Layout, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::domain::market::DateOrder;

pub(super) static FBM: Layout = Layout {
    format: Format::FbmReturns,
    columns: &[
        need("order_id", &["Order ID", "Bestellnummer"]),
        need("sku", &["Merchant SKU", "Händler-SKU", "item_details.merchant_sku"]),
        have("order_item_id", &["Order Item ID"]),
        have("rma_id", &["Amazon RMA ID", "Amazon-RMA-Nummer"]),
        have("merchant_rma_id", &["Merchant RMA ID"]),
        have("ordered_day", &["Order date", "Bestelldatum"]),
        need("requested_day", &["Return request date", "Rücksendeanforderungsdatum"]),
        need("status", &["Return request status", "Status der Rücksendeanforderung"]),
        have("label_type", &["Label type", "Etikettentyp", "label_details.label_type"]),
        have("label_payer", &["Label to be paid by"]),
        have("carrier", &["Return carrier", "label_details.return_carrier"]),
        have("tracking", &["Tracking ID", "Sendungsnummer", "label_details.tracking_id"]),
        have("claim", &["A-to-Z Claim"]),
        have("is_prime", &["Is prime"]),
        have("asin", &["ASIN", "item_details.asin"]),
        have("title", &["Item Name", "Artikelname", "item_details.item_name"]),
        need("units", &["Return quantity", "Rücksendemenge", "item_details.return_quantity"]),
        have("reason", &["Return Reason", "Rücksendegrund", "item_details.return_reason_code"]),
        have("in_policy", &["In policy", "item_details.in_policy"]),
        have("return_type", &["Return type"]),
        have("resolution", &["Resolution", "Lösung", "item_details.resolution"]),
        have("delivered_day", &["Return delivery date", "Zustelldatum der Rücksendung"]),
        have("order_units", &["Order quantity"]),
        have("currency", &["Currency code", "label_details.currency_code"]),
        have("label_cost", &["Label cost", "label_details.label_cost"]),
        have("order_amount", &["Order Amount", "Bestellbetrag"]),
        have("refunded", &["Refunded Amount", "Erstatteter Betrag", "item_details.refund_amount"]),
        have("safet_reason", &["SafeT Action reason"]),
        have("safet_id", &["SafeT claim id", "SAFE-T-Antrags-ID"]),
        have("safet_state", &["SafeT claim state"]),
        have("safet_at", &["SafeT claim creation time"]),
        have("safet_amount", &["SafeT claim reimbursement amount"]),
    ],
    documented: &["Invoice number", "item_details.category"],
    derived: &["request"],
    finish: Some(fbm_request),
    ..Layout::BASE
};

pub(super) static FBA: Layout = Layout {
    format: Format::FbaReturns,
    columns: &[
        need("returned_day", &["return-date"]),
        need("order_id", &["order-id", "amazon-order-id"]),
        need("sku", &["sku"]),
        have("asin", &["asin"]),
        have("fnsku", &["fnsku"]),
        have("title", &["product-name"]),
        need("units", &["quantity"]),
        have("fulfillment_center", &["fulfillment-center-id"]),
        need("disposition", &["detailed-disposition"]),
        need("reason", &["reason"]),
        have("status", &["status"]),
        have("plate", &["license-plate-number"]),
        have("comment", &["customer-comments"]),
    ],
    derived: &["unit"],
    finish: Some(fba_unit),
    // Seller Central shows `14-08-2026`, in every marketplace.
    dates: |_| Some(DateOrder::Dmy),
    ..Layout::BASE
};

/// A return is known by its RMA; a refund without a return has none, and is known by the day on which it was asked for.
fn fbm_request(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let filled = |column| Some(draft.get(column)).filter(|value| **value != Value::Null).cloned();
    let request = filled("rma_id").or_else(|| filled("requested_day"));
    let Some(request) = request else { return Err(draft.blame("requested_day", Problem::Blank)) };
    draft.set("request", request);
    Ok(())
}

/// A unit is known by its licence plate; one without by all that does not change.
fn fba_unit(draft: &mut Draft<'_>) -> Result<(), Problem> {
    if draft.get("returned_day") == &Value::Null {
        return Err(draft.blame("returned_day", Problem::Blank));
    }
    let unit = match draft.get("plate") {
        Value::Text(plate) => plate.to_string(),
        _ => ["returned_day", "fnsku", "fulfillment_center", "disposition", "reason"]
            .map(|column| draft.get(column).text().unwrap_or_default())
            .join("/"),
    };
    draft.set("unit", Value::Text(unit.into()));
    Ok(())
}
