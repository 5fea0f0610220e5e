//! The queue with 100,000 open items: first frame, each keystroke of a filter, orders, mark all; in the store and in a real
//! terminal.
//!
//! `cargo bench --bench queue` (open items by `DAYDECK_ITEMS`, 100,000 by default). Goals: docs/performance.md.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    missing_docs,
    reason = "a bench that cannot go on must stop, and its figures go to stdout"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use common::{Pty, folder};
use daydeck::domain::act::Actor;
use daydeck::domain::day;
use daydeck::domain::filter::Filter;
use daydeck::domain::list::{List, ListQuery, Query, Reply, Viewpoint};
use daydeck::domain::settings::Settings;
use daydeck::i18n::Lang;
use daydeck::i18n::filter::kinds;
use daydeck::store::folder::Folder;
use daydeck::store::open::{Facts, Reader, Team};
use rusqlite::Connection;

/// Runs per figure.
const RUNS: usize = 40;

fn present() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64
}

/// Both databases with so many open items: orders to ship, stock, terms, practices' kinds aside; half of the titles Chinese.
fn filled(root: &Path, items: u64) {
    let folder = Folder::create(root).unwrap();
    drop(Facts::open(&folder).unwrap());
    drop(Team::open(&folder).unwrap());
    let facts = Connection::open(folder.facts()).unwrap();
    facts
        .execute(
            "INSERT INTO import (sha256, store, name, bytes, modified_at, received_at, finished_at, as_of, state, \
             parser_version, format) VALUES ('ab', 's', 'file.txt', 1, 1, ?1, ?1, ?1, 'applied', 1, 'unshipped')",
            [present()],
        )
        .unwrap();
    let team = Connection::open(folder.team()).unwrap();
    let sql = "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n LIMIT ?1) \
        INSERT INTO item (ladder, store, market, subject, epoch, kind, lane, due_at, state, entity, money, currency, \
          daily_money, daily_currency, numbers, evidence, opened_at, changed_at, seen_at) \
        SELECT CASE n % 3 WHEN 0 THEN 'ship' WHEN 1 THEN 'stock' ELSE 'negate-term' END, 's', \
          CASE n % 5 WHEN 0 THEN 'DE' ELSE 'US' END, \
          CASE n % 3 WHEN 0 THEN printf('113-%07d-%07d', n, n * 7 % 9999999) WHEN 1 THEN 'SKU-' || n ELSE 'term ' || n END, \
          '1', CASE n % 3 WHEN 0 THEN 'ship-today' WHEN 1 THEN 'stock-out-near' ELSE 'negate-term' END, \
          CASE WHEN n % 40 = 0 THEN 'now' WHEN n % 3 = 0 THEN 'today' ELSE 'week' END, ?2 + (n * 7919) % 2000000 - 20000, \
          'open', CASE n % 3 WHEN 0 THEN printf('113-%07d-%07d', n, n * 7 % 9999999) WHEN 1 THEN 'SKU-' || n ELSE 'term ' || n END, \
          (n * 37) % 90000, CASE n % 5 WHEN 0 THEN 'EUR' ELSE 'USD' END, (n * 13) % 5000, \
          CASE n % 5 WHEN 0 THEN 'EUR' ELSE 'USD' END, \
          json_object('sku', json_object('text', 'SKU-' || (n % 4000)), 'units', json_object('int', n % 5 + 1), \
            'title', json_object('text', CASE n % 2 WHEN 0 THEN '厨房硅胶铲套装 耐高温 ' || (n % 97) || ' 件' \
              ELSE 'Silicone spatula set, heat resistant, ' || (n % 97) || ' pieces' END)), \
          '{\"sha256\":\"ab\",\"file\":\"file.txt\",\"row\":2,\"as_of\":1}', ?2 - n % 900000, ?2, ?2 FROM n";
    team.execute(sql, rusqlite::params![items as i64, present()]).unwrap();
}

fn figures(what: &str, mut times: Vec<f64>, more: &str) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{what}: p50 {:.1} ms, p99 {:.1} ms{more}", at(0.5), at(0.99));
}

/// Milliseconds of a question, and the rows that match.
fn ask(reader: &Reader, view: &Viewpoint, query: &Query) -> (Vec<f64>, u64) {
    let mut total = 0;
    let times = (0..RUNS).map(|_| {
        let start = Instant::now();
        total = match reader.answer(query, view).unwrap() {
            Reply::Page(page) => page.total,
            Reply::Counts(counts) => counts.tabs[0].unwrap_or(0),
            other => panic!("{other:?}"),
        };
        start.elapsed().as_secs_f64() * 1e3
    });
    (times.collect(), total)
}

fn store(root: &Path) {
    let reader = Reader::open(&Folder::open(root).unwrap()).unwrap();
    let me = Actor { uid: 60_000, name: "operator".to_owned() };
    let settings = Arc::new(Settings::shipped().unwrap());
    let view = Viewpoint { now: day::Instant(present()), me, zone: chrono_tz::UTC, settings, boot: None, ahead: 0 };
    let window = ListQuery { limit: 200, ..ListQuery::of(List::Today) };
    let report = |what: &str, query: Query| {
        let (times, total) = ask(&reader, &view, &query);
        figures(what, times, &format!(", {total} rows"));
    };
    report("queue", Query::Page(window.clone()));
    report("queue of everyone", Query::Page(ListQuery { view: "everyone", ..window.clone() }));
    report("counts", Query::Counts);
    for text in [
        "113",
        "gj",
        "gjc",
        "guijiao",
        "铲",
        "spatula",
        "sku-014",
        "kind:ship",
        "mk:de is:late",
        "-gjc | money:>500",
        "due:<4h",
    ] {
        let filter = Filter::parse(text).unwrap().named(|word| kinds(Lang::Zh, word));
        report(&format!("filter {text}"), Query::Page(ListQuery { filter: Arc::new(filter), ..window.clone() }));
    }
    for column in daydeck::domain::view::sortable(List::Today, "open") {
        report(&format!("sort {column}"), Query::Page(ListQuery { sort: Some((column, true)), ..window.clone() }));
    }
    report("mark all", Query::Page(ListQuery { limit: 5000, unfold: true, ..window }));
}

/// Milliseconds from a key to its last byte.
fn press(pty: &mut Pty, key: &str) -> f64 {
    pty.forget_bytes();
    let start = Instant::now();
    pty.keys(key);
    let (mut last, mut seen) = (start, 0);
    while last.elapsed() < Duration::from_millis(250) || (seen == 0 && start.elapsed() < Duration::from_secs(2)) {
        let now = pty.bytes().len();
        if now != seen {
            (seen, last) = (now, Instant::now());
        }
        std::thread::sleep(Duration::from_micros(300));
    }
    (last - start).as_secs_f64() * 1e3
}

fn screen(root: &Path) {
    for (columns, lines) in [(80, 24), (160, 50)] {
        println!("-- {columns}x{lines}");
        let frames = (0..7).map(|_| {
            let begin = Instant::now();
            let mut pty = Pty::open(root, &["--lang", "en"], columns, lines, &[]);
            pty.wait("the queue", |text| text.contains("113-"));
            let took = begin.elapsed().as_secs_f64() * 1e3;
            pty.keys("q");
            pty.ended(Duration::from_secs(5));
            took
        });
        figures("first frame", frames.collect(), "");
        let mut pty = Pty::open(root, &["--lang", "en"], columns, lines, &[]);
        pty.wait("the queue", |text| text.contains("113-"));
        press(&mut pty, "/");
        let typed = "gjc".repeat(4);
        let mut keys = Vec::new();
        for (at, letter) in typed.chars().enumerate() {
            keys.push(press(&mut pty, &letter.to_string()));
            if at % 3 == 2 {
                (0..3).for_each(|_| keys.push(press(&mut pty, "\x7f")));
            }
        }
        figures("filter keystroke", keys, "");
        press(&mut pty, "<esc>");
        let sorts = ["a", "A", "b", "d", "D"].map(|letter| {
            press(&mut pty, "S");
            press(&mut pty, letter)
        });
        figures("sort", sorts.to_vec(), "");
        press(&mut pty, "S");
        press(&mut pty, "=");
        let marks = (0..5).map(|_| {
            let took = press(&mut pty, "*");
            press(&mut pty, "<esc>");
            took
        });
        figures("mark all", marks.collect(), "");
        pty.keys("q");
        pty.ended(Duration::from_secs(5));
    }
}

fn main() {
    let items = std::env::var("DAYDECK_ITEMS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let data = folder();
    filled(data.path(), items);
    println!("-- {items} open items, store");
    store(data.path());
    screen(data.path());
}
