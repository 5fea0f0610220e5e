//! What lies over the list: menus, palette and help, forms, the filter line, sheets of text. The top one gets the keys.

use tui_input::{Input, InputRequest};

use super::action::{Action, full_label};
use super::bulk;
use super::mapping;
use super::menu::label_here;
use super::model::Model;
use super::typing;
pub(crate) use super::typing::FilterLine;
use super::verbs;
use super::{cmd::Cmd, run};
use crate::domain::practice::Practice;
use crate::domain::search::Needle;
use crate::domain::text::SafeText;
use crate::i18n::{Lang, screen as say};
use crate::tui::keys::key::{Code, Key};
use crate::tui::keys::map;

/// A layer over the list.
#[derive(Debug)]
pub(crate) enum Overlay {
    /// A choice by letter, digit or arrows.
    Menu(Menu),
    /// The palette, or the help of this place.
    Search(Search),
    /// One line of text.
    Form(Form),
    /// The filter while it is typed.
    Filter(FilterLine),
    /// A verb on more than one item, shown before it is done.
    Bulk(Box<bulk::Bulk>),
    /// Lines to read.
    Sheet(Sheet),
    /// The columns of a file that nobody has seen.
    Mapping(Box<mapping::Pane>),
}

/// What a layer was opened about. Lists are read again behind it, and another row may stand under the cursor by the time
/// it is answered.
#[derive(Debug, PartialEq)]
pub(crate) struct About {
    /// The selected row.
    row: Option<String>,
    /// The marked rows.
    marks: Vec<String>,
}

impl About {
    pub(crate) fn of(model: &Model) -> Self {
        let tab = model.current();
        Self { row: tab.selected.clone(), marks: tab.marks.keys().cloned().collect() }
    }

    /// Whether what is answered would now be done to other rows; verbs mean the marked rows where there are some.
    fn swapped(&self, model: &Model, verb: bool) -> bool {
        let now = Self::of(model);
        let marked = verb && !(self.marks.is_empty() && now.marks.is_empty());
        if marked { self.marks != now.marks } else { self.row != now.row }
    }

    /// Runs an action, or says that it was meant for another row.
    fn run(&self, model: &mut Model, action: Action) -> Vec<Cmd> {
        if action.touches_a_row() && self.swapped(model, action.is_verb()) {
            model.warn(say::row_swapped(model.options.lang).to_owned());
            return Vec::new();
        }
        run::run(model, action)
    }
}

/// A choice.
#[derive(Debug)]
pub(crate) struct Menu {
    pub(crate) about: About,
    pub(crate) title: String,
    pub(crate) entries: Vec<(char, Action)>,
    pub(crate) at: usize,
}

/// Actions found by typing.
#[derive(Debug)]
pub(crate) struct Search {
    pub(crate) about: About,
    /// The help shows keys of this place, the palette everything.
    pub(crate) help: bool,
    pub(crate) input: Input,
    pub(crate) at: usize,
}

/// What a form's text is for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Purpose {
    /// The note of a sign-off: of which practice, by which row.
    SignOff(Practice, super::team::Target),
    /// A note on these rows.
    Note(super::team::Target),
    /// What was found or done about these rows, with their *done*.
    Cause(super::team::Target),
    /// A day to sleep until.
    SnoozeDate,
    /// A path to import.
    Import,
    /// The period of a waiting file.
    Period,
    /// The name of a view, one's own or the team's.
    SaveView(bool),
}

/// One line of text with its question.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) about: About,
    pub(crate) purpose: Purpose,
    pub(crate) title: String,
    pub(crate) input: Input,
    pub(crate) error: Option<String>,
}

/// Lines to read.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) title: String,
    pub(crate) lines: Vec<SafeText>,
    pub(crate) top: usize,
}

impl Menu {
    /// The digit that chooses an entry by its place; none where digits are letters of their own (observe for 3, 5, 7 days).
    pub(crate) fn digit(&self, place: usize) -> Option<usize> {
        let digits = self
            .entries
            .iter()
            .enumerate()
            .any(|(at, (letter, _))| letter.to_digit(10).is_some_and(|digit| digit as usize != at + 1));
        (!digits && place < 9).then_some(place + 1)
    }
}

impl Overlay {
    pub(crate) fn menu(model: &Model, title: String, entries: Vec<(char, Action)>) -> Self {
        Self::Menu(Menu { about: About::of(model), title, entries, at: 0 })
    }

    pub(crate) fn search(model: &Model, help: bool) -> Self {
        Self::Search(Search { about: About::of(model), help, input: Input::default(), at: 0 })
    }

    pub(crate) fn form(model: &Model, purpose: Purpose, title: String) -> Self {
        Self::Form(Form { about: About::of(model), purpose, title, input: Input::default(), error: None })
    }

    /// The line of text that is being typed, when there is one.
    fn input(&mut self) -> Option<&mut Input> {
        match self {
            Self::Search(s) => Some(&mut s.input),
            Self::Form(f) => Some(&mut f.input),
            Self::Filter(f) => Some(&mut f.input),
            Self::Menu(_) | Self::Sheet(_) | Self::Mapping(_) | Self::Bulk(_) => None,
        }
    }
}

/// A line's answer to a key; `None` when the key edits nothing.
pub(super) fn edit(input: &mut Input, key: Key) -> Option<bool> {
    let request = match (key.code, key.ctrl) {
        (Code::Char(c), false) if !key.alt => InputRequest::InsertChar(c),
        (Code::Char('w'), true) => InputRequest::DeletePrevWord,
        (Code::Char('u'), true) => InputRequest::DeleteLine,
        (Code::Char('a'), true) | (Code::Home, _) => InputRequest::GoToStart,
        (Code::Char('e'), true) | (Code::End, _) => InputRequest::GoToEnd,
        (Code::Backspace, _) => InputRequest::DeletePrevChar,
        (Code::Delete, _) => InputRequest::DeleteNextChar,
        (Code::Left, _) => InputRequest::GoToPrevChar,
        (Code::Right, _) => InputRequest::GoToNextChar,
        _ => return None,
    };
    Some(input.handle(request).is_some_and(|changed| changed.value))
}

/// Brings a key to the top layer. The layer is taken off the stack while it works.
pub(crate) fn key(model: &mut Model, key: Key) -> Vec<Cmd> {
    let Some(top) = model.overlays.pop() else { return Vec::new() };
    match top {
        Overlay::Menu(menu) => menu_key(model, menu, key.folded()),
        Overlay::Search(search) => search_key(model, search, key),
        Overlay::Form(form) => form_key(model, form, key),
        Overlay::Filter(line) => typing::key(model, line, key),
        Overlay::Bulk(bulk) => bulk::key(model, *bulk, key.folded()),
        Overlay::Mapping(pane) => mapping::key(model, pane, key.folded()),
        Overlay::Sheet(sheet) => {
            sheet_key(model, sheet, key.folded());
            Vec::new()
        }
    }
}

pub(super) fn step(at: usize, count: usize, code: Code) -> Option<usize> {
    let last = count.saturating_sub(1);
    Some(match code {
        Code::Down | Code::Char('j') => (at + 1).min(last),
        Code::Up | Code::Char('k') => at.saturating_sub(1),
        Code::PageDown => (at + 10).min(last),
        Code::PageUp => at.saturating_sub(10),
        Code::Home => 0,
        Code::End => last,
        _ => return None,
    })
}

fn menu_key(model: &mut Model, mut menu: Menu, key: Key) -> Vec<Cmd> {
    let chosen = match key.code {
        Code::Esc => return Vec::new(),
        Code::Char('q') if !menu.entries.iter().any(|(c, _)| *c == 'q') => return Vec::new(),
        // Holding a key down opens the menu and stops there: it must not run an entry of it on row after row.
        Code::Enter | Code::Char(_) if key.repeat => None,
        Code::Enter => menu.entries.get(menu.at),
        Code::Char(c) => menu.entries.iter().find(|(letter, _)| *letter == c).or_else(|| {
            let digit = c.to_digit(10)? as usize;
            (0..menu.entries.len()).find(|place| menu.digit(*place) == Some(digit)).map(|place| &menu.entries[place])
        }),
        _ => None,
    };
    if let Some((_, action)) = chosen {
        return menu.about.run(model, *action);
    }
    menu.at = step(menu.at, menu.entries.len(), key.code).unwrap_or(menu.at);
    model.overlays.push(Overlay::Menu(menu));
    Vec::new()
}

/// The actions that a search shows, best first.
pub(crate) fn found(model: &Model, search: &Search) -> Vec<Action> {
    let typed = search.input.value().trim();
    let wanted = typed.to_lowercase();
    // Its own words in the reader's language, in English, and what it is called on this row; Chinese also by pinyin;
    // all words that are typed, in any order.
    let needles: Vec<Needle> = typed.split_whitespace().map(Needle::new).collect();
    let has_all = |text: String| needles.iter().all(|needle| needle.is_in(&text));
    let all = if search.help { map::bindings(model.tab).map(|b| b.action).collect() } else { run::everything(model) };
    let fits = |action: &Action| {
        let key = map::key_name(model.options.preset, model.tab, *action);
        wanted.is_empty()
            || key == typed
            || [Lang::En, model.options.lang].iter().any(|lang| has_all(full_label(*lang, *action)))
            || has_all(label_here(model, *action))
    };
    let mut out: Vec<Action> = all.into_iter().filter(fits).collect();
    // The exact key first, then what begins with the words.
    out.sort_by_key(|action| {
        let key = map::key_name(model.options.preset, model.tab, *action);
        let begins = full_label(model.options.lang, *action).to_lowercase().starts_with(&wanted);
        (wanted.is_empty() || key != search.input.value().trim(), !begins && !wanted.is_empty())
    });
    out
}

fn search_key(model: &mut Model, mut search: Search, key: Key) -> Vec<Cmd> {
    match key.code {
        Code::Esc => return Vec::new(),
        Code::Enter => {
            let Some(action) = found(model, &search).get(search.at).copied() else {
                model.overlays.push(Overlay::Search(search));
                return Vec::new();
            };
            return search.about.run(model, action);
        }
        Code::Up | Code::Down | Code::PageUp | Code::PageDown => {
            let count = found(model, &search).len();
            search.at = step(search.at, count, key.code).unwrap_or(0);
        }
        _ => {
            if edit(&mut search.input, key) == Some(true) {
                search.at = 0;
            }
        }
    }
    model.overlays.push(Overlay::Search(search));
    Vec::new()
}

fn form_key(model: &mut Model, mut form: Form, key: Key) -> Vec<Cmd> {
    // Notes, causes and sign-offs carry the rows that they are about.
    let of_a_row = matches!(form.purpose, Purpose::SnoozeDate | Purpose::Period);
    match key.code {
        Code::Esc => return Vec::new(),
        // What was typed stays to be read: it was meant for a row that has gone.
        Code::Enter if of_a_row && form.about.swapped(model, form.purpose != Purpose::Period) => {
            form.error = Some(say::gone_meanwhile(model.options.lang).to_owned());
        }
        Code::Enter => match verbs::submit(model, &form.purpose, form.input.value().trim()) {
            Ok(cmds) => return cmds,
            Err(why) => form.error = Some(why),
        },
        _ => {
            edit(&mut form.input, key);
            form.error = None;
        }
    }
    model.overlays.push(Overlay::Form(form));
    Vec::new()
}

fn sheet_key(model: &mut Model, mut sheet: Sheet, key: Key) {
    match key.code {
        Code::Esc | Code::Enter | Code::Char('q' | 'i' | 'w') => return,
        code => sheet.top = step(sheet.top, sheet.lines.len(), code).unwrap_or(sheet.top),
    }
    model.overlays.push(Overlay::Sheet(sheet));
}

/// Pasted text: into the line that is being typed, else nowhere.
pub(crate) fn paste(model: &mut Model, raw: &str) -> Vec<Cmd> {
    let text = SafeText::new(raw.trim());
    let Some(input) = model.overlays.last_mut().and_then(Overlay::input) else {
        model.say(say::paste_nowhere(model.options.lang).to_owned());
        return Vec::new();
    };
    for c in text.as_str().chars() {
        input.handle(InputRequest::InsertChar(c));
    }
    let Some(Overlay::Filter(mut line)) = model.overlays.pop_if(|o| matches!(o, Overlay::Filter(_))) else {
        return Vec::new();
    };
    line.pick = None;
    let cmds = typing::refilter(model, &mut line);
    model.overlays.push(Overlay::Filter(line));
    cmds
}
