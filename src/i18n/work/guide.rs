//! What to do about a kind: the next step in one line, a how-to for one screen, what clears it, and the word of the act.

use super::table::fixed;
use crate::domain::work::Kind;
use crate::i18n::Lang;

/// The next step, one line.
pub fn next(lang: Lang, kind: Kind) -> &'static str {
    fixed(lang, kind, |texts| texts.next)
}

/// How it is done, step by step, for one screen of 76 cells.
pub fn how_to(lang: Lang, kind: Kind) -> &'static str {
    fixed(lang, kind, |texts| texts.how)
}

/// What clears an item by itself, one line.
pub fn clears(lang: Lang, kind: Kind) -> &'static str {
    fixed(lang, kind, |texts| texts.clears)
}

/// What an operator says when the act is done: `shipped`, `answered`, ...
pub fn act_word(lang: Lang, kind: Kind) -> &'static str {
    fixed(lang, kind, |texts| texts.act)
}
