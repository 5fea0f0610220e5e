//! TSV and CSV. In a TSV a quote is a quote (an inch mark, the start of a name); a CSV follows RFC 4180. Memory does not
//! grow with the file: one record of at most 1 MiB at a time.

use std::cell::Cell as Shared;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord, Terminator};

use super::build::{Plan, Record};
use super::cell::Cell;
use super::header::{self, Header};
use super::number::Style;
use super::report::feedback;
use super::source::Source;
use super::table::{Container, Ending, Go, Line, Table};
use super::text::{Scan, decoded};
use super::{Broken, Context, Emit, Outcome, Stop};
use crate::domain::import::{Problem, Reject};
use crate::domain::mapping::Mapping;

/// A line or field may be this long.
const MAX_RECORD: usize = 1 << 20;
/// The reader's buffer: what a record may use beyond the limit before it is noticed.
const BUFFER: usize = 64 << 10;
/// Lines in which the header is sought: a title, or up to nine lines of definitions, may stand above it.
const HEADER_LINES: usize = 30;

/// A separator of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Tab,
    Comma,
    Semicolon,
}

impl Separator {
    const ALL: [Self; 3] = [Self::Tab, Self::Comma, Self::Semicolon];

    fn byte(self) -> u8 {
        match self {
            Self::Tab => b'\t',
            Self::Comma => b',',
            Self::Semicolon => b';',
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Tab => "tab",
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
        }
    }

    fn style(self) -> Style {
        if self == Self::Tab { Style::Plain } else { Style::Local(None) }
    }

    fn reader<R: Read>(self, inner: R) -> csv::Reader<R> {
        ReaderBuilder::new()
            .delimiter(self.byte())
            .quoting(self != Self::Tab)
            .terminator(Terminator::Any(b'\n'))
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(inner)
    }
}

/// Reads a text file that is neither JSON nor a mail. `head` is its decoded start.
pub(super) fn read(source: &mut Source<'_>, scan: Scan, head: &str, ctx: &Context, emit: Emit<'_>) -> Outcome {
    if scan.lines == 0 {
        return Err(Stop::whole(Problem::Empty));
    }
    let (header, separator, skip) = find_header(head, ctx.map.as_ref())?;
    let format = header.layout.format;
    let width = header.width();
    let plan = Plan::new(header, separator.style(), ctx)?;
    let container = Container { word: separator.word(), encoding: scan.name() };
    let mut table = Delimited { source, shape: Shape { scan, separator, skip, width } };
    super::table::read(&mut table, plan, container, format, ctx, emit)
}

/// Where the cells of a table of text stand, for whoever copies its bytes.
pub(super) struct Outline {
    /// The header.
    pub(super) header: Header,
    /// The byte between two cells.
    pub(super) separator: u8,
    /// Cells may stand in quotes.
    pub(super) quoting: bool,
    /// Records up to and with the header; blank lines are none.
    pub(super) skip: usize,
    /// What the first pass found.
    pub(super) scan: Scan,
}

/// The outline of a text whose decoded start is `head`.
pub(super) fn outline(head: &str, scan: Scan, map: Option<&Mapping>) -> Result<Outline, Stop> {
    let (header, separator, skip) = find_header(head, map)?;
    Ok(Outline { header, separator: separator.byte(), quoting: separator != Separator::Tab, skip, scan })
}

/// The header line, its separator, and the records up to it. Separators are tried by how often they stand in a line.
fn find_header(head: &str, map: Option<&Mapping>) -> Result<(Header, Separator, usize), Stop> {
    let first = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut separators = Separator::ALL;
    separators.sort_by_key(|s| std::cmp::Reverse(first.bytes().filter(|b| *b == s.byte()).count()));
    let mut best: Option<(usize, Header, Separator)> = None;
    for separator in separators {
        if let Some((at, header)) = header::detect(&first_lines(head, separator), map)
            && best.as_ref().is_none_or(|(before, ..)| at < *before)
        {
            best = Some((at, header, separator));
        }
    }
    if let Some((at, header, separator)) = best {
        return Ok((header, separator, at + 1));
    }
    let by_position = separators.iter().find_map(|s| Some((feedback::header(&first_lines(head, *s))?, *s, 1)));
    by_position.ok_or_else(|| header::unknown(&first_lines(head, separators[0]), true))
}

/// The first lines that hold something, in the count of [`Shape::skip`].
fn first_lines(head: &str, separator: Separator) -> Vec<Vec<String>> {
    let records = separator.reader(head.as_bytes()).into_records().map_while(Result::ok);
    let cells = |record: StringRecord| record.iter().map(|cell| cell.trim_end_matches('\r').to_owned()).collect();
    records.filter(|record| !is_blank(record)).take(HEADER_LINES).map(cells).collect()
}

/// Whether a line is blank: the reader passes over `\n` alone, not over `\r\n`.
fn is_blank(record: &StringRecord) -> bool {
    record.len() == 1 && matches!(record.get(0), Some("" | "\r"))
}

struct Delimited<'s, 'f> {
    source: &'s mut Source<'f>,
    shape: Shape,
}

/// How the file's lines are to be taken.
#[derive(Clone, Copy)]
struct Shape {
    scan: Scan,
    separator: Separator,
    /// Records up to and with the header.
    skip: usize,
    /// Cells of the header.
    width: usize,
}

struct Cells<'a>(&'a StringRecord);

impl Record for Cells<'_> {
    fn cell(&self, at: usize) -> Cell<'_> {
        self.0.get(at).map_or(Cell::Empty, Cell::text)
    }
}

impl Table for Delimited<'_, '_> {
    fn run(&mut self, each: &mut dyn FnMut(Line<'_>) -> Result<Go, Stop>) -> Result<Ending, Stop> {
        let shape = self.shape;
        let quoting = shape.separator != Separator::Tab;
        let left = Rc::new(Shared::new(0));
        let inner = decoded(self.source.open()?, &shape.scan)?;
        let mut reader = shape.separator.reader(Capped { inner, left: Rc::clone(&left) });
        let mut record = StringRecord::new();
        let mut seen = 0_u64;
        // The record's first line; with `\n` alone as terminator the reader's count is that of the file.
        let mut line = 0;
        let mut skip = shape.skip;
        // Whether the last line has nothing but some of its separators.
        let mut begun = false;
        loop {
            left.set(MAX_RECORD + 2 * BUFFER);
            let more = reader.read_record(&mut record).map_err(|error| broken(error, line + 1))?;
            if !more {
                break;
            }
            let end = reader.position().line() as u32;
            // Breaks inside quotes belong to the record; blank lines before it do not.
            let inside = if quoting { record.as_slice().bytes().filter(|b| *b == b'\n').count() as u32 } else { 0 };
            // The record's own end is counted, unless the file ends without one.
            let closed = u32::from(!reader.is_done() || shape.scan.ends);
            line = (end.saturating_sub(inside + closed)).max(line + 1);
            if record.as_slice().len() > MAX_RECORD {
                return Err(Stop::at(line, Problem::TooLong));
            }
            if is_blank(&record) {
                continue;
            }
            seen += 1;
            if skip > 0 {
                skip -= 1;
                continue;
            }
            // A line of separators alone, as spreadsheets leave them behind.
            if record.iter().all(|cell| cell.trim().is_empty()) {
                begun = record.len() < shape.width;
                continue;
            }
            begun = false;
            let go = shape.one(&record, line, inside, each)?;
            if go == Go::Stop {
                return Ok(Ending::Closed);
            }
        }
        if begun && !shape.scan.ends {
            // The first cells of a record whose rest is gone.
            return Err(Stop::at(line, Problem::CutOff));
        }
        shape.check(seen, quoting)
    }
}

impl Shape {
    fn one(
        self,
        record: &StringRecord,
        line: u32,
        inside: u32,
        each: &mut dyn FnMut(Line<'_>) -> Result<Go, Stop>,
    ) -> Result<Go, Stop> {
        let cells = Cells(record);
        if inside > 0 && self.swallowed(record) {
            // A stray quote has swallowed lines: their records are gone.
            let problem = Problem::LinesLost { raw: u64::from(inside) + 1, read: 1 };
            let read = header::clip(record.as_slice());
            return Err(Stop::Refuse(Reject { line, column: String::new(), read, problem }));
        }
        let surplus_blank = || record.iter().skip(self.width).all(|cell| cell.trim().is_empty());
        if record.len() == self.width || (record.len() > self.width && surplus_blank()) {
            return each(Line::Record { line, record: &cells, bytes: record.as_slice().len() });
        }
        each(Line::Uneven { line, cells: record.len() as u32, record: &cells })
    }

    /// Whether a record over several lines holds other records: it is uneven, or a line inside one of its cells is itself
    /// half a record wide. What a buyer writes over several lines is neither.
    fn swallowed(self, record: &StringRecord) -> bool {
        let wide = (self.width / 2).max(2);
        let separator = char::from(self.separator.byte());
        let inner = record.iter().filter(|cell| cell.contains('\n')).flat_map(str::lines);
        record.len() != self.width || inner.into_iter().any(|line| line.matches(separator).count() >= wide)
    }

    /// Raw lines and records must agree where a line is a record; a CSV must not end inside quotes.
    fn check(self, seen: u64, quoting: bool) -> Result<Ending, Stop> {
        if !quoting && seen != self.scan.lines {
            let skip = self.skip as u64;
            let problem =
                Problem::LinesLost { raw: self.scan.lines.saturating_sub(skip), read: seen.saturating_sub(skip) };
            return Err(Stop::whole(problem));
        }
        if quoting && !self.scan.ends && !self.scan.quotes_even {
            return Err(Stop::whole(Problem::CutOff));
        }
        Ok(if self.scan.ends { Ending::Closed } else { Ending::Open })
    }
}

/// An error of the CSV reader: of the system, or a limit, or bytes that changed under the reader.
fn broken(error: csv::Error, line: u32) -> Stop {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => match Stop::from(error) {
            Stop::Refuse(reject) if reject.problem == Problem::TooLong => Stop::at(line, Problem::TooLong),
            stop => stop,
        },
        _ => Stop::at(line, Problem::NotReadable { looks_like: "text in a broken encoding".to_owned() }),
    }
}

/// Gives out `left` bytes before somebody sets it again.
pub(super) struct Capped<R> {
    pub(super) inner: R,
    pub(super) left: Rc<Shared<usize>>,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(Broken::error(Problem::TooLong));
        }
        let room = buffer.len().min(left);
        let got = self.inner.read(&mut buffer[..room])?;
        self.left.set(left - got);
        Ok(got)
    }
}
