//! To which thread a message belongs. Decided once, when the message comes: the answered message, else the case, else the
//! order, else the buyer's relay address within 30 days, else a thread of its own.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::open::StoreError;
use super::table::{Table, value};
use crate::domain::day::DAY;
use crate::domain::format::Row;

/// How long a relay address alone joins messages.
const RELAY: i64 = 30 * DAY;

/// The thread of a message, named by the id of the message that began it.
pub(super) fn thread(db: &Connection, store: &str, table: &Table, row: &Row) -> Result<String, StoreError> {
    let text = |column: &str| table.cell(column).and_then(|cell| value(row, cell).text());
    let sent = table.cell("sent_at").and_then(|cell| value(row, cell).int()).unwrap_or_default();
    let own = text("message_id").unwrap_or_default();
    // The index is named: without statistics SQLite takes the primary key for each, and walks all mails of the store.
    let by = |index: &str, condition: &str, wanted: &str| {
        let sql = format!(
            "SELECT thread FROM message {index} WHERE store = ?1 AND {condition} ORDER BY abs(sent_at - ?3), message_id LIMIT 1"
        );
        db.prepare_cached(&sql)?.query_row(params![store, wanted, sent], |r| r.get::<_, String>(0)).optional()
    };
    if let Some(answered) = text("in_reply_to")
        && let Some(found) = by("", "message_id = ?2 AND ?3 IS NOT NULL", answered)?
    {
        return Ok(found);
    }
    // The answered mail may be unknown, or no mail of ours: the nearest one before it that is known.
    for reference in text("refs").unwrap_or_default().rsplit(' ').filter(|id| !id.is_empty()) {
        if let Some(found) = by("", "message_id = ?2 AND ?3 IS NOT NULL", reference)? {
            return Ok(found);
        }
    }
    // The answer may have come before the message that it answers.
    if let Some(found) = by("INDEXED BY message_reply", "in_reply_to = ?2", own)? {
        return Ok(found);
    }
    // Amazon's notices name orders too, but they are nobody's conversation; its copy of our answer is part of one, and
    // names no message that it answers.
    // A mail that names another order is about something else, though it comes from the same buyer.
    let same = if text("order_id").is_some() { " AND order_id IS NULL" } else { "" };
    let talk = "(direction <> 'notice' AND class <> 'to-amazon' OR class = 'confirmation')";
    // A mail of ours to Amazon answers a notice, and joins no buyer's thread by the order that it names.
    let to_amazon = text("class") == Some("to-amazon");
    if !to_amazon && (text("direction") != Some("notice") || text("class") == Some("confirmation")) {
        let relay = format!("relay = ?2 AND {talk} AND abs(sent_at - ?3) <= {RELAY}{same}");
        for (column, index, condition) in [
            ("case_id", "INDEXED BY message_case", format!("case_id = ?2 AND {talk}")),
            ("order_id", "INDEXED BY message_order", format!("order_id = ?2 AND {talk}")),
            ("relay", "INDEXED BY message_relay", relay),
        ] {
            if let Some(wanted) = text(column)
                && let Some(found) = by(index, &condition, wanted)?
            {
                return Ok(found);
            }
        }
    }
    Ok(own.to_owned())
}
