//! A header that no report has: the nearest format, and for each of its names the column that it may be. Nothing here is
//! applied; a person decides ([`crate::domain::mapping`]), and then the file is read as if it had the format's own names.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::cell::{Cell, Reading};
use super::date::{self, DayText};
use super::header::{Header, Name, clip};
use super::number::Style;
use super::report::{LAYOUTS, Layout};
use super::words::Meaning;
use crate::domain::format::Kind;
use crate::domain::import::{Question, hex};
use crate::domain::mapping::{IGNORED, MARKETPLACE, Mapping, Near, Offer, Proposal, plain};
use crate::domain::market::{DateOrder, Market};
use crate::domain::money::Currency;

/// Names that are less alike than this, in thousandths, are no proposal ...
const ALIKE: u32 = 500;
/// ... nor less than this where nothing stands below the name.
const ALIKE_ALONE: u32 = 800;
/// The likeness of a name that is the format's own.
const OWN: u32 = 2000;
/// An ASIN or an order id below a name like that of such a column adds this.
const TELLING: u32 = 300;
/// Samples that are shown, and their length.
const SAMPLES: usize = 3;
const SAMPLE_LENGTH: usize = 40;
/// So many formats are offered at most.
const NEAREST: usize = 4;
/// A wider file is no report.
const WIDEST: usize = 400;

/// What all files with these header names have in common, in whatever order they stand.
fn signature(names: &[String]) -> String {
    let mut names: Vec<String> = names.iter().map(|name| plain(name)).filter(|name| !name.is_empty()).collect();
    names.sort();
    hex(&Sha256::digest(names.join("\n").as_bytes()))
}

/// The header line of a mapping: the first one that has all its names, if the format then lacks no column.
pub(super) fn detect(lines: &[Vec<String>], mapping: &Mapping) -> Option<(usize, Header)> {
    let layout = *LAYOUTS.iter().find(|layout| layout.format == mapping.format)?;
    let decided: HashMap<String, &str> =
        mapping.columns.iter().map(|(name, column)| (plain(name), column.as_str())).collect();
    lines.iter().enumerate().find_map(|(at, raw)| {
        let keys: Vec<String> = raw.iter().map(|name| plain(name)).collect();
        if raw.len() < 2 || !decided.keys().all(|name| keys.contains(name)) {
            return None;
        }
        let meant: Vec<String> = raw
            .iter()
            .zip(&keys)
            .map(|(raw, key)| match decided.get(key) {
                Some(&column) => own_name(layout, column).unwrap_or_default().to_owned(),
                None => raw.clone(),
            })
            .collect();
        let names: Vec<Name> = meant.iter().zip(raw).map(|(meant, raw)| Name::meant(meant, raw)).collect();
        let fits = if decided.is_empty() { layout.fits(&names) } else { layout.missing(&names).is_empty() };
        let ignored = keys.iter().map(|key| decided.get(key) == Some(&IGNORED)).collect();
        fits.then(|| {
            (at, Header { layout, raw: raw.clone(), meant, names, ignored, above: lines[..at].to_vec(), parts: None })
        })
    })
}

/// The usual header name of a column.
fn own_name(layout: &Layout, column: &str) -> Option<&'static str> {
    if column == MARKETPLACE
        && let Some(market) = &layout.market
    {
        return market.names.first().copied();
    }
    layout.columns.iter().find(|c| c.brings == column)?.names.first().copied()
}

/// The question about a header that no report has; `None` when it is near none. `lines` begin with the header.
pub(super) fn question(lines: &[Vec<String>]) -> Option<Question> {
    let (header, below) = lines.split_first()?;
    if header.len() > WIDEST {
        return None;
    }
    let file = Unknown::of(header, below);
    let mut guesses: Vec<Guess> = FEATURES.iter().filter_map(|features| file.guess(features)).collect();
    guesses.sort_by_key(|guess| std::cmp::Reverse(guess.worth));
    let near = |guess: &Guess| {
        let columns =
            header.iter().zip(&file.cells).zip(&guess.columns).filter(|((name, _), _)| !plain(name).is_empty());
        let columns = columns.map(|((name, cells), (column, known))| Proposal {
            name: clip(name.trim()),
            samples: samples(cells),
            column: column.clone(),
            known: *known,
        });
        Near { format: guess.layout.format, columns: columns.collect(), offers: offers(guess.layout) }
    };
    let mut nearest = guesses.iter().take(NEAREST).map(near);
    let Near { format, columns, offers } = nearest.next()?;
    Some(Question::Mapping { format, columns, offers, signature: signature(header), others: nearest.collect() })
}

/// The columns of a format that a header name can bring.
fn offers(layout: &Layout) -> Vec<Offer> {
    let mut seen = BTreeSet::new();
    let offer = |column: &str, name: &str, needed| Offer { column: column.to_owned(), name: name.to_owned(), needed };
    let columns = layout.columns.iter().filter(|column| seen.insert(column.brings));
    let mut offers: Vec<Offer> =
        columns.map(|c| offer(c.brings, c.names.first().unwrap_or(&c.brings), c.needed)).collect();
    if let Some(name) = layout.market.as_ref().and_then(|market| market.names.first())
        && layout.column(&Name::of(name)).is_none()
    {
        offers.push(offer(MARKETPLACE, name, false));
    }
    offers
}

/// What is compared of a format.
struct Features {
    layout: &'static Layout,
    /// Column, its kind, the meanings of its names.
    columns: Vec<(&'static str, Kind, bool, Vec<Meaning>)>,
}

static FEATURES: LazyLock<Vec<Features>> = LazyLock::new(|| {
    let meanings = |names: &[&str]| names.iter().map(|name| Meaning::of(name)).collect();
    let features = |layout: &&'static Layout| {
        let spec = layout.format.spec();
        let kind = |column| spec.position(column).map(|at| spec.fields[at].kind);
        let columns =
            layout.columns.iter().filter_map(|c| Some((c.brings, kind(c.brings)?, c.needed, meanings(c.names))));
        let mut columns: Vec<_> = columns.collect();
        if offers(layout).iter().any(|offer| offer.column == MARKETPLACE)
            && let Some(market) = &layout.market
        {
            columns.push((MARKETPLACE, Kind::Text, false, meanings(market.names)));
        }
        Features { layout, columns }
    };
    LAYOUTS.iter().map(features).collect()
});

/// A file whose header is of no report.
struct Unknown {
    names: Vec<Name>,
    meanings: Vec<Meaning>,
    /// The filled cells of the first records below each name.
    cells: Vec<Vec<String>>,
}

/// What a file would be as a file of a format.
struct Guess {
    layout: &'static Layout,
    /// Column of each name, and whether the name is the format's own.
    columns: Vec<(Option<String>, bool)>,
    /// How like the names are in all, then whether it lacks no needed column.
    worth: (u32, bool),
}

impl Unknown {
    fn of(header: &[String], below: &[Vec<String>]) -> Self {
        let cells = |at: usize| {
            let cells = below.iter().filter_map(|line| line.get(at)).map(|cell| cell.trim());
            cells.filter(|cell| !Cell::text(cell).is_blank()).map(str::to_owned).collect()
        };
        Self {
            names: header.iter().map(|name| Name::of(name)).collect(),
            meanings: header.iter().map(|name| Meaning::of(name)).collect(),
            cells: (0..header.len()).map(cells).collect(),
        }
    }

    /// Gives each name the column that it is most like, the surest first; `None` when too few have one.
    fn guess(&self, features: &Features) -> Option<Guess> {
        let layout = features.layout;
        // A format that lacks nothing was ruled out by a name of another report, and so is one with such a name.
        if layout.missing(&self.names).is_empty() || layout.is_ruled_out(&self.names) {
            return None;
        }
        let mut pairs = Vec::new();
        for at in 0..self.names.len() {
            for (place, column) in features.columns.iter().enumerate() {
                let likeness = self.likeness(layout, at, column);
                if likeness > 0 {
                    pairs.push((likeness, column.2, at, place));
                }
            }
        }
        pairs.sort_by_key(|&(likeness, needed, at, place)| (std::cmp::Reverse((likeness, needed)), at, place));
        let mut columns: Vec<(Option<String>, bool)> = vec![(None, false); self.names.len()];
        let (mut taken, mut worth, mut needed) = (BTreeSet::new(), 0, 0);
        for (likeness, is_needed, at, place) in pairs {
            let column = features.columns[place].0;
            if columns[at].0.is_none() && taken.insert(column) {
                columns[at] = (Some(column.to_owned()), likeness >= OWN);
                worth += likeness;
                needed += usize::from(is_needed);
            }
        }
        let wanted = layout.columns.iter().filter(|c| c.needed).count();
        let filled = self.names.iter().filter(|name| !name.key.is_empty()).count();
        let near = match needed {
            0 => false,
            all if all == wanted => taken.len() * 3 >= filled,
            some => some * 2 >= wanted && taken.len() >= 3 && taken.len() * 3 >= filled,
        };
        near.then_some(Guess { layout, columns, worth: (worth, needed == wanted) })
    }

    /// How like a name is to a column, with what stands below it; 0 when it is not that column.
    fn likeness(&self, layout: &Layout, at: usize, column: &(&'static str, Kind, bool, Vec<Meaning>)) -> u32 {
        let (brings, kind, _, names) = column;
        let own = layout.column(&self.names[at]).is_some_and(|own| own.brings == *brings);
        let likeness =
            if own { OWN } else { names.iter().map(|name| self.meanings[at].likeness(name)).max().unwrap_or_default() };
        let cells = &self.cells[at];
        let enough = if cells.is_empty() { ALIKE_ALONE } else { ALIKE };
        let telling = cells.iter().all(|cell| is_asin(cell) || is_order_id(cell)) && !cells.is_empty();
        if likeness < enough || !cells.iter().all(|cell| fits(cell, brings, *kind)) {
            return 0;
        }
        likeness + if telling && !own { TELLING } else { 0 }
    }
}

/// Whether a cell is of the kind that a column holds: what its reader would take, and nothing that is plainly another kind.
fn fits(cell: &str, column: &str, kind: Kind) -> bool {
    if column == MARKETPLACE {
        return Market::from_country(cell).or_else(|| Market::from_amazon_id(cell)).is_some()
            || Market::from_sales_channel(cell).is_some();
    }
    let is_rate = cell.contains('%') && number(cell.trim_matches(['%', ' ', '\u{a0}', '\u{202f}']));
    let is_amount = cell.contains(['$', '€', '£', '¥', '￥', '₹', '₺']) && number(cell);
    let is_day = date::instant(cell).is_some() || !matches!(date::day(cell), DayText::None);
    match kind {
        Kind::Text | Kind::Id if column.contains("asin") => is_asin(cell),
        Kind::Text | Kind::Id if column.ends_with("order_id") => is_order_id(cell),
        Kind::Text if column.ends_with("currency") => Currency::parse(cell).is_some(),
        Kind::Text | Kind::Id => {
            let other_id =
                (is_asin(cell) && !column.contains("sku")) || (is_order_id(cell) && !column.contains("order"));
            !is_rate && !is_amount && !is_day && !other_id
        }
        Kind::Int | Kind::Milli if is_amount || is_rate => false,
        Kind::Money if is_rate => false,
        Kind::Ppm if is_amount => false,
        _ => readable(cell, kind),
    }
}

/// Whether the reader would take a cell in some style of numbers and dates.
fn readable(cell: &str, kind: Kind) -> bool {
    let styles = [Style::Plain, Style::Local(Some(',')), Style::Local(Some('.'))];
    styles.into_iter().any(|style| {
        [DateOrder::Dmy, DateOrder::Mdy].into_iter().any(|order| {
            let reading = Reading {
                style,
                round: true,
                currency: Some(Currency::of(b"EUR")),
                dates: Some(order),
                months: true,
                zone: Some(chrono_tz::UTC),
            };
            Cell::text(cell).value(kind, &reading).is_ok()
        })
    })
}

fn number(cell: &str) -> bool {
    readable(cell, Kind::Milli)
}

/// `B0` and eight more, or an ISBN of ten.
fn is_asin(cell: &str) -> bool {
    let isbn = || cell.bytes().take(9).all(|b| b.is_ascii_digit());
    cell.len() == 10
        && cell.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && (cell.starts_with("B0") || isbn())
}

/// `111-1234567-1234567`, or `S01-1234567-1234567` of another channel.
fn is_order_id(cell: &str) -> bool {
    let digits = |part: &[u8], count: usize| part.len() == count && part.iter().all(u8::is_ascii_digit);
    match cell.as_bytes().split(|b| *b == b'-').collect::<Vec<_>>().as_slice() {
        [[first, rest @ ..], second, third] => {
            first.is_ascii_alphanumeric() && digits(rest, 2) && digits(second, 7) && digits(third, 7)
        }
        _ => false,
    }
}

/// The first different cells, masked.
fn samples(cells: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for cell in cells {
        let shown: String = masked(cell).chars().take(SAMPLE_LENGTH).collect();
        if !out.contains(&shown) {
            out.push(shown);
        }
        if out.len() == SAMPLES {
            break;
        }
    }
    out
}

/// A cell with what may be personal made unreadable (D12): the ledger keeps samples as long as the file waits. Ids of
/// Amazon, codes such as a SKU, dates and numbers of up to seven digits stand as they are; of other words two letters.
fn masked(cell: &str) -> String {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let code = !cell.contains([' ', '@']) && digits > 0 && cell.bytes().any(|b| b.is_ascii_alphabetic());
    let plain = is_asin(cell)
        || is_order_id(cell)
        || (code && digits <= 7)
        || date::instant(cell).is_some()
        || !matches!(date::day(cell), DayText::None)
        || (digits <= 7 && number(cell.trim_end_matches('%')))
        || Currency::parse(cell).is_some();
    if plain {
        return cell.to_owned();
    }
    let mask = |word: &str| {
        let shown: String = word.chars().take(2).collect();
        if word.chars().count() > 2 { format!("{shown}***") } else { shown }
    };
    cell.split_whitespace().map(mask).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
