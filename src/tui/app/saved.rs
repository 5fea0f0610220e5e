//! Saved views: the menu of a list's views, opening one, saving the list as it is shown.

use std::sync::Arc;

use super::action::Action;
use super::cmd::{Cmd, Lane};
use super::model::Model;
use super::overlay::Purpose;
use super::{menu, run, typing};
use crate::domain::list::Query;
use crate::domain::view::{NAME_MOST, SavedView, name_fits};
use crate::i18n::views;

/// The views of the list with their rows, and the saved ones.
pub(super) fn menu(model: &mut Model) -> Vec<Cmd> {
    let menu = menu::menu(model, Action::Views);
    model.overlays.push(menu);
    model.splits = None;
    let query = Query::Splits(model.tab);
    model.lanes.ask(Lane::Splits, query).into_iter().collect()
}

/// Opens a saved view: its list, with its own filter and order.
pub(super) fn open(model: &mut Model, at: u8) -> Vec<Cmd> {
    let Some(saved) = model.options.views.get(usize::from(at)).cloned() else { return Vec::new() };
    let mut cmds = run::go(model, saved.list);
    let place = saved.list.views().iter().position(|view| *view == saved.view).unwrap_or(0);
    let filter = typing::read(model, saved.parsed());
    let tab = model.current_mut();
    tab.filter = Arc::new(filter);
    tab.filter_text = saved.filter;
    tab.sort = saved.sort;
    cmds.extend(run::set_view(model, place));
    cmds
}

/// Asks for the name of a view.
pub(super) fn ask(model: &mut Model, shared: bool) -> Vec<Cmd> {
    let lang = model.options.lang;
    let title = if shared { views::form_team(lang) } else { views::form_own(lang) };
    run::form(model, Purpose::SaveView(shared), title.to_owned())
}

/// Saves the list as it is shown, under a name.
pub(super) fn save(model: &Model, shared: bool, name: &str) -> Result<Vec<Cmd>, String> {
    if !name_fits(name) {
        return Err(views::no_name(model.options.lang, NAME_MOST));
    }
    let tab = model.current();
    Ok(vec![Cmd::SaveView(SavedView {
        name: name.to_owned(),
        list: tab.list,
        view: tab.view_word(),
        filter: tab.filter_text.clone(),
        sort: tab.sort,
        shared,
    })])
}
