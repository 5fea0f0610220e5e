//! Inbound shipments: their problems as Amazon sees them (20 columns), and the old report of received units (7 columns).

use super::{Layout, have, need};
use crate::domain::format::Format;

pub(super) static PERFORMANCE: Layout = Layout {
    format: Format::InboundPerformance,
    columns: &[
        have("reported_day", &["issue-reported-date"]),
        have("created_day", &["shipment-creation-date"]),
        need("shipment_id", &["fba-shipment-id"]),
        have("carton_id", &["fba-carton-id"]),
        have("fulfillment_center", &["fulfillment-center-id"]),
        have("sku", &["sku"]),
        have("fnsku", &["fnsku"]),
        have("asin", &["asin"]),
        have("title", &["product-name"]),
        need("problem_type", &["problem-type"]),
        need("problem_units", &["problem-quantity"]),
        have("expected_units", &["expected-quantity"]),
        have("received_units", &["received-quantity"]),
        have("measured_in", &["performance-measurement-unit"]),
        have("coaching_level", &["coaching-level"]),
        have("fee_type", &["fee-type"]),
        have("currency", &["currency"]),
        have("fee", &["fee-total"]),
        have("problem_level", &["problem-level"]),
        have("alert_status", &["alert-status"]),
    ],
    blank: &["carton_id", "sku", "fnsku", "problem_type", "fee_type", "reported_day"],
    round: true,
    ..Layout::BASE
};

pub(super) static RECEIVED: Layout = Layout {
    format: Format::Received,
    columns: &[
        need("received_day", &["received-date"]),
        have("fnsku", &["fnsku"]),
        need("sku", &["sku"]),
        have("title", &["product-name"]),
        need("units", &["quantity"]),
        need("shipment_id", &["fba-shipment-id"]),
        have("fulfillment_center", &["fulfillment-center-id"]),
    ],
    blank: &["fnsku", "shipment_id", "fulfillment_center"],
    ..Layout::BASE
};
