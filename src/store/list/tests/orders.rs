//! Orders: to ship, all, cancelled.

use super::*;
use crate::domain::day::Instant;
use crate::domain::money::{Currency, Money};

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::of(b"USD"))
}

/// Orders 113-0, 113-1, ... bought one minute apart, the newest last; each third one is cancelled.
fn bench(count: i64) -> Bench {
    let bench = Bench::new();
    bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'all.txt'; format = 'all-orders'");
    for n in 0..count {
        let status = if n % 3 == 0 { "Cancelled" } else { "Shipped" };
        bench.fact(
            "order_line",
            &format!(
                "order_id = '113-{n}'; sku = 'SKU-{n}'; occurrence = 1; purchased_at = {}; item_status = '{status}'; \
                 channel = 'Merchant'; item_price = 1000; currency = 'USD'; units = 1; title = '铲 {n}'; line = {n}",
                NOW.0 - (count - n) * 60
            ),
        );
    }
    bench
}

#[test]
fn open_lines_of_an_order_are_one_row_with_its_item() {
    let bench = bench(1);
    bench.fact("import", "seq = 2; sha256 = 'bb'; name = 'unshipped.txt'; format = 'unshipped'");
    let line = |item: i64, order: &str, more: &str| {
        let pairs = format!("order_item_id = '{item}'; order_id = '{order}'; sku = 'SKU-{item}'; import = 2; {more}");
        bench.fact("unshipped_line", &pairs);
    };
    line(1, "114-1", &format!("units_to_ship = 1; promise_at = {}", NOW.0 + 500));
    line(2, "114-1", &format!("units_to_ship = 2; promise_at = {}", NOW.0 + 400));
    line(3, "114-2", &format!("units_to_ship = 1; promise_at = {}", NOW.0 - 1));
    line(4, "114-3", "units_to_ship = 1; cancel_requested = 1");
    line(5, "114-4", "units_to_ship = 1; verge_of_cancellation = 1; closed_at = 5; closed_import = 2");
    line(6, "114-5", "units_to_ship = 1");
    bench.fact("order_line", "order_id = '114-5'; sku = 'x'; occurrence = 1; item_status = 'Shipped'; as_of = 9");
    bench.fact(
        "order_line",
        "order_id = '114-1'; sku = 'x'; occurrence = 1; item_price = 1500; currency = 'USD'; item_status = 'Unshipped'",
    );
    let ship = bench.item("ship", "s", "US", "114-1", "ship-today", "today", None);
    let cancel = bench.item("buyer-cancellation", "s", "US", "114-3", "buyer-cancellation", "now", None);
    let page = bench.page(List::Orders, "ship", "");
    assert_eq!(ids(&page), ["s/114-2", "s/114-1", "s/114-3"]);
    let of = |row, column| cell(&page, List::Orders, "ship", row, column);
    assert_eq!((of(1, "units"), of(1, "total")), (&Cell::Int(3), &Cell::Money(usd(1500))));
    assert_eq!(of(1, "ship_by"), &Cell::Due(NOW.plus(400)));
    let states: Vec<_> = (0..3).map(|row| of(row, "state")).collect();
    assert_eq!(states, [&Cell::Word("late"), &Cell::Word("unshipped"), &Cell::Word("cancel-asked")]);
    let items: Vec<_> = page.rows.iter().map(|row| row.item.as_ref().map(|item| item.id)).collect();
    assert_eq!(items, [None, Some(ship), Some(cancel)]);
    assert_eq!(page.sums.0, [usd(1500)]);
    assert_eq!(ids(&bench.page(List::Orders, "ship", "is:late")), ["s/114-2"]);
    assert_eq!(ids(&bench.page(List::Orders, "ship", "kind:ship-today")), ["s/114-1"]);
    let sorted = ListQuery { sort: Some(("order_id", true)), ..query(List::Orders, "ship") };
    assert_eq!(ids(&bench.window(&sorted)), ["s/114-3", "s/114-2", "s/114-1"]);
}

#[test]
fn all_lines_stand_newest_first_in_windows() {
    let bench = bench(50);
    bench.item("ship", "s", "US", "113-49", "ship-today", "today", None);
    let window = |offset, around: Option<&str>, sort| {
        let query =
            ListQuery { limit: 10, offset, around: around.map(str::to_owned), sort, ..query(List::Orders, "all") };
        bench.window(&query)
    };
    let page = window(0, None, None);
    assert_eq!((page.total, page.exact, page.rows.len()), (50, true, 10));
    assert_eq!((page.rows[0].id.as_str(), page.rows[9].id.as_str()), ("s/113-49/SKU-49/1", "s/113-40/SKU-40/1"));
    assert_eq!(page.rows[0].item.as_ref().map(|item| item.id), Some(1));
    assert_eq!(page.sums.0, [usd(50_000)]);
    let of = |column| cell(&page, List::Orders, "all", 0, column);
    assert_eq!((of("channel"), of("state"), of("title")), (&Cell::Word("fbm"), &Cell::Word("shipped"), &text("铲 49")));
    assert_eq!(of("purchased_at"), &Cell::At(Instant(NOW.0 - 60)));
    assert_eq!(window(45, None, None).rows.len(), 5);
    let around = window(0, Some("s/113-9/SKU-9/1"), None);
    assert_eq!((around.offset, around.rows[5].id.as_str()), (35, "s/113-9/SKU-9/1"));
    let sorted = window(0, Some("s/113-9/SKU-9/1"), Some(("order_id", true)));
    assert_eq!((sorted.offset, sorted.rows[0].id.as_str()), (0, "s/113-9/SKU-9/1"));
    assert_eq!(window(7, Some("s/999/x/1"), None).offset, 7);
}

#[test]
fn amounts_are_sorted_currency_by_currency_and_unknown_ones_come_last() {
    let bench = Bench::new();
    for (order, money) in [
        ("1", "item_price = 500; currency = 'USD'"),
        ("2", "currency = 'EUR'"),
        ("3", "item_price = 900; currency = 'EUR'"),
        ("4", "item_price = 700; currency = 'USD'"),
        ("5", "item_price = NULL"),
    ] {
        bench.fact("order_line", &format!("order_id = '{order}'; sku = 'a'; occurrence = 1; {money}"));
    }
    let sorted = |down| {
        let page = bench.window(&ListQuery { sort: Some(("total", down)), ..query(List::Orders, "all") });
        ids(&page).iter().map(|id| id[2..3].to_owned()).collect::<String>()
    };
    for (down, known) in [(false, "314"), (true, "341")] {
        let found = sorted(down);
        assert!(found.starts_with(known) && found.len() == 5, "{down}: {found}");
    }
}

#[test]
fn a_window_around_a_row_counts_lines_of_the_same_second() {
    let bench = bench(0);
    for n in 0..30 {
        let pairs = format!("order_id = '113-{n:02}'; sku = 'a'; occurrence = 1; purchased_at = 500");
        bench.fact("order_line", &pairs);
    }
    let query = ListQuery { limit: 4, around: Some("s/113-20/a/1".to_owned()), ..query(List::Orders, "all") };
    let page = bench.window(&query);
    assert_eq!((page.offset, page.rows[2].id.as_str()), (18, "s/113-20/a/1"));
}

#[test]
fn filters_look_at_the_lines_and_at_their_items() {
    let bench = bench(30);
    let given = bench.item("ship", "s", "US", "113-5", "ship-today", "today", None);
    bench.sql(&format!("UPDATE item SET assign_uid = 8, assign_name = 'li' WHERE id = {given}"));
    bench.item("ship", "s", "US", "113-6", "ship-today", "today", None);
    let id = bench.item("ship", "s", "US", "113-4", "ship-today", "today", None);
    bench.sql(&format!(
        "UPDATE item SET assign_uid = 8, assign_name = 'li', claim_uid = 7, claim_name = 'Wei', claim_until = {} WHERE id = {id}",
        NOW.0 + 60
    ));
    let total = |text: &str| bench.page(List::Orders, "all", text).total;
    let cases = [
        ("铲", 30),
        ("\"铲 29\"", 1),
        ("order:113-1", 11),
        ("sku:ku-29", 1),
        ("state:cancelled", 10),
        ("-state:cancelled", 20),
        ("mk:de", 0),
        ("channel:fbm", 30),
        ("channel:fba", 0),
        ("age:<5m", 4),
        ("money:>9", 30),
        ("money:>10", 0),
        ("who:me", 1),
        ("who:wei", 1),
        // Held by wei, given to li: it is with wei until the lease ends.
        ("who:li", 1),
        ("who:none", 1),
        ("-who:me", 29),
        ("kind:ship | order:113-29", 4),
        ("format:mail", 0),
    ];
    for (text, wanted) in cases {
        assert_eq!(total(text), wanted, "{text}");
    }
    let page = bench.page(List::Orders, "cancelled", "order:113-2");
    assert_eq!((page.total, page.unfiltered), (3, 10));
}

#[test]
fn the_detail_of_an_order_hides_who_and_where() {
    let bench = bench(1);
    bench.fact(
        "unshipped_line",
        "order_item_id = '1'; order_id = '113-0'; sku = 'SKU-0'; ship_state = 'CA'; ship_country = 'US'; \
         verge_of_late = 1; cancel_reason = 'too slow'",
    );
    let fields = r#"{"buyer_name":"Anna Katharina Schmidt","ship_postal_code":"94107-1234","address_1":"12 High St"}"#;
    bench.fact("order_person", &format!("order_id = '113-0'; import = 1; fields = '{fields}'"));
    let id = bench.item("ship", "s", "US", "113-0", "ship-today", "today", None);
    for row in ["s/113-0", "s/113-0/SKU-0/1", "113-0"] {
        let detail = bench.detail(List::Orders, row).unwrap();
        assert_eq!((detail.id.as_str(), detail.item.as_ref().map(|item| item.id)), (row, Some(id)));
        assert_eq!(labelled(&detail, "postal-code"), [&text("94***")]);
        assert_eq!(labelled(&detail, "buyer"), [&text("A. K.")]);
        assert_eq!(labelled(&detail, "ship-state"), [&text("CA")]);
        assert_eq!(labelled(&detail, "verge-of-late"), [&Cell::Word("yes")]);
        assert_eq!(labelled(&detail, "total"), [&Cell::Money(usd(1000))]);
        let shown = format!("{:?}", detail.sections);
        assert!(!shown.contains("High St") && !shown.contains("Schmidt") && !shown.contains("94107"), "{shown}");
        assert_eq!(detail.evidence.map(|e| e.file), Some("all.txt".to_owned()));
    }
    assert_eq!(bench.detail(List::Orders, "z/113-0"), None);
}
