//! The ledger: one row per file that was read, its rejects, and what the worker asks of it.

use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde::Serialize;

use super::super::open::{Facts, StoreError};
use super::{FileInfo, Seen, snapshot};
use crate::domain::batch::Stop;
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::{FileState, ImportReport, Question, Reject};
use crate::domain::market::Market;

/// A ledger row as the worker needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The archive's sequence number.
    pub seq: i64,
    /// The store.
    pub store: String,
    /// SHA-256 of the file as it came.
    pub sha256: String,
    /// What became of it.
    pub state: FileState,
    /// The format, when it was known.
    pub format: Option<Format>,
}

/// Writes a ledger row for what was applied, over the one of an earlier try (a waiting file that was answered).
pub(super) fn note(
    db: &Connection,
    file: &FileInfo<'_>,
    seen: &Seen,
    state: FileState,
    stop: Option<&Stop>,
) -> Result<ImportReport, StoreError> {
    let (finished, seconds) = (file.ended)();
    let context = file.context;
    let question = stop.and_then(|s| if let Stop::Ask(question) = s { Some(question) } else { None });
    let refusal = stop.and_then(|s| if let Stop::Refuse(reject) = s { Some(reject) } else { None });
    let head = seen.head.as_ref();
    let counts = if stop.is_none() { seen.counts } else { super::Counts::default() };
    let columns = head.map(|h| &h.columns);
    let controls = if stop.is_none() { seen.end.controls.as_slice() } else { &[] };
    db.execute("DELETE FROM reject WHERE import = ?1", [file.seq])?;
    db.execute(
        "INSERT OR REPLACE INTO import (seq, store, market, format, name, sha256, bytes, modified_at, received_at,
         finished_at, as_of, encoding, columns, unknown, rows, inserted, updated, unchanged, rejected, state, question,
         refusal, parser_version, seconds, controls)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
         ?23, ?24, ?25)",
        params![
            file.seq,
            context.store,
            context.market.map(Market::code),
            head.map(|h| h.format.word()),
            context.name,
            file.sha256,
            file.bytes as i64,
            context.modified.0,
            context.received.0,
            finished.0,
            seen.end.as_of.unwrap_or(context.modified).0,
            head.map_or("", |h| &h.encoding),
            columns.map_or(0, |c| c.fields.len() + c.extra.len()) as i64,
            json(&columns.map(|c| c.unknown.clone()).unwrap_or_default()),
            counts.sum() as i64,
            counts.inserted as i64,
            counts.updated as i64,
            counts.unchanged as i64,
            counts.rejected as i64,
            state.word(),
            question.map(json),
            refusal.map(json),
            file.parser_version,
            seconds,
            json(controls)
        ],
    )?;
    if stop.is_none()
        && let Some(due) = &seen.due
    {
        let due = due.first().map_or(i64::MAX, |due| due.0);
        db.execute("UPDATE import SET due_from = ?2 WHERE seq = ?1", params![file.seq, due])?;
    }
    if stop.is_none() {
        note_rejects(db, file.seq, &seen.rejects)?;
    }
    Ok(ImportReport {
        file: context.name.clone(),
        format: head.map(|h| h.format),
        store: context.store.clone(),
        rows: counts.sum(),
        inserted: counts.inserted,
        updated: counts.updated,
        unchanged: counts.unchanged,
        rejected: counts.rejected,
        state,
        seconds,
        import: Some(file.seq),
        question: question.cloned(),
        refusal: refusal.cloned(),
        controls: controls.to_vec(),
    })
}

/// Writes the ledger row of a file of which nothing was applied.
pub(super) fn note_stop(
    db: &Connection,
    file: &FileInfo<'_>,
    seen: &Seen,
    stop: &Stop,
) -> Result<ImportReport, StoreError> {
    let state = match stop {
        Stop::Ask(_) => FileState::Waiting,
        Stop::Refuse(_) => FileState::Refused,
    };
    note(db, file, seen, state, Some(stop))
}

fn note_rejects(db: &Connection, seq: i64, rejects: &[Reject]) -> Result<(), StoreError> {
    let mut insert = db.prepare("INSERT INTO reject VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for reject in rejects {
        insert.execute(params![seq, reject.line, reject.column, reject.read, json(&reject.problem)])?;
    }
    Ok(())
}

/// JSON of a plain value; these types always have one.
fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: row.get(0)?,
        store: row.get(1)?,
        sha256: row.get(2)?,
        state: FileState::parse(row.get_ref(3)?.as_str().unwrap_or_default()).unwrap_or(FileState::Refused),
        format: row.get_ref(4)?.as_str_or_null()?.and_then(Format::parse),
    })
}

/// The columns of [`entry`].
const ENTRY: &str = "seq, store, sha256, state, format";

impl Facts {
    /// The ledger row of a file's content in a store, duplicates aside.
    pub fn entry_of(&self, store: &str, sha256: &str) -> Result<Option<Entry>, StoreError> {
        let sql = format!(
            "SELECT {ENTRY} FROM import WHERE store = ?1 AND sha256 = ?2 AND state NOT IN ('duplicate', 'undone') ORDER BY seq LIMIT 1"
        );
        Ok(self.0.prepare_cached(&sql)?.query_row([store, sha256], entry).optional()?)
    }

    /// The first ledger row of a file's content in any of these stores, duplicates aside.
    pub fn first_entry_of(&self, stores: &[String], sha256: &str) -> Result<Option<Entry>, StoreError> {
        let mut first: Option<Entry> = None;
        for store in stores {
            let entry = self.entry_of(store, sha256)?;
            first = first.into_iter().chain(entry).min_by_key(|entry| entry.seq);
        }
        Ok(first)
    }

    /// The stores of the ledger's files, whatever became of them.
    pub fn ledger_stores(&self) -> Result<Vec<String>, StoreError> {
        let mut select = self.0.prepare_cached("SELECT DISTINCT store FROM import ORDER BY store")?;
        let stores = select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(stores)
    }

    /// Mail files of that name that were applied: number and hash, the newest first.
    pub fn mailboxes(&self, store: &str, name: &str) -> Result<Vec<(i64, String)>, StoreError> {
        let sql = "SELECT seq, sha256 FROM import WHERE store = ?1 AND name = ?2 AND format = 'mail'
                   AND state IN ('applied', 'partly') ORDER BY seq DESC LIMIT 8";
        let mut select = self.0.prepare_cached(sql)?;
        let files = select.query_map([store, name], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(files)
    }

    /// The store of most mails; `None` when there is no mail.
    pub fn store_of_mail(&self) -> Result<Option<String>, StoreError> {
        let sql = "SELECT store FROM message GROUP BY store ORDER BY count(*) DESC, store LIMIT 1";
        Ok(self.0.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?)
    }

    /// Whether a file of so many bytes was read for the store, or for any.
    pub fn has_size(&self, store: Option<&str>, bytes: u64) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM import WHERE (?1 IS NULL OR store = ?1) AND bytes = ?2)";
        Ok(self.0.prepare_cached(sql)?.query_row(params![store, bytes as i64], |row| row.get(0))?)
    }

    /// The ledger row of a number.
    pub fn entry(&self, seq: i64) -> Result<Option<Entry>, StoreError> {
        let sql = format!("SELECT {ENTRY} FROM import WHERE seq = ?1");
        Ok(self.0.prepare_cached(&sql)?.query_row([seq], entry).optional()?)
    }

    /// The files of a store that wait for an answer, oldest first.
    pub fn waiting(&self, store: &str) -> Result<Vec<Entry>, StoreError> {
        let sql = format!("SELECT {ENTRY} FROM import WHERE store = ?1 AND state = 'waiting' ORDER BY seq");
        let mut statement = self.0.prepare_cached(&sql)?;
        let waiting = statement.query_map([store], entry)?.collect::<Result<_, _>>()?;
        Ok(waiting)
    }

    /// The question of a waiting file.
    pub fn question(&self, seq: i64) -> Result<Option<Question>, StoreError> {
        let sql = "SELECT question FROM import WHERE seq = ?1 AND state = 'waiting'";
        let text: Option<Option<String>> = self.0.query_row(sql, [seq], |row| row.get(0)).optional()?;
        Ok(text.flatten().and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// The number of a file of that name that could not be opened, for this very reason.
    pub fn refused_unread(&self, store: &str, name: &str, reject: &Reject) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT max(seq) FROM import WHERE store = ?1 AND name = ?2 AND sha256 = '' AND refusal = ?3";
        Ok(self.0.prepare_cached(sql)?.query_row([store, name, &json(reject)], |row| row.get(0))?)
    }

    /// Shorter files of that name that were applied since a moment: number, hash and size, the newest first.
    pub fn parts(
        &self,
        store: &str,
        name: &str,
        bytes: u64,
        since: Instant,
    ) -> Result<Vec<(i64, String, u64)>, StoreError> {
        let sql = "SELECT seq, sha256, bytes FROM import WHERE store = ?1 AND name = ?2 AND bytes < ?3 AND bytes > 0
                   AND received_at >= ?4 AND state IN ('applied', 'partly', 'waiting') ORDER BY seq DESC LIMIT 5";
        let mut select = self.0.prepare_cached(sql)?;
        let part = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)? as u64));
        Ok(select.query_map(params![store, name, bytes as i64, since.0], part)?.collect::<Result<_, _>>()?)
    }

    /// The report of a file that was refused, from its ledger row, and the version of the parser that read it.
    pub fn refused(&self, seq: i64) -> Result<Option<(ImportReport, i64)>, StoreError> {
        let sql =
            "SELECT name, format, store, refusal, parser_version FROM import WHERE seq = ?1 AND state = 'refused'";
        let report = |row: &Row<'_>| {
            let text = |at: usize| row.get::<_, Option<String>>(at);
            let report = ImportReport {
                file: row.get(0)?,
                format: text(1)?.as_deref().and_then(Format::parse),
                store: row.get(2)?,
                rows: 0,
                inserted: 0,
                updated: 0,
                unchanged: 0,
                rejected: 0,
                state: FileState::Refused,
                seconds: 0.0,
                import: Some(seq),
                question: None,
                refusal: text(3)?.and_then(|refusal| serde_json::from_str(&refusal).ok()),
                controls: vec![],
            };
            Ok((report, row.get(4)?))
        };
        Ok(self.0.prepare_cached(sql)?.query_row([seq], report).optional()?)
    }

    /// When the first personal data of an archived file is due, as this version of the parser read it: the largest moment
    /// when there is none, `None` when it is not known.
    pub fn due_from(&self, seq: i64, parser_version: u32) -> Result<Option<Instant>, StoreError> {
        let sql = "SELECT due_from FROM import WHERE seq = ?1 AND parser_version = ?2";
        let due: Option<Option<i64>> =
            self.0.prepare_cached(sql)?.query_row(params![seq, parser_version], |row| row.get(0)).optional()?;
        Ok(due.flatten().map(Instant))
    }

    /// The highest number in the ledger, 0 when it is empty.
    pub fn newest_import(&self) -> Result<i64, StoreError> {
        Ok(self.0.query_row("SELECT coalesce(max(seq), 0) FROM import", [], |row| row.get(0))?)
    }

    /// When the newest file of each format was applied.
    pub fn newest_by_format(&self) -> Result<Vec<(Format, Instant)>, StoreError> {
        let mut select = self.0.prepare(
            "SELECT format, max(finished_at) FROM import WHERE state IN ('applied', 'partly') AND format IS NOT NULL
             GROUP BY format",
        )?;
        let mut rows = select.query([])?;
        let mut newest = Vec::new();
        while let Some(row) = rows.next()? {
            if let Some(format) = Format::parse(row.get_ref(0)?.as_str().unwrap_or_default()) {
                newest.push((format, Instant(row.get(1)?)));
            }
        }
        Ok(newest)
    }

    /// Notes a file of which nothing was read: refused before the parser saw it.
    pub fn note_refused(&mut self, file: &FileInfo<'_>, reject: Reject) -> Result<ImportReport, StoreError> {
        self.note_stop(file, &Seen::default(), &Stop::Refuse(reject))
    }

    /// The stores that there is data of, sorted.
    pub fn stores(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT store FROM import WHERE state IN ('applied', 'partly') ORDER BY store";
        let mut statement = self.0.prepare_cached(sql)?;
        let stores = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(stores)
    }

    /// Notes that the content of `known` came again, once per content however often it comes.
    pub fn note_duplicate(&mut self, file: &FileInfo<'_>, known: &Entry) -> Result<ImportReport, StoreError> {
        let tx = self.begin_immediate()?;
        let before: Option<i64> =
            tx.query_row("SELECT seq FROM import WHERE duplicate_of = ?1", [known.seq], |row| row.get(0)).optional()?;
        let file = FileInfo { seq: before.unwrap_or(file.seq), ..*file };
        let mut report = note(&tx, &file, &Seen::default(), FileState::Duplicate, None)?;
        tx.execute(
            "UPDATE import SET duplicate_of = ?2, format = ?3 WHERE seq = ?1",
            params![file.seq, known.seq, known.format.map(Format::word)],
        )?;
        tx.commit()?;
        report.format = known.format;
        Ok(report)
    }

    /// Closes a scope for which Amazon gives no file because it is empty (H8): everything of the format that is open in
    /// the store and marketplace and was last seen before the file's as-of (its time of modification). Older than the
    /// newest snapshot: nothing changes. Without a marketplace every one is meant from which such a report came, or, when none
    /// did yet, every one of the store.
    pub fn nothing(&mut self, file: &FileInfo<'_>, format: Format) -> Result<ImportReport, StoreError> {
        let as_of = file.context.modified.0;
        let tx = self.begin_immediate()?;
        let mut seen = Seen::default();
        seen.end.as_of = Some(file.context.modified);
        let markets: Vec<Market> = match file.context.market {
            Some(market) => vec![market],
            None => markets(&tx, &file.context.store, format)?,
        };
        for market in markets {
            let newest: Option<i64> = tx.query_row(
                "SELECT max(as_of) FROM snapshot WHERE format = ?1 AND store = ?2 AND market = ?3",
                params![format.word(), file.context.store, market.code()],
                |row| row.get(0),
            )?;
            if newest.is_none_or(|newest| newest < as_of) {
                snapshot::note(&tx, format, &file.context.store, market, as_of, 0, file.seq)?;
                if format == Format::Unshipped {
                    snapshot::close_missing(&tx, &file.context.store, market, as_of, as_of, file.seq)?;
                }
            }
        }
        let mut report = note(&tx, file, &seen, FileState::Applied, None)?;
        tx.execute("UPDATE import SET format = ?2 WHERE seq = ?1", params![file.seq, format.word()])?;
        tx.commit()?;
        report.format = Some(format);
        Ok(report)
    }
}

/// The marketplaces of a store from which a report of the format came; of any format when none did.
fn markets(db: &Connection, store: &str, format: Format) -> Result<Vec<Market>, StoreError> {
    let read = |sql: &str, binds: &[&str]| -> Result<Vec<Market>, StoreError> {
        let mut select = db.prepare(sql)?;
        let codes = select.query_map(params_from_iter(binds), |row| row.get::<_, String>(0))?;
        Ok(codes.collect::<Result<Vec<_>, _>>()?.iter().filter_map(|code| Market::parse(code)).collect())
    };
    let table = format.spec().table;
    let came = format!(
        "SELECT DISTINCT market FROM {table} WHERE store = ?1
         UNION SELECT market FROM snapshot WHERE store = ?1 AND format = ?2"
    );
    let came = read(&came, &[store, format.word()])?;
    if came.is_empty() { read("SELECT market FROM store_market WHERE store = ?1", &[store]) } else { Ok(came) }
}
