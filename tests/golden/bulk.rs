//! Bulk operations as workbooks, made here: several tabs, of which one is read, and ids that are text.

use daydeck::domain::format::{Format, Value};
use daydeck::domain::import::{Problem, Question};
use daydeck::ingest::frame::Frame;
use rust_xlsxwriter::{Workbook, Worksheet};

use crate::support::{cell, context, data, frames_of, rows_of};

const HEAD: [&str; 14] = [
    "Product",
    "Entity",
    "Operation",
    "Campaign ID",
    "Ad Group ID",
    "Ad ID",
    "Keyword ID",
    "Product Targeting ID",
    "Start Date",
    "State",
    "Bid",
    "Keyword Text",
    "Impressions",
    "Clicks",
];

fn write(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (at, text) in cells.iter().enumerate() {
        sheet.write(row, at as u16, *text).unwrap();
    }
}

/// A download with three tabs; the keyword's id is the text `id`, or a number where it is none.
fn download(id: Option<&str>) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Portfolios").unwrap();
    write(sheet, 0, &["Product", "Entity", "Operation", "Portfolio ID", "Portfolio Name", "Budget Amount"]);
    write(sheet, 1, &["Portfolios", "Portfolio", "", "281474976719001", "Home", "100"]);
    let sheet = book.add_worksheet();
    sheet.set_name("Sponsored Products Campaigns").unwrap();
    write(sheet, 0, &HEAD);
    sheet.write(0, 14, "Spend").unwrap();
    write(sheet, 1, &["Sponsored Products", "Campaign", "", "281474976710001", "", "", "", "", "", "enabled"]);
    sheet.write(1, 8, 20_250_822).unwrap();
    write(sheet, 2, &["Sponsored Products", "Keyword", "", "281474976710001", "281474976710101"]);
    match id {
        Some(id) => sheet.write(2, 6, id).unwrap(),
        None => sheet.write(2, 6, 281_474_976_710_201_000_f64).unwrap(),
    };
    for (at, number) in [(10, 0.85), (12, 100.0), (13, 2.0), (14, 1.440_000_000_000_000_1)] {
        sheet.write(2, at, number).unwrap();
    }
    sheet.write(2, 11, "kitchen mat").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("SP Search Term Report").unwrap();
    write(
        sheet,
        0,
        &["Product", "Campaign Id", "Ad Group Id", "Customer Search Term", "Impressions", "Clicks", "Spend"],
    );
    write(sheet, 1, &["Sponsored Products", "281474976710001", "281474976710101", "mat", "1", "1", "1"]);
    book.save_to_buffer().unwrap()
}

fn american() -> daydeck::ingest::Context {
    context(&data().join("a@US.xlsx"))
}

#[test]
fn of_a_download_the_campaigns_are_read() {
    let frames = frames_of(&download(Some("281474976710201")), &american());
    let Some(Frame::Head(head)) = frames.first() else { panic!("{frames:?}") };
    assert_eq!((head.format, head.columns.unknown.len()), (Format::BulkOperations, 0));
    let rows: Vec<_> = rows_of(&frames).collect();
    assert_eq!(rows.len(), 2);
    let text = |row: usize, column: &str| cell(&frames, rows[row], column).clone();
    assert_eq!(text(0, "start_day"), Value::Text("2025-08-22".into()));
    assert_eq!(text(0, "keyword_id"), Value::Text("".into()));
    assert_eq!(text(1, "keyword_id"), Value::Text("281474976710201".into()));
    assert_eq!((text(1, "bid"), text(1, "spend")), (Value::Int(85), Value::Int(144)));
}

#[test]
fn an_id_that_became_a_number_is_rejected_with_its_column() {
    for id in [Some("2.81475E+14"), None] {
        let frames = frames_of(&download(id), &american());
        let rejected = frames.iter().filter_map(|frame| match frame {
            Frame::Reject { reject, .. } => Some((reject.line, reject.column.as_str(), reject.problem.clone())),
            _ => None,
        });
        assert_eq!(rejected.collect::<Vec<_>>(), [(3, "Keyword ID", Problem::LostDigits)], "{id:?}");
    }
}

#[test]
fn a_bulk_file_without_counts_is_a_plan_and_no_fact() {
    let mut book = Workbook::new();
    write(book.add_worksheet(), 0, &HEAD[..12]);
    let frames = frames_of(&book.save_to_buffer().unwrap(), &american());
    // Nothing of it is applied: it asks which columns are the counts, and has none that could be.
    let Some(Frame::Ask(Question::Mapping { columns, offers, .. })) = frames.last() else { panic!("{frames:?}") };
    let proposed: Vec<_> = columns.iter().filter_map(|column| column.column.as_deref()).collect();
    for needed in ["impressions", "clicks", "spend"] {
        assert!(offers.iter().any(|offer| offer.column == needed && offer.needed) && !proposed.contains(&needed));
    }
}

#[test]
fn the_errors_of_an_upload_are_found_behind_its_campaigns() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    write(sheet, 0, &HEAD[..12]);
    write(sheet, 1, &["Sponsored Products", "Keyword", "Update", "281474976710001"]);
    let sheet = book.add_worksheet();
    sheet.set_name("Upload Processing Summary").unwrap();
    write(sheet, 0, &["Original record #", "Error type", "Error code", "Error message"]);
    write(sheet, 1, &["2", "Error", "MISSING_ID", "Keyword ID is missing."]);
    let frames = frames_of(&book.save_to_buffer().unwrap(), &american());
    let Some(Frame::Head(head)) = frames.first() else { panic!("{frames:?}") };
    assert_eq!(head.format, Format::BulkErrors);
    let row = rows_of(&frames).next().unwrap();
    assert_eq!(*cell(&frames, row, "record"), Value::Int(2));
}
