//! Import beside `sqlite3 .import` of the same file into a bare all-text table, in alternating runs.
//!
//! `cargo bench --bench import`. Rows by `DAYDECK_ROWS` (`100000 1000000` by default, one table of figures for each),
//! rounds by `DAYDECK_ROUNDS` (5). Prints for each case the median seconds, rows per second, the ratio to the bare import
//! and the peak memory of worker and parsing child, and how time and memory grow with the rows. `DAYDECK_BENCH_DIR` names
//! a folder that keeps the generated files and the last databases. Goals: docs/performance.md.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    missing_docs,
    reason = "a bench that cannot go on must stop, and its figures go to stdout"
)]

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use daydeck::demo::load;
use daydeck::domain::day;

const DAYDECK: &str = env!("CARGO_BIN_EXE_daydeck");

fn setting(name: &str, default: &str) -> Vec<u64> {
    let text = std::env::var(name).unwrap_or_else(|_| default.to_owned());
    text.split_whitespace().map(|n| n.parse().unwrap()).collect()
}

/// What a command cost.
#[derive(Clone, Copy)]
struct Cost {
    seconds: f64,
    /// Peak memory of the command and its children in MB.
    peak: u64,
}

fn run(command: &mut Command) -> Cost {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(family(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(matches!(status.code(), Some(0 | 3)), "{command:?}: {status}");
    Cost { seconds: start.elapsed().as_secs_f64(), peak: peak / 1024 }
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

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
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

fn import(data: &Path, file: &Path) -> Cost {
    run(Command::new(DAYDECK)
        .arg("--data")
        .arg(data)
        .args(["import", "--store", "bench", "--marketplace", "US"])
        .arg(file))
}

/// Seconds of the bare import; `None` without `sqlite3`.
fn bare(root: &Path, file: &Path) -> Option<f64> {
    Command::new("sqlite3").arg("--version").output().ok()?;
    let database = root.join("bare.db");
    let _ = std::fs::remove_file(&database);
    let mode = if file.extension().is_some_and(|e| e == "csv") { ".mode csv" } else { ".mode tabs" };
    let script = format!(".import {} bare", file.display());
    let seconds = run(Command::new("sqlite3").arg(&database).args([mode, &script])).seconds;
    let _ = std::fs::remove_file(&database);
    Some(seconds)
}

/// The rounds of one case.
struct Case {
    what: &'static str,
    rows: u64,
    costs: Vec<Cost>,
}

impl Case {
    fn new(what: &'static str, rows: u64) -> Self {
        Self { what, rows, costs: Vec::new() }
    }

    fn seconds(&self) -> f64 {
        median(self.costs.iter().map(|c| c.seconds))
    }

    fn peak(&self) -> u64 {
        self.costs.iter().map(|c| c.peak).max().unwrap_or(0)
    }

    fn print(&self, bare: &[f64]) {
        let (seconds, rows) = (self.seconds(), self.rows);
        let ratio = match bare {
            [] => "no sqlite3: no ratio".to_owned(),
            all => format!("ratio {:.3}", seconds / median(all.iter().copied())),
        };
        let speed = rows as f64 / seconds;
        println!("  {:<28} {seconds:>7.3} s  {speed:>9.0} rows/s  {ratio}  peak {} MB", self.what, self.peak());
    }
}

/// Writes a copy of an All Orders file in which one line of a hundred was changed later.
fn change(before: &Path, out: &mut impl Write) {
    let mut updated = 0;
    for (at, line) in BufReader::new(File::open(before).unwrap()).lines().enumerate() {
        let line = line.unwrap();
        if at == 0 {
            updated = line.split('\t').position(|name| name == "last-updated-date").unwrap();
        }
        if at % 100 != 50 {
            writeln!(out, "{line}").unwrap();
            continue;
        }
        let later = |(i, cell)| if i == updated { "2026-11-30T00:00:00+00:00" } else { cell };
        let cells: Vec<_> = line.split('\t').enumerate().map(later).collect();
        writeln!(out, "{}", cells.join("\t")).unwrap();
    }
}

/// Fresh, the same again, and one percent changed, beside the bare import.
fn orders(root: &Path, rows: u64, rounds: u64) -> Vec<Case> {
    let [file, next] = ["orders", "changed"].map(|name| root.join(format!("{name}-{rows}.txt")));
    generate(&file, |out| load::all_orders(out, rows, 1, NOW).unwrap());
    generate(&next, |out| change(&file, out));
    println!("All Orders, {rows} lines, {:.0} MB", megabytes(&file));
    let mut cases = ["fresh", "the same file again", "1 % of the lines changed"].map(|what| Case::new(what, rows));
    let mut bares = Vec::new();
    let data = root.join("data");
    for _ in 0..rounds {
        cases[0].costs.push(import(&fresh(root, "data"), &file));
        bares.extend(bare(root, &file));
        cases[1].costs.push(import(&data, &file));
        cases[2].costs.push(import(&data, &next));
    }
    finish(cases.into(), &bares)
}

fn terms(root: &Path, rows: u64, rounds: u64) -> Vec<Case> {
    let file = root.join(format!("terms-{rows}.csv"));
    generate(&file, |out| load::search_terms_csv(out, rows, 1, NOW).unwrap());
    println!("Search terms, CSV, {rows} lines, {:.0} MB", megabytes(&file));
    let mut case = Case::new("fresh", rows);
    let mut bares = Vec::new();
    for _ in 0..rounds {
        case.costs.push(import(&fresh(root, "data"), &file));
        bares.extend(bare(root, &file));
    }
    finish(vec![case], &bares)
}

fn finish(cases: Vec<Case>, bares: &[f64]) -> Vec<Case> {
    if !bares.is_empty() {
        println!("  {:<28} {:>7.3} s", "sqlite3 .import, bare", median(bares.iter().copied()));
    }
    for case in &cases {
        case.print(bares);
    }
    cases
}

const NOW: day::Instant = day::Instant(1_795_330_800);

fn generate(path: &Path, write: impl FnOnce(&mut BufWriter<File>)) {
    if !path.exists() {
        let mut out = BufWriter::new(File::create(path).unwrap());
        write(&mut out);
        out.flush().unwrap();
    }
}

fn megabytes(file: &Path) -> f64 {
    std::fs::metadata(file).unwrap().len() as f64 / 1e6
}

/// How the cost grows: the exponent of time, and memory, from the smallest to the largest number of rows.
fn growth(few: &Case, many: &Case) {
    let exponent = (many.seconds() / few.seconds()).ln() / (many.rows as f64 / few.rows as f64).ln();
    println!("  {:<28} time grows with rows^{exponent:.2}, peak {} -> {} MB", many.what, few.peak(), many.peak());
}

fn main() {
    let rounds = setting("DAYDECK_ROUNDS", "5")[0];
    let temporary = tempfile::tempdir().unwrap();
    let root = std::env::var_os("DAYDECK_BENCH_DIR").map_or(temporary.path().to_owned(), PathBuf::from);
    let sizes = setting("DAYDECK_ROWS", "100000 1000000");
    for measure in [orders, terms] {
        let all: Vec<_> = sizes.iter().map(|rows| measure(&root, *rows, rounds)).collect();
        if let [few, .., many] = all.as_slice() {
            for (few, many) in few.iter().zip(many) {
                growth(few, many);
            }
        }
    }
}
