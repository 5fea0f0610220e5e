//! Why products come back: the reasons of FBA returns and of returns to the seller, one entry a unit. Each report is known
//! until its own newest day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::returned::Returned;
use crate::domain::day::Day;
use crate::domain::fact::ComplaintFact;
use crate::domain::import::Evidence;
use crate::domain::market::Market;

/// Store, marketplace, SKU, reason.
type Place = (String, Market, String, String);

/// The units of a reason, and the reports that name it.
type Named = (Vec<(Day, Evidence)>, BTreeSet<i64>);

/// The reasons of the last weeks, sorted by store, marketplace, SKU and reason. A blank reason is none.
pub(super) fn load(returned: &[Returned]) -> Vec<ComplaintFact> {
    let mut until: HashMap<(String, Market, i64), (Day, Evidence)> = HashMap::new();
    let mut reasons: BTreeMap<Place, Named> = BTreeMap::new();
    for row in returned {
        let (store, market) = (row.store.clone(), row.market);
        // Oldest first: the last one is the newest.
        until.insert((store.clone(), market, row.report), (row.day, row.evidence.clone()));
        if !row.reason.is_empty() {
            let units = usize::try_from(row.units.clamp(0, 100)).unwrap_or(0);
            let (all, reports) = reasons.entry((store, market, row.sku.clone(), row.reason.clone())).or_default();
            all.extend(vec![(row.day, row.evidence.clone()); units]);
            reports.insert(row.report);
        }
    }
    let facts = reasons.into_iter().filter_map(|((store, market, sku, reason), (units, reports))| {
        // A reason is quiet as far as every report that has named it tells.
        let until = reports.iter().filter_map(|report| until.get(&(store.clone(), market, *report)));
        let until = until.min_by_key(|(day, _)| *day)?.clone();
        Some(ComplaintFact { store, market, sku, reason, units, until })
    });
    facts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW};
    use crate::store::rules::returned;

    fn load(bench: &Bench) -> Vec<ComplaintFact> {
        super::load(&returned::load(&bench.reader.0, NOW).unwrap())
    }

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
        fba("3", "2026-05-01", "'DEFECTIVE'");
        let pairs = "order_id = 'o'; request = 'R'; sku = 'A'; occurrence = 1; requested_day = '2026-11-16'; \
                     reason = 'CR-Defective'; units = 2; line = 9";
        bench.fact("fbm_return", pairs);
        let found = load(&bench);
        assert_eq!(found.len(), 1);
        let rows: Vec<_> = found[0].units.iter().map(|(day, e)| (day.to_string(), e.row)).collect();
        let day = |text: &str| text.to_owned();
        assert_eq!(rows, [(day("2026-11-16"), 9), (day("2026-11-16"), 9), (day("2026-11-18"), 3)]);
        let until = || load(&bench)[0].until.0.to_string();
        assert_eq!((found[0].reason.as_str(), until()), ("DEFECTIVE", day("2026-11-16")), "the older report's own day");
        bench.facts("UPDATE fbm_return SET requested_day = '2026-11-22'");
        assert_eq!(until(), "2026-11-21");
        bench.facts("UPDATE fbm_return SET reason = 'OTHER', requested_day = '2026-11-01'");
        assert_eq!(until(), "2026-11-21", "a report that never named the reason says nothing of it");
    }
}
