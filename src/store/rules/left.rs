//! Subjects of open items that the newest day of their report no longer lists (H8). The absence proves it only when that day
//! is later than the row behind the item and no line of its files was rejected: the rejected one may be the missing one. A
//! report that was empty proves it for all of them; one that lost half its rows has been asked about when it came.

use rusqlite::Connection;

use crate::domain::fact::LeftFact;
use crate::domain::import::Evidence;
use crate::domain::work::{Key, Kind};
use crate::store::facts::EVERY_ROW;
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
    let formats = EVERY_ROW.iter().filter(|format| format.spec().table == *table);
    let format = binds.put(formats.map(|format| format.word()).collect::<String>());
    let sql = format!(
        "WITH watched AS (SELECT store, market, subject, epoch, seen_at FROM main.item \
           WHERE ladder = {ladder} AND state <> 'cleared'), \
         place AS (SELECT DISTINCT store, market FROM watched), \
         newest AS (SELECT p.store, p.market, (SELECT MAX(n.snapshot_day) FROM facts.{table} n \
           WHERE n.store = p.store AND n.market = p.market) AS day FROM place p), \
         told AS (SELECT n.store, n.market, n.day, MAX(t.as_of) AS as_of, t.import FROM newest n \
           JOIN facts.{table} t ON t.store = n.store AND t.market = n.market AND t.snapshot_day = n.day \
           GROUP BY n.store, n.market), \
         none AS (SELECT p.store, p.market, MAX(s.as_of) AS as_of, s.import FROM place p JOIN facts.snapshot s \
           ON s.format = {format} AND s.store = p.store AND s.market = p.market AND s.rows = 0 GROUP BY p.store, p.market), \
         proof AS (SELECT * FROM told d WHERE NOT EXISTS (SELECT 1 FROM facts.{table} t \
             JOIN facts.import i ON i.seq = t.import AND i.rejected > 0 \
             WHERE t.store = d.store AND t.market = d.market AND t.snapshot_day = d.day) \
           UNION ALL SELECT e.store, e.market, NULL, e.as_of, e.import FROM none e \
             LEFT JOIN told d ON d.store = e.store AND d.market = e.market WHERE d.as_of IS NULL OR d.as_of < e.as_of) \
         SELECT w.store, w.market, w.subject, w.epoch, f.sha256, f.name, 0, MAX(n.as_of) FROM watched w \
         JOIN proof n ON n.store = w.store AND n.market = w.market AND n.as_of > w.seen_at \
         LEFT JOIN facts.import f ON f.seq = n.import \
         WHERE n.day IS NULL OR NOT EXISTS (SELECT 1 FROM facts.{table} t WHERE t.store = w.store AND t.market = w.market \
           AND t.snapshot_day = n.day AND {subject} = w.subject) \
         GROUP BY w.store, w.market, w.subject, w.epoch ORDER BY w.store, w.market, w.subject, w.epoch"
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
    fn absence_counts_in_reports_alone_that_are_asked_about_when_they_are_short() {
        for leaves in LEAVES {
            assert_eq!(EVERY_ROW.iter().filter(|f| f.spec().table == leaves.table).count(), 1, "{}", leaves.table);
        }
    }

    #[test]
    fn a_later_whole_day_proves_what_it_does_not_list_and_an_empty_report_all() {
        // The newest day, lines rejected in its older and its newer file, whether it lists the SKU, when the report was empty
        // (0: never): what proves it.
        let cases = [
            (20, [0, 0], false, 0, None),
            (30, [0, 0], false, 0, Some(("aa", 30))),
            (30, [0, 1], false, 0, None),
            (30, [1, 0], false, 0, None),
            (30, [0, 0], true, 0, None),
            (10, [0, 0], true, 25, Some(("none", 25))),
            (10, [0, 1], true, 25, Some(("none", 25))),
            (10, [0, 0], true, 20, None),
            (30, [0, 0], true, 25, None),
            (30, [0, 0], false, 40, Some(("none", 40))),
        ];
        for (as_of, rejected, listed, empty, proven) in cases {
            let bench = Bench::new();
            bench.fact("import", &format!("seq = 1; sha256 = 'aa'; rejected = {}", rejected[1]));
            bench.fact("import", &format!("seq = 2; sha256 = 'older'; rejected = {}", rejected[0]));
            bench.fact("import", "seq = 3; sha256 = 'none'");
            let row = |sku: &str, as_of: i64, import: u8| {
                let pairs = format!(
                    "snapshot_day = '2026-11-21'; sku = '{sku}'; fnsku = 'X1'; as_of = {as_of}; import = {import}"
                );
                bench.fact("stranded", &pairs);
            };
            row("OTHER", as_of, 1);
            row("EARLIER", as_of - 1, 2);
            if listed {
                row("SKU-1", as_of, 1);
            }
            if empty > 0 {
                let pairs = format!("market = 'US'; rows = 0; as_of = {empty}; import = 3");
                bench.fact("snapshot", &format!("format = 'stranded-inventory'; {pairs}"));
                bench
                    .fact("snapshot", "format = 'stranded-inventory'; market = 'DE'; rows = 0; as_of = 99; import = 3");
                bench.fact("snapshot", "format = 'fba-planning'; market = 'US'; rows = 0; as_of = 99; import = 3");
            }
            bench.item("stranded", "s", "US", "SKU-1\u{1f}X1", "stranded-stock", "week", None);
            bench.sql("UPDATE item SET seen_at = 20");
            let found = load(&bench.reader.0).unwrap();
            let case = format!("{as_of} {rejected:?} {listed} {empty}");
            let proof: Vec<_> = found.iter().map(|f| (f.evidence.sha256.as_str(), f.evidence.as_of)).collect();
            assert_eq!(proof, Vec::from_iter(proven), "{case}");
            if let Some(left) = found.first() {
                assert_eq!((left.key.subject.as_str(), left.evidence.row), ("SKU-1\u{1f}X1", 0), "{case}");
            }
            bench.sql("UPDATE item SET state = 'cleared'");
            assert!(load(&bench.reader.0).unwrap().is_empty(), "{case}");
        }
    }
}
