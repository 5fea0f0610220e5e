//! Reports and their age, and files that were refused or wait.

use std::collections::{BTreeMap, HashSet};

use rusqlite::Connection;

use crate::domain::day::Instant;
use crate::domain::fact::{FileFact, ReportFact};
use crate::domain::format::Format;
use crate::domain::import::{Evidence, FileState};
use crate::domain::market::Market;
use crate::store::list::sql::{Binds, Take, rows};

/// What came, and when: the ledger for what the file's folder says, and the tables that know the marketplaces inside.
const CAME: &str = "SELECT format, store, market, MAX(as_of), seq FROM facts.import \
      WHERE state IN ('applied', 'partly') AND format IS NOT NULL GROUP BY format, store, market \
    UNION ALL SELECT format, store, market, MAX(as_of), import FROM facts.snapshot GROUP BY format, store, market \
    UNION ALL SELECT 'sp-search-term', store, market, MAX(as_of), import FROM facts.ads_period GROUP BY store, market \
    UNION ALL SELECT 'performance', store, market, MAX(as_of), import FROM facts.metric GROUP BY store, market";

/// The reports that came at least once, per store and marketplace (H15), sorted by format, store and marketplace.
pub(in crate::store) fn reports(db: &Connection) -> rusqlite::Result<Vec<ReportFact>> {
    let sql = format!(
        "WITH came(format, store, market, as_of, import) AS ({CAME}) \
         SELECT c.format, c.store, c.market, f.sha256, f.name, 0, c.as_of FROM came c LEFT JOIN facts.import f ON f.seq = c.import"
    );
    let found = rows(db, &sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        let (format, store): (String, String) = (take.next()?, take.next()?);
        Ok((Format::parse(&format), store, take.some_market()?, take.evidence()?))
    })?;
    let mut newest: BTreeMap<(Format, String, Option<Market>), Evidence> = BTreeMap::new();
    for (format, store, market, evidence) in found {
        // A format of a newer program is nothing to this one.
        let Some(format) = format else { continue };
        // Mail belongs to the store, whatever marketplaces its letters come from.
        let market = market.filter(|_| format != Format::Mail);
        let slot = newest.entry((format, store, market)).or_default();
        if slot.as_of <= evidence.as_of {
            *slot = evidence;
        }
    }
    // Where the marketplaces are known, the file as a whole says nothing more.
    let inside: HashSet<(Format, String)> =
        newest.keys().filter(|(_, _, market)| market.is_some()).map(|(f, s, _)| (*f, s.clone())).collect();
    newest.retain(|(format, store, market), _| market.is_some() || !inside.contains(&(*format, store.clone())));
    let fact = |((format, store, market), evidence): (_, Evidence)| ReportFact {
        store,
        market,
        format,
        as_of: Some(Instant(evidence.as_of)),
        evidence: Some(evidence),
    };
    Ok(newest.into_iter().map(fact).collect())
}

/// The number of the later file that made the file `i` good: the same bytes again, or another file of that name.
pub(in crate::store) const RESOLVED: &str = "(SELECT MAX(r.seq) FROM facts.import r \
    WHERE r.store = i.store AND r.state IN ('applied', 'partly') AND r.seq > i.seq \
    AND (r.sha256 = i.sha256 OR (r.name = i.name AND (i.format IS NULL OR r.format = i.format))))";

/// Files that wait or were refused, and the files of open work items, whatever they have become.
pub(in crate::store) fn unfinished(db: &Connection) -> rusqlite::Result<Vec<FileFact>> {
    let sql = format!(
        "WITH wanted AS (SELECT seq FROM facts.import WHERE state IN ('waiting', 'refused') \
           UNION SELECT f.seq FROM main.item w CROSS JOIN facts.import f ON f.store = w.store AND f.sha256 = w.subject \
             WHERE w.ladder = 'import' AND w.state <> 'cleared'), \
         file AS MATERIALIZED (SELECT i.*, CASE WHEN i.state IN ('applied', 'partly') THEN i.seq ELSE {RESOLVED} END AS by \
           FROM wanted w CROSS JOIN facts.import i ON i.seq = w.seq) \
         SELECT i.store, i.seq, i.name, i.format, i.state, i.received_at, i.sha256, i.name, 0, i.as_of, \
           r.sha256, r.name, 0, COALESCE(r.as_of, 0) FROM file i LEFT JOIN facts.import r ON r.seq = i.by ORDER BY i.seq"
    );
    rows(db, &sql, &Binds::default(), |row| {
        let take = &mut Take::new(row);
        Ok(FileFact {
            store: take.next()?,
            import: take.next()?,
            name: take.next()?,
            format: take.next::<Option<String>>()?.and_then(|word| Format::parse(&word)),
            state: take.parse(FileState::parse)?,
            received: Instant(take.next()?),
            evidence: take.evidence()?,
            resolved: Some(take.evidence()?).filter(|evidence| !evidence.sha256.is_empty()),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::Bench;

    fn file(bench: &Bench, seq: i64, format: &str, market: &str, as_of: i64, more: &str) {
        let pairs =
            format!("seq = {seq}; format = {format}; market = {market}; as_of = {as_of}; sha256 = 'h{seq}'; {more}");
        bench.fact("import", &pairs);
    }

    #[test]
    fn a_report_is_known_once_it_came() {
        let bench = Bench::new();
        file(&bench, 1, "'all-orders'", "NULL", 100, "");
        file(&bench, 2, "'all-orders'", "NULL", 90, "");
        file(&bench, 3, "'all-orders'", "NULL", 200, "state = 'refused'");
        file(&bench, 4, "'unshipped'", "'US'", 50, "state = 'partly'");
        file(&bench, 5, "'fba-planning'", "NULL", 70, "");
        file(&bench, 6, "'mail'", "'US'", 60, "");
        file(&bench, 7, "'mail'", "'DE'", 61, "");
        file(&bench, 8, "'of-tomorrow'", "NULL", 61, "");
        bench.fact("snapshot", "format = 'fba-planning'; market = 'US'; as_of = 70; rows = 2; import = 5");
        bench.fact("snapshot", "format = 'fba-planning'; market = 'CA'; as_of = 40; rows = 2; import = 2");
        bench.fact(
            "ads_period",
            "import = 9; market = 'US'; window_days = 7; grain = 'daily'; from_day = 'a'; to_day = 'b'; as_of = 30",
        );
        bench.fact("metric", "metric = 'x'; reported_to = 1; as_of = 20; import = 1");
        let reports = reports(&bench.reader.0).unwrap();
        let brief: Vec<_> =
            reports.iter().map(|r| (r.format.word(), r.market.map(Market::code), r.as_of.map(|at| at.0))).collect();
        let wanted = [
            ("all-orders", None, Some(100)),
            ("unshipped", Some("US"), Some(50)),
            ("fba-planning", Some("US"), Some(70)),
            ("fba-planning", Some("CA"), Some(40)),
            ("sp-search-term", Some("US"), Some(30)),
            ("performance", Some("US"), Some(20)),
            ("mail", None, Some(61)),
        ];
        assert_eq!(brief, wanted);
        assert_eq!(reports[0].evidence.as_ref().map(|e| e.sha256.as_str()), Some("h1"));
    }

    #[test]
    fn a_file_is_made_good_by_itself_or_by_a_later_one_of_its_name() {
        let bench = Bench::new();
        file(&bench, 1, "NULL", "NULL", 1, "state = 'refused'; name = 'a.txt'");
        file(&bench, 2, "'unshipped'", "NULL", 1, "state = 'waiting'; name = 'b.txt'");
        file(&bench, 3, "'all-orders'", "NULL", 1, "state = 'refused'; name = 'c.txt'");
        file(&bench, 4, "'all-orders'", "NULL", 1, "state = 'refused'; name = 'd.txt'");
        file(&bench, 5, "'all-orders'", "NULL", 5, "name = 'a.txt'");
        file(&bench, 6, "'all-orders'", "NULL", 6, "name = 'b.txt'");
        file(&bench, 7, "'all-orders'", "NULL", 7, "name = 'e.txt'; state = 'partly'");
        file(&bench, 8, "'all-orders'", "NULL", 8, "name = 'c2.txt'");
        file(&bench, 9, "'all-orders'", "NULL", 9, "name = 'd.txt'; store = 'other'");
        bench.facts("UPDATE import SET sha256 = 'h3' WHERE seq = 8");
        bench.item("import", "s", "", "h7", "import-refused", "week", None);
        let files = unfinished(&bench.reader.0).unwrap();
        let brief: Vec<_> = files.iter().map(|f| (f.import, f.state, f.resolved.as_ref().map(|e| e.as_of))).collect();
        let wanted = [
            (1, FileState::Refused, Some(5)),
            (2, FileState::Waiting, None),
            (3, FileState::Refused, Some(8)),
            (4, FileState::Refused, None),
            (7, FileState::Partly, Some(7)),
        ];
        assert_eq!(brief, wanted);
    }
}
