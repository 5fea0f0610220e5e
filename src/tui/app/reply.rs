//! Answers of the database.

use super::cmd::{Cmd, Lane};
use super::held;
use super::model::Model;
use super::queue;
use super::run;
use super::team;
use super::verbs;
use crate::domain::list::{Page, Query, ReadError, Reply};

/// Takes an answer; a stale one only lets the waiting question run.
pub(crate) fn reply(model: &mut Model, lane: Lane, generation: u64, result: Result<Reply, ReadError>) -> Vec<Cmd> {
    let (query, next) = model.lanes.answered(lane, generation);
    let mut cmds: Vec<Cmd> = next.into_iter().collect();
    let Some(query) = query else { return cmds };
    match (query, result) {
        (Query::Page(asked), Ok(Reply::Page(page))) => {
            model.no_data = false;
            model.settled.retain(|settled| generation < settled.from);
            let page = without_pending(model, asked.list, page);
            let height = model.height();
            let tab = model.of_mut(asked.list);
            let other = tab.other;
            tab.other &= !tab.asked(&asked);
            tab.take(page);
            // A row that another list does not have was not taken away by anybody.
            tab.swapped &= !other;
            let more = tab.show(height).filter(|more| more.offset != asked.offset);
            if let Some(query) = more {
                cmds.extend(model.lanes.ask(Lane::Page, Query::Page(query)));
            }
            cmds.extend(run::ask_detail(model));
            cmds.extend(queue::send_queued(model));
            cmds.extend(held::release(model));
        }
        (Query::Page(_), Err(ReadError::NoData)) => {
            model.no_data = true;
            cmds.extend(held::release(model));
        }
        (Query::Page(asked), Err(error)) => {
            model.of_mut(asked.list).error = Some(error);
            held::forget(model);
        }
        (Query::Detail(list, _), Ok(Reply::Detail(detail))) => model.of_mut(list).detail = detail,
        (Query::Counts, Ok(Reply::Counts(counts))) => model.counts = Some(counts),
        (Query::Sources, Ok(Reply::Sources(sources))) => model.sources = sources,
        (Query::Worker, Ok(Reply::Worker(worker))) => model.worker = worker,
        (Query::Journal(..) | Query::Changes(_) | Query::Handover, Ok(reply)) => team::show(model, reply),
        (Query::Journal(..) | Query::Changes(_) | Query::Handover | Query::HowTo(_), Err(why)) => {
            team::unread(model, &why);
        }
        (Query::HowTo(kind), Ok(Reply::HowTo(own))) => team::how_to(model, kind, own.as_ref()),
        (Query::Splits(list), Ok(Reply::Splits(splits))) => model.splits = Some((list, splits)),
        // The old detail, counts and ages stay: the list says what is wrong.
        _ => {}
    }
    cmds
}

/// Takes items off the page whose write is under way: it was read before the write.
fn without_pending(model: &Model, list: crate::domain::list::List, mut page: Page) -> Page {
    if !verbs::leaves(list, model.of(list).view_word()) {
        return page;
    }
    let writing = |id: i64| {
        model.pending.iter().any(|p| verbs::takes_away(&p.intent) && p.ids.contains(&id))
            || model.settled.iter().any(|settled| settled.id == id)
    };
    let before = page.rows.len();
    page.rows.retain(|row| {
        let items = super::tab::mark(row).1.items;
        items.is_empty() || !items.iter().all(|(id, _)| writing(*id))
    });
    let gone = (before - page.rows.len()) as u64;
    page.total = page.total.saturating_sub(gone);
    page.unfiltered = page.unfiltered.saturating_sub(gone);
    page
}
