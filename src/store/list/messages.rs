//! Messages: threads that wait for an answer, all threads, and claims.

use std::collections::HashMap;

use rusqlite::Connection;

use super::Attached;
use super::detail::{Block, evidence, finish, initials, market_cell, order_link, seller_central, text_cell, word_cell};
use super::filter::{Lexicon, Small};
use super::item::{Place, live};
use super::page::{Counted, Made, Table, give_items, made};
use super::sql::{Binds, Take, join, rows, split};
use crate::domain::day::{HOUR, Instant};
use crate::domain::fact::{ThreadFact, Wait};
use crate::domain::keys;
use crate::domain::list::{Cell, Detail, ListQuery, ListRow, Page, Section, Viewpoint};
use crate::domain::market::Market;
use crate::store::rules::threads::{load, waits_since};

/// So many mails of a thread are shown, the newest ones.
const SHOWN: i64 = 30;

/// A thread is listed by its newest mail.
const NEWEST: &str = "NOT EXISTS (SELECT 1 FROM facts.message n WHERE n.store = m.store AND n.thread = m.thread \
    AND (n.sent_at, n.message_id) > (m.sent_at, m.message_id))";
/// Among claims, by its newest mail about the claim; the same classes as in the index.
const CLAIMS: &str = "m.class IN ('claim', 'claim-decision', 'chargeback', 'chargeback-decision') AND NOT EXISTS ( \
    SELECT 1 FROM facts.message n WHERE n.store = m.store AND n.thread = m.thread \
    AND n.class IN ('claim', 'claim-decision', 'chargeback', 'chargeback-decision') \
    AND (n.sent_at, n.message_id) > (m.sent_at, m.message_id))";

/// A text of the mail that is personal data and may be purged.
macro_rules! person {
    ($column:literal) => {
        concat!(
            "(SELECT p.",
            $column,
            " FROM facts.message_person p WHERE p.store = m.store AND p.message_id = m.message_id)"
        )
    };
}

fn lexicon() -> Lexicon {
    Lexicon {
        words: &["m.order_id", "m.asin", person!("subject"), person!("from_name"), person!("body")],
        market: "m.market",
        store: "m.store",
        sku: "",
        order: "m.order_id",
        due: "m.respond_by",
        age: "m.sent_at",
        money: "",
        currency: "",
        state: "m.class",
        channel: "",
        format: "",
        item: "(m.store, m.market, m.thread) IN (SELECT i.store, i.market, i.subject FROM main.item i \
            WHERE i.ladder = 'answer' AND {test})",
    }
}

const SORT: &[(&str, &str)] = &[
    ("answer_by", "m.respond_by"),
    ("marketplace", "m.market"),
    ("from", person!("from_name")),
    ("subject", person!("subject")),
    ("class", "m.class"),
    ("order_id", "m.order_id"),
    ("sent_at", "m.sent_at"),
    ("store", "m.store"),
];

pub(super) fn page(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    if query.view == "needs-answer" {
        return made(db, query, view, waiting(db, view)?);
    }
    let base = if query.view == "claims" { CLAIMS } else { NEWEST };
    let table = Table {
        with: String::new(),
        from: "facts.message m".to_owned(),
        base: base.to_owned(),
        lexicon: lexicon(),
        order: "m.sent_at DESC, m.store, m.message_id".to_owned(),
        binds: Binds::default(),
    };
    let mut table = table.count(db, query, view, SORT)?;
    let place = match query.around.as_deref().map(split).as_deref() {
        Some([store, thread]) => {
            let key = "m.store || char(31) || m.thread";
            table.place(db, key, format!("{store}\u{1f}{thread}"))?
        }
        _ => None,
    };
    let window = table.window(query, place);
    let mut made = threads(db, &table, &window)?;
    give_items(db, &mut made, view)?;
    table.page.rows = made.into_iter().map(|made| made.row).collect();
    Ok(table.page)
}

/// When Amazon wants an answer: 24 hours after the first unanswered mail, weekends and holidays included.
fn answer_by(view: &Viewpoint, store: &str, market: Market, since: Instant) -> Instant {
    let hours = view.settings.get(&keys::ANSWER_HOURS, store, Some(market), view.now.day(market.zone()));
    since.plus(hours * HOUR)
}

/// The threads in which a buyer waits, the one that waits longest first.
fn waiting(db: &Connection, view: &Viewpoint) -> rusqlite::Result<Vec<Made>> {
    let threads = load(db, view.now)?;
    let open = |thread: ThreadFact| {
        let wait = thread.waits.last().filter(|wait| wait.answered.is_none()).cloned()?;
        Some((thread, wait))
    };
    let mut waiting: Vec<(ThreadFact, Wait)> = threads.into_iter().filter_map(open).collect();
    waiting.sort_by_key(|(thread, wait)| answer_by(view, &thread.store, thread.market, wait.since));
    let keys: Vec<(&str, &str)> =
        waiting.iter().map(|(thread, wait)| (thread.store.as_str(), wait.message_id.as_str())).collect();
    let letters = letters(db, &keys)?;
    let row = |(thread, wait): (ThreadFact, Wait)| {
        let letter = letters.get(&(thread.store.clone(), wait.message_id.clone())).cloned().unwrap_or_default();
        waiting_row(thread, &wait, letter, view)
    };
    Ok(waiting.into_iter().map(row).collect())
}

/// What a mail says of itself.
#[derive(Clone, Debug, Default)]
struct Letter {
    class: String,
    subject: String,
    from: String,
    body: String,
}

/// Subject and sender of these mails (store, Message-ID).
fn letters(db: &Connection, keys: &[(&str, &str)]) -> rusqlite::Result<HashMap<(String, String), Letter>> {
    let mut binds = Binds::default();
    let keys = binds.put(serde_json::json!(keys).to_string());
    let sql = format!(
        "SELECT m.store, m.message_id, m.class, p.subject, p.from_name, p.body FROM json_each({keys}) k \
         CROSS JOIN facts.message m ON m.store = k.value ->> 0 AND m.message_id = k.value ->> 1 \
         LEFT JOIN facts.message_person p ON p.store = m.store AND p.message_id = m.message_id"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let key = (take.next()?, take.next()?);
        Ok((key, Letter { class: take.text()?, subject: take.text()?, from: take.text()?, body: take.text()? }))
    })?;
    Ok(found.into_iter().collect())
}

fn waiting_row(thread: ThreadFact, wait: &Wait, letter: Letter, view: &Viewpoint) -> Made {
    let due = answer_by(view, &thread.store, thread.market, wait.since);
    let order = thread.order_id.unwrap_or_default();
    let small = Small {
        text: [order.as_str(), &letter.subject, &letter.from, &letter.body].join("\n"),
        store: thread.store.clone(),
        market: thread.market.code().to_owned(),
        order: order.clone(),
        due: Some(due.0),
        age: Some(wait.since.0),
        money: thread.total.map(|total| total.minor),
        currency: thread.total.map_or_else(String::new, |total| total.currency.code().to_owned()),
        state: letter.class.clone(),
        ladders: ["answer", ""],
        subject: thread.thread.clone(),
        ..Small::default()
    };
    let cells = vec![
        Cell::Due(due),
        market_cell(Some(thread.market)),
        text_cell(initials(&letter.from)),
        text_cell(letter.subject),
        word_cell(&letter.class),
        text_cell(order),
        Cell::At(wait.since),
        Cell::Text(thread.store.clone()),
    ];
    let id = join(&[&thread.store, &thread.thread]);
    let row = ListRow { id, cells, item: None, fold: None, market: Some(thread.market) };
    Made { row, small, money: thread.total }
}

/// The rows of a window of threads.
fn threads(db: &Connection, table: &Counted, window: &str) -> rusqlite::Result<Vec<Made>> {
    let Counted { from, condition, order, binds, .. } = table;
    let sql = format!(
        "SELECT m.store, m.market, m.thread, m.direction, m.respond_by, {name}, {subject}, m.class, m.order_id, m.sent_at \
         FROM {from} WHERE {condition} ORDER BY {order} {window}",
        name = person!("from_name"),
        subject = person!("subject"),
    );
    rows(db, &sql, binds, |row| {
        let take = &mut Take::new(row);
        let (store, market, thread): (String, _, String) = (take.next()?, take.market()?, take.next()?);
        let direction = take.text()?;
        let due = take.instant()?;
        let name = take.text()?;
        let cells = vec![
            due.map_or(Cell::None, Cell::Due),
            market_cell(Some(market)),
            sender(&direction, &name),
            text_cell(take.text()?),
            word_cell(&take.text()?),
            text_cell(take.text()?),
            take.instant()?.map_or(Cell::None, Cell::At),
            Cell::Text(store.clone()),
        ];
        let id = join(&[&store, &thread]);
        let market_code = market.code().to_owned();
        let small = Small { store, market: market_code, subject: thread, ladders: ["answer", ""], ..Small::default() };
        let row = ListRow { id, cells, item: None, fold: None, market: Some(market) };
        Ok(Made { row, small, money: None })
    })
}

/// Buyers by their initials, Amazon by its name, ourselves by a word.
fn sender(direction: &str, name: &str) -> Cell {
    match direction {
        "out" => Cell::Word("we"),
        "notice" => text_cell(name),
        _ => text_cell(initials(name)),
    }
}

pub(super) fn detail(db: &Connection, id: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    let parts = split(id);
    let [store, thread] = parts.as_slice() else { return Ok(None) };
    let found = about(db, store, thread, view)?;
    Ok(found.map(|detail| Detail { id: id.to_owned(), ..detail }))
}

/// A mail of a thread in the detail.
struct Mail {
    market: Market,
    order: Option<String>,
    import: i64,
    line: u32,
    as_of: i64,
    block: Option<Section>,
}

/// The mails of a thread, newest first, with their bodies.
pub(super) fn about(db: &Connection, store: &str, thread: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    let mut binds = Binds::default();
    let (at_store, at_thread) = (binds.put(store.to_owned()), binds.put(thread.to_owned()));
    let sql = format!(
        "SELECT m.market, m.order_id, m.import, m.line, m.as_of, m.direction, m.sent_at, p.from_name, p.subject, m.class, \
         m.trusted, m.attachments, m.respond_by, p.body, p.files FROM facts.message m \
         LEFT JOIN facts.message_person p ON p.store = m.store AND p.message_id = m.message_id \
         WHERE m.store = {at_store} AND m.thread = {at_thread} ORDER BY m.sent_at DESC, m.message_id DESC LIMIT {SHOWN}"
    );
    let mails = rows(db, &sql, &binds, mail)?;
    let Some(newest) = mails.first() else { return Ok(None) };
    let market = newest.market;
    let order = mails.iter().find_map(|mail| mail.order.clone());
    let evidence = evidence(db, newest.import, newest.line, newest.as_of)?;
    let place = Place::new("answer", store, Some(market), thread);
    let item = live(db, std::slice::from_ref(&place), view)?.remove(&place);
    let link = order.as_deref().and_then(|order| order_link(market, order));
    let link = link.or_else(|| Some(seller_central(market, "messaging/inbox")));
    let head = Block::new("thread").text("order_id", order.unwrap_or_default());
    let due = waits_since(db, store, thread)?.map(|since| answer_by(view, store, market, since));
    let head = head.cell("answer_by", due.map_or(Cell::None, Cell::Due)).done();
    let sections = std::iter::once(head).chain(mails.into_iter().map(|mail| mail.block)).collect();
    finish(db, thread, sections, evidence, item, link).map(Some)
}

fn mail(row: &rusqlite::Row<'_>) -> rusqlite::Result<Mail> {
    let take = &mut Take::new(row);
    let (market, order) = (take.market()?, take.next()?);
    let (import, line, as_of) = (take.next()?, take.next()?, take.next()?);
    let direction = take.text()?;
    let heading = match direction.as_str() {
        "out" => "mail-out",
        "notice" => "mail-notice",
        _ => "mail-in",
    };
    let block = Block::new(heading).at("sent_at", take.instant()?);
    let block = block.cell("from", sender(&direction, &take.text()?)).text("subject", take.text()?);
    let block = block.cell("class", word_cell(&take.text()?)).flag("trusted", take.next()?);
    let attachments = take.next::<Option<i64>>()?.filter(|n| *n > 0);
    let block = block.int("attachments", attachments).at("respond_by", take.instant()?);
    let body = take.text()?;
    let files = attached(&take.text()?);
    let block = files.into_iter().fold(block, |block, file| block.text(file.0, file.1));
    let block = block.lines(body.lines().map(str::to_owned).collect::<Vec<_>>()).done();
    Ok(Mail { market, order, import, line, as_of, block })
}

/// Label and text of each attachment: name, type, size.
fn attached(list: &str) -> Vec<(&'static str, String)> {
    let files: Vec<Attached> = serde_json::from_str(list).unwrap_or_default();
    let line = |file: Attached| {
        let label = if file.blocked { "attachment-blocked" } else { "attachment" };
        let name = if file.name.trim().is_empty() { "?" } else { file.name.trim() };
        let about = [file.kind, size(file.bytes)].into_iter().filter(|part| !part.is_empty());
        (label, format!("{name} ({})", about.collect::<Vec<_>>().join(", ")))
    };
    files.into_iter().map(line).collect()
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..0x10_0000 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{} MiB", bytes.div_ceil(1 << 20)),
    }
}
