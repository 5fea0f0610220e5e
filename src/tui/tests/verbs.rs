//! Keys in, commands out.

use super::driver::{App, NOW, app, is_page, options};
use super::fake::Fake;
use crate::domain::act::{Intent, Reason, Request, Verb};
use crate::domain::day::{DAY, HOUR};
use crate::domain::import::Question;
use crate::domain::list::{List, Query, ReadError, Reply};
use crate::domain::practice::Practice;
use crate::domain::work::Snooze;
use crate::i18n::Lang;
use crate::tui::{Cmd, ExportFormat, Key, Mouse, MouseAct, Msg, update};

fn act(verb: Verb, ids: &[i64]) -> Cmd {
    Cmd::Write(Intent::Act { verb, items: ids.iter().map(|id| (*id, Some(3))).collect() })
}

pub(super) fn done(ids: &[i64]) -> Cmd {
    act(Verb::Done { note: None }, ids)
}

#[test]
fn done_writes_the_version_seen_and_selects_the_next() {
    let mut app = app();
    assert_eq!(app.selected(), Some("w1"));
    let cmds = app.keys("j j d");
    assert!(cmds.contains(&done(&[3])), "{cmds:?}");
    assert_eq!(app.selected(), Some("w4"));
    app.settle(cmds);
    assert_eq!(app.selected(), Some("w4"));
    assert_eq!(app.toast(), "OK done: 113   11 left   u undo");
    app.press("u");
    assert_eq!(app.selected(), Some("w3"), "undo goes back to the row");
}

#[test]
fn twenty_three_quick_dones_empty_the_list_before_any_answer() {
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::with_queue(23));
    let cmds = app.keys(&vec!["d"; 23].join(" "));
    let writes: Vec<&Cmd> = cmds.iter().filter(|c| matches!(c, Cmd::Write(_))).collect();
    let wanted: Vec<Cmd> = (1..=23).map(|n| done(&[n])).collect();
    assert_eq!(writes, wanted.iter().collect::<Vec<_>>());
    assert_eq!(app.model.current().total(), 0);
    app.settle(cmds);
    assert_eq!((app.model.current().total(), app.fake.lists[0].len()), (0, 0));
    assert!(app.screen().contains("Nothing left.  11 done in 26 min (45 s each)."), "{}", app.screen());
}

#[test]
fn a_list_read_before_the_write_does_not_bring_the_row_back() {
    let mut app = app();
    // A reload is under way while the row is written.
    let running = update(&mut app.model, Msg::Changed);
    let writes = app.keys("d");
    let before: Vec<Msg> = running
        .iter()
        .filter_map(|cmd| match cmd {
            Cmd::Load { lane, generation, query } => {
                Some(Msg::Reply { lane: *lane, generation: *generation, result: app.fake.answer(query) })
            }
            _ => None,
        })
        .collect();
    for msg in before {
        update(&mut app.model, msg);
        assert!(app.model.current().rows().iter().all(|r| r.id != "w1"));
    }
    app.settle(writes);
    assert_eq!(app.selected(), Some("w2"));
}

#[test]
fn a_lost_race_says_who_and_when_and_brings_the_row_back() {
    let mut app = app();
    app.fake.conflict = true;
    let cmds = app.keys("j j d");
    assert_eq!(app.model.current().total(), 11);
    app.settle(cmds);
    assert_eq!(app.toast(), "113: li changed it at 08:30, now done, waiting for proof; nothing was written");
    assert_eq!(app.log.last(), Some(&Cmd::Bell));
    assert_eq!((app.model.current().total(), app.selected()), (12, Some("w4")));
    assert!(app.model.current().rows().iter().any(|r| r.id == "w3"));
}

#[test]
fn the_last_row_hands_the_selection_upwards() {
    let mut app = app();
    app.press("G d");
    assert_eq!(app.selected(), Some("w10"));
    app.press("d d");
    // The practice asks for its line first.
    assert!(app.screen().contains("sign off"), "{}", app.screen());
}

#[test]
fn a_second_verb_on_a_row_waits_for_the_version_that_the_first_one_made() {
    let mut app = app();
    let cmds = app.keys("c d");
    assert_eq!(cmds.iter().filter(|c| matches!(c, Cmd::Write(_))).count(), 1);
    app.settle(cmds);
    let Some(Cmd::Write(Intent::Act { verb, items })) = app.log.last() else { panic!("{:?}", app.log) };
    assert_eq!((verb.word(), items.as_slice()), ("done", [(1, Some(4))].as_slice()));
}

#[test]
fn a_verb_that_waited_means_the_item_as_it_was_seen_and_left_by_oneself() {
    // The first verb, and the version that a second one means: the item is seen in version 3, and somebody else makes it 9
    // before the list is read again. Of a claim nobody knows whether it only renewed.
    for (first, wanted) in [("m h i enter", 3), ("a l", 4), ("c", 9)] {
        for typed_ahead in [true, false] {
            let mut app = app();
            let mut cmds = app.keys(first);
            if typed_ahead {
                cmds.extend(app.keys("d"));
            }
            let (writes, mut rest): (Vec<Cmd>, Vec<Cmd>) = cmds.into_iter().partition(|c| matches!(c, Cmd::Write(_)));
            for write in writes {
                let Cmd::Write(intent) = write else { unreachable!() };
                let result = Ok(app.fake.write(&intent));
                rest.extend(update(&mut app.model, Msg::Wrote { intent, result }));
            }
            if !typed_ahead {
                rest.extend(app.keys("d"));
            }
            app.fake.lists[0][0].item.as_mut().unwrap().version = 9;
            app.settle(rest);
            let sent = app.log.iter().filter(|c| matches!(c, Cmd::Write(Intent::Act { verb: Verb::Done { .. }, .. })));
            let wanted = Intent::Act { verb: Verb::Done { note: None }, items: vec![(1, Some(wanted))] };
            assert_eq!(sent.collect::<Vec<_>>(), [&Cmd::Write(wanted)], "{first} {typed_ahead}");
        }
    }
}

#[test]
fn marks_that_are_set_while_a_verb_waits_stay() {
    let mut app = app();
    let cmds = app.keys("c m h i enter space space");
    assert_eq!(app.model.current().marks.len(), 2);
    app.settle(cmds);
    let Some(Cmd::Write(Intent::Act { verb, .. })) = app.log.last() else { panic!("{:?}", app.log) };
    assert_eq!((verb.word(), app.model.current().marks.len()), ("note", 2));
    // Marks that a verb acted on are gone, also when it waits.
    let mut cmds = app.keys("c enter g space space");
    assert_eq!(app.model.current().marks.len(), 2);
    cmds.extend(app.keys("d enter"));
    assert_eq!((app.model.current().marks.len(), app.model.queue.len()), (0, 1));
    app.settle(cmds);
    assert_eq!(app.model.queue.len(), 0);
}

#[test]
fn claim_gives_back_what_is_ones_own() {
    let mut app = app();
    app.press("c c");
    assert_eq!(
        app.log,
        [act(Verb::Claim, &[1]), Cmd::Write(Intent::Act { verb: Verb::Release, items: vec![(1, Some(4))] })]
    );
}

#[test]
fn menus_take_letters_digits_and_arrows() {
    for keys in ["s h", "s 1", "s enter"] {
        let mut app = app();
        app.press(keys);
        assert_eq!(app.log, [act(Verb::Snooze(Snooze::Until(NOW.plus(HOUR))), &[1])], "{keys}");
    }
    let mut app = app();
    app.press("s t x k s o 3 s w s n");
    // 09:00 of Berlin; 2026-11-22 is a Sunday.
    let morning = NOW.plus(1800);
    assert_eq!(
        app.log,
        [
            act(Verb::Snooze(Snooze::Until(morning.plus(DAY))), &[1]),
            act(Verb::Dismiss { reason: Reason::Known, until: None }, &[2]),
            act(Verb::Snooze(Snooze::Until(morning.plus(3 * DAY))), &[3]),
            act(Verb::Snooze(Snooze::Until(morning.plus(DAY))), &[4]),
            act(Verb::Snooze(Snooze::NewData(None)), &[5]),
        ]
    );
}

#[test]
fn a_date_is_typed_and_a_past_one_is_refused() {
    let mut app = app();
    app.press("s d 2 0 2 0 - 0 1 - 0 1 enter");
    assert!(app.screen().contains("Not a time to come"), "{}", app.screen());
    app.press("ctrl-u 3 d enter");
    assert_eq!(app.log, [act(Verb::Snooze(Snooze::Until(NOW.plus(3 * DAY))), &[1])]);
}

#[test]
fn a_practice_is_signed_off_with_a_line() {
    let mut app = app();
    app.press("8 d enter");
    assert!(app.screen().contains("A sign-off wants one line"));
    app.press("o k enter");
    let practice = Practice::CheckReports;
    assert_eq!(app.log, [act(Verb::SignOff { practice, note: "ok".into() }, &[9])]);
    // Before it is due there is no item; it can be signed all the same.
    app.log.clear();
    app.press("j d x enter");
    let signed = Verb::SignOff { practice: Practice::ReplyFast, note: "x".into() };
    assert_eq!(app.log, [Cmd::Write(Intent::Act { verb: signed, items: Vec::new() })]);
}

#[test]
fn marks_folds_and_ranges_act_as_one_step() {
    let mut app = app();
    app.press("space space d enter");
    assert_eq!(app.log, [done(&[1, 2])]);
    assert_eq!(app.selected(), Some("w3"));
    app.log.clear();
    app.press("space j j v x w enter");
    assert_eq!(app.log, [act(Verb::Dismiss { reason: Reason::Wrong, until: None }, &[3, 4, 5, 6])]);
    app.log.clear();
    // A fold: all its items in one write.
    app.press("j d 1");
    let items = vec![(21, None), (22, None), (23, None)];
    assert_eq!(app.log, [Cmd::Write(Intent::Act { verb: Verb::Done { note: None }, items })]);
    app.press("* esc");
    assert!(app.model.current().marks.is_empty());
}

#[test]
fn marking_everything_fetches_what_is_not_loaded() {
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::with_queue(700));
    app.press("*");
    assert_eq!(app.model.current().marks.len(), 700);
    assert_eq!(app.selected(), Some("w1"));
}

#[test]
fn far_jumps_load_the_rows_there() {
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::with_queue(5000));
    let cmds = app.keys("G");
    assert!(cmds.iter().any(is_page));
    app.settle(cmds);
    assert_eq!(app.selected(), Some("w5000"));
    app.press("d");
    assert_eq!(app.selected(), Some("w4999"));
    app.press("g");
    assert_eq!(app.selected(), Some("w1"));
}

#[test]
fn holding_a_key_down_never_acts_twice() {
    let mut app = app();
    for name in ["d", "x", "c"] {
        let key = Key { repeat: true, ..Key::parse(name).unwrap() };
        assert_eq!(update(&mut app.model, Msg::Key(key)), []);
    }
    assert!(app.model.overlays.is_empty());
    // Enter opens the menu of a row; held down it does not go on to run the first entry.
    let enter = Key { repeat: true, ..Key::parse("enter").unwrap() };
    app.press("enter");
    assert_eq!(update(&mut app.model, Msg::Key(enter)), []);
    app.press("esc");
    let down = Key { repeat: true, ..Key::parse("j").unwrap() };
    app.send(Msg::Key(down));
    assert_eq!(app.selected(), Some("w2"));
}

#[test]
fn a_range_follows_the_selection_and_a_verb_acts_on_all_of_it() {
    let mut app = app();
    app.press("v j j j");
    assert_eq!(app.model.current().marks.len(), 4);
    // Back again: what the range no longer covers is no longer marked.
    app.press("k");
    assert_eq!(app.model.current().marks.len(), 3);
    let total = app.model.current().total();
    app.press("d y");
    assert_eq!(app.model.current().total(), total - 3);
    // The second press ends the range: moving on marks nothing more, and earlier marks stay.
    app.press("v j v j j");
    assert_eq!(app.model.current().marks.len(), 2);
    app.press("esc v esc j");
    assert_eq!(app.model.current().marks.len(), 0);
}

#[test]
fn an_error_in_the_filter_keeps_the_last_good_list() {
    let mut app = app();
    app.press("/ 1 1 3");
    assert_eq!(app.model.current().total(), 3);
    app.press("space").send(Msg::Paste("knd:x".into()));
    app.press("y");
    assert_eq!(app.model.current().total(), 3);
    let screen = app.screen();
    assert!(screen.contains("No such key; did you mean kind:"), "{screen}");
    app.press("ctrl-w ctrl-w ctrl-w backspace enter");
    app.press("esc");
    assert_eq!(app.model.current().total(), 12);
    app.press("/ z z z z");
    assert!(app.screen().contains("0 of 12 match; Esc clears"), "{}", app.screen());
    app.press("esc");
    assert_eq!(app.model.current().total(), 12);
}

#[test]
fn the_row_is_copied_opened_and_exported() {
    let mut app = app();
    app.press("y o y l o");
    let link = "https://sellercentral.amazon.com/orders-v3/order/113".to_owned();
    assert_eq!(app.log, [Cmd::Copy("302-5512009-7781234".into()), Cmd::Copy(link.clone()), Cmd::Open(link)]);
    app.log.clear();
    app.press("2 S b e c");
    let [Cmd::Export { query, format }] = app.log.as_slice() else { panic!("{:?}", app.log) };
    assert_eq!(
        (query.list, query.sort, query.limit, *format),
        (List::Orders, Some(("order_id", false)), u64::MAX, ExportFormat::Csv)
    );
    app.log.clear();
    app.press("y s");
    assert_eq!(app.log, [Cmd::Copy("014".into())]);
}

#[test]
fn files_are_imported_and_their_questions_answered() {
    let mut app = app();
    app.press("R a enter");
    assert!(app.screen().contains("Write the whole path"));
    app.press("ctrl-u");
    app.send(Msg::Paste(" ~/x/a.txt\n".into())).press("enter");
    let asked = Request::Import {
        path: "/home/wei/x/a.txt".into(),
        // Blank: the worker knows which stores there are.
        store: String::new(),
        market: None,
        period: None,
        map: None,
    };
    assert_eq!(app.log, [Cmd::Write(Intent::Ask(asked)), Cmd::StartWorker]);
    app.log.clear();
    app.press("9 F 6");
    let question = Question::Marketplace { rows: 40 };
    let answer = Request::Answer { import: 12, question, answer: "DE".into() };
    assert_eq!(app.log, [Cmd::Write(Intent::Ask(answer)), Cmd::StartWorker]);
    app.press("j F");
    assert_eq!(app.toast(), "this file asks nothing");
}

#[test]
fn slow_questions_say_so_and_stale_answers_change_nothing() {
    let mut app = app();
    let cmds = app.keys("]");
    let Some(Cmd::Load { lane, generation, .. }) = cmds.iter().find(|c| is_page(c)).cloned() else {
        panic!("{cmds:?}")
    };
    assert!(!app.screen().contains("reading ..."));
    update(&mut app.model, Msg::Slow { lane, generation });
    assert!(app.screen().contains("reading ..."));
    assert_eq!(app.model.wants_tick(), Some(1));
    let stale = Msg::Reply { lane, generation: generation - 1, result: Err(ReadError::Busy) };
    assert_eq!(update(&mut app.model, stale), []);
    assert!(app.model.current().error.is_none());
    app.settle(cmds);
    assert!(!app.screen().contains("reading ..."));
}

#[test]
fn old_rows_stay_under_an_error_and_busy_is_tried_again() {
    let mut app = app();
    app.fake.error = Some(ReadError::Busy);
    app.send(Msg::Changed);
    let screen = app.screen();
    assert!(screen.contains("not live") && screen.contains("Overdue"), "{screen}");
    app.fake.error = None;
    app.send(Msg::Tick(NOW.plus(1)));
    assert!(!app.screen().contains("not live"));
}

#[test]
fn the_mouse_selects_rows_and_tabs() {
    let mut app = app();
    app.send(Msg::Mouse(Mouse { x: 20, y: 6, act: MouseAct::Click }));
    assert_eq!(app.selected(), Some("w3"));
    app.send(Msg::Mouse(Mouse { x: 20, y: 6, act: MouseAct::WheelDown }));
    assert_eq!(app.selected(), Some("w6"));
    app.send(Msg::Mouse(Mouse { x: 13, y: 0, act: MouseAct::Click }));
    assert_eq!(app.model.tab, List::Orders);
}

#[test]
fn on_other_tabs_the_row_stays_and_the_next_open_one_is_selected() {
    let mut app = app();
    app.press("2");
    let cmds = app.keys("d");
    assert!(cmds.contains(&done(&[3])));
    assert_eq!(app.selected(), Some("250-7719902-1121234"), "the row between has nothing to do");
    assert_eq!(app.model.current().total(), 3);
}

#[test]
fn the_first_run_offers_ways_and_digits_choose() {
    let fake = Fake { error: Some(ReadError::NoData), ..Fake::default() };
    let mut start = options(Lang::En, (80, 24));
    start.team = Some("/srv/amz".into());
    let mut app = App::new(start, fake);
    assert!(app.screen().contains("3  Join the team in /srv/amz"));
    app.press("3 j enter esc 1");
    assert_eq!(app.log, [Cmd::Join("/srv/amz".into()), Cmd::Demo(true)]);
    app.press("q");
    assert_eq!(app.log.last(), Some(&Cmd::Quit));
}

#[test]
fn the_selection_stays_when_others_change_the_list() {
    let mut app = app();
    app.press("j j j");
    app.fake.lists[0].remove(0);
    app.send(Msg::Changed);
    assert_eq!((app.selected(), app.model.current().index), (Some("w4"), 2));
    assert!(matches!(app.fake.answer(&Query::Counts), Ok(Reply::Counts(_))));
    assert!(app.model.lanes.newest() > 0);
}
