//! Today: views, the order of H10, folds.

use super::*;
use crate::domain::money::{Currency, Money};
use crate::domain::work::{Kind, Lane, Snooze};
use crate::store::list::testing::{DAY, filter};

const HOUR: i64 = 3600;

/// An open item of the ladder "ship" with a lane and hours until it is due.
fn ship(bench: &Bench, order: &str, lane: &str, hours: Option<i64>) -> i64 {
    bench.item("ship", "s", "US", order, "ship-today", lane, hours.map(|h| NOW.0 + h * HOUR))
}

fn set(bench: &Bench, id: i64, what: &str) {
    bench.sql(&format!("UPDATE item SET {what} WHERE id = {id}"));
}

fn entities(page: &Page) -> Vec<&str> {
    page.rows.iter().filter_map(|row| row.item.as_ref()).map(|item| item.entity.as_str()).collect()
}

#[test]
fn items_stand_in_the_order_of_lane_time_money_hero_and_age() {
    let bench = Bench::new();
    ship(&bench, "free", "free", None);
    ship(&bench, "today none", "today", None);
    ship(&bench, "today 20h", "today", Some(20));
    ship(&bench, "today 2h", "today", Some(2));
    ship(&bench, "today late", "today", Some(-1));
    ship(&bench, "now", "now", Some(90));
    // The same lane and the same bucket of time: money per day decides, by rates; 2,000 yen are less than 20 euros.
    for (order, money, currency, more) in [
        ("yen", 2000, "JPY", ""),
        ("cents", 1, "USD", ""),
        ("euro", 2000, "EUR", ""),
        ("pound", 9_999_999, "GBP", "hero = 1,"),
        ("none", 0, "USD", "opened_at = 1,"),
        ("dollar", 2200, "USD", ""),
    ] {
        let id = ship(&bench, order, "week", Some(100));
        set(&bench, id, &format!("{more} daily_money = {money}, daily_currency = '{currency}'"));
    }
    let page = bench.page(List::Today, "open", "");
    let wanted = [
        "now",
        "today late",
        "today 2h",
        "today 20h",
        "today none",
        "euro",
        "dollar",
        "yen",
        "cents",
        "pound",
        "none",
        "free",
    ];
    assert_eq!(entities(&page), wanted);
    assert_eq!(page.rows[0].id, "w6");
}

#[test]
fn with_one_currency_no_rate_is_needed() {
    let bench = Bench::new();
    for (order, money) in [("small", 5), ("large", 900)] {
        let id = ship(&bench, order, "week", None);
        set(&bench, id, &format!("daily_money = {money}, daily_currency = 'GBP'"));
    }
    assert_eq!(entities(&bench.page(List::Today, "open", "")), ["large", "small"]);
}

#[test]
fn each_view_has_its_items() {
    let bench = Bench::new();
    let items: Vec<i64> = [
        "free",
        "mine",
        "li",
        "old claim",
        "asleep",
        "awake again",
        "until data",
        "acted",
        "cleared",
        "dismissed",
        "long ago",
        "tomorrow's kind",
    ]
    .into_iter()
    .map(|order| ship(&bench, order, "today", None))
    .collect();
    let claim = |uid: u32, until: i64| format!("claim_uid = {uid}, claim_name = 'x', claim_until = {}", NOW.0 + until);
    let closed = |state: &str, ago: i64| format!("state = '{state}', closed_at = {}", NOW.0 - ago);
    let changes = [
        String::new(),
        claim(7, 60),
        claim(8, 60),
        claim(8, 0),
        format!("snooze_until = {}", NOW.0 + 1),
        format!("snooze_until = {}", NOW.0),
        "snooze_format = 'mail'".to_owned(),
        closed("acted", 300),
        closed("cleared", 100),
        closed("dismissed", 200),
        closed("cleared", 8 * DAY),
        "kind = 'of-tomorrow'".to_owned(),
    ];
    for (id, change) in items.iter().zip(&changes).filter(|(_, change)| !change.is_empty()) {
        set(&bench, *id, change);
    }
    let cases: &[(&str, &[&str])] = &[
        ("open", &["free", "mine", "old claim", "awake again"]),
        ("mine", &["mine"]),
        ("everyone", &["free", "mine", "li", "old claim", "awake again"]),
        ("snoozed", &["asleep", "until data"]),
        ("done", &["cleared", "dismissed", "acted"]),
    ];
    for (split, wanted) in cases {
        let split = List::Today.views().iter().find(|view| view == &split).unwrap();
        assert_eq!(entities(&bench.page(List::Today, split, "")), *wanted, "{split}");
    }
    let asleep = bench.page(List::Today, "snoozed", "");
    let until = asleep.rows[1].item.as_ref().unwrap().snoozed.clone();
    assert_eq!(until, Some(Snooze::NewData(Some(crate::domain::format::Format::Mail))));
}

#[test]
fn many_items_of_a_bulk_kind_are_one_row() {
    let bench = Bench::new();
    let term = |market: &str, n: i64| {
        let id = bench.item("negate-term", "s", market, &format!("term {n}"), "negate-term", "week", None);
        let currency = if market == "US" { "USD" } else { "EUR" };
        set(&bench, id, &format!("money = {}, currency = '{currency}'", 100 * n));
        id
    };
    let folded: Vec<i64> = (1..=4).map(|n| term("US", n)).collect();
    for n in 1..=3 {
        term("DE", n);
    }
    ship(&bench, "113-1", "now", None);
    let page = bench.page(List::Today, "open", "");
    assert_eq!(ids(&page), ["w8", "fold:negate-term:s:US", "w5", "w6", "w7"]);
    let usd = Currency::of(b"USD");
    let fold = page.rows[1].fold.as_ref().unwrap();
    assert_eq!((fold.kind, &fold.ids, &fold.money.0), (Kind::NegateTerm, &folded, &vec![Money::new(1000, usd)]));
    assert_eq!(page.rows[1].item.as_ref().map(|item| item.id), Some(1));
    assert_eq!(page.sums.0, [Money::new(1000, usd), Money::new(600, Currency::of(b"EUR"))]);
    assert_eq!((page.total, page.unfiltered), (5, 5));

    let unfolded = ListQuery { unfold: true, ..query(List::Today, "open") };
    assert_eq!(bench.window(&unfolded).total, 8);
    let named = bench.page(List::Today, "open", "kind:ads");
    assert_eq!((named.total, named.unfiltered), (7, 5));
    assert_eq!(bench.page(List::Today, "open", "mk:us").total, 2);

    let inside = ListQuery { around: Some("w3".to_owned()), limit: 2, offset: 4, ..query(List::Today, "open") };
    assert_eq!(bench.window(&inside).offset, 0, "the item is inside the fold");
}

#[test]
fn every_bulk_kind_is_folded_with_its_count_and_its_money() {
    for kind in Kind::ALL.iter().copied().filter(|kind| kind.info().bulk) {
        let bench = Bench::new();
        for n in 1..=5 {
            let id = bench.item(kind.info().ladder, "s", "US", &format!("subject {n}"), kind.word(), "week", None);
            let currency = if n < 4 { "USD" } else { "EUR" };
            set(&bench, id, &format!("money = {}, currency = '{currency}'", 100 * n));
        }
        bench.item(kind.info().ladder, "s", "US", "subject 6", kind.word(), "week", None);
        let page = bench.page(List::Today, "open", "");
        let fold = page.rows[0].fold.as_ref().unwrap();
        assert_eq!((page.total, fold.kind, fold.ids.len(), fold.unknown), (1, kind, 6, 1));
        let money = [Money::new(600, Currency::of(b"USD")), Money::new(900, Currency::of(b"EUR"))];
        assert_eq!(fold.money.0, money, "{kind:?}");
    }
    assert!(Kind::ALL.iter().any(|kind| kind.info().bulk));
}

#[test]
fn today_shows_fifteen_of_its_lane_and_folds_the_rest_but_never_what_is_due_now() {
    let bench = Bench::new();
    for n in 0..30 {
        ship(&bench, &format!("now {n}"), "now", Some(1));
        ship(&bench, &format!("week {n}"), "week", Some(100));
    }
    for n in 0..20 {
        let id = ship(&bench, &format!("today {n}"), "today", Some(5));
        set(&bench, id, "money = 100, currency = 'USD'");
    }
    bench.item("stock", "s", "US", "A-1", "out-of-stock", "today", Some(NOW.0 + 9 * HOUR));
    let lane = |page: &Page, lane: Lane| {
        page.rows.iter().filter(|row| row.item.as_ref().is_some_and(|item| item.lane == lane)).count()
    };
    let page = bench.page(List::Today, "open", "");
    // Fifteen, the fold of the other five, and one of another kind that stands alone.
    assert_eq!((lane(&page, Lane::Now), lane(&page, Lane::Today), lane(&page, Lane::Week)), (30, 17, 30));
    let folds: Vec<_> = page.rows.iter().filter_map(|row| row.fold.as_ref()).collect();
    assert_eq!((folds.len(), folds[0].kind, folds[0].ids.len()), (1, Kind::ShipToday, 5));
    assert_eq!(folds[0].money.0, [Money::new(500, Currency::of(b"USD"))]);
    bench.fact("import", "seq = 1; sha256 = 'aa'");
    let tab = match bench.reader.answer(&Query::Counts, &view()).unwrap() {
        Reply::Counts(counts) => (counts.tabs[0], counts.snoozed),
        other => panic!("{other:?}"),
    };
    assert_eq!(tab, (Some(page.total), 0));
    // Unfolded, filtered, sorted, or for everyone: the rows themselves.
    let everything = |query: ListQuery| bench.window(&query).total;
    assert_eq!(everything(ListQuery { unfold: true, ..query(List::Today, "open") }), 81);
    assert_eq!(everything(ListQuery { sort: Some(("due", true)), ..query(List::Today, "open") }), 81);
    assert_eq!(everything(query(List::Today, "everyone")), 81);
    let filtered = bench.page(List::Today, "open", "lane:today");
    assert_eq!((filtered.total, filtered.unfiltered), (21, 81));
}

#[test]
fn the_queue_is_sorted_by_any_of_its_columns() {
    let bench = Bench::new();
    for (order, money, currency, market) in [
        ("b", "300", "'USD'", "US"),
        ("a", "5", "'EUR'", "DE"),
        ("c", "NULL", "NULL", "FR"),
        ("d", "100", "'USD'", "US"),
    ] {
        let id = bench.item("ship", "s", market, order, "ship-today", "today", None);
        set(&bench, id, &format!("money = {money}, currency = {currency}"));
    }
    let by = |column, down| {
        let page = bench.window(&ListQuery { sort: Some((column, down)), ..query(List::Today, "open") });
        entities(&page).join("")
    };
    assert_eq!((by("entity", false), by("entity", true)), ("abcd".into(), "dcba".into()));
    // Each currency for itself; what is unknown comes last both ways.
    assert_eq!((by("money", false), by("money", true)), ("adbc".into(), "abdc".into()));
    assert_eq!(by("marketplace", false), "acbd");
}

#[test]
fn a_word_is_found_in_what_an_item_says_also_by_pinyin_and_by_its_kinds_name() {
    let bench = Bench::new();
    let id = ship(&bench, "113-1", "today", None);
    set(&bench, id, r#"numbers = '{"sku":{"text":"SKU-014"},"title":{"text":"硅胶铲套装"},"units":{"int":42}}'"#);
    ship(&bench, "113-2", "today", None);
    let found = |text: &str| bench.page(List::Today, "open", text).total;
    for (text, wanted) in
        [("sku-014", 1), ("gjc", 1), ("铲", 1), ("113", 2), ("-gjc", 1), ("title", 0), ("int", 0), ("42", 0)]
    {
        assert_eq!(found(text), wanted, "{text}");
    }
    set(&bench, id, "numbers = '{}'");
    assert_eq!(found("gjc"), 0, "the words follow the numbers");
    let named = filter("ship").named(|_| vec![Kind::ShipToday]);
    let window = ListQuery { filter: std::sync::Arc::new(named), ..query(List::Today, "open") };
    assert_eq!(bench.window(&window).total, 2);
}

#[test]
fn a_filter_counts_what_it_hides_and_the_window_keeps_its_row() {
    let bench = Bench::new();
    for n in 0..30 {
        let id = ship(&bench, &format!("113-{n}"), "today", Some(n - 1));
        set(&bench, id, &format!("store = '{}', money = {n}00, currency = 'USD'", if n < 20 { "s" } else { "z" }));
    }
    let page = bench.page(List::Today, "open", "store:z order:113-2 money:>22");
    assert_eq!((page.total, page.unfiltered, page.rows.len()), (7, 30, 7));
    let around = |id: &str, offset| {
        let window = ListQuery { around: Some(id.to_owned()), limit: 10, offset, ..query(List::Today, "everyone") };
        let page = bench.window(&window);
        (page.offset, page.rows.iter().any(|row| row.id == id))
    };
    assert_eq!(around("w30", 0), (24, true));
    assert_eq!(around("w3", 0), (0, true));
    assert_eq!(around("w99", 5), (5, false));
    let steps = [0, 10, 20, 30, 40]
        .map(|offset| bench.window(&ListQuery { offset, limit: 10, ..query(List::Today, "everyone") }).rows.len());
    assert_eq!(steps, [10, 10, 10, 0, 0], "a reading in steps ends");
    assert_eq!(bench.page(List::Today, "open", "kind:msg").total, 0);
    assert_eq!(bench.page(List::Today, "open", "kind:order is:late").total, 1);
    assert_eq!(bench.page(List::Today, "open", "due:<2h").total, 3);
    assert_eq!(bench.page(List::Today, "open", "age:>5m").total, 30);
}

#[test]
fn the_detail_of_an_item_shows_the_facts_behind_it() {
    let bench = Bench::new();
    bench.fact("import", "seq = 1; sha256 = 'aa'");
    bench.fact("unshipped_line", "order_item_id = '1'; order_id = '113-1'; sku = 'SKU-1'; units_to_ship = 2");
    let id = ship(&bench, "113-1", "today", Some(3));
    bench.sql(&format!(
        "INSERT INTO journal (seq, version, at, uid, step, verb, item, prev, hash) \
         VALUES (1, 1, 5, -1, 1, 'opened', {id}, '', '')"
    ));
    let detail = bench.detail(List::Today, "w1").unwrap();
    assert_eq!(labelled(&detail, "units-to-ship"), [&Cell::Int(2)]);
    assert_eq!(detail.evidence.map(|e| e.sha256), Some("ab".to_owned()), "the item's own evidence");
    assert_eq!(detail.link.as_deref(), Some("https://sellercentral.amazon.com/orders-v3/order/113-1"));
    assert_eq!((detail.history.len(), detail.item.map(|item| item.id)), (1, Some(id)));
    let metric = bench.item("metric", "s", "US", "late-shipment-rate", "metric-near-target", "today", None);
    let detail = bench.detail(List::Today, &format!("w{metric}")).unwrap();
    assert_eq!(detail.link.as_deref(), Some("https://sellercentral.amazon.com/performance/dashboard"));
}

#[test]
fn a_kind_that_is_switched_off_leaves_the_queue_and_its_counts_until_it_is_on_again() {
    let bench = Bench::new();
    let due = Some(NOW.0 + 60);
    bench.item("ship", "s", "US", "113-1", "ship-today", "today", due);
    bench.item("ship", "t", "US", "113-2", "ship-today", "today", Some(NOW.0 + 3600));
    bench.item("stock", "s", "US", "SKU-1", "out-of-stock", "today", None);
    let mut own = view();
    let mut settings = crate::domain::settings::Settings::shipped().unwrap();
    settings.set_for_store("ship-today.on", "s", 0, "test").unwrap();
    let shipped = view();
    own.settings = std::sync::Arc::new(settings);
    let names = |view: &Viewpoint| -> Vec<String> {
        let Reply::Page(page) = bench.reader.answer(&Query::Page(query(List::Today, "open")), view).unwrap() else {
            panic!("no page")
        };
        let mut names: Vec<_> = page.rows.iter().filter_map(|row| Some(row.item.as_ref()?.entity.clone())).collect();
        names.sort();
        names
    };
    let due = |view: &Viewpoint| match bench.reader.answer(&Query::Counts, view).unwrap() {
        Reply::Counts(counts) => counts.next_due,
        other => panic!("{other:?}"),
    };
    assert_eq!(names(&shipped), ["113-1", "113-2", "SKU-1"]);
    assert_eq!(names(&own), ["113-2", "SKU-1"]);
    assert_eq!((due(&shipped), due(&own)), (Some(NOW.plus(60)), Some(NOW.plus(3600))));
}
