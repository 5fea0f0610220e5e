//! Files of named columns: a header line as Amazon writes it, and for each name the function that fills its cell.

use std::io::{self, Write};

use chrono::{Datelike, Offset, TimeZone, Timelike};
use chrono_tz::Tz;

use crate::domain::day::Instant;

/// Appends the cell of one column.
pub(super) type Put<T> = fn(&mut String, &T);

/// How cells are parted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Tabs, quotes are plain characters.
    Tabs,
    /// Commas, every cell in quotes.
    Quoted,
}

/// The columns of a header, in its order; a column without a function stays blank.
pub(super) struct Table<T> {
    header: &'static str,
    cells: Vec<Option<Put<T>>>,
    shape: Shape,
    line: String,
    cell: String,
}

impl<T> Table<T> {
    /// The table of a header line (names parted by tabs), filled by name.
    pub(super) fn new(header: &'static str, shape: Shape, columns: &[(&str, Put<T>)]) -> Self {
        let header = header.trim_end_matches(['\r', '\n']);
        let cells =
            header.split('\t').map(|name| columns.iter().find(|(n, _)| *n == name).map(|(_, put)| *put)).collect();
        Self { header, cells, shape, line: String::new(), cell: String::new() }
    }

    /// The first `count` columns only.
    pub(super) fn first(mut self, count: usize) -> Self {
        self.cells.truncate(count);
        self
    }

    /// Writes the header line.
    pub(super) fn write_header(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.line.clear();
        for (i, name) in self.header.split('\t').take(self.cells.len()).enumerate() {
            push_cell(&mut self.line, self.shape, i, name);
        }
        self.line.push('\n');
        out.write_all(self.line.as_bytes())
    }

    /// Writes the line of one record.
    pub(super) fn write(&mut self, out: &mut impl Write, record: &T) -> io::Result<()> {
        self.line.clear();
        for (i, put) in self.cells.iter().enumerate() {
            self.cell.clear();
            if let Some(put) = put {
                put(&mut self.cell, record);
            }
            push_cell(&mut self.line, self.shape, i, &self.cell);
        }
        self.line.push('\n');
        out.write_all(self.line.as_bytes())
    }

    /// The cells of one record, for a workbook.
    pub(super) fn cells(&self, record: &T) -> Vec<String> {
        let text = |put: &Option<Put<T>>| {
            let mut out = String::new();
            if let Some(put) = put {
                put(&mut out, record);
            }
            out
        };
        self.cells.iter().map(text).collect()
    }

    /// The names, in order.
    #[cfg(test)]
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.header.split('\t')
    }
}

fn push_cell(line: &mut String, shape: Shape, position: usize, cell: &str) {
    match shape {
        Shape::Tabs => {
            if position > 0 {
                line.push('\t');
            }
            line.push_str(cell);
        }
        Shape::Quoted => {
            line.push_str(if position > 0 { ",\"" } else { "\"" });
            for c in cell.chars() {
                if c == '"' {
                    line.push('"');
                }
                line.push(c);
            }
            line.push('"');
        }
    }
}

/// Appends a whole number.
pub(super) fn number(out: &mut String, value: i64) {
    if value < 0 {
        out.push('-');
    }
    digits(out, value.unsigned_abs(), 1);
}

/// Appends `value / 10^places` with a point: `decimal(.., 235, 1)` is `23.5`.
pub(super) fn decimal(out: &mut String, value: i64, places: u32) {
    if places == 0 {
        return number(out, value);
    }
    let unit = 10_u64.pow(places);
    if value < 0 {
        out.push('-');
    }
    digits(out, value.unsigned_abs() / unit, 1);
    out.push('.');
    digits(out, value.unsigned_abs() % unit, places as usize);
}

/// Appends digits with leading zeros up to `width`.
pub(super) fn digits(out: &mut String, mut value: u64, width: usize) {
    let mut buffer = [b'0'; 20];
    let mut start = buffer.len();
    while value > 0 || buffer.len() - start < width {
        start -= 1;
        buffer[start] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    out.extend(buffer[start..].iter().map(|b| char::from(*b)));
}

/// Appends `true` or `false`.
pub(super) fn flag(out: &mut String, value: bool) {
    out.push_str(if value { "true" } else { "false" });
}

/// Appends an instant as the order reports have it: `2026-11-22T07:00:00+00:00`, with the offset of `zone`.
pub(super) fn stamp(out: &mut String, at: Instant, zone: Tz) {
    let offset = i64::from(zone.offset_from_utc_datetime(&at.utc().naive_utc()).fix().local_minus_utc());
    let local = at.plus(offset).utc();
    digits(out, u64::from(local.year().unsigned_abs()), 4);
    for (mark, part) in [('-', local.month()), ('-', local.day()), ('T', local.hour()), (':', local.minute())] {
        out.push(mark);
        digits(out, u64::from(part), 2);
    }
    out.push(':');
    digits(out, u64::from(local.second()), 2);
    out.push(if offset < 0 { '-' } else { '+' });
    digits(out, offset.unsigned_abs() / 3600, 2);
    out.push(':');
    digits(out, offset.unsigned_abs() / 60 % 60, 2);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_follow_the_names_and_quotes_are_doubled_in_commas_only() {
        let columns: &[(&str, Put<i64>)] = &[("b", |out, n| number(out, *n)), ("a", |out, _| out.push_str("3\" x"))];
        let write = |shape| {
            let mut table = Table::new("a\tx\tb\r\n", shape, columns);
            let mut out = Vec::new();
            table.write_header(&mut out).unwrap();
            table.write(&mut out, &-70).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(write(Shape::Tabs), "a\tx\tb\n3\" x\t\t-70\n");
        assert_eq!(write(Shape::Quoted), "\"a\",\"x\",\"b\"\n\"3\"\" x\",\"\",\"-70\"\n");
    }

    #[test]
    fn numbers_and_stamps_are_written_as_amazon_writes_them() {
        let text = |f: &dyn Fn(&mut String)| {
            let mut out = String::new();
            f(&mut out);
            out
        };
        assert_eq!(text(&|o| decimal(o, 2399, 2)), "23.99");
        assert_eq!(text(&|o| decimal(o, -5, 2)), "-0.05");
        assert_eq!(text(&|o| decimal(o, 2480, 0)), "2480");
        assert_eq!(text(&|o| number(o, 0)), "0");
        let at = Instant(1_758_869_999);
        assert_eq!(text(&|o| stamp(o, at, Tz::UTC)), "2025-09-26T06:59:59+00:00");
        assert_eq!(text(&|o| stamp(o, at, Tz::America__Los_Angeles)), "2025-09-25T23:59:59-07:00");
    }
}
