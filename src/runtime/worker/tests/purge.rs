//! The purge on real folders: rows, archive, refused files, and what a rebuild reads afterwards.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use super::*;
use crate::domain::day::{DAY, HOUR};
use crate::domain::purge::Purged;
use crate::ingest::redact::Task;
use crate::runtime::child::testing::Faulty;

/// Later than any date of a fixture and 60 days.
const LATER: Instant = Instant(NOW.0 + 400 * DAY);

/// What stands in the archive, without the notes.
fn archived(bench: &Bench) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(bench.folder.archive())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn every_known_file_is_read_the_same_after_its_purge_and_stays_a_duplicate() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    for path in fixtures() {
        worker.import(&path, &given(Some(Market::Us)), NOW).unwrap();
    }
    let before = hash(&worker);
    let purged = worker.purge(LATER).unwrap();
    assert!(purged.rows >= 20 && purged.files >= 20, "{purged:?}");
    assert_eq!((purged.failed.as_slice(), &purged.residue), ([].as_slice(), &None), "{purged:?}");
    assert_eq!(hash(&worker), before);
    let left = "SELECT (SELECT count(*) FROM order_person) + (SELECT count(*) FROM message_person)
                + (SELECT count(*) FROM row_person) + (SELECT count(*) FROM extra)";
    let left = |worker: &Worker| -> i64 { worker.facts().connection().query_row(left, [], |row| row.get(0)).unwrap() };
    assert_eq!(left(&worker), 0);
    // A second purge has nothing to do.
    let files = archived(&bench);
    let again = worker.purge(LATER.plus(DAY)).unwrap();
    assert_eq!(again, Purged::default());
    assert_eq!(archived(&bench), files);
    for path in fixtures() {
        let report = worker.import(&path, &given(Some(Market::Us)), LATER).unwrap().remove(0);
        let known = matches!(report.state, FileState::Duplicate | FileState::Refused | FileState::Waiting);
        assert!(known, "{}: {report:?}", path.display());
    }
    drop(worker);
    rebuild_with(&bench.folder, &InProcess, LATER, &mut |_, _| {}).unwrap();
    let worker = bench.worker();
    assert_eq!((hash(&worker), left(&worker)), (before, 0));
}

#[test]
fn what_is_due_is_in_no_byte_and_what_is_not_stays_for_a_rebuild() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let first = bench.unshipped("first.txt", 20, &[1, 2, 3]);
    let text = fs::read_to_string(&first).unwrap().replace("\tAnn\t", "\tAnnabel Cee\t");
    fs::write(&first, &text).unwrap();
    let second =
        text.replace("2026-11-", "2026-12-").replace("202-0000001-", "202-0000002-").replace("Annabel", "Benjamin");
    let second = bench.file("second.txt", &second.replace("\t00000000000", "\t10000000000"));
    for path in [&first, &second] {
        let report = worker.import(path, &given(Some(Market::Uk)), NOW).unwrap().remove(0);
        assert_eq!(report.state, FileState::Applied);
    }
    let before = hash(&worker);
    // 2026-11-26 and 60 days are over, 2026-12-26 and 60 days are not.
    let now = Instant(NOW.0 + 70 * DAY);
    assert!(archived(&bench).iter().any(|(_, bytes)| holds(bytes, "Annabel Cee")));
    let purged = worker.purge(now).unwrap();
    assert_eq!((purged.files, purged.residue), (1, None));
    let everywhere = || {
        let mut files = archived(&bench);
        for name in ["facts.db", "facts.db-wal"] {
            files.push((name.to_owned(), fs::read(bench.folder.root().join(name)).unwrap_or_default()));
        }
        files
    };
    for (name, bytes) in everywhere() {
        assert!(!holds(&bytes, "Annabel"), "{name}");
    }
    assert_eq!(everywhere().iter().filter(|(_, bytes)| holds(bytes, "Benjamin")).count(), 2);
    let people = |worker: &Worker| -> i64 {
        let sql = "SELECT count(*) FROM order_person WHERE fields LIKE '%Benjamin%'";
        worker.facts().connection().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!((hash(&worker), people(&worker)), (before.clone(), 3));
    drop(worker);
    rebuild_with(&bench.folder, &InProcess, now, &mut |_, _| {}).unwrap();
    let mut worker = bench.worker();
    assert_eq!((hash(&worker), people(&worker)), (before, 3));
    // The other file taken back, this one is read again from what is left of it.
    let alone = Bench::new();
    let mut other = alone.worker();
    other.import(&first, &given(Some(Market::Uk)), NOW).unwrap();
    worker.take_back(2, now).unwrap();
    assert_eq!(hash(&worker), hash(&other));
    assert_eq!((worker.archive.note("shop", &archived(&bench)[0].0).unwrap().is_some(), people(&worker)), (true, 0));
}

#[test]
fn a_purge_that_died_in_the_middle_is_finished_by_the_next_one() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let path = bench.unshipped("u.txt", 20, &[1, 2]);
    worker.import(&path, &given(Some(Market::Uk)), NOW).unwrap();
    worker.purge(LATER).unwrap();
    let [(name, new)] = archived(&bench).try_into().unwrap();
    let note = worker.archive.note("shop", &name).unwrap().unwrap();
    assert_eq!(note.purge.unwrap().next, None);
    // As it was between the note and the rename: the note tells of a file that is not there yet.
    fs::copy(&path, bench.folder.archive().join(&name)).unwrap();
    let half = Note { purge: Some(crate::runtime::archive::Purge { next: Some(NOW) }), ..note.clone() };
    worker.archive.write_note(&name, &half).unwrap();
    fs::write(bench.folder.tmp().join("archive-redacted"), "half").unwrap();
    drop(worker);
    let mut worker = bench.worker();
    assert_eq!(worker.purge(LATER).unwrap().files, 1);
    assert_eq!(archived(&bench), [(name.clone(), new)]);
    assert_eq!(worker.archive.note("shop", &name).unwrap(), Some(note));
    assert!(!bench.folder.tmp().join("archive-redacted").exists());
}

#[test]
fn refused_files_and_what_was_read_in_them_go_after_sixty_days() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let unknown = bench.file("unknown.txt", "Kunde\tWohnort\nAnnabel\tGraz\n");
    assert_eq!(worker.import(&unknown, &given(None), NOW).unwrap()[0].state, FileState::Refused);
    let broken = bench.unshipped("u.txt", 20, &[1, 2]);
    let text = fs::read_to_string(&broken).unwrap().replacen("\t1\t0\t1\t", "\tAnnabel\t0\t1\t", 1);
    fs::write(&broken, text).unwrap();
    assert_eq!(worker.import(&broken, &given(Some(Market::Uk)), NOW).unwrap()[0].state, FileState::Partly);
    let refused = bench.folder.refused().join("x.txt");
    fs::write(&refused, "Annabel").unwrap();
    fs::write(bench.folder.refused().join("x.txt.reason.txt"), "why").unwrap();
    let read = |worker: &Worker| -> String {
        worker.facts().connection().query_row("SELECT value FROM reject", [], |row| row.get(0)).unwrap()
    };
    worker.purge(NOW.plus(59 * DAY)).unwrap();
    assert_eq!((read(&worker).as_str(), refused.exists()), ("Annabel", true));
    let purged = worker.purge(clock().plus(400 * DAY)).unwrap();
    assert_eq!((purged.refused, refused.exists(), read(&worker).as_str()), (1, false, ""));
    let log = fs::read_to_string(bench.folder.log().join("purge.log")).unwrap();
    assert_eq!(log.lines().count(), 2);
    assert!(!worker.purge_is_due(clock(), chrono_tz::Tz::UTC));
    assert!(worker.purge_is_due(clock().plus(402 * DAY), chrono_tz::Tz::UTC));
}

#[test]
fn one_content_of_two_stores_is_kept_until_the_later_one_is_due() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let stock = include_str!("../../../../tests/data/ingest/fba-inventory/18-columns@US.tsv");
    let lines =
        stock.lines().enumerate().map(|(at, line)| format!("{line}\t{}\n", ["Annabel", "Kunde"][usize::from(at == 0)]));
    let path = bench.file("stock.txt", &lines.collect::<String>());
    for (store, day) in [("shop", 0), ("south", 30)] {
        let given = Given { store: Some(store.into()), ..given(Some(Market::Us)) };
        assert_eq!(worker.import(&path, &given, NOW.plus(day * DAY)).unwrap()[0].state, FileState::Applied);
    }
    for (day, files) in [(70, 0), (89, 0), (90, 1), (91, 0)] {
        let purged = worker.purge(NOW.plus(day * DAY)).unwrap();
        assert_eq!((purged.files, purged.failed.len()), (files, 0), "{day}");
    }
    assert!(!holds(&archived(&bench)[0].1, "Annabel"));
}

#[test]
fn cutting_off_a_log_later_is_no_purge_of_that_day() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let morning = NOW.plus(-6 * HOUR);
    worker.purge(morning).unwrap();
    worker.uncut = true;
    let (next, zone) = (morning.plus(DAY), chrono_tz::Tz::UTC);
    assert!(worker.purge_is_due(next, zone));
    assert!(worker.purge_again().unwrap().is_some());
    assert!(worker.purge_is_due(next, zone), "the archive was not looked through");
    worker.purge(next).unwrap();
    assert!(!worker.purge_is_due(next, zone));
}

#[test]
fn refused_files_go_whatever_bytes_their_names_have() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let refused = bench.folder.refused();
    let name = |tail: &[u8]| refused.join(OsStr::from_bytes(&[b"K\xf6ln.txt".as_slice(), tail].concat()));
    fs::write(name(b""), "Annabel").unwrap();
    fs::write(name(b".reason.txt"), "why").unwrap();
    assert_eq!(worker.purge(clock().plus(61 * DAY)).unwrap().refused, 1);
    assert_eq!(fs::read_dir(&refused).unwrap().count(), 0);
}

#[test]
fn half_made_databases_are_removed_by_the_next_worker() {
    let bench = Bench::new();
    let left = ["rebuild.db", "rebuild.db-wal", "rebuild.db-shm", "undo.db", "undo.db-journal", "archive-copy"];
    for name in left {
        fs::write(bench.folder.tmp().join(name), "Annabel").unwrap();
    }
    let other = bench.folder.tmp().join("rebuild.dbx");
    fs::write(&other, "of somebody else").unwrap();
    bench.worker();
    for name in left {
        assert!(!bench.folder.tmp().join(name).exists(), "{name}");
    }
    assert!(other.exists());
}

#[test]
fn a_file_that_was_answered_is_looked_at_again() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let waits = worker.import(&bench.unshipped("u.txt", 20, &[1]), &given(None), NOW).unwrap().remove(0);
    worker.purge(NOW).unwrap();
    let next = |worker: &Worker| worker.archive.list().unwrap()[0].note.purge.map(|purge| purge.next);
    assert!(next(&worker).is_some_and(|next| next.is_some()), "{:?}", next(&worker));
    worker.answer(waits.import.unwrap(), waits.question.as_ref().unwrap(), "UK", NOW).unwrap();
    assert_eq!(next(&worker), None, "read with its answer, other cells of it may be due");
}

#[test]
fn what_was_asked_of_the_worker_goes_after_sixty_days() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let mut team = Team::open(&bench.folder).unwrap();
    let ann = Actor { uid: 7, name: "ann".into() };
    let refused = bench.file("unknown.txt", "Kunde\tWohnort\nAnnabel\tGraz\n");
    let request = |path: &Path| Request::Import {
        path: path.to_str().unwrap().to_owned(),
        store: "shop".into(),
        market: None,
        period: None,
        map: None,
    };
    let done = team.ask(&request(&refused), &ann, NOW).unwrap();
    worker.serve(NOW).unwrap();
    let waits = team.ask(&request(&refused), &ann, NOW).unwrap();
    worker.purge(NOW.plus(59 * DAY)).unwrap();
    assert!(team.request_answer(done).unwrap().is_some());
    worker.purge(NOW.plus(60 * DAY)).unwrap();
    assert_eq!(team.request_answer(done).unwrap(), None);
    assert_eq!(team.next_request().unwrap().map(|(id, ..)| id), Some(waits), "what is not done stays");
}

#[test]
fn no_file_is_looked_into_before_something_in_it_can_be_due() {
    let bench = Bench::new();
    let parser = Faulty::default();
    let looks = || parser.looks.swap(0, std::sync::atomic::Ordering::Relaxed);
    let mut worker = Worker::with_parser(&bench.folder, Box::new(parser.clone())).unwrap();
    let stock = include_str!("../../../../tests/data/ingest/fba-inventory/18-columns@US.tsv");
    worker.import(&bench.file("stock.txt", stock), &given(Some(Market::Us)), NOW).unwrap();
    worker.import(&bench.unshipped("u.txt", 20, &[1, 2]), &given(Some(Market::Uk)), NOW).unwrap();
    let refused = worker.import(&bench.file("x.txt", "Kunde\tOrt\nAnnabel\tGraz\n"), &given(None), NOW).unwrap();
    assert_eq!(refused[0].state, FileState::Refused);
    assert_eq!((worker.purge(NOW).unwrap(), looks()), (Purged::default(), 1), "of the refused one nothing is known");
    worker.purge(NOW.plus(59 * DAY)).unwrap();
    assert_eq!(looks(), 0);
    // The promise of the orders and 60 days; the stock report never.
    assert_eq!((worker.purge(NOW.plus(70 * DAY)).unwrap().files, looks()), (2, 2));
    drop(worker);
    rebuild_with(&bench.folder, &InProcess, LATER, &mut |_, _| {}).unwrap();
    let mut worker = Worker::with_parser(&bench.folder, Box::new(parser.clone())).unwrap();
    worker.purge(LATER).unwrap();
    assert_eq!(looks(), 0);
}

#[test]
fn what_the_ledger_says_is_never_later_than_what_a_look_finds() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    for path in fixtures() {
        worker.import(&path, &given(Some(Market::Us)), NOW).unwrap();
    }
    let mut known = 0;
    for archived in worker.archive.list().unwrap() {
        let Some(due) = worker.facts().due_from(archived.note.seq, PARSER_VERSION).unwrap() else { continue };
        known += 1;
        let context = crate::ingest::Context::of(&archived.note.context, &archived.sha256);
        let task = Task { context, received: archived.note.context.received, now: Instant(0), as_rows: false };
        let file = worker.archive.file(&archived.sha256).unwrap();
        let found = InProcess.redact(file, &task, &mut io::sink()).unwrap();
        assert!(found.next.is_none_or(|next| due <= next), "{}: {due:?} {found:?}", archived.note.context.name);
    }
    assert!(known >= 30, "{known}");
}
