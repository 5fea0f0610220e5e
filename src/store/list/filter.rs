//! The filter language as SQL: each list says which of its expressions a key looks at, values are bound. A key that a
//! list does not have matches nothing there.

use rusqlite::Connection;
use serde::Serialize;

use super::sql::{Binds, like, rows};
use crate::domain::filter::{Filter, Key, Order, Test, What};
use crate::domain::list::Viewpoint;
use crate::domain::market::Market;
use crate::domain::work::Kind;

/// The SQL expressions behind the keys of one list; empty where a key does not apply.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// The texts that a plain word is looked for in.
    pub words: &'static [&'static str],
    pub market: &'static str,
    pub store: &'static str,
    pub sku: &'static str,
    pub order: &'static str,
    pub due: &'static str,
    /// The row's own moment.
    pub age: &'static str,
    /// Minor units.
    pub money: &'static str,
    pub currency: &'static str,
    pub state: &'static str,
    /// `fbm` or `fba`.
    pub channel: &'static str,
    pub format: &'static str,
    /// Whether the row has a work item `i` for which `{test}` holds.
    pub item: &'static str,
}

/// Awake or not, at the moment `{now}`.
const ASLEEP: &str = "(i.snooze_format IS NOT NULL OR COALESCE(i.snooze_until, 0) > {now})";
/// Held by somebody, at the moment `{now}`.
const CLAIMED: &str = "(i.claim_uid IS NOT NULL AND i.claim_until > {now})";

/// The condition that an item sleeps; `now` is a bound value.
pub(super) fn asleep(now: &str) -> String {
    ASLEEP.replace("{now}", now)
}

/// The kinds that are switched off, with the stores and marketplaces of open items in which they are.
#[derive(Debug, Default)]
pub(super) struct Off(Option<String>);

impl Off {
    /// Looks at the open items, once for all questions of an answer.
    pub(super) fn of(db: &Connection, view: &Viewpoint) -> rusqlite::Result<Self> {
        if view.settings.all_on() {
            return Ok(Self(None));
        }
        let sql = "SELECT DISTINCT kind, store, market FROM main.item WHERE state = 'open'";
        let places = rows(db, sql, &Binds::default(), |row| {
            Ok([row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?])
        })?;
        let off = |[kind, store, market]: &[String; 3]| {
            Kind::parse(kind).is_some_and(|kind| is_off(view, kind, store, market))
        };
        let off: Vec<_> = places.into_iter().filter(off).collect();
        Ok(Self((!off.is_empty()).then(|| serde_json::json!(off).to_string())))
    }

    /// The condition that the kind of an open item is switched on in its store and marketplace.
    pub(super) fn condition(&self, binds: &mut Binds) -> String {
        let Some(off) = &self.0 else { return "1".to_owned() };
        let off = binds.put(off.clone());
        let places = format!("SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each({off})");
        format!("(i.kind, i.store, i.market) NOT IN ({places})")
    }
}

/// Whether a kind is switched off in a store and marketplace today; the code of the marketplace may be empty.
pub(super) fn is_off(view: &Viewpoint, kind: Kind, store: &str, market: &str) -> bool {
    let market = Market::parse(market);
    let day = view.now.day(market.map_or(chrono_tz::UTC, Market::zone));
    !view.settings.is_on(kind, store, market, day)
}

/// The condition that somebody holds an item.
pub(super) fn claimed(now: &str) -> String {
    CLAIMED.replace("{now}", now)
}

/// The condition that somebody has an item: holds it, or was given it while nobody else holds it. `held` is that of
/// [`claimed`], `uid` a bound value.
fn mine(held: &str, uid: &str) -> String {
    format!("({held} AND i.claim_uid = {uid} OR NOT {held} AND i.assign_uid = {uid})")
}

/// The condition that nobody has it.
fn free(held: &str) -> String {
    format!("(NOT {held} AND i.assign_uid IS NULL)")
}

/// What is to ship, whatever rule found it.
const SHIP: [&str; 2] = ["ship", "buyer-cancellation"];

/// Whether a value of `kind:` is the name of the kind's family: the area of its rule, one or many (`order`, `orders`).
fn is_family(value: &str, kind: Kind) -> bool {
    let value = if value == "msg" { "message" } else { value };
    let area = kind.info().rule.split('.').next().unwrap_or_default();
    let one = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    one(value) == one(area) || one(value) == "ship" && SHIP.contains(&kind.info().ladder)
}

/// The kinds that a value of `kind:` means: a family, or the beginning of a kind's word.
pub(super) fn kinds(value: &str) -> Vec<Kind> {
    Kind::ALL.iter().copied().filter(|kind| kind.word().starts_with(value) || is_family(value, *kind)).collect()
}

/// The kinds whose rule a pattern such as `ads.*` means.
pub(super) fn ruled(pattern: &str) -> Vec<Kind> {
    let fits = |kind: &Kind| match pattern.split_once('*') {
        Some((head, tail)) => {
            kind.info().rule.strip_prefix(head).is_some_and(|rest| tail.is_empty() || rest.ends_with(tail))
        }
        None => kind.info().rule == pattern,
    };
    Kind::ALL.iter().copied().filter(fits).collect()
}

/// Whether the filter itself asks for this kind: then a bulk kind is not folded.
pub(super) fn names(filter: &Filter, kind: Kind) -> bool {
    filter.any.iter().flatten().any(|test| match &test.what {
        What::Is(Key::Kind, values) if !test.negated => values.iter().any(|v| kinds(v).contains(&kind)),
        What::Is(Key::Rule, values) if !test.negated => values.iter().any(|v| ruled(v).contains(&kind)),
        _ => false,
    })
}

/// The filter as one SQL condition; `1` when it lets everything pass.
pub(super) fn compile(filter: &Filter, lexicon: &Lexicon, view: &Viewpoint, binds: &mut Binds) -> String {
    let mut any = Vec::new();
    for all in &filter.any {
        let tests: Vec<String> = all.iter().map(|test| one(test, lexicon, view, binds)).collect();
        any.push(format!("({})", tests.join(" AND ")));
    }
    if any.is_empty() { "1".to_owned() } else { format!("({})", any.join(" OR ")) }
}

fn one(test: &Test, lexicon: &Lexicon, view: &Viewpoint, binds: &mut Binds) -> String {
    let condition = match &test.what {
        What::Word(word) => alternatives(found(word, lexicon, binds)),
        What::Named(word, kinds) => {
            let kinds = (lexicon.item == "{test}").then(|| among(kinds));
            alternatives(found(word, lexicon, binds).into_iter().chain(kinds))
        }
        What::Is(key, values) => {
            let each: Vec<String> = values.iter().map(|value| holds(*key, value, lexicon, view, binds)).collect();
            alternatives(each)
        }
        What::Compare(key, order, limit) => compare(*key, *order, *limit, lexicon, view, binds),
    };
    if test.negated { format!("NOT COALESCE({condition}, 0)") } else { condition }
}

/// Where a word may stand.
fn found(word: &str, lexicon: &Lexicon, binds: &mut Binds) -> Vec<String> {
    let word = binds.put(word.to_owned());
    lexicon.words.iter().map(|text| format!("holds({text}, {word})")).collect()
}

/// The condition that an item is of one of these kinds.
fn among(kinds: &[Kind]) -> String {
    let quoted: Vec<String> = kinds.iter().map(|kind| format!("'{}'", kind.word())).collect();
    format!("i.kind IN ({})", quoted.join(", "))
}

fn alternatives(each: impl IntoIterator<Item = String>) -> String {
    let each: Vec<String> = each.into_iter().collect();
    if each.is_empty() { "0".to_owned() } else { format!("({})", each.join(" OR ")) }
}

fn holds(key: Key, value: &str, lexicon: &Lexicon, view: &Viewpoint, binds: &mut Binds) -> String {
    let expression = match key {
        Key::Mk => lexicon.market,
        Key::Store => lexicon.store,
        Key::Sku => lexicon.sku,
        Key::Order => lexicon.order,
        Key::State => lexicon.state,
        Key::Channel => lexicon.channel,
        Key::Format => lexicon.format,
        Key::Is if value == "late" => lexicon.due,
        _ => lexicon.item,
    };
    if expression.is_empty() {
        return "0".to_owned();
    }
    match key {
        Key::Mk => {
            let code = Market::parse(value).map_or_else(|| value.to_uppercase(), |m| m.code().to_owned());
            format!("{expression} = {}", binds.put(code))
        }
        Key::Store => format!("lower({expression}) = {}", binds.put(value.to_owned())),
        Key::Channel => format!("{expression} = {}", binds.put(value.to_owned())),
        Key::Sku | Key::Order => {
            format!("{expression} LIKE {} ESCAPE '\\'", binds.put(format!("%{}%", like(value))))
        }
        Key::State | Key::Format => {
            format!("replace({expression}, ' ', '-') LIKE {} ESCAPE '\\'", binds.put(format!("{}%", like(value))))
        }
        Key::Is if value == "late" => format!("({expression}) < {}", binds.put(view.now.0)),
        _ => expression.replace("{test}", &item(key, value, expression, view, binds)),
    }
}

/// A test of a work item `i`. On the lists of facts only the live item of a row counts, but for tests of its end.
fn item(key: Key, value: &str, expression: &str, view: &Viewpoint, binds: &mut Binds) -> String {
    let now = binds.put(view.now.0);
    let held = claimed(&binds.put(view.lease().0));
    let test = match (key, value) {
        (Key::Kind, _) => among(&kinds(value)),
        (Key::Rule, _) => among(&ruled(value)),
        (Key::Lane, _) => format!("i.lane = {}", binds.put(value.to_owned())),
        (Key::Who, "me") => mine(&held, &binds.put(i64::from(view.me.uid))),
        (Key::Who, "none") => free(&held),
        (Key::Who, _) => format!("(lower(iif({held}, i.claim_name, i.assign_name)) = {})", binds.put(value.to_owned())),
        (Key::Is, "done") => return "i.state IN ('acted', 'cleared')".to_owned(),
        (Key::Is, "dismissed") => return "i.state = 'dismissed'".to_owned(),
        (Key::Is, "open") => format!("(i.state = 'open' AND NOT {})", asleep(&now)),
        // Somebody of the team has had it in hand; the rules have the uid -1.
        (Key::Is, "seen") => "EXISTS (SELECT 1 FROM main.journal j WHERE j.item = i.id AND j.uid >= 0)".to_owned(),
        (Key::Is, "snoozed") => format!("(i.state = 'open' AND {})", asleep(&now)),
        (Key::Is, "claimed") => held,
        (Key::Is, "hero") => "i.hero = 1".to_owned(),
        (Key::Is, "reopened") => "i.reopened = 1".to_owned(),
        _ => "0".to_owned(),
    };
    if expression == "{test}" { test } else { format!("({test} AND i.state IN ('open', 'acted'))") }
}

fn compare(key: Key, order: Order, limit: i64, lexicon: &Lexicon, view: &Viewpoint, binds: &mut Binds) -> String {
    let sign = if order == Order::Less { "<" } else { ">" };
    let expression = match key {
        Key::Due => lexicon.due,
        Key::Age => lexicon.age,
        Key::Money => lexicon.money,
        _ => "",
    };
    if expression.is_empty() {
        return "0".to_owned();
    }
    let limit = binds.put(limit);
    match key {
        Key::Due => format!("(({expression}) - {}) {sign} {limit}", binds.put(view.now.0)),
        Key::Age => format!("({} - ({expression})) {sign} {limit}", binds.put(view.now.0)),
        // Major units: whole ones for currencies without decimals.
        _ => format!(
            "{expression} {sign} {limit} * CASE WHEN {} IN ('JPY', 'KRW', 'CLP', 'VND') THEN 1 ELSE 100 END",
            lexicon.currency
        ),
    }
}

/// A row of a list that is made in memory (stock, practices, orders to ship): what a filter can look at.
#[derive(Debug, Default, Serialize)]
pub(super) struct Small {
    /// Everything that a word is looked for in, one text.
    pub text: String,
    pub store: String,
    pub market: String,
    pub sku: String,
    pub order: String,
    pub due: Option<i64>,
    pub age: Option<i64>,
    pub money: Option<i64>,
    pub currency: String,
    pub state: String,
    pub channel: String,
    pub format: String,
    /// The ladders of the row's item, and its subject.
    pub ladders: [&'static str; 2],
    pub subject: String,
    /// Whether the item is found by ladder and subject alone (practices, files).
    pub anywhere: bool,
}

const SMALL: Lexicon = Lexicon {
    words: &["r.value ->> '$.text'"],
    market: "(r.value ->> '$.market')",
    store: "(r.value ->> '$.store')",
    sku: "NULLIF(r.value ->> '$.sku', '')",
    order: "NULLIF(r.value ->> '$.order', '')",
    due: "(r.value ->> '$.due')",
    age: "(r.value ->> '$.age')",
    money: "(r.value ->> '$.money')",
    currency: "(r.value ->> '$.currency')",
    state: "NULLIF(r.value ->> '$.state', '')",
    channel: "NULLIF(r.value ->> '$.channel', '')",
    format: "NULLIF(r.value ->> '$.format', '')",
    item: "CASE WHEN r.value ->> '$.anywhere' THEN EXISTS (SELECT 1 FROM main.item i \
           WHERE i.ladder = r.value ->> '$.ladders[0]' AND i.subject = r.value ->> '$.subject' AND {test}) \
           ELSE EXISTS (SELECT 1 FROM main.item i \
           WHERE i.ladder IN (r.value ->> '$.ladders[0]', r.value ->> '$.ladders[1]') \
           AND i.store = r.value ->> '$.store' AND i.market = r.value ->> '$.market' \
           AND i.subject = r.value ->> '$.subject' AND {test}) END",
};

/// The places of the rows that pass the filter, in their order.
pub(super) fn keep(db: &Connection, filter: &Filter, view: &Viewpoint, all: &[Small]) -> rusqlite::Result<Vec<usize>> {
    if filter.is_empty() {
        return Ok((0..all.len()).collect());
    }
    let mut binds = Binds::default();
    let json = serde_json::to_string(all).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    let json = binds.put(json);
    let condition = compile(filter, &SMALL, view, &mut binds);
    let sql = format!("SELECT r.key FROM json_each({json}) r WHERE {condition} ORDER BY r.key");
    rows(db, &sql, &binds, |row| row.get::<_, i64>(0).map(|place| place as usize))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Bench, filter, view};
    use super::*;

    #[test]
    fn families_and_beginnings_name_kinds() {
        assert_eq!(kinds("msg"), [Kind::AnswerDue, Kind::AnswerOverdue, Kind::MailCameBack, Kind::TwoAnswers]);
        assert_eq!(kinds("answer-d"), [Kind::AnswerDue]);
        assert_eq!(
            kinds("ship"),
            [Kind::VergeOfCancellation, Kind::ShipToday, Kind::BuyerCancellation, Kind::NotTaken]
        );
        for (family, area) in [("ads", "ads."), ("stock", "stock."), ("message", "messages."), ("order", "orders.")] {
            let all: Vec<_> = Kind::ALL.iter().copied().filter(|kind| kind.info().rule.starts_with(area)).collect();
            let found = kinds(family);
            assert!(all.len() > 1 && all.iter().all(|kind| found.contains(kind)), "{family}: {found:?}");
        }
        assert!(!kinds("orders").contains(&Kind::OutOfStock));
        assert_eq!(ruled("ads.*").first(), Some(&Kind::RunawaySpend));
        assert!(ruled("ads.*").contains(&Kind::NegateTerm) && !ruled("ads.*").contains(&Kind::ShipToday));
        assert_eq!(ruled("orders.ship"), [Kind::ShipToday]);
        assert!(kinds("nothing").is_empty());
        assert!(names(&filter("kind:ads"), Kind::NegateTerm) && !names(&filter("-kind:ads"), Kind::NegateTerm));
    }

    #[test]
    fn each_key_of_the_language_decides_over_rows_in_memory() {
        let bench = Bench::new();
        bench.item("stock", "s", "US", "SKU-1", "out-of-stock", "now", None);
        bench.sql(
            "INSERT INTO journal (seq, version, at, uid, step, verb, item, prev, hash) \
             VALUES (1, 1, 1, -1, 1, 'opened', 1, '', ''), (2, 1, 1, 501, 2, 'claim', 1, '', '')",
        );
        let now = view().now.0;
        let all = [
            Small {
                text: "硅胶铲 Spatula 50%".into(),
                store: "Shop".into(),
                market: "US".into(),
                sku: "SKU-1".into(),
                due: Some(now - 5),
                age: Some(now - 7200),
                money: Some(5001),
                currency: "USD".into(),
                state: "needs answer".into(),
                channel: "fbm".into(),
                format: "all-orders".into(),
                ..Small::default()
            },
            Small {
                text: "Whisk".into(),
                store: "s".into(),
                market: "UK".into(),
                order: "113-1".into(),
                due: Some(now + 3600),
                money: Some(51),
                currency: "JPY".into(),
                ladders: ["stock", ""],
                subject: "SKU-1".into(),
                anywhere: true,
                ..Small::default()
            },
        ];
        let cases: &[(&str, &[usize])] = &[
            ("", &[0, 1]),
            ("硅胶", &[0]),
            ("gjc", &[0]),
            ("is:seen", &[1]),
            ("-is:seen", &[0]),
            ("50%", &[0]),
            ("spatula | whisk", &[0, 1]),
            ("mk:gb", &[1]),
            ("-mk:us", &[1]),
            ("store:shop", &[0]),
            ("sku:ku-1", &[0]),
            ("-sku:ku-1", &[1]),
            ("order:113", &[1]),
            ("is:late", &[0]),
            ("due:<2h", &[0, 1]),
            ("due:>30m", &[1]),
            ("age:>1h", &[0]),
            ("money:>50", &[0, 1]),
            ("money:>51", &[]),
            ("state:needs-a", &[0]),
            ("channel:fbm", &[0]),
            ("format:all", &[0]),
            ("kind:out", &[1]),
            ("rule:stock.*", &[1]),
            ("lane:now", &[1]),
            ("who:none", &[1]),
            ("who:me", &[]),
            ("is:done", &[]),
        ];
        for (text, wanted) in cases {
            assert_eq!(keep(&bench.reader.0, &filter(text), &view(), &all).unwrap(), *wanted, "{text}");
        }
    }
}
