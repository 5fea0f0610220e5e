//! A verb on more than one item: what it is about is shown before it is done, count and money, and it is one step.

use std::collections::BTreeSet;

use super::cmd::Cmd;
use super::model::Model;
use super::overlay::Overlay;
use super::tab::{Marked, Seen};
use super::verbs;
use crate::domain::act::Verb;
use crate::domain::market::Market;
use crate::domain::money::Totals;
use crate::domain::work::Kind;
use crate::i18n::{views as say, words::word};
use crate::tui::keys::key::{Code, Key};
use crate::tui::text;

/// A bulk act before it is done.
#[derive(Debug)]
pub(crate) struct Bulk {
    verb: Verb,
    ids: Vec<String>,
    items: Vec<Seen>,
    /// Title and lines to read.
    pub(crate) title: String,
    pub(crate) lines: Vec<String>,
    /// So many of the lines, the first ones, are kinds.
    pub(crate) kinds: usize,
    /// Whether "leave it" is chosen.
    pub(crate) leave: bool,
}

/// What is shown of some marked rows: how many of each kind, one sum per currency, and how many have no known amount.
pub(crate) fn preview(model: &Model, verb: Verb, ids: Vec<String>, items: Vec<Seen>, mut marked: Vec<Marked>) -> Bulk {
    let lang = model.options.lang;
    let mut kinds: Vec<(Kind, usize)> = Vec::new();
    let mut totals = Totals::default();
    let mut unknown = 0;
    // Lines of one order share its item, and a fold may be marked beside a row of it: each item counts once.
    marked.sort_by_key(|one| std::cmp::Reverse(one.items.len()));
    let mut counted = BTreeSet::new();
    for one in marked {
        let new = one.items.iter().filter(|(id, _)| counted.insert(*id)).count();
        if new == 0 {
            continue;
        }
        if let Some(kind) = one.kind {
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += new,
                None => kinds.push((kind, new)),
            }
        }
        one.money.0.into_iter().for_each(|money| totals.add(money));
        unknown += one.unknown;
    }
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let shown = kinds.len();
    let mut lines: Vec<String> =
        kinds.into_iter().map(|(kind, count)| say::bulk_kind(lang, count, word(lang, kind.word()))).collect();
    lines.extend(
        totals
            .0
            .iter()
            .map(|money| say::bulk_money(lang, text::money(*money, Market::only_with_currency(money.currency)))),
    );
    if unknown > 0 && !totals.0.is_empty() {
        lines.push(say::bulk_unknown(lang, unknown));
    }
    lines.push(say::bulk_step(lang).to_owned());
    let title = say::bulk_title(lang, word(lang, verb.word()), items.len());
    Bulk { verb, ids, items, title, lines, kinds: shown, leave: false }
}

/// A key on the preview. Holding the verb's key down does not confirm it.
pub(super) fn key(model: &mut Model, mut bulk: Bulk, key: Key) -> Vec<Cmd> {
    let leave = match key.code {
        Code::Enter | Code::Char('1' | 'y') if key.repeat => None,
        Code::Enter => Some(bulk.leave),
        Code::Char('1' | 'y') => Some(false),
        Code::Esc | Code::Char('2' | 'n' | 'q') => Some(true),
        Code::Up | Code::Char('k') => {
            bulk.leave = false;
            None
        }
        Code::Down | Code::Char('j') => {
            bulk.leave = true;
            None
        }
        _ => None,
    };
    match leave {
        Some(false) => verbs::now(model, bulk.verb, &bulk.ids, bulk.items),
        Some(true) => Vec::new(),
        None => {
            model.overlays.push(Overlay::Bulk(Box::new(bulk)));
            Vec::new()
        }
    }
}
