//! Another row stands under the cursor than the one that was meant: nothing is done to it.

use super::driver::{App, NOW, app, options};
use super::fake::Fake;
use crate::domain::act::{Intent, Reason, Request, Verb};
use crate::domain::list::{List, ReadError};
use crate::domain::practice::Practice;
use crate::domain::remember::Remembered;
use crate::i18n::Lang;
use crate::tui::{Cmd, Key, Model, Msg, update};

const GONE: &str = "the row under the cursor has just gone; press again to act on this one";

/// Somebody else's act takes a row off a list, and the screen reads again.
fn take(app: &mut App, list: List, place: usize) {
    app.fake.lists[list as usize].remove(place);
    app.send(Msg::Changed);
}

fn repeated(name: &str) -> Msg {
    Msg::Key(Key { repeat: true, ..Key::parse(name).unwrap() })
}

fn verbs(app: &App) -> Vec<&'static str> {
    let word = |cmd: &Cmd| match cmd {
        Cmd::Write(Intent::Act { verb, .. }) => Some(verb.word()),
        _ => None,
    };
    app.log.iter().filter_map(word).collect()
}

#[test]
fn a_menu_says_nothing_of_another_row_than_it_was_opened_on() {
    // Taking back: the file of the title has left the list, another one stands there.
    let mut imports = App::new(options(Lang::En, (80, 24)), Fake::default());
    imports.press("9 U");
    take(&mut imports, List::Imports, 0);
    imports.press("enter");
    assert_eq!((imports.toast(), imports.log.len()), (GONE, 0));
    // An answer: the next file asks the same.
    let mut fake = Fake::default();
    fake.lists[List::Imports as usize][1].id = "13".into();
    let mut waiting = App::new(options(Lang::En, (80, 24)), fake);
    waiting.press("9 F");
    take(&mut waiting, List::Imports, 0);
    waiting.press("6");
    assert_eq!((waiting.toast(), waiting.log.len()), (GONE, 0));
    // A verb by its menu, by the menu of the row, and by the palette.
    for (open, choose) in [("x", "k"), ("s", "h"), ("enter", "1"), (". x", "k"), (": d o n e", "enter")] {
        let mut app = app();
        app.press(open);
        take(&mut app, List::Today, 0);
        app.press(choose);
        assert_eq!((app.toast(), app.log.len()), (GONE, 0), "{open} {choose}");
        assert!(app.model.overlays.is_empty());
        app.press("d");
        assert_eq!(verbs(&app), ["done"], "the next key acts");
    }
}

#[test]
fn a_menu_about_the_list_or_about_marks_is_not_held_back() {
    let mut app = app();
    app.press("2 e");
    take(&mut app, List::Orders, 0);
    app.press("c");
    assert!(matches!(app.log.as_slice(), [Cmd::Export { .. }]), "{:?}", app.log);
    // The marked rows are still those; the one under the cursor was not meant.
    let mut app = self::app();
    app.press("space space x");
    take(&mut app, List::Today, 2);
    app.press("k enter");
    let dismiss = Verb::Dismiss { reason: Reason::Known, until: None };
    assert_eq!(app.log, [Cmd::Write(Intent::Act { verb: dismiss, items: vec![(1, Some(3)), (2, Some(3))] })]);
}

#[test]
fn a_form_keeps_what_was_typed_when_its_row_has_gone() {
    let mut app = app();
    app.press("8 d o k");
    take(&mut app, List::Practices, 0);
    app.press("enter");
    // A sign-off carries its practice and its item: the store says whether it still can be signed.
    let signed = Verb::SignOff { practice: Practice::CheckReports, note: "ok".into() };
    assert_eq!(app.log, [Cmd::Write(Intent::Act { verb: signed, items: vec![(9, Some(3))] })]);
    let mut date = self::app();
    date.press("s d 3 d");
    take(&mut date, List::Today, 0);
    date.press("enter");
    assert_eq!(date.log, []);
    let screen = date.screen();
    assert!(screen.contains("The row is no longer there") && screen.contains("3d"), "{screen}");
    // A path means no row.
    let mut path = self::app();
    path.press("R / a");
    take(&mut path, List::Today, 0);
    path.press("enter");
    assert!(matches!(path.log.first(), Some(Cmd::Write(Intent::Ask(Request::Import { .. })))), "{:?}", path.log);
}

#[test]
fn the_first_verb_behind_a_row_that_went_is_held_back_whatever_it_is() {
    for (first, then) in [("d", "done"), ("c", "take-over"), ("x", "dismiss"), ("s", "snooze")] {
        let mut app = app();
        take(&mut app, List::Today, 0);
        app.press(first);
        assert_eq!((app.toast(), app.log.len(), app.model.overlays.len()), (GONE, 0, 0), "{first}");
        app.press(first);
        if !app.model.overlays.is_empty() {
            app.press("enter");
        }
        assert_eq!(verbs(&app), [then]);
    }
}

#[test]
fn holding_u_down_takes_no_file_back() {
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::default());
    app.press("9 j U");
    assert_eq!(update(&mut app.model, repeated("U")), []);
    // A terminal that does not tell a held key from a second press sends the key again after half a second.
    app.press("U");
    assert_eq!((app.log.len(), app.model.overlays.len()), (0, 1));
    app.press("enter");
    assert_eq!(app.log, [Cmd::Write(Intent::Ask(Request::TakeBack { import: 11 })), Cmd::StartWorker]);
}

#[test]
fn a_held_letter_chooses_nothing_in_a_menu_and_a_held_arrow_moves() {
    let mut app = app();
    app.press("s");
    for name in ["h", "t", "1", "enter"] {
        assert_eq!(update(&mut app.model, repeated(name)), [], "{name}");
    }
    assert_eq!(app.model.overlays.len(), 1);
    app.send(repeated("j")).send(repeated("down")).press("enter");
    assert_eq!(verbs(&app), ["snooze"]);
    let Some(Cmd::Write(Intent::Act { verb: Verb::Snooze(until), .. })) = app.log.first() else { panic!() };
    assert_eq!(*until, crate::domain::work::Snooze::Until(NOW.plus(1800 + crate::domain::day::DAY)), "Monday 09:00");
}

#[test]
fn an_answer_is_forgotten_by_its_own_number_and_j_moves_in_a_long_list() {
    let remembered = |id| Remembered {
        id,
        ask: "marketplace".into(),
        subject: String::new(),
        answer: "PL".into(),
        at: NOW,
        who: "li".into(),
    };
    let fake = Fake { remembered: (1..=12).map(remembered).collect(), ..Fake::default() };
    let mut app = App::new(options(Lang::En, (80, 24)), fake);
    app.press("9 j j F");
    // A colleague forgets the first one while the menu is open.
    app.fake.remembered.remove(0);
    app.send(Msg::Changed).press("j enter");
    assert_eq!(app.log, [Cmd::Write(Intent::Ask(Request::Forget { answer: 2 })), Cmd::StartWorker]);
}

#[test]
fn keys_typed_ahead_of_the_first_run_begin_nothing() {
    let fake = Fake { error: Some(ReadError::NoData), ..Fake::default() };
    let mut app = App { model: Model::new(options(Lang::En, (80, 24))), fake, log: Vec::new() };
    let mut cmds = app.model.start();
    cmds.extend(app.keys("d enter j 1"));
    app.settle(cmds);
    assert_eq!((app.log.as_slice(), app.model.choice), (&[][..], 0));
    app.press("1");
    assert_eq!(app.log, [Cmd::Demo(true)]);
}

#[test]
fn folding_up_is_no_theft_of_a_row() {
    let mut app = app();
    app.press("j j j j j j j right j");
    assert_eq!(app.selected(), Some("w22"));
    app.press("h");
    app.press("d");
    assert_ne!(app.toast(), GONE);
    // The row wants a line about it.
    app.press("o k enter");
    assert_eq!(verbs(&app), ["done"]);
}
