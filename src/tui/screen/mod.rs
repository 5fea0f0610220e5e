//! The half of the screen that draws: it reads the model and changes nothing.

pub(crate) mod frame;
mod line;
mod list;
mod mapping;
mod over;
pub(crate) mod pane;
mod states;
mod strip;

use ratatui::Frame;

use super::app::model::Model;
use super::theme::Tone;
use crate::i18n::screen as say;
use line::Row;

/// Draws the whole screen.
pub fn draw(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    let size = (area.width, area.height);
    let Some(areas) = super::app::layout::areas(size, model.panes) else {
        let mut row = Row::new(model, area.width);
        row.put(say::too_small(model.options.lang), Tone::Plain);
        if area.height > 0 {
            row.draw(buffer, area.x, area.y);
        }
        return;
    };
    frame::top(model, &areas, buffer);
    if model.first_run() {
        states::first_run(model, states::body(&areas), buffer);
    } else {
        list::draw(model, &areas, buffer);
        if let Some((pane, right)) = areas.pane.filter(|_| model.current().row().is_some()) {
            pane::draw(model, pane, right, buffer);
        }
        if let Some(strip) = areas.strip {
            strip::draw(model, strip, buffer);
        }
    }
    frame::bottom(model, &areas, buffer);
    over::draw(model, &areas, buffer);
}
