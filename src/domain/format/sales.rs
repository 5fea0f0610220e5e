//! Sales and traffic, listings, fees.

use super::{Format, Policy, Repeat, Spec, fields};

/// What identifies a row of sales and traffic: what it is about, and of which days. Rows of a date have blank ids.
const TRAFFIC_KEY: &[&str] = &["grain", "start_day", "end_day", "parent_asin", "child_asin", "sku"];

/// Rates are not kept but for the Featured Offer's share of the page views: all others follow from the counts. Columns
/// that end in `b2b` are the part of Amazon Business customers within the total, never beside it.
pub(super) static BUSINESS_ASIN: Spec = Spec {
    format: Format::BusinessAsin,
    word: "business-asin",
    table: "traffic",
    fields: fields![
        start_day: Day, end_day: Day, grain: Text, parent_asin: Text, child_asin: Id, sku: Text, title: Text,
        currency: Text, units: Int, units_b2b: Int, order_items: Int, order_items_b2b: Int, sales: Money,
        sales_b2b: Money, sessions: Int, sessions_b2b: Int, sessions_app: Int, sessions_app_b2b: Int,
        sessions_browser: Int, sessions_browser_b2b: Int, views: Int, views_b2b: Int, views_app: Int,
        views_app_b2b: Int, views_browser: Int, views_browser_b2b: Int, buy_box: Ppm, buy_box_b2b: Ppm,
    ],
    key: TRAFFIC_KEY,
    // A file without the parent column has a child once per parent.
    repeat: Repeat::Sum,
    ..Spec::BASE
};

pub(super) static BUSINESS_DATE: Spec = Spec {
    format: Format::BusinessDate,
    word: "business-date",
    table: "traffic",
    fields: fields![
        start_day: Day, end_day: Day, grain: Text, parent_asin: Text, child_asin: Text, sku: Text, currency: Text,
        units: Int, units_b2b: Int, order_items: Int, order_items_b2b: Int, sales: Money, sales_b2b: Money,
        sessions: Int, sessions_b2b: Int, sessions_app: Int, sessions_app_b2b: Int, sessions_browser: Int,
        sessions_browser_b2b: Int, views: Int, views_b2b: Int, views_app: Int, views_app_b2b: Int, views_browser: Int,
        views_browser_b2b: Int, buy_box: Ppm, buy_box_b2b: Ppm, offers: Int, parents: Int, units_refunded: Int,
        feedback: Int, negative_feedback: Int, claims: Int, claims_amount: Money, shipped_sales: Money,
        units_shipped: Int, orders_shipped: Int,
    ],
    key: TRAFFIC_KEY,
    ..Spec::BASE
};

pub(super) static SALES_TRAFFIC: Spec = Spec { format: Format::SalesTraffic, word: "sales-traffic", ..BUSINESS_DATE };

pub(super) static ALL_LISTINGS: Spec = Spec {
    format: Format::AllListings,
    word: "all-listings",
    table: "listing",
    fields: fields![
        sku: Id, listing_id: Text, asin: Text, title: Text, description_digest: Text, currency: Text, price: Money,
        quantity: Int, pending: Int, opened: Text, product_id: Text, product_id_type: Text, condition: Text,
        condition_note: Text, channel: Text, business_price: Money, shipping_group: Text, status: Text,
    ],
    key: &["sku"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static ACTIVE_LISTINGS: Spec = Spec {
    format: Format::ActiveListings,
    word: "active-listings",
    table: "listing_active",
    fields: fields![
        sku: Id, listing_id: Text, asin: Text, title: Text, description_digest: Text, currency: Text, price: Money,
        quantity: Int, pending: Int, opened: Text, product_id: Text, product_id_type: Text, condition: Text,
        condition_note: Text, channel: Text, business_price: Money, shipping_group: Text,
    ],
    key: &["sku"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static OPEN_LISTINGS: Spec = Spec {
    format: Format::OpenListings,
    word: "open-listings",
    table: "listing_open",
    fields: fields![sku: Id, asin: Text, currency: Text, price: Money, quantity: Int, business_price: Money],
    key: &["sku"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static FEE_PREVIEW: Spec = Spec {
    format: Format::FeePreview,
    word: "fee-preview",
    table: "fee_preview",
    fields: fields![
        sku: Id, fnsku: Text, asin: Text, title: Text, product_group: Text, brand: Text, fulfilled_by: Text,
        local_inventory: Bool, currency: Text, price: Money, sales_price: Money, longest_side: Milli,
        median_side: Milli, shortest_side: Milli, girth: Milli, side_unit: Text, weight: Milli, weight_unit: Text,
        size_tier: Text, fee_total: Money, referral_fee: Money, closing_fee: Money, order_fee: Money,
        pick_pack_fee: Money, weight_fee: Money, fulfillment_fee: Money, efn_uk: Money, efn_de: Money, efn_fr: Money,
        efn_it: Money, efn_es: Money, efn_se: Money, future_total: Money, future_order_fee: Money,
        future_pick_pack_fee: Money, future_weight_fee: Money, future_fulfillment_fee: Money,
    ],
    key: &["sku"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};
