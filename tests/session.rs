//! Whole sessions in a real terminal: exports of hostile text, no letter keys at all, the wheel, help and palette.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use common::{Pty, demo, folder, json};

/// The text of the row or entry that the cursor marks: the list's `> `, or a menu's `| > `.
fn chosen(text: &str) -> Option<&str> {
    let entry = text.lines().find_map(|line| line.split_once("| > ").map(|(_, rest)| rest));
    entry.or_else(|| text.lines().find_map(|line| line.strip_prefix("> ")))
}

/// Goes down the open menu, help or palette to the entry with these words, and takes it with Enter.
fn choose(pty: &mut Pty, words: &str) {
    pty.wait(&format!("a menu for {words:?}"), |text| text.contains("| > "));
    for _ in 0..120 {
        let before = pty.text();
        if chosen(&before).is_some_and(|entry| entry.contains(words)) {
            return enter(pty);
        }
        pty.keys("<down>");
        let moved = Instant::now();
        while pty.text() == before {
            assert!(moved.elapsed() < Duration::from_secs(5), "no entry {words:?}:\n{before}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    panic!("no entry {words:?}:\n{}", pty.text());
}

/// Waits for the one file with this extension that was not there before.
fn new_file(exports: &Path, known: &[PathBuf], extension: &str) -> PathBuf {
    let start = Instant::now();
    loop {
        let found = std::fs::read_dir(exports).into_iter().flatten().map(|entry| entry.unwrap().path());
        let new: Vec<PathBuf> = found.filter(|path| !known.contains(path)).collect();
        if let [path] = new.as_slice() {
            assert_eq!(path.extension().and_then(|e| e.to_str()), Some(extension));
            return path.clone();
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{extension}: {new:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The first character that a file must not hold: a control character, a C1 code, a turn of direction, a zero-width one.
fn unsafe_char(text: &str, tabs: bool) -> Option<(usize, char)> {
    text.char_indices().find(|(_, c)| match c {
        '\n' | '\r' => false,
        '\t' => !tabs,
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{61c}'
        | '\u{ad}' => true,
        c => c.is_control(),
    })
}

#[test]
fn an_export_of_hostile_text_holds_nothing_that_a_terminal_obeys() {
    let data = folder();
    let demo = demo(data.path(), 1000);
    // The parser's input does hold it: the archive keeps the bytes as they came.
    let archive = std::fs::read_dir(demo.join("archive")).unwrap().map(|entry| entry.unwrap().path());
    let came: Vec<Vec<u8>> = archive.filter(|path| path.is_file()).map(|path| std::fs::read(path).unwrap()).collect();
    for hostile in ["Bread Box \u{1b}[31mSALE", "Spring\u{202e}dleif"] {
        let bytes = hostile.as_bytes();
        assert!(came.iter().any(|file| file.windows(bytes.len()).any(|w| w == bytes)), "{hostile:?} came");
    }
    let exports = demo.join("exports");
    let mut known: Vec<PathBuf> = Vec::new();
    let mut pty = Pty::open(&demo, &["--lang", "en"], 160, 50, &[]);
    // What is left of the hostile text in each list, once it can do no harm.
    for (digit, name, wanted) in [
        ("1", "Everyone", &["NL-K-BREAD-1"][..]),
        ("2", "All", &["Bread Box ␛[31mSALE␛[0m", "mottom", "␇"]),
        ("3", "All", &["Inquiry ␛[2J␛]0;owned␇ from tnega"]),
    ] {
        pty.keys(digit);
        pty.wait(&format!("tab {digit}"), |text| text.lines().next().is_some_and(|l| l.contains(&format!("[{digit}"))));
        pty.view(name);
        for (letter, extension) in [("c", "csv"), ("t", "tsv"), ("j", "json"), ("m", "md")] {
            pty.keys("e");
            pty.wait("the export menu", |text| text.contains("export as csv"));
            pty.keys(letter);
            let path = new_file(&exports, &known, extension);
            let file = path.file_name().unwrap().to_str().unwrap().to_owned();
            pty.wait("the word that it is written", |text| text.contains(&file));
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            assert_eq!(unsafe_char(text, extension == "tsv"), None, "{file}");
            // Markdown escapes what it would take for markup.
            let plain = text.replace('\\', "");
            for words in wanted {
                assert!(plain.contains(words), "{file} has no {words:?}");
            }
            assert!(text.lines().count() > 5, "{file}");
            assert!(!text.contains("dleif"), "{file} holds a buyer's city");
            known.push(path);
        }
    }
    assert_eq!(common::foreign(&pty.bytes()), None);
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
}

/// The row's title in the list of open items, or nothing.
fn is_open(demo: &Path, id: &str) -> bool {
    json(demo, &["today", "--json", "--limit", "1000"], 0).iter().any(|item| item["id"] == id)
}

fn wait_for(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(20), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Opens the menu of the selected row: the first Enter shows the detail where it has no place of its own.
fn menu(pty: &mut Pty) {
    for _ in 0..2 {
        enter(pty);
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(1) {
            if pty.text().contains("| > ") {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    panic!("no menu:\n{}", pty.text());
}

/// Enter by itself: pressed again at once it would count as held down.
fn enter(pty: &mut Pty) {
    std::thread::sleep(Duration::from_millis(200));
    pty.keys("<enter>");
}

#[test]
fn arrows_enter_esc_tab_and_digits_are_enough_for_a_whole_session() {
    for (columns, rows) in [(70, 20), (80, 24), (160, 50)] {
        let data = folder();
        let demo = demo(data.path(), 600);
        let first = json(&demo, &["today", "--json", "--limit", "1000"], 0).remove(0);
        let (id, entity) = (first["id"].as_str().unwrap(), first["entity"].as_str().unwrap());
        let mut pty = Pty::open(&demo, &["--lang", "en"], columns, rows, &[]);
        for digit in ["2", "3", "4", "5", "8", "9", "1"] {
            pty.keys(digit);
            pty.wait(&format!("tab {digit}"), |text| {
                text.lines().next().is_some_and(|line| line.contains(&format!("[{digit}"))) && chosen(text).is_some()
            });
            // Into the detail and out of it, with a row down and up in each.
            pty.keys("<down><up><tab><down><up><tab>");
            menu(&mut pty);
            pty.keys("<esc>");
            pty.wait("no menu", |text| !text.contains("| > "));
            pty.keys("<esc>");
            pty.wait("the list again", |text| text.lines().any(|line| line.starts_with("> ")));
            // A key right behind the byte of Esc would be read as Alt with it.
            std::thread::sleep(Duration::from_millis(100));
        }
        pty.wait("the first row", |text| chosen(text).is_some_and(|row| row.contains(&entity[..12])));
        let mut act = |way: &[&str], open: bool| {
            menu(&mut pty);
            for words in way {
                choose(&mut pty, words);
            }
            wait_for(&format!("{way:?}: open is {open}"), || is_open(&demo, id) == open);
            let word = if open { "OK undone: " } else { "OK done: " };
            pty.wait(word, |text| text.contains(word));
        };
        act(&["done: "], false);
        act(&["undo my last step"], true);
        act(&["done: "], false);
        act(&["all commands", "undo my last step"], true);
        menu(&mut pty);
        choose(&mut pty, "quit");
        assert_eq!(pty.ended(Duration::from_secs(5)), Some(0), "{columns}x{rows}");
        assert!(!pty.look(vt100::Screen::alternate_screen));
    }
}

/// A notch of the wheel at a place of the screen, counted from zero, as an SGR mouse report.
fn wheel(pty: &mut Pty, column: u16, row: u16, down: bool) {
    pty.keys(&format!("\x1b[<{};{};{}M", if down { 65 } else { 64 }, column + 1, row + 1));
}

/// The columns of the screen from `from` on, row by row.
fn right_of(pty: &Pty, from: u16) -> Vec<String> {
    pty.look(|screen| screen.rows(from, 200).map(|row| row.trim_end().to_owned()).collect())
}

#[test]
fn the_wheel_moves_the_list_and_scrolls_the_pane_under_it() {
    let data = folder();
    let demo = demo(data.path(), 600);
    let mut pty = Pty::open(&demo, &["--lang", "en"], 160, 50, &[]);
    pty.wait("the queue and its detail", |text| chosen(text).is_some() && text.contains("source: "));
    let marked = |pty: &Pty| pty.look(|screen| screen.rows(0, 2).position(|row| row.starts_with('>')));
    assert_eq!(marked(&pty), Some(4));
    // Three rows a notch.
    for (down, row) in [(true, 7), (true, 10), (false, 7)] {
        wheel(&mut pty, 20, 10, down);
        wait_for(&format!("row {row} is marked"), || marked(&pty) == Some(row));
    }
    // The pane begins right of the bar, and the detail is that of the marked row.
    let bar = pty.look(|screen| screen.rows(0, 160).nth(3).unwrap().find('|').unwrap());
    let from = u16::try_from(bar).unwrap() + 2;
    let marked_id = pty.look(|screen| screen.rows(20, 12).nth(7).unwrap());
    wait_for("its detail", || right_of(&pty, from)[3].starts_with(marked_id.trim()));
    pty.wait("all of it", |text| text.contains("source: "));
    let before = right_of(&pty, from);
    wheel(&mut pty, from + 10, 10, true);
    wait_for("the detail is a line further", || right_of(&pty, from)[4..20] == before[5..21]);
    assert_eq!(marked(&pty), Some(7), "the list stays");
    wheel(&mut pty, from + 10, 10, false);
    wait_for("and back", || right_of(&pty, from)[4..20] == before[4..20]);
    assert!(String::from_utf8_lossy(&pty.bytes()).contains("\x1b[?1006h"), "mouse reports were asked for");
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
}

/// Opens help (`?`) or palette (`:`), types, and takes the first entry with Enter.
fn command(pty: &mut Pty, opener: &str, words: &str) {
    pty.keys(opener);
    pty.wait("the search", |text| text.contains(&format!("| {opener}_")));
    pty.keys(words);
    pty.wait(words, |text| {
        text.contains(&format!("| {opener}{words}_")) && chosen(text).is_some_and(|entry| entry.contains(words))
    });
    enter(pty);
}

#[test]
fn enter_runs_what_help_and_palette_have_found() {
    let data = folder();
    let demo = demo(data.path(), 600);
    for opener in ["?", ":"] {
        let mut pty = Pty::open(&demo, &["--lang", "en"], 100, 40, &[]);
        pty.wait("the queue", |text| text.lines().any(|line| line.starts_with("> ")));
        command(&mut pty, opener, "go to Stock");
        pty.wait("the tab", |text| text.lines().next().is_some_and(|line| line.contains("[5")));
        command(&mut pty, opener, "export this view");
        pty.wait("the menu behind it", |text| text.contains("export as md"));
        pty.keys("<esc>");
        pty.quiet(Duration::from_millis(100));
        // What is not possible now says why, and does nothing.
        command(&mut pty, opener, "clear the marks");
        pty.wait("the reason", |text| !text.contains("type to search") && text.contains("othing is marked"));
        if opener == ":" {
            command(&mut pty, opener, "language: 中文");
            pty.wait("the other language", |text| text.contains("库存"));
            pty.keys(":");
            pty.wait("the palette", |text| text.contains("| :_"));
            // English words are found in every language.
            pty.keys("quit");
            pty.wait("the command", |text| chosen(text).is_some_and(|entry| entry.contains("退出")));
            enter(&mut pty);
        } else {
            command(&mut pty, opener, "quit");
        }
        assert_eq!(pty.ended(Duration::from_secs(5)), Some(0), "{opener}");
    }
}

#[test]
fn what_another_process_does_is_seen_from_the_first_moment_on() {
    let data = folder();
    // A screen on an empty folder sees the first import of somebody else.
    let first = data.path().join("new");
    std::fs::create_dir(&first).unwrap();
    std::fs::set_permissions(&first, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let mut pty = Pty::open(&first, &["--lang", "en"], 100, 30, &[]);
    pty.wait("the first run", |text| text.contains("Welcome"));
    // Enter on an empty tab opens a menu: what can be done is in it.
    pty.keys("5");
    pty.wait("the empty tab", |text| text.contains("No data for Stock yet"));
    menu(&mut pty);
    pty.wait("its entries", |text| text.contains("import a file or folder") && text.contains("quit"));
    pty.keys("<esc>");
    let file = data.path().join("unknown.csv");
    std::fs::write(&file, "name,colour\nspoon,red\n").unwrap();
    common::ok(&first, &["import", "--store", "shop", file.to_str().unwrap()], 1);
    pty.wait("the practices", |text| text.lines().next().is_some_and(|line| line.contains("8 Practices 10")));
    pty.keys("1");
    pty.wait("the refused file", |text| text.contains("unknown.csv was refused"));
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));

    // A step that falls between the first page and the first look for changes.
    let demo = demo(data.path(), 200);
    let items = json(&demo, &["today", "--json", "--limit", "2"], 0);
    let (id, entity) = (items[0]["id"].as_str().unwrap(), items[0]["entity"].as_str().unwrap());
    let mut pty = Pty::open(&demo, &["--lang", "en"], 100, 30, &[]);
    pty.wait("the first row", |text| chosen(text).is_some_and(|row| row.contains(&entity[..12])));
    common::ok(&demo, &["done", id], 0);
    let start = Instant::now();
    pty.wait("the row gone", |text| chosen(text).is_some_and(|row| !row.contains(&entity[..12])));
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
}
