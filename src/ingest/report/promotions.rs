//! Promotions: Amazon's figures of deals and of coupons (JSON), which run on until the end, and the calendar that is kept
//! by hand. A deal has a row of its own, with a blank ASIN, and one for each of its products.

use super::{Draft, Layout, MarketColumn, MarketWords, have, need, research};
use crate::domain::format::Format;
use crate::domain::format::Value;
use crate::domain::import::Problem;

pub(super) static PERFORMANCE: Layout = Layout {
    format: Format::Promotions,
    columns: &[
        need("promotion_id", &["promotionId"]),
        have("asin", &["includedProducts.asin"]),
        need("kind", &["type"]),
        need("status", &["status"]),
        have("name", &["promotionName"]),
        need("starts_at", &["startDateTime"]),
        need("ends_at", &["endDateTime"]),
        have("created_at", &["createdDateTime"]),
        have("updated_at", &["lastUpdatedDateTime"]),
        have("currency", &["revenueCurrencyCode"]),
        have("units", &["unitsSold"]),
        have("revenue", &["revenue"]),
        have("glance_views", &["glanceViews"]),
        have("title", &["includedProducts.productName"]),
        have("product_currency", &["includedProducts.productRevenueCurrencyCode"]),
        have("product_units", &["includedProducts.productUnitsSold"]),
        have("product_revenue", &["includedProducts.productRevenue"]),
        have("product_glance_views", &["includedProducts.productGlanceViews"]),
    ],
    documented: &[
        "reportSpecification.reportType",
        "reportSpecification.reportOptions.promotionStartDateFrom",
        "reportSpecification.reportOptions.promotionStartDateTo",
        "reportSpecification.dataStartTime",
        "reportSpecification.dataEndTime",
        "reportSpecification.marketplaceIds",
        "merchantId",
        "vendorCode",
        "creationChannel",
        "fundingAgreementId",
        "amountSpent",
        "amountSpentCurrencyCode",
        "includedProducts.productAmountSpent",
        "includedProducts.productAmountSpentCurrencyCode",
    ],
    nested: Some("includedProducts"),
    market: Some(MarketColumn { names: &["marketplaceId"], words: MarketWords::CodeOrCountry }),
    blank: &["asin"],
    round: true,
    finish: Some(finish_promotion),
    ..Layout::BASE
};

/// The figures of a whole deal stand in its own row alone: rows of one column can be added.
fn finish_promotion(draft: &mut Draft<'_>) -> Result<(), Problem> {
    if draft.get("asin").text().is_none_or(str::is_empty) {
        return Ok(());
    }
    let (own, whole) = (draft.get("product_currency"), draft.get("currency"));
    if own != &Value::Null && whole != &Value::Null && own != whole {
        return Err(draft.blame("product_currency", Problem::NoCurrency));
    }
    for column in ["units", "revenue", "glance_views"] {
        draft.set(column, Value::Null);
    }
    Ok(())
}

pub(super) static COUPONS: Layout = Layout {
    format: Format::Coupons,
    columns: &[
        need("coupon_id", &["couponId"]),
        have("name", &["name"]),
        have("message", &["websiteMessage"]),
        need("starts_at", &["startDateTime"]),
        need("ends_at", &["endDateTime"]),
        have("segment", &["customerSegment"]),
        have("discount_type", &["discountType"]),
        have("discount", &["discountAmount"]),
        have("clips", &["clips"]),
        have("redemptions", &["redemptions"]),
        have("currency", &["currencyCode"]),
        have("budget", &["budget"]),
        have("spent", &["budgetSpent"]),
        have("remaining", &["budgetRemaining"]),
        have("discounted", &["totalDiscount"]),
        have("sales", &["sales"]),
        have("asins", &["asins.asin"]),
    ],
    documented: &[
        "reportSpecification.reportType",
        "reportSpecification.reportOptions.couponStartDateFrom",
        "reportSpecification.reportOptions.couponStartDateTo",
        "reportSpecification.dataStartTime",
        "reportSpecification.dataEndTime",
        "reportSpecification.marketplaceIds",
        "merchantId",
        // Computed from budget and spending.
        "budgetPercentageUsed",
    ],
    market: Some(MarketColumn { names: &["marketplaceId"], words: MarketWords::CodeOrCountry }),
    round: true,
    finish: Some(finish_asins),
    ..Layout::BASE
};

#[expect(clippy::unnecessary_wraps, reason = "a finish may reject its row")]
fn finish_asins(draft: &mut Draft<'_>) -> Result<(), Problem> {
    research::join_asins(draft, "asins");
    Ok(())
}

pub(super) static CALENDAR: Layout = Layout {
    format: Format::PromotionCalendar,
    columns: &[
        need("plan_id", &["id", "编号"]),
        need("kind", &["type", "类型"]),
        have("name", &["name", "名称"]),
        need("asins", &["asins", "asin"]),
        need("start_day", &["start", "start_date", "开始", "开始日期"]),
        need("end_day", &["end", "end_date", "结束", "结束日期"]),
        have("discount_type", &["discount_type", "折扣类型"]),
        have("discount", &["discount_value", "折扣值"]),
        have("currency", &["currency", "币种"]),
        have("deal_price", &["deal_price", "活动价"]),
        have("reference_price", &["ref_price", "参考价"]),
        have("min_units", &["min_qty", "最低数量"]),
        have("stock_needed", &["stock_needed", "所需库存"]),
        have("budget", &["budget", "预算"]),
        have("fee", &["fee_fixed", "固定费用"]),
        have("fee_percent", &["fee_pct", "费率百分比"]),
        have("fee_cap", &["fee_cap", "费用上限"]),
        have("submit_by", &["submit_by", "提交截止"]),
        have("status", &["status", "状态"]),
        have("event", &["event", "活动"]),
        have("result_units", &["result_units", "结果件数"]),
        have("result_sales", &["result_sales", "结果销售额"]),
        have("note", &["note", "notes", "备注"]),
    ],
    foreign: &["promotionId", "couponId"],
    market: Some(MarketColumn { names: &["marketplace", "站点"], words: MarketWords::CodeOrCountry }),
    finish: Some(finish_asins),
    ..Layout::BASE
};
