//! Settlement reports, flat files. The first row of a settlement states its total and has no amount; the amounts of the
//! others add up to it to the cent, or the file is refused. V2 has an amount per row, V1 a column per sort of amount: each
//! filled one is a line of its own.

use chrono::DateTime;

use super::{Draft, Layout, MarketColumn, MarketWords, Numbers, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::domain::market::Market;
use crate::ingest::date;

/// The word of the control total.
const WORD: &str = "settlement";

pub(super) static V2: Layout = Layout {
    format: Format::SettlementV2,
    columns: &[
        need("settlement_id", &["settlement-id"]),
        have("start_at", &["settlement-start-date"]),
        have("end_at", &["settlement-end-date"]),
        have("deposit_at", &["deposit-date"]),
        need("total_amount", &["total-amount"]),
        need("currency", &["currency"]),
        need("transaction_type", &["transaction-type"]),
        have("order_id", &["order-id"]),
        have("merchant_order_id", &["merchant-order-id"]),
        have("adjustment_id", &["adjustment-id"]),
        have("shipment_id", &["shipment-id"]),
        have("marketplace_name", &["marketplace-name"]),
        need("amount_type", &["amount-type"]),
        need("amount_description", &["amount-description"]),
        need("amount", &["amount"]),
        have("fulfilment", &["fulfillment-id"]),
        have("posted_day", &["posted-date"]),
        have("posted_at", &["posted-date-time"]),
        have("order_item_code", &["order-item-code"]),
        have("merchant_order_item_id", &["merchant-order-item-id"]),
        have("merchant_adjustment_item_id", &["merchant-adjustment-item-id"]),
        have("sku", &["sku"]),
        have("units", &["quantity-purchased"]),
        have("promotion_id", &["promotion-id"]),
    ],
    finish: Some(finish_v2),
    same_day: Some(("posted_day", "posted_at")),
    ..SETTLEMENT
};

pub(super) static V1: Layout = Layout {
    format: Format::SettlementV1,
    columns: &[
        need("settlement_id", &["settlement-id"]),
        have("start_at", &["settlement-start-date"]),
        have("end_at", &["settlement-end-date"]),
        need("deposit_at", &["deposit-date"]),
        need("total_amount", &["total-amount"]),
        need("currency", &["currency"]),
        need("transaction_type", &["transaction-type"]),
        have("order_id", &["order-id"]),
        have("merchant_order_id", &["merchant-order-id"]),
        have("adjustment_id", &["adjustment-id"]),
        have("shipment_id", &["shipment-id"]),
        have("marketplace_name", &["marketplace-name"]),
        have("fulfilment", &["fulfillment-id"]),
        need("posted_at", &["posted-date"]),
        have("order_item_code", &["order-item-code"]),
        have("merchant_order_item_id", &["merchant-order-item-id"]),
        have("merchant_adjustment_item_id", &["merchant-adjustment-item-id"]),
        have("sku", &["sku"]),
        have("units", &["quantity-purchased"]),
        have("promotion_id", &["promotion-id"]),
    ],
    raw: V1_CELLS,
    foreign: &["amount-type", "amount-description"],
    finish: Some(finish_v1),
    ..SETTLEMENT
};

/// What both have in common. All columns are in the rows of each, so that a line of the one wholly replaces that of the
/// other which had its number.
const SETTLEMENT: Layout = Layout {
    market: Some(MarketColumn { names: &["marketplace-name"], words: MarketWords::Perhaps }),
    derived: &[
        "line_no",
        "part",
        "start_at",
        "end_at",
        "deposit_at",
        "order_id",
        "merchant_order_id",
        "adjustment_id",
        "shipment_id",
        "marketplace_name",
        "amount_type",
        "amount_description",
        "amount",
        "fulfilment",
        "posted_day",
        "posted_at",
        "order_item_code",
        "merchant_order_item_id",
        "merchant_adjustment_item_id",
        "sku",
        "units",
        "promotion_id",
    ],
    carry_currency: true,
    numbers: Numbers::File,
    balanced: true,
    ..Layout::BASE
};

const V1_CELLS: &[&str] = &[
    "shipment-fee-type",
    "shipment-fee-amount",
    "order-fee-type",
    "order-fee-amount",
    "price-type",
    "price-amount",
    "item-related-fee-type",
    "item-related-fee-amount",
    "misc-fee-amount",
    "other-fee-reason-description",
    "other-fee-amount",
    "promotion-type",
    "promotion-amount",
    "direct-payment-type",
    "direct-payment-amount",
    "other-amount",
];

/// The amounts of a V1 row: the type under which V2 lists the same, else the column's own name; the cell that describes the
/// amount; the cell of the amount.
const V1_AMOUNTS: &[(&str, Option<usize>, usize)] = &[
    ("Shipment-Fees", Some(0), 1),
    ("order-fee", Some(2), 3),
    ("ItemPrice", Some(4), 5),
    ("ItemFees", Some(6), 7),
    ("misc-fee", None, 8),
    ("other-fee", Some(9), 10),
    ("Promotion", Some(11), 12),
    ("direct-payment", Some(13), 14),
    ("other-transaction", None, 15),
];

fn finish_v2(draft: &mut Draft<'_>) -> Result<(), Problem> {
    // A file without times may have the moment in the column of days.
    if draft.get("posted_at") == &Value::Null
        && let Some(seconds) = draft.moment("posted_day")
    {
        draft.set("posted_at", Value::Int(seconds));
    }
    finish(draft, 1);
    if let Some(amount) = draft.get("amount").int() {
        count(draft, amount);
    }
    Ok(())
}

fn finish_v1(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let mut part = 1;
    finish(draft, part);
    for (sort, described, at) in V1_AMOUNTS {
        let Some(amount) = draft.raw_amount(*at)? else { continue };
        let description = described.map_or(Value::Null, |at| draft.raw_text(at));
        let currency = draft.currency().map_or(Value::Null, |currency| Value::Text(currency.code().into()));
        // The first amount is the row's own; each further one is a copy of it with what is its own.
        let first = (part > 1).then(|| draft.row.clone());
        for (column, value) in [
            ("part", Value::Int(part)),
            ("amount_type", Value::Text((*sort).into())),
            ("amount_description", description),
            ("amount", Value::Int(amount)),
            ("currency", currency),
        ] {
            draft.set(column, value);
        }
        if let Some(first) = first {
            let mut further = std::mem::replace(draft.row, first);
            further.extra.clear();
            draft.push(further);
        }
        count(draft, amount);
        part += 1;
    }
    Ok(())
}

/// What both formats finish alike: the line's number, its day, and the total of the summary.
fn finish(draft: &mut Draft<'_>, part: i64) {
    // What names no marketplace is of the one that alone has the settlement's currency; with several it stays open.
    if draft.row.market.is_none() {
        draft.row.market = draft.currency().and_then(Market::only_with_currency);
    }
    draft.set("line_no", Value::Int(i64::from(draft.row.line)));
    draft.set("part", Value::Int(part));
    if let (Value::Null, Some(seconds)) = (draft.get("posted_day"), draft.get("posted_at").int()) {
        let day = DateTime::from_timestamp(seconds, 0).map(|at| date::iso(at.date_naive()));
        draft.set("posted_day", day.map_or(Value::Null, |day| Value::Text(day.into())));
    }
    if let Some(total) = draft.get("total_amount").int() {
        let id = draft.get("settlement_id").text().unwrap_or_default().to_owned();
        draft.expect(WORD, &id, total);
    }
}

fn count(draft: &mut Draft<'_>, amount: i64) {
    let id = draft.get("settlement_id").text().unwrap_or_default().to_owned();
    draft.add(WORD, &id, amount);
}
