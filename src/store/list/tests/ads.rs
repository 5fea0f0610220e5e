//! Ads: terms to decide on, all terms.

use super::*;
use crate::domain::key::term_subject;
use crate::domain::money::{Currency, Money};

fn row(bench: &Bench, day: &str, matched: &str, term: &str, clicks: i64, orders: i64) {
    let pairs = format!(
        "window_days = 7; start_day = '{day}'; end_day = '{day}'; grain = 'daily'; campaign = 'C/1'; ad_group = 'g'; \
         match_type = '{matched}'; term = '{term}'; currency = 'USD'; impressions = {}; clicks = {clicks}; \
         orders = {orders}; spend = {}; sales = {}; as_of = {}",
        clicks * 10,
        clicks * 50,
        orders * 1000,
        NOW.0 - 60
    );
    bench.fact("ads_term", &pairs);
}

fn bench() -> Bench {
    let bench = Bench::new();
    bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'terms.xlsx'");
    row(&bench, "2026-11-01", "BROAD", "spatula", 40, 0);
    row(&bench, "2026-11-02", "BROAD", "spatula", 21, 0);
    row(&bench, "2026-11-20", "BROAD", "spatula", 5, 1);
    row(&bench, "2026-11-01", "EXACT", "spatula", 10, 2);
    row(&bench, "2026-11-01", "BROAD", "刮刀", 3, 1);
    row(&bench, "2026-08-01", "BROAD", "old", 99, 0);
    bench
}

const ROW: &str = "s/US/C%2F1/g//BROAD/spatula";

#[test]
fn terms_are_added_up_over_the_days_that_count() {
    let bench = bench();
    let page = bench.page(List::Ads, "terms", "");
    assert_eq!(ids(&page), [ROW, "s/US/C%2F1/g//EXACT/spatula", "s/US/C%2F1/g//BROAD/刮刀"]);
    let of = |row, column| cell(&page, List::Ads, "terms", row, column).clone();
    let usd = |minor| Cell::Money(Money::new(minor, Currency::of(b"USD")));
    let first = ["verdict", "impressions", "clicks", "orders", "spend", "sales", "acos", "cvr"].map(|c| of(0, c));
    let wanted =
        [Cell::Word("watch"), Cell::Int(610), Cell::Int(61), Cell::Int(0), usd(3050), usd(0), Cell::None, Cell::Ppm(0)];
    assert_eq!(first, wanted);
    assert_eq!(
        [of(1, "verdict"), of(1, "acos"), of(1, "cvr")],
        [Cell::Word("keep"), Cell::Ppm(250_000), Cell::Ppm(200_000)]
    );
    assert_eq!(page.sums.0, [Money::new(3700, Currency::of(b"USD"))]);
    let filtered = bench.page(List::Ads, "terms", "spatula money:>20");
    assert_eq!((ids(&filtered), filtered.unfiltered), (vec![ROW], 3));
    assert_eq!(filtered.sums.0, [Money::new(3050, Currency::of(b"USD"))]);
    let sorted = ListQuery { sort: Some(("acos", true)), ..query(List::Ads, "terms") };
    assert_eq!(ids(&bench.window(&sorted))[2], ROW, "unknown comes last");
    let around =
        ListQuery { around: Some("s/US/C%2F1/g//BROAD/刮刀".to_owned()), limit: 1, ..query(List::Ads, "terms") };
    assert_eq!(bench.window(&around).offset, 2);
}

#[test]
fn decisions_are_the_terms_with_an_open_item() {
    let bench = bench();
    let subject = term_subject("C/1", "g", "", "BROAD", "spatula");
    let id = bench.item("negate-term", "s", "US", &subject, "negate-term", "week", None);
    bench.item("negate-term", "s", "US", &term_subject("C/1", "g", "", "BROAD", "old"), "negate-term", "week", None);
    let page = bench.page(List::Ads, "decide", "");
    assert_eq!((ids(&page), page.rows[0].item.as_ref().map(|item| item.id)), (vec![ROW], Some(id)));
    assert_eq!(cell(&page, List::Ads, "decide", 0, "verdict"), &Cell::Word("negate"));
    assert_eq!(cell(&page, List::Ads, "decide", 0, "clicks"), &Cell::Int(61));
    assert_eq!(bench.page(List::Ads, "terms", "rule:ads.negate").total, 1);
    bench.sql("UPDATE item SET state = 'acted'");
    assert_eq!(bench.page(List::Ads, "decide", "").total, 0);
}

#[test]
fn the_detail_tells_judged_and_young_clicks_apart() {
    let bench = bench();
    let detail = bench.detail(List::Ads, ROW).unwrap();
    let of = |heading: &str, label: &str| {
        let section = detail.sections.iter().find(|s| s.heading == heading).unwrap();
        section.rows.iter().find(|(l, _)| *l == label).map(|(_, cell)| cell.clone())
    };
    assert_eq!(of("judged", "clicks"), Some(Cell::Int(61)));
    assert_eq!((of("not-judged", "clicks"), of("not-judged", "orders")), (Some(Cell::Int(5)), Some(Cell::Int(1))));
    assert_eq!((of("elsewhere", "match_type"), of("elsewhere", "orders")), (Some(text("EXACT")), Some(Cell::Int(2))));
    assert_eq!(detail.evidence.as_ref().map(|e| e.file.as_str()), Some("terms.xlsx"));
    assert_eq!(bench.detail(List::Ads, "s/US/C%2F1/g//BROAD/nothing"), None);
}
