//! Keys typed ahead of the list that they are meant for.

use super::driver::{App, app, options};
use super::fake::Fake;
use crate::domain::act::{Intent, Verb};
use crate::domain::list::{List, ReadError};
use crate::i18n::Lang;
use crate::tui::Cmd;

fn done(ids: &[i64]) -> Cmd {
    let items = ids.iter().map(|id| (*id, Some(3))).collect();
    Cmd::Write(Intent::Act { verb: Verb::Done { note: None }, items })
}

#[test]
fn keys_typed_ahead_of_a_list_act_on_that_list() {
    let mut app = app();
    // Nothing has answered the filter yet: `d` waits, whatever is typed behind it.
    let cmds = app.keys("/ 1 1 3 enter * d");
    assert!(!cmds.iter().any(|c| matches!(c, Cmd::Write(_))), "{cmds:?}");
    assert_eq!(app.model.held.len(), 2);
    app.settle(cmds);
    app.press("enter");
    assert_eq!(app.log, [done(&[2, 3, 4])], "the rows of the filtered list, no other");
    assert_eq!(app.model.held.len(), 0);
    // A far jump: the row is not loaded yet.
    let mut far = App::new(options(Lang::En, (80, 24)), Fake::with_queue(900));
    let cmds = far.keys("G d");
    assert!(!cmds.iter().any(|c| matches!(c, Cmd::Write(_))), "{cmds:?}");
    far.settle(cmds);
    assert_eq!(far.log, [done(&[900])]);
    // All marks: the rows beyond the window are still being fetched.
    let mut all = App::new(options(Lang::En, (80, 24)), Fake::with_queue(300));
    let cmds = all.keys("* d enter");
    all.settle(cmds);
    let Some(Cmd::Write(Intent::Act { items, .. })) = all.log.first() else { panic!("{:?}", all.log) };
    assert_eq!(items.len(), 300);
}

#[test]
fn keys_typed_ahead_are_forgotten_when_the_list_cannot_be_read_or_esc_is_pressed() {
    let mut app = app();
    let cmds = app.keys("/ 1 1 3 enter j d");
    app.fake.error = Some(ReadError::TimedOut(2));
    app.settle(cmds);
    assert_eq!(app.log, []);
    assert_eq!(app.toast(), "the list could not be read; keys typed ahead and not carried out: 2");
    app.fake.error = None;
    let cmds = app.keys("/ 4 enter d esc");
    app.settle(cmds);
    assert_eq!(app.log, []);
    assert_eq!(app.model.current().filter_text, "1134", "Esc forgets the keys and does nothing else");
    // What does not mean a row does not wait.
    app.keys("/ 5 enter 2");
    assert_eq!(app.model.tab, List::Orders);
}
