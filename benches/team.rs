//! Operators at work while an import runs: how long a write takes, and what the import pays for it.
//!
//! `cargo bench --bench team`: eight operators claim and release items ten times a second and eight readers turn pages while
//! a file of `DAYDECK_ROWS` (1,000,000) order lines is imported beside them. Goals: docs/performance.md.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    missing_docs,
    reason = "a bench that cannot go on must stop, and its figures go to stdout"
)]

mod measure;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use daydeck::demo::load;
use daydeck::domain::act::{Actor, Intent, Outcome, Verb};
use daydeck::domain::day;
use daydeck::domain::filter::Filter;
use daydeck::domain::list::{List, ListQuery, Query, Reply, Viewpoint};
use daydeck::domain::settings::Settings;
use daydeck::domain::work::parse_id;
use daydeck::store::folder::Folder;
use daydeck::store::open::{Reader, Team};
use measure::{DAYDECK, NOW, generate, import, setting};

const PEOPLE: usize = 8;

fn present() -> day::Instant {
    day::Instant(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() as i64)
}

fn viewpoint(person: usize) -> Viewpoint {
    let settings = Arc::new(Settings::shipped().unwrap());
    Viewpoint { now: present(), me: actor(person), zone: chrono_tz::UTC, settings, boot: None, ahead: 0 }
}

fn actor(person: usize) -> Actor {
    Actor { uid: 60_000 + person as u32, name: format!("operator{person}") }
}

fn page(list: List, view: &'static str, offset: u64) -> Query {
    let query = ListQuery {
        list,
        view,
        filter: Arc::new(Filter::default()),
        sort: None,
        offset,
        limit: 100,
        around: None,
        unfold: true,
    };
    Query::Page(query)
}

/// Ids of open items.
fn items(folder: &Folder) -> Vec<i64> {
    let reader = Reader::open(folder).unwrap();
    let Reply::Page(page) = reader.answer(&page(List::Today, "open", 0), &viewpoint(0)).unwrap() else {
        panic!("no page")
    };
    page.rows.iter().filter_map(|row| parse_id(&row.id)).collect()
}

/// Milliseconds of every write of one operator until the import is over.
fn operate(root: &Path, person: usize, items: &[i64], over: &AtomicBool) -> (Vec<f64>, usize) {
    let mut team = Team::open(&Folder::open(root).unwrap()).unwrap();
    let (mut times, mut conflicts) = (Vec::new(), 0);
    for (turn, item) in items.iter().skip(person).step_by(PEOPLE).cycle().enumerate() {
        if over.load(Ordering::Relaxed) {
            break;
        }
        for verb in [Verb::Claim, Verb::Release] {
            let intent = Intent::Act { verb, items: vec![(*item, None)] };
            let start = Instant::now();
            let outcome = team.act(&intent, &actor(person), present()).unwrap();
            times.push(start.elapsed().as_secs_f64() * 1e3);
            conflicts += usize::from(!matches!(outcome, Outcome::Done { .. }));
        }
        std::thread::sleep(Duration::from_millis(100 + (turn % 7) as u64));
    }
    (times, conflicts)
}

/// Milliseconds of every page of one reader.
fn read(root: &Path, person: usize, over: &AtomicBool) -> Vec<f64> {
    let reader = Reader::open(&Folder::open(root).unwrap()).unwrap();
    let mut times = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let start = Instant::now();
        reader.answer(&page(List::Orders, "all", (times.len() % 10) as u64 * 100), &viewpoint(person)).unwrap();
        times.push(start.elapsed().as_secs_f64() * 1e3);
        std::thread::sleep(Duration::from_millis(100));
    }
    times
}

fn percentile(times: &mut [f64], of: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * of) as usize]
}

fn main() {
    let rows = setting("DAYDECK_ROWS", "1000000")[0];
    let temporary = tempfile::tempdir().unwrap();
    let root = std::env::var_os("DAYDECK_BENCH_DIR").map_or(temporary.path().to_owned(), std::path::PathBuf::from);
    let file = root.join(format!("orders-{rows}.txt"));
    generate(&file, |out| load::all_orders(out, rows, 1, NOW).unwrap());
    // The demo has a queue to work on; without people first, then the same import with them.
    let mut alone = None;
    for with in [false, true] {
        let base = root.join(if with { "team-with" } else { "team-alone" });
        let _ = std::fs::remove_dir_all(&base);
        let base = measure::fresh(&root, base.file_name().unwrap().to_str().unwrap());
        let status = Command::new(DAYDECK)
            .arg("--data")
            .arg(&base)
            .args(["demo", "--no-tui", "--orders", "2000"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap();
        assert!(matches!(status.code(), Some(0 | 3)), "{status}");
        let data = base.join("demo");
        if !with {
            alone = Some(import(&data, &file).seconds);
            continue;
        }
        let items = items(&Folder::open(&data).unwrap());
        assert!(items.len() >= PEOPLE, "the demo has too few items: {}", items.len());
        let over = Arc::new(AtomicBool::new(false));
        let (seconds, writes, pages) = std::thread::scope(|scope| {
            let (data, items, over) = (&data, &items, &over);
            let writers: Vec<_> = (0..PEOPLE).map(|p| scope.spawn(move || operate(data, p, items, over))).collect();
            let readers: Vec<_> = (0..PEOPLE).map(|p| scope.spawn(move || read(data, p, over))).collect();
            let seconds = import(data, &file).seconds;
            over.store(true, Ordering::Relaxed);
            let writes: Vec<_> = writers.into_iter().map(|w| w.join().unwrap()).collect();
            (seconds, writes, readers.into_iter().flat_map(|r| r.join().unwrap()).collect::<Vec<f64>>())
        });
        let conflicts: usize = writes.iter().map(|(_, n)| n).sum();
        let mut writes: Vec<f64> = writes.into_iter().flat_map(|(times, _)| times).collect();
        let mut pages = pages;
        let alone = alone.unwrap();
        println!(
            "import of {rows} order lines alone {alone:.1} s, with {PEOPLE} operators and {PEOPLE} readers {seconds:.1} s: {:.2}",
            seconds / alone
        );
        println!(
            "{} writes: p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms; {conflicts} not done",
            writes.len(),
            percentile(&mut writes, 0.5),
            percentile(&mut writes, 0.99),
            percentile(&mut writes, 1.0)
        );
        println!(
            "{} pages of 100: p50 {:.1} ms, p99 {:.1} ms",
            pages.len(),
            percentile(&mut pages, 0.5),
            percentile(&mut pages, 0.99)
        );
    }
}
