//! The half of the screen that draws.

use ratatui::Frame;

use super::app::model::Model;

/// Draws the whole screen.
pub fn draw(_model: &Model, _frame: &mut Frame<'_>) {}
