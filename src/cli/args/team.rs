//! Commands of a team: who takes, gets, sees, says and confirms what.

use clap::Args;

/// `claim`.
#[derive(Debug, Args)]
pub struct ClaimArgs {
    /// Ids such as w17
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Take them also from somebody who holds them
    #[arg(long)]
    pub take_over: bool,
}

/// `assign`.
#[derive(Debug, Args)]
pub struct AssignArgs {
    /// Ids such as w17
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// The person's user name
    #[arg(long, value_name = "NAME", required_unless_present = "nobody", conflicts_with = "nobody")]
    pub to: Option<String>,
    /// Nobody answers for them any more
    #[arg(long)]
    pub nobody: bool,
}

/// `note`.
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// An id such as w17
    #[arg(value_name = "ID")]
    pub id: String,
    /// The words; @name calls somebody
    #[arg(value_name = "TEXT", required = true)]
    pub text: Vec<String>,
}

/// `journal`.
#[derive(Debug, Args)]
pub struct JournalArgs {
    /// Say whether a row was changed since it was written, and compare with the system log
    #[arg(long, conflicts_with_all = ["item", "order", "sku", "limit"])]
    pub verify: bool,
    /// Of an item such as w17
    #[arg(long, value_name = "ID")]
    pub item: Option<String>,
    /// Of an order
    #[arg(long, value_name = "ORDER", conflicts_with = "item")]
    pub order: Option<String>,
    /// Of a SKU
    #[arg(long, value_name = "SKU", conflicts_with_all = ["item", "order"])]
    pub sku: Option<String>,
    /// Rows at most, the newest
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub limit: u32,
    /// One array of flat objects on stdout
    #[arg(long)]
    pub json: bool,
}

/// `handover`: a text for people, or rows for a program; it is no table.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct HandoverArgs {
    /// One array of flat objects
    #[arg(long)]
    pub json: bool,
    /// Headings and lists in Markdown
    #[arg(long)]
    pub markdown: bool,
    /// Lines of text; also when no form is named
    #[arg(long)]
    pub plain: bool,
}

/// `confirm` and `reject` name a proposal.
#[derive(Clone, Copy, Debug, Args)]
pub struct NumberArg {
    /// The number, as `daydeck proposals` shows it
    #[arg(value_name = "N")]
    pub number: i64,
}
