//! A mailbox file (mbox): many mails, each behind a line that begins with `From `. Read as a stream: one mail at a time is
//! held, however large the file is.

use std::io::{self, BufRead, BufReader, Read};

use super::super::frame::{BATCH, Frame, Trailer};
use super::super::source::Each;
use super::super::{Context, Emit, Outcome, Stop};
use super::{Facts, MAX_BYTES, head, message};
use crate::domain::day::Instant;
use crate::domain::format::Row;
use crate::domain::import::{Problem, Reject};

/// Bytes that are taken at once; of a line only its beginning matters.
const CHUNK: u64 = 64 << 10;

/// The part of a mail in which it is told whether it is one.
const HEAD: usize = 64 << 10;

/// Whether a file that starts as a mail does is a mailbox.
pub(in crate::ingest) fn looks_like_one(head: &[u8]) -> bool {
    head.starts_with(b"From ") && super::looks_like_one(head)
}

/// Whether a line begins a mail of a mailbox wherever it stands: `From ` with weekday and time.
pub(in crate::ingest) fn begins_mail(line: &[u8]) -> bool {
    separates(line, false)
}

/// Reads a mailbox: one record per mail, numbered from 1; one that cannot be read is rejected under its number.
pub(in crate::ingest) fn read(from: impl Read, ctx: &Context, emit: Emit<'_>) -> Outcome {
    let mut mailbox = Mailbox::new(BufReader::new(from));
    emit(Frame::Head(head("mbox")))?;
    let mut end = Trailer::default();
    let (mut batch, mut held) = (Vec::new(), 0);
    // The hash of the file is not that of a mail: one without Message-ID is known by its own bytes.
    let ctx = &Context { sha256: None, ..ctx.clone() };
    while let Some(letter) = mailbox.next()? {
        end.records += 1;
        let number = u32::try_from(end.records).map_err(|_| Stop::too_large("4,294,967,295 mails"))?;
        match row(&letter, number, ctx) {
            Ok((row, sent)) => {
                end.as_of = end.as_of.max(Some(sent));
                held += letter.bytes.len();
                batch.push(row);
            }
            Err(problem) => {
                end.rejected += 1;
                // What was read is personal: its number finds the mail.
                let reject = Reject { line: number, column: String::new(), read: String::new(), problem };
                emit(Frame::Reject { reject, group: None })?;
            }
        }
        if batch.len() == BATCH || held > MAX_BYTES {
            held = 0;
            emit(Frame::Rows(std::mem::take(&mut batch)))?;
        }
    }
    if !batch.is_empty() {
        emit(Frame::Rows(batch))?;
    }
    Ok(end)
}

/// Gives the mails one after the other, until `each` wants no more. One that is larger than a mail may be keeps its number.
pub(in crate::ingest) fn letters(from: impl Read, each: Each<'_>) -> io::Result<()> {
    let mut mailbox = Mailbox::new(BufReader::new(from));
    for number in 1.. {
        let Some(letter) = mailbox.next()? else { break };
        if !letter.too_large && !each(number, letter.bytes)? {
            break;
        }
    }
    Ok(())
}

fn row(letter: &Letter, number: u32, ctx: &Context) -> Result<(Row, Instant), Problem> {
    if letter.too_large {
        return Err(Problem::TooLarge { limit: format!("{} MiB", MAX_BYTES >> 20) });
    }
    if !super::looks_like_one(&letter.bytes[..letter.bytes.len().min(HEAD)]) {
        return Err(Problem::NotReadable { looks_like: "a broken mail".to_owned() });
    }
    let parsed = message(&letter.bytes)?;
    let facts = Facts::of(&parsed, &letter.bytes, ctx);
    let sent = facts.sent;
    Ok((facts.row(number), sent))
}

/// One mail of a mailbox.
struct Letter {
    /// Without its `From ` line and the blank line that ends it.
    bytes: Vec<u8>,
    /// It was larger than a mail may be: `bytes` is only its beginning.
    too_large: bool,
}

/// The mails of a mailbox, one after the other.
struct Mailbox<R> {
    from: R,
    /// The beginning of a line, or what follows it.
    chunk: Vec<u8>,
    /// The next chunk begins a line.
    fresh: bool,
    begun: bool,
}

impl<R: BufRead> Mailbox<R> {
    fn new(from: R) -> Self {
        Self { from, chunk: Vec::new(), fresh: true, begun: false }
    }

    /// The next mail; `None` at the end.
    fn next(&mut self) -> io::Result<Option<Letter>> {
        let mut letter = Letter { bytes: Vec::new(), too_large: false };
        let mut blank = false;
        loop {
            self.chunk.clear();
            if self.from.by_ref().take(CHUNK).read_until(b'\n', &mut self.chunk)? == 0 {
                letter.end();
                return Ok(std::mem::take(&mut self.begun).then_some(letter));
            }
            let starts = std::mem::replace(&mut self.fresh, self.chunk.ends_with(b"\n"));
            if starts && (!self.begun || separates(&self.chunk, blank)) {
                if std::mem::replace(&mut self.begun, true) {
                    letter.end();
                    return Ok(Some(letter));
                }
                continue;
            }
            blank = starts && matches!(self.chunk.as_slice(), b"\n" | b"\r\n");
            let line = if starts && is_quoted(&self.chunk) { &self.chunk[1..] } else { &self.chunk[..] };
            letter.too_large |= letter.bytes.len() + line.len() > MAX_BYTES;
            if !letter.too_large {
                letter.bytes.extend_from_slice(line);
            }
        }
    }
}

impl Letter {
    /// Takes off the blank line that a mailbox puts behind each mail.
    fn end(&mut self) {
        for tail in [&b"\r\n\r\n"[..], b"\n\n"] {
            if !self.too_large && self.bytes.ends_with(tail) {
                self.bytes.truncate(self.bytes.len() - tail.len() / 2);
                return;
            }
        }
    }
}

/// Whether a line is `From `, quoted by one more `>` than it had (mboxrd).
fn is_quoted(line: &[u8]) -> bool {
    let rest = line.iter().position(|b| *b != b'>').map_or(&[][..], |at| &line[at..]);
    line.starts_with(b">") && rest.starts_with(b"From ")
}

/// Whether a line begins the next mail: `From ` with weekday and time as mailboxes write them, or, behind a blank line,
/// without a date at all. Another line of a text that begins with `From ` does not, though nobody quoted it.
fn separates(line: &[u8], after_blank: bool) -> bool {
    const DAYS: [&[u8]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let rest = rest.trim_ascii();
    if rest.is_empty() || rest == b"-" {
        return after_blank;
    }
    let words = || rest.split(u8::is_ascii_whitespace).map(<[u8]>::trim_ascii);
    let day = words().any(|word| DAYS.contains(&word.strip_suffix(b",").unwrap_or(word)));
    day && words().any(is_time)
}

/// `9:12`, `09:12:44`.
fn is_time(word: &[u8]) -> bool {
    let parts: Vec<&[u8]> = word.split(|b| *b == b':').collect();
    matches!(parts.len(), 2 | 3) && parts.iter().all(|p| matches!(p.len(), 1 | 2) && p.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(bytes: &[u8]) -> Vec<String> {
        // A small buffer: lines are met in pieces.
        let mut mailbox = Mailbox::new(BufReader::with_capacity(7, bytes));
        let mut all = Vec::new();
        while let Some(letter) = mailbox.next().unwrap() {
            assert!(!letter.too_large);
            all.push(String::from_utf8(letter.bytes).unwrap());
        }
        all
    }

    #[test]
    fn mails_stand_between_their_lines_and_quoted_lines_come_back() {
        let text = "From a@b Mon Sep  7 10:02:00 2026\nSubject: 1\n\nHello\n>From me\n>>From you\n> From us\n\nFrom then on\n\n\
                    From 17@xxx Mon Sep 07 10:02:00 +0000 2026\r\nSubject: 2\r\n\r\nx\r\n\r\nFrom - Tue, 8 Sep 2026 9:02\n\
                    Subject: 3\n\n\nFrom \nSubject: 4\n\nno end";
        assert_eq!(
            letters(text.as_bytes()),
            [
                "Subject: 1\n\nHello\nFrom me\n>From you\n> From us\n\nFrom then on\n",
                "Subject: 2\r\n\r\nx\r\n",
                "Subject: 3\n\n",
                "Subject: 4\n\nno end",
            ]
        );
        assert_eq!(letters(b"From a\n"), [""]);
        assert_eq!(letters(b"From a\nFrom b Mon Sep 7 1:02 2026\n"), ["", ""]);
        assert!(letters(b"").is_empty());
    }

    #[test]
    fn a_mail_that_is_too_large_is_rejected_and_the_next_one_read() {
        let line = vec![b'x'; 1 << 20];
        let mut text = b"From a\nFrom: a@b\nTo: c@d\nDate: Mon, 07 Sep 2026 10:02:00 +0000\n\n".to_vec();
        for _ in 0..51 {
            text.extend_from_slice(&line);
        }
        text.extend_from_slice(b"\nFrom b Mon Sep 7 1:02 2026\nFrom: a@b\nTo: c@d\nSubject: y\n\nz\n");
        let mut frames = Vec::new();
        let end = read(text.as_slice(), &Context::new(Instant(0)), &mut |frame| {
            frames.push(frame);
            Ok(())
        });
        let end = end.unwrap();
        assert_eq!((end.records, end.rejected), (2, 1));
        let [Frame::Head(_), Frame::Reject { reject, .. }, Frame::Rows(rows)] = frames.as_slice() else {
            panic!("{frames:?}")
        };
        assert_eq!((reject.line, &reject.problem), (1, &Problem::TooLarge { limit: "50 MiB".into() }));
        assert_eq!((rows.len(), rows[0].line), (1, 2));
    }
}
