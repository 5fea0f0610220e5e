//! Several Unix users on one data folder (D2): who gets in, who is told what, and that two who write at once both succeed.
//! Needs root to become other users; says so and stops elsewhere.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of a test; a panic is how it fails")]

mod common;

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant as Moment};

use common::{DAYDECK, Pty, skip};
use daydeck::demo;
use daydeck::domain::act::{Actor, Request};
use daydeck::domain::day::Instant;
use daydeck::store::open::{Facts, Folder, Reader, Team};
use portable_pty::CommandBuilder;

const ANN: u32 = 61_001;
const BOB: u32 = 61_002;
const STRANGER: u32 = 61_003;
const TEAM: u32 = 61_000;
const WRITES: i64 = 200;
const NAME: &str = "two_users_share_a_folder_only_when_it_is_set_up_for_it";

/// What a user does with the folder: opens it, writes, opens and writes again; exit 0 when all went well.
fn work(root: &Path) -> Result<(), String> {
    let words = |error: &dyn std::fmt::Display| error.to_string();
    let folder = Folder::open(root).map_err(|e| words(&e))?;
    folder.apply_umask();
    let actor = Actor { uid: rustix::process::getuid().as_raw(), name: "member".into() };
    let request = Request::Nothing { format: "unshipped".into(), store: "s".into(), market: None };
    for n in 0..WRITES {
        // A new connection for each write: the log is made and removed all the time.
        let mut team = Team::open(&folder).map_err(|e| words(&e))?;
        team.ask(&request, &actor, Instant(n)).map_err(|e| words(&e))?;
    }
    Reader::open(&folder).map_err(|e| words(&e))?;
    Ok(())
}

fn start(root: &Path, uid: u32, gid: u32) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([NAME, "--exact", "--nocapture"])
        .env("DAYDECK_TEST_FOLDER", root)
        .uid(uid)
        .gid(gid)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What went wrong for a user; `None` when nothing did.
fn trouble(child: Child) -> Option<String> {
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (!output.status.success()).then_some(said)
}

fn folder(temp: &Path, name: &str, mode: u32, owner: u32) -> std::path::PathBuf {
    let root = temp.join(name);
    fs::create_dir(&root).unwrap();
    chown(&root, Some(owner), Some(TEAM)).unwrap();
    fs::set_permissions(&root, Permissions::from_mode(mode)).unwrap();
    root
}

#[test]
fn two_users_share_a_folder_only_when_it_is_set_up_for_it() {
    if let Some(root) = std::env::var_os("DAYDECK_TEST_FOLDER") {
        work(Path::new(&root)).unwrap();
        return;
    }
    if !rustix::process::geteuid().is_root() {
        return skip("needs root to become other users");
    }
    let temp = tempfile::tempdir().unwrap();
    fs::set_permissions(temp.path(), Permissions::from_mode(0o755)).unwrap();

    let shared = folder(temp.path(), "shared", 0o2770, ANN);
    // `facts.db` is the worker's: made here by the owner of the machine, for the group.
    drop(Facts::open(&Folder::open(&shared).unwrap()).unwrap());
    let both = [start(&shared, ANN, TEAM), start(&shared, BOB, TEAM)].map(trouble);
    assert_eq!(both, [None, None]);
    let made = fs::metadata(shared.join("team.db")).unwrap().permissions().mode() & 0o777;
    assert_eq!(made, 0o660);
    let count = Team::open(&Folder::open(&shared).unwrap()).unwrap();
    let rows: i64 = count.connection().query_row("SELECT count(*) FROM request", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 2 * WRITES);
    let stranger = trouble(start(&shared, STRANGER, STRANGER)).unwrap();
    assert!(stranger.contains("not a member") || stranger.contains("ermission denied"), "{stranger}");

    for (name, mode) in [("open", 0o2775), ("no-setgid", 0o770), ("read-only", 0o2750), ("default", 0o755)] {
        let root = folder(temp.path(), name, mode, ANN);
        for uid in [ANN, BOB] {
            let said = trouble(start(&root, uid, TEAM)).unwrap();
            assert!(said.contains("chmod"), "{name} as {uid}: {said}");
        }
    }

    let private = folder(temp.path(), "private", 0o700, ANN);
    let said = trouble(start(&private, BOB, TEAM)).unwrap();
    assert!(said.contains("belongs to user") || said.contains("ermission denied"), "{said}");
    assert!(!private.join("team.db").exists());
}

const SCREEN: &str = "two_operators_with_a_screen_each_share_one_queue";
const TAKE_OVER: &str = "presence_take_over_notes_and_undo_between_two_users";
/// Another screen looks for commits each second; one more is for a busy machine.
const SEEN_WITHIN: Duration = Duration::from_secs(2);

/// The screen of a user: this test starts itself in the terminal, becomes the user, and then the program.
fn screen(root: &Path, uid: u32, test: &str) -> Pty {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]);
    command.env("DAYDECK_TEST_FOLDER", root);
    command.env("DAYDECK_TEST_UID", uid.to_string());
    command.env("TERM", "xterm-256color");
    Pty::spawn(command, 160, 50)
}

/// The program as a user.
fn program(root: &Path, uid: u32) -> Command {
    let mut command = common::command(root);
    command.uid(uid).gid(TEAM);
    command
}

/// What the program prints for a user: a JSON array.
fn rows(root: &Path, args: &[&str]) -> Vec<serde_json::Value> {
    let output = program(root, BOB).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// In the terminal of [`screen`]: becomes the user and the program. Elsewhere nothing.
fn become_user() {
    let Some(root) = std::env::var_os("DAYDECK_TEST_FOLDER") else { return };
    let uid = std::env::var("DAYDECK_TEST_UID").unwrap().parse().unwrap();
    let mut command = Command::new(DAYDECK);
    command.arg("--data").arg(root).args(["--lang", "en"]).env_clear();
    command.envs([("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("HOME", "/nonexistent")]);
    panic!("{}", command.uid(uid).gid(TEAM).exec());
}

/// A shared folder with orders to ship.
fn shop(temp: &Path) -> std::path::PathBuf {
    fs::set_permissions(temp, Permissions::from_mode(0o755)).unwrap();
    let shared = folder(temp, "shared", 0o2770, ANN);
    let now = Instant(chrono::Utc::now().timestamp());
    let made = demo::write(&temp.join("files"), &demo::Options { orders: 60, ..demo::Options::new(now) }).unwrap();
    let to_ship = made.iter().rfind(|f| f.path.to_string_lossy().contains("US/unshipped")).unwrap();
    let import = ["import", "--store", "shop", "--marketplace", "US", to_ship.path.to_str().unwrap()];
    let output = program(&shared, ANN).args(import).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    shared
}

/// Waits until a screen shows it, and says how long that took.
fn seen(pty: &Pty, what: &str, shown: impl Fn(&str) -> bool) -> Duration {
    let start = Moment::now();
    pty.wait(what, shown);
    start.elapsed()
}

/// The row under the cursor.
fn marked(text: &str) -> &str {
    text.lines().find(|line| line.starts_with("> ")).unwrap_or_default()
}

#[test]
fn two_operators_with_a_screen_each_share_one_queue() {
    become_user();
    if !rustix::process::geteuid().is_root() {
        return skip("needs root to become other users");
    }
    let temp = tempfile::tempdir().unwrap();
    let shared = shop(temp.path());
    let open = || rows(&shared, &["today", "--view", "everyone", "--json"]);
    let orders: Vec<String> = open().iter().map(|item| item["entity"].as_str().unwrap().to_owned()).collect();
    assert!(orders.len() > 5, "{orders:?}");

    let (mut ann, mut bob) = (screen(&shared, ANN, SCREEN), screen(&shared, BOB, SCREEN));
    for pty in [&ann, &bob] {
        pty.wait("the first order", |text| marked(text).contains(&orders[0]));
    }
    // One claims, at once after the other's screen has come up: it leaves the other's open view. Among everyone's items
    // the other sees whose it is, and can neither claim it nor do it.
    ann.keys("c");
    ann.wait("the word of the claim", |text| text.contains("OK claim") && marked(text).contains(&orders[0]));
    let took = seen(&bob, "the claimed order gone", |text| marked(text).contains(&orders[1]));
    assert!(took < SEEN_WITHIN, "{took:?}");
    bob.view("Everyone");
    bob.keys("g");
    bob.wait("whose the order is", |text| marked(text).contains(&orders[0]) && marked(text).contains("uid"));
    bob.keys("d");
    bob.wait("the refusal", |text| text.contains("uid 61001 claimed it at") && text.contains("nothing was written"));
    bob.keys("<esc>");
    bob.wait("the word gone", |text| !text.contains("nothing was written"));
    // Claiming it asks first, and names who has it since when; Esc leaves it with them.
    bob.keys("g");
    bob.wait("the claimed order", |text| marked(text).contains(&orders[0]));
    bob.keys("c");
    bob.wait("the question", |text| text.contains("take over from uid 61001, who has it since"));
    bob.keys("<esc>");
    bob.wait("no question", |text| !text.contains("take over from"));
    let item = open().into_iter().find(|item| item["entity"] == orders[0].as_str()).unwrap();
    assert_eq!((item["state"].as_str(), item["claimed_by"].as_str()), (Some("open"), Some("uid 61001")));
    // Its holder does it; it leaves both lists.
    ann.keys("d");
    let took = seen(&bob, "the order gone", |text| marked(text).contains(&orders[1]));
    assert!(took < SEEN_WITHIN, "{took:?}");
    bob.view("Open");
    ann.wait("the next order", |text| marked(text).contains(&orders[1]));
    // Both press at once on one order: one of them does it, and none does the next one by mistake.
    for round in 1..5 {
        let left = open().len();
        for pty in [&mut ann, &mut bob] {
            pty.keys("g");
            pty.wait("the same row", |text| marked(text).contains(&orders[round]));
        }
        std::thread::sleep(Duration::from_millis(300));
        std::thread::scope(|scope| {
            scope.spawn(|| ann.keys("d"));
            scope.spawn(|| bob.keys("d"));
        });
        for pty in [&ann, &bob] {
            let took = seen(pty, "the row gone", |text| marked(text).contains(&orders[round + 1]));
            assert!(took < SEEN_WITHIN + Duration::from_secs(1), "{took:?}");
        }
        assert_eq!(open().len(), left - 1, "round {round}: one order, once");
    }
    for pty in [&mut ann, &mut bob] {
        pty.keys("q");
        assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
    }
    let output = program(&shared, BOB).args(["db", "check"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// What the program says on standard error for a user, and how it ends.
fn said(root: &Path, uid: u32, args: &[&str]) -> (Option<i32>, String) {
    let output = program(root, uid).args(args).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn presence_take_over_notes_and_undo_between_two_users() {
    become_user();
    if !rustix::process::geteuid().is_root() {
        return skip("needs root to become other users");
    }
    let temp = tempfile::tempdir().unwrap();
    let shared = shop(temp.path());
    let items = rows(&shared, &["today", "--view", "everyone", "--json"]);
    let of = |n: usize, field: &str| items[n][field].as_str().unwrap().to_owned();
    let (first, second) = (of(0, "entity"), of(1, "entity"));
    let (mut ann, mut bob) = (screen(&shared, ANN, TAKE_OVER), screen(&shared, BOB, TAKE_OVER));
    for pty in [&ann, &bob] {
        pty.wait("the first order", |text| marked(text).contains(&first));
    }
    // Presence: each sees that the other has the item open; it moves with the cursor and goes with the process.
    for (pty, other) in [(&ann, "uid 61002"), (&bob, "uid 61001")] {
        pty.wait("who has it open", |text| text.contains(&format!("{other} has this open")) && text.contains("2 here"));
    }
    ann.keys("j");
    bob.wait("the item no longer open", |text| !text.contains("has this open"));
    let here = rows(&shared, &["who", "--json"]);
    let on: Vec<_> = here.iter().map(|h| (h["uid"].as_u64(), h["item"].as_str())).collect();
    assert!(on.contains(&(Some(u64::from(ANN)), Some(of(1, "id").as_str()))), "{on:?}");
    // Take-over: asked first, and told to whoever lost it.
    ann.keys("k");
    ann.wait("the first order", |text| marked(text).contains(&first));
    ann.keys("c");
    ann.wait("the claim", |text| text.contains("OK claim"));
    bob.wait("it left the open ones", |text| marked(text).contains(&second));
    let (code, words) = said(&shared, BOB, &["claim", &of(0, "id")]);
    assert!(code == Some(1) && words.contains("uid 61001 has it until") && words.contains("--take-over"), "{words}");
    bob.view("Everyone");
    bob.keys("g");
    bob.wait("the claimed order", |text| marked(text).contains(&first) && marked(text).contains("uid"));
    bob.keys("c");
    bob.wait("the question", |text| text.contains("take over from uid 61001, who has it since"));
    std::thread::sleep(Duration::from_millis(300));
    bob.keys("<enter>");
    bob.wait("the take-over", |text| text.contains("OK taken over from"));
    // The loser's words stay: a note is written beside the new holder, an act is refused and keeps its text.
    let took = seen(&ann, "the item gone from the open ones", |text| marked(text).contains(&second));
    assert!(took < SEEN_WITHIN, "{took:?}");
    let (code, words) = said(&shared, ANN, &["done", &of(0, "id"), "--note", "x"]);
    assert!(code == Some(1) && words.contains("uid 61002 has it until"), "{words}");
    let (code, words) = said(&shared, ANN, &["note", &of(0, "id"), "parcel", "is", "packed"]);
    assert_eq!(code, Some(0), "{words}");
    let took = seen(&bob, "the note in the history", |text| text.contains("parcel is packed"));
    assert!(took < SEEN_WITHIN, "{took:?}");
    // An undo that somebody stands in the way of says who: ann's claim was taken over.
    ann.keys("u");
    ann.wait("the note undone", |text| text.contains("OK undone: note"));
    ann.keys("u");
    ann.wait("the refusal", |text| text.contains("Not undone: uid 61002 changed"));
    // Assigned to somebody who works here; the journal has all of it, as it was written.
    let (code, words) = said(&shared, BOB, &["assign", &of(1, "id"), "--to", "uid 61001"]);
    assert_eq!(code, Some(0), "{words}");
    assert_eq!(said(&shared, BOB, &["assign", &of(1, "id"), "--to", "nobody here"]).0, Some(1));
    let took = seen(&ann, "to whom it was given", |text| text.contains("answers for it: uid 61001"));
    assert!(took < SEEN_WITHIN, "{took:?}");
    let journal = rows(&shared, &["journal", "--item", &of(0, "id"), "--json"]);
    let verbs: Vec<_> = journal.iter().map(|line| line["verb"].as_str().unwrap()).collect();
    assert_eq!(verbs, ["opened", "claim", "take-over", "note", "undo"]);
    assert_eq!(journal[2]["note"], "uid 61001");
    assert_eq!(said(&shared, BOB, &["journal", "--verify"]).0, Some(0));
    // A screen that is killed is gone at once for everybody.
    bob.signal(rustix::process::Signal::KILL);
    assert!(bob.ended(Duration::from_secs(5)).is_some());
    ann.wait("alone", |text| !text.contains(" here "));
    assert_eq!(rows(&shared, &["who", "--json"]).len(), 1);
    ann.keys("q");
    assert_eq!(ann.ended(Duration::from_secs(5)), Some(0));
}

#[test]
fn roles_and_the_second_person_hold_on_the_command_line_too() {
    if !rustix::process::geteuid().is_root() {
        return skip("needs root to become other users");
    }
    let temp = tempfile::tempdir().unwrap();
    let shared = shop(temp.path());
    let config = "[team]\nleads = [\"uid 61001\"]\nviewers = [\"uid 61003\"]\ntwo_person = [\"dismiss\"]\n";
    fs::write(shared.join("config.toml"), config).unwrap();
    fs::set_permissions(shared.join("config.toml"), Permissions::from_mode(0o664)).unwrap();
    let id = rows(&shared, &["today", "--view", "everyone", "--json"])[0]["id"].as_str().unwrap().to_owned();
    let steps = temp.path().join("steps.txt");
    fs::write(&steps, "1  Pack.\n").unwrap();
    let set = ["howto", "ship-today", "--set", steps.to_str().unwrap()];
    let reset = ["howto", "ship-today", "--reset"];
    for args in [&["done", &id][..], &["note", &id, "x"], &["undo"], &["db", "purge"], &set, &reset] {
        let (code, words) = said(&shared, STRANGER, args);
        assert!(code == Some(1) && words.contains("this takes the role"), "{args:?}: {words}");
    }
    // A person's own variables decide nothing here.
    let output = program(&shared, STRANGER).env("DAYDECK_TEAM_VIEWERS", "nobody").args(["done", &id]).output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("is the team's") && words.contains("this takes the role"), "{words}");
    let (code, words) = said(&shared, BOB, &["db", "purge"]);
    assert!(code == Some(1) && words.contains("this takes the role lead"), "{words}");
    let (code, words) = said(&shared, BOB, &["dismiss", &id, "--reason", "known"]);
    assert!(code == Some(0) && words.contains("daydeck confirm 1"), "{words}");
    let (code, words) = said(&shared, BOB, &["confirm", "1"]);
    assert!(code == Some(1) && words.contains("your own"), "{words}");
    assert_eq!(rows(&shared, &["proposals", "--json"]).len(), 1);
    assert_eq!(said(&shared, ANN, &["confirm", "1"]).0, Some(0));
    let done = rows(&shared, &["today", "--view", "done", "--json"]);
    assert_eq!(done[0]["id"], id.as_str());
    assert_eq!(said(&shared, BOB, &set).0, Some(0));
    // What is open is the team's, whoever holds or was given it.
    let everyone = rows(&shared, &["today", "--view", "everyone", "--json"]);
    assert_eq!(said(&shared, ANN, &["claim", everyone[0]["id"].as_str().unwrap()]).0, Some(0));
    let lanes = rows(&shared, &["status", "--json"]);
    let open: u64 = lanes.iter().filter_map(|row| row["open"].as_u64()).sum();
    assert_eq!(open, everyone.len() as u64);
    assert_eq!(said(&shared, ANN, &["release", everyone[0]["id"].as_str().unwrap()]).0, Some(0));
    // What is open, waiting and promised has a name behind it, in every form.
    let other = rows(&shared, &["today", "--view", "everyone", "--json"])[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(said(&shared, BOB, &["snooze", &other, "--observe", "3"]).0, Some(0));
    let handed = rows(&shared, &["handover", "--json"]);
    let bobs = handed.iter().find(|line| line["who"] == "uid 61002").unwrap();
    assert_eq!((bobs["part"].as_str(), bobs["id"].as_str()), (Some("promised"), Some(other.as_str())));
    let output = program(&shared, BOB).args(["handover", "--markdown"]).output().unwrap();
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(page.starts_with("# Hand-over") && page.contains("## uid 61002"), "{page}");
    // Ann has seen what was there when she acted last; since then Bob put one off.
    let output = program(&shared, ANN).args(["since", "--json"]).output().unwrap();
    let since: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let verbs: Vec<_> = since.iter().map(|line| (line["who"].as_str(), line["verb"].as_str())).collect();
    assert_eq!(verbs, [(Some("uid 61002"), Some("snooze"))]);
}
