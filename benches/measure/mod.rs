//! What the benches share: commands with their cost, cases in alternating rounds, generated files.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    missing_docs,
    reason = "each bench uses its own part"
)]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use daydeck::domain::day;

pub const DAYDECK: &str = env!("CARGO_BIN_EXE_daydeck");

pub fn setting(name: &str, default: &str) -> Vec<u64> {
    let text = std::env::var(name).unwrap_or_else(|_| default.to_owned());
    text.split_whitespace().map(|n| n.parse().unwrap()).collect()
}

/// What a command cost.
#[derive(Clone, Copy)]
pub struct Cost {
    pub seconds: f64,
    /// Processor seconds of the command and of those children that it has waited for.
    pub cpu: f64,
    /// Peak memory of the command and its children in MB.
    pub peak: u64,
}

pub fn run(command: &mut Command) -> Cost {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (mut peak, mut cpu) = (0, 0.0);
    let status = loop {
        peak = peak.max(family(child.id()));
        cpu = processor(child.id()).unwrap_or(cpu);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(matches!(status.code(), Some(0 | 3)), "{command:?}: {status}");
    Cost { seconds: start.elapsed().as_secs_f64(), cpu, peak: peak / 1024 }
}

/// Processor seconds of a process and of its ended children so far; `None` when it has gone.
fn processor(pid: u32) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let ticks: u64 =
        stat.rsplit_once(')')?.1.split_whitespace().skip(11).take(4).filter_map(|n| n.parse::<u64>().ok()).sum();
    // The kernel's clock tick for user space is 100 Hz on every platform that this runs on.
    Some(ticks as f64 / 100.0)
}

/// Resident kilobytes of a process and its children now.
pub fn family(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let own = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|v| v.split_whitespace().next()?.parse().ok());
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    own.unwrap_or(0) + children.split_whitespace().filter_map(|c| c.parse().ok()).map(family).sum::<u64>()
}

pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

pub fn fresh(root: &Path, name: &str) -> PathBuf {
    let folder = root.join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    folder
}

pub fn import(data: &Path, file: &Path) -> Cost {
    run(Command::new(DAYDECK)
        .arg("--data")
        .arg(data)
        .args(["import", "--store", "bench", "--marketplace", "US"])
        .arg(file))
}

/// The bare import into an all-text table without a key; `None` without `sqlite3`.
pub fn bare(root: &Path, file: &Path) -> Option<Cost> {
    Command::new("sqlite3").arg("--version").output().ok()?;
    let database = root.join("bare.db");
    let _ = std::fs::remove_file(&database);
    let mode = if file.extension().is_some_and(|e| e == "csv") { ".mode csv" } else { ".mode tabs" };
    let script = format!(".import {} bare", file.display());
    let cost = run(Command::new("sqlite3").arg(&database).args([mode, &script]));
    let _ = std::fs::remove_file(&database);
    Some(cost)
}

/// `DuckDB` into its own columnar file, all text; `None` where neither its command nor its Python module is there.
pub fn duckdb(root: &Path, file: &Path) -> Option<Cost> {
    let database = root.join("bare.duckdb");
    let _ = std::fs::remove_file(&database);
    let delim = if file.extension().is_some_and(|e| e == "csv") { "','" } else { "'\\t', quote=''" };
    let sql = format!(
        "CREATE TABLE bare AS SELECT * FROM read_csv('{}', delim={delim}, header=true, all_varchar=true)",
        file.display()
    );
    let there = |program: &str, args: &[&str]| {
        Command::new(program).args(args).output().is_ok_and(|output| output.status.success())
    };
    let mut command = if there("duckdb", &["--version"]) {
        let mut command = Command::new("duckdb");
        command.arg(&database).arg("-c").arg(&sql);
        command
    } else if there("python3", &["-c", "import duckdb"]) {
        let mut command = Command::new("python3");
        command.arg("-c").arg("import sys, duckdb; duckdb.connect(sys.argv[1]).execute(sys.argv[2])");
        command.arg(&database).arg(&sql);
        command
    } else {
        return None;
    };
    let cost = run(&mut command);
    let _ = std::fs::remove_file(&database);
    Some(cost)
}

/// The rounds of one case.
pub struct Case {
    pub what: &'static str,
    pub rows: u64,
    pub costs: Vec<Cost>,
}

impl Case {
    pub fn new(what: &'static str, rows: u64) -> Self {
        Self { what, rows, costs: Vec::new() }
    }

    /// Adds a round; a program that is not there has none.
    pub fn add(&mut self, cost: impl Into<Option<Cost>>) {
        self.costs.extend(cost.into());
    }

    pub fn seconds(&self) -> f64 {
        median(self.costs.iter().map(|c| c.seconds))
    }

    pub fn peak(&self) -> u64 {
        self.costs.iter().map(|c| c.peak).max().unwrap_or(0)
    }

    pub fn cpu(&self) -> f64 {
        median(self.costs.iter().map(|c| c.cpu))
    }

    /// One line: seconds by the clock and of the processors, and their ratios to another case.
    pub fn print(&self, bare: &Self) {
        let (seconds, cpu, rows) = (self.seconds(), self.cpu(), self.rows);
        let speed = rows as f64 / seconds;
        let ratio = if bare.costs.is_empty() {
            "nothing to compare with".to_owned()
        } else {
            format!("ratio {:.3} (processor {:.3})", seconds / bare.seconds(), cpu / bare.cpu())
        };
        println!(
            "  {:<28} {seconds:>7.3} s {cpu:>7.2} cpu s {speed:>9.0} rows/s  {ratio}  peak {} MB",
            self.what,
            self.peak()
        );
    }
}

pub const NOW: day::Instant = day::Instant(1_795_330_800);

pub fn generate(path: &Path, write: impl FnOnce(&mut BufWriter<File>)) {
    if !path.exists() {
        let mut out = BufWriter::new(File::create(path).unwrap());
        write(&mut out);
        out.flush().unwrap();
    }
}

pub fn megabytes(file: &Path) -> f64 {
    std::fs::metadata(file).unwrap().len() as f64 / 1e6
}

/// How the cost grows: the exponent of time, and memory, from the smallest to the largest number of rows.
pub fn growth(few: &Case, many: &Case) {
    let exponent = (many.seconds() / few.seconds()).ln() / (many.rows as f64 / few.rows as f64).ln();
    println!("  {:<28} time grows with rows^{exponent:.2}, peak {} -> {} MB", many.what, few.peak(), many.peak());
}
