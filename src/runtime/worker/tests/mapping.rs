//! Files that nobody has seen: asked once, remembered, forgotten, rebuilt.

use super::*;
use crate::domain::mapping::Mapping;
use crate::domain::remember::Occasion;
use crate::runtime::child::testing::Faulty;

const MAP: &str = "format=fba-inventory; Kod SKU=sku; Ilość dostępna=fulfillable; Nazwa=title; Uwagi=-";

/// A made-up Polish stock list.
fn stock(bench: &Bench, name: &str, day: u64, units: u32) -> PathBuf {
    let text = format!(
        "Kod SKU;ASIN;Nazwa;Ilość dostępna;Uwagi\nPL-1;B0MAPPING1;Kubek;{units};\nPL-2;B0MAPPING2;Talerz;7;x\n"
    );
    dated(bench, name, day, &text)
}

/// A file of a day of November 2026.
fn dated(bench: &Bench, name: &str, day: u64, text: &str) -> PathBuf {
    let path = bench.file(name, text);
    let modified = UNIX_EPOCH + Duration::from_secs(NOW.0 as u64 - 86_400 * 22 + 86_400 * day);
    File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    path
}

fn read(worker: &mut Worker, path: &Path) -> ImportReport {
    worker.import(path, &given(Some(Market::Pl)), NOW).unwrap().remove(0)
}

fn asks(report: &ImportReport) -> &'static str {
    report.question.as_ref().map_or("nothing", Question::word)
}

fn answer(worker: &mut Worker, report: &ImportReport, answer: &str) -> Result<ImportReport, WorkerError> {
    worker.answer(report.import.unwrap(), report.question.as_ref().unwrap(), answer, NOW)
}

fn rebuilt(bench: &Bench, worker: Worker) -> Worker {
    let before = hash(&worker);
    drop(worker);
    rebuild_with(&bench.folder, &InProcess, NOW, &mut |_, _| {}).unwrap();
    let worker = bench.worker();
    assert_eq!(hash(&worker), before);
    worker
}

#[test]
fn an_unknown_header_asks_once_and_the_next_file_is_read_by_itself() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let first = read(&mut worker, &stock(&bench, "pazdziernik.csv", 1, 12));
    assert_eq!((first.state, asks(&first), first.rows), (FileState::Waiting, "mapping", 0));
    let applied = answer(&mut worker, &first, MAP).unwrap();
    assert_eq!((applied.state, applied.inserted, applied.format), (FileState::Applied, 2, Some(Format::FbaInventory)));
    // The same names in another order.
    let text = "Uwagi;Nazwa;Ilość dostępna;ASIN;Kod SKU\nx;Kubek;11;B0MAPPING1;PL-1\n;Talerz;6;B0MAPPING2;PL-2\n";
    let second = read(&mut worker, &dated(&bench, "listopad.csv", 2, text));
    assert_eq!((second.state, asks(&second), second.rows), (FileState::Applied, "nothing", 2));
    // Another header, and the same of another store, ask.
    let other = text.replace("Uwagi", "Opis");
    let report = read(&mut worker, &dated(&bench, "grudzien.csv", 3, &other));
    assert_eq!(asks(&report), "mapping");
    let elsewhere = Given { store: Some("south".into()), market: Some(Market::Pl), ..Given::default() };
    let path = dated(&bench, "south.csv", 3, &text.replace(";11;", ";13;"));
    assert_eq!(asks(&worker.import(&path, &elsewhere, NOW).unwrap()[0]), "mapping");
    rebuilt(&bench, worker);
}

#[test]
fn files_that_wait_with_the_same_header_are_read_with_the_first_answer() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let reports = [1, 2, 3].map(|day| read(&mut worker, &stock(&bench, &format!("{day}.csv"), day, 12 + day as u32)));
    assert!(reports.iter().all(|report| asks(report) == "mapping"));
    answer(&mut worker, &reports[1], MAP).unwrap();
    for report in &reports {
        assert_eq!(worker.facts().entry(report.import.unwrap()).unwrap().unwrap().state, FileState::Applied);
    }
    rebuilt(&bench, worker);
}

#[test]
fn an_answer_that_does_not_answer_leaves_everything_as_it_was() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let waits = read(&mut worker, &stock(&bench, "a.csv", 1, 12));
    let (before, note) = (hash(&worker), worker.archive.list().unwrap());
    for wrong in [
        "format=fba-inventory; Kod SKU=sku",
        "format=fba-inventory; Kod SKU=sku; Ilość=fulfillable",
        "format=fba-planning; Kod SKU=sku; Ilość dostępna=available",
        "format=fba-inventory; Kod SKU=sku; Ilość dostępna=sku",
        "yes",
    ] {
        assert!(answer(&mut worker, &waits, wrong).is_err(), "{wrong}");
        assert_eq!((hash(&worker), worker.archive.list().unwrap()), (before.clone(), note.clone()), "{wrong}");
    }
    let occasion = Occasion::of("shop", None, waits.question.as_ref().unwrap()).unwrap();
    assert_eq!(Team::open(&bench.folder).unwrap().remembered(&occasion).unwrap(), None);
    assert_eq!(asks(&read(&mut worker, &stock(&bench, "b.csv", 2, 13))), "mapping");
}

#[test]
fn what_is_forgotten_is_asked_again_and_a_file_that_was_taken_back_brings_no_answer_with_it() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let path = stock(&bench, "a.csv", 1, 12);
    let waits = read(&mut worker, &path);
    answer(&mut worker, &waits, MAP).unwrap();
    let applied = hash(&worker);
    let mut team = Team::open(&bench.folder).unwrap();
    let id: i64 = team.connection().query_row("SELECT id FROM answer", [], |row| row.get(0)).unwrap();
    team.ask(&Request::Forget { answer: id }, &Actor { uid: 7, name: "ann".into() }, NOW).unwrap();
    worker.serve(NOW).unwrap();
    assert_eq!(hash(&worker), applied, "what was read stays read");
    assert_eq!(asks(&read(&mut worker, &stock(&bench, "b.csv", 2, 13))), "mapping");
    worker.take_back(waits.import.unwrap(), NOW).unwrap();
    let again = read(&mut worker, &path);
    assert_eq!((again.state, asks(&again)), (FileState::Waiting, "mapping"));
    rebuilt(&bench, worker);
}

#[test]
fn the_command_line_answers_before_anything_is_asked() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let map = Some(Mapping::parse(MAP).unwrap());
    let told = Given { map, ..given(Some(Market::Pl)) };
    let report = worker.import(&stock(&bench, "a.csv", 1, 12), &told, NOW).unwrap().remove(0);
    assert_eq!((report.state, report.inserted), (FileState::Applied, 2));
    // It is remembered; a file with a header of its own is not touched by it.
    assert_eq!(read(&mut worker, &stock(&bench, "b.csv", 2, 13)).state, FileState::Applied);
    let known = include_str!("../../../../tests/data/ingest/fba-inventory/18-columns@US.tsv");
    let us = Given { market: Some(Market::Us), ..told };
    assert_eq!(worker.import(&bench.file("known.txt", known), &us, NOW).unwrap()[0].state, FileState::Applied);
    // Far from every report: read by what was said, and refused where that is of another file.
    let far = dated(&bench, "far.csv", 3, "Qwe;Rty\nPL-9;4\n");
    assert_eq!(read(&mut worker, &far).state, FileState::Refused);
    let map = Some(Mapping::parse("format=fba-inventory; Qwe=sku; Rty=fulfillable").unwrap());
    let told = Given { map, ..given(Some(Market::Pl)) };
    assert_eq!(worker.import(&far, &told, NOW).unwrap()[0].state, FileState::Applied);
    let farther = dated(&bench, "farther.csv", 3, "Asd;Fgh\nPL-9;4\n");
    assert_eq!(worker.import(&farther, &told, NOW).unwrap()[0].state, FileState::Refused);
    rebuilt(&bench, worker);
}

#[test]
fn a_marketplace_is_remembered_only_when_that_was_said_and_an_order_of_dates_for_its_column() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    // Of a store with one marketplace nothing need be asked (H2).
    let known = include_str!("../../../../tests/data/ingest/fba-inventory/18-columns@US.tsv");
    for (name, market) in [("us.txt", Market::Us), ("de.txt", Market::De)] {
        let text = known.to_owned() + if market == Market::De { "\n" } else { "" };
        worker.import(&bench.file(name, &text), &given(Some(market)), NOW).unwrap();
    }
    let nowhere = given(None);
    let waits = |worker: &mut Worker, name: &str, orders: &[u32]| {
        let path = bench.unshipped(name, 20, orders);
        worker.import(&path, &nowhere, NOW).unwrap().remove(0)
    };
    let first = waits(&mut worker, "a.txt", &[1, 2]);
    answer(&mut worker, &first, "UK").unwrap();
    let second = waits(&mut worker, "b.txt", &[3, 4]);
    assert_eq!(asks(&second), "marketplace", "said of one file only");
    answer(&mut worker, &second, "UK always").unwrap();
    assert_eq!(asks(&waits(&mut worker, "c.txt", &[5, 6])), "nothing");
    rebuilt(&bench, worker);
}

#[test]
fn a_later_mapping_of_the_command_line_wins_over_an_earlier_one() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let path = stock(&bench, "a.csv", 1, 12);
    let told = |map: &str, market| Given { map: Some(Mapping::parse(map).unwrap()), ..given(market) };
    let wrong = told(&MAP.replace("Nazwa=title; Uwagi=-", "Nazwa=-; Uwagi=title"), None);
    assert_eq!(asks(&worker.import(&path, &wrong, NOW).unwrap()[0]), "marketplace");
    assert_eq!(worker.import(&path, &told(MAP, Some(Market::Pl)), NOW).unwrap()[0].state, FileState::Applied);
    let titles: String = worker
        .facts()
        .connection()
        .query_row("SELECT group_concat(title, ' ') FROM (SELECT title FROM fba_inventory ORDER BY sku)", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(titles, "Kubek Talerz");
    rebuilt(&bench, worker);
}

#[test]
fn an_answer_with_which_a_file_was_refused_is_neither_remembered_nor_kept() {
    let bench = Bench::new();
    let mut worker =
        Worker::with_parser(&bench.folder, Box::new(Faulty { refuses_mapped: true, ..Faulty::default() })).unwrap();
    let path = stock(&bench, "a.csv", 1, 12);
    let waits = read(&mut worker, &path);
    let note = worker.archive.list().unwrap();
    let refused = answer(&mut worker, &waits, MAP).unwrap();
    assert_eq!((refused.state, refused.import), (FileState::Refused, waits.import));
    let occasion = Occasion::of("shop", None, waits.question.as_ref().unwrap()).unwrap();
    let remembered = || Team::open(&bench.folder).unwrap().remembered(&occasion).unwrap();
    assert_eq!((remembered(), worker.archive.list().unwrap()), (None, note.clone()));
    // The reason was told; the file waits as before, for another answer.
    let entry = |worker: &Worker| worker.facts().entry(waits.import.unwrap()).unwrap().unwrap();
    assert_eq!(entry(&worker).state, FileState::Waiting);
    let told = Given { map: Some(Mapping::parse(MAP).unwrap()), ..given(Some(Market::Pl)) };
    assert_eq!(worker.import(&path, &told, NOW).unwrap()[0].state, FileState::Refused);
    assert_eq!((remembered(), worker.archive.list().unwrap()), (None, note));
    drop(worker);
    let mut worker = bench.worker();
    assert_eq!(answer(&mut worker, &waits, MAP).unwrap().state, FileState::Applied);
}
