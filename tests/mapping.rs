//! A report that nobody has seen, from its file to its table with keys alone, and its successor by itself.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on must fail")]

mod common;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use common::{Pty, folder, json, ok};
use rusqlite::{Connection, OpenFlags};

/// A made-up Business report by child ASIN in French. The sales have a name that none of the format's names is like.
const HEADER: &str =
    "ASIN (parent);ASIN (enfant);Titre;Sessions – Total;Pages vues – Total;Unités commandées;CA TTC;Remarque";
/// The column of the sales in the header.
const SALES: usize = 6;

fn file(folder: &Path, name: &str, day: u64, rows: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, format!("\u{feff}{HEADER}\n{rows}\n")).unwrap();
    let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(1_793_000_000 + day * 86_400);
    std::fs::File::open(&path).unwrap().set_modified(modified).unwrap();
    path
}

/// `child sessions views units sales currency from`, in the order of days and ASINs.
fn traffic(data: &Path) -> Vec<String> {
    let db = Connection::open_with_flags(data.join("facts.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let sql = "SELECT child_asin || ' ' || sessions || ' ' || views || ' ' || units || ' ' || sales || ' ' || currency
               || ' ' || market || ' ' || start_day FROM traffic ORDER BY start_day, child_asin";
    let mut select = db.prepare(sql).unwrap();
    let rows = select.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

const OCTOBER: &str = "B0PARENT01;B0ENFANT01;Planche à découper;1 234;2 000;31;1 234,50 €;\n\
                       B0PARENT01;B0ENFANT02;Rouleau;56;80;0;0,00 €;promo";
const NOVEMBER: &str = "B0PARENT01;B0ENFANT01;Planche à découper;1 300;2 100;40;1 600,00 €;";

#[test]
fn a_french_business_report_reaches_its_table_with_keys_alone_and_the_next_one_by_itself() {
    let home = folder();
    let data = home.path().join("deck");
    let october = file(home.path(), "octobre.csv", 0, OCTOBER);
    let mut pty = Pty::open(&data, &["--lang", "en"], 80, 24, &[("HOME", home.path().to_str().unwrap())]);
    pty.wait("the welcome", |text| text.contains("Welcome"));
    pty.keys(&format!("2{}<enter>", october.display()));
    pty.wait("the question", |text| text.contains("octobre.csv: waiting"));
    pty.keys("9");
    pty.wait("the file", |text| text.contains("[9Imports") && text.contains("No report has this header"));
    // Esc leaves everything as it was.
    pty.keys("F");
    pty.wait("the mapping screen", |text| text.contains("Still missing: Ordered Product Sales"));
    pty.keys("<down>x<esc>");
    pty.wait("the file", |text| text.contains("No report has this header") && !text.contains("Still missing"));
    pty.keys("F");
    let screen = pty.wait("the mapping screen", |text| text.contains("Still missing: Ordered Product Sales"));
    for (name, column) in [
        ("ASIN (parent)", "(Parent) ASIN"),
        ("ASIN (enfant)", "(Child) ASIN"),
        ("Titre", "Title"),
        ("Sessions – Total", "Sessions - Total"),
        ("Pages vues – Total", "Page Views - Total"),
        ("Unités commandées", "Units Ordered"),
        ("CA TTC", "(left out)"),
    ] {
        let line = screen.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}\n{screen}"));
        assert!(line.trim_end().ends_with(column), "{name}\n{screen}");
    }
    pty.keys(&format!("{}<enter>", "<down>".repeat(SALES)));
    pty.wait("the choice", |text| text.contains("CA TTC: what is it?"));
    let selected = |text: &str| text.lines().find(|line| line.contains("| > ")).map(str::to_owned);
    for _ in 0..40 {
        let before = selected(&pty.wait("a choice", |text| selected(text).is_some()));
        if before.as_ref().is_some_and(|line| line.contains("> Ordered Product Sales ")) {
            break;
        }
        pty.keys("<down>");
        pty.wait("the next choice", |text| selected(text) != before);
    }
    pty.wait("the sales", |text| text.contains("> Ordered Product Sales "));
    pty.keys("<enter>");
    pty.wait("all columns", |text| text.contains("Every needed column is there"));
    pty.keys("<down><enter>");
    // Nothing is guessed: what the file does not say is asked, one thing at a time.
    pty.wait("the period", |text| text.contains("does not say its period: which"));
    pty.keys("F<enter>");
    pty.wait("the form", |text| text.contains("period of the file"));
    pty.keys("2026-10-01..2026-10-31<enter>");
    pty.wait("the marketplace", |text| text.contains("do not say their marketplace: which"));
    pty.keys("F");
    let menu = pty.wait("the marketplaces", |text| text.contains("the marketplace is FR"));
    let line = menu.lines().find(|line| line.contains("the marketplace is FR")).unwrap();
    let digit = line.split_once("the marketplace").unwrap().0.trim_matches(|c: char| !c.is_ascii_digit()).to_owned();
    pty.keys(&digit);
    pty.wait("the end of the problems", |text| text.contains("view: Problems 0"));
    let wanted = ["B0ENFANT01 1234 2000 31 123450 EUR FR 2026-10-01", "B0ENFANT02 56 80 0 0 EUR FR 2026-10-01"];
    assert_eq!(traffic(&data), wanted);
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));

    // The next month: the header is known now, its period is its own.
    let november = file(home.path(), "novembre.csv", 30, NOVEMBER);
    let path = november.to_str().unwrap();
    let waits = json(&data, &["import", "--json", path], 3).remove(0);
    assert!(waits["problem"].as_str().unwrap().contains("--period"), "{waits}");
    let read = json(&data, &["import", "--json", "--period", "2026-11-01..2026-11-30", path], 0).remove(0);
    assert_eq!((&read["state"], &read["inserted"]), (&"applied".into(), &1.into()), "{read}");
    let wanted: Vec<&str> = wanted.into_iter().chain(["B0ENFANT01 1300 2100 40 160000 EUR FR 2026-11-01"]).collect();
    assert_eq!(traffic(&data), wanted);
    // What was answered is in the archive: a rebuild reads the same.
    ok(&data, &["db", "rebuild"], 0);
    assert_eq!(traffic(&data), wanted);
    ok(&data, &["db", "check"], 0);
}

#[test]
fn the_command_line_maps_a_file_by_a_line_and_by_a_toml_file() {
    let (data, files) = (folder(), folder());
    let rows = "B0PARENT01;B0ENFANT01;Planche;10;20;3;30,00 €;";
    let path = file(files.path(), "a.csv", 0, rows);
    let import = |map: &str, code: i32| {
        let args = ["import", "--json", "--marketplace", "FR", "--period", "2026-10-01..2026-10-31", "--map", map];
        json(data.path(), &[&args[..], &[path.to_str().unwrap()]].concat(), code).remove(0)
    };
    // Too little: the file waits and says what is missing.
    let waits = import("format=business-asin; ASIN (enfant)=child_asin", 3);
    assert!(waits["problem"].as_str().unwrap().contains("Ordered Product Sales"), "{waits}");
    let toml = files.path().join("map.toml");
    let text = "format = \"business-asin\"\n[columns]\n\"ASIN (enfant)\" = \"child_asin\"\n\"ca ttc\" = \"sales\"\nRemarque = \"-\"\n";
    std::fs::write(&toml, text).unwrap();
    assert_eq!(import(&format!("@{}", toml.display()), 0)["inserted"], 1);
    for (map, words) in [
        ("format=business; CA TTC=sales", "format= must name a report"),
        ("format=business-asin; CA TTC=sale", "did you mean sales?"),
        ("format=business-asin; CA TTC=sales; Titre=sales", "two names are sales"),
        ("@/nowhere.toml", "/nowhere.toml"),
    ] {
        let output = common::run(data.path(), &["import", "--map", map, path.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{map}: {said}");
    }
}
