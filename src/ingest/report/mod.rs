//! The flat report formats as tables of data, one file per format: which header names bring which column.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::header::Name;
use crate::domain::format::Format;

mod all_orders;
mod fba_inventory;
mod fba_planning;
pub(super) mod performance;
mod sp_search_term;
mod unshipped;

/// The layouts of all flat formats.
pub(super) static LAYOUTS: [Layout; 5] =
    [all_orders::LAYOUT, unshipped::LAYOUT, fba_inventory::LAYOUT, fba_planning::LAYOUT, sp_search_term::LAYOUT];

/// The header names of a format.
#[derive(Debug)]
pub(super) struct Layout {
    /// The format.
    pub(super) format: Format,
    /// Columns of the format's table with the header names that bring them.
    pub(super) columns: &'static [Column],
    /// Header names that are known but kept only as they stand (H18): they are not "unknown".
    pub(super) documented: &'static [&'static str],
    /// Header names of other reports that look much the same.
    pub(super) foreign: &'static [&'static str],
    /// The column by which a row names its marketplace (H2).
    pub(super) market: Option<MarketColumn>,
    /// Key columns that a row may leave blank: the cell is the empty text, never NULL.
    pub(super) blank: &'static [&'static str],
    /// Amounts are rounded to the currency's digits: the report has float noise.
    pub(super) round: bool,
    /// The column whose newest day is the file's as-of.
    pub(super) as_of: Option<&'static str>,
    /// What a search term report has beside its columns.
    pub(super) ads: Option<Ads>,
}

/// A column of the format's table.
#[derive(Debug)]
pub(super) struct Column {
    /// Its name in [`crate::domain::format::Spec`].
    pub(super) brings: &'static str,
    /// Header names that bring it, compared as [`Name`]s.
    pub(super) names: &'static [&'static str],
    /// Without it the file is not of this format.
    pub(super) needed: bool,
    /// Its name carries the attribution window.
    pub(super) windowed: bool,
}

/// Where a row names its marketplace.
#[derive(Debug)]
pub(super) struct MarketColumn {
    /// Header names.
    pub(super) names: &'static [&'static str],
    /// How its cells are read.
    pub(super) words: MarketWords,
}

/// How a cell names a marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarketWords {
    /// `Amazon.co.uk`; `Non-Amazon` and other channels name none.
    SalesChannel,
    /// `US`, `United Kingdom` or an Amazon id; anything else is rejected.
    CodeOrCountry,
    /// The same, but another word is no mistake: it may be a store's name.
    Perhaps,
}

/// Columns of a search term report that are not one to one.
#[derive(Debug)]
pub(super) struct Ads {
    /// Header names of the day of a daily report: both start and end.
    pub(super) day: &'static [&'static str],
}

/// A column without which the file is not of the format.
const fn need(brings: &'static str, names: &'static [&'static str]) -> Column {
    Column { brings, names, needed: true, windowed: false }
}

/// A column that a file may lack.
const fn have(brings: &'static str, names: &'static [&'static str]) -> Column {
    Column { brings, names, needed: false, windowed: false }
}

/// A needed column whose name starts with the attribution window.
const fn need_windowed(brings: &'static str, names: &'static [&'static str]) -> Column {
    Column { brings, names, needed: true, windowed: true }
}

/// A column that a file may lack and whose name starts with the attribution window.
const fn have_windowed(brings: &'static str, names: &'static [&'static str]) -> Column {
    Column { brings, names, needed: false, windowed: true }
}

/// The reduced names of a layout.
struct Keys {
    /// Position in [`Layout::columns`] of each name.
    columns: HashMap<String, usize>,
    documented: HashSet<String>,
    foreign: HashSet<String>,
    day: Vec<String>,
    market: Vec<String>,
}

impl Layout {
    fn keys(&self) -> &'static Keys {
        static KEYS: [OnceLock<Keys>; 5] = [const { OnceLock::new() }; 5];
        let reduce = |names: &[&str]| names.iter().map(|name| Name::of(name).key).collect::<Vec<_>>();
        let at = LAYOUTS.iter().position(|layout| layout.format == self.format).unwrap_or(0);
        KEYS[at].get_or_init(|| Keys {
            columns: self
                .columns
                .iter()
                .enumerate()
                .flat_map(|(at, c)| reduce(c.names).into_iter().map(move |k| (k, at)))
                .collect(),
            documented: reduce(self.documented).into_iter().collect(),
            foreign: reduce(self.foreign).into_iter().collect(),
            day: self.ads.as_ref().map_or_else(Vec::new, |ads| reduce(ads.day)),
            market: self.market.as_ref().map_or_else(Vec::new, |m| reduce(m.names)),
        })
    }

    /// The column that a header name brings.
    pub(super) fn column(&self, name: &Name) -> Option<&'static Column> {
        let columns: &'static [Column] = self.columns;
        let column = columns.get(*self.keys().columns.get(&name.key)?)?;
        (!column.windowed || name.window.is_some()).then_some(column)
    }

    /// Whether a header name is the day of a daily report.
    pub(super) fn is_day(&self, name: &Name) -> bool {
        self.keys().day.contains(&name.key)
    }

    /// Whether the cells under a header name tell the marketplace.
    pub(super) fn is_market(&self, name: &Name) -> bool {
        self.keys().market.contains(&name.key)
    }

    /// Whether a header name is known though it brings no column.
    pub(super) fn is_documented(&self, name: &Name) -> bool {
        let keys = self.keys();
        keys.documented.contains(&name.key) || keys.market.contains(&name.key) || keys.day.contains(&name.key)
    }

    /// Whether a header line is one of this format.
    pub(super) fn fits(&self, names: &[Name]) -> bool {
        self.missing(names).is_empty() && !names.iter().any(|name| self.keys().foreign.contains(&name.key))
    }

    /// The needed columns that a header line lacks, by their usual names.
    pub(super) fn missing(&self, names: &[Name]) -> Vec<String> {
        let brought: HashSet<&str> = names.iter().filter_map(|name| self.column(name)).map(|c| c.brings).collect();
        self.columns
            .iter()
            .filter(|c| c.needed && !brought.contains(c.brings))
            .filter_map(|c| c.names.first().map(|&name| name.to_owned()))
            .collect()
    }

    /// How many names of a header line the format knows.
    pub(super) fn known(&self, names: &[Name]) -> usize {
        names.iter().filter(|name| self.column(name).is_some() || self.is_documented(name)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_a_layout_is_one_of_its_format_and_no_name_stands_twice() {
        // What is made from other columns or from the header.
        const DERIVED: [&str; 2] = ["grain", "window_days"];
        for layout in &LAYOUTS {
            let spec = layout.format.spec();
            for column in layout.columns {
                assert!(spec.position(column.brings).is_some(), "{}: {}", spec.word, column.brings);
            }
            for field in spec.fields.iter().filter(|f| !DERIVED.contains(&f.column)) {
                assert!(layout.columns.iter().any(|c| c.brings == field.column), "{}: {}", spec.word, field.column);
            }
            let keys = layout.keys();
            let mut seen = HashSet::new();
            let names = layout.columns.iter().flat_map(|c| c.names).chain(layout.documented);
            for name in names {
                assert!(seen.insert(Name::of(name).key), "{}: {name} twice", spec.word);
            }
            assert_eq!(keys.columns.len() + keys.documented.len(), seen.len());
        }
    }
}
