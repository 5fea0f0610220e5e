//! The command line as clap reads it. Clap's own words stay English (H19).

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

mod team;
mod verb;

pub use team::{AssignArgs, ClaimArgs, HandoverArgs, JournalArgs, NoteArgs, NumberArg};
pub use verb::{DismissArgs, DoneArgs, IdArgs, SignOffArgs, SnoozeArgs};

use crate::domain::format::Format;
use crate::domain::list::List;
use crate::export::Form;
use crate::i18n::Lang;
use crate::i18n::words::word;

/// A terminal control panel for the people who run Amazon stores: one queue a day, that ends.
///
/// Without a command it opens the screen. Data goes to stdout, words go to stderr.
///
/// Exit: 0 ok; 1 failed, or every file refused; 2 usage; 3 a file or record was refused or waits for an answer;
/// 4 data older than wanted (status --check); 5 database busy; 130 interrupted.
#[derive(Debug, Parser)]
#[command(name = "daydeck", version, verbatim_doc_comment, max_term_width = 100)]
pub struct Cli {
    /// The data folder.
    #[arg(long, global = true, value_name = "DIR")]
    #[arg(help = "The data folder [env: DAYDECK_DATA] [default: $XDG_DATA_HOME/daydeck or ~/.local/share/daydeck]")]
    pub data: Option<PathBuf>,
    /// The language of screen and words
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<LangArg>,
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// `--lang`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// English
    En,
    /// Simplified Chinese
    Zh,
    /// As the locale says
    Auto,
}

impl LangArg {
    /// The word as the configuration has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
            Self::Auto => "auto",
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make sample data in DIR/demo, read it, and open the screen on it
    Demo(DemoArgs),
    /// Read files, folders or Maildirs
    Import(ImportArgs),
    /// Read what arrives in DIR/inbox and in the configured mail, until stopped
    Watch {
        /// End with the last screen: how a screen starts its worker
        #[arg(long, hide = true)]
        with_screens: bool,
    },
    /// The day's queue
    Today(ListArgs),
    /// Orders
    Orders(ListArgs),
    /// Mails and disputes
    Messages(ListArgs),
    /// What is attached to mails; with a number: write it to a file
    Attachment(AttachmentArgs),
    /// Search terms of the ads
    Ads(ListArgs),
    /// FBA stock
    Stock(ListArgs),
    /// The ten best practices
    Practices(ListArgs),
    /// Files and how old the data is
    Imports(ListArgs),
    /// Items are done: shipped, answered, applied, ordered
    Done(DoneArgs),
    /// Take items for 30 minutes
    Claim(ClaimArgs),
    /// Give items back
    Release(IdArgs),
    /// Let items sleep
    Snooze(SnoozeArgs),
    /// Set items aside for the whole team, with a reason
    Dismiss(DismissArgs),
    /// Sign a best practice off for the present period
    SignOff(SignOffArgs),
    /// Take back your last step, a given one, or an imported file
    Undo(UndoArgs),
    /// Do again what you undid last
    Redo,
    /// Say who answers for items
    Assign(AssignArgs),
    /// Write something down about an item; @name calls somebody
    Note(NoteArgs),
    /// Who has a screen open, and on which item
    Who(JsonArg),
    /// Who did what, oldest first
    Journal(JournalArgs),
    /// What is open, waiting and promised, by person: for the end of a shift
    Handover(HandoverArgs),
    /// What changed since you left
    Since(JsonArg),
    /// Acts that wait for a second person
    Proposals(JsonArg),
    /// Let happen what somebody else proposed
    Confirm(NumberArg),
    /// Turn down what was proposed
    Reject(NumberArg),
    /// How old the data is, who imports, what is open
    Status(StatusArgs),
    /// What is wrong with this installation, and what mends it
    Doctor(JsonArg),
    /// Look after the two databases
    #[command(subcommand)]
    Db(Db),
    /// The configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Write an empty sheet that is kept by hand, as CSV, with one example row; without KIND: say which there are
    Template {
        /// What the sheet is for
        #[arg(value_parser = kept_by_hand())]
        kind: Option<String>,
    },
    /// How a kind of work is done, step by step; without KIND: say which there are
    Howto(super::howto::HowtoArgs),
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Draw a list as the screen shows it, as SVG
    Picture(PictureArgs),
    /// The reports that are read, and where each is downloaded
    Formats(super::formats::FormatsArgs),
}

/// `attachment`.
#[derive(Clone, Debug, Args)]
pub struct AttachmentArgs {
    /// The mail: its Message-ID, its order's id, or an id such as w17
    #[arg(value_name = "MAIL")]
    pub which: String,
    /// The number of the attachment in the list; all are listed when absent
    #[arg(value_name = "N", requires = "to")]
    pub number: Option<usize>,
    /// The folder that the file is written to
    #[arg(long, value_name = "DIR", requires = "number")]
    pub to: Option<PathBuf>,
    /// One array of flat objects on stdout
    #[arg(long, conflicts_with = "number")]
    pub json: bool,
}

/// `demo`.
#[derive(Clone, Debug, Args)]
pub struct DemoArgs {
    /// Do not open the screen
    #[arg(long)]
    pub no_tui: bool,
    /// The same seed gives the same data
    #[arg(long, default_value_t = DemoArgs::SEED)]
    pub seed: u64,
    /// Orders to make
    #[arg(long, default_value_t = DemoArgs::ORDERS, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub orders: u32,
}

impl DemoArgs {
    /// The usual seed.
    pub const SEED: u64 = 1;
    /// The usual number of orders.
    pub const ORDERS: u32 = 4000;
}

impl Default for DemoArgs {
    fn default() -> Self {
        Self { no_tui: false, seed: Self::SEED, orders: Self::ORDERS }
    }
}

/// `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The store that the files belong to
    #[arg(long)]
    pub store: Option<String>,
    /// The marketplace, for files that do not say it: US, DE, JP, ...
    #[arg(long)]
    pub marketplace: Option<String>,
    /// The period, for files that do not say it
    #[arg(long, value_name = "FROM..TO")]
    pub period: Option<String>,
    /// The order of day and month in dates such as 03/04/26
    #[arg(long, value_enum)]
    pub dates: Option<Dates>,
    /// A file with far fewer rows than the last one is complete all the same
    #[arg(long)]
    pub complete: bool,
    /// Which column is which, for a header that no report has: 'format=WORD; NAME=COLUMN; OTHER=-', or @FILE.toml
    #[arg(long)]
    pub map: Option<String>,
    /// There is nothing in this report now: Amazon gives no file for an empty one
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["files", "period", "dates", "complete", "map"])]
    pub none: Option<String>,
    /// One array of flat objects on stdout
    #[arg(long)]
    pub json: bool,
    /// Files, folders, Maildirs
    #[arg(value_name = "FILE", required_unless_present = "none")]
    pub files: Vec<PathBuf>,
}

/// `import --dates`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Dates {
    /// Day first
    Dmy,
    /// Month first
    Mdy,
}

impl Dates {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
        }
    }
}

/// `today`, `orders`, ...
#[derive(Debug, Args)]
pub struct ListArgs {
    /// A view of the list, or a saved one by its name; the list's first one when absent
    #[arg(long)]
    pub view: Option<String>,
    /// Words and tests such as 'mk:de due:<4h -is:snoozed'
    #[arg(long, value_name = "Q")]
    pub filter: Option<String>,
    /// Sort by a column; with :desc behind it downwards
    #[arg(long, value_name = "COL", allow_hyphen_values = true)]
    pub sort: Option<String>,
    /// Rows at most
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
    /// The form; plain when absent
    #[command(flatten)]
    pub form: FormArgs,
}

/// The form of a list.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct FormArgs {
    /// One array of flat objects
    #[arg(long)]
    pub json: bool,
    /// Comma-separated, for a spreadsheet
    #[arg(long)]
    pub csv: bool,
    /// Tab-separated
    #[arg(long)]
    pub tsv: bool,
    /// A Markdown table
    #[arg(long)]
    pub markdown: bool,
    /// One line of text per row
    #[arg(long)]
    pub plain: bool,
}

impl FormArgs {
    /// The form that was asked for.
    pub fn form(&self) -> Form {
        match self {
            Self { json: true, .. } => Form::Json,
            Self { csv: true, .. } => Form::Csv,
            Self { tsv: true, .. } => Form::Tsv,
            Self { markdown: true, .. } => Form::Markdown,
            _ => Form::Plain,
        }
    }
}

/// `undo`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct UndoArgs {
    /// The step, as the command that made it said
    pub step: Option<i64>,
    /// What else can be taken back
    #[command(subcommand)]
    pub what: Option<UndoWhat>,
}

/// `undo import`.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum UndoWhat {
    /// Take a file back, as if it had never come
    Import {
        /// Its number, as `daydeck imports` shows it
        number: i64,
        /// One array of flat objects on stdout
        #[arg(long)]
        json: bool,
    },
}

/// `status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Exit with 4 when a source is older than wanted, for cron
    #[arg(long)]
    pub check: bool,
    /// One array of flat objects on stdout
    #[arg(long)]
    pub json: bool,
}

/// `--json`.
#[derive(Debug, Args)]
pub struct JsonArg {
    /// One array of flat objects on stdout
    #[arg(long)]
    pub json: bool,
}

/// `db`.
#[derive(Debug, Subcommand)]
pub enum Db {
    /// Check both databases
    Check,
    /// Write a copy of both databases into a new folder
    Backup {
        /// The new folder
        dir: PathBuf,
    },
    /// Make facts.db again from the archive
    Rebuild,
    /// Delete the personal data whose date has come, in database, archive and refused files
    Purge(JsonArg),
}

/// `config`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Say what is wrong with the configuration files
    Check,
    /// Every value in force, with the layer that it comes from
    Show(JsonArg),
    /// The configuration files in their order
    Path,
}

/// `picture`.
#[derive(Debug, Args)]
pub struct PictureArgs {
    /// The list
    #[arg(long, value_parser = parse_list)]
    pub list: List,
    /// Columns and rows
    #[arg(long, default_value = "160x50", value_name = "COLUMNSxROWS")]
    pub size: String,
    /// The file to write; it must not exist yet
    #[arg(long, value_name = "FILE.svg")]
    pub out: PathBuf,
}

/// The words of the sheets that are kept by hand, with their names.
fn kept_by_hand() -> PossibleValuesParser {
    let value = |format: Format| PossibleValue::new(format.word()).help(word(Lang::En, format.word()));
    PossibleValuesParser::new(Format::kept_by_hand().map(value))
}

fn parse_list(word: &str) -> Result<List, String> {
    List::ALL
        .into_iter()
        .find(|list| list.word() == word)
        .ok_or_else(|| format!("one of {}", List::ALL.map(List::word).join(", ")))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parsed(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(line.split(' '))
    }

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_help_is_as_it_was_agreed() {
        let mut command = Cli::command().term_width(100);
        insta::assert_snapshot!("help", command.render_help().to_string());
        let mut import = Cli::command().term_width(100).find_subcommand("import").cloned().unwrap();
        insta::assert_snapshot!("help_import", import.render_help().to_string());
        let mut today = Cli::command().term_width(100).find_subcommand("today").cloned().unwrap();
        insta::assert_snapshot!("help_today", today.render_help().to_string());
    }

    #[test]
    fn what_is_asked_is_what_is_read() {
        let cli = parsed("daydeck today --view mine --sort -due --limit 5 --csv --data /x --lang zh").unwrap();
        assert_eq!((cli.data, cli.lang), (Some("/x".into()), Some(LangArg::Zh)));
        let Some(Command::Today(list)) = cli.command else { panic!("not today") };
        assert_eq!((list.view.as_deref(), list.sort.as_deref(), list.limit), (Some("mine"), Some("-due"), Some(5)));
        assert_eq!(list.form.form(), Form::Csv);
        let Some(Command::Import(import)) = parsed("daydeck import --none unshipped").unwrap().command else {
            panic!("not import")
        };
        assert_eq!((import.none.as_deref(), import.files.len()), (Some("unshipped"), 0));
        assert!(parsed("daydeck").unwrap().command.is_none());
    }

    #[test]
    fn usage_errors_exit_with_2() {
        for line in [
            "daydeck import",
            "daydeck import --none unshipped x.txt",
            "daydeck today --json --csv",
            "daydeck today --frobnicate",
            "daydeck done",
            "daydeck snooze w1",
            "daydeck dismiss w1",
            "daydeck dismiss w1 --reason lazy",
            "daydeck sign-off 3",
            "daydeck completions",
            "daydeck template all-orders",
            "daydeck picture --list nothing --out x",
            "daydeck demo --orders 0",
            "daydeck nothing",
        ] {
            assert_eq!(parsed(line).unwrap_err().exit_code(), 2, "{line}");
        }
        assert_eq!(parsed("daydeck --help").unwrap_err().exit_code(), 0);
        assert_eq!(parsed("daydeck --version").unwrap_err().exit_code(), 0);
    }
}
