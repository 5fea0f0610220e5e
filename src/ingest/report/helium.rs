//! Helium 10: Xray (the products of a search page) and Cerebro (the terms under which a product is found). Numbers are
//! written as in the user's browser; the currency stands in the header.

use super::{Above, Draft, Given, Layout, MarketColumn, MarketWords, Numbers, have, need, research};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::domain::money::Currency;
use crate::ingest::Stop;

/// Header names of an amount: `Price  USD`, with two blanks; a sign in place of the code is no letter and falls away.
macro_rules! priced {
    ($($name:literal)*) => {
        &[$(
            $name, concat!($name, " USD"), concat!($name, " CAD"), concat!($name, " MXN"), concat!($name, " BRL"),
            concat!($name, " GBP"), concat!($name, " EUR"), concat!($name, " SEK"), concat!($name, " PLN"),
            concat!($name, " TRY"), concat!($name, " AED"), concat!($name, " SAR"), concat!($name, " EGP"),
            concat!($name, " INR"), concat!($name, " JPY"), concat!($name, " SGD"), concat!($name, " AUD"),
            concat!($name, " ZAR"),
        )*]
    };
}

pub(super) static XRAY: Layout = Layout {
    format: Format::Xray,
    columns: &[
        need("display_order", &["Display Order"]),
        need("asin", &["ASIN"]),
        have("title", &["Product Details"]),
        have("brand", &["Brand"]),
        need("price", priced!["Price"]),
        have("parent_units", &["Parent Level Sales"]),
        need("asin_units", &["ASIN Sales"]),
        have("bought", &["Recent Purchases"]),
        have("parent_revenue", &["Parent Level Revenue"]),
        have("asin_revenue", &["ASIN Revenue"]),
        have("title_length", &["Title Char. Count"]),
        have("sales_rank", &["BSR"]),
        have("seller_country", &["Seller Country/Region"]),
        have("fees", priced!["Fees"]),
        have("active_sellers", &["Active Sellers"]),
        have("rating", &["Ratings"]),
        have("rating_count", &["Review Count"]),
        have("images", &["Images"]),
        have("review_velocity", &["Review velocity"]),
        have("buy_box_seller", &["Buy Box"]),
        have("category", &["Category"]),
        have("size_tier", &["Size Tier"]),
        have("fulfilment", &["Fulfillment"]),
        have("dimensions", &["Dimensions"]),
        have("weight", &["Weight"]),
        have("aba_most_clicked", &["ABA Most Clicked"]),
        have("created_on", &["Creation Date"]),
        have("sponsored", &["Sponsored"]),
        have("best_seller", &["Best Seller"]),
        have("seller_age_months", &["Seller Age (mo)"]),
        have("seller", &["Seller"]),
    ],
    documented: &["Image URL"],
    market: Some(MarketColumn { names: &["URL"], words: MarketWords::Web }),
    blank: &["display_order"],
    round: true,
    derived: &["currency", "bought_least"],
    given: Some(given),
    finish: Some(finish_xray),
    numbers: Numbers::Browser,
    ..Layout::BASE
};

/// The currency behind `Price`: a code, or a sign that only one currency has. A dollar sign says nothing.
#[expect(clippy::unnecessary_wraps, reason = "what is given may refuse its file")]
fn given(above: &Above<'_>) -> Result<Given, Stop> {
    let price = above.header.iter().find_map(|name| name.trim().strip_prefix("Price"));
    let code = match price.map(str::trim) {
        Some("€") => "EUR",
        Some("£") => "GBP",
        Some("₹") => "INR",
        Some("₺") => "TRY",
        Some(code) => code,
        None => "",
    };
    let currency = Some(code).filter(|code| code.len() == 3).and_then(Currency::parse);
    Ok(currency.map(|currency| ("currency", Value::Text(currency.code().into()))).into_iter().collect())
}

#[expect(clippy::unnecessary_wraps, reason = "a finish may reject its row")]
fn finish_xray(draft: &mut Draft<'_>) -> Result<(), Problem> {
    research::set_least(draft, "bought", "bought_least");
    research::blank_words(draft);
    Ok(())
}

pub(super) static CEREBRO: Layout = Layout {
    format: Format::Cerebro,
    columns: &[
        need("phrase", &["Keyword Phrase"]),
        have("aba_click_share", &["ABA Total Click Share"]),
        have("aba_conversion_share", &["ABA Total Conv. Share"]),
        have("keyword_sales", &["Keyword Sales"]),
        need("iq_score", &["Cerebro IQ Score"]),
        need("search_volume", &["Search Volume"]),
        have("search_volume_trend", &["Search Volume Trend"]),
        have("bid", &["H10 PPC Sugg. Bid"]),
        have("bid_min", &["H10 PPC Sugg. Min Bid"]),
        have("bid_max", &["H10 PPC Sugg. Max Bid"]),
        have("sponsored_asins", &["Sponsored ASINs"]),
        have("competing", &["Competing Products"]),
        have("cpr", &["CPR"]),
        have("title_density", &["Title Density"]),
    ],
    // Of the product that was looked up, whose ASIN stands in the file's name alone.
    documented: &[
        "Organic",
        "Smart Complete",
        "Amazon Recommended",
        "Sponsored",
        "Sponsored Rank (avg)",
        "Sponsored Rank (count)",
        "Position (Rank)",
        "Relative Rank",
        "Competitor Rank (avg)",
        "Ranking Competitors (count)",
        "Competitor Performance Score",
    ],
    round: true,
    derived: &["currency", "search_volume_least", "competing_least"],
    finish: Some(finish_cerebro),
    numbers: Numbers::Browser,
    ..Layout::BASE
};

#[expect(clippy::unnecessary_wraps, reason = "a finish may reject its row")]
fn finish_cerebro(draft: &mut Draft<'_>) -> Result<(), Problem> {
    research::set_least(draft, "search_volume", "search_volume_least");
    research::set_least(draft, "competing", "competing_least");
    research::blank_words(draft);
    Ok(())
}
