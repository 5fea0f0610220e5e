//! The binary in a real terminal: the demo's tabs, the queue worked down and back, signals, a lost line, hostile text.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::time::Duration;

use common::{Pty, demo, folder, foreign, json, ok, skip};
use rustix::process::Signal;

/// Tabs with their digit and a word that only they show (English, Chinese).
const TABS: [(&str, &str, &str); 7] = [
    ("1", "Today", "今日"),
    ("2", "Orders", "订单"),
    ("3", "Messages", "邮件"),
    ("4", "Ads", "广告"),
    ("5", "Stock", "库存"),
    ("8", "Practices", "准则"),
    ("9", "Imports", "导入"),
];

#[test]
fn every_tab_stands_in_both_sizes_and_languages() {
    let data = folder();
    let demo = demo(data.path(), 600);
    for (columns, rows) in [(80, 24), (160, 50)] {
        for lang in ["en", "zh"] {
            let mut pty = Pty::open(&demo, &["--lang", lang], columns, rows, &[]);
            for (digit, en, zh) in TABS {
                pty.keys(digit);
                let name = if lang == "en" { en } else { zh };
                pty.wait(&format!("tab {digit} {lang} {columns}"), |text| {
                    text.lines().next().is_some_and(|first| {
                        first.contains(&format!("[{digit}{}{name}", if columns < 120 { "" } else { " " }))
                    }) && text.lines().filter(|line| !line.trim().is_empty()).count() > 8
                });
                let widest =
                    pty.look(|screen| screen.contents().lines().map(unicode_width::UnicodeWidthStr::width).max());
                assert!(widest.unwrap_or(0) <= usize::from(columns));
            }
            pty.keys("q");
            assert_eq!(pty.ended(Duration::from_secs(5)), Some(0), "q ends ({lang} {columns})");
            assert!(!pty.look(vt100::Screen::alternate_screen), "the main screen is back");
            assert!(!pty.look(vt100::Screen::hide_cursor), "the cursor is back");
        }
    }
}

#[test]
fn the_queue_is_worked_to_empty_with_keys_and_undone() {
    let data = folder();
    let demo = demo(data.path(), 600);
    let open = |demo: &std::path::Path| json(demo, &["today", "--json", "--limit", "10000"], 0);
    let before = open(&demo);
    assert!(before.len() > 20, "{} items", before.len());
    let mut pty = Pty::open(&demo, &["--lang", "en"], 120, 40, &[]);
    pty.wait("the queue", |text| text.contains("[1"));
    // Everything marked, done; practices ask for a line first, so they are signed off one by one.
    let mut steps = 0;
    while !open(&demo).is_empty() {
        let left = open(&demo);
        let signs_off = left.iter().filter(|item| item["kind"] == "practice-due").count();
        if signs_off < left.len() {
            pty.keys("/-kind:practice<enter>*d");
        } else {
            pty.keys("d");
            pty.wait("the form", |text| text.to_lowercase().contains("note"));
            pty.keys("looked at it<enter>");
        }
        let start = std::time::Instant::now();
        while open(&demo).len() == left.len() {
            assert!(start.elapsed() < Duration::from_secs(20), "nothing was done; the screen:\n{}", pty.text());
            std::thread::sleep(Duration::from_millis(100));
        }
        pty.keys("<esc><esc>");
        steps += 1;
        assert!(steps < 200, "the queue does not end: {:?}", open(&demo).len());
    }
    pty.wait("the empty queue", |text| text.to_lowercase().contains("nothing left"));
    let mut undone = 0;
    while open(&demo).len() < before.len() {
        let left = open(&demo).len();
        pty.keys("u");
        let start = std::time::Instant::now();
        while open(&demo).len() == left && start.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(100));
        }
        assert!(open(&demo).len() > left, "u took nothing back; the screen:\n{}", pty.text());
        undone += 1;
    }
    assert_eq!(undone, steps, "one undo per step");
    assert_eq!(open(&demo), before, "the queue is as it was");
    ok(&demo, &["db", "check"], 0);
}

#[test]
fn every_signal_gives_the_terminal_back() {
    let data = folder();
    let demo = demo(data.path(), 200);
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let mut pty = Pty::open(&demo, &[], 80, 24, &[]);
        pty.wait("the screen", |text| text.contains("Today"));
        pty.signal(signal);
        assert_eq!(pty.ended(Duration::from_secs(1)), Some(code), "{signal:?}");
        pty.quiet(Duration::from_millis(50));
        assert!(!pty.look(vt100::Screen::alternate_screen) && !pty.look(vt100::Screen::hide_cursor), "{signal:?}");
    }
}

#[test]
fn a_lost_line_ends_the_process_within_a_second() {
    let data = folder();
    let demo = demo(data.path(), 200);
    for round in 0..5 {
        let mut pty = Pty::open(&demo, &[], 80, 24, &[]);
        pty.wait("the screen", |text| text.contains("Today"));
        if round % 2 == 1 {
            pty.keys("jj2");
        }
        pty.hang_up();
        assert!(pty.ended(Duration::from_secs(1)).is_some(), "round {round}: still alive");
    }
}

#[test]
fn a_small_terminal_says_so_and_a_storm_of_sizes_breaks_nothing() {
    let data = folder();
    let demo = demo(data.path(), 200);
    let mut pty = Pty::open(&demo, &[], 80, 24, &[]);
    pty.wait("the screen", |text| text.contains("Today"));
    for (columns, rows) in [(20, 5), (200, 60), (1, 1), (41, 11), (300, 100), (79, 23), (80, 24)] {
        pty.resize(columns, rows);
        pty.keys("j");
        std::thread::sleep(Duration::from_millis(40));
    }
    pty.wait("the screen at 80x24", |text| text.contains("[1"));
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
}

#[test]
fn hostile_text_reaches_no_terminal_list_log_or_export() {
    let data = folder();
    let demo = demo(data.path(), 600);
    for env in [&[][..], &[("NO_COLOR", "1")][..]] {
        let mut pty = Pty::open(&demo, &[], 160, 50, env);
        for (digit, ..) in TABS {
            pty.keys(digit);
            for view in ["", "]", "]"] {
                pty.keys(view);
                pty.keys("jjj<enter>");
                pty.quiet(Duration::from_millis(150));
                pty.keys("<esc><pgdn>");
                pty.quiet(Duration::from_millis(80));
            }
        }
        assert_eq!(foreign(&pty.bytes()), None);
        if !env.is_empty() {
            let bytes = pty.bytes();
            let text = String::from_utf8_lossy(&bytes);
            let coloured = text.split("\x1b[").skip(1).find(|rest| {
                let (codes, end) = rest.split_at(rest.find(|c: char| c.is_alphabetic()).unwrap_or(0));
                end.starts_with('m')
                    && codes.split(';').any(|code| matches!(code.parse(), Ok(30..=38 | 40..=48 | 90..=107)))
            });
            assert_eq!(coloured, None, "NO_COLOR writes no colour");
            assert!(!text.contains("\x1b[;m"), "no empty SGR that wipes the cursor row");
            assert!(text.contains("\x1b[7m") || text.contains(";7m"), "the cursor row is reversed");
        }
        pty.keys("q");
        assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
    }
    for list in ["today", "orders", "messages", "ads", "stock", "practices", "imports"] {
        for form in ["--json", "--csv", "--plain"] {
            let text = ok(&demo, &[list, form, "--limit", "5000"], 0);
            assert_eq!(foreign(text.as_bytes()), None, "{list} {form}");
            assert!(!text.contains('\x1b'), "{list} {form}");
        }
    }
    let logs = std::fs::read_dir(demo.join("log")).unwrap().map(|entry| entry.unwrap().path());
    for log in logs {
        assert_eq!(foreign(&std::fs::read(&log).unwrap()), None, "{}", log.display());
    }
}

#[test]
fn tmux_shows_what_the_screen_means() {
    if std::process::Command::new("tmux").arg("-V").output().is_err() {
        return skip("tmux is not installed");
    }
    let data = folder();
    let demo = demo(data.path(), 200);
    let socket = data.path().join("tmux");
    let tmux = |args: &[&str]| {
        let output = std::process::Command::new("tmux").arg("-S").arg(&socket).args(args).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let command = format!("{} --data {} --lang zh", common::DAYDECK, demo.display());
    tmux(&["-u", "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", &command]);
    let mut text = String::new();
    for _ in 0..200 {
        text = tmux(&["capture-pane", "-p"]);
        if text.contains("[1今日") {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(text.contains("[1今日"), "{text}");
    tmux(&["send-keys", "5"]);
    std::thread::sleep(Duration::from_millis(600));
    let text = tmux(&["capture-pane", "-p"]);
    tmux(&["kill-server"]);
    assert!(text.contains("[5库存"), "{text}");
}
