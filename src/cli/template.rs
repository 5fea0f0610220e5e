//! `daydeck template`: the sheets that are kept by hand, as a table fed from the formats. A new one is an example in its
//! format's [`crate::domain::format::Spec`].

use super::context::Context;
use super::exit::{Exit, Failure};
use crate::domain::format::Format;
use crate::export::table::quoted;
use crate::i18n::words::word;

/// Writes the sheet of a kind, or a line for each kind.
pub fn run(context: &mut Context, kind: Option<&str>) -> Result<Exit, Failure> {
    if let Some(format) = kind.and_then(Format::parse) {
        context.out.text(&sheet(format))?;
        return Ok(Exit::Ok);
    }
    for format in Format::kept_by_hand() {
        let line = format!("{:<18}  {}", format.word(), word(context.lang, format.word()));
        context.out.line(&line)?;
    }
    Ok(Exit::Ok)
}

/// The header and the example row of a sheet, as CSV.
fn sheet(format: Format) -> String {
    let (names, cells): (Vec<_>, Vec<_>) = format.spec().example.iter().copied().unzip();
    [names, cells].map(|line| line.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n").concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_with_commas_and_quotes_are_quoted() {
        assert_eq!(quoted("two boxes"), "two boxes");
        assert_eq!(quoted("2\" bolts, steel"), "\"2\"\" bolts, steel\"");
    }

    #[test]
    fn every_sheet_has_as_many_cells_as_names() {
        assert!(Format::kept_by_hand().count() >= 2);
        for format in Format::kept_by_hand() {
            let sheet = sheet(format);
            let mut reader = csv::Reader::from_reader(sheet.as_bytes());
            let names = reader.headers().unwrap().clone();
            let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
            assert_eq!((rows.len(), rows[0].len()), (1, names.len()), "{sheet}");
        }
    }
}
