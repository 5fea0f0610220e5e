//! Why products come back: the reasons of FBA returns and of returns to the seller, one entry a unit. Each report is known
//! until its own newest day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use crate::domain::day::{DAY, Day, Instant};
use crate::domain::fact::ComplaintFact;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::store::list::sql::{Binds, Take, rows};

/// How far back returns are looked at.
const DAYS: i64 = 60;

/// Store, marketplace, SKU, reason.
type Place = (String, Market, String, String);

/// The units of a reason, and the reports that name it.
type Named = (Vec<(Day, Evidence)>, BTreeSet<i64>);

/// The reasons of the last weeks, sorted by store, marketplace, SKU and reason. A blank reason is none.
pub(in crate::store) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<ComplaintFact>> {
    let mut binds = Binds::default();
    let from = binds.put(now.plus(-DAYS * DAY).day(chrono_tz::UTC).to_string());
    let part = |report: i64, table: &str, day: &str| {
        format!(
            "SELECT r.store, r.market, r.sku, r.reason, r.{day} AS day, r.units, f.sha256, f.name, r.line, r.as_of, \
             {report} FROM facts.{table} r LEFT JOIN facts.import f ON f.seq = r.import WHERE r.{day} >= {from}"
        )
    };
    let sql = format!(
        "{} UNION ALL {} ORDER BY 5, 10, 7, 9",
        part(1, "fba_return", "returned_day"),
        part(2, "fbm_return", "requested_day")
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market, sku) = (take.next::<String>()?, take.market()?, take.next::<String>()?);
        let reason = take.text()?.trim().to_uppercase();
        let (day, units): (Day, Option<i64>) = (take.parse(Day::parse)?, take.next()?);
        let reason = reason.strip_prefix("CR-").unwrap_or(&reason).to_owned();
        let (evidence, report): (_, i64) = (take.evidence()?, take.next()?);
        Ok(((store, market, sku, reason), day, units.unwrap_or(1), evidence, report))
    })?;
    let mut until: HashMap<(String, Market, i64), (Day, Evidence)> = HashMap::new();
    let mut reasons: BTreeMap<Place, Named> = BTreeMap::new();
    for (place, day, units, evidence, report) in found {
        // Oldest first: the last one is the newest.
        until.insert((place.0.clone(), place.1, report), (day, evidence.clone()));
        if !place.3.is_empty() {
            let units = usize::try_from(units.clamp(0, 100)).unwrap_or(0);
            let (all, reports) = reasons.entry(place).or_default();
            all.extend(vec![(day, evidence); units]);
            reports.insert(report);
        }
    }
    let facts = reasons.into_iter().filter_map(|((store, market, sku, reason), (units, reports))| {
        // A reason is quiet as far as every report that has named it tells.
        let until = reports.iter().filter_map(|report| until.get(&(store.clone(), market, *report)));
        let until = until.min_by_key(|(day, _)| *day)?.clone();
        Some(ComplaintFact { store, market, sku, reason, units, until })
    });
    Ok(facts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW};

    #[test]
    fn both_reports_speak_of_one_reason() {
        let bench = Bench::new();
        let fba = |unit: &str, day: &str, reason: &str| {
            let pairs = format!(
                "order_id = 'o'; sku = 'A'; unit = '{unit}'; occurrence = 1; returned_day = '{day}'; reason = {reason}; \
                 units = 1; line = 3"
            );
            bench.fact("fba_return", &pairs);
        };
        fba("1", "2026-11-18", "'DEFECTIVE'");
        fba("2", "2026-11-21", "NULL");
        fba("3", "2026-09-01", "'DEFECTIVE'");
        let pairs = "order_id = 'o'; request = 'R'; sku = 'A'; occurrence = 1; requested_day = '2026-11-16'; \
                     reason = 'CR-Defective'; units = 2; line = 9";
        bench.fact("fbm_return", pairs);
        let found = load(&bench.reader.0, NOW).unwrap();
        assert_eq!(found.len(), 1);
        let rows: Vec<_> = found[0].units.iter().map(|(day, e)| (day.to_string(), e.row)).collect();
        let day = |text: &str| text.to_owned();
        assert_eq!(rows, [(day("2026-11-16"), 9), (day("2026-11-16"), 9), (day("2026-11-18"), 3)]);
        let until = || load(&bench.reader.0, NOW).unwrap()[0].until.0.to_string();
        assert_eq!((found[0].reason.as_str(), until()), ("DEFECTIVE", day("2026-11-16")), "the older report's own day");
        bench.facts("UPDATE fbm_return SET requested_day = '2026-11-22'");
        assert_eq!(until(), "2026-11-21");
        bench.facts("UPDATE fbm_return SET reason = 'OTHER', requested_day = '2026-11-01'");
        assert_eq!(until(), "2026-11-21", "a report that never named the reason says nothing of it");
    }
}
