//! The mapping screen, what is remembered, and taking a file back: keys alone.

use super::driver::{App, NOW, options};
use super::fake::Fake;
use crate::domain::act::{Intent, Request};
use crate::domain::format::Format;
use crate::domain::import::Question;
use crate::domain::list::List;
use crate::domain::mapping::{Mapping, Near, Offer, Proposal};
use crate::domain::remember::Remembered;
use crate::i18n::Lang;
use crate::tui::Cmd;

fn question() -> Question {
    let column = |name: &str, samples: &str, column: Option<&str>| Proposal {
        name: name.into(),
        samples: samples.split('|').map(str::to_owned).collect(),
        column: column.map(str::to_owned),
        known: false,
    };
    let offer = |column: &str, name: &str, needed| Offer { column: column.into(), name: name.into(), needed };
    Question::Mapping {
        format: Format::FbaInventory,
        columns: vec![
            column("Kod sprzedawcy", "PL-01|PL-02", None),
            column("ASIN", "B0MAPPING1", Some("asin")),
            column("Nazwa\u{1b}[31m produktu", "Ku*** z uc***", Some("title")),
            column("Ilość dostępna", "12|3", Some("fulfillable")),
            column("Uwagi 备注", "kr***", None),
        ],
        offers: vec![
            offer("sku", "sku", true),
            offer("asin", "asin", false),
            offer("title", "product-name", false),
            offer("fulfillable", "afn-fulfillable-quantity", true),
            offer("reserved", "afn-reserved-quantity", false),
        ],
        signature: "abc".into(),
        others: vec![Near {
            format: Format::Reserved,
            columns: vec![column("Kod sprzedawcy", "PL-01|PL-02", Some("sku")), column("ASIN", "B0MAPPING1", None)],
            offers: vec![offer("asin", "asin", false), offer("sku", "sku", true)],
        }],
    }
}

fn screen(lang: Lang, size: (u16, u16)) -> App {
    let mut app = App::new(options(lang, size), Fake { question: question(), ..Fake::default() });
    app.press("9");
    app
}

/// The mapping that was sent.
fn sent(app: &App) -> Vec<(String, String)> {
    let [Cmd::Write(Intent::Ask(Request::Answer { import: 12, answer, .. })), Cmd::StartWorker] = app.log.as_slice()
    else {
        panic!("{:?}", app.log)
    };
    Mapping::parse(answer).unwrap().columns.into_iter().collect()
}

#[test]
fn the_mapping_screen_in_both_sizes_and_languages() {
    for (lang, tag) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 24), (160, 50)] {
            let mut app = screen(lang, size);
            app.press("F");
            insta::assert_snapshot!(format!("mapping_{tag}_{}", size.0), app.screen());
            app.press("enter down");
            insta::assert_snapshot!(format!("mapping_pick_{tag}_{}", size.0), app.screen());
        }
    }
}

#[test]
fn arrows_enter_and_esc_map_a_file() {
    let mut app = screen(Lang::En, (80, 24));
    app.press("F");
    assert!(app.screen().contains("Still missing: sku"), "{}", app.screen());
    // Up from the first column is the line that applies; it does not while something is missing.
    app.press("up enter");
    assert_eq!(app.toast(), "Still missing: sku");
    assert!(app.log.is_empty());
    app.press("down enter down enter");
    assert!(app.screen().contains("Every needed column is there"), "{}", app.screen());
    app.press("end enter");
    let wanted = [
        ("ASIN", "asin"),
        ("Ilość dostępna", "fulfillable"),
        ("Kod sprzedawcy", "sku"),
        ("Nazwa\u{1b}[31m produktu", "title"),
        ("Uwagi 备注", "-"),
    ];
    assert_eq!(sent(&app), wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert!(app.model.overlays.is_empty());
}

#[test]
fn a_column_has_one_place_a_letter_finds_it_and_x_leaves_one_out() {
    let mut app = screen(Lang::En, (80, 24));
    // The third column becomes what the fourth was; then the fourth is left out, and the first is the sku.
    app.press("F down down enter a a");
    assert!(app.screen().contains("> afn-reserved-quantity"), "{}", app.screen());
    app.press("a a enter");
    assert!(app.screen().contains("Still missing: sku"), "{}", app.screen());
    app.press("home down x home enter s enter");
    app.press("end enter");
    let wanted = [
        ("ASIN", "-"),
        ("Ilość dostępna", "-"),
        ("Kod sprzedawcy", "sku"),
        ("Nazwa\u{1b}[31m produktu", "fulfillable"),
        ("Uwagi 备注", "-"),
    ];
    assert_eq!(sent(&app), wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn of_a_name_that_stands_twice_the_first_column_counts() {
    let mut twice = question();
    if let Question::Mapping { columns, .. } = &mut twice {
        columns[1].name = "Kod sprzedawcy".into();
        columns[1].column = Some("sku".into());
    }
    let mut app = App::new(options(Lang::En, (80, 24)), Fake { question: twice, ..Fake::default() });
    app.press("9 F");
    assert!(app.screen().contains("Still missing: sku"), "{}", app.screen());
    app.press("up enter");
    assert_eq!((app.toast(), app.log.len()), ("Still missing: sku", 0));
    app.press("home enter s enter end enter");
    assert_eq!(sent(&app)[1], ("Kod sprzedawcy".to_owned(), "sku".to_owned()));
}

#[test]
fn left_and_right_turn_to_the_other_formats_that_are_near() {
    let mut app = screen(Lang::En, (80, 24));
    app.press("F");
    let nearest = app.screen();
    assert!(nearest.contains("read as Manage FBA inventory") && nearest.contains("1 others"), "{nearest}");
    app.press("right");
    assert!(app.screen().contains("Every needed column is there"), "{}", app.screen());
    app.press("right");
    assert_eq!(app.screen(), nearest);
    app.press("left up enter");
    assert_eq!(sent(&app), [("ASIN", "-"), ("Kod sprzedawcy", "sku")].map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn esc_leaves_the_file_as_it_was() {
    let mut app = screen(Lang::En, (80, 24));
    let before = app.screen();
    app.press("F x down x enter down esc");
    assert_eq!(app.model.overlays.len(), 1, "the first Esc closes the choice of a column");
    app.press("esc");
    assert!(app.model.overlays.is_empty() && app.log.is_empty());
    assert_eq!(app.screen(), before);
    // What was tried is not kept.
    app.press("F");
    assert!(app.screen().contains("Ilość dostępna") && app.screen().contains("afn-fulfillable-quantity"));
}

#[test]
fn what_is_remembered_is_shown_and_forgotten() {
    let map = Mapping::parse("format=fba-inventory; Kod=sku; Ilość=fulfillable; Uwagi=-").unwrap().text();
    let remembered = |id, ask: &str, subject: &str, answer: &str| Remembered {
        id,
        ask: ask.into(),
        subject: subject.into(),
        answer: answer.into(),
        at: NOW,
        who: "li".into(),
    };
    let remembered = vec![
        remembered(4, "mapping", "abc", &map),
        remembered(7, "date-order", "Datum\u{1b}", "dmy"),
        remembered(9, "marketplace", "", "PL"),
    ];
    let mut app = App::new(options(Lang::En, (80, 24)), Fake { remembered, ..Fake::default() });
    app.press("9 j F");
    assert_eq!(app.toast(), "this file asks nothing");
    app.press("j F");
    insta::assert_snapshot!("remembered_en", app.screen());
    app.press("down enter");
    assert_eq!(app.log, [Cmd::Write(Intent::Ask(Request::Forget { answer: 7 })), Cmd::StartWorker]);
    app.log.clear();
    app.press("F esc");
    assert!(app.log.is_empty());
}

#[test]
fn a_marketplace_can_be_answered_for_good() {
    let mut fake = Fake::default();
    fake.sources[0].store = "1".into();
    let mut app = App::new(options(Lang::En, (80, 24)), fake);
    app.press("9 F");
    assert!(app.screen().contains("2  the marketplace is US, always for such files"), "{}", app.screen());
    app.press("down enter");
    let question = Question::Marketplace { rows: 40 };
    let answer = Request::Answer { import: 12, question, answer: "US always".into() };
    assert_eq!(app.log, [Cmd::Write(Intent::Ask(answer)), Cmd::StartWorker]);
}

#[test]
fn a_file_is_taken_back_after_enter_and_not_after_esc() {
    let back = |import| [Cmd::Write(Intent::Ask(Request::TakeBack { import })), Cmd::StartWorker];
    for (lang, tag) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        let mut app = App::new(options(lang, (80, 24)), Fake::default());
        app.press("9 j U");
        insta::assert_snapshot!(format!("take_back_{tag}"), app.screen());
        app.press("esc");
        assert!(app.log.is_empty());
        app.press("U enter");
        assert_eq!(app.log, back(11));
    }
    // From the menu of the row, and from the palette.
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::default());
    app.press("9 enter U");
    assert!(app.screen().contains("takes back 61 rows of 11-22.txt"), "{}", app.screen());
    app.press("enter");
    assert_eq!(app.log, back(12));
    app.log.clear();
    app.press(": t a k e space t h i s enter enter");
    assert_eq!(app.log, back(12));
}

#[test]
fn taking_back_says_why_it_is_not_possible() {
    for (list, why) in [(List::Orders, "works on the Imports tab only"), (List::Today, "works on the Imports tab only")]
    {
        let mut app = App::new(options(Lang::En, (80, 24)), Fake::default());
        app.press(&list.digit().to_string()).press(": t a k e space t h i s");
        assert!(app.screen().contains(why), "{}", app.screen());
        app.press("enter");
        assert_eq!((app.toast(), app.log.len()), (why, 0));
    }
    for (state, why) in [("undone", "it was taken back before"), ("duplicate", "it only says that a file came again")] {
        let mut fake = Fake::default();
        fake.lists[List::Imports as usize][0].cells[8] = crate::domain::list::Cell::Word(state);
        let mut app = App::new(options(Lang::En, (80, 24)), fake);
        app.press("9 U");
        assert_eq!((app.toast(), app.log.len()), (why, 0));
    }
    // A report is no file.
    let mut fake = Fake::default();
    fake.lists[List::Imports as usize][0].id = "report~north~US~unshipped".into();
    let mut app = App::new(options(Lang::En, (80, 24)), fake);
    app.press("9 U");
    assert_eq!(app.toast(), "this row is no file");
    // Nothing of it counts.
    let mut fake = Fake::default();
    let row = &mut fake.lists[List::Imports as usize][0];
    row.cells[4] = crate::domain::list::Cell::Int(0);
    let mut app = App::new(options(Lang::En, (80, 24)), fake);
    app.press("9 U");
    assert!(app.screen().contains("nothing of it counts"), "{}", app.screen());
}
