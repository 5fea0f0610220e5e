//! Keepa's export of Product Finder or Viewer: up to 163 columns of the user's choice, with pictures in some names and
//! `-` or `?` for what is not known. The known columns are read; the others are kept as they stand.

use super::{Draft, Layout, MarketColumn, MarketWords, Numbers, have, need, research};
use crate::domain::format::Format;
use crate::domain::import::Problem;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::Keepa,
    columns: &[
        need("asin", &["ASIN"]),
        have("title", &["Title"]),
        have("brand", &["Brand"]),
        have("parent_asin", &["Parent ASIN"]),
        have("variation_asins", &["Variation ASINs"]),
        // With and without a lorry between the words.
        have("buy_box", &["Buy Box: Current"]),
        have("buy_box_seller", &["Buy Box: Buy Box Seller"]),
        have("buy_box_fba", &["Buy Box: Is FBA"]),
        have("amazon_price", &["Amazon: Current"]),
        have("new_price", &["New: Current"]),
        have("fba_price", &["New, 3rd Party FBA: Current"]),
        have("sales_rank", &["Sales Rank: Current"]),
        have("sales_rank_t90", &["Sales Rank: 90 days avg."]),
        have("rank_drops_t90", &["Sales Rank: Drops last 90 days"]),
        have("bought", &["Bought in past month"]),
        have("rating", &["Reviews: Rating"]),
        have("rating_count", &["Reviews: Rating Count", "Reviews: Review Count"]),
        have("lightning_deal", &["Lightning Deals: Current"]),
        have("coupon_absolute", &["One Time Coupon: Absolute"]),
        have("coupon_percent", &["One Time Coupon: Percentage"]),
        have("coupon_subscribe", &["One Time Coupon: Subscribe & Save %"]),
        have("deal_type", &["Deals: Deal Type"]),
        have("deal_badge", &["Deals: Badge"]),
        have("offers", &["New Offer Count: Current"]),
        have("ean", &["Product Codes: EAN"]),
        have("upc", &["Product Codes: UPC"]),
    ],
    documented: &["Image", "Referral Fee %", "FBA Pick&Pack Fee", "URL: Amazon", "Package: Weight (g)"],
    // No column but the ASIN is sure to be there; these are named like nobody else's.
    signs: &[
        "Sales Rank: Current",
        "Sales Rank: 90 days avg.",
        "Sales Rank: Drops last 90 days",
        "Bought in past month",
        "Reviews: Rating",
        "Reviews: Rating Count",
        "Reviews: Review Count",
        "Buy Box: Current",
        "Buy Box: Buy Box Seller",
        "Buy Box: Is FBA",
        "Amazon: Current",
        "New: Current",
        "New, 3rd Party FBA: Current",
        "Lightning Deals: Current",
        "One Time Coupon: Absolute",
        "One Time Coupon: Percentage",
        "Deals: Deal Type",
        "New Offer Count: Current",
        "Product Codes: EAN",
        "Product Codes: UPC",
        "URL: Amazon",
    ],
    market: Some(MarketColumn { names: &["Locale"], words: MarketWords::Web }),
    derived: &["currency", "bought_least"],
    finish: Some(finish),
    numbers: Numbers::Browser,
    ..Layout::BASE
};

#[expect(clippy::unnecessary_wraps, reason = "a finish may reject its row")]
fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    research::set_least(draft, "bought", "bought_least");
    research::blank_words(draft);
    Ok(())
}
