//! What makes a file one of our databases: application id, version, the steps of the schema, and the schema's own text.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::error::StoreError;
use crate::domain::import::hex;

/// What is fixed about a database.
pub(super) struct Kind {
    /// The value of `application_id`.
    application: i64,
    /// The steps of the schema, never edited once released; `user_version` counts them.
    pub(super) migrations: &'static [&'static str],
    /// `synchronous`: imports can be repeated, decisions cannot.
    pub(super) synchronous: &'static str,
    /// The SHA-256 of the schema's text after all steps: to go through them at each start would take a third of it.
    schema: &'static str,
}

pub(super) static FACTS: Kind = Kind {
    application: 0x4444_6661, // "DDfa"
    migrations: &[
        include_str!("../../assets/schema/facts/0001_init.sql"),
        include_str!("../../assets/schema/facts/0002_sequential.sql"),
        include_str!("../../assets/schema/facts/0003_any_format.sql"),
        include_str!("../../assets/schema/facts/0004_stock.sql"),
        include_str!("../../assets/schema/facts/0005_money.sql"),
        include_str!("../../assets/schema/facts/0006_sales.sql"),
        include_str!("../../assets/schema/facts/0007_orders.sql"),
        include_str!("../../assets/schema/facts/0008_ads.sql"),
        include_str!("../../assets/schema/facts/0009_rivals.sql"),
        include_str!("../../assets/schema/facts/0010_mail.sql"),
        include_str!("../../assets/schema/facts/0011_whole_account.sql"),
        include_str!("../../assets/schema/facts/0012_due.sql"),
        include_str!("../../assets/schema/facts/0013_keys.sql"),
        include_str!("../../assets/schema/facts/0014_planning.sql"),
    ],
    synchronous: "NORMAL",
    schema: "30b450ed5ef1fe5d83123806f0317556fd0a0c27bbba010e50028a335251e128",
};

pub(super) static TEAM: Kind = Kind {
    application: 0x4444_7465, // "DDte"
    migrations: &[
        include_str!("../../assets/schema/team/0001_init.sql"),
        include_str!("../../assets/schema/team/0002_answers.sql"),
        include_str!("../../assets/schema/team/0003_team.sql"),
        include_str!("../../assets/schema/team/0004_queue.sql"),
        include_str!("../../assets/schema/team/0005_stamp.sql"),
    ],
    synchronous: "FULL",
    schema: "594c48a32a5c2a281986657216ba8c05d4f1d5fcef02dbf9c257eb5e857b05e5",
};

impl Kind {
    /// The newest version of the schema that this program knows.
    pub(super) fn known(&self) -> i64 {
        self.migrations.len() as i64
    }
}

/// The schema's version, after the check that the file is ours: the right `application_id`, or an empty new file.
pub(super) fn version(db: &Connection, schema: &str, path: &Path, kind: &Kind) -> Result<i64, StoreError> {
    let foreign = |what: &str| StoreError::Foreign { file: path.to_owned(), what: what.to_owned() };
    let number = |sql: &str| {
        db.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => foreign("it is not a database"),
            Some(ErrorCode::DatabaseCorrupt) => foreign("it is damaged; see `daydeck db check`"),
            _ => error.into(),
        })
    };
    let mut application = number(&format!("PRAGMA {schema}.application_id"))?;
    if application == 0 {
        if number(&format!("SELECT count(*) FROM {schema}.sqlite_schema"))? == 0 {
            return Ok(0);
        }
        // Another process may have made it between the two looks: what it is now decides.
        application = number(&format!("PRAGMA {schema}.application_id"))?;
    }
    if application != kind.application {
        return Err(foreign("it is a database of another program"));
    }
    let found = number(&format!("PRAGMA {schema}.user_version"))?;
    if found > kind.known() {
        return Err(StoreError::Newer { file: path.to_owned(), found, known: kind.known() });
    }
    Ok(found)
}

pub(super) fn migrate(db: &mut Connection, path: &Path, kind: &Kind) -> Result<(), StoreError> {
    if version(db, "main", path, kind)? == kind.known() {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again under the lock: another process may have been faster.
    let found = version(&tx, "main", path, kind)?;
    for step in &kind.migrations[found as usize..] {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", kind.application)?;
    tx.pragma_update(None, "user_version", kind.known())?;
    tx.commit()?;
    Ok(())
}

/// Refuses planted triggers, views and indexes: the schema's text must be the program's own.
pub(super) fn check_schema(db: &Connection, schema: &str, path: &Path, kind: &Kind) -> Result<(), StoreError> {
    if fingerprint(db, schema)? == kind.schema {
        return Ok(());
    }
    let what =
        "its schema was changed from outside; restore a backup, or rebuild it with `daydeck db rebuild`".to_owned();
    Err(StoreError::Foreign { file: path.to_owned(), what })
}

/// The SHA-256 of the schema's text; statistics tables of `ANALYZE` do not count.
fn fingerprint(db: &Connection, schema: &str) -> Result<String, StoreError> {
    let mut select = db.prepare(&format!(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM {schema}.sqlite_schema
         WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
    ))?;
    let mut rows = select.query([])?;
    let mut text = Sha256::new();
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            text.update(row.get_ref(column)?.as_str().unwrap_or("?"));
            text.update("\n");
        }
    }
    Ok(hex(&text.finalize()))
}

pub(super) fn begin<'a>(db: &'a mut Connection, kind: &Kind) -> Result<Transaction<'a>, StoreError> {
    let path = PathBuf::from(db.path().unwrap_or_default());
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    version(&tx, "main", &path, kind)?;
    Ok(tx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_that_of_the_schema_after_all_steps() {
        for kind in [&FACTS, &TEAM] {
            let db = Connection::open_in_memory().unwrap();
            kind.migrations.iter().for_each(|step| db.execute_batch(step).unwrap());
            // A new step gives a new one: write it into the table above.
            assert_eq!(kind.schema, fingerprint(&db, "main").unwrap());
        }
    }

    /// The steps of `facts.db` before one that holds these words, and that one.
    fn before(words: &str) -> (Connection, &'static str) {
        let at = FACTS.migrations.iter().position(|step| step.contains(words)).unwrap();
        let db = Connection::open_in_memory().unwrap();
        FACTS.migrations[..at].iter().for_each(|step| db.execute_batch(step).unwrap());
        (db, FACTS.migrations[at])
    }

    fn texts(db: &Connection, sql: &str) -> Vec<String> {
        let mut select = db.prepare(sql).unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn disputes_and_campaigns_keep_their_rows_and_notes_under_their_new_keys() {
        let (db, step) = before("claim_key TEXT NOT NULL");
        let dispute = |order: &str, claim: &str, note: &str| {
            let row =
                "INSERT INTO dispute (store, market, kind, order_id, claim_id, as_of, import, line, shape, row_hash)
                VALUES ('s', 'US', 'atoz', ?1, ?2, 0, 1, 1, 0, 0)";
            db.execute(row, [order, claim]).unwrap();
            let id = ["US", "atoz", order, claim].join("\u{1f}");
            let person = "INSERT INTO row_person (format, store, id, fields, import, purge_after) VALUES ('disputes', 's', ?1, ?2, 1, 9)";
            db.execute(person, [id.as_str(), note]).unwrap();
        };
        dispute("o-1", "", "{\"n\":1}");
        dispute("o-1", "C-1", "{\"n\":2}");
        dispute("o-1", "C-2", "{\"n\":3}");
        dispute("", "C-9", "{\"n\":4}");
        db.execute_batch(
            "INSERT INTO ads_campaign_table (store, market, start_day, end_day, campaign, campaign_type, budget, as_of, import,
                line, shape, row_hash)
             VALUES ('s', 'US', 'a', 'b', 'Mats', 'SP', 5, 0, 1, 1, 0, 0), ('s', 'US', 'a', 'b', 'Rugs', NULL, 6, 0, 1, 1, 0, 0)",
        )
        .unwrap();
        db.execute_batch(step).unwrap();
        let disputes = "SELECT claim_key || ' ' || occurrence || ' ' || claim_id FROM dispute ORDER BY 1";
        assert_eq!(texts(&db, disputes), ["C-9 1 C-9", "o-1 1 C-1", "o-1 2 C-2"]);
        let notes = "SELECT replace(id, char(31), ' ') || ' ' || fields FROM row_person ORDER BY 1";
        let wanted =
            ["US atoz C-9 1 {\"n\":4}", "US atoz o-1  {\"n\":1}", "US atoz o-1 1 {\"n\":2}", "US atoz o-1 2 {\"n\":3}"];
        // The note of the one that goes stays until its purge: its row's key is no other's.
        assert_eq!(texts(&db, notes), wanted);
        let campaigns = "SELECT campaign || ' ' || campaign_type || ' ' || budget FROM ads_campaign_table ORDER BY 1";
        assert_eq!(texts(&db, campaigns), ["Mats SP 5", "Rugs  6"]);
    }
}
