//! Reports inside a ZIP.

use std::io::{Cursor, Write};

use daydeck::domain::import::Problem;
use daydeck::ingest::frame::Frame;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::support::{context, data, frames, frames_of};

/// A ZIP of these files; a name that ends in `/` is a folder.
fn zip(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in files {
        if name.ends_with('/') {
            zip.add_directory(*name, options).unwrap();
        } else {
            zip.start_file(*name, options).unwrap();
            zip.write_all(bytes).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip(files, CompressionMethod::Deflated)
}

fn refusal(bytes: &[u8]) -> Problem {
    match frames_of(bytes, &context(&data())).pop() {
        Some(Frame::Refuse(reject)) => reject.problem,
        other => panic!("{other:?}"),
    }
}

fn looks_like(bytes: &[u8]) -> String {
    match refusal(bytes) {
        Problem::NotReadable { looks_like } => looks_like,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_report_in_a_zip_is_read_as_if_it_lay_alone() {
    for name in [
        "all-orders/33-columns-2026.tsv",
        "fba-inventory/18-columns@US.tsv",
        "performance/amazon-example.json",
        "mail/02_atoz_claim_received_it.eml",
        "mail/11_mailbox.mbox",
    ] {
        let path = data().join(name);
        let ctx = context(&path);
        let (bytes, alone) = (std::fs::read(&path).unwrap(), frames(&path, &ctx));
        assert!(matches!(alone.last(), Some(Frame::End(_))), "{path:?}");
        for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
            // The name is no path, and the marks of a Mac are no files.
            let parcel = zip(
                &[("a/", b""), ("../../etc/passwd", &bytes), ("__MACOSX/._x", b"mac"), ("a/.DS_Store", b"mac")],
                method,
            );
            assert_eq!(frames_of(&parcel, &ctx), alone, "{path:?} {method:?}");
        }
    }
}

#[test]
fn a_workbook_in_a_zip_is_read() {
    let book = crate::workbooks::search_terms(5, 0);
    let ctx = context(&data());
    let alone = frames_of(&book, &ctx);
    assert!(matches!(alone.last(), Some(Frame::End(_))));
    assert_eq!(frames_of(&packed(&[("report.xlsx", &book)]), &ctx), alone);
}

#[test]
fn several_files_are_refused_by_name_and_an_empty_zip_is_empty() {
    let parcel = packed(&[("a.txt", b"x"), ("b/c.csv", b"y")]);
    assert_eq!(refusal(&parcel), Problem::SeveralFiles { names: vec!["a.txt".into(), "b/c.csv".into()] });
    assert_eq!(refusal(&packed(&[])), Problem::Empty);
    assert_eq!(refusal(&packed(&[("a/", b"")])), Problem::Empty);
    assert_eq!(refusal(&packed(&[("a.txt", b"")])), Problem::Empty);
}

#[test]
fn a_zip_within_a_zip_and_what_swells_or_is_damaged_are_refused() {
    let report = std::fs::read(data().join("all-orders/33-columns-2026.tsv")).unwrap();
    let inner = packed(&[("a.txt", &report)]);
    assert_eq!(looks_like(&packed(&[("inner.zip", &inner)])), "a ZIP inside a ZIP");
    let mut gz = GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(&report).unwrap();
    assert_eq!(looks_like(&packed(&[("inner.gz", &gz.finish().unwrap())])), "a GZIP inside a ZIP");
    let mut gz = GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(&inner).unwrap();
    assert_eq!(looks_like(&gz.finish().unwrap()), "a ZIP inside a GZIP");
    assert!(matches!(refusal(&packed(&[("a.txt", &vec![b'x'; 20 << 20])])), Problem::TooLarge { .. }));
    // A byte changed inside: the checksum tells.
    let mut stored = zip(&[("a.txt", &report)], CompressionMethod::Stored);
    let at = stored.windows(6).position(|bytes| bytes == b"000000").unwrap();
    stored[at] = b'9';
    assert_eq!(looks_like(&stored), "a damaged ZIP");
    // A directory that declares fewer bytes than there are: the counter tells.
    let mut lies = packed(&[("a.txt", &report)]);
    let directory = lies.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    lies[directory + 24..directory + 28].copy_from_slice(&100_u32.to_le_bytes());
    assert_eq!(looks_like(&lies), "a damaged ZIP");
    let cut = &inner[..inner.len() - 30];
    assert_eq!(refusal(cut), Problem::CutOff);
}
