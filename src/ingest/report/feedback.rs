//! Seller feedback: six columns whose header is in the language of the page and whose order never changes. The one report
//! that is known by position: the fifth column is an order's number and the second one a rating, in all rows.

use super::{Draft, Layout, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::domain::market::{DateOrder, Market};
use crate::ingest::header::{Header, Name};

pub(super) static LAYOUT: Layout = Layout {
    format: Format::SellerFeedback,
    // In the order of the file.
    columns: &[
        need("rated_day", &["Date"]),
        need("rating", &["Rating"]),
        need("comment", &["Comments"]),
        have("response", &["Your Response"]),
        need("order_id", &["Order ID"]),
        have("rater_email", &["Rater Email"]),
    ],
    derived: &["answered"],
    finish: Some(finish),
    dates,
    ..Layout::BASE
};

/// The header of a file in any language, by what stands below it; `lines` are the file's first ones.
pub(in crate::ingest) fn header(lines: &[Vec<String>]) -> Option<Header> {
    let (raw, rows) = lines.split_first()?;
    let is_row = |row: &Vec<String>| {
        row.len() == LAYOUT.columns.len() && is_rating(row[1].trim().parse().ok()) && is_order(row[4].trim())
    };
    if raw.len() != LAYOUT.columns.len() || is_row(raw) || rows.is_empty() || !rows.iter().all(is_row) {
        return None;
    }
    let names = LAYOUT.columns.iter().filter_map(|column| column.names.first()).map(|name| Name::of(name)).collect();
    let (meant, ignored) = (raw.clone(), vec![false; raw.len()]);
    Some(Header { layout: &LAYOUT, raw: raw.clone(), meant, names, ignored, above: Vec::new(), parts: None })
}

/// The order of day and month that this report has in a marketplace: Canada's differs from other reports.
fn dates(market: Option<Market>) -> Option<DateOrder> {
    market.map(|market| match market {
        Market::Us => DateOrder::Mdy,
        Market::Jp => DateOrder::Ymd,
        _ => DateOrder::Dmy,
    })
}

fn is_rating(rating: Option<i64>) -> bool {
    rating.is_some_and(|rating| (1..=5).contains(&rating))
}

/// `123-1234567-1234567`.
fn is_order(text: &str) -> bool {
    let parts = text.split('-').map(|part| (part.len(), part.bytes().all(|b| b.is_ascii_digit())));
    parts.eq([(3, true), (7, true), (7, true)])
}

fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    if draft.get("rated_day") == &Value::Null {
        return Err(draft.blame("rated_day", Problem::Blank));
    }
    if !is_rating(draft.get("rating").int()) {
        return Err(draft.blame("rating", Problem::NotANumber));
    }
    if !is_order(draft.get("order_id").text().unwrap_or_default()) {
        return Err(draft.blame("order_id", Problem::NotANumber));
    }
    let answered = draft.get("response") != &Value::Null;
    draft.set("answered", Value::Int(i64::from(answered)));
    Ok(())
}
