//! SQL functions of every connection: pure, so that a statement may use them anywhere.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result};

use crate::domain::day::Instant;
use crate::domain::search::Needle;
use crate::domain::work::urgency;

/// `urgency(due, now)`: the bucket of the time left, see [`urgency`]. `holds(text, word)`: whether a text holds a word,
/// see [`Needle`]; NULL holds nothing.
pub(super) fn add(db: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    db.create_scalar_function("urgency", 2, flags, |call| {
        Ok(urgency(call.get::<Option<i64>>(0)?.map(Instant), Instant(call.get(1)?)))
    })?;
    db.create_scalar_function("holds", 2, flags, search)
}

/// The word is made ready once per statement, not once per row.
fn search(call: &Context<'_>) -> Result<Option<bool>> {
    let needle =
        call.get_or_create_aux(1, |word: ValueRef<'_>| Ok::<_, rusqlite::Error>(Needle::new(word.as_str()?)))?;
    Ok(match call.get_raw(0) {
        ValueRef::Text(text) => Some(needle.is_in(&String::from_utf8_lossy(text))),
        ValueRef::Integer(number) => Some(needle.is_in(&number.to_string())),
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_looked_for_in_texts_and_numbers() {
        let db = Connection::open_in_memory().unwrap();
        add(&db).unwrap();
        let ask = |sql: &str, value: &str, word: &str| {
            db.query_row(sql, [value, word], |row| row.get::<_, Option<bool>>(0)).unwrap()
        };
        assert_eq!(ask("SELECT holds(?1, ?2)", "硅胶铲 Spatula", "gjc"), Some(true));
        assert_eq!(ask("SELECT holds(?1, ?2)", "硅胶铲 Spatula", "whisk"), Some(false));
        assert_eq!(ask("SELECT holds(NULL, ?2) WHERE ?1 <> ''", "-", "x"), None);
        assert_eq!(ask("SELECT holds(4711, ?2) WHERE ?1 <> ''", "-", "71"), Some(true));
    }
}
