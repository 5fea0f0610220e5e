//! Every policy on a real database.

mod ads;
mod large;
mod market;
mod older;
mod orders;
mod person;
mod scope;
mod snapshot;
mod thread;

use rusqlite::types::FromSql;

use super::FileInfo;
use crate::domain::batch::testing::Fixed;
use crate::domain::day::{DAY, Day, Instant};
use crate::domain::format::Format;
use crate::domain::import::{FileContext, FileState, ImportReport, Problem, Question};
use crate::domain::market::Market;
use crate::store::open::{Facts, Folder};

const US: Option<Market> = Some(Market::Us);
const UK: Option<Market> = Some(Market::Uk);

/// 2026-11-22T12:00:00Z: noon of files whose as-of is counted from here.
const NOW: i64 = 1_795_348_800;

struct Deck {
    _temp: tempfile::TempDir,
    facts: Facts,
    seq: i64,
}

impl Deck {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("deck")).unwrap();
        let facts = Facts::open(&folder).unwrap();
        Self { _temp: temp, facts, seq: 0 }
    }

    fn context(modified: i64) -> FileContext {
        FileContext {
            store: "shop".into(),
            market: None,
            name: "file.txt".into(),
            modified: Instant(modified),
            received: Instant(NOW),
            period: None,
            dates: None,
            complete: false,
            map: None,
        }
    }

    /// Applies a file whose as-of is its time of modification.
    fn apply(&mut self, modified: i64, file: &Fixed) -> ImportReport {
        self.apply_with(&Self::context(modified), file)
    }

    fn apply_with(&mut self, context: &FileContext, file: &Fixed) -> ImportReport {
        self.apply_sized(context, 1000, file)
    }

    /// Applies a file that is said to have so many bytes.
    fn apply_sized(&mut self, context: &FileContext, bytes: u64, file: &Fixed) -> ImportReport {
        self.seq += 1;
        let sha256 = format!("{:064}", self.seq);
        let info = FileInfo {
            seq: self.seq,
            sha256: &sha256,
            bytes,
            context,
            only: None,
            parser_version: 1,
            ended: &|| (Instant(NOW), 0.5),
        };
        let report = self.facts.apply(&info, &mut || Ok(Box::new(file.clone()))).unwrap();
        assert_eq!(
            report.rows,
            report.inserted + report.updated + report.unchanged + report.rejected,
            "every record is counted once: {report:?}"
        );
        report
    }

    fn get<T: FromSql>(&self, sql: &str) -> T {
        self.facts.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn list(&self, sql: &str) -> Vec<String> {
        let mut select = self.facts.connection().prepare(sql).unwrap();
        select.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    fn hash(&self) -> String {
        self.facts.content_hash().unwrap()
    }
}

/// Inserted, updated, unchanged, rejected.
fn counts(report: &ImportReport) -> [u64; 4] {
    [report.inserted, report.updated, report.unchanged, report.rejected]
}

const WIDE: &str = "order_id sku purchased_at updated_at item_status units title";

fn base() -> Fixed {
    Fixed::new(Format::AllOrders, WIDE)
}

const OPEN: &str = "order_item_id order_id sku units_to_ship purchased_at promise_at recipient";

/// Orders of one moment, a day before [`NOW`].
fn unshipped(ids: std::ops::Range<u32>) -> Fixed {
    let bought = NOW - DAY;
    let row = |i| format!("i{i}|o{i}|a|1|{bought}|{NOW}|Ann {i}");
    ids.fold(Fixed::new(Format::Unshipped, OPEN), |file, i| file.row(US, &row(i)))
}

fn open(deck: &Deck) -> i64 {
    deck.get("SELECT count(*) FROM unshipped_line WHERE closed_at IS NULL")
}

const MAIL: &str = "message_id sent_at direction class needs_answer trusted order_id relay in_reply_to subject body";

fn mail(row: &str) -> Fixed {
    Fixed::new(Format::Mail, MAIL).row(US, row)
}
