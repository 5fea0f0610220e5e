//! Stock at Amazon that no offer sells: the rows of the newest day of each stranded inventory report.

use rusqlite::Connection;

use super::newest::rows_of_newest;
use crate::domain::fact::StrandedFact;
use crate::store::list::sql::Take;

/// The rows of the newest day, sorted by store, marketplace, SKU and FNSKU.
pub(in crate::store) fn load(db: &Connection) -> rusqlite::Result<Vec<StrandedFact>> {
    let columns = "t.sku, t.fnsku, t.title, t.reason, t.snapshot_day, t.removal_day, t.fulfillable, t.unfulfillable, \
        t.price, t.currency";
    rows_of_newest(db, "stranded", columns, "t.sku, t.fnsku", |row, store, market| {
        let take = &mut Take::new(row);
        Ok(StrandedFact {
            store,
            market,
            sku: take.next()?,
            fnsku: take.next()?,
            title: take.text()?,
            reason: take.text()?,
            day: take.parse(crate::domain::day::Day::parse)?,
            removal_day: take.day()?,
            fulfillable: take.next()?,
            unfulfillable: take.next()?,
            price: take.money(Some(market))?,
            evidence: take.evidence()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::Bench;

    #[test]
    fn the_newest_day_of_each_marketplace_counts() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'stranded.txt'; format = 'stranded-inventory'");
        for (day, market, sku) in
            [("2026-11-20", "US", "A"), ("2026-11-21", "US", "B"), ("2026-11-21", "US", "C"), ("2026-11-01", "DE", "D")]
        {
            bench.fact(
                "stranded",
                &format!("snapshot_day = '{day}'; market = '{market}'; sku = '{sku}'; fnsku = ''; fulfillable = 3"),
            );
        }
        let found = load(&bench.reader.0).unwrap();
        let brief: Vec<_> = found.iter().map(|f| (f.market.code(), f.sku.as_str(), f.fulfillable)).collect();
        assert_eq!(brief, [("DE", "D", Some(3)), ("US", "B", Some(3)), ("US", "C", Some(3))]);
        assert_eq!((found[0].evidence.sha256.as_str(), found[0].evidence.row), ("aa", 2));
        for (as_of, left) in [(1, 3), (2, 1)] {
            let pairs = "format = 'stranded-inventory'; market = 'US'; rows = 0; import = 1";
            bench.fact("snapshot", &format!("{pairs}; as_of = {as_of}"));
            assert_eq!(load(&bench.reader.0).unwrap().len(), left, "empty at {as_of}: older than the rows, newer");
        }
    }
}
