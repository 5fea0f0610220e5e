//! Personal data whose date has come is in no byte that is left (D4, D12), while another process reads.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use daydeck::store::open::{Folder, Reader};

const NAME: &str = "Annabel Quillfeather";
const KEPT: &str = "Benjamin Quillfeather";

/// An unshipped report of orders of one buyer, promised for `day`.
fn report(buyer: &str, number: u32, orders: u32, day: &str) -> String {
    let mut text = "order-id\torder-item-id\tpurchase-date\tpayments-date\treporting-date\tpromise-date\t\
        days-past-promise\tbuyer-email\tbuyer-name\tbuyer-phone-number\tsku\tproduct-name\tquantity-purchased\t\
        quantity-shipped\tquantity-to-ship\tship-service-level\trecipient-name\tship-address-1\tship-address-2\t\
        ship-address-3\tship-city\tship-state\tship-postal-code\tship-country\tis-business-order\t\
        purchase-order-number\tprice-designation\n"
        .to_owned();
    for n in 0..orders {
        _ = writeln!(
            text,
            "202-{number:07}-{n:07}\t{number:07}{n:07}\t{day}\t{day}\t{day}\t{day}\t0\t\t{buyer} {n}\t\tS\tTray\t1\t0\t1\t\
             Standard\t{buyer} {n}\t{buyer} Lane {n}\t\t\tLeeds\t\tLS1 1AA\tGB\tfalse\t\t"
        );
    }
    text
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

/// Every file below the data folder in which a text stands.
fn found(folder: &Path, text: &str, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found(&path, text, into);
        } else if holds(&fs::read(&path).unwrap(), text) {
            into.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
}

fn places(folder: &Path, text: &str) -> Vec<String> {
    let mut places = Vec::new();
    found(folder, text, &mut places);
    places
}

/// Reads a report whose sixty days are just over, and one of today.
fn import(data: &Path, outside: &Path) {
    let hours = |hours: i64| (chrono::Utc::now() - chrono::Duration::hours(hours)).format("%Y-%m-%dT%H:%M:%S+00:00");
    let due = hours(60 * 24).to_string();
    for (name, text) in
        [("due.txt", report(NAME, 1, 300, &due)), ("fresh.txt", report(KEPT, 2, 300, &hours(1).to_string()))]
    {
        let path = outside.join(name);
        fs::write(&path, text).unwrap();
        let args = ["import", "--json", "--store", "shop", "--marketplace", "UK", path.to_str().unwrap()];
        common::json(data, &args, 0);
    }
}

#[test]
fn a_name_is_nowhere_after_the_purge_also_while_another_process_reads() {
    let (data, outside) = (common::folder(), common::folder());
    let data = data.path();
    import(data, outside.path());
    // As if the first had been read a while ago, before it was due: what is due is not stored at all.
    let folder = Folder::open(data).unwrap();
    let facts = daydeck::store::open::Facts::open(&folder).unwrap();
    let people = "INSERT OR REPLACE INTO order_person (store, order_id, fields, import, purge_after)
         SELECT store, order_id, json_object('recipient', ?1 || ' ' || rowid),
         1, unixepoch() - 60 FROM unshipped_line WHERE order_id LIKE '202-0000001%'";
    assert_eq!(facts.connection().execute(people, [NAME]).unwrap(), 300);
    drop(facts);
    let before = places(data, NAME);
    assert!(before.contains(&"facts.db".to_owned()) || before.contains(&"facts.db-wal".to_owned()), "{before:?}");
    assert!(before.iter().any(|file| file.len() == 64), "not in the archive: {before:?}");

    // This process reads what is in the log, and goes on reading.
    let reader = Reader::open(&folder).unwrap();
    reader.connection().execute_batch("BEGIN").unwrap();
    let count = |reader: &Reader| -> i64 {
        let sql = "SELECT count(*) FROM facts.order_person WHERE fields LIKE '%Annabel%'";
        reader.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(count(&reader), 300);
    let purged = common::json(data, &["db", "purge", "--json"], 3).remove(0);
    assert_eq!(purged["rows"], 300, "{purged}");
    assert_eq!(purged["files"], 1, "{purged}");
    assert!(purged["residue"].as_str().unwrap().starts_with("facts.db"), "{purged}");
    let me = format!("pid {}", std::process::id());
    assert!(purged["holders"].as_str().unwrap().contains(&me), "{purged}, not {me}");
    assert_eq!(count(&reader), 300, "a reader sees what it began with");
    assert!(places(data, NAME).iter().all(|file| file.starts_with("facts.db")), "{:?}", places(data, NAME));

    // It stops reading and stays: now the log can be cut off.
    reader.connection().execute_batch("COMMIT").unwrap();
    let purged = common::json(data, &["db", "purge", "--json"], 0).remove(0);
    assert_eq!((&purged["rows"], &purged["residue"]), (&0.into(), &serde_json::Value::Null), "{purged}");
    assert_eq!(places(data, NAME), Vec::<String>::new());
    assert_eq!(count(&reader), 0);
    drop(reader);
    assert_eq!(places(data, NAME), Vec::<String>::new());
    let kept = places(data, KEPT);
    assert!(
        kept.iter().any(|file| file.starts_with("facts.db")) && kept.iter().any(|file| file.len() == 64),
        "{kept:?}"
    );

    // The same download is a duplicate still, and a rebuild reads what is left.
    let path = outside.path().join("due.txt");
    let again = ["import", "--json", "--store", "shop", "--marketplace", "UK", path.to_str().unwrap()];
    assert_eq!(common::json(data, &again, 0)[0]["state"], "duplicate");
    common::ok(data, &["db", "rebuild"], 0);
    assert_eq!(places(data, NAME), Vec::<String>::new());
    let reader = Reader::open(&folder).unwrap();
    let orders = "SELECT count(*) FROM facts.unshipped_line";
    assert_eq!(reader.connection().query_row(orders, [], |row| row.get::<_, i64>(0)).unwrap(), 600);
}

#[test]
fn a_running_watcher_purges_when_it_is_asked() {
    let (data, outside) = (common::folder(), common::folder());
    let data = data.path();
    import(data, outside.path());
    let mut watcher = common::command(data).arg("watch").stdout(std::process::Stdio::null()).spawn().unwrap();
    let start = std::time::Instant::now();
    while !fs::read_to_string(data.join("worker.lock")).unwrap_or_default().contains(&watcher.id().to_string()) {
        assert!(start.elapsed().as_secs() < 30, "no watcher");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let purged = common::json(data, &["db", "purge", "--json"], 0).remove(0);
    let pid = rustix::process::Pid::from_raw(i32::try_from(watcher.id()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert_eq!(watcher.wait().unwrap().code(), Some(0));
    assert_eq!((&purged["files"], &purged["residue"]), (&1.into(), &serde_json::Value::Null), "{purged}");
    assert_eq!(places(data, NAME), Vec::<String>::new());
    let log = fs::read_to_string(data.join("log/purge.log")).unwrap();
    assert!(log.contains("files 1 failed 0 refused 0 texts 0 residue -"), "{log}");
}
