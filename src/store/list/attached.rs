//! What is attached to mails: where each file lies, so that one can be taken out of its archived mail.

use serde::Deserialize;

use super::sql::{Binds, Take, rows};
use super::{LIMIT, limited};
use crate::domain::day::Instant;
use crate::domain::list::ReadError;
use crate::domain::work::parse_id;
use crate::store::open::Reader;

/// So many mails are looked at, the newest ones.
const MAILS: i64 = 200;

/// An attachment as it is listed with its mail.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Attached {
    /// Its name (outside text, never a path).
    pub name: String,
    /// Its type, as the mail says (outside text).
    #[serde(rename = "type")]
    pub kind: String,
    /// Its size.
    pub bytes: u64,
    /// It runs when it is opened.
    pub blocked: bool,
}

/// An attachment, and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailFile {
    /// The mail's Message-ID (outside text).
    pub message_id: String,
    /// When the mail was sent.
    pub sent_at: Instant,
    /// SHA-256 of the archived file in which the mail lies, in hex.
    pub sha256: String,
    /// The number of the mail in that file, from 1.
    pub letter: u32,
    /// The number of the attachment in the mail, from 1.
    pub number: usize,
    /// What it is.
    pub file: Attached,
}

impl Reader {
    /// The attachments of the mails that `which` names, the newest mail first: a Message-ID, an order id, or the id of a
    /// work item about mails such as `w17`. Those of mails whose words are deleted are not known any more.
    pub fn attachments(&self, which: &str) -> Result<Vec<MailFile>, ReadError> {
        let mut binds = Binds::default();
        let (id, item) = (binds.put(which.to_owned()), binds.put(parse_id(which)));
        let sql = format!(
            "SELECT m.message_id, m.sent_at, i.sha256, m.line, p.files FROM facts.message m \
             JOIN facts.import i ON i.seq = m.import \
             JOIN facts.message_person p ON p.store = m.store AND p.message_id = m.message_id \
             WHERE m.attachments > 0 AND p.files IS NOT NULL AND (m.message_id = {id} OR m.order_id = {id} \
             OR (m.store, m.market, m.thread) IN (SELECT w.store, w.market, w.subject FROM main.item w \
             WHERE w.id = {item} AND w.ladder = 'answer')) ORDER BY m.sent_at DESC, m.message_id DESC LIMIT {MAILS}"
        );
        let mails = limited(&self.0, LIMIT, |db| rows(db, &sql, &binds, mail))?;
        Ok(mails.concat())
    }
}

fn mail(row: &rusqlite::Row<'_>) -> rusqlite::Result<Vec<MailFile>> {
    let take = &mut Take::new(row);
    let (message_id, sent_at): (String, i64) = (take.next()?, take.next()?);
    let (sha256, letter): (String, u32) = (take.next()?, take.next()?);
    let files: Vec<Attached> = take.json()?;
    let file = |(at, file)| MailFile {
        message_id: message_id.clone(),
        sent_at: Instant(sent_at),
        sha256: sha256.clone(),
        letter,
        number: at + 1,
        file,
    };
    Ok(files.into_iter().enumerate().map(file).collect())
}
