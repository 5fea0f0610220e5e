//! A ZIP: a workbook, or a parcel with one report in it, which is read as if it lay alone. Names inside are shown and never
//! used as paths.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::{Broken, Stop};
use crate::domain::import::Problem;

/// All files unpacked.
const MAX_UNPACKED: u64 = 256 << 20;
/// A file above 1 MiB may be this many times its packed size.
const MAX_RATIO: u64 = 100;
/// Files inside.
const MAX_FILES: usize = 1_000;
/// Characters of a name that are shown.
const MAX_NAME: usize = 80;

/// What can be read anywhere.
pub(super) trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

/// A ZIP whose directory was checked.
pub(super) type Archive<'f> = ZipArchive<BufReader<&'f mut dyn Bytes>>;

/// A file inside a ZIP.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its name as it stands there: only to be shown, and to tell a workbook.
    pub(super) name: String,
    /// Its position in the directory.
    pub(super) at: usize,
    /// Its size, unpacked.
    pub(super) size: u64,
    packed: u64,
    start: u64,
    crc: u32,
    deflated: bool,
}

/// What a ZIP is.
#[derive(Debug)]
pub(super) enum Content {
    /// A workbook.
    Workbook,
    /// One file, packed.
    File(Entry),
}

/// Finds out what a ZIP is; several files are refused by their names.
pub(super) fn content(file: &mut dyn Bytes) -> Result<Content, Stop> {
    let (_, entries) = directory(file)?;
    if entries.iter().any(|entry| entry.name.eq_ignore_ascii_case("xl/workbook.xml")) {
        return Ok(Content::Workbook);
    }
    // What a Mac adds is no file of anybody's.
    let hidden = |name: &str| name.starts_with("__MACOSX/") || name.rsplit('/').next().is_some_and(is_hidden);
    let mut files: Vec<Entry> = entries.into_iter().filter(|entry| !hidden(&entry.name)).collect();
    if files.len() > 1 {
        let names = files.iter().map(|file| file.name.chars().take(MAX_NAME).collect()).collect();
        return Err(Stop::whole(Problem::SeveralFiles { names }));
    }
    files.pop().map(Content::File).ok_or_else(|| Stop::whole(Problem::Empty))
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// The files of a ZIP after a check of its directory: how many, how large, how much larger than packed.
pub(super) fn directory(file: &mut dyn Bytes) -> Result<(Archive<'_>, Vec<Entry>), Stop> {
    file.rewind()?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| match error {
        zip::result::ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => Stop::Io(error),
        // Without its directory, which stands at the end, the file is most likely cut.
        _ => Stop::whole(Problem::CutOff),
    })?;
    if archive.len() > MAX_FILES {
        return Err(Stop::too_large(format!("{MAX_FILES} parts")));
    }
    let (mut unpacked, mut entries) = (0_u64, Vec::new());
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| damaged())?;
        if part.encrypted() {
            return Err(Stop::looks_like("a password-protected ZIP"));
        }
        let (size, packed) = (part.size(), part.compressed_size());
        unpacked = unpacked.saturating_add(size);
        if unpacked > MAX_UNPACKED {
            return Err(Stop::too_large("256 MiB unpacked"));
        }
        if size > 1 << 20 && size / MAX_RATIO > packed {
            return Err(Stop::too_large(format!("{MAX_RATIO} times the packed size")));
        }
        let deflated = match part.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            _ => return Err(Stop::looks_like("a ZIP that is packed in an unusual way")),
        };
        if part.is_dir() {
            continue;
        }
        let name = part.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let start = part.data_start().ok_or_else(damaged)?;
        entries.push(Entry { name, at, size, packed, start, crc: part.crc32(), deflated });
    }
    Ok((archive, entries))
}

pub(super) fn damaged() -> Stop {
    Stop::looks_like("a damaged ZIP")
}

/// The bytes of a file inside a ZIP, with its size and checksum proven at their end.
pub(super) struct Unzipped<R> {
    packed: Packed<R>,
    crc: Crc,
    given: u64,
    size: u64,
    wanted: u32,
}

enum Packed<R> {
    Stored(Take<R>),
    Deflated(Box<DeflateDecoder<Take<R>>>),
}

impl<R: Read + Seek> Unzipped<R> {
    /// The file `entry` of the ZIP `from`.
    pub(super) fn new(mut from: R, entry: &Entry) -> io::Result<Self> {
        from.seek(SeekFrom::Start(entry.start))?;
        let bytes = from.take(entry.packed);
        let packed =
            if entry.deflated { Packed::Deflated(Box::new(DeflateDecoder::new(bytes))) } else { Packed::Stored(bytes) };
        Ok(Self { packed, crc: Crc::new(), given: 0, size: entry.size, wanted: entry.crc })
    }
}

impl<R: Read> Read for Unzipped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wrong = || Broken::error(Problem::NotReadable { looks_like: "a damaged ZIP".to_owned() });
        let read = match &mut self.packed {
            Packed::Stored(bytes) => bytes.read(buffer),
            Packed::Deflated(bytes) => bytes.read(buffer),
        };
        let got = read.map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Broken::error(Problem::CutOff),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => wrong(),
            _ => error,
        })?;
        self.given += got as u64;
        self.crc.update(&buffer[..got]);
        if self.given > self.size {
            return Err(wrong());
        }
        if got == 0 && !buffer.is_empty() {
            if self.given < self.size {
                return Err(Broken::error(Problem::CutOff));
            }
            if self.crc.sum() != self.wanted {
                return Err(wrong());
            }
        }
        Ok(got)
    }
}
