//! What a team asks about itself: the journal, what changed since somebody left, what is handed over, who is here.

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use super::act::Actor;
use super::day::Instant;
use super::text::SafeText;
use super::work::WorkItem;

/// Which rows of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// All.
    All,
    /// Those of an item.
    Item(i64),
    /// Those of the items about an order.
    Order(String),
    /// Those of the items about a SKU.
    Sku(String),
    /// What is news behind a row: without the reader's own rows and those of passes that only moved deadlines.
    After(i64),
}

/// A row of the journal, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalLine {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// The step: rows of one act share it.
    pub step: i64,
    /// Who; `-` for the rules.
    pub who: String,
    /// What, a stable word.
    pub verb: String,
    /// The item.
    pub item: Option<i64>,
    /// What it is about (outside text); empty after a purge of an item that is gone.
    pub entity: String,
    /// Note, or the person whom it names (outside text).
    pub note: Option<String>,
    /// The step that this one takes back.
    pub undoes: Option<i64>,
}

/// What changed behind a row of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Since when; `None` for somebody who is new.
    pub since: Option<Instant>,
    /// Items opened, cleared by data, opened again.
    pub opened: u64,
    /// Cleared by data.
    pub cleared: u64,
    /// Opened again.
    pub reopened: u64,
    /// Acts of others.
    pub acted: u64,
    /// The rows, oldest first; the newest ones when they are very many.
    pub lines: Vec<JournalLine>,
}

/// What one person hands over.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Who; empty for what nobody has.
    pub who: String,
    /// Open: held by them or given to them.
    pub open: Part,
    /// Done by them, waiting for proof.
    pub waiting: Part,
    /// Put off by them, and until when it stands in the item.
    pub promised: Part,
}

/// Items of one part of a share, the most urgent first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// How many there are.
    pub count: u64,
    /// They; of what nobody has only the most urgent ones.
    pub items: Vec<WorkItem>,
}

/// A screen that somebody has open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Here {
    /// Who.
    pub who: Actor,
    /// The process.
    pub pid: u32,
    /// Since when.
    pub since: Instant,
    /// The terminal's name; blank where it has none.
    #[serde(default)]
    pub tty: String,
    /// The item under the cursor, and since when.
    #[serde(default)]
    pub item: Option<(i64, Instant)>,
}

impl Here {
    /// Reads the line that a screen wrote about itself; names pass as safe text.
    pub fn parse(line: &str) -> Option<Self> {
        let mut here: Self = serde_json::from_str(line.trim()).ok()?;
        here.who.name = SafeText::new(&here.who.name).cut(64);
        here.tty = SafeText::new(&here.tty).cut(32);
        // A moment that no calendar has was not written by a screen.
        DateTime::from_timestamp(here.since.0, 0)?;
        Some(here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_s_line_is_read_back_and_made_safe() {
        let who = Actor { uid: 7, name: "li".into() };
        let here = Here { who, pid: 3, since: Instant(5), tty: "pts/1".into(), item: Some((4, Instant(6))) };
        let line = serde_json::to_string(&here).unwrap();
        assert_eq!(Here::parse(&format!("{line}\n")), Some(here));
        let hostile = line.replace("li", "l\\u001b[2Ji");
        assert!(!Here::parse(&hostile).unwrap().who.name.contains('\u{1b}'));
        assert_eq!(Here::parse("li\n"), None);
        assert_eq!(Here::parse(&line.replace(":5", ":99999999999999999")), None);
    }
}
