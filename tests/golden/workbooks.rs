//! Search term reports as workbooks, made here: the console's own declare the dimension `A1`.

use std::io::{Cursor, Read, Write};

use daydeck::domain::day::Day;
use daydeck::domain::format::{Format, Value};
use daydeck::domain::import::{Problem, Question};
use daydeck::domain::market::Market;
use daydeck::ingest::Context;
use daydeck::ingest::frame::Frame;
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::{cell, context, data, frames, frames_of, rows_of, shown};

const HEAD: [&str; 14] = [
    "Start Date",
    "End Date",
    "Portfolio name",
    "Currency",
    "Campaign Name",
    "Ad Group Name",
    "Targeting",
    "Match Type",
    "Customer Search Term",
    "Impressions",
    "Clicks",
    "Click-Thru Rate (CTR)",
    "Cost Per Click (CPC)",
    "Spend",
];
const TAIL: [&str; 10] = [
    "7 Day Total Sales ",
    "Total Advertising Cost of Sales (ACOS) ",
    "Total Return on Advertising Spend (ROAS)",
    "7 Day Total Orders (#)",
    "7 Day Total Units (#)",
    "7 Day Conversion Rate",
    "7 Day Advertised SKU Units (#)",
    "7 Day Other SKU Units (#)",
    "7 Day Advertised SKU Sales ",
    "7 Day Other SKU Sales ",
];

/// A console download of `rows` rows whose header stands in row `above` + 1.
pub fn search_terms(rows: u32, above: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Style::new().set_num_format("mmm dd, yyyy");
    let sheet = book.add_worksheet();
    sheet.set_name("Sponsored Product Search Term R").unwrap();
    if above > 0 {
        sheet.write(0, 0, "Search term report").unwrap();
    }
    for (at, name) in HEAD.iter().chain(&TAIL).enumerate() {
        sheet.write(above, at as u16, *name).unwrap();
    }
    for n in 0..rows {
        let row = above + 1 + n;
        let date = ExcelDateTime::from_ymd(2024, 4, 1 + (n % 27) as u8).unwrap();
        sheet.write_with_format(row, 0, &date, &day).unwrap();
        sheet.write_with_format(row, 1, &date, &day).unwrap();
        let words = ["No Portfolio", "USD", "Campaign", "Ad group", "asin=\"B0793GSD39\"", "-"];
        for (at, word) in words.iter().enumerate() {
            sheet.write(row, 2 + at as u16, *word).unwrap();
        }
        sheet.write(row, 8, format!("b0793gsd{n}")).unwrap();
        // ACOS (15) stays empty, as it is when nothing was sold.
        let numbers = [(9, 14_015.0), (10, 54.0), (11, 0.003_853), (12, 6.943_518), (13, 374.950_000_000_000_05)];
        let more = [(14, 1556.29), (17, 14.0), (18, 19.0), (20, 16.0), (21, 3.0), (22, 1434.32), (23, 121.97)];
        for (at, number) in numbers.into_iter().chain(more) {
            sheet.write(row, at, number).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_sheet_kept_by_hand_is_read_from_a_workbook() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, name) in ["SKU", "仓库", "Units", "Counted on", "Best before"].iter().enumerate() {
        sheet.write(0, at as u16, *name).unwrap();
    }
    let day = Style::new().set_num_format("yyyy-mm-dd");
    // A SKU of digits is a number to a spreadsheet.
    sheet.write(1, 0, 400_123).unwrap().write(1, 1, "Home").unwrap().write(1, 2, 18).unwrap();
    sheet.write_with_format(1, 3, ExcelDateTime::from_ymd(2026, 7, 3).unwrap(), &day).unwrap();
    sheet.write(2, 0, "TEA-1").unwrap().write(2, 1, "Home").unwrap().write(2, 2, 1.5).unwrap();
    let frames = frames_of(&book.save_to_buffer().unwrap(), &context(&data()));
    let Some(Frame::Head(head)) = frames.first() else { panic!("{frames:?}") };
    assert_eq!(head.format, Format::OwnWarehouse);
    let row = rows_of(&frames).next().unwrap();
    assert_eq!(cell(&frames, row, "sku"), &Value::Text("400123".into()));
    assert_eq!(cell(&frames, row, "units"), &Value::Int(18));
    assert_eq!(cell(&frames, row, "counted_on"), &Value::Text("2026-07-03".into()));
    assert_eq!(cell(&frames, row, "expires_on"), &Value::Null);
    // Half a unit is none.
    assert!(frames.iter().any(|f| matches!(f, Frame::Reject { reject, .. } if reject.problem == Problem::NotANumber)));
}

/// The same archive with one part rewritten.
fn with_part(book: &[u8], name: &str, edit: impl Fn(String) -> String) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let part_name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if part_name == name {
            bytes = edit(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        new.start_file(part_name, SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_console_workbook_reads_as_its_golden_file() {
    let frames = frames_of(&search_terms(3, 0), &context(&data()));
    insta::assert_snapshot!("workbook", shown(&frames));
}

#[test]
fn a_workbook_that_declares_one_cell_is_read_whole() {
    let lies = with_part(&search_terms(600, 0), SHEET, |xml| {
        let (start, rest) = xml.split_once("<dimension ref=\"").unwrap();
        let (_, end) = rest.split_once('"').unwrap();
        format!("{start}<dimension ref=\"A1\"{end}")
    });
    let frames = frames_of(&lies, &context(&data()));
    assert_eq!(rows_of(&frames).count(), 600);
    assert_eq!(rows_of(&frames).last().unwrap().line, 601);
}

#[test]
fn a_title_above_the_header_is_passed_over() {
    let frames = frames_of(&search_terms(2, 3), &context(&data()));
    let Some(Frame::Head(head)) = frames.first() else { panic!("{frames:?}") };
    assert_eq!((head.format, head.container.as_str()), (Format::SpSearchTerm, "xlsx"));
    let rows: Vec<_> = rows_of(&frames).collect();
    assert_eq!((rows.len(), rows[0].line), (2, 5));
    assert_eq!(*cell(&frames, rows[0], "spend"), Value::Int(37_495));
}

fn refusal(bytes: &[u8]) -> Problem {
    match frames_of(bytes, &context(&data())).pop() {
        Some(Frame::Refuse(reject)) => reject.problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn bombs_in_a_workbook_are_refused_before_they_go_off() {
    let book = search_terms(2, 0);
    let strings = |count: &str| {
        with_part(&book, "xl/sharedStrings.xml", |xml| {
            let at = xml.find("uniqueCount=\"").unwrap() + "uniqueCount=\"".len();
            let end = at + xml[at..].find('"').unwrap();
            format!("{}{count}{}", &xml[..at], &xml[end..])
        })
    };
    for count in ["4000000000", "99999999999999999999999"] {
        assert!(matches!(refusal(&strings(count)), Problem::TooLarge { .. }), "{count}");
    }
    // One cell far to the right, one far down: a range over both would be 16 billion cells.
    let corner = with_part(&book, SHEET, |xml| {
        xml.replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>")
    });
    assert!(matches!(refusal(&corner), Problem::TooLarge { limit } if limit.contains("columns")));
    // 20 MiB of one letter in a cell pack to next to nothing.
    let swollen = with_part(&book, SHEET, |xml| {
        let cell = format!("<c r=\"A9\" t=\"inlineStr\"><is><t>{}</t></is></c>", "x".repeat(20 << 20));
        xml.replace("</sheetData>", &format!("<row r=\"9\">{cell}</row></sheetData>"))
    });
    assert!(matches!(refusal(&swollen), Problem::TooLarge { .. }));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..1_001 {
        zip.start_file(format!("xl/{n}.xml"), SimpleFileOptions::default()).unwrap();
    }
    assert!(
        matches!(refusal(&zip.finish().unwrap().into_inner()), Problem::TooLarge { limit } if limit.contains("parts"))
    );
}

#[test]
fn a_cut_workbook_is_never_read_to_an_end() {
    let book = search_terms(20, 0);
    for cut in (0..book.len()).step_by(book.len() / 200) {
        let frames = frames_of(&book[..cut], &context(&data()));
        assert!(matches!(frames.last(), Some(Frame::Refuse(_))), "{cut}: {:?}", frames.last());
    }
}

/// A workbook of sheets of text cells.
fn book(sheets: &[&[&[&str]]]) -> Vec<u8> {
    let mut book = Workbook::new();
    for rows in sheets {
        let sheet = book.add_worksheet();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write(row as u32, column as u16, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_sheet_without_a_header_says_nothing_about_the_columns_of_another_one() {
    let stock: &[&[&str]] = &[
        &["Kod SKU sprzedawcy", "ASIN", "Nazwa produktu", "Cena", "Ilość dostępna"],
        &["PL-01", "B0MAPPING1", "Kubek", "49,90 zł", "12"],
    ];
    let notes: &[&[&str]] = &[&["to do", "x", "y", "z", "ask the supplier"], &["a", "b", "c", "d", "e"]];
    for sheets in [[stock, notes], [notes, stock]] {
        let frames = frames_of(&book(&sheets), &context(&data()));
        let Some(Frame::Ask(Question::Mapping { format, columns, .. })) = frames.last() else { panic!("{frames:?}") };
        let proposed: Vec<_> = columns.iter().map(|c| c.column.as_deref().unwrap_or_default()).collect();
        assert_eq!(*format, Format::FbaInventory);
        assert_eq!((proposed[0], proposed[1], proposed[4]), ("sku", "asin", "fulfillable"));
        assert_eq!(columns[4].samples, ["12"]);
    }
    // Where no sheet is near a report, the first one is named.
    let frames = frames_of(&book(&[&[&["name", "birthday"]], notes]), &context(&data()));
    let Some(Frame::Refuse(reject)) = frames.last() else { panic!("{frames:?}") };
    assert!(matches!(&reject.problem, Problem::UnknownHeader { header, .. } if header[0] == "name"), "{reject:?}");
}

#[test]
fn a_feedback_workbook_asks_for_the_order_of_its_days_as_a_text_does() {
    let head: &[&str] = &["Date", "Rating", "Comments", "Your Response", "Order ID", "Rater Email"];
    let read = |day: &str, market: &str| {
        let row = [day, "2", "late", "", "123-1234567-1234567", "x@marketplace.amazon.com"];
        let ctx = Context { market: Market::parse(market), ..context(&data()) };
        frames_of(&book(&[&[head, &row]]), &ctx)
    };
    assert!(matches!(read("26/08/14", "").last(), Some(Frame::Ask(Question::DateOrder { .. }))));
    for (market, wanted) in [("US", "2005-02-03"), ("CA", "2005-03-02"), ("JP", "2002-03-05")] {
        let frames = read("02/03/05", market);
        let row = rows_of(&frames).next().unwrap();
        assert_eq!(cell(&frames, row, "rated_day"), &Value::Text(wanted.into()), "{market}");
    }
}

/// The lines of a CSV as a workbook that a spreadsheet saves: numbers are numbers, days are days.
fn resaved(csv: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Style::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    let mut lines = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
    for (row, line) in lines.records().enumerate() {
        for (column, cell) in line.unwrap().iter().enumerate() {
            let (row, column) = (row as u32, column as u16);
            match (Day::parse(cell), cell.parse::<f64>()) {
                (Some(_), _) => {
                    let date = ExcelDateTime::parse_from_str(cell).unwrap();
                    sheet.write_with_format(row, column, &date, &day).unwrap();
                }
                (None, Ok(number)) if cell.len() < 12 => drop(sheet.write(row, column, number).unwrap()),
                _ => drop(sheet.write(row, column, cell).unwrap()),
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_keepa_export_and_brand_analytics_are_read_from_a_workbook_as_from_a_csv() {
    for name in [
        "keepa/english.csv",
        "keepa/four-columns@UK.csv",
        "brand-search-terms/weekly@US.csv",
        "brand-search-terms/quarterly@US.csv",
        "brand-search-terms/no-period-line@US+2026-04-05..2026-04-11.csv",
    ] {
        let path = data().join(name);
        let csv = std::fs::read_to_string(&path).unwrap();
        let (text, book) =
            (frames(&path, &context(&path)), frames_of(&resaved(csv.trim_start_matches('\u{feff}')), &context(&path)));
        let Some(Frame::Head(head)) = book.first() else { panic!("{name}: {book:?}") };
        assert_eq!(head.container, "xlsx", "{name}");
        assert!(rows_of(&book).count() > 0);
        let cells = |frames: &[Frame]| rows_of(frames).map(|row| (row.market, row.cells.clone())).collect::<Vec<_>>();
        assert_eq!(cells(&book), cells(&text), "{name}");
    }
}
