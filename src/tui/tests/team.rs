//! Several operators on one screen's queue: taking over, assigning, notes, who is here, what changed, roles.

use super::driver::{App, NOW, app, options};
use super::fake::Fake;
use super::reach::choose;
use crate::domain::act::{Actor, Conflict, Intent, Outcome, Proposal, Verb};
use crate::domain::day::HOUR;
use crate::domain::list::{HistoryLine, ReadError};
use crate::domain::practice::Practice;
use crate::domain::role::{Rights, Role};
use crate::domain::team::Here;
use crate::domain::work::{Claim, HowTo, Kind, State};
use crate::i18n::work::how_to;
use crate::i18n::{Lang, team as words};
use crate::tui::app::action::Action;
use crate::tui::{Cmd, Lane, Msg};

fn verbs(app: &App) -> Vec<Verb> {
    let verb = |cmd: &Cmd| match cmd {
        Cmd::Write(Intent::Act { verb, .. }) => Some(verb.clone()),
        _ => None,
    };
    app.log.iter().filter_map(verb).collect()
}

fn li() -> Actor {
    Actor { uid: 8, name: "li".into() }
}

#[test]
fn a_claim_of_somebody_else_is_taken_over_only_after_a_question_that_names_them() {
    let mut app = app();
    app.press("j c");
    let asked = app.screen();
    // The lease of the fixture has 20 minutes left: it began 10 minutes ago.
    assert!(asked.contains("113-1120987-5512345: li has it since 08:20"), "{asked}");
    assert!(asked.contains("take over from li, who has it since 08:20"), "{asked}");
    assert!(verbs(&app).is_empty());
    // The key that asked does not answer: held down it would take what it has just named.
    app.press("c");
    assert!(verbs(&app).is_empty());
    app.press("esc c enter");
    assert_eq!(verbs(&app), [Verb::TakeOver]);
    assert!(app.toast().contains("OK taken over from"), "{}", app.toast());
}

#[test]
fn an_item_is_assigned_by_the_first_letter_of_a_person() {
    let mut app = app();
    app.press("a");
    let menu = app.screen();
    assert!(
        menu.contains("assign to me") && menu.contains("assign to li") && menu.contains("assign to nobody"),
        "{menu}"
    );
    app.press("l");
    app.press("a - a w");
    // Digits are the places in the menu, whatever the names; j, k and q move in it and close it.
    app.fake.counts.people =
        [(8, "jk 8"), (9, "uid 61001"), (10, "qi")].map(|(uid, name)| Actor { uid, name: name.into() }).to_vec();
    app.send(Msg::Changed);
    app.press("a j k q");
    assert_eq!((app.log.len(), app.model.overlays.len()), (3, 0));
    app.press("a 2 a j enter a i");
    let given = |verb: &Verb| match verb {
        Verb::Assign { to } => to.as_ref().map(|who| who.uid),
        other => panic!("{other:?}"),
    };
    assert_eq!(verbs(&app)[3..].iter().map(given).collect::<Vec<_>>(), [Some(9), Some(9), Some(10)]);
    let to = |to: Option<Actor>| Verb::Assign { to };
    assert_eq!(verbs(&app)[..3], [to(Some(li())), to(None), to(Some(Actor { uid: 7, name: "wei".into() }))]);
}

#[test]
fn a_note_is_typed_in_a_form_and_wants_words() {
    let mut app = app();
    app.press("m enter");
    assert!(app.screen().contains("A note needs words"));
    app.press("h i enter");
    assert_eq!(verbs(&app), [Verb::Note { text: "hi".into() }]);
    // A kind that wants a cause asks for it before it is done.
    app.press("j j j j j j j j d");
    assert!(app.screen().contains("what was found or done?"), "{}", app.screen());
    app.press("o k enter");
    assert_eq!(verbs(&app).last(), Some(&Verb::Done { note: Some("ok".into()) }));
}

#[test]
fn a_lost_race_keeps_the_words_and_says_who_did_what() {
    let mut app = app();
    app.press("m");
    app.fake.conflict = true;
    app.press("h i enter");
    let screen = app.screen();
    assert!(screen.contains("> hi_") && screen.contains("li changed it"), "{screen}");
    assert!(app.log.contains(&Cmd::Bell));
    // The second Enter means the item as it is now.
    app.press("enter");
    let Some(Cmd::Write(Intent::Act { verb, items })) = app.log.iter().rev().find(|c| matches!(c, Cmd::Write(_)))
    else {
        panic!("nothing was written")
    };
    assert_eq!((verb, items.as_slice()), (&Verb::Note { text: "hi".into() }, &[(1, None)][..]));
    assert!(app.model.overlays.is_empty());
}

#[test]
fn a_kept_sign_off_signs_its_own_practice() {
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::default());
    app.press("8 d o k");
    app.fake.conflict = true;
    app.press("enter");
    // The cursor stands on another practice by now.
    app.model.current_mut().select(4, 10);
    app.press("enter");
    let signed = Verb::SignOff { practice: Practice::CheckReports, note: "ok".into() };
    let again = Cmd::Write(Intent::Act { verb: signed, items: vec![(9, None)] });
    assert_eq!(app.log.last(), Some(&again), "{:?}", app.log);
}

#[test]
fn a_form_names_the_row_that_it_writes_about() {
    let mut app = app();
    // One marked row, the cursor below it.
    app.press("space m");
    let screen = app.screen();
    assert!(screen.contains("note on 302-5512009-7781234"), "{screen}");
    // A marked row that is not loaded has no name here.
    let mut far = App::new(options(Lang::En, (80, 24)), Fake::with_queue(1000));
    far.press("space G m");
    assert!(far.screen().contains("note on 1 item"), "{}", far.screen());
}

#[test]
fn marked_rows_outside_the_window_want_their_cause_too() {
    let mut fake = Fake::with_queue(1000);
    fake.lists[0][0].item.as_mut().unwrap().kind = Kind::OddOrder;
    let mut app = App::new(options(Lang::En, (80, 24)), fake);
    app.press("space G space d");
    assert!(app.screen().contains("what was found or done?"), "{}", app.screen());
}

#[test]
fn a_bulk_act_that_waits_for_the_list_is_done_on_all_its_items() {
    let mut app = App::new(options(Lang::En, (80, 24)), Fake::with_queue(700));
    app.press("*");
    let mut cmds = app.keys("c enter *");
    cmds.extend(app.keys("m h i enter enter"));
    app.settle(cmds);
    let [Cmd::Write(Intent::Act { items: first, .. }), Cmd::Write(Intent::Act { verb, items })] = app.log.as_slice()
    else {
        panic!("{:?}", app.log.len())
    };
    assert_eq!((first.len(), verb.word(), items.len()), (700, "note", 700));
    // What one's own claim made of them: as the list shows it, else whatever it is.
    assert!(items.iter().all(|(_, version)| version.is_none_or(|version| version == 4)), "{items:?}");
    assert!(items.iter().any(|(_, version)| version.is_none()));
}

#[test]
fn a_verb_that_waits_acts_on_its_own_list_and_loses_no_words() {
    let mut app = app();
    let mut cmds = app.keys("c m h i enter 2");
    app.fake.conflict = false;
    let write = cmds.remove(cmds.iter().position(|cmd| matches!(cmd, Cmd::Write(_))).unwrap());
    app.settle(vec![write]);
    app.fake.conflict = true;
    app.settle(cmds);
    assert_eq!(verbs(&app).last(), Some(&Verb::Note { text: "hi".into() }));
    let screen = app.screen();
    assert!(screen.contains("> hi_"), "{screen}");
}

#[test]
fn since_when_somebody_has_an_item_is_told_by_their_own_claim_alone() {
    let claims = |who: &str, at: i64, undone| HistoryLine {
        at: NOW.plus(at),
        who: who.into(),
        verb: "claim".into(),
        note: None,
        undone,
    };
    for (history, since) in [
        (vec![claims("li", -HOUR, false)], "07:30"),
        // Another item of the order, and a claim that was taken back: the lease itself says when.
        (vec![claims("ana", -HOUR, false), claims("li", -1800, true)], "08:20"),
    ] {
        let mut app = app();
        app.press("2");
        app.fake.lists[1][0].item.as_mut().unwrap().claim =
            Some(Claim { uid: 8, name: "li".into(), until: NOW.plus(1200) });
        app.send(Msg::Changed);
        app.model.current_mut().detail.as_mut().unwrap().history = history;
        app.press("c");
        assert!(app.screen().contains(&format!("since {since}")), "{}", app.screen());
    }
}

#[test]
fn a_question_about_the_team_that_fails_says_so_in_the_reader_s_language() {
    let mut app = App::new(options(Lang::Zh, (80, 24)), Fake::default());
    let cmds = app.keys(":");
    app.settle(cmds);
    app.send(Msg::Paste("交接".into()));
    app.fake.error = Some(ReadError::TimedOut(2));
    app.press("enter");
    assert_eq!(app.toast(), "查询超过 2 秒，已停止");
}

#[test]
fn how_a_kind_is_done_is_shown_as_the_team_wrote_it_else_as_it_is_built_in() {
    for lang in [Lang::En, Lang::Zh] {
        let mut app = App::new(options(lang, (80, 24)), Fake::default());
        app.press("j j w");
        let screen = app.screen();
        let first = how_to(lang, Kind::ShipToday).lines().next().unwrap();
        assert!(
            screen.contains(&first[..first.len().min(60)]) && screen.contains("daydeck howto ship-today"),
            "{screen}"
        );
        assert_eq!(app.press("w").model.overlays.len(), 0);
        let text = "1  Pack in the \u{1b}[31mred box.\n\n   - tape\n2  Ship.\n".to_owned();
        app.fake.how_to = Some(HowTo { text, who: "li".into(), at: NOW.plus(-HOUR) });
        // Without a letter: the menu of the row.
        choose(&mut app, Action::HowTo);
        insta::assert_snapshot!(format!("howto_{}", lang.pick("en", "zh", "en")), app.screen());
        // A fold has a kind too; a row without an item has none.
        app.press("esc j j j j j w");
        assert_eq!(app.model.overlays.len(), 1);
        app.press("esc 2 j w");
        assert_eq!((app.model.overlays.len(), app.toast().is_empty()), (0, false));
    }
}

#[test]
fn an_undo_that_others_stand_in_the_way_of_names_them() {
    let mut app = app();
    app.press("d");
    app.fake.conflict = true;
    app.press("u");
    assert_eq!(app.toast(), "Not undone: li changed 113 at 08:30");
    let redo = Intent::Act { verb: Verb::Redo, items: Vec::new() };
    app.press("ctrl-r");
    assert!(app.log.contains(&Cmd::Write(redo)));
}

#[test]
fn whoever_has_an_item_open_is_named_in_row_pane_and_sheet() {
    let mut app = App::new(options(Lang::En, (160, 50)), Fake::default());
    let item = Some((1, NOW.plus(-130)));
    let here = Here { who: li(), pid: 3, since: NOW.plus(-HOUR), tty: "pts/1".into(), item };
    app.send(Msg::Here(vec![here]));
    let screen = app.screen();
    assert!(screen.contains("li has this open, 2 min") && screen.contains(" ~li"), "{screen}");
    assert!(screen.contains("@wei  2 here"), "{screen}");
    app.press(":");
    app.send(Msg::Paste("who is here".into()));
    app.press("enter");
    let sheet = app.screen();
    assert!(sheet.contains("li  since 11-22 07:30  pts/1  w1 open, 2 min") && sheet.contains("wei  since"), "{sheet}");
    app.press("esc");
    app.send(Msg::Here(Vec::new()));
    assert!(!app.screen().contains("has this open"));
    // Whoever answers for an item stands in its row and its pane.
    app.fake.lists[0][0].item.as_mut().unwrap().assigned = Some(li());
    app.send(Msg::Changed);
    let screen = app.screen();
    assert!(screen.contains(" =li") && screen.contains("answers for it: li"), "{screen}");
}

#[test]
fn whoever_comes_back_reads_what_changed_in_one_line_and_may_ask_for_all() {
    let mut app = app();
    app.send(Msg::Back { seq: 5, at: NOW.plus(-60) });
    assert_eq!(app.toast(), "", "a minute is not away");
    app.send(Msg::Back { seq: 5, at: NOW.plus(-HOUR) });
    let counts = "since you left (1h00m): 2 opened, 0 cleared, 0 open again, 0 acts of others";
    assert_eq!(app.toast(), counts);
    assert!(app.model.overlays.is_empty());
    app.press(": c h a n g e d enter");
    assert!(app.screen().contains(&counts[..60]), "{}", app.screen());
    for (name, title) in [("hand-over", "Hand-over"), ("journal", words::journal_title(Lang::En))] {
        app.press("esc :");
        app.send(Msg::Paste(name.into()));
        app.press("enter");
        assert!(app.screen().contains(&format!("+- {title}")), "{}", app.screen());
    }
}

#[test]
fn a_proposal_is_confirmed_by_somebody_else_than_its_maker() {
    let mut app = app();
    let proposal =
        |id, who: Actor| Proposal { id, at: NOW, who, verb: "dismiss".into(), count: 2, entity: "113".into() };
    app.fake.counts.proposals = vec![proposal(1, li()), proposal(2, Actor { uid: 7, name: "wei".into() })];
    app.send(Msg::Changed);
    app.press(":");
    app.send(Msg::Paste("waits for a second".into()));
    app.press("enter");
    let menu = app.screen();
    assert!(menu.contains("confirm: li: dismissed 2 (113)") && menu.contains("turn down: wei: dismissed 2"), "{menu}");
    assert!(!menu.contains("confirm: wei"), "{menu}");
    app.press("enter");
    assert_eq!(verbs(&app), [Verb::Judge { proposal: 1, confirm: true }]);
    let intent = Intent::Act { verb: Verb::Claim, items: vec![(1, Some(3))] };
    let result = Ok(Outcome::Proposed { number: 3, verb: "dismiss".into() });
    app.send(Msg::Wrote { intent, result });
    assert!(app.toast().contains("waits for a second person (proposal 3)"), "{}", app.toast());
}

#[test]
fn a_viewer_is_told_which_role_it_takes_by_key_palette_and_menu() {
    let rights = Rights { role: Role::Viewer, ..Rights::default() };
    let mut app = App::new(crate::tui::Options { rights, ..options(Lang::En, (80, 24)) }, Fake::default());
    for keys in ["d", "c", "x", "s", "a", "m", "u", "ctrl-r", "R", ": d o n e enter", ": t h e space t e a m . enter"] {
        app.press(keys);
        assert_eq!(
            (app.toast(), app.log.len(), app.model.overlays.len()),
            ("this takes the role operator", 0, 0),
            "{keys}"
        );
    }
    app.press("enter");
    assert!(!app.screen().contains("done:"), "{}", app.screen());
    app.press("esc y");
    assert!(app.screen().contains("copy the order id"), "looking and copying is for everybody");
}

#[test]
fn a_key_on_one_s_own_item_renews_the_lease_without_a_word() {
    let mut app = app();
    let claim = |left| Some(Claim { uid: 7, name: "wei".into(), until: NOW.plus(left) });
    app.fake.lists[0][0].item.as_mut().unwrap().claim = claim(1500);
    app.send(Msg::Changed);
    app.press("p p");
    assert!(app.log.is_empty(), "there is time enough");
    app.fake.lists[0][0].item.as_mut().unwrap().claim = claim(600);
    app.send(Msg::Changed);
    app.press("p");
    let renewal = Intent::Act { verb: Verb::Claim, items: vec![(1, None)] };
    assert_eq!((app.log.as_slice(), app.toast()), (&[Cmd::Write(renewal.clone())][..], ""));
    app.press("p p");
    assert_eq!(app.log.len(), 1, "the lease is whole again");
    // A lease that has run out is nobody's: it is not claimed again unasked.
    for left in [0, -60] {
        app.fake.lists[0][0].item.as_mut().unwrap().claim = claim(left);
        app.send(Msg::Changed).press("p p");
        assert_eq!(app.log.len(), 1);
    }
    // What is given back or undone by the key is not claimed back by it, nor while its list is being read.
    for key in ["c", "u", "ctrl-r"] {
        app.fake.lists[0][0].item.as_mut().unwrap().claim = claim(600);
        app.send(Msg::Changed);
        let cmds = app.keys(&format!("{key} p"));
        let writes = cmds.iter().filter(|cmd| matches!(cmd, Cmd::Write(_))).count();
        assert_eq!(writes, 1, "{key}: {cmds:?}");
        app.settle(cmds);
    }
    app.fake.lists[0][0].item.as_mut().unwrap().claim = claim(600);
    app.send(Msg::Changed);
    let release = app.keys("c");
    let [Cmd::Write(intent), ..] = release.as_slice() else { panic!("{release:?}") };
    let result = Ok(app.fake.write(intent));
    let reading = crate::tui::update(&mut app.model, Msg::Wrote { intent: intent.clone(), result });
    assert!(!app.keys("p").iter().any(|cmd| matches!(cmd, Cmd::Write(_))));
    app.settle(reading);
    app.log.truncate(1);
    // Somebody took it over meanwhile: the list says so, no bell rings.
    app.model.renewing = Some(1);
    let conflict = Conflict {
        item: 1,
        entity: "x".into(),
        who: "li".into(),
        at: NOW,
        state: State::Open,
        claim: Some(Claim { uid: 8, name: "li".into(), until: NOW.plus(600) }),
    };
    app.send(Msg::Wrote { intent: renewal, result: Ok(Outcome::Conflict(Box::new(conflict))) });
    assert_eq!((app.log.len(), app.toast()), (1, ""));
    assert!(app.model.lanes.newest() > 0 && Lane::ALL.contains(&Lane::Team));
}
