//! A model, a made-up database that answers it, and a terminal of memory.

use std::collections::VecDeque;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use unicode_width::UnicodeWidthStr;

use crate::domain::act::{Actor, Conflict, Intent, Outcome, Verb};
use crate::domain::day::{DAY, Day, HOUR, Instant};
use crate::domain::filter::What;
use crate::domain::format::Format;
use crate::domain::import::{Evidence, Question};
use crate::domain::list::{
    Cell, Counts, Detail, Fold, HistoryLine, List, ListQuery, ListRow, Page, Query, ReadError, Reply, Section, Source,
    WorkerState,
};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money, Totals};
use crate::domain::work::{Claim, Key as ItemKey, Kind, Lane as Urgency, Num, Numbers, State, WorkItem, public_id};
use crate::i18n::Lang;
use crate::tui::{Cmd, Key, Lane, Model, Msg, Options, Palette, Preset, draw, update};

/// 2026-11-22 08:30 in Berlin.
pub const NOW: Instant = Instant(1_795_332_600);

pub fn options(lang: Lang, size: (u16, u16)) -> Options {
    Options {
        lang,
        palette: Palette::Ansi,
        preset: Preset::Vim,
        size,
        now: NOW,
        zone: chrono_tz::Europe::Berlin,
        me: Actor { uid: 7, name: "wei".into() },
        demo: false,
        store: "default".into(),
        home: Some("/home/wei".into()),
        team: None,
    }
}

fn evidence(file: &str, row: u32) -> Evidence {
    Evidence { sha256: "5f2a".repeat(16), file: file.into(), row, as_of: NOW.0 - 2 * HOUR }
}

fn usd(minor: i64) -> Money {
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
        snoozed: None,
        dismissed: None,
        numbers,
        evidence: evidence("2026-11.txt", 412),
        cleared: None,
        reopened: false,
    }
}

fn row(id: &str, cells: Vec<Cell>, item: Option<WorkItem>, market: Market) -> ListRow {
    ListRow { id: id.into(), cells, item: item.map(Box::new), fold: None, market: Some(market) }
}

fn queue_row(item: WorkItem) -> ListRow {
    ListRow {
        id: public_id(item.id),
        cells: Vec::new(),
        market: item.key.market,
        item: Some(Box::new(item)),
        fold: None,
    }
}

/// The queue of the fixture: late, today, later; one held by somebody; one fold.
fn queue() -> Vec<ListRow> {
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
            fold: Some(Fold { kind: Kind::NegateTerm, ids: vec![21, 22, 23], money: Totals(vec![usd(11_540)]) }),
            market: Some(Market::Us),
        },
    );
    out
}

fn orders() -> Vec<ListRow> {
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

fn messages() -> Vec<ListRow> {
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

fn ads() -> Vec<ListRow> {
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

fn stock() -> Vec<ListRow> {
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

fn practices() -> Vec<ListRow> {
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

fn imports() -> Vec<ListRow> {
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
        row(&format!("f{id}"), cells, None, Market::Us)
    };
    vec![file(12, "11-22.txt", "waiting"), file(11, "11-21.txt", "partly"), file(10, "11-20.txt", "applied")]
}

/// The made-up database.
#[derive(Debug)]
pub struct Fake {
    pub lists: [Vec<ListRow>; 7],
    pub counts: Counts,
    pub sources: Vec<Source>,
    pub error: Option<ReadError>,
    /// The next write finds that somebody was faster.
    pub conflict: bool,
    pub steps: i64,
    undone: Vec<Vec<(usize, ListRow)>>,
}

impl Default for Fake {
    fn default() -> Self {
        let source = |format, hours: i64, wanted: i64| Source {
            format,
            store: "default".into(),
            market: Some(Market::Us),
            as_of: Some(NOW.plus(-hours * HOUR)),
            wanted: wanted * HOUR,
        };
        Self {
            lists: [queue(), orders(), messages(), ads(), stock(), practices(), imports()],
            counts: Counts {
                tabs: [Some(12), Some(2), Some(1), Some(2), Some(1), Some(1), None],
                done_today: 11,
                snoozed: 2,
                next_wake: Some(NOW.plus(3 * HOUR)),
                next_due: Some(NOW.plus(2 * HOUR)),
                session: Some((1560, 34)),
                has_data: true,
                marks: (5, 5),
            },
            sources: vec![
                source(Format::AllOrders, 2, 24),
                source(Format::SpSearchTerm, 30, 24),
                source(Format::FbaInventory, 80, 24),
            ],
            error: None,
            conflict: false,
            steps: 0,
            undone: Vec::new(),
        }
    }
}

impl Fake {
    /// A queue of so many orders to ship.
    pub fn with_queue(count: i64) -> Self {
        let rows =
            (1..=count).map(|n| queue_row(item(n, Kind::ShipToday, &format!("o{n}"), Some(n * 600), Market::Us)));
        let mut fake = Self::default();
        fake.lists[0] = rows.collect();
        fake
    }

    fn page(&self, query: &ListQuery) -> Page {
        let all = &self.lists[query.list as usize];
        let word = |row: &ListRow, word: &str| {
            row.item.as_ref().is_some_and(|i| i.entity.contains(word)) || row.id.contains(word)
        };
        let fits = |row: &&ListRow| {
            query.filter.any.is_empty()
                || query
                    .filter
                    .any
                    .iter()
                    .any(|all| all.iter().all(|t| matches!(&t.what, What::Word(w) if word(row, w)) != t.negated))
        };
        let rows: Vec<ListRow> = all.iter().filter(fits).cloned().collect();
        let total = rows.len() as u64;
        let around = query.around.as_ref().and_then(|id| rows.iter().position(|r| r.id == *id)).map(|p| p as u64);
        let offset = match around {
            Some(place) if place < query.offset || place >= query.offset + query.limit => place.saturating_sub(20),
            _ => query.offset,
        };
        let offset = offset.min(total);
        let rows = rows.into_iter().skip(offset as usize).take(query.limit as usize).collect();
        Page { total, exact: true, unfiltered: all.len() as u64, offset, rows, sums: Totals::default() }
    }

    pub fn answer(&self, query: &Query) -> Result<Reply, ReadError> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        Ok(match query {
            Query::Page(query) => Reply::Page(self.page(query)),
            Query::Detail(list, id) => {
                let row = self.lists[*list as usize].iter().find(|r| r.id == *id);
                Reply::Detail(row.map(|row| Box::new(self.detail(*list, row))))
            }
            Query::Counts => Reply::Counts(self.counts.clone()),
            Query::Sources => Reply::Sources(self.sources.clone()),
            Query::Worker => Reply::Worker(WorkerState::default()),
        })
    }

    fn detail(&self, list: List, row: &ListRow) -> Detail {
        Detail {
            id: row.id.clone(),
            sections: vec![Section {
                heading: "units",
                rows: vec![("sku", Cell::Text("014".into()))],
                lines: vec!["\u{1b}[31m硅胶铲".into()],
            }],
            evidence: Some(evidence("2026-11.txt", 412)),
            item: row.item.clone(),
            history: vec![HistoryLine { at: NOW.plus(-DAY), who: "li".into(), verb: "reopened".into(), note: None }],
            link: Some("https://sellercentral.amazon.com/orders-v3/order/113".into()),
            question: (list == List::Imports && row.id == "f12").then_some((12, Question::Marketplace { rows: 40 })),
        }
    }

    /// Carries out a write on the queue.
    pub fn write(&mut self, intent: &Intent) -> Result<Outcome, String> {
        let Intent::Act { verb, items } = intent else { return Ok(Outcome::Queued(1)) };
        let done = |step, verb: &str, count| Outcome::Done { step, verb: verb.into(), count, entity: "113".into() };
        if std::mem::take(&mut self.conflict) {
            let item = items.first().map_or(0, |(id, _)| *id);
            let conflict =
                Conflict { item, entity: "113".into(), who: "li".into(), at: NOW, state: State::Acted, claim: None };
            return Ok(Outcome::Conflict(Box::new(conflict)));
        }
        self.steps += 1;
        if let Verb::Undo { .. } = verb {
            for (place, row) in self.undone.pop().into_iter().flatten().rev() {
                self.lists[0].insert(place, row);
            }
            return Ok(done(self.steps, "done", 1));
        }
        if matches!(verb, Verb::Claim | Verb::Release) {
            for item in self.lists[0].iter_mut().filter_map(|r| r.item.as_mut()) {
                if items.iter().any(|(id, _)| *id == item.id) {
                    item.version += 1;
                    item.claim =
                        (*verb == Verb::Claim).then(|| Claim { uid: 7, name: "wei".into(), until: NOW.plus(1800) });
                }
            }
            return Ok(done(self.steps, verb.word(), items.len()));
        }
        let ids: Vec<i64> = items.iter().map(|(id, _)| *id).collect();
        let acted = |r: &ListRow| {
            r.item.as_ref().is_some_and(|i| ids.contains(&i.id))
                || r.fold.as_ref().is_some_and(|f| ids.contains(&f.ids[0]))
        };
        let taken = self.lists[0].iter().enumerate().filter(|(_, r)| acted(r)).map(|(p, r)| (p, r.clone())).collect();
        self.lists[0].retain(|r| !acted(r));
        self.undone.push(taken);
        Ok(done(self.steps, verb.word(), items.len()))
    }
}

/// A screen with its database.
#[derive(Debug)]
pub struct App {
    pub model: Model,
    pub fake: Fake,
    /// Everything asked for beside questions.
    pub log: Vec<Cmd>,
}

impl App {
    pub fn new(options: Options, fake: Fake) -> Self {
        let mut app = Self { model: Model::new(options), fake, log: Vec::new() };
        let cmds = app.model.start();
        app.settle(cmds);
        app
    }

    /// Presses keys; the commands of all of them, nothing answered.
    pub fn keys(&mut self, names: &str) -> Vec<Cmd> {
        let mut out = Vec::new();
        for name in names.split(' ') {
            let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
            out.extend(update(&mut self.model, Msg::Key(key)));
        }
        out
    }

    /// Presses keys and answers everything after each.
    pub fn press(&mut self, names: &str) -> &mut Self {
        for name in names.split(' ') {
            let cmds = self.keys(name);
            self.settle(cmds);
        }
        self
    }

    pub fn send(&mut self, msg: Msg) -> &mut Self {
        let cmds = update(&mut self.model, msg);
        self.settle(cmds);
        self
    }

    /// Answers questions and writes until nothing is open.
    pub fn settle(&mut self, cmds: Vec<Cmd>) {
        let mut open = VecDeque::from(cmds);
        while let Some(cmd) = open.pop_front() {
            let msg = match cmd {
                Cmd::Load { lane, generation, query } => {
                    Msg::Reply { lane, generation, result: self.fake.answer(&query) }
                }
                Cmd::Write(intent) => {
                    let result = self.fake.write(&intent);
                    self.log.push(Cmd::Write(intent.clone()));
                    Msg::Wrote { intent, result }
                }
                other => {
                    self.log.push(other);
                    continue;
                }
            };
            open.extend(update(&mut self.model, msg));
        }
    }

    pub fn selected(&self) -> Option<&str> {
        self.model.current().selected.as_deref()
    }

    pub fn toast(&self) -> &str {
        self.model.toast.as_ref().map_or("", |t| t.text.as_str())
    }

    /// The screen as text; every glyph must have one width in all terminals.
    pub fn screen(&self) -> String {
        let (width, height) = self.model.options.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(&self.model, frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let mut out = String::new();
        for y in 0..height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..width {
                let symbol = buffer[(x, y)].symbol();
                assert_eq!(symbol.width(), symbol.width_cjk(), "{symbol:?} at {x},{y} has no sure width");
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                skip = symbol.width().saturating_sub(1);
                line.push_str(symbol);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// An English screen of 80x24 over the fixture.
pub fn app() -> App {
    App::new(options(Lang::En, (80, 24)), Fake::default())
}

/// Whether a command asks for a page.
pub fn is_page(cmd: &Cmd) -> bool {
    matches!(cmd, Cmd::Load { lane: Lane::Page, .. })
}
