//! Promotions, brand analytics, competitors, reviews and disputes: Amazon's reports, exports of research tools, and sheets
//! that are kept by hand.

use super::{Format, Policy, Repeat, Spec, fields};

pub(super) static PROMOTIONS: Spec = Spec {
    format: Format::Promotions,
    word: "promotions",
    table: "promotion",
    fields: fields![
        promotion_id: Id, asin: Text, kind: Text, status: Text, name: Text, starts_at: Instant, ends_at: Instant,
        created_at: Instant, updated_at: Instant, currency: Text, units: Int, revenue: Money, glance_views: Int,
        title: Text, product_currency: Text, product_units: Int, product_revenue: Money, product_glance_views: Int,
    ],
    key: &["promotion_id", "asin"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static COUPONS: Spec = Spec {
    format: Format::Coupons,
    word: "coupons",
    table: "coupon",
    fields: fields![
        coupon_id: Id, name: Text, message: Text, starts_at: Instant, ends_at: Instant, segment: Text,
        discount_type: Text, discount: Milli, clips: Int, redemptions: Int, currency: Text, budget: Money, spent: Money,
        remaining: Money, discounted: Money, sales: Money, asins: Text,
    ],
    key: &["coupon_id"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static BRAND_TERMS: Spec = Spec {
    format: Format::BrandTerms,
    word: "brand-search-terms",
    table: "brand_term",
    fields: fields![
        grain: Text, start_day: Day, end_day: Day, department: Text, term: Id, search_rank: Int, click_rank: Int,
        asin: Text, title: Text, brand: Text, category: Text, click_share: Ppm, conversion_share: Ppm,
    ],
    key: &["grain", "end_day", "start_day", "department", "term", "click_rank"],
    ..Spec::BASE
};

pub(super) static KEEPA: Spec = Spec {
    format: Format::Keepa,
    word: "keepa",
    table: "keepa_product",
    fields: fields![
        asin: Id, title: Text, brand: Text, parent_asin: Text, variation_asins: Text, currency: Text, buy_box: Money,
        buy_box_seller: Text, buy_box_fba: Bool, amazon_price: Money, new_price: Money, fba_price: Money,
        sales_rank: Int, sales_rank_t90: Int, rank_drops_t90: Int, bought: Text, bought_least: Int, rating: Milli,
        rating_count: Int, lightning_deal: Text, coupon_absolute: Text, coupon_percent: Text, coupon_subscribe: Text,
        deal_type: Text, deal_badge: Text, offers: Int, ean: Text, upc: Text,
    ],
    key: &["asin"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static XRAY: Spec = Spec {
    format: Format::Xray,
    word: "helium-xray",
    table: "xray_product",
    fields: fields![
        display_order: Text, asin: Id, title: Text, brand: Text, currency: Text, price: Money, parent_units: Int,
        asin_units: Int, bought: Text, bought_least: Int, parent_revenue: Money, asin_revenue: Money, title_length: Int,
        sales_rank: Int, seller_country: Text, fees: Money, active_sellers: Int, rating: Milli, rating_count: Int,
        images: Int, review_velocity: Int, buy_box_seller: Text, category: Text, size_tier: Text, fulfilment: Text,
        dimensions: Text, weight: Milli, aba_most_clicked: Text, created_on: Day, sponsored: Text, best_seller: Text,
        seller_age_months: Int, seller: Text,
    ],
    // A product stands twice in a search: once paid for, once found.
    key: &["asin", "display_order"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static CEREBRO: Spec = Spec {
    format: Format::Cerebro,
    word: "helium-cerebro",
    table: "cerebro_term",
    fields: fields![
        phrase: Id, aba_click_share: Milli, aba_conversion_share: Milli, keyword_sales: Int, iq_score: Int,
        search_volume: Text, search_volume_least: Int, search_volume_trend: Int, currency: Text, bid: Money,
        bid_min: Money, bid_max: Money, sponsored_asins: Int, competing: Text, competing_least: Int, cpr: Int,
        title_density: Int,
    ],
    key: &["phrase"],
    policy: Policy::DailySnapshot,
    ..Spec::BASE
};

pub(super) static COMPETITORS: Spec = Spec {
    format: Format::Competitors,
    word: "competitors",
    table: "competitor_check",
    fields: fields![
        day: Day, own_asin: Text, asin: Id, brand: Text, price: Money, currency: Text, list_price: Money,
        buy_box_seller: Text, fulfilment: Text, sales_rank: Int, sales_rank_category: Text, rating: Milli,
        rating_count: Int, coupon: Text, deal: Text, badge: Text, sponsored_seen: Text, organic_rank: Int, note: Text,
    ],
    key: &["day", "own_asin", "asin"],
    example: &[
        ("date", "2026-01-31"),
        ("marketplace", "US"),
        ("own_asin", "B000000001"),
        ("competitor_asin", "B000000002"),
        ("brand", "Example Brand"),
        ("price", "19.99"),
        ("currency", "USD"),
        ("list_price", "24.99"),
        ("buybox_seller", "Example Seller"),
        ("fulfilment", "FBA"),
        ("bsr", "1532"),
        ("bsr_category", "Home & Kitchen"),
        ("rating", "4.4"),
        ("review_count", "1287"),
        ("coupon", "5%"),
        ("deal", ""),
        ("badge", ""),
        ("sponsored_seen", "kitchen mat:2"),
        ("organic_rank", "5"),
        ("note", "one line per day and competitor"),
    ],
    ..Spec::BASE
};

pub(super) static REVIEWS: Spec = Spec {
    format: Format::Reviews,
    word: "reviews",
    table: "review",
    fields: fields![
        review_key: Text, day: Day, asin: Id, stars: Int, title: Text, verified: Bool, review: Text, topic: Text,
        action: Text, done_on: Day,
    ],
    key: &["review_key"],
    repeat: Repeat::Count,
    example: &[
        ("date", "2026-01-31"),
        ("marketplace", "US"),
        ("asin", "B000000001"),
        ("stars", "2"),
        ("title", "Handle came loose"),
        ("verified", "yes"),
        ("review_id_or_url", "R1EXAMPLE00000"),
        ("topic", "handle"),
        ("action", "asked the supplier"),
        ("done_at", ""),
    ],
    ..Spec::BASE
};

pub(super) static DISPUTES: Spec = Spec {
    format: Format::Disputes,
    word: "disputes",
    table: "dispute",
    person: "row_person",
    fields: fields![
        kind: Text, claim_key: Text, claim_id: Text, order_id: Text, amount: Money, currency: Text, opened_on: Day, respond_by: Day,
        reason: Text, state: Text, decision: Text, funded_by: Text, appeal_by: Day, evidence: Text @ Person,
        note: Text @ Person,
    ],
    // A claim's id may be filled in later.
    key: &["kind", "claim_key"],
    repeat: Repeat::Count,
    own_currency: true,
    example: &[
        ("type", "atoz"),
        ("claim_id", ""),
        ("order_id", "111-0000000-0000001"),
        ("marketplace", "US"),
        ("amount", "19.99"),
        ("currency", "USD"),
        ("opened_at", "2026-01-28"),
        ("respond_by", "2026-01-31"),
        ("reason", "not received"),
        ("state", "action required"),
        ("decision", ""),
        ("funded_by", ""),
        ("appeal_by", ""),
        ("evidence", "tracking, signature"),
        ("note", "types: atoz, chargeback, safet, inr"),
    ],
    ..Spec::BASE
};

pub(super) static PROMOTION_CALENDAR: Spec = Spec {
    format: Format::PromotionCalendar,
    word: "promotion-calendar",
    table: "promotion_plan",
    fields: fields![
        plan_id: Id, kind: Text, name: Text, asins: Text, start_day: Day, end_day: Day, discount_type: Text,
        discount: Milli, currency: Text, deal_price: Money, reference_price: Money, min_units: Int, stock_needed: Int,
        budget: Money, fee: Money, fee_percent: Milli, fee_cap: Money, submit_by: Day, status: Text, event: Text,
        result_units: Int, result_sales: Money, note: Text,
    ],
    key: &["plan_id"],
    example: &[
        ("id", "2026-spring-1"),
        ("type", "lightning deal"),
        ("name", "Spring deal"),
        ("marketplace", "US"),
        ("asins", "B000000001 B000000003"),
        ("start", "2026-03-25"),
        ("end", "2026-03-25"),
        ("discount_type", "percent"),
        ("discount_value", "20"),
        ("currency", "USD"),
        ("deal_price", "15.99"),
        ("ref_price", "19.99"),
        ("min_qty", "60"),
        ("stock_needed", "90"),
        ("budget", ""),
        ("fee_fixed", "70"),
        ("fee_pct", "1"),
        ("fee_cap", "2000"),
        ("submit_by", "2026-03-01"),
        ("status", "planned"),
        ("event", "spring sale"),
        ("result_units", ""),
        ("result_sales", ""),
        ("note", "fees differ by marketplace and year"),
    ],
    ..Spec::BASE
};
