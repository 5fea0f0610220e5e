//! All Orders (H7): the lines of an order are replaced as a whole by those of the newest file. Newest by `updated_at`, else
//! by as-of, else by the file's hash, never by arrival. A rejected line rejects its whole order.
//!
//! Orders are written as they stream by. When that turns out to have been too early (a reject or a further line of an
//! order that was already written), the pass only looks on, and the next pass knows those orders from the start.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Statement, params};
use xxhash_rust::xxh3::xxh3_64;

use super::super::open::StoreError;
use super::bulk::Bulk;
use super::market::Markets;
use super::person::People;
use super::stored::{Hashes, Known, Stored, Sum};
use super::table::{Binder, Table, marks, quoted, value};
use super::{Counts, FileInfo, Verdict};
use crate::domain::format::{Row, Value};
use crate::domain::import::{Problem, Reject};
use crate::domain::market::Market;

/// Order ids whose lines cannot be written as they stream by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// With a rejected line.
    pub rejected: BTreeSet<String>,
    /// With lines in several places of the file.
    pub scattered: BTreeSet<String>,
}

/// A stored line of the order at hand.
struct Line {
    rowid: i64,
    sku: String,
    occurrence: i64,
    updated_at: Option<i64>,
    as_of: i64,
    import: i64,
    shape: i64,
    hash: i64,
}

/// Writes the orders of one file.
pub(super) struct Orders<'t> {
    file: &'t FileInfo<'t>,
    table: &'t Table,
    pub markets: Markets<'t>,
    people: People<'t>,
    order_cell: usize,
    sku_cell: usize,
    updated_cell: Option<usize>,
    stored: Stored,
    /// The table is being filled: it has its indexes at the end.
    bulk: Option<Bulk<'t>>,
    /// The line to whose values the parameters of `insert` are bound.
    bound: Option<(Market, Row)>,
    /// Room for hashing.
    room: Vec<u8>,
    seen: Hashes,
    plan: Plan,
    /// The file must be read again: nothing is written any more.
    again: bool,
    current: String,
    lines: Vec<Row>,
    scattered: BTreeMap<String, Vec<Row>>,
    pub counts: Counts,
    pub rejects: Vec<Reject>,
    select: Statement<'t>,
    compare: Statement<'t>,
    insert: Statement<'t>,
    update: Statement<'t>,
    delete: Statement<'t>,
    touch: Statement<'t>,
    sha: Statement<'t>,
}

impl<'t> Orders<'t> {
    pub fn new(db: &'t Connection, file: &'t FileInfo<'t>, table: &'t Table, plan: Plan) -> Result<Self, StoreError> {
        let values: Vec<_> = table.values().map(|c| quoted(c.field.column)).collect();
        let sets: Vec<_> = values.iter().map(|v| format!("{v} = ?")).collect();
        let list =
            |tail: &str| if values.is_empty() { tail.to_owned() } else { format!("{}, {tail}", values.join(", ")) };
        let insert = format!(
            "INSERT INTO order_line (store, market, order_id, sku, occurrence, {}) VALUES ({})",
            list("as_of, import, line, shape, row_hash"),
            marks(values.len() + 10)
        );
        let update = format!(
            "UPDATE order_line SET market = ?, as_of = ?, import = ?, line = ?, shape = ?, row_hash = ?{}{} WHERE rowid = ?",
            if sets.is_empty() { "" } else { ", " },
            sets.join(", ")
        );
        let (bulk, stored) = (Bulk::begin(db, file, "order_line")?, Stored::read(db, file)?);
        Ok(Self {
            file,
            table,
            markets: Markets::new(db, file, table, bulk.is_some())?,
            people: People::new(db, table, file, true)?,
            order_cell: table.cell("order_id").unwrap_or(usize::MAX),
            sku_cell: table.cell("sku").unwrap_or(usize::MAX),
            updated_cell: table.cell("updated_at"),
            stored,
            bulk,
            bound: None,
            room: Vec::new(),
            seen: Hashes::default(),
            plan,
            again: false,
            current: String::new(),
            lines: Vec::new(),
            scattered: BTreeMap::new(),
            counts: Counts::default(),
            rejects: Vec::new(),
            select: db.prepare(
                "SELECT rowid, sku, occurrence, updated_at, as_of, import, shape, row_hash FROM order_line
                 WHERE store = ?1 AND order_id = ?2",
            )?,
            compare: db.prepare(&format!("SELECT {} FROM order_line WHERE rowid = ?1", list("market")))?,
            insert: db.prepare(&insert)?,
            update: db.prepare(&update)?,
            delete: db.prepare("DELETE FROM order_line WHERE rowid = ?1")?,
            touch: db.prepare("UPDATE order_line SET as_of = ?3 WHERE store = ?1 AND order_id = ?2")?,
            sha: db.prepare("SELECT sha256 FROM import WHERE seq = ?1")?,
        })
    }

    /// Takes a record.
    pub fn row(&mut self, row: Row) -> Result<(), StoreError> {
        let order = value(&row, self.order_cell).text().unwrap_or_default();
        if let Some(reject) = self.table.refuse_blank_ids(&row) {
            self.counts.rejected += 1;
            self.reject(reject, Some(order.to_owned()).filter(|o| !o.is_empty()));
            return Ok(());
        }
        if order != self.current {
            self.flush()?;
            self.current.clear();
            self.current.push_str(order);
            let planned = self.plan.rejected.contains(order) || self.plan.scattered.contains(order);
            if !planned && !self.seen.insert(xxh3_64(order.as_bytes())) {
                self.again = true;
                self.plan.scattered.insert(order.to_owned());
            }
        }
        if self.plan.rejected.contains(order) {
            self.reject_with_order(&row);
        } else if self.plan.scattered.contains(order) {
            self.scattered.entry(order.to_owned()).or_default().push(row);
        } else {
            self.lines.push(row);
        }
        Ok(())
    }

    /// Takes a record that the parser rejected (already counted).
    pub fn reject(&mut self, reject: Reject, order: Option<String>) {
        self.rejects.push(reject);
        let Some(order) = order else { return };
        if order == self.current {
            for row in std::mem::take(&mut self.lines) {
                self.reject_with_order(&row);
            }
        } else if self.seen.contains(&xxh3_64(order.as_bytes())) && !self.plan.rejected.contains(&order) {
            self.again = true;
        }
        for row in self.scattered.remove(&order).unwrap_or_default() {
            self.reject_with_order(&row);
        }
        self.plan.rejected.insert(order);
    }

    fn reject_with_order(&mut self, row: &Row) {
        let read = value(row, self.order_cell).text().unwrap_or_default().to_owned();
        self.counts.rejected += 1;
        self.rejects.push(Reject {
            line: row.line,
            column: "order_id".to_owned(),
            read,
            problem: Problem::RejectedWithOrder,
        });
    }

    /// Ends the pass.
    pub fn finish(&mut self) -> Result<Verdict, StoreError> {
        self.flush()?;
        if self.again {
            return Ok(Verdict::Again(std::mem::take(&mut self.plan)));
        }
        for (order, lines) in std::mem::take(&mut self.scattered) {
            self.current = order;
            self.lines = lines;
            self.flush()?;
        }
        let verdict = Verdict::of_markets(self.markets.unknown);
        if matches!(verdict, Verdict::Done) {
            self.people.finish()?;
            self.bulk.take().map_or(Ok(()), Bulk::end)?;
        }
        Ok(verdict)
    }

    /// Writes the order whose lines are at hand.
    fn flush(&mut self) -> Result<(), StoreError> {
        let mut lines = std::mem::take(&mut self.lines);
        if lines.is_empty() || self.again {
            return Ok(());
        }
        let Some(market) = self.market(&lines)? else { return Ok(()) };
        let order = std::mem::take(&mut self.current);
        self.apply(&order, market, &mut lines)?;
        self.current = order;
        // The buffer is used again: one allocation per file.
        self.lines = lines;
        self.lines.clear();
        Ok(())
    }

    /// The marketplace of an order is that of its first line that names one.
    fn market(&mut self, lines: &[Row]) -> Result<Option<Market>, StoreError> {
        let named = lines.iter().find(|line| line.market.is_some());
        let found = match named.or(lines.first()) {
            Some(line) => self.markets.of(line)?,
            None => None,
        };
        if found.is_none() {
            self.markets.unknown += lines.len() as u64 - 1;
        }
        Ok(found)
    }

    fn apply(&mut self, order: &str, market: Market, lines: &mut Vec<Row>) -> Result<(), StoreError> {
        let known = match self.stored.of(order) {
            Known::Not => Vec::new(),
            Known::Sum(sum) if sum.has_change() && sum == self.sum(market, lines) => {
                self.counts.unchanged += lines.len() as u64;
                return Ok(());
            }
            Known::Sum(_) | Known::Open => self.known(order)?,
        };
        if known.is_empty() {
            self.people.write(order, lines, self.file.context.modified.0)?;
            return self.insert_new(market, lines);
        }
        self.bring_order_up(order, market, lines, &known)
    }

    /// The lines of the file in one number, as those of the database are in [`Stored`].
    fn sum(&mut self, market: Market, lines: &[Row]) -> Sum {
        (0..lines.len()).fold(Sum::default(), |sum, i| {
            let hash = self.table.hash(market.code(), &lines[i], &mut self.room);
            let has_change = self.updated_cell.is_some_and(|cell| value(&lines[i], cell) != &Value::Null);
            sum.with(hash, self.table.shape, self.occurrence(lines, i), has_change)
        })
    }

    /// Writes the lines of a new order; the last one is kept for what it was bound to.
    fn insert_new(&mut self, market: Market, lines: &mut Vec<Row>) -> Result<(), StoreError> {
        let bound = self.bound.take();
        for (i, row) in lines.iter().enumerate() {
            let before = match i.checked_sub(1) {
                None => bound.as_ref().map(|(market, row)| (*market, row)),
                Some(last) => Some((market, &lines[last])),
            };
            let hash = self.table.hash(market.code(), row, &mut self.room);
            self.insert(market, row, before, self.occurrence(lines, i), hash)?;
        }
        self.bound = lines.pop().map(|row| (market, row));
        Ok(())
    }

    /// Writes the lines of an order over those that are stored, when they are newer.
    fn bring_order_up(&mut self, order: &str, market: Market, lines: &[Row], known: &[Line]) -> Result<(), StoreError> {
        let hashes: Vec<i64> = lines.iter().map(|row| self.table.hash(market.code(), row, &mut self.room)).collect();
        let places: Vec<Option<usize>> = (0..lines.len()).map(|i| self.place(known, lines, i)).collect();
        let same = known.len() == lines.len()
            && places.iter().zip(&hashes).all(|(place, hash)| {
                place.is_some_and(|p| known[p].shape == self.table.shape && known[p].hash == *hash)
            });
        let newer = self.newer(known, lines)?;
        if newer && known.iter().all(|line| line.updated_at.is_none()) {
            let as_of = self.file.context.modified.0;
            self.touch.execute(params![self.file.context.store, order, as_of])?;
        }
        if same || !newer {
            self.counts.unchanged += lines.len() as u64;
            return Ok(());
        }
        self.bound = None;
        for (i, row) in lines.iter().enumerate() {
            match places[i] {
                None => self.insert(market, row, None, self.occurrence(lines, i), hashes[i])?,
                Some(p) => self.bring_up(&known[p], market, row, hashes[i])?,
            }
        }
        for (p, gone) in known.iter().enumerate() {
            if !places.contains(&Some(p)) {
                self.delete.execute([gone.rowid])?;
            }
        }
        self.people.write(order, lines, self.file.context.modified.0)
    }

    /// Which occurrence of its SKU in the order a line is, from 1, in the file's order.
    fn occurrence(&self, lines: &[Row], i: usize) -> i64 {
        let sku = value(&lines[i], self.sku_cell);
        lines[..=i].iter().filter(|row| value(row, self.sku_cell) == sku).count() as i64
    }

    fn place(&self, known: &[Line], lines: &[Row], i: usize) -> Option<usize> {
        let (sku, occurrence) = (value(&lines[i], self.sku_cell).text()?, self.occurrence(lines, i));
        known.iter().position(|line| line.sku == sku && line.occurrence == occurrence)
    }

    fn known(&mut self, order: &str) -> Result<Vec<Line>, StoreError> {
        let rows = self.select.query_map(params![self.file.context.store, order], |row| {
            Ok(Line {
                rowid: row.get(0)?,
                sku: row.get(1)?,
                occurrence: row.get(2)?,
                updated_at: row.get(3)?,
                as_of: row.get(4)?,
                import: row.get(5)?,
                shape: row.get(6)?,
                hash: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether the file's lines are newer than the stored ones (H7).
    fn newer(&mut self, known: &[Line], lines: &[Row]) -> Result<bool, StoreError> {
        let updated = self.updated_cell.and_then(|cell| lines.iter().filter_map(|row| value(row, cell).int()).max());
        let stored = known.iter().filter_map(|line| line.updated_at).max();
        if let (Some(new), Some(old)) = (updated, stored)
            && new != old
        {
            return Ok(new > old);
        }
        let Some(newest) = known.iter().max_by_key(|line| line.as_of) else { return Ok(true) };
        let as_of = self.file.context.modified.0;
        if as_of != newest.as_of {
            return Ok(as_of > newest.as_of);
        }
        let sha: Option<String> = self.sha.query_row([newest.import], |row| row.get(0)).optional()?;
        Ok(sha.is_none_or(|sha| *self.file.sha256 > *sha))
    }

    /// Writes a line. `before` is the one that the parameters are bound to: what is equal stays bound.
    fn insert(
        &mut self,
        market: Market,
        row: &Row,
        before: Option<(Market, &Row)>,
        occurrence: i64,
        hash: i64,
    ) -> Result<(), StoreError> {
        let mut binder = Binder::new(&mut self.insert);
        let last = before.map(|(_, row)| row);
        match before {
            None => binder.bind(self.file.context.store.as_str())?.bind(market.code())?,
            Some((same, _)) if same == market => binder.keep(2),
            Some(_) => binder.keep(1).bind(market.code())?,
        };
        for cell in [self.order_cell, self.sku_cell] {
            binder.bind_changed(value(row, cell), last.map(|last| value(last, cell)))?;
        }
        binder.bind(occurrence)?;
        for column in self.table.values() {
            binder.bind_changed(value(row, column.cell), last.map(|last| value(last, column.cell)))?;
        }
        match before {
            None => binder
                .bind(self.file.context.modified.0)?
                .bind(self.file.seq)?
                .bind(row.line)?
                .bind(self.table.shape)?,
            Some(_) => binder.keep(2).bind(row.line)?.keep(1),
        };
        binder.bind(hash)?;
        binder.execute()?;
        self.counts.inserted += 1;
        Ok(())
    }

    /// Writes a line over the stored one, unless it says the same.
    fn bring_up(&mut self, known: &Line, market: Market, row: &Row, hash: i64) -> Result<(), StoreError> {
        let same =
            if known.shape == self.table.shape { known.hash == hash } else { self.equal(known.rowid, market, row)? };
        if same {
            self.counts.unchanged += 1;
            return Ok(());
        }
        let mut binder = Binder::new(&mut self.update);
        binder.bind(market.code())?.bind(self.file.context.modified.0)?.bind(self.file.seq)?.bind(row.line)?;
        binder.bind(self.table.shape)?.bind(hash)?;
        for column in self.table.values() {
            binder.bind(value(row, column.cell))?;
        }
        binder.bind(known.rowid)?;
        binder.execute()?;
        self.counts.updated += 1;
        Ok(())
    }

    fn equal(&mut self, rowid: i64, market: Market, row: &Row) -> Result<bool, StoreError> {
        let table = self.table;
        Ok(self.compare.query_row([rowid], |stored| {
            let same = stored.get_ref("market")?.as_str() == Ok(market.code());
            Ok(same && table.equals(row, stored, 0)?)
        })?)
    }
}
