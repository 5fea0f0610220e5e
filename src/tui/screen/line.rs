//! One line of cells, filled from the left and never too long.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::text::{SafeText, fit};
use crate::tui::app::model::{Model, Palette};
use crate::tui::text;
use crate::tui::theme::Tone;

/// A line that is being filled.
pub(crate) struct Row {
    spans: Vec<Span<'static>>,
    used: usize,
    /// The spans that name the row.
    name: std::ops::Range<usize>,
    width: usize,
    palette: Palette,
}

impl Row {
    pub(crate) fn new(model: &Model, width: u16) -> Self {
        Self { spans: Vec::new(), used: 0, name: 0..0, width: usize::from(width), palette: model.options.palette }
    }

    /// Cells that are still free.
    pub(crate) fn free(&self) -> usize {
        self.width - self.used
    }

    /// Cells used so far.
    pub(crate) fn used(&self) -> usize {
        self.used
    }

    /// Text, cut with `~` at the end of the line.
    pub(crate) fn put(&mut self, content: &str, tone: Tone) {
        let free = self.free();
        let span = text::span(&SafeText::new(content), free, tone.style(self.palette));
        self.used += span.content.width();
        self.spans.push(span);
    }

    /// Text in exactly that many cells, left-aligned.
    pub(crate) fn cell(&mut self, content: &str, cells: usize, tone: Tone) {
        let safe = SafeText::new(content);
        self.put(&fit(safe.as_str(), cells.min(self.free())), tone);
    }

    /// Text in exactly that many cells, right-aligned.
    pub(crate) fn right(&mut self, content: &str, cells: usize, tone: Tone) {
        let cells = cells.min(self.free());
        let safe = SafeText::new(content).cut(cells);
        self.put(&" ".repeat(cells - safe.width()), Tone::Plain);
        self.put(&safe, tone);
    }

    /// Blanks up to a column.
    pub(crate) fn to(&mut self, column: usize) {
        let missing = column.min(self.width).saturating_sub(self.used);
        self.put(&" ".repeat(missing), Tone::Plain);
    }

    /// `-` up to the end.
    pub(crate) fn rule(&mut self) {
        let dashes = "-".repeat(self.free());
        self.put(&dashes, Tone::Quiet);
    }

    /// What was put since there were `begin` spans names the row.
    pub(crate) fn named(&mut self, begin: usize) {
        self.name = begin..self.spans.len();
    }

    /// The number of spans so far.
    pub(crate) fn spans(&self) -> usize {
        self.spans.len()
    }

    /// Whether something names the row.
    pub(crate) fn has_name(&self) -> bool {
        !self.name.is_empty()
    }

    /// The name of the row in one look instead of its own. A line without a name gets it whole, and so does every line
    /// of a screen without colours, where nothing else draws the eye.
    pub(crate) fn point(mut self, tone: Tone) -> Self {
        self.to(self.width);
        let whole = !self.has_name() || self.palette == Palette::Mono;
        let name = if whole { 0..self.spans.len() } else { self.name.clone() };
        for span in &mut self.spans[name] {
            span.style = tone.style(self.palette);
        }
        self
    }

    /// Filled to its end with blanks, over what was there.
    pub(crate) fn padded(mut self) -> Self {
        self.to(self.width);
        self
    }

    /// Onto the screen.
    pub(crate) fn draw(self, buffer: &mut Buffer, x: u16, y: u16) {
        let width = u16::try_from(self.width).unwrap_or(u16::MAX);
        buffer.set_line(x, y, &Line::from(self.spans), width);
    }
}
