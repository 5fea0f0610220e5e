//! Translations of stable words: column headings, states, kinds, classes, cadences, labels of the detail pane.
//! Screen, list and history show a stable word only through [`word`].

use super::work::table as work_table;
use super::{Lang, formats};

mod export;
mod import;
mod list;
mod work;

/// Word, English, Chinese; one table per area. A test finds doubles.
static TABLES: [&[(&str, &str, &str)]; 4] = [list::WORDS, work::WORDS, import::WORDS, export::WORDS];

pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let formats = formats::all().map(|names| (names.word, names.name.0, names.name.1));
    let kinds = work_table::all().map(|texts| (texts.kind.word(), texts.name.en, texts.name.zh));
    TABLES.iter().flat_map(|table| table.iter().copied()).chain(formats).chain(kinds)
}

/// The text of a stable word; the word itself when the table lacks it (a test walks all that the program uses).
pub fn word(lang: Lang, id: &str) -> &str {
    all().find(|(w, ..)| *w == id).map_or(id, |(_, en, zh)| lang.pick(en, zh, en))
}

/// The text of a stable word, when the table has it.
pub fn find(lang: Lang, id: &str) -> Option<&'static str> {
    all().find(|(w, ..)| *w == id).map(|(_, en, zh)| lang.pick(en, zh, en))
}

/// Whether the table has the word.
pub fn has(id: &str) -> bool {
    all().any(|(w, ..)| w == id)
}

/// Whether an English text of the table has this word.
#[cfg(test)]
pub fn uses(english: &str) -> bool {
    all().any(|(id, en, _)| {
        [id, en].into_iter().any(|t| t.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == english))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_twice() {
        for (i, (word, en, zh)) in all().enumerate() {
            assert!(!en.is_empty() && !zh.is_empty(), "{word}");
            assert!(!all().skip(i + 1).any(|(w, ..)| w == word), "{word} twice");
        }
    }
}
