//! What a value means: its currency, its unit, the word that it is kept as.

use daydeck::domain::day::Day;
use daydeck::domain::format::Value;
use daydeck::domain::import::Problem;
use daydeck::domain::mapping::Mapping;
use daydeck::domain::market::Market;
use daydeck::ingest::Context;
use daydeck::ingest::frame::Frame;

use crate::support::{cell, context, data, frames_of, rows_of};

fn given(market: &str, map: Option<&str>) -> Context {
    let period = Day::parse("2026-10-01").zip(Day::parse("2026-10-31"));
    let map = map.map(|map| Mapping::parse(map).unwrap());
    Context { market: Market::parse(market), period, map, ..context(&data()) }
}

/// A column of all rows.
fn column(text: &str, ctx: &Context, column: &str) -> Vec<Value> {
    let frames = frames_of(text.as_bytes(), ctx);
    assert!(matches!(frames.last(), Some(Frame::End(_))), "{frames:?}");
    rows_of(&frames).map(|row| cell(&frames, row, column).clone()).collect()
}

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

#[test]
fn a_mapped_header_says_its_own_currency_and_not_that_of_the_name_it_stands_for() {
    let table = |spend: &str, sales: &str| {
        let header = format!("State;Kampagnen;Impressions;Clicks;{spend};Orders;{sales}");
        let map = format!("format=campaign-table; Kampagnen=campaign; {spend}=spend; {sales}=sales");
        let row = "ENABLED;Matten;1000;10;5,25;1;20,49";
        column(&format!("{header}\n{row}\n"), &given("DE", Some(&map)), "currency")
    };
    assert_eq!(table("Ausgaben (EUR)", "Umsatz (EUR)"), [text("EUR")]);
    assert_eq!(table("Ausgaben", "Umsatz"), [text("EUR")], "nothing is said, so the marketplace tells");
    let view = |total: &str| {
        let header = format!("Datum;Produktgebühren;Rabatte;Amazon-Gebühren;{total}");
        let map = format!(
            "format=transaction-view; Datum=day; Produktgebühren=product_charges; Rabatte=rebates; \
             Amazon-Gebühren=amazon_fees; {total}=total"
        );
        column(&format!("{header}\n2026-10-02;10,00;0,00;-1,50;8,50\n"), &given("DE", Some(&map)), "currency")
    };
    assert_eq!(view("Gesamt (EUR)"), [text("EUR")]);
    assert_eq!(view("Gesamt"), [text("EUR")]);
}

#[test]
fn a_share_of_brand_analytics_is_percent_in_every_table_and_once() {
    let header = "Search Frequency Rank,Search Term,Top Clicked Product #1: ASIN,{title}Top Clicked Product #1: Click Share,\
        Top Clicked Product #1: Conversion Share,Top Clicked Product #2: ASIN,Top Clicked Product #2: Click Share,\
        Top Clicked Product #2: Conversion Share,Reporting Date";
    let shares = |title: &str, cell: &str, one: &str, two: &str| {
        let header = header.replace("{title}", title);
        let csv = format!(
            "Reporting Range=[\"Weekly\"]\n{header}\n7,mat,B000000011,{cell}{one},8,B000000021,{two},9,2026-04-11\n"
        );
        column(&csv, &given("US", None), "click_share")
    };
    let wanted = [Value::Int(8_500), Value::Int(125_600)];
    assert_eq!(shares("Top Clicked Product #1: Product Title,", "Mat,", "0.85", "12.56"), wanted);
    assert_eq!(shares("", "", "0.85", "12.56"), wanted, "without titles");
    assert_eq!(shares("", "", "0.85%", "12.56 %"), wanted, "with signs");
    let json = r#"{"reportSpecification":{"reportOptions":{"reportPeriod":"WEEK"},"dataStartTime":"2026-04-05",
        "dataEndTime":"2026-04-11","marketplaceIds":["ATVPDKIKX0DER"]},"dataByDepartmentAndSearchTerm":[{"departmentName":"A",
        "searchTerm":"mat","searchFrequencyRank":1,"clickedAsin":"B000000011","clickedItemName":"Grey mat",
        "clickShareRank":1,"clickShare":0.1256,"conversionShare":0}]}"#;
    assert_eq!(column(json, &given("US", None), "click_share"), [Value::Int(125_600)]);
    assert_eq!(column(json, &given("US", None), "title"), [text("Grey mat")]);
}

#[test]
fn an_amount_of_a_dispute_without_a_currency_is_in_nobody_s() {
    let sheet = |currency: &str| {
        let row = format!("atoz,203-1234567-1234567,19.99,{currency},2026-10-02,2026-10-05");
        let text = format!("type,order_id,amount,currency,opened_at,respond_by\n{row}\n");
        frames_of(text.as_bytes(), &given("US", None))
    };
    let blank = sheet("");
    assert!(matches!(&blank[1], Frame::Reject { reject, .. } if reject.problem == Problem::NoCurrency), "{blank:?}");
    let frames = sheet("GBP");
    assert_eq!(cell(&frames, rows_of(&frames).next().unwrap(), "amount"), &Value::Int(1_999));
}

#[test]
fn float_noise_in_sales_and_traffic_is_no_error() {
    let day = |amount: &str| {
        format!(
            r#"{{"date":"2026-10-02","salesByDate":{{"orderedProductSales":{{"amount":{amount},"currencyCode":"USD"}},
            "unitsOrdered":1}},"trafficByDate":{{"sessions":2}}}}"#
        )
    };
    let json = format!(
        r#"{{"reportSpecification":{{"reportOptions":{{"dateGranularity":"DAY"}},"marketplaceIds":["ATVPDKIKX0DER"]}},
        "salesAndTrafficByDate":[{}]}}"#,
        day("1234.5600000000002")
    );
    assert_eq!(column(&json, &given("US", None), "sales"), [Value::Int(123_456)]);
}

#[test]
fn a_payment_for_an_order_is_one_kind_in_every_language() {
    let csv = "Date,Transaction type,Order ID,Product Details,Total product charges,Total promotional rebates,Amazon fees,\
        Other,Total (USD)\n2026-10-02,Order Payment,111-0000001-0000001,Mat,10.00,0,-1.50,0,8.50\n";
    assert_eq!(column(csv, &given("US", None), "kind"), [text("order")]);
}
