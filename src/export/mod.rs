//! Lists as files and as lines: CSV, TSV, JSON, Markdown and plain text. The command line and the screen's export share it.
//! Nothing here opens a file: the caller gives a `Write`.

use crate::domain::day::Instant;
use crate::domain::list::List;

pub mod record;
pub mod table;
pub mod value;

/// Written before a CSV or TSV that goes into a file: without it spreadsheets take UTF-8 for the local code page.
pub const BOM: &str = "\u{feff}";

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Comma-separated, RFC 4180, headings are the stable column ids.
    Csv,
    /// Tab-separated, headings are the stable column ids.
    Tsv,
    /// One array of flat objects.
    Json,
    /// A table in Markdown, in the reader's language.
    Markdown,
    /// One line per row, in the reader's language, without box or braille: for a screen reader, a mail, `grep`.
    Plain,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Tsv, Self::Json, Self::Markdown, Self::Plain];

    /// The extension of a file of this form.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Plain => "txt",
        }
    }
}

/// The name of an export, without a folder: `daydeck-today-open-20261122T070000Z.csv`; of demo data with `DEMO-` before it.
pub fn file_name(list: List, view: &str, now: Instant, form: Form, demo: bool) -> String {
    let mark = if demo { "DEMO-" } else { "" };
    let at = now.utc().format("%Y%m%dT%H%M%SZ");
    format!("{mark}daydeck-{}-{view}-{at}.{}", list.word(), form.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_says_list_view_moment_and_demo() {
        let now = Instant(1_795_330_800);
        assert_eq!(
            file_name(List::Today, "open", now, Form::Csv, false),
            format!("daydeck-today-open-{}.csv", now.utc().format("%Y%m%dT%H%M%SZ"))
        );
        assert!(file_name(List::Ads, "terms", now, Form::Markdown, true).starts_with("DEMO-daydeck-ads-terms-2026"));
    }
}
