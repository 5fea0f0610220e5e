//! Search terms of a period (H11): a file replaces the summaries that overlap with it, unless they are newer; a daily file
//! beats a summary.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::super::open::StoreError;
use super::FileInfo;
use super::table::{Table, value};
use crate::domain::format::{Row, Value};
use crate::domain::market::Market;

/// A stretch of days with its scope.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Span {
    market: Market,
    window: i64,
    daily: bool,
    from: String,
    to: String,
}

/// The periods of one file.
pub(super) struct Periods<'t> {
    db: &'t Connection,
    file: &'t FileInfo<'t>,
    cells: [Option<usize>; 4],
    /// There were no terms before the file: nothing to replace.
    empty: bool,
    /// Spans seen, and whether their rows are taken.
    spans: HashMap<Span, bool>,
    last: Option<(Span, bool)>,
}

impl<'t> Periods<'t> {
    pub fn new(db: &'t Connection, file: &'t FileInfo<'t>, table: &Table, empty: bool) -> Self {
        let cells = ["window_days", "grain", "start_day", "end_day"].map(|name| table.cell(name));
        Self { db, file, cells, empty, spans: HashMap::new(), last: None }
    }

    /// Whether the row's period is taken; clears overlapping summaries when the period is met first.
    pub fn takes(&mut self, row: &Row, market: Market) -> Result<bool, StoreError> {
        if let Some((span, taken)) = &self.last
            && self.is_in(span, row, market)
        {
            return Ok(*taken);
        }
        let span = self.span(row, market);
        let taken = match self.spans.get(&span) {
            Some(taken) => *taken,
            None => self.open(&span)?,
        };
        self.spans.insert(span.clone(), taken);
        self.last = Some((span, taken));
        Ok(taken)
    }

    fn cell<'r>(&self, row: &'r Row, i: usize) -> Option<&'r Value> {
        self.cells[i].map(|cell| value(row, cell))
    }

    fn days(&self, row: &Row) -> (String, String) {
        let given = self.file.context.period;
        let day = |i, given: Option<String>| match self.cell(row, i).and_then(Value::text) {
            Some(day) => day.to_owned(),
            None => given.unwrap_or_default(),
        };
        (day(2, given.map(|p| p.0.to_string())), day(3, given.map(|p| p.1.to_string())))
    }

    fn is_in(&self, span: &Span, row: &Row, market: Market) -> bool {
        span.market == market
            && self.cell(row, 0).and_then(Value::int).unwrap_or(WINDOW) == span.window
            && (self.cell(row, 1).and_then(Value::text) == Some("daily")) == span.daily
            && self.cell(row, 2).and_then(Value::text) == Some(&span.from)
            && self.cell(row, 3).and_then(Value::text) == Some(&span.to)
    }

    fn span(&self, row: &Row, market: Market) -> Span {
        let (from, to) = self.days(row);
        let window = self.cell(row, 0).and_then(Value::int).unwrap_or(WINDOW);
        let daily = self.cell(row, 1).and_then(Value::text) == Some("daily");
        Span { market, window, daily, from, to }
    }

    /// Judges a period that is met first.
    fn open(&self, span: &Span) -> Result<bool, StoreError> {
        let store = &self.file.context.store;
        let stronger: Option<i64> = if span.daily {
            None
        } else {
            self.db
                .query_row(
                    "SELECT 1 FROM ads_period p WHERE store = ?1 AND market = ?2 AND window_days = ?3 AND from_day <= ?5
                     AND to_day >= ?4 AND import <> ?6 AND (grain = 'daily' OR as_of > ?7
                     OR as_of = ?7 AND (SELECT sha256 FROM import WHERE seq = p.import) > ?8)",
                    params![
                        store,
                        span.market.code(),
                        span.window,
                        span.from,
                        span.to,
                        self.file.seq,
                        self.file.context.modified.0,
                        self.file.sha256
                    ],
                    |row| row.get(0),
                )
                .optional()?
        };
        if stronger.is_some() {
            return Ok(false);
        }
        if !self.empty {
            self.clear(span)?;
        }
        self.db.execute(
            "DELETE FROM ads_period WHERE store = ?1 AND market = ?2 AND window_days = ?3 AND from_day <= ?5
             AND to_day >= ?4 AND grain = 'summary' AND import <> ?6",
            params![store, span.market.code(), span.window, span.from, span.to, self.file.seq],
        )?;
        Ok(true)
    }

    /// Deletes the summaries that a period replaces. Those of exactly its days are written over row by row; see `finish`.
    fn clear(&self, span: &Span) -> Result<(), StoreError> {
        let keep_same = if span.daily { "" } else { "AND NOT (start_day = ?4 AND end_day = ?5)" };
        let sql = format!(
            "DELETE FROM ads_term WHERE store = ?1 AND market = ?2 AND window_days = ?3 AND start_day <= ?5
             AND end_day >= ?4 AND grain = 'summary' AND import <> ?6 {keep_same}"
        );
        let store = &self.file.context.store;
        self.db.execute(&sql, params![store, span.market.code(), span.window, span.from, span.to, self.file.seq])?;
        Ok(())
    }

    /// Notes the file's periods and removes rows that a replaced summary of the same days had beyond the file's.
    pub fn finish(&mut self) -> Result<(), StoreError> {
        let (store, seq, as_of) = (&self.file.context.store, self.file.seq, self.file.context.modified.0);
        let mut taken: Vec<_> = self.spans.iter().filter(|(_, taken)| **taken).map(|(span, _)| span).collect();
        taken.sort_by(|a, b| a.from.cmp(&b.from));
        for span in taken {
            if !span.daily && !self.empty {
                self.db.execute(
                    "DELETE FROM ads_term WHERE store = ?1 AND market = ?2 AND window_days = ?3 AND start_day = ?4
                     AND end_day = ?5 AND grain = 'summary' AND import <> ?6",
                    params![store, span.market.code(), span.window, span.from, span.to, seq],
                )?;
            }
            self.db.execute(
                "INSERT INTO ads_period (import, store, market, window_days, grain, from_day, to_day, as_of)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET
                 from_day = min(from_day, excluded.from_day), to_day = max(to_day, excluded.to_day)",
                params![
                    seq,
                    store,
                    span.market.code(),
                    span.window,
                    if span.daily { "daily" } else { "summary" },
                    span.from,
                    span.to,
                    as_of
                ],
            )?;
        }
        Ok(())
    }
}

/// The attribution window of Sponsored Products for sellers, when a file does not say it: 7 days.
pub(super) const WINDOW: i64 = 7;
