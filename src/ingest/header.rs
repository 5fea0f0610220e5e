//! Header lines: names are compared by their letters and digits alone, and exactly one format must fit.

use unicode_normalization::UnicodeNormalization;

use super::parts::{self, Parts};
use super::report::{LAYOUTS, Layout};
use super::{Stop, mapping};
use crate::domain::import::Problem;
use crate::domain::mapping::Mapping;

/// A header name reduced to what is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Letters and digits, lower case, without attribution window and without a currency at the end. The API's `sales7d`
    /// keeps its window: a file may have several side by side.
    pub(super) key: String,
    /// Days of the attribution window that the name speaks of: `7 Day Total Sales`, `7天总销售额`.
    pub(super) window: Option<u32>,
}

impl Name {
    /// Reduces a name: NFKC, lower case, letters and digits only; `7 Day Total Sales (₹) ` is (`totalsales`, 7).
    pub(super) fn of(raw: &str) -> Self {
        let folded: String = raw.nfkc().flat_map(char::to_lowercase).collect();
        let (rest, window) = without_window(&folded);
        let mut key: String = rest.chars().filter(|c| c.is_alphanumeric()).collect();
        let window = window.or_else(|| api_window(&key));
        if folded.trim_end().ends_with(')') {
            for code in [
                "usd", "eur", "gbp", "aed", "cad", "mxn", "inr", "jpy", "aud", "brl", "sek", "pln", "sar", "try",
                "egp", "sgd", "zar",
            ] {
                if let Some(len) = key.strip_suffix(code).map(str::len) {
                    key.truncate(len);
                    break;
                }
            }
        }
        Self { key, window }
    }

    /// The name `meant` for a column that the file calls `raw`: the file's own window holds, wherever in the name it stands.
    pub(super) fn meant(meant: &str, raw: &str) -> Self {
        let name = Self::of(meant);
        let window = Self::of(raw).window.or_else(|| window_within(raw)).filter(|_| name.window.is_some());
        Self { window: window.or(name.window), ..name }
    }
}

/// The window in the middle or at the end of a name in any language: `Ventes totales sur 14 jours`. A number of days that
/// no window has is none.
fn window_within(raw: &str) -> Option<u32> {
    let folded: String = raw.nfkc().collect();
    folded
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .find(|d| [1, 7, 14, 30].contains(d))
}

/// The window of a name of the API: `sales7d`, `unitsSoldClicks14d`.
fn api_window(key: &str) -> Option<u32> {
    let name = key.strip_suffix('d')?;
    [1, 7, 14, 30].into_iter().find(|window| {
        name.strip_suffix(&window.to_string()).is_some_and(|name| name.ends_with(|c: char| c.is_ascii_lowercase()))
    })
}

/// Cuts a window such as `7 day`, `14-tage`, `7天`, `7日間` out of a name.
fn without_window(text: &str) -> (String, Option<u32>) {
    const WORDS: [&str; 6] = ["days", "day", "tage", "jours", "天", "日間"];
    for (at, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
        if text[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit()) {
            continue;
        }
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let tail = text[at + digits..].trim_start_matches([' ', '-', '\u{a0}']);
        let Some(after) = WORDS.iter().find_map(|word| tail.strip_prefix(word)) else { continue };
        // `inv-age-0-to-90-days` has a day count that belongs to its name: windows stand first or after kana.
        if !text[..at].chars().all(|c| !c.is_ascii_alphabetic()) {
            continue;
        }
        return (format!("{}{after}", &text[..at]), text[at..at + digits].parse().ok());
    }
    (text.to_owned(), None)
}

/// No format has fewer columns that it needs.
const NARROWEST: usize = 2;

/// A header line that fits a format.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// The format's layout.
    pub(super) layout: &'static Layout,
    /// The names as read.
    pub(super) raw: Vec<String>,
    /// The names as the format has them: those of a mapping in place of the file's.
    pub(super) meant: Vec<String>,
    /// These reduced, in the same order.
    pub(super) names: Vec<Name>,
    /// Columns that a mapping leaves out.
    pub(super) ignored: Vec<bool>,
    /// The lines above it.
    pub(super) above: Vec<Vec<String>>,
    /// How a line is parted into several records; `raw` and `names` are then those of one part.
    pub(super) parts: Option<Parts>,
}

/// What becomes of the cells under a header name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// They fill this column.
    Fills(&'static str),
    /// They fill this column where a record has filled it under no other name ([`Layout::together`]).
    Second(&'static str),
    /// They are kept as they stand: nobody knows the name, or an earlier one brings the column.
    Kept,
    /// They are documented and not used: the archive has them.
    Unused,
    /// A person left them out.
    LeftOut,
}

impl Header {
    /// What becomes of the cells under each name of [`Header::names`].
    pub(super) fn fates(&self) -> Vec<Fate> {
        let mut seen = Vec::new();
        let fate = |(name, left_out): (&Name, &bool)| match self.layout.column(name).map(|column| column.brings) {
            _ if *left_out => Fate::LeftOut,
            Some(column) if !seen.contains(&column) => {
                seen.push(column);
                Fate::Fills(column)
            }
            Some(column) if self.layout.together => Fate::Second(column),
            None if self.layout.is_documented(name) => Fate::Unused,
            _ => Fate::Kept,
        };
        self.names.iter().zip(&self.ignored).map(fate).collect()
    }

    /// Cells of a line as the file has it.
    pub(super) fn width(&self) -> usize {
        self.parts.as_ref().map_or(self.raw.len(), |parts| parts.width)
    }
}

/// The first line that is the header of a format, and its position; `None` when none is. A person's mapping is asked first.
pub(super) fn detect(lines: &[Vec<String>], map: Option<&Mapping>) -> Option<(usize, Header)> {
    if let Some(found) = map.and_then(|map| mapping::detect(lines, map)) {
        return Some(found);
    }
    lines.iter().enumerate().find_map(|(at, raw)| {
        if raw.len() < NARROWEST {
            return None;
        }
        let (raw, parts) = match parts::fold(raw) {
            Some((raw, parts)) => (raw, Some(parts)),
            None => (raw.clone(), None),
        };
        let names: Vec<Name> = raw.iter().map(|name| Name::of(name)).collect();
        let layout = fitting(&names)?;
        let (meant, ignored) = (raw.clone(), vec![false; raw.len()]);
        Some((at, Header { layout, raw, meant, names, ignored, above: lines[..at].to_vec(), parts }))
    })
}

/// The one format that a header line fits. Of several the one that knows more of the names; two that know equally many
/// are a doubt, and a doubt is no answer.
fn fitting(names: &[Name]) -> Option<&'static Layout> {
    let mut fits: Vec<_> = LAYOUTS.iter().filter(|l| l.fits(names)).map(|l| (l.known(names), *l)).collect();
    fits.sort_by_key(|(known, _)| std::cmp::Reverse(*known));
    match fits.as_slice() {
        [(_, only)] => Some(only),
        [(most, best), (next, _), ..] if most > next => Some(best),
        _ => None,
    }
}

/// What becomes of a file in whose first lines no format fits: near one it asks which column is which, else it is refused.
/// `lines` are those lines, split; below the header stand `records`, or headers of other kinds.
pub(super) fn unknown(lines: &[Vec<String>], records: bool) -> Stop {
    let known = |line: &Vec<String>| {
        let names: Vec<Name> = line.iter().map(|name| Name::of(name)).collect();
        LAYOUTS.iter().map(|layout| layout.known(&names)).max().unwrap_or(0)
    };
    // The line with the most known names, of equals the widest, of equals the first, is most likely the header.
    let rank = |line: &Vec<String>| (known(line), line.iter().filter(|cell| !cell.trim().is_empty()).count());
    let at = (0..lines.len()).max_by_key(|&at| (rank(&lines[at]), std::cmp::Reverse(at))).unwrap_or_default();
    let from_header = lines.get(at..).unwrap_or_default();
    let looked_at = if records { from_header } else { from_header.get(..1).unwrap_or_default() };
    if let Some(question) = mapping::question(looked_at) {
        return Stop::Ask(question);
    }
    let header: &[String] = from_header.first().map_or(&[], Vec::as_slice);
    let names: Vec<Name> = header.iter().map(|name| Name::of(name)).collect();
    // Near is a format that lacks at most a third of its needed columns, or that knows most names of the line.
    let near = |layout: &&&Layout| {
        let needed = layout.columns.iter().filter(|c| c.needed).count();
        let missing = layout.missing(&names).len();
        missing * 3 <= needed || (layout.known(&names) * 2 > names.len() && missing < needed)
    };
    // A format that lacks nothing was ruled out by a name of another report; so is one that knows few of the names.
    let possible = LAYOUTS.iter().filter(|layout| !layout.missing(&names).is_empty());
    let possible = possible.filter(|layout| !layout.is_ruled_out(&names) || layout.known(&names) * 2 > names.len());
    let nearest = possible.filter(near).max_by_key(|layout| layout.known(&names));
    Stop::Refuse(crate::domain::import::Reject {
        line: 1,
        column: String::new(),
        read: String::new(),
        problem: Problem::UnknownHeader {
            header: header.iter().take(12).map(|name| clip(name)).collect(),
            nearest: nearest.map(|layout| layout.format),
            missing: nearest.map_or_else(Vec::new, |layout| layout.missing(&names)),
        },
    })
}

/// At most 200 characters of a cell, for messages.
pub(super) fn clip(text: &str) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_letters_and_digits() {
        let table = [
            ("amazon-order-id", "amazonorderid", None),
            ("\u{feff}Invoice Business  Tax-Office ", "invoicebusinesstaxoffice", None),
            ("7 Day Total Sales ", "totalsales", Some(7)),
            ("7 Day Total Sales ($)", "totalsales", Some(7)),
            ("14 Day Total Sales (₹)", "totalsales", Some(14)),
            ("7 Day Total Sales (AED)", "totalsales", Some(7)),
            ("7Tage, Beworbene SKU-Umsätze (€)", "beworbeneskuumsätze", Some(7)),
            ("7-Tage, Andere SKU-Umsätze (€)", "andereskuumsätze", Some(7)),
            ("7天总销售额", "总销售额", Some(7)),
            ("広告がクリックされてから7日間の総売上高", "広告がクリックされてからの総売上高", Some(7)),
            ("クリックスルー率（CTR）", "クリックスルー率ctr", None),
            ("unitsSoldClicks14d", "unitssoldclicks14d", Some(14)),
            ("inv-age-0-to-90-days", "invage0to90days", None),
            ("sales-shipped-last-7-days", "salesshippedlast7days", None),
            ("ship-address-1", "shipaddress1", None),
        ];
        for (raw, key, window) in table {
            assert_eq!(Name::of(raw), Name { key: key.to_owned(), window }, "{raw}");
        }
    }

    #[test]
    fn every_known_header_is_found_to_be_of_its_format() {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ingest");
        let mut held = 0;
        for format in crate::domain::format::Format::ALL {
            for entry in std::fs::read_dir(data.join(format.word())).unwrap() {
                let Ok(text) = std::fs::read_to_string(entry.unwrap().path()) else { continue };
                let first = text.lines().next().unwrap_or_default();
                if first.starts_with('{') {
                    continue;
                }
                let line: Vec<String> = match first.split('\t').count() {
                    1 => csv::Reader::from_reader(first.as_bytes()).headers().unwrap().iter().map(Into::into).collect(),
                    _ => first.split('\t').map(Into::into).collect(),
                };
                let line = parts::fold(&line).map_or(line, |(names, _)| names);
                let names: Vec<Name> = line.iter().map(|name| Name::of(name)).collect();
                if names.len() > 10 {
                    assert_eq!(fitting(&names).map(|l| l.format), Some(*format), "{first}");
                    held += 1;
                }
            }
        }
        assert!(held >= 25, "{held}");
    }
}
