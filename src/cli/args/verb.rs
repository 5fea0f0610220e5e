//! Commands that act on items: which ones, and what the verb needs.

use clap::Args;

/// `done`.
#[derive(Debug, Args)]
pub struct DoneArgs {
    /// Ids such as w17
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// A note for the journal
    #[arg(long)]
    pub note: Option<String>,
}

/// `release`.
#[derive(Debug, Args)]
pub struct IdArgs {
    /// Ids such as w17
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
}

/// `snooze`.
#[derive(Debug, Args)]
pub struct SnoozeArgs {
    /// Ids such as w17
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// 2h, tomorrow, 2026-12-01 or new-data
    #[arg(long, value_name = "T", required_unless_present = "observe")]
    pub until: Option<String>,
    /// To observe: so many days, then nine o'clock
    #[arg(long, value_name = "DAYS", conflicts_with = "until", value_parser = ["3", "5", "7"])]
    pub observe: Option<String>,
}

/// `dismiss`.
#[derive(Debug, Args)]
pub struct DismissArgs {
    /// Ids such as w17
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Why
    #[arg(long, value_parser = ["wrong", "known", "limit", "mute", "no-answer"])]
    pub reason: String,
    /// 2h, tomorrow or 2026-12-01; until worse data when absent
    #[arg(long, value_name = "T")]
    pub until: Option<String>,
}

/// `sign-off`.
#[derive(Debug, Args)]
pub struct SignOffArgs {
    /// The number of the practice, 1 to 10
    #[arg(value_name = "N")]
    pub number: usize,
    /// What was found
    #[arg(long)]
    pub note: String,
}
