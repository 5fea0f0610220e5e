//! Business report by child ASIN (Detail Page Sales and Traffic): 21, 22 or all columns, English since the old names,
//! German, Chinese, Japanese, Mexican. The file has no date: its period is given by hand, else it asks.

use super::{Above, Draft, Given, Layout, business, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::{Problem, Question};
use crate::ingest::Stop;
use crate::ingest::header::Name;

/// Header names of the SKU: a report that has it has a row per SKU.
const SKU: &[&str] = &["SKU"];

pub(super) static LAYOUT: Layout = Layout {
    format: Format::BusinessAsin,
    columns: &[
        have("parent_asin", &["(Parent) ASIN", "(Übergeordnete) ASIN", "（父）ASIN", "（親）ASIN"]),
        need("child_asin", &["(Child) ASIN", "(Untergeordnete) ASIN", "（子）ASIN", "ASIN (secundario)"]),
        have("sku", SKU),
        have("title", &["Title", "Titel", "标题", "タイトル"]),
        have("units", business::UNITS),
        have("units_b2b", business::UNITS_B2B),
        have("order_items", business::ORDER_ITEMS),
        have("order_items_b2b", business::ORDER_ITEMS_B2B),
        need("sales", business::SALES),
        have("sales_b2b", business::SALES_B2B),
        have("sessions", business::SESSIONS),
        have("sessions_b2b", business::SESSIONS_B2B),
        have("sessions_app", business::SESSIONS_APP),
        have("sessions_app_b2b", business::SESSIONS_APP_B2B),
        have("sessions_browser", business::SESSIONS_BROWSER),
        have("sessions_browser_b2b", business::SESSIONS_BROWSER_B2B),
        have("views", business::VIEWS),
        have("views_b2b", business::VIEWS_B2B),
        have("views_app", business::VIEWS_APP),
        have("views_app_b2b", business::VIEWS_APP_B2B),
        have("views_browser", business::VIEWS_BROWSER),
        have("views_browser_b2b", business::VIEWS_BROWSER_B2B),
        have("buy_box", business::BUY_BOX),
        have("buy_box_b2b", business::BUY_BOX_B2B),
    ],
    documented: &[
        "Session Percentage - Total",
        "Session Percentage - Total - B2B",
        "Session Percentage - Mobile App",
        "Session Percentage - Mobile App - B2B",
        "Session Percentage - Browser",
        "Session Percentage - Browser - B2B",
        "Session Percentage",
        "会话百分比 - 总计",
        "Page Views Percentage - Total",
        "Page Views Percentage - Total - B2B",
        "Page Views Percentage - Mobile App",
        "Page Views Percentage - Mobile App - B2B",
        "Page Views Percentage - Browser",
        "Page Views Percentage - Browser - B2B",
        "Page Views Percentage",
        "ページビュー率 - 合計",
        "Unit Session Percentage",
        "Unit Session Percentage - B2B",
        "Prozentsatz an Einheiten pro Sitzung",
        "商品会话百分比",
        "ユニットセッション率",
    ],
    foreign: business::DATE,
    blank: &["parent_asin", "sku"],
    derived: &["start_day", "end_day", "grain", "currency"],
    given: Some(given),
    finish: Some(finish),
    ..Layout::BASE
};

/// The period given by hand, and what a row is about.
fn given(above: &Above<'_>) -> Result<Given, Stop> {
    let Some((from, to)) = above.ctx.period else { return Err(Stop::Ask(Question::Period)) };
    let sku = Name::of(SKU[0]);
    let grain = if above.header.iter().any(|name| Name::of(name).key == sku.key) { "sku" } else { "child" };
    Ok(vec![
        ("start_day", Value::Text(from.to_string().into())),
        ("end_day", Value::Text(to.to_string().into())),
        ("grain", Value::Text(grain.into())),
    ])
}

fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    business::check(draft)
}
