//! Which separator stands before the decimals in a file, by what its own numbers prove.

use super::Plan;
use crate::ingest::Stop;
use crate::ingest::cell::Cell;
use crate::ingest::number::{Style, point};
use crate::ingest::report::Numbers;
use crate::ingest::table::{Go, Line, Table};

/// So many numbers that agree are enough.
const ENOUGH: usize = 1_000;

impl Plan {
    /// Looks through a file for the separator that its numbers prove; two different ones prove nothing.
    pub(in crate::ingest) fn find_point(&mut self, table: &mut dyn Table) -> Result<(), Stop> {
        match self.header.layout.numbers {
            Numbers::Market => return Ok(()),
            Numbers::Browser if self.style != Style::Local(None) => return Ok(()),
            Numbers::File | Numbers::Browser => {}
        }
        let (mut found, mut clear, mut count) = (None, true, 0);
        table.run(&mut |line| {
            let Line::Record { record, .. } = line else { return Ok(Go::On) };
            for (at, whole) in &self.numbers {
                if let Cell::Text(text) = record.cell(*at)
                    && let Some(point) = point(text, *whole)
                {
                    clear &= *found.get_or_insert(point) == point;
                    count += 1;
                }
            }
            Ok(if clear && count < ENOUGH { Go::On } else { Go::Stop })
        })?;
        match found.filter(|_| clear) {
            // A flat file has a dot unless it proves a comma.
            Some('.') if self.style == Style::Plain => {}
            Some(point) => self.style = Style::Local(Some(point)),
            None => {}
        }
        Ok(())
    }
}
