//! What can be wrong with a configuration, and its words.

use std::path::Path;

use super::{Place, Takes};
use crate::domain::text::SafeText;
use crate::i18n::{Lang, cli, views};

/// One thing that is wrong, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// The dotted key; empty when the whole file is meant.
    pub key: String,
    /// What.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be read: the system's words.
    Unreadable(String),
    /// No regular file, or too large.
    NotAFile,
    /// Not TOML: the reader's words.
    Syntax(String),
    /// No such key; the nearest one.
    NoSuchKey {
        /// The nearest key.
        nearest: String,
    },
    /// A value that the key does not take.
    NotA {
        /// As read.
        read: String,
        /// What it takes.
        wanted: Takes,
    },
    /// A key of the team in a place that one person decides over.
    NotHere,
    /// A threshold that is one for all, or for all marketplaces, set for a part.
    NotOfAPart {
        /// The key that sets it.
        whole: String,
    },
    /// A Unix group that the machine does not have.
    NoGroup(String),
    /// A threshold outside the range of its rule.
    OutOfRange {
        /// As read.
        value: i64,
        /// The unit.
        unit: String,
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
}

impl Problem {
    /// Whether the rules must not run: a threshold, a rule of the team or a whole file is not what somebody meant it to be.
    /// A key that does not exist is only said (a file of a newer version must not stop an older program).
    pub fn stops_rules(&self) -> bool {
        match self.fault {
            Fault::NoSuchKey { .. } | Fault::NotHere | Fault::NotOfAPart { .. } | Fault::NoGroup(_) => false,
            Fault::Unreadable(_) | Fault::NotAFile | Fault::Syntax(_) => true,
            Fault::NotA { .. } | Fault::OutOfRange { .. } => {
                self.key.starts_with("rules.") || self.key.starts_with("team.")
            }
        }
    }

    /// Whether it hides what the team wants a second person for: one of the team's `files` cannot be read, or its key is
    /// wrong there.
    pub fn hides_team<'a>(&self, files: impl Iterator<Item = &'a Path>) -> bool {
        let Place::File(path, _) = &self.place else { return false };
        let hides = match &self.fault {
            Fault::Unreadable(_) | Fault::NotAFile | Fault::Syntax(_) => true,
            // A key that is not there may be one that is misspelt, and so may its table.
            Fault::NoSuchKey { nearest } if nearest.starts_with("team.") => true,
            Fault::NotA { .. } | Fault::OutOfRange { .. } | Fault::NoSuchKey { .. } => self.key.starts_with("team."),
            Fault::NotHere | Fault::NotOfAPart { .. } | Fault::NoGroup(_) => false,
        };
        hides && files.into_iter().any(|file| file == path)
    }

    /// One line: place, key, what is wrong, what would be right.
    pub fn words(&self, lang: Lang) -> String {
        let place = SafeText::new(&self.place.to_string());
        let key = SafeText::new(&self.key);
        let safe = |text: &str| SafeText::new(text.trim());
        match &self.fault {
            Fault::Unreadable(cause) => cli::config_unreadable(lang, place, safe(cause)),
            Fault::NotAFile => cli::config_unreadable(lang, place, views::not_a_file(lang)),
            Fault::Syntax(cause) => cli::config_syntax(lang, place, safe(cause)),
            Fault::NoSuchKey { nearest } => cli::config_no_such_key(lang, place, key, safe(nearest)),
            Fault::NotOfAPart { whole } => cli::config_not_part(lang, place, key, safe(whole)),
            Fault::NotHere => cli::config_not_here(lang, place, key),
            Fault::NoGroup(name) => cli::config_no_group(lang, place, key, safe(name)),
            Fault::NotA { read, wanted } => cli::config_not_a(lang, place, key, safe(read), wants(lang, *wanted)),
            Fault::OutOfRange { value, unit, min, max } => {
                cli::config_out_of_range(lang, place, key, value, safe(unit), min, max)
            }
        }
    }
}

fn wants(lang: Lang, takes: Takes) -> String {
    match takes {
        Takes::OneOf(words) => cli::wants_one_of(lang, words.join(", ")),
        Takes::Zone => cli::wants_zone(lang).to_owned(),
        Takes::Switch => cli::wants_switch(lang).to_owned(),
        Takes::Number => cli::wants_number(lang).to_owned(),
        Takes::Paths => cli::wants_paths(lang).to_owned(),
        Takes::Name => cli::wants_name(lang).to_owned(),
        Takes::Names => cli::wants_names(lang).to_owned(),
    }
}
