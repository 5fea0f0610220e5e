//! From a header to a plan, and by the plan from a record to a [`Row`]: one builder for all flat formats.

use std::borrow::Cow;
use std::cell::{Cell as Shared, RefCell};

use chrono_tz::Tz;

mod evidence;
mod point;

use super::cell::{Cell, Fault, Reading};
use super::header::{Fate, Header, Name, clip};
use super::number::Style;
use super::parts::Parts;
use super::report::control::{Controls, Origin};
use super::report::{Above, Draft, MarketWords, Numbers};
use super::{Context, Stop};
use crate::domain::format::{Columns, Field, Kind, Row, Value};
use crate::domain::import::{Problem, Question, Reject};
use crate::domain::market::{DateOrder, Market};
use crate::domain::money::Currency;

/// A record of a table: its cells by header position.
pub(super) trait Record {
    /// The cell under the header name at `at`; empty beyond the record's end.
    fn cell(&self, at: usize) -> Cell<'_>;
}

/// What is done with the cells under a header name.
#[derive(Clone, Copy, Debug)]
enum Slot {
    /// They fill a cell of the row.
    Field {
        /// Which.
        to: usize,
        /// Read as this.
        kind: Kind,
        /// It is of the key and must not be blank.
        must: bool,
    },
    /// They fill cell `0` of the row, read as kind `1`, where the record has filled it under no other name.
    Second(usize, Kind),
    /// They are kept as they stand under number `0` of [`Columns::extra`].
    Extra(u16),
    /// They are documented and not used: the archive has them.
    Unused,
}

/// How the records of a file become rows.
#[derive(Debug)]
pub(super) struct Plan {
    header: Header,
    /// The columns that the file has.
    pub(super) columns: Columns,
    slots: Vec<Slot>,
    /// The cells of a row before it is filled: constants, empty texts of key columns, NULL.
    template: Vec<Value>,
    /// The header position of the marketplace and its words.
    market: Option<(usize, MarketWords)>,
    /// The header positions of the row's currency, and the cell that keeps it.
    currency: Option<(Vec<usize>, usize)>,
    /// Cell of the group's id (the order), for rejects.
    group: Option<usize>,
    /// Header positions of days and instants.
    days: Vec<(usize, Kind)>,
    /// Header positions of numbers that may prove what stands before the decimals, and whether they are whole ones.
    numbers: Vec<(usize, bool)>,
    /// Header positions of [`super::report::Layout::raw`].
    raw: Vec<Option<usize>>,
    /// Header positions of a day and of the instant that has the same day.
    same_day: Option<(usize, usize)>,
    /// Cells whose times may stand without a zone, and where.
    local: Vec<(usize, &'static [Market])>,
    /// The totals that the file states.
    pub(super) controls: RefCell<Controls>,
    /// The cell of the day that is the file's as-of.
    as_of: Option<usize>,
    /// The currency of all rows, when the file says it once.
    whole: Option<Currency>,
    /// The currency of the rows below the one that named it.
    carried: Shared<Option<Currency>>,
    style: Style,
    dates: Option<DateOrder>,
}

/// Why a record gave no row.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The record is rejected, with its group.
    Reject(Box<Reject>, Option<String>),
    /// The file needs its marketplace: an amount without a currency.
    Marketplace,
    /// The file needs an answer.
    Ask(Question),
}

impl Plan {
    /// The plan of a header line. `style` is how the container writes numbers. Asks for the period of a search term
    /// report that says none.
    pub(super) fn new(header: Header, style: Style, ctx: &Context) -> Result<Self, Stop> {
        let layout = header.layout;
        let spec = layout.format.spec();
        let mut plan = Self {
            columns: Columns::default(),
            slots: Vec::with_capacity(header.raw.len()),
            template: Vec::new(),
            market: None,
            currency: None,
            group: None,
            days: Vec::new(),
            numbers: Vec::new(),
            raw: Vec::new(),
            same_day: None,
            local: Vec::new(),
            controls: RefCell::default(),
            as_of: None,
            whole: None,
            carried: Shared::new(None),
            style: if layout.numbers == Numbers::Browser { style } else { local(style, ctx.market) },
            dates: ctx.dates,
            header,
        };
        let names = plan.header.names.clone();
        for (at, (name, fate)) in names.iter().zip(plan.header.fates()).enumerate() {
            let slot = plan.slot(at, fate);
            plan.slots.push(slot);
            if let Some(market) = layout.market.as_ref().filter(|_| layout.is_market(name) && plan.market.is_none()) {
                plan.market = Some((at, market.words));
            }
        }
        plan.add_given(ctx)?;
        for column in layout.blank {
            if plan.cell_of(column).is_none() {
                plan.constant(column, Value::Text("".into()));
            }
        }
        let money = spec.fields.iter().any(|f| f.kind == Kind::Money);
        if money && spec.position("currency").is_some() {
            let at = plan.cell_of("currency");
            let cell = at.unwrap_or_else(|| plan.constant("currency", Value::Null));
            let fills = |slot: &Slot| matches!(slot, Slot::Field { to, .. } | Slot::Second(to, _) if *to == cell);
            let positions = plan.slots.iter().enumerate().filter(|(_, s)| fills(s)).map(|(at, _)| at).collect();
            plan.currency = Some((positions, cell));
        }
        plan.group = plan.cell_of("order_id");
        plan.raw =
            layout.raw.iter().map(|name| Name::of(name)).map(|name| names.iter().position(|n| *n == name)).collect();
        plan.numbers.extend(plan.raw.iter().flatten().map(|at| (*at, false)));
        let column = |column| plan.position(column);
        plan.same_day = layout.same_day.and_then(|(day, instant)| Some((column(day)?, column(instant)?)));
        plan.local = layout.local.iter().filter_map(|(column, at)| Some((plan.cell_of(column)?, *at))).collect();
        plan.as_of = layout.as_of.and_then(|column| plan.cell_of(column));
        Ok(plan)
    }

    /// How the lines of the file are parted, when a line is several records.
    pub(super) fn parts(&self) -> Option<&Parts> {
        self.header.parts.as_ref()
    }

    /// The names of the header as read.
    pub(super) fn header(&self) -> &[String] {
        &self.header.raw
    }

    fn fields(&self) -> &'static [Field] {
        self.header.layout.format.spec().fields
    }

    /// The cell of a column, when the rows have it.
    fn cell_of(&self, column: &str) -> Option<usize> {
        let position = self.header.layout.format.spec().position(column)? as u16;
        self.columns.fields.iter().position(|&f| f == position)
    }

    /// Adds a cell for a column of the format.
    fn constant(&mut self, column: &str, value: Value) -> usize {
        let position = self.header.layout.format.spec().position(column).unwrap_or_default();
        self.columns.fields.push(position as u16);
        self.template.push(value);
        self.template.len() - 1
    }

    fn slot(&mut self, at: usize, fate: Fate) -> Slot {
        match fate {
            Fate::Unused | Fate::LeftOut => Slot::Unused,
            Fate::Fills(column) => self.filled(at, column),
            Fate::Second(column) => match self.cell_of(column) {
                Some(cell) => Slot::Second(cell, self.fields()[usize::from(self.columns.fields[cell])].kind),
                None => self.kept(at),
            },
            Fate::Kept => self.kept(at),
        }
    }

    fn filled(&mut self, at: usize, column: &'static str) -> Slot {
        let layout = self.header.layout;
        let blank = layout.blank.contains(&column);
        let cell = self.constant(column, if blank { Value::Text("".into()) } else { Value::Null });
        let kind = self.fields()[usize::from(self.columns.fields[cell])].kind;
        match kind {
            Kind::Day | Kind::Instant => self.days.push((at, kind)),
            Kind::Money => self.numbers.push((at, false)),
            // Elsewhere counts may be grouped in another way than amounts.
            Kind::Int | Kind::Milli | Kind::Ppm if layout.numbers == Numbers::Browser => {
                self.numbers.push((at, kind == Kind::Int));
            }
            _ => {}
        }
        let must = !blank && layout.format.spec().key.contains(&column) && !layout.derived.contains(&column);
        Slot::Field { to: cell, kind, must }
    }

    fn kept(&mut self, at: usize) -> Slot {
        let raw = self.header.raw[at].trim().to_owned();
        // A second name of a column is kept too, and is not unknown.
        if !raw.is_empty() && self.header.layout.column(&self.header.names[at]).is_none() {
            self.columns.unknown.push(raw.clone());
        }
        self.columns.extra.push(if raw.is_empty() { format!("({})", at + 1) } else { raw });
        Slot::Extra((self.columns.extra.len() - 1) as u16)
    }

    /// What the file says once for all its rows, and cells for what is derived from others.
    fn add_given(&mut self, ctx: &Context) -> Result<(), Stop> {
        let layout = self.header.layout;
        if let Some(given) = layout.given {
            let above = Above { lines: &self.header.above, header: &self.header.meant, raw: &self.header.raw, ctx };
            for (column, value) in given(&above)? {
                if column == "currency" {
                    self.whole = value.text().and_then(Currency::parse);
                }
                if self.cell_of(column).is_none() {
                    self.constant(column, value);
                }
            }
        }
        for column in layout.derived {
            if self.cell_of(column).is_none() {
                let blank = layout.blank.contains(column);
                self.constant(column, if blank { Value::Text("".into()) } else { Value::Null });
            }
        }
        Ok(())
    }

    /// Whether the file is applied as a whole or not at all.
    pub(super) fn balanced(&self) -> bool {
        self.header.layout.balanced
    }

    /// The header position of a name of [`super::report::Layout::raw`].
    pub(super) fn raw(&self, at: usize) -> Option<usize> {
        self.raw.get(at).copied().flatten()
    }

    /// The zone of a time without one, in a cell of a row of `place`.
    fn zone(&self, cell: usize, place: Option<Market>) -> Option<Tz> {
        let (_, markets) = self.local.iter().find(|(to, _)| *to == cell)?;
        place.filter(|market| markets.contains(market)).map(Market::zone)
    }

    /// The day of a row that is the file's as-of.
    pub(super) fn as_of<'r>(&self, row: &'r Row) -> Option<&'r str> {
        row.cells.get(self.as_of?)?.text()
    }

    /// Builds the rows of a record: one, and those that its layout adds.
    pub(super) fn row(&self, record: &dyn Record, line: u32, ctx: &Context) -> Result<(Row, Vec<Row>), Refusal> {
        let mut row = Row { line, market: self.market(record, line)?, cells: self.template.clone(), extra: Vec::new() };
        let place = row.market.or(ctx.market);
        let currency = self.currency(record, line, place)?;
        let reading = Reading {
            style: match self.header.layout.numbers {
                Numbers::Browser => self.style,
                Numbers::Market | Numbers::File => local(self.style, row.market),
            },
            round: self.header.layout.round,
            currency,
            // What was given, and what the file itself proves, before what is usual in the marketplace.
            dates: self.dates.or_else(|| (self.header.layout.dates)(place)).or_else(|| date_order(place, currency)),
            months: self.header.layout.months,
            zone: None,
        };
        let mut amounts = false;
        for (at, slot) in self.slots.iter().enumerate() {
            let cell = record.cell(at);
            match *slot {
                Slot::Unused => {}
                Slot::Second(to, _) if !is_blank(&row.cells[to]) => {}
                Slot::Extra(number) => {
                    if cell != Cell::Empty {
                        row.extra.push((number, cell.shown()));
                    }
                }
                Slot::Field { to, kind, .. } | Slot::Second(to, kind) => {
                    match cell.value(kind, &self.in_zone(to, kind, place, &reading)) {
                        Ok(Value::Null) if matches!(slot, Slot::Field { must: true, .. }) => {
                            return Err(self.reject(record, at, line, Problem::Blank));
                        }
                        // A blank leaves what the template has: NULL, or the empty text of a key.
                        Ok(Value::Null) => {}
                        Ok(value) => {
                            amounts |= kind == Kind::Money;
                            row.cells[to] = value;
                        }
                        Err(Fault::NoCurrency) if self.header.layout.format.spec().own_currency => {
                            return Err(self.reject(record, at, line, Problem::NoCurrency));
                        }
                        // An id that a row of this kind need not have: the empty text of its key stays.
                        Err(Fault::Problem(Problem::Blank)) if row.cells[to].text() == Some("") => {}
                        Err(Fault::NoCurrency) => return Err(Refusal::Marketplace),
                        Err(Fault::DateOrder) => {
                            return Err(Refusal::Ask(Question::DateOrder {
                                column: self.header.raw[at].clone(),
                                sample: clip(&cell.shown()),
                            }));
                        }
                        Err(Fault::Problem(problem)) => return Err(self.reject(record, at, line, problem)),
                    }
                }
            }
        }
        if let (Some((_, cell)), Some(currency), true) = (&self.currency, currency, amounts) {
            row.cells[*cell] = Value::Text(currency.code().into());
        }
        let mut further_rows = Vec::new();
        if let Some(finish) = self.header.layout.finish {
            let spec = self.header.layout.format.spec();
            let origin = Origin { plan: self, record, reading: &reading };
            let (columns, header) = (&self.columns, self.header.raw.as_slice());
            let (row, further, blamed, blamed_at) = (&mut row, Vec::new(), None, None);
            let mut draft = Draft { row, columns, spec, record, header, blamed, origin, further, blamed_at };
            let finished = finish(&mut draft);
            let Draft { further, blamed, blamed_at, .. } = draft;
            finished.map_err(|problem| match blamed_at.or_else(|| self.position(blamed?)) {
                Some(at) => self.reject(record, at, line, problem),
                None => self.reject_row(record, line, problem),
            })?;
            further_rows = further;
        }
        Ok((row, further_rows))
    }

    /// How a cell is read: as its row, and in the zone of its own that it may have.
    fn in_zone<'r>(&self, cell: usize, kind: Kind, place: Option<Market>, reading: &'r Reading) -> Cow<'r, Reading> {
        if kind != Kind::Instant || self.local.is_empty() {
            return Cow::Borrowed(reading);
        }
        Cow::Owned(Reading { zone: self.zone(cell, place), ..*reading })
    }

    /// The header position that fills a column.
    fn position(&self, column: &str) -> Option<usize> {
        self.position_of(self.cell_of(column)?)
    }

    /// The header position that fills a cell of the rows.
    pub(super) fn position_of(&self, cell: usize) -> Option<usize> {
        self.slots.iter().position(|slot| matches!(slot, Slot::Field { to, .. } if *to == cell))
    }

    fn market(&self, record: &dyn Record, line: u32) -> Result<Option<Market>, Refusal> {
        let Some((at, words)) = self.market else { return Ok(None) };
        let Cell::Text(text) = record.cell(at) else { return Ok(None) };
        if record.cell(at).is_blank() {
            return Ok(None);
        }
        let known = || Market::from_country(text).or_else(|| Market::from_amazon_id(text));
        let unknown = || self.reject(record, at, line, Problem::NotAMarketplace);
        match words {
            MarketWords::SalesChannel => match Market::from_sales_channel(text) {
                None if text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("amazon.")) => Err(unknown()),
                market => Ok(market),
            },
            MarketWords::CodeOrCountry => {
                known().or_else(|| Market::from_sales_channel(text)).map(Some).ok_or_else(unknown)
            }
            MarketWords::Perhaps => Ok(known().or_else(|| Market::from_sales_channel(text))),
            MarketWords::Web => Ok(of_address(text)),
        }
    }

    /// The currency of a row: its own word, else its marketplace's.
    fn currency(&self, record: &dyn Record, line: u32, place: Option<Market>) -> Result<Option<Currency>, Refusal> {
        let mut own = None;
        for &at in self.currency.iter().flat_map(|(positions, _)| positions) {
            let Cell::Text(text) = record.cell(at) else { continue };
            own = Currency::parse(text);
            if own.is_none() {
                return Err(self.reject(record, at, line, Problem::NotACurrency));
            }
            break;
        }
        if self.header.layout.carry_currency && own.is_some() {
            self.carried.set(own);
        }
        let place = place.filter(|_| !self.header.layout.format.spec().own_currency);
        Ok(own.or(self.carried.get()).or(self.whole).or_else(|| place.map(Market::currency)))
    }

    fn reject_row(&self, record: &dyn Record, line: u32, problem: Problem) -> Refusal {
        let read = clip(&record.cell(0).shown());
        let reject = Reject { line, column: String::new(), read, problem };
        Refusal::Reject(Box::new(reject), self.group(record))
    }

    fn reject(&self, record: &dyn Record, at: usize, line: u32, problem: Problem) -> Refusal {
        let reject = Reject {
            line,
            column: self.header.raw[at].trim().to_owned(),
            read: clip(&record.cell(at).shown()),
            problem,
        };
        Refusal::Reject(Box::new(reject), self.group(record))
    }

    /// The group of a record (its order), when it can be read.
    pub(super) fn group(&self, record: &dyn Record) -> Option<String> {
        let at = self.position_of(self.group?)?;
        match record.cell(at) {
            Cell::Text(text) => Some(clip(text)),
            _ => None,
        }
    }
}

fn is_blank(value: &Value) -> bool {
    matches!(value, Value::Null) || value.text() == Some("")
}

/// The marketplace of an address or of the end of one.
fn of_address(text: &str) -> Option<Market> {
    let host = text.split_once("://").map_or(text, |(_, rest)| rest).split(['/', '?']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let domain = host.strip_prefix("amazon.").unwrap_or(host);
    Market::from_sales_channel(&format!("amazon.{domain}"))
}

/// The style of a people's CSV in a marketplace: which separator stands before the decimals.
fn local(style: Style, market: Option<Market>) -> Style {
    match (style, market) {
        (Style::Local(None), Some(market)) => Style::Local(Some(match market {
            Market::De
            | Market::Fr
            | Market::It
            | Market::Es
            | Market::Nl
            | Market::Se
            | Market::Pl
            | Market::Be
            | Market::Br
            | Market::Tr => ',',
            _ => '.',
        })),
        (style, _) => style,
    }
}

/// The order of day and month where a marketplace, or all marketplaces of a currency, agree.
fn date_order(place: Option<Market>, currency: Option<Currency>) -> Option<DateOrder> {
    if let Some(market) = place {
        return Some(market.info().dates);
    }
    let currency = currency?;
    let mut orders = Market::ALL.iter().filter(|m| m.currency() == currency).map(|m| m.info().dates);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}
