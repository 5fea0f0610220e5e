//! The own warehouse, counted by hand: one row per SKU, place and lot. A newer sheet has all rows of the places it names.

use super::{Layout, have, need};
use crate::domain::format::Format;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::OwnWarehouse,
    columns: &[
        need("sku", &["sku", "商品SKU", "卖家SKU"]),
        need("location", &["location", "warehouse", "仓库", "库位"]),
        have("lot", &["lot", "batch", "批次"]),
        need("units", &["units", "件数", "库存数量"]),
        have("counted_on", &["counted_on", "counted", "盘点日期"]),
        have("expires_on", &["expires_on", "expiry", "best before", "到期日", "有效期至"]),
        have("note", &["note", "notes", "备注"]),
    ],
    blank: &["location", "lot"],
    ..Layout::BASE
};
