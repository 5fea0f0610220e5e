//! The Inventory Ledger: balances and movements per day or month (summary view), and single events (detailed view). Names
//! run together in older files. Days are written month first in every marketplace.

use super::{Draft, Layout, MarketColumn, MarketWords, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::domain::market::DateOrder;

pub(super) static SUMMARY: Layout = Layout {
    format: Format::LedgerSummary,
    columns: &[
        need("day", &["Date"]),
        need("fnsku", &["FNSKU"]),
        have("asin", &["ASIN"]),
        have("sku", &["MSKU"]),
        have("title", &["Title"]),
        have("disposition", &["Disposition"]),
        need("starting", &["Starting Warehouse Balance"]),
        have("in_transit", &["In Transit Between Warehouses"]),
        have("receipts", &["Receipts"]),
        have("shipments", &["Customer Shipments"]),
        have("returns", &["Customer Returns"]),
        have("vendor_returns", &["Vendor Returns"]),
        have("transfers", &["Warehouse Transfer In/Out"]),
        have("found", &["Found"]),
        have("lost", &["Lost"]),
        have("damaged", &["Damaged"]),
        have("disposed", &["Disposed"]),
        have("other", &["Other Events"]),
        need("ending", &["Ending Warehouse Balance"]),
        have("unknown_events", &["Unknown Events"]),
        have("location", &["Location"]),
        have("store_name", &["Store"]),
    ],
    market: Some(MarketColumn { names: &["Location"], words: MarketWords::Perhaps }),
    blank: &["sku", "disposition", "location", "store_name"],
    derived: &["grain", "location_kind"],
    finish: Some(finish),
    dates: |_| Some(DateOrder::Mdy),
    months: true,
    ..Layout::BASE
};

pub(super) static DETAIL: Layout = Layout {
    format: Format::LedgerDetail,
    columns: &[
        need("day", &["Date", "Datum"]),
        need("fnsku", &["FNSKU"]),
        have("asin", &["ASIN"]),
        have("sku", &["MSKU"]),
        have("title", &["Title"]),
        need("event_type", &["Event Type", "Ereignistyp"]),
        have("reference_id", &["Reference ID", "Referenz-ID"]),
        need("units", &["Quantity", "Menge"]),
        have("fulfillment_center", &["Fulfillment Center", "Versandzentrum"]),
        have("disposition", &["Disposition"]),
        have("reason", &["Reason", "Grund"]),
        have("country", &["Country", "Land"]),
        have("reconciled", &["Reconciled Quantity"]),
        have("unreconciled", &["Unreconciled Quantity"]),
        have("store_name", &["Store"]),
    ],
    // The day again, as an instant.
    documented: &["Date and Time"],
    market: Some(MarketColumn { names: &["Country", "Land"], words: MarketWords::Perhaps }),
    blank: &[
        "sku",
        "event_type",
        "reference_id",
        "fulfillment_center",
        "disposition",
        "reason",
        "country",
        "store_name",
    ],
    dates: |_| Some(DateOrder::Mdy),
    ..Layout::BASE
};

/// Whether the row is of a day or of a month, and whether of a country or of one fulfilment centre: sums over both count
/// everything twice.
#[expect(clippy::unnecessary_wraps, reason = "a finish may reject its row")]
fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let day = draft.get("day").text().unwrap_or_default().to_owned();
    let monthly = day.len() == "2026-05".len();
    if monthly {
        draft.set("day", Value::Text(format!("{day}-01").into()));
    }
    draft.set("grain", Value::Text(if monthly { "monthly" } else { "daily" }.into()));
    let location = draft.get("location").text().unwrap_or_default();
    let kind = match location.len() {
        0 => return Ok(()),
        2 if location.bytes().all(|b| b.is_ascii_alphabetic()) => "country",
        _ => "fc",
    };
    draft.set("location_kind", Value::Text(kind.into()));
    Ok(())
}
