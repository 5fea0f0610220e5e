//! What people read, in English and Simplified Chinese side by side. A missing language or a forgotten placeholder does
//! not compile. One file per area; `words` holds the translations of stable words and column headings.

use serde::{Deserialize, Serialize};

pub mod cli;
pub mod filter;
pub mod format;
pub mod formats;
pub mod import;
pub mod practice;
pub mod receipt;
pub mod runtime;
pub mod screen;
pub mod team;
pub mod views;
pub mod words;
pub mod work;
pub mod worker;

/// The language of the screen; that of the data is another matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
    /// English with every message in `⟦ ⟧`: tests find text that bypasses this table.
    #[serde(skip)]
    Marked,
}

impl Lang {
    /// The language of a locale name such as `zh_CN.UTF-8`; English for everything that is not Chinese.
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }

    /// Picks one of three ready texts.
    pub fn pick<T>(self, en: T, zh: T, marked: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
            Self::Marked => marked,
        }
    }
}

/// A table of messages. `name { "en", "zh" }` gives `name(lang) -> &'static str`; `name(a, b) { "en {a} {b}", "zh {b} {a}" }`
/// gives `name(lang, a, b) -> String` for anything that implements `Display`. Each table has `ALL` for tests.
#[macro_export]
macro_rules! messages {
    ($($name:ident $(($($arg:ident),+))? { $en:literal, $zh:literal })*) => {
        $($crate::messages!(@one $name $(($($arg),+))? { $en, $zh });)*
        /// Every message of the table: name, English, Chinese.
        pub const ALL: &[(&str, &str, &str)] = &[$((stringify!($name), $en, $zh)),*];
    };
    (@one $name:ident { $en:literal, $zh:literal }) => {
        #[doc = concat!("``", $en, "``")]
        pub fn $name(lang: $crate::i18n::Lang) -> &'static str {
            lang.pick($en, $zh, concat!("⟦", $en, "⟧"))
        }
    };
    (@one $name:ident ($($arg:ident),+) { $en:literal, $zh:literal }) => {
        #[doc = concat!("``", $en, "``")]
        pub fn $name(lang: $crate::i18n::Lang, $($arg: impl std::fmt::Display),+) -> String {
            match lang {
                $crate::i18n::Lang::En => format!($en, $($arg = $arg),+),
                $crate::i18n::Lang::Zh => format!($zh, $($arg = $arg),+),
                $crate::i18n::Lang::Marked => format!(concat!("⟦", $en, "⟧"), $($arg = $arg),+),
            }
        }
    };
}

#[cfg(test)]
mod tables;

#[cfg(test)]
mod tests {
    use super::*;

    messages! {
        plain { "plain", "平" }
        swapped(a, b) { "{a} then {b}", "{b}之前{a}" }
    }

    #[test]
    fn messages_speak_both_languages() {
        assert_eq!((plain(Lang::En), plain(Lang::Zh), plain(Lang::Marked)), ("plain", "平", "⟦plain⟧"));
        assert_eq!(swapped(Lang::En, 1, "x"), "1 then x");
        assert_eq!(swapped(Lang::Zh, 1, "x"), "x之前1");
        assert_eq!(ALL.len(), 2);
        assert_eq!(Lang::from_locale("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(Lang::from_locale("de_DE"), Lang::En);
    }
}
