//! Which separator stands before the decimals in a file whose numbers are written as in somebody's browser: what its own
//! numbers prove, never the marketplace.

use super::{Plan, Record, Slot};
use crate::domain::format::Kind;
use crate::ingest::Stop;
use crate::ingest::cell::Cell;
use crate::ingest::number::Style;
use crate::ingest::table::{Go, Line, Table};

/// So many numbers that agree are enough.
const ENOUGH: usize = 1_000;

impl Plan {
    /// Looks through a file for the separator that its numbers prove; two different ones prove nothing.
    pub(in crate::ingest) fn find_point(&mut self, table: &mut dyn Table) -> Result<(), Stop> {
        if !self.header.layout.browser || self.style != Style::Local(None) {
            return Ok(());
        }
        let (mut found, mut clear, mut count) = (None, true, 0);
        table.run(&mut |line| {
            let Line::Record { record, .. } = line else { return Ok(Go::On) };
            for point in self.points(record) {
                clear &= *found.get_or_insert(point) == point;
                count += 1;
            }
            Ok(if clear && count < ENOUGH { Go::On } else { Go::Stop })
        })?;
        self.style = Style::Local(found.filter(|_| clear));
        Ok(())
    }

    fn points(&self, record: &dyn Record) -> impl Iterator<Item = char> {
        self.slots.iter().enumerate().filter_map(move |(at, slot)| {
            let Slot::Field { kind: kind @ (Kind::Int | Kind::Money | Kind::Milli | Kind::Ppm), .. } = *slot else {
                return None;
            };
            match record.cell(at) {
                Cell::Text(text) => point(text, kind == Kind::Int),
                _ => None,
            }
        })
    }
}

/// The separator before the decimals that one number proves; `whole` numbers have no decimals.
fn point(text: &str, whole: bool) -> Option<char> {
    let at = text.rfind(['.', ','])?;
    let last = char::from(text.as_bytes()[at]);
    let other = if last == '.' { ',' } else { '.' };
    let behind = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
    match (text.contains(other), text.matches(last).count(), behind) {
        (true, 1, _) => Some(last),
        (true, ..) => None,
        (false, 1, 3) => whole.then_some(other),
        (false, 1, _) => Some(last),
        (false, ..) => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::point;

    #[test]
    fn a_number_proves_its_point_or_nothing() {
        let table = [
            ("69,95", false, Some(',')),
            ("366 714,82", false, Some(',')),
            ("1,13,529.99", false, Some('.')),
            ("12,217", true, Some('.')),
            ("12.217", true, Some(',')),
            ("12,217", false, None),
            ("1,234,567", false, Some('.')),
            ("4.8", false, Some('.')),
            ("316", true, None),
        ];
        for (text, whole, wanted) in table {
            assert_eq!(point(text, whole), wanted, "{text}");
        }
    }
}
