//! [`SafeText`]: the one type through which text from outside reaches a screen, a title, a log, a print or an export.
//!
//! It follows decision D5: control characters become visible pictures, everything that moves or hides text is
//! removed, and what the terminal's width tables disagree about is reduced to what they agree about.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Text that cannot steer a terminal. Made only by [`SafeText::new`] and its relatives; idempotent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct SafeText {
    text: String,
    hidden: bool,
}

impl SafeText {
    /// One line of safe text from `raw`. Tabs become a space, line ends `⏎`, other control characters their
    /// pictures (`␛`), bidi and zero-width characters vanish and set [`SafeText::hides`].
    pub fn new(raw: &str) -> Self {
        Self::filter(raw)
    }

    /// The same for bytes; what is not UTF-8 becomes U+FFFD.
    pub fn from_bytes(raw: &[u8]) -> Self {
        Self::new(&String::from_utf8_lossy(raw))
    }

    /// Safe lines of a longer text such as a message body: line ends split, everything else as in [`SafeText::new`].
    pub fn lines(raw: &str) -> Vec<Self> {
        raw.lines().map(Self::new).collect()
    }

    fn filter(raw: &str) -> Self {
        let mut out = String::with_capacity(raw.len());
        let (mut hidden, mut marks, mut chars) = (false, 0_u8, raw.chars().peekable());
        while let Some(c) = chars.next() {
            match c {
                '\t' => out.push(' '),
                '\r' if chars.peek() == Some(&'\n') => {}
                '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('⏎'),
                '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
                '\u{7f}' => out.push('\u{2421}'),
                '\u{80}'..='\u{9f}' => out.push('\u{fffd}'),
                _ if is_hidden(c) => hidden = true,
                // Width profile: variation selectors, the keycap mark and skin tones are dropped.
                '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' => {}
                '\u{ff9e}' | '\u{ff9f}' => out.push(if c == '\u{ff9e}' { '゛' } else { '゜' }),
                _ if is_combining_mark(c) => {
                    marks = marks.saturating_add(1);
                    if marks <= 2 && !out.is_empty() {
                        out.push(c);
                    }
                    continue;
                }
                _ => out.push(if c.width().is_none_or(|w| w == 0) { '\u{fffd}' } else { c }),
            }
            marks = 0;
        }
        Self { text: out, hidden }
    }

    /// The safe text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether characters that hide or turn text were removed: a finding in itself.
    pub fn hides(&self) -> bool {
        self.hidden
    }

    /// Cells that the text takes on the screen.
    pub fn width(&self) -> usize {
        self.text.width()
    }

    /// The text cut to `cells` cells, with `~` in the last one when something was cut.
    pub fn cut(&self, cells: usize) -> String {
        cut(&self.text, cells)
    }
}

impl From<&str> for SafeText {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<String> for SafeText {
    fn from(raw: String) -> Self {
        Self::new(&raw)
    }
}

impl<'de> Deserialize<'de> for SafeText {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Raw {
            text: String,
            hidden: bool,
        }
        let raw = Raw::deserialize(d)?;
        let safe = Self::new(&raw.text);
        Ok(Self { hidden: raw.hidden || safe.hidden, text: safe.text })
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Characters that take no room and turn or hide what stands beside them.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Cuts already safe text to `cells` cells; the last cell is `~` when something was cut. Never splits a character.
pub fn cut(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let width = c.width().unwrap_or(0);
        if used + width + 1 > cells {
            break;
        }
        used += width;
        out.push(c);
    }
    if cells > 0 {
        out.push('~');
    }
    out
}

/// Cuts or fills with blanks to exactly `cells` cells.
pub fn fit(text: &str, cells: usize) -> String {
    let mut out = cut(text, cells);
    let missing = cells.saturating_sub(out.width());
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_steers_a_terminal_is_shown_or_removed() {
        let cases = [
            ("A\u{1b}[31mB", "A␛[31mB", false),
            ("bell\u{7}", "bell␇", false),
            ("12\n34 High St", "12⏎34 High St", false),
            ("a\r\nb\tc", "a⏎b c", false),
            ("abc\u{202e}txt", "abctxt", true),
            ("zero\u{200b}width", "zerowidth", true),
            ("\u{9b}31m", "\u{fffd}31m", false),
            ("o\u{301}\u{302}\u{303}\u{304}", "o\u{301}\u{302}", false),
            ("硅胶铲套装", "硅胶铲套装", false),
            ("\u{2764}\u{fe0f}", "\u{2764}", false),
        ];
        for (raw, shown, hides) in cases {
            let safe = SafeText::new(raw);
            assert_eq!((safe.as_str(), safe.hides()), (shown, hides), "{raw:?}");
        }
    }

    #[test]
    fn cutting_counts_cells_not_characters() {
        assert_eq!(cut("硅胶铲套装", 7), "硅胶铲~");
        assert_eq!(cut("硅胶铲套装", 10), "硅胶铲套装");
        assert_eq!(fit("硅胶铲套装", 6), "硅胶~ ");
        assert_eq!(cut("abc", 0), "");
    }

    proptest! {
        #[test]
        fn any_bytes_become_safe_and_stay_so(raw in proptest::collection::vec(any::<u8>(), 0..200)) {
            let safe = SafeText::from_bytes(&raw);
            prop_assert!(safe.as_str().chars().all(|c| !c.is_control() && !is_hidden(c)));
            let again = SafeText::new(safe.as_str());
            prop_assert_eq!(again.as_str(), safe.as_str());
        }

        #[test]
        fn any_text_becomes_safe_and_stays_so(raw in "\\PC*|(?s).*") {
            let safe = SafeText::new(&raw);
            prop_assert!(safe.as_str().chars().all(|c| !c.is_control() && !is_hidden(c)));
            let again = SafeText::new(safe.as_str());
            prop_assert_eq!(again.as_str(), safe.as_str());
        }
    }
}
