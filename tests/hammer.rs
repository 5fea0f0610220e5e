//! Twenty processes at one queue while files are imported: nobody is told that the database is busy, no write is lost, and
//! the journal's chain holds. `DAYDECK_HAMMER=60 cargo test --test hammer -- --nocapture` does it for a minute and prints
//! how long the writes took; without the variable it is five seconds.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test that cannot go on must fail")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant as Clock};

use common::{command, folder, json, ok};
use daydeck::demo::load;
use daydeck::domain::act::{Actor, Intent, Outcome, Verb};
use daydeck::domain::day::Instant;
use daydeck::domain::work::parse_id;
use daydeck::store::open::{Folder, Team};
use serde::{Deserialize, Serialize};

const NAME: &str = "twenty_processes_write_at_once_while_files_are_imported";
const PROCESSES: u32 = 20;
/// Of the processes: those that keep the database open as a screen does, those that open it for each act, and the program
/// itself, started anew for each act.
const SCREENS: u32 = 12;
const ONE_SHOTS: u32 = 5;
/// Twenty people at so few items are in each other's way all the time.
const ITEMS: usize = 12;
const FIRST_UID: u32 = 61_100;

/// What a process did.
#[derive(Default, Serialize, Deserialize)]
struct Deeds {
    /// Steps written, by verb.
    written: BTreeMap<String, i64>,
    /// Somebody was faster, or it was not possible.
    turned_down: i64,
    /// Milliseconds of each write.
    times: Vec<f64>,
}

fn now() -> Instant {
    Instant(chrono::Utc::now().timestamp())
}

/// One process: acts on the items in turn, each time looks whether it was possible, and tells what it did.
fn work(root: &Path, person: u32, items: &[i64], until: Clock) -> Deeds {
    let actor = Actor { uid: FIRST_UID + person, name: format!("operator{person}") };
    let folder = Folder::open(root).unwrap();
    let mut kept = Team::open(&folder).unwrap();
    let mut deeds = Deeds::default();
    let mut turn = person as usize;
    while Clock::now() < until {
        let item = items[turn % items.len()];
        let note = Verb::Note { text: format!("{turn} of operator{person}") };
        // The program's users are one Unix user here: they write what is in nobody's way.
        let verbs = if person >= SCREENS + ONE_SHOTS {
            vec![note]
        } else {
            vec![note, Verb::Claim, Verb::Done { note: None }, Verb::Undo { step: None }, Verb::Release]
        };
        for verb in verbs {
            let (word, start) = (verb.word(), Clock::now());
            let written = if let (Verb::Note { text }, true) = (&verb, person >= SCREENS + ONE_SHOTS) {
                by_program(root, item, text)
            } else {
                let intent = Intent::Act { verb, items: vec![(item, None)] };
                let mut fresh = None;
                let team = if person < SCREENS { &mut kept } else { fresh.insert(Team::open(&folder).unwrap()) };
                matches!(team.act(&intent, &actor, now()).unwrap(), Outcome::Done { .. })
            };
            deeds.times.push(start.elapsed().as_secs_f64() * 1e3);
            // A note is in nobody's way: one that is not written is lost.
            assert!(written || word != "note", "operator{person}, w{item}");
            if written {
                *deeds.written.entry(word.to_owned()).or_default() += 1;
            } else {
                deeds.turned_down += 1;
                // Somebody else has it: the rest is theirs.
                break;
            }
        }
        turn += 1 + person as usize % 5;
        std::thread::sleep(Duration::from_millis(u64::from(person) % 7 * 3));
    }
    deeds
}

/// A note by the command line.
fn by_program(root: &Path, item: i64, text: &str) -> bool {
    let output = command(root).args(["note", &format!("w{item}"), text]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    true
}

fn start(root: &Path, person: u32, items: &str, seconds: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([NAME, "--exact", "--nocapture"])
        .env("DAYDECK_TEST_FOLDER", root)
        .env("DAYDECK_TEST_PERSON", format!("{person} {seconds} {items}"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// In a process that [`start`] started: works, and leaves what it did in a file. Elsewhere nothing.
fn is_one_of_them() -> bool {
    let Some(root) = std::env::var_os("DAYDECK_TEST_FOLDER") else { return false };
    let root = Path::new(&root);
    let given = std::env::var("DAYDECK_TEST_PERSON").unwrap();
    let numbers: Vec<i64> = given.split(' ').map(|n| n.parse().unwrap()).collect();
    let (person, until) = (u32::try_from(numbers[0]).unwrap(), Clock::now() + Duration::from_secs(numbers[1] as u64));
    let deeds = work(root, person, &numbers[2..], until);
    std::fs::write(root.join(format!("deeds-{person}")), serde_json::to_vec(&deeds).unwrap()).unwrap();
    true
}

/// The steps of a person in the journal, by verb.
fn journal(team: &Team, uid: u32) -> BTreeMap<String, i64> {
    let sql = "SELECT verb, count(*) FROM journal WHERE uid = ?1 GROUP BY verb";
    let mut select = team.connection().prepare(sql).unwrap();
    let rows = select.query_map([uid], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn percentile(times: &[f64], of: f64) -> f64 {
    times[((times.len() - 1) as f64 * of) as usize]
}

#[test]
fn twenty_processes_write_at_once_while_files_are_imported() {
    if is_one_of_them() {
        return;
    }
    let seconds: u64 = std::env::var("DAYDECK_HAMMER").map_or(5, |text| text.parse().unwrap());
    let data = folder();
    let deck = common::demo(data.path(), 300);
    let free = |item: &serde_json::Value| item["kind"] == "ship-today" || item["kind"] == "answer-due";
    let items: Vec<String> = json(&deck, &["today", "--json", "--limit", "1000"], 0)
        .iter()
        .filter(|item| free(item))
        .take(ITEMS)
        .map(|item| parse_id(item["id"].as_str().unwrap()).unwrap().to_string())
        .collect();
    assert!(items.len() > 5, "{items:?}");
    let before = journal(&Team::open(&Folder::open(&deck).unwrap()).unwrap(), rustix::process::getuid().as_raw());

    let people: Vec<Child> = (0..PROCESSES).map(|person| start(&deck, person, &items.join(" "), seconds)).collect();
    let (until, mut imports) = (Clock::now() + Duration::from_secs(seconds), 0);
    while Clock::now() < until {
        imports += 1;
        let file = data.path().join(format!("orders-{imports}.txt"));
        let mut out = std::io::BufWriter::new(std::fs::File::create(&file).unwrap());
        load::all_orders(&mut out, 20_000, imports, now()).unwrap();
        drop(out);
        ok(&deck, &["import", "--store", "load", "--marketplace", "US", file.to_str().unwrap()], 0);
    }
    for (person, child) in people.into_iter().enumerate() {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "operator{person}: {}", String::from_utf8_lossy(&output.stderr));
    }

    // What each of them was told stands in the journal, and nothing else does.
    let team = Team::open(&Folder::open(&deck).unwrap()).unwrap();
    let (mut times, mut written, mut turned_down, mut by_program) = (Vec::new(), 0, 0, before);
    for person in 0..PROCESSES {
        let path = deck.join(format!("deeds-{person}"));
        let deeds: Deeds = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        if person < SCREENS + ONE_SHOTS {
            assert_eq!(journal(&team, FIRST_UID + person), deeds.written, "operator{person}");
        } else {
            for (verb, count) in &deeds.written {
                *by_program.entry(verb.clone()).or_default() += count;
            }
        }
        assert!(deeds.written.values().sum::<i64>() > 0, "operator{person} never came to write");
        written += deeds.written.values().sum::<i64>();
        turned_down += deeds.turned_down;
        // The program's own times are those of starting it.
        if person < SCREENS + ONE_SHOTS {
            times.extend(deeds.times);
        }
    }
    assert_eq!(journal(&team, rustix::process::getuid().as_raw()), by_program, "by the command line");
    times.sort_by(f64::total_cmp);
    println!(
        "{PROCESSES} processes, {seconds} s, {imports} imports of 20,000 lines: {written} steps, {turned_down} turned down; \
         a write p50 {:.1} ms, p99 {:.1} ms, worst {:.0} ms",
        percentile(&times, 0.5),
        percentile(&times, 0.99),
        percentile(&times, 1.0)
    );
    ok(&deck, &["journal", "--verify"], 0);
    ok(&deck, &["db", "check"], 0);
}
