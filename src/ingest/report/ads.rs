//! What the advertising reports have in common: the attribution window stands in the header, and a report is daily or a
//! summary of a period that it may not name.

use super::{Above, Draft, Given};
use crate::domain::format::Value;
use crate::domain::import::{Problem, Question};
use crate::ingest::Stop;
use crate::ingest::header::Name;

/// Header names of the first day of a row.
const START: &[&str] = &["Start Date", "Startdatum", "開始日", "开始日期"];
/// Header names of its last day.
const END: &[&str] = &["End Date", "Enddatum", "終了日", "结束日期"];

/// Window, grain, and the period where the rows do not name it.
pub(super) fn given(above: &Above<'_>) -> Result<Given, Stop> {
    let names: Vec<Name> = above.header.iter().map(|name| Name::of(name)).collect();
    let has = |words: &[&str]| words.iter().any(|word| names.iter().any(|name| name.key == Name::of(word).key));
    let window = names.iter().find_map(|name| name.window).unwrap_or_default();
    let mut given = vec![("window_days", Value::Int(i64::from(window)))];
    let day = has(&["Date", "Datum", "日付", "日期"]);
    let grain = match (day || has(START), has(END), above.ctx.period) {
        (true, true, _) => "summary",
        (true, false, _) => "daily",
        (false, _, Some((from, to))) => {
            given.push(("start_day", Value::Text(from.to_string().into())));
            given.push(("end_day", Value::Text(to.to_string().into())));
            "summary"
        }
        (false, _, None) => return Err(Stop::Ask(Question::Period)),
    };
    given.push(("grain", Value::Text(grain.into())));
    Ok(given)
}

/// The day of a daily report is both its first and its last one.
pub(super) fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    if draft.get("end_day") == &Value::Null {
        let day = draft.get("start_day").clone();
        draft.set("end_day", day);
    }
    Ok(())
}
