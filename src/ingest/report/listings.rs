//! Listings: All Listings (29 columns), Active Listings (47 columns, 34 in France), Open Listings. English, and Japanese
//! in `Shift_JIS`. An active listing is known by its presence: the file has no status, so its rows have a table of their
//! own, and a file of the one kind never closes rows of the other.

use sha2::{Digest, Sha256};

use super::{Draft, Layout, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::{Problem, hex};

/// The columns that All and Active Listings have in common, and those of one of them.
macro_rules! columns {
    ($($more:expr),*) => {
        &[
            need("sku", &["seller-sku", "出品者SKU"]),
            need("listing_id", &["listing-id", "出品ID"]),
            have("asin", &["asin1"]),
            have("title", &["item-name", "商品名"]),
            have("description_digest", &["item-description"]),
            have("price", &["price", "価格"]),
            have("quantity", &["quantity", "数量"]),
            have("pending", &["pending-quantity", "在庫数"]),
            have("opened", &["open-date", "出品日"]),
            have("product_id", &["product-id", "商品ID"]),
            have("product_id_type", &["product-id-type", "商品IDタイプ"]),
            have("condition", &["item-condition", "コンディション"]),
            have("condition_note", &["item-note", "コンディション説明"]),
            have("channel", &["fulfillment-channel", "フルフィルメント・チャンネル"]),
            have("business_price", &["Business Price"]),
            have("shipping_group", &["merchant-shipping-group"]),
            $($more),*
        ]
    };
}

const DOCUMENTED: &[&str] = &[
    "image-url",
    "item-is-marketplace",
    "zshop-shipping-fee",
    "zshop-category1",
    "zshop-browse-path",
    "zshop-storefront-feature",
    "asin2",
    "asin3",
    "will-ship-internationally",
    "国外へ配送可",
    "expedited-shipping",
    "迅速な配送",
    "zshop-boldface",
    "bid-for-featured-placement",
    "add-delete",
    "Quantity Price Type",
    "Quantity Lower Bound 1",
    "Quantity Price 1",
    "Quantity Lower Bound 2",
    "Quantity Price 2",
    "Quantity Lower Bound 3",
    "Quantity Price 3",
    "Quantity Lower Bound 4",
    "Quantity Price 4",
    "Quantity Lower Bound 5",
    "Quantity Price 5",
    "Progressive Price Type",
    "Progressive Lower Bound 1",
    "Progressive Price 1",
    "Progressive Lower Bound 2",
    "Progressive Price 2",
    "Progressive Lower Bound 3",
    "Progressive Price 3",
];

/// The names of the status.
const STATUS: &[&str] = &["status", "ステータス"];

pub(super) static ALL: Layout = Layout {
    format: Format::AllListings,
    columns: columns![need("status", STATUS)],
    documented: DOCUMENTED,
    derived: &["asin", "currency"],
    finish: Some(finish),
    ..Layout::BASE
};

pub(super) static ACTIVE: Layout = Layout {
    format: Format::ActiveListings,
    columns: columns![],
    documented: DOCUMENTED,
    foreign: STATUS,
    derived: &["asin", "currency"],
    finish: Some(finish),
    ..Layout::BASE
};

pub(super) static OPEN: Layout = Layout {
    format: Format::OpenListings,
    columns: &[
        need("sku", &["sku"]),
        need("asin", &["asin"]),
        need("price", &["price"]),
        need("quantity", &["quantity"]),
        have("business_price", &["Business Price"]),
    ],
    documented: DOCUMENTED,
    foreign: &["seller-sku", "listing-id", "fnsku", "order-id", "amazon-order-id", "return-date", "Title"],
    derived: &["currency"],
    ..Layout::BASE
};

/// The statuses that are documented; other words stay as they stand.
const STATUSES: [&str; 3] = ["Active", "Inactive", "Incomplete"];

fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    if let Some(text) = draft.get("description_digest").text() {
        let digest = hex(&Sha256::digest(text)[..8]);
        draft.set("description_digest", Value::Text(digest.into()));
    }
    if draft.get("asin") == &Value::Null
        && let Some(id) = draft.get("product_id").text().filter(|id| is_asin(id))
    {
        let asin = Value::Text(id.into());
        draft.set("asin", asin);
    }
    let known = draft.get("status").text().and_then(|word| STATUSES.iter().find(|s| s.eq_ignore_ascii_case(word)));
    if let Some(status) = known {
        draft.set("status", Value::Text(status.to_ascii_lowercase().into()));
    }
    Ok(())
}

/// `B0` and eight capitals or digits: no other product id has this shape.
fn is_asin(id: &str) -> bool {
    id.len() == 10 && id.starts_with("B0") && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
