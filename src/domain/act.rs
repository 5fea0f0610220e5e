//! What an operator does: verbs, and what came of them. One layer for keys, palette, mouse and command line.

use serde::{Deserialize, Serialize};

use super::day::Instant;
use super::import::Question;
use super::practice::Practice;
use super::role::Role;
use super::work::{Claim, Snooze, State};

/// Who acts: never typed, always the Unix user of the process (D9).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Actor {
    /// `getuid()`.
    pub uid: u32,
    /// Its name.
    pub name: String,
}

/// Why an item is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The rule is wrong here.
    Wrong,
    /// Known and accepted.
    Known,
    /// The limit should be higher.
    Limit,
    /// Mute this rule for this subject.
    Mute,
    /// The message needs no answer.
    NoAnswer,
}

impl Reason {
    /// All reasons with their menu letters.
    pub const ALL: [(char, Self); 5] =
        [('w', Self::Wrong), ('k', Self::Known), ('r', Self::Limit), ('m', Self::Mute), ('n', Self::NoAnswer)];

    /// The stable word, as `dismiss --reason` takes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::Known => "known",
            Self::Limit => "limit",
            Self::Mute => "mute",
            Self::NoAnswer => "no-answer",
        }
    }

    /// The reason of a stable word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().map(|(_, r)| r).find(|r| r.word() == word)
    }
}

/// A verb with what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// Shipped, answered, applied, ordered: the item waits for proof.
    Done {
        /// A note for the journal.
        note: Option<String>,
    },
    /// Sleep.
    Snooze(Snooze),
    /// Set aside for the whole team.
    Dismiss {
        /// Why.
        reason: Reason,
        /// Until when; `None`: until worse data.
        until: Option<Instant>,
    },
    /// Take it for 30 minutes, renewed by activity.
    Claim,
    /// Give it back.
    Release,
    /// Take it from whoever holds it.
    TakeOver,
    /// Say who answers for it, also while nobody holds it; `None`: nobody does.
    Assign {
        /// Who.
        to: Option<Actor>,
    },
    /// Write something down about it; `@name` calls somebody.
    Note {
        /// The words.
        text: String,
    },
    /// Sign a practice off for the present period.
    SignOff {
        /// The practice.
        practice: Practice,
        /// What was found.
        note: String,
    },
    /// Take back the operator's own last step, or a given one.
    Undo {
        /// The journal step.
        step: Option<i64>,
    },
    /// Do again what the operator undid last.
    Redo,
    /// Let happen what somebody else proposed, or not: acts that want a second person.
    Judge {
        /// The number of the proposal.
        proposal: i64,
        /// Whether it happens.
        confirm: bool,
    },
}

impl Verb {
    /// The stable word, as the journal has it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::Snooze(_) => "snooze",
            Self::Dismiss { .. } => "dismiss",
            Self::Claim => "claim",
            Self::Release => "release",
            Self::SignOff { .. } => "sign-off",
            Self::TakeOver => "take-over",
            Self::Assign { .. } => "assign",
            Self::Note { .. } => "note",
            Self::Undo { .. } => "undo",
            Self::Redo => "redo",
            Self::Judge { confirm: true, .. } => "confirm",
            Self::Judge { confirm: false, .. } => "reject",
        }
    }
}

/// Something to write into `team.db`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intent {
    /// A verb on items; each with the version that was seen, or `None` to act on whatever is there (command line).
    Act {
        /// The verb.
        verb: Verb,
        /// Row numbers of the items with the versions seen.
        items: Vec<(i64, Option<i64>)>,
    },
    /// Ask the worker for something (H4).
    Ask(Request),
}

/// What a screen or command asks of the worker by a row in `team.db.request`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "request")]
pub enum Request {
    /// Read a file.
    Import {
        /// Absolute path.
        path: String,
        /// The store; blank: the only one there is data of.
        store: String,
        /// The marketplace code.
        market: Option<String>,
        /// `FROM..TO`.
        period: Option<String>,
        /// Which column is which ([`Mapping::text`](super::mapping::Mapping::text)).
        #[serde(default)]
        map: Option<String>,
    },
    /// Answer the question of a waiting file and read it again.
    Answer {
        /// The ledger number.
        import: i64,
        /// The question it answers.
        question: Question,
        /// The answer: a marketplace code (` always` behind it: for the next files too), `dmy`, `mdy` or `ymd`, `FROM..TO`,
        /// `complete`, the text of a mapping.
        answer: String,
    },
    /// Take a file back, as if it had never come (H17).
    TakeBack {
        /// The ledger number.
        import: i64,
    },
    /// Forget a remembered answer: the next file asks again.
    Forget {
        /// Its number.
        answer: i64,
    },
    /// Close a snapshot for which Amazon gives no file because it is empty (`import --none unshipped`, H8).
    Nothing {
        /// The format's word.
        format: String,
        /// The store.
        store: String,
        /// The marketplace code.
        market: Option<String>,
    },
    /// Delete the personal data whose date has come (`db purge`, D12).
    Purge,
}

/// The worker's answer to a request that it cannot carry out before a store is named: those that there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhichStore {
    /// Their names.
    pub which_store: Vec<String>,
}

impl WhichStore {
    /// The answer as it stands in `team.db`.
    pub fn answer(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads [`WhichStore::answer`]; `None` for any other answer.
    pub fn parse(answer: &str) -> Option<Self> {
        serde_json::from_str(answer).ok()
    }
}

/// What came of an [`Intent`].
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Written as one journal step.
    Done {
        /// The step: `undo STEP` takes it back.
        step: i64,
        /// The verb's word; of an undo, the word of what was undone.
        verb: String,
        /// Items changed.
        count: usize,
        /// What the first item is about (outside text).
        entity: String,
    },
    /// Somebody was faster; nothing was written.
    Conflict(Box<Conflict>),
    /// Not possible, with the reason.
    Refused(Refused),
    /// The request is queued under this number.
    Queued(i64),
    /// Nothing has happened yet: a second person must confirm it.
    Proposed {
        /// The number of the proposal.
        number: i64,
        /// The verb's word.
        verb: String,
    },
    /// A proposal was turned down: nothing has happened.
    Rejected(i64),
}

/// An act that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its number.
    pub id: i64,
    /// When it was proposed.
    pub at: Instant,
    /// By whom.
    pub who: Actor,
    /// The verb's stable word.
    pub verb: String,
    /// Items.
    pub count: u64,
    /// What the first one is about (outside text).
    pub entity: String,
}

/// Who changed an item first, and what it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The item's row number.
    pub item: i64,
    /// What it is about (outside text).
    pub entity: String,
    /// Who changed it last.
    pub who: String,
    /// When.
    pub at: Instant,
    /// What it is now.
    pub state: State,
    /// Who holds it.
    pub claim: Option<Claim>,
}

/// Why a verb is not possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No such item.
    NoSuchItem(i64),
    /// Nothing of one's own left to undo.
    NothingToUndo,
    /// The step was undone before.
    UndoneBefore(i64),
    /// The step is somebody else's.
    NotYours(i64),
    /// The item is not in a state in which the verb makes sense.
    NotNow {
        /// The item.
        item: i64,
        /// Its state.
        state: State,
    },
    /// A sign-off wants at least one line.
    NoteWanted,
    /// This kind is done only with a line that says what was found or done.
    CauseWanted(i64),
    /// The role does not suffice: what it takes.
    Role(Role),
    /// Nothing of one's own was undone that could be done again.
    NothingToRedo,
    /// Nobody of this name is known.
    NoSuchPerson(String),
    /// No proposal of this number waits.
    NoSuchProposal(i64),
    /// One's own proposal: somebody else must confirm it.
    OwnProposal(i64),
    /// The database is newer than this program, or read-only: what and what to do.
    Other(String),
}
