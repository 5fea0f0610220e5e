//! Completing a filter while it is typed: keys, and the values that a key may have.

use std::ops::Range;

use super::filter::Key;
use super::search::Needle;

/// What may stand in the place of the word that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The place of what is replaced (bytes).
    pub span: Range<usize>,
    /// What may stand there, the likeliest first; never empty.
    pub offers: Vec<String>,
}

/// So many are offered at most.
const MOST: usize = 30;

/// What may stand where the text ends at `cursor` (bytes). `values` are those that a key may have where it is typed.
/// A key ends in its colon; a value with a blank is quoted. What is complete already offers nothing more.
pub fn complete(text: &str, cursor: usize, values: impl Fn(Key) -> Vec<String>) -> Option<Completion> {
    let typed = text.get(..cursor)?;
    let start = word_start(typed)?;
    let word = &typed[start..];
    let minus = usize::from(word.starts_with('-'));
    let (span, typed, offers) = match word[minus..].split_once(':') {
        None => {
            let keys = Key::ALL.iter().map(|(name, _)| format!("{name}:"));
            (start + minus, &word[minus..], keys.collect())
        }
        Some((name, value)) => {
            let (_, key) = Key::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
            let last = value.rfind('|').map_or(0, |at| at + 1);
            let values = values(*key).into_iter().map(|value| quoted(&value));
            (cursor - (value.len() - last), &value[last..], values.collect::<Vec<_>>())
        }
    };
    let plain = typed.trim_matches('"').to_lowercase();
    let needle = Needle::new(&plain);
    let begins = |offer: &String| offer.trim_matches('"').to_lowercase().starts_with(&plain);
    let mut offers: Vec<String> =
        offers.into_iter().filter(|o| begins(o) || !plain.is_empty() && needle.is_in(o)).collect();
    // What begins with it before what has it inside or is spelled so.
    offers.sort_by_key(|offer| !begins(offer));
    offers.dedup();
    offers.truncate(MOST);
    let done = offers.len() == 1 && offers[0] == typed;
    (!offers.is_empty() && !done).then_some(Completion { span: span..cursor, offers })
}

/// Where the last word begins; `None` inside a quoted word that has no key.
fn word_start(typed: &str) -> Option<usize> {
    let (mut start, mut open) = (0, false);
    for (at, c) in typed.char_indices() {
        if c == '"' {
            open = !open;
        } else if c.is_whitespace() && !open {
            start = at + c.len_utf8();
        }
    }
    (!open || typed[start..].contains(':')).then_some(start)
}

fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(key: Key) -> Vec<String> {
        let words: &[&str] = match key {
            Key::Is => Key::STATES,
            Key::Store => &["My Shop", "补货"],
            Key::Mk => &["US", "DE"],
            _ => &[],
        };
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn offered(text: &str) -> (String, Vec<String>) {
        let found = complete(text, text.len(), values);
        found.map_or_else(Default::default, |c| (text[c.span].to_owned(), c.offers))
    }

    #[test]
    fn keys_and_values_are_offered_for_the_last_word() {
        for (text, replaced, first) in [
            ("ki", "ki", "kind:"),
            ("113 -is", "is", "is:"),
            ("a | m", "m", "mk:"),
            ("is:l", "l", "late"),
            ("-is:l", "l", "late"),
            ("is:late|cl", "cl", "claimed"),
            ("is:", "", "late"),
            ("mk:u", "u", "US"),
            ("store:my", "my", "\"My Shop\""),
            ("store:\"My S", "\"My S", "\"My Shop\""),
            ("store:bh", "bh", "补货"),
            ("铲 ", "", "kind:"),
        ] {
            let (span, offers) = offered(text);
            assert_eq!((span.as_str(), offers.first().map(String::as_str)), (replaced, Some(first)), "{text}");
        }
        // In the middle of a text it is the word before the cursor.
        assert_eq!(complete("ki mk:us", 2, values).map(|c| c.span), Some(0..2));
    }

    #[test]
    fn nothing_is_offered_where_nothing_fits_or_all_is_typed() {
        for text in ["zzz", "foo:b", "is:late", "\"a b", "sku:1", "硅胶"] {
            assert_eq!(offered(text).1, Vec::<String>::new(), "{text}");
        }
        assert_eq!(complete("is:l", 99, values), None);
        assert_eq!(complete("铲", 1, values), None);
    }
}
