//! Questions to real databases and their answers.

use std::time::Duration;

use super::testing::{Bench, NOW, ids, query, seen, view};
use super::*;
use crate::domain::list::{Cell, ReadError};

mod ads;
mod counts;
mod imports;
mod messages;
mod orders;
mod plans;
mod practices;
mod stock;
mod team;
mod today;

/// The cell of a column in a row of a page.
fn cell<'a>(page: &'a Page, list: List, split: &str, row: usize, column: &str) -> &'a Cell {
    let at = crate::domain::list::columns(list, split).iter().position(|c| c.id == column).unwrap();
    &page.rows[row].cells[at]
}

/// The cells under a label of a detail.
fn labelled<'a>(detail: &'a Detail, label: &str) -> Vec<&'a Cell> {
    detail.sections.iter().flat_map(|s| &s.rows).filter(|(l, _)| *l == label).map(|(_, cell)| cell).collect()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn a_question_without_end_is_stopped_and_the_next_one_is_answered() {
    let bench = Bench::new();
    let db = &bench.reader.0;
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n";
    let ask = |sql: &'static str| move |db: &Connection| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    assert_eq!(limited(db, Duration::from_millis(30), ask(endless)), Err(ReadError::TimedOut(0)));
    assert_eq!(limited(db, LIMIT, ask("SELECT 7")), Ok(7));
    assert!(matches!(limited(db, LIMIT, ask("SELECT x FROM nothing")), Err(ReadError::Other(_))));
}

#[test]
fn every_view_answers_without_data() {
    let bench = Bench::new();
    for list in List::ALL {
        for split in list.views() {
            let page = bench.page(list, split, "");
            let wanted = if list == List::Practices { 10 } else { 0 };
            assert_eq!((page.total, page.rows.len(), page.exact), (wanted, wanted as usize, true), "{list:?} {split}");
        }
        let Reply::Splits(splits) = bench.reader.answer(&Query::Splits(list), &view()).unwrap() else { panic!() };
        let wanted: Vec<_> =
            list.views().iter().map(|split| (*split, bench.page(list, split, "").total, true)).collect();
        assert_eq!(splits, wanted);
        assert_eq!(bench.detail(list, "nothing/such/as/this/is/there/at all"), None);
    }
}

#[test]
fn every_key_of_the_filter_is_understood_by_every_view() {
    let bench = Bench::new();
    let all = "word kind:ship mk:us store:s who:me who:none who:li due:<4h age:>2d sku:a rule:ads.* money:>50 is:late \
        is:done is:open is:seen is:snoozed is:claimed is:hero is:reopened is:dismissed lane:now order:1 state:open channel:fbm format:mail";
    for list in List::ALL {
        for split in list.views() {
            for test in all.split_whitespace().map(str::to_owned).chain([all.to_owned(), format!("-{all}")]) {
                assert_eq!(bench.page(list, split, &test).rows.len(), bench.page(list, split, &test).total as usize);
            }
            let columns = crate::domain::view::sortable(list, split);
            assert!(columns.len() > 6, "{list:?} {split}: {columns:?}");
            for (column, down) in columns.into_iter().flat_map(|column| [(column, false), (column, true)]) {
                bench.window(&ListQuery { sort: Some((column, down)), ..query(list, split) });
            }
        }
    }
}
