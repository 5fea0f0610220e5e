//! Subjects of open items that the newest day of their report no longer lists (H8). The absence proves it only when that day
//! is later than the row behind the item and no line of its files was rejected: the rejected one may be the missing one.

use rusqlite::Connection;

use crate::domain::fact::LeftFact;
use crate::domain::import::Evidence;
use crate::domain::work::{Key, Kind};
use crate::store::list::sql::{Binds, Take, rows};

/// A kind whose items end when the newest day of a dated snapshot no longer lists them.
struct Leaves {
    kind: Kind,
    table: &'static str,
    /// The subject of a row (alias `t`), as [`Key`] has it.
    subject: &'static str,
}

const fn plan(kind: Kind) -> Leaves {
    Leaves { kind, table: "fba_planning", subject: "t.sku" }
}

const LEAVES: &[Leaves] = &[
    Leaves { kind: Kind::StrandedStock, table: "stranded", subject: "t.sku || char(31) || t.fnsku" },
    plan(Kind::SendIn),
    plan(Kind::LowStockFee),
    plan(Kind::AgedStockFee),
    plan(Kind::ExcessStock),
    plan(Kind::UnsellableStock),
    plan(Kind::StuckTransfer),
    plan(Kind::SeasonNear),
    Leaves { kind: Kind::Oversold, table: "listing_open", subject: "t.sku" },
];

/// The subjects, sorted by ladder, store, marketplace and subject.
pub(in crate::store) fn load(db: &Connection) -> rusqlite::Result<Vec<LeftFact>> {
    let mut found = Vec::new();
    for leaves in LEAVES {
        found.extend(left(db, leaves)?);
    }
    found.extend(super::lots::left(db)?);
    Ok(found)
}

fn left(db: &Connection, leaves: &Leaves) -> rusqlite::Result<Vec<LeftFact>> {
    let Leaves { kind, table, subject } = leaves;
    let mut binds = Binds::default();
    let ladder = binds.put(kind.info().ladder.to_owned());
    let sql = format!(
        "WITH watched AS (SELECT store, market, subject, epoch, seen_at FROM main.item \
           WHERE ladder = {ladder} AND state <> 'cleared'), \
         place AS (SELECT DISTINCT store, market FROM watched), \
         newest AS (SELECT p.store, p.market, (SELECT MAX(n.snapshot_day) FROM facts.{table} n \
           WHERE n.store = p.store AND n.market = p.market) AS day FROM place p), \
         whole AS (SELECT n.store, n.market, n.day, MAX(t.as_of) AS as_of, t.import FROM newest n \
           JOIN facts.{table} t ON t.store = n.store AND t.market = n.market AND t.snapshot_day = n.day \
           GROUP BY n.store, n.market HAVING MAX((SELECT rejected FROM facts.import i WHERE i.seq = t.import)) = 0) \
         SELECT w.store, w.market, w.subject, w.epoch, f.sha256, f.name, 0, n.as_of FROM watched w \
         JOIN whole n ON n.store = w.store AND n.market = w.market AND n.as_of > w.seen_at \
         LEFT JOIN facts.import f ON f.seq = n.import \
         WHERE NOT EXISTS (SELECT 1 FROM facts.{table} t WHERE t.store = w.store AND t.market = w.market \
           AND t.snapshot_day = n.day AND {subject} = w.subject) \
         ORDER BY w.store, w.market, w.subject, w.epoch"
    );
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (store, market): (String, _) = (take.next()?, take.some_market()?);
        let key = Key::new(*kind, &store, market, take.next::<String>()?);
        take.next::<String>()?;
        let evidence: Evidence = take.evidence()?;
        Ok(LeftFact { key, evidence })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::Bench;

    #[test]
    fn a_later_whole_day_proves_what_it_does_not_list() {
        // The newest day, lines rejected in its file, whether it lists the SKU: what is proven.
        let cases = [(20, 0, false, false), (30, 0, false, true), (30, 1, false, false), (30, 0, true, false)];
        for (as_of, rejected, listed, proven) in cases {
            let bench = Bench::new();
            bench.fact("import", &format!("seq = 1; sha256 = 'aa'; rejected = {rejected}"));
            let row = |sku: &str| {
                let pairs = format!("snapshot_day = '2026-11-21'; sku = '{sku}'; fnsku = 'X1'; as_of = {as_of}");
                bench.fact("stranded", &pairs);
            };
            row("OTHER");
            if listed {
                row("SKU-1");
            }
            bench.item("stranded", "s", "US", "SKU-1\u{1f}X1", "stranded-stock", "week", None);
            bench.sql("UPDATE item SET seen_at = 20");
            let found = load(&bench.reader.0).unwrap();
            let case = format!("{as_of} {rejected} {listed}");
            assert_eq!(found.len(), usize::from(proven), "{case}");
            if let Some(left) = found.first() {
                assert_eq!((left.key.subject.as_str(), left.evidence.row), ("SKU-1\u{1f}X1", 0), "{case}");
                assert_eq!((left.evidence.sha256.as_str(), left.evidence.as_of), ("aa", 30), "{case}");
            }
            bench.sql("UPDATE item SET state = 'cleared'");
            assert!(load(&bench.reader.0).unwrap().is_empty(), "{case}");
        }
    }
}
