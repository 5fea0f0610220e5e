//! No question reads a large table from end to end without an index.

use super::*;
use crate::store::list::testing::settings;

/// Tables that grow with the business.
const LARGE: [&str; 6] = ["order_line", "unshipped_line", "ads_term", "message", "fba_planning", "fba_inventory"];

/// The steps of a statement's plan. It does not depend on the values, so nothing is bound but empty JSON lists.
fn plan(bench: &Bench, sql: &str) -> Vec<String> {
    let mut statement = bench.reader.0.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let values = vec!["[]"; statement.parameter_count()];
    let steps = statement.query_map(rusqlite::params_from_iter(values), |row| row.get::<_, String>(3));
    steps.and_then(Iterator::collect).unwrap_or_else(|error| panic!("{error}: {sql}"))
}

/// The steps that scan one of the large tables without an index.
fn scans(bench: &Bench, sql: &str) -> Vec<String> {
    let bare = |step: &String| step.starts_with("SCAN") && !step.contains("INDEX") && large(sql, step);
    plan(bench, sql).into_iter().filter(bare).collect()
}

/// Whether the step's table, by its name or its alias in the statement, is a large one.
fn large(sql: &str, step: &str) -> bool {
    let name = step.split_whitespace().nth(1).unwrap_or_default();
    let words: Vec<&str> = sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    LARGE.iter().any(|table| name == *table || words.windows(2).any(|pair| pair[0] == *table && pair[1] == name))
}

/// Two kinds of statements may read a table whole: the count behind a filter on text, which no index can answer and the
/// time limit bounds, and the sum of orders, which runs on small tables only.
fn may_read_all(sql: &str) -> bool {
    (sql.contains("SELECT COUNT(*)") && (sql.contains("LIKE ?") || sql.contains("holds(")))
        || sql.contains("SUM((o.item_price")
}

#[test]
fn no_view_scans_a_large_table() {
    let bench = Bench::new();
    seen();
    for list in List::ALL {
        for split in list.views() {
            for text in ["", "word", "kind:ship who:me", "order:1 -state:x"] {
                bench.page(list, split, text);
            }
        }
    }
    for (list, id) in [
        (List::Orders, "s/113-1"),
        (List::Orders, "113-1"),
        (List::Messages, "s/t"),
        (List::Ads, "s/US/c/g/t/m/w"),
        (List::Stock, "s/US/a"),
        (List::Imports, "7"),
    ] {
        bench.detail(list, id);
    }
    bench.fact("order_line", "order_id = '1'; sku = 'a'; occurrence = 1; purchased_at = 5");
    let around = ListQuery { around: Some("s/1/a/1".to_owned()), ..query(List::Orders, "all") };
    bench.window(&around);
    for query in [Query::Counts, Query::Sources, Query::Worker] {
        bench.reader.answer(&query, &view()).unwrap();
    }
    bench.reader.facts(NOW, &settings()).unwrap();
    let mut statements = seen();
    statements.sort();
    statements.dedup();
    assert!(statements.len() > 60, "{}", statements.len());
    let bad: Vec<_> = statements
        .iter()
        .filter(|sql| !may_read_all(sql))
        .map(|sql| (sql, scans(&bench, sql)))
        .filter(|(_, scans)| !scans.is_empty())
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn the_default_order_of_the_large_lists_needs_no_sort() {
    let bench = Bench::new();
    for (list, split, index) in [
        (List::Orders, "all", "order_line_purchased"),
        (List::Orders, "cancelled", "order_line_cancelled"),
        (List::Messages, "all", "message_sent"),
        (List::Messages, "claims", "message_claim"),
    ] {
        let (table, pairs) = match list {
            List::Orders => ("order_line", "order_id = '1'; sku = 'a'; occurrence = 1; item_status = 'Cancelled'"),
            _ => (
                "message",
                "message_id = '1'; thread = 't'; sent_at = 1; direction = 'notice'; class = 'claim'; \
                needs_answer = 0; trusted = 1",
            ),
        };
        bench.facts(&format!("DELETE FROM {table}"));
        bench.fact(table, pairs);
        seen();
        bench.page(list, split, "");
        let windows: Vec<String> = seen().into_iter().filter(|sql| sql.contains("OFFSET")).collect();
        assert_eq!(windows.len(), 1, "{list:?} {split}");
        let plan = plan(&bench, &windows[0]).join("\n");
        assert!(plan.contains(index), "{list:?} {split}: {plan}");
    }
}

#[test]
fn mentions_are_found_from_the_person_called_and_not_item_by_item() {
    let bench = Bench::new();
    bench.item("ship", "s", "US", "113-1", "ship-today", "today", None);
    seen();
    bench.page(List::Today, "mentions", "");
    let asked: Vec<String> = seen().into_iter().filter(|sql| sql.contains("main.mention")).collect();
    assert!(!asked.is_empty());
    for sql in asked {
        let plan = plan(&bench, &sql).join("\n");
        assert!(plan.contains("mention_uid") && plan.contains("SEARCH i USING INTEGER PRIMARY KEY"), "{plan}");
    }
}
