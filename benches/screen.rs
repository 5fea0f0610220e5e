//! The screen on a large database, in a real terminal: first frame, key to quiet, bytes per key, idle cost, memory.
//!
//! `cargo bench --bench screen` (order lines by `DAYDECK_ROWS`, 1,000,000 by default). Goals: docs/performance.md.
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
use std::time::{Duration, Instant};

use common::{Pty, folder, ok};
use daydeck::demo::load;
use daydeck::domain::day;

/// CPU milliseconds of a process so far.
fn cpu(pid: i32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks * 10.0
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

fn report(what: &str, (bytes, times): (f64, Vec<f64>)) {
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{what}: {bytes:.0} bytes, p50 {:.1} ms, p99 {:.1} ms", at(0.5), at(0.99));
}

fn main() {
    let rows = std::env::var("DAYDECK_ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let data = folder();
    let file = data.path().join("orders.txt");
    let mut out = BufWriter::new(File::create(&file).unwrap());
    load::all_orders(&mut out, rows, 1, day::Instant(1_795_330_800)).unwrap();
    out.flush().unwrap();
    ok(data.path(), &["import", "--store", "bench", "--marketplace", "US", file.to_str().unwrap()], 0);
    for (columns, lines) in [(80, 24), (120, 40), (160, 50)] {
        let start = Instant::now();
        let mut pty = Pty::open(data.path(), &["--lang", "en"], columns, lines, &[]);
        pty.wait("the first frame", |text| text.contains("[1"));
        println!(
            "-- {columns}x{lines}, {rows} order lines\nfirst frame: {:.1} ms",
            start.elapsed().as_secs_f64() * 1e3
        );
        pty.quiet(Duration::from_millis(300));
        report("tab switch to Orders", press(&mut pty, "2", 1));
        report("view all", press(&mut pty, "]", 1));
        pty.quiet(Duration::from_millis(500));
        report("down in the page", press(&mut pty, "j", 8));
        press(&mut pty, "j", usize::from(lines));
        report("down at the edge", press(&mut pty, "j", 40));
        report("page down", press(&mut pty, "<pgdn>", 20));
        report("to the end", press(&mut pty, "G", 1));
        pty.quiet(Duration::from_millis(1200));
        pty.forget_bytes();
        let (pid, before) = (pty.pid(), cpu(pty.pid()));
        std::thread::sleep(Duration::from_secs(10));
        println!(
            "idle 10 s: {} bytes, {:.0} ms CPU; resident {:.1} MB",
            pty.bytes().len(),
            cpu(pid) - before,
            resident(pid)
        );
        pty.keys("q");
        pty.ended(Duration::from_secs(5));
    }
}
