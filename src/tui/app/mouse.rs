//! The mouse: a click selects a row or a tab, the wheel moves. Nothing needs it.

use super::action::Action;
use super::cmd::Cmd;
use super::model::Model;
use super::msg::{Mouse, MouseAct};
use super::run;
use crate::tui::screen::frame;

/// Rows per notch of the wheel.
const NOTCH: u64 = 3;

pub(crate) fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Cmd> {
    // What was typed ahead was meant for the list before the hand went to the mouse.
    model.held.clear();
    if !model.overlays.is_empty() {
        return Vec::new();
    }
    let Some(areas) = model.areas() else { return Vec::new() };
    let at = ratatui::layout::Position::new(mouse.x, mouse.y);
    let in_pane = areas.pane.is_some_and(|(pane, _)| pane.contains(at));
    let index = model.current().index;
    match mouse.act {
        MouseAct::WheelUp if in_pane => run::run(model, Action::ScrollUp),
        MouseAct::WheelDown if in_pane => run::run(model, Action::ScrollDown),
        MouseAct::WheelUp => run::select(model, index.saturating_sub(NOTCH)),
        MouseAct::WheelDown => run::select(model, index + NOTCH),
        MouseAct::Click if areas.list.contains(at) => {
            let place = model.current().top + u64::from(mouse.y - areas.list.y);
            if place < model.current().total() { run::select(model, place) } else { Vec::new() }
        }
        MouseAct::Click if areas.tabs.contains(at) => {
            frame::tab_at(model, mouse.x).map_or_else(Vec::new, |tab| run::run(model, Action::Go(tab)))
        }
        MouseAct::Click => Vec::new(),
    }
}
