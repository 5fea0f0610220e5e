//! The lots of the own warehouse that have a best-before date, and those that a newer sheet of their place no longer has.

use rusqlite::Connection;

use crate::domain::day::Day;
use crate::domain::fact::{LeftFact, LotFact};
use crate::domain::work::{Key, Kind};
use crate::store::list::sql::{Binds, Take, rows};

/// The lots, sorted by store, SKU, place and lot.
pub(in crate::store) fn load(db: &Connection) -> rusqlite::Result<Vec<LotFact>> {
    let sql = "SELECT t.store, t.market, t.sku, t.location, t.lot, \
          CASE WHEN COUNT(*) = COUNT(t.units) THEN SUM(t.units) END, f.sha256, f.name, t.line, t.as_of, \
          MIN(t.expires_on) \
        FROM facts.own_stock t LEFT JOIN facts.import f ON f.seq = t.import \
        GROUP BY t.store, t.sku, t.location, t.lot HAVING MIN(t.expires_on) IS NOT NULL \
        ORDER BY t.store, t.sku, t.location, t.lot";
    rows(db, sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        Ok(LotFact {
            store: take.next()?,
            market: take.some_market()?,
            sku: take.next()?,
            place: take.next()?,
            lot: take.next()?,
            units: take.next()?,
            evidence: take.evidence()?,
            expires: take.parse(Day::parse)?,
        })
    })
}

/// Open items of lots that a newer sheet of the same place no longer has. A place of which no row is left proves nothing:
/// the sheet may have left it out.
pub(in crate::store) fn left(db: &Connection) -> rusqlite::Result<Vec<LeftFact>> {
    let mut binds = Binds::default();
    let ladder = binds.put(Kind::ExpiryNear.info().ladder.to_owned());
    let sql = format!(
        "WITH place AS (SELECT t.store, t.location, MAX(t.as_of) AS as_of, t.import FROM facts.own_stock t GROUP BY t.store, t.location) \
         SELECT w.store, w.market, w.subject, f.sha256, f.name, 0, p.as_of FROM main.item w \
         JOIN place p ON p.store = w.store AND p.as_of > w.seen_at \
           AND instr(w.subject, char(31) || p.location || char(31)) > 0 \
         LEFT JOIN facts.import f ON f.seq = p.import \
         WHERE w.ladder = {ladder} AND w.state <> 'cleared' AND NOT EXISTS (SELECT 1 FROM facts.own_stock t \
           WHERE t.store = w.store AND t.sku || char(31) || t.location || char(31) || t.lot = w.subject) \
         AND NOT EXISTS (SELECT 1 FROM facts.own_stock t JOIN facts.import i ON i.seq = t.import AND i.rejected > 0 \
           WHERE t.store = p.store AND t.location = p.location) \
         ORDER BY w.store, w.subject"
    );
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market): (String, _) = (take.next()?, take.some_market()?);
        let key = Key::new(Kind::ExpiryNear, &store, market, take.next::<String>()?);
        Ok(LeftFact { key, evidence: take.evidence()? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::Bench;

    fn pile(bench: &Bench, place: &str, lot: &str, occurrence: u8, more: &str) {
        let pairs = format!(
            "market = ''; sku = 'JAM'; location = '{place}'; lot = '{lot}'; occurrence = {occurrence}; {more}{}",
            if more.contains("as_of") { "" } else { "; as_of = 30" }
        );
        bench.fact("own_stock", &pairs);
    }

    #[test]
    fn the_piles_of_a_lot_are_one_and_the_first_date_counts() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'stock.csv'");
        pile(&bench, "Home", "L1", 1, "units = 3; expires_on = '2027-03-01'; line = 4");
        pile(&bench, "Home", "L1", 2, "units = 4; expires_on = '2027-02-01'; line = 5");
        pile(&bench, "Home", "L2", 1, "units = 4");
        pile(&bench, "3PL", "L1", 1, "expires_on = '2027-02-01'");
        let found = load(&bench.reader.0).unwrap();
        let brief: Vec<_> =
            found.iter().map(|f| (f.place.as_str(), f.units, f.expires.to_string(), f.evidence.row)).collect();
        let date = || "2027-02-01".to_owned();
        assert_eq!(brief, [("3PL", None, date(), 2), ("Home", Some(7), date(), 5)]);
    }

    #[test]
    fn a_newer_sheet_of_the_same_place_proves_a_lot_gone() {
        // The place of the sheet, its rejected lines, the lot in it: what is proven.
        let cases =
            [("Home", 0, "L2", true), ("3PL", 0, "L2", false), ("Home", 1, "L2", false), ("Home", 0, "L1", false)];
        for (place, rejected, lot, proven) in cases {
            let bench = Bench::new();
            bench.fact("import", &format!("seq = 1; sha256 = 'aa'; rejected = {rejected}"));
            bench.fact("import", "seq = 2; sha256 = 'newer'");
            pile(&bench, place, "NEWER", 1, "units = 1; import = 2; as_of = 31");
            pile(&bench, place, lot, 1, "units = 3; expires_on = '2027-03-01'");
            bench.item("expiry", "s", "", "JAM\u{1f}Home\u{1f}L1", "expiry-near", "week", None);
            bench.sql("UPDATE item SET seen_at = 20");
            let found = left(&bench.reader.0).unwrap();
            assert_eq!(found.len(), usize::from(proven), "{place} {rejected} {lot}");
            assert!(found.iter().all(|left| left.evidence.sha256 == "newer"), "{found:?}");
            bench.sql("UPDATE item SET seen_at = 31");
            assert_eq!(left(&bench.reader.0).unwrap(), [], "not later: {place} {rejected} {lot}");
        }
    }
}
