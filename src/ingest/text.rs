//! Encodings: byte order mark, strict UTF-8, `Shift_JIS` where the text is Japanese, GB18030 where it is Chinese, else
//! windows-1252. A first pass over the file decides, and counts its lines for the check against the records (D8).

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Context;
use crate::domain::market::Market;

/// What the first pass found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scan {
    /// The encoding.
    pub(super) encoding: &'static Encoding,
    /// Bytes of the byte order mark.
    pub(super) bom: usize,
    /// Lines that hold something.
    pub(super) lines: u64,
    /// The last byte ends a line.
    pub(super) ends: bool,
    /// The number of quotes is even.
    pub(super) quotes_even: bool,
    /// A NUL byte was met: not text.
    pub(super) binary: bool,
}

impl Scan {
    /// `UTF-8 BOM`, `windows-1252`, ...
    pub(super) fn name(&self) -> String {
        let mark = if self.bom > 0 && self.encoding == UTF_8 { " BOM" } else { "" };
        format!("{}{mark}", self.encoding.name())
    }
}

/// The first pass. `head` is the start of the file's bytes, `reader` the same bytes from their start.
pub(super) fn scan(head: &[u8], reader: &mut dyn Read, ctx: &Context) -> io::Result<Scan> {
    let (marked, bom) = match Encoding::for_bom(head) {
        Some((encoding, bom)) => (Some(encoding), bom),
        None => (None, 0),
    };
    let wide = marked.filter(|encoding| *encoding == UTF_16LE || *encoding == UTF_16BE);
    let mut pass = Pass::default();
    match wide {
        Some(encoding) => pass.run(&mut Decoded::new(reader, encoding, bom))?,
        None => pass.run(reader)?,
    }
    let encoding = match wide {
        Some(encoding) => encoding,
        None if pass.utf8 => UTF_8,
        None => guess(head, ctx.market),
    };
    Ok(Scan {
        encoding,
        bom: if wide.is_some() || encoding == UTF_8 { bom } else { 0 },
        lines: pass.lines(),
        ends: pass.tail[1] == b'\n',
        quotes_even: pass.quotes % 2 == 0,
        binary: pass.nul,
    })
}

/// The encoding of bytes that are not UTF-8, from their first part.
fn guess(head: &[u8], market: Option<Market>) -> &'static Encoding {
    const CHINESE: [&str; 6] = ["广告", "日期", "货币", "投放", "订单", "库存"];
    let (japanese, _) = SHIFT_JIS.decode_without_bom_handling(head);
    let kana = japanese.chars().filter(|c| matches!(c, '\u{3041}'..='\u{30fe}')).count();
    let (chinese, _) = GB18030.decode_without_bom_handling(head);
    let words = CHINESE.iter().filter(|word| chinese.contains(**word)).count();
    let ascii = String::from_utf8_lossy(head);
    let says_japan = ["Amazon.co.jp", "\tJPY\t", ",JPY,"].iter().any(|word| ascii.contains(word));
    if words >= 2 && words > kana {
        GB18030
    } else if market == Some(Market::Jp) || says_japan || kana >= 4 {
        SHIFT_JIS
    } else if words > 0 {
        GB18030
    } else {
        WINDOWS_1252
    }
}

/// Counts over the bytes of a text.
struct Pass {
    utf8: bool,
    nul: bool,
    newlines: u64,
    blank: u64,
    quotes: u64,
    /// The last two bytes, `\n\n` before the first one.
    tail: [u8; 2],
    any: bool,
}

impl Default for Pass {
    fn default() -> Self {
        Self { utf8: true, nul: false, newlines: 0, blank: 0, quotes: 0, tail: *b"\n\n", any: false }
    }
}

impl Pass {
    fn run(&mut self, reader: &mut dyn Read) -> io::Result<()> {
        // Two bytes of the last chunk stand before the new one; of these, an unfinished character is checked again.
        let mut buffer = vec![0; 256 << 10];
        buffer[..2].copy_from_slice(b"\n\n");
        let mut carried: Vec<u8> = Vec::new();
        loop {
            let got = match reader.read(&mut buffer[2..]) {
                Ok(0) => break,
                Ok(got) => got,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            self.any = true;
            self.count(&buffer[..got + 2]);
            if self.utf8 {
                self.utf8 = continues(&mut carried, &buffer[2..got + 2]);
            }
            self.tail = [buffer[got], buffer[got + 1]];
            buffer[0] = self.tail[0];
            buffer[1] = self.tail[1];
        }
        // A character that is cut by the end of the file does not make it another encoding.
        Ok(())
    }

    fn count(&mut self, bytes: &[u8]) {
        let (before, last, here) = (bytes, &bytes[1..], &bytes[2..]);
        self.newlines += here.iter().map(|b| u64::from(*b == b'\n')).sum::<u64>();
        self.quotes += here.iter().map(|b| u64::from(*b == b'"')).sum::<u64>();
        self.nul |= here.contains(&0);
        self.blank += here
            .iter()
            .zip(last)
            .zip(before)
            .map(|((h, l), b)| u64::from(*h == b'\n' && (*l == b'\n' || (*l == b'\r' && *b == b'\n'))))
            .sum::<u64>();
    }

    fn lines(&self) -> u64 {
        // A last line without an end counts, unless it is a lone `\r`.
        let open = self.any && self.tail[1] != b'\n' && self.tail != *b"\n\r";
        self.newlines - self.blank + u64::from(open)
    }
}

/// Whether `bytes` go on as UTF-8 after the unfinished character in `carried`, which is replaced.
fn continues(carried: &mut Vec<u8>, bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while !carried.is_empty() {
        let Some((first, others)) = rest.split_first() else { return true };
        carried.push(*first);
        rest = others;
        match std::str::from_utf8(carried) {
            Ok(_) => carried.clear(),
            Err(e) if e.error_len().is_some() => return false,
            Err(_) => {}
        }
    }
    match std::str::from_utf8(rest) {
        Ok(_) => true,
        Err(e) if e.error_len().is_none() => {
            carried.extend_from_slice(&rest[e.valid_up_to()..]);
            true
        }
        Err(_) => false,
    }
}

/// UTF-8 from bytes of another encoding; what cannot be decoded becomes U+FFFD.
pub(super) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    skip: usize,
    input: Vec<u8>,
    taken: std::ops::Range<usize>,
    output: Vec<u8>,
    given: std::ops::Range<usize>,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    /// Decodes `inner` after its first `skip` bytes (the byte order mark).
    pub(super) fn new(inner: R, encoding: &'static Encoding, skip: usize) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_without_bom_handling(),
            skip,
            input: vec![0; 64 << 10],
            taken: 0..0,
            output: vec![0; 64 << 10],
            given: 0..0,
            ended: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        while self.given.is_empty() && !self.ended {
            let mut last = false;
            if self.taken.is_empty() {
                let got = self.inner.read(&mut self.input)?;
                let skipped = self.skip.min(got);
                self.skip -= skipped;
                self.taken = skipped..got;
                last = got == 0;
            }
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(&self.input[self.taken.clone()], &mut self.output, last);
            self.taken.start += read;
            self.given = 0..written;
            self.ended = last && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let count = self.given.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.output[self.given.start..self.given.start + count]);
        self.given.start += count;
        Ok(count)
    }
}

/// The text of `reader` as UTF-8 without its byte order mark.
pub(super) fn decoded<'a>(mut reader: Box<dyn Read + 'a>, scan: &Scan) -> io::Result<Box<dyn Read + 'a>> {
    if scan.encoding != UTF_8 {
        return Ok(Box::new(Decoded::new(reader, scan.encoding, scan.bom)));
    }
    let mut mark = [0; 3];
    reader.read_exact(&mut mark[..scan.bom])?;
    Ok(reader)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Instant;

    fn scanned(bytes: &[u8]) -> Scan {
        scan(bytes, &mut &bytes[..], &Context::new(Instant(0))).unwrap()
    }

    fn text(bytes: &[u8]) -> String {
        let mut out = String::new();
        decoded(Box::new(bytes), &scanned(bytes)).unwrap().read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn each_encoding_is_known_and_decoded() {
        let japanese = "日付,キャンペーン名,広告グループ名,カスタマーの検索キーワード\n";
        let chinese = "开始日期,结束日期,广告组合名称,货币,广告活动名称\n";
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(japanese.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let table = [
            (japanese.as_bytes().to_vec(), "UTF-8", japanese),
            (format!("\u{feff}{japanese}").into_bytes(), "UTF-8 BOM", japanese),
            (SHIFT_JIS.encode(japanese).0.into_owned(), "Shift_JIS", japanese),
            (GB18030.encode(chinese).0.into_owned(), "gb18030", chinese),
            (b"sku\tproduct-name\nA\tCaf\xe9\n".to_vec(), "windows-1252", "sku\tproduct-name\nA\tCafé\n"),
            (wide, "UTF-16LE", japanese),
        ];
        for (bytes, name, wanted) in table {
            assert_eq!(scanned(&bytes).name(), name);
            assert_eq!(text(&bytes), wanted);
        }
    }

    #[test]
    fn lines_are_counted_without_blank_ones() {
        let table: [(&[u8], u64, bool); 7] = [
            (b"a\nb\n", 2, true),
            (b"a\r\n\r\nb\r\n\r\n", 2, true),
            (b"\n\na\n\n\nb", 2, false),
            (b"\r\na", 1, false),
            (b"a\n\r", 1, false),
            (b"", 0, true),
            (b"\n", 0, true),
        ];
        for (bytes, lines, ends) in table {
            let scan = scanned(bytes);
            assert_eq!((scan.lines, scan.ends), (lines, ends), "{bytes:?}");
        }
    }

    #[test]
    fn a_character_across_two_chunks_is_still_utf8() {
        let mut bytes = vec![b'x'; (256 << 10) - 3];
        bytes.extend_from_slice("硅胶é".as_bytes());
        assert_eq!(scanned(&bytes).encoding, UTF_8);
        bytes.push(0xff);
        assert_eq!(scanned(&bytes).encoding, WINDOWS_1252);
    }
}
