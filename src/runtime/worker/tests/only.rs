//! A marketplace that nothing but the store's only one says: it stays what it was when the file was read.

use super::*;

/// A stock list of one marketplace, with a SKU of its own.
fn stock(bench: &Bench, market: Market) -> PathBuf {
    let text = include_str!("../../../../tests/data/ingest/fba-inventory/18-columns@US.tsv");
    bench.file(&format!("{}.txt", market.code()), &text.replace("SKU-", market.code()))
}

fn import(worker: &mut Worker, path: &Path, market: Option<Market>) -> ImportReport {
    worker.import(path, &given(market), NOW).unwrap().remove(0)
}

/// Marketplace and number of the lines to ship.
fn lines(worker: &Worker) -> Vec<String> {
    let sql = "SELECT market || ' ' || count(*) FROM unshipped_line GROUP BY market ORDER BY 1";
    let mut select = worker.facts().connection().prepare(sql).unwrap();
    select.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// The worker after a rebuild, which must tell the same story.
fn rebuilt(bench: &Bench, worker: Worker) -> Worker {
    let before = (lines(&worker), hash(&worker));
    drop(worker);
    rebuild_with(&bench.folder, &InProcess, NOW, &mut |_, _| {}).unwrap();
    let worker = bench.worker();
    assert_eq!((lines(&worker), hash(&worker)), before);
    worker
}

#[test]
fn a_second_marketplace_takes_nothing_from_files_that_came_before_it() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    import(&mut worker, &stock(&bench, Market::Uk), Some(Market::Uk));
    for (day, orders) in [(20, [1, 2]), (21, [3, 4])] {
        let report = import(&mut worker, &bench.unshipped(&format!("{day}.txt"), day, &orders), None);
        assert_eq!((report.state, report.inserted), (FileState::Applied, 2));
    }
    import(&mut worker, &stock(&bench, Market::De), Some(Market::De));
    let wrong = bench.unshipped("wrong.txt", 22, &[9]);
    let waits = import(&mut worker, &wrong, None);
    assert_eq!(waits.state, FileState::Waiting, "the store has two marketplaces now");
    let wrong = worker.answer(waits.import.unwrap(), &waits.question.unwrap(), "DE", NOW).unwrap();
    assert_eq!(lines(&worker), ["DE 1", "UK 4"]);
    worker.take_back(wrong.import.unwrap(), NOW).unwrap();
    assert_eq!(lines(&worker), ["UK 4"]);
    rebuilt(&bench, worker);
}

#[test]
fn a_file_that_waited_until_another_one_named_the_marketplace_is_rebuilt_with_it() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let early = bench.unshipped("early.txt", 20, &[1, 2]);
    assert_eq!(import(&mut worker, &early, None).state, FileState::Waiting);
    import(&mut worker, &stock(&bench, Market::Uk), Some(Market::Uk));
    assert_eq!(import(&mut worker, &early, None).state, FileState::Applied);
    assert_eq!(lines(&worker), ["UK 2"]);
    rebuilt(&bench, worker);
}

#[test]
fn a_marketplace_that_only_a_taken_back_file_knew_is_asked_for_again() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let wrong = import(&mut worker, &bench.unshipped("wrong.txt", 20, &[1]), Some(Market::De));
    let second = import(&mut worker, &bench.unshipped("second.txt", 21, &[2, 3]), None);
    assert_eq!((second.state, lines(&worker)), (FileState::Applied, vec!["DE 3".to_owned()]));
    worker.take_back(wrong.import.unwrap(), NOW).unwrap();
    assert_eq!(lines(&worker), [] as [&str; 0]);
    let second = worker.facts().question(second.import.unwrap()).unwrap();
    assert_eq!(second, Some(Question::Marketplace { rows: 2 }));
    rebuilt(&bench, worker);
}

/// An All Orders report of one order of the United Kingdom.
fn orders(bench: &Bench) -> PathBuf {
    let day = "2026-11-19T08:00:00+00:00";
    let text = format!(
        "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\tsku\tasin\t\
         item-status\tquantity\tcurrency\titem-price\n202-0000009-0000001\t{day}\t{day}\tShipped\tMerchant\tAmazon.co.uk\tS\t\
         B000000001\tShipped\t1\tGBP\t5.00\n"
    );
    bench.file("orders.txt", &text)
}

#[test]
fn a_marketplace_that_a_later_file_of_the_family_names_stays_when_another_file_goes() {
    let bench = Bench::new();
    let mut worker = bench.worker();
    let early = bench.unshipped("early.txt", 20, &[1, 2]);
    let first = import(&mut worker, &early, None);
    assert_eq!(first.state, FileState::Waiting);
    assert_eq!(import(&mut worker, &orders(&bench), None).state, FileState::Applied);
    assert_eq!(import(&mut worker, &early, None).state, FileState::Applied);
    let before = (lines(&worker), hash(&worker));
    assert_eq!(before.0, ["UK 2"]);
    let third = import(&mut worker, &bench.unshipped("third.txt", 21, &[1, 2, 3]), Some(Market::Uk));
    assert_eq!(lines(&worker), ["UK 3"]);
    worker.take_back(third.import.unwrap(), NOW).unwrap();
    assert_eq!((lines(&worker), hash(&worker)), before);
    assert_eq!(worker.facts().question(first.import.unwrap()).unwrap(), None);
    rebuilt(&bench, worker);
}
