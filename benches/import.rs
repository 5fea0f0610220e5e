//! Import beside `sqlite3 .import` of the same file into a bare all-text table, in one alternating run.
//!
//! `cargo bench --bench import` (rows by `DAYDECK_ROWS`, 1,000,000 by default; rounds by `DAYDECK_ROUNDS`, 3). Prints the
//! median seconds, rows per second, the ratio and the peak memory of worker and parsing child. Goals: docs/performance.md.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    missing_docs,
    reason = "a bench that cannot go on must stop, and its figures go to stdout"
)]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use daydeck::demo::load;
use daydeck::domain::day;

const DAYDECK: &str = env!("CARGO_BIN_EXE_daydeck");

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// Seconds and peak memory in MB of a command and its children.
fn run(command: &mut Command) -> (f64, u64) {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(family(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    assert!(matches!(status.code(), Some(0 | 3)), "{command:?}: {status}");
    (start.elapsed().as_secs_f64(), peak / 1024)
}

/// Resident kilobytes of a process and its children now.
fn family(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let own = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|v| v.split_whitespace().next()?.parse().ok());
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    own.unwrap_or(0) + children.split_whitespace().filter_map(|c| c.parse().ok()).map(family).sum::<u64>()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn fresh(root: &Path, name: &str) -> PathBuf {
    let folder = root.join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    folder
}

fn import(data: &Path, file: &Path) -> (f64, u64) {
    run(Command::new(DAYDECK)
        .arg("--data")
        .arg(data)
        .args(["import", "--store", "bench", "--marketplace", "US"])
        .arg(file))
}

fn sqlite(root: &Path, file: &Path, separator: &str) -> Option<f64> {
    let database = root.join("bare.db");
    let _ = std::fs::remove_file(&database);
    let mode = if separator == "tab" { ".mode tabs" } else { ".mode csv" };
    let script = format!(".import {} bare", file.display());
    Command::new("sqlite3").arg("--version").output().ok()?;
    Some(run(Command::new("sqlite3").arg(&database).args([mode, &script])).0)
}

fn compare(root: &Path, what: &str, file: &Path, separator: &str, rows: u64) {
    let (mut ours, mut bare, mut peak) = (Vec::new(), Vec::new(), 0);
    for round in 0..setting("DAYDECK_ROUNDS", 3) {
        let (seconds, memory) = import(&fresh(root, &format!("data{round}")), file);
        ours.push(seconds);
        peak = peak.max(memory);
        bare.extend(sqlite(root, file, separator));
        if round > 0 {
            let _ = std::fs::remove_dir_all(root.join(format!("data{round}")));
        }
    }
    let seconds = median(ours);
    print!(
        "{what}: {rows} rows, {:.0} MB: {seconds:.2} s, {:.0} rows/s, peak {peak} MB",
        size(file),
        rows as f64 / seconds
    );
    if bare.is_empty() {
        println!("; sqlite3 is not installed: no ratio");
    } else {
        let bare = median(bare);
        println!("; sqlite3 .import {bare:.2} s; ratio {:.2}", seconds / bare);
    }
}

fn size(file: &Path) -> f64 {
    std::fs::metadata(file).unwrap().len() as f64 / 1e6
}

fn main() {
    let rows = setting("DAYDECK_ROWS", 1_000_000);
    let root = tempfile::tempdir().unwrap();
    let now = day::Instant(1_795_330_800);
    let orders = root.path().join("orders.txt");
    let mut out = BufWriter::new(File::create(&orders).unwrap());
    load::all_orders(&mut out, rows, 1, now).unwrap();
    out.flush().unwrap();
    compare(root.path(), "All Orders", &orders, "tab", rows);
    let data = root.path().join("data0");
    let (same, _) = import(&data, &orders);
    println!("the same file again: {same:.3} s");
    let terms = root.path().join("terms.csv");
    let mut out = BufWriter::new(File::create(&terms).unwrap());
    load::search_terms_csv(&mut out, rows, 1, now).unwrap();
    out.flush().unwrap();
    compare(root.path(), "Search terms, CSV", &terms, "comma", rows);
}
