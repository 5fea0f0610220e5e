//! Account metrics: the newest value of each.

use rusqlite::Connection;

use crate::domain::day::Instant;
use crate::domain::fact::MetricFact;
use crate::store::list::sql::{Binds, Take, rows};

/// The newest value of each metric, sorted by store, marketplace, metric and fulfilment.
pub(in crate::store) fn load(db: &Connection) -> rusqlite::Result<Vec<MetricFact>> {
    let same = |of: &str| {
        format!(
            "{of}.store = m.store AND {of}.market = m.market AND {of}.metric = m.metric AND {of}.fulfilment = m.fulfilment"
        )
    };
    let since = format!(
        "(SELECT MIN(b.reported_to) FROM facts.metric b WHERE {} AND b.defects > 0 AND b.reported_to > \
         COALESCE((SELECT MAX(c.reported_to) FROM facts.metric c WHERE {} AND c.defects = 0), 0))",
        same("b"),
        same("c")
    );
    let sql = format!(
        "SELECT m.store, m.market, m.metric, m.fulfilment, MAX(m.reported_to), m.orders, m.defects, m.rate, \
         m.target, m.target_condition, m.status, {since}, f.sha256, f.name, m.line, m.as_of \
         FROM facts.metric m LEFT JOIN facts.import f ON f.seq = m.import \
         GROUP BY m.store, m.market, m.metric, m.fulfilment"
    );
    rows(db, &sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        Ok(MetricFact {
            store: take.next()?,
            market: take.market()?,
            metric: take.next()?,
            fulfilment: take.next()?,
            reported_to: Instant(take.next()?),
            orders: take.next()?,
            defects: take.next()?,
            rate: take.next()?,
            target: take.next()?,
            target_condition: take.text()?,
            status: take.text()?,
            since: take.instant()?,
            evidence: take.evidence()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::Bench;

    #[test]
    fn the_newest_value_of_each_metric_counts() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'health.json'");
        for (to, rate) in [(100, 5000), (300, 7000), (200, 6000)] {
            let pairs = format!("metric = 'late-shipment-rate'; reported_to = {to}; rate = {rate}; line = {to}");
            bench.fact("metric", &pairs);
        }
        bench.fact(
            "metric",
            "metric = 'order-defect-rate'; fulfilment = 'mfn'; reported_to = 100; orders = 40; defects = 1",
        );
        bench.fact("metric", "metric = 'order-defect-rate'; fulfilment = 'afn'; reported_to = 100; status = 'GOOD'");
        let metrics = load(&bench.reader.0).unwrap();
        let brief: Vec<_> =
            metrics.iter().map(|m| (m.metric.as_str(), m.fulfilment.as_str(), m.rate, m.orders)).collect();
        let wanted = [
            ("late-shipment-rate", "", Some(7000), None),
            ("order-defect-rate", "afn", None, None),
            ("order-defect-rate", "mfn", None, Some(40)),
        ];
        assert_eq!(brief, wanted);
        assert_eq!((metrics[0].evidence.row, metrics[0].evidence.file.as_str()), (300, "health.json"));
        assert_eq!((metrics[0].since, metrics[2].since), (None, Some(Instant(100))));
        assert_eq!((metrics[1].status.as_str(), metrics[1].target_condition.as_str()), ("GOOD", ""));
    }

    #[test]
    fn a_violation_is_as_old_as_the_reports_in_a_row_that_count_it() {
        let bench = Bench::new();
        for (to, defects) in [(100, 1), (200, 0), (300, 2), (400, 1)] {
            bench.fact("metric", &format!("metric = 'document-requests'; reported_to = {to}; defects = {defects}"));
        }
        assert_eq!(load(&bench.reader.0).unwrap()[0].since, Some(Instant(300)));
    }
}
