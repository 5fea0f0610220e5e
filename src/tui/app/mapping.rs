//! The mapping screen: which column of a file that nobody has seen is which of the nearest format's. Nothing is written
//! before the last line is chosen; Esc leaves everything as it was.

use std::collections::VecDeque;

use super::cmd::Cmd;
use super::model::Model;
use super::overlay::{Overlay, step};
use crate::domain::act::{Intent, Request};
use crate::domain::format::Format;
use crate::domain::import::Question;
use crate::domain::mapping::{IGNORED, Mapping, Near, Offer, Proposal};
use crate::domain::text::SafeText;
use crate::i18n::screen as say;
use crate::tui::keys::key::{Code, Key};

/// The choices of one file.
#[derive(Debug)]
pub(crate) struct Pane {
    import: i64,
    question: Question,
    pub(crate) file: String,
    pub(crate) format: Format,
    pub(crate) columns: Vec<Proposal>,
    pub(crate) offers: Vec<Offer>,
    /// The other formats that are near; Left and Right turn through them.
    pub(crate) others: VecDeque<Near>,
    /// The offer that each column of the file is; `None`: it is left out.
    pub(crate) chosen: Vec<Option<usize>>,
    /// The selected column; behind the last one stands the line that applies the choices.
    pub(crate) at: usize,
    /// The open choice of a column: 0 leaves it out, others are offers.
    pub(crate) pick: Option<usize>,
}

impl Pane {
    /// The screen of a question; `None` when it is another question.
    pub(crate) fn of(import: i64, question: &Question, file: String) -> Option<Self> {
        let Question::Mapping { format, columns, offers, others, .. } = question else { return None };
        Some(Self {
            import,
            question: question.clone(),
            file,
            format: *format,
            chosen: proposed(columns, offers),
            columns: columns.clone(),
            offers: offers.clone(),
            others: others.iter().cloned().collect(),
            at: 0,
            pick: None,
        })
    }

    /// Goes on to the next format, or back to the one before, with what is proposed for it.
    fn turn(&mut self, back: bool) {
        let next = if back { self.others.pop_back() } else { self.others.pop_front() };
        let Some(Near { format, columns, offers }) = next else { return };
        self.chosen = proposed(&columns, &offers);
        let before = Near {
            format: std::mem::replace(&mut self.format, format),
            columns: std::mem::replace(&mut self.columns, columns),
            offers: std::mem::replace(&mut self.offers, offers),
        };
        if back {
            self.others.push_front(before);
        } else {
            self.others.push_back(before);
        }
    }

    /// The column of the file that is an offer now.
    pub(crate) fn taken_by(&self, offer: usize) -> Option<usize> {
        self.chosen.iter().position(|chosen| *chosen == Some(offer))
    }

    /// Needed columns that no column of the file is, by their usual names.
    pub(crate) fn missing(&self) -> Vec<String> {
        self.mapping().missing(&self.columns, &self.offers)
    }

    /// What was chosen: a decision about every column, so that nothing is left to a later guess.
    fn mapping(&self) -> Mapping {
        let column = |chosen: &Option<usize>| {
            chosen.and_then(|at| self.offers.get(at)).map_or_else(|| IGNORED.to_owned(), |offer| offer.column.clone())
        };
        let names = self.columns.iter().map(|column| column.name.clone());
        // Of a name that stands twice the first one counts.
        let columns = names.zip(self.chosen.iter().map(column)).rev().collect();
        Mapping { format: self.format, columns }
    }

    /// Makes the selected column that offer, and no other column.
    fn choose(&mut self, offer: Option<usize>) {
        if let Some(before) = offer.and_then(|offer| self.taken_by(offer)) {
            self.chosen[before] = None;
        }
        if let Some(chosen) = self.chosen.get_mut(self.at) {
            *chosen = offer;
        }
    }

    fn pick_key(&mut self, at: usize, key: Key) {
        let count = self.offers.len() + 1;
        match key.code {
            Code::Esc => self.pick = None,
            Code::Enter if key.repeat => {}
            Code::Enter => {
                self.choose(at.checked_sub(1));
                self.pick = None;
                self.at = (self.at + 1).min(self.columns.len());
            }
            Code::Char(c) if !key.ctrl && !key.alt => {
                let begins = |place: &usize| {
                    let name =
                        place.checked_sub(1).and_then(|p| self.offers.get(p)).map(|offer| offer.name.to_lowercase());
                    name.is_some_and(|name| name.starts_with(c.to_ascii_lowercase()))
                };
                self.pick = Some((at + 1..count).chain(0..=at).find(begins).unwrap_or(at));
            }
            code => self.pick = Some(step(at, count, code).unwrap_or(at)),
        }
    }
}

/// What is proposed for each column, as places among the offers.
fn proposed(columns: &[Proposal], offers: &[Offer]) -> Vec<Option<usize>> {
    let place = |p: &Proposal| offers.iter().position(|offer| Some(&offer.column) == p.column.as_ref());
    columns.iter().map(place).collect()
}

/// Opens the mapping screen for the question of the selected file.
pub(crate) fn open(model: &mut Model, import: i64, question: &Question, file: String) -> Vec<Cmd> {
    model.overlays.extend(Pane::of(import, question, file).map(|pane| Overlay::Mapping(Box::new(pane))));
    Vec::new()
}

/// A key on the mapping screen.
pub(crate) fn key(model: &mut Model, mut pane: Box<Pane>, key: Key) -> Vec<Cmd> {
    let last = pane.columns.len();
    match (pane.pick, key.code) {
        (Some(at), _) => pane.pick_key(at, key),
        (None, Code::Esc) => return Vec::new(),
        (None, Code::Enter) if key.repeat => {}
        (None, Code::Enter) if pane.at < last => {
            pane.pick = Some(pane.chosen[pane.at].map_or(0, |offer| offer + 1));
        }
        (None, Code::Enter) => return apply(model, pane),
        (None, Code::Char('x' | ' ') | Code::Delete | Code::Backspace) => pane.choose(None),
        (None, Code::Left) => pane.turn(true),
        (None, Code::Right) => pane.turn(false),
        (None, Code::Up) if pane.at == 0 => pane.at = last,
        (None, Code::Down) if pane.at == last => pane.at = 0,
        (None, code) => pane.at = step(pane.at, last + 1, code).unwrap_or(pane.at),
    }
    model.overlays.push(Overlay::Mapping(pane));
    Vec::new()
}

/// Sends the choices to the worker, unless the file could not be read by them.
fn apply(model: &mut Model, pane: Box<Pane>) -> Vec<Cmd> {
    let missing = pane.missing().join(", ");
    if !missing.is_empty() {
        model.warn(say::map_missing(model.options.lang, SafeText::new(&missing)));
        model.overlays.push(Overlay::Mapping(pane));
        return Vec::new();
    }
    let answer = pane.mapping().text();
    vec![Cmd::Write(Intent::Ask(Request::Answer { import: pane.import, question: pane.question, answer }))]
}
