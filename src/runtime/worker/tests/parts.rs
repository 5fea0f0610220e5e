//! A longer file in the place of its own beginning.

use super::*;
use crate::runtime::child::testing::Faulty;

/// A report of three orders and the same without the end of its last line, as one file that grows.
fn grown(bench: &Bench) -> (PathBuf, String) {
    let path = bench.unshipped("u.txt", 20, &[1, 2, 3]);
    let whole = fs::read_to_string(&path).unwrap();
    // The line is read, and short of its end.
    fs::write(&path, whole.trim_end_matches('\n')).unwrap();
    (path, whole)
}

fn open(worker: &Worker) -> i64 {
    let sql = "SELECT count(*) FROM unshipped_line WHERE closed_at IS NULL";
    worker.facts().connection().query_row(sql, [], |row| row.get(0)).unwrap()
}

fn state(worker: &Worker, import: Option<i64>) -> FileState {
    worker.facts().entry(import.unwrap()).unwrap().unwrap().state
}

#[test]
fn a_part_stays_until_the_whole_file_was_applied() {
    let bench = Bench::new();
    let (path, whole) = grown(&bench);
    let parser = Faulty { refuses_from: Some(whole.len() as u64), ..Faulty::default() };
    let mut worker = Worker::with_parser(&bench.folder, Box::new(parser)).unwrap();
    let part = worker.import(&path, &given(Some(Market::Uk)), NOW).unwrap().remove(0);
    assert_eq!((part.state, open(&worker)), (FileState::Applied, 3));
    fs::write(&path, &whole).unwrap();
    let refused = worker.import(&path, &given(None), NOW.plus(60)).unwrap().remove(0);
    assert_eq!(refused.state, FileState::Refused);
    assert_eq!((state(&worker, part.import), open(&worker)), (FileState::Applied, 3), "the part is all there is");
    drop(worker);
    // Read at last, the whole file takes the part's place. That the part was of the UK holds for it, too: nothing else says it.
    let mut worker = bench.worker();
    let read = worker.import(&path, &given(None), NOW.plus(120)).unwrap().remove(0);
    assert_eq!((read.state, read.inserted, read.import), (FileState::Applied, 3, refused.import));
    assert_eq!((state(&worker, part.import), open(&worker)), (FileState::Undone, 3));
    let before = hash(&worker);
    drop(worker);
    rebuild_with(&bench.folder, &InProcess, NOW, &mut |_, _| {}).unwrap();
    assert_eq!(hash(&bench.worker()), before);
}

#[test]
fn a_whole_file_takes_the_place_of_its_part_and_of_no_later_file() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let uk = given(Some(Market::Uk));
    let (path, whole) = grown(&bench);
    let part = worker.import(&path, &uk, NOW).unwrap().remove(0);
    fs::write(&path, &whole).unwrap();
    let report = worker.import(&path, &uk, NOW.plus(60)).unwrap().remove(0);
    assert_eq!((report.state, report.inserted), (FileState::Applied, 3), "as if the part had never come");
    assert_eq!((state(&worker, part.import), open(&worker)), (FileState::Undone, 3));
    // A shorter one that comes later is another file.
    fs::write(&path, whole.lines().take(3).collect::<Vec<_>>().join("\n") + "\n").unwrap();
    let later = worker.import(&path, &Given { complete: true, ..uk }, NOW.plus(120)).unwrap().remove(0);
    assert_eq!((later.state, state(&worker, report.import)), (FileState::Applied, FileState::Applied));
}
