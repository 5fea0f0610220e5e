//! Bytes before and after.

use std::io::{Read, Seek};

use super::*;
use crate::domain::day::DAY;
use crate::domain::import::{Problem, Reject};
use crate::ingest::child::found;

/// 2026-11-22T12:00:00Z.
const NOW: Instant = Instant(1_795_348_800);
const SHA: &str = "ab";

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    file
}

fn context() -> Context {
    let market = Some(crate::domain::market::Market::Us);
    Context { market, sha256: Some(SHA.to_owned()), ..Context::new(NOW) }
}

fn redact(bytes: &[u8], received: Instant, as_rows: bool) -> (Found, Vec<u8>) {
    let task = Task { context: context(), received, now: NOW, as_rows };
    let mut out = Vec::new();
    run(&mut file(bytes), &task, &mut out).unwrap();
    let mut out = out.as_slice();
    (found(&mut out).unwrap(), out.to_vec())
}

fn frames(bytes: &[u8]) -> Vec<Frame> {
    let mut frames = Vec::new();
    read(&mut file(bytes), &context(), &mut |frame| {
        frames.push(frame);
        Ok(())
    })
    .unwrap();
    frames
}

const OLD: &str = "2026-07-01T10:00:00+00:00";
const NEW: &str = "2026-11-01T10:00:00+00:00";

/// An All Orders report; `{old}` and `{new}` stand for moments, `|` for a tab.
fn orders(lines: &str) -> Vec<u8> {
    let header = "amazon-order-id|purchase-date|last-updated-date|order-status|fulfillment-channel|sales-channel|\
        ship-service-level|product-name|sku|asin|item-status|quantity|currency|item-price|item-tax|ship-city|ship-state|\
        ship-postal-code|ship-country|cpf|nickname";
    format!("{header}\r\n{lines}").replace('|', "\t").replace("{old}", OLD).replace("{new}", NEW).into_bytes()
}

const START: &str = "Shipped|Merchant|Amazon.com|Standard|A 6\" lamp|S|B000000001|Shipped|1|USD|5.00|0.00";

#[test]
fn a_due_line_loses_what_is_no_fact_and_every_other_byte_stays() {
    let line = |n: u32, at: &str, rest: &str| format!("111-0000001-000000{n}|{at}|{at}|{START}|{rest}");
    let before = [
        line(1, "{old}", "Graz|TX|75001|US|123|Annie\r\n"),
        "\r\n".to_owned(),
        line(2, "{new}", "Linz|TX|75002|US|124|Bob\r\n"),
        line(3, "{old}", "Wien|TX|75003|US|125|Cee"),
    ];
    let after = [
        line(1, "{old}", "|TX||US||\r\n"),
        "\r\n".to_owned(),
        line(2, "{new}", "Linz|TX|75002|US|124|Bob\r\n"),
        line(3, "{old}", "|TX||US||"),
    ];
    let (found, text) = redact(&orders(&before.concat()), NOW, false);
    let next = chrono::DateTime::parse_from_rfc3339(NEW).unwrap().timestamp() + KEEP;
    assert_eq!(found, Found { form: Form::Text, next: Some(Instant(next)) });
    assert_eq!(String::from_utf8(text.clone()).unwrap(), String::from_utf8(orders(&after.concat())).unwrap());
    // A second time the same bytes come out.
    assert_eq!(redact(&text, NOW, false), (found, text));
}

#[test]
fn a_line_out_of_step_stays_one_and_says_nothing() {
    let long = format!("111-0000001-0000001|{OLD}|{OLD}|{START}|Graz|TX|75001|US|1|Annie|10 High Street\n");
    let short = "111-0000001-0000002|Bob\n";
    let good = format!("111-0000001-0000003|{NEW}|{NEW}|{START}|Graz|TX|75001|US|1|x\n");
    let before = orders(&format!("{long}{short}{good}"));
    let (found, text) = redact(&before, NOW.plus(-61 * DAY), false);
    assert_eq!(found.form, Form::Text);
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("111-0000001-0000001\t-\t-") && text.contains("111-0000001-0000002\t-\n"), "{text}");
    assert!(!text.contains("Annie") && !text.contains("High Street") && !text.contains("Bob"), "{text}");
    let rejects = |bytes: &[u8]| -> Vec<_> {
        let reject = |frame| match frame {
            Frame::Reject { reject, group } => Some((reject.line, reject.problem, group)),
            _ => None,
        };
        frames(bytes).into_iter().filter_map(reject).collect()
    };
    assert_eq!(rejects(text.as_bytes()), rejects(&before));
    assert_eq!(rejects(&before).len(), 2);
    // Sixty days are not over: the lines that nobody understood stay as they are.
    let (found, _) = redact(&before, NOW.plus(-59 * DAY), false);
    assert_eq!(found, Found { form: Form::Same, next: Some(NOW.plus(DAY)) });
}

#[test]
fn a_csv_is_cut_where_its_quotes_say_and_a_packed_one_stays_packed() {
    let header = "\u{feff}amazon-order-id,purchase-date,last-updated-date,order-status,fulfillment-channel,sales-channel,\
        product-name,sku,asin,item-status,quantity,currency,item-price,ship-city,\"ship-country\"\n";
    let line = |name: &str, city: &str| {
        format!(
            "111-0000001-0000001,{OLD},{OLD},Shipped,Merchant,Amazon.com,{name},S,B000000001,Shipped,1,USD,5.00,{city},US\r\n"
        )
    };
    let names = ["\"a, \"\"b\"\"\nc\"", "a 6\" lamp", "\"\""];
    let before: String = names.iter().map(|name| line(name, "\"Bad \"\"X\"\",\nRing\"")).collect();
    let after: String = names.iter().map(|name| line(name, "")).collect();
    let before = format!("{header}{before}");
    let (found, text) = redact(before.as_bytes(), NOW, false);
    assert_eq!(found, Found { form: Form::Text, next: None });
    assert_eq!(String::from_utf8(text).unwrap(), format!("{header}{after}"));
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(before.as_bytes()).unwrap();
    let (found, gzip) = redact(&packed.finish().unwrap(), NOW, false);
    assert_eq!(found.form, Form::Text);
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(gzip.as_slice()).read_to_string(&mut text).unwrap();
    assert_eq!(text, format!("{header}{after}"));
}

#[test]
fn a_mail_becomes_its_record_without_anybody_s_words() {
    let mail = b"From: Ann <tok@marketplace.amazon.com>\r\nTo: shop@example.com\r\nMessage-ID: <m1@x>\r\n\
        Date: Wed, 01 Jul 2026 10:00:00 +0000\r\nSubject: Order 111-0000001-0000001\r\n\r\nMy address is 10 High Street\r\n";
    let (found, rows) = redact(mail, NOW, false);
    assert_eq!(found, Found { form: Form::Rows, next: None });
    let text = String::from_utf8(rows.clone()).unwrap();
    for word in ["Ann", "shop@", "High Street", "Order 111"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    let mut wanted = frames(mail);
    for frame in &mut wanted {
        if let Frame::Rows(rows) = frame {
            let spec = crate::domain::format::Format::Mail.spec();
            let columns = Columns { fields: (0..spec.fields.len() as u16).collect(), ..Columns::default() };
            for row in rows {
                strip(row, spec, &columns);
            }
        }
    }
    assert_eq!(frames(&rows), wanted);
    assert_eq!(redact(&rows, NOW, false), (found, rows.clone()));
    // Under another hash it is a file like any other, and no known one.
    let elsewhere = Context { sha256: Some("cd".into()), ..context() };
    read(&mut file(&rows), &elsewhere, &mut |frame| {
        assert!(matches!(frame, Frame::Refuse(_)), "{frame:?}");
        Ok(())
    })
    .unwrap();
}

/// A mail of a mailbox with something attached; the month of 2026 in which it was sent.
fn letter(id: u32, month: &str) -> String {
    format!(
        "From a@b Mon Sep  7 10:02:00 2026\nFrom: Ann <tok@marketplace.amazon.com>\nTo: shop@example.com\n\
         Message-ID: <m{id}@x>\nDate: Sun, 01 {month} 2026 10:00:00 +0000\nSubject: x\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nWhere?\n\
         --b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF-{id}\n>From me\n--b--\n\n"
    )
}

/// The kept letters of 3 and what is attached to them.
fn attached(bytes: &[u8]) -> [Option<Vec<u8>>; 3] {
    [1, 2, 3].map(|letter| {
        let task = crate::ingest::attached::Task { context: context(), letter, number: 1 };
        let mut out = Vec::new();
        crate::ingest::attached::run(&mut file(bytes), &task, &mut out).unwrap();
        let end = out.iter().position(|byte| *byte == b'\n').unwrap();
        let found = String::from_utf8(out[..end].to_vec()).unwrap();
        assert_eq!(found.contains("purged"), out.len() == end + 1, "{found}");
        (out.len() > end + 1).then(|| out[end + 1..].to_vec())
    })
}

#[test]
fn the_mails_of_a_mailbox_that_are_not_due_stay_whole_until_they_are() {
    let mailbox = letter(1, "Nov") + &letter(2, "Jul") + &letter(3, "Sep").replace("Sun, 01", "Mon, 28");
    let pdf = |id: u32| Some(format!("%PDF-{id}\nFrom me").into_bytes());
    let (first, rows) = redact(mailbox.as_bytes(), NOW, false);
    assert_eq!(first.form, Form::Rows);
    assert!(!String::from_utf8(rows.clone()).unwrap().contains("%PDF-2"));
    assert_eq!(attached(&rows), [pdf(1), None, pdf(3)]);
    assert_eq!(frames(&rows).len(), frames(mailbox.as_bytes()).len());
    assert_eq!(redact(&rows, NOW, false), (first, rows.clone()), "nothing else is due");
    // When the next is due, the others are carried over.
    let task = Task { context: context(), received: NOW, now: first.next.unwrap(), as_rows: false };
    let mut out = Vec::new();
    run(&mut file(&rows), &task, &mut out).unwrap();
    let mut out = out.as_slice();
    let second: Found = found(&mut out).unwrap();
    assert_eq!((second.form, attached(out)), (Form::Rows, [pdf(1), None, None]));
    assert!(second.next > first.next);
    // Packed it is the same.
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(mailbox.as_bytes()).unwrap();
    for packed in [packed.finish().unwrap(), zipped(&mailbox)] {
        assert_eq!(redact(&packed, NOW, false), (first, rows.clone()));
    }
}

#[test]
fn a_file_that_nobody_understands_goes_when_it_lay_long_enough() {
    let unknown = b"Kunde\tWohnort\nAnn\tGraz\n";
    let (found, _) = redact(unknown, NOW.plus(-DAY), false);
    assert_eq!(found, Found { form: Form::Same, next: Some(NOW.plus(59 * DAY)) });
    let (found, rows) = redact(unknown, NOW.plus(-KEEP), false);
    assert_eq!(found, Found { form: Form::Rows, next: None });
    assert!(!String::from_utf8(rows.clone()).unwrap().contains("Ann"));
    let mut bare = frames(unknown);
    let Some(Frame::Refuse(reject)) = bare.last_mut() else { panic!("{bare:?}") };
    strip_reject(reject);
    assert_eq!(frames(&rows), bare);
}

/// A ZIP with this text in it: a container whose bytes cannot be kept.
fn zipped(text: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("report", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_file_without_personal_columns_that_waits_for_an_answer_is_kept_whole() {
    let sales = "(Parent) ASIN,(Child) ASIN,Title,Sessions - Total,Page Views - Total,Units Ordered,Ordered Product Sales\n\
                 B0PARENT01,B0CHILD001,Lamp,10,20,3,$30.00\n";
    let stock = "Country,Merchant SKU,Units Sold Last 30 Days,Available,Recommended replenishment qty,Recommended ship date\n\
                 United Kingdom,A,1,1,5,04/07/2026\nUnited States,B,1,1,5,05/07/2026\n";
    for (text, wanted) in [(sales, "period"), (stock, "date-order")] {
        let bytes = zipped(text);
        let asked = frames(&bytes).pop();
        assert!(matches!(&asked, Some(Frame::Ask(question)) if question.word() == wanted), "{asked:?}");
        assert_eq!(redact(&bytes, NOW.plus(-KEEP), false).0, Found { form: Form::Same, next: None }, "{wanted}");
    }
}

#[test]
fn a_line_of_several_records_keeps_all_but_what_nobody_knows() {
    let header = "Search Frequency Rank,Search Term,Note,Top Clicked Product #1: ASIN,Top Clicked Product #1: Product Title,\
        Top Clicked Product #1: Click Share,Top Clicked Product #1: Conversion Share,Top Clicked Product #2: ASIN,\
        Top Clicked Product #2: Product Title,Top Clicked Product #2: Click Share,Top Clicked Product #2: Conversion Share,\
        Reporting Date\n";
    let line = |note: &str| format!("101,mat,{note},B000000011,Mat,12.54,8.1,B000000021,Rug,9.06,11.72,2026-04-11\n");
    let file = |note: &str| format!("Reporting Range=[\"Weekly\"]\n{header}{}", line(note));
    let (found, text) = redact(file("for Ann").as_bytes(), NOW.plus(-KEEP), false);
    assert_eq!(found.form, Form::Text);
    assert_eq!(String::from_utf8(text).unwrap(), file(""));
}

#[test]
fn a_column_that_a_person_left_out_goes_in_every_container() {
    let text = "Kod;Ilość dostępna;Kunde\nPL-1;12;Anna Kowalska\n";
    let map = "format=fba-inventory; Kod=sku; Ilość dostępna=fulfillable; Kunde=-";
    let map = Some(crate::domain::mapping::Mapping::parse(map).unwrap());
    for bytes in [text.as_bytes().to_vec(), zipped(text)] {
        let task = Task {
            context: Context { map: map.clone(), ..context() },
            received: NOW.plus(-KEEP),
            now: NOW,
            as_rows: false,
        };
        let mut out = Vec::new();
        run(&mut file(&bytes), &task, &mut out).unwrap();
        assert_ne!(found::<Found>(&mut out.as_slice()).unwrap().form, Form::Same);
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("PL-1") && !out.contains("Kowalska"), "{out}");
    }
}

#[test]
fn what_a_refusal_shows_of_an_unknown_header_goes_with_the_file() {
    let people = b"Ann Smith\t12 High Street\nBob Cee\t7 Low Road\n";
    let (_, rows) = redact(people, NOW.plus(-KEEP), false);
    let text = String::from_utf8(rows.clone()).unwrap();
    assert!(!text.contains("Ann") && !text.contains("Street"), "{text}");
    assert!(matches!(frames(&rows).pop(), Some(Frame::Refuse(Reject { problem: Problem::UnknownHeader { .. }, .. }))));
}
