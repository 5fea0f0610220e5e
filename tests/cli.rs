//! The program itself, as a shell runs it: what it says about an empty folder, its exit codes, its two outputs.

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
    fs::write(&file, "language = \"en\"\nscrol = 5\n").unwrap();
    let output = run(home.path(), &["config", "check"]);
    let line = format!("{}:2: there is no setting scrol; did you mean scroll?\n", file.display());
    assert_eq!((output.status.code(), out(&output)), (Some(1), line.clone()));
    // Another command says it too, and goes on.
    let output = run(home.path(), &["status"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(err(&output).contains(line.trim()), "{}", err(&output));
    assert_eq!(run(home.path(), &["doctor"]).status.code(), Some(1));
    fs::write(&file, "language = \"zh\"\nscroll = 5\n").unwrap();
    assert_eq!(run(home.path(), &["config", "check"]).status.code(), Some(0));
    let output = run(home.path(), &["config", "show", "--json"]);
    let shown = objects(&output);
    let scroll = shown.iter().find(|row| row["key"] == "scroll").unwrap();
    assert_eq!((&scroll["value"], &scroll["layer"]), (&Value::from("5"), &Value::from("user")));
    let output = run(home.path(), &["config", "path"]);
    assert!(out(&output).contains(&format!("user: {}", file.display())), "{}", out(&output));
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
    let cases: [&[&str]; 12] = [
        &["frobnicate"],
        &["today", "--view", "nothing"],
        &["today", "--sort", "due"],
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
