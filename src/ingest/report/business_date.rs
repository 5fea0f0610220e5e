//! Business report by date: 18 columns up to 43, English, German, Japanese. One row is one day; whether `08/03/26` is in
//! March or August is told by the marketplace, or by the file itself.

use super::{Above, Draft, Given, Layout, business, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::ingest::Stop;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::BusinessDate,
    columns: &[
        need("start_day", business::DATE),
        have("units", business::UNITS),
        have("units_b2b", business::UNITS_B2B),
        have("order_items", business::ORDER_ITEMS),
        have("order_items_b2b", business::ORDER_ITEMS_B2B),
        need("sales", business::SALES),
        have("sales_b2b", business::SALES_B2B),
        have("sessions", business::SESSIONS),
        have("sessions_b2b", business::SESSIONS_B2B),
        have("sessions_app", business::SESSIONS_APP),
        have("sessions_app_b2b", business::SESSIONS_APP_B2B),
        have("sessions_browser", business::SESSIONS_BROWSER),
        have("sessions_browser_b2b", business::SESSIONS_BROWSER_B2B),
        have("views", business::VIEWS),
        have("views_b2b", business::VIEWS_B2B),
        have("views_app", business::VIEWS_APP),
        have("views_app_b2b", business::VIEWS_APP_B2B),
        have("views_browser", business::VIEWS_BROWSER),
        have("views_browser_b2b", business::VIEWS_BROWSER_B2B),
        have("buy_box", business::BUY_BOX),
        have("buy_box_b2b", business::BUY_BOX_B2B),
        have("offers", &["Average Offer Count", "Durchschnittliche Angebotszahl"]),
        have("parents", &["Average Parent Items"]),
        have("units_refunded", &["Units Refunded"]),
        have("feedback", &["Feedback Received"]),
        have("negative_feedback", &["Negative Feedback Received"]),
        have("claims", &["A-to-z Claims Granted"]),
        have("claims_amount", &["Claims Amount"]),
        have("shipped_sales", &["Shipped Product Sales"]),
        have("units_shipped", &["Units Shipped"]),
        have("orders_shipped", &["Orders Shipped"]),
    ],
    documented: &[
        "Average Sales per Order Item",
        "Average Sales per Order Item - B2B",
        "Durchschnittlicher Umsatz/Bestellposten",
        "Average Units per Order Item",
        "Average Units per Order Item - B2B",
        "Average Selling Price",
        "Average Selling Price - B2B",
        "Durchschnittlicher Verkaufspreis",
        "Order Item Session Percentage",
        "Order Item Session Percentage - B2B",
        "Prozentsatz Bestellposten pro Sitzung",
        "注文商品セッション率",
        "Unit Session Percentage",
        "Unit Session Percentage - B2B",
        "Prozentsatz an Einheiten pro Sitzung",
        "ユニットセッション率",
        "Refund Rate",
        "Received Negative Feedback Rate",
    ],
    foreign: &["(Child) ASIN", "(Untergeordnete) ASIN", "（子）ASIN", "ASIN (secundario)", "(Parent) ASIN", "SKU"],
    derived: &["end_day", "grain", "parent_asin", "child_asin", "sku", "currency"],
    given: Some(given),
    finish: Some(finish),
    ..Layout::BASE
};

/// A row is about a day and no product.
fn given(_: &Above<'_>) -> Result<Given, Stop> {
    let blank = || Value::Text("".into());
    let ids = ["parent_asin", "child_asin", "sku"].map(|column| (column, blank()));
    Ok([("grain", Value::Text("day".into()))].into_iter().chain(ids).collect())
}

fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let day = draft.get("start_day").clone();
    draft.set("end_day", day);
    business::check(draft)
}
