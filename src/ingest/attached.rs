//! One attachment of an archived mail as bytes. It is taken out as it stands, never opened and never unpacked; what runs when
//! it is opened is not given out at all. What it is, its bytes tell: the sender chose its name and its type.

use std::fs::File;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::source::{self, Letter};
use super::{Context, Stop, mail};

/// What is to be taken out of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What is known beside the file's bytes.
    pub context: Context,
    /// The number of the mail in a mailbox, from 1; 1 for a file that is one mail.
    pub letter: u32,
    /// The number of the attachment in the mail, from 1, in the order in which they are listed.
    pub number: usize,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "found")]
pub enum Found {
    /// The attachment; its bytes follow.
    File {
        /// Its name as the mail has it (outside text, never a path).
        name: String,
        /// The end that the name of a file gets by what the bytes are.
        end: String,
    },
    /// It runs when it is opened: a program, a script, a web page.
    Blocked {
        /// Its name as the mail has it (outside text).
        name: String,
    },
    /// There is no such mail or attachment.
    Missing,
    /// The mail's words are deleted, and what was attached to it with them.
    Purged,
}

/// Takes an attachment out of `file`: what was found as one line of JSON, then its bytes, go to `out`.
pub fn run(file: &mut File, task: &Task, out: &mut dyn Write) -> io::Result<()> {
    let letter = match source::letter(file, &task.context, task.letter) {
        Ok(letter) => letter,
        Err(Stop::Io(error)) => return Err(error),
        Err(_) => Letter::Missing,
    };
    let (found, bytes) = match &letter {
        Letter::Purged => (Found::Purged, Vec::new()),
        Letter::Missing => (Found::Missing, Vec::new()),
        Letter::Bytes(bytes) => mail::attached(bytes, task.number),
    };
    serde_json::to_writer(&mut *out, &found)?;
    out.write_all(b"\n")?;
    out.write_all(&bytes)?;
    out.flush()
}
