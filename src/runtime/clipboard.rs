//! Copying by OSC 52 and links by OSC 8, wrapped for tmux and screen. The clipboard is only written, never read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Longest text that is copied, in bytes: more is refused by many terminals.
pub const LIMIT: usize = 8 * 1024;

/// Which program stands between us and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// Nothing.
    None,
    /// tmux: the sequence must be passed through.
    Tmux,
    /// GNU screen: the same, in pieces.
    Screen,
}

impl Wrap {
    /// By `TMUX` and `TERM`.
    pub fn detect(tmux: Option<&str>, term: Option<&str>) -> Self {
        if tmux.is_some_and(|v| !v.is_empty()) {
            Self::Tmux
        } else if term.is_some_and(|t| t.starts_with("screen")) {
            Self::Screen
        } else {
            Self::None
        }
    }
}

/// The sequence that puts `text` (already safe) on the clipboard; `None` when it is too long.
pub fn copy(text: &str, wrap: Wrap) -> Option<String> {
    if text.len() > LIMIT {
        return None;
    }
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    Some(match wrap {
        // tmux takes OSC 52 itself when `set-clipboard` allows it, and passes the wrapped form on when not.
        Wrap::Tmux => format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        Wrap::Screen => {
            let pieces =
                plain.as_bytes().chunks(76).map(|piece| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(piece)));
            pieces.collect()
        }
        Wrap::None => plain,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_wrapped_for_what_stands_between_and_has_a_limit() {
        assert_eq!(copy("foo", Wrap::None).unwrap(), "\x1b]52;c;Zm9v\x07");
        assert!(copy("foo", Wrap::Tmux).unwrap().contains("\x1bPtmux;\x1b\x1b]52;c;Zm9v\x07\x1b\\"));
        assert!(copy("foo", Wrap::Screen).unwrap().starts_with("\x1bP\x1b]52"));
        assert_eq!(copy(&"x".repeat(LIMIT + 1), Wrap::None), None);
        assert_eq!(Wrap::detect(Some("/tmp/x"), None), Wrap::Tmux);
        assert_eq!(Wrap::detect(None, Some("screen-256color")), Wrap::Screen);
        assert_eq!(Wrap::detect(Some(""), Some("xterm")), Wrap::None);
    }
}
