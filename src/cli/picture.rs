//! `daydeck picture`: a list as the screen shows it, as SVG.

use std::fs::OpenOptions;
use std::io::Write;

use super::args::PictureArgs;
use super::context::Context;
use super::exit::{Exit, Failure};
use super::wire;
use crate::domain::text::SafeText;
use crate::i18n::cli;

/// Draws and writes the picture; an existing file stays as it is.
pub fn run(context: &mut Context, args: &PictureArgs) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (columns, rows) =
        size(&args.size).ok_or_else(|| Failure::usage(cli::not_size(lang, SafeText::new(&args.size))))?;
    let svg = wire::picture(context, args.list, columns, rows)?;
    let shown = args.out.display().to_string();
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&args.out)
        .map_err(|error| Failure::failed(cli::file_io(lang, &shown, error)))?;
    file.write_all(svg.as_bytes())?;
    context.out.say(&cli::picture_written(lang, shown));
    Ok(Exit::Ok)
}

/// `160x50`.
fn size(text: &str) -> Option<(u16, u16)> {
    let (columns, rows) = text.split_once('x')?;
    let (columns, rows) = (columns.parse().ok()?, rows.parse().ok()?);
    ((20..=500).contains(&columns) && (5..=200).contains(&rows)).then_some((columns, rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_columns_x_rows() {
        assert_eq!(size("160x50"), Some((160, 50)));
        for text in ["", "160", "x", "160x", "19x50", "160x4", "501x50", "160X50", "-160x50"] {
            assert_eq!(size(text), None, "{text}");
        }
    }
}
