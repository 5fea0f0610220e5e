//! What the end-to-end tests share: a data folder, the binary, a terminal to look at it.
#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::large_stack_arrays, reason = "a test that cannot go on must fail")]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use daydeck::demo;
use daydeck::domain::settings::Settings;
use daydeck::runtime::child::ChildParser;
use daydeck::runtime::worker::{Given, Worker};
use daydeck::store::open::Folder;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The binary under test.
pub const DAYDECK: &str = env!("CARGO_BIN_EXE_daydeck");

/// Says on the real standard error why a test did not run; `.ci/run` counts these lines.
pub fn skip(why: &str) {
    // `eprintln!` would be captured by the test harness.
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// A fresh private data folder.
pub fn folder() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    dir
}

/// Runs the binary on a data folder without a terminal.
pub fn run(data: &Path, args: &[&str]) -> Output {
    command(data).args(args).output().unwrap()
}

/// The binary on a data folder, with nothing of the developer's own environment.
pub fn command(data: &Path) -> Command {
    let mut command = Command::new(DAYDECK);
    command.arg("--data").arg(data).env_remove("DAYDECK_DATA").env_remove("NO_COLOR").env("LANG", "C.UTF-8");
    command.env("XDG_CONFIG_HOME", data.join("no-config")).env("HOME", data);
    command
}

/// Runs a command that must end with `code`, and gives its standard output.
pub fn ok(data: &Path, args: &[&str], code: i32) -> String {
    let output = run(data, args);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "daydeck {args:?}\n--- stdout\n{out}\n--- stderr\n{err}");
    out.into_owned()
}

/// The JSON array that a command prints.
pub fn json(data: &Path, args: &[&str], code: i32) -> Vec<serde_json::Value> {
    let text = ok(data, args, code);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("daydeck {args:?}: {error}\n{text}"))
}

/// The rows sorted by id, without the sentences that tell the time: two looks a minute apart are equal.
pub fn timeless(mut rows: Vec<serde_json::Value>) -> Vec<serde_json::Value> {
    for row in rows.iter_mut().filter_map(|row| row.as_object_mut()) {
        if row.contains_key("why") {
            row.remove("why");
            row.remove("title");
        }
    }
    rows.sort_by_key(|row| row["id"].to_string());
    rows
}

/// A demo of `orders` orders in `DIR/demo`, and that folder.
pub fn demo(data: &Path, orders: u32) -> PathBuf {
    ok(data, &["demo", "--no-tui", "--orders", &orders.to_string()], 3);
    data.join("demo")
}

/// A demo of `orders` orders as it is at `now`, imported and judged at that moment: no clock is asked.
pub fn demo_at(root: &Path, orders: u32, now: daydeck::domain::day::Instant) -> Folder {
    let folder = Folder::create(root).unwrap();
    let files = root.join("files");
    std::fs::create_dir(&files).unwrap();
    let written = demo::write(&files, &demo::Options { orders, ..demo::Options::new(now) }).unwrap();
    let mut worker = Worker::with_parser(&folder, Box::new(ChildParser::new(PathBuf::from(DAYDECK)))).unwrap();
    for file in written {
        let given = Given { store: Some(file.store), market: file.market, ..Given::default() };
        worker.import(&file.path, &given, now).unwrap();
    }
    worker.run_rules(now, &Settings::shipped().unwrap()).unwrap();
    folder
}

/// The binary in a real pseudo-terminal, with a second terminal that reads along.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    seen: Arc<Mutex<Seen>>,
}

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    last: Instant,
}

fn cells(n: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(n).unwrap()
}

impl Pty {
    /// Opens the screen on a data folder.
    pub fn open(data: &Path, args: &[&str], columns: u16, rows: u16, env: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(DAYDECK);
        command.arg("--data");
        command.arg(data);
        command.args(args);
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin:/bin")] {
            command.env(name, value);
        }
        command.env("HOME", data);
        for (name, value) in env {
            command.env(name, value);
        }
        Self::spawn(command, columns, rows)
    }

    /// Opens any program in a pseudo-terminal.
    pub fn spawn(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let seen = Arc::new(Mutex::new(Seen { parser, bytes: Vec::new(), last: Instant::now() }));
        let filled = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 {
                    break;
                }
                let mut seen = filled.lock().unwrap();
                seen.parser.process(&buffer[..n]);
                seen.bytes.extend_from_slice(&buffer[..n]);
                seen.last = Instant::now();
            }
        });
        Self { child, master: Some(pair.master), writer: Some(writer), seen }
    }

    /// The process id.
    pub fn pid(&self) -> i32 {
        i32::try_from(self.child.process_id().unwrap()).unwrap()
    }

    /// Types; names in `<>` are keys: `<enter> <esc> <down> <up> <left> <right> <tab>`.
    pub fn keys(&mut self, keys: &str) {
        const NAMES: [(&str, &str); 9] = [
            ("<enter>", "\r"),
            ("<esc>", "\x1b"),
            ("<down>", "\x1b[B"),
            ("<up>", "\x1b[A"),
            ("<left>", "\x1b[D"),
            ("<right>", "\x1b[C"),
            ("<tab>", "\t"),
            ("<pgdn>", "\x1b[6~"),
            ("<end>", "\x1b[F"),
        ];
        let mut text = keys.to_owned();
        for (name, bytes) in NAMES {
            text = text.replace(name, bytes);
        }
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(text.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// The screen's text, row by row.
    pub fn text(&self) -> String {
        self.seen.lock().unwrap().parser.screen().contents()
    }

    /// Every byte so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().unwrap().bytes.clone()
    }

    /// Forgets the bytes so far.
    pub fn forget_bytes(&self) {
        self.seen.lock().unwrap().bytes.clear();
    }

    /// Looks at the second terminal.
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.seen.lock().unwrap().parser.screen())
    }

    /// Waits until the screen shows what `shown` wants; panics with the screen after 30 seconds.
    pub fn wait(&self, what: &str, shown: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let text = self.text();
            if shown(&text) {
                return text;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "waited in vain for {what}; the screen shows:\n{text}");
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    /// Waits until nothing has been written for `quiet`.
    pub fn quiet(&self, quiet: Duration) {
        let start = Instant::now();
        while self.seen.lock().unwrap().last.elapsed() < quiet && start.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Turns the views of the tab until the one of this English name stands there with its count.
    pub fn view(&mut self, name: &str) {
        let counted = |text: &str| {
            let line = text.lines().nth(1)?.strip_prefix("view: ")?.to_owned();
            let words = line.split_once("  ").map_or(line.as_str(), |(words, _)| words).to_owned();
            words.rsplit(' ').next()?.replace(',', "").parse::<u64>().ok().map(|_| words)
        };
        for _ in 0..8 {
            let shown = counted(&self.wait("the view", |text| counted(text).is_some())).unwrap();
            if shown.starts_with(&format!("{name} ")) {
                return;
            }
            self.keys("]");
            self.wait("the next view", |text| counted(text).is_some_and(|now| now != shown));
        }
        panic!("no view {name}; the screen shows:\n{}", self.text());
    }

    /// Another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.seen.lock().unwrap().parser.screen_mut().set_size(cells(rows), cells(columns));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Sends a signal.
    pub fn signal(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(rustix::process::Pid::from_raw(self.pid()).unwrap(), signal).unwrap();
    }

    /// Waits for the end of the process, at most `limit`; its exit code (0 to 255; of a killed one 1), or `None` when it lives on.
    pub fn ended(&mut self, limit: Duration) -> Option<u32> {
        let start = Instant::now();
        while start.elapsed() < limit {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status.exit_code());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Bytes that outside text must never bring to a terminal: what is left when the program's own sequences are taken away.
/// Returns the first offence with the bytes around it.
pub fn foreign(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let own = match c {
            '\x1b' => match chars.next() {
                // CSI: parameters, then one final byte out of those that this program sends.
                Some((_, '[')) => loop {
                    match chars.next() {
                        Some((_, '0'..='9' | ';' | '?')) => {}
                        Some((_, last)) => break "mHABCDKMLrhlJ".contains(last),
                        None => break true,
                    }
                },
                // OSC 52 only, closed by BEL.
                Some((_, ']')) => {
                    let body: String = chars.by_ref().map(|(_, c)| c).take_while(|c| *c != '\x07').collect();
                    body.starts_with("52;c;")
                        && body[5..].bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
                }
                _ => false,
            },
            '\r' | '\n' => true,
            c if c.is_control() => false,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' => {
                false
            }
            _ => true,
        };
        if !own {
            let near: String = text[at..].chars().take(24).collect();
            return Some(format!("byte {at}: {near:?}"));
        }
    }
    None
}
