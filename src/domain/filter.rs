//! The filter language, one for screen and command line: words and `key:value` tests, `-` negates, `|` or, quotes.

use std::ops::Range;

use super::nearest::closest;
use super::work::Kind;

/// A parsed filter: alternatives (`|` between blanks), each a list of tests that must all hold. Empty matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The alternatives.
    pub any: Vec<Vec<Test>>,
}

/// One test of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// Whether `-` stands before it.
    pub negated: bool,
    /// What is tested.
    pub what: What,
}

/// What a test looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A word anywhere in the row's text, in any letter case; Chinese also by its pinyin.
    Word(String),
    /// The same, and these kinds of work items, in whose name the word is.
    Named(String, Vec<Kind>),
    /// A column or property holds one of these values (`|` inside the value).
    Is(Key, Vec<String>),
    /// A number, amount or span compares.
    Compare(Key, Order, i64),
}

/// The keys of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Kind of a work item, by prefix of its word or its family: `ship`, `msg`, `ads`, `stock`.
    Kind,
    /// Marketplace code.
    Mk,
    /// Store.
    Store,
    /// `me`, `none`, or a person's name.
    Who,
    /// Seconds until the deadline: `due:<4h`.
    Due,
    /// Seconds since it opened (or the row's date): `age:>2d`.
    Age,
    /// Part of a SKU.
    Sku,
    /// Rule id with `*`: `ads.*`.
    Rule,
    /// Amount at stake, major units of the row's own currency: `money:>50`.
    Money,
    /// One of [`Key::STATES`].
    Is,
    /// Lane: `now`, `today`, `week`, `free`.
    Lane,
    /// Part of an order id.
    Order,
    /// State of an order, file or item.
    State,
    /// Fulfilment channel: `fbm`, `fba`.
    Channel,
    /// Format of a file: `all-orders`.
    Format,
}

impl Key {
    /// All keys with their words.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("kind", Self::Kind),
        ("mk", Self::Mk),
        ("store", Self::Store),
        ("who", Self::Who),
        ("due", Self::Due),
        ("age", Self::Age),
        ("sku", Self::Sku),
        ("rule", Self::Rule),
        ("money", Self::Money),
        ("is", Self::Is),
        ("lane", Self::Lane),
        ("order", Self::Order),
        ("state", Self::State),
        ("channel", Self::Channel),
        ("format", Self::Format),
    ];

    /// What `is:` may be: `seen` is what somebody of the team has had in hand (claimed, noted, snoozed, done).
    pub const STATES: &'static [&'static str] =
        &["late", "open", "done", "snoozed", "claimed", "seen", "hero", "reopened", "dismissed"];
    /// What `lane:` may be.
    pub const LANES: &'static [&'static str] = &["now", "today", "week", "free"];

    /// The key's word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, key)| *key == self).map_or("", |(word, _)| word)
    }

    fn measured(self) -> bool {
        matches!(self, Self::Due | Self::Age | Self::Money)
    }
}

/// How a comparison goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `<`
    Less,
    /// `>`
    More,
}

/// A word of the filter that is not understood: its place (bytes) and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why:?} at {span:?}")]
pub struct FilterError {
    /// Where the word stands in the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub why: Wrong,
}

/// What is wrong with a word of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No such key; the nearest one.
    NoSuchKey(&'static str),
    /// `due`, `age` and `money` want `<` or `>`.
    WantsComparison,
    /// Not a span (`4h`, `2d`, `30m`) or number.
    NotANumber,
    /// Nothing behind the colon.
    NoValue,
    /// No such value; the possible ones.
    NoSuchValue(&'static [&'static str]),
    /// A quote is not closed.
    OpenQuote,
}

impl Filter {
    /// Parses a filter. Blank text gives the filter that matches everything.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let mut any = vec![Vec::new()];
        for (span, word) in words(text)? {
            if word == "|" {
                any.push(Vec::new());
            } else if let Some(last) = any.last_mut() {
                last.push(test(&word, span)?);
            }
        }
        any.retain(|all| !all.is_empty());
        Ok(Self { any })
    }

    /// The last word of a filter that is being typed, when it may still become a key: `ki`, `-is`. Its place in bytes.
    pub fn unfinished(text: &str) -> Option<Range<usize>> {
        let start =
            text.rfind(char::is_whitespace).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let word = text[start..].strip_prefix('-').unwrap_or(&text[start..]).to_ascii_lowercase();
        let grows = !word.is_empty() && Key::ALL.iter().any(|(name, _)| name.starts_with(&word));
        grows.then_some(start..text.len())
    }

    /// The same filter with the kinds in whose name each plain word is: names are words of the reader's language.
    #[must_use]
    pub fn named(mut self, kinds: impl Fn(&str) -> Vec<Kind>) -> Self {
        for test in self.any.iter_mut().flatten() {
            if let What::Word(word) = &test.what {
                let kinds = kinds(word);
                if !kinds.is_empty() {
                    test.what = What::Named(word.clone(), kinds);
                }
            }
        }
        self
    }

    /// Both filters must hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return if self.is_empty() { other } else { self };
        }
        let pairs = self.any.iter().flat_map(|a| other.any.iter().map(|b| [a.as_slice(), b.as_slice()].concat()));
        Self { any: pairs.collect() }
    }

    /// Whether the filter lets everything pass.
    pub fn is_empty(&self) -> bool {
        self.any.is_empty()
    }
}

/// Splits at blanks outside quotes; quotes are dropped.
fn words(text: &str) -> Result<Vec<(Range<usize>, String)>, FilterError> {
    let mut out = Vec::new();
    let mut word = String::new();
    let (mut start, mut quote) = (None, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(_), '"') => quote = None,
            (None, '"') => {
                quote = Some(at);
                start.get_or_insert(at);
            }
            (None, c) if c.is_whitespace() => {
                if let Some(start) = start.take() {
                    out.push((start..at, std::mem::take(&mut word)));
                }
            }
            (_, c) => {
                start.get_or_insert(at);
                word.push(c);
            }
        }
    }
    if let Some(at) = quote {
        return Err(FilterError { span: at..text.len(), why: Wrong::OpenQuote });
    }
    if let Some(start) = start {
        out.push((start..text.len(), word));
    }
    Ok(out)
}

fn test(word: &str, span: Range<usize>) -> Result<Test, FilterError> {
    let (negated, body) = match word.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, word),
    };
    let wrong = |why| FilterError { span: span.clone(), why };
    // A colon behind letters makes a key; `B0:7` or `10:30` are words.
    let Some((name, value)) =
        body.split_once(':').filter(|(n, _)| !n.is_empty() && n.chars().all(|c| c.is_ascii_alphabetic()))
    else {
        return Ok(Test { negated, what: What::Word(body.to_lowercase()) });
    };
    let key = Key::ALL.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, k)| *k);
    let nearest = || closest(&name.to_lowercase(), Key::ALL.iter().map(|(word, _)| *word)).unwrap_or("kind");
    let key = key.ok_or_else(|| wrong(Wrong::NoSuchKey(nearest())))?;
    if value.is_empty() {
        return Err(wrong(Wrong::NoValue));
    }
    if key.measured() {
        let (order, number) = match (value.strip_prefix('<'), value.strip_prefix('>')) {
            (Some(n), _) => (Order::Less, n),
            (_, Some(n)) => (Order::More, n),
            _ => return Err(wrong(Wrong::WantsComparison)),
        };
        let number = if key == Key::Money { number.parse().ok() } else { span_seconds(number) };
        let number = number.ok_or_else(|| wrong(Wrong::NotANumber))?;
        return Ok(Test { negated, what: What::Compare(key, order, number) });
    }
    let values: Vec<String> = value.split('|').filter(|v| !v.is_empty()).map(str::to_lowercase).collect();
    let allowed: Option<&'static [&'static str]> = match key {
        Key::Is => Some(Key::STATES),
        Key::Lane => Some(Key::LANES),
        _ => None,
    };
    if let Some(allowed) = allowed
        && values.iter().any(|v| !allowed.contains(&v.as_str()))
    {
        return Err(wrong(Wrong::NoSuchValue(allowed)));
    }
    Ok(Test { negated, what: What::Is(key, values) })
}

/// `30m`, `4h`, `2d`, `1w` in seconds.
pub fn span_seconds(text: &str) -> Option<i64> {
    let unit = text.chars().last()?;
    let number: i64 = text.strip_suffix(unit)?.parse().ok()?;
    let seconds = match unit {
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        'w' => 604_800,
        _ => return None,
    };
    number.checked_mul(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> What {
        Filter::parse(text).unwrap().any[0][0].what.clone()
    }

    #[test]
    fn words_keys_and_comparisons_are_read() {
        assert!(Filter::parse("  ").unwrap().is_empty());
        assert_eq!(one("Spatula"), What::Word("spatula".into()));
        assert_eq!(one("kind:msg|ship"), What::Is(Key::Kind, vec!["msg".into(), "ship".into()]));
        assert_eq!(one("due:<4h"), What::Compare(Key::Due, Order::Less, 4 * 3600));
        assert_eq!(one("money:>50"), What::Compare(Key::Money, Order::More, 50));
        assert_eq!(one("\"two words\""), What::Word("two words".into()));
        assert_eq!(one("10:30"), What::Word("10:30".into()));
        let filter = Filter::parse("mk:de -is:snoozed | who:me").unwrap();
        assert_eq!((filter.any.len(), filter.any[0].len(), filter.any[0][1].negated), (2, 2, true));
    }

    #[test]
    fn a_word_that_may_become_a_key_is_known_while_it_is_typed() {
        for text in ["k", "kind", "113 -is", "a | MK", "铲\u{3000}sku"] {
            let word = Filter::unfinished(text).map(|span| text[span].to_ascii_lowercase());
            assert!(word.is_some_and(|word| ["k", "kind", "-is", "mk", "sku"].contains(&word.as_str())), "{text}");
        }
        for text in ["", "kind ", "kit", "113", "kind:", "\"kind", "硅胶", "-"] {
            assert_eq!(Filter::unfinished(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_that_is_not_understood_is_named_with_its_place() {
        let wrong = |text: &str| Filter::parse(text).unwrap_err();
        assert_eq!(wrong("a knd:x"), FilterError { span: 2..7, why: Wrong::NoSuchKey("kind") });
        assert_eq!(wrong("due:4h").why, Wrong::WantsComparison);
        assert_eq!(wrong("due:<soon").why, Wrong::NotANumber);
        assert_eq!(wrong("kind:").why, Wrong::NoValue);
        assert!(matches!(wrong("is:fine").why, Wrong::NoSuchValue(_)));
        assert_eq!(wrong("a \"b").why, Wrong::OpenQuote);
    }
}
