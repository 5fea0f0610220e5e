//! Imports: files, problems, freshness.

use super::*;
use crate::domain::day::HOUR;
use crate::domain::import::{Control, Problem, Question, Reject};
use crate::domain::money::{Currency, Money};

fn file(bench: &Bench, seq: i64, state: &str, more: &str) {
    let pairs = format!(
        "seq = {seq}; state = '{state}'; sha256 = 'h{seq}'; format = 'all-orders'; name = 'f{seq}.txt'; \
         received_at = {seq}; as_of = {}; rows = {seq}; seconds = 1.5; {more}",
        NOW.0 - 30 * HOUR
    );
    bench.fact("import", &pairs);
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

#[test]
fn files_stand_newest_first_and_problems_until_they_are_solved() {
    let bench = Bench::new();
    file(&bench, 1, "applied", "");
    file(&bench, 2, "refused", "market = 'US'");
    file(&bench, 3, "waiting", "");
    file(&bench, 4, "partly", "");
    file(&bench, 5, "refused", "");
    file(&bench, 6, "applied", "");
    bench.facts("UPDATE import SET name = 'f5.txt' WHERE seq = 6");
    let item = bench.item("import", "s", "", "h2", "import-refused", "today", None);
    let page = bench.page(List::Imports, "files", "");
    assert_eq!(ids(&page), ["6", "5", "4", "3", "2", "1"]);
    let of = |column| cell(&page, List::Imports, "files", 4, column).clone();
    assert_eq!([of("format"), of("file"), of("rows")], [Cell::Word("all-orders"), text("f2.txt"), Cell::Int(2)]);
    assert_eq!([of("state"), of("marketplace"), of("seconds")], [Cell::Word("refused"), text("US"), Cell::Milli(1500)]);
    assert_eq!(page.rows[4].item.as_ref().map(|item| item.id), Some(item));
    let problems = bench.page(List::Imports, "problems", "");
    assert_eq!(ids(&problems), ["4", "3", "2"]);
    let filtered = bench.page(List::Imports, "problems", "state:refused");
    assert_eq!((ids(&filtered), filtered.unfiltered), (vec!["2"], 3));
    assert_eq!(ids(&bench.page(List::Imports, "files", "kind:import")), ["2"]);
    assert_eq!(ids(&bench.page(List::Imports, "files", "f3 format:all")), ["3"]);
    let around = ListQuery { around: Some("1".to_owned()), limit: 2, ..query(List::Imports, "files") };
    assert_eq!(bench.window(&around).offset, 4);
    let sorted = ListQuery { sort: Some(("rows", false)), ..query(List::Imports, "files") };
    assert_eq!(ids(&bench.window(&sorted))[0], "1");
}

#[test]
fn a_file_shows_the_totals_that_it_states() {
    let bench = Bench::new();
    let control = |subject: &str, expected, found| Control {
        word: "settlement".to_owned(),
        subject: subject.to_owned(),
        currency: Currency::of(b"CAD"),
        expected,
        found,
    };
    let controls = json(&vec![control("11", Some(-6231), -6231), control("12", Some(500), 500)]);
    file(&bench, 1, "applied", &format!("controls = '{controls}'"));
    let page = bench.page(List::Imports, "files", "");
    let shown = cell(&page, List::Imports, "files", 0, "controls").clone();
    assert_eq!(shown, text("11: -62.31 = -62.31 CAD; 12: 5.00 = 5.00 CAD"));
    let detail = bench.detail(List::Imports, "1").unwrap();
    let block = detail.sections.iter().find(|s| s.heading == "controls").unwrap();
    let money = |minor| Cell::Money(Money::new(minor, Currency::of(b"CAD")));
    let first = [("settlement", text("11")), ("stated", money(-6231)), ("lines-add-up", money(-6231))];
    assert_eq!((&block.rows[..3], block.rows.len()), (first.as_slice(), 6));
    let problem = Problem::TotalDiffers { expected: Some(500), found: 499, currency: Currency::of(b"CAD") };
    let reject = Reject { line: 0, column: String::new(), read: "12".to_owned(), problem };
    file(&bench, 2, "refused", &format!("refusal = '{}'", json(&reject)));
    let refused = bench.detail(List::Imports, "2").unwrap();
    let wanted = [
        ("why", Cell::Word("total-differs")),
        ("read", text("12")),
        ("stated", money(500)),
        ("lines-add-up", money(499)),
    ];
    for (label, cell) in wanted {
        assert_eq!(labelled(&refused, label), [&cell], "{label}");
    }
}

#[test]
fn the_detail_of_a_file_names_each_rejected_record() {
    let bench = Bench::new();
    file(&bench, 4, "partly", "unknown = '[\"new-col\"]'; rejected = 2; encoding = 'UTF-8'");
    for (line, problem) in [(977, Problem::Blank), (88, Problem::CellCount { header: 3, line: 4 })] {
        bench.fact(
            "reject",
            &format!("import = 4; line = {line}; \"column\" = 'sku'; value = 'a''b'; problem = '{}'", json(&problem)),
        );
    }
    let detail = bench.detail(List::Imports, "4").unwrap();
    let rejects = detail.sections.iter().find(|s| s.heading == "rejects").unwrap();
    assert_eq!(rejects.rows, [("cell-count", text("88  sku  \"a'b\"")), ("blank", text("977  sku  \"a'b\""))]);
    let unknown = detail.sections.iter().find(|s| s.heading == "unknown-columns").unwrap();
    assert_eq!(unknown.lines, ["new-col"]);
    assert_eq!(
        (labelled(&detail, "rejected"), labelled(&detail, "state")),
        (vec![&Cell::Int(2)], vec![&Cell::Word("partly")])
    );
    assert_eq!(detail.evidence.map(|e| (e.sha256, e.row)), Some(("h4".to_owned(), 0)));
    assert_eq!(bench.detail(List::Imports, "5"), None);
}

#[test]
fn the_detail_says_what_a_file_asks_and_why_it_was_refused() {
    let bench = Bench::new();
    let question = json(&Question::FewerRows { before: 90, now: 10 });
    file(&bench, 1, "waiting", &format!("question = '{question}'"));
    let problem = Problem::UnknownHeader {
        header: vec!["a".into(), "b".into()],
        nearest: Some(crate::domain::format::Format::Unshipped),
        missing: vec!["order-id".into()],
    };
    let refusal = json(&Reject { line: 1, column: String::new(), read: "a b".into(), problem });
    file(&bench, 2, "refused", &format!("refusal = '{refusal}'"));
    let asks = bench.detail(List::Imports, "1").unwrap();
    assert_eq!((asks.sections[0].heading, labelled(&asks, "ask")), ("question", vec![&Cell::Word("ask-fewer-rows")]));
    assert_eq!(labelled(&asks, "rows-before"), [&Cell::Int(90)]);
    assert_eq!(asks.question, Some((1, Question::FewerRows { before: 90, now: 10 })));
    let refused = bench.detail(List::Imports, "2").unwrap();
    assert_eq!(labelled(&refused, "why"), [&Cell::Word("unknown-header")]);
    assert_eq!(
        (labelled(&refused, "nearest"), labelled(&refused, "missing")),
        (vec![&Cell::Word("unshipped")], vec![&text("order-id")])
    );
    assert_eq!(refused.sections[0].lines, ["a", "b"]);
}

/// A problem of each kind.
fn problems() -> Vec<Problem> {
    let text = || "x".to_owned();
    let currency = Currency::of(b"CAD");
    vec![
        Problem::NotANumber,
        Problem::NotADate,
        Problem::NotABool,
        Problem::Blank,
        Problem::LostDigits,
        Problem::NotACurrency,
        Problem::NotAMarketplace,
        Problem::NoMarketplace,
        Problem::NoCurrency,
        Problem::OtherCurrency { wanted: currency },
        Problem::NotAnAmount,
        Problem::CellCount { header: 3, line: 4 },
        Problem::TooLong,
        Problem::RejectedWithOrder,
        Problem::UnknownHeader { header: vec![text()], nearest: None, missing: vec![] },
        Problem::Empty,
        Problem::NotReadable { looks_like: text() },
        Problem::SeveralFiles { names: vec![text()] },
        Problem::CutOff,
        Problem::TooLarge { limit: text() },
        Problem::NotAFile { cause: text() },
        Problem::ParserDied { status: text() },
        Problem::LinesLost { raw: 2, read: 1 },
        Problem::TotalDiffers { expected: None, found: 1, currency },
    ]
}

#[test]
fn every_problem_and_every_question_has_its_word() {
    let bench = Bench::new();
    let problems = problems();
    file(&bench, 1, "partly", "rejected = 1");
    for (line, problem) in (1..).zip(&problems) {
        let problem = json(problem);
        bench
            .fact("reject", &format!("import = 1; line = {line}; \"column\" = 'c'; value = ''; problem = '{problem}'"));
    }
    // The reader of the ledger's JSON names every problem that there is.
    let all = serde_json::from_str::<Problem>(r#"{"problem":"?"}"#).unwrap_err().to_string();
    let all: Vec<&str> = all.split('`').skip(3).step_by(2).collect();
    let detail = bench.detail(List::Imports, "1").unwrap();
    let mut shown: Vec<&str> =
        detail.sections.iter().find(|s| s.heading == "rejects").unwrap().rows.iter().map(|r| r.0).collect();
    assert_eq!((shown.len(), all.len()), (problems.len(), problems.len()), "{all:?}");
    shown.sort_unstable();
    let mut wanted = all;
    wanted.sort_unstable();
    assert_eq!(shown, wanted);
    let mapping = Question::Mapping {
        format: crate::domain::format::Format::Unshipped,
        columns: vec![],
        offers: vec![],
        signature: String::new(),
        others: vec![],
    };
    let order = Question::DateOrder { column: "c".into(), sample: "x".into() };
    let questions = [
        Question::Marketplace { rows: 1 },
        Question::FewerRows { before: 9, now: 1 },
        order,
        Question::Period,
        mapping,
    ];
    for (seq, question) in (2..).zip(&questions) {
        file(&bench, seq, "waiting", &format!("question = '{}'", json(question)));
        let asks = bench.detail(List::Imports, &seq.to_string()).unwrap();
        let word = format!("ask-{}", question.word());
        assert!(matches!(labelled(&asks, "ask")[..], [Cell::Word(ask)] if *ask == word), "{word}");
    }
}

#[test]
fn reports_have_an_age_and_a_wanted_one() {
    let bench = Bench::new();
    file(&bench, 1, "applied", "market = 'US'");
    file(&bench, 2, "applied", "market = 'DE'");
    bench.facts(&format!("UPDATE import SET as_of = {} WHERE seq = 2", NOW.0 - HOUR));
    file(&bench, 3, "applied", "market = 'US'");
    bench.facts("UPDATE import SET format = 'mail' WHERE seq = 3");
    let report = bench.item("report", "s", "US", "all-orders", "report-missing", "week", None);
    let page = bench.page(List::Imports, "freshness", "");
    assert_eq!(ids(&page)[..3], ["report/s/US/all-orders", "report/s/DE/all-orders", "report/s//mail"]);
    // What never came is offered behind, and neither wanted nor missing.
    let offered = bench.page(List::Imports, "freshness", "state:offered");
    let offered = ids(&offered);
    assert!(offered.contains(&"report/s//unshipped"), "{offered:?}");
    assert!(!offered.iter().any(|id| id.ends_with("all-orders") || id.ends_with("own-warehouse")), "{offered:?}");
    assert_eq!(ids(&page).len(), 3 + offered.len());
    assert_eq!(bench.detail(List::Imports, "report/s//unshipped").unwrap().item, None);
    assert_eq!(bench.page(List::Imports, "freshness", "state:old").total, 1);
    let of = |row, column| cell(&page, List::Imports, "freshness", row, column).clone();
    let row = |row| [of(row, "age"), of(row, "wanted"), of(row, "state")];
    assert_eq!(row(0), [Cell::Span(30 * HOUR), Cell::Span(24 * HOUR), Cell::Word("old")]);
    assert_eq!(row(2), [Cell::Span(30 * HOUR), Cell::None, Cell::Word("fresh")]);
    assert_eq!(row(1), [Cell::Span(HOUR), Cell::Span(24 * HOUR), Cell::Word("fresh")]);
    assert_eq!(page.rows[0].item.as_ref().map(|item| item.id), Some(report));
    assert_eq!(ids(&bench.page(List::Imports, "freshness", "state:old")), ["report/s/US/all-orders"]);
    let detail = bench.detail(List::Imports, "report/s/US/all-orders").unwrap();
    assert_eq!(
        (labelled(&detail, "age"), detail.item.as_ref().map(|item| item.id)),
        (vec![&Cell::Span(30 * HOUR)], Some(report))
    );
    assert_eq!(detail.sections[1].lines, ["f2.txt", "f1.txt"]);
}
