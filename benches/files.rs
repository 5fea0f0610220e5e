//! Workbooks and mail: an XLSX of search terms beside the reader's library alone, a mailbox, and how both grow.
//!
//! `cargo bench --bench files`. Rows of the workbook by `DAYDECK_ROWS` (`20000 100000`), mails by `DAYDECK_MAILS`
//! (`20000 100000`), rounds by `DAYDECK_ROUNDS` (5). Goals: docs/performance.md.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    missing_docs,
    reason = "a bench that cannot go on must stop, and its figures go to stdout"
)]

mod measure;

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use calamine::{DataRef, Reader, Xlsx, open_workbook};
use daydeck::demo::load;
use measure::{Case, Cost, NOW, fresh, generate, growth, import, megabytes, setting};

/// The search terms as Amazon's console gives them, in a workbook.
fn workbook(path: &Path, rows: u64) {
    let mut csv = Vec::new();
    load::search_terms_csv(&mut csv, rows, 1, NOW).unwrap();
    let text = String::from_utf8(csv).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, record) in reader.records().enumerate() {
        for (column, cell) in record.unwrap().iter().enumerate() {
            let (row, column) = (row as u32, column as u16);
            // Figures are numbers in a real workbook; names, days and marks are text.
            match cell.parse::<f64>() {
                Ok(number) if row > 0 => sheet.write_number(row, column, number).unwrap(),
                _ => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    book.save(path).unwrap();
}

/// The library alone: every cell of the first sheet, one after the other.
fn bare_workbook(path: &Path) -> Cost {
    let start = Instant::now();
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let name = book.sheet_names()[0].clone();
    let mut cells = book.worksheet_cells_reader(&name).unwrap();
    let mut filled = 0_u64;
    while let Some(cell) = cells.next_cell().unwrap() {
        filled += u64::from(!matches!(cell.get_value(), DataRef::Empty));
    }
    assert!(filled > 0);
    let seconds = start.elapsed().as_secs_f64();
    Cost { seconds, cpu: seconds, peak: 0 }
}

fn workbooks(root: &Path, rows: u64, rounds: u64) -> Vec<Case> {
    let file = root.join(format!("terms-{rows}.xlsx"));
    if !file.exists() {
        workbook(&file, rows);
    }
    println!("Search terms, XLSX, {rows} rows, {:.0} MB", megabytes(&file));
    let (mut ours, mut bare) = (Case::new("fresh", rows), Case::new("the library alone", rows));
    for _ in 0..rounds {
        ours.add(import(&fresh(root, "data"), &file));
        bare.add(bare_workbook(&file));
    }
    bare.print(&bare);
    ours.print(&bare);
    vec![ours]
}

/// A mailbox of buyers' mails and our answers, three to a thread.
fn mailbox(out: &mut impl Write, mails: u64) -> std::io::Result<()> {
    for n in 0..mails {
        let (thread, step) = (n / 3, n % 3);
        let at = chrono::DateTime::from_timestamp(NOW.0 - 60 * 86_400 + (n as i64) * 40, 0).unwrap();
        let order = format!("{:03}-{:07}-{:07}", 111 + thread % 3, thread, thread % 9_999_999);
        let relay = format!("buyer{thread:08}@marketplace.amazon.com");
        let (from, to) =
            if step == 1 { ("shop@example.com", relay.as_str()) } else { (relay.as_str(), "shop@example.com") };
        writeln!(out, "From x {}", at.format("%a %b %e %H:%M:%S %Y"))?;
        writeln!(out, "Date: {}\nFrom: <{from}>\nTo: <{to}>", at.format("%a, %d %b %Y %H:%M:%S +0000"))?;
        writeln!(out, "Message-ID: <bench-{n}@example.com>\nX-Marketplace-ID: ATVPDKIKX0DER")?;
        if step > 0 {
            writeln!(out, "In-Reply-To: <bench-{}@example.com>", n - 1)?;
        }
        writeln!(out, "Subject: Inquiry from Amazon customer (Order: {order})\nMIME-Version: 1.0")?;
        writeln!(out, "Content-Type: text/plain; charset=utf-8\n\nWhere is my parcel? It was promised for today.\n")?;
    }
    Ok(())
}

fn mails(root: &Path, mails: u64, rounds: u64) -> Vec<Case> {
    let file = root.join(format!("mails-{mails}.mbox"));
    generate(&file, |out| mailbox(out, mails).unwrap());
    println!("Mails, mbox, {mails}, {:.0} MB", megabytes(&file));
    let mut case = Case::new("fresh", mails);
    for _ in 0..rounds {
        case.add(import(&fresh(root, "data"), &file));
    }
    case.print(&Case::new("", mails));
    vec![case]
}

fn main() {
    let rounds = setting("DAYDECK_ROUNDS", "5")[0];
    let temporary = tempfile::tempdir().unwrap();
    let root = std::env::var_os("DAYDECK_BENCH_DIR").map_or(temporary.path().to_owned(), std::path::PathBuf::from);
    for (measure, sizes) in [
        (workbooks as fn(&Path, u64, u64) -> Vec<Case>, setting("DAYDECK_ROWS", "20000 100000")),
        (mails, setting("DAYDECK_MAILS", "20000 100000")),
    ] {
        let all: Vec<_> = sizes.iter().map(|n| measure(&root, *n, rounds)).collect();
        if let [few, .., many] = all.as_slice() {
            growth(&few[0], &many[0]);
        }
    }
}
