//! Orders: the newest lines replace an order as a whole, a rejected line rejects it.

use super::*;

#[test]
fn the_newest_lines_replace_an_order_as_a_whole() {
    let mut deck = Deck::new();
    let first = Fixed::new(Format::AllOrders, WIDE)
        .row(US, "o1|a|100|100|Pending|1|x")
        .row(US, "o1|a|100|100|Pending|2|x")
        .row(US, "o1|b|100|100|Pending|1|y")
        .row(US, "o2|a|100|100|Pending|1|x");
    assert_eq!(counts(&deck.apply(NOW, &first)), [4, 0, 0, 0]);
    assert_eq!(
        deck.list("SELECT sku || occurrence || units FROM order_line WHERE order_id = 'o1'"),
        ["a11", "a22", "b11"]
    );

    let next =
        Fixed::new(Format::AllOrders, WIDE).row(US, "o1|a|100|200|Shipped|1|x").row(US, "o3|a|150|150|Pending|1|x");
    assert_eq!(counts(&deck.apply(NOW - 5, &next)), [1, 1, 0, 0], "updated_at counts before as-of");
    assert_eq!(deck.list("SELECT sku || item_status FROM order_line WHERE order_id = 'o1'"), ["aShipped"]);
    assert_eq!(deck.get::<i64>("SELECT count(*) FROM order_line"), 3);
}

#[test]
fn an_older_file_changes_nothing_and_an_overlapping_newer_one_only_what_differs() {
    let mut deck = Deck::new();
    let newer =
        Fixed::new(Format::AllOrders, WIDE).row(US, "o1|a|100|300|Shipped|1|x").row(US, "o2|a|100|300|Shipped|1|x");
    let older =
        Fixed::new(Format::AllOrders, WIDE).row(US, "o1|a|100|100|Pending|9|x").row(US, "o1|b|100|100|Pending|9|x");
    deck.apply(NOW, &newer);
    let before = deck.hash();
    assert_eq!(counts(&deck.apply(NOW + 50, &older)), [0, 0, 2, 0]);
    assert_eq!(deck.hash(), before);
    let again =
        Fixed::new(Format::AllOrders, WIDE).row(US, "o1|a|100|300|Shipped|1|x").row(US, "o2|a|100|400|Shipped|2|x");
    assert_eq!(counts(&deck.apply(NOW + 60, &again)), [0, 1, 1, 0]);
    assert_ne!(deck.hash(), before);
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    let rows = ["o1|a|100|100|Pending|1|x", "o1|a|100|200|Unshipped|1|x", "o1|a|100|300|Shipped|1|x"];
    let mut hashes = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let mut deck = Deck::new();
        for i in order {
            deck.apply(NOW, &Fixed::new(Format::AllOrders, WIDE).row(US, rows[i]));
        }
        hashes.push(deck.hash());
    }
    assert!(hashes.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_missing_column_keeps_its_value_and_a_blank_one_clears_it() {
    let mut deck = Deck::new();
    let wide =
        Fixed::new(Format::AllOrders, WIDE).row(US, "o1|a|100|100|Pending|1|Mug").row(US, "o1|b|100|100|Pending|1|Cup");
    deck.apply(NOW, &wide);
    let before = deck.hash();
    let same = "order_id sku updated_at item_status units";
    let narrow = Fixed::new(Format::AllOrders, same).row(US, "o1|a|100|Pending|1").row(US, "o1|b|100|Pending|1");
    assert_eq!(counts(&deck.apply(NOW + 1, &narrow)), [0, 0, 2, 0]);
    assert_eq!(deck.hash(), before, "a file with fewer columns wipes nothing");

    let changed = Fixed::new(Format::AllOrders, same).row(US, "o1|a|200|Shipped|");
    assert_eq!(counts(&deck.apply(NOW + 2, &changed)), [0, 1, 0, 0]);
    assert_eq!(
        deck.list("SELECT title || ' ' || item_status || coalesce(units, '-') FROM order_line"),
        ["Mug Shipped-"]
    );
    // The same values in a file of the wide shape are no change.
    let wide = Fixed::new(Format::AllOrders, WIDE).row(US, "o1|a|100|200|Shipped||Mug");
    assert_eq!(counts(&deck.apply(NOW + 3, &wide)), [0, 0, 1, 0]);
}

#[test]
fn a_rejected_line_rejects_its_whole_order_wherever_it_stands() {
    let cases: [(&str, Fixed); 4] = [
        (
            "before",
            base().reject(Some("o1")).row(US, "o1|a|1|1|P|1|x").row(US, "o1|b|1|1|P|1|x").row(US, "o2|a|1|1|P|1|x"),
        ),
        (
            "between",
            base().row(US, "o1|a|1|1|P|1|x").reject(Some("o1")).row(US, "o1|b|1|1|P|1|x").row(US, "o2|a|1|1|P|1|x"),
        ),
        (
            "after others",
            base().row(US, "o1|a|1|1|P|1|x").row(US, "o1|b|1|1|P|1|x").row(US, "o2|a|1|1|P|1|x").reject(Some("o1")),
        ),
        (
            "scattered",
            base().row(US, "o1|a|1|1|P|1|x").row(US, "o2|a|1|1|P|1|x").row(US, "o1|b|1|1|P|1|x").reject(Some("o1")),
        ),
    ];
    for (name, file) in cases {
        let mut deck = Deck::new();
        let report = deck.apply(NOW, &file);
        assert_eq!((counts(&report), report.state), ([1, 0, 0, 3], FileState::Partly), "{name}");
        assert_eq!(deck.list("SELECT order_id FROM order_line"), ["o2"], "{name}");
        let with_order = "SELECT count(*) FROM reject WHERE problem LIKE '%rejected-with-order%' AND line > 1";
        assert_eq!(deck.get::<i64>(with_order), 2, "{name}");
        assert_eq!(deck.get::<i64>("SELECT count(*) FROM reject"), 3, "{name}");
    }
}

#[test]
fn lines_of_an_order_in_several_places_are_one_order() {
    let mut deck = Deck::new();
    let file = base()
        .row(US, "o1|a|1|1|P|1|x")
        .row(US, "o2|a|1|1|P|1|x")
        .row(US, "o1|a|1|1|P|7|x")
        .row(US, "o3|a|1|1|P|1|x")
        .row(US, "o1|b|1|1|P|1|x");
    assert_eq!(counts(&deck.apply(NOW, &file)), [5, 0, 0, 0]);
    let lines = deck.list("SELECT sku || occurrence || units FROM order_line WHERE order_id = 'o1' ORDER BY 1");
    assert_eq!(lines, ["a11", "a27", "b11"]);
    let before = deck.hash();
    assert_eq!(counts(&deck.apply(NOW + 1, &file)), [0, 0, 5, 0]);
    assert_eq!(deck.hash(), before);
}

#[test]
fn a_dead_parser_commits_nothing_but_the_refusal() {
    let mut deck = Deck::new();
    let report = deck.apply(NOW, &base().row(US, "o1|a|1|1|P|1|x").broken());
    assert_eq!(report.state, FileState::Refused);
    assert!(matches!(report.refusal.unwrap().problem, Problem::ParserDied { .. }));
    assert_eq!(deck.get::<i64>("SELECT count(*) FROM order_line"), 0);
    assert_eq!(deck.list("SELECT state FROM import"), ["refused"]);
}

#[test]
fn a_record_that_the_schema_does_not_take_refuses_the_file_and_not_the_worker() {
    let mut deck = Deck::new();
    let file = Fixed::new(Format::Unshipped, "order_item_id units_to_ship").row(US, "i1|1");
    let report = deck.apply(NOW, &file);
    assert_eq!(report.state, FileState::Refused);
    assert!(matches!(report.refusal.unwrap().problem, Problem::ParserDied { status } if status.contains("order_id")));
}

#[test]
fn a_large_file_meets_stored_orders_by_their_hashes() {
    let mut deck = Deck::new();
    deck.apply(NOW, &base().row(US, "o1|a|1|1|P|1|x"));
    let file = base().row(US, "o1|a|1|2|S|1|x").row(US, "o2|a|1|1|P|1|x");
    deck.seq += 1;
    let context = Deck::context(NOW);
    let info = FileInfo {
        seq: deck.seq,
        sha256: "b",
        bytes: 1 << 20,
        context: &context,
        only: None,
        parser_version: 1,
        ended: &|| (Instant(NOW), 0.0),
    };
    let report = deck.facts.apply(&info, &mut || Ok(Box::new(file.clone()))).unwrap();
    assert_eq!(counts(&report), [1, 1, 0, 0]);
}
