//! One row per key: found by key, newer by as-of, else by the file's hash, written over or left as it is. Snapshots, daily
//! snapshots, periods and plain upserts all write their rows through this.

use rusqlite::{Connection, OptionalExtension, Statement};
use xxhash_rust::xxh3::xxh3_64;

use super::super::open::StoreError;
use super::FileInfo;
use super::bulk::{Bulk, is_empty};
use super::stored::Hashes;
use super::table::{Binder, Table, marks, quoted, value};
use crate::domain::format::{Format, Kind, Policy, Repeat, Row, Spec, Value};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Inserted,
    Updated,
    /// Known already, or older than what is known. What is known already is now known from the newer file.
    Unchanged,
    /// The facts are known already, from a file with other columns: its personal columns may be new.
    OtherColumns,
    /// The file has the key twice and this row was added to the first one (H9).
    Summed,
    /// As before, but the currencies differ: two currencies are never added.
    Mixed,
}

/// Where the value of a key column comes from.
enum Key {
    Cell(usize),
    /// The file has no such column: the same for every row, or set before each of them.
    Fixed,
}

/// What is stored under a key.
struct Stored {
    as_of: i64,
    import: i64,
    shape: i64,
    hash: i64,
    closed_at: Option<i64>,
    same: bool,
}

/// Writes rows of one file by key.
pub(super) struct Keyed<'t> {
    file: &'t FileInfo<'t>,
    table: &'t Table,
    keys: Vec<Key>,
    market_in_key: bool,
    closes: bool,
    /// Values of the key columns that the file lacks, in the order of `names`.
    fixed: Vec<Value>,
    names: Vec<&'static str>,
    /// The value of the column that the store fills itself ([`added_column`]), for the row at hand.
    pub added: Option<Value>,
    sums: bool,
    fresh: bool,
    /// The table is being filled: it has its indexes at the end, and these keys.
    bulk: Option<(Bulk<'t>, Hashes)>,
    /// The row to whose cells the parameters of `insert` are bound.
    bound: Option<Row>,
    inserted: bool,
    room: Vec<u8>,
    select: Statement<'t>,
    insert: Statement<'t>,
    update: Statement<'t>,
    touch: Statement<'t>,
    sum: Option<Statement<'t>>,
    sha: Statement<'t>,
}

/// Key columns of a format in the database, beside the store: those of its spec, the day of a report that does not say
/// its day, and the number of a row among its likes.
pub(super) fn key_names(spec: &Spec) -> Vec<&'static str> {
    let mut names = spec.key.to_vec();
    if spec.policy == Policy::DailySnapshot && !names.contains(&"snapshot_day") {
        names.insert(0, "snapshot_day");
    }
    names.extend((spec.repeat == Repeat::Count).then_some("occurrence"));
    names
}

/// A column that the store fills itself.
fn added_column(format: Format) -> Option<&'static str> {
    match format {
        Format::FbaInventory => Some("currency"),
        Format::Mail => Some("thread"),
        _ => None,
    }
}

impl<'t> Keyed<'t> {
    pub fn new(db: &'t Connection, file: &'t FileInfo<'t>, table: &'t Table) -> Result<Self, StoreError> {
        let format = table.spec.format;
        let name = table.spec.table;
        let names = key_names(table.spec);
        let keys: Vec<Key> = names.iter().map(|n| table.cell(n).map_or(Key::Fixed, Key::Cell)).collect();
        let market_in_key = !table.spec.global;
        let closes = format == Format::Unshipped;
        let values: Vec<_> = table.values().map(|c| quoted(c.field.column)).collect();
        let added = added_column(format);
        let mut wheres = vec!["store = ?".to_owned()];
        wheres.extend(market_in_key.then(|| "market = ?".to_owned()));
        wheres.extend(names.iter().map(|n| format!("{n} = ?")));
        let wheres = wheres.join(" AND ");
        let closed = if closes { "closed_at" } else { "NULL" };
        let tail = each(&values, |v| format!(", {v}"));
        let select =
            format!("SELECT as_of, import, shape, row_hash, {closed}, market{tail} FROM {name} WHERE {wheres}");
        let columns = each(&names, |n| format!(", {n}"));
        let insert = format!(
            "INSERT INTO {name} (store, market{columns}{}{tail}, as_of, import, line, shape, row_hash) VALUES ({})",
            added.map(|a| format!(", {a}")).unwrap_or_default(),
            marks(2 + names.len() + usize::from(added.is_some()) + values.len() + 5)
        );
        let sets = each(&values, |v| format!(", {v} = ?"));
        let open = if closes { ", closed_at = NULL, closed_import = NULL" } else { "" };
        let update = format!(
            "UPDATE {name} SET market = ?, as_of = ?, import = ?, line = ?, shape = ?, row_hash = ?{open}{sets} WHERE {wheres}"
        );
        let touch = format!("UPDATE {name} SET as_of = ?, import = ?, line = ?{open} WHERE {wheres}");
        let sums = table.spec.repeat == Repeat::Sum;
        let fixed = names.iter().map(|_| Value::Text("".into())).collect();
        let fills = format == Format::SpSearchTerm;
        let (empty, bulk) = (is_empty(db, name)?, if fills { Bulk::begin(db, file, name)? } else { None });
        Ok(Self {
            file,
            table,
            keys,
            market_in_key,
            closes,
            fixed,
            names,
            added: None,
            sums,
            fresh: empty,
            bulk: bulk.map(|bulk| (bulk, Hashes::default())),
            bound: None,
            inserted: false,
            room: Vec::new(),
            select: db.prepare(&select)?,
            insert: db.prepare(&insert)?,
            update: db.prepare(&update)?,
            touch: db.prepare(&touch)?,
            sum: if sums { Some(db.prepare(&sum_sql(table, &wheres))?) } else { None },
            sha: db.prepare("SELECT sha256 FROM import WHERE seq = ?1")?,
        })
    }

    /// Whether the format's table was empty before this file.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Sets the value of a key column that the file lacks; nothing when the file has it.
    pub fn fix(&mut self, column: &str, value: Value) {
        if let Some(i) = self.names.iter().position(|n| *n == column) {
            self.fixed[i] = value;
        }
    }

    /// The row's key as one text, with the marketplace where it is part of the key: what is kept apart from the row finds
    /// it by this.
    pub fn key_text(&self, row: &Row, market: &str) -> String {
        let parts = self.keys.iter().zip(&self.fixed).map(|(key, fixed)| match key {
            Key::Cell(cell) => value(row, *cell),
            Key::Fixed => fixed,
        });
        let mut text = if self.market_in_key { market } else { "" }.to_owned();
        for part in parts {
            text.push('\u{1f}');
            match part {
                Value::Null => {}
                Value::Int(int) => text.push_str(&int.to_string()),
                Value::Text(part) => text.push_str(part),
            }
        }
        text
    }

    /// Writes a row that speaks of the moment `as_of`. `market` is its code, empty for a row of the whole account.
    pub fn put(&mut self, row: &Row, market: &str, as_of: i64) -> Result<Change, StoreError> {
        let hash = self.table.hash(market, row, &mut self.room);
        self.inserted = false;
        if self.fresh && self.is_known(row, market) {
            // From here on every row is looked up.
            self.fresh = false;
            self.finish()?;
        }
        if self.fresh {
            match self.insert(row, market, as_of, hash) {
                Ok(()) => return Ok(Change::Inserted),
                // The file has the key twice: from here on every row is looked up.
                Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
                    self.fresh = false;
                }
                Err(error) => return Err(error.into()),
            }
        }
        let Some(stored) = self.find(row, market)? else {
            self.insert(row, market, as_of, hash)?;
            return Ok(Change::Inserted);
        };
        if stored.import == self.file.seq && self.sums {
            return self.add(row, market);
        }
        if stored.import != self.file.seq && !self.newer(&stored, as_of)? {
            return Ok(Change::Unchanged);
        }
        let other_columns = stored.shape != self.table.shape;
        // A sum has the hash of its first row: only its values tell that there were more.
        if stored.same && (other_columns || stored.hash == hash) {
            if stored.import != self.file.seq {
                self.touch(row, market, as_of)?;
            }
            return Ok(match (stored.closed_at, other_columns) {
                (Some(_), _) => Change::Updated,
                (None, true) => Change::OtherColumns,
                (None, false) => Change::Unchanged,
            });
        }
        let mut binder = Binder::new(&mut self.update);
        binder.bind(market)?.bind(as_of)?.bind(self.file.seq)?.bind(row.line)?;
        binder.bind(self.table.shape)?.bind(hash)?;
        for column in self.table.values() {
            binder.bind(value(row, column.cell))?;
        }
        bind_key(&mut binder, self.file, self.market_in_key, &self.keys, &self.fixed, row, market)?;
        binder.execute()?;
        Ok(Change::Updated)
    }

    /// Takes a row back after [`Keyed::put`]: the next one is only bound where it differs.
    pub fn keep(&mut self, row: Row) {
        if self.inserted {
            self.bound = Some(row);
        }
    }

    /// Ends the filling of an empty table.
    pub fn finish(&mut self) -> Result<(), StoreError> {
        self.bulk.take().map_or(Ok(()), |(bulk, _)| bulk.end())
    }

    /// Whether the key came before, while the table is being filled. Notes it.
    fn is_known(&mut self, row: &Row, market: &str) -> bool {
        let Some((_, keys)) = &mut self.bulk else { return false };
        self.room.clear();
        self.room.extend_from_slice(market.as_bytes());
        for (key, fixed) in self.keys.iter().zip(&self.fixed) {
            let part = if let Key::Cell(cell) = key { value(row, *cell) } else { fixed };
            self.room.extend_from_slice(part.text().unwrap_or_default().as_bytes());
            self.room.push(0xff);
            self.room.extend_from_slice(&part.int().unwrap_or_default().to_le_bytes());
        }
        !keys.insert(xxh3_64(&self.room))
    }

    fn insert(&mut self, row: &Row, market: &str, as_of: i64, hash: i64) -> rusqlite::Result<()> {
        let before = self.bound.take();
        let mut binder = Binder::new(&mut self.insert);
        bind_key(&mut binder, self.file, true, &self.keys, &self.fixed, row, market)?;
        if added_column(self.table.spec.format).is_some() {
            binder.bind(self.added.as_ref().unwrap_or(&Value::Null))?;
        }
        for column in self.table.values() {
            binder.bind_changed(value(row, column.cell), before.as_ref().map(|before| value(before, column.cell)))?;
        }
        binder.bind(as_of)?.bind(self.file.seq)?.bind(row.line)?.bind(self.table.shape)?.bind(hash)?;
        binder.execute()?;
        self.inserted = true;
        Ok(())
    }

    fn find(&mut self, row: &Row, market: &str) -> Result<Option<Stored>, StoreError> {
        let mut binder = Binder::new(&mut self.select);
        bind_key(&mut binder, self.file, self.market_in_key, &self.keys, &self.fixed, row, market)?;
        let mut rows = self.select.raw_query();
        let Some(found) = rows.next()? else { return Ok(None) };
        Ok(Some(Stored {
            as_of: found.get(0)?,
            import: found.get(1)?,
            shape: found.get(2)?,
            hash: found.get(3)?,
            closed_at: found.get(4)?,
            same: found.get_ref(5)?.as_str() == Ok(market) && self.table.equals(row, found, 6)?,
        }))
    }

    /// A later as-of is newer; at the same moment the file's hash decides, never the arrival (H7). A row that a snapshot
    /// closed is as old as that snapshot.
    fn newer(&mut self, stored: &Stored, as_of: i64) -> Result<bool, StoreError> {
        let known = stored.closed_at.unwrap_or(stored.as_of).max(stored.as_of);
        if as_of != known || self.closes && stored.closed_at.is_some() {
            return Ok(as_of > known);
        }
        let sha: Option<String> = self.sha.query_row([stored.import], |row| row.get(0)).optional()?;
        Ok(sha.is_none_or(|sha| *self.file.sha256 > *sha))
    }

    fn touch(&mut self, row: &Row, market: &str, as_of: i64) -> Result<(), StoreError> {
        let mut binder = Binder::new(&mut self.touch);
        binder.bind(as_of)?.bind(self.file.seq)?.bind(row.line)?;
        bind_key(&mut binder, self.file, self.market_in_key, &self.keys, &self.fixed, row, market)?;
        binder.execute()?;
        Ok(())
    }

    fn add(&mut self, row: &Row, market: &str) -> Result<Change, StoreError> {
        let Some(sum) = &mut self.sum else { return Ok(Change::Unchanged) };
        let mut binder = Binder::new(sum);
        for column in summed(self.table) {
            binder.bind(value(row, column))?;
        }
        bind_key(&mut binder, self.file, self.market_in_key, &self.keys, &self.fixed, row, market)?;
        let currency = self.table.cell("currency").map_or(&Value::Null, |cell| value(row, cell));
        binder.bind(currency)?;
        Ok(if binder.execute()? == 0 { Change::Mixed } else { Change::Summed })
    }
}

fn bind_key(
    binder: &mut Binder<'_, '_>,
    file: &FileInfo<'_>,
    with_market: bool,
    keys: &[Key],
    fixed: &[Value],
    row: &Row,
    market: &str,
) -> rusqlite::Result<()> {
    binder.bind(file.context.store.as_str())?;
    if with_market {
        binder.bind(market)?;
    }
    for (key, fixed) in keys.iter().zip(fixed) {
        match key {
            // A blank cell in a key is the empty text: NULL would never be found again.
            Key::Cell(cell) => match value(row, *cell) {
                Value::Null => binder.bind("")?,
                filled => binder.bind(filled)?,
            },
            Key::Fixed => binder.bind(fixed)?,
        };
    }
    Ok(())
}

/// Cells of the columns that are added up when a file has a key twice.
fn summed(table: &Table) -> impl Iterator<Item = usize> {
    table.values().filter(|c| matches!(c.field.kind, Kind::Int | Kind::Money)).map(|c| c.cell)
}

fn sum_sql(table: &Table, wheres: &str) -> String {
    let columns = table.values().filter(|c| matches!(c.field.kind, Kind::Int | Kind::Money));
    let mut sets: Vec<_> = columns
        .zip(1..)
        .map(|(column, n)| (quoted(column.field.column), n))
        .map(|(c, n)| format!("{c} = CASE WHEN {c} IS NULL THEN ?{n} ELSE {c} + coalesce(?{n}, 0) END"))
        .collect();
    // The share of two rows together cannot be told from theirs.
    let shares = table.values().filter(|c| c.field.kind == Kind::Ppm);
    sets.extend(shares.map(|c| format!("{} = NULL", quoted(c.field.column))));
    // A file that brings nothing to add up still finds its row.
    let sets = if sets.is_empty() { "import = import".to_owned() } else { sets.join(", ") };
    format!("UPDATE {} SET {sets} WHERE {wheres} AND currency IS ?", table.spec.table)
}

/// A piece of SQL for each name, one after the other.
fn each<T>(names: &[T], piece: impl Fn(&T) -> String) -> String {
    names.iter().map(piece).collect::<Vec<_>>().concat()
}
