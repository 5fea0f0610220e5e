//! Every fixture of every format through the real worker into a real database: all its records are counted, the same file
//! again changes nothing.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on must fail")]

mod common;

use std::path::{Path, PathBuf};

use daydeck::domain::format::Format;

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

#[test]
fn every_fixture_reaches_its_table_and_the_same_file_again_changes_nothing() {
    for format in Format::ALL {
        let data = common::folder();
        for (at, (path, answers)) in fixtures(*format).iter().enumerate() {
            let (store, path) = (format!("store{at}"), path.to_str().unwrap());
            let mut args = vec!["import", "--json", "--store", &store];
            args.extend(answers.iter().map(String::as_str));
            args.push(path);
            let mut output = common::run(data.path(), &args);
            if String::from_utf8_lossy(&output.stdout).contains("--marketplace") {
                // Rows that do not name their marketplace wait for it (H2).
                args.splice(1..1, ["--marketplace", "US"]);
                output = common::run(data.path(), &args);
            }
            let text = String::from_utf8_lossy(&output.stdout);
            let first: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{path}: {output:?}"));
            let (first, number) = (&first[0], |of: &serde_json::Value, key: &str| of[key].as_u64().unwrap());
            assert_eq!(first["format"], format.word(), "{path}: {first}");
            assert!(["applied", "partly"].contains(&first["state"].as_str().unwrap()), "{path}: {first}");
            let parts = ["inserted", "updated", "unchanged", "rejected"].map(|key| number(first, key));
            assert_eq!(parts.iter().sum::<u64>(), number(first, "rows"), "{path}: {first}");
            assert!(parts[0] > 0 || parts[3] > 0, "{path}: {first}");
            let code = if first["state"] == "applied" { 0 } else { 3 };
            assert_eq!(output.status.code(), Some(code), "{path}");
            assert_eq!(common::json(data.path(), &args, 0)[0]["state"], "duplicate", "{path}");
        }
        common::ok(data.path(), &["db", "check"], 0);
    }
}
