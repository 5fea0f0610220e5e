//! Sales and Traffic, JSON of the Selling Partner API: a list by date (days, weeks from Sunday, or months) and a list by
//! parent, child or SKU over the whole range of the request.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Draft, Layout, MarketColumn, MarketWords, business, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::ingest::date::{self, DayText};
use crate::ingest::json::LIST;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::SalesTraffic,
    columns: &[
        have("start_day", &["date"]),
        have("parent_asin", &["parentAsin"]),
        have("child_asin", &["childAsin"]),
        have("sku", &["sku"]),
        have(
            "currency",
            &["salesByDate.orderedProductSales.currencyCode", "salesByAsin.orderedProductSales.currencyCode"],
        ),
        need("units", &["salesByDate.unitsOrdered", "salesByAsin.unitsOrdered"]),
        have("units_b2b", &["salesByDate.unitsOrderedB2B", "salesByAsin.unitsOrderedB2B"]),
        have("order_items", &["salesByDate.totalOrderItems", "salesByAsin.totalOrderItems"]),
        have("order_items_b2b", &["salesByDate.totalOrderItemsB2B", "salesByAsin.totalOrderItemsB2B"]),
        need("sales", &["salesByDate.orderedProductSales.amount", "salesByAsin.orderedProductSales.amount"]),
        have("sales_b2b", &["salesByDate.orderedProductSalesB2B.amount", "salesByAsin.orderedProductSalesB2B.amount"]),
        need("sessions", &["trafficByDate.sessions", "trafficByAsin.sessions"]),
        have("sessions_b2b", &["trafficByDate.sessionsB2B", "trafficByAsin.sessionsB2B"]),
        have("sessions_app", &["trafficByDate.mobileAppSessions", "trafficByAsin.mobileAppSessions"]),
        have("sessions_app_b2b", &["trafficByDate.mobileAppSessionsB2B", "trafficByAsin.mobileAppSessionsB2B"]),
        have("sessions_browser", &["trafficByDate.browserSessions", "trafficByAsin.browserSessions"]),
        have("sessions_browser_b2b", &["trafficByDate.browserSessionsB2B", "trafficByAsin.browserSessionsB2B"]),
        have("views", &["trafficByDate.pageViews", "trafficByAsin.pageViews"]),
        have("views_b2b", &["trafficByDate.pageViewsB2B", "trafficByAsin.pageViewsB2B"]),
        have(
            "views_app",
            &["trafficByDate.mobileAppPageViews", "trafficByAsin.mobileAppPageViews", "trafficByAsin.mobilePageViews"],
        ),
        have(
            "views_app_b2b",
            &[
                "trafficByDate.mobileAppPageViewsB2B",
                "trafficByAsin.mobileAppPageViewsB2B",
                "trafficByAsin.mobilePageViewsB2B",
            ],
        ),
        have(
            "views_browser",
            // The misspelt name stands in Amazon's own example.
            &["trafficByDate.browserPageViews", "trafficByDate.browerPageViews", "trafficByAsin.browserPageViews"],
        ),
        have("views_browser_b2b", &["trafficByDate.browserPageViewsB2B", "trafficByAsin.browserPageViewsB2B"]),
        have("buy_box", &["trafficByDate.buyBoxPercentage", "trafficByAsin.buyBoxPercentage"]),
        have("buy_box_b2b", &["trafficByDate.buyBoxPercentageB2B", "trafficByAsin.buyBoxPercentageB2B"]),
        have("offers", &["trafficByDate.averageOfferCount"]),
        have("parents", &["trafficByDate.averageParentItems"]),
        have("units_refunded", &["salesByDate.unitsRefunded"]),
        have("feedback", &["trafficByDate.feedbackReceived"]),
        have("negative_feedback", &["trafficByDate.negativeFeedbackReceived"]),
        have("claims", &["salesByDate.claimsGranted"]),
        have("claims_amount", &["salesByDate.claimsAmount.amount"]),
        have("shipped_sales", &["salesByDate.shippedProductSales.amount"]),
        have("units_shipped", &["salesByDate.unitsShipped"]),
        have("orders_shipped", &["salesByDate.ordersShipped"]),
    ],
    documented: &[
        "reportSpecification.reportType",
        "reportSpecification.reportOptions.dateGranularity",
        "reportSpecification.reportOptions.asinGranularity",
        "reportSpecification.dataStartTime",
        "reportSpecification.dataEndTime",
        "salesByDate.orderedProductSalesB2B.currencyCode",
        "salesByDate.averageSalesPerOrderItem.amount",
        "salesByDate.averageSalesPerOrderItem.currencyCode",
        "salesByDate.averageSalesPerOrderItemB2B.amount",
        "salesByDate.averageSalesPerOrderItemB2B.currencyCode",
        "salesByDate.averageUnitsPerOrderItem",
        "salesByDate.averageUnitsPerOrderItemB2B",
        "salesByDate.averageSellingPrice.amount",
        "salesByDate.averageSellingPrice.currencyCode",
        "salesByDate.averageSellingPriceB2B.amount",
        "salesByDate.averageSellingPriceB2B.currencyCode",
        "salesByDate.refundRate",
        "salesByDate.claimsAmount.currencyCode",
        "salesByDate.shippedProductSales.currencyCode",
        "trafficByDate.orderItemSessionPercentage",
        "trafficByDate.orderItemSessionPercentageB2B",
        "trafficByDate.unitSessionPercentage",
        "trafficByDate.unitSessionPercentageB2B",
        "trafficByDate.receivedNegativeFeedbackRate",
        "salesByAsin.orderedProductSalesB2B.currencyCode",
        "trafficByAsin.browserSessionPercentage",
        "trafficByAsin.browserSessionPercentageB2B",
        "trafficByAsin.mobileAppSessionPercentage",
        "trafficByAsin.mobileAppSessionPercentageB2B",
        "trafficByAsin.sessionPercentage",
        "trafficByAsin.sessionPercentageB2B",
        "trafficByAsin.browserPageViewsPercentage",
        "trafficByAsin.browserPageViewsPercentageB2B",
        "trafficByAsin.mobileAppPageViewsPercentage",
        "trafficByAsin.mobileAppPageViewsPercentageB2B",
        "trafficByAsin.mobilePageViewsPercentage",
        "trafficByAsin.mobilePageViewsPercentageB2B",
        "trafficByAsin.pageViewsPercentage",
        "trafficByAsin.pageViewsPercentageB2B",
        "trafficByAsin.unitSessionPercentage",
        "trafficByAsin.unitSessionPercentageB2B",
    ],
    market: Some(MarketColumn { names: &["reportSpecification.marketplaceIds"], words: MarketWords::CodeOrCountry }),
    blank: &["parent_asin", "child_asin", "sku"],
    derived: &["start_day", "end_day", "grain"],
    finish: Some(finish),
    together: true,
    ..Layout::BASE
};

/// Days and grain of a record: by the list that it stands in and by what the request asked for.
fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    business::per_hundred(draft);
    business::check(draft)?;
    match draft.read(LIST).as_deref() {
        Some("salesAndTrafficByDate") => by_date(draft),
        Some("salesAndTrafficByAsin") => by_asin(draft),
        _ => Err(Problem::NotADate),
    }
}

fn by_date(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let start = draft.get("start_day").text().and_then(day);
    let Some(start) = start else { return Err(draft.blame("start_day", Problem::NotADate)) };
    // Days are what the request gets that does not say.
    let word = draft.read("reportSpecification.reportOptions.dateGranularity").unwrap_or_else(|| "DAY".to_owned());
    let (grain, end) = match word.as_str() {
        "DAY" => ("day", Some(start)),
        "WEEK" => ("week", start.checked_add_days(Days::new(6))),
        "MONTH" => ("month", start.with_day(1).and_then(|d| d.checked_add_months(Months::new(1))?.pred_opt())),
        _ => return Err(Problem::NotADate),
    };
    let end = end.ok_or(Problem::NotADate)?;
    set_days(draft, start, end);
    draft.set("grain", Value::Text(grain.into()));
    Ok(())
}

fn by_asin(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let outer = |name: &str| draft.read(name).as_deref().and_then(day);
    let range = (outer("reportSpecification.dataStartTime"), outer("reportSpecification.dataEndTime"));
    let (Some(start), Some(end)) = range else { return Err(Problem::NotADate) };
    let filled = |column: &str| draft.get(column).text().is_some_and(|text| !text.is_empty());
    let grain = match (filled("parent_asin"), filled("child_asin"), filled("sku")) {
        (_, _, true) => "sku",
        (_, true, _) => "child",
        (true, _, _) => "parent",
        _ => return Err(draft.blame("parent_asin", Problem::Blank)),
    };
    set_days(draft, start, end);
    draft.set("grain", Value::Text(grain.into()));
    Ok(())
}

fn set_days(draft: &mut Draft<'_>, start: NaiveDate, end: NaiveDate) {
    draft.set("start_day", Value::Text(date::iso(start).into()));
    draft.set("end_day", Value::Text(date::iso(end).into()));
}

fn day(text: &str) -> Option<NaiveDate> {
    match date::day(text) {
        DayText::Day(day) => Some(day),
        _ => None,
    }
}
