//! A made-up database that answers questions and takes writes.

use super::driver::NOW;
use super::rows::{ads, evidence, imports, item, messages, orders, practices, queue, queue_row, stock};
use crate::domain::act::{Actor, Conflict, Intent, Outcome, Verb};
use crate::domain::day::{DAY, HOUR};
use crate::domain::filter::What;
use crate::domain::format::Format;
use crate::domain::import::Question;
use crate::domain::list::{
    Cell, Counts, Detail, HistoryLine, List, ListQuery, ListRow, Origin, Page, Query, ReadError, Reply, Section,
    Source, WorkerState,
};
use crate::domain::market::Market;
use crate::domain::money::Totals;
use crate::domain::remember::Remembered;
use crate::domain::team::Changes;
use crate::domain::work::{Claim, HowTo, Kind, State};

/// The made-up database.
#[derive(Debug)]
pub struct Fake {
    pub lists: [Vec<ListRow>; 7],
    pub counts: Counts,
    pub sources: Vec<Source>,
    pub worker: WorkerState,
    pub error: Option<ReadError>,
    /// The next write finds that somebody was faster.
    pub conflict: bool,
    pub steps: i64,
    /// What files 12 and 13 ask.
    pub question: Question,
    /// What is remembered for files like file 10.
    pub remembered: Vec<Remembered>,
    pub undone: Vec<Vec<(usize, ListRow)>>,
    /// How the team does everything.
    pub how_to: Option<HowTo>,
}

impl Default for Fake {
    fn default() -> Self {
        let source = |format, hours: i64, wanted: i64| Source {
            format,
            store: "default".into(),
            market: Some(Market::Us),
            as_of: Some(NOW.plus(-hours * HOUR)),
            wanted: wanted * HOUR,
        };
        Self {
            worker: WorkerState::default(),
            lists: [queue(), orders(), messages(), ads(), stock(), practices(), imports()],
            counts: Counts {
                tabs: [Some(12), Some(2), Some(1), Some(2), Some(1), Some(1), None],
                done_today: 11,
                snoozed: 2,
                next_wake: Some(NOW.plus(3 * HOUR)),
                next_due: Some(NOW.plus(2 * HOUR)),
                session: Some((1560, 34)),
                has_data: true,
                marks: (5, 5),
                people: [(7, "wei"), (8, "li")].map(|(uid, name)| Actor { uid, name: name.into() }).to_vec(),
                proposals: Vec::new(),
            },
            sources: vec![
                source(Format::AllOrders, 2, 24),
                source(Format::SpSearchTerm, 30, 24),
                source(Format::FbaInventory, 80, 24),
            ],
            error: None,
            conflict: false,
            steps: 0,
            question: Question::Marketplace { rows: 40 },
            remembered: Vec::new(),
            undone: Vec::new(),
            how_to: None,
        }
    }
}

impl Fake {
    /// A queue of so many orders to ship.
    pub fn with_queue(count: i64) -> Self {
        let rows =
            (1..=count).map(|n| queue_row(item(n, Kind::ShipToday, &format!("o{n}"), Some(n * 600), Market::Us)));
        let mut fake = Self::default();
        fake.lists[0] = rows.collect();
        fake
    }

    fn page(&self, query: &ListQuery) -> Page {
        let all: Vec<ListRow> =
            self.lists[query.list as usize].iter().flat_map(|row| unfolded(row, query.unfold)).collect();
        let word = |row: &ListRow, word: &str| {
            row.item.as_ref().is_some_and(|i| i.entity.contains(word)) || row.id.contains(word)
        };
        let fits = |row: &&ListRow| {
            query.filter.any.is_empty()
                || query.filter.any.iter().any(|all| {
                    all.iter()
                        .all(|t| matches!(&t.what, What::Word(w) | What::Named(w, _) if word(row, w)) != t.negated)
                })
        };
        let rows: Vec<ListRow> = all.iter().filter(fits).cloned().collect();
        let total = rows.len() as u64;
        let around = query.around.as_ref().and_then(|id| rows.iter().position(|r| r.id == *id)).map(|p| p as u64);
        let offset = match around {
            Some(place) if place < query.offset || place >= query.offset + query.limit => place.saturating_sub(20),
            _ => query.offset,
        };
        let offset = offset.min(total);
        let rows = rows.into_iter().skip(offset as usize).take(query.limit as usize).collect();
        Page { total, exact: true, unfiltered: all.len() as u64, offset, rows, sums: Totals::default() }
    }

    pub fn answer(&self, query: &Query) -> Result<Reply, ReadError> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        Ok(match query {
            Query::Page(query) => Reply::Page(self.page(query)),
            Query::Detail(list, id) => {
                let row = self.lists[*list as usize].iter().find(|r| r.id == *id);
                Reply::Detail(row.map(|row| Box::new(self.detail(*list, row))))
            }
            Query::Counts => Reply::Counts(self.counts.clone()),
            Query::Sources => Reply::Sources(self.sources.clone()),
            Query::Worker => Reply::Worker(self.worker.clone()),
            Query::Journal(..) => Reply::Journal(Vec::new()),
            Query::Changes(_) => {
                Reply::Changes(Changes { since: Some(NOW.plus(-HOUR)), opened: 2, ..Changes::default() })
            }
            Query::Handover => Reply::Handover(Vec::new()),
            Query::HowTo(_) => Reply::HowTo(self.how_to.clone()),
            Query::Splits(list) => {
                let rows = self.lists[*list as usize].len() as u64;
                Reply::Splits(list.views().iter().zip(1..).map(|(view, n)| (*view, rows * n * 1000, n == 1)).collect())
            }
        })
    }

    fn detail(&self, list: List, row: &ListRow) -> Detail {
        Detail {
            id: row.id.clone(),
            sections: vec![Section {
                heading: "units",
                rows: vec![("sku", Cell::Text("014".into()))],
                lines: vec!["\u{1b}[31m硅胶铲".into()],
            }],
            evidence: Some(evidence("2026-11.txt", 412)),
            origins: vec![Origin { sha256: evidence("", 0).sha256, import: 88, format: Some(Format::AllOrders) }],
            item: row.item.clone(),
            history: vec![HistoryLine {
                at: NOW.plus(-DAY),
                who: "li".into(),
                verb: "reopened".into(),
                note: None,
                undone: false,
            }],
            link: Some("https://sellercentral.amazon.com/orders-v3/order/113".into()),
            remembered: if row.id == "10" { self.remembered.clone() } else { Vec::new() },
            question: (list == List::Imports && ["12", "13"].contains(&row.id.as_str()))
                .then(|| (row.id.parse().unwrap(), self.question.clone())),
        }
    }

    /// Carries out a write on the queue.
    pub fn write(&mut self, intent: &Intent) -> Outcome {
        let Intent::Act { verb, items } = intent else { return Outcome::Queued(1) };
        let done = |step, verb: &str, count| Outcome::Done { step, verb: verb.into(), count, entity: "113".into() };
        if std::mem::take(&mut self.conflict) {
            let item = items.first().map_or(0, |(id, _)| *id);
            let conflict =
                Conflict { item, entity: "113".into(), who: "li".into(), at: NOW, state: State::Acted, claim: None };
            return Outcome::Conflict(Box::new(conflict));
        }
        self.steps += 1;
        if let Verb::Undo { .. } = verb {
            for (place, row) in self.undone.pop().into_iter().flatten().rev() {
                self.lists[0].insert(place, row);
            }
            return done(self.steps, "done", 1);
        }
        if matches!(verb, Verb::Note { .. } | Verb::Assign { .. } | Verb::Redo | Verb::Judge { .. }) {
            return done(self.steps, verb.word(), items.len());
        }
        if matches!(verb, Verb::Claim | Verb::TakeOver | Verb::Release) {
            for item in self.lists[0].iter_mut().filter_map(|r| r.item.as_mut()) {
                if items.iter().any(|(id, _)| *id == item.id) {
                    item.version += 1;
                    item.claim =
                        (*verb != Verb::Release).then(|| Claim { uid: 7, name: "wei".into(), until: NOW.plus(1800) });
                }
            }
            return done(self.steps, verb.word(), items.len());
        }
        let ids: Vec<i64> = items.iter().map(|(id, _)| *id).collect();
        let acted = |r: &ListRow| {
            r.item.as_ref().is_some_and(|i| ids.contains(&i.id))
                || r.fold.as_ref().is_some_and(|f| ids.contains(&f.ids[0]))
        };
        let taken = self.lists[0].iter().enumerate().filter(|(_, r)| acted(r)).map(|(p, r)| (p, r.clone())).collect();
        self.lists[0].retain(|r| !acted(r));
        self.undone.push(taken);
        done(self.steps, verb.word(), items.len())
    }
}

/// A row as the list shows it: a fold as one, or as the items that it stands for.
fn unfolded(row: &ListRow, unfold: bool) -> Vec<ListRow> {
    match row.fold.as_ref().filter(|_| unfold) {
        Some(fold) => fold.ids.iter().map(|id| queue_row(item(*id, fold.kind, "term", None, Market::Us))).collect(),
        None => vec![row.clone()],
    }
}
