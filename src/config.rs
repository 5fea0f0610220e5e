//! The configuration: every value with the layer that it comes from.
//!
//! Layers, later wins: default < `/etc/daydeck/config.toml` < `DIR/config.toml` < the user's file
//! (`$XDG_CONFIG_HOME/daydeck/config.toml`) < settings changed on the screen (`team.db`) < environment (`DAYDECK_*`) <
//! command line. A key that does not exist or a value that does not fit is a [`Problem`] with file, line and the
//! nearest key; the value of the layer below stays in force.

use std::path::{Path, PathBuf};

use chrono_tz::Tz;

use crate::domain::keys::{self, is_for_all, is_of_no_market};
use crate::domain::market::Market;
use crate::domain::nearest::closest;
use crate::domain::settings::{SWITCH, Settings, SettingsError};
use crate::i18n::Lang;

mod file;
mod key;
mod problem;
mod team;
pub mod views;

pub use key::{KEYS, Key, Takes};
pub use problem::{Fault, Problem};
pub use team::Team;

/// Where a value comes from; later layers win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Shipped with the program.
    Default,
    /// `/etc/daydeck/config.toml`.
    System,
    /// `config.toml` in the data folder.
    Folder,
    /// The user's own file.
    User,
    /// Changed on the screen, kept in `team.db`.
    Team,
    /// A variable of the environment.
    Environment,
    /// The command line.
    Flag,
}

impl Layer {
    /// Whether the team or the machine's owner keeps it, not one person.
    pub fn is_the_team_s(self) -> bool {
        matches!(self, Self::Default | Self::System | Self::Folder)
    }

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::System => "system",
            Self::Folder => "folder",
            Self::User => "user",
            Self::Team => "team",
            Self::Environment => "environment",
            Self::Flag => "flag",
        }
    }
}

/// The exact place of a value, for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Shipped with the program.
    Shipped,
    /// A line of a file, from 1.
    File(PathBuf, usize),
    /// `team.db`.
    Team,
    /// A variable of the environment.
    Variable(String),
    /// A flag of the command line.
    Flag(&'static str),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Shipped => f.write_str("daydeck"),
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Team => f.write_str("team.db"),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(name) => f.write_str(name),
        }
    }
}

/// A value as a layer gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Text.
    Text(String),
    /// A number.
    Int(i64),
    /// A switch.
    Switch(bool),
    /// A list of texts.
    List(Vec<String>),
    /// Anything else (a date, a fraction), as it stands.
    Other(String),
}

impl std::fmt::Display for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) | Self::Other(text) => f.write_str(text),
            Self::Int(n) => write!(f, "{n}"),
            Self::Switch(on) => f.write_str(if *on { "on" } else { "off" }),
            Self::List(items) => f.write_str(&items.join(", ")),
        }
    }
}

/// One value of one layer: `language`, `mail.maildir`, `rules.ads.negative_p0_ppm`, `rules.US.ads.negative_p0_ppm`,
/// `rules.store.north.reports.unshipped.hours`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The dotted key.
    pub key: String,
    /// The value.
    pub value: Given,
    /// The layer.
    pub layer: Layer,
    /// The place.
    pub place: Place,
}

/// What the layers are read from. The caller gives files, environment and team settings: tests give their own.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Configuration files, lowest layer first; a file that is not there is no problem.
    pub files: Vec<(Layer, PathBuf)>,
    /// Key and value of `team.db`.
    pub team: Vec<(String, String)>,
    /// The environment.
    pub variables: Vec<(String, String)>,
    /// Key, flag and value of the command line.
    pub flags: Vec<(&'static str, &'static str, String)>,
    /// The home folder, for `~/`.
    pub home: Option<PathBuf>,
}

/// The folders and files of mail that are read in place (H16).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Maildir folders with mail from buyers and Amazon.
    pub maildir: Vec<PathBuf>,
    /// Mailbox files (mbox) with such mail.
    pub mbox: Vec<PathBuf>,
    /// Maildir folders or mailbox files with what the team sent.
    pub sent: Vec<PathBuf>,
    /// The store that all of it belongs to; blank: the one that earlier mail went to, else the only one.
    pub store: String,
}

/// The configuration in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// The reader's language; `None`: as the locale says.
    pub language: Option<Lang>,
    /// The reader's zone; `None`: as the machine says.
    pub zone: Option<Tz>,
    /// The key preset: `vim`, `mail` or `arrows`.
    pub keys: String,
    /// Whether the mouse is used (H20).
    pub mouse: bool,
    /// Whether the terminal moves bands of rows by itself; off for one that cannot.
    pub scroll: bool,
    /// Mail to read.
    pub mail: Mail,
    /// Roles and the two-person rule.
    pub team: Team,
    /// The thresholds in force.
    pub settings: Settings,
    entries: Vec<Entry>,
}

impl Config {
    /// Reads all layers. What is wrong is listed beside the configuration that works without it.
    ///
    /// # Errors
    /// Only when the shipped rule pack itself is broken.
    pub fn load(sources: &Sources) -> Result<(Self, Vec<Problem>), SettingsError> {
        let mut config = Self {
            language: None,
            zone: None,
            keys: "vim".to_owned(),
            mouse: true,
            scroll: true,
            mail: Mail::default(),
            team: Team::default(),
            settings: Settings::shipped()?,
            entries: Vec::new(),
        };
        let mut problems = Vec::new();
        for (layer, path) in &sources.files {
            match file::read(*layer, path) {
                Ok(entries) => entries.into_iter().for_each(|e| config.lay(e, sources, &mut problems)),
                Err(problem) => problems.push(problem),
            }
        }
        for (key, value) in &sources.team {
            let entry = Entry { key: key.clone(), value: plain(value), layer: Layer::Team, place: Place::Team };
            config.lay(entry, sources, &mut problems);
        }
        for (name, value) in &sources.variables {
            match key::of_variable(name) {
                Some(Ok(key)) => {
                    let value = if key.takes == Takes::Paths {
                        Given::List(value.split(':').filter(|p| !p.is_empty()).map(str::to_owned).collect())
                    } else {
                        plain(value)
                    };
                    let place = Place::Variable(name.clone());
                    let entry = Entry { key: key.name.to_owned(), value, layer: Layer::Environment, place };
                    config.lay(entry, sources, &mut problems);
                }
                Some(Err(nearest)) => problems.push(Problem {
                    place: Place::Variable(name.clone()),
                    key: name.clone(),
                    fault: Fault::NoSuchKey { nearest },
                }),
                None => {}
            }
        }
        for (key, flag, value) in &sources.flags {
            let (value, place) = (plain(value), Place::Flag(flag));
            config.lay(Entry { key: (*key).to_owned(), value, layer: Layer::Flag, place }, sources, &mut problems);
        }
        Ok((config, problems))
    }

    /// Every value that a layer above the default sets, in the order of the layers; the last one of a key is in force.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry in force of a dotted key; `None` when the default is.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.key == key)
    }

    /// The Unix groups of roles that the machine does not have, each with its place: nobody has the role by them.
    pub fn strange_groups(&self, known: &[String]) -> Vec<Problem> {
        let strange = self.team.groups().filter(|(_, name)| !known.iter().any(|group| group == name));
        let problem = |(key, name): (&str, &str)| {
            let place = self.entry(key)?.place.clone();
            Some(Problem { place, key: key.to_owned(), fault: Fault::NoGroup(name.to_owned()) })
        };
        strange.filter_map(problem).collect()
    }

    fn lay(&mut self, entry: Entry, sources: &Sources, problems: &mut Vec<Problem>) {
        let laid = match entry.key.strip_prefix("rules.") {
            Some(rule) => self.lay_rule(rule, &entry),
            None => self.lay_key(&entry, sources),
        };
        match laid {
            Ok(()) => self.entries.push(entry),
            Err(fault) => problems.push(Problem { place: entry.place, key: entry.key, fault }),
        }
    }

    fn lay_key(&mut self, entry: &Entry, sources: &Sources) -> Result<(), Fault> {
        let key =
            key::find(&entry.key).ok_or_else(|| Fault::NoSuchKey { nearest: nearest(&entry.key, &self.settings) })?;
        // What one person writes there decides nothing, whatever it is.
        if key.name.starts_with("team.") && !entry.layer.is_the_team_s() {
            return Err(Fault::NotHere);
        }
        key.check(&entry.value)?;
        let text = entry.value.to_string();
        match key.name {
            "language" => self.language = language(&text),
            "zone" => self.zone = text.parse().ok(),
            "keys" => self.keys = text,
            "mouse" => self.mouse = on(&text),
            "scroll" => self.scroll = on(&text),
            "mail.maildir" => self.mail.maildir = paths(entry, sources),
            "mail.mbox" => self.mail.mbox = paths(entry, sources),
            "mail.store" => self.mail.store = text,
            name if name.starts_with("team.") => self.team.lay(entry)?,
            _ => self.mail.sent = paths(entry, sources),
        }
        Ok(())
    }

    fn lay_rule(&mut self, rule: &str, entry: &Entry) -> Result<(), Fault> {
        let (store, rule) = split_store(rule, &self.settings);
        let (market, rule) = if store.is_some() { (None, rule) } else { split_market(rule) };
        // `store.north.DE`: the store of that name, and the marketplace of the store north.
        let both = store.and_then(store_and_market);
        let no_such = |settings: &Settings| Fault::NoSuchKey { nearest: nearest(&entry.key, settings) };
        if !self.settings.has(rule) {
            return Err(no_such(&self.settings));
        }
        let of_market = market.is_some() || both.is_some();
        if is_for_all(rule) && (store.is_some() || of_market) || is_of_no_market(rule) && of_market {
            return Err(Fault::NotOfAPart { whole: format!("rules.{rule}") });
        }
        // Everybody's notes are purged after as many days: that is not one operator's to set.
        if rule == keys::TEXT_DAYS.as_ref() && !entry.layer.is_the_team_s() {
            return Err(Fault::NotHere);
        }
        let value = threshold(&entry.value, self.settings.rules().iter().any(|r| r.key == rule && r.unit == SWITCH))?;
        let source = format!("{}: {}", entry.layer.word(), entry.place);
        let parts = std::iter::once((store, market)).chain(both.map(|(store, market)| (Some(store), Some(market))));
        let mut laid = parts.map(|(store, market)| self.settings.set_for(rule, store, market, value, &source));
        laid.try_for_each(|laid| laid).map_err(|error| match error {
            SettingsError::OutOfRange { value, unit, min, max, .. } => Fault::OutOfRange { value, unit, min, max },
            _ => no_such(&self.settings),
        })
    }
}

/// `US.ads.negative_p0_ppm` is marketplace and key; `ads.negative_p0_ppm` is a key for all.
fn split_market(rule: &str) -> (Option<Market>, &str) {
    match rule.split_once('.') {
        Some((code, rest)) => match Market::parse(code).filter(|m| m.code() == code) {
            Some(market) => (Some(market), rest),
            None => (None, rule),
        },
        None => (None, rule),
    }
}

/// `north.DE` is a marketplace of the store north.
fn store_and_market(store: &str) -> Option<(&str, Market)> {
    let (store, code) = store.rsplit_once('.')?;
    Some((store, Market::parse(code).filter(|market| market.code() == code)?))
}

/// `store.north.reports.unshipped.hours` is store and key; a store's name may have points. Of a key that no rule has the
/// area begins where one is named.
fn split_store<'a>(rule: &'a str, settings: &Settings) -> (Option<&'a str>, &'a str) {
    let Some(rest) = rule.strip_prefix("store.") else { return (None, rule) };
    let points = || rest.match_indices('.').map(|(at, _)| at);
    let known = points().find(|at| settings.has(&rest[at + 1..]));
    let area = |key: &str| key.split_once('.').and_then(|(area, _)| rest.rfind(&format!(".{area}.")));
    // Reports are named after other areas.
    let last = || settings.rules().iter().filter_map(|rule| area(&rule.key)).max();
    let named = || area("reports.").or_else(last).or_else(|| points().next());
    known.or_else(named).map_or((None, rule), |at| (Some(&rest[..at]), &rest[at + 1..]))
}

/// A number, or for a switch a number, on or off.
fn threshold(value: &Given, switch: bool) -> Result<i64, Fault> {
    match value {
        Given::Int(n) => Ok(*n),
        Given::Switch(on) if switch => Ok(i64::from(*on)),
        Given::Text(text) if switch && matches!(text.as_str(), "on" | "off" | "true" | "false") => {
            Ok(i64::from(on(text)))
        }
        other => {
            let wanted = if switch { Takes::Switch } else { Takes::Number };
            Err(Fault::NotA { read: other.to_string(), wanted })
        }
    }
}

/// `en`, `zh`; everything else (`auto`) leaves it to the locale.
pub fn language(text: &str) -> Option<Lang> {
    match text {
        "en" => Some(Lang::En),
        "zh" => Some(Lang::Zh),
        _ => None,
    }
}

fn on(text: &str) -> bool {
    matches!(text, "on" | "true")
}

fn plain(text: &str) -> Given {
    text.trim().parse().map_or_else(|_| Given::Text(text.trim().to_owned()), Given::Int)
}

/// Paths of an entry: `~/` is the home folder, a relative path starts at the file that names it.
fn paths(entry: &Entry, sources: &Sources) -> Vec<PathBuf> {
    let items = match &entry.value {
        Given::List(items) => items.clone(),
        other => vec![other.to_string()],
    };
    let base = match &entry.place {
        Place::File(file, _) => file.parent(),
        _ => None,
    };
    items.iter().map(|item| absolute(item, base, sources.home.as_deref())).collect()
}

fn absolute(item: &str, base: Option<&Path>, home: Option<&Path>) -> PathBuf {
    match (item.strip_prefix("~/"), home, base) {
        (Some(rest), Some(home), _) => home.join(rest),
        (_, _, Some(base)) => base.join(item),
        _ => PathBuf::from(item),
    }
}

/// The key, of configuration or rule pack, that takes the fewest changes of letters to reach; a marketplace stays.
fn nearest(key: &str, settings: &Settings) -> String {
    let rule = key.strip_prefix("rules.").unwrap_or_default();
    let prefix = match (split_store(rule, settings).0, split_market(rule).0) {
        (Some(store), _) => format!("rules.store.{store}."),
        (None, Some(market)) => format!("rules.{}.", market.code()),
        (None, None) => "rules.".to_owned(),
    };
    let rules = settings.rules().iter().filter(|rule| prefix == "rules." || !is_for_all(&rule.key));
    let rules = rules.map(|rule| format!("{prefix}{}", rule.key));
    closest(key, KEYS.iter().map(|k| k.name.to_owned()).chain(rules)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
