//! Keys typed ahead of the list that they are meant for: after `/late` and Enter the next `d` means a row of the new list,
//! which is still being read. Such keys wait for the answer.

use super::cmd::Cmd;
use super::model::Model;
use super::press;
use crate::i18n::screen as say;
use crate::tui::keys::key::{Code, Key};
use crate::tui::keys::map;

/// More keys are not kept: a person types no further ahead.
const MOST: usize = 256;

/// Whether the list on the screen is not the one that was asked for.
fn waiting(model: &Model) -> bool {
    model.lanes.asking() && !model.current().settled()
}

/// Keeps a key back when it means a row of a list that is being read, or follows one that does. Esc and ctrl-c forget
/// what was kept.
pub(crate) fn keep(model: &mut Model, key: Key) -> bool {
    let ends = key.code == Code::Esc || key.ctrl && key.code == Code::Char('c');
    if !model.held.is_empty() {
        if ends {
            model.held.clear();
        } else if model.held.len() < MOST {
            model.held.push_back(key);
        }
        return true;
    }
    if !model.overlays.is_empty() || model.first_run() || !waiting(model) {
        return false;
    }
    let means_a_row =
        map::resolve(model.options.preset, model.tab, key.folded()).is_some_and(super::action::Action::means_a_row);
    if means_a_row {
        model.held.push_back(key);
    }
    means_a_row
}

/// After an answer: presses what was kept, as far as it need not wait again.
pub(crate) fn release(model: &mut Model) -> Vec<Cmd> {
    if waiting(model) {
        return Vec::new();
    }
    let keys = std::mem::take(&mut model.held);
    // They were meant for rows: on the page of the first run the same keys choose a way to begin.
    if model.first_run() {
        return Vec::new();
    }
    keys.into_iter().flat_map(|key| press(model, key)).collect()
}

/// The list could not be read: what was kept for it is forgotten, and said so.
pub(crate) fn forget(model: &mut Model) {
    if !model.held.is_empty() {
        let count = model.held.len();
        model.held.clear();
        model.warn(say::keys_forgotten(model.options.lang, count));
    }
}
