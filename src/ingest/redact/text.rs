//! The text of a table, byte for byte, without some of its cells. Cells are found as the reader finds them: in a TSV a quote
//! is a quote, in a CSV a cell that begins with one ends with one. The worker compares what both files are read as.

use std::io::{self, BufRead, Write};
use std::ops::Range;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::Dues;
use crate::ingest::delimited::Outline;

/// No record is longer, or the file would have been refused.
const MAX_RECORD: usize = 64 << 20;

/// Whether the separators can be found among the bytes: in all encodings but those of two bytes per letter.
pub(super) fn can_be_kept(outline: &Outline) -> bool {
    outline.scan.encoding != UTF_16LE && outline.scan.encoding != UTF_16BE
}

/// Copies the text; of records that are due without the cells of `blank` columns.
pub(super) fn copy(
    input: &mut dyn BufRead,
    outline: &Outline,
    blank: &[bool],
    dues: &Dues,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (mut line, mut skip) = (1, outline.skip);
    let (mut record, mut cells) = (Vec::new(), Vec::new());
    let mut first = true;
    loop {
        record.clear();
        let lines = next(input, outline.quoting.then_some(outline.separator), std::mem::take(&mut first), &mut record)?;
        if record.is_empty() {
            return Ok(());
        }
        let body = record.strip_suffix(b"\n").unwrap_or(&record).len();
        let this = line;
        line += lines;
        if matches!(&record[..body], b"" | b"\r") {
            out.write_all(&record)?;
            continue;
        }
        if skip > 0 || !dues.is(this) {
            skip = skip.saturating_sub(1);
            out.write_all(&record)?;
            continue;
        }
        split(&record[..body], outline, &mut cells);
        write(&record, &cells, outline, blank, out)?;
        // From the last cell's end: a `\r`, the line's end.
        out.write_all(&record[cells.last().map_or(0, |cell| cell.end)..])?;
    }
}

/// Reads one record with its end; gives the number of line ends in it. With a separator, one in quotes is no end.
fn next(input: &mut dyn BufRead, quoted: Option<u8>, first: bool, record: &mut Vec<u8>) -> io::Result<u32> {
    let mut lines = 0;
    let mut state = Quotes::default();
    loop {
        let start = record.len();
        if input.read_until(b'\n', record)? == 0 {
            return Ok(lines);
        }
        if record.len() > MAX_RECORD {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a record without an end"));
        }
        lines += u32::from(record.ends_with(b"\n"));
        let Some(separator) = quoted else { return Ok(lines) };
        let mark = if first && start == 0 && record.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        for byte in &record[start + mark..] {
            state.step(*byte, separator);
        }
        if !state.inside() {
            return Ok(lines);
        }
    }
}

/// Where in a CSV record the reader is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Quotes {
    /// Before the first byte of a cell.
    #[default]
    Start,
    /// In a cell without quotes, or behind the closing one.
    Plain,
    /// Between quotes.
    Inside,
    /// Behind a quote between quotes: its end, or the first of two.
    Quote,
}

impl Quotes {
    fn step(&mut self, byte: u8, separator: u8) {
        *self = match (*self, byte) {
            (Self::Inside, b'"') => Self::Quote,
            (Self::Start | Self::Quote, b'"') | (Self::Inside, _) => Self::Inside,
            (_, byte) if byte == separator || byte == b'\n' => Self::Start,
            _ => Self::Plain,
        };
    }

    fn inside(self) -> bool {
        self == Self::Inside
    }
}

/// The cells of a record (without its line end), as ranges of its bytes; the last one without a `\r` at its end.
fn split(body: &[u8], outline: &Outline, cells: &mut Vec<Range<usize>>) {
    cells.clear();
    let (mut start, mut state) = (0, Quotes::default());
    for (at, byte) in body.iter().enumerate() {
        if outline.quoting {
            state.step(*byte, outline.separator);
        }
        if *byte == outline.separator && !state.inside() {
            cells.push(start..at);
            start = at + 1;
        }
    }
    let end = if body.ends_with(b"\r") && body.len() > start { body.len() - 1 } else { body.len() };
    cells.push(start..end);
}

/// Writes the cells of a due record. A record with too many or too few cells stays one: what stands in its cells is
/// overwritten, but for the order that it belongs to.
fn write(
    record: &[u8],
    cells: &[Range<usize>],
    outline: &Outline,
    blank: &[bool],
    out: &mut dyn Write,
) -> io::Result<()> {
    let filled = |cell: &Range<usize>| !record[cell.clone()].trim_ascii().is_empty();
    let uneven = cells.len() < blank.len() || cells.iter().skip(blank.len()).any(filled);
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.write_all(&[outline.separator])?;
        }
        let goes = if uneven { !outline.names_order(at) } else { blank.get(at).copied().unwrap_or(true) };
        if !goes {
            out.write_all(&record[cell.clone()])?;
        } else if uneven && filled(cell) {
            out.write_all(b"-")?;
        }
    }
    Ok(())
}

impl Outline {
    /// Whether the cell at a position is the order's number.
    fn names_order(&self, at: usize) -> bool {
        let name = self.header.names.get(at);
        name.and_then(|name| self.header.layout.column(name)).is_some_and(|column| column.brings == "order_id")
    }
}
