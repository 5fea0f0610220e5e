//! A pressed key, its name (`ctrl-d`), and the folding of full-width keys that an input method sends.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// What was pressed, without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character; with shift it is the shifted one.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
    /// A function key.
    F(u8),
    /// Anything else: means nothing here.
    Other,
}

/// A pressed key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// With ctrl.
    pub ctrl: bool,
    /// With alt.
    pub alt: bool,
    /// Sent by holding the key down (the terminal says so, or the same key came within 150 ms).
    pub repeat: bool,
}

/// Names of keys that are not characters.
const NAMES: &[(&str, Code)] = &[
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("shift-tab", Code::BackTab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
    ("home", Code::Home),
    ("end", Code::End),
    ("space", Code::Char(' ')),
];

impl Key {
    /// The key with this code and no modifier.
    pub const fn of(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, repeat: false }
    }

    /// The key of a character.
    pub const fn char(c: char) -> Self {
        Self::of(Code::Char(c))
    }

    /// The key of a name such as `d`, `D`, `ctrl-d`, `alt-x`, `space`, `f1`, `enter`; `None` for anything else.
    pub fn parse(name: &str) -> Option<Self> {
        if let Some((_, code)) = NAMES.iter().find(|(n, _)| *n == name) {
            return Some(Self::of(*code));
        }
        if let Some(rest) = name.strip_prefix("ctrl-") {
            return Self::parse(rest).map(|key| Self { ctrl: true, ..key });
        }
        if let Some(rest) = name.strip_prefix("alt-") {
            return Self::parse(rest).map(|key| Self { alt: true, ..key });
        }
        let mut chars = name.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => Some(Self::char(c)),
            (Some('f'), Some(_)) => {
                let number = name.get(1..)?.parse().ok().filter(|n| (1..=12).contains(n))?;
                Some(Self::of(Code::F(number)))
            }
            _ => None,
        }
    }

    /// The key as it would come from a plain keyboard: full-width forms folded, punctuation of an input method mapped.
    pub fn folded(self) -> Self {
        let Code::Char(c) = self.code else { return self };
        let folded = match c {
            '\u{3001}' => '/',
            '\u{3010}' => '[',
            '\u{3011}' => ']',
            '\u{3002}' => '.',
            _ => {
                let mut plain = c.nfkc();
                match (plain.next(), plain.next()) {
                    (Some(one), None) if one.is_ascii() => one,
                    _ => c,
                }
            }
        };
        Self { code: Code::Char(folded), ..self }
    }

    /// The key without its repeat flag: what the key map knows.
    pub fn chord(self) -> Self {
        Self { repeat: false, ..self }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        if self.alt {
            f.write_str("alt-")?;
        }
        match self.code {
            Code::F(n) => write!(f, "f{n}"),
            Code::Other => f.write_str("?"),
            code => match (NAMES.iter().find(|(_, c)| *c == code), code) {
                (Some((name, _)), _) => f.write_str(name),
                (None, Code::Char(c)) => write!(f, "{c}"),
                _ => Ok(()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_s_name_reads_back() {
        for name in ["d", "D", "ctrl-d", "alt-x", "space", "f1", "f12", "enter", "shift-tab", "?", "-", "ctrl-space"] {
            assert_eq!(Key::parse(name).map(|k| k.to_string()).as_deref(), Some(name));
        }
        for name in ["", "f13", "f0", "dd", "ctrl-", "hyper-x"] {
            assert_eq!(Key::parse(name), None, "{name}");
        }
    }

    #[test]
    fn keys_of_an_input_method_mean_the_plain_ones() {
        let cases = [
            ('：', ':'),
            ('？', '?'),
            ('；', ';'),
            ('１', '1'),
            ('ｄ', 'd'),
            ('\u{3000}', ' '),
            ('、', '/'),
            ('【', '['),
            ('】', ']'),
            ('，', ','),
            ('。', '.'),
            ('中', '中'),
            ('a', 'a'),
        ];
        for (typed, plain) in cases {
            assert_eq!(Key::char(typed).folded(), Key::char(plain), "{typed}");
        }
    }
}
