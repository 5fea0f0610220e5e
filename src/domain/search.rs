//! Whether a text holds what somebody typed: in any letter case, Chinese also by its pinyin, whole or by initials.

use std::sync::OnceLock;

use pinyin::ToPinyinMulti;

/// Fewer letters are no pinyin: one letter begins a syllable of nearly every Chinese title.
const PINYIN_FROM: usize = 2;

/// A word to look for, made ready once for many texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    /// In small letters.
    folded: Vec<char>,
    /// The same in ASCII, when it is; then texts in ASCII are compared byte by byte.
    ascii: Option<Vec<u8>>,
    /// Whether it may be pinyin: small letters and digits with at least two letters.
    spelled: bool,
}

impl Needle {
    /// The word as typed.
    pub fn new(word: &str) -> Self {
        let folded: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        let ascii = word.is_ascii().then(|| word.to_ascii_lowercase().into_bytes());
        let letters = folded.iter().filter(|c| c.is_ascii_lowercase()).count();
        let spelled = letters >= PINYIN_FROM && folded.iter().all(char::is_ascii_alphanumeric);
        Self { folded, ascii, spelled }
    }

    /// Whether the text holds the word. The empty word is in every text.
    pub fn is_in(&self, text: &str) -> bool {
        match &self.ascii {
            Some(word) if text.is_ascii() => bytes_hold(text.as_bytes(), word),
            _ => self.is_in_letters(text),
        }
    }

    fn is_in_letters(&self, text: &str) -> bool {
        let Some(first) = self.folded.first() else { return true };
        let wanted = initial(*first);
        text.char_indices().any(|(at, c)| {
            let may = fold(c) == *first || self.spelled && initials(c) & wanted != 0;
            may && self.begins(&text[at..], &self.folded)
        })
    }

    /// Whether the text begins with what is left of the word.
    fn begins(&self, text: &str, left: &[char]) -> bool {
        let Some(first) = left.first() else { return true };
        let Some(c) = text.chars().next() else { return false };
        let rest = &text[c.len_utf8()..];
        if fold(c) == *first && self.begins(rest, &left[1..]) {
            return true;
        }
        self.spelled
            && initials(c) & initial(*first) != 0
            && c.to_pinyin_multi().is_some_and(|all| all.into_iter().any(|one| self.spells(one.plain(), rest, left)))
    }

    /// Whether a syllable, its initial or its beginning (at the word's end) stands at the begin of `left`, and the rest follows.
    fn spells(&self, syllable: &str, rest: &str, left: &[char]) -> bool {
        let same = syllable.chars().zip(left).take_while(|(a, b)| typed(*a) == **b).count();
        if same == 0 {
            return false;
        }
        let whole = syllable.chars().count();
        let initial = if whole > 1 && same > 1 && syllable[1..].starts_with('h') { Some(2) } else { None };
        same == left.len()
            || same == whole && self.begins(rest, &left[whole..])
            || initial.is_some_and(|letters| self.begins(rest, &left[letters..]))
            || self.begins(rest, &left[1..])
    }
}

/// `ü` is typed `v`.
fn typed(c: char) -> char {
    if c == 'ü' { 'v' } else { c }
}

/// One small letter; a letter whose small form is several keeps its first. Chinese has no small letters.
fn fold(c: char) -> char {
    match c {
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ if COMMON.contains(&(c as u32)) => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn bytes_hold(text: &[u8], word: &[u8]) -> bool {
    let Some(first) = word.first() else { return true };
    let begins = |at: usize| text[at..].get(..word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word));
    text.iter().enumerate().any(|(at, byte)| byte.to_ascii_lowercase() == *first && begins(at))
}

/// The bit of a first letter.
fn initial(c: char) -> u32 {
    if c.is_ascii_lowercase() { 1 << (c as u32 - 'a' as u32) } else { 0 }
}

/// The common Chinese characters; rarer ones are looked up one by one.
const COMMON: std::ops::Range<u32> = 0x4e00..0xa000;

/// The first letters of all readings of a character, a bit each; 0 when it has none.
fn initials(c: char) -> u32 {
    static TABLE: OnceLock<Vec<u32>> = OnceLock::new();
    let read = |c: char| {
        let all = c.to_pinyin_multi().into_iter().flatten();
        all.filter_map(|one| one.plain().chars().next()).fold(0, |bits, first| bits | initial(first))
    };
    if (c as u32) < 0x2e80 {
        return 0;
    }
    if !COMMON.contains(&(c as u32)) {
        return read(c);
    }
    let table = TABLE.get_or_init(|| COMMON.map(|code| char::from_u32(code).map_or(0, read)).collect());
    table.get((c as u32 - COMMON.start) as usize).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_script() {
        for (word, text) in [
            ("", "anything"),
            ("SPATULA", "silicone Spatula set"),
            ("b0c7xq", "B0C7XQ"),
            ("铲", "硅胶铲套装"),
            ("größe", "GRÖSSE, Größe"),
            ("ÄPFEL", "frische äpfel"),
            ("014", "SKU-014"),
            ("50%", "硅胶 50%"),
        ] {
            assert!(Needle::new(word).is_in(text), "{word} in {text}");
        }
        for (word, text) in [("spatulas", "Spatula"), ("铲子", "硅胶铲套装"), ("x", ""), ("äb", "ab")] {
            assert!(!Needle::new(word).is_in(text), "{word} in {text}");
        }
    }

    #[test]
    fn chinese_is_found_by_pinyin_whole_by_initials_and_mixed() {
        for (word, text) in [
            ("gjc", "厨房硅胶铲套装"),
            ("guijiaochan", "厨房硅胶铲套装"),
            ("guijc", "厨房硅胶铲套装"),
            ("guijiaoch", "硅胶铲"),
            ("bh", "补货"),
            ("BuHuo", "补货"),
            // Both readings of a character.
            ("chongfu", "重复"),
            ("zhongliang", "重量"),
            ("zhl", "重量"),
            ("lvse", "绿色"),
            ("thqq", "退货请求"),
            ("5jian", "套装 5件"),
            ("sku014gj", "SKU014硅胶"),
        ] {
            assert!(Needle::new(word).is_in(text), "{word} in {text}");
        }
        for (word, text) in [
            // One letter is no pinyin, and a syllable's inside is none.
            ("g", "硅胶铲"),
            ("uij", "硅胶铲"),
            ("gjx", "硅胶铲"),
            ("gui jiao", "硅胶铲"),
            ("buhuo", "补 货"),
        ] {
            assert!(!Needle::new(word).is_in(text), "{word} in {text}");
        }
    }
}
