//! Sponsored Brands by keyword and by search term, Sponsored Display by target and by matched target. Headers in English:
//! no localized file of these reports is known. Their window is 14 days.

use super::{Column, Layout, ads, have, need};
use crate::domain::format::Format;

// Not by their window: the API's names have none.
const SALES: Column = need("sales", &["14 Day Total Sales", "sales"]);
const ORDERS: Column = need("orders", &["14 Day Total Orders (#)", "purchases"]);
const UNITS: Column = have("units", &["14 Day Total Units (#)", "unitsSold"]);
const CLICK_SALES: Column = have("click_sales", &["14 Day Total Sales - (Click)", "salesClicks"]);
const CLICK_ORDERS: Column = have("click_orders", &["14 Day Total Orders (#) - (Click)", "purchasesClicks"]);
const CLICK_UNITS: Column = have("click_units", &["14 Day Total Units (#) - (Click)", "unitsSoldClicks"]);
const COST_TYPE: Column = have("cost_type", &["Cost type"]);

/// Names that are known and not used: ratios, and counts that no list shows.
macro_rules! documented {
    ($($more:literal),* $(,)?) => {
        &[
            "Retailer",
            "Click-Thru Rate (CTR)",
            "Cost Per Click (CPC)",
            "Total Advertising Cost of Sales (ACoS)",
            "Total Return on Advertising Spend (RoAS)",
            "14 Day Conversion Rate",
            "Cost per 1,000 viewable impressions (VCPM)",
            "Total Advertising Cost of Sales (ACOS) - (Click)",
            "Total Return on Advertising Spend (ROAS) - (Click)",
            "14 Day % of Orders New-to-brand",
            "14 Day % of Sales New-to-brand",
            "14 Day % of Units New-to-brand",
            "14 Day New-to-brand Order Rate",
            $($more),*
        ]
    };
}

/// Sponsored Brands by keyword; old files name no ad group.
pub(super) static KEYWORD: Layout = Layout {
    format: Format::SbKeyword,
    columns: &[
        have("start_day", ads::START_OR_DAY),
        have("end_day", ads::END),
        have("portfolio", ads::PORTFOLIO),
        have("currency", ads::CURRENCY),
        need("campaign", ads::CAMPAIGN),
        have("ad_group", ads::AD_GROUP),
        need("targeting", ads::TARGETING),
        need("match_type", ads::MATCH_TYPE),
        COST_TYPE,
        ads::IMPRESSIONS,
        ads::CLICKS,
        ads::SPEND,
        SALES,
        ORDERS,
        UNITS,
        need("new_orders", &["14 Day New-to-brand Orders (#)"]),
        have("new_sales", &["14 Day New-to-brand Sales"]),
        have("new_units", &["14 Day New-to-brand Units (#)"]),
    ],
    documented: documented!(
        "14 Day Total Sales - (Click)",
        "14 Day Total Orders (#) - (Click)",
        "14 Day Total Units (#) - (Click)",
        "Viewable Impressions",
    ),
    foreign: &["Customer Search Term", "Bid Optimization", "Placement", "Advertised ASIN"],
    blank: &["ad_group", "targeting", "match_type"],
    given: Some(ads::given_brand),
    ..ads::BASE
};

/// Sponsored Brands by search term: the cost type tells it from Sponsored Products.
pub(super) static SEARCH_TERM: Layout = Layout {
    format: Format::SbSearchTerm,
    columns: &[
        have("start_day", ads::START_OR_DAY),
        have("end_day", ads::END),
        have("portfolio", ads::PORTFOLIO),
        have("currency", ads::CURRENCY),
        need("campaign", ads::CAMPAIGN),
        have("ad_group", ads::AD_GROUP),
        need("targeting", &["Targeting", "keywordText"]),
        need("match_type", ads::MATCH_TYPE),
        need("term", ads::TERM),
        need("cost_type", &["Cost type"]),
        ads::IMPRESSIONS,
        ads::CLICKS,
        ads::SPEND,
        SALES,
        ORDERS,
        UNITS,
        CLICK_SALES,
        CLICK_ORDERS,
        CLICK_UNITS,
        ads::CAMPAIGN_ID,
        ads::AD_GROUP_ID,
        ads::TARGET_ID,
    ],
    documented: documented!(
        "Viewable Impressions",
        "keywordType",
        "keywordBid",
        "adKeywordStatus",
        "campaignStatus",
        "campaignBudgetAmount",
        "campaignBudgetType",
    ),
    foreign: &["Bid Optimization", "Placement", "Advertised ASIN"],
    blank: &["ad_group", "targeting", "match_type"],
    given: Some(ads::given_brand),
    finish: Some(ads::finish_match),
    ..ads::BASE
};

/// Sponsored Display by target.
pub(super) static DISPLAY: Layout = Layout {
    format: Format::SdTargeting,
    columns: &[
        have("start_day", ads::START_OR_DAY),
        have("end_day", ads::END),
        have("portfolio", ads::PORTFOLIO),
        have("currency", ads::CURRENCY),
        need("campaign", ads::CAMPAIGN),
        have("ad_group", ads::AD_GROUP),
        need("targeting", ads::TARGETING),
        COST_TYPE,
        have("bid_optimization", &["Bid Optimization"]),
        ads::IMPRESSIONS,
        need("viewable_impressions", &["Viewable Impressions"]),
        ads::CLICKS,
        have("page_views", &["14 Day Detail Page Views (DPV)"]),
        ads::SPEND,
        SALES,
        ORDERS,
        UNITS,
        CLICK_SALES,
        CLICK_ORDERS,
        CLICK_UNITS,
        have("new_orders", &["14 Day New-to-brand Orders (#)"]),
        have("new_sales", &["14 Day New-to-brand Sales"]),
        have("new_units", &["14 Day New-to-brand Units (#)"]),
    ],
    documented: documented!(),
    foreign: &["Customer Search Term", "Match Type", "Matched Target", "Placement", "Advertised ASIN"],
    blank: &["ad_group", "targeting"],
    given: Some(ads::given_brand),
    ..ads::BASE
};

/// Sponsored Display by matched target: the same spend as [`DISPLAY`], divided in another way.
pub(super) static DISPLAY_MATCH: Layout = Layout {
    format: Format::SdMatchedTarget,
    columns: &[
        have("start_day", ads::START_OR_DAY),
        have("end_day", ads::END),
        have("portfolio", ads::PORTFOLIO),
        have("currency", ads::CURRENCY),
        need("campaign", ads::CAMPAIGN),
        have("ad_group", ads::AD_GROUP),
        have("targeting", ads::TARGETING),
        need("matched", &["Matched Target"]),
        COST_TYPE,
        have("bid_optimization", &["Bid Optimization"]),
        ads::IMPRESSIONS,
        have("viewable_impressions", &["Viewable Impressions"]),
        ads::CLICKS,
        have("page_views", &["14 Day Detail Page Views (DPV)"]),
        ads::SPEND,
        SALES,
        ORDERS,
        UNITS,
        CLICK_SALES,
        CLICK_ORDERS,
        CLICK_UNITS,
        have("new_orders", &["14 Day New-to-brand Orders (#)"]),
        have("new_sales", &["14 Day New-to-brand Sales"]),
        have("new_units", &["14 Day New-to-brand Units (#)"]),
    ],
    documented: documented!(),
    foreign: &["Customer Search Term", "Match Type", "Placement", "Advertised ASIN"],
    blank: &["ad_group", "targeting"],
    given: Some(ads::given_brand),
    ..ads::BASE
};
