//! The program itself, as a shell runs it: what it says about an empty folder, its exit codes, its two outputs.
#![allow(clippy::unwrap_used, reason = "a test that cannot start its program has failed")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Map, Value};

/// A command in an environment of its own: nothing of the tester's machine reaches it.
fn daydeck(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daydeck"));
    command.env_clear().env("HOME", home).env("TERM", "xterm-256color").env("LANG", "C.UTF-8").env("TZ", "UTC");
    command.current_dir(home).stdin(Stdio::null());
    command
}

fn run(home: &Path, args: &[&str]) -> Output {
    daydeck(home).args(args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn objects(output: &Output) -> Vec<Map<String, Value>> {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn files_below(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn without_data_every_list_says_so_and_nothing_is_written() {
    let home = tempfile::tempdir().unwrap();
    for list in ["today", "orders", "messages", "ads", "stock", "practices", "imports"] {
        let output = run(home.path(), &[list, "--json"]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""), "{list}");
        assert!(err(&output).contains("daydeck demo"), "{list}: {}", err(&output));
    }
    assert_eq!(files_below(home.path()), Vec::<String>::new());
}

#[test]
fn status_of_an_empty_folder() {
    let home = tempfile::tempdir().unwrap();
    let output = run(home.path(), &["status", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let found = objects(&output);
    assert_eq!(found[0]["what"], "data");
    assert_eq!(found[0]["has_data"], false);
    assert_eq!(found[0]["folder"], home.path().join(".local/share/daydeck").to_str().unwrap());
    assert_eq!(run(home.path(), &["status", "--check"]).status.code(), Some(4));
    assert_eq!(files_below(home.path()), Vec::<String>::new());
}

#[test]
fn doctor_of_an_empty_folder() {
    let home = tempfile::tempdir().unwrap();
    let output = run(home.path(), &["doctor", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    let found = objects(&output);
    let state = |check: &str| found.iter().find(|c| c["check"] == check).unwrap()["state"].clone();
    for check in ["user", "folder", "sqlite", "locale", "zone", "config"] {
        assert_eq!(state(check), "ok", "{check}: {found:?}");
    }
    assert!(out(&run(home.path(), &["doctor"])).lines().count() >= found.len());
    assert_eq!(files_below(home.path()), Vec::<String>::new());
}

#[test]
fn a_wrong_configuration_is_named_with_file_and_line() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join(".config/daydeck");
    fs::create_dir_all(&config).unwrap();
    let file = config.join("config.toml");
    fs::write(&file, "language = \"en\"\nscrol = true\n").unwrap();
    let output = run(home.path(), &["config", "check"]);
    let line = format!("{}:2: there is no setting scrol; did you mean scroll?\n", file.display());
    assert_eq!((output.status.code(), out(&output)), (Some(1), line.clone()));
    // Another command says it too, and goes on.
    let output = run(home.path(), &["status"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(err(&output).contains(line.trim()), "{}", err(&output));
    assert_eq!(run(home.path(), &["doctor"]).status.code(), Some(1));
    fs::write(&file, "language = \"zh\"\nscroll = false\n").unwrap();
    assert_eq!(run(home.path(), &["config", "check"]).status.code(), Some(0));
    let output = run(home.path(), &["config", "show", "--json"]);
    let shown = objects(&output);
    let scroll = shown.iter().find(|row| row["key"] == "scroll").unwrap();
    assert_eq!((&scroll["value"], &scroll["layer"]), (&Value::from("off"), &Value::from("user")));
    let output = run(home.path(), &["config", "path"]);
    assert!(out(&output).contains(&format!("user: {}", file.display())), "{}", out(&output));
}

#[test]
fn a_purge_waits_for_a_configuration_that_can_be_read() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".local/share/daydeck");
    daydeck::store::open::Folder::create(&folder).unwrap();
    assert_eq!(run(home.path(), &["db", "purge"]).status.code(), Some(0));
    fs::write(folder.join("config.toml"), "[rules]\nteam.text_days = \n").unwrap();
    let output = run(home.path(), &["db", "purge"]);
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""));
    assert!(err(&output).contains("daydeck config check"), "{}", err(&output));
}

#[test]
fn the_folder_and_the_language_follow_flag_and_environment() {
    let home = tempfile::tempdir().unwrap();
    let folder = |output: &Output| objects(output)[0]["folder"].as_str().unwrap().to_owned();
    let output = daydeck(home.path()).args(["status", "--json"]).env("DAYDECK_DATA", "/tmp/none-env").output().unwrap();
    assert_eq!(folder(&output), "/tmp/none-env");
    let output = daydeck(home.path())
        .args(["status", "--json", "--data", "none-flag"])
        .env("DAYDECK_DATA", "/tmp/none-env")
        .output()
        .unwrap();
    assert_eq!(folder(&output), home.path().canonicalize().unwrap().join("none-flag").to_str().unwrap());
    let output = run(home.path(), &["--lang", "zh", "today"]);
    assert!(err(&output).contains("还没有数据"), "{}", err(&output));
    let output = daydeck(home.path()).arg("today").env("LANG", "zh_CN.UTF-8").output().unwrap();
    assert!(err(&output).contains("还没有数据"), "{}", err(&output));
}

#[test]
fn usage_errors_exit_with_2_and_say_nothing_on_stdout() {
    let home = tempfile::tempdir().unwrap();
    let cases: [&[&str]; 13] = [
        &["handover", "--csv"],
        &["frobnicate"],
        &["today", "--view", "nothing"],
        &["today", "--sort", "colour"],
        &["orders", "--sort", "nothing"],
        &["today", "--filter", "due:4h"],
        &["today", "--json", "--csv"],
        &["done", "17"],
        &["snooze", "w1", "--until", "soon"],
        &["dismiss", "w1", "--reason", "known", "--until", "new-data"],
        &["sign-off", "11", "--note", "x"],
        &["import", "--marketplace", "XX", "file"],
        &["picture", "--list", "today", "--size", "9x9", "--out", "x.svg"],
    ];
    for args in cases {
        let output = run(home.path(), args);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{args:?}: {}", err(&output));
        assert!(!err(&output).is_empty(), "{args:?}");
    }
    assert_eq!(files_below(home.path()), Vec::<String>::new());
}

#[test]
fn the_screen_wants_a_terminal_and_names_the_plain_command() {
    let home = tempfile::tempdir().unwrap();
    for term in ["dumb", "xterm-256color"] {
        let output = daydeck(home.path()).env("TERM", term).output().unwrap();
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""));
        assert!(err(&output).contains("daydeck today --plain"), "{}", err(&output));
    }
}

#[test]
fn completions_and_help_go_to_stdout() {
    let home = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let output = run(home.path(), &["completions", shell]);
        assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
        assert!(out(&output).contains("daydeck"), "{shell}");
    }
    assert!(out(&run(home.path(), &["--help"])).contains("Usage: daydeck"));
    assert!(out(&run(home.path(), &["--version"])).starts_with("daydeck 0."));
}

#[test]
fn a_template_is_a_file_of_its_own_format() {
    use daydeck::domain::format::Format;
    let home = tempfile::tempdir().unwrap();
    let kinds: Vec<&str> = Format::kept_by_hand().map(Format::word).collect();
    for lang in ["en", "zh"] {
        let listed = out(&run(home.path(), &["template", "--lang", lang]));
        let words: Vec<&str> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(words, kinds);
        assert_eq!(listed.contains("自有仓库"), lang == "zh", "{listed}");
    }
    for kind in kinds {
        let written = run(home.path(), &["template", kind]);
        assert_eq!((written.status.code(), err(&written).as_str()), (Some(0), ""), "{kind}");
        assert_eq!(out(&written).lines().count(), 2, "{kind}");
        let sheet = home.path().join("sheet.csv");
        fs::write(&sheet, &written.stdout).unwrap();
        let read = run(home.path(), &["import", "--json", sheet.to_str().unwrap()]);
        let report = &objects(&read)[0];
        assert_eq!((report["format"].as_str(), report["state"].as_str()), (Some(kind), Some("applied")), "{report:?}");
        assert_eq!((&report["rows"], &report["inserted"]), (&1.into(), &1.into()), "{report:?}");
    }
    assert_eq!(run(home.path(), &["template", "all-orders"]).status.code(), Some(2));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let home = tempfile::tempdir().unwrap();
    let mut child = daydeck(home.path())
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
}

/// A data folder with both databases and nothing in them.
fn empty_databases(home: &Path) -> std::path::PathBuf {
    use daydeck::store::open::{Facts, Folder, Team};
    let root = home.join("data");
    let folder = Folder::create(&root).unwrap();
    drop((Facts::open(&folder).unwrap(), Team::open(&folder).unwrap()));
    root
}

fn on(home: &Path, root: &Path, args: &[&str]) -> Output {
    daydeck(home).arg("--data").arg(root).args(args).output().unwrap()
}

#[test]
fn every_list_view_and_form_works_without_rows() {
    let home = tempfile::tempdir().unwrap();
    let root = empty_databases(home.path());
    for list in daydeck::domain::list::List::ALL {
        for view in list.views() {
            let output = on(home.path(), &root, &[list.word(), "--view", view, "--json"]);
            assert_eq!(output.status.code(), Some(0), "{} {view}: {}", list.word(), err(&output));
            // The ten practices are there without any data.
            let rows = objects(&output);
            let fields = daydeck::export::record::fields(list, view);
            assert!(rows.iter().all(|row| row.keys().map(String::as_str).eq(fields.iter().copied())), "{rows:?}");
            let csv = out(&on(home.path(), &root, &[list.word(), "--view", view, "--csv"]));
            assert_eq!(csv.lines().next().unwrap(), fields.join(","));
            assert_eq!(csv.lines().count(), rows.len() + 1);
            let plain = out(&on(home.path(), &root, &[list.word(), "--view", view, "--plain"]));
            let ids: Vec<&str> = plain.lines().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
            assert_eq!(ids, rows.iter().map(|row| row["id"].as_str().unwrap()).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_sign_off_is_written_and_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let root = empty_databases(home.path());
    let said = |args: &[&str]| {
        let output = on(home.path(), &root, args);
        assert_eq!(out(&output), "");
        (output.status.code(), err(&output))
    };
    let (code, words) = said(&["undo"]);
    assert_eq!((code, words.as_str()), (Some(1), "there is nothing of yours left to undo\n"));
    let (code, words) = said(&["done", "w9"]);
    assert_eq!((code, words.as_str()), (Some(1), "there is no item w9\n"));
    let (code, words) = said(&["sign-off", "3", "--note", "risk list read"]);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains("daydeck undo "), "{words}");
    let (code, words) = said(&["undo"]);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.starts_with("undone: "), "{words}");
}

#[test]
fn a_backup_is_whole_private_and_never_over_another() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let root = empty_databases(home.path());
    on(home.path(), &root, &["sign-off", "3", "--note", "risk list read"]);
    assert_eq!(on(home.path(), &root, &["db", "check"]).status.code(), Some(0));
    let copy = home.path().join("copy");
    let output = on(home.path(), &root, &["db", "backup", copy.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let manifest: toml::Table = fs::read_to_string(copy.join("manifest.toml")).unwrap().parse().unwrap();
    assert_eq!(manifest["last_import"].as_integer(), Some(0));
    assert!(manifest["journal_row"].as_integer() > Some(0));
    assert_eq!(manifest["journal_hash"].as_str().map(str::len), Some(64));
    for file in ["facts.db", "team.db", "manifest.toml"] {
        let mode = fs::metadata(copy.join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let again = on(home.path(), &root, &["db", "backup", copy.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(1));
    // The copy is a data folder that works.
    fs::remove_file(copy.join("manifest.toml")).unwrap();
    let output = on(home.path(), &copy, &["db", "check"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), err(&output));
    assert_eq!(on(home.path(), &copy, &["undo"]).status.code(), Some(0));
}

#[test]
fn a_damaged_database_is_found() {
    let home = tempfile::tempdir().unwrap();
    let root = empty_databases(home.path());
    let file = root.join("facts.db");
    let length = fs::metadata(&file).unwrap().len() as usize;
    let mode = fs::metadata(&file).unwrap().permissions();
    fs::write(&file, vec![b'x'; length]).unwrap();
    fs::set_permissions(&file, mode).unwrap();
    // What the write-ahead log still holds would be read instead of the damaged pages.
    for rest in ["facts.db-wal", "facts.db-shm"] {
        fs::remove_file(root.join(rest))
            .or_else(|e| if e.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(e) })
            .unwrap();
    }
    let output = on(home.path(), &root, &["db", "check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).starts_with("facts.db: "), "{}", out(&output));
    let doctor = on(home.path(), &root, &["doctor", "--json"]);
    assert_eq!(doctor.status.code(), Some(1));
    assert!(objects(&doctor).iter().any(|check| check["check"] == "facts" && check["state"] == "wrong"));
}

#[test]
fn a_folder_with_wrong_rights_is_refused_with_its_repair() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let root = empty_databases(home.path());
    fs::set_permissions(&root, fs::Permissions::from_mode(0o777)).unwrap();
    let output = on(home.path(), &root, &["doctor", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let checks = objects(&output);
    let folder = checks.iter().find(|check| check["check"] == "folder").unwrap();
    assert_eq!(folder["state"], "wrong");
    assert!(folder["repair"].as_str().unwrap().contains("chmod"), "{folder:?}");
    assert_eq!(on(home.path(), &root, &["today"]).status.code(), Some(1));
}

#[test]
fn a_watcher_says_by_its_code_what_stopped_it() {
    use rustix::process::{Pid, Signal, kill_process};
    let home = tempfile::tempdir().unwrap();
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 0), (Signal::HUP, 129)] {
        let root = home.path().join(format!("{code}"));
        let mut child = daydeck(home.path())
            .args(["--data", root.to_str().unwrap(), "watch"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The pass of the rules makes `team.db`: by then the handlers stand.
        let start = std::time::Instant::now();
        while !root.join("team.db").exists() {
            assert!(start.elapsed().as_secs() < 20, "the watcher does not begin");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code), "{signal:?}");
    }
}
