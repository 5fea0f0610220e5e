//! The filter language over the open items in memory. It knows the tests that are typed most; a filter with any other goes
//! to SQLite, where [`super::filter`] says what each test means. Both must find the same.

use super::light::Places;
use super::queue::Open;
use crate::domain::filter::{Filter, Key, Order, Test, What};
use crate::domain::list::Viewpoint;
use crate::domain::market::Market;
use crate::domain::search::Needle;
use crate::domain::work::{Kind, Lane};
use crate::store::list::filter::{kinds, ruled};

/// A filter made ready for many items.
#[derive(Debug)]
pub(super) struct Sieve<'a> {
    /// Alternatives, each a list of tests that must all hold.
    any: Vec<Vec<Ready>>,
    view: &'a Viewpoint,
}

/// One test.
#[derive(Debug)]
struct Ready {
    negated: bool,
    any: Vec<Look>,
}

/// What a test looks at.
#[derive(Debug)]
enum Look {
    Word(Needle),
    Kinds(Kinds),
    /// Whether an item of each place passes.
    Places(Vec<bool>),
    Lane(Option<Lane>),
    Mine,
    Free,
    Late,
    Awake,
    Asleep,
    Claimed,
    Hero,
    Compare(Key, Order, i64),
}

impl<'a> Sieve<'a> {
    /// The filter; `None` when a test of it is not known here.
    pub(super) fn of(filter: &Filter, places: &Places, view: &'a Viewpoint) -> Option<Self> {
        let all = |tests: &Vec<Test>| tests.iter().map(|test| ready(test, places)).collect();
        let any = filter.any.iter().map(all).collect::<Option<_>>()?;
        Some(Self { any, view })
    }

    /// Whether an item passes. What is unknown of it is no match.
    pub(super) fn lets(&self, item: Open<'_>) -> bool {
        let holds = |test: &Ready| test.any.iter().any(|look| self.sees(look, item)) != test.negated;
        self.any.is_empty() || self.any.iter().any(|all| all.iter().all(holds))
    }

    fn sees(&self, look: &Look, item: Open<'_>) -> bool {
        let (light, view) = (item.light, self.view);
        match look {
            Look::Word(needle) => needle.is_in(item.words),
            Look::Kinds(kinds) => kinds.has(light.kind),
            Look::Places(pass) => pass.get(light.place as usize).is_some_and(|pass| *pass),
            Look::Lane(lane) => *lane == Some(light.lane),
            Look::Mine => item.mine(view),
            Look::Free => item.free(view),
            Look::Late => light.due.is_some_and(|due| due < view.now),
            Look::Awake => !item.asleep(view),
            Look::Asleep => item.asleep(view),
            Look::Claimed => item.claimed(view),
            Look::Hero => light.hero,
            Look::Compare(key, order, limit) => {
                let (value, limit) = match key {
                    Key::Due => (light.due.map(|due| i128::from(due.0 - view.now.0)), i128::from(*limit)),
                    Key::Age => (Some(i128::from(view.now.0 - light.opened)), i128::from(*limit)),
                    _ => {
                        let whole = light.money.is_some_and(|money| money.currency.digits() == 0);
                        let unit = if whole { 1 } else { 100 };
                        (light.money.map(|money| i128::from(money.minor)), i128::from(*limit) * unit)
                    }
                };
                value.is_some_and(|value| if *order == Order::Less { value < limit } else { value > limit })
            }
        }
    }
}

fn ready(test: &Test, places: &Places) -> Option<Ready> {
    let any = match &test.what {
        What::Word(word) => vec![Look::Word(Needle::new(word))],
        What::Named(word, kinds) => vec![Look::Kinds(Kinds::of(kinds)), Look::Word(Needle::new(word))],
        What::Is(key, values) => values.iter().map(|value| look(*key, value, places)).collect::<Option<_>>()?,
        What::Compare(key @ (Key::Due | Key::Age | Key::Money), order, limit) => {
            vec![Look::Compare(*key, *order, *limit)]
        }
        What::Compare(..) => return None,
    };
    Some(Ready { negated: test.negated, any })
}

fn look(key: Key, value: &str, places: &Places) -> Option<Look> {
    let pass = |fits: &dyn Fn(&(String, String)) -> bool| Some(Look::Places(places.0.iter().map(fits).collect()));
    match (key, value) {
        (Key::Mk, _) => {
            let code = Market::parse(value).map_or_else(|| value.to_uppercase(), |market| market.code().to_owned());
            pass(&|(_, market)| *market == code)
        }
        (Key::Store, _) => pass(&|(store, _)| store.to_ascii_lowercase() == value),
        (Key::Kind, _) => Some(Look::Kinds(Kinds::of(&kinds(value)))),
        (Key::Rule, _) => Some(Look::Kinds(Kinds::of(&ruled(value)))),
        (Key::Lane, _) => Some(Look::Lane(Lane::parse(value))),
        (Key::Who, "me") => Some(Look::Mine),
        (Key::Who, "none") => Some(Look::Free),
        (Key::Is, "late") => Some(Look::Late),
        (Key::Is, "open") => Some(Look::Awake),
        (Key::Is, "snoozed") => Some(Look::Asleep),
        (Key::Is, "claimed") => Some(Look::Claimed),
        (Key::Is, "hero") => Some(Look::Hero),
        _ => None,
    }
}

/// Several kinds, a bit each.
#[derive(Clone, Copy, Debug)]
struct Kinds(u128);

const _: () = assert!(Kind::ALL.len() <= 128, "a bit for each kind");

impl Kinds {
    fn of(kinds: &[Kind]) -> Self {
        Self(kinds.iter().fold(0, |bits, kind| bits | 1 << *kind as u32))
    }

    fn has(self, kind: Kind) -> bool {
        self.0 >> kind as u32 & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::queue::passing;
    use super::super::testing::{Bench, NOW, filter, query, seen, view};
    use super::*;
    use crate::domain::list::{List, ListQuery};
    use std::sync::Arc;

    /// Each test that is known here, with what the item number `n` of [`filled`] has or has not of it.
    const TESTS: &[&str] = &[
        "silicone",
        "SKU-1",
        "113-",
        "gjc",
        "铲",
        "nothing",
        "kind:ship",
        "kind:ads",
        "kind:answer-d|negate",
        "rule:ads.*",
        "rule:orders.ship",
        "mk:us",
        "mk:gb|de",
        "mk:zz",
        "store:shop",
        "lane:now",
        "lane:week|free",
        "who:me",
        "who:none",
        "is:late",
        "is:open",
        "is:snoozed",
        "is:claimed",
        "is:hero",
        "due:<2h",
        "due:>30m",
        "age:>1d",
        "age:<20m",
        "money:>5",
        "money:<7",
    ];

    /// Items that differ in everything that a filter looks at, with and without it.
    fn filled() -> Bench {
        let bench = Bench::new();
        for n in 0..72_i64 {
            let kind = [Kind::ShipToday, Kind::NegateTerm, Kind::AnswerDue, Kind::OutOfStock][n as usize % 4];
            let (store, market) = (["Shop", "s"][n as usize / 4 % 2], ["US", "DE", "UK", ""][n as usize / 2 % 4]);
            let due = (n % 3 > 0).then_some(NOW.0 + (n - 20) * 600);
            let lane = ["now", "today", "week", "free"][n as usize % 4];
            let id = bench.item(kind.info().ladder, store, market, &format!("113-{n}"), kind.word(), lane, due);
            let or_null = |some: bool, text: String| if some { text } else { "NULL".to_owned() };
            let money = n % 5 > 0;
            let title = ["厨房硅胶铲", "Silicone SKU-1", ""][n as usize % 3];
            bench.sql(&format!(
                "UPDATE item SET opened_at = {}, hero = {}, money = {}, currency = {}, claim_uid = {}, claim_name = 'x', \
                 claim_until = {}, assign_uid = {}, snooze_until = {}, snooze_format = {}, \
                 numbers = json_object('title', json_object('text', '{title}')) WHERE id = {id}",
                NOW.0 - n * 3000,
                n % 2,
                or_null(money, (n * 37 % 900).to_string()),
                or_null(money, ["'USD'", "'JPY'"][n as usize / 3 % 2].to_owned()),
                or_null(n % 6 > 3, (n % 2 + 7).to_string()),
                or_null(n % 6 > 3, (NOW.0 + n - 40).to_string()),
                or_null(n % 7 > 4, (n % 3 + 6).to_string()),
                or_null(n % 8 > 5, (NOW.0 + n - 36).to_string()),
                or_null(n % 11 == 0, "'mail'".to_owned()),
            ));
        }
        bench
    }

    #[test]
    fn memory_and_database_find_the_same_with_every_test_alone_negated_and_beside_every_other() {
        let bench = filled();
        // Leases run by another clock than deadlines.
        let (db, view) = (&bench.reader.0, Viewpoint { ahead: 20, ..view() });
        let each: Vec<String> = TESTS.iter().flat_map(|test| [(*test).to_owned(), format!("-{test}")]).collect();
        let pairs =
            each.iter().flat_map(|a| TESTS.iter().flat_map(move |b| [format!("{a} {b}"), format!("{a} | {b}")]));
        let queue = bench.reader.1.queue(db, &view).unwrap();
        let mut found = 0;
        for text in each.iter().cloned().chain(pairs) {
            let named = filter(&text).named(|word| if word == "silicone" { vec![Kind::AnswerDue] } else { Vec::new() });
            assert!(Sieve::of(&named, &Places::default(), &view).is_some(), "{text} is known");
            let all = ListQuery { filter: Arc::new(named), sort: None, ..query(List::Today, "everyone") };
            let wanted = passing(db, &all, &view).unwrap();
            for split in ["everyone", "snoozed"] {
                let got = queue.select(db, &ListQuery { view: split, ..all.clone() }, &view).unwrap();
                found += got.chosen.len();
                assert!(got.items().all(|item| wanted.contains(&item.id)), "{text}: too many");
            }
            let total: usize = ["everyone", "snoozed"]
                .map(|split| queue.select(db, &ListQuery { view: split, ..all.clone() }, &view).unwrap().chosen.len())
                .iter()
                .sum();
            assert_eq!(total, wanted.len(), "{text}");
        }
        assert!(found > 10_000, "{found}");
    }

    #[test]
    fn a_key_of_a_filter_reads_the_open_items_once_until_one_of_them_changes() {
        let bench = filled();
        let reads = || seen().iter().filter(|sql| sql.contains("INDEXED BY item_queue")).count();
        let found = |text: &str| bench.page(List::Today, "everyone", text).total;
        let all = found("");
        assert_eq!(reads(), 1);
        assert!(found("si") > found("mk:us si") && found("mk:us si") > 0);
        // Somebody comes, says something, sets something: the items stay as they are.
        bench.sql("INSERT INTO setting (key, value, changed_at, changed_by) VALUES ('a', 'b', 1, 'wei')");
        assert_eq!((found(""), reads()), (all, 0));
        for (change, text, left) in [
            ("UPDATE item SET lane = 'now' WHERE lane = 'free'", "lane:free", 0),
            ("UPDATE item SET claim_uid = 7, claim_until = 9e9 WHERE id = 5", "who:me is:claimed 113-4", 1),
            ("DELETE FROM item WHERE id > 8", "lane:now", 3),
        ] {
            bench.sql(change);
            assert_eq!((found(text), reads(), found(text), reads()), (left, 1, left, 0), "{change}");
        }
        // What is not in memory is asked of the database.
        assert_eq!((found("who:nobody"), found("-sku:sku-1") > 0, reads()), (0, true, 2));
    }
}
