//! Which store a file belongs to that names none.

use super::*;
use crate::domain::act::WhichStore;

const STOCK: &str = include_str!("../../../../tests/data/ingest/fba-inventory/18-columns@US.tsv");

/// A stock report of a store.
fn stock(bench: &Bench, worker: &mut Worker, store: &str) -> PathBuf {
    let path = bench.file(&format!("{store}.txt"), &STOCK.replacen("SKU", &format!("SKU-{store}"), 1));
    let given = Given { store: Some(store.into()), market: Some(Market::Us), ..Given::default() };
    assert_eq!(worker.import(&path, &given, NOW).unwrap()[0].state, FileState::Applied);
    path
}

fn mail(id: u32, length: usize) -> String {
    format!(
        "From: a@marketplace.amazon.com\r\nTo: s@example.com\r\nMessage-ID: <{id}@x>\r\n\
         Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nSubject: Inquiry\r\n\r\nHello{}\r\n",
        " word".repeat(length / 5)
    )
}

/// A Maildir with a short mail and one that is too large to be read for its hash alone.
fn maildir(bench: &Bench) -> PathBuf {
    let maildir = bench.temp.path().join("Mail");
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(maildir.join(part)).unwrap();
    }
    fs::write(maildir.join("cur/1:2,S"), mail(1, 0)).unwrap();
    fs::write(maildir.join("cur/2:2,S"), mail(2, file::LARGE as usize + 5)).unwrap();
    maildir
}

/// Of no store: as the watcher gives a mail folder without a setting.
fn of_no_store() -> Given {
    Given { store: Some(String::new()), ..Given::default() }
}

fn told(reports: &[ImportReport]) -> Vec<(&str, FileState)> {
    reports.iter().map(|report| (report.store.as_str(), report.state)).collect()
}

#[test]
fn what_was_read_for_a_store_stays_its_own_when_another_store_comes() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let maildir = maildir(&bench);
    let acme = stock(&bench, &mut worker, "acme");
    let look = |worker: &mut Worker| worker.look(&maildir, &of_no_store(), NOW).unwrap();
    assert_eq!(told(&look(&mut worker)), [("acme", FileState::Applied); 2]);
    stock(&bench, &mut worker, "zeta");
    let rows = worker.facts().newest_import().unwrap();
    assert_eq!(told(&look(&mut worker)), [("acme", FileState::Duplicate); 2]);
    assert_eq!(worker.facts().newest_import().unwrap(), rows, "no mail was read again");
    // New mail of the same folder goes where its earlier mails went.
    fs::write(maildir.join("new/3"), mail(3, 0)).unwrap();
    assert_eq!(told(&look(&mut worker))[2], ("acme", FileState::Applied));
    // Any other file, too, stays with the store that it was read for.
    let again = worker.import(&acme, &Given::default(), NOW).unwrap();
    assert_eq!(told(&again), [("acme", FileState::Duplicate)]);
    // A new one is of neither.
    let path = bench.file("new.txt", &STOCK.replacen("SKU", "SKU-new", 1));
    let given = Given { market: Some(Market::Us), ..Given::default() };
    assert_eq!(told(&worker.import(&path, &given, NOW).unwrap()), [("default", FileState::Applied)]);
}

#[test]
fn a_mailbox_file_that_grows_stays_with_its_store() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    stock(&bench, &mut worker, "acme");
    let line = "From a@marketplace.amazon.com Fri Nov 20 10:00:00 2026\n";
    let path = bench.file("box", &(line.to_owned() + &mail(1, 0)));
    assert_eq!(told(&worker.look(&path, &of_no_store(), NOW).unwrap()), [("acme", FileState::Applied)]);
    stock(&bench, &mut worker, "zeta");
    let grown = line.to_owned() + &mail(1, 0) + "\n" + line + &mail(2, 0);
    fs::write(&path, &grown).unwrap();
    assert_eq!(told(&worker.look(&path, &of_no_store(), NOW).unwrap()), [("acme", FileState::Applied)]);
    assert_eq!(told(&worker.look(&path, &of_no_store(), NOW).unwrap()), [("acme", FileState::Duplicate)]);
    // Written anew, by a program that marks what was read: all of it is new, and of the same store.
    fs::write(&path, grown.replace("\r\nSubject", "\r\nStatus: RO\r\nSubject")).unwrap();
    assert_eq!(told(&worker.look(&path, &of_no_store(), NOW).unwrap()), [("acme", FileState::Applied)]);
}

#[test]
fn nothing_is_said_of_the_only_store_and_of_none_where_there_are_several() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let acme = Given { store: Some("acme".into()), market: Some(Market::Uk), ..Given::default() };
    worker.import(&bench.unshipped("u.txt", 20, &[1, 2]), &acme, NOW).unwrap();
    let open = |worker: &Worker| -> i64 {
        let sql = "SELECT count(*) FROM unshipped_line WHERE closed_at IS NULL";
        worker.facts().connection().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let nothing = Request::Nothing { format: "unshipped".into(), store: String::new(), market: None };
    assert_eq!(open(&worker), 2);
    let report = worker.carry_out(&nothing, NOW.plus(60)).unwrap().remove(0);
    assert_eq!((report.store.as_str(), open(&worker)), ("acme", 0));
    stock(&bench, &mut worker, "zeta");
    let mut team = Team::open(&bench.folder).unwrap();
    let asked = team.ask(&nothing, &Actor { uid: 7, name: "ann".into() }, NOW).unwrap();
    worker.serve(NOW.plus(120)).unwrap();
    let said = WhichStore::parse(&team.request_answer(asked).unwrap().unwrap()).unwrap();
    assert_eq!(said.which_store, ["acme", "zeta"]);
    assert_eq!(worker.facts().stores().unwrap(), ["acme", "zeta"]);
}
