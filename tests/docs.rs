//! The pages say what the program is. `docs/formats.md` is made by it: `DAYDECK_UPDATE_DOCS=1 cargo test --test docs` writes
//! it anew. `docs/data.md` names every table, `docs/operations.md` units that systemd takes.
//! And the words of the lists, which no single module knows on both sides.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test that cannot go on must fail")]

mod common;

#[test]
fn every_word_of_the_lists_has_a_text() {
    let silent = daydeck::store::list::LABELS.iter().filter(|label| !daydeck::i18n::words::has(label));
    assert_eq!(silent.collect::<Vec<_>>(), [] as [&&str; 0]);
}

#[test]
fn the_page_of_the_formats_is_that_of_the_program() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = common::ok(common::folder().path(), &["formats", "--markdown"], 0);
    if std::env::var_os("DAYDECK_UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/formats.md is old: DAYDECK_UPDATE_DOCS=1 cargo test --test docs");
}

/// The tables after all steps of a schema.
fn tables(database: &str) -> Vec<String> {
    let folder = root().join("assets/schema").join(database);
    let mut steps: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    steps.sort();
    let db = rusqlite::Connection::open_in_memory().unwrap();
    for step in steps {
        db.execute_batch(&std::fs::read_to_string(step).unwrap()).unwrap();
    }
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let mut select = db.prepare(sql).unwrap();
    select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn root() -> &'static std::path::Path {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_data_dictionary_has_every_table_and_no_other() {
    let page = std::fs::read_to_string(root().join("docs/data.md")).unwrap();
    let mut named: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let mut there = tables("facts");
    there.extend(tables("team"));
    named.sort_unstable();
    there.sort_unstable();
    assert_eq!(named, there);
}

/// The blocks of a language in a page.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line.strip_prefix("```") == Some(language) {
            blocks.push(
                lines.by_ref().take_while(|line| *line != "```").fold(String::new(), |all, line| all + line + "\n"),
            );
        }
    }
    blocks
}

#[test]
fn systemd_takes_the_units_of_the_page() {
    let page = std::fs::read_to_string(root().join("docs/operations.md")).unwrap();
    let units = blocks(&page, "ini");
    assert_eq!(units.len(), 2, "one for a person, one for a team");
    let temp = tempfile::tempdir().unwrap();
    for (unit, manager) in units.iter().zip(["--user", "--system"]) {
        // What the units start need not be installed here; users and folders are looked up when they start.
        let start = unit.lines().find(|line| line.starts_with("ExecStart=")).unwrap();
        let (_, words) = start.split_once('=').unwrap();
        let (program, rest) = words.split_once(' ').unwrap();
        assert!(program.ends_with("/daydeck") && rest.ends_with("watch"), "{start}");
        let name = temp.path().join("daydeck.service");
        std::fs::write(&name, unit.replace(program, common::DAYDECK)).unwrap();
        let verify = std::process::Command::new("systemd-analyze")
            .args(["verify", "--man=no", manager])
            .arg(&name)
            .env("XDG_RUNTIME_DIR", temp.path())
            .output();
        let Ok(verify) = verify else { return common::skip("systemd-analyze is not installed") };
        let words = String::from_utf8_lossy(&verify.stderr);
        let said: Vec<&str> = words.lines().filter(|line| line.contains("daydeck.service")).collect();
        assert!(verify.status.success() && said.is_empty(), "{unit}\n{words}");
        // The very check that is relied on: a setting that does not exist is named.
        std::fs::write(&name, unit.replace(program, common::DAYDECK).replace("UMask=", "UMaks=")).unwrap();
        let wrong = std::process::Command::new("systemd-analyze")
            .args(["verify", "--man=no", manager])
            .arg(&name)
            .env("XDG_RUNTIME_DIR", temp.path())
            .output()
            .unwrap();
        assert!(String::from_utf8_lossy(&wrong.stderr).contains("UMaks"), "systemd-analyze names nothing");
    }
}

#[test]
fn the_lines_for_cron_are_commands_of_this_program() {
    let page = std::fs::read_to_string(root().join("docs/operations.md")).unwrap();
    let table = blocks(&page, "cron").concat();
    assert!(table.lines().count() >= 3, "{table}");
    let data = common::folder();
    for line in table.lines() {
        let mut words = line.split_whitespace();
        let times: Vec<&str> = words.by_ref().take(5).collect();
        assert!(times.iter().all(|time| time.bytes().all(|b| b"0123456789*/,-".contains(&b))), "{line}");
        let mut command: Vec<&str> = words.take_while(|word| !matches!(*word, ">" | "||" | "&&" | "|")).collect();
        assert_eq!(command.first(), Some(&"daydeck"), "{line}");
        // Cron turns `%` into line ends.
        assert!(!line.contains('%'), "{line}");
        let at = command.iter().position(|word| *word == "--data").unwrap();
        command.splice(at..at + 2, []);
        // A folder without data: what matters is that the words are understood (2 is a wrong use).
        let ended = common::run(data.path(), &command[1..]);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(matches!(ended.status.code(), Some(0 | 1 | 3 | 4)), "{line}: {:?} {said}", ended.status);
    }
}

#[test]
fn the_settings_of_the_page_are_settings() {
    let page = std::fs::read_to_string(root().join("docs/operations.md")).unwrap();
    let settings = blocks(&page, "toml");
    assert!(settings.len() >= 2);
    for text in settings {
        let data = common::folder();
        std::fs::write(data.path().join("config.toml"), &text).unwrap();
        common::ok(data.path(), &["config", "check"], 0);
        let shown = common::ok(data.path(), &["config", "show"], 0);
        assert!(shown.lines().any(|line| line.contains("(folder: ")), "{text}");
    }
}
