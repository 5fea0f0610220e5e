//! XLSX: the archive is checked before it is opened, and cells are read as a stream. The declared dimension is ignored:
//! the advertising console writes `A1` for sheets of any size.

use std::io::{BufReader, Read};

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::build::{Plan, Record};
use super::cell::Cell;
use super::header::{self, Header};
use super::number::Style;
use super::table::{Container, Ending, Go, Line, Table};
use super::zipped::{self, Bytes};
use super::{Context, Emit, Outcome, Stop};
use crate::domain::import::Problem;

/// Cells of a sheet, columns of a row, sheets.
const MAX_CELLS: u64 = 5_000_000;
const MAX_COLUMNS: usize = 200;
const MAX_SHEETS: usize = 20;
/// Rows in which the header is sought.
const HEADER_ROWS: usize = 30;
/// Bytes of the smallest shared string, `<si/>`.
const SMALLEST_STRING: u64 = 5;

/// What is called with a row's number and cells.
type EachRow<'a> = &'a mut dyn FnMut(u32, &[DataRef<'_>]) -> Result<Go, Stop>;

type Book<'f> = Xlsx<BufReader<&'f mut dyn Bytes>>;

/// Reads a workbook: the first sheet in whose first rows a known header stands.
pub(super) fn read(file: &mut dyn Bytes, ctx: &Context, emit: Emit<'_>) -> Outcome {
    guard(file)?;
    file.rewind()?;
    let mut book = Xlsx::new(BufReader::new(file)).map_err(|error| broken(&error))?;
    let mut seen = Vec::new();
    for name in book.sheet_names().into_iter().take(MAX_SHEETS) {
        let lines = first_rows(&mut book, &name)?;
        let (rows, cells): (Vec<u32>, Vec<_>) = lines.into_iter().unzip();
        if let Some((at, header)) = header::detect(&cells, ctx.map.as_ref()) {
            return read_sheet(&mut book, name, header, rows[at], ctx, emit);
        }
        if !cells.is_empty() {
            seen.push(cells);
        }
    }
    // A sheet says nothing about the columns of another one: the first that is near a report asks, else the first is named.
    let mut stops = seen.iter().map(|cells| header::unknown(cells, true));
    let first = stops.next().unwrap_or_else(|| Stop::whole(Problem::Empty));
    let asks = |stop: &Stop| matches!(stop, Stop::Ask(_));
    if asks(&first) { Err(first) } else { Err(stops.find(asks).unwrap_or(first)) }
}

fn read_sheet(book: &mut Book<'_>, name: String, header: Header, above: u32, ctx: &Context, emit: Emit<'_>) -> Outcome {
    let (format, width) = (header.layout.format, header.width());
    let plan = Plan::new(header, Style::Local(None), ctx)?;
    let container = Container { word: "xlsx", encoding: "UTF-8".to_owned() };
    let mut table = Sheet { book, name, above, width };
    super::table::read(&mut table, plan, container, format, ctx, emit)
}

/// Checks the directory of the archive and the declared number of shared strings.
fn guard(file: &mut dyn Bytes) -> Result<(), Stop> {
    let (mut archive, parts) = zipped::directory(file)?;
    let strings = parts.iter().rfind(|part| part.name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
    let Some(strings) = strings else { return Ok(()) };
    let part = archive.by_index(strings.at).map_err(|_| zipped::damaged())?;
    let mut start = Vec::new();
    part.take(4096).read_to_end(&mut start).map_err(|_| zipped::damaged())?;
    match declared_strings(&start) {
        Some(count) if count.saturating_mul(SMALLEST_STRING) > strings.size => {
            Err(Stop::too_large("more shared strings declared than the part can hold"))
        }
        _ => Ok(()),
    }
}

/// The `uniqueCount` (else `count`) of a shared string table.
fn declared_strings(start: &[u8]) -> Option<u64> {
    let text = String::from_utf8_lossy(start);
    let number = |name: &str| {
        let after = text.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
        let digits: String = after.chars().skip(1).take_while(char::is_ascii_digit).collect();
        // More digits than a u64 has is more strings than anything can hold.
        (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
    };
    number("uniqueCount")
}

/// The first rows that hold something, with their row numbers.
fn first_rows(book: &mut Book<'_>, name: &str) -> Result<Vec<(u32, Vec<String>)>, Stop> {
    let mut rows = Vec::new();
    each_row(book, name, &mut |row, cells| {
        rows.push((row, cells.iter().map(|cell| shown(cell).shown()).collect()));
        Ok(if rows.len() < HEADER_ROWS { Go::On } else { Go::Stop })
    })?;
    Ok(rows)
}

/// Calls `each` with the number (from 1) and cells of every row that has cells.
fn each_row(book: &mut Book<'_>, name: &str, each: EachRow<'_>) -> Result<(), Stop> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A chart sheet has no cells.
        Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(broken(&error)),
    };
    let (mut cells, mut row, mut count) = (Vec::new(), 0, 0_u64);
    while let Some(cell) = reader.next_cell().map_err(|error| broken(&error))? {
        count += 1;
        if count > MAX_CELLS {
            return Err(Stop::too_large("5,000,000 cells"));
        }
        let (at, column) = (cell.get_position().0, cell.get_position().1 as usize);
        if column >= MAX_COLUMNS {
            return Err(Stop::too_large(format!("{MAX_COLUMNS} columns")));
        }
        if at != row {
            if !cells.is_empty() && each(row + 1, &cells)? == Go::Stop {
                return Ok(());
            }
            cells.clear();
            row = at;
        }
        if cells.len() <= column {
            cells.resize(column + 1, DataRef::Empty);
        }
        cells[column] = cell.get_value().clone();
    }
    if !cells.is_empty() {
        each(row + 1, &cells)?;
    }
    Ok(())
}

struct Sheet<'b, 'f> {
    book: &'b mut Book<'f>,
    name: String,
    /// Row number of the header.
    above: u32,
    width: usize,
}

struct Cells<'a>(&'a [DataRef<'a>]);

impl Record for Cells<'_> {
    fn cell(&self, at: usize) -> Cell<'_> {
        self.0.get(at).map_or(Cell::Empty, |cell| shown(cell))
    }
}

impl Table for Sheet<'_, '_> {
    fn run(&mut self, each: &mut dyn FnMut(Line<'_>) -> Result<Go, Stop>) -> Result<Ending, Stop> {
        let (above, width) = (self.above, self.width);
        each_row(self.book, &self.name, &mut |row, cells| {
            if row <= above || cells.iter().all(|cell| shown(cell) == Cell::Empty) {
                return Ok(Go::On);
            }
            let record = Cells(cells);
            let beyond = cells.iter().skip(width).any(|cell| shown(cell) != Cell::Empty);
            each(if beyond {
                Line::Uneven { line: row, cells: cells.len() as u32, record: &record }
            } else {
                Line::Record { line: row, record: &record, bytes: 0 }
            })
        })?;
        Ok(Ending::Closed)
    }
}

fn shown<'a>(cell: &'a DataRef<'_>) -> Cell<'a> {
    match cell {
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(flag) => Cell::Bool(*flag),
        DataRef::DateTime(date) => Cell::Serial(date.as_f64() + if date_1904(date) { 1462.0 } else { 0.0 }),
        DataRef::Error(_) | DataRef::Empty => Cell::Empty,
    }
}

/// Whether a workbook counts its days from 1904: the two counts are 1,462 days apart.
fn date_1904(date: &calamine::ExcelDateTime) -> bool {
    let (year, ..) = date.to_ymd_hms_milli();
    super::date::serial(date.as_f64()).is_some_and(|day| i32::from(year) >= chrono::Datelike::year(&day) + 4)
}

fn broken(error: &XlsxError) -> Stop {
    match error {
        XlsxError::Password => Stop::looks_like("a password-protected workbook"),
        XlsxError::XmlEof(_) => Stop::whole(Problem::CutOff),
        XlsxError::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Stop::whole(Problem::CutOff),
        _ => Stop::looks_like("a damaged workbook"),
    }
}
