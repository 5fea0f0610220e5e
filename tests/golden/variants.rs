//! Golden files: one per known header variant.

use daydeck::domain::format::{Format, Value};
use daydeck::domain::import::{Problem, Question};
use daydeck::ingest::Context;
use daydeck::ingest::frame::Frame;

use crate::support::{cell, context, data, fixtures, frames, frames_of, readable, rows_of, shown};

#[test]
fn every_known_variant_reads_as_its_golden_file() {
    for (format, path) in readable() {
        let frames = frames(&path, &context(&path));
        let Some(Frame::Head(head)) = frames.first() else { panic!("{path:?}: {frames:?}") };
        assert_eq!(head.format, format, "{path:?}");
        assert!(matches!(frames.last(), Some(Frame::End(_))), "{path:?}: {:?}", frames.last());
        let name = format!("{}__{}", format.word(), path.file_name().unwrap().to_str().unwrap());
        insta::assert_snapshot!(name, shown(&frames));
    }
}

#[test]
fn other_reports_and_other_files_are_refused_or_asked_about_with_a_reason() {
    let mut lines = String::new();
    for path in fixtures("other") {
        let frames = frames(&path, &context(&path));
        let reason = match frames.last() {
            Some(Frame::Ask(Question::Mapping { format, columns, offers, .. })) => {
                let has = |column: &str| columns.iter().any(|c| c.column.as_deref() == Some(column));
                let missing: Vec<&str> =
                    offers.iter().filter(|o| o.needed && !has(&o.column)).map(|o| o.column.as_str()).collect();
                format!("asks which column is which of {}, missing {missing:?}", format.word())
            }
            Some(Frame::Refuse(reject)) => refusal(&reject.problem),
            _ => panic!("{path:?}: {frames:?}"),
        };
        lines.extend([path.file_name().unwrap().to_str().unwrap(), ": ", &reason, "\n"]);
    }
    insta::assert_snapshot!("refused", lines);
}

fn refusal(problem: &Problem) -> String {
    match problem {
        Problem::UnknownHeader { nearest, missing, header } => {
            assert!(!header.is_empty());
            format!("unknown header, nearest {:?}, missing {missing:?}", nearest.map(Format::word))
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn a_variant_in_another_container_gives_the_same_rows() {
    let ctx = context(&data());
    let rows = |name: &str| {
        let frames = frames(&data().join("all-orders").join(name), &ctx);
        rows_of(&frames).cloned().collect::<Vec<_>>()
    };
    let plain = rows("33-columns-2026.tsv");
    assert_eq!(plain.len(), 7);
    assert_eq!(rows("33-columns-two-members.gz"), plain);
    assert_eq!(rows("33-columns-resaved.csv"), plain[..4]);
    let narrow = rows("29-columns-2017.tsv");
    assert_eq!(rows("29-columns-utf16.tsv"), narrow[..4]);
}

#[test]
fn an_amount_without_a_currency_asks_for_the_marketplace() {
    let path = data().join("fba-inventory/21-columns@US.tsv");
    let unknown = Context { market: None, ..context(&path) };
    assert!(matches!(frames(&path, &unknown).last(), Some(Frame::Ask(Question::Marketplace { rows: 2 }))));
}

#[test]
fn dates_that_can_be_read_two_ways_are_asked_for_unless_something_proves_them() {
    let header = "snapshot-date\tsku\tavailable\tunits-shipped-t7\n";
    let ctx = context(&data());
    let read = |rows: &str, ctx: &Context| frames_of(format!("{header}{rows}").as_bytes(), ctx);
    let open = read("03/04/26\tA\t1\t1\n", &ctx);
    let Some(Frame::Ask(Question::DateOrder { column, sample })) = open.last() else { panic!("{open:?}") };
    assert_eq!((column.as_str(), sample.as_str()), ("snapshot-date", "03/04/26"));
    let day = |frames: &[Frame], at: usize| cell(frames, rows_of(frames).nth(at).unwrap(), "snapshot_day").clone();
    let proven = read("03/04/26\tA\t1\t1\n03/13/26\tB\t1\t1\n", &ctx);
    assert_eq!(day(&proven, 0), Value::Text("2026-03-04".into()));
    let british = Context { market: daydeck::domain::market::Market::parse("UK"), ..ctx.clone() };
    assert_eq!(day(&read("03/04/26\tA\t1\t1\n", &british), 0), Value::Text("2026-04-03".into()));
    // What the file proves counts more than what is usual in its marketplace.
    let both = read("03/04/26\tA\t1\t1\n03/13/26\tB\t1\t1\n", &british);
    assert_eq!((day(&both, 0), rows_of(&both).count()), (Value::Text("2026-03-04".into()), 2));
    let given = Context { dates: daydeck::domain::market::DateOrder::parse("mdy"), ..british };
    assert_eq!(day(&read("03/04/26\tA\t1\t1\n", &given), 0), Value::Text("2026-03-04".into()));
}

#[test]
fn a_file_of_several_countries_writes_its_days_one_way() {
    let header =
        "Country,Merchant SKU,Units Sold Last 30 Days,Available,Recommended replenishment qty,Recommended ship date\n";
    let british = "United Kingdom,A,1,1,0,\nUnited Kingdom,B,1,1,5,04/07/2026\n";
    let american = "United States,C,1,1,5,05/07/2026\n";
    let ctx = context(&data());
    let read = |rows: &[&str], ctx: &Context| frames_of(format!("{header}{}", rows.concat()).as_bytes(), ctx);
    let day = |frames: &[Frame], at: usize| cell(frames, rows_of(frames).nth(at).unwrap(), "ship_in_day").clone();
    let text = |day: &str| Value::Text(day.into());
    assert_eq!(day(&read(&[british], &ctx), 1), text("2026-07-04"));
    assert_eq!(day(&read(&[american], &ctx), 0), text("2026-05-07"));
    // Both habits in one file: nobody can know, so the file asks.
    let mixed = read(&[british, american], &ctx);
    let Some(Frame::Ask(Question::DateOrder { column, sample })) = mixed.last() else { panic!("{mixed:?}") };
    assert_eq!((column.as_str(), sample.as_str()), ("Recommended ship date", "05/07/2026"));
    let given = Context { dates: daydeck::domain::market::DateOrder::parse("dmy"), ..ctx.clone() };
    let answered = read(&[british, american], &given);
    assert_eq!((day(&answered, 1), day(&answered, 2)), (text("2026-07-04"), text("2026-07-05")));
    // A day that proves the order may stand behind rows without one.
    let proof = "United States,D,1,1,5,27/07/2026\n";
    let proven = read(&[british, american, proof], &ctx);
    assert_eq!((day(&proven, 2), day(&proven, 3)), (text("2026-07-05"), text("2026-07-27")));
}

#[test]
fn the_ledger_is_month_first_everywhere_unless_the_file_proves_another_order() {
    let read = |name: &str, market: &str| {
        let path = data().join("ledger-summary").join(name);
        let ctx = Context { market: daydeck::domain::market::Market::parse(market), ..context(&path) };
        let frames = frames(&path, &ctx);
        let row = rows_of(&frames).next().unwrap();
        cell(&frames, row, "day").text().unwrap().to_owned()
    };
    assert_eq!(read("22-columns-daily.tsv", "DE"), "2026-07-03");
    assert_eq!(read("22-columns-resaved@UK.csv", "US"), "2026-07-03");
}

#[test]
fn a_search_term_report_without_dates_asks_for_its_period() {
    let text = std::fs::read_to_string(data().join("sp-search-term/2024.csv")).unwrap();
    let without_dates = |line: &str| {
        let from = line.find("No Portfolio").or_else(|| line.find("Portfolio name")).unwrap();
        line[from..].to_owned()
    };
    let lines: Vec<String> = text.trim_start_matches('\u{feff}').lines().map(without_dates).collect();
    let cut = lines.join("\n") + "\n";
    let ctx = context(&data());
    assert!(matches!(frames_of(cut.as_bytes(), &ctx).last(), Some(Frame::Ask(Question::Period))));
    let day = |text| daydeck::domain::day::Day::parse(text).unwrap();
    let given = Context { period: Some((day("2026-10-01"), day("2026-10-31"))), ..ctx };
    let frames = frames_of(cut.as_bytes(), &given);
    for row in rows_of(&frames) {
        assert_eq!(cell(&frames, row, "start_day").text(), Some("2026-10-01"));
        assert_eq!(cell(&frames, row, "end_day").text(), Some("2026-10-31"));
        assert_eq!(cell(&frames, row, "grain").text(), Some("summary"));
    }
    assert_eq!(rows_of(&frames).count(), 3);
}

#[test]
fn feedback_without_a_marketplace_asks_for_the_order_of_its_days_unless_the_middle_is_no_month() {
    let row = |day: &str| format!("{day}\t2\tlate\t\t123-1234567-1234567\tx@marketplace.amazon.com\n");
    let ctx = context(&data());
    let read = |days: &[&str], ctx: &Context| {
        let rows: String = days.iter().map(|day| row(day)).collect();
        frames_of(format!("a\tb\tc\td\te\tf\n{rows}").as_bytes(), ctx)
    };
    let day = |frames: &[Frame]| cell(frames, rows_of(frames).next().unwrap(), "rated_day").clone();
    // A first number beyond 12 may be a day or a year.
    for days in [&["03/04/26"][..], &["26/08/14"], &["26/08/14", "27/08/14"]] {
        let open = read(days, &ctx);
        let Some(Frame::Ask(Question::DateOrder { column, sample })) = open.last() else { panic!("{open:?}") };
        assert_eq!((column.as_str(), sample.as_str()), ("a", days[0]));
    }
    assert_eq!(day(&read(&["03/04/26", "03/14/26"], &ctx)), Value::Text("2026-03-04".into()));
    assert_eq!(day(&read(&["03.04.26"], &ctx)), Value::Text("2026-04-03".into()));
    let of = |market: &str| Context { market: daydeck::domain::market::Market::parse(market), ..ctx.clone() };
    for (market, wanted) in [("US", "2005-02-03"), ("CA", "2005-03-02"), ("JP", "2002-03-05"), ("PL", "2005-03-02")] {
        assert_eq!(day(&read(&["02/03/05"], &of(market))), Value::Text(wanted.into()), "{market}");
    }
    // What the file itself proves counts more than its marketplace, here as in every report, wherever in it that stands.
    let many = [vec!["02/03/26"; 40], vec!["02/14/26"]].concat();
    assert_eq!(day(&read(&many, &of("UK"))), Value::Text("2026-02-03".into()));
    assert_eq!(day(&read(&many, &ctx)), Value::Text("2026-02-03".into()));
    // Days that contradict each other prove nothing: those that are none in the marketplace's order are rejected.
    let bad = read(&["02/03/26", "13/02/26", "02/14/26"], &of("UK"));
    assert_eq!((day(&bad), rows_of(&bad).count()), (Value::Text("2026-03-02".into()), 2));
    assert!(matches!(&bad[2], Frame::Reject { reject, .. } if reject.problem == Problem::NotADate), "{bad:?}");
    let given = Context { dates: daydeck::domain::market::DateOrder::parse("ymd"), ..of("US") };
    assert_eq!(day(&read(&["26/08/14"], &given)), Value::Text("2026-08-14".into()));
}

#[test]
fn six_columns_are_feedback_only_when_every_row_has_a_rating_and_an_order() {
    let ctx = context(&data());
    let good = "2026-08-14\t2\tlate\t\t123-1234567-1234567\tx@marketplace.amazon.com\n";
    let unknown = |text: &str| {
        let frames = frames_of(text.as_bytes(), &ctx);
        matches!(frames.last(), Some(Frame::Refuse(reject)) if matches!(reject.problem, Problem::UnknownHeader { .. }))
    };
    assert!(!unknown(&format!("a\tb\tc\td\te\tf\n{good}")));
    for other in [
        good.replace("\t2\t", "\t0\t"),
        good.replace("\t2\t", "\tgood\t"),
        good.replace("123-1234567-1234567", "123-1234567-123456"),
        good.replace("123-1234567-1234567", ""),
        good.replace("\tlate", ""),
    ] {
        assert!(unknown(&format!("a\tb\tc\td\te\tf\n{good}{other}")), "{other}");
    }
    assert!(unknown("a\tb\tc\td\te\tf\n"));
    // Without a header the first row would be lost.
    assert!(unknown(&format!("{good}{good}")));
}

#[test]
fn numbers_of_a_browser_are_read_by_what_the_file_proves_and_not_by_its_marketplace() {
    let header = "Keyword Phrase;Cerebro IQ Score;Search Volume;H10 PPC Sugg. Bid\n";
    let german = Context { market: daydeck::domain::market::Market::parse("DE"), ..context(&data()) };
    let bid = |rows: &str| {
        let frames = frames_of(format!("{header}{rows}").as_bytes(), &german);
        rows_of(&frames).map(|row| cell(&frames, row, "bid").clone()).collect::<Vec<_>>()
    };
    assert_eq!(bid("a;4.072;1;1.200,50\nb;5;1;1.200\n"), [Value::Int(120_050), Value::Int(120_000)]);
    // An English browser in Germany: 1.20 euros, and no bid of 1,200.
    assert_eq!(bid("a;4,072;1;1,200.50\nb;5;1;1.200\n"), [Value::Int(120_050), Value::Int(120)]);
    // What is no number proves nothing; its row is rejected.
    assert_eq!(bid("a;4;1;n.a.\nb;5;1;1,200.50\nc;5;1;1.200\n"), [Value::Int(120_050), Value::Int(120)]);
    // Nothing proves it, or both: what can be read two ways is rejected.
    assert!(bid("a;5;1;1.200\n").is_empty());
    assert!(bid("a;4.072;1;0,70\nb;4,072;1;1.200\n").is_empty());
}

#[test]
fn a_line_above_the_header_that_says_no_period_asks_for_it() {
    let csv = std::fs::read_to_string(data().join("brand-search-terms/monthly-german@DE.csv")).unwrap();
    let unknown = csv.replacen("Monatlich", "Je Monat", 1);
    let ctx = context(&data());
    assert!(matches!(frames_of(unknown.as_bytes(), &ctx).last(), Some(Frame::Ask(Question::Period))));
    let period = daydeck::domain::day::Day::parse("2026-04-01").zip(daydeck::domain::day::Day::parse("2026-04-30"));
    let given = frames_of(unknown.as_bytes(), &Context { period, ..ctx });
    assert_eq!(rows_of(&given).count(), 3);
    assert!(rows_of(&given).all(|row| cell(&given, row, "grain") == &Value::Text("month".into())));
}

#[test]
fn a_table_with_asins_is_a_keepa_export_only_by_two_of_its_names() {
    let ctx = context(&data());
    let last = |header: &str| frames_of(format!("{header}\nB000000011,1,2\n").as_bytes(), &ctx).pop();
    assert!(matches!(last("ASIN,Title,Brand"), Some(Frame::Refuse(_))));
    assert!(matches!(last("ASIN,New: Current,Brand"), Some(Frame::Refuse(_))));
}

#[test]
fn blank_lines_above_the_header_cost_no_record() {
    let ctx = context(&data());
    let lines = ["Inventory", "", "", "snapshot-date\tsku\tavailable\tunits-shipped-t7", "", "2026-11-21\tA\t1\t1"];
    for end in ["\n", "\r\n"] {
        let text = lines.join(end) + end + "2026-11-21\tB\t1\t1" + end;
        let frames = frames_of(text.as_bytes(), &ctx);
        let found: Vec<_> = rows_of(&frames).map(|row| (row.line, cell(&frames, row, "sku").text().unwrap())).collect();
        assert_eq!(found, [(6, "A"), (7, "B")], "{end:?}");
    }
}

#[test]
fn a_cell_that_is_no_day_ends_no_search_for_the_order_of_days() {
    let header =
        "Country,Merchant SKU,Units Sold Last 30 Days,Available,Recommended replenishment qty,Recommended ship date\n";
    let ctx = Context { market: daydeck::domain::market::Market::parse("US"), ..context(&data()) };
    for nothing in ["-", "N/A", "?", "soon"] {
        let days = [nothing, "03/04/2026", "25/04/2026"];
        let rows = days.iter().enumerate().map(|(at, day)| format!("United States,S{at},1,1,0,{day}\n"));
        let frames = frames_of(format!("{header}{}", rows.collect::<String>()).as_bytes(), &ctx);
        let of = |sku: &str| {
            let row = rows_of(&frames).find(|row| cell(&frames, row, "sku").text() == Some(sku));
            row.map(|row| cell(&frames, row, "ship_in_day").clone())
        };
        assert_eq!(of("S1"), Some(Value::Text("2026-04-03".into())), "{nothing}");
        assert_eq!(of("S2"), Some(Value::Text("2026-04-25".into())), "{nothing}");
    }
}

#[test]
fn a_first_number_beyond_12_is_a_day_or_a_short_year() {
    let header = "snapshot-date\tsku\tavailable\tunits-shipped-t7\n";
    let of = |market: &str| Context { market: daydeck::domain::market::Market::parse(market), ..context(&data()) };
    let last = |days: &[&str], market: &str| {
        let row = |day: &&str| format!("{day}\tA\t1\t1\n");
        let rows: String = days.iter().map(row).collect();
        let frames = frames_of(format!("{header}{rows}").as_bytes(), &of(market));
        match frames.last() {
            Some(Frame::Ask(Question::DateOrder { sample, .. })) => sample.clone(),
            Some(Frame::End(_)) => {
                let row = rows_of(&frames).last().unwrap();
                cell(&frames, row, "snapshot_day").text().unwrap().to_owned()
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(last(&["26/08/14"], "JP"), "2026-08-14");
    assert_eq!(last(&["26/08/14"], "UK"), "2014-08-26");
    assert_eq!(last(&["26/08/2014"], "US"), "2014-08-26", "four digits are the year");
    // No day of the marketplace's own order, and two others are possible.
    assert_eq!(last(&["03/04/26", "26/08/14"], "US"), "26/08/14");
    assert_eq!(last(&["03/04/26", "26/08/14", "26/14/08"], "US"), "26/08/14");
}

#[test]
fn amounts_that_prove_two_separators_leave_the_marketplace_to_tell() {
    let header = "Date,Transaction type,Order ID,Total product charges,Total promotional rebates,Amazon fees,Other,Total (EUR)\n";
    let ctx = Context { market: daydeck::domain::market::Market::parse("DE"), ..context(&data()) };
    let totals = |amounts: &[&str]| {
        let row = |amount: &&str| format!("2026-11-01,Order Payment,111-0000001-0000001,0,0,0,0,\"{amount}\"\n");
        let rows: String = amounts.iter().map(row).collect();
        let frames = frames_of(format!("{header}{rows}").as_bytes(), &ctx);
        rows_of(&frames).map(|row| cell(&frames, row, "total").int().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(totals(&["1,234.56", "1.234,56", "1.234"]), [123_456, 123_456, 123_400]);
    assert_eq!(totals(&["1,234.56", "1,234"]), [123_456, 123_400], "the file's own amounts come first");
}
