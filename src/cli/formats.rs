//! `daydeck formats`: every report that is read, where it is downloaded, and which of its columns are used.

use std::fmt::Write;

use clap::Args;
use serde_json::{Map, Value};

use super::context::Context;
use super::exit::{Exit, Failure};
use super::wire;
use crate::domain::format::{Format, Kind, Policy, Repeat, Scope};
use crate::i18n::formats::{self as words, where_to_download};
use crate::i18n::words::word;
use crate::ingest::catalogue::{self, Column};

/// `formats`.
#[derive(Clone, Copy, Debug, Args)]
pub struct FormatsArgs {
    /// One array of flat objects on stdout
    #[arg(long, conflicts_with = "markdown")]
    pub json: bool,
    /// A page with every column and the header names that bring it
    #[arg(long)]
    pub markdown: bool,
}

/// Lists the formats as lines, as JSON or as a page in Markdown.
pub fn run(context: &mut Context, args: &FormatsArgs) -> Result<Exit, Failure> {
    if args.json {
        let objects: Vec<_> = Format::ALL.iter().map(|format| object(context, *format)).collect();
        context.out.objects(&objects)?;
    } else if args.markdown {
        let page = page(context);
        context.out.text(&page)?;
    } else {
        for format in Format::ALL {
            let name = word(context.lang, format.word());
            let line = format!("{:20} {name}: {}", format.word(), where_to_download(context.lang, *format));
            context.out.line(&line)?;
        }
    }
    Ok(Exit::Ok)
}

fn hours(context: &Context, format: Format) -> i64 {
    // That of a store and marketplace without an age of their own.
    context.config.settings.report_hours(format, "", None, context.now().day(context.zone))
}

fn object(context: &Context, format: Format) -> Map<String, Value> {
    let (spec, entry) = (format.spec(), catalogue::entry(format));
    let columns: Vec<&str> = entry.columns.iter().map(|c| c.column).collect();
    let fields = [
        ("format", Value::from(spec.word)),
        ("name", word(context.lang, spec.word).into()),
        ("download", where_to_download(context.lang, format).into()),
        ("hours", hours(context, format).into()),
        ("table", spec.table.into()),
        ("key", spec.key.join(" ").into()),
        ("columns", columns.join(" ").into()),
        ("unused", entry.unused.into()),
    ];
    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The page `docs/formats.md`.
fn page(context: &Context) -> String {
    let lang = context.lang;
    let mut page = format!("# {}\n\n{}\n", words::title(lang), words::intro(lang, wire::FORMATS_PAGE));
    for format in Format::ALL {
        let (spec, entry) = (format.spec(), catalogue::entry(*format));
        _ = write!(page, "\n## {} (`{}`)\n\n", word(lang, spec.word), spec.word);
        let mut point = |label: &str, text: &str| _ = writeln!(page, "- {label}: {text}");
        point(words::label_download(lang), where_to_download(lang, *format));
        point(words::label_age(lang), &words::hours(lang, hours(context, *format)));
        let key: Vec<String> = spec.key.iter().map(|key| format!("`{key}`")).collect();
        let counted = if spec.repeat == Repeat::Count { words::counted(lang) } else { "" };
        let place = if spec.global { "" } else { words::and_market(lang) };
        point(words::label_key(lang), &format!("{}{place}{counted}", key.join(", ")));
        point(words::label_newer(lang), policy(lang, spec.policy));
        point(words::label_rest(lang), &words::rest(lang, entry.unused));
        _ = write!(
            page,
            "\n| {} | {} | {} |\n|---|---|---|\n",
            words::column(lang),
            words::kind(lang),
            words::header_names(lang)
        );
        for column in &entry.columns {
            page += &row(lang, column);
        }
    }
    page
}

fn row(lang: crate::i18n::Lang, column: &Column) -> String {
    let names: Vec<String> = column.names.iter().map(|name| format!("`{}`", name.replace('|', "\\|"))).collect();
    let names = if names.is_empty() { words::made(lang).to_owned() } else { names.join(", ") };
    let needed = if column.needed { words::needed(lang) } else { "" };
    let personal = if column.personal { words::personal(lang) } else { "" };
    format!("| `{}`{needed}{personal} | {} | {names} |\n", column.column, kind(lang, column.kind))
}

fn kind(lang: crate::i18n::Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Text => words::kind_text(lang),
        Kind::Id => words::kind_id(lang),
        Kind::Int => words::kind_int(lang),
        Kind::Money => words::kind_money(lang),
        Kind::Bool => words::kind_bool(lang),
        Kind::Instant => words::kind_instant(lang),
        Kind::Day => words::kind_day(lang),
        Kind::Ppm => words::kind_ppm(lang),
        Kind::Milli => words::kind_milli(lang),
    }
}

fn policy(lang: crate::i18n::Lang, policy: Policy) -> &'static str {
    match policy {
        Policy::NewestGroup => words::newest_group(lang),
        Policy::Snapshot => words::snapshot(lang),
        Policy::DailySnapshot => words::daily_snapshot(lang),
        Policy::Period => words::period(lang),
        Policy::Upsert => words::upsert(lang),
        Policy::Scope(Scope::Column(_)) => words::scope_column(lang),
        Policy::Scope(Scope::Days(_)) => words::scope_days(lang),
    }
}
