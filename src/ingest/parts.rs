//! Tables whose lines hold the same columns several times, numbered in the header (`Top Clicked Product #2: ASIN`): each
//! number is read as a record of its own, so that a line of three products gives three rows.

use super::Stop;
use super::build::Record;
use super::cell::Cell;
use super::header::Name;
use super::table::{Ending, Go, Line, Table};

/// The header name under which a record says which number it is.
pub(super) const PART: &str = "part number";

/// The numbers that a header counts to at most.
const MOST: usize = 9;

/// The header of one part, and where each part's cells stand in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// Cells of the line as the file has it.
    pub(super) width: usize,
    /// Columns before the numbered ones, and the number itself.
    common: usize,
    /// Of each number the header positions of its columns; `None` where the line has none.
    at: Vec<Vec<Option<usize>>>,
}

impl Parts {
    /// What holds for the columns of one part, for the cells of the line as the file has it; `other` for those that are of
    /// no part.
    pub(super) fn widened<T: Copy>(&self, of_part: &[T], other: T) -> Vec<T> {
        let mut wide = vec![other; self.width];
        for (column, position) in self.at.iter().flat_map(|at| at.iter().enumerate()) {
            if let (Some(position), Some(value)) = (position, of_part.get(column)) {
                wide[*position] = *value;
            }
        }
        wide
    }
}

/// The header of one part: names without a number, [`PART`], and numbered ones without their number (`#` stays). `None`
/// when no name stands in it with two numbers.
pub(super) fn fold(raw: &[String]) -> Option<(Vec<String>, Parts)> {
    let (mut names, mut first) = (Vec::new(), Vec::new());
    // Of each numbered name: as it is compared, without its number, and its positions.
    let mut numbered: Vec<(String, String, Vec<Option<usize>>)> = Vec::new();
    let mut most = 0;
    for (at, name) in raw.iter().enumerate() {
        let Some((number, base)) = number(name) else {
            names.push(name.clone());
            first.push(Some(at));
            continue;
        };
        most = most.max(number);
        // `Top Clicked Brand #1` and `Top Clicked Brands #2` are one column.
        let key = Name::of(&base).key.trim_end_matches('s').to_owned();
        let known = numbered.iter().position(|(known, ..)| *known == key).unwrap_or_else(|| {
            numbered.push((key, base, vec![None; MOST]));
            numbered.len() - 1
        });
        numbered[known].2[number - 1].get_or_insert(at);
    }
    if most < 2 {
        return None;
    }
    let common = names.len();
    names.push(PART.to_owned());
    names.extend(numbered.iter().map(|(_, base, _)| base.clone()));
    let at = (0..most).map(|part| {
        let own = numbered.iter().map(|(.., positions)| positions[part]);
        first.iter().copied().chain([None]).chain(own).collect()
    });
    Some((names, Parts { width: raw.len(), common, at: at.collect() }))
}

/// The number of a header name, and the name without it: `Top Clicked Product #2: ASIN` is 2 and `Top Clicked Product #: ASIN`.
fn number(name: &str) -> Option<(usize, String)> {
    let (before, after) = name.split_once('#')?;
    let digit = after.chars().next()?.to_digit(10)? as usize;
    let after = &after[1..];
    let alone = !after.starts_with(|c: char| c.is_ascii_digit());
    (alone && (1..=MOST).contains(&digit)).then(|| (digit, format!("{before}#{after}")))
}

/// A table whose lines are read in parts.
pub(super) struct Parted<'t> {
    /// The table as the file has it.
    pub(super) table: &'t mut dyn Table,
    /// How its lines are parted.
    pub(super) parts: Parts,
}

impl Table for Parted<'_> {
    fn run(&mut self, each: &mut dyn FnMut(Line<'_>) -> Result<Go, Stop>) -> Result<Ending, Stop> {
        let parts = &self.parts;
        self.table.run(&mut |line| {
            let Line::Record { line, record, bytes } = line else { return each(line) };
            for (part, at) in parts.at.iter().enumerate() {
                let number = (part + 1).to_string();
                let one = One { record, at, common: parts.common, number: &number };
                // A line that has fewer parts ends in blanks; its first part stands for the line.
                if (part == 0 || one.is_filled()) && each(Line::Record { line, record: &one, bytes })? == Go::Stop {
                    return Ok(Go::Stop);
                }
            }
            Ok(Go::On)
        })
    }
}

/// One part of a line.
struct One<'a> {
    record: &'a dyn Record,
    at: &'a [Option<usize>],
    common: usize,
    number: &'a str,
}

impl One<'_> {
    fn is_filled(&self) -> bool {
        self.at.iter().skip(self.common).flatten().any(|at| self.record.cell(*at) != Cell::Empty)
    }
}

impl Record for One<'_> {
    fn cell(&self, at: usize) -> Cell<'_> {
        if at == self.common {
            return Cell::Text(self.number);
        }
        self.at.get(at).copied().flatten().map_or(Cell::Empty, |at| self.record.cell(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_names_become_the_header_of_one_part() {
        let raw = ["Rank", "Brand #1", "Brands #2", "P #1: ASIN", "P #2: ASIN", "Date"].map(str::to_owned);
        let (names, parts) = fold(&raw).unwrap();
        assert_eq!(names, ["Rank", "Date", PART, "Brand #", "P #: ASIN"]);
        assert_eq!(parts.width, 6);
        assert_eq!(parts.at[0], [Some(0), Some(5), None, Some(1), Some(3)]);
        assert_eq!(parts.at[1], [Some(0), Some(5), None, Some(2), Some(4)]);
        assert_eq!(parts.widened(&[1, 2, 3, 4, 5], 0), [1, 4, 4, 5, 5, 2]);
        assert_eq!(fold(&["Total Orders (#)", "Brand #1"].map(str::to_owned)), None);
        assert_eq!(fold(&["Item #12", "Item #13"].map(str::to_owned)), None);
    }
}
