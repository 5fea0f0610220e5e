//! What is wrong with a word of a filter, in words; and the kinds of work whose name a word is in.

use super::Lang;
use super::cli;
use super::words::word;
use crate::domain::filter::Wrong;
use crate::domain::search::Needle;
use crate::domain::work::Kind;

/// Why a word of a filter is not understood.
pub fn wrong(lang: Lang, why: &Wrong) -> String {
    match why {
        Wrong::NoSuchKey(nearest) => cli::filter_key(lang, nearest),
        Wrong::WantsComparison => cli::filter_comparison(lang).to_owned(),
        Wrong::NotANumber => cli::filter_number(lang).to_owned(),
        Wrong::NoValue => cli::filter_no_value(lang).to_owned(),
        Wrong::NoSuchValue(values) => cli::filter_value(lang, values.join(", ")),
        Wrong::OpenQuote => cli::filter_quote(lang).to_owned(),
    }
}

/// The kinds of work items in whose name the word is: letters of the name, in Chinese also its pinyin.
pub fn kinds(lang: Lang, typed: &str) -> Vec<Kind> {
    let needle = Needle::new(typed);
    Kind::ALL.iter().copied().filter(|kind| needle.is_in(word(lang, kind.word()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_their_name_in_the_readers_language() {
        for kind in Kind::ALL {
            let (en, zh) = (word(Lang::En, kind.word()), word(Lang::Zh, kind.word()));
            assert!(kinds(Lang::En, &en.to_uppercase()).contains(kind), "{en}");
            assert!(kinds(Lang::Zh, zh).contains(kind), "{zh}");
        }
        assert_eq!(kinds(Lang::En, "nothing of the kind"), Vec::<Kind>::new());
    }
}
