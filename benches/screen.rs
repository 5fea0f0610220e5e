//! The screen on a large database, in a real terminal: first frame beside `less`, key to quiet, bytes per key, idle cost,
//! memory.
//!
//! `cargo bench --bench screen` (order lines by `DAYDECK_ROWS`, 1,000,000 by default; a folder that has them already by
//! `DAYDECK_FOLDER` with its file by `DAYDECK_FILE`). Goals: docs/performance.md.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    missing_docs,
    reason = "a bench that cannot go on must stop, and its figures go to stdout"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use common::{Pty, folder, ok};
use daydeck::demo::load;
use daydeck::domain::day;
use portable_pty::CommandBuilder;

/// CPU milliseconds of all threads of a process so far, from the scheduler's own account.
fn cpu(pid: i32) -> f64 {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let spent = threads.map(|thread| {
        let account = std::fs::read_to_string(thread.unwrap().path().join("schedstat")).unwrap();
        account.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e6
    });
    spent.sum()
}

fn resident(pid: i32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
}

/// Mean bytes and sorted milliseconds from a key to its last byte over `count` presses.
fn press(pty: &mut Pty, key: &str, count: usize) -> (f64, Vec<f64>) {
    let (mut bytes, mut times) = (0, Vec::new());
    for _ in 0..count {
        pty.forget_bytes();
        let start = Instant::now();
        pty.keys(key);
        let mut last = start;
        let mut seen = 0;
        while last.elapsed() < Duration::from_millis(60) || (seen == 0 && start.elapsed() < Duration::from_secs(1)) {
            let now = pty.bytes().len();
            if now != seen {
                (seen, last) = (now, Instant::now());
            }
            std::thread::sleep(Duration::from_micros(300));
        }
        times.push((last - start).as_secs_f64() * 1e3);
        bytes += seen;
    }
    times.sort_by(f64::total_cmp);
    (bytes as f64 / count as f64, times)
}

/// Milliseconds from the start of a program to the last byte of its first burst.
fn first_frame(start: impl FnOnce() -> Pty) -> (f64, Pty) {
    let begin = Instant::now();
    let pty = start();
    let (mut last, mut seen) = (begin, 0);
    while seen == 0 || last.elapsed() < Duration::from_millis(100) {
        let now = pty.bytes().len();
        if now != seen {
            (seen, last) = (now, Instant::now());
        }
        std::thread::sleep(Duration::from_micros(300));
    }
    ((last - begin).as_secs_f64() * 1e3, pty)
}

/// The first frame of the screen and of `less` on the file, in alternation, medians of seven.
fn beside_less(data: &Path, file: &Path) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        let (took, mut pty) = first_frame(|| Pty::open(data, &["--lang", "en"], 120, 40, &[]));
        assert!(pty.text().contains("[1"), "the first burst is the whole frame");
        pty.keys("q");
        pty.ended(Duration::from_secs(5));
        ours.push(took);
        let mut less = CommandBuilder::new("less");
        less.args(["-S", file.to_str().unwrap()]);
        less.env("TERM", "xterm-256color");
        theirs.push(first_frame(|| Pty::spawn(less, 120, 40)).0);
    }
    ours.sort_by(f64::total_cmp);
    theirs.sort_by(f64::total_cmp);
    println!("first frame: {:.1} ms, less {:.1} ms, ratio {:.1}", ours[3], theirs[3], ours[3] / theirs[3]);
}

/// Waits until ten seconds without a new minute lie ahead: the clock and the ages on the screen are minutes.
fn after_the_minute() {
    loop {
        let second = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() % 60;
        if (3..48).contains(&second) {
            return;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn report(what: &str, (bytes, times): (f64, Vec<f64>)) {
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{what}: {bytes:.0} bytes, p50 {:.1} ms, p99 {:.1} ms", at(0.5), at(0.99));
}

/// A folder with so many order lines, and their file.
fn filled(folder: &Path, rows: u64) -> PathBuf {
    let file = folder.join("orders.txt");
    let mut out = BufWriter::new(File::create(&file).unwrap());
    load::all_orders(&mut out, rows, 1, day::Instant(1_795_330_800)).unwrap();
    out.flush().unwrap();
    ok(folder, &["import", "--store", "bench", "--marketplace", "US", file.to_str().unwrap()], 0);
    file
}

fn main() {
    let rows = std::env::var("DAYDECK_ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let fresh = folder();
    let given = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let (data, file) = match (given("DAYDECK_FOLDER"), given("DAYDECK_FILE")) {
        (Some(data), Some(file)) => (data, file),
        _ => (fresh.path().to_owned(), filled(fresh.path(), rows)),
    };
    beside_less(&data, &file);
    for (columns, lines, page) in [(80, 24, 8), (120, 40, 24), (160, 50, 34)] {
        println!("-- {columns}x{lines}, {rows} order lines");
        let (_, mut pty) = first_frame(|| Pty::open(&data, &["--lang", "en"], columns, lines, &[]));
        press(&mut pty, "2", 1);
        report("view all", press(&mut pty, "]", 1));
        report("down in the page", press(&mut pty, "j", page));
        report("down at the edge", press(&mut pty, "j", 100));
        report("page down", press(&mut pty, "<pgdn>", 40));
        let mut switch = |key: &str| press(&mut pty, key, 1);
        let (mut bytes, mut times) = (0.0, Vec::new());
        for key in ["1", "2"].repeat(10) {
            let (b, t) = switch(key);
            bytes += b / 20.0;
            times.extend(t);
        }
        times.sort_by(f64::total_cmp);
        report("tab switch", (bytes, times));
        report("to the end", press(&mut pty, "G", 1));
        pty.quiet(Duration::from_millis(1200));
        after_the_minute();
        pty.forget_bytes();
        let (pid, before) = (pty.pid(), cpu(pty.pid()));
        std::thread::sleep(Duration::from_secs(10));
        println!(
            "idle 10 s: {} bytes, {:.1} ms CPU; resident {:.1} MB",
            pty.bytes().len(),
            cpu(pid) - before,
            resident(pid)
        );
        pty.keys("q");
        pty.ended(Duration::from_secs(5));
    }
}
