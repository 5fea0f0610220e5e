//! Reading a file into frames, and frames as text.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Seek, Write as _};
use std::path::{Path, PathBuf};

use daydeck::domain::day::{Day, Instant};
use daydeck::domain::format::{Columns, Format, Row, Value};
use daydeck::domain::market::Market;
use daydeck::ingest::frame::{BATCH, Frame, Trailer};
use daydeck::ingest::{Context, read};

/// The folder of the fixtures.
pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ingest")
}

/// The fixtures of a folder, sorted.
pub fn fixtures(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(data().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.file_name().unwrap() != "NOTICE");
    files.sort();
    assert!(!files.is_empty(), "{folder}");
    files
}

/// All fixtures that are read.
pub fn readable() -> Vec<(Format, PathBuf)> {
    Format::ALL.iter().flat_map(|f| fixtures(f.word()).into_iter().map(|path| (*f, path))).collect()
}

/// A context that knows nothing, but for what a file's name gives: `name@US+2026-11-01..2026-11-30.csv` its marketplace
/// and its period.
pub fn context(path: &Path) -> Context {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let (name, period) = name.split_once('+').map_or((name, None), |(name, period)| (name, Some(period)));
    let market = name.split_once('@').and_then(|(_, code)| Market::parse(code));
    let period =
        period.and_then(|p| p.split_once("..")).map(|(from, to)| (Day::parse(from).unwrap(), Day::parse(to).unwrap()));
    Context { market, period, ..Context::new(Instant(1_790_000_000)) }
}

/// The frames of a file.
pub fn frames(path: &Path, ctx: &Context) -> Vec<Frame> {
    collect(&mut File::open(path).unwrap(), ctx)
}

/// The frames of bytes.
pub fn frames_of(bytes: &[u8], ctx: &Context) -> Vec<Frame> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    collect(&mut file, ctx)
}

fn collect(file: &mut File, ctx: &Context) -> Vec<Frame> {
    let mut frames = Vec::new();
    read(file, ctx, &mut |frame| {
        frames.push(frame);
        Ok(())
    })
    .unwrap();
    check(&frames);
    frames
}

/// What holds for every stream of frames.
pub fn check(frames: &[Frame]) {
    let (last, before) = frames.split_last().unwrap();
    let (mut rows, mut rejects, mut last_line) = (0, 0, None);
    for (at, frame) in before.iter().enumerate() {
        match frame {
            Frame::Head(_) => assert_eq!(at, 0),
            Frame::Rows(batch) => {
                assert!(at > 0 && !batch.is_empty() && batch.len() <= BATCH);
                // Rows of one record stand together and have its line.
                rows += batch.iter().filter(|row| last_line.replace(row.line) != Some(row.line)).count() as u64;
            }
            Frame::Reject { .. } => rejects += 1,
            other => panic!("{other:?} before the end"),
        }
    }
    match last {
        Frame::End(trailer) => {
            assert_eq!(trailer.records, rows + rejects);
            assert_eq!(trailer.rejected, rejects);
        }
        Frame::Ask(_) | Frame::Refuse(_) => {}
        other => panic!("{other:?} at the end"),
    }
    if let Some(Frame::Head(head)) = frames.first() {
        for row in rows_of(frames) {
            check_row(head.format, &head.columns, row);
        }
    }
}

fn check_row(format: Format, columns: &Columns, row: &Row) {
    assert_eq!(row.cells.len(), columns.fields.len());
    for (cell, field) in row.cells.iter().zip(&columns.fields) {
        let field = &format.spec().fields[usize::from(*field)];
        if format.spec().key.contains(&field.column) {
            assert_ne!(*cell, Value::Null, "{} of line {}", field.column, row.line);
        }
    }
    assert!(row.extra.iter().all(|(at, value)| usize::from(*at) < columns.extra.len() && !value.is_empty()));
}

/// All rows of a stream.
pub fn rows_of(frames: &[Frame]) -> impl Iterator<Item = &Row> {
    frames.iter().flat_map(|frame| match frame {
        Frame::Rows(rows) => rows.as_slice(),
        _ => &[],
    })
}

/// A cell of a row by its column's name.
pub fn cell<'r>(frames: &[Frame], row: &'r Row, column: &str) -> &'r Value {
    let Some(Frame::Head(head)) = frames.first() else { panic!("no head") };
    let position = head.format.spec().position(column).unwrap() as u16;
    &row.cells[head.columns.fields.iter().position(|f| *f == position).unwrap()]
}

/// Frames as text for a person: only what is filled.
pub fn shown(frames: &[Frame]) -> String {
    let mut out = String::new();
    let mut head = None;
    for frame in frames {
        match frame {
            Frame::Head(h) => {
                writeln!(out, "{} {} {}", h.format.word(), h.container, h.encoding).unwrap();
                writeln!(out, "unknown {:?}", h.columns.unknown).unwrap();
                head = Some(h.clone());
            }
            Frame::Rows(rows) => {
                let h = head.as_ref().unwrap();
                for row in rows {
                    writeln!(out, "line {} {}", row.line, row.market.map_or("-", Market::code)).unwrap();
                    for (cell, field) in row.cells.iter().zip(&h.columns.fields) {
                        let column = h.format.spec().fields[usize::from(*field)].column;
                        match cell {
                            Value::Null => {}
                            Value::Int(int) => writeln!(out, "  {column} {int}").unwrap(),
                            Value::Text(text) => writeln!(out, "  {column} {text:?}").unwrap(),
                        }
                    }
                    for (at, value) in &row.extra {
                        writeln!(out, "  + {:?} {value:?}", h.columns.extra[usize::from(*at)]).unwrap();
                    }
                }
            }
            Frame::End(Trailer { records, rejected, as_of, controls }) => {
                let end = format!("Trailer {{ records: {records}, rejected: {rejected}, as_of: {as_of:?} }}");
                writeln!(out, "End({end})").unwrap();
                for control in controls {
                    writeln!(out, "{} {}", control.word, control.plain()).unwrap();
                }
            }
            other => writeln!(out, "{other:?}").unwrap(),
        }
    }
    out
}
