//! The counts of tabs and closing line, the age of the sources, the worker's queue, and whether anything changed.

use rusqlite::Connection;

use super::queue::{Kept, Tally};
use super::sql::{Binds, number, rows};
use super::today;
use crate::domain::day::HOUR;
use crate::domain::format::Format;
use crate::domain::list::{Counts, List, ReadError, Source, Viewpoint, WorkerState};
use crate::store::open::Reader;
use crate::store::rules::files::reports;
use crate::store::team::gate::waiting;
use crate::store::team::person::people;
use crate::store::team::undo::undone;

/// The formats that feed a tab: without any of them its count is unknown.
fn feeds(list: List) -> &'static [Format] {
    match list {
        List::Orders => &[Format::Unshipped, Format::AllOrders],
        List::Messages => &[Format::Mail],
        List::Ads => &[Format::SpSearchTerm],
        List::Stock => &[Format::FbaPlanning, Format::FbaInventory],
        List::Today | List::Practices | List::Imports => &[],
    }
}

pub(super) fn counts(db: &Connection, kept: &Kept, view: &Viewpoint) -> rusqlite::Result<Counts> {
    let came = rows(
        db,
        "SELECT DISTINCT format FROM facts.import WHERE state IN ('applied', 'partly') AND format IS NOT NULL",
        &Binds::default(),
        |row| Ok(Format::parse(&row.get::<_, String>(0)?)),
    )?;
    let marks = marks(db)?;
    let has_data = marks.0 > 0;
    let Tally { tabs: mut open, asleep, next_wake, next_due } = kept.queue(db, view)?.tally(view);
    open.insert(List::Today, today::count(db, kept, view)?);
    let tab = |list: List| {
        let feeds = feeds(list);
        let fed = feeds.is_empty() || came.iter().flatten().any(|format| feeds.contains(format));
        (has_data && fed).then(|| open.get(&list).copied().unwrap_or(0))
    };
    Ok(Counts {
        tabs: List::ALL.map(tab),
        done_today: done_today(db, view)?,
        snoozed: asleep,
        next_wake,
        next_due,
        session: session(db, view)?,
        has_data,
        marks,
        people: people(db)?,
        proposals: waiting(db)?,
    })
}

fn done_today(db: &Connection, view: &Viewpoint) -> rusqlite::Result<u64> {
    let mut binds = Binds::default();
    let from = binds.put(view.now.day(view.zone).start(view.zone).0);
    let sql = format!(
        "SELECT COUNT(*) FROM main.item WHERE closed_at IS NOT NULL AND closed_at >= {from} \
         AND state IN ('acted', 'cleared')"
    );
    number(db, &sql, &binds).map(|count| count as u64)
}

/// The time between the first and the last of the reader's acts of today, and how many there were.
fn session(db: &Connection, view: &Viewpoint) -> rusqlite::Result<Option<(i64, u64)>> {
    let mut binds = Binds::default();
    let me = binds.put(i64::from(view.me.uid));
    let from = binds.put(view.now.day(view.zone).start(view.zone).0);
    let sql = format!(
        "SELECT DISTINCT j.step, j.at, EXISTS (SELECT 1 FROM main.journal u WHERE u.undoes = j.step) \
         FROM main.journal j WHERE j.uid = {me} AND j.at >= {from} \
         AND j.verb IN ('done', 'dismiss', 'snooze', 'sign-off') ORDER BY j.at"
    );
    let (mut span, mut acts): (Option<(i64, i64)>, u64) = (None, 0);
    let steps =
        rows(db, &sql, &binds, |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, bool>(2)?)))?;
    for (step, at, taken_back) in steps {
        // The few that were taken back may have been done again.
        if !taken_back || !undone(db, step)? {
            span = Some((span.map_or(at, |(first, _)| first), at));
            acts += 1;
        }
    }
    Ok(span.map(|(first, last)| (last - first, acts)))
}

/// The reports that came, with the age that is wanted of each.
pub(super) fn sources(db: &Connection, view: &Viewpoint) -> rusqlite::Result<Vec<Source>> {
    let today = view.now.day(view.zone);
    let source = |report: crate::domain::fact::ReportFact| Source {
        wanted: view.settings.report_hours(report.format, &report.store, report.market, today) * HOUR,
        format: report.format,
        store: report.store,
        market: report.market,
        as_of: report.as_of,
    };
    Ok(reports(db)?.into_iter().map(source).collect())
}

/// The reports that could be downloaded and never were, for each store that there is data of: offered, not expected (H15).
pub(super) fn offered(db: &Connection, view: &Viewpoint, came: &[Source]) -> rusqlite::Result<Vec<Source>> {
    let stores = "SELECT DISTINCT store FROM facts.import WHERE state IN ('applied', 'partly') ORDER BY store";
    let stores = rows(db, stores, &Binds::default(), |row| row.get::<_, String>(0))?;
    let today = view.now.day(view.zone);
    let mut offered = Vec::new();
    for store in &stores {
        for format in Format::ALL {
            let came = came.iter().any(|source| source.format == *format && source.store == *store);
            let wanted = view.settings.report_hours(*format, store, None, today) * HOUR;
            // A sheet that is kept by hand is nothing to download; a report without a cadence is nothing to come back to.
            if !came && wanted > 0 && format.spec().example.is_empty() {
                offered.push(Source { format: *format, store: store.clone(), market: None, as_of: None, wanted });
            }
        }
    }
    Ok(offered)
}

/// What waits for the worker. Who holds its lock stands in the lock's own file, which the runtime reads.
pub(super) fn worker(db: &Connection) -> rusqlite::Result<WorkerState> {
    let queued = number(db, "SELECT COUNT(*) FROM main.request WHERE done_at IS NULL", &Binds::default())?;
    Ok(WorkerState { queued: queued as u64, ..WorkerState::default() })
}

/// The newest import and the newest journal row.
fn marks(db: &Connection) -> rusqlite::Result<(i64, i64)> {
    let newest = |sql| number(db, sql, &Binds::default());
    Ok((newest("SELECT MAX(seq) FROM facts.import")?, newest("SELECT MAX(seq) FROM main.journal")?))
}

/// What a reader has seen of the two databases; see [`Reader::changed`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    versions: Option<(i64, i64)>,
    content: Vec<i64>,
}

impl Seen {
    /// The next look is over another connection: its version numbers say nothing beside those of the last one.
    pub fn reopened(&mut self) {
        self.versions = None;
    }
}

impl Reader {
    /// The newest import and the newest journal number.
    pub fn marks(&self) -> Result<(i64, i64), ReadError> {
        super::limited(&self.0, super::LIMIT, marks)
    }

    /// Whether another process changed something since `last`, which is brought up to date. `data_version` also moves
    /// on a checkpoint or a VACUUM with nothing changed, so after a move the content is compared. Cheap: two pragmas.
    pub fn changed(&self, last: &mut Seen) -> Result<bool, ReadError> {
        let version =
            |schema: &str| self.0.query_row(&format!("PRAGMA {schema}.data_version"), [], |row| row.get::<_, i64>(0));
        let read = |error: rusqlite::Error| super::read_error(&error, super::LIMIT);
        let versions = Some((version("main").map_err(read)?, version("facts").map_err(read)?));
        if last.versions == versions {
            return Ok(false);
        }
        let content = super::limited(&self.0, super::LIMIT, content)?;
        let changed = last.content != content;
        *last = Seen { versions, content };
        Ok(changed)
    }
}

/// What moves with every change that a screen shows: ledger, journal, queue, passes of the rules.
fn content(db: &Connection) -> rusqlite::Result<Vec<i64>> {
    let numbers = [
        "SELECT MAX(seq) FROM facts.import",
        "SELECT MAX(finished_at) FROM facts.import",
        "SELECT MAX(seq) FROM main.journal",
        "SELECT MAX(id) FROM main.request",
        "SELECT COUNT(*) FROM main.request WHERE done_at IS NULL",
        "SELECT at FROM main.rules_run",
        "SELECT MAX(changed_at) FROM main.setting",
        "SELECT COUNT(*) FROM main.person",
    ];
    numbers.into_iter().map(|sql| number(db, sql, &Binds::default())).collect()
}
