//! A file that comes slowly is read when it is there, by two real processes: one writes, one watches.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use daydeck::store::open::{Folder, Reader};
use tempfile::TempDir;

/// An FBA stock report of so many SKUs.
fn stock(rows: u32) -> String {
    let mut text = include_str!("data/ingest/fba-inventory/18-columns@US.tsv").to_owned();
    let line = text.lines().nth(1).unwrap().to_owned();
    let (sku, rest) = line.split_once('\t').unwrap();
    let header = text.lines().next().unwrap().to_owned();
    text = format!("{header}\n");
    for n in 0..rows {
        _ = writeln!(text, "{sku}-{n:05}\t{rest}");
    }
    text
}

struct Watcher(Child);

impl Watcher {
    fn start(data: &Path) -> Self {
        let child = common::command(data).arg("watch").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        wait("the watcher", || {
            fs::read_to_string(data.join("worker.lock")).unwrap_or_default().contains(&child.id().to_string())
        });
        Self(child)
    }
}

/// A data folder with its watcher, a folder outside, and an inbox that says store and marketplace.
fn watched() -> (TempDir, Watcher, TempDir, PathBuf) {
    let (data, outside) = (common::folder(), common::folder());
    let watcher = Watcher::start(data.path());
    let inbox = data.path().join("inbox/shop/US");
    fs::create_dir_all(&inbox).unwrap();
    (data, watcher, outside, inbox)
}

impl Drop for Watcher {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

fn wait(what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_mins(1), "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The states and rows of the imports, and the rows of the table.
fn seen(data: &Path) -> (Vec<(String, i64)>, i64) {
    let Ok(reader) = Folder::open(data).and_then(|folder| Reader::open(&folder)) else { return (Vec::new(), 0) };
    let mut select = reader.connection().prepare("SELECT state, rows FROM facts.import ORDER BY seq").unwrap();
    let imports = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let rows = reader.connection().query_row("SELECT count(*) FROM facts.fba_inventory", [], |row| row.get(0)).unwrap();
    (imports, rows)
}

#[test]
fn a_writer_that_pauses_is_waited_for() {
    let (data, _watcher, outside, inbox) = watched();
    let (data, text) = (data.path(), stock(2000));
    let half = text.match_indices('\n').nth(1000).unwrap().0 + 1;
    let (first, rest) = (outside.path().join("first"), outside.path().join("rest"));
    fs::write(&first, &text[..half]).unwrap();
    fs::write(&rest, &text[half..]).unwrap();
    // The pause is longer than the wait for a quiet file, and ends at the end of a line.
    let script = r#"exec 3>"$1"; cat "$2" >&3; sleep 5; cat "$3" >&3"#;
    let file = inbox.join("stock.txt");
    let mut writer = Command::new("sh").args(["-c", script, "sh"]).args([&file, &first, &rest]).spawn().unwrap();
    while writer.try_wait().unwrap().is_none() {
        let (imports, rows) = seen(data);
        assert!(imports.is_empty() && rows == 0, "read half: {imports:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
    wait("the file", || !file.exists());
    assert_eq!(seen(data), (vec![("applied".to_owned(), 2000)], 2000));
}

#[test]
fn a_whole_file_takes_the_place_of_its_own_beginning() {
    let (data, _watcher, outside, inbox) = watched();
    let (data, text) = (data.path(), stock(2000));
    let part = outside.path().join("part");
    // Cut in the middle of the last cell of a line: nothing but the whole file tells that it is.
    let cut = text.match_indices('\n').nth(1000).unwrap().0 - 1;
    fs::write(&part, &text[..cut]).unwrap();
    let file = inbox.join("stock.txt");
    fs::copy(&part, &file).unwrap();
    wait("the part", || !file.exists() && !seen(data).0.is_empty());
    fs::write(&part, &text).unwrap();
    fs::copy(&part, &file).unwrap();
    wait("the whole", || seen(data).0.len() == 2 && !file.exists());
    let (imports, rows) = seen(data);
    assert_eq!(imports[1], ("applied".to_owned(), 2000));
    assert!(["undone", "refused"].contains(&imports[0].0.as_str()), "{imports:?}");
    assert_eq!(rows, 2000);
    // As if the part had never come.
    let alone = common::folder();
    let args = ["import", "--json", "--store", "shop", "--marketplace", "US", part.to_str().unwrap()];
    common::json(alone.path(), &args, 0);
    let units = |data: &Path| -> i64 {
        let reader = Reader::open(&Folder::open(data).unwrap()).unwrap();
        let sql = "SELECT sum(unit_volume + coalesce(fulfillable, 0)) FROM facts.fba_inventory";
        reader.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(units(data), units(alone.path()));
}
