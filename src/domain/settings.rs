//! Every threshold: key, value, unit, range, store, marketplace, validity and source. Looked up by (key, store, marketplace,
//! day), so that a past day is judged by the rule that was valid then.

use serde::Deserialize;

use super::day::Day;
use super::format::Format;
use super::keys::{self, OfAll, OfStore};
use super::market::Market;
use super::nearest::closest;
use super::work::Kind;

/// The shipped rule pack.
static PACK: &str = include_str!("../../assets/rules.toml");

/// One row of the rule pack, or of a configuration file.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The key: `ads.negative_p0_ppm`.
    pub key: String,
    /// The value, an integer in `unit`: comparisons never use floating point (decisions, Rules and items).
    pub value: i64,
    /// The unit: `ppm`, `hours`, `days`, `orders`, ...
    pub unit: String,
    /// Smallest sensible value.
    pub min: i64,
    /// Largest sensible value.
    pub max: i64,
    /// Marketplace code; absent: all.
    pub marketplace: Option<String>,
    /// The store; absent: all. A configuration's alone.
    #[serde(skip)]
    pub store: Option<String>,
    /// First day of validity.
    pub valid_from: String,
    /// Last day of validity; absent: still valid.
    pub valid_to: Option<String>,
    /// Where the figure comes from.
    pub source: String,
    /// When somebody last looked at the source.
    pub reviewed_on: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    version: String,
    reviewed_on: String,
    rule: Vec<Rule>,
}

/// The thresholds in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    version: String,
    reviewed_on: String,
    rules: Vec<Rule>,
    /// Whether any kind is switched off anywhere.
    some_off: bool,
}

/// A rule pack or an override that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Not TOML of the right shape; the reader's own words name line and column.
    #[error("{0}")]
    Toml(String),
    /// A key that no rule has; with the nearest one.
    #[error("there is no setting {key:?}; did you mean {nearest:?}?")]
    NoSuchKey {
        /// As written.
        key: String,
        /// The nearest key.
        nearest: String,
    },
    /// Outside the range of the rule.
    #[error("{key} = {value} {unit} is outside {min} to {max}")]
    OutOfRange {
        /// The key.
        key: String,
        /// As written.
        value: i64,
        /// The unit.
        unit: String,
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// Not a marketplace code or not a date.
    #[error("{key}: {what:?} is not a {wanted}")]
    NotA {
        /// The key.
        key: String,
        /// As written.
        what: String,
        /// `marketplace` or `date`.
        wanted: &'static str,
    },
}

impl Settings {
    /// The shipped rule pack, and a switch for each kind of work item, which is on.
    pub fn shipped() -> Result<Self, SettingsError> {
        let mut settings = Self::parse(PACK)?;
        let reviewed_on = settings.reviewed_on.clone();
        settings.rules.extend(Kind::ALL.iter().map(|kind| Rule {
            key: keys::switch(*kind),
            value: 1,
            unit: SWITCH.to_owned(),
            min: 0,
            max: 1,
            marketplace: None,
            store: None,
            valid_from: "2000-01-01".to_owned(),
            valid_to: None,
            source: "own choice: every kind is on".to_owned(),
            reviewed_on: reviewed_on.clone(),
        }));
        Ok(settings)
    }

    /// A rule pack from TOML; every row is checked.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let pack: Pack = toml::from_str(text).map_err(|e| SettingsError::Toml(e.to_string()))?;
        for rule in &pack.rule {
            check(rule)?;
        }
        Ok(Self { version: pack.version, reviewed_on: pack.reviewed_on, rules: pack.rule, some_off: false })
    }

    /// Lays a value over the pack, for one marketplace or all, from the pack's first day on. The range is the rule's.
    pub fn set(
        &mut self,
        key: impl AsRef<str>,
        market: Option<Market>,
        value: i64,
        source: &str,
    ) -> Result<(), SettingsError> {
        self.set_for(key.as_ref(), None, market, value, source)
    }

    /// The same for one store, whatever the marketplace; never for a key that is one for all.
    pub fn set_for_store(
        &mut self,
        key: impl AsRef<str>,
        store: &str,
        value: i64,
        source: &str,
    ) -> Result<(), SettingsError> {
        self.set_for(key.as_ref(), Some(store), None, value, source)
    }

    /// The same for all, for one store or marketplace, or for a marketplace of a store.
    pub fn set_for(
        &mut self,
        key: &str,
        store: Option<&str>,
        market: Option<Market>,
        value: i64,
        source: &str,
    ) -> Result<(), SettingsError> {
        let may_be = |rule: &&Rule| store.is_none() && market.is_none() || !keys::is_for_all(&rule.key);
        let Some(base) = self.rules.iter().filter(may_be).find(|r| r.key == key) else {
            let keys = self.rules.iter().filter(may_be).map(|r| r.key.as_str());
            let nearest = closest(key, keys).unwrap_or_default().to_owned();
            return Err(SettingsError::NoSuchKey { key: key.to_owned(), nearest });
        };
        let rule = Rule {
            value,
            marketplace: market.map(|m| m.code().to_owned()),
            store: store.map(str::to_owned),
            valid_from: "2000-01-01".to_owned(),
            valid_to: None,
            source: source.to_owned(),
            ..base.clone()
        };
        check(&rule)?;
        self.some_off |= rule.unit == SWITCH && rule.value == 0;
        // Later rows win, and rows of a marketplace win over rows for all.
        self.rules.push(rule);
        Ok(())
    }

    /// The row in force for a key: a store's own wins, then that of the marketplace, then the later one. Private, because
    /// only the type of a key says whether a store is to be asked for.
    fn row(&self, key: &str, store: Option<&str>, market: Option<Market>, day: Day) -> Option<&Rule> {
        let day = day.to_string();
        let fits = |rule: &&Rule| {
            rule.key == key
                && rule.valid_from <= day
                && rule.valid_to.as_ref().is_none_or(|to| *to >= day)
                && rule.marketplace.as_deref().is_none_or(|code| market.is_some_and(|m| m.code() == code))
                && rule.store.as_deref().is_none_or(|name| store == Some(name))
        };
        let mut found: Vec<&Rule> = self.rules.iter().filter(fits).collect();
        found.sort_by_key(|rule| (rule.store.is_some(), rule.marketplace.is_some()));
        found.last().copied()
    }

    /// The value of a store and marketplace on a day. Not every marketplace has every threshold, and what is set for a store
    /// in all its marketplaces makes none where there is none: a fee that a marketplace does not take stays one.
    pub fn find(&self, key: &OfStore, store: &str, market: Option<Market>, day: Day) -> Option<i64> {
        let rule = self.row(key.as_ref(), Some(store), market, day)?;
        let names_it = rule.store.is_none() || rule.marketplace.is_some();
        (names_it || self.row(key.as_ref(), None, market, day).is_some()).then_some(rule.value)
    }

    /// The same, or 0 for a key that does not exist: a test walks every key that the code names.
    pub fn get(&self, key: &OfStore, store: &str, market: Option<Market>, day: Day) -> i64 {
        self.find(key, store, market, day).unwrap_or(0)
    }

    /// The value of a threshold that is one for all, or 0 for a key that does not exist.
    pub fn for_all(&self, key: &OfAll, day: Day) -> i64 {
        self.row(key.as_ref(), None, None, day).map_or(0, |rule| rule.value)
    }

    /// How old the newest file of a report of this store and marketplace may be, in hours.
    pub fn report_hours(&self, format: Format, store: &str, market: Option<Market>, day: Day) -> i64 {
        self.get(&keys::report_hours(format), store, market, day)
    }

    /// Whether a kind of work item is switched on for a store and marketplace; one without a switch is.
    pub fn is_on(&self, kind: Kind, store: &str, market: Option<Market>, day: Day) -> bool {
        !self.some_off || self.row(&keys::switch(kind), Some(store), market, day).is_none_or(|rule| rule.value != 0)
    }

    /// Each threshold in force on a day, by key: once for all, and once for each marketplace and store with a row of its own.
    pub fn in_force(&self, day: Day) -> Vec<(&Rule, Option<Market>)> {
        let mut keys: Vec<(&str, Option<Market>, Option<&str>)> = Vec::new();
        for rule in &self.rules {
            let key = (rule.key.as_str(), rule.marketplace.as_deref().and_then(Market::parse), rule.store.as_deref());
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys.sort_unstable();
        let row = |(key, market, store)| Some((self.row(key, store, market, day)?, market));
        keys.into_iter().filter_map(row).collect()
    }

    /// Whether every kind is on everywhere: then [`Settings::is_on`] need not be asked.
    pub fn all_on(&self) -> bool {
        !self.some_off
    }

    /// The stores that have a row of their own.
    pub fn stores(&self) -> Vec<&str> {
        let mut stores: Vec<&str> = self.rules.iter().filter_map(|rule| rule.store.as_deref()).collect();
        stores.sort_unstable();
        stores.dedup();
        stores
    }

    /// Whether the pack has the key.
    pub fn has(&self, key: &str) -> bool {
        self.rules.iter().any(|r| r.key == key)
    }

    /// All rows, pack first.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The version of the pack: recorded with each pass of the rules.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// When the pack was last reviewed (R113: older than 365 days is a warning).
    pub fn reviewed_on(&self) -> &str {
        &self.reviewed_on
    }
}

/// The unit of a switch: 1 is on, 0 is off.
pub const SWITCH: &str = "switch";

fn check(rule: &Rule) -> Result<(), SettingsError> {
    if !(rule.min..=rule.max).contains(&rule.value) {
        return Err(SettingsError::OutOfRange {
            key: rule.key.clone(),
            value: rule.value,
            unit: rule.unit.clone(),
            min: rule.min,
            max: rule.max,
        });
    }
    let not = |what: &str, wanted| SettingsError::NotA { key: rule.key.clone(), what: what.to_owned(), wanted };
    if let Some(code) = rule.marketplace.as_deref().filter(|c| Market::parse(c).is_none()) {
        return Err(not(code, "marketplace"));
    }
    let days = [Some(&rule.valid_from), rule.valid_to.as_ref(), Some(&rule.reviewed_on)];
    if let Some(day) = days.into_iter().flatten().find(|d| Day::parse(d).is_none()) {
        return Err(not(day, "date"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: &str = "2026-11-22";

    #[test]
    fn the_shipped_pack_is_sound_and_every_row_has_a_source() {
        let settings = Settings::shipped().unwrap();
        assert!(Day::parse(settings.reviewed_on()).is_some());
        for rule in settings.rules() {
            assert!(!rule.source.is_empty() && !rule.unit.is_empty(), "{}", rule.key);
        }
    }

    #[test]
    fn the_key_that_was_meant_is_named() {
        let mut settings = Settings::shipped().unwrap();
        let mut nearest = |key: &str| match settings.set(key, None, 1, "team") {
            Err(SettingsError::NoSuchKey { nearest, .. }) => nearest,
            other => panic!("{key}: {other:?}"),
        };
        // A wrong letter at the beginning is no worse than one at the end.
        assert_eq!(nearest("sds.negative_p0_ppm"), "ads.negative_p0_ppm");
        assert_eq!(nearest("practices.big_order_per_week"), "practices.big_orders_per_week");
    }

    #[test]
    fn a_store_s_own_threshold_wins_and_what_is_one_for_all_is_set_for_no_store_and_no_marketplace() {
        let mut settings = Settings::shipped().unwrap();
        let day = Day::parse(DAY).unwrap();
        settings.set("reports.unshipped.hours", Some(Market::Us), 30, "team").unwrap();
        settings.set_for_store("reports.unshipped.hours", "north", 6, "team").unwrap();
        let hours = |store, market| settings.report_hours(Format::Unshipped, store, market, day);
        assert_eq!(
            (hours("north", Some(Market::Us)), hours("north", Some(Market::De)), hours("north", None)),
            (6, 6, 6)
        );
        assert_eq!((hours("south", Some(Market::Us)), hours("south", Some(Market::De))), (30, 24));
        for all in ["practices.week_days", "team.text_days", "fx.eur_ppm", "practice-due.on"] {
            let store = settings.set_for_store(all, "north", 1, "team");
            let market = settings.set(all, Some(Market::De), 1, "team");
            for other in [store, market] {
                assert!(matches!(other, Err(SettingsError::NoSuchKey { .. })), "{all}: {other:?}");
            }
        }
        let range = settings.set_for_store("reports.unshipped.hours", "north", 0, "team");
        assert!(matches!(range, Err(SettingsError::OutOfRange { .. })), "{range:?}");
    }

    #[test]
    fn a_kind_is_on_until_it_is_switched_off_for_all_a_marketplace_or_a_store() {
        let mut settings = Settings::shipped().unwrap();
        let day = Day::parse(DAY).unwrap();
        let key = keys::switch(Kind::NegateTerm);
        let on = |settings: &Settings, store, market| settings.is_on(Kind::NegateTerm, store, Some(market), day);
        assert!(settings.all_on() && on(&settings, "north", Market::Us));
        settings.set(&key, Some(Market::De), 0, "team").unwrap();
        assert!(!on(&settings, "north", Market::De) && on(&settings, "north", Market::Us) && !settings.all_on());
        settings.set(&key, None, 0, "team").unwrap();
        settings.set_for_store(&key, "south", 1, "team").unwrap();
        assert!(!on(&settings, "north", Market::Us) && on(&settings, "south", Market::De));
        assert!(settings.is_on(Kind::ShipToday, "north", None, day));
        assert_eq!(settings.stores(), ["south"]);
    }

    #[test]
    fn a_marketplace_s_row_wins_and_a_past_day_has_its_own_rule() {
        let text = r#"
            version = "t"
            reviewed_on = "2026-11-22"
            [[rule]]
            key = "a.b"
            value = 7
            unit = "days"
            min = 1
            max = 30
            valid_from = "2020-01-01"
            valid_to = "2024-12-31"
            source = "old"
            reviewed_on = "2026-11-22"
            [[rule]]
            key = "a.b"
            value = 3
            unit = "days"
            min = 1
            max = 30
            valid_from = "2025-01-01"
            source = "new"
            reviewed_on = "2026-11-22"
        "#;
        let mut settings = Settings::parse(text).unwrap();
        let day = Day::parse(DAY).unwrap();
        let value = |settings: &Settings, market, day| settings.row("a.b", None, market, day).unwrap().value;
        assert_eq!(value(&settings, None, day), 3);
        assert_eq!(value(&settings, None, Day::parse("2024-06-01").unwrap()), 7);
        settings.set("a.b", Some(Market::De), 5, "team").unwrap();
        assert_eq!(value(&settings, Some(Market::De), day), 5);
        assert_eq!(value(&settings, Some(Market::Us), day), 3);
        assert!(matches!(settings.set("a.b", None, 99, "team"), Err(SettingsError::OutOfRange { .. })));
        assert!(
            matches!(settings.set("a.c", None, 9, "team"), Err(SettingsError::NoSuchKey { nearest, .. }) if nearest == "a.b")
        );
    }
}
