//! The keys of the configuration as a table, with what each takes.

use super::Given;
use super::problem::Fault;
use crate::domain::nearest::closest;

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// `auto` or a zone such as `Asia/Shanghai`.
    Zone,
    /// `true` or `false`, `"on"` or `"off"`.
    Switch,
    /// A whole number.
    Number,
    /// A list of paths.
    Paths,
    /// A name.
    Name,
    /// A list of names.
    Names,
}

/// A key of the configuration; the thresholds of `[rules]` come from the rule pack.
#[derive(Debug)]
pub struct Key {
    /// The dotted name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// The default, as it is shown.
    pub default: &'static str,
    /// The variable of the environment.
    pub variable: &'static str,
}

/// All keys.
pub static KEYS: &[Key] = &[
    Key { name: "language", takes: Takes::OneOf(&["auto", "en", "zh"]), default: "auto", variable: "DAYDECK_LANGUAGE" },
    Key { name: "zone", takes: Takes::Zone, default: "auto", variable: "DAYDECK_ZONE" },
    Key { name: "keys", takes: Takes::OneOf(&["vim", "mail", "arrows"]), default: "vim", variable: "DAYDECK_KEYS" },
    Key { name: "mouse", takes: Takes::Switch, default: "on", variable: "DAYDECK_MOUSE" },
    Key { name: "scroll", takes: Takes::Switch, default: "on", variable: "DAYDECK_SCROLL" },
    Key { name: "mail.maildir", takes: Takes::Paths, default: "", variable: "DAYDECK_MAIL_MAILDIR" },
    Key { name: "mail.mbox", takes: Takes::Paths, default: "", variable: "DAYDECK_MAIL_MBOX" },
    Key { name: "mail.store", takes: Takes::Name, default: "", variable: "DAYDECK_MAIL_STORE" },
    Key { name: "mail.sent", takes: Takes::Paths, default: "", variable: "DAYDECK_MAIL_SENT" },
    Key { name: "team.leads", takes: Takes::Names, default: "", variable: "DAYDECK_TEAM_LEADS" },
    Key { name: "team.viewers", takes: Takes::Names, default: "", variable: "DAYDECK_TEAM_VIEWERS" },
    Key { name: "team.two_person", takes: Takes::Names, default: "", variable: "DAYDECK_TEAM_TWO_PERSON" },
    Key {
        name: "team.two_person_money",
        takes: Takes::Number,
        default: "0",
        variable: "DAYDECK_TEAM_TWO_PERSON_MONEY",
    },
];

/// Variables that are no keys of the configuration.
const OTHER_VARIABLES: [&str; 2] = ["DAYDECK_DATA", "DAYDECK_LOG"];

impl Key {
    /// Whether the value is one that the key takes.
    pub fn check(&self, value: &Given) -> Result<(), Fault> {
        let fits = match (self.takes, value) {
            (Takes::OneOf(words), Given::Text(text)) => words.contains(&text.as_str()),
            (Takes::Zone, Given::Text(text)) => text == "auto" || text.parse::<chrono_tz::Tz>().is_ok(),
            (Takes::Switch, Given::Text(text)) => matches!(text.as_str(), "on" | "off" | "true" | "false"),
            (Takes::Name, Given::Text(text)) => !text.trim().is_empty(),
            // A store may be called 2024.
            (Takes::Switch, Given::Switch(_))
            | (Takes::Name | Takes::Number, Given::Int(_))
            | (Takes::Paths | Takes::Names, Given::List(_) | Given::Text(_)) => true,
            _ => false,
        };
        if fits { Ok(()) } else { Err(Fault::NotA { read: value.to_string(), wanted: self.takes }) }
    }
}

/// The key of a dotted name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The key of a variable, or the nearest variable; `None` for a variable of somebody else.
pub(super) fn of_variable(name: &str) -> Option<Result<&'static Key, String>> {
    if !name.starts_with("DAYDECK_") || OTHER_VARIABLES.contains(&name) {
        return None;
    }
    let key = KEYS.iter().find(|key| key.variable == name);
    Some(key.ok_or_else(|| closest(name, KEYS.iter().map(|key| key.variable)).unwrap_or_default().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_one_that_the_key_takes() {
        for key in KEYS.iter().filter(|key| !matches!(key.takes, Takes::Paths | Takes::Name | Takes::Names)) {
            let given = super::super::plain(key.default);
            assert!(key.check(&given).is_ok(), "{}", key.name);
            assert!(key.variable.starts_with("DAYDECK_"));
        }
    }
}
