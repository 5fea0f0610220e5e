//! What a screen shows, cell by cell, in a form in which equal looks are equal cells.

use std::hash::{Hash, Hasher};

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};
use xxhash_rust::xxh3::Xxh3;

/// Attributes that this program uses; the rest is ignored.
const KEPT: Modifier =
    Modifier::BOLD.union(Modifier::DIM).union(Modifier::ITALIC).union(Modifier::UNDERLINED).union(Modifier::REVERSED);

/// Attributes that a blank shows.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED);

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Look {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) modifier: Modifier,
}

/// The terminal's own colours, no attribute.
pub(super) const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

impl Look {
    /// Whether a blank looks the same in both: its foreground shows only when it is underlined or reversed.
    fn same_on_blanks(self, other: Self) -> bool {
        let seen = (self.modifier | other.modifier).intersects(SEEN_ON_BLANKS);
        if seen { self == other } else { self.bg == other.bg }
    }
}

/// What stands in a cell. Nearly all of it is one character, which needs no memory of its own.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Glyph {
    /// One character.
    One(char),
    /// A cluster of several.
    Many(Box<str>),
    /// The second column of a wide character.
    Second,
}

/// One place of the grid.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Spot {
    pub(super) glyph: Glyph,
    pub(super) look: Look,
}

impl Spot {
    pub(super) fn blank(look: Look) -> Self {
        Self { glyph: Glyph::One(' '), look }
    }

    fn new(symbol: &str, look: Look) -> Self {
        let mut chars = symbol.chars();
        let glyph = match (chars.next(), chars.next()) {
            (Some(only), None) => Glyph::One(only),
            _ => Glyph::Many(symbol.into()),
        };
        Self { glyph, look }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.glyph == Glyph::One(' ')
    }

    /// A blank of the default background: what erasing leaves.
    pub(super) fn is_void(&self) -> bool {
        self.is_blank() && self.look == PLAIN
    }

    /// Whether the cell comes out right when it is written with this pen.
    pub(super) fn suits(&self, pen: Look) -> bool {
        self.look == pen || self.is_blank() && self.look.same_on_blanks(pen)
    }

    /// Bytes of its text.
    pub(super) fn len(&self) -> usize {
        match &self.glyph {
            Glyph::One(c) => c.len_utf8(),
            Glyph::Many(text) => text.len(),
            Glyph::Second => 0,
        }
    }

    /// Writes its text.
    pub(super) fn write(&self, out: &mut String) {
        match &self.glyph {
            Glyph::One(c) => out.push(*c),
            Glyph::Many(text) => out.push_str(text),
            Glyph::Second => {}
        }
    }
}

/// A screen's worth of cells, row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) width: usize,
    pub(super) height: usize,
    spots: Vec<Spot>,
    /// A hash of each row.
    pub(super) rows: Vec<u64>,
}

impl Grid {
    pub(super) fn blank(width: usize, height: usize) -> Self {
        let mut grid = Self { width, height, spots: vec![Spot::blank(PLAIN); width * height], rows: vec![0; height] };
        (0..height).for_each(|y| grid.hash_row(y));
        grid
    }

    /// The buffer with equal looks made equal: second columns marked, a wide character cut at the edge blanked.
    pub(super) fn load(buffer: &Buffer) -> Self {
        let (width, height) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
        let mut spots = Vec::with_capacity(width * height);
        for row in buffer.content.chunks(width.max(1)).take(height) {
            let end = spots.len() + width;
            while spots.len() < end {
                let cell = &row[spots.len() + width - end];
                let wide = usize::from(cell.cell_width()).max(1);
                if spots.len() + wide > end {
                    spots.push(Spot::blank(look(cell, true)));
                    continue;
                }
                let text = cell.symbol();
                let blank = text.is_empty() || text == " ";
                spots.push(Spot::new(if blank { " " } else { text }, look(cell, blank)));
                spots.extend((1..wide).map(|_| Spot { glyph: Glyph::Second, look: look(cell, false) }));
            }
        }
        let mut grid = Self { width, height, spots, rows: vec![0; height] };
        (0..height).for_each(|y| grid.hash_row(y));
        grid
    }

    pub(super) fn row(&self, y: usize) -> &[Spot] {
        &self.spots[y * self.width..(y + 1) * self.width]
    }

    fn hash_row(&mut self, y: usize) {
        self.rows[y] = hash(self.row(y));
    }

    /// Moves the rows `top..bottom` up by `n` (down when negative); new rows are blank.
    pub(super) fn scroll(&mut self, top: usize, bottom: usize, n: isize) {
        let (width, by) = (self.width, n.unsigned_abs());
        let band = &mut self.spots[top * width..bottom * width];
        if n > 0 {
            band.rotate_left(by * width);
            let len = band.len();
            band[len - by * width..].fill(Spot::blank(PLAIN));
        } else {
            band.rotate_right(by * width);
            band[..by * width].fill(Spot::blank(PLAIN));
        }
        (top..bottom).for_each(|y| self.hash_row(y));
    }
}

/// A hash of a run of cells.
pub(super) fn hash(spots: &[Spot]) -> u64 {
    let mut hasher = Xxh3::new();
    for spot in spots {
        spot.hash(&mut hasher);
    }
    hasher.finish()
}

/// How a cell looks; what a blank does not show is left out.
fn look(cell: &Cell, blank: bool) -> Look {
    let modifier = cell.modifier & KEPT;
    if blank && !modifier.intersects(SEEN_ON_BLANKS) {
        return Look { fg: Color::Reset, bg: cell.bg, modifier: Modifier::empty() };
    }
    Look { fg: cell.fg, bg: cell.bg, modifier }
}

/// The column from which the row is blank with the default background; its length when it is not.
pub(super) fn blank_tail(row: &[Spot]) -> usize {
    row.iter().rposition(|spot| !spot.is_void()).map_or(0, |last| last + 1)
}

/// Columns of the character at `x`: itself and the marked columns behind it.
pub(super) fn wide_at(row: &[Spot], x: usize) -> usize {
    1 + row[x + 1..].iter().take_while(|spot| spot.glyph == Glyph::Second).count()
}
