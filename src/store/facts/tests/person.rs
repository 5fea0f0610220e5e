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
