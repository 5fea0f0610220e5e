//! Files that were read, the problems among them, and how old each report is.

use std::collections::HashMap;

use rusqlite::Connection;

use super::counts::{offered, sources};
use super::detail::{Block, finish, market_cell, text_cell};
use super::filter::{Lexicon, Small};
use super::item::{Place, live, live_anywhere};
use super::labels::word;
use super::page::{Counted, Made, Table, give_items, made};
use super::sql::{Binds, Take, first, join, rows, split};
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::import::{Control, FileState, Problem, Question, Reject};
use crate::domain::list::{Cell, Detail, ListQuery, ListRow, Page, Section, Source, Viewpoint};
use crate::domain::mapping::{IGNORED, Mapping};
use crate::domain::market::Market;
use crate::domain::money::Money;
use crate::domain::remember::Remembered;
use crate::store::rules::files::RESOLVED;

/// So many rejected records are listed in the detail.
const SHOWN: i64 = 200;

const LEXICON: Lexicon = Lexicon {
    words: &["i.name", "i.format", "i.sha256"],
    market: "i.market",
    store: "i.store",
    sku: "",
    order: "",
    due: "",
    age: "i.received_at",
    money: "",
    currency: "",
    state: "i.state",
    channel: "",
    format: "i.format",
    item: "EXISTS (SELECT 1 FROM main.item i WHERE i.ladder = 'import' AND i.subject = file_sha256 AND {test})",
};

const SORT: &[(&str, &str)] = &[
    ("received_at", "i.received_at"),
    ("format", "i.format"),
    ("file", "i.name"),
    ("rows", "i.rows"),
    ("inserted", "i.inserted"),
    ("updated", "i.updated"),
    ("unchanged", "i.unchanged"),
    ("rejected", "i.rejected"),
    ("state", "i.state"),
    ("marketplace", "i.market"),
    ("as_of", "i.as_of"),
    ("seconds", "i.seconds"),
    ("store", "i.store"),
];

pub(super) fn page(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    if query.view == "freshness" {
        return freshness(db, query, view);
    }
    let problems = format!("i.state IN ('waiting', 'refused', 'partly') AND {RESOLVED} IS NULL");
    let table = Table {
        with: String::new(),
        // The item's own columns have the same names, so the file's hash gets one of its own.
        from: "(SELECT f.*, f.sha256 AS file_sha256 FROM facts.import f) i".to_owned(),
        base: if query.view == "problems" { problems } else { "1".to_owned() },
        lexicon: LEXICON,
        order: "i.seq DESC".to_owned(),
        binds: Binds::default(),
    };
    let mut table = table.count(db, query, view, SORT)?;
    let place = match &query.around {
        Some(id) => table.place(db, "CAST(i.seq AS TEXT)", id.clone())?,
        None => None,
    };
    let window = table.window(query, place);
    let mut made = files(db, &table, &window)?;
    give_items(db, &mut made, view)?;
    table.page.rows = made.into_iter().map(|made| made.row).collect();
    Ok(table.page)
}

fn files(db: &Connection, table: &Counted, window: &str) -> rusqlite::Result<Vec<Made>> {
    let Counted { from, condition, order, binds, .. } = table;
    let sql = format!(
        "SELECT i.seq, i.store, i.market, i.sha256, i.received_at, i.format, i.name, i.rows, i.inserted, i.updated, \
         i.unchanged, i.rejected, i.state, i.as_of, i.seconds, i.controls FROM {from} WHERE {condition} ORDER BY {order} {window}"
    );
    rows(db, &sql, binds, |row| {
        let take = &mut Take::new(row);
        let (seq, store, market): (i64, String, _) = (take.next()?, take.next()?, take.some_market()?);
        let sha256: String = take.next()?;
        let received = Cell::At(Instant(take.next()?));
        let format = format_cell(&take.text()?);
        let name = text_cell(take.text()?);
        let counts = [take.next()?, take.next()?, take.next()?, take.next()?, take.next()?].map(Cell::Int);
        let state = take.parse(FileState::parse)?;
        let as_of = Cell::At(Instant(take.next()?));
        let seconds = Cell::Milli((take.next::<f64>()? * 1000.0) as i64);
        let controls: Vec<Control> = take.json()?;
        let controls = Control::plain_list(&controls);
        let mut cells = vec![received, format, name];
        cells.extend(counts);
        cells.extend([
            Cell::Word(state.word()),
            market_cell(market),
            as_of,
            seconds,
            Cell::Text(store.clone()),
            text_cell(controls),
        ]);
        let small = Small { store, subject: sha256, ladders: ["import", ""], anywhere: true, ..Small::default() };
        let row = ListRow { id: seq.to_string(), cells, item: None, fold: None, market };
        Ok(Made { row, small, money: None })
    })
}

fn format_cell(word: &str) -> Cell {
    Format::parse(word).map_or_else(|| text_cell(word), |format| Cell::Word(format.word()))
}

/// The reports with their age, the most overdue first.
fn freshness(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    let mut all = sources(db, view)?;
    // Never came, then by how much they are too old; a report of which no age is wanted comes last.
    let over = |source: &Source| match age(source, view) {
        None => i64::MIN,
        Some(_) if source.wanted <= 0 => i64::MAX,
        Some(age) => source.wanted - age,
    };
    all.sort_by_key(over);
    let offered = offered(db, view, &all)?;
    let rows = all.into_iter().map(|source| source_row(source, view));
    let rows = rows.chain(offered.into_iter().map(|source| offered_row(source, view)));
    made(db, query, view, rows.collect())
}

fn age(source: &Source, view: &Viewpoint) -> Option<i64> {
    source.as_of.map(|at| (view.now.0 - at.0).max(0))
}

/// A report that never came and is not expected.
fn offered_row(source: Source, view: &Viewpoint) -> Made {
    let mut made = source_row(source, view);
    "offered".clone_into(&mut made.small.state);
    if let Some(state) = made.row.cells.last_mut() {
        *state = Cell::Word("offered");
    }
    made
}

fn source_row(source: Source, view: &Viewpoint) -> Made {
    let age = age(&source, view);
    let state = match age {
        None => "never",
        Some(age) if source.wanted > 0 && age > source.wanted => "old",
        Some(_) => "fresh",
    };
    let format = source.format.word();
    let code = source.market.map_or("", Market::code);
    let small = Small {
        text: [format, &source.store].join("\n"),
        store: source.store.clone(),
        market: code.to_owned(),
        due: source.as_of.map(|at| at.0 + source.wanted),
        age: source.as_of.map(|at| at.0),
        state: state.to_owned(),
        format: format.to_owned(),
        ladders: ["report", ""],
        subject: format.to_owned(),
        ..Small::default()
    };
    let id = join(&["report", &source.store, code, format]);
    let cells = vec![
        Cell::Word(format),
        market_cell(source.market),
        Cell::Text(source.store),
        source.as_of.map_or(Cell::None, Cell::At),
        age.map_or(Cell::None, Cell::Span),
        if source.wanted > 0 { Cell::Span(source.wanted) } else { Cell::None },
        Cell::Word(state),
    ];
    let row = ListRow { id, cells, item: None, fold: None, market: source.market };
    Made { row, small, money: None }
}

/// The detail of a file by its ledger number, or of a report of the view "freshness".
pub(super) fn detail(db: &Connection, id: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    if let Ok(seq) = id.parse::<i64>() {
        return file(db, seq, view);
    }
    let parts = split(id);
    let [kind, store, market, format] = parts.as_slice() else { return Ok(None) };
    let came = sources(db, view)?;
    let offered = offered(db, view, &came)?;
    let found = came.into_iter().chain(offered).find(|source| {
        kind == "report"
            && source.store == *store
            && source.market.map_or("", Market::code) == market
            && source.format.word() == format
    });
    let Some(source) = found else { return Ok(None) };
    let place = Place::new("report", store, source.market, format);
    let item = live(db, std::slice::from_ref(&place), view)?.remove(&place);
    let block = Block::new("report").cell("format", Cell::Word(source.format.word())).at("as_of", source.as_of);
    let age = age(&source, view).map_or(Cell::None, Cell::Span);
    let block = block.cell("age", age).cell("wanted", Cell::Span(source.wanted)).text("store", store).done();
    finish(db, id, vec![block, latest(db, &source)?], None, item, None).map(Some)
}

/// The newest files of a report.
fn latest(db: &Connection, source: &Source) -> rusqlite::Result<Option<Section>> {
    let mut binds = Binds::default();
    let (format, store) = (binds.put(source.format.word().to_owned()), binds.put(source.store.clone()));
    let sql = format!(
        "SELECT i.name FROM facts.import i WHERE i.format = {format} AND i.store = {store} ORDER BY i.as_of DESC LIMIT 5"
    );
    let names = rows(db, &sql, &binds, |row| row.get::<_, String>(0))?;
    Ok(Block::new("newest-files").lines(names).done())
}

/// The newest file with this content.
pub(super) fn of_file(
    db: &Connection,
    store: &str,
    sha256: &str,
    view: &Viewpoint,
) -> rusqlite::Result<Option<Detail>> {
    let mut binds = Binds::default();
    let (store, sha256) = (binds.put(store.to_owned()), binds.put(sha256.to_owned()));
    let sql = format!("SELECT MAX(seq) FROM facts.import WHERE store = {store} AND sha256 = {sha256}");
    match first(db, &sql, &binds, |row| row.get::<_, Option<i64>>(0))?.flatten() {
        Some(seq) => file(db, seq, view),
        None => Ok(None),
    }
}

fn file(db: &Connection, seq: i64, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    let mut binds = Binds::default();
    let at = binds.put(seq);
    let sql = format!(
        "SELECT i.sha256, i.name, 0, i.as_of, i.store, i.market, i.format, i.bytes, i.received_at, i.encoding, i.columns, \
         i.unknown, i.rows, i.inserted, i.updated, i.unchanged, i.rejected, i.state, i.question, i.refusal, \
         i.duplicate_of, i.controls FROM facts.import i WHERE i.seq = {at}"
    );
    let found = first(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let evidence = take.evidence()?;
        let store = take.text()?;
        let head = Block::new("file").text("file", evidence.file.clone()).text("store", store.clone());
        let head = head.cell("marketplace", market_cell(take.some_market()?));
        let format = take.text()?;
        let head = head.cell("format", format_cell(&format)).int("bytes", take.next()?);
        let head = head.at("received_at", take.instant()?).at("as_of", Some(Instant(evidence.as_of)));
        let head = head.text("encoding", take.text()?).int("columns", take.next()?);
        let unknown: Vec<String> = serde_json::from_str(&take.text()?).unwrap_or_default();
        let mut counts = Block::new("records");
        for label in ["rows", "inserted", "updated", "unchanged", "rejected"] {
            counts = counts.int(label, take.next()?);
        }
        let head = head.cell("state", Cell::Word(take.parse(FileState::parse)?.word()));
        let question: Option<Question> =
            take.next::<Option<String>>()?.and_then(|text| serde_json::from_str(&text).ok());
        let refusal = take.next::<Option<String>>()?.and_then(|text| serde_json::from_str(&text).ok());
        let head = head.int("duplicate-of", take.next()?).text("sha256", evidence.sha256.clone());
        let controls = controls_block(&take.json::<Vec<Control>>()?);
        let unknown = Block::new("unknown-columns").lines(unknown).done();
        let asks = question_block(question.as_ref());
        let sections = vec![asks, refusal_block(refusal), head.done(), counts.done(), controls, unknown];
        Ok((evidence, sections, question, (store, format)))
    })?;
    let Some((evidence, mut sections, question, (store, format))) = found else { return Ok(None) };
    sections.insert(2, rejects(db, seq)?);
    let remembered = remembered(db, &store, &format)?;
    sections.push(remembered_block(&remembered));
    let mut items: HashMap<_, _> = live_anywhere(db, "import", &[&evidence.sha256], view)?;
    let item = items.remove(&evidence.sha256);
    let detail = finish(db, &seq.to_string(), sections, Some(evidence), item, None)?;
    Ok(Some(Detail { question: question.map(|question| (seq, question)), remembered, ..detail }))
}

/// The answers that hold for files of a store and format.
fn remembered(db: &Connection, store: &str, format: &str) -> rusqlite::Result<Vec<Remembered>> {
    let mut binds = Binds::default();
    let (store, format) = (binds.put(store.to_owned()), binds.put(format.to_owned()));
    let sql = format!(
        "SELECT a.id, a.ask, a.subject, a.answer, a.changed_at, a.changed_by FROM main.answer a \
         WHERE a.store = {store} AND a.format = {format} ORDER BY a.changed_at DESC, a.id DESC"
    );
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (id, ask, subject, answer) = (take.next()?, take.next()?, take.next()?, take.next()?);
        Ok(Remembered { id, ask, subject, answer, at: Instant(take.next()?), who: take.next()? })
    })
}

/// What is remembered, each with who said it; of a mapping which name is which column.
fn remembered_block(remembered: &[Remembered]) -> Option<Section> {
    let block = remembered.iter().fold(Block::new("remembered"), |block, answer| {
        let map = Mapping::parse(&answer.answer).ok().filter(|_| answer.ask == "mapping");
        let said = |what: &str| format!("{what}  {}", answer.who);
        let pairs = map.iter().flat_map(|map| &map.columns).filter(|(_, column)| *column != IGNORED);
        let pairs: Vec<String> = pairs.map(|(name, column)| format!("{name} = {column}")).collect();
        match (answer.ask.as_str(), map) {
            ("mapping", _) => block.text("mapping", said(&pairs.len().to_string())).lines(pairs),
            ("date-order", _) => block.text("date-order", said(&format!("{} {}", answer.subject, answer.answer))),
            _ => block.text("marketplace", said(&answer.answer)),
        }
    });
    block.done()
}

/// The totals that the file states, each with what its lines add up to.
fn controls_block(controls: &[Control]) -> Option<Section> {
    let block = controls.iter().take(SHOWN as usize).fold(Block::new("controls"), |block, control| {
        let money = |minor| Money::new(minor, control.currency);
        block
            .text(word(&control.word).unwrap_or("controls"), control.subject.clone())
            .money("stated", control.expected.map(money))
            .money("lines-add-up", Some(money(control.found)))
    });
    block.done()
}

/// What the file asks before it can be applied.
fn question_block(question: Option<&Question>) -> Option<Section> {
    let block = Block::new("question");
    match question? {
        Question::Marketplace { rows } => {
            block.cell("ask", Cell::Word("ask-marketplace")).int("rows", i64::try_from(*rows).ok())
        }
        Question::FewerRows { before, now } => block
            .cell("ask", Cell::Word("ask-fewer-rows"))
            .int("rows-before", i64::try_from(*before).ok())
            .int("rows", i64::try_from(*now).ok()),
        Question::DateOrder { column, sample } => {
            block.cell("ask", Cell::Word("ask-date-order")).text("column", column).text("read", sample)
        }
        Question::Period => block.cell("ask", Cell::Word("ask-period")),
        Question::Mapping { format, columns, .. } => block
            .cell("ask", Cell::Word("ask-mapping"))
            .cell("nearest", Cell::Word(format.word()))
            .int("columns", i64::try_from(columns.len()).ok()),
    }
    .done()
}

/// Why the file was refused.
fn refusal_block(refusal: Option<Reject>) -> Option<Section> {
    let reject = refusal?;
    let block = Block::new("refused").cell("why", Cell::Word(problem_word(&reject.problem)));
    let block = block.int("row", Some(i64::from(reject.line)).filter(|line| *line > 0));
    let block = block.text("column", reject.column).text("read", reject.read);
    match reject.problem {
        Problem::UnknownHeader { header, nearest, missing } => block
            .cell("nearest", nearest.map_or(Cell::None, |format| Cell::Word(format.word())))
            .text("missing", missing.join(", "))
            .lines(header),
        Problem::NotReadable { looks_like: text }
        | Problem::TooLarge { limit: text }
        | Problem::NotAFile { cause: text }
        | Problem::ParserDied { status: text } => block.text("detail", text),
        Problem::SeveralFiles { names } => block.lines(names),
        Problem::LinesLost { raw, read } => {
            block.int("raw-lines", i64::try_from(raw).ok()).int("rows", i64::try_from(read).ok())
        }
        Problem::TotalDiffers { expected, found, currency } => block
            .money("stated", expected.map(|minor| Money::new(minor, currency)))
            .money("lines-add-up", Some(Money::new(found, currency))),
        _ => block,
    }
    .done()
}

/// The rejected records: what is wrong as the label, then line, column and what was read.
fn rejects(db: &Connection, seq: i64) -> rusqlite::Result<Option<Section>> {
    let mut binds = Binds::default();
    let seq = binds.put(seq);
    let sql = format!(
        "SELECT r.line, r.\"column\", r.value, r.problem FROM facts.reject r WHERE r.import = {seq} \
         ORDER BY r.line LIMIT {SHOWN}"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let (line, column, value): (i64, String, String) = (take.next()?, take.next()?, take.next()?);
        let problem: Problem = take.json()?;
        Ok((problem_word(&problem), Cell::Text(format!("{line}  {column}  \"{value}\""))))
    })?;
    let block = found.into_iter().fold(Block::new("rejects"), |block, (label, cell)| block.cell(label, cell));
    Ok(block.done())
}

/// The stable word of a problem, as the ledger has it.
fn problem_word(problem: &Problem) -> &'static str {
    match problem {
        Problem::NotANumber => "not-a-number",
        Problem::NotADate => "not-a-date",
        Problem::NotABool => "not-a-bool",
        Problem::Blank => "blank",
        Problem::LostDigits => "lost-digits",
        Problem::NotACurrency => "not-a-currency",
        Problem::NoCurrency => "no-currency",
        Problem::OtherCurrency { .. } => "other-currency",
        Problem::NotAnAmount => "not-an-amount",
        Problem::CellCount { .. } => "cell-count",
        Problem::TooLong => "too-long",
        Problem::RejectedWithOrder => "rejected-with-order",
        Problem::UnknownHeader { .. } => "unknown-header",
        Problem::Empty => "empty",
        Problem::NotReadable { .. } => "not-readable",
        Problem::CutOff => "cut-off",
        Problem::TooLarge { .. } => "too-large",
        Problem::NotAFile { .. } => "not-a-file",
        Problem::ParserDied { .. } => "parser-died",
        Problem::LinesLost { .. } => "lines-lost",
        Problem::TotalDiffers { .. } => "total-differs",
        Problem::NotAMarketplace => "not-a-marketplace",
        Problem::SeveralFiles { .. } => "several-files",
        Problem::NoMarketplace => "no-marketplace",
    }
}
