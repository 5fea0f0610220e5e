//! Deleting personal data whose date has come (D4, D12), down to the bytes of the files.

use std::time::Duration;

use rusqlite::{params, params_from_iter};

use super::super::open::{Facts, StoreError, wait_for_lock};
use super::table::marks;
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::personal::KEEP;

/// A table that holds personal data, each row with its purge date.
struct Holder {
    table: &'static str,
    /// All of a row that is text, as it lies in the file.
    text: &'static str,
    /// What of it is personal, a line each. Of JSON the values alone: the names of its members stand in every row.
    personal: &'static str,
}

/// The tables that hold personal data.
const TABLES: [Holder; 4] = [
    Holder {
        table: "order_person",
        text: "fields",
        personal: "(SELECT group_concat(value, char(10)) FROM json_each(fields))",
    },
    Holder {
        table: "message_person",
        text: "concat_ws(char(10), body, from_name, from_address, files)",
        personal: "concat_ws(char(10), body, from_name, from_address, \
            (SELECT group_concat(value ->> 'name', char(10)) FROM json_each(files)))",
    },
    Holder {
        table: "row_person",
        text: "fields",
        personal: "(SELECT group_concat(value, char(10)) FROM json_each(fields))",
    },
    Holder { table: "extra", text: "cells", personal: "(SELECT group_concat(value, char(10)) FROM json_each(cells))" },
];

/// Texts that are looked for in the bytes of the files afterwards.
const SAMPLES: usize = 64;
/// Shorter texts also stand where they are nobody's.
const SHORTEST: usize = 8;
/// Longer ones may lie on two pages.
const LONGEST: usize = 48;

impl Facts {
    /// Deletes the personal data whose date has come; gives the number of rows. The facts stay.
    pub fn purge(&mut self, now: Instant) -> Result<usize, StoreError> {
        // Most of the time there is nothing to do, and no lock is taken.
        if !self.is_due(now)? {
            return Ok(0);
        }
        let tx = self.begin_immediate()?;
        let mut gone = 0;
        for Holder { table, .. } in TABLES {
            gone += tx.execute(&format!("DELETE FROM {table} WHERE purge_after <= ?1"), [now.0])?;
        }
        tx.commit()?;
        Ok(gone)
    }

    fn is_due(&self, now: Instant) -> Result<bool, StoreError> {
        let due = TABLES.map(|Holder { table, .. }| format!("EXISTS (SELECT 1 FROM {table} WHERE purge_after <= ?1)"));
        Ok(self.0.query_row(&format!("SELECT {}", due.join(" OR ")), [now.0], |row| row.get(0))?)
    }

    /// Clears what was read in the cells of records and files that were refused: a line out of step has a name where a
    /// number should be, and what stands where a header should may be one more line. Gives the number of cells.
    pub fn purge_refusals(&mut self, now: Instant) -> Result<usize, StoreError> {
        let personal: Vec<&str> =
            Format::ALL.iter().map(|f| f.spec()).filter(|spec| !spec.person.is_empty()).map(|spec| spec.word).collect();
        let marks = marks(personal.len());
        let old = format!("received_at <= {} AND (format IS NULL OR format IN ({marks}))", now.0 - KEEP);
        let looks = [
            (format!("reject SET value = '' WHERE value <> '' AND import IN (SELECT seq FROM import WHERE {old})")),
            (format!(
                "import SET refusal = CASE json_type(refusal, '$.problem.header')
                     WHEN 'array' THEN json_set(refusal, '$.read', '', '$.problem.header', json('[]'))
                     ELSE json_set(refusal, '$.read', '') END
                 WHERE refusal IS NOT NULL AND {old}
                   AND (json_extract(refusal, '$.read') <> '' OR json_array_length(refusal, '$.problem.header') > 0)"
            )),
        ];
        let tx = self.begin_immediate()?;
        let mut gone = 0;
        for look in looks {
            gone += tx.execute(&format!("UPDATE {look}"), params_from_iter(&personal))?;
        }
        tx.commit()?;
        Ok(gone)
    }

    /// Texts out of the rows that are due, as they lie in the file: what must be found nowhere when they are deleted.
    pub fn samples(&self, now: Instant) -> Result<Vec<String>, StoreError> {
        let mut samples: Vec<String> = Vec::new();
        if !self.is_due(now)? {
            return Ok(samples);
        }
        for Holder { table, personal, .. } in TABLES {
            // Every so many rows one, over the whole table.
            let count: i64 =
                self.0.query_row(&format!("SELECT count(*) FROM {table} WHERE purge_after <= ?1"), [now.0], |row| {
                    row.get(0)
                })?;
            let each = (count / (SAMPLES as i64 / 2)).max(1);
            let sql = format!(
                "SELECT text FROM (SELECT {personal} AS text, row_number() OVER (ORDER BY purge_after) AS at FROM {table}
                 WHERE purge_after <= ?1) WHERE at % ?2 = 0 LIMIT ?3"
            );
            let mut select = self.0.prepare(&sql)?;
            let mut rows = select.query(params![now.0, each, SAMPLES as i64 / 2])?;
            while let Some(row) = rows.next()? {
                samples.extend(row.get::<_, Option<String>>(0)?.as_deref().and_then(longest));
            }
        }
        samples.sort();
        samples.dedup();
        samples.truncate(SAMPLES);
        Ok(samples)
    }

    /// Those of `samples` that no row of personal data holds any more: another order of the same buyer may not be due.
    pub fn gone(&self, samples: &[String]) -> Result<Vec<String>, StoreError> {
        let mut gone = samples.to_vec();
        for Holder { table, text, .. } in TABLES {
            // Each table is read once, whatever the number of texts.
            let mut select = self.0.prepare(&format!("SELECT {text} FROM {table}"))?;
            let mut rows = select.query([])?;
            while !gone.is_empty()
                && let Some(row) = rows.next()?
            {
                let lives = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
                gone.retain(|sample| !lives.contains(sample));
            }
        }
        Ok(gone)
    }

    /// Writes everything from the log into the file and cuts the log off; `false` while somebody reads what is in it.
    pub fn checkpoint(&mut self) -> Result<bool, StoreError> {
        self.0.busy_timeout(Duration::from_secs(1))?;
        let mut done = false;
        for _try in 0..3 {
            done = self.0.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))? == 0;
            if done {
                break;
            }
        }
        self.0.busy_handler(Some(wait_for_lock))?;
        Ok(done)
    }

    /// Writes the whole file anew, without what was deleted.
    pub fn vacuum(&self) -> Result<(), StoreError> {
        Ok(self.0.execute_batch("VACUUM")?)
    }
}

/// The longest piece of a text between what JSON writes otherwise (quotes, control characters), at most [`LONGEST`] bytes;
/// `None` when all are short.
fn longest(text: &str) -> Option<String> {
    let pieces = text
        .split(|c: char| c == '"' || c == '\\' || c.is_control())
        .map(str::trim)
        .filter(|piece| piece.len() >= SHORTEST);
    let piece = pieces.max_by_key(|piece| piece.len())?;
    let mut end = piece.len().min(LONGEST);
    while !piece.is_char_boundary(end) {
        end -= 1;
    }
    Some(piece[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::{Problem, Reject};
    use crate::store::open::Folder;

    #[test]
    fn a_refusal_keeps_no_cell_of_its_file_and_is_still_read() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::create(&temp.path().join("deck")).unwrap();
        let mut facts = Facts::open(&folder).unwrap();
        let header = vec!["Ann Smith".to_owned(), "12 High Street".to_owned()];
        let unknown = |header| Problem::UnknownHeader { header, nearest: None, missing: vec!["sku".to_owned()] };
        let refusal = |read: &str, problem| Reject { line: 1, column: String::new(), read: read.to_owned(), problem };
        let count = Problem::CellCount { header: 3, line: 2 };
        let before = [refusal("", unknown(header)), refusal("Ann Smith", count.clone()), refusal("", Problem::Empty)];
        for reject in &before {
            let insert =
                "INSERT INTO import (store, name, sha256, bytes, modified_at, received_at, finished_at, as_of, state,
                refusal, parser_version, seconds) VALUES ('s', 'n', '', 1, 0, 0, 0, 0, 'refused', ?1, 1, 0.0)";
            facts.0.execute(insert, [serde_json::to_string(reject).unwrap()]).unwrap();
        }
        assert_eq!(facts.purge_refusals(Instant(KEEP - 1)).unwrap(), 0);
        assert_eq!(facts.purge_refusals(Instant(KEEP)).unwrap(), 2);
        let mut select = facts.0.prepare("SELECT refusal FROM import ORDER BY seq").unwrap();
        let text = select.query_map([], |row| row.get::<_, String>(0)).unwrap();
        let after: Vec<Reject> = text.map(|text| serde_json::from_str(&text.unwrap()).unwrap()).collect();
        assert_eq!(after, [refusal("", unknown(Vec::new())), refusal("", count), refusal("", Problem::Empty)]);
        drop(select);
        assert_eq!(facts.purge_refusals(Instant(KEEP)).unwrap(), 0);
    }

    #[test]
    fn a_sample_is_the_longest_piece_that_lies_in_one_place() {
        let wide = "ü".repeat(40);
        for (text, sample) in [
            ("Leeds\nAnn B. Cee\n12345", Some("Ann B. Cee")),
            ("say \"hello\" to all of them", Some("to all of them")),
            ("12 High Street\tflat 3\u{b}second floor", Some("12 High Street")),
            ("hi\nwhere is my parcel?\r\n", Some("where is my parcel?")),
            ("Leeds", None),
            (&wide, Some(&wide[..48])),
        ] {
            assert_eq!(longest(text).as_deref(), sample.map(str::trim), "{text}");
        }
    }
}
