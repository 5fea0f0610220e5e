//! Advertising.

use super::{Format, Policy, Repeat, Spec, fields};
use crate::domain::list::List;

pub(super) static SP_SEARCH_TERM: Spec = Spec {
    format: Format::SpSearchTerm,
    word: "sp-search-term",
    table: "ads_term",
    fields: fields![
        start_day: Day, end_day: Day, grain: Text, window_days: Int, portfolio: Text, currency: Text, campaign: Id,
        ad_group: Id, country: Text, retailer: Text, targeting: Text, match_type: Text, term: Id, impressions: Int,
        clicks: Int, spend: Money, sales: Money, orders: Int, units: Int, own_units: Int, other_units: Int,
        own_sales: Money, other_sales: Money,
    ],
    key: &["window_days", "start_day", "end_day", "campaign", "ad_group", "targeting", "match_type", "term"],
    policy: Policy::Period,
    repeat: Repeat::Sum,
    feeds: Some(List::Ads),
    ..Spec::BASE
};
