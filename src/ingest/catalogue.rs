//! What the layouts know, for people: which header names bring which column of a format.

use super::report::LAYOUTS;
use crate::domain::format::{Format, Kind, Place};

/// A column that is read.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name in the database.
    pub column: &'static str,
    /// What its cells mean.
    pub kind: Kind,
    /// Header names that bring it in any language; empty when it is made from others.
    pub names: &'static [&'static str],
    /// Without it a file is not of the format.
    pub needed: bool,
    /// It is personal: kept apart, with a purge date.
    pub personal: bool,
}

/// The columns of a format, in the order of its table, and the number of documented columns that are not used.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The format.
    pub format: Format,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Documented header names whose cells stay in the archive.
    pub unused: usize,
}

/// The catalogue's entry of a format.
pub fn entry(format: Format) -> Entry {
    let layout = LAYOUTS.iter().find(|layout| layout.format == format);
    let brought = |name| layout.and_then(|layout| layout.columns.iter().find(|column| column.brings == name));
    let columns = format.spec().fields.iter().map(|field| {
        let brought = brought(field.column);
        Column {
            column: field.column,
            kind: field.kind,
            names: brought.map_or(&[], |column| column.names),
            needed: brought.is_some_and(|column| column.needed),
            personal: field.place == Place::Person,
        }
    });
    Entry { format, columns: columns.collect(), unused: layout.map_or(0, |layout| layout.documented.len()) }
}
