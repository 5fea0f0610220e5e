//! A configuration file as flat entries, each with its line.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Fault, Problem};
use super::{Entry, Given, Layer, Place};

/// A configuration is some kilobytes; more is a mistake.
const LARGEST: u64 = 1 << 20;

/// The text of a file; `None` of one that is not there.
pub(super) fn text(path: &Path) -> Result<Option<String>, Fault> {
    let unreadable = |error: std::io::Error| Fault::Unreadable(error.to_string());
    match fs::metadata(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(unreadable(error)),
        Ok(meta) if !meta.is_file() || meta.len() > LARGEST => Err(Fault::NotAFile),
        Ok(_) => fs::read_to_string(path).map(Some).map_err(unreadable),
    }
}

/// The table of a text; else the line that is wrong, and why.
pub(super) fn table(text: &str) -> Result<Spanned<DeTable<'_>>, (usize, String)> {
    DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        (line, error.message().trim().to_owned())
    })
}

/// Reads a file; one that is not there has no entries.
pub(super) fn read(layer: Layer, path: &Path) -> Result<Vec<Entry>, Problem> {
    let problem = |line, fault| Problem { place: Place::File(path.to_owned(), line), key: String::new(), fault };
    let Some(text) = text(path).map_err(|fault| problem(1, fault))? else { return Ok(Vec::new()) };
    let table = table(&text).map_err(|(line, why)| problem(line, Fault::Syntax(why)))?;
    let mut entries = Vec::new();
    flatten(table.get_ref(), "", &mut |key, at, value| {
        let place = Place::File(path.to_owned(), line_of(&text, at));
        entries.push((at, Entry { key, value, layer, place }));
    });
    entries.sort_by_key(|(at, _)| *at);
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}

/// Calls `found` with dotted key, place (bytes) and value of each leaf. `"a.b" = 1` and `a.b = 1` are the same key.
fn flatten(table: &DeTable<'_>, prefix: &str, found: &mut impl FnMut(String, usize, Given)) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.get_ref().to_string() } else { format!("{prefix}.{}", name.get_ref()) };
        match value.get_ref() {
            DeValue::Table(inner) if !inner.is_empty() => flatten(inner, &key, found),
            // An empty section says nothing.
            DeValue::Table(_) => {}
            leaf => found(key, name.span().start, given(leaf)),
        }
    }
}

fn given(value: &DeValue<'_>) -> Given {
    match value {
        DeValue::String(text) => Given::Text(text.to_string()),
        DeValue::Integer(n) => match i64::from_str_radix(n.as_str(), n.radix()) {
            Ok(n) => Given::Int(n),
            Err(_) => Given::Other(n.to_string()),
        },
        DeValue::Boolean(on) => Given::Switch(*on),
        DeValue::Float(x) => Given::Other(x.to_string()),
        DeValue::Datetime(at) => Given::Other(at.to_string()),
        DeValue::Array(items) => list(items.iter().map(Spanned::get_ref)),
        DeValue::Table(_) => Given::Other("[table]".to_owned()),
    }
}

/// A list of texts; a list with anything else in it is no value that a key takes.
fn list<'a>(items: impl Iterator<Item = &'a DeValue<'a>>) -> Given {
    let mut texts = Vec::new();
    for item in items {
        match item {
            DeValue::String(text) => texts.push(text.to_string()),
            other => return Given::Other(format!("[{}]", given(other))),
        }
    }
    Given::List(texts)
}

pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}
