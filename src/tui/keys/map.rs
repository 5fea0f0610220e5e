//! The key map as data: dispatch, bottom line, help, palette and menus all come from this one table.

use super::key::Key;
use crate::domain::list::List;
use crate::tui::app::action::Action;
use crate::tui::app::model::Preset;

/// A chapter of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving.
    Move,
    /// The verbs.
    Act,
    /// Filter, sort, views.
    Find,
    /// Copy, export, import.
    Take,
    /// Tabs, panes, the program.
    Program,
}

/// Keys of an action.
#[derive(Debug)]
pub struct Binding {
    /// The action.
    pub action: Action,
    /// Names of its keys, the one to show first.
    pub keys: &'static [&'static str],
    /// The chapter.
    pub group: Group,
    /// Only on this tab; `None`: on all.
    pub tab: Option<List>,
    /// Place in the bottom line; 0: not there.
    pub hint: u8,
}

const fn all(action: Action, keys: &'static [&'static str], group: Group, hint: u8) -> Binding {
    Binding { action, keys, group, tab: None, hint }
}

const fn on(tab: List, action: Action, keys: &'static [&'static str], group: Group, hint: u8) -> Binding {
    Binding { action, keys, group, tab: Some(tab), hint }
}

/// The table (preset `vim`).
pub static BINDINGS: &[Binding] = &[
    all(Action::Down, &["j", "down"], Group::Move, 0),
    all(Action::Up, &["k", "up"], Group::Move, 0),
    all(Action::PageDown, &["pgdn", "ctrl-d"], Group::Move, 0),
    all(Action::PageUp, &["pgup", "ctrl-u"], Group::Move, 0),
    all(Action::Top, &["g", "home"], Group::Move, 0),
    all(Action::Bottom, &["G", "end"], Group::Move, 0),
    all(Action::Unfold, &["l", "right"], Group::Move, 0),
    all(Action::Fold, &["h", "left"], Group::Move, 0),
    all(Action::NextNeeds, &["n"], Group::Move, 0),
    all(Action::PrevNeeds, &["N"], Group::Move, 0),
    all(Action::Done, &["d"], Group::Act, 1),
    all(Action::Snooze, &["s"], Group::Act, 2),
    all(Action::Claim, &["c"], Group::Act, 3),
    all(Action::Dismiss, &["x"], Group::Act, 4),
    all(Action::Undo, &["u"], Group::Act, 13),
    all(Action::Mark, &["space"], Group::Act, 6),
    all(Action::MarkRange, &["v"], Group::Act, 0),
    all(Action::MarkAll, &["*"], Group::Act, 0),
    all(Action::ClearMarks, &["alt-*"], Group::Act, 0),
    all(Action::Assign, &["a"], Group::Act, 17),
    all(Action::Note, &["m"], Group::Act, 18),
    all(Action::HowTo, &["w"], Group::Act, 19),
    all(Action::Redo, &["ctrl-r"], Group::Act, 0),
    all(Action::Menu, &[".", "alt-enter"], Group::Act, 0),
    all(Action::Filter, &["/"], Group::Find, 5),
    all(Action::Sort, &["S"], Group::Find, 12),
    all(Action::Views, &["f"], Group::Find, 0),
    all(Action::NextView, &["]"], Group::Find, 9),
    all(Action::PrevView, &["["], Group::Find, 0),
    all(Action::Copy, &["y"], Group::Take, 10),
    all(Action::OpenLink, &["o"], Group::Take, 11),
    all(Action::Export, &["e"], Group::Take, 14),
    all(Action::Receipt, &["i"], Group::Take, 15),
    all(Action::Import, &["R"], Group::Take, 0),
    on(List::Imports, Action::Answer, &["F"], Group::Take, 1),
    on(List::Imports, Action::TakeBack, &["U"], Group::Take, 2),
    all(Action::Refresh, &["r", "f5"], Group::Take, 0),
    all(Action::Open, &["enter"], Group::Program, 0),
    all(Action::Back, &["esc"], Group::Program, 0),
    all(Action::NextPane, &["tab", "shift-tab"], Group::Program, 0),
    all(Action::Preview, &["p"], Group::Program, 0),
    all(Action::Zoom, &["z"], Group::Program, 0),
    all(Action::ScrollDown, &["J"], Group::Program, 0),
    all(Action::ScrollUp, &["K"], Group::Program, 0),
    all(Action::Go(List::Today), &["1", "0"], Group::Program, 0),
    all(Action::Go(List::Orders), &["2"], Group::Program, 0),
    all(Action::Go(List::Messages), &["3"], Group::Program, 0),
    all(Action::Go(List::Ads), &["4"], Group::Program, 0),
    all(Action::Go(List::Stock), &["5"], Group::Program, 0),
    all(Action::Go(List::Practices), &["8"], Group::Program, 0),
    all(Action::Go(List::Imports), &["9"], Group::Program, 0),
    all(Action::Palette, &[":", "ctrl-p"], Group::Program, 7),
    all(Action::Help, &["?", "f1"], Group::Program, 8),
    all(Action::Redraw, &["ctrl-l"], Group::Program, 0),
    all(Action::Suspend, &["ctrl-z"], Group::Program, 0),
    all(Action::Quit, &["q"], Group::Program, 16),
];

/// What other presets change: the keys of an action instead of those of the table.
static PATCHES: &[(Preset, Action, &[&str])] = &[
    (Preset::Mail, Action::Done, &["e", "d"]),
    (Preset::Mail, Action::Snooze, &["h", "s"]),
    (Preset::Mail, Action::Dismiss, &["#", "x"]),
    (Preset::Mail, Action::Undo, &["z", "u"]),
    (Preset::Mail, Action::Export, &["E"]),
    (Preset::Mail, Action::Fold, &["left"]),
    (Preset::Mail, Action::Unfold, &["right"]),
    (Preset::Mail, Action::Zoom, &["Z"]),
    (Preset::Arrows, Action::Down, &["down"]),
    (Preset::Arrows, Action::Up, &["up"]),
    (Preset::Arrows, Action::Top, &["home"]),
    (Preset::Arrows, Action::Bottom, &["end"]),
    (Preset::Arrows, Action::Fold, &["left"]),
    (Preset::Arrows, Action::Unfold, &["right"]),
    (Preset::Arrows, Action::Done, &["f2", "d"]),
    (Preset::Arrows, Action::Snooze, &["f3", "s"]),
    (Preset::Arrows, Action::Claim, &["f4", "c"]),
    (Preset::Arrows, Action::Dismiss, &["f8", "x"]),
    (Preset::Arrows, Action::Undo, &["f6", "u"]),
    (Preset::Arrows, Action::Filter, &["f7", "/"]),
    (Preset::Arrows, Action::Palette, &["f9", ":"]),
    (Preset::Arrows, Action::Quit, &["f10", "q"]),
];

/// The names of a binding's keys in a preset.
pub fn keys(preset: Preset, binding: &Binding) -> &'static [&'static str] {
    PATCHES
        .iter()
        .find(|(p, action, _)| *p == preset && *action == binding.action)
        .map_or(binding.keys, |(_, _, keys)| keys)
}

/// The bindings of a tab, its own first.
pub fn bindings(tab: List) -> impl Iterator<Item = &'static Binding> {
    let own = BINDINGS.iter().filter(move |b| b.tab == Some(tab));
    own.chain(BINDINGS.iter().filter(|b| b.tab.is_none()))
}

/// What a key means on a tab.
pub fn resolve(preset: Preset, tab: List, key: Key) -> Option<Action> {
    let chord = key.chord();
    bindings(tab).find(|b| keys(preset, b).iter().any(|name| Key::parse(name) == Some(chord))).map(|b| b.action)
}

/// The key to show for an action on a tab; empty when it has none.
pub fn key_name(preset: Preset, tab: List, action: Action) -> &'static str {
    bindings(tab).find(|b| b.action == action).and_then(|b| keys(preset, b).first()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::tui::app::action::label;

    #[test]
    fn no_key_means_two_things_and_every_name_is_a_key() {
        for (_, preset) in Preset::ALL {
            for tab in List::ALL {
                let mut seen = Vec::new();
                for binding in bindings(tab) {
                    for name in keys(preset, binding) {
                        let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
                        assert!(!seen.contains(&key), "{name} twice on {tab:?} in {preset:?}");
                        assert_eq!(resolve(preset, tab, key), Some(binding.action));
                        seen.push(key);
                    }
                }
            }
        }
    }

    #[test]
    fn the_verbs_have_one_key_on_all_tabs() {
        for (_, preset) in Preset::ALL {
            for action in [Action::Done, Action::Snooze, Action::Claim, Action::Dismiss, Action::Undo] {
                let key = key_name(preset, List::Today, action);
                assert!(!key.is_empty());
                assert!(List::ALL.into_iter().all(|tab| key_name(preset, tab, action) == key));
            }
        }
    }

    #[test]
    fn every_binding_has_help_in_both_languages() {
        for binding in BINDINGS {
            let (en, zh) = (label(Lang::En, binding.action), label(Lang::Zh, binding.action));
            assert!(!en.is_empty() && !zh.is_empty() && en != zh, "{:?}", binding.action);
            assert!(unicode_width::UnicodeWidthStr::width(en.as_str()) <= 50, "{en}");
        }
    }

    #[test]
    fn arrows_enter_esc_tab_and_digits_suffice() {
        for (name, action) in [
            ("down", Action::Down),
            ("up", Action::Up),
            ("enter", Action::Open),
            ("esc", Action::Back),
            ("tab", Action::NextPane),
            ("right", Action::Unfold),
            ("left", Action::Fold),
        ] {
            for (_, preset) in Preset::ALL {
                assert_eq!(resolve(preset, List::Today, Key::parse(name).unwrap()), Some(action));
            }
        }
        for tab in List::ALL {
            let digit = Key::char(char::from(b'0' + tab.digit()));
            assert_eq!(resolve(Preset::Vim, List::Today, digit), Some(Action::Go(tab)));
        }
    }
}
