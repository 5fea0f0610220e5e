//! What the two Business report CSVs and the JSON of the same figures have in common: header names in all locales, and
//! the check of the one rate that is kept.

use super::Draft;
use crate::domain::format::Value;
use crate::domain::import::Problem;

pub(super) const DATE: &[&str] = &["Date", "Datum", "日付"];
pub(super) const UNITS: &[&str] = &["Units Ordered", "Bestellte Einheiten", "已订购商品数量", "注文された商品点数"];
pub(super) const UNITS_B2B: &[&str] = &["Units Ordered - B2B", "Bestellte Einheiten – B2B", "注文点数 - B2B"];
pub(super) const ORDER_ITEMS: &[&str] =
    &["Total Order Items", "Zahl der Bestellposten", "订单商品总数", "注文品目総数", "Total de artículos del pedido"];
pub(super) const ORDER_ITEMS_B2B: &[&str] = &[
    "Total Order Items - B2B",
    "Zahl der Bestellposten – B2B",
    "订单商品总数 - B2B",
    "Total de artículos del pedido -B2B",
];
pub(super) const SALES: &[&str] = &[
    "Ordered Product Sales",
    "Durch bestellte Produkte erzielter Umsatz",
    "已订购商品销售额",
    "注文商品の売上額",
    "Ventas de productos pedidos",
];
pub(super) const SALES_B2B: &[&str] = &["Ordered Product Sales - B2B", "Bestellsumme – B2B"];
pub(super) const SESSIONS: &[&str] =
    &["Sessions - Total", "Sessions", "Sitzungen – Summe", "会话数 - 总计", "会话次数 – 总计", "セッション数 - 合計"];
pub(super) const SESSIONS_B2B: &[&str] = &["Sessions - Total - B2B", "Sessions - B2B"];
pub(super) const SESSIONS_APP: &[&str] = &["Sessions - Mobile App", "Sitzungen – mobile App"];
pub(super) const SESSIONS_APP_B2B: &[&str] = &["Sessions - Mobile APP - B2B"];
pub(super) const SESSIONS_BROWSER: &[&str] = &["Sessions - Browser", "Sitzungen – Browser"];
pub(super) const SESSIONS_BROWSER_B2B: &[&str] = &["Sessions - Browser - B2B"];
pub(super) const VIEWS: &[&str] =
    &["Page Views - Total", "Page Views", "Seitenaufrufe – Summe", "页面浏览量 - 总计", "ページビュー - 合計"];
pub(super) const VIEWS_B2B: &[&str] = &["Page Views - Total - B2B", "Page Views - B2B"];
pub(super) const VIEWS_APP: &[&str] = &["Page Views - Mobile App"];
pub(super) const VIEWS_APP_B2B: &[&str] = &["Page Views - Mobile APP - B2B"];
pub(super) const VIEWS_BROWSER: &[&str] = &["Page Views - Browser"];
pub(super) const VIEWS_BROWSER_B2B: &[&str] = &["Page Views - Browser - B2B"];
pub(super) const BUY_BOX: &[&str] = &[
    "Featured Offer (Buy Box) Percentage",
    "Buy Box Percentage",
    "推荐报价（推荐报价展示位）百分比",
    "おすすめ出品（おすすめ商品）の獲得率",
];
pub(super) const BUY_BOX_B2B: &[&str] = &["Featured Offer (Buy Box) Percentage - B2B", "Buy Box Percentage - B2B"];

/// The share of the page views with the Featured Offer is at most 1: a `99.8` without its sign is not read as 9,980 %.
pub(super) fn check(draft: &mut Draft<'_>) -> Result<(), Problem> {
    for column in ["buy_box", "buy_box_b2b"] {
        if draft.get(column).int().is_some_and(|share| !(0..=1_000_000).contains(&share)) {
            return Err(draft.blame(column, Problem::NotANumber));
        }
    }
    Ok(())
}

/// Percentages that a file writes as 0 to 100 become ratios.
pub(super) fn per_hundred(draft: &mut Draft<'_>) {
    for column in ["buy_box", "buy_box_b2b"] {
        if let Some(percent) = draft.get(column).int() {
            draft.set(column, Value::Int(percent / 100));
        }
    }
}
