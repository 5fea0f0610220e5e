//! Orders: what is to ship, all lines of All Orders, and cancellations.

use rusqlite::Connection;

use super::detail::{
    Block, area, evidence, finish, history_at, initials, int_cell, market_cell, money_cell, order_link, text_cell,
    word_cell,
};
use super::filter::{Lexicon, Small};
use super::item::{Place, live};
use super::page::{Counted, Made, Table, give_items, made};
use super::sql::{Binds, Take, first, join, number, rows, split};
use crate::domain::day::Instant;
use crate::domain::fact::OrderFact;
use crate::domain::list::{Cell, Detail, ListQuery, ListRow, Page, Section, Viewpoint};
use crate::domain::market::Market;
use crate::domain::money::Totals;
use crate::store::rules::orders::{LINE_TOTAL, Wanted, load};

const LADDERS: [&str; 2] = ["ship", "buyer-cancellation"];
/// With so many lines at most the sum of those that match is shown: it reads them all.
const SUMMED: u64 = 10_000;

/// The promise of a line that is still to ship, as the unshipped report has it.
const PROMISE: &str = "CASE WHEN o.channel = 'Merchant' AND COALESCE(o.item_status, o.order_status, '') \
    NOT IN ('Shipped', 'Cancelled') THEN (SELECT MIN(u.promise_at) FROM facts.unshipped_line u \
    WHERE u.store = o.store AND u.order_id = o.order_id AND u.sku = o.sku) END";

/// The condition of the view "cancelled"; the same words as in its index.
const CANCELLED: &str = "(o.item_status = 'Cancelled' OR o.order_status = 'Cancelled' OR o.cancel_requested = 1)";

fn lexicon() -> Lexicon {
    Lexicon {
        words: &["o.order_id", "o.sku", "o.title", "o.asin"],
        market: "o.market",
        store: "o.store",
        sku: "o.sku",
        order: "o.order_id",
        due: PROMISE,
        age: "o.purchased_at",
        money: "o.item_price",
        currency: "o.currency",
        state: "COALESCE(o.item_status, o.order_status)",
        channel: "CASE o.channel WHEN 'Merchant' THEN 'fbm' WHEN 'Amazon' THEN 'fba' END",
        format: "",
        item: "(o.store, o.market, o.order_id) IN (SELECT i.store, i.market, i.subject FROM main.item i \
            WHERE i.ladder IN ('ship', 'buyer-cancellation') AND {test})",
    }
}

const SORT: &[(&str, &str)] = &[
    ("ship_by", PROMISE),
    ("order_id", "o.order_id"),
    ("sku", "o.sku"),
    ("title", "o.title"),
    ("units", "o.units"),
    ("channel", "o.channel"),
    ("state", "COALESCE(o.item_status, o.order_status)"),
    ("marketplace", "o.market"),
    ("purchased_at", "o.purchased_at"),
    ("store", "o.store"),
];

pub(super) fn page(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Page> {
    if query.view == "ship" {
        return made(db, query, view, to_ship(db, view)?);
    }
    let base = if query.view == "cancelled" { CANCELLED } else { "1" };
    let table = Table {
        with: String::new(),
        from: "facts.order_line o".to_owned(),
        base: base.to_owned(),
        lexicon: lexicon(),
        order: "o.purchased_at DESC, o.rowid".to_owned(),
        binds: Binds::default(),
    };
    // Amounts of two currencies cannot be compared: each currency stands for itself. What is unknown comes last.
    let total = format!("{LINE_TOTAL} IS NULL, COALESCE(o.currency, o.market), {LINE_TOTAL}");
    let sort = [SORT, &[("total", total.as_str())]].concat();
    let mut table = table.count(db, query, view, &sort)?;
    if table.page.total == 0 {
        return Ok(table.page);
    }
    let place = around(db, query, &mut table)?;
    if table.page.exact && table.page.unfiltered <= SUMMED {
        table.page.sums = sums(db, &table)?;
    }
    let window = table.window(query, place);
    let mut made = lines(db, &table, &window)?;
    give_items(db, &mut made, view)?;
    table.page.rows = made.into_iter().map(|made| made.row).collect();
    Ok(table.page)
}

/// The orders to ship, the earliest promise first.
fn to_ship(db: &Connection, view: &Viewpoint) -> rusqlite::Result<Vec<Made>> {
    let mut orders = load(db, Wanted::Open)?;
    orders.retain(|order| order.closed.is_none());
    orders.sort_by_key(|order| (order.promise_at.is_none(), order.promise_at));
    Ok(orders.into_iter().map(|order| ship_row(order, view.now)).collect())
}

fn ship_row(order: OrderFact, now: Instant) -> Made {
    let state = ship_state(&order, now);
    let small = Small {
        text: [&order.order_id, &order.sku, &order.title].map(String::as_str).join("\n"),
        store: order.store.clone(),
        market: order.market.code().to_owned(),
        sku: order.sku.clone(),
        order: order.order_id.clone(),
        due: order.promise_at.map(|at| at.0),
        age: Some(order.evidence.as_of),
        money: order.total.map(|total| total.minor),
        currency: order.total.map_or_else(String::new, |total| total.currency.code().to_owned()),
        state: state.to_owned(),
        channel: "fbm".to_owned(),
        ladders: LADDERS,
        subject: order.order_id.clone(),
        ..Small::default()
    };
    let id = join(&[&order.store, &order.order_id]);
    // The units are those of all its SKUs.
    let title = match order.more_skus {
        more @ 1.. => format!("{} (+{more})", order.title),
        _ => order.title,
    };
    let cells = vec![
        order.promise_at.map_or(Cell::None, Cell::Due),
        Cell::Text(order.order_id),
        Cell::Text(order.sku),
        text_cell(title),
        order.units_to_ship.map_or(Cell::None, Cell::Int),
        money_cell(order.total),
        Cell::Word("fbm"),
        Cell::Word(state),
        market_cell(Some(order.market)),
        Cell::None,
        Cell::Text(order.store),
    ];
    let row = ListRow { id, cells, item: None, fold: None, market: Some(order.market) };
    Made { row, small, money: order.total }
}

/// The worst that is known of an order to ship.
fn ship_state(order: &OrderFact, now: Instant) -> &'static str {
    let late = order.promise_at.is_some_and(|at| at < now) || order.days_past_promise.is_some_and(|days| days > 0);
    match order {
        _ if order.cancel_requested == Some(true) => "cancel-asked",
        _ if order.verge_of_cancellation == Some(true) => "verge",
        _ if late => "late",
        _ => "unshipped",
    }
}

/// The place of the row under the cursor. In the list's own order it is counted along the index.
fn around(db: &Connection, query: &ListQuery, table: &mut Counted) -> rusqlite::Result<Option<u64>> {
    let Some(parts) = query.around.as_deref().map(split).filter(|parts| parts.len() == 4) else { return Ok(None) };
    let mut binds = Binds::default();
    let key: Vec<String> = parts.into_iter().map(|part| binds.put(part)).collect();
    let sql = format!(
        "SELECT o.rowid, o.purchased_at FROM facts.order_line o WHERE o.store = {} AND o.order_id = {} AND o.sku = {} \
         AND o.occurrence = CAST({} AS INTEGER)",
        key[0], key[1], key[2], key[3]
    );
    let row = first(db, &sql, &binds, |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    match row {
        Some((rowid, Some(at))) if query.sort.is_none() => {
            let (at, rowid) = (table.binds.put(at), table.binds.put(rowid));
            let Counted { from, condition, binds, .. } = &*table;
            let matches = |more: &str| {
                let sql = format!("SELECT COUNT(*) FROM {from} WHERE {condition} AND {more}");
                number(db, &sql, binds)
            };
            let itself = matches(&format!("o.rowid = {rowid}"))?;
            let before = matches(&format!("o.purchased_at > {at}"))?
                + matches(&format!("o.purchased_at = {at} AND o.rowid < {rowid}"))?;
            Ok((itself > 0).then_some(before as u64))
        }
        Some((rowid, _)) => table.place(db, "CAST(o.rowid AS TEXT)", rowid.to_string()),
        None => Ok(None),
    }
}

fn sums(db: &Connection, table: &Counted) -> rusqlite::Result<Totals> {
    let Counted { from, condition, binds, .. } = table;
    let sql = format!(
        "SELECT o.market, SUM({LINE_TOTAL}), o.currency FROM {from} WHERE {condition} GROUP BY o.currency, o.market \
         ORDER BY o.currency, o.market"
    );
    let mut totals = Totals::default();
    let found = rows(db, &sql, binds, |row| {
        let take = &mut Take::new(row);
        let market = take.some_market()?;
        take.money(market)
    })?;
    for money in found.into_iter().flatten() {
        totals.add(money);
    }
    Ok(totals)
}

/// The rows of a window. Their rowids are found along an index first, so that a far window reads only its own rows.
fn lines(db: &Connection, table: &Counted, window: &str) -> rusqlite::Result<Vec<Made>> {
    let Counted { from, condition, order, binds, .. } = table;
    let sql = format!(
        "WITH w AS MATERIALIZED (SELECT o.rowid AS row FROM {from} WHERE {condition} ORDER BY {order} {window}) \
         SELECT o.store, o.market, o.order_id, o.sku, o.occurrence, o.purchased_at, \
           COALESCE(o.item_status, o.order_status), o.channel, o.title, o.units, {LINE_TOTAL}, o.currency, {PROMISE} \
         FROM w CROSS JOIN facts.order_line o ON o.rowid = w.row ORDER BY {order}"
    );
    rows(db, &sql, binds, |row| {
        let take = &mut Take::new(row);
        let (store, market): (String, _) = (take.next()?, take.market()?);
        let (order, sku, occurrence): (String, String, i64) = (take.next()?, take.next()?, take.next()?);
        let bought = take.instant()?;
        let (status, channel, title) = (take.text()?, take.text()?, take.text()?);
        let (units, total) = (take.next()?, take.money(Some(market))?);
        let promise = take.instant()?;
        let id = join(&[&store, &order, &sku, &occurrence.to_string()]);
        let small = Small {
            store: store.clone(),
            market: market.code().to_owned(),
            subject: order.clone(),
            ladders: LADDERS,
            ..Small::default()
        };
        let cells = vec![
            promise.map_or(Cell::None, Cell::Due),
            Cell::Text(order),
            Cell::Text(sku),
            text_cell(title),
            int_cell(units),
            money_cell(total),
            channel_cell(&channel),
            word_cell(&status),
            market_cell(Some(market)),
            bought.map_or(Cell::None, Cell::At),
            Cell::Text(store),
        ];
        let row = ListRow { id, cells, item: None, fold: None, market: Some(market) };
        Ok(Made { row, small, money: total })
    })
}

fn channel_cell(channel: &str) -> Cell {
    match channel {
        "Merchant" => Cell::Word("fbm"),
        "Amazon" => Cell::Word("fba"),
        other => text_cell(other),
    }
}

/// The detail of an order. The id is that of a row of any view, or an order id alone.
pub(super) fn detail(db: &Connection, id: &str, view: &Viewpoint) -> rusqlite::Result<Option<Detail>> {
    let parts = split(id);
    let found = match parts.as_slice() {
        [order] => about(db, None, order, view)?,
        [store, order, ..] => about(db, Some(store), order, view)?,
        [] => None,
    };
    Ok(found.map(|detail| Detail { id: id.to_owned(), ..detail }))
}

/// An order as both reports know it.
struct Known {
    store: String,
    market: Market,
    import: i64,
    line: u32,
    as_of: i64,
}

/// Everything about an order, in whichever store it is when none is named.
pub(super) fn about(
    db: &Connection,
    store: Option<&str>,
    order: &str,
    view: &Viewpoint,
) -> rusqlite::Result<Option<Detail>> {
    let Some(known) = find(db, store, order)? else { return Ok(None) };
    let Known { store, market, import, line, as_of } = known;
    let mut sections = vec![unshipped_block(db, &store, order)?];
    sections.extend(line_blocks(db, &store, order, market)?);
    sections.push(person_block(db, &store, order)?);
    let places = LADDERS.map(|ladder| Place::new(ladder, &store, Some(market), order));
    let mut items = live(db, &places, view)?;
    let item = places.iter().find_map(|place| items.remove(place));
    let evidence = evidence(db, import, line, as_of)?;
    let detail = finish(db, order, sections, evidence, item, order_link(market, order))?;
    Ok(Some(Detail { history: history_at(db, &places)?, ..detail }))
}

fn find(db: &Connection, store: Option<&str>, order: &str) -> rusqlite::Result<Option<Known>> {
    for table in ["unshipped_line", "order_line"] {
        let mut binds = Binds::default();
        let order = binds.put(order.to_owned());
        // Without a store each store is tried along the index (store, order).
        let store = match store {
            Some(store) => format!("= {}", binds.put(store.to_owned())),
            None => "IN (SELECT DISTINCT store FROM facts.import)".to_owned(),
        };
        let sql = format!(
            "SELECT store, market, import, line, as_of FROM facts.{table} WHERE store {store} AND order_id = {order} \
             ORDER BY line LIMIT 1"
        );
        let found = first(db, &sql, &binds, |row| {
            let take = &mut Take::new(row);
            let (store, market) = (take.next()?, take.market()?);
            Ok(Known { store, market, import: take.next()?, line: take.next()?, as_of: take.next()? })
        })?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn unshipped_block(db: &Connection, store: &str, order: &str) -> rusqlite::Result<Option<Section>> {
    let mut binds = Binds::default();
    let (store, order) = (binds.put(store.to_owned()), binds.put(order.to_owned()));
    let sql = format!(
        "SELECT MIN(promise_at), MAX(days_past_promise), SUM(units_to_ship), ship_service, MAX(verge_of_cancellation), \
         MAX(verge_of_late), MAX(cancel_requested), MAX(cancel_reason), MAX(signature_recommended), MAX(is_prime), \
         MAX(is_premium), MAX(is_business), MIN(closed_at) FROM facts.unshipped_line \
         WHERE store = {store} AND order_id = {order} HAVING COUNT(*) > 0"
    );
    let block = first(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        Ok(Block::new("to-ship")
            .cell("ship_by", take.instant()?.map_or(Cell::None, Cell::Due))
            .int("days-past-promise", take.next()?)
            .int("units-to-ship", take.next()?)
            .text("ship-service", take.text()?)
            .flag("verge-of-cancellation", take.next()?)
            .flag("verge-of-late", take.next()?)
            .flag("cancel-requested", take.next()?)
            .text("cancel-reason", take.text()?)
            .flag("signature", take.next()?)
            .flag("prime", take.next()?)
            .flag("premium", take.next()?)
            .flag("business-order", take.next()?)
            .at("left-report", take.instant()?)
            .done())
    })?;
    Ok(block.flatten())
}

/// One block for each line of the order; from the unshipped report while All Orders does not know it.
fn line_blocks(db: &Connection, store: &str, order: &str, market: Market) -> rusqlite::Result<Vec<Option<Section>>> {
    let mut binds = Binds::default();
    let (store, order) = (binds.put(store.to_owned()), binds.put(order.to_owned()));
    let place = format!("WHERE o.store = {store} AND o.order_id = {order}");
    let sql = format!(
        "SELECT o.sku, o.title, o.asin, o.units, {LINE_TOTAL}, o.currency, o.item_tax, o.currency, \
         COALESCE(o.item_status, o.order_status), o.channel, o.purchased_at, o.updated_at, o.cancel_reason \
         FROM facts.order_line o {place} ORDER BY o.line, o.occurrence"
    );
    let known = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let block = Block::new("line").text("sku", take.text()?).text("title", take.text()?).text("asin", take.text()?);
        let block = block.int("units", take.next()?).money("total", take.money(Some(market))?);
        let block = block.money("tax", take.money(Some(market))?).cell("state", word_cell(&take.text()?));
        let block = block.cell("channel", channel_cell(&take.text()?)).at("purchased_at", take.instant()?);
        Ok(block.at("updated_at", take.instant()?).text("cancel-reason", take.text()?).done())
    })?;
    if !known.is_empty() {
        return Ok(known);
    }
    let sql = format!(
        "SELECT o.sku, o.title, o.units_purchased, o.purchased_at FROM facts.unshipped_line o {place} ORDER BY o.line"
    );
    rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let block = Block::new("line").text("sku", take.text()?).text("title", take.text()?);
        Ok(block.int("units", take.next()?).at("purchased_at", take.instant()?).done())
    })
}

/// Where it goes, masked: state, country and the beginning of the postal code, the buyer's initials.
fn person_block(db: &Connection, store: &str, order: &str) -> rusqlite::Result<Option<Section>> {
    let mut binds = Binds::default();
    let (store, order) = (binds.put(store.to_owned()), binds.put(order.to_owned()));
    let place = format!("WHERE store = {store} AND order_id = {order}");
    let sql = format!(
        "SELECT ship_state, ship_country FROM facts.unshipped_line {place} UNION ALL \
         SELECT ship_state, ship_country FROM facts.order_line {place} LIMIT 1"
    );
    let area_of = first(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        Ok((take.text()?, take.text()?))
    })?;
    let (state, country) = area_of.unwrap_or_default();
    let sql = format!("SELECT fields FROM facts.order_person {place}");
    let fields = first(db, &sql, &binds, |row| row.get::<_, String>(0))?;
    let fields: serde_json::Value = fields.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let part = |key: &str| fields.get(key).and_then(|value| value.as_str()).unwrap_or_default();
    Ok(Block::new("ship-to")
        .text("ship-country", country)
        .text("ship-state", state)
        .text("postal-code", area(part("ship_postal_code")))
        .text("buyer", initials(part("buyer_name")))
        .done())
}
