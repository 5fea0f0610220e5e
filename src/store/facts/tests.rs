//! Every policy on a real database.

use rusqlite::types::FromSql;

use super::FileInfo;
use crate::domain::batch::testing::Fixed;
use crate::domain::day::{DAY, Day, Instant};
use crate::domain::format::Format;
use crate::domain::import::{FileContext, FileState, ImportReport, Problem, Question};
use crate::domain::market::Market;
use crate::store::open::{Facts, Folder};

const US: Option<Market> = Some(Market::Us);
const UK: Option<Market> = Some(Market::Uk);

/// 2026-11-22T12:00:00Z: noon of files whose as-of is counted from here.
const NOW: i64 = 1_795_348_800;

struct Deck {
    _temp: tempfile::TempDir,
    facts: Facts,
    seq: i64,
}

impl Deck {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("deck")).unwrap();
        let facts = Facts::open(&folder).unwrap();
        Self { _temp: temp, facts, seq: 0 }
    }

    fn context(modified: i64) -> FileContext {
        FileContext {
            store: "shop".into(),
            market: None,
            name: "file.txt".into(),
            modified: Instant(modified),
            received: Instant(NOW),
            period: None,
            dates: None,
            complete: false,
        }
    }

    /// Applies a file whose as-of is its time of modification.
    fn apply(&mut self, modified: i64, file: &Fixed) -> ImportReport {
        self.apply_with(&Self::context(modified), file)
    }

    fn apply_with(&mut self, context: &FileContext, file: &Fixed) -> ImportReport {
        self.seq += 1;
        let sha256 = format!("{:064}", self.seq);
        let info = FileInfo {
            seq: self.seq,
            sha256: &sha256,
            bytes: 1000,
            context,
            parser_version: 1,
            ended: &|| (Instant(NOW), 0.5),
        };
        let report = self.facts.apply(&info, &mut || Ok(Box::new(file.clone()))).unwrap();
        assert_eq!(
            report.rows,
            report.inserted + report.updated + report.unchanged + report.rejected,
            "every record is counted once: {report:?}"
        );
        report
    }

    fn get<T: FromSql>(&self, sql: &str) -> T {
        self.facts.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn list(&self, sql: &str) -> Vec<String> {
        let mut select = self.facts.connection().prepare(sql).unwrap();
        select.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    fn hash(&self) -> String {
        self.facts.content_hash().unwrap()
    }
}

/// Inserted, updated, unchanged, rejected.
fn counts(report: &ImportReport) -> [u64; 4] {
    [report.inserted, report.updated, report.unchanged, report.rejected]
}

const WIDE: &str = "order_id sku purchased_at updated_at item_status units title";

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

fn base() -> Fixed {
    Fixed::new(Format::AllOrders, WIDE)
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

const OPEN: &str = "order_item_id order_id sku units_to_ship promise_at recipient";

fn unshipped(ids: std::ops::Range<u32>) -> Fixed {
    ids.fold(Fixed::new(Format::Unshipped, OPEN), |file, i| file.row(US, &format!("i{i}|o{i}|a|1|{NOW}|Ann {i}")))
}

fn open(deck: &Deck) -> i64 {
    deck.get("SELECT count(*) FROM unshipped_line WHERE closed_at IS NULL")
}

#[test]
fn a_later_snapshot_closes_what_is_gone_and_an_older_one_changes_nothing() {
    let mut deck = Deck::new();
    deck.apply(NOW, &unshipped(0..6));
    assert_eq!(counts(&deck.apply(NOW + 10, &unshipped(2..7))), [1, 0, 4, 0]);
    assert_eq!(open(&deck), 5);
    assert_eq!(deck.get::<i64>("SELECT closed_at FROM unshipped_line WHERE order_id = 'o0'"), NOW + 10);
    let before = deck.hash();
    assert_eq!(counts(&deck.apply(NOW + 5, &unshipped(0..9))), [0, 0, 9, 0]);
    assert_eq!(deck.hash(), before, "an older file neither reopens nor adds");
    // A later file that lists a closed line opens it again.
    assert_eq!(counts(&deck.apply(NOW + 20, &unshipped(0..6))), [0, 2, 4, 0]);
    assert_eq!(open(&deck), 6);
    assert_eq!(deck.get::<i64>("SELECT count(*) FROM snapshot WHERE format = 'unshipped'"), 3);
}

#[test]
fn the_file_s_own_date_counts_before_its_time_of_modification() {
    let mut deck = Deck::new();
    deck.apply(NOW, &unshipped(0..4).as_of(NOW - 100));
    deck.apply(NOW - 50, &unshipped(1..4));
    assert_eq!((open(&deck), deck.get::<i64>("SELECT as_of FROM import WHERE seq = 1")), (3, NOW - 100));
}

#[test]
fn a_short_snapshot_waits_and_one_with_rejects_closes_nothing() {
    let mut deck = Deck::new();
    deck.apply(NOW, &unshipped(0..6));
    let report = deck.apply(NOW + 10, &unshipped(0..2));
    assert_eq!(report.question, Some(Question::FewerRows { before: 6, now: 2 }));
    assert_eq!(open(&deck), 6);
    let report = deck.apply(NOW + 10, &unshipped(0..3).reject(None));
    assert_eq!((report.state, open(&deck)), (FileState::Partly, 6));
    let complete = FileContext { complete: true, ..Deck::context(NOW + 20) };
    deck.apply_with(&complete, &unshipped(0..2));
    assert_eq!(open(&deck), 2);
}

#[test]
fn nothing_to_ship_closes_the_last_orders() {
    let mut deck = Deck::new();
    deck.apply(NOW, &unshipped(0..2));
    let context = Deck::context(NOW + 5);
    let ended = || (Instant(NOW), 0.0);
    let sha256 = "nothing";
    let info = FileInfo { seq: 9, sha256, bytes: 0, context: &context, parser_version: 1, ended: &ended };
    deck.facts.nothing(&info, Format::Unshipped).unwrap();
    assert_eq!((open(&deck), deck.get::<i64>("SELECT closed_import FROM unshipped_line LIMIT 1")), (0, 9));
    deck.seq = 9;
    deck.apply(NOW + 1, &unshipped(0..4));
    assert_eq!(open(&deck), 0, "an older file opens nothing");
}

#[test]
fn stock_is_kept_per_day_and_the_later_file_of_a_day_wins() {
    let mut deck = Deck::new();
    let stock = |n: i32| Fixed::new(Format::FbaInventory, "sku fulfillable").row(US, &format!("a|{n}"));
    deck.apply(NOW, &stock(5));
    assert_eq!(counts(&deck.apply(NOW + 60, &stock(4))), [0, 1, 0, 0]);
    assert_eq!(counts(&deck.apply(NOW + 30, &stock(9))), [0, 0, 1, 0]);
    assert_eq!(counts(&deck.apply(NOW + DAY, &stock(3))), [1, 0, 0, 0]);
    let kept = deck.list("SELECT snapshot_day || ' ' || fulfillable FROM fba_inventory ORDER BY 1");
    assert_eq!(kept, ["2026-11-22 4", "2026-11-23 3"]);
    // What was confirmed later is not undone by a file from between.
    deck.apply(NOW + 90, &stock(4));
    assert_eq!(counts(&deck.apply(NOW + 80, &stock(7))), [0, 0, 1, 0]);
}

#[test]
fn planning_speaks_of_the_day_in_its_column() {
    let mut deck = Deck::new();
    let columns = "snapshot_day sku condition available";
    let file = |n: i32| {
        Fixed::new(Format::FbaPlanning, columns)
            .row(US, &format!("2026-11-20|a|New|{n}"))
            .row(US, &format!("2026-11-21|a||{n}"))
    };
    assert_eq!(counts(&deck.apply(NOW, &file(1))), [2, 0, 0, 0]);
    assert_eq!(counts(&deck.apply(NOW, &file(1))), [0, 0, 2, 0]);
    let end = Day::parse("2026-11-20").unwrap().end(Market::Us.zone()).0;
    assert_eq!(deck.get::<i64>("SELECT as_of FROM fba_planning WHERE condition = 'New'"), end);
    assert_eq!(deck.get::<i64>("SELECT max(as_of) FROM snapshot WHERE format = 'fba-planning'"), end + DAY);
}

const TERMS: &str =
    "start_day end_day grain window_days currency campaign ad_group targeting match_type term clicks spend";

fn terms(rows: &[&str]) -> Fixed {
    rows.iter().fold(Fixed::new(Format::SpSearchTerm, TERMS), |file, row| file.row(US, row))
}

#[test]
fn equal_keys_in_one_file_are_summed_and_counted() {
    let mut deck = Deck::new();
    let file = terms(&[
        "2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|mug|3|100",
        "2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|mug|2|",
        "2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|cup|1|",
        "2026-11-01|2026-11-30|summary|7|CAD|c|g|t|EXACT|cup|1|5",
    ]);
    let report = deck.apply(NOW, &file);
    assert_eq!((counts(&report), report.state), ([3, 0, 0, 1], FileState::Partly));
    assert_eq!(
        deck.list("SELECT term || clicks || coalesce(spend, '-') FROM ads_term ORDER BY 1"),
        ["cup1-", "mug5100"]
    );
    let before = deck.hash();
    deck.apply(NOW + 1, &file);
    assert_eq!(deck.hash(), before, "read again, the sums are the same");
}

#[test]
fn summaries_are_replaced_by_newer_ones_and_beaten_by_days() {
    let mut deck = Deck::new();
    let november = terms(&[
        "2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|mug|3|1",
        "2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|cup|3|1",
    ]);
    let late = terms(&["2026-11-10|2026-12-10|summary|7|USD|c|g|t|EXACT|mug|4|1"]);
    deck.apply(NOW, &november);
    assert_eq!(counts(&deck.apply(NOW - 1, &late)), [0, 0, 1, 0], "an older overlapping summary changes nothing");
    assert_eq!(counts(&deck.apply(NOW + 1, &late)), [1, 0, 0, 0]);
    assert_eq!(deck.list("SELECT start_day FROM ads_term"), ["2026-11-10"]);
    let days = terms(&["2026-11-20|2026-11-20|daily|7|USD|c|g|t|EXACT|mug|1|1"]);
    deck.apply(NOW - 9, &days);
    assert_eq!(deck.list("SELECT grain FROM ads_term"), ["daily"]);
    assert_eq!(counts(&deck.apply(NOW + 9, &late)), [0, 0, 1, 0]);
    assert_eq!(deck.list("SELECT grain FROM ads_period"), ["daily"]);
    // The same days again with one term less.
    let mut deck = Deck::new();
    deck.apply(NOW, &november);
    let less = terms(&["2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|mug|3|1"]);
    assert_eq!(counts(&deck.apply(NOW + 1, &less)), [0, 0, 1, 0]);
    assert_eq!(deck.list("SELECT term FROM ads_term"), ["mug"]);
}

#[test]
fn a_search_term_file_without_days_asks_for_its_period() {
    let mut deck = Deck::new();
    let columns = "grain currency campaign ad_group term clicks";
    let file = Fixed::new(Format::SpSearchTerm, columns).row(US, "summary|USD|c|g|mug|1");
    assert_eq!(deck.apply(NOW, &file).question, Some(Question::Period));
    let day = |text| Day::parse(text).unwrap();
    let context = FileContext { period: Some((day("2026-11-01"), day("2026-11-07"))), ..Deck::context(NOW) };
    assert_eq!(counts(&deck.apply_with(&context, &file)), [1, 0, 0, 0]);
    assert_eq!(deck.list("SELECT start_day || end_day || window_days FROM ads_term"), ["2026-11-012026-11-077"]);
}

const MAIL: &str = "message_id sent_at direction class needs_answer trusted order_id relay in_reply_to subject body";

fn mail(row: &str) -> Fixed {
    Fixed::new(Format::Mail, MAIL).row(US, row)
}

#[test]
fn a_message_finds_its_thread() {
    let mut deck = Deck::new();
    let at = |days: i64| NOW - 50 * DAY + days * DAY;
    let messages = [
        format!("m1|{}|in|question|1|1||r1||Hi|text", at(0)),
        format!("m2|{}|out|reply|0|1|||m1|Re: Hi|text", at(1)),
        format!("m3|{}|in|question|1|1|o1|r1||More|text", at(2)),
        format!("m4|{}|in|question|1|1|o1|r9||Else|text", at(3)),
        format!("m5|{}|in|question|1|1||r1||Late|text", at(40)),
        format!("m6|{}|notice|sold|0|1|o1|||Sold|text", at(4)),
    ];
    for message in &messages {
        assert_eq!(counts(&deck.apply(NOW, &mail(message))), [1, 0, 0, 0]);
    }
    let threads = deck.list("SELECT message_id || '>' || thread FROM message ORDER BY 1");
    assert_eq!(threads, ["m1>m1", "m2>m1", "m3>m1", "m4>m1", "m5>m5", "m6>m6"]);
    assert_eq!(counts(&deck.apply(NOW, &mail(&messages[0]))), [0, 0, 1, 0]);
    // Amazon's copy of our answer names the order, not the message; it may also come first.
    deck.apply(NOW, &mail(&format!("c1|{}|notice|confirmation|0|1|o1|||Your e-mail|text", at(4))));
    assert_eq!(deck.list("SELECT thread FROM message WHERE message_id = 'c1'"), ["m1"]);
    deck.apply(NOW, &mail(&format!("c2|{}|notice|confirmation|0|1|o2|||Your e-mail|text", at(6))));
    deck.apply(NOW, &mail(&format!("m10|{}|in|question|1|1|o2|r10||Q|text", at(5))));
    assert_eq!(deck.list("SELECT thread FROM message WHERE message_id = 'm10'"), ["c2"]);
    // An answer that came first draws the question into its thread.
    deck.apply(NOW, &mail(&format!("m8|{}|out|reply|0|1|||m7|Re|text", at(5))));
    deck.apply(NOW, &mail(&format!("m7|{}|in|question|1|1||r7||Q|text", at(5))));
    assert_eq!(deck.list("SELECT thread FROM message WHERE message_id = 'm7'"), ["m8"]);
}

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
    let blank = Fixed::new(Format::Unshipped, OPEN).row(US, &format!("i0|o0|a|1|{NOW}|"));
    assert_eq!(counts(&deck.apply(NOW + 1, &blank)), [0, 1, 0, 0]);
    assert_eq!(deck.list("SELECT fields FROM order_person"), [r#"{"ship_city":"Graz"}"#]);
    // When its date has come it goes, and the facts stay.
    let rows = "SELECT (SELECT count(*) FROM order_person) || (SELECT count(*) FROM message_person) \
                || (SELECT count(*) FROM extra) || (SELECT count(*) FROM message)";
    assert_eq!((deck.facts.purge(Instant(NOW + 59 * DAY - 1)).unwrap(), deck.list(rows)), (0, vec!["1112".to_owned()]));
    assert_eq!((deck.facts.purge(Instant(NOW + 59 * DAY)).unwrap(), deck.list(rows)), (1, vec!["1012".to_owned()]));
    assert_eq!((deck.facts.purge(Instant(NOW + 60 * DAY)).unwrap(), deck.list(rows)), (2, vec!["0002".to_owned()]));
}

#[test]
fn a_metric_is_kept_per_reporting_date() {
    let mut deck = Deck::new();
    let columns = "metric fulfilment reported_to orders defects rate";
    let file =
        |n: i32| Fixed::new(Format::Performance, columns).row(US, &format!("order-defect-rate||{NOW}|100|{n}|10000"));
    assert_eq!(counts(&deck.apply(NOW, &file(1))), [1, 0, 0, 0]);
    assert_eq!(counts(&deck.apply(NOW + 1, &file(2))), [0, 1, 0, 0]);
    assert_eq!(counts(&deck.apply(NOW, &file(1))), [0, 0, 1, 0]);
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
        parser_version: 1,
        ended: &|| (Instant(NOW), 0.0),
    };
    let report = deck.facts.apply(&info, &mut || Ok(Box::new(file.clone()))).unwrap();
    assert_eq!(counts(&report), [1, 1, 0, 0]);
}
