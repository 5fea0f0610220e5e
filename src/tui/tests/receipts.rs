//! The receipt of a row: whatever is under the cursor says from which file and row it comes, of which report and import,
//! how old it is, and how a rule came to its verdict.

use super::driver::{App, NOW, options};
use super::fake::Fake;
use super::rows::{item, queue_row};
use crate::domain::list::List;
use crate::domain::market::Market;
use crate::domain::work::{Kind, Num};
use crate::i18n::{Lang, receipt};

/// The lines of the receipt on top, as they are scrolled through.
fn sheet(app: &App) -> Vec<String> {
    let Some(crate::tui::app::overlay::Overlay::Sheet(sheet)) = app.model.overlays.last() else { panic!("no sheet") };
    sheet.lines.iter().map(|line| line.as_str().to_owned()).collect()
}

fn receipt_of(lang: Lang, fake: Fake, keys: &str) -> Vec<String> {
    let mut app = App::new(options(lang, (80, 24)), fake);
    app.press(keys);
    sheet(&app)
}

#[test]
fn every_tab_says_file_row_report_import_and_age() {
    let wanted = ["file: 2026-11.txt, row 412", "report: All orders, import 88", "as of: 11-22 06:30 UTC, 2h00m old"];
    for list in [List::Today, List::Orders, List::Messages, List::Ads, List::Stock] {
        let lines = receipt_of(Lang::En, Fake::default(), &format!("{} i", list.digit()));
        let zone = |line: &String| line.starts_with("as of: 11-2") && line.ends_with(", 2h00m old");
        assert_eq!(lines[..2], wanted[..2], "{list:?}");
        assert!(zone(&lines[2]), "{list:?}: {}", lines[2]);
        assert!(lines[3].starts_with("file sha256 5f2a"), "{list:?}");
    }
    // A row of the ledger is its own import, whatever the content counted under before.
    let lines = receipt_of(Lang::En, Fake::default(), "9 j i");
    assert_eq!(lines[1], "report: All orders, import 11");
    let lines = receipt_of(Lang::Zh, Fake::default(), "2 i");
    assert_eq!(lines[..2], ["文件：2026-11.txt，第 412 行", "报表：所有订单，导入编号 88"]);
}

#[test]
fn a_work_item_says_rule_formula_and_every_input() {
    let mut first = item(1, Kind::OutOfStock, "014", None, Market::Us);
    first.numbers.insert("speed".into(), Num::Milli(431));
    first.numbers.insert("hero".into(), Num::Int(1));
    first.numbers.insert("since".into(), Num::At(NOW));
    let mut fake = Fake::default();
    fake.lists[0] = vec![queue_row(first)];
    let lines = receipt_of(Lang::En, fake, "i");
    let place =
        |text: &str| lines.iter().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}: {lines:#?}"));
    assert!(place("rule: stock.out") < place("formula: out: sellable units <= 0"));
    assert!(place("the weighted mean of the units shipped") < place("inputs"));
    for shown in
        ["  best seller: yes", "  units a day: 0.4", "  order total: $23.99", "  units: 2", "  since: 11-21 23:30 PST"]
    {
        assert!(place(shown) > place("inputs"));
    }
}

#[test]
fn what_has_no_file_says_so() {
    // A practice is proven by the journal.
    let lines = receipt_of(Lang::En, Fake::default(), "8 i");
    assert!(lines[0].starts_with("source: the team's journal"), "{lines:?}");
    // Several items have several sources.
    let lines = receipt_of(Lang::En, Fake::default(), "j j j j j j j i");
    assert_eq!(lines, [receipt::fold(Lang::En)]);
    // What is still being read says nothing yet.
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::default());
    app.press("2");
    app.keys("j i");
    assert_eq!(sheet(&app)[0], receipt::not_read(Lang::En));
}
