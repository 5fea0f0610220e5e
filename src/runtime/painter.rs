//! The painter: from ratatui's finished buffer to as few bytes as the terminal needs.
//!
//! It keeps what the screen shows, finds a band of rows that only moved, moves it with the terminal's own scrolling
//! (DECSTBM with IL or DL), and writes the cells that differ, in one write per frame. It works from the whole buffer and
//! not from ratatui's stream of changes, because that stream leaves wrong cells where a wide character moves by one column.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

mod cursor;
mod grid;
mod pen;
mod scroll;
#[cfg(test)]
mod tests;

use cursor::Place;
use grid::{Glyph, Grid, Look, PLAIN, Spot, blank_tail, wide_at};

/// Keeps the terminal equal to the last painted buffer.
#[derive(Debug)]
pub struct Painter {
    screen: Grid,
    pen: Look,
    at: Option<Place>,
    cursor: Option<Position>,
    known: bool,
    scroll: bool,
    out: String,
}

impl Painter {
    /// A painter that knows nothing of the screen yet. `scroll` allows moving bands of rows.
    pub fn new(scroll: bool) -> Self {
        Self { screen: Grid::default(), pen: PLAIN, at: None, cursor: None, known: false, scroll, out: String::new() }
    }

    /// Forgets what the screen shows: the next paint writes all of it. After a resize, a stop, another program's output.
    pub fn forget(&mut self) {
        self.known = false;
    }

    /// The bytes that turn the screen into `buffer` with the cursor at `cursor` (hidden when `None`).
    pub fn paint(&mut self, buffer: &Buffer, cursor: Option<Position>) -> &[u8] {
        self.out.clear();
        // Another program may have written to the terminal: every frame finds its first place anew.
        self.at = None;
        let next = Grid::load(buffer);
        if !self.known || (self.screen.width, self.screen.height) != (next.width, next.height) {
            self.out.push_str("\x1b[r\x1b[m\x1b[?25l\x1b[2J");
            (self.pen, self.at, self.cursor, self.known) = (PLAIN, None, None, true);
            self.screen = Grid::blank(next.width, next.height);
        } else if self.scroll {
            self.scroll_bands(&next);
        }
        let mut hidden = self.cursor.is_none();
        for y in 0..next.height {
            if self.screen.rows[y] != next.rows[y] {
                if !hidden {
                    self.out.push_str("\x1b[?25l");
                    (self.cursor, hidden) = (None, true);
                }
                self.paint_row(&next, y);
            }
        }
        self.set_pen(PLAIN);
        self.place_cursor(cursor);
        self.screen = next;
        self.out.as_bytes()
    }

    fn place_cursor(&mut self, cursor: Option<Position>) {
        if self.out.is_empty() && cursor == self.cursor {
            return;
        }
        if let Some(position) = cursor {
            self.go_to((usize::from(position.x), usize::from(position.y)));
            if self.cursor.is_none() {
                self.out.push_str("\x1b[?25h");
            }
        } else if self.cursor.is_some() {
            self.out.push_str("\x1b[?25l");
        }
        self.cursor = cursor;
    }

    /// Up to two rounds of the best band that only moved.
    fn scroll_bands(&mut self, next: &Grid) {
        for _ in 0..2 {
            let Some((top, bottom, n)) = scroll::find_scroll(&self.screen, next) else { return };
            // Terminals fill the new rows with the pen's background.
            self.set_pen(PLAIN);
            let (verb, by) = if n > 0 { ('M', n) } else { ('L', -n) };
            let _ = write!(self.out, "\x1b[{};{}r\x1b[{};1H\x1b[{by}{verb}\x1b[r", top + 1, bottom, top + 1);
            self.at = None;
            self.screen.scroll(top, bottom, n);
        }
    }

    fn paint_row(&mut self, next: &Grid, y: usize) {
        let (old, new) = (self.screen.row(y).to_vec(), next.row(y));
        let tail = blank_tail(new);
        let mut x = 0;
        while x < new.len() {
            let wide = wide_at(new, x);
            if old[x..x + wide] == new[x..x + wide] {
                x += wide;
                continue;
            }
            if x >= tail {
                self.erase(tail, x, y);
                return;
            }
            self.bridge(&old, new, x, y);
            if !new[x].suits(self.pen) {
                self.set_pen(new[x].look);
            }
            new[x].write(&mut self.out);
            // Behind the last column the terminal waits with the cursor, and about clusters terminals disagree: only an
            // absolute move is safe from there.
            let known = x + wide < new.len() && !matches!(new[x].glyph, Glyph::Many(_));
            self.at = known.then_some((x + wide, y));
            x += wide;
        }
    }

    /// Erases the end of a row whose cells are blank from `tail` on and differ from `x` on; begins in between, where it
    /// is nearest.
    fn erase(&mut self, tail: usize, x: usize, y: usize) {
        let begin = self.at.map_or(x, |(at, _)| at.clamp(tail, x));
        self.go_to((begin, y));
        if !Spot::blank(PLAIN).suits(self.pen) {
            self.set_pen(PLAIN);
        }
        self.out.push_str("\x1b[K");
    }

    /// Gets to column `x`: by writing the equal cells before it again when that is no longer, else by moving.
    fn bridge(&mut self, old: &[Spot], new: &[Spot], x: usize, y: usize) {
        let way = cursor::way(self.at, (x, y));
        if let Some((from, row)) = self.at
            && row == y
            && from < x
            && old[from..x] == new[from..x]
            && new[from..x].iter().map(Spot::len).sum::<usize>() <= way.len()
            && new[from..x].iter().all(|spot| spot.suits(self.pen) && !matches!(spot.glyph, Glyph::Many(_)))
        {
            new[from..x].iter().for_each(|spot| spot.write(&mut self.out));
        } else {
            self.out.push_str(&way);
        }
        self.at = Some((x, y));
    }

    fn go_to(&mut self, place: Place) {
        self.out.push_str(&cursor::way(self.at, place));
        self.at = Some(place);
    }

    fn set_pen(&mut self, look: Look) {
        self.out.push_str(&pen::change(self.pen, look));
        self.pen = look;
    }
}
