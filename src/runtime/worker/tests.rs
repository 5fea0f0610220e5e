//! The worker on real folders with the real parser, inside this process.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

use super::*;
use crate::domain::act::{Actor, Request};
use crate::domain::import::Question;
use crate::domain::settings::Settings;
use crate::runtime::bulletin;
use crate::runtime::child::testing::InProcess;
use crate::runtime::rebuild::rebuild_with;
use crate::store::open::Team;

mod mailbox;
mod mapping;
mod only;
mod parts;
mod purge;
mod serve;
mod stores;

const NOW: Instant = Instant(1_795_348_800);

struct Bench {
    temp: tempfile::TempDir,
    folder: Folder,
}

impl Bench {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("deck")).unwrap();
        Self { temp, folder }
    }

    fn worker(&self) -> Worker {
        Worker::with_parser(&self.folder, Box::new(InProcess)).unwrap()
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.temp.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// An unshipped report of these orders; `reported` is the day of November 2026 on which it was made.
    fn unshipped(&self, name: &str, reported: u32, orders: &[u32]) -> PathBuf {
        let mut text = "order-id\torder-item-id\tpurchase-date\tpayments-date\treporting-date\tpromise-date\t\
            days-past-promise\tbuyer-email\tbuyer-name\tbuyer-phone-number\tsku\tproduct-name\tquantity-purchased\t\
            quantity-shipped\tquantity-to-ship\tship-service-level\trecipient-name\tship-address-1\tship-address-2\t\
            ship-address-3\tship-city\tship-state\tship-postal-code\tship-country\tis-business-order\t\
            purchase-order-number\tprice-designation\n"
            .to_owned();
        for n in orders {
            _ = writeln!(
                text,
                "202-0000001-{n:07}\t{n:014}\t2026-11-20T08:00:00+00:00\t2026-11-20T08:00:00+00:00\t\
                 2026-11-{reported}T08:00:00+00:00\t2026-11-26T06:59:59+00:00\t-4\t\tAnn\t\tS\tTray\t1\t0\t1\tStandard\t\
                 Ann\t\t\t\tLeeds\t\tLS1 1AA\tGB\tfalse\t\t"
            );
        }
        let path = self.file(name, &text);
        let modified = UNIX_EPOCH + Duration::from_secs(NOW.0 as u64 - 86_400 * 22 + 86_400 * u64::from(reported));
        File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
        path
    }
}

fn given(market: Option<Market>) -> Given {
    Given { store: Some("shop".into()), market, ..Given::default() }
}

fn hash(worker: &Worker) -> String {
    worker.facts().content_hash().unwrap()
}

/// Every fixture of the parser, one after the other.
fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ingest");
    let mut files = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            files.push(file.unwrap().path());
        }
    }
    files.sort();
    files
}

#[test]
fn every_known_report_is_applied_twice_is_a_duplicate_and_a_rebuild_tells_the_same_story() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let mut applied = 0;
    for path in fixtures() {
        for report in worker.import(&path, &given(Some(Market::Us)), NOW).unwrap() {
            let counted = report.inserted + report.updated + report.unchanged + report.rejected;
            assert_eq!(report.rows, counted, "{}", path.display());
            applied += u32::from(matches!(report.state, FileState::Applied | FileState::Partly));
        }
    }
    assert!(applied >= 30, "{applied}");
    let before = hash(&worker);
    for path in fixtures() {
        let report = worker.import(&path, &given(Some(Market::Us)), NOW.plus(60)).unwrap().remove(0);
        assert!(
            matches!(report.state, FileState::Duplicate | FileState::Refused | FileState::Waiting),
            "{}: {report:?}",
            path.display()
        );
    }
    assert_eq!(hash(&worker), before);
    drop(worker);

    let files = rebuild_with(&bench.folder, &InProcess, NOW, &mut |_, _| {}).unwrap();
    assert!(files >= 30);
    let worker = bench.worker();
    assert_eq!(hash(&worker), before);
    drop(worker);
    // A facts.db that is gone is made again by the next worker.
    for tail in ["", "-wal", "-shm"] {
        _ = fs::remove_file(bench.folder.root().join(format!("facts.db{tail}")));
    }
    assert_eq!(hash(&bench.worker()), before);
}

#[test]
fn only_one_worker_at_a_time_and_the_other_is_told_who() {
    let bench = Bench::new();
    let worker = bench.worker();
    let Err(WorkerError::Held { holder }) = Worker::with_parser(&bench.folder, Box::new(InProcess)) else {
        panic!("a second worker")
    };
    assert!(holder.pid == std::process::id() && holder.since.is_some() && !holder.who.is_empty(), "{holder}");
    assert!(matches!(rebuild_with(&bench.folder, &InProcess, NOW, &mut |_, _| {}), Err(WorkerError::Held { .. })));
    drop(worker);
    bench.worker();
}

#[test]
fn a_snapshot_is_closed_by_a_later_one_and_by_nothing_at_all() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let uk = given(Some(Market::Uk));
    worker.import(&bench.unshipped("a.txt", 20, &[1, 2, 3]), &uk, NOW).unwrap();
    let first = hash(&worker);
    let waits = worker.import(&bench.unshipped("b.txt", 21, &[3]), &uk, NOW).unwrap().remove(0);
    assert_eq!(waits.question, Some(Question::FewerRows { before: 3, now: 1 }));
    assert_eq!(hash(&worker), first);
    let complete = Given { complete: true, ..uk.clone() };
    let answered = worker.import(&bench.unshipped("b.txt", 21, &[3]), &complete, NOW).unwrap().remove(0);
    assert_eq!((answered.state, answered.import), (FileState::Applied, waits.import));
    let second = hash(&worker);
    let older = worker.import(&bench.unshipped("c.txt", 19, &[1, 2, 4]), &uk, NOW).unwrap().remove(0);
    assert_eq!((older.unchanged, hash(&worker) == second), (3, true));
    worker.nothing(Format::Unshipped, "shop", Some(Market::Uk), NOW.plus(60)).unwrap();
    let third = hash(&worker);
    assert_ne!(third, second);
    drop(worker);
    rebuild_with(&bench.folder, &InProcess, NOW, &mut |_, _| {}).unwrap();
    assert_eq!(hash(&bench.worker()), third);
}

#[test]
fn what_was_archived_before_a_crash_is_read_at_the_next_start() {
    let bench = Bench::new();
    let path = bench.unshipped("u.txt", 21, &[1]);
    let archive = Archive::open(&bench.folder).unwrap();
    let (sha256, bytes) = archive.copy(&mut archive::open_outside(&path).unwrap(), 0).unwrap();
    let context = FileContext {
        store: "shop".into(),
        market: Some(Market::Uk),
        name: "u.txt".into(),
        modified: NOW,
        received: NOW,
        period: None,
        dates: None,
        complete: false,
        map: None,
    };
    let note = Note {
        seq: 7,
        bytes,
        parser_version: 1,
        nothing: None,
        undone: None,
        purge: None,
        behind: None,
        only: None,
        context,
    };
    archive.write_note(&sha256, &note).unwrap();
    // And one that nobody understands: screens are told.
    let (sha256, bytes) = archive.copy_text("hello\nworld\n").unwrap();
    let context = FileContext { name: "x.txt".into(), ..note.context.clone() };
    archive.write_note(&sha256, &Note { seq: 6, bytes, context, ..note }).unwrap();
    let mut worker = bench.worker();
    assert_eq!(bulletin::read(&bench.folder).trouble.unwrap().file, "x.txt");
    assert_eq!(worker.facts().entry(7).unwrap().unwrap().state, FileState::Applied);
    let next = worker.import(&bench.unshipped("v.txt", 22, &[1, 2]), &given(Some(Market::Uk)), NOW).unwrap();
    assert_eq!(next[0].import, Some(8));
}

#[test]
fn what_is_no_file_is_refused_and_what_is_not_there_is_an_error() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let link = bench.temp.path().join("link");
    std::os::unix::fs::symlink("/etc/hostname", &link).unwrap();
    let report = worker.import(&link, &given(None), NOW).unwrap().remove(0);
    assert_eq!(report.state, FileState::Refused);
    assert_eq!(bulletin::read(&bench.folder).trouble.unwrap().file, "link");
    assert!(matches!(report.refusal.unwrap().problem, Problem::NotAFile { .. }));
    assert!(matches!(worker.import(Path::new("/nonexistent/x"), &given(None), NOW), Err(WorkerError::Io(_))));
    let report = worker.import(&bench.file("notes.txt", "hello\nworld\n"), &given(None), NOW).unwrap().remove(0);
    assert_eq!(report.state, FileState::Refused);
    assert_eq!(worker.facts().entry(report.import.unwrap()).unwrap().unwrap().state, FileState::Refused);
}

#[test]
fn what_cannot_be_read_of_a_maildir_has_one_row_however_often_it_is_looked_at() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let maildir = bench.temp.path().join("Mail");
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(maildir.join(part)).unwrap();
    }
    // Not a mail at all, and, unless this is root, one that may not be read.
    fs::write(maildir.join("cur/1:2,S"), "\0\0\0no mail").unwrap();
    fs::write(maildir.join("cur/3"), "From: a@b\n\nx").unwrap();
    fs::set_permissions(maildir.join("cur/3"), std::os::unix::fs::PermissionsExt::from_mode(0o000)).unwrap();
    if rustix::process::geteuid().is_root() {
        fs::remove_file(maildir.join("cur/3")).unwrap();
    }
    let look = |worker: &mut Worker, minutes: i64| {
        worker
            .import(&maildir, &Given { store: Some("shop".into()), ..Given::default() }, NOW.plus(minutes * 60))
            .unwrap()
    };
    let first = look(&mut worker, 0);
    let rows = |worker: &Worker| worker.facts().newest_import().unwrap();
    assert!(!first.is_empty() && first.iter().all(|r| r.state == FileState::Refused), "{first:?}");
    let (before, seen) = (rows(&worker), hash(&worker));
    assert_eq!(before, first.len() as i64);
    worker.dirty = false;
    for minutes in 1..4 {
        let again = look(&mut worker, minutes);
        let told = |reports: &[ImportReport]| {
            reports.iter().map(|r| (r.file.clone(), r.state, r.import, r.refusal.clone())).collect::<Vec<_>>()
        };
        assert_eq!(told(&again), told(&first));
        assert_eq!((rows(&worker), hash(&worker)), (before, seen.clone()));
    }
    assert!(!worker.dirty, "nothing changed, so the rules need not run");
    // Somebody who names the file has it tried again, on the same row.
    let named = worker.import(&maildir.join("cur/1:2,S"), &given(None), NOW.plus(600)).unwrap();
    assert_eq!((named[0].state, rows(&worker)), (FileState::Refused, before));
    // One that cannot be opened has no hash: its name and the reason tell that it is the same.
    std::os::unix::fs::symlink("/nowhere/at/all", maildir.join("new/2")).unwrap();
    let link =
        |worker: &mut Worker| worker.import(&maildir.join("new/2"), &given(None), NOW.plus(900)).unwrap().remove(0);
    let (first, second) = (link(&mut worker), link(&mut worker));
    assert_eq!((first.state, first.import), (FileState::Refused, second.import));
    assert_eq!(rows(&worker), before + 1);
    let reject = first.refusal.unwrap();
    let context = FileContext {
        store: "shop".into(),
        market: None,
        name: "2".into(),
        modified: NOW,
        received: NOW,
        period: None,
        dates: None,
        complete: false,
        map: None,
    };
    let looked = worker.unopened(&context, &|| (NOW, 0.0), reject, false).unwrap();
    assert_eq!((looked.state, looked.import, rows(&worker)), (FileState::Refused, second.import, before + 1));
}

#[test]
fn a_maildir_is_read_in_place() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let maildir = bench.temp.path().join("Mail");
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(maildir.join(part)).unwrap();
    }
    let mail = |id: u32| {
        format!(
            "From: a@marketplace.amazon.com\r\nTo: s@example.com\r\nMessage-ID: <{id}@x>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\nSubject: Inquiry\r\n\r\nHello\r\n"
        )
    };
    fs::write(maildir.join("cur/1:2,S"), mail(1)).unwrap();
    fs::write(maildir.join("new/2"), mail(2)).unwrap();
    fs::write(maildir.join("tmp/3"), mail(3)).unwrap();
    let uk = given(Some(Market::Us));
    let states = |reports: Vec<ImportReport>| reports.into_iter().map(|r| r.state).collect::<Vec<_>>();
    assert_eq!(states(worker.import(&maildir, &uk, NOW).unwrap()), [FileState::Applied; 2]);
    let newest = worker.facts().newest_import().unwrap();
    assert_eq!(states(worker.import(&maildir, &uk, NOW).unwrap()), [FileState::Duplicate; 2]);
    assert_eq!(worker.facts().newest_import().unwrap(), newest, "looking again leaves no trace in the ledger");
    assert!(maildir.join("cur/1:2,S").exists() && maildir.join("new/2").exists());
}

#[test]
fn a_mailbox_file_is_read_in_place_and_its_mails_are_those_of_a_maildir() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let mail = |id: u32| {
        format!(
            "From: a@marketplace.amazon.com\nTo: s@example.com\nMessage-ID: <{id}@x>\nDate: Fri, 20 Nov 2026 10:00:00 +0000\nSubject: Inquiry\n\nHello\n"
        )
    };
    let line = "From a@marketplace.amazon.com Fri Nov 20 10:00:00 2026";
    let alone = bench.file("1.eml", &mail(1));
    let path = bench.file("box", &format!("{line}\n{}\n{line}\n{}", mail(1), mail(2)));
    let counts = |reports: Vec<ImportReport>| {
        reports.into_iter().map(|r| (r.state, r.inserted, r.unchanged, r.updated)).collect::<Vec<_>>()
    };
    assert_eq!(counts(worker.import(&alone, &given(None), NOW).unwrap()), [(FileState::Applied, 1, 0, 0)]);
    assert_eq!(counts(worker.look(&path, &given(None), NOW).unwrap()), [(FileState::Applied, 1, 1, 0)]);
    let rows = worker.facts().newest_import().unwrap();
    assert_eq!(counts(worker.look(&path, &given(None), NOW).unwrap()), [(FileState::Duplicate, 0, 0, 0)]);
    assert_eq!(worker.facts().newest_import().unwrap(), rows, "looking again leaves no trace in the ledger");
    // A mail more, and one that says no marketplace, in a store that has two.
    let uk = mail(3).replace("amazon.com", "amazon.co.uk");
    let friend = mail(4).replace("a@marketplace.amazon.com", "friend@example.org");
    let more = format!("{line}\n{}\n{line}\n{}\n{line}\n{uk}\n{line}\n{friend}", mail(1), mail(2));
    fs::write(&path, more).unwrap();
    let report = worker.look(&path, &given(None), NOW).unwrap().remove(0);
    assert_eq!((report.state, report.inserted, report.unchanged, report.rejected), (FileState::Applied, 2, 0, 0));
    let friend = mail(5).replace("a@marketplace.amazon.com", "friend@example.org");
    fs::write(&path, format!("{line}\n{friend}\n{line}\n{}", mail(1))).unwrap();
    let report = worker.look(&path, &given(None), NOW).unwrap().remove(0);
    assert_eq!((report.state, report.inserted, report.unchanged, report.rejected), (FileState::Partly, 0, 1, 1));
    assert_eq!(worker.look(&path, &given(None), NOW).unwrap()[0].state, FileState::Duplicate);
    // The marketplace is given: the same file is read again, under its number.
    let again = worker.look(&path, &given(Some(Market::Us)), NOW).unwrap().remove(0);
    assert_eq!((again.state, again.inserted, again.unchanged), (FileState::Applied, 1, 1));
    assert_eq!(again.import, report.import);
    assert_eq!(worker.look(&path, &given(Some(Market::Us)), NOW).unwrap()[0].state, FileState::Duplicate);
}

#[test]
fn the_rules_run_when_facts_or_time_ask_for_it() {
    let bench = Bench::new();
    let settings = Settings::shipped().unwrap();
    let mut worker = bench.worker();
    worker.import(&bench.unshipped("u.txt", 21, &[1]), &given(Some(Market::Uk)), NOW).unwrap();
    let next = worker.run_rules(NOW, &settings).unwrap().unwrap();
    assert!(next > NOW && next <= NOW.plus(super::rules::RULES_AT_LEAST));
    let team = Team::open(&bench.folder).unwrap();
    assert_eq!(team.rules_run().unwrap().unwrap().at, NOW);
    worker.run_rules(next.plus(-1), &settings).unwrap();
    assert_eq!(team.rules_run().unwrap().unwrap().at, NOW, "nothing changed");
    worker.run_rules(next, &settings).unwrap();
    assert_eq!(team.rules_run().unwrap().unwrap().at, next);
    worker.import(&bench.unshipped("v.txt", 22, &[1, 2]), &given(Some(Market::Uk)), next).unwrap();
    worker.run_rules(next.plus(2), &settings).unwrap();
    assert_eq!(team.rules_run().unwrap().unwrap().at, next.plus(2));
}

#[test]
fn a_file_from_the_future_is_of_today() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let stock = include_str!("../../../tests/data/ingest/fba-inventory/18-columns@US.tsv");
    let path = bench.file("stock.txt", stock);
    let ahead = UNIX_EPOCH + Duration::from_secs(NOW.0 as u64 + 86_400 * 3_000);
    File::options().write(true).open(&path).unwrap().set_modified(ahead).unwrap();
    worker.import(&path, &given(Some(Market::Us)), NOW).unwrap();
    let newest = worker.facts().newest_import().unwrap();
    let archived = worker.archive.list().unwrap();
    assert_eq!((newest, archived[0].note.context.modified), (1, NOW));
}

#[test]
fn each_pass_of_the_rules_sends_the_new_head_of_the_journal_once() {
    let bench = Bench::new();
    let path = bench.temp.path().join("log");
    let socket = std::os::unix::net::UnixDatagram::bind(&path).unwrap();
    socket.set_nonblocking(true).unwrap();
    let mut worker = bench.worker();
    worker.log = Log { sockets: vec![path], ..Log::default() };
    let received = || {
        let mut buffer = [0; 1024];
        socket.recv(&mut buffer).ok().map(|count| String::from_utf8_lossy(&buffer[..count]).into_owned())
    };
    let settings = Settings::shipped().unwrap();
    worker.import(&bench.unshipped("u.txt", 22, &[1, 2]), &given(Some(Market::Uk)), NOW).unwrap();
    let mut known = 0;
    for at in [NOW, NOW.plus(60), NOW.plus(86_400)] {
        worker.run_rules(at, &settings).unwrap();
        let head = Team::open(&bench.folder).unwrap().journal_head().unwrap().unwrap();
        let wanted = (head.seq > known).then(|| format!("journal head {} {}", head.seq, head.hash));
        let line = received();
        assert_eq!(line.is_some(), wanted.is_some(), "a row that the log has is not sent again");
        assert!(line.zip(wanted).is_none_or(|(line, wanted)| line.contains(&wanted)));
        known = head.seq;
    }
    assert!(known > 0);
}
