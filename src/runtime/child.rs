//! The parser as a child process (D7): this very program, started again with `__parse`, the archived file as its standard
//! input and frames on its standard output. Whatever a hostile file does to it, this process only sees a stream that ends.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::scan;
use crate::domain::batch::{FileEnd, FileHead, Part, Source, Stop};
use crate::domain::import::{FileContext, Problem, Reject};
use crate::ingest::frame::{self, Frame};
use crate::ingest::redact::{Found, Task};
use crate::ingest::{Context, child};

/// Reads archived files.
pub trait Parser: std::fmt::Debug + Send {
    /// Begins to read a file. An error is a refusal of the file.
    fn open(&self, file: File, sha256: &str, context: &FileContext) -> Result<Box<dyn Source>, Stop>;

    /// Takes personal data out of a file: writes the new one to `out` (nothing when it is the same).
    fn redact(&self, file: File, task: &Task, out: &mut dyn Write) -> io::Result<Found>;

    /// The files in whose bytes at least one of `texts` stands.
    fn find(&self, files: &[PathBuf], texts: &[String]) -> io::Result<Vec<PathBuf>>;
}

/// The parser that runs as a process of its own.
#[derive(Clone, Debug)]
pub struct ChildParser {
    program: PathBuf,
}

impl ChildParser {
    /// With `program` as the parser: it is started as `program __parse CONTEXT`.
    pub fn new(program: PathBuf) -> Self {
        Self { program }
    }

    /// With the running program as the parser.
    pub fn own() -> std::io::Result<Self> {
        std::env::current_exe().map(Self::new)
    }
}

/// Decoded frames that wait for the writer at most: a frame can be large.
const WAITING: usize = 8;
/// Bytes that the pipe of a child holds: with the 64 KiB of the kernel's default, child and writer take turns on one
/// processor instead of working beside each other.
const PIPE: usize = 1 << 20;
/// Bytes of standard error that are kept: a crash says at its start what it is.
const WORDS: usize = 4096;

impl Parser for ChildParser {
    fn open(&self, file: File, sha256: &str, context: &FileContext) -> Result<Box<dyn Source>, Stop> {
        let known = serde_json::to_string(&Context::of(context, sha256)).map_err(|error| died(error.to_string()))?;
        let spawned = Command::new(&self.program)
            .arg("__parse")
            .arg(known)
            .stdin(Stdio::from(file))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = spawned.map_err(|error| died(error.to_string()))?;
        let (Some(out), Some(words)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(died("no pipe".to_owned()));
        };
        // A kernel that grants less is slower, and nothing else.
        _ = rustix::pipe::fcntl_setpipe_size(&out, PIPE);
        let words = std::thread::spawn(move || keep_first(words));
        let (send, decoded) = sync_channel(WAITING);
        std::thread::spawn(move || decode(BufReader::with_capacity(256 << 10, out), &send));
        Ok(Box::new(Frames { child, decoded, words: Some(words) }))
    }

    fn redact(&self, file: File, task: &Task, out: &mut dyn Write) -> io::Result<Found> {
        let child = Command::new(&self.program)
            .arg("__redact")
            .arg(serde_json::to_string(task)?)
            .stdin(Stdio::from(file))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut child = Ended(child);
        let pipe = child.0.stdout.take().ok_or_else(|| io::Error::other("no pipe"))?;
        let mut pipe = BufReader::with_capacity(256 << 10, pipe);
        let found = child::found(&mut pipe);
        if found.is_ok() {
            io::copy(&mut pipe, out)?;
        }
        drop(pipe);
        let status = child.0.wait()?;
        if status.success() { found } else { Err(io::Error::other(how(status))) }
    }

    fn find(&self, files: &[PathBuf], texts: &[String]) -> io::Result<Vec<PathBuf>> {
        scan::find(&self.program, files, texts)
    }
}

/// A child that does not outlive whoever wanted something of it.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// Reads to the end, so that the writer never blocks, and keeps the beginning.
fn keep_first(mut from: impl Read) -> Vec<u8> {
    let (mut kept, mut buffer) = (Vec::new(), [0; 1024]);
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        let room = WORDS.saturating_sub(kept.len());
        kept.extend_from_slice(&buffer[..read.min(room)]);
    }
    kept
}

/// A frame, the end of the stream, or what broke it.
type Decoded = std::io::Result<Option<Frame>>;

/// Decodes frames ahead of the writer until the stream ends or nobody wants more of it.
fn decode(mut out: impl Read, frames: &SyncSender<Decoded>) {
    let mut buffer = Vec::new();
    loop {
        let frame = frame::read(&mut out, &mut buffer);
        let last = !matches!(frame, Ok(Some(_)));
        if frames.send(frame).is_err() || last {
            return;
        }
    }
}

/// What a running child says.
struct Frames {
    child: Child,
    decoded: Receiver<Decoded>,
    words: Option<JoinHandle<Vec<u8>>>,
}

impl Frames {
    fn next(&mut self) -> Result<Frame, Stop> {
        // The decoding thread ends with the stream, which it has told.
        match self.decoded.recv().unwrap_or(Ok(None)) {
            Ok(Some(frame)) => Ok(frame),
            Ok(None) => Err(self.end("it ended in the middle of the file")),
            // Cut off in the middle of a frame: how the child ended says more.
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Err(self.end(&error.to_string())),
            Err(error) => {
                // Nothing sensible can follow a broken frame.
                _ = self.child.kill();
                Err(died(error.to_string()))
            }
        }
    }

    /// Waits for the child and says how it ended.
    fn end(&mut self, otherwise: &str) -> Stop {
        let status = match self.child.wait() {
            Ok(status) if status.success() => otherwise.to_owned(),
            Ok(status) => how(status),
            Err(error) => error.to_string(),
        };
        let words = self.words.take().and_then(|words| words.join().ok()).unwrap_or_default();
        let words = String::from_utf8_lossy(&words);
        match words.trim() {
            "" => died(status),
            words => died(format!("{status}: {words}")),
        }
    }

    /// The child must end well before its last word counts.
    fn well_if_last(&mut self, frame: &Frame) -> Result<(), Stop> {
        if !matches!(frame, Frame::End(_) | Frame::Ask(_) | Frame::Refuse(_)) {
            return Ok(());
        }
        match self.child.wait() {
            Ok(status) if status.success() => Ok(()),
            _ => Err(self.end("it did not end well")),
        }
    }
}

fn how(status: ExitStatus) -> String {
    status.to_string()
}

fn died(status: String) -> Stop {
    let problem = Problem::ParserDied { status };
    Stop::Refuse(Reject { line: 0, column: String::new(), read: String::new(), problem })
}

impl Source for Frames {
    fn head(&mut self) -> Result<FileHead, Stop> {
        let frame = self.next()?;
        self.well_if_last(&frame)?;
        head_of(frame)
    }

    fn part(&mut self) -> Result<Part, Stop> {
        let frame = self.next()?;
        self.well_if_last(&frame)?;
        part_of(frame)
    }
}

/// What the first frame says.
fn head_of(frame: Frame) -> Result<FileHead, Stop> {
    match frame {
        Frame::Head(head) => Ok(FileHead { format: head.format, columns: head.columns, encoding: head.encoding }),
        Frame::Ask(question) => Err(Stop::Ask(question)),
        Frame::Refuse(reject) => Err(Stop::Refuse(reject)),
        _ => Err(died("it began without a head".to_owned())),
    }
}

/// What a later frame says.
fn part_of(frame: Frame) -> Result<Part, Stop> {
    match frame {
        Frame::Rows(rows) => Ok(Part::Rows(rows)),
        Frame::Reject { reject, group } => Ok(Part::Reject { reject, group }),
        Frame::End(frame::Trailer { records, rejected, as_of, controls }) => {
            Ok(Part::End(FileEnd { records, rejected, as_of, controls }))
        }
        Frame::Ask(question) => Err(Stop::Ask(question)),
        Frame::Refuse(reject) => Err(Stop::Refuse(reject)),
        Frame::Head(_) => Err(died("it began twice".to_owned())),
    }
}

impl Drop for Frames {
    /// A child whose file is not wanted any more does not outlive it.
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// The parser inside this process, for tests of what surrounds it.
#[cfg(test)]
pub(super) mod testing {
    use std::collections::VecDeque;
    use std::io::{self, BufReader, Read, Write};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{
        Context, File, FileContext, FileHead, Found, Frame, Parser, Part, PathBuf, Source, Stop, Task, child, died,
        head_of, part_of,
    };
    use crate::ingest::redact;

    #[derive(Debug)]
    pub struct InProcess;

    /// The same with a fault.
    #[derive(Clone, Debug, Default)]
    pub struct Faulty {
        /// Refuses every file whose columns were told.
        pub refuses_mapped: bool,
        /// Refuses files from so many bytes on.
        pub refuses_from: Option<u64>,
        /// Cannot look into the bytes of files.
        pub blind: bool,
        /// How often it was asked to look for personal data.
        pub looks: Arc<AtomicUsize>,
    }

    impl Parser for Faulty {
        fn open(&self, file: File, sha256: &str, context: &FileContext) -> Result<Box<dyn Source>, Stop> {
            let long = self.refuses_from.is_some_and(|from| file.metadata().unwrap().len() >= from);
            if long || self.refuses_mapped && context.map.is_some() {
                return Err(died("refused".to_owned()));
            }
            InProcess.open(file, sha256, context)
        }

        fn redact(&self, file: File, task: &Task, out: &mut dyn Write) -> io::Result<Found> {
            self.looks.fetch_add(1, Ordering::Relaxed);
            InProcess.redact(file, task, out)
        }

        fn find(&self, files: &[PathBuf], texts: &[String]) -> io::Result<Vec<PathBuf>> {
            if self.blind { Err(io::Error::other("no process left")) } else { InProcess.find(files, texts) }
        }
    }

    struct Said(VecDeque<Frame>);

    impl Parser for InProcess {
        fn open(&self, mut file: File, sha256: &str, context: &FileContext) -> Result<Box<dyn Source>, Stop> {
            let mut frames = VecDeque::new();
            crate::ingest::read(&mut file, &Context::of(context, sha256), &mut |frame| {
                frames.push_back(frame);
                Ok(())
            })
            .unwrap();
            Ok(Box::new(Said(frames)))
        }

        fn redact(&self, mut file: File, task: &Task, out: &mut dyn Write) -> io::Result<Found> {
            let mut written = Vec::new();
            redact::run(&mut file, task, &mut written)?;
            let mut written = BufReader::new(written.as_slice());
            let found = child::found(&mut written)?;
            io::copy(&mut written.by_ref(), out)?;
            Ok(found)
        }

        // Here the files are opened in the same process: nobody else uses these databases.
        fn find(&self, files: &[PathBuf], texts: &[String]) -> io::Result<Vec<PathBuf>> {
            let holds = |path: &&PathBuf| {
                let bytes = std::fs::read(path).unwrap_or_default();
                texts.iter().any(|text| bytes.windows(text.len()).any(|part| part == text.as_bytes()))
            };
            Ok(files.iter().filter(holds).cloned().collect())
        }
    }

    impl Source for Said {
        fn head(&mut self) -> Result<FileHead, Stop> {
            head_of(self.0.pop_front().unwrap())
        }

        fn part(&mut self) -> Result<Part, Stop> {
            part_of(self.0.pop_front().unwrap())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::domain::day::Instant;
    use crate::domain::format::{Columns, Format};
    use crate::ingest::frame::{Head, Trailer};

    fn context() -> FileContext {
        FileContext {
            store: "s".into(),
            market: None,
            name: "n".into(),
            modified: Instant(0),
            received: Instant(0),
            period: None,
            dates: None,
            complete: false,
            map: None,
        }
    }

    /// Runs a shell script in the parser's place; it speaks the file that it is given.
    fn speak(frames: &[Frame], script: &str) -> Result<Part, Stop> {
        let temp = tempfile::tempdir().unwrap();
        let (program, file) = (temp.path().join("parser"), temp.path().join("frames"));
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
        let mut out = File::create(&file).unwrap();
        for frame in frames {
            frame::write(&mut out, frame).unwrap();
        }
        out.flush().unwrap();
        let parser = ChildParser::new(program);
        let mut source = parser.open(File::open(&file).unwrap(), "sha", &context())?;
        source.head()?;
        source.part()
    }

    fn head() -> Frame {
        let columns = Columns::default();
        Frame::Head(Head { format: Format::Mail, columns, encoding: "UTF-8".into(), container: "mail".into() })
    }

    fn end() -> Frame {
        Frame::End(Trailer { records: 3, rejected: 1, as_of: Some(Instant(9)), controls: vec![] })
    }

    fn status(result: Result<Part, Stop>) -> String {
        match result {
            Err(Stop::Refuse(Reject { problem: Problem::ParserDied { status }, .. })) => status,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_end_counts_only_when_the_child_ended_well() {
        let part = speak(&[head(), end()], r#"test "$1" = __parse && cat"#).unwrap();
        assert_eq!(part, Part::End(FileEnd { records: 3, rejected: 1, as_of: Some(Instant(9)), controls: vec![] }));
        assert!(status(speak(&[head(), end()], "cat; exit 3")).contains('3'));
        assert!(status(speak(&[head(), end()], "cat; kill -9 $$")).contains("signal: 9"));
    }

    #[test]
    fn a_child_that_stops_or_babbles_is_a_refusal_with_its_words() {
        assert!(status(speak(&[head()], "cat")).contains("middle"));
        assert!(status(speak(&[head()], "cat; echo out of memory >&2; exit 134")).contains("out of memory"));
        assert!(status(speak(&[], "echo hello, this is no frame")).contains("frame"));
        assert!(status(speak(&[end()], "cat")).contains("without a head"));
        let parser = ChildParser::new("/nonexistent".into());
        let refused = parser.open(File::open("/dev/null").unwrap(), "sha", &context()).map(|_| Part::Rows(vec![]));
        status(refused);
    }
}
