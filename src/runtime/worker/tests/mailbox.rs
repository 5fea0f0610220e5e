//! A mailbox file that grows: of what was read only the new end is kept, and everything is told as if it had been read at once.

use super::*;

fn mail(id: usize) -> String {
    let from = if id.is_multiple_of(3) { "buyer@marketplace.amazon.co.uk" } else { "buyer@marketplace.amazon.com" };
    // One of them has no Message-ID, and one a line that looks like the start of a mail.
    let name = if id == 4 { String::new() } else { format!("Message-ID: <{id}@x>\n") };
    let text = if id == 5 { "From then on\n\nFrom me\n" } else { "Hello\n" };
    format!(
        "From {from} Fri Nov 20 10:00:00 2026\nFrom: {from}\nTo: s@example.com\n{name}\
         Date: Fri, 20 Nov 2026 10:{id:02}:00 +0000\nSubject: Inquiry {id}\n\n{text}{}\n",
        "A line of a long mail.\n".repeat(40)
    )
}

fn bytes_of_archive(bench: &Bench) -> u64 {
    let files = fs::read_dir(bench.folder.archive()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_none()).map(|path| fs::metadata(path).unwrap().len()).sum()
}

fn mails(worker: &Worker) -> Vec<String> {
    let sql = "SELECT message_id || ' ' || thread || ' ' || market || ' ' || sent_at FROM message ORDER BY sent_at";
    let mut select = worker.facts().connection().prepare(sql).unwrap();
    select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn look(worker: &mut Worker, path: &Path) -> ImportReport {
    worker.look(path, &given(None), NOW).unwrap().remove(0)
}

#[test]
fn a_mailbox_is_archived_once_however_often_it_grows() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let path = bench.file("box", "");
    let mut text = String::new();
    for id in 1..=12 {
        text += &mail(id);
        fs::write(&path, &text).unwrap();
        let report = look(&mut worker, &path);
        assert_eq!((report.state, report.inserted, report.rows), (FileState::Applied, 1, 1), "{id}");
        let rows = worker.facts().newest_import().unwrap();
        assert_eq!(look(&mut worker, &path).state, FileState::Duplicate);
        // Blank lines alone are nothing new.
        fs::write(&path, format!("{text}\n\n")).unwrap();
        assert_eq!(look(&mut worker, &path).state, FileState::Duplicate);
        assert_eq!(worker.facts().newest_import().unwrap(), rows);
    }
    assert_eq!(bytes_of_archive(&bench), text.len() as u64);
    // As if it had come as a whole, live and after a rebuild.
    let alone = Bench::new();
    let mut whole = alone.worker();
    let once = look(&mut whole, &alone.file("box", &text));
    assert_eq!((once.state, once.inserted), (FileState::Applied, 12));
    assert_eq!((hash(&worker), mails(&worker)), (hash(&whole), mails(&whole)));
    drop(worker);
    rebuild_with(&bench.folder, &InProcess, NOW, &mut |_, _| {}).unwrap();
    let mut worker = bench.worker();
    assert_eq!((hash(&worker), mails(&worker)), (hash(&whole), mails(&whole)));
    // The purge leaves of each end what is needed to know the mailbox again.
    worker.purge(NOW.plus(400 * crate::domain::day::DAY)).unwrap();
    assert_eq!(look(&mut worker, &path).state, FileState::Duplicate);
    text += &mail(13);
    fs::write(&path, &text).unwrap();
    assert_eq!((look(&mut worker, &path).rows, hash(&worker) == hash(&whole)), (1, false));
}

#[test]
fn a_mailbox_of_which_the_last_mail_was_cut_or_that_was_written_anew_is_read_whole() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let whole = [1, 2, 3].map(mail).concat();
    let path = bench.file("box", &whole[..whole.len() - 300]);
    assert_eq!(look(&mut worker, &path).rows, 3);
    fs::write(&path, &whole).unwrap();
    assert_eq!(look(&mut worker, &path).rows, 3, "its end was the middle of a mail");
    // The first mail was deleted; two came.
    let anew = [2, 3, 6, 7].map(mail).concat();
    fs::write(&path, &anew).unwrap();
    let report = look(&mut worker, &path);
    assert_eq!((report.rows, report.inserted), (4, 2));
    // From here it grows again.
    fs::write(&path, anew + &mail(8)).unwrap();
    let report = look(&mut worker, &path);
    assert_eq!((report.rows, report.inserted), (1, 1));
    // Another mailbox of the same name in another folder has nothing to do with it.
    fs::create_dir(bench.temp.path().join("other")).unwrap();
    let other = bench.file("other/box", &[9, 10].map(mail).concat());
    assert_eq!(look(&mut worker, &other).rows, 2);
    assert_eq!(
        (look(&mut worker, &path).state, look(&mut worker, &other).state),
        (FileState::Duplicate, FileState::Duplicate)
    );
    // Taken back, an end is new again.
    worker.take_back(report.import.unwrap(), NOW).unwrap();
    let again = look(&mut worker, &path);
    assert_eq!((again.state, again.rows, again.import), (FileState::Applied, 1, report.import));
}

#[test]
fn a_mailbox_that_somebody_names_again_takes_nothing_back() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let path = bench.file("box", &[1, 2].map(mail).concat());
    let mut read = || worker.import(&path, &given(None), NOW).unwrap().remove(0);
    let first = read();
    fs::write(&path, [1, 2, 4].map(mail).concat()).unwrap();
    let second = read();
    assert_eq!(
        (second.state, second.inserted, second.unchanged),
        (FileState::Applied, 1, 2),
        "the two are not read anew"
    );
    let state = worker.facts().entry(first.import.unwrap()).unwrap().unwrap().state;
    assert_eq!(state, FileState::Applied);
}
