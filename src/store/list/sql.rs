//! Small tools for reading: bound values, rows in column order, outside keys in one text.

use rusqlite::types::{FromSql, Type, Value};
use rusqlite::{Connection, Params, Row};

use crate::domain::day::{Day, Instant};
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};

/// Values of a statement that is put together from parts; each has its own number, so parts may stand in any order.
#[derive(Debug, Default)]
pub(in crate::store) struct Binds(Vec<Value>);

impl Binds {
    /// Takes a value and returns its place, `?3`.
    pub(in crate::store) fn put(&mut self, value: impl Into<Value>) -> String {
        self.0.push(value.into());
        format!("?{}", self.0.len())
    }

    /// As many values as a statement has places: a part of a larger statement may use only the first ones.
    fn params(&self, places: usize) -> impl Params + '_ {
        rusqlite::params_from_iter(self.0.iter().take(places))
    }
}

/// All rows of a statement.
pub(in crate::store) fn rows<T>(
    db: &Connection,
    sql: &str,
    binds: &Binds,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    #[cfg(test)]
    super::testing::note(sql);
    let mut statement = db.prepare_cached(sql)?;
    let places = statement.parameter_count();
    statement.query_map(binds.params(places), read)?.collect()
}

/// The first row of a statement.
pub(in crate::store) fn first<T>(
    db: &Connection,
    sql: &str,
    binds: &Binds,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    Ok(rows(db, sql, binds, read)?.into_iter().next())
}

/// The one number of a statement; 0 when it has none.
pub(in crate::store) fn number(db: &Connection, sql: &str, binds: &Binds) -> rusqlite::Result<i64> {
    Ok(first(db, sql, binds, |row| row.get::<_, Option<i64>>(0))?.flatten().unwrap_or(0))
}

/// Reads the columns of a row one after the other.
pub(in crate::store) struct Take<'a> {
    row: &'a Row<'a>,
    at: usize,
}

impl<'a> Take<'a> {
    pub(in crate::store) fn new(row: &'a Row<'a>) -> Self {
        Self::from(row, 0)
    }

    /// From a column on.
    pub(in crate::store) fn from(row: &'a Row<'a>, at: usize) -> Self {
        Self { row, at }
    }

    pub(in crate::store) fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.at += 1;
        self.row.get(self.at - 1)
    }

    /// A text that another type reads; what it cannot read names the column and the text.
    pub(in crate::store) fn parse<T>(&mut self, read: impl FnOnce(&str) -> Option<T>) -> rusqlite::Result<T> {
        self.at += 1;
        let text = self.row.get_ref(self.at - 1)?.as_str()?;
        read(text).ok_or_else(|| self.broken(text))
    }

    pub(in crate::store) fn json<T: serde::de::DeserializeOwned>(&mut self) -> rusqlite::Result<T> {
        self.parse(|text| serde_json::from_str(text).ok())
    }

    fn broken(&self, text: &str) -> rusqlite::Error {
        let column = self.row.as_ref().column_name(self.at - 1).unwrap_or("?");
        let what = format!("{column} holds {text:?}, which this program does not know");
        rusqlite::Error::FromSqlConversionFailure(self.at - 1, Type::Text, what.into())
    }

    pub(in crate::store) fn instant(&mut self) -> rusqlite::Result<Option<Instant>> {
        Ok(self.next::<Option<i64>>()?.map(Instant))
    }

    pub(in crate::store) fn day(&mut self) -> rusqlite::Result<Option<Day>> {
        Ok(self.next::<Option<String>>()?.and_then(|text| Day::parse(&text)))
    }

    /// A marketplace that must be there.
    pub(in crate::store) fn market(&mut self) -> rusqlite::Result<Market> {
        self.parse(Market::parse)
    }

    /// A marketplace or nothing: NULL and the empty text are none.
    pub(in crate::store) fn some_market(&mut self) -> rusqlite::Result<Option<Market>> {
        match self.next::<Option<String>>()?.as_deref() {
            None | Some("") => Ok(None),
            Some(code) => Market::parse(code).map(Some).ok_or_else(|| self.broken(code)),
        }
    }

    /// An amount and its currency; `market` says the currency where the row has none.
    pub(in crate::store) fn money(&mut self, market: Option<Market>) -> rusqlite::Result<Option<Money>> {
        let minor: Option<i64> = self.next()?;
        self.at += 1;
        let own = self.row.get_ref(self.at - 1)?.as_str_or_null()?.and_then(Currency::parse);
        let currency = own.or(market.map(Market::currency));
        Ok(minor.zip(currency).map(|(minor, currency)| Money::new(minor, currency)))
    }

    /// Text; NULL is empty.
    pub(in crate::store) fn text(&mut self) -> rusqlite::Result<String> {
        Ok(self.next::<Option<String>>()?.unwrap_or_default())
    }

    /// `sha256, name, line, as_of`: where a row comes from.
    pub(in crate::store) fn evidence(&mut self) -> rusqlite::Result<Evidence> {
        Ok(Evidence { sha256: self.text()?, file: self.text()?, row: self.next()?, as_of: self.next()? })
    }
}

/// Parts as one text that falls apart again: `/` between them, `%` and `/` inside as `%25` and `%2F`.
pub(in crate::store) fn join(parts: &[&str]) -> String {
    let escaped: Vec<String> = parts.iter().map(|part| part.replace('%', "%25").replace('/', "%2F")).collect();
    escaped.join("/")
}

/// The parts of [`join`].
pub(in crate::store) fn split(id: &str) -> Vec<String> {
    id.split('/').map(|part| part.replace("%2F", "/").replace("%25", "%")).collect()
}

/// `text` as the inside of a LIKE pattern with `ESCAPE '\'`.
pub(in crate::store) fn like(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_parts_falls_apart_again() {
        for parts in [["a", "b"], ["a/b", "50% %2F"], ["", ""], ["硅胶铲", "x"]] {
            assert_eq!(split(&join(&parts)), parts);
        }
        assert_eq!(like("50%_a\\b"), "50\\%\\_a\\\\b");
    }
}
