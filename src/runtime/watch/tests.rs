//! The inbox on a real folder, and a whole watcher that is told to stop.

use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::domain::day::DAY;
use crate::runtime::child::testing::{Faulty, InProcess};

fn worker(temp: &Path) -> Worker {
    let folder = Folder::create(&temp.join("deck")).unwrap();
    Worker::with_parser(&folder, Box::new(InProcess)).unwrap()
}

/// A file that was last written long ago, so it needs no waiting.
fn drop_file(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_hours(1)).unwrap();
}

const STOCK: &str = include_str!("../../../tests/data/ingest/fba-inventory/18-columns@US.tsv");

#[test]
fn the_inbox_says_store_and_marketplace_and_is_empty_afterwards() {
    let temp = tempfile::tempdir().unwrap();
    let mut worker = worker(temp.path());
    let (inbox, refused) = (worker.folder().inbox(), worker.folder().refused());
    drop_file(&inbox.join("shop/US/stock.txt"), STOCK);
    drop_file(&inbox.join("shop/US/half.txt.part"), STOCK);
    drop_file(&inbox.join("shop/notes.txt"), "no report\n\u{1b}[31m");
    drop_file(&refused.join("notes.txt"), "an older one");
    std::os::unix::fs::symlink("/etc/hostname", inbox.join("link")).unwrap();
    let (mut look, mut told) = (Inbox::new(worker.folder()), Vec::new());
    let wait = look.pass(&mut worker, &mut |t| told.push(format!("{t:?}"))).unwrap();
    assert_eq!((wait, told.len()), (None, 3), "{told:?}");
    let applied = told.iter().find(|t| t.contains("FbaInventory")).unwrap();
    assert!(applied.contains("store: \"shop\"") && applied.contains("Applied"), "{applied}");
    assert!(!inbox.join("shop/US/stock.txt").exists() && inbox.join("shop/US/half.txt.part").exists());
    assert!(refused.join("notes.txt.1").exists() && refused.join("link").is_symlink());
    let reason = fs::read_to_string(refused.join("notes.txt.1.reason.txt")).unwrap();
    assert!(reason.contains("notes.txt") && reason.contains("problem"), "{reason}");
    let mode = fs::metadata(refused.join("notes.txt.1.reason.txt")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_file_that_is_being_written_waits_until_it_is_quiet() {
    let temp = tempfile::tempdir().unwrap();
    let mut worker = worker(temp.path());
    let path = worker.folder().inbox().join("stock.txt");
    fs::write(&path, STOCK).unwrap();
    let mut inbox = Inbox::new(worker.folder());
    let wait = inbox.pass(&mut worker, &mut |_| panic!("too early")).unwrap().unwrap();
    assert!(wait <= QUIET && path.exists());
    // It has been quiet for long enough.
    let since = Moment::now().checked_sub(QUIET).unwrap();
    for look in inbox.seen.values_mut() {
        look.since = since;
    }
    let mut told = 0;
    // Without a marketplace the file waits for an answer, but it is safe in the archive.
    assert_eq!(inbox.pass(&mut worker, &mut |_| told += 1).unwrap(), None);
    assert!(told == 1 && !path.exists());
}

#[test]
fn a_file_that_came_under_the_same_name_meanwhile_is_read_too() {
    let temp = tempfile::tempdir().unwrap();
    let mut worker = worker(temp.path());
    let path = worker.folder().inbox().join("shop/US/stock.txt");
    drop_file(&path, STOCK);
    let mut inbox = Inbox::new(worker.folder());
    let mut read = 0;
    // Told after reading and before the file goes.
    let mut tell = |_: &Told<'_>| {
        read += 1;
        if read == 1 {
            let next = temp.path().join("next");
            drop_file(&next, &STOCK.replacen("SKU", "SKV", 1));
            fs::rename(&next, &path).unwrap();
        }
    };
    inbox.pass(&mut worker, &mut tell).unwrap();
    assert!(path.exists(), "the other file was not read yet");
    inbox.pass(&mut worker, &mut tell).unwrap();
    assert_eq!((read, path.exists()), (2, false));
}

#[test]
fn a_file_that_cannot_be_put_away_does_not_stop_the_others() {
    let temp = tempfile::tempdir().unwrap();
    let mut worker = worker(temp.path());
    let (inbox, refused) = (worker.folder().inbox(), worker.folder().refused());
    drop_file(&inbox.join("a.txt"), "no report");
    drop_file(&inbox.join("shop/US/stock.txt"), STOCK);
    fs::remove_dir_all(&refused).unwrap();
    let mut read = Vec::new();
    let mut look = Inbox::new(worker.folder());
    let ended = look.pass(&mut worker, &mut |told| {
        if let Told::Read(report) = told {
            read.push(report.state);
        }
    });
    assert!(matches!(ended, Err(WorkerError::Io(_))));
    assert_eq!(read, [FileState::Refused, FileState::Applied]);
}

#[test]
fn a_watcher_reads_what_comes_and_stops_when_told() {
    let temp = tempfile::tempdir().unwrap();
    let mut worker = worker(temp.path());
    let settings = Settings::shipped().unwrap();
    let inbox = worker.folder().inbox();
    let (send, wake) = mpsc::channel();
    let stop = send.clone();
    drop_file(&inbox.join("shop/US/first.txt"), STOCK);
    let mut read = Vec::new();
    // The second file comes while the watcher runs: only a notice of the kernel can tell of it before the next look.
    let mut tell = |told: &Told<'_>| {
        if let Told::Read(report) = told {
            read.push((report.file.clone(), report.state));
            if read.len() == 1 {
                let (inbox, stock) = (inbox.clone(), STOCK.replacen("SKU", "SKV", 1));
                std::thread::spawn(move || {
                    drop_file(&inbox.join(".hidden"), &stock);
                    fs::rename(inbox.join(".hidden"), inbox.join("shop/US/second.txt")).unwrap();
                });
            } else {
                _ = stop.send(Wake::Stop(SIGTERM));
            }
        }
    };
    let ended = run(
        &mut worker,
        &settings,
        &Options { zone: chrono_tz::Tz::UTC, mail: Vec::new(), with_screens: false },
        Night::new(chrono_tz::Tz::UTC),
        &mut tell,
        &send,
        &wake,
    )
    .unwrap();
    assert_eq!(ended, Some(SIGTERM));
    assert_eq!(read.len(), 2, "{read:?}");
    assert_eq!((read[0].0.as_str(), read[0].1), ("first.txt", FileState::Applied));
    assert_eq!(read[1].0, "second.txt");
}

#[test]
fn a_mailbox_file_is_looked_at_when_it_has_changed_and_is_quiet() {
    let temp = tempfile::tempdir().unwrap();
    let (path, mut mailboxes) = (temp.path().join("box"), Mailboxes::default());
    let now = Moment::now();
    assert_eq!(mailboxes.wait(&path, now), None, "what is not there is for the worker to say");
    assert_eq!(mailboxes.wait(temp.path(), now), None, "a folder is looked at every time");
    fs::write(&path, "From a").unwrap();
    assert_eq!(mailboxes.wait(&path, now), Some(QUIET));
    assert_eq!(mailboxes.wait(&path, now + QUIET), None);
    // It waits for another file to say its marketplace: now and then it is read again.
    for tried in [now + QUIET, now + LOOK * 2] {
        mailboxes.was_read(&path, Some(tried + LOOK));
        assert_eq!(mailboxes.wait(&path, tried + QUIET), Some(LOOK.saturating_sub(QUIET)));
        assert_eq!(mailboxes.wait(&path, tried + LOOK), None);
    }
    mailboxes.was_read(&path, None);
    assert_eq!(mailboxes.wait(&path, now + LOOK * 9), Some(LOOK), "nothing new");
    fs::write(&path, "From a and more").unwrap();
    assert_eq!(mailboxes.wait(&path, now + QUIET), Some(QUIET));
    drop_file(&path, "From a and more still");
    assert_eq!(mailboxes.wait(&path, now + QUIET), None, "it was last written long ago");
}

#[test]
fn a_look_for_residue_that_fails_waits_like_any_other() {
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::create(&temp.path().join("deck")).unwrap();
    let mut worker = Worker::with_parser(&folder, Box::new(Faulty { blind: true, ..Faulty::default() })).unwrap();
    let path = temp.path().join("stock.txt");
    drop_file(&path, &STOCK.replace('\n', "\tAnn\n").replacen("Ann", "Kunde", 1));
    worker.import(&path, &Given { market: Some(Market::Us), ..Given::default() }, clock()).unwrap();
    assert!(worker.purge(clock().plus(400 * DAY)).is_err(), "rows were deleted and not looked for");
    let mut night = Night::new(Tz::UTC);
    night.residue = Moment::now().checked_sub(RESIDUE * 2);
    assert!(night.residue.is_some() && night.pass(&mut worker, &mut |_| {}).is_err());
    night.pass(&mut worker, &mut |_| panic!("too early")).unwrap();
    assert!(night.residue.is_some(), "it is tried again later");
}

#[test]
fn the_purge_of_the_day_does_not_wait_for_a_file_that_never_ends() {
    let temp = tempfile::tempdir().unwrap();
    let mut worker = worker(temp.path());
    let settings = Settings::shipped().unwrap();
    let path = worker.folder().inbox().join("shop/US/slow.txt");
    drop_file(&path, STOCK);
    // This process has it open for writing all the while.
    let _writer = fs::File::options().append(true).open(&path).unwrap();
    let (send, wake) = mpsc::channel();
    let stop = send.clone();
    let mut told = Vec::new();
    let mut tell = |t: &Told<'_>| {
        told.push(format!("{t:?}"));
        _ = stop.send(Wake::Stop(SIGTERM));
    };
    // Without a purge the watcher would look for a quiet file for ever.
    let (late, timer) = (send.clone(), Duration::from_secs(20));
    std::thread::spawn(move || {
        std::thread::sleep(timer);
        _ = late.send(Wake::Stop(SIGINT));
    });
    let options = Options { zone: chrono_tz::Tz::UTC, mail: Vec::new(), with_screens: false };
    let night = Night { started: Moment::now().checked_sub(SETTLED * 2).unwrap(), ..Night::new(options.zone) };
    let ended = run(&mut worker, &settings, &options, night, &mut tell, &send, &wake).unwrap();
    assert_eq!(ended, Some(SIGTERM), "{told:?}");
    assert!(told[0].starts_with("Purged") && path.exists(), "{told:?}");
}
