//! Import beside `sqlite3 .import` of the same file into a bare all-text table (and beside `DuckDB`, where it is installed), in
//! alternating runs.
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

mod measure;

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use daydeck::demo::load;
use measure::{Case, NOW, bare, duckdb, fresh, generate, growth, import, megabytes, setting};

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
    let mut peers = Peers::new(rows);
    let data = root.join("data");
    for _ in 0..rounds {
        cases[0].add(import(&fresh(root, "data"), &file));
        peers.round(root, &file);
        cases[1].add(import(&data, &file));
        cases[2].add(import(&data, &next));
    }
    peers.finish(cases.into())
}

fn terms(root: &Path, rows: u64, rounds: u64) -> Vec<Case> {
    let file = root.join(format!("terms-{rows}.csv"));
    generate(&file, |out| load::search_terms_csv(out, rows, 1, NOW).unwrap());
    println!("Search terms, CSV, {rows} lines, {:.0} MB", megabytes(&file));
    let mut case = Case::new("fresh", rows);
    let mut peers = Peers::new(rows);
    for _ in 0..rounds {
        case.add(import(&fresh(root, "data"), &file));
        peers.round(root, &file);
    }
    peers.finish(vec![case])
}

/// What others need for the same file.
struct Peers {
    bare: Case,
    duckdb: Case,
}

impl Peers {
    fn new(rows: u64) -> Self {
        Self { bare: Case::new("sqlite3 .import, bare", rows), duckdb: Case::new("DuckDB, all text", rows) }
    }

    fn round(&mut self, root: &Path, file: &Path) {
        self.bare.add(bare(root, file));
        self.duckdb.add(duckdb(root, file));
    }

    fn finish(self, cases: Vec<Case>) -> Vec<Case> {
        for peer in [&self.bare, &self.duckdb].into_iter().filter(|peer| !peer.costs.is_empty()) {
            peer.print(&self.bare);
        }
        for case in &cases {
            case.print(&self.bare);
        }
        cases
    }
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
