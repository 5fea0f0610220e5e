//! Suppliers, their terms and the days until their goods can be sold, kept by hand: one row per SKU, supplier and way of
//! transport. A newer sheet has all rows of the suppliers it names.

use super::{Draft, Layout, MarketColumn, MarketWords, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::Suppliers,
    columns: &[
        need("sku", &["sku", "商品SKU", "卖家SKU"]),
        need("supplier", &["supplier", "供应商"]),
        have("moq", &["moq", "minimum order quantity", "起订量"]),
        have("pack_size", &["pack_size", "units per carton", "装箱数"]),
        have("unit_cost", &["unit_cost", "cost per unit", "采购单价"]),
        have("currency", &["currency", "币种"]),
        need("lead_days", &["lead_days", "lead time days", "生产天数"]),
        have("lead_days_p90", &["lead_days_p90", "生产天数P90"]),
        have("transport_mode", &["transport_mode", "运输方式"]),
        have("transport_days", &["transport_days", "运输天数"]),
        have("transport_days_p90", &["transport_days_p90", "运输天数P90"]),
        have("receiving_days", &["receiving_days", "入仓天数"]),
        have("marketplace", &["marketplace", "站点"]),
        have("note", &["note", "notes", "备注"]),
    ],
    market: Some(MarketColumn { names: &["marketplace", "站点"], words: MarketWords::CodeOrCountry }),
    blank: &["transport_mode", "marketplace"],
    finish: Some(finish),
    ..Layout::BASE
};

/// Ways of transport: the word that is kept, and what people write for it. A word that is not here stays as it stands.
const MODES: &[(&str, &[&str])] = &[
    ("express", &["express", "courier", "快递"]),
    ("air", &["air", "air freight", "空运"]),
    ("fast-sea", &["fast-sea", "fast sea", "sea express", "快船"]),
    ("slow-sea", &["slow-sea", "slow sea", "慢船", "普船"]),
    ("rail", &["rail", "train", "铁路", "中欧班列"]),
    ("road", &["road", "truck", "卡航", "卡车"]),
];

#[expect(clippy::unnecessary_wraps, reason = "a finish may reject its row")]
fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let written = draft.get("transport_mode").text().unwrap_or_default().to_lowercase();
    if let Some((word, _)) = MODES.iter().find(|(_, names)| names.contains(&written.as_str())) {
        draft.set("transport_mode", Value::Text((*word).into()));
    }
    if let Some(market) = draft.row.market {
        draft.set("marketplace", Value::Text(market.code().into()));
    }
    Ok(())
}
