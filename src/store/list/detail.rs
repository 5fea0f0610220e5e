//! What the details of all lists share: blocks, an item's history, masked personal data, links into Seller Central.

use std::collections::HashSet;

use rusqlite::Connection;

use super::item::Place;
use super::labels::word;
use super::sql::{Binds, Take, first, rows};
use super::team::Words;
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::Evidence;
use crate::domain::key::SEPARATOR;
use crate::domain::list::{Cell, Detail, HistoryLine, Origin, Section};
use crate::domain::market::Market;
use crate::domain::money::Money;
use crate::domain::work::WorkItem;

/// Puts a block together; cells that say nothing are left out.
#[derive(Debug)]
pub(super) struct Block(Section);

impl Block {
    pub(super) fn new(heading: &'static str) -> Self {
        Self(Section { heading, rows: Vec::new(), lines: Vec::new() })
    }

    pub(super) fn cell(mut self, label: &'static str, cell: Cell) -> Self {
        if cell != Cell::None {
            self.0.rows.push((label, cell));
        }
        self
    }

    /// Outside text; blank is nothing.
    pub(super) fn text(self, label: &'static str, text: impl Into<String>) -> Self {
        self.cell(label, text_cell(text))
    }

    pub(super) fn int(self, label: &'static str, value: Option<i64>) -> Self {
        self.cell(label, int_cell(value))
    }

    pub(super) fn at(self, label: &'static str, value: Option<Instant>) -> Self {
        self.cell(label, value.map_or(Cell::None, Cell::At))
    }

    pub(super) fn money(self, label: &'static str, value: Option<Money>) -> Self {
        self.cell(label, money_cell(value))
    }

    /// `yes` or `no`; unknown is nothing.
    pub(super) fn flag(self, label: &'static str, value: Option<bool>) -> Self {
        self.cell(label, value.map_or(Cell::None, |yes| Cell::Word(if yes { "yes" } else { "no" })))
    }

    pub(super) fn lines(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.0.lines.extend(lines);
        self
    }

    /// The block, unless it is empty.
    pub(super) fn done(self) -> Option<Section> {
        Some(self.0).filter(|section| !section.rows.is_empty() || !section.lines.is_empty())
    }
}

/// Text; blank is no cell.
pub(super) fn text_cell(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.trim().is_empty() { Cell::None } else { Cell::Text(text) }
}

/// A stable word of the file's own words (`Shipped - Picked Up`), or the text when it is none.
pub(super) fn word_cell(text: &str) -> Cell {
    match word(text) {
        Some(word) => Cell::Word(word),
        None => text_cell(text),
    }
}

pub(super) fn int_cell(value: Option<i64>) -> Cell {
    value.map_or(Cell::None, Cell::Int)
}

pub(super) fn money_cell(value: Option<Money>) -> Cell {
    value.map_or(Cell::None, Cell::Money)
}

pub(super) fn market_cell(market: Option<Market>) -> Cell {
    market.map_or(Cell::None, |market| Cell::Text(market.code().to_owned()))
}

/// `part / whole` in millionths, rounded down; unknown when the whole is not positive.
pub(super) fn ratio(part: i64, whole: i64) -> Cell {
    let ppm = i128::from(part) * 1_000_000;
    match i128::from(whole) {
        whole if whole > 0 => i64::try_from(ppm / whole).map_or(Cell::None, Cell::Ppm),
        _ => Cell::None,
    }
}

/// A detail with its item's history.
pub(super) fn finish(
    db: &Connection,
    id: &str,
    sections: Vec<Option<Section>>,
    evidence: Option<Evidence>,
    item: Option<WorkItem>,
    link: Option<String>,
) -> rusqlite::Result<Detail> {
    let history = item.as_ref().map_or(Ok(Vec::new()), |item| history(db, item.id))?;
    let sections = sections.into_iter().flatten().collect();
    let mut files: Vec<&str> =
        evidence.iter().chain(item.as_ref().map(|item| &item.evidence)).map(|e| e.sha256.as_str()).collect();
    files.dedup();
    let origins = files.into_iter().filter_map(|sha256| origin(db, sha256).transpose()).collect::<Result<_, _>>()?;
    Ok(Detail {
        id: id.to_owned(),
        sections,
        origins,
        evidence,
        item: item.map(Box::new),
        history,
        link,
        question: None,
        remembered: Vec::new(),
    })
}

/// The journal of an item, oldest first. Names and notes are gone after a purge.
pub(super) fn history(db: &Connection, item: i64) -> rusqlite::Result<Vec<HistoryLine>> {
    history_of(db, &[item])
}

/// The journal of everything that ever was to do at these places: about an order, about a SKU. A place is also that of what
/// is about a part of it: the units of a SKU under one FNSKU.
pub(super) fn history_at(db: &Connection, places: &[Place]) -> rusqlite::Result<Vec<HistoryLine>> {
    let mut binds = Binds::default();
    let keys: Vec<_> = places.iter().map(|p| [p.ladder, &p.store, &p.market, &p.subject]).collect();
    let keys = binds.put(serde_json::json!(keys).to_string());
    let part = binds.put(SEPARATOR.to_string());
    let behind = binds.put(char::from(SEPARATOR as u8 + 1).to_string());
    // The range is what the index finds; the separator leaves out longer names.
    let sql = format!(
        "SELECT i.id FROM json_each({keys}) k CROSS JOIN main.item i ON i.ladder = k.value ->> 0 \
         AND i.store = k.value ->> 1 AND i.market = k.value ->> 2 \
         AND i.subject >= k.value ->> 3 AND i.subject < (k.value ->> 3) || {behind} \
         AND (i.subject = k.value ->> 3 OR i.subject >= (k.value ->> 3) || {part})"
    );
    let items: Vec<i64> = rows(db, &sql, &binds, |row| row.get(0))?;
    history_of(db, &items)
}

fn history_of(db: &Connection, items: &[i64]) -> rusqlite::Result<Vec<HistoryLine>> {
    let mut binds = Binds::default();
    let items = binds.put(serde_json::Value::from(items).to_string());
    let sql = format!(
        "SELECT j.at, j.uid, j.verb, t.text, p.name, j.step, j.undoes FROM main.journal j \
         LEFT JOIN main.journal_text t ON t.seq = j.seq LEFT JOIN main.person p ON p.uid = j.uid \
         WHERE j.item IN (SELECT value FROM json_each({items})) ORDER BY j.seq"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (at, uid): (_, i64) = (Instant(take.next()?), take.next()?);
        let verb: String = take.next()?;
        let words = Words::of(take.next()?);
        let (who, note) = (words.who(uid, take.next()?), words.note(&verb));
        let (step, undoes): (i64, Option<i64>) = (take.next()?, take.next()?);
        Ok((HistoryLine { at, who, verb, note, undone: false }, step, undoes))
    })?;
    // From the newest on: what is taken back by a step that was itself taken back stands again.
    let mut gone: HashSet<i64> = HashSet::new();
    for (_, step, undoes) in found.iter().rev() {
        if let Some(undoes) = undoes.filter(|_| !gone.contains(step)) {
            gone.insert(undoes);
        }
    }
    let line = |(line, step, _)| HistoryLine { undone: gone.contains(&step), ..line };
    Ok(found.into_iter().map(line).collect())
}

/// Where a fact stands: the file of a ledger number, and the line in it.
pub(super) fn evidence(db: &Connection, import: i64, line: u32, as_of: i64) -> rusqlite::Result<Option<Evidence>> {
    let mut binds = Binds::default();
    let import = binds.put(import);
    let sql = format!("SELECT sha256, name FROM facts.import WHERE seq = {import}");
    first(db, &sql, &binds, |row| Ok(Evidence { sha256: row.get(0)?, file: row.get(1)?, row: line, as_of }))
}

/// What the ledger knows of a content; `None` of a blank hash, which is a person's act.
fn origin(db: &Connection, sha256: &str) -> rusqlite::Result<Option<Origin>> {
    if sha256.is_empty() {
        return Ok(None);
    }
    let mut binds = Binds::default();
    let content = binds.put(sha256.to_owned());
    // The index begins with the store.
    let sql = format!(
        "SELECT seq, format FROM facts.import WHERE store IN (SELECT DISTINCT store FROM facts.import) \
         AND sha256 = {content} ORDER BY state IN ('duplicate', 'undone'), seq DESC LIMIT 1"
    );
    first(db, &sql, &binds, |row| {
        let format: Option<String> = row.get(1)?;
        let format = format.and_then(|word| Format::parse(&word));
        Ok(Origin { sha256: sha256.to_owned(), import: row.get(0)?, format })
    })
}

/// The initials of a name: `Anna Katharina` is `A. K.`, `田中` is `田.`.
pub(super) fn initials(name: &str) -> String {
    let letters: Vec<String> =
        name.split_whitespace().take(2).filter_map(|part| part.chars().next()).map(|c| format!("{c}.")).collect();
    letters.join(" ")
}

/// The area of a postal code: its first two characters and `***`; nothing of a code so short that two are the whole.
pub(super) fn area(code: &str) -> String {
    let code = code.trim();
    match code.chars().count() {
        0 => String::new(),
        1..=3 => "***".to_owned(),
        _ => format!("{}***", code.chars().take(2).collect::<String>()),
    }
}

/// A page of Seller Central of the marketplace.
pub(super) fn seller_central(market: Market, path: &str) -> String {
    format!("https://sellercentral.amazon.{}/{path}", market.info().domain)
}

/// The page of an order; only for what looks like an order id, because it becomes part of an address.
pub(super) fn order_link(market: Market, order_id: &str) -> Option<String> {
    let fits = !order_id.is_empty() && order_id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    fits.then(|| seller_central(market, &format!("orders-v3/order/{order_id}")))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Bench;
    use super::*;

    #[test]
    fn personal_data_is_masked() {
        assert_eq!(initials("Anna Katharina Schmidt"), "A. K.");
        assert_eq!((initials("田中"), initials("  ")), ("田.".to_owned(), String::new()));
        assert_eq!((area("94107-1234"), area("SW1A 1AA"), area("101")), ("94***".into(), "SW***".into(), "***".into()));
        assert_eq!(area(" "), "");
    }

    #[test]
    fn only_an_order_id_becomes_part_of_an_address() {
        let wanted = "https://sellercentral.amazon.co.uk/orders-v3/order/203-1234567-1234567";
        assert_eq!(order_link(Market::Uk, "203-1234567-1234567").as_deref(), Some(wanted));
        assert_eq!(order_link(Market::Uk, "203/../x"), None);
    }

    #[test]
    fn the_history_of_an_item_names_people_until_they_are_purged() {
        let bench = Bench::new();
        for (seq, uid, verb) in [(1, -1, "opened"), (2, 7, "claimed"), (3, 8, "done")] {
            bench.sql(&format!(
                "INSERT INTO journal (seq, version, at, uid, step, verb, item, prev, hash) \
                 VALUES ({seq}, 1, {seq}00, {uid}, {seq}, '{verb}', 17, '', '')"
            ));
        }
        bench.sql("INSERT INTO journal_text (seq, salt, text) VALUES (2, x'00', '{\"who\":\"wei\",\"note\":\"UPS\"}')");
        let lines = history(&bench.reader.0, 17).unwrap();
        let brief: Vec<_> =
            lines.iter().map(|l| (l.at.0, l.who.as_str(), l.verb.as_str(), l.note.as_deref())).collect();
        let wanted = [(100, "-", "opened", None), (200, "wei", "claimed", Some("UPS")), (300, "uid 8", "done", None)];
        assert_eq!(brief, wanted);
    }
}
