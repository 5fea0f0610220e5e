//! What the screen knows.

use std::collections::VecDeque;

use chrono_tz::Tz;

use super::cmd::Cmd;
use super::lanes::Lanes;
use super::layout::{self, Areas, Panes};
use super::overlay::Overlay;
use super::run;
use super::tab::{Seen, Tab};
use crate::domain::act::{Actor, Intent, Verb};
use crate::domain::day::Instant;
use crate::domain::list::{Counts, List, ListRow, ReadError, Source, Splits, WorkerState};
use crate::domain::role::Rights;
use crate::domain::team::Here;
use crate::domain::view::SavedView;
use crate::i18n::Lang;
use crate::tui::keys::key::Key;

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

    /// The word of the preset.
    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, p)| *p == self).map_or("vim", |(w, _)| w)
    }

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
    /// Saved views, one's own first.
    pub views: Vec<SavedView>,
    /// A team's data folder that was found on this machine, for the first run.
    pub team: Option<String>,
    /// What this person may do.
    pub rights: Rights,
}

/// A line of the status row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Toast {
    pub(crate) text: String,
    pub(crate) bad: bool,
}

/// A write that is under way, with the rows that were taken off the list for it.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) intent: Intent,
    pub(crate) list: List,
    pub(crate) ids: Vec<i64>,
    pub(crate) rows: Vec<(u64, ListRow)>,
    /// The row that was selected.
    pub(crate) row: Option<String>,
    /// The rows that the verb was meant for.
    pub(crate) shown: Vec<String>,
}

/// An item that was written.
#[derive(Debug)]
pub(crate) struct Settled {
    pub(crate) id: i64,
    /// The question from which on the list knows.
    pub(crate) from: u64,
    /// The version that the write made; none where it is not known.
    pub(crate) version: Option<i64>,
}

/// A verb that waits for the list.
#[derive(Debug)]
pub(crate) struct Queued {
    pub(crate) verb: Verb,
    pub(crate) list: List,
    /// The rows that it was meant for.
    pub(crate) rows: Vec<String>,
    /// Their items with the versions that are meant: as seen, or as one's own write has left them; none where that is not known.
    pub(crate) items: Vec<Seen>,
}

/// The state of the screen.
#[derive(Debug)]
pub struct Model {
    pub(crate) options: Options,
    pub(crate) tab: List,
    pub(crate) tabs: [Tab; List::ALL.len()],
    pub(crate) lanes: Lanes,
    pub(crate) counts: Option<Counts>,
    /// The rows of each view of a list, as they were when its views were asked for.
    pub(crate) splits: Option<(List, Splits)>,
    pub(crate) sources: Vec<Source>,
    pub(crate) worker: WorkerState,
    /// There is no database yet.
    pub(crate) no_data: bool,
    pub(crate) overlays: Vec<Overlay>,
    pub(crate) panes: Panes,
    /// The key that is being handled is the first one since the row under the cursor went.
    pub(crate) after_swap: bool,
    pub(crate) toast: Option<Toast>,
    pub(crate) pending: Vec<Pending>,
    /// Items written but not yet seen in a list that was read after.
    pub(crate) settled: Vec<Settled>,
    /// Verbs on items whose last write the list does not show yet.
    pub(crate) queue: Vec<Queued>,
    /// Keys that wait for the list that they are meant for.
    pub(crate) held: VecDeque<Key>,
    /// Steps of this session with the row they were made on: undo goes back there.
    pub(crate) acted: Vec<(i64, List, String)>,
    /// The chosen line of the first run.
    pub(crate) choice: usize,
    /// Who else has a screen open, and on which item.
    pub(crate) here: Vec<Here>,
    /// How far the operator had seen the journal when the screen opened.
    pub(crate) left: Option<(i64, Instant)>,
    /// When the screen opened.
    pub(crate) came: Instant,
    /// The answer to the next question of this is said in one line and not shown as a sheet.
    pub(crate) briefly: bool,
    /// A claim that is renewed by activity, until the answer comes.
    pub(crate) renewing: Option<i64>,
    dirty: bool,
}

impl Model {
    /// The screen at its start.
    pub fn new(options: Options) -> Self {
        let came = options.now;
        Self {
            options,
            tab: List::Today,
            tabs: List::ALL.map(Tab::new),
            lanes: Lanes::default(),
            counts: None,
            splits: None,
            sources: Vec::new(),
            worker: WorkerState::default(),
            no_data: false,
            overlays: Vec::new(),
            panes: Panes { preview: true, zoom: false, detail: false },
            after_swap: false,
            toast: None,
            pending: Vec::new(),
            settled: Vec::new(),
            queue: Vec::new(),
            held: VecDeque::new(),
            acted: Vec::new(),
            choice: 0,
            here: Vec::new(),
            left: None,
            came,
            briefly: false,
            renewing: None,
            dirty: true,
        }
    }

    /// The first questions; to be carried out before the first message.
    pub fn start(&mut self) -> Vec<Cmd> {
        run::reload(self)
    }

    /// Whether something changed since the last [`Model::drawn`].
    pub fn dirty(&self) -> bool {
        self.dirty
    }

    /// To be called after each draw.
    pub fn drawn(&mut self) {
        self.dirty = false;
    }

    pub(crate) fn touch(&mut self) {
        self.dirty = true;
    }

    /// Seconds until something on the screen changes by time alone; `None` when the screen shows no clock.
    pub fn wants_tick(&self) -> Option<u64> {
        if self.lanes.reading() || matches!(self.current().error, Some(ReadError::Busy)) {
            return Some(1);
        }
        let left = 60 - self.options.now.0.rem_euclid(60);
        Some(left.unsigned_abs())
    }

    /// The language in force.
    pub fn lang(&self) -> Lang {
        self.options.lang
    }

    /// The tab that is shown.
    pub fn tab(&self) -> List {
        self.tab
    }

    /// The item under the cursor: what others see as open here.
    pub fn open_item(&self) -> Option<i64> {
        let row = self.current().row()?;
        row.item.as_ref().filter(|_| row.fold.is_none()).map(|item| item.id)
    }

    pub(crate) fn current(&self) -> &Tab {
        self.of(self.tab)
    }

    pub(crate) fn of(&self, list: List) -> &Tab {
        &self.tabs[list as usize]
    }

    pub(crate) fn of_mut(&mut self, list: List) -> &mut Tab {
        &mut self.tabs[list as usize]
    }

    pub(crate) fn current_mut(&mut self) -> &mut Tab {
        self.of_mut(self.tab)
    }

    /// Where things stand on the screen; `None` when it is too small.
    pub(crate) fn areas(&self) -> Option<Areas> {
        layout::areas(self.options.size, self.panes)
    }

    /// Rows of the list that fit.
    pub(crate) fn height(&self) -> u64 {
        self.areas().map_or(1, |a| u64::from(a.list.height.max(1)))
    }

    /// Whether the first run is to be shown: nothing was ever imported.
    pub(crate) fn first_run(&self) -> bool {
        self.tab == List::Today && (self.no_data || self.counts.as_ref().is_some_and(|c| !c.has_data))
    }

    /// Puts good news into the status row.
    pub(crate) fn say(&mut self, text: String) {
        self.toast = Some(Toast { text, bad: false });
    }

    /// Puts bad news into the status row.
    pub(crate) fn warn(&mut self, text: String) {
        self.toast = Some(Toast { text, bad: true });
    }
}
