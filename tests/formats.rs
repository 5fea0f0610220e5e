//! Every fixture of every format through the real worker into a real database: all its records are counted, the same file
//! again changes nothing.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test that cannot go on must fail")]

mod common;

use std::path::{Path, PathBuf};

use daydeck::domain::format::Format;
use daydeck::store::open::{Facts, Folder};

/// The fixtures of a format, sorted, with the command line's answers that their names carry (`@US`, `+FROM..TO`).
fn fixtures(format: Format) -> Vec<(PathBuf, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ingest").join(format.word());
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.file_name().unwrap() != "NOTICE");
    files.sort();
    let answers = |path: &Path| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let (name, period) = name.split_once('+').map_or((name.as_str(), None), |(name, period)| (name, Some(period)));
        let market = name.split_once('@').map(|(_, market)| market);
        let market = market.into_iter().flat_map(|market| ["--marketplace".to_owned(), market.to_owned()]);
        market.chain(period.into_iter().flat_map(|p| ["--period".to_owned(), p.to_owned()])).collect()
    };
    files.into_iter().map(|path| (path.clone(), answers(&path))).collect()
}

/// Imports a file; gives what the command says of it.
fn import(data: &Path, store: &str, path: &Path, answers: &[String]) -> serde_json::Value {
    let path = path.to_str().unwrap();
    let mut args = vec!["import", "--json", "--store", store];
    args.extend(answers.iter().map(String::as_str));
    args.push(path);
    let mut output = common::run(data, &args);
    if String::from_utf8_lossy(&output.stdout).contains("--marketplace") {
        // Rows that do not name their marketplace wait for it (H2).
        args.splice(1..1, ["--marketplace", "US"]);
        output = common::run(data, &args);
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let said: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{path}: {output:?}"));
    said[0].clone()
}

fn hash(data: &Path) -> String {
    Facts::open(&Folder::open(data).unwrap()).unwrap().content_hash().unwrap()
}

#[test]
fn a_settlement_adds_up_to_its_total_or_nothing_of_it_is_applied() {
    let data = common::folder();
    let fixture = |name: &str| format!("{}/tests/data/ingest/{name}", env!("CARGO_MANIFEST_DIR"));
    let import = |name: &str, code| common::json(data.path(), &["import", "--json", &fixture(name)], code)[0].clone();
    // 11 records with 13 amounts and lines without one: a record counts once.
    let old = import("settlement-v1/36-columns-ca.tsv", 0);
    assert_eq!((&old["state"], &old["rows"], &old["inserted"]), (&"applied".into(), &11.into(), &11.into()));
    assert_eq!(old["controls"], "90000000011: -43.11 = -43.11 CAD");
    let wrong = import("other/settlement-v2-total-differs.tsv", 1);
    assert_eq!((&wrong["state"], &wrong["inserted"]), (&"refused".into(), &0.into()));
    assert_eq!(wrong["problem"], "the total is 27.10 USD but its amounts add up to 27.11 USD");
    let files = common::json(data.path(), &["imports", "--view", "files", "--json"], 0);
    let shown: Vec<&str> = files.iter().filter_map(|file| file["controls"].as_str()).collect();
    assert_eq!(shown, ["90000000011: -43.11 = -43.11 CAD"]);
}

#[test]
fn every_fixture_reaches_its_table_and_the_same_file_again_changes_nothing() {
    for format in Format::ALL {
        let data = common::folder();
        for (at, (path, answers)) in fixtures(*format).iter().enumerate() {
            let store = format!("store{at}");
            let first = import(data.path(), &store, path, answers);
            let (path_name, number) = (path.display(), |key: &str| first[key].as_u64().unwrap());
            assert_eq!(first["format"], format.word(), "{path_name}: {first}");
            if ["31-columns-us-bad-rows@US.csv", "9-columns-en-older@UK.csv"].iter().any(|bad| path.ends_with(bad)) {
                // Transactions are taken whole or not at all.
                assert_eq!((&first["state"], number("rows")), (&"refused".into(), 0), "{path_name}: {first}");
                continue;
            }
            assert!(["applied", "partly"].contains(&first["state"].as_str().unwrap()), "{path_name}: {first}");
            let parts = ["inserted", "updated", "unchanged", "rejected"].map(number);
            assert_eq!(parts.iter().sum::<u64>(), number("rows"), "{path_name}: {first}");
            assert!(parts[0] > 0 || parts[3] > 0, "{path_name}: {first}");
            assert_eq!(import(data.path(), &store, path, answers)["state"], "duplicate", "{path_name}");
        }
        common::ok(data.path(), &["db", "check"], 0);
    }
}

#[test]
fn a_file_that_is_taken_back_leaves_no_trace() {
    for format in Format::ALL {
        let files = fixtures(*format);
        let data = common::folder();
        // The content before the first file and after each; the numbers of those that were applied.
        let (mut hashes, mut taken) = (vec![hash(data.path())], Vec::new());
        for (path, answers) in &files {
            let said = import(data.path(), "shop", path, answers);
            if ["applied", "partly"].contains(&said["state"].as_str().unwrap()) {
                taken.push((said["import"].as_i64().unwrap(), path, answers));
                hashes.push(hash(data.path()));
            }
        }
        let undo = |number: i64| {
            let said = common::json(data.path(), &["undo", "import", &number.to_string(), "--json"], 0);
            assert_eq!(said[0]["state"], "undone", "{said:?}");
        };
        // The newest, one after the other; come again, they are as if they had never been away.
        for at in (0..taken.len()).rev() {
            undo(taken[at].0);
            assert_eq!(hash(data.path()), hashes[at], "{}: {} taken back", format.word(), taken[at].1.display());
        }
        for (_, path, answers) in &taken {
            import(data.path(), "shop", path, answers);
        }
        assert_eq!(hash(data.path()), *hashes.last().unwrap(), "{}: come again", format.word());
        // One out of the middle: as if it had never come.
        let (number, ..) = taken[taken.len() / 2];
        undo(number);
        let without = common::folder();
        for (other, path, answers) in &taken {
            if *other != number {
                import(without.path(), "shop", path, answers);
            }
        }
        if taken.len() > 1 {
            assert_eq!(hash(data.path()), hash(without.path()), "{}: without {number}", format.word());
        }
        common::ok(data.path(), &["db", "check"], 0);
    }
}
