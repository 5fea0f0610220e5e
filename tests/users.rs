//! Several Unix users on one data folder (D2): who gets in, who is told what, and that two who write at once both succeed.
//! Needs root to become other users; says so and stops elsewhere.

#![allow(clippy::unwrap_used, reason = "helpers of a test; a panic is how it fails")]

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use daydeck::domain::act::{Actor, Request};
use daydeck::domain::day::Instant;
use daydeck::store::open::{Facts, Folder, Reader, Team};

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
        println!("SKIPPED: needs root to become other users");
        return;
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
