//! A mailbox file that is read in place and grows: of what was read before only the new end is archived and read, so that the
//! archive grows with the mailbox and not with its square. A mailbox that was written anew is read whole.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use sha2::{Digest, Sha256};

use super::super::archive::{Behind, hash_into};
use super::{Worker, WorkerError};
use crate::domain::import::hex;
use crate::ingest::begins_mail;

/// Bytes in which the line that begins a mail ends.
const LINE: u64 = 1 << 10;

/// What is new of a mailbox.
#[derive(Debug)]
pub(super) enum New {
    /// Everything from this byte on.
    From(Tail),
    /// Only blank lines.
    Nothing,
}

/// The end of a mailbox.
#[derive(Debug)]
pub(super) struct Tail {
    /// The store of what stands before it.
    pub store: String,
    /// Where it begins.
    pub start: u64,
    before: Before,
}

#[derive(Debug)]
enum Before {
    /// It was read before, with this behind it in its note.
    Known(Option<Behind>),
    /// The hash of what stands before it, to be gone on with.
    Hash(Sha256),
}

/// Where something that was read before ends.
struct End {
    store: String,
    start: u64,
    stop: u64,
    /// SHA-256 of the mailbox from its start to there.
    sha256: String,
    behind: Option<Behind>,
}

impl Worker {
    /// What is new of a mailbox of `len` bytes; `None` when it does not begin with what was read of one of its name before.
    pub(super) fn new_of_mailbox(
        &self,
        file: &mut File,
        stores: &[String],
        name: &str,
        len: u64,
    ) -> Result<Option<New>, WorkerError> {
        let mut ends = self.ends(stores, name)?;
        ends.retain(|end| end.stop <= len);
        ends.sort_by_key(|end| end.stop);
        let (mut hash, mut at, mut last) = (Sha256::new(), 0, None);
        file.seek(SeekFrom::Start(0))?;
        for end in ends {
            at += hash_into(&mut Read::by_ref(file).take(end.stop - at), &mut hash, None)?;
            if at == end.stop && hex(&hash.clone().finalize()) == end.sha256 {
                last = Some((end, hash.clone()));
            }
        }
        let Some((end, hash)) = last else { return Ok(None) };
        if end.stop == len {
            return Ok(Some(New::From(Tail { store: end.store, start: end.start, before: Before::Known(end.behind) })));
        }
        tail(file, end, hash)
    }

    /// Where the mails end that were applied of mailboxes of this name.
    fn ends(&self, stores: &[String], name: &str) -> Result<Vec<End>, WorkerError> {
        let mut ends = Vec::new();
        for store in stores {
            for (seq, sha256) in self.facts.mailboxes(store, name)? {
                let note = self.archive.note(store, &sha256)?.filter(|note| note.seq == seq && note.undone.is_none());
                let Some(note) = note else { continue };
                let start = note.behind.as_ref().map_or(0, |behind| behind.bytes);
                let sha256 = note.behind.as_ref().map_or(sha256, |behind| behind.sha256.clone());
                ends.push(End { store: store.clone(), start, stop: start + note.bytes, sha256, behind: note.behind });
            }
        }
        Ok(ends)
    }

    /// What a note says of a tail that was archived.
    pub(super) fn behind(&self, tail: Tail, sha256: &str) -> io::Result<Option<Behind>> {
        match tail.before {
            Before::Known(behind) => Ok(behind),
            Before::Hash(mut hash) => {
                hash_into(&mut self.archive.file(sha256)?, &mut hash, None)?;
                Ok(Some(Behind { bytes: tail.start, sha256: hex(&hash.finalize()) }))
            }
        }
    }
}

/// What stands behind `end`: blank lines, then a line that begins a mail. Anything else means that the last mail had not come
/// to its end.
fn tail(file: &mut File, end: End, mut hash: Sha256) -> Result<Option<New>, WorkerError> {
    file.seek(SeekFrom::Start(end.stop.saturating_sub(1)))?;
    let mut near = Vec::new();
    Read::by_ref(file).take(LINE).read_to_end(&mut near)?;
    let (before, behind) = near.split_at(near.len().min(1));
    let blank = behind.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    if before != b"\n" && !behind[..blank].contains(&b'\n') {
        return Ok(None);
    }
    let line = behind[blank..].split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    if line.is_empty() {
        // Blank lines alone; more of them than any mailbox has between two mails are no mailbox.
        return Ok((near.len() < LINE as usize).then_some(New::Nothing));
    }
    hash.update(&behind[..blank]);
    let start = end.stop + blank as u64;
    Ok(begins_mail(line).then_some(New::From(Tail { store: end.store, start, before: Before::Hash(hash) })))
}
