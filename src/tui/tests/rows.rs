//! The rows of the made-up store: each list in small.

use super::driver::NOW;
use crate::domain::day::{DAY, Day, HOUR};
use crate::domain::import::Evidence;
use crate::domain::list::{Cell, Fold, ListRow};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money, Totals};
use crate::domain::work::{Claim, Key as ItemKey, Kind, Lane as Urgency, Num, Numbers, State, WorkItem, public_id};

pub fn evidence(file: &str, row: u32) -> Evidence {
    Evidence { sha256: "5f2a".repeat(16), file: file.into(), row, as_of: NOW.0 - 2 * HOUR }
}

pub fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::of(b"USD"))
}

/// An item that is due in so many seconds.
pub fn item(id: i64, kind: Kind, entity: &str, due: Option<i64>, market: Market) -> WorkItem {
    let mut numbers = Numbers::new();
    numbers.insert("units".into(), Num::Int(2));
    numbers.insert("total".into(), Num::Money(usd(2399)));
    WorkItem {
        id,
        version: 3,
        key: ItemKey {
            ladder: kind.info().ladder.into(),
            store: "default".into(),
            market: Some(market),
            subject: entity.into(),
            epoch: None,
        },
        kind,
        lane: if due.is_some_and(|d| d < DAY) { Urgency::Today } else { Urgency::Week },
        due: due.map(|d| NOW.plus(d)),
        state: State::Open,
        entity: entity.into(),
        money: Some(usd(2399)),
        hero: false,
        opened: NOW.plus(-DAY),
        claim: None,
        assigned: None,
        snoozed: None,
        dismissed: None,
        numbers,
        evidence: evidence("2026-11.txt", 412),
        cleared: None,
        reopened: false,
    }
}

pub fn row(id: &str, cells: Vec<Cell>, item: Option<WorkItem>, market: Market) -> ListRow {
    ListRow { id: id.into(), cells, item: item.map(Box::new), fold: None, market: Some(market) }
}

pub fn queue_row(item: WorkItem) -> ListRow {
    ListRow {
        id: public_id(item.id),
        cells: Vec::new(),
        market: item.key.market,
        item: Some(Box::new(item)),
        fold: None,
    }
}

/// The queue of the fixture: late, today, later; one held by somebody; one fold.
pub fn queue() -> Vec<ListRow> {
    let mut out: Vec<ListRow> = [
        item(1, Kind::AnswerOverdue, "302-5512009-7781234", Some(-7800), Market::De),
        item(2, Kind::VergeOfCancellation, "113-1120987-5512345", Some(3 * HOUR + 1080), Market::Us),
        item(3, Kind::ShipToday, "113-8890121-0041234", Some(13 * HOUR), Market::Us),
        item(4, Kind::BuyerCancellation, "113-0021877-3341234", Some(14 * HOUR), Market::Us),
        item(5, Kind::AnswerDue, "250-7719902-1121234", Some(15 * HOUR + 120), Market::Jp),
        item(6, Kind::OutOfStock, "014 硅胶铲套装 5件", None, Market::Us),
        item(7, Kind::StockOutNear, "022", Some(5 * DAY), Market::Us),
        item(8, Kind::MetricNearTarget, "4.00%", Some(6 * DAY), Market::De),
        item(9, Kind::PracticeDue, "check-reports", Some(8 * DAY), Market::Us),
        item(10, Kind::ReportMissing, "2026-11", None, Market::Us),
        item(11, Kind::ImportRefused, "11-14.xlsx", None, Market::Us),
    ]
    .into_iter()
    .map(queue_row)
    .collect();
    if let Some(item) = out[1].item.as_mut() {
        item.claim = Some(Claim { uid: 8, name: "li".into(), until: NOW.plus(1200) });
    }
    out.insert(
        7,
        ListRow {
            id: "fold:negate-term:US".into(),
            cells: Vec::new(),
            item: None,
            fold: Some(Fold {
                kind: Kind::NegateTerm,
                ids: vec![21, 22, 23],
                money: Totals(vec![usd(11_540)]),
                unknown: 1,
            }),
            market: Some(Market::Us),
        },
    );
    out
}

pub fn orders() -> Vec<ListRow> {
    let order = |id: &str, sku: &str, title: &str, total: Money, market: Market, due: i64, item: Option<WorkItem>| {
        let cells = vec![
            Cell::Due(NOW.plus(due)),
            Cell::Text(id.into()),
            Cell::Text(sku.into()),
            Cell::Text(title.into()),
            Cell::Int(1),
            Cell::Money(total),
            Cell::None,
            Cell::None,
            Cell::Text(market.code().into()),
            Cell::At(NOW.plus(-2 * DAY)),
            Cell::Text("1".into()),
        ];
        row(id, cells, item, market)
    };
    let eur = Money::new(1490, Currency::of(b"EUR"));
    let jpy = Money::new(2480, Currency::of(b"JPY"));
    let due = 13 * HOUR;
    vec![
        order(
            "113-8890121-0041234",
            "014",
            "硅胶铲套装 5件",
            usd(2399),
            Market::Us,
            due,
            Some(item(3, Kind::ShipToday, "113-8890121-0041234", Some(due), Market::Us)),
        ),
        order("302-5512009-7781234", "031", "厨房打蛋器 不锈钢 大号 加厚 家用烘焙工具", eur, Market::De, due, None),
        order(
            "250-7719902-1121234",
            "014",
            "シリコンヘラ",
            jpy,
            Market::Jp,
            26 * HOUR,
            Some(item(31, Kind::ShipToday, "250-7719902-1121234", Some(26 * HOUR), Market::Jp)),
        ),
    ]
}

pub fn messages() -> Vec<ListRow> {
    let cells = vec![
        Cell::Due(NOW.plus(-7800)),
        Cell::Text("DE".into()),
        Cell::Text("A. K.".into()),
        Cell::Text("包裹在哪里?".into()),
        Cell::None,
        Cell::Text("302-5512009-7781234".into()),
        Cell::At(NOW.plus(-DAY - 7800)),
        Cell::Text("1".into()),
    ];
    vec![row(
        "t1",
        cells,
        Some(item(1, Kind::AnswerOverdue, "302-5512009-7781234", Some(-7800), Market::De)),
        Market::De,
    )]
}

pub fn ads() -> Vec<ListRow> {
    let term = |id: i64, term: &str, clicks: i64, orders: i64, spend: i64| {
        let cells = vec![
            Cell::None,
            Cell::Text(term.into()),
            Cell::None,
            Cell::Text("014".into()),
            Cell::Text("1".into()),
            Cell::Int(12_400),
            Cell::Int(clicks),
            Cell::Int(orders),
            Cell::Money(usd(spend)),
            if orders == 0 { Cell::None } else { Cell::Money(usd(21_400)) },
            if orders == 0 { Cell::None } else { Cell::Ppm(553_000) },
            Cell::Ppm(orders * 1_000_000 / clicks),
            Cell::Text("US".into()),
            Cell::Text("1".into()),
        ];
        let item = (orders == 0).then(|| item(id, Kind::NegateTerm, term, None, Market::Us));
        row(&format!("ad{id}"), cells, item, Market::Us)
    };
    vec![term(21, "硅胶铲", 61, 0, 4820), term(22, "烘焙 礼物", 22, 0, 1910), term(24, "不粘锅铲", 140, 9, 11_840)]
}

pub fn stock() -> Vec<ListRow> {
    let cells = |sku: &str, title: &str, left: i64, cover: i64| {
        vec![
            Cell::Text(sku.into()),
            Cell::Text(title.into()),
            Cell::Int(left),
            Cell::Int(0),
            Cell::Milli(14_000),
            Cell::Milli(cover),
            Day::parse("2026-11-28").map_or(Cell::None, Cell::Day),
            Day::parse("2026-11-09").map_or(Cell::None, Cell::Day),
            Cell::Text("US".into()),
            Day::parse("2026-11-20").map_or(Cell::None, Cell::Day),
            Cell::Text("1".into()),
        ]
    };
    let near = item(7, Kind::StockOutNear, "014", Some(5 * DAY), Market::Us);
    vec![
        row("014", cells("014", "硅胶铲套装 5件", 84, 6000), Some(near), Market::Us),
        row("022", cells("022", "打蛋器", 900, 450_000), None, Market::Us),
    ]
}

pub fn practices() -> Vec<ListRow> {
    (1..=10)
        .map(|number| {
            let cells = vec![
                Cell::Int(number),
                Cell::Text("第".repeat(number as usize)),
                Cell::None,
                Cell::At(NOW.plus(-number * DAY)),
                Cell::None,
                Cell::Due(NOW.plus(number * DAY)),
                Cell::None,
            ];
            let due = item(9, Kind::PracticeDue, "check-reports", Some(DAY), Market::Us);
            row(&format!("p{number}"), cells, (number == 1).then_some(due), Market::Us)
        })
        .collect()
}

pub fn imports() -> Vec<ListRow> {
    let file = |id: i64, name: &str, state: &'static str| {
        let cells = vec![
            Cell::At(NOW.plus(-HOUR)),
            Cell::None,
            Cell::Text(name.into()),
            Cell::Int(1284),
            Cell::Int(61),
            Cell::Int(0),
            Cell::Int(1220),
            Cell::Int(3),
            Cell::Word(state),
            Cell::Text("US".into()),
            Cell::At(NOW.plus(-2 * HOUR)),
            Cell::Milli(1200),
            Cell::Text("1".into()),
        ];
        row(&id.to_string(), cells, None, Market::Us)
    };
    vec![file(12, "11-22.txt", "waiting"), file(11, "11-21.txt", "partly"), file(10, "11-20.txt", "applied")]
}
