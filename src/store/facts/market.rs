//! The marketplace of a row (H2): its own column, else the order of the same id, else what folder or command line give,
//! else the store's only one, else the file waits with a question. Never guessed from an address.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Statement, params};

use super::super::open::{Facts, StoreError};
use super::FileInfo;
use super::table::{Table, value};
use crate::domain::format::Row;
use crate::domain::market::Market;

/// Finds the marketplaces of one file's rows.
pub(super) struct Markets<'t> {
    db: &'t Connection,
    store: &'t str,
    given: Option<Market>,
    order: Option<usize>,
    by_order: Statement<'t>,
    only: OnceCell<Option<Market>>,
    met: BTreeSet<Market>,
    /// Rows for which nothing says the marketplace.
    pub unknown: u64,
}

impl<'t> Markets<'t> {
    /// `no_orders` says that there are no lines of All Orders to look into.
    pub fn new(db: &'t Connection, file: &FileInfo<'t>, table: &Table, no_orders: bool) -> Result<Self, StoreError> {
        let lines =
            if no_orders { "" } else { "SELECT market FROM order_line WHERE store = ?1 AND order_id = ?2 UNION ALL " };
        let by_order = db
            .prepare(&format!("{lines}SELECT market FROM unshipped_line WHERE store = ?1 AND order_id = ?2 LIMIT 1"))?;
        Ok(Self {
            db,
            store: &file.context.store,
            given: file.context.market,
            order: table.cell("order_id"),
            by_order,
            only: file.only.map_or_else(OnceCell::new, |only| Some(only).into()),
            met: BTreeSet::new(),
            unknown: 0,
        })
    }

    /// The marketplace of a row; `None` when nothing says it, which is counted.
    pub fn of(&mut self, row: &Row) -> Result<Option<Market>, StoreError> {
        let found = self.perhaps(row)?;
        self.unknown += u64::from(found.is_none());
        Ok(found)
    }

    /// The marketplace of a row that may be one of the whole account: `None` when nothing says it.
    pub fn perhaps(&mut self, row: &Row) -> Result<Option<Market>, StoreError> {
        let found = self.find(row)?;
        if let Some(market) = found {
            self.met.insert(market);
        }
        Ok(found)
    }

    fn find(&mut self, row: &Row) -> Result<Option<Market>, StoreError> {
        if row.market.is_some() {
            return Ok(row.market);
        }
        let order = self.order.and_then(|cell| value(row, cell).text());
        let known = match order {
            Some(order) => self.by_order.query_row(params![self.store, order], |r| r.get::<_, String>(0)).optional()?,
            None => None,
        };
        let found = match known.and_then(|code| Market::parse(&code)).or(self.given) {
            Some(market) => Some(market),
            None => self.only()?,
        };
        Ok(found)
    }

    /// The marketplace of a file without rows, where it is known without them.
    pub fn of_nothing(&self) -> Result<Option<Market>, StoreError> {
        self.given.map_or_else(|| self.only(), |given| Ok(Some(given)))
    }

    /// Notes the marketplaces of the file as the store's.
    pub fn finish(&self) -> Result<(), StoreError> {
        for market in &self.met {
            self.db.execute("INSERT OR IGNORE INTO store_market VALUES (?1, ?2)", [self.store, market.code()])?;
        }
        Ok(())
    }

    /// The store's only marketplace.
    fn only(&self) -> Result<Option<Market>, StoreError> {
        if let Some(only) = self.only.get() {
            return Ok(*only);
        }
        let only = only_market(self.db, self.store)?;
        Ok(*self.only.get_or_init(|| only))
    }
}

fn only_market(db: &Connection, store: &str) -> Result<Option<Market>, StoreError> {
    let mut select = db.prepare("SELECT market FROM store_market WHERE store = ?1 LIMIT 2")?;
    let codes = select.query_map([store], |r| r.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(match codes.as_slice() {
        [code] => Market::parse(code),
        _ => None,
    })
}

impl Facts {
    /// The only marketplace of a store; `None` when it has none or several.
    pub fn only_market(&self, store: &str) -> Result<Option<Market>, StoreError> {
        only_market(&self.0, store)
    }

    /// Whether something that was read says that the store sells in a marketplace.
    pub fn has_market(&self, store: &str, market: Market) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM store_market WHERE store = ?1 AND market = ?2)";
        Ok(self.0.query_row(sql, [store, market.code()], |row| row.get(0))?)
    }
}
