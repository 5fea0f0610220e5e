//! What the table of orders holds before a file, as far as it can be told without asking it order by order.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use rusqlite::Connection;
use xxhash_rust::xxh3::xxh3_64;

use super::super::open::StoreError;
use super::FileInfo;

/// Bytes of an order line in a file, roughly: decides whether reading the whole table pays.
const LINE_BYTES: u64 = 250;
/// The table is read when it has at most so many times the lines of the file ...
const TIMES: u64 = 4;
/// ... and at most so many: each order takes about 20 bytes of memory.
const MOST: u64 = 4_000_000;

/// A hash is its own hash.
#[derive(Default)]
pub(super) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Hashes of order ids.
pub(super) type Hashes = HashSet<u64, BuildHasherDefault<Same>>;

/// Which orders the table has, and in which state.
pub(super) enum Stored {
    /// None.
    Nothing,
    /// These, by the hash of their ids.
    Some(HashMap<u64, Sum, BuildHasherDefault<Same>>),
    /// The table is too large to be read for this file: each order is asked for.
    Ask,
}

/// What is known of an order before it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// It is not stored.
    Not,
    /// Its stored lines have this sum.
    Sum(Sum),
    /// Nothing.
    Open,
}

/// The lines of an order in one number: equal lines have equal sums, in whichever order they are met, and different ones
/// different sums as far as 63 bits tell. The lowest bit says that a line has its own time of change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum(u64);

impl Sum {
    /// With one more line: the hash and the shape of its row, and which occurrence of its SKU it is.
    pub fn with(self, hash: i64, shape: i64, occurrence: i64, has_change: bool) -> Self {
        let mut bytes = [0; 24];
        for (part, value) in bytes.chunks_exact_mut(8).zip([hash, shape, occurrence]) {
            part.copy_from_slice(&value.to_le_bytes());
        }
        Self(self.0.wrapping_add(xxh3_64(&bytes) & !1) | u64::from(has_change))
    }

    /// Whether a line says when it was changed last: then an equal order needs no write at all (H7).
    pub fn has_change(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Stored {
    /// Reads what the store has of orders, when that pays.
    pub fn read(db: &Connection, file: &FileInfo<'_>) -> Result<Self, StoreError> {
        let rows: i64 = db.query_row("SELECT coalesce(max(rowid), 0) FROM order_line", [], |row| row.get(0))?;
        if rows == 0 {
            return Ok(Self::Nothing);
        }
        if (rows as u64) > (file.bytes / LINE_BYTES * TIMES).min(MOST) {
            return Ok(Self::Ask);
        }
        // In the order of the table: by an index each row would be sought on its own.
        let mut select = db.prepare(
            "SELECT order_id, occurrence, updated_at IS NOT NULL, shape, row_hash FROM order_line NOT INDEXED
             WHERE store = ?1",
        )?;
        let mut found = select.query([&file.context.store])?;
        let mut orders: HashMap<u64, Sum, BuildHasherDefault<Same>> = HashMap::default();
        while let Some(row) = found.next()? {
            let order = xxh3_64(row.get_ref(0)?.as_bytes().unwrap_or_default());
            let sum = orders.entry(order).or_default();
            *sum = sum.with(row.get(4)?, row.get(3)?, row.get(1)?, row.get(2)?);
        }
        Ok(Self::Some(orders))
    }

    /// What is known of an order.
    pub fn of(&self, order: &str) -> Known {
        match self {
            Self::Nothing => Known::Not,
            Self::Some(orders) => orders.get(&xxh3_64(order.as_bytes())).map_or(Known::Not, |sum| Known::Sum(*sum)),
            Self::Ask => Known::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_tells_lines_apart_and_not_their_order() {
        let (one, two) = ((7, 1, 1, true), (9, 1, 2, false));
        let sum = |lines: &[(i64, i64, i64, bool)]| {
            lines.iter().fold(Sum::default(), |sum, (h, s, o, c)| sum.with(*h, *s, *o, *c))
        };
        assert_eq!(sum(&[one, two]), sum(&[two, one]));
        assert!(sum(&[one, two]).has_change() && !sum(&[two]).has_change());
        let others = [
            sum(&[one]),
            sum(&[one, two, two]),
            sum(&[(9, 1, 1, true), (7, 1, 2, false)]),
            sum(&[(7, 2, 1, true), two]),
        ];
        assert!(others.iter().all(|other| *other != sum(&[one, two])));
    }
}
