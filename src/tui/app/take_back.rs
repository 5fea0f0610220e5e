//! Taking a file back: what the Imports tab alone can do.

use super::cmd::Cmd;
use super::model::Model;
use crate::domain::act::{Intent, Request};
use crate::domain::import::FileState;
use crate::domain::list::{Cell, List};
use crate::domain::text::SafeText;
use crate::i18n::{format, screen as say};

/// A column of the selected row.
pub(crate) fn cell<'a>(model: &'a Model, column: &str) -> Option<&'a Cell> {
    let place = model.current().columns().iter().position(|c| c.id == column)?;
    model.current().row()?.cells.get(place)
}

/// The name of the selected file.
pub(crate) fn file(model: &Model) -> String {
    match cell(model, "file") {
        Some(Cell::Text(name)) => SafeText::new(name).cut(40),
        _ => String::new(),
    }
}

/// The number of the selected file in the ledger, or why it cannot be taken back.
pub(crate) fn possible(model: &Model) -> Result<i64, String> {
    let lang = model.options.lang;
    if model.tab != List::Imports {
        return Err(say::imports_only(lang).to_owned());
    }
    let row = model.current().row().ok_or_else(|| say::no_row(lang).to_owned())?;
    let import = row.id.parse().map_err(|_| say::no_file_row(lang).to_owned())?;
    let is = |state: FileState| cell(model, "state") == Some(&Cell::Word(state.word()));
    if is(FileState::Undone) {
        return Err(say::taken_back_before(lang).to_owned());
    }
    if is(FileState::Duplicate) {
        return Err(say::only_came_again(lang).to_owned());
    }
    Ok(import)
}

/// What taking the selected file back takes back: the rows that were new or changed by it.
pub(crate) fn title(model: &Model) -> String {
    let lang = model.options.lang;
    let count = |column| match cell(model, column) {
        Some(Cell::Int(count)) => *count,
        _ => 0,
    };
    let file = file(model);
    match count("inserted") + count("updated") {
        0 => say::take_back_none(lang, file),
        rows => say::take_back_rows(lang, format::count(rows), file),
    }
}

/// Asks the worker to take the selected file back.
pub(crate) fn send(model: &mut Model) -> Vec<Cmd> {
    match possible(model) {
        Ok(import) => vec![Cmd::Write(Intent::Ask(Request::TakeBack { import }))],
        Err(why) => {
            model.warn(SafeText::new(&why).as_str().to_owned());
            Vec::new()
        }
    }
}
