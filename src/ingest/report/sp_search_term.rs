//! Sponsored Products search term report: XLSX or CSV of the console, daily or summary, seller (7 days) or vendor (14
//! days), the header names the attribution window; JSON of the API (`spSearchTerm`), whose rows mean the same. English of
//! all years since 2019, German, Japanese, Chinese.

use super::{Layout, MarketColumn, MarketWords, ads, have, need};
use crate::domain::format::Format;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::SpSearchTerm,
    columns: &[
        have("start_day", ads::START_OR_DAY),
        have("end_day", ads::END),
        have("portfolio", ads::PORTFOLIO),
        have("currency", ads::CURRENCY),
        need("campaign", ads::CAMPAIGN),
        need("ad_group", ads::AD_GROUP),
        have("country", ads::COUNTRY),
        have("retailer", ads::RETAILER),
        // Without one of these, rows of two targets would be one.
        need("targeting", ads::TARGETING),
        need("match_type", ads::MATCH_TYPE),
        need("term", ads::TERM),
        ads::IMPRESSIONS,
        ads::CLICKS,
        ads::SPEND,
        ads::SALES,
        ads::ORDERS,
        ads::UNITS,
        ads::OWN_UNITS,
        ads::OTHER_UNITS,
        ads::OWN_SALES,
        ads::OTHER_SALES,
        ads::CAMPAIGN_ID,
        ads::AD_GROUP_ID,
        ads::TARGET_ID,
    ],
    documented: ads::documented!("campaignStatus", "campaignBudgetAmount"),
    // Sponsored Brands and Display, and the other Sponsored Products reports.
    foreign: &[
        "Cost type",
        "Placement",
        "Platzierung",
        "放置",
        "Advertised SKU",
        "Advertised ASIN",
        "Beworbene SKU",
        "Beworbene ASIN",
        "Viewable Impressions",
        "New-to-brand Orders (#)",
        "Total Sales - (Click)",
        "Total Orders (#) - (Click)",
        "Campaign Type",
    ],
    market: Some(MarketColumn { names: ads::COUNTRY, words: MarketWords::CodeOrCountry }),
    blank: &["targeting", "match_type"],
    round: true,
    derived: &["grain", "window_days", "end_day"],
    given: Some(ads::given),
    finish: Some(ads::finish_match),
    ..Layout::BASE
};
