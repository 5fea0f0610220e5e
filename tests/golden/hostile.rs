//! Files that were cut, mangled or made to hurt.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::{Duration, Instant};

use daydeck::domain::import::Problem;
use daydeck::ingest::Context;
use daydeck::ingest::frame::Frame;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::{context, data, frames_of, readable, rows_of};

fn refusal(bytes: &[u8]) -> Problem {
    match frames_of(bytes, &context(&data())).pop() {
        Some(Frame::Refuse(reject)) => reject.problem,
        other => panic!("{other:?}"),
    }
}

fn orders(rows: usize) -> String {
    let text = std::fs::read_to_string(data().join("all-orders/33-columns-2026.tsv")).unwrap();
    let mut lines = text.lines();
    let (header, row) = (lines.next().unwrap(), lines.next().unwrap());
    format!("{header}\n{}", format!("{row}\n").repeat(rows))
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut gz = GzEncoder::new(Vec::new(), Compression::default());
    gz.write_all(text).unwrap();
    gz.finish().unwrap()
}

/// A linear congruential generator: the same mutants everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// Mutants of each container: `DAYDECK_MUTANTS=10000 cargo test --test golden mutants` for the long run.
fn mutants_of_each() -> usize {
    std::env::var("DAYDECK_MUTANTS").ok().and_then(|n| n.parse().ok()).unwrap_or(250)
}

/// The fixtures by their container, and two containers that are made here.
fn containers() -> BTreeMap<String, Vec<(Vec<u8>, Context)>> {
    let mut all: BTreeMap<String, Vec<(Vec<u8>, Context)>> = BTreeMap::new();
    for (_, path) in readable() {
        let container = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        all.entry(container).or_default().push((std::fs::read(&path).unwrap(), context(&path)));
    }
    let text = orders(40);
    all.entry("gz".into()).or_default().push((packed(text.as_bytes()), context(&data())));
    all.entry("xlsx".into()).or_default().push((workbook(&text), context(&data())));
    all
}

/// The lines of a TSV as a workbook.
fn workbook(text: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in text.lines().enumerate() {
        for (column, cell) in line.split('\t').enumerate() {
            sheet.write_string(row as u32, column as u16, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn mutate(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    const ODD: [&[u8]; 12] = [
        b"\"",
        b"\t",
        b"\n",
        b"\r\n",
        b"\0",
        b"\xff\xfe",
        b"9999999999999999999999",
        b"-",
        b"\xe2\x80\xae",
        b"<",
        b"{[",
        b"&amp;",
    ];
    let mut mutant = bytes.to_vec();
    for _ in 0..=dice.below(8) {
        let at = dice.below(mutant.len());
        let span = at..(at + 1 + dice.below(40)).min(mutant.len());
        match dice.below(5) {
            0 => mutant[at] = dice.below(256) as u8,
            1 => drop(mutant.drain(span)),
            2 => {
                let part: Vec<u8> = mutant[span].to_vec();
                let to = dice.below(mutant.len());
                mutant.splice(to..to, part);
            }
            3 => drop(mutant.splice(at..at, ODD[dice.below(ODD.len())].iter().copied())),
            _ => mutant.truncate(at + 1),
        }
        if mutant.is_empty() {
            break;
        }
    }
    mutant
}

#[test]
fn mutants_of_every_container_are_read_or_refused() {
    let count = mutants_of_each();
    for (container, files) in containers() {
        let mut dice = Dice(20_261_122);
        let (mut ended, started, mut worst) = (0, Instant::now(), Duration::ZERO);
        for _ in 0..count {
            let (bytes, ctx) = &files[dice.below(files.len())];
            let mutant = mutate(bytes, &mut dice);
            let began = Instant::now();
            // The checks are in `frames_of`: no panic, one end, as many rows and rejects as records.
            let last = frames_of(&mutant, ctx).pop();
            worst = worst.max(began.elapsed());
            ended += usize::from(matches!(last, Some(Frame::End(_))));
        }
        assert!(ended < count, "{container}: every mutant was read, so nothing was changed");
        println!("{container}: {count} mutants, {ended} read, {:?}, worst {worst:?}", started.elapsed());
    }
}

/// Cuts that stay invisible: behind a whole line, inside the last cell, behind the header's container.
fn invisible(bytes: &[u8], cut: usize, quoting: bool) -> bool {
    let kept = &bytes[..cut];
    let last = kept.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let header = &bytes[..bytes.iter().position(|b| *b == b'\n').unwrap()];
    let count = |separator: &u8| header.split(|b| b == separator).count();
    let separator = *b"\t,;".iter().max_by_key(|s| count(s)).unwrap();
    let separators = |line: &[u8]| {
        let mut quoted = false;
        line.iter()
            .filter(|b| {
                quoted ^= quoting && **b == b'"';
                **b == separator && !quoted
            })
            .count()
    };
    last == cut || separators(&kept[last..]) >= separators(header)
}

#[test]
fn a_cut_file_is_never_read_to_an_end() {
    let text = |path: &std::path::Path| path.extension().is_some_and(|e| e == "tsv" || e == "csv");
    // `DAYDECK_CUTS=200 cargo test --test golden cut` for the long run.
    let cuts = std::env::var("DAYDECK_CUTS").ok().and_then(|n| n.parse().ok()).unwrap_or(25);
    for (_, path) in readable() {
        let (bytes, ctx) = (std::fs::read(&path).unwrap(), context(&path));
        let wide = path.to_str().unwrap().contains("utf16") || path.to_str().unwrap().contains("title-line");
        let step = (bytes.len() / cuts).max(1);
        for cut in (1..bytes.len()).step_by(step) {
            if (text(&path) && (wide || invisible(&bytes, cut, path.extension().is_some_and(|e| e == "csv"))))
                || path.extension().is_some_and(|e| e == "eml" || e == "mbox")
            {
                continue;
            }
            // JSON ends with what closes it, and a gzip may end behind each of its members.
            let tail = &bytes[cut..];
            if tail.iter().all(u8::is_ascii_whitespace) || tail.starts_with(&[0x1f, 0x8b]) {
                continue;
            }
            let last = frames_of(&bytes[..cut], &ctx).pop();
            assert!(!matches!(last, Some(Frame::End(_))), "{path:?} cut at {cut}: {last:?}");
        }
    }
}

#[test]
fn a_cut_multipart_mail_is_never_read_to_an_end() {
    let bytes = std::fs::read(data().join("mail/02_atoz_claim_received_it.eml")).unwrap();
    // The line end behind the closing boundary may go.
    for cut in (1..bytes.len() - 2).step_by(3) {
        let last = frames_of(&bytes[..cut], &context(&data())).pop();
        assert!(!matches!(last, Some(Frame::End(_))), "cut at {cut}: {last:?}");
    }
}

#[test]
fn gzip_bombs_and_broken_gzips_are_refused() {
    let bomb = packed(&vec![b'a'; 64 << 20]);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(refusal(&bomb), Problem::TooLarge { .. }));
    let good = packed(orders(100).as_bytes());
    for cut in [good.len() - 1, good.len() - 8, good.len() / 2] {
        assert_eq!(refusal(&good[..cut]), Problem::CutOff, "{cut}");
    }
    let mut bent = good.clone();
    let crc = bent.len() - 6;
    bent[crc] ^= 0xff;
    assert!(matches!(refusal(&bent), Problem::NotReadable { .. }));
    let mut twice = good.clone();
    twice.extend(packed(b"x"));
    assert!(
        !matches!(frames_of(&twice, &context(&data())).last(), Some(Frame::End(_))),
        "a second member is a line more"
    );
    assert_eq!(rows_of(&frames_of(&good, &context(&data()))).count(), 100);
}

#[test]
fn stray_quotes_do_not_swallow_lines() {
    let mut lines: Vec<String> = orders(1_000).lines().map(str::to_owned).collect();
    for at in [10, 900] {
        lines[at] = lines[at].replace("\tSpatula", "\t\"Spatula");
    }
    let frames = frames_of(format!("{}\n", lines.join("\n")).as_bytes(), &context(&data()));
    assert_eq!(rows_of(&frames).count(), 1_000);
    // In a CSV they do, and that is a refusal: never a short import.
    let csv = lines.join("\n").replace('\t', ",");
    assert!(matches!(refusal(format!("{csv}\n").as_bytes()), Problem::LinesLost { .. }));
}

#[test]
fn an_unclosed_quote_or_an_endless_line_stops_at_the_limit() {
    let header = "snapshot-date,sku,available,units-shipped-t7\n";
    let open = format!("{header}2026-11-21,\"A{}", "x,1,1\n".repeat(500_000));
    assert_eq!(refusal(open.as_bytes()), Problem::TooLong);
    let endless = format!("{}{}", orders(3), "y".repeat(3 << 20));
    assert_eq!(refusal(endless.as_bytes()), Problem::TooLong);
    let short = format!("{header}2026-11-21,\"A,1,1\n");
    assert_eq!(refusal(short.as_bytes()), Problem::LinesLost { raw: 2, read: 1 });
}

#[test]
fn a_mail_with_too_many_parts_is_refused() {
    let part = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n";
    let mail = format!(
        "From: a@b.c\r\nTo: d@e.f\r\nDate: Mon, 07 Sep 2026 10:00:00 +0000\r\nSubject: x\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n{}--b--\r\n",
        part.repeat(1_200)
    );
    assert!(matches!(refusal(mail.as_bytes()), Problem::TooLarge { limit } if limit.contains("parts")));
}

#[test]
fn json_beyond_the_limits_is_refused_by_the_limit_and_at_once() {
    let numbers = (0..1_200).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    // What stands behind the limit is not looked at.
    let list = format!("{{\"ids\":[{numbers}, oops");
    assert!(matches!(refusal(list.as_bytes()), Problem::TooLarge { limit } if limit == "1000 plain values in a list"));
    let names = (0..1_200).map(|n| format!("\"n{n}\":1")).collect::<Vec<_>>().join(",");
    let wide = format!("[{{{names}}}, oops");
    assert!(matches!(refusal(wide.as_bytes()), Problem::TooLarge { limit } if limit == "1000 columns"));
}
