//! What can be done is reached by key, menu, palette and hint alike.

use super::driver::{App, app, options};
use super::fake::Fake;
use super::verbs::done;
use crate::domain::act::{Intent, Verb};
use crate::domain::list::{List, Query};
use crate::i18n::Lang;
use crate::tui::app::action::Action;
use crate::tui::app::run;
use crate::tui::keys::map;
use crate::tui::{Cmd, Key, Msg, Preset};

#[test]
fn enter_opens_the_menu_of_what_can_be_done_and_digits_choose() {
    let mut app = app();
    app.press("enter");
    assert!(app.screen().contains("> 1  done"), "{}", app.screen());
    app.press("1");
    assert_eq!(app.log, [done(&[1])]);
    // Under 80x24 the first Enter shows the detail.
    let mut app = App::new(options(Lang::En, (70, 20)), Fake::default());
    app.press("enter");
    assert!(app.screen().contains("source: 2026-11.txt row 412"), "{}", app.screen());
    app.press("enter");
    assert_eq!(app.model.overlays.len(), 1);
    app.press("esc esc esc esc");
    assert!(app.model.overlays.is_empty() && !app.model.panes.zoom && app.log.is_empty());
}

#[test]
fn right_and_enter_unfold() {
    for key in ["right", "enter", "l"] {
        let mut app = app();
        app.press("j j j j j j j");
        let cmds = app.keys(key);
        let unfolds = |c: &Cmd| matches!(c, Cmd::Load { query: Query::Page(q), .. } if q.unfold);
        assert!(cmds.iter().any(unfolds), "{key}: {cmds:?}");
    }
}

#[test]
fn full_width_keys_of_an_input_method_work() {
    let mut app = app();
    app.send(Msg::Key(Key::char('ｊ'))).send(Msg::Key(Key::char('ｄ')));
    assert_eq!(app.log, [done(&[2])]);
    app.send(Msg::Key(Key::char('：')));
    assert_eq!(app.model.overlays.len(), 1);
    app.press("esc").send(Msg::Key(Key::char('中')));
    assert!(app.toast().starts_with("Input method?"));
}

#[test]
fn the_palette_finds_by_name_key_and_english_and_runs() {
    let mut app = App::new(options(Lang::Zh, (80, 24)), Fake::default());
    app.press(": t o m o r enter");
    assert!(matches!(app.log.as_slice(), [Cmd::Write(Intent::Act { verb: Verb::Snooze(_), .. })]), "{:?}", app.log);
    app.press("?");
    app.send(Msg::Paste("排序".into())).press("enter");
    assert!(app.screen().contains("按 到期 排序"), "{}", app.screen());
}

#[test]
fn every_action_is_reached_by_key_or_menu_and_by_the_palette() {
    for tab in List::ALL {
        let app = app_on(tab);
        assert_eq!(app.model.tab, tab);
        for action in map::bindings(tab).map(|b| b.action).chain(Action::menu_only()) {
            assert!(run::everything(&app.model).contains(&action), "{action:?} on {tab:?}");
        }
    }
}

fn app_on(tab: List) -> App {
    let mut app = app();
    app.press(&tab.digit().to_string());
    app
}

#[test]
fn every_hint_works() {
    for tab in List::ALL {
        let app = app_on(tab);
        for (key, _) in run::hints(&app.model, usize::MAX / 2) {
            let key = Key::parse(key).unwrap();
            let action = map::resolve(Preset::Vim, tab, key).unwrap();
            assert_eq!(run::enabled(&app.model, action), Ok(()), "{action:?} on {tab:?}");
        }
    }
}
