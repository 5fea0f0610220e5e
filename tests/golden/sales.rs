//! What is special about sales, listings and fees: a file that does not say its period or its marketplace, days in two
//! orders, and amounts with the sign of another currency.

use daydeck::domain::format::Value;
use daydeck::domain::import::{Problem, Question};
use daydeck::domain::market::Market;
use daydeck::domain::money::Currency;
use daydeck::ingest::Context;
use daydeck::ingest::frame::Frame;

use crate::support::{cell, context, data, frames, frames_of, rows_of};

fn of(market: &str) -> Context {
    Context { market: Market::parse(market), ..context(&data()) }
}

#[test]
fn a_business_report_by_asin_asks_for_its_period_and_then_for_its_marketplace() {
    let path = data().join("business-asin/22-columns@US+2026-11-01..2026-11-07.csv");
    let given = context(&path);
    let no_period = Context { period: None, ..given.clone() };
    assert!(matches!(frames(&path, &no_period).last(), Some(Frame::Ask(Question::Period))));
    let no_market = Context { market: None, ..given };
    assert!(matches!(frames(&path, &no_market).last(), Some(Frame::Ask(Question::Marketplace { rows: 3 }))));
}

#[test]
fn the_same_day_is_in_march_in_the_states_and_in_august_in_britain() {
    let text = |sign: &str| format!("Date,Ordered Product Sales,Units Ordered\n8/3/26,{sign}5.00,1\n");
    let day = |sign: &str, market: &str| {
        let frames = frames_of(text(sign).as_bytes(), &of(market));
        let row = rows_of(&frames).next().unwrap_or_else(|| panic!("{frames:?}"));
        cell(&frames, row, "start_day").text().unwrap().to_owned()
    };
    assert_eq!(day("$", "US"), "2026-08-03");
    assert_eq!(day("£", "UK"), "2026-03-08");
    assert_eq!(day("₹", "IN"), "2026-03-08");
    let open = frames_of(text("$").as_bytes(), &context(&data()));
    assert!(
        matches!(open.last(), Some(Frame::Ask(Question::DateOrder { sample, .. })) if sample == "8/3/26"),
        "{open:?}"
    );
}

#[test]
fn a_report_of_another_marketplace_than_the_one_given_is_rejected_and_not_read_in_its_currency() {
    let sterling = data().join("business-asin/en-gb-dashes@UK+2026-11-01..2026-11-07.csv");
    let wrong = Context { market: Market::parse("US"), ..context(&sterling) };
    let frames = frames(&sterling, &wrong);
    assert_eq!(rows_of(&frames).count(), 0);
    let wanted = Problem::OtherCurrency { wanted: Currency::of(b"USD") };
    let rejected = frames.iter().filter(|f| matches!(f, Frame::Reject { reject, .. } if reject.problem == wanted));
    assert_eq!(rejected.count(), 2);
}

#[test]
fn weeks_and_months_end_with_their_last_day() {
    let text = |grain: &str, date: &str| {
        format!(
            r#"{{"reportSpecification":{{"reportOptions":{{"dateGranularity":"{grain}"}},"marketplaceIds":["A1F83G8C2ARO7P"]}},
            "salesAndTrafficByDate":[{{"date":"{date}","trafficByDate":{{"sessions":7}},
            "salesByDate":{{"unitsOrdered":1,"orderedProductSales":{{"amount":1.5,"currencyCode":"GBP"}}}}}}]}}"#
        )
    };
    let end = |grain, date| {
        let frames = frames_of(text(grain, date).as_bytes(), &context(&data()));
        rows_of(&frames).next().map(|row| cell(&frames, row, "end_day").clone())
    };
    let day = |text: &str| Some(Value::Text(text.into()));
    assert_eq!(end("DAY", "2026-02-01"), day("2026-02-01"));
    assert_eq!(end("WEEK", "2026-12-27"), day("2027-01-02"));
    assert_eq!(end("MONTH", "2028-02-01"), day("2028-02-29"));
    assert_eq!(end("MONTH", "2026-12-01"), day("2026-12-31"));
    assert_eq!(end("YEAR", "2026-01-01"), None);
}

#[test]
fn a_request_over_two_marketplaces_is_not_shared_out() {
    let text = std::fs::read_to_string(data().join("sales-traffic/days-only.json")).unwrap();
    let two = text.replace("\"ATVPDKIKX0DER\"", "\"ATVPDKIKX0DER\", \"A2EUQ1WTGCTBG2\"");
    let frames = frames_of(two.as_bytes(), &of("US"));
    let Some(Frame::Reject { reject, .. }) = frames.get(1) else { panic!("{frames:?}") };
    assert_eq!(reject.problem, Problem::NotAMarketplace);
}
