//! What every rule has at hand: the present moment, the thresholds, and short ways to write findings.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::domain::day::{Day, HOUR, Instant};
use crate::domain::fact::ReportFact;
use crate::domain::import::Evidence;
use crate::domain::keys::{self, OfAll, OfStore};
use crate::domain::market::Market;
use crate::domain::money::Money;
use crate::domain::settings::Settings;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num, Numbers};

/// The thresholds looked up so far: a rule asks for the same few once for each of many rows.
pub(super) struct Memo {
    /// The stores with thresholds of their own, by their place here.
    stores: Vec<String>,
    known: RefCell<HashMap<Asked, i64>>,
}

/// Key, store of its own, marketplace.
type Asked = (OfStore, Option<usize>, Option<Market>);

impl Memo {
    pub fn new(settings: &Settings) -> Self {
        Self { stores: settings.stores().into_iter().map(str::to_owned).collect(), known: RefCell::default() }
    }
}

/// One round over all facts. What a store can have for itself is asked through [`Round::of`] and in no other way.
#[derive(Clone, Copy)]
pub(super) struct Round<'a> {
    /// The present moment.
    pub now: Instant,
    settings: &'a Settings,
    memo: &'a Memo,
}

impl<'a> Round<'a> {
    /// A round with these thresholds.
    pub fn new(now: Instant, settings: &'a Settings, memo: &'a Memo) -> Self {
        Self { now, settings, memo }
    }

    /// The pass over what belongs to a store: its own thresholds come first.
    pub fn of(self, store: &'a str) -> Pass<'a> {
        let own = self.memo.stores.iter().position(|own| own == store);
        Pass { round: self, store, own }
    }

    /// The marketplace's calendar day; UTC for what belongs to the whole store.
    pub fn today(self, market: Option<Market>) -> Day {
        self.now.day(market.map_or(chrono_tz::UTC, Market::zone))
    }

    /// A threshold of today that is one for all stores and marketplaces.
    pub fn get(self, key: &OfAll) -> i64 {
        self.settings.for_all(key, self.today(None))
    }
}

/// One pass over what belongs to a store.
#[derive(Clone, Copy)]
pub(super) struct Pass<'a> {
    round: Round<'a>,
    store: &'a str,
    /// The place of a store with thresholds of its own.
    own: Option<usize>,
}

impl Pass<'_> {
    /// The present moment.
    pub fn now(self) -> Instant {
        self.round.now
    }

    /// As [`Round::today`].
    pub fn today(self, market: Option<Market>) -> Day {
        self.round.today(market)
    }

    /// A threshold of today.
    pub fn get(self, key: OfStore, market: Option<Market>) -> i64 {
        let asked = (key, self.own, market);
        let known = self.round.memo.known.borrow().get(&asked).copied();
        known.unwrap_or_else(|| {
            let value = self.get_on(&asked.0, market, self.today(market));
            self.round.memo.known.borrow_mut().insert(asked, value);
            value
        })
    }

    /// A threshold of a past day.
    pub fn get_on(self, key: &OfStore, market: Option<Market>, day: Day) -> i64 {
        self.round.settings.get(key, self.store, market, day)
    }

    /// A threshold that not every marketplace has.
    pub fn find(self, key: &OfStore, market: Option<Market>) -> Option<i64> {
        self.round.settings.find(key, self.store, market, self.today(market))
    }

    /// A threshold in hours, as seconds.
    pub fn hours(self, key: OfStore, market: Option<Market>) -> i64 {
        self.get(key, market).saturating_mul(HOUR)
    }

    /// How old the newest file of a report may be, in hours.
    pub fn report_hours(self, report: &ReportFact) -> i64 {
        self.get(keys::report_hours(report.format), report.market)
    }

    /// The same in seconds.
    pub fn report_seconds(self, report: &ReportFact) -> i64 {
        self.hours(keys::report_hours(report.format), report.market)
    }

    /// The weights of the four windows of the sales speed.
    pub fn weights(self, market: Option<Market>) -> [i64; 4] {
        keys::VELOCITY_WEIGHTS.map(|key| self.get(key, market))
    }
}

/// The condition is over, and this row proves it.
pub(super) fn gone(key: Key, evidence: &Evidence, how: &'static str) -> Finding {
    Finding::Gone { key, evidence: evidence.clone(), how }
}

/// A condition that holds, without money; the rules add what they know with `..`.
pub(super) fn holds(key: Key, kind: Kind, lane: Lane, entity: &str, numbers: Numbers, evidence: &Evidence) -> Holds {
    Holds {
        key,
        kind,
        lane,
        due: None,
        entity: entity.to_owned(),
        money: None,
        money_per_day: None,
        hero: false,
        numbers,
        evidence: evidence.clone(),
    }
}

/// A short mark of what has no order: a Message-ID is long and says nothing, the key of a thread may be an address.
pub(super) fn mark(id: &str) -> String {
    format!("#{}", id.chars().filter(char::is_ascii_alphanumeric).take(8).collect::<String>())
}

/// Collects numbers; what is unknown is left out.
#[derive(Default)]
pub(super) struct Collect(Numbers);

impl Collect {
    /// Goes on with what is collected.
    pub fn from(numbers: Numbers) -> Self {
        Self(numbers)
    }

    /// Adds one, when it is known.
    pub fn with(mut self, name: &str, num: impl Into<Option<Num>>) -> Self {
        if let Some(num) = num.into() {
            self.0.insert(name.to_owned(), num);
        }
        self
    }

    /// Adds a text or stable word.
    pub fn text(self, name: &str, text: &str) -> Self {
        self.with(name, Num::Text(text.to_owned()))
    }

    /// Adds yes or no, when it is known.
    pub fn flag(self, name: &str, flag: Option<bool>) -> Self {
        self.with(name, flag.map(|yes| Num::Text(if yes { "yes" } else { "no" }.to_owned())))
    }

    /// Adds an amount, when it is known.
    pub fn money(self, name: &str, money: Option<Money>) -> Self {
        self.with(name, money.map(Num::Money))
    }

    /// The numbers.
    pub fn done(self) -> Numbers {
        self.0
    }
}
