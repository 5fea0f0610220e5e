//! The parsing process itself: this test program starts itself again as a parser.

use std::fs::File;
use std::io::{Seek, Write};
use std::process::{Child, Command, ExitStatus, Stdio};

use daydeck::domain::import::Problem;
use daydeck::ingest::frame::{self, Frame};
use daydeck::ingest::{Context, child};

use crate::support::{check, context, data, frames, readable};

const CONTEXT: &str = "DAYDECK_TEST_PARSE";

/// What follows the lines that the test harness prints before it runs a test.
fn behind_the_harness(stdout: &[u8]) -> &[u8] {
    let rest = stdout.strip_prefix(b"\nrunning 1 test\n").unwrap();
    // On one processor it also prints the test's name.
    rest.strip_prefix(b"test child::parser_process ... ").unwrap_or(rest)
}

/// Not a test of its own: the body of the child process.
#[test]
fn parser_process() {
    if let Ok(context) = std::env::var(CONTEXT) {
        let code = child::main(&context);
        std::process::exit(i32::from(format!("{code:?}").contains('1')));
    }
}

fn spawn(file: File, ctx: &Context) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child::parser_process", "--nocapture"])
        .env(CONTEXT, serde_json::to_string(ctx).unwrap())
        .stdin(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn run(file: File, ctx: &Context) -> (Vec<Frame>, ExitStatus) {
    let output = spawn(file, ctx).wait_with_output().unwrap();
    let mut stream = behind_the_harness(&output.stdout);
    let (mut frames, mut buffer) = (Vec::new(), Vec::new());
    while let Ok(Some(frame)) = frame::read(&mut stream, &mut buffer) {
        frames.push(frame);
    }
    (frames, output.status)
}

#[test]
fn the_child_says_what_the_library_says() {
    for (_, path) in readable() {
        let ctx = context(&path);
        let (said, status) = run(File::open(&path).unwrap(), &ctx);
        assert!(status.success(), "{path:?}");
        check(&said);
        assert_eq!(said, frames(&path, &ctx), "{path:?}");
    }
}

#[test]
fn a_refusal_is_a_success_of_the_child() {
    let (said, status) = run(File::open(data().join("other/report.pdf")).unwrap(), &context(&data()));
    assert!(status.success());
    assert!(
        matches!(said.as_slice(), [Frame::Refuse(reject)] if matches!(reject.problem, Problem::NotReadable { .. }))
    );
}

#[test]
fn a_child_without_a_context_fails_and_says_nothing() {
    let file = File::open(data().join("all-orders/33-columns-2026.tsv")).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child::parser_process", "--nocapture"])
        .env(CONTEXT, "{")
        .stdin(file)
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(behind_the_harness(&output.stdout).is_empty());
}

#[test]
fn a_child_whose_reader_is_gone_fails() {
    let mut file = tempfile::tempfile().unwrap();
    let text = std::fs::read_to_string(data().join("all-orders/33-columns-2026.tsv")).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    writeln!(file, "{header}").unwrap();
    for _ in 0..3_000 {
        file.write_all(rows.as_bytes()).unwrap();
    }
    file.rewind().unwrap();
    let mut child = spawn(file, &context(&data()));
    drop(child.stdout.take());
    assert!(!child.wait().unwrap().success());
}
