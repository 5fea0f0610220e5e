//! What a place calls its acts, which hints and answers it offers, and that every entry of a menu is reached by its keys.

use super::driver::{App, NOW, app, options};
use super::fake::Fake;
use super::rows::item;
use crate::domain::act::{Intent, Reason, Request, Verb};
use crate::domain::filter::What;
use crate::domain::format::Format;
use crate::domain::import::Evidence;
use crate::domain::list::List;
use crate::domain::market::Market;
use crate::domain::work::{Kind, Num, Snooze};
use crate::i18n::Lang;
use crate::tui::app::run;
use crate::tui::{Cmd, ExportFormat, Preset};

/// The line of the open menu that holds `what`.
fn line(app: &mut App, what: &str) -> String {
    let screen = app.screen();
    screen
        .lines()
        .find(|line| line.get(2..4) == Some("| ") && line.contains(what))
        .unwrap_or_else(|| panic!("{what}:\n{screen}"))
        .to_owned()
}

#[test]
fn done_is_called_by_what_was_done() {
    let words = [
        (Kind::ShipToday, "shipped", "已发货"),
        (Kind::BuyerCancellation, "cancelled for the buyer", "已应买家要求取消"),
        (Kind::AnswerDue, "answered", "已回复"),
        (Kind::StockOutNear, "ordered", "已下单"),
        (Kind::NegateTerm, "applied", "已应用"),
        (Kind::MetricNearTarget, "planned", "已制定计划"),
        (Kind::PracticeDue, "signed off", "已签核"),
        (Kind::ReportMissing, "downloaded", "已下载"),
        (Kind::ImportRefused, "dealt with", "已处理"),
    ];
    for (kind, en, zh) in words {
        for (lang, text) in [(Lang::En, format!("done: {en}")), (Lang::Zh, format!("完成：{zh}"))] {
            let mut fake = Fake::default();
            fake.lists[0].truncate(1);
            let row = &mut fake.lists[0][0];
            row.item = Some(Box::new(item(1, kind, "check-reports", Some(3600), Market::Us)));
            // The refused file on its own tab too.
            fake.lists[6][0].item = row.item.clone();
            let mut app = App::new(options(lang, (80, 24)), fake);
            for keys in ["enter", "esc 9 enter"] {
                app.press(keys);
                let shown = line(&mut app, if lang == Lang::En { "done" } else { "完成" });
                let after = shown.split_once(&text).map(|(_, after)| after.chars().next());
                assert_eq!(after, Some(Some(' ')), "{kind:?}: {shown}");
            }
        }
    }
}

#[test]
fn without_a_row_or_with_several_kinds_done_has_the_word_of_the_tab() {
    let mut app = app();
    app.press("* enter");
    let shown = line(&mut app, "1  done");
    assert!(!shown.contains("done:"), "{shown}");
    app.press("esc esc 9 ?");
    assert!(line(&mut app, "done").contains("done: dealt with"));
    app.press("esc 5 ?").press("o r d e r e d");
    assert!(line(&mut app, "done").contains("done: ordered"));
}

#[test]
fn help_and_palette_stay_in_the_bottom_line_of_every_tab() {
    for lang in [Lang::En, Lang::Zh] {
        for (_, preset) in Preset::ALL {
            for tab in List::ALL {
                let mut app = App::new(crate::tui::Options { preset, ..options(lang, (80, 24)) }, Fake::default());
                app.press(&tab.digit().to_string());
                let screen = app.screen();
                let keys = screen.lines().last().unwrap_or_default();
                let help = lang.pick("? help", "? 帮助", "");
                let command = lang.pick(" command", " 命令", "");
                assert!(keys.contains(help) && keys.contains(command), "{tab:?} {preset:?}: {keys}");
                // What there is room for comes in the order of the table.
                let all: Vec<_> = run::hints(&app.model, 1000);
                let shown = run::hints(&app.model, 80);
                let mut rest = all.iter();
                assert!(shown.iter().all(|hint| rest.any(|other| other == hint)), "{keys}");
            }
        }
    }
}

#[test]
fn the_store_s_own_marketplaces_are_offered_first_and_marked() {
    let mut fake = Fake::default();
    let mut of = |store: &str, market| {
        fake.sources.push(crate::domain::list::Source {
            format: Format::Unshipped,
            store: store.into(),
            market: Some(market),
            as_of: Some(NOW),
            wanted: 3600,
        });
    };
    of("1", Market::De);
    of("1", Market::Us);
    of("other", Market::Jp);
    let mut app = App::new(options(Lang::En, (80, 24)), fake);
    app.press("9 F");
    let screen = app.screen();
    let entries: Vec<&str> = screen.lines().filter(|l| l.contains("the marketplace is")).collect();
    let starts = ["US (yours) ", "DE (yours) ", "US, always ", "DE, always ", "CA "];
    for (entry, start) in entries.iter().zip(starts) {
        assert!(entry.split_once("the marketplace is ").unwrap().1.starts_with(start), "{screen}");
    }
    assert_eq!(screen.matches("(yours)").count(), 2, "{screen}");
    app.press("2");
    let [Cmd::Write(Intent::Ask(Request::Answer { answer, .. })), ..] = app.log.as_slice() else {
        panic!("{:?}", app.log)
    };
    assert_eq!(answer, "DE");
}

#[test]
fn a_filter_that_grows_into_a_key_never_answers_as_a_word() {
    let mut app = app();
    let words = |app: &App| -> Vec<String> {
        let tests = app.model.current().filter.any.iter().flatten();
        tests
            .filter_map(
                |t| if let What::Word(word) | What::Named(word, _) = &t.what { Some(word.clone()) } else { None },
            )
            .collect()
    };
    app.press("/");
    for key in ["k", "i", "n", "d", ":"] {
        app.press(key);
        assert_eq!((words(&app), app.model.current().total()), (Vec::<String>::new(), 12), "{key}");
    }
    // A key that does not exist: the word before its colon is not left behind as a filter.
    app.press("ctrl-u f o o");
    assert_eq!(words(&app), ["foo"]);
    for key in [":", "b", "a", "r"] {
        app.press(key);
        assert_eq!((words(&app), app.model.current().total()), (Vec::<String>::new(), 12), "{key}");
    }
    assert!(app.screen().contains("No such key"), "{}", app.screen());
    app.press("esc");
    // The other words hold meanwhile, and Enter takes a half word for a word.
    app.press("/ 1 1 3 space k i n");
    assert_eq!((words(&app), app.model.current().total()), (vec!["113".to_owned()], 3));
    app.press("enter");
    assert_eq!(words(&app), ["113", "kin"]);
}

#[test]
fn every_export_goes_by_its_letter_its_digit_and_the_palette() {
    let formats = [
        (ExportFormat::Csv, "c", "1", "c s v"),
        (ExportFormat::Tsv, "t", "2", "t s v"),
        (ExportFormat::Json, "j", "3", "j s o n"),
        (ExportFormat::Md, "m", "4", "a s space m d"),
    ];
    for (wanted, letter, digit, name) in formats {
        for tab in List::ALL {
            for keys in [format!("e {letter}"), format!("e {digit}"), format!(": {name} enter")] {
                let mut app = app();
                app.press(&format!("{} {keys}", tab.digit()));
                let [Cmd::Export { query, format }] = app.log.as_slice() else {
                    panic!("{tab:?} {keys}: {:?}", app.log)
                };
                assert_eq!((query.list, *format), (tab, wanted), "{keys}");
            }
        }
    }
}

/// What the only write of a fresh screen was.
fn written(keys: &str) -> Verb {
    let mut app = app();
    app.press(keys);
    match app.log.as_slice() {
        [Cmd::Write(Intent::Act { verb, .. })] => verb.clone(),
        other => panic!("{keys}: {other:?}"),
    }
}

#[test]
fn an_observation_takes_as_many_days_as_its_key_and_its_line_say() {
    // 09:00 in Berlin, counted from the 22nd.
    let days = |n: i64| Verb::Snooze(Snooze::Until(NOW.plus(n * 86_400 + 30 * 60)));
    for (n, place) in [(3, 0), (5, 1), (7, 2)] {
        assert_eq!(written(&format!("s o {n}")), days(n));
        assert_eq!(written(&format!("s o {}enter", "down ".repeat(place))), days(n));
        assert_eq!(written(&format!(": o b s e r v e space f o r space {n} enter")), days(n));
    }
    let mut app = app();
    app.press("s o");
    // No line shows a digit that does something else.
    for n in [3, 5, 7] {
        let shown = line(&mut app, &format!("observe for {n} days"));
        let digits: Vec<char> = shown.chars().filter(char::is_ascii_digit).collect();
        assert!(digits.iter().all(|d| d.to_digit(10) == Some(n)), "{shown}");
    }
    app.press("1");
    assert_eq!((app.model.overlays.len(), app.log.len()), (1, 0));
}

#[test]
fn every_reason_of_a_dismissal_goes_by_letter_place_and_arrows() {
    for (place, (letter, reason)) in Reason::ALL.into_iter().enumerate() {
        let wanted = Verb::Dismiss { reason, until: None };
        assert_eq!(written(&format!("x {letter}")), wanted);
        assert_eq!(written(&format!("x {}", place + 1)), wanted);
        assert_eq!(written(&format!("x {}enter", "down ".repeat(place))), wanted);
    }
}

#[test]
fn a_sign_off_is_called_what_it_is_and_no_file() {
    for (last, en, zh) in [
        (None, "source: the team's journal, never signed off so far", "来源：团队日志，至今未签核"),
        (
            Some(("li", NOW.plus(-8 * 86_400))),
            "source: the team's journal, signed off by li on 11-14 08:30 CET",
            "来源：团队日志，li 于 11-14 08:30 CET 签核",
        ),
    ] {
        for (lang, wanted) in [(Lang::En, en), (Lang::Zh, zh)] {
            let mut due = item(1, Kind::PracticeDue, "check-reports", Some(3600), Market::Us);
            due.key.market = None;
            due.evidence = Evidence { file: "sign-off".into(), as_of: NOW.0, ..Evidence::default() };
            if let Some((who, at)) = last {
                due.numbers.insert("who".into(), Num::Text(who.into()));
                due.numbers.insert("last".into(), Num::At(at));
            }
            let mut fake = Fake::default();
            fake.lists[0].truncate(1);
            fake.lists[0][0].item = Some(Box::new(due));
            fake.lists[0][0].market = None;
            let mut app = App::new(options(lang, (118, 50)), fake);
            for keys in ["esc", "i"] {
                app.press(keys);
                let screen = app.screen();
                assert!(screen.contains(wanted), "{wanted}\n{screen}");
                assert!(!screen.contains("sign-off") && !screen.contains("whole file"), "{screen}");
                assert!(!screen.contains("整个文件"), "{screen}");
            }
        }
    }
}

#[test]
fn the_clock_of_imports_is_the_reader_s_and_is_named() {
    let mut fake = Fake::default();
    fake.lists[6][0].market = Some(Market::Jp);
    fake.lists[6][1].market = Some(Market::De);
    let mut app = App::new(options(Lang::En, (160, 50)), fake);
    app.press("9");
    let screen = app.screen();
    // Three files of one moment, about three marketplaces, in a deck of Berlin.
    let rows: Vec<&str> = screen.lines().filter(|line| line.contains(" 1,284 ")).collect();
    assert!(rows.len() == 3 && rows.iter().all(|row| row.contains("11-22 07:30")), "{screen}");
    assert!(screen.contains("received CET") && screen.contains("received: 11-22 07:30 CET"), "{screen}");
}
