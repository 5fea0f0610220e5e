//! What the parsing child says to its parent: a stream of frames on its standard output (D7). Each frame is a
//! postcard-encoded [`Frame`] behind its length (u32, little endian). Nothing is committed before [`Frame::End`] and exit 0.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::domain::day::Instant;
use crate::domain::format::{Columns, Format, Row};
use crate::domain::import::{Control, Question, Reject};

/// Raised whenever the same bytes are read into other rows; kept in the ledger and the archive.
pub const PARSER_VERSION: u32 = 5;

/// Rows per frame at most.
pub const BATCH: usize = 256;

/// One message of the child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frame {
    /// First: what the file is.
    Head(Head),
    /// Rows, in the file's order. Those that one record gives stand together and have its line.
    Rows(Vec<Row>),
    /// A record that was not taken. `group` is its order id, when it could be read: the whole order is rejected (H7).
    Reject {
        /// What and why.
        #[serde(with = "json")]
        reject: Reject,
        /// The group of the format's policy.
        group: Option<String>,
    },
    /// Last: the file was read to its end.
    End(Trailer),
    /// Instead of an end: nothing can be applied until this is answered.
    Ask(#[serde(with = "json")] Question),
    /// Instead of an end: nothing can be applied.
    Refuse(#[serde(with = "json")] Reject),
}

/// Values whose kind stands inside them (`"problem": ...`) cannot be postcard's: they travel as a JSON text.
mod json {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
        serde_json::to_string(value).map_err(S::Error::custom)?.serialize(s)
    }

    pub(super) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
        serde_json::from_str(&String::deserialize(d)?).map_err(D::Error::custom)
    }
}

/// What the file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The format, by content.
    pub format: Format,
    /// The columns that the file has.
    pub columns: Columns,
    /// `UTF-8`, `UTF-8 BOM`, `windows-1252`, `Shift_JIS`, ...
    pub encoding: String,
    /// `tab`, `comma`, `semicolon`, `xlsx`, `json`, `xml`, `mail`, `mbox`.
    pub container: String,
}

/// Totals that the parent checks before it commits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trailer {
    /// Records in the file = those that gave rows + rejects (one per record).
    pub records: u64,
    /// Records rejected.
    pub rejected: u64,
    /// The moment of which the file itself speaks (a date column's newest day, end of day in the marketplace's zone is
    /// the store's business: this is the plain value), when it says so.
    pub as_of: Option<Instant>,
    /// The totals that the file states, each held against its lines.
    pub controls: Vec<Control>,
}

/// Writes one frame.
pub fn write(out: &mut impl Write, frame: &Frame) -> io::Result<()> {
    let bytes = postcard::to_stdvec(frame).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&bytes)
}

/// Reads one frame; `None` at a clean end of the stream, an error in the middle of a frame.
pub fn read(input: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<Option<Frame>> {
    /// No frame is larger: 256 rows with cells of at most 1 MiB stay below it or come one by one.
    const LIMIT: usize = 64 << 20;
    let mut length = [0; 4];
    let got = read_up_to(input, &mut length)?;
    if got == 0 {
        return Ok(None);
    }
    let length = u32::from_le_bytes(length) as usize;
    if got < 4 || length > LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a broken frame"));
    }
    buffer.resize(length, 0);
    input.read_exact(buffer)?;
    postcard::from_bytes(buffer).map(Some).map_err(io::Error::other)
}

fn read_up_to(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match input.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::format::Value;
    use crate::domain::import::Problem;
    use crate::domain::money::Currency;

    #[test]
    fn frames_come_back_and_a_cut_stream_is_an_error() {
        let row = Row {
            line: 2,
            market: None,
            cells: vec![Value::Null, Value::Int(7), Value::Text("x".into())],
            extra: vec![],
        };
        let reject = Reject {
            line: 3,
            column: "quantity".into(),
            read: "two".into(),
            problem: Problem::CellCount { header: 33, line: 2 },
        };
        let control = Control {
            word: "settlement".into(),
            subject: "1".into(),
            currency: Currency::of(b"CAD"),
            expected: Some(-32_169),
            found: -32_169,
        };
        let frames = [
            Frame::Rows(vec![row]),
            Frame::Reject { reject: reject.clone(), group: Some("111-0000001-0000001".into()) },
            Frame::Refuse(reject),
            Frame::Ask(Question::Marketplace { rows: 2 }),
            Frame::End(Trailer { records: 1, rejected: 0, as_of: Some(Instant(1)), controls: vec![control] }),
        ];
        let mut bytes = Vec::new();
        for frame in &frames {
            write(&mut bytes, frame).unwrap();
        }
        let (mut input, mut buffer) = (bytes.as_slice(), Vec::new());
        for frame in &frames {
            assert_eq!(read(&mut input, &mut buffer).unwrap().as_ref(), Some(frame));
        }
        assert_eq!(read(&mut input, &mut buffer).unwrap(), None);
        let mut cut = &bytes[..bytes.len() - 1];
        for _ in &frames[1..] {
            read(&mut cut, &mut buffer).unwrap();
        }
        assert!(read(&mut cut, &mut buffer).is_err());
    }
}
