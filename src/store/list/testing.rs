//! Two real databases in a folder of their own, filled by SQL, and the statements that were run on them.

use std::cell::RefCell;
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags};

use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::domain::filter::Filter;
use crate::domain::format::Format;
use crate::domain::import::FileState;
use crate::domain::list::{Cell, Detail, List, ListQuery, Page, Query, Reply, Viewpoint};
use crate::domain::practice::{Cadence, Practice};
use crate::domain::settings::Settings;
use crate::domain::work::Kind;
use crate::store::list::LABELS;
use crate::store::list::queue::Kept;
use crate::store::open::Reader;
use crate::store::schema;

/// 2026-11-22 12:00 UTC, a Sunday.
pub(in crate::store) const NOW: Instant = Instant(1_795_348_800);
/// 24 hours.
pub(in crate::store) const DAY: i64 = 86_400;

thread_local! {
    static SEEN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Remembers a statement.
pub(super) fn note(sql: &str) {
    SEEN.with_borrow_mut(|seen| seen.push(sql.to_owned()));
}

/// The statements since the last call.
pub(in crate::store) fn seen() -> Vec<String> {
    SEEN.take()
}

pub(in crate::store) struct Bench {
    _folder: tempfile::TempDir,
    team: Connection,
    facts: Connection,
    pub reader: Reader,
}

impl Bench {
    pub(in crate::store) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let open = |name: &str, kind: &schema::Kind| {
            let db = Connection::open(path(name)).unwrap();
            db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF").unwrap();
            kind.migrations.iter().for_each(|step| db.execute_batch(step).unwrap());
            db
        };
        let (team, facts) = (open("team.db", &schema::TEAM), open("facts.db", &schema::FACTS));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let db = Connection::open_with_flags(path("team.db"), flags).unwrap();
        db.execute("ATTACH ?1 AS facts", [format!("file:{}?mode=ro", path("facts.db").display())]).unwrap();
        crate::store::functions::add(&db).unwrap();
        Self { _folder: folder, team, facts, reader: Reader(db, Kept::default()) }
    }

    /// The steps of the plan of the statement with these words, of those since the last [`seen`].
    pub(in crate::store) fn plan_of(&self, words: &str) -> Vec<String> {
        let sql = seen().into_iter().find(|sql| sql.contains(words)).unwrap();
        let mut statement = self.reader.0.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let values = vec!["[]"; statement.parameter_count()];
        let steps = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(3)).unwrap();
        steps.map(Result::unwrap).collect()
    }

    /// Runs SQL on `team.db`.
    pub(in crate::store) fn sql(&self, sql: &str) {
        self.team.execute_batch(sql).unwrap();
    }

    /// Runs SQL on `facts.db`.
    pub(in crate::store) fn facts(&self, sql: &str) {
        self.facts.execute_batch(sql).unwrap();
    }

    /// Inserts a row of `facts.db` from `column = value` pairs; the columns that every fact must have get defaults.
    pub(in crate::store) fn fact(&self, table: &str, pairs: &str) {
        let mut names: Vec<String> = Vec::new();
        let mut values: Vec<String> = Vec::new();
        for pair in pairs.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap();
            names.push(name.trim().to_owned());
            values.push(value.trim().to_owned());
        }
        let defaults: &[(&str, &str)] = match table {
            "import" => &[
                ("store", "'s'"),
                ("name", "'file.txt'"),
                ("bytes", "1"),
                ("modified_at", "1"),
                ("received_at", "1"),
                ("finished_at", "1"),
                ("as_of", "1"),
                ("state", "'applied'"),
                ("parser_version", "1"),
            ],
            "order_person" | "message_person" => &[("store", "'s'"), ("purge_after", "9999999999")],
            "ads_period" | "snapshot" => &[("store", "'s'")],
            "reject" => &[],
            _ => &[
                ("store", "'s'"),
                ("market", "'US'"),
                ("as_of", "1"),
                ("import", "1"),
                ("line", "2"),
                ("shape", "1"),
                ("row_hash", "1"),
            ],
        };
        for (name, value) in defaults {
            if !names.iter().any(|n| n == name) {
                names.push((*name).to_owned());
                values.push((*value).to_owned());
            }
        }
        self.facts(&format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", ")));
    }

    /// Opens a work item and returns its number.
    #[allow(clippy::too_many_arguments)]
    pub(in crate::store) fn item(
        &self,
        ladder: &str,
        store: &str,
        market: &str,
        subject: &str,
        kind: &str,
        lane: &str,
        due: Option<i64>,
    ) -> i64 {
        let epoch: i64 = self.team.query_row("SELECT COUNT(*) FROM item", [], |row| row.get(0)).unwrap();
        let sql = "INSERT INTO item (ladder, store, market, subject, epoch, kind, lane, due_at, state, entity, numbers, \
                   evidence, opened_at, changed_at, seen_at) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'open', ?4, '{}', ?9, ?10, ?10, ?10)";
        let evidence = r#"{"sha256":"ab","file":"file.txt","row":2,"as_of":1}"#;
        let values = rusqlite::params![ladder, store, market, subject, epoch, kind, lane, due, evidence, NOW.0 - 600];
        self.team.execute(sql, values).unwrap();
        self.team.last_insert_rowid()
    }

    /// A page of a list.
    pub(in crate::store) fn page(&self, list: List, split: &'static str, text: &str) -> Page {
        self.window(&ListQuery { filter: Arc::new(filter(text)), ..query(list, split) })
    }

    /// A window of a list.
    pub(in crate::store) fn window(&self, query: &ListQuery) -> Page {
        self.window_of(query, &view())
    }

    /// A window of a list with other settings.
    pub(in crate::store) fn window_of(&self, query: &ListQuery, view: &Viewpoint) -> Page {
        match self.reader.answer(&Query::Page(query.clone()), view).unwrap() {
            Reply::Page(page) => {
                page.rows.iter().flat_map(|row| &row.cells).for_each(known);
                page
            }
            other => panic!("{other:?}"),
        }
    }

    /// The detail of a row.
    pub(in crate::store) fn detail(&self, list: List, id: &str) -> Option<Detail> {
        match self.reader.answer(&Query::Detail(list, id.to_owned()), &view()).unwrap() {
            Reply::Detail(detail) => {
                for section in detail.iter().flat_map(|detail| &detail.sections) {
                    assert!(LABELS.contains(&section.heading), "{}", section.heading);
                    for (label, cell) in &section.rows {
                        assert!(LABELS.contains(label) || word_of_the_domain(label), "{label}");
                        known(cell);
                    }
                }
                detail.map(|detail| *detail)
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Whether a stable word is one of the domain's own.
fn word_of_the_domain(word: &str) -> bool {
    let cadences = [Cadence::Weekly, Cadence::Monthly, Cadence::Quarterly, Cadence::Yearly];
    Kind::parse(word).is_some()
        || Format::parse(word).is_some()
        || Practice::parse(word).is_some()
        || FileState::parse(word).is_some()
        || cadences.iter().any(|cadence| cadence.word() == word)
}

/// Every stable word in a cell is in the list that the translations are checked against.
fn known(cell: &Cell) {
    if let Cell::Word(word) = cell {
        assert!(LABELS.contains(word) || word_of_the_domain(word), "{word}");
    }
}

/// The ids of a page's rows.
pub(in crate::store) fn ids(page: &Page) -> Vec<&str> {
    page.rows.iter().map(|row| row.id.as_str()).collect()
}

pub(in crate::store) fn query(list: List, view: &'static str) -> ListQuery {
    let filter = Arc::new(Filter::default());
    ListQuery { list, view, filter, sort: None, offset: 0, limit: 100, around: None, unfold: false }
}

pub(in crate::store) fn filter(text: &str) -> Filter {
    Filter::parse(text).unwrap()
}

/// wei (uid 7) looks at noon UTC from Los Angeles.
pub(in crate::store) fn view() -> Viewpoint {
    let me = Actor { uid: 7, name: "wei".to_owned() };
    Viewpoint {
        now: NOW,
        me,
        zone: chrono_tz::America::Los_Angeles,
        settings: Arc::new(settings()),
        boot: None,
        ahead: 0,
    }
}

/// The same, where a store has a threshold of its own.
pub(in crate::store) fn view_with(store: &str, key: impl AsRef<str>, value: i64) -> Viewpoint {
    let mut settings = settings();
    settings.set_for_store(key, store, value, "test").unwrap();
    Viewpoint { settings: Arc::new(settings), ..view() }
}

/// The thresholds that the lists name.
pub(in crate::store) fn settings() -> Settings {
    let rows = [
        ("messages.hard_hours", 24),
        ("ads.lookback_days", 60),
        ("ads.judge_lag_days", 7),
        ("ads.min_lag_hours", 72),
        ("stock.velocity_weight_d7_ppm", 250_000),
        ("stock.velocity_weight_d30_ppm", 400_000),
        ("stock.velocity_weight_d60_ppm", 200_000),
        ("stock.velocity_weight_d90_ppm", 150_000),
        ("stock.b_cover_days", 30),
        ("stock.lead_slow_sea_days", 60),
        ("stock.lead_fast_sea_days", 30),
        ("stock.lead_air_days", 14),
        ("stock.lead_express_days", 7),
        ("stock.receive_days", 10),
        ("practices.big_orders_per_week", 3),
        ("reports.all-orders.hours", 24),
        ("reports.unshipped.hours", 6),
        ("fx.eur_ppm", 1_150_000),
        ("fx.jpy_ppm", 6500),
    ];
    let mut text = "version = \"t\"\nreviewed_on = \"2026-11-22\"\n".to_owned();
    for (key, value) in rows {
        let row = format!("[[rule]]\nkey = \"{key}\"\nvalue = {value}\nunit = \"u\"\nmin = 0\nmax = 9000000\n");
        text.push_str(&row);
        text.push_str("valid_from = \"2000-01-01\"\nsource = \"test\"\nreviewed_on = \"2026-11-22\"\n");
    }
    Settings::parse(&text).unwrap()
}
