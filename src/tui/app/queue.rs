//! Verbs on an item whose last write the list does not show yet: they wait, and mean the item as that write left it.

use std::collections::BTreeMap;

use super::cmd::Cmd;
use super::model::{Model, Queued, Settled};
use super::tab::{Seen, mark};
use super::verbs;
use crate::domain::act::{Intent, Verb};
use crate::domain::list::List;

/// Sends a verb. A second one on an item waits until the list shows what the first one made of it.
pub(super) fn send_now(model: &mut Model, list: List, verb: Verb, ids: &[String], mut items: Vec<Seen>) -> Vec<Cmd> {
    let settled: BTreeMap<i64, Option<i64>> = model.settled.iter().map(|of| (of.id, of.version)).collect();
    let busy = |id: &i64| settled.contains_key(id) || model.pending.iter().any(|p| p.ids.contains(id));
    if items.iter().any(|(id, _)| busy(id)) {
        leave(&settled, &mut items);
        model.queue.push(Queued { verb, list, rows: ids.to_vec(), items });
        return Vec::new();
    }
    verbs::send(model, list, verb, ids, items)
}

/// Sends the verbs that waited for the list, on all their items. Which version one's own write has made is asked of the list
/// only where it is not known, and where the list shows them no more any is meant. What others made of them is told as of
/// any other write.
pub(super) fn send_queued(model: &mut Model) -> Vec<Cmd> {
    if !model.pending.is_empty() || !model.settled.is_empty() {
        return Vec::new();
    }
    let mut cmds = Vec::new();
    for Queued { verb, list, rows, mut items } in std::mem::take(&mut model.queue) {
        let shown = model.current().rows().iter().filter(|_| list == model.tab).flat_map(|row| mark(row).1.items);
        let now: BTreeMap<i64, Option<i64>> = shown.collect();
        for (id, version) in items.iter_mut().filter(|(_, version)| version.is_none()) {
            *version = now.get(id).copied().flatten();
        }
        cmds.extend(send_now(model, list, verb, &rows, items));
    }
    cmds
}

/// A write has succeeded: what waits for its items, or is meant before a list shows them again, means what it has left.
pub(super) fn settle(model: &mut Model, intent: &Intent) {
    let Intent::Act { verb, items } = intent else { return };
    // A note changes nothing that another verb could be wrong about.
    if matches!(verb, Verb::Note { .. }) {
        return;
    }
    let made = |version: &Option<i64>| version.filter(|_| makes_the_next(verb)).map(|seen| seen + 1);
    let left: BTreeMap<i64, Option<i64>> = items.iter().map(|(id, version)| (*id, made(version))).collect();
    model.queue.iter_mut().for_each(|queued| leave(&left, &mut queued.items));
    // Lists that are asked for from now on know of it.
    let from = model.lanes.newest() + 1;
    model.settled.extend(left.into_iter().map(|(id, version)| Settled { id, from, version }));
}

/// The items in the versions that were left of them.
fn leave(left: &BTreeMap<i64, Option<i64>>, items: &mut [Seen]) {
    for (id, version) in items {
        if let Some(left) = left.get(id) {
            *version = *left;
        }
    }
}

/// Whether a verb makes of each item the version after the one that was seen. A claim may only renew.
fn makes_the_next(verb: &Verb) -> bool {
    match verb {
        Verb::Done { .. }
        | Verb::Snooze(_)
        | Verb::Dismiss { .. }
        | Verb::Assign { .. }
        | Verb::Release
        | Verb::SignOff { .. } => true,
        Verb::Claim | Verb::TakeOver | Verb::Note { .. } | Verb::Undo { .. } | Verb::Redo | Verb::Judge { .. } => false,
    }
}
