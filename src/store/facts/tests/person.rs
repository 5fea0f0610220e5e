//! Personal data lie apart and go when their date has come.

use super::*;

#[test]
fn personal_data_lies_apart_with_its_purge_date_and_old_data_is_not_stored() {
    let mut deck = Deck::new();
    deck.apply(NOW, &unshipped(0..1));
    let wide = Fixed::new(Format::AllOrders, "order_id sku purchased_at updated_at ship_city ship_postal_code");
    let fresh = format!("o0|a|{}|{}|Graz|", NOW - DAY, NOW);
    let old = format!("o9|a|{}|{}|Linz|4020", NOW - 90 * DAY, NOW - 70 * DAY);
    deck.apply(NOW, &wide.row_with(US, &fresh, Some("Ann's phone")).row_with(US, &old, Some("Bob's phone")));
    let people = deck.list("SELECT order_id || fields FROM order_person");
    assert_eq!(people, [r#"o0{"recipient":"Ann 0","ship_city":"Graz"}"#]);
    assert_eq!(deck.get::<i64>("SELECT purge_after FROM order_person"), NOW + 60 * DAY);
    assert_eq!(deck.list("SELECT cells FROM extra"), [r#"{"other":"Ann's phone"}"#]);
    deck.apply(NOW, &mail(&format!("m1|{}|in|question|1|1||r1||Hi|text", NOW - 61 * DAY)));
    deck.apply(NOW, &mail(&format!("m2|{}|in|question|1|1||r2||Hi|body", NOW - DAY)));
    assert_eq!(deck.list("SELECT body FROM message_person"), ["body"]);
    // A file that blanks a cell clears it, also when nothing else changed.
    let blank = Fixed::new(Format::Unshipped, OPEN).row(US, &format!("i0|o0|a|1|{}|{NOW}|", NOW - DAY));
    assert_eq!(counts(&deck.apply(NOW + 1, &blank)), [0, 1, 0, 0]);
    assert_eq!(deck.list("SELECT fields FROM order_person"), [r#"{"ship_city":"Graz"}"#]);
    // When its date has come it goes, and the facts stay.
    let rows = "SELECT (SELECT count(*) FROM order_person) || (SELECT count(*) FROM message_person) \
                || (SELECT count(*) FROM extra) || (SELECT count(*) FROM message)";
    assert_eq!((deck.facts.purge(Instant(NOW + 59 * DAY - 1)).unwrap(), deck.list(rows)), (0, vec!["1112".to_owned()]));
    assert_eq!((deck.facts.purge(Instant(NOW + 59 * DAY)).unwrap(), deck.list(rows)), (1, vec!["1012".to_owned()]));
    assert_eq!((deck.facts.purge(Instant(NOW + 60 * DAY)).unwrap(), deck.list(rows)), (2, vec!["0002".to_owned()]));
}

const PEOPLE: &str = "SELECT order_id || fields FROM order_person ORDER BY 1";

/// An unshipped line of order `o1` that says so much of its address.
fn to(city: &str, street: &str) -> Fixed {
    let columns = "order_item_id order_id sku purchased_at ship_city address_1";
    Fixed::new(Format::Unshipped, columns).row(US, &format!("i1|o1|a|{}|{city}|{street}", NOW - DAY))
}

#[test]
fn a_transaction_without_a_city_clears_no_address() {
    let mut deck = Deck::new();
    deck.apply(NOW, &to("Graz", "Hof 1"));
    let columns = "occurred_at day kind order_id total ship_city";
    let transaction = |city: &str| {
        Fixed::new(Format::DateRange, columns).row(US, &format!("{}|2026-11-21|order|o1|5|{city}", NOW - DAY))
    };
    deck.apply(NOW + 1, &transaction(""));
    assert_eq!(deck.list(PEOPLE), [r#"o1{"address_1":"Hof 1","ship_city":"Graz"}"#]);
    // What it does say is newer.
    deck.apply(NOW + 2, &transaction("Linz"));
    assert_eq!(deck.list(PEOPLE), [r#"o1{"address_1":"Hof 1","ship_city":"Linz"}"#]);
}

#[test]
fn an_older_file_of_another_report_adds_to_an_address_and_changes_nothing_of_it() {
    let all = |city: &str| {
        Fixed::new(Format::AllOrders, "order_id sku purchased_at ship_city ship_postal_code")
            .row(US, &format!("o1|a|{}|{city}|8010", NOW - DAY))
    };
    let wanted = [r#"o1{"ship_city":"Graz","address_1":"Hof 1","ship_postal_code":"8010"}"#];
    let mut deck = Deck::new();
    deck.apply(NOW, &to("Graz", "Hof 1"));
    deck.apply(NOW - DAY / 2, &all("Linz"));
    let sorted = "SELECT order_id || json_object('ship_city', fields ->> 'ship_city', 'address_1', \
                  fields ->> 'address_1', 'ship_postal_code', fields ->> 'ship_postal_code') FROM order_person";
    assert_eq!(deck.list(sorted), wanted);
    deck.apply(NOW - DAY / 4, &all(""));
    assert_eq!(deck.list(sorted), wanted, "its blank cell clears nothing newer");
    // The other way round: the order of arrival does not matter.
    let mut deck = Deck::new();
    deck.apply(NOW - DAY / 2, &all("Linz"));
    deck.apply(NOW, &to("Graz", "Hof 1"));
    assert_eq!(deck.list(sorted), wanted);
    // Of one moment the file with the higher hash is the newer one.
    let mut deck = Deck::new();
    deck.seq = 5;
    deck.apply(NOW, &to("Graz", "Hof 1"));
    deck.seq = 1;
    deck.apply(NOW, &all("Linz"));
    assert_eq!(deck.list(sorted), wanted);
}

#[test]
fn what_a_row_says_of_a_person_is_kept_cleared_and_found_like_any_other_cell() {
    let mut deck = Deck::new();
    let rated = |columns: &str, cells: &str| {
        Fixed::new(Format::SellerFeedback, &format!("order_id rated_day rating {columns}"))
            .row(None, &format!("o1|2026-11-21|{cells}"))
    };
    let of = |market, modified| FileContext { market, ..Deck::context(modified) };
    let said = "SELECT fields FROM row_person";
    deck.apply_with(&of(US, NOW), &rated("comment response", "1|late|sorry"));
    assert_eq!(deck.list(said), [r#"{"comment":"late","response":"sorry"}"#]);
    deck.apply_with(&of(US, NOW + 1), &rated("comment", "2|very late"));
    assert_eq!(deck.list(said), [r#"{"comment":"very late","response":"sorry"}"#], "a missing column keeps its value");
    deck.apply_with(&of(US, NOW + 2), &rated("comment response", "2||sorry"));
    assert_eq!(deck.list(said), [r#"{"response":"sorry"}"#], "a blank cell clears");
    // The same rating, named for another marketplace: Amazon's ids are the same everywhere.
    deck.apply_with(&of(UK, NOW + 3), &rated("comment response", "2|again|"));
    assert_eq!(deck.list(said), [r#"{"comment":"again"}"#]);
}

#[test]
fn a_text_is_gone_when_no_row_of_any_table_holds_it() {
    let mut deck = Deck::new();
    deck.apply(NOW, &unshipped(0..3));
    deck.apply(NOW, &mail(&format!("m1|{}|in|question|1|1||r1||Hi|where is it?", NOW - DAY)));
    let rated = Fixed::new(Format::SellerFeedback, "order_id rated_day comment");
    deck.apply(NOW, &rated.row_with(US, "o1|2026-11-21|slow", Some("Ann's phone")));
    let due = deck.facts.samples(Instant(NOW + 60 * DAY)).unwrap();
    let wanted = ["Ann's phone", "where is it?"];
    assert_eq!(due, wanted, "the values of a row, not the names that stand in every one; short ones are nobody's");
    let texts = ["Ann 1", "nobody", "where is", "Ann 7", "slow", "phone", "Ann 1"].map(str::to_owned);
    assert_eq!(deck.facts.gone(&texts).unwrap(), ["nobody", "Ann 7"]);
    assert_eq!(deck.facts.purge(Instant(NOW + 60 * DAY)).unwrap(), 6);
    assert_eq!(deck.facts.gone(&texts).unwrap(), texts);
}
