//! What the reports about promotions, brand, competitors and reviews are called, and where they are downloaded.

use super::{Names, names};

pub(super) static TABLE: &[Names] = &[
    names(
        "promotions",
        ("Promotion performance", "促销活动表现"),
        ("deals", "促销"),
        (
            "Selling Partner API: GET_PROMOTION_PERFORMANCE_REPORT, JSON (Best Deals and Lightning Deals)",
            "销售伙伴 API：GET_PROMOTION_PERFORMANCE_REPORT，JSON（Best Deal 与秒杀）",
        ),
    ),
    names(
        "coupons",
        ("Coupon performance", "优惠券表现"),
        ("coupons", "优惠券"),
        (
            "Selling Partner API: GET_COUPON_PERFORMANCE_REPORT, JSON",
            "销售伙伴 API：GET_COUPON_PERFORMANCE_REPORT，JSON",
        ),
    ),
    names(
        "brand-search-terms",
        ("Brand Analytics search terms", "品牌分析热门搜索词"),
        ("brand", "热搜词"),
        (
            "Seller Central > Brands > Brand Analytics > Top Search Terms, Download (.csv); Selling Partner API: GET_BRAND_ANALYTICS_SEARCH_TERMS_REPORT, JSON",
            "卖家平台 > 品牌 > 品牌分析 > 热门搜索词，下载（.csv）；销售伙伴 API：GET_BRAND_ANALYTICS_SEARCH_TERMS_REPORT，JSON",
        ),
    ),
    names(
        "keepa",
        ("Keepa products", "Keepa 商品"),
        ("keepa", "Keepa品"),
        (
            "Keepa > Product Finder or Product Viewer, Export (.csv or .xlsx)",
            "Keepa > Product Finder 或 Product Viewer，导出（.csv 或 .xlsx）",
        ),
    ),
    names(
        "helium-xray",
        ("Helium 10 Xray", "Helium 10 Xray 选品"),
        ("xray", "Xray品"),
        ("Helium 10 > Xray, on an Amazon search page, Export (.csv)", "Helium 10 > Xray，在亚马逊搜索页导出（.csv）"),
    ),
    names(
        "helium-cerebro",
        ("Helium 10 Cerebro", "Helium 10 Cerebro 反查词"),
        ("cerebro", "反查词"),
        ("Helium 10 > Cerebro, Export (.csv)", "Helium 10 > Cerebro，导出（.csv）"),
    ),
    names(
        "competitors",
        ("Competitors", "竞品"),
        ("rivals", "竞品"),
        (
            "A sheet of your own, CSV or XLSX. Start it with: daydeck template competitors",
            "自己维护的表格（CSV 或 XLSX）。生成模板：daydeck template competitors",
        ),
    ),
    names(
        "reviews",
        ("Product reviews", "商品评论"),
        ("reviews", "评论"),
        (
            "A sheet of your own, CSV or XLSX: no report has reviews. Start it with: daydeck template reviews",
            "自己维护的表格（CSV 或 XLSX），没有报告提供评论。生成模板：daydeck template reviews",
        ),
    ),
    names(
        "disputes",
        ("Claims and chargebacks", "索赔与拒付"),
        ("disputes", "索赔"),
        (
            "A sheet of your own, CSV or XLSX: no report has them. Start it with: daydeck template disputes",
            "自己维护的表格（CSV 或 XLSX），没有报告提供这些数据。生成模板：daydeck template disputes",
        ),
    ),
    names(
        "promotion-calendar",
        ("Promotion calendar", "促销日历"),
        ("calendar", "日历"),
        (
            "A sheet of your own, CSV or XLSX. Start it with: daydeck template promotion-calendar",
            "自己维护的表格（CSV 或 XLSX）。生成模板：daydeck template promotion-calendar",
        ),
    ),
];
