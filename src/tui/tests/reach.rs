//! Everything is within reach: by arrows, Enter, Esc, Tab and digits alone, and from the palette.

use super::driver::{App, app, options};
use super::fake::Fake;
use crate::domain::act::{Intent, Verb};
use crate::domain::list::List;
use crate::i18n::Lang;
use crate::tui::Cmd;
use crate::tui::app::action::{Action, full_label};
use crate::tui::app::overlay::Overlay;
use crate::tui::app::run::{enabled, everything};
use crate::tui::keys::map;

/// The verbs that work on rows, with the word of the journal. Words of one's own (of a note, a cause, a sign-off) are typed:
/// here a digit stands for them; all around them goes without letters.
const VERBS: [(Action, &str); 6] = [
    (Action::Done, "done"),
    (Action::Snooze, "snooze"),
    (Action::Claim, "claim"),
    (Action::Dismiss, "dismiss"),
    (Action::Assign, "assign"),
    (Action::Note, "note"),
];

fn steps(key: &str, count: usize) -> String {
    vec![key; count].join(" ")
}

/// Opens the action menu with Enter and chooses an action by arrows.
pub fn choose(app: &mut App, action: Action) {
    app.press("enter");
    if app.model.overlays.is_empty() {
        app.press("enter");
    }
    let Some(Overlay::Menu(menu)) = app.model.overlays.last() else { panic!("no menu: {}", app.screen()) };
    let at = menu.entries.iter().position(|(_, entry)| *entry == action).unwrap_or_else(|| panic!("{action:?}"));
    if at > 0 {
        app.press(&steps("down", at));
    }
    app.press("enter");
}

/// Goes on with what the choice asks: the first entry of a menu, a digit for a text, Enter for a preview.
fn answer(app: &mut App) {
    for _ in 0..4 {
        match app.model.overlays.last() {
            Some(Overlay::Menu(_)) => app.press("1"),
            Some(Overlay::Form(_)) => app.press("1 enter"),
            Some(Overlay::Bulk(_)) => app.press("enter"),
            _ => return,
        };
    }
}

#[test]
fn every_verb_on_every_tab_goes_by_arrows_enter_esc_tab_and_digits() {
    for lang in [Lang::En, Lang::Zh] {
        for list in List::ALL {
            for (action, word) in VERBS {
                let mut app = App::new(options(lang, (80, 24)), Fake::default());
                app.press(&list.digit().to_string()).press("tab tab");
                let total = app.model.current().total();
                // The first row on which it is possible.
                for _ in 0..total {
                    if enabled(&app.model, action).is_ok() {
                        break;
                    }
                    app.press("down");
                }
                if enabled(&app.model, action).is_err() {
                    // Then no row of this tab has an item, and the palette says why.
                    assert!(app.fake.lists[list as usize].iter().all(|row| row.item.is_none()), "{list:?} {action:?}");
                    continue;
                }
                choose(&mut app, action);
                answer(&mut app);
                let verbs: Vec<&str> = app
                    .log
                    .iter()
                    .filter_map(|cmd| match cmd {
                        Cmd::Write(Intent::Act { verb, .. }) => Some(verb.word()),
                        _ => None,
                    })
                    .collect();
                let signed = list == List::Practices && action == Action::Done;
                let released = word == "claim" && verbs == ["release"];
                assert!(
                    verbs == [if signed { "sign-off" } else { word }] || released,
                    "{list:?} {action:?}: {verbs:?}"
                );
                // And back, by the same menu.
                choose(&mut app, Action::Undo);
                let undone = matches!(app.log.last(), Some(Cmd::Write(Intent::Act { verb: Verb::Undo { .. }, .. })));
                assert!(undone, "{list:?} {action:?}");
                assert!(app.press("esc esc").model.overlays.is_empty());
            }
        }
    }
}

#[test]
fn every_binding_is_in_the_palette_and_what_is_not_possible_says_why() {
    for lang in [Lang::En, Lang::Zh] {
        for list in List::ALL {
            let mut app = App::new(options(lang, (160, 50)), Fake::default());
            app.press(&list.digit().to_string());
            let offered = everything(&app.model);
            for binding in map::bindings(list) {
                assert!(offered.contains(&binding.action), "{list:?} {:?}", binding.action);
            }
            for action in offered {
                let label = full_label(lang, action);
                assert!(!label.is_empty(), "{action:?}");
                if let Err(why) = enabled(&app.model, action) {
                    assert!(!why.is_empty(), "{action:?}");
                    // Run all the same, it says so and does nothing.
                    let cmds = crate::tui::app::run::run(&mut app.model, action);
                    assert!(cmds.is_empty() && app.toast() == why, "{list:?} {action:?}: {why}");
                }
            }
        }
    }
}

#[test]
fn what_is_typed_into_the_palette_runs_the_binding_of_that_name() {
    let mut app = app();
    for binding in map::bindings(List::Today) {
        let Some(search) = ({
            app.press(":");
            app.send(crate::tui::Msg::Paste(full_label(Lang::En, binding.action)));
            match app.model.overlays.last() {
                Some(Overlay::Search(search)) => Some(crate::tui::app::overlay::found(&app.model, search)),
                _ => None,
            }
        }) else {
            panic!("no palette")
        };
        assert!(search.contains(&binding.action), "{:?}: {search:?}", binding.action);
        app.press("esc");
    }
}
