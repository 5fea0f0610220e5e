//! Brand Analytics search terms: per term the three products that were clicked most. The CSV has all three in one line
//! and says its period above the header; the JSON has one object per product and may be gigabytes.

use std::sync::LazyLock;

use super::{Above, Draft, Given, Layout, MarketColumn, MarketWords, Numbers, have, need};
use crate::domain::day::Day;
use crate::domain::format::{Format, Value};
use crate::domain::import::{Problem, Question};
use crate::ingest::Stop;
use crate::ingest::cell::Cell;
use crate::ingest::header::Name;
use crate::ingest::json::LIST;
use crate::ingest::parts::PART;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::BrandTerms,
    columns: &[
        have("grain", &["reportSpecification.reportOptions.reportPeriod"]),
        have("start_day", &["reportSpecification.dataStartTime"]),
        have("end_day", &["Reporting Date", "reportSpecification.dataEndTime"]),
        have("department", &["departmentName"]),
        need("term", &["Search Term"]),
        need("search_rank", &["Search Frequency Rank"]),
        need("click_rank", &["clickShareRank", PART]),
        need("asin", &["Top Clicked Product #: ASIN", "clickedAsin"]),
        have("title", &["Top Clicked Product #: Product Title", "clickedItemName"]),
        have("brand", &["Top Clicked Brand #", "Top Clicked Brands #"]),
        have("category", &["Top Clicked Category #"]),
        need("click_share", &["Top Clicked Product #: Click Share", "clickShare"]),
        need("conversion_share", &["Top Clicked Product #: Conversion Share", "conversionShare"]),
    ],
    documented: &["reportSpecification.reportType"],
    market: Some(MarketColumn { names: &["reportSpecification.marketplaceIds"], words: MarketWords::CodeOrCountry }),
    blank: &["department"],
    derived: &["grain", "start_day"],
    // A dot in every language of the pages, whatever the marketplace.
    numbers: Numbers::Browser,
    given: Some(given),
    finish: Some(finish),
    ..Layout::BASE
};

/// The words above the header for how long the period is; the month in German is the one other language that is known.
const GRAINS: &[(&str, &str)] =
    &[("daily", "day"), ("weekly", "week"), ("monthly", "month"), ("quarterly", "quarter"), ("monatlich", "month")];

/// The period: in JSON every record has it; of a CSV the line above the header says how long it is, the rows when it ended.
fn given(above: &Above<'_>) -> Result<Given, Stop> {
    static START: LazyLock<Name> = LazyLock::new(|| Name::of("reportSpecification.dataStartTime"));
    static END: LazyLock<Name> = LazyLock::new(|| Name::of("Reporting Date"));
    let has = |name: &Name| above.header.iter().any(|raw| Name::of(raw).key == name.key);
    if has(&START) {
        return Ok(Given::new());
    }
    let said = above.lines.concat().join(",").to_lowercase();
    let mut words = said.split(|c: char| !c.is_alphabetic());
    let grain = words.find_map(|word| GRAINS.iter().find(|(name, _)| *name == word)).map(|(_, grain)| *grain);
    let period = above.ctx.period.or_else(|| days(&said));
    match (period, grain) {
        (Some((from, to)), _) => {
            let text = |day: Day| Value::Text(day.to_string().into());
            Ok(vec![("start_day", text(from)), ("end_day", text(to))])
        }
        (None, Some(grain)) if has(&END) => Ok(vec![("grain", Value::Text(grain.into()))]),
        _ => Err(Stop::Ask(Question::Period)),
    }
}

/// The first and the last day of a line such as `Week 15 | 2026-04-05 - 2026-04-11 2026`.
fn days(said: &str) -> Option<(Day, Day)> {
    let dates: Vec<Day> = said.split(|c: char| !c.is_ascii_digit() && c != '-').filter_map(Day::parse).collect();
    match dates.as_slice() {
        [from, to] if from <= to => Some((*from, *to)),
        _ => None,
    }
}

/// The start of the period from its end, its kind from its length, and the shares of a table, which are percent, as ratios.
fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let day = |value: &Value| value.text().and_then(Day::parse);
    let end = day(draft.get("end_day")).ok_or_else(|| draft.blame("end_day", Problem::NotADate))?;
    let said = draft.get("grain").text().unwrap_or_default().to_lowercase();
    let start = match day(draft.get("start_day")) {
        Some(start) => start,
        None => start_of(end, &said).ok_or_else(|| draft.blame("end_day", Problem::NotADate))?,
    };
    let grain = match end.since(start) + 1 {
        1 => "day",
        7 => "week",
        28..=31 => "month",
        89..=92 => "quarter",
        _ => "other",
    };
    draft.set("start_day", Value::Text(start.to_string().into()));
    draft.set("grain", Value::Text(grain.into()));
    let table = draft.header.first().is_none_or(|name| name != LIST);
    for column in ["click_share", "conversion_share"] {
        if let Some(share) = draft.get(column).int() {
            // A cell with the sign was read as what it means.
            let said = matches!(draft.written(column), Cell::Text(text) if text.ends_with(['%', '％']));
            let share = if table && !said { share / 100 } else { share };
            if !(0..=1_000_000).contains(&share) {
                return Err(draft.blame(column, Problem::NotANumber));
            }
            draft.set(column, Value::Int(share));
        }
    }
    Ok(())
}

/// The first day of the period that ends with `end`; `None` when none of this kind ends there.
fn start_of(end: Day, grain: &str) -> Option<Day> {
    let text = end.to_string();
    let (year, month) = (text.get(..4)?, text.get(5..7)?.parse::<u32>().ok()?);
    let first = |month: u32| Day::parse(&format!("{year}-{month:02}-01"));
    let ends_month = end.plus(1).to_string().ends_with("-01");
    match grain {
        "day" => Some(end),
        "week" => Some(end.plus(-6)),
        "month" if ends_month => first(month),
        "quarter" if ends_month && month % 3 == 0 => first(month - 2),
        _ => None,
    }
}
