//! Large files: what is done at once for many rows gives what is done row by row.

use super::*;

/// A file that is large enough for everything that is done at once.
const LARGE: u64 = 8 << 20;
/// One that is too small for it.
const SMALL: u64 = 1000;

/// Everything that is stored, bookkeeping and personal data included.
fn everything(deck: &Deck) -> Vec<String> {
    let mut all = deck.list(
        "SELECT concat_ws('|', store, market, order_id, sku, occurrence, purchased_at, updated_at, item_status, units, \
         ship_state, as_of, import, line, shape, row_hash) FROM order_line ORDER BY order_id, sku, occurrence",
    );
    all.extend(
        deck.list("SELECT concat_ws('|', order_id, fields, import, purge_after, as_of) FROM order_person ORDER BY 1"),
    );
    all.extend(deck.list("SELECT concat_ws('|', term, end_day, clicks, spend, row_hash) FROM ads_term ORDER BY 1"));
    all.extend(deck.list("SELECT concat_ws('|', from_day, to_day, grain, import) FROM ads_period ORDER BY 1"));
    all
}

/// The indexes of the database.
fn indexes(deck: &Deck) -> Vec<String> {
    deck.list("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
}

/// Applies the same files as small and as large ones and demands that the same is stored and said.
fn same_at_both_sizes(files: &[(i64, Fixed)]) {
    let mut decks = [SMALL, LARGE].map(|bytes| (Deck::new(), bytes));
    let before = indexes(&decks[0].0);
    for (modified, file) in files {
        let reports = decks.each_mut().map(|(deck, bytes)| deck.apply_sized(&Deck::context(*modified), *bytes, file));
        assert_eq!(reports[0], reports[1]);
        assert_eq!(everything(&decks[0].0), everything(&decks[1].0));
        assert_eq!(decks[0].0.hash(), decks[1].0.hash());
        let (sound, kept) = (decks[1].0.list("PRAGMA integrity_check"), indexes(&decks[1].0));
        assert_eq!((sound.as_slice(), &kept), (["ok".to_owned()].as_slice(), &before));
    }
}

const COLUMNS: &str = "order_id sku purchased_at updated_at item_status units ship_state ship_city ship_postal_code";

fn orders() -> Fixed {
    Fixed::new(Format::AllOrders, COLUMNS)
}

fn line(order: &str, sku: &str, updated: &str, rest: &str) -> String {
    format!("{order}|{sku}|{}|{updated}|{rest}", NOW - DAY)
}

#[test]
fn an_empty_table_is_filled_as_row_by_row() {
    let first = orders()
        .row(US, &line("o1", "a", "5", "Shipped|1|NY|Utica|13501"))
        .row(US, &line("o1", "a", "5", "Shipped|2|NY|Utica|13501"))
        .row(US, &line("o1", "b", "5", "Shipped|2|NY|Utica|13501"))
        .row(UK, &line("o2", "b", "6", "Pending|2|||"))
        .row(UK, &line("o3", "b", "", "|||O\"Brien|"));
    same_at_both_sizes(&[(NOW, first)]);
    // A further line of an order that was written, and a rejected line of one.
    let scattered = orders()
        .row(US, &line("o1", "a", "5", "Shipped|1|NY|Utica|13501"))
        .row(US, &line("o2", "a", "5", "Shipped|1|NY|Utica|13501"))
        .row(US, &line("o1", "b", "5", "Shipped|2|NY|Utica|13501"))
        .reject(Some("o2"));
    same_at_both_sizes(&[(NOW, scattered)]);
}

#[test]
fn personal_data_of_another_report_is_patched_by_a_large_file() {
    let unshipped = Fixed::new(Format::Unshipped, "order_item_id order_id sku recipient ship_city")
        .row(US, "i1|o1|a|Ann|Graz")
        .row(US, "i2|o9|a|Bob|Linz");
    let all = orders()
        .row(US, &line("o1", "a", "5", "Shipped|1|NY||13501"))
        .row(US, &line("o2", "a", "5", "Pending|1|NY|Utica|"));
    same_at_both_sizes(&[(NOW, unshipped), (NOW + 1, all)]);
}

#[test]
fn what_a_large_file_has_in_common_with_the_table_is_left_alone() {
    let base = |status: &str, units: &str| {
        orders()
            .row(US, &line("o1", "a", "5", &format!("{status}|1|NY|Utica|13501")))
            .row(US, &line("o2", "a", "5", "Pending|1|NY|Utica|13501"))
            .row(US, &line("o2", "a", "5", &format!("Pending|{units}|NY|Utica|13501")))
            .row(US, &line("o3", "a", "", "Pending|1|NY|Utica|13501"))
    };
    let swapped = orders()
        .row(US, &line("o2", "a", "5", "Pending|2|NY|Utica|13501"))
        .row(US, &line("o2", "a", "5", "Pending|1|NY|Utica|13501"));
    // Unchanged, older, changed, with its lines in another order, and with other columns.
    let fewer = Fixed::new(Format::AllOrders, "order_id sku updated_at item_status")
        .row(US, "o1|a|5|Pending")
        .row(US, "o4|a|5|Pending");
    same_at_both_sizes(&[
        (NOW, base("Pending", "2")),
        (NOW + 1, base("Pending", "2")),
        (NOW - 1, base("Shipped", "2")),
        (NOW + 2, base("Shipped", "3")),
        (NOW + 3, swapped),
        (NOW + 4, fewer),
    ]);
}

#[test]
fn rows_without_a_marketplace_are_placed_while_a_table_is_filled() {
    let unshipped = Fixed::new(Format::Unshipped, "order_item_id order_id sku").row(UK, "i1|o1|a");
    let all = || {
        orders()
            .row(US, &line("o7", "a", "5", "Shipped|1|NY||13501"))
            .row(None, &line("o1", "a", "5", "Shipped|1|NY||1"))
    };
    same_at_both_sizes(&[(NOW, unshipped), (NOW + 1, all())]);
    let mut deck = Deck::new();
    let unknown =
        all().row(None, &line("o8", "a", "5", "Shipped|1|NY||1")).row(UK, &line("o9", "a", "5", "Shipped|1|NY||1"));
    let before = indexes(&deck);
    deck.apply_sized(&Deck::context(NOW), LARGE, &unknown);
    assert_eq!(indexes(&deck), before);
}

#[test]
fn search_terms_are_filled_as_row_by_row() {
    let columns =
        "window_days grain start_day end_day campaign ad_group targeting match_type term currency clicks spend";
    let row = |day: &str, term: &str, clicks: u32| {
        format!("7|daily|2026-11-{day}|2026-11-{day}|c|g|t|EXACT|{term}|USD|{clicks}|100")
    };
    let file = |clicks| {
        Fixed::new(Format::SpSearchTerm, columns)
            .row(US, &row("01", "mug", clicks))
            .row(US, &row("02", "mug", 2))
            .row(US, &row("01", "pan", 3))
    };
    same_at_both_sizes(&[(NOW, file(1)), (NOW + 1, file(4))]);
    // The same key twice is added up, also when it is met while the table is being filled.
    same_at_both_sizes(&[(NOW, file(1).row(US, &row("02", "mug", 5)).row(US, &row("03", "mug", 6)))]);
    let mixed = file(1).row(US, &row("02", "mug", 5).replace("USD", "EUR")).row(US, &row("03", "mug", 6));
    same_at_both_sizes(&[(NOW, mixed)]);
}
