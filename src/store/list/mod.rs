//! Answering the questions of screens and commands. Reads only; each answer is one read transaction with a time limit.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};

use self::queue::Kept;
use super::open::Reader;
use super::team::clock::started;
use crate::domain::lease::by_leases;
use crate::domain::list::{Detail, List, ListQuery, Page, Query, ReadError, Reply, Splits, Viewpoint};

mod ads;
mod attached;
mod counts;
mod detail;
mod filter;
mod imports;
mod item;
mod labels;
mod light;
mod messages;
mod order;
mod orders;
mod page;
mod practices;
pub(super) mod queue;
mod sieve;
pub(super) mod sql;
mod stock;
mod team;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;
mod today;

pub use attached::{Attached, MailFile};
pub use counts::Seen;
pub use labels::LABELS;

/// Longer than this no question is worked on.
const LIMIT: Duration = Duration::from_secs(2);

impl Reader {
    /// Answers a question.
    ///
    /// [`ReadError::TimedOut`] after two seconds, [`ReadError::Busy`] when a writer holds the database, otherwise
    /// [`ReadError::Other`] in SQLite's words.
    pub fn answer(&self, query: &Query, view: &Viewpoint) -> Result<Reply, ReadError> {
        limited(&self.0, LIMIT, |db| {
            let moment = view.moment();
            let lease = by_leases(&moment, started(db, &moment)?);
            reply(db, &self.1, query, &Viewpoint { ahead: lease.0 - view.now.0, ..view.clone() })
        })
    }
}

fn reply(db: &Connection, kept: &Kept, query: &Query, view: &Viewpoint) -> rusqlite::Result<Reply> {
    Ok(match query {
        Query::Page(query) => Reply::Page(rows_of(db, kept, query, view)?),
        Query::Detail(list, id) => Reply::Detail(about(db, *list, id, view)?.map(Box::new)),
        Query::Counts => Reply::Counts(counts::counts(db, kept, view)?),
        Query::Sources => Reply::Sources(counts::sources(db, view)?),
        Query::Worker => Reply::Worker(counts::worker(db)?),
        Query::Journal(about, limit) => Reply::Journal(team::journal(db, about, *limit, view)?),
        Query::Changes(since) => Reply::Changes(team::changes(db, *since, view)?),
        Query::Handover => Reply::Handover(team::handover(db, view)?),
        Query::HowTo(kind) => Reply::HowTo(super::team::setting::howto(db, *kind)?),
        Query::Splits(list) => Reply::Splits(splits(db, kept, *list, view)?),
    })
}

fn rows_of(db: &Connection, kept: &Kept, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    match query.list {
        List::Today => today::page(db, kept, query, view),
        List::Orders => orders::page(db, query, view),
        List::Messages => messages::page(db, query, view),
        List::Ads => ads::page(db, query, view),
        List::Stock => stock::page(db, query, view),
        List::Practices => practices::page(db, query, view),
        List::Imports => imports::page(db, query, view),
    }
}

/// How many rows each view of a list has.
fn splits(db: &Connection, kept: &Kept, list: List, view: &Viewpoint) -> rusqlite::Result<Splits> {
    let count = |split: &&'static str| {
        let page = rows_of(db, kept, &ListQuery { view: split, limit: 0, ..ListQuery::of(list) }, view)?;
        Ok((*split, page.total, page.exact))
    };
    list.views().iter().map(count).collect()
}

fn about(db: &Connection, list: List, id: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    match list {
        List::Today => today::detail(db, id, view),
        List::Orders => orders::detail(db, id, view),
        List::Messages => messages::detail(db, id, view),
        List::Ads => ads::detail(db, id, view),
        List::Stock => stock::detail(db, id, view),
        List::Practices => practices::detail(db, id, view),
        List::Imports => imports::detail(db, id, view),
    }
}

/// Runs `work` in one read transaction; after `limit` it is interrupted, also between its statements.
fn limited<T>(
    db: &Connection,
    limit: Duration,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> Result<T, ReadError> {
    /// An interrupt between two statements is lost, so it comes again.
    const AGAIN: Duration = Duration::from_millis(20);
    let handle = db.get_interrupt_handle();
    std::thread::scope(|scope| {
        let (done, wait) = channel::<()>();
        scope.spawn(move || {
            let mut patience = limit;
            while wait.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                handle.interrupt();
                patience = AGAIN;
            }
        });
        let result = db.unchecked_transaction().and_then(|transaction| work(&transaction));
        drop(done);
        result.map_err(|error| read_error(&error, limit))
    })
}

fn read_error(error: &rusqlite::Error, limit: Duration) -> ReadError {
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => ReadError::TimedOut(limit.as_secs()),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ReadError::Busy,
        _ => ReadError::Other(error.to_string()),
    }
}
