//! What makes a file one of our databases: application id, version, the steps of the schema, and the schema's own text.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::error::StoreError;

/// What is fixed about a database.
pub(super) struct Kind {
    /// The value of `application_id`.
    application: i64,
    /// The steps of the schema, never edited once released; `user_version` counts them.
    pub(super) migrations: &'static [&'static str],
    /// `synchronous`: imports can be repeated, decisions cannot.
    pub(super) synchronous: &'static str,
    /// The schema's text after all steps, made once.
    schema: &'static OnceLock<String>,
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
    ],
    synchronous: "NORMAL",
    schema: {
        static SCHEMA: OnceLock<String> = OnceLock::new();
        &SCHEMA
    },
};

pub(super) static TEAM: Kind = Kind {
    application: 0x4444_7465, // "DDte"
    migrations: &[
        include_str!("../../assets/schema/team/0001_init.sql"),
        include_str!("../../assets/schema/team/0002_answers.sql"),
    ],
    synchronous: "FULL",
    schema: {
        static SCHEMA: OnceLock<String> = OnceLock::new();
        &SCHEMA
    },
};

impl Kind {
    /// The newest version of the schema that this program knows.
    pub(super) fn known(&self) -> i64 {
        self.migrations.len() as i64
    }

    /// The text that `sqlite_schema` must have after all steps.
    fn schema(&self) -> Result<&str, StoreError> {
        if let Some(text) = self.schema.get() {
            return Ok(text);
        }
        let db = Connection::open_in_memory()?;
        for step in self.migrations {
            db.execute_batch(step)?;
        }
        let text = schema_text(&db, "main")?;
        Ok(self.schema.get_or_init(|| text))
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
    if schema_text(db, schema)? == kind.schema()? {
        return Ok(());
    }
    let what =
        "its schema was changed from outside; restore a backup, or rebuild it with `daydeck db rebuild`".to_owned();
    Err(StoreError::Foreign { file: path.to_owned(), what })
}

/// The schema's text; statistics tables of `ANALYZE` do not count.
fn schema_text(db: &Connection, schema: &str) -> Result<String, StoreError> {
    let mut select = db.prepare(&format!(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM {schema}.sqlite_schema
         WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
    ))?;
    let mut rows = select.query([])?;
    let mut text = String::new();
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            text.push_str(row.get_ref(column)?.as_str().unwrap_or("?"));
            text.push('\n');
        }
    }
    Ok(text)
}

pub(super) fn begin<'a>(db: &'a mut Connection, kind: &Kind) -> Result<Transaction<'a>, StoreError> {
    let path = PathBuf::from(db.path().unwrap_or_default());
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    version(&tx, "main", &path, kind)?;
    Ok(tx)
}
