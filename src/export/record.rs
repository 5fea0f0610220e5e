//! A row of a list as named values: the one shape behind `--json`, `--csv`, `--plain` and the screen's export.

use chrono_tz::Tz;

use super::value::Value;
use crate::domain::day::Instant;
use crate::domain::list::{self, Cell, Fold, List, ListRow};
use crate::domain::money::Currency;
use crate::domain::text::SafeText;
use crate::domain::work::{Snooze, State, WorkItem, public_id};
use crate::i18n::Lang;

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
pub(crate) mod tests;
