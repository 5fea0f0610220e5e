//! Advertising. Rows of all console and API reports are keyed by the names that a person sees, with the attribution window
//! and the grain: what has another window, or is a day and not a sum of days, is another row and never added.

use super::{Format, MarketNeed, Policy, Repeat, Spec, fields};
use crate::domain::list::List;

/// The columns of a report by campaign: window, grain and days, its own ones, and the common counts.
macro_rules! by_campaign {
    ($($own:tt)*) => {
        fields![
            grain: Text, window_days: Int, start_day: Day, end_day: Day, portfolio: Text, currency: Text, campaign: Id,
            $($own)*
            impressions: Int, clicks: Int, spend: Money, sales: Money, orders: Int, units: Int,
        ]
    };
}

pub(super) static SP_SEARCH_TERM: Spec = Spec {
    format: Format::SpSearchTerm,
    word: "sp-search-term",
    table: "ads_term",
    fields: fields![
        start_day: Day, end_day: Day, grain: Text, window_days: Int, portfolio: Text, currency: Text, campaign: Id,
        ad_group: Id, country: Text, retailer: Text, targeting: Text, match_type: Text, term: Id, impressions: Int,
        clicks: Int, spend: Money, sales: Money, orders: Int, units: Int, own_units: Int, other_units: Int,
        own_sales: Money, other_sales: Money, campaign_id: Text, ad_group_id: Text, target_id: Text,
    ],
    key: &["window_days", "start_day", "end_day", "campaign", "ad_group", "targeting", "match_type", "term"],
    policy: Policy::Period,
    repeat: Repeat::Sum,
    feeds: Some(List::Ads),
    ..Spec::BASE
};

pub(super) static SP_TARGETING: Spec = Spec {
    format: Format::SpTargeting,
    word: "sp-targeting",
    table: "ads_target",
    fields: by_campaign![
        retailer: Text, ad_group: Id, targeting: Text, match_type: Text, own_units: Int, other_units: Int, own_sales: Money,
        other_sales: Money, campaign_id: Text, ad_group_id: Text, target_id: Text,
    ],
    key: &[
        "grain",
        "window_days",
        "start_day",
        "end_day",
        "campaign",
        "ad_group",
        "targeting",
        "match_type",
        "retailer",
    ],
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static SP_ADVERTISED_PRODUCT: Spec = Spec {
    format: Format::SpAdvertisedProduct,
    word: "sp-advertised-product",
    table: "ads_product",
    fields: by_campaign![
        retailer: Text, ad_group: Id, sku: Text, asin: Id, own_units: Int, other_units: Int, own_sales: Money, other_sales: Money,
        campaign_id: Text, ad_group_id: Text, ad_id: Text,
    ],
    key: &["grain", "window_days", "start_day", "end_day", "campaign", "ad_group", "asin", "sku", "retailer"],
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static SP_PLACEMENT: Spec = Spec {
    format: Format::SpPlacement,
    word: "sp-placement",
    table: "ads_placement",
    fields: by_campaign![retailer: Text, strategy: Text, placement: Id, campaign_id: Text,],
    key: &["grain", "window_days", "start_day", "end_day", "campaign", "placement", "retailer"],
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static SP_CAMPAIGN: Spec = Spec {
    format: Format::SpCampaign,
    word: "sp-campaign",
    table: "ads_campaign",
    fields: by_campaign![
        retailer: Text, campaign_start: Day, campaign_end: Day, campaign_type: Text, status: Text, targeting_type: Text,
        strategy: Text, budget: Money, campaign_id: Text,
    ],
    key: &["grain", "window_days", "start_day", "end_day", "campaign", "retailer"],
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static CAMPAIGN_TABLE: Spec = Spec {
    format: Format::CampaignTable,
    word: "campaign-table",
    table: "ads_campaign_table",
    fields: fields![
        start_day: Day, end_day: Day, portfolio: Text, currency: Text, campaign: Id, state: Text, status: Text,
        campaign_type: Text, targeting_type: Text, strategy: Text, campaign_start: Day, campaign_end: Day, budget: Money,
        impressions: Int, clicks: Int, spend: Money, orders: Int, sales: Money,
    ],
    key: &["start_day", "end_day", "campaign", "campaign_type"],
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static AD_GROUP_TERMS: Spec = Spec {
    format: Format::AdGroupTerms,
    word: "ad-group-terms",
    table: "ads_group_term",
    fields: fields![
        file: Text, start_day: Day, end_day: Day, currency: Text, targeting: Text, match_type: Text, term: Id,
        impressions: Int, clicks: Int, spend: Money, orders: Int, sales: Money,
    ],
    key: &["file", "start_day", "end_day", "targeting", "match_type", "term"],
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static SB_KEYWORD: Spec = Spec {
    format: Format::SbKeyword,
    word: "sb-keyword",
    table: "ads_brand_keyword",
    fields: by_campaign![
        ad_group: Text, targeting: Text, match_type: Text, cost_type: Text, new_orders: Int, new_sales: Money,
        new_units: Int,
    ],
    key: &["grain", "window_days", "start_day", "end_day", "campaign", "ad_group", "targeting", "match_type"],
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static SB_SEARCH_TERM: Spec = Spec {
    format: Format::SbSearchTerm,
    word: "sb-search-term",
    table: "ads_brand_term",
    fields: by_campaign![
        ad_group: Text, targeting: Text, match_type: Text, term: Id, cost_type: Text, click_sales: Money,
        click_orders: Int, click_units: Int, campaign_id: Text, ad_group_id: Text, target_id: Text,
    ],
    key: &["grain", "window_days", "start_day", "end_day", "campaign", "ad_group", "targeting", "match_type", "term"],
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static SD_TARGETING: Spec = Spec {
    format: Format::SdTargeting,
    word: "sd-targeting",
    table: "ads_display_target",
    fields: by_campaign![
        ad_group: Text, targeting: Text, cost_type: Text, bid_optimization: Text, viewable_impressions: Int,
        page_views: Int, new_orders: Int, new_sales: Money, new_units: Int, click_sales: Money, click_orders: Int,
        click_units: Int,
    ],
    key: &["grain", "window_days", "start_day", "end_day", "campaign", "ad_group", "targeting"],
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static SD_MATCHED_TARGET: Spec = Spec {
    format: Format::SdMatchedTarget,
    word: "sd-matched-target",
    table: "ads_display_match",
    fields: by_campaign![
        ad_group: Text, targeting: Text, matched: Id, cost_type: Text, bid_optimization: Text,
        viewable_impressions: Int, page_views: Int, new_orders: Int, new_sales: Money, new_units: Int,
        click_sales: Money, click_orders: Int, click_units: Int,
    ],
    key: &["grain", "window_days", "start_day", "end_day", "campaign", "ad_group", "targeting", "matched"],
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static BULK_OPERATIONS: Spec = Spec {
    format: Format::BulkOperations,
    word: "bulk-operations",
    table: "ads_entity",
    fields: fields![
        product: Text, entity: Id, campaign_id: Id, ad_group_id: Id, portfolio_id: Id, ad_id: Id, keyword_id: Id,
        target_id: Id, campaign: Text, ad_group: Text, campaign_shown: Text, ad_group_shown: Text, portfolio: Text,
        start_day: Day, end_day: Day, targeting_type: Text, state: Text, campaign_state: Text, ad_group_state: Text,
        currency: Text, budget: Money, sku: Text, asin: Text, eligibility: Text, ineligible_reason: Text,
        default_bid: Money, bid: Money, keyword: Text, native_keyword: Text, native_locale: Text, match_type: Text,
        strategy: Text, placement: Text, percentage: Text, expression: Text, resolved_expression: Text, audience_id: Id,
        operation: Text, impressions: Int, clicks: Int, spend: Money, sales: Money, orders: Int, units: Int,
    ],
    key: &[
        "campaign_id",
        "ad_group_id",
        "ad_id",
        "keyword_id",
        "target_id",
        "placement",
        "audience_id",
        "entity",
        "operation",
    ],
    ..Spec::BASE
};

pub(super) static BULK_ERRORS: Spec = Spec {
    format: Format::BulkErrors,
    word: "bulk-errors",
    table: "ads_upload_error",
    fields: fields![file: Text, record: Int, error_type: Text, error_code: Text, message: Text],
    key: &["file", "record"],
    repeat: Repeat::Count,
    market: MarketNeed::Perhaps,
    ..Spec::BASE
};
