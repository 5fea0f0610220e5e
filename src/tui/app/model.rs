//! What the screen knows.

use chrono_tz::Tz;

use super::cmd::Cmd;
use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::i18n::Lang;

/// Colours for a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// The terminal's own 16 colours: fits light and dark backgrounds.
    #[default]
    Ansi,
    /// No colour at all: reverse and bold only (`NO_COLOR`).
    Mono,
}

/// Which keys mean what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Letters as in vi.
    #[default]
    Vim,
    /// As in mail programs: `e` done, `h` snooze, `#` dismiss, `z` undo.
    Mail,
    /// Arrows and function keys.
    Arrows,
}

impl Preset {
    /// All presets with their words.
    pub const ALL: [(&'static str, Self); 3] = [("vim", Self::Vim), ("mail", Self::Mail), ("arrows", Self::Arrows)];

    /// The preset of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(w, _)| *w == word).map(|(_, p)| p)
    }
}

/// Everything that the screen is told at the start.
#[derive(Clone, Debug)]
pub struct Options {
    /// Language of the screen.
    pub lang: Lang,
    /// Colours.
    pub palette: Palette,
    /// Keys.
    pub preset: Preset,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The present moment.
    pub now: Instant,
    /// The reader's zone.
    pub zone: Tz,
    /// Who sits here.
    pub me: Actor,
    /// Whether these are the made-up data of the demo.
    pub demo: bool,
    /// The store that an import belongs to when nothing else says it.
    pub store: String,
    /// The reader's home folder, for `~/` in a path.
    pub home: Option<String>,
    /// A team's data folder that was found on this machine, for the first run.
    pub team: Option<String>,
}

/// The state of the screen.
#[derive(Debug)]
pub struct Model {
    pub(crate) options: Options,
}

impl Model {
    /// The screen at its start.
    pub fn new(options: Options) -> Self {
        Self { options }
    }

    /// The first questions; to be carried out before the first message.
    pub fn start(&mut self) -> Vec<Cmd> {
        Vec::new()
    }

    /// Whether something changed since the last [`Model::drawn`].
    pub fn dirty(&self) -> bool {
        true
    }

    /// To be called after each draw.
    pub fn drawn(&mut self) {}

    /// Seconds until a clock on the screen changes; `None` when none is shown.
    pub fn wants_tick(&self) -> Option<u64> {
        None
    }

    /// The language in force.
    pub fn lang(&self) -> Lang {
        self.options.lang
    }
}
