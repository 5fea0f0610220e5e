//! The parsing process (D7): the report is its standard input, frames are its standard output, and it limits itself
//! before it looks at a byte. A parser that is killed or crashes takes nothing with it but its own report.

use std::fs::File;
use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, Signal, setrlimit};
use serde::de::DeserializeOwned;

use super::attached;
use super::frame::{self, Frame};
use super::redact::{self, Task};
use super::{Context, read};

/// Address space.
const MEMORY: u64 = 512 << 20;
/// Processor seconds, and one more for each of so many bytes.
const SECONDS: u64 = 120;
const BYTES_PER_SECOND: u64 = 4 << 20;
/// Open files: three standard ones, the report, and room for the system's own.
const FILES: u64 = 16;
/// The writer's buffer.
const BUFFER: usize = 256 << 10;

/// Runs the parser as a process of its own: `context` is a [`Context`] as JSON. Exit 0 only after `End`, `Ask` or `Refuse`
/// was written; anything else means that nothing of what was written counts.
pub fn main(context: &str) -> ExitCode {
    ended(run(context))
}

/// The same process for taking personal data out of an archived file: `task` is a [`Task`] as JSON, what is found and the new
/// file are its standard output. Only what was written before exit 0 counts.
pub fn redact(task: &str) -> ExitCode {
    ended(serde_json::from_str(task).map_err(io::Error::from).and_then(|task: Task| {
        let (mut file, mut out) = streams()?;
        redact::run(&mut file, &task, &mut out)
    }))
}

/// The same process for one attachment of an archived mail: `task` is an [`attached::Task`] as JSON, what is found and its
/// bytes are its standard output. Only what was written before exit 0 counts.
pub fn attachment(task: &str) -> ExitCode {
    ended(serde_json::from_str(task).map_err(io::Error::from).and_then(|task: attached::Task| {
        let (mut file, mut out) = streams()?;
        attached::run(&mut file, &task, &mut out)
    }))
}

/// Reads what [`redact()`] or [`attachment()`] said first: what was found. The bytes that follow stay in `input`.
pub fn found<T: DeserializeOwned>(input: &mut dyn BufRead) -> io::Result<T> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    Ok(serde_json::from_str(&line)?)
}

fn ended(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The parent keeps the words for its log; a closed standard error is no reason to fail differently.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(context: &str) -> io::Result<()> {
    let ctx: Context = serde_json::from_str(context)?;
    let (mut file, mut out) = streams()?;
    read(&mut file, &ctx, &mut |frame: Frame| frame::write(&mut out, &frame))?;
    out.flush()
}

/// Standard input and output, after the process has limited itself.
fn streams() -> io::Result<(File, BufWriter<File>)> {
    let file = File::from(rustix::io::dup(rustix::stdio::stdin())?);
    limit(file.metadata()?.len())?;
    Ok((file, BufWriter::with_capacity(BUFFER, File::from(rustix::io::dup(rustix::stdio::stdout())?))))
}

/// Gives up what a parser does not need.
fn limit(bytes: u64) -> io::Result<()> {
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
    rustix::thread::set_no_new_privs(true)?;
    let seconds = SECONDS + bytes / BYTES_PER_SECOND;
    let limits = [
        (Resource::As, MEMORY),
        (Resource::Cpu, seconds),
        (Resource::Fsize, 0),
        (Resource::Nofile, FILES),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}
