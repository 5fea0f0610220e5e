//! Every kind, end to end: an item that one file opens and a later one clears, through the real binary.
//!
//! A folder of `tests/data/kinds` is a kind's word. Its folders are read in the order of their names, as if downloaded a day apart, the last one ten minutes ago: `1-opens`
//! must leave an open item of the kind, the last one (`...-clears`) none. Files may hold dates relative to the present:
//! `@day-3@` is a day (`2026-11-19`), `@us-3@` the same as `11/19/2026`, `@eu-3@` as `19.11.2026`, `@at-3@` an instant three
//! days ago, `@at-5h@` five hours ago, `@at-5m@` five minutes ago, `@mail-5h@` the same as a mail writes it, `@range-5h@` as a date range report does. A file `args` beside them holds further
//! arguments of `daydeck import`, a file of the name `*.none` closes an empty snapshot (`unshipped.none`).
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use common::{Pty, folder, json, run};
use daydeck::domain::work::Kind;

const KINDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/kinds");

/// Kinds that no file alone opens, each with the test that shows it end to end.
const ELSEWHERE: [(&str, &str); 4] = [
    ("import-refused", "truth.rs: a_file_that_does_not_say_its_marketplace_waits_and_an_unknown_one_is_refused"),
    ("not-taken", "an_order_that_is_still_listed_after_it_was_marked_as_shipped_was_not_taken"),
    ("practice-due", "a_practice_is_due_until_somebody_signs_it_off"),
    ("stale-claim", "an_item_that_somebody_took_and_left_comes_back_to_the_team"),
];

/// Replaces `@day-3@` and its like by a moment before `now` (`+` behind it).
fn dated(text: &str, now: DateTime<Utc>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('@') {
        out.push_str(before);
        let moment = after.split_once('@').and_then(|(inside, behind)| Some((moment(inside, now)?, behind)));
        rest = if let Some((shown, behind)) = moment {
            out.push_str(&shown);
            behind
        } else {
            out.push('@');
            after
        };
    }
    out + rest
}

fn moment(inside: &str, now: DateTime<Utc>) -> Option<String> {
    let at = inside.find(['+', '-'])?;
    let (form, offset) = inside.split_at(at);
    let shift = match (offset.strip_suffix('h'), offset.strip_suffix('m')) {
        (Some(hours), _) => TimeDelta::hours(hours.parse().ok()?),
        (None, Some(minutes)) => TimeDelta::minutes(minutes.parse().ok()?),
        (None, None) => TimeDelta::days(offset.parse().ok()?),
    };
    let moment = now + shift;
    let form = match form {
        "day" => "%Y-%m-%d",
        "us" => "%m/%d/%Y",
        "eu" => "%d.%m.%Y",
        "at" => "%Y-%m-%dT%H:%M:%S+00:00",
        "range" => "%b %-d, %Y %-I:%M:%S %p UTC",
        "mail" => "%a, %d %b %Y %H:%M:%S +0000",
        _ => return None,
    };
    Some(moment.format(form).to_string())
}

/// The folders or files in a folder, sorted by name.
fn inside(path: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Reads the files of a step, as if they had been downloaded at `when`.
fn read(data: &Path, step: &Path, now: DateTime<Utc>, when: SystemTime) {
    read_into("s", data, step, now, when);
}

/// The same, into a store.
fn read_into(store: &str, data: &Path, step: &Path, now: DateTime<Utc>, when: SystemTime) {
    let files = tempfile::tempdir().unwrap();
    let mut args: Vec<String> = ["import", "--store", store, "--marketplace", "US"].map(str::to_owned).into();
    let paths = inside(step);
    if let Some(more) = paths.iter().find(|path| name(path) == "args") {
        args.extend(std::fs::read_to_string(more).unwrap().split_whitespace().map(|word| dated(word, now)));
    }
    let nothing = paths.iter().filter(|path| path.extension().is_some_and(|end| end == "none"));
    for format in nothing.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()) {
        common::ok(data, &["import", "--store", store, "--marketplace", "US", "--none", &format], 0);
    }
    for path in paths.iter().filter(|path| name(path) != "args" && path.extension().is_none_or(|end| end != "none")) {
        let copy = files.path().join(name(path));
        match String::from_utf8(std::fs::read(path).unwrap()) {
            Ok(text) => std::fs::write(&copy, dated(&text, now)).unwrap(),
            Err(bytes) => std::fs::write(&copy, bytes.into_bytes()).unwrap(),
        }
        std::fs::File::options().write(true).open(&copy).unwrap().set_modified(when).unwrap();
        let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
        args.push(copy.to_str().unwrap());
        let output = run(data, &args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{}: {said}", path.display());
    }
}

/// The open items of a kind, each with its id.
fn open(data: &Path, word: &str) -> Vec<serde_json::Value> {
    let mut items = json(data, &["today", "--json", "--limit", "1000"], 0);
    items.retain(|item| item["kind"] == word && item["state"] == "open");
    items
}

#[test]
fn every_kind_is_opened_by_one_file_and_cleared_by_a_later_one() {
    let (now, clock) = (Utc::now(), SystemTime::now());
    let only = std::env::var("DAYDECK_KIND").ok();
    for kind in inside(Path::new(KINDS)) {
        let word = name(&kind);
        if only.as_ref().is_some_and(|only| *only != word) {
            continue;
        }
        assert!(Kind::parse(&word).is_some(), "{word} is no kind");
        let (data, steps) = (folder(), inside(&kind));
        assert!(steps.len() >= 2, "{word}: one folder of files must open it, a later one clear it");
        for (at, step) in steps.iter().enumerate() {
            let days = (steps.len() - 1 - at) as u64;
            read(data.path(), step, now, clock - Duration::from_secs(days * 86_400 + 600));
            let items = open(data.path(), &word);
            let what = format!("{word}, {}: {items:#?}", name(step));
            match name(step) {
                n if n.ends_with("-opens") => {
                    assert_eq!(items.len(), 1, "{what}");
                    let evidence = (items[0]["file"].as_str().unwrap_or_default(), items[0]["row"].as_i64());
                    // Of an old report no row is meant, but all of it.
                    let least = i64::from(word != "report-missing");
                    assert!(
                        !evidence.0.is_empty() && evidence.1.is_some_and(|row| row >= least),
                        "no row behind {what}"
                    );
                    let text = format!("{} {}", items[0]["title"], items[0]["why"]);
                    assert!(!text.contains(['{', '}']) && !text.contains(&word), "{what}");
                }
                n if n.ends_with("-keeps") => assert_eq!(items.len(), 1, "{what}"),
                n if n.ends_with("-nothing") => assert!(items.is_empty(), "{what}"),
                n if n.ends_with("-clears") => assert!(items.is_empty(), "{what}"),
                n => panic!("{word}/{n}: a step ends with -opens, -keeps, -nothing or -clears"),
            }
        }
        assert!(name(steps.last().unwrap()).ends_with("-clears"), "{word}: the last step clears");
    }
}

#[test]
fn no_kind_is_without_a_test_from_end_to_end() {
    let shown = inside(Path::new(KINDS)).iter().map(|path| name(path)).collect::<Vec<_>>();
    let mut shown: Vec<&str> = shown.iter().map(String::as_str).chain(ELSEWHERE.map(|(word, _)| word)).collect();
    let mut kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
    shown.sort_unstable();
    kinds.sort_unstable();
    assert_eq!(shown, kinds);
    let files = [include_str!("kinds.rs"), include_str!("truth.rs")];
    for (word, test) in ELSEWHERE {
        let (file, test) = test.strip_prefix("truth.rs: ").map_or((0, test), |test| (1, test));
        let body = files[file].split_once(&format!("fn {test}()")).unwrap_or_else(|| panic!("{test}: no such test")).1;
        let body = body.split_once("\n}\n").unwrap().0;
        assert!(body.contains(&format!("\"{word}\"")), "{test} says nothing of {word}");
    }
}

/// `not-taken`: an act of ours that a report of more than two hours later contradicts.
#[test]
fn an_order_that_is_still_listed_after_it_was_marked_as_shipped_was_not_taken() {
    let (now, clock, data) = (Utc::now(), SystemTime::now(), folder());
    let step = |name: &str, minutes: u64| {
        let when = clock - Duration::from_secs(minutes * 60);
        read(data.path(), &Path::new(KINDS).join("ship-today").join(name), now, when);
        ["ship-today", "not-taken"].map(|word| open(data.path(), word).len())
    };
    assert_eq!(step("1-opens", 3 * 1440), [1, 0]);
    let id = open(data.path(), "ship-today")[0]["id"].as_str().unwrap().to_owned();
    common::ok(data.path(), &["done", &id], 0);
    // It was done so many minutes ago; the report is of ten minutes ago.
    let done = |minutes: u64| {
        let at = (now - TimeDelta::minutes(minutes as i64)).timestamp();
        let team = rusqlite::Connection::open(data.path().join("team.db")).unwrap();
        assert_eq!(team.execute("UPDATE item SET closed_at = ?1 WHERE state = 'acted'", [at]).unwrap(), 1);
    };
    done(120);
    assert_eq!(step("2-keeps", 10), [0, 0], "within two hours a confirmation may still be under way");
    done(140);
    assert_eq!(step("2-keeps", 9), [0, 1]);
    let item = open(data.path(), "not-taken").remove(0);
    assert_eq!((item["id"].as_str(), item["lane"].as_str()), (Some(id.as_str()), Some("now")), "{item:#?}");
    assert_eq!(step("3-clears", 5), [0, 0], "a complete report leaves it out");
}

/// `practice-due`: no file opens it, but the calendar.
#[test]
fn a_practice_is_due_until_somebody_signs_it_off() {
    let data = folder();
    let pass = || {
        common::ok(data.path(), &["import", "--store", "s", "--marketplace", "US", "--none", "unshipped"], 0);
        open(data.path(), "practice-due").len()
    };
    let due = pass();
    assert!(due > 1, "{due}");
    common::ok(data.path(), &["sign-off", "2", "--note", "all answered"], 0);
    assert_eq!(open(data.path(), "practice-due").len(), due - 1);
    assert_eq!(pass(), due - 1, "the rules do not open the same period again");
}

#[test]
fn a_kind_that_is_switched_off_leaves_the_queue_and_comes_back() {
    let (now, clock, data) = (Utc::now(), SystemTime::now(), folder());
    let word = "stranded-stock";
    let config = data.path().join("config.toml");
    let step = |name: &str, days: u64| {
        let when = clock - Duration::from_secs(days * 86_400 + 600);
        read(data.path(), &Path::new(KINDS).join(word).join(name), now, when);
        open(data.path(), word).len()
    };
    std::fs::write(&config, "[rules]\nstranded-stock.on = false\n").unwrap();
    assert_eq!(step("1-opens", 2), 0, "nothing new is opened");
    std::fs::write(&config, "").unwrap();
    assert_eq!(step("1-opens", 2), 1, "the same file brings nothing, but the rules run with the switch on");
    std::fs::write(&config, "[rules.store.s]\nstranded-stock.on = \"off\"\n").unwrap();
    assert_eq!(open(data.path(), word).len(), 0);
    std::fs::write(&config, "[rules.store.other]\nstranded-stock.on = \"off\"\n").unwrap();
    assert_eq!(open(data.path(), word).len(), 1);
    std::fs::write(&config, "[rules]\nstranded-stock.on = false\n").unwrap();
    assert_eq!(step("2-clears", 0), 0);
    std::fs::write(&config, "").unwrap();
    assert_eq!(open(data.path(), word).len(), 0, "a row clears it also while it is off");
}

#[test]
fn a_store_has_thresholds_of_its_own() {
    let (now, when, data) = (Utc::now(), SystemTime::now() - Duration::from_mins(10), folder());
    let config = "[rules.store.north]\nfeedback.bad_stars = 1\norders.odd_min_units = 50\nreturns.complaints = 9\n";
    std::fs::write(data.path().join("config.toml"), config).unwrap();
    for word in ["bad-feedback", "odd-order", "same-complaint"] {
        let step = Path::new(KINDS).join(word).join("1-opens");
        for store in ["north", "s"] {
            read_into(store, data.path(), &step, now, when);
        }
        let items = open(data.path(), word);
        let stores: Vec<_> = items.iter().map(|item| item["store"].as_str().unwrap()).collect();
        assert_eq!(stores, ["s"], "{word}");
    }
    std::fs::write(data.path().join("config.toml"), "[rules.store.s]\nfeedback.bad_stars = 1\n").unwrap();
    common::ok(data.path(), &["import", "--store", "s", "--marketplace", "US", "--none", "unshipped"], 0);
    let items = open(data.path(), "bad-feedback");
    assert_eq!(items.iter().map(|item| item["store"].as_str().unwrap()).collect::<Vec<_>>(), ["north"]);
}

/// `stale-claim`: no file opens it, but an act that is a day old.
#[test]
fn an_item_that_somebody_took_and_left_comes_back_to_the_team() {
    let (now, clock, data) = (Utc::now(), SystemTime::now(), folder());
    for (name, days) in [("1-nothing", 2), ("2-opens", 1)] {
        let when = clock - Duration::from_secs(days * 86_400);
        read(data.path(), &Path::new(KINDS).join("runaway-spend").join(name), now, when);
    }
    let items = open(data.path(), "runaway-spend");
    let id = items[0]["id"].as_str().unwrap();
    let pass = || {
        common::ok(data.path(), &["import", "--store", "s", "--marketplace", "US", "--none", "unshipped"], 0);
        open(data.path(), "stale-claim")
    };
    common::ok(data.path(), &["claim", id], 0);
    assert!(pass().is_empty(), "a fresh claim is nobody's business");
    let day_ago = "UPDATE item SET claim_until = claim_until - 90000 WHERE claim_until IS NOT NULL";
    let team = rusqlite::Connection::open(data.path().join("team.db")).unwrap();
    team.execute_batch(day_ago).unwrap();
    let stale = pass();
    assert_eq!(stale.len(), 1, "{stale:#?}");
    assert!(stale[0]["why"].to_string().contains(id), "{stale:#?}");
    common::ok(data.path(), &["claim", id], 0);
    assert!(pass().is_empty(), "taken up again");
    team.execute_batch(day_ago).unwrap();
    assert_eq!(pass().len(), 1);
    common::ok(data.path(), &["done", id], 0);
    assert!(pass().is_empty(), "done");
}

#[test]
fn a_how_to_is_the_team_s_once_it_is_written() {
    let data = folder();
    let when = SystemTime::now() - Duration::from_mins(10);
    read(data.path(), &Path::new(KINDS).join("ship-today/1-opens"), Utc::now(), when);
    let howto = |more: &[&str]| common::ok(data.path(), &[&["howto", "ship-today"], more].concat(), 0);
    let built_in = howto(&[]);
    assert!(built_in.starts_with("1  "), "{built_in}");
    let file = data.path().join("steps.txt");
    std::fs::write(&file, "1  Pack in the \u{1b}[31mred box.\n2  Ship.\n\n").unwrap();
    howto(&["--set", file.to_str().unwrap()]);
    let own = howto(&[]);
    assert!(own.ends_with("red box.\n2  Ship.\n") && !own.contains('\u{1b}'), "{own:?}");
    let output = run(data.path(), &["howto", "ship-today"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("written by "), "{output:?}");
    assert!(
        common::ok(data.path(), &["howto"], 0)
            .lines()
            .any(|line| line.starts_with("ship-today ") && line.contains("written by"))
    );
    common::ok(data.path(), &["config", "check"], 0);
    // The screen shows it in place of the built-in one, and says whose it is.
    let mut pty = Pty::open(data.path(), &["--lang", "en"], 80, 24, &[]);
    pty.wait("the queue", |text| text.contains("113-0000001"));
    pty.keys("/kind:ship-today<enter>w");
    pty.wait("the team's own", |text| {
        text.contains("how the team does it") && text.contains("red box.") && text.contains("written by")
    });
    howto(&["--reset"]);
    pty.keys("w");
    pty.wait("the list", |text| !text.contains("how the team does it"));
    pty.keys("w");
    pty.wait("the built-in one", |text| text.contains("how it is done") && text.contains(&built_in[..40]));
    assert_eq!(howto(&[]), built_in);
    assert_eq!(run(data.path(), &["howto", "no-such-kind"]).status.code(), Some(2));
}

#[test]
fn dates_are_relative_to_the_present() {
    let now = DateTime::parse_from_rfc3339("2026-03-01T01:00:00Z").unwrap().to_utc();
    let text = "a@b.c @day-1@ @us+1@ @eu-0@ @at-2h@ @mail-2h@ x@";
    let wanted = "a@b.c 2026-02-28 03/02/2026 01.03.2026 2026-02-28T23:00:00+00:00 Sat, 28 Feb 2026 23:00:00 +0000 x@";
    assert_eq!(dated(text, now), wanted);
}
