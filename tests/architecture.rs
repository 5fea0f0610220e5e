//! The arrows of `docs/architecture.md`, checked on the sources: who may import whom, and who may touch the world.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::path::{Path, PathBuf};

/// Module and the modules of the crate that it may name. What is not listed may name everything.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("ingest", &["domain"]),
    ("store", &["domain"]),
    ("triage", &["domain"]),
    ("demo", &["domain"]),
    ("i18n", &["domain"]),
    ("export", &["domain", "i18n"]),
    ("tui", &["domain", "i18n"]),
];

/// Words that only the named modules may use.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("ratatui", &["tui", "runtime"]),
    ("tokio", &["runtime"]),
    ("calamine", &["ingest"]),
    ("quick_xml", &["ingest"]),
    ("mail_parser", &["ingest"]),
    ("clap", &["cli", "main"]),
    ("println!", &[]),
    ("eprintln!", &[]),
];

/// What the pure modules must not name: clocks, files, the environment.
const PURE: &[&str] = &["domain", "triage", "tui", "i18n", "export"];
const WORLD: &[&str] =
    &["Utc::now", "Local::now", "SystemTime::now", "Instant::now", "std::fs", "std::env", "std::process"];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Module, file and source without comments and without the tests at its end.
fn product() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 50, "only {} sources found", files.len());
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let module = name.split(['/', '.']).next().unwrap().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let test_file = name.ends_with("tests.rs") || name.contains("/tests/");
            let text = if test_file { String::new() } else { text.split("#[cfg(test)]").next().unwrap().to_owned() };
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (module, name, code.join("\n"))
        })
        .collect()
}

#[test]
fn imports_follow_the_arrows() {
    let mut wrong = Vec::new();
    for (module, name, code) in product() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(m, _)| *m == module) else { continue };
        for (at, _) in code.match_indices("crate::") {
            let target: String = code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if target != module && !allowed.contains(&target.as_str()) && !target.is_empty() && target != "messages" {
                wrong.push(format!("{name} names crate::{target}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_library_has_its_room() {
    let mut wrong = Vec::new();
    for (module, name, code) in product() {
        for (word, rooms) in ONLY_IN {
            if code.contains(word) && !rooms.contains(&module.as_str()) {
                wrong.push(format!("{name} uses {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_pure_modules_touch_no_world() {
    let mut wrong = Vec::new();
    for (module, name, code) in product() {
        if PURE.contains(&module.as_str()) {
            wrong.extend(WORLD.iter().filter(|word| code.contains(**word)).map(|word| format!("{name} uses {word}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_what_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let silent: Vec<_> = files
        .iter()
        .filter(|path| !std::fs::read_to_string(path).unwrap().trim_start().starts_with("//!"))
        .map(|path| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "no module doc: {silent:#?}");
}
