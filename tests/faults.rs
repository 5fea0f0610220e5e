//! kill -9 at random times: the watching worker, its parsing child, an import, a screen. No row lost or doubled.
//! `DAYDECK_KILLS` sets the number of rounds (30 by default).
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use common::{Pty, command, demo, folder, json, ok};

fn rounds() -> u64 {
    std::env::var("DAYDECK_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(30)
}

/// Spread without a clock: the same delays on every run.
fn delay(round: u64, most: u64) -> Duration {
    let mixed = (round + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
    Duration::from_millis(mixed % most)
}

/// An All Orders file of `orders` orders of one line each; `version` moves the last-updated time.
fn orders_file(path: &Path, orders: u64, version: u64) {
    use std::fmt::Write as _;
    let mut text = String::from(
        "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\t\
         sales-channel\torder-channel\tship-service-level\tproduct-name\tsku\tasin\titem-status\tquantity\tcurrency\t\
         item-price\titem-tax\tshipping-price\tshipping-tax\tgift-wrap-price\tgift-wrap-tax\titem-promotion-discount\t\
         ship-promotion-discount\tship-city\tship-state\tship-postal-code\tship-country\tpromotion-ids\tcpf\t\
         is-business-order\tpurchase-order-number\tprice-designation\tsignature-confirmation-recommended\n",
    );
    for n in 0..orders {
        let _ = writeln!(
            text,
            "111-{:07}-{:07}\t\t2026-10-01T10:00:00+00:00\t2026-10-0{}T10:00:00+00:00\tShipped\tAmazon\tAmazon.com\t\t\
             Standard\tSpatula 3\" x 1.5\"\tSKU-{:03}\tB0C7XQ0001\tShipped\t1\tUSD\t23.99\t0.0\t\t\t\t\t\t\tReno\tNV\t\
             89501\tUS\t\t\tfalse\t\t\tfalse",
            n / 10_000_000,
            n,
            2 + version,
            n % 40
        );
    }
    std::fs::write(path, text).unwrap();
}

fn counted(data: &Path) -> usize {
    json(data, &["orders", "--view", "all", "--json", "--limit", "1000000"], 0).len()
}

fn kill(mut child: Child) {
    let _ = child.kill();
    let _ = child.wait();
}

#[test]
fn an_import_killed_at_any_time_is_whole_or_not_at_all() {
    let data = folder();
    let file = data.path().join("orders.txt");
    orders_file(&file, 3_000, 0);
    let path = file.to_str().unwrap();
    let start = Instant::now();
    ok(data.path(), &["import", "--store", "first", path], 0);
    let whole = u64::try_from(start.elapsed().as_millis()).unwrap().max(60);
    let mut finished = 0;
    for round in 0..rounds() {
        // A new store each time, so that each round imports everything again.
        let store = format!("s{round}");
        let child = command(data.path())
            .args(["import", "--store", &store, path])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(delay(round, whole + whole / 4));
        kill(child);
        let rows = json(
            data.path(),
            &["orders", "--view", "all", "--filter", &format!("store:{store}"), "--json", "--limit", "100000"],
            0,
        );
        assert!(rows.is_empty() || rows.len() == 3_000, "round {round}: {} of 3000 rows", rows.len());
        finished += usize::from(!rows.is_empty());
        ok(data.path(), &["db", "check"], 0);
        // The next start takes up what the archive holds, or reads the file again: either way once.
        ok(data.path(), &["import", "--store", &store, path, "--json"], 0);
        let rows = json(
            data.path(),
            &["orders", "--view", "all", "--filter", &format!("store:{store}"), "--json", "--limit", "100000"],
            0,
        );
        assert_eq!(rows.len(), 3_000, "round {round}");
    }
    assert!(finished < usize::try_from(rounds()).unwrap(), "no round was killed in time");
}

#[test]
fn a_killed_worker_loses_and_doubles_nothing() {
    let data = folder();
    let inbox = data.path().join("inbox/shop/US");
    ok(data.path(), &["status"], 0);
    std::fs::create_dir_all(&inbox).unwrap();
    for round in 0..rounds() {
        let name = format!("orders-{round}.txt");
        orders_file(&data.path().join("part"), 400 + round * 10, round % 7);
        std::fs::rename(data.path().join("part"), inbox.join(&name)).unwrap();
        let child = command(data.path()).arg("watch").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(delay(round, 3_500));
        if round % 3 == 0 {
            // Only the parsing child dies: the worker must go on and keep the file.
            for pid in children(child.id()) {
                let _ = rustix::process::kill_process(
                    rustix::process::Pid::from_raw(pid).unwrap(),
                    rustix::process::Signal::KILL,
                );
            }
        }
        kill(child);
    }
    // Left alone, the worker finishes what is there.
    let child = command(data.path()).arg("watch").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    while std::fs::read_dir(&inbox).unwrap().next().is_some() {
        assert!(start.elapsed() < Duration::from_mins(1), "the inbox does not empty");
        std::thread::sleep(Duration::from_millis(200));
    }
    kill(child);
    let expected = 400 + (rounds() - 1) * 10;
    assert_eq!(counted(data.path()) as u64, expected);
    ok(data.path(), &["db", "check"], 0);
}

/// Child processes of `parent`.
fn children(parent: u32) -> Vec<i32> {
    let path = format!("/proc/{parent}/task/{parent}/children");
    std::fs::read_to_string(path).unwrap_or_default().split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}

#[test]
fn a_killed_screen_leaves_both_databases_sound() {
    let data = folder();
    let demo = demo(data.path(), 200);
    for round in 0..rounds() / 3 {
        let mut pty = Pty::open(&demo, &[], 80, 24, &[]);
        pty.wait("the screen", |text| text.contains("Today"));
        pty.keys("cjcjdju");
        std::thread::sleep(delay(round, 120));
        pty.signal(rustix::process::Signal::KILL);
        assert!(pty.ended(Duration::from_secs(2)).is_some());
    }
    ok(&demo, &["db", "check"], 0);
}
