//! The filter while it is typed: the list follows, keys and values are offered, and what is wrong is underlined while the
//! last good list stays.

use tui_input::Input;

use super::action::Action;
use super::cmd::Cmd;
use super::model::Model;
use super::overlay::{Overlay, edit};
use super::run;
use crate::domain::complete::{Completion, complete};
use crate::domain::filter::{Filter, FilterError, Key as Test};
use crate::domain::format::Format;
use crate::domain::list::Cell;
use crate::domain::market::Market;
use crate::domain::work::{Kind, State};
use crate::i18n::filter::kinds;
use crate::tui::keys::key::{Code, Key};

/// The filter line.
#[derive(Debug)]
pub(crate) struct FilterLine {
    pub(crate) input: Input,
    pub(crate) error: Option<FilterError>,
    /// What Tab put in, while it is chosen.
    pub(crate) pick: Option<Pick>,
}

/// A choice among offers: the text before it, as it was typed, and the place in the offers.
#[derive(Debug)]
pub(crate) struct Pick {
    before: String,
    cursor: usize,
    pub(crate) found: Completion,
    pub(crate) at: usize,
}

impl FilterLine {
    pub(crate) fn new(typed: String) -> Self {
        Self { input: typed.into(), error: None, pick: None }
    }

    /// The cursor's place in bytes.
    fn cursor(&self) -> usize {
        let value = self.input.value();
        value.char_indices().nth(self.input.cursor()).map_or(value.len(), |(at, _)| at)
    }

    /// Puts the chosen offer into the text.
    fn put(&mut self) {
        let Some(pick) = &self.pick else { return };
        let offer = pick.found.offers.get(pick.at).map_or("", String::as_str);
        let head = format!("{}{offer}", &pick.before[..pick.found.span.start]);
        let cursor = head.chars().count();
        self.input = Input::new(format!("{head}{}", &pick.before[pick.cursor..])).with_cursor(cursor);
    }

    /// Chooses the next (or the one before) of the offers; whether there are any.
    fn choose(&mut self, model: &Model, back: bool) -> bool {
        if let Some(pick) = &mut self.pick {
            let count = pick.found.offers.len();
            pick.at = (pick.at + if back { count - 1 } else { 1 }) % count;
        } else {
            let (before, cursor) = (self.input.value().to_owned(), self.cursor());
            let Some(found) = complete(&before, cursor, |key| values(model, key)) else { return false };
            let at = if back { found.offers.len() - 1 } else { 0 };
            self.pick = Some(Pick { before, cursor, found, at });
        }
        self.put();
        true
    }

    /// Puts back what was typed before Tab; whether something was chosen.
    fn unchoose(&mut self) -> bool {
        let Some(pick) = self.pick.take() else { return false };
        let cursor = pick.before[..pick.cursor].chars().count();
        self.input = Input::new(pick.before).with_cursor(cursor);
        true
    }

    /// What may stand at the cursor, and which of it is chosen.
    pub(crate) fn offers(&self, model: &Model) -> (Vec<String>, Option<usize>) {
        if let Some(pick) = &self.pick {
            return (pick.found.offers.clone(), Some(pick.at));
        }
        let found = complete(self.input.value(), self.cursor(), |key| values(model, key));
        (found.map_or_else(Vec::new, |found| found.offers), None)
    }
}

/// The filter for the reader: plain words also mean the kinds in whose name they are.
pub(crate) fn read(model: &Model, filter: Filter) -> Filter {
    filter.named(|word| kinds(model.options.lang, word))
}

/// The states of an item.
const STATES: [State; 4] = [State::Open, State::Acted, State::Cleared, State::Dismissed];

/// The values that a key has here: those of the language, and what the data and the list on the screen name.
fn values(model: &Model, key: Test) -> Vec<String> {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut found = match key {
        Test::Is => own(Test::STATES),
        Test::Lane => own(Test::LANES),
        Test::Kind => Kind::ALL.iter().map(|kind| kind.word().to_owned()).collect(),
        Test::Rule => {
            let rules = Kind::ALL.iter().map(|kind| kind.info().rule);
            let families =
                rules.clone().filter_map(|rule| rule.split_once('.')).map(|(family, _)| format!("{family}.*"));
            families.chain(rules.map(str::to_owned)).collect()
        }
        Test::Mk => model.sources.iter().filter_map(|source| source.market).map(|m| m.code().to_owned()).collect(),
        Test::Store => model.sources.iter().map(|source| source.store.clone()).collect(),
        Test::Format => model.sources.iter().map(|source| source.format.word().to_owned()).collect(),
        Test::Who => own(&["me", "none"]).into_iter().chain(holders(model)).collect(),
        Test::Channel => own(&["fbm", "fba"]),
        Test::State if model.current().columns().is_empty() => STATES.map(|state| state.word().to_owned()).to_vec(),
        Test::State => cells(model, "state"),
        Test::Sku => cells(model, "sku"),
        Test::Order => cells(model, "order_id"),
        Test::Due => own(&["<4h", "<1d", "<3d", ">1d"]),
        Test::Age => own(&[">1d", ">2d", ">1w", "<1d"]),
        Test::Money => own(&[">50", ">100", ">500"]),
    };
    if found.is_empty() && key == Test::Mk {
        found = Market::ALL.iter().map(|market| market.code().to_owned()).collect();
    }
    if found.is_empty() && key == Test::Format {
        found = Format::ALL.iter().map(|format| format.word().to_owned()).collect();
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|value| seen.insert(value.clone()));
    found
}

/// The people who hold an item of the list.
fn holders(model: &Model) -> Vec<String> {
    let items = model.current().rows().iter().filter_map(|row| row.item.as_ref());
    items.filter_map(|item| item.claim.as_ref()).map(|claim| claim.name.clone()).collect()
}

/// What stands in a column of the rows that are loaded.
fn cells(model: &Model, column: &str) -> Vec<String> {
    let tab = model.current();
    let Some(place) = tab.columns().iter().position(|c| c.id == column) else { return Vec::new() };
    let texts = tab.rows().iter().filter_map(|row| match row.cells.get(place) {
        Some(Cell::Text(text)) => Some(text.clone()),
        Some(Cell::Word(word)) => Some((*word).replace(' ', "-")),
        _ => None,
    });
    texts.collect()
}

/// A key while the filter is typed.
pub(super) fn key(model: &mut Model, mut line: FilterLine, key: Key) -> Vec<Cmd> {
    let mut cmds = Vec::new();
    let picking = line.pick.is_some();
    match key.code {
        Code::Tab | Code::BackTab => {
            if line.choose(model, key.code == Code::BackTab) {
                cmds = refilter(model, &mut line);
            }
        }
        Code::Up | Code::Down if picking => {
            line.choose(model, key.code == Code::Up);
            cmds = refilter(model, &mut line);
        }
        Code::Esc if line.unchoose() => cmds = refilter(model, &mut line),
        Code::Esc => return run::set_filter(model, String::new(), Filter::default()),
        Code::Enter => {
            if line.error.is_none() {
                return settle(model, &line);
            }
        }
        Code::Up => cmds = run::run(model, Action::Up),
        Code::Down => cmds = run::run(model, Action::Down),
        _ => {
            line.pick = None;
            if edit(&mut line.input, key) == Some(true) {
                cmds = refilter(model, &mut line);
            }
        }
    }
    model.overlays.push(Overlay::Filter(line));
    cmds
}

/// Reads the typed filter while it grows. A word that is not understood, and one that may still become a key, say nothing
/// yet: the list is that of the other words.
pub(super) fn refilter(model: &mut Model, line: &mut FilterLine) -> Vec<Cmd> {
    let text = line.input.value();
    let (silent, error) = match Filter::parse(text) {
        Ok(_) => (Filter::unfinished(text), None),
        Err(error) => (Some(error.span.clone()), Some(error)),
    };
    let said = silent.map_or_else(|| text.to_owned(), |span| format!("{}{}", &text[..span.start], &text[span.end..]));
    line.error = error;
    match Filter::parse(&said) {
        Ok(filter) => {
            let filter = read(model, filter);
            run::set_filter(model, said.trim().to_owned(), filter)
        }
        // Two words are wrong: the last good list stays.
        Err(_) => Vec::new(),
    }
}

/// Enter: the text as it stands; a word that did not become a key is a word.
fn settle(model: &mut Model, line: &FilterLine) -> Vec<Cmd> {
    let text = line.input.value();
    let Ok(filter) = Filter::parse(text) else { return Vec::new() };
    let filter = read(model, filter);
    run::set_filter(model, text.trim().to_owned(), filter)
}
