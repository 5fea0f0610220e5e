//! The formats whose rows stand for themselves, each found by its key: every policy of [`Policy`] but that of All Orders.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use rusqlite::Connection;
use xxhash_rust::xxh3::xxh3_64;

use super::super::open::StoreError;
use super::keyed::{Change, Keyed};
use super::market::Markets;
use super::period::{Periods, WINDOW};
use super::person::People;
use super::scope::{Occurrences, Scopes};
use super::snapshot::{self, Moment};
use super::table::{Table, value};
use super::thread::thread;
use super::{Counts, FileInfo, Verdict};
use crate::domain::batch::{FileEnd, Stop};
use crate::domain::day::{Day, Instant};
use crate::domain::format::{Format, MarketNeed, Policy, Repeat, Row, Value};
use crate::domain::import::{Problem, Question, Reject};
use crate::domain::market::Market;

/// Writes the rows of one file.
pub(super) struct Rows<'t> {
    db: &'t Connection,
    file: &'t FileInfo<'t>,
    table: &'t Table,
    keyed: Keyed<'t>,
    pub markets: Markets<'t>,
    people: People<'t>,
    periods: Option<Periods<'t>>,
    parts: Option<Scopes<'t>>,
    occurrences: Option<Occurrences>,
    /// Whose table of personal data a record belongs to: the cell of the order or message id.
    person_cell: Option<usize>,
    /// A snapshot is judged as a whole before its first row is written. An unshipped report is small by nature.
    held: Vec<Row>,
    /// Mails of which nothing says the marketplace.
    unplaced: Vec<Reject>,
    /// Newest as-of of each marketplace, and how many rows have it.
    scopes: BTreeMap<Market, (u64, i64)>,
    empty_before: bool,
    pub counts: Counts,
    pub rejects: Vec<Reject>,
}

impl<'t> Rows<'t> {
    pub fn new(db: &'t Connection, file: &'t FileInfo<'t>, table: &'t Table) -> Result<Self, StoreError> {
        let format = table.spec.format;
        let mut keyed = Keyed::new(db, file, table)?;
        if format == Format::SpSearchTerm {
            keyed.fix("window_days", Value::Int(WINDOW));
            if let Some((from, to)) = file.context.period {
                keyed.fix("start_day", Value::Text(from.to_string().into()));
                keyed.fix("end_day", Value::Text(to.to_string().into()));
            }
        }
        let empty_before = keyed.is_fresh();
        let parts = match table.spec.policy {
            Policy::Scope(scope) => Some(Scopes::new(db, file, table, scope)),
            _ => None,
        };
        Ok(Self {
            db,
            file,
            table,
            keyed,
            markets: Markets::new(db, file, table, false)?,
            people: People::new(db, table, file, false)?,
            periods: (format == Format::SpSearchTerm).then(|| Periods::new(db, file, table, empty_before)),
            parts,
            occurrences: (table.spec.repeat == Repeat::Count).then(Occurrences::default),
            person_cell: table.cell(if format == Format::Mail { "message_id" } else { "order_id" }),
            held: Vec::new(),
            unplaced: Vec::new(),
            scopes: BTreeMap::new(),
            empty_before,
            counts: Counts::default(),
            rejects: Vec::new(),
        })
    }

    /// What the file must be asked before its first row.
    pub fn question(&self) -> Option<Question> {
        let no_days = self.table.cell("start_day").is_none() || self.table.cell("end_day").is_none();
        (self.periods.is_some() && no_days && self.file.context.period.is_none()).then_some(Question::Period)
    }

    /// Takes a record.
    pub fn row(&mut self, row: Row) -> Result<(), StoreError> {
        if let Some(reject) = self.table.refuse_blank_ids(&row) {
            self.reject(reject);
        } else if self.table.spec.format == Format::Unshipped {
            self.held.push(row);
        } else if self.table.spec.market == MarketNeed::Perhaps {
            let market = self.markets.perhaps(&row)?;
            self.write(row, market)?;
        } else if let Some(market) = self.markets.of(&row)? {
            match self.misread(&row, market) {
                Some(reject) => self.reject(reject),
                None => self.write(row, Some(market))?,
            }
        } else if self.table.spec.format == Format::Mail {
            let read = self.person_cell.and_then(|cell| value(&row, cell).text()).unwrap_or_default().to_owned();
            let column = "marketplace".to_owned();
            self.unplaced.push(Reject { line: row.line, column, read, problem: Problem::NoMarketplace });
        }
        Ok(())
    }

    fn reject(&mut self, reject: Reject) {
        self.counts.rejected += 1;
        self.rejects.push(reject);
    }

    fn currency<'r>(&self, row: &'r Row) -> &'r str {
        self.table.cell("currency").and_then(|cell| value(row, cell).text()).unwrap_or_default()
    }

    /// Whether the amounts of a row were read in the currency of the folder's marketplace while its order is of another.
    fn misread(&self, row: &Row, market: Market) -> Option<Reject> {
        let given = self.file.context.market.filter(|_| row.market.is_none() && !self.table.spec.own_currency)?;
        let (read, wanted) = (self.currency(row), market.currency());
        (given.currency() != wanted && read == given.currency().code()).then(|| Reject {
            line: row.line,
            column: "currency".to_owned(),
            read: read.to_owned(),
            problem: Problem::OtherCurrency { wanted },
        })
    }

    /// A mailbox holds mails of many senders: those that name no marketplace are rejected and the others taken. Where no
    /// mail names one, the file waits with a question.
    fn reject_unplaced(&mut self) {
        let placed = self.counts.inserted + self.counts.updated + self.counts.unchanged > 0;
        if placed {
            self.markets.unknown -= self.unplaced.len() as u64;
            self.counts.rejected += self.unplaced.len() as u64;
            self.rejects.append(&mut self.unplaced);
        }
    }

    fn write(&mut self, row: Row, place: Option<Market>) -> Result<(), StoreError> {
        let modified = self.file.context.modified;
        let zone = place.map_or(chrono_tz::UTC, Market::zone);
        if self.table.spec.policy == Policy::DailySnapshot && self.table.cell("snapshot_day").is_none() {
            self.keyed.fix("snapshot_day", Value::Text(modified.day(zone).to_string().into()));
        }
        let as_of = match (self.table.spec.format, self.table.spec.policy) {
            (Format::FbaInventory, _) => {
                self.keyed.added = place.map(|market| Value::Text(market.currency().code().into()));
                modified
            }
            (_, Policy::DailySnapshot) => self.moment_of_day(&row, zone),
            (Format::Mail, _) => {
                self.keyed.added =
                    Some(Value::Text(thread(self.db, &self.file.context.store, self.table, &row)?.into()));
                let sent = self.table.cell("sent_at").and_then(|cell| value(&row, cell).int());
                sent.map_or(modified, Instant)
            }
            _ => modified,
        };
        let code = place.map_or("", Market::code);
        let taken = match (&mut self.periods, &mut self.parts, place) {
            (Some(periods), _, Some(market)) => periods.takes(&row, market)?,
            (_, Some(parts), _) => parts.takes(&row, code)?,
            _ => true,
        };
        if !taken {
            self.counts.unchanged += 1;
            return Ok(());
        }
        self.put(row, place, as_of.0)
    }

    /// The file's own moment inside the day that the row names: two files of one day are told apart, and a file copied
    /// later still speaks of its day.
    fn moment_of_day(&self, row: &Row, zone: Tz) -> Instant {
        let modified = self.file.context.modified;
        let day = self.table.cell("snapshot_day").and_then(|cell| value(row, cell).text()).and_then(Day::parse);
        day.map_or(modified, |day| modified.clamp(day.start(zone), day.end(zone)))
    }

    fn put(&mut self, row: Row, place: Option<Market>, as_of: i64) -> Result<(), StoreError> {
        let market = place.map_or("", Market::code);
        if let Some(place) = place {
            let (rows, newest) = self.scopes.entry(place).or_insert((0, as_of));
            if as_of > *newest {
                (*rows, *newest) = (0, as_of);
            }
            *rows += u64::from(as_of == *newest);
        }
        if let Some(occurrences) = &mut self.occurrences {
            self.keyed.fix("occurrence", Value::Null);
            let key = xxh3_64(self.keyed.key_text(&row, market).as_bytes());
            self.keyed.fix("occurrence", occurrences.next(key));
        }
        let change = self.keyed.put(&row, market, as_of)?;
        if let Some(parts) = &mut self.parts {
            parts.count(&row, market, change);
        }
        match change {
            Change::Inserted => self.counts.inserted += 1,
            Change::Summed if self.empty_before => self.counts.inserted += 1,
            Change::Updated | Change::Summed => self.counts.updated += 1,
            Change::Unchanged | Change::OtherColumns => self.counts.unchanged += 1,
            Change::Mixed => {
                let read = self.currency(&row).to_owned();
                self.reject(Reject {
                    line: row.line,
                    column: "currency".to_owned(),
                    read,
                    problem: Problem::NoCurrency,
                });
            }
        }
        if matches!(change, Change::Inserted | Change::Updated | Change::OtherColumns) {
            if self.table.spec.person == "row_person" {
                let id = self.keyed.key_text(&row, market);
                self.people.write(&id, std::slice::from_ref(&row), as_of)?;
            } else {
                let id = self.person_cell.and_then(|cell| value(&row, cell).text()).unwrap_or_default();
                self.people.write(id, std::slice::from_ref(&row), as_of)?;
            }
        }
        self.keyed.keep(row);
        Ok(())
    }

    /// Ends the pass.
    pub fn finish(&mut self, end: &FileEnd) -> Result<Verdict, StoreError> {
        if self.table.spec.format == Format::Unshipped {
            return self.finish_unshipped(end);
        }
        self.reject_unplaced();
        let verdict = Verdict::of_markets(self.markets.unknown);
        if !matches!(verdict, Verdict::Done) {
            return Ok(verdict);
        }
        self.keyed.finish()?;
        if let Some(periods) = &mut self.periods {
            periods.finish()?;
        }
        if let Some(parts) = &mut self.parts
            && let Some(stop) = parts.finish(&self.rejects)?
        {
            return Ok(Verdict::Stop(stop));
        }
        if self.table.spec.policy == Policy::DailySnapshot && self.counts.rejected == 0 {
            return self.finish_dated();
        }
        Ok(verdict)
    }

    /// A dated snapshot without a reject: it is noted, so that what it does not list counts as gone. One with less than half
    /// the rows of the last one may be cut or filtered and waits for an answer (H8). One without rows is of the marketplace
    /// that its folder names; without a day of its own it speaks of its time of modification.
    fn finish_dated(&mut self) -> Result<Verdict, StoreError> {
        let format = self.table.spec.format;
        let every_row = snapshot::EVERY_ROW.contains(&format);
        let dated = self.table.spec.position("snapshot_day").is_some();
        let nothing = every_row && !dated && self.counts.sum() == 0;
        if let Some(market) = self.markets.of_nothing()?.filter(|_| nothing) {
            self.scopes.insert(market, (0, self.file.context.modified.0));
        }
        for (market, (rows, as_of)) in self.scopes.clone() {
            let last = snapshot::last(self.db, self.file, format, market)?;
            if every_row && !self.file.context.complete && last.as_ref().is_none_or(|last| as_of > last.as_of) {
                let day = Instant(as_of).day(market.zone());
                let known = snapshot::rows_before(self.db, self.table, self.file, market, day)?;
                let before = last.map_or(0, |last| last.rows).max(known);
                if rows * 2 < before {
                    return Ok(Verdict::Stop(Stop::Ask(Question::FewerRows { before, now: rows })));
                }
            }
            self.note_snapshot(market, rows, as_of)?;
        }
        Ok(Verdict::Done)
    }

    /// A snapshot (H8): rows of its scope that a later complete file does not list are closed, where it proves that they are
    /// gone; an older file opens only what the newer one says nothing about; a file with less than half the rows of the last
    /// one waits for an answer.
    fn finish_unshipped(&mut self, end: &FileEnd) -> Result<Verdict, StoreError> {
        let held = std::mem::take(&mut self.held);
        let moment = Moment::of(self.table, held.iter(), self.file.context.received);
        let as_of = moment.as_of(end.as_of.unwrap_or(self.file.context.modified));
        let mut placed = Vec::with_capacity(held.len());
        let mut rows: BTreeMap<Market, u64> = BTreeMap::new();
        for row in held {
            if let Some(market) = self.markets.of(&row)? {
                *rows.entry(market).or_default() += 1;
                placed.push((row, market));
            }
        }
        let verdict = Verdict::of_markets(self.markets.unknown);
        if !matches!(verdict, Verdict::Done) {
            return Ok(verdict);
        }
        let mut last = BTreeMap::new();
        for (market, now) in &rows {
            let Some(newest) = snapshot::last(self.db, self.file, Format::Unshipped, *market)? else { continue };
            let judged = as_of > newest.as_of && self.counts.rejected == 0 && !self.file.context.complete;
            if judged && now * 2 < newest.rows {
                return Ok(Verdict::Stop(Stop::Ask(Question::FewerRows { before: newest.rows, now: *now })));
            }
            last.insert(*market, newest);
        }
        for (row, market) in placed {
            let newer = last.get(&market).filter(|l| (as_of, self.file.sha256) < (l.as_of, l.sha256.as_str()));
            if newer.is_some_and(|newer| newer.covers(self.table, &row)) {
                self.counts.unchanged += 1;
            } else {
                self.put(row, Some(market), as_of)?;
            }
        }
        if self.counts.rejected == 0 {
            for (market, now) in rows {
                if last.get(&market).is_none_or(|l| as_of > l.as_of) {
                    self.note_snapshot(market, now, as_of)?;
                    if let Some(proven) = moment.earliest {
                        let store = &self.file.context.store;
                        snapshot::close_missing(self.db, store, market, as_of, proven, self.file.seq)?;
                    }
                }
            }
        }
        Ok(Verdict::Done)
    }

    fn note_snapshot(&self, market: Market, rows: u64, as_of: i64) -> Result<(), StoreError> {
        let store = &self.file.context.store;
        snapshot::note(self.db, self.table.spec.format, store, market, as_of, rows, self.file.seq)
    }
}
