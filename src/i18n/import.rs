//! Why a file or record was not taken, what a file asks, where a report is downloaded.

use super::Lang;
use super::words::word;
use crate::domain::import::{Problem, Question, Reject};
use crate::domain::mapping::{Misfit, Offer};
use crate::domain::money::Money;
use crate::domain::text::SafeText;
use crate::messages;

messages! {
    not_a_number { "not a number", "不是数字" }
    not_a_date { "not a date with its time zone", "不是带时区的日期" }
    not_a_bool { "neither yes nor no", "既不是「是」也不是「否」" }
    blank { "must not be blank", "不能为空" }
    lost_digits {
        "a spreadsheet turned this id into a number: its digits are lost",
        "表格软件把该编号变成了数字，部分位数已丢失"
    }
    not_a_currency { "not a currency code", "不是货币代码" }
    several_files(names) { "a ZIP with several files: {names}", "ZIP 内有多个文件：{names}" }
    do_unpack { "Unpack it and import its files", "请解压后导入其中的文件" }
    no_marketplace { "nothing says its marketplace", "无法得知所属站点" }
    not_a_marketplace { "not a marketplace that daydeck knows", "不是已知的站点" }
    no_currency { "an amount whose currency is not known", "金额的货币未知" }
    other_currency(wanted) {
        "an amount in another currency than {wanted}, that of its row",
        "金额的货币符号与该行的货币 {wanted} 不符"
    }
    not_an_amount { "more decimals than the currency has, or too large", "小数位数超过该货币的位数，或数值过大" }
    cell_count(line, header) { "{line} cells where the header has {header}", "该行有 {line} 个单元格，表头有 {header} 个" }
    too_long { "the line or a cell is longer than 1 MiB", "该行或某个单元格超过 1 MiB" }
    rejected_with_order {
        "another line of the same order was rejected, so the order was",
        "同一订单的另一行被拒绝，因此整个订单未导入"
    }
    unknown_header(header) { "no known report has these columns: {header}", "没有已知报告包含这些列：{header}" }
    unknown_header_near(header, format, missing) {
        "no known report has these columns: {header}. Nearest: {format}, which also needs {missing}",
        "没有已知报告包含这些列：{header}。最接近的是「{format}」，还缺少 {missing}"
    }
    empty { "the file has no records: Amazon gives no file for an empty report", "文件没有记录：空报告时亚马逊不会提供文件" }
    not_readable(what) { "looks like {what}, which is not read", "看起来是 {what}，无法读取" }
    cut_off { "the file ends in the middle", "文件不完整，在中途结束" }
    too_large(limit) { "larger than allowed: {limit}", "超出限制：{limit}" }
    not_a_file(cause) { "not a file that can be read: {cause}", "不是可读取的文件：{cause}" }
    parser_died(status) { "the reader stopped ({status}); the file is kept", "读取进程中止（{status}）；文件已保留" }
    lines_lost(raw, read) {
        "{raw} lines in the file but {read} records read: a stray quote has swallowed lines",
        "文件有 {raw} 行，只读到 {read} 条记录：多余的引号吞掉了若干行"
    }

    total_differs(expected, found) {
        "the total is {expected} but its amounts add up to {found}",
        "合计为 {expected}，但各项金额之和为 {found}"
    }
    total_missing(found) {
        "amounts of {found} stand without the line that states their total",
        "有合计 {found} 的金额，但文件没有注明其合计的行"
    }

    expected_number { "expected a number such as 12 or 1234.50", "应为数字，例如 12 或 1234.50" }
    expected_date { "expected a date such as 2026-11-22T09:30:00+00:00", "应为日期，例如 2026-11-22T09:30:00+00:00" }
    expected_bool { "expected true or false, Yes or No", "应为 true 或 false、Yes 或 No" }
    expected_id { "expected the id as text, such as 111-0000001-0000001", "应为文本形式的编号，例如 111-0000001-0000001" }
    expected_currency { "expected three capitals such as USD", "应为三个大写字母，例如 USD" }
    expected_marketplace { "expected a marketplace such as US, Germany or Amazon.co.uk", "应为站点，例如 US、Germany 或 Amazon.co.uk" }
    expected_amount { "expected an amount such as 19.99", "应为金额，例如 19.99" }
    expected_total { "expected amounts that add up to their total, to the cent", "各项金额之和应与合计完全一致" }
    expected_line { "expected one record per line with as many cells as the header", "应为每行一条记录，单元格数与表头相同" }

    do_download_again {
        "Download it again, do not open it in a spreadsheet first, and drop it as it came.",
        "请重新下载，不要先用表格软件打开，原样放入即可。"
    }
    do_download_from(place) { "Download the report again: {place}", "请重新下载报告：{place}" }
    do_no_file { "If there is truly nothing, say so: daydeck import --none unshipped", "如确实没有数据，请执行：daydeck import --none unshipped" }
    do_give_marketplace { "Give the marketplace: --marketplace US, or the folder inbox/STORE/US/", "请指定站点：--marketplace US，或放入 inbox/店铺/US/" }
    do_other_marketplace {
        "Check which marketplace the file is of: --marketplace UK, or the folder inbox/STORE/UK/",
        "请确认文件属于哪个站点：--marketplace UK，或放入 inbox/店铺/UK/"
    }
    do_split { "Download a shorter period, and drop the parts.", "请缩短下载的时间段，分成几份放入。" }
    do_check_rights { "Check that it is a plain file and that this user may read it.", "请确认它是普通文件，且当前用户可以读取。" }
    do_report_it { "Read it again once; if it stops again, keep the file and report it.", "请重试一次；若再次中止，请保留文件并反馈。" }
    do_mend_row { "Download the report again; if Amazon's file has it too, the rest of the file is applied.", "请重新下载；若亚马逊的文件本身如此，其余记录仍会导入。" }

    ask_marketplace(rows) {
        "{rows} rows do not name their marketplace. Which one is it? --marketplace US, or the folder inbox/STORE/US/",
        "有 {rows} 行没有注明站点。是哪个站点？--marketplace US，或放入 inbox/店铺/US/"
    }
    ask_fewer_rows(now, before) {
        "Only {now} rows where the last one had {before}. Complete, or cut off?",
        "只有 {now} 行，上一份有 {before} 行。是完整的，还是被截断了？"
    }
    ask_date_order(column, sample) {
        "{column} has {sample}: is the day first or the month? --dates dmy or --dates mdy",
        "列 {column} 为 {sample}：日在前还是月在前？--dates dmy 或 --dates mdy"
    }
    ask_period {
        "The file does not say its period. --period 2026-11-01..2026-11-30",
        "文件没有注明时间段。--period 2026-11-01..2026-11-30"
    }

    ask_mapping(count, name, format) {
        "No report has this header of {count} columns. Nearest: {name}. Which column is which? F on the Imports tab, or --map 'format={format}; NAME=COLUMN; ...'",
        "没有报表有这 {count} 列的表头。最接近：{name}。各列是什么？在导入页按 F，或用 --map 'format={format}; 列名=字段; ...'"
    }
    ask_mapping_missing(count, name, missing, format) {
        "No report has this header of {count} columns. Nearest: {name}, which also needs {missing}. Which column is which? F on the Imports tab, or --map 'format={format}; NAME=COLUMN; ...'",
        "没有报表有这 {count} 列的表头。最接近：{name}，还需要 {missing}。各列是什么？在导入页按 F，或用 --map 'format={format}; 列名=字段; ...'"
    }
    map_no_format(text) { "--map: format= must name a report (daydeck formats lists them), not \"{text}\"", "--map：format= 必须是报表名（见 daydeck formats），而不是「{text}」" }
    map_not_pair(text) { "--map: \"{text}\" is not NAME=COLUMN", "--map：「{text}」不是 列名=字段" }
    map_no_column(text) { "--map: the report has no column {text}", "--map：该报表没有字段 {text}" }
    map_no_column_near(text, near) { "--map: the report has no column {text}; did you mean {near}?", "--map：该报表没有字段 {text}；是否指 {near}？" }
    map_twice(text) { "--map: two names are {text}", "--map：有两个列名对应 {text}" }

    at_line(line, what) { "line {line}: {what}", "第 {line} 行：{what}" }
    at_cell(line, column, read, what) { "line {line}, {column}: {read}: {what}", "第 {line} 行，{column}：{read}：{what}" }
    and_more(list, count) { "{list} and {count} more", "{list} 等另外 {count} 个" }
}

/// What is wrong, as a clause. Outside text in it is safe.
pub fn problem(lang: Lang, problem: &Problem) -> String {
    match problem {
        Problem::NotANumber => not_a_number(lang).to_owned(),
        Problem::NotADate => not_a_date(lang).to_owned(),
        Problem::NotABool => not_a_bool(lang).to_owned(),
        Problem::Blank => blank(lang).to_owned(),
        Problem::LostDigits => lost_digits(lang).to_owned(),
        Problem::NotACurrency => not_a_currency(lang).to_owned(),
        Problem::NotAMarketplace => not_a_marketplace(lang).to_owned(),
        Problem::NoMarketplace => no_marketplace(lang).to_owned(),
        Problem::NoCurrency => no_currency(lang).to_owned(),
        Problem::OtherCurrency { wanted } => other_currency(lang, wanted),
        Problem::NotAnAmount => not_an_amount(lang).to_owned(),
        Problem::CellCount { header, line } => cell_count(lang, line, header),
        Problem::TooLong => too_long(lang).to_owned(),
        Problem::RejectedWithOrder => rejected_with_order(lang).to_owned(),
        Problem::UnknownHeader { header, nearest: Some(format), missing } => {
            unknown_header_near(lang, names(lang, header, 4), word(lang, format.word()), names(lang, missing, 4))
        }
        Problem::UnknownHeader { header, nearest: None, .. } => unknown_header(lang, names(lang, header, 6)),
        Problem::Empty => empty(lang).to_owned(),
        Problem::NotReadable { looks_like } => not_readable(lang, SafeText::new(looks_like)),
        Problem::SeveralFiles { names: files } => several_files(lang, names(lang, files, 5)),
        Problem::CutOff => cut_off(lang).to_owned(),
        Problem::TooLarge { limit } => too_large(lang, SafeText::new(limit)),
        Problem::NotAFile { cause } => not_a_file(lang, SafeText::new(cause)),
        Problem::ParserDied { status } => parser_died(lang, SafeText::new(status)),
        Problem::LinesLost { raw, read } => lines_lost(lang, raw, read),
        Problem::TotalDiffers { expected, found, currency } => {
            let amount = |minor: i64| format!("{} {currency}", Money::new(minor, *currency).plain());
            match expected {
                Some(expected) => total_differs(lang, amount(*expected), amount(*found)),
                None => total_missing(lang, amount(*found)),
            }
        }
    }
}

/// What was expected in place of what was read; `None` where the problem itself says it.
pub fn expected(lang: Lang, problem: &Problem) -> Option<&'static str> {
    Some(match problem {
        Problem::NotANumber => expected_number(lang),
        Problem::NotADate => expected_date(lang),
        Problem::NotABool => expected_bool(lang),
        Problem::Blank | Problem::LostDigits => expected_id(lang),
        Problem::NotACurrency => expected_currency(lang),
        Problem::NotAMarketplace | Problem::NoMarketplace => expected_marketplace(lang),
        Problem::NoCurrency | Problem::NotAnAmount | Problem::OtherCurrency { .. } => expected_amount(lang),
        Problem::CellCount { .. } | Problem::TooLong | Problem::LinesLost { .. } => expected_line(lang),
        Problem::TotalDiffers { .. } => expected_total(lang),
        Problem::RejectedWithOrder
        | Problem::UnknownHeader { .. }
        | Problem::Empty
        | Problem::NotReadable { .. }
        | Problem::SeveralFiles { .. }
        | Problem::CutOff
        | Problem::TooLarge { .. }
        | Problem::NotAFile { .. }
        | Problem::ParserDied { .. } => return None,
    })
}

/// What to do about it: one sentence.
pub fn remedy(lang: Lang, problem: &Problem) -> String {
    match problem {
        Problem::UnknownHeader { nearest: Some(format), .. } => {
            do_download_from(lang, super::formats::where_to_download(lang, *format))
        }
        Problem::Empty => do_no_file(lang).to_owned(),
        Problem::NoCurrency | Problem::NoMarketplace => do_give_marketplace(lang).to_owned(),
        Problem::OtherCurrency { .. } => do_other_marketplace(lang).to_owned(),
        Problem::SeveralFiles { .. } => do_unpack(lang).to_owned(),
        Problem::TooLarge { .. } => do_split(lang).to_owned(),
        Problem::NotAFile { .. } => do_check_rights(lang).to_owned(),
        Problem::ParserDied { .. } => do_report_it(lang).to_owned(),
        Problem::UnknownHeader { nearest: None, .. }
        | Problem::NotReadable { .. }
        | Problem::CutOff
        | Problem::LinesLost { .. }
        | Problem::TotalDiffers { .. }
        | Problem::LostDigits
        | Problem::CellCount { .. }
        | Problem::TooLong => do_download_again(lang).to_owned(),
        Problem::NotANumber
        | Problem::NotADate
        | Problem::NotABool
        | Problem::Blank
        | Problem::NotACurrency
        | Problem::NotAMarketplace
        | Problem::NotAnAmount
        | Problem::RejectedWithOrder => do_mend_row(lang).to_owned(),
    }
}

/// A rejected record or the refusal of a file as one line: place, what was read, what is wrong.
pub fn rejected(lang: Lang, reject: &Reject) -> String {
    let what = problem(lang, &reject.problem);
    match (reject.line, reject.column.is_empty()) {
        (0, _) => what,
        (line, true) => at_line(lang, line, what),
        (line, false) => at_cell(lang, line, SafeText::new(&reject.column), quoted(&reject.read), what),
    }
}

/// What a file asks, with the ways to answer.
pub fn question(lang: Lang, question: &Question) -> String {
    match question {
        Question::Marketplace { rows } => ask_marketplace(lang, rows),
        Question::FewerRows { before, now } => ask_fewer_rows(lang, now, before),
        Question::DateOrder { column, sample } => ask_date_order(lang, SafeText::new(column), quoted(sample)),
        Question::Period => ask_period(lang).to_owned(),
        Question::Mapping { format, columns, offers, .. } => {
            let (name, nearest) = (word(lang, format.word()), format.word());
            let lacks =
                |offer: &&Offer| offer.needed && !columns.iter().any(|c| c.column.as_ref() == Some(&offer.column));
            let missing: Vec<String> = offers.iter().filter(lacks).map(|offer| offer.name.clone()).collect();
            if missing.is_empty() {
                ask_mapping(lang, columns.len(), name, nearest)
            } else {
                ask_mapping_missing(lang, columns.len(), name, names(lang, &missing, 4), nearest)
            }
        }
    }
}

/// Why a mapping cannot be used.
pub fn misfit(lang: Lang, misfit: &Misfit) -> String {
    match misfit {
        Misfit::NoFormat(text) => map_no_format(lang, SafeText::new(text).cut(60)),
        Misfit::NotAPair(text) => map_not_pair(lang, SafeText::new(text).cut(60)),
        Misfit::NoColumn(text, None) => map_no_column(lang, SafeText::new(text).cut(60)),
        Misfit::NoColumn(text, Some(near)) => map_no_column_near(lang, SafeText::new(text).cut(60), near),
        Misfit::Twice(text) => map_twice(lang, SafeText::new(text).cut(60)),
    }
}

fn quoted(read: &str) -> String {
    format!("\"{}\"", SafeText::new(read).cut(60))
}

/// The first names of a list, and how many more there are.
fn names(lang: Lang, list: &[String], most: usize) -> String {
    let shown: Vec<String> = list.iter().take(most).map(|name| SafeText::new(name).cut(40)).collect();
    let shown = shown.join(", ");
    if list.len() > most { and_more(lang, shown, list.len() - most) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::format::Format;
    use crate::domain::money::Currency;

    fn problems() -> Vec<Problem> {
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        let evil = || "\u{1b}[31m\u{202e}".to_owned();
        vec![
            Problem::NotANumber,
            Problem::NotADate,
            Problem::NotABool,
            Problem::Blank,
            Problem::LostDigits,
            Problem::NotACurrency,
            Problem::NotAMarketplace,
            Problem::NoCurrency,
            Problem::NotAnAmount,
            Problem::CellCount { header: 33, line: 32 },
            Problem::TooLong,
            Problem::RejectedWithOrder,
            Problem::UnknownHeader {
                header: words(&["a\u{1b}", "b", "c", "d", "e", "f", "g"]),
                nearest: None,
                missing: vec![],
            },
            Problem::UnknownHeader {
                header: words(&["order-id"]),
                nearest: Some(Format::Unshipped),
                missing: words(&["promise-date"]),
            },
            Problem::Empty,
            Problem::NotReadable { looks_like: evil() },
            Problem::CutOff,
            Problem::TooLarge { limit: evil() },
            Problem::NotAFile { cause: evil() },
            Problem::ParserDied { status: evil() },
            Problem::LinesLost { raw: 1000, read: 21 },
            Problem::OtherCurrency { wanted: crate::domain::money::Currency::of(b"USD") },
            Problem::TotalDiffers { expected: Some(58_289), found: 58_288, currency: Currency::of(b"USD") },
            Problem::TotalDiffers { expected: None, found: 500, currency: Currency::of(b"JPY") },
            Problem::NoMarketplace,
            Problem::SeveralFiles { names: words(&["a\u{1b}[31m", "../b\u{202e}", "c", "d", "e", "f"]) },
        ]
    }

    #[test]
    fn every_problem_says_what_is_wrong_and_what_to_do_in_both_languages() {
        for p in problems() {
            for lang in [Lang::En, Lang::Zh] {
                let cell =
                    Reject { line: 4, column: "sku\n".into(), read: "\u{1b}]0;x\u{7}".into(), problem: p.clone() };
                for text in [problem(lang, &p), remedy(lang, &p), rejected(lang, &cell)] {
                    assert!(
                        !text.is_empty() && !text.chars().any(char::is_control) && !text.contains('\u{202e}'),
                        "{text:?}"
                    );
                }
            }
            assert_ne!(problem(Lang::En, &p), problem(Lang::Zh, &p));
            assert!(problem(Lang::Marked, &p).starts_with('⟦'));
        }
        let near = &problems()[13];
        assert_eq!(
            problem(Lang::En, near),
            "no known report has these columns: order-id. Nearest: Unshipped orders, which also needs promise-date"
        );
        assert!(remedy(Lang::En, near).contains("Unshipped Orders (.txt)"));
        assert_eq!(expected(Lang::En, &Problem::NotABool), Some("expected true or false, Yes or No"));
        assert_eq!(expected(Lang::En, &Problem::CutOff), None);
    }

    #[test]
    fn questions_are_there_for_all() {
        let asks = [
            Question::Marketplace { rows: 7 },
            Question::FewerRows { before: 100, now: 9 },
            Question::DateOrder { column: "snapshot-date".into(), sample: "03/04/26".into() },
            Question::Period,
        ];
        for ask in &asks {
            assert_ne!(question(Lang::En, ask), question(Lang::Zh, ask));
        }
        assert!(question(Lang::En, &asks[2]).starts_with("snapshot-date has \"03/04/26\""));
    }
}
