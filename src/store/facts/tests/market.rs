//! Rows that do not name their marketplace.

use super::*;

#[test]
fn the_marketplace_is_found_or_asked_for() {
    let mut deck = Deck::new();
    let columns = "order_item_id order_id sku units_to_ship";
    let unshipped = |rows: &[&str]| rows.iter().fold(Fixed::new(Format::Unshipped, columns), |f, row| f.row(None, row));
    let report = deck.apply(NOW, &unshipped(&["i1|o1|a|1", "i2|o2|a|1"]));
    assert_eq!((report.state, report.question), (FileState::Waiting, Some(Question::Marketplace { rows: 2 })));
    assert_eq!((report.rows, deck.get::<i64>("SELECT count(*) FROM unshipped_line")), (0, 0));

    deck.apply(NOW, &base().row(US, "o1|a|1|1|P|1|x").row(UK, "o2|a|1|1|P|1|x"));
    let report = deck.apply(NOW, &unshipped(&["i1|o1|a|1", "i2|o2|a|1"]));
    assert_eq!(counts(&report), [2, 0, 0, 0]);
    assert_eq!(deck.list("SELECT order_id || market FROM unshipped_line ORDER BY 1"), ["o1US", "o2UK"]);
    // An unknown order in a store of two marketplaces: only a given one helps.
    let file = unshipped(&["i1|o1|a|1", "i2|o2|a|1", "i3|o9|a|1"]);
    assert_eq!(deck.apply(NOW + 1, &file).question, Some(Question::Marketplace { rows: 1 }));
    let context = FileContext { market: Some(Market::De), ..Deck::context(NOW + 1) };
    assert_eq!(counts(&deck.apply_with(&context, &file)), [1, 0, 2, 0]);
    assert_eq!(deck.list("SELECT market FROM unshipped_line WHERE order_id = 'o9'"), ["DE"]);
}

#[test]
fn the_only_marketplace_of_a_store_needs_no_word() {
    let mut deck = Deck::new();
    deck.apply(NOW, &base().row(UK, "o1|a|1|1|P|1|x"));
    let report = deck.apply(NOW, &Fixed::new(Format::FbaInventory, "sku fulfillable price").row(None, "a|5|1999"));
    assert_eq!(counts(&report), [1, 0, 0, 0]);
    assert_eq!(deck.list("SELECT market || currency || snapshot_day FROM fba_inventory"), ["UKGBP2026-11-22"]);
}

#[test]
fn an_amount_in_the_folders_currency_is_not_one_of_an_order_of_another_marketplace() {
    let mut deck = Deck::new();
    deck.apply(NOW, &base().row(US, "o1|a|1|1|P|1|x").row(UK, "o2|a|1|1|P|1|x"));
    let columns = "order_id sku request requested_day status units currency order_amount";
    let row = |order: &str| format!("{order}|a|r1|2026-11-20|Pending|1|EUR|1999");
    let file = Fixed::new(Format::FbmReturns, columns).row(None, &row("o2")).row(None, &row("o9"));
    let context = FileContext { market: Some(Market::De), ..Deck::context(NOW) };
    let report = deck.apply_with(&context, &file);
    assert_eq!(counts(&report), [1, 0, 0, 1]);
    assert_eq!(
        deck.list("SELECT value || ' ' || problem FROM reject"),
        [r#"EUR {"problem":"other-currency","wanted":"GBP"}"#]
    );
    // What the file itself says in pounds is one.
    let file = Fixed::new(Format::FbmReturns, columns).row(None, &row("o2").replace("EUR", "GBP"));
    assert_eq!(counts(&deck.apply_with(&context, &file)), [1, 0, 0, 0]);
}
