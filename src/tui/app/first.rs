//! The first run: three ways to begin, chosen by digit, arrows or Enter.

use super::action::Action;
use super::cmd::Cmd;
use super::model::Model;
use super::overlay::{Overlay, Purpose};
use super::run;
use crate::i18n::screen as say;
use crate::tui::keys::key::{Code, Key};
use crate::tui::keys::map;

/// A way to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begin {
    Demo,
    Import,
    Join,
}

/// The ways that are open here: joining needs a team's folder that was found.
pub(crate) fn ways(model: &Model) -> Vec<Begin> {
    let mut out = Vec::new();
    if !model.options.demo {
        out.push(Begin::Demo);
    }
    out.push(Begin::Import);
    if model.options.team.is_some() {
        out.push(Begin::Join);
    }
    out
}

/// A key on the first screen; `None` when it means what it always means.
pub(crate) fn key(model: &mut Model, key: Key) -> Option<Vec<Cmd>> {
    if !model.first_run() {
        return None;
    }
    let ways = ways(model);
    if let Code::Char(c) = key.code
        && let Some(way) = c.to_digit(10).and_then(|d| ways.get((d as usize).checked_sub(1)?))
    {
        return Some(begin(model, *way));
    }
    match map::resolve(model.options.preset, model.tab, key)? {
        Action::Down => model.choice = (model.choice + 1).min(ways.len().saturating_sub(1)),
        Action::Up => model.choice = model.choice.saturating_sub(1),
        Action::Open => return ways.get(model.choice).map(|way| begin(model, *way)),
        _ => return None,
    }
    Some(Vec::new())
}

fn begin(model: &mut Model, way: Begin) -> Vec<Cmd> {
    match way {
        Begin::Demo => run::run(model, Action::Demo(true)),
        Begin::Import => {
            let form = Overlay::form(model, Purpose::Import, say::form_import(model.options.lang).to_owned());
            model.overlays.push(form);
            Vec::new()
        }
        Begin::Join => model.options.team.clone().map(Cmd::Join).into_iter().collect(),
    }
}
