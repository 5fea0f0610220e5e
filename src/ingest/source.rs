//! A file as bytes: what it is by its first bytes (never by its name), unpacked, with limits.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use flate2::read::MultiGzDecoder;

use super::text::{self, Decoded};
use super::zipped::{self, Content, Unzipped};
use super::{Broken, Context, Emit, Outcome, Stop};
use super::{delimited, json, mail, redact, report, sheet, xml};
use crate::domain::import::Problem;

/// Largest file.
const MAX_FILE: u64 = 8 << 30;
/// Largest text inside a gzip.
const MAX_UNPACKED: u64 = 4 << 30;
/// A gzip may unpack to this without question ...
const FREE_UNPACKED: u64 = 16 << 20;
/// ... and beyond it to this many times its own bytes.
const MAX_RATIO: u64 = 200;
/// Largest seller performance report: it is held in memory.
const MAX_JSON: usize = 32 << 20;
/// Largest workbook inside a ZIP: it is held in memory.
const MAX_BOOK: usize = 64 << 20;
/// How a GZIP begins.
const GZIP: &[u8] = b"\x1f\x8b";
/// The part of a text in which its kind, encoding and header are sought.
const HEAD: usize = 64 << 10;

/// A file on its way to a reader.
#[derive(Debug)]
pub(super) struct Source<'f> {
    file: &'f mut File,
    packing: Packing,
}

/// How a file is packed.
#[derive(Debug)]
enum Packing {
    Plain,
    Gzip,
    Zip(zipped::Entry),
}

/// What lies in a file, however it is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unwrapped {
    /// A workbook, which is a ZIP itself.
    Workbook,
    /// Anything else.
    File,
}

#[cfg(test)]
impl<'f> Source<'f> {
    /// A file that is not packed.
    pub(super) fn plain(file: &'f mut File) -> Self {
        Self { file, packing: Packing::Plain }
    }
}

impl<'f> Source<'f> {
    /// Any file, seen as packed when it begins as a gzip does.
    pub(super) fn of(file: &'f mut File) -> io::Result<Self> {
        let mut source = Self { file, packing: Packing::Plain };
        if source.head(2)? == GZIP {
            source.packing = Packing::Gzip;
        }
        Ok(source)
    }

    /// Whether the file is packed.
    pub(super) fn is_packed(&self) -> bool {
        !matches!(self.packing, Packing::Plain)
    }

    /// The file's bytes, unpacked, from their start.
    pub(super) fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        self.file.seek(SeekFrom::Start(0))?;
        let file = &mut *self.file;
        Ok(match &self.packing {
            Packing::Plain => Box::new(file),
            Packing::Gzip => Box::new(Unpacked::new(file)),
            Packing::Zip(entry) => Box::new(Unzipped::new(file, entry)?),
        })
    }

    /// Finds out how the file is packed.
    fn unwrap(&mut self) -> Result<Unwrapped, Stop> {
        let start = self.head(4)?;
        if start.starts_with(GZIP) {
            self.packing = Packing::Gzip;
        } else if is_zip(&start) {
            match zipped::content(self.raw()?)? {
                Content::Workbook => return Ok(Unwrapped::Workbook),
                Content::File(entry) => self.packing = Packing::Zip(entry),
            }
        }
        Ok(Unwrapped::File)
    }

    /// The file itself, at its start.
    pub(super) fn raw(&mut self) -> io::Result<&mut File> {
        self.file.seek(SeekFrom::Start(0))?;
        Ok(self.file)
    }

    /// The first `count` bytes, unpacked.
    fn head(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.open()?.take(count as u64).read_to_end(&mut head)?;
        Ok(head)
    }

    /// All bytes, unpacked; a refusal when they are more than `limit`.
    pub(super) fn all(&mut self, limit: usize) -> Result<Vec<u8>, Stop> {
        let mut bytes = Vec::new();
        self.open()?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            return Err(Stop::too_large(format!("{} MiB", limit >> 20)));
        }
        Ok(bytes)
    }
}

/// Finds out what `file` is and has it read.
pub(super) fn sniff_and_read(file: &mut File, ctx: &Context, emit: Emit<'_>) -> Outcome {
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(Stop::whole(Problem::NotAFile { cause: "not a regular file".to_owned() }));
    }
    if meta.len() > MAX_FILE {
        return Err(Stop::too_large("8 GiB"));
    }
    let mut source = Source { file, packing: Packing::Plain };
    if source.unwrap()? == Unwrapped::Workbook {
        return sheet::read(source.raw()?, ctx, emit);
    }
    read_unpacked(source, ctx, emit)
}

/// One mail out of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Letter {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// The file is one of records, and the mail is not kept with them: only facts of it are left.
    Purged,
    /// The file is none of mail, or has fewer.
    Missing,
}

/// The mail of this number, from 1, in a file that is one mail or a mailbox.
pub(super) fn letter(file: &mut File, ctx: &Context, number: u32) -> Result<Letter, Stop> {
    let mut source = Source { file, packing: Packing::Plain };
    if source.unwrap()? == Unwrapped::Workbook {
        return Ok(Letter::Missing);
    }
    let head = source.head(HEAD)?;
    let kind = kind(&head, ctx);
    if kind == Kind::Mail && number == 1 {
        return Ok(Letter::Bytes(source.all(mail::MAX_BYTES)?));
    }
    let mut found = if kind == Kind::Rows { Letter::Purged } else { Letter::Missing };
    letters_of(&mut source, kind, &mut |at, bytes| {
        if at == number {
            found = Letter::Bytes(bytes);
        }
        Ok(at < number)
    })?;
    Ok(found)
}

/// Is given a mail with its number, from 1; says whether the next one is wanted too.
pub(super) type Each<'a> = &'a mut dyn FnMut(u32, Vec<u8>) -> io::Result<bool>;

/// The mails of a mailbox, or those that are kept with the records of one, in their order. Any other file has none.
pub(super) fn letters(file: &mut File, ctx: &Context, each: Each<'_>) -> io::Result<()> {
    let mut source = Source { file, packing: Packing::Plain };
    match source.unwrap() {
        Ok(Unwrapped::File) => {}
        Err(Stop::Io(error)) => return Err(error),
        _ => return Ok(()),
    }
    let kind = kind(&source.head(HEAD)?, ctx);
    letters_of(&mut source, kind, each)
}

fn letters_of(source: &mut Source<'_>, kind: Kind, each: Each<'_>) -> io::Result<()> {
    match kind {
        Kind::Rows => redact::rows::letters(&mut source.open()?, each),
        Kind::Mbox => mail::mbox::letters(source.open()?, each),
        _ => Ok(()),
    }
}

/// Has a file read by what its bytes are, unpacked.
fn read_unpacked(mut source: Source<'_>, ctx: &Context, emit: Emit<'_>) -> Outcome {
    let head = source.head(HEAD)?;
    if head.is_empty() {
        return Err(Stop::whole(Problem::Empty));
    }
    match kind(&head, ctx) {
        Kind::Rows => redact::rows::read(&mut source.open()?, emit),
        Kind::Packed => read_packed_twice(source, &head, ctx, emit),
        Kind::Foreign(what) => Err(Stop::looks_like(what)),
        Kind::Performance => report::performance::read(&source.all(MAX_JSON)?, ctx, emit),
        Kind::Json => json::read(&mut source, ctx, emit),
        Kind::Mbox => mail::mbox::read(source.open()?, ctx, emit),
        Kind::Mail => mail::read(&source.all(mail::MAX_BYTES)?, ctx, emit),
        kind @ (Kind::Xml | Kind::Other) => {
            let scan = text::scan(&head, &mut source.open()?, ctx)?;
            if scan.binary {
                return Err(Stop::looks_like("a binary file"));
            }
            if kind == Kind::Xml {
                return xml::read(&mut source, scan, ctx, emit);
            }
            delimited::read(&mut source, scan, &decoded_head(&head, &scan)?, ctx, emit)
        }
    }
}

/// What bytes are, by how they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The records of an archived file.
    Rows,
    /// A ZIP or a GZIP.
    Packed,
    /// A container that is not read.
    Foreign(&'static str),
    /// A seller performance report.
    Performance,
    /// Other JSON.
    Json,
    /// A mailbox.
    Mbox,
    /// One mail.
    Mail,
    /// XML.
    Xml,
    /// A table of text, or nothing that is known.
    Other,
}

fn kind(head: &[u8], ctx: &Context) -> Kind {
    let start = head.trim_ascii_start();
    let start = start.strip_prefix(b"\xef\xbb\xbf").map_or(start, <[u8]>::trim_ascii_start);
    let is_json = matches!(start.first(), Some(b'{' | b'['));
    match magic(head) {
        _ if redact::rows::is_one(head, ctx) => Kind::Rows,
        _ if is_zip(head) || head.starts_with(GZIP) => Kind::Packed,
        Some(what) => Kind::Foreign(what),
        None if is_json && report::performance::looks_like_one(head) => Kind::Performance,
        None if is_json => Kind::Json,
        None if mail::mbox::looks_like_one(head) => Kind::Mbox,
        None if mail::looks_like_one(head) => Kind::Mail,
        None if xml::looks_like_one(start) => Kind::Xml,
        None => Kind::Other,
    }
}

/// What a table of text looks like: its encoding, its header and where its cells stand; `None` for any other file, and for
/// one in which no header is known.
pub(super) fn outline(source: &mut Source<'_>, ctx: &Context) -> io::Result<Option<delimited::Outline>> {
    let head = source.head(HEAD)?;
    if kind(&head, ctx) != Kind::Other {
        return Ok(None);
    }
    let scan = text::scan(&head, &mut source.open()?, ctx)?;
    if scan.binary {
        return Ok(None);
    }
    Ok(delimited::outline(&decoded_head(&head, &scan)?, scan, ctx.map.as_ref()).ok())
}

/// Of what is packed twice only a workbook in a ZIP is read: a workbook is a ZIP itself.
fn read_packed_twice(mut source: Source<'_>, head: &[u8], ctx: &Context, emit: Emit<'_>) -> Outcome {
    match (&source.packing, is_zip(head)) {
        (Packing::Zip(_), true) => {}
        (Packing::Zip(_), false) => return Err(Stop::looks_like("a GZIP inside a ZIP")),
        (_, true) => return Err(Stop::looks_like("a ZIP inside a GZIP")),
        _ => return Err(Stop::looks_like("a GZIP inside a GZIP")),
    }
    let mut book = io::Cursor::new(source.all(MAX_BOOK)?);
    match zipped::content(&mut book) {
        Ok(Content::Workbook) => sheet::read(&mut book, ctx, emit),
        Ok(Content::File(_)) => Err(Stop::looks_like("a ZIP inside a ZIP")),
        Err(stop) => Err(stop),
    }
}

fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

fn decoded_head(head: &[u8], scan: &text::Scan) -> io::Result<String> {
    let mut bytes = Vec::new();
    Decoded::new(head, scan.encoding, scan.bom).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Containers that are not read, by their first bytes.
fn magic(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 9] = [
        (b"%PDF", "a PDF"),
        (b"\xd0\xcf\x11\xe0", "an old or password-protected workbook (.xls)"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"<!DOCTYPE", "a web page: a login page saved in place of the report"),
        (b"<html", "a web page: a login page saved in place of the report"),
    ];
    let start = head.trim_ascii_start();
    let starts = |magic: &[u8]| start.get(..magic.len()).is_some_and(|s| s.eq_ignore_ascii_case(magic));
    MAGIC.iter().find(|(magic, _)| starts(magic)).map(|(_, what)| *what)
}

/// A gzip of one or more members, unpacked with limits; a broken or cut one is an error, never a silent end.
struct Unpacked<R> {
    inner: MultiGzDecoder<Counted<R>>,
    given: u64,
}

struct Counted<R> {
    inner: R,
    taken: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.taken += got as u64;
        Ok(got)
    }
}

impl<R: Read> Unpacked<R> {
    fn new(inner: R) -> Self {
        Self { inner: MultiGzDecoder::new(Counted { inner, taken: 0 }), given: 0 }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Broken::error(Problem::CutOff),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                Broken::error(Problem::NotReadable { looks_like: "a damaged GZIP".to_owned() })
            }
            _ => error,
        })?;
        self.given += got as u64;
        let taken = self.inner.get_ref().taken;
        if self.given > MAX_UNPACKED || (self.given > FREE_UNPACKED && self.given / MAX_RATIO > taken) {
            return Err(Broken::error(Problem::TooLarge {
                limit: "4 GiB unpacked, 200 times the packed size".to_owned(),
            }));
        }
        Ok(got)
    }
}
