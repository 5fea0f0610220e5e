//! The binary in a real terminal: the demo's tabs, the queue worked down and back, signals, a lost line, hostile text.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::time::Duration;

use common::{DAYDECK, Pty, demo, folder, foreign, json, ok, skip, timeless};
use portable_pty::CommandBuilder;
use rustix::process::Signal;

/// The digits of the tabs.
const TABS: [&str; 7] = ["1", "2", "3", "4", "5", "8", "9"];

#[test]
fn every_tab_stands_in_both_sizes_and_languages() {
    let data = folder();
    let demo = demo(data.path(), 600);
    for (columns, rows) in [(80, 24), (160, 50)] {
        for lang in ["en", "zh"] {
            let mut pty = Pty::open(&demo, &["--lang", lang], columns, rows, &[]);
            for digit in TABS {
                pty.keys(digit);
                pty.wait(&format!("tab {digit} {lang} {columns}"), |text| {
                    text.lines().next().is_some_and(|first| first.contains(&format!("[{digit}")))
                        && text.lines().filter(|line| !line.trim().is_empty()).count() > 8
                });
                let widest =
                    pty.look(|screen| screen.contents().lines().map(unicode_width::UnicodeWidthStr::width).max());
                assert!(widest.unwrap_or(0) <= usize::from(columns));
            }
            pty.keys("q");
            assert_eq!(pty.ended(Duration::from_secs(5)), Some(0), "q ends ({lang} {columns})");
            pty.quiet(Duration::from_millis(100));
            assert!(!pty.look(vt100::Screen::alternate_screen), "the main screen is back");
            assert!(!pty.look(vt100::Screen::hide_cursor), "the cursor is back");
        }
    }
}

/// The number of rows in the view line: `Open 47`.
fn rows(text: &str) -> Option<usize> {
    text.split_once("Open ")?.1.split_whitespace().next()?.parse().ok()
}

#[test]
fn the_queue_is_worked_to_empty_with_keys_and_undone() {
    let data = folder();
    let demo = demo(data.path(), 600);
    let open = |demo: &std::path::Path| timeless(json(demo, &["today", "--json", "--limit", "10000"], 0));
    let before = open(&demo);
    assert!(before.len() > 20, "{} items", before.len());
    let mut pty = Pty::open(&demo, &["--lang", "en"], 120, 40, &[]);
    pty.wait("the queue", |text| text.contains("[1"));
    // Everything marked, done; practices ask for a line first, so they are signed off one by one.
    let mut steps = 0;
    while !open(&demo).is_empty() {
        let left = open(&demo);
        let signs_off = left.iter().filter(|item| item["kind"] == "practice-due").count();
        pty.wait("the count", |text| rows(text).is_some());
        if signs_off < left.len() {
            pty.keys("/-kind:practice<enter>");
            pty.wait("the filtered list", |text| text.contains("/-kind:practice") && rows(text).is_some());
            pty.keys("*");
            pty.wait("the marks", |text| text.contains(" marked"));
            pty.keys("d");
            // More than one is shown before it is done.
            let many = left.len() - signs_off > 1;
            let asked = |text: &str| text.contains("what was found or done?");
            let shown = |text: &str| text.contains("undo takes all of it back");
            // Some kinds ask for a line first.
            if many && asked(&pty.wait("the form or the preview", |text| asked(text) || shown(text))) {
                pty.keys("looked at it<enter>");
            }
            if many {
                pty.wait("the preview", shown);
                // Enter so soon after the form's would be a key held down.
                pty.keys("y");
            }
        } else {
            pty.keys("d");
            pty.wait("the form", |text| text.contains("what was checked"));
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
fn a_first_run_writes_nothing_before_the_choice_and_tells_how_far_the_demo_is() {
    let home = folder();
    let data = home.path().join("new/deck");
    let mut pty = Pty::open(&data, &["--lang", "en"], 80, 24, &[("HOME", home.path().to_str().unwrap())]);
    pty.wait("the welcome", |text| text.contains("Welcome"));
    pty.quiet(Duration::from_millis(1200));
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "a look writes nothing");
    pty.keys("1");
    pty.wait("the progress", |text| text.contains("reading sample file "));
    // Typed meanwhile: neither shown nor taken for commands of the next screen.
    pty.keys("zzzq");
    pty.wait("the rules", |text| {
        assert!(!text.contains("zz"), "{text}");
        text.contains("running the rules") || text.contains("DEMO")
    });
    pty.wait("the demo", |text| text.contains("[1") && text.contains("DEMO"));
    assert_eq!(pty.ended(Duration::from_millis(300)), None, "the q of before was not meant for this screen");
    assert!(!String::from_utf8_lossy(&pty.bytes()).contains("zzz"));
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
    assert!(data.join("demo/facts.db").exists());
}

#[test]
fn the_first_import_makes_the_folder_and_its_rows_come() {
    let home = folder();
    let data = home.path().join("deck");
    let file = home.path().join("stock.txt");
    let fixture =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ingest/fba-inventory/18-columns@US.tsv");
    std::fs::copy(fixture, &file).unwrap();
    let mut pty = Pty::open(&data, &["--lang", "en"], 80, 24, &[("HOME", home.path().to_str().unwrap())]);
    pty.wait("the welcome", |text| text.contains("Welcome"));
    assert!(!data.exists());
    pty.keys(&format!("2{}<enter>", file.display()));
    // The file asks for its marketplace: a fresh folder knows none.
    pty.wait("the answer", |text| text.contains("stock.txt: waiting"));
    pty.keys("9");
    pty.wait("the file", |text| text.contains("view: Problems 1") && text.contains("stock.txt"));
    assert!(data.join("run").read_dir().unwrap().count() > 0, "the screen holds its mark");
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
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
    if !tmux_is_here() {
        return skip("tmux is not installed");
    }
    let data = folder();
    let demo = demo(data.path(), 200);
    for round in 0..5 {
        // The terminal is a program that dies: its end of the line closes under the screen.
        let tmux = Tmux::open(&data.path().join(format!("tmux{round}")), &format!("exec {}", shell_line(&demo, "en")));
        tmux.wait("[1");
        if round % 2 == 1 {
            tmux.run(&["send-keys", "jj2"]);
        }
        let pid = |what: &str| tmux.run(&["display-message", "-p", what]).trim().parse::<i32>().unwrap();
        let (server, screen) = (pid("#{pid}"), pid("#{pane_pid}"));
        let process = |pid| rustix::process::Pid::from_raw(pid).unwrap();
        rustix::process::kill_process(process(server), Signal::KILL).unwrap();
        let start = std::time::Instant::now();
        while lives(screen) {
            assert!(start.elapsed() < Duration::from_secs(1), "round {round}: still alive");
            std::thread::sleep(Duration::from_millis(10));
        }
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
        pty.wait("the queue", |text| text.contains("view: Open"));
        for digit in TABS {
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
    if !tmux_is_here() {
        return skip("tmux is not installed");
    }
    let data = folder();
    let demo = demo(data.path(), 200);
    let tmux = Tmux::open(&data.path().join("tmux"), &format!("exec {}", shell_line(&demo, "zh")));
    tmux.wait("[1");
    tmux.run(&["send-keys", "5"]);
    let text = tmux.wait("[5");
    assert!(text.contains("库存"), "{text}");
}

/// What a shell shows around the screen: lines before it, and the exit code after it.
const BEFORE: [&str; 3] = ["first line", "second line", "third line"];

/// A shell that writes [`BEFORE`], opens the screen, and says how it ended.
fn around(data: &std::path::Path) -> String {
    format!(
        "printf '%s\\n' {:?} {:?} {:?}; {}; echo ended with $?",
        BEFORE[0],
        BEFORE[1],
        BEFORE[2],
        shell_line(data, "en")
    )
}

#[test]
fn the_main_screen_is_what_it_was_after_the_window_was_resized() {
    const BACK: &[u8] = b"\x1b[?1049l";
    let data = folder();
    let demo = demo(data.path(), 200);
    for sizes in [&[][..], &[(120, 40)], &[(60, 15)], &[(200, 60), (60, 15), (100, 30)]] {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", &around(&demo)]);
        command.env("TERM", "xterm-256color");
        command.env("HOME", &demo);
        let mut pty = Pty::spawn(command, 80, 24);
        pty.wait("the screen", |text| text.contains("[1"));
        for (columns, rows) in sizes {
            pty.resize(*columns, *rows);
            // The rule is as long as a row: the frame of the new size stands.
            let rule = "-".repeat(usize::from(*columns));
            pty.wait("the resized screen", |text| text.lines().any(|line| line == rule));
        }
        pty.keys("q");
        pty.wait("the shell", |text| text.contains("ended with"));
        assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
        pty.quiet(Duration::from_millis(100));
        let shown: Vec<String> = pty.text().lines().map(|line| line.trim_end().to_owned()).collect();
        assert_eq!(shown, [&BEFORE[..], &["ended with 0"]].concat(), "{sizes:?}");
        let bytes = pty.bytes();
        let left = bytes.windows(BACK.len()).rposition(|window| window == BACK).unwrap();
        assert_eq!(
            String::from_utf8_lossy(&bytes[left + BACK.len()..]),
            "ended with 0\r\n",
            "nothing is drawn behind it"
        );
        let (columns, rows) = sizes.last().copied().unwrap_or((80, 24));
        let mut parser = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        parser.process(&bytes[..left]);
        assert!(parser.screen().alternate_screen(), "one way back");
        assert_eq!(parser.screen().contents(), "", "what is left behind is empty ({sizes:?})");
    }
}

#[test]
fn tmux_brings_the_main_screen_back_after_it_was_resized() {
    if !tmux_is_here() {
        return skip("tmux is not installed");
    }
    let data = folder();
    let demo = demo(data.path(), 200);
    for (n, (columns, rows)) in [(120, 40), (200, 60), (60, 15)].into_iter().enumerate() {
        let command = format!("/bin/sh -c '{}; exec cat'", around(&demo).replace('\'', "'\\''"));
        let tmux = Tmux::open(&data.path().join(format!("tmux{n}")), &command);
        tmux.wait("[1");
        tmux.run(&["resize-window", "-x", &columns.to_string(), "-y", &rows.to_string()]);
        // The frame of the new size stands, with every column in use: only such rows are folded by tmux.
        tmux.wait(&format!("\n{}\n", "-".repeat(columns)));
        tmux.run(&["send-keys", "q"]);
        tmux.wait("ended with");
        let history = tmux.run(&["capture-pane", "-p", "-S", "-"]);
        let shown: Vec<&str> = history.trim_end().lines().map(str::trim_end).collect();
        assert_eq!(shown, [&BEFORE[..], &["ended with 0"]].concat(), "{columns}x{rows}");
    }
}

/// Whether a process runs: one that has ended and waits to be collected does not.
fn lives(pid: i32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| !rest.trim().is_empty() && !rest.trim_start().starts_with('Z'))
}

fn tmux_is_here() -> bool {
    std::process::Command::new("tmux").arg("-V").output().is_ok()
}

/// The screen as a shell starts it.
fn shell_line(data: &std::path::Path, lang: &str) -> String {
    format!("{DAYDECK} --data {} --lang {lang}", data.display())
}

/// A program inside a tmux of its own.
struct Tmux {
    socket: std::path::PathBuf,
}

impl Tmux {
    fn open(socket: &std::path::Path, command: &str) -> Self {
        let tmux = Self { socket: socket.to_owned() };
        tmux.run(&["-u", "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", command]);
        tmux
    }

    fn run(&self, args: &[&str]) -> String {
        let output = std::process::Command::new("tmux").arg("-S").arg(&self.socket).args(args).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Waits until the pane shows `what`.
    fn wait(&self, what: &str) -> String {
        let start = std::time::Instant::now();
        loop {
            let text = self.run(&["capture-pane", "-p"]);
            if text.contains(what) {
                return text;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "waited in vain for {what}:\n{text}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}
