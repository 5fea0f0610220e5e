//! Looking for texts in the bytes of files, in a process of its own: a process that has a database open must not open its
//! file a second time, because closing it would drop the database's locks (<https://sqlite.org/howtocorrupt.html>, 2.2).

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// How this program is started to look: `daydeck __scan`, the `Look` as JSON on standard input.
pub const SCAN: &str = "__scan";

/// Which texts are looked for, and where.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Look {
    files: Vec<PathBuf>,
    texts: Vec<String>,
}

/// The files in which at least one of `texts` stands. A file that is not there holds nothing.
pub fn find(program: &Path, files: &[PathBuf], texts: &[String]) -> io::Result<Vec<PathBuf>> {
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let mut child = Command::new(program).arg(SCAN).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let look = serde_json::to_vec(&Look { files: files.to_vec(), texts: texts.to_vec() })?;
    let told = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(&look));
    let output = child.wait_with_output()?;
    told?;
    if !output.status.success() {
        return Err(io::Error::other(output.status.to_string()));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The process that looks.
pub fn main() -> ExitCode {
    let look = || -> io::Result<()> {
        let look: Look = serde_json::from_reader(io::stdin())?;
        let mut found = Vec::new();
        for file in look.files {
            if holds(&file, &look.texts)? {
                found.push(file);
            }
        }
        let mut out = io::stdout();
        serde_json::to_writer(&mut out, &found)?;
        out.flush()
    };
    if look().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether one of the texts stands in a file.
fn holds(path: &Path, texts: &[String]) -> io::Result<bool> {
    match File::open(path) {
        Ok(file) => stands(file, texts),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Texts by their first two bytes: most places of a file begin none.
struct Starts {
    any: Vec<bool>,
    longest: usize,
}

impl Starts {
    fn of(texts: &[&[u8]]) -> Self {
        let mut any = vec![false; 1 << 16];
        for text in texts {
            any[Self::at(text)] = true;
        }
        Self { any, longest: texts.iter().map(|text| text.len()).max().unwrap_or(0) }
    }

    fn at(bytes: &[u8]) -> usize {
        usize::from(bytes[0]) << 8 | usize::from(bytes[1])
    }
}

fn stands(mut file: impl Read, texts: &[String]) -> io::Result<bool> {
    let texts: Vec<&[u8]> = texts.iter().map(String::as_bytes).filter(|text| text.len() >= 2).collect();
    let starts = Starts::of(&texts);
    let (mut buffer, mut kept) = (vec![0; 1 << 20], 0);
    loop {
        let got = match file.read(&mut buffer[kept..]) {
            Ok(0) => return Ok(false),
            Ok(got) => got,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = kept + got;
        let bytes = &buffer[..end];
        let begins = |at: &usize| starts.any[Starts::at(&bytes[*at..])];
        let mut places = (0..end.saturating_sub(1)).filter(begins);
        if places.any(|at| texts.iter().any(|text| bytes[at..].starts_with(text))) {
            return Ok(true);
        }
        // A text may lie over the end.
        kept = end.min(starts.longest.saturating_sub(1));
        buffer.copy_within(end - kept..end, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn a_text_is_found_wherever_it_is_cut() {
        let texts = ["Ann B. Cee".to_owned(), "10 High Street".to_owned()];
        let bytes = b"\x00\x01Ann B. Dee\x0010 High Streat\xffAnn B. Cee\x00";
        for step in 1..bytes.len() {
            assert!(stands(Slow(bytes, step), &texts).unwrap(), "{step}");
            assert!(!stands(Slow(&bytes[..30], step), &texts).unwrap(), "{step}");
        }
        assert!(!stands(Slow(b"", 1), &texts).unwrap());
    }
}
