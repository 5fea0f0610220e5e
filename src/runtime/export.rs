//! Writing the shown list into a file of `DIR/exports`, page by page on a thread of its own.

use std::io::{self, BufWriter, Write};

use super::answers::Common;
use crate::domain::list::{ListQuery, Query, ReadError, Reply, Viewpoint};
use crate::export::record::Look;
use crate::export::{BOM, Form, file_name, table};
use crate::i18n::Lang;
use crate::store::open::Reader;
use crate::tui::{ExportFormat, Msg};

/// Rows per question.
const PAGE: u64 = 2_000;

/// Starts the thread; its end comes back as [`Msg::Exported`].
pub fn start(common: &Common, lang: Lang, demo: bool, query: ListQuery, format: ExportFormat) -> io::Result<()> {
    let common = common.clone();
    let work = move || {
        let written = write(&common, lang, demo, query, format).map_err(|error| error.to_string());
        // The loop is gone: nobody is left to tell.
        let _ = common.answers.send(Msg::Exported(written));
    };
    std::thread::Builder::new().name("export".into()).spawn(work).map(|_| ())
}

fn write(
    common: &Common,
    lang: Lang,
    demo: bool,
    query: ListQuery,
    format: ExportFormat,
) -> Result<String, ExportError> {
    let now = (common.clock)();
    let form = match format {
        ExportFormat::Csv => Form::Csv,
        ExportFormat::Tsv => Form::Tsv,
        ExportFormat::Json => Form::Json,
        ExportFormat::Md => Form::Markdown,
    };
    let reader = Reader::open(&common.folder).map_err(ReadError::from)?;
    let view = Viewpoint { now, ..common.view.clone() };
    let look = Look { lang, now, zone: view.zone, text: crate::i18n::work::line, demo };
    let folder = common.folder.root().join("exports");
    common.folder.make(&folder).map_err(|error| ExportError::Folder(error.to_string()))?;
    let path = folder.join(file_name(query.list, query.view, now, form, demo));
    // Never over a file that is there: an export is somebody's record.
    let file = common.folder.create_file(&path)?;
    let mut file = BufWriter::new(file);
    if matches!(form, Form::Csv | Form::Tsv) {
        file.write_all(BOM.as_bytes())?;
    }
    let mut out = table::Writer::begin(file, form, query.list, query.view, look)?;
    let mut asked = ListQuery { offset: 0, limit: PAGE, around: None, unfold: true, ..query };
    while let Reply::Page(page) = reader.answer(&Query::Page(asked.clone()), &view)? {
        out.rows(&page.rows)?;
        if (page.rows.len() as u64) < PAGE {
            break;
        }
        asked.offset += PAGE;
    }
    out.end()?;
    Ok(path.display().to_string())
}

/// Why an export was not written.
#[derive(Debug, thiserror::Error)]
enum ExportError {
    #[error("{0}")]
    Read(#[from] ReadError),
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("{0}")]
    Folder(String),
}
