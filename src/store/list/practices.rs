//! The ten best practices: always ten rows, with their last sign-off and when they are due. A practice belongs to no
//! marketplace, so its days are those of UTC.

use chrono_tz::UTC;
use rusqlite::Connection;

use super::detail::{Block, finish, text_cell};
use super::filter::Small;
use super::item::live_anywhere;
use super::page::{Made, made};
use super::sql::{Binds, Take, rows};
use crate::domain::day::{Day, Instant};
use crate::domain::fact::PracticeFact;
use crate::domain::keys;
use crate::domain::list::{Cell, Detail, HistoryLine, ListQuery, ListRow, Page, Viewpoint};
use crate::domain::practice::{Cadence, Practice};
use crate::store::rules::practices::{load, orders_per_week};

/// A practice at the present moment.
struct Standing {
    fact: PracticeFact,
    cadence: Cadence,
    /// The last day of the first period without a sign-off.
    due: Day,
    state: &'static str,
}

impl Standing {
    fn of(fact: PracticeFact, big: bool, now: Instant) -> Self {
        let cadence = fact.practice.cadence(big);
        let today = now.day(UTC);
        let begun = fact.since.day(UTC);
        let next = |at: Instant| cadence.last_day(at.day(UTC)).plus(1);
        let open = fact.last.as_ref().map_or(begun, |(at, _)| next(*at));
        let due = cadence.last_day(open);
        let state = match due {
            due if due < today => "overdue",
            _ if open <= today => "due",
            _ => "signed",
        };
        Self { fact, cadence, due, state }
    }
}

/// Whether the business is big; unknown counts as small, and the detail says that it is unknown.
fn big(db: &Connection, view: &Viewpoint) -> rusqlite::Result<(bool, Option<i64>)> {
    let orders = orders_per_week(db)?;
    let limit = view.settings.for_all(&keys::BIG_ORDERS_PER_WEEK, view.now.day(UTC));
    Ok((orders.is_some_and(|orders| orders >= limit), orders))
}

pub(super) fn page(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    let (big, _) = big(db, view)?;
    let all = load(db, view.now)?.into_iter().map(|fact| Standing::of(fact, big, view.now));
    let shown = all.filter(|standing| query.view != "due" || standing.state != "signed");
    made(db, query, view, shown.map(row).collect())
}

fn row(standing: Standing) -> Made {
    let Standing { fact, cadence, due, state } = standing;
    let practice = fact.practice;
    let (at, who) = fact.last.map_or((None, String::new()), |(at, who)| (Some(at), who));
    let small = Small {
        text: [practice.word(), &who, cadence.word()].join("\n"),
        due: Some(due.end(UTC).0),
        age: at.map(|at| at.0),
        state: state.to_owned(),
        ladders: ["practice", ""],
        subject: practice.word().to_owned(),
        anywhere: true,
        ..Small::default()
    };
    let cells = vec![
        Cell::Int(practice.number() as i64),
        Cell::Word(practice.word()),
        Cell::Word(cadence.word()),
        at.map_or(Cell::None, Cell::At),
        text_cell(who),
        Cell::Day(due),
        Cell::Word(state),
    ];
    let row = ListRow { id: practice.word().to_owned(), cells, item: None, fold: None, market: None };
    Made { row, small, money: None }
}

/// The detail of a practice, by its word or its number.
pub(super) fn detail(db: &Connection, id: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    let Some(practice) = Practice::parse(id).or_else(|| Practice::from_number(id.parse().ok()?)) else {
        return Ok(None);
    };
    let Some(fact) = load(db, view.now)?.into_iter().find(|fact| fact.practice == practice) else { return Ok(None) };
    let (big, orders) = big(db, view)?;
    let Standing { fact, cadence, due, state } = Standing::of(fact, big, view.now);
    let head = Block::new("practice")
        .cell("practice", Cell::Word(practice.word()))
        .cell("state", Cell::Word(state))
        .cell("due", Cell::Day(due))
        .cell("cadence", Cell::Word(cadence.word()))
        .at("signed_at", fact.last.as_ref().map(|(at, _)| *at))
        .text("signed_by", fact.last.as_ref().map(|(_, who)| who.clone()).unwrap_or_default());
    let size = Block::new("business")
        .cell("orders-per-week", orders.map_or(Cell::Word("unknown"), Cell::Int))
        .cell("size", Cell::Word(if big { "big" } else { "small" }));
    let item = live_anywhere(db, "practice", &[practice.word()], view)?.remove(practice.word());
    let mut detail = finish(db, id, vec![head.done(), size.done()], None, item, None)?;
    detail.history.extend(signed(db, practice)?);
    detail.history.sort_by_key(|line| line.at);
    Ok(Some(detail))
}

/// The sign-offs of a practice with their notes.
fn signed(db: &Connection, practice: Practice) -> rusqlite::Result<Vec<HistoryLine>> {
    let mut binds = Binds::default();
    let practice = binds.put(practice.word().to_owned());
    let sql = format!("SELECT at, name, note FROM main.signoff WHERE practice = {practice} ORDER BY at");
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (at, who) = (Instant(take.next()?), take.next()?);
        let note = Some(take.text()?).filter(|note| !note.is_empty());
        Ok(HistoryLine { at, who, verb: "sign-off".to_owned(), note, undone: false })
    })
}
