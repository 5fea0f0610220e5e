//! FBA stock: how long it lasts, and until when new stock must leave (H12).

use rusqlite::Connection;

use super::detail::{Block, finish, history_at, int_cell, market_cell, seller_central, text_cell};
use super::filter::Small;
use super::item::{Place, live};
use super::page::{Made, made};
use super::sql::{Binds, Take, first, join, split};
use crate::domain::day::Day;
use crate::domain::fact::StockFact;
use crate::domain::keys;
use crate::domain::list::{Cell, Detail, ListQuery, ListRow, Page, Section, Viewpoint};
use crate::domain::market::Market;
use crate::domain::stock::{Mode, cover_days, order_by, velocity_milli};
use crate::store::rules::stock::current;

/// The ladders whose subject is a SKU of a marketplace's stock, or begins with it.
pub(super) const LADDERS: [&str; 10] = [
    "stock",
    "way-closed",
    "send-in",
    "stranded",
    "low-stock-fee",
    "aged-stock-fee",
    "excess",
    "unsellable",
    "stuck-transfer",
    "season",
];

/// What follows from the stock of a SKU.
struct Outlook {
    /// Thousandths of a unit per day.
    speed: Option<i64>,
    /// Days that the sellable units last.
    cover: Option<i64>,
    /// Days that they last with what is on the way; of the sellable ones alone when that is unknown.
    with_inbound: Option<i64>,
    run_out: Option<Day>,
    /// The last safe day of each way of shipping.
    ship_by: Option<[Day; 4]>,
    today: Day,
}

impl Outlook {
    fn of(fact: &StockFact, view: &Viewpoint) -> Self {
        let today = view.now.day(fact.market.zone());
        let get = |key| view.settings.get(&key, &fact.store, Some(fact.market), today);
        let speed = velocity_milli(fact.units, keys::VELOCITY_WEIGHTS.map(get));
        let cover = fact.available.zip(speed).and_then(|(units, speed)| cover_days(units, speed));
        let all = fact.available.map(|units| units.max(0).saturating_add(fact.inbound.unwrap_or(0).max(0)));
        let with_inbound = all.zip(speed).and_then(|(units, speed)| cover_days(units, speed));
        let run_out = with_inbound.map(|days| fact.day.plus(days));
        let receive = get(keys::RECEIVE_DAYS);
        let ship_by = run_out.map(|day| Mode::ALL.map(|mode| order_by(day, get(mode.lead_key()), receive)));
        Self { speed, cover, with_inbound, run_out, ship_by, today }
    }

    /// The last day of the cheapest way that still arrives in time, else of the fastest one: it is late.
    fn last_day(&self) -> Option<Day> {
        let days = self.ship_by?;
        Some(days.into_iter().find(|day| *day >= self.today).unwrap_or(days[3]))
    }

    /// Out of stock, or not above the band in which nothing needs to be done.
    fn reorder(&self, fact: &StockFact, view: &Viewpoint) -> bool {
        let band = |key| view.settings.get(&key, &fact.store, Some(fact.market), self.today);
        let low = |days: Option<i64>, limit: i64| days.is_some_and(|days| days <= limit);
        let out = fact.available.is_some_and(|units| units <= 0);
        let inbound = if fact.inbound.is_some() { self.with_inbound } else { None };
        out || low(self.cover, band(keys::STOCK_B_COVER)) || low(inbound, band(keys::STOCK_B_WITH_INBOUND))
    }

    fn state(&self, fact: &StockFact, view: &Viewpoint) -> &'static str {
        match fact.available {
            None => "unknown",
            Some(units) if units <= 0 => "out",
            Some(_) if self.reorder(fact, view) => "reorder",
            Some(_) => "ok",
        }
    }
}

pub(super) fn page(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    let facts = current(db)?;
    let mut all: Vec<(StockFact, Outlook)> = facts
        .into_iter()
        .map(|fact| {
            let outlook = Outlook::of(&fact, view);
            (fact, outlook)
        })
        .filter(|(fact, outlook)| query.view != "reorder" || outlook.reorder(fact, view))
        .collect();
    // What ends first comes first; unknown and endless come last.
    all.sort_by_key(|(_, outlook)| (outlook.cover.is_none(), outlook.cover));
    made(db, query, view, all.into_iter().map(|(fact, outlook)| row(fact, &outlook, view)).collect())
}

fn row(fact: StockFact, outlook: &Outlook, view: &Viewpoint) -> Made {
    let small = Small {
        text: [fact.sku.as_str(), &fact.title, &fact.asin].join("\n"),
        store: fact.store.clone(),
        market: fact.market.code().to_owned(),
        sku: fact.sku.clone(),
        due: outlook.last_day().map(|day| day.end(fact.market.zone()).0),
        age: Some(fact.evidence.as_of),
        state: outlook.state(&fact, view).to_owned(),
        channel: "fba".to_owned(),
        ladders: ["stock", ""],
        subject: fact.sku.clone(),
        ..Small::default()
    };
    let id = join(&[&fact.store, fact.market.code(), &fact.sku]);
    let day = |day: Option<Day>| day.map_or(Cell::None, Cell::Day);
    let cells = vec![
        Cell::Text(fact.sku),
        text_cell(fact.title),
        int_cell(fact.available),
        int_cell(fact.inbound),
        outlook.speed.map_or(Cell::None, Cell::Milli),
        int_cell(outlook.cover),
        day(outlook.run_out),
        day(outlook.last_day()),
        market_cell(Some(fact.market)),
        Cell::Day(fact.day),
        Cell::Text(fact.store),
    ];
    let row = ListRow { id, cells, item: None, fold: None, market: Some(fact.market) };
    Made { row, small, money: None }
}

pub(super) fn detail(db: &Connection, id: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    let parts = split(id);
    let [store, market, sku] = parts.as_slice() else { return Ok(None) };
    let Some(market) = Market::parse(market) else { return Ok(None) };
    let found = about(db, store, market, sku, view)?;
    Ok(found.map(|detail| Detail { id: id.to_owned(), ..detail }))
}

/// Everything about the stock of a SKU.
pub(super) fn about(
    db: &Connection,
    store: &str,
    market: Market,
    sku: &str,
    view: &Viewpoint,
) -> rusqlite::Result<Option<Detail>> {
    let facts = current(db)?;
    let Some(fact) = facts.into_iter().find(|f| f.store == store && f.market == market && f.sku == sku) else {
        return Ok(None);
    };
    let outlook = Outlook::of(&fact, view);
    let head = Block::new("stock").text("sku", sku).text("title", &fact.title).text("asin", &fact.asin);
    let head = head.int("available", fact.available).int("inbound", fact.inbound).money("price", fact.price);
    let head = head.cell("snapshot_day", Cell::Day(fact.day)).flag("hero", fact.hero.then_some(true)).done();
    let sections = vec![head, outlook_block(&outlook), sold(&fact), piles(db, &fact)?];
    let place = Place::new("stock", store, Some(market), sku);
    let item = live(db, std::slice::from_ref(&place), view)?.remove(&place);
    let link = Some(seller_central(market, "inventoryplanning/manageinventoryhealth"));
    let detail = finish(db, sku, sections, Some(fact.evidence), item, link)?;
    let places = LADDERS.map(|ladder| Place::new(ladder, store, Some(market), sku));
    Ok(Some(Detail { history: history_at(db, &places)?, ..detail }))
}

fn outlook_block(outlook: &Outlook) -> Option<Section> {
    let day = |day: Option<Day>| day.map_or(Cell::None, Cell::Day);
    let mut block = Block::new("outlook")
        .cell("speed", outlook.speed.map_or(Cell::None, Cell::Milli))
        .int("cover", outlook.cover)
        .int("cover-with-inbound", outlook.with_inbound)
        .cell("run_out", day(outlook.run_out));
    for (at, mode) in Mode::ALL.into_iter().enumerate() {
        block = block.cell(mode.word(), day(outlook.ship_by.map(|days| days[at])));
    }
    block.done()
}

fn sold(fact: &StockFact) -> Option<Section> {
    let labels = ["units-7", "units-30", "units-60", "units-90"];
    labels.into_iter().zip(fact.units).fold(Block::new("sold"), |block, (label, units)| block.int(label, units)).done()
}

/// The piles that are not sellable, as the planning report has them.
fn piles(db: &Connection, fact: &StockFact) -> rusqlite::Result<Option<Section>> {
    let mut binds = Binds::default();
    let key = [fact.store.clone(), fact.market.code().to_owned(), fact.day.to_string(), fact.sku.clone()]
        .map(|part| binds.put(part));
    let sql = format!(
        "SELECT SUM(fc_transfer), SUM(reserved), SUM(inbound_working), SUM(inbound_shipped), SUM(inbound_received), \
         SUM(unfulfillable), SUM(excess), MAX(alert), MAX(recommended_action) FROM facts.fba_planning \
         WHERE store = {} AND market = {} AND snapshot_day = {} AND sku = {}",
        key[0], key[1], key[2], key[3]
    );
    let block = first(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let labels = ["fc-transfer", "reserved", "working", "shipped", "receiving", "unfulfillable", "excess"];
        let mut block = Block::new("piles");
        for label in labels {
            block = block.int(label, take.next()?);
        }
        Ok(block.text("alert", take.text()?).text("amazon-says", take.text()?).done())
    })?;
    Ok(block.flatten())
}
