//! A row of a list as named values: the one shape behind `--json`, `--csv`, `--plain` and the screen's export.

use chrono_tz::Tz;

use crate::domain::day::{Day, Instant};
use crate::domain::list::{self, Cell, Fold, List, ListRow};
use crate::domain::money::{self, Currency, Money};
use crate::domain::text::SafeText;
use crate::domain::work::{Snooze, State, WorkItem, public_id};
use crate::i18n::Lang;
use crate::i18n::words::word;

/// Title and reason of an item in the reader's language.
pub type ItemText = fn(Lang, &WorkItem, Instant) -> (String, String);

/// Whose eyes a list is written for.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The reader's language.
    pub lang: Lang,
    /// The reader's zone: for what belongs to no marketplace.
    pub zone: Tz,
    /// The present moment, for "time left".
    pub now: Instant,
    /// Title and reason of an item.
    pub text: ItemText,
    /// Whether the data are the demo's.
    pub demo: bool,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Unknown or not applicable: JSON null, an empty cell, `-` in text.
    None,
    /// Text from outside, or a sentence.
    Text(SafeText),
    /// Text from outside that a spreadsheet would take for a formula (see [`is_formula`]).
    Formula(SafeText),
    /// A stable word; translated where people read it.
    Word(String),
    /// A count.
    Int(i64),
    /// An amount: a decimal in plain digits, its currency stands in the field `currency`.
    Money(Money),
    /// An instant, with the zone of its clock.
    At(Instant, Tz),
    /// A deadline, with the zone of its clock.
    Due(Instant, Tz),
    /// A calendar day.
    Day(Day),
    /// A ratio in millionths; `0.32` for machines, `32 %` for people.
    Ppm(i64),
    /// A decimal in thousandths.
    Milli(i64),
    /// Seconds.
    Span(i64),
}

/// Whether a spreadsheet would calculate a cell with this text (CWE-1236; OWASP ASVS 1.2.10): it begins, after blanks,
/// with `=`, `+`, `-`, `@` or their full-width forms, or with a tab, a carriage return or NUL.
pub fn is_formula(raw: &str) -> bool {
    raw.starts_with(['\t', '\r', '\0']) || raw.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

impl Value {
    /// Text from outside.
    pub fn outside(raw: &str) -> Self {
        let safe = SafeText::new(raw);
        if is_formula(raw) || is_formula(safe.as_str()) { Self::Formula(safe) } else { Self::Text(safe) }
    }

    fn of(cell: &Cell, zone: Tz) -> Self {
        match cell {
            Cell::None => Self::None,
            Cell::Text(text) => Self::outside(text),
            Cell::Word(word) => Self::Word((*word).to_owned()),
            Cell::Int(n) => Self::Int(*n),
            Cell::Money(money) => Self::Money(*money),
            Cell::At(at) => Self::At(*at, zone),
            Cell::Due(at) => Self::Due(*at, zone),
            Cell::Day(day) => Self::Day(*day),
            Cell::Ppm(n) => Self::Ppm(*n),
            Cell::Milli(n) => Self::Milli(*n),
            Cell::Span(n) => Self::Span(*n),
        }
    }

    /// The value for programs. `row` is the currency of the row: an amount of another one names it.
    pub fn json(&self, row: Option<Currency>) -> serde_json::Value {
        match self {
            Self::None => serde_json::Value::Null,
            Self::Int(n) | Self::Span(n) => (*n).into(),
            Self::Ppm(n) => (*n as f64 / 1e6).into(),
            Self::Milli(n) => (*n as f64 / 1e3).into(),
            other => other.plain(row).into(),
        }
    }

    /// The cell of a CSV or TSV: as [`Value::json`], with `'` before what a spreadsheet would calculate.
    pub fn cell(&self, row: Option<Currency>) -> String {
        match self {
            Self::Formula(text) => format!("'{text}"),
            other => other.plain(row),
        }
    }

    fn plain(&self, row: Option<Currency>) -> String {
        match self {
            Self::None => String::new(),
            Self::Text(text) | Self::Formula(text) => text.as_str().to_owned(),
            Self::Word(word) => SafeText::new(word).as_str().to_owned(),
            Self::Int(n) | Self::Span(n) => n.to_string(),
            Self::Money(money) if row == Some(money.currency) => money.plain(),
            Self::Money(money) => format!("{} {}", money.plain(), money.currency),
            Self::At(at, zone) | Self::Due(at, zone) => at.rfc3339_in(*zone),
            Self::Day(day) => day.to_string(),
            Self::Ppm(n) => trimmed(*n, 6),
            Self::Milli(n) => trimmed(*n, 3),
        }
    }

    /// The value for people.
    pub fn human(&self, look: &Look) -> String {
        match self {
            Self::None => "-".to_owned(),
            Self::Word(id) => SafeText::new(word(look.lang, id)).as_str().to_owned(),
            Self::At(at, zone) => clock(*at, *zone),
            Self::Due(at, zone) => format!("{} ({})", clock(*at, *zone), span(at.0 - look.now.0)),
            Self::Ppm(n) => format!("{} %", trimmed(n / 100, 2)),
            Self::Span(n) => span(*n),
            other => other.plain(None),
        }
    }
}

/// `2026-11-22 09:12 -08:00`.
fn clock(at: Instant, zone: Tz) -> String {
    at.utc().with_timezone(&zone).format("%Y-%m-%d %H:%M %:z").to_string()
}

/// A span in its two largest units: `2d 3h`, `-45m`, `0m`.
pub fn span(seconds: i64) -> String {
    let sign = if seconds <= -60 { "-" } else { "" };
    let minutes = seconds.unsigned_abs() / 60;
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, m) => format!("{sign}{m}m"),
        (0, h, 0) => format!("{sign}{h}h"),
        (0, h, m) => format!("{sign}{h}h {m}m"),
        (d, 0, _) => format!("{sign}{d}d"),
        (d, h, _) => format!("{sign}{d}d {h}h"),
    }
}

/// A decimal without needless zeros: `trimmed(320_000, 6)` is `0.32`.
fn trimmed(value: i64, digits: u32) -> String {
    let text = money::decimal(value, digits);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The fields of a work item, in their order.
pub const ITEM_FIELDS: [&str; 17] = [
    "id",
    "kind",
    "name",
    "store",
    "marketplace",
    "entity",
    "lane",
    "due",
    "state",
    "claimed_by",
    "money",
    "currency",
    "title",
    "why",
    "rule",
    "file",
    "row",
];

/// The fields of a view: those of an item for Today; else id, store, marketplace, currency (where the list has amounts),
/// item, and each column of the view.
pub fn fields(list: List, view: &str) -> Vec<&'static str> {
    if list == List::Today {
        return ITEM_FIELDS.to_vec();
    }
    let mut fields = vec!["id", "store", "marketplace"];
    if has_money(list) {
        fields.push("currency");
    }
    fields.push("item");
    fields.extend(list::columns(list, view).iter().map(|c| c.id).filter(|id| !FIXED.contains(id)));
    fields
}

/// Columns that every list has as fields of their own.
const FIXED: [&str; 2] = ["store", "marketplace"];

fn has_money(list: List) -> bool {
    matches!(list, List::Orders | List::Ads)
}

/// One row with the currency of its amounts; values in the order of [`fields`].
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The values.
    pub values: Vec<Value>,
    /// The currency of the row.
    pub currency: Option<Currency>,
}

/// The records of a row: one, or one per item of a folded row.
pub fn records(list: List, view: &str, row: &ListRow, look: &Look) -> Vec<Record> {
    match (list, &row.item, &row.fold) {
        (List::Today, _, Some(fold)) if fold.ids.len() > 1 => folded(fold),
        (List::Today, Some(item), _) => vec![item_record(item, look)],
        (List::Today, None, Some(fold)) => folded(fold),
        (List::Today, None, None) => Vec::new(),
        _ => vec![cells_record(list, view, row, look)],
    }
}

/// What a folded row says of each of its items: ask with `unfold` to know more.
fn folded(fold: &Fold) -> Vec<Record> {
    let info = fold.kind.info();
    let value = |field: &str, id: i64| match field {
        "id" => Value::Word(public_id(id)),
        "kind" | "name" => Value::Word(info.word.to_owned()),
        "rule" => Value::Word(info.rule.to_owned()),
        _ => Value::None,
    };
    fold.ids
        .iter()
        .map(|id| Record { values: ITEM_FIELDS.iter().map(|field| value(field, *id)).collect(), currency: None })
        .collect()
}

fn item_record(item: &WorkItem, look: &Look) -> Record {
    let (title, why) = (look.text)(look.lang, item, look.now);
    let zone = item.key.market.map_or(look.zone, crate::domain::market::Market::zone);
    let info = item.kind.info();
    let word = |text: &str| Value::Word(text.to_owned());
    let market = item.key.market.map_or(Value::None, |m| word(m.code()));
    let claim = item.claim.as_ref().filter(|claim| claim.until > look.now);
    let of_file = !item.evidence.sha256.is_empty();
    let values = vec![
        word(&public_id(item.id)),
        word(info.word),
        Value::Text(SafeText::new(crate::i18n::words::word(look.lang, info.word))),
        known(&item.key.store),
        market,
        Value::outside(&item.entity),
        word(item.lane.word()),
        item.due.map_or(Value::None, |due| Value::Due(due, zone)),
        word(state(item, look.now)),
        claim.map_or(Value::None, |claim| Value::outside(&claim.name)),
        item.money.map_or(Value::None, Value::Money),
        item.money.map_or(Value::None, |money| word(money.currency.code())),
        Value::outside(&title),
        Value::outside(&one_line(look.lang, &why)),
        word(info.rule),
        // A sign-off is no file.
        if of_file { known(&item.evidence.file) } else { Value::None },
        if of_file { Value::Int(i64::from(item.evidence.row)) } else { Value::None },
    ];
    Record { values, currency: item.money.map(|m| m.currency) }
}

/// Sentences that stand one below the other on the screen, as one cell: without a sign between them they run together.
fn one_line(lang: crate::i18n::Lang, text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(lang.pick(". ", "。", ". "))
}

/// The state of an item as people see it: `snoozed` lies over `open`.
fn state(item: &WorkItem, now: Instant) -> &'static str {
    let asleep = match &item.snoozed {
        Some(Snooze::Until(until)) => *until > now,
        Some(Snooze::NewData(_)) => true,
        None => false,
    };
    if asleep && item.state == State::Open { "snoozed" } else { item.state.word() }
}

/// Text from outside; blank is unknown.
fn known(text: &str) -> Value {
    if text.is_empty() { Value::None } else { Value::outside(text) }
}

fn cells_record(list: List, view: &str, row: &ListRow, look: &Look) -> Record {
    let columns = list::columns(list, view);
    // When a file came is a matter of the reader's clock, whatever marketplace it is about.
    let market = row.market.filter(|_| list != List::Imports);
    let zone = market.map_or(look.zone, crate::domain::market::Market::zone);
    let cell = |id: &str| {
        let at = columns.iter().position(|c| c.id == id)?;
        row.cells.get(at).map(|cell| Value::of(cell, zone))
    };
    let currency = row.cells.iter().find_map(|cell| match cell {
        Cell::Money(money) => Some(money.currency),
        _ => None,
    });
    let value = |field: &'static str| match field {
        "id" => Value::outside(&row.id),
        "store" => cell(field)
            .filter(|v| *v != Value::None)
            .unwrap_or_else(|| row.item.as_ref().map_or(Value::None, |item| known(&item.key.store))),
        "marketplace" => row
            .market
            .map_or_else(|| cell(field).unwrap_or(Value::None), |market| Value::Word(market.code().to_owned())),
        "currency" => currency.map_or(Value::None, |c| Value::Word(c.code().to_owned())),
        "item" => row.item.as_ref().map_or(Value::None, |item| Value::Word(public_id(item.id))),
        _ => cell(field).unwrap_or(Value::None),
    };
    Record { values: fields(list, view).into_iter().map(value).collect(), currency }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::import::Evidence;
    use crate::domain::market::Market;
    use crate::domain::money::Totals;
    use crate::domain::work::{Claim, Key, Kind, Lane, Numbers};

    pub(crate) const NOW: Instant = Instant(1_795_330_800);

    pub(crate) fn look(lang: Lang) -> Look {
        Look {
            lang,
            zone: chrono_tz::Asia::Shanghai,
            now: NOW,
            text: |_, item, _| (format!("Ship {}", item.entity), "=why".to_owned()),
            demo: false,
        }
    }

    pub(crate) fn item(id: i64) -> WorkItem {
        WorkItem {
            id,
            version: 3,
            key: Key {
                ladder: "ship".into(),
                store: "main".into(),
                market: Some(Market::Us),
                subject: "112-0000000-0000001".into(),
                epoch: Some("1".into()),
            },
            kind: Kind::ShipToday,
            lane: Lane::Now,
            due: Some(NOW.plus(7200)),
            state: State::Open,
            entity: "112-0000000-0000001".into(),
            money: Some(Money::new(2399, Currency::of(b"USD"))),
            hero: false,
            opened: NOW,
            claim: Some(Claim { uid: 1000, name: "li".into(), until: NOW.plus(60) }),
            snoozed: None,
            dismissed: None,
            numbers: Numbers::new(),
            evidence: Evidence { sha256: "ab".into(), file: "unshipped\u{1b}[31m.txt".into(), row: 7, as_of: NOW.0 },
            cleared: None,
            reopened: false,
        }
    }

    pub(crate) fn today(id: i64) -> ListRow {
        ListRow {
            id: public_id(id),
            cells: vec![],
            item: Some(Box::new(item(id))),
            fold: None,
            market: Some(Market::Us),
        }
    }

    #[test]
    fn an_item_has_exactly_the_promised_fields() {
        let record = records(List::Today, "open", &today(17), &look(Lang::En)).remove(0);
        let json: Vec<_> = record.values.iter().map(|v| v.json(record.currency)).collect();
        let zone = Market::Us.zone();
        let expected = serde_json::json!([
            "w17",
            "ship-today",
            word(Lang::En, "ship-today"),
            "main",
            "US",
            "112-0000000-0000001",
            "now",
            NOW.plus(7200).rfc3339_in(zone),
            "open",
            "li",
            "23.99",
            "USD",
            "Ship 112-0000000-0000001",
            "=why",
            "orders.ship",
            "unshipped␛[31m.txt",
            7
        ]);
        assert_eq!(serde_json::Value::Array(json), expected);
        assert_eq!(record.values.len(), ITEM_FIELDS.len());
        assert!(NOW.plus(7200).rfc3339_in(zone).ends_with("-08:00"));
    }

    #[test]
    fn a_claim_that_ended_is_nobody_s_and_sleep_shows_as_a_state() {
        let at = |field: &str| ITEM_FIELDS.iter().position(|f| *f == field).unwrap();
        let mut row = today(1);
        let inner = row.item.as_mut().unwrap();
        inner.claim.as_mut().unwrap().until = NOW;
        inner.snoozed = Some(Snooze::Until(NOW.plus(1)));
        let record = records(List::Today, "open", &row, &look(Lang::En)).remove(0);
        assert_eq!(record.values[at("claimed_by")], Value::None);
        assert_eq!(record.values[at("state")], Value::Word("snoozed".into()));
        row.item.as_mut().unwrap().snoozed = Some(Snooze::Until(NOW));
        let record = records(List::Today, "open", &row, &look(Lang::En)).remove(0);
        assert_eq!(record.values[at("state")], Value::Word("open".into()));
    }

    #[test]
    fn every_field_of_every_view_has_a_word_in_both_languages() {
        for list in List::ALL {
            for view in list.views() {
                let without: Vec<_> =
                    fields(list, view).into_iter().filter(|field| !crate::i18n::words::has(field)).collect();
                assert!(without.is_empty(), "{} {view}: {without:?}", list.word());
                assert!(crate::i18n::words::has(&format!("view-{view}")), "{view}");
            }
        }
    }

    #[test]
    fn a_folded_row_gives_one_record_per_item() {
        let row = ListRow {
            id: "fold".into(),
            cells: vec![],
            item: None,
            fold: Some(Fold { kind: Kind::NegateTerm, ids: vec![4, 9], money: Totals::default() }),
            market: None,
        };
        let found = records(List::Today, "open", &row, &look(Lang::En));
        let ids: Vec<_> = found.iter().map(|r| r.values[0].cell(None)).collect();
        assert_eq!(ids, ["w4", "w9"]);
    }

    #[test]
    fn a_cell_row_has_its_columns_once_and_names_a_strange_currency() {
        let list = List::Ads;
        let fields = fields(list, "terms");
        for (i, field) in fields.iter().enumerate() {
            assert!(!fields[i + 1..].contains(field), "{field} twice");
        }
        let columns = list.columns();
        let cells = columns
            .iter()
            .map(|c| match c.id {
                "spend" => Cell::Money(Money::new(1250, Currency::of(b"USD"))),
                "sales" => Cell::Money(Money::new(-5, Currency::of(b"EUR"))),
                "acos" => Cell::Ppm(320_000),
                "term" => Cell::Text("@sum(1)".into()),
                "clicks" => Cell::Int(-3),
                "store" => Cell::Text("main".into()),
                _ => Cell::None,
            })
            .collect();
        let row = ListRow { id: "t1".into(), cells, item: None, fold: None, market: Some(Market::Us) };
        let record = records(list, "terms", &row, &look(Lang::En)).remove(0);
        let get = |field: &str| &record.values[fields.iter().position(|f| *f == field).unwrap()];
        assert_eq!(get("spend").cell(record.currency), "12.50");
        assert_eq!(get("sales").cell(record.currency), "-0.05 EUR");
        assert_eq!(get("acos").json(record.currency), serde_json::json!(0.32));
        assert_eq!(get("acos").human(&look(Lang::En)), "32 %");
        assert_eq!(get("term").cell(None), "'@sum(1)");
        assert_eq!(get("term").json(None), serde_json::json!("@sum(1)"));
        assert_eq!(get("clicks").cell(None), "-3");
        assert_eq!((get("marketplace").cell(None), get("store").cell(None)), ("US".into(), "main".into()));
        assert_eq!(get("impressions").json(None), serde_json::Value::Null);
    }

    #[test]
    fn what_a_spreadsheet_would_calculate_is_text() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("\tx", "' x"),
            ("\rx", "'⏎x"),
            ("\0x", "'␀x"),
            ("  =1", "'  =1"),
            ("\u{200b}=1", "'=1"),
            ("＝1", "'＝1"),
            ("a=1", "a=1"),
            ("", ""),
            ("112-1", "112-1"),
        ];
        for (raw, cell) in cases {
            assert_eq!(Value::outside(raw).cell(None), cell, "{raw:?}");
        }
        assert_eq!(Value::Int(-1).cell(None), "-1");
        assert_eq!(Value::Money(Money::new(-100, Currency::of(b"USD"))).cell(Some(Currency::of(b"USD"))), "-1.00");
    }

    #[test]
    fn spans_show_their_two_largest_units() {
        let cases = [
            (0, "0m"),
            (-30, "0m"),
            (59 * 60, "59m"),
            (7200, "2h"),
            (7800, "2h 10m"),
            (-97_200, "-1d 3h"),
            (864_000, "10d"),
        ];
        for (seconds, text) in cases {
            assert_eq!(span(seconds), text);
        }
    }
}
