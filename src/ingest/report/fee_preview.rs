//! Fee preview, 22 to 37 columns; `--` stands for nothing. Files without `amazon-store` hold a row per store of Europe all
//! the same: the store is the country to which the European fulfilment network has no fee.

use super::{Draft, Layout, MarketColumn, MarketWords, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::domain::market::Market;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::FeePreview,
    columns: &[
        need("sku", &["sku"]),
        have("fnsku", &["fnsku"]),
        have("asin", &["asin"]),
        have("title", &["product-name"]),
        have("product_group", &["product-group"]),
        have("brand", &["brand"]),
        have("fulfilled_by", &["fulfilled-by"]),
        have("local_inventory", &["has-local-inventory"]),
        have("currency", &["currency"]),
        have("price", &["your-price"]),
        have("sales_price", &["sales-price"]),
        have("longest_side", &["longest-side"]),
        have("median_side", &["median-side"]),
        have("shortest_side", &["shortest-side"]),
        have("girth", &["length-and-girth"]),
        have("side_unit", &["unit-of-dimension"]),
        have("weight", &["item-package-weight"]),
        have("weight_unit", &["unit-of-weight"]),
        have("size_tier", &["product-size-tier", "product-size-weight-band"]),
        have("fee_total", &["estimated-fee-total"]),
        need("referral_fee", &["estimated-referral-fee-per-unit"]),
        have("closing_fee", &["estimated-variable-closing-fee"]),
        have("order_fee", &["estimated-order-handling-fee-per-order"]),
        have("pick_pack_fee", &["estimated-pick-pack-fee-per-unit"]),
        have("weight_fee", &["estimated-weight-handling-fee-per-unit"]),
        have("fulfillment_fee", &["expected-fulfillment-fee-per-unit", "expected-domestic-fulfilment-fee-per-unit"]),
        have("efn_uk", &["expected-efn-fulfilment-fee-per-unit-uk"]),
        have("efn_de", &["expected-efn-fulfilment-fee-per-unit-de"]),
        have("efn_fr", &["expected-efn-fulfilment-fee-per-unit-fr"]),
        have("efn_it", &["expected-efn-fulfilment-fee-per-unit-it"]),
        have("efn_es", &["expected-efn-fulfilment-fee-per-unit-es"]),
        have("efn_se", &["expected-efn-fulfilment-fee-per-unit-se"]),
        have(
            "future_total",
            &["estimated-future-fee (Current Selling on Amazon + Future Fulfillment fees)", "estimated-future-fee"],
        ),
        have("future_order_fee", &["estimated-future-order-handling-fee-per-order"]),
        have("future_pick_pack_fee", &["estimated-future-pick-pack-fee-per-unit"]),
        have("future_weight_fee", &["estimated-future-weight-handling-fee-per-unit"]),
        have(
            "future_fulfillment_fee",
            &["expected-future-fulfillment-fee-per-unit", "expected-future-domestic-fulfilment-fee-per-unit"],
        ),
    ],
    documented: &[
        "expected-future-efn-fulfilment-fee-per-unit-uk",
        "expected-future-efn-fulfilment-fee-per-unit-de",
        "expected-future-efn-fulfilment-fee-per-unit-fr",
        "expected-future-efn-fulfilment-fee-per-unit-it",
        "expected-future-efn-fulfilment-fee-per-unit-es",
        "expected-future-efn-fulfilment-fee-per-unit-se",
    ],
    market: Some(MarketColumn { names: &["amazon-store"], words: MarketWords::CodeOrCountry }),
    finish: Some(finish),
    ..Layout::BASE
};

/// Columns of text in which `--` stands for nothing.
const TEXTS: [&str; 9] =
    ["fnsku", "asin", "title", "product_group", "brand", "fulfilled_by", "side_unit", "weight_unit", "size_tier"];

/// The fees of the European fulfilment network by the store to which they are.
const EFN: [(&str, Market); 6] = [
    ("efn_uk", Market::Uk),
    ("efn_de", Market::De),
    ("efn_fr", Market::Fr),
    ("efn_it", Market::It),
    ("efn_es", Market::Es),
    ("efn_se", Market::Se),
];

fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    for column in TEXTS {
        if draft.get(column).text() == Some("--") {
            draft.set(column, Value::Null);
        }
    }
    if draft.row.market.is_none() {
        draft.row.market = home(draft);
    }
    Ok(())
}

/// The store of a row that does not name it: the only one to which it has no fee, when the currency is that store's.
fn home(draft: &Draft<'_>) -> Option<Market> {
    let fees = EFN.iter().filter(|(column, _)| draft.cell(column).is_some());
    let (blank, filled): (Vec<_>, Vec<_>) = fees.partition(|(column, _)| draft.get(column) == &Value::Null);
    let [(_, market)] = blank.as_slice() else { return None };
    let currency = draft.get("currency").text();
    (!filled.is_empty() && currency == Some(market.currency().code())).then_some(*market)
}
